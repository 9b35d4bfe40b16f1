"""`any_case` finds what `re.IGNORECASE` finds, wherever it puts its conditions."""

from __future__ import annotations

import re
from random import Random

import pytest

from probanda.audit.any_case import any_case, with_first_letters

TEXT = "Beaten, BURNED and shot; İzmir isn't Kevria. Избиты, СОЖЖЕНЫ и ранены. Él estaba ıslak, ſo Ángel said."
PATTERNS = (
    r"(?<!\w)(?:beaten|burned|shot)(?!\w)",
    r"(?:(?:izmir|kevria)|isn't|said)",
    r"(?P<a>b\w+)|(?P<b>shot)|(?P<c>s\w+)",
    r"(?:[ик]\w+|сожжены|ранены)",
    r"(?:(?:not\s+)?beaten|k?evria|x*said)",
    r"(?:(?=s)so|shot|said)|(?<!x)él|ángel",
    r"(?:\w+ed|and|is)",
    r"(?:(?-i:Beaten|Burned|Shot)|(?-i:BURNED)|said)",
    r"(?<=(?:nd|as|is) )(?:shot|ıslak|kevria)",
)


def found(pattern: re.Pattern[str], text: str) -> list[tuple[tuple[int, int], dict[str, str]]]:
    return [(each.span(), each.groupdict()) for each in pattern.finditer(text)]


@pytest.mark.parametrize("pattern", PATTERNS)
def test_finds_what_ignorecase_finds(pattern: str) -> None:
    assert found(any_case(pattern), TEXT) == found(re.compile(pattern, re.IGNORECASE), TEXT)


def test_finds_the_same_for_lists_of_any_words() -> None:
    draw = Random(5)
    letters = "abikszжиéñ"
    for _ in range(200):
        words = ["".join(draw.choices(letters, k=draw.randint(1, 4))) for _ in range(5)]
        words[0] += draw.choice(("?", "*", "+", "(?:a|b)?", "{0,2}"))
        words[1] = f"(?:{words[1]}|{words[2]})" + draw.choice(("", "?", r"\w"))
        pattern = f"(?:{'|'.join(words)})"
        text = "".join(draw.choices(letters + letters.upper() + " ", k=300))
        assert found(any_case(pattern), text) == found(re.compile(pattern, re.IGNORECASE), text)


def test_adds_the_condition_where_every_word_begins_with_a_letter() -> None:
    assert "(?=[bBsSſ])" in with_first_letters(r"(?<!\w)(?:beaten|burned|shot)")
    assert with_first_letters(r"(?:beaten|\d+|shot)") == r"(?:beaten|\d+|shot)"
