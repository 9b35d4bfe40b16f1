"""Dates and periods by themselves: impossible, future, backwards, too long, on the wrong weekday."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from probanda.audit.extract.circumstances import dates_between
from probanda.audit.extract.dates import DateMention, dates
from probanda.audit.extract.language import Language, language_tables, words_of
from probanda.audit.extract.quantities import Quantity
from probanda.audit.extract.quotations import in_speech
from probanda.audit.extract.recommendations import section_kind_at
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_sentence
from probanda.audit.rules.registry import Hit, NotChecked, rule

__all__ = ["document_date"]


def document_date(facts: Facts) -> tuple[date, date] | None:
    """First and last day that the document's own date may mean."""
    own = facts.document.date
    if own is None:
        return None
    parts = [int(part) for part in own.iso.split("-")]
    try:
        first = date(parts[0], parts[1] if len(parts) > 1 else 1, parts[2] if len(parts) > 2 else 1)
    except ValueError:
        return None
    if len(parts) == 3:
        return first, first
    if len(parts) == 2:
        following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
        return first, following - timedelta(days=1)
    return first, date(first.year, 12, 31)


_TIME = re.compile(
    r"(?<![\d:.,/])(?P<h>\d{1,2}):(?P<m>\d{2})(?P<after>\s*(?:hours|hrs|h\b|a\.?m\b"
    r"|p\.?m\b|UTC|GMT|local time|часов|час\b|horas|heures))?(?![\d:])",
    re.IGNORECASE,
)


@rule(
    "date-impossible",
    "A date or time that doesn't exist",
    "error",
    "time",
    "31 April, 29 February of a common year, month 13, 25:70 hours.",
    bad=(
        "He was arrested on 31 April 2021.",
        "The house was searched on 29 February 2021.",
        "The shelling began at 25:10 hours.",
    ),
    good=("He was arrested on 30 April 2021.", "The house was searched on 29 February 2020."),
)
def date_impossible(facts: Facts) -> Iterator[Hit]:
    """Report the dates that no calendar has."""
    for each in facts.of(dates):
        if each.problem:
            yield Hit(
                each.start,
                each.end,
                f"“{facts.quote(each.start, each.end)}” doesn't exist: {each.problem}.",
                "Check the date in the source.",
            )
    for block in facts.document.prose():
        for found in _TIME.finditer(facts.text, block.start, block.end):
            hour, minute = int(found["h"]), int(found["m"])
            lead = re.search(
                r"(?<!\w)(?:at|around|about|until|from|between|в|около|a las|à|vers)\s+\Z",
                facts.text[max(0, found.start() - 10) : found.start()],
            )
            if (found["after"] or lead) and (hour > 24 or minute > 59 or (hour == 24 and minute)):
                yield Hit(
                    found.start(),
                    found.end(),
                    f"There is no time {found['h']}:{found['m']}.",
                    "Check the time in the source.",
                )


_PAST = re.compile(
    r"(?<!\w)(?:was|were|had|began|took|held|went|came|said|told|died|fell|rose|met"
    r"|made|gave|found|saw|shot|beat|lost|left|sent|broke|became|lasted|occurred|happened"
    r"|started|ended|signed|\w{3,}ed"
    r"|был\w*|стал\w*|\w+(?:ил|ал|ел|ял|ыл|ила|ала|или|али|ели|лись|лся|лась|ены|аны"
    r"|ено|ано)|fue|fueron|estaba|\w+(?:ó|aron|ieron)|a été|ont été|était|edilib|olub"
    r"|\w+dı|\w+di|\w+mişdir|\w+mışdır)(?!\w)",
    re.IGNORECASE,
)
_COMING = re.compile(
    r"(?<!\w)(?:will|shall|would|should|planned|plans?|planning|expected|scheduled"
    r"|due|deadline|forthcoming|upcoming|intend\w*|going to|aims?|target\w*|agenda"
    r"|goals?|strategy|action plan|programme|term|mandate|expir\w+|valid|no later "
    r"than|proposed|project\w*|forecast\w*|propos\w*|set for|postponed|extended|adjourned"
    r"|(?:enters?|comes?) into (?:force|effect)|takes? effect|appointed for|fixed for|назначен\w*"
    r"|вступ(?:ит|ает|ят)\w*|entrará\w*|señalad\w+|entrera\w*|fixé\w* au"
    r"|next|future|by the end of|sustainable|olympic\w*|due in|to be"
    r"|буд\w+|планиру\w+|запланирован\w*|до|ожида\w+|срок\w*|должн\w+|será\w*|previst\w+"
    r"|hasta|plazo|sera|prévu\w*|jusqu\w*|доклад\w* должен)(?!\w)",
    re.IGNORECASE,
)


@rule(
    "date-future",
    "Told as past, dated after the document",
    "error",
    "time",
    "A war that began two years after the report was written is a slip that discredits "
    "the date beside it. Plans, deadlines and"
    " terms of sentences are left alone.",
    bad=(
        "Date: 14 March 2025\n\n# Facts\n\nThe war began on 27 September 2027 and "
        "many people were killed.",
    ),
    good=(
        "Date: 14 March 2025\n\n# Facts\n\nThe State's next report is due on 27 September 2027.",
    ),
)
def date_future(facts: Facts) -> Iterator[Hit | NotChecked]:
    """Compare what is told as past with the document's date."""
    own = document_date(facts)
    if own is None:
        yield NotChecked("the document's own date was not found")
        return
    written = facts.document.date
    iso = written.iso if written else ""
    later = [
        d
        for d in facts.of(dates)
        if d.first is not None
        and (d.first > own[1] or _ends_later(d, own[1]))
        and not in_speech(facts, d.start)
    ]
    hits: list[tuple[Hit, DateMention]] = []
    for each in later:
        start, end = facts.document.sentence_of(each.start)
        clause = _clause(facts.text, start, end, each.start)
        before = facts.text[clause[0] : each.start]
        block = facts.document.block_of(each.start)
        if block is not None and block.kind in {"title", "heading", "contents", "running", "cell"}:
            continue
        near = facts.text[max(start, each.start - 60) : min(end, each.end + 40)]
        if each.operator == "until" or section_kind_at(facts, each.start) == "recommendations":
            continue
        if _COMING.search(near) or re.search(
            r"(?:accessed|retrieved|visited|обращения|consultad)", near, re.IGNORECASE
        ):
            continue
        if not _PAST.search(facts.text, *clause) and not _PAST.search(before):
            continue
        hits.append(
            (
                Hit(
                    each.start,
                    each.end,
                    f"“{facts.quote(each.start, each.end)}” is told as past "
                    f"but lies after the document's date ({iso}).",
                    "Check the year.",
                    ()
                    if facts.document.date is None or not facts.document.date.end
                    else ((facts.document.date.start, facts.document.date.end),),
                ),
                each,
            )
        )
    years = [d for d in facts.of(dates) if d.known]
    if len({d.edtf for _, d in hits}) > 4 and len(hits) * 5 > len(years):
        yield NotChecked(f"too much is dated after {iso}, which was taken for the document's date")
        return
    yield from (hit for hit, _ in hits)


def _ends_later(each: DateMention, day: date) -> bool:
    """Whether a period surely ends after a day: the month or day of its end is later."""
    if each.precision != "interval" or each.last is None or not each.known:
        return False
    last = each.last
    if (last.month, last.day) == (12, 31):
        return last.year > day.year
    ends_month = (last + timedelta(days=1)).day == 1
    return (last.replace(day=1) if ends_month else last) > day


def _clause(text: str, start: int, end: int, position: int) -> tuple[int, int]:
    left = max(text.rfind(mark, start, position) for mark in (";", ":", "("))
    right = min(
        (p for p in (text.find(mark, position, end) for mark in (";", ":")) if p >= 0), default=end
    )
    return max(start, left + 1), right


_BEGAN = re.compile(
    r"(?<!\w)(?:began|begun|started|opened|launched|commenced|from|since|начал\w+"
    r"|empezó|comenzó|commencé)(?!\w)",
    re.IGNORECASE,
)
_ENDED = re.compile(
    r"(?<!\w)(?:ended|lasted until|until|finished|concluded|closed|ceased|закончил\w+"
    r"|завершил\w+|до|terminó|hasta|terminé|jusqu)(?!\w)",
    re.IGNORECASE,
)


@rule(
    "period-backwards",
    "A period ends before it begins",
    "error",
    "time",
    "The two ends of a period are compared, also when they stand apart in one sentence "
    "(“began on … and ended on …”).",
    bad=(
        "Research was done from May 2021 to March 2020.",
        "The trial began on 5 June 2021 and ended on 3 May 2021.",
    ),
    good=(
        "Research was done from December to February 2021.",
        "The trial began on 3 May 2021 and ended on 5 June 2021.",
    ),
)
def period_backwards(facts: Facts) -> Iterator[Hit]:
    """Compare the ends of every period."""
    for each in facts.of(dates):
        if each.backwards:
            yield Hit(
                each.start,
                each.end,
                f"The period “{facts.quote(each.start, each.end)}” ends before it begins.",
                "Check both dates.",
            )
    for block in facts.document.prose():
        for start, end in facts.document.sentences(block):
            pair = _begin_and_end(facts, start, end)
            if pair and pair[1].last and pair[0].first and pair[1].last < pair[0].first:
                first, last = pair
                yield Hit(
                    last.start,
                    last.end,
                    f"It ends {facts.quote(last.start, last.end)}, before it begins "
                    f"{facts.quote(first.start, first.end)}.",
                    "Check both dates.",
                    ((first.start, first.end),),
                )


def _begin_and_end(facts: Facts, start: int, end: int) -> tuple[DateMention, DateMention] | None:
    """Two dates of a sentence said to be the beginning and the end of one thing."""
    known = [d for d in dates_between(facts, start, end) if d.known]
    if len(known) != 2 or any(d.precision == "interval" for d in known):
        return None
    a, b = known
    lead, link = facts.text[max(start, a.start - 40) : a.start], facts.text[a.end : b.start]
    if _BEGAN.search(lead) and _ENDED.search(link) and len(link) < 90:
        return a, b
    return None


@rule(
    "duration-wrong",
    "A duration doesn't fit its dates",
    "error",
    "time",
    "“Lasted 44 days” is computed from the dates beside it; both ways of counting "
    "days are right. Weeks, months and years have"
    " their room.",
    bad=(
        "The war began on 27 September 2020, ended on 10 November 2020 and lasted 54 days.",
        "He was held from 3 May 2021 to 10 May 2021, for three weeks.",
    ),
    good=(
        "The war began on 27 September 2020, ended on 10 November 2020 and lasted 44 days.",
        "He was held from 3 May 2021 to 24 May 2021, for three weeks.",
    ),
)
def duration_wrong(facts: Facts) -> Iterator[Hit]:
    """Compute durations from the dates of the sentence."""
    language = language_tables(facts.language)
    for listed in facts.of(by_sentence):
        spans = [q for q in listed if q.unit == "duration" and not q.spoken and not q.each]
        if len(spans) != 1:
            continue
        q = spans[0]
        yield from _clock_hits(facts, q)
        start, end = q.sentence
        where = (start, end)
        period = _period_of(facts, q, start, end)
        if (
            period is None
            and not dates_between(facts, start, end)
            and _LASTED.search(facts.text, start, q.start)
        ):
            where = _sentence_before(facts, start)
            pair = _begin_and_end(facts, *where)
            if (
                pair
                and pair[0].first
                and pair[1].last
                and pair[0].precision == pair[1].precision == "day"
            ):
                period = pair[0].first, pair[1].last
        if period is None:
            continue
        before, after = (
            facts.text[max(start, q.start - 30) : q.start],
            facts.text[q.end : min(end, q.end + 40)],
        )
        if re.match(
            r"[-\s]*(?:[^\W\d]+)\s+(?:later|after|before|earlier|ago|prior|since|into"
            r"|old|in prison|of imprisonment|imprisonment|in jail|спустя|назад|después"
            r"|antes|plus tard|avant|apr)",
            after,
        ):
            continue
        if re.search(
            r"(?:within|every|after|sentence\w*(?: to| of)?|in|per|next|each|через"
            r"|dans|en|спустя|at least|up to|(?:the|its|his|her|their)\s+(?:first|last)"
            r"|another|further|additional)\s+\Z",
            before,
        ) and not re.search(r"last(?:ed|ing)\s+(?:\w+\s+){0,2}\Z", before):
            continue
        lasted = _LASTED.search(facts.text, start, q.start)
        if not lasted and (
            _IMPOSED.search(facts.text[start : q.start]) or _ADDED.search(facts.text, start, end)
        ):
            continue
        near = dates_between(facts, *where)
        lead = facts.text[max(where[0], near[0].start - 12) : near[0].start] if near else ""
        between = re.search(r"(?:between|entre|между)\s+(?:el\s+|le\s+)?\Z", lead, re.IGNORECASE)
        if between and not lasted and not re.search(r"(?:for|over|during)\s+(?:\w+\s+)?\Z", before):
            continue
        wrong = _misfit(q, period, language)
        if wrong:
            first, last = period
            yield Hit(
                q.start,
                q.end,
                f"“{facts.quote(q.start, min(end, q.end + 12))}” doesn't fit {first.isoformat()} "
                f"to {last.isoformat()}: {wrong}.",
                "Correct the duration or the dates.",
                tuple((d.start, d.end) for d in dates_between(facts, *where)),
            )


#: A term that a court or an office imposes isn't the time between the dates beside it.
_IMPOSED = re.compile(
    r"(?<!\w)(?:sentenc\w+|condemned|fined|imposed|banned|suspended|term of|prison term|arrest of|осужд[её]н\w*"
    r"|приговор\w*|condenad\w+|pena de|condamné\w*|aged?|old)(?!\w)[^.;]{0,60}\Z",
    re.IGNORECASE,
)
#: Stays that are added up don't fit one pair of dates.
_ADDED = re.compile(
    r"(?<!\w)(?:in all|altogether|all told|taken together|a total of|added up|adding|en total|au total"
    r"|в общей сложности|в сумме)(?!\w)",
    re.IGNORECASE,
)


_HOURS = {
    "hour": 60,
    "hours": 60,
    "minute": 1,
    "minutes": 1,
    "часа": 60,
    "часов": 60,
    "час": 60,
    "минут": 1,
    "hora": 60,
    "horas": 60,
    "minutos": 1,
    "heures": 60,
}
_CLOCK = re.compile(r"(?<![\d:.,])(?P<h>[01]?\d|2[0-3])[:.](?P<m>[0-5]\d)(?![\d:])")


def _clock_hits(facts: Facts, q: Quantity) -> Iterator[Hit]:
    """As in "opened at 09:00, closed at 09:40 and lasted two hours"."""
    minutes = _HOURS.get(q.unit_word)
    start, end = q.sentence
    times = list(_CLOCK.finditer(facts.text, start, end))
    if minutes is None or len(times) != 2 or not q.exact or dates_between(facts, start, end)[1:]:
        return
    if not _LASTED.search(facts.text, start, q.start):
        return
    first, last = (int(t["h"]) * 60 + int(t["m"]) for t in times)
    apart = (last - first) % (24 * 60)
    said = int(q.value * minutes)
    if abs(apart - said) > max(5, said * 0.15):
        yield Hit(
            q.start,
            q.end,
            f"From {times[0].group()} to {times[1].group()} are {apart} minutes, "
            f"not {q.shown} {q.unit_word}.",
            "Correct the duration or the times.",
            (times[0].span(), times[1].span()),
        )


_LASTED = re.compile(
    r"(?<!\w)(?:lasted|lasting|took|continued|went on|длил\w+|продолжал\w+|duró|a duré)(?!\w)",
    re.IGNORECASE,
)


def _sentence_before(facts: Facts, start: int) -> tuple[int, int]:
    block = facts.document.block_of(start)
    earlier = [s for s in facts.document.sentences(block) if s[1] <= start] if block else []
    return earlier[-1] if earlier else (start, start)


def _period_of(facts: Facts, q: Quantity, start: int, end: int) -> tuple[date, date] | None:
    known = [d for d in dates_between(facts, start, end) if d.first and d.last and not d.backwards]
    if any(d.problem for d in dates_between(facts, start, end)):
        return None
    if len(known) == 1 and known[0].precision == "interval":
        assert known[0].first
        assert known[0].last
        if facts.text[known[0].start : known[0].end].count("-") > 3:
            return None
        return known[0].first, known[0].last
    beside = [d for d in known if d.precision == "interval" and 0 <= q.start - d.end <= 24]
    if beside and beside[-1].first and beside[-1].last:
        return beside[-1].first, beside[-1].last
    pair = _begin_and_end(facts, start, end)
    if pair is None and len(known) == 2:
        a, b = known
        link = facts.text[a.end : b.start]
        if a.first and b.last and b.last < a.first:
            # "The ceasefire of D2 ended a war that had begun on D1"
            pair = (b, a) if _BEGAN.search(link) else None
        elif _ENDED.search(link) or re.search(
            r"(?<!\w)(?:released|freed|died|returned|освобожд\w*|liberad\w+|libéré\w*)(?!\w)", link
        ):
            pair = (a, b)
    if (
        pair
        and pair[0].first
        and pair[1].last
        and all(d.precision in {"day", "month", "year"} for d in pair)
    ) and (
        {d.precision for d in pair} == {"day"}
        or {d.precision for d in pair}
        <= {
            "month",
            "year",
        }
    ):
        return pair[0].first, pair[1].last
    return None


def _misfit(q: Quantity, period: tuple[date, date], language: Language) -> str:
    """Why the duration can't be that of the period; "" when it can."""
    unit = (
        language.durations.get(q.unit_word)
        or language.durations.get(language.stem(q.unit_word))
        or 0
    )
    if unit < 1:
        return ""
    days = (period[1] - period[0]).days
    value = float(q.value)
    exact = period[0].day != 1 or days < 62
    if unit == 1:
        low, high, slack = float(days), float(days + 1), 0.0
    else:
        low, high = days / unit, (days + 1) / unit
        slack = {7: 0.6, 30.44: 0.75}.get(unit, 0.6)
        if not exact:
            low -= 2 * 30.44 / unit if unit >= 30 else 0
            if unit >= 365:
                low = days / unit - 2
    if q.bound == "about":
        slack += max(1.0, value * 0.15)
    if q.bound in {"more_than", "at_least"}:
        return "" if value <= high + 0.01 and value > high / 2.5 else f"that is {days + 1} days"
    if q.bound in {"less_than", "up_to"}:
        return "" if value >= low - 0.01 else f"that is {days + 1} days"
    if low - slack <= value <= high + slack:
        return ""
    return f"that is {days} days ({days + 1} with both ends)"


def _weekday(name: str, language: str) -> str:
    """A pattern of one weekday: whole, in its cases (three letters at most), or as English abbreviates it.

    Never a mere beginning: “The Monitor, 9 June 2024” names a newspaper.
    """
    if name.endswith("*"):
        return rf"{re.escape(name[:-1])}\w{{0,3}}(?!\w)"
    short = "".join(rf"|{name[:n]}\.?" for n in (5, 4, 3)) if language == "en" else ""
    return rf"(?:{re.escape(name)}{short})(?!\w)"


@rule(
    "weekday-wrong",
    "A weekday that isn't that date's",
    "error",
    "time",
    "One of the two is wrong, and the reader can't know which.",
    bad=("He was taken on Monday, 4 May 2021.",),
    good=("He was taken on Tuesday, 4 May 2021.", "Every Monday in May 2021 they were beaten."),
)
def weekday_wrong(facts: Facts) -> Iterator[Hit]:
    """Compute the weekday of every date that has one beside it."""
    language = language_tables(facts.language)
    names = words_of(language.raw["weekdays"])
    pattern = re.compile(
        "|".join(
            f"(?P<d{place}>{_weekday(name, facts.language)})"
            for place, name in sorted(enumerate(names), key=lambda x: -len(x[1]))
        ),
        re.IGNORECASE,
    )
    if len(names) == 7 and facts.language == "az":
        order = {
            "bazar ertəsi": 0,
            "çərşənbə axşamı": 1,
            "çərşənbə": 2,
            "cümə axşamı": 3,
            "cümə": 4,
            "şənbə": 5,
            "bazar": 6,
        }
    else:
        order = {name: place for place, name in enumerate(names)}
    for each in facts.of(dates):
        if each.precision != "day" or each.first is None or each.first != each.last:
            continue
        if re.search(
            r"(?:Bloody|Black|Palm|Easter|Good|Ash|Holy)\s+\w+day,?\s+\Z",
            facts.text[max(0, each.start - 24) : each.start],
        ):
            continue  # the name of a day
        before = facts.text[max(0, each.start - 24) : each.start]
        after = facts.text[each.end : each.end + 20]
        found = None
        for match in pattern.finditer(before):
            if re.fullmatch(
                r",?\s+(?:the\s+|el\s+|le\s+)?", before[match.end() :]
            ) and not re.search(r"\w\Z", before[: match.start()]):
                found = match
        behind = pattern.match(after[1:]) if after[:1] == " " else None
        behind = behind or pattern.match(after[2:]) if after[:2] in {" (", ", "} else behind
        found = found or behind
        if not found:
            continue
        place = int((found.lastgroup or "d0")[1:])
        said = order[names[place]]
        if said != each.first.weekday():
            right = next(
                name.rstrip("*") for name, day in order.items() if day == each.first.weekday()
            )
            yield Hit(
                each.start,
                each.end,
                f"{facts.quote(each.start, each.end)} is a {right.capitalize()}, "
                f"not a {found.group()}.",
                "Check the weekday and the date.",
            )


_OTHER_CALENDAR = re.compile(
    r"(?<!\w)(?:Meskerem|Tikimt|Hidar|Tahsas|Yekatit|Megabit|Miyazya|Ginbot|Hamle"
    r"|Nehase|\d{1,2}[/.]\d{1,2}[/.]1[34]\d\d|(?:Vendémiaire|Frimaire|Nivôse|Pluviôse"
    r"|Ventôse|Germinal|Floréal|Prairial|Messidor|Fructidor)|Old Style|O\.S\.|Julian "
    r"calendar|Hijri|A\.?H\.? \d{3,4}|\d{3,4} A\.?H\.?(?!\w)"
    r"|Solar Hijri|\d{4} SH(?!\w)|Muharram|Safar|Rabi['’]? al-\w+|Jumada|Rajab|Sha['’]?ban"
    r"|Ramadan \d{3,4}|Shawwal|Dhu al-\w+|Farvardin|Ordibehesht|Khordad|Tir \d{4}"
    r"|Mordad|Shahrivar|Mehr \d{4}|Aban \d{4}|Dey \d{4}|Bahman|Esfand|Nisan 5\d{3}"
    r"|Tishri|Brumaire|Thermidor|Ethiopian calendar|B\.E\. \d{4}|Buddhist era|по "
    r"старому стилю|ст\. ?ст\.|юлианск\w+|calendario juliano|calendario islámico|hégire"
    r"|ancien style)(?!\w)"
)
_CONVERTED = re.compile(
    r"(?:corresponding to|i\.e\.|that is|equivalent|converted|Gregorian|григориан"
    r"|N\.S\.|New Style|нового стиля|н\. ?ст|gregorian|grégorien|\((?:\d{1,2}\s)?[A-ZА-Яа-я]*\.?\s?\d{4}\)"
    r"|=|/)",
    re.IGNORECASE,
)


@rule(
    "calendars-mixed",
    "Dates of two calendars without conversion",
    "warning",
    "time",
    "A reader can't order dates of two calendars. A conversion beside the date, "
    "or a sentence that says which calendar holds, settles it.",
    bad=("He was arrested on 12 Farvardin 1399 and released on 3 May 2021.",),
    good=("He was arrested on 12 Farvardin 1399 (31 March 2020) and released on 3 May 2021.",),
)
def calendars_mixed(facts: Facts) -> Iterator[Hit]:
    """Find dates of other calendars that nothing converts."""
    if re.search(
        r"(?:all dates|dates (?:are|in this report)|даты приводятся|las fechas)[^.]{0,80}(?:Gregorian"
        r"|converted|calendar|календар|calendario)",
        facts.text,
        re.IGNORECASE,
    ):
        return
    if not any(d.known for d in facts.of(dates)):
        return
    for block in facts.document.prose():
        for found in _OTHER_CALENDAR.finditer(facts.text, block.start, block.end):
            near = facts.text[
                max(block.start, found.start() - 30) : min(block.end, found.end() + 45)
            ]
            if _CONVERTED.search(near):
                continue
            start, end = facts.document.sentence_of(found.start())
            if not re.search(r"\d", facts.text[start:end]):
                continue
            yield Hit(
                found.start(),
                found.end(),
                f"“{found.group()}” is of another calendar than the other dates, "
                "and nothing converts it.",
                "Give the date in both calendars.",
            )


_PERIOD = re.compile(
    r"(?<!\w)(?:the |this |our )?(?:reporting period|period under review|period under "
    r"consideration|review period|reported period|period covered|monitoring period"
    r"|period of review|research period|period in question|relevant period|documentation "
    r"period"
    r"|отч[её]тн\w+ период\w*|рассматриваем\w+ период\w*|período (?:examinado|que "
    r"se examina|de referencia|del informe|objeto de examen)|période (?:considérée"
    r"|à l'examen|examinée|de référence)|hesabat dövr\w+)(?!\w)",
    re.IGNORECASE,
)


_LOOSE = re.compile(
    r"(?<!\w)(?:(?:[Oo]ver|[Dd]uring|[Ii]n) the (?:past|last|previous) (?:few |several "
    r")?(?:months|weeks|years)|[Ss]ince the (?:last|latest|recent) (?:escalation|war"
    r"|conflict|fighting|attack)|during|in|throughout|since|within) (?:the (?:conflict"
    r"|war|hostilities"
    r"|fighting|monitored period|period|period concerned|occupation|crisis|unrest"
    r"|campaign|past (?:few )?years|last few years)|recent years|that period|this "
    r"period)(?!\w)"
    r"|(?<!\w)(?:во время (?:конфликта|войны|боевых действий)|в последние годы|durante "
    r"(?:el conflicto|la guerra)|en los últimos años|pendant (?:le conflit|la guerre)"
    r"|ces dernières années)(?!\w)",
    re.IGNORECASE,
)


def _loose_periods(facts: Facts) -> Iterator[Hit]:
    """As in "during the conflict 2,906 soldiers were killed", in a text that dates no conflict."""
    from probanda.audit.figure_table import by_sentence as figures

    counted = {
        rows[0].sentence
        for rows in facts.of(figures)
        if any(q.unit in {"count", "percent"} and not q.spoken for q in rows)
    }
    told = False
    for start, end in sorted(counted):
        found = _LOOSE.search(facts.text, start, end)
        if told or not found or in_speech(facts, found.start()):
            continue
        word = re.findall(r"\w+", found.group())[-1].lower()
        block = facts.document.block_of(start)
        if block is None or dates_between(facts, block.start, block.end):
            continue
        if word in {"years", "годы", "años", "années"} or word == "period":
            dated = False
        else:
            dated = any(
                re.search(rf"(?<!\w){word}", facts.text[max(0, d.start - 120) : d.end + 120], re.IGNORECASE)
                for d in facts.of(dates) if d.known
            )  # fmt: skip
        if not dated:
            told = True
            yield Hit(
                found.start(), found.end(),
                f"“{found.group()}” is given a figure, and no place says from when to when.",
                "Give the dates.",
                severity="note" if word in {"years", "годы", "años", "années"} else None,
            )  # fmt: skip


@rule(
    "period-undefined",
    "A period that is never defined",
    "warning",
    "time",
    "Figures “during the reporting period” can't be checked when nobody says from when to when.",
    bad=("During the reporting period 40 persons were detained.\n\nNo inquiry was opened.",),
    good=(
        "This report covers January to June 2021. During the reporting period 40 "
        "persons were detained.",
    ),
)
def period_undefined(facts: Facts) -> Iterator[Hit]:
    """Look for a definition of every period that is named."""
    yield from _loose_periods(facts)
    uses = [
        m
        for block in facts.document.prose()
        for m in _PERIOD.finditer(facts.text, block.start, block.end)
        if not in_speech(facts, m.start())
        and not re.match(
            r"\s+(?:of|under|for|is)\s+(?:\w+\s+){0,3}(?:years?|months?|article|States)",
            facts.text[m.end() : m.end() + 40],
        )
    ]
    if not uses:
        return
    for found in uses:
        start, end = facts.document.sentence_of(found.start())
        for each in dates_between(facts, start, end):
            near = facts.text[min(found.end(), each.start) : max(found.start(), each.end)]
            if len(near) < 120 and (
                each.precision in {"interval"}
                or each.operator in {"since", "until"}
                or re.search(r"[(:–—]|(?:is|was|covers?|means?|runs?|refers?)\b", near)
            ):
                return
    covers = re.compile(
        r"(?<!\w)(?:covers?|covering|examines|spans|relates to|period|охватывает|за "
        r"период|в период|abarca|cubre|comprend|couvre|porte sur)(?!\w)",
        re.IGNORECASE,
    )
    for block in facts.document.blocks[: max(40, len(facts.document.blocks) // 3)]:
        if (
            block.kind in {"title", "heading"}
            and block.index < 8
            and any(d.precision == "interval" for d in dates_between(facts, block.start, block.end))
        ):
            return
        for start, end in facts.document.sentences(block):
            own = [d for d in dates_between(facts, start, end) if d.known]
            if (
                own
                and covers.search(facts.text, start, end)
                and re.search(
                    r"(?<!\w)(?:report|submission|review|research|study|document|update"
                    r"|доклад|отч[её]т|informe|rapport|hesabat)",
                    facts.text[start:end],
                    re.IGNORECASE,
                )
            ):
                return
    first = uses[0]
    yield Hit(
        first.start(),
        first.end(),
        f"“{first.group().strip()}” is used {len(uses)} time{'s' if len(uses) > 1 else ''} "
        "and never defined.",
        "Say from which day to which day the report counts.",
        tuple(m.span() for m in uses[1:6]),
    )
