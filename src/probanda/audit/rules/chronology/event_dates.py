"""One event with two dates."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from probanda.audit.extract.dates import DateMention
from probanda.audit.extract.sources import in_list
from probanda.audit.facts import Facts
from probanda.audit.rules.chronology.events import Dated, events, treaty_acts
from probanda.audit.rules.chronology.fates import told_fates
from probanda.audit.rules.chronology.figure_years import figure_years
from probanda.audit.rules.chronology.one_event import one_event
from probanda.audit.rules.chronology.other_year import other_year
from probanda.audit.rules.chronology.retold import retold
from probanda.audit.rules.chronology.stamped import stamped
from probanda.audit.rules.registry import Hit, rule
from probanda.audit.voice import said_by


@rule(
    "same-event-dates",
    "One event, two dates",
    "error",
    "time",
    "A war, an agreement or an arrest has one date; a second one, pages apart, costs "
    "both their weight. Named events and what"
    " befell a named person are compared, and a day that stands with another year "
    "beside the same words.",
    bad=(
        "The ceasefire of 10 November 2020 named prisoners.\n\n# Exchange\n\nUnder "
        "the ceasefire of 9 November 2020 prisoners were exchanged.",
        "Davit Arlan was arrested on 3 May 2021.\n\n# Cases\n\nDavit Arlan was arrested "
        "on 5 May 2021 in his house.",
    ),
    good=(
        "The ceasefire of 12 May 1994 was broken. The ceasefire of 10 November 2020 "
        "named prisoners.",
        "Davit Arlan was arrested on 3 May 2021. Oren Borv was arrested on 5 May 2021.",
    ),
)
def same_event_dates(facts: Facts) -> Iterator[Hit]:
    """Gather the dates of each event and compare them, each pair of places once."""
    seen: set[frozenset[int]] = set()
    for hit in _every(facts):
        places = frozenset((hit.start, *(start for start, _ in hit.evidence[:1])))
        listed = any(in_list(facts, place) for place in (hit.start, *places))
        if places not in seen and not listed:
            seen.add(places)
            yield hit


def _every(facts: Facts) -> Iterator[Hit]:
    groups: dict[str, list[Dated]] = defaultdict(list)
    for each in (*events(facts), *treaty_acts(facts)):
        groups[each.key].append(each)
    for each in told_fates(facts):
        start, end = facts.document.sentence_of(each.when.start)
        if not said_by(facts, start, end) and not _SAID.search(facts.text, start, each.when.start):
            groups[each.key].append(each)  # what another states of a fate is the other's date
    told: set[int] = set()
    for unsorted in groups.values():
        listed = sorted(unsorted, key=lambda each: each.when.start)
        first = listed[0]
        for other in listed[1:]:
            a, b = first.when, other.when
            if not (a.known and b.known and a.first and b.first and a.last and b.last):
                continue
            if a.last < b.first or b.last < a.first:
                near = abs((a.first - b.first).days)
                if not other.sure and not (
                    near <= 62
                    or (
                        a.precision == b.precision == "day"
                        and a.first.month == b.first.month
                        and a.first.day == b.first.day
                    )
                ):
                    continue
                if other.when.start in told or facts.document.sentence_of(
                    a.start
                ) == facts.document.sentence_of(b.start):
                    continue
                told.add(other.when.start)
                yield Hit(
                    b.start,
                    b.end,
                    f"{first.name}: {facts.quote(b.start, b.end)} here, {facts.quote(a.start, a.end)} "
                    "elsewhere.",
                    "Use one date in all places.",
                    ((a.start, a.end),),
                    None if other.sure and _both_days(a, b) and not _often(other) else "warning",
                )
                break
    yield from one_event(facts, told)
    yield from other_year(facts, told)
    yield from retold(facts, told)
    yield from stamped(facts)
    yield from figure_years(facts)


#: What somebody states is their date, not the author's.
_SAID = re.compile(
    r"(?<!\w)(?:stat|claim|say|assert|maintain|insist|alleg|report|declar|admit)\w*,?\s+that(?!\w)"
    r"|(?<!\w)according to(?!\w)"
    r"|(?<!\w)(?:утвержда\w+|сообща\w+|заявля\w+|заявил\w*|указыва\w+),?\s+что(?!\w)"
    r"|(?<!\w)(?:по словам|по данным|согласно)(?!\w)"
    r"|(?<!\w)(?:afirma\w*|sostiene\w*|declara\w*|dice\w*|asegura\w*)\s+que(?!\w)|(?<!\w)según(?!\w)"
    r"|(?<!\w)(?:affirme\w*|déclare\w*|soutien\w*|prétend\w*)\s+que?(?!\w)|(?<!\w)selon(?!\w)",
    re.IGNORECASE,
)


def _both_days(a: DateMention, b: DateMention) -> bool:
    return a.precision == b.precision == "day"


def _often(event: Dated) -> bool:
    """Whether what has such a name may be released, or moved, more than once: a film, a prisoner."""
    return event.key.startswith(("release|", "transfer|"))
