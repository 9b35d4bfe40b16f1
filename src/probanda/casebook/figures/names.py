"""Keys of registers, claimants, places and the like → their rows; and what is not in the record.

Holds the gazetteer: a place stands for itself and everything within it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from probanda.casebook import models
from probanda.casebook.figures.columns import Columns
from probanda.casebook.figures.trilean import Ints

__all__ = ["Names"]


class Names:
    """Looks keys up, once each."""

    def __init__(self, columns: Columns) -> None:
        self.columns = columns

    def ids(self, entity: str, keys: Sequence[str]) -> Ints:
        """Ids of the keys that exist; ``unknown`` lists the others."""
        known = self.columns.keys(entity)
        return np.array([known[key] for key in keys if key in known], dtype=np.int64)

    def unknown(self, entity: str, keys: Sequence[str]) -> list[str]:
        """The keys that the record does not have. A place may also be given by one of its names."""
        known = self.columns.keys(entity)
        missing = [key for key in keys if key not in known]
        if entity == "place":
            missing = [key for key in missing if key.casefold() not in self._places_by_name]
        return missing

    def keepers(self, registers: Ints) -> Ints:
        """Claimants who keep these registers."""
        kept = self._keepers
        return np.array([kept[int(register)] for register in registers], dtype=np.int64)

    def registers_of(self, claimants: Ints) -> set[int]:
        """Registers kept by these claimants."""
        wanted = set(claimants.tolist())
        return {register for register, keeper in self._keepers.items() if keeper in wanted}

    @cached_property
    def _keepers(self) -> dict[int, int]:
        return dict(models.Register.objects.values_list("id", "claimant_id"))

    @cached_property
    def titles(self) -> dict[tuple[str, str], str]:
        """("register" or "claimant", key) → title or name."""
        found = {
            ("register", key): title
            for key, title in models.Register.objects.values_list("key", "title")
        }
        for key, name in models.Claimant.objects.values_list("key", "name"):
            found["claimant", key] = name
        for key, name in models.Place.objects.values_list("key", "name"):
            found["place", key] = name
        for key, label in models.Site.objects.values_list("key", "label"):
            found["site", key] = label
        return found

    # -- places ---------------------------------------------------------------------------------

    @cached_property
    def _places(self) -> dict[int, tuple[int | None, frozenset[str]]]:
        """Id → (id of the place around it, all its names in lower case)."""
        found: dict[int, tuple[int | None, frozenset[str]]] = {}
        for number, parent, name, others in models.Place.objects.values_list(
            "id", "parent_id", "name", "names"
        ):
            names = {name, *(str(other) for other in (others or {}).values())}
            found[number] = (parent, frozenset(word.casefold().strip() for word in names if word))
        return found

    @cached_property
    def _places_by_name(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for number, (_, names) in self._places.items():
            for name in names:
                found.setdefault(name, []).append(number)
        return found

    def within(self, keys: Sequence[str]) -> tuple[Ints, frozenset[str]]:
        """Ids of these places and of all within them, and the names by which a text may mean one of them.

        A name that a place elsewhere bears too is left out: a text alone cannot tell which is meant.
        """
        roots = set(self.ids("place", keys).tolist())
        for key in self.unknown_keys("place", keys):
            roots.update(self._places_by_name.get(key.casefold(), ()))
        children: dict[int, list[int]] = {}
        for number, (parent, _) in self._places.items():
            if parent is not None:
                children.setdefault(parent, []).append(number)
        inside: set[int] = set()
        queue = list(roots)
        while queue:
            number = queue.pop()
            if number not in inside:
                inside.add(number)
                queue.extend(children.get(number, ()))
        words = {
            name
            for number in inside
            for name in self._places[number][1]
            if all(other in inside for other in self._places_by_name[name])
        }
        return np.array(sorted(inside), dtype=np.int64), frozenset(words)

    def unknown_keys(self, entity: str, keys: Sequence[str]) -> list[str]:
        """Words that are not keys (a place's name may be)."""
        known = self.columns.keys(entity)
        return [key for key in keys if key not in known]

    def place_label(self, number: int) -> str:
        """The name of a place by id."""
        return self._place_names.get(number, "")

    @cached_property
    def _place_names(self) -> dict[int, str]:
        return dict(models.Place.objects.values_list("id", "name"))

    def sites_of_remains(self) -> dict[int, int]:
        """Remains → site, by id."""
        return self._remains_sites

    @cached_property
    def _remains_sites(self) -> dict[int, int]:
        return {
            number: site
            for number, site in models.Remains.objects.values_list("id", "site_id")
            if site is not None
        }
