"""Counts against what is listed without marks.

Names behind a comma, dates, “first … second …”, cases under a heading, rows of a table that a sentence refers to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from probanda.audit.document import Block
from probanda.audit.extract.language import language_tables
from probanda.audit.extract.quantities import Quantity
from probanda.audit.extract.quotations import in_speech
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_block
from probanda.audit.rules.counts.dated_list import days_listed
from probanda.audit.rules.counts.names_listed import names_in_a_row, names_with_numbers
from probanda.audit.rules.ranks.labelled import alike, stems
from probanda.audit.rules.registry import Hit

__all__ = ["enumerations"]

#: Order words that count reasons or steps, by their place: adverbs, or ordinals set off by a comma or a colon.
#: "The first was lost" tells of one thing and need not be followed by all the others.
_ORDER = (
    r"firstly|first(?=[,:])|to begin with|во-первых|первое(?=\s*[—–:,])|en primer lugar|primero(?=[,:])"
    r"|premièrement|d'abord|en premier lieu|birincisi",
    r"secondly|second(?=[,:])|во-вторых|второе(?=\s*[—–:,])|en segundo lugar|segundo(?=[,:])|deuxièmement"
    r"|ensuite|en deuxième lieu|en second lieu|ikincisi",
    r"thirdly|third(?=[,:])|в-третьих|третье(?=\s*[—–:,])|en tercer lugar|tercero(?=[,:])|troisièmement"
    r"|en troisième lieu|üçüncüsü",
    r"fourthly|fourth(?=[,:])|в-четв[её]ртых|четв[её]ртое(?=\s*[—–:,])|en cuarto lugar|cuarto(?=[,:])"
    r"|quatrièmement|dördüncüsü",
    r"fifthly|fifth(?=[,:])|в-пятых|пятое(?=\s*[—–:,])|en quinto lugar|quinto(?=[,:])|cinquièmement|beşincisi",
    r"sixthly|sixth(?=[,:])|в-шестых|шестое(?=\s*[—–:,])|en sexto lugar|sexto(?=[,:])|sixièmement",
)
_ORDERS = [
    re.compile(
        rf"(?:\A\s*|[.;:!?]\s+|,\s+(?:and\s+)?)(?:the\s+|and\s+)?(?:{words})(?!\w)", re.IGNORECASE
    )
    for words in _ORDER
]
#: "Four countries, Tolvia, Karvin and Sartania, have …".
_NAME = (
    r"(?:(?:the|el|la|los|las|le|les)\s+)?[A-ZА-ЯЁÁÉÍÓÚÑ][\w'’-]*"
    r"(?:[ -](?:of|de|du|the|la)?\s?[A-ZА-ЯЁ][\w'’-]*){0,3}"
)
_NAMES = re.compile(
    rf",\s+(?P<names>{_NAME}(?:,\s+{_NAME})*,?\s+(?:and|и|y|e|et|və)\s+{_NAME})(?=\s*[,.;)—–]|\s+[^\W\dA-ZА-Я])"
)
_AND = re.compile(r",\s+(?:and|и|y|e|et|və)\s+|,\s+|\s+(?:and|и|y|e|et|və)\s+")
_REFERS = re.compile(
    r"(?P<kind>table|annex|appendix|таблиц\w*|приложени\w*|cuadro|tabla|anexo|tableau|annexe"
    r"|cədvəl\w*)\s*(?:№\s*)?"
    r"(?P<n>\d+|[A-ZА-Я](?!\w))",
    re.IGNORECASE,
)
_TOTAL = re.compile(r"\W*(?:total|всего|итого|cəmi|suma|sum|all)(?!\w)", re.IGNORECASE)


def enumerations(facts: Facts) -> Iterator[Hit]:
    """Hold small counts against what is listed behind them."""
    rows = facts.of(by_block)
    for place, block in enumerate(facts.document.blocks):
        if block.kind not in {"paragraph", "list-item", "heading", "footnote"}:
            continue
        counts = [
            q
            for q in rows.get(block.index, ())
            if q.unit in {"count", "duration"} and q.exact and not q.spoken and 2 <= q.value <= 40
            and q.of is None and not q.subset
        ]  # fmt: skip
        for q in counts:
            if in_speech(facts, q.start):
                continue
            yield from _names(facts, q)
            yield from names_in_a_row(facts, q)
            yield from names_with_numbers(facts, q)
            yield from days_listed(facts, q)
            yield from _ordered(facts, q, block)
            yield from _rows(facts, q)
        if block.kind == "heading" and len(counts) == 1:
            yield from _under_heading(facts, counts[0], place)


def _end(q: Quantity) -> int:
    return q.group.end if q.group.start >= q.end else q.end


def _names(facts: Facts, q: Quantity) -> Iterator[Hit]:
    """Names set off by commas right behind the count."""
    if q.unit != "count" or not q.group.text or q.group.start < q.end:
        return
    found = _NAMES.match(facts.text, _end(q), q.sentence[1])
    if found is None:
        return
    listed = len([name for name in _AND.split(found["names"]) if name.strip()])
    if listed >= 2 and listed != q.value and abs(listed - q.value) <= max(1, int(q.value) // 3):
        yield _hit(q, listed, found.span("names"))


def _ordered(facts: Facts, q: Quantity, block: Block) -> Iterator[Hit]:
    """“Three reasons … First, … Second, …” in the sentences behind the count."""
    if q.unit != "count" or not q.group.text or not 2 <= q.value <= 6:
        return
    start = q.sentence[1]
    behind = facts.text[start : min(block.end, start + 1500)]
    if not _ORDERS[0].match(behind[:80]):
        return
    reached, since = 0, 0
    for pattern in _ORDERS:
        found = pattern.search(behind, since)
        if found is None:
            break
        reached, since = reached + 1, found.end()
    last = re.search(
        r"(?<!\w)(?:last(?:ly)?|finally|наконец|por último|finalmente|enfin)(?!\w)",
        behind[since:],
        re.I,
    )
    reached += last is not None and reached >= 2
    if reached >= 2 and reached != q.value and abs(reached - q.value) <= 2:
        yield _hit(q, reached, (start, min(block.end, start + since)))


def _rows(facts: Facts, q: Quantity) -> Iterator[Hit]:
    """“The 14 cases in Annex 2” against the rows of that table."""
    if q.unit != "count" or not q.group.text or q.value < 3:
        return
    clause = facts.text[q.start : min(q.sentence[1], q.start + 120)]
    refers = _REFERS.search(clause.split(";")[0])
    if refers is None or re.search(r"\d", clause[q.end - q.start : refers.start()]):
        return
    for table in facts.document.tables:
        first = facts.document.block_of(table.start)
        if first is None:
            continue
        above = " ".join(
            facts.quote(b.start, b.end)
            for b in facts.document.blocks[max(0, first.index - 2) : first.index]
            if b.kind != "cell"
        )
        caption = (facts.quote(*table.caption) if table.caption else "") + " " + above
        named = [m for m in _REFERS.finditer(caption) if m["n"].lower() == refers["n"].lower()]
        if not any(alike(m["kind"].lower(), refers["kind"].lower()) for m in named):
            continue
        head = " ".join(
            facts.quote(c.start, c.end) for row in table.rows[: table.headers] for c in row[:1]
        )
        if not any(alike(a, b) for a in stems(q.group.text) for b in stems(f"{caption} {head}")):
            continue
        rows = [
            row for row in table.rows[table.headers :]
            if row and row[0].row not in table.totals and not _TOTAL.match(facts.quote(row[0].start, row[0].end))
        ]  # fmt: skip
        numbered = [re.sub(r"\W", "", facts.quote(r[0].start, r[0].end)) for r in rows]
        single = all(x.isdigit() for x in numbered) and [int(x) for x in numbered] == list(
            range(1, len(rows) + 1)
        )
        if (
            single
            and len(rows) != q.value
            and abs(len(rows) - q.value) <= max(2, int(q.value) // 5)
        ):
            yield _hit(q, len(rows), (table.start, min(table.end, table.start + 120)))
        return


def _under_heading(facts: Facts, q: Quantity, place: int) -> Iterator[Hit]:
    """“Five cases” over paragraphs or headings that begin with “Case A”, “Case B” …"""
    blocks = facts.document.blocks
    level = blocks[place].level
    language, noun = language_tables(facts.language), q.group.head
    if not noun:
        return
    seen: list[Block] = []
    for block in blocks[place + 1 :]:
        if block.kind == "heading" and block.level <= level:
            break
        begin = facts.text[block.start : block.start + 40]
        first = re.match(r"\W*([^\W\d_]+)\s+(?:№\s*)?(\d{1,2}|[A-ZА-Я]|[IVX]{1,4})(?!\w)", begin)
        if first and language.stem(first[1].lower()) == noun:
            seen.append(block)
    if len(seen) >= 2 and len(seen) != q.value and abs(len(seen) - q.value) <= 2:
        yield _hit(q, len(seen), (seen[0].start, min(seen[0].end, seen[0].start + 60)))


def _hit(q: Quantity, listed: int, where: tuple[int, int]) -> Hit:
    return Hit(
        q.start,
        max(q.end, _end(q)),
        f"{q.shown} {q.group.text or q.unit_word} are announced, {listed} are listed.",
        "Correct the number, or complete the list.",
        ((where[0], min(where[1], where[0] + 160)),),
        "warning",
    )
