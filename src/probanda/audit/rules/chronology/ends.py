"""A count of time whose two ends, and no other days, stand in its sentence or in it and the one before.

No verb is needed. The count is wrong when no pair of the paragraph's days explains it, and it is surely meant
of the two when it stands in apposition to them (": 18 days", "or 18 days") or is their distance but for a slip:
a digit changed, exchanged or put in. A smaller count without either may be a part of the time, and is left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

from probanda.audit.extract.dates import DateMention, days_between
from probanda.audit.extract.language import language_tables
from probanda.audit.extract.quotations import in_speech
from probanda.audit.facts import Facts
from probanda.audit.rules.chronology.counted import NOT_TOLD, slip
from probanda.audit.rules.chronology.spans_told import UNIT, counts
from probanda.audit.rules.registry import Hit

__all__ = ["between_ends", "of_a_part"]

_BEFORE = re.compile(
    r"(?:[:—–(]\s*|,\s+(?:or|that is|i\.e\.|thus|so|all|in all|a \w+ of|after|some)?\s*"
    r"|,\s+(?:то есть|т\. ?е\.|итого|всего|через|спустя|на|а именно|или)?\s*"
    r"|,\s+(?:es decir, durante|es decir|o sea|esto es|en total|tras|a los|al cabo de|después de|o)?\s*"
    r"|,\s+(?:soit|c['’]est-à-dire|en tout|après)?\s*|(?<!\w)(?:спустя|через|a los|al cabo de|tras|these|those"
    r"|all|эти|все эти|esos|estos|aquellos|ces|soit|fueron|son|it took|took)\s+)\Z",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\s+(?:on(?=[.,;])|apart|in all|altogether|in total|en total|en tout)(?!\w)", re.IGNORECASE
)
_SAID_AGAIN = re.compile(
    r"\W*(?:that is|i\.e\.|in other words|то есть|иначе говоря|es decir|o sea|esto es|soit|c['’]est-à-dire)(?!\w)",
    re.IGNORECASE,
)
_LATER = re.compile(
    r"(?<!\w)(?:later|earlier|ago|afterwards|спустя|через|позже|позднее|назад|más tarde|después|antes|plus tard"
    r"|plus tôt)(?!\w)",
    re.IGNORECASE,
)
_PART = re.compile(
    r"(?<!\w)(?:of (?:these|them|those|which|whom)|including|because|since (?:he|she|the)|из (?:них|этих|которых)"
    r"|в том числе|включая|потому что|так как|de (?:ellos|estos|los cuales)|porque|incluid\w+|dont|parce que"
    r"|(?:first|last|перв\w+|последн\w+|primer\w*|últim\w+|premi\w+|derni\w+)(?=\s*\Z)"
    r"|(?:his|her|their) (?:brother|sister|father|mother|son|wife|husband|cousin|friend)s?"
    r"|(?:его|е[её]|их) (?:брат|сестр|отец|мать|сын|жен|муж)\w*|su (?:herman|padre|madre|hij|espos"
    r"|prim)\w*)(?!\w)",
    re.IGNORECASE,
)
_OF_AGE = re.compile(r"(?<!\w)(?:aged|old|age of|в возрасте|edad|âgé\w*)(?!\w)", re.IGNORECASE)


def between_ends(facts: Facts, done: set[int]) -> Iterator[Hit]:
    """Counts that the two days beside them contradict."""
    language = language_tables(facts.language)
    if language.code not in UNIT:
        return
    for block in facts.document.prose():
        for start, end in facts.document.sentences(block):
            if in_speech(facts, start + 1) or NOT_TOLD.search(facts.text, start, end):
                continue
            told = list(counts(facts, start, end, language))
            if len(told) != 1 or any(place in done for place in range(told[0][0], told[0][1])):
                continue
            first, last, days, room = told[0]
            pair = _two_ends(facts, start, end, block.start)
            if pair is None or _OF_AGE.search(
                facts.text, max(start, first - 12), min(end, last + 6)
            ):
                continue
            one, two = pair
            if two.end == one.end and not (
                (last < one.start and "(" in facts.text[last : one.start])
                or (0 < first - one.end < 28 and _SAID_AGAIN.match(facts.text, one.end, first))
            ):
                continue  # a period: only in brackets behind the count, or counted right behind it
            if _LATER.search(facts.text[max(start, first - 12) : min(end, last + 16)]):
                continue  # read as an order of days elsewhere
            if _PART.search(facts.text[max(start, min(one.end, first)) : first]):
                continue
            paragraph = [
                d for d in days_between(facts, block.start, block.end) if d.first and d.last
            ]
            if _explained(paragraph[:12], days, room):
                continue
            apart = (two.first - one.first).days if two.first and one.first else 0
            beside = _BEFORE.search(facts.text[max(start, first - 24) : first]) or _AFTER.match(
                facts.text, last, end
            )
            slipped = (
                room <= 1 and days + 3 > min(apart, days + 4) and _longer_slip(apart, int(days))
            )
            if not apart or apart > 3000 or not (beside or slipped):
                continue
            done.update(range(first, last))
            yield Hit(
                first,
                last,
                f"“{facts.quote(first, last)}”: from {facts.quote(one.start, one.end)} to "
                f"{facts.quote(two.start, two.end)} are {apart} days.",
                "Correct the count or the dates.",
                ((one.start, one.end), (two.start, two.end)),
                "warning",
            )


def _longer_slip(right: int, said: int) -> bool:
    """Whether a slip made the count, which isn't a part of the time: as many digits, or one too many."""
    return any(len(str(said)) >= len(str(days)) and slip(days, said) for days in (right, right + 1))


def _two_ends(
    facts: Facts, start: int, end: int, top: int
) -> tuple[DateMention, DateMention] | None:
    """The two days of a sentence; or of it and the one before, when it tells one or none itself."""
    near = days_between(facts, start, end)
    if len(near) < 2 and start > top:
        before = facts.document.sentence_of(max(top, start - 2))
        near = (*days_between(facts, *before), *near)
    if len(near) == 1 and near[0].precision == "interval" and near[0].start >= start:
        (whole,) = near
        if not (whole.first and whole.last) or (whole.last - whole.first).days > 400:
            return None
        return replace(whole, last=whole.first), replace(whole, first=whole.last)
    if len(near) != 2 or any(d.problem or d.precision != "day" for d in near):
        return None
    one, two = near
    if not (one.first and two.first) or one.first == two.first:
        return None
    if (one.first.year < 1600) != (two.first.year < 1600):
        return None  # one has a year that the text doesn't say
    if one.first > two.first:
        one, two = two, one
    return one, two


def _explained(days: list[DateMention], said: float, room: float) -> bool:
    """Whether any two days, or one period, are as far apart as the count says."""
    for d in days:
        if d.precision == "interval" and d.first and d.last:
            length = (d.last - d.first).days
            if length - room <= said <= length + 1 + room:
                return True
    for a, b in combinations(days, 2):
        if a.first and b.first:
            apart = abs((a.first - b.first).days)
            if apart - room <= said <= apart + 1 + room:
                return True
    return False


def of_a_part(facts: Facts, hit: Hit) -> bool:
    """Whether the sentence tells a count of a part of the time, or of somebody else: "of these", "his brother"."""
    start, _ = facts.document.sentence_of(hit.start)
    ends = [e for s, e in hit.evidence if start <= s and e <= hit.start]
    return bool(ends) and bool(_PART.search(facts.text[max(ends) : hit.start]))
