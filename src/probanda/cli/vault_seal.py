"""`probanda vault seal` and `open`: sensitive material kept as age files, every opening on record."""

from __future__ import annotations

import contextlib
import os
import resource
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from probanda.cli.common import (
    ByOption,
    CasebookOption,
    JsonOption,
    acting,
    clock,
    emit_json,
    guarded,
    print_problems,
    say,
)
from probanda.cli.vault_place import VaultOption, open_vault
from probanda.consent import Consent
from probanda.problems import ProbandaError, Problem

if TYPE_CHECKING:
    from probanda.vault import Incoming, Vault

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Mount the commands."""
    app.command(name="seal")(seal)
    app.command(name="open")(open_)
    app.command(name="keygen")(keygen)


@guarded
def seal(
    paths: Annotated[
        list[str],
        typer.Argument(
            help="Files and folders; - reads one file from standard input.", metavar="PATH…"
        ),
    ],
    recipient: Annotated[
        list[str] | None,
        typer.Option(
            "--recipient",
            "-r",
            help="A public key of age that can open it; two at least. Kept for the next time.",
            metavar="age1…",
        ),
    ] = None,
    recipients_file: Annotated[
        list[Path] | None,
        typer.Option(
            "--recipients-file", "-R", help="A file of them, as age -R reads it.", metavar="FILE"
        ),
    ] = None,
    name: Annotated[
        str, typer.Option("--name", help="The name of what comes from standard input.")
    ] = "standard input",
    given_by: Annotated[str, typer.Option("--from", help="Who gave it; kept sealed.")] = "",
    when: Annotated[
        datetime | None, typer.Option("--when", help="When it was handed over. Otherwise: now.")
    ] = None,
    how: Annotated[str, typer.Option("--how", help="How it came.")] = "",
    consent: Annotated[
        Consent, typer.Option(help="The widest audience that was agreed to; stands in the clear.")
    ] = Consent.UNKNOWN,
    licence: Annotated[str, typer.Option("--licence")] = "",
    device: Annotated[str, typer.Option("--device")] = "",
    notes: Annotated[str, typer.Option("--notes")] = "",
    reason: Annotated[
        str, typer.Option("--why", "--reason", help="The reason, for the custody log.")
    ] = "intake",
    key: Annotated[
        str,
        typer.Option(
            "--key",
            help="The same key again gives the same receipt. Otherwise: made from names, sizes, times.",
        ),
    ] = "",
    by: ByOption = "",
    vault: VaultOption = None,
    casebook: CasebookOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take material in sealed: what is stored is age files, and the description is sealed too.

    The plain bytes are read and never written. Where they came from is yours to clear.
    """
    from probanda.vault import Delivery
    from probanda.vault.found_files import fingerprint, found
    from probanda.vault.seal import Sealer

    _no_core_dumps()
    moment = clock() if when is None else when.replace(tzinfo=when.tzinfo or UTC)
    with open_vault(vault, casebook, make=True) as opened:
        sealer = Sealer.to(
            _recipients(opened, [*(recipient or []), *_lines(recipients_file or [])])
        )
        files = [] if paths == ["-"] else [Path(each) for each in paths]
        delivery = Delivery(
            acting(by), moment, given_by, how, consent.value, licence, device, notes, reason
        )
        made = ""
        if files and not key:
            said = {**delivery.as_dict(), "when": str(when or "")}
            made = f"sealed {fingerprint(files, opened.folder)} {sorted(said.items())}"
        receipt = opened.intake(
            found(files, opened.folder) if files else [_standard_input(name)],
            delivery,
            key or made,
            sealer,
            compare=bool(key),
        )
    if as_json:
        emit_json({"ok": not receipt.refused, **receipt.as_dict()})
    else:
        for item in receipt.items:
            typer.echo(f"{item.id}  sealed, {item.size} bytes, sha256 {item.sha256}")
        state = "was taken in before" if receipt.repeated else "is taken in"
        say(f"Intake {receipt.intake} {state}; log entry {receipt.log_index}.")
        say("The sender's names and the giver are sealed too.")
    print_problems(receipt.refused)
    if receipt.refused:
        raise typer.Exit(1)


@guarded
def open_(
    item: Annotated[str, typer.Argument(help="The id of an item.", metavar="ITEM")],
    reason: Annotated[
        str,
        typer.Option("--reason", "--why", help="Why; it enters the custody log.", metavar="TEXT"),
    ],
    identity: Annotated[
        Path | None,
        typer.Option(
            "--identity",
            "-i",
            help="File with a secret key of age; for a sealed item.",
            metavar="FILE",
        ),
    ] = None,
    to: Annotated[
        Path | None,
        typer.Option("--to", help="A new file for the plain bytes. Otherwise: standard output."),
    ] = None,
    describe: Annotated[
        bool,
        typer.Option("--describe", help="Open the sealed description of the delivery instead."),
    ] = False,
    by: ByOption = "",
    vault: VaultOption = None,
    casebook: CasebookOption = None,
) -> None:
    """Give out an item's bytes; a sealed one is opened. The custody log says so before a byte leaves."""
    from probanda.vault.opening import open_item
    from probanda.vault.seal import identities

    _no_core_dumps()
    if not reason.strip():
        raise ProbandaError(Problem("seal-no-reason", "Opening needs a reason."), usage=True)
    keys = identities(identity.read_text(encoding="utf-8")) if identity else []
    with open_vault(vault, casebook) as opened, _target(to) as target:
        result = open_item(
            opened, item, keys, target, who=acting(by), why=reason, description=describe
        )
    say(f"{result.size} bytes, sha256 {result.sha256}: the bytes that were taken in. "
        f"Log entry {result.log_index}.")  # fmt: skip


@guarded
def keygen(
    to: Annotated[Path, typer.Argument(help="A new file for the secret key.", metavar="FILE")],
) -> None:
    """Make a pair of keys of age: the secret one into a file, the public one on standard output."""
    from probanda.vault.seal import new_identity

    secret, public = new_identity()
    descriptor = os.open(to, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as stream:
        stream.write(f"# public key: {public}\n{secret}\n")
        stream.flush()
        os.fsync(stream.fileno())
    typer.echo(public)
    say(f"Keep {to} away from the vault, and a recovery key away from both.")


def _recipients(vault: Vault, given: list[str]) -> list[str]:
    """Those that were given, which are kept as the vault's usual ones if it has none; else the usual."""
    from probanda.vault.seal import recipients_file, recipients_of

    path = recipients_file(vault.folder / "keys")
    if given:
        found = recipients_of(given)
        if not path.exists():
            vault.disk.create_whole(path, "".join(f"{each}\n" for each in found).encode())
            vault.disk.sync_directory(path.parent)
        return found
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def _lines(paths: list[Path]) -> list[str]:
    return [line for path in paths for line in path.read_text(encoding="utf-8").splitlines()]


def _standard_input(name: str) -> Incoming:
    from probanda.vault import Incoming

    return Incoming(os.fsencode(name), lambda: os.fdopen(os.dup(sys.stdin.fileno()), "rb"))


@contextlib.contextmanager
def _target(path: Path | None) -> Iterator[BinaryIO]:
    if path is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            yield stream
    except BaseException:
        path.unlink()
        raise


def _no_core_dumps() -> None:
    """A crash must not leave this process's memory on a disk."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
