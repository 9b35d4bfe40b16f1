"""Absolute words in the author's voice, in four languages; and what is somebody's, denied or a measure of law."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from probanda.audit.finding import Finding
from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit

_LISTED = yaml.safe_load(
    (Path(__file__).parent.parent / "data" / "absolutes.yaml").read_text(encoding="utf-8")
)


def _found(text: str) -> tuple[Finding, ...]:
    return audit(read_markdown(text), ["absolute-words"]).findings


@pytest.mark.parametrize("text", _LISTED["named"])
def test_an_absolute_word_of_the_author_is_found(text: str) -> None:
    assert len(_found(text)) == 1


@pytest.mark.parametrize("text", _LISTED["other"])
def test_what_the_author_does_not_claim_is_left_alone(text: str) -> None:
    assert _found(text) == ()
