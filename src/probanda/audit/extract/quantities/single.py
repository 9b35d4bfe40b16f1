"""One number, read with the words beside it: unit, bound, what follows it."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from probanda.audit.any_case import any_case
from probanda.audit.document import Block
from probanda.audit.extract.dates import OF_SO_MANY
from probanda.audit.extract.language import Language
from probanda.audit.extract.numbers import Number
from probanda.audit.extract.phrases import NOTHING, Group, Word, group_after, group_of
from probanda.audit.extract.quantities.ages import is_age
from probanda.audit.extract.quantities.partitive import PARTITIVE, token_at
from probanda.audit.extract.quantities.quantity import Quantity
from probanda.audit.extract.quotations import in_speech
from probanda.audit.facts import Facts
from probanda.audit.lexicon import field, words

__all__ = ["read_one"]

_MONEY_BEFORE = re.compile(r"[$€£]\s?\Z|(?:US\$|USD|EUR|GBP)\s?\Z")


#: "28 more than": a difference, not a count.
#: "104 prisoners, 26 (35 per cent)": what stands behind the next number is not said of this one.
_NEXT_NUMBER = re.compile(r"[\d(]")
_CENT = any_case(r"\s*-?\s*(?:cent|mil)(?!\w)")
_COMPARED = any_case(
    r"\s+(?:(?:more|fewer|less|higher|lower)\s+than|más|menos|больше|меньше|de\s+plus|de\s+moins)(?!\w)",
)


_CLOCK = any_case(
    r"\s+(?:o['’]clock|(?:in the (?:morning|afternoon|evening)|at night)|[ap]\.?m\.?(?!\w)|утра|вечера|ночи"
    r"|de la (?:mañana|tarde|noche)|du matin|du soir)",
)
_CURRENCY = re.compile(rf"(?:{words('currency')})\w*\Z")
_AT = any_case(
    r"(?<!\w)(?:at|until|till|from|to|before|after|around|about|by|since|between\s[^.;]{1,24}\sand|в|до|с|после"
    r"|около"
    r"|а las|a las|las|à)\s+(?:about\s+)?\Z",
)
_TURNED = any_case(
    rf"(?<![\d\w])(?<!\d\s)(?<!\bот\s)(?<!\bу\s)(?<!\bиз\s)(?<!\bдля\s)({words('turned')})\s+\Z",
)
_ODD = any_case(
    r"[-‑\s]odd(?!\w)|\s+с\s+(?:лишним|небольшим)|\s+y\s+(?:pico|tant[oa]s)|\s+et\s+quelques(?!\w)",
)
_SIZE = re.compile(r"\s*[×x]\s*\d|\s(?:in|ft|mi|lb|oz|cu|sq)[).]")
_OUT_OF_TEN = any_case(
    r"\s+(?:[^\W\d]+\s+){0,2}?(?:in|of every|de cada)\s+(?:every\s+)?"
    r"(?:ten|10|five|three|four|десяти|пяти|трёх|трех|четырёх|diez|cinco|tres|cuatro|dix|cinq"
    r"|trois)(?=\s*(?:[,.;:)]|\Z"
    r"|(?:were|was|had|said|said|at|of|people|persons)(?!\w)))",
)
_TEN = any_case(
    r"(?<!\w)(?:two|three|four|six|seven|eight|nine|\d)\s+(?:[^\W\d]+\s+){0,2}?in\s+(?:every\s+)?\Z",
)


#: "three of every ten" is a fraction; of more than these it is a rate.
_FEW = 20


@cache
def _every(code: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Between the numbers of "three of every ten": seen from the first, and from the second."""
    joint = words("of_every", code) or "(?!)"
    return (
        any_case(rf"\s*(?:[^\W\d]+\s+){{0,2}}?(?:{joint})\s+(\d+|[^\W\d]+)"),
        any_case(rf"\w\s+(?:{joint})\s+\Z"),
    )


def _in_every(head: str, tail: str, value: Decimal, language: Language) -> bool:
    """Whether a number is one of the two of "three of every ten"."""
    ahead, behind = _every(language.code)
    found = ahead.match(tail)
    base = found[1].lower() if found else ""
    so_many = int(base) if base.isdecimal() else language.numbers.get(base, 0)
    return 1 < so_many <= _FEW or (value <= _FEW and behind.search(head) is not None)


def read_one(
    facts: Facts,
    block: Block,
    sentence: tuple[int, int],
    tokens: list[Word],
    starts: list[int],
    number: Number,
    language: Language,
) -> Quantity | None:
    """The quantity that a number is; None for a year, or a number inside a word."""
    text = facts.text
    start, end = sentence
    value, decimals = number.value, number.decimals
    after_place = token_at(starts, max(number.end - 1, number.start)) + 1
    head = text[max(start, number.start - 40) : number.start]
    tail = text[number.end : min(end, number.end + 40)]
    unit, unit_word, finish = "count", "", number.end
    spaced = tail.lstrip(" \u00a0\u202f-")
    percent = (
        language.pattern("percent").match(spaced)
        or re.match(r"\s*%", tail)
        or language.pattern("points").match(spaced)
    )
    if percent:
        skip = len(tail) - len(tail.lstrip(" \u00a0\u202f-"))
        unit = "points" if language.pattern("points").match(tail[skip:]) else "percent"
        finish = (
            number.end
            + (skip if not tail.lstrip().startswith("%") else tail.index("%"))
            + (1 if tail.lstrip().startswith("%") else len(percent.group()))
        )
        unit_word = "%"
        if number.other is not None and number.value > 100:
            value, decimals = number.other, 3
        after_place = token_at(starts, finish - 1) + 1
    elif _MONEY_BEFORE.search(head):
        unit, unit_word = "money", head.strip()[-1]
    elif is_age(text, value, head, tail, number.end, end, language):
        unit, unit_word = "age", "years"
    else:
        nxt = tokens[after_place] if after_place < len(tokens) else None
        glued = re.match(r"[-‑\s]*([^\W\d_]+)", tail)
        word = (nxt.low if nxt and nxt.is_word and not tail[:1].isalpha() else "") or (
            glued[1].lower() if glued and (tail[:1] in "-‑" or tail[:1].isalpha()) else ""
        )
        stem = language.stem(word) if word else ""
        if value != 1 and field("one_before", language.code).match(tail.lstrip()):
            after_place = len(tokens)  # «148 годом ранее»: no number of years
        elif word and (word in language.durations or stem in language.durations):
            unit, unit_word = "duration", word
        elif word and (language.measure.match(word) or language.measure.match(stem)):
            unit, unit_word = (
                ("money" if _CURRENCY.match(word) else "measure"),
                word,
            )
    if tail[:1] in "-‑" and unit == "count" and re.match(r"[-‑]\w", tail) and not _ODD.match(tail):
        return None  # "12-member commission"
    if unit == "count" and (
        (_CLOCK.match(tail) and value <= 24 and _AT.search(head))
        or _OUT_OF_TEN.match(tail)
        or _in_every(head, tail, value, language)
        or (value in {5, 10} and _TEN.search(head))
    ):
        return None  # "six in the morning", "nine interviewees in ten"
    if unit == "count" and _SIZE.match(tail):
        unit, unit_word = "measure", "size"  # "7.62 × 39 mm"
    if number.plain and not number.words and 1500 <= value <= 2199 and unit == "count":
        noun = group_after(tokens, after_place, language)
        of_so_many = value < 1900 and OF_SO_MANY.search(head)
        if of_so_many:
            pass  # "1,083 of 1748"
        elif not noun.text or re.search(
            r"(?:in|since|by|of|from|until|en|de|в|с|до)\s+\Z", head, re.IGNORECASE
        ):
            return None
    if not number.span and _in_range(text, number.start, finish):
        return None  # "(837–908)", "won 2 – 1", "[81.0%–87.4%]"
    if (
        unit == "count"
        and decimals
        and value < 1000
        and not re.search(r"[^\W\d]", text[number.start : finish])
    ):
        unit = "rate"
    bound = _bound(head, tail if unit == "count" else "", language)
    if bound == "exact" and (number.about or number.span):
        bound = "at_least" if number.span else "about"
    if over := _ODD.match(tail):
        bound = "about"  # "thirty-odd homes", "три с лишним часа"
        after_place = token_at(starts, number.end + over.end() - 1) + 1
    partitive = PARTITIVE[language.code].match(text, finish)
    group = NOTHING
    if unit in {"count", "percent"}:
        counted = partitive and re.match(
            r"\d|a total|an? |about|some ", text[partitive.end() : partitive.end() + 8]
        )
        if partitive and (unit == "percent" or not counted):
            group = _after_partitive(tokens, starts, partitive.end(), end, language)
        else:
            group = group_after(tokens, after_place, language)
        if unit == "count" and not number.span:
            the = re.search(
                r"(?<!\w)(?:the|all|these|those|los|las|estos|estas|les|ces)\s+\Z", head.lower()
            )
            named = language.participle.match(group.text.lower()) if group.text else None
            if not (the and named):  # "of the 175 convicted"
                group = _plural_only(group, value, tokens, language)
        if (
            unit == "count"
            and group is NOTHING
            and number.other is not None
            and number.value >= 1000
        ):
            bare = True
        else:
            bare = False
        if bare and language.code == "en" and "." in text[number.start : number.end]:
            value, decimals = number.other or value, 3
    if unit == "count" and not group.text and (turned := _TURNED.search(head)):
        # «человек двадцать»: the noun before its number makes it a guess
        place = token_at(starts, number.start - len(head) + turned.start(1))
        group, bound = group_of(tokens[place : place + 1], language), "about"
    if unit == "count" and group.text and _CURRENCY.match(group.head):
        unit, unit_word = "money", group.head  # "1.813,4 millones de dólares"
    if (
        group.text
        and group.text.split()[0].lower() in language.delta
        and language.code in {"es", "fr"}
    ):
        group, spare = NOTHING, True  # "las 25 restantes"
    else:
        spare = False
    if number.words and value == 1 and re.search(r"(?<!\w)(?:of|de|из)\s+\Z", head, re.IGNORECASE):
        return None  # "50 of one district"
    lone = number.words and value == 1 and _one_of_several(text, start, number)
    if (
        number.words
        and value == 1
        and not lone
        and (not group.text or language.code != "en" or partitive)
    ):
        return None
    if (
        number.words
        and not lone
        and value == 1
        and re.search(r"(?:no|any|each|every|this|that|the|only)\s+\Z", head, re.IGNORECASE)
    ):
        return None
    if value == 0 and not number.words and unit == "count" and not group.text:
        return None
    low_head = head.lower()
    group_words = {word.low for word in tokens if group.start <= word.start < group.end}
    delta_before = re.search(r"([^\W\d_]+)\s+\Z", low_head)
    delta = (
        spare
        or bool(group_words & language.delta)
        or bool(delta_before and delta_before[1] in language.delta)
    )
    delta = delta or bool(_COMPARED.match(text, max(finish, group.end)))
    behind = group.end or finish
    stop = _NEXT_NUMBER.search(text, behind, min(end, behind + 12))
    each = any(
        not _CENT.match(text, found.end()) and text[behind : behind + 1] != ","
        for found in language.pattern("each").finditer(
            text, behind, stop.start() if stop else min(end, behind + 12)
        )
    ) or bool(
        re.search(
            r"(?:average|mean|median|medium|среднем|promedio|moyenne)\w*\s+(?:of\s+|de\s+)?\Z",
            low_head,
        )
    )
    total = bool(
        language.pattern("total").search(text, max(start, number.start - 30), number.start)
    ) or bool(
        re.match(
            r"[\s,]*(?:in total|in all|altogether|в общей сложности|en total|au total)",
            text[group.end or finish : end][:24],
            re.IGNORECASE,
        )
    )
    definite = bool(_definite(language).search(low_head))
    return Quantity(
        start=number.start,
        end=finish,
        value=value,
        decimals=decimals,
        unit=unit,
        bound=bound,
        group=group,
        total=total,
        delta=delta,
        each=each,
        definite=definite,
        words=number.words,
        spoken=in_speech(facts, number.start),
        sentence=sentence,
        block=block.index,
        unit_word=unit_word,
    )


def _definite(language: Language) -> re.Pattern[str]:
    """Articles and pronouns directly before a number that is known from elsewhere."""
    known = language.patterns.get("definite-before")
    if known is None:
        listed = str(language.raw.get("definite") or "")
        words = "|".join(map(re.escape, listed.split("|"))) if listed else ""
        known = re.compile(rf"(?<!\w)(?:{words})\s+\Z" if words else r"(?!)")
        language.patterns["definite-before"] = known
    return known


_SOME = any_case(rf"\d|(?<!\w)(?:{words('several')})(?!\w)")
_ONE_BEFORE = any_case(
    r"(?:[,;(]|(?<!\w)(?:and|и|а|y|et))\s+(?:(?:in|for|by|with|at|on|to|в|на|у|по|en|a|con"
    r"|por)\s+)?(?:(?:the\s+)?(?:other|remaining|last)\s+)?\Z",
)
_ONE_BEHIND = any_case(rf"\s+(?:{words('one_behind')})(?!\w)")


def _one_of_several(text: str, start: int, number: Number) -> bool:
    """Whether "one" is a part among others: "two with the prosecutor and one with the ombudsman"."""
    before = text[start : number.start]
    return bool(
        _ONE_BEFORE.search(before)
        and _ONE_BEHIND.match(text, number.end)
        and _SOME.search(before)
    )  # fmt: skip


def _in_range(text: str, start: int, end: int) -> bool:
    """Whether a number is one end of a span or of a score; behind "2019 — " it is the value of a year."""
    if _OF_YEAR.search(text[max(0, start - 8) : start]):
        return False
    behind = re.match(r"\s?[-–—]\s?\d|\s[-–—]\s\d{1,2}(?!\d)", text[end : end + 5])
    before = re.search(r"\d%?\s?[–—]\s?\Z|\d\s[-–—]\s\Z", text[max(0, start - 5) : start])
    return bool(behind or before)


_OF_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d\s[–—]\s\Z")


#: Plurals that look like none.
_UNMARKED = any_case(rf"\w*(?:{words('unmarked')})\Z")


def _plural_only(group: Group, value: Decimal, tokens: list[Word], language: Language) -> Group:
    """The group without the verbs behind its plural noun; nothing when several are said to be no plural at all.

    "14 individuals lay", "163 alleged ill-treatment", "tres recuperó": what is no plural can't be what
    several of them are. Languages without a plural behind numbers are left as they are.
    """
    if not group.text or value == 1 or language.code not in {"en", "es", "fr"}:
        return group
    taken = [t for t in tokens if group.start <= t.start < group.end and t.is_word]
    for size in range(len(taken), 0, -1):
        last = taken[size - 1] if language.code == "en" else taken[0]
        if _may_be_plural(last, language):
            return group if size == len(taken) else group_of(taken[:size], language)
        if language.code != "en":
            break
    return NOTHING


def _may_be_plural(word: Word, language: Language) -> bool:
    low = word.low
    if word.text[0].isupper() or any(map(str.isdigit, low)) or "'" in low or "’" in low:
        return True  # a name, a nationality: "forty Kevrian"
    if low in language.irregular or low in language.kinds or language.stem(low) in language.persons:
        return True
    if language.code == "fr":
        return low.endswith(("s", "x", "z"))
    if language.code == "es":
        return low.endswith("s")
    return (low.endswith("s") and not low.endswith(("ss", "ous"))) or bool(_UNMARKED.match(low))


def _after_partitive(
    tokens: list[Word], starts: list[int], position: int, end: int, language: Language
) -> Group:
    place = token_at(starts, position)
    if position >= end or place >= len(tokens):
        return NOTHING
    low = tokens[place].low
    if low in language.pronouns or low in language.numbers or low in language.scales:
        return NOTHING  # "39 of them", "three of the seven accused": the noun stands elsewhere
    return group_after(tokens, place, language)


#: A difference or a factor right before "more than".
_SIZED = any_case(
    r"(?:\d|%|cent|percent|ciento|процент\w*|times|twice|veces|раза?|fois)\s+(?:as\s+)?\Z",
)


def _bound(head: str, tail: str, language: Language) -> str:
    if re.search(
        r"(?:information|known|know|nothing|data|knowledge|details|anything|heard"
        r"|said|told|asked|complaints?|reports?|questions?|available|given|provided)\s+about\s*\Z",
        head,
        re.IGNORECASE,
    ):
        return "exact"
    trimmed = re.sub(
        r"(?:\s(?:the|a|an|los|las|les|des|total of|the remains of))*\s*[~$€£]?\s*\Z", "", head
    )
    for name, pattern in language.modifiers:
        for found in pattern.finditer(trimmed, max(0, len(trimmed) - 24)):
            if found.end() == len(trimmed):
                # "12,000 more than the 390,000", "5 per cent more than": the words belong to the difference
                return "exact" if _SIZED.search(trimmed, 0, found.start()) else name
    if head.rstrip().endswith(("~", "≈")):
        return "about"
    if head.rstrip().endswith((">", "≥")):
        return "more_than"
    if head.rstrip().endswith(("<", "≤")):
        return "less_than"
    if re.match(r"\s*(?:or more|or so|and more|and over|\+|и более|или более|o más|ou plus)", tail):
        return "at_least"
    return "exact"
