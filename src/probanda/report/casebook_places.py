"""Places and sites of an open casebook, with the coarser places around each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from probanda.consent import Consent, most_restrictive
from probanda.report.values import Place, Site

__all__ = ["CasebookPlaces"]


class CasebookPlaces:
    """Places and sites by key, read once; ``models`` are the casebook's, names are in ``language``."""

    def __init__(self, models: Any, language: str) -> None:
        self._models = models
        self._language = language

    @cached_property
    def _by_id(self) -> dict[int, dict[str, Any]]:
        columns = ("id", "key", "name", "names", "kind", "parent_id", "latitude", "longitude")
        return {row["id"]: row for row in self._models.Place.objects.values(*columns)}

    @cached_property
    def by_key(self) -> dict[str, dict[str, Any]]:
        """Rows of the places by key."""
        return {row["key"]: row for row in self._by_id.values()}

    def place(self, key: str) -> Place | None:
        """The place with this key, with the coarser ones around it."""
        row = self.by_key.get(key)
        if row is None:
            return None
        names = row["names"] or {}
        around = [self._named(each) for each in self._around(row)]
        name = self._named(row)
        others = dict.fromkeys(
            other for other in (row["name"], *names.values()) if other and other != name
        )
        return Place(
            key, name, tuple(around), row["latitude"], row["longitude"], tuple(map(str, others))
        )

    def _around(self, row: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """The coarser places around one, nearest first; a circle of parents ends where it began."""
        seen = {row["id"]}
        parent = self._by_id.get(row["parent_id"])
        while parent is not None and parent["id"] not in seen:
            seen.add(parent["id"])
            yield parent
            parent = self._by_id.get(parent["parent_id"])

    def _named(self, row: dict[str, Any]) -> str:
        """A place's name in the document's language, else its own name."""
        return str((row["names"] or {}).get(self._language) or row["name"])

    @cached_property
    def sites(self) -> dict[str, Site]:
        """The sites by key, in the order of their keys."""
        locations: dict[int, list[Any]] = defaultdict(list)
        claims = self._models.SiteLocationClaim.objects.filter(current=True)
        for claim in claims.exclude(status="retracted").select_related("place", "source"):
            locations[claim.site_id].append(claim)
        found: dict[str, Site] = {}
        for site in self._models.Site.objects.select_related("place").order_by("key"):
            stated = sorted(locations[site.pk], key=lambda c: (c.reliability, c.credibility, c.pk))
            best = next((c for c in stated if c.latitude is not None), None)
            place = site.place or next((c.place for c in stated if c.place is not None), None)
            found[site.key] = Site(
                site.key,
                site.label,
                None if place is None else self.place(place.key),
                most_restrictive([Consent(claim.consent) for claim in stated]),
                best.latitude if best else None,
                best.longitude if best else None,
                tuple(dict.fromkeys(claim.source.key for claim in stated)),
            )
        return found

    def site(self, key: str) -> Site | None:
        """The site with this key; the narrowest consent of all statements on where it lies holds."""
        return self.sites.get(key)

    def site_place(self, key: str) -> str:
        """Key of the place in which a site lies; "" when nothing says so."""
        site = self.sites.get(key)
        return site.place.key if site is not None and site.place is not None else ""

    def coarse(self, site_key: str) -> tuple[str, float, float] | None:
        """The nearest district or region around a site that has a centre."""
        own = self.by_key.get(self.site_place(site_key))
        for place in () if own is None else self._around(own):
            if (
                place["kind"] in {"district", "region", "province", "country"}
                and place["latitude"] is not None
                and place["longitude"] is not None
            ):
                return place["name"], place["latitude"], place["longitude"]
        return None
