"""One person as the record sees them: a resolved view by declared rules, with everything it left out.

The rules (docs/reference/casebook.md tells them to users; figures and reports follow the same):

1. *Whose claims.* Those of all persons merged into one by decisions that stand; current, not retracted.
2. *Name.* Better reliability of the source first (A before F), then better credibility (1 before 6), then the
   older record. Every other spelling is listed.
3. *Sex, category and other attributes.* The value on which all claims agree. If they contradict one another
   there is no value, and all are listed: nobody is counted by a choice of ours.
4. *Birth.* The most precise of the dated claims that are compatible with one another; none if two cannot
   both be right.
5. *Status as of a day.* The latest dated claim that may have been made by the day. If another claim that
   says something else may be as late, there is no value and all of these are listed. What ends on the day on
   which something else begins comes before it, and what stands first in one row of a list before what follows
   there. Undated claims count only where there is no dated one that surely holds.
6. *Consent.* Withdrawn by any current claim wins; else the latest consent claim; else the narrowest tier of
   the name claims; without any, unknown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q

from probanda.casebook.models import (
    AttributeClaim,
    BirthClaim,
    ConsentClaim,
    Entry,
    NameClaim,
    Person,
    StatusClaim,
)
from probanda.casebook.models.base import ClaimStatus
from probanda.consent import Consent, most_restrictive

__all__ = ["Resolved", "ResolvedPerson", "consent_of", "resolve_person"]


#: A status claim with its first and last possible day.
Span = tuple[StatusClaim, date, date]


@dataclass(frozen=True, slots=True)
class Resolved:
    """A value, the claims it rests on, and the claims that say something else (as address → value).

    ``value`` is "" when nobody says anything, or when the claims contradict one another (``contested``).
    """

    value: str = ""
    claims: tuple[str, ...] = ()
    left_out: dict[str, str] = field(default_factory=dict)
    contested: bool = False

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "value": self.value,
            "claims": list(self.claims),
            "left_out": self.left_out,
            "contested": self.contested,
        }


@dataclass(frozen=True, slots=True)
class ResolvedPerson:
    """A person with everything the record resolves of them."""

    key: str
    members: tuple[str, ...]
    entries: tuple[str, ...]
    name: Resolved
    birth: Resolved
    status: Resolved
    attributes: dict[str, Resolved]
    consent: Consent

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "key": self.key,
            "members": list(self.members),
            "entries": list(self.entries),
            "name": self.name.as_dict(),
            "birth": self.birth.as_dict(),
            "status": self.status.as_dict(),
            "attributes": {name: value.as_dict() for name, value in self.attributes.items()},
            "consent": self.consent.value,
        }


def resolve_person(person: Person, as_of: date | None = None) -> ResolvedPerson:
    """The resolved view of a person and everybody merged with them; ``as_of`` None: all of time."""
    head = person.cluster_id or person.pk
    members = list(Person.objects.filter(Q(pk=head) | Q(cluster=head)).order_by("pk"))
    ids = [member.pk for member in members]
    standing = ~Q(status=ClaimStatus.RETRACTED)
    names = list(
        NameClaim.objects.filter(standing, person__in=ids, current=True).order_by(
            "reliability", "credibility", "pk"
        )
    )
    births = BirthClaim.objects.filter(standing, person__in=ids, current=True).order_by("pk")
    statuses = StatusClaim.objects.filter(standing, person__in=ids, current=True).order_by("pk")
    described: dict[str, list[AttributeClaim]] = defaultdict(list)
    for claim in AttributeClaim.objects.filter(standing, person__in=ids, current=True).order_by(
        "attribute", "pk"
    ):
        described[claim.attribute].append(claim)
    consents = ConsentClaim.objects.filter(standing, person__in=ids, current=True)
    entries = (
        Entry.objects.filter(person__in=ids, current=True)
        .select_related("register")
        .order_by("register__key", "pk")
    )
    return ResolvedPerson(
        key=next(member.key for member in members if member.pk == head),
        members=tuple(member.key for member in members),
        entries=tuple(f"{entry.register.key}:{entry.key}" for entry in entries),
        name=_best([(name.address, name.full) for name in names]),
        birth=_birth(list(births)),
        status=_status(list(statuses), as_of or date.max),
        attributes={
            name: _agreed([(claim.address, claim.value) for claim in claims])
            for name, claims in described.items()
        },
        consent=consent_of(consents, [Consent(name.consent) for name in names]),
    )


def consent_of(given: Iterable[ConsentClaim], names: Sequence[Consent]) -> Consent:
    """The tier that binds (rule 6)."""
    claims = list(given)
    if any(claim.tier == Consent.WITHDRAWN for claim in claims):
        return Consent.WITHDRAWN
    if claims:
        latest = max(
            claims,
            key=lambda claim: (
                claim.date_latest or claim.date_earliest or date.min,
                claim.recorded_at,
                claim.pk,
            ),
        )
        return Consent(latest.tier)
    return most_restrictive(list(names))


def _best(ranked: Sequence[tuple[str, str]]) -> Resolved:
    """The first value; those that differ are left out."""
    if not ranked:
        return Resolved()
    value = ranked[0][1]
    return Resolved(
        value,
        tuple(address for address, said in ranked if said == value),
        {address: said for address, said in ranked if said != value},
    )


def _agreed(said: Sequence[tuple[str, str]]) -> Resolved:
    """The value that all agree on, or none."""
    values = {value for _, value in said}
    if len(values) == 1:
        return Resolved(said[0][1], tuple(address for address, _ in said))
    return Resolved("", (), dict(said), contested=bool(values))


def _birth(claims: Sequence[BirthClaim]) -> Resolved:
    dated = [claim for claim in claims if claim.date_earliest and claim.date_latest]
    if not dated:
        return Resolved()
    low = max(claim.date_earliest for claim in dated if claim.date_earliest)
    high = min(claim.date_latest for claim in dated if claim.date_latest)
    if low > high:
        said = {claim.address: claim.date_edtf for claim in dated}
        return Resolved("", (), said, contested=True)
    ranked = sorted(dated, key=lambda claim: (_span(claim), claim.reliability, claim.pk))
    return _best([(claim.address, claim.date_edtf) for claim in ranked])


def _span(claim: BirthClaim) -> int:
    assert claim.date_earliest is not None
    assert claim.date_latest is not None
    return (claim.date_latest - claim.date_earliest).days


def _status(claims: Sequence[StatusClaim], day: date) -> Resolved:
    """Rule 5, with each claim as a span: low to high, open ends reaching to the ends of time."""
    spans = [
        (claim, claim.date_earliest or date.min, claim.date_latest or date.max)
        for claim in claims
        if claim.date_edtf
    ]
    possible = [span for span in spans if span[1] <= day]
    said = [(claim, _words(claim)) for claim in claims]
    sure = [span for span in possible if span[2] <= day]
    undated = [claim for claim in claims if not claim.date_edtf]
    if not possible:
        found = _agreed([(claim.address, claim.state) for claim in undated])
        others = {
            claim.address: words for claim, words in said if claim.address not in found.claims
        }
        return Resolved(found.value, found.claims, others, found.contested)
    candidates = [span[0] for span in possible if not _followed(span, sure, day)]
    if not sure:
        candidates += undated
    states = {claim.state for claim in candidates}
    chosen = {claim.address for claim in candidates} if len(states) == 1 else set()
    return Resolved(
        candidates[0].state if len(states) == 1 else "",
        tuple(claim.address for claim in candidates if claim.address in chosen),
        {claim.address: words for claim, words in said if claim.address not in chosen},
        contested=len(states) > 1,
    )


def _followed(span: Span, sure: Sequence[Span], day: date) -> bool:
    """Whether a claim that surely holds by the day surely comes after this one."""
    claim, low, high = span
    end = min(high, day)
    newest = max((other[1] for other in sure), default=date.min)
    furthest = max((other[2] for other in sure if other[1] == newest), default=date.min)
    if end < newest or (end == newest and furthest > end):
        return True
    in_its_row = [
        other
        for other in sure
        if claim.entry_id is not None and other[0].entry_id == claim.entry_id
    ]
    last = max(in_its_row, key=lambda other: other[0].pk, default=None)
    return last is not None and last[0].pk > claim.pk and last[2] >= low


def _words(claim: StatusClaim) -> str:
    return f"{claim.state} {claim.date_edtf}".strip()
