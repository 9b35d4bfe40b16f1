"""JSON for people and for programs: one line for each of the many, and written fast."""

from __future__ import annotations

import json
from typing import Any

__all__ = ["in_lines"]


def in_lines(value: dict[str, Any]) -> bytes:
    """A JSON object with sorted keys, each on a line of its own, and so what stands in the longer of them.

    >>> print(in_lines({"b": [1, 2], "a": {"x": {"y": 3}}}).decode())
    {
    "a": {
    "x": {"y": 3}
    },
    "b": [
    1,
    2
    ]
    }
    """
    blocks = [f"{json.dumps(key)}: {_block(value[key])}" for key in sorted(value)]
    return ("{\n" + ",\n".join(blocks) + "\n}").encode()


def _block(value: Any) -> str:
    if isinstance(value, dict) and value:
        lines = [f"{_one(key)}: {_one(value[key])}" for key in sorted(value)]
        return "{\n" + ",\n".join(lines) + "\n}"
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(_one(each) for each in value) + "\n]"
    return _one(value)


_one = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode
