"""Creating entities, and mending their labels. What is said about them is recorded as claims."""

from __future__ import annotations

from typing import Any

from probanda.casebook import models
from probanda.casebook.models.base import Entity
from probanda.casebook.services.checks import check_key, check_values
from probanda.casebook.services.unit_of_work import Change
from probanda.problems import ProbandaError, Problem

__all__ = ["ENTITIES", "amend_entity", "create_entity"]

#: The entities that people create one by one; registers come with their lists.
ENTITIES: dict[str, type[Entity]] = {
    "claimant": models.Claimant,
    "source": models.Source,
    "place": models.Place,
    "unit": models.Unit,
    "site": models.Site,
    "event": models.Event,
    "remains": models.Remains,
    "person": models.Person,
    "relative": models.Relative,
    "interview": models.Interview,
    "answer": models.Answer,
    "examination": models.Examination,
}


def create_entity(change: Change, kind: str, key: str, /, **values: Any) -> Entity:
    """Create an entity of ``kind`` (see :data:`ENTITIES`) under a key that is not taken.

    Raises:
        ProbandaError: the key is unusable or taken, or a value cannot be stored.
    """
    model = ENTITIES[kind]
    problems = check_values(model, {**_defaults(model), **values})
    unusable = check_key(key)
    if unusable:
        problems.insert(0, unusable)
    elif model._default_manager.filter(key=key).exists():
        problems.insert(
            0, Problem("key-taken", f"There is a {kind} with this key.", column="key", found=key)
        )
    if problems:
        raise ProbandaError(*problems)
    row = model(key=key, **values)
    change.insert(row)
    return row


def amend_entity(change: Change, row: Entity, /, **values: Any) -> bool:
    """Mend labels of an entity; false when nothing differs. The audit row keeps what was there.

    Raises:
        ProbandaError: a value cannot be stored.
    """
    differing = {name: value for name, value in values.items() if getattr(row, name) != value}
    if not differing:
        return False
    problems = check_values(type(row), {**_current(row), **differing})
    if problems:
        raise ProbandaError(*problems)
    change.update(row, "amend", **differing)
    return True


def _defaults(model: type[Entity]) -> dict[str, Any]:
    return {name: value for name, value in _current(model()).items() if name != "key"}


def _current(row: Entity) -> dict[str, Any]:
    return {
        field.name: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if not field.primary_key
    }
