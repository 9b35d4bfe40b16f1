"""Whose statements a query reads: the rows of claims, their subjects, and which of them count.

A query with ``registers`` or ``claimant`` reads what these themselves say; only about what they are silent on,
it reads what others say (``according_to: anyone`` reads everybody at once). Which claims are counted at all is
decided by ``claimant`` strictly.
"""

from __future__ import annotations

import numpy as np

from probanda.casebook.figures import trilean
from probanda.casebook.figures.columns import Columns, Rows
from probanda.casebook.figures.definition import Query
from probanda.casebook.figures.names import Names
from probanda.casebook.figures.selection import Space
from probanda.casebook.figures.trilean import Answers, Ints, Mask

__all__ = ["Statements"]


class Statements:
    """The claims of one set of columns; equal parts of different queries are answered once."""

    def __init__(self, columns: Columns, names: Names) -> None:
        self.columns = columns
        self.names = names
        self._cache: dict[object, object] = {}

    def space(self, name: str) -> Space:
        """The space of merged persons, or of current entries."""
        key = ("space", name)
        if key not in self._cache:
            if name == "person":
                heads, lookup = self.columns.clusters
                self._cache[key] = Space("person", len(heads), lookup)
            else:
                entries = self.columns.entries
                lookup = np.full(int(entries.ids.max(initial=0)) + 2, -1, np.int64)
                current = entries.int("current") == 1
                lookup[entries.ids[current]] = np.arange(int(current.sum()))
                self._cache[key] = Space("entry", int(current.sum()), lookup)
        return self._cache[key]  # type: ignore[return-value]

    def subjects(self, rows: Rows, space: Space) -> Ints:
        """The subject of each row; -1 for none."""
        key = ("subjects", id(rows), space.name)
        if key not in self._cache:
            self._cache[key] = space.of(rows)
        return self._cache[key]  # type: ignore[return-value]

    def _own(self, rows: Rows, query: Query) -> Mask | None:
        """Rows stated by the registers or claimants that the query names; None when it names none."""
        if query.according_to == "anyone":
            return None
        if query.claimants:
            return np.isin(rows.int("claimant_id"), self.names.ids("claimant", query.claimants))
        if not query.registers:
            return None
        registers = self.names.ids("register", query.registers)
        of_entry = self.columns.entry_registers[rows.int("entry_id")]
        own = np.isin(of_entry, registers)
        free = rows.int("entry_id") < 0
        if free.any():
            keepers = self.names.keepers(registers)
            own |= free & np.isin(rows.int("claimant_id"), keepers)
        return own

    def effective(self, rows: Rows, query: Query, space: Space, usable: Mask | None = None) -> Mask:
        """Rows that are read: own statements of a subject first, others only where there are none."""
        subjects = self.subjects(rows, space)
        valid = subjects >= 0 if usable is None else (subjects >= 0) & usable
        if space.name == "entry":
            return valid
        own = self._own(rows, query)
        if own is None:
            return valid
        has_own = trilean.scatter(space.size, subjects, own & valid)
        return np.asarray(valid & (own | ~has_own[subjects]))

    def judged(self, rows: Rows, query: Query) -> Mask | None:
        """Rows that meet the filters on claims; None when there is no such filter."""
        parts: list[Mask] = []
        if query.claimants:
            parts.append(
                np.isin(rows.int("claimant_id"), self.names.ids("claimant", query.claimants))
            )
        if query.sources:
            parts.append(np.isin(rows.int("source_id"), self.names.ids("source", query.sources)))
        if query.reliability:
            parts.append(rows.text("reliability").where(lambda word: word <= query.reliability))
        if query.credibility is not None:
            limit = query.credibility
            parts.append(rows.int("credibility") <= limit)
        if query.claim_status:
            parts.append(rows.text("status").where(lambda word: word in query.claim_status))
        if not parts:
            return None
        return np.asarray(np.logical_and.reduce(parts))

    def on_registers(self, space: Space) -> dict[int, Mask]:
        """For each register (by id): which subjects have a current entry in it."""
        key = ("registers", space.name)
        if key not in self._cache:
            entries = self.columns.entries
            current = entries.int("current") == 1
            lookup, own = (
                (space.lookup, entries.int("person_id"))
                if space.name == "person"
                else (space.lookup, entries.ids)
            )
            subjects = lookup[own]
            registers = entries.int("register_id")
            self._cache[key] = {
                int(register): trilean.scatter(
                    space.size, subjects, current & (registers == register)
                )
                for register in np.unique(registers)
            }
        return self._cache[key]  # type: ignore[return-value]

    def main(self, query: Query, space: Space) -> tuple[Rows, Ints, Mask]:
        """The status claims that the query reads, their subjects, and which of them are usable."""
        rows = self.columns.claims("status", retracted="retracted" in query.claim_status)
        usable = None if space.name == "entry" else self.judged(rows, query)
        return rows, self.subjects(rows, space), self.effective(rows, query, space, usable)

    def place(self, rows: Rows, query: Query) -> Answers:
        """Per row: whether its place is one of those asked for or lies in one; MAYBE when it has none."""
        places, words = self.names.within(query.places)
        inside = np.isin(rows.int("place_id"), places)
        text = rows.text("place_text")
        free = rows.int("place_id") < 0
        inside |= free & text.where(lambda word: word.casefold().strip() in words)
        unknown = free & text.where(lambda word: not word.strip())
        return trilean.answers(inside, inside | unknown)
