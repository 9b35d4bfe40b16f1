"""`probanda vault export`: items that leave, with what a stranger needs to check them."""

from __future__ import annotations

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
from probanda.consent import Consent, Level
from probanda.problems import ProbandaError, Problem

if TYPE_CHECKING:
    from probanda.vault import Item, Vault
    from probanda.vault.checkpoint import SignedCheckpoint

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Mount the commands."""
    app.command(name="export")(export)
    app.command(name="consent")(consent)


@guarded
def export(
    items: Annotated[
        list[str],
        typer.Argument(
            help="Ids of items or of whole intakes; in a casebook also keys of sources.",
            metavar="ITEM…",
        ),
    ],
    to: Annotated[Path, typer.Option("--to", help="The folder to make.", metavar="DIR")],
    level: Annotated[
        Level | None,
        typer.Option(
            "--level",
            help="For whom; an item whose consent does not reach so far stops the export. Otherwise: the"
            " widest readers that the consent to every item reaches.",
        ),
    ] = None,
    reason: Annotated[
        str, typer.Option("--reason", "--why", help="Why, for the custody log.", metavar="TEXT")
    ] = "export",
    bag: Annotated[bool, typer.Option("--bag", help="Put the bundle into a BagIt bag.")] = False,
    provenance: Annotated[
        bool,
        typer.Option("--provenance", help="With intake.json: who gave what. Level internal only."),
    ] = False,
    records: Annotated[
        bool,
        typer.Option("--records", help="With who handled it and why. Level internal only."),
    ] = False,
    against: Annotated[
        Path | None,
        typer.Option(
            "--against",
            help="A checkpoint that the reader holds: show that the log continues it.",
            metavar="FILE",
        ),
    ] = None,
    by: ByOption = "",
    vault: VaultOption = None,
    casebook: CasebookOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write a bundle: items, proofs, checkpoint, time stamps, and verify.py, which needs only Python.

    Every export is an entry of the custody log before anything leaves. An item whose consent does not
    reach the level stops the export.
    """
    from probanda.vault.bundle import Wishes, write_bundle

    wishes = Wishes(provenance, records, bag, _read(against) if against else None)
    recorded = _has_casebook(vault, casebook)
    consents: dict[str, str] = {}
    if recorded:
        from probanda.casebook.services.vault import consents_of_items, item_of_source

        consents = consents_of_items()
        items = [item_of_source(each) or each for each in items]
    with open_vault(vault, casebook) as opened:
        bundle = write_bundle(
            opened,
            _named(opened, items),
            to,
            level=level,
            who=acting(by),
            why=reason,
            consents=consents,
            wishes=wishes,
        )
    program = to / "data" / "verify.py" if bag else to / "verify.py"
    if as_json:
        emit_json({**bundle.as_dict(), "check": f"python3 {program}"})
        return
    say(f"{len(bundle.items)} items in {to}, with {bundle.stamps} time stamps.")
    if bundle.level is not Level.PUBLIC:
        say(f"For readers of the level {bundle.level.value} only: consent reaches no further.")
    typer.echo(f"Check it: python3 {program}")


@guarded
def consent(
    subject: Annotated[str, typer.Argument(help="An item or a whole intake.", metavar="ID")],
    tier: Annotated[Consent, typer.Argument(help="The widest audience from now on.")],
    reason: Annotated[
        str, typer.Option("--reason", "--why", help="Who said so, when, how.", metavar="TEXT")
    ],
    by: ByOption = "",
    vault: VaultOption = None,
    casebook: CasebookOption = None,
    as_json: JsonOption = False,
) -> None:
    """Enter that the consent to an item or an intake is another one now; `withdrawn` stops every export.

    What has left already does not come back: `vault show` names the exports.
    """
    from probanda.vault.consents import change_consent

    if not reason.strip():
        raise ProbandaError(Problem("consent-no-reason", "Say who said so, and when."), usage=True)
    with open_vault(vault, casebook) as opened:
        position = change_consent(opened, subject, tier, who=acting(by), why=reason)
        left = [
            at
            for at, entry, _ in opened.history(subject)
            if entry["act"] == "export" and entry.get("item", subject).startswith(subject)
        ]
    if as_json:
        emit_json({"ok": True, "consent": tier.value, "log_index": position.index, "exports": left})
        return
    say(f"{tier.value} from log entry {position.index} on.")
    if left:
        say(f"It was exported before, in log entries {', '.join(map(str, left))}.")


def _named(vault: Vault, names: list[str]) -> list[Item]:
    """The items of these ids; the id of an object or intake means all its items."""
    found: list[Item] = []
    for name in names:
        if "/" in name:
            found.append(vault.item(name))
            continue
        held = [item for item in vault.items() if item.object == name]
        if not held:
            raise ProbandaError(
                Problem("vault-no-item", "The vault has no item or intake of this id.", found=name)
            )
        found.extend(held)
    return found


def _read(path: Path) -> SignedCheckpoint:
    from probanda.vault.checkpoint import SignedCheckpoint

    try:
        return SignedCheckpoint.parse(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ProbandaError(
            Problem("checkpoint-unreadable", f"This is no checkpoint: {error}.", file=str(path)),
            usage=True,
        ) from error


def _has_casebook(vault: Path | None, casebook: Path | None) -> bool:
    """Open the casebook around the vault, if there is one: its record knows what was consented to."""
    if vault is not None and casebook is None:
        return False
    from probanda.cli.common import open_from_option

    open_from_option(casebook)
    return True
