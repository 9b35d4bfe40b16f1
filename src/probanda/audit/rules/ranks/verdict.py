"""The finding that a part said in words is not borne out: “two thirds” is said of 20 of 50, which is 40%."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from probanda.audit.extract.quantities import Quantity
from probanda.audit.facts import Facts
from probanda.audit.finding import Severity
from probanda.audit.rules.percentages.fit import ABOUT, BOUND, fits
from probanda.audit.rules.percentages.worded import Part
from probanda.audit.rules.registry import Hit

__all__ = ["bears_out", "not_borne_out"]

#: A percentage further off than this is of something else.
_FAR = Decimal("1.4")
#: No more places are shown.
_PLACES = 6


def not_borne_out(
    facts: Facts,
    part: Part,
    told: Sequence[Quantity],
    values: tuple[Decimal, Decimal] | None = None,
    severity: Severity | None = "warning",
) -> Hit:
    """The finding against one percentage, or against a number and its whole.

    Args:
        facts: the document.
        part: the words.
        told: the percentage, the number and its whole, or the numbers that make the values.
        values: the number and its whole, where they are reckoned and not those told.
        severity: of the finding; None for the rule's own.
    """
    if values is None and len(told) > 1:
        values = told[0].value, told[1].value
    said, true = told[0].shown, ""
    if values is not None:
        own, whole = values
        said = f"{own.normalize():,f} of {whole.normalize():,f}"
        true = f", which is {own * 100 / whole:.0f}%"
    return Hit(
        part.lead,
        part.end,
        f"“{facts.quote(part.lead, part.end)}” is said of {said}{true}.",
        "Correct the words or the numbers.",
        tuple((q.start, q.end) for q in told[:_PLACES]),
        severity,
    )


def bears_out(part: Part, true: Decimal) -> bool:
    """Whether a share in per cent is what a fraction in words says, or a percentage."""
    if part.told is not None:
        other = not true / _FAR <= part.percent <= true * _FAR
        return other or fits(part.told, true, Decimal(100))
    if part.bound in {"more_than", "at_least"}:
        return true > part.percent - BOUND
    if part.bound in {"less_than", "up_to"}:
        return true < part.percent + BOUND
    return abs(true - part.percent) <= ABOUT
