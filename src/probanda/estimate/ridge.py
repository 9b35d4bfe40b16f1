"""Moves of the latent class sampler along the ridge of its likelihood, people integrated out.

A class that lists reach rarely can be larger and rarer on lists, or smaller and commoner: the
documented hardly tell these apart, and a sweep that conditions on everybody's class walks along
that ridge in tiny steps. Knows weights and chances on the log scale; the sweeps are in `gibbs`.
"""

from __future__ import annotations

import numba as nb
import numpy as np

__all__ = ["log_sum", "slide_classes"]


@nb.njit(cache=True, nogil=True)
def log_sum(a, b):  # type: ignore[no-untyped-def]
    """log(exp(a) + exp(b))."""
    top = max(a, b)
    return top + np.log1p(np.exp(min(a, b) - top))


@nb.njit(cache=True, nogil=True)
def slide_classes(  # type: ignore[no-untyped-def]
    bits, counts, log_weights, log_yes, log_no, alpha, moves, rng, chance, reached
):
    """Try `moves` Metropolis moves in place; returns how many were taken.

    Each shifts the log odds of all lists in one class by the same amount and stretches its weight
    so that its documented share stays as it was. With the prior 1/N the unobserved count
    integrates out: the documented follow the multinomial of their histories given that they are
    documented at all. The stretch is a perturbation of the simplex, its Jacobian stretch / whole^K;
    that of a shift is the ratio of yes (1 - yes). `chance` (M, K) and `reached` (K,) are room to
    work in.
    """
    M, p = bits.shape
    K = log_weights.shape[0]
    moved_yes, moved_no = np.empty(p), np.empty(p)
    for i in range(M):
        for k in range(K):
            at = log_weights[k]
            for j in range(p):
                at += log_yes[j, k] if bits[i, j] == 1 else log_no[j, k]
            chance[i, k] = np.exp(at)
    for k in range(K):
        at = 0.0
        for j in range(p):
            at += log_no[j, k]
        reached[k] = -np.expm1(at)  # chance of being documented at all
    accepted = 0
    for _ in range(moves):
        k = 0
        while k < K - 1 and rng.random() < 0.6:
            k += 1
        spread = (0.1, 0.2, 0.4)[rng.integers(0, 3)]
        shift = spread * rng.standard_normal()
        jacobian = 0.0
        missed = 0.0
        for j in range(p):
            yes, no = log_yes[j, k] + shift, log_no[j, k]
            both = log_sum(yes, no)
            moved_yes[j], moved_no[j] = yes - both, no - both
            jacobian += moved_yes[j] + moved_no[j] - log_yes[j, k] - log_no[j, k]
            missed += moved_no[j]
        seen = -np.expm1(missed)
        if not (seen > 0.0 and reached[k] > 0.0):
            continue
        stretch = reached[k] / seen
        weight = np.exp(log_weights[k])
        whole = 1.0 + (stretch - 1.0) * weight
        # The documented given that they are documented: their share, which is what would be
        # divided by, changes by 1 / whole only, and so does every chance.
        gain = jacobian + np.log(stretch) - K * np.log(whole)
        for i in range(M):
            others = 0.0
            for q in range(K):
                if q != k:
                    others += chance[i, q]
            at = log_weights[k] + np.log(stretch)
            for j in range(p):
                at += moved_yes[j] if bits[i, j] == 1 else moved_no[j]
            before, then = others + chance[i, k], others + np.exp(at)
            if before > 0.0 and then > 0.0:
                gain += counts[i] * np.log(then / before)
            else:  # below what a double holds: stay
                gain = -np.inf
        # Prior of the weights: sticks broken in order; what is left before each, from the end.
        left = log_weights[K - 1]
        for q in range(K - 2, 0, -1):
            left = log_sum(left, log_weights[q])
            share = np.exp(log_weights[k] - left) if q <= k else 0.0
            gain -= np.log1p((stretch - 1.0) * share) - np.log(whole)
        last = np.log(stretch) if k == K - 1 else 0.0
        gain += (alpha - 1.0) * (last - np.log(whole))
        if not np.isnan(gain) and np.log(1.0 - rng.random()) < gain:
            accepted += 1
            for j in range(p):
                log_yes[j, k], log_no[j, k] = moved_yes[j], moved_no[j]
            log_whole = np.log(whole)
            log_weights[k] += np.log(stretch)
            for q in range(K):
                log_weights[q] -= log_whole
            reached[k] = seen
            for i in range(M):
                at = log_weights[k]
                for j in range(p):
                    at += log_yes[j, k] if bits[i, j] == 1 else log_no[j, k]
                for q in range(K):
                    if q != k:
                        chance[i, q] /= whole
                chance[i, k] = np.exp(at)
    return accepted
