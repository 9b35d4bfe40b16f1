"""Grave accusations of a named force in the report's own voice, without anybody who makes them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from probanda.audit.extract.quotations import in_speech
from probanda.audit.facts import Facts
from probanda.audit.lexicon import field
from probanda.audit.rules.proof.accusations import asking, force, grave_act, settled
from probanda.audit.rules.proof.once_alleged import once_alleged
from probanda.audit.rules.registry import Hit, rule
from probanda.audit.voice import attributed, hedged, own_sentences, section_kind
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
_SOURCE_NEAR = re.compile(
    r"source|interview|witness|testimon|according|statement|alleg|источник|интервью|свидетел|показани"
    r"|по словам|fuente|entrevista|testimonio|según|declaraci|presunt"
    r"|entretien|témoi|selon|\[\d+\]|https?:",
    re.IGNORECASE,
)


def _in_tables(facts: Facts) -> Iterator[Hit]:
    """The first flat accusation of a table that names no source in its heads, its row, or beside it."""
    document = facts.document
    for table in document.tables:
        block = document.block_of(table.start)
        if block is None or len(table.rows) > 60:
            continue
        around = (
            document.blocks[max(0, block.index - 1)].start,
            min(len(facts.text), table.end + 200),
        )
        heads = [c for row in table.rows[: table.headers] for c in row]
        if any(_SOURCE_NEAR.search(facts.text, c.start, c.end) for c in heads):
            continue
        if _SOURCE_NEAR.search(facts.text, around[0], table.start) or _SOURCE_NEAR.search(
            facts.text, table.end, around[1]
        ):
            continue
        for row in table.rows[table.headers :]:
            start, end = (min(c.start for c in row), max(c.end for c in row)) if row else (0, 0)
            act = grave_act(facts, start, end) if row else None
            if (
                act is None
                or in_speech(facts, act.start())
                or not force(facts, start, act.start())
                or document.notes_near(start, end)
            ):
                continue
            if (
                _SOURCE_NEAR.search(facts.text, start, end)
                or hedged(facts, start, end)
                or settled(facts, start, end)
            ):
                continue
            yield Hit(
                act.start(),
                act.end(),
                f"“{facts.quote(start, min(end, start + 90))}” accuses a force without saying who says so.",
                "Name the source in the table, or below it.",
                severity="note" if len(table.rows) > 12 else None,
            )
            break


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


_ARTICLE = re.compile(r"\s+(?:the|an?|its|their|el|la|los|las|un|una)\s")
_NAME = re.compile(r"\s+(?:a\s+|al\s+)?[A-ZА-ЯЁÁÉ][\w’'-]+")


def _of_things(facts: Facts, act: re.Match[str], end: int) -> bool:
    """Whether an act that may be done to things has no people behind it: "beat the drum"."""
    if not _AMBIGUOUS.match(act.group()):
        return False
    text = facts.text
    if _PASSIVE.search(text[max(0, act.start() - 24) : act.start()]):
        return False
    behind = text[act.end() : min(end, act.end() + 60)]
    object_ = _ARTICLE.match(behind)
    people = marks(facts, "whom", act.end(), min(end, act.end() + 60))
    named = _NAME.match(behind)
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


def _accusing(facts: Facts, start: int, end: int) -> re.Match[str] | None:
    """The word by which a sentence, in the report's own voice, makes a force the doer of a grave act."""
    act = _told_act(facts, start, end)
    if act is None or _COUNTED.search(facts.text, start, end):
        return None
    if not _MOTIVE.search(facts.text, start, end):
        doer = force(facts, start, end, act)
        if doer is None or not _bound(facts, doer, act):
            return None
    if (
        _EXERCISE.search(facts.text, start, end)
        or hedged(facts, start, end)
        or attributed(facts, start, end)
        or asking(facts, start, end)
        or settled(facts, start, end)
    ):
        return None
    return act


#: Shares and statistics are a count, which other rules ask for its source; a colon hands the word to somebody
#: else, and a label opens a field of a record.
_COUNTED = re.compile(
    r"\d ?%|(?<!\w)(?:per ?cent|statistics|figures|статистик\w+|estadístic\w+|statistiques)(?!\w)"
    r"|:\s*\Z|\A(?:\w+ ){0,3}\w+: ",
    re.IGNORECASE,
)


def _told_act(facts: Facts, start: int, end: int) -> re.Match[str] | None:
    """The first grave act of a sentence that is told as done, to people, and in the report's own words."""
    act = grave_act(facts, start, end)
    while act is not None:
        if not (
            in_speech(facts, act.start())
            or _of_things(facts, act, end)
            or _named_only(facts, start, act, end)
        ):
            return act
        act = grave_act(facts, act.end(), end)
    return None


def _named_only(facts: Facts, start: int, act: re.Match[str], end: int) -> bool:
    """Whether an act is a noun that nobody is said to have done: "killings are not new"."""
    word = act.group()
    if not field("acts", facts.language).fullmatch(word) or _RUSSIAN_PAST.search(word):
        return False
    if _OBJECT.match(facts.text, act.end(), end):
        return False
    return not _COMMITTED.search(facts.text, start, end)


_OBJECT = re.compile(
    r"\s+(?:the|an?|every|each|all|any|its|their|him|her|them|those|\d+)\b", re.IGNORECASE
)
_RUSSIAN_PAST = re.compile(r"(?:л|ла|ли|н|на|ны)\Z", re.IGNORECASE)
_COMMITTED = re.compile(
    r"(?<!\w)(?:subject(?:ed|ing|s)?|committed|carried out|inflicted|perpetrated|подверг\w+|соверш\w+"
    r"|somet\w+|comet\w+|perpetr\w+|soumis\w*|commis\w*)(?!\w)",
    re.IGNORECASE,
)
#: How far a doer may stand from what it did.
_REACH = 90


def _bound(facts: Facts, doer: re.Match[str], act: re.Match[str]) -> bool:
    """Whether a force and an act stand in one clause, and no preposition makes the force a mere place or goal."""
    first, last = sorted((doer, act), key=lambda match: match.start())
    between = facts.text[first.end() : last.start()]
    if len(between) > _REACH or _BREAK.search(between):
        return False
    return doer is last or not _NO_SUBJECT.search(
        facts.text[max(0, doer.start() - 24) : doer.start()]
    )


_BREAK = re.compile(r"[()“”«»:]")
_NO_SUBJECT = re.compile(
    r"(?<!\w)(?:with|against|from|to|at|in|into|на|с|со|против|от|в|во|при|к|о|contra|con|ante|avec|contre"
    r"|cuartel de|dans)\s+(?:(?:the|a|an|el|la|los|las|un|una|le|les)\s+)?(?:[\wё]+(?:ой|ом|ых|ей)\s+)?\Z",
    re.IGNORECASE,
)


def _has_speaker(facts: Facts, block: int, start: int) -> bool:
    """Whether the head of a paragraph, the sentences beside one, or a paragraph before name a speaker."""
    sentences = facts.document.sentences(facts.document.blocks[block])
    before = [each for each in sentences if each[0] < start]
    after = [each for each in sentences if each[0] > start]
    if any(attributed(facts, *each) for each in (*before[:1], *before[-2:], *after[:1])):
        return True
    return _told_before(facts, block) or any(in_speech(facts, each[0] + 1) for each in after)


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
    """Find what is alleged here and a fact there, and flat accusations without source."""
    told: set[int] = set()
    yield from once_alleged(facts, told)
    yield from _in_tables(facts)
    for start, end, block in own_sentences(facts):
        act = _accusing(facts, start, end)
        if act is None or block in told or _sourced(facts, block):
            continue
        section = facts.document.section_of(start)
        kind = section_kind(section.title) if section else "findings"
        if kind in {"law", "method", "annex", "recommendations"} or _has_speaker(
            facts, block, start
        ):
            continue
        told.add(block)
        yield Hit(
            act.start(),
            act.end(),
            f"“{facts.quote(start, min(end, start + 90))}…” accuses a force without "
            "saying who says so or where it rests.",
            "Name the source, or add a note.",
            severity=None if kind == "findings" and len(told) <= _MANNER else "note",
        )


#: A report that accuses so more often has it for its manner: told thrice, noted from there on.
_MANNER = 3
