"""Figures that are estimated from the record's lists."""

from __future__ import annotations

from decimal import Decimal
from itertools import product

import pytest

from probanda.estimate import Options, estimate
from tests.casebook.figures.making import NOW, Record, figures_of

pytestmark = pytest.mark.usefixtures("casebook")

# Histories on lists a, b, c: 60 people alone on a, 14 on a and b, ...
COUNTS = {"a": 60, "b": 50, "c": 40, "ab": 14, "ac": 12, "bc": 9, "abc": 5}


def fill(counts: dict[str, int] = COUNTS) -> Record:
    """Three lists; the same person's entries are merged by a reviewer's decision."""
    record, number = Record(), 0
    for history, many in counts.items():
        for _ in range(many):
            number += 1
            sex = "female" if number % 3 == 0 else "male"
            for register in history:
                record.entry(register, str(number), status="missing", sex=sex)
            if len(history) > 1:
                record.same(*(f"{register}:{number}" for register in history))
    return record


def define(**more: object) -> str:
    parts = "".join(f", {key}: {value}" for key, value in more.items())
    return (
        "figures:\n  total:\n    label: Missing, listed or not\n"
        f"    estimate: {{lists: [a, b, c]{parts}}}\n"
    )


def test_lists_are_registers_and_people_are_merged_persons():
    fill()
    figures = figures_of(define(method="loglinear", seed=3))
    from probanda.casebook.figures.estimates import capture_table

    question = figures.file.figures["total"].estimate
    table = capture_table(figures, question)
    found = {
        table.named(mask).lower().replace("+", ""): int(table.counts[mask]) for mask in table.cells
    }
    assert found == COUNTS
    same = estimate(table, "loglinear", Options(seed=3))
    figure = figures.figure("total")
    assert figure.value == Decimal(round(same.estimate))
    assert figure.interval == tuple(Decimal(round(end)) for end in same.interval)
    assert figure.exactness == "about"
    assert figures.figure("total.documented").value == sum(COUNTS.values())
    assert figures.figure("total.low").value == figure.interval[0]
    assert figures.figure("total.high").value == figure.interval[1]
    assert figures.figure("total.unobserved").value == figure.value - 190
    assert len(figures.claims("total")) >= 190
    for word in ("documented minimum", "95% interval", "assumes", "seed 3", table.sha256[:12]):
        assert word in figure.definition


def test_the_query_chooses_whom_the_lists_may_name():
    record = fill()
    for number in range(40):
        record.entry("a", f"r{number}", status="released")
    figures = figures_of(define(query="{count: persons, status: missing}"))
    assert figures.figure("total.documented").value == sum(COUNTS.values())


def test_strata_are_added_draw_by_draw_and_nobody_is_lost():
    fill()
    plain = figures_of(define(method="dga"))
    parted = figures_of(define(method="dga", by="sex"))
    assert parted.figure("total.documented").value == plain.figure("total.documented").value
    assert parted.figure("total").value is not None
    assert "separately by sex" in parted.figure("total").definition
    low, high = parted.figure("total").interval
    assert low < parted.figure("total").value < high


def test_formulas_work_on_estimates():
    fill()
    text = define() + '  unlisted: {label: Unlisted, formula: "total - total.documented"}\n'
    figures = figures_of(text)
    assert figures.figure("unlisted").value == figures.figure("total.unobserved").value
    assert figures.figure("unlisted").exactness == "about"


def test_nothing_is_printed_when_chains_did_not_meet(monkeypatch):
    from probanda.casebook.figures import estimates
    from probanda.estimate import LatentSettings

    short = LatentSettings(burn_in=10, draws=100, thin=1)
    monkeypatch.setattr(estimates, "Options", lambda **more: Options(**more, latent=short))
    fill()
    figures = figures_of(define(method="lcm"))
    assert figures.figure("total").value is None
    assert figures.figure("total").interval is None
    assert "not-converged" in figures.figure("total").problem
    assert figures.figure("total.documented").value == sum(COUNTS.values())
    assert "estimate-withheld" in {problem.code for problem in figures.problems}


def test_nothing_is_printed_when_methods_disagree(monkeypatch):
    from probanda.casebook.figures import estimates

    monkeypatch.setattr(estimates, "quick_spread", lambda table: {"sparse": 5_000.0})
    fill()
    held = figures_of(define(method="dga"))
    given = figures_of(define(method="dga", anyway="true"))
    assert held.figure("total").value is None
    assert "methods-disagree" in held.figure("total").problem
    assert given.figure("total").value is not None


def test_lists_that_never_meet_are_refused_in_words():
    fill({"a": 30, "b": 20, "c": 10})
    figure = figures_of(define()).figure("total")
    assert figure.value is None
    assert "no person is on two lists" in figure.problem


@pytest.mark.parametrize(
    ("estimate", "said"),
    [
        ("{lists: [a, b]}", "three or more"),
        ("{lists: [a, b, c], method: magic}", "magic"),
        ("{lists: [a, b, c], level: 2}", "level"),
        ("{lists: [a, b, c], query: {count: acts}}", "must count persons"),
        ("{lists: [a, b, c], query: {count: persons, registers: [a]}}", "without registers"),
        ("7", "mapping"),
    ],
)
def test_what_cannot_be_read_is_named(estimate, said):
    fill({"a": 3, "b": 3, "ab": 2, "abc": 1})
    figures = figures_of(f"figures: {{x: {{estimate: {estimate}}}}}")
    assert figures.figure("x").value is None
    assert any(said in problem.message + problem.found for problem in figures.problems)


def test_a_list_that_the_record_does_not_have_is_named():
    fill({"a": 3, "b": 3, "ab": 2, "abc": 1})
    figures = figures_of("figures: {x: {estimate: {lists: [a, b, nowhere]}}}")
    assert "nowhere" in figures.figure("x").problem
    assert [p.code for p in figures.problems][:1] == ["register-unknown"]


def test_all_histories_are_told_apart():
    counts = {
        "".join(r for r, on in zip("abc", h, strict=True) if on): 1 + sum(h)
        for h in product((0, 1), repeat=3)
        if any(h)
    }
    fill(counts)
    from probanda.casebook.figures.estimates import capture_table

    figures = figures_of(define())
    table = capture_table(figures, figures.file.figures["total"].estimate)
    assert table.n == sum(counts.values())


def test_the_command_takes_the_casebooks_lists(casebook):
    import json

    from typer.testing import CliRunner

    from probanda.cli.estimate import app

    fill()
    fixed = ("fit", "--casebook", str(casebook.root), "--method", "loglinear", "--json")
    result = CliRunner().invoke(app, [*fixed, "--status", "missing"])
    assert result.exit_code == 0, result.output
    shown = json.loads(result.stdout)
    assert shown["n_observed"] == sum(COUNTS.values())
    assert shown["diagnostics"]["lists"] == ["a", "b", "c"]
    none = CliRunner().invoke(app, [*fixed, "--status", "dead"])
    assert none.exit_code == 1
    wrong = CliRunner().invoke(app, [*fixed, "--list", "a", "--list", "b", "--list", "zz"])
    assert wrong.exit_code == 1
    assert "zz" in wrong.stderr


def test_a_submission_prints_value_and_interval_and_how_they_came_about(casebook, tmp_path):
    from probanda.report.from_casebook import open_record
    from probanda.report.labels import labels_for

    fill()
    path = tmp_path / "figures.yaml"
    path.write_text(define(method="loglinear"), encoding="utf-8")
    record = open_record(casebook, None, path)
    figure = record.figure("total")
    low, high = figure.interval
    assert figure.kind == "estimate"
    said = labels_for("en").value(figure)
    assert f"{figure.value:,} ({low:,} to {high:,})" in said
    assert "assumes" in figure.definition
    assert record.figure("total.low").value == low
    assert labels_for("ru").word("kind-estimate")
    assert record.remember(["total", "total.low"], NOW) == 2
    assert record.changes() == ()
