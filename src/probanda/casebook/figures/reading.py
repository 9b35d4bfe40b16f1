"""Reading a YAML file with the place of every value, so that each problem names line and column.

Knows YAML and nearest suggestions, nothing of figures. Problems are collected, never thrown.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from probanda.dates import DateProblem, ImpreciseDate, parse_date
from probanda.problems import Problem, Severity

__all__ = ["Reader", "nearest"]

_NULL = "tag:yaml.org,2002:null"


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that looks most like this one; "" when none does.

    >>> nearest("registres", ["registers", "place"])
    'registers'
    """
    known = list(known)
    folded = {candidate.casefold(): candidate for candidate in known}
    found = get_close_matches(word.casefold(), list(folded), n=1, cutoff=0.6)
    return folded[found[0]] if found else ""


@dataclass
class Reader:
    """Collects problems while nodes of one YAML file are turned into values."""

    file: str
    problems: list[Problem] = field(default_factory=list)

    # -- the file -------------------------------------------------------------------------------

    def compose(self, text: str) -> Node | None:
        """The root node; None (and a problem) when the text is not YAML, None when it is empty."""
        try:
            node = yaml.compose(text, Loader=yaml.SafeLoader)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            self.problems.append(
                Problem(
                    "yaml-unreadable",
                    f"This is not readable as YAML: {error.problem or error}.",
                    file=self.file,
                    line=mark.line + 1 if mark else 1,
                    char=mark.column + 1 if mark else 1,
                    remedy="Check indentation, quotes and colons here and on the line above.",
                )
            )
            return None
        except yaml.YAMLError as error:
            self.problems.append(
                Problem("yaml-unreadable", f"This is not readable as YAML: {error}", file=self.file)
            )
            return None
        return node

    # -- problems -------------------------------------------------------------------------------

    def problem(
        self,
        node: Node,
        code: str,
        message: str,
        *,
        found: str = "",
        expected: str = "",
        remedy: str = "",
        key: str = "",
        severity: Severity = "error",
        offset: int = 0,
    ) -> None:
        """Note a problem at this node (``offset`` characters into its text, when it stands in one line)."""
        mark = node.start_mark
        quoted = isinstance(node, ScalarNode) and node.style in {"'", '"'}
        shift = offset + int(quoted) if offset else 0
        self.problems.append(
            Problem(
                code,
                message,
                file=self.file,
                line=mark.line + 1,
                char=mark.column + 1 + shift,
                column=key,
                found=found,
                expected=expected,
                remedy=remedy,
                severity=severity,
            )
        )

    def unknown(
        self, node: Node, what: str, word: str, known: Iterable[str], key: str = ""
    ) -> None:
        """Note an unknown word, with the nearest known one."""
        known = sorted(known)
        near = nearest(word, known)
        self.problem(
            node,
            f"{what.replace(' ', '-')}-unknown",
            f"{what[0].upper()}{what[1:]} “{word}” is not known" + (f" in {key}." if key else "."),
            found=word,
            expected=", ".join(known[:24]) + (" …" if len(known) > 24 else ""),
            remedy=f"Did you mean “{near}”?" if near else "Use one of the words listed.",
            key=key,
        )

    # -- mappings and lists ---------------------------------------------------------------------

    def pairs(self, node: Node, what: str) -> Iterator[tuple[str, Node, Node]]:
        """Key, key node, value node of a mapping; merge keys (``<<``) are followed, doubles refused."""
        if not isinstance(node, MappingNode):
            if node.tag != _NULL:
                self.problem(
                    node,
                    "figures-shape",
                    f"{what} must be a list of “key: value” lines.",
                    expected="a mapping",
                )
            return
        seen: dict[str, int] = {}
        merged: list[tuple[str, Node, Node]] = []
        for key_node, value in node.value:
            if key_node.tag == "tag:yaml.org,2002:merge":
                sources = value.value if isinstance(value, SequenceNode) else [value]
                for source in sources:
                    merged.extend(self.pairs(source, what))
                continue
            if not isinstance(key_node, ScalarNode):
                self.problem(key_node, "figures-shape", f"A key in {what} must be one word.")
                continue
            key = key_node.value
            if key in seen:
                self.problem(
                    key_node,
                    "key-twice",
                    f"“{key}” stands twice in {what}; first on line {seen[key]}.",
                    found=key,
                    remedy="Keep one of them.",
                )
                continue
            seen[key] = key_node.start_mark.line + 1
            yield key, key_node, value
        for key, key_node, value in merged:
            if key not in seen:
                seen[key] = key_node.start_mark.line + 1
                yield key, key_node, value

    def fields(self, node: Node, what: str, known: Iterable[str]) -> dict[str, Node]:
        """The values of a mapping whose keys must be among ``known``; empty values are left out."""
        known = tuple(known)
        values: dict[str, Node] = {}
        for key, key_node, value in self.pairs(node, what):
            if key not in known:
                self.unknown(key_node, "key", key, known, what)
            elif value.tag != _NULL:
                values[key] = value
        return values

    def items(self, node: Node) -> list[Node]:
        """The items of a list; one value alone is a list of one."""
        return list(node.value) if isinstance(node, SequenceNode) else [node]

    # -- scalars --------------------------------------------------------------------------------

    def text(self, node: Node, what: str) -> str:
        """The text of a scalar as it was written."""
        if not isinstance(node, ScalarNode):
            self.problem(node, "figures-shape", f"{what} must be one text.", expected="a text")
            return ""
        return str(node.value).strip()

    def texts(self, node: Node, what: str) -> tuple[str, ...]:
        """One text or a list of texts."""
        return tuple(self.text(item, what) for item in self.items(node))

    def choice(self, node: Node, what: str, known: Iterable[str], *, code: str = "value") -> str:
        """One of the known words, or "" and a problem."""
        word = self.text(node, what)
        known = tuple(known)
        if word and word not in known:
            self.unknown(node, code, word, known, what)
            return ""
        return word

    def choices(
        self, node: Node, what: str, known: Iterable[str], *, code: str = "value"
    ) -> tuple[str, ...]:
        """One or several of the known words; unknown ones are problems and left out."""
        known = tuple(known)
        chosen = (self.choice(item, what, known, code=code) for item in self.items(node))
        return tuple(word for word in chosen if word)

    def flag(self, node: Node, what: str) -> bool | None:
        """True or false; None (and a problem) when it is neither."""
        word = self.text(node, what).casefold()
        if word in {"true", "yes", "on"}:
            return True
        if word in {"false", "no", "off"}:
            return False
        self.problem(
            node,
            "value-unknown",
            f"{what} is true or false.",
            found=word,
            expected="true or false",
        )
        return None

    def whole(self, node: Node, what: str) -> int | None:
        """A whole number of 0 or more."""
        word = self.text(node, what)
        if word.isascii() and word.isdigit():
            return int(word)
        self.problem(
            node,
            "number-unreadable",
            f"{what} must be a whole number.",
            found=word,
            expected="0, 1, 2 …",
        )
        return None

    def decimal(self, node: Node, what: str) -> Decimal | None:
        """A decimal number."""
        word = self.text(node, what)
        try:
            value = Decimal(word)
        except InvalidOperation:
            value = Decimal("NaN")
        if value.is_finite():
            return value
        self.problem(
            node, "number-unreadable", f"{what} must be a number.", found=word, expected="a number"
        )
        return None

    def date(self, node: Node, what: str) -> ImpreciseDate | None:
        """A date in any form that ``probanda.dates`` reads."""
        word = self.text(node, what)
        try:
            return parse_date(word)
        except DateProblem as problem:
            self.problem(
                node,
                problem.code,
                f"{what} cannot be read as a date.",
                found=problem.found,
                expected=problem.expected,
                remedy=problem.remedy,
            )
            return None

    def last_day(self, node: Node, what: str) -> datetime.date | None:
        """The last day of a date ("2014" → 31 December 2014), which is what "as of" means."""
        value = self.date(node, what)
        if value is None:
            return None
        if value.latest is None:
            self.problem(
                node,
                "date-open",
                f"{what} needs an end: it has no last day.",
                found=value.text,
                expected="a day, a month or a year",
            )
        return value.latest

    def each(self, node: Node, what: str, build: Callable[[str, Node, Node], None]) -> None:
        """Call ``build(key, key node, value node)`` for every pair of a mapping."""
        for key, key_node, value in self.pairs(node, what):
            build(key, key_node, value)
