"""The fields that a record file may give for each kind of entity and claim, read off the models.

A new column in a model is a new field here, with its type, its limits and its values; only names that
people write differently stand in :data:`WORDS`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any

from django.db import models

from probanda.casebook.models.base import Claim, Dated
from probanda.casebook.services.claims import BOOKKEEPING
from probanda.casebook.services.snapshot import kind_of
from probanda.dates import DateProblem, parse_date
from probanda.marked_yaml import Marked
from probanda.problems import Problem

__all__ = ["Field", "fields_of", "read_value"]

#: (kind, column) → the words for it in a record file; the first is shown in messages.
WORDS: dict[tuple[str, str], tuple[str, ...]] = {
    ("source", "date"): ("published",),
    ("source", "item"): ("archived",),
    ("place", "parent"): ("within",),
    ("quantity", "date"): ("as_of", "date"),
}
#: Columns of :class:`~probanda.casebook.models.base.Dated`: one field ``date`` fills all four.
DATE_COLUMNS = ("date_text", "date_edtf", "date_earliest", "date_latest")


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its word, its column, how it is read, and (for a link) to which kind it points."""

    word: str
    column: str
    type: str  # text whole number decimal boolean day date link mapping archive
    to: str = ""


@cache
def fields_of(model: type[models.Model]) -> dict[str, Field]:
    """The fields of a model by the word that a record file uses."""
    kind = kind_of(model)
    found: dict[str, Field] = {}
    for column in model._meta.concrete_fields:
        name = column.name
        skipped = BOOKKEEPING | {"entry", "cluster"} | set(DATE_COLUMNS)
        if name in skipped:
            continue
        for word in WORDS.get((kind, name), (name,)):
            found[word] = Field(word, name, *_type(column))
    if issubclass(model, Dated):
        for word in WORDS.get((kind, "date"), ("date",)):
            found[word] = Field(word, "date", "date")
    if issubclass(model, Claim):
        found["kind"] = Field("kind", "", "text")
    return found


def _type(column: models.Field) -> tuple[str, str]:
    if isinstance(column, models.ForeignKey):
        to: Any = column.related_model
        if column.name == "item":
            return "archive", ""
        return "link", kind_of(to)
    for kind, name in TYPES:
        if isinstance(column, kind):
            return name, ""
    return "text", ""


TYPES: tuple[tuple[type[models.Field], str], ...] = (
    (models.BooleanField, "boolean"),
    (models.IntegerField, "whole"),
    (models.DecimalField, "decimal"),
    (models.FloatField, "number"),
    (models.DateField, "day"),
    (models.JSONField, "mapping"),
)


def read_value(field: Field, given: Marked) -> tuple[dict[str, Any], str]:
    """Columns and values that a field gives, and a note of what was repaired ("" if nothing).

    Links and archived copies are left to the caller, who knows the record.

    Raises:
        ReadProblem: the text is not what the field holds.
    """
    if field.type == "mapping":
        if not isinstance(given.value, dict) and given.value is not None:
            raise ReadProblem("shape-wrong", f"{field.word} is {given.shape}.", "a mapping")
        return {field.column: {key: each.text for key, each in given.fields.items()}}, ""
    if isinstance(given.value, list | dict):
        raise ReadProblem("shape-wrong", f"{field.word} is {given.shape}.", "one value")
    text = given.text.strip()
    if field.type == "date":
        return _date(text)
    if field.type == "text":
        return {field.column: text}, ""
    if text == "":
        return {field.column: None}, ""
    return {field.column: READERS[field.type](text)}, ""


class ReadProblem(ValueError):  # noqa: N818 - the field's word: a problem, reported and collected
    """A text that a field cannot hold."""

    def __init__(self, code: str, message: str, expected: str, remedy: str = "") -> None:
        super().__init__(code, message)
        self.code, self.message, self.expected, self.remedy = code, message, expected, remedy

    def at(self, file: str, field: str, given: Marked) -> Problem:
        """The problem, at its place in the file."""
        return Problem(
            self.code,
            self.message,
            file=file,
            column=field,
            line=given.line,
            char=given.char,
            found=given.text,
            expected=self.expected,
            remedy=self.remedy,
        )


def _date(text: str) -> tuple[dict[str, Any], str]:
    if text == "":
        return dict(zip(DATE_COLUMNS, ("", "", None, None), strict=True)), ""
    try:
        known = parse_date(text)
    except DateProblem as problem:
        raise ReadProblem(
            problem.code, "The date cannot be read.", problem.expected, problem.remedy
        ) from problem
    values = (known.text, known.edtf, known.earliest, known.latest)
    return dict(zip(DATE_COLUMNS, values, strict=True)), known.note


def _whole(text: str) -> int:
    plain = text.replace("\u00a0", "").replace(" ", "")
    if not plain.lstrip("-").isascii() or not plain.lstrip("-").isdigit():
        raise ReadProblem("number-unreadable", "This is not a whole number.", "digits")
    return int(plain)


def _decimal(text: str) -> Decimal:
    plain = text.replace("\u00a0", "").replace(" ", "")
    try:
        value = Decimal(plain)
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite():
        remedy = "Write 3890, not 3,890." if "," in text else ""
        raise ReadProblem(
            "number-unreadable",
            "This is not a number.",
            "digits, with a point for decimals",
            remedy,
        )
    return value


def _boolean(text: str) -> bool:
    known = {"true": True, "yes": True, "false": False, "no": False}.get(text.casefold())
    if known is None:
        raise ReadProblem("value-unknown", "This is neither yes nor no.", "true or false")
    return known


def _day(text: str) -> date:
    try:
        known = parse_date(text)
    except DateProblem as problem:
        raise ReadProblem(
            problem.code, "The date cannot be read.", problem.expected, problem.remedy
        ) from problem
    if known.earliest is None or known.earliest != known.latest:
        raise ReadProblem("date-imprecise", "This is not one day.", "a day, such as 2026-03-01")
    return known.earliest


READERS: dict[str, Callable[[str], Any]] = {
    "whole": _whole,
    "decimal": _decimal,
    "number": lambda text: float(_decimal(text)),
    "boolean": _boolean,
    "day": _day,
}
