"""Outlines drawn under a map, from a YAML file beside the file of figures."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import yaml

from probanda.problems import Problem

__all__ = ["Outlines", "read_outlines"]

#: Name and ring of ``(longitude, latitude)`` of each.
Outlines = tuple[tuple[str, tuple[tuple[float, float], ...]], ...]


def read_outlines(name: str, folders: Sequence[Path], file: str) -> tuple[Outlines, Problem | None]:
    """The outlines of the file ``name`` in the first folder that has it, and what is wrong with them.

    ``file`` is the file of figures that names it, for the message.
    """
    if not name:
        return (), None
    path = next((folder / name for folder in folders if (folder / name).is_file()), None)
    if path is None:
        return (), Problem(
            "outlines-missing",
            "The outlines of a map are not there.",
            expected="a YAML file beside figures.yaml",
            file=file,
            found=name,
        )
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        items = content.get("outlines", []) if isinstance(content, dict) else content or []
        return tuple((str(item.get("name", "")), _ring(item["ring"])) for item in items), None
    except (OSError, yaml.YAMLError, KeyError, TypeError, ValueError, AttributeError) as error:
        return (), Problem(
            "outlines-unreadable",
            f"The outlines of a map cannot be read: {str(error).splitlines()[0]}",
            expected="outlines: [{name, ring: [[longitude, latitude], …]}]",
            file=file,
            found=name,
        )


def _ring(points: Sequence[Sequence[float]]) -> tuple[tuple[float, float], ...]:
    return tuple((float(longitude), float(latitude)) for longitude, latitude in points)
