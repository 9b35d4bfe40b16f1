"""Children named as reports name them: ages in lists, first names alone, "both 16", entries; and what is none."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from probanda.audit.finding import Finding
from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit

_LISTED = yaml.safe_load(
    (Path(__file__).parent.parent / "data" / "children.yaml").read_text(encoding="utf-8")
)
_REST = {
    "en": "The report was written in Kevria by its own staff, and nothing of it was changed later.",
    "ru": "Доклад написан в Кеврии сотрудниками, и потом в нём ничего не меняли.",
    "es": "El informe fue escrito en Kevria por su personal y nada de él fue cambiado después.",
    "fr": "Le rapport a été écrit en Kevrie par son équipe et rien n'y a été changé ensuite.",
}


def _cases(kind: str) -> list[tuple[str, str]]:
    return [(code, text) for code, own in _LISTED.items() for text in own[kind]]


def _found(code: str, text: str) -> list[Finding]:
    document = read_markdown(f"{_REST[code]}\n\n{text}\n\n{_REST[code]}")
    return list(audit(document, ["minor-named"]).findings)


@pytest.mark.parametrize(("code", "case"), _cases("named"))
def test_every_child_of_the_sentence_is_named_in_a_message(code: str, case: str) -> None:
    text, _, names = case.rpartition(" | ")
    told = " ".join(f.message for f in _found(code, text))
    assert [name for name in names.split(", ") if name not in told] == []


@pytest.mark.parametrize(("code", "text"), _cases("other"))
def test_grown_people_are_no_children(code: str, text: str) -> None:
    assert _found(code, text) == []


def test_a_first_name_alone_is_a_note_and_a_full_name_a_warning() -> None:
    assert [f.severity for f in _found("es", "Marisela, de 17 años, abrió la puerta.")] == ["note"]
    assert [f.severity for f in _found("es", "Marisela Otoya, de 17 años, abrió la puerta.")] == [
        "warning"
    ]


def test_those_of_one_sentence_are_told_together_and_the_grown_up_among_them_is_not() -> None:
    found = _found(
        "en", "Tavi Morell (aged 16), Sorin Dask (17) and Pavo Relk (34) were held overnight."
    )
    assert len(found) == 1
    assert "2 children" in found[0].message
    assert "Relk" not in found[0].message


def test_a_child_told_by_its_parent_is_said_to_be() -> None:
    found = _found(
        "en", "- The daughter of Tavi Morell, a child.\n- The son of Pavo Relk, a child."
    )
    assert all("by the name of a parent" in f.message for f in found)
    assert found
