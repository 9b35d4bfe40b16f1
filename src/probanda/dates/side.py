"""One side of a phrase, such as "about the end of May 1992": what it states and what that means.

How two sides complete each other, and "after", "from … to", is in `phrase`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from probanda.dates.parts import part_of
from probanda.dates.point import Point
from probanda.dates.problem import DateProblem
from probanda.dates.tokens import Named, Number, Stated, Token, unreadable
from probanda.dates.words import Word
from probanda.dates.years import check_year

PARTS = frozenset({Word.EARLY, Word.MIDDLE, Word.LATE, Word.FIRST_HALF, Word.SECOND_HALF})


@dataclass(frozen=True, slots=True)
class Side:
    """What one side of a phrase states; empty where it is silent."""

    year: str = ""
    month: str = ""  # also a season, 21 to 24
    day: str = ""
    bare: str = ""  # one or two digits with nothing beside them: a day, a month or a year
    named: bool = False  # the month is in words
    weekday: int = 0  # 1 is Monday
    part: Word | None = None
    about: bool = False
    perhaps: bool = False
    present: bool = False

    @property
    def is_season(self) -> bool:
        """Whether the month is a season in words."""
        return self.named and self.month > "12"


@dataclass(frozen=True, slots=True)
class SideReader:
    """Reads the sides of one text; collects notes on the way."""

    text: str
    pivot: int | None
    notes: list[str] = field(default_factory=list)

    def gather(self, tokens: list[Token]) -> Side:
        """What a side states, from its tokens."""
        side = Side()
        numbers: list[Number] = []
        decade = False
        for token in tokens:
            if isinstance(token, Stated) and not (side.year or side.month or side.day):
                side = replace(side, year=token.year, month=token.month, day=token.day)
            elif isinstance(token, Named) and token.number > 30 and not side.weekday:
                side = replace(side, weekday=token.number - 30)
            elif isinstance(token, Named) and token.number < 30 and not side.month:
                side = replace(side, month=f"{token.number:02}", named=True)
            elif isinstance(token, Number):
                numbers.append(token)
            elif token is Word.DECADE:
                decade = True
            elif token is Word.ABOUT:
                side = replace(side, about=True)
            elif token is Word.PERHAPS:
                side = replace(side, perhaps=True)
            elif token is Word.PRESENT:
                side = replace(side, present=True)
            elif isinstance(token, Word) and token in PARTS and side.part is None:
                side = replace(side, part=token)
            elif token is not Word.ABLATIVE:
                raise unreadable(self.text)
        side = self._place(side, [number.digits for number in numbers])
        if side.present and (side.year or side.month or side.day or side.bare):
            raise unreadable(self.text)
        if len(side.year) == 2:
            side = replace(side, year=self._full_year(side.year))
        if decade or any(number.decade for number in numbers):
            side = self._decade(side)
        return side

    def points(self, side: Side) -> tuple[Point, Point | None]:
        """The point that a side means, or the two ends of its "early", "end of" …

        Raises:
            DateProblem: no year, a month over 12, a bare number.
        """
        if side.bare:
            raise self.two_digits(side.bare) if int(side.bare) > 31 else unreadable(self.text)
        if not side.year:
            raise DateProblem(
                "date-unreadable",
                self.text,
                "a year",
                "No year is written; add it if the source states it.",
            )
        check_year(self.text, side.year)
        if side.day and (not side.month or side.is_season):
            raise unreadable(self.text)
        if not side.named and side.month > "12" and side.month != "XX":
            raise DateProblem(
                "date-impossible",
                self.text,
                f"a month from 01 to 12, not {side.month}",
                "If this list writes the month first, say so when it is read."
                if "01" <= side.day <= "12"
                else "Check the source.",
            )
        if side.month == "XX" and side.day not in ("", "XX"):
            # EDTF level 1 has no day of an unknown month; the year is what is sure.
            self.notes.append(f"the day {side.day} was left out, as its month is not known")
            side = replace(side, day="XX")
        elif "XX" in (side.month, side.day):
            self.notes.append("what is not known of the day and month was left open")
        point = Point(side.year, side.month, side.day)
        self._check_weekday(side, point)
        marks = {"approximate": side.about, "uncertain": side.perhaps}
        if side.part is None:
            return point.qualified(**marks), None
        if side.day:
            raise unreadable(self.text)
        start, end = part_of(point, side.part)
        first, last = start.qualified(**marks), end.qualified(**marks)
        return first, None if first == last else last

    def two_digits(self, two: str) -> DateProblem:
        """The problem of a year without its century."""
        return DateProblem(
            "date-ambiguous",
            self.text,
            f"a year of four digits, not {two}",
            "Write the century, or say for the whole list which years two digits may mean.",
        )

    def _place(self, side: Side, numbers: list[str]) -> Side:
        """Decide which of the numbers of a side is the year and which the day."""
        years = [digits for digits in numbers if len(digits) == 4]
        small = [digits.zfill(2) for digits in numbers if len(digits) <= 2]
        if len(years) + len(small) < len(numbers) or len(years) > (0 if side.year else 1):
            raise unreadable(self.text)
        if years:
            side = replace(side, year=years[0])
        if not small:
            return side
        if side.month and side.named and not side.day:
            if len(small) == 1 and (side.year or int(small[0]) <= 31):
                return replace(side, day=small[0])
            if len(small) == 1:
                return replace(side, year=small[0])
            if len(small) == 2 and not side.year:
                return replace(side, day=small[0], year=small[1])
        elif len(small) == 1 and side.month and not side.year:
            return replace(side, year=small[0])  # "27.09 20"
        elif len(small) == 1 and not side.month:
            return replace(side, day=small[0]) if side.year else replace(side, bare=small[0])
        raise unreadable(self.text)

    def _decade(self, side: Side) -> Side:
        """Read "1990s": ten years, or a hundred for "1900s", which may mean either."""
        if side.bare:
            raise self.two_digits(side.bare)
        if not side.year.endswith("0") or side.month or side.day:
            return side  # "1992-1993 гг.": the word for "years", not for a decade
        known = 2 if side.year.endswith("00") else 3
        return replace(side, year=side.year[:known].ljust(4, "X"))

    def _full_year(self, two: str) -> str:
        if self.pivot is None:
            raise self.two_digits(two)
        year = self.pivot // 100 * 100 + int(two)
        if year > self.pivot:
            year -= 100
        self.notes.append(f"the year {two} was read as {year}")
        return f"{year:04}"

    def _check_weekday(self, side: Side, point: Point) -> None:
        """A weekday adds nothing to a day; one that contradicts it is worth a note."""
        if not side.weekday:
            return
        if point.precision != "day":
            raise unreadable(self.text)
        if point.bounds()[0].isoweekday() != side.weekday:
            self.notes.append(f"the weekday written is not that of {point}")
