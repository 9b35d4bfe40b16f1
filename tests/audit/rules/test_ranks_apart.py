# ruff: noqa: E501
"""Rank, trend, mean, share and multiple words against figures of other sentences, lists and tables.

The texts of `data/ranks_apart*.yaml` were written before the code that reads them.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit

DATA = Path(__file__).parent / "data"
KINDS = [
    kind
    for name in ("ranks_apart.yaml", "ranks_apart_2.yaml")
    for kind in yaml.safe_load((DATA / name).read_text("utf-8")).values()
]
WRONG = [each for kind in KINDS for each in kind["wrong"]]
RIGHT = [each for kind in KINDS for each in kind["right"]]
#: Means beside a total and a number are also found as products; one of the two is told.
CODES = ("rank-wrong", "ratio-wrong")


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


@pytest.mark.parametrize(
    ("text", "says"),
    [
        # a remark beside a row
        (
            "| Year | Deaths | Remark |\n|---|---|---|\n| 2020 | 9 | Highest year |\n| 2021 | 4 | |\n| 2022 | 12 | |\n",
            "12",
        ),
        (
            "| Год | Смерти | Примечание |\n|---|---|---|\n| 2020 | 3 | |\n| 2021 | 4 | Наименьшее число |\n| 2022 | 7 | |\n",
            "3",
        ),
        # places treated one after the other
        (
            "# Ondra\n\nWe estimate that 17 per cent of the victims of the guards in Ondra are unrecorded.\n\n# Belmar\n\n"
            "In the city of Belmar we estimate that 21 per cent of the victims of the guards are unrecorded. This is "
            "lower than the share in Ondra.\n",
            "17%",
        ),
        # the mean of all
        (
            "# Tarsk\n\nIn Tarsk 81 people were detained at 19 rallies.\n\nAt pickets more people are detained (8.5, "
            "against an average of 4.7).\n",
            "4.3",
        ),
    ],
)
def test_remarks_parallels_and_means_of_all_are_held_against_the_figures(
    text: str, says: str
) -> None:
    assert any(says in each for each in told(text))


@pytest.mark.parametrize(
    "text",
    [
        "| Year | Deaths | Remark |\n|---|---|---|\n| 2020 | 19 | Highest year |\n| 2021 | 4 | |\n| 2022 | 12 | |\n",
        "| Year | Deaths | Remark |\n|---|---|---|\n| 2020 | 9 | One of the highest |\n| 2021 | 4 | |\n| 2022 | 12 | |\n",
        "# Ondra\n\nWe estimate that 27 per cent of the victims of the guards in Ondra are unrecorded.\n\n# Belmar\n\n"
        "In the city of Belmar we estimate that 21 per cent of the victims of the guards are unrecorded. This is lower "
        "than the share in Ondra.\n",
        "# Tarsk\n\nIn Tarsk 81 people were detained at 19 rallies.\n\nAt pickets more people are detained (8.5, "
        "against an average of 4.3).\n",
    ],
)
def test_remarks_parallels_and_means_of_all_that_are_right(text: str) -> None:
    assert told(text) == []
