"""One sentence for each kind of claim, for annexes and messages; persons stand as ``{person:KEY}``.

The sentence says what is stated, never that it is so; who states it travels beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from probanda.consent import Consent
from probanda.report.values import Claim

__all__ = ["entry_claim", "typed_claim"]


def _who(person: Any, text: str = "a person who is not named") -> str:
    return text if person is None else f"{{person:{person.key}}}"


def _when(claim: Any) -> str:
    written = claim.date_text or claim.date_edtf
    return f", {written}" if written else ""


def _where(claim: Any) -> str:
    name = claim.place.name if claim.place is not None else claim.place_text
    return f", {name}" if name else ""


def _listed(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _act(claim: Any) -> str:
    victim = _who(claim.victim, claim.victim_text or "a person who is not named")
    how = f" ({claim.method})" if claim.method else ""
    said = f": {claim.description}" if claim.description else ""
    return f"{claim.act_type}{how} of {victim}{_when(claim)}{_where(claim)}{said}"


def _involvement(claim: Any) -> str:
    who = claim.unit.name if claim.unit is not None else claim.who_text or "somebody not named"
    if claim.person is not None:
        who = _who(claim.person)
    degree = claim.degree.replace("-", " ")
    return f"{who}: {degree} the act {claim.act.address}"


def _exchange(claim: Any) -> str:
    number = f"{claim.number} persons" if claim.number is not None else "persons"
    who = _who(claim.person, number)
    return (
        f"{who} handed over"
        + (f" by {claim.handed_over_by}" if claim.handed_over_by else "")
        + (f" to {claim.received_by}" if claim.received_by else "")
        + _when(claim)
    )


def _exhumation(claim: Any) -> str:
    low, high = claim.number_min, claim.number_max
    if claim.remains is not None:
        what = f"remains {claim.remains.key}"
    elif low is None and high is None:
        what = "remains, number not stated"
    elif low == high or high is None:
        what = f"{'at least ' if high is None else ''}{low} sets of remains"
    else:
        what = f"{low if low is not None else 0} to {high} sets of remains"
    return f"{what} recovered at {claim.site.label}{_when(claim)}"


def _quantity(claim: Any) -> str:
    words = {"exact": "", "at-least": "at least ", "more-than": "more than "}
    words |= {"about": "about ", "at-most": "at most "}
    value = format(claim.value.normalize(), "f")
    part = f" ({claim.subset})" if claim.subset else ""
    day = claim.date_text or claim.date_edtf
    return f"{claim.what}{part}: {words[claim.exactness]}{value} {claim.unit}" + (
        f", as of {day}" if day else ""
    )


def _location(claim: Any) -> str:
    place = f" in {claim.place.name}" if claim.place is not None else ""
    return f"where {claim.site.label} lies{place}"


def _kinship(claim: Any) -> str:
    who = f"remains {claim.remains.key} and {_who(claim.person, 'a missing person')}"
    if claim.excluded:
        return f"DNA of {who}: excluded at {claim.exclusions} of {claim.markers} markers"
    side = "supports" if claim.log10_lr > 0 else "speaks against"
    return (
        f"DNA of {who}: {side} kinship, likelihood ratio 10^{claim.log10_lr:.1f} over "
        f"{claim.markers} markers; it identifies nobody"
    )


def _place_in(claim: Any) -> str:
    where = _listed(claim.symbol, f"para. {claim.paragraph}" if claim.paragraph else "")
    return f" ({where})" if where else ""


SUMMARIES: dict[str, Callable[[Any], str]] = {
    "name": lambda c: f"name of {_who(c.person)}",
    "birth": lambda c: f"{_who(c.person)} born{_when(c)}{_where(c)}",
    "attribute": lambda c: f"{c.attribute.replace('_', ' ')} of {_who(c.person)}: {c.value}",
    "status": lambda c: f"{_who(c.person)}: {c.state}{_when(c)}{_where(c)}",
    "act": _act,
    "involvement": _involvement,
    "detention": lambda c: (
        f"{_who(c.person)} held" + (f" by {c.holder}" if c.holder else "") + _when(c) + _where(c)
    ),
    "sentence": lambda c: (
        f"sentence on {_who(c.person)}: {_listed(c.term, c.offence, c.provision, c.court)}{_when(c)}"
    ),
    "exchange": _exchange,
    "site-location": _location,
    "exhumation": _exhumation,
    "identification": lambda c: (
        f"remains {c.remains.key} reported as those of {_who(c.person)}"
        + (f" by {c.method}" if c.method else "")
        + _when(c)
    ),
    "quantity": _quantity,
    "relation": lambda c: f"{_who(c.left)}: {c.relation} of {_who(c.right)}",
    # Never the genotypes: a profile stays inside whatever the document.
    "profile": lambda c: (
        "genetic profile of "
        + (f"remains {c.remains.key}" if c.remains else "a relative")
        + f", {len(c.genotypes)} markers"
    ),
    "kinship": _kinship,
    "quotation": lambda c: f"words quoted: “{c.text}”",
    "consent": lambda c: f"consent of {_who(c.person)}: {c.tier}{_when(c)}",
    "fact": lambda c: (
        f"{c.stance} “{c.bears_on}” of {c.act.address if c.act is not None else c.event.label}"
        + (f": {c.text}" if c.text else "")
    ),
    "conflict": lambda c: (
        f"kind of conflict: {c.nature}" + (f", between {c.between}" if c.between else "") + _when(c)
    ),
    "session": lambda c: f"session {c.number} of {c.body}{_when(c)}",
    "step": lambda c: (
        f"{c.body}, {c.state}: {c.step.replace('-', ' ')}, owed by {c.owes.replace('-', ' ')}"
        + (f", due {c.date_text or c.date_edtf}" if c.date_edtf else "")
    ),
    "recommendation": lambda c: f"recommendation{_place_in(c)}: {c.text}",
    "state-action": lambda c: (
        f"{c.state}, {_listed(c.nature, c.obligation.replace('-', ' '), c.outcome.replace('-', ' '))}"
        f"{_when(c)}" + (f": {c.text}" if c.text else "")
    ),
    "grade": lambda c: f"grade {c.grade} of {c.body} (scale {c.scale}){_when(c)}",
    "body-mark": lambda c: (
        f"finding on {_who(c.person)}: {_listed(c.finding, c.region, c.degree.replace('-', ' '))}"
        f"{_when(c)}"
    ),
}
_PERSONS = ("person", "victim", "left", "right")


def _persons(claim: Any) -> Iterable[str]:
    for name in _PERSONS:
        person = getattr(claim, name, None)
        if person is not None:
            yield person.key


def typed_claim(claim: Any, key: str) -> Claim:
    """A typed claim of the record as a report needs it, under the key by which it was asked for."""
    site = getattr(claim, "site", None)
    remains = getattr(claim, "remains", None)
    if site is None and remains is not None:
        site = remains.site
    return Claim(
        key,
        claim.kind,
        SUMMARIES[claim.kind](claim),
        claim.claimant.name,
        claim.source.key,
        claim.locator,
        claim.reliability,
        claim.credibility,
        claim.status,
        Consent(claim.consent),
        tuple(dict.fromkeys(_persons(claim))),
        () if site is None else (site.key,),
    )


def entry_claim(entry: Any, key: str) -> Claim:
    """A row of a list as a claim of whoever keeps the list: that it names this person."""
    register = entry.register
    person = entry.person
    return Claim(
        key,
        "entry",
        f"row {entry.row} of “{register.title}” names {_who(person)}",
        register.claimant.name,
        register.source.key,
        f"row {entry.row}",
        register.source.reliability,
        6,
        "alleged",
        Consent(register.source.consent),
        () if person is None else (person.key,),
    )
