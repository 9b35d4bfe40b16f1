"""Sources dated before what they report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from probanda.audit.document import Note
from probanda.audit.extract.circumstances import dates_between, periods_between
from probanda.audit.extract.cited_dates import published
from probanda.audit.extract.dates import NO_YEAR, DateMention, days_between
from probanda.audit.facts import Facts
from probanda.audit.lexicon import composed, field
from probanda.audit.rules.registry import Hit, rule
from probanda.audit.rules.source_inline import (
    LAW,
    described,
    extracted,
    is_before,
    named_inline,
    older,
    stated,
)


@rule(
    "source-before-event",
    "A source older than what it reports",
    "warning",
    "time",
    "A source can't report what came after it: one of the two dates is wrong, or "
    "the note stands at the wrong sentence.",
    bad=(
        "On 12 May 2021 soldiers shelled Arlan.[^1]\n\n[^1]: Kevria News, “Arlan "
        "shelled”, 3 March 2021.",
        "According to a statement published on 3 March 2021, Arlan was shelled on 12 May 2021.",
    ),
    good=(
        "On 12 May 2021 soldiers shelled Arlan.[^1]\n\n[^1]: Kevria News, “Arlan "
        "shelled”, 13 May 2021.",
        "On 12 May 2021 the law was changed.[^1]\n\n[^1]: Law No. 12 of 3 March 2019.",
    ),
)
def source_before_event(facts: Facts) -> Iterator[Hit]:
    """Compare the date of each note, or of a source named in the text, with the dates of its sentence."""
    for note in facts.document.notes:
        own_days = published(facts, note.start, note.end)
        years = [
            d
            for d in dates_between(facts, note.start, note.end)
            if d.known and d.precision == "year"
        ]
        if not own_days and field("looks_back").search(facts.text, note.start, note.end):
            own_days = years  # "Annual report 2018"
        hit = (
            _slip(facts, note, own_days)
            or _of_its_year(facts, note, own_days, years)
            or _before_told(facts, note, own_days)
        )
        if hit is not None:
            yield hit
    for block in facts.document.prose():
        above = (block.start, block.start)
        for start, end in facts.document.sentences(block):
            yield from extracted(facts, start, end)
            yield from stated(facts, start, end, above)
            above = (start, end)
            if block.kind != "footnote":  # the dates of a note are those of its sources
                yield from named_inline(facts, start, end)
                yield from described(facts, block, start, end)


def _before_told(facts: Facts, note: Note, own_days: list[DateMention]) -> Hit | None:
    """The one date of a note, where it lies before what the sentence of its mark tells."""
    if len(own_days) != 1 or facts.text.count(";", note.start, note.end) > 1:
        return None
    (own,) = own_days
    law = LAW.search(facts.text, note.start, note.end)
    for anchor in note.anchors:
        start, end = facts.document.sentence_of(max(0, anchor - 1))
        if (law and not _own_judgment(facts, note, start, end)) or field("foreseen").search(
            facts.text, start, end
        ):
            continue
        events, sure = _events(facts, start, end, anchor)
        others = [n for n in facts.document.notes_near(start, end) if n is not note]
        if not events or (others and (len(events) > 1 or not sure)):
            continue
        if any(_after(own, d) or not is_before(own, d) for d in events):
            continue
        hit = older(facts, own, events[-1])
        return hit if sure else replace(hit, severity="note")
    return None


def _events(facts: Facts, start: int, end: int, anchor: int) -> tuple[list[DateMention], bool]:
    """What a sentence dates before a mark, else the last day of its paragraph; and whether its dates are sure."""
    told = [
        replace(d, operator="as-of") if _end_of_year(facts, d) else d
        for d in periods_between(facts, start, anchor + 1)
        if d.known and d.operator not in {"as-of", "since", "until"}
    ]
    sure = [
        d
        for d in told
        if d.precision in {"day", "month"}
        or (
            d.precision == "year"
            and (d.operator or field("counted_in").search(facts.text, start, end))
        )
    ]
    if sure:
        return sure, True
    if told:
        return [d for d in told if d.precision in {"year", "interval"}], False
    block = facts.document.block_of(start)
    above = dates_between(facts, block.start, start) if block else ()
    days = [d for d in above if d.known and d.precision == "day" and d.operator != "as-of"]
    return days[-1:], True


def _end_of_year(facts: Facts, each: DateMention) -> bool:
    """Whether a year stands for its end: "by the end of 2022"."""
    lead = facts.text[max(0, each.start - 24) : each.start]
    return each.precision == "year" and bool(composed(r"(?<!\w)<whole_year>\s+\Z").search(lead))


def _of_its_year(
    facts: Facts, note: Note, own_days: list[DateMention], years: list[DateMention]
) -> Hit | None:
    """As in "Annual report 2021, April 2021": what is told of a year, of a day before its end."""
    if len(own_days) != 1 or own_days[0].last is None:
        return None
    for year in years:
        lead = facts.text[max(note.start, year.start - 40) : year.start]
        if (
            year.last
            and composed(r"(?<!\w)<of_a_year>,?\s+\Z").search(lead)
            and (year.last - own_days[0].last).days > _LAST_MONTH
        ):
            return replace(older(facts, own_days[0], year), severity="note")
    return None


#: An annual report may be printed in the last weeks of its year.
_LAST_MONTH = 45


def _slip(facts: Facts, note: Note, own_days: list[DateMention]) -> Hit | None:
    """A decision whose day is its sentence's but for the month or year: "refused on 6 October", of 6 August."""
    days = [d for d in own_days if d.precision == "day" and d.first]
    if len(days) != 1 or not field("decides").search(facts.text, note.start, days[0].start):
        return None
    own = days[0].first
    assert own
    for anchor in note.anchors:
        start, end = facts.document.sentence_of(max(0, anchor - 1))
        listed = days_between(facts, start, min(anchor + 1, end))
        told = [d for d in listed if d.precision == "day" and d.first]
        other = told[-1].first if told else None
        if other is None:
            continue
        same_year = other.year in {own.year, NO_YEAR} or bool(told[-1].year_from)
        if other.day == own.day and (other.month == own.month) != same_year:
            return older(facts, days[0], told[-1])
        early = all(d.first and (d.first.month, d.first.day) > (own.month, own.day) for d in told)
        decided = field("was_decided").search(facts.text, start, end)
        lent = other.year == NO_YEAR or told[-1].year_from
        if lent and early and decided and other.month - own.month > 1:
            return replace(older(facts, days[0], told[-1]), severity="warning")
    return None


def _own_judgment(facts: Facts, note: Note, start: int, end: int) -> bool:
    """Whether a note cites the judgment that its sentence tells."""
    own = facts.text[note.start : note.end]
    return bool(
        field("judges").search(own)
        and " v. " not in own
        and (field("was_decided").search(facts.text, start, end) or field("judging").search(own))
    )


def _after(a: DateMention, b: DateMention) -> bool:
    return bool(a.first and b.last and a.first > b.last)
