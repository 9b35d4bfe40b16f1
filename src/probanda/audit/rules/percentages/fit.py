"""What rounding and “over”, “nearly” allow a percentage to be."""

from __future__ import annotations

from decimal import Decimal

from probanda.audit.extract.quantities import Quantity
from probanda.audit.reckoning import round_to, rounding
from probanda.audit.rules.registry import Hit

__all__ = ["NEAR", "fits", "loose", "tolerance", "wrong"]

NEAR = Decimal("0.01")
#: What a fraction in words may be away from its numbers: "a third", "about a third", "more than a third".
WORDS, ABOUT, BOUND = Decimal(5), Decimal(8), Decimal("0.5")


def tolerance(percent: Quantity, *counts: Quantity) -> tuple[Decimal, Decimal]:
    """How far below and above the computed share the written percentage may lie.

    A share in words ("a third", unit "share") leaves room, and none where it is said to be a bound.
    """
    if percent.unit == "share":
        if percent.bound in {"more_than", "at_least"}:
            return Decimal(100), BOUND
        if percent.bound in {"less_than", "up_to"}:
            return BOUND, Decimal(100)
        return (ABOUT, ABOUT) if percent.bound == "about" else (WORDS, WORDS)
    step = rounding(percent.decimals) + NEAR
    if percent.bound == "about":
        step = Decimal(3)
    if any(count.bound == "about" for count in counts):
        step += Decimal(2)
    below = above = step
    if percent.bound in {"more_than", "at_least"}:
        below = Decimal(10)  # "over 30%" of 38
    if percent.bound in {"less_than", "up_to"}:
        above = Decimal(4)
    return below, above


def fits(percent: Quantity, part: Decimal, whole: Decimal, *counts: Quantity) -> bool:
    """Whether a percentage is what a part of a whole comes to; "2.4 million" may be rounded or cut."""
    if whole <= 0:
        return True
    steps = {count.value: round_to(count) for count in counts}
    own, base = steps.get(part, Decimal(0)), steps.get(whole, Decimal(0))
    lowest = (part - own / 2) * 100 / (whole + base)
    highest = (part + own) * 100 / (whole - base / 2)
    below, above = tolerance(percent, *counts)
    return lowest - below <= percent.value <= highest + above


def wrong(percent: Quantity, part: Quantity, whole: Quantity) -> Hit:
    """The finding, a warning when the fault may be one of rounding."""
    if percent.unit == "share":
        return Hit(
            percent.start,
            percent.end,
            f"“{percent.label}” is said of {part.shown} of {whole.shown}, which "
            f"is {part.value * 100 / whole.value:.0f}%.",
            "Correct the words or the numbers.",
            ((part.start, part.end), (whole.start, whole.end)),
            "warning",
        )
    true = (part.value * 100 / whole.value).quantize(Decimal(1).scaleb(-max(1, percent.decimals)))
    off = abs(true - percent.value)
    return Hit(
        percent.start,
        percent.end,
        f"{part.shown} of {whole.shown} is {true}%, not {percent.shown}.",
        "Correct the percentage or the numbers.",
        ((part.start, part.end), (whole.start, whole.end)),
        "warning" if off <= 2 * rounding(percent.decimals) + Decimal("0.05") else None,
    )


def loose(q: Quantity) -> bool:
    """Whether a number is a bound, an average or somebody else's."""
    return q.bound in {"at_least", "more_than", "less_than", "up_to"} or q.spoken or q.each
