"""Changes from one value to another: which two numbers a rise or a fall is between, and what is said of its size.

"Arrests rose from 12 to 15", "15 arrests, against 12 in 2019", "12 in 2019 and 15 in 2020. The increase was …":
the two values may stand in the sentence of the change or in one before it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from probanda.audit.extract.language import language_tables
from probanda.audit.extract.quantities import Quantity
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_block
from probanda.audit.lexicon import field, words
from probanda.audit.rules.percentages.nearby import before

__all__ = [
    "Move",
    "Turn",
    "moves",
    "of_one_unit",
    "opens_move",
    "sentences_before",
    "turn_of",
    "turns",
]

_UNITS = frozenset({"count", "money", "percent", "rate", "duration", "measure"})
_FROM = re.compile(
    r"(?<!\w)(?:from|с|со|от|de(?:sde)?|du|des)\s+(?:[^\W\d]+\s+){0,3}[$€£]?\Z", re.IGNORECASE
)
_TO = re.compile(
    r"(?<!\w)(?:to|do|до|a|al|hasta|à|aux?|jusqu['’]à)\s+(?:[^\W\d]+\s+){0,3}[$€£]?\Z",
    re.IGNORECASE,
)
#: Words between a word of change and the size of the change.
_SIZE = re.compile(
    r"\s*(?P<by>(?:\w+\s+){0,4}?(?:by|of|was|is|were|amount(?:s|ed)\s+to|на|составил\w*|составля\w+|в|un|una|en|de|del|fue|es|d['’]|une?|était|est)"
    r"|[^.;:()\d]{0,70},\s(?:by|на|en\s+un|un|de|del)"
    r"|\s?[:—–])?\s*(?:(?:some|about|around|nearly|almost|over|more\s+than|less\s+than|approximately|roughly|exactly|only|just|a|an|the|as\s+much\s+as|почти"
    r"|около|примерно|более(?:\s+чем)?|менее(?:\s+чем)?|целых|casi|cerca\s+de|más\s+de|menos\s+de|unos?|unas?|el|la|alrededor\s+de|près\s+de|environ|plus\s+de|moins\s+de)\s+){0,2}\Z",
    re.IGNORECASE,
)


#: The sign of a change: "(+37%)", "(минус 31 %)".
_SIGNED = re.compile(
    r"(?:[(\[;,/]\s*(?:(?P<up>\+|plus|плюс|más)|(?:[-−–]|minus|минус|menos|moins))|(?<=\s)(?P<also>\+))\s?\Z",
    re.IGNORECASE,
)


#: Code points before a value in which the word stands that makes it the first of two.
_LEAD = 120
#: Paragraphs before a change that may tell its values.
_PARAGRAPHS = 2
#: Code points between two values set against each other, and words where only "from" or "than" does so.
_FAR, _FEW = 90, 6


@dataclass(frozen=True, slots=True)
class Move:
    """Two values of one thing, the earlier first.

    Attributes:
        first: the value before.
        second: the value after.
        how: "from-to", "against" or "dated".
    """

    first: Quantity
    second: Quantity
    how: str


@dataclass(frozen=True, slots=True)
class Turn:
    """A word that says which way a value went: "up", "down" or "" when it only says that it changed."""

    way: str
    start: int
    end: int


@cache
def _turns(code: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w-])(?:(?P<up>{words('rose', code)})|(?P<down>{words('fell', code)})"
        rf"|(?P<any>{words('change', code)}))(?![\w-])",
        re.IGNORECASE,
    )


@cache
def _against(code: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w-])(?:(?:{words('against', code)})\s+(?:[^\W\d]+\s+){{0,6}}"
        rf"|(?P<close>{words('against_close', code)})\s+(?:[^\W\d]+\s+){{0,2}})\(?\s*[$€£]?\Z",
        re.IGNORECASE,
    )


@cache
def _behind(code: str) -> re.Pattern[str]:
    return re.compile(
        rf"[\s-]*(?:(?P<up>{words('more', code)}|{words('rose', code)})"
        rf"|(?P<down>{words('fewer', code)}|{words('fell', code)}))(?![\w-])",
        re.IGNORECASE,
    )


@cache
def _greater(code: str) -> re.Pattern[str]:
    """As in "greater (15%)", "higher than in 2015 by 3%", «выше показателя 2015 года на 2,7 %»."""
    return re.compile(
        rf"(?<![\w-])(?:(?P<up>{words('more', code)})|(?P<down>{words('fewer', code)}))"
        r"(?!\s+(?:than|чем|que|de)\s+(?:by|на|en)\s)(?:\s*\((?:by\s+|на\s+|de\s+|en\s+|d['’]\s*)?"
        r"|(?:\s+(?:[^\W\d]+|(?:19|20)\d\d)){0,6}\s+(?:by|на|en\s+un)\s+)(?:[^\W\d]+\s+)?\Z",
        re.IGNORECASE,
    )


@cache
def _of_growth(code: str) -> re.Pattern[str]:
    """Behind a percentage: "45 per cent of growth", "un 45 por ciento de aumento", "45 % en el crecimiento"."""
    return re.compile(
        r"\s*(?:of|in|de|d['’]|en)\s*(?:the\s+|el\s+|la\s+)?"
        rf"(?:(?P<up>{words('rose', code)})|(?P<down>{words('fell', code)}))(?![\w-])",
        re.IGNORECASE,
    )


def _all_turns(facts: Facts) -> tuple[list[int], list[Turn]]:
    """The words of change of a document, and where each begins."""
    found = [
        Turn("up" if each["up"] else "down" if each["down"] else "", each.start(), each.end())
        for each in _turns(facts.language).finditer(facts.text)
    ]
    return [turn.start for turn in found], found


def turns(facts: Facts, start: int, end: int) -> list[Turn]:
    """The words of change in a range."""
    starts, known = facts.of(_all_turns)
    found = known[bisect_left(starts, start) : bisect_left(starts, end)]
    return found[:-1] if found and found[-1].end > end else found


def turn_of(facts: Facts, size: Quantity, since: int) -> Turn | None:
    """The word of change of which a quantity is the size: "rose by 12", "12 more than", "a fall of 12".

    Args:
        facts: the document.
        size: the quantity.
        since: where the quantity before it ends.
    """
    text = facts.text
    for turn in reversed(turns(facts, max(size.sentence[0], since), size.start)):
        between = text[turn.end : size.start]
        by = _SIZE.fullmatch(between)
        if (by and (by["by"] or size.unit != "count")) or _subject(between):
            return turn
    signed = _SIGNED.search(text, max(size.sentence[0], since), size.start)
    if signed and size.unit == "percent":
        return Turn("up" if signed["up"] or signed["also"] else "down", *signed.span())
    if found := _greater(facts.language).search(text, max(size.sentence[0], since), size.start):
        return Turn("up" if found["up"] else "down", found.start(), found.end())
    found = _behind(facts.language).match(text, size.end, min(size.sentence[1], size.end + 40))
    if found is None and size.group.start >= size.end and size.unit == "count":
        found = _behind(facts.language).match(
            text, size.group.end, min(size.sentence[1], size.group.end + 30)
        )
    if found is None and size.unit == "percent":
        end = min(size.sentence[1], size.end + 40)
        if growth := _of_growth(facts.language).match(text, size.end, end):
            way = "up" if growth["up"] else "down"
            return Turn(way, growth.start(way), growth.end(way))
    return Turn("up" if found["up"] else "down", found.start(), found.end()) if found else None


_COPULA = re.compile(
    r"[^.;:()]{3,110}\s(?:was|is|were|amounts?\s+to|amounted\s+to|comes\s+to|came\s+to|stood\s+at|equals?|составил\w*|составляет|был\w*|равн\w+"
    r"|fue(?:\s+(?:de|del))?|es\s+del?|era\s+del?|ascendió\s+al?|a\s+été\s+de|est\s+de|était\s+de)\s+(?:(?:some|about|nearly|almost|over|only|just|около|почти|примерно|un|el|casi|environ)\s+){0,2}\Z",
    re.IGNORECASE,
)


def _subject(between: str) -> bool:
    """Whether a word of change is the subject whose size is told: "The increase from … to … was 31 per cent"."""
    return bool(_COPULA.fullmatch(between)) and "," not in between


def opens_move(facts: Facts, a: Quantity, b: Quantity) -> bool:
    """Whether two numbers beside each other are the values of a change: "from 16 to 20"."""
    since = max(a.sentence[0], a.start - _LEAD)
    before, middle = facts.text[since : a.start], facts.text[a.end : b.start]
    if a.value * 1000 <= b.value and not a.group.head:
        return False  # "from 100 to 130 million": the first is said in the unit of the second
    led = _FROM.search(before)
    if led is None or not _TO.search(middle) or ";" in middle:
        return False
    return not (_aged(a, b) and _persons_before(facts, before[: led.start()]))


def _aged(a: Quantity, b: Quantity) -> bool:
    """Whether two numbers may be ages, the younger first."""
    whole = not (a.decimals or b.decimals) and not a.group.head
    return whole and a.unit in {"count", "age"} and a.value < b.value < 100


def _persons_before(facts: Facts, before: str) -> bool:
    """Whether the last word of a text is of persons: "adolescents from 15 to 17" are a group, no change."""
    language = language_tables(facts.language)
    last = re.search(r"([^\W\d_]+)\s*\Z", before)
    among = field("among", facts.language).search(before, max(0, len(before) - 40)) is not None
    return among or (last is not None and language.stem(last[1].lower()) in language.persons)


def of_one_unit(a: Quantity, b: Quantity) -> tuple[Quantity, Quantity]:
    """Two values with the unit told of one of them: "from 26 to 23 per cent", "de 78 millones de pesos a 96"."""
    bare = [q for q in (a, b) if q.unit in {"count", "rate"} and not q.group.text]
    if a.unit == b.unit or len(bare) != 1:
        return a, b
    unit = (b if bare[0] is a else a).unit
    if unit not in {"percent", "money", "measure"} or not a.value / 20 < b.value < a.value * 20:
        return a, b
    return (replace(a, unit=unit), b) if bare[0] is a else (a, replace(b, unit=unit))


def _set_against(facts: Facts, middle: str) -> bool:
    """Whether what stands between two values sets the first against the second: "15, up from", "15, against"."""
    found = _against(facts.language).search(middle)
    if found is None or len(middle) > _FAR or re.search(r"[;.)]", middle):
        return False  # "sixfold (from 2,394), raids by half (from 80)"
    return not found["close"] or len(middle.split()) <= _FEW


def moves(facts: Facts, listed: list[Quantity]) -> Iterator[Move]:
    """The pairs of values of one sentence between which something changed, the plainest first."""
    rows = [q for q in listed if q.unit in _UNITS and not q.spoken]
    text = facts.text
    for a, b, c in zip(rows, rows[1:], [*rows[2:], None], strict=False):
        both = of_one_unit(a, b)
        if both[0].unit == both[1].unit and opens_move(facts, *both):
            yield Move(*both, "from-to")
            continue
        if c is not None and opens_move(facts, *of_one_unit(b, c)):
            continue  # the first of another pair
        if a.unit != b.unit:
            continue
        before, middle = text[a.sentence[0] : a.start], text[a.end : b.start]
        if _TO.search(before) and _FROM.search(middle) and not re.search(r"[;)]", middle):
            yield Move(b, a, "from-to")
        elif _set_against(facts, middle):
            yield Move(b, a, "against")
    for a, b in pairwise([q for q in rows if not q.subset and q.of is None]):
        if a.unit != b.unit or not _one_thing(a, b):
            continue
        one, two = a.around.period, b.around.period
        if (
            one and two and one.known and two.known and one.edtf != two.edtf
            and a.around.period_from == b.around.period_from == "sentence"
            and one.first and two.first and one.first != two.first
        ):  # fmt: skip
            yield Move(a, b, "dated") if one.first < two.first else Move(b, a, "dated")
        elif len(rows) == 2 and len(_months(facts, a.sentence)) == 2:
            yield Move(a, b, "dated")  # "31 in March and 44 in April"


def _months(facts: Facts, sentence: tuple[int, int]) -> set[int]:
    """The months that a sentence names."""
    known = language_tables(facts.language).months
    return {
        known[word.lower()]
        for word in re.findall(r"[^\W\d_]{3,}", facts.text[slice(*sentence)])
        if word.lower() in known and word.lower() not in {"mar", "sec", "set"} and word != "may"
    }


def _one_thing(a: Quantity, b: Quantity) -> bool:
    return not a.group.head or not b.group.head or a.group.head == b.group.head


def sentences_before(
    facts: Facts, sentence: tuple[int, int], block: int, most: int = 2, back: int = _PARAGRAPHS
) -> list[list[Quantity]]:
    """The quantities of the sentences before one, the nearest first, those of the paragraphs before it too."""
    rows: dict[tuple[int, int], list[Quantity]] = {}
    for index in before(facts, block, back):
        if facts.document.blocks[index].kind == "heading":
            continue
        for q in facts.of(by_block).get(index, ()):
            if q.sentence[0] < sentence[0]:
                rows.setdefault(q.sentence, []).append(q)
    return [rows[key] for key in sorted(rows, reverse=True)[:most]]
