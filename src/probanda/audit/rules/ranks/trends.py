"""“It rose every year”, “fell with each step” against the numbers of a sentence, a table or a chart."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Sequence

from probanda.audit.extract.quantities import Quantity, quantities
from probanda.audit.extract.quotations import in_speech
from probanda.audit.facts import Facts
from probanda.audit.rules.ranks.lexicon import rank_class, rank_words, said_of
from probanda.audit.rules.ranks.yearly import YEAR, yearly
from probanda.audit.rules.registry import Hit

__all__ = ["trends"]

#: Words of movement and of steadiness stand no farther apart.
_TOGETHER = 60


def trends(facts: Facts) -> Iterator[Hit]:
    """Hold every claim of a rise or fall against the numbers that it may speak of."""
    text, language = facts.text, facts.language
    moving = rank_class(("rising", "falling"), language)
    known: dict[tuple[int, int], list[Quantity]] | None = None
    for block in facts.document.prose():
        if moving.search(text, block.start, block.end) is None:
            continue
        for start, end in facts.document.sentences(block):
            steady = rank_words("steadily", language).search(text, start, end)
            named = sorted({int(year) for year in YEAR.findall(text[start:end])})
            found = steady or (moving.search(text, start, end) if len(named) == 2 else None)
            if found is None or in_speech(facts, found.start()):
                continue
            near = (max(start, found.start() - _TOGETHER), min(end, found.end() + _TOGETHER))
            ways = {each.lastgroup for each in moving.finditer(text, *near)}
            if len(ways) != 1 or said_of("except", language, text[start:end]):
                continue
            up = ways == {"rising"}
            known = known if known is not None else _by_sentence(facts)
            if steady is not None:
                row = _row(facts, known, block.index, (start, end))
                row = row or _elsewhere(facts, block.index, text[start:end])
            elif known.get((start, end)):
                continue
            else:
                row = _elsewhere(facts, block.index, text[start:end])
                going = rank_words("moving_on", language).match(text, found.start())
                row = row if going else row[:: max(1, len(row) - 1)]
            if row and not _moves(row, up=up):
                yield Hit(
                    *found.span(),
                    f"“{facts.quote(*found.span())}” is said of {', '.join(q.shown for q in row)}, which doesn't "
                    f"{'rise' if up else 'fall'}{' at every step' if len(row) > 2 else ''}.",
                    "Correct the words or the numbers.",
                    tuple((q.start, q.end) for q in row),
                    "warning",
                )


def _elsewhere(facts: Facts, block: int, said: str) -> list[Quantity]:
    """The numbers under years, of the years that a sentence names or of all."""
    named = {int(year) for year in YEAR.findall(said)}
    entries = yearly(facts, block, said)
    if len(named) == 2:
        entries = [pair for pair in entries if min(named) <= pair[0] <= max(named)]
    elif named:
        return []
    return [q for _, q in entries] if len(entries) >= 2 else []


def _by_sentence(facts: Facts) -> dict[tuple[int, int], list[Quantity]]:
    known: dict[tuple[int, int], list[Quantity]] = defaultdict(list)
    for q in facts.of(quantities):
        if q.cell is None and q.unit in {"count", "percent", "rate", "money"} and q.exact:
            known[q.sentence].append(q)
    return known


def _moves(row: Sequence[Quantity], *, up: bool) -> bool:
    pairs = itertools.pairwise(q.value for q in row)
    return all(b > a if up else b < a for a, b in pairs)


def _row(
    facts: Facts,
    known: dict[tuple[int, int], list[Quantity]],
    block: int,
    sentence: tuple[int, int],
) -> list[Quantity]:
    """Three numbers or more of one unit in the sentence, or in the one before it."""
    sentences = facts.document.sentences(facts.document.blocks[block])
    place = sentences.index(sentence)
    for where in (sentence, *sentences[max(0, place - 1) : place]):
        listed = known.get(where, [])
        for unit in ("count", "percent", "rate", "money"):
            own = [q for q in listed if q.unit == unit and q.of is None and not q.subset]
            if unit == "rate" and own:
                own = [q for q in own if q.decimals == own[0].decimals and q.value > 0]
            colon = facts.text.rfind(":", where[0], where[1])
            behind = [q for q in own if q.start > colon]
            own = behind if colon > 0 and len(behind) >= 3 else own
            if len(own) >= 3 and max(q.value for q in own) <= 20 * min(q.value for q in own):
                return _in_order(facts.text, own)
    return []


def _in_order(text: str, own: list[Quantity]) -> list[Quantity]:
    """By their years, where each stands beside one; else as told."""
    years = []
    for q, after in itertools.zip_longest(own, own[1:]):
        found = YEAR.search(text, q.end, after.start if after is not None else q.sentence[1])
        years.append(int(found[0]) if found else 0)
    if all(years) and len(set(years)) == len(years):
        return [q for _, q in sorted(zip(years, own, strict=True), key=lambda pair: pair[0])]
    return own
