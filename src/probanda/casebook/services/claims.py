"""Recording, correcting and retracting claims. A claim is never overwritten.

A correction is a new row that names the one it corrects; a retraction is a new row with status ``retracted``.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from django.db import connection

from probanda.casebook import models
from probanda.casebook.models.base import Claim, ClaimStatus
from probanda.casebook.services.checks import check_key, check_values
from probanda.casebook.services.unit_of_work import Change
from probanda.problems import ProbandaError, Problem

__all__ = ["CLAIMS", "correct_claim", "find_claim", "record_claim", "retract_claim"]

CLAIMS: dict[str, type[Claim]] = {model.kind: model for model in models.TYPED_CLAIMS}
#: Columns that say how a claim was recorded, not what it says.
BOOKKEEPING = frozenset({"id", "current", "corrects", "recorded_by", "recorded_at"})

#: kind of claim → the claims that are about it, and the column that says so.
ABOUT: dict[str, tuple[tuple[type[Claim], str], ...]] = {
    kind: tuple(
        (about, field.name)
        for about in models.TYPED_CLAIMS
        for field in about._meta.concrete_fields
        if field.related_model is model and field.name != "corrects"
    )
    for kind, model in CLAIMS.items()
}


def record_claim(change: Change, kind: str, /, **values: Any) -> Claim:
    """Record a claim of ``kind`` ("act", "quantity" …); ``source`` and ``claimant`` are required.

    Raises:
        ProbandaError: a value cannot be stored, or the key belongs to another claim.
    """
    model = CLAIMS[kind]
    problems = check_values(model, _complete(model, values))
    key = values.get("key")
    if key:
        unusable = check_key(key, claim=True)
        if unusable:
            problems.insert(0, unusable)
        elif find_claim(key) is not None:
            problems.insert(
                0,
                Problem(
                    "key-taken",
                    "Another claim has this key.",
                    column="key",
                    found=key,
                    remedy="Choose another key, or correct that claim.",
                ),
            )
    if problems:
        raise ProbandaError(*problems)
    row = model(**values, recorded_by=change.by, recorded_at=change.now)
    change.insert(row, "record")
    return row


def correct_claim(change: Change, old: Claim, /, **values: Any) -> Claim:
    """Record what the claim should have said; ``values`` are the columns that differ.

    The old row stays, no longer current. Claims about a corrected act or recommendation move on to the correction.

    Raises:
        ProbandaError: a value cannot be stored, or the claim was corrected before.
    """
    return _supersede(change, old, "correct", current=True, **values)


def retract_claim(change: Change, old: Claim) -> Claim:
    """Record that its claimant, or we, no longer stand by a claim: a new row with status ``retracted``.

    Neither row is current any more, so nothing counts or cites the claim.
    """
    return _supersede(change, old, "retract", current=False, status=ClaimStatus.RETRACTED.value)


def find_claim(key: str) -> Claim | None:
    """The current claim with this key or address (``act:12``), whatever its kind."""
    kind, _, number = key.partition(":")
    if kind in CLAIMS and number.isdecimal():
        return CLAIMS[kind]._default_manager.filter(pk=int(number)).first()
    with connection.cursor() as cursor:
        cursor.execute(_by_key(), [key] * len(CLAIMS))
        found = cursor.fetchone()
    return CLAIMS[found[0]]._default_manager.get(pk=found[1]) if found else None


@cache
def _by_key() -> str:
    """One question to all tables of claims: which current claim has this key?"""
    return " UNION ALL ".join(
        f"SELECT '{kind}', id FROM {model._meta.db_table} WHERE current AND key = %s"
        for kind, model in CLAIMS.items()
    )


def _supersede(change: Change, old: Claim, action: str, *, current: bool, **values: Any) -> Claim:
    if not old.current:
        raise ProbandaError(
            Problem(
                "claim-not-current",
                "This claim was corrected or retracted before.",
                column="key",
                found=old.address,
                remedy="Correct the claim that replaced it.",
            )
        )
    model = type(old)
    kept = {
        field.name: getattr(old, field.name)
        for field in model._meta.concrete_fields
        if field.name not in BOOKKEEPING
    }
    merged = {**kept, **values}
    problems = check_values(model, merged)
    if problems:
        raise ProbandaError(*problems)
    change.update(old, "supersede", current=False)
    row = model(
        **{**merged, "corrects": old},
        current=current,
        recorded_by=change.by,
        recorded_at=change.now,
    )
    change.insert(row, action)
    for about, link in ABOUT.get(row.kind, ()):
        for claim in about._default_manager.filter(**{link: old.pk}, current=True):
            if current:
                _supersede(change, claim, "correct", current=True, **{link: row})
            elif about._meta.get_field(link).null and about is not models.FactClaim:
                _supersede(change, claim, "correct", current=True, **{link: None})
            else:
                _supersede(change, claim, "retract", current=False, status="retracted")
    return row


def _complete(model: type[Claim], values: dict[str, Any]) -> dict[str, Any]:
    """The values with the defaults of the columns that were not given."""
    empty = model()
    defaults = {
        field.name: getattr(empty, field.attname)
        for field in model._meta.concrete_fields
        if field.name not in BOOKKEEPING
    }
    return {**defaults, **values}
