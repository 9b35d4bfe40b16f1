"""Reading the YAML tables in ``report/data``: once per process."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

__all__ = ["load"]


@cache
def load(name: str) -> Any:
    """The content of one data file. Callers must not change it."""
    text = (files("probanda.report") / "data" / name).read_text(encoding="utf-8")
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
