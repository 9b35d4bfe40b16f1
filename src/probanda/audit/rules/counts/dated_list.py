"""A stated number of events against the days on which they are listed: "five attacks: on 1, 3, 4 and 6 May".

Days may share their month, and months their year. A span of days ("1–3 May") tells no number of events.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from probanda.audit.extract.language import language_tables
from probanda.audit.extract.quantities import Quantity
from probanda.audit.facts import Facts
from probanda.audit.rules.registry import Hit

__all__ = ["days_listed"]

_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th|er|ro|º|-?(?:го|е|ого))?"
_JOIN = (
    r"(?:\s*,\s*(?:(?:and|also|и|а также|y|et)\s+)?|\s+(?:and|also|as well as|и|а также|y|et)\s+)"
)
_LEAD = r"(?:(?:on|of|the|el|los|del?|le|les|du|в|во)\s+){0,2}"
#: From the number to its list, without another number: "attacks on the hospital in May 2015 (".
_BETWEEN = re.compile(r"(?:[^.;()\d]|(?<=\s)(?:19|20)\d\d(?!\d)){0,90}?(?::|\(|,|—|–)\s*\Z")


@cache
def _item(code: str) -> re.Pattern[str]:
    """A day of a list, with its month and year where it has them."""
    names = "|".join(sorted(map(re.escape, language_tables(code).months), key=len, reverse=True))
    return re.compile(
        rf"{_LEAD}{_DAY}(?:\s+(?:de\s+|of\s+)?(?P<month>{names})\.?)?(?:,?\s+(?:de\s+|del\s+)?(?P<year>(?:19|20)\d\d)"
        r"(?:\s*(?:года?|г\.))?)?(?![\w.:/%-]*\d)(?!\w)",
        re.IGNORECASE,
    )


@cache
def _first(code: str) -> re.Pattern[str]:
    """American order: "May 3, 5 and 9"."""
    names = "|".join(sorted(map(re.escape, language_tables(code).months), key=len, reverse=True))
    return re.compile(rf"(?:on\s+)?(?P<month>{names})\.?\s+(?=[0-3]?\d(?!\d))", re.IGNORECASE)


_JOINED = re.compile(_JOIN, re.IGNORECASE)


def days_listed(facts: Facts, q: Quantity) -> Iterator[Hit]:
    """Hold a small count against the days that its sentence lists behind it."""
    text, (_, end) = facts.text, q.sentence
    since = q.group.end if q.group.start >= q.end else q.end
    for opened in re.compile(r"[:(,—–]\s*").finditer(text, since, min(end, since + 120)):
        if not _BETWEEN.match(text[since : opened.end()]):
            continue
        found = _days(text, opened.end(), end, facts.language)
        if found is None:
            continue
        listed, last = found
        if listed != q.value and abs(listed - q.value) <= max(1, int(q.value) // 3):
            yield Hit(
                q.start,
                max(q.end, since),
                f"{q.shown} {q.group.text or q.unit_word} are announced, {listed} days are listed.".replace(
                    "  ", " "
                ),
                "Correct the number, or complete the list.",
                ((opened.end(), last),),
                "warning",
            )
        return


def _days(text: str, start: int, end: int, code: str) -> tuple[int, int] | None:
    """How many days stand one behind another, and where the last ends; none when that is no list of days."""
    item, count, monthly, at = _item(code), 0, False, start
    opened = _first(code).match(text, start, end)
    if opened:
        monthly, at = True, opened.end()
    while True:
        day = item.match(text, at, end)
        if day is None or not 1 <= int(day["day"]) <= 31:
            return None
        count, at = count + 1, day.end()
        monthly = monthly or bool(day["month"])
        joint = _JOINED.match(text, at, end)
        if joint is None or item.match(text, joint.end(), end) is None:
            break
        at = joint.end()
    closed = re.compile(r"\s*(?:[.;)]|,\s*[^\d\s]|\Z)").match(text, at, end) or at >= end
    return (count, at) if count > 1 and monthly and closed else None
