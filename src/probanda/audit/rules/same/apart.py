"""The words of `apart.yaml`, compiled for the language of a document."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

import yaml

from probanda.audit.extract.language import phrases

__all__ = ["apart"]


@cache
def apart(name: str, code: str) -> re.Pattern[str]:
    """A class of words in a language, as whole words; English for a language that has none."""
    source = files("probanda.audit.rules.same").joinpath("apart.yaml").read_text("utf-8")
    table: dict[str, dict[str, str]] = yaml.safe_load(source)
    return phrases(table[name].get(code, table[name]["en"]))
