"""Validates an OCFL object or storage root: the door to the rules, which decides which of the two it is."""

from __future__ import annotations

from pathlib import Path

from probanda.vault.findings import Report
from probanda.vault.namaste import declares_object, declares_root
from probanda.vault.object_rules import check_object
from probanda.vault.reading import Entry, entries
from probanda.vault.root_rules import LAYOUT, check_root

__all__ = ["validate"]


def validate(path: Path) -> Report:
    """Hold the object or storage root at a path to OCFL 1.0 or 1.1, as it declares.

    Nothing is written. A directory that declares neither is taken for what it looks like.
    Findings name paths relative to ``path``.

    Raises:
        OSError: when a file cannot be read.
    """
    report = Report()
    directory = path.resolve()
    if not directory.is_dir():
        report.add("E003", ".", "There is no directory at this path.")
        report.add("E063", ".", "There is no directory at this path.")
    elif _is_root(directory, entries(directory)):
        check_root(directory, report)
    else:
        check_object(directory, report)
    return report


def _is_root(directory: Path, held: list[Entry]) -> bool:
    """Whether a directory declares, or else looks like, a storage root."""
    files = {entry.name for entry in held if entry.kind == "file"}
    if any(declares_object(name) for name in files) or "inventory.json" in files:
        return False
    if LAYOUT in files or any(declares_root(name) for name in files):
        return True
    return any(
        _leads_to_object(directory / entry.name) for entry in held if entry.kind == "directory"
    )


def _leads_to_object(directory: Path) -> bool:
    """Whether a declared object lies in a directory or below it."""
    waiting = [directory]
    while waiting:
        here = waiting.pop()
        held = entries(here)
        files = [entry.name for entry in held if entry.kind == "file"]
        if any(declares_object(name) for name in files):
            return True
        if not files:
            waiting.extend(here / entry.name for entry in held if entry.kind == "directory")
    return False
