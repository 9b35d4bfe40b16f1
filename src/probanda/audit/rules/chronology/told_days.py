"""The days and months by which a passage dates its acts, and what each of them may not be taken for.

Left out is what dates a thing ("the law of 3 May"), a bound, what was still to come, one of several in a row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from probanda.audit.document import Block
from probanda.audit.extract.dates import DateMention, days_between
from probanda.audit.extract.quotations import in_speech
from probanda.audit.extract.told_events import telling, telling_words
from probanda.audit.facts import Facts
from probanda.audit.rules.chronology.apart import FORMAL
from probanda.audit.rules.chronology.told_back import behind_noun, coming

__all__ = ["LONG", "Told", "opens_with", "told_days"]


@dataclass(frozen=True, slots=True)
class Told:
    """A day or month by which an act is dated.

    Attributes:
        when: the date.
        sentence: its sentence.
        block: its paragraph.
        paper: it is the date of what somebody wrote on what is told.
        back: the sentence says that it goes back, or aside.
    """

    when: DateMention
    sentence: tuple[int, int]
    block: int
    paper: bool
    back: bool


#: A stay or a session of at most so many days is a point of a telling.
LONG = 500


def told_days(facts: Facts, block: Block, start: int, end: int) -> Iterator[Told]:
    """The dated acts of a sentence."""
    if in_speech(facts, start + 1) or len(_WORD.findall(facts.text, start, end)) < 3:
        return
    text = facts.text
    away = any(_words(each, facts.language).search(text, start, end) for each in ("back", "aside"))
    refers = _before_date(facts.language)
    found = days_between(facts, start, end)
    several = _several(text, found)
    for when in found:
        if not when.known or not when.first or not when.last or in_speech(facts, when.start):
            continue
        if when.precision == "interval" and 0 < (when.last - when.first).days <= LONG:
            yield Told(when, (start, end), block.index, False, away)
        opens = when.precision == "year" and opens_with(text, start, when.start)
        if (when.precision not in {"day", "month"} and not opens) or when.operator:
            continue
        if (when.first.month, when.first.day) in FORMAL and when.precision == "day":
            continue
        lead = text[max(start, when.start - 60) : when.start]
        paper = bool(_own_paper(facts.language).search(lead)) or _known_paper(facts, block, when)
        counted = telling("counted_from", facts.language, _SUBORDINATE)
        act = telling("time_of", facts.language, r"(?<!\w)(?:{})\s+\Z").search(lead)
        if not (paper or act) and any(each.search(lead) for each in (refers, _PARTICIPLE, counted)):
            continue
        clause = max(start, when.start - 60, text.rfind(",", start, when.start) + 1)
        if not paper and (
            coming(facts, clause, when.start)
            or behind_noun(facts, when, start)
            or when.start in several
        ):
            continue
        paper = paper or bool(_own_subject(facts.language).match(text, start, when.start))
        yield Told(when, (start, end), block.index, paper, away)


def opens_with(text: str, start: int, position: int) -> bool:
    """Whether a date opens its sentence: "En 1983, "."""
    return bool(re.fullmatch(r"\W*[^\W\d_]{1,3}\s+", text[start:position]))


def _several(text: str, found: tuple[DateMention, ...]) -> frozenset[int]:
    """The dates that stand in a row: "on 5 December 2011, 5 March 2012 and 6 May 2012"."""
    return frozenset(
        each.start
        for a, b in pairwise(found)
        if _IN_A_ROW.fullmatch(text, a.end, b.start)
        for each in (a, b)
    )


_IN_A_ROW = re.compile(r"\s*(?:,|;|(?<=\s)[^\W\d_]{1,3})\s*(?:[^\W\d_]{1,3}\s+){0,2}")
_WORD = re.compile(r"[^\W\d_]{3,}")
#: "…, declared on": of a thing, not the act told.
_PARTICIPLE = re.compile(
    r"[,(]\s+\w+(?:ed|en|[aie]d[oa]s?|t[oa]s?|ée?s?)\s+(?:only\s+)?(?:on|in|el|en|le)\s+(?:the\s+)?\Z"
)
_SUBORDINATE = r"(?<!\w)(?:{})(?!\w)[^,.;]{0,50}\Z"


@lru_cache(maxsize=8)
def _own_paper(code: str) -> re.Pattern[str]:
    """As in "in its report of": what somebody wrote on what the passage tells, and so later."""
    whose, papers = telling_words("whose", code) or "(?!)", telling_words("papers", code) or "(?!)"
    return re.compile(
        rf"(?<!\w)(?:{whose})\s+(?:[^\W\d]+\s+){{0,2}}(?:{papers})(?!\w),?\s+(?:[^\W\d]+\s+){{0,2}}\Z",
        re.IGNORECASE,
    )


def _known_paper(facts: Facts, block: Block, when: DateMention) -> bool:
    """As in "a request for comments …; the comments, dated": asked for before, and so later."""
    lead = facts.text[max(block.start, when.start - 70) : when.start]
    found = _dated_paper(facts.language).search(lead)
    if found is None:
        return False
    noun = found["noun"][:6].lower()
    before = facts.text[
        max(block.start, when.start - 300) : when.start - len(found.group())
    ].lower()
    return noun in before and _ASKED.search(before) is not None


_ASKED = re.compile(
    r"(?<!\w)(?:request\w*|ask\w*|commission\w*|order\w*|call\w+ for|invit\w+|sent|submitted|запро\w+"
    r"|направ\w+|поруч\w+|назнач\w+|заказ\w+"
    r"|solicit\w+|pidi\w+|pedid\w+|encarg\w+|envi\w+|orden\w+|demand\w+|command\w+|envoy\w+|adress\w+)(?!\w)"
)


@lru_cache(maxsize=8)
def _dated_paper(code: str) -> re.Pattern[str]:
    papers = telling_words("papers", code) or "(?!)"
    of = (
        r"(?:dated|of|received on|delivered on|from|от|датирован\w+|полученн\w+|de|del"
        r"|fechad[oa]s?(?:\s+el)?|recibid[oa]s?(?:\s+el)?|du|datée?s?\s+du|reçue?s?\s+le)"
    )
    return re.compile(rf"(?<!\w)(?P<noun>{papers}),?\s+{of}\s+\Z", re.IGNORECASE)


@lru_cache(maxsize=8)
def _own_subject(code: str) -> re.Pattern[str]:
    """A sentence that opens with what somebody wrote: "Its report of 96 pages was adopted on"."""
    whose, papers = telling_words("whose", code) or "(?!)", telling_words("papers", code) or "(?!)"
    return re.compile(
        rf"\W*(?:{whose})\s+(?:[^\W\d]+\s+){{0,1}}(?:{papers})(?!\w)[^,;]{{0,60}}\Z", re.IGNORECASE
    )


@lru_cache(maxsize=16)
def _words(name: str, code: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{telling_words(name, code) or '(?!)'})(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=8)
def _before_date(code: str) -> re.Pattern[str]:
    """What ends just before a date that is not the day of an act."""
    the = {"en": r"(?:the\s+)?(?:\w+day,?\s+)?", "es": r"(?:el\s+)?", "fr": r"(?:le\s+)?"}.get(
        code, ""
    )
    return re.compile(
        rf"(?<!\w)(?:{telling_words('refers', code) or '(?!)'})\s+{the}\Z|[(/–—-]\s*\Z",
        re.IGNORECASE,
    )
