"""What is counted of a register against its entries: "six names", "two were born before 1880", "two were freed".

A register is a list each of whose items, or a run of short paragraphs each of which, opens with a name and holds a
birth. What stands right above it counts its entries, or those of them to whom a word applies.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from probanda.audit.document import Block
from probanda.audit.extract.circumstances import dates_between
from probanda.audit.extract.dates import DateMention
from probanda.audit.extract.language import language_tables
from probanda.audit.extract.quantities import Quantity
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_block
from probanda.audit.lexicon import field
from probanda.audit.reckoning import is_person
from probanda.audit.rules.counts.age_told import BORN, is_birth
from probanda.audit.rules.ranks.labelled import alike, stems
from probanda.audit.rules.registry import Hit

__all__ = ["registers"]

#: Entries of a register at least, and blocks above it that may count them.
_LEAST, _ABOVE = 3, 3
_YEAR = re.compile(r"(?<!\d)1[5-9]\d\d(?!\d)|(?<!\d)20\d\d(?!\d)")
_NAMED = re.compile(r"\W*(?:\d{1,4}[.)]\s*)?[^\W\d_a-zа-яё]")


@dataclass(frozen=True, slots=True)
class _Entry:
    block: Block
    birth: DateMention
    words: frozenset[str]


def registers(facts: Facts) -> Iterator[Hit]:
    """Hold the counts above a register against its entries."""
    run: list[_Entry] = []
    for block in (*facts.document.blocks, None):
        entry = _entry(facts, block) if block is not None else None
        if entry is not None and (not run or run[0].block.kind == entry.block.kind):
            run.append(entry)
            continue
        if len(run) >= _LEAST:
            yield from _counted(facts, run)
        run = [entry] if entry is not None else []


def _entry(facts: Facts, block: Block | None) -> _Entry | None:
    if block is None or block.kind not in {"list-item", "paragraph"}:
        return None
    if not _NAMED.match(facts.text, block.start, block.end):
        return None
    births = [d for d in dates_between(facts, block.start, block.end) if is_birth(facts, d)]
    if len(births) != 1 or births[0].first is None or births[0].start - block.start > 80:
        return None
    return _Entry(block, births[0], stems(facts.text[block.start : block.end]))


def _counted(facts: Facts, run: list[_Entry]) -> Iterator[Hit]:
    rows, first = facts.of(by_block), run[0].block.index
    for index in range(max(0, first - _ABOVE), first):
        if facts.document.blocks[index].kind not in {"paragraph", "heading", "caption"}:
            continue
        for q in rows.get(index, ()):
            if q.unit != "count" or not q.exact or q.spoken or not 2 <= q.value <= 10 * len(run):
                continue
            found = _those(facts, q, run)
            if found and found[0] != q.value and abs(found[0] - q.value) <= max(1, len(run) // 8):
                yield Hit(
                    q.start,
                    q.end,
                    f"{q.shown} are told of the register, {found[0]} of its entries are {found[1]}.",
                    "Correct the number, or the entry that is wrong.",
                    tuple(
                        (each.block.start, min(each.block.end, each.block.start + 60))
                        for each in run[:12]
                    ),
                    "warning",
                )


def _those(facts: Facts, q: Quantity, run: list[_Entry]) -> tuple[int, str] | None:
    """How many entries a number counts, and how they are called; none when its words name none of them."""
    text, (start, end) = facts.text, q.sentence
    year = _YEAR.search(text, q.end, end)
    if year and BORN.search(text, start, end):
        before = field("before_year", facts.language).search(text, q.end, year.start())
        after = field("after_year", facts.language).search(text, q.end, year.start())
        told = before or after
        if told is None or (before and after):
            return None
        births = [each.birth.first.year for each in run if each.birth.first]
        those = [b for b in births if (b < int(year[0]) if before else b > int(year[0]))]
        return len(those), facts.quote(told.start(), year.end())
    alone = [
        x
        for x in facts.of(by_block).get(q.block, ())
        if x.sentence == q.sentence and x.unit == "count"
    ]
    language = language_tables(facts.language)
    named = field("entry", facts.language).search(q.group.text)
    if named or (is_person(q.group, language) and len(alone) == 1 and not q.subset):
        listed = field("register", facts.language).search(text, start, end)
        return (len(run), "listed") if listed or named else None
    if q.group.start >= q.end and not is_person(q.group, language):
        return None
    words = re.split(r"[,;:.]", text[q.end : end])[0].split()
    said = stems(" ".join(word for word in words if word.lower() not in language.numbers))
    counts = {
        word: sum(any(alike(word, other) for other in each.words) for each in run) for word in said
    }
    found = {word: n for word, n in counts.items() if 0 < n < len(run)}
    if len(found) != 1:
        return None
    ((word, n),) = found.items()
    return n, f"“{word}…”"
