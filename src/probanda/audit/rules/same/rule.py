"""The rule: every two statements that may be of one quantity."""

from __future__ import annotations

from collections.abc import Iterator

from probanda.audit.extract.language import language_tables
from probanda.audit.facts import Facts
from probanda.audit.rules.registry import Hit, rule
from probanda.audit.rules.same.bounds import bounded, corrected, nearly
from probanda.audit.rules.same.boxed import boxed
from probanda.audit.rules.same.boxed_times import boxed_times
from probanda.audit.rules.same.graded import graded
from probanda.audit.rules.same.whole_for_part import whole_for_part

__all__ = ["same_quantity"]


@rule(
    "same-quantity",
    "One quantity, two values",
    "warning",
    "figures",
    "The first thing an opponent looks for: the summary says 54, the text 52. Two "
    "statements are compared only when what is"
    " counted, part, place, period, actor, speaker and as-of date agree; “at least”, "
    "“more than”, “about” and rounding are"
    " given their room; quotations and other people's figures are left alone. The box of an incident "
    "(“Time: 04:15 · Killed: 4”) is held against all of the section that it opens.",
    bad=(
        "# Summary\n\nIn 2021, 112 journalists were detained in Kevria.\n\n# Arrests\n\nIn "
        "2021, 117 journalists were detained in Kevria.",
        "# Method\n\nWe interviewed 54 survivors.\n\n# Findings\n\nThe 52 survivors "
        "interviewed described beatings.",
    ),
    good=(
        "# Summary\n\nIn 2021, 112 journalists were detained in Kevria.\n\n# Arrests\n\nIn "
        "2022, 117 journalists were detained in Kevria.",
        "In 2021, 112 journalists were detained. According to the Ministry, 117 "
        "journalists were detained in 2021.",
    ),
    accept="They are two quantities: say in the text what tells them apart.",
)
def same_quantity(facts: Facts) -> Iterator[Hit]:
    """Compare every two statements that may be of one quantity."""
    yield from bounded(facts)
    yield from corrected(facts)
    yield from nearly(facts, language_tables(facts.language))
    yield from boxed(facts)
    yield from boxed_times(facts)
    yield from whole_for_part(facts)
    yield from graded(facts)
