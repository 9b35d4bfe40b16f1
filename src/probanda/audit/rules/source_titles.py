"""Sources whose own title says what they report on: a visit, a request, a year, and which are dated before it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from probanda.audit.document import Block
from probanda.audit.extract.circumstances import dates_between
from probanda.audit.extract.cited_dates import looked_up
from probanda.audit.extract.dates import DateMention
from probanda.audit.extract.sources import is_entry
from probanda.audit.facts import Facts
from probanda.audit.finding import Severity
from probanda.audit.rules.registry import Hit
from probanda.audit.rules.source_inline import is_before

__all__ = ["REVIEW", "before_their_titles"]

#: "Report on the visit of D", "reply to the request of D": the source comes after D.
_ON = re.compile(
    r"(?<!\w)(?:visit|mission|meeting|session|hearing|inspection|incident|events?|request|letter|questions?|questionnaire"
    r"|визит\w*|посещени\w+|поездк\w+|заседани\w+|проверк\w+|событи\w+|запрос\w*|письм\w+|visita|misión|sesión|reunión"
    r"|inspección|hechos|solicitud|carta|consulta|mission|séance|réunion|demande|lettre)\s+(?:of|on|from|del?|du|от|le|el)?\s*"
    r"(?:the\s+|el\s+|le\s+)?\Z",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"(?<!\w)(?:reports?|repl(?:y|ies)|answers?|response|findings|observations|minutes|record|отч[её]т\w*|доклад\w*|ответ\w*"
    r"|протокол\w*|заключени\w+|informe|respuesta|acta|rapport|réponse|procès-verbal)(?!\w)",
    re.IGNORECASE,
)
#: Titles of what looks back on years.
REVIEW = re.compile(
    r"(?<!\w)(?:report\w*|review|survey|statistics|yearbook|figures|data|estimat\w+|register|bulletin|census|доклад\w*"
    r"|отч[её]т\w*|обзор\w*|статистик\w*|сведени\w+|оценк\w+|informe|memoria|anuario|estad[ií]stica\w*|estimaci\w+|registro"
    r"|rapport|bilan|annuaire|statistiques|recensement)(?!\w)",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"(?<!\w)(?:plan\w*|strateg\w+|programm\w*|budget|forecast\w*|projection\w*|agenda|law|act|bill|decree|convention|draft"
    r"|план\w*|стратеги\w+|программ\w+|бюджет\w*|прогноз\w*|закон\w*|проект\w*|presupuesto|estrategia|programa|proyec\w+|ley"
    r"|decreto|budget|stratégie|loi|décret|world report|accessed|archived|обращени\w+|consultad\w+)(?!\w)",
    re.IGNORECASE,
)
_FOR_YEAR = re.compile(
    r"(?<!\w)(?:for|in|during|of|за|в|de|del|en|sobre|pour|sur|l['’]année|año)\s+(?:the year\s+)?\Z",
    re.IGNORECASE,
)
#: "It covers the years 2019–2022", "datos correspondientes al año 2022".
_COVERS = re.compile(
    r"(?<!\w)(?:cover(?:s|ing|ed)|abarca\w*|comprend\w+|correspondient\w+|охватыва\w+|за период|couvr\w+"
    r"|concernant|relati(?:f|ve)s? [àa]u?x?|bilan)\s+(?:\w+['’ ]\s*){0,4}?\Z",
    re.IGNORECASE,
)
_ANNUAL = re.compile(
    r"(?<!\w)(?:annual|yearly|yearbook|anuario|memoria|ежегодник\w*|annuaire|ежегодн\w+|годов\w+|anual"
    r"|annuel\w*)(?!\w)",
    re.IGNORECASE,
)


def before_their_titles(facts: Facts) -> Iterator[Hit]:
    """Notes and items of lists of sources that are dated before what their title names."""
    for block in facts.document.blocks:
        named = is_entry(facts, block)
        if not (named or block.kind == "list-item") or block.end - block.start > 600:
            continue
        if not named and not _ABOUT.search(facts.text, block.start, block.end):
            continue
        for piece in _pieces(facts.text, block):
            yield from _of_piece(facts, *piece)


def _pieces(text: str, block: Block) -> Iterator[tuple[int, int]]:
    """The sources that one note names, between semicolons."""
    start = block.start
    for found in re.finditer(r";", text[block.start : block.end]):
        yield start, block.start + found.start()
        start = block.start + found.end()
    yield start, block.end


def _of_piece(facts: Facts, start: int, end: int) -> Iterator[Hit]:
    text = facts.text
    known = [
        d
        for d in dates_between(facts, start, end)
        if d.known and not looked_up(facts, max(start, d.start - 40), d.start)
    ]
    days = [d for d in known if d.precision in {"day", "month"}]
    if len(known) == 2:
        subject, own = known
        lead = text[start : subject.start]
        if _ON.search(lead) and _ABOUT.search(lead) and subject.precision == "day":
            if len(days) == 2 and is_before(own, subject) and not _AHEAD.search(text, start, end):
                yield _hit(facts, own, subject)
            return
    if len(days) > 1 or _AHEAD.search(text, start, end):
        return
    for subject in known:
        own = days[0] if days else known[-1]
        if own is subject or own.precision == "interval" or not own.last or not subject.last:
            continue
        lead = text[start : subject.start]
        if (
            days
            and lead.endswith("(")
            and re.match(r"\)[,.:]", text[subject.end : subject.end + 2])
        ):
            if (
                not re.search(r"[“\"«]", lead)
                and subject.precision == "year"
                and own.last.year != subject.last.year
            ):
                yield _hit(facts, own, subject)  # "Institute (2008), Report, 2 October 2007"
                return
            continue
        explicit = bool(_FOR_YEAR.search(lead))
        lead = lead[own.end - start :] if own.start < subject.start else lead
        named = explicit or _ANNUAL.search(lead) or subject.precision == "interval"
        covers = (REVIEW.search(lead) or subject.precision == "interval") and named
        if subject.precision not in {"year", "interval"} or not (covers or _COVERS.search(lead)):
            continue
        year = subject.last.year
        early = own.precision != "year" and own.last < date(year, 11, 1)
        if own.last.year < year or (early and subject.last == date(year, 12, 31)):
            sure = own.last.year < year or explicit or days
            yield _hit(facts, own, subject, None if sure else "note")
            return


def _hit(
    facts: Facts, own: DateMention, subject: DateMention, severity: Severity | None = None
) -> Hit:
    return Hit(
        own.start,
        own.end,
        f"The source is of {facts.quote(own.start, own.end)}, what it is said to report of "
        f"{facts.quote(subject.start, subject.end)}.",
        "Check both dates.",
        ((subject.start, subject.end),),
        severity,
    )
