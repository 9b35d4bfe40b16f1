"""Taking in recommendations that another system listed: each a claim of its body, resting on its document."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from probanda.casebook import models
from probanda.casebook.services.claims import find_claim, record_claim
from probanda.casebook.services.entities import create_entity
from probanda.casebook.services.unit_of_work import Change
from probanda.dates import from_edtf
from probanda.law.cycle import BODIES
from probanda.problems import ProbandaError, Problem

__all__ = ["ListedRecommendation", "take_in_recommendation"]


@dataclass(frozen=True, slots=True)
class ListedRecommendation:
    """A recommendation as another system lists it; ``raw`` is kept verbatim."""

    body: str
    symbol: str
    paragraph: str
    state: str
    text: str
    issued: str = ""
    themes: str = ""
    reference: str = ""
    raw: str = ""


def take_in_recommendation(change: Change, given: ListedRecommendation, origin: str) -> str:
    """Record a listed recommendation: "created", or "unchanged" when it is there.

    Its source is the document with its symbol, made when the record has none; ``origin`` (a file's name) is
    noted. The body must be one that is known.

    Raises:
        ProbandaError: the body is not known, or a value cannot be stored.
    """
    if given.body not in BODIES:
        raise ProbandaError(
            Problem(
                "body-unknown",
                "The row does not say which treaty body recommended it.",
                column="body",
                found=given.body,
                expected=", ".join(BODIES),
                remedy="Give it for the whole file: --body CAT.",
            )
        )
    content = "\0".join((given.body, given.symbol, given.paragraph, given.state, given.text))
    key = f"rec-{hashlib.sha256(content.encode()).hexdigest()[:16]}"
    if find_claim(key) is not None or _same(given):
        return "unchanged"
    claimant = _claimant(change, given.body)
    source = _source(change, given, claimant, origin)
    date = from_edtf(given.issued) if given.issued else None
    record_claim(
        change,
        "recommendation",
        key=key,
        source=source,
        claimant=claimant,
        locator=f"para. {given.paragraph}" if given.paragraph else "",
        reliability=source.reliability,
        credibility=6,
        consent="public",
        issuer=given.body,
        symbol=given.symbol,
        paragraph=given.paragraph,
        state=given.state,
        text=given.text,
        themes=given.themes[:300],
        note=f"as listed in {origin}: {given.raw}",
        date_text=given.issued,
        date_edtf=given.issued,
        date_earliest=date.earliest if date else None,
        date_latest=date.latest if date else None,
    )
    return "created"


def _same(given: ListedRecommendation) -> bool:
    """Whether the record has these words of this paragraph already, recorded by hand."""
    rows = models.RecommendationClaim.objects.filter(
        current=True, issuer=given.body, text=given.text
    ).select_related("source")
    return any((row.symbol or row.source.symbol) == given.symbol for row in rows)


def _claimant(change: Change, body: str) -> models.Claimant:
    name = BODIES[body].name
    found = (
        models.Claimant.objects.filter(key=body.lower()).first()
        or models.Claimant.objects.filter(name=name).first()
    )
    if found is not None:
        return found
    made = create_entity(change, "claimant", body.lower(), name=name, kind="international")
    assert isinstance(made, models.Claimant)
    return made


def _source(
    change: Change, given: ListedRecommendation, claimant: models.Claimant, origin: str
) -> models.Source:
    if given.symbol:
        found = models.Source.objects.filter(symbol=given.symbol).order_by("pk").first()
    else:
        found = models.Source.objects.filter(key=_listing_key(origin)).first()
    if found is not None:
        return found
    date = from_edtf(given.issued) if given.issued and given.symbol else None
    made = create_entity(
        change,
        "source",
        given.symbol.replace("/", "-").replace(" ", "-").lower()
        if given.symbol
        else _listing_key(origin),
        kind="un-document" if given.symbol else "document",
        title=given.symbol or f"Recommendations listed in {origin}",
        author=claimant.name,
        symbol=given.symbol,
        claimant=claimant,
        consent="public",
        note=f"Made from {origin}; the document itself is not archived yet.",
        date_text=given.issued if date else "",
        date_edtf=given.issued if date else "",
        date_earliest=date.earliest if date else None,
        date_latest=date.latest if date else None,
    )
    assert isinstance(made, models.Source)
    return made


def _listing_key(origin: str) -> str:
    return "listing-" + hashlib.sha256(origin.encode()).hexdigest()[:12]
