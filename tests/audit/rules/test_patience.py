"""A rule that a text keeps busy is stopped; the others still answer, and the report says so."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest

from probanda.audit.document import Document
from probanda.audit.facts import Facts
from probanda.audit.rules import registry
from probanda.audit.rules.patience import Patience
from probanda.audit.rules.registry import Hit, Rule, all_rules, audit_facts


def a_rule(code: str, check: registry.Check) -> Rule:
    return Rule(code, code, "note", "form", "", (), (), "", check)


def busy(facts: Facts) -> Iterator[Hit]:
    yield Hit(0, 1, "found before")
    end = time.monotonic() + 20
    while time.monotonic() < end:
        pass
    yield Hit(0, 1, "found after")


def slow_answers(facts: Facts) -> Iterator[Hit]:
    for place in range(400):
        time.sleep(0.01)
        yield Hit(0, 1, f"answer {place}")


def quick(facts: Facts) -> Iterator[Hit]:
    yield Hit(1, 2, "quick")


@pytest.fixture
def rules(monkeypatch: pytest.MonkeyPatch) -> None:
    all_rules()
    for code, check in (("a-busy", busy), ("b-slow", slow_answers), ("c-quick", quick)):
        monkeypatch.setitem(registry._RULES, code, a_rule(code, check))


def test_a_rule_is_stopped_and_the_others_answer(rules: None) -> None:
    report = audit_facts(Facts(Document("text")), ["a-busy", "c-quick"], Patience(4, 0.3))
    assert {f.message for f in report.findings} == {"found before", "quick"}
    assert "too long" in report.unchecked["a-busy"][0]
    assert "c-quick" not in report.unchecked


def test_outside_the_main_thread_it_is_stopped_between_answers(rules: None) -> None:
    reports = []
    thread = threading.Thread(
        target=lambda: reports.append(
            audit_facts(Facts(Document("text")), ["b-slow", "c-quick"], Patience(4, 0.2))
        )
    )
    thread.start()
    thread.join()
    assert 0 < len(reports[0].findings) < 300
    assert "b-slow" in reports[0].unchecked


def test_all_rules_together_have_an_end(rules: None) -> None:
    patience = Patience(4, 0.05)
    time.sleep(0.3)
    report = audit_facts(Facts(Document("text")), ["c-quick"], patience)
    assert report.findings == ()
    assert report.unchecked["c-quick"]


def test_a_longer_text_gets_more_time() -> None:
    assert Patience(6_000_000).each > 200
    assert Patience(10_000).each < 60
