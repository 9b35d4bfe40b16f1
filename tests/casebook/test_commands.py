"""The commands of the casebook: exit status, pure JSON on stdout, messages without tracebacks."""

from __future__ import annotations

import json

import pytest
import typer
from typer.testing import CliRunner

from probanda.casebook.models import AuditRow, Item, Person, QuantityClaim
from probanda.casebook.record_file import import_record_file
from probanda.cli import casebook as commands
from probanda.cli.common import guarded
from tests.casebook.test_record_file import CLAIMS
from tests.conftest import NOW

app = typer.Typer(pretty_exceptions_enable=False)
commands.register(app)


@app.command("fail")
@guarded
def fail(*, as_json: bool = typer.Option(False, "--json")) -> None:
    raise ZeroDivisionError("by nothing")


@pytest.fixture
def run(monkeypatch):
    def invoke(*words: str):
        return CliRunner().invoke(app, [str(word) for word in words])

    return invoke


@pytest.fixture
def book(casebook, tmp_path, monkeypatch):
    (tmp_path / "letter.txt").write_text("the letter", encoding="utf-8")
    (tmp_path / "record.yaml").write_text(CLAIMS, encoding="utf-8")
    import_record_file(casebook, tmp_path / "record.yaml", by="Ada", now=NOW)
    monkeypatch.chdir(casebook.manuscripts)
    return casebook


def test_init_makes_a_casebook_and_refuses_to_make_it_again(run, tmp_path, open_database):
    made = run("init", tmp_path / "c", "--title", "Case", "--json", "--by", "Ada")
    assert made.exit_code == 0
    assert json.loads(made.stdout)["casebook"] == str(tmp_path / "c")
    assert AuditRow.objects.get().who == "Ada"
    again = run("init", tmp_path / "c", "--json")
    assert again.exit_code == 2
    assert json.loads(again.stdout)["problems"][0]["code"] == "casebook-exists"


def test_a_command_finds_the_casebook_from_a_folder_within_it(run, book):
    assert run("doctor").exit_code == 0


def test_a_command_outside_any_casebook_was_used_wrongly(run, tmp_path, monkeypatch, open_database):
    monkeypatch.chdir(tmp_path)
    result = run("doctor")
    assert result.exit_code == 2
    assert "casebook-not-found" in result.stderr


def test_doctor_answers_zero_or_one_and_in_json(run, book):
    whole = run("doctor", "--json")
    assert (whole.exit_code, json.loads(whole.stdout)["ok"]) == (0, True)
    AuditRow.objects.filter(seq=3).update(who="somebody else")
    broken = run("doctor", "--json", "-C", book.root)
    answer = json.loads(broken.stdout)
    assert (broken.exit_code, answer["ok"]) == (1, False)
    assert answer["problems"][0]["code"] == "audit-broken"
    assert answer["problems"][0]["row"] == 3


def test_show_walks_from_a_claim_to_the_bytes(run, book):
    result = run("show", "q-1", "--json")
    [claim] = json.loads(result.stdout)["found"]
    item = Item.objects.get()
    assert claim["says"]["value"].startswith("4496")
    assert claim["source"]["archived"]["sha256"] == item.sha256


def test_show_walks_back_from_the_bytes_to_the_claims(run, book):
    result = run("show", Item.objects.get().sha256[:16], "--json")
    [item] = json.loads(result.stdout)["found"]
    assert item["sources"] == ["letter"]
    assert {claim["address"] for claim in item["claims"]} >= {"q-1", "act-1"}


@pytest.mark.parametrize(
    "key", ["q-1", "list:0042", "letter", "source:letter", "ev-1", "commission"]
)
def test_show_prints_an_outline_of_anything_with_a_key(run, book, key):
    result = run("show", key)
    assert result.exit_code == 0
    assert key.removeprefix("source:") in result.stdout


def test_show_suggests_the_nearest_key(run, book):
    result = run("show", "act-2")
    assert result.exit_code == 1
    assert "act-1" in result.stderr


def test_search_answers_in_json(run, book):
    hits = json.loads(run("search", "aldarov", "--json").stdout)["hits"]
    assert [(hit["kind"], hit["key"]) for hit in hits] == [("person", "list:0042")]
    assert run("search").exit_code == 2


def test_identity_is_decided_and_undone(run, book):
    two = ("list:0042", "list:0043")
    assert run("identity", "undo", *two).exit_code == 0
    assert Person.objects.exclude(cluster=None).count() == 0
    assert run("identity", "same", *two).exit_code == 2
    decided = run("identity", "same", *two, "--why", "same village", "--json")
    number = json.loads(decided.stdout)["decisions"][0]
    assert Person.objects.exclude(cluster=None).count() == 2
    conflict = run("identity", "different", *two, "--why", "other father")
    assert conflict.exit_code == 0
    assert "identity-conflict" in conflict.stderr
    assert run("identity", "undo", str(number)).exit_code == 0
    assert run("identity", "undo", str(number)).exit_code == 1
    assert run("identity", "same", "list:0042", "nobody", "--why", "x").exit_code == 1


def test_no_traceback_reaches_a_user(run, open_database, monkeypatch):
    monkeypatch.delenv("PROBANDA_DEBUG", raising=False)
    result = run("fail", "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["problems"][0]["code"] == "unexpected"
    assert "Traceback" not in result.stderr
    monkeypatch.setenv("PROBANDA_DEBUG", "1")
    assert "Traceback" in run("fail").stderr


def test_the_clock_of_a_reproducible_build_is_used(run, tmp_path, open_database, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    run("init", tmp_path / "c")
    assert AuditRow.objects.get().at.year == 2001
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    assert run("init", tmp_path / "d").exit_code == 2


def test_upgrade_says_that_there_is_nothing_to_do(run, book):
    assert json.loads(run("upgrade", "--json").stdout) == {"ok": True, "steps": []}
    assert QuantityClaim.objects.count() == 1
