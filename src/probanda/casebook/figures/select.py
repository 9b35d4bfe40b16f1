"""A query on persons or entries → an answer (yes, no, can't tell) for each, and the claims that each yes rests on.

Persons are counted after merges (clusters). Works on ``columns``; what a figure says of it is in ``compute``.
"""

from __future__ import annotations

import numpy as np

from probanda.casebook.figures import ages, trilean
from probanda.casebook.figures.columns import Rows, day_number
from probanda.casebook.figures.definition import Query
from probanda.casebook.figures.latest import latest, latest_statements, query_day
from probanda.casebook.figures.selection import Selection, Space, during, text_test
from probanda.casebook.figures.statements import Statements
from probanda.casebook.figures.trilean import MAYBE, NO, YES, Answers, Ints, Mask

__all__ = ["Selector"]


class Selector(Statements):
    """Asks queries about persons or entries."""

    def persons(self, query: Query, space: Space) -> Selection:
        """Merged persons or single entries, by everything that can be asked of them."""
        result = Selection(np.full(space.size, YES, np.int8))
        self._membership(query, space, result)
        self._status(query, space, result)
        self._descriptions(query, space, result)
        if query.age is not None:
            event = (
                ages.event_span(self, query, space)
                if query.age.at == "event"
                else ages.fixed_day(query, query.age, space.size)
            )
            result.answers = np.minimum(
                result.answers, ages.age_fits(self, query, query.age, space, event, result)
            )
        if space.name == "person" and (query.registers or not result.read):
            self._entries_behind(query, space, result)
        if space.name == "entry":
            entries = self.columns.entries
            current = entries.int("current") == 1
            result.read.append(("entry", entries.ids[current], np.arange(space.size)))
        return result

    def _membership(self, query: Query, space: Space, result: Selection) -> None:
        if query.registers:
            wanted = set(self.names.ids("register", query.registers).tolist())
            on = self.on_registers(space)
            none = np.zeros(space.size, dtype=bool)
            masks = [on.get(register, none) for register in wanted]
            combine = np.logical_and if query.register_rule == "all" else np.logical_or
            inside = combine.reduce(masks) if masks else none
            if query.register_rule == "only":
                for register, mask in on.items():
                    if register not in wanted:
                        inside = inside & ~mask
            result.answers[~inside] = NO
        if query.claimants and space.name == "entry":
            kept = self.names.registers_of(self.names.ids("claimant", query.claimants))
            masks = [
                mask for register, mask in self.on_registers(space).items() if register in kept
            ]
            inside = np.logical_or.reduce(masks) if masks else np.zeros(space.size, dtype=bool)
            result.answers[~inside] = NO

    def _status(self, query: Query, space: Space, result: Selection) -> None:
        asked = query.status
        where = query.place_of == "status" and bool(query.places)
        judged = space.name == "person" and bool(
            query.claimants
            or query.sources
            or query.reliability
            or query.credibility is not None
            or query.claim_status
        )
        if query.places and query.place_of != "status":
            self._elsewhere(query, space, result)
        if asked is None and not where and not judged and query.period is None:
            return
        rows, subjects, usable = self.main(query, space)
        states = asked.states if asked else ()
        fits = usable & rows.text("state").where(lambda word: word in states) if states else usable
        if asked is not None and asked.never:
            never = usable & rows.text("state").where(lambda word: word in asked.never)
            ever = trilean.best(space.size, subjects, self._dated_by(rows, query, never))
            result.answers = np.minimum(result.answers, YES - ever).astype(np.int8)
        if asked is not None and asked.states and latest(query):
            answer = self._latest((rows, subjects, usable), fits, query, space.size)
        else:
            answer = trilean.best(space.size, subjects, self._dated_by(rows, query, fits))
            if asked is not None and not asked.states:
                answer = np.full(space.size, YES, np.int8)
        if asked is None and judged and query.claimants:
            kept = self.names.registers_of(self.names.ids("claimant", query.claimants))
            for register, mask in self.on_registers(space).items():
                if register in kept:
                    answer[mask] = YES
        if asked is not None or judged:
            result.answers = np.minimum(result.answers, answer)
        if where:
            inside = trilean.scatter(space.size, subjects, fits & (self.place(rows, query) == YES))
            known = trilean.scatter(space.size, subjects, fits & (self.place(rows, query) != MAYBE))
            result.answers = np.minimum(result.answers, trilean.answers(inside, inside | ~known))
        if query.period is not None:
            within = trilean.best(space.size, subjects, during(rows, query, fits))
            result.answers = np.minimum(result.answers, within)
        if states or judged or where or query.period is not None:
            result.read.append((rows.kind, rows.ids[fits], subjects[fits]))

    def _dated_by(self, rows: Rows, query: Query, fits: Mask) -> Answers:
        """Per row: whether it holds by ``as_of``. What is not dated holds (see docs/methodology/counting)."""
        if query.as_of is None:
            return np.where(fits, YES, NO).astype(np.int8)
        by = trilean.by_day(rows.low, rows.high, day_number(query.as_of))
        return np.where(fits, np.where(rows.dated, by, YES), NO).astype(np.int8)

    def _latest(
        self, main: tuple[Rows, Ints, Mask], fits: Mask, query: Query, size: int
    ) -> Answers:
        """Whether the latest status as of the day is one of those asked for.

        A statement can be the latest when no statement that surely holds by the day surely follows it.
        Undated statements are the weakest: they count only where nothing dated surely does.
        """
        rows, subjects, usable = main
        chosen = np.flatnonzero(usable)
        who, low, high = subjects[chosen], rows.low[chosen], rows.high[chosen]
        wanted, dated = fits[chosen], rows.dated[chosen]
        candidates, founded = latest_statements(
            who, low, high, dated, rows.int("entry_id")[chosen], day=query_day(query), size=size
        )
        inside = trilean.scatter(size, who, candidates & wanted)
        outside = trilean.scatter(size, who, candidates & ~wanted)
        return trilean.answers(inside & ~outside & founded, inside)

    def _elsewhere(self, query: Query, space: Space, result: Selection) -> None:
        """The place of birth, of detention or of an act, instead of that of the status."""
        rows = self.columns.claims(query.place_of)
        subjects = self.subjects(rows, space)
        usable = self.effective(rows, query, space)
        answer = self.place(rows, query)
        inside = trilean.scatter(space.size, subjects, usable & (answer == YES))
        known = trilean.scatter(space.size, subjects, usable & (answer != MAYBE))
        result.answers = np.minimum(result.answers, trilean.answers(inside, inside | ~known))
        result.read.append(
            (rows.kind, rows.ids[usable & (answer == YES)], subjects[usable & (answer == YES)])
        )

    def descriptions(self, query: Query) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The attributes that a query filters on."""
        found = list(query.attributes)
        if query.sex:
            found.append(("sex", query.sex))
        if query.category:
            found.append(("category", query.category))
        return tuple(found)

    def _descriptions(self, query: Query, space: Space, result: Selection) -> None:
        for attribute, wanted in self.descriptions(query):
            rows = self.columns.claims("attribute", attribute=attribute)
            subjects = self.subjects(rows, space)
            usable = self.effective(rows, query, space)
            fits = usable & rows.text("value").where(text_test(wanted))
            inside = trilean.scatter(space.size, subjects, fits)
            outside = trilean.scatter(space.size, subjects, usable & ~fits)
            answer = trilean.answers(inside & ~outside, inside | ~outside)
            result.answers = np.minimum(result.answers, answer)
            result.read.append(("attribute", rows.ids[fits], subjects[fits]))

    def _entries_behind(self, query: Query, space: Space, result: Selection) -> None:
        """Entries as evidence, where membership of a list is what counts; names where there is no entry."""
        entries = self.columns.entries
        chosen = entries.int("current") == 1
        if query.registers:
            chosen = chosen & np.isin(
                entries.int("register_id"), self.names.ids("register", query.registers)
            )
        subjects = space.lookup[entries.int("person_id")]
        chosen = chosen & (subjects >= 0)
        result.read.append(("entry", entries.ids[chosen], subjects[chosen]))
        if not query.registers:
            unlisted = ~trilean.scatter(space.size, subjects, chosen)
            if unlisted.any():
                rows = self.columns.claims("name")
                mine = self.subjects(rows, space)
                take = (mine >= 0) & unlisted[mine]
                result.read.append(("name", rows.ids[take], mine[take]))
