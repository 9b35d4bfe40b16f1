"""“Most (20 of 51)”, “two thirds of the 60 (25)”: parts in words beside their number, against what they are of.

How number and words are joined, and which whole is meant, is read as for percentages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from probanda.audit.extract.language import language_tables
from probanda.audit.extract.quantities import Quantity, quantities
from probanda.audit.extract.quotations import in_speech
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_sentence
from probanda.audit.rules.percentages.bases import by_document
from probanda.audit.rules.percentages.fit import fits
from probanda.audit.rules.percentages.glossed import glossed_fractions
from probanda.audit.rules.percentages.pairs import BASE_GAP, joined
from probanda.audit.rules.percentages.shares import Share, worded_share
from probanda.audit.rules.percentages.worded import Part, parts_between
from probanda.audit.rules.ranks.headline import largest_part, of_the_document
from probanda.audit.rules.ranks.majorities import majorities
from probanda.audit.rules.ranks.verdict import bears_out, not_borne_out
from probanda.audit.rules.registry import Hit

__all__ = ["parts_beside_numbers"]

_BESIDE = re.compile(r"[^.;:,()\d]{0,70}(?:[(,:–—]|\s-)\s*(?:or\s+|i\.e\.,?\s+)?")
#: Between "52 of 96" and the same said in words: "cases, or in", "detainees –".
_LINKS = r"or|that\s+is|i\.e\.|или|то\s+есть|т\.\s?е\.|es\s+decir|o\s+sea|soit|à\s+savoir"
_SAID_AGAIN = re.compile(
    rf"(?:\s[^\W\d]+){{0,4}}\s*[,:(–—]\s*(?:(?:{_LINKS}),?\s+)?(?:in|в|en|dans|у)?\s*",
    re.IGNORECASE,
)
_AGAIN = re.compile(
    rf"(?:[,:(]|\s[–—-])\s*(?:(?:{_LINKS}),?\s+)?(?:in|в|en|dans|у)?\s*\Z", re.IGNORECASE
)
_OUT_OF = re.compile(
    r"[\s,]+(?:out\s+)?(?:of|из|de|sur)\s+(?:(?:the|los|las|les)\s+)?", re.IGNORECASE
)
_OUT_OF_THEM = re.compile(
    r"(?:\s+[^\W\d]+){0,2}\s+(?:out\s+of|of\s+(?:a\s+total\s+of|the)|из|de\s+(?:un\s+total\s+de|l[ao]s)|sur)\s+"
    r"(?:the\s+)?",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+")
_END_BRACKET = re.compile(r"[^()]{0,3}[)\]]")
_ENDED = re.compile(r"\s*(?:[)\],.;:–—]|\Z)")
_LAST_BRACKET = re.compile(r"\([^()]*\Z")
_NOUN = re.compile(r"(?:\s[\w'’ -]{2,30})?(?:,|\s[—–-])\s*")
_CLOSED = re.compile(r"(?:\s[^\W\d]+){0,2}(?:,|\s[—–-]\s)")

#: Of no more than so many a share is said as "three in ten"; nearer to its percentage than so much it is right.
_FEW, _APART = 10, Decimal("2.5")
#: Between a majority and its number: a noun, not "of them".
_THINGS = re.compile(r"[^\W\d_]{6}")


def parts_beside_numbers(facts: Facts, *, ranked: bool) -> Iterator[Hit]:
    """Parts in words that their number and its whole don't bear out; majorities where `ranked`, else fractions."""
    open_: list[Share] = []
    for part, own, whole in () if ranked else glossed_fractions(facts):
        if not bears_out(part, own.value * 100 / whole.value):
            yield not_borne_out(facts, part, (own, whole))
    for listed in facts.of(by_sentence):
        start, end = listed[0].sentence
        for part in majorities(facts, start, end) if ranked else parts_between(facts, start, end):
            if in_speech(facts, part.start):
                continue
            percent = _percent_beside(facts, listed, part)
            share = None if percent else worded_share(facts, listed, part)
            if share is not None and _of_themselves(facts, share, part):
                continue
            pair = _apposed(facts, listed, part) or _told_with(facts, listed, share)
            if percent is not None:
                if not fits(_as_share(part), percent.value, Decimal(100)):
                    yield not_borne_out(facts, part, (percent,), severity=None)
                elif _another_is_nearer(facts, part, percent.value):
                    yield not_borne_out(facts, part, (percent,))
            elif pair is not None:
                if not fits(_as_share(part), pair[0].value, pair[1].value):
                    loose = share is not None and pair[1] is not share.base
                    loose = loose or not _right_behind(facts, part, pair[0])
                    hit = not_borne_out(facts, part, pair, severity=None)
                    if ranked and largest_part(facts, part, pair):
                        yield replace(hit, severity="note")
                    else:
                        yield replace(hit, severity="warning") if loose else hit
                elif _far(part, pair):
                    yield not_borne_out(facts, part, pair)
            elif share is not None:
                open_.append(share)
    if ranked:
        for share in open_:
            told = of_the_document(facts, share)
            if told is not None:
                yield told
        open_ = [
            s
            for s in open_
            if not s.noun.head and not _THINGS.search(facts.text, s.percent.end, s.part.start)
        ]
    for hit in by_document(facts, open_, language_tables(facts.language)):
        yield replace(hit, severity="warning")


def _another_is_nearer(facts: Facts, part: Part, percent: Decimal) -> bool:
    """Whether "one in five" is said of a percentage that is much nearer to one in four or to two in five."""
    numbers = language_tables(facts.language).numbers
    said = _WORD.findall(facts.text[part.start : part.end].lower())
    told = [
        int(word) if word.isdecimal() else int(numbers[word])
        for word in said
        if word.isdecimal() or word in numbers
    ]
    if (
        len(told) != 2
        or not 0 < min(told) < max(told) <= _FEW
        or part.bound not in {"exact", "about"}
    ):
        return False
    few, many = sorted(told)
    others = [Decimal(few + step) / many for step in (-1, 1)]
    others += [Decimal(few) / (many + step) for step in (-1, 1) if few == 1]
    nearest = min(abs(percent - each * 100) for each in others)
    return nearest * 2 < abs(percent - part.percent) and abs(percent - part.percent) > _APART


def _right_behind(facts: Facts, part: Part, own: Quantity) -> bool:
    """Whether the numbers stand behind the words, and no colon between that may open something else."""
    return part.end <= own.start and ":" not in facts.text[part.end : own.start]


#: What a fraction in words may be away from two numbers told with it, before a plainer one is nearer.
_NEAR = 4


def _far(part: Part, pair: tuple[Quantity, Quantity]) -> bool:
    """Whether "two thirds" is said of 62 per cent of some hundred things."""
    true = pair[0].value * 100 / pair[1].value
    return part.bound == "exact" and pair[1].value >= 50 and abs(true - part.percent) > _NEAR


def _of_themselves(facts: Facts, share: Share, part: Part) -> bool:
    """As in "49 were released (most of them in May)": of the number, not of what it is of."""
    inside = share.way == "bracket" and share.part.end <= part.start
    return inside and _END_BRACKET.match(facts.text[part.end : part.end + 5]) is None


def _told_with(
    facts: Facts, listed: list[Quantity], share: Share | None
) -> tuple[Quantity, Quantity] | None:
    """The number and what it is of, where one sentence tells both: "34 of 110", "164 men out of 367 persons"."""
    if share is None:
        return None
    behind = next((q for q in listed if q.start >= share.part.end and q.unit == "count"), None)
    base = share.base
    if behind is not None and _OUT_OF_THEM.fullmatch(facts.text[share.part.end : behind.start]):
        base = behind
    if base is None or base.sentence != share.part.sentence:
        return None
    firm = share.part.exact and base.exact and share.part.value <= base.value
    return (share.part, base) if firm and not share.part.spoken else None


def _apposed(facts: Facts, listed: list[Quantity], part: Part) -> tuple[Quantity, Quantity] | None:
    """As in "half of the 60 respondents, 24 people, were beaten", "two thirds of those asked: 40 of 60"."""
    text = facts.text
    after = [q for q in listed if q.start >= part.end and q.unit == "count"][:2]
    beside = after and _BESIDE.fullmatch(text[part.end : after[0].start])
    if beside and after[0].of is not None:
        return _exactly(after[0], facts.of(quantities)[after[0].of])
    if beside and _OUT_OF.fullmatch(text[after[0].end : after[-1].start]):
        return _exactly(*after) if len(after) > 1 else None
    ahead = [q for q in listed if q.end <= part.lead and q.unit == "count"][-2:]
    again = (
        len(ahead) == 2
        and _SAID_AGAIN.fullmatch(text[ahead[1].end : part.lead])
        and _ENDED.match(text[part.end : part.end + 3])
    )
    if again and _told_as_pair(facts, *ahead):
        return _exactly(*ahead)
    again = _AGAIN.search(text, part.start - 30, part.lead) and _ENDED.match(text, part.end)
    if again and len(ahead) == 2 and ahead[0].index in {ahead[1].whole, ahead[1].of}:
        return _exactly(
            ahead[1], ahead[0]
        )  # "of 96 complaints, 52 were dismissed in May: two thirds"
    if len(after) < 2:
        return None
    base, own = after
    direct = BASE_GAP.fullmatch(text[part.end : base.start])
    between = text[base.end : own.start]
    closed = _CLOSED.match(text, own.end) and _NOUN.fullmatch(between)
    return _exactly(own, base) if direct and closed else None


def _told_as_pair(facts: Facts, own: Quantity, base: Quantity) -> bool:
    between = facts.text[own.end : base.start]
    return own.of == base.index or _OUT_OF_THEM.fullmatch(between) is not None


def _exactly(own: Quantity, base: Quantity) -> tuple[Quantity, Quantity] | None:
    return (own, base) if own.exact and base.exact and own.value <= base.value else None


def _percent_beside(facts: Facts, listed: list[Quantity], part: Part) -> Quantity | None:
    """The percentage that says the same: "a fifth of them (19 per cent)", "40 per cent, the majority"."""
    text, language = facts.text, language_tables(facts.language)
    for q in listed:
        if q.unit != "percent" or not q.exact or q.spoken:
            continue
        if q.start >= part.end:
            gap = _LAST_BRACKET.sub("(", text[part.end : q.start])
            way = joined(gap, text[q.end : q.sentence[1]], language)
            if way == "comma" and not _plain_words(facts, part):
                return None
            return q if way in {"bracket", "comma"} or (way and "," in gap) else None
        gap = text[q.end : part.lead]
        way = joined(gap, text[part.end : q.sentence[1]], language)
        if way == "bracket" or (way == "comma" and _plain_words(facts, part)):
            return q
    return None


def _plain_words(facts: Facts, part: Part) -> bool:
    """Whether words are a part for sure: "the majority", "two thirds"; "cuarto" may be a room."""
    return " " in facts.text[part.lead : part.end].strip()


def _as_share(part: Part) -> Quantity:
    return Quantity(part.start, part.end, part.percent, unit="share", bound=part.bound)
