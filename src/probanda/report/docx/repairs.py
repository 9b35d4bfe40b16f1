"""What Pandoc's DOCX lacks, one repair a function, each over the parsed body or notes."""

from __future__ import annotations

from collections.abc import Sequence

from probanda.report.docx.parts import Element, find_all, make, properties, put_property, q
from probanda.report.nodes import is_short
from probanda.report.numbering import Heading

__all__ = [
    "finish_headings",
    "finish_paragraphs",
    "finish_pictures",
    "finish_tables",
    "mark_right_to_left",
    "shift_lists",
]

_GUTTER = 709
_TEXT = {"", "BodyText", "FirstParagraph", "NumberedParagraph", "Compact"}
_HEADINGS = {f"Heading{level}" for level in range(1, 10)}


def style_of(paragraph: Element) -> str:
    found = paragraph.find(f"{q('w:pPr')}/{q('w:pStyle')}")
    return "" if found is None else str(found.get(q("w:val")))


def finish_headings(body: Element, headings: Sequence[Heading]) -> list[Element]:
    """Gives annexes their style, silences the number of unnumbered headings; returns the headings in order."""
    found = [p for p in find_all(body, "w:p") if style_of(p) in _HEADINGS]
    if len(found) != len(headings):
        raise AssertionError(f"{len(found)} headings in the DOCX, {len(headings)} in the document")
    annexes = 0
    for paragraph, heading in zip(found, headings, strict=True):
        props = properties(paragraph, "w:pPr")
        if heading.annex and heading.level == 1:
            put_property(props, make("w:pStyle", val="AnnexHeading"))
            if not annexes:
                put_property(props, make("w:pageBreakBefore"))
            annexes += 1
            # number and title on lines of their own, as in the other formats
            paragraph.insert(1, make("w:r", make("w:br")))
        elif not heading.number and heading.level <= 4:
            put_property(props, make("w:numPr", make("w:ilvl", val="0"), make("w:numId", val="0")))
            put_property(props, make("w:ind", left=str(_GUTTER), firstLine="0"))
    return found


def finish_paragraphs(body: Element) -> None:
    """Paragraphs that Pandoc left without a style (those under a language or direction) get the body's."""
    for paragraph in find_all(body, "w:body/w:p") or list(body.iter(q("w:p"))):
        if paragraph.getparent().tag == q("w:tc"):
            continue
        if not style_of(paragraph) and paragraph.find(q("w:r")) is not None:
            put_property(properties(paragraph, "w:pPr"), make("w:pStyle", val="BodyText"))


def finish_tables(body: Element, right_to_left: bool) -> None:
    """Row headers, rows that stay whole, and tables of right-to-left text that run from right to left."""
    for table in find_all(body, "w:tbl"):
        props = properties(table, "w:tblPr")
        filled = [p for p in table.iter(q("w:p")) if p.find(q("w:r")) is not None]
        turned = filled and all(p.find(f"{q('w:pPr')}/{q('w:bidi')}") is not None for p in filled)
        style = props.find(q("w:tblStyle"))
        if turned or right_to_left:
            place = 0 if style is None else list(props).index(style) + 1
            if props.find(q("w:bidiVisual")) is None:
                props.insert(place, make("w:bidiVisual"))
        look = props.find(q("w:tblLook"))
        if look is not None:
            look.set(q("w:firstColumn"), "1")  # the first column heads its rows
            look.set(q("w:noVBand"), "1")
            look.set(q("w:val"), "04A0")
        after = table.getnext()
        while after is not None and after.tag in {q("w:bookmarkEnd"), q("w:bookmarkStart")}:
            after = after.getnext()
        if after is not None and after.tag == q("w:p") and style_of(after) in _TEXT:
            put_property(properties(after, "w:pPr"), make("w:spacing", before="240"))
        for row in table.iter(q("w:tr")):
            row_props = row.find(q("w:trPr"))
            if row_props is None:
                row_props = make("w:trPr")
                row.insert(0, row_props)
            if row_props.find(q("w:cantSplit")) is None:
                row_props.insert(0, make("w:cantSplit"))
        rows = find_all(table, "w:tr")
        # a short table stays whole; a long one keeps its head with the first rows
        kept = rows[:-1] if is_short(len(rows), "".join(table.itertext())) else rows[:2]
        if rows and (before := _paragraph_before(table)) is not None:
            put_property(properties(before, "w:pPr"), make("w:keepNext"))
        for paragraph in (p for row in kept for p in row.iter(q("w:p"))):
            put_property(properties(paragraph, "w:pPr"), make("w:keepNext"))


def _paragraph_before(table: Element) -> Element | None:
    """The paragraph that leads to a table: its caption, or the sentence that introduces it."""
    before = table.getprevious()
    while before is not None and before.tag in {q("w:bookmarkEnd"), q("w:bookmarkStart")}:
        before = before.getprevious()
    return before if before is not None and before.tag == q("w:p") else None


def finish_pictures(body: Element) -> None:
    """Alternative text stays where readers look for it; file names and titles go."""
    for number, outer in enumerate(find_all(body, "wp:docPr"), 1):
        outer.set("name", f"Picture {number}")
        outer.attrib.pop("title", None)
    for number, inner in enumerate(find_all(body, "pic:cNvPr"), 1):
        inner.set("name", f"Picture {number}")
        inner.set("descr", "")


def mark_right_to_left(tree: Element) -> None:
    """Footnote marks in right-to-left paragraphs turn with them; the language of such runs is said to Word."""
    for paragraph in tree.iter(q("w:p")):
        props = paragraph.find(q("w:pPr"))
        bidi = props is not None and props.find(q("w:bidi")) is not None
        if not bidi and _runs_right_to_left(paragraph):
            put_property(properties(paragraph, "w:pPr"), make("w:bidi"))
            bidi = True
        for run in paragraph.iter(q("w:r")):
            marks = run.find(q("w:footnoteReference")) is not None
            marks = marks or run.find(q("w:footnoteRef")) is not None
            run_props = run.find(q("w:rPr"))
            if bidi and marks and run_props is not None and run_props.find(q("w:rtl")) is None:
                run_props.append(make("w:rtl"))
            if run_props is not None and run_props.find(q("w:rtl")) is not None:
                language = run_props.find(q("w:lang"))
                if language is not None and language.get(q("w:val")):
                    language.set(q("w:bidi"), language.get(q("w:val")))


def _runs_right_to_left(paragraph: Element) -> bool:
    """Whether all the text of a footnote runs from right to left though nobody said so of the paragraph."""
    runs = [r for r in paragraph.iter(q("w:r")) if (r.findtext(q("w:t")) or "").strip()]
    return bool(runs) and all(
        r.find(f"{q('w:rPr')}/{q('w:rtl')}") is not None
        or not (r.findtext(q("w:t")) or "").strip(" .")
        for r in runs
    )


def shift_lists(numbering: Element) -> None:
    """Moves Pandoc's own lists in by the gutter, so that they stand under the text and not under the numbers."""
    for abstract in find_all(numbering, "w:abstractNum"):
        if int(abstract.get(q("w:abstractNumId"))) < 100:
            continue  # ours
        for indent in find_all(abstract, "w:ind"):
            left = indent.get(q("w:left"))
            if left:
                indent.set(q("w:left"), str(int(left) + _GUTTER - 260))
