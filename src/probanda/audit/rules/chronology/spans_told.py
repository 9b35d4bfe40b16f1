"""Time counted in words of what is told, not of dates: "in those six days", "from the complaint to the trial".

The dates stand elsewhere: in the sentence before, beside the nouns that the count names, or are the two days that
the paragraph tells. Any pair of them that explains the count makes it right.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from probanda.audit.extract.dates import DateMention, dates, days_between
from probanda.audit.extract.language import Language, language_tables
from probanda.audit.extract.numbers import find_numbers
from probanda.audit.extract.quotations import in_speech
from probanda.audit.facts import Facts
from probanda.audit.rules.chronology.apart import surely_before
from probanda.audit.rules.registry import Hit

__all__ = ["UNIT", "counts", "spans_told"]

UNIT = {
    "en": r"(?P<d>days?|nights?)|(?P<w>weeks?)|(?P<m>months?)|(?P<y>years?)",
    "ru": r"(?P<d>дн\w+|день|сут\w+|ноч\w+)|(?P<w>недел\w+)|(?P<m>месяц\w*)|(?P<y>лет|год\w*)",
    "es": r"(?P<d>días?|noches?)|(?P<w>semanas?)|(?P<m>mes(?:es)?)|(?P<y>años?)",
    "fr": r"(?P<d>jours?|nuits?)|(?P<w>semaines?)|(?P<m>mois)|(?P<y>ans?|années?)",
}
_DAYS = {"d": 1.0, "w": 7.0, "m": 30.44, "y": 365.25}
_THOSE = {
    "en": r"(?:those|these|all those|all these)",
    "ru": r"(?:эти|этих|те|тех|все эти)",
    "es": r"(?:es[ao]s|est[ao]s|aquell[ao]s)",
    "fr": r"(?:ces)",
}
_PASSED = {
    "en": r"(?:passed|elapsed|went by|lay|apart|between them|took|taken|lasted|in force|remained|stayed"
    r"|been held|been kept|was held|were held|was kept|spent)",
    "ru": r"(?:прош\w+|минул\w+|длил\w+|занял\w*|истек\w+|действовал\w*|пробы\w+|прове(?:л\w?|дя)"
    r"|пров[её]л|держали|удерживали|оставал\w+|разделя\w+|между ними)",
    "es": r"(?:pas(?:ó|aron)|transcurri\w+|dur(?:ó|aron)|tard\w+|median?|mediaron|vigente|en vigor|rigió"
    r"|permaneci\w+|estuvo|estuvieron|separa\w*)",
    "fr": r"(?:passé\w*|écoulé\w*|duré|dura|pris|en vigueur|resté\w*|détenue?s?|sépar\w+)",
}
#: "From the complaint to the trial", "между жалобой и судом", "entre la denuncia y el juicio".
_FROM_TO = {
    "en": r"(?:from|between)\s+(?:the|his|her|their|its)\s+(?P<a>[a-z-]{4,}(?:\s+[a-z-]+)?)\s+(?:to"
    r"|until|and)\s+(?:the|his|her|their|its)\s+(?P<b>[a-z-]{4,}(?:\s+[a-z-]+)?)",
    "ru": r"(?:от|со дня|с момента|между)\s+(?P<a>[а-яё-]{4,}(?:\s+[а-яё-]+)?)\s+(?:до|и"
    r"|по)\s+(?P<b>[а-яё-]{4,}(?:\s+[а-яё-]+)?)",
    "es": r"(?:desde|entre|de)\s+(?:el|la|los|las"
    r"|su)\s+(?P<a>[a-zñáéíóú-]{4,}(?:\s+[a-zñáéíóú-]+)?)\s+(?:hasta|y|a)\s*(?:el|la|los|las|su"
    r"|l)\s+(?P<b>[a-zñáéíóú-]{4,}(?:\s+[a-zñáéíóú-]+)?)",
    "fr": r"(?:de|entre)\s*(?:le|la|les|l['’]|sa"
    r"|son)\s*(?P<a>[a-zà-ÿ-]{4,}(?:\s+[a-zà-ÿ-]+)?)\s+(?:à|et|jusqu['’]à|au)\s*(?:le|la|les"
    r"|l['’]|sa|son)?\s*(?P<b>[a-zà-ÿ-]{4,}(?:\s+[a-zà-ÿ-]+)?)",
}
#: "The year before the disappearance": the year beside it against the years of the noun.
_NEXT_YEAR = {
    "en": r"(?:the|a|one)\s+year\s+(?P<way>before|after)\s+(?:the|his|her|their|its)\s+(?P<noun>[a-z-]{4,})",
    "ru": r"(?:за\s+год\s+(?P<way>до)|(?:через|спустя)\s+год\s+(?P<way2>после))\s+(?P<noun>[а-яё-]{4,})",
    "es": r"(?:el|un)\s+año\s+(?P<way>anterior|antes|después|siguiente)\s+(?:de|a)(?:l|\s+la"
    r"|\s+su)?\s+(?P<noun>[a-zñáéíóú-]{4,})",
    "fr": r"(?:l['’]année|un\s+an)\s+(?P<way>avant|après|précédant|suivant)\s+(?:le|la|son|sa"
    r"|l['’])\s*(?P<noun>[a-zà-ÿ-]{4,})",
}
_LASTS = re.compile(
    r"(?<!\w)(?:last(?:ed|s)|took|taken|in force|remained|stayed|held|kept|spent|длил\w+|занял\w*"
    r"|действовал\w*|пробы\w+|прове\w+|пров[её]л|держали"
    r"|удерживали|оставал\w+|dur(?:ó|aron)|tard\w+|vigente|en vigor|rigió|permaneci\w+|estuv\w+|duré"
    r"|dura|pris|en vigueur|resté\w*|détenue?s?)(?!\w)",
    re.IGNORECASE,
)
_IT = re.compile(
    r"\W*(?:dur(?:ó|aron)|estuv\w+|длил\w+|he|she|it|they|this|that|all this|in all|он[аои]?|это"
    r"|вс[её] это|es[eo]|est[eo]|todo|cela|il|elle)\s",
    re.IGNORECASE,
)
_APART = re.compile(
    r"(?<!\w)(?:apart|lay|between them|elapsed|passed|разделя\w+|между ними|прошло|median?|separa\w*"
    r"|transcurrieron|pasaron|sépar\w+|écoul\w+)(?!\w)",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"(?<!\w)(?:about|around|some|nearly|almost|roughly|more than|over|less than|at least|up to|fewer than|average"
    r"|около|почти|примерно|более|больше|менее|не менее|свыше|средн\w+|unos|unas|casi|cerca de|más de"
    r"|menos de|al menos|promedio"
    r"|environ|près de|plus de|moins de|presque)\s+(?:of\s+|чем\s+)?\Z",
    re.IGNORECASE,
)
_MEAN = re.compile(
    r"(?<!\w)(?:average|mean|median|medio|media|promedio|средн\w+|moyenn\w+|médian\w+)(?!\w)",
    re.IGNORECASE,
)
_AND_MONTHS = {
    "en": r"\s+and\s+(?P<more>[\w-]+)\s+months?",
    "ru": r"\s+(?:и\s+)?(?P<more>[\w-]+)\s+месяц\w*",
    "es": r"\s+y\s+(?P<more>[\w-]+)\s+mes(?:es)?",
    "fr": r"\s+et\s+(?P<more>[\w-]+)\s+mois",
}


def spans_told(facts: Facts, done: set[int]) -> Iterator[Hit]:
    """Counts of time that the days told elsewhere contradict."""
    language = language_tables(facts.language)
    if language.code not in UNIT:
        return
    for block in facts.document.prose():
        for start, end in facts.document.sentences(block):
            if in_speech(facts, start + 1):
                continue
            yield from _next_year(facts, start, end, language)
            if _MEAN.search(facts.text, start, end):
                continue
            for first, last, days, room in counts(facts, start, end, language):
                if any(place in done for place in range(first, last)):
                    continue
                pairs = _pairs(facts, (first, last), (start, end), block.start, language)
                apart = [_days(a, b) for a, b in pairs]
                if not apart or any(low - room <= days <= high + room for low, high in apart):
                    continue
                done.update(range(first, last))
                a, b = pairs[0]
                high = apart[0][1]
                yield Hit(
                    first,
                    last,
                    f"“{facts.quote(first, last)}”: from {facts.quote(a.start, a.end)} to "
                    f"{facts.quote(b.start, b.end)} "
                    f"are {high} days." if a is not b else
                    f"“{facts.quote(first, last)}”: {facts.quote(a.start, a.end)} are {high} days.",
                    "Correct the count or the dates.",
                    ((a.start, a.end), (b.start, b.end)) if a is not b else ((a.start, a.end),),
                    "warning",
                )  # fmt: skip


def counts(
    facts: Facts, start: int, end: int, language: Language
) -> Iterator[tuple[int, int, float, float]]:
    """Start, end, days and room of each count of days, weeks, months or years of a sentence."""
    text, unit = facts.text, _unit(language.code)
    if not unit.search(text, start, end):
        return
    read = start
    for number in find_numbers(text[start:end], language):
        first, last = start + number.start, start + number.end
        found = unit.match(text, last, end)
        if (
            found is None
            or first < read
            or not 0 < number.value < 1000
            or _ABOUT.search(text[max(start, first - 24) : first])
        ):
            continue
        read = found.end()
        which = next(name for name in ("d", "w", "m", "y") if found[name])
        size = _DAYS[which]
        days = float(number.value) * size
        room = 1.0 if size == 1 else size * 0.6
        if which == "y" and found["more"]:
            more = find_numbers(found["more"].lower(), language)
            days += float(more[0].value) * 30.44 if more else 0
            room = 46.0
        yield first, found.end(), days, max(room, days * 0.03 if size > 1 else 0)


@lru_cache(maxsize=8)
def _unit(code: str) -> re.Pattern[str]:
    return re.compile(rf"[-\s]+(?:{UNIT[code]})(?!\w)(?:{_AND_MONTHS[code]}(?!\w))?", re.IGNORECASE)


def _pairs(
    facts: Facts, span: tuple[int, int], sentence: tuple[int, int], top: int, language: Language
) -> list[tuple[DateMention, DateMention]]:
    """Pairs of dates between which a count may be meant; a period is a pair with itself."""
    text, code = facts.text, language.code
    (first, last), (start, end) = span, sentence
    lead = text[max(start, first - 30) : first]
    near = [d for d in days_between(facts, start, end) if d.known]
    if re.search(rf"(?<!\w){_THOSE[code]}\s+(?:[^\W\d]+\s+)?\Z", lead, re.IGNORECASE):
        told = near or [d for d in _sentence_before(facts, start, top) if d.known]
        whole = [d for d in told if d.precision == "interval"]
        return [(d, d) for d in whole] if len(whole) == 1 and len(told) == 1 else []
    apart = len(near) == 2 and {d.precision for d in near} == {"day"}
    if apart and _APART.search(text[max(start, first - 24) : min(end, last + 16)]):
        return [(near[0], near[1])] if surely_before(near[0], near[1]) else []
    if near:
        return []
    named = re.compile(_FROM_TO[code], re.IGNORECASE).search(text, start, end)
    if named and (0 <= named.start() - last < 60 or 0 <= first - named.end() < 60):
        begun, ended = (_of_noun(facts, named[name], start, end) for name in ("a", "b"))
        return [(a, b) for a in begun for b in ended if a.first and b.first and a.first < b.first]
    told = [d for d in days_between(facts, top, start) if d.known]
    if told and _LASTS.search(text, start, end) and not _IT.match(text, start):
        return []
    if re.search(
        rf"(?<!\w){_PASSED[code]}(?!\w)",
        text[max(start, first - 30) : min(end, last + 20)],
        re.IGNORECASE,
    ):
        told = [d for d in days_between(facts, top, start) if d.known and d.precision == "day"]
        if not told:
            block = facts.document.block_of(start)
            told = [d for d in days_between(facts, end, block.end if block else end) if d.known]
            told = [
                d
                for d in told
                if d.start < facts.document.sentence_of(end + 1)[1] and d.precision == "day"
            ]
        if len({d.edtf for d in told}) == 2:
            days = {d.edtf: d for d in told}
            a, b = (days[key] for key in sorted(days))
            return [(a, b)]
    return []


def _sentence_before(facts: Facts, start: int, top: int) -> tuple[DateMention, ...]:
    if start <= top:
        return ()
    return days_between(facts, *facts.document.sentence_of(max(top, start - 2)))


def _days(a: DateMention, b: DateMention) -> tuple[int, int]:
    """The fewest and the most days from one date to another, both ends counted at most."""
    if not (a.first and a.last and b.first and b.last):
        return 0, 100_000
    if a is b:
        return (a.last - a.first).days, (a.last - a.first).days + 1
    return (b.first - a.last).days, (b.last - a.first).days


def _of_noun(facts: Facts, words: str, start: int, end: int) -> list[DateMention]:
    """Dates told beside a noun, each in a sentence or row that dates nothing else."""
    noun = re.findall(r"[^\W\d_]{4,}", words.lower())
    if not noun:
        return []
    listed = facts.of(_dated_words).get(noun[0][:5], [])
    return [d for d in listed if not start <= d.start < end][:12]


def _dated_words(facts: Facts) -> dict[str, list[DateMention]]:
    """Dates that stand alone in their sentence or list item, by the first letters of its words."""
    found: dict[str, list[DateMention]] = defaultdict(list)
    for each in facts.of(dates):
        if not each.known or each.precision not in {"day", "month", "year"}:
            continue
        block = facts.document.block_of(each.start)
        if block is None or block.kind in {"title", "contents"}:
            continue
        start, end = facts.document.sentence_of(each.start)
        if len(days_between(facts, start, end)) != 1:
            continue
        if end - each.end < 3 or (each.end - start < 30 and block.kind == "list-item"):
            end = max(end, min(block.end, each.end + 200))
        for word in {w.lower()[:5] for w in re.findall(r"[^\W\d_]{4,}", facts.text[start:end])}:
            found[word].append(each)
    return found


def _next_year(facts: Facts, start: int, end: int, language: Language) -> Iterator[Hit]:
    """As in "in 2002, that is, the year before the disappearance", which is told of 1999."""
    found = _year_pattern(language.code).search(facts.text, start, end)
    if not found:
        return
    if not facts.text[found.start("noun")].islower():
        return
    near = [
        d
        for d in days_between(facts, start, end)
        if d.known and d.precision in {"year", "month", "day"}
    ]
    if len(near) != 1 or near[0].first is None or near[0].end > found.start() + 1:
        return
    told = [d for d in _of_noun(facts, found["noun"], start, end) if d.first]
    way = (found["way"] or found.groupdict().get("way2") or "").lower()
    step = 1 if way in {"before", "до", "anterior", "antes", "avant", "précédant"} else -1
    year = near[0].first.year
    if not told or any(d.first and d.first.year == year + step for d in told):
        return
    yield Hit(
        near[0].start,
        near[0].end,
        f"{facts.quote(near[0].start, near[0].end)} isn't “{facts.quote(*found.span())}”, which is told of "
        f"{facts.quote(told[0].start, told[0].end)}.",
        "Check both years.",
        ((told[0].start, told[0].end),),
        "warning",
    )


@lru_cache(maxsize=8)
def _year_pattern(code: str) -> re.Pattern[str]:
    return re.compile(_NEXT_YEAR[code], re.IGNORECASE)
