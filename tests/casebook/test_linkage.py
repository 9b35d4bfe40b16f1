"""Linkage in the record: proposals change nothing, answers decide, everything can be taken back."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from probanda.casebook.audit_chain import verify
from probanda.casebook.health import diagnose
from probanda.casebook.linkage_overlap import overlap_of_record
from probanda.casebook.models import IdentityDecision, LinkageProposal, LinkageRun, Person
from probanda.cli import app
from probanda.linkage.synthetic import write_lists

COLUMNS = {
    "a": {"surname": "surname", "given": "given", "patronymic": "father"},
    "b": {"name": "name"},
    "d": {"name": "name"},
}


def run(*arguments: object, status: int = 0) -> dict:
    result = CliRunner().invoke(app, [*map(str, arguments), "--json"])
    assert result.exit_code == status, result.output
    return json.loads(result.stdout)


@pytest.fixture
def book(casebook, tmp_path: Path) -> Path:
    """A casebook with three short lists of invented people."""
    lists = write_lists(tmp_path, 60, 8).parent / "lists"
    for name, columns in COLUMNS.items():
        with (lists / f"{name}.csv").open(encoding="utf-8") as file:
            header = next(csv.reader(file))
        dated = {"birth_date": "born", "birth_place": "birthplace"} if "born" in header else {}
        mapping = {
            "register": {
                "key": name,
                "title": f"List {name}",
                "claimant": {"key": "clerk", "name": "A clerk"},
                "source": {"key": f"source-{name}", "kind": "register", "title": f"List {name}"},
            },
            "columns": {
                "id": "no",
                **columns,
                **dated,
                "event_date": "date",
                "event_place": "place",
            },
            "event_status": "missing",
            "defaults": {"consent": "unknown", "reliability": "F", "credibility": 6},
            "missing": ["", "-", "?", "н/д", "unknown", "naməlum", "неизвестно", "անհայտ"],
        }
        path = tmp_path / f"{name}.yaml"
        path.write_text(yaml.safe_dump(mapping, allow_unicode=True), encoding="utf-8")
        result = CliRunner().invoke(
            app,
            [
                "import",
                str(lists / f"{name}.csv"),
                "--mapping",
                str(path),
                "-C",
                str(casebook.root),
            ],
        )
        assert result.exit_code in (0, 1), result.output
    assert Person.objects.count() > 60
    return casebook.root


def clusters() -> list[tuple[int, int | None]]:
    return list(Person.objects.order_by("pk").values_list("pk", "cluster_id"))


def test_a_run_proposes_and_changes_nothing(book: Path) -> None:
    before = clusters()
    answer = run("link", book, "--by", "Ada")
    assert answer["proposals"] == LinkageProposal.objects.count() > 20
    assert answer["applied"] == []
    assert clusters() == before
    assert not IdentityDecision.objects.exists()
    again = run("link", book, "--by", "Ada")
    assert (
        again["run"] == answer["run"] == LinkageRun.objects.get().pk
    )  # the same again is no new run
    assert (book / "out/linkage/report.html").is_file()
    assert list(verify()) == []
    assert not diagnose(casebook_of(book)).problems


def casebook_of(book: Path):
    from probanda.casebook.folder import open_casebook

    return open_casebook(book)


def test_applied_merges_are_undone_by_one_command(book: Path) -> None:
    before = clusters()
    answer = run("link", book, "--apply", "0.95", "--by", "Ada")
    assert len(answer["applied"]) > 10
    assert clusters() != before
    reason = IdentityDecision.objects.first().reason
    assert "chance" in reason
    assert "surname" in reason
    undone = run("link", "undo", answer["run"], "-C", book, "--by", "Bo")
    assert undone["undone"] == len(answer["applied"])
    assert clusters() == before
    assert IdentityDecision.objects.count() == len(answer["applied"])  # nothing is deleted


def test_review_is_blind_until_answered_and_survives_the_next_run(book: Path) -> None:
    run("link", book, "--by", "Ada")
    listed = run("link", "review", "list", "-C", book, "--by", "Ada", "--limit", "5")
    first = listed["pairs"][0]
    assert set(first) == {"pair", "left", "right"}
    shown = run("link", "review", "show", first["pair"], "-C", book, "--by", "Ada")
    assert "chance" not in shown
    assert any(field["field"] == "name" for field in shown["fields"])
    answer = run(
        "link",
        "review",
        "decide",
        first["pair"],
        "different",
        "--why",
        "fathers differ",
        "-C",
        book,
        "--by",
        "Ada",
    )
    assert answer["state"] == "decided"
    assert 0 <= answer["chance"] <= 1
    assert answer["evidence"]
    again = run("link", book, "--apply", "0.5", "--by", "Ada")
    left, right = (Person.objects.get(key=first[side]) for side in ("left", "right"))
    assert left.cluster_id is None or left.cluster_id != right.cluster_id
    assert again["labels"] == 1
    relisted = run("link", "review", "list", "-C", book, "--by", "Ada", "--limit", "1000")
    assert (first["left"], first["right"]) not in {
        (each["left"], each["right"]) for each in relisted["pairs"]
    }
    run("link", "review", "undo", answer["answer"], "-C", book, "--by", "Ada")
    assert not IdentityDecision.objects.filter(verdict="different", undone_at=None).exists()


def test_two_reviewers_decide_only_together(book: Path) -> None:
    run("link", book, "--reviewers", "2", "--by", "Ada")
    pair = run("link", "review", "list", "-C", book, "--by", "Ada")["pairs"][0]["pair"]
    one = run(
        "link", "review", "decide", pair, "same", "--why", "village", "-C", book, "--by", "Ada"
    )
    assert (one["state"], one["decision"]) == ("1 of 2 reviewers", None)
    twice = run(
        "link", "review", "decide", pair, "same", "--why", "x", "-C", book, "--by", "Ada", status=1
    )
    assert twice["problems"][0]["code"] == "answered-before"
    # The second sees neither the score nor the first answer.
    shown = run("link", "review", "show", pair, "-C", book, "--by", "Bo")
    assert "chance" not in shown
    two = run("link", "review", "decide", pair, "same", "--why", "father", "-C", book, "--by", "Bo")
    assert two["state"] == "decided"
    decision = IdentityDecision.objects.get()
    assert decision.decided_by == "Ada, Bo"
    assert decision.reason == "village; father"
    run("link", "review", "undo", two["answer"], "-C", book, "--by", "Bo")
    assert not IdentityDecision.objects.filter(undone_at=None).exists()


def test_reviewers_who_disagree_decide_nothing(book: Path) -> None:
    run("link", book, "--reviewers", "2", "--by", "Ada")
    pair = run("link", "review", "list", "-C", book, "--by", "Ada")["pairs"][0]["pair"]
    run("link", "review", "decide", pair, "same", "--why", "village", "-C", book, "--by", "Ada")
    two = run(
        "link", "review", "decide", pair, "different", "--why", "father", "-C", book, "--by", "Bo"
    )
    assert (two["state"], two["decision"]) == ("the reviewers disagree", None)
    assert not IdentityDecision.objects.exists()


def test_used_wrongly(book: Path) -> None:
    assert (
        run("link", "review", "list", "-C", book, status=1)["problems"][0]["code"] == "run-missing"
    )
    assert run("link", book, "--apply", "7", status=2)["problems"][0]["code"] == "value-unknown"
    assert run("link", "undo", "9", "-C", book, status=1)["problems"][0]["code"] == "run-unknown"
    assert (
        run("link", "review", "show", "9", "-C", book, status=1)["problems"][0]["code"]
        == "pair-unknown"
    )
    run("link", book, "--by", "Ada")
    pair = run("link", "review", "list", "-C", book, "--by", "Ada")["pairs"][0]["pair"]
    wrong = run("link", "review", "decide", pair, "maybe", "--why", "x", "-C", book, status=2)
    assert wrong["problems"][0]["code"] == "value-unknown"
    assert (
        run("link", "review", "decide", pair, "same", "-C", book, status=2)["problems"][0]["code"]
        == "reason-missing"
    )
    assert (
        run("link", "review", "undo", "99", "-C", book, status=1)["problems"][0]["code"]
        == "answer-unknown"
    )


def test_the_overlap_shows_what_is_decided_and_draws_what_is_open(book: Path) -> None:
    entries = Person.objects.count()
    assert overlap_of_record()[0].persons == entries  # nothing is decided
    run("link", book, "--by", "Ada")
    record, *drawn = overlap_of_record(6)
    assert record.persons == entries
    assert record.lists == ("a", "b", "d")
    assert all(each.persons < entries - 10 for each in drawn)
    assert len({each.csv() for each in drawn}) > 1
    assert [each.csv() for each in overlap_of_record(6)[1:]] == [each.csv() for each in drawn]
    run("link", book, "--apply", "0.95", "--by", "Ada")
    assert overlap_of_record()[0].persons < entries - 10


def test_a_casebook_without_lists(casebook) -> None:
    assert run("link", casebook.root, status=1)["problems"][0]["code"] == "lists-empty"
