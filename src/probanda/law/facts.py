"""What a record says of an act, as values for qualification: facts with their source and stance.

A fact bears on a trait (``harm.severe``) or on one element (``CAT/1/1#severity``). All of it is claimed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from probanda.law.provisions import Conflict

__all__ = ["Act", "Fact", "Involvement", "Stance", "pattern"]


class Stance(StrEnum):
    """Whether a source speaks for something or against it."""

    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"

    @property
    def reverse(self) -> Stance:
        """The other one."""
        return Stance.CONTRADICTS if self is Stance.SUPPORTS else Stance.SUPPORTS


@dataclass(frozen=True, slots=True)
class Fact:
    """One claim that bears on a trait or an element.

    Attributes:
        claim: address of the claim.
        source: key of the source it rests on.
        bears_on: a trait's name, or ``CODE#element``.
        stance: for or against.
        text: what is said, in words.
        grade: Admiralty code of the claim, such as ``B2``.
    """

    claim: str
    source: str
    bears_on: str
    stance: Stance = Stance.SUPPORTS
    text: str = ""
    grade: str = ""


@dataclass(frozen=True, slots=True)
class Involvement:
    """Who is said to have had which part in an act, by one claim."""

    claim: str
    source: str
    degree: str
    who: str = ""
    side: str = ""


@dataclass(frozen=True, slots=True)
class Act:
    """An act, or a pattern of acts, as the record holds it.

    Attributes:
        key: its address.
        act_type: the word of the vocabulary of acts; "" for a pattern of several.
        label: in words.
        earliest, latest: bounds of its date, ``None`` when open.
        states: the States whose conduct is alleged; empty when the record names none.
        conflicts: kinds of conflict that somebody claims for that time, each with its claims' sources.
        facts: what bears on traits and elements.
        involvements: who is said to have had a part.
    """

    key: str
    act_type: str = ""
    label: str = ""
    earliest: date | None = None
    latest: date | None = None
    states: tuple[str, ...] = ()
    conflicts: tuple[tuple[Conflict, str], ...] = ()
    facts: tuple[Fact, ...] = ()
    involvements: tuple[Involvement, ...] = ()


def pattern(key: str, acts: Iterable[Act], label: str = "") -> Act:
    """Several acts as one: their facts together, the span of their dates, all States and conflicts.

    That acts together make a pattern is not said by adding them up: the elements of a pattern (widespread,
    systematic) need facts of their own.
    """
    listed = tuple(acts)
    first = [act.earliest for act in listed]
    last = [act.latest for act in listed]
    types = tuple(dict.fromkeys(act.act_type for act in listed))
    return replace(
        Act(key),
        label=label,
        act_type=types[0] if len(types) == 1 else "",
        earliest=None if None in first else min((day for day in first if day), default=None),
        latest=None if None in last else max((day for day in last if day), default=None),
        states=tuple(dict.fromkeys(state for act in listed for state in act.states)),
        conflicts=tuple(dict.fromkeys(each for act in listed for each in act.conflicts)),
        facts=tuple(dict.fromkeys(fact for act in listed for fact in act.facts)),
        involvements=tuple(dict.fromkeys(each for act in listed for each in act.involvements)),
    )
