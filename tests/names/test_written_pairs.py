"""Pairs that no generator made: what the threshold 0.5 promises on spellings written by hand."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from probanda.names import compare, score

ROWS = list(
    csv.DictReader((Path(__file__).parent / "data" / "written_pairs.csv").open(encoding="utf-8"))
)
PAIRS = [(row["a"], row["b"]) for row in ROWS]
SAME = [row["same"] == "1" for row in ROWS]


def test_f1_on_written_pairs_is_at_least_095() -> None:
    said = [value >= 0.5 for value in score(PAIRS)]
    both = sum(s and y for s, y in zip(said, SAME, strict=True))
    precision, recall = both / sum(said), both / sum(SAME)
    assert 2 * precision * recall / (precision + recall) >= 0.95


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Бондаренко Олексій", "Bondarchuk Oleksii"),  # -enko and -chuk are two families
        ("حسن الخطيب", "Hussein al-Khatib"),  # an abjad that names Hasan does not name Hüseyn
        ("Həsənov Həsən", "Гусейнов Хасан"),
    ],
)
def test_names_that_only_look_alike_score_below_one_name(a: str, b: str) -> None:
    other = compare(a, b).score
    assert other < compare(a, a).score - 0.15


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Həsənov Həsən", "Хасанов Хасан"),
        ("Вакуленко Михайло", "Vakulenko Mykhailo"),
        ("Вакуленко Михайло", "Вакуленко Михаил"),
        ("يوسف الخطيب", "Yousef al-Khatib"),
        ("Савчук Тимофій", "Savchuk Tymofii"),
    ],
)
def test_spellings_of_one_given_name_agree(a: str, b: str) -> None:
    assert compare(a, b).score > 0.7
