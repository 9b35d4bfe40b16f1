"""Letters of another alphabet inside a word: found where they look alike; grown-together words are left alone."""

from __future__ import annotations

import pytest

from probanda.audit.finding import Finding
from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit


def _found(text: str) -> tuple[Finding, ...]:
    return audit(read_markdown(text), ["mixed-letters"]).findings


@pytest.mark.parametrize(
    ("text", "word", "letters", "alphabet"),
    [
        ("Свидетеля Макcима Дорина били в камере.", "Макcима", "c", "Latin"),
        ("Свидетель Mаркел Дорин рассказал о камере.", "Mаркел", "M", "Latin"),
        ("Активистку Лину Дoринy увезли в отдел.", "Дoринy", "oy", "Latin"),
        ("The witness Mаrkel Dorin described the cell.", "Mаrkel", "а", "Cyrillic"),
        ("El testigo Rubеrto Dorin describió la celda.", "Rubеrto", "е", "Cyrillic"),
    ],
)
def test_a_name_of_two_alphabets_is_a_warning(
    text: str, word: str, letters: str, alphabet: str
) -> None:
    (finding,) = _found(text)
    assert finding.severity == "warning"
    assert f"“{word}”" in finding.message
    assert f"“{letters}” of the {alphabet}" in finding.message


def test_each_name_is_told_once_with_its_other_places() -> None:
    (finding,) = _found("Макcима Дорина били.\n\nПозже Макcима отпустили.")
    assert len(finding.evidence) == 1


def test_all_other_words_are_one_note() -> None:
    (finding,) = _found("Камеpа была сырой, cвета не было, oкно забили.")
    assert finding.severity == "note"
    assert len(finding.evidence) == 2


@pytest.mark.parametrize(
    "text",
    [
        "Свидетель Маркел Дорин открыл YouTube-канал и дал IP-адрес.",
        "Он писал об этом в Facebookе и сTwitter не расставался.",
        "Ссылка ВКонтакте и VКонтакте, компания XЯ, 5кВт, COVID‑19.",
        "The witness Markel Dorin described the cell.",
        "Группа «Дети404» и «ЛГБТ+».",
    ],
)
def test_names_of_firms_and_grown_together_words_are_left_alone(text: str) -> None:
    assert _found(text) == ()


def test_a_font_that_mixes_all_words_is_one_note() -> None:
    words = " ".join(f"Кaме{letter}а" for letter in "бвгджзклмнпрст")
    (finding,) = _found(f"В тексте: {words}.")
    assert finding.severity == "note"
