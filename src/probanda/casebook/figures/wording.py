"""What a query counts, in words fit for the table of figures of a submission.

English; says who is asked, which statements are read, and as of when. Names of registers, claimants and
places come in as a function.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from probanda.casebook.figures.definition import AgeFilter, Query
from probanda.casebook.figures.latest import latest
from probanda.casebook.figures.vocabulary import SUBJECTS
from probanda.dates import format_date, from_edtf

__all__ = ["as_of_in_words", "day_in_words", "definition", "listed"]

Title = Callable[[str, str], str]

_MONTHS: tuple[str, ...] = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_SUBJECTS = {
    "persons": "Persons, each counted once",
    "entries": "Entries of lists",
    "acts": "Acts alleged",
    "detentions": "Detentions reported",
    "exchanges": "Exchanges reported",
    "sentences": "Sentences reported",
    "identifications": "Identifications reported",
    "recommendations": "Recommendations on record",
    "state-actions": "Replies and actions of a State reported",
    "grades": "Grades given",
    "steps": "Steps of procedures on record",
    "exhumed": "Sets of remains reported as recovered (per site, what all claimants agree on at least)",
    "remains": "Sets of remains on record",
    "sites": "Sites on record",
    "claims": "Claims on record",
    "sources": "Sources on record",
}
_DISTINCT = {
    "persons": "Different persons concerned in",
    "events": "Different events with",
    "places": "Different places of",
    "remains": "Different sets of remains with",
}
_TEXTS = {
    "act_type": "of the type",
    "method": "by",
    "state_at_end": "state at the end:",
    "holder": "held by",
    "court": "court:",
    "offence": "offence:",
    "provision": "provision:",
    "term": "term:",
    "handed_over_by": "handed over by",
    "received_by": "received by",
    "issuer": "of",
    "symbol": "in",
    "addressee": "to",
    "obligation": "on the obligation",
    "nature": "kind:",
    "outcome": "outcome:",
    "body": "by the body",
    "scale": "on the scale",
    "grade": "grade:",
    "procedure": "procedure:",
    "step": "step:",
    "owes": "owed by",
}
_FLAGS = {
    "identified": ("identified", "not identified"),
    "follow_up": ("chosen for follow-up", "not chosen for follow-up"),
    "archived": ("with archived copy", "without archived copy"),
    "registered_with_icrc": ("registered with the ICRC", "not registered with the ICRC"),
}
_RULES = {"any": "any of", "all": "all of", "only": "no list but"}


def day_in_words(day: date) -> str:
    """A day as a sentence has it.

    >>> day_in_words(date(2020, 12, 31))
    '31 December 2020'
    """
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def as_of_in_words(edtf: str) -> str:
    """An as-of date (EDTF) as a sentence has it.

    >>> as_of_in_words("2014"), as_of_in_words("../2020-05")
    ('as of 2014', 'up to May 2020')
    """
    if edtf.startswith("../"):
        return f"up to {format_date(from_edtf(edtf.removeprefix('../')), 'en')}"
    return f"as of {format_date(from_edtf(edtf), 'en')}"


def listed(words: Sequence[str], last: str = "or") -> str:
    """``a, b or c``."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def definition(query: Query, title: Title) -> str:
    """The query as one sentence, without a full stop.

    >>> definition(Query("acts", texts=(("act_type", ("beating",)),)), lambda kind, key: key)
    'Acts alleged of the type beating'
    """
    subject = _SUBJECTS[query.count]
    if query.distinct:
        subject = f"{_DISTINCT[query.distinct]} {subject[0].lower()}{subject[1:]}"
    if query.measure:
        subject = f"Number stated, added up over {subject[0].lower()}{subject[1:]}"
    parts = [subject + "".join(_tight(query))]
    parts.extend(_persons(query, title))
    parts.extend(_claims(query, title))
    return ", ".join(parts)


def _tight(query: Query) -> list[str]:
    return [f" {_TEXTS[word]} {listed(wanted)}" for word, wanted in query.texts]


def _persons(query: Query, title: Title) -> list[str]:
    parts: list[str] = []
    if query.registers:
        names = [title("register", key) for key in query.registers]
        if len(names) == 1 and query.register_rule != "only":
            parts.append(f"on the list “{names[0]}”")
        else:
            quoted = listed(
                [f"“{name}”" for name in names], "and" if query.register_rule == "all" else "or"
            )
            parts.append(f"on {_RULES[query.register_rule]} {quoted}")
    if query.status is not None:
        if query.status.states:
            said = "whose latest status is" if latest(query) else "who are said to have been"
            words = listed(query.status.states)
            parts.append(f"{said} {words}")
        if query.status.never:
            parts.append(f"never said to have been {listed(query.status.never)}")
    if query.as_of is not None:
        parts.append(f"as of {day_in_words(query.as_of)}")
    if query.sex:
        parts.append(listed(query.sex))
    if query.category:
        parts.append(listed(query.category))
    parts.extend(f"{name} {listed(values)}" for name, values in query.attributes)
    if query.age is not None:
        parts.append(_age(query.age, query))
    if (query.registers or query.claimants) and query.according_to == "anyone":
        parts.append("by what anyone states of them")
    return parts


def _age(age: AgeFilter, query: Query) -> str:
    if age.at == "birth-year":
        if age.youngest is not None and age.oldest is not None:
            return f"born from {age.youngest} to {age.oldest}"
        return f"born in {age.youngest} or later" if age.youngest else f"born by {age.oldest}"
    if age.youngest is None or age.youngest == 0:
        words = "of any known age" if age.oldest is None else f"aged {age.oldest} or younger"
    elif age.oldest is None:
        words = f"aged {age.youngest} or older"
    else:
        words = f"aged {age.youngest} to {age.oldest}"
    day = age.day if age.at == "day" else query.as_of if age.at == "as_of" else None
    return f"{words} on {day_in_words(day)}" if day else f"{words} at the time of the event"


def _claims(query: Query, title: Title) -> list[str]:
    parts: list[str] = []
    for name, flag in query.flags:
        parts.append(_FLAGS[name][0 if flag else 1])
    for words, kind, keys in (
        ("according to", "claimant", query.claimants),
        ("by the source", "source", query.sources),
        ("at the site", "site", query.sites),
        ("in the event", "event", query.events),
        ("with a part of", "unit", query.units),
        ("in", "place", query.places),
    ):
        if keys:
            parts.append(f"{words} {listed([title(kind, key) for key in keys])}")
    if query.degrees:
        parts.append(f"part in them: {listed(query.degrees)}")
    if query.kinds:
        parts.append(f"kind: {listed(query.kinds)}")
    if query.period is not None:
        start, end = query.period
        if start and end:
            parts.append(f"from {day_in_words(start)} to {day_in_words(end)}")
        else:
            parts.append(
                f"from {day_in_words(start)} on"
                if start
                else f"until {day_in_words(end)}"
                if end
                else ""
            )
    if query.on is not None:
        parts.append(f"on {day_in_words(query.on)}")
    if query.reliability:
        parts.append(f"source reliability {query.reliability} or better")
    if query.credibility is not None:
        parts.append(f"credibility {query.credibility} or better")
    if query.claim_status:
        parts.append(f"claims that are {listed(query.claim_status)}")
    return parts


def subject_unit(query: Query) -> str:
    """The unit of what is counted."""
    if query.distinct == "persons" or query.measure:
        return "persons"
    if query.distinct:
        return "sets of remains" if query.distinct == "remains" else query.distinct
    return SUBJECTS[query.count].unit
