"""Diagnoses beside a name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from probanda.audit.extract.columns import placed
from probanda.audit.extract.persons import PersonMention
from probanda.audit.facts import Facts
from probanda.audit.lexicon import composed
from probanda.audit.rules.persons.consent import consented
from probanda.audit.rules.persons.harm import next_sentence
from probanda.audit.rules.persons.named import is_official, named
from probanda.audit.rules.registry import Hit, rule
from probanda.audit.wordfields import first

#: An article, a law or a foundation that bears somebody's name.
_WORK_OR_NAMESAKE = re.compile(
    r"['’]s\s+(?:\w+\s+)?(?:article|book|study|report|lecture|paper|theory|novel|film|essay)"
    r"|\s+(?:Foundation|Institute|Prize|Award|Act|Clinic|Hospital"
    r"|Centre|Center|Fund)(?!\w)"
)
_CALLED_AFTER = composed(
    r"(?<!\w)(?:called|named) after\s+(?:the\s+\w+\s+)?\Z|(?<!\w)<called_after>\s+\Z"
)
#: A cancer of the service is nobody's illness.
_FIGURATIVE = re.compile(
    r"(?:a|the|like|as) (?:cancer|epidemic|paralysis) of|(?:рак|эпидемия) (?:системы|общества)"
    r"|un cáncer (?:de|para)",
    re.IGNORECASE,
)


@rule(
    "health-data",
    "Health data of a named person",
    "warning",
    "persons",
    "A diagnosis beside a name is published without a way back. Injuries by the "
    "acts alleged are what the report is about and are left alone.",
    bad=("Davit Arlan, who is HIV-positive, was denied his medicine.",),
    good=(
        "One prisoner, who is HIV-positive, was denied his medicine.",
        "Davit Arlan had three broken ribs.",
    ),
    accept="Consent to publish the health data is recorded outside the document.",
)
def health_data(facts: Facts) -> Iterator[Hit]:
    """Find diagnoses in a sentence that names somebody."""
    told: set[tuple[str, int]] = set()
    for person, mention, (start, end), _ in facts.of(named):
        cell = placed(facts, mention.start)
        where = cell.row if cell else (start, end)
        found = _illness(facts, *where)
        if not found and not cell:
            following = next_sentence(facts, (start, end))
            if following and re.match(
                r"(?:He|She|Он|Она|Él|Ella|Il|Elle|Tiene|Padece|Sufre|Está)\s",
                facts.text[following[0] : following[1]],
            ):
                found, where = _illness(facts, *following), following
        if not found or (person.name, where[0]) in told or any(w == where[0] for _, w in told):
            continue
        if mention.start <= found[0] < mention.end:
            continue  # "Heart Transplant Centre"
        gap = (
            facts.text[mention.end : found[0]]
            if found[0] > mention.end
            else facts.text[found[1] : mention.start]
        )
        if _FIGURATIVE.search(facts.text[max(where[0], found[0] - 12) : found[1] + 16]):
            continue
        if (
            len(gap) > 170
            or _speaks_of_others(facts, mention, found)
            or consented(facts, mention.start)
        ):
            continue
        if re.search(
            r"(?:Dr|doctor|Professor|psychiatrist|psychologist|[Вв]рач|[Дд]октор|[Мм]едсестра|[Пп]сихиатр"
            r"|[Пп]сихолог|[Тт]ерапевт|[Dd]octeur|[Dd]octora?|[Mm]édico"
            r"|[Mm]édecin|expert|Minister|hospital "
            r"named after|Hospital)\.?,?\s*\Z",
            facts.text[max(0, mention.start - 24) : mention.start],
        ) or re.match(
            r",?\s+(?:an? |the )?(?:\w+ )?(?:psychiatrist|doctor|psychologist|physician"
            r"|expert|head of|director)|\s+(?:psychiatric )?[Hh]ospital",
            facts.text[mention.end : mention.end + 40],
        ):
            continue
        if re.search(
            r"(?:psychiatric (?:examination|hospital|clinic|expert)|mental health "
            r"(?:service|centre|support))",
            facts.text[found[0] - 2 : found[1] + 24],
        ) and not re.search(
            r"(?:committed|confined|treated|patient|admitted)", facts.text[where[0] : where[1]]
        ):
            continue
        if _WORK_OR_NAMESAKE.match(facts.text, mention.end) or _CALLED_AFTER.search(
            facts.text[max(0, mention.start - 40) : mention.start]
        ):
            continue
        told.add((person.name, where[0]))
        yield Hit(
            *found,
            f"“{facts.quote(*found)}” is said of “{mention.text}”, named in full, and no consent is recorded.",
            "Leave the name or the diagnosis out.",
            ((mention.start, mention.end),),
        )


def _illness(facts: Facts, start: int, end: int) -> tuple[int, int] | None:
    """The first words of a range that only a doctor should know of somebody."""
    mark = first(facts, "illness", start, end)
    return (mark.start, mark.end) if mark else None


#: Who tells, heads, treats or examines speaks of others' illness.
_OF_OTHERS = composed(r"(?:,[^,.;]{0,60},)?\s*(?:,\s*)?(?:an?\s+|the\s+)?<of_others>(?!\w)")


def _speaks_of_others(facts: Facts, mention: PersonMention, found: tuple[int, int]) -> bool:
    """Whether the named person tells of an illness, treats it, or holds an office: then it is others'."""
    if found[0] < mention.end:
        return False
    lead = facts.text[max(0, mention.start - 16) : mention.start]
    if re.search(
        r"(?:Dr|Prof|Doctora?|doctora?|médic[oa]|Docteur|доктор\w*|врач\w*|министр\w*)\.?\s+\Z",
        lead,
        re.IGNORECASE,
    ):
        return True
    behind = _OF_OTHERS.match(facts.text, mention.end)
    own = behind and re.search(
        r"(?<!\w)(?:(?:that )?(?:he|she) (?:has|had|is|was|needs|suffer\w+)|что (?:он|она)"
        r"|que (?:él|ella|tiene|tenía)|qu['’](?:il|elle))(?!\w)",
        facts.text[mention.end : found[0]],
    )
    return bool(behind and not own) or is_official(facts, mention)
