"""What others have seen of the log, and whether it is still that log: time stamps and counter-signatures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from probanda.problems import Problem
from probanda.vault.countersigned import Countersigned
from probanda.vault.timestamps import Stamps

if TYPE_CHECKING:
    from probanda.vault.vault import Vault

__all__ = ["check_outside"]


def check_outside(vault: Vault) -> list[Problem]:
    """Hold the log against every token and every counter-signed checkpoint that is kept beside it.

    A token that is still due is no problem here: ``vault timestamp`` says so.
    """
    stamps = Stamps(vault.folder)
    problems = [
        Problem(
            "time-token",
            f"The token of {each.authority} does not hold: {each.problem}.",
            file=str(each.folder.relative_to(vault.folder)),
            remedy="Restore it from a copy.",
        )
        for each in stamps.check()
        if each.problem
    ]
    problems += stamps.clock_problems(vault.log)
    problems += Countersigned(vault.folder).check(vault.log, vault.verifier)
    return problems
