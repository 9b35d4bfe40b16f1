"""“Between 3 and 9 killings a month”, “never more than 50 a year”, “aged from 18 to 62” against the values."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from decimal import Decimal

from probanda.audit.document import Block
from probanda.audit.extract.language import language_tables
from probanda.audit.extract.quantities import Quantity
from probanda.audit.extract.quotations import in_speech
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_block
from probanda.audit.rules.percentages.pointed import noun_stems
from probanda.audit.rules.ranks.labelled import stems
from probanda.audit.rules.ranks.lexicon import rank_class, said_of
from probanda.audit.rules.ranks.naming import counted
from probanda.audit.rules.ranks.tallies import Tally, shares_word
from probanda.audit.rules.ranks.told import told_tallies
from probanda.audit.rules.ranks.yearly import YEAR
from probanda.audit.rules.registry import Hit

__all__ = ["spans", "spans_between"]

_FROM = re.compile(r"(?<!\w)(?:from|between|от|между|с|de|entre)\s+(?:\w+\s+)?\Z", re.IGNORECASE)
_TO = re.compile(r"[^.;:()\d]{0,24}?(?<!\w)(?:to|and|до|и|a|y|à|et)\s+(?:\w+\s+)?", re.IGNORECASE)
#: Blocks between a span and the row of which it tells; between a span of ages and the ages.
_FAR, _AGES = 8, 14
_WORD = re.compile(r"[^\W\d_]{3,}")


def spans_between(text: str, rows: list[Quantity]) -> list[tuple[Quantity, Quantity]]:
    """The pairs "from four to eighteen years" of some numbers."""
    return [
        (low, high)
        for low, high in itertools.pairwise(rows)
        if low.sentence == high.sentence
        and (low.unit == high.unit or "" in {low.group.head, high.group.head})
        and low.value < high.value
        and _FROM.search(text, max(low.sentence[0], low.start - 24), low.start)
        and _TO.fullmatch(text[low.end : high.start])
    ]


def spans(facts: Facts) -> Iterator[Hit]:
    """Hold every span and every bound of a row of months or years, and every span of ages, against the values."""
    for index, rows in facts.of(by_block).items():
        block = facts.document.blocks[index]
        if block.kind not in {"paragraph", "list-item", "footnote"}:
            continue
        for low, high in spans_between(facts.text, rows):
            if in_speech(facts, low.start):
                continue
            if _aged(facts, low, high):
                yield from _of_ages(facts, block, low, high)
            else:
                yield from _of_row(facts, block, (low, high), low.value, high.value)
        for found, q in _bounds(facts, rows):
            high_only = found.lastgroup == "never_above"
            low_value = Decimal(0) if high_only else q.value
            high_value = q.value if high_only else Decimal("Infinity")
            yield from _of_row(facts, block, (q, q), low_value, high_value, found.start())


def _bounds(facts: Facts, rows: list[Quantity]) -> Iterator[tuple[re.Match[str], Quantity]]:
    pattern = rank_class(("never_above", "never_below"), facts.language)
    for sentence, listed in itertools.groupby(rows, key=lambda q: q.sentence):
        own = list(listed)
        for found in pattern.finditer(facts.text, *sentence):
            behind = [q for q in own if found.end() - 8 <= q.start <= found.end() + 24]
            if behind and not in_speech(facts, found.start()):
                yield found, behind[0]


def _of_row(
    facts: Facts,
    block: Block,
    pair: tuple[Quantity, Quantity],
    low: Decimal,
    high: Decimal,
    start: int | None = None,
) -> Iterator[Hit]:
    """A span of a month's or a year's number against the row that has one for each."""
    sentence = pair[0].sentence
    said = facts.text[slice(*sentence)]
    if not said_of("in_each", facts.language, said) or said_of("almost", facts.language, said):
        return
    words = stems(YEAR.sub(" ", said))
    best: tuple[tuple[int, int], Tally] | None = None
    for tally in _timed(facts, block.index):
        unit = {"rate"} if tally.unit == "rate" else {tally.unit}
        far = min(abs(block.index - tally.block), abs(block.index - tally.last))
        nouns = frozenset().union(*(noun_stems(facts, e.quantity) for e in tally.entries))
        own = shares_word(words, tally.specific | nouns)
        other = not own and not shares_word(words, tally.context)
        if pair[1].unit not in unit or far > _FAR or other:
            continue
        rank = (int(own), -far)
        if best is None or rank > best[0]:
            best = rank, tally
    if best is None:
        return
    out = [e for e in best[1].entries if not low <= e.quantity.value <= high]
    inside = [e for e in best[1].entries if low <= e.quantity.value <= high]
    if not out or len(inside) < len(out):
        return
    worst = max(out, key=lambda e: max(e.quantity.value - high, low - e.quantity.value))
    span = _span(facts, *pair) if start is None else (start, pair[1].end)
    yield _hit(
        facts, span, f"“{' '.join(worst.words.split())}” has {worst.quantity.shown}", worst.quantity
    )


def _timed(facts: Facts, block: int) -> Iterator[Tally]:
    """The rows near a block of which each label is a month, or each a year."""
    months = language_tables(facts.language).months
    told = facts.of(told_tallies)
    near = (t for index in range(block - _FAR, block + _FAR + 1) for t in told.get(index, ()))
    for tally in (*facts.of(counted), *near):
        labels = [_WORD.findall(e.words.lower()) for e in tally.entries]
        by_month = all(any(word in months for word in words) for words in labels)
        by_year = all(YEAR.search(e.words) for e in tally.entries)
        if len(tally.entries) >= 3 and (by_month or by_year):
            yield tally


def _aged(facts: Facts, low: Quantity, high: Quantity) -> bool:
    """Whether a span is one of ages: "aged from 18 to 62", "возраст — от 18 до 60 лет"."""
    said = facts.text[slice(*low.sentence)]
    return high.unit == "age" or (_of_years(high) and said_of("age_span", facts.language, said))


def _of_years(q: Quantity) -> bool:
    return q.unit == "duration" and re.match(r"years?|лет|год|año|ans?", q.unit_word) is not None


def _of_ages(facts: Facts, block: Block, low: Quantity, high: Quantity) -> Iterator[Hit]:
    """A span of ages against the first list, or the first sentence with several, that tells ages behind it."""
    section = facts.document.section_of(low.start)
    ages = _ages_behind(facts, block, high)
    out = [q for q in ages if not low.value <= q.value <= high.value]
    if len(ages) < 2 or not out or len(out) * 2 > len(ages) + 1:
        return
    if section is not None and facts.document.section_of(out[0].start) is not section:
        return
    yield _hit(facts, _span(facts, low, high), f"one age told is {out[0].shown}", out[0])


def _ages_behind(facts: Facts, block: Block, high: Quantity) -> list[Quantity]:
    rows = facts.of(by_block)
    listed: list[Quantity] = []
    for index in range(block.index, min(block.index + _AGES, len(facts.document.blocks))):
        own = [
            q
            for q in rows.get(index, ())
            if (q.unit == "age" or _of_years(q))
            and q.exact
            and q.start > high.end
            and q.sentence != high.sentence
        ]
        kind = facts.document.blocks[index].kind
        if kind == "list-item" and index > block.index:
            listed += own[:1]
            continue
        if listed or kind == "heading":
            break
        for _, group in itertools.groupby(own, key=lambda q: q.sentence):
            several = list(group)
            if len(several) > 1 and not spans_between(facts.text, several):
                return several
        if index > block.index + 1:
            break
    return listed


def _span(facts: Facts, low: Quantity, high: Quantity) -> tuple[int, int]:
    """A span with the word that opens it."""
    lead = _FROM.search(facts.text, max(low.sentence[0], low.start - 24), low.start)
    return (lead.start() if lead else low.start), high.end


def _hit(facts: Facts, span: tuple[int, int], told: str, q: Quantity) -> Hit:
    return Hit(
        *span,
        f"“{facts.quote(*span)}” is said of values of which {told}.",
        "Correct the span or the value.",
        ((q.start, q.end),),
        "warning",
    )
