"""A vault as it is read: its items, what is known of them, and what was done to them."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from probanda.problems import ProbandaError, Problem
from probanda.vault.custody import Act, Private
from probanda.vault.files import Disk
from probanda.vault.index import Index
from probanda.vault.intake import DOCUMENT, FILES
from probanda.vault.log import CustodyLog
from probanda.vault.receipt import Item
from probanda.vault.records import Records
from probanda.vault.store import Store

__all__ = ["ReadingVault", "items_from"]


class ReadingVault:
    """What can be asked of a folder with a store and its custody log; nothing is written by it."""

    def __init__(self, folder: Path, disk: Disk) -> None:
        self.folder = folder
        self.disk = disk
        self.store = Store(folder, disk)
        disk.watch(folder)
        self.log = CustodyLog.at(folder / "log", disk)
        self.records = Records(folder / "log", disk)
        self._index: Index | None = None

    @property
    def index(self) -> Index:
        """Which entries speak of what."""
        if self._index is None:
            self._index = Index(self.folder / "index.sqlite3", self.log)
        return self._index

    def entry(self, index: int) -> dict[str, Any]:
        """An entry of the log: its public half."""
        self.log.refresh()
        value: dict[str, Any] = json.loads(self.log.entry(index))
        return value

    def private(self, index: int) -> Private | None:
        """The private half of an entry; None when it was erased.

        Raises:
            ValueError: when it is not what the log committed to.
        """
        entry = self.entry(index)
        private = self.records.read(entry["record"])
        if private is not None and private.commitment != entry["commitment"]:
            raise ValueError(f"the private record of entry {index} is not the one that was entered")
        return private

    def history(self, subject: str) -> list[tuple[int, dict[str, Any], Private | None]]:
        """What was done to an object or item, oldest first: index, public and private half."""
        return [(at, self.entry(at), self.private(at)) for at in self.index.entries_of(subject)]

    def items(self) -> Iterator[Item]:
        """Every item, in the order in which they came in."""
        for identifier, index, act in self.index.objects():
            if act != Act.DERIVE:
                yield from self.items_of(identifier, index)

    def item(self, identifier: str) -> Item:
        """One item by its id.

        Raises:
            ProbandaError: ``vault-no-item`` when there is none.
        """
        name = identifier.partition("/")[0]
        index = self.index.published(name)
        if index is not None and self.store.place(name).exists():
            for item in self.items_of(name, index):
                if item.id == identifier:
                    return item
        raise ProbandaError(
            Problem("vault-no-item", "The vault has no item of this id.", found=identifier)
        )

    def stream(self, item: Item) -> BinaryIO:
        """The item's bytes as they are stored. Whoever shows them to somebody records that."""
        path = self.object_folder(item.object) / item.content
        return os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC), "rb")

    def metadata(self, identifier: str) -> dict[str, Any]:
        """The ``intake.json`` of an object, or its ``derived.json``."""
        contents = _contents(self.inventory(identifier))
        content, _ = contents.get(DOCUMENT) or contents["derived.json"]
        value: dict[str, Any] = json.loads((self.object_folder(identifier) / content).read_bytes())
        return value

    def inventory(self, identifier: str) -> dict[str, Any]:
        """The inventory of an object."""
        value: dict[str, Any] = json.loads(
            (self.object_folder(identifier) / "inventory.json").read_bytes()
        )
        return value

    def object_folder(self, identifier: str) -> Path:
        """Where an object lies."""
        return self.store.place(identifier.partition("/")[0])

    def items_of(self, identifier: str, index: int) -> list[Item]:
        """The items of an object that was entered at an index."""
        contents = _contents(self.inventory(identifier))
        return items_from(self.metadata(identifier)["files"], contents, identifier, index)


def items_from(
    files: Iterable[Mapping[str, Any]],
    contents: Mapping[str, tuple[str, str]],
    identifier: str,
    index: int,
) -> list[Item]:
    """Items from what an ``intake.json`` says of them, and where their bytes lie with which sha512."""
    return [
        Item(
            file["item"],
            identifier,
            int(file["path"].removeprefix(f"{FILES}/")),
            file["path"],
            contents[file["path"]][0],
            file["size"],
            contents[file["path"]][1],
            file["sha256"],
            file.get("name", ""),
            index,
            "sealed" in file,
        )
        for file in files
    ]


def _contents(inventory: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """Logical path to content path and sha512."""
    state = inventory["versions"][inventory["head"]]["state"]
    manifest = inventory["manifest"]
    return {
        path: (manifest[digest][0], digest) for digest, paths in state.items() for path in paths
    }
