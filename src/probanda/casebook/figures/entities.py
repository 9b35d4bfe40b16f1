"""Counts of things that are few: remains, sites, sources, exhumed sets of remains, claims of any kind."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from probanda.casebook import models
from probanda.casebook.figures import trilean
from probanda.casebook.figures.columns import KINDS, day_number
from probanda.casebook.figures.definition import Query
from probanda.casebook.figures.select import Selector
from probanda.casebook.figures.selection import Evidence, Selection, text_test
from probanda.casebook.figures.trilean import FIRST, LAST, NO, YES, Ints

__all__ = ["Exhumed", "all_claims", "exhumed", "remains", "sites", "sources"]


class Exhumed:
    """Sets of remains said to have been recovered: at least and at most, per site, and the claims behind.

    Per site, one claimant's exhumations add up; where claimants differ, the least and the greatest of their
    totals are kept, because nothing here says who is right.
    """

    def __init__(self) -> None:
        self.least: dict[int, int] = {}
        self.most: dict[int, int] = {}
        self.open_ended = False  # somebody gave a smallest number only: "at least 6"
        self.claims: Ints = np.empty(0, np.int64)

    @property
    def yes(self) -> int:
        """What all claimants agree was recovered at least."""
        return sum(self.least.values())

    @property
    def undetermined(self) -> int:
        """How many more there may be."""
        return sum(self.most.values()) - self.yes


def exhumed(selector: Selector, query: Query) -> Exhumed:
    """Sets of remains recovered at the sites asked for."""
    rows = selector.columns.claims("exhumation", retracted="retracted" in query.claim_status)
    answers = np.full(len(rows), YES, np.int8)
    judged = selector.judged(rows, query)
    if judged is not None:
        answers[~judged] = NO
    if query.sites or query.places:
        wanted = _site_ids(selector, query)
        answers[~np.isin(rows.int("site_id"), wanted)] = NO
    if query.as_of is not None:
        answers = np.minimum(answers, trilean.by_day(rows.low, rows.high, day_number(query.as_of)))
    if query.period is not None:
        start, end = (None if day is None else day_number(day) for day in query.period)
        answers = np.minimum(
            answers,
            trilean.in_period(
                rows.low,
                rows.high,
                FIRST if start is None else start,
                LAST if end is None else end,
            ),
        )
    result = Exhumed()
    least: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    most: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    seen: set[tuple[int, int, int]] = set()
    for index in np.flatnonzero(answers != NO):
        site, claimant = int(rows.int("site_id")[index]), int(rows.int("claimant_id")[index])
        number = int(rows.int("remains_id")[index])
        low, high = int(rows.int("number_min")[index]), int(rows.int("number_max")[index])
        if low < 0 and high < 0:
            if number < 0 or (site, claimant, number) in seen:
                low = high = 0
            else:
                seen.add((site, claimant, number))
                low = high = 1
        result.open_ended = result.open_ended or (low >= 0 and high < 0)
        low, high = max(low, 0), max(low, high, 0)
        least[site][claimant] += low if answers[index] == YES else 0
        most[site][claimant] += high
    result.least = {site: min(by.values()) for site, by in least.items()}
    result.most = {site: max(by.values()) for site, by in most.items()}
    result.claims = rows.ids[answers == YES]
    return result


def _site_ids(selector: Selector, query: Query) -> Ints:
    """Sites that are named and lie in one of the places named."""
    chosen = selector.names.ids("site", query.sites) if query.sites else None
    if not query.places:
        return chosen if chosen is not None else np.empty(0, np.int64)
    places = set(selector.names.within(query.places)[0].tolist())
    found = {
        number
        for number, place in models.Site.objects.values_list("id", "place_id")
        if place in places
    }
    located = selector.columns.claims("site-location")
    for site, place in zip(located.int("site_id"), located.int("place_id"), strict=True):
        if int(place) in places:
            found.add(int(site))
    inside = np.array(sorted(found), np.int64)
    return inside if chosen is None else np.intersect1d(inside, chosen)


def sites(selector: Selector, query: Query) -> Evidence:
    """Sites of the record."""
    if query.sites or query.places:
        return {"site": np.unique(_site_ids(selector, query))}
    return {"site": np.array(sorted(selector.columns.keys("site").values()), np.int64)}


def remains(selector: Selector, query: Query) -> Evidence:
    """Sets of remains as numbered by those who recovered them."""
    rows = models.Remains.objects.order_by("id").values_list("id", "site_id")
    table = [(number, -1 if site is None else site) for number, site in rows]
    ids = np.array([number for number, _ in table], np.int64)
    keep = np.ones(len(ids), dtype=bool)
    if query.sites or query.places:
        keep &= np.isin(np.array([site for _, site in table]), _site_ids(selector, query))
    wanted = dict(query.flags).get("identified")
    if wanted is not None or query.texts or query.claimants:
        claims = selector.columns.claims("identification")
        fits = np.ones(len(claims), dtype=bool)
        judged = selector.judged(claims, query)
        if judged is not None:
            fits &= judged
        for column, words in query.texts:
            fits &= claims.text(column).where(text_test(words))
        named = np.isin(ids, claims.int("remains_id")[fits])
        keep &= named if wanted in {None, True} else ~named
    return {"remains": ids[keep]}


def sources(selector: Selector, query: Query) -> Evidence:
    """Sources of the record."""
    found = models.Source.objects.order_by("id")
    if query.kinds:
        found = found.filter(kind__in=query.kinds)
    if query.claimants:
        found = found.filter(claimant__key__in=query.claimants)
    if query.reliability:
        found = found.filter(reliability__lte=query.reliability)
    archived = dict(query.flags).get("archived")
    if archived is not None:
        found = found.filter(item__isnull=not archived)
    return {"source": np.array(list(found.values_list("id", flat=True)), np.int64)}


def all_claims(selector: Selector, query: Query) -> Evidence:
    """Claims of all kinds, or of those named."""
    evidence: Evidence = {}
    for kind in query.kinds or tuple(KINDS):
        if kind not in KINDS:
            continue
        rows = selector.columns.claims(kind, retracted="retracted" in query.claim_status)
        judged = selector.judged(rows, query)
        ids = rows.ids if judged is None else rows.ids[judged]
        if len(ids):
            evidence[kind] = ids
    return evidence


def as_selection(evidence: Evidence) -> Selection:
    """Entities as a selection in which every answer is yes."""
    size = sum(len(ids) for ids in evidence.values())
    result = Selection(np.full(size, YES, np.int8))
    start = 0
    for kind, ids in evidence.items():
        result.read.append((kind, ids, np.arange(start, start + len(ids))))
        start += len(ids)
    return result
