"""Events that a sentence dates: what befell somebody or something, in the words of `data/events.yaml`, and when.

Each date goes to one event of its sentence: the one that it opens ("On 3 May he was …") or stands behind, never
past another event.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from probanda.audit.extract.circumstances import dates_between
from probanda.audit.extract.dates import DateMention
from probanda.audit.extract.quotations import in_speech
from probanda.audit.facts import Facts
from probanda.audit.tables import table

__all__ = [
    "ToldEvent",
    "act_names",
    "act_of",
    "event_order",
    "event_words",
    "ordinals",
    "telling",
    "telling_words",
    "told_events",
]

#: Letters between an event and its date, beyond which they have nothing to do with each other.
_FAR = 110
_COMMA, _TURNED = 25, 60
#: Between an event and its date: the date is another thing's.
_APART = re.compile(
    r"[;:]|(?<!\w)(?:until|till|since|before|after|prior to|between|to celebrate|до|после|с момента|hasta|desde"
    r"|antes de|después de|avant|après|depuis|jusqu)(?!\w)",
    re.IGNORECASE,
)
_OPENS = re.compile(
    r"(?:\A|[.;:,(]|(?<!\w)(?:and|but|then|и|а|затем|y|luego|et|puis))\W*"
    r"(?:(?:on|in|by|el|le|en|в|at)\s+)?(?:the\s+)?(?:(?:evening|night|morning|afternoon|early hours)\s+of\s+)?"
    r"(?:\w+day,?\s+)?\Z",
    re.IGNORECASE,
)


_MARKS = frozenset('“"«„‘')


@dataclass(frozen=True, slots=True)
class ToldEvent:
    """An event where it is told, with its date.

    Attributes:
        kind: a kind of `data/events.yaml`.
        start: first code point of the words of the event.
        end: one past the last.
        when: its date.
        sentence: range of the sentence.
    """

    kind: str
    start: int
    end: int
    when: DateMention
    sentence: tuple[int, int]


def _table() -> dict[str, Any]:
    events: dict[str, Any] = table("data/events.yaml")
    return events


@lru_cache(maxsize=1)
def event_order() -> frozenset[tuple[str, str]]:
    """Pairs of kinds of which the first can't come after the second."""
    return frozenset((first, second) for first, second in _table()["order"])


@lru_cache(maxsize=8)
def event_words(code: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Kinds and their patterns in a language, in the order of the table."""
    found = []
    for kind, by_language in _table()["kinds"].items():
        words = by_language.get(code)
        if words:
            plain = words.replace(" |", "|").replace("~", r"\w*").replace(" ", r"\s+")
            found.append((kind, re.compile(rf"(?<![\w-])(?:{plain})(?!\w)", re.IGNORECASE)))
    return tuple(found)


@lru_cache(maxsize=64)
def telling_words(name: str, code: str) -> str:
    """The alternatives of a class of `telling` in a language, without a group around them; "" for none."""
    plain = _table()["telling"][name].get(code, "")
    return str(plain).replace(" |", "|").replace("~", r"\w*").replace(" ", r"\s+")


@lru_cache(maxsize=256)
def telling(name: str, code: str, shape: str = r"(?<!\w)(?:{})(?!\w)") -> re.Pattern[str]:
    """A class of `telling` as whole words, or in another shape; what never matches for none."""
    return re.compile(shape.replace("{}", telling_words(name, code) or "(?!)", 1), re.IGNORECASE)


@lru_cache(maxsize=1)
def _acts() -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for act, words in _table()["acts"].items():
        for begins in words.split():
            found.setdefault(begins[:3], []).append((begins, act))
    return found


@lru_cache(maxsize=1)
def act_names() -> frozenset[str]:
    """The names that `act_of` gives."""
    return frozenset(_table()["acts"])


@lru_cache(maxsize=4096)
def act_of(word: str) -> str:
    """The act that a word in small letters tells, whatever its form; "" for other words.

    >>> act_of("arrested"), act_of("смерти"), act_of("lamp")
    ('arrest', 'death', '')
    """
    return next((act for begins, act in _acts().get(word[:3], ()) if word.startswith(begins)), "")


@lru_cache(maxsize=8)
def ordinals(code: str) -> tuple[tuple[int, str], ...]:
    """Beginnings of the ordinals of a language with their numbers, the longest first."""
    listed = str(_table()["ordinals"].get(code, "")).split()
    pairs = [(int(number), word) for number, word in zip(listed[::2], listed[1::2], strict=True)]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[1])))


def told_events(facts: Facts) -> tuple[ToldEvent, ...]:
    """Every dated event of prose in the author's voice, in order."""
    found: list[ToldEvent] = []
    for block in facts.document.prose():
        lead: DateMention | None = None
        for start, end in facts.document.sentences(block):
            if start == block.start or lead is not None:
                lead = _lead(facts, start, end) or (
                    None if dates_between(facts, start, end) else lead
                )
                spots = _spots(facts, (start, end)) if lead is not None and lead.end < start else []
                found += [
                    ToldEvent(kind, a, b, lead, (start, end)) for a, b, kind in spots[:1] if lead
                ]
            dated = [
                d
                for d in dates_between(facts, start, end)
                if d.known and d.precision in {"day", "month", "year"}
            ]
            # a story set off from the text is told by the report, unless it is in quotation marks
            own = block.kind == "quote" and facts.text[start] not in _MARKS
            if dated and (own or not in_speech(facts, start + 1)):
                found += _of_sentence(facts, (start, end), dated)
    return tuple(found)


def _lead(facts: Facts, start: int, end: int) -> DateMention | None:
    """The day that alone makes a sentence, as entries of a chronicle open: "**5 May.** He was taken"."""
    found = [d for d in dates_between(facts, start, end) if d.known and d.precision == "day"]
    if len(found) != 1 or len(facts.text[start : found[0].start].strip()) > 2:
        return None
    return found[0] if len(facts.text[found[0].end : end].strip(" .:—–-")) < 12 else None


def _of_sentence(
    facts: Facts, sentence: tuple[int, int], dated: list[DateMention]
) -> list[ToldEvent]:
    spots = _spots(facts, sentence)
    costs = [
        [_cost(facts, sentence, (start, end), when, spots) for when in dated]
        for start, end, _ in spots
    ]
    return [
        ToldEvent(spots[place][2], spots[place][0], spots[place][1], dated[number], sentence)
        for place, number in _matched(costs, len(dated))
    ]


def _matched(costs: list[list[int | None]], dates: int) -> list[tuple[int, int]]:
    """As many pairs of an event and a date as there can be, in order, at the least cost."""
    best: list[tuple[int, int, tuple[tuple[int, int], ...]]] = [(0, 0, ())] * (dates + 1)
    for event, row in enumerate(costs):
        after = [best[0]]
        for date, cost in enumerate(row):
            offers = [best[date + 1], after[date]]
            if cost is not None:
                pairs, spent, chosen = best[date]
                offers.append((pairs + 1, spent - cost, (*chosen, (event, date))))
            after.append(max(offers, key=lambda offer: offer[:2]))
        best = after
    return list(best[dates][2])


def _spots(facts: Facts, sentence: tuple[int, int]) -> list[tuple[int, int, str]]:
    """Words of events in a sentence, the longest where two overlap."""
    found: list[tuple[int, int, str]] = []
    for kind, words in event_words(facts.language):
        for match in words.finditer(facts.text, *sentence):
            found.append((match.start(), match.end(), kind))
    found.sort(key=lambda spot: (spot[0], -spot[1]))
    kept: list[tuple[int, int, str]] = []
    for spot in found:
        if not kept or spot[0] >= kept[-1][1]:
            kept.append(spot)
    return kept


def _cost(
    facts: Facts,
    sentence: tuple[int, int],
    event: tuple[int, int],
    when: DateMention,
    spots: list[tuple[int, int, str]],
) -> int | None:
    """How far a date is from an event; None when it can't be its date."""
    behind = when.start >= event[1]
    first, last = (event[1], when.start) if behind else (when.end, event[0])
    if first > last or last - first > _FAR or any(first <= s < last for s, _, _ in spots):
        return None
    gap = facts.text[first:last]
    if _APART.search(gap):
        return None
    opens = bool(_OPENS.search(facts.text[sentence[0] : when.start]))
    if when.operator in {"until", "since", "before", "after"} and not opens:
        return None
    return last - first + _COMMA * gap.count(",") + (_TURNED if opens == behind else 0)
