"""Everyone at once: the exact posterior over assignments, their order, pairing probabilities, GLR.

Nothing here declares an identification: the numbers say how well assignments explain the DNA.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from probanda.kinship.case import UNMATCHED, Case
from probanda.kinship.counting import assignments
from probanda.kinship.options import FamilyOptions, Option, family_options
from probanda.kinship.packing import Choice, Packing
from probanda.kinship.problems import KinshipError
from probanda.kinship.pruning import Certificate, components, pruned
from probanda.kinship.ratios import Ratios, family_logliks, pairwise, sample_logliks
from probanda.kinship.shared import Weighed, weighed

Array = NDArray[np.float64]
MAX_COLUMNS = 18


@dataclass(frozen=True)
class Assignment:
    """One joint solution: victim -> missing person or "*", with log-likelihood and posterior."""

    assignment: Mapping[str, str]
    loglik: float
    posterior: float


@dataclass(frozen=True, eq=False)
class Joint:
    """The joint posterior of a case.

    Attributes:
        n_assignments: a-priori possible assignments (pairings considered, nobody twice).
        top: the best ones, heaviest first.
        pairing: `(victims, missing + 1)` posterior of each pairing, last column "*".
        glr: `(victims, missing)` generalised likelihood ratio: best likelihood with the pairing over
            best without it; NaN where not considered.
        best_with: `(victims, missing + 1)` log-weight, against nobody matched, of the best assignment
            with each pairing, last column "*"; -inf where impossible.
        certificate: whether this is exact, and the bound on the error if not.
        loglik_null: log-likelihood when nobody is matched.
    """

    victims: tuple[str, ...]
    missing: tuple[str, ...]
    n_assignments: int
    top: tuple[Assignment, ...]
    pairing: Array
    glr: Array
    best_with: Array
    certificate: Certificate
    loglik_null: float


@dataclass(frozen=True)
class Prior:
    """Prior over assignments; the default weighs all the same.

    Attributes:
        odds: prior odds of a pairing against "not one of the missing", for every pairing alike.
        closed: every victim is one of the listed missing (where it has a pairing at all).
        extra: natural log of further, non-genetic likelihood ratios per (victim, missing).
    """

    odds: float = 1.0
    closed: bool = False
    extra: Mapping[tuple[str, str], float] | None = None

    def log(self, option: Option) -> float:
        """Log prior weight of an option."""
        extra = self.extra or {}
        return sum(float(np.log(self.odds)) + extra.get(pair, 0.0) for pair in option.pairs)


def identify(
    case: Case,
    ratios: Ratios | None = None,
    *,
    top: int = 300,
    prior: Prior | None = None,
    listed: list[FamilyOptions] | None = None,
) -> Joint:
    """The exact joint posterior over all assignments of victims to missing persons.

    Families are independent given which victims they take; sums and maxima run over those choices
    (see `packing`), never over assignments. Groups of families that compete for more than 18
    victims first lose options of negligible posterior, and the certificate bounds the effect.

    Args:
        case: a checked case in which every family is possible (`ratios.without_impossible`).
        ratios: pairwise results if at hand.
        top: number of best assignments to return; impossible ones fill up at the end.
        prior: weights of assignments; flat by default.
        listed: what each family could take, if at hand.
    """
    prior = prior or Prior()
    ratios = ratios if ratios is not None else pairwise(case, detail=False)
    if listed is None:
        listed = [family_options(case, f, ratios) for f in case.families.values() if f.missing]
    if case.theta > 0:
        together = weighed(case, listed)
        if together is not None:
            return _from_list(case, ratios, together, top, prior)
    scored = [_weighed(options, prior) for options in listed]
    kept, certificate = pruned(scored, MAX_COLUMNS)
    if case.theta > 0:
        # families are treated as independent given their own victims; the shared urn makes them not
        certificate = Certificate(False, certificate.dropped, None)
    groups = [_Group(g, prior.closed) for g in components(kept)]
    null = loglik_null(case)
    pairing = _pairing(case, groups)
    best_with = _best_with(case, groups)
    glr = _glr(best_with, ratios)
    best = tuple(_top(case, groups, null, top, prior))
    return Joint(
        tuple(case.victims),
        case.missing,
        assignments(case.pairings),
        best,
        pairing,
        glr,
        best_with,
        certificate,
        null,
    )


def _from_list(case: Case, ratios: Ratios, found: Weighed, top: int, prior: Prior) -> Joint:
    """The joint posterior out of a list of every possible assignment (one urn for all)."""
    columns = {m: j for j, m in enumerate((*case.missing, UNMATCHED))}
    logs = np.array(
        [
            w + prior.log(Option(tuple((v, m) for v, m in a.items() if m != UNMATCHED), 0.0))
            for a, w in zip(found.assignments, found.logliks, strict=True)
        ]
    )
    if prior.closed:
        open_ended = [
            any(m == UNMATCHED and case.pairings.get(v) for v, m in a.items())
            for a in found.assignments
        ]
        logs = np.where(open_ended, -np.inf, logs)
    peak = logs.max(initial=-np.inf)
    weights = np.exp(logs - peak) if np.isfinite(peak) else np.zeros(len(logs))
    share = weights / weights.sum() if weights.sum() > 0 else weights
    pairing = np.zeros((len(case.victims), len(columns)))
    best_with = np.full(pairing.shape, -np.inf)
    for a, part, w in zip(found.assignments, share, logs, strict=True):
        for i, m in enumerate(a.values()):
            pairing[i, columns[m]] += part
            best_with[i, columns[m]] = max(best_with[i, columns[m]], w - found.null)
    order = sorted(
        range(len(logs)),
        key=lambda k: (
            -round(float(logs[k]), 8),
            [columns[m] for m in found.assignments[k].values()],
        ),
    )
    best = [
        Assignment(found.assignments[k], float(found.logliks[k]), float(share[k]))
        for k in order
        if np.isfinite(logs[k])
    ][:top]
    if len(best) < top and not prior.closed:
        seen = {tuple(a.values()) for a in found.assignments}
        rest = (a for a in _listed(case) if tuple(a.values()) not in seen)
        best += [Assignment(a, -np.inf, 0.0) for a in islice(rest, top - len(best))]
    return Joint(
        tuple(case.victims),
        case.missing,
        assignments(case.pairings),
        tuple(best),
        pairing,
        _glr(best_with, ratios),
        best_with,
        Certificate(),
        found.null,
    )


def loglik_null(case: Case) -> float:
    """Log-likelihood of families and victims apart; NaN where that is too much to compute."""
    out = sum(sum(sample_logliks(case, s).values()) for s in case.victims.values())
    try:
        for f in case.families.values():
            out += sum(x for n, x in family_logliks(case, f).items() if n not in f.left_out)
    except KinshipError:
        return float("nan")
    return float(out)


def _weighed(options: FamilyOptions, prior: Prior) -> FamilyOptions:
    return FamilyOptions(
        options.family,
        tuple(Option(o.pairs, o.weight + prior.log(o)) for o in options.options),
        options.complete,
    )


class _Group:
    """Families competing for the same victims, turned into rows and columns."""

    def __init__(self, families: Sequence[FamilyOptions], closed: bool):
        options = [o for f in families for o in f.options]
        victims = list(dict.fromkeys(v for o in options for v, _ in o.pairs))
        missing = list(dict.fromkeys(m for o in options for _, m in o.pairs))
        single = all(len(o.pairs) <= 1 for o in options)
        self.by_victim = single and len(missing) < len(victims)
        self.victims = victims
        self.pairs: list[list[tuple[tuple[str, str], ...]]] = []
        rows: list[list[Choice]] = []
        if self.by_victim:
            bit = {m: 1 << k for k, m in enumerate(missing)}
            for v in victims:
                mine = [o for o in options if o.pairs and o.pairs[0][0] == v]
                if not closed:
                    mine = [Option((), 0.0), *mine]
                self.pairs.append([o.pairs for o in mine])
                rows.append([Choice(sum(bit[m] for _, m in o.pairs), o.weight) for o in mine])
            self.packing = Packing(rows, len(missing))
        else:
            bit = {v: 1 << k for k, v in enumerate(victims)}
            for f in families:
                self.pairs.append([o.pairs for o in f.options])
                rows.append([Choice(sum(bit[v] for v, _ in o.pairs), o.weight) for o in f.options])
            self.packing = Packing(rows, len(victims), full=closed)

    def posterior(self) -> dict[tuple[str, str], float]:
        """Posterior of every pairing, "*" included."""
        out: dict[tuple[str, str], float] = {}
        for r, row in enumerate(self.pairs):
            for pairs, share in zip(row, self.packing.share(r), strict=True):
                if self.by_victim and not pairs:
                    out[self.victims[r], UNMATCHED] = share
                for pair in pairs:
                    out[pair] = out.get(pair, 0.0) + share
        if not self.by_victim:
            for k, v in enumerate(self.victims):
                out[v, UNMATCHED] = self.packing.unused_share(k)
        return out

    def best(self) -> dict[tuple[str, str], float]:
        """Log-weight of the best packing with every pairing, "*" included."""
        out: dict[tuple[str, str], float] = {}
        for r, row in enumerate(self.pairs):
            for pairs, w in zip(row, self.packing.best_with(r), strict=True):
                if self.by_victim and not pairs:
                    out[self.victims[r], UNMATCHED] = w
                for pair in pairs:
                    out[pair] = max(out.get(pair, -np.inf), w)
        if not self.by_victim:
            for k, v in enumerate(self.victims):
                out[v, UNMATCHED] = self.packing.best_unused(k)
        return out

    def heaviest(self) -> Iterator[tuple[float, dict[str, str]]]:
        """Solutions of this group, heaviest first."""
        for weight, chosen in self.packing.heaviest():
            pairs = [p for row, k in zip(self.pairs, chosen, strict=True) for p in row[k]]
            yield weight, dict(pairs)


def _pairing(case: Case, groups: Sequence[_Group]) -> Array:
    row = {v: i for i, v in enumerate(case.victims)}
    column = {m: j for j, m in enumerate((*case.missing, UNMATCHED))}
    out = np.zeros((len(row), len(column)))
    out[:, -1] = 1.0
    for g in groups:
        for (v, m), share in g.posterior().items():
            out[row[v], column[m]] = share
    return out


def _best_with(case: Case, groups: Sequence[_Group]) -> Array:
    row = {v: i for i, v in enumerate(case.victims)}
    column = {m: j for j, m in enumerate((*case.missing, UNMATCHED))}
    best = sum(g.packing.best for g in groups)
    out = np.full((len(row), len(column)), -np.inf)
    out[:, -1] = best
    for g in groups:
        for (v, m), w in g.best().items():
            out[row[v], column[m]] = w + best - g.packing.best
    return out


def _glr(best_with: Array, ratios: Ratios) -> Array:
    out = np.full(ratios.log_lr.shape, np.nan)
    for i, j in np.argwhere(~np.isnan(ratios.log_lr)):
        other = np.delete(best_with[i], j).max()
        here = best_with[i, j]
        out[i, j] = np.exp(here - other) if np.isfinite(here) else 0.0
    return out


def _top(
    case: Case, groups: Sequence[_Group], null: float, k: int, prior: Prior
) -> Iterator[Assignment]:
    total = sum(g.packing.log_total for g in groups)
    lists = [list(islice(g.heaviest(), k)) for g in groups]
    lists = [x for x in lists if x]
    order = {m: i for i, m in enumerate((*case.missing, UNMATCHED))}
    found: list[tuple[float, dict[str, str]]] = []
    for weight, parts in _best_sums([[w for w, _ in x] for x in lists], k):
        merged = dict.fromkeys(case.victims, UNMATCHED)
        for x, i in zip(lists, parts, strict=True):
            merged.update(x[i][1])
        found.append((weight, merged))
    found.sort(key=lambda x: (-round(x[0], 8), [order[m] for m in x[1].values()]))
    for weight, merged in found:
        flat = weight - sum(
            prior.log(Option(((v, m),), 0.0)) for v, m in merged.items() if m != UNMATCHED
        )
        yield Assignment(merged, null + flat, float(np.exp(weight - total)))
    if len(found) < k and not prior.closed:
        seen = {tuple(a.values()) for _, a in found}
        rest = (a for a in _listed(case) if tuple(a.values()) not in seen)
        for a in islice(rest, k - len(found)):
            yield Assignment(a, -np.inf, 0.0)


def _best_sums(lists: Sequence[Sequence[float]], k: int) -> Iterator[tuple[float, tuple[int, ...]]]:
    """The k largest sums of one element of each descending list."""
    start = tuple(0 for _ in lists)
    heap = [(-sum(x[0] for x in lists), start)]
    seen = {start}
    for _ in range(k):
        if not heap:
            return
        value, at = heapq.heappop(heap)
        yield -value, at
        for i, x in enumerate(lists):
            if at[i] + 1 < len(x):
                step = (*at[:i], at[i] + 1, *at[i + 1 :])
                if step not in seen:
                    seen.add(step)
                    heapq.heappush(heap, (-value_sum(lists, step), step))


def value_sum(lists: Sequence[Sequence[float]], at: tuple[int, ...]) -> float:
    """Sum of the chosen elements."""
    return float(sum(x[i] for x, i in zip(lists, at, strict=True)))


def _listed(case: Case) -> Iterator[dict[str, str]]:
    """Every a-priori assignment, one after another."""
    victims = list(case.victims)

    def grow(i: int, used: frozenset[str], at: dict[str, str]) -> Iterator[dict[str, str]]:
        if i == len(victims):
            yield dict(at)
            return
        for m in (*case.pairings.get(victims[i], ()), UNMATCHED):
            if m not in used:
                at[victims[i]] = m
                yield from grow(i + 1, used | {m} if m != UNMATCHED else used, at)

    yield from grow(0, frozenset(), {})
