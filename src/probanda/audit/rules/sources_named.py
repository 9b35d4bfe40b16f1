"""Who is named for a statement: unnamed sources, and allegations with no source near them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator

from probanda.audit.document import Block
from probanda.audit.extract.sources import sources
from probanda.audit.facts import Facts
from probanda.audit.rules.registry import Hit, rule
from probanda.audit.source_words import pattern
from probanda.audit.wordfields import marks

__all__: list[str] = []

#: Sections in which statements rest on what is said elsewhere.
_ELSEWHERE = re.compile(
    r"summary|abstract|conclusion|recommendation|contents|methodolog|legal|law\b|introduction|foreword"
    r"|preface"
    r"|violations? of|резюме|краткое|вывод|заключени|рекомендаци|методолог|методик|правов|введени"
    r"|предислови"
    r"|resumen|conclusi|recomendaci|metodolog|marco (?:legal|jurídico)|introducci|prólogo"
    r"|résumé|synthèse|recommandation|méthodolog|cadre (?:juridique|légal)|avant-propos"
    r"|xülasə|nəticə|tövsiyə|metodolog|giriş",
    re.IGNORECASE,
)


@rule(
    "source-unnamed",
    "A source without a name",
    "warning",
    "sources",
    "“Alternative sources” can be asked nothing. What they are said to say weighs nothing, and colours"
    " everything"
    " beside it. A source that is protected is left alone when the text says so.",
    bad=(
        "According to alternative sources, most of the hostages died.",
        "It is reported that forty men were shot.",
    ),
    good=(
        "According to the Ministry of Justice, 40 men were held.",
        "Three sources, whose names are withheld for their safety, described the prison.",
    ),
    accept="When the source is protected, and the method section says how it was checked.",
)
def source_unnamed(facts: Facts) -> Iterator[Hit]:
    """Unnamed sources outside quotations, where neither note nor protection is named in the sentence."""
    document = facts.document
    anchors = sorted(mark.position for mark in document.marks)
    told: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for source in facts.of(sources):
        if source.kind != "unnamed":
            continue
        first, last = document.sentence_of(source.start)
        sentence = facts.text[first:last]
        if _PROTECTED.search(sentence) or _quoted(sentence, source.start - first):
            continue
        lead, tail = sentence[: source.start - first], sentence[source.end - first :]
        if _RULE.search(lead) or _RULE_AHEAD.match(tail) or _method(facts, source.start):
            continue
        place = bisect_left(anchors, first)
        noted = place < len(anchors) and anchors[place] <= last
        link = bool(document.links_within(first, last))
        if noted or link:
            continue
        told[facts.quote(source.start, source.end).lower()].append((source.start, source.end))
    for places in told.values():
        rest = len(places) - 1
        more = f" (nor in {rest} other place{'s' if rest > 1 else ''})" if rest else ""
        yield Hit(
            *places[0],
            f"“{facts.quote(*places[0])}” names no source{more}.",
            "Name who said it, when and where; or say that the source is protected and how its word was"
            " checked.",
            tuple(places[1:]),
        )

    for note in document.notes:
        said = _NAMELESS_NOTE.match(facts.text, note.start, note.end)
        if said and not document.links_within(note.start, note.end):
            yield Hit(
                said.start("who"),
                said.end("who"),
                f"The note says “{facts.quote(*said.span('who'))}” and names no source.",
                "Name who said it, when and where; or say that the source is protected and how its word was"
                " checked.",
            )


#: A note that is nothing but an unnamed source.
_NAMELESS_NOTE = re.compile(
    r"\W*(?:\d+\W+)?(?P<who>(?:an?\s+)?(?:confidential|anonymous|undisclosed|unnamed|reliable|trusted"
    r"|internal|private|local|own|military|diplomatic)\s+"
    r"(?:sources?|informants?|information|communications?|person|witness)"
    r"|(?:sources?|information|names?|identity)\s+(?:is\s+|are\s+)?(?:known to|held by"
    r"|with)\s+(?:the\s+)?(?:authors?|editors?|organi[sz]ation|us)"
    r"|(?:конфиденциальн\w+|анонимн\w+|закрыт\w+|достоверн\w+|собственн\w+)\s+(?:источник\w*|информаци\w+"
    r"|сведени\w+)"
    r"|источник\w*\s+(?:известен|известны|в распоряжении)[^.;]{0,30}"
    r"|(?:fuentes?|informantes?)\s+(?:confidencial\w*|anónim\w+|reservad\w+|propias?)"
    r"|sources?\s+(?:confidentielle?s?|anonymes?|internes?))\W*\Z",
    re.IGNORECASE,
)
#: How many sources a method asks for, and how they are checked, is no statement of theirs, nor is “how many”.
_RULE = re.compile(
    r"(?<!\w)(?:at least|no fewer than|not fewer than|minimum of|(?:corroborated|confirmed|verified"
    r"|supported|checked) "
    r"(?:by|with|against|from)|when|if|only|не менее|как минимум|подтвержд\w+|al menos|como mínimo|cuando"
    r"|corroborad\w+ por"
    r"|respald\w+|au moins|corroboré\w* par)\s+(?:\w+\s+){0,4}\Z"
    r"|(?<!\w)how\s+\Z",
    re.IGNORECASE,
)
_RULE_AHEAD = re.compile(
    r"\s*(?::|such as|including|like\b|, (?:such as|including))", re.IGNORECASE
)
#: What a report is made of.
_MATERIAL = (
    r"(?:interview\w*|witness\w*|testimon\w+|statements?|case files?|registers?|records|documents?"
    r"|интервью|опрош\w+|опросил\w*|свидетел\w+|показани\w+|материал\w+ дел\w*|документ\w*|entrevist\w+"
    r"|testimonio\w*|expediente\w*|documento\w*|entretien\w*|témoign\w+|dossiers?)(?!\w)"
)
_METHOD = re.compile(
    r"method|методол|методик|metodolog|método|méthod|sources|источник|fuentes", re.IGNORECASE
)


def _method(facts: Facts, position: int) -> bool:
    """Whether a section on method holds a place."""
    return any(_METHOD.search(title) for title in _titles(facts, position))


_PROTECTED = re.compile(
    r"withheld|anonymi[tz]|pseudonym|for (?:their|his|her|security|safety)|confidential(?:ity)?"
    r"|on condition of|не называ"
    r"|в целях безопасности|анонимно|por (?:su )?seguridad|identidad (?:reservada|protegida)|anonymat"
    r"|məxfi",
    re.IGNORECASE,
)


def _quoted(sentence: str, place: int) -> bool:
    """Whether a place in a sentence is between quotation marks."""
    before = sentence[:place]
    return (
        before.count("“") > before.count("”")
        or before.count("«") > before.count("»")
        or before.count('"') % 2 == 1
    )


@rule(
    "allegation-unsourced",
    "An allegation with no source near it",
    "note",
    "sources",
    "Each paragraph that tells a violation as having happened should say on what: a note, a link, a"
    " witness, a"
    " document. Of the gravest acts it is a warning, unless a section on method says what the report rests on. It"
    " is said once for a section. Summaries, conclusions, recommendations and the"
    " law rest on"
    " what is said elsewhere and are left alone.",
    bad=(
        "# Findings\n\nTwo prisoners were tortured to death in the quarry. Their bodies were burned.",
    ),
    good=(
        "# Findings\n\nTwo prisoners were tortured to death in the quarry, three released men told us.",
        "# Findings\n\nTwo prisoners were tortured to death.[^1]\n\n[^1]: Interview 12, on file.",
    ),
    accept="When the source stands in the paragraph before or behind.",
)
def allegation_unsourced(facts: Facts) -> Iterator[Hit]:
    """Paragraphs with an allegation and without any sign of where it comes from."""
    document = facts.document
    grave, lesser = pattern("grave", facts.language), pattern("lesser", facts.language)
    attributed = pattern("attributed", facts.language)
    positions = sorted(
        [mark.position for mark in document.marks] + [link.start for link in document.links]
    )
    named = sorted(source.start for source in facts.of(sources) if source.kind == "authority")
    intro: tuple[Block, bool] | None = None
    on_file = _on_file(facts)
    told: dict[str, list[tuple[int, int, str, bool]]] = defaultdict(list)
    for block in document.blocks:
        if block.kind not in {"paragraph", "list-item"}:
            continue
        text = facts.text[block.start : block.end]
        sourced = (
            _any_in(positions, block)
            or _any_in(named, block)
            or bool(attributed.search(text))
            or text.count("“") + text.count("«") + text.count('"') > 1
        )
        under = block.kind == "list-item" and intro is not None and intro[1]
        if block.kind == "paragraph":
            intro = (block, sourced)
        if sourced or under or block.end - block.start < 40:
            continue
        section = document.section_of(block.start)
        if section is None and document.sections:
            continue  # the cover
        if any(_ELSEWHERE.search(each) for each in _titles(facts, block.start)):
            continue
        found = grave.search(text)
        lightly = found or lesser.search(text)
        place = (
            (block.start + lightly.start(), block.start + lightly.end())
            if lightly
            else _done_to_people(facts, block)
        )
        if place is None:
            continue
        start = place[0]
        first, last = document.sentence_of(start)
        grievous = bool(found) and not _statistic(facts, first, last)
        told[section.label if section else ""].append((first, last, facts.quote(*place), grievous))
    for places in told.values():
        yield _of_section(places, on_file=on_file)


def _of_section(places: list[tuple[int, int, str, bool]], *, on_file: bool) -> Hit:
    """One finding for a section, at its gravest place; a note where the method says what is on file."""
    first, last, words, grave = max(places, key=lambda place: place[3])
    others = tuple((start, end) for start, end, _, _ in places if start != first)
    more = f" (and {len(others)} more in this section)" if others else ""
    return Hit(
        first,
        last,
        f"“{words}” is told here, and the paragraph names no source{more}.",
        "Add the source: a note, the witness (as far as consent allows), the document, the date it"
        " was recorded.",
        others,
        "warning" if grave and not on_file else "note",
    )


def _on_file(facts: Facts) -> bool:
    """Whether the report says of whom or what it is made: in a section on method, or counted in its first part."""
    counted = re.compile(
        rf"(?<![\w.,])\d[\d.,]*\s+(?:[^\W\d]+\s+){{0,3}}{_MATERIAL}", re.IGNORECASE
    )
    named = re.compile(rf"(?<!\w){_MATERIAL}", re.IGNORECASE)
    return bool(counted.search(facts.text, 0, len(facts.text) // 3)) or any(
        named.search(facts.text, section.start, section.end)
        for section in facts.document.sections
        if _METHOD.search(section.title)
    )


def _statistic(facts: Facts, start: int, end: int) -> bool:
    """Whether a sentence tells numbers rather than events."""
    return len(re.findall(r"(?<![\w.])\d[\d.,\s]*", facts.text[start:end])) >= 3


def _done_to_people(facts: Facts, block: Block) -> tuple[int, int] | None:
    """A grave act in any form ("soldiers shoot", "on a pendu") beside people to whom it is done."""
    for act in marks(facts, "wrong", block.start, block.end):
        start, end = facts.document.sentence_of(act.start)
        near = max(start, act.start - _BESIDE), min(end, act.end + _BESIDE)
        lead = facts.text[max(start, act.start - 30) : act.start]
        if _ONLY_SAID.search(lead) or _GENERAL_LAW.search(facts.text, start, end):
            continue
        if marks(facts, "whom", *near):
            return act.start, act.end
    return None


#: So near an act the people stand to whom it is done.
_BESIDE = 50
_ONLY_SAID = re.compile(
    r"(?<!\w)(?:to|not|never|no|could|would|might|will|can|of|for|against|не|ни|бы|no|sin|para|pas|sans"
    r"|pour)\s+(?:\w+\s+)?\Z",
    re.IGNORECASE,
)
_GENERAL_LAW = re.compile(
    r"(?<!\w)(?:whoever|anyone who|article|code|law|crime|offence|punish\w*|prohibit\w*|should|must|if|кто"
    r"|стать\w+|кодекс\w*|закон\w*"
    r"|преступлени\w+|наказыва\w+|следует|quien|artículo|código|delito|debe\w*|quiconque|article|loi"
    r"|doit)(?!\w)",
    re.IGNORECASE,
)


def _titles(facts: Facts, position: int) -> list[str]:
    """Titles of the section of a place and of those around it."""
    return [each.title for each in facts.document.sections if each.start <= position < each.end]


def _any_in(positions: list[int], block: Block) -> bool:
    place = bisect_left(positions, block.start)
    return place < len(positions) and positions[place] <= block.end
