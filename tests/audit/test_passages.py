"""The passages set aside for measuring: every file says what it promises, no passage is in two of the sets.

What the program makes of them is no test: it is measured (`benchmarks/audit_rules.py`)."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import yaml

from probanda.audit.rules import all_rules

HELD = Path(__file__).parent / "passages"
SETS = ("held2/released", "held2/aside", "held3")


def rows(held: str) -> list[tuple[str, str, bool, str]]:
    """Rule, identifier, whether something must be found, text."""
    return [
        (table["rule"], each["id"], bool(each["expect"]), each["text"])
        for path in sorted((HELD / held).glob("*.yaml"))
        for table in [yaml.safe_load(path.read_text("utf-8"))]
        for each in table["passages"]
    ]


@pytest.mark.parametrize("held", SETS)
def test_each_file_holds_passages_of_one_known_rule(held: str) -> None:
    for path in (HELD / held).glob("*.yaml"):
        table = yaml.safe_load(path.read_text("utf-8"))
        assert table["rule"] == path.stem
        assert table["rule"] in all_rules()
        for each in table["passages"]:
            assert each["expect"] in ([], [table["rule"]])
            assert each["text"].strip()
            assert each["why"].strip()


def test_sets_share_no_passage() -> None:
    everything = [row for held in SETS for row in rows(held)]
    for column in (1, 3):
        assert len({row[column] for row in everything}) == len(everything)


def test_each_rule_has_faults_and_near_misses_in_each_set() -> None:
    for held in SETS:
        counted = Counter((rule, bad) for rule, _, bad, _ in rows(held))
        for rule in {rule for rule, _ in counted}:
            assert counted[rule, True] >= 5
            assert counted[rule, False] >= 5
