"""The box at the head of an incident against the prose below it. The wordings are data."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from probanda.audit.extract.boxes import boxes
from probanda.audit.facts import Facts
from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit

WORDINGS = yaml.safe_load(
    (Path(__file__).parent.parent / "data" / "boxed.yaml").read_text(encoding="utf-8")
)
RULES = ["same-quantity", "same-event-dates"]


def lines(box: str) -> str:
    return box.replace("\n", "  \n")


def items(box: str) -> str:
    return "\n".join(f"- {line}" for line in box.split("\n"))


def table(box: str) -> str:
    rows = [f"| {' | '.join(re.split(':| –', line, maxsplit=1))} |" for line in box.split("\n")]
    return "\n".join([rows[0], "|---|---|", *rows[1:]])


FORMS = {"lines": lines, "items": items, "table": table}


def told(case: dict[str, Any], form: str) -> list[str]:
    text = "\n\n".join(["# Incidents", "## Garven", FORMS[form](case["box"]), case["prose"]])
    return [f.message for f in audit(read_markdown(text), RULES).findings]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "case", WORDINGS["told"], ids=lambda case: f"{case['kind']}-{case['lang']}-{case['box'][:30]}"
)
def test_the_prose_contradicts_the_box(case: dict[str, Any], form: str) -> None:
    messages = told(case, form)
    assert any(all(re.search(f, m) for f in case["figures"]) for m in messages), messages


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "case", WORDINGS["beside"], ids=lambda case: f"{case['lang']}-{case['box'][:30]}"
)
def test_the_prose_bears_out_the_box(case: dict[str, Any], form: str) -> None:
    assert told(case, form) == []


def test_a_box_reaches_to_the_next() -> None:
    text = (
        "# Incidents\n\n- Place: Garven\n- Killed: 4\n\nFour people were killed.\n\n- Place: Lonn\n- Killed: 9\n\n"
        "Nine people were killed."
    )
    first, second = Facts(read_markdown(text)).of(boxes)
    assert [entry.label for entry in first.entries] == ["Place", "Killed"]
    assert first.until == second.start
    assert audit(read_markdown(text), RULES).findings == ()


def test_a_sentence_with_a_colon_is_no_box() -> None:
    text = "The court said: nobody was there. It added: 4 were killed.\n\nFive people were killed."
    assert Facts(read_markdown(text)).of(boxes) == ()
