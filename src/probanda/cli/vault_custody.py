"""`probanda vault log erase` and `transfer`: who and why forgotten on request, and custody handed on."""

from __future__ import annotations

from typing import Annotated

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
from probanda.cli.vault_log import app as log
from probanda.cli.vault_place import VaultOption, open_vault
from probanda.problems import ProbandaError, Problem

__all__ = ["register"]

ReasonOption = Annotated[
    str, typer.Option("--reason", "--why", help="Why, for the custody log.", metavar="TEXT")
]


def register(app: typer.Typer) -> None:
    """Add the commands to the log's own."""
    log.command()(erase)
    log.command()(transfer)


@guarded
def erase(
    index: Annotated[int, typer.Argument(help="The entry's number.", metavar="INDEX")],
    reason: ReasonOption,
    by: ByOption = "",
    vault: VaultOption = None,
    casebook: CasebookOption = None,
    as_json: JsonOption = False,
) -> None:
    """Erase who and why of an entry, for good; the log's proofs go on holding.

    An entry says that it was done. Bring copies up to date, and mind backups.
    """
    _refuse_empty(reason)
    with open_vault(vault, casebook) as opened:
        if not 0 <= index < opened.log.size:
            raise ProbandaError(
                Problem(
                    "log-no-entry",
                    f"There is no such entry in a log of {opened.log.size} entries.",
                    found=str(index),
                ),
                usage=True,
            )
        position = opened.erase(index, who=acting(by), why=reason)
    if as_json:
        emit_json({"ok": True, "erased": index, "log_index": position.index})
        return
    say(f"Who and why of entry {index} are erased; log entry {position.index} says so.")


@guarded
def transfer(
    subject: Annotated[str, typer.Argument(help="An item or a whole intake.", metavar="ID")],
    to: Annotated[str, typer.Option("--to", help="Who has custody now.", metavar="NAME")],
    reason: ReasonOption,
    previous: Annotated[
        str, typer.Option("--from", help="Who had it. Otherwise: whoever enters this.")
    ] = "",
    by: ByOption = "",
    vault: VaultOption = None,
    casebook: CasebookOption = None,
    as_json: JsonOption = False,
) -> None:
    """Enter that custody of an item, or of what it came on, went to somebody else. No name is in the log."""
    from probanda.vault import Act

    _refuse_empty(reason)
    with open_vault(vault, casebook) as opened:
        opened.item(subject if "/" in subject else f"{subject}/000000")
        position = opened.record(
            Act.TRANSFER,
            who=acting(by),
            why=reason,
            subject=subject,
            previous_holder=previous or acting(by),
            details={"holder": to},
        )
    if as_json:
        emit_json({"ok": True, "log_index": position.index, "checkpoint": position.checkpoint})
        return
    say(f"Log entry {position.index}.")


def _refuse_empty(reason: str) -> None:
    if not reason.strip():
        raise ProbandaError(Problem("log-no-reason", "The entry needs a reason."), usage=True)
