"""Where an object lies in a storage root: extension 0004-hashed-n-tuple-storage-layout."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

__all__ = ["HASHED_N_TUPLE", "HashedNTuple"]

HASHED_N_TUPLE = "0004-hashed-n-tuple-storage-layout"


@dataclass(frozen=True, slots=True)
class HashedNTuple:
    """The layout with its settings; the extension's defaults are ours.

    The digest of the id is cut into ``number_of_tuples`` pieces of ``tuple_size`` characters, and the
    object lies below them under the whole digest, or under its rest with ``short_object_root``.
    """

    digest_algorithm: str = "sha256"
    tuple_size: int = 3
    number_of_tuples: int = 3
    short_object_root: bool = False

    @classmethod
    def from_json(cls, data: Any) -> HashedNTuple:
        """The settings of a ``config.json``.

        Raises:
            ValueError: when a setting is not one that the extension allows.
        """
        if (
            not isinstance(data, dict)
            or data.get("extensionName", HASHED_N_TUPLE) != HASHED_N_TUPLE
        ):
            raise ValueError("these are not the settings of this extension")
        layout = cls(
            data.get("digestAlgorithm", "sha256"),
            data.get("tupleSize", 3),
            data.get("numberOfTuples", 3),
            data.get("shortObjectRoot", False),
        )
        if layout.digest_algorithm not in {"md5", "sha1", "sha256", "sha512"}:
            raise ValueError(f"unknown digestAlgorithm {layout.digest_algorithm!r}")
        for number in (layout.tuple_size, layout.number_of_tuples):
            if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number <= 32:
                raise ValueError(f"{number!r} is not between 0 and 32")
        if (layout.tuple_size == 0) != (layout.number_of_tuples == 0):
            raise ValueError("tupleSize and numberOfTuples are 0 only together")
        if not isinstance(layout.short_object_root, bool):
            raise ValueError("shortObjectRoot is neither true nor false")
        if layout.tuple_size * layout.number_of_tuples > len(layout._digest("")):
            raise ValueError("the digest is too short for so many tuples")
        return layout

    def as_json(self) -> dict[str, Any]:
        """The settings as the extension's ``config.json`` writes them."""
        return {
            "extensionName": HASHED_N_TUPLE,
            "digestAlgorithm": self.digest_algorithm,
            "tupleSize": self.tuple_size,
            "numberOfTuples": self.number_of_tuples,
            "shortObjectRoot": self.short_object_root,
        }

    def path(self, identifier: str) -> str:
        """The object's place, relative to the storage root.

        >>> HashedNTuple().path("object-01")[:16]
        '3c0/ff4/240/3c0f'
        """
        digest = self._digest(identifier)
        size, count = self.tuple_size, self.number_of_tuples
        tuples = [digest[at * size : (at + 1) * size] for at in range(count)]
        last = digest[size * count :] if self.short_object_root else digest
        return "/".join([*tuples, last] if last else tuples)

    def _digest(self, identifier: str) -> str:
        data = identifier.encode("utf-8", "surrogatepass")
        return hashlib.new(self.digest_algorithm, data, usedforsecurity=False).hexdigest()
