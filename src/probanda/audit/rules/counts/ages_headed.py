"""The age at the head of an entry against the birth and the death that the entry tells.

"Ivo Tarn, 35" over "Born on 12 June 1987 … Killed on 5 May 2022": month and day count, the birthday was not yet
reached. An entry is the rest of the paragraph, or what stands between one such head and the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from probanda.audit.document import Block
from probanda.audit.extract.circumstances import dates_between
from probanda.audit.extract.dates import DateMention
from probanda.audit.extract.quantities import Quantity
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_block
from probanda.audit.lexicon import composed, field
from probanda.audit.rules.counts.age_told import BORN, check_age, is_birth
from probanda.audit.rules.registry import Hit

__all__ = ["ages_in_heads"]

#: An entry has no more paragraphs behind its head, and a death stands so near before its day or behind it.
_MOST, _NEAR = 6, 70
#: A name with capitals, then the age: "Ivo Tarn, 35", "TARN (TARR) Ivo (35 años)", «Иво Тарн 35 лет».
_HEAD = re.compile(
    r"\W*(?:\d{1,3}[.)]\s+)?(?:[(]?[^\W\d_a-zа-яё][\w'’-]*[)]?\.?,?\s+|(?:de|del|la|al|bin|van|von|ibn|e"
    r"l)\s+){1,5}"
    r"[(\s,–—-]*(?:(?:aged?|edad|возраст|âge|âgée? de|de)\W+)?(?P<age>\d{1,3})(?!\d)"
    r"(?P<unit>[\s-]*(?:years?[\s-]old|years|y/o|лет|года?|años|ans)(?!\w)(?:\s+(?:de edad|от роду))?)?"
    r"\s*[).,:;]*\s*"
)


def ages_in_heads(facts: Facts) -> Iterator[Hit]:
    """Ages at the head of entries that don't fit the birth and the death told below or behind them."""
    blocks, rows = facts.document.blocks, facts.of(by_block)
    for place, block in enumerate(blocks):
        head = _head(facts, block)
        if head is None:
            continue
        age = next((q for q in rows.get(block.index, ()) if q.start == head.start("age")), None)
        entry = _entry(facts, blocks[place + 1 : place + 1 + _MOST], block, head.end())
        if age is None or not entry:
            continue
        yield from _misfit(facts, replace(age, bound="exact"), entry)


def _misfit(facts: Facts, age: Quantity, entry: list[tuple[int, int]]) -> Iterator[Hit]:
    """An age that fits no death of its entry; where a death has no day, no day about that age."""
    days = [
        d
        for span in entry
        for d in dates_between(facts, *span)
        if d.known and not _of_kin(facts, d)
    ]
    births = [d for d in days if is_birth(facts, d)]
    if len(births) != 1:
        return
    later = [d for d in days if d not in births]
    told = deaths = [
        d for d in later if _is_death(facts, d) and _about(births[0], d, int(age.value), 12)
    ]
    if not deaths and any(field("died").search(facts.text, *span) for span in entry):
        told = [d for d in later if d.first == d.last and _about(births[0], d, int(age.value), 1)]
    misfits = [list(check_age(facts, births[0], age, d)) for d in told]
    if misfits and all(misfits):
        yield replace(misfits[-1][0], severity="warning" if deaths else "note")


def _about(birth: DateMention, day: DateMention, age: int, years: int) -> bool:
    """Whether a day is not too far from an age to be told of it: one of 1995 is no death of one born in 1881."""
    assert birth.first
    assert day.first
    return abs(day.first.year - birth.first.year - age) <= years


def _of_kin(facts: Facts, day: DateMention) -> bool:
    """Whether a date stands in brackets that tell of a relative: "(her father, 55, was shot on 2 May)"."""
    text = facts.text
    opened = text.rfind("(", max(0, day.start - 120), day.start)
    return (
        opened >= 0
        and ")" not in text[opened : day.start]
        and (composed(r"(?<!\w)<kin>(?!\w)").search(text, opened, day.start) is not None)
    )


def _head(facts: Facts, block: Block) -> re.Match[str] | None:
    """A name and an age that are all of a block, or open one with the age's unit: «Иво Тарн 35 лет Родился …»."""
    if block.kind not in {"heading", "paragraph", "list-item"}:
        return None
    head = _HEAD.match(facts.text, block.start, block.end)
    if head is None or head.end() >= block.end:
        return head
    goes_on = facts.text[head.end()].islower() and not BORN.match(facts.text, head.end())
    return head if head["unit"] and not goes_on else None


def _entry(
    facts: Facts, behind: tuple[Block, ...], block: Block, end: int
) -> list[tuple[int, int]]:
    """What an entry tells: the rest of its block, or the paragraphs up to the next heading or head."""
    if end < block.end:
        return [(end, block.end)]
    entry = []
    for other in behind:
        if other.kind not in {"paragraph", "list-item"} or _head(facts, other):
            break
        entry.append((other.start, other.end))
    return entry


def _is_death(facts: Facts, day: DateMention) -> bool:
    """Whether a date is of a death: "killed on 5 May 2022", or "5 May 2022: shot" where no other date follows."""
    died = field("died")
    start, end = facts.document.sentence_of(day.start)
    days = dates_between(facts, start, end)
    since = max((d.end for d in days if d.end <= day.start), default=start)
    if died.search(facts.text, max(since, day.start - _NEAR), day.start):
        return True
    last = all(d.start <= day.start for d in days)
    return last and died.search(facts.text, day.end, min(end, day.end + _NEAR)) is not None
