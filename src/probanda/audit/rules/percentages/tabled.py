"""Changes told in a sentence whose two values stand in a table: in the row, or under the years, that it names."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations

from probanda.audit.document import Table
from probanda.audit.extract.circumstances import dates_between
from probanda.audit.extract.quantities import Quantity, quantities
from probanda.audit.facts import Facts
from probanda.audit.lexicon import field
from probanda.audit.rules.percentages.moves import Move
from probanda.audit.rules.ranks.labelled import alike, stems

__all__ = ["Line", "lines_across", "lines_named", "move_of", "pairs_of"]

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
#: Longer labels are sentences.
_WORDS = 6


@dataclass(frozen=True, slots=True)
class Line:
    """What a table says of one thing over the years.

    Attributes:
        label: stems that name it; empty when the table is of one thing.
        context: stems of the table's caption, heads and the line before it.
        points: the value of each year, in order of the years.
    """

    label: frozenset[str]
    context: frozenset[str]
    points: tuple[tuple[int, Quantity], ...]

    def near(self, facts: Facts, position: int) -> bool:
        """Whether a position is in the section of the table."""
        section = facts.document.section_of(position)
        return section is not None and section.start <= self.points[0][1].start < section.end

    @property
    def values(self) -> list[Quantity]:
        """The values alone."""
        return [q for _, q in self.points]


def _named(words: frozenset[str], said: frozenset[str]) -> bool:
    """Whether every one of a few stems is said."""
    return all(any(alike(word, each) for each in said) for word in words)


def _lines(facts: Facts) -> list[Line]:
    """Every row under heads of years, and every column beside labels of years."""
    cells: dict[int, list[Quantity]] = defaultdict(list)
    for q in facts.of(quantities):
        if q.cell is not None and q.unit in {"count", "money", "rate"}:
            cells[q.cell[0]].append(q)
    found: list[Line] = []
    for number, listed in cells.items():
        context = stems(_around(facts, facts.document.tables[number]))
        rows: dict[int, list[tuple[int, Quantity]]] = defaultdict(list)
        columns: dict[int, list[tuple[int, Quantity]]] = defaultdict(list)
        heads: dict[int, str] = {}
        for q in listed:
            assert q.cell is not None
            label, _, head = q.label.partition(" | ")
            years, down = _YEAR.findall(head), _YEAR.fullmatch(label.strip())
            if len(years) == 1 and len(head.split()) <= 3:
                rows[q.cell[1]].append((int(years[0]), q))
                heads[q.cell[1]] = label
            elif down:
                columns[q.cell[2]].append((int(down[1]), q))
                heads[-1 - q.cell[2]] = head
        for row, points in rows.items():
            label = heads[row]
            if (
                len({year for year, _ in points}) == len(points) >= 2
                and 0 < len(label.split()) <= _WORDS
            ):
                found.append(Line(stems(label), context, tuple(sorted(points, key=_year))))
        for column, points in columns.items():
            if len({year for year, _ in points}) == len(points) >= 2:
                counted = stems(heads[-1 - column])
                found.append(Line(frozenset(), context | counted, tuple(sorted(points, key=_year))))
    return found


def _year(point: tuple[int, Quantity]) -> int:
    return point[0]


def _around(facts: Facts, table: Table) -> str:
    """The caption and heads of a table, and what stands right before it."""
    caption = facts.text[slice(*table.caption)] if table.caption else ""
    heads = " ".join(
        facts.text[c.start : c.end] for row in table.rows[: table.headers] for c in row
    )
    return f"{caption} {heads} {facts.text[max(0, table.start - 120) : table.start]}"


def lines_named(facts: Facts, sentence: tuple[int, int]) -> list[Line]:
    """The lines that a sentence speaks of: it names the row in full, and a word of what the table counts."""
    known = facts.of(_lines)
    if not known:
        return []
    said = stems(facts.text[slice(*sentence)])
    return [
        line
        for line in known
        if _named(line.label, said)
        and (
            any(_named(frozenset({word}), said) for word in line.context - line.label)
            or (line.label and line.near(facts, sentence[0]))
        )
        and (line.label or _years(facts, sentence))
    ]


def _years(facts: Facts, sentence: tuple[int, int]) -> list[int]:
    years: set[int] = set()
    for day in dates_between(facts, *sentence):
        if day.first and day.last and day.known:
            years |= {day.first.year, day.last.year}
    return sorted(years)


def move_of(facts: Facts, sentence: tuple[int, int], lines: list[Line]) -> Move | None:
    """The change between the years that a sentence names, or between the only two that the table has."""
    if len(lines) != 1:
        return None
    points = dict(lines[0].points)
    years = [year for year in _years(facts, sentence) if year in points]
    if len(years) == 1:
        before, after = ([y for y in points if y < years[0]], [y for y in points if y > years[0]])
        told = field("against", facts.language).search(
            facts.text, *sentence
        )  # "compared with 2021"
        years = (
            [years[0], *after[:1]] if after and (told or not before) else [max(before), years[0]]
        )
    elif not years and len(points) == 2:
        years = sorted(points)
    if len(years) != 2 or len(_years(facts, sentence)) > 2:
        return None
    return Move(points[years[0]], points[years[1]], "dated")


def pairs_of(lines: list[Line]) -> list[tuple[Quantity, Quantity]]:
    """Every two values of one line."""
    return [pair for line in lines for pair in combinations(line.values, 2)]


_TOTAL = re.compile(
    r"\W*(?:total\w*|all|sum|итог\w*|всего|в\s+целом|suma|conjunto|ensemble|somme|cəmi)(?!\w)",
    re.IGNORECASE,
)


def _rows(facts: Facts) -> list[tuple[frozenset[str], list[tuple[Quantity, frozenset[str]]]]]:
    """Every row of a table: the stems of its label (none for totals), its numbers with those of their heads."""
    rows: dict[tuple[int, int], list[Quantity]] = defaultdict(list)
    for q in facts.of(quantities):
        if q.cell is not None:
            rows[q.cell[0], q.cell[1]].append(q)
    found = []
    for cells in rows.values():
        label = cells[0].label.partition(" | ")[0]
        if label:
            name = frozenset() if _TOTAL.match(label) else stems(label)
            heads = [stems(q.label.partition(" | ")[2]) for q in cells]
            found.append((name, list(zip(cells, heads, strict=True))))
    return found


def lines_across(
    facts: Facts, sentence: tuple[int, int]
) -> list[list[tuple[Quantity, frozenset[str]]]]:
    """The rows of tables near a sentence that it names, each number with the stems of its head.

    A row of totals is named by a sentence that names no other row.
    """
    section = facts.document.section_of(sentence[0])
    start, end = (section.start, section.end) if section else (0, len(facts.text))
    said = stems(facts.text[slice(*sentence)])
    near = [row for row in facts.of(_rows) if start <= row[1][0][0].start < end]
    named = [cells for label, cells in near if label and _named(label, said)]
    return named or [cells for label, cells in near if not label]
