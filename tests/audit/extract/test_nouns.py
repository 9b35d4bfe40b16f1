"""Nouns of what is counted fall into classes, in every language, in any case of the word."""

from __future__ import annotations

import pytest

from probanda.audit.extract.language import LANGUAGES, language_tables


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("graves", "burials", "pits")),
        ("en", ("detainees", "inmates", "captives")),
        ("en", ("shells", "rockets", "bullets")),
        ("en", ("complaints", "petitions", "appeals")),
        ("ru", ("могил", "захоронений", "могилы")),
        ("ru", ("задержанных", "узников", "заключённых")),
        ("ru", ("жалоб", "обращений", "заявлений")),
        ("ru", ("солдат", "военнослужащих", "бойцов")),
        ("es", ("fosas", "tumbas", "sepulturas")),
        ("es", ("quejas", "denuncias", "peticiones")),
        ("es", ("detenidas", "presos", "internos")),
        ("fr", ("tombes", "fosses", "charniers")),
        ("fr", ("plaintes", "requêtes", "recours")),
        ("az", ("məzarlar", "qəbirlər")),
        ("az", ("şikayətlər", "müraciətlər")),
    ],
)
def test_words_for_one_thing_are_of_one_class(language: str, words: tuple[str, ...]) -> None:
    tables = language_tables(language)
    classes = {tables.noun_class(tables.stem(word)) for word in words}
    assert len(classes) == 1
    assert classes != {""}


@pytest.mark.parametrize("language", LANGUAGES)
def test_things_and_persons_are_apart(language: str) -> None:
    tables = language_tables(language)
    graves = {stem for stem, name in tables.nouns.items() if name == "grave"}
    detainees = {stem for stem, name in tables.nouns.items() if name == "detainee"}
    assert len(graves) >= 4
    assert len(detainees) >= 4
    assert detainees <= tables.persons
    assert not graves & tables.persons


@pytest.mark.parametrize("language", LANGUAGES)
def test_acts_have_the_same_classes_in_every_language(language: str) -> None:
    names = {name for name, _ in language_tables(language).actions}
    assert {"kill", "detain", "release", "torture", "exhume", "deport", "visit"} <= names
