"""“Most”, “a third”, “two thirds” of a whole against rows of numbers that make the whole.

"More than half of the cases were attributed to the Front" names one label of a row whose numbers add up to one
of the document: the label's share of the row is what the words must fit.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from probanda.audit.extract.quantities import Quantity, quantities
from probanda.audit.extract.quotations import in_speech
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_block, by_sentence
from probanda.audit.rules.percentages.fit import ABOUT, BOUND
from probanda.audit.rules.percentages.worded import Part, parts_between
from probanda.audit.rules.ranks.labelled import Entry, Row, alike, labelled_rows, stems
from probanda.audit.rules.ranks.words import MAJORITY, MINORITY, NOT_FIRST, NOT_MOST, RATE
from probanda.audit.rules.registry import Hit

__all__ = ["fractions_of_rows", "majorities_of_rows"]

_NEGATED = re.compile(
    r"(?<!\w)(?:no|not|none|never|without|neither|не|нет|без|ни|sin|ningun\w*|nunca|pas|aucune?|sans"
    r"|jamais)(?!\w)",
    re.IGNORECASE,
)
#: Blocks between a row in prose and words about it.
_FAR = 40
#: Code points between a row and a sentence that needs no other word of it.
_NEXT = 80
#: A whole of fewer is hardly spoken of in fractions.
_LEAST = 10


def majorities_of_rows(facts: Facts) -> Iterator[Hit]:
    """Majorities and minorities whose sentence holds no number but names a label."""
    for start, end, block in _wordy(facts):
        for pattern, high in ((MAJORITY, True), (MINORITY, False)):
            found = pattern.search(facts.text, start, end)
            if found is None or NOT_MOST.match(facts.text, found.start()):
                continue
            for row, own in _rows_of(facts, found, (start, end), block):
                share = own.quantity.value / row.total
                if share <= Decimal("0.5") if high else share >= Decimal("0.5"):
                    yield _hit(found, own, row, share)
                break


def fractions_of_rows(facts: Facts) -> Iterator[Hit]:
    """Fractions in words whose sentence holds no number but names a label."""
    for start, end, block in _wordy(facts):
        parts = [
            part
            for part in parts_between(facts, start, end)
            if not (
                MAJORITY.search(facts.text, part.lead, part.end)
                or MINORITY.search(facts.text, part.lead, part.end)
            )
        ]
        if len(parts) != 1:
            continue
        part, text = parts[0], facts.text
        found = re.compile(re.escape(text[part.lead : part.end])).search(text, part.lead)
        if found is None:
            continue
        for row, own in _rows_of(facts, found, (start, end), block):
            share = own.quantity.value / row.total
            if not _fits(part, share * 100):
                yield _hit(found, own, row, share)
            break


def _fits(part: Part, true: Decimal) -> bool:
    """Whether a share of a row is what a fraction in words says."""
    if part.bound in {"more_than", "at_least"}:
        return true > part.percent - BOUND
    if part.bound in {"less_than", "up_to"}:
        return true < part.percent + BOUND
    return abs(true - part.percent) <= ABOUT


def _wordy(facts: Facts) -> Iterator[tuple[int, int, int]]:
    """Sentences of prose with at most one number of things."""
    counted = Counter(
        q.sentence
        for listed in facts.of(by_sentence)
        for q in listed
        if q.unit in {"count", "percent"} and q.value > 1
    )
    for block in facts.document.prose():
        for start, end in facts.document.sentences(block):
            if counted[start, end] <= 1 and not in_speech(facts, start):
                yield start, end, block.index


def _rows_of(
    facts: Facts, found: re.Match[str], sentence: tuple[int, int], block: int
) -> Iterator[tuple[Row, Entry]]:
    """Complete rows of which the sentence names one label and a word of what they count."""
    said = facts.text[slice(*sentence)]
    if RATE.search(said) or NOT_FIRST.search(said) or _NEGATED.search(said):
        return
    known = {q.value for q in facts.of(quantities) if q.unit == "count"}
    own = {
        q.value
        for q in facts.of(by_block).get(block, ())
        if q.sentence == sentence
        and q.unit in {"count", "percent"}
        and q.value > 1
        and not found.start() <= q.start < found.end()
    }
    words = stems(said)
    for row in (*facts.of(labelled_rows), *facts.of(_total_rows)):
        if row.entries[0].quantity.unit != "count" or row.total <= 0 or row.total not in known:
            continue
        if own - {row.total}:
            continue  # a number of the sentence that is not the whole: another rule's
        if not row.table and (
            abs(row.block - block) > _FAR or row.total < _LEAST or not _told(facts, row)
        ):
            continue
        named = row.named_in(said)
        if len(named) != 1:
            continue
        right_before = row.block == block and 0 <= sentence[0] - row.end < _NEXT
        others = row.context - named[0][1].stems
        if right_before or any(alike(a, b) for a in words for b in others):
            yield row, named[0][1]


def _total_rows(facts: Facts) -> list[Row]:
    """The last rows of tables: what each column makes, with the heads as labels."""
    lines: dict[tuple[int, int], list[Quantity]] = {}
    for q in facts.of(quantities):
        if q.cell is not None and q.total and q.unit == "count" and " | " in q.label:
            lines.setdefault(q.cell[:2], []).append(q)
    found: list[Row] = []
    for (number, _), cells in lines.items():
        *parts, last = cells
        if len(parts) < 2 or sum(q.value for q in parts) != last.value:
            continue
        table = facts.document.tables[number]
        caption = facts.text[slice(*table.caption)] if table.caption else ""
        entries = tuple(
            Entry(head, stems(head), q) for q in parts for head in [q.label.split(" | ")[-1]]
        )
        if all(entry.stems for entry in entries):
            head = facts.text[max(0, table.start - 120) : table.start]
            found.append(
                Row(entries, stems(f"{caption} {head}"), parts[0].block, last.block, last.end, True)
            )
    return found


def _told(facts: Facts, row: Row) -> bool:
    """Whether the paragraph of a row, or the one above it, tells its sum."""
    near = [q for index in (row.first - 1, row.first) for q in facts.of(by_block).get(index, ())]
    return any(q.value == row.total and q.unit == "count" for q in near)


def _hit(found: re.Match[str], own: Entry, row: Row, share: Decimal) -> Hit:
    return Hit(
        found.start(),
        found.end(),
        f"“{' '.join(found.group().split())}” is said of {own.quantity.shown} of {row.total:,f}, which is "
        f"{share * 100:.0f}%.",
        "Correct the words or the numbers.",
        tuple((entry.quantity.start, entry.quantity.end) for entry in row.entries[:6]),
        "warning",
    )
