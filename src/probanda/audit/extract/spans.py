"""Ranges that don't overlap, asked whether they hold a position."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

__all__ = ["Spans"]


class Spans:
    """Sorted ranges.

    >>> Spans([(3, 5)]).holds(4), Spans([(3, 5)]).holds(5)
    (True, False)
    """

    def __init__(self, ranges: Iterable[tuple[int, int]]) -> None:
        self.ranges = sorted(ranges)
        self._starts = [start for start, _ in self.ranges]

    def holds(self, position: int) -> bool:
        """Whether a range covers the position."""
        place = bisect_right(self._starts, position) - 1
        return place >= 0 and position < self.ranges[place][1]

    def between(self, start: int, end: int) -> list[tuple[int, int]]:
        """Ranges that begin in a stretch."""
        first, last = bisect_right(self._starts, start - 1), bisect_right(self._starts, end - 1)
        return self.ranges[first:last]
