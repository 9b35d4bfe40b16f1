"""Where the keys of a manuscript stand in its source text: line and character of every one.

Pandoc's ``markdown`` reader keeps no positions. This scanner finds bracketed spans, div fences, citations,
images and headings in the text, skipping code, raw HTML and escaped characters, in the order of Pandoc's
tree (a footnote's content stands where it is called). It decides nothing about meaning: ``match`` pairs
what it found with what Pandoc saw, by key and order, so that a doubtful construct costs at most a position.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from probanda.report.blocks import Regions, read_regions

__all__ = ["DIV_KINDS", "SPAN_KINDS", "Found", "Scan", "match", "scan"]

#: Keys that a bracketed span may carry, and classes of divs that carry one in ``key``.
SPAN_KINDS = ("figure", "person", "site", "place", "claim", "ref")
DIV_KINDS = ("table", "chart", "map")

_IDENTIFIER = r"[^\W\d_][\w:.\-]*"
_VALUE = r"\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|[^\s\"'{}]+"
_ATTRIBUTE = rf"#[\w:.\-]+|\.{_IDENTIFIER}|-|{_IDENTIFIER}\s*=\s*(?:{_VALUE})"
_ATTRIBUTES = re.compile(rf"\{{\s*(?:(?:{_ATTRIBUTE})\s*)*\}}")
_PAIR = re.compile(rf"(?P<key>{_IDENTIFIER})\s*=\s*(?P<value>{_VALUE})|(?P<skip>{_ATTRIBUTE})")
_CITATION = re.compile(r"@(?:\{(?P<braced>[^}\s]+)\}|(?P<bare>\w(?:\w|[:.#$%&\-+?<>~/](?=\w))*))")
_NOTE_REFERENCE = re.compile(r"\[\^(?P<id>[^\s\]]+)\]")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>|<!--.*?-->|<[A-Za-z][A-Za-z0-9+.\-]*:[^<>\s]*>", re.DOTALL)
_MAIL = re.compile(r"<[^<>\s@]+@[^<>\s]+>")
_SPECIAL = re.compile(r"[\\`<\[\]@]")
_FENCE = re.compile(r":::+[ \t]*(?P<attributes>\{.*\})[ \t]*:*[ \t]*$")


@dataclass(frozen=True, slots=True)
class Found:
    """One key in the text: its kind, the key, and the offset of the construct that carries it."""

    kind: str
    key: str
    offset: int
    line: int = 0
    char: int = 0
    attributes: tuple[tuple[str, str], ...] = ()
    inside: tuple[int, int] = (0, 0)  # offsets of the bracketed words


@dataclass(slots=True)
class Scan:
    """Everything found in one text, in the order of Pandoc's tree."""

    keys: tuple[Found, ...]
    headings: tuple[Found, ...]
    images: tuple[Found, ...]
    prose: str  # the text with code, comments, tags and markup's own parts blanked, same offsets
    _starts: list[int] = field(default_factory=list)

    def place(self, offset: int) -> tuple[int, int]:
        """Line and character (both from 1, in code points; a tab is one) of an offset."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


def scan(text: str, first_line: int = 1) -> Scan:
    """Scan a text whose line ends are single line feeds. ``first_line`` is the first body line.

    >>> [(f.kind, f.key, f.line, f.char) for f in scan("See [3]{figure=x}[@s, p. 2].").keys]
    [('figure', 'x', 1, 5), ('cite', 's', 1, 19)]
    """
    regions = read_regions(text, first_line)
    reader = _Inlines(text, regions)
    for start, end in regions.chunks:
        reader.read(start, end)
    for start in regions.fences:
        reader.fence(start)
    starts = regions.starts
    scan_result = Scan((), (), (), "".join(reader.prose), starts)

    def placed(found: Found) -> Found:
        line, char = scan_result.place(found.offset)
        return Found(
            found.kind, found.key, found.offset, line, char, found.attributes, found.inside
        )

    everything = sorted(reader.found, key=lambda item: item.offset)
    ordered = _in_reading_order([placed(item) for item in everything], regions)
    scan_result.keys = tuple(f for f in ordered if f.kind not in {"image", "note"})
    scan_result.images = tuple(f for f in ordered if f.kind == "image")
    scan_result.headings = tuple(
        Found("heading", str(level), offset, *scan_result.place(offset))
        for offset, level in regions.headings
    )
    return scan_result


def match(seen: Sequence[tuple[str, str]], found: Sequence[Found]) -> list[Found | None]:
    """For each key that Pandoc saw, in its order, the place in the text; ``None`` where there is none.

    Equal runs are paired first; what is left over is paired by kind and key, first with first.
    """
    answer: list[Found | None] = [None] * len(seen)
    names = [(item.kind, item.key) for item in found]
    taken = [False] * len(found)
    if list(seen) == names:
        return list(found)
    blocks = SequenceMatcher(None, list(seen), names, autojunk=False).get_matching_blocks()
    for a, b, size in blocks:
        for step in range(size):
            answer[a + step] = found[b + step]
            taken[b + step] = True
    left: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, name in enumerate(names):
        if not taken[index]:
            left[name].append(index)
    for index, name in enumerate(seen):
        if answer[index] is None and left[name]:
            answer[index] = found[left[name].pop(0)]
    return answer


def _in_reading_order(items: Iterable[Found], regions: Regions) -> list[Found]:
    """Move what stands in a footnote's definition to every place that calls the footnote."""
    text_items: list[Found] = []
    defined: dict[str, list[Found]] = {name: [] for name, _, _ in regions.notes}
    for item in items:
        name = regions.note_at(item.offset)
        (text_items if name is None else defined[name]).append(item)
    ordered: list[Found] = []

    def add(batch: list[Found], open_notes: frozenset[str]) -> None:
        for item in batch:
            if item.kind != "note":
                ordered.append(item)
            elif item.key in defined and item.key not in open_notes:
                add(defined[item.key], open_notes | {item.key})

    add(text_items, frozenset())
    return ordered


class _Inlines:
    """One pass over the inline text of each paragraph."""

    def __init__(self, text: str, regions: Regions) -> None:
        self.text = text
        self.found: list[Found] = []
        self.prose = list(regions.blanked)
        self._opened: list[tuple[int, str]] = []
        self._regions = regions

    def fence(self, start: int) -> None:
        """The opening line of a div."""
        end = self.text.find("\n", start)
        line = self.text[start : len(self.text) if end < 0 else end]
        if not (opening := _FENCE.match(line)):
            return
        whole = opening["attributes"]
        if not _ATTRIBUTES.fullmatch(whole):
            return
        pairs = _pairs(whole)
        classes = re.findall(rf"\.({_IDENTIFIER})", re.sub(r"\"[^\"]*\"|'[^']*'", "", whole))
        for kind in classes:
            if kind in DIV_KINDS:
                key = dict(pairs).get("key", "")
                self.found.append(Found(kind, key, start, attributes=pairs))
                return

    def read(self, start: int, end: int) -> None:
        """Scan one paragraph, or one line that stands alone."""
        self._opened.clear()
        at = start
        while special := _SPECIAL.search(self.text, at, end):
            at = self._step(special.start(), start, end)

    def _step(self, at: int, start: int, end: int) -> int:
        text, char = self.text, self.text[at]
        if char == "\\":
            self._blank(at, at + 1)
            return at + 2
        if char == "`":
            return self._code(at, end)
        if char == "<":
            tag = _TAG.match(text, at, end) or _MAIL.match(text, at, end)
            if tag:
                self._blank(at, tag.end())
                return tag.end()
            return at + 1
        if char == "[":
            return self._open(at, start, end)
        if char == "]" and self._opened:
            return self._close(at, end)
        if char == "@":
            return self._cite(at, start, end)
        return at + 1

    def _blank(self, start: int, end: int) -> None:
        for at in range(start, min(end, len(self.prose))):
            if self.prose[at] != "\n":
                self.prose[at] = "\u0000"

    def _code(self, at: int, end: int) -> int:
        text, stop = self.text, at
        while stop < end and text[stop] == "`":
            stop += 1
        ticks = stop - at
        for closing in re.finditer(r"`+", text[stop:end]):
            if len(closing.group()) == ticks:
                finish = stop + closing.end()
                attributes = _ATTRIBUTES.match(text, finish, end)
                if attributes:
                    finish = attributes.end()
                self._blank(at, finish)
                return finish
        return stop

    def _open(self, at: int, start: int, end: int) -> int:
        reference = _NOTE_REFERENCE.match(self.text, at, end)
        if reference and self.text[at - 1 : at] != "^":
            self.found.append(Found("note", reference["id"], at))
            self._blank(at, reference.end())
            return reference.end()
        before = self.text[at - 1] if at > start else ""
        self._opened.append((at, "image" if before == "!" else "plain"))
        self._blank(at - (before in {"!", "^"} and before != ""), at + 1)
        return at + 1

    def _close(self, at: int, end: int) -> int:
        opened, kind = self._opened.pop()
        self._blank(at, at + 1)
        text, after = self.text, at + 1
        if after < end and text[after] == "(":
            target = _target_end(text, after, end)
            if target:
                self._blank(after, target)
                after = target
                attributes = _ATTRIBUTES.match(text, after, end)
                pairs = _pairs(attributes.group()) if attributes else ()
                if attributes:
                    self._blank(after, attributes.end())
                    after = attributes.end()
                if kind == "image":
                    self._add("image", "", opened - 1, pairs, (opened + 1, at))
                return after
        attributes = _ATTRIBUTES.match(text, after, end)
        if attributes and kind != "image":
            pairs = _pairs(attributes.group())
            for name, value in pairs:
                if name in SPAN_KINDS:
                    self._add(name, value, opened, pairs, (opened + 1, at))
            if not any(name in SPAN_KINDS for name, _ in pairs):
                self._add("span", "", opened, pairs, (opened + 1, at))
            self._blank(after, attributes.end())
            return attributes.end()
        return after

    def _add(
        self,
        kind: str,
        key: str,
        offset: int,
        pairs: tuple[tuple[str, str], ...],
        inside: tuple[int, int],
    ) -> None:
        self.found.append(Found(kind, key, offset, attributes=pairs, inside=inside))

    def _cite(self, at: int, start: int, end: int) -> int:
        before = self.text[at - 1] if at > start else " "
        citation = _CITATION.match(self.text, at, end)
        if citation is None or before.isalnum() or before in {"\\"}:
            return at + 1
        key = citation["braced"] or citation["bare"]
        self.found.append(Found("cite", key, at))
        self._blank(at, citation.end())
        return citation.end()


def _pairs(attributes: str) -> tuple[tuple[str, str], ...]:
    pairs = []
    for pair in _PAIR.finditer(attributes, 1):
        if pair["key"] is None:
            continue
        value = pair["value"]
        if value[:1] in {'"', "'"} and value[-1:] == value[:1]:
            value = re.sub(r"\\(\W)", r"\1", value[1:-1])
        pairs.append((pair["key"], " ".join(value.split())))
    return tuple(pairs)


def _target_end(text: str, start: int, end: int) -> int:
    """Offset after the ``)`` that closes a link's target; 0 when nothing closes it."""
    depth, at, quote = 0, start, ""
    while at < end:
        char = text[at]
        if char == "\\":
            at += 2
            continue
        if quote:
            if char == quote:
                quote = ""
        elif char == '"':
            quote = char
        elif char == "(":
            depth += 1
        elif char == ")":
            depth -= 1
            if depth == 0:
                return at + 1
        at += 1
    return 0
