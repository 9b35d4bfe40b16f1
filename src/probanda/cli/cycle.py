"""``probanda cycle``: where the case stands before the treaty body; reminders, calendar, timeline."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from probanda.cli.common import (
    CasebookOption,
    JsonOption,
    clock,
    emit_json,
    guarded,
    open_from_option,
    out,
    say,
)
from probanda.problems import ProbandaError, Problem

if TYPE_CHECKING:
    from probanda.casebook.cycle import Step
    from probanda.casebook.folder import Casebook
    from probanda.law.cycle import Due

__all__ = ["day_of", "register"]

WORDS = {
    "overdue": "OVERDUE",
    "due": "due",
    "later": "later",
    "no-date": "no date",
    "done": "done",
    "done-late": "done late",
}


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("cycle")(guarded(cycle))


def day_of(casebook: Casebook, given: str = "") -> date:
    """The day that a command means: the option, else the casebook's date, else today.

    Raises:
        ProbandaError: the option is not one day.
    """
    from probanda.dates import DateProblem, parse_date

    text = given or casebook.settings.date
    if not text:
        return clock().date()
    try:
        known = parse_date(text)
    except DateProblem as error:
        raise ProbandaError(
            Problem(
                error.code,
                "The day cannot be read.",
                found=text,
                expected="a day, such as 2026-03-02",
            ),
            usage=True,
        ) from error
    if known.earliest is None or known.earliest != known.latest:
        raise ProbandaError(
            Problem(
                "date-imprecise",
                "This is not one day.",
                found=text,
                expected="a day, such as 2026-03-02",
            ),
            usage=True,
        )
    return known.earliest


def cycle(
    casebook: CasebookOption = None,
    *,
    body: Annotated[str, typer.Option("--body", help="Only this treaty body, such as CAT.")] = "",
    state: Annotated[str, typer.Option("--state", help="Only this State.")] = "",
    on: Annotated[
        str, typer.Option("--on", help="As of this day. Otherwise: the casebook's date, or today.")
    ] = "",
    ahead: Annotated[
        int, typer.Option("--ahead", help="A step is due soon when so many days are left.", min=0)
    ] = 90,
    ics: Annotated[
        Path | None, typer.Option("--ics", help="Write the calendar as iCalendar.", metavar="FILE")
    ] = None,
    picture: Annotated[
        Path | None,
        typer.Option("--timeline", help="Draw the timeline (.svg or .png).", metavar="FILE"),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Steps before the treaty body: what is overdue, due and done, and who owes it.

    Deadlines are what the record says with their source; one that moved shows its earlier dates.
    """
    opened = open_from_option(casebook)
    from probanda.casebook.cycle import read_sessions, read_steps
    from probanda.law.cycle import BODIES, reminders

    if body and body not in BODIES:
        raise ProbandaError(
            Problem(
                "body-unknown",
                "There is no treaty body of this name.",
                found=body,
                expected=", ".join(BODIES),
            ),
            usage=True,
        )
    today = day_of(opened, on)
    steps = {step.key: step for step in read_steps(body, state)}
    sessions = [one for one in read_sessions() if not body or one.body == body]
    due = reminders(((s.key, s.due, s.done) for s in steps.values()), today, ahead=ahead)
    written: dict[str, str] = {}
    if ics is not None:
        from probanda.exchange.calendar import calendar

        ics.parent.mkdir(parents=True, exist_ok=True)
        ics.write_bytes(
            calendar(
                steps.values(),
                sessions,
                name=opened.settings.title or "Treaty body cycle",
                stamp=day_of(opened),
                casebook=opened.settings.id,
            )
        )
        written["ics"] = str(ics)
    if picture is not None:
        who, whom = state or opened.settings.state_party or "States", body or "the treaty bodies"
        _draw(steps, due, today, picture, f"{who} before {whom}")
        written["timeline"] = str(picture)
    if as_json:
        emit_json(
            {
                "ok": True,
                "on": today.isoformat(),
                "steps": [_answer(steps[one.key], one) for one in due],
                "sessions": [
                    {
                        "key": s.key,
                        "body": s.body,
                        "number": s.number,
                        "opens": s.opens.isoformat() if s.opens else None,
                        "closes": s.closes.isoformat() if s.closes else None,
                        "source": s.source,
                    }
                    for s in sessions
                ],
                "counts": {word: sum(d.state == word for d in due) for word in WORDS},
                "written": written,
            }
        )
        return
    _print(steps, due, today)
    for name, path in written.items():
        say(f"{name}: {path}")


def _answer(step: Step, due: Due) -> dict[str, Any]:
    return {
        "key": step.key,
        "body": step.body,
        "state_party": step.state,
        "procedure": step.procedure,
        "cycle": step.cycle,
        "step": step.step,
        "text": step.text,
        "owes": step.owes,
        "session": step.session,
        "due": step.due.isoformat() if step.due else None,
        "done": step.done.isoformat() if step.done else None,
        "state": due.state,
        "days": due.days,
        "symbol": step.symbol,
        "confidential": step.confidential,
        "moved_from": list(step.moved),
        "source": step.source,
        "locator": step.locator,
        "note": step.note,
    }


def _print(steps: dict[str, Step], due: tuple[Due, ...], today: date) -> None:
    if not due:
        out.print("The record holds no step of a procedure before a treaty body.", markup=False)
        return
    out.print(f"As of {today.isoformat()}:", markup=False)
    for one in due:
        step = steps[one.key]
        left = ""
        if one.state == "overdue" and one.days is not None:
            left = f", {-one.days} days ago"
        elif one.days is not None and one.state in {"due", "later"}:
            left = f", in {one.days} days"
        moved = f" (before: {', '.join(step.moved)})" if step.moved else ""
        symbol = f" {step.symbol}" if step.symbol else ""
        done = f", done {step.done.isoformat()}" if step.done else ""
        session = f", session {step.session}" if step.session else ""
        out.print(
            f"{WORDS[one.state]:>9}  {step.due_text or 'no date'}{left}{moved}{done}: {step.body} {step.state}, "
            f"{step.text}{symbol}, owed by {step.owes.replace('-', ' ')}{session} [{step.key}]",
            markup=False,
            soft_wrap=True,
        )


def _draw(
    steps: dict[str, Step], due: tuple[Due, ...], today: date, path: Path, title: str
) -> None:
    from probanda.report.saved_picture import save
    from probanda.report.timeline_picture import TimelineMark, timeline_picture

    lanes = {
        "committee": "Committee",
        "state-party": "State party",
        "organisations": "Organisations",
    }
    marks = []
    for one in due:
        day = one.done or one.due
        if day is None:
            continue
        step = steps[one.key]
        words = "confidential step" if step.confidential else f"{step.text} {step.symbol}".strip()
        marks.append(TimelineMark(day, lanes[step.owes], words, one.state))
    marks.sort(key=lambda mark: list(lanes.values()).index(mark.lane))
    if not marks:
        raise ProbandaError(Problem("timeline-empty", "There is no dated step to draw."))
    save(timeline_picture(marks, today, title), path)
