"""What part a block plays in a report: it sums up, tells how the work was done, tells what was found, concludes …

A number in the summary is said again in the body, one in the body may be said for the first time: rules that hold
two places against each other ask here which is which. A heading tells by its words (`data/roles.yaml`), a section
without such words plays the part of the section around it, and one with none around it is the body.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from probanda.audit.any_case import any_case
from probanda.audit.document import Block, Document, Section
from probanda.audit.extract.language import words_of
from probanda.audit.facts import Facts
from probanda.audit.tables import table

__all__ = ["RETELLING", "Role", "block_role", "heading_role", "retells", "role_at"]

Role = Literal[
    "cover",
    "summary",
    "introduction",
    "method",
    "law",
    "body",
    "conclusion",
    "recommendations",
    "chronology",
    "annex",
    "table",
    "caption",
    "note",
    "aside",  # words of pictures, running heads, contents
]

#: Parts that say again in short what other parts tell at length.
RETELLING: frozenset[Role] = frozenset({"summary", "conclusion", "recommendations", "cover"})

#: Where two parts are announced ("Annex. Chronology"), the one that tells more comes first; "Conclusions and
#: recommendations" is read as the conclusion.
_ORDER: tuple[Role, ...] = (
    "chronology",
    "summary",
    "conclusion",
    "recommendations",
    "method",
    "introduction",
    "law",
    "annex",
)
_BY_KIND: dict[str, Role] = {
    "cell": "table",
    "caption": "caption",
    "footnote": "note",
    "title": "cover",
    "running": "aside",
    "contents": "aside",
    "figure": "aside",
}
#: "Chapter 3.", "Part II:", an article before the word that tells.
_LEAD = any_case(
    r"(?:(?:chapter|part|section|title|annex(?=\s+[IVX\d]+[.:])|appendix(?=\s+[IVX\d]+[.:])|глава|часть|раздел"
    r"|приложение(?=\s+[IVX\d]+[.:])|capítulo|parte|sección|anexo(?=\s+[IVX\d]+[.:])|chapitre|partie|section"
    r"|fəsil|hissə|bölmə)\s+(?:[IVXLC]+|\d+|[A-ZА-Я])(?!\w)[.:)\s–—-]*|(?:annex|appendix|приложение|anexo|annexe|əlavə)[.:]\s+"
    r"|[\dIVXLC]+[.)]\s+|[A-ZА-Я][.)]\s+)",
)
_ARTICLE = any_case(
    r"(?:the|an?|our|my|some|general|short|brief|main|наш[аи]?|el|la|los|las|nuestr[ao]s?|le|la|les|l['’]|notre|nos"
    r"|общ\w+|краткая|bizim)\s+",
)
_ANNEX = any_case(r"annex|appendi|прилож|anexo|apéndice|əlavə")
#: Parts that an annex may be beside being one: "Annex. Summary of data" is none of the report's summary.
_ANNEXED: frozenset[Role] = frozenset({"chronology", "method"})
#: A heading longer than this is a sentence: its words tell of the matter, not of the part.
_LONGEST = 110


@cache
def _patterns() -> tuple[tuple[Role, re.Pattern[str], re.Pattern[str], re.Pattern[str]], ...]:
    """Role, what a heading begins with, what may stand anywhere in it, what may not."""
    words: dict[str, dict[str, str]] = table("data/roles.yaml")
    return tuple(
        (
            role,
            _any(words[role]["begins"]),
            _any(words[role]["anywhere"]),
            _any(words[role]["never"]),
        )
        for role in _ORDER
    )


def _any(listed: str) -> re.Pattern[str]:
    parts = []
    for phrase in sorted(words_of(listed), key=len, reverse=True):
        words = [
            re.escape(w[:-1]) + r"\w*" if w.endswith("*") else re.escape(w) for w in phrase.split()
        ]
        parts.append(r"\s+".join(words))
    return any_case(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)" if parts else r"(?!)")


@cache
def heading_role(title: str) -> Role | None:
    """What a heading announces; None when its words don't tell.

    >>> heading_role("II. Key findings"), heading_role("Annex B. Timeline of the night")
    ('summary', 'chronology')
    >>> heading_role("Summary executions in Kevria") is None
    True
    """
    plain = title.strip()
    if not plain or len(plain) > _LONGEST:
        return None
    named = plain
    while found := _LEAD.match(named):
        named = named[found.end() :]
    bare = named
    while found := _ARTICLE.match(bare):
        bare = bare[found.end() :]
    annexed = named != plain and _ANNEX.match(plain) is not None
    for role, begins, anywhere, never in _patterns():
        if never.search(plain) or (annexed and role not in _ANNEXED):
            continue
        if any(begins.match(each) for each in {plain, named, bare} if each) or anywhere.search(
            plain
        ):
            return role
    return "annex" if annexed else None


#: Headings that name the part itself, wherever they stand; "In brief" at the end of a newsletter is none.
_PLAIN = any_case(
    r"summar|executive|abstract|synopsis|резюме|аннотация|краткое|resumen|síntesis|résumé|synthèse|xülasə",
)
#: A section over this share of the text is the report itself: its heading is the title.
_WHOLE = 0.6


def _section_roles(facts: Facts) -> tuple[Role | None, ...]:
    """The part each section plays, by its own heading or the nearest one around it."""
    known: list[Role | None] = []
    open_: list[tuple[Section, Role | None]] = []
    length = max(len(facts.text), 1)
    for section in facts.document.sections:
        while open_ and (open_[-1][0].level >= section.level or open_[-1][0].end <= section.start):
            open_.pop()
        role = heading_role(section.label) or heading_role(section.title)
        around = open_[-1][1] if open_ else None
        if around in {"annex", "recommendations"} and role in {"introduction", "law", "annex"}:
            role = around  # "General context" among the recommendations asks for something
        outer = open_[-1][0] if open_ else None
        nested = outer is not None and around is None and outer.end - outer.start < _WHOLE * length
        if role is not None and not _fits(
            role, section.title, section.start / length, nested=nested
        ):
            role = None
        known.append(role or around)
        open_.append((section, known[-1]))
    return tuple(known)


def _fits(role: Role, title: str, depth: float, *, nested: bool) -> bool:
    """Whether a part may stand where its heading does: "Methods" deep inside "The house" are the gaolers'.

    Args:
        role: by the words of the heading.
        title: the heading.
        depth: share of the text before it.
        nested: it stands inside a section of the body.
    """
    if role == "summary":
        return bool(_PLAIN.search(title)) or (depth < 0.35 and not nested)
    if role in {"method", "introduction"}:
        return not nested or depth < 0.15
    if role in {"conclusion", "recommendations"}:
        return not nested or depth > 0.75
    return True


def _block_roles(facts: Facts) -> tuple[Role, ...]:
    """The part of every block, in order."""
    document = facts.document
    by_section = facts.of(_section_roles)
    lead = _lead_blocks(document) | _marked_lead(document)
    answers: list[Role] = []
    place = -1
    for block in document.blocks:
        while (
            place + 1 < len(document.sections) and document.sections[place + 1].start <= block.start
        ):
            place += 1
        role = by_section[place] if place >= 0 else None
        if block.kind in _BY_KIND:
            answers.append(_BY_KIND[block.kind])
        elif block.index in lead:
            answers.append("summary")
        else:
            answers.append(role or _run_in(facts, block) or "body")
    return tuple(answers)


def _lead_blocks(document: Document) -> frozenset[int]:
    """Paragraphs before the first heading of a text with headings: they sum up what follows."""
    if len(document.sections) < 3:
        return frozenset()
    first = document.sections[0]
    start, end = first.start, first.end
    if first.level == 1 and len([s for s in document.sections if s.level == 1]) == 1:
        # The only heading of the highest level is the document's title: the text under it, up to the next one.
        start, end = document.sections[1].start, document.sections[1].start
    else:
        end = start
    before = [b for b in document.blocks if b.kind == "paragraph" and b.start < min(start, end)]
    long = [b for b in before if b.end - b.start > 160]
    return (
        frozenset(b.index for b in long)
        if sum(b.end - b.start for b in long) < 0.2 * len(document.text)
        else frozenset()
    )


#: A line set off by a sign, as under the title of a piece of news; its longest length, and that of a paragraph.
_SIGN = re.compile(r"\s*(?:[■□▪●•◦►▶❖*]|[-–—]{1,2})\s")
_LINE, _PARAGRAPH = 260, 200
#: Blocks in which such lines open a text.
_OPENING = 12


def _marked_lead(document: Document) -> frozenset[int]:
    """Lines with a sign in front that open a text before its first paragraph: they say in short what follows."""
    found: list[int] = []
    for block in document.blocks[:_OPENING]:
        if block.kind not in {"paragraph", "list-item"}:
            continue
        text = document.text[block.start : block.end]
        if (block.kind == "list-item" or _SIGN.match(text)) and len(text) <= _LINE:
            found.append(block.index)
        elif len(text) > _PARAGRAPH:
            return frozenset(found)
    return frozenset()


_RUN_IN = re.compile(r"\s*([^\W\d_][^.:\n]{2,40})[.:]\s")


def _run_in(facts: Facts, block: Block) -> Role | None:
    """The part that a paragraph names itself: "Summary: Between January and June …"."""
    found = _RUN_IN.match(facts.text, block.start, block.end)
    if found is None:
        return None
    role = heading_role(found[1])
    return (
        role if role in {"summary", "method", "conclusion"} and len(found[1].split()) <= 3 else None
    )


def block_role(facts: Facts, block: Block) -> Role:
    """The part that a block plays.

    Cells, captions and notes are "table", "caption" and "note" wherever they stand; `role_at` with
    ``inside=True`` tells the part of the section around them.
    """
    return facts.of(_block_roles)[block.index]


def role_at(facts: Facts, position: int, *, inside: bool = False) -> Role:
    """The part of the block at a position; with `inside`, of the section around it, whatever the block's kind."""
    block = facts.document.block_of(position)
    if block is None:
        return "body"
    role = block_role(facts, block)
    if not inside or block.kind not in _BY_KIND:
        return role
    section = facts.document.section_of(position)
    if section is None:
        return "body"
    return facts.of(_section_roles)[facts.document.sections.index(section)] or "body"


def retells(facts: Facts, position: int) -> bool:
    """Whether a place says again in short what the report tells elsewhere."""
    return (
        role_at(facts, position, inside=True) in RETELLING or role_at(facts, position) in RETELLING
    )
