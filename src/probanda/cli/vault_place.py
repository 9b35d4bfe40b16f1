"""Which vault a command means: that of ``--vault``, or the one in the casebook."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from probanda.cli.common import clock, print_problems

if TYPE_CHECKING:
    from probanda.vault import Vault

__all__ = ["VaultOption", "open_vault", "vault_folder"]

VaultOption = Annotated[
    Path | None,
    typer.Option(
        "--vault",
        envvar="PROBANDA_VAULT",
        help="The vault's folder. Otherwise: `vault` in the casebook.",
        metavar="DIR",
    ),
]


def vault_folder(vault: Path | None, casebook: Path | None) -> Path:
    """The folder of the vault, which need not be there yet; no database is opened."""
    if vault is not None:
        return vault
    from probanda.casebook.folder import find_casebook

    return find_casebook(casebook or Path.cwd()) / "vault"


def open_vault(
    vault: Path | None, casebook: Path | None, *, make: bool = False, quiet: bool = False
) -> Vault:
    """Open the vault that a command means, and say what a crash or harm has left in it.

    ``make``: make one where there is none.
    """
    from probanda.vault import Vault

    folder = vault_folder(vault, casebook)
    if make and not (folder / "vault.json").exists() and not (folder / "log").exists():
        return Vault.create(folder, clock=clock)
    opened = Vault.open(folder, clock)
    if not quiet:
        print_problems(opened.alarms)
    return opened
