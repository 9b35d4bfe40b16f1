"""“Between 3 and 9 killings a month”, “never more than 50 a year”, “aged from 18 to 62” against the values."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache

from probanda.audit.document import Block
from probanda.audit.extract.quantities import Quantity
from probanda.audit.extract.quotations import in_speech
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_block
from probanda.audit.rules.ranks.lexicon import rank_class, rank_words, said_of
from probanda.audit.rules.ranks.timed import spoken_of
from probanda.audit.rules.registry import Hit

__all__ = ["spans", "spans_between"]

_FROM = re.compile(r"(?<!\w)(?:from|between|от|между|с|de|entre)\s+(?:\w+\s+)?\Z", re.IGNORECASE)
_TO = re.compile(r"[^.;:()\d]{0,24}?(?<!\w)(?:to|and|до|и|a|y|à|et)\s+(?:\w+\s+)?", re.IGNORECASE)
#: Code points before a span in which it is opened; between words of age and their span.
_LEAD, _AGED = 24, 30
#: Blocks behind a span of ages in which a list begins; ages of one sentence, of a list, and of a register.
_AGES, _TOLD, _LISTED, _REGISTER = 14, 3, 2, 8
#: Of the ages of a register so many at least are within a span that speaks of it.
_WITHIN = Decimal("0.8")
_YEARS = re.compile(r"years?|лет|год|año|ans?")
#: A name before an age, at the head of an entry.
_NAME = re.compile(r"[^\W\d_a-zа-яё][^\d.;:]{2,69}[\s,]")
#: Ages out of a span that are shown.
_SHOWN = 4


def spans_between(text: str, rows: Sequence[Quantity]) -> list[tuple[Quantity, Quantity]]:
    """The pairs "from four to eighteen years" of some numbers."""
    return [
        (low, high)
        for low, high in itertools.pairwise(rows)
        if low.sentence == high.sentence
        and (low.unit == high.unit or "" in {low.group.head, high.group.head})
        and low.value < high.value
        and _FROM.search(text, max(low.sentence[0], low.start - _LEAD), low.start)
        and _TO.fullmatch(text[low.end : high.start])
    ]


def spans(facts: Facts) -> Iterator[Hit]:
    """Hold every span and every bound of a row of months or years, and every span of ages, against the values."""
    for index, rows in facts.of(by_block).items():
        block = facts.document.blocks[index]
        if block.kind not in {"paragraph", "list-item", "footnote"}:
            continue
        for low, high in spans_between(facts.text, rows):
            start = _FROM.search(facts.text, max(low.sentence[0], low.start - _LEAD), low.start)
            span = (start.start() if start else low.start), high.end
            yield from _of_row(facts, block, high, span, (low.value, high.value))
        for found, q in _bounds(facts, rows):
            most = found.lastgroup == "never_above"
            limits = (Decimal(0), q.value) if most else (q.value, Decimal("Infinity"))
            yield from _of_row(facts, block, q, (found.start(), q.end), limits)
    yield from _aged(facts)


def _bounds(facts: Facts, rows: Sequence[Quantity]) -> Iterator[tuple[re.Match[str], Quantity]]:
    pattern = rank_class(("never_above", "never_below"), facts.language)
    for sentence, listed in itertools.groupby(rows, key=lambda q: q.sentence):
        own = list(listed)
        for found in pattern.finditer(facts.text, *sentence):
            behind = [q for q in own if found.end() - 8 <= q.start <= found.end() + _LEAD]
            if behind:
                yield found, behind[0]


def _of_row(
    facts: Facts, block: Block, q: Quantity, span: tuple[int, int], limits: tuple[Decimal, Decimal]
) -> Iterator[Hit]:
    """A span of a month's or a year's number against the row that has one for each."""
    said = facts.text[slice(*q.sentence)]
    if not said_of("in_each", facts.language, said) or said_of("almost", facts.language, said):
        return
    if in_speech(facts, span[0]):
        return
    for row in spoken_of(facts, block, q.sentence):
        out = [
            (label, each) for label, each in row.points if not limits[0] <= each.value <= limits[1]
        ]
        plain = all(each.unit == q.unit for _, each in row.points)
        if plain and out and len(out) * 2 <= len(row.points) and len(row.points) > 2:
            label, worst = max(
                out, key=lambda p: max(p[1].value - limits[1], limits[0] - p[1].value)
            )
            yield _hit(facts, span, f"“{label}” has {worst.shown}", [worst])
            return


@cache
def _of_ages(language: str) -> re.Pattern[str]:
    aged, had, years = (
        rank_words(name, language).pattern for name in ("age_span", "had_years", "years_of_age")
    )
    return re.compile(
        rf"(?:{aged}[^.;\d]{{0,{_AGED}}}?|(?P<had>{had})\s(?:\w+\s)?)(?P<low>\d{{1,3}})\s?"
        rf"(?:[-–—]|to|and|до|и|a|y|à|et)\s?(?P<high>\d{{1,3}})(?![\d,.]*\d)(?P<years>\s{years})?",
        re.IGNORECASE,
    )


def _aged(facts: Facts) -> Iterator[Hit]:
    """Spans of ages against the register, the list or the sentence behind them that tells ages."""
    for found in _of_ages(facts.language).finditer(facts.text):
        low, high = Decimal(found["low"]), Decimal(found["high"])
        block = facts.document.block_of(found.start())
        if block is None or low >= high or (found["had"] and not found["years"]):
            continue
        if in_speech(facts, found.start()):
            continue
        ages = _registered(facts, found.end()) or _ages_behind(facts, block, found.end())
        out = [q for q in ages if not low <= q.value <= high]
        if out and len(ages) - len(out) >= (
            len(ages) * _WITHIN if len(ages) >= _REGISTER else len(out) - 1
        ):
            lead = _FROM.search(facts.text, found.start(), found.start("low"))
            span = (lead.start() if lead else found.start("low")), found.end("high")
            told = " and ".join(q.shown for q in out[:_SHOWN])
            yield _hit(facts, span, f"ages told are {told}", out[:_SHOWN])


def _registered(facts: Facts, since: int) -> list[Quantity]:
    """The ages behind the names that open the entries of a register: "Ana Dren 32 years old"."""
    rows, found = facts.of(by_block), []
    for block in facts.document.blocks:
        q = next(iter(rows.get(block.index, ())), None) if block.start >= since else None
        if q is not None and _is_age(q) and _NAME.fullmatch(facts.text, block.start, q.start):
            found.append(q)
    return found if len(found) >= _REGISTER else []


def _is_age(q: Quantity) -> bool:
    years = q.unit == "duration" and _YEARS.match(q.unit_word) is not None
    return (q.unit == "age" or years) and q.exact and not q.spoken


def _ages_behind(facts: Facts, block: Block, since: int) -> list[Quantity]:
    """The ages of the items of a list near by, or of the first sentence that tells several."""
    rows = facts.of(by_block)
    listed: list[Quantity] = []
    for index in range(block.index, min(block.index + _AGES, len(facts.document.blocks))):
        own = [q for q in rows.get(index, ()) if _is_age(q) and q.sentence[0] >= since]
        kind = facts.document.blocks[index].kind
        if kind == "list-item" and index > block.index:
            listed += own[:1]
            continue
        if listed or kind == "heading":
            break
        for _, group in itertools.groupby(own, key=lambda q: q.sentence):
            several = list(group)
            if len(several) >= _TOLD and not spans_between(facts.text, several):
                return several
        if index > block.index + 1:
            break
    return listed if len(listed) >= _LISTED else []


def _hit(facts: Facts, span: tuple[int, int], told: str, out: Sequence[Quantity]) -> Hit:
    return Hit(
        *span,
        f"“{facts.quote(*span)}” is said of values of which {told}.",
        "Correct the span or the value.",
        tuple((q.start, q.end) for q in out),
        "warning",
    )
