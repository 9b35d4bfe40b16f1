"""Digits that are no figures, "²³", "①", and figures of other scripts: no rule fails over them."""

from __future__ import annotations

import pytest

from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit

_TEXTS = [
    "Ivo Tarn, 16, was held. Mela Korin (15), aged 12, and both, Ivo Tarn and Mela Korin, aged 15 and 17.",
    "The 2 children, Ivo Tarn and Mela Korin, were held on 3 May 2019. 12 cases, 7 of them (58%), 4 out of 5.",
    "# Ivo Tarn\n\nAge: 16\n\nBorn in 1990, he was 29. The top 3 were Velsk (12), Tarn (7) and Bresk (5).",
    "Text [1] and [2], paragraphs 3 to 5, at 05:30 (UTC+3).\n\n1. One\n2. Two\n\n[1]: A note\n[2]: A note",
]


@pytest.mark.parametrize("digits", ["⁰¹²³⁴⁵⁶⁷⁸⁹", "٠١٢٣٤٥٦٧٨٩", "⓪①②③④⑤⑥⑦⑧⑨"])
@pytest.mark.parametrize("text", _TEXTS)
def test_no_rule_fails_over_digits_that_are_no_figures(text: str, digits: str) -> None:
    document = read_markdown(f"# Report\n\n{text.translate(str.maketrans('0123456789', digits))}\n")
    assert audit(document).findings is not None


def test_a_mark_of_a_note_behind_a_name_is_no_age() -> None:
    document = read_markdown("# Report\n\nIvo Tarn,¹² a carpenter, was held (²³).\n")
    assert not audit(document, ["minor-named"]).findings
