from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import binom, chi2

from probanda.estimate.binomial import draw_binomial


@pytest.mark.parametrize(
    ("n", "prob"),
    [
        (1, 0.3),
        (7, 0.9),
        (40, 0.05),
        (60, 0.3),
        (300, 0.5),
        (1000, 0.97),
        (5000, 0.002),
        (100_000, 0.4),
    ],
)
def test_draws_follow_the_binomial_law(n, prob):
    rng = np.random.default_rng(n)
    draws = np.array([draw_binomial(n, prob, rng) for _ in range(40_000)])
    edges = np.unique(binom.ppf(np.linspace(0.04, 0.96, 24), n, prob))
    expected = np.diff(np.r_[0, binom.cdf(edges, n, prob), 1]) * len(draws)
    seen = np.bincount(np.searchsorted(edges, draws), minlength=len(edges) + 1)
    keep = expected > 5
    statistic = ((seen - expected)[keep] ** 2 / expected[keep]).sum()
    assert statistic < chisquare_limit(int(keep.sum()))
    assert draws.min() >= 0
    assert draws.max() <= n


def chisquare_limit(cells: int) -> float:
    return float(chi2.ppf(1 - 1e-5, max(cells - 1, 1)))
