"""Taking consent back: a statement leaves every figure, export and build; documents that have it are named.

The record keeps the rows, marked as withdrawn: that something was said and taken back is itself part of the
record. What may leave is decided by the mark, and no later import can lift it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from probanda.casebook import models
from probanda.casebook.services.claims import CLAIMS, correct_claim, record_claim
from probanda.casebook.services.documents import Leaning, documents_leaning_on
from probanda.casebook.services.unit_of_work import Change
from probanda.consent import Consent
from probanda.problems import ProbandaError, Problem

__all__ = ["Withdrawal", "withdraw_consent"]


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What a withdrawal changed, and what it could not reach.

    ``claims`` were marked; ``derived`` are sources that repeat the statement, and ``resting`` claims of other
    sources about the same acts: both need a person's decision. ``documents`` were built with it.
    """

    sources: tuple[str, ...]
    persons: tuple[str, ...]
    claims: tuple[str, ...]
    items: tuple[str, ...]
    derived: tuple[str, ...]
    resting: tuple[str, ...]
    documents: tuple[Leaning, ...]

    @property
    def changed(self) -> bool:
        """Whether anything was marked now."""
        return bool(self.claims or self.items)


def withdraw_consent(
    change: Change, key: str, *, day: date, told_by: str = "", reason: str = ""
) -> Withdrawal:
    """Withdraw consent for an interview, for the source it is, or for all interviews of a person.

    Args:
        change: the work at hand.
        key: of an interview, of a source, or of a person.
        day: when consent was taken back.
        told_by: who said so and how ("the person, by telephone").
        reason: what is withdrawn, in words.

    Raises:
        ProbandaError: there is nothing with this key, or nothing that a person said.
    """
    sources, persons = _concerned(key)
    marked: list[str] = []
    items: list[str] = []
    for source in sources:
        marked += _mark_claims(change, source)
        if source.consent != Consent.WITHDRAWN:
            change.update(source, "withdraw", consent=Consent.WITHDRAWN.value)
        item = source.item
        if item is not None and item.consent != Consent.WITHDRAWN and not _used_elsewhere(item):
            change.update(item, "withdraw", consent=Consent.WITHDRAWN.value)
            items.append(item.key)
    for interview in models.Interview.objects.filter(source__in=sources).order_by("pk"):
        if interview.consent != Consent.WITHDRAWN:
            change.update(interview, "withdraw", consent=Consent.WITHDRAWN.value)
    for person in persons:
        _note_consent(change, person, sources[0], day, told_by, reason)
    keys = tuple(source.key for source in sources)
    return Withdrawal(
        keys,
        tuple(person.key for person in persons),
        tuple(marked),
        tuple(items),
        _derived(sources),
        _resting(sources),
        documents_leaning_on(_addresses(sources), keys, (p.key for p in persons)),
    )


def _concerned(key: str) -> tuple[list[models.Source], list[models.Person]]:
    interview = models.Interview.objects.filter(key=key).select_related("source", "person").first()
    source = interview.source if interview else models.Source.objects.filter(key=key).first()
    if source is not None:
        interviews = models.Interview.objects.filter(source=source).select_related("person")
        persons = [each.person for each in interviews if each.person is not None]
        return [source], persons
    person = models.Person.objects.filter(key=key).first()
    if person is None:
        raise ProbandaError(
            Problem(
                "withdrawal-unknown",
                "There is no interview, source or person with this key.",
                found=key,
                remedy="`probanda interviews list` shows the keys.",
            ),
        )
    head = person.cluster_id or person.pk
    same = models.Person.objects.filter(cluster_id=head) | models.Person.objects.filter(pk=head)
    held = models.Interview.objects.filter(person__in=same).select_related("source").order_by("pk")
    sources = list({each.source.pk: each.source for each in held}.values())
    if not sources:
        raise ProbandaError(
            Problem(
                "withdrawal-of-nothing",
                "The record has no interview with this person.",
                found=key,
                remedy="Name the source; or record a consent claim with tier: withdrawn for the name alone.",
            )
        )
    return sources, [person]


def _mark_claims(change: Change, source: models.Source) -> list[str]:
    """Correct every current claim of a source to consent "withdrawn"; consent claims stay as they are."""
    marked = []
    for kind, model in CLAIMS.items():
        if kind == "consent":
            continue
        rows = model._default_manager.filter(source=source, current=True)
        for claim in rows.exclude(consent=Consent.WITHDRAWN).order_by("pk"):
            if not type(claim)._default_manager.filter(pk=claim.pk, current=True).exists():
                continue  # moved on with an act that was corrected a moment ago
            row = correct_claim(change, claim, consent=Consent.WITHDRAWN.value)
            marked.append(row.address)
        # Claims about a corrected act moved on before their turn came; they are marked now.
        for claim in model._default_manager.filter(source=source, current=True).exclude(
            consent=Consent.WITHDRAWN
        ):
            marked.append(correct_claim(change, claim, consent=Consent.WITHDRAWN.value).address)
    return list(dict.fromkeys(marked))


def _used_elsewhere(item: models.Item) -> bool:
    return models.Source.objects.filter(item=item).exclude(consent=Consent.WITHDRAWN).exists()


def _note_consent(
    change: Change,
    person: models.Person,
    source: models.Source,
    day: date,
    told_by: str,
    reason: str,
) -> None:
    known = models.ConsentClaim.objects.filter(person=person, tier=Consent.WITHDRAWN, current=True)
    if known.exists():
        return
    claimant: Any = source.claimant
    if claimant is None:
        claimant = models.Claimant.objects.order_by("pk").first()
    record_claim(
        change,
        "consent",
        person=person,
        tier=Consent.WITHDRAWN.value,
        given_by=told_by,
        scope=reason or "everything",
        date_text=day.isoformat(),
        date_edtf=day.isoformat(),
        date_earliest=day,
        date_latest=day,
        source=source,
        claimant=claimant,
        consent=Consent.INTERNAL.value,
    )


def _derived(sources: list[models.Source]) -> tuple[str, ...]:
    """Sources that repeat these, directly or through others."""
    front = {source.pk for source in sources}
    seen: set[int] = set(front)
    found: list[str] = []
    while front:
        rows = models.Source.objects.filter(derived_from__in=front).exclude(pk__in=seen)
        front = set()
        for source in rows.order_by("key"):
            front.add(source.pk)
            seen.add(source.pk)
            found.append(source.key)
    return tuple(found)


def _resting(sources: list[models.Source]) -> tuple[str, ...]:
    """Claims of other sources about acts that these sources alleged."""
    acts = models.ActClaim.objects.filter(source__in=sources, current=True)
    found: list[str] = []
    for model in (models.InvolvementClaim, models.FactClaim, models.StateActionClaim):
        rows: Any = model.objects.filter(act__in=acts, current=True).exclude(source__in=sources)
        found += [claim.address for claim in rows.order_by("pk")]
    return tuple(found)


def _addresses(sources: list[models.Source]) -> list[str]:
    return [
        claim.address
        for model in CLAIMS.values()
        for claim in model._default_manager.filter(source__in=sources, current=True)
    ]
