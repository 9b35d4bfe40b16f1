"""The rule: every two statements that may be of one quantity."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from probanda.audit.extract.language import language_tables
from probanda.audit.extract.quantities import Quantity, quantities
from probanda.audit.facts import Facts
from probanda.audit.rules.registry import Hit, rule
from probanda.audit.rules.same.bounds import bounded, corrected, nearly
from probanda.audit.rules.same.definite import definite
from probanda.audit.rules.same.graded import graded
from probanda.audit.rules.same.likeness import common_names
from probanda.audit.rules.same.pairs import bucket, clusters, comparable
from probanda.audit.rules.same.restated import restated
from probanda.audit.rules.same.retold import retold
from probanda.audit.rules.same.tabled import in_tables

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
    " given their room; quotations and other people's figures are left alone.",
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
    language = language_tables(facts.language)
    common = facts.of(common_names)
    buckets: dict[tuple[str, str], list[Quantity]] = defaultdict(list)
    for q in facts.of(quantities):
        if comparable(facts, q, language):
            head = (
                "person"
                if q.group.head in {"person", "individual", "people", "human"}
                else q.group.head
            )
            buckets[q.unit, head].append(q)
    told: set[tuple[int, int]] = set()
    for members in buckets.values():
        yield from bucket(facts, members, common, language, told)
    yield from clusters(facts, restated(facts, common, told))
    for first, second in retold(facts, told):
        yield Hit(
            second.start,
            second.end,
            f"Here {second.shown}, elsewhere {first.shown}, in a sentence of the same words.",
            "Correct the number that is wrong, or say what tells the two apart.",
            ((first.start, first.end),),
            "warning",
        )
    yield from definite(facts, language, told)
    yield from bounded(facts)
    yield from corrected(facts)
    yield from nearly(facts, language)
    yield from in_tables(facts, language, told)
    yield from graded(facts, told)
