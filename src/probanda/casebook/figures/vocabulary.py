"""The words of figures.yaml: what can be counted, by which filters, and along which lines.

A table, not code: what a word means for the database is in ``select``.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = [
    "CHART_KINDS",
    "DIMENSIONS",
    "EXACTNESS_WORDS",
    "STATES",
    "SUBJECTS",
    "Subject",
]

STATES = ("captured", "visited", "released", "dead", "missing", "identified")
SEXES = ("male", "female")
CATEGORIES = ("civilian", "military")
RELIABILITIES = ("A", "B", "C", "D", "E", "F")
CLAIM_STATUSES = ("alleged", "corroborated", "contested", "retracted")
DEGREES = (
    "committed",
    "ordered",
    "instigated",
    "acquiesced",
    "present",
    "failed-to-prevent",
    "failed-to-punish",
)
REGISTER_RULES = ("any", "all", "only")
PLACE_OF = ("status", "birth", "detention", "act")
CHART_KINDS = ("bar", "stacked-bar", "line", "pyramid", "flow")
EXACTNESS_WORDS = {
    "exact": "",
    "at-least": "at least ",
    "more-than": "more than ",
    "about": "about ",
    "at-most": "at most ",
}

#: Filters on the persons concerned, wherever a person is.
ON_PERSONS = (
    "registers",
    "status",
    "ever",
    "latest",
    "sex",
    "category",
    "age",
    "nationality",
    "attribute",
)
#: Filters on what a claim rests on.
ON_CLAIMS = (
    "claimant",
    "source",
    "reliability",
    "credibility",
    "corroborated",
    "claim_status",
)
ALWAYS = ("count", "as_of", "distinct", "according_to")

#: One word beside the other that means the same.
SYNONYMS = {
    "register": "registers",
    "claimants": "claimant",
    "sources": "source",
    "places": "place",
    "sites": "site",
    "statuses": "status",
    "type": "act_type",
    "act-type": "act_type",
    "as-of": "as_of",
    "attributes": "attribute",
    "claim-status": "claim_status",
    "according-to": "according_to",
    "place-of": "place_of",
    "state-at-end": "state_at_end",
    "handed-over-by": "handed_over_by",
    "received-by": "received_by",
    "registered-with-icrc": "registered_with_icrc",
    "follow-up": "follow_up",
}


@dataclass(frozen=True, slots=True)
class Subject:
    """Something that can be counted.

    Attributes:
        word: as it stands after ``count:``.
        one: the word for one of them.
        kind: the typed claim whose rows are counted; "" when entities are.
        texts: columns of this kind that are compared as text.
        flags: filters that are true or false.
        filters: all words that a query on it may use.
        distinct: what can be counted instead of rows.
        measures: columns that can be summed.
        unit: unit of the figure.
    """

    word: str
    one: str
    kind: str
    filters: tuple[str, ...]
    texts: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    distinct: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    unit: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """Every key that a query on this subject may have."""
        extra = ("sum",) if self.measures else ()
        return tuple(dict.fromkeys((*ALWAYS, *self.filters, *self.texts, *self.flags, *extra)))


def _claims(word: str, one: str, kind: str, *texts: str, **more: tuple[str, ...]) -> Subject:
    filters = (*more.pop("filters", ()), *ON_PERSONS, *ON_CLAIMS, "period", "place")
    return Subject(word, one, kind, filters, texts, unit=word, **more)


def _procedural(
    word: str, one: str, kind: str, *texts: str, flags: tuple[str, ...] = ()
) -> Subject:
    """Claims of the treaty body's cycle: about no person, so without the filters on persons."""
    return Subject(
        word, one, kind, (*ON_CLAIMS, "period"), texts, flags, unit=word.replace("-", " ")
    )


SUBJECTS: dict[str, Subject] = {
    subject.word: subject
    for subject in (
        Subject(
            "persons",
            "person",
            "",
            (*ON_PERSONS, *ON_CLAIMS, "period", "place", "place_of"),
            unit="persons",
        ),
        Subject(
            "entries",
            "entry",
            "",
            (*ON_PERSONS, "claimant", "place", "period"),
            distinct=("persons",),
            unit="entries",
        ),
        _claims(
            "acts",
            "act",
            "act",
            "act_type",
            "method",
            "state_at_end",
            filters=("event", "degree", "unit"),
            distinct=("persons", "events", "places"),
        ),
        _claims(
            "detentions",
            "detention",
            "detention",
            "holder",
            filters=("on",),
            flags=("registered_with_icrc",),
            distinct=("persons", "places"),
        ),
        _claims(
            "exchanges",
            "exchange",
            "exchange",
            "handed_over_by",
            "received_by",
            filters=("event",),
            distinct=("persons", "events"),
            measures=("number",),
        ),
        _claims(
            "sentences",
            "sentence",
            "sentence",
            "court",
            "offence",
            "provision",
            "term",
            distinct=("persons",),
        ),
        _claims(
            "identifications",
            "identification",
            "identification",
            "method",
            filters=("site",),
            distinct=("persons", "remains"),
        ),
        _procedural(
            "recommendations",
            "recommendation",
            "recommendation",
            "issuer",
            "symbol",
            "addressee",
            flags=("follow_up",),
        ),
        _procedural(
            "state-actions", "state action", "state-action", "obligation", "nature", "outcome"
        ),
        _procedural("grades", "grade", "grade", "body", "scale", "grade"),
        _procedural("steps", "step", "step", "body", "procedure", "step", "owes"),
        Subject(
            "exhumed",
            "set of remains",
            "exhumation",
            ("site", "place", "period", *ON_CLAIMS),
            unit="sets of remains",
        ),
        Subject(
            "remains",
            "set of remains",
            "",
            ("site", "place", "method", "claimant"),
            flags=("identified",),
            unit="sets of remains",
        ),
        Subject("sites", "site", "", ("site", "place"), unit="sites"),
        Subject("claims", "claim", "", ("kind", *ON_CLAIMS), unit="claims"),
        Subject(
            "sources",
            "source",
            "",
            ("kind", "claimant", "reliability"),
            flags=("archived",),
            unit="sources",
        ),
    )
}

#: Lines along which a table or chart may divide what it counts → the subjects they fit; () for any with persons.
DIMENSIONS: dict[str, tuple[str, ...]] = {
    "sex": (),
    "category": (),
    "age-group": (),
    "nationality": (),
    "status": ("persons", "entries"),
    "register": ("persons", "entries"),
    "year": (
        "persons",
        "entries",
        "acts",
        "detentions",
        "exchanges",
        "sentences",
        "identifications",
    ),
    "month": (
        "persons",
        "entries",
        "acts",
        "detentions",
        "exchanges",
        "sentences",
        "identifications",
    ),
    "claimant": ("acts", "detentions", "exchanges", "sentences", "identifications"),
    "place": ("acts", "detentions"),
    "site": ("remains", "identifications"),
    "act_type": ("acts",),
    "method": ("acts", "identifications"),
    "holder": ("detentions",),
    "court": ("sentences",),
    "provision": ("sentences",),
    "handed_over_by": ("exchanges",),
    "received_by": ("exchanges",),
    "issuer": ("recommendations",),
    "addressee": ("recommendations",),
    "obligation": ("state-actions",),
    "outcome": ("state-actions",),
    "grade": ("grades",),
    "owes": ("steps",),
}
WITH_PERSONS = (
    "persons",
    "entries",
    "acts",
    "detentions",
    "exchanges",
    "sentences",
    "identifications",
)
