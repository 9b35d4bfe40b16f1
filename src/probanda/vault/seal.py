"""Sealing: bytes become an age file as they are read, so that the plain ones are never on a disk of ours.

What a vault says openly of a sealed file is of the age file. Of the plain bytes it holds a commitment: a
digest under a salt that lies sealed too, so that nobody without a key can test whether a film they know
is in there, and whoever opens it can show that these are the bytes that were taken in.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import pyrage

from probanda.problems import ProbandaError, Problem
from probanda.vault.custody import commitment
from probanda.vault.receipt import Target

__all__ = [
    "Opened",
    "Sealer",
    "identities",
    "new_identity",
    "recipients_file",
    "recipients_of",
    "unseal",
]

BLOCK = 1 << 20
#: A sealed file can be opened by so many keys at least: one for the work, one kept away from it.
FEWEST = 2


def recipients_of(lines: Sequence[str]) -> list[str]:
    """The distinct age recipients among lines; empty lines and lines with # are passed over.

    Raises:
        ProbandaError: ``seal-recipient`` for a line that is none, ``seal-too-few`` for fewer than two.
    """
    found: list[str] = []
    for line in lines:
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        try:
            pyrage.x25519.Recipient.from_str(text)
        except pyrage.RecipientError as error:
            raise ProbandaError(
                Problem(
                    "seal-recipient",
                    "This is no public key of age.",
                    found="a secret key" if text.upper().startswith("AGE-SECRET") else text[:80],
                    expected="age1… as age-keygen prints it",
                    remedy="If it begins with AGE-SECRET-KEY it is a secret key: never give that here.",
                ),
                usage=True,
            ) from error
        if text not in found:
            found.append(text)
    if len(found) < FEWEST:
        raise ProbandaError(
            Problem(
                "seal-too-few",
                "Sealed material needs two different keys that open it.",
                found=f"{len(found)}",
                expected="the key of the case and a recovery key that is kept elsewhere",
                remedy="Name both with --recipient, or in the vault's keys/recipients.",
            ),
            usage=True,
        )
    return found


def new_identity() -> tuple[str, str]:
    """A new pair of keys of age: the secret one and the public one."""
    identity = pyrage.x25519.Identity.generate()
    return str(identity), str(identity.to_public())


def identities(text: str) -> list[pyrage.x25519.Identity]:
    """The secret keys in the text of an age identity file.

    Raises:
        ProbandaError: ``seal-identity`` when there is none, or a line is no key.
    """
    found = []
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        try:
            found.append(pyrage.x25519.Identity.from_str(line.strip()))
        except pyrage.IdentityError as error:
            # The line is not shown: it may be a secret with a slip in it.
            raise _no_identity("A line of this file is no secret key of age.") from error
    if not found:
        raise _no_identity("There is no secret key in this file.")
    return found


def _no_identity(message: str) -> ProbandaError:
    return ProbandaError(
        Problem("seal-identity", message, expected="AGE-SECRET-KEY-1… as age-keygen writes it"),
        usage=True,
    )


class _Reading:
    """A stream's bytes on their way into age, digested as they pass."""

    def __init__(self, source: BinaryIO) -> None:
        self.source = source
        self.sha256 = hashlib.sha256()
        self.sha512 = hashlib.sha512()
        self.size = 0

    def read(self, count: int = -1) -> bytes:
        data = self.source.read(count if count > 0 else BLOCK)
        self.sha256.update(data)
        self.sha512.update(data)
        self.size += len(data)
        return data


@dataclass(frozen=True, slots=True)
class Sealer:
    """Seals streams for recipients; given to an intake as its ``transform``."""

    recipients: tuple[str, ...]

    @classmethod
    def to(cls, lines: Sequence[str]) -> Sealer:
        """A sealer for the recipients in these lines; see :func:`recipients_of`."""
        return cls(tuple(recipients_of(lines)))

    def __call__(self, source: BinaryIO, target: Target, name: bytes) -> Mapping[str, Any]:
        """Read a plain stream, write an age file; gives what may be said openly, and what may not.

        ``sealed`` is for everybody: the form, the recipients, the commitment. ``private`` belongs inside
        the sealed description only: the salt, and digests and size of the plain bytes.
        """
        reading = _Reading(source)
        keys = [pyrage.x25519.Recipient.from_str(each) for each in self.recipients]
        pyrage.encrypt_io(reading, target, keys)
        salt = secrets.token_bytes(32)
        private = {
            "salt": salt.hex(),
            "sha256": reading.sha256.hexdigest(),
            "sha512": reading.sha512.hexdigest(),
            "size": reading.size,
        }
        said = {
            "form": "age-encryption.org/v1",
            "recipients": list(self.recipients),
            "commitment": commitment(salt, reading.sha512.digest()),
        }
        return {"sealed": said, "private": private}


@dataclass(frozen=True, slots=True)
class Opened:
    """What was in a sealed file: digests and size of the plain bytes."""

    sha256: str
    sha512: str
    size: int

    def matches(self, said: str, private: Mapping[str, Any]) -> bool:
        """Whether these are the bytes that the commitment was made to, with the salt that lay sealed."""
        try:
            salt = bytes.fromhex(str(private["salt"]))
            return commitment(salt, bytes.fromhex(self.sha512)) == said
        except (KeyError, ValueError):
            return False


class _Writing:
    """Plain bytes on their way out, digested as they pass."""

    def __init__(self, target: BinaryIO) -> None:
        self.target = target
        self.sha256 = hashlib.sha256()
        self.sha512 = hashlib.sha512()
        self.size = 0

    def write(self, data: bytes) -> int:
        self.sha256.update(data)
        self.sha512.update(data)
        self.size += len(data)
        self.target.write(data)
        return len(data)

    def flush(self) -> None:
        self.target.flush()


def unseal(source: BinaryIO, target: BinaryIO, keys: Sequence[pyrage.x25519.Identity]) -> Opened:
    """Open an age file into a stream, which is the caller's to protect.

    Raises:
        ProbandaError: ``seal-refused`` when no key opens it, or it is damaged; what was written until
            then is authentic but not whole.
    """
    writing = _Writing(target)
    try:
        pyrage.decrypt_io(source, writing, list(keys))
    except (pyrage.DecryptError, OSError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        raise ProbandaError(
            Problem(
                "seal-refused",
                "None of the keys opens this, or it is damaged.",
                remedy="Use the secret key of the case or the recovery key.",
            )
        ) from error
    return Opened(writing.sha256.hexdigest(), writing.sha512.hexdigest(), writing.size)


def recipients_file(keys: Path) -> Path:
    """Where a vault names its usual recipients, in the form that ``age -R`` reads."""
    return keys / "recipients"
