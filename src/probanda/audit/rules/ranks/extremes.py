"""“The heaviest, eleven years” after “from four to eighteen years”: an extreme against the span told before it."""

from __future__ import annotations

from collections.abc import Iterator

from probanda.audit.extract.quantities import Quantity
from probanda.audit.extract.quotations import in_speech
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_block
from probanda.audit.rules.ranks.lexicon import rank_words, said_of
from probanda.audit.rules.ranks.spans import spans_between
from probanda.audit.rules.registry import Hit

__all__ = ["extremes"]


def extremes(facts: Facts) -> Iterator[Hit]:
    """Hold every extreme that carries its own number against a span of the same unit in the sentences before."""
    text = facts.text
    for index, rows in facts.of(by_block).items():
        if facts.document.blocks[index].kind == "cell" or len(rows) < 3:
            continue
        spans = spans_between(text, rows)
        for low, high in spans:
            for kind, bound in (("extreme_high", high), ("extreme_low", low)):
                for q in rows:
                    if (
                        q.sentence[0] <= high.sentence[0]
                        or q.start - high.end > 400
                        or not _same(q, high)
                        or not q.exact
                        or q.value == bound.value
                    ):
                        continue
                    start, end = q.sentence
                    found = rank_words(kind, facts.language).search(text, start, end)
                    if (
                        found is None
                        or in_speech(facts, found.start())
                        or said_of("one_of", facts.language, text[start:end])
                        or len([o for o in rows if o.sentence == q.sentence and _same(o, q)]) > 1
                        or q.value < low.value
                        or q.value > high.value * 3
                    ):
                        continue
                    yield Hit(
                        *found.span(),
                        f"“{facts.quote(*found.span())}” is {q.shown} here, but the span before it goes from "
                        f"{low.shown} to {high.shown}.",
                        "Correct the number that is wrong.",
                        ((q.start, q.end), (bound.start, bound.end)),
                        "warning",
                    )


def _same(q: Quantity, other: Quantity) -> bool:
    return q.unit == other.unit and q.unit in {"duration", "money", "age", "measure"} and (
        q.unit_word.lower()[:3] == other.unit_word.lower()[:3]
    )  # fmt: skip
