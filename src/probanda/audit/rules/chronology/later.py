"""“Two weeks later, on …” against the date before."""

from __future__ import annotations

import re
from collections.abc import Iterator

from probanda.audit.extract.dates import DateMention
from probanda.audit.extract.language import Language
from probanda.audit.extract.numbers import find_numbers
from probanda.audit.facts import Facts
from probanda.audit.rules.chronology.apart import days_apart
from probanda.audit.rules.registry import Hit

_LATER = {
    "en": re.compile(
        r"(?<!\w)(?:(?P<next>the (?:next|following|very next) (?P<nu>day|week|month"
        r"|year)|the (?P<nd>day) after|(?P<nw>a (?:day|week|month|year)) later)|(?P<n>[\w-]{1,40}(?: "
        r"and a half)?) (?P<u>days?|weeks?|months?|years?) (?P<dir>later|earlier|after(?=,)|after "
        r"that|afterwards|before that)|(?P<same>(?:on )?the same day))(?!\w)",
        re.IGNORECASE,
    ),
    "ru": re.compile(
        r"(?<!\w)(?:(?P<next>на следующий (?P<nu>день)|(?:через|спустя) (?P<nd>недел|месяц|год)\w*)"
        r"|через (?P<n>[\w-]{1,40}) (?P<u>дн\w+"
        r"|недел\w+|месяц\w*|лет|года?)|спустя (?P<n2>[\w-]{1,40}) (?P<u2>дн\w+|суток|сутки|недел\w+"
        r"|месяц\w*|лет|года?)|(?P<n3>[\w-]{1,40}) (?P<u3>дн\w+|день|суток|недел\w+|месяц\w*|лет|года?) (?:спустя"
        r"|позже)"
        r"|(?P<same>в тот же день))(?!\w)(?!\s+после)",
        re.IGNORECASE,
    ),
    "es": re.compile(
        r"(?<!\w)(?:(?P<next>al (?P<nu>día) siguiente)|(?P<n>[\w-]{1,40}) (?P<u>días?|semanas?"
        r"|meses|años?) (?P<dir>después(?!\s+de)|más tarde|antes(?!\s+de))|(?P<same>el mismo día))(?!\w)",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"(?<!\w)(?:(?P<next>le lendemain)|(?P<n>[\w-]{1,40}) (?P<u>jours?|semaines?|mois"
        r"|ans?) (?P<dir>plus tard|après(?!\s+(?:l[ae]|les|que|son|sa|un|une|l['’]))|avant(?!\s+(?:l[ae]|les"
        r"|que|l['’])))|(?P<same>le même jour))(?!\w)",
        re.IGNORECASE,
    ),
}


_YEARS = re.compile(r"year|лет|год|año|an", re.IGNORECASE)
_UNIT_DAYS = {
    "d": 1,
    "w": 7,
    "m": 30.44,
    "y": 365.25,
    "д": 1,
    "н": 7,
    "м": 30.44,
    "л": 365.25,
    "г": 365.25,
    "s": 7,
    "с": 1,
    "a": 365.25,
    "j": 1,
}


#: Words between a date and the duration, or before it, that bound it.
_BOUND = re.compile(
    r"(?:(?P<less>less than|fewer than|under|менее чем|menos de|moins de)|(?P<more>more than|over|at least"
    r"|более чем|más de"
    r"|plus de)|(?P<about>about|around|some|nearly|almost|roughly|только|лишь|около|почти|unos|casi|environ"
    r"|only|just|sólo))"
    r"\s+\Z",
    re.IGNORECASE,
)
_BACK = frozenset({"earlier", "before that", "antes", "avant"})
_COARSE = {"day": 1, "month": 30.44, "year": 365.25}


def later(
    facts: Facts,
    found: list[DateMention],
    previous: DateMention | None,
    start: int,
    end: int,
    language: Language,
    *,
    years: bool = False,
) -> Iterator[Hit]:
    """As in "Two weeks later, on D2": D2 against the last date before. With ``years``, of years alone."""
    pattern = _LATER.get(language.code)
    if pattern is None:
        return
    for match in pattern.finditer(facts.text, start, end):
        got = match.groupdict()
        of_years = bool(_YEARS.match(got.get("u") or got.get("u2") or got.get("u3") or ""))
        if years != of_years:
            continue  # years are left to the rule on anniversaries
        bound = _BOUND.search(facts.text[max(start, match.start() - 14) : match.start()])
        begins = match.start() - len(bound.group()) if bound else match.start()
        target, anchor = _ends(facts.text, found, previous, (begins, match.end()))
        said = _said(got, language)
        if target is None or anchor is None or said is None or not anchor.first or not target.first:
            continue
        number, unit = said
        if max(_COARSE[anchor.precision], _COARSE[target.precision]) > unit:
            continue
        direction = -1 if (got.get("dir") or "").lower() in _BACK else 1
        apart = days_apart(anchor, target) * direction
        if _fits(apart, number, unit, bound, {anchor.precision, target.precision}):
            continue
        words = facts.text[begins : match.end()].strip()
        yield Hit(
            target.start,
            target.end,
            f"{facts.quote(target.start, target.end)} isn't “{words}” from "
            f"{facts.quote(anchor.start, anchor.end)}: that is {abs(apart)} "
            f"days{'' if apart * direction >= 0 else ' before'}.",
            "Check both dates and the words between them.",
            ((anchor.start, anchor.end),),
        )


def _ends(
    text: str, found: list[DateMention], previous: DateMention | None, phrase: tuple[int, int]
) -> tuple[DateMention | None, DateMention | None]:
    """The date that "two weeks later" is said of, beside it, and the one from which it counts, before."""
    begins, ends = phrase
    behind = [d for d in found if 0 <= d.start - ends < 12]
    ahead = [d for d in found if 0 <= begins - d.end < 4]
    target = None
    if behind and _LINK.fullmatch(text[ends : behind[0].start]):
        target, limit = behind[0], begins
    elif ahead:
        target, limit = ahead[-1], ahead[-1].start - 1
    if target is None:
        return None, None
    earlier = [d for d in found if d.end <= limit]
    return target, earlier[-1] if earlier else previous


_LINK = re.compile(
    r",?\s*(?:on|in|that is,?|i\.e\.,?|el|en|le|в|—|–|\()?\s*(?:the\s+)?(?:\w+day,?\s+)?"
)


def _said(got: dict[str, str | None], language: Language) -> tuple[float, float] | None:
    """How many, of units of how many days."""
    if got.get("same"):
        return 0.0, 1.0
    if got.get("next") or got.get("nd"):
        word = (got.get("nu") or got.get("nd") or (got.get("nw") or "day").split()[-1]).lower()
        return 1.0, _UNIT_DAYS.get(word[0], 1)
    numbers = find_numbers(got.get("n") or got.get("n2") or got.get("n3") or "", language)
    if not numbers:
        return None
    word = (got.get("u") or got.get("u2") or got.get("u3") or "d").lower()
    unit = 30.44 if word.startswith("mes") else _UNIT_DAYS.get(word[0], 1)
    return float(numbers[0].value), unit


def _fits(
    apart: int, number: float, unit: float, bound: re.Match[str] | None, precisions: set[str]
) -> bool:
    """Whether so many days are so many units, with the room that the words and the dates leave."""
    days = number * unit
    slack = max(unit * (0.75 if unit == 7 else 0.5), days * 0.12) if unit > 1 else float(number > 3)
    if "month" in precisions:
        slack = max(slack, 31)
    if "year" in precisions:
        slack = max(slack, 370)
    if bound and bound["less"]:
        return -slack <= apart <= days + slack
    if bound and bound["more"]:
        return days - slack <= apart <= days * 1.6 + 2 * slack
    if bound and not re.match(r"only|just|только|лишь|sólo", bound.group(), re.IGNORECASE):
        slack = max(slack * 2, days * 0.3)
    return abs(apart - days) <= slack
