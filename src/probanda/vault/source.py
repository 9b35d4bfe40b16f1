"""One file on its way in: read to its end and copied, again if it changed meanwhile, or refused."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, BinaryIO

from probanda.problems import Problem
from probanda.vault.oddities import shown
from probanda.vault.receipt import Incoming, Target, Transform

if TYPE_CHECKING:
    from probanda.vault.intake import Part

__all__ = ["ChangedError", "Copied", "Source", "SourceError", "Task"]

BLOCK = 1 << 20
#: So much of a file's beginning tells of what kind it is.
HEAD = 512
#: A file that changes while it is read is read so often.
ATTEMPTS = 3


class SourceError(Exception):
    """What is read cannot be read to its end."""


class Source(io.RawIOBase):
    """A stream being taken in: its errors are told apart from those of our own disk."""

    def __init__(self, stream: BinaryIO, most: int | None = None) -> None:
        self.stream = stream
        self._most = most
        self.head = b""
        self.count = 0
        self.error: Exception | None = None

    def read(self, size: int | None = -1, /) -> bytes:
        """Up to so many bytes."""
        try:
            data = self.stream.read(BLOCK if size is None else size)
        except (OSError, ValueError) as error:
            self.error = error
            raise SourceError from error
        if not self.count:
            self.head = data[:HEAD]
        self.count += len(data)
        if self._most is not None and self.count > self._most:
            raise ChangedError  # it grows as we read
        return data

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: Any, /) -> int:
        """Fill a buffer; gives how far."""
        data = self.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


class ChangedError(Exception):
    """The file is not what was opened any more."""


@dataclass(frozen=True, slots=True)
class Copied:
    """A file that was read to its end: what was stored of it, and what is known of its reading."""

    size: int
    sha512: str
    sha256: str
    source: Source
    said: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Task:
    """One file, and where its bytes are to lie."""

    incoming: Incoming
    part: Part
    content_path: str
    transform: Transform | None

    def run(self) -> Copied | Problem:
        """Copy the file, or say why not. Errors of our own disk are raised."""
        incoming = self.incoming
        for _ in range(ATTEMPTS):
            try:
                stream = incoming.open()
            except OSError as error:
                return _unreadable(incoming.name, error)
            with stream:
                source = Source(stream, incoming.size)
                said: dict[str, Any] = {}
                try:
                    size, sha512, sha256 = self.part.draft.write(
                        self.content_path,
                        lambda target, source=source, said=said: self._copy(  # type: ignore[misc]
                            source, target, said
                        ),
                    )
                except ChangedError:
                    continue
                except Exception:
                    if source.error is None:
                        raise
                    return _unreadable(incoming.name, source.error)
                return Copied(size, sha512, sha256, source, said)
        return _changing(incoming.name)

    def _copy(self, source: Source, target: Target, said: dict[str, Any]) -> None:
        incoming = self.incoming
        if self.transform is not None:
            answer: Mapping[str, Any] = self.transform(source, target, incoming.name)  # type: ignore[arg-type]
            said.update(answer)
        else:
            while block := source.read(BLOCK):
                target.write(block)
        if incoming.unchanged is not None and not incoming.unchanged(source.stream, source.count):
            raise ChangedError


def _unreadable(name: bytes, error: Exception) -> Problem:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return Problem(
        "intake-unreadable",
        f"The file cannot be read: {reason}.",
        file=shown(name),
        remedy="Check that you may read it, then give it again.",
    )


def _changing(name: bytes) -> Problem:
    return Problem(
        "intake-changing",
        "The file was changed while it was read, three times.",
        file=shown(name),
        remedy="Close the program that writes to it, then give it again.",
    )
