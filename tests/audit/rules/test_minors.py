"""Children named: words and ages of minority before and behind a name, in all cases; and what only looks so."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit

_LISTED = yaml.safe_load(
    (Path(__file__).parent.parent / "data" / "minors.yaml").read_text(encoding="utf-8")
)
_REST = {
    "en": "The report was written in Kevria by its own staff, and nothing of it was changed later.",
    "ru": "Доклад написан в Кеврии сотрудниками, и потом в нём ничего не меняли.",
    "es": "El informe fue escrito en Kevria por su personal y nada de él fue cambiado después.",
    "fr": "Le rapport a été écrit en Kevrie par son équipe et rien n'y a été changé ensuite.",
}


def _cases(kind: str) -> list[tuple[str, str]]:
    return [(code, text) for code, own in _LISTED.items() for text in own[kind]]


def _found(code: str, text: str) -> list[str]:
    document = read_markdown(f"{_REST[code]}\n\n{text}\n\n{_REST[code]}")
    return [f.message for f in audit(document).findings if f.rule == "minor-named"]


@pytest.mark.parametrize(("code", "text"), _cases("named"))
def test_a_named_child_is_found_and_named_in_the_message(code: str, text: str) -> None:
    found = _found(code, text)
    assert len(found) == 1
    assert any(name in found[0] for name in ("Morell", "Морел", "Otoya", "Ortevin"))


@pytest.mark.parametrize(("code", "text"), _cases("other"))
def test_what_only_stands_near_a_name_is_no_child(code: str, text: str) -> None:
    assert _found(code, text) == []
