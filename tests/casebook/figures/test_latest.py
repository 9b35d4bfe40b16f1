"""Which statement of a person's status is the latest: days, touching days, and the order within one row."""

from __future__ import annotations

import numpy as np

from probanda.casebook.figures.latest import latest_statements
from probanda.casebook.figures.trilean import FIRST, LAST


def latest(*statements: tuple[int, int, int], day: int = 100) -> list[bool]:
    """Which statements (first day, last day, entry) about one person may be the latest."""
    low, high, entry = (np.array(column) for column in zip(*statements, strict=True))
    dated = (low != FIRST) | (high != LAST)
    who = np.zeros(len(statements), np.int64)
    found, _ = latest_statements(who, low, high, dated, entry, day=day, size=1)
    return [bool(each) for each in found]


def test_within_one_row_of_a_list_what_stands_later_follows():
    # "Held since May; missing", on a list of May: both within the same days.
    assert latest((10, 40, 7), (10, 40, 7)) == [False, True]


def test_two_rows_within_the_same_days_cannot_be_put_in_order():
    assert latest((10, 40, 7), (10, 40, 8)) == [True, True]
    assert latest((10, 40, -1), (10, 40, -1)) == [True, True]


def test_dates_that_surely_say_the_contrary_win_over_the_order_in_the_row():
    assert latest((50, 50, 7), (10, 40, 7)) == [True, False]


def test_what_may_begin_after_the_day_does_not_follow_surely():
    assert latest((10, 40, 7), (10, LAST, 7)) == [True, True]
    assert latest((10, 40, 7), (10, 40, 7), day=20) == [True, True]
