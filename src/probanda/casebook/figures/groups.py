"""Dividing what a query counts along one or two lines: sex, category, age group, year, list, place …

A subject of which the record does not say (or says contradictory things) belongs to no group: it is counted
under "not known", never put where it might belong.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from probanda.casebook.figures import ages, trilean
from probanda.casebook.figures.columns import Coded, Rows
from probanda.casebook.figures.compute import FigureSet
from probanda.casebook.figures.definition import AgeFilter, Crosstab, Query
from probanda.casebook.figures.latest import latest_statements, query_day
from probanda.casebook.figures.select_claims import COUNTED, select_claims
from probanda.casebook.figures.selection import Evidence, Selection, Space
from probanda.casebook.figures.trilean import FIRST, LAST, YES, Ints, Mask
from probanda.casebook.figures.vocabulary import CATEGORIES, SEXES, STATES

__all__ = ["Divided", "divide", "persons_by"]

ORDER = {"sex": SEXES, "category": CATEGORIES, "status": STATES}
MOST_MONTHS = 240  # a longer gap between two months is not filled with zeros
Group = tuple[str, Mask]


@dataclass(frozen=True, slots=True)
class Divided:
    """The counts of a crosstab: ``counts[i][j]`` for group i of the first line and j of the second.

    With one line there is one column. The last row and column hold what is not known; ``totals`` count each
    subject once, also when it stands in several groups (on several lists).
    """

    lines: tuple[str, ...]
    labels: tuple[tuple[str, ...], ...]
    counts: tuple[tuple[int, ...], ...]
    row_totals: tuple[int, ...]
    column_totals: tuple[int, ...]
    total: int
    undetermined: int
    evidence: Callable[[int, int], Evidence]


def divide(figures: FigureSet, crosstab: Crosstab) -> Divided:
    """The counts of a query along its one or two lines."""
    query = crosstab.query
    selector = figures.selector
    if query.count in COUNTED:
        rows, selection = select_claims(selector, query)
        lines = [_of_claims(figures, rows, crosstab, line) for line in crosstab.by]
        size = len(rows)
    else:
        space = selector.space("person" if query.count == "persons" else "entry")
        selection = selector.persons(query, space)
        lines = [persons_by(figures, space, crosstab, line) for line in crosstab.by]
        size = space.size
    yes = selection.answers == YES
    groups = [[(label, mask & yes) for label, mask in line] for line in lines]
    if len(groups) == 1:
        groups.append([("", yes)])
    full: list[list[Group]] = []
    for position, line in enumerate(groups):
        known = (
            np.logical_or.reduce([mask for _, mask in line]) if line else np.zeros(size, dtype=bool)
        )
        shown = [(crosstab.labels.get(label, label), mask) for label, mask in line]
        if position < len(lines):
            shown.append((crosstab.not_known, yes & ~known))
        full.append(shown)
    first, second = full

    def count(mask: Mask) -> int:
        return int(mask.sum() if selection.weights is None else selection.weights[mask].sum())

    return Divided(
        crosstab.by,
        tuple(tuple(label for label, _ in line) for line in full),
        tuple(tuple(count(a & b) for _, b in second) for _, a in first),
        tuple(count(a) for _, a in first),
        tuple(count(b) for _, b in second),
        count(yes),
        selection.undetermined,
        lambda i, j: _behind(selection, first[i][1] & second[j][1]),
    )


def _behind(selection: Selection, mask: Mask) -> Evidence:
    return selection.evidence(mask)


def _single(
    size: int, subjects: Ints, codes: Ints, words: tuple[str, ...], usable: Mask
) -> list[Group]:
    """A group per word: the subjects of which exactly this one is said."""
    folded = [word.casefold() for word in words]
    canonical = {fold: index for index, fold in reversed(list(enumerate(folded)))}
    same = np.array([canonical[fold] for fold in folded], np.int64)
    codes = same[codes] if len(words) else codes
    found = np.full(size, -1, np.int64)
    mine = usable & (subjects >= 0)
    found[subjects[mine]] = codes[mine]
    clash = np.zeros(size + 1, dtype=bool)
    padded = np.append(found, -1)
    clash[subjects[mine & (padded[subjects] != codes)]] = True
    found[clash[:size]] = -1
    return [(words[code], found == code) for code in np.unique(found[found >= 0]).tolist()]


def _sorted(line: str, groups: list[Group]) -> list[Group]:
    """Groups in the order that people expect: that of the vocabulary, else of the alphabet."""
    order = ORDER.get(line)
    groups = [(label, mask) for label, mask in groups if label.strip()]
    if order is None:
        return sorted(groups, key=lambda group: group[0].casefold())
    place = {word: index for index, word in enumerate(order)}
    return sorted(groups, key=lambda group: (place.get(group[0], len(place)), group[0]))


def persons_by(figures: FigureSet, space: Space, crosstab: Crosstab, line: str) -> list[Group]:
    """Persons or entries along one line; a subject of which it is not known is in no group."""
    selector, query = figures.selector, crosstab.query
    if line == "age-group":
        event = (
            ages.event_span(selector, query, space)
            if _age_question(query).at == "event"
            else ages.fixed_day(query, _age_question(query), space.size)
        )
        least, most, unknown = ages.ages_of(selector, query, _age_question(query), space, event)
        return _age_groups(crosstab, least, most, unknown)
    if line == "register":
        titles = {number: key for key, number in figures.columns.keys("register").items()}
        wanted = query.registers
        on = selector.on_registers(space)
        groups = [
            (figures.title("register", titles[number]), mask)
            for number, mask in on.items()
            if not wanted or titles[number] in wanted
        ]
        return _sorted(line, groups)
    if line in {"year", "month"}:
        return _calendar(line, *ages.event_span(selector, query, space))
    if line == "status":
        rows, subjects, usable = selector.main(query, space)
        chosen = np.flatnonzero(usable)
        candidates, founded = latest_statements(
            subjects[chosen],
            rows.low[chosen],
            rows.high[chosen],
            rows.dated[chosen],
            rows.int("entry_id")[chosen],
            day=query_day(query),
            size=space.size,
        )
        mask = np.zeros(len(rows), dtype=bool)
        mask[chosen[candidates]] = True
        state = rows.text("state")
        groups = _single(space.size, subjects, state.codes, state.words, mask)
        return _sorted(line, [(label, group & founded) for label, group in groups])
    attribute = line.removeprefix("attribute:")
    rows = figures.columns.claims("attribute", attribute=attribute)
    usable = selector.effective(rows, query, space)
    value = rows.text("value")
    groups = _single(space.size, selector.subjects(rows, space), value.codes, value.words, usable)
    return _sorted(line, groups)


def _of_claims(figures: FigureSet, rows: Rows, crosstab: Crosstab, line: str) -> list[Group]:
    if line in {"year", "month"}:
        return _calendar(line, rows.low, rows.high)
    if line == "claimant":
        names = {number: key for key, number in figures.columns.keys("claimant").items()}
        numbers = rows.int("claimant_id")
        return _sorted(
            line,
            [
                (figures.title("claimant", names[number]), numbers == number)
                for number in np.unique(numbers).tolist()
            ],
        )
    if line == "place":
        numbers = rows.int("place_id")
        text = rows.text("place_text")
        found: dict[str, Mask] = {}
        for number in np.unique(numbers[numbers >= 0]).tolist():
            label = figures.names.place_label(number)
            found[label] = found.get(label, False) | (numbers == number)
        for code, word in enumerate(text.words):
            free = (numbers < 0) & (text.codes == code)
            if word.strip() and free.any():
                found[word] = found.get(word, False) | free
        return _sorted(line, list(found.items()))
    if line == "site":
        at = figures.names.sites_of_remains()
        labels = {number: key for key, number in figures.columns.keys("site").items()}
        of = np.array([at.get(number, -1) for number in rows.int("remains_id").tolist()], np.int64)
        return _sorted(
            line,
            [
                (figures.title("site", labels[number]), of == number)
                for number in np.unique(of[of >= 0]).tolist()
            ],
        )
    if line in {"sex", "category", "nationality", "age-group"} or line.startswith("attribute:"):
        return _victims(figures, rows, crosstab, line)
    coded: Coded = rows.text(line)
    everyone = np.ones(len(rows), dtype=bool)
    return _sorted(
        line, _single(len(rows), np.arange(len(rows)), coded.codes, coded.words, everyone)
    )


def _victims(figures: FigureSet, rows: Rows, crosstab: Crosstab, line: str) -> list[Group]:
    """Claims by what is said of the person concerned."""
    selector, query = figures.selector, crosstab.query
    space = selector.space("person")
    subjects = selector.subjects(rows, space)
    if line == "age-group" and _age_question(query).at == "event":
        low, high = ages.births(selector, query, space)
        births = (np.append(low, FIRST)[subjects], np.append(high, LAST)[subjects])
        least, most = trilean.age_span(births, (rows.low, rows.high))
        unknown = ((births[0] == FIRST) & (births[1] == LAST)) | ~rows.dated
        return _age_groups(crosstab, least, most, unknown)
    groups = persons_by(figures, space, crosstab, line)
    return [(label, np.append(mask, False)[subjects]) for label, mask in groups]


def _age_question(query: Query) -> AgeFilter:
    """At which time ages are meant: as the query says, else as of its day, else at the event."""
    if query.age is not None and query.age.at != "birth-year":
        return query.age
    return AgeFilter("event" if query.as_of is None or query.status else "as_of")


def _age_groups(crosstab: Crosstab, least: Ints, most: Ints, unknown: Mask) -> list[Group]:
    groups: list[Group] = []
    for group in crosstab.age_groups:
        low = 0 if group.youngest is None else group.youngest
        mask = (least >= low) & ~unknown
        if group.oldest is not None:
            mask &= most <= group.oldest
        groups.append((group.label, mask))
    return groups


def _calendar(line: str, low: Ints, high: Ints) -> list[Group]:
    """A group per year or month; those between the first and the last that nothing fell in are there too."""
    unit = "Y" if line == "year" else "M"
    known = (low != FIRST) & (high != LAST)
    first = np.where(known, low, 0).astype("datetime64[D]").astype(f"datetime64[{unit}]")
    last = np.where(known, high, 0).astype("datetime64[D]").astype(f"datetime64[{unit}]")
    same = known & (first == last)
    found = np.unique(first[same])
    if len(found) > 1 and int((found[-1] - found[0]).astype(int)) <= MOST_MONTHS:
        found = np.arange(found[0], found[-1] + 1)
    return [(str(stamp), same & (first == stamp)) for stamp in found]
