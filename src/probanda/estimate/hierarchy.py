"""Hierarchical log-linear models over lists: their terms, names and enumeration.

A term is a bit mask of lists (0 is the intercept). A model holds every subset of each of its
terms, and all single lists. Fitting is elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

__all__ = ["HierarchicalModel", "all_models", "count_models", "pair_masks"]

Terms = tuple[int, ...]


@dataclass(frozen=True)
class HierarchicalModel:
    """A hierarchical model of `p` lists; `terms` sorted, closed under subsets, with all singles.

    >>> HierarchicalModel.of(3, [0b011]).name
    '[12,3]'
    """

    p: int
    terms: Terms

    @classmethod
    def of(cls, p: int, generators: Iterable[int]) -> HierarchicalModel:
        """The smallest hierarchical model with all single lists and every generator."""
        terms = {0} | {1 << j for j in range(p)}
        for generator in generators:
            sub = generator
            while sub:
                terms.add(sub)
                sub = (sub - 1) & generator
        return cls(p, tuple(sorted(terms)))

    @property
    def generators(self) -> Terms:
        """Maximal terms: longest first, then by list order."""
        present = [t for t in self.terms if t]
        maximal = [t for t in present if not any(t != u and t & u == t for u in present)]
        return tuple(sorted(maximal, key=lambda t: (-t.bit_count(), _positions(t))))

    @property
    def interactions(self) -> Terms:
        """Terms of two lists or more."""
        return tuple(t for t in self.terms if t.bit_count() > 1)

    @property
    def order(self) -> int:
        """Number of lists in the longest term."""
        return max(t.bit_count() for t in self.terms)

    @property
    def name(self) -> str:
        """Generators by list number, `[123,14]`; with ten lists or more `[1.10,2]`."""
        glue = "." if self.p > 9 else ""
        parts = (glue.join(str(j + 1) for j in _positions(g)) for g in self.generators)
        return "[" + ",".join(parts) + "]"

    def spoken(self, lists: Sequence[str]) -> str:
        """Generators by list name: `A+B | C`."""
        return " | ".join("+".join(lists[j] for j in _positions(g)) for g in self.generators)

    def with_term(self, term: int) -> HierarchicalModel:
        """This model and one more term (with its subsets)."""
        return HierarchicalModel.of(self.p, (*self.interactions, term))

    def without_term(self, term: int) -> HierarchicalModel:
        """This model without `term` and everything above it."""
        return HierarchicalModel(self.p, tuple(t for t in self.terms if t & term != term))


def pair_masks(p: int) -> list[int]:
    """Masks of all pairs of lists, in the order 12, 13, …, 23, …."""
    return [1 << i | 1 << j for i, j in combinations(range(p), 2)]


def all_models(p: int, order: int) -> list[HierarchicalModel]:
    """Every hierarchical model with terms of at most `order` lists, richest first.

    With `order = p - 1`: 8 models for three lists, 113 for four, 6,893 for five.

    >>> [len(all_models(p, p - 1)) for p in (2, 3, 4)]
    [1, 8, 113]
    """
    if not 1 <= order <= p:
        raise ValueError(f"order must lie between 1 and {p}, got {order}")
    base = [0] + [1 << j for j in range(p)]
    models = [
        HierarchicalModel(p, tuple(sorted((*base, *extra)))) for extra in _closed(p, 2, order, ())
    ]
    return sorted(models, key=lambda m: (-len(m.terms), m.generators))


def count_models(p: int, order: int, ceiling: int) -> int:
    """Number of models `all_models` would list, or `ceiling` once that many are counted."""
    if p * (p - 1) // 2 > 60 and order > 1:
        return ceiling
    if order >= 2 and 2 ** (p * (p - 1) // 2) >= ceiling:
        return ceiling
    number = 0
    for _ in _closed(p, 2, order, ()):
        number += 1
        if number >= ceiling:
            break
    return number


def _closed(p: int, size: int, order: int, below: Terms) -> Iterator[Terms]:
    """All sets of terms of `size`..`order` lists whose faces of size - 1 are in `below`."""
    if size > order:
        yield ()
        return
    allowed = [
        mask
        for mask in (sum(1 << j for j in chosen) for chosen in combinations(range(p), size))
        if size == 2 or all(mask & ~(1 << j) in below for j in _positions(mask))
    ]
    for pick in range(1 << len(allowed)):
        chosen = tuple(mask for i, mask in enumerate(allowed) if pick >> i & 1)
        if not chosen:
            yield ()
            continue
        for above in _closed(p, size + 1, order, chosen):
            yield chosen + above


def _positions(mask: int) -> tuple[int, ...]:
    return tuple(j for j in range(mask.bit_length()) if mask >> j & 1)
