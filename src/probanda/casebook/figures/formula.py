"""The small language of formulas over figures, with exact arithmetic and honest exactness.

``+ − * /``, parentheses, ``sum(a, b, …)``, ``percent(a, b)``, ``difference(a, b)``, numbers, and keys of
figures. A hyphen between letters or digits without spaces belongs to a key, so minus between keys is written
with a space on at least one side (``all - released``); a key that begins with a digit or holds other signs
is quoted. Nothing here knows how a figure is computed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Literal

__all__ = [
    "Amount",
    "Exactness",
    "Expression",
    "FormulaProblem",
    "evaluate",
    "names",
    "parse_formula",
    "to_decimal",
    "written",
]

Exactness = Literal["exact", "at-least", "more-than", "about", "at-most"]
DIGITS = 28  # significant digits kept of a value that has no end, such as 1/3


class FormulaProblem(ValueError):  # noqa: N818 - a problem is reported, not a failure of the program
    """What is wrong with a formula: ``at`` is the 0-based character where it was noticed."""

    def __init__(self, code: str, message: str, at: int = 0, remedy: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.at = at
        self.remedy = remedy


# -- syntax ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Name:
    """The key of a figure, and where in the formula it stands."""

    key: str
    at: int = 0


@dataclass(frozen=True, slots=True)
class Negative:
    """Minus one expression."""

    of: Expression


@dataclass(frozen=True, slots=True)
class Operation:
    """Two expressions and ``+ - * /`` between them."""

    sign: str
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Call:
    """A function of the table below, applied."""

    function: str
    arguments: tuple[Expression, ...]


Expression = Number | Name | Negative | Operation | Call

#: name → (least, most number of arguments; None: any)
FUNCTIONS: dict[str, tuple[int, int | None]] = {
    "sum": (1, None),
    "percent": (2, 2),
    "difference": (2, 2),
}

_TOKEN = re.compile(
    r"""\s*(?:
        (?P<number>\d+(?:\.\d+)?(?![\w.]))
      | (?P<quoted>"[^"]*"|'[^']*'|`[^`]*`)
      | (?P<name>[^\W\d][\w.:]*(?:-[\w.:]+)*)
      | (?P<sign>[-+*/(),\u2212\u2013\u00d7\u00f7])
    )""",
    re.VERBOSE,
)
_SIGNS = {"\u2212": "-", "\u2013": "-", "\u00d7": "*", "\u00f7": "/"}


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    at: int


def _tokens(text: str) -> Iterator[_Token]:
    position = 0
    while position < len(text.rstrip()):
        match = _TOKEN.match(text, position)
        if match is None:
            start = position + len(text[position:]) - len(text[position:].lstrip())
            wrong = text[start : start + 12].split(maxsplit=1)[0]
            raise FormulaProblem(
                "formula-unreadable",
                f"“{wrong}” cannot be read in a formula.",
                start,
                "Put a key that begins with a digit or holds other signs in quotes.",
            )
        kind = match.lastgroup or ""
        found = match.group(kind)
        yield _Token(kind, _SIGNS.get(found, found), match.start(kind))
        position = match.end()


#: Nobody reads a longer formula, and each sign may be one level deeper than the last.
MOST_SIGNS = 200


class _Parser:
    def __init__(self, text: str) -> None:
        self.tokens = list(_tokens(text))
        self.end = len(text.rstrip())
        self.position = 0

    def peek(self) -> str:
        if self.position < len(self.tokens):
            token = self.tokens[self.position]
            return token.text if token.kind == "sign" else token.kind
        return ""

    def take(self) -> _Token:
        token = self.tokens[self.position]
        self.position += 1
        return token

    def at(self) -> int:
        return self.tokens[self.position].at if self.position < len(self.tokens) else self.end

    def expect(self, sign: str) -> None:
        if self.peek() != sign:
            found = self.tokens[self.position].text if self.peek() else "the end"
            raise FormulaProblem(
                "formula-unreadable", f"“{sign}” was expected, found {found}.", self.at()
            )
        self.take()

    def whole(self) -> Expression:
        if not self.tokens:
            raise FormulaProblem("formula-empty", "The formula is empty.", 0)
        signs = [token for token in self.tokens if token.kind == "sign" and token.text != ","]
        if len(signs) > MOST_SIGNS:
            raise FormulaProblem(
                "formula-too-long",
                f"The formula has more than {MOST_SIGNS} signs and parentheses.",
                signs[MOST_SIGNS].at,
                "Divide it into several figures, or add up with sum(a, b, …).",
            )
        expression = self.terms()
        if self.peek():
            raise FormulaProblem(
                "formula-unreadable",
                f"An operator was expected before “{self.tokens[self.position].text}”.",
                self.at(),
                "Put + - * / or a comma between two figures.",
            )
        return expression

    def terms(self) -> Expression:
        left = self.factors()
        while self.peek() in {"+", "-"}:
            sign = self.take().text
            left = Operation(sign, left, self.factors())
        return left

    def factors(self) -> Expression:
        left = self.atom()
        while self.peek() in {"*", "/"}:
            sign = self.take().text
            left = Operation(sign, left, self.atom())
        return left

    def atom(self) -> Expression:
        kind = self.peek()
        if kind == "-":
            self.take()
            return Negative(self.atom())
        if kind == "+":
            self.take()
            return self.atom()
        if kind == "(":
            self.take()
            inner = self.terms()
            self.expect(")")
            return inner
        if kind == "number":
            return Number(Decimal(self.take().text))
        if kind == "quoted":
            token = self.take()
            return Name(token.text[1:-1], token.at)
        if kind == "name":
            token = self.take()
            if self.peek() == "(":
                return self.call(token)
            return Name(token.text, token.at)
        raise FormulaProblem(
            "formula-unreadable",
            "A figure, a number or “(” was expected here.",
            self.at(),
        )

    def call(self, token: _Token) -> Expression:
        if token.text not in FUNCTIONS:
            raise FormulaProblem(
                "function-unknown",
                f"There is no function “{token.text}”.",
                token.at,
                f"Known functions: {', '.join(FUNCTIONS)}.",
            )
        self.take()
        arguments = [self.terms()]
        while self.peek() == ",":
            self.take()
            arguments.append(self.terms())
        self.expect(")")
        least, most = FUNCTIONS[token.text]
        if len(arguments) < least or (most is not None and len(arguments) > most):
            raise FormulaProblem(
                "formula-arguments",
                f"{token.text}(…) takes {least} values, found {len(arguments)}.",
                token.at,
            )
        return Call(token.text, tuple(arguments))


def parse_formula(text: str) -> Expression:
    """The expression that a formula means.

    Raises:
        FormulaProblem: with the character where reading stopped.

    >>> names(parse_formula("percent(women, all-persons) - 3"))
    ('women', 'all-persons')
    """
    return _Parser(text).whole()


def names(expression: Expression) -> tuple[str, ...]:
    """The keys in an expression, each once, in the order in which they stand."""
    return tuple(dict.fromkeys(name.key for name in name_places(expression)))


def name_places(expression: Expression) -> Iterator[Name]:
    """Every key in the order in which it stands."""
    match expression:
        case Name():
            yield expression
        case Negative(of):
            yield from name_places(of)
        case Operation(_, left, right):
            yield from name_places(left)
            yield from name_places(right)
        case Call(_, arguments):
            for argument in arguments:
                yield from name_places(argument)


def written(expression: Expression, say: Callable[[str], str] = str) -> str:
    """The formula in one normal form, with keys replaced by ``say(key)``.

    >>> written(parse_formula("( a+b )*2"))
    '(a + b) × 2'
    >>> written(parse_formula("percent(a, sum(b, c))"))
    'a as a percentage of (b + c)'
    """

    def inner(part: Expression, level: int) -> str:
        match part:
            case Number(value):
                return str(value)
            case Name(key):
                return say(key)
            case Negative(of):
                return f"−{inner(of, 3)}"
            case Call(function, arguments):
                own = 1 if function in {"sum", "difference"} else 0
                parts = [inner(argument, 2 if own else 3) for argument in arguments]
                joint = {"sum": " + ", "difference": " − ", "percent": " as a percentage of "}
                text = joint[function].join(parts)
                return f"({text})" if own < level else text
            case Operation(sign, left, right):
                own = 1 if sign in "+-" else 2
                shown = {"+": "+", "-": "−", "*": "×", "/": "÷"}[sign]
                text = f"{inner(left, own)} {shown} {inner(right, own + (sign in '-/'))}"
                return f"({text})" if own < level else text

    return inner(expression, 0)


# -- arithmetic -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with what is known of the true one: it lies from ``low`` to ``high`` (None: no bound).

    ``strict`` says that ``low`` itself is excluded ("more than 60"), ``about`` that the number is rounded.
    """

    value: Fraction
    low: Fraction | None
    high: Fraction | None
    strict: bool = False
    about: bool = False

    @classmethod
    def stated(cls, value: Decimal | int, exactness: Exactness = "exact") -> Amount:
        """A number as somebody states it. "At most" a number that is not negative means from 0 to it."""
        number = Fraction(value)
        if exactness in {"at-least", "more-than"}:
            return cls(number, number, None, strict=exactness == "more-than")
        if exactness == "at-most":
            return cls(number, Fraction(0) if number >= 0 else None, number)
        return cls(number, number, number, about=exactness == "about")

    @property
    def certain(self) -> bool:
        """Whether the true number is this one (or this one rounded)."""
        return self.low == self.high == self.value

    def scaled(self, factor: Fraction) -> Amount:
        """This amount times a factor greater than 0."""
        low = None if self.low is None else self.low * factor
        high = None if self.high is None else self.high * factor
        return Amount(self.value * factor, low, high, self.strict, self.about)

    @property
    def exactness(self) -> Exactness | None:
        """What may be said before the number; None when no such word is true of it."""
        if self.low == self.high == self.value:
            return "about" if self.about else "exact"
        if self.about:
            return None
        if self.low == self.value:
            return "more-than" if self.strict else "at-least"
        if self.high == self.value:
            return "at-most"
        return None


def _negative(a: Amount) -> Amount:
    """Minus ``a``. "More than" turned round would be "less than"; "at most" is true and the nearest word."""
    low = None if a.high is None else -a.high
    high = None if a.low is None else -a.low
    return Amount(-a.value, low, high, about=a.about)


def _plus(a: Amount, b: Amount) -> Amount:
    low = None if a.low is None or b.low is None else a.low + b.low
    high = None if a.high is None or b.high is None else a.high + b.high
    return Amount(a.value + b.value, low, high, a.strict or b.strict, a.about or b.about)


def _times(a: Amount, b: Amount) -> Amount:
    if a.certain and not b.certain:
        a, b = b, a
    about = a.about or b.about
    value = a.value * b.value
    if b.certain:
        if b.value == 0 or a.certain:
            return Amount(value, value, value, about=about)
        scaled = a.scaled(abs(b.value)) if b.value > 0 else _negative(a.scaled(abs(b.value)))
        return Amount(scaled.value, scaled.low, scaled.high, scaled.strict, about)
    if a.low is not None and b.low is not None and a.low >= 0 and b.low >= 0:
        high = None if a.high is None or b.high is None else a.high * b.high
        return Amount(value, a.low * b.low, high, (a.strict or b.strict) and value > 0, about)
    return Amount(value, None, None, about=about)


def _divided(a: Amount, b: Amount) -> Amount:
    if b.value == 0:
        raise FormulaProblem(
            "division-by-zero",
            "The formula divides by a figure that is 0.",
            remedy="Leave this figure out while the figure below the line is 0.",
        )
    one = 1 / b.value
    if b.certain:
        return _times(a, Amount(one, one, one, about=b.about))
    if b.low is None or b.low < 0:
        return _times(a, Amount(one, None, None, about=b.about))
    high = 1 / b.low if b.low > 0 else None
    low = Fraction(0) if b.high is None else 1 / b.high
    return _times(a, Amount(one, low, high, about=b.about))


def evaluate(expression: Expression, value_of: Callable[[str], Amount]) -> Amount:
    """The amount that an expression comes to, given the amount of each figure in it.

    The number is the one that plain arithmetic gives; how exact it is follows from the bounds of what went in:
    "more than 60" + 2 is "more than 62"; 3,890 − "at least 1,480" is "at most 2,410"; "at least" minus
    "at least" can be anything, and is a problem.

    Raises:
        FormulaProblem: division by zero; or no word says truly how exact the result is.

    >>> more = Amount.stated(60, "more-than")
    >>> result = evaluate(parse_formula("returned + 2"), lambda key: more)
    >>> str(result.value), result.exactness
    ('62', 'more-than')
    """
    result = _amount(expression, value_of)
    if result.exactness is None:
        raise FormulaProblem(
            "exactness-incompatible",
            "The values cannot be combined: with “at least”, “at most” and “about” among them nothing "
            "true can be said of the result.",
            remedy="Use figures that are stated exactly, or give the values side by side.",
        )
    return result


def _amount(expression: Expression, value_of: Callable[[str], Amount]) -> Amount:
    match expression:
        case Number(value):
            return Amount.stated(value)
        case Name(key):
            return value_of(key)
        case Negative(of):
            return _negative(_amount(of, value_of))
        case Operation(sign, left, right):
            a, b = _amount(left, value_of), _amount(right, value_of)
            if sign == "+":
                return _plus(a, b)
            if sign == "-":
                return _plus(a, _negative(b))
            return _times(a, b) if sign == "*" else _divided(a, b)
        case Call(function, arguments):
            parts = [_amount(argument, value_of) for argument in arguments]
            if function == "percent":
                return _divided(parts[0], parts[1]).scaled(Fraction(100))
            if function == "difference":
                return _plus(parts[0], _negative(parts[1]))
            total = parts[0]
            for part in parts[1:]:
                total = _plus(total, part)
            return total
    raise AssertionError(expression)


def to_decimal(value: Fraction) -> Decimal:
    """The same number as a decimal: exact when it has an end, else to 28 significant digits.

    >>> to_decimal(Fraction(1, 8)), to_decimal(Fraction(1, 3))
    (Decimal('0.125'), Decimal('0.3333333333333333333333333333'))
    """
    with localcontext() as context:
        context.prec = (
            max(DIGITS, len(str(value.numerator)) + 20) if value.denominator == 1 else DIGITS
        )
        return Decimal(value.numerator) / Decimal(value.denominator)
