"""Claims of rank against what stands in another part of the document: tables, lists, sentences of other years.

The texts of `data/ranks_standing.yaml` were written before the code that reads them.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit

CASES = yaml.safe_load((Path(__file__).parent / "data" / "ranks_standing.yaml").read_text("utf-8"))
NEAR = CASES.pop("near")
BOTH = [each for kind in CASES.values() for each in kind]
_EITHER = re.compile(r"\{([^{}|]*)\|\|([^{}|]*)\}")
CODES = ("rank-wrong", "ratio-wrong")


def told(text: str, *, notes: bool) -> list[str]:
    """The words of each finding and its message."""
    document = read_markdown(text)
    return [
        f"{document.text[f.start : f.end]} {f.message}"
        for f in audit(document, CODES).findings
        if notes or f.severity != "note"
    ]


@pytest.mark.parametrize("case", BOTH, ids=lambda case: case["text"][:40])
def test_claims_that_the_figures_contradict_are_found(case: dict[str, str]) -> None:
    wrong = told(_EITHER.sub(r"\2", case["text"]), notes=True)
    assert any(str(case["says"]) in each for each in wrong)


@pytest.mark.parametrize("case", BOTH, ids=lambda case: case["text"][:40])
def test_claims_that_the_figures_bear_out_are_left_alone(case: dict[str, str]) -> None:
    assert told(_EITHER.sub(r"\1", case["text"]), notes=True) == []


@pytest.mark.parametrize("case", NEAR, ids=lambda case: case["text"][:40])
def test_what_may_speak_of_something_else_is_no_warning(case: dict[str, str]) -> None:
    assert told(case["text"], notes=False) == []
