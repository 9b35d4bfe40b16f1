"""One quantity told twice, pages apart, in other words; and what only looks like it. The wordings are data."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit

WORDINGS = yaml.safe_load(
    (Path(__file__).parent.parent / "data" / "told_twice.yaml").read_text(encoding="utf-8")
)
SUMMARY = {"en": "Summary", "ru": "Краткое содержание", "es": "Resumen", "fr": "Résumé"}
THEN = {"en": "Findings", "ru": "Что установлено", "es": "Hallazgos", "fr": "Constatations"}
BETWEEN = {"en": "The region", "ru": "Край", "es": "La región", "fr": "La région"}
TITLE = {
    "en": "What was seen in Kevria",
    "ru": "Что видели в Кеврии",
    "es": "Lo visto en Kevria",
    "fr": "Ce qui fut vu en Kevria",
}


def report(case: dict[str, Any]) -> str:
    """The two places of a case in a report on other things, pages apart."""
    code = case["lang"]
    paragraphs = "\n\n".join(WORDINGS["filler"][code].splitlines())
    return "\n\n".join(
        [
            f"# {TITLE[code]}",
            f"## {case.get('head', SUMMARY[code])}",
            case["first"],
            f"## {BETWEEN[code]}",
            paragraphs,
            f"## {case.get('then', THEN[code])}",
            case["second"],
        ]
    )


def told(case: dict[str, Any]) -> list[str]:
    report_ = audit(read_markdown(report(case)))
    return [f.message for f in report_.findings if f.rule == "same-quantity"]


def wordings() -> list[Any]:
    """The wordings to be found; those known to be missed fail, and must be told here when they are found."""
    return [
        pytest.param(
            case,
            id=f"{case['kind']}-{case['lang']}-{case['first'][:24]}",
            marks=[pytest.mark.xfail(strict=True)] if case.get("missed") else [],
        )
        for case in WORDINGS["told"]
    ]


@pytest.mark.parametrize("case", wordings())
def test_two_values_are_held_against_each_other(case: dict[str, Any]) -> None:
    messages = told(case)
    assert any(all(re.search(f, m) for f in case["figures"]) for m in messages), messages


@pytest.mark.parametrize(
    "case", WORDINGS["beside"], ids=lambda case: f"{case['lang']}-{case['first'][:30]}"
)
def test_two_quantities_are_left_alone(case: dict[str, Any]) -> None:
    assert told(case) == []
