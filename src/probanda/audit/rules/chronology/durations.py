"""Durations against the dates beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from probanda.audit.extract.dates import NO_YEAR, DateMention, days_between
from probanda.audit.extract.language import Language, language_tables
from probanda.audit.extract.quantities import Quantity
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_sentence
from probanda.audit.rules.chronology.ago import days_ago
from probanda.audit.rules.chronology.backwards import BEGAN, ENDED, begin_and_end
from probanda.audit.rules.chronology.clock_spans import clock_spans
from probanda.audit.rules.chronology.counted import counted
from probanda.audit.rules.chronology.document_date import document_date
from probanda.audit.rules.chronology.ends import between_ends, of_a_part
from probanda.audit.rules.chronology.period_tables import table_durations
from probanda.audit.rules.chronology.spans_told import spans_told
from probanda.audit.rules.chronology.stays import reaches_back, told_durations
from probanda.audit.rules.registry import Hit, rule
from probanda.audit.voice import content_stems


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
    told: set[int] = set()
    for hits in (
        table_durations(facts),
        told_durations(facts),
        reaches_back(facts),
        _beside(facts),
    ):
        for hit in hits:
            told.update(range(hit.start, hit.end))
            if not of_a_part(facts, hit):
                yield hit
    for later in (counted, spans_told, between_ends):
        yield from (hit for hit in later(facts, told) if not of_a_part(facts, hit))
    yield from days_ago(facts, document_date(facts))
    for hit in clock_spans(facts):
        if hit.start not in told:
            yield hit


def _shown(day: date) -> str:
    """A day in figures, without the year that the text doesn't say."""
    return f"{day.day}.{day.month}." if day.year == NO_YEAR else day.isoformat()


def _beside(facts: Facts) -> Iterator[Hit]:
    """Durations against a period or two dates of their sentence, or of the one before."""
    language = language_tables(facts.language)
    for listed in facts.of(by_sentence):
        spans = [q for q in listed if q.unit == "duration" and not q.spoken and not q.each]
        if len(spans) != 1:
            continue
        q = spans[0]
        if _NAMED.match(facts.text, q.end):
            continue  # the Thirty Years' War
        yield from _clock_hits(facts, q)
        start, end = q.sentence
        where = (start, end)
        period = _period_of(facts, q, start, end)
        if period is None and not days_between(facts, start, end):
            lasted = _LASTED.search(facts.text, start, q.start)
            if lasted or _meant(facts, q, start):
                where = _sentence_before(facts, start)
                period = _of_days(begin_and_end(facts, *where))
                if lasted and _of_another(facts, (start, lasted.start()), where):
                    continue
                if period is None and not lasted:
                    period = _whole(facts, *where)
        if period is None:
            continue
        if _YEARS_AND.search(facts.text[max(start, q.start - 24) : q.start]):
            continue  # "a year and two months": read as one elsewhere
        before, after = (
            facts.text[max(start, q.start - 30) : q.start],
            facts.text[q.end : min(end, q.end + 40)],
        )
        if _OF_PRISON.match(after):
            continue
        if re.match(
            r"[-\s]*(?:[^\W\d]+)\s+(?:later|after|before|earlier|ago|prior|since|into"
            r"|old|in prison|of imprisonment|imprisonment|in jail|спустя|назад|después"
            r"|antes|plus tard|avant|apr)",
            after,
        ):
            continue
        if re.search(
            r"(?:covering|(?:gap|break|pause|interval|absence|delay|wait) of|within|every|after"
            r"|sentence\w*(?: to| of)?|in|per|next|each|через"
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
        near = days_between(facts, *where)
        lead = facts.text[max(where[0], near[0].start - 12) : near[0].start] if near else ""
        between = re.search(r"(?:between|entre|между)\s+(?:el\s+|le\s+)?\Z", lead, re.IGNORECASE)
        stayed = _STAYED if {d.precision for d in near} == {"day"} else _FOR
        if between and not lasted and not stayed.search(before):
            continue
        wrong = _misfit(q, period, language)
        if wrong:
            first, last = period
            yield Hit(
                q.start,
                q.end,
                f"“{facts.quote(q.start, _end_of_words(facts.text, q.end, end))}” doesn't fit {_shown(first)} "
                f"to {_shown(last)}: {wrong}.",
                "Correct the duration or the dates.",
                tuple((d.start, d.end) for d in days_between(facts, *where)),
                "warning" if between and not lasted else None,
            )


_YEARS_AND = re.compile(
    r"(?<!\w)(?:years?|months?|weeks?|год\w*|лет|месяц\w*|недел\w+|años?|mes(?:es)?|semanas?|ans?|mois|semaines?)\s+(?:and|и|y|et)\s+\Z",
    re.IGNORECASE,
)
#: "got five years of prison": the punishment, not the time between the dates beside it.
_OF_PRISON = re.compile(
    r"[-\s]*(?:[^\W\d]+\s+){1,3}?(?:imprisonment|prison|jail|penal|hard labour|probation|лишени\w+"
    r"|заключени\w+|колони\w+|тюрьм\w+|каторг\w+|условно|prisión|cárcel|reclusión|presidio|réclusion|emprisonnement|həbs\w*)(?!\w)",
    re.IGNORECASE,
)
_NAMED = re.compile(r"[-\s]*(?:Years|Days|Months|Weeks)(?!\w)")
#: Between two days somebody "spent" all the time; between two months perhaps a part of it.
_FOR = re.compile(r"(?:for|over|during)\s+(?:\w+\s+)?\Z")
_STAYED = re.compile(
    r"(?:for|over|during|durante|pendant|durant|в течение|spent|passed|elapsed|waited|remained|held"
    r"|kept|pasó|transcurrieron|прошло|пров[её]л\w*)"
    r"\s+(?:\w+\s+)?\Z"
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


_BETWEEN_TIMES = re.compile(
    r"(?<!\w)(?:after|later|that is|i\.e\.|то есть|спустя|позже|через|es decir|más tarde|después"
    r"|c'est-à-dire|plus tard|après)(?!\w)",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"(?<![\d:.,])(?P<h>[01]?\d|2[0-3])[:.](?P<m>[0-5]\d)(?![\d:])")


def _end_of_words(text: str, start: int, end: int) -> int:
    """Where the one or two words end that stand right behind a number."""
    behind = re.compile(r"(?:[-\s]?[^\W\d]+){0,2}").match(text, start, end)
    return behind.end() if behind else start


def _clock_hits(facts: Facts, q: Quantity) -> Iterator[Hit]:
    """As in "opened at 09:00, closed at 09:40 and lasted two hours"."""
    minutes = _HOURS.get(q.unit_word)
    start, end = q.sentence
    times = list(_CLOCK.finditer(facts.text, start, end))
    if minutes is None or len(times) != 2 or not q.exact or days_between(facts, start, end)[1:]:
        return
    if not _LASTED.search(facts.text, start, q.start) and not _BETWEEN_TIMES.search(
        facts.text[max(start, q.start - 24) : min(end, q.end + 24)]
    ):
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


#: "During these 26 days", "the 34 days of": the time that the sentence before gives.
_THESE = re.compile(
    r"(?<!\w)(?:(?:these|those|all of (?:these|those)|(?:in|during|of|over|for) (?:all )?the|all the|за эти"
    r"|эти|этих"
    r"|(?:es[eo]s|est[eo]s|aquell[oa]s|durante (?:los|las))|ces)\s+\Z)",
    re.IGNORECASE,
)
_FOR_ALL_OF_IT = re.compile(r"\W*(?:[Ff]or|[Dd]urante|[Pp]endant)\s+\Z")
_IT_HAD = re.compile(r"\W*\w+\W+(?:it|they|he|she|this|había|habían|avait)(?!\w)", re.IGNORECASE)


def _meant(facts: Facts, q: Quantity, start: int) -> bool:
    """Whether a duration is said of the time that the sentence before gives."""
    lead = facts.text[start : q.start]
    if _THESE.search(lead):
        return True
    return bool(_FOR_ALL_OF_IT.fullmatch(lead) and _IT_HAD.match(facts.text, q.end))


def _of_another(facts: Facts, subject: tuple[int, int], before: tuple[int, int]) -> bool:
    """Whether what lasted is not what the sentence before tells of: "the shelling that opened it"."""
    own = content_stems(facts, *subject)
    return bool(own) and not own & content_stems(facts, *before)


def _of_days(pair: tuple[DateMention, DateMention] | None) -> tuple[date, date] | None:
    """From day to day, where both are days."""
    if pair is None or not pair[0].first or not pair[1].last:
        return None
    return (
        (pair[0].first, pair[1].last) if pair[0].precision == pair[1].precision == "day" else None
    )


def _whole(facts: Facts, start: int, end: int) -> tuple[date, date] | None:
    """The time of a sentence: its one period, or from the first to the second of its two days."""
    known = [d for d in days_between(facts, start, end) if d.known and d.first and d.last]
    if len(known) == 1 and known[0].precision == "interval" and known[0].first and known[0].last:
        return known[0].first, known[0].last
    if len(known) == 2 and known[0].first and known[1].last and known[0].first < known[1].last:
        return _of_days((known[0], known[1]))
    return None


_LASTED = re.compile(
    r"(?<!\w)(?:lasted|lasting|took|continued|went on|длил\w+|продолжал\w+|dur(?:ó|aron)|se prolong(?:ó|aron)"
    r"|(?:a|ont) (?:donc )?duré)(?!\w)",
    re.IGNORECASE,
)


def _sentence_before(facts: Facts, start: int) -> tuple[int, int]:
    block = facts.document.block_of(start)
    earlier = [s for s in facts.document.sentences(block) if s[1] <= start] if block else []
    return earlier[-1] if earlier else (start, start)


def _period_of(facts: Facts, q: Quantity, start: int, end: int) -> tuple[date, date] | None:
    known = [d for d in days_between(facts, start, end) if d.first and d.last and not d.backwards]
    if any(d.problem for d in days_between(facts, start, end)):
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
    pair = begin_and_end(facts, start, end)
    if pair is None and len(known) == 2:
        a, b = known
        link = facts.text[a.end : b.start]
        if a.first and b.last and b.last < a.first:
            # "The ceasefire of D2 ended a war that had begun on D1"
            pair = (b, a) if BEGAN.search(link) else None
        elif ENDED.search(link) or re.search(
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
