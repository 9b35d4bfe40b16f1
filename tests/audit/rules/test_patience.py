"""A rule that a text keeps busy is stopped; the others still answer, and the report says so."""

from __future__ import annotations

import itertools
import signal
import threading
from collections.abc import Callable, Iterator

import pytest

from probanda.audit.document import Document
from probanda.audit.facts import Facts
from probanda.audit.rules import registry
from probanda.audit.rules.patience import Patience
from probanda.audit.rules.registry import Hit, Rule, all_rules, audit_facts

with_alarm = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="the system has no alarm")


def a_rule(code: str, check: registry.Check) -> Rule:
    return Rule(code, code, "note", "form", "", (), (), "", check)


def busy(facts: Facts) -> Iterator[Hit]:
    """A rule in whose work the alarm goes off: nothing is waited for."""
    yield Hit(0, 1, "found before")
    signal.raise_signal(signal.SIGALRM)
    yield Hit(0, 1, "found after")


def many_answers(facts: Facts) -> Iterator[Hit]:
    for place in range(400):
        yield Hit(0, 1, f"answer {place}")


def quick(facts: Facts) -> Iterator[Hit]:
    yield Hit(1, 2, "quick")


@pytest.fixture
def rules(monkeypatch: pytest.MonkeyPatch) -> None:
    all_rules()
    for code, check in (("a-busy", busy), ("b-many", many_answers), ("c-quick", quick)):
        monkeypatch.setitem(registry._RULES, code, a_rule(code, check))


def ticking(step: float) -> Callable[[], float]:
    """A clock that goes on by so many seconds each time it is looked at."""
    return itertools.count(step=step).__next__


@with_alarm
def test_a_rule_is_stopped_and_the_others_answer(rules: None) -> None:
    report = audit_facts(Facts(Document("text")), ["a-busy", "c-quick"], Patience(4, 100))
    assert {f.message for f in report.findings} == {"found before", "quick"}
    assert "too long" in report.unchecked["a-busy"][0]
    assert "c-quick" not in report.unchecked


@with_alarm
def test_the_alarm_is_given_back(rules: None) -> None:
    before = signal.getsignal(signal.SIGALRM)
    audit_facts(Facts(Document("text")), ["a-busy", "c-quick"], Patience(4, 100))
    assert signal.getsignal(signal.SIGALRM) is before
    assert signal.getitimer(signal.ITIMER_REAL)[0] == 0


def test_outside_the_main_thread_it_is_stopped_between_answers(rules: None) -> None:
    reports = []
    patience = Patience(0, 20, ticking(1))
    thread = threading.Thread(
        target=lambda: reports.append(
            audit_facts(Facts(Document("text")), ["b-many", "c-quick"], patience)
        )
    )
    thread.start()
    thread.join()
    assert 10 < len(reports[0].findings) < 30
    assert "b-many" in reports[0].unchecked
    assert "c-quick" not in reports[0].unchecked


def test_all_rules_together_have_an_end(rules: None) -> None:
    report = audit_facts(Facts(Document("text")), ["c-quick"], Patience(0, 1, ticking(5)))
    assert report.findings == ()
    assert report.unchecked["c-quick"]


def test_a_longer_text_gets_more_time() -> None:
    assert Patience(6_000_000).each > 200
    assert Patience(10_000).each < 60
