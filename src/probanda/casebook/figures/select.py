"""A query → an answer (yes, no, can't tell) for each subject, and the claims that each yes rests on.

Persons are counted after merges (clusters). Works on ``columns``; what a figure says of it is in ``compute``.

Whose statements count. A query with ``registers`` or ``claimant`` reads what these themselves say; only about
what they are silent on, it reads what others say (``according_to: anyone`` reads everybody at once). Which
claims are counted at all is decided by ``claimant`` strictly.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase

import numpy as np

from probanda.casebook.figures import trilean
from probanda.casebook.figures.columns import Columns, Rows, day_number
from probanda.casebook.figures.definition import AgeFilter, Query
from probanda.casebook.figures.names import Names
from probanda.casebook.figures.trilean import (
    FIRST,
    LAST,
    MAYBE,
    NO,
    YES,
    Answers,
    Ints,
    Mask,
)

__all__ = [
    "COUNTED",
    "Evidence",
    "Selection",
    "Selector",
    "Space",
    "latest",
    "latest_statements",
    "query_day",
    "text_test",
]

#: kind of claim (or "entry", "remains", "site", "source") → ids, ascending.
Evidence = dict[str, Ints]
ALL_TIME = LAST


@dataclass(frozen=True, slots=True)
class Space:
    """The subjects that claims are about: merged persons, or single entries of registers."""

    name: str
    size: int
    lookup: Ints  # subject by person id or by entry id; -1 for none

    def of(self, rows: Rows) -> Ints:
        """The subject of each row; -1 for none."""
        return self.lookup[rows.persons if self.name == "person" else rows.int("entry_id")]


@dataclass
class Selection:
    """Answers per subject, and the rows that were read: what the yes rests on is worked out when asked."""

    answers: Answers
    read: list[tuple[str, Ints, Ints]] = field(default_factory=list)  # kind, ids, subject of each
    weights: Ints | None = None

    @property
    def yes(self) -> int:
        """How many answers are yes (or the sum of their weights)."""
        chosen = self.answers == YES
        return int(chosen.sum() if self.weights is None else self.weights[chosen].sum())

    @property
    def undetermined(self) -> int:
        """How many cannot be told (or the sum of their weights)."""
        chosen = self.answers == MAYBE
        return int(chosen.sum() if self.weights is None else self.weights[chosen].sum())

    def evidence(self, within: Mask | None = None) -> Evidence:
        """Ids of the claims and entries behind the yes answers."""
        chosen = self.answers == YES if within is None else (self.answers == YES) & within
        found: dict[str, list[Ints]] = {}
        for kind, ids, subjects in self.read:
            found.setdefault(kind, []).append(ids[chosen[subjects]])
        return {kind: ids for kind, parts in found.items() if len(ids := _union(parts))}


def _union(parts: Sequence[Ints]) -> Ints:
    """The different ids of several lists, ascending."""
    if len(parts) == 1:
        return np.sort(parts[0])
    whole = np.sort(np.concatenate(parts))
    if len(whole) < 2:
        return whole
    return whole[np.concatenate(([True], whole[1:] != whole[:-1]))]


class Selector:
    """Asks queries of one set of columns; equal parts of different queries are answered once."""

    def __init__(self, columns: Columns, names: Names) -> None:
        self.columns = columns
        self.names = names
        self._cache: dict[object, object] = {}

    # -- spaces ---------------------------------------------------------------------------------

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

    # -- whose statements -----------------------------------------------------------------------

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

    # -- persons --------------------------------------------------------------------------------

    def persons(self, query: Query, space: Space) -> Selection:
        """Merged persons or single entries, by everything that can be asked of them."""
        result = Selection(np.full(space.size, YES, np.int8))
        self._membership(query, space, result)
        self._status(query, space, result)
        self._descriptions(query, space, result)
        if query.age is not None:
            event = (
                self.event_span(query, space)
                if query.age.at == "event"
                else self.fixed_day(query, query.age, space.size)
            )
            result.answers = np.minimum(
                result.answers, self._age(query, query.age, space, event, result)
            )
        if space.name == "person" and (query.registers or not result.read):
            self._entries_behind(query, space, result)
        if space.name == "entry":
            entries = self.columns.entries
            current = entries.int("current") == 1
            result.read.append(("entry", entries.ids[current], np.arange(space.size)))
        return result

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

    def main(self, query: Query, space: Space) -> tuple[Rows, Ints, Mask]:
        """The status claims that the query reads, their subjects, and which of them are usable."""
        rows = self.columns.claims("status", retracted="retracted" in query.claim_status)
        usable = None if space.name == "entry" else self.judged(rows, query)
        return rows, self.subjects(rows, space), self.effective(rows, query, space, usable)

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
            inside = trilean.scatter(space.size, subjects, fits & (self._place(rows, query) == YES))
            known = trilean.scatter(
                space.size, subjects, fits & (self._place(rows, query) != MAYBE)
            )
            result.answers = np.minimum(result.answers, trilean.answers(inside, inside | ~known))
        if query.period is not None:
            during = trilean.best(space.size, subjects, _period(rows, query, fits))
            result.answers = np.minimum(result.answers, during)
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
        answer = self._place(rows, query)
        inside = trilean.scatter(space.size, subjects, usable & (answer == YES))
        known = trilean.scatter(space.size, subjects, usable & (answer != MAYBE))
        result.answers = np.minimum(result.answers, trilean.answers(inside, inside | ~known))
        result.read.append(
            (rows.kind, rows.ids[usable & (answer == YES)], subjects[usable & (answer == YES)])
        )

    def _place(self, rows: Rows, query: Query) -> Answers:
        """Per row: whether its place is one of those asked for or lies in one; MAYBE when it has none."""
        places, words = self.names.within(query.places)
        inside = np.isin(rows.int("place_id"), places)
        text = rows.text("place_text")
        free = rows.int("place_id") < 0
        inside |= free & text.where(lambda word: word.casefold().strip() in words)
        unknown = free & text.where(lambda word: not word.strip())
        return trilean.answers(inside, inside | unknown)

    # -- descriptions of persons ----------------------------------------------------------------

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

    def births(self, query: Query, space: Space) -> tuple[Ints, Ints]:
        """The span in which each subject is said to have been born."""
        rows = self.columns.claims("birth")
        usable = self.effective(rows, query, space) & rows.dated
        return trilean.agreed(space.size, self.subjects(rows, space), rows.low, rows.high, usable)

    def fixed_day(self, query: Query, age: AgeFilter, size: int) -> tuple[Ints, Ints]:
        """The one day at which ages are asked for, for every subject; unknown when there is none."""
        day = age.day if age.at == "day" else query.as_of
        if day is None:
            return np.full(size, FIRST, np.int64), np.full(size, LAST, np.int64)
        number = np.full(size, day_number(day), np.int64)
        return number, number

    def event_span(self, query: Query, space: Space) -> tuple[Ints, Ints]:
        """The first date of each subject's status claims that the query asks about."""
        rows, subjects, usable = self.main(query, space)
        if query.status is not None and query.status.states:
            states = query.status.states
            usable = usable & rows.text("state").where(lambda word: word in states)
        if query.as_of is not None:
            usable = usable & (rows.low <= day_number(query.as_of))
        return trilean.first_date(space.size, subjects, rows.low, rows.high, usable)

    def _stated_ages(self, query: Query, space: Space) -> Ints:
        """The age at the event that a list itself gives, -1 for none or for contradictory ones."""
        result = np.full(space.size, -1, np.int64)
        clash = np.zeros(space.size, dtype=bool)
        rows = self.columns.claims("attribute", attribute="age-at-event")
        if len(rows):
            text = rows.text("value")
            years = np.array([int(w) if w.isascii() and w.isdigit() else -1 for w in text.words])
            ages = years[text.codes]
            usable = self.effective(rows, query, space) & (ages >= 0)
            subjects = self.subjects(rows, space)
            result[subjects[usable]] = ages[usable]
            clash[subjects[usable & (result[subjects] != ages)]] = True
        result[clash] = -1
        return result

    def ages(
        self, query: Query, age: AgeFilter, space: Space, event: tuple[Ints, Ints]
    ) -> tuple[Ints, Ints, Mask]:
        """Least and greatest age of each subject, and where nothing is known of it."""
        births = self.births(query, space)
        least, most = trilean.age_span(births, event)
        unknown = ((births[0] == FIRST) & (births[1] == LAST)) | (
            (event[0] == FIRST) & (event[1] == LAST)
        )
        if age.at == "event" and unknown.any():
            stated = self._stated_ages(query, space)
            use = unknown & (stated >= 0)
            least, most = np.where(use, stated, least), np.where(use, stated, most)
            unknown = unknown & ~use
        return least, most, unknown

    def _age(
        self,
        query: Query,
        age: AgeFilter,
        space: Space,
        event: tuple[Ints, Ints],
        result: Selection,
    ) -> Answers:
        rows = self.columns.claims("birth")
        usable = self.effective(rows, query, space) & rows.dated
        subjects = self.subjects(rows, space)
        result.read.append(("birth", rows.ids[usable], subjects[usable]))
        if age.at == "birth-year":
            low, high = self.births(query, space)
            start = FIRST if age.youngest is None else _year_start(age.youngest)
            end = LAST if age.oldest is None else _year_start(age.oldest + 1) - 1
            return trilean.in_period(low, high, start, end)
        least, most, unknown = self.ages(query, age, space, event)
        return _between(least, most, unknown, age)

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

    # -- claims ---------------------------------------------------------------------------------

    def claims(self, query: Query) -> tuple[Rows, Selection]:
        """Rows of one kind of claim (acts, detentions …), each a subject of its own."""
        kind = COUNTED[query.count]
        rows = self.columns.claims(kind, retracted="retracted" in query.claim_status)
        size = len(rows)
        result = Selection(np.full(size, YES, np.int8))
        judged = self.judged(rows, query)
        if judged is not None:
            result.answers[~judged] = NO
        if query.as_of is not None:
            by = trilean.by_day(rows.low, rows.high, day_number(query.as_of))
            result.answers = np.minimum(result.answers, by)
        if query.period is not None:
            everything = np.ones(size, dtype=bool)
            result.answers = np.minimum(result.answers, _period(rows, query, everything))
        if query.on is not None:
            result.answers = np.minimum(result.answers, _throughout(rows, day_number(query.on)))
        for column, wanted in query.texts:
            result.answers[~rows.text(column).where(text_test(wanted))] = NO
        for column, wanted_flag in query.flags:
            value = rows.int(column)
            answer = trilean.answers(
                value == int(wanted_flag), (value == int(wanted_flag)) | (value < 0)
            )
            result.answers = np.minimum(result.answers, answer)
        if query.places:
            result.answers = np.minimum(result.answers, self._place(rows, query))
        if query.events:
            result.answers[
                ~np.isin(rows.int("event_id"), self.names.ids("event", query.events))
            ] = NO
        if query.sites:
            at = self.names.sites_of_remains()
            sites = self.names.ids("site", query.sites)
            lookup = np.array([at.get(int(number), -1) for number in rows.int("remains_id")])
            result.answers[~np.isin(lookup, sites)] = NO
        if query.degrees or query.units:
            involved = self.columns.claims("involvement")
            fits = np.ones(len(involved), dtype=bool)
            if query.degrees:
                fits &= involved.text("degree").where(lambda word: word in query.degrees)
            if query.units:
                fits &= np.isin(involved.int("unit_id"), self.names.ids("unit", query.units))
            acts = involved.int("act_id")
            result.answers[~np.isin(rows.ids, acts[fits])] = NO
            position = np.searchsorted(rows.ids, acts)
            position[position == size] = 0
            known = fits & (rows.ids[position] == acts) if size else fits & False
            result.read.append(("involvement", involved.ids[known], position[known]))
        if query.about_persons:
            self._of_persons(query, rows, result)
        result.read.append((kind, rows.ids, np.arange(size)))
        if query.measure:
            number = rows.int(query.measure)
            result.weights = np.where(number >= 0, number, rows.persons >= 0).astype(np.int64)
        return rows, result

    def _of_persons(self, query: Query, rows: Rows, result: Selection) -> None:
        """Filters on the victim, the detained, the sentenced …; can't tell where no person is named."""
        space = self.space("person")
        asked = Query(
            count="persons",
            registers=query.registers,
            register_rule=query.register_rule,
            status=query.status,
            as_of=query.as_of if query.status else None,
            sex=query.sex,
            category=query.category,
            attributes=query.attributes,
            age=query.age if query.age and query.age.at != "event" else None,
            according_to=query.according_to,
        )
        if asked.age is not None and asked.as_of is None:
            asked = _with_day(asked, query)
        selected = self.persons(asked, space)
        subjects = self.subjects(rows, space)
        answer = np.append(selected.answers, MAYBE)[subjects]  # nobody named: the last, can't tell
        result.answers = np.minimum(result.answers, answer)
        if query.age is not None and query.age.at == "event":
            births = self.births(asked, space)
            mine = (
                np.append(births[0], FIRST)[subjects],
                np.append(births[1], LAST)[subjects],
            )
            by_age = trilean.age_between(
                mine, (rows.low, rows.high), query.age.youngest, query.age.oldest
            )
            result.answers = np.minimum(result.answers, by_age)

    def distinct(self, rows: Rows, result: Selection, what: str) -> tuple[int, int]:
        """(surely, possibly more) different persons, events, places or remains among the rows."""
        if what == "persons":
            subjects = self.subjects(rows, self.space("person"))
        else:
            subjects = rows.int(
                {"events": "event_id", "places": "place_id", "remains": "remains_id"}[what]
            )
        size = int(subjects.max(initial=-1)) + 1
        per = trilean.best(size, subjects, result.answers)
        return int((per == YES).sum()), int((per == MAYBE).sum())


def query_day(query: Query) -> int:
    """The as-of day of a query, or the end of time."""
    return ALL_TIME if query.as_of is None else day_number(query.as_of)


def latest_statements(
    who: Ints, low: Ints, high: Ints, dated: Mask, entry: Ints, *, day: int, size: int
) -> tuple[Mask, Mask]:
    """(rows that may be their subject's latest statement by the day, subjects that surely have one).

    ``entry`` is the row of a list that each statement stands in, -1 for none; statements in ascending id.
    """
    surely = dated & (high <= day)
    newest = np.full(size, FIRST - 1, np.int64)
    np.maximum.at(newest, who[surely], low[surely])
    # Of statements that begin on that newest day, the one that reaches furthest follows what ends on it:
    # "missing on 3 May" gives way to "released between 3 May and 1 June", not to "dead on 3 May".
    furthest = np.full(size, FIRST - 1, np.int64)
    begins = surely & (low == newest[who])
    np.maximum.at(furthest, who[begins], high[begins])
    end = np.minimum(high, day)
    followed = (end < newest[who]) | ((end == newest[who]) & (furthest[who] > end))
    followed |= _followed_in_its_row(low, high, entry, surely)
    candidates = dated & (low <= day) & ~followed
    has_surely = trilean.scatter(size, who, surely)
    undated = ~dated & ~has_surely[who]
    founded = has_surely | trilean.scatter(size, who, undated)
    return np.asarray(candidates | undated), np.asarray(founded)


def _followed_in_its_row(low: Ints, high: Ints, entry: Ints, surely: Mask) -> Mask:
    """Statements after which their own row of a list surely states another.

    "Held since May 2021; missing", on a list of May 2021: the row itself says which came first. Only dates that
    surely say the contrary are believed against it.
    """
    position = np.arange(len(entry))
    last = np.full(int(entry.max(initial=-1)) + 2, -1, np.int64)
    chosen = surely & (entry >= 0)
    np.maximum.at(last, entry[chosen], position[chosen])
    after = np.where(entry >= 0, last[entry], -1)
    return np.asarray((after > position) & (high[after] >= low))


COUNTED = {
    "acts": "act",
    "detentions": "detention",
    "exchanges": "exchange",
    "sentences": "sentence",
    "identifications": "identification",
    "recommendations": "recommendation",
    "state-actions": "state-action",
    "grades": "grade",
    "steps": "step",
}


def latest(query: Query) -> bool:
    """Whether the query means the latest status rather than any that was ever stated."""
    if query.status is None:
        return False
    return query.status.mode == "latest" or (not query.status.mode and query.as_of is not None)


def text_test(wanted: Sequence[str]) -> Callable[[str], bool]:
    """A test for text columns: equal to one of the words, whatever the case; ``*`` stands for anything."""
    patterns = [word.casefold() for word in wanted]

    def fits(word: str) -> bool:
        folded = word.casefold()
        return any(folded == pattern or fnmatchcase(folded, pattern) for pattern in patterns)

    return fits


def _period(rows: Rows, query: Query, fits: Mask) -> Answers:
    assert query.period is not None
    start, end = query.period
    answer = trilean.in_period(
        rows.low,
        rows.high,
        FIRST if start is None else day_number(start),
        LAST if end is None else day_number(end),
    )
    return np.where(fits, answer, NO).astype(np.int8)


def _throughout(rows: Rows, day: int) -> Answers:
    """Per row: whether its period covers a day; can't tell where the day is only possible ("in April")."""
    possible = (rows.low <= day) & (day <= rows.high)
    sure = possible & rows.dated & ((rows.int("spans") == 1) | (rows.low == rows.high))
    return trilean.answers(sure & (rows.low != FIRST) & (rows.high != LAST), possible)


def _with_day(asked: Query, query: Query) -> Query:
    if asked.age is None or asked.age.at != "as_of" or query.as_of is None:
        return asked
    return replace(asked, age=replace(asked.age, at="day", day=query.as_of))


def _year_start(year: int) -> int:
    return int(np.datetime64(f"{year:04d}-01-01", "D").astype(int))


def _between(least: Ints, most: Ints, unknown: Mask, age: AgeFilter) -> Answers:
    low = 0 if age.youngest is None else age.youngest
    surely, possibly = least >= low, most >= low
    if age.oldest is not None:
        surely, possibly = surely & (most <= age.oldest), possibly & (least <= age.oldest)
    return trilean.answers(surely & ~unknown, possibly | unknown)
