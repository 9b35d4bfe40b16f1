"""Names as the complement of who did it: "those who beat him were …", "responsibility … lies with …"."""

from __future__ import annotations

import re

from probanda.audit.extract.persons import PersonMention
from probanda.audit.facts import Facts
from probanda.audit.lexicon import composed
from probanda.audit.wordfields import first

__all__ = ["as_agent"]

Span = tuple[int, int]

_NAMES = r"(?:(?:[A-ZА-ЯЁÁÉ][\w’'-]+\s?){1,3}(?:,|\sand|\sи|\sy|\set)\s+)*"
#: A copula, colon or dash that joins a name to who did it, past other names of the same list.
_JOINED = re.compile(
    rf"(?:(?<!\w)(?:was|were|is|are|namely|es|fue|fueron|son|est|sont|étaient|это|был\w*|стал\w*)\s+|[:—–]\s*)"
    rf"(?:[^.;:,—–]{{0,25}}?\s)?{_NAMES}(?:[a-zа-яё]+\s+){{0,3}}\Z"
)
_AGENT = composed(r"(?<!\w)<agent>(?!\w)")
_LIES_WITH = composed(
    r"(?<!\w)<lies_with>\s[^.;]{0,70}?(?:lies|rests|falls|lie|rest|fall|лежит|ложится|несёт|несет|recae|"
    r"corresponde|incombe|revient|repose)\s+(?:with|on|upon|at|на|en|sobre|a|à|sur)?\s*(?:[a-zа-яё]+\s+)"
    r"{0,2}(?:[A-Z]\w+\s+)?\Z"
)
_NOBODY_BUT = composed(r"(?<!\w)<nobody_but>\s+\Z")
_TOOK_PART = composed(r"(?<!\w)<took_part>\s+(?:[а-яёa-z]+\s+){0,3}\Z")
_HAD_DONE = re.compile(
    r"\s+(?:then\s+|himself\s+|personally\s+)?had\s+(?!been\s)(?:\w+\s+){1,5}?(?:shot|killed|executed"
    r"|hanged|beaten|tortured"
    r"|drowned|burned|murdered|strangled|whipped|flogged|raped)(?!\w)"
    r"|\s+(?:hizo|mandó|ordenó)\s+(?:\w+\s+)?(?:matar|fusilar|torturar|ejecutar|golpear|ahorcar)"
    r"|\s+a fait\s+(?:\w+\s+)?(?:fusiller|tuer|exécuter|torturer|pendre)"
    r"|\s+(?:велел|приказал)\s+(?:\w+\s+)?(?:убить|расстрелять|пытать|казнить|повесить|избить)",
)
_DEADLY = re.compile(
    r"death|killing|murder|drown|massacre|torture|гибел|смерт|убийств|пытк|muerte|asesin|tortura|mort",
    re.IGNORECASE,
)
_CULPRIT = re.compile(
    r"(?<!\w)(?:виновник\w*|виновн\w+|culpables?|responsables?|coupables?)(?!\w)", re.IGNORECASE
)
_IT_WAS = re.compile(
    r"(?<!\w)(?:it was|fue|c['’]est|именно)\s+(?:[a-zа-яё]+\s+){0,3}\Z", re.IGNORECASE
)
_WHO = re.compile(r"\s*,?\s*(?:quien|who|qui|el que|кто)\s+")
_OF = re.compile(r"(?<!\w)(?:of|of the|against|for|from)\s+\Z")


def as_agent(facts: Facts, mention: PersonMention, sentence: Span) -> Span | None:
    """The words that make the name the one who did it; None when nothing does."""
    start, end = sentence
    text = facts.text
    own = (mention.start, mention.end)
    lead = text[start : mention.start]
    had = _HAD_DONE.match(text, mention.end, end)
    if had:
        return had.span()
    deadly = _DEADLY.search(text, start, end)
    wrong = first(facts, "wrong", start, mention.start) or first(
        facts, "harms", start, mention.start
    )
    later = first(facts, "harms", mention.end, end) or first(facts, "wrong", mention.end, end)
    if _LIES_WITH.search(lead) and (deadly or wrong):
        return own
    if _NOBODY_BUT.search(lead) and later:
        return own
    if _TOOK_PART.search(lead) and (deadly or wrong):
        return own
    if _IT_WAS.search(lead) and _WHO.match(text, mention.end, end):
        return first(facts, "harms", mention.end, min(end, mention.end + 50))
    if not _JOINED.search(lead):
        return None
    guilt = first(facts, "guilt", start, mention.start)
    if guilt and not _OF.search(text[start : guilt.start]):
        return guilt
    agent = _AGENT.search(lead)
    if agent and wrong and wrong.start > start + agent.start():
        return wrong
    return own if deadly and _CULPRIT.search(lead) else None
