"""Totals, counts and ages that don't fit what is told beside them or pages away, in the words of many writers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit

RULES = (
    "parts-sum", "parts-exceed", "table-total", "difference-wrong", "list-count", "age-birth",
)  # fmt: skip
OPENING = {
    "en": "A report on the events in Kevria. It was written with the papers of the organisation.",
    "ru": "Доклад о событиях в Кеврии. Он составлен по материалам организации и по словам свидетелей.",
    "es": "Informe sobre los hechos ocurridos en Kevria. Fue elaborado con los relatos de los testigos.",
    "fr": "Rapport sur les faits survenus à Kevria. Il a été établi avec les récits des témoins.",
}
TABLE = yaml.safe_load(
    Path(__file__).parent.parent.joinpath("data", "sums.yaml").read_text("utf-8")
)
RIGHT = yaml.safe_load(
    Path(__file__).parent.parent.joinpath("data", "sums_right.yaml").read_text("utf-8")
)
CASES = [
    pytest.param(row, id=f"{kind}-{n}")
    for kind, rows in TABLE.items()
    for n, row in enumerate(rows)
]


def told(row: dict[str, str], side: int) -> list[str]:
    """Messages on a text with its wrong (0) or its right figure (1)."""
    text = re.sub(r"\{([^|}]*)\|([^}]*)\}", lambda found: found[side + 1], row["text"])
    report = audit(read_markdown(f"{OPENING[row['lang']]}\n\n{text}"), RULES)
    return [f.message for f in report.findings if f.severity != "note"]


@pytest.mark.parametrize("row", CASES)
def test_a_wrong_figure_is_set_against_what_is_told(row: dict[str, str]) -> None:
    figures = [rf"(?<![\d,.])(?:{figure})(?!\d)" for figure in row["says"]]
    assert any(all(re.search(f, message) for f in figures) for message in told(row, 0))


@pytest.mark.parametrize("row", CASES)
def test_the_right_figure_draws_nothing(row: dict[str, str]) -> None:
    assert told(row, 1) == []


@pytest.mark.parametrize("row", RIGHT, ids=lambda row: str(row["text"])[:40])
def test_what_is_right_draws_nothing(row: dict[str, str]) -> None:
    assert told(row, 0) == []
