"""Whether the custody log, what lies beside it, and the vault's own files are what they were."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from probanda.problems import Problem
from probanda.vault.checkpoint import SignedCheckpoint, Verifier
from probanda.vault.custody import Act
from probanda.vault.outside import check_outside

if TYPE_CHECKING:
    from probanda.vault.vault import Vault

__all__ = ["against", "check_log"]


def check_log(vault: Vault, size: int) -> list[Problem]:
    """What is wrong with the first ``size`` entries, and with all that speaks of them."""
    problems: list[Problem] = []
    for name, index in vault.log.differences():
        problems.append(
            Problem(
                "log-files-disagree",
                "This file of the log does not fit the others.",
                file=f"log/{name}",
                row=index,
                remedy="Compare log/entries with a copy. Hashes and offsets can be deleted: they are"
                " made again from the entries.",
            )
        )
    problems += _entries(vault, size)
    problems += _checkpoints(vault)
    problems += check_outside(vault)
    return problems


def against(vault: Vault, text: str, verifiers: tuple[Verifier, ...] = ()) -> list[Problem]:
    """What a checkpoint in other hands says of this log: the one thing its owner cannot make up.

    Args:
        vault: the vault.
        text: the signed note, as it was printed or mailed.
        verifiers: further keys of which one must have signed it; the vault's own is known.
    """
    try:
        signed = SignedCheckpoint.parse(text)
    except ValueError as error:
        return [Problem("checkpoint-unreadable", f"This is no signed checkpoint: {error}.")]
    checkpoint = signed.checkpoint
    vault.log.refresh()
    if checkpoint.origin != vault.name:
        return [
            Problem(
                "checkpoint-of-another-log",
                "The checkpoint is of another log.",
                found=checkpoint.origin,
                expected=vault.name,
            )
        ]
    if not any(each.has_signed(signed) for each in (vault.verifier, *verifiers)):
        return [
            Problem(
                "checkpoint-not-signed",
                "Neither the vault's key nor another that was given has signed the checkpoint.",
                remedy="If it was signed when it was handed out, the vault's key was exchanged since.",
            )
        ]
    if checkpoint.size > vault.log.size:
        return [
            Problem(
                "log-rolled-back",
                f"The log has {vault.log.size} entries; the checkpoint was signed with"
                f" {checkpoint.size}.",
                file="log/entries",
                remedy="Entries were taken away. Put the log back from a copy.",
            )
        ]
    if vault.log.root(checkpoint.size) != checkpoint.root:
        return [
            Problem(
                "log-rewritten",
                f"The log's first {checkpoint.size} entries are not those of the checkpoint.",
                file="log/entries",
                remedy="The log was rewritten, or another was put in its place.",
            )
        ]
    return []


def _entries(vault: Vault, size: int) -> list[Problem]:
    problems: list[Problem] = []
    before = ""
    erased = set()
    for index, line in enumerate(vault.log.lines(0, size)):
        entry = _read(line)
        if entry is None:
            problems.append(
                Problem(
                    "log-entry-unreadable",
                    f"Entry {index} is not an entry of a custody log.",
                    file="log/entries",
                    row=index,
                )
            )
            continue
        if entry["at"] < before:
            problems.append(
                Problem(
                    "log-clock-back",
                    f"Entry {index} was made at {entry['at']}, after one made at {before}:"
                    " the computer's clock was set back.",
                    file="log/entries",
                    row=index,
                    severity="warning",
                )
            )
        before = max(before, entry["at"])
        if index == 0 and entry["act"] == Act.BEGIN:
            problems += _own_files(vault, entry)
        if entry["act"] == Act.ERASE and isinstance(entry.get("erased"), int):
            erased.add(entry["erased"])
    problems += _records(vault, size, erased)
    return problems


def _records(vault: Vault, size: int, erased: set[int]) -> list[Problem]:
    """Every private record is the one that was committed to, or was erased by an entry."""
    problems = []
    for index, line in enumerate(vault.log.lines(0, size)):
        entry = _read(line)
        if entry is None:
            continue
        try:
            private = vault.records.read(entry["record"])
            right = (
                index in erased if private is None else private.commitment == entry["commitment"]
            )
        except (ValueError, OSError):
            right = False
        if not right:
            problems.append(
                Problem(
                    "log-record-changed",
                    f"The private record of entry {index} is not the one that was entered.",
                    file="log/records",
                    row=index,
                    remedy="Put it back from a copy; the log itself is not harmed by this.",
                )
            )
    return problems


def _read(line: bytes) -> dict[str, Any] | None:
    try:
        entry = json.loads(line)
        if (
            isinstance(entry["act"], str)
            and isinstance(entry["record"], int)
            and isinstance(entry["commitment"], str)
        ):
            datetime.fromisoformat(entry["at"])
            return dict(entry)
    except (ValueError, KeyError, TypeError):
        pass
    return None


def _own_files(vault: Vault, entry: dict[str, Any]) -> list[Problem]:
    problems = []
    for name, digest in sorted(entry["files"].items()):
        path: Path = vault.folder / name
        try:
            actual = hashlib.sha512(path.read_bytes()).hexdigest()
        except OSError:
            actual = ""
        if actual != digest:
            problems.append(
                Problem(
                    "vault-file-changed" if actual else "vault-file-missing",
                    "A file that was written when the vault was made is not as it was.",
                    file=name,
                    remedy="Put it back from a copy.",
                )
            )
    return problems


def _checkpoints(vault: Vault) -> list[Problem]:
    """Every kept checkpoint is signed, and is one of this log."""
    problems = []
    if not vault.kept.path.exists():
        problems.append(
            Problem(
                "log-checkpoints-missing",
                "The log's own checkpoints are not there.",
                file="log/checkpoints",
                remedy="Compare the log with checkpoints in other hands.",
            )
        )
    before = 0
    for number, signed, lost in vault.kept.all():
        if lost:
            problems.append(
                Problem(
                    "log-checkpoint-lost",
                    f"Zeros stand before line {number} of the kept checkpoints, as after a loss of power.",
                    file="log/checkpoints",
                    line=number,
                    severity="warning",
                )
            )
        right = signed is not None and vault.verifier.has_signed(signed)
        if right and signed is not None:
            checkpoint = signed.checkpoint
            right = before < checkpoint.size <= vault.log.size
            right = right and vault.log.root(checkpoint.size) == checkpoint.root
            before = checkpoint.size
        if not right:
            problems.append(
                Problem(
                    "log-checkpoint-wrong",
                    f"Line {number} of the kept checkpoints is none of this log.",
                    file="log/checkpoints",
                    line=number,
                )
            )
    return problems
