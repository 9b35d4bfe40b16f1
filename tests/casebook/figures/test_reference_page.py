"""The reference page says what the code knows, and its examples are read without a problem."""

from __future__ import annotations

import re
from pathlib import Path

from probanda.casebook.figures import parse_figures
from probanda.casebook.figures.formula import FUNCTIONS
from probanda.casebook.figures.vocabulary import DIMENSIONS, STATES, SUBJECTS

PAGE = Path(__file__).resolve().parents[3] / "docs" / "reference" / "figures.md"


def test_every_word_of_the_vocabulary_is_on_the_page():
    text = PAGE.read_text(encoding="utf-8")
    words = {word for subject in SUBJECTS.values() for word in subject.words}
    words |= {*SUBJECTS, *DIMENSIONS, *FUNCTIONS}
    missing = {word for word in words if not re.search(rf"\b{re.escape(word)}\b", text)}
    assert missing == set()
    assert any(state in text for state in STATES)


def test_the_examples_of_the_page_are_read_without_a_problem():
    blocks = re.findall(r"^```yaml\n(.*?)^```$", PAGE.read_text("utf-8"), re.M | re.S)
    assert len(blocks) == 5
    undefined = (
        "figures: {dead-n: {quantity: q}, dead-s: {quantity: q}, missing-redcross: {quantity: q}, "
    )
    undefined += "released-all: {quantity: q}}"
    file = parse_figures(
        *((f"block-{n}", text) for n, text in enumerate(blocks)), ("more", undefined)
    )
    assert [str(problem) for problem in file.problems] == []
