"""Whose list it is: the register, its claimant and its source, found in the record or made from the mapping."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models

from probanda.casebook.models import Claimant, Register, Source
from probanda.casebook.services import Change, create_entity
from probanda.dates import DateProblem, parse_date
from probanda.problems import ProbandaError, Problem

__all__ = ["RegisterInfo", "register_of", "source_date"]


@dataclass(frozen=True, slots=True)
class RegisterInfo:
    """Whose list it is. ``claimant`` and ``source`` are keys of the record, or objects to create."""

    key: str
    title: str
    claimant: str | dict[str, Any]
    source: str | dict[str, Any]
    script: str = ""
    consent: str = "unknown"
    reliability: str = "F"
    credibility: int = 6


def source_date(info: RegisterInfo) -> date | None:
    """The latest day on which the list can have been made, if its source says so."""
    if isinstance(info.source, str):
        return Source.objects.filter(key=info.source).values_list("date_latest", flat=True).first()
    return None


def register_of(info: RegisterInfo, change: Change) -> tuple[Register, Source]:
    """The register, made if it is new, and the source on which the claims of this delivery rest."""
    claimant: Claimant = _entity(Claimant, "claimant", info.claimant, change, info)
    source: Source = _entity(Source, "source", info.source, change, info, claimant=claimant)
    found = Register.objects.filter(key=info.key).first()
    if found is None:
        found = Register(key=info.key, title=info.title, source=source, claimant=claimant)
        change.insert(found)
    elif found.claimant_id != claimant.pk:
        raise ProbandaError(
            Problem(
                "register-of-another",
                "The record has a register of this key that another claimant keeps.",
                column="register.claimant",
                found=claimant.key,
                expected=found.claimant.key,
                remedy="Correct the claimant, or give this list a key of its own.",
            ),
            usage=True,
        )
    return found, source


def _entity(
    model: type[models.Model],
    kind: str,
    given: Any,
    change: Change,
    info: RegisterInfo,
    claimant: Claimant | None = None,
) -> Any:
    """The claimant or the source of a list: by key, or created from the mapping's object."""
    if isinstance(given, dict):
        values = {name: value for name, value in given.items() if name != "key"}
        key = str(given.get("key") or "")
        found = model._default_manager.filter(key=key).first()
        if found is not None:
            return found
        known = _DESCRIBED[kind]
        strange = sorted(set(values) - set(known))
        if not key or strange:
            raise ProbandaError(
                Problem(
                    "mapping-wrong",
                    f"The register's {kind} cannot be made from this object.",
                    column=f"register.{kind}",
                    found=", ".join(strange) or "no key",
                    expected="key, " + ", ".join(known),
                ),
                usage=True,
            )
        if claimant is not None:
            values = _source_values(values, info, claimant)
        return create_entity(change, kind, key, **values)
    found = model._default_manager.filter(key=str(given)).first() if given else None
    if found is None:
        raise ProbandaError(
            Problem(
                f"{kind}-unknown",
                f"The record has no {kind} of this key, so nothing can be claimed from the list.",
                column=f"register.{kind}",
                found=str(given),
                remedy=(
                    f"Import a record file with this {kind} first, or describe it in the mapping: "
                    f"`register: {{{kind}: {{key: {given or info.key + '-' + kind}, …}}}}`."
                ),
            ),
            usage=True,
        )
    return found


#: What a mapping may say of a claimant or a source that it brings in; a record file can say more.
_DESCRIBED = {
    "claimant": ("name", "kind", "side"),
    "source": ("kind", "title", "author", "container", "publisher", "symbol", "language", "url",
               "published", "reliability", "consent", "note"),
}  # fmt: skip


def _source_values(
    values: dict[str, Any], info: RegisterInfo, claimant: Claimant
) -> dict[str, Any]:
    defaults = {
        "kind": "register", "title": info.title, "claimant": claimant,
        "reliability": info.reliability, "consent": info.consent,
    }  # fmt: skip
    values = {**defaults, **values}
    published = str(values.pop("published", ""))
    if published:
        try:
            day = parse_date(published)
        except DateProblem as problem:
            raise ProbandaError(
                Problem(
                    problem.code, "The source's date cannot be used.",
                    column="register.source.published", found=published,
                    expected=problem.expected, remedy=problem.remedy,
                ),
                usage=True,
            ) from problem  # fmt: skip
        values |= {
            "date_text": published, "date_edtf": day.edtf,
            "date_earliest": day.earliest, "date_latest": day.latest,
        }  # fmt: skip
    return values
