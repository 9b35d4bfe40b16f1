"""Numbers in a text, in figures or in words, with the range they stand in. What they count is decided elsewhere.

Figures are read with the separators people use: "38,580", "38 580", "38.580" (where three figures follow and the
language or what is counted says so), and "38, 580" where the file broke the number apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from itertools import zip_longest

from probanda.audit.any_case import any_case
from probanda.audit.extract.language import Language

__all__ = ["UNIT", "Number", "find_numbers", "read_words"]

_SPACE = "   "
#: What a number may be written together with: "50km".
UNIT = r"(?:km|kg|cm|mm|км|кг|см|мм)(?!\w)"
_FIGURES = re.compile(
    rf"(?:(?<![\w.,/:\-‐‑–—#@])|(?<=[^\W\d_] [-–])(?=\d{{1,3}}[,;.)\n]))(?P<body>"
    rf"\d{{1,3}}(?:[{_SPACE}]\d{{3}})+(?!\d)(?:[.,]\d{{1,2}}(?!\d))?"
    rf"|\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d{{1,3}}(?:\.\d{{3}})+(?:,\d+)?|\d{{1,3}}(?:['’]\d{{3}})+"
    rf"|\d+(?:[.,]\d+)?)(?:(?={UNIT})|(?![\w/]|[.,:]\d|[-‐‑]\d|\.[a-z]))"
)


#: From here on a row of digits is an account, a hash or damage, and counts nothing.
_BEYOND = Decimal(10) ** 18


@dataclass(frozen=True, slots=True)
class Number:
    """A number where it stands.

    Attributes:
        start: first code point.
        end: one past the last.
        value: its value.
        decimals: figures after the decimal sign.
        words: written in words.
        other: a second value that the same figures may have ("1.250"), None when there is none.
        plain: figures without any separator: may be a year.
        about: round in itself: "a hundred", "una veintena", "десяток".
        span: the lower end of "12–15"; ``end`` is behind the upper one.
    """

    start: int
    end: int
    value: Decimal
    decimals: int = 0
    words: bool = False
    other: Decimal | None = None
    plain: bool = False
    about: bool = False
    span: bool = False


def find_numbers(
    text: str, language: Language, split: frozenset[int] = frozenset()
) -> list[Number]:
    """Every number of a text in order; `split` holds starts of figures that the file broke apart.

    >>> from probanda.audit.extract.language import language_tables
    >>> [str(n.value) for n in find_numbers("3,890 men, twenty-two women and 1.5 km", language_tables("en"))]
    ['3890', '22', '1.5']
    """
    found = [*_spans(text, language), *_figures(text, language, split), *_words(text, language)]
    found.sort(key=lambda number: (number.start, not number.span))
    whole = list(_summed(text, _scaled(text, found, language), language))
    return [number for number in _once(text, whole) if number.value < _BEYOND]


def _once(text: str, numbers: list[Number]) -> Iterator[Number]:
    """One number for each that is written twice: "nine (9) videos", «5 (пять) суток»."""
    skip = False
    for number, behind in zip_longest(numbers, numbers[1:]):
        if skip:
            skip = False
        elif (
            behind is not None
            and number.words != behind.words
            and not (number.decimals or behind.decimals or behind.span)
            and text[number.end : behind.start] in {" (", "("}
            and _TWICE.match(text, behind.end)
            and _alike(number.value, behind.value)
        ):
            skip = True
            yield replace(number, end=behind.end + 1)
        else:
            yield number


def _alike(one: Decimal, other: Decimal) -> bool:
    """Whether two values may be one, miswritten: near each other, or of the same figures."""
    return abs(one - other) * 5 <= max(one, Decimal(10)) or sorted(f"{one:f}") == sorted(
        f"{other:f}"
    )


#: Behind a number in a bracket that repeats the one before it: what is counted.
_TWICE = re.compile(r"\)\s+[^\W\d]")


def _figures(text: str, language: Language, split: frozenset[int]) -> Iterator[Number]:
    beyond = 0
    for match in _FIGURES.finditer(text):
        if match.start() < beyond:
            continue
        body, end = match["body"], match.end()
        if match.start() in split:
            tail = re.compile(r",? ?,? (\d{3})(?!\d)").match(text, end)
            if tail:
                body, end = body + tail[1], tail.end()
        beyond = end
        if language.code == "en" and re.fullmatch(r"\d+,\d{1,2}", body):
            continue  # "(1,13)": two notes
        if re.fullmatch(r"0\d{3,}|\d{10,}", body):
            continue  # the number of a letter or of a telephone
        yield _read(match.start(), end, body, language)


#: "12–15 prisoners": the lower end and the upper one, with what is counted behind it.
_SPAN = re.compile(
    rf"(?<![\w.,/:\-‐‑–—#@$€£])(?P<low>\d{{1,3}}(?:[{_SPACE}.,]\d{{3}})+|\d{{1,4}})[{_SPACE}]?[-‐‑–—][{_SPACE}]?"
    rf"(?P<high>\d{{1,3}}(?:[{_SPACE}.,]\d{{3}})+|\d{{1,4}})(?=[ \n\u00a0][^\W\d_]{{2,}})"
)


def _spans(text: str, language: Language) -> Iterator[Number]:
    """Spans of figures that count something; years, scores and pages are none."""
    for match in _SPAN.finditer(text):
        low = _read(match.start("low"), match.end("low"), match["low"], language)
        high = _read(match.start("high"), match.end("high"), match["high"], language)
        if not 0 < low.value < high.value <= 20 * low.value or (low.plain and high.plain):
            continue
        yield Number(match.start(), match.end(), low.value, span=True)


def _read(start: int, end: int, body: str, language: Language) -> Number:
    if body.isdecimal():
        return Number(start, end, Decimal(body), plain=len(body) == 4)
    bare = re.sub(rf"[{_SPACE}'’]", "", body)
    marks = re.findall(r"[.,]", bare)
    if not marks:
        return Number(start, end, Decimal(bare), plain=bare == body and len(bare) == 4)
    last = marks[-1]
    head, _, tail = bare.rpartition(last)
    grouped = len(tail) == 3 and (len(set(marks)) == 1) and bare[0] != "0" and bare == body
    decimal = language.raw["numbers"]["decimal"]
    whole = Decimal(re.sub(r"[.,]", "", bare)) if grouped else None
    broken = (
        Decimal(re.sub(r"[.,]", "", head) + "." + tail) if len(marks) == 1 or not grouped else None
    )
    if whole is not None and (last != decimal or broken is None):
        return Number(start, end, whole, other=broken if last == "." and decimal == "." else None)
    if whole is not None:
        # "3.890" in English, "3,890" in Russian: mostly thousands when what is counted can't be broken.
        return Number(start, end, whole, other=broken)
    assert broken is not None
    return Number(start, end, broken, decimals=len(tail))


@lru_cache(maxsize=8)
def _word_pattern(words: tuple[str, ...], joiner: str) -> re.Pattern[str]:
    one = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    join = rf"(?:[ \n\-‑]+(?:{joiner}[ \n\-‑]+)?)" if joiner else r"[ \n\-‑]+"
    return any_case(rf"(?<![\w\-])(?:{one})(?:{join}(?:{one}))*(?![\w])")


def _words(text: str, language: Language) -> Iterator[Number]:
    words = (*language.numbers, *language.scales)
    counted = language.raw["numbers"]
    joiner = counted["joiner"]
    halves = _alternatives(counted.get("half", ""))
    articles = _alternatives(counted.get("article", ""))
    round_ = language.pattern("numbers.round")
    for match in _word_pattern(words, joiner).finditer(text):
        phrase, start = match.group(), match.start()
        half = halves.search(text, max(0, start - 12), start)
        article = articles.search(text, max(0, start - 6), start)
        lead = re.match(r"[^\s\-‑]+", phrase)
        about = round_.fullmatch(phrase.split()[-1]) is not None and len(phrase.split()) <= 2
        if lead and lead[0].lower() in language.scales and (half or article):
            # "half a million", "a hundred and twenty": the article counts
            (_, end, value), *rest = read_words(phrase, language, counted_before=True)
            first = (half or article).start()  # type: ignore[union-attr]
            if value is not None:
                whole = Decimal(value) / 2 if half else Decimal(value)
                yield Number(first, start + end, whole, words=True, about=about)
        else:
            rest = read_words(phrase, language)
        for begin, end, value in rest:
            if value is not None:
                yield Number(start + begin, start + end, Decimal(value), words=True, about=about)
    if language.code == "ru":
        yield from _one_and_a_half(text, language)


@lru_cache(maxsize=32)
def _alternatives(listed: str) -> re.Pattern[str]:
    """Phrases of a "|" list directly before a place."""
    parts = "|".join(re.escape(word.strip()) for word in listed.split("|") if word.strip())
    return any_case(rf"(?<!\w)(?:{parts})[\s-]+\Z" if parts else r"(?!)")


_POLTORA = any_case(r"(?<![\w-])полтор[аы]|(?<![\w-])полутора(?:ста)?")


def _one_and_a_half(text: str, language: Language) -> Iterator[Number]:
    """«Полторы тысячи», «полтора года», «полтораста»."""
    scale = _scale_pattern(tuple(language.scales))
    for match in _POLTORA.finditer(text):
        if text[match.end() : match.end() + 3].lower() == "ста":
            yield Number(match.start(), match.end() + 3, Decimal(150), words=True)
            continue
        after = scale.match(text, match.end())
        by = language.scales[after[1].lower()] if after else 1
        value = Decimal("1.5") * by
        end = after.end() if after else match.end()
        yield Number(match.start(), end, value, decimals=0 if after else 1, words=True)


def read_words(
    phrase: str, language: Language, *, counted_before: bool = False
) -> list[tuple[int, int, int | None]]:
    """Values of a run of number words; a run like "two and three" is two numbers.

    Args:
        phrase: the words.
        language: their language.
        counted_before: an article stands before them, so that a scale word alone is a number ("a hundred").

    >>> from probanda.audit.extract.language import language_tables
    >>> [v for _, _, v in read_words("three thousand eight hundred and ninety", language_tables("en"))]
    [3890]
    >>> [v for _, _, v in read_words("two and three", language_tables("en"))]
    [2, 3]
    """
    answers: list[tuple[int, int, int | None]] = []
    bare = language.pattern("numbers.bare")
    total, current, begin, end, last = 0, 0, -1, 0, 10**12
    for match in re.finditer(r"[^\s\-‑]+", phrase):
        word = match.group().lower()
        value = language.numbers.get(word)
        scale = language.scales.get(word)
        if value is None and scale is None:
            continue  # the joiner
        if language.code == "fr" and value == 20 and last == 4:
            current, last, end = current + 76, 80, match.end()  # quatre-vingt
            continue
        if value is not None:
            fits = (
                begin < 0 or last >= 1000 or (last >= 100 > value) or _below(last, value, language)
            )
            if not fits:
                answers.append((begin, end, total + current))
                total, current, begin = 0, 0, -1
            current += value
            last = value
        else:
            assert scale is not None
            if begin < 0 and not counted_before and bare.fullmatch(word):
                continue  # "hundred" or "million" alone says nothing
            counted_before = False
            if scale >= 1000:
                total, current = total + max(current, 1) * scale, 0
            else:
                current = max(current, 1) * scale
            last = scale
        begin = match.start() if begin < 0 else begin
        end = match.end()
    if begin >= 0:
        answers.append((begin, end, total + current))
    return answers


def _below(last: int, value: int, language: Language) -> bool:
    """Whether a word may follow another in one number: "twenty" "two", "soixante" "dix-sept"."""
    if language.code == "az" and last == 10 and 0 < value < 10:
        return True
    if language.code == "fr" and last in {60, 80} and 0 < value < 20:
        return True
    if language.code == "fr" and last == 10 and 7 <= value < 10:
        return True
    return 20 <= last < 100 and last % 10 == 0 and 0 < value < 10


@lru_cache(maxsize=8)
def _scale_pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    one = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    return any_case(rf"[ {_SPACE}-]?({one})(?!\w)")


_AND_A_HALF = any_case(r"\s+(?:and a half|с половиной|y medi[oa]|et demie?)(?!\w)")


def _scaled(text: str, found: list[Number], language: Language) -> Iterator[Number]:
    """Join "3.5" and "million", "two and a half" and "million"; leave out numbers inside others."""
    end = 0
    scale = _scale_pattern(tuple(language.scales))
    for number in found:
        if number.start < end:
            continue
        half = None if number.span else _AND_A_HALF.match(text, number.end)
        after = (
            None
            if number.words and not half
            else scale.match(text, half.end() if half else number.end)
        )
        if half and (after or number.value < 100):
            by = language.scales[after[1].lower()] if after else 1
            end = after.end() if after else half.end()
            value = (number.value + Decimal("0.5")) * by
            yield Number(number.start, end, value, decimals=0 if after else 1, words=number.words)
            continue
        if half and number.words and number.value >= 1000:  # "dos millones y medio"
            end = half.end()
            unit = next(v for v in (10**9, 10**6, 10**3) if number.value >= v)
            yield Number(number.start, end, number.value + Decimal(unit) / 2, words=True)
            continue
        if after:
            by = language.scales[after[1].lower()]
            value = number.value if number.other is None else number.other
            value, end = value * by, after.end()
            yield Number(number.start, end, value, decimals=number.decimals, span=number.span)
            continue
        end = number.end
        yield number


_LAST_WORD = re.compile(r"[^\W\d_]+\.?\Z")


def _summed(text: str, numbers: Iterable[Number], language: Language) -> Iterator[Number]:
    """Join "95 mil" and "617", "3 millones" and "500 mil", "78 mil" and "985 millones"; not in English."""
    last: Number | None = None
    below = Decimal(
        0
    )  # the scale word at the end of the last number: what goes on with it is smaller
    for number in numbers:
        word = _LAST_WORD.search(text, number.start, number.end)
        scale = language.scales.get(word[0].lower().rstrip("."), 0) if word else 0
        if last and (
            number.value < below
            and number.value % (1000 if below > 1000 else 1) == 0 < number.value
            and not (number.decimals or number.span or last.decimals or last.span)
            and text[last.end : number.start].isspace()
        ):
            number = replace(  # noqa: PLW2901
                number, start=last.start, value=last.value + number.value, other=None, plain=False
            )
        elif (
            last
            and below == 1000 < scale
            and number.value < scale * 1000
            and not last.decimals
            and (text[last.end : number.start].isspace())
        ):
            number = replace(  # noqa: PLW2901 "78 mil 985 millones"
                number,
                start=last.start,
                value=last.value * scale + number.value,
                other=None,
                plain=False,
            )
        elif last:
            yield last
        last, below = number, Decimal(scale if scale >= 1000 and language.code != "en" else 0)
    if last:
        yield last
