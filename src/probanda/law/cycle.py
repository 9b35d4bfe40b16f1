"""Treaty bodies, the steps of their procedures, who owes each, and the scales on which follow-up is graded.

Data in ``law/data``; dates are the record's. Given steps with dates and a day, :func:`reminders` says what is
overdue, what is coming, and what has no date.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

__all__ = [
    "BODIES",
    "PROCEDURES",
    "Body",
    "Due",
    "Known",
    "Scale",
    "StepKind",
    "reminders",
    "scale",
]


@dataclass(frozen=True, slots=True)
class StepKind:
    """One step of a procedure: its word, what it is, who owes it, and whether it is confidential."""

    word: str
    text: str
    owes: str
    confidential: bool = False


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale of grades. ``grades`` empty: its words are not known, any is taken as it is written."""

    version: str
    grades: tuple[str, ...]
    sure: str
    source: str


@dataclass(frozen=True, slots=True)
class Known:
    """A value and how it is known: ``read``, ``memory`` or ``none``."""

    value: tuple[str, ...]
    sure: str
    source: str = ""
    how: str = ""


@dataclass(frozen=True, slots=True)
class Body:
    """A treaty body as a submission check needs it. ``articles``: article → procedures under it."""

    key: str
    name: str
    articles: dict[str, tuple[str, ...]]
    languages: Known
    complaint_languages: Known
    format: Known
    parts: Known
    scales: tuple[Scale, ...]
    follow_up_months: int | None
    follow_up_items: int | None


@cache
def _data(name: str) -> Any:
    return yaml.safe_load((files("probanda.law") / "data" / name).read_text(encoding="utf-8"))


def _known(given: dict[str, Any] | None) -> Known:
    given = given or {"value": [], "sure": "none"}
    value = given.get("value")
    listed = (value,) if isinstance(value, str) else tuple(value or ())
    return Known(listed, given.get("sure", "none"), given.get("source", ""), given.get("how", ""))


def _scales(given: list[dict[str, Any]]) -> tuple[Scale, ...]:
    return tuple(
        Scale(one["version"], tuple(one["grades"]), one["sure"], one["source"]) for one in given
    )


def _bodies() -> dict[str, Body]:
    return {
        key: Body(
            key,
            row["name"],
            {str(article): tuple(words) for article, words in row.get("articles", {}).items()},
            _known(row.get("languages")),
            _known(row.get("complaint_languages")),
            _known(row.get("format")),
            _known(row.get("parts")),
            _scales(row.get("scales", [])),
            row.get("follow_up", {}).get("months"),
            row.get("follow_up", {}).get("items"),
        )
        for key, row in _data("bodies.yaml")["bodies"].items()
    }


#: Treaty bodies by key.
BODIES: dict[str, Body] = _bodies()
#: Procedures and their steps, in order.
PROCEDURES: dict[str, tuple[StepKind, ...]] = {
    name: tuple(StepKind(**step) for step in steps)
    for name, steps in _data("procedures.yaml")["procedures"].items()
}
_OWN = _scales(_data("bodies.yaml")["own_scales"])


def scale(body: str, version: str) -> Scale | None:
    """The scale of that body and version (``own``: ours); None when there is none.

    >>> scale("CCPR", "CCPR-2017").grades
    ('A', 'B', 'C', 'D', 'E')
    >>> scale("CAT", "CCPR-2017") is None
    True
    """
    listed = _OWN if body == "own" else BODIES[body].scales if body in BODIES else ()
    return next((one for one in listed if one.version == version), None)


@dataclass(frozen=True, slots=True)
class Due:
    """A step as a reminder sees it: its key, when it is due at the latest, when it was done.

    ``state`` is ``done``, ``done-late``, ``overdue``, ``due`` (within the days asked for), ``later`` or
    ``no-date``; ``days`` from the day asked to the due date (negative: past).
    """

    key: str
    due: date | None
    done: date | None
    state: str
    days: int | None


def reminders(
    steps: Iterable[tuple[str, date | None, date | None]], on: date, *, ahead: int = 90
) -> tuple[Due, ...]:
    """Where each step (key, due, done) stands on a day, most pressing first.

    >>> day = date(2026, 3, 2)
    >>> [one.state for one in reminders([("a", date(2026, 3, 1), None), ("b", None, None)], day)]
    ['overdue', 'no-date']
    """
    found = []
    for key, due, done in steps:
        days = None if due is None else (due - on).days
        if done is not None and done <= on:
            state = "done-late" if due is not None and done > due else "done"
        elif days is None:
            state = "no-date"
        elif days < 0:
            state = "overdue"
        else:
            state = "due" if days <= ahead else "later"
        found.append(Due(key, due, done, state, days))
    return tuple(
        sorted(found, key=lambda one: (_PRESSING.index(one.state), one.due or date.max, one.key))
    )


_PRESSING = ("overdue", "due", "later", "no-date", "done-late", "done")
