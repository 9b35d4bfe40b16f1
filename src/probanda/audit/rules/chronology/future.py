"""What is told as past and dated after the document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from probanda.audit.extract.cited_dates import looked_up
from probanda.audit.extract.columns import placed
from probanda.audit.extract.dates import DateMention, dates
from probanda.audit.extract.quotations import in_speech
from probanda.audit.extract.recommendations import section_kind_at
from probanda.audit.extract.sources import is_entry
from probanda.audit.extract.time_words import word_pattern
from probanda.audit.extract.told_events import act_of
from probanda.audit.facts import Facts
from probanda.audit.lexicon import field
from probanda.audit.rules.chronology.document_date import document_date
from probanda.audit.rules.registry import Hit, NotChecked, rule


@rule(
    "date-future",
    "Told as past, dated after the document",
    "error",
    "time",
    "A war that began two years after the report was written is a slip that discredits "
    "the date beside it. Plans, deadlines and"
    " terms of sentences are left alone.",
    bad=(
        "Date: 14 March 2025\n\n# Facts\n\nThe war began on 27 September 2027 and "
        "many people were killed.",
    ),
    good=(
        "Date: 14 March 2025\n\n# Facts\n\nThe State's next report is due on 27 September 2027.",
    ),
)
def date_future(facts: Facts) -> Iterator[Hit | NotChecked]:
    """Compare what is told as past with the document's date."""
    own = document_date(facts)
    if own is None:
        yield NotChecked("the document's own date was not found")
        return
    written = facts.document.date
    iso = written.iso if written else ""
    yield from _awaited(facts, own, iso)
    later = [
        d
        for d in facts.of(dates)
        if d.first is not None
        and (d.first > own[1] or _ends_later(d, own[1]))
        and not (d.year_from and d.first - own[1] > _HALF_A_YEAR)  # "29 December" told in January
        and not in_speech(facts, d.start)
    ]
    hits: list[tuple[Hit, DateMention]] = []
    for each in later:
        start, end = facts.document.sentence_of(each.start)
        clause = _clause(facts.text, start, end, each.start)
        before = facts.text[clause[0] : each.start]
        block = facts.document.block_of(each.start)
        if block is not None and block.kind in {"title", "heading", "contents", "running"}:
            continue
        told = block is not None and block.kind == "cell" and _happened(facts, each.start)
        if block is not None and block.kind == "cell" and not told:
            continue
        near = facts.text[max(start, each.start - 60) : min(end, each.end + 40)]
        read = looked_up(facts, max(start, each.start - 40), each.start)
        cited = each.precision in {"day", "month"} and not read and _cited(facts, each)
        if _bound(facts, each, clause) or (
            not cited and field("ahead").search(facts.text, *clause)
        ):
            continue
        if section_kind_at(facts, each.start) == "recommendations" or _no_year(facts, each, own[1]):
            continue
        if read and each.precision == "day" and own[0] == own[1]:
            told = True  # an address can't be looked up after the text was written
        elif read or (not cited and field("still_coming").search(near)):
            continue
        told = told or cited
        how = "the day of a source" if cited else "told as past"
        since = each.operator == "since" and each.precision != "interval"
        told = told or since or _act_of(facts, each, clause[0])
        if (
            not told
            and not field("told_past").search(facts.text, *clause)
            and not field("told_past").search(before)
        ):
            continue
        hits.append(
            (
                Hit(
                    each.start,
                    each.end,
                    f"“{facts.quote(each.start, each.end)}” is {how} "
                    f"but lies after the document's date ({iso}).",
                    "Check the year.",
                    ()
                    if facts.document.date is None or not facts.document.date.end
                    else ((facts.document.date.start, facts.document.date.end),),
                ),
                each,
            )
        )
    known = [d for d in facts.of(dates) if d.known]
    distinct = len({d.edtf for _, d in hits})
    if distinct > 2 and len(hits) * 12 > len(known):
        yield NotChecked(f"too much is dated after {iso}, which was taken for the document's date")
        return
    sure = distinct <= 2 and _surely_its_own(facts, known, own)
    for hit, each in hits:  # a year that another date lends proves nothing
        yield hit if sure and each.year_from is None else replace(hit, severity="warning")


def _awaited(facts: Facts, own: tuple[date, date], iso: str) -> Iterator[Hit]:
    """As in "results are expected in autumn 2021", in a text of 2023."""
    for each in facts.of(dates):
        if not (each.known and each.last and each.last + _TWO_MONTHS < own[0]) or each.year_from:
            continue
        start, end = facts.document.sentence_of(each.start)
        clause = _clause(facts.text, start, end, each.start)
        lead = max(clause[0], each.start - 60)
        awaited = field("awaited", facts.language).search(facts.text, lead, each.start)
        if (
            awaited
            and not in_speech(facts, each.start)
            and "," not in facts.text[awaited.end() : each.start]
        ):
            yield Hit(
                each.start,
                each.end,
                f"“{facts.quote(each.start, each.end)}” is told as still to come but lies before the "
                f"document's date ({iso}).",
                "Check the year, or say what came of it.",
                (),
                "warning",
            )


_TWO_MONTHS = timedelta(days=61)


def _bound(facts: Facts, each: DateMention, clause: tuple[int, int]) -> bool:
    """Whether a date is the end of something, or the beginning of what need not have begun."""
    if each.precision == "interval" and each.operator == "since":
        return not (each.first and each.last) or (each.last - each.first).days > _YEAR
    if each.operator == "since":
        now = word_pattern("now", facts.language).search(facts.text, *clause)
        told = now or field("told_past").search(facts.text, *clause)
        return each.year_from is not None or not told
    return each.operator in {"until", "after"}


#: A longer period from a day on is a term or a plan.
_YEAR = 366
#: Acts that nobody plans for a day.
_UNPLANNED = frozenset({"arrest", "death", "attack", "disappearance"})


def _act_of(facts: Facts, each: DateMention, start: int) -> bool:
    """Whether a date is that of a noun of what has happened: "the arrest of R. T. in August 2021"."""
    words = re.findall(r"[^\W\d_]{4,}", facts.text[max(start, each.start - 60) : each.start])
    return any(act_of(word.lower()) in _UNPLANNED for word in words)


_HALF_A_YEAR = timedelta(days=183)


def _surely_its_own(facts: Facts, known: list[DateMention], own: tuple[date, date]) -> bool:
    """Whether the date was read off the cover and suits what the document tells: something near it."""
    written = facts.document.date
    if written is None or written.how == "metadata" or field("updated").search(facts.text[:3000]):
        return False
    near = [d for d in known if d.last and 0 <= own[1].year - d.last.year <= 1]
    apart = [d for d in near if not written.start <= d.start <= written.end]
    return bool(apart) or len(known) <= 3


def _no_year(facts: Facts, each: DateMention, own: date) -> bool:
    """Whether four figures are of a fiscal year, or of no year at all: a type, a number."""
    if each.precision != "year" or not each.first:
        return False
    lead = facts.text[max(0, each.start - 24) : each.start]
    if word_pattern("fiscal", facts.language).search(lead):
        return True
    told = str(each.first.year)
    turned = [told[:n] + told[n + 1] + told[n] + told[n + 2 :] for n in range(3)]
    return each.first.year > own.year + _FAR and not any(int(t) <= own.year for t in turned)


#: So many years ahead lies nothing but a slip of two figures exchanged.
_FAR = 30


def _cited(facts: Facts, each: DateMention) -> bool:
    """Whether a day is where a source's day of publication stands in a note or a list: ", D" or "(D)"."""
    block = facts.document.block_of(each.start)
    lead = facts.text[max(block.start, each.start - 3) : each.start] if block else ""
    return is_entry(facts, block) and bool(re.search(r"[,(.\n]\s*\Z|\A\Z", lead))


def _happened(facts: Facts, position: int) -> bool:
    """Whether a cell's column is headed by what has happened: "Arrested", "Date of death"."""
    cell = placed(facts, position)
    return cell is not None and bool(field("happened_head").search(cell.head))


def _ends_later(each: DateMention, day: date) -> bool:
    """Whether a period surely ends after a day: the month or day of its end is later."""
    if each.precision != "interval" or each.last is None or not each.known:
        return False
    last = each.last
    if (last.month, last.day) == (12, 31):
        return last.year > day.year
    ends_month = (last + timedelta(days=1)).day == 1
    return (last.replace(day=1) if ends_month else last) > day


def _clause(text: str, start: int, end: int, position: int) -> tuple[int, int]:
    left = max(text.rfind(mark, start, position) for mark in (";", ":", "("))
    right = min(
        (p for p in (text.find(mark, position, end) for mark in (";", ":")) if p >= 0), default=end
    )
    return max(start, left + 1), right
