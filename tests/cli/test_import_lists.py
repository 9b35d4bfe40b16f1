"""``probanda import`` of lists, as a user and as a program meet it."""

from __future__ import annotations

import csv
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from probanda.casebook.models import Entry, NameClaim, Person, RegisterVersion
from probanda.cli import app

MAPPING = """\
register: {key: lots, title: A list, claimant: {key: keeper, name: Keeper}}
columns: {id: No, surname: Soyad, given: Ad, birth_date: Doğum tarixi, status: Status}
"""
LIST = """\
No;Soyad;Ad;Doğum tarixi;Status
1;Dolqarov;Anar;19.10.1988;itkin
2; Mertizli ;Aygün;1946;azad edilib
3;Belxarov;Cavid;31.02.1993;itkin
4;Umrazov
"""


@pytest.fixture
def run(casebook, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "m.yaml").write_text(MAPPING, encoding="utf-8")
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")

    def call(*arguments: str):
        result = CliRunner().invoke(app, ["import", *arguments, "-C", str(casebook.root)])
        assert result.exception is None or isinstance(result.exception, SystemExit), (
            result.exception
        )
        return result

    return call


def answer(result) -> dict:
    return json.loads(result.stdout)


def test_the_answer_accounts_for_every_row(run):
    result = run("list.csv", "--mapping", "m.yaml", "--json")
    assert result.exit_code == 1
    said = answer(result)
    assert {name: said[name] for name in ("rows", "taken", "repaired", "refused", "new")} == {
        "rows": 4, "taken": 1, "repaired": 1, "refused": 2, "new": 2,
    }  # fmt: skip
    errors = [(p["row"], p.get("column"), p["code"]) for p in said["problems"] if "row" in p]
    assert errors == [(3, "Doğum tarixi", "date-impossible"), (4, None, "row-width")]
    assert said["repairs"][0] | {"how": ""} == {
        "row": 2, "column": "Soyad", "code": "spaces-cut", "found": " Mertizli ", "used": "Mertizli",
        "how": "",
    }  # fmt: skip
    assert (said["encoding"], said["delimiter"], said["written"]) == ("utf-8", ";", True)
    assert Entry.objects.count() == 2


def test_the_report_has_a_line_for_every_row(run, tmp_path):
    run("list.csv", "-m", "m.yaml", "--report", "out.csv")
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    assert {(line["row"], line["outcome"]) for line in lines} == {
        ("1", "taken"), ("2", "repaired"), ("3", "refused"), ("4", "refused"),
    }  # fmt: skip
    run("list.csv", "-m", "m.yaml", "--report", "out.json")
    assert len(json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))) == 4


def test_a_dry_run_writes_nothing_and_says_what_would_come(run):
    result = run("list.csv", "-m", "m.yaml", "--dry-run", "--json")
    said = answer(result)
    assert (result.exit_code, said["written"], said["new"]) == (1, False, 2)
    assert (Person.objects.count(), RegisterVersion.objects.count()) == (0, 0)


def test_the_same_file_again_changes_nothing_even_without_its_mapping(run):
    run("list.csv", "-m", "m.yaml")
    said = answer(run("list.csv", "--json"))
    assert (said["written"], said["unchanged"], said["version"]) == (False, 2, None)
    assert RegisterVersion.objects.count() == 1


def test_a_list_without_a_mapping_gets_a_suggestion_and_is_not_imported(run, tmp_path):
    result = run("list.csv", "--json")
    said = answer(result)
    assert (result.exit_code, said["written"]) == (1, False)
    assert said["suggestion"]["columns"] == {
        "id": "No", "surname": "Soyad", "given": "Ad", "birth_date": "Doğum tarixi", "status": "Status",
    }  # fmt: skip
    assert Entry.objects.count() == 0
    again = run("list.csv", "--mapping", said["mapping"])
    assert again.exit_code == 1  # two rows are refused
    assert Entry.objects.count() == 2


def test_a_suggestion_can_be_accepted_unseen_and_says_what_it_made_up(run):
    said = answer(run("list.csv", "--accept-suggestion", "--json"))
    assert (said["written"], said["new"]) == (True, 2)
    assert {"claimant-not-named", "source-not-named"} <= {p["code"] for p in said["problems"]}


def test_the_form_with_several_lists_is_read_too(run, tmp_path):
    (tmp_path / "all.yaml").write_text(
        "missing: ['']\nlists:\n  A: {file: lists/list.csv, script: az-Latn, id: No, surname: Soyad,"
        " given: Ad, birth_date: Doğum tarixi, status: Status}\n  B: {file: other.csv, id: No, name: X}\n",
        encoding="utf-8",
    )
    said = answer(run("list.csv", "--mapping", "all.yaml", "--json"))
    assert (said["register"], said["new"]) == ("a", 2)
    assert set(NameClaim.objects.values_list("script", flat=True)) == {"az-Latn"}
    wrong = run("list.csv", "--mapping", "all.yaml", "--list", "C")
    assert wrong.exit_code == 2


@pytest.mark.parametrize(
    ("mapping", "code", "key"),
    [
        ("columns: {id: No, surnam: Soyad}", "mapping-key-unknown", "columns.surnam"),
        ("columns: {sex: Cins}", "mapping-wrong", "columns"),
        ("columns: {id: No}\nfile: {header_rows: many}", "mapping-wrong", "file.header_rows"),
        ("columns: {id: No}\ncolumns: {id: Ad}", "mapping-unreadable", None),
        ("columns: {id: [", "mapping-unreadable", None),
        ("- a\n- b", "mapping-wrong", None),
        ("columns: {id: No}\nvalues: {sex: {kişi: man}}", "mapping-wrong", "values.sex.kişi"),
        ("columns: {id: Nomer}", "column-missing", "Nomer"),
        ("columns: {id: No}\nfile: {encoding: cp9999}", "encoding-unknown", "file.encoding"),
        ("columns: {id: No}\nregister: {key: 'a b'}", "mapping-wrong", "register.key"),
    ],
)
def test_a_mapping_that_cannot_be_used_is_explained_with_its_key(run, tmp_path, mapping, code, key):
    (tmp_path / "bad.yaml").write_text(mapping, encoding="utf-8")
    result = run("list.csv", "--mapping", "bad.yaml", "--json")
    assert result.exit_code == 2
    problem = answer(result)["problems"][0]
    assert problem["code"] == code
    assert problem.get("column") == key


def test_no_such_file_is_used_wrongly(run):
    assert run("none.csv", "-m", "m.yaml").exit_code == 2
    assert run("list.csv", "-m", "none.yaml").exit_code == 2


def test_one_file_that_cannot_be_read_does_not_stop_the_others(run, tmp_path):
    (tmp_path / "bad.csv").write_bytes(b"%PDF-1.4")
    result = run("bad.csv", "list.csv", "-m", "m.yaml", "--json")
    assert result.exit_code == 1
    first, second = answer(result)["files"]
    assert first["problems"][0]["code"] == "file-not-a-list"
    assert second["written"]


def test_keep_row_keeps_the_row_without_the_bad_value(run, tmp_path):
    (tmp_path / "keep.yaml").write_text(MAPPING + "on_bad_value: keep-row\n", encoding="utf-8")
    said = answer(run("list.csv", "-m", "keep.yaml", "--json"))
    assert (said["repaired"], said["refused"]) == (2, 1)
    assert json.loads(Entry.objects.get(key="3").raw)["Doğum tarixi"] == "31.02.1993"
    assert not Person.objects.get(key="lots:3").births.exists()


def test_words_that_the_mapping_does_not_explain_are_named_once_with_their_number(run, tmp_path):
    text = "No;Soyad;Ad;Doğum tarixi;Status\n" + "".join(
        f"{n};A;B;1990;vaxtsız\n" for n in range(5)
    )
    (tmp_path / "list.csv").write_text(text, encoding="utf-8")
    said = answer(run("list.csv", "-m", "m.yaml", "--json"))
    warnings = [p for p in said["problems"] if p["code"] == "value-unknown"]
    assert [(p["found"], p["column"], p["severity"]) for p in warnings] == [
        ("vaxtsız", "Status", "warning")
    ]
    assert (said["repaired"], said["refused"]) == (5, 0)


def test_rows_without_or_with_a_doubled_identifier_are_refused(run, tmp_path):
    text = "No;Soyad;Ad;Doğum tarixi;Status\n1;A;B;;\n;C;D;;\n1;E;F;;\n"
    (tmp_path / "list.csv").write_text(text, encoding="utf-8")
    said = answer(run("list.csv", "-m", "m.yaml", "--json"))
    assert [(p["row"], p["code"]) for p in said["problems"] if "row" in p] == [
        (2, "id-missing"), (3, "key-twice"),
    ]  # fmt: skip


def test_a_cell_that_the_record_cannot_hold_is_named_not_cut(run, tmp_path):
    text = f"No;Soyad;Ad;Doğum tarixi;Status\n1;{'A' * 10_000};B;;\n2;C;D;;\n"
    (tmp_path / "list.csv").write_text(text, encoding="utf-8")
    said = answer(run("list.csv", "-m", "m.yaml", "--json"))
    assert [(p["row"], p["code"]) for p in said["problems"] if "row" in p] == [(1, "text-too-long")]
    assert Entry.objects.count() == 1


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.binary(max_size=300), st.sampled_from(["list.csv", "list.xlsx", "list.tsv"]))
def test_whatever_the_bytes_there_is_an_answer_and_no_traceback(run, tmp_path, data, name):
    (tmp_path / name).write_bytes(data)
    result = run(name, "-m", "m.yaml", "--json", "--dry-run")
    assert result.exit_code in {0, 1, 2}
    said = answer(result)
    if "rows" in said:
        assert said["rows"] == said["taken"] + said["repaired"] + said["refused"]
    else:
        assert said["problems"]
