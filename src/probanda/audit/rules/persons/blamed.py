"""Whether the text makes a named person the one who did it: by a word, a list, or a deed."""

from __future__ import annotations

import re

from probanda.audit.extract.columns import placed
from probanda.audit.extract.persons import PersonMention
from probanda.audit.facts import Facts
from probanda.audit.lexicon import composed
from probanda.audit.rules.persons.agents import as_agent
from probanda.audit.rules.persons.harm import next_sentence
from probanda.audit.wordfields import Mark, first, marks

__all__ = ["blamed"]

Span = tuple[int, int]

#: "Those who tortured", "the perpetrators", over a list or a column.
_WHO_DID = composed(r"(?<!\w)<who_did>\s+(?:\w+\s+)?\Z")
#: Only said, only suspected.
_DOUBTED = composed(r"(?<!\w)<doubted>(?!\w)")
_THIS_ONE = composed(r"(?<!\w)<this_one>\s+(?:\w+\s+)?\Z")
_RESPONSIBLE = composed(
    r"(?<!\w)<responsible>\s+(?:for|of|за|в|de|del)?\s*[^.;,]{3,70}?\s(?:is|was|are|[—–-]|es|fue|est|это"
    r")\s+(?:[^.;,]{0,30}\s)?\Z"
)
_BETWEEN = re.compile(
    r"(?:,[^.;]{0,60},|\s*\([^)]*\))*\s*(?:(?:who|has|have|had|then|also|later|himself|herself|personally"
    r"|brutally|repeatedly|\w+ly|котор\w+|лично|сам|сама|жестоко"
    r"|потом|затем|él mismo|personalmente|luego|lui-même|qui|que)\s+){0,3}",
    re.IGNORECASE,
)


def blamed(facts: Facts, mention: PersonMention, sentence: Span) -> Span | None:
    """The words that make a person guilty: in the sentence, the next one, the list's head or the column's."""
    start, end = sentence
    text = facts.text
    lead = text[max(start, mention.start - 120) : mention.start]
    if _RESPONSIBLE.search(lead) and (
        first(facts, "wrong", start, mention.start)
        or re.search(r"death|killing|смерт|убийств|muerte|mort", lead, re.IGNORECASE)
    ):
        return mention.start, mention.end
    named_so = _apposed(facts, mention, sentence)
    if named_so:
        return named_so
    agent = as_agent(facts, mention, sentence)
    if agent:
        return agent
    listed = _listed(facts, mention)
    if listed:
        return listed
    deed = _deed(facts, mention, end)
    if deed:
        return deed
    hands = next(
        (
            m
            for m in marks(facts, "guilt", mention.end, end)
            if "on_" in "_".join(text[m.start : m.end].split())
        ),
        None,
    )
    if hands:
        return hands
    following = next_sentence(facts, sentence)
    if following and mention.start - start < 45:
        for mark in marks(facts, "guilt", *following):
            if _THIS_ONE.search(text[following[0] : mark.start]) and mark.start - following[0] < 40:
                return mark
    return None


_APPOSED = re.compile(
    r"\s*(?:,|—|–|\(|is|was|es|fue|est|remains)\s*(?:—\s*)?(?:the |an? |el |la |un |una |le |une "
    r"|это )?(?:man|woman|officer|person|one|hombre|homme)?\s*"
)
_BEHIND = re.compile(
    r"(?:\s+(?:of|in|at|from|de|del|du|в|из)\s[^,.;]{2,40})?\s*,\s+(?:[a-zа-яё]+\s+){0,2}\Z"
    r"|\s*:\s*(?:[A-ZА-ЯЁ][\w’'-]+[\s,]+){0,8}\Z"
)
_BEARS = composed(
    r"\s+(?:\w+\s+)?(?:bears?|bore|carr(?:y|ies)|has|нес[её]т|lleva|tiene|porte)\s+(?:\w+\s+){0,3}?"
    r"<bears>\s+(?:for|за|de|por)\s[^.;]{0,50}"
)
_MAN_WHO = re.compile(
    r"\s+(?:is|was|es|est)\s+(?:the|el|l['’])\s*(?:man|one|person|officer|hombre|homme|que)\s+(?:who|that"
    r"|que|qui)\s+"
)
_STAINED = re.compile(r"(?<!\w)(?:hands|руки|manos|mains)\s+(?:of|de|del)?\s*\Z", re.IGNORECASE)


def _apposed(facts: Facts, mention: PersonMention, sentence: Span) -> Span | None:
    """A word for the guilty beside the name: ", the butcher of Osk", "the torturer of block 4, …"."""
    start, end = sentence
    text = facts.text
    for mark in marks(facts, "guilt", mention.end, min(end, mention.end + 40)):
        if _APPOSED.fullmatch(text, mention.end, mark.start):
            return mark
    for mark in marks(facts, "guilt", max(start, mention.start - 90), mention.start):
        if _BEHIND.fullmatch(text, mark.end, mention.start):
            return mark
    culprits = re.match(
        r"\W*(?:виновные|виновен|culpables?|responsables?|coupables?|perpetrators?)\s*:",
        text[start:end],
        re.IGNORECASE,
    )
    if culprits:
        return start, start + culprits.end()
    bears = _BEARS.match(text, mention.end, end)
    if bears and re.search(
        r"death|killing|massacre|murder|torture|rape|смерт|гибел|убийств|пытк|muerte|matanza|tortura|mort"
        r"|massacre",
        bears.group(),
        re.IGNORECASE,
    ):
        return bears.span()
    man = _MAN_WHO.match(text, mention.end, end)
    if man:
        return first(facts, "harms", man.end(), min(end, man.end() + 30)) or first(
            facts, "wrong", man.end(), min(end, man.end() + 30)
        )
    if _STAINED.search(text[start : mention.start]) and re.search(
        r"blood|кров|sangre|sang", text[mention.end : end]
    ):
        return mention.start, mention.end
    return None


def _listed(facts: Facts, mention: PersonMention) -> Span | None:
    """The head of a column or list of those who did it, above a name that opens a cell or an item."""
    text = facts.text
    cell = placed(facts, mention.start)
    if cell:
        guilty = re.search(
            r"perpetrator|torturer|killer|murderer|executioner|виновн|исполнител|палач|autor|responsable|verdugo"
            r"|bourreau|coupable|auteur",
            cell.head,
            re.IGNORECASE,
        )
        deed = first(facts, "wrong", *cell.row) or first(facts, "harms", *cell.row)
        if (
            guilty
            and deed
            and not _DOUBTED.search(cell.head)
            and not _DOUBTED.search(text, *cell.row)
        ):
            return deed
        did = next((i for i, (head, _) in enumerate(cell.beside) if _DID.search(head)), None)
        if did is not None and deed and not any(_DOUBTED.search(head) for head, _ in cell.beside):
            return None if _DOUBTED.search(text, *cell.row) else deed
        return None
    block = facts.document.block_of(mention.start)
    if block is None or block.kind != "list-item" or mention.start - block.start > 25:
        return None
    place = block.index - 1
    blocks = facts.document.blocks
    while place >= 0 and blocks[place].kind == "list-item":
        place -= 1
    if place < 0 or blocks[place].end - blocks[place].start > 200:
        return None
    opening = blocks[place]
    words = text[opening.start : opening.end]
    if not (
        opening.kind in {"heading", "title"} or words.rstrip().endswith(":")
    ) or _DOUBTED.search(words):
        return None
    if _DOUBTED.search(text, block.start, block.end):
        return None
    deed = first(facts, "wrong", block.start, block.end) or first(
        facts, "harms", block.start, block.end
    )
    over = next(
        (
            m
            for m in (
                *marks(facts, "wrong", opening.start, opening.end),
                *marks(facts, "harms", opening.start, opening.end),
            )
            if _WHO_DID.search(text[opening.start : m.start])
        ),
        None,
    ) or first(facts, "guilt", opening.start, opening.end)
    titled = first(facts, "guilt", opening.start, opening.end)
    if (
        titled
        and over
        and not re.search(r"(?<!\w)(?:of|against|by|from)\s+\Z", text[opening.start : titled.start])
    ):
        return titled
    return over if over and (deed or first(facts, "injury", block.start, block.end)) else None


#: The head of a column of deeds.
_DID = re.compile(
    r"what (?:he|she|they) did|deeds?|acts?(?!\w)|crimes?|role|offence|part in|что (?:с)?делал|деяни"
    r"|преступлени|роль|qué hizo|hechos?|crímen|participación|actes?|rôle",
    re.IGNORECASE,
)


def _deed(facts: Facts, mention: PersonMention, end: int) -> Span | None:
    """A grave act told of the one who stands before it, done to people; or one that others did on command."""
    text = facts.text
    reach = min(end, mention.end + 100)
    for mark in marks(facts, "harms", mention.end, reach):
        if _BETWEEN.fullmatch(text, mention.end, mark.start) and _on_people(facts, mark, end):
            return mark
    for mark in marks(facts, "commands", mention.end, reach):
        if not _BETWEEN.fullmatch(text, mention.end, mark.start):
            continue
        what = first(facts, "wrong", mark.end, min(end, mark.end + 45)) or next(
            iter(_ACTS.finditer(text, mark.end, min(end, mark.end + 45))), None
        )
        if what:
            return mark
    return None


_ACTS = composed(r"(?<!\w)<blamed_acts>(?!\w)")


def _on_people(facts: Facts, mark: Mark, end: int) -> bool:
    """Whether the object of an act, right behind it, is people."""
    reach = min(end, mark.end + 40)
    return any(
        not re.search(
            r"[.,;:]|(?<!\w)(?:by|with|from|in|at|on|для|в|на|por|con|en|par|avec)(?!\w)",
            facts.text[mark.end : whom.start],
        )
        for whom in marks(facts, "whom", mark.end, reach)
    )
