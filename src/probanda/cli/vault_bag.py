"""`probanda vault bag`: BagIt bags of others checked, bags of one's own made."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from probanda.cli.common import (
    ByOption,
    CasebookOption,
    JsonOption,
    acting,
    clock,
    emit_json,
    guarded,
    say,
    visible,
)
from probanda.cli.forms import Form
from probanda.cli.vault_place import VaultOption, open_vault
from probanda.consent import Consent
from probanda.problems import ProbandaError, Problem

__all__ = ["register"]

app = typer.Typer(no_args_is_help=True)

BagArgument = Annotated[Path, typer.Argument(help="The folder of a bag.", metavar="DIR")]


def register(above: typer.Typer) -> None:
    """Add the group."""
    above.add_typer(app, name="bag")


@app.callback()
def _group() -> None:
    """BagIt (RFC 8493): validate a bag, make one. Exit status: 0 valid, 1 not valid, 2 used wrongly."""


@app.command()
@guarded
def validate(
    directory: BagArgument,
    form: Annotated[
        Form, typer.Option("--format", help="json for programs, text for people.")
    ] = Form.text,
    as_json: JsonOption = False,
) -> None:
    """Hold a bag to BagIt 0.93 to 1.0, every byte of it. Nothing is written or fetched."""
    from probanda.vault.bag import validate_bag

    report = validate_bag(directory)
    if as_json or form is Form.json:
        emit_json(report.as_dict())
    else:
        for word, findings in (("error", report.errors), ("warning", report.warnings)):
            for each in findings:
                typer.echo(f"{visible(each.path)}: {word} {each.code}: {each.message}")
        counts = f"errors: {len(report.errors)}, warnings: {len(report.warnings)}"
        typer.echo(f"{'Valid' if report.valid else 'Not valid'}; {counts}.")
    if not directory.is_dir():
        say(f"There is no directory {directory}.")
        raise typer.Exit(2)
    if not report.valid:
        raise typer.Exit(1)


@app.command()
@guarded
def create(
    paths: Annotated[list[Path], typer.Argument(help="Files and folders.", metavar="PATH…")],
    to: Annotated[Path, typer.Option("--to", help="Where the bag begins.", metavar="DIR")],
    info: Annotated[
        list[str] | None,
        typer.Option("--info", help="A line of bag-info.txt: 'Label: value'.", metavar="TEXT"),
    ] = None,
) -> None:
    """Copy files and folders into a new bag (BagIt 1.0, sha512 and sha256)."""
    from probanda.vault.bag import write_bag

    files: dict[str, Path] = {}
    for path in paths:
        found = [path] if path.is_file() else sorted(each for each in path.rglob("*"))
        for each in found:
            if each.is_symlink() or not (each.is_file() or each.is_dir()):
                raise ProbandaError(
                    Problem("bag-name", "A bag holds no links or devices.", file=str(each))
                )
            if each.is_file():
                name = each.name if each == path else str(Path(path.name) / each.relative_to(path))
                if name in files:
                    raise ProbandaError(
                        Problem("bag-name", "Two files have this path.", file=str(each), found=name)
                    )
                files[name] = each
    if not files:
        raise ProbandaError(Problem("bag-empty", "There are no files at these paths."), usage=True)
    metadata = []
    for line in info or []:
        label, colon, value = line.partition(":")
        if not colon:
            raise ProbandaError(
                Problem(
                    "bag-name", "A line of bag-info.txt is a label, a colon, a value.", found=line
                ),
                usage=True,
            )
        metadata.append((label.strip(), value.strip()))
    write_bag(to, files, metadata)
    say(f"{len(files)} files in the bag {to}.")


@app.command()
@guarded
def take(
    directory: BagArgument,
    consent: Annotated[
        Consent, typer.Option(help="The widest audience that was agreed to.")
    ] = Consent.UNKNOWN,
    why: Annotated[str, typer.Option(help="The reason, for the custody log.")] = "a bag came in",
    by: ByOption = "",
    vault: VaultOption = None,
    casebook: CasebookOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take a bag into the vault, payload and tag files, if it is valid; refuse it otherwise.

    Who gave it is what bag-info.txt says under Source-Organization.
    """
    from probanda.vault import Delivery, found
    from probanda.vault.bag import payload_of, validate_bag
    from probanda.vault.found_files import fingerprint

    report = validate_bag(directory)
    if not report.valid:
        raise ProbandaError(
            *(
                Problem(each.code, each.message, file=f"{directory}/{each.path}")
                for each in report.errors
            )
        )
    _, metadata = payload_of(directory)
    said = {label.casefold(): value for label, value in reversed(metadata)}
    delivery = Delivery(
        acting(by),
        clock(),
        given_by=said.get("source-organization", ""),
        how="a BagIt bag that was valid",
        consent=consent.value,
        notes="\n".join(f"{label}: {value}" for label, value in metadata),
        why=why,
    )
    with open_vault(vault, casebook, make=True) as opened:
        key = f"bag {fingerprint([directory], opened.folder)}"
        receipt = opened.intake(found([directory], opened.folder), delivery, key, compare=False)
    if as_json:
        emit_json({"ok": not receipt.refused, **receipt.as_dict()})
    else:
        typer.echo(
            f"{len(receipt.items)} files, intake {receipt.intake}, log entry {receipt.log_index}."
        )
    if receipt.refused:
        raise typer.Exit(1)
