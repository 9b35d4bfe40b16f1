"""Romanisation by the published systems, letter by letter where the systems differ."""

from __future__ import annotations

import pytest

from probanda.names.romanise import SYSTEMS, romanise, romanise_all


@pytest.mark.parametrize(
    ("text", "system", "latin"),
    [
        ("Щеглов Юрий", "bgn-pcgn", "Shcheglov Yuriy"),
        ("Елена Алексеева", "bgn-pcgn", "Yelena Alekseyeva"),
        ("Щеглов Юрий", "iso-9", "Ŝeglov Ûrij"),
        ("Щеглов Юрий", "icao", "SHCHEGLOV IURII"),
        ("Згурський Євген", "bgn-pcgn", "Zghurskyi Yevhen"),
        ("Ҹәфәров Ҝүндүз", "bgn-pcgn", "Cəfərov Gündüz"),
        ("Չոլոյան Խաչիկ", "bgn-pcgn", "Ch’oloyan Khach’ik"),
        ("Չոլոյան Խաչիկ", "hubschmann-meillet", "Čʻoloyan Xačʻik"),
        ("ყარტაძე ჭაბუკი", "bgn-pcgn", "Q’art’adze Ch’abuk’i"),
        ("Şəmsi Çölçü", "icao", "SEMSI COELCUE"),
        ("ШИРКОВ", "bgn-pcgn", "SHIRKOV"),
    ],
)
def test_a_name_is_written_as_the_system_says(text: str, system: str, latin: str) -> None:
    assert romanise(text, system) == latin


def test_a_system_without_a_table_for_the_script_answers_nothing() -> None:
    assert romanise("Խաչիկ", "iso-9") is None
    assert set(romanise_all("Խաչիկ")) == {"bgn-pcgn", "hubschmann-meillet"}


def test_an_unknown_system_is_refused() -> None:
    with pytest.raises(KeyError):
        romanise("Խաչիկ", "by-ear")


@pytest.mark.parametrize("system", SYSTEMS)
def test_empty_and_odd_texts_are_taken(system: str) -> None:
    for text in ("", "123", "?" * 10_000):
        assert romanise(text, system) is None
