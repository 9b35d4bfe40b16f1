"""The data files of the audit, each parsed once: lists of words, treaties, limits."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

__all__ = ["table"]


@cache
def table(name: str) -> Any:
    """The content of a data file, by its path in the package ("data/words.yaml"). Callers must not change it."""
    text = files("probanda.audit").joinpath(name).read_text("utf-8")
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
