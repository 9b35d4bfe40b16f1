"""The order of events against their dates: before and after, anniversaries, one event with two dates."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from probanda.audit.extract.circumstances import dates_between
from probanda.audit.extract.dates import DateMention, dates
from probanda.audit.extract.language import Language, language_tables
from probanda.audit.extract.names_in_text import names_between
from probanda.audit.extract.numbers import find_numbers
from probanda.audit.extract.persons import persons
from probanda.audit.extract.quotations import in_speech
from probanda.audit.facts import Facts
from probanda.audit.rules.dates import document_date
from probanda.audit.rules.registry import Hit, rule

#: Events that can't come the other way round: the first must not be later than the second.
_ORDER = (
    (r"born|nació|родил\w*", r"died|killed|arrested|detained|captured|sentenced|released"),
    (
        r"arrested|detained|captured|abducted|kidnapped|taken (?:prisoner|hostage"
        r"|captive)|apprehended|задержан\w*|арестован\w*|detenid\w+|arrêté\w*",
        r"released|freed|handed over|exchanged|sentenced|convicted|acquitted|освобожд[её]н\w*"
        r"|осужд[её]н\w*|liberad\w+|condenad\w+|libéré\w*",
    ),
    (
        r"arrested|detained|captured|abducted|kidnapped",
        r"died in (?:custody|detention|prison)|found dead",
    ),
    (
        r"filed|lodged|submitted|complained|подан\w*",
        r"rejected|dismissed|answered|refused|closed|отклон[её]н\w*|rechazad\w+",
    ),
    (
        r"opened|launched|initiated|возбужд\w+",
        r"closed|discontinued|suspended|terminated|dropped|прекращ\w+",
    ),
    (
        r"killed|died|shot dead|executed|погиб\w*|убит\w*",
        r"buried|exhumed|identified|autops\w+|похорон\w*",
    ),
    (
        r"injured|wounded|beaten|ранен\w*",
        r"died of (?:his|her|their|the) (?:wounds|injuries)|succumbed",
    ),
    (r"charged|indicted", r"convicted|sentenced|acquitted"),
    (
        r"signed|adopted|подписан\w*|firmad\w+",
        r"entered into force|came into force|ratified|вступил\w* в силу|entró en vigor",
    ),
    (r"invited|announced", r"cancelled"),
)

_AFTER = r"after|following|since|in the wake of|после|después de|tras|après|sonra"
_BEFORE = r"before|prior to|ahead of|до того как|перед|antes de|avant"


def _days_apart(a: DateMention, b: DateMention) -> int:
    assert a.first
    assert b.first
    return (b.first - a.first).days


def _surely_before(a: DateMention, b: DateMention) -> bool:
    """Whether every day of `a` is before every day of `b`."""
    return bool(a.last and b.first and a.last < b.first)


def _single(listed: tuple[DateMention, ...]) -> list[DateMention]:
    return [d for d in listed if d.known and d.precision in {"day", "month", "year"}]


@rule(
    "order-wrong",
    "An order of events against their dates",
    "error",
    "time",
    "“After”, “before”, “two weeks later”, and events that can't come the other "
    "way round (arrest and release) are held against"
    " the dates of one sentence or its neighbour.",
    bad=(
        "After the ceasefire of 10 November 2020, on 3 November 2020, the prisoners "
        "were exchanged.",
        "He was arrested on 5 June 2021 and released on 3 May 2021.",
        "She was arrested on 3 May 2021. Two weeks later, on 30 May 2021, she was released.",
    ),
    good=(
        "After the ceasefire of 10 November 2020, on 14 December 2020, the prisoners "
        "were exchanged.",
        "He was arrested on 3 May 2021 and released on 5 June 2021.",
        "She was arrested on 3 May 2021. Two weeks later, on 17 May 2021, she was released.",
    ),
)
def order_wrong(facts: Facts) -> Iterator[Hit]:
    """Hold words of order against dates."""
    language = language_tables(facts.language)
    for block in facts.document.prose():
        previous: DateMention | None = None
        for start, end in facts.document.sentences(block):
            found = _single(dates_between(facts, start, end))
            if not in_speech(facts, start + (end - start) // 2):
                yield from _connected(facts, found, start, end)
                yield from _ordered_events(facts, found, start, end)
            yield from _later(facts, found, previous, start, end, language)
            if found:
                previous = found[-1]


def _hit(facts: Facts, first: DateMention, second: DateMention, words: str) -> Hit:
    return Hit(
        second.start,
        second.end,
        f"{facts.quote(second.start, second.end)} can't be {words} {facts.quote(first.start, first.end)}.",
        "Check both dates and their order.",
        ((first.start, first.end),),
    )


def _connected(facts: Facts, found: list[DateMention], start: int, end: int) -> Iterator[Hit]:
    if len(found) != 2:
        return
    a, b = found
    text = facts.text
    lead, link = text[start : a.start], text[a.end : b.start]
    # "After the ceasefire of D1, on D2 …"
    opening = re.match(
        rf"\W*(?P<w>(?P<after>{_AFTER})|(?P<before>{_BEFORE}))(?!\w)", lead, re.IGNORECASE
    )
    if (
        opening
        and ("," in link or facts.language == "ru")
        and len(lead) < 90
        and not re.search(r"[;:]|(?<!\w)(?:and|since|until)(?!\w)", link)
    ):
        if opening["after"] and _surely_before(b, a) and opening["after"].lower() != "since":
            yield _hit(facts, a, b, "after")
        elif opening["before"] and _surely_before(a, b):
            yield _hit(facts, a, b, "before")
        return
    if re.search(r"[;:]", link):
        return
    if re.search(rf",\s*(?:{_AFTER}|{_BEFORE})\s[^,]*,", link, re.IGNORECASE):
        return  # "answered on D1 and, after a reminder, on D2"
    after = re.search(rf"(?<!\w)(?:{_AFTER})(?!\w)", link, re.IGNORECASE)
    before = re.search(rf"(?<!\w)(?:{_BEFORE})(?!\w)", link, re.IGNORECASE)
    then = re.search(
        r"(?<!\w)(?:and then|then|subsequently|later|afterwards|затем|luego|después"
        r"|puis|ensuite)(?!\w)",
        link,
        re.IGNORECASE,
    )
    bad_words = re.search(r"(?<!\w)(?:not|never|only|since|shortly)(?!\w)", link)
    if (
        after
        and not before
        and not re.search(r"\bsince\b", link)
        and _surely_before(a, b)
        and not bad_words
    ):
        yield Hit(
            a.start,
            a.end,
            f"{facts.quote(a.start, a.end)} can't be after {facts.quote(b.start, b.end)}.",
            "Check both dates and their order.",
            ((b.start, b.end),),
        )
    elif before and not after and _surely_before(b, a) and not bad_words:
        yield Hit(
            a.start,
            a.end,
            f"{facts.quote(a.start, a.end)} can't be before {facts.quote(b.start, b.end)}.",
            "Check both dates and their order.",
            ((b.start, b.end),),
        )
    elif (
        then
        and not after
        and not before
        and _surely_before(b, a)
        and not re.search(r"(?:than|law|report|article|resolution)\b", link)
    ):
        yield _hit(facts, a, b, "after")


def _ordered_events(facts: Facts, found: list[DateMention], start: int, end: int) -> Iterator[Hit]:
    if len(found) != 2:
        return
    a, b = found
    text = facts.text
    lead, link = text[max(start, a.start - 70) : a.start], text[a.end : b.start]
    if len(link) > 110 or re.search(
        r"(?<!\w)(?:again|re-?arrested|another|second|other|previous\w*|earlier|after"
        r"|before|while|whereas|who had|having)(?!\w)|;",
        link,
    ):
        return
    for first, second in _ORDER:
        one, two = rf"(?<!\w)(?:{first})(?!\w)", rf"(?<!\w)(?:{second})(?!\w)"
        if (
            re.search(one, lead)
            and not re.search(two, lead)
            and re.search(two, link)
            and not re.search(one, link)
            and _surely_before(b, a)
        ):
            yield _hit(facts, a, b, "later than")
            return
        if (
            re.search(two, lead)
            and not re.search(one, lead)
            and re.search(one, link)
            and not re.search(two, link)
            and _surely_before(a, b)
        ):
            yield _hit(facts, a, b, "earlier than")
            return


_LATER = {
    "en": re.compile(
        r"(?<!\w)(?:(?P<next>the (?:next|following|very next) (?P<nu>day|week|month"
        r"|year)|the (?P<nd>day) after|(?P<nw>a (?:day|week|month|year)) later)|(?P<n>[\w-]+(?: "
        r"and a half)?) (?P<u>days?|weeks?|months?|years?) (?P<dir>later|earlier|after "
        r"that|afterwards|before that)|(?P<same>(?:on )?the same day))(?!\w)",
        re.IGNORECASE,
    ),
    "ru": re.compile(
        r"(?<!\w)(?:(?P<next>на следующий (?P<nu>день))|через (?P<n>[\w-]+) (?P<u>дн\w+"
        r"|недел\w+|месяц\w*|лет|года?)|спустя (?P<n2>[\w-]+) (?P<u2>дн\w+|недел\w+"
        r"|месяц\w*|лет|года?)|(?P<same>в тот же день))(?!\w)",
        re.IGNORECASE,
    ),
    "es": re.compile(
        r"(?<!\w)(?:(?P<next>al (?P<nu>día) siguiente)|(?P<n>[\w-]+) (?P<u>días?|semanas?"
        r"|meses|años?) (?P<dir>después|más tarde|antes)|(?P<same>el mismo día))(?!\w)",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"(?<!\w)(?:(?P<next>le lendemain)|(?P<n>[\w-]+) (?P<u>jours?|semaines?|mois"
        r"|ans?) (?P<dir>plus tard|après|avant)|(?P<same>le même jour))(?!\w)",
        re.IGNORECASE,
    ),
}
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
    "a": 365.25,
    "j": 1,
}


def _later(
    facts: Facts,
    found: list[DateMention],
    previous: DateMention | None,
    start: int,
    end: int,
    language: Language,
) -> Iterator[Hit]:
    """As in "Two weeks later, on D2": D2 against the last date before."""
    pattern = _LATER.get(language.code)
    if pattern is None:
        return
    text = facts.text
    for match in pattern.finditer(text, start, end):
        got = match.groupdict()
        behind = [d for d in found if d.start >= match.end() and d.start - match.end() < 12]
        ahead = [d for d in found if d.end <= match.start() and match.start() - d.end < 4]
        target = (
            behind[0]
            if behind
            and re.fullmatch(
                r",?\s*(?:on|in|that is,?|i\.e\.,?|el|le|—|–|\()?\s*(?:the\s+)?(?:\w+day,?\s+)?",
                text[match.end() : behind[0].start],
            )
            else None
        )
        anchor: DateMention | None = None
        if target is not None:
            earlier = [d for d in found if d.end <= match.start()]
            anchor = earlier[-1] if earlier else previous
        elif ahead:
            target = ahead[-1]
            earlier = [d for d in found if d.end < target.start]
            anchor = earlier[-1] if earlier else previous
        if target is None or anchor is None or not anchor.first or not target.first:
            continue
        if got.get("same"):
            number, unit = 0.0, 1.0
        elif got.get("next") or got.get("nd"):
            word = (got.get("nu") or got.get("nd") or (got.get("nw") or "day").split()[-1]).lower()
            number, unit = 1.0, _UNIT_DAYS.get(word[0], 1)
        else:
            word = got.get("n") or got.get("n2") or ""
            numbers = find_numbers(word, language)
            if not numbers:
                continue
            number, unit = (
                float(numbers[0].value),
                _UNIT_DAYS.get((got.get("u") or got.get("u2") or "d")[0].lower(), 1),
            )
            if language.code == "es" and (got.get("u") or "").startswith("mes"):
                unit = 30.44
        direction = (
            -1
            if (got.get("dir") or "").lower() in {"earlier", "before that", "antes", "avant"}
            else 1
        )
        coarse = {"day": 1, "month": 30.44, "year": 365.25}
        if coarse[anchor.precision] > unit or coarse[target.precision] > unit:
            continue
        apart = _days_apart(anchor, target) * direction
        slack = (
            0
            if unit == 1 and number <= 3
            else 1
            if unit == 1
            else max(unit * 0.5, number * unit * 0.12)
        )
        if anchor.precision == "month" or target.precision == "month":
            slack = max(slack, 31)
        if anchor.precision == "year" or target.precision == "year":
            slack = max(slack, 370)
        about = re.search(
            r"(?:about|around|some|nearly|almost|more than|over|roughly|около|unos|environ)\s+\Z",
            text[max(start, match.start() - 14) : match.start()],
        )
        if about:
            slack = max(slack * 2, number * unit * 0.3)
        if abs(apart - number * unit) > slack:
            yield Hit(
                target.start,
                target.end,
                f"{facts.quote(target.start, target.end)} isn't “{match.group().strip()}” "
                f"from {facts.quote(anchor.start, anchor.end)}: that is {abs(apart)} "
                f"days{'' if apart * direction >= 0 else ' before'}.",
                "Check both dates and the words between them.",
                ((anchor.start, anchor.end),),
            )


# ---------------------------------------------------------------- anniversaries

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
    r"(?: of \w+)?,? (?P<dir>after|since|before|later|have passed since|had passed "
    r"since|passed since|ago)(?!\w)",
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
_SINCE_FOR = re.compile(
    r"(?P<bound>more than |over |almost |nearly |about |around |some |less than )?(?P<n>\d{1,3}"
    r"|[a-z]+(?:-[a-z]+)?) years? (?:of \w+ )?(?:after|since|from)?",
    re.IGNORECASE,
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
    for block in facts.document.prose():
        for start, end in facts.document.sentences(block):
            found = _single(dates_between(facts, start, end))
            if not found:
                continue
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
    return int(numbers[0].value) if numbers else 0


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


# ---------------------------------------------------------------- one event, two dates

_EVENT_NOUN = (
    "War|Agreement|Statement|Protocol|Treaty|Declaration|Memorandum|Operation|Uprising"
    "|Massacre|Battle|Siege|Accord|Accords|Offensive|Revolution|Ceasefire|Truce|Armistice"
    "|Election|Elections|Referendum|Coup|Decree|Law|Act|Resolution|Earthquake|Pogrom"
    "|Pogroms"
    "|war|agreement|statement|protocol|treaty|declaration|massacre|ceasefire|cease-fire"
    "|truce|armistice|offensive|uprising|coup|referendum|pogrom|shelling|attack|raid"
    "|protest|demonstration|explosion|election|elections|disaster|riot"
)
_EVENT = re.compile(
    rf"(?P<name>(?:[A-Z][\w'’-]+ ){{0,4}}(?:{_EVENT_NOUN})(?: (?:in|on|at|of|against) "
    r"(?:the )?[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?)?(?: (?:agreement|prison|village))?)"
    r"(?P<link>,?\s(?:of|on|dated|signed on|signed in|adopted on|held on|(?:which "
    r"|that )?(?:began|started|broke out|took place|happened|occurred|was signed|was "
    r"adopted|was held|were held|came into force|was announced)(?: on| in)?|\()\s?(?:the "
    r")?)\Z"
)
_LASTING = re.compile(r"(?:began|started|broke out|from|since)\b")
_PERSON_EVENTS = {
    "arrest": r"(?:was|were|had been|being)\s+(?:\w+ly\s+)?(?:arrested|detained|apprehended)",
    "capture": r"(?:was|were|had been)\s+(?:\w+ly\s+)?"
    r"(?:captured|taken (?:prisoner|hostage|captive)|abducted|kidnapped)",
    "death": r"(?:was (?:\w+ly )?killed|was (?:shot )?dead|died|was executed|was shot dead|was murdered|'s death)",
    "release": r"(?:was|were|had been)\s+(?:\w+ly\s+)?(?:released|freed|exchanged|handed over|returned)",
    "sentence": r"(?:was|were|had been)\s+(?:\w+ly\s+)?(?:sentenced|convicted)",
    "disappearance": r"(?:disappeared|went missing|was last seen)",
    "transfer": r"(?:was|were)\s+transferred",
}


@dataclass(frozen=True, slots=True)
class _Dated:
    key: str
    name: str
    when: DateMention
    sure: bool


@rule(
    "same-event-dates",
    "One event, two dates",
    "error",
    "time",
    "A war, an agreement or an arrest has one date; a second one, pages apart, costs "
    "both their weight. Named events and what"
    " befell a named person are compared, and a day that stands with another year "
    "beside the same words.",
    bad=(
        "The ceasefire of 10 November 2020 named prisoners.\n\n# Exchange\n\nUnder "
        "the ceasefire of 9 November 2020 prisoners were exchanged.",
        "Davit Arlan was arrested on 3 May 2021.\n\n# Cases\n\nDavit Arlan was arrested "
        "on 5 May 2021 in his house.",
    ),
    good=(
        "The ceasefire of 12 May 1994 was broken. The ceasefire of 10 November 2020 "
        "named prisoners.",
        "Davit Arlan was arrested on 3 May 2021. Oren Borv was arrested on 5 May 2021.",
    ),
)
def same_event_dates(facts: Facts) -> Iterator[Hit]:
    """Gather the dates of each event and compare them."""
    groups: dict[str, list[_Dated]] = defaultdict(list)
    for each in (*_events(facts), *_fates(facts), *_treaty_acts(facts)):
        groups[each.key].append(each)
    told: set[int] = set()
    for listed in groups.values():
        first = listed[0]
        for other in listed[1:]:
            a, b = first.when, other.when
            if not (a.known and b.known and a.first and b.first and a.last and b.last):
                continue
            if a.last < b.first or b.last < a.first:
                near = abs((a.first - b.first).days)
                if not other.sure and not (
                    near <= 62
                    or (
                        a.precision == b.precision == "day"
                        and a.first.month == b.first.month
                        and a.first.day == b.first.day
                    )
                ):
                    continue
                if other.when.start in told or facts.document.sentence_of(
                    a.start
                ) == facts.document.sentence_of(b.start):
                    continue
                told.add(other.when.start)
                yield Hit(
                    b.start,
                    b.end,
                    f"{first.name}: {facts.quote(b.start, b.end)} here, {facts.quote(a.start, a.end)} "
                    "elsewhere.",
                    "Use one date in all places.",
                    ((a.start, a.end),),
                    None if other.sure and (a.precision == b.precision == "day") else "warning",
                )
                break
    yield from _odd_year(facts, told)
    yield from _twice_told(facts, told)


def _events(facts: Facts) -> Iterator[_Dated]:
    for each in facts.of(dates):
        if not each.known or in_speech(facts, each.start):
            continue
        block = facts.document.block_of(each.start)
        if block is None or block.kind in {"title", "heading", "cell"}:
            continue
        before = facts.text[max(block.start, each.start - 110) : each.start]
        found = _EVENT.search(before)
        if not found:
            continue
        name = re.sub(
            r"^(?:The|A|An|In|On|After|During|Under|Since|By|Following|Before|This|That)\s+",
            "",
            found["name"],
        )
        own = [w for w in name.split() if w[0].isupper()]
        if "(" in found["link"] and (each.precision == "year" or not own):
            continue
        if each.precision == "interval" and "(" not in found["link"]:
            continue
        if (
            re.search(
                r"(?:attack|raid|shelling|protest|demonstration|explosion|Law|Act"
                r"|Decree|Resolution|election|elections|Election|Elections|riot|coup"
                r"|referendum|agreement|statement|Statement|declaration|protocol|Protocol"
                r"|treaty)\Z",
                name,
            )
            and len(own) < 2
        ):
            definite = re.search(r"(?:the|The)\s+" + re.escape(found["name"]), before)
            if not definite or (
                not own
                and name.split()[-1]
                not in {"ceasefire", "truce", "armistice", "coup", "referendum"}
            ):
                continue
        if _LASTING.search(found["link"]) and each.precision not in {"day", "month"}:
            continue
        kind = "period" if each.precision == "interval" else "day"
        # a ceasefire of another decade is another ceasefire
        decade = "" if own else str(each.first.year // 8) if each.first else ""
        yield _Dated(
            f"{kind}|{name.lower()}|{decade}",
            name,
            each,
            bool(own) or name.lower() in {"ceasefire", "truce", "armistice", "massacre"},
        )


_TREATY_ACT = re.compile(
    r"(?<![\w-])(?P<who>[A-Z][a-z]+(?:\s[A-Z][a-z]+)?)\s+(?:has\s+|had\s+)?(?P<act>ratified"
    r"|acceded to|signed)\s+(?:the\s+)?(?P<what>(?:[A-Z][\w]+\s*){0,6}(?:Convention"
    r"|Covenant|Protocol|Statute|Charter)?)"
    r"|(?P<what2>Convention|Covenant|Protocol|Statute|Charter)[^.;]{0,30}?,?\s+which\s+(?P<who2>[A-Z][a-z]+)\s+(?P<act2>ratified"
    r"|acceded to|signed)"
)


def _treaty_acts(facts: Facts) -> Iterator[_Dated]:
    """As in "Kevria ratified the Convention in 1993"."""
    for block in facts.document.prose():
        for start, end in facts.document.sentences(block):
            found = _TREATY_ACT.search(facts.text, start, end)
            when = [
                d for d in dates_between(facts, start, end) if d.known and d.precision != "interval"
            ]
            if (
                not found
                or len(when) != 1
                or in_speech(facts, found.start())
                or when[0].start - found.end() > 60
            ):
                continue
            act, who = (
                (found["act"] or found["act2"]).lower(),
                (found["who"] or found["who2"]).lower(),
            )
            what = (found["what"] or found["what2"] or "").strip().lower()
            kind = next(
                (
                    w
                    for w in ("convention", "covenant", "protocol", "statute", "charter")
                    if w in what
                ),
                "",
            )
            if kind and when[0].start >= found.end() - 1:
                whole = what if len(what.split()) > 1 else kind
                yield _Dated(
                    f"{act}|{who}|{whole}", f"{who.title()} {act} the {kind.title()}", when[0], True
                )


def _fates(facts: Facts) -> Iterator[_Dated]:
    for person in facts.of(persons):
        if " " not in person.name:
            continue
        for mention in person.mentions:
            start, end = facts.document.sentence_of(mention.start)
            if in_speech(facts, mention.start):
                continue
            after = facts.text[mention.end : min(end, mention.end + 140)]
            for fate, verb in _PERSON_EVENTS.items():
                found = re.match(
                    rf"(?:,[^,.;]{{0,60}},|\s*\([^)]*\))?\s*{verb}[^.;,]{{0,50}}?\s(?:on"
                    r"|in)\s(?:the\s)?(?:\w+day,?\s)?\Z",
                    after[: _first_date(facts, mention.end, end) - mention.end],
                )
                if found:
                    when = dates_between(facts, mention.end, end)[0]
                    if (
                        when.known
                        and when.precision != "interval"
                        and not re.search(
                            r"(?:again|second time|re-?arrested)", facts.text[start:end]
                        )
                    ):
                        yield _Dated(
                            f"{fate}|{person.name.lower()}", f"{fate} of {person.name}", when, True
                        )
                    break
            lead = re.search(
                r"(?:^|[.;,]\s)(?:On|In|on|in)\s(?:the\s)?(?:\w+day,?\s)?\Z",
                facts.text[start : _last_date_start(facts, start, mention.start)],
            )
            if lead:
                when = dates_between(facts, start, mention.start)[-1]
                gap = facts.text[when.end : mention.start]
                if (
                    when.known
                    and when.precision != "interval"
                    and re.fullmatch(r",?\s*(?:the\s)?(?:[a-z]+\s){0,3}", gap)
                ):
                    for fate, verb in _PERSON_EVENTS.items():
                        if re.match(rf"(?:,[^,.;]{{0,60}},|\s*\([^)]*\))?\s*{verb}", after):
                            yield _Dated(
                                f"{fate}|{person.name.lower()}",
                                f"{fate} of {person.name}",
                                when,
                                True,
                            )


def _first_date(facts: Facts, start: int, end: int) -> int:
    found = dates_between(facts, start, end)
    return found[0].start if found else start


def _last_date_start(facts: Facts, start: int, end: int) -> int:
    found = dates_between(facts, start, end)
    return found[-1].start if found else start


def _odd_year(facts: Facts, told: set[int]) -> Iterator[Hit]:
    """A day that stands once with one year and elsewhere with another, beside the same words."""
    language = language_tables(facts.language)
    by_day: dict[tuple[int, int], list[DateMention]] = defaultdict(list)
    for each in facts.of(dates):
        if each.year_from is not None or not each.known or each.first is None:
            continue
        if each.precision == "day" or (each.precision == "interval" and each.first.day != 1):
            by_day[each.first.month, each.first.day].append(each)
    for listed in by_day.values():
        years = {d.first.year for d in listed if d.first}
        if len(years) < 2 or len(listed) > 60:
            continue
        for odd in listed:
            if odd.precision != "day" or odd.start in told or odd.first is None:
                continue
            others = [d for d in listed if d.first and d.first.year != odd.first.year]
            if any(d is not odd and d.first and d.first.year == odd.first.year for d in listed):
                continue
            words = _content(facts, odd, language)
            for other in others:
                shared = words & _content(facts, other, language)
                named = {
                    n.text for n in names_between(facts, *facts.document.sentence_of(odd.start))
                } & {n.text for n in names_between(facts, *facts.document.sentence_of(other.start))}
                if len(shared) + 2 * len(named) >= 4 and len(shared) >= 2:
                    told.add(odd.start)
                    yield Hit(
                        odd.start,
                        odd.end,
                        f"{facts.quote(odd.start, odd.end)} here, {facts.quote(other.start, other.end)} "
                        f"elsewhere, beside the same words "
                        f"({', '.join(sorted(named)[:2] or sorted(shared)[:3])}).",
                        "Check the year.",
                        ((other.start, other.end),),
                        "warning",
                    )
                    break


def _content(facts: Facts, each: DateMention, language: Language) -> set[str]:
    start, end = facts.document.sentence_of(each.start)
    near = facts.text[max(start, each.start - 130) : min(end, each.end + 90)].lower()
    return {
        language.stem(w)
        for w in re.findall(r"[^\W_]{3,}", near)
        if (
            w not in language.closed
            and w not in language.months
            and not re.fullmatch(r"\d{1,4}", w)
        )
        or re.fullmatch(r"\d{2}", w)
    }


_AGAIN = re.compile(
    r"(?<!\w)(?:again|another|second|third|other|also|re-?arrested|once more|every"
    r"|each|later|then|снова|вновь|повторно|otra vez|de nouveau|hearing|session|meeting"
    r"|interview\w*|published|reported|posted)(?!\w)",
    re.IGNORECASE,
)


def _twice_told(facts: Facts, told: set[int]) -> Iterator[Hit]:
    """One happening told in two places, in nearly the same words, with two days less than a month apart."""
    language = language_tables(facts.language)
    stories: list[tuple[DateMention, frozenset[str]]] = []
    frequency: dict[str, int] = defaultdict(int)
    for block in facts.document.prose():
        if block.kind == "footnote":
            continue
        for start, end in facts.document.sentences(block):
            found = [d for d in dates_between(facts, start, end) if d.known]
            if not found:
                continue
            near = facts.text[
                max(start, found[0].start - 110) : min(end, found[0].end + 70)
            ].lower()
            words = frozenset(
                language.stem(w)[:5] for w in re.findall(r"[^\W\d_]{4,}|(?<=witness )\d+|(?<=case )\d+", near)
                if w not in language.closed and w not in language.months
            ) - {"took", "place", "happe", "held", "date", "года", "году"}  # fmt: skip
            for word in words:
                frequency[word] += 1
            usable = (
                len(found) == 1
                and found[0].precision == "day"
                and not _AGAIN.search(facts.text, start, end)
            )
            if usable and not in_speech(facts, start + 1):
                stories.append((found[0], words))
    by_word: dict[str, list[int]] = defaultdict(list)
    for place, (_, words) in enumerate(stories):
        for word in words:
            if frequency[word] <= 4:
                by_word[word].append(place)
    done: set[tuple[int, int]] = set()
    for places in by_word.values():
        for x, one in enumerate(places):
            for other in places[:x]:
                if (other, one) in done:
                    continue
                done.add((other, one))
                (a, words_a), (b, words_b) = stories[other], stories[one]
                if a.edtf == b.edtf or b.start in told or not (a.first and b.first):
                    continue
                shared = words_a & words_b
                rare = [w for w in shared if frequency[w] <= 4]
                small = min(len(words_a), len(words_b))
                if (
                    len(rare) < 2
                    or len(shared) < max(2, 0.6 * small)
                    or abs((a.first - b.first).days) > 31
                ):
                    continue
                if facts.document.block_of(a.start) == facts.document.block_of(b.start):
                    continue
                told.add(b.start)
                yield Hit(
                    b.start, b.end,
                    f"{facts.quote(b.start, b.end)} here, {facts.quote(a.start, a.end)} "
                    "elsewhere, of what seems to be one event.",
                    "Use one date in all places, or say that there were two events.",
                    ((a.start, a.end),),
                    "warning",
                )  # fmt: skip
