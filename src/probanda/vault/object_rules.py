"""What an OCFL object must be on disk: its root, its versions, its inventories and their digests.

The content itself (which files, which digests) is in :mod:`probanda.vault.content_rules`.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from probanda.vault.content_rules import check_content
from probanda.vault.digests import CONTENT_ALGORITHMS, digests_of
from probanda.vault.extensions import check_extensions
from probanda.vault.findings import Report
from probanda.vault.history_rules import check_history
from probanda.vault.inventory_rules import Inventory, check_inventory
from probanda.vault.namaste import OBJECT, check_declaration, declares_object
from probanda.vault.reading import Entry, entries, strict_json, walk
from probanda.vault.version_names import looks_like_version

__all__ = ["check_object"]

INVENTORY = "inventory.json"
_SIDECAR = re.compile(r"(\S+)[ \t]+inventory\.json\s*", re.ASCII)


def check_object(directory: Path, report: Report) -> tuple[str, str]:
    """Hold one object to the specification.

    Returns:
        The OCFL version it declares and its id; the id is empty when there is none to read.
    """
    held = entries(directory)
    spec, declarations = check_declaration(directory, held, OBJECT, "", report)
    checker = _Object(directory, spec, report)
    checker.links()
    inventory = checker.root(held, declarations)
    return spec, inventory.id if inventory else ""


class _Object:
    """One validation of one object. Paths in findings are relative to the object."""

    def __init__(self, directory: Path, spec: str, report: Report) -> None:
        self.directory = directory
        self.spec = spec
        self.report = report

    def note(self, code: str, path: str, detail: str) -> None:
        self.report.add(code, path, detail, self.spec)

    def links(self) -> None:
        """Links and special files are refused wherever they lie, also where nobody looks."""
        for here, held in walk(self.directory, "."):
            for entry in held:
                path = f"{here}/{entry.name}".removeprefix("./")
                if entry.kind == "link":
                    self.note("E090", path, "This is a symbolic link.")
                elif entry.links > 1:
                    self.note("E090", path, f"This file has {entry.links} names (hard links).")
                elif entry.kind == "special":
                    self.note("E089", path, "This is a device, a pipe or a socket.")

    def root(self, held: list[Entry], declarations: set[str]) -> Inventory | None:
        names = {entry.name: entry for entry in held}
        inventory = None
        if INVENTORY not in names or names[INVENTORY].kind != "file":
            self.note("E063", ".", "There is none.")
            for name in sorted(names):
                if name != INVENTORY and name.casefold() == INVENTORY:
                    self.note("E034", name, f"Found {name!r}.")
        else:
            inventory = self.inventory(INVENTORY)
        self.root_entries(held, declarations, inventory)
        if inventory is None:
            return None
        if inventory.spec != self.spec:
            self.note(
                "E038",
                INVENTORY,
                f"The object declares OCFL {self.spec}, the inventory {inventory.spec}.",
            )
        self.versions(inventory, names)
        return inventory

    def root_entries(
        self, held: list[Entry], declarations: set[str], inventory: Inventory | None
    ) -> None:
        versions = inventory.versions if inventory else []
        for entry in held:
            if entry.kind == "file":
                known = entry.name == INVENTORY or entry.name in declarations
                if not known and entry.name not in self.sidecars(held, inventory):
                    self.note("E001", entry.name, "Found this file.")
            elif entry.kind == "directory" and entry.name == "extensions":
                check_extensions(
                    self.directory / "extensions",
                    "extensions",
                    self.spec,
                    self.report,
                    misplaced="E067",
                    unregistered="W013",
                )
            elif entry.kind == "directory" and entry.name in versions:
                continue
            elif entry.kind == "directory" and looks_like_version(entry.name):
                if inventory is not None:
                    self.note("E046", entry.name, "The inventory does not name this version.")
                    self.note("E001", entry.name, "Found this directory.")
            elif entry.kind == "directory" and entry.name != "logs":
                self.note("E001", entry.name, "Found this directory.")
                if any(declares_object(each.name) for each in entries(self.directory / entry.name)):
                    self.note("E082", entry.name, "This is an object inside an object.")

    def sidecars(self, held: list[Entry], inventory: Inventory | None) -> set[str]:
        """Names that the inventory's digest may have; any, where the algorithm cannot be known."""
        if inventory and inventory.algorithm:
            return {f"{INVENTORY}.{inventory.algorithm}"}
        return {entry.name for entry in held if entry.name.startswith(f"{INVENTORY}.")}

    def inventory(self, path: str) -> Inventory | None:
        """Read an inventory and its digest file; None when it cannot be read as JSON."""
        data = (self.directory / path).read_bytes()
        parsed: Any = None
        inventory = None
        try:
            parsed = strict_json(data)
        except ValueError as error:
            self.note("E033", path, f"It is not: {error}.")
        else:
            inventory = check_inventory(parsed, path, self.spec, self.report)
        self.sidecar(path, inventory.algorithm if inventory else "")
        return inventory

    def sidecar(self, path: str, algorithm: str) -> None:
        """Hold the digest file of an inventory to its rules."""
        folder = (self.directory / path).parent
        present = [
            entry.name.removeprefix(f"{INVENTORY}.")
            for entry in entries(folder)
            if entry.kind == "file" and entry.name.startswith(f"{INVENTORY}.")
        ]
        if not present:
            self.note("E058", path, "There is none.")
            return
        if algorithm and algorithm not in present:
            self.note("E058", path, f"There is none for {algorithm}.")
            for each in present:
                self.note("E059", f"{path}.{each}", f"The inventory names {algorithm!r}.")
            return
        chosen = (
            [algorithm] if algorithm else [each for each in present if each in CONTENT_ALGORITHMS]
        )
        for each in chosen:
            self.sidecar_content(path, each)

    def sidecar_content(self, path: str, algorithm: str) -> None:
        beside = f"{path}.{algorithm}"
        text = (self.directory / beside).read_bytes().decode("utf-8", "replace")
        match = _SIDECAR.fullmatch(text)
        if match is None:
            self.note("E061", beside, f"Found {text[:200]!r}.")
            return
        if not re.fullmatch("[0-9a-fA-F]+", match[1]):
            self.note("E061", beside, f"{match[1]!r} is no digest.")
        with (self.directory / path).open("rb") as stream:
            actual = digests_of(stream, (algorithm,))[algorithm]
        if match[1].lower() != actual:
            self.note("E060", beside, f"It holds {match[1]}, the inventory's is {actual}.")

    def versions(self, inventory: Inventory, names: dict[str, Entry]) -> None:
        """Each version directory with its inventory, then all of them against each other."""
        history: list[Inventory] = []
        present = []
        for version in inventory.versions:
            if version not in names or names[version].kind != "directory":
                self.note("E046", version, "There is no such directory.")
                if version != inventory.versions[-1]:
                    self.note("E010", version, "Among the directories this number is missing.")
                continue
            present.append(version)
            earlier = self.version(version, inventory)
            if earlier is not None:
                history.append(earlier)
        check_history(inventory, history, self.report)
        check_content(self.directory, present, inventory, history, self.report)

    def version(self, version: str, inventory: Inventory) -> Inventory | None:
        """One version directory; gives its inventory where that is one of an earlier version."""
        held = {entry.name: entry for entry in entries(self.directory / version)}
        path = f"{version}/{INVENTORY}"
        earlier: Inventory | None = None
        if INVENTORY not in held or held[INVENTORY].kind != "file":
            self.note("W010", version, "There is none.")
        elif version != inventory.versions[-1]:
            earlier = self.inventory(path)
        elif (self.directory / path).read_bytes() != (self.directory / INVENTORY).read_bytes():
            self.note("E064", path, "The two differ.")
            self.sidecar(path, inventory.algorithm)
        else:
            self.sidecar(path, inventory.algorithm)
        allowed = self.sidecars(list(held.values()), earlier or inventory)
        for name, entry in held.items():
            if entry.kind == "directory" and name != inventory.content_directory:
                self.note("W002", f"{version}/{name}", "Found this directory.")
            elif entry.kind == "file" and name != INVENTORY and name not in allowed:
                self.note("E015", f"{version}/{name}", "Found this file.")
        return earlier
