"""How common a name is, counted in the lists themselves by skeleton and role."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from probanda.names.parse import parse
from probanda.names.parts import Part, Role
from probanda.names.skeleton import skeleton_of_sounds

__all__ = ["Frequencies"]


@dataclass(frozen=True, slots=True)
class Frequencies:
    """Shares of surnames, given names and fathers' names among the names counted."""

    counts: dict[Role, Counter[str]] = field(default_factory=dict)

    @classmethod
    def count(cls, names: Iterable[str]) -> Frequencies:
        """Count the parts of names as written; every text counts as often as it stands."""
        counts: dict[Role, Counter[str]] = {}
        for text in names:
            for part in parse(text).compared:
                if not part.initial:
                    counts.setdefault(part.role, Counter())[_key(part)] += 1
        return cls(counts)

    def share(self, *parts: Part) -> float | None:
        """Largest share among the parts' spellings, 0–1; None when nothing of the role was counted."""
        shares = []
        for part in parts:
            counted = self.counts.get(part.role)
            if counted and not part.initial:
                shares.append(counted[_key(part)] / counted.total())
        return max(shares, default=None)


def _key(part: Part) -> str:
    return skeleton_of_sounds(part.sounds[: part.stem])
