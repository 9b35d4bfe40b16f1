"""Lists and tables held against wholes that a report tells elsewhere, in labels, in words or in another place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit

FIGURES = ("parts-sum", "parts-exceed", "difference-wrong", "table-total", "percentages-sum")
ROWS = [
    row
    for group in yaml.safe_load(
        Path(__file__).with_name("data").joinpath("wholes_of_reports.yaml").read_text("utf-8")
    ).values()
    for row in group
]


def found(text: str) -> list[str]:
    return [each.message for each in audit(read_markdown(text), FIGURES).findings]


def names(message: str, wanted: list[str]) -> bool:
    return all(re.search(rf"(?<![\d,.])(?:{each})(?!\d)", message) for each in wanted)


def rows(*, wrong: bool) -> list:
    """Rows of one sort; those marked open are not mastered yet."""
    return [
        pytest.param(row, marks=[pytest.mark.xfail(strict=True)] if row.get("open") else [])
        for row in ROWS
        if ("names" in row) is wrong
    ]


@pytest.mark.parametrize("row", rows(wrong=True))
def test_what_does_not_add_up_is_told_with_its_numbers(row: dict) -> None:
    assert any(names(message, row["names"]) for message in found(row["text"]))


@pytest.mark.parametrize("row", rows(wrong=False))
def test_what_adds_up_or_need_not_is_left_alone(row: dict) -> None:
    assert found(row["text"]) == []


def test_labels_without_numbers_make_a_note_only() -> None:
    report = audit(
        read_markdown("18 lived in towns; Arlan – 6; Borv – 5; Kelm – 3; Toss, Vadur"), FIGURES
    )
    assert {each.severity for each in report.findings} == {"note"}
