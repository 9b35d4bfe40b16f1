"""JSON for people and for programs: a line for each value, and written as fast as Python can."""

from __future__ import annotations

import json
from typing import Any

__all__ = ["in_lines"]


def in_lines(value: dict[str, Any]) -> bytes:
    """A JSON object with sorted keys, a line feed after each comma.

    Indenting would take ten times as long, which tells in a delivery of thousands of files.

    >>> print(in_lines({"b": [1, 2], "a": {"x": 3}}).decode())
    {"a": {"x": 3},
    "b": [1,
    2]}
    """
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",\n", ": ")).encode()
