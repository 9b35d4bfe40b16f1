"""Checkpoints that others have signed too: the outside memory that an operator cannot rewrite.

countersigned/keys/NAME.pub                 the public key of an organisation that signs, as it gave it
countersigned/SIZE-ROOT-NAME/checkpoint     the signed note as it came back from there
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from probanda.problems import ProbandaError, Problem
from probanda.vault.checkpoint import SignedCheckpoint, Verifier
from probanda.vault.files import Disk
from probanda.vault.log import CustodyLog
from probanda.vault.merkle import verify_consistency

__all__ = ["Countersigned", "countersign"]


def countersign(
    signed: SignedCheckpoint,
    log: Verifier,
    name: str,
    key: Ed25519PrivateKey,
    earlier: SignedCheckpoint | None = None,
    proof: list[bytes] | None = None,
) -> SignedCheckpoint:
    """Sign another organisation's checkpoint: "this is what the log showed us".

    Args:
        signed: what they sent.
        log: their public key, had from them by another way than the checkpoint.
        name: our name, without white space.
        key: our key.
        earlier: the checkpoint that we signed last, if there is one.
        proof: their proof that the log continues that one.

    Raises:
        ProbandaError: ``countersign-refused`` when they did not sign it, or it is no continuation.
    """
    if not log.has_signed(signed):
        raise _refused("The checkpoint is not signed by this key of the log.")
    new = signed.checkpoint
    if earlier is not None:
        old = earlier.checkpoint
        if not log.has_signed(earlier):
            raise _refused("The earlier checkpoint is not signed by this key of the log.")
        if old.origin != new.origin or not verify_consistency(
            old.size, new.size, old.root, new.root, proof or []
        ):
            raise _refused(
                f"It is not shown that the log continues the checkpoint of {old.size} entries.",
                "Ask them for a consistency proof. If they cannot give one, the log was rewritten.",
            )
    if any(each == name for each, _ in signed.signatures):
        raise _refused(f"{name} has signed it already.")
    return signed.with_signature(name, key)


def _refused(message: str, remedy: str = "") -> ProbandaError:
    return ProbandaError(Problem("countersign-refused", message, remedy=remedy))


class Countersigned:
    """The counter-signed checkpoints of one vault."""

    def __init__(self, vault: Path, disk: Disk | None = None) -> None:
        self.folder = vault / "countersigned"
        self.disk = disk or Disk()

    def take(self, signed: SignedCheckpoint, by: Verifier, log: CustodyLog, own: Verifier) -> Path:
        """Keep a checkpoint that came back signed; gives where.

        Raises:
            ProbandaError: ``countersign-refused`` when the signatures are not there or the key is not the
                one that this name had before; ``countersign-forked`` when the log is not the one signed.
        """
        new = signed.checkpoint
        if by.name == own.name:
            raise _refused("This is the log's own key; somebody else has to sign.")
        if not own.has_signed(signed) or not by.has_signed(signed):
            raise _refused("It does not bear the signatures of the log and of this key.")
        if new.size > log.size or log.root(new.size) != new.root:
            raise ProbandaError(
                Problem(
                    "countersign-forked",
                    "The custody log is not the one that was signed: it was rewritten or rolled back.",
                    found=f"{new.size} entries, root {new.root.hex()}",
                    remedy="Keep both, and ask an expert to compare them.",
                )
            )
        keys = self._made(self.folder / "keys")
        slug = hashlib.sha256(by.name.encode()).hexdigest()[:12]
        key = keys / f"{slug}.pub"
        if key.exists() and Verifier.parse(key.read_text(encoding="utf-8")).key_id != by.key_id:
            raise _refused(f"{by.name} signed with another key before.")
        self._once(key, f"{by.text()}\n".encode())
        folder = self._made(self.folder / f"{new.size:012}-{new.root.hex()[:16]}-{slug}")
        self._once(folder / "checkpoint", signed.text().encode())
        return folder

    def signers(self) -> list[Verifier]:
        """The keys of those who signed."""
        return [
            Verifier.parse(path.read_text(encoding="utf-8"))
            for path in sorted((self.folder / "keys").glob("*.pub"))
        ]

    def checkpoints(self) -> Iterator[tuple[Path, SignedCheckpoint]]:
        """Those that are kept, oldest first."""
        for path in sorted(self.folder.glob("*/checkpoint")):
            yield path.parent, SignedCheckpoint.parse(path.read_text(encoding="utf-8"))

    def check(self, log: CustodyLog, own: Verifier) -> list[Problem]:
        """Hold the log against every checkpoint that others hold too."""
        problems = []
        signers = self.signers()
        for folder, signed in self.checkpoints():
            new = signed.checkpoint
            witnessed = any(each.has_signed(signed) for each in signers)
            if not own.has_signed(signed) or not witnessed:
                problems.append(
                    Problem(
                        "countersign-refused",
                        "This checkpoint does not bear the signatures it was kept for.",
                        file=str(folder / "checkpoint"),
                    )
                )
            elif new.size > log.size or log.root(new.size) != new.root:
                problems.append(
                    Problem(
                        "countersign-forked",
                        "The custody log is not the one that was signed.",
                        file=str(folder / "checkpoint"),
                        found=f"{new.size} entries, root {new.root.hex()}",
                    )
                )
        return problems

    def _made(self, folder: Path) -> Path:
        for each in (*reversed(folder.parents), folder):
            if not each.exists():
                self.disk.make_directory(each)
                self.disk.sync_directory(each.parent)
        return folder

    def _once(self, path: Path, data: bytes) -> None:
        if not path.exists():
            staged = path.with_name(f".{path.name}.new")
            if staged.exists():
                self.disk.remove(staged)
            self.disk.create_whole(staged, data)
            self.disk.rename(staged, path)
            self.disk.sync_directory(path.parent)
