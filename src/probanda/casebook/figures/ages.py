"""Ages of subjects, at an event, on a day or by year of birth: each a span from least to greatest."""

from __future__ import annotations

import numpy as np

from probanda.casebook.figures import trilean
from probanda.casebook.figures.columns import day_number
from probanda.casebook.figures.definition import AgeFilter, Query
from probanda.casebook.figures.selection import Selection, Space
from probanda.casebook.figures.statements import Statements
from probanda.casebook.figures.trilean import FIRST, LAST, Answers, Ints, Mask

__all__ = ["age_fits", "ages_of", "births", "event_span", "fixed_day"]


def births(statements: Statements, query: Query, space: Space) -> tuple[Ints, Ints]:
    """The span in which each subject is said to have been born."""
    rows = statements.columns.claims("birth")
    usable = statements.effective(rows, query, space) & rows.dated
    return trilean.agreed(space.size, statements.subjects(rows, space), rows.low, rows.high, usable)


def fixed_day(query: Query, age: AgeFilter, size: int) -> tuple[Ints, Ints]:
    """The one day at which ages are asked for, for every subject; unknown when there is none."""
    day = age.day if age.at == "day" else query.as_of
    if day is None:
        return np.full(size, FIRST, np.int64), np.full(size, LAST, np.int64)
    number = np.full(size, day_number(day), np.int64)
    return number, number


def event_span(statements: Statements, query: Query, space: Space) -> tuple[Ints, Ints]:
    """The first date of each subject's status claims that the query asks about."""
    rows, subjects, usable = statements.main(query, space)
    if query.status is not None and query.status.states:
        states = query.status.states
        usable = usable & rows.text("state").where(lambda word: word in states)
    if query.as_of is not None:
        usable = usable & (rows.low <= day_number(query.as_of))
    return trilean.first_date(space.size, subjects, rows.low, rows.high, usable)


def _stated_ages(statements: Statements, query: Query, space: Space) -> Ints:
    """The age at the event that a list itself gives, -1 for none or for contradictory ones."""
    result = np.full(space.size, -1, np.int64)
    clash = np.zeros(space.size, dtype=bool)
    rows = statements.columns.claims("attribute", attribute="age-at-event")
    if len(rows):
        text = rows.text("value")
        years = np.array([int(w) if w.isascii() and w.isdigit() else -1 for w in text.words])
        stated = years[text.codes]
        usable = statements.effective(rows, query, space) & (stated >= 0)
        subjects = statements.subjects(rows, space)
        result[subjects[usable]] = stated[usable]
        clash[subjects[usable & (result[subjects] != stated)]] = True
    result[clash] = -1
    return result


def ages_of(
    statements: Statements, query: Query, age: AgeFilter, space: Space, event: tuple[Ints, Ints]
) -> tuple[Ints, Ints, Mask]:
    """Least and greatest age of each subject, and where nothing is known of it."""
    born = births(statements, query, space)
    least, most = trilean.age_span(born, event)
    unknown = ((born[0] == FIRST) & (born[1] == LAST)) | ((event[0] == FIRST) & (event[1] == LAST))
    if age.at == "event" and unknown.any():
        stated = _stated_ages(statements, query, space)
        use = unknown & (stated >= 0)
        least, most = np.where(use, stated, least), np.where(use, stated, most)
        unknown = unknown & ~use
    return least, most, unknown


def age_fits(
    statements: Statements,
    query: Query,
    age: AgeFilter,
    space: Space,
    event: tuple[Ints, Ints],
    result: Selection,
) -> Answers:
    """Whether each subject is of the age asked for; the claims of birth are added to what ``result`` read."""
    rows = statements.columns.claims("birth")
    usable = statements.effective(rows, query, space) & rows.dated
    subjects = statements.subjects(rows, space)
    result.read.append(("birth", rows.ids[usable], subjects[usable]))
    if age.at == "birth-year":
        low, high = births(statements, query, space)
        start = FIRST if age.youngest is None else _year_start(age.youngest)
        end = LAST if age.oldest is None else _year_start(age.oldest + 1) - 1
        return trilean.in_period(low, high, start, end)
    least, most, unknown = ages_of(statements, query, age, space, event)
    return _between(least, most, unknown, age)


def _year_start(year: int) -> int:
    return int(np.datetime64(f"{year:04d}-01-01", "D").astype(int))


def _between(least: Ints, most: Ints, unknown: Mask, age: AgeFilter) -> Answers:
    low = 0 if age.youngest is None else age.youngest
    surely, possibly = least >= low, most >= low
    if age.oldest is not None:
        surely, possibly = surely & (most <= age.oldest), possibly & (least <= age.oldest)
    return trilean.answers(surely & ~unknown, possibly | unknown)
