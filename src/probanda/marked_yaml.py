"""YAML in which every value knows its line and character, and no value is guessed.

Scalars stay the text they were written as: ``0042`` keeps its zeros, ``no`` is a word, a date is a text. What
a text means is for the reader of the field to say.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from probanda.problems import ProbandaError, Problem

__all__ = ["Marked", "load_marked"]

#: Aliases can make a small file stand for an endless one; no record file comes near this.
MOST_VALUES = 5_000_000


@dataclass(frozen=True, slots=True)
class Marked:
    """A value and where it stands (both 1-based): text, None, a list, or a mapping by field name."""

    value: str | list[Marked] | dict[str, Marked] | None
    line: int
    char: int

    @property
    def text(self) -> str:
        """The text, or "" when it is empty or no text."""
        return self.value if isinstance(self.value, str) else ""

    @property
    def items(self) -> list[Marked]:
        """The members of a list; empty for anything else."""
        return self.value if isinstance(self.value, list) else []

    @property
    def fields(self) -> dict[str, Marked]:
        """The fields of a mapping; empty for anything else."""
        return self.value if isinstance(self.value, dict) else {}

    @property
    def shape(self) -> str:
        """What it is, in words."""
        if isinstance(self.value, dict):
            return "a mapping"
        if isinstance(self.value, list):
            return "a list"
        return "nothing" if self.value is None else "a text"


def load_marked(path: Path) -> tuple[Marked, list[Problem]]:
    """Read one YAML document; problems are fields that are written twice (the first is taken).

    Raises:
        ProbandaError: the file cannot be read, is not UTF-8, or is not YAML.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ProbandaError(
            Problem(
                "encoding-unreadable",
                "The file is not UTF-8.",
                file=str(path),
                found=f"byte 0x{error.object[error.start]:02X} at offset {error.start}",
                remedy="Save it as UTF-8.",
            )
        ) from error
    except OSError as error:
        raise ProbandaError(
            Problem("file-unreadable", f"{error.strerror}.", file=str(path)), usage=True
        ) from error
    try:
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise ProbandaError(
            Problem(
                "yaml-unreadable",
                f"The file is not YAML: {getattr(error, 'problem', None) or error}.",
                file=str(path),
                line=mark.line + 1 if mark else None,
                char=mark.column + 1 if mark else None,
                remedy="Check indentation, quotes and brackets at this place; nothing was imported.",
            )
        ) from error
    problems: list[Problem] = []
    if node is None:
        return Marked(None, 1, 1), problems
    try:
        return _convert(node, str(path), problems, iter(range(MOST_VALUES))), problems
    except (RecursionError, StopIteration):
        raise ProbandaError(
            Problem(
                "yaml-endless",
                "The file refers to itself, or stands for too many values.",
                file=str(path),
                remedy="Write the values out instead of using anchors (&) and aliases (*).",
            )
        ) from None


def _convert(node: yaml.Node, file: str, problems: list[Problem], budget: Iterator[int]) -> Marked:
    next(budget)
    line, char = node.start_mark.line + 1, node.start_mark.column + 1
    if isinstance(node, yaml.SequenceNode):
        return Marked([_convert(each, file, problems, budget) for each in node.value], line, char)
    if isinstance(node, yaml.MappingNode):
        fields: dict[str, Marked] = {}
        for key, value in node.value:
            name = str(key.value) if isinstance(key, yaml.ScalarNode) else "?"
            if name in fields:
                problems.append(
                    Problem(
                        "field-repeated",
                        f"The field “{name}” is written twice here; the first was taken.",
                        file=file,
                        line=key.start_mark.line + 1,
                        char=key.start_mark.column + 1,
                        column=name,
                        remedy="Take one of them out.",
                    )
                )
                continue
            fields[name] = _convert(value, file, problems, budget)
        return Marked(fields, line, char)
    empty = node.tag == "tag:yaml.org,2002:null"
    return Marked(None if empty else str(node.value), line, char)
