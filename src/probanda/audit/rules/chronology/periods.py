"""Periods that are named and never defined."""

from __future__ import annotations

import re
from collections.abc import Iterator

from probanda.audit.extract.circumstances import dates_between
from probanda.audit.extract.dates import dates
from probanda.audit.extract.quotations import in_speech
from probanda.audit.facts import Facts
from probanda.audit.rules.registry import Hit, rule

PERIOD = re.compile(
    r"(?<!\w)(?:(?:the|this|our|that)\s+)?(?:(?:\w+\s+)?(?:reporting|review|reference|study|observation|monitoring|survey|research|documentation|coverage"
    r"|assessment|evaluation|reported|reviewed|observed|studied|surveyed|monitored|examined|documented|relevant)\s+period"
    r"|period\s+(?:under\s+(?:review|consideration|study|examination|observation|discussion|report)|covered|considered|in\s+question|of\s+(?:review|study|observation"
    r"|monitoring|reporting|(?:the|this)\s+(?:report|study|review|survey|research|monitoring|documentation)))|(?:year|quarter|months|half-year)\s+under\s+review"
    r"|Phase\s+(?:[IVX]+|\d)"
    r"|период\w*\s+(?:мониторинга|наблюдени\w+|исследовани\w+|обследовани\w+|изучени\w+|документировани\w+|проверки|опроса|отч[её]та)"
    r"|(?:отч[её]тн|рассматриваем|исследуем|изучаем|наблюдаем|обозреваем|анализируем|исследованн|изученн|рассмотренн|охваченн)\w+\s+период\w*"
    r"|per[ií]odo\s+(?:examinado|estudiado|analizado|considerado|investigado|observado|cubierto|evaluado|abarcado|reportado|informado|documentado|que\s+(?:se\s+)?(?:examina|abarca"
    r"|estudia|analiza|informa|cubre)|de\s+(?:referencia|estudio|observación|análisis|examen|monitoreo|seguimiento|investigación)|del\s+(?:informe|estudio|monitoreo)"
    r"|objeto\s+de(?:l)?\s+(?:examen|estudio|informe|análisis)|sobre\s+el\s+que\s+se\s+informa|en\s+(?:cuestión|examen|estudio))"
    r"|période\s+(?:considérée|à\s+l['’]examen|examinée|étudiée|analysée|couverte|observée|documentée|visée|sous\s+revue|de\s+(?:référence|l['’]étude)|d['’](?:étude|observation|enquête|examen)"
    r"|du\s+rapport)"
    r"|(?:hesabat|müşahidə|tədqiqat|monitorinq|araşdırma)\s+dövr\w*)(?!\w)",
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
        section = facts.document.section_of(start)
        near = facts.document.blocks[max(0, block.index - 2)].start
        if dates_between(facts, max(near, section.start if section else 0), block.start):
            continue  # "during this period": the one just named
        if word == "period" and any(
            d.known and d.precision == "interval" and d.start < start for d in facts.of(dates)
        ):
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
        for m in PERIOD.finditer(facts.text, block.start, block.end)
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
    if _defined(facts):
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


#: Words that say which time a text is of.
_COVERS = re.compile(
    r"(?<!\w)(?:covers?|covered|covering|examin\w+|spans?|relates? to|refers? to|concerns?|period"
    r"|between|from|during|охватыва\w+|относ\w+|касается"
    r"|период\w*|с|abarca\w*|cubre\w*|comprend\w+|refiere\w*|per[ií]odo|entre|desde|couvr\w+|couvert\w*"
    r"|porte sur|concerne|période|de|entre|dövr\w*)(?!\w)",
    re.IGNORECASE,
)
_TEXT = re.compile(
    r"(?<!\w)(?:report|submission|review|research|study|survey|document\w*|update|bulletin|monitoring|interviews?|data|figures|period|fieldwork|examination|visits?|analysis"
    r"|доклад\w*|отч[её]т\w*|исследовани\w+|обзор\w*|мониторинг\w*|данны\w+|опрос\w*|период\w*|наблюдени\w+|бюллетен\w+"
    r"|informe|estudio|examen|investigación|datos|monitoreo|boletín|per[ií]odo|análisis|encuesta|entrevistas"
    r"|rapport|étude|enquête|données|bulletin|période|examen|analyse|entretiens|hesabat|tədqiqat|dövr\w*)(?!\w)",
    re.IGNORECASE,
)


#: "A report due in 2020": the year of an act, not of what is told.
_DONE = re.compile(
    r"(?<!\w)(?:due|submitted|adopted|published|prepared|signed|issued|updated|dated"
    r"|представлен\w*|принят\w*|опубликован\w*|подписан\w*|presentad\w+|adoptad\w+|publicad\w+|firmad\w+"
    r"|présenté\w*|adopté\w*|publié\w*|signé\w*)\s+(?:[^\W\d_]+\s+){0,6}\Z",
    re.IGNORECASE,
)


def _defined(facts: Facts) -> bool:
    """Whether any place says from when to when the text, its data or its period reach."""
    for block in facts.document.blocks:
        own = [d for d in dates_between(facts, block.start, block.end) if d.known]
        if not own:
            continue
        if block.kind in {"title", "heading"} and block.index < 8:
            if any(
                d.precision in {"interval", "year"}
                and not _DONE.search(facts.text, block.start, d.start)
                for d in own
            ):
                return True
            continue
        if block.kind in {"running", "contents", "figure"}:
            continue
        for start, end in facts.document.sentences(block):
            here = [d for d in own if start <= d.start < end]
            wide = [
                d
                for d in here
                if d.precision in {"interval", "year"} or d.operator in {"since", "until"}
            ]
            if (
                (wide or len(here) > 1)
                and _TEXT.search(facts.text, start, end)
                and _COVERS.search(facts.text, start, end)
            ):
                return True
    return False
