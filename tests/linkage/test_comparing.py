"""Levels of single comparisons: what counts as agreement, and what as nothing said."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from probanda.linkage.comparisons import MISSING, Comparisons
from probanda.linkage.kernels import edit_distance
from probanda.linkage.mapping import ListSpec, Mapping
from probanda.linkage.reading import Column, Table
from probanda.linkage.standardise import Records, standardise

FIELDS = ("name", "birth_date", "event_date", "birth_place", "status")


def records(*rows: dict[str, str], fields: tuple[str, ...] = FIELDS) -> Records:
    """Rows of one list."""
    columns = {name: Column.of([row.get(name, "") for row in rows]) for name in fields}
    spec = ListSpec("A", __import__("pathlib").Path("a.csv"), {name: name for name in fields})
    return standardise(Mapping((spec,)), [Table(columns, len(rows))])


def levels(
    one: dict[str, str], other: dict[str, str], fields: tuple[str, ...] = FIELDS
) -> dict[str, str]:
    """Words of the levels of two rows."""
    made = records(one, other, fields=fields)
    compare = Comparisons(made)
    row = compare(np.array([0], dtype=np.int32), np.array([1], dtype=np.int32))[0]
    return {
        column.field: "missing" if level == MISSING else column.levels[level]
        for column, level in zip(compare.columns, row.tolist(), strict=True)
    }


SAME = "same, very common"  # each of two rows has the word


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Qərdəşov Elçin Tofiq oğlu", "Гардашов Эльчин Тофик оглы", (SAME, SAME, SAME)),
        ("Qərdəşov Elçin Tofiq oğlu", "Qərdəşov Elnur Tofiq oğlu", (SAME, "another known name", SAME)),
        ("E. Qardashov", "Qərdəşov Elçin", (SAME, "initial agrees", "missing")),
        ("R. Qardashov", "Qərdəşov Elçin", (SAME, "initial differs", "missing")),
        ("Elçin Qərdəşov", "Qərdəşov Elçin", (SAME, SAME, "missing")),
        ("Մարտիրոսյան Կարեն", "Мартиросян Карен", (SAME, SAME, "missing")),
    ],
)  # fmt: skip
def test_names_across_scripts(one: str, other: str, expected: tuple[str, str, str]) -> None:
    found = levels({"name": one}, {"name": other})
    assert (found["surname"], found["given"], found["patronymic"]) == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("12.03.1990", "1990-03-12", "same day"),
        ("12.03.1990", "13.03.1990", "one part wrong"),
        ("12.03.1990", "03.12.1990", "one part wrong"),
        ("19900312", "19900321", "one part wrong"),
        ("12.03.1990", "1990", "year fits"),
        ("01.01.1990", "12.03.1990", "year fits"),  # 1 January is a year
        ("01.01.1990", "01.01.1990", "same 1 January"),
        ("01.01.1990", "1991", "year one off"),
        ("12.03.1990", "05.08.1972", "years differ"),
        ("12.03.1990", "", "missing"),
        ("12.03.1990", "н/д", "missing"),
        ("31.02.1990", "31.02.1990", "same day"),
    ],
)
def test_births(one: str, other: str, expected: str) -> None:
    names = {"name": "Qərdəşov Elçin"}
    assert levels({**names, "birth_date": one}, {**names, "birth_date": other})["birth"] == expected


@pytest.mark.parametrize(
    ("age", "expected"), [("30", "age fits"), ("31", "age one year off"), ("44", "age differs")]
)
def test_an_age_at_the_event_is_days_of_birth(age: str, expected: str) -> None:
    fields = ("name", "birth_date", "event_date", "age_at_event")
    one = {"name": "Qərdəşov Elçin", "birth_date": "12.03.1990", "event_date": "10.10.2020"}
    other = {"name": "E. Qardashov", "age_at_event": age, "event_date": "10.10.2020"}
    assert levels(one, other, fields)["birth"] == expected


def test_missing_is_never_agreement() -> None:
    found = levels(
        {"name": "naməlum", "status": "?"},
        {"name": "naməlum", "status": "?"},
        ("name", "status", "birth_date"),
    )
    assert set(found.values()) == {"missing"}


@settings(deadline=None)
@given(st.text(alphabet="abcd", max_size=8), st.text(alphabet="abcd", max_size=8))
def test_edit_distance_is_symmetric_and_bounded(a: str, b: str) -> None:
    def codes(text: str) -> np.ndarray:
        return np.array([ord(letter) for letter in text] + [0], dtype=np.int32)

    there = edit_distance(codes(a), len(a), codes(b), len(b), 8)
    assert there == edit_distance(codes(b), len(b), codes(a), len(a), 8)
    assert abs(len(a) - len(b)) <= there <= max(len(a), len(b))
    assert (there == 0) == (a == b)


@settings(deadline=None, max_examples=30)
@given(st.lists(st.text(max_size=40), min_size=2, max_size=6))
def test_any_text_is_taken(texts: list[str]) -> None:
    made = records(*(dict.fromkeys(FIELDS, text) for text in texts))
    pairs = np.arange(len(texts) - 1, dtype=np.int32)
    found = Comparisons(made)(pairs, pairs + 1)
    assert found.shape[0] == len(texts) - 1
