"""What a list of numbers is worth as the breakdown of a whole: what rules it out, and points for the rest.

Its build (pieces built alike, nouns left out or each its own), the place of its whole and its arithmetic (the sum
is close, or one changed figure explains it, and no other number near them does) are worth points; what has enough
of them is worth a reader's look, never more.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import pairwise

from probanda.audit.extract.language import Language
from probanda.audit.extract.quantities import Quantity
from probanda.audit.facts import Facts
from probanda.audit.lexicon import composed, field, words
from probanda.audit.listing import Entry
from probanda.audit.reckoning import noun_left_out
from probanda.audit.rules.percentages.opposites import tags
from probanda.audit.rules.wholes.complete import (
    MORE_THAN_ONE,
    OPEN_LIST,
    bare_pieces,
    named_singly,
)
from probanda.audit.rules.wholes.moved import of_other_days
from probanda.audit.rules.wholes.parted import several_ways
from probanda.audit.rules.wholes.places import counted_among
from probanda.audit.rules.wholes.points import (
    built,
    close,
    digits_apart,
    led_alike,
    one_figure,
    some_make,
)

__all__ = ["ENOUGH", "Breakdown", "by_sex", "ones_of", "weigh"]

#: Points that a breakdown needs to be told.
ENOUGH = 4.0
#: Letters of words that say nothing of their number.
_SHORT = 3
#: So few of another noun explain nothing by their value.
_FEW = 10
#: Letters before a number among which words tell it as what is left.
_NEAR = 40
#: So near to the beginning of its sentence a number opens it.
_OPENING = 24
#: Two parts that are less of their whole than this are not meant as all of it.
_MOST_OF = Decimal("0.7")

_AND = re.compile(r"(?<!\w)(?:and|и|а|y|e|et|və)(?!\w)", re.IGNORECASE)
#: What sets numbers against each other instead of adding them.
_AGAINST = re.compile(
    r"(?<!\w)(?:against|compared (?:to|with)|versus|followed by|ahead of|up from|down from|rose|fell|(?:more"
    r"|fewer|less)"
    r" than|против|по сравнению|вырос\w*|снизил\w*|больше чем|затем|frente a|contra (?=\d)|en comparación"
    r"|seguid[oa]s? (?:de|por)|más que|menos que|contre|par rapport|suivie? (?:de|par))(?!\w)",
    re.IGNORECASE,
)
#: "CR 14", "NY 93": the number of a road or a file.
_CODE = re.compile(r"[A-ZА-ЯЁ]{2,}\W{0,2}\Z")
#: Between a label and its number: "Arlan – 6", "Borv (5)".
_SIGNED = re.compile(r"[(:–—-]\s*\Z")
#: What ends a piece of such a list: "6;", "(5),", "4 and".
_CLOSED = re.compile(rf"\)?\s*(?:[,;.]|\Z|{_AND.pattern})", re.IGNORECASE)
_PERCENT_BEHIND = re.compile(
    r"[^.;:]{0,14}?[(,]\s*(?:el |or |или |lo que |soit )?\d{1,2}(?:[.,]\d+)?\s*(?:%|per|por|проц|pour)"
)
_RATED = re.compile(r"\s*(?:per|to|:|из|a)\s*\d", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A whole and the parts that miss it.

    Attributes:
        whole: the number divided.
        parts: in order of the text.
        score: points for its build, place and arithmetic.
        left: the last part is told as what remains.
        ones: pieces of a list under labels that bear no number, each counted one.
    """

    whole: Quantity
    parts: tuple[Entry, ...]
    score: float
    left: bool
    ones: int = 0

    @property
    def total(self) -> Decimal:
        """Sum of the parts."""
        return sum((part.value for part in self.parts), Decimal(self.ones))

    @property
    def excess(self) -> bool:
        """Whether one part alone is larger than the whole."""
        return max(part.value for part in self.parts) > self.whole.value

    @property
    def shown(self) -> str:
        """The sum written out."""
        return (
            " + ".join(
                [*(f"{part.value.normalize():,f}" for part in self.parts), *["1"] * self.ones]
            )
            + f" = {self.total.normalize():,f}"
        )


def by_sex(facts: Facts, parts: tuple[Entry, ...]) -> bool:
    """Whether two numbers stand each under one of two labels that leave no third."""
    if len(parts) != 2:
        return False
    pair = [[tag for tag, _ in tags(part.behind, facts.language)][:1] for part in parts]
    return all(pair) and pair[0] != pair[1] and len({tag.partition(".")[0] for (tag,) in pair}) == 1


def ones_of(facts: Facts, parts: tuple[Entry, ...]) -> int:
    """How many labels of a list "Arlan – 6; Borv – 5; Kelm, Toss" bear no number.

    Each number closes its piece: "62 % (155) had been threatened, 38 % (95) had moved" is no list of labels.
    """
    if not all(
        _SIGNED.search(part.gap) and (part.value == 1 or _CLOSED.match(facts.text, part.end))
        for part in parts
    ):
        return 0
    return bare_pieces(facts.text[parts[0].start : facts.document.sentence_of(parts[0].start)[1]])


def _one_unit(whole: Quantity, parts: tuple[Entry, ...]) -> bool:
    """Whether parts and whole have one unit; pages and millions may be counted without their noun."""
    units = {part.q.unit for part in parts if part.q is not None}
    bare = units <= {"count", "rate", whole.unit} and not any(part.noun for part in parts[1:])
    scaled = all(part.step >= 1000 for part in parts)
    words = {part.q.unit_word for part in parts if part.q is not None and part.q.unit == "duration"}
    if whole.unit == "duration":  # "on 48 days: 31 in Arlan, 17 in Borv"
        return bare and len({word[:1] for word in (whole.unit_word, *words)}) == 1
    return units <= {whole.unit} or (
        bare and (whole.unit == "measure" or (whole.unit == "money" and scaled))
    )


def _of_another(whole: Quantity, part: Entry) -> bool:
    """Whether somebody else says the part, in another paragraph: two parties' figures don't divide each other."""
    said = part.q.around.speaker if part.q is not None and part.q.block != whole.block else None
    return bool(said) and said != whole.around.speaker


def weigh(
    facts: Facts,
    whole: Quantity,
    parts: tuple[Entry, ...],
    points: float,
    link: str,
    known: Sequence[Quantity],
    language: Language,
) -> Breakdown | None:
    """The breakdown of a whole into a few parts, with its points; none where something rules it out.

    Args:
        facts: the document.
        whole: the number that may be divided.
        parts: the entries that may divide it.
        points: for the place of the whole.
        link: how words join them: "joined", "open" ("including") or "".
        known: the numbers near them.
        language: of the document.
    """
    linked = link == "joined"
    text, place = facts.text, facts.document.sentence_of(parts[0].start)
    ones = ones_of(facts, parts)
    total = sum((part.value for part in parts), Decimal(ones))
    rest = _left(parts, language)
    off = abs(total - whole.value)
    slack = sum((part.step for part in parts), Decimal(0)) / 2
    values = [part.value for part in parts]
    if (
        not whole.value
        or off <= (slack if whole.decimals or any(p.step > 1 for p in parts) else 0)
        or not all(part.exact for part in parts)
        or not (whole.exact or (linked and whole.bound == "at_least"))
        or whole.each
        or (whole.delta and not linked and not field("new").search(whole.group.text))
        or not _one_unit(whole, parts)
        or whole.value in values
        or len(parts) < 2
    ):
        return None
    excess = max(values) > whole.value
    one = one_figure(values, whole.value)
    apart_by_figures = (linked and len(parts) > 2 and digits_apart(total, whole.value)) or (
        bool(link) and one
    )
    if excess and (not linked or total > whole.value * 3) and not apart_by_figures:
        return None
    few = len(parts) == 2 and total < whole.value * _MOST_OF
    if few and not (rest or apart_by_figures):
        return None
    if link == "open" and not (apart_by_figures or _nearly_all(parts, whole.value)):
        return None
    if counted_among(text, whole) or (len(parts) > 2 and 2 * values[0] == total):
        return None  # the first is the others: "127: 80 boys and 47 girls"
    if any(_within(a, b) for a, b in pairwise(parts)):
        return None
    if whole.unit == "duration" and not linked:
        return None
    if any(p.q is not None and p.q.of is not None and p.q.of != whole.index for p in parts):
        return None  # "eleven of the forty": a part of something else
    if not linked and any(_of_another(whole, part) for part in parts):
        return None
    if of_other_days(facts, whole, [part.q or whole for part in parts]):
        return None
    beside_it = not link and whole.sentence[0] <= parts[0].start < whole.sentence[1]
    apart = any(
        part.noun != whole.group.head and not {part.noun, whole.group.head} <= language.persons
        for part in parts
        if part.noun
    ) and not by_sex(facts, parts)
    if beside_it and apart and not led_alike(parts):
        return None  # "66 were refused, 37 cases opened": beside each other
    ratio = Decimal("0.1") if apart_by_figures else off / whole.value
    if ratio > Decimal("0.5") and not excess and not (rest and by_sex(facts, parts)):
        return None
    starts = [whole.start, *(part.start for part in parts)]
    if any(_CODE.search(text[max(0, start - 8) : start]) for start in starts):
        return None
    if any(_RATED.match(text, p.end) and not (p.q and p.q.of == whole.index) for p in parts):
        return None
    if not ones and named_singly(text[parts[0].start : place[1]], whole.value - total):
        return None
    own = {part.start for part in parts} | {whole.start}
    nouns = {whole.group.head, "", *(part.noun for part in parts)}
    beside = {
        q.value
        for q in known
        if q.sentence in {whole.sentence, place}
        and q.start not in own
        and (q.group.head in nouns or noun_left_out(q, language) or not linked)
        and not (q.value < _FEW and q.group.head not in nouns)
    }
    behind_them = {q.value for q in known if q.sentence == place and q.start > parts[-1].start}
    if abs(whole.value - total) in beside or whole.value - total in behind_them:
        return None
    some = len(parts) > 2 and some_make(values, whole.value)
    if some and len(parts) > 3 and not rest:
        return None
    if any(p.rest for p in parts[:-1]) or any(
        composed(r"\s*<of_them>").match(text, p.end) for p in parts[1:]
    ):
        return None
    if parts[0].q is not None and parts[0].q.delta and not parts[0].rest:
        return None  # "another 15": besides those before
    percents = [part.percent for part in parts if part.percent is not None]
    shares = sum(percents, Decimal(0))
    if len(percents) == len(parts) and not 95 <= shares <= 105:
        return None  # their shares say that they are not all
    last = parts[-1]
    stop = place[1]
    behind = {q.value for q in known if stop <= q.start < stop + 120}
    tail = last.end + len(last.behind) if by_sex(facts, parts) else last.end + 80
    region = text[parts[0].start : min(stop, tail)]
    led = text[max(0, parts[0].start - 80) : parts[0].start]
    if place[0] <= whole.start < parts[0].start:
        led = text[whole.end : parts[0].start] if link != "open" else ""
    if (
        (not rest and _AGAINST.search(region))
        or _AGAINST.search(led.split(". ")[-1])
        or OPEN_LIST.search(region)
        or (OPEN_LIST.search(led.split(". ")[-1]) and not excess)
        or field("counted_twice").search(region)
        or field("counted_twice").search(led.split(".")[-1])
    ):
        return None
    if not by_sex(facts, parts) and MORE_THAN_ONE.search(
        text, last.end, min(len(text), stop + 160)
    ):
        return None
    ways = several_ways(region, language)
    announced = ":" in text[whole.end : parts[0].start]
    if ways and total * 10 > whole.value * 11 and not (announced or by_sex(facts, parts)):
        return None  # "of 41 men 29 were beaten, 17 threatened": one may be both
    beside_whole = [q.value for q in known if q.sentence == whole.sentence and q is not whole]
    whole_alone = not beside_whole or sum(beside_whole) == whole.value
    counted = sum(part.q is not None for part in parts)  # "one" is no quantity
    opening = parts[0].start - place[0] < _OPENING and counted == sum(
        q.sentence == place for q in known
    )
    several = len(parts) > 2 or by_sex(facts, parts)
    divided = whole_alone and opening and several and not excess and whole.sentence != place
    divided = divided and (not ways or "kill" in whole.around.actions)  # nobody dies twice
    score = points + built(parts, whole, language, linked=linked)
    score += (
        2.0 if excess or apart_by_figures else close(total, whole.value, len(parts), linked=linked)
    )
    score -= (0.5 if some and led_alike(parts) else 1.5 if some else 0.0) + (
        1.0 if whole.value - total in behind else 0.0
    )
    score += 1.5 if len(percents) == len(parts) else 0.0
    if not linked and _PERCENT_BEHIND.match(text[whole.end : whole.end + 30]):
        score -= 1.5  # the "whole" is itself a share of something
    score += (1.0 if rest else 0.0) - float(min(ratio, Decimal(1))) / 2
    score += 0.5 if _AND.search(last.gap) or len(parts) == 2 else 0.0
    score -= 2.5 if ways and not rest and not divided else 0.0
    score += 2.0 if divided else 0.0  # nothing else is told in the two sentences
    score -= 1.0 if whole.delta or whole.subset == "including" else 0.0
    score += 1.5 if one and not apart_by_figures else 0.0
    if link == "open":
        last_one = not behind_them and tail >= stop - 1
        score = max(score, ENOUGH) if last_one else 0.0
    one_list = len(parts) > 2 and facts.document.sentence_of(last.start) == place
    return Breakdown(whole, parts, score, rest and not (one_list or by_sex(facts, parts)), ones)


def _within(one: Entry, other: Entry) -> bool:
    """Whether a part is told of the one before it: "92 were women; 40 were Kevrian women"."""
    words, narrower = one.behind.lower().split(), other.behind.lower().split()
    return (
        len("".join(words)) > _SHORT
        and len(words) < len(narrower)
        and narrower[: len(words)] == words
    )


@cache
def _left_before(code: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w-])(?:{words('rest_before', code)})\s+(?:[^\W\d]{{1,5}}\s+){{0,2}}\Z",
        re.IGNORECASE,
    )


def _left(parts: tuple[Entry, ...], language: Language) -> bool:
    """Whether the last part is told as what remains of the whole: "the other nine", "12 are still held"."""
    last = parts[-1]
    if last.rest or _left_before(language.code).search(last.gap[-_NEAR:]):
        return True
    return len(parts) == 2 and language.pattern("remain").search(last.behind) is not None


def _nearly_all(parts: tuple[Entry, ...], whole: Decimal) -> bool:
    """Whether parts behind "including" come so near to their whole that they must be meant as all of it."""
    total = sum((part.value for part in parts), Decimal(0))
    if len(parts) > 2 and abs(total - whole) * 100 <= whole * 3:
        return True
    return len(parts) > 3 and whole < total <= whole * Decimal("1.15")
