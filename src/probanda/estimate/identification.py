"""What no table can tell: the estimate as a function of the one odds ratio nobody observes.

Aleshin-Guendel, Sadinle & Wakefield (2024, Biostatistics 25): every estimate rests on the
value of xi = prod(odd histories) / prod(even histories, the unseen one among them), which the
data leave free; "no highest-order interaction" sets it to 1. Closed forms only.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from probanda.estimate.poisson import FloatArray
from probanda.estimate.table import CaptureTable, popcount

__all__ = ["SignBounds", "saturated_unobserved", "sign_bounds", "tipping_value", "xi_curve"]

XI_RANGE = (1 / 3, 3.0)


def saturated_unobserved(table: CaptureTable) -> float | None:
    """Unobserved count at xi = 1: product of odd histories over product of even ones.

    None when empty histories make it 0/0; infinity when only an even history is empty.
    """
    cells = np.arange(1, 1 << table.p)
    odd = popcount(cells) % 2 == 1
    counts = table.counts[1:].astype(float)
    above, below = bool((counts[odd] == 0).any()), bool((counts[~odd] == 0).any())
    if above and below:
        return None
    if above:
        return 0.0
    if below:
        return float(np.inf)
    return float(np.exp(np.log(counts[odd]).sum() - np.log(counts[~odd]).sum()))


def xi_curve(n_observed: int, unobserved_at_one: float, xi: FloatArray) -> FloatArray:
    """Totals n + n0 / xi; holds for any model whose term for all lists is set by assumption.

    >>> xi_curve(4400, 12541.880425175869, np.array([0.5, 1.0, 2.0])).round(4).tolist()
    [29483.7609, 16941.8804, 10670.9402]
    """
    return np.asarray(n_observed + unobserved_at_one / xi)


def tipping_value(n_observed: int, unobserved_at_one: float, total: float) -> float | None:
    """The xi at which the estimate equals `total`; None when no xi gives it."""
    if total <= n_observed or not 0 < unobserved_at_one < np.inf:
        return None
    return unobserved_at_one / (total - n_observed)


@dataclass(frozen=True)
class SignBounds:
    """Bounds of the total when only the sign of a dependence is assumed.

    `positive_pairs`: if, among people on no other list, a pair attracts, the total is at least
    this (largest over pairs); `negative_pairs`: if every pair repels, at most this (smallest);
    `xi_at_least_one` / `xi_at_most_one`: upper and lower bound under the sign of log xi. None
    where an empty history leaves no bound.
    """

    positive_pairs: float | None
    negative_pairs: float | None
    xi_at_least_one: float | None
    xi_at_most_one: float | None


def sign_bounds(table: CaptureTable) -> SignBounds:
    """Bounds from the two-list odds ratio n11 n00 / (n10 n01) among people on no other list."""
    pairs = []
    for i, j in combinations(range(table.p), 2):
        both = float(table.counts[1 << i | 1 << j])
        if both > 0:
            pairs.append(table.counts[1 << i] * float(table.counts[1 << j]) / both)
    at_one = saturated_unobserved(table)
    known = at_one is not None and np.isfinite(at_one)
    total = table.n + at_one if known and at_one is not None else None
    return SignBounds(
        table.n + max(pairs) if pairs else None,
        table.n + min(pairs) if pairs else None,
        total,
        total,
    )
