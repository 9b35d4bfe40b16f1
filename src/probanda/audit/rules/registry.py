"""What a rule is, and the table of all rules. The rules themselves live beside this module, one idea a file.

A rule is a function from `Facts` to hits; its code, severity, rationale and examples are data, and the page
`docs/reference/audit-rules.md` is written from them.
"""

from __future__ import annotations

import gc
import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from probanda.audit.finding import Evidence, Finding, Severity
from probanda.audit.rules.innocence import tempered
from probanda.audit.rules.patience import Patience, TooLong
from probanda.audit.rules.told_once import told_once

if TYPE_CHECKING:
    from probanda.audit.facts import Facts

__all__ = ["FAMILIES", "Hit", "NotChecked", "Report", "Rule", "all_rules", "audit_facts", "rule"]

#: Families in the order in which a report is read for them, with their titles.
FAMILIES = {
    "figures": "Figures",
    "time": "Time",
    "sources": "Sources and links",
    "proof": "Language of proof",
    "law": "Law and recommendations",
    "persons": "Persons",
    "form": "Form",
}


@dataclass(frozen=True, slots=True)
class Hit:
    """A place that a rule holds against the document.

    ``severity`` weakens or strengthens the rule's own for this one place; None keeps it.
    ``evidence`` are ranges of the other places, ``(start, end)``.
    """

    start: int
    end: int
    message: str
    suggestion: str = ""
    evidence: tuple[tuple[int, int], ...] = ()
    severity: Severity | None = None


@dataclass(frozen=True, slots=True)
class NotChecked:
    """A rule could not look, wholly or at one thing, and says why."""

    reason: str


Check = Callable[["Facts"], Iterable[Hit | NotChecked]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table of rules.

    Attributes:
        code: stable name in kebab-case.
        title: what is wrong, in a few words.
        severity: of its findings, unless a hit says otherwise.
        family: a key of `FAMILIES`.
        rationale: why an opponent would use it, and what the rule leaves alone.
        bad: short texts in which the rule finds something.
        good: near misses in which it must find nothing.
        accept: when a finding may rightly be accepted.
        check: the function.
    """

    code: str
    title: str
    severity: Severity
    family: str
    rationale: str
    bad: tuple[str, ...]
    good: tuple[str, ...]
    accept: str
    check: Check = field(compare=False)


_RULES: dict[str, Rule] = {}


def rule(
    code: str,
    title: str,
    severity: Severity,
    family: str,
    rationale: str,
    *,
    bad: tuple[str, ...] = (),
    good: tuple[str, ...] = (),
    accept: str = "",
) -> Callable[[Check], Check]:
    """Register a check under its code.

    Raises:
        ValueError: the code is taken, or the family is not known.
    """
    if code in _RULES:
        raise ValueError(f"two rules are called {code}")
    if family not in FAMILIES:
        raise ValueError(f"rule {code}: unknown family {family!r}")

    def register(check: Check) -> Check:
        _RULES[code] = Rule(code, title, severity, family, rationale, bad, good, accept, check)
        return check

    return register


def all_rules() -> dict[str, Rule]:
    """Every rule by its code, family by family, in the order of the codes.

    The modules of this package are imported on the first call: a new family is a new file.
    """
    _import_all()
    order = {family: place for place, family in enumerate(FAMILIES)}
    return dict(sorted(_RULES.items(), key=lambda item: (order[item[1].family], item[0])))


@cache
def _import_all() -> None:
    package = importlib.import_module("probanda.audit.rules")
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        importlib.import_module(module.name)


@dataclass(frozen=True)
class Report:
    """What the audit says of a document.

    Attributes:
        facts: the document and everything extracted from it.
        findings: in order of the text.
        unchecked: reasons by code of the rules that could not look.
    """

    facts: Facts
    findings: tuple[Finding, ...]
    unchecked: dict[str, tuple[str, ...]]


def audit_facts(
    facts: Facts, codes: Iterable[str] | None = None, patience: Patience | None = None
) -> Report:
    """Run the rules (those named, or all) over extracted facts.

    A rule that takes longer than `patience` (by default of the text's length) is stopped; what it found until then
    is kept, and the report says that it did not look at everything. So is a rule that a number or a date takes out
    of the range in which it can reckon.

    Raises:
        KeyError: a code that names no rule.
    """
    rules = all_rules()
    chosen = rules.values() if codes is None else [rules[code] for code in codes]
    patience = patience or Patience(len(facts.text))
    findings: dict[tuple[str, int, int, str], Finding] = {}
    unchecked: dict[str, list[str]] = {}
    with _no_collecting():
        for each in chosen:
            try:
                with patience.over_one():
                    _run(each, facts, patience, findings, unchecked)
            except TooLong:
                unchecked.setdefault(each.code, []).append(_STOPPED)
            except ArithmeticError:  # a number or a day too large or too small to reckon with
                unchecked.setdefault(each.code, []).append(_OUT_OF_RANGE)
    ordered = sorted(told_once(facts, findings.values()), key=lambda f: (f.start, f.end, f.rule))
    return Report(facts, tuple(ordered), {code: tuple(why) for code, why in unchecked.items()})


_STOPPED = "The rule took too long over this text and was stopped; places it did not come to are not checked."
_OUT_OF_RANGE = (
    "A number or a date is out of the range of the reckoning; places behind it are not checked."
)


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Within it Python looks for no dead cycles: an audit makes few, and the search takes a tenth of its time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _run(
    each: Rule,
    facts: Facts,
    patience: Patience,
    findings: dict[tuple[str, int, int, str], Finding],
    unchecked: dict[str, list[str]],
) -> None:
    """Add what one rule finds, and what it could not look at."""
    for answer in each.check(facts):
        patience.check()
        if isinstance(answer, NotChecked):
            reasons = unchecked.setdefault(each.code, [])
            if answer.reason not in reasons:
                reasons.append(answer.reason)
            continue
        places = ((answer.start, answer.end), *answer.evidence)
        severity = tempered(facts, each.code, answer.severity or each.severity, places)
        if severity is None:
            continue
        found = _finding(each, answer, severity)
        findings.setdefault((found.rule, found.start, found.end, found.message), found)


def _finding(each: Rule, hit: Hit, severity: Severity) -> Finding:
    evidence = tuple(Evidence(start, end) for start, end in hit.evidence)
    return Finding(
        rule=each.code,
        severity=severity,
        message=hit.message,
        start=hit.start,
        end=hit.end,
        suggestion=hit.suggestion,
        evidence=evidence,
    )


def by_family(rules: Iterable[Rule]) -> Iterator[tuple[str, list[Rule]]]:
    """Rules grouped under the titles of their families, in order."""
    listed = list(rules)
    for family, title in FAMILIES.items():
        own = [each for each in listed if each.family == family]
        if own:
            yield title, own
