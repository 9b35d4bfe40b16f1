"""“It rose every year”, “fell with each step” against the numbers of a sentence, a table or a chart."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from probanda.audit.extract.quantities import Quantity, quantities
from probanda.audit.extract.quotations import in_speech
from probanda.audit.facts import Facts
from probanda.audit.rules.ranks.labelled import stems
from probanda.audit.rules.ranks.lexicon import rank_words, said_of
from probanda.audit.rules.ranks.tallies import Tally, shares_word, tallies
from probanda.audit.rules.registry import Hit

__all__ = ["trends"]

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
#: Words of movement and of steadiness stand no farther apart.
_TOGETHER = 60
_FAR = 8


def trends(facts: Facts) -> Iterator[Hit]:
    """Hold every claim of a steady rise or fall against the numbers that it may speak of."""
    text = facts.text
    steadily = rank_words("steadily", facts.language)
    known: dict[tuple[int, int], list[Quantity]] | None = None
    for block in facts.document.prose():
        for start, end in facts.document.sentences(block):
            found = steadily.search(text, start, end)
            if (
                found is None
                or in_speech(facts, found.start())
                or said_of("except", facts.language, text[start:end])
            ):
                continue
            near = (max(start, found.start() - _TOGETHER), min(end, found.end() + _TOGETHER))
            up = rank_words("rising", facts.language).search(text, *near)
            down = rank_words("falling", facts.language).search(text, *near)
            if (up is None) == (down is None):
                continue
            if known is None:
                known = _by_sentence(facts)
            row = _row(facts, known, block.index, (start, end)) or _tabled(
                facts, block.index, text[start:end]
            )
            if row and not _moves(row, up=up is not None):
                yield Hit(
                    *found.span(),
                    f"“{facts.quote(*found.span())}” is said of {', '.join(q.shown for q in row)}, which doesn't "
                    f"{'rise' if up else 'fall'} at every step.",
                    "Correct the words or the numbers.",
                    tuple((q.start, q.end) for q in row),
                    "warning",
                )


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
        found = _YEAR.search(text, q.end, after.start if after is not None else q.sentence[1])
        years.append(int(found[0]) if found else 0)
    if all(years) and len(set(years)) == len(years):
        return [q for _, q in sorted(zip(years, own, strict=True), key=lambda pair: pair[0])]
    return own


def _tabled(facts: Facts, block: int, said: str) -> list[Quantity]:
    """The nearest tally under years that speaks of the same."""
    words = stems(said)
    best: tuple[tuple[int, int, int], Tally] | None = None
    for tally in facts.of(tallies):
        years = [_YEAR.findall(entry.words) for entry in tally.entries]
        if len(tally.entries) < 3 or not all(len(found) == 1 for found in years):
            continue
        if said_of("rate", facts.language, said) and tally.unit == "count":
            continue
        far = min(abs(block - tally.block), abs(block - tally.last))
        if not shares_word(words, tally.context | tally.specific) and far > 2:
            continue
        own = int(shares_word(words, tally.specific))
        rank = (int(far <= _FAR), own or int(tally.whole), -far)
        if best is None or rank > best[0]:
            best = rank, tally
    if best is None or not best[0][1]:
        return []
    named = {int(year) for year in _YEAR.findall(said)}
    entries = [(int(_YEAR.findall(entry.words)[0]), entry.quantity) for entry in best[1].entries]
    if len(named) == 2:
        entries = [pair for pair in entries if min(named) <= pair[0] <= max(named)]
    elif named:
        return []
    row = [q for _, q in sorted(entries, key=lambda pair: pair[0])]
    return row if len(row) >= 3 else []
