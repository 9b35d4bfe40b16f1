"""“Doubled”, “fell by a third”: factors and fractions of a change against two values here or a sentence before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

from probanda.audit.document import Block
from probanda.audit.extract.language import language_tables
from probanda.audit.extract.quantities import Quantity
from probanda.audit.extract.quotations import in_speech
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_block
from probanda.audit.reckoning import same_kind
from probanda.audit.rules.percentages.fit import loose
from probanda.audit.rules.percentages.moves import Move, moves, sentences_before, turn_of
from probanda.audit.rules.percentages.worded import Part, parts_between
from probanda.audit.rules.ranks.comparisons import two_named
from probanda.audit.rules.ranks.factors import Factor, factor_fits, factors_between
from probanda.audit.rules.ranks.labelled import stems
from probanda.audit.rules.ranks.lexicon import rank_words, said_of
from probanda.audit.rules.ranks.tallies import shares_word
from probanda.audit.rules.registry import Hit

__all__ = ["changes_by_fraction", "multiples"]

_VALUES = frozenset({"count", "money", "rate", "percent", "measure"})
#: Words of a sentence that only says how two numbers before it compare.
_SHORT = 16
#: Code points between a factor and "as", "than".
_REACH = 60


def multiples(facts: Facts) -> Iterator[Hit]:
    """Factors that neither two values near them give nor the two labels that the sentence compares."""
    for block in facts.document.prose():
        if not factors_between(facts, block.start, block.end):
            continue
        for start, end in facts.document.sentences(block):
            for said in factors_between(facts, start, end):
                if in_speech(facts, said.start):
                    continue
                hit = _of_change(facts, said, (start, end), block) or _of_labels(
                    facts, said, (start, end), block
                )
                if hit is not None:
                    yield hit


def _of_change(facts: Facts, said: Factor, sentence: tuple[int, int], block: Block) -> Hit | None:
    own, earlier = _around(facts, sentence, block.index, (said.start, said.end))
    told = next((m for m in moves(facts, own) if m.how == "from-to"), None)
    if told is not None and _comparable(told.first, told.second):
        wrong = not factor_fits(told.first.value, told.second.value, said.factor, said.bound)
        return replace(_hit(facts, said, told), severity=None) if wrong else None
    near = [*own, *(q for row in earlier for q in row)]
    if any(
        factor_fits(x.value, y.value, said.factor, said.bound)
        for a, b in combinations(near, 2)
        if a.unit == b.unit
        for x, y in ((a, b), (b, a))
    ):
        return None
    move = (
        _move(facts, own, earlier)
        or _beside(facts, own, earlier, said)
        or _told_before(facts, own, earlier, sentence)
    )
    if move is None or factor_fits(move.first.value, move.second.value, said.factor, said.bound):
        return None
    return _hit(facts, said, move)


def _of_labels(facts: Facts, said: Factor, sentence: tuple[int, int], block: Block) -> Hit | None:
    """As in "Orran has twice as many prisoners as Veldt", the numbers standing under these labels elsewhere."""
    text, language = facts.text, facts.language
    than = rank_words("as_than", language).search(text, said.end, sentence[1])
    if than is None or not said.compares:
        than = rank_words("as_than", language).search(
            text, said.end, min(sentence[1], said.end + 60)
        )
    if than is None or than.start() - said.end > _REACH:
        return None
    cut = re.search(r"[.;:()]|,\s", text[than.end() : sentence[1]])
    behind = text[than.end() : than.end() + cut.start() if cut else sentence[1]]
    pair = two_named(facts, block, sentence, text[sentence[0] : than.start()], behind)
    if pair is None:
        return None
    own, other = (each.quantity for each in pair)
    if factor_fits(other.value, own.value, said.factor, said.bound):
        return None
    move = Move(other, own, "against")
    return _hit(facts, said, move) if other.value > 0 else None


def changes_by_fraction(facts: Facts) -> Iterator[Hit]:
    """Changes by a third or by half that no two values near them give."""
    for start, end, block in _sentences(facts):
        for part in parts_between(facts, start, end):
            if in_speech(facts, part.start):
                continue
            size = Quantity(
                start=part.start,
                end=part.end,
                value=part.percent,
                unit="share",
                sentence=(start, end),
                block=block,
            )
            turn = turn_of(facts, size, start)
            if (
                turn is None
                or not turn.way
                or turn.end > part.start
                or not _by(facts.text[turn.end : part.lead])
            ):
                continue
            own, earlier = _around(facts, (start, end), block, (part.start, part.end))
            near = [*own, *(q for row in earlier for q in row)]
            if any(
                _changed(a, b, part, turn.way) for a, b in combinations(near, 2) if a.unit == b.unit
            ):
                continue
            move = _move(facts, own, earlier)
            if move is not None and not _changed(move.first, move.second, part, turn.way):
                true = abs(move.second.value - move.first.value) * 100 / move.first.value
                yield _said_of(facts, (part.lead, part.end), move, f"a change of {true:.0f}%")


def _by(between: str) -> bool:
    return bool(re.search(r"(?<!\w)(?:by|of|на|en|un|una|d['’]|de)(?!\w)", between, re.IGNORECASE))


def _changed(a: Quantity, b: Quantity, part: Part, way: str) -> bool:
    low, high = sorted((a.value, b.value))
    base = low if way == "up" else high
    if base <= 0:
        return True
    true = (high - low) * 100 / base
    if part.bound in {"more_than", "at_least"}:
        return true >= part.percent - 1
    if part.bound in {"less_than", "up_to"}:
        return true <= part.percent + 1
    return abs(true - part.percent) <= (8 if part.bound == "about" else 5)


def _sentences(facts: Facts) -> Iterator[tuple[int, int, int]]:
    for block in facts.document.prose():
        for start, end in facts.document.sentences(block):
            yield start, end, block.index


def _around(
    facts: Facts, sentence: tuple[int, int], block: int, span: tuple[int, int]
) -> tuple[list[Quantity], list[list[Quantity]]]:
    own = [
        q
        for q in facts.of(by_block).get(block, ())
        if q.sentence == sentence
        and q.unit in _VALUES
        and not span[0] <= q.start < span[1]
        and not loose(q)
    ]
    earlier = [
        [q for q in row if q.unit in _VALUES and not loose(q)]
        for row in sentences_before(facts, sentence, block)
    ]
    return own, earlier


def _move(facts: Facts, own: list[Quantity], earlier: list[list[Quantity]]) -> Move | None:
    """The one pair of values that a change is between; None when there are none or several."""
    for listed in (own, *([q for q in row if q.unit != "percent"] for row in earlier)):
        found = [
            move
            for move in moves(facts, listed)
            if move.first.value > 0 and move.first.exact and move.second.exact
        ]
        if found:
            plain = [move for move in found if move.how != "dated"] or found
            return plain[0] if len({(m.first.value, m.second.value) for m in plain}) == 1 else None
        if listed is own and len(listed) > 1:
            return None
    return None


def _beside(
    facts: Facts, own: list[Quantity], earlier: list[list[Quantity]], said: Factor
) -> Move | None:
    """The two numbers of a sentence that compares, or its one and the one before: "760, half as much"."""
    if len(own) == 1 and earlier and len(earlier[0]) == 1:
        before = earlier[0][0]
        if own[0].group.head in {"", before.group.head} and before.group.head:
            own = [before, own[0]]
    named = re.search(r"\W", facts.text[said.start : said.end]) is not None or said.compares
    if len(own) != 2 or not named or not _comparable(*own):
        return None
    low, high = sorted(own, key=lambda q: q.value)
    return Move(high, low, "dated") if said.factor < 1 else Move(low, high, "dated")


def _comparable(a: Quantity, b: Quantity) -> bool:
    firm = a.exact and b.exact and a.of is None and b.of is None
    return firm and a.unit == b.unit and min(a.value, b.value) > 0


def _told_before(
    facts: Facts, own: list[Quantity], earlier: list[list[Quantity]], sentence: tuple[int, int]
) -> Move | None:
    """A short sentence without numbers about the two right before it: "That is three times the old record"."""
    if own or not earlier or len(facts.text[slice(*sentence)].split()) > _SHORT:
        return None
    rows = [row for row in earlier if row]
    if rows and len(rows[0]) == 1 and len(rows) > 1 and len(rows[1]) == 1:
        pair = (rows[1][0], rows[0][0])
    elif rows and len(rows[0]) == 2:
        pair = (rows[0][0], rows[0][1])
    else:
        return None
    if pair[0].unit == "percent" or not _speaks_of(facts, sentence, pair):
        return None
    alike = same_kind(pair[0].group, pair[1].group, language_tables(facts.language))
    return Move(*pair, "dated") if alike and _comparable(*pair) else None


def _speaks_of(facts: Facts, sentence: tuple[int, int], pair: tuple[Quantity, Quantity]) -> bool:
    """Whether a sentence takes up the two before it: by a pronoun, or by a word of theirs."""
    said = facts.text[slice(*sentence)]
    return said_of("taken_up", facts.language, said) or shares_word(
        stems(said), stems(" ".join(facts.text[slice(*q.sentence)] for q in pair))
    )


def _hit(facts: Facts, said: Factor, move: Move) -> Hit:
    times = f"{move.second.value / move.first.value:.2f} times"
    return _said_of(facts, (said.start, said.end), move, times)


def _said_of(facts: Facts, span: tuple[int, int], move: Move, true: str) -> Hit:
    return Hit(
        *span,
        f"“{facts.quote(*span)}” is said of {move.first.shown} and {move.second.shown}, which is {true}.",
        "Correct the word or the numbers.",
        ((move.first.start, move.first.end), (move.second.start, move.second.end)),
        "warning",
    )
