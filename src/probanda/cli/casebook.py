"""``probanda init``: a casebook folder."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from probanda.cli.common import ByOption, JsonOption, acting, clock, emit_json, guarded, say

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("init", help=init.__doc__)(init)


@guarded
def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make.")],
    title: Annotated[str, typer.Option("--title", help="What the casebook is about.")] = "",
    database: Annotated[
        str, typer.Option("--database", help="sqlite, or a PostgreSQL address.")
    ] = "",
    by: ByOption = "",
    as_json: JsonOption = False,
) -> None:
    """Make a casebook folder: settings, record, manuscripts, vault."""
    from probanda.casebook.folder import init_casebook

    book = init_casebook(folder, title=title, database=database, by=acting(by), now=clock())
    if as_json:
        emit_json({"ok": True, "casebook": str(book.root), "database": book.database.shown})
        return
    say(f"A casebook is in {book.root}. Next: its title in casebook.toml, then `probanda import`.")
