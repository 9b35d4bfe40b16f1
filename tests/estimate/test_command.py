"""The `estimate` commands: JSON as promised, status, refusals in words."""

from __future__ import annotations

import json

import pytest
import typer
from typer.testing import CliRunner

from tests.estimate.conftest import DATA

RUNNER = CliRunner()


@pytest.fixture(scope="module")
def run():
    from probanda.cli.estimate import app

    def go(*arguments):
        return RUNNER.invoke(app, [str(a) for a in arguments])

    assert isinstance(app, typer.Typer)
    return go


KEYS = {
    "n_observed",
    "estimate",
    "unobserved",
    "interval",
    "level",
    "method",
    "models",
    "diagnostics",
    "warnings",
}


@pytest.mark.parametrize("method", ["loglinear", "dga", "sparse", "chao"])
def test_json_has_the_promised_shape(method, run):
    result = run("fit", DATA / "kosovo.csv", "--method", method, "--replicates", 60, "--json")
    assert result.exit_code == 0
    shown = json.loads(result.stdout)
    assert shown.keys() >= KEYS
    assert shown["method"] == method
    assert shown["n_observed"] == 4400
    assert shown["unobserved"] == pytest.approx(shown["estimate"] - 4400)
    assert shown["interval"][0] < shown["estimate"] < shown["interval"][1]
    for warning in shown["warnings"]:
        assert warning.keys() >= {"code", "message", "remedy"}


def test_order_and_criterion_choose_the_model(run):
    def best(*more):
        arguments = ("fit", DATA / "kosovo.csv", "--method", "loglinear", *more, "--json")
        return json.loads(run(*arguments).stdout)

    assert best()["estimate"] == pytest.approx(10356.5189572519, rel=1e-6)
    assert best("--order", 2)["estimate"] == pytest.approx(14341.66, rel=1e-6)
    assert best("--criterion", "aic")["models"][0]["model"] == "[123,134]"


def test_lcm_without_convergence_prints_no_interval_and_exits_with_one(run):
    result = run(
        "fit", DATA / "kosovo.csv", "--method", "lcm", "--draws", 100, "--burn-in", 10,
        "--thin", 1, "--json",
    )  # fmt: skip
    assert result.exit_code == 1
    shown = json.loads(result.stdout)
    assert shown["interval"] is None
    assert shown["estimate"] is None
    assert "not-converged" in {w["code"] for w in shown["warnings"]}


def test_a_bad_table_computes_nothing_and_says_why(run, tmp_path):
    bad = tmp_path / "bad.csv"
    bad.write_text("A,B,C,count\n1,0,0,5\n1,0,0,7\n0,1,1,x\n")
    result = run("fit", bad, "--method", "dga", "--json")
    assert result.exit_code == 1
    shown = json.loads(result.stdout)
    assert shown["estimate"] is None
    assert {w["code"] for w in shown["warnings"]} == {"count-text"}
    assert "row 4" in result.stderr


def test_wrong_use_exits_with_two(run, tmp_path):
    assert run("fit", tmp_path / "none.csv", "--method", "dga").exit_code == 2
    assert run("fit", DATA / "kosovo.csv", "--method", "magic").exit_code == 2


def test_order_beyond_the_lists_is_refused(run):
    result = run("fit", DATA / "kosovo.csv", "--method", "loglinear", "--order", 4, "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["warnings"][0]["code"] == "order-out-of-range"


def test_disagreement_is_said_beside_a_single_method(run):
    shown = json.loads(run("fit", DATA / "uk2013_5.csv", "--method", "loglinear", "--json").stdout)
    assert "methods-disagree" in {w["code"] for w in shown["warnings"]}


def test_lcm_resumes_from_a_checkpoint(run, tmp_path):
    held = tmp_path / "run.json"
    arguments = (
        "fit", DATA / "snowshoe_hare.csv", "--method", "lcm", "--draws", 500, "--burn-in", 200,
        "--thin", 2, "--checkpoint", held, "--json",
    )  # fmt: skip
    first = json.loads(run(*arguments).stdout)
    assert held.exists()
    assert json.loads(run(*arguments).stdout) == first
    other = run(*arguments, "--seed", 7)
    assert other.exit_code == 1


def test_strata_are_summed(run, tmp_path):
    lines = (DATA / "spina_bifida.csv").read_text().splitlines()
    path = tmp_path / "strata.csv"
    rows = [f"{line},{place}" for line in lines[1:] for place in ("north", "south")]
    path.write_text("\n".join([lines[0] + ",place", *rows]))
    result = run("fit", path, "--method", "dga", "--by", "place", "--json")
    shown = json.loads(result.stdout)
    assert shown["n_observed"] == 2 * 621
    assert [m["stratum"] for m in shown["models"]] == ["north", "south"]


def test_compare_writes_a_self_contained_report(run, tmp_path):
    target = tmp_path / "report.html"
    result = run(
        "compare", DATA / "kosovo.csv", "--output", target, "--replicates", 60, "--coverage", 10,
        "--json",
    )  # fmt: skip
    assert result.exit_code == 0
    page = target.read_text()
    assert page.count("<svg") >= 7
    assert "src=" not in page
    assert "http-equiv" not in page
    assert "documented minimum" in page
    shown = json.loads(result.stdout)
    assert shown["offered"] in shown["estimates"]
    assert shown["coverage"]


def _relinked(path, moved):
    """Kosovo as another linkage would have it: `moved` people found to be on A and B, not one each."""
    lines = (DATA / "kosovo.csv").read_text().splitlines()
    rows = {tuple(line.split(",")[:-1]): int(line.split(",")[-1]) for line in lines[1:]}
    rows["1", "0", "0", "0"] -= moved
    rows["0", "1", "0", "0"] -= moved
    rows["1", "1", "0", "0"] = rows.get(("1", "1", "0", "0"), 0) + moved
    body = [",".join((*history, str(count))) for history, count in rows.items()]
    path.write_text("\n".join([lines[0], *body]) + "\n")
    return path


def test_linkages_are_combined_with_the_share_that_linking_causes(run, tmp_path):
    a, b = (_relinked(tmp_path / f"l{k}.csv", 25 * k) for k in (1, 3))
    result = run("combine", DATA / "kosovo.csv", a, b, "--method", "dga", "--json")
    assert result.exit_code == 0
    shown = json.loads(result.stdout)
    assert shown.keys() >= KEYS
    assert [m["n_observed"] for m in shown["models"]] == [4400, 4375, 4325]
    assert 0 < shown["diagnostics"]["linking_share_of_variance"] < 1
    assert shown["diagnostics"]["documented"] == [4325, 4400]
    low, high = shown["interval"]
    for model in shown["models"]:
        assert low < model["estimate"] < high
    again = run("combine", DATA / "kosovo.csv", DATA / "kosovo.csv", "--json")
    assert json.loads(again.stdout)["diagnostics"]["linking_share_of_variance"] < 0.01


@pytest.mark.parametrize("names", [["kosovo"], ["kosovo", "hiv_rome"]])
def test_what_is_no_set_of_linkages_is_refused(names, run):
    result = run("combine", *(DATA / f"{name}.csv" for name in names), "--json")
    assert result.exit_code == 1
    code = "one-linkage" if len(names) == 1 else "lists-differ"
    assert json.loads(result.stdout)["warnings"][0]["code"] == code


def test_one_row_per_person_counts_as_the_table_does(run, tmp_path):
    lines = (DATA / "spina_bifida.csv").read_text().splitlines()
    body = [row.rsplit(",", 1)[0] for row in lines[1:] for _ in range(int(row.rsplit(",", 1)[1]))]
    path = tmp_path / "people.csv"
    path.write_text("\n".join([lines[0].rsplit(",", 1)[0], *body]) + "\n")
    whole = run("fit", DATA / "spina_bifida.csv", "--method", "loglinear", "--json")
    people = run("fit", path, "--method", "loglinear", "--json")
    assert json.loads(people.stdout)["estimate"] == json.loads(whole.stdout)["estimate"]


def test_neither_table_nor_casebook_is_wrong_use(run):
    assert run("fit", "--method", "dga").exit_code == 2
