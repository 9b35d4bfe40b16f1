"""What the record refuses to store, said before the database has to: per column, and across columns.

SQLite does not enforce lengths and PostgreSQL does; a value that passes here passes on both.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from django.db import models

from probanda.casebook.services.law_checks import LAW_CHECKS
from probanda.casebook.services.snapshot import kind_of
from probanda.consent import Consent
from probanda.problems import Problem

__all__ = ["check_key", "check_values"]

Values = Mapping[str, Any]
_KEY = re.compile(r"[^\s\"'`{}\[\]<>|\\,;\x00-\x1f\x7f]{1,200}")
_ADDRESS = re.compile(r"[a-z-]+:\d+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
LARGEST_WHOLE = 2_147_483_647


def check_key(key: str, *, claim: bool = False) -> Problem | None:
    """A key is one word; a claim's key must not look like an address (``act:12``)."""
    if not _KEY.fullmatch(key):
        return Problem(
            "key-unusable",
            "A key is one word of at most 200 characters, without spaces, quotes, commas or brackets.",
            column="key",
            found=key,
            remedy="Choose a key such as act-001 or commission:0042.",
        )
    if claim and _ADDRESS.fullmatch(key):
        return Problem(
            "key-unusable",
            "This key looks like the address of a claim without a key.",
            column="key",
            found=key,
            remedy=f"Write {key.replace(':', '-')} instead.",
        )
    return None


def check_values(model: type[models.Model], values: Values) -> list[Problem]:
    """Everything that is wrong with the values of a row of ``model``, each with its column."""
    problems: list[Problem] = []
    for field in model._meta.concrete_fields:
        if field.primary_key or field.name not in values:
            continue
        problem = _check_column(field, values[field.name])
        if problem:
            problems.append(problem)
    for check in ACROSS.get(kind_of(model), ()):
        problem = check(values)
        if problem:
            problems.append(problem)
    return problems


def _check_column(field: models.Field, value: Any) -> Problem | None:
    if value is None or (
        value == "" and not isinstance(field, models.CharField | models.TextField)
    ):
        if field.null:
            return None
        return _missing(field.name)
    if isinstance(value, str):
        if value == "" and not field.blank:
            return _missing(field.name)
        found = _CONTROL.search(value)
        if found:
            return Problem(
                "character-unusable",
                f"The text holds a control character (U+{ord(found[0]):04X}).",
                column=field.name,
                found=repr(value[:60]),
                remedy="Take it out.",
            )
        limit = getattr(field, "max_length", None)
        if limit and len(value) > limit:
            return Problem(
                "text-too-long",
                f"The text has {len(value)} characters.",
                column=field.name,
                found=value[:60] + "…",
                expected=f"at most {limit} characters",
                remedy="Shorten it; the note or the description takes longer texts.",
            )
    choices = [choice for choice, _ in field.flatchoices]
    if choices and value not in choices and not (value == "" and field.blank):
        return Problem(
            "value-unknown",
            f"“{value}” is not one of the values of this field.",
            column=field.name,
            found=str(value),
            expected=", ".join(str(choice) for choice in choices),
        )
    if isinstance(field, models.PositiveIntegerField) and not 0 <= int(value) <= LARGEST_WHOLE:
        return _out_of_range(field.name, value, f"0 to {LARGEST_WHOLE}")
    if isinstance(field, models.DecimalField):
        whole = field.max_digits - field.decimal_places
        if abs(Decimal(str(value))) >= Decimal(10) ** whole:
            return _out_of_range(field.name, value, f"at most {whole} digits before the point")
        if round(Decimal(str(value)), field.decimal_places) != Decimal(str(value)):
            return _out_of_range(field.name, value, f"at most {field.decimal_places} decimals")
    return None


def _missing(column: str) -> Problem:
    return Problem(
        f"{column}-missing" if column in {"source", "claimant"} else "field-missing",
        f"A required field is missing: {column}.",
        column=column,
        remedy=(
            "A claim rests on a source and is somebody's: name both."
            if column in {"source", "claimant"}
            else "Fill it in."
        ),
    )


def _out_of_range(column: str, value: Any, expected: str) -> Problem:
    return Problem(
        "number-out-of-range",
        "The number cannot be stored.",
        column=column,
        found=str(value),
        expected=expected,
    )


def _coordinates(values: Values) -> Problem | None:
    latitude, longitude = values.get("latitude"), values.get("longitude")
    if (latitude is None) != (longitude is None):
        return Problem(
            "coordinates-incomplete",
            "A point needs latitude and longitude.",
            column="latitude" if latitude is None else "longitude",
        )
    if latitude is None or longitude is None:
        return None
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):  # also refuses NaN
        return _out_of_range(
            "latitude", f"{latitude}, {longitude}", "degrees: -90 to 90, -180 to 180"
        )
    return None


def _bounds(values: Values) -> Problem | None:
    low, high = values.get("number_min"), values.get("number_max")
    if low is not None and high is not None and low > high:
        return _out_of_range("number_max", high, f"at least number_min ({low})")
    return None


def _somebody(values: Values) -> Problem | None:
    if values.get("person") or values.get("unit") or values.get("who_text"):
        return None
    return Problem(
        "field-missing",
        "An involvement names who is said to have taken part.",
        column="person",
        expected="person, unit or who_text",
    )


def _two(values: Values) -> Problem | None:
    if values.get("left") and values.get("left") == values.get("right"):
        return Problem("relation-to-self", "A person is not related to themselves.", column="right")
    return None


def _one_sample(values: Values) -> Problem | None:
    if bool(values.get("remains")) != bool(values.get("relative")):
        return None
    return Problem(
        "profile-of-one",
        "A profile is of one set of remains or of one relative.",
        column="remains",
        expected="remains or relative",
    )


def _stays_inside(values: Values) -> Problem | None:
    if values.get("consent") in {Consent.INTERNAL, Consent.UNKNOWN, Consent.WITHDRAWN}:
        return None
    return Problem(
        "profile-consent",
        "A genetic profile stays inside the organisation, whatever its source allows.",
        column="consent",
        found=str(values.get("consent")),
        expected="internal, unknown or withdrawn",
        remedy="Write consent: internal with the claim.",
    )


def _genotypes(values: Values) -> Problem | None:
    given = values.get("genotypes")
    if not given:
        return Problem(
            "field-missing",
            "A profile needs its genotypes.",
            column="genotypes",
            expected="{MARKER: 14/16, …}",
        )
    for marker, text in given.items():
        if len(str(text).split("/")) != 2 or not all(part.strip() for part in str(text).split("/")):
            return Problem(
                "genotype-unreadable",
                f"The genotype at {marker} is not two alleles.",
                column="genotypes",
                found=str(text),
                expected="two alleles as 14/16.3; ? for one that is not known",
            )
    return None


def _rates(values: Values) -> Problem | None:
    for name in ("dropout", "dropin", "error"):
        rate = values.get(name)
        if rate is not None and not 0 <= rate < 1:
            return _out_of_range(name, rate, "0 or more, below 1")
    return None


def _missing_person(values: Values) -> Problem | None:
    if values.get("missing") and not values.get("person"):
        return Problem(
            "field-missing",
            "A missing member of a family is a person of the record: name who.",
            column="person",
            expected="the key of a person",
        )
    return None


ACROSS: dict[str, tuple[Callable[[Values], Problem | None], ...]] = {
    "place": (_coordinates,),
    "site-location": (_coordinates,),
    "exhumation": (_bounds,),
    "involvement": (_somebody,),
    "relation": (_two,),
    "profile": (_one_sample, _stays_inside, _genotypes, _rates),
    "relative": (_missing_person,),
    **LAW_CHECKS,
}
