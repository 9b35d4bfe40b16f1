"""One conflict is reported by one rule."""

from __future__ import annotations

import pytest

from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit

FIGURES = {"parts-sum", "parts-exceed", "difference-wrong", "same-quantity", "ratio-wrong"}


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (
            "Soldiers took 43 men. Nineteen came back in May. The remaining 28 have not been seen.",
            "difference-wrong",
        ),
        ("Из 64 пациентов 39 вернулись, остальные 35 остались в области.", "difference-wrong"),
    ],
)
def test_the_better_explanation_stays(text: str, rule: str) -> None:
    document = read_markdown(text)
    assert [each.rule for each in audit(document).findings if each.rule in FIGURES] == [rule]


def test_two_conflicts_that_share_one_number_are_both_reported() -> None:
    text = "Of 120 detainees, 70 were men and 45 were women. Of the 120 detainees, 30 (35%) were minors."
    found = {each.rule for each in audit(read_markdown(text)).findings}
    assert {"parts-sum", "percentage-wrong"} <= found
