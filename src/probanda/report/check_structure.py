"""Checks of a document's bones: headings, pictures, markup that was read as text, references."""

from __future__ import annotations

import re
from typing import Any

from probanda.report.context import Context
from probanda.report.tree import attributes, iter_elements, plain_text, text_inlines

__all__ = ["check_headings", "check_literal_markup", "check_pictures", "resolve_references"]

Element = dict[str, Any]
_LITERAL = re.compile(
    r"(?<!\S):{3,}(?:\s*\{[^}]*\}?)?|\{[.#]?(?:figure|person|site|place|claim|ref|key|table|chart|map)\b[^}]*\}?"
    r"|\]\{[^}]*\}?|\[\^[^\]\s]+\]"
)


def check_headings(context: Context, blocks: list[Element]) -> None:
    """Levels begin at 1 and never jump; no heading is empty."""
    headers = [element for element in iter_elements(blocks) if element["t"] == "Header"]
    places = context.scan.headings if len(context.scan.headings) == len(headers) else ()
    before = 0
    for index, header in enumerate(headers):
        level = header["c"][0]
        offset = places[index].offset if places else None
        words = plain_text(header["c"][2])
        if not words.strip() and not any(x["t"] == "Span" for x in header["c"][2]):
            context.find("heading-empty", "the heading has no words", header, offset=offset)
        if before == 0 and level != 1:
            context.find(
                "heading-first-level",
                f"the first heading, “{words}”, is of level {level}",
                header,
                offset=offset,
                found=str(level),
                expected="1",
            )
        elif level > before + 1:
            context.find(
                "heading-skipped",
                f"the heading “{words}” is of level {level}, right after one of level {before}",
                header,
                offset=offset,
                found=str(level),
                expected=f"at most {before + 1}",
            )
        before = level


def check_pictures(context: Context, blocks: list[Element]) -> None:
    """Every picture has an alternative text that says more than its caption."""
    images = [element for element in iter_elements(blocks) if element["t"] == "Image"]
    captions: dict[int, str] = {}
    for element in iter_elements(blocks):
        if element["t"] == "Figure":
            for inner in iter_elements(element["c"][2]):
                if inner["t"] == "Image":
                    captions[id(inner)] = plain_text(element["c"][1][1])
    found = context.scan.images if len(context.scan.images) == len(images) else ()
    for index, image in enumerate(images):
        attr, words, (address, _) = image["c"]
        alt = plain_text(words) or dict(attr[2]).get("alt", "")
        offset = found[index].offset if found else context.text_offset(address)
        if not alt.strip():
            context.find(
                "alt-missing",
                f"the picture {address} has no alternative text",
                image,
                offset=offset,
                remedy='Say what it shows: {alt="…"}.',
            )
        elif id(image) in captions and _same(alt, captions[id(image)]):
            context.find(
                "alt-equals-caption",
                f"the alternative text of the picture {address} is its caption",
                image,
                offset=offset,
                found=alt,
                remedy='Say what it shows, beside the caption: {alt="…"}.',
            )


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold().rstrip(".") == " ".join(
        other.split()
    ).casefold().rstrip(".")


def check_literal_markup(context: Context, blocks: list[Element]) -> None:
    """Braces, fences and note calls that Pandoc left in the text: something in them is miswritten."""
    for element in iter_elements(blocks):
        if element["t"] not in {"Para", "Plain", "Header"}:
            continue
        inlines = element["c"][2] if element["t"] == "Header" else element["c"]
        text = plain_text([{"t": "Para", "c": _without_code(inlines)}])
        fences = 0
        for literal in _LITERAL.finditer(text):
            words = literal.group()
            fences += words.startswith(":::")
            if fences > 1 and words.startswith(":::"):
                continue  # the closing fence of the one that was not read
            context.find(
                "markup-unread",
                f"“{words}” was read as text",
                None,
                offset=_offset(context, words.split()[0]),
                found=words,
                remedy="Close brackets and quotes, leave no space before {, and a blank line before :::.",
            )


def _offset(context: Context, words: str) -> int | None:
    """Where literal markup stands: in the prose, from which markup that was read is blanked."""
    at = context.scan.prose.find(words)
    return at if at >= 0 else context.text_offset(words)


def _without_code(inlines: list[Element]) -> list[Element]:
    return [x if x["t"] not in {"Code", "Math"} else {"t": "Space"} for x in inlines]


def resolve_references(context: Context, blocks: list[Element]) -> None:
    """Fill references to numbered paragraphs; leave the others to rendering; find those that lead nowhere."""
    known = set(context.defined)
    for element in iter_elements(blocks):
        if element["t"] in {"Header", "Span", "Div"}:
            known.add(attributes(element)[0])
        if element["t"] != "Span" or "probanda-ref" not in element["c"][0][1]:
            continue
        key = attributes(element)[2]["ref"]
        if key in context.paragraph_numbers and not element["c"][1]:
            number = context.paragraph_numbers[key]
            words = str(context.language.table["paragraph-reference"]).format(n=number)
            element["c"][1] = text_inlines(words.replace(" ", "\u00a0"))
    for key, element in context.references:
        if key not in known and key not in context.paragraph_numbers:
            context.find(
                "reference-unresolved",
                f"nothing in the document is called “{key}”",
                element,
                kind="ref",
                key=key,
                found=key,
                remedy="Place the table, chart or map, or give the paragraph the identifier []{#…}.",
            )
