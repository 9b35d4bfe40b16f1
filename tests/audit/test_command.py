"""`probanda audit` as a person and a program call it."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from probanda.audit.answers import Outcome, as_html, as_sarif, as_text
from probanda.audit.finding import Evidence
from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit as audit_document
from probanda.cli import app

SARIF_LEVELS = {"none", "note", "warning", "error"}
REPORT = """# Report on the quarry

Date: 14 March 2025

## 1. Findings

Of 120 detainees, 70 were men and 45 were women, the register says.[^1] They were held until 31 April 2024.

According to alternative sources, most of them died. The prison in Arlan was closed, “and nobody told us why”.

## 2. Recommendations

- The Government of Kevria should publish the register of the prison.

[^1]: Register of the prison, pp. 45–32, https://archive.example/register.
[^2]: Nobody refers to this note.
"""
CLEAN = """# Letter

We thank the Committee for its invitation and will attend the session in Geneva with two members.
"""


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["audit", *arguments])


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.md"
    path.write_text(REPORT, encoding="utf-8")
    return path


def test_errors_make_the_exit_status_one_and_stand_first(report: Path) -> None:
    done = run(str(report))
    assert done.exit_code == 1
    assert done.stdout.index("Errors (") < done.stdout.index("Warnings (")
    assert "range-backwards" in done.stdout
    assert "note-unreferred" in done.stdout
    assert "alternative sources" in done.stdout


def test_a_text_without_errors_ends_with_zero(tmp_path: Path) -> None:
    path = tmp_path / "letter.md"
    path.write_text(CLEAN, encoding="utf-8")
    done = run(str(path))
    assert done.exit_code == 0, done.stdout
    assert "0 errors" in done.stdout


def test_json_says_what_the_reference_promises(report: Path, tmp_path: Path) -> None:
    out = tmp_path / "extracted.txt"
    done = run(str(report), "--format", "json", "--text", str(out))
    answer = json.loads(done.stdout)
    text = out.read_bytes()
    assert answer["document"]["text_sha256"] == hashlib.sha256(text).hexdigest()
    assert answer["document"]["language"] == "en"
    assert answer["document"]["date"] == "2025-03-14"
    assert set(answer) >= {
        "document",
        "findings",
        "quantities",
        "dates",
        "sources",
        "provisions",
        "persons",
        "places",
        "quotations",
        "recommendations",
    }
    assert answer["findings"]
    for finding in answer["findings"]:
        assert set(finding) >= {"rule", "severity", "message", "suggestion", "section", "paragraph", "page",
                                "line", "sentence", "start", "end", "evidence"}  # fmt: skip
        assert finding["severity"] in {"error", "warning", "note"}
        words = text.decode()[finding["start"] : finding["end"]]
        assert words.strip() == "" or words.split()[0] in text.decode()
    backwards = next(each for each in answer["findings"] if each["rule"] == "range-backwards")
    assert text.decode()[backwards["start"] : backwards["end"]] == "pp. 45–32"
    assert {each["text"] for each in answer["quantities"]} >= {"120", "70", "45"}
    assert any(each["kind"] == "unnamed" for each in answer["sources"])
    assert [each["name"] for each in answer["places"]] == ["Arlan"]
    (asked,) = answer["recommendations"]
    assert asked["addressee"] == "The Government of Kevria"
    assert asked["section"] == "2 Recommendations"
    assert [each["text"] for each in answer["quotations"]] == ["and nobody told us why"]
    for kind in ("places", "recommendations", "quotations", "persons", "dates"):
        for each in answer[kind]:
            assert 0 <= each["start"] < each["end"] <= len(text.decode())


def test_sarif_and_html_hold_every_finding(report: Path) -> None:
    sarif = json.loads(run(str(report), "--format", "sarif").stdout)
    assert sarif["version"] == "2.1.0"
    (one,) = sarif["runs"]
    results = one["results"]
    rules = [rule["id"] for rule in one["tool"]["driver"]["rules"]]
    assert all(rules[result["ruleIndex"]] == result["ruleId"] for result in results)
    page = run(str(report), "--format", "html").stdout
    answer = json.loads(run(str(report), "--format", "json").stdout)
    assert len(results) == len(answer["findings"])
    for finding in answer["findings"]:
        assert f'id="f{finding["id"]}"' in page
    assert "<script" not in page
    assert "http" not in page.split("<style>")[1].split("</style>")[0]


def test_sarif_has_what_its_schema_requires(report: Path) -> None:
    """SARIF 2.1.0 (OASIS, 2020): required properties, closed lists of values, indices that point somewhere."""
    answer = json.loads(run(str(report), "--format", "json").stdout)
    accepting = f"{answer['findings'][0]['id']}=Checked."
    sarif = json.loads(run(str(report), "--format", "sarif", "--accept", accepting).stdout)
    assert sarif["version"] == "2.1.0"
    assert sarif["$schema"].endswith("sarif-schema-2.1.0.json")
    assert sarif["runs"]
    for one in sarif["runs"]:
        assert one["columnKind"] in {"utf16CodeUnits", "unicodeCodePoints"}
        driver = one["tool"]["driver"]
        assert driver["name"]
        ids = [rule["id"] for rule in driver["rules"]]
        assert len(ids) == len(set(ids))
        for rule in driver["rules"]:
            assert rule["defaultConfiguration"]["level"] in SARIF_LEVELS
            assert all(rule[name]["text"] for name in ("shortDescription", "fullDescription"))
        artifacts = one["artifacts"]
        for place, artifact in enumerate(artifacts):
            assert " " not in artifact["location"]["uri"]
            assert artifact.get("parentIndex", -1) < place
        contents = artifacts[1]["contents"]["text"]
        assert artifacts[1]["hashes"]["sha-256"] == hashlib.sha256(contents.encode()).hexdigest()
        for result in one["results"]:
            assert result["message"]["text"]
            assert result["level"] in SARIF_LEVELS
            assert ids[result["ruleIndex"]] == result["ruleId"]
            assert all(isinstance(value, str) for value in result["partialFingerprints"].values())
            for location in [*result["locations"], *result.get("relatedLocations", [])]:
                physical = location["physicalLocation"]
                address = physical["artifactLocation"]
                assert artifacts[address.get("index", 0)]["location"]["uri"] == address["uri"]
                region = physical["region"]
                assert region.get("startLine", 1) >= 1
                assert region.get("charOffset", 0) >= 0
                assert region.get("charLength", 0) >= 0
                assert "startLine" in region or "charOffset" in region
                assert isinstance(region["snippet"]["text"], str)
        (suppressed,) = [result for result in one["results"] if "suppressions" in result]
        (suppression,) = suppressed["suppressions"]
        assert suppression["kind"] in {"inSource", "external"}
        assert suppression["status"] in {"accepted", "underReview", "rejected"}
        assert suppression["justification"] == "Checked."


def test_one_finding_is_not_called_several(tmp_path: Path) -> None:
    path = tmp_path / "one.md"
    path.write_text("The trial began on 31 April 2021.\n", encoding="utf-8")
    assert "1 error, " in run(str(path)).stdout
    assert "<b>1 error</b>, " in run(str(path), "--format", "html").stdout


def test_an_accepted_finding_is_kept_with_its_reason_and_no_longer_counts(report: Path) -> None:
    answer = json.loads(run(str(report), "--format", "json").stdout)
    errors = [each for each in answer["findings"] if each["severity"] == "error"]
    accepting = [
        word for each in errors for word in ("--accept", f"{each['id']}=Checked with the register.")
    ]
    done = run(str(report), "--by", "A. Velan", *accepting)
    assert done.exit_code == 0, done.stdout
    kept = (report.parent / "report.md.accepted.yaml").read_text(encoding="utf-8")
    assert "Checked with the register." in kept
    assert "A. Velan" in kept
    again = run(str(report))
    assert again.exit_code == 0
    assert "Accepted (" in again.stdout
    shown = json.loads(run(str(report), "--format", "json").stdout)
    assert {each["id"] for each in shown["findings"] if each["accepted"]} == {
        each["id"] for each in errors
    }
    # A changed sentence is a new finding.
    report.write_text(REPORT.replace("pp. 45–32", "pp. 45–31"), encoding="utf-8")
    assert run(str(report)).exit_code == 1


def test_wrong_use_is_two_and_unreadable_is_one(report: Path, tmp_path: Path) -> None:
    assert run(str(tmp_path / "nowhere.docx")).exit_code == 2
    assert run(str(report), "--format", "pdf").exit_code == 2
    assert run(str(report), "--rule", "no-such-rule").exit_code == 2
    assert run(str(report), "--accept", "0123456789=because").exit_code == 2
    empty = tmp_path / "empty.pdf"
    empty.write_bytes(b"")
    done = run(str(empty), "--format", "json")
    assert done.exit_code == 1
    assert json.loads(done.stdout)["problems"][0]["code"] == "not-read-empty"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.txt", b""),
        ("empty.md", b""),
        ("empty.html", b""),
        ("broken.pdf", b"%PDF-1.4 broken"),
        ("broken.docx", b"PK\x03\x04junk"),
        ("nowhere.txt", None),
    ],
)
def test_the_answer_about_an_unread_file_has_the_form_of_every_other(
    report: Path, tmp_path: Path, name: str, content: bytes | None
) -> None:
    file = tmp_path / name
    if content is not None:
        file.write_bytes(content)
    done = run(str(file), "--format", "json")
    answer = json.loads(done.stdout)
    assert done.exit_code == (2 if content is None else 1)
    assert answer["findings"] == []
    assert answer["document"]["file"] == str(file)
    assert answer["problems"][0]["message"]
    read = json.loads(run(str(report), "--format", "json").stdout)
    assert set(read) <= set(answer)
    assert set(read["document"]) == set(answer["document"])


def test_one_rule_alone(report: Path) -> None:
    answer = json.loads(run(str(report), "--rule", "range-backwards", "--format", "json").stdout)
    assert {each["rule"] for each in answer["findings"]} == {"range-backwards"}


def test_what_stands_in_a_table_is_quoted_with_its_row_and_each_quotation_stands_once(
    tmp_path: Path,
) -> None:
    path = tmp_path / "table.md"
    path.write_text(
        "# Deaths\n\n| Prison | Men | Women |\n|---|---|---|\n| Arlan | 30 | 4 |\n| Velsk | 21 | 7 |\n"
        "| Total | 52 | 11 |\n",
        encoding="utf-8",
    )
    shown = run(str(path)).stdout
    assert "table 1, row 4" in shown
    assert "> Total | 52 | 11" in shown
    assert shown.count("> Arlan | 30 | 4") == 1
    page = run(str(path), "--format", "html").stdout
    assert "<summary>Errors (1)</summary>" in page
    assert "<h1>Audit of table.md</h1>" in page
    assert "<blockquote>Velsk | 21 | 7" in page


def test_accepting_one_conflict_does_not_accept_another_of_the_same_sentence(
    tmp_path: Path,
) -> None:
    path = tmp_path / "table.md"
    table = (
        "# Deaths\n\n| Prison | Men | Women | Both |\n|---|---|---|---|\n| Arlan | 30 | 4 | 34 |\n"
        "| Velsk | 21 | 7 | 28 |\n"
    )
    path.write_text(table + "| Total | 51 | 11 | 63 |\n", encoding="utf-8")
    found = [each for each in _findings(path) if each["rule"] == "table-total"]
    assert len(found) == 2  # the last cell is wrong for its row and for its column
    assert len({each["id"] for each in found}) == 2
    run(str(path), "--accept", f"{found[0]['id']}=the register itself has it so")
    assert sum(each["accepted"] is None for each in _findings(path)) == len(_findings(path)) - 1
    path.write_text((table + "| Total | 51 | 11 | 63 |\n").replace("34", "35"), encoding="utf-8")
    assert all(each["accepted"] is None for each in _findings(path)), (
        "what it was held against changed"
    )


def test_accepting_a_sentence_does_not_accept_the_same_sentence_printed_again(
    tmp_path: Path,
) -> None:
    path = tmp_path / "twice.md"
    told = "Of 120 detainees, 70 were men and 45 were women."
    path.write_text(f"# Camp\n\n{told}\n\nThe road was closed.\n\n{told}\n", encoding="utf-8")
    first, second = [each for each in _findings(path) if each["rule"] == "parts-sum"]
    assert second["id"] == f"{first['id']}-2"
    run(str(path), "--accept", f"{first['id']}=Five did not say.")
    accepted = [each["accepted"] for each in _findings(path) if each["rule"] == "parts-sum"]
    assert accepted[0] is not None
    assert accepted[1] is None


def _findings(path: Path) -> list[dict[str, object]]:
    findings: list[dict[str, object]] = json.loads(run(str(path), "--format", "json").stdout)[
        "findings"
    ]
    return findings


def outcome_of(text: str) -> Outcome:
    return Outcome(audit_document(read_markdown(text)), "report.md")


def test_no_line_of_the_text_is_wider_than_the_terminal() -> None:
    outcome = outcome_of(REPORT)
    wide, folded = as_text(outcome), as_text(outcome, 80)
    assert max(map(len, wide.splitlines())) > 80 >= max(map(len, folded.splitlines()))
    assert folded.split() == wide.split()


def test_margin_notes_stand_before_their_text_and_headings_below_all_notes() -> None:
    page = as_html(outcome_of(REPORT))
    assert page.count("<aside") < page.count('<div class="row')  # only where something was found
    assert '<div class="row head">' in page
    assert page.index("range-backwards</code>") < page.rindex("Register of the prison")


def test_figures_that_hang_together_are_drawn_in_one_picture() -> None:
    text = "# Report\n\nOf 120 detainees, 70 were men and 45 were women.\n\nOf 38 graves 12 were opened.\n"
    assert as_html(outcome_of(text)).count("<svg") == 2


def test_accepted_findings_stand_on_the_page_with_their_reason(report: Path) -> None:
    (first, *_) = _findings(report)
    accepting = f"{first['id']}=The register <itself> has it so."
    page = run(str(report), "--format", "html", "--accept", accepting, "--by", "A. Velan").stdout
    assert "<summary>Accepted (1)</summary>" in page
    assert "The register &lt;itself&gt; has it so." in page
    assert "A. Velan" in page.split("<main>")[0]
    assert f'id="f{first["id"]}"' not in page  # no longer in the margin


def test_sarif_about_an_unread_file_is_a_run_that_failed(tmp_path: Path) -> None:
    file = tmp_path / "empty report.docx"
    file.write_bytes(b"")
    done = run(str(file), "--format", "sarif")
    assert done.exit_code == 1
    sarif = json.loads(done.stdout)
    assert set(sarif) == {"$schema", "version", "runs"}
    (one,) = sarif["runs"]
    assert one["results"] == []
    (invocation,) = one["invocations"]
    assert invocation["executionSuccessful"] is False
    (why,) = invocation["toolExecutionNotifications"]
    assert why["descriptor"]["id"] == "not-read-empty"
    assert one["artifacts"][0]["location"]["uri"].endswith("empty%20report.docx")


@pytest.mark.skipif(sys.platform != "linux", reason="names are bytes on Linux alone")
@pytest.mark.parametrize("answer", ["text", "html", "json", "sarif"])
def test_a_name_that_is_no_utf_8_is_answered_in_utf_8(tmp_path: Path, answer: str) -> None:
    file = tmp_path / os.fsdecode(b"report\xff.md")
    file.write_text(CLEAN, encoding="utf-8")
    out = tmp_path / "answer"
    done = run(str(file), "--format", answer, "--output", str(out))
    assert done.exit_code == 0, done.output
    said = out.read_bytes().decode("utf-8")
    assert (r"\udcff.md" if answer != "sarif" else "%FF.md") in said
    if answer in {"json", "sarif"}:
        json.loads(said)


def test_an_address_or_a_folder_is_told_apart_from_a_file_that_is_missing(tmp_path: Path) -> None:
    fetched = run("https://archive.example/report.pdf")
    assert fetched.exit_code == 2
    assert "fetches nothing" in fetched.stderr
    folder = run(str(tmp_path))
    assert folder.exit_code == 2
    assert "Give one file" in folder.stderr


def test_another_encoding_of_the_terminal_stops_nothing(tmp_path: Path) -> None:
    file = tmp_path / "report.md"
    file.write_text("Из 120 задержанных 70 — мужчины и 45 — женщины.\n", encoding="utf-8")
    environment = {**os.environ, "PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"}
    for answer in ("text", "json", "html"):
        command = [
            sys.executable,
            "-c",
            "from probanda.cli import main; main()",
            "audit",
            str(file),
            "-f",
            answer,
        ]
        done = subprocess.run(command, capture_output=True, env=environment, check=False)
        assert b"unexpected" not in done.stderr, answer
        assert ("женщины" in done.stdout.decode("utf-8")) == (answer != "text")


@pytest.mark.parametrize("option", ["--output", "--text"])
def test_an_answer_is_never_written_over_the_report(report: Path, option: str) -> None:
    done = run(str(report), option, str(report.parent / "." / report.name))
    assert done.exit_code == 2
    assert "over the report" in done.stderr
    assert report.read_text(encoding="utf-8") == REPORT


@pytest.mark.parametrize("pair", [("-o", "--text"), ("-o", "--accepted"), ("--text", "--accepted")])
def test_two_outputs_are_never_one_file(report: Path, pair: tuple[str, str]) -> None:
    kept = report.parent / "kept.yaml"
    kept.write_text("findings: []\n", encoding="utf-8")
    done = run(str(report), pair[0], str(kept), pair[1], str(report.parent / "." / kept.name))
    assert done.exit_code == 2
    assert "outputs-same" in done.stderr
    assert kept.read_text(encoding="utf-8") == "findings: []\n"


def test_the_file_of_accepted_findings_beside_the_report_is_not_written_over(report: Path) -> None:
    done = run(str(report), "-o", f"{report}.accepted.yaml")
    assert done.exit_code == 2
    assert not report.with_name("report.md.accepted.yaml").exists()


def test_a_named_file_of_accepted_findings_that_is_missing_is_said(report: Path) -> None:
    path = report.parent / "kept.yaml"
    done = run(str(report), "--accepted", str(path))
    assert done.exit_code == 2
    assert "no such file of accepted findings" in done.stderr
    name = json.loads(run(str(report), "-f", "json").stdout)["findings"][0]["id"]
    begun = run(
        str(report), "--accepted", str(path), "--accept", f"{name}=Known.", "--by", "A. Velan"
    )
    assert begun.exit_code in {0, 1}
    assert name in path.read_text(encoding="utf-8")


def test_only_cells_with_an_address_may_break_their_words() -> None:
    table = (
        "| Day | Where |\n|---|---|\n| 31 December 2025 | https://archive.example/reports/2025 |\n"
    )
    page = as_html(outcome_of(f"# Report\n\n{table}"))
    assert "<td>31 December 2025</td>" in page
    assert page.count('<td class="long">') == 1


def test_how_many_persons_is_no_source(tmp_path: Path) -> None:
    path = tmp_path / "report.md"
    path.write_text(
        "# Report\n\nThe annex says for how many persons this could not be told.\n",
        encoding="utf-8",
    )
    assert "source-unnamed" not in run(str(path), "--rule", "source-unnamed").stdout
    path.write_text("# Report\n\nMany persons said that the cells were cold.\n", encoding="utf-8")
    assert "source-unnamed" in run(str(path), "--rule", "source-unnamed").stdout


def test_sarif_names_each_other_place_once() -> None:
    outcome = outcome_of(REPORT)
    (first, *rest) = outcome.report.findings
    place = Evidence(first.start, first.end)
    twice = replace(first, evidence=(place, place))
    report = replace(outcome.report, findings=(twice, *rest))
    (result, *_) = as_sarif(replace(outcome, report=report))["runs"][0]["results"]
    assert len(result["relatedLocations"]) == 1
