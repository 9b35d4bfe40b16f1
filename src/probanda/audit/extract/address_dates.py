"""The day that a web address carries in its path: "/2021/05/03/", "20210503", "210503_", "3may2021"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from probanda.audit.any_case import any_case

__all__ = ["AddressDate", "address_date"]

#: The web has no page older than this.
_FIRST_YEAR = 1990


@dataclass(frozen=True, slots=True)
class AddressDate:
    """A day or month in an address.

    Attributes:
        text: as it stands there.
        readings: the days it may mean, the likelier first: "05-03-2021" has two; the first of the month where it
            carries a month alone.
        precision: "day" or "month".
        whole: it fills parts of the path of its own, as the day of publication does; a day amid the words of a
            title may be that of the event.
        loose: six figures, or a day joined to more, which may be a number as well: "/2021/05/12-law-3".
    """

    text: str
    readings: tuple[date, ...]
    precision: str
    whole: bool = True
    loose: bool = False


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YEAR = r"(?P<y>(?:19|20)\d\d)"
_MONTH = r"(?P<m>0?[1-9]|1[0-2])"
_DAY = r"(?P<d>0?[1-9]|[12]\d|3[01])"
_NAMED = rf"(?P<M>{'|'.join(_MONTHS)})[a-z]{{0,6}}"
_END = r"(?=[/_.?&#-]|\Z)"


@cache
def _shapes() -> tuple[re.Pattern[str], ...]:
    """The shapes, the surest first; each is led by a mark that parts words of an address."""
    lead = r"(?P<lead>[/=_.-])"
    return tuple(
        any_case(lead + shape + _END)
        for shape in (
            rf"{_YEAR}(?P<s>[/_.-]){_MONTH}(?P=s){_DAY}",
            rf"{_YEAR}[/_.-]?{_NAMED}(?:[/_.-]?{_DAY})?",
            rf"{_DAY}[/_.-]?{_NAMED}[/_.-]?{_YEAR}",
            rf"{_YEAR}(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])",
            rf"{_DAY}(?P<s>[/_.-]){_MONTH}(?P=s){_YEAR}",
            rf"{_YEAR}[/_-]{_MONTH}",
            r"(?P<yy>\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])",
        )
    )


#: Where files are laid down, the path tells the month of that; a copy in an archive tells the day of the copy.
_LAID_DOWN = re.compile(r"upload|wp-content|/files?/|sites/default", re.I)
_ARCHIVE = re.compile(r"\A.*?archive\.(?:org|is|ph|today|vn|li|md)/(?:web/)?(?:\d{6,}\w*/)?", re.I)


def address_date(address: str) -> AddressDate | None:
    """The day or month that an address carries; None for none.

    >>> address_date("https://news.example/2021/05/03/mill").readings
    (datetime.date(2021, 5, 3),)
    >>> address_date("https://news.example/210503_mill").loose
    True
    """
    path = _ARCHIVE.sub("", address)
    path = "/" + path.partition("://")[2].partition("/")[2]
    if _LAID_DOWN.search(path):
        return None
    for shape in _shapes():
        for found in shape.finditer(path):
            readings = tuple(_readings(found.groupdict()))
            if readings:
                has_day = bool(found.groupdict().get("d"))
                numbered = path[found.end() : found.end() + 1] == "-" and "/" in found.group()[1:]
                return AddressDate(
                    found.group()[1:],
                    readings,
                    "day" if has_day else "month",
                    found["lead"] in "/=" or "yy" in found.groupdict(),
                    "yy" in found.groupdict() or numbered,
                )
    return None


def _readings(parts: dict[str, str | None]) -> list[date]:
    year = int(parts.get("y") or 2000 + int(parts.get("yy") or 0))
    named = parts.get("M")
    month = _MONTHS.index(named.lower()) + 1 if named else int(parts.get("m") or 0)
    day = int(parts.get("d") or 1)
    pairs = [(month, day)]
    if "s" in parts and parts.get("d") and day <= 12 and not named and _day_first(parts):
        pairs.append((day, month))
    days = []
    for a_month, a_day in pairs:
        try:
            days.append(date(year, a_month, a_day))
        except ValueError:
            continue
    return [each for each in days if each.year >= _FIRST_YEAR]


def _day_first(parts: dict[str, str | None]) -> bool:
    """Whether the year stands last, where the day and the month may stand either way."""
    return list(parts).index("y") > list(parts).index("m")
