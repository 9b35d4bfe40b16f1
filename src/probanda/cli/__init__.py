"""The ``probanda`` command: one small module per group of commands, mounted here.

Nothing heavy is imported before a command needs it, so that ``--help`` answers at once.
"""

from __future__ import annotations

from importlib import import_module
from typing import Annotated

import typer

from probanda import __version__

__all__ = ["app", "main"]

#: Modules with ``register(app)``: commands of the main job, in the order of the help page.
COMMANDS = (
    "casebook",
    "importing",
    "figures",
    "build",
    "audit",
    "cycle",
    "recommendations",
    "submit",
)
#: Modules with an ``app`` of their own: groups of commands, by name and one line of help.
GROUPS = {
    "custody": "Who was held where by whom; exchanges, sentences, movements.",
    "interviews": "Interviews: how they were held, what they lack, withdrawal of consent.",
    "kinship": "DNA kinship and joint identification: likelihood ratios, never verdicts.",
    "estimate": "How many does no list name: multiple systems estimation.",
    "law": "Provisions and elements, quotations of treaties, symbols, who is bound.",
    "names": "One name in many scripts: parse, romanise, compare.",
    "link": "One person on many lists: link rows, review pairs, propose to the record.",
    "vault": "Preserved evidence: take in, keep, prove, give out; every act in a log.",
}

app = typer.Typer(
    name="probanda",
    help="From raw lists to a submission in which every figure can be counted again.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"probanda {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    """Exit status: 0 done, 1 found problems, 2 used wrongly."""


for _name in COMMANDS:
    import_module(f"probanda.cli.{_name}").register(app)
for _name, _help in GROUPS.items():
    app.add_typer(import_module(f"probanda.cli.{_name}").app, name=_name, help=_help)


def main() -> None:
    """Entry point of the ``probanda`` command."""
    app()
