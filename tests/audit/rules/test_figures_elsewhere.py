"""Sums, remainders, shares, means and counts disproved by numbers of another sentence, a table or a list.

Each text of `data/elsewhere/figures.yaml` is told twice: with the right number, which must be left alone, and with
the wrong one, which must be found.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit

TEXTS = yaml.safe_load(
    (Path(__file__).parent.parent / "data" / "elsewhere" / "figures.yaml").read_text("utf-8")
)
CODES = [
    "age-birth",
    "difference-wrong",
    "list-count",
    "parts-exceed",
    "parts-sum",
    "percentage-wrong",
    "percentages-sum",
    "table-total",
]


def _told(text: str, which: int) -> list[str]:
    chosen = re.sub(r"\{([^{}|]*)\|([^{}|]*)\}", lambda found: found[which], text)
    return [f.message for f in audit(read_markdown(chosen), CODES).findings]


@pytest.mark.parametrize("text", [text for texts in TEXTS.values() for text in texts])
def test_the_wrong_number_is_found_and_the_right_one_left_alone(text: str) -> None:
    assert _told(text, 1) == []
    assert _told(text, 2)
