"""`probanda vault`: the mount of its commands, and the validator that needs nothing but the files."""

from __future__ import annotations

from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from probanda.cli.common import JsonOption, emit_json, guarded, say, visible

app = typer.Typer(no_args_is_help=True)
#: Modules with ``register(app)``, in the order of the help page.
COMMANDS = (
    "vault_intake",
    "vault_derive",
    "vault_seal",
    "vault_verify",
    "vault_export",
    "vault_log",
    "vault_countersign",
    "vault_custody",
    "vault_timestamp",
    "vault_bag",
)


class Form(StrEnum):
    """How the answer is written."""

    text = "text"
    json = "json"


@app.callback()
def _group() -> None:
    """Exit status: 0 done, 1 found problems, 2 used wrongly."""


@app.command()
@guarded
def validate(
    path: Annotated[Path, typer.Argument(help="An OCFL object or storage root.", metavar="PATH")],
    form: Annotated[
        Form, typer.Option("--format", help="json for programs, text for people.")
    ] = Form.text,
    as_json: JsonOption = False,
) -> None:
    """Hold an OCFL 1.0 or 1.1 object or storage root to the specification, every byte of it."""
    from probanda.vault import validate as validated

    report = validated(path)
    if as_json or form is Form.json:
        emit_json(report.as_dict())
    else:
        for word, findings in (("error", report.errors), ("warning", report.warnings)):
            for each in findings:
                typer.echo(f"{visible(each.path)}: {word} {each.code}: {each.message}")
        counts = f"errors: {len(report.errors)}, warnings: {len(report.warnings)}"
        typer.echo(f"{'Valid' if report.valid else 'Not valid'}; {counts}.")
    if not path.is_dir():
        say(f"There is no directory {path}.")
        raise typer.Exit(2)
    if not report.valid:
        raise typer.Exit(1)


for _name in COMMANDS:
    import_module(f"probanda.cli.{_name}").register(app)
