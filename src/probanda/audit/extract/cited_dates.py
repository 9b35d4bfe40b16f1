"""Web addresses that carry a day, each with the day that is printed for the same source.

In a note both stand in one paragraph. A list of sources may part them: a title, the address on the next line, the
outlet with its day below. Where the day stands is a habit of the list, learnt from the addresses that agree with
it: the place at which most days agree is the place of the day.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from probanda.audit.any_case import any_case
from probanda.audit.document import Block, Link
from probanda.audit.extract.address_dates import AddressDate, address_date
from probanda.audit.extract.circumstances import dates_between
from probanda.audit.extract.dates import DateMention
from probanda.audit.extract.sources import entries, is_entry
from probanda.audit.facts import Facts
from probanda.audit.lexicon import words

__all__ = ["CitedDate", "cited_dates", "looked_up", "published"]

Place = Literal["behind", "ahead", "below", "above", "row"]
_PLACES: tuple[Place, ...] = ("behind", "ahead", "below", "above", "row")
Agreement = Literal["agrees", "slip", "apart"]


@dataclass(frozen=True, slots=True)
class CitedDate:
    """A printed day and the address it belongs to.

    Attributes:
        link: the address.
        carried: the day in the address.
        said: the day printed for it.
        place: where it stands: in the same entry ("behind", "ahead" of the address), on another line, or in the
            row of a table, where it may be the day of what happened.
        agreement: "agrees"; "slip" when one step leads from one to the other: day and month exchanged, one of the
            three parts or one figure another; else "apart".
        sure: the list shows by others that its days stand there.
    """

    link: Link
    carried: AddressDate
    said: DateMention
    place: Place
    agreement: Agreement
    sure: bool


def published(facts: Facts, start: int, end: int) -> list[DateMention]:
    """The dates of a range that may be of publication: no day on which an address was looked up."""
    return [
        d
        for d in dates_between(facts, start, end)
        if d.known
        and d.precision in {"day", "month"}
        and not looked_up(facts, max(start, d.start - 40), d.start)
    ]


def looked_up(facts: Facts, start: int, end: int) -> bool:
    """Whether a range ends in words that say when an address was read: "(accessed on "."""
    return bool(_looked_up().search(facts.text[start:end]))


@cache
def _looked_up() -> re.Pattern[str]:
    day = rf"(?:{words('on_a_day')})"
    return any_case(rf"(?<!\w)(?:{words('looked_up')})\W*(?:{day}\s+)?(?:\w+day,?\s+)?\Z")


def agreement(said: DateMention, carried: AddressDate) -> Agreement:
    """How a printed day and the day of an address stand to each other; zones and printing allow two days."""
    assert said.first
    assert said.last
    near: Agreement = "apart"
    for day in carried.readings:
        if carried.precision == "month":
            apart = abs((said.first.year - day.year) * 12 + said.first.month - day.month)
            edge = said.first.day in {1, 2} or said.first.day > 29
            if apart <= (1 if edge else 0):
                return "agrees"
            if day.month == said.first.month and said.first.year != day.year:
                near = "slip"
            continue
        distance = min(abs((day - said.first).days), abs((day - said.last).days))
        if distance <= 2 or said.first <= day <= said.last:
            return "agrees"
        if said.precision == "day" and _is_slip(said.first, day):
            near = "slip"
    return near


def _is_slip(a: date, b: date) -> bool:
    if a.year == b.year and (a.day, a.month) == (b.month, b.day):
        return True
    parts = [a.year != b.year, a.month != b.month, a.day != b.day]
    figures = sum(x != y for x, y in zip(f"{a:%Y%m%d}", f"{b:%Y%m%d}", strict=True))
    return figures == 1 or (sum(parts) == 1 and not parts[2])


def cited_dates(facts: Facts) -> tuple[CitedDate, ...]:
    """Every address that carries a day and for which one is printed."""
    found: list[tuple[Link, AddressDate, dict[Place, DateMention]]] = []
    lines = _lines(facts)
    for link in facts.document.links:
        carried = address_date(link.address)
        if carried is None:
            continue
        places = _places(facts, link, lines)
        if places:
            found.append((link, carried, places))
    tally: Counter[tuple[Place, Agreement]] = Counter(
        (place, agreement(said, carried))
        for _, carried, places in found
        for place, said in places.items()
    )
    return tuple(_chosen(found, tally))


def _chosen(
    found: list[tuple[Link, AddressDate, dict[Place, DateMention]]],
    tally: Counter[tuple[Place, Agreement]],
) -> Iterator[CitedDate]:
    """Of the days around each address the one that agrees, else the one at the list's usual place."""
    for link, carried, places in found:
        said = sorted(places, key=lambda place: -tally[place, "agrees"])
        judged = [(place, agreement(places[place], carried)) for place in said]
        place, how = next((each for each in judged if each[1] == "agrees"), judged[0])
        agreeing = tally[place, "agrees"]
        others = tally[place, "slip"] + tally[place, "apart"] - (how != "agrees")
        usual = max(tally[each, "agrees"] for each in _PLACES)
        if how != "agrees" and (
            (place in {"below", "above"} and agreeing < others)
            or (how == "apart" and agreeing < min(3, usual))
            or (place == "row" and (how == "apart" or _within_a_month(places[place], carried)))
        ):
            continue  # days do not stand there in this list
        sure = place in {"behind", "ahead"} or agreeing >= max(2, 3 * others)
        sure = sure and place != "row"
        yield CitedDate(link, carried, places[place], place, how, sure)


def _within_a_month(said: DateMention, carried: AddressDate) -> bool:
    """Whether a source may simply be so much younger than what happened."""
    return any(said.first and 0 <= (day - said.first).days < _MONTH for day in carried.readings)


_MONTH = 31
_Line = tuple[int, int]


def _lines(facts: Facts) -> dict[int, tuple[list[_Line], int]]:
    """For the start of each line of a list of sources: the lines of the list, and its place among them."""
    runs: list[list[_Line]] = []
    last = -2
    for block in facts.of(entries):
        if block.kind == "footnote":
            continue
        if block.index > last + 2:
            runs.append([])
        last = block.index
        runs[-1] += _lines_of(facts.text, block)
    return {line[0]: (run, at) for run in runs for at, line in enumerate(run)}


def _lines_of(text: str, block: Block) -> Iterator[_Line]:
    start = block.start
    while (stop := text.find("\n", start, block.end)) >= 0:
        yield start, stop
        start = stop + 1
    yield start, block.end


def _places(
    facts: Facts, link: Link, lines: dict[int, tuple[list[_Line], int]]
) -> dict[Place, DateMention]:
    """The days that may be printed for an address, by where they stand."""
    block = facts.document.block_of(link.start)
    if block is None:
        return {}
    if block.kind == "cell":
        return _in_row(facts, link)
    if not is_entry(facts, block):
        return _beside(facts, link, block)
    start, end = _scope(facts, link, block)
    own = published(facts, start, end)
    answer: dict[Place, DateMention] = {}
    behind = [d for d in own if d.start >= link.end]
    ahead = [d for d in own if d.end <= link.start]
    if len(behind) == 1:
        answer["behind"] = behind[0]
    if len(ahead) == 1 and len(behind) < 2:
        answer["ahead"] = ahead[0]
    line = facts.text.rfind("\n", block.start, link.start) + 1 or block.start
    if line in lines and not published(facts, *lines[line][0][lines[line][1]]):
        run, at = lines[line]  # where the line tells a day, one below is another source's
        below = _dated_line(facts, _between(facts, run, at, 1))
        above = _dated_line(facts, _between(facts, run, at, -1))
        answer |= {"below": below} if below and below.start >= end else {}
        answer |= {"above": above} if above and above.end <= start else {}
    return answer


def _scope(facts: Facts, link: Link, block: Block) -> tuple[int, int]:
    """The part of an entry that belongs to one of its addresses."""
    start, end = block.start, block.end
    links = facts.document.links_within(start, end)
    if len({each.address for each in links}) < 2:
        return start, end
    text = facts.text
    cuts = [
        p + 1 for p in (text.rfind(";", start, link.start), text.rfind("\n", start, link.start))
    ]
    start = max([start, *cuts, *(each.end for each in links if each.end <= link.start)])
    following = [each.start for each in links if each.start >= link.end]
    if following and (stop := text.find("\n", link.end, following[0])) >= 0:
        following = [stop]
    return start, min([end, *following])


def _beside(facts: Facts, link: Link, block: Block) -> dict[Place, DateMention]:
    """In prose, a day in brackets or behind a comma beside the address."""
    start, end = block.start, block.end
    if len({each.address for each in facts.document.links_within(start, end)}) > 1:
        start, end = facts.document.sentence_of(link.start)
    near = [
        d
        for d in published(facts, start, end)
        if re.search(r"[(,]\s*\Z", facts.text[max(start, d.start - 3) : d.start])
        and abs(d.start - link.start) < 140
        and not link.start <= d.start < link.end
    ]
    if len(near) != 1:
        return {}
    return {"behind" if near[0].start >= link.end else "ahead": near[0]}


def _in_row(facts: Facts, link: Link) -> dict[Place, DateMention]:
    """The one day in the row of a table."""
    days = [
        d for d in published(facts, *facts.document.quote_of(link.start)) if d.precision == "day"
    ]
    days = [d for d in days if not link.start <= d.start < link.end]
    return {"row": days[0]} if len(days) == 1 else {}


def _between(facts: Facts, run: list[_Line], at: int, step: int) -> list[_Line]:
    """The lines from one with an address to the next with one, at most three, the nearest first."""
    answer: list[_Line] = []
    place = at + step
    while 0 <= place < len(run) and len(answer) < 4:
        if facts.document.links_within(*run[place]):
            break
        if run[place][0] < run[place][1]:
            answer.append(run[place])
        place += step
    return answer[:3]


def _dated_line(facts: Facts, lines: list[_Line]) -> DateMention | None:
    """The day that ends or opens one of a few lines, as the outlet's does."""
    for start, end in lines:
        days = [d for d in published(facts, start, end) if d.precision == "day"]
        for day in reversed(days):
            tail = facts.text[day.end : end].strip(" .,;)]»”\"'гГ")
            if not tail or day.start - start < 3:
                return day
    return None
