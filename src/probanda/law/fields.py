"""Fields of a marked YAML file read by their type; what is wrong is collected with its line, never guessed."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from probanda.marked_yaml import Marked
from probanda.problems import Problem, Severity

__all__ = ["FieldReader"]

E = TypeVar("E", bound=StrEnum)


@dataclass
class FieldReader:
    """Fields of one file; what is wrong is collected."""

    file: str
    problems: list[Problem]

    def say(
        self,
        code: str,
        message: str,
        at: Marked,
        column: str,
        found: str = "",
        expected: str = "",
        remedy: str = "",
        severity: Severity = "error",
    ) -> None:
        """Note one mistake at its place."""
        self.problems.append(
            Problem(
                code,
                message,
                file=self.file,
                line=at.line,
                char=at.char,
                column=column,
                found=found,
                expected=expected,
                remedy=remedy or "Correct the file at this place.",
                severity=severity,
            )
        )

    def fields(self, node: Marked, known: set[str], what: str) -> None:
        """Refuse what is no mapping, and fields that the schema does not know."""
        if node.value is not None and not isinstance(node.value, dict):
            self.say(
                "shape-wrong", f"The {what} is {node.shape}.", node, what, node.text[:60], "fields"
            )
        for name, value in node.fields.items():
            if name not in known:
                near = difflib.get_close_matches(name, known, n=1)
                self.say(
                    "field-unknown",
                    f"The {what} has a field that is not in the schema.",
                    value,
                    name,
                    name,
                    ", ".join(sorted(known)),
                    f"Did you mean “{near[0]}”?" if near else "",
                )

    def text(self, node: Marked, name: str) -> str:
        """A text on one line, or ""."""
        value = node.fields.get(name)
        if value is None or value.value is None:
            return ""
        if not isinstance(value.value, str):
            self.say("shape-wrong", f"“{name}” is {value.shape}.", value, name, expected="a text")
        return " ".join(value.text.split())

    def needed(self, node: Marked, name: str) -> str:
        """A text that may not be empty."""
        text = self.text(node, name)
        if not text:
            self.say(
                "field-missing", f"“{name}” is missing or empty.", node, name, expected="a text"
            )
        return text

    def number(self, node: Marked, name: str) -> int:
        """A whole number from 0, 0 when the field is not there."""
        text = self.text(node, name)
        if text and not (text.isascii() and text.isdigit()):
            self.say(
                "number-wrong", f"“{name}” is no number.", node.fields[name], name, text, "a number"
            )
            return 0
        return int(text or 0)

    def truth(self, node: Marked, name: str, default: bool) -> bool:
        """Yes or no."""
        text = self.text(node, name).lower()
        if text not in {"", "true", "false", "yes", "no"}:
            self.say(
                "truth-wrong",
                f"“{name}” is neither yes nor no.",
                node.fields[name],
                name,
                text,
                "yes, no",
            )
        return default if not text else text in {"true", "yes"}

    def day(self, node: Marked, name: str) -> date | None:
        """A day as 1984-12-10, or ``None``."""
        text = self.text(node, name)
        if not text:
            return None
        try:
            return date.fromisoformat(text)
        except ValueError:
            self.say(
                "date-wrong",
                f"“{name}” is no date.",
                node.fields[name],
                name,
                text,
                "such as 1984-12-10",
            )
            return None

    def choice(self, node: Marked, name: str, kind: type[E], default: E | None) -> E | None:
        """One word of a closed list."""
        text = self.text(node, name)
        if not text:
            if default is None:
                self.say(
                    "field-missing", f"“{name}” is missing.", node, name, expected=", ".join(kind)
                )
            return default
        return self.word(node.fields[name], name, text, kind) or default

    def word(self, at: Marked, name: str, text: str, kind: type[E]) -> E | None:
        """One word of a closed list at a place, or ``None`` with the problem noted."""
        try:
            return kind(text)
        except ValueError:
            self.say(
                "word-unknown",
                f"“{name}” has a word that is not in the list.",
                at,
                name,
                text,
                ", ".join(kind),
            )
            return None

    def list_of(self, node: Marked, name: str) -> list[Marked]:
        """Members of a list; a single text counts as a list of one."""
        value = node.fields.get(name)
        if value is None or value.value is None:
            return []
        if isinstance(value.value, str):
            return [value]
        if isinstance(value.value, dict):
            self.say("shape-wrong", f"“{name}” is a mapping.", value, name, expected="a list")
        return value.items

    def mapping(self, node: Marked, name: str) -> dict[str, Marked]:
        """A mapping by name."""
        value = node.fields.get(name)
        if value is None or not isinstance(value.value, dict):
            self.say(
                "shape-wrong",
                f"“{name}” holds no fields.",
                value or node,
                name,
                expected="a mapping",
            )
            return {}
        return value.fields

    def texts(self, node: Marked, name: str) -> tuple[str, ...]:
        """A list of texts, the empty ones left out."""
        texts = []
        for each in self.list_of(node, name):
            if not isinstance(each.value, str):
                self.say(
                    "shape-wrong", f"“{name}” has {each.shape} in it.", each, name, expected="texts"
                )
            elif each.text.strip():
                texts.append(" ".join(each.text.split()))
        return tuple(texts)
