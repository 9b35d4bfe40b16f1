"""References within the report: "paragraph 24 above", "table 3", "the teacher referred to in paragraph 24"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from probanda.audit.document import Block
from probanda.audit.extract.language import language_tables
from probanda.audit.extract.quotations import in_speech
from probanda.audit.facts import Facts
from probanda.audit.rules.registry import Hit, rule

__all__: list[str] = []

#: So many paragraphs in one rising row are the report's own numbers.
_ROW = 8
_PARAGRAPH = re.compile(
    r"(?<!\w)(?:paragraphs?|paras?\.?|пункт\w*|пп?\.|párrafos?|párrs?\.?"
    r"|paragraphes?)\s+(?P<n>\d{1,4})(?![\d.,/–-]*\d)"
    r"(?P<where>\s+(?:above|below|supra|infra|выше|ниже|más arriba|más abajo|ci-dessus|ci-dessous))?"
    r"(?P<of>\s+(?:of|to|in|de|del|du|des|к)\s)?",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"(?:referred to|mentioned|described|discussed|cited|set out|noted|see|cf\.|case|упомянут\w+"
    r"|указан\w+|описан\w+|см\."
    r"|mencionad[oa]s?|citad[oa]s?|descrit[oa]s?|referid[oa]s?|véase|mentionné\w*|cité\w*|décrit\w*|voir)\s+"
    r"(?:in\s+|at\s+|under\s+|в\s+|en\s+(?:el\s+)?|au\s+|à\s+)?\Z",
    re.IGNORECASE,
)
#: "the teacher referred to in": who or what the other paragraph is said to speak of.
_MATTER = re.compile(
    r"(?:the|этого|этой|el|la|los|las|le)\s+(?:\w+\s+)?(?P<noun>[^\W\d_]{4,})\s+(?:who\s+(?:is|was)\s+)?"
    r"(?:referred to|mentioned|described|упомянут\w+|описан\w+|mencionad[oa]s?|citad[oa]s?|descrit[oa]s?)\s+"
    r"(?:in\s+|at\s+|under\s+|в\s+|en\s+(?:el\s+)?)?\Z",
    re.IGNORECASE,
)
#: "See footnote 9", "véase también la nota 7", "приложение 4": parts of the report that have numbers.
_NOTE = re.compile(
    r"(?<!\w)(?:see|cf\.|as in|in|under|см\.|смотри|в|véase|ver|cf|voir|en|à la)\s+(?:also\s+|также\s+"
    r"|también\s+|aussi\s+)?(?:the\s+|la\s+)?"
    r"(?:footnote|endnote|note|сноск\w+|примечани\w+|nota(?: al pie)?|note)\s+(?:no\.?\s*"
    r"|№\s*)?(?P<n>\d{1,3})(?![\d.]*\d)(?P<of>\s+(?:of|to|in|de|del|du|к)\s)?",
    re.IGNORECASE,
)
_ANNEX = re.compile(
    r"(?<!\w)(?P<what>annex|appendix|chapter|section|приложени\w+|глав\w+|раздел\w*|anexo|capítulo|annexe"
    r"|chapitre)\s+(?:no\.?\s*|№\s*)?(?P<n>\d{1,2}|[IVX]{1,5}|[A-Z])(?![\w.-])(?!\s?\.\d)"
    r"(?P<of>\s+(?:of|to|in|de|del|du|к|[А-ЯЁ]\w+|[A-Z]\w+)\s)?",
)
_BEFORE = ("above", "supra", "выше", "más arriba", "ci-dessus")
_CAPTIONED = {
    "table": r"tables?|таблиц\w+|табл\.|cuadros?|tablas?|tableaux?",
    "figure": r"figures?|рис(?:ун\w+|\.)|gráficos?|figuras?",
}


@rule(
    "reference-wrong",
    "A reference to the wrong place",
    "warning",
    "sources",
    "Who follows “paragraph 24 above” and finds nothing there trusts no other reference. Looked at are paragraphs,"
    " tables and figures of the report itself; paragraphs of other documents are left alone.",
    bad=(
        "1. The prison of Arlan held 40 men, table 4 shows.\n\nTable 1. Prisons\n\n| Prison | Men |\n|---|---|\n"
        "| Arlan | 40 |\n| Borv | 12 |",
    ),
    good=(
        "1. The prison of Arlan held 40 men, table 1 shows.\n\nTable 1. Prisons\n\n| Prison | Men |\n|---|---|\n"
        "| Arlan | 40 |\n| Borv | 12 |",
        "The Committee asked for it in paragraph 24 of its observations.",
    ),
    accept="When the reference is to another document.",
)
def reference_wrong(facts: Facts) -> Iterator[Hit]:
    """Follow references to numbered paragraphs, tables and figures."""
    numbered = facts.of(_numbered)
    for block in facts.document.prose():
        if numbered:
            for found in _PARAGRAPH.finditer(facts.text, block.start, block.end):
                if not in_speech(facts, found.start()):
                    yield from _paragraph(facts, block, found, numbered)
        yield from _captioned(facts, block)
    yield from _notes(facts)
    yield from _annexes(facts)


def _numbered(facts: Facts) -> dict[int, Block]:
    """Paragraphs by their printed number; none when the report doesn't number them throughout."""
    found: dict[int, Block] = {}
    for block in facts.document.blocks:
        number = block.number.strip(".() ")
        if block.kind in {"paragraph", "quote", "list-item"} and number.isdecimal():
            if int(number) in found:
                return {}
            found[int(number)] = block
    rising = list(found) == sorted(found)
    return found if rising and len(found) >= _ROW else {}


def _paragraph(
    facts: Facts, block: Block, found: re.Match[str], numbered: dict[int, Block]
) -> Iterator[Hit]:
    number, where = int(found["n"]), (found["where"] or "").strip().lower()
    lead = facts.text[max(block.start, found.start() - 70) : found.start()]
    if (found["of"] and not where) or not (where or _OWN.search(lead)):
        return
    target = numbered.get(number)
    if target is None:
        # a gap in the numbers that were read may be the reader's
        if number > max(numbered):
            yield _hit(
                found, f"There is no paragraph {number}: the last one is {max(numbered)}.", ()
            )
        return
    here = block.number.strip(".() ")
    if (
        where
        and here.isdecimal()
        and int(here) != number
        and (number < int(here)) != (where in _BEFORE)
    ):
        yield _hit(
            found,
            f"Paragraph {number} doesn't stand {where} paragraph {here}.",
            ((target.start, min(target.end, target.start + 80)),),
        )
        return
    matter = _MATTER.search(lead)
    if matter and not _speaks_of(facts, target, matter["noun"]):
        yield _hit(
            found,
            f"Paragraph {number} doesn't speak of “{matter['noun']}”.",
            ((target.start, min(target.end, target.start + 80)),),
        )


def _speaks_of(facts: Facts, block: Block, noun: str) -> bool:
    """Whether a paragraph, or one that belongs to it, has the noun; of nouns that stand nowhere else, always."""
    stem = language_tables(facts.language).stem(noun.lower())[:6]
    if stem in {
        "case",
        "cases",
        "person",
        "incide",
        "event",
        "events",
        "method",
        "figure",
        "number",
        "случа",
        "caso",
    }:
        return True
    following = facts.document.blocks[block.index + 1 : block.index + 4]
    end = next((b.start for b in following if b.number), block.end + 600)
    inside = stem in facts.text[block.start : max(block.end, end)].lower()
    elsewhere = len(re.findall(re.escape(stem), facts.text.lower())) > 1
    return inside or not elsewhere


def _captioned(facts: Facts, block: Block) -> Iterator[Hit]:
    captions = facts.of(_captions)
    for kind, words in _CAPTIONED.items():
        known = captions[kind]
        if not known:
            continue
        pattern = re.compile(
            rf"(?<!\w)(?:{words})\s+(?P<n>\d{{1,2}})(?![\w.,–-]*\d)(?P<of>\s+(?:of|in|de|du|из|в)\s)?",
            re.I,
        )
        for found in pattern.finditer(facts.text, block.start, block.end):
            number = int(found["n"])
            if found["of"] or number in known or block.kind in {"caption", "footnote"}:
                continue
            if found.start() - block.start < 3 or in_speech(facts, found.start()):
                continue  # a caption that was not read as one
            if number > max(known) and len(known) == max(known):
                yield _hit(found, f"There is no {kind} {number}: the last one is {max(known)}.", ())


def _notes(facts: Facts) -> Iterator[Hit]:
    """References to a note of the report by a number that no note has."""
    numbers = {int(n.label) for n in facts.document.notes if n.label.isdecimal()}
    if not numbers:
        return
    for block in facts.document.blocks:
        if block.kind not in {"paragraph", "list-item", "footnote", "caption", "quote"}:
            continue
        for found in _NOTE.finditer(facts.text, block.start, block.end):
            number = int(found["n"])
            if (
                found["of"]
                or number in numbers
                or number <= max(numbers)
                or in_speech(facts, found.start())
            ):
                continue
            yield _hit(found, f"There is no note {number}: the last one is {max(numbers)}.", ())


def _annexes(facts: Facts) -> Iterator[Hit]:
    """References to an annex by a number beyond the last that a heading has."""
    heads: dict[str, set[int]] = {}
    for section in facts.document.sections:
        opened = _ANNEX.match(section.title)
        if opened:
            heads.setdefault(opened["what"].lower()[:5], set()).add(_numeral(opened["n"]))
    for block in facts.document.prose() if heads else ():
        for found in _ANNEX.finditer(facts.text, block.start, block.end):
            known = heads.get(found["what"].lower()[:5])
            number = _numeral(found["n"])
            if (
                not known
                or found["of"]
                or number in known
                or len(known) != max(known)
                or number <= max(known)
            ):
                continue
            if in_speech(facts, found.start()):
                continue
            yield _hit(
                found,
                f"There is no {found['what'].lower()} {found['n']}: the last one is {max(known)}.",
                (),
            )


_ROMAN = {"I": 1, "V": 5, "X": 10}


def _numeral(said: str) -> int:
    """A number in figures, Roman figures or as a letter of the alphabet."""
    if said.isdecimal():
        return int(said)
    if set(said) <= set("IVX"):
        values = [_ROMAN[letter] for letter in said]
        return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))
    return ord(said) - ord("A") + 1


def _captions(facts: Facts) -> dict[str, frozenset[int]]:
    """Numbers of tables and figures that have a caption, or a paragraph that opens as one."""
    found: dict[str, set[int]] = {kind: set() for kind in _CAPTIONED}
    for block in facts.document.blocks:
        if block.kind in {"footnote", "cell", "running"}:
            continue
        for kind, words in _CAPTIONED.items():
            opened = re.match(
                rf"\W*(?:{words})\s+(\d{{1,2}})(?=[.:\s–—-])",
                facts.text[block.start : block.start + 40],
                re.I,
            )
            if opened:
                found[kind].add(int(opened[1]))
    return {kind: frozenset(numbers) for kind, numbers in found.items()}


def _hit(found: re.Match[str], message: str, evidence: tuple[tuple[int, int], ...]) -> Hit:
    end = found.end("where") if "where" in found.groupdict() and found["where"] else found.end("n")
    return Hit(found.start(), end, message, "Look the place up and correct the number.", evidence)
