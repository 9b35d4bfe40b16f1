"""Persons and how they descend from each other. Genotypes and markers live elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from probanda.kinship.problems import KinshipError, Problem

Sex = Literal["male", "female", "unknown"]


@dataclass(frozen=True)
class Person:
    """A member of a pedigree; a founder has neither father nor mother."""

    id: str
    father: str | None = None
    mother: str | None = None
    sex: Sex = "unknown"

    @property
    def is_founder(self) -> bool:
        """Whether neither parent is known."""
        return self.father is None and self.mother is None


@dataclass(frozen=True)
class Pedigree:
    """Members, inbreeding coefficients of founders, and groups of identical twins.

    Any shape is allowed: several components, loops, inbreeding, half sibs. From a parent that is not
    known a child has a random allele of the population (without mutation on the way).

    Raises:
        KinshipError: a parent that is not listed or of the wrong sex, a duplicate, a person who is
            their own ancestor, a coefficient outside [0, 1], twins with different parents.

    >>> trio = Pedigree.of([("F", None, None, "male"), ("M", None, None, "female"),
    ...                     ("C", "F", "M", "male")])
    >>> [p.id for p in trio.founders]
    ['F', 'M']
    """

    persons: tuple[Person, ...]
    founder_inbreeding: Mapping[str, float] = field(default_factory=dict)
    twins: tuple[tuple[str, ...], ...] = ()

    def __post_init__(self) -> None:
        found = list(_problems(self))
        if found:
            raise KinshipError(found)

    @classmethod
    def of(cls, rows: list[tuple[str, str | None, str | None, Sex]]) -> Pedigree:
        """A pedigree from (id, father, mother, sex) rows."""
        return cls(tuple(Person(*row) for row in rows))

    @classmethod
    def single(cls, person: str, sex: Sex = "unknown") -> Pedigree:
        """One unrelated person."""
        return cls((Person(person, sex=sex),))

    @cached_property
    def by_id(self) -> dict[str, Person]:
        """Members by identifier."""
        return {p.id: p for p in self.persons}

    @cached_property
    def founders(self) -> tuple[Person, ...]:
        """Members without parents."""
        return tuple(p for p in self.persons if p.is_founder)

    @cached_property
    def children(self) -> dict[str, tuple[str, ...]]:
        """Identifiers of the children of every member."""
        out: dict[str, list[str]] = {p.id: [] for p in self.persons}
        for p in self.persons:
            for parent in {p.father, p.mother} - {None}:
                out[str(parent)].append(p.id)
        return {k: tuple(v) for k, v in out.items()}

    @cached_property
    def worked_out(self) -> dict[object, Any]:
        """Room for what is worked out once about this pedigree (see `network.shape_of`)."""
        return {}

    def __contains__(self, person: object) -> bool:
        return person in self.by_id

    def __add__(self, other: Pedigree) -> Pedigree:
        """Both side by side, unrelated (they share the allele urn when theta is above 0)."""
        return Pedigree(
            self.persons + other.persons,
            {**self.founder_inbreeding, **other.founder_inbreeding},
            self.twins + other.twins,
        )

    def full_siblings(self, a: str, b: str) -> bool:
        """Whether both have the same two parents."""
        p, q = self.by_id[a], self.by_id[b]
        return None not in (p.father, p.mother) and (p.father, p.mother) == (q.father, q.mother)


def _problems(ped: Pedigree) -> list[Problem]:
    seen: set[str] = set()
    out: list[Problem] = []
    for p in ped.persons:
        if p.id in seen:
            out.append(Problem("person-duplicate", "listed twice in the pedigree", p.id))
        seen.add(p.id)
    by_id = {p.id: p for p in ped.persons}
    for p in ped.persons:
        for role, parent, sex in (("father", p.father, "male"), ("mother", p.mother, "female")):
            if parent is None:
                continue
            if parent not in by_id:
                out.append(Problem("parent-missing", f"{role} {parent} is not a member", p.id))
            elif by_id[parent].sex != sex:
                message = f"is the {role} of {p.id} but is recorded as {by_id[parent].sex}"
                out.append(Problem("parent-sex", message, parent))
    if not out:
        out += [
            Problem("own-ancestor", "is among their own ancestors", person)
            for person in _own_ancestors(by_id)
        ]
    for person, f in ped.founder_inbreeding.items():
        if person not in by_id:
            out.append(Problem("person-unknown", "has an inbreeding coefficient only", person))
        elif not by_id[person].is_founder or not 0 <= f <= 1:
            out.append(Problem("founder-inbreeding", f"coefficient {f}", person))
    for group in ped.twins:
        members = [by_id.get(t) for t in group]
        if None in members:
            out.append(Problem("person-unknown", "a twin is not a member", ", ".join(group)))
        elif len({(m.father, m.mother, m.sex) for m in members if m}) > 1:
            out.append(Problem("twins", "differ in parents or sex", ", ".join(group)))
    return out


def _own_ancestors(by_id: dict[str, Person]) -> list[str]:
    """Members on a cycle of descent (those only, not their descendants)."""
    out = []
    for start, person in by_id.items():
        todo = [person.father, person.mother]
        seen: set[str] = set()
        while todo:
            at = todo.pop()
            if at is None or at in seen:
                continue
            seen.add(at)
            todo += [by_id[at].father, by_id[at].mother]
        if start in seen:
            out.append(start)
    return out
