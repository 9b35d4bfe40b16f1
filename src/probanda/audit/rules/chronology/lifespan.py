"""A life in brackets, "Ansel Orrin (9 August 1929 – 13 February 2014)", against the birth and death told below."""

from __future__ import annotations

import re
from collections.abc import Iterator

from probanda.audit.extract.circumstances import dates_between
from probanda.audit.extract.dates import DateMention, dates
from probanda.audit.extract.names_in_text import names_between
from probanda.audit.extract.told_events import told_events
from probanda.audit.facts import Facts
from probanda.audit.rules.registry import Hit

__all__ = ["lifespan"]

_HE = re.compile(
    r"\W*(?:(?:In|On|Am|El|Le|В)\s[^,]{2,30},?\s+)?(?:he|she|он|она|él|ella|il|elle|died"
    r"|murió|falleció|умер\w*)(?!\w)",
    re.IGNORECASE,
)
#: No human life is longer or shorter in such brackets.
_LEAST, _MOST = 12, 115


def lifespan(facts: Facts, told: set[int]) -> Iterator[Hit]:
    """Births and deaths told of the one person whose life stands in brackets."""
    lives = [(name, d) for d in facts.of(dates) if (name := _bearer(facts, d))]
    if not lives:
        return
    for event in facts.of(told_events):
        between = facts.text[min(event.end, event.when.end) : max(event.start, event.when.start)]
        if event.kind not in {"birth", "death"} or event.when.start in told or "(" in between:
            continue
        name, life = _whose(facts, event.sentence, lives)
        if life is None or not (life.first and life.last) or event.when.start <= life.end:
            continue
        right = life.first if event.kind == "birth" else life.last
        own = event.when
        if (
            not (own.first and own.last)
            or own.first <= right <= own.last
            or own.operator
            or own.year_from
        ):
            continue
        told.add(own.start)
        yield Hit(
            own.start,
            own.end,
            f"{event.kind} of {name}: {facts.quote(own.start, own.end)} here, "
            f"“{facts.quote(life.start, life.end)}” elsewhere.",
            "Use one date in all places.",
            ((life.start, life.end),),
            "warning",
        )


def _bearer(facts: Facts, d: DateMention) -> str:
    """The last name before a bracket that holds a life; "" for other brackets."""
    if d.precision != "interval" or not d.known or not (d.first and d.last):
        return ""
    if not _LEAST <= d.last.year - d.first.year <= _MOST:
        return ""
    start = facts.document.sentence_of(d.start)[0]
    opening = facts.text.rfind("(", start, d.start)
    closing = facts.text[d.end : min(len(facts.text), d.end + 2)]
    if opening < 0 or ")" not in closing or ")" in facts.text[opening : d.start]:
        return ""
    names = names_between(facts, max(start, opening - 60), opening)
    if not names or opening - names[-1].end > 2 or " " not in names[-1].text:
        return ""
    return names[-1].text.split()[-1]


def _whose(
    facts: Facts, sentence: tuple[int, int], lives: list[tuple[str, DateMention]]
) -> tuple[str, DateMention | None]:
    """The life that a sentence tells of: by its name, or by "he" where there is only one."""
    start, end = sentence
    named = [run.text.split()[-1] for run in names_between(facts, start, end)]
    for name, life in lives:
        if name in named and len([other for other, _ in lives if other == name]) == 1:
            return name, life
    if (
        len(lives) == 1
        and _HE.match(facts.text, start, end)
        and len(dates_between(facts, start, end)) == 1
    ):
        return lives[0]
    return "", None
