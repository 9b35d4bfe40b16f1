"""What had happened before, dated after: "the court, to which they had applied on D2, gave judgment on D1".

The pluperfect, and the participle that stands behind its noun ("the complaint filed on …", "поданному 12 марта"),
say that an act was earlier than the one told; its date must not be later.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from probanda.audit.extract.circumstances import dates_between
from probanda.audit.extract.dates import DateMention
from probanda.audit.extract.quotations import in_speech
from probanda.audit.extract.told_events import telling, telling_words
from probanda.audit.facts import Facts
from probanda.audit.rules.chronology.apart import lent_far, single, surely_before
from probanda.audit.rules.registry import Hit

__all__ = ["behind_noun", "coming", "of_act", "told_back"]

_FINITE = re.compile(r",?\s*(?:was|were|has|have|had|is|did)(?!\w)")


def told_back(facts: Facts, done: set[int]) -> Iterator[Hit]:
    """Dates of what had been before that lie after what is told."""
    for block in facts.document.prose():
        told: DateMention | None = None
        for start, end in facts.document.sentences(block):
            found = [d for d in single(dates_between(facts, start, end)) if d.precision != "year"]
            if not found or in_speech(facts, start + 1):
                continue
            back = [d for d in found if _goes_back(facts, d, start, end)]
            main = [
                d
                for d in found
                if d not in back and not _of_thing(facts, d, start) and not of_act(facts, d, start)
            ]
            for each in back:
                alone = told and _has_past(facts.language) and not behind_noun(facts, each, start)
                beside = main or ([told] if alone and told else [])
                if (
                    not beside
                    or each.start in done
                    or not all(surely_before(d, each) for d in beside)
                ):
                    continue
                other = min(beside, key=lambda d: abs(d.start - each.start))
                if lent_far(other, each):
                    continue
                done.add(each.start)
                yield Hit(
                    each.start,
                    each.end,
                    f"What is told as done before is dated {facts.quote(each.start, each.end)}, "
                    f"after {facts.quote(other.start, other.end)}.",
                    "Check both dates.",
                    ((other.start, other.end),),
                    "warning",
                )
            told = main[-1] if main else told if not back else None


def _goes_back(facts: Facts, when: DateMention, start: int, end: int) -> bool:
    """Whether a date belongs to a clause in the pluperfect, or to a participle behind its noun."""
    text, code = facts.text, facts.language
    lead = text[start : when.start]
    joint = _clause_joint(code)
    joints = [m.end() for m in joint.finditer(lead)]
    opening = start + (joints[-1] if joints else 0)
    clause = (opening, when.start)
    if when.operator or _of_thing(facts, when, start) or coming(facts, *clause):
        return False
    if _has_past(code):
        if len(text[opening : when.start].split()) < 3 and (
            opening == start or text[when.end : when.end + 1] in ", "
        ):
            closing = joint.search(text, when.end + 1, end)
            clause = (when.end, closing.start() if closing else end)
        if telling("had", code).search(text, *clause) and not coming(facts, *clause):
            return True
    return behind_noun(facts, when, start)


def _has_past(code: str) -> bool:
    """Whether the language says of an act by its verb that it was before another."""
    return bool(telling_words("had", code))


@lru_cache(maxsize=8)
def _clause_joint(code: str) -> re.Pattern[str]:
    return re.compile(rf"[,;:()—–]|{telling('joint', code).pattern}", re.IGNORECASE)


def coming(facts: Facts, start: int, end: int) -> bool:
    """Whether a range says of the date that it ends before that it was still to come."""
    code = facts.language
    return bool(
        telling("coming", code).search(facts.text, start, end)
        or telling("till", code, r"(?<!\w)(?:{})\s+(?:the\s+|el\s+|le\s+)?\Z").search(
            facts.text[start:end]
        )
    )


def behind_noun(facts: Facts, when: DateMention, start: int) -> bool:
    """Whether a date belongs to a participle behind its noun."""
    if not telling_words("participle", facts.language):
        return False
    participle = telling("participle", facts.language, r"(?<!\w)(?:{})\s+\Z")
    found = participle.search(facts.text[max(start, when.start - 70) : when.start])
    if found is None:
        return False
    auxiliary = telling("auxiliary", facts.language, r"(?:{})")
    if auxiliary.fullmatch(found.groupdict().get("before", "")):
        return False
    return facts.language != "en" or bool(_FINITE.match(facts.text, when.end))


def of_act(facts: Facts, when: DateMention, start: int) -> bool:
    """Whether a date stands behind the noun of an act, which its sentence does not tell."""
    act = telling("act_noun", facts.language, r"(?<!\w)(?:{})\s+\Z")
    return bool(act.search(facts.text[max(start, when.start - 40) : when.start]))


def _of_thing(facts: Facts, when: DateMention, start: int) -> bool:
    """Whether a date is a thing's ("the law of 3 May") and says nothing of the act told."""
    refers = telling_words("refers", facts.language) or "(?!)"
    return bool(when.operator) or bool(
        re.search(
            rf"(?<!\w)(?:{refers})\s+(?:the\s+|el\s+|le\s+)?\Z",
            facts.text[max(start, when.start - 20) : when.start],
        )
    )
