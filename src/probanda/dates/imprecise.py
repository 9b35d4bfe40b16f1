"""A date as precise as it was written, and no more: the value that the rest of Probanda keeps.

Reading texts lives in `parse` (what people write) and `standard` (EDTF); comparing in `compare`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from probanda.dates.point import Point
from probanda.dates.problem import DateProblem

OPEN = ".."
UNKNOWN = ""


@dataclass(frozen=True, slots=True)
class ImpreciseDate:
    """A day, or a stretch of days in which the day or days that are meant lie.

    Attributes:
        text: as written, verbatim.
        edtf: the same in EDTF level 1, canonical: what to store and exchange.
        earliest: first possible day, included; None when the start is open or unknown.
        latest: last possible day, included; None when the end is open or unknown.
        approximate: "about" was written of the whole or of an end. Bounds are not padded;
            comparisons and ages count with a margin (`probanda.dates.point.MARGIN_MONTHS`).
        uncertain: the writer doubts it ("1992?"). That is a matter of credibility, not of
            extent: it changes neither bounds nor comparisons.
        choice: the text names a stretch but means some day of it ("May or June 1992", "after
            12.11.2020"), so the stretch is not something that lasted. EDTF level 1 has no sign
            for this: it comes from the text, and `from_edtf` never sets it.
        note: what was repaired or left out in reading, for the report of an import; "" if nothing.
    """

    text: str
    edtf: str
    earliest: date | None
    latest: date | None
    approximate: bool = False
    uncertain: bool = False
    choice: bool = False
    note: str = ""

    def __str__(self) -> str:
        return self.edtf

    @property
    def is_interval(self) -> bool:
        """Whether two ends are written, rather than one point."""
        return "/" in self.edtf

    @property
    def is_day(self) -> bool:
        """Whether exactly one day is possible (an "about" before it does not change that)."""
        return self.earliest is not None and self.earliest == self.latest

    @property
    def precision(self) -> str:
        """How much is stated.

        One of "day", "month", "season", "year", "decade", "century", "millennium", "interval",
        or "unknown" when neither end is.
        """
        if self.is_interval:
            return "unknown" if self.earliest is None and self.latest is None else "interval"
        point = Point.read(self.edtf)
        return "unknown" if point is None else point.precision


def ends(d: ImpreciseDate) -> tuple[Point | str, Point | str]:
    """The two points of an interval, or the one point twice; `OPEN` or `UNKNOWN` for no point."""
    return _ends(d.edtf)


@lru_cache(maxsize=4096)
def _ends(edtf: str) -> tuple[Point | str, Point | str]:
    start, slash, end = edtf.partition("/")
    first = Point.read(start) or start
    return first, (Point.read(end) or end) if slash else first


def reach(d: ImpreciseDate) -> tuple[date | None, date | None]:
    """The days a comparison counts with: the bounds, widened where "about" was written."""
    if not d.approximate:
        return d.earliest, d.latest
    return _reach(d.edtf)


@lru_cache(maxsize=4096)
def _reach(edtf: str) -> tuple[date | None, date | None]:
    start, end = _ends(edtf)
    return (
        start.reach()[0] if isinstance(start, Point) else None,
        end.reach()[1] if isinstance(end, Point) else None,
    )


def compose(
    text: str,
    start: Point | str,
    end: Point | str | None = None,
    *,
    choice: bool = False,
    note: str = "",
) -> ImpreciseDate:
    """The value of one point, or of the interval between two.

    Raises:
        DateProblem: a point is impossible, or the interval ends before it begins.
    """
    edtf = str(start) if end is None else f"{start}/{end}"
    points = [point for point in (start, end) if isinstance(point, Point)]
    last = start if end is None else end
    earliest = start.bounds()[0] if isinstance(start, Point) else None
    latest = last.bounds()[1] if isinstance(last, Point) else None
    if earliest is not None and latest is not None and earliest > latest:
        raise DateProblem(
            "date-impossible",
            text,
            "an end that is not before the beginning",
            "Write both ends in full, the earlier first.",
        )
    return ImpreciseDate(
        text,
        edtf,
        earliest,
        latest,
        any(point.approximate for point in points),
        any(point.uncertain for point in points),
        choice,
        note,
    )


def from_date(day: date) -> ImpreciseDate:
    """The value of a known day; the time of a `datetime` is left out.

    >>> from_date(date(2020, 11, 12)).edtf
    '2020-11-12'
    """
    if isinstance(day, datetime):
        day = day.date()
    iso = day.isoformat()
    return ImpreciseDate(iso, iso, day, day)
