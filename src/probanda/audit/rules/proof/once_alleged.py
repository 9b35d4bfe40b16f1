"""What is alleged in one place and told as fact in another."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from probanda.audit.facts import Facts
from probanda.audit.rules.proof.accusations import GRAVEST, asking, grave_act, settled
from probanda.audit.rules.registry import Hit
from probanda.audit.voice import attributed, content_stems, hedged, own_sentences
from probanda.audit.wordfields import first, marks

_DOUBTED = re.compile(
    r"(?<!\w)(?:alleged\w*|allegations?|unproven|not (?:been )?proved|claimed|is claimed"
    r"|claims that|unverified|unconfirmed|reportedly"
    r"|якобы|утвержда\w+"
    r"|(?:afirma|sostiene|asegura|denuncia|alega)n? que|presunt\w+|supuest\w+|présumé\w*|affirme que"
    r"|aurait)(?!\w)",
    re.IGNORECASE,
)


def once_alleged(facts: Facts, told: set[int]) -> Iterator[Hit]:
    """What is alleged or claimed in one sentence and told as fact in another, by the words both share."""
    sentences = own_sentences(facts)
    doubted: list[tuple[int, int, frozenset[str]]] = []
    for start, end, _ in sentences:
        if _DOUBTED.search(facts.text, start, end) and not asking(facts, start, end):
            doubted.append((start, end, _roots(facts, start, end)))
    yield from _taken_up(facts, sentences, told)
    if not doubted or len(doubted) > 60:
        return
    for start, end, block in sentences:
        if (
            _DOUBTED.search(facts.text, start, end)
            or hedged(facts, start, end)
            or attributed(facts, start, end)
        ):
            continue
        if asking(facts, start, end) or settled(facts, start, end) or block in told:
            continue
        own = _roots(facts, start, end)
        for other in doubted:
            shared = own & other[2]
            named = re.search(
                r"alleged\s+(?:\w+\s+)?(\w{5,})", facts.text[other[0] : other[1]], re.IGNORECASE
            )
            noun = bool(
                named
                and re.search(
                    rf"\b(?:the|this)\s+(?:\w+\s+)?{re.escape(named[1])}\b",
                    facts.text[start:end],
                    re.IGNORECASE,
                )
            )
            if not noun and _presupposed(facts, start, end, other, shared):
                noun = True
            enough = len(shared) >= 2 and len(shared) >= 0.6 * min(len(own), len(other[2]))
            if not enough and not (noun and start > other[0] and start - other[1] < 3000):
                continue
            if not (noun or grave_act(facts, start, end) or GRAVEST.search(facts.text, start, end)):
                continue
            told.add(block)
            yield _stated(facts, start, end, (other[0], other[1]))
            break


#: More doubted sentences than this are a method, not a matter.
_MOST = 120
_SHARED = 0.55


def _taken_up(facts: Facts, sentences: list[tuple[int, int, int]], told: set[int]) -> Iterator[Hit]:
    """A grave matter that one sentence doubts and a later one, by its words, tells or takes for granted."""
    index: dict[str, list[int]] = {}
    doubts: list[tuple[int, int, frozenset[str]]] = []
    for start, end, _ in sentences:
        doubt = first(facts, "unsure", start, end) or first(facts, "hearsay", start, end)
        unproven = (
            doubt
            or _DOUBTED.search(facts.text, start, end)
            or _UNPROVEN.search(facts.text, start, end)
        )
        if not unproven or not _grave(facts, start, end) or asking(facts, start, end):
            continue
        roots = _roots(facts, start, end)
        for name in ("unsure", "hearsay", "tells"):
            for mark in marks(facts, name, start, end):
                roots -= _roots(facts, mark.start, mark.end)
        for root in roots:
            index.setdefault(root, []).append(len(doubts))
        doubts.append((start, end, roots))
    if not doubts or len(doubts) > _MOST:
        return
    for start, end, block in sentences:
        if block in told or not _grave(facts, start, end):
            continue
        clause = _GRANTED.search(facts.text, start, end)
        until = clause.start() if clause else end
        if (
            first(facts, "unsure", start, end)
            or hedged(facts, start, end)
            or settled(facts, start, end)
        ):
            continue
        if _DOUBTED.search(facts.text, start, end) or _UNPROVEN.search(facts.text, start, end):
            continue
        if attributed(facts, start, until) or (not clause and asking(facts, start, end)):
            continue
        own = _roots(facts, start, end)
        shared = Counter(place for root in own for place in index.get(root, ()))
        for place, count in shared.most_common(2):
            other = doubts[place]
            least = min(len(other[2]), len(own))
            if other[0] >= start or count < 2 or count < _SHARED * least or start - other[1] < 2:
                continue
            if (
                facts.document.section_of(other[0]) == facts.document.section_of(start)
                and not clause
            ):
                continue
            told.add(block)
            yield _stated(facts, start, end, (other[0], other[1]))
            break


def _grave(facts: Facts, start: int, end: int) -> bool:
    """Whether a sentence speaks of a grave act."""
    return bool(
        grave_act(facts, start, end)
        or GRAVEST.search(facts.text, start, end)
        or first(facts, "wrong", start, end)
        or first(facts, "harms", start, end)
        or _BY_PARTICIPLE.search(facts.text, start, end)
    )


_UNPROVEN = re.compile(
    r"(?<!\w)(?:(?:not|never)(?: yet| been)* (?:proven|proved|established|confirmed|shown)"
    r"|не (?:доказан\w*|подтвержд\w+|установлен\w*)"
    r"|no (?:está|ha sido|se ha) (?:probad\w+|demostrad\w+|establecid\w+)|n['’]est pas (?:prouvé"
    r"|établi)\w*|alleges?|alegan?)(?!\w)",
    re.IGNORECASE,
)
#: A clause that takes for granted what it tells.
_GRANTED = re.compile(
    r"(?<!\w)(?:the fact that|after (?:the|his|her|their|having)|by (?:\w+ing)|having \w+ed"
    r"|(?:the\s+)?\w+,?\s+(?:who|which)\s+(?=\w+ed\b|\w+t\b)"
    r"|because (?:of )?the|since the|то,? что|тот факт|после того как|тем,? что|[а-яё]+вш(?:ие|ий|ая|их|им"
    r"|ими|его)|tras (?:haber )?\w+r|después de|el hecho de que|al \w+r"
    r"|(?:los|las|el|la) \w+ que|le fait que|après avoir|en \w+ant|qui (?:a|ont))(?!\w)",
    re.IGNORECASE,
)
_BY_PARTICIPLE = re.compile(
    r"(?<!\w)(?:mined|mining|[а-яё]*(?:отрав|уби|пыта|избива|избив|расстреля|сжега|сж[её]г|похити"
    r"|изнасилова|казни|заминирова|минирова|утопи|задуши)[а-яё]*)(?!\w)",
    re.IGNORECASE,
)


_TAKEN_FOR_GRANTED = re.compile(
    r"(?<!\w)(?:the fact that|by (?:\w+ing)|after (?:having )?\w+ing|after the \w+ \w+ed"
    r"|having \w+ed|because (?:of )?the"
    r"|who had|following the|тот факт, что|тем, что|после того как|el hecho de que|al \w+r"
    r"|tras (?:haber )?|le fait que"
    r"|en \w+ant)(?!\w)",
    re.IGNORECASE,
)


def _presupposed(
    facts: Facts,
    start: int,
    end: int,
    other: tuple[int, int, frozenset[str]],
    shared: frozenset[str],
) -> bool:
    """Whether a later sentence takes for granted, as in "the fact that", what the other alleges."""
    found = _TAKEN_FOR_GRANTED.search(facts.text, start, end)
    if not found or start < other[0] or len(shared) < 2 or start - other[1] > 3000:
        return False
    return len(_roots(facts, found.start(), min(end, found.end() + 90)) & other[2]) >= 2


def _roots(facts: Facts, start: int, end: int) -> frozenset[str]:
    """First letters of the words that carry meaning, so that "removed" and "removal" are one."""
    return frozenset(stem[:4] for stem in content_stems(facts, start, end)) - {
        "alle", "clai", "unve", "unco", "repo", "acco", "mess", "beca", "thes", "thos",
    }  # fmt: skip


def _stated(facts: Facts, start: int, end: int, other: tuple[int, int]) -> Hit:
    """The finding for a sentence that states what another place alleges."""
    return Hit(
        start,
        min(end, start + 120),
        f"Stated as fact here, but “{facts.quote(other[0], min(other[1], other[0] + 80))}” elsewhere.",
        "Say who alleges it in both places, or what has proved it since.",
        (other,),
    )
