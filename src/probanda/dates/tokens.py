"""Cutting a text into what a date is made of: numeric dates, numbers, words with their meaning.

What the parts mean together is the business of `phrase`; here a part is only named.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum, auto

from probanda.dates.problem import DateProblem
from probanda.dates.words import Word, fold, number_endings, vocabulary


class Sign(Enum):
    """The signs that join two dates."""

    DASH = auto()
    SLASH = auto()


@dataclass(frozen=True, slots=True)
class Stated:
    """A date in figures: "12.11.2020", "05.1992", "27.09"; two characters or "XX" each."""

    year: str = ""  # four digits, two, or none
    month: str = ""
    day: str = ""


@dataclass(frozen=True, slots=True)
class Number:
    """A number of one to four digits, and whether it was written as a decade ("1990s")."""

    digits: str
    decade: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """A month (1 to 12), season (21 to 24) or weekday (31 to 37, from Monday) in words."""

    number: int


Token = Stated | Number | Named | Word | Sign


@dataclass(slots=True)
class Cut:
    """The tokens of a text, and what was left out on the way."""

    tokens: list[Token] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


#: A day or month in figures, or what people put when they do not know it: 00, XX, ??, __.
_PART = r"(\d{1,2}|[xх?_]{2})"
_TIME = re.compile(
    r"t?\d{1,2}:\d\d(?::\d\d(?:[.,]\d+)?)?(?:\s*[ap]\.?m\b\.?)?(?:z\b|\s?[+-]\d\d:?\d\d)?(?![\d:])"
)
_MIDNIGHT = re.compile(r"t?00?:00(?::00(?:[.,]0+)?)?")
_DAY_MONTH_YEAR = [
    re.compile(rf"{_PART}{sign}{_PART}{sign}(\d{{4}}|\d\d)(?!\d)")
    for sign in (r"\s?\.\s?", r"\s?/\s?", "-")
]
_YEAR_MONTH_DAY = [
    re.compile(rf"(\d{{4}}){sign}{_PART}{sign}{_PART}(?!\d)") for sign in (r"\.\s?", "/", "-")
]
_YEAR_MONTH = re.compile(r"(\d{4})([./-])(\d\d)(?!\d)")
_MONTH_YEAR = re.compile(rf"{_PART}[./-](\d{{4}})(?!\d)")
_DAY_MONTH = re.compile(r"(\d{1,2})(?:\.(\d{1,2})(?!\d|\.\d)|/(\d{1,2})(?=\s*-\s*\d))")
_NUMBER = re.compile(r"(\d+)")
_ENDING = re.compile(r"[-']?([^\W\d_]+)")
_WORD = re.compile(r"[^\W\d_]+")
_BETWEEN_WORDS = re.compile(r"[.'/-]?\s*")
_DOTS = re.compile(r"\.{2,3}|…")
_IGNORED = re.compile(r"[\s.,;()'\"«»“”„՝]+")
_SIGNS: dict[str, Token] = {
    "-": Sign.DASH,
    "/": Sign.SLASH,
    "?": Word.PERHAPS,
    "~": Word.ABOUT,
    "≈": Word.ABOUT,
    "±": Word.ABOUT,
}
#: "12-Nov-2020", "2020-Nov-12", "Nov-2020": hyphens that join nothing.
_HYPHENATED = re.compile(r"(?<!\d)(\d{1,4})-([^\W\d_]+)\.?-(\d{1,4})(?!\d)|^([^\W\d_]+)-(\d{4})$")
_LONGEST_PHRASE = 6


def cut(text: str, languages: tuple[str, ...], *, day_first: bool) -> Cut:
    """The tokens of a text.

    Raises:
        DateProblem: ``date-unreadable`` for a word or sign that belongs to no date,
            ``date-ambiguous`` for "2011/12", which may be a month or two years.
    """
    return _Cutter(text, languages, day_first).all()


class _Cutter:
    """One pass over a text, token by token."""

    def __init__(self, text: str, languages: tuple[str, ...], day_first: bool) -> None:
        self.text = text
        self.folded = _HYPHENATED.sub(
            lambda found: " ".join(part for part in found.groups() if part), fold(text)
        )
        self.known = vocabulary(languages)
        self.endings = number_endings(languages)
        self.day_first = day_first
        self.cut = Cut()

    def all(self) -> Cut:
        at = 0
        while at < len(self.folded):
            at = self._next(at)
        return self.cut

    def _next(self, at: int) -> int:
        """Read one token at a position and return where the next one begins."""
        folded, tokens = self.folded, self.cut.tokens
        if found := _DOTS.match(folded, at):
            tokens.append(Sign.DASH)
            return found.end()
        if found := _IGNORED.match(folded, at):
            return found.end()
        if found := _TIME.match(folded, at):
            if not _MIDNIGHT.fullmatch(found[0]):
                self.cut.notes.append("the time of day was left out")
            return found.end()
        if (end := self._figures(at)) is not None:
            return self._ending(end)
        if found := _NUMBER.match(folded, at):
            return self._ending(found.end(), number=found[0])
        if found := _WORD.match(folded, at):
            return self._words(found)
        if folded[at] in _SIGNS:
            tokens.append(_SIGNS[folded[at]])
            return at + 1
        raise unreadable(self.text, f"the sign {folded[at]!r}")

    def _figures(self, at: int) -> int | None:
        """Read a date in figures and return where it ends."""
        folded, tokens = self.folded, self.cut.tokens
        for form in _DAY_MONTH_YEAR:
            if found := form.match(folded, at):
                tokens.append(self._stated(found[3], found[1], found[2]))
                return found.end()
        for form in _YEAR_MONTH_DAY:
            if found := form.match(folded, at):
                tokens.append(Stated(found[1], _part(found[2]), _part(found[3])))
                return found.end()
        if found := _YEAR_MONTH.match(folded, at):
            tokens += _year_and_two_digits(found[1], found[2], found[3], self.text)
            return found.end()
        if found := _MONTH_YEAR.match(folded, at):
            tokens.append(Stated(found[2], _part(found[1])))
            return found.end()
        if found := _DAY_MONTH.match(folded, at):
            tokens.append(self._stated("", found[1], found[2] or found[3]))
            return found.end()
        return None

    def _stated(self, year: str, first: str, second: str) -> Stated:
        day, month = (first, second) if self.day_first else (second, first)
        return Stated(year, _part(month), _part(day))

    def _ending(self, end: int, number: str = "") -> int:
        """Read what is written onto a number or date ("12th", "1990s", "12.11.2020-dən")."""
        ending = _ENDING.match(self.folded, end)
        meaning = self.endings.get(ending[1]) if ending else None
        if number:
            decade = meaning is Word.DECADE and len(number) == 4
            self.cut.tokens.append(Number(number, decade))
        if ending is None or meaning is None:
            return end
        if meaning in (Word.ABLATIVE, Word.UNTIL):
            self.cut.tokens.append(meaning)
        return ending.end()

    def _words(self, first: re.Match[str]) -> int:
        """Read the longest phrase that begins at a word."""
        words, end = [first[0]], first.end()
        best, best_end = self.known.get((first[0],)), end
        while len(words) < _LONGEST_PHRASE:
            gap = _BETWEEN_WORDS.match(self.folded, end)
            following = _WORD.match(self.folded, gap.end() if gap else end)
            if following is None or following.start() == end:
                break
            words.append(following[0])
            end = following.end()
            if (meaning := self.known.get(tuple(words))) is not None:
                best, best_end = meaning, end
        if best is None:
            raise unreadable(self.text, f"the word {first[0]!r}")
        for part in best:
            if isinstance(part, int):
                self.cut.tokens.append(Named(part))
            elif part is not Word.FILLER:
                self.cut.tokens.append(part)
        if not isinstance(best[0], int) and self.folded[best_end : best_end + 1] == "-":
            return best_end + 1  # "mid-May", "début-1993"
        return best_end


def _part(figures: str) -> str:
    """Two digits, or XX for "00", "xx", "??"."""
    return figures.zfill(2) if figures.isdigit() and int(figures) else "XX"


def _year_and_two_digits(year: str, sign: str, two: str, text: str) -> list[Token]:
    """What "1992-05", "1992-93", "1992/93" or "1993-21" mean.

    After a dot the figures are a month. After a hyphen they are a month or season where EDTF has
    one, else a second year; after a slash a second year where they cannot be a month. "2020-21"
    may be spring 2020 or two years and "2011/12" a month or two years: nobody can tell.
    """
    number, next_year = int(two), (int(year) + 1) % 100
    if sign == ".":
        return [Stated(year, _part(two))]
    if sign == "-" and number <= 12 and (number or next_year):
        return [Stated(year, _part(two))]
    if sign == "-" and 21 <= number <= 24 and number != next_year:
        return [Number(year), Named(number)]
    season = sign == "-" and 21 <= number <= 24
    if number > 12 and not season and (number > int(year[2:]) or number == next_year):
        return [Number(year), Sign.DASH if sign == "-" else Sign.SLASH, Number(two)]
    if sign == "/" and year[2:] == "99" and two == "00":
        return [Number(year), Sign.SLASH, Number(two)]
    raise DateProblem(
        "date-ambiguous",
        text,
        "a month and a year, or two years",
        f"Write the month as {two}.{year} or both years in full.",
    )


def unreadable(text: str, what: str = "") -> DateProblem:
    """The problem of a text, or a part of it, that is no form of date."""
    return DateProblem(
        "date-unreadable",
        text,
        "a date such as 12.11.2020, May 1992, 27-28.09.2020 or about 1992",
        f"Nothing is known about {what}; write the date in one of the documented forms."
        if what
        else "Write it in one of the documented forms.",
    )
