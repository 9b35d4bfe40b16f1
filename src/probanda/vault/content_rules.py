"""Which files the content directories hold, and that every digest said of them is true."""

from __future__ import annotations

from pathlib import Path

from probanda.vault.digests import digests_of
from probanda.vault.findings import Report
from probanda.vault.inventory_rules import Inventory
from probanda.vault.reading import walk
from probanda.vault.version_names import number_of

__all__ = ["check_content"]


def check_content(
    directory: Path,
    versions: list[str],
    newest: Inventory,
    history: list[Inventory],
    report: Report,
) -> None:
    """Hold the content of all version directories against every inventory.

    Each file is read once, for all digests that any inventory gives of it.
    """
    files: set[str] = set()
    for version in versions:
        files |= _content_of(directory, version, newest, report)
    for inventory in (*history, newest):
        _same_files(files, inventory, newest, report)
    expected = _expected(newest, history)
    for path in sorted(set(expected) & files):
        said = expected[path]
        try:
            with (directory / path).open("rb") as stream:
                actual = digests_of(stream, {algorithm for algorithm, _ in said})
        except OSError as error:
            report.add("E092", path, f"The file cannot be read: {error.strerror}.", newest.spec)
            continue
        for (algorithm, digest), (code, where) in sorted(said.items()):
            if actual[algorithm] != digest:
                detail = f"{where} says {algorithm} {digest}, the file has {actual[algorithm]}."
                report.add(code, path, detail, newest.spec)


def _content_of(directory: Path, version: str, newest: Inventory, report: Report) -> set[str]:
    """The content files of a version, as paths from the object's root."""
    start = f"{version}/{newest.content_directory}"
    place = directory / start
    if place.is_symlink() or not place.is_dir():
        if any(path.startswith(f"{version}/") for path in newest.manifest):
            report.add("E016", version, f"There is no {start!r}.", newest.spec)
        return set()
    files: set[str] = set()
    for here, held in walk(directory, start):
        if not held and here != start:
            report.add("E024", here, "This one is empty.", newest.spec)
        files.update(f"{here}/{entry.name}" for entry in held if entry.kind == "file")
    if not files:
        report.add("W003", start, "It holds no files.", newest.spec)
    return files


def _same_files(files: set[str], inventory: Inventory, newest: Inventory, report: Report) -> None:
    """The files of the versions that an inventory covers are those of its manifest."""
    if not inventory.versions:
        return
    last = number_of(inventory.versions[-1])
    covered = {path for path in files if number_of(path.partition("/")[0]) <= last}
    for path in sorted(covered - set(inventory.manifest)):
        detail = f"{inventory.where} does not list this file."
        report.add("E023", path, detail, newest.spec)
    for path in sorted(set(inventory.manifest) - files):
        detail = f"{inventory.where} lists this file, which is not there."
        report.add("E092", path, detail, newest.spec)
        report.add("E023", path, detail, newest.spec)
        if path in inventory.fixity:
            report.add("E093", path, detail, newest.spec)


def _expected(
    newest: Inventory, history: list[Inventory]
) -> dict[str, dict[tuple[str, str], tuple[str, str]]]:
    """For each content path, each digest that is said of it, with the code if it is wrong."""
    expected: dict[str, dict[tuple[str, str], tuple[str, str]]] = {}
    for inventory in (newest, *history):
        for path, pairs in inventory.fixity.items():
            for pair in pairs:
                expected.setdefault(path, {})[pair] = ("E093", inventory.where)
    for inventory in (*reversed(history), newest):
        if inventory.algorithm:
            for path, digest in inventory.manifest.items():
                pair = (inventory.algorithm, digest)
                expected.setdefault(path, {})[pair] = ("E092", inventory.where)
    return expected
