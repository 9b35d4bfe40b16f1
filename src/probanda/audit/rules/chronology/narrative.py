"""A day that falls out of the line of a telling: the text goes forward, one date goes back, and nothing says so.

No words of events are needed. The days on which a passage dates its acts one after the other are a line; a day
that lies before the one told before it, where the telling goes on from the later one, is a slip or a flashback.
A flashback says what it is ("had", "earlier", "накануне", "había") or goes on from where it went.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise

from probanda.audit.document import Block
from probanda.audit.extract.dates import DateMention, days_between
from probanda.audit.extract.initials import initials
from probanda.audit.extract.names_in_text import names_between
from probanda.audit.extract.quotations import in_speech
from probanda.audit.extract.told_events import telling, telling_words
from probanda.audit.facts import Facts
from probanda.audit.rules.chronology.aligned import of_one_year
from probanda.audit.rules.chronology.apart import surely_before
from probanda.audit.rules.chronology.told_back import behind_noun, coming
from probanda.audit.rules.registry import Hit
from probanda.audit.voice import content_stems

__all__ = ["narrative_line"]


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


def narrative_line(facts: Facts, done: set[int]) -> Iterator[Hit]:
    """Days that fall out of the line of their passage, once each."""
    by_section: dict[int, list[list[Told]]] = defaultdict(list)
    for story in _stories(facts):
        section = facts.document.section_of(story[0].when.start)
        by_section[section.start if section else -1].append(story)
    for stories in by_section.values():
        if not _by_theme(stories):
            yield from _of_section(facts, stories, done)
        line = [told for story in stories for told in story]
        for told, behind in pairwise(line):
            before = _between(facts, told, behind) if told.when.start not in done else None
            if before is not None:
                done.add(told.when.start)
                yield _hit(facts, before, told.when)


def _by_theme(stories: list[list[Told]]) -> bool:
    """Whether a section is told by theme and not in order: its dates go back again and again."""
    pairs = [(a.when, b.when) for story in stories for a, b in pairwise(story)]
    back = sum(surely_before(b, a) for a, b in pairs)
    return back > 1 and 6 * back > len(pairs)


def _of_section(facts: Facts, stories: list[list[Told]], done: set[int]) -> Iterator[Hit]:
    for story in stories:
        for place, told in enumerate(story):
            if not place or (told.back and not told.paper) or told.when.start in done:
                continue
            before = story[place - 1]
            if _out_of_line(story, place) or _spike(story, place - 1):
                done.add(told.when.start)
                yield _hit(facts, before.when, told.when)


def _hit(facts: Facts, a: DateMention, b: DateMention) -> Hit:
    return Hit(
        b.start,
        b.end,
        f"{facts.quote(b.start, b.end)} is told behind {facts.quote(a.start, a.end)}, and comes before it.",
        "Check both dates, or say that the text goes back.",
        ((a.start, a.end),),
        "warning",
    )


#: Farther back than a slip of a day or a month goes, where the year is not the slip.
_NEAR = 62
#: With its year mended the day must lie so near behind the one before it.
_SOON = 200
#: A stay or a session of at most so many days is a point of a telling.
_LONG = 500
#: A day of which the year is the slip stands within so many paragraphs and days of what is told behind it.
_BLOCKS, _NEXT = 3, 45


def _out_of_line(story: list[Told], place: int) -> bool:
    """Whether a telling goes back to a day without a word, and does not stay there."""
    told, before = story[place], story[place - 1]
    a, b = of_one_year(before.when, told.when)
    if b.precision in {"interval", "year"} or not (a.first and a.last and b.first and b.last):
        return False
    late = a.last if told.paper and told.sentence != before.sentence else a.first
    if b.last >= late:
        return False
    apart = (late - b.last).days
    far = not _year_slip(late, b.first)
    if apart > _NEAR and (far or a.year_from or b.year_from):
        return False
    if told.block != before.block and apart > _NEAR:
        return False
    behind = (t.when for t in story[place + 1 :] if t.block == told.block)
    following = next((when for when in behind if when.year_from is None), None)
    return following is None or not surely_before(following, a)


def _between(facts: Facts, told: Told, behind: Told) -> DateMention | None:
    """The date before a day that, with the year of the next, lies between it and soon before the next."""
    b, c = told.when, behind.when
    if not (b.first and b.last and c.first) or told.back or told.paper or c.precision == "year":
        return None
    if b.year_from or c.year_from or "interval" in {b.precision, c.precision}:
        return None
    if behind.block - told.block > _BLOCKS or b.precision == "year":
        return None
    blocks = facts.document.blocks
    start = blocks[max(0, told.block - _BLOCKS)].start
    known = [
        d
        for d in days_between(facts, start, b.start)
        if d.known
        and d.year_from is None
        and d.operator not in {"until", "before"}
        and (
            d.precision in {"day", "month"}
            or _opens(facts.text, facts.document.sentence_of(d.start)[0], d.start)
        )
    ]
    a = known[-1] if known else None
    try:
        mended = b.first.replace(year=c.first.year)
    except ValueError:
        return None
    if a is None or a.first is None or b.last >= a.first:
        return None
    return a if a.first <= mended <= c.first and (c.first - mended).days <= _NEXT else None


def _spike(story: list[Told], place: int) -> bool:
    """Whether a day lies a year or more beyond the line, into which it fits with the year of the next."""
    day, following = story[place].when, story[place + 1].when
    if (
        day.year_from
        or following.year_from
        or day.precision != "day"
        or following.precision == "year"
        or not (day.first and following.first)
    ):
        return False
    if day.first.year <= following.first.year:
        return False
    try:
        mended = day.first.replace(year=following.first.year)
    except ValueError:
        return False
    before = story[place - 1].when.first if place else None
    return 0 <= (following.first - mended).days <= _SOON and (before is None or before <= mended)


def _year_slip(before: date, day: date) -> bool:
    """Whether a day would follow soon upon another, were its year the next that allows it."""
    year = before.year + ((day.month, day.day) < (before.month, before.day))
    try:
        mended = day.replace(year=year)
    except ValueError:
        return False
    return 0 <= (mended - before).days <= _SOON


def _stories(facts: Facts) -> Iterator[list[Told]]:
    """The dated acts of one paragraph, or of several that follow each other, as long as the story is one."""
    story: list[Told] = []
    names: set[str] = set()
    known: frozenset[str] = frozenset()
    opened = False
    section = last = -1
    for block in facts.document.blocks:
        if block.kind not in {"paragraph", "list-item", "quote"}:
            continue
        here = facts.document.section_of(block.start)
        top = here.start if here else -1
        entry = _opens_with_day(facts, block)
        if block.kind == "list-item" or entry or top != section or block.index - last > 2:
            yield from _long(story)
            story, names = [], set()
        section = top
        for start, end in facts.document.sentences(block):
            own, words = _names(facts, start, end), content_stems(facts, start, end)
            other = _ANOTHER.match(facts.text, start) is not None
            anew = other and (start == block.start or opened or not words & known)
            opened = other
            if anew or (own and names and not own & names and not words & known):
                yield from _long(story)
                story, names = [], set()
            names |= own
            known = words
            found = list(_told(facts, block, start, end))
            story += found
            last = block.index if found else last
    yield from _long(story)


def _opens_with_day(facts: Facts, block: Block) -> bool:
    """Whether a paragraph is an entry of a chronicle: it opens with a bare day and a mark."""
    found = days_between(facts, block.start, min(block.end, block.start + 30))
    return (
        bool(found)
        and found[0].start - block.start < 4
        and facts.text[found[0].end : found[0].end + 1] in ".:—–|"
    )


def _long(story: list[Told]) -> Iterator[list[Told]]:
    if story:
        yield story


#: A sentence that begins with somebody or something not known yet.
_ANOTHER = re.compile(
    r"\W*(?:In the (?:case|matter) of|En el caso de|Dans le cas de|В (?:деле|случае)"
    r"|(?:\w{1,3}\W+)?(?:(?:On|In|By|El|En|Le)\s[^,]{3,30},?\s)?(?:An?|One|Another|Un|Una|Une|Otr[oa]|Один|Одна|Друг\w+|an?|one|another|un|una|une|otr[oa]))\s"
)


def _names(facts: Facts, start: int, end: int) -> set[str]:
    """What a sentence names, by the first word of each name."""
    found = {run.text.split()[-1].lower()[:6] for run in names_between(facts, start, end)}
    every = facts.of(initials)
    place = bisect_left(every, (start, 0, ""))
    while place < len(every) and every[place][0] < end:
        found.add(every[place][2])
        place += 1
    return found


def _told(facts: Facts, block: Block, start: int, end: int) -> Iterator[Told]:
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
        if when.precision == "interval" and 0 < (when.last - when.first).days <= _LONG:
            yield Told(when, (start, end), block.index, False, away)
        opens = when.precision == "year" and _opens(text, start, when.start)
        if (when.precision not in {"day", "month"} and not opens) or when.operator:
            continue
        if (when.first.month, when.first.day) in _FORMAL and when.precision == "day":
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


def _opens(text: str, start: int, position: int) -> bool:
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
#: The ends of quarters, as of which things are counted.
_FORMAL = {(1, 1), (3, 31), (4, 1), (6, 30), (7, 1), (9, 30), (10, 1), (12, 31)}
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
