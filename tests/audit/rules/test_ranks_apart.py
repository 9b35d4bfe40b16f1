"""Rank, trend, mean, share and multiple words against figures of other sentences, lists and tables.

The texts of `data/ranks_apart.yaml` were written before the code that reads them.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit

TEXTS = yaml.safe_load((Path(__file__).parent / "data/ranks_apart.yaml").read_text("utf-8"))
WRONG = [each for told in TEXTS.values() for each in told["wrong"]]
RIGHT = [each for told in TEXTS.values() for each in told["right"]]
#: Means beside a total and a number are also found as products; one of the two is told.
CODES = ("rank-wrong", "ratio-wrong", "product-wrong")


def told(text: str) -> list[str]:
    """The words of each finding and its message."""
    document = read_markdown(text)
    return [
        f"{document.text[f.start : f.end]} {f.message}".lower()
        for f in audit(document, CODES).findings
        if f.severity != "note"
    ]


@pytest.mark.parametrize("case", WRONG, ids=lambda case: case["text"][:40])
def test_words_that_the_figures_contradict_are_found(case: dict[str, str]) -> None:
    assert any(str(case["says"]).lower() in each for each in told(case["text"]))


@pytest.mark.parametrize("case", RIGHT, ids=lambda case: case["text"][:40])
def test_words_that_the_figures_bear_out_are_left_alone(case: dict[str, str]) -> None:
    assert told(case["text"]) == []


@pytest.mark.parametrize(
    "text",
    [
        "The minimum distance of pickets goes from 10 to 50 metres, the largest crowd from one to eight.",
        "Table 4. Sets of remains at each site, lowest count\n\n| Site | Sets |\n|---|---|\n| Ondra | 17 |\n"
        "| Belmar | 11 |\n| Tarsk | 6 |\n",
        "| Group | Persons |\n|---|---|\n| 3 | 12 |\n| 5 | 19 |\n| 7 | 4 |\n\n"
        "Most people were seen early, as figure 3 shows.\n",
    ],
)
def test_limits_captions_and_numbers_of_figures_are_no_ranks(text: str) -> None:
    assert told(text) == []
