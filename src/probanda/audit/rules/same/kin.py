"""Values that may be one value mistyped or outdated, and what else may explain two values."""

from __future__ import annotations

import itertools
from decimal import Decimal

from probanda.audit.extract.quantities import Quantity
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_block

__all__ = ["adds_up", "are_kin", "last_figure", "slip", "transposed"]


def transposed(a: Decimal, b: Decimal) -> bool:
    """Whether two numbers have the same figures in another order, or differ in one figure of several.

    >>> transposed(Decimal(203), Decimal(230)), transposed(Decimal(203), Decimal(213))
    (True, True)
    >>> transposed(Decimal(54), Decimal(19)), transposed(Decimal("61.2"), Decimal("16.2"))
    (False, True)
    """
    one, two = figures(a), figures(b)
    if len(one) != len(two) or len(one) < 2:
        return False
    return sorted(one) == sorted(two) or (
        len(one) > 2 and sum(x != y for x, y in zip(one, two, strict=True)) == 1
    )


def figures(value: Decimal) -> str:
    """The figures of a number without its point, the noughts at the end of 23,000 kept: "17" for 1.7."""
    whole, _, parts = f"{value.normalize():f}".partition(".")
    return f"{whole}{parts}" if not parts or whole.strip("0") else parts


def are_kin(a: Quantity, b: Quantity) -> bool:
    """Whether two values are so near, or so alike in their figures, that one may be a slip for the other."""
    gap, most = abs(a.value - b.value), max(a.value, b.value)
    return gap * 6 <= most or (most <= 12 and gap <= 2) or transposed(a.value, b.value)


def adds_up(facts: Facts, a: Quantity, b: Quantity) -> bool:
    """Whether one value is the other and its neighbours together: "212 interviews; 140 in person, 72 by link"."""
    large, small = (a, b) if a.value > b.value else (b, a)
    rest = large.value - small.value
    near = [
        q.value
        for index in (small.block - 1, small.block, small.block + 1)
        for q in facts.of(by_block).get(index, [])
        if q.unit == "count"
        and q.index not in {small.index, large.index}
        and abs(q.start - small.start) < 240
        if not q.group.start or q.group.head == small.group.head
    ][:16]
    return any(sum(some) == rest for n in (1, 2) for some in itertools.combinations(near, n))


def last_figure(value: Decimal) -> Decimal:
    """The unit of the last figure that is no nought: 1,000 for 23,000."""
    exponent = value.normalize().as_tuple().exponent
    assert isinstance(exponent, int)  # a quantity is a finite number
    return Decimal(1).scaleb(exponent)


def slip(one: Decimal, other: Decimal) -> dict[str, float]:
    """Whether one value may be the other mistyped: the more figures, the less by chance."""
    a, b = (f"{value.normalize():f}".replace(".", "") for value in (one, other))
    if len(a) != len(b):
        return {}
    places = [place for place, (x, y) in enumerate(zip(a, b, strict=True)) if x != y]
    figures = len(set(a.rstrip("0"))) if len(a) > 2 else 1
    if len(places) == 2 and a[places[0]] == b[places[1]] and a[places[1]] == b[places[0]]:
        return {"value_swapped": min(2.0, figures / 2) / (places[1] - places[0])}
    return {"value_slip": min(1.5, figures / 2) if len(places) == 1 and len(a) > 2 else 0.0}
