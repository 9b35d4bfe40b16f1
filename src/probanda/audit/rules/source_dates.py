"""Sources dated before what they report."""

from __future__ import annotations

import re
from collections.abc import Iterator

from probanda.audit.document import Note
from probanda.audit.extract.circumstances import dates_between
from probanda.audit.extract.cited_dates import published
from probanda.audit.extract.dates import DateMention
from probanda.audit.facts import Facts
from probanda.audit.rules.registry import Hit, rule
from probanda.audit.rules.source_inline import (
    LAW,
    described,
    is_before,
    named_inline,
    older,
)

#: Titles of what looks back on years.
_REVIEW = re.compile(
    r"(?<!\w)(?:report\w*|review|survey|statistics|yearbook|figures|data|estimat\w+|register|bulletin|census|доклад\w*"
    r"|отч[её]т\w*|обзор\w*|статистик\w*|сведени\w+|оценк\w+|informe|memoria|anuario|estad[ií]stica\w*|estimaci\w+|registro"
    r"|rapport|bilan|annuaire|statistiques|recensement)(?!\w)",
    re.IGNORECASE,
)


@rule(
    "source-before-event",
    "A source older than what it reports",
    "warning",
    "time",
    "A source can't report what came after it: one of the two dates is wrong, or "
    "the note stands at the wrong sentence.",
    bad=(
        "On 12 May 2021 soldiers shelled Arlan.[^1]\n\n[^1]: Kevria News, “Arlan "
        "shelled”, 3 March 2021.",
        "According to a statement published on 3 March 2021, Arlan was shelled on 12 May 2021.",
    ),
    good=(
        "On 12 May 2021 soldiers shelled Arlan.[^1]\n\n[^1]: Kevria News, “Arlan "
        "shelled”, 13 May 2021.",
        "On 12 May 2021 the law was changed.[^1]\n\n[^1]: Law No. 12 of 3 March 2019.",
    ),
)
def source_before_event(facts: Facts) -> Iterator[Hit]:
    """Compare the date of each note, or of a source named in the text, with the dates of its sentence."""
    for note in facts.document.notes:
        own_days = published(facts, note.start, note.end)
        if not own_days and _REVIEW.search(facts.text, note.start, note.end):
            own_days = [
                d
                for d in dates_between(facts, note.start, note.end)
                if d.known and d.precision == "year"
            ]  # "Annual report 2018"
        slip = _slip(facts, note, own_days)
        if slip is not None:
            yield slip
            continue
        if (
            len(own_days) != 1
            or (LAW.search(facts.text, note.start, note.end) and not _own_judgment(facts, note))
            or facts.text.count(";", note.start, note.end) > 1
        ):
            continue
        for anchor in note.anchors:
            start, end = facts.document.sentence_of(max(0, anchor - 1))
            events = [
                d
                for d in dates_between(facts, start, anchor + 1)
                if d.known
                and (
                    _counted_year(facts, d, start, end)
                    or _year_of(facts, d)
                    or (d.precision in {"day", "month"} and d.operator != "as-of")
                )
            ]
            if not events:
                block = facts.document.block_of(start)
                earlier = (
                    [
                        d
                        for d in dates_between(facts, block.start, start)
                        if d.known and d.precision == "day" and d.operator != "as-of"
                    ]
                    if block
                    else []
                )
                events = earlier[-1:]
            others = [n for n in facts.document.notes_near(start, end) if n is not note]
            if not events or (others and len(events) > 1):
                continue
            event = events[-1] if len(events) > 1 else events[0]
            if len(events) > 1 and any(
                _after(own_days[0], d) or not is_before(own_days[0], d) for d in events
            ):
                continue
            if re.search(
                r"(?<!\w)(?:will|planned|scheduled|due|would|had (?:already |long )?(?:warned|predicted"
                r"|asked|called|known)"
                r"|(?:years?|months?|weeks?|days) (?:earlier|before)|earlier|previously|already|as early as"
                r"|ещё|ранее|заранее|años antes|ya|déjà)(?!\w)",
                facts.text[start:end],
            ):
                continue
            if is_before(own_days[0], event):
                yield older(facts, own_days[0], event)
                break
    for block in facts.document.prose():
        if block.kind == "footnote":
            continue  # the dates of a note are those of its sources
        for start, end in facts.document.sentences(block):
            yield from named_inline(facts, start, end)
            yield from described(facts, block, start, end)


_DECIDED = re.compile(
    r"(?<!\w)(?:decision|judg(?:e?ment)|ruling|verdict|order|sentence|decree|resolution|reply|letter|решени\w+|приговор\w*"
    r"|постановлени\w+|определени\w+|указ\w*|ответ\w*|письм\w+|sentencia|auto|decisión|resolución|decreto|respuesta|carta"
    r"|arrêt|jugement|décision|ordonnance|décret|réponse|lettre)(?!\w)",
    re.IGNORECASE,
)


def _slip(facts: Facts, note: Note, own_days: list[DateMention]) -> Hit | None:
    """A decision whose day is its sentence's but for the month or year: "refused on 6 October", of 6 August."""
    days = [d for d in own_days if d.precision == "day" and d.first]
    if len(days) != 1 or not _DECIDED.search(facts.text, note.start, days[0].start):
        return None
    own = days[0].first
    assert own
    for anchor in note.anchors:
        start, end = facts.document.sentence_of(max(0, anchor - 1))
        told = [
            d
            for d in dates_between(facts, start, min(anchor + 1, end))
            if d.known and d.precision == "day" and d.first
        ]
        other = told[-1].first if told else None
        if other is None or other.day != own.day:
            continue
        same_year = other.year == own.year or bool(told[-1].year_from)
        if (other.month == own.month) != same_year:
            return older(facts, days[0], told[-1])
    return None


#: "By the end of 2022", "throughout 2022": the whole year.
_WHOLE_YEAR = re.compile(
    r"(?<!\w)(?:(?:by|at) the end of|throughout|in the course of|all through|к концу|в течение|на протяжении"
    r"|a finales de|al final de|durante todo|à la fin de|fin)\s+\Z",
    re.IGNORECASE,
)


def _year_of(facts: Facts, each: DateMention) -> bool:
    """Whether a year stands for its end: "by the end of 2022"."""
    lead = facts.text[max(0, each.start - 24) : each.start]
    return each.precision == "year" and bool(_WHOLE_YEAR.search(lead))


def _counted_year(facts: Facts, each: DateMention, start: int, end: int) -> bool:
    """Whether a year is one for which something is counted: "In 2018 the Ministry recorded 41 deaths"."""
    return each.precision == "year" and bool(
        re.search(
            r"(?<!\w)(?:recorded|registered|counted|reported|documented|there were|fell|rose"
            r"|зарегистрирова\w+|зафиксирова\w+"
            r"|registr\w+|hubo|document\w+|a enregistré)(?!\w)",
            facts.text[start:end],
        )
    )


def _own_judgment(facts: Facts, note: Note) -> bool:
    """A judgment cited for the sentence that it passed."""
    if not re.search(
        r"(?:[Jj]udgment|[Vv]erdict|[Ss]entence)\s+of\s", facts.text[note.start : note.end]
    ):
        return False
    own = facts.text[note.start : note.end]
    if re.search(r"(?<!\w)(?:convict|sentenc|acquit)\w+", own) and " v. " not in own:
        return True
    passed = re.compile(
        r"(?<!\w)(?:sentenced|convicted|acquitted|ruled|judgment|established|confirmed|found)(?!\w)"
    )
    sentences = [facts.document.sentence_of(max(0, anchor - 1)) for anchor in note.anchors]
    return any(passed.search(facts.text, *sentence) for sentence in sentences)


def _after(a: DateMention, b: DateMention) -> bool:
    return bool(a.first and b.last and a.first > b.last)
