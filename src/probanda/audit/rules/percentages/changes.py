"""Changes in per cent and by a number, computed again from their two values."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from probanda.audit.extract.quantities import Quantity
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_block
from probanda.audit.finding import Severity
from probanda.audit.lexicon import field
from probanda.audit.rules.percentages.bound import bound, explained, fits_change, room
from probanda.audit.rules.percentages.fit import fits, tolerance
from probanda.audit.rules.percentages.in_points import told_as_points
from probanda.audit.rules.percentages.moves import Move
from probanda.audit.rules.percentages.own_moves import of_another_step, yearly
from probanda.audit.rules.percentages.sizes import Said, said_sizes
from probanda.audit.rules.ranks.by_years import by_years
from probanda.audit.rules.registry import Hit

__all__ = ["changes_by_number", "changes_by_percent"]


def changes_by_percent(facts: Facts) -> Iterator[Hit]:
    """Changes in per cent that no two numbers around them give."""
    for said in said_sizes(facts, "percent"):
        p = said.size
        if yearly(facts, said.turn.start, p):
            continue
        points = told_as_points(facts, said.size, said.turn, said.listed, said.earlier)
        if points is not None:
            yield points
            continue
        if said.pair is not None:
            hit = _beside(facts, said, said.pair)
            if hit is not None:
                yield hit
            continue
        if explained(facts, said) or _of_a_number_near(said):
            continue
        move = bound(facts, said) or _by_years(facts, said)
        if move is None or move.first.value <= 0 or of_another_step(facts, move, p):
            continue
        if (
            move.first.unit == "percent"
            and abs(abs(move.second.value - move.first.value) - p.value) <= 1
        ):
            continue
        if any(
            q.unit == "percent"
            and q.start != p.start
            and fits_change(q, move.first, move.second, said.turn.way)
            for row in (said.listed, *said.earlier)
            for q in row
        ):
            continue  # the size of this change is another percentage
        true = abs(move.second.value - move.first.value) * 100 / move.first.value
        if not _likely(facts, move, p, true):
            continue
        hit = _judged(facts, p, move, said.turn.way)
        if hit is not None:
            yield hit


def _by_years(facts: Facts, said: Said) -> Move | None:
    """The values of two years in a table or list, where the sentence tells none."""
    p, way = said.size, said.turn.way
    if any(q.unit != "percent" for q in said.own):
        return None
    return by_years(
        facts, p.sentence, p.block, lambda move: fits_change(p, move.first, move.second, way)
    )


def _judged(facts: Facts, p: Quantity, move: Move, way: str) -> Hit | None:
    """A percentage against the two values that it is of, the rounding of all three left open."""
    first, second = move.first, move.second
    apart = abs(second.value - first.value) * 100
    true = apart / first.value
    below, above = tolerance(p)
    more = room(facts, move)
    if -above - more <= true - p.value <= below + more or fits_change(p, first, second, way):
        return None
    later = second.value > 0 and -above <= apart / second.value - p.value <= below
    base = f"; it is {p.shown} of {second.shown}, the later number" if later else ""
    cut = int(true.scaleb(p.decimals)) == int(p.value.scaleb(p.decimals))
    return Hit(
        p.start,
        p.end,
        f"From {first.shown} to {second.shown} is {true.quantize(Decimal('0.1'))}%, not {p.shown}{base}.",
        "Correct the percentage or the two numbers.",
        ((first.start, first.end), (second.start, second.end)),
        "warning" if cut or _another_between(facts, move, p) else _severity(move, p),
    )


def _of_a_number_near(said: Said) -> bool:
    """As in "by 2,370, or 13 per cent", of a number near it."""
    step = said.step
    return step is not None and any(
        q.value > step.value and q.unit == step.unit and fits(said.size, step.value, q.value)
        for q in said.near
    )


def _beside(facts: Facts, said: Said, move: Move) -> Hit | None:
    """A percentage against the pair that belongs to it; no other number of the sentence excuses it."""
    p, first, second = said.size, move.first, move.second
    went = "up" if second.value > first.value else "down"
    points = first.unit == "percent" and abs(abs(second.value - first.value) - p.value) <= 1
    if points or said.turn.way not in {"", went} or of_another_step(facts, move, p):
        return None
    return _judged(facts, p, move, went)


def _likely(facts: Facts, move: Move, size: Quantity, true: Decimal) -> bool:
    """Whether a size may be meant of two values that don't bear it out: not where it is far off."""
    if move.how != "dated" and move.second.sentence == size.sentence:
        return True
    one, two = move.first.around, move.second.around
    years = bool(one.period and two.period and one.period.edtf != two.period.edtf)
    here = move.first.sentence == move.second.sentence == size.sentence
    start = min(move.first.start, move.second.start)
    given = field("because", facts.language).search(facts.text, size.end, max(size.end, start))
    one_noun = move.first.group.head in {"", move.second.group.head}
    far = 12 if here and one_noun and (years or given) else 3
    return true / far <= size.value <= true * far


def changes_by_number(facts: Facts) -> Iterator[Hit]:
    """Changes by a number that no two numbers around them differ by."""
    for said in said_sizes(facts, "count"):
        c = said.size
        if explained(facts, said):
            continue
        move = bound(facts, said)
        if move is None or not {move.first.unit, move.second.unit} <= {"count", "money"}:
            continue
        if of_another_step(facts, move, c):
            continue
        apart = abs(move.second.value - move.first.value)
        if apart and not apart / 3 <= c.value <= apart * 3:
            continue  # a step of something else
        yield Hit(
            c.start,
            c.end,
            f"From {move.first.shown} to {move.second.shown} is {apart:,f}, not {c.shown}.",
            "Correct the difference or the two numbers.",
            ((move.first.start, move.first.end), (move.second.start, move.second.end)),
            _severity(move, c),
        )


def _another_between(facts: Facts, move: Move, size: Quantity) -> bool:
    """Whether a third value stands between the pair and the percentage, which may be of that: "then 43.9, up"."""
    begin = max(move.first.end, move.second.end)
    return any(
        begin <= q.start < size.start and q.unit in {move.second.unit, "count", "rate"}
        for q in facts.of(by_block).get(size.block, ())
    )


def _severity(move: Move, size: Quantity) -> Severity | None:
    """An error where one sentence tells "from … to … by"; per cent of per cent may be meant as points."""
    one = move.first.sentence == move.second.sentence == size.sentence
    one = one and move.first.exact and move.second.exact
    return None if one and move.how == "from-to" and move.first.unit != "percent" else "warning"
