"""The rule: “most”, “highest”, “followed by” against the numbers."""

from __future__ import annotations

from collections.abc import Iterator

from probanda.audit.facts import Facts
from probanda.audit.rules.ranks.comparisons import comparisons
from probanda.audit.rules.ranks.headline import percent_behind, summed_behind
from probanda.audit.rules.ranks.holders import holders
from probanda.audit.rules.ranks.orders import orders
from probanda.audit.rules.ranks.parallels import parallels
from probanda.audit.rules.ranks.places import places
from probanda.audit.rules.ranks.remarks import remarks
from probanda.audit.rules.ranks.shares import shares_by_name
from probanda.audit.rules.ranks.spans import spans
from probanda.audit.rules.ranks.trends import trends
from probanda.audit.rules.ranks.worded import parts_beside_numbers
from probanda.audit.rules.registry import Hit, rule

__all__ = ["rank_wrong"]


@rule(
    "rank-wrong",
    "“Most” or “highest” against the numbers",
    "error",
    "figures",
    "A majority is more than half; the highest number is the largest of its row. "
    "The numbers may stand in the same"
    " sentence, in another paragraph or in a table.",
    bad=(
        "Most of the detainees (20 of 51) had been beaten.",
        "The highest number of cases was recorded in Arlan (12), followed by Borv (15).",
        "Most of the victims were women: 12 women and 30 men were killed.",
    ),
    good=(
        "Most of the detainees (31 of 51) had been beaten.",
        "The highest number of cases was recorded in Borv (15), followed by Arlan (12).",
        "The most serious case concerned 12 of 51 detainees.",
    ),
)
def rank_wrong(facts: Facts) -> Iterator[Hit]:
    """Hold rank words against the numbers beside them, then against tables and lists."""
    told: list[tuple[int, int]] = []
    for hit in sorted(_all(facts), key=lambda each: each.severity == "note"):
        if not any(start < hit.end and hit.start < end for start, end in told):
            told.append((hit.start, hit.end))
            yield hit


def _all(facts: Facts) -> Iterator[Hit]:
    yield from parts_beside_numbers(facts, ranked=True)
    yield from percent_behind(facts)
    yield from summed_behind(facts)
    yield from orders(facts)
    yield from places(facts)
    yield from holders(facts)
    yield from comparisons(facts)
    yield from parallels(facts)
    yield from trends(facts)
    yield from spans(facts)
    yield from remarks(facts)
    for said, hit in facts.of(shares_by_name):
        if said.ranked:
            yield hit
