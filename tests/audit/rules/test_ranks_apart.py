"""Rank, trend, mean, share and multiple words against figures of other sentences, lists and tables.

The texts of `data/ranks_apart.yaml` were written before the code that reads them.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from probanda.audit.finding import Finding
from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit

TEXTS = yaml.safe_load((Path(__file__).parent / "data/ranks_apart.yaml").read_text("utf-8"))
WRONG = [(kind, each) for kind, told in TEXTS.items() for each in told["wrong"]]
RIGHT = [(kind, each) for kind, told in TEXTS.items() for each in told["right"]]
CODES = {"rank-wrong", "ratio-wrong"}


def _found(text: str) -> list[Finding]:
    findings, _ = audit(read_markdown(text))
    return [each for each in findings if each.rule in CODES]
