"""Tables and charts as tallies: numbers of one thing under labels, down a column or along a row.

Each table gives several tallies (a column for each group, a row for each district under years); `Tally.specific`
are the words of its own column or row, `context` those of the whole table: caption, what stands right above it,
the section's title. Which tally words speak of is for the rule to say.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from probanda.audit.document import Table
from probanda.audit.extract.quantities import Quantity, quantities
from probanda.audit.facts import Facts
from probanda.audit.rules.ranks.labelled import alike, stems
from probanda.audit.rules.ranks.lexicon import said_of
from probanda.audit.wordfields import marks

__all__ = [
    "CAPTION",
    "TOTAL",
    "Labelled",
    "Tally",
    "label_tokens",
    "shares_word",
    "tallies",
    "topics_of",
]

TOTAL = re.compile(
    r"\W*(?:(?:sub-?|grand )?totals?|all|both|overall|in all|sum|together|altogether|combined|whole \w+|всего"
    r"|итого"
    r"|в целом|в сумме|вместе|общее|total general|suma|conjunto|todos|todas|ambos|ensemble|somme|tous|toutes"
    r"|cəmi|yekun|"
    r"hamısı)(?!\w)",
    re.IGNORECASE,
)
CAPTION = re.compile(
    r"(?:table|figure|chart|graph|annex|таблица|рисунок|рис\.|график|диаграмма|приложение|cuadro|tabla"
    r"|gráfic\w+|figura"
    r"|anexo|tableau|graphique|annexe|cədvəl)(?!\w)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(rf"{CAPTION.pattern}\s*(?:№\s*)?(\d+)", re.IGNORECASE)
_TOKEN = re.compile(
    r"[^\W\d_]{3,}|(?<!\w)[A-ZА-ЯЁ](?!\w)|(?<![\w.,])\d{1,4}(?![\d.,]\d)", re.UNICODE
)
_QUARTERS = {
    "first": "1", "second": "2", "third": "3", "fourth": "4", "last": "4", "i": "1", "ii": "2", "iii": "3",
    "iv": "4",
    "первый": "1", "первом": "1", "первого": "1", "второй": "2", "втором": "2", "второго": "2", "третий": "3",
    "третьем": "3", "третьего": "3", "четвёртый": "4", "четвертый": "4", "четвёртом": "4", "четвертом": "4",
    "primer": "1", "segundo": "2", "tercer": "3", "cuarto": "4", "premier": "1", "deuxième": "2", "troisième": "3",
    "quatrième": "4",
}  # fmt: skip
_QUARTER = re.compile(
    r"(?<!\w)(?:q([1-4])|([^\W\d_]+|[1-4])(?:-?\w{0,2})?\.?\s+(?:quarter|квартал\w*|кв\.|trimestre)"
    r"|(?:quarter|trimestre)\s+([1-4]))(?!\w)",
    re.IGNORECASE,
)
_TIMED = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|(?<!\w)Q[1-4](?!\w)")
_EVENTS = ("topic_dead", "topic_missing", "topic_violence")
#: More rows than this are a register of single things.
_MOST = 60


@dataclass(frozen=True, slots=True)
class Labelled:
    """A number under its label; `tokens` find the label again in a text, each of `keys` by itself."""

    words: str
    tokens: frozenset[str]
    quantity: Quantity
    keys: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Tally:
    """Numbers of one thing under labels.

    Attributes:
        table: its place among the document's tables.
        entries: in the order of the table, without totals.
        specific: stems of the words of its own column or row.
        context: stems of caption, section and corner of the table.
        whole: whether it is the column or row of totals, or the only one of numbers.
        along: whether it runs along a row, under the heads of the columns.
        block: index of the table's first block.
        last: index of its last block.
        unit: "count", "percent" or "rate".
        caption: number printed in the caption ("3"); "" when there is none.
        end: one past the last number of a tally told in prose; 0 for tables.
        run: whether several sentences tell it.
        topics: subjects that the words of its own column or row name.
        rate: whether its head says that it holds shares or rates, no numbers of things.
    """

    table: int
    entries: tuple[Labelled, ...]
    specific: frozenset[str]
    context: frozenset[str]
    whole: bool
    along: bool
    block: int
    last: int
    unit: str
    caption: str = ""
    end: int = 0
    topics: frozenset[str] = frozenset()
    run: bool = False
    rate: bool = False

    @property
    def sum(self) -> Decimal:
        """What the numbers make."""
        return sum((entry.quantity.value for entry in self.entries), Decimal(0))


@lru_cache(maxsize=4096)
def label_tokens(words: str) -> frozenset[str]:
    """What finds a label again: stems of its words, numbers, single capitals, quarters ("q3")."""
    low = words.lower()
    tokens = set(stems(words))
    quarters = {f"q{number}" for number in _quarters(low)}
    rest = _QUARTER.sub(" ", words)
    tokens |= {
        found.lower() for found in _TOKEN.findall(rest) if found.isdecimal() or len(found) == 1
    }
    return frozenset(tokens | quarters)


def _quarters(low: str) -> list[str]:
    found = []
    for match in _QUARTER.finditer(low):
        said = match[1] or match[2] or match[3] or ""
        number = said if said.isdecimal() else _QUARTERS.get(said, "")
        if number in {"1", "2", "3", "4"}:
            found.append(number)
    return found


def topics_of(facts: Facts, start: int, end: int) -> frozenset[str]:
    """What the words of a range say was done or suffered: death, violence, disappearance."""
    return frozenset(name for name in _EVENTS if end > start and marks(facts, name, start, end))


def tallies(facts: Facts) -> tuple[Tally, ...]:
    """Every tally of the tables and charts of the document."""
    cells: dict[int, dict[tuple[int, int], Quantity]] = defaultdict(dict)
    for q in facts.of(quantities):
        if q.cell is not None and q.cell[1:] not in cells[q.cell[0]]:
            cells[q.cell[0]][q.cell[1:]] = q
    found: list[Tally] = []
    for number, table in enumerate(facts.document.tables):
        if table.rows and cells[number] and len(table.rows) <= _MOST:
            found.extend(_of_table(facts, number, table, cells[number]))
    return tuple(found)


def _of_table(
    facts: Facts, number: int, table: Table, cells: dict[tuple[int, int], Quantity]
) -> list[Tally]:
    first, last = facts.document.block_of(table.start), facts.document.block_of(table.end - 1)
    if first is None or last is None:
        return []
    heads = _heads(facts, table)
    names = {
        row[0].row: facts.quote(row[0].start, row[0].end)
        for row in table.rows[table.headers :]
        if row and row[0].column == 0
    }
    numbered = {place: q for place, q in cells.items() if place[1] > 0}
    columns = sorted({column for _, column in numbered})
    totals = set(table.totals) | {row for row, name in names.items() if TOTAL.match(name)}
    totals = totals or _summing_row(numbered, list(names), columns)
    rows = [row for row in names if row not in totals]
    if not columns:
        return []
    said, caption = _said_above(facts, table, first.index)
    context = stems(f"{said} {heads.get(0, '')}")
    sums = {column for column in columns if TOTAL.match(heads.get(column, ""))}
    sums = sums or _summing(numbered, rows, columns)
    counted = [
        c for c in columns if any(q.unit == "count" for (_, k), q in numbered.items() if k == c)
    ]
    made: list[Tally] = []

    places = {
        cell.column: (cell.start, cell.end) for row in table.rows[: table.headers] for cell in row
    }

    def tally(
        entries: list[Labelled], own: str, *, whole: bool, along: bool, column: int = -1
    ) -> None:
        units = {entry.quantity.unit for entry in entries}
        entries = [
            e if e.tokens else replace(e, tokens=frozenset({f"={e.words}"})) for e in entries
        ]
        keys = {entry.tokens for entry in entries}
        if len(entries) < 2 or len(units) != 1 or len(keys) < len(entries):
            return
        made.append(
            Tally(
                number, tuple(entries), stems(own), context, whole, along, first.index, last.index,
                units.pop(), caption, topics=topics_of(facts, *places.get(column, (0, 0))),
                rate=said_of("rate", facts.language, own),
            )
        )  # fmt: skip

    sparse = all(sum((row, c) in numbered for c in columns) <= 1 for row in rows)
    if sparse and len(columns) > 1:
        chart = [
            Labelled(names[row], label_tokens(names[row]), numbered[row, c])
            for row in rows
            for c in columns
            if (row, c) in numbered
        ]
        tally(chart, "", whole=True, along=False)
        return made
    for column in columns:
        entries = [
            Labelled(names[row], label_tokens(names[row]), numbered[row, column])
            for row in rows
            if (row, column) in numbered
        ]
        only = len(counted) == 1 and column in counted
        tally(
            entries, heads.get(column, ""), whole=column in sums or only, along=False, column=column
        )
    parts = [c for c in columns if c not in sums and heads.get(c)]
    timed = all(_TIMED.search(heads[c]) for c in parts)
    if len(parts) >= 2 and (sums or timed):
        for row, name in names.items():
            entries = [
                Labelled(heads[c], label_tokens(heads[c]), numbered[row, c])
                for c in parts
                if (row, c) in numbered
            ]
            entries = [e for e in entries if e.quantity.unit == "count"]
            tally(entries, "" if row in totals else name, whole=row in totals, along=True)
    return made


def _heads(facts: Facts, table: Table) -> dict[int, str]:
    heads: dict[int, str] = {}
    for row in table.rows[: table.headers]:
        for cell in row:
            for column in range(cell.column, cell.column + cell.column_span):
                words = facts.quote(cell.start, cell.end)
                heads[column] = f"{heads[column]} {words}" if column in heads else words
    return heads


def _summing(
    cells: dict[tuple[int, int], Quantity], rows: list[int], columns: list[int]
) -> set[int]:
    """The last column of numbers, when in most rows it is the sum of those before it."""
    counts = [c for c in columns if all(q.unit == "count" for (_, k), q in cells.items() if k == c)]
    if len(counts) < 3:
        return set()
    right = 0
    for row in rows:
        values = [cells[row, c].value for c in counts if (row, c) in cells]
        right += len(values) == len(counts) and sum(values[:-1]) == values[-1]
    return {counts[-1]} if rows and right * 3 >= len(rows) * 2 else set()


def _summing_row(
    cells: dict[tuple[int, int], Quantity], rows: list[int], columns: list[int]
) -> set[int]:
    """The last or the first row, when in two columns or more it is the sum of the others."""
    for total in (rows[-1], rows[0]) if len(rows) > 2 else ():
        right = seen = 0
        for column in columns:
            own = [cells[row, column] for row in rows if (row, column) in cells]
            said = cells.get((total, column))
            if said is None or len(own) < 3 or said.unit != "count":
                continue
            seen += 1
            right += sum(q.value for q in own) == 2 * said.value
        if right >= 2 and right * 2 >= seen:
            return {total}
    return set()


def _said_above(facts: Facts, table: Table, first: int) -> tuple[str, str]:
    """Caption, or the line right above a table that stands for one; and the caption's number."""
    blocks, text = facts.document.blocks, facts.text
    said = text[slice(*table.caption)] if table.caption else ""
    for index in range(first - 1, max(-1, first - 3), -1):
        block = blocks[index]
        words = text[block.start : block.end]
        if block.kind == "cell":
            break
        if len(words) < 240 and (
            block.kind in {"heading", "caption", "title"} or CAPTION.match(words)
        ):
            said = f"{said} {words}"
            break
        if index == first - 1 and len(words) < 160:
            said = f"{said} {words}"
    section = facts.document.section_of(table.start)
    title = section.title if section else ""
    number = _NUMBERED.search(said)
    return f"{said} {title}", number[1] if number else ""


def shares_word(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two sets of stems have a word in common, in whatever form."""
    return any(alike(a, b) for a in one for b in other)
