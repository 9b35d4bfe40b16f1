"""Small random records, counted a second time by plain loops over plain values."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from probanda.dates import Answer, ImpreciseDate, before, on_or_before, parse_date
from probanda.dates.age import age_at
from probanda.dates.imprecise import reach
from tests.casebook.figures.making import Record, counted, figures_of

pytestmark = pytest.mark.usefixtures("casebook")

quick = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

DATES = (
    "",
    "1993",
    "05.1993",
    "03.05.1993",
    "10.02.1994",
    "1994",
    "about 1993",
    "after 01.06.1993",
)
BIRTHS = ("", "1975", "1976", "03.05.1976", "04.05.1975", "about 1975")
DAY = date(1993, 12, 31)


@dataclass(frozen=True)
class Row:
    register: str
    status: str
    when: str
    sex: str
    born: str


@dataclass(frozen=True)
class Made:
    rows: tuple[Row, ...]
    groups: tuple[int, ...]  # person of each row

    def people(self) -> dict[int, list[Row]]:
        found: dict[int, list[Row]] = {}
        for row, person in zip(self.rows, self.groups, strict=True):
            found.setdefault(person, []).append(row)
        return found


rows = st.builds(
    Row,
    st.sampled_from(["a", "b"]),
    st.sampled_from(["missing", "released", "dead"]),
    st.sampled_from(DATES),
    st.sampled_from(["", "male", "female"]),
    st.sampled_from(BIRTHS),
)
records = st.lists(st.tuples(rows, st.integers(0, 3)), min_size=1, max_size=7).map(
    lambda pairs: Made(tuple(r for r, _ in pairs), tuple(p for _, p in pairs))
)


@contextmanager
def built(made: Made, swap: dict[str, str] | None = None) -> Iterator[None]:
    """The record in the database, gone again afterwards."""
    from django.db import transaction

    swap = swap or {}
    with transaction.atomic():
        record = Record()
        for register in ("a", "b"):
            record.register(register, claimant=register)
        members: dict[int, list[str]] = {}
        for number, (row, person) in enumerate(zip(made.rows, made.groups, strict=True)):
            register = swap.get(row.register, row.register)
            record.entry(
                register,
                str(number),
                status=row.status,
                date=row.when,
                sex=row.sex,
                born=row.born,
            )
            members.setdefault(person, []).append(f"{register}:{number}")
        for keys in members.values():
            record.same(*keys)
        yield
        transaction.set_rollback(True)


def tally(answers: Iterator[Answer]) -> tuple[int, int]:
    found = list(answers)
    return found.count(Answer.YES), found.count(Answer.CANNOT_TELL)


def of(values: set[str], wanted: str) -> Answer:
    values = values - {""}
    if not values or (wanted in values and len(values) > 1):
        return Answer.CANNOT_TELL
    return Answer.YES if wanted in values else Answer.NO


def follows(other: ImpreciseDate, when: ImpreciseDate) -> bool:
    """Surely later; or not earlier, and reaching further."""
    if before(when, other) is Answer.YES:
        return True
    start, end = reach(other)
    last = reach(when)[1]
    return start is not None and end is not None and start == last and end > start


def latest(statements: list[tuple[str, str]], wanted: str) -> Answer:
    """The states that may be the latest: those that nothing which surely was said by the day surely follows."""
    dated = [(state, parse_date(when)) for state, when in statements if when]
    undated = {state for state, when in statements if not when}
    certain = [pair for pair in dated if on_or_before(pair[1], DAY) is Answer.YES]
    possible = [pair for pair in dated if on_or_before(pair[1], DAY) is not Answer.NO]
    outcomes: set[str] = set()
    for state, when in possible:
        if not any(before(when, other) is Answer.YES for _, other in certain if other is not when):
            outcomes.add(state)
    if not certain:
        outcomes |= undated or ({"nothing"} if possible else set())
    if not outcomes or wanted not in outcomes:
        return Answer.NO
    return Answer.YES if outcomes == {wanted} else Answer.CANNOT_TELL


@quick
@given(records)
def test_persons_by_sex_as_plain_loops_count_them(made: Made):
    expected = tally(of({r.sex for r in rows}, "female") for rows in made.people().values())
    with built(made):
        assert counted("{count: persons, sex: female}") == expected


@quick
@given(records)
def test_persons_on_one_list_by_what_that_list_says(made: Made):
    def answer(rows: list[Row]) -> Answer:
        own = [row for row in rows if row.register == "a"]
        if not own:
            return Answer.NO
        said = {row.sex for row in own} - {""} or {row.sex for row in rows}
        missing = Answer.YES if any(row.status == "missing" for row in own) else Answer.NO
        return missing & of(said, "female")

    with built(made):
        found = counted("{count: persons, registers: [a], status: missing, sex: female}")
    assert found == tally(answer(rows) for rows in made.people().values())


@quick
@given(records)
def test_latest_status_as_plain_loops_find_it(made: Made):
    expected = tally(
        latest([(row.status, row.when) for row in rows], "missing")
        for rows in made.people().values()
    )
    with built(made):
        assert counted(f"{{count: persons, status: missing, as_of: {DAY}}}") == expected


@quick
@given(records)
def test_entries_by_age_as_the_calendar_gives_it(made: Made):
    def answer(row: Row) -> Answer:
        if not row.born:
            return Answer.CANNOT_TELL
        return age_at(parse_date(row.born), DAY).under(18)

    with built(made):
        found = counted(f"{{count: entries, as_of: {DAY}, age: {{at: as_of, to: 17}}}}")
    assert found == tally(answer(row) for row in made.rows)


TWO_SIDES = """
figures:
  {a}: {{label: "{a}", query: {{count: persons, registers: [{a}], status: missing, sex: female}}}}
  {b}: {{label: "{b}", query: {{count: persons, registers: [{b}], status: missing, sex: female}}}}
  {a}-says: {{label: "{a} says", query: {{count: persons, claimant: {a}, status: dead}}}}
  {b}-says: {{label: "{b} says", query: {{count: persons, claimant: {b}, status: dead}}}}
  both: {{label: both, formula: "{a} + {b}"}}
"""


@quick
@given(records)
def test_swapping_the_names_of_the_parties_swaps_the_figures_and_nothing_else(made: Made):
    """Neutral by construction: no party's name has a meaning."""
    seen = []
    for swap in ({}, {"a": "b", "b": "a"}):
        with built(made, swap):
            one, other = swap.get("a", "a"), swap.get("b", "b")
            figures = figures_of(TWO_SIDES.format(a=one, b=other))
            values = figures.all().values()
            seen.append(
                [(f.value, f.undetermined, f.exactness, f.unit, f.claims_count) for f in values]
            )
    assert seen[0] == seen[1]


@quick
@given(records)
def test_the_groups_of_a_crosstab_add_up_to_the_total(made: Made):
    from probanda.casebook.figures.layout import Layouts

    text = "tables: {t: {query: {count: persons}, by: [sex, status]}}"
    with built(made):
        figures = figures_of(text)
        layouts = Layouts(figures)
        table = layouts.table("t")
        grid = [
            [int(layouts.cell_figure(cell.figure).value) for cell in row[1:]] for row in table.rows
        ]
        total = counted("{count: persons}")[0]
    assert all(sum(row[:-1]) == row[-1] for row in grid)
    assert [sum(column) for column in zip(*grid[:-1], strict=True)] == grid[-1]
    assert grid[-1][-1] == total
