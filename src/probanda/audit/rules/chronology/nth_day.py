"""The n-th day of a strike, a siege or a detention, against its first day, or against the other days so counted.

"On the third day of the strike" told of 24 September says that it began on 22 September. Where the text tells that
day, it must be so, the first day counted or not; where several days of one event are counted, they must agree.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from probanda.audit.extract.dates import NO_YEAR, DateMention, days_between
from probanda.audit.extract.language import language_tables
from probanda.audit.extract.numbers import find_numbers
from probanda.audit.extract.quotations import in_speech
from probanda.audit.extract.stamps import stamp_of
from probanda.audit.extract.time_words import time_words, word_pattern
from probanda.audit.extract.told_events import act_of, ordinals
from probanda.audit.facts import Facts
from probanda.audit.rules.registry import Hit

__all__ = ["nth_days"]

#: An event of which a day is counted lasts no longer; a first day farther off is another's.
_LONGEST = 400


@dataclass(frozen=True, slots=True)
class _Counted:
    """A day of an event told by its number.

    Attributes:
        start: first code point.
        end: one past the name of the event.
        number: which day.
        event: what identifies the event: an act, or the stem of its noun.
        when: the date that the sentence or the entry gives it; None for none.
    """

    start: int
    end: int
    number: int
    event: str
    when: DateMention | None


def nth_days(facts: Facts) -> Iterator[Hit]:
    """Days counted wrongly, once each."""
    counted = list(_counted(facts))
    if not counted:
        return
    by_event: dict[str, list[_Counted]] = defaultdict(list)
    for each in counted:
        if each.when is not None:
            by_event[each.event].append(each)
    for listed in by_event.values():
        odd = _against_others(listed)
        for each in listed:
            first = _last_told(facts, each)
            if each in odd and not (first and _fits(each, first)):
                yield _against(facts, each, odd[each])
            elif first and not _fits(each, first) and _near(each, first):
                yield _wrong(facts, each, first)


def _first(each: _Counted) -> date:
    assert each.when
    assert each.when.first
    return each.when.first - timedelta(days=each.number - 1)


def _fits(each: _Counted, told: list[DateMention]) -> bool:
    """Whether a first day told allows the count, that day counted or not."""
    return any(
        d.first and d.first <= _first(each) <= d.first + timedelta(days=1) for d in told
    ) or any(
        d.first and _first(each) == d.first - timedelta(days=1) for d in told if each.number == 1
    )


def _near(each: _Counted, told: list[DateMention]) -> bool:
    assert each.when
    day = each.when.first
    return all(day and d.first and 0 <= (day - d.first).days <= _LONGEST for d in told)


def _against_others(listed: list[_Counted]) -> dict[_Counted, _Counted]:
    """Counts that differ from the first day on which most others agree, with one of these."""
    firsts = Counter(_first(each) for each in listed)
    if len(listed) < 3:
        return {}
    (day, most), *rest = firsts.most_common()
    agreed = [each for each in listed if _first(each) == day]
    if most < 2 or len({each.number for each in agreed}) < 2 or (rest and rest[0][1] >= most):
        return {}
    return {
        each: agreed[0]
        for each in listed
        if _first(each) != day and abs((_first(each) - day).days) <= max(3, each.number)
    }


def _wrong(facts: Facts, each: _Counted, told: list[DateMention]) -> Hit:
    assert each.when
    assert each.when.first
    first = told[-1]
    assert first.first
    right = (each.when.first - first.first).days + 1
    return Hit(
        each.start,
        each.end,
        f"“{facts.quote(each.start, each.end)}”, {facts.quote(each.when.start, each.when.end)}: from "
        f"{facts.quote(first.start, first.end)} it is day {right}.",
        "Check the count and both dates.",
        ((each.when.start, each.when.end), (first.start, first.end)),
        "warning",
    )


def _against(facts: Facts, each: _Counted, other: _Counted) -> Hit:
    assert each.when
    assert other.when
    right = (_first(each) - _first(other)).days + each.number
    return Hit(
        each.start,
        each.end,
        f"“{facts.quote(each.start, each.end)}” is told of {facts.quote(each.when.start, each.when.end)}; as "
        f"“{facts.quote(other.start, other.end)}” ({facts.quote(other.when.start, other.when.end)}) counts, it is "
        f"day {right}.",
        "Check the count and both dates.",
        ((each.when.start, each.when.end), (other.start, other.end)),
        "warning",
    )


def _counted(facts: Facts) -> Iterator[_Counted]:
    """Every numbered day of an event in the author's voice."""
    code = facts.language
    pattern = _pattern(code)
    if pattern is None:
        return
    language = language_tables(code)
    coming = word_pattern("nth_coming", code, r"(?<!\w){}\s+(?:[^\W\d]+\s+)?\Z")
    for block in facts.document.prose():
        for start, end in facts.document.sentences(block):
            for found in pattern.finditer(facts.text, start, end):
                noun = found["noun"].split()[-1].lower()
                number = _number(found, code)
                lead = facts.text[max(start, found.start() - 30) : found.start()]
                if not number or noun in language.months or noun in language.closed:
                    continue
                if coming.search(lead) or in_speech(facts, found.start()):
                    continue
                event = act_of(noun) or language.stem(noun)[:6]
                when = _when(facts, (start, end), found.span())
                yield _Counted(found.start(), found.end(), number, event, when)


def _when(facts: Facts, sentence: tuple[int, int], span: tuple[int, int]) -> DateMention | None:
    """The day on which a numbered day was: beside it, alone in its sentence, or that of its entry."""
    here = [d for d in days_between(facts, *sentence) if d.precision == "day" and d.first]
    beside = [d for d in here if 0 <= d.start - span[1] < 8 or 0 <= span[0] - d.end < 8]
    if beside or here:
        return beside[0] if beside else here[0] if len(here) == 1 else None
    if word_pattern("plans", facts.language).search(facts.text, *sentence):
        return None
    stamp = stamp_of(facts, span[0])
    return stamp.when if stamp else None


@cache
def _pattern(code: str) -> re.Pattern[str] | None:
    """A number or an ordinal, "day", and what the day is of."""
    listed = ordinals(code)
    shapes = time_words("nth_day", code)
    if not listed or shapes == "(?:(?!))":
        return None
    words = "|".join(word for _, word in listed)
    tens = time_words("tens", code)
    spelled = rf"(?:{tens}(?:-|\s(?:et\s)?))?(?:{words})\w{{0,4}}"
    nth = rf"(?:{spelled}|\d{{1,3}}(?:-?(?:st|nd|rd|th|й|е|го|[ºªo]|e|ème|er))?)"
    shapes = shapes.replace("NTH", nth).replace("N", r"\d{1,3}")
    return re.compile(
        rf"(?<![\w-]){shapes}(?P<noun>(?:[^\W\d]+\s+(?:de\s)?(?=(?:strike|hambre|faim)))?[^\W\d_]{{4,}})(?!\w)",
        re.IGNORECASE,
    )


def _number(found: re.Match[str], code: str) -> int:
    """The number told; 0 for none."""
    words = found.group()[: found.start("noun") - found.start()]
    figure = re.search(r"\d{1,3}", words)
    if figure:
        return int(figure.group())
    last = next(
        (
            (number, place)
            for place in re.finditer(r"[^\W\d]+", words.lower())
            for number, word in ordinals(code)
            if re.match(rf"{word}\w{{0,4}}\Z", place.group())
        ),
        None,
    )
    if last is None:
        return 0
    number, place = last
    if number >= 20:
        behind = words.lower()[place.end() :]
        more = next(
            (n for n, w in ordinals(code) if n < 10 and re.match(rf"\s{w}\w{{0,4}}\b", behind)), 0
        )
        return number + more
    before = find_numbers(
        words[: place.start()].rstrip("- ").removesuffix(" et"), language_tables(code)
    )
    tens = int(before[-1].value) if before else 0
    return number + tens if tens in range(20, 100, 10) and number < 10 else number


def _last_told(facts: Facts, each: _Counted) -> list[DateMention]:
    """The one other day told before a count in its paragraph, in the sentence before or in its own."""
    assert each.when
    block = facts.document.block_of(each.start)
    if block is None:
        return []
    top = facts.document.sentence_of(
        max(block.start, facts.document.sentence_of(each.start)[0] - 2)
    )[0]
    told = [
        d
        for d in days_between(facts, top, each.start)
        if d.precision == "day" and d.first and d.start != each.when.start
    ]
    same = [d for d in told if (d.first and d.first.year == NO_YEAR) == _no_year(each.when)]
    return same if len(same) == 1 else []


def _no_year(when: DateMention) -> bool:
    return when.first is not None and when.first.year == NO_YEAR
