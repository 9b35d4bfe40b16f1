"""Whether one object of the vault is, in every byte, what the log committed to.

Narrower and faster than the OCFL validator: an object of ours has one version, and the log knows the
digest of its inventory, from which every other file of it follows.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
import threading
from concurrent.futures import Executor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from probanda.problems import Problem

if TYPE_CHECKING:
    from probanda.vault.vault import Vault

__all__ = ["ObjectCheck", "sha512_of"]

BLOCK = 1 << 20
REMEDY = "Repair it from a copy: `probanda vault replicate --repair`."


def sha512_of(path: str) -> tuple[str, int]:
    """sha512 and size of a file, following no link.

    Raises:
        OSError: when it cannot be read to its end.
    """
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_SEQUENTIAL)
        digest, size = hashlib.sha512(), 0
        buffer = _buffer()
        while count := os.readv(descriptor, [buffer]):
            digest.update(buffer[:count])
            size += count
        return digest.hexdigest(), size
    finally:
        os.close(descriptor)


_OF_THREAD = threading.local()


def _buffer() -> memoryview:
    if not hasattr(_OF_THREAD, "buffer"):
        _OF_THREAD.buffer = memoryview(bytearray(BLOCK))
    buffer: memoryview = _OF_THREAD.buffer
    return buffer


class ObjectCheck:
    """Checks objects, several files at once. ``files`` and ``bytes`` count what the last check read."""

    def __init__(self, vault: Vault, pool: Executor, root: Path | None = None) -> None:
        self.root = root or vault.store.root
        self.folder = self.root.parent
        self.layout = vault.store.layout
        self.pool = pool
        self.files = 0
        self.bytes = 0
        self._problems: list[Problem] = []

    def __call__(self, identifier: str, digest: str) -> list[Problem]:
        """What is wrong with an object whose inventory had this sha512 when it was entered."""
        self.files = self.bytes = 0
        self._problems = []
        place = self.root / self.layout.path(identifier)
        if not place.is_dir() or place.is_symlink():
            self._note(
                "vault-object-missing",
                "The log says that the store has this object, and it is not there.",
                place,
                identifier,
            )
            return self._problems
        inventory = self._inventory(place, identifier, digest)
        there = self._walk(place)
        if inventory is None:
            return self._problems
        own = self._own_files(inventory[0])
        manifest = {
            path: said for said, paths in inventory[1]["manifest"].items() for path in paths
        }
        for path in sorted((set(own) | set(manifest)) - there):
            self._note(
                "vault-file-missing", "A file of the object is not there.", place / path, identifier
            )
        for path in sorted(there - set(own) - set(manifest)):
            self._note(
                "vault-file-unexpected",
                "The log and the inventories do not know this.",
                place / path,
                identifier,
                "Find out who put it there; move it out of the store.",
            )
        for path in sorted(set(own) & there):
            if self._bytes(place / path, identifier) not in {own[path], None}:
                self._changed(place / path, identifier)
        self._content(
            place, identifier, {path: manifest[path] for path in manifest if path in there}
        )
        return self._problems

    def _inventory(
        self, place: Path, identifier: str, digest: str
    ) -> tuple[bytes, dict[str, Any]] | None:
        """The inventory that the log knows: that of the root or, if it was harmed, its copy in v1."""
        found = None
        for path in (place / "inventory.json", place / "v1" / "inventory.json"):
            data = self._bytes(path, identifier) if path.exists() else None
            if data is not None and hashlib.sha512(data).hexdigest() == digest:
                found = found or data
            elif data is not None:
                self._note(
                    "vault-file-changed",
                    "The inventory is not the one that the log committed to.",
                    path,
                    identifier,
                )
        if found is None:
            return None
        value: dict[str, Any] = json.loads(found)
        return found, value

    def _own_files(self, inventory: bytes) -> dict[str, bytes]:
        sidecar = f"{hashlib.sha512(inventory).hexdigest()} inventory.json\n".encode()
        return {
            "0=ocfl_object_1.1": b"ocfl_object_1.1\n",
            "inventory.json": inventory,
            "inventory.json.sha512": sidecar,
            "v1/inventory.json": inventory,
            "v1/inventory.json.sha512": sidecar,
        }

    def _walk(self, place: Path) -> set[str]:
        """Files of the object by path; whatever is neither file nor directory is a problem."""
        files: set[str] = set()
        waiting = [""]
        while waiting:
            here = waiting.pop()
            with os.scandir(place / here) as held:
                names = list(held)
            if not names:
                self._note("vault-file-unexpected", "This directory is empty.", place / here, "")
            for each in names:
                path = f"{here}/{each.name}".lstrip("/")
                status = each.stat(follow_symlinks=False)
                if stat.S_ISDIR(status.st_mode):
                    waiting.append(path)
                elif stat.S_ISREG(status.st_mode):
                    files.add(path)
                    if status.st_nlink > 1:
                        self._note(
                            "vault-link",
                            f"This file has {status.st_nlink} names (hard links).",
                            place / path,
                            "",
                        )
                else:
                    self._note(
                        "vault-link", "This is a link or a device, not a file.", place / path, ""
                    )
        return files

    def _content(self, place: Path, identifier: str, manifest: dict[str, str]) -> None:
        paths = sorted(manifest)
        base = str(place)
        for path, answer in zip(
            paths, self.pool.map(_answered, [f"{base}/{path}" for path in paths]), strict=True
        ):
            if isinstance(answer, OSError):
                self._note(
                    "vault-file-unreadable",
                    f"The file cannot be read: {answer.strerror}.",
                    place / path,
                    identifier,
                )
                continue
            self.files += 1
            self.bytes += answer[1]
            if answer[0] != manifest[path]:
                self._changed(place / path, identifier)

    def _bytes(self, path: Path, identifier: str) -> bytes | None:
        try:
            return path.read_bytes()
        except OSError as error:
            self._note(
                "vault-file-unreadable",
                f"The file cannot be read: {error.strerror}.",
                path,
                identifier,
            )
            return None

    def _changed(self, path: Path, identifier: str) -> None:
        self._note("vault-file-changed", "The file is not what was received.", path, identifier)

    def _note(
        self, code: str, message: str, path: Path, identifier: str, remedy: str = REMEDY
    ) -> None:
        self._problems.append(
            Problem(
                code,
                message,
                file=str(path.relative_to(self.folder)),
                found=identifier,
                remedy=remedy,
            )
        )


def _answered(path: str) -> tuple[str, int] | OSError:
    try:
        return sha512_of(path)
    except OSError as error:
        return error
