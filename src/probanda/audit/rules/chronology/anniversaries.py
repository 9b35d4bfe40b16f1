"""“20 years after” against the years named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from probanda.audit.extract.circumstances import dates_between
from probanda.audit.extract.dates import DateMention
from probanda.audit.extract.language import Language, language_tables
from probanda.audit.extract.numbers import find_numbers
from probanda.audit.facts import Facts
from probanda.audit.rules.chronology.apart import single
from probanda.audit.rules.chronology.document_date import document_date
from probanda.audit.rules.chronology.later import later
from probanda.audit.rules.chronology.years import years_counted, years_until_today
from probanda.audit.rules.registry import Hit, rule

_ORDINALS = {
    word: n
    for n, word in enumerate(
        [
            "zeroth",
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
            "twentieth",
        ]
    )
} | {
    "twenty-fifth": 25,
    "thirtieth": 30,
    "thirty-fifth": 35,
    "fortieth": 40,
    "fiftieth": 50,
    "centenary": 100,
}


_YEARS_AFTER = re.compile(
    r"(?P<bound>more than |over |almost |nearly |about |around |some |less than |exactly "
    r"|at least )?"
    r"(?:(?P<n>\d{1,3}|[a-z]+(?:-[a-z]+)?) (?P<unit>years?|decades?)|(?P<century>(?:a"
    r"|one) quarter of a century|half a century|a century))"
    r"(?: of \w+)?,? (?P<dir>after|since|before|later|(?:have |has |had )?(?:passed|elapsed)"
    r" between|have passed since|had passed since|passed since|ago)(?!\w)",
    re.IGNORECASE,
)


_FOR_YEARS = re.compile(
    r"[Ss]ince (?P<since>(?:19|20)\d\d),? (?:and )?(?:for |now for )?(?P<bound>more "
    r"than |over |almost |nearly |about |around )?"
    r"(?:for )?(?P<n>\d{1,3}|[a-z]+(?:-[a-z]+)?) (?P<unit>years?|decades?)(?!\w)"
)


_ANNIVERSARY = re.compile(
    r"(?P<n>\d{1,3}(?:st|nd|rd|th)|[a-z]+(?:-[a-z]+)?)[\s-]+(?:anniversary)(?!\w)", re.IGNORECASE
)


_RU_AFTER = re.compile(
    r"(?P<bound>более чем |свыше |почти |около )?(?:через|спустя) (?P<n>\d{1,3}|\w+) "
    r"(?:лет|года?) (?:после|с)(?!\w)",
    re.IGNORECASE,
)


_ES_AFTER = re.compile(
    r"(?P<bound>más de |casi |unos )?(?P<n>\d{1,3}|\w+) años (?P<dir>después|desde)(?!\w)",
    re.IGNORECASE,
)


_FR_AFTER = re.compile(
    r"(?P<bound>plus de |près de |environ )?(?P<n>\d{1,3}|\w+) ans (?P<dir>après|depuis)(?!\w)",
    re.IGNORECASE,
)


@rule(
    "anniversary-wrong",
    "“20 years after” against the years named",
    "error",
    "time",
    "The number of years is computed from the two dates; where only one is named, "
    "from it and the document's date.",
    bad=(
        "In 2019, 20 years after the ceasefire of 1994, nobody had been charged.",
        "On the tenth anniversary of the killings of May 2008, in May 2020, relatives "
        "were detained.",
    ),
    good=(
        "In 2014, 20 years after the ceasefire of 1994, nobody had been charged.",
        "On the tenth anniversary of the killings of May 2008, in May 2018, relatives "
        "were detained.",
    ),
)
def anniversary_wrong(facts: Facts) -> Iterator[Hit]:
    """Compute years between what a sentence names."""
    language = language_tables(facts.language)
    own = document_date(facts)
    told: set[int] = set()
    for hit in _told_years(facts, own, language):
        told.update(range(hit.start, hit.end))
        yield hit
    yield from years_counted(facts, told)
    yield from years_until_today(facts, own)


def _told_years(facts: Facts, own: tuple[date, date] | None, language: Language) -> Iterator[Hit]:
    """The phrases that say from when to when."""
    for block in facts.document.prose():
        previous: DateMention | None = None
        for start, end in facts.document.sentences(block):
            found = single(dates_between(facts, start, end))
            if not found:
                continue
            yield from later(facts, found, previous, start, end, language, years=True)
            previous = found[-1]
            for match in _year_phrases(facts.text, start, end, language):
                yield from _check_years(facts, match, found, (start, end), own, language)


def _year_phrases(text: str, start: int, end: int, language: Language) -> Iterator[re.Match[str]]:
    patterns = {
        "en": (_YEARS_AFTER, _ANNIVERSARY, _FOR_YEARS),
        "ru": (_RU_AFTER,),
        "es": (_ES_AFTER,),
        "fr": (_FR_AFTER,),
    }.get(language.code, ())
    for pattern in patterns:
        yield from pattern.finditer(text, start, end)


def _count_of(word: str, language: Language) -> int:
    low = word.lower()
    digits = re.match(r"\d+", low)
    if digits:
        return int(digits.group())
    if low in _ORDINALS:
        return _ORDINALS[low]
    numbers = find_numbers(low, language)
    beyond = _ORDINALS.get(low.rpartition("-")[2], 0) if "-" in low else 0  # "twenty-third"
    return int(numbers[0].value) + (beyond if beyond < 10 else 0) if numbers else 0


def _check_years(
    facts: Facts,
    match: re.Match[str],
    found: list[DateMention],
    sentence: tuple[int, int],
    own: tuple[date, date] | None,
    language: Language,
) -> Iterator[Hit]:
    got = match.groupdict()
    if got.get("century"):
        number = (
            25 if "quarter" in got["century"].lower() else 50 if "half" in got["century"] else 100
        )
    else:
        number = _count_of(match["n"], language)
    if (got.get("unit") or "").lower().startswith("decade"):
        number *= 10
    if number < 2:
        return
    text = facts.text
    how = (got.get("dir") or "").lower()
    bound = (got.get("bound") or "").strip().lower()
    behind = [d for d in found if d.start >= match.end()]
    ahead = [d for d in found if d.end <= match.start()]
    anchor = target = None
    near = (
        behind
        and (behind[0].start - match.end() < 70)
        and not re.search(r"[,;]", text[match.end() : behind[0].start])
    )
    if match.re is _FOR_YEARS:
        anchor = next((d for d in found if match.start() <= d.start < match.end()), None)
        how = "passed since"
    elif how.endswith("between") and len(behind) == 2:
        anchor, target = behind
    elif how == "later":
        target = behind[0] if behind and behind[0].start - match.end() < 8 else None
        anchor = ahead[-1] if ahead and target is not None else None
    elif near and how != "ago":
        anchor = behind[0]
        rest = behind[1:2] or ahead[-1:]
        target = rest[0] if rest else None
    elif (
        how == "ago"
        and behind
        and re.fullmatch(r",?\s*(?:in|on|—|–|\()?\s*", text[match.end() : behind[0].start])
    ):
        anchor = behind[0]
    if match.re is _ANNIVERSARY and len(found) == 2 and all(d.first for d in found):
        anchor, target = sorted(found, key=lambda d: d.first or date.min)
    if anchor is None or not anchor.first or not anchor.last:
        return
    if target is not None and target.first and target.last:
        low, high = _years_range(anchor.first, anchor.last, target.first, target.last)
        where: tuple[tuple[int, int], ...] = (
            (anchor.start, anchor.end),
            (target.start, target.end),
        )
        other = facts.quote(target.start, target.end)
    elif own is not None and (
        how in {"ago", "have passed since", "passed since"}
        or (
            how in {"after", "since"}
            and match.start() - sentence[0] < 3
            and re.search(
                r"(?<!\w)(?:has|have|is|are|remains?|still|continues?)(?!\w)",
                text[match.end() : sentence[1]],
            )
        )
        or (
            how in {"since"}
            and re.search(
                r"(?:for|now|after|today|still|past)\s*\Z",
                text[max(sentence[0], match.start() - 8) : match.start()],
                re.IGNORECASE,
            )
        )
    ):
        low, high = _years_range(anchor.first, anchor.last, *own)
        where = ((anchor.start, anchor.end),)
        other = f"the document's date ({own[1].year})"
    else:
        return
    if how == "before":
        low, high = -high, -low
    if _years_fit(number, low, high, bound):
        return
    yield Hit(
        match.start(),
        match.end(),
        f"From {facts.quote(anchor.start, anchor.end)} to {other} are {_about(low, high)} "
        f"years, not {number}.",
        "Correct the number of years or the dates.",
        where,
    )


def _years_range(a: date, b: date, c: date, d: date) -> tuple[float, float]:
    return (c - b).days / 365.25, (d - a).days / 365.25


def _about(low: float, high: float) -> str:
    middle = round((low + high) / 2)
    return str(middle)


def _years_fit(number: int, low: float, high: float, bound: str) -> bool:
    if bound in {"more than", "over", "at least", "более чем", "свыше", "más de", "plus de"}:
        return high >= number - 0.05 and low < number * 1.6 + 2
    if bound == "less than":
        return low <= number
    slack = 0.6
    if bound in {
        "almost",
        "nearly",
        "about",
        "around",
        "some",
        "почти",
        "около",
        "casi",
        "unos",
        "près de",
        "environ",
    }:
        slack = max(1.1, number * 0.12)
    return low - slack <= number <= high + slack
