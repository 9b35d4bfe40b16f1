"""What a figure rests on: ids of claims and entries, and the addresses by which people name them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

import numpy as np

from probanda.casebook import models
from probanda.casebook.figures.columns import KINDS
from probanda.casebook.figures.selection import Evidence
from probanda.casebook.figures.trilean import Ints

__all__ = ["AddressBook", "count", "digest", "joined"]

BATCH = 900  # below SQLite's oldest limit of host parameters
ENTITIES: dict[str, Any] = {"remains": models.Remains, "site": models.Site, "source": models.Source}


def count(evidence: Evidence) -> int:
    """How many claims and entries."""
    return sum(len(ids) for ids in evidence.values())


def joined(parts: Iterable[Evidence]) -> Evidence:
    """The union of several."""
    found: Evidence = {}
    for part in parts:
        for kind, ids in part.items():
            found[kind] = np.union1d(found[kind], ids) if kind in found else ids
    return found


def digest(evidence: Evidence) -> str:
    """SHA-256 over the sorted ``kind:id``: equal when and only when the rows behind are the same."""
    state = hashlib.sha256()
    for kind in sorted(evidence):
        state.update(f"{kind}:".encode())
        state.update(np.sort(evidence[kind]).astype("<i8").tobytes())
    return state.hexdigest()


class AddressBook:
    """Addresses of claims (key, else ``kind:id``) and of entries (``register:key``), found in batches."""

    def __init__(self) -> None:
        self._claim_keys: dict[str, dict[int, str]] = {}
        self._entry_keys: dict[int, str] = {}
        self._all_entries = False

    def of(self, evidence: Evidence) -> tuple[str, ...]:
        """All addresses, sorted."""
        return tuple(sorted(address for _, _, address in self.items(evidence)))

    def items(self, evidence: Evidence) -> Iterable[tuple[str, int, str]]:
        """(kind, id, address) of everything behind."""
        for kind in sorted(evidence):
            ids = evidence[kind]
            if kind == "entry":
                self._learn_entries(ids)
                names = self._entry_keys
            else:
                names = self._keys(kind)
            for number in ids.tolist():
                yield kind, number, names.get(number) or f"{kind}:{number}"

    def _keys(self, kind: str) -> dict[int, str]:
        if kind not in self._claim_keys:
            if kind in ENTITIES:
                found = ENTITIES[kind].objects.values_list("id", "key")
            else:
                found = (
                    KINDS[kind]
                    .objects.filter(current=True, key__isnull=False)
                    .values_list("id", "key")
                )
            self._claim_keys[kind] = {number: key for number, key in found if key}
        return self._claim_keys[kind]

    def _learn_entries(self, ids: Ints) -> None:
        if self._all_entries:
            return
        wanted = [number for number in ids.tolist() if number not in self._entry_keys]
        entries = models.Entry.objects.values_list("id", "register__key", "key")
        if len(wanted) > 20 * BATCH:
            self._all_entries = True
            rows: Iterable[tuple[int, str, str]] = entries.iterator(chunk_size=10_000)
            self._entry_keys.update((number, f"{register}:{key}") for number, register, key in rows)
            return
        for start in range(0, len(wanted), BATCH):
            chosen = entries.filter(id__in=wanted[start : start + BATCH])
            self._entry_keys.update(
                (number, f"{register}:{key}") for number, register, key in chosen
            )
