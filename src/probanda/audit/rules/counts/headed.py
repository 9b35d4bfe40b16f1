"""Lists and tables under a heading that says how many they hold: "Top ten facilities" over nine rows.

Rows of totals and of "others" are none of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from probanda.audit.document import Block, Table
from probanda.audit.extract.quantities import Quantity
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_block
from probanda.audit.lexicon import field
from probanda.audit.rules.ranks.labelled import alike, stems
from probanda.audit.rules.ranks.lexicon import rank_words
from probanda.audit.rules.registry import Hit
from probanda.audit.rules.wholes.tables import TOTAL_ROW

__all__ = ["headed"]

#: A heading or lead no longer than this is of the list below it and of nothing else.
_SHORT = 140
#: A paragraph that is a heading opens with its number: "Top ten facilities".
_OPENING = 16


def headed(facts: Facts) -> Iterator[Hit]:
    """Hold the count of a heading against the rows of the table, or the items of the list, right below it."""
    rows, blocks = facts.of(by_block), facts.document.blocks
    tables = {table.start: table for table in facts.document.tables}
    for place, block in enumerate(blocks):
        if (
            block.kind not in {"heading", "caption", "paragraph"}
            or block.end - block.start > _SHORT
        ):
            continue
        counts = [q for q in rows.get(block.index, ()) if _usable(q)]
        if len(counts) != 1 or place + 1 >= len(blocks):
            continue
        q = counts[0]
        ranked = field("ranked_list", facts.language).search(facts.text, block.start, block.end)
        if block.kind == "paragraph" and (not ranked or q.start - block.start > _OPENING):
            continue
        table = tables.get(blocks[place + 1].start)
        if table is not None and ranked:
            found = _rows(facts, table)
        elif blocks[place + 1].kind == "list-item":
            found = _items(facts, blocks[place + 1 :], q)
        else:
            continue
        if found is not None and found[0] != q.value and abs(found[0] - q.value) <= _off(q):
            yield Hit(
                q.start,
                max(q.end, q.group.end),
                f"{q.shown} {q.group.text} are announced, {found[0]} are listed.".replace(
                    "  ", " "
                ),
                "Correct the number, or complete the list.",
                (found[1],),
                "warning",
            )


def _usable(q: Quantity) -> bool:
    loose = q.spoken or q.subset or q.of is not None or q.each or q.delta
    return q.unit == "count" and bool(q.group.text) and q.exact and 2 <= q.value <= 20 and not loose


def _off(q: Quantity) -> int:
    return 1 if q.value < 6 else 2


def _rows(facts: Facts, table: Table) -> tuple[int, tuple[int, int]] | None:
    """Rows of a table that name one thing each, and where they stand; none when it tells another sort of thing."""
    names = [
        facts.quote(row[0].start, row[0].end)
        for row in table.rows[table.headers :]
        if row and row[0].row not in table.totals
    ]
    own = [name for name in names if name.strip() and not _other(facts, name)]
    if (
        len(own) < 2
        or len(set(own)) < len(own)
        or any(re.fullmatch(r"\W*\d{4}\W*", n) for n in own)
    ):
        return None
    return len(own), (table.start, min(table.end, table.start + 120))


def _items(
    facts: Facts, behind: tuple[Block, ...], q: Quantity
) -> tuple[int, tuple[int, int]] | None:
    """Items of the first level of a list, and where they stand."""
    items: list[Block] = []
    for block in behind:
        if block.kind in {"footnote", "running", "figure"}:
            continue
        if block.kind != "list-item":
            break
        items.append(block)
    level = min((item.level for item in items), default=0)
    own = [i for i in items if i.level == level and not _other(facts, facts.text[i.start : i.end])]
    if len(own) < 2:
        return None
    told = [x for x in facts.of(by_block).get(own[0].index, ()) if x.unit == "count"]
    if any(_one_noun(q, x) for x in told):
        return None  # the items count what the heading counts: they sum up to it
    return len(own), (own[0].start, min(own[0].end, own[0].start + 60))


def _one_noun(q: Quantity, x: Quantity) -> bool:
    return any(alike(a, b) for a in stems(q.group.text) for b in stems(x.group.text))


def _other(facts: Facts, name: str) -> bool:
    """Whether a row holds the others or the total."""
    bare = name.lstrip(" *–—-•")
    return bool(rank_words("others", facts.language).match(bare) or TOTAL_ROW.match(bare))
