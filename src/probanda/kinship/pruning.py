"""Leaving out options that cannot matter, with a proven bound on what that can change.

With a flat prior an option's posterior is at most its weight times the probability that its victims
and its missing person would otherwise be left alone: undoing the option maps assignments one to one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from probanda.kinship.options import FamilyOptions, Option


@dataclass(frozen=True)
class Certificate:
    """What was left out and how much posterior probability it can hold at most.

    `error_bound` bounds the total variation between the posterior given and the exact one; None
    when no bound could be proven.
    """

    exact: bool = True
    dropped: int = 0
    error_bound: float | None = 0.0

    def as_dict(self) -> dict[str, object]:
        """Plain values for JSON."""
        return {
            "exact": self.exact,
            "dropped_options": self.dropped,
            "posterior_error_bound": self.error_bound,
        }


def components(families: Sequence[FamilyOptions]) -> list[list[FamilyOptions]]:
    """Families grouped so that no two groups want the same victim."""
    root: dict[str, str] = {}

    def find(x: str) -> str:
        while root.setdefault(x, x) != x:
            root[x] = root[root[x]]
            x = root[x]
        return x

    for f in families:
        for o in f.options:
            for v, _ in o.pairs:
                root[find("v:" + v)] = find("f:" + f.family)
    groups: dict[str, list[FamilyOptions]] = {}
    for f in families:
        groups.setdefault(find("f:" + f.family), []).append(f)
    return list(groups.values())


def width(group: Sequence[FamilyOptions]) -> int:
    """Columns a group needs: its victims, or its missing when each family lacks one person."""
    victims = {v for f in group for o in f.options for v, _ in o.pairs}
    if all(len(o.pairs) <= 1 for f in group for o in f.options):
        missing = {m for f in group for o in f.options for _, m in o.pairs}
        return min(len(victims), len(missing))
    return len(victims)


def pruned(
    families: Sequence[FamilyOptions], limit: int
) -> tuple[list[FamilyOptions], Certificate]:
    """Families with the fewest least-likely options dropped so that every group is narrow enough."""
    incomplete = any(not f.complete for f in families)
    if max((width(g) for g in components(families)), default=0) <= limit:
        bound = None if incomplete else 0.0
        return list(families), Certificate(not incomplete, 0, bound)
    ranked = sorted(_bounds(families), key=lambda x: x[0])
    low, high = 0, len(ranked)
    while low < high:
        middle = (low + high) // 2
        kept = _without(families, {(f, o) for _, f, o in ranked[:middle]})
        if max((width(g) for g in components(kept)), default=0) <= limit:
            high = middle
        else:
            low = middle + 1
    dropped = ranked[:low]
    bound = None if incomplete else min(1.0, float(sum(u for u, _, _ in dropped)))
    kept = _without(families, {(f, o) for _, f, o in dropped})
    return kept, Certificate(False, len(dropped), bound)


def _without(
    families: Sequence[FamilyOptions], gone: set[tuple[str, Option]]
) -> list[FamilyOptions]:
    return [
        FamilyOptions(
            f.family, tuple(o for o in f.options if (f.family, o) not in gone), f.complete
        )
        for f in families
    ]


def _bounds(families: Sequence[FamilyOptions]) -> list[tuple[float, str, Option]]:
    """(bound on the posterior, family, option) of every option but the empty ones."""
    by_missing: dict[str, dict[str, float]] = {}
    by_victim: dict[str, dict[str, float]] = {}
    for f in families:
        if any(len(o.pairs) > 1 for o in f.options):
            continue
        for o in f.options:
            for v, m in o.pairs:
                by_missing.setdefault(m, {})[v] = o.weight
                by_victim.setdefault(v, {})[m] = o.weight
    # P(V alone) <= (1 + sum of the rivals' ratios for M) / LR(V, M): swap V in for the rival
    alone_v = {
        v: min((_alone(by_missing[m], v) for m in ms), default=1.0) for v, ms in by_victim.items()
    }
    alone_m = {
        m: min((_alone(by_victim[v], m) for v in vs), default=1.0) for m, vs in by_missing.items()
    }
    out = []
    for f in families:
        for o in f.options:
            if o.pairs:
                chance = min(
                    [1.0]
                    + [alone_v.get(v, 1.0) for v, _ in o.pairs]
                    + [alone_m.get(m, 1.0) for _, m in o.pairs]
                )
                out.append((float(np.exp(min(o.weight, 700.0)) * chance), f.family, o))
    return out


def _alone(weights: dict[str, float], who: str) -> float:
    mine = weights[who]
    rivals = np.array([w for x, w in weights.items() if x != who] + [0.0])
    return float(min(1.0, np.exp(np.minimum(rivals - mine, 0.0)).sum()))
