"""An object being written: files go into a staging directory, digested as they are copied.

A draft becomes an object when :class:`probanda.vault.store.Store` publishes it; it has one version,
and what is published is never written to again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from probanda.problems import ProbandaError, Problem
from probanda.vault.files import Disk
from probanda.vault.json_lines import in_lines
from probanda.vault.paths import element_problem, slash_problem
from probanda.vault.sink import Sink

__all__ = ["Draft", "Stored"]

BLOCK = 1 << 20
#: Files in one directory of the content, so that ordinary tools can list it.
PER_DIRECTORY = 1000


@dataclass(frozen=True, slots=True)
class Stored:
    """One file of an object: what it is called, where its bytes lie, their size and digests."""

    logical_path: str
    content_path: str
    size: int
    sha512: str
    sha256: str


@dataclass(slots=True)
class Draft:
    """Files on their way into an object.

    Attributes:
        identifier: the object's id.
        place: the staged object's root.
    """

    identifier: str
    place: Path
    disk: Disk
    files: dict[str, Stored] = field(default_factory=dict)
    _by_digest: dict[str, Stored] = field(default_factory=dict)
    _through: set[str] = field(default_factory=set)
    _reserved: int = 0
    _directories: dict[Path, None] = field(default_factory=dict)
    _content: list[str] = field(default_factory=list)
    _lanes: dict[int, tuple[str, int]] = field(default_factory=dict)

    def add(self, stream: BinaryIO, logical_path: str = "") -> Stored:
        """Copy what is left of a stream, and digest it from the same read.

        The content path is made by counting, in ASCII; so is the logical path where none is given.
        The same bytes a second time are kept once and named twice. If reading fails, the draft is
        as it was before.

        Raises:
            ProbandaError: ``vault-path`` for a logical path that OCFL does not allow.
        """

        def copy(target: Sink) -> None:
            while block := stream.read(BLOCK):
                target.write(block)

        return self.fill(copy, logical_path)

    def fill(self, write: Callable[[Sink], object], logical_path: str = "") -> Stored:
        """Take in what ``write`` writes; otherwise as :meth:`add`."""
        logical = logical_path or self._free_name()
        self._check(logical)
        content_path = self.reserve()
        return self.enter(logical, content_path, *self.write(content_path, write))

    def reserve(self, lane: int = 0) -> str:
        """A content path for the next file. Files of different lanes lie in different directories.

        Writers at once are faster in a directory each.
        """
        number = self._reserved
        self._reserved += 1
        directory, room = self._lanes.get(lane, ("", 0))
        if not room:
            directory, room = f"v1/content/{len(self._content):03}", PER_DIRECTORY
            self._content.append(directory)
            self._make(self.place / directory)
        self._lanes[lane] = directory, room - 1
        return f"{directory}/{number:06}"

    def write(self, content_path: str, write: Callable[[Sink], object]) -> tuple[int, str, str]:
        """Write a file at a reserved path; gives size, sha512 and sha256. May be called by threads."""
        target = f"{self.place}/{content_path}"
        sink = Sink(self.disk, target)
        try:
            write(sink)
            return sink.finish()
        except BaseException:
            sink.abandon()
            self.disk.remove(target)
            raise

    def enter(self, logical: str, content_path: str, size: int, sha512: str, sha256: str) -> Stored:
        """Make a written file part of the object, under a logical path that is free."""
        before = self._by_digest.get(sha512)
        if before is not None:
            self.disk.remove(f"{self.place}/{content_path}")
            content_path = before.content_path
        stored = Stored(logical, content_path, size, sha512, sha256)
        self._by_digest.setdefault(sha512, stored)
        self.files[logical] = stored
        self._through.update(_above(logical))
        return stored

    def finish(
        self, now: datetime, message: str, user: str, address: str, *, wait: bool = True
    ) -> str:
        """Write declaration, inventories and digests, then wait until all of it is on the disk.

        The inventory's digest is written last. ``now`` needs a time zone. Without ``wait`` the caller
        waits for the disk, for several drafts at once. Gives the inventory's sha512.
        """
        if now.tzinfo is None:
            raise ValueError("the time of a version needs a time zone")
        for directory in (self.place, self.place / "v1"):
            self._make(directory)
        data = in_lines(self.inventory(now, message, user, address))
        digest = hashlib.sha512(data).hexdigest()
        sidecar = f"{digest} inventory.json\n".encode()
        place = str(self.place)
        self.disk.create_whole(f"{place}/0=ocfl_object_1.1", b"ocfl_object_1.1\n", wait=wait)
        for folder in (f"{place}/v1", place):
            self.disk.create_whole(f"{folder}/inventory.json", data, wait=wait)
            self.disk.create_whole(f"{folder}/inventory.json.sha512", sidecar, wait=wait)
        if wait:
            self.disk.sync_files([self.place / s.content_path for s in self._by_digest.values()])
        for directory in reversed(self._directories):
            if not any(directory.iterdir()):  # copies were put there, and taken out again
                self.disk.remove_tree(directory)
            elif wait:
                self.disk.sync_directory(directory)
        return digest

    def inventory(self, now: datetime, message: str, user: str, address: str) -> dict[str, Any]:
        """The inventory of OCFL 1.1: sha512 addresses the content, sha256 stands in the fixity block."""
        state: dict[str, list[str]] = {}
        for stored in self.files.values():
            state.setdefault(stored.sha512, []).append(stored.logical_path)
        kept = self._by_digest.values()
        return {
            "id": self.identifier,
            "type": "https://ocfl.io/1.1/spec/#inventory",
            "digestAlgorithm": "sha512",
            "head": "v1",
            "manifest": {stored.sha512: [stored.content_path] for stored in kept},
            "fixity": {"sha256": {stored.sha256: [stored.content_path] for stored in kept}},
            "versions": {
                "v1": {
                    "created": now.astimezone(UTC).isoformat(timespec="seconds"),
                    "message": message,
                    "user": {"name": user, "address": address},
                    "state": state,
                }
            },
        }

    def _check(self, logical: str) -> None:
        try:
            logical.encode()
            wrong = slash_problem(logical) or element_problem(logical) or logical in self.files
        except UnicodeEncodeError:
            wrong = True
        if wrong or self._crosses(logical):
            raise ProbandaError(
                Problem(
                    "vault-path",
                    "This path cannot be used inside an object.",
                    found=ascii(logical),
                    expected="names joined by single slashes, each path once",
                    remedy="Leave the path to be made, and keep the name as metadata.",
                )
            )

    def _crosses(self, logical: str) -> bool:
        """Whether a path runs through a file, or a file's path through it."""
        return logical in self._through or any(above in self.files for above in _above(logical))

    def _free_name(self) -> str:
        """The next number that no file of the draft has for a name."""
        number = len(self.files)
        while f"{number:06}" in self.files or self._crosses(f"{number:06}"):
            number += 1
        return f"{number:06}"

    def _make(self, directory: Path) -> None:
        """Make a directory of the staged object with those above it, remembering them for the sync."""
        if directory in self._directories:
            return
        if directory != self.place:
            self._make(directory.parent)
        self.disk.make_directory(directory)
        self._directories[directory] = None


def _above(path: str) -> list[str]:
    """The directories that a path runs through, outermost first."""
    names = path.split("/")
    return ["/".join(names[:count]) for count in range(1, len(names))]
