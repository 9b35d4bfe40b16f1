"""A heading tells what part of a report stands under it; what has no such heading is the body."""

from __future__ import annotations

import pytest

from probanda.audit.facts import Facts
from probanda.audit.reading.markdown import read_markdown
from probanda.audit.roles import block_role, heading_role, retells, role_at


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("I. Executive summary", "summary"),
        ("Key findings", "summary"),
        ("The report in brief", "summary"),
        ("Основные выводы", "summary"),
        ("Краткое содержание", "summary"),
        ("Resumen ejecutivo", "summary"),
        ("Résumé analytique", "summary"),
        ("Qısa xülasə", "summary"),
        ("II. Mandate and methodology", "method"),
        ("Как мы считали", "method"),
        ("Capítulo I. El mandato y el método", "method"),
        ("Annex B. Timeline of the night", "chronology"),
        ("Хроника событий", "chronology"),
        ("Línea de tiempo", "chronology"),
        ("Déroulement des faits", "chronology"),
        ("7. Conclusions and recommendations", "conclusion"),
        ("Выводы", "conclusion"),
        ("Nəticə və tövsiyələr", "conclusion"),
        ("Recommendations to the Government of Kevria", "recommendations"),
        ("Propuestas", "recommendations"),
        ("Annex II. Selected cases", "annex"),
        ("Приложение. Сводные данные", "annex"),
        ("Legal framework", "law"),
        ("Cadre juridique", "law"),
        ("Summary executions in Kevria", None),
        ("Methods of torture", None),
        ("Law enforcement", None),
        ("The night of the raid", None),
        ("Заключение под стражу", None),
        ("Annexation of the valley", None),
    ],
)
def test_a_heading_announces_the_part(title: str, role: str | None) -> None:
    assert heading_role(title) == role


REPORT = """# The quarry at Bresk

## Summary

Between January and June the team opened four graves.

## How we worked

Twelve diggers worked in two shifts.

## The site

### Methods

The guards used wet cloths and wire.

| Grave | Bodies |
|---|---|
| A | 12 |
| B | 9 |

## Conclusions

Forty-one bodies were found.

## Annex. Chronology

2 May: the first grave is opened.
"""


def test_every_block_has_its_part() -> None:
    facts = Facts(read_markdown(REPORT))
    told = {
        facts.text[block.start : block.start + 12]: block_role(facts, block)
        for block in facts.document.blocks
    }
    assert told["Between Janu"] == "summary"
    assert told["Twelve digge"] == "method"
    assert told["The guards u"] == "body"  # the gaolers' methods, not the report's
    assert told["Forty-one bo"] == "conclusion"
    assert told["2 May: the f"] == "chronology"


def test_a_cell_can_be_asked_for_the_part_around_it() -> None:
    facts = Facts(read_markdown(REPORT))
    place = facts.text.index("12\t") if "12\t" in facts.text else facts.text.index("\t12") + 1
    assert role_at(facts, place) == "table"
    assert role_at(facts, place, inside=True) == "body"


def test_summary_and_conclusion_retell() -> None:
    facts = Facts(read_markdown(REPORT))
    assert retells(facts, facts.text.index("Between January"))
    assert retells(facts, facts.text.index("Forty-one"))
    assert not retells(facts, facts.text.index("Twelve diggers"))
