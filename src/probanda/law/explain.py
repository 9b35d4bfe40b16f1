"""A qualification as JSON and as text: what is said, by whom, and what is still asked. No verdicts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from probanda.law.facts import Act, Fact
from probanda.law.qualification import Applies, ElementFinding, Qualification, Standing
from probanda.law.responsibility import ModeFinding, ObligationFinding

__all__ = ["NOTICE", "as_dict", "as_text", "none_of_these"]

NOTICE = (
    "This says what the record holds for and against each element, and what is not known. It is no finding: "
    "whether a provision was violated is for the body that decides."
)
STATES = {
    "every-element-supported": "every element has support",
    "contested": "some elements are contested",
    "gaps": "some elements have no evidence",
    "exception-supported": "an exception is claimed and not contested",
    "no-evidence": "no evidence on any element",
    "not-applicable": "does not apply",
}


def none_of_these(found: Sequence[Qualification]) -> tuple[str, ...]:
    """What speaks for none of the provisions: the last of the competing qualifications."""
    reasons: list[str] = []
    if not found:
        return ("nothing in the record bears on the elements of any provision",)
    for one in found:
        if one.application.status in {Applies.NOT_IN_FORCE, Applies.OTHER_CONFLICT}:
            reasons.append(one.application.reasons[-1])
            continue
        for finding in one.exclusions:
            if finding.standing is not Standing.NO_EVIDENCE:
                reasons.append(
                    f"{one.provision.code}: the exception “{finding.element.id}” is {finding.words}"
                )
        reasons += [
            f"{one.provision.code}: “{finding.element.id}” is {finding.words}"
            for finding in one.findings
            if finding.standing is Standing.CONTESTED
            and not finding.element.exclusion
            and finding.element.group not in one.met
        ]
    open_ = [one.provision.code for one in found if one.state in {"gaps", "no-evidence"}]
    if open_:
        reasons.append(f"elements without evidence: {', '.join(open_)}")
    return tuple(dict.fromkeys(reasons)) or ("nothing in the record speaks for it",)


def as_dict(
    act: Act,
    found: Sequence[Qualification],
    modes: Iterable[ModeFinding] = (),
    obligations: Iterable[ObligationFinding] = (),
) -> dict[str, Any]:
    """Everything about one act, for JSON."""
    return {
        "act": act.key,
        "act_type": act.act_type,
        "label": act.label,
        "date": {
            "earliest": act.earliest.isoformat() if act.earliest else None,
            "latest": act.latest.isoformat() if act.latest else None,
        },
        "states": list(act.states),
        "conflicts": [{"kind": str(kind), "source": source} for kind, source in act.conflicts],
        "qualifications": [_qualification(one) for one in found],
        "none": {"provision": None, "reasons": list(none_of_these(found))},
        "modes": [
            {
                "mode": one.mode.word,
                "text": one.mode.text,
                "standing": one.words,
                "independent_sources": len(one.sources),
                "who": list(one.who),
                "claims": list(one.claims),
                "provisions": list(one.mode.provisions),
            }
            for one in modes
        ],
        "obligations": [
            {
                "obligation": one.obligation.word,
                "text": one.obligation.text,
                "standing": one.standing,
                "independent_sources": len(one.sources),
                "days_to_first_step": one.days,
                "actions": [
                    {
                        "claim": action.claim,
                        "state": action.state,
                        "nature": action.nature,
                        "outcome": action.outcome,
                        "date": action.earliest.isoformat() if action.earliest else None,
                        "text": action.text,
                        "source": action.source,
                    }
                    for action in one.actions
                ],
                "gaps": list(one.gaps),
                "provisions": list(one.obligation.provisions),
            }
            for one in obligations
        ],
    }


def _qualification(one: Qualification) -> dict[str, Any]:
    return {
        "provision": one.provision.code,
        "title": one.provision.title,
        "application": {
            "status": str(one.application.status),
            "reasons": list(one.application.reasons),
        },
        "state": one.state,
        "counts": {str(standing): n for standing, n in one.counts.items()},
        "elements": [_element(finding) for finding in one.findings],
        "gaps": [{"element": element, "question": question} for element, question in one.gaps],
    }


def _element(finding: ElementFinding) -> dict[str, Any]:
    element = finding.element
    return {
        "id": element.id,
        "text": element.text,
        "group": element.group,
        "exclusion": element.exclusion,
        "standing": str(finding.standing),
        "words": finding.words,
        "independent_sources": len(finding.sources_for),
        "sources_for": list(finding.sources_for),
        "sources_against": list(finding.sources_against),
        "supporting": [_fact(fact) for fact in finding.supporting],
        "contradicting": [_fact(fact) for fact in finding.contradicting],
        "gaps": list(finding.gaps),
    }


def _fact(fact: Fact) -> dict[str, str]:
    return {
        "claim": fact.claim,
        "source": fact.source,
        "bears_on": fact.bears_on,
        "grade": fact.grade,
        "text": fact.text,
    }


def as_text(
    act: Act,
    found: Sequence[Qualification],
    modes: Iterable[ModeFinding] = (),
    obligations: Iterable[ObligationFinding] = (),
    *,
    brief: bool = False,
) -> Iterator[str]:
    """Everything about one act, as lines for people; ``brief`` leaves out questions, modes and obligations."""
    states = ", ".join(act.states) or "State not named"
    day = _day(act)
    yield f"{act.key}: {act.label} ({states}, {day})"
    for one in found:
        yield f"  {one.provision.code} {one.provision.title}: {STATES[one.state]}"
        if one.application.status is not Applies.YES:
            yield f"    {one.application.status}: {'; '.join(one.application.reasons)}"
            if one.application.status in {Applies.NOT_IN_FORCE, Applies.OTHER_CONFLICT}:
                continue
        for finding in one.findings:
            mark = " (exception)" if finding.element.exclusion else ""
            alternative = f" (one of: {finding.element.group})" if finding.element.group else ""
            claims = ", ".join(
                dict.fromkeys(f.claim for f in (*finding.supporting, *finding.contradicting))
            )
            rests = f" [{claims}]" if claims else ""
            yield f"    {finding.element.id}{mark}{alternative}: {finding.words}{rests}"
        if not brief:
            for _, question in one.gaps:
                yield f"      ? {question}"
    yield f"  None of these: {'; '.join(none_of_these(found))}"
    if brief:
        return
    said = [one for one in modes if one.claims]
    if said:
        yield "  Who is said to have had which part:"
        for mode in said:
            who = ", ".join(mode.who) or "not named"
            yield f"    {mode.mode.word}: {who}, {mode.words} [{', '.join(mode.claims)}]"
    listed = list(obligations)
    if listed:
        yield "  What the State had to do, and what the record shows:"
        for duty in listed:
            days = "" if duty.days is None else f", first step {duty.days} days after the act"
            yield f"    {duty.obligation.word}: {duty.standing}{days}"
            for action in duty.actions:
                when = action.earliest.isoformat() if action.earliest else "undated"
                yield f"      {when} {action.nature}, {action.outcome}: {action.text} [{action.claim}]"
            for question in duty.gaps:
                yield f"      ? {question}"


def _day(act: Act) -> str:
    if act.earliest is None and act.latest is None:
        return "undated"
    if act.earliest == act.latest:
        return str(act.earliest)
    return f"{act.earliest or '…'} to {act.latest or '…'}"
