"""Copies of published files and objects, digested on the way: what is not as it should be is not copied."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from probanda.vault.files import Disk
from probanda.vault.sink import Sink

__all__ = ["HarmedError", "copy_file", "copy_object"]

BLOCK = 1 << 20


class HarmedError(Exception):
    """What was to be copied is not what the log committed to."""


def copy_file(source: Path, target: Path, disk: Disk) -> str:
    """Copy a small file, making the directories above it; on the disk when the call returns."""
    missing = []
    for above in target.parents:
        if above.exists():
            break
        missing.append(above)
    for above in reversed(missing):
        disk.make_directory(above)
        disk.sync_directory(above.parent)
    data = source.read_bytes()
    staged = target.with_name(f".{target.name}.new")
    if staged.exists():
        disk.remove(staged)
    disk.create_whole(staged, data)
    disk.rename(staged, target)
    disk.sync_directory(target.parent)
    return hashlib.sha512(data).hexdigest()


def copy_object(source: Path, target: Path, digest: str, disk: Disk) -> int:
    """Copy an object whose inventory has this sha512; not waited for. Gives the bytes of its content.

    Raises:
        HarmedError: when a file of it is not what its inventory, or the inventory what the log, says.
        OSError: when a file cannot be read.
    """
    data = (source / "inventory.json").read_bytes()
    if hashlib.sha512(data).hexdigest() != digest:
        raise HarmedError("its inventory is not the one that the log committed to")
    inventory: dict[str, Any] = json.loads(data)
    made: set[Path] = set()
    size = 0
    for said, paths in inventory["manifest"].items():
        for path in paths:
            _make(target, target / Path(path).parent, made, disk)
            count, sha512 = _copy(source / path, target / path, disk)
            if sha512 != said:
                raise HarmedError(f"{path} is not what was received")
            size += count
    _make(target, target / "v1", made, disk)
    sidecar = f"{digest} inventory.json\n".encode()
    disk.create_whole(target / "0=ocfl_object_1.1", b"ocfl_object_1.1\n", wait=False)
    for folder in (target / "v1", target):
        disk.create_whole(folder / "inventory.json", data, wait=False)
        disk.create_whole(folder / "inventory.json.sha512", sidecar, wait=False)
    return size


def _make(root: Path, directory: Path, made: set[Path], disk: Disk) -> None:
    if directory in made:
        return
    if directory != root:
        _make(root, directory.parent, made, disk)
    disk.make_directory(directory)
    made.add(directory)


def _copy(source: Path, target: Path, disk: Disk) -> tuple[int, str]:
    sink = Sink(disk, str(target))
    try:
        with source.open("rb", buffering=0) as stream:
            while block := stream.read(BLOCK):
                sink.write(block)
    finally:
        size, sha512, _ = sink.finish()
    return size, sha512
