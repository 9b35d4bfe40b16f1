"""Fills the contents with real entries: linked, with page numbers, under a field that can be renewed."""

from __future__ import annotations

from collections.abc import Sequence

from probanda.report.docx.parts import Element, find_all, make, properties, put_property, q, run
from probanda.report.docx.prepare import CONTENTS_MARK
from probanda.report.numbering import Heading

__all__ = ["fill_contents"]

_DEPTH = 3
_STEP = 620  # twentieths of a point, as in the reference document; "VIII." fits
_FIELD = f' TOC \\o "1-{_DEPTH}" \\h \\z \\u '


def fill_contents(
    body: Element,
    headings: Sequence[Heading],
    paragraphs: Sequence[Element],
    pages: Sequence[int],
    *,
    right_to_left: bool = False,
) -> None:
    """Replaces the marked paragraph. ``pages`` are as the PDF has them, or empty."""
    place = next((p for p in find_all(body, "w:p") if CONTENTS_MARK in "".join(p.itertext())), None)
    if place is None:
        return
    entries: list[Element] = []
    for number, (heading, paragraph) in enumerate(zip(headings, paragraphs, strict=True)):
        if heading.level > _DEPTH:
            continue
        name = f"_Toc{number + 1:08d}"
        _bookmark(paragraph, name, 900_000 + number)
        page = str(pages[number]) if number < len(pages) else ""
        entries.append(_entry(heading, name, page))
        if right_to_left:
            put_property(properties(entries[-1], "w:pPr"), make("w:bidi"))
    if not entries:
        place.getparent().remove(place)
        return
    first, last = entries[0], entries[-1]
    after_properties = 1
    for piece in reversed((*_begin(_FIELD), _mark("separate"))):
        first.insert(after_properties, piece)
    last.append(_mark("end"))
    container = place.getparent()
    at = list(container).index(place)
    following = place.getnext()
    while following is not None and following.tag != q("w:p"):
        following = following.getnext()
    if following is not None:
        put_property(properties(following, "w:pPr"), make("w:pageBreakBefore"))
    container.remove(place)
    gallery = make(
        "w:docPartObj", make("w:docPartGallery", val="Table of Contents"), make("w:docPartUnique")
    )
    container.insert(at, make("w:sdt", make("w:sdtPr", gallery), make("w:sdtContent", *entries)))


def _bookmark(paragraph: Element, name: str, identifier: int) -> None:
    start = make("w:bookmarkStart", id=str(identifier), name=name)
    end = make("w:bookmarkEnd", id=str(identifier))
    has_properties = len(paragraph) and paragraph[0].tag == q("w:pPr")
    paragraph.insert(1 if has_properties else 0, start)
    paragraph.append(end)


def _mark(kind: str) -> Element:
    return make("w:r", make("w:fldChar", fldCharType=kind))


def _begin(instruction: str) -> tuple[Element, Element]:
    words = make("w:instrText")
    words.text = instruction
    words.set(q("xml:space"), "preserve")
    return _mark("begin"), make("w:r", words)


def _entry(heading: Heading, bookmark: str, page: str) -> Element:
    inside: list[Element] = []
    if heading.number:
        separator = run("  ") if heading.annex else make("w:r", make("w:tab"))
        inside += [run(heading.number), separator]
    inside.append(run(heading.words))
    if page:
        inside.append(make("w:r", make("w:tab")))
        inside += [*_begin(f" PAGEREF {bookmark} \\h "), _mark("separate"), run(page), _mark("end")]
    props = make("w:pPr", make("w:pStyle", val=f"TOC{heading.level}"))
    if not heading.number:
        props.append(make("w:ind", left=str(_STEP * (heading.level - 1)), firstLine="0"))
    elif heading.annex:
        props.append(make("w:ind", left="0", firstLine="0"))
    link = make("w:hyperlink", *inside, anchor=bookmark, history="1")
    return make("w:p", props, link)
