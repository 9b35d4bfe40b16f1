"""NAMASTE declarations: the file 0=ocfl_object_1.1 or 0=ocfl_1.1 that says what a directory is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from probanda.vault.findings import Report
from probanda.vault.inventory_rules import SPEC_VERSIONS
from probanda.vault.reading import Entry

__all__ = ["OBJECT", "ROOT", "Declared", "check_declaration", "declares_object", "declares_root"]

_TAGGED = re.compile(r"([^=]*)=(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Declared:
    """What a declaration says, and the codes for each way in which it can be wrong."""

    prefix: str
    absent: tuple[str, ...]
    several: tuple[str, ...]
    untagged: tuple[str, ...]
    tag: tuple[str, ...]
    value: tuple[str, ...]
    content: tuple[str, ...]


OBJECT = Declared(
    "ocfl_object_",
    absent=("E003",),
    several=("E003",),
    untagged=("E002", "E004"),
    tag=("E004", "E005"),
    value=("E004", "E006"),
    content=("E007",),
)
ROOT = Declared(
    "ocfl_",
    absent=("E069", "E076"),
    several=("E076",),
    untagged=("E075", "E077"),
    tag=("E077", "E078"),
    value=("E077", "E079"),
    content=("E080",),
)


def declares_object(name: str) -> bool:
    """Whether a file's name means to declare an object, rightly or not."""
    return "ocfl_object_" in name and "inventory" not in name


def declares_root(name: str) -> bool:
    """Whether a file's name means to declare a storage root, rightly or not."""
    return re.fullmatch(r"(.*=)?ocfl_[0-9][0-9.]*", name) is not None


def check_declaration(
    directory: Path, held: list[Entry], declared: Declared, where: str, report: Report
) -> tuple[str, set[str]]:
    """The OCFL version that a directory declares, and the names of files that tried to.

    Where nothing valid is declared, the newest known version is assumed, and that is a finding.
    """

    def note(codes: tuple[str, ...], path: str, detail: str) -> None:
        for code in codes:
            report.add(code, path, detail)

    means = declares_object if declared is OBJECT else declares_root
    tagged = any(entry.name.startswith(f"0={declared.prefix}") for entry in held)
    versions: list[str] = []
    tried: set[str] = set()
    for entry in held:
        match = _TAGGED.fullmatch(entry.name)
        if entry.kind != "file" or not (means(entry.name) or (match and match[1] == "0")):
            continue
        if declared is ROOT and match is None and tagged:
            continue  # a copy of the specification may lie beside a declaration
        tried.add(entry.name)
        path = f"{where}/{entry.name}" if where else entry.name
        if match is None:
            note(declared.untagged, path, "There is no tag.")
            continue
        if match[1] != "0":
            note(declared.tag, path, f"Found the tag {match[1]!r}.")
            continue
        version = match[2].removeprefix(declared.prefix)
        if not match[2].startswith(declared.prefix) or version not in SPEC_VERSIONS:
            note(declared.value, path, f"Found {match[2]!r}.")
            continue
        versions.append(version)
        content = (directory / entry.name).read_bytes()
        if content != f"{match[2]}\n".encode():
            note(declared.content, path, f"The file holds {content[:80]!r}.")
    if not versions:
        note(declared.absent, where or ".", "There is none.")
        return SPEC_VERSIONS[-1], tried
    if len(tried) > 1:
        note(declared.several, where or ".", f"Found {', '.join(sorted(tried))}.")
    return max(versions), tried
