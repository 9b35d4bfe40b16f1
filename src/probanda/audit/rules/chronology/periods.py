"""Periods that are named and never defined."""

from __future__ import annotations

import re
from collections.abc import Iterator

from probanda.audit.extract.circumstances import dates_between
from probanda.audit.extract.dates import dates
from probanda.audit.extract.quotations import in_speech
from probanda.audit.facts import Facts
from probanda.audit.lexicon import composed, field
from probanda.audit.rules.registry import Hit, rule

_PERIOD = r"(?<!\w)(?:(?:the|this|our|that)\s+)?(?:<named_period>)(?!\w)"


def _loose_periods(facts: Facts) -> Iterator[Hit]:
    """As in "during the conflict 2,906 soldiers were killed", in a text that dates no conflict."""
    from probanda.audit.figure_table import by_sentence as figures

    counted = {
        rows[0].sentence
        for rows in facts.of(figures)
        if any(q.unit in {"count", "percent"} and not q.spoken for q in rows)
    }
    told = False
    for start, end in sorted(counted):
        found = composed(r"(?<!\w)(?:<loose_period>)(?!\w)").search(facts.text, start, end)
        if told or not found or in_speech(facts, found.start()):
            continue
        word = re.findall(r"\w+", found.group())[-1].lower()
        block = facts.document.block_of(start)
        if block is None or dates_between(facts, block.start, block.end):
            continue
        section = facts.document.section_of(start)
        near = facts.document.blocks[max(0, block.index - 2)].start
        if dates_between(facts, max(near, section.start if section else 0), block.start):
            continue  # "during this period": the one just named
        if word == "period" and any(
            d.known and d.precision == "interval" and d.start < start for d in facts.of(dates)
        ):
            continue
        if word in {"years", "годы", "años", "années"} or word == "period":
            dated = False
        else:
            dated = any(
                re.search(rf"(?<!\w){word}", facts.text[max(0, d.start - 120) : d.end + 120], re.IGNORECASE)
                for d in facts.of(dates) if d.known
            )  # fmt: skip
        if not dated:
            told = True
            yield Hit(
                found.start(), found.end(),
                f"“{found.group()}” is given a figure, and no place says from when to when.",
                "Give the dates.",
                severity="note" if word in {"years", "годы", "años", "années"} else None,
            )  # fmt: skip


@rule(
    "period-undefined",
    "A period that is never defined",
    "warning",
    "time",
    "Figures “during the reporting period” can't be checked when nobody says from when to when.",
    bad=("During the reporting period 40 persons were detained.\n\nNo inquiry was opened.",),
    good=(
        "This report covers January to June 2021. During the reporting period 40 "
        "persons were detained.",
    ),
)
def period_undefined(facts: Facts) -> Iterator[Hit]:
    """Look for a definition of every period that is named."""
    yield from _loose_periods(facts)
    uses = [
        m
        for block in facts.document.prose()
        for m in composed(_PERIOD).finditer(facts.text, block.start, block.end)
        if not in_speech(facts, m.start())
        and not re.match(
            r"\s+(?:of|under|for|is)\s+(?:\w+\s+){0,3}(?:years?|months?|article|States)",
            facts.text[m.end() : m.end() + 40],
        )
    ]
    if not uses:
        return
    for found in uses:
        start, end = facts.document.sentence_of(found.start())
        for each in dates_between(facts, start, end):
            near = facts.text[min(found.end(), each.start) : max(found.start(), each.end)]
            if len(near) < 120 and (
                each.precision in {"interval"}
                or each.operator in {"since", "until"}
                or re.search(r"[(:–—]|(?:is|was|covers?|means?|runs?|refers?)\b", near)
            ):
                return
    if _defined(facts):
        return
    first = uses[0]
    yield Hit(
        first.start(),
        first.end(),
        f"“{first.group().strip()}” is used {len(uses)} time{'s' if len(uses) > 1 else ''} "
        "and never defined.",
        "Say from which day to which day the report counts.",
        tuple(m.span() for m in uses[1:6]),
    )


#: "A report due in 2020": the year of an act, not of what is told.
_DONE = r"(?<!\w)(?:<was_done>)\s+(?:[^\W\d_]+\s+){0,6}\Z"


def _defined(facts: Facts) -> bool:
    """Whether any place says from when to when the text, its data or its period reach."""
    for block in facts.document.blocks:
        own = [d for d in dates_between(facts, block.start, block.end) if d.known]
        if not own:
            continue
        if block.kind in {"title", "heading"} and block.index < 8:
            if any(
                d.precision in {"interval", "year"}
                and not composed(_DONE).search(facts.text, block.start, d.start)
                for d in own
            ):
                return True
            continue
        if block.kind in {"running", "contents", "figure"}:
            continue
        for start, end in facts.document.sentences(block):
            here = [d for d in own if start <= d.start < end]
            wide = [
                d
                for d in here
                if d.precision in {"interval", "year"} or d.operator in {"since", "until"}
            ]
            if (
                (wide or len(here) > 1)
                and field("its_text").search(facts.text, start, end)
                and field("covers").search(facts.text, start, end)
            ):
                return True
    return False
