"""`probanda vault intake` and `show`: material goes in, and what is known of it comes out."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

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
    from probanda.vault import Receipt, Vault

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(intake)
    app.command()(show)
    app.command()(unpack)


@guarded
def intake(
    paths: Annotated[
        list[Path], typer.Argument(help="Files and folders of one delivery.", metavar="PATH...")
    ],
    given_by: Annotated[str, typer.Option("--from", help="Who gave them.", metavar="NAME")] = "",
    when: Annotated[
        str,
        typer.Option(help="When they were handed over; now, if not given.", metavar="DATE[TIME]"),
    ] = "",
    how: Annotated[str, typer.Option(help="How: by hand, by mail, from a device …")] = "",
    consent: Annotated[
        Consent, typer.Option(help="The widest audience that was agreed to.")
    ] = Consent.UNKNOWN,
    licence: Annotated[str, typer.Option(help="Under which terms they may be used.")] = "",
    device: Annotated[str, typer.Option(help="What they came on.")] = "",
    notes: Annotated[str, typer.Option(help="Anything else.")] = "",
    why: Annotated[str, typer.Option(help="The reason, for the custody log.")] = "intake",
    key: Annotated[
        str,
        typer.Option(
            help="The same key again gives the same receipt. Otherwise: made from the files as they"
            " lie there, untouched, and from what is said of them, so that a repeated command is known.",
            metavar="TEXT",
        ),
    ] = "",
    again: Annotated[
        bool, typer.Option("--again", help="A new delivery, even if it was taken in before.")
    ] = False,
    by: ByOption = "",
    vault: VaultOption = None,
    casebook: CasebookOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take one delivery in; answer with its receipt when all of it is on the disk and in the log.

    Every file is taken, or refused with a reason by itself. Exit status 1 when one was refused.
    """
    from probanda.vault import Delivery, found
    from probanda.vault.found_files import fingerprint

    delivery = Delivery(
        acting(by),
        _moment(when) if when else clock(),
        given_by=given_by,
        how=how,
        consent=consent.value,
        licence=licence,
        device=device,
        notes=notes,
        why=why,
    )
    _refuse_absent(paths)
    with open_vault(vault, casebook, make=True) as opened:
        made = ""
        if not key and not again:
            said = {**delivery.as_dict(), "when": when}
            made = f"{fingerprint(paths, opened.folder)} {sorted(said.items())}"
        receipt = opened.intake(
            found(paths, opened.folder), delivery, key or made, compare=bool(key)
        )
        if as_json:
            emit_json({"ok": not receipt.refused, **receipt.as_dict(), **_alarms(opened)})
        else:
            _tell(receipt)
    if receipt.refused:
        raise typer.Exit(1)


@guarded
def show(
    subject: Annotated[
        str, typer.Argument(help="An item or intake; without it, all items.", metavar="[ID]")
    ] = "",
    vault: VaultOption = None,
    casebook: CasebookOption = None,
    as_json: JsonOption = False,
) -> None:
    """What the vault has, or what is known of one item or intake and was done to it."""
    with open_vault(vault, casebook) as opened:
        if not subject:
            items = [item.as_dict() for item in opened.items()]
            if as_json:
                emit_json({"ok": True, "vault": opened.name, "items": items, **_alarms(opened)})
                return
            for each in items:
                typer.echo(f"{each['id']}  {each['size']:>12,}  {each['name'] or '(sealed)'}")
            return
        answer = _about(opened, subject)
        if as_json:
            emit_json({"ok": True, **answer})
            return
        for name, value in answer.get("item", answer["intake"]).items():
            if not isinstance(value, list):
                typer.echo(f"{name}: {value}")
        for entry in answer["history"]:
            who = entry["private"]["who"] if entry["private"] else "(erased)"
            typer.echo(f"log {entry['index']}  {entry['at']}  {entry['act']}  {who}")


@guarded
def unpack(
    item: Annotated[str, typer.Argument(help="An item that is an archive.", metavar="ITEM")],
    most_members: Annotated[int, typer.Option(help="Files in all.")] = 10_000,
    most_bytes: Annotated[int, typer.Option(help="Bytes in all.")] = 10 * 10**9,
    most_ratio: Annotated[int, typer.Option(help="Bytes for each byte of the archive.")] = 100,
    most_depth: Annotated[int, typer.Option(help="Archives within archives.")] = 3,
    by: ByOption = "",
    vault: VaultOption = None,
    casebook: CasebookOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take out what an archive holds, within limits, into an object beside it; the archive stays whole.

    Exit status 1 when something of it was refused.
    """
    from probanda.vault.archives import Limits, Unpack
    from probanda.vault.derive import derive

    with open_vault(vault, casebook) as opened:
        limits = Limits(most_members, most_bytes, most_ratio, most_depth)
        derived = derive(opened, opened.item(item), Unpack(limits), acting(by), "unpacked")
        if as_json:
            emit_json({"ok": not derived.refused, **derived.as_dict()})
        else:
            for file in derived.files:
                typer.echo(f"{file['size']:>12,}  {file['name']}")
            typer.echo(f"Object {derived.object}, log entry {derived.log_index}.")
            print_problems(derived.refused)
    if derived.refused:
        raise typer.Exit(1)


def _about(vault: Vault, subject: str) -> dict[str, Any]:
    answer: dict[str, Any] = {}
    if "/" in subject:
        item = vault.item(subject)
        answer["item"] = item.as_dict()
        answer["file"] = str((vault.object_folder(item.object) / item.content).resolve())
    elif vault.index.published(subject) is None or not vault.object_folder(subject).exists():
        raise ProbandaError(
            Problem(
                "vault-no-item",
                "The vault has no item or intake of this id.",
                found=subject,
                remedy="`probanda vault show` lists them.",
            ),
            usage=True,
        )
    metadata = vault.metadata(subject.partition("/")[0])
    if "item" in answer:
        answer["about"] = next(f for f in metadata["files"] if f["item"] == subject)
        metadata = {name: value for name, value in metadata.items() if name != "files"}
    answer["intake"] = metadata
    answer["history"] = [
        {"index": at, **entry, "private": private.said if private else None}
        for at, entry, private in vault.history(subject)
    ]
    return answer


def _alarms(vault: Vault) -> dict[str, Any]:
    return {"alarms": [each.as_dict() for each in vault.alarms]}


def _refuse_absent(paths: list[Path]) -> None:
    absent = [path for path in paths if not path.exists() and not path.is_symlink()]
    if absent:
        raise ProbandaError(
            *(
                Problem("file-missing", "There is no file or folder at this path.", file=str(path))
                for path in absent
            ),
            usage=True,
        )


def _moment(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise ProbandaError(
            Problem(
                "date-unreadable",
                "--when is not a date.",
                found=text,
                expected="2026-03-01 or 2026-03-01T10:00:00+04:00",
            ),
            usage=True,
        ) from error
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _tell(receipt: Receipt) -> None:
    for item in receipt.items:
        typer.echo(f"{item.id}  {item.name or '(sealed)'}")
        typer.echo(f"  sha256 {item.sha256}")
        typer.echo(f"  sha512 {item.sha512}")
    state = "was taken in before" if receipt.repeated else "is taken in"
    typer.echo(f"Intake {receipt.intake} {state}; log entry {receipt.log_index}.")
    typer.echo(receipt.checkpoint, nl=False)
    print_problems([*receipt.refused, *receipt.notices], most=5)
    if receipt.refused:
        say(f"{len(receipt.refused)} refused, {len(receipt.items)} taken.")
