"""The exact joint posterior when families and samples share one urn of alleles (theta above 0).

Assignments are listed here, because the urn ties all families together; `Polynomial`s of the families taken so
far are multiplied along the way. Beyond a size this is not done, and the caller says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from probanda.kinship.case import UNMATCHED, Case, Family
from probanda.kinship.counting import assignments
from probanda.kinship.likelihood import Observed
from probanda.kinship.marker import Marker
from probanda.kinship.options import FamilyOptions, Option
from probanda.kinship.pedigree import Pedigree
from probanda.kinship.tables import observed_in, observed_sample
from probanda.kinship.urn import Polynomial, TooManyTermsError, Urn

Array = NDArray[np.float64]
MOST_ASSIGNMENTS = 4_000
MOST_WORK = 60_000_000  # products of terms over all markers, some ten seconds


@dataclass(frozen=True, eq=False)
class Weighed:
    """Every assignment that is possible, with the log-likelihood of everything under it."""

    assignments: tuple[Mapping[str, str], ...]
    logliks: Array
    null: float


def weighed(case: Case, options: list[FamilyOptions]) -> Weighed | None:
    """All possible assignments under one urn; None when that is too much to compute.

    Args:
        case: a checked case with theta above 0.
        options: what each family could take, none cut (their weights are not read).
    """
    if assignments(case.pairings) > MOST_ASSIGNMENTS or not all(o.complete for o in options):
        return None
    chosen = [x for x in _choices(options) if x is not None]
    total = np.zeros(len(chosen))
    null = 0.0
    left = MOST_WORK
    # The marker with most alleles first: what is too much is then known soon.
    for name in sorted(case.markers, key=lambda n: -_variety(case, n)):
        try:
            logs, apart, work = _at_marker(case, name, options, chosen, left)
        except TooManyTermsError:
            return None
        total += logs
        null += apart
        left -= work
    kept = np.isfinite(total)
    listed = tuple(
        {v: dict(p for o in choice for p in o.pairs).get(v, UNMATCHED) for v in case.victims}
        for choice, good in zip(chosen, kept, strict=True)
        if good
    )
    return Weighed(listed, total[kept], null)


def _variety(case: Case, name: str) -> int:
    """How many alleles the samples and families show at a marker."""
    profiles = [s.profile for s in case.victims.values()]
    profiles += [p for f in case.families.values() for p in f.profiles.values()]
    return len({a for p in profiles for a in p.get(name, ())})


def _choices(options: list[FamilyOptions]) -> Iterator[tuple[Option, ...]]:
    """One option per family, no victim twice."""

    def grow(
        k: int, used: frozenset[str], so_far: tuple[Option, ...]
    ) -> Iterator[tuple[Option, ...]]:
        if k == len(options):
            yield so_far
            return
        for option in options[k].options:
            victims = {v for v, _ in option.pairs}
            if victims.isdisjoint(used):
                yield from grow(k + 1, used | victims, (*so_far, option))

    yield from grow(0, frozenset(), ())


def _at_marker(
    case: Case,
    name: str,
    options: list[FamilyOptions],
    chosen: list[tuple[Option, ...]],
    left: int,
) -> tuple[Array, float, int]:
    """Log-likelihoods of the choices at one marker, that of nobody matched, and the terms it took."""
    marker = case.markers[name]
    by_name = {o.family: case.families[o.family] for o in options}
    others = [f for f in case.families.values() if f.name not in by_name and name not in f.left_out]
    here = {k: f for k, f in by_name.items() if name not in f.left_out}
    if any(f.markers.get(name, marker) != marker for f in (*here.values(), *others)):
        raise TooManyTermsError  # another definition of the marker is another urn
    samples = {v: observed_sample(s, marker, v) for v, s in case.victims.items()}
    seen = [*samples.values(), *(observed_in(f, marker) for f in (*here.values(), *others))]
    urn = Urn(marker, _shown(marker, seen), case.theta, left)
    fixed = Polynomial.one(urn.size)
    for f in others:
        fixed = urn.times(fixed, urn.of(f.pedigree, observed_in(f, marker)))
    alone = {v: urn.of(Pedigree.single(v, case.victims[v].sex), o) for v, o in samples.items()}
    # A sample taken by a family that is left out at this marker tells nothing there either way: it stays alone.
    known: dict[tuple[str, tuple[tuple[str, str], ...]], Polynomial] = {}

    def family(f: Family, option: Option) -> Polynomial:
        key = (f.name, option.pairs)
        if key not in known:
            observed = observed_in(f, marker)
            for v, m in option.pairs:
                observed = observed | observed_sample(case.victims[v], marker, m)
            known[key] = urn.of(f.pedigree, observed)
        return known[key]

    products: dict[tuple[tuple[tuple[str, str], ...], ...], Polynomial] = {(): fixed}

    def product(choice: tuple[Option, ...]) -> Polynomial:
        """Families from the first on; the start of a choice is shared by many."""
        key = tuple(o.pairs for o in choice)
        if key not in products:
            before = product(choice[:-1])
            f = here.get(options[len(choice) - 1].family)
            products[key] = before if f is None else urn.times(before, family(f, choice[-1]))
        return products[key]

    logs = np.empty(len(chosen))
    apart = -np.inf
    for at, choice in enumerate(chosen):
        whole = product(choice)
        taken = {
            v
            for o, spec in zip(choice, options, strict=True)
            if spec.family in here
            for v, _ in o.pairs
        }
        for v, polynomial in alone.items():
            if v not in taken:
                whole = urn.times(whole, polynomial)
        logs[at] = whole.log_mean(urn.alpha)
        if not any(o.pairs for o in choice):
            apart = float(logs[at])
    return logs, apart, left - urn.budget


def _shown(marker: Marker, observed: list[Observed]) -> frozenset[int]:
    """Alleles that somebody shows; all of them where a table speaks of them."""
    if any(o.soft for o in observed) or marker.silent is not None:
        return frozenset(range(len(marker.freqs)))
    pairs = [pair for o in observed for pair in o.pairs.values()]
    if any(-1 in pair and pair != (-1, -1) for pair in pairs):
        return frozenset(range(len(marker.freqs)))
    return frozenset(a for pair in pairs for a in pair if a >= 0)
