"""What a row claims of a person's status: the event first, then what became of the person."""

from __future__ import annotations

from datetime import date

import pytest

from probanda.exchange.lists import RowChecker
from probanda.exchange.lists.mapping import mapping_from

HEADER = ("No", "Name", "Held since", "Fate", "Fate since")
COLUMNS = {
    "id": "No",
    "name": "Name",
    "event_date": "Held since",
    "status": "Fate",
    "status_date": "Fate since",
}


def claimed(fate: str, since: str, *, list_date: date | None = None) -> list[tuple[str, str]]:
    """State and EDTF of each status that one row gives."""
    mapping = mapping_from({"columns": COLUMNS}, "m.yaml", name="port", title="Port")
    checker = RowChecker(mapping, HEADER, "port.csv", list_date)
    row = checker.check(1, ["1", "Adler Jon", "04.05.2021", fate, since])
    assert not row.problems
    return [(state, cells[1]) for state, cells, _, _ in row.statuses]


@pytest.mark.parametrize("fate", ["missing", "released", "dead"])
def test_a_fate_without_a_date_began_between_the_event_and_the_list(fate: str) -> None:
    assert claimed(fate, "", list_date=date(2021, 5, 31)) == [
        ("captured", "2021-05-04"),
        (fate, "2021-05-04/2021-05-31"),
    ]


@pytest.mark.parametrize("fate", ["missing", "released", "dead"])
def test_a_fate_of_a_list_without_a_date_began_after_the_event(fate: str) -> None:
    assert claimed(fate, "") == [("captured", "2021-05-04"), (fate, "2021-05-04/..")]


def test_one_row_never_says_two_different_things_of_one_day_by_itself() -> None:
    for fate in ("missing", "released", "captured"):
        for list_date in (None, date(2021, 5, 4), date(2021, 6, 1)):
            dated = [edtf for _, edtf in claimed(fate, "", list_date=list_date)]
            assert len(dated) == len(set(dated))


def test_a_fate_with_a_date_keeps_it() -> None:
    assert claimed("missing", "07.05.2021") == [
        ("captured", "2021-05-04"),
        ("missing", "2021-05-07"),
    ]
