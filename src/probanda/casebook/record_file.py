"""Importing a record file: claimants, sources, places, claims and identities written as YAML.

The whole file is read first; every item is then checked and recorded on its own, so that a bad claim is
refused whole and named with its line, and the rest goes on. One transaction: an interrupted import leaves
nothing. Importing the same file again changes nothing.
"""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from probanda.casebook.folder import Casebook
from probanda.casebook.record_items import Items
from probanda.casebook.record_reading import ItemReader
from probanda.casebook.services.unit_of_work import changing
from probanda.marked_yaml import Marked, load_marked
from probanda.problems import ProbandaError, Problem

__all__ = ["RecordImportReport", "import_record_file"]

#: Sections in the order in which they can refer to one another.
SECTIONS = {
    "claimants": "claimant",
    "sources": "source",
    "places": "place",
    "units": "unit",
    "sites": "site",
    "events": "event",
    "remains": "remains",
    "persons": "person",
    "relatives": "relative",
    "interviews": "interview",
    "answers": "answer",
    "examinations": "examination",
    "claims": "claim",
    "identities": "identity",
}
#: Sections whose items may name one another in any order.
SELF_REFERRING = {"sources", "places", "units", "relatives"}
HEADS = {"record", "defaults"}


@dataclass(frozen=True, slots=True)
class RecordImportReport:
    """What became of every item of a record file: counts by section, and problems with their lines."""

    file: str
    dry_run: bool
    created: dict[str, int]
    changed: dict[str, int]
    unchanged: dict[str, int]
    refused: dict[str, int]
    problems: tuple[Problem, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing was refused."""
        return not any(problem.severity == "error" for problem in self.problems)

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "ok": self.ok,
            "file": self.file,
            "dry_run": self.dry_run,
            "created": self.created,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "refused": self.refused,
            "problems": [problem.as_dict() for problem in self.problems],
        }


def import_record_file(
    casebook: Casebook,
    path: Path | str,
    *,
    by: str,
    now: datetime,
    dry_run: bool = False,
    why: str = "",
) -> RecordImportReport:
    """Bring a record file into the open casebook; with ``dry_run`` only say what would happen.

    Raises:
        ProbandaError: the file cannot be read, is not YAML, or is no record file; nothing was imported.
    """
    file = Path(path)
    document, problems = load_marked(file)
    problems += _check_head(document, str(file))
    counts: dict[str, Counter[str]] = {
        name: Counter() for name in ("created", "changed", "unchanged", "refused")
    }
    with (
        transaction.atomic(),
        changing(by=by, now=now, why=why or f"import of {file.name}") as change,
        ExitStack() as stack,
    ):
        reader = ItemReader(
            casebook=casebook, file=file, change=change, dry_run=dry_run, problems=problems
        )
        items = Items(reader, document.fields.get("defaults", Marked({}, 1, 1)))
        items.check_defaults()
        reader.deliver(document.fields.get("sources"), stack)
        for section in SECTIONS:
            for outcome in _outcomes(items, section, document.fields.get(section), problems):
                counts[outcome][section] += 1
        if dry_run:
            change.rows.clear()
            transaction.set_rollback(True)
    named = tuple(
        sorted(
            (replace(problem, file=problem.file or str(file)) for problem in problems),
            key=lambda problem: (problem.line or 0, problem.char or 0),
        )
    )
    return RecordImportReport(
        str(file), dry_run, **{name: dict(found) for name, found in counts.items()}, problems=named
    )


def _outcomes(
    items: Items, section: str, given: Marked | None, problems: list[Problem]
) -> Iterator[str]:
    """What became of each item of a section, in turn."""
    if given is None or given.value is None:
        return
    if not isinstance(given.value, list):
        problems.append(
            Problem(
                "shape-wrong",
                f"“{section}” is {given.shape}.",
                line=given.line,
                char=given.char,
                column=section,
                expected="a list: one item per line, each after a dash",
            )
        )
        return
    waiting = given.items
    if section in SELF_REFERRING:
        waiting = _in_order(waiting, SECTIONS[section])
    for item in waiting:
        mark = len(items.reader.change.rows)
        outcome = "refused"
        try:
            with transaction.atomic():
                outcome = items.take(SECTIONS[section], item)
        except ProbandaError as error:
            del items.reader.change.rows[mark:]
            problems.extend(
                replace(
                    problem,
                    line=problem.line or item.line,
                    char=problem.char or item.char,
                )
                for problem in error.problems
            )
        yield outcome


def _in_order(items: list[Marked], kind: str) -> list[Marked]:
    """Items of one section so that each comes after those it names (``within``, ``derived_from`` …).

    Items in a circle stay where they are; the first of them is then refused for naming what is not there.
    """
    links = {
        "place": ("within",),
        "source": ("derived_from",),
        "unit": ("parent",),
        "relative": ("father", "mother"),
    }
    by_key = {item.fields["key"].text: item for item in items if "key" in item.fields}
    done: set[int] = set()
    ordered: list[Marked] = []
    for first in items:
        waiting = [first]  # an item stays until everything that it names is in place
        while waiting:
            item = waiting[-1]
            if id(item) in done:
                waiting.pop()
                continue
            named = [item.fields[link].text for link in links[kind] if link in item.fields]
            before = [
                by_key[key]
                for key in named
                if key in by_key
                and id(by_key[key]) not in done
                and all(by_key[key] is not other for other in waiting)
            ]
            if before:
                waiting.extend(before)
                continue
            done.add(id(item))
            ordered.append(item)
            waiting.pop()
    return ordered


def _check_head(document: Marked, file: str) -> list[Problem]:
    """Refuse a file that is no record file; name sections that nobody knows."""
    names = document.fields
    if not isinstance(document.value, dict) or not (HEADS | set(SECTIONS)) & set(names):
        raise ProbandaError(
            Problem(
                "not-a-record-file",
                f"This is not a record file: it holds {document.shape} without any known section.",
                file=file,
                line=document.line,
                expected="record: 1, then " + ", ".join(SECTIONS),
                remedy="See docs/reference/record.md.",
            )
        )
    version = names.get("record")
    if version is not None and version.text.strip() != "1":
        raise ProbandaError(
            Problem(
                "record-version-unknown",
                "This record file is of a version that this Probanda cannot read.",
                file=file,
                line=version.line,
                char=version.char,
                found=version.text,
                expected="record: 1",
            )
        )
    problems = []
    if version is None:
        problems.append(
            Problem(
                "record-version-missing",
                "The file does not say “record: 1”; it was read as if it did.",
                file=file,
                line=1,
                severity="warning",
                remedy="Add the line.",
            )
        )
    for name, value in names.items():
        if name not in HEADS | set(SECTIONS):
            near = difflib.get_close_matches(name, SECTIONS, 1)
            problems.append(
                Problem(
                    "section-unknown",
                    f"“{name}” is not a section of a record file; it was left out.",
                    file=file,
                    line=value.line,
                    column=name,
                    found=name,
                    expected=", ".join(SECTIONS),
                    remedy=f"Did you mean “{near[0]}”?" if near else "",
                )
            )
    return problems
