"""The treaty body's calendar as an iCalendar file (RFC 5545): the same bytes for the same record.

Steps are all-day events; what the organisations owe carries a reminder. Time stamps come from the casebook's
date, never from the clock; confidential steps say only that something is due.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from uuid import NAMESPACE_URL, uuid5

from icalendar import Alarm, Calendar, Event

from probanda.casebook.cycle import Session, Step

__all__ = ["calendar"]

REMIND = (28, 7, 1)  # days before what the organisations owe


def calendar(
    steps: Iterable[Step],
    sessions: Iterable[Session],
    *,
    name: str,
    stamp: date,
    casebook: str = "",
) -> bytes:
    """An iCalendar file of dated steps and sessions. ``stamp`` is the casebook's date (DTSTAMP)."""
    book = Calendar()
    book.add("prodid", "-//Probanda//treaty body cycle//EN")
    book.add("version", "2.0")
    book.add("calscale", "GREGORIAN")
    book.add("method", "PUBLISH")
    book.add("x-wr-calname", name)
    at = datetime.combine(stamp, time(0), UTC)
    for session in sessions:
        if session.opens is None:
            continue
        last = session.closes or session.opens
        book.add_component(
            _event(
                casebook,
                f"session:{session.key}",
                f"{session.body}, session {session.number}",
                (session.opens, last + timedelta(days=1)),
                at,
                f"Source: {session.source}",
            )
        )
    for step in steps:
        if step.due is None:
            continue
        title = (
            f"{step.body} {step.state}: confidential step"
            if step.confidential
            else f"{step.body} {step.state}: {step.text}"
        )
        lines = [f"Owed by: {step.owes}", f"Source: {step.source}"]
        if not step.confidential:
            lines += [f"Procedure: {step.procedure}"]
            lines += [f"Session: {step.session}"] if step.session else []
            lines += [f"Document: {step.symbol}"] if step.symbol else []
        if step.moved:
            lines.append(f"Due before: {', '.join(step.moved)}")
        if step.done is not None:
            lines.append(f"Done: {step.done.isoformat()}")
        event = _event(
            casebook,
            f"step:{step.key}",
            title,
            (step.due, step.due + timedelta(days=1)),
            at,
            "\n".join(lines),
        )
        if step.confidential:
            event.add("class", "CONFIDENTIAL")
        if step.owes == "organisations" and step.done is None:
            for days in REMIND:
                event.add_component(_alarm(title, days))
        book.add_component(event)
    return bytes(book.to_ical())


def _event(
    casebook: str, key: str, title: str, span: tuple[date, date], at: datetime, text: str
) -> Event:
    event = Event()
    event.add("uid", f"{uuid5(NAMESPACE_URL, f'probanda:{casebook}:{key}')}")
    event.add("dtstamp", at)
    event.add("dtstart", span[0])
    event.add("dtend", span[1])
    event.add("summary", title)
    event.add("description", text)
    event.add("transp", "TRANSPARENT")
    return event


def _alarm(title: str, days: int) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", f"{title}: {days} day{'' if days == 1 else 's'} left")
    alarm.add("trigger", timedelta(days=-days))
    return alarm
