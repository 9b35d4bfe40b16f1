"""``probanda custody``: who was held where by whom on a day; exchanges, sentences, movements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from probanda.cli.common import (
    CasebookOption,
    JsonOption,
    emit_json,
    guarded,
    open_from_option,
    out,
    say,
)
from probanda.cli.cycle import day_of
from probanda.problems import ProbandaError, Problem

__all__ = ["app"]

app = typer.Typer(no_args_is_help=True)


@app.command("held")
@guarded
def held(
    on: Annotated[str, typer.Argument(help="The day, such as 2019-07-01.", metavar="DAY")],
    casebook: CasebookOption = None,
    *,
    registered: Annotated[
        bool | None,
        typer.Option(
            "--registered/--not-registered",
            help="Only those said to be (or not) registered with the ICRC.",
        ),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Who is said to have been held on a day, where, by whom, and whether registered with the ICRC."""
    opened = open_from_option(casebook)
    from probanda.casebook.custody import held_on

    day = day_of(opened, on)
    found = held_on(day, registered=registered)
    persons = {one.person for one in found}
    sure = {one.person for one in found if one.sure}
    if as_json:
        emit_json(
            {
                "ok": True,
                "on": day.isoformat(),
                "persons": len(persons),
                "persons_sure": len(sure),
                "held": [asdict(one) for one in found],
            }
        )
        return
    out.print(
        f"{day.isoformat()}: {len(persons)} persons said to be held, {len(sure)} of them surely on that day.",
        markup=False,
    )
    words = {
        True: "registered with the ICRC",
        False: "not registered",
        None: "registration not stated",
    }
    for one in found:
        possible = "" if one.sure else " (possibly on that day)"
        _line(
            f"{one.person}: {one.place or 'place not stated'}, by {one.holder or 'not stated'}, "
            f"{words[one.registered]}{possible} [{one.claim}, {one.claimant}]"
        )


@app.command("exchanges")
@guarded
def exchanges_(casebook: CasebookOption = None, *, as_json: JsonOption = False) -> None:
    """Exchanges with the counts that each claimant states per side, and the persons named."""
    open_from_option(casebook)
    from probanda.casebook.custody import exchanges

    found = exchanges()
    sides: dict[str, dict[str, int]] = {}
    for one in found:
        if one.number is not None:
            by = sides.setdefault(one.claimant, {})
            by[one.by or "not stated"] = by.get(one.by or "not stated", 0) + one.number
    if as_json:
        emit_json({"ok": True, "exchanges": [asdict(one) for one in found], "by_side": sides})
        return
    for one in found:
        number = "number not stated" if one.number is None else f"{one.number} persons"
        named = f", {len(one.persons)} named" if one.persons else ""
        _line(f"{one.day} {one.event}: {one.by} to {one.to}: {number}{named} [{one.claimant}]")
    for claimant, by in sides.items():
        _line(
            f"In all, according to {claimant}: "
            + ", ".join(f"{n} by {side}" for side, n in by.items())
        )


@app.command("sentences")
@guarded
def sentences_(casebook: CasebookOption = None, *, as_json: JsonOption = False) -> None:
    """Sentences reported, with court and article."""
    open_from_option(casebook)
    from probanda.casebook.custody import sentences

    found = sentences()
    if as_json:
        emit_json({"ok": True, "sentences": [asdict(one) for one in found]})
        return
    for one in found:
        _line(
            f"{one.day} {one.person}: {one.term or 'term not stated'}, {one.offence}, {one.provision}, "
            f"{one.court} [{one.claim}, {one.claimant}]"
        )


@app.command("movements")
@guarded
def movements_(
    casebook: CasebookOption = None,
    *,
    chart: Annotated[
        Path | None,
        typer.Option(
            "--chart", help="Draw the flow chart (.svg or .png); nobody is named.", metavar="FILE"
        ),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """The way of each person who is said to have been held, from place to place."""
    opened = open_from_option(casebook)
    from probanda.casebook.custody import movements

    found = movements()
    if chart is not None:
        _draw([one.stations for one in found], chart, opened.settings.title)
    flows: dict[tuple[str, str], int] = {}
    for one in found:
        for left, right in zip(one.stations, one.stations[1:], strict=False):
            flows[left, right] = flows.get((left, right), 0) + 1
    if as_json:
        emit_json(
            {
                "ok": True,
                "persons": len(found),
                "movements": [asdict(one) for one in found],
                "flows": [{"from": a, "to": b, "persons": n} for (a, b), n in flows.items()],
                "written": str(chart) if chart else "",
            }
        )
        return
    for one in found:
        _line(f"{one.person}: {' → '.join(one.stations)} [{', '.join(one.claims)}]")
    if chart is not None:
        say(f"chart: {chart}")


def _draw(paths: Sequence[Sequence[str]], path: Path, title: str) -> None:
    from probanda.report.movements_picture import movements_picture
    from probanda.report.saved_picture import save

    if not paths:
        raise ProbandaError(
            Problem("movements-empty", "The record says of nobody that they were held.")
        )
    save(movements_picture(paths, title), path)


def _line(text: Any) -> None:
    out.print(str(text), markup=False, soft_wrap=True)
