"""The few files that are written once, when a vault is made: what they were, and how they are put back."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path

from probanda.vault.copying import copy_file
from probanda.vault.files import Disk

__all__ = ["own_files", "put_back"]


def own_files(folder: Path, settings: str) -> dict[str, str]:
    """sha512 of each, by its path in the vault's folder."""
    root = folder / "ocfl"
    paths = [folder / settings, folder / "keys" / "log.pub", *root.glob("*"), *root.glob("e*/*/*")]
    return {
        str(path.relative_to(folder)): _sha512(path) for path in sorted(paths) if path.is_file()
    }


def put_back(
    folder: Path, copy: Path, files: Mapping[str, str], disk: Disk, aside: Callable[[Path], None]
) -> list[str]:
    """Put back those that are harmed or gone, where the copy's are what the log's first entry says.

    ``aside`` moves a harmed one out of the way. Gives the names of those that were put back.
    """
    done = []
    for name, digest in sorted(files.items()):
        here, there = folder / name, copy / name
        if _sha512(here) == digest or _sha512(there) != digest:
            continue
        if here.exists():
            aside(here)
        copy_file(there, here, disk)
        done.append(name)
    return done


def _sha512(path: Path) -> str:
    """A file's sha512; empty where it cannot be read."""
    try:
        return hashlib.sha512(path.read_bytes()).hexdigest()
    except OSError:
        return ""
