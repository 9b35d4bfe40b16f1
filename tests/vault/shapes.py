"""Builds OCFL objects and storage roots in every shape a test needs, right or wrong, from values.

Written from the specification; independent of the writer that it helps to test.
"""

from __future__ import annotations

import copy
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Json = dict[str, Any]


def digest(data: bytes, algorithm: str = "sha512") -> str:
    if algorithm == "blake2b-512":
        return hashlib.blake2b(data).hexdigest()
    return hashlib.new(algorithm, data).hexdigest()


@dataclass
class Shape:
    """An object before it is written: inventories by version directory, and files."""

    spec: str = "1.1"
    inventories: dict[str, Json] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    declarations: dict[str, bytes] = field(default_factory=dict)

    @property
    def head(self) -> Json:
        return list(self.inventories.values())[-1]

    def each(self, change: Callable[[Json], object]) -> Shape:
        for inventory in self.inventories.values():
            change(inventory)
        return self

    def write(self, directory: Path) -> Path:
        directory.mkdir(parents=True, exist_ok=True)
        for name, data in self.declarations.items():
            (directory / name).write_bytes(data)
        for path, data in self.files.items():
            target = directory / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        for version, inventory in self.inventories.items():
            (directory / version).mkdir(exist_ok=True)
            write_inventory(directory / version, inventory)
        write_inventory(directory, self.head)
        return directory


def write_inventory(directory: Path, inventory: object, algorithm: str = "") -> None:
    named = inventory.get("digestAlgorithm") if isinstance(inventory, dict) else None
    algorithm = algorithm or (named if named in ("sha256", "sha512") else "sha512")
    write_raw(directory, json.dumps(inventory, indent=2).encode(), algorithm)


def write_raw(directory: Path, data: bytes, algorithm: str = "sha512") -> None:
    (directory / "inventory.json").write_bytes(data)
    (directory / f"inventory.json.{algorithm}").write_text(
        f"{digest(data, algorithm)} inventory.json\n"
    )


def version_block(number: int, state: dict[str, list[str]]) -> Json:
    return {
        "created": f"2026-03-{number:02}T10:00:00Z",
        "message": f"Delivery {number}",
        "state": state,
        "user": {"name": "Invented Archivist", "address": "mailto:archive@example.org"},
    }


def shape(
    *states: dict[str, bytes],
    spec: str = "1.1",
    algorithm: str = "sha512",
    content: str = "content",
    name: str = "v{}",
    identifier: str = "urn:example:object-1",
) -> Shape:
    """An object whose versions hold these logical files; content is stored once."""
    states = states or ({"letter.txt": b"one\n"}, {"letter.txt": b"two\n", "copy.txt": b"one\n"})
    made = Shape(spec, declarations={f"0=ocfl_object_{spec}": f"ocfl_object_{spec}\n".encode()})
    inventory: Json = {
        "id": identifier,
        "type": f"https://ocfl.io/{spec}/spec/#inventory",
        "digestAlgorithm": algorithm,
        "head": "",
        "manifest": {},
        "versions": {},
    }
    if content != "content":
        inventory["contentDirectory"] = content
    for number, files in enumerate(states, 1):
        version = name.format(number)
        state: dict[str, list[str]] = {}
        for path, data in files.items():
            key = digest(data, algorithm)
            state.setdefault(key, []).append(path)
            if key not in inventory["manifest"]:
                place = f"{version}/{content}/{path}"
                inventory["manifest"][key] = [place]
                made.files[place] = data
        inventory["head"] = version
        inventory["versions"][version] = version_block(number, state)
        made.inventories[version] = copy.deepcopy(inventory)
    return made


def storage_root(directory: Path, spec: str = "1.1") -> Path:
    directory.mkdir(parents=True, exist_ok=True)
    (directory / f"0=ocfl_{spec}").write_text(f"ocfl_{spec}\n")
    return directory
