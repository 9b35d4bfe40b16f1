"""Every rule does what its own examples say; reports with planted errors are found out, clean ones left alone."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
import yaml

from probanda.audit.document import Document
from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import Facts, Report, all_rules, audit, audit_facts, rule
from probanda.audit.rules.registry import FAMILIES

ROOT = Path(__file__).parents[3]
DATA = Path(__file__).parent.parent / "data"
REPORTS = sorted(path.stem for path in DATA.glob("*.md"))
PLANTED = [
    (name, place, row)
    for name in REPORTS
    for place, row in enumerate(yaml.safe_load((DATA / f"{name}.yaml").read_text("utf-8")))
]


def codes(report: Report) -> set[str]:
    return {finding.rule for finding in report.findings}


@pytest.mark.parametrize("code", sorted(all_rules()))
def test_a_rule_finds_its_bad_examples_and_leaves_its_near_misses(code: str) -> None:
    each = all_rules()[code]
    for text in each.bad:
        assert code in codes(audit(read_markdown(text), [code])), text
    for text in each.good:
        assert code not in codes(audit(read_markdown(text), [code])), text


@pytest.mark.parametrize("code", sorted(all_rules()))
def test_a_rule_says_why_and_belongs_to_a_family(code: str) -> None:
    each = all_rules()[code]
    assert each.family in FAMILIES
    assert len(each.rationale) > 30
    assert each.severity in {"error", "warning", "note"}


def test_a_code_is_taken_once() -> None:
    with pytest.raises(ValueError, match="parts-sum"):
        rule("parts-sum", "", "note", "figures", "")
    with pytest.raises(ValueError, match="family"):
        rule("new-rule", "", "note", "cooking", "")


def test_an_empty_document_has_nothing() -> None:
    assert audit(Document("")).findings == ()


def test_an_extractor_runs_once() -> None:
    seen: list[str] = []

    def extract(facts: Facts) -> int:
        seen.append(facts.text)
        return len(facts.text)

    facts = Facts(Document("abc"))
    assert facts.of(extract) == facts.of(extract) == 3
    assert seen == ["abc"]


def test_a_treaty_that_did_not_bind_is_found_where_data_are_held() -> None:
    treaty = (
        "the International Convention for the Protection of All Persons from Enforced Disappearance"
    )
    text = f"In May 2019 Sartania violated article 1 of {treaty}."
    assert codes(audit(read_markdown(text), ["treaty-not-party"])) == {"treaty-not-party"}
    unknown = f"In May 2019 Elbonia violated article 1 of {treaty}."
    report = audit(read_markdown(unknown), ["treaty-not-party"])
    assert not report.findings
    assert report.unchecked["treaty-not-party"]


def test_a_rule_without_data_says_so() -> None:
    report = audit_facts(Facts(read_markdown("Nothing here has a date.")), ["date-future"])
    assert report.unchecked["date-future"]


@pytest.mark.parametrize("name", REPORTS)
def test_a_well_edited_report_has_no_error(name: str) -> None:
    report = audit(read_markdown((DATA / f"{name}.md").read_text("utf-8")))
    assert [f.message for f in report.findings if f.severity == "error"] == []


@pytest.mark.parametrize(("name", "place", "row"), PLANTED, ids=lambda value: str(value)[:40])
def test_a_planted_error_is_found(name: str, place: int, row: dict[str, str]) -> None:
    text = (DATA / f"{name}.md").read_text("utf-8")
    assert row["before"] in text
    before = {(f.rule, f.message) for f in audit(read_markdown(text), [row["rule"]]).findings}
    report = audit(read_markdown(text.replace(row["before"], row["after"], 1)), [row["rule"]])
    assert {(f.rule, f.message) for f in report.findings} - before


@pytest.mark.parametrize("name", REPORTS)
def test_findings_stand_in_the_text_and_in_order(name: str) -> None:
    text = (DATA / f"{name}.md").read_text("utf-8")
    for row in yaml.safe_load((DATA / f"{name}.yaml").read_text("utf-8"))[:6]:
        text = text.replace(row["before"], row["after"], 1)
    report = audit(read_markdown(text))
    assert report.findings
    places = [(f.start, f.end) for f in report.findings]
    assert places == sorted(places)
    for finding in report.findings:
        assert 0 <= finding.start < finding.end <= len(report.facts.text)
        for other in finding.evidence:
            assert 0 <= other.start <= other.end <= len(report.facts.text)


def test_the_page_of_rules_is_as_the_script_writes_it() -> None:
    spec = importlib.util.spec_from_file_location("pages", ROOT / "tools" / "write_audit_rules.py")
    assert spec is not None
    assert spec.loader is not None
    pages = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(pages)
    assert pages.PAGE.read_text("utf-8") == pages.page(), "run tools/write_audit_rules.py"
