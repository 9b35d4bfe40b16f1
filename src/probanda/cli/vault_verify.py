"""`probanda vault verify` and `replicate`: is everything as it was, and is it in two places."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from probanda.cli.common import (
    ByOption,
    CasebookOption,
    JsonOption,
    acting,
    console,
    emit_json,
    guarded,
    print_problems,
    say,
)
from probanda.cli.vault_place import VaultOption, open_vault
from probanda.problems import Problem

if TYPE_CHECKING:
    from probanda.vault import Vault
    from probanda.vault.scrub import Progress, Verified

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(verify)
    app.command()(replicate)


@guarded
def verify(
    against: Annotated[
        list[Path] | None,
        typer.Option(
            "--checkpoint",
            help="A checkpoint in other hands, which the log must continue; may be given again.",
            metavar="FILE",
        ),
    ] = None,
    continuous: Annotated[
        bool, typer.Option("--continuous", help="Begin again when done, until it is stopped.")
    ] = False,
    pause: Annotated[
        float,
        typer.Option(help="Hours from one verification's start to the next.", metavar="HOURS"),
    ] = 24.0,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="From the beginning, not where the last one stopped.")
    ] = False,
    enter: Annotated[
        bool, typer.Option("--enter/--no-enter", help="Enter the verification into the log.")
    ] = True,
    by: ByOption = "",
    vault: VaultOption = None,
    casebook: CasebookOption = None,
    as_json: JsonOption = False,
) -> None:
    """Read every byte of the vault and hold it against the log. It can be stopped, and goes on later.

    With --continuous each round answers for itself, and the worst of them is the exit status.
    """
    notes = [path.read_text(encoding="utf-8") for path in against or ()]
    good = True
    while True:
        start = time.monotonic()
        with open_vault(vault, casebook, quiet=True) as opened:
            result = _once(opened, notes, fresh)
            if enter and opened.writable and not opened.frozen:
                _enter(opened, result, acting(by))
        good = good and result.whole
        if as_json:
            emit_json(result.as_dict())
        else:
            print_problems(result.problems)
            _tell(result)
        if not continuous:
            break
        time.sleep(max(0.0, pause * 3600 - (time.monotonic() - start)))
    if not good:
        raise typer.Exit(1)


def _once(vault: Vault, notes: list[str], fresh: bool) -> Verified:
    from probanda.vault.check_log import against
    from probanda.vault.scrub import Scrub

    def tell(progress: Progress) -> None:
        console.print(
            f"{progress.objects} of {progress.objects_in_all} objects, {progress.files:,} files,"
            f" {progress.bytes / 1e9:.2f} GB"
        )

    try:
        result = Scrub(vault, resume=not fresh, tell=tell).run()
    except KeyboardInterrupt:
        say("Stopped; the next verification goes on from here.")
        raise
    for note in notes:
        result.problems += against(vault, note)
    return result


def _enter(vault: Vault, result: Verified, who: str) -> None:
    from probanda.vault import Act

    vault.record(
        Act.VERIFY,
        who=who,
        why="verification of the whole vault",
        public={
            "objects": result.progress.objects,
            "files": result.progress.files,
            "bytes": result.progress.bytes,
            "wrong": sum(each.severity == "error" for each in result.problems),
        },
    )


def _tell(result: Verified) -> None:
    progress = result.progress
    rate = progress.bytes / progress.seconds / 1e6 if progress.seconds else 0.0
    wrong = sum(each.severity == "error" for each in result.problems)
    typer.echo(
        f"{'Whole' if result.whole else 'Not whole'}; {progress.objects} objects,"
        f" {progress.files:,} files, {progress.bytes:,} bytes read ({rate:,.0f} MB/s); errors: {wrong}."
    )


@guarded
def replicate(
    to: Annotated[Path, typer.Argument(help="Where the copy is, or shall be.", metavar="DIR")],
    repair: Annotated[
        bool,
        typer.Option(
            "--repair",
            help="Put damaged objects of the vault right from the copy, where that agrees with the log.",
        ),
    ] = False,
    by: ByOption = "",
    vault: VaultOption = None,
    casebook: CasebookOption = None,
    as_json: JsonOption = False,
) -> None:
    """Bring a second copy of the vault up to date, or repair the vault from one.

    The copy has no keys: it can be read and verified, and nothing can be added to it.
    """
    from probanda.vault.replicate import Replica
    from probanda.vault.restore_log import restore_log

    if repair:
        with open_vault(vault, casebook) as opened:
            frozen, folder, verifier = opened.frozen, opened.folder, opened.verifier
        if frozen:
            size = restore_log(folder, to, verifier)
            say(f"The log is restored: {size} entries, as the newest kept checkpoint says.")
    with open_vault(vault, casebook) as opened:
        replica = Replica(opened, to, acting(by))
        result = replica.repair() if repair else replica.bring_up_to_date()
        if as_json:
            emit_json(result.as_dict())
        else:
            print_problems(result.problems)
            typer.echo(result.sentence)
    if any(isinstance(each, Problem) and each.severity == "error" for each in result.problems):
        raise typer.Exit(1)
