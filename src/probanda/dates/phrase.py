"""Reading dates in words and half-stated dates: operators, and two sides that complete each other.

A phrase is one side ("about May 1992"), an operator and a side ("after 12.11.2020"), or two sides
with a joint ("from 27 September to 10 November 2020"). What a side means is in `side`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from probanda.dates.imprecise import OPEN, ImpreciseDate, compose
from probanda.dates.point import Point
from probanda.dates.problem import DateProblem
from probanda.dates.side import Side, SideReader
from probanda.dates.tokens import Sign, Token, cut, unreadable
from probanda.dates.words import Word
from probanda.dates.years import check_year

_OPERATORS = frozenset({Word.AFTER, Word.BEFORE, Word.SINCE, Word.UNTIL})
_JOINTS: frozenset[Token] = frozenset(
    {Sign.DASH, Sign.SLASH, Word.UNTIL, Word.INTO, Word.AND, Word.OR}
)
_MAKES_ABLATIVE_SILENT: frozenset[Token] = _JOINTS | _OPERATORS

WINTER = "24"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Two ends (the second None for one point), and whether one day of it is meant."""

    start: Point
    end: Point | None = None
    choice: bool = False

    @property
    def last(self) -> Point:
        """The end, or the only point."""
        return self.start if self.end is None else self.end


def read_phrase(
    text: str, languages: tuple[str, ...], *, day_first: bool, pivot: int | None
) -> ImpreciseDate:
    """The date that a phrase states.

    Raises:
        DateProblem: see `probanda.dates.parse.parse_date`.
    """
    parts = cut(text, languages, day_first=day_first)
    reader = SideReader(text, pivot, parts.notes)
    lead, tokens = _leading(parts.tokens)
    trail, tokens = _trailing(tokens)
    joints = [index for index, token in enumerate(tokens) if token in _JOINTS]
    if not joints and trail is Word.UNTIL and Word.ABLATIVE in tokens:
        joints = [tokens.index(Word.ABLATIVE)]  # "27-dən 28-dək"
    if not tokens or len(joints) > 1 or (lead and trail and lead is not Word.SINCE):
        raise unreadable(text)
    if not joints:
        if Word.BETWEEN in (lead, trail):
            raise unreadable(text)
        side = reader.gather(tokens)
        if side.present:
            raise unreadable(text)
        start, end = reader.points(side)
        return _operated(reader, lead or trail, Stretch(start, end, choice=end is not None))
    joint = tokens[joints[0]]
    before, after = tokens[: joints[0]], tokens[joints[0] + 1 :]
    if not before or not after:
        raise unreadable(text)
    a, b = reader.gather(before), reader.gather(after)
    if a.present:
        raise unreadable(text)
    if b.present:
        start, _ = reader.points(a)
        return _operated(reader, Word.SINCE, Stretch(start))
    operator = _operator_of_range(lead, trail, joint, a, b)
    a, b = _lend(reader, a, b)
    a, b = _share_doubts(a, b, before, after, opened=lead is not None)
    return _operated(reader, operator, _joined(reader, a, b, joint, operator))


def _operator_of_range(
    lead: Word | None, trail: Word | None, joint: Token, a: Side, b: Side
) -> Word | None:
    """The operator that stands over a whole range; None where it only opens or closes it.

    "From 27 September to 10 November" is a range; "since 1992-93", "from May or June" begin
    somewhere in it and are open.
    """
    if trail is Word.UNTIL:
        return None
    if lead is not Word.SINCE:
        return lead or trail
    closed = joint in (Word.UNTIL, Word.INTO, Word.ABLATIVE)
    full = joint is Sign.DASH and not a.bare and not b.bare
    return None if closed or full else Word.SINCE


def _operated(reader: SideReader, operator: Word | None, stretch: Stretch) -> ImpreciseDate:
    """Apply "after", "before", "since", "until" to a point or stretch.

    Where the stretch is a choice ("after May or June") the wider reading counts.
    """
    text, note = reader.text, "; ".join(dict.fromkeys(reader.notes))
    unsure = any("XX" in (point.month, point.day) for point in (stretch.start, stretch.last))
    if operator or stretch.end:
        stretch = _ends_in_level_1(reader, stretch)
    # Also under "after" an impossible day is impossible.
    value = compose(text, stretch.start, stretch.end, choice=stretch.choice, note=note)
    if operator is None or operator is Word.BETWEEN:
        return value
    if unsure and operator in (Word.AFTER, Word.BEFORE):
        # After some day of May 1992 may still be in May.
        operator = Word.SINCE if operator is Word.AFTER else Word.UNTIL
    if operator is Word.AFTER:
        point = stretch.start if stretch.choice else stretch.last
        return compose(text, _next(point), OPEN, choice=True, note=note)
    if operator is Word.BEFORE:
        point = stretch.last if stretch.choice else stretch.start
        return compose(text, OPEN, _previous(point), choice=True, note=note)
    if operator is Word.SINCE:
        return compose(text, stretch.start, OPEN, note=note)
    return compose(text, OPEN, stretch.last, note=note)


def _ends_in_level_1(reader: SideReader, stretch: Stretch) -> Stretch:
    """The same days with ends that EDTF level 1 allows in an interval: no X.

    "Until the 1990s" is until 1999, "since XX.05.1992" since May 1992. "About the 1990s" cannot
    be said so without losing how far "about" reaches.
    """
    if any("X" in point.year and point.approximate for point in (stretch.start, stretch.last)):
        raise unreadable(reader.text)
    start, last = _without_x(stretch.start, "0"), _without_x(stretch.last, "9")
    if stretch.end is None and start == last:
        return Stretch(start, None, stretch.choice)
    return Stretch(start, last, stretch.choice)


def _without_x(point: Point, digit: str) -> Point:
    return replace(
        point,
        year=point.year.replace("X", digit),
        month=point.month.replace("XX", ""),
        day=point.day.replace("XX", ""),
    )


def _joined(reader: SideReader, a: Side, b: Side, joint: Token, operator: Word | None) -> Stretch:
    """The stretch from one side to the other."""
    if a.is_season and not b.month:
        return _winter(reader, a, b)
    first, second = reader.points(a), reader.points(b)
    if joint is Word.OR and second[0].bounds()[0] < first[0].bounds()[0]:
        first, second = second, first
    choice = joint in (Word.OR, Sign.SLASH) or operator is Word.BETWEEN
    if joint in (Word.OR, Word.AND) and operator is not Word.BETWEEN:
        gap = second[0].bounds()[0] - (first[1] or first[0]).bounds()[1]
        if gap > timedelta(days=1):
            reader.notes.append("two dates were written; the time between them is included")
            choice = True
    return Stretch(first[0], second[1] or second[0], choice)


def _winter(reader: SideReader, a: Side, b: Side) -> Stretch:
    """Read "winter 1992/93" as some time from December 1992 to February 1993."""
    if not (a.year.isdigit() and b.year.isdigit()):
        raise unreadable(reader.text)
    if a.month != WINTER or int(b.year) != int(a.year) + 1 or a.part or b.part or a.day or b.day:
        raise DateProblem(
            "date-ambiguous",
            reader.text,
            "one season of one year, or a winter of two",
            "Write the months in full, such as December 1992 - February 1993.",
        )
    check_year(reader.text, a.year)
    marks = {"approximate": a.about or b.about, "uncertain": a.perhaps or b.perhaps}
    return Stretch(
        Point(a.year, "12").qualified(**marks), Point(b.year, "02").qualified(**marks), choice=True
    )


def _lend(reader: SideReader, a: Side, b: Side) -> tuple[Side, Side]:
    """Give each side what only the other states."""
    if b.bare:
        if a.day and a.month:
            b = replace(b, day=b.bare, bare="")
        elif a.year.isdigit() and (not a.month or a.month == WINTER):
            b = replace(b, year=_second_year(reader, a.year, b.bare), bare="")
    if a.bare:
        if b.day:
            a = replace(a, day=a.bare, bare="")
        elif b.month and not b.named:
            a = replace(a, month=a.bare, bare="")
    if a.day and not a.month:
        a = replace(a, month=b.month, named=b.named)
    if b.day and not b.month:
        b = replace(b, month=a.month, named=a.named)
    return replace(a, year=a.year or b.year), replace(b, year=b.year or a.year)


def _second_year(reader: SideReader, year: str, two: str) -> str:
    """The year of "93" in "1992-93", of "00" in "1999-00"."""
    century = int(year) // 100
    if int(two) <= int(year) % 100:
        if int(two) != (int(year) + 1) % 100:
            raise reader.two_digits(two)
        century += 1
    return f"{century:02}{two}"


def _share_doubts(
    a: Side, b: Side, before: list[Token], after: list[Token], *, opened: bool
) -> tuple[Side, Side]:
    """Let an outer "about" or "?" mean both sides.

    "About May or June 1992", "May-June 1992?" speak of the whole; "from about May to 3 June 1992"
    of its first end.
    """
    about = before[0] is Word.ABOUT and not opened
    perhaps = (before[0] is Word.PERHAPS and not opened) or after[-1] is Word.PERHAPS
    return (
        replace(a, about=a.about or about, perhaps=a.perhaps or perhaps),
        replace(b, about=b.about or about, perhaps=b.perhaps or perhaps),
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
    if point.month == WINTER:
        # "After winter 1993" may be after the winter that ended in 1993: the wider reading.
        return replace(point, month="03")
    return _of_precision(point.bounds()[1] + timedelta(days=1), point)


def _previous(point: Point) -> Point:
    """The last point before one, as precise as it."""
    if point.month == WINTER:
        return replace(point, month="11")
    return _of_precision(point.bounds()[0] - timedelta(days=1), point)


def _of_precision(day: date, like: Point) -> Point:
    """A day, cut to the month or year where the point that led to it states no more."""
    precision = like.precision
    exact = Point.of_day(day)
    month = exact.month if precision in ("day", "month", "season") else ""
    return replace(like, year=exact.year, month=month, day=exact.day if precision == "day" else "")
