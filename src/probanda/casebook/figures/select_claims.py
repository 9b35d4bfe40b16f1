"""A query on one kind of claim (acts, detentions …) → an answer for each claim."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from probanda.casebook.figures import ages, trilean
from probanda.casebook.figures.columns import Rows, day_number
from probanda.casebook.figures.definition import Query
from probanda.casebook.figures.select import Selector
from probanda.casebook.figures.selection import Selection, during, text_test, throughout
from probanda.casebook.figures.trilean import FIRST, LAST, MAYBE, NO, YES

__all__ = ["COUNTED", "distinct", "select_claims"]

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


def select_claims(selector: Selector, query: Query) -> tuple[Rows, Selection]:
    """Rows of one kind of claim (acts, detentions …), each a subject of its own."""
    kind = COUNTED[query.count]
    rows = selector.columns.claims(kind, retracted="retracted" in query.claim_status)
    size = len(rows)
    result = Selection(np.full(size, YES, np.int8))
    judged = selector.judged(rows, query)
    if judged is not None:
        result.answers[~judged] = NO
    if query.as_of is not None:
        by = trilean.by_day(rows.low, rows.high, day_number(query.as_of))
        result.answers = np.minimum(result.answers, by)
    if query.period is not None:
        everything = np.ones(size, dtype=bool)
        result.answers = np.minimum(result.answers, during(rows, query, everything))
    if query.on is not None:
        result.answers = np.minimum(result.answers, throughout(rows, day_number(query.on)))
    for column, wanted in query.texts:
        result.answers[~rows.text(column).where(text_test(wanted))] = NO
    for column, wanted_flag in query.flags:
        value = rows.int(column)
        answer = trilean.answers(
            value == int(wanted_flag), (value == int(wanted_flag)) | (value < 0)
        )
        result.answers = np.minimum(result.answers, answer)
    if query.places:
        result.answers = np.minimum(result.answers, selector.place(rows, query))
    if query.events:
        result.answers[
            ~np.isin(rows.int("event_id"), selector.names.ids("event", query.events))
        ] = NO
    if query.sites:
        at = selector.names.sites_of_remains()
        sites = selector.names.ids("site", query.sites)
        lookup = np.array([at.get(int(number), -1) for number in rows.int("remains_id")])
        result.answers[~np.isin(lookup, sites)] = NO
    if query.degrees or query.units:
        involved = selector.columns.claims("involvement")
        fits = np.ones(len(involved), dtype=bool)
        if query.degrees:
            fits &= involved.text("degree").where(lambda word: word in query.degrees)
        if query.units:
            fits &= np.isin(involved.int("unit_id"), selector.names.ids("unit", query.units))
        acts = involved.int("act_id")
        result.answers[~np.isin(rows.ids, acts[fits])] = NO
        position = np.searchsorted(rows.ids, acts)
        position[position == size] = 0
        known = fits & (rows.ids[position] == acts) if size else fits & False
        result.read.append(("involvement", involved.ids[known], position[known]))
    if query.about_persons:
        _of_persons(selector, query, rows, result)
    result.read.append((kind, rows.ids, np.arange(size)))
    if query.measure:
        number = rows.int(query.measure)
        result.weights = np.where(number >= 0, number, rows.persons >= 0).astype(np.int64)
    return rows, result


def _of_persons(selector: Selector, query: Query, rows: Rows, result: Selection) -> None:
    """Filters on the victim, the detained, the sentenced …; can't tell where no person is named."""
    space = selector.space("person")
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
    selected = selector.persons(asked, space)
    subjects = selector.subjects(rows, space)
    answer = np.append(selected.answers, MAYBE)[subjects]  # nobody named: the last, can't tell
    result.answers = np.minimum(result.answers, answer)
    if query.age is not None and query.age.at == "event":
        births = ages.births(selector, asked, space)
        mine = (
            np.append(births[0], FIRST)[subjects],
            np.append(births[1], LAST)[subjects],
        )
        by_age = trilean.age_between(
            mine, (rows.low, rows.high), query.age.youngest, query.age.oldest
        )
        result.answers = np.minimum(result.answers, by_age)


def _with_day(asked: Query, query: Query) -> Query:
    if asked.age is None or asked.age.at != "as_of" or query.as_of is None:
        return asked
    return replace(asked, age=replace(asked.age, at="day", day=query.as_of))


def distinct(selector: Selector, rows: Rows, result: Selection, what: str) -> tuple[int, int]:
    """(surely, possibly more) different persons, events, places or remains among the rows."""
    if what == "persons":
        subjects = selector.subjects(rows, selector.space("person"))
    else:
        subjects = rows.int(
            {"events": "event_id", "places": "place_id", "remains": "remains_id"}[what]
        )
    size = int(subjects.max(initial=-1)) + 1
    per = trilean.best(size, subjects, result.answers)
    return int((per == YES).sum()), int((per == MAYBE).sum())
