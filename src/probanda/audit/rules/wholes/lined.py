"""Tables by years or ages, without a total of their own, against the number told of all: "17 were shot"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from probanda.audit.document import Table
from probanda.audit.extract.quantities import Quantity, quantities
from probanda.audit.facts import Facts
from probanda.audit.figure_table import of_sentence
from probanda.audit.lexicon import field
from probanda.audit.rules.ranks.labelled import alike, stems
from probanda.audit.rules.registry import Hit
from probanda.audit.rules.wholes.complete import added, sum_shown

__all__ = ["lined_sums"]

#: A year, an age, a span of them: labels that leave nobody out.
_LABEL = re.compile(r"(?:<|>|≤|≥)?\s*\d{1,4}\s*(?:[-–—]\s*\d{1,4}|\+)?")
_LEAST_LABELS, _LEAST = 3, 10
#: Letters on both sides of a number among which its clause stands, and of the title above a table.
_AROUND, _TITLE = 60, 240
#: So much of the words beside a number must be of the title.
_ENOUGH = 0.5
#: How far a sum may miss its whole.
_OFF = Decimal("0.08")


def lined_sums(facts: Facts) -> Iterator[Hit]:
    """Every such table that nearly makes a number told with a word of its title."""
    cells: dict[int, list[Quantity]] = defaultdict(list)
    told: dict[Decimal, list[Quantity]] = defaultdict(list)
    for q in facts.of(quantities):
        if q.cell is not None:
            cells[q.cell[0]].append(q)
        elif q.unit == "count" and q.exact and not (q.each or q.spoken or q.delta):
            told[q.value].append(q)
    for number, table in enumerate(facts.document.tables):
        values, said = _values(facts, table, cells[number])
        if not values:
            continue
        total = added(values)
        if total in told:
            continue
        title = stems(said)
        near = [
            (_shared(facts, q, title), -abs(value - total), q)
            for value, own in told.items()
            if abs(value - total) <= max(Decimal(1), value * _OFF) and value >= _LEAST
            for q in own
        ]
        near = [each for each in near if each[0] >= _ENOUGH]
        if not near:
            continue
        _, _, whole = max(near, key=lambda each: each[:2])
        left = abs(whole.value - total)
        if any(q.value == left for q in facts.of(of_sentence).get(whole.sentence, ())):
            continue  # "61 died; the age of two is not known"
        yield Hit(
            table.rows[-2][0].start,
            values[-1].end,
            f"The table adds up to {total:,f}, but {whole.shown} is told of all: {sum_shown(values)}.",
            "Correct the number that is wrong, or say whom the table leaves out.",
            ((whole.start, whole.end),),
            "warning",
        )


def _values(facts: Facts, table: Table, cells: Sequence[Quantity]) -> tuple[list[Quantity], str]:
    """The counts of a table of one line under years or spans, and its title; none where it is built otherwise."""
    said = facts.text[max(0, table.start - _TITLE) : table.start].strip().split("\n\n")[-1]
    rows = list(table.rows)
    if rows and len(rows[0]) == 1:
        said = facts.quote(rows[0][0].start, rows.pop(0)[0].end)
    if table.totals or len(rows) != 2 or not all(rows):
        return [], said
    heads = {cell.column: facts.quote(cell.start, cell.end).strip() for cell in rows[0]}
    labels = {column for column, head in heads.items() if _LABEL.fullmatch(head)}
    line = rows[1][0].row
    if field("age_word").search(facts.quote(rows[1][0].start, rows[1][0].end)):
        return [], said
    found = [
        q
        for q in cells
        if q.unit == "count" and q.cell and q.cell[1] == line and q.cell[2] in labels
    ]
    return (found if len(found) == len(labels) >= _LEAST_LABELS else []), said


def _shared(facts: Facts, q: Quantity, title: frozenset[str]) -> float:
    """How much of the words of a number's clause is of a title: "shot – 17" of "Women shot, by year"."""
    start, end = q.sentence
    before = re.split(r"[.;:,](?!\d)", facts.text[max(start, q.start - _AROUND) : q.start])[-1]
    behind = re.split(r"[.;:,](?!\d)", facts.text[q.end : min(end, q.end + _AROUND)])[0]
    words = stems(f"{before} {behind}")
    shared = sum(any(alike(word, other) for other in title) for word in words)
    return shared / len(words) if words else 0.0
