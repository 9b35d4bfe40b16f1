"""Checkpoints: a log's name, size and root, signed with Ed25519, as a text that can be printed.

The form is that of public transparency logs: a checkpoint (c2sp.org/tlog-checkpoint) inside a signed
note (c2sp.org/signed-note). Whoever keeps a copy can later show that the log was rewritten.
"""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

__all__ = ["Checkpoint", "SignedCheckpoint", "Verifier", "sign"]

_ED25519 = b"\x01"
_SIGNATURE = re.compile(r"\u2014 ([^\s+]+) ([A-Za-z0-9+/]+={0,2})")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a log said of itself: its name, the number of its entries, the root over them."""

    origin: str
    size: int
    root: bytes

    def __post_init__(self) -> None:
        if not self.origin or "\n" in self.origin or self.size < 0 or len(self.root) != 32:
            raise ValueError("a checkpoint has a name of one line, a size and a root of 32 bytes")

    def text(self) -> str:
        """The three lines that are signed."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"


@dataclass(frozen=True, slots=True)
class SignedCheckpoint:
    """A checkpoint with the lines of its signatures, each a name and key id with a signature."""

    checkpoint: Checkpoint
    signatures: tuple[tuple[str, bytes], ...]

    def text(self) -> str:
        """The signed note: the checkpoint, an empty line, one line per signature."""
        lines = [
            f"\u2014 {name} {base64.b64encode(signature).decode()}\n"
            for name, signature in self.signatures
        ]
        return f"{self.checkpoint.text()}\n{''.join(lines)}"

    @classmethod
    def parse(cls, text: str) -> SignedCheckpoint:
        """Read a signed note; nothing is verified yet.

        Raises:
            ValueError: when the text is not one, in every character.
        """
        body, gap, tail = text.rpartition("\n\n")
        lines = body.split("\n")
        if not gap or len(lines) != 3 or not tail.endswith("\n"):
            raise ValueError("not a signed checkpoint: three lines, an empty line, signatures")
        if not re.fullmatch(r"0|[1-9][0-9]{0,18}", lines[1], re.ASCII):
            raise ValueError(f"not a checkpoint's size: {lines[1]!r}")
        checkpoint = Checkpoint(lines[0], int(lines[1]), _decoded(lines[2]))
        signatures = []
        for line in tail[:-1].split("\n"):
            match = _SIGNATURE.fullmatch(line)
            if match is None:
                raise ValueError(f"not a line of a signature: {line!r}")
            signatures.append((match[1], _decoded(match[2])))
        return cls(checkpoint, tuple(signatures))

    def with_signature(self, name: str, key: Ed25519PrivateKey) -> SignedCheckpoint:
        """The same checkpoint, signed also by another: that is a counter-signature."""
        added = sign(self.checkpoint, name, key).signatures
        return SignedCheckpoint(self.checkpoint, self.signatures + added)


@dataclass(frozen=True, slots=True)
class Verifier:
    """A name and its public key."""

    name: str
    key: Ed25519PublicKey

    @property
    def key_id(self) -> bytes:
        """Four bytes that tell keys apart (c2sp.org/signed-note); they prove nothing."""
        return _key_id(self.name, self.key)

    def has_signed(self, signed: SignedCheckpoint) -> bool:
        """Whether this key signed the checkpoint under this name."""
        for name, signature in signed.signatures:
            if name != self.name or signature[:4] != self.key_id:
                continue
            try:
                self.key.verify(signature[4:], signed.checkpoint.text().encode())
            except InvalidSignature:
                return False
            return True
        return False

    def text(self) -> str:
        """The public key in one line, as other log tools write it."""
        key = base64.b64encode(_ED25519 + self.key.public_bytes_raw()).decode()
        return f"{self.name}+{self.key_id.hex()}+{key}"

    @classmethod
    def parse(cls, text: str) -> Verifier:
        """Read the line of :meth:`text`.

        Raises:
            ValueError: when it is not one or its key id is not that of its key.
        """
        name, _, rest = text.strip().partition("+")
        key_id, _, key = rest.partition("+")
        raw = _decoded(key)
        if raw[:1] != _ED25519 or len(raw) != 33:
            raise ValueError("not an Ed25519 key of a log")
        verifier = cls(_named(name), Ed25519PublicKey.from_public_bytes(raw[1:]))
        if verifier.key_id.hex() != key_id:
            raise ValueError(f"the key id {key_id!r} is not that of the key")
        return verifier


def sign(checkpoint: Checkpoint, name: str, key: Ed25519PrivateKey) -> SignedCheckpoint:
    """Sign a checkpoint under a name without white space or plus signs."""
    key_id = _key_id(_named(name), key.public_key())
    signature = key_id + key.sign(checkpoint.text().encode())
    return SignedCheckpoint(checkpoint, ((name, signature),))


def _named(name: str) -> str:
    if not re.fullmatch(r"[^\s+]+", name):
        raise ValueError(f"a signer's name has no white space and no plus sign: {name!r}")
    return name


def _key_id(name: str, key: Ed25519PublicKey) -> bytes:
    data = name.encode() + b"\n" + _ED25519 + key.public_bytes_raw()
    return hashlib.sha256(data).digest()[:4]


def _decoded(text: str) -> bytes:
    """Strict base64: one text for one value, so that nothing unsigned can be varied."""
    data = base64.b64decode(text, validate=True)
    if base64.b64encode(data).decode() != text:
        raise ValueError(f"not base64 in its one form: {text!r}")
    return data
