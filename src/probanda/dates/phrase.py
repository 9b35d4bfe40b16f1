"""Reading dates in words and half-stated dates: what the tokens of a text mean together.

A phrase is one side ("about May 1992"), an operator and a side ("after 12.11.2020"), or two sides
with a joint ("from 27 September to 10 November 2020"); the sides lend each other what they lack.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from probanda.dates.imprecise import OPEN, ImpreciseDate, compose
from probanda.dates.parts import part_of
from probanda.dates.point import Point
from probanda.dates.problem import DateProblem
from probanda.dates.tokens import Named, Number, Sign, Stated, Token, cut, unreadable
from probanda.dates.words import Word
from probanda.dates.years import check_year

_PARTS = frozenset({Word.EARLY, Word.MIDDLE, Word.LATE, Word.FIRST_HALF, Word.SECOND_HALF})
_OPERATORS = frozenset({Word.AFTER, Word.BEFORE, Word.SINCE, Word.UNTIL})
_JOINTS: frozenset[Token] = frozenset(
    {Sign.DASH, Sign.SLASH, Word.UNTIL, Word.INTO, Word.AND, Word.OR}
)
_MAKES_ABLATIVE_SILENT: frozenset[Token] = _JOINTS | _OPERATORS

WINTER = "24"


@dataclass(frozen=True, slots=True)
class Side:
    """What one side of a phrase states; empty where it is silent."""

    year: str = ""
    month: str = ""
    day: str = ""
    bare: str = ""  # one or two digits with nothing beside them: a day, a month or a year
    named: bool = False  # the month is in words
    part: Word | None = None
    about: bool = False
    perhaps: bool = False
    present: bool = False


@dataclass(frozen=True, slots=True)
class Reader:
    """The settings of one reading, and the text for its error messages."""

    text: str
    languages: tuple[str, ...]
    day_first: bool
    pivot: int | None

    def read(self) -> ImpreciseDate:
        """The date that the text states.

        Raises:
            DateProblem: see `probanda.dates.parse.parse_date`.
        """
        parts = cut(self.text, self.languages, day_first=self.day_first)
        notes = parts.notes
        tokens = parts.tokens
        lead, tokens = _leading(tokens)
        trail, tokens = _trailing(tokens)
        joints = [index for index, token in enumerate(tokens) if token in _JOINTS]
        if not joints and trail is Word.UNTIL and Word.ABLATIVE in tokens:
            joints = [tokens.index(Word.ABLATIVE)]
        if not tokens or len(joints) > 1 or (lead and trail and lead is not Word.SINCE):
            raise unreadable(self.text)
        if joints:
            joint = tokens[joints[0]]
            before, after = tokens[: joints[0]], tokens[joints[0] + 1 :]
            if not before or not after:
                raise unreadable(self.text)
            if lead is Word.SINCE or trail in (Word.UNTIL, Word.SINCE):
                operator = None
            else:
                operator = lead or trail
            return self._range(before, joint, after, operator, lead is not None, notes)
        side = self._side(tokens, notes)
        if side.present:
            raise unreadable(self.text)
        start, end = self._resolve(side, notes)
        return self._operated(lead or trail, start, end, False, notes)

    def _operated(
        self,
        operator: Word | None,
        start: Point | str,
        end: Point | str | None,
        choice: bool,
        notes: list[str],
    ) -> ImpreciseDate:
        """Apply "after", "before", "since", "until" to a point or stretch."""
        note = "; ".join(dict.fromkeys(notes))
        last = start if end is None else end
        if operator is None or operator is Word.BETWEEN:
            return compose(self.text, start, end, choice=choice, note=note)
        if not isinstance(start, Point) or not isinstance(last, Point):
            raise unreadable(self.text)
        compose(self.text, start, end)  # an impossible day stays impossible after "after"
        if operator is Word.AFTER:
            return compose(self.text, _next(last), OPEN, choice=True, note=note)
        if operator is Word.BEFORE:
            return compose(self.text, OPEN, _previous(start), choice=True, note=note)
        if operator is Word.SINCE:
            return compose(self.text, start, OPEN, note=note)
        return compose(self.text, OPEN, last, note=note)

    def _range(
        self,
        before: list[Token],
        joint: Token,
        after: list[Token],
        operator: Word | None,
        opened: bool,
        notes: list[str],
    ) -> ImpreciseDate:
        # "about May or June 1992", "May-June 1992?": the word stands outside and means both ends;
        # "from about May to 3 June 1992" means the first only.
        both_about = before[0] is Word.ABOUT and not opened
        both_perhaps = (before[0] is Word.PERHAPS and not opened) or after[-1] is Word.PERHAPS
        a, b = self._side(before, notes), self._side(after, notes)
        if a.present:
            raise unreadable(self.text)
        if b.present:
            start, _ = self._resolve(a, notes)
            return self._operated(None, start, OPEN, False, notes)
        a, b = self._lend(a, b)
        a = replace(a, about=a.about or both_about, perhaps=a.perhaps or both_perhaps)
        b = replace(b, about=b.about or both_about, perhaps=b.perhaps or both_perhaps)
        if a.month > "12" and a.month != "XX" and not b.month:
            return self._winter(a, b, operator, notes)
        start, start_end = self._resolve(a, notes)
        end_start, end = self._resolve(b, notes)
        last = end or end_start
        choice = joint in (Word.OR, Sign.SLASH) or operator is Word.BETWEEN
        if joint is Word.OR and last.bounds()[1] < start.bounds()[0]:
            start, start_end, end_start, last = end_start, end, start, start_end or start
        if joint in (Word.OR, Word.AND) and operator is not Word.BETWEEN:
            gap = end_start.bounds()[0] - (start_end or start).bounds()[1]
            if gap > timedelta(days=1):
                notes.append("two dates were written; the time between them is included")
                choice = True
        return self._operated(operator, start, last, choice, notes)

    def _winter(self, a: Side, b: Side, operator: Word | None, notes: list[str]) -> ImpreciseDate:
        """Read "winter 1992/93" as December 1992 to February 1993."""
        if a.month != WINTER or int(b.year) != int(a.year) + 1 or a.part or b.part or b.day:
            raise DateProblem(
                "date-ambiguous",
                self.text,
                "one season of one year, or a winter of two",
                "Write the months in full, such as December 1992 - February 1993.",
            )
        check_year(self.text, a.year)
        marks = {"approximate": a.about or b.about, "uncertain": a.perhaps or b.perhaps}
        start = Point(a.year, "12").qualified(**marks)
        return self._operated(operator, start, Point(b.year, "02").qualified(**marks), True, notes)

    def _side(self, tokens: list[Token], notes: list[str]) -> Side:
        """Gather what a side states."""
        side = Side()
        numbers: list[str] = []
        decade = False
        for token in tokens:
            if isinstance(token, Stated):
                if side.year or side.month or side.day:
                    raise unreadable(self.text)
                side = replace(side, year=token.year, month=token.month, day=token.day)
            elif isinstance(token, Named):
                if side.month:
                    raise unreadable(self.text)
                side = replace(side, month=f"{token.number:02}", named=True)
            elif isinstance(token, Number):
                numbers.append(token.digits)
                decade = decade or token.decade
            elif token is Word.DECADE:
                decade = True
            elif token is Word.ABOUT:
                side = replace(side, about=True)
            elif token is Word.PERHAPS:
                side = replace(side, perhaps=True)
            elif token is Word.PRESENT:
                side = replace(side, present=True)
            elif token in _PARTS and side.part is None:
                side = replace(side, part=Word(token))
            elif token is not Word.ABLATIVE:
                raise unreadable(self.text)
        side = self._place(side, numbers)
        if side.present and (side.year or side.month or side.day or side.bare):
            raise unreadable(self.text)
        if len(side.year) == 2:
            side = replace(side, year=self._full_year(side.year, notes))
        if decade and side.year.endswith("0") and not side.month and not side.day:
            century = side.year.endswith("00")
            side = replace(side, year=side.year[:2] + "XX" if century else side.year[:3] + "X")
        elif decade and side.bare:
            raise self._two_digits(side.bare)
        return side

    def _place(self, side: Side, numbers: list[str]) -> Side:
        """Decide which of the numbers of a side is the year and which the day."""
        for digits in numbers:
            if len(digits) == 4 and not side.year:
                side = replace(side, year=digits)
        small = [digits for digits in numbers if len(digits) <= 2]
        if len(small) + sum(len(digits) == 4 for digits in numbers) != len(numbers) or (
            sum(len(digits) == 4 for digits in numbers) > (0 if not side.year else 1)
        ):
            raise unreadable(self.text)
        if not small:
            return side
        if side.month and side.named and not side.day:
            if len(small) == 1 and (side.year or int(small[0]) <= 31):
                return replace(side, day=small[0].zfill(2))
            if len(small) == 1:
                return replace(side, year=small[0].zfill(2))
            if len(small) == 2 and not side.year:
                return replace(side, day=small[0].zfill(2), year=small[1].zfill(2))
        elif len(small) == 1 and not side.month:
            if side.year:
                return replace(side, day=small[0].zfill(2))
            return replace(side, bare=small[0].zfill(2))
        raise unreadable(self.text)

    def _lend(self, a: Side, b: Side) -> tuple[Side, Side]:
        """Give each side what only the other states."""
        if b.bare:
            if a.day and a.month:
                b = replace(b, day=b.bare, bare="")
            elif len(a.year) == 4 and a.year.isdigit() and (not a.month or a.month == WINTER):
                b = replace(b, year=self._second_year(a.year, b.bare), bare="")
        if a.bare:
            if b.day:
                a = replace(a, day=a.bare, bare="")
            elif b.month and not b.named:
                a = replace(a, month=a.bare, bare="")
        if a.day and not a.month:
            a = replace(a, month=b.month)
        if b.day and not b.month:
            b = replace(b, month=a.month)
        if not a.year:
            a = replace(a, year=b.year)
        if not b.year:
            b = replace(b, year=a.year)
        return a, b

    def _second_year(self, year: str, two: str) -> str:
        century = int(year) // 100
        if int(two) <= int(year) % 100:
            if int(two) != (int(year) + 1) % 100:
                raise self._two_digits(two)
            century += 1
        return f"{century:02}{two}"

    def _resolve(self, side: Side, notes: list[str]) -> tuple[Point, Point | None]:
        """The point that a side means, or the two ends of its "early", "end of" …"""
        if side.bare:
            raise self._two_digits(side.bare) if int(side.bare) > 31 else unreadable(self.text)
        if not side.year:
            raise DateProblem(
                "date-unreadable",
                self.text,
                "a year",
                "No year is written; add it if the source states it.",
            )
        check_year(self.text, side.year)
        if "XX" in (side.month, side.day):
            notes.append("what is not known of the day and month was left open")
        if side.month == "XX" and side.day not in ("", "XX"):
            raise unreadable(self.text)
        if side.day and not side.month:
            raise unreadable(self.text)
        if side.day and side.month > "12" and side.month != "XX":
            if side.named:
                raise unreadable(self.text)
            raise DateProblem(
                "date-impossible",
                self.text,
                f"a month from 01 to 12, not {side.month}",
                "If the month is written first in this list, say so when reading it."
                if side.day <= "12"
                else "Check the source.",
            )
        if not side.named and side.month > "12" and side.month != "XX":
            raise DateProblem(
                "date-impossible",
                self.text,
                f"a month from 01 to 12, not {side.month}",
                "Check the source.",
            )
        point = Point(side.year, side.month, side.day)
        marks = {"approximate": side.about, "uncertain": side.perhaps}
        if side.part is None:
            return point.qualified(**marks), None
        if side.day:
            raise unreadable(self.text)
        start, end = part_of(point, side.part)
        return start.qualified(**marks), end.qualified(**marks)

    def _full_year(self, two: str, notes: list[str]) -> str:
        if self.pivot is None:
            raise self._two_digits(two)
        year = self.pivot // 100 * 100 + int(two)
        if year > self.pivot:
            year -= 100
        notes.append(f"the year {two} was read as {year}")
        return f"{year:04}"

    def _two_digits(self, two: str) -> DateProblem:
        return DateProblem(
            "date-ambiguous",
            self.text,
            f"a year of four digits, not {two}",
            "Write the century, or say for the whole list which years two digits may mean.",
        )


def _leading(tokens: list[Token]) -> tuple[Word | None, list[Token]]:
    """Take an operator off the beginning ("after", "from", "between")."""
    if tokens and tokens[0] is Word.INTO:
        tokens = tokens[1:]
    if tokens and isinstance(tokens[0], Word) and tokens[0] in _OPERATORS | {Word.BETWEEN}:
        return tokens[0], tokens[1:]
    return None, tokens


def _trailing(tokens: list[Token]) -> tuple[Word | None, list[Token]]:
    """Take a postposition off the end ("-dən sonra", "-ից հետո"), and drop idle case endings."""
    operator: Word | None = None
    last = tokens[-1] if tokens else None
    if isinstance(last, Word) and (last in _OPERATORS or last is Word.BETWEEN):
        operator, tokens = last, tokens[:-1]
    if tokens and tokens[-1] is Word.ABLATIVE:
        operator, tokens = operator or Word.SINCE, tokens[:-1]
    kept = [
        token
        for index, token in enumerate(tokens)
        if token is not Word.ABLATIVE
        or index + 1 >= len(tokens)
        or tokens[index + 1] not in _MAKES_ABLATIVE_SILENT
    ]
    return operator, kept


def _next(point: Point) -> Point:
    """The first point after one, as precise as it."""
    if point.precision == "season" and point.month == WINTER:
        # "After winter 1993" may be after the winter that ended in 1993: the wider reading.
        return replace(point, month="03")
    return _of_precision(point.bounds()[1] + timedelta(days=1), point)


def _previous(point: Point) -> Point:
    """The last point before one, as precise as it."""
    if point.precision == "season" and point.month == WINTER:
        return replace(point, month="11")
    return _of_precision(point.bounds()[0] - timedelta(days=1), point)


def _of_precision(day: date, like: Point) -> Point:
    """A day, cut to the month or year where the point that led to it states no more."""
    precision = like.precision
    exact = Point.of_day(day)
    month = exact.month if precision in ("day", "month", "season") else ""
    return replace(like, year=exact.year, month=month, day=exact.day if precision == "day" else "")
