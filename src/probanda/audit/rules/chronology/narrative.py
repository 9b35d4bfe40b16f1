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
from datetime import date
from itertools import pairwise

from probanda.audit.document import Block
from probanda.audit.extract.dates import DateMention, days_between
from probanda.audit.extract.initials import initials
from probanda.audit.extract.names_in_text import names_between
from probanda.audit.extract.told_events import telling
from probanda.audit.facts import Facts
from probanda.audit.rules.chronology.apart import of_one_year, surely_before
from probanda.audit.rules.chronology.told_days import Told, opens_with, told_days
from probanda.audit.rules.registry import Hit
from probanda.audit.voice import content_stems

__all__ = ["another", "names_of", "narrative_line"]


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
            if _out_of_line(facts, story, place):
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
#: A day of which the year is the slip stands within so many paragraphs and days of what is told behind it.
_BLOCKS, _NEXT = 3, 45


def _out_of_line(facts: Facts, story: list[Told], place: int) -> bool:
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
    if told.block != before.block and (apart > _NEAR or _of_one_form(facts, told, before)):
        return False
    behind = (t.when for t in story[place + 1 :] if t.block == told.block)
    following = next((when for when in behind if when.year_from is None), None)
    return following is None or not surely_before(following, a)


def _of_one_form(facts: Facts, told: Told, before: Told) -> bool:
    """Whether two paragraphs open with their days and the same words: examples of one thing, in no order."""
    one, two = (
        [w.lower()[:6] for w in _WORDS.findall(facts.text, each.when.end, each.sentence[1])[:3]]
        for each in (told, before)
    )
    return len(one) == 3 and one[:2] == two[:2]


_WORDS = re.compile(r"[^\W\d_]+")


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
            or opens_with(facts.text, facts.document.sentence_of(d.start)[0], d.start)
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
            own, words = names_of(facts, start, end), content_stems(facts, start, end)
            other = another(facts, start)
            anew = other and (start == block.start or opened or not words & known)
            opened = other
            if anew or (own and names and not own & names and not words & known):
                yield from _long(story)
                story, names = [], set()
            names |= own
            known = words
            found = list(told_days(facts, block, start, end))
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


def another(facts: Facts, start: int) -> bool:
    """Whether a sentence begins with somebody or something not known yet."""
    opens = telling("another", facts.language, r"\W*(?:\w{1,3}\W+)?(?:{})\s")
    return opens.match(facts.text, start) is not None


def names_of(facts: Facts, start: int, end: int) -> set[str]:
    """What a sentence names, by the first word of each name."""
    found = {run.text.split()[-1].lower()[:6] for run in names_between(facts, start, end)}
    every = facts.of(initials)
    place = bisect_left(every, (start, 0, ""))
    while place < len(every) and every[place][0] < end:
        found.add(every[place][2])
        place += 1
    return found
