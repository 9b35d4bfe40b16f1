"""`probanda vault log countersign`: one organisation signs what another's log showed it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from probanda.cli.common import (
    ByOption,
    CasebookOption,
    JsonOption,
    acting,
    emit_json,
    guarded,
    say,
)
from probanda.cli.vault_place import VaultOption, open_vault
from probanda.problems import ProbandaError, Problem

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from probanda.vault.checkpoint import SignedCheckpoint, Verifier

__all__ = ["register"]


def register(above: typer.Typer) -> None:
    """Add the command to the group of the log."""
    from probanda.cli.vault_log import app

    app.command(name="countersign")(countersign)


@guarded
def countersign(
    checkpoint: Annotated[Path, typer.Argument(help="A checkpoint, as a file.", metavar="FILE")],
    log_key: Annotated[
        str,
        typer.Option(
            "--log-key",
            help="Signing for another organisation: the public key of their log, in one line, had"
            " from them by another way.",
            metavar="KEY",
        ),
    ] = "",
    name: Annotated[
        str, typer.Option("--name", help="Signing: the name to sign under, as archive.example.")
    ] = "",
    key: Annotated[
        Path | None,
        typer.Option(
            "--key", help="Signing: our key; made, if there is no such file.", metavar="FILE"
        ),
    ] = None,
    earlier: Annotated[
        Path | None,
        typer.Option("--earlier", help="Signing: the checkpoint of theirs that we signed last."),
    ] = None,
    proof: Annotated[
        Path | None,
        typer.Option(
            "--proof",
            help="Signing: the answer of their `log prove 0 --since SIZE --json`, SIZE that of --earlier.",
        ),
    ] = None,
    to: Annotated[
        Path | None, typer.Option("--to", help="Signing: a new file. Otherwise: standard output.")
    ] = None,
    take: Annotated[
        str,
        typer.Option(
            "--take",
            help="Taking back: keep the checkpoint that this key has counter-signed beside our log.",
            metavar="KEY",
        ),
    ] = "",
    by: ByOption = "",
    vault: VaultOption = None,
    casebook: CasebookOption = None,
    as_json: JsonOption = False,
) -> None:
    """Sign another organisation's checkpoint, or take back ours that they have signed.

    Whoever signs remembers the log outside its keeper's hands; with --earlier and --proof it is shown
    that the log only grew since. Signing needs no vault of one's own.
    """
    signed = _read(checkpoint)
    if take:
        _take(signed, _verifier(take), vault, casebook, acting(by), as_json)
        return
    if not (log_key and name and key):
        raise ProbandaError(
            Problem(
                "countersign-refused",
                "Signing needs --log-key, --name and --key; taking back needs --take.",
            ),
            usage=True,
        )
    from probanda.vault.checkpoint import Verifier
    from probanda.vault.countersigned import countersign as sign_for_them

    own = _key(key)
    result = sign_for_them(
        signed,
        _verifier(log_key),
        name,
        own,
        _read(earlier) if earlier else None,
        _proof(proof) if proof else None,
    )
    public = Verifier(name, own.public_key()).text()
    if to is not None:
        with to.open("x", encoding="utf-8") as stream:
            stream.write(result.text())
    if as_json:
        emit_json({"ok": True, "checkpoint": result.text(), "key": public})
        return
    if to is None:
        typer.echo(result.text(), nl=False)
    if earlier is None:
        say(
            "Nothing shows yet that the log only grew: keep this, and ask for a proof from it next time."
        )
    say(f"Our public key, for them and for whoever checks: {public}")


def _take(
    signed: SignedCheckpoint,
    by: Verifier,
    vault: Path | None,
    casebook: Path | None,
    who: str,
    as_json: bool,
) -> None:
    from probanda.vault import Act
    from probanda.vault.countersigned import Countersigned

    with open_vault(vault, casebook) as opened:
        store = Countersigned(opened.folder, opened.disk)
        folder = store.take(signed, by, opened.log, opened.verifier)
        position = opened.record(
            Act.COUNTERSIGN,
            who=who,
            why="a counter-signed checkpoint came back",
            details={"signed_by": by.name},
            public={"size": signed.checkpoint.size, "root": signed.checkpoint.root.hex()},
        )
    if as_json:
        emit_json({"ok": True, "kept": str(folder), "log_index": position.index})
        return
    say(f"Kept in {folder}; log entry {position.index}.")


def _read(path: Path) -> SignedCheckpoint:
    from probanda.vault.checkpoint import SignedCheckpoint

    try:
        return SignedCheckpoint.parse(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ProbandaError(
            Problem("checkpoint-unreadable", f"This is no checkpoint: {error}.", file=str(path)),
            usage=True,
        ) from error


def _verifier(text: str) -> Verifier:
    from probanda.vault.checkpoint import Verifier

    try:
        return Verifier.parse(text)
    except ValueError as error:
        raise ProbandaError(
            Problem("key-unreadable", f"This is no public key of a log: {error}."), usage=True
        ) from error


def _key(path: Path) -> Ed25519PrivateKey:
    """Our signing key: 64 hexadecimal digits in a file that only its owner reads."""
    import os

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    if not path.exists():
        made = Ed25519PrivateKey.generate()
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as stream:
            stream.write(made.private_bytes_raw().hex() + "\n")
            stream.flush()
            os.fsync(stream.fileno())
        say(f"A new key was made: {path}. Keep it.")
        return made
    try:
        return Ed25519PrivateKey.from_private_bytes(
            bytes.fromhex(path.read_text(encoding="ascii").strip())
        )
    except ValueError as error:
        raise ProbandaError(
            Problem("key-unreadable", "This file holds no signing key.", file=str(path)), usage=True
        ) from error


def _proof(path: Path) -> list[bytes]:
    try:
        said = json.loads(path.read_bytes())
        return [bytes.fromhex(each) for each in said["consistency"]]
    except (ValueError, KeyError, TypeError) as error:
        raise ProbandaError(
            Problem(
                "proof-unreadable",
                "This is no answer of `log prove --since … --json`.",
                file=str(path),
            ),
            usage=True,
        ) from error
