"""Numbers as people write them in a text: read in any of the usual forms, written in one language's form.

``3,890`` and ``3 890`` and ``3.890`` can all mean the same; a form that can be read in two ways yields both
readings, and a figure agrees with the text when one of them is its value.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from probanda.report.languages import language_for

__all__ = ["Written", "agrees", "format_number", "number_word", "read_numbers"]

_SPACES = " \u00a0\u202f\u2009"
_DIGITS = r"[0-9\u0660-\u0669\u06f0-\u06f9]"
_NUMBER = re.compile(
    rf"(?<![\w.,])[-−–]?(?P<body>{_DIGITS}{{1,3}}(?:[{_SPACES},.’'٬]{_DIGITS}{{3}})+(?:[.,٫]{_DIGITS}+)?"
    rf"|{_DIGITS}+(?:[.,٫]{_DIGITS}+)?)(?![{_DIGITS[1:-1]}])"
)
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Written:
    """One number in a text: the words, and every value that they may mean."""

    text: str
    readings: tuple[Decimal, ...]


def read_numbers(text: str, language: str = "en") -> tuple[Written, ...]:
    """All numbers in a few words: digits with any usual grouping, and number words of the language.

    >>> [str(v) for v in read_numbers("more than 3 890 persons")[0].readings]
    ['3890']
    >>> [str(v) for v in read_numbers("3.890")[0].readings]
    ['3890', '3.890']
    >>> [str(v) for v in read_numbers("seven women")[0].readings]
    ['7']
    """
    words = language_for(language)
    found: list[tuple[int, Written]] = []
    spent = [False] * len(text)
    for match in _NUMBER.finditer(text):
        readings = _readings(match["body"])
        if match.group()[0] in "-−":
            readings = tuple(-value for value in readings)
        found.append((match.start(), Written(match.group(), readings)))
        spent[match.start() : match.end()] = [True] * (match.end() - match.start())
    if not found:
        spelt = {form: value for value, forms in enumerate(words.number_words) for form in forms}
        tokens = _WORD.findall(text)
        strong = [w for w in tokens if w.lower() in spelt and w.lower() not in {"a", "an", "both"}]
        for word in strong or [w for w in tokens if w.lower() in spelt]:
            found.append((text.index(word), Written(word, (Decimal(spelt[word.lower()]),))))
        for phrase, value in spelt.items():
            if " " in phrase and phrase in text.lower():
                found.append((0, Written(phrase, (Decimal(value),))))
    return tuple(written for _, written in sorted(found, key=lambda pair: pair[0]))


def _readings(body: str) -> tuple[Decimal, ...]:
    """Values of one digit string: grouped when every separator is followed by exactly three digits."""
    western = "".join(str(int(c)) if c.isdigit() else c for c in body)
    western = western.replace("٫", ".").replace("٬", ",")
    separators = [c for c in western if not c.isdigit()]
    if not separators:
        return (Decimal(western),)
    plain = re.sub(rf"[{_SPACES}’']", "", western)
    marks = [c for c in plain if not c.isdigit()]
    if not marks:
        return (Decimal(plain),)
    last = marks[-1]
    readings: list[Decimal] = []
    head, _, tail = plain.rpartition(last)
    groups = re.split(r"[.,]", plain)
    same_mark = len(set(marks)) == 1
    grouped = same_mark and all(len(g) == 3 for g in groups[1:]) and len(plain) == len(western)
    if grouped and groups[0] != "0":
        readings.append(Decimal("".join(groups)))
    if marks.count(last) == 1 and (len(marks) == 1 or last != marks[0]):
        readings.append(Decimal(f"{re.sub('[.,]', '', head)}.{tail}"))
    return tuple(readings) or (Decimal(re.sub("[.,]", "", plain)),)


def agrees(written: Written, value: Decimal, decimals: int = 0) -> bool:
    """Whether one reading of the number is the value, rounded as the author rounded it.

    A whole number must be the value; a value with decimals may be written with fewer ("8.4" or "8" for 8.35).

    >>> agrees(read_numbers("8.4")[0], Decimal("8.35"), 1)
    True
    >>> agrees(read_numbers("3,890")[0], Decimal(3928))
    False
    """
    for reading in written.readings:
        exponent = reading.as_tuple().exponent
        places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
        if reading == value:
            return True
        if value != value.to_integral_value() or decimals:
            rounded = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
            if rounded == reading:
                return True
    return False


def format_number(value: Decimal, language: str = "en", decimals: int = 0) -> str:
    r"""A number in the form of a language, rounded half up; the minus is U+2212.

    >>> format_number(Decimal("3890"), "en"), format_number(Decimal("3890"), "fr")
    ('3,890', '3\xa0890')
    >>> format_number(Decimal("-1234.56"), "es", 1)
    '−1.234,6'
    """
    words = language_for(language)
    rounded = value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    text = f"{abs(rounded):,.{decimals}f}"
    text = text.replace(",", "\0").replace(".", words.decimal_mark).replace("\0", words.group_mark)
    return f"−{text}" if rounded < 0 else text


def number_word(value: int, language: str = "en") -> str | None:
    """The word for a number from 0 to 9, or ``None``: from 10 on figures are used.

    >>> number_word(7), number_word(7, "ru"), number_word(12)
    ('seven', 'семь', None)
    """
    if not 0 <= value <= 9:
        return None
    return language_for(language).number_words[value][0]
