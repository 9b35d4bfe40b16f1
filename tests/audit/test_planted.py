"""The reports with planted faults, and what makes a fault found. How many are found is measured, not tested."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from benchmarks.audit_reports import evaluate, one, table
from benchmarks.planted import MARK, Fault, Planted, load, reports
from benchmarks.planted_files import written
from benchmarks.planted_judge import Letters, finders, fitting, place_of

from probanda.audit.reading import read_file
from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import all_rules, audit

SUM = "Of the {{120||150#a}} prisoners 70 were men and 50 were women."
PRISON = Planted(
    "prison",
    "The prison",
    "en",
    "md",
    f"# The prison\n\n{SUM} They were held for {{{{nine||eight#b}}}} weeks.",
    (Fault("a", "sum", ("150",), "70 and 50"), Fault("b", "duration", ("8|eight",), "nine weeks")),
)


def judged(planted: Planted) -> dict[str, bool]:
    clean, faulted = (read_markdown(planted.variant(version)) for version in ("clean", "faulted"))
    told, before = list(audit(faulted).findings), list(audit(clean).findings)
    return {id: bool(by) for id, by in finders(planted, before, told, faulted).items()}


def test_each_report_has_a_key_that_fits_and_kinds_with_rules() -> None:
    every = reports()
    assert len(every) >= 5
    assert {fault.kind for report in every for fault in report.faults} <= set(fitting())
    assert frozenset().union(*fitting().values()) <= set(all_rules())


def test_the_versions_differ_at_each_mark() -> None:
    for report in reports():
        for mark in MARK.finditer(report.source):
            assert mark["clean"] != mark["faulted"], (report.name, mark["id"])


def test_a_key_without_its_mark_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bad.txt"
    path.write_text(
        f"---\ntitle: T\nlanguage: en\nformat: md\n---\n{SUM}\n---\nz: {{kind: sum, names: [x], why: y}}\n"
    )
    with pytest.raises(ValueError, match="marks and key differ"):
        load(path)


def test_a_new_finding_at_the_place_that_names_the_figure_counts() -> None:
    assert judged(PRISON) == {"a": True, "b": False}


def test_what_the_clean_twin_says_too_does_not_count() -> None:
    both = replace(PRISON, source=PRISON.source.replace("{{120||150#a}}", "150 {{x||y#a}}"))
    assert judged(both)["a"] is False


def test_a_finding_that_names_another_figure_does_not_count() -> None:
    other = Fault("a", "sum", ("15",), "“150” doesn't name it")
    assert judged(replace(PRISON, faults=(other, PRISON.faults[1])))["a"] is False


@pytest.mark.parametrize("format", ["md", "html", "docx", "pdf"])
def test_every_fault_is_read_in_every_format(format: str, tmp_path: Path) -> None:
    report = reports()[1]
    document = read_file(written(report, "faulted", tmp_path, format))
    letters = Letters.of(document.text)
    for spot in report.spots().values():
        place = place_of(spot, letters)
        assert place is not None
        start, end = place
        assert Letters.of(document.text[start:end]).text == Letters.of(spot.words).text


def test_one_report_is_evaluated_and_told() -> None:
    outcome = evaluate(reports()[1], "md")
    assert outcome.said("error") == 0
    assert any(outcome.found.values())
    assert outcome.planted.name in one(outcome)
    assert any(line.startswith("all ") for line in table([outcome]))
