"""What the vault hands back: who gave what, the receipt for it, and the item, which a footnote names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, BinaryIO, Protocol

from probanda.problems import Problem
from probanda.vault.custody import moment

__all__ = ["Delivery", "Incoming", "Item", "Receipt", "Target", "Transform"]


class Target(Protocol):
    """Where a transform writes what will be stored."""

    def write(self, data: bytes, /) -> int:
        """Write all of the data."""


class Transform(Protocol):
    """Turns what comes in into what is stored, stream to stream: sealing is one.

    What it returns (numbers and texts) is kept in the clear beside the file; if it returns ``sealed``
    and ``private``, then the first only, and the second inside the sealed document. The name is for its
    eyes.
    """

    def __call__(self, source: BinaryIO, target: Target, name: bytes) -> Mapping[str, Any]:
        """Read ``source`` to its end and write to ``target`` what is to be stored."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """One file as it is offered.

    Attributes:
        name: the sender's name for it, byte for byte, perhaps with directories.
        open: opens it for reading; called once, or again when it changed while it was read.
        modified_ns: its time of last change, in nanoseconds since 1970, where known.
        mode: its permissions, where known.
        size: its size, where known.
        unchanged: says of the stream, after reading, whether the file is still what was opened.
        notices: what is odd about it, by code.
        apart: whether it may be read by a thread of its own while others are.
        mark: what tells this file, in this state, from every other, as its file system says; where known.
    """

    name: bytes
    open: Callable[[], BinaryIO]
    modified_ns: int | None = None
    mode: int | None = None
    size: int | None = None
    unchanged: Callable[[BinaryIO, int], bool] | None = None
    notices: tuple[str, ...] = ()
    apart: bool = False
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Delivery:
    """Who gave material, when and how, as far as it is known; kept in ``intake.json``.

    Attributes:
        received_by: who took it in.
        when: when it was handed over; with a time zone.
        given_by: who gave it: the previous holder.
        how: by hand, by mail, downloaded, copied from a device …
        consent: a consent tier (public, initials, committee, internal, unknown, withdrawn).
        licence: under which terms it may be used.
        device: what it came on.
        notes: anything else.
        why: the reason for taking it in, for the custody log's private half.
    """

    received_by: str
    when: datetime
    given_by: str = ""
    how: str = ""
    consent: str = "unknown"
    licence: str = ""
    device: str = ""
    notes: str = ""
    why: str = "intake"

    def as_dict(self) -> dict[str, str]:
        """As ``intake.json`` says it."""
        return {
            "consent": self.consent,
            "device": self.device,
            "given_by": self.given_by,
            "how": self.how,
            "licence": self.licence,
            "notes": self.notes,
            "received_by": self.received_by,
            "when": moment(self.when),
        }


@dataclass(frozen=True, slots=True)
class Item:
    """One file in the vault: what a footnote names and an expert checks.

    Attributes:
        id: the object's id and the file's number in it.
        path: its logical path in the object.
        content: where its bytes lie, from the object's directory.
        name: the sender's name, readable; empty where that is sealed.
        log_index: the entry of the custody log that committed to its digests.
    """

    id: str
    object: str
    number: int
    path: str
    content: str
    size: int
    sha512: str
    sha256: str
    name: str = ""
    log_index: int = -1
    sealed: bool = False

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "id": self.id,
            "name": self.name,
            "size": self.size,
            "sha256": self.sha256,
            "sha512": self.sha512,
            "log_index": self.log_index,
            "object": self.object,
            "path": self.path,
            "content": self.content,
            "sealed": self.sealed,
        }


@dataclass(frozen=True, slots=True)
class Receipt:
    """That a delivery is on the disk and in the log; given only when it is.

    Attributes:
        intake: the delivery's id: that of its first object.
        objects: its objects; one, unless it had to be split.
        log_index: the entry of its last object.
        checkpoint: a signed checkpoint over the log up to that entry.
        repeated: whether it had been taken in before, under the same key.
    """

    intake: str
    objects: tuple[str, ...]
    items: tuple[Item, ...]
    log_index: int
    checkpoint: str
    refused: tuple[Problem, ...] = ()
    notices: tuple[Problem, ...] = ()
    repeated: bool = False
    entries: tuple[int, ...] = field(default=())

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "intake": self.intake,
            "objects": list(self.objects),
            "items": [item.as_dict() for item in self.items],
            "log_index": self.log_index,
            "log_indexes": list(self.entries),
            "checkpoint": self.checkpoint,
            "repeated": self.repeated,
            "refused": [problem.as_dict() for problem in self.refused],
            "notices": [problem.as_dict() for problem in self.notices],
        }
