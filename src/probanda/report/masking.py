"""Masking withheld names wherever they stand in a resolved tree, and wrapping right-to-left runs.

Names are sought in the running text of each paragraph, across emphasis and links, so that markup cannot hide one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from probanda.report.redaction import Redactor
from probanda.report.resolve_keys import KEEP
from probanda.report.tree import attributes, child_lists, span, text_inlines

__all__ = ["mask_tree", "wrap_right_to_left"]

Element = dict[str, Any]
_LEAVES = {"Str", "Space", "SoftBreak", "LineBreak", "Code", "Math"}
_INLINE_HOLDERS = {"Para", "Plain", "Header", "LineBlock"}
_RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_RTL_LETTER = re.compile(f"[{_RTL}]")
_LANGUAGES = (("\u0590", "\u05ff", "he"), ("\u0700", "\u074f", "syr"), ("\u0780", "\u07bf", "dv"))


def mask_tree(blocks: list[Element], redactor: Redactor) -> list[str]:
    """Mask every withheld name in place; gives the keys of what was masked, in order of masking."""
    masked: list[str] = []
    for run in _runs(blocks):
        _mask_run(run, redactor, masked)
    _mask_rest(blocks, redactor, masked)
    _unwrap(blocks)
    return masked


def _runs(elements: list[Element]) -> Iterator[list[Element]]:
    """Every run of inlines that a reader reads as one: a paragraph, a heading, a cell, a note's paragraph."""
    for element in elements:
        if element["t"] == "LineBlock":
            yield from element["c"]
        elif element["t"] in _INLINE_HOLDERS:
            yield from child_lists(element)
        elif element["t"] == "DefinitionList":
            for term, _ in element["c"]:
                yield term
        for inner in child_lists(element):
            yield from _runs(inner)


def _leaves(inlines: list[Element]) -> Iterator[Element | None]:
    """Text leaves of a run in order; ``None`` for words that a key protects, which end any name."""
    for element in inlines:
        if element["t"] in _LEAVES:
            yield element
        elif element["t"] == "Note":
            continue
        elif element["t"] == "Span" and KEEP in attributes(element)[1]:
            yield None
        else:
            for inner in child_lists(element):
                yield from _leaves(inner)


def _leaf_text(leaf: Element | None) -> str:
    if leaf is None:
        return "\n\n"
    if leaf["t"] in {"Str", "Code", "Math"}:
        return str(leaf["c"] if leaf["t"] == "Str" else leaf["c"][1])
    return " "


def _mask_run(run: list[Element], redactor: Redactor, masked: list[str]) -> None:
    leaves = list(_leaves(run))
    texts = [_leaf_text(leaf) for leaf in leaves]
    whole = "".join(texts)
    if not whole.strip():
        return
    starts = [0]
    for text in texts:
        starts.append(starts[-1] + len(text))
    for hit in reversed(redactor.finder.find(whole)):
        masked.append(hit.key)
        words = redactor.words_for(hit)
        before = whole[: hit.start].rstrip()
        if not before or before.endswith((".", "!", "?", "։")):
            words = words[:1].upper() + words[1:]
        for at, leaf in enumerate(leaves):
            start, end = starts[at], starts[at + 1]
            if leaf is None or end <= hit.start or start >= hit.end:
                continue
            text = _leaf_text(leaf)
            head = text[: max(0, hit.start - start)]
            tail = text[hit.end - start :] if hit.end < end else ""
            # the first leaf carries the words; what follows keeps only its own rest
            _replace(leaf, head + (words if start <= hit.start else "") + tail)
        texts = [_leaf_text(leaf) for leaf in leaves]


def _replace(leaf: Element, text: str) -> None:
    leaf.clear()
    leaf.update({"t": "Str", "c": text})


def _mask_rest(blocks: list[Element], redactor: Redactor, masked: list[str]) -> None:
    """Code blocks, addresses of links, titles, alternative texts and identifiers."""
    renamed = 0
    for element in _everything(blocks):
        kind = element["t"]
        if kind == "CodeBlock":
            element["c"][1] = redactor.mask(element["c"][1])
        if kind in {"Link", "Image"}:
            address, title = element["c"][2]
            if redactor.finder.find(address):
                element["c"][2] = ["" if kind == "Image" else "#", redactor.mask(title)]
                masked += [hit.key for hit in redactor.finder.find(address)]
            else:
                element["c"][2] = [address, redactor.mask(title)]
        attr = element["c"][1] if kind == "Header" else None
        if kind in {"Span", "Div", "Figure", "Table", "Link", "Image"}:
            attr = element["c"][0]
        if attr and attr[0] and redactor.finder.find(attr[0]):
            renamed += 1
            attr[0] = f"section-{renamed}"


def _everything(elements: list[Element]) -> Iterator[Element]:
    for element in elements:
        yield element
        for inner in child_lists(element):
            yield from _everything(inner)


def _unwrap(elements: list[Element]) -> None:
    """Take out the spans that only protected words; drop leaves that masking emptied."""
    at = 0
    while at < len(elements):
        element = elements[at]
        if element["t"] == "Str" and element["c"] == "":
            del elements[at]
            continue
        for inner in child_lists(element):
            _unwrap(inner)
        if element["t"] == "Span" and KEEP in attributes(element)[1]:
            elements[at : at + 1] = element["c"][1]
            continue
        at += 1


def wrap_right_to_left(elements: list[Element], marked: bool = False) -> list[str]:
    """Give every right-to-left run language and direction, in place; gives the runs that lacked them."""
    found: list[str] = []
    at = 0
    while at < len(elements):
        element = elements[at]
        if element["t"] in {"Span", "Div"}:
            _complete(element, found)
            inside = {"lang", "dir"} <= set(attributes(element)[2])
            found += wrap_right_to_left(element["c"][1], marked or inside)
        elif element["t"] in {"Str", "Code"} and not marked and _has_rtl(element):
            end = at + 1
            probe = end
            while probe < len(elements):
                if elements[probe]["t"] in {"Space", "SoftBreak"}:
                    probe += 1
                elif elements[probe]["t"] == "Str" and _has_rtl(elements[probe]):
                    probe += 1
                    end = probe
                else:
                    break
            before, run, after = _trim(elements[at:end])
            words = "".join(_leaf_text(leaf) for leaf in run)
            found.append(words)
            wrapped = span(run, lang=_language(words), dir="rtl")
            made = [*before, wrapped, *after]
            elements[at:end] = made
            at += len(made) - 1
        else:
            for inner in child_lists(element):
                found += wrap_right_to_left(inner, marked)
        at += 1
    return found


def _complete(element: Element, found: list[str]) -> None:
    """Add the direction to a right-to-left language, and the language to a right-to-left run."""
    pairs = attributes(element)[2]
    language, direction = pairs.get("lang", ""), pairs.get("dir", "")
    if language.split("-")[0] in {"ar", "fa", "he", "ur", "syr", "dv"} and not direction:
        element["c"][0][2].append(["dir", "rtl"])
    elif direction == "rtl" and not language:
        words = "".join(_leaf_text(leaf) for leaf in _leaves(element["c"][1]) if leaf)
        element["c"][0][2].insert(0, ["lang", _language(words)])
        found.append(words)


def _has_rtl(element: Element) -> bool:
    return bool(_RTL_LETTER.search(_leaf_text(element)))


def _language(words: str) -> str:
    letter = _RTL_LETTER.search(words)
    if letter:
        for first, last, language in _LANGUAGES:
            if first <= letter.group() <= last:
                return language
    return "ar"


def _trim(run: list[Element]) -> tuple[list[Element], list[Element], list[Element]]:
    """Part a run into what stands before its first and after its last right-to-left letter."""
    if run[0]["t"] != "Str":
        return [], run, []
    first, last = run[0]["c"], run[-1]["c"]
    begin = _RTL_LETTER.search(first)
    start = begin.start() if begin else 0
    ends = [match.end() for match in re.finditer(f"[{_RTL}\u0300-\u036f]", last)]
    end = ends[-1] if ends else len(last)
    before, after = first[:start], last[end:]
    if len(run) == 1:
        middle = [{"t": "Str", "c": first[start:end]}]
    else:
        middle = [{"t": "Str", "c": first[start:]}, *run[1:-1], {"t": "Str", "c": last[:end]}]
    return text_inlines(before), middle, text_inlines(after)
