"""`probanda law`: provisions shown, quotations checked, symbols read, tables of ratification taken in."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from probanda.cli import app

RUN = CliRunner()
ORDER = "An order from a superior officer or a public authority may not be invoked as a justification of torture"


def run(*args, status=0, text=None):
    result = RUN.invoke(app, ["law", *args], input=text)
    assert result.exit_code == status, (result.output, result.stderr)
    return result


def as_json(*args, status=0, text=None):
    return json.loads(run(*args, "--json", status=status, text=text).stdout)


def test_a_provision_is_shown_with_elements_and_questions():
    found = as_json("show", "CAT/2/2")
    assert (found["code"], found["article"], found["paragraph"]) == ("CAT/2/2", "2", "2")
    assert found["fingerprint"] is True
    assert all(each["tests"] for each in found["elements"])
    assert "? Who gave such a reason" in run("show", "CAT/2/2").stdout


def test_an_article_is_shown_with_all_its_paragraphs():
    assert [each["code"] for each in as_json("show", "CAT/2")["provisions"]] == [
        "CAT/2/1",
        "CAT/2/2",
        "CAT/2/3",
    ]


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ("CAT/99", "article-unknown"),
        ("CAT/2/9", "paragraph-unknown"),
        ("XYZ/1", "instrument-unknown"),
    ],
)
def test_an_unknown_code_is_a_clear_error(code, problem):
    found = as_json("show", code, status=1)
    assert found["ok"] is False
    assert found["problems"][0]["code"] == problem
    assert found["problems"][0]["expected"]
    assert "Traceback" not in run("show", code, status=1).stderr


def test_a_provision_says_whom_it_bound_on_a_day():
    found = as_json("show", "ROME/8/2/b/xxi", "--state", "Sartania", "--on", "2019-04-01")
    assert (found["bound"]["bound"], found["bound"]["since"]) == (False, "2021-06-01")
    assert (
        "binds Kevria since"
        in run("show", "CAT/2/2", "--state", "KEV", "--on", "2019-04-01").stdout
    )
    assert as_json("show", "CAT", "--state", "Nowhere")["bound"]["bound"] is None
    assert as_json("show", "CAT", "--state", "KEV", "--on", "April", status=2)["ok"] is False


def test_instruments_and_provisions_are_listed():
    assert {each["short"] for each in as_json("list")} >= {"CAT", "ROME", "GC3", "ISTANBUL"}
    assert as_json("list", "icppd", status=1)["problems"][0]["code"] == "instrument-unknown"
    assert as_json("list", "icath")[0]["code"] == "ICATH/1/1"


def test_a_quotation_word_for_word_is_no_problem(tmp_path):
    file = tmp_path / "text.txt"
    file.write_text(
        f"First line.\nArticle 2 of the Convention against Torture: “{ORDER}”.\n", encoding="utf-8"
    )
    found = as_json("quote", str(file))
    assert found["ok"] is True
    one = found["quotations"][0]
    assert (one["provision"], one["verbatim"], one["line"], one["differing_words"]) == (
        "CAT/2/3",
        True,
        2,
        [],
    )
    assert len(one["fingerprint"]["sha256"]) == 64


def test_an_altered_quotation_and_a_wrong_article_are_problems():
    text = f"Article 40 of the Convention against Torture. “{ORDER.replace('superior', 'senior')}”."
    found = as_json("quote", "-", status=1, text=text)
    assert found["quotations"][0]["differing_words"] == ["senior"]
    assert found["problems"][0]["code"] == "article-unknown"
    assert "changed “senior”" in run("quote", "-", status=1, text=text).stdout


def test_a_text_that_cannot_be_read_is_used_wrongly(tmp_path):
    file = tmp_path / "text.txt"
    file.write_bytes("“Schön”".encode("cp1252"))
    assert as_json("quote", str(file), status=2)["problems"][0]["code"] == "encoding-unreadable"
    assert (
        as_json("quote", str(tmp_path / "none.txt"), status=2)["problems"][0]["code"]
        == "file-unreadable"
    )


def test_a_symbol_is_read_and_cited():
    found = as_json("symbol", "CAT/C/KEV/CO/5", "-p", "12", "-p", "14-16")
    assert found["citation"] == "CAT/C/KEV/CO/5, paras. 12 and 14–16."
    assert (found["state"], found["kind"]) == ("KEV", "concluding observations")
    assert as_json("symbol", "CAT/C/KEV/CO/5, paras. 12 and 14")["paragraphs"] == ["12", "14"]


def test_a_malformed_symbol_is_mended_where_it_can_be():
    problem = as_json("symbol", "cat/c/kev/co/5", status=1)["problems"][0]
    assert (problem["code"], problem["expected"]) == ("symbol-malformed", "CAT/C/KEV/CO/5")
    assert (
        as_json("symbol", "CAT/C/KEV/CO/5", "-p", "twelve", status=2)["problems"][0]["code"]
        == "paragraph-unreadable"
    )


def test_symbols_of_a_longer_text_are_checked_one_by_one():
    found = as_json("symbol", "See CAT/C/KEV/CO/5 and CAT/C/kev/1.", status=1)
    assert [each["valid"] for each in found["symbols"]] == [True, False]


def test_a_downloaded_table_is_taken_in(tmp_path):
    page = tmp_path / "iv-9.html"
    page.write_text(
        "<html><h1>Convention against Torture</h1><table><tr><th>Participant</th><th>Signature</th>"
        "<th>Accession(a), Succession(d), Ratification</th></tr><tr><td>Norland <sup>1</sup></td><td></td>"
        "<td>9 Sep 1993 a</td></tr></table></html>",
        encoding="utf-8",
    )
    rows = tmp_path / "ratifications.csv"
    found = as_json("import-status", str(page), "--out", str(rows))
    assert found["bound"]["Norland"]["since"] == "1993-10-09"
    first = rows.read_bytes()
    as_json("import-status", str(page), "--out", str(rows))
    assert rows.read_bytes() == first
    warned = as_json("import-status", str(page), "--state", "Kevria")
    assert (warned["ok"], warned["problems"][0]["code"]) == (True, "state-not-in-table")


def test_symbols_of_a_longer_text_keep_their_paragraphs():
    text = "See CAT/C/XYZ/CO/5, paras. 12 (a) and 14–16, and CCPR/C/GC/35, para. 9, in 2019."
    first, second = as_json("symbol", text)["symbols"]
    assert (first["paragraphs"], second["paragraphs"]) == (["12 (a)", "14–16"], ["9"])
    assert first["citation"] == "CAT/C/XYZ/CO/5, paras. 12 (a) and 14–16."
