"""Shares, changes and fractions whose numbers stand elsewhere, in the manner of reports; the passages are data."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit

DATA = Path(__file__).parent / "data"
CODES = ("percentage-wrong", "ratio-wrong")
PASSAGES = [
    pytest.param(
        each["names"],
        each["text"],
        id=each["id"],
        marks=[pytest.mark.xfail(strict=True)] * each.get("missed", False),
    )
    for name in (
        "shares_of_a_passage",
        "shares_by_name",
        "paces",
        "changes_by_years",
        "fractions_said_again",
    )
    for each in yaml.safe_load((DATA / f"{name}.yaml").read_text("utf-8"))
]


@pytest.mark.parametrize(("names", "text"), PASSAGES)
def test_a_share_is_held_against_the_whole_of_its_passage(names: list[str], text: str) -> None:
    told = [f.message for f in audit(read_markdown(text)).findings if f.rule in CODES]
    if names:
        assert any(all(re.search(name, message) for name in names) for message in told), told
    else:
        assert told == []
