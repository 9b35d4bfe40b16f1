"""A list may divide what a fraction in words takes of a whole."""

from __future__ import annotations

import pytest

from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit

SENTENCES = (
    "Half the 64 schools were damaged: {} lightly, 8 heavily, 4 beyond repair.",
    "A third of the 96 schools were damaged: {} lightly, 8 heavily, 4 beyond repair.",
    "La moitié des 64 écoles ont été endommagées : {} légèrement, 8 gravement, 4 irrémédiablement.",
)


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize(("number", "wrong"), [(20, False), (24, True)])
def test_the_parts_make_the_fraction(sentence, number, wrong):
    found = audit(read_markdown(sentence.format(number)), ["parts-sum"]).findings
    assert bool(found) == wrong
