"""What is alleged in one place and told as fact in another."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from probanda.audit.facts import Facts
from probanda.audit.lexicon import field
from probanda.audit.rules.proof.accusations import GRAVEST, asking, grave_act, settled
from probanda.audit.rules.registry import Hit
from probanda.audit.voice import attributed, content_stems, hedged, own_sentences
from probanda.audit.wordfields import marks

_DOUBTED = re.compile(
    r"(?<!\w)(?:alleg(?:ed\w*|ations?|es?)|unproven|not (?:been )?proved|claimed|is claimed"
    r"|claims that|unverified|unconfirmed|reportedly"
    r"|якобы|утвержда\w+"
    r"|(?:afirma|sostiene|asegura|denuncia|alega)n? que|alegan?|presunt\w+|supuest\w+|présumé\w*|affirme que"
    r"|aurait"
    r"|(?:not|never)(?: yet| been)* (?:proven|proved|established|confirmed|shown)"
    r"|не (?:доказан\w*|подтвержд\w+|установлен\w*)"
    r"|no (?:está|ha sido|se ha) (?:probad\w+|demostrad\w+|establecid\w+)"
    r"|n['’]est pas (?:prouvé|établi)\w*)(?!\w)",
    re.IGNORECASE,
)
#: What doubts no more than the noun behind it: "the alleged perpetrator" leaves the act as it is.
_OF_A_NOUN = re.compile(
    r"(?<!\w)(?:alleged|claimed|suspected|presunt[oa]s?|supuest[oa]s?"
    r"|предполагаем\w+|présumée?s?)(?=((?:\s+(?!(?:to|that|by|as|in|que|par|por)\b)\w+){1,3}))",
    re.IGNORECASE,
)
#: A fate that is not known is no doubt about an act, and the label of a field is no sentence.
_NO_DOUBT = re.compile(
    r"[^.;]{0,40}\bunknown|\w+ (?:not|yet)(?: \w+)? known|неизвест\w+|desconoc\w+|se desconoce|inconnu\w*"
    r"|\w+(?: \w+){0,3}:",
    re.IGNORECASE,
)
#: A clause that takes for granted what it tells.
_GRANTED = re.compile(
    r"(?<!\w)(?:the fact that|after (?:the(?! (?:end|beginning|start|middle|turn)\b)|his|her|their|having)"
    r"|by (?:\w+ing)|having \w+ed"
    r"|(?:the\s+)?\w+,?\s+(?:who|which)(?=\s+(?:\w+ed|\w+t|laid|blew)\b)"
    r"|because (?:of )?the|since the|то,? что|тот факт|после того как|тем,? что|[а-яё]+вш(?:ие|ий|ая|их|им"
    r"|ими|его)|tras (?:haber )?\w+r|después de|el hecho de que|al \w+r"
    r"|(?:los|las|el|la) \w+ que|le fait que|après avoir|en \w+ant|qui (?:a|ont))(?!\w)",
    re.IGNORECASE,
)
#: The words in which a sentence doubts or tells are no part of its matter.
_NO_MATTER = frozenset({
    "alle", "clai", "unve", "unco", "repo", "acco", "mess", "beca", "thes", "thos", "fact",
})  # fmt: skip
#: More doubted sentences than this are a method, not a matter.
_MOST = 120
_SHARED, _TAKEN_UP = 0.55, 0.4
#: So many rarer words in common make one matter, whatever it is called.
_SAME_WORDS = 6


class _Doubt(NamedTuple):
    start: int
    end: int
    block: int
    roots: frozenset[str]
    acts: frozenset[str]
    #: Only one noun is called alleged: the act must be that noun.
    noun: bool


def once_alleged(facts: Facts, told: set[int]) -> Iterator[Hit]:
    """A grave act that one sentence doubts and another, by the rarer words both share, tells as a fact."""
    sentences = own_sentences(facts)
    doubted = {start for start, end, _ in sentences if _doubted(facts, start, end)}
    doubts = [
        doubt
        for start, end, block in sentences
        if start in doubted and (doubt := _doubt(facts, start, end, block))
    ]
    if not doubts or len(doubts) > _MOST:
        return
    roots = {start: _roots(facts, start, end) for start, end, _ in sentences}
    often = Counter(root for own in roots.values() for root in own)
    common = {root for root, count in often.items() if count > max(4, len(sentences) // 40)}
    index: dict[str, list[int]] = {}
    for place, doubt in enumerate(doubts):
        for root in doubt.roots - common:
            index.setdefault(root, []).append(place)
    for start, end, block in sentences:
        if start in doubted or block in told:
            continue
        shared = Counter(
            place for root in roots[start] - common for place in index.get(root, ())
        ).most_common(3)
        if shared and not _is_told(facts, start, end):
            continue
        for place, count in shared:
            if _one_matter(facts, (start, end, block), roots[start], doubts[place], count):
                told.add(block)
                yield _stated(facts, start, end, doubts[place])
                break


def _is_told(facts: Facts, start: int, end: int) -> bool:
    """Whether a sentence states in the report's own voice, without a court or a recording behind it."""
    clause = _GRANTED.search(facts.text, start, end)
    until = clause.start() if clause else end
    if attributed(facts, start, until) and not _PASSED_OVER.search(facts.text, start, until):
        return False
    another = _AND.search(facts.text, start, end)
    own = another.start() if another else end
    return bool(clause or not (asking(facts, start, own) or settled(facts, start, end)))


#: Who passes over "the fact that" somebody did it is not the one who says that it was done.
_PASSED_OVER = re.compile(
    r"(?<!\w)(?:no|not|never|ignored?|disregard\w*|не|sin|ne|ignor\w+)\s+[^.;]{0,40}\Z",
    re.IGNORECASE,
)
_AND = re.compile(r", (?:and|but|и|а|но|y|pero|et|mais) ")


def _one_matter(
    facts: Facts, sentence: tuple[int, int, int], own: frozenset[str], doubt: _Doubt, count: int
) -> bool:
    """Whether a sentence speaks of the very act that another doubts, not of another case of its kind."""
    start, end, block = sentence
    acts = own & doubt.acts or _acts(facts, start, end) & doubt.roots
    if not acts and not (count >= _SAME_WORDS and grave_act(facts, start, end)):
        return False
    if not doubt.noun and block == doubt.block and start < doubt.start:
        return False
    granted = _GRANTED.search(facts.text, start, end) or _again(facts, start, end, acts)
    if doubt.noun:
        return bool(granted) and 0 < start - doubt.end < 3000
    least = (_TAKEN_UP if granted else _SHARED) * min(len(own), len(doubt.roots))
    if count < 2 or len(own & doubt.roots) < least:
        return False
    if block == doubt.block or any(
        attributed(facts, *each)
        for each in facts.document.sentences(facts.document.blocks[block])
        if each[0] < start
    ):
        return bool(granted)
    return not (
        _apart(_NUMBERS, facts, (start, end), doubt) or _apart(_NAMES, facts, (start, end), doubt)
    )


_NUMBERS = re.compile(r"\d+")
_NAMES = re.compile(r"(?<=[\w,] )[A-ZА-ЯЁÁÉÍÓÚ]\w{3}")


def _apart(kind: re.Pattern[str], facts: Facts, place: tuple[int, int], doubt: _Doubt) -> bool:
    """Whether both places have numbers, or names, and none in common."""
    here = set(kind.findall(facts.text, *place))
    there = set(kind.findall(facts.text, doubt.start, doubt.end))
    return bool(here and there) and not here & there


def _again(facts: Facts, start: int, end: int, acts: frozenset[str]) -> bool:
    """Whether a sentence takes up an act by its noun: "the killing", "la ejecución"."""
    return any(match[1][:4].lower() in acts for match in _DEFINITE.finditer(facts.text, start, end))


_DEFINITE = re.compile(
    r"\b(?:the|this|that|his|her|their|la|el|las|los|este|esta|le|les|cette|ce|эт\w+)\s+(?:\w+\s+)?"
    r"(\w{4,}(?:ing|ion|ión|ment|ture|tura|er|re|io|ie)\b)",
    re.IGNORECASE,
)


def _doubted(facts: Facts, start: int, end: int) -> bool:
    return bool(
        _DOUBTED.search(facts.text, start, end)
        or hedged(facts, start, end)
        or marks(facts, "unsure", start, end)
        or marks(facts, "hearsay", start, end)
    )


def _doubt(facts: Facts, start: int, end: int, block: int) -> _Doubt | None:
    """What a sentence doubts, if it is a grave act."""
    text = facts.text
    if asking(facts, start, end):
        return None
    places = [match.span() for match in _DOUBTED.finditer(text, start, end)]
    if match := hedged(facts, start, end):
        places.append(match.span())
    for name in ("unsure", "hearsay"):
        places += marks(facts, name, start, end)
    places = [place for place in places if not _NO_DOUBT.match(text, place[0], end)]
    nouns = {match.start(): match for match in _OF_A_NOUN.finditer(text, start, end)}
    whole = [place for place in places if place[0] not in nouns]
    if not places:
        return None
    roots = _roots(facts, start, end)
    for name in ("unsure", "hearsay", "tells"):
        for mark in marks(facts, name, start, end):
            roots -= _roots(facts, mark.start, mark.end)
    if whole:
        acts = _acts(facts, start, end)
    else:
        acts = frozenset().union(
            *(_acts(facts, *nouns[place[0]].span(1)) for place in places if place[0] in nouns)
        )
    return _Doubt(start, end, block, roots, acts, not whole) if acts or whole else None


def _acts(facts: Facts, start: int, end: int) -> frozenset[str]:
    """First letters of the words of a range that tell of a grave act."""
    found = [GRAVEST.search(facts.text, start, end), grave_act(facts, start, end)]
    found.append(field("acts", facts.language).search(facts.text, start, end))
    found.append(_BY_PARTICIPLE.search(facts.text, start, end))
    places = [match.span() for match in found if match]
    for name in ("wrong", "harms"):
        places += marks(facts, name, start, end)
    return frozenset(root for place in places for root in _roots(facts, *place))


_BY_PARTICIPLE = re.compile(
    r"(?<!\w)(?:mined?|mining|[а-яё]*(?:отрав|уби|пыта|избива|избив|расстреля|сжега|сж[её]г|похити"
    r"|изнасилова|казни|заминирова|минирова|утопи|задуши)[а-яё]*)(?!\w)",
    re.IGNORECASE,
)


def _roots(facts: Facts, start: int, end: int) -> frozenset[str]:
    """First letters of the words that carry meaning, so that "removed" and "removal" are one."""
    return frozenset(stem[:4] for stem in content_stems(facts, start, end)) - _NO_MATTER


def _stated(facts: Facts, start: int, end: int, other: _Doubt) -> Hit:
    """The finding for a sentence that states what another place alleges."""
    return Hit(
        start,
        min(end, start + 120),
        f"Stated as fact here, but “{facts.quote(other.start, min(other.end, other.start + 80))}” elsewhere.",
        "Say who alleges it in both places, or what has proved it since.",
        ((other.start, other.end),),
    )
