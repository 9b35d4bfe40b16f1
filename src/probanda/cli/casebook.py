"""``probanda init``, ``doctor``, ``upgrade``, ``search`` and ``show``: the casebook and what is in it."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import Annotated, Any

import typer

from probanda.cli import identity
from probanda.cli.common import (
    ByOption,
    CasebookOption,
    JsonOption,
    acting,
    clock,
    console,
    emit_json,
    guarded,
    open_from_option,
    out,
    print_problems,
    say,
)
from probanda.problems import ProbandaError, Problem

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.command("init")(guarded(init))
    app.command("doctor")(guarded(doctor))
    app.command("search")(guarded(search))
    app.command("show")(guarded(show))
    app.command("upgrade")(guarded(upgrade))
    app.add_typer(identity.app, name="identity")


def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make.")],
    title: Annotated[str, typer.Option("--title", help="What the casebook is about.")] = "",
    language: Annotated[
        list[str] | None,
        typer.Option(
            "--language", help="A language of the material (may be repeated).", metavar="TAG"
        ),
    ] = None,
    party: Annotated[
        list[str] | None,
        typer.Option("--party", help="A party to the conflict (may be repeated).", metavar="NAME"),
    ] = None,
    treaty_body: Annotated[
        str, typer.Option("--treaty-body", help="To whom, such as CAT.", metavar="NAME")
    ] = "",
    state_party: Annotated[
        str, typer.Option("--state-party", help="About which State.", metavar="NAME")
    ] = "",
    organisation: Annotated[
        str, typer.Option("--organisation", help="Who submits.", metavar="NAME")
    ] = "",
    database: Annotated[
        str,
        typer.Option(
            "--database",
            help="sqlite (one machine), or postgresql://user@host:port/name.",
            metavar="ADDRESS",
        ),
    ] = "",
    by: ByOption = "",
    *,
    as_json: JsonOption = False,
) -> None:
    """Make a casebook: a folder with its settings, its record, and room for manuscripts."""
    from probanda.casebook.folder import init_casebook

    book = init_casebook(
        folder,
        title,
        languages=language or ["en"],
        parties=party or [],
        treaty_body=treaty_body,
        state_party=state_party,
        organisation=organisation,
        database=database,
        by=acting(by),
        now=clock(),
    )
    if as_json:
        emit_json(
            {
                "ok": True,
                "casebook": str(book.root),
                "title": book.settings.title,
                "database": book.database_url,
            }
        )
        return
    say(f"Made the casebook “{book.settings.title}” in {book.root}.")
    say(
        "Its settings are in casebook.toml. Next: probanda import RECORD.yaml, or a list with --mapping."
    )


def doctor(casebook: CasebookOption = None, *, as_json: JsonOption = False) -> None:
    """Check that the casebook is whole: audit chain, sources, archived copies, links, database."""
    book = open_from_option(casebook, check=False)
    from probanda.casebook.health import diagnose

    with console.status("Checking …") as status:
        found = diagnose(book, lambda name: status.update(f"Checking: {name} …"))
    if as_json:
        emit_json(found.as_dict())
    else:
        print_problems(found.problems)
        errors = sum(problem.severity == "error" for problem in found.problems)
        record = found.facts.get("record", {})
        counts = ", ".join(f"{count} {kind}" for kind, count in record.items())
        out.print(
            f"{found.facts['title']} ({found.facts['database']}): {counts or 'an empty record'}; "
            f"{found.facts.get('audit_rows', 0)} audit rows, "
            f"{found.facts.get('archived_copies', 0)} archived copies.",
            markup=False,
            soft_wrap=True,
        )
        out.print("The casebook is whole." if found.ok else f"{errors} error{'s' * (errors != 1)}.")
    if not found.ok:
        raise typer.Exit(1)


def upgrade(casebook: CasebookOption = None, *, as_json: JsonOption = False) -> None:
    """Bring the record of an earlier version of Probanda to this one. Make a backup first."""
    from probanda.casebook.folder import upgrade_casebook

    open_from_option(casebook, check=False)
    steps = upgrade_casebook()
    if as_json:
        emit_json({"ok": True, "steps": steps})
    else:
        say(f"Done: {', '.join(steps)}." if steps else "The record is up to date.")


def search(
    text: Annotated[
        list[str] | None,
        typer.Argument(metavar="TEXT…", help="Words; the last may be a beginning."),
    ] = None,
    casebook: CasebookOption = None,
    *,
    limit: Annotated[int, typer.Option("--limit", min=1, help="At most so many answers.")] = 50,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Fill the index anew first.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Find names, list entries, sources, acts, events, places and quotations by words."""
    words = " ".join(text or [])
    if not words.strip() and not rebuild:
        raise ProbandaError(
            Problem("search-empty", "There is nothing to search for.", expected="one word or more"),
            usage=True,
        )
    open_from_option(casebook)
    from probanda.casebook import search as index

    if rebuild:
        filled = index.rebuild_index()
        say(f"The index holds {filled} texts.")
    hits = index.search(words, limit=limit)
    if as_json:
        emit_json(
            {
                "ok": True,
                "text": words,
                "hits": [{"kind": hit.kind, "key": hit.key, "text": hit.text} for hit in hits],
            }
        )
        return
    for hit in hits:
        out.print(f"{hit.kind} {hit.key}: {hit.text}", markup=False, soft_wrap=True)
    if not hits and words:
        say("Nothing found.")


def show(
    key: Annotated[
        str, typer.Argument(help="A claim, person, source, entry, archived copy …", metavar="KEY")
    ],
    casebook: CasebookOption = None,
    *,
    as_of: Annotated[
        str, typer.Option("--as-of", help="A person's status on this day.", metavar="DATE")
    ] = "",
    as_json: JsonOption = False,
) -> None:
    """Walk the chain from a key: what is claimed, by whom, on which source, on which bytes."""
    day = _day(as_of)
    book = open_from_option(casebook)
    from probanda.casebook.trace import suggestions, trace

    found = trace(key, day, book.root)
    if not found:
        near = difflib.get_close_matches(key, suggestions(key), 3, 0.6)
        raise ProbandaError(
            Problem(
                "key-unknown",
                f"Nothing in the record has the key “{key}”.",
                found=key,
                remedy=f"Did you mean {' or '.join(near)}?" if near else "Try `probanda search`.",
            )
        )
    if as_json:
        emit_json({"ok": True, "key": key, "found": found})
        return
    for node in found:
        _print(f"{node['kind']} {node.get('address') or node.get('key')}", node, 0)


def _day(text: str) -> Any:
    from probanda.dates import DateProblem, parse_date

    if not text:
        return None
    try:
        known = parse_date(text)
    except DateProblem as problem:
        raise ProbandaError(
            Problem(problem.code, "The day cannot be read.", found=text, expected=problem.expected),
            usage=True,
        ) from problem
    return known.latest


def _print(head: str, value: Any, depth: int) -> None:
    """An indented outline of nested values; what is empty is left out."""
    pad = "  " * depth
    if isinstance(value, dict):
        out.print(f"{pad}{head}", markup=False, soft_wrap=True)
        for name, each in value.items():
            if each not in (None, "", [], {}, False):
                _print(name.replace("_", " "), each, depth + 1)
    elif isinstance(value, list | tuple):
        if all(isinstance(each, str) for each in value):
            out.print(f"{pad}{head}: {', '.join(value)}", markup=False, soft_wrap=True)
            return
        out.print(f"{pad}{head}", markup=False)
        for each in value:
            title = f"{each.get('kind', '')} {each.get('address', '')}".strip() or "–"
            _print(title, each, depth + 1)
    else:
        out.print(f"{pad}{head}: {value}", markup=False, soft_wrap=True)
