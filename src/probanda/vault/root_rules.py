"""What an OCFL storage root must be: its declaration, its layout, its directories, its objects."""

from __future__ import annotations

from pathlib import Path

from probanda.vault.extensions import REGISTERED, check_extensions
from probanda.vault.findings import Report
from probanda.vault.layout import HASHED_N_TUPLE, HashedNTuple
from probanda.vault.namaste import ROOT, check_declaration, declares_object
from probanda.vault.object_rules import check_object
from probanda.vault.reading import Entry, entries, strict_json

__all__ = ["check_root"]

LAYOUT = "ocfl_layout.json"


def check_root(directory: Path, report: Report) -> int:
    """Hold a storage root and every object in it to the specification; gives the number of objects."""
    held = entries(directory)
    spec, _ = check_declaration(directory, held, ROOT, "", report)
    checker = _Root(directory, spec, report)
    checker.entries(held)
    checker.arrangement()
    return len(checker.objects)


class _Root:
    """One validation of one storage root. Paths in findings are relative to it."""

    def __init__(self, directory: Path, spec: str, report: Report) -> None:
        self.directory = directory
        self.spec = spec
        self.report = report
        self.objects: dict[str, str] = {}  # path to id
        self.layout: HashedNTuple | None = None

    def note(self, code: str, path: str, detail: str) -> None:
        self.report.add(code, path, detail, self.spec)

    def entries(self, held: list[Entry]) -> None:
        for entry in held:
            self.special(entry.name, entry)
            if entry.kind == "file" and entry.name == LAYOUT:
                self.check_layout()
            elif entry.kind == "directory" and entry.name == "extensions":
                check_extensions(
                    self.directory / "extensions",
                    "extensions",
                    self.spec,
                    self.report,
                    misplaced="E112",
                    unregistered="W016",
                )
                self.links_below("extensions")
            elif entry.kind == "directory":
                self.descend(entry.name)

    def special(self, path: str, entry: Entry) -> None:
        if entry.kind == "link":
            self.note("E090", path, "This is a symbolic link.")
        elif entry.links > 1:
            self.note("E090", path, f"This file has {entry.links} names (hard links).")
        elif entry.kind == "special":
            self.note("E089", path, "This is a device, a pipe or a socket.")

    def links_below(self, path: str) -> None:
        for entry in entries(self.directory / path):
            self.special(f"{path}/{entry.name}", entry)
            if entry.kind == "directory":
                self.links_below(f"{path}/{entry.name}")

    def check_layout(self) -> None:
        try:
            layout = strict_json((self.directory / LAYOUT).read_bytes())
        except ValueError as error:
            self.note("E070", LAYOUT, f"It is not: {error}.")
            return
        if not isinstance(layout, dict):
            self.note("E070", LAYOUT, "It holds no JSON object.")
            return
        for key in ("extension", "description"):
            if not isinstance(layout.get(key), str):
                self.note("E070", LAYOUT, f"There is no text under {key!r}.")
        name = layout.get("extension")
        if isinstance(name, str) and name not in REGISTERED:
            self.note("E071", LAYOUT, f"Found {name!r}.")
        elif name == HASHED_N_TUPLE:
            self.layout = self.configured()

    def configured(self) -> HashedNTuple | None:
        """The layout with its settings; None where they cannot be read, and then paths go unchecked."""
        path = self.directory / "extensions" / HASHED_N_TUPLE / "config.json"
        if not path.is_file():
            return HashedNTuple()
        try:
            return HashedNTuple.from_json(strict_json(path.read_bytes()))
        except ValueError as error:
            where = f"extensions/{HASHED_N_TUPLE}/config.json"
            self.note("W014", where, f"The layout's settings cannot be read: {error}.")
            return None

    def descend(self, path: str) -> None:
        """One directory below the root: an object, or a step on the way to objects."""
        waiting = [path]
        while waiting:
            here = waiting.pop()
            held = entries(self.directory / here)
            files = [entry for entry in held if entry.kind != "directory"]
            names = {entry.name for entry in files}
            if any(declares_object(name) or name.startswith("0=") for name in names):
                self.object(here)
                continue
            if "inventory.json" in names:
                self.note("E072", here, "Its files belong to no declared object.")
                self.object(here)
                continue
            for entry in files:
                self.special(f"{here}/{entry.name}", entry)
                self.note("E072", f"{here}/{entry.name}", "Found this file.")
                self.note("E084", f"{here}/{entry.name}", "Found this file.")
            below = [f"{here}/{entry.name}" for entry in held if entry.kind == "directory"]
            if not held:
                self.note("E073", here, "This one is empty.")
            if not below:
                self.note("E085", here, "This one does not.")
                self.note("E088", here, "This one leads nowhere.")
            waiting.extend(reversed(below))

    def object(self, path: str) -> None:
        report = Report()
        spec, identifier = check_object(self.directory / path, report)
        for kind, into in (
            (report.errors, self.report.errors),
            (report.warnings, self.report.warnings),
        ):
            for finding in kind:
                where = path if finding.path == "." else f"{path}/{finding.path}"
                into.append(type(finding)(finding.code, where, finding.message))
        if spec > self.spec:
            self.note("E081", path, f"The root declares {self.spec}, the object {spec}.")
        self.objects[path] = identifier

    def arrangement(self) -> None:
        """Where objects lie, seen together: one id one place, one depth, one layout."""
        places: dict[str, str] = {}
        for path, identifier in self.objects.items():
            if not identifier:
                continue
            if identifier in places:
                self.note("E083", path, f"The id {identifier!r} is also at {places[identifier]}.")
            places.setdefault(identifier, path)
            if self.layout is not None and self.layout.path(identifier) != path:
                expected = self.layout.path(identifier)
                self.note("W014", path, f"After {LAYOUT} this object belongs at {expected}.")
        if len({"/" in path for path in self.objects}) > 1:
            self.note("W015", ".", "Some lie in it, others further down.")
