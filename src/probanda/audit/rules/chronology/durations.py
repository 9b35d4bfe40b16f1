"""Durations against the dates and times beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from probanda.audit.extract.dates import dates
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
    yield from _reaches_back(facts)


_FOR_YEARS = re.compile(
    r"(?<!\w)for\s+(?:(?P<more>over|more than|nearly|almost|about)\s+)?(?P<n>\d{1,3})\s+years\b[^.;]{0,60}?"
    r"(?:liberated|freed|returned|restored|lifted|ended|repealed|closed|released|recovered)\s+(?:only\s+)?in\s+(?P<year>(?:19|20)\d\d)"
)


def _reaches_back(facts: Facts) -> Iterator[Hit]:
    """As in "occupied for over 30 years but liberated in 2020", where nothing told lies so far back."""
    known = [d.first.year for d in facts.of(dates) if d.known and d.first]
    for block in facts.document.prose():
        for found in _FOR_YEARS.finditer(facts.text, block.start, block.end):
            begun = int(found["year"]) - int(found["n"])
            inside = [year for year in known if year != int(found["year"])]
            if len(inside) < 3 or min(inside) <= begun + 1 or min(inside) > int(found["year"]):
                continue
            yield Hit(
                found.start(),
                found.end(),
                f"{found['n']} years before {found['year']} is {begun}; the earliest year that the text "
                f"names is {min(inside)}.",
                "Say from when to when.",
                (),
                "note",
            )
