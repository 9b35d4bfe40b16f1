"""What is wrong or missing in the law of a record: said before a reader of the submission says it."""

from __future__ import annotations

from probanda.casebook.legal import LegalRecord
from probanda.law.qualification import Applies
from probanda.law.responsibility import OBLIGATIONS, obligations
from probanda.problems import Problem

__all__ = ["check_legal_record"]


def check_legal_record(record: LegalRecord) -> list[Problem]:
    """Problems of facts, acts and obligations, in order of act.

    Errors are facts that bear on nothing that is known. What an act lacks is a warning or a notice: it may be
    all that there is.
    """
    qualifier = record.qualifier()
    problems: list[Problem] = []
    silent: set[str] = set()
    for act in record.acts.values():
        problems += qualifier.check(act.facts)
        if not act.facts:
            problems.append(
                Problem(
                    "act-without-facts",
                    f"Nothing in the record bears on any element of {act.key}.",
                    column=act.key,
                    severity="warning",
                    remedy="Record what the source says as claims of kind fact.",
                )
            )
        if act.earliest is None or act.latest is None:
            problems.append(
                Problem(
                    "act-undated",
                    f"{act.key} has no date, so nothing can say which instruments bound the State then.",
                    column=act.key,
                    severity="warning",
                )
            )
        for one in qualifier.qualify(act):
            if one.application.status is Applies.NOT_IN_FORCE:
                key = f"{act.key} {one.provision.instrument}"
                if key not in silent:
                    silent.add(key)
                    problems.append(
                        Problem(
                            "instrument-not-in-force",
                            f"{one.provision.instrument} does not apply to {act.key}: "
                            f"{'; '.join(one.application.reasons)}.",
                            column=act.key,
                            found=one.provision.instrument,
                            severity="notice",
                        )
                    )
        lacking = [
            duty.obligation.word
            for duty in obligations(record.actions_on(act), record.origin)
            if not duty.actions
        ]
        if len(lacking) == len(OBLIGATIONS):
            problems.append(
                Problem(
                    "obligations-silent",
                    f"The record says nothing of what the State did about {act.key}.",
                    column=act.key,
                    severity="notice",
                    remedy="Record replies and actions as claims of kind state-action.",
                )
            )
    return problems
