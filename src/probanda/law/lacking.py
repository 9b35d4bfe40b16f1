"""What an interview or an examination lacks, held against a protocol used as a checklist."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass

from probanda.law.provisions import Instrument
from probanda.problems import Problem

__all__ = ["Item", "Review", "review"]


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a checklist: its address, what belongs in the record, questions, and where it is answered."""

    address: str
    text: str
    questions: tuple[str, ...]
    where: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """Items that a record covers (with the place in it) and items that it lacks."""

    checklist: str
    covered: tuple[Item, ...]
    lacking: tuple[Item, ...]
    problems: tuple[Problem, ...] = ()


def review(instrument: Instrument, covers: Mapping[str, str]) -> Review:
    """Hold a record against a checklist. ``covers``: address of an item → where the record answers it.

    An item is an element of a provision, ``CODE#element``; a provision's code alone covers all its elements.
    A provision without elements is an item itself. A word that is no item is a problem, never ignored.
    """
    covered: list[Item] = []
    lacking: list[Item] = []
    known: set[str] = set()
    for provision in instrument.provisions:
        known.add(provision.code)
        items = [Item(f"{provision.code}#{e.id}", e.text, e.tests) for e in provision.elements] or [
            Item(provision.code, provision.summary, ())
        ]
        for item in items:
            known.add(item.address)
            where = covers.get(item.address, "") or covers.get(provision.code, "")
            if where.strip():
                covered.append(Item(item.address, item.text, item.questions, where.strip()))
            else:
                lacking.append(item)
    problems = []
    for word in sorted(set(covers) - known):
        near = difflib.get_close_matches(word, sorted(known), 1)
        problems.append(
            Problem(
                "checklist-item-unknown",
                f"{instrument.short} has no item “{word}”.",
                column="covers",
                found=word,
                remedy=f"Did you mean “{near[0]}”?"
                if near
                else f"`probanda law show {instrument.short}` lists them.",
            )
        )
    return Review(instrument.short, tuple(covered), tuple(lacking), tuple(problems))
