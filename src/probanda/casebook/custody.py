"""Who was held where by whom on a day, registered or not; exchanges, sentences, and movements.

Everything is read off claims and stays somebody's: claimants who differ stand side by side. Persons that
reviewers merged are one. Claims whose consent was withdrawn are left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from probanda.casebook import models
from probanda.consent import Consent

__all__ = [
    "Exchange",
    "Held",
    "Movement",
    "Sentence",
    "exchanges",
    "held_on",
    "movements",
    "sentences",
]


@dataclass(frozen=True, slots=True)
class Held:
    """One claim that a person was held on a day; ``sure`` when its period covers the day for certain."""

    person: str
    place: str
    holder: str
    registered: bool | None
    sure: bool
    period: str
    claim: str
    claimant: str
    source: str


@dataclass(frozen=True, slots=True)
class Exchange:
    """What one claimant states of one exchange and direction: a number, or persons by name."""

    event: str
    day: str
    by: str
    to: str
    claimant: str
    number: int | None
    persons: tuple[str, ...]
    claims: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that somebody reports."""

    person: str
    court: str
    offence: str
    provision: str
    term: str
    day: str
    claim: str
    claimant: str
    source: str


@dataclass(frozen=True, slots=True)
class Movement:
    """One person's way: places in order, each with the claims that say so, and how the record ends."""

    person: str
    stations: tuple[str, ...]
    claims: tuple[str, ...]


def _current(model: Any, *related: str) -> Iterable[Any]:
    rows = model.objects.filter(current=True).exclude(status="retracted")
    rows = rows.exclude(consent=Consent.WITHDRAWN).order_by("pk")
    return rows.select_related("source", "claimant", *related)


class _People:
    """The key that stands for each person, after merges."""

    def __init__(self) -> None:
        rows = list(models.Person.objects.values_list("id", "key", "cluster_id"))
        keys = {number: key for number, key, _ in rows}
        self._keys = {number: keys[cluster or number] for number, _, cluster in rows}

    def key(self, number: int | None) -> str:
        return "" if number is None else self._keys[number]


def _place(claim: Any) -> str:
    return str(claim.place.name if claim.place is not None else claim.place_text)


def held_on(day: date, *, registered: bool | None = None) -> tuple[Held, ...]:
    """Claims that somebody was held on a day, by person; ``registered`` keeps those that say so (or not).

    A period ("2 April 2019 to 14 January 2020") covers every day in it; a date such as "April 2019" leaves open on
    which days, and is then not sure.
    """
    people = _People()
    found = []
    for claim in _current(models.DetentionClaim, "place"):
        first, last = claim.date_earliest, claim.date_latest
        if (first is not None and first > day) or (last is not None and last < day):
            continue
        if registered is not None and claim.registered_with_icrc is not registered:
            continue
        spans = "/" in claim.date_edtf or first == last
        found.append(
            Held(
                people.key(claim.person_id),
                _place(claim),
                claim.holder,
                claim.registered_with_icrc,
                spans and first is not None and last is not None,
                claim.date_text or claim.date_edtf,
                claim.address,
                claim.claimant.key,
                claim.source.key,
            )
        )
    return tuple(sorted(found, key=lambda one: (one.person, one.claim)))


def exchanges() -> tuple[Exchange, ...]:
    """Exchanges by event, direction and claimant: the number stated, and the persons named."""
    people = _People()
    grouped: dict[tuple[str, str, str, str, str], list[Any]] = defaultdict(list)
    for claim in _current(models.ExchangeClaim, "event"):
        event = claim.event.key if claim.event is not None else ""
        key = (event, claim.date_edtf, claim.handed_over_by, claim.received_by, claim.claimant.key)
        grouped[key].append(claim)
    found = []
    for (event, day, by, to, claimant), claims in grouped.items():
        numbers = [claim.number for claim in claims if claim.number is not None]
        persons = {people.key(c.person_id) for c in claims if c.person_id is not None}
        found.append(
            Exchange(
                event,
                day,
                by,
                to,
                claimant,
                sum(numbers) if numbers else None,
                tuple(sorted(persons)),
                tuple(claim.address for claim in claims),
                tuple(sorted({claim.source.key for claim in claims})),
            )
        )
    return tuple(sorted(found, key=lambda one: (one.day, one.event, one.by, one.claimant)))


def sentences() -> tuple[Sentence, ...]:
    """Sentences with court and article, by date."""
    people = _People()
    found = [
        Sentence(
            people.key(claim.person_id),
            claim.court,
            claim.offence,
            claim.provision,
            claim.term,
            claim.date_edtf,
            claim.address,
            claim.claimant.key,
            claim.source.key,
        )
        for claim in _current(models.SentenceClaim)
    ]
    return tuple(sorted(found, key=lambda one: (one.day, one.claim)))


def movements() -> tuple[Movement, ...]:
    """The way of each person who is said to have been held: places in order of date, then how it ends.

    The end is a named exchange, else the latest status that is said (released, dead, missing …), else "no later
    word". Two claims of one place after each other are one station.
    """
    people = _People()
    held: dict[str, list[Any]] = defaultdict(list)
    for claim in _current(models.DetentionClaim, "place"):
        held[people.key(claim.person_id)].append(claim)
    ends: dict[str, list[tuple[date, int, str, str]]] = defaultdict(list)
    for claim in _current(models.ExchangeClaim):
        if claim.person_id is not None:
            word = f"exchanged to {claim.received_by}" if claim.received_by else "exchanged"
            ends[people.key(claim.person_id)].append(
                (claim.date_latest or date.max, 1, word, claim.address)
            )
    wanted = set(held)
    for claim in _current(models.StatusClaim):
        person = people.key(claim.person_id)
        if person in wanted and claim.state in {"released", "dead", "identified"}:
            ends[person].append(
                (claim.date_latest or date.min, 0, f"said to be {claim.state}", claim.address)
            )
    found = []
    for person, claims in sorted(held.items()):
        claims.sort(key=lambda c: (c.date_earliest or date.min, c.date_latest or date.max, c.pk))
        stations: list[str] = []
        used = [claim.address for claim in claims]
        for claim in claims:
            name = _place(claim) or "place not known"
            if not stations or stations[-1] != name:
                stations.append(name)
        if ends[person]:
            # A named exchange says more than a status that a list gives; of each, the latest.
            _, _, word, address = max(ends[person], key=lambda e: (e[1], e[0], e[3]))
            stations.append(word)
            used.append(address)
        else:
            stations.append("no later word")
        found.append(Movement(person, tuple(stations), tuple(used)))
    return tuple(found)
