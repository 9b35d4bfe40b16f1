"""Sources named in the sentence itself: "the newspaper of 1 June says that on 20 June …"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from probanda.audit.any_case import any_case
from probanda.audit.document import Block
from probanda.audit.extract.circumstances import dates_between
from probanda.audit.extract.dates import DateMention
from probanda.audit.extract.told_events import telling, telling_words
from probanda.audit.facts import Facts
from probanda.audit.lexicon import field
from probanda.audit.rules.chronology.apart import lent_far
from probanda.audit.rules.registry import Hit

__all__ = ["LAW", "described", "extracted", "is_before", "named_inline", "older", "stated"]

LAW = re.compile(
    r"(?<!\w)(?:Convention|Covenant|Treaty|Protocol|Statute|[Rr]esolution|A/RES|S/RES"
    r"|Law|Act|Code|Constitution|Decree|Ibid|supra|General [Cc]omment|[Jj]udgment"
    r"|v\.|Principles|Manual|Rules|born|Treaty Series|Конституци\w+|[Зз]акон\w*|[Кк]одекс\w*"
    r"|Постановлени\w+|Определени\w+|Указ\w*"
    r"|Ley|Sentencia|Auto|Decreto|Loi|Arrêt|Décret|Convenio)(?!\w)"
)


def is_before(a: DateMention, b: DateMention) -> bool:
    """Whether `a` is surely before `b`; of a year that stands for its end, or a period, before its last weeks."""
    if b.precision == "year" and b.operator == "as-of":
        return bool(a.last and b.last and a.last < date(b.last.year, 11, 1))
    if b.precision == "interval":
        return bool(a.last and b.last and (b.last - a.last).days > _MONTH)
    return bool(a.last and b.first and a.last < b.first)


#: A source of the last weeks of a period may report the whole of it.
_MONTH = 31


def older(facts: Facts, published: DateMention, event: DateMention) -> Hit:
    """What to say of a source dated before what it reports."""
    return Hit(
        published.start,
        published.end,
        f"The source is of {facts.quote(published.start, published.end)}, what it "
        f"is said to report of {facts.quote(event.start, event.end)}.",
        "Check both dates, and whether the note stands at the right sentence.",
        ((event.start, event.end),),
    )


#: "A certificate dated …", "un comunicado de la Procuraduría fechado el …".
_DATED = re.compile(
    r"(?<!\w)(?:report|statement|communiqu[eé]|press release|certificate|letter|memorandum|bulletin"
    r"|comunicado|informe"
    r"|certificado|carta|acta|parte|заявлени\w+|сообщени\w+|справк\w+|акт\w*|отч[её]т\w*)\s+"
    r"(?:(?:of|by|from|de|del)\s+(?:the\s+|la\s+|el\s+)?(?:[A-Z][\w-]+\s+(?:de\s+)?){1,5})?,?\s*"
    r"(?:dated|fechad[oa] el|con fecha (?:de|del)|de fecha|датированн\w+|от)\s+\Z",
    re.IGNORECASE,
)


#: A newspaper, a report, a letter: whatever may be dated, before its day; and who brings it out on a day.
_PAPER = (
    r"(?<!\w)(?:{papers}|{media})(?!\w)[^.;,(]{{0,50}}?(?:,\s*)?"
    r"(?<!\w)(?:{dated}|{brought_out})\s+(?:the\s+|el\s+)?\Z"
)
_BROUGHT_OUT = r"(?<!\w)(?:{issued})\s+(?:[^\W\d_]+\s+){{0,4}}?(?:{papers}|{media})(?!\w)"


@lru_cache(maxsize=8)
def _pattern(shape: str, code: str) -> re.Pattern[str]:
    names = ("papers", "media", "dated", "brought_out", "issued", "says")
    return any_case(shape.format(**{name: telling_words(name, code) or "(?!)" for name in names}))


def named_inline(facts: Facts, start: int, end: int) -> Iterator[Hit]:
    """A source dated before what the sentence says that it reports, or is about, once."""
    found = [
        d
        for d in dates_between(facts, start, end)
        if d.known and d.precision in {"day", "month", "interval"}
    ]
    if len(found) != 2:
        return
    coming = telling("announcing", facts.language)
    for source, event in (found, found[::-1]):
        if coming.search(facts.text, source.end if source.start < event.start else start, end):
            continue
        if (
            source.precision != "interval"
            and _published(facts, source, event, start)
            and is_before(source, event)
            and not lent_far(source, event)
            and not _TOOK_PLACE.search(facts.text[max(start, source.start - 30) : source.start])
        ):
            yield older(facts, source, event)
            return


def _published(facts: Facts, source: DateMention, event: DateMention, start: int) -> bool:
    """Whether a date is that of what was written, said or filmed on what another date is of."""
    text, code = facts.text, facts.language
    lead = text[max(start, source.start - 90) : source.start]
    between = (min(source.end, event.end), max(source.start, event.start))
    on = bool(telling("about", code).search(text, *between))
    if text[source.end : source.end + 1] == ")" and _IN_BRACKETS.search(lead):
        return True
    law = LAW.search(text, start, source.start)
    paper = _pattern(_PAPER, code)
    if not law and paper.search(lead):
        beside = max(start, event.start - 90, source.end if source.end <= event.start else 0)
        if paper.search(text[beside : event.start]):
            return False
        return on or bool(telling("says", code).search(text, start, event.end))
    return (
        on
        and source.start < event.start
        and bool(_pattern(_BROUGHT_OUT, code).search(text, start, event.start))
    )


_TOOK_PLACE = re.compile(r"(?:took place|was held)\W", re.IGNORECASE)
#: A citation in brackets, up to its day: "(Tash Herald, 14 June 2015)".
_IN_BRACKETS = re.compile(r"\([A-ZА-ЯЁ“«\"][^()\d]{3,70},\s+\Z")


def extracted(facts: Facts, start: int, end: int) -> Iterator[Hit]:
    """As in "as of 31 December 2022, extracted on 16 January 2022": taken before the day of which they are."""
    known = [d for d in dates_between(facts, start, end) if d.known and d.precision == "day"]
    of = [d for d in known if d.operator == "as-of"]
    if len(of) != 1 or len(known) != 2:
        return
    (taken,) = (d for d in known if d is not of[0])
    lead = max(start, taken.start - 40)
    if is_before(taken, of[0]) and field("extracted", facts.language).search(
        facts.text, lead, taken.start
    ):
        yield older(facts, taken, of[0])


def stated(facts: Facts, start: int, end: int, above: tuple[int, int]) -> Iterator[Hit]:
    """As in "It replied on 19 January. The reply states that … in March": what is stated lies after the paper."""
    code = facts.language
    opens = _pattern(r"\W*(?:[^\W\d_]+\s+){{0,2}}(?:{papers})\s+(?:{says})(?!\w)", code)
    if not opens.match(facts.text, start, end):
        return
    papers = [d for d in dates_between(facts, *above) if d.known and d.precision == "day"]
    told = [d for d in dates_between(facts, start, end) if d.known and d.precision != "year"]
    late = [d for d in told if len(papers) == 1 and _all_later(papers[0], d)]
    if late and not telling("announcing", code).search(facts.text, start, end):
        yield older(facts, papers[0], late[0])


def _all_later(paper: DateMention, event: DateMention) -> bool:
    """Whether what is told, or its end, lies after the day of a paper."""
    return bool(event.last and paper.last and paper.last < event.last and is_before(paper, event))


_DESCRIBED = re.compile(
    r"(?<!\w)(?:injur\w+|wounds?|bruises|marks|traces|events?|it|this|these|травм\w+|побо\w+|lesiones"
    r"|heridas|hechos|blessures)"
    r"\s+(?:(?:is|are|was|were)\s+)?(?:described|recorded|documented|noted|confirmed|reported|attested"
    r"|зафиксирован\w*"
    r"|описан\w*|подтвержд\w+|descritas?|documentad[oa]s|constan|décrites?)(?!\w)",
    re.IGNORECASE,
)


def described(facts: Facts, block: Block, start: int, end: int) -> Iterator[Hit]:
    """As in "The injuries are described in a certificate dated D", behind the sentence that dates them."""
    own = [d for d in dates_between(facts, start, end) if d.known and d.precision == "day"]
    if len(own) != 1 or not _DESCRIBED.search(facts.text, start, own[0].start):
        return
    if not _DATED.search(facts.text[max(start, own[0].start - 90) : own[0].start]):
        return
    earlier = [
        d for d in dates_between(facts, block.start, start) if d.known and d.precision == "day"
    ]
    if earlier and is_before(own[0], earlier[-1]):
        yield older(facts, own[0], earlier[-1])
