"""Grave accusations of a named force in the report's own voice, without anybody who makes them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from probanda.audit.facts import Facts
from probanda.audit.rules.proof.accusations import asking, force, grave_act, settled
from probanda.audit.rules.proof.once_alleged import once_alleged
from probanda.audit.rules.registry import Hit, rule
from probanda.audit.voice import attributed, content_stems, hedged, own_sentences, section_kind
from probanda.audit.wordfields import marks

_NOTED = re.compile(
    r"https?://|www\.|\[\d+\]|\((?:see|source|annex|statement|interview)", re.IGNORECASE
)


def _sourced(facts: Facts, block: int) -> bool:
    own = facts.document.blocks[block]
    if facts.document.notes_near(own.start, own.end) or _NOTED.search(
        facts.text, own.start, own.end
    ):
        return True
    marks = facts.document.marks
    return any(own.start <= mark.position <= own.end for mark in marks) if marks else False


#: Why it was done is graver than that it was: nobody saw it.
_MOTIVE = re.compile(
    r"(?<!\w)(?:(?:in the context of|motivated by|out of|because of|on the basis of"
    r"|driven by) (?:\w+ )?(?:racial|ethnic|national|religious)"
    r"(?: or \w+)? (?:hatred|hostility|intolerance|hate)|on (?:racial|ethnic|religious) grounds"
    r"|(?:на почве|по мотивам|из) (?:\w+ )?(?:национальн|расов|этническ|религиозн)\w+ (?:ненависти|вражды"
    r"|нетерпимости)"
    r"|por (?:odio|motivos) (?:racial|étnic|religios)\w+|par haine (?:raciale|ethnique|religieuse))(?!\w)",
    re.IGNORECASE,
)
_BY_WITNESSES = re.compile(
    r"(?<!\w)(?:according to|witness\w*|survivors?|interview\w*|testi\w+|told|по словам|свидетел\w+"
    r"|очевид\w+|рассказ\w+|опрошенн\w+"
    r"|según|testig\w+|sobrevivient\w+|relat\w+|declar\w+|selon|témoi\w+|survivant\w*)(?!\w)",
    re.IGNORECASE,
)


_EXERCISE = re.compile(
    r"(?<!\w)(?:exercises?|training|drill|manoeuvres|empty (?:range|building|field)|target practice"
    r"|учени(?:й|ях|я)|полигон\w*|ejercicios? militares?|maniobras|exercice\w*|manœuvres)(?!\w)",
    re.IGNORECASE,
)
#: What is also done to drums, roads and records.
_AMBIGUOUS = re.compile(
    r"(?:beat|hit|struck|cut|cut off|burn(?:ed|t)|dragged|crushed|shot|broke \w+|threatened|stripped"
    r"|бил\w*|били|резал\w*|ломал\w*|сломал\w*"
    r"|quem\w+|golpe\w+|colg\w+)\Z",
    re.IGNORECASE,
)
_PASSIVE = re.compile(
    r"(?<!\w)(?:was|were|been|being|be|is|are|and|or|fue|fueron)\s+(?:\w+\s+)?\Z", re.IGNORECASE
)


def _of_things(facts: Facts, act: re.Match[str], end: int) -> bool:
    """Whether an act that may be done to things has no people behind it: "beat the drum"."""
    if not _AMBIGUOUS.match(act.group()):
        return False
    text = facts.text
    if _PASSIVE.search(text[max(0, act.start() - 24) : act.start()]):
        return False
    behind = text[act.end() : min(end, act.end() + 60)]
    object_ = re.match(r"\s+(?:the|an?|its|their|el|la|los|las|un|una)\s", behind)
    people = marks(facts, "whom", act.end(), min(end, act.end() + 60))
    named = re.match(r"\s+(?:a\s+|al\s+)?[A-ZА-ЯЁÁÉ][\w’'-]+", behind)
    return bool(object_) and not people and not named


def _told_before(facts: Facts, block: int) -> bool:
    """Whether one of the two paragraphs before, in the same section, says who tells the story."""
    own = facts.document.blocks[block]
    section = facts.document.section_of(own.start)
    top = section.start if section else 0
    before = [b for b in facts.document.blocks[max(0, block - 2) : block] if b.start >= top]
    return any(
        b.kind == "paragraph" and _BY_WITNESSES.search(facts.text, b.start, b.end) for b in before
    )


@rule(
    "allegation-as-fact",
    "An allegation stated as fact",
    "warning",
    "proof",
    "A grave accusation of a named force needs somebody who makes it, or a note. "
    "Graver when the text itself calls the same"
    " matter alleged elsewhere.",
    bad=(
        "Sartanian soldiers tortured the prisoners in Arlan.",
        "The detainees were allegedly beaten with cables in the Arlan prison by "
        "guards.\n\n# Conclusion\n\nThe detainees were beaten with cables in the "
        "Arlan prison by guards.",
    ),
    good=(
        "According to four former prisoners, Sartanian soldiers tortured them in Arlan.",
        "Sartanian soldiers tortured the prisoners in Arlan.[^1]\n\n[^1]: Interview 12, on file.",
    ),
    accept="The paragraph's source stands elsewhere and is named there.",
)
def allegation_as_fact(facts: Facts) -> Iterator[Hit]:
    """Find flat accusations without source, and what is alleged here and a fact there."""
    flat: list[tuple[int, int, int]] = []
    alleged: list[tuple[int, int, frozenset[str]]] = []
    told: set[int] = set()
    yield from once_alleged(facts, told)
    for start, end, block in own_sentences(facts):
        act = grave_act(facts, start, end)
        if not act or _of_things(facts, act, end) or _EXERCISE.search(facts.text, start, end):
            continue
        hedge = hedged(facts, start, end)
        if hedge and re.match(
            r"alleg|suspect|unconfirmed|unverified|якобы|presunt|supuest|présumé|reportedly",
            hedge.group(),
            re.IGNORECASE,
        ):
            alleged.append((start, end, content_stems(facts, start, end)))
        elif not hedge and not attributed(facts, start, end) and not asking(facts, start, end):
            flat.append((start, end, block))
    for start, end, block in flat:
        stems = content_stems(facts, start, end)
        twin = next(
            (a for a in alleged if len(stems & a[2]) >= max(3, 0.6 * min(len(stems), len(a[2])))),
            None,
        )
        act = grave_act(facts, start, end)
        assert act
        if twin and not settled(facts, start, end):
            told.add(block)
            yield Hit(
                act.start(),
                act.end(),
                f"“{act.group()}” is stated as fact here and called alleged elsewhere.",
                "Say who alleges it in both places, or what has proved it since.",
                (twin[:2],),
            )
    for start, end, block in flat:
        section = facts.document.section_of(start)
        kind = section_kind(section.title) if section else "findings"
        if block in told or kind in {"law", "method", "annex", "recommendations"}:
            continue
        motive = _MOTIVE.search(facts.text, start, end)
        if not (motive or force(facts, start, end)) or _sourced(facts, block):
            continue
        own = facts.document.blocks[block]
        earlier = [s for s in facts.document.sentences(own) if s[0] < start]
        if any(attributed(facts, *s) for s in earlier[-2:]) or settled(facts, start, end):
            continue
        if _told_before(facts, block):
            continue
        act = grave_act(facts, start, end)
        assert act
        told.add(block)
        yield Hit(
            act.start(),
            act.end(),
            f"“{facts.quote(start, min(end, start + 90))}…” accuses a force without "
            "saying who says so or where it rests.",
            "Name the source, or add a note.",
            severity=None if kind in {"findings"} and len(told) <= 12 else "note",
        )
