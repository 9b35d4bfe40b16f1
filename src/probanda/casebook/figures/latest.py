"""Which of a subject's statements is the latest by a day, where dates are spans and some are unknown."""

from __future__ import annotations

import numpy as np

from probanda.casebook.figures import trilean
from probanda.casebook.figures.columns import day_number
from probanda.casebook.figures.definition import Query
from probanda.casebook.figures.trilean import FIRST, LAST, Ints, Mask

__all__ = ["latest", "latest_statements", "query_day"]

ALL_TIME = LAST


def latest(query: Query) -> bool:
    """Whether the query means the latest status rather than any that was ever stated."""
    if query.status is None:
        return False
    return query.status.mode == "latest" or (not query.status.mode and query.as_of is not None)


def query_day(query: Query) -> int:
    """The as-of day of a query, or the end of time."""
    return ALL_TIME if query.as_of is None else day_number(query.as_of)


def latest_statements(
    who: Ints, low: Ints, high: Ints, dated: Mask, entry: Ints, *, day: int, size: int
) -> tuple[Mask, Mask]:
    """(rows that may be their subject's latest statement by the day, subjects that surely have one).

    ``entry`` is the row of a list that each statement stands in, -1 for none; statements in ascending id.
    """
    surely = dated & (high <= day)
    newest = np.full(size, FIRST - 1, np.int64)
    np.maximum.at(newest, who[surely], low[surely])
    # Of statements that begin on that newest day, the one that reaches furthest follows what ends on it:
    # "missing on 3 May" gives way to "released between 3 May and 1 June", not to "dead on 3 May".
    furthest = np.full(size, FIRST - 1, np.int64)
    begins = surely & (low == newest[who])
    np.maximum.at(furthest, who[begins], high[begins])
    end = np.minimum(high, day)
    followed = (end < newest[who]) | ((end == newest[who]) & (furthest[who] > end))
    followed |= _followed_in_its_row(low, high, entry, surely)
    candidates = dated & (low <= day) & ~followed
    has_surely = trilean.scatter(size, who, surely)
    undated = ~dated & ~has_surely[who]
    founded = has_surely | trilean.scatter(size, who, undated)
    return np.asarray(candidates | undated), np.asarray(founded)


def _followed_in_its_row(low: Ints, high: Ints, entry: Ints, surely: Mask) -> Mask:
    """Statements after which their own row of a list surely states another.

    "Held since May 2021; missing", on a list of May 2021: the row itself says which came first. Only dates that
    surely say the contrary are believed against it.
    """
    position = np.arange(len(entry))
    last = np.full(int(entry.max(initial=-1)) + 2, -1, np.int64)
    chosen = surely & (entry >= 0)
    np.maximum.at(last, entry[chosen], position[chosen])
    after = np.where(entry >= 0, last[entry], -1)
    return np.asarray((after > position) & (high[after] >= low))
