"""`probanda law`: provisions and their elements, quotations and citations in a text, symbols, ratifications."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from probanda.cli import law_cases, law_text
from probanda.cli.common import JsonOption, clock, emit_json, guarded, out, print_problems, say
from probanda.problems import ProbandaError, Problem

if TYPE_CHECKING:
    from probanda.law.provisions import Instrument, Provision

app = typer.Typer(no_args_is_help=True)
law_cases.register(app)
law_text.register(app)


@app.callback()
def _group() -> None:
    """Exit status: 0 done, 1 found problems (such as an altered quotation), 2 used wrongly."""


@app.command()
@guarded
def show(
    code: Annotated[
        str, typer.Argument(help="Code such as CAT/2/2, CAT/2 (all of it) or CAT.", metavar="CODE")
    ],
    state: Annotated[
        str, typer.Option("--state", help="Say whether it bound this State (name or code).")
    ] = "",
    on: Annotated[
        str, typer.Option("--on", help="On this day; otherwise today.", metavar="YYYY-MM-DD")
    ] = "",
    rows: Annotated[
        Path | None,
        typer.Option("--status", help="Rows on ratification, as import-status writes them."),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Show a provision: what it says in our words, its elements and the questions that test them."""
    from probanda.law.fingerprint import shipped_prints
    from probanda.law.loading import shipped_law

    law = shipped_law()
    if "/" not in code.strip("/"):
        instrument = law.instrument(code)
        answer = _bound(instrument.short, state, on, rows)
        if as_json:
            emit_json(instrument.as_dict() | answer)
            return
        _print_instrument(instrument)
        if answer:
            out.print(str(answer["bound"]["why"]), markup=False, soft_wrap=True)
        return
    provisions = law.under(code.strip("/"))
    answer = _bound(provisions[0].instrument, state, on, rows)
    prints = shipped_prints()
    if as_json:
        found = [
            each.as_dict()
            | {"fingerprint": prints.has(each.code), "in_force": _in_force(each)}
            | answer
            for each in provisions
        ]
        emit_json(found[0] if len(found) == 1 else {"code": code, "provisions": found})
        return
    for number, each in enumerate(provisions):
        if number:
            out.print()
        _print_provision(each, prints.has(each.code))
    if answer:
        out.print(str(answer["bound"]["why"]), markup=False, soft_wrap=True)


def _bound(instrument: str, state: str, on: str, rows: Path | None) -> dict[str, dict[str, object]]:
    """Whether an instrument bound the State that was asked for; nothing when none was."""
    from probanda.law.loading import shipped_law
    from probanda.law.ratification import bound, read_status, shipped_status

    if not state.strip():
        return {}
    try:
        day = date.fromisoformat(on) if on else clock().date()
    except ValueError as error:
        raise ProbandaError(
            Problem("date-wrong", "This is no day.", found=on[:40], expected="such as 2019-04-01"),
            usage=True,
        ) from error
    status = shipped_status()
    if rows is not None:
        status = status.merged(read_status(rows, shipped_law()))
    return {"bound": bound(shipped_law(), state, instrument, day, status).as_dict()}


def _in_force(provision: Provision) -> str | None:
    from probanda.law.loading import shipped_law

    day = shipped_law().instrument(provision.instrument).in_force
    return day.isoformat() if day else None


def _print_instrument(instrument: Instrument) -> None:
    lines = [f"{instrument.short}: {instrument.name}"]
    if instrument.adopted:
        lines.append(f"Adopted {instrument.adopted}, in force {instrument.in_force}.")
    if instrument.treaty_series:
        lines.append(f"United Nations, Treaty Series, {instrument.treaty_series}.")
    if not instrument.binding:
        lines.append("A manual, used as a checklist; it binds no State as a treaty does.")
    lines += [f"Explained by {each.symbol}: {each.title}." for each in instrument.pointers]
    lines.append(f"Known: {instrument.origin.known} {instrument.origin.address}".rstrip())
    if instrument.note:
        lines.append(f"Note: {instrument.note}.")
    for line in lines:
        out.print(line, markup=False, soft_wrap=True)
    for provision in instrument.provisions:
        out.print(f"  {provision.code}  {provision.title}", markup=False, soft_wrap=True)


def _print_provision(provision: Provision, printed: bool) -> None:
    kinds = ", ".join(sorted(str(kind) for kind in provision.kinds))
    lines = [
        f"{provision.code}: {provision.title}",
        provision.summary,
        f"Kind: {kinds}. Applies: {provision.applies}.",
    ]
    if not provision.numbered:
        lines.append("The treaty prints no number for this paragraph; it is counted.")
    for each in provision.elements:
        role = " (takes the act out of the provision)" if each.exclusion else ""
        role = f" (one of: {each.group})" if each.group else role
        lines.append(f"  {each.id}{role}: {each.text}")
        lines += [f"    ? {test}" for test in each.tests]
        if each.supported_by:
            lines.append(f"    for: {', '.join(each.supported_by)}")
        if each.contradicted_by:
            lines.append(f"    against: {', '.join(each.contradicted_by)}")
    lines += [
        f"Explained by {each.symbol}"
        + (f", paras. {each.paragraphs}" if each.paragraphs else "")
        + f": {each.title}."
        for each in provision.pointers
    ]
    if provision.see:
        lines.append(f"See: {', '.join(provision.see)}.")
    if provision.also:
        lines.append(f"The same text: {', '.join(provision.also)}.")
    lines.append(f"Known: {provision.origin.known} {provision.origin.address}".rstrip())
    lines.append(
        "Quotations of it can be checked."
        if printed
        else "No fingerprint of its official text: quotations of it cannot be checked."
    )
    for line in lines:
        out.print(line, markup=False, soft_wrap=True)


@app.command(name="list")
@guarded
def list_(
    instrument: Annotated[
        str,
        typer.Argument(help="Short name; without it the instruments are listed.", metavar="NAME"),
    ] = "",
    as_json: JsonOption = False,
) -> None:
    """List the instruments, or the provisions of one."""
    from probanda.law.fingerprint import shipped_prints
    from probanda.law.loading import shipped_law

    law = shipped_law()
    prints = shipped_prints()
    if instrument:
        found = law.instrument(instrument)
        if as_json:
            emit_json(
                [
                    {
                        "code": each.code,
                        "title": each.title,
                        "kinds": sorted(str(kind) for kind in each.kinds),
                        "applies": str(each.applies),
                        "elements": len(each.elements),
                        "fingerprint": prints.has(each.code),
                    }
                    for each in found.provisions
                ]
            )
            return
        for provision in found.provisions:
            out.print(f"{provision.code}  {provision.title}", markup=False, soft_wrap=True)
        return
    if as_json:
        emit_json([each.as_dict() for each in law.instruments.values()])
        return
    for each in law.instruments.values():
        out.print(
            f"{each.short}  {each.name}: {len(each.provisions)} provisions",
            markup=False,
            soft_wrap=True,
        )


@app.command(name="import-status")
@guarded
def import_status(
    file: Annotated[
        Path, typer.Argument(help="The depositary's table as HTML, XML or CSV.", metavar="FILE")
    ],
    instrument: Annotated[
        str,
        typer.Option("--instrument", help="Short name, when the file does not name the treaty."),
    ] = "",
    states: Annotated[
        list[str] | None,
        typer.Option("--state", help="Keep only this State (name or code); repeat for several."),
    ] = None,
    out_file: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "-o",
            help="Write (or add) the rows to this CSV, such as CASEBOOK/ratifications.csv.",
        ),
    ] = None,
    address: Annotated[str, typer.Option(help="The address that it was downloaded from.")] = "",
    as_json: JsonOption = False,
) -> None:
    """Read who signed and joined a treaty and when from a table that you downloaded."""
    from probanda.law.loading import shipped_law
    from probanda.law.ratification import Status, bound, read_status, write_status
    from probanda.law.states import code_of, folded
    from probanda.law.status_tables import import_table

    law = shipped_law()
    today: date = clock().date()
    table = import_table(file, law, today, instrument, address=address)
    wanted = {code_of(each) or folded(each) for each in states or []}
    events = tuple(each for each in table.events if not wanted or each.key in wanted)
    missing = sorted(wanted - {each.key for each in events})
    problems = [
        *table.problems,
        *(
            Problem(
                "state-not-in-table",
                "The table has no row on this State: it neither signed nor joined, or is spelt otherwise.",
                file=str(file),
                found=each,
                severity="warning",
            )
            for each in missing
        ),
    ]
    status = Status(events)
    if out_file is not None:
        kept = read_status(out_file, law) if out_file.exists() else Status()
        again = {(each.instrument, each.key) for each in events}
        others = [each for each in kept.events if (each.instrument, each.key) not in again]
        write_status(out_file, [*others, *events])
    names = {each.key: each.state for each in events}
    answers = {
        name: bound(law, name, table.instrument, today, status).as_dict()
        for _, name in sorted(names.items(), key=lambda pair: pair[1])
    }
    failed = any(each.severity == "error" for each in problems)
    if as_json:
        emit_json(
            {
                "ok": not failed,
                "instrument": table.instrument,
                "states": table.states,
                "events": [each.as_dict() for each in events],
                "bound": answers,
                "written": str(out_file) if out_file else None,
                "problems": [each.as_dict() for each in problems],
            }
        )
    else:
        for answer in answers.values():
            out.print(str(answer["why"]), markup=False, soft_wrap=True)
        count = f"{len(events)} rows on {len(names)} States for {table.instrument}"
        say(f"{count}, written to {out_file}." if out_file else f"{count}; --out FILE keeps them.")
        print_problems(problems)
    if failed:
        raise typer.Exit(1)
