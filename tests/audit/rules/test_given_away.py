"""Children, patients, survivors and their families, named with what gives them away: all invented."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit

_CASES = yaml.safe_load((Path(__file__).parents[1] / "data" / "named.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", _CASES["wrong"], ids=lambda case: case["text"][:40])
def test_who_is_given_away_is_told(case: dict[str, Any]) -> None:
    assert audit(read_markdown(case["text"]), case["rules"]).findings


@pytest.mark.parametrize("case", _CASES["right"], ids=lambda case: case["text"][:40])
def test_offices_and_grown_people_are_left_alone(case: dict[str, Any]) -> None:
    assert not audit(read_markdown(case["text"]), case["rules"]).findings
