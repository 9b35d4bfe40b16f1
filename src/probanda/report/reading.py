"""Reading a manuscript's text: line ends, head and body, Pandoc's tree, and the keys in that tree.

One Pandoc process per manuscript. What the keys mean is not decided here.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypandoc

from probanda.problems import ProbandaError
from probanda.report.findings import finding
from probanda.report.scanner import DIV_KINDS, SPAN_KINDS
from probanda.report.tree import attributes, child_lists

__all__ = ["READER", "KeyUse", "Text", "keys_of", "read_bytes", "read_tree"]

#: Pandoc's Markdown without what would let text slip past the checks: a second head, TeX, HTML elements that
#: pose as spans or divs, and example lists, whose ``(@)`` looks like a citation. Money keeps its dollar sign.
READER = "markdown" + "".join(
    f"-{extension}"
    for extension in (
        "yaml_metadata_block",
        "pandoc_title_block",
        "raw_tex",
        "latex_macros",
        "tex_math_dollars",
        "native_divs",
        "native_spans",
        "example_lists",
    )
)

_NEIGHBOURS = re.compile(r"\]\[(?=-?@)")
_HEAD = re.compile(r"\A---[ \t]*\n(?P<yaml>.*?\n)?(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Text:
    """A manuscript's text with single line feeds: the whole of it, its head, and where the body begins."""

    file: str
    whole: str
    head: str  # YAML, "" when there is none
    first_line: int  # 1-based line on which the body begins

    @property
    def body(self) -> str:
        """The text with the head's lines emptied, so that line numbers stay."""
        lines = self.whole.split("\n")
        return "\n" * (self.first_line - 1) + "\n".join(lines[self.first_line - 1 :])


@dataclass(frozen=True, slots=True)
class KeyUse:
    """One key in the tree, with the element that carries it."""

    kind: str
    key: str
    element: dict[str, Any]
    index: int = 0  # which citation of a ``Cite``


def read_bytes(data: bytes, file: str) -> Text:
    """Decode a manuscript (UTF-8, any line ends, with or without a byte order mark) and part its head.

    Raises:
        ProbandaError: ``manuscript-encoding`` when the bytes are not UTF-8.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ProbandaError(
            finding(
                "manuscript-encoding",
                "the manuscript is not UTF-8 text",
                file=file,
                line=line,
                found=f"byte 0x{data[error.start]:02x}",
                expected="UTF-8",
                remedy="Save the file as UTF-8 and build again.",
            )
        ) from None
    return part(text, file)


def part(text: str, file: str) -> Text:
    r"""Part a text into head and body. Line ends become single line feeds, which moves no line or character.

    >>> part("---\r\ntitle: x\r\n---\r\nBody", "m.md").first_line
    4
    """
    whole = text.replace("\r\n", "\n").replace("\r", "\n")
    head = _HEAD.match(whole)
    if head is None:
        return Text(file, whole, "", 1)
    return Text(file, whole, head["yaml"] or "", head.group().count("\n") + 1)


def read_tree(body: str) -> dict[str, Any]:
    """Pandoc's tree of the body.

    Two citations without a space between them look like a reference link to Pandoc, which then prints the
    brackets; a space is put between them (the notes are merged anyway).
    """
    body = _NEIGHBOURS.sub("] [", body)
    # Pandoc is called directly: pypandoc asks it for its version and formats first, which costs as much again.
    command = [pypandoc.get_pandoc_path(), "--from", READER, "--to", "json"]
    done = subprocess.run(command, input=body.encode(), capture_output=True, check=True)
    tree: dict[str, Any] = json.loads(done.stdout)
    return tree


def keys_of(blocks: list[dict[str, Any]]) -> Iterator[KeyUse]:
    """Every key in the tree in reading order, the outer before the inner.

    A span without any known key is reported with kind ``span``: its attributes may be misspelt.
    """
    for element in blocks:
        if element["t"] == "Cite":
            for index, citation in enumerate(element["c"][0]):
                yield KeyUse("cite", citation["citationId"], element, index)
        elif element["t"] == "Span":
            known = [(name, value) for name, value in element["c"][0][2] if name in SPAN_KINDS]
            for name, value in known:
                yield KeyUse(name, value, element)
            if not known:
                yield KeyUse("span", "", element)
        elif element["t"] == "Div":
            _, classes, pairs = attributes(element)
            kind = next((name for name in classes if name in DIV_KINDS), None)
            if kind:
                yield KeyUse(kind, pairs.get("key", ""), element)
        for inner in _lists_with_suffixes(element):
            yield from keys_of(inner)


def _lists_with_suffixes(element: dict[str, Any]) -> Iterator[list[dict[str, Any]]]:
    if element["t"] == "Cite":
        # What Pandoc repeats as text inside a citation is not the text: only prefix and suffix are.
        for citation in element["c"][0]:
            yield citation["citationPrefix"]
            yield citation["citationSuffix"]
    else:
        yield from child_lists(element)
