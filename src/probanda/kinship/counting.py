"""How many assignments there are: partial matchings of victims and missing, counted not listed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence


def assignments(pairings: Mapping[str, Sequence[str]]) -> int:
    """Number of ways to give every victim one allowed missing person or none, nobody twice.

    Missing persons with the same allowed victims are interchangeable, so only the number taken of
    each kind is kept; cheap when pairings follow sex.

    >>> assignments({"V1": ["M1", "M2"], "V2": ["M1", "M2"], "V3": ["M3"]})
    14
    """
    allowed: dict[str, frozenset[str]] = {}
    for v, ms in pairings.items():
        for m in set(ms) - {"*"}:
            allowed[m] = allowed.get(m, frozenset()) | {v}
    kinds = Counter(allowed.values())
    sets = list(kinds)
    state: dict[tuple[int, ...], int] = {tuple(kinds[s] for s in sets): 1}
    last = {
        k: max((i for i, v in enumerate(pairings) if v in s), default=-1)
        for k, s in enumerate(sets)
    }
    for i, v in enumerate(pairings):
        new: dict[tuple[int, ...], int] = {}
        open_kinds = [k for k, s in enumerate(sets) if v in s]
        for left, ways in state.items():
            moves = [(left, ways)]
            moves += [
                ((*left[:k], left[k] - 1, *left[k + 1 :]), ways * left[k])
                for k in open_kinds
                if left[k]
            ]
            for target, count in moves:
                key = tuple(0 if last[k] <= i else x for k, x in enumerate(target))
                new[key] = new.get(key, 0) + count
        state = new
    return sum(state.values())
