"""The age in the heading of an entry against the birth and the death that the entry tells.

"Ivo Tarn, 35" over "Born on 12 June 1987 … Killed on 5 May 2022": month and day count, the birthday was not yet
reached. An entry is what stands between one such heading and the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from probanda.audit.document import Block
from probanda.audit.extract.circumstances import dates_between
from probanda.audit.extract.dates import DateMention
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_block
from probanda.audit.lexicon import field
from probanda.audit.rules.counts.age_told import check_age, is_birth
from probanda.audit.rules.registry import Hit

__all__ = ["ages_in_heads"]

#: A heading is no longer than this, an entry has no more paragraphs, and a death stands so near before its day.
_SHORT, _MOST, _NEAR = 120, 6, 70
#: A name in capitals or with capitals, then the age: "Ivo Tarn, 35", "TARN Ivo (35 años)", «Иво Тарн, 35 лет».
_HEAD = re.compile(
    r"\W*(?:\d{1,3}[.)]\s+)?(?:[^\W\d_a-zа-яё][\w'’-]*\.?,?\s+|(?:de|del|la|al|bin|van|von|ibn|el)\s+){1,5}[(\s,–—-]*"
    r"(?:(?:aged?|edad|возраст|âge|âgée? de|de)\W+)?(?P<age>\d{1,3})(?!\d)"
    r"(?:[\s-]*(?:years?[\s-]old|years|y/o|лет|года?|años|ans)(?:\s+(?:de edad|от роду))?)?\s*[).,:;]*\s*(?:\Z|\n)"
)


def ages_in_heads(facts: Facts) -> Iterator[Hit]:
    """Ages of headings that don't fit the entry below them."""
    blocks, rows = facts.document.blocks, facts.of(by_block)
    for place, block in enumerate(blocks):
        if (
            block.kind not in {"heading", "paragraph", "list-item"}
            or block.end - block.start > _SHORT
        ):
            continue
        head = _HEAD.match(facts.text, block.start, block.end)
        if head is None or head.end() < block.end:
            continue
        age = next((q for q in rows.get(block.index, ()) if q.start == head.start("age")), None)
        entry = _entry(facts, blocks[place + 1 : place + 1 + _MOST])
        if age is None or not entry:
            continue
        days = [d for b in entry for d in dates_between(facts, b.start, b.end) if d.known]
        births = [d for d in days if is_birth(facts, d)]
        deaths = [d for d in days if d not in births and _is_death(facts, d)]
        if len(births) == 1 and len({d.edtf for d in deaths}) == 1:
            for hit in check_age(facts, births[0], replace(age, bound="exact"), deaths[0]):
                yield replace(hit, severity="warning")


def _entry(facts: Facts, behind: tuple[Block, ...]) -> list[Block]:
    """The paragraphs of an entry, up to the next heading or the next head with an age."""
    entry: list[Block] = []
    for block in behind:
        head = _HEAD.match(facts.text, block.start, block.end)
        if block.kind not in {"paragraph", "list-item"} or (head and head.end() >= block.end):
            break
        entry.append(block)
    return entry


def _is_death(facts: Facts, day: DateMention) -> bool:
    """Whether a date is of a death: "killed on 5 May 2022", "5 May 2022: shot"."""
    start, end = facts.document.sentence_of(day.start)
    before = facts.text[max(start, day.start - _NEAR) : day.start]
    behind = facts.text[day.end : min(end, day.end + _NEAR)]
    return bool(field("died").search(before) or field("died").search(behind))
