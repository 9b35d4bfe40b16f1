"""The only writers of the record. Each works inside a :func:`changing` block: one transaction, audited.

>>> with changing(by="Ada", now=now) as change:          # doctest: +SKIP
...     claim = record_claim(change, "quantity", source=source, claimant=claimant, what="missing", value=12)

The one other writer is ``casebook.registers``, which brings in whole lists at once.
"""

from probanda.casebook.services.archive import archive_file
from probanda.casebook.services.claims import correct_claim, record_claim, retract_claim
from probanda.casebook.services.entities import amend_entity, create_entity
from probanda.casebook.services.identity import (
    DecisionResult,
    decide_identity,
    identity_conflicts,
    undo_decision,
)
from probanda.casebook.services.unit_of_work import Change, changing

__all__ = [
    "Change",
    "DecisionResult",
    "amend_entity",
    "archive_file",
    "changing",
    "correct_claim",
    "create_entity",
    "decide_identity",
    "identity_conflicts",
    "record_claim",
    "retract_claim",
    "undo_decision",
]
