"""An address that was read before what it holds was published."""

from __future__ import annotations

from collections.abc import Iterator

from probanda.audit.extract.circumstances import dates_between
from probanda.audit.extract.cited_dates import looked_up, published
from probanda.audit.extract.dates import DateMention
from probanda.audit.extract.sources import entries
from probanda.audit.facts import Facts
from probanda.audit.rules.registry import Hit

__all__ = ["read_before_published"]

_LEAD = 40


def read_before_published(facts: Facts) -> Iterator[Hit]:
    """Entries with one day of publication and one day of reading, in the wrong order."""
    for block in facts.of(entries):
        read = [
            d
            for d in dates_between(facts, block.start, block.end)
            if d.known
            and d.precision == "day"
            and looked_up(facts, max(block.start, d.start - _LEAD), d.start)
        ]
        out = [d for d in published(facts, block.start, block.end) if d.precision == "day"]
        if len(read) == 1 and len(out) == 1 and _before(read[0], out[0]):
            yield Hit(
                read[0].start,
                read[0].end,
                f"Read on {facts.quote(read[0].start, read[0].end)}, before it was published on "
                f"{facts.quote(out[0].start, out[0].end)}.",
                "Check both dates.",
                ((out[0].start, out[0].end),),
            )


def _before(a: DateMention, b: DateMention) -> bool:
    return bool(a.last and b.first and (b.first - a.last).days > 1)
