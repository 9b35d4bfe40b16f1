"""The fields of one item of a record file → values by column: links looked up, archived copies taken in."""

from __future__ import annotations

import contextlib
import difflib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import models as django_models
from django.db.models import Model

from probanda.casebook import models
from probanda.casebook.folder import Casebook
from probanda.casebook.record_fields import Field, ReadProblem, fields_of, read_value
from probanda.casebook.services import Change, archive_file
from probanda.casebook.services.claims import CLAIMS, find_claim
from probanda.casebook.services.digests import digests_of
from probanda.casebook.services.entities import ENTITIES
from probanda.consent import Consent
from probanda.marked_yaml import Marked
from probanda.problems import ProbandaError, Problem
from probanda.vault import Vault

__all__ = ["ItemReader", "Located"]

#: Sections of the words people use for links, for messages.
KINDS: dict[str, type[Model]] = {
    **ENTITIES,
    "act": models.ActClaim,
    "recommendation": models.RecommendationClaim,
}


@dataclass(slots=True)
class ItemReader:
    """Reads the items of one record file; what is repaired on the way is added to ``problems``."""

    casebook: Casebook
    file: Path
    change: Change
    dry_run: bool
    problems: list[Problem]
    _vault: Vault | None = None

    def deliver(self, sources: Marked | None, stack: contextlib.ExitStack) -> None:
        """Take all archived copies that the file's sources name into the vault, as one delivery.

        What cannot be taken is left for the source that names it, which then says so with its line.
        The vault stays open until ``stack`` closes it.
        """
        from probanda.casebook.services.vault import keep, open_vault

        if self.dry_run or sources is None or not isinstance(sources.value, list):
            return
        paths = []
        for item in sources.items:
            given = item.fields.get("archived") if isinstance(item.value, dict) else None
            path = self._beside(given.text.strip()) if given and given.text.strip() else None
            if path is not None and path.is_file() and path.stat().st_size:
                paths.append(path)
        if not paths:
            return
        with contextlib.suppress(OSError, ProbandaError):
            self._vault = stack.enter_context(open_vault(self.casebook.root, self.change.now))
            keep(
                self._vault,
                paths,
                by=self.change.by,
                now=self.change.now,
                consent=Consent.UNKNOWN,
                why=self.change.why,
            )

    def _beside(self, name: str) -> Path | None:
        """The path of an archived copy, if it lies beside the record file or in the casebook."""
        path = self.file.parent / name
        home = (self.file.parent.resolve(), self.casebook.root.resolve())
        return path if any(path.resolve().is_relative_to(each) for each in home) else None

    def read(
        self, model: type[django_models.Model], item: Marked
    ) -> tuple[dict[str, Any], list[Problem]]:
        """Values by column, and every problem of the item's fields."""
        known = fields_of(model)
        values: dict[str, Any] = {}
        problems: list[Problem] = []
        for name, given in item.fields.items():
            if name not in known:
                problems.append(self.unknown(name, given, tuple(known)))
            elif known[name].column:
                self.field(known[name], given, values, problems)
        return values, problems

    def field(
        self, to: Field, given: Marked, values: dict[str, Any], problems: list[Problem]
    ) -> None:
        """Put the value of one field into ``values``, or why it cannot be read into ``problems``."""
        if to.type == "link":
            values[to.column] = self.link(to, given, problems)
        elif to.type == "archive":
            self._archived(given, values, problems)
        else:
            try:
                read, note = read_value(to, given)
            except ReadProblem as problem:
                problems.append(problem.at(str(self.file), to.word, given))
                return
            values.update(read)
            if note:
                self.problems.append(
                    self.problem("date-repaired", note, given, to.word, severity="notice")
                )

    def link(self, to: Field, given: Marked, problems: list[Problem]) -> Any:
        """The row that a key names; None for no key, and for one that the record does not have (a problem)."""
        key = given.text.strip()
        if not key:
            if isinstance(given.value, list | dict):
                problems.append(
                    self.problem(
                        "shape-wrong",
                        f"{to.word} is {given.shape}.",
                        given,
                        to.word,
                        expected="a key",
                    )
                )
            return None
        row: Any
        if to.to in CLAIMS:
            row = find_claim(key)
            row = row if row is not None and row.kind == to.to and row.current else None
        else:
            row = KINDS[to.to]._default_manager.filter(key=key).first()
        if row is None:
            problems.append(
                self.problem(
                    "key-unknown",
                    f"There is no {to.to} “{key}” in the record.",
                    given,
                    to.word,
                    remedy=self._nearest(to.to, key),
                )
            )
        return row

    def _nearest(self, kind: str, key: str) -> str:
        manager = KINDS[kind]._default_manager
        near = manager.filter(key__startswith=key[:2]).exclude(key=None).order_by("key")
        names = list(near.values_list("key", flat=True)[:2000])
        found = difflib.get_close_matches(key, names, 1, 0.7)
        if found:
            return f"Did you mean “{found[0]}”?"
        if kind == "person":
            return "Import the list that names this person first; its key is LIST:ENTRY."
        return f"Add it to this file, or import the file that has it first ({kind})."

    def _archived(self, given: Marked, values: dict[str, Any], problems: list[Problem]) -> None:
        """Copy the bytes that ``archived`` names (relative to the record file) into the casebook."""
        name = given.text.strip()
        values["item"] = None
        if not name:
            return
        path = self._beside(name)
        if path is None:
            # A record file may come from somebody else: it must not fetch what lies elsewhere on this disk.
            problems.append(
                self.problem(
                    "archive-outside",
                    "The archived copy lies outside the record file's folder.",
                    given,
                    "archived",
                    remedy=f"Copy it beside {self.file.name}, or into the casebook.",
                )
            )
            return
        try:
            if not path.is_file():
                raise FileNotFoundError(2, "no such file", str(path))
            if self.dry_run:
                kept = models.Item.objects.filter(key=f"sha256:{digests_of(path).sha256}").first()
                values["item"] = kept
                return
            root = self.casebook.root
            values["item"] = archive_file(self.change, root, path, vault=self._vault)
        except OSError as error:
            problems.append(
                self.problem(
                    "archive-unreadable",
                    f"The archived copy cannot be read: {error.strerror}.",
                    given,
                    "archived",
                    remedy=f"Paths are relative to {self.file.name}.",
                )
            )
        except ProbandaError as error:
            problems += [
                self.problem(each.code, each.message, given, "archived", remedy=each.remedy)
                for each in error.problems
            ]

    def unknown(self, name: str, given: Marked, known: tuple[str, ...]) -> Problem:
        """A field that this kind of item does not have, with the nearest that it has."""
        near = difflib.get_close_matches(name, known, 1)
        return self.problem(
            "field-unknown",
            f"“{name}” is not a field here.",
            given,
            name,
            expected=", ".join(known),
            remedy=f"Did you mean “{near[0]}”?" if near else "",
        )

    def problem(
        self, code: str, message: str, at: Marked, column: str = "", **more: Any
    ) -> Problem:
        """A problem at a place of this file."""
        return Problem(
            code,
            message,
            file=str(self.file),
            line=at.line,
            char=at.char,
            column=column,
            found=more.pop("found", at.text[:120]),
            **more,
        )


class Located:
    """Gives problems of the services the line and the word of the field they are about."""

    def __init__(self, reader: ItemReader, model: type[django_models.Model], item: Marked) -> None:
        self.reader, self.model, self.item = reader, model, item

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        if not isinstance(error, ProbandaError):
            return
        words = {each.column: each.word for each in fields_of(self.model).values()}
        located = []
        for problem in error.problems:
            word = words.get(problem.column, problem.column)
            at = self.item.fields.get(word) or self.item
            located.append(
                Problem(
                    problem.code,
                    problem.message.replace(f": {problem.column}.", f": {word}."),
                    file=str(self.reader.file),
                    column=word,
                    line=at.line,
                    char=at.char,
                    found=problem.found,
                    expected=problem.expected,
                    remedy=problem.remedy,
                    severity=problem.severity,
                )
            )
        raise ProbandaError(*located) from None
