"""Durations against the dates and times beside them."""

from __future__ import annotations

from collections.abc import Iterator

from probanda.audit.facts import Facts
from probanda.audit.rules.chronology.clock_spans import clock_spans
from probanda.audit.rules.chronology.elapsed import hits_of
from probanda.audit.rules.chronology.nth_day import nth_days
from probanda.audit.rules.chronology.quarters import quarters
from probanda.audit.rules.registry import Hit, rule


@rule(
    "duration-wrong",
    "A duration doesn't fit its dates",
    "error",
    "time",
    "“Lasted 44 days” is computed from the dates beside it; both ways of counting "
    "days are right. Weeks, months and years have"
    " their room.",
    bad=(
        "The war began on 27 September 2020, ended on 10 November 2020 and lasted 54 days.",
        "He was held from 3 May 2021 to 10 May 2021, for three weeks.",
    ),
    good=(
        "The war began on 27 September 2020, ended on 10 November 2020 and lasted 44 days.",
        "He was held from 3 May 2021 to 24 May 2021, for three weeks.",
    ),
)
def duration_wrong(facts: Facts) -> Iterator[Hit]:
    """Compute durations from the dates of the sentence, of its paragraph and of the events that it names."""
    told: set[int] = set()
    for hit in (*hits_of(facts, "duration-wrong"), *nth_days(facts)):
        if not told & set(range(hit.start, hit.end)):
            told |= set(range(hit.start, hit.end))
            yield hit
    yield from clock_spans(facts)
    yield from quarters(facts)
