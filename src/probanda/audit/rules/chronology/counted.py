"""“Nine days after the arrest”, “after 28 days”, “within the week”: counted from a day that is told elsewhere.

The count is right when any day told so far is as far away as it says; only where none is, and one of them is
surely meant, is it reported. Surely meant is the other date of the sentence, a day told beside the words that the
count names ("the arrest"), or one from which the count would be right but for a slip of a digit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from probanda.audit.extract.dates import DateMention, days_between
from probanda.audit.extract.language import Language, language_tables
from probanda.audit.extract.numbers import find_numbers
from probanda.audit.extract.quotations import in_speech
from probanda.audit.facts import Facts
from probanda.audit.rules.registry import Hit

__all__ = ["NOT_TOLD", "counted", "slip"]

_UNITS = {
    "en": r"(?P<d>days?|nights?)|(?P<w>weeks?)|(?P<m>months?)|(?P<y>years?)",
    "ru": r"(?P<d>дн\w+|день|сут\w+|ноч\w+)|(?P<w>недел\w+)|(?P<m>месяц\w*)|(?P<y>лет|год\w*)",
    "es": r"(?P<d>días?|noches?)|(?P<w>semanas?)|(?P<m>mes(?:es)?)|(?P<y>años?)",
    "fr": r"(?P<d>jours?|nuits?)|(?P<w>semaines?)|(?P<m>mois)|(?P<y>ans?|années?)",
}
_DAYS = {"d": 1.0, "w": 7.0, "m": 30.44, "y": 365.25}
#: One unit without a number: "the day after", "через неделю после", "al día siguiente de".
_ONE = {
    "en": r"(?:the|a|one)\s+(?:(?:very\s+)?(?:next|following)\s+)?",
    "ru": r"(?:на\s+следующ\w+\s+|через\s+|спустя\s+)",
    "es": r"(?:un|una|al)\s+",
    "fr": r"(?:un|une|le)\s+",
}
_AFTER = {
    "en": r"(?:after|following|since)(?!\w)",
    "ru": r"(?:(?:спустя\s+|позже\s+|позднее\s+)?(?:после|со дня|с момента))(?!\w)",
    "es": r"(?:siguiente a|siguiente de|después de|luego de|tras|desde)l?(?!\w)",
    "fr": r"(?:après|suivant|depuis)(?!\w)",
}
_BEFORE = {
    "en": r"(?:before|prior to|ahead of)(?!\w)",
    "ru": r"(?:до|перед)(?!\w)",
    "es": r"antes de(?:l)?(?!\w)",
    "fr": r"avant(?!\w)",
}
#: Before the number: a time that has passed up to the date beside it.
_PASSED = {
    "en": r"(?:(?:after|for|spent|passed|lasted|lasts|lasting|took|takes|waited|served"
    r"|remained)\s+(?:(?:only|just|some|exactly|another|a total of)\s+)?)\Z",
    "ru": r"(?:(?:спустя|через|пробы\w+|прове(?:дя|л\w?|дши)|пров[её]л|держали|удерживали"
    r"|содержал\w*|находил\w*|просидел\w*|ждал\w*"
    r"|дли(?:тся|лся|лась|лось|лись)|продолжал\w+|прошло|заня(?:л\w?|ло)|отсидел\w*|остава(?:лся"
    r"|лась|лись))(?:\s+[^\W\d]+){0,3}?\s+(?:ровно\s+)?)\Z",
    "es": r"(?:(?:tras|después de|al cabo de|luego de|durante|pasó|pasaron|duró|duraron|dura"
    r"|permaneció|permanecieron|estuvo|estuvieron|transcurrieron|tardó|tardaron)"
    r"\s+(?:(?:detenid[oa]s?|allí|en ello|solo|sólo|exactamente|pres[oa]s?)\s+)?)\Z",
    "fr": r"(?:(?:après|au bout de|pendant|durant|passé|duré|dura|resté|restée"
    r"|attendu)\s+(?:(?:seulement|exactement|détenue?)\s+)?)\Z",
}
_WITHIN = {
    "en": r"(?:within)\s+(?:(?:the|a|a period of|the (?:period|term|time(?:-limit)?) of|only|just)\s+)?\Z",
    "ru": r"(?:в течение|в срок|в пределах)\s+\Z",
    "es": r"(?:dentro de(?:l plazo de)?|en el plazo de|en un plazo de)\s+(?:l[ao]s?\s+)?\Z",
    "fr": r"(?:dans (?:un|le) délai de|dans les|en moins de)\s+\Z",
}
_ABOUT = re.compile(
    r"(?<!\w)(?:about|around|some|nearly|almost|roughly|approximately|more than|over|less than|at least"
    r"|up to|fewer than"
    r"|около|почти|примерно|более|больше|менее|не менее|свыше|unos|unas|casi|cerca de|más de|menos de|al menos"
    r"|environ|près de|plus de|moins de|presque|several|несколько)\s+(?:чем\s+)?\Z",
    re.IGNORECASE,
)
#: A law's term, a plan, a sentence imposed: no time that has passed.
NOT_TOLD = re.compile(
    r"(?<!\w)(?:must|shall|should|(?-i:may)|will|would|sentenc\w+|imprisonment|term of|law|allow\w*"
    r"|require\w*|maximum|limit|every|each|per|average"
    r"|до\b(?=\s+\d+\s+лет)|должн\w+|срок\w*|приговор\w+|лишени\w+|закон\w*|кажд\w+|средн\w+"
    r"|debe\w*|pena|condena\w*|ley|cada|promedio|media"
    r"|doit|doivent|peine|loi|chaque|moyenne)(?!\w)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{4,}")


@dataclass(frozen=True, slots=True)
class Count:
    """A count of days, weeks, months or years in a sentence.

    Attributes:
        start: first code point of the number.
        end: one past the unit, and past "after" where it says from what it counts.
        number: how many.
        unit: of how many days.
        way: "after", "before", "passed", "within".
    """

    start: int
    end: int
    number: float
    unit: float
    way: str


def counted(facts: Facts, done: set[int]) -> Iterator[Hit]:
    """Counts that no day told so far explains."""
    language = language_tables(facts.language)
    if language.code not in _UNITS:
        return
    for block in facts.document.prose():
        for start, end in facts.document.sentences(block):
            near = days_between(facts, start, end)
            if not near or in_speech(facts, start + 1) or NOT_TOLD.search(facts.text, start, end):
                continue
            for count in _counts(facts, start, end, language):
                yield from _judged(facts, count, near, (start, end), block.start, done)


def _counts(facts: Facts, start: int, end: int, language: Language) -> Iterator[Count]:
    text, code = facts.text, language.code
    unit = re.compile(rf"[-\s]+(?:[^\W\d]+\s+)?(?:{_UNITS[code]})(?!\w)", re.IGNORECASE)
    seen: set[int] = set()
    for number in find_numbers(text[start:end], language):
        first, last = start + number.start, start + number.end
        found = unit.match(text, last, end)
        if (
            found is None
            or not 0 < number.value < 1000
            or _ABOUT.search(text[max(start, first - 24) : first])
        ):
            continue
        seen.add(found.end())
        yield from _way(text, (start, end), (first, found.end()), float(number.value), found, code)
    one = re.compile(rf"(?<!\w)(?:{_ONE[code]})(?:{_UNITS[code]})(?!\w)", re.IGNORECASE)
    for found in one.finditer(text, start, end):
        if found.end() not in seen:
            yield from _way(text, (start, end), found.span(), 1.0, found, code, alone=True)


def _way(
    text: str,
    sentence: tuple[int, int],
    span: tuple[int, int],
    number: float,
    found: re.Match[str],
    code: str,
    *,
    alone: bool = False,
) -> Iterator[Count]:
    unit = _DAYS[found.lastgroup or "d"]
    lead = text[max(sentence[0], span[0] - 40) : span[0]]
    for way, words in (("after", _AFTER[code]), ("before", _BEFORE[code])):
        behind = re.compile(rf"\s+(?:{words})", re.IGNORECASE).match(text, span[1], sentence[1])
        if behind:
            yield Count(span[0], behind.end(), number, unit, way)
            return
    if re.compile(
        r"\s+(?:later|earlier|ago|afterwards|before|спустя|позже|позднее|назад|después|antes|más tarde"
        r"|plus tard|après|avant|old)(?!\w)",
        re.IGNORECASE,
    ).match(text, span[1]):
        return
    within = re.search(_WITHIN[code], text[max(sentence[0], span[0] - 40) : span[0]], re.IGNORECASE)
    if within or (alone and re.search(r"within\s+\Z", lead, re.IGNORECASE)):
        yield Count(span[0], span[1], number, unit, "within")
    elif not alone and re.search(rf"(?<!\w)(?:{_PASSED[code]})", lead, re.IGNORECASE):
        if code == "ru" and re.search(
            r"(?:\A|[^\w\s]\s+)(?:через|спустя)\s+\Z", lead, re.IGNORECASE
        ):
            return  # "через неделю, 19 мая": said of the date before, and read there
        yield Count(span[0], span[1], number, unit, "passed")


def _judged(
    facts: Facts,
    count: Count,
    near: tuple[DateMention, ...],
    sentence: tuple[int, int],
    top: int,
    done: set[int],
) -> Iterator[Hit]:
    known = [d for d in near if d.known and d.first and _fine(d, count)]
    if len(known) != len([d for d in near if not d.problem]) or any(
        place in done for place in range(count.start, count.end)
    ):
        return
    target = _target(facts, count, known)
    if target is None:
        return
    others = [d for d in known if d is not target]
    explicit = [
        d for d in others if count.way in {"after", "before"} and 0 <= d.start - count.end < 60
    ]
    told = _told_before(facts, sentence[0], top, count)
    here = [d for d in told if d.start >= top]
    every = explicit or [*others, *(here if here and count.way == "passed" else told)]
    if any(_explains(d, target, count) for d in every):
        return
    anchor = _meant(facts, count, target, explicit, others, told, sentence)
    if anchor is None or not anchor.first or not target.first:
        return
    apart = (target.first - anchor.first).days
    if apart < 0 and count.way == "after" and target.year_from is not None:
        return  # a year lent to the later day puts it before the earlier: it was another year
    done.add(count.start)
    yield Hit(
        count.start,
        count.end,
        f"“{facts.quote(count.start, count.end)}”: from {facts.quote(anchor.start, anchor.end)} to "
        f"{facts.quote(target.start, target.end)} are {abs(apart)} days.",
        "Correct the count or the dates.",
        ((target.start, target.end), (anchor.start, anchor.end)),
        "warning",
    )


def _fine(d: DateMention, count: Count) -> bool:
    """Whether a date is precise enough for the unit."""
    if d.precision == "interval":
        return False
    if d.precision == "year":
        return count.unit > 365 and count.way == "passed"
    return d.precision == "day" or (d.precision == "month" and count.unit >= 30)


def _target(facts: Facts, count: Count, known: list[DateMention]) -> DateMention | None:
    """The date beside the count: that of the act to which it counts."""
    before = [d for d in known if d.end <= count.start]
    behind = [d for d in known if d.start >= count.end]
    if count.way in {"passed", "within"}:
        close = [d for d in behind if d.start - count.end < 12]
        return close[0] if close else before[-1] if before else behind[0] if behind else None
    if before and count.start - before[-1].end < 60:
        return before[-1]
    if not behind or behind[-1].start - count.end > 80:
        return None
    return behind[-1] if "," in facts.text[count.end : behind[-1].start] else None


def _told_before(facts: Facts, start: int, top: int, count: Count) -> list[DateMention]:
    """Dates of the paragraph, then of the section, told before a sentence; the nearest first."""
    section = facts.document.section_of(start)
    first = section.start if section else 0
    listed = [d for d in days_between(facts, min(first, top), start) if d.known and _fine(d, count)]
    return listed[::-1]


def _explains(d: DateMention, target: DateMention, count: Count) -> bool:
    """Whether a day is as far from the target as the count says."""
    if not (d.first and d.last and target.first and target.last):
        return True
    low, high = (target.first - d.last).days, (target.last - d.first).days
    if count.way == "before":
        low, high = -high, -low
    days = count.number * count.unit
    room = 1.0 if count.unit == 1 else max(count.unit * 0.6, days * 0.1)
    if count.way == "within":
        return high >= 0 and low <= days + room
    return low - room <= days <= high + room


def _meant(
    facts: Facts,
    count: Count,
    target: DateMention,
    explicit: list[DateMention],
    others: list[DateMention],
    told: list[DateMention],
    sentence: tuple[int, int],
) -> DateMention | None:
    """The day from which the count surely counts; None where none is sure."""
    if explicit:
        return explicit[0]
    day = [d for d in told if d.precision == "day"] if count.unit < 30 else told
    if count.way == "within":
        first = [*others, *day[:1]]
        return first[0] if first and _ahead(first[0], target) else None
    turned = -1 if count.way == "before" else 1
    right = [
        d for d in others if d.first and target.first and (target.first - d.first).days * turned > 0
    ]
    if len(others) == 1 and right and (others[0].end <= target.start or count.way != "passed"):
        return others[0]
    if count.way in {"after", "before"}:
        named = _named(facts, count, sentence, told)
        if named is not None:
            return named
    block = facts.document.block_of(sentence[0])
    here = [d for d in day if block is not None and d.start >= block.start]
    if count.way == "passed" and len({d.edtf for d in here}) == 1 and _ahead(here[0], target):
        return here[0]
    for d in day[:6]:
        if d.first and target.first and count.unit == 1:
            days = abs((target.first - d.first).days)
            if days >= 2 and slip(days, int(count.number)):
                return d
        elif d.first and target.first and count.way == "passed" and count.unit > 365:
            years = abs(target.first.year - d.first.year)
            if slip(years, int(count.number)):
                return d
    return None


def _ahead(d: DateMention, target: DateMention) -> bool:
    return bool(
        d.first and target.first and d.first <= target.first and (target.first - d.first).days < 400
    )


def _named(
    facts: Facts, count: Count, sentence: tuple[int, int], told: list[DateMention]
) -> DateMention | None:
    """The last day told beside the words that the count names: "the arrest" beside "was arrested on"."""
    rest = facts.text[count.end : min(sentence[1], count.end + 50)]
    words = {w.lower()[:5] for w in _WORD.findall(re.split(r"[,;.:()]", rest)[0])[:3]}
    for d in told[:12]:
        start, end = facts.document.sentence_of(d.start)
        beside = {w.lower()[:5] for w in _WORD.findall(facts.text[start:end])}
        alone = [x for x in days_between(facts, start, end) if x.known]
        if words & beside and len(alone) == 1 and d.precision == "day":
            return d
    return None


def slip(right: int, said: int) -> bool:
    """Whether two numbers differ by one digit, one digit too many or few, or two exchanged."""
    a, b = str(right), str(said)
    if a == b:
        return False
    if len(a) == len(b):
        off = [(x, y) for x, y in zip(a, b, strict=True) if x != y]
        return len(a) > 1 and (len(off) == 1 or (len(off) == 2 and off[0] == off[1][::-1]))
    long, short = (a, b) if len(a) > len(b) else (b, a)
    return len(long) == len(short) + 1 and any(
        long[:i] + long[i + 1 :] == short for i in range(len(long))
    )
