"""What may happen to evidence, and how one happening becomes an entry of the custody log.

An entry has a public half, which is one line of the log and names no person, and a private half (who,
why, the previous holder) that lies beside the log with a salt. The line holds only a commitment to it, so
that the private half can be erased, on paper and on disk, while every proof of the log still holds.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

__all__ = ["Act", "Custody", "Private", "canonical", "commitment", "entry_line", "moment"]

#: Keys of the public half that the vault itself fills in.
OWN_KEYS = frozenset({"act", "at", "object", "item", "commitment", "record"})


class Act(StrEnum):
    """The kinds of custody entries."""

    BEGIN = "begin"  # the vault was made; the entry gives the digests of its own few files
    RECEIVE = "receive"  # material came in; the entry names the object and its inventory's digest
    RECOVER = "recovered"  # a published object that a crash had kept from the log
    DERIVE = "derive"  # something was made from an item
    COPY = "copy"  # a copy of the store was written
    OPEN = "open"  # somebody looked at an item
    DECRYPT = "decrypt"  # somebody opened a sealed item
    EXPORT = "export"  # items left in a bundle or a bag
    VERIFY = "verify"  # the store was read and held against the log
    TRANSFER = "transfer"  # custody went to somebody else
    REPAIR = "repair"  # a damaged object was replaced by a copy that agrees with the log
    ERASE = "erase"  # the private half of an earlier entry was erased
    TIMESTAMP = "timestamp"  # an authority stamped a checkpoint
    COUNTERSIGN = "countersign"  # another organisation signed a checkpoint
    CONSENT = "consent"  # the consent to an item or a delivery was given, narrowed or taken back
    NOTE = "note"  # anything else that belongs to the history


def canonical(value: Any) -> bytes:
    """JSON in one form: sorted keys, no spaces, ASCII."""
    return json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":")).encode()


def commitment(salt: bytes, data: bytes) -> str:
    """SHA-256 over a salt of 32 bytes and the data behind it, in hexadecimal.

    Whoever has salt and data can show that they were committed to; the commitment alone says nothing
    about the data, not even to somebody who guesses it.

    >>> commitment(bytes(32), b"x")[:16]
    'd5eda42f9de8e3c0'
    """
    if len(salt) != 32:
        raise ValueError("a salt has 32 bytes")
    return hashlib.sha256(salt + data).hexdigest()


def moment(at: datetime) -> str:
    """A time in UTC, to the second, as the log writes it."""
    if at.tzinfo is None:
        raise ValueError("a time of the log needs a time zone")
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


@dataclass(frozen=True, slots=True)
class Private:
    """The private half of an entry, with the salt of its commitment."""

    text: str
    salt: bytes

    @classmethod
    def of(
        cls, who: str, why: str, previous_holder: str = "", details: Mapping[str, Any] | None = None
    ) -> Private:
        """A private half with a fresh salt."""
        said: dict[str, Any] = {"who": who, "why": why}
        if previous_holder:
            said["previous_holder"] = previous_holder
        if details:
            said["details"] = dict(details)
        return cls(canonical(said).decode(), secrets.token_bytes(32))

    @property
    def commitment(self) -> str:
        """What the log says of it."""
        return commitment(self.salt, self.text.encode())

    @property
    def said(self) -> dict[str, Any]:
        """The private half as a value: ``who, why`` and perhaps ``previous_holder, details``."""
        value: dict[str, Any] = json.loads(self.text)
        return value

    def line(self) -> bytes:
        """As it is kept beside the log."""
        return canonical({"record": self.text, "salt": self.salt.hex()})

    @classmethod
    def parse(cls, line: bytes) -> Private:
        """Read :meth:`line`.

        Raises:
            ValueError: when it is not one.
        """
        value = json.loads(line)
        if not isinstance(value, dict) or set(value) != {"record", "salt"}:
            raise ValueError("not a private record")
        return cls(value["record"], bytes.fromhex(value["salt"]))


@dataclass(frozen=True, slots=True)
class Custody:
    """One happening, before it is an entry.

    Attributes:
        act: what happened.
        private: who did it and why; only a commitment to it enters the log.
        object: the object's id, when it concerns one.
        item: the item's id, when it concerns one.
        public: more for the line of the log: numbers and digests, never anything personal.
    """

    act: Act
    private: Private
    object: str = ""
    item: str = ""
    public: Mapping[str, Any] = field(default_factory=dict)


def entry_line(custody: Custody, at: datetime, record: int) -> bytes:
    """The line of the log; ``record`` is where the private half begins in its file.

    Raises:
        ValueError: when ``public`` uses a key that the vault fills in.
    """
    if OWN_KEYS & set(custody.public):
        raise ValueError(f"these keys are the vault's own: {OWN_KEYS & set(custody.public)}")
    value: dict[str, Any] = {
        **custody.public,
        "act": custody.act.value,
        "at": moment(at),
        "commitment": custody.private.commitment,
        "record": record,
    }
    if custody.object:
        value["object"] = custody.object
    if custody.item:
        value["item"] = custody.item
    return canonical(value)
