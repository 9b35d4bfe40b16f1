"""The vault's own keys: the one that signs its checkpoints, and a secret from which ids are made."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import uuid
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from probanda.vault.checkpoint import Verifier
from probanda.vault.files import Disk

__all__ = ["Keys"]


@dataclass(frozen=True, slots=True)
class Keys:
    """The signing key under the log's name, and the secret.

    Attributes:
        origin: the log's name, which its checkpoints carry.
        signing: the Ed25519 key.
        secret: 32 bytes; ids made with it tell an outsider nothing about what they were made from.
    """

    origin: str
    signing: Ed25519PrivateKey
    secret: bytes

    @classmethod
    def make(cls, folder: Path, origin: str, disk: Disk) -> Keys:
        """Make keys in a folder, where they lie for the owner's eyes only."""
        if not folder.exists():
            disk.make_directory(folder, 0o700)
        keys = cls(origin, Ed25519PrivateKey.generate(), secrets.token_bytes(32))
        for name, data, mode in (
            ("log.key", keys.signing.private_bytes_raw().hex().encode() + b"\n", 0o400),
            ("secret", keys.secret.hex().encode() + b"\n", 0o400),
            ("log.pub", keys.verifier.text().encode() + b"\n", 0o444),
        ):
            if (folder / name).exists():  # a crash while they were made; nothing was signed yet
                disk.remove(folder / name)
            disk.create_whole(folder / name, data, mode=mode)
        disk.sync_directory(folder)
        return keys

    @classmethod
    def read(cls, folder: Path, origin: str) -> Keys:
        """The keys of a folder.

        Raises:
            OSError, ValueError: when they are not there or are not keys.
        """
        raw = bytes.fromhex((folder / "log.key").read_text(encoding="ascii").strip())
        secret = bytes.fromhex((folder / "secret").read_text(encoding="ascii").strip())
        if len(secret) != 32:
            raise ValueError("the vault's secret has 32 bytes")
        return cls(origin, Ed25519PrivateKey.from_private_bytes(raw), secret)

    @property
    def verifier(self) -> Verifier:
        """The public half, for everybody."""
        return Verifier(self.origin, self.signing.public_key())

    def object_id(self, key: str) -> str:
        """The id of the object that an idempotency key leads to, always the same one.

        A version 8 UUID (RFC 9562): its bits are of an HMAC over the key.
        """
        digest = hmac.new(self.secret, key.encode("utf-8", "surrogateescape"), hashlib.sha256)
        bits = bytearray(digest.digest()[:16])
        bits[6] = bits[6] & 0x0F | 0x80
        bits[8] = bits[8] & 0x3F | 0x80
        return uuid.UUID(bytes=bytes(bits)).urn
