"""One Gibbs sweep after another for latent classes, compiled; values are on the log scale.

Only the chain's arithmetic; its state, length and storage are in `latent`.
"""

from __future__ import annotations

import math

import numba as nb
import numpy as np

from probanda.estimate.binomial import draw_binomial
from probanda.estimate.ridge import log_sum, slide_classes

__all__ = ["RUNAWAY", "sweep"]

RUNAWAY = 1e15  # unobserved counts beyond this are held there and reported
_RIDGE_EVERY = 3


@nb.njit(cache=True, nogil=True)
def _log_gamma_draw(shape, rng):  # type: ignore[no-untyped-def]
    """Logarithm of a Gamma(shape, 1) variable; for small shapes by G(a) = G(a + 1) U^(1/a)."""
    if shape < 1.0:
        return np.log(rng.standard_gamma(shape + 1.0)) + np.log(1.0 - rng.random()) / shape
    return np.log(rng.standard_gamma(shape))


@nb.njit(cache=True, nogil=True)
def _scatter(count, weights, into, rng):  # type: ignore[no-untyped-def]
    """Multinomial draw of `count` over unnormalised `weights` (used up), written to `into`.

    Heaviest class first, so that few binomials are needed before nobody is left.
    """
    K = weights.shape[0]
    for k in range(K):
        into[k] = 0
    left = count
    while left > 0:
        total, heaviest = 0.0, 0
        for k in range(K):
            total += weights[k]
            if weights[k] > weights[heaviest]:
                heaviest = k
        if left <= 2 and count <= 8:
            for _ in range(left):
                point = rng.random() * total
                k = 0
                while k < K - 1 and point >= weights[k]:
                    point -= weights[k]
                    k += 1
                into[k] += 1
            return
        share = weights[heaviest] / total
        drawn = left if share >= 1.0 else draw_binomial(left, share, rng)
        into[heaviest] += drawn
        left -= drawn
        weights[heaviest] = 0.0


@nb.njit(cache=True, nogil=True)
def _log_stick(here, beyond, alpha):  # type: ignore[no-untyped-def]
    """Log weight of one stick with `here` people in its class and `beyond` in later ones."""
    return (
        math.lgamma(1.0 + here)
        + math.lgamma(alpha + beyond)
        - math.lgamma(1.0 + alpha + here + beyond)
    )


@nb.njit(cache=True, nogil=True)
def _swap_labels(in_class, on_list, alpha, rng):  # type: ignore[no-untyped-def]
    """Metropolis exchanges of two class labels, with the sticks integrated out.

    The sticks are drawn anew right after, so the moves leave the posterior unchanged. They let
    classes find their place in the stick-breaking order (cf. Papaspiliopoulos & Roberts 2008,
    Biometrika 95, 169-186, section 3.4). Each class in turn is offered one other place.
    """
    K = in_class.shape[0]
    for first in range(K - 1):
        second = rng.integers(first + 1, K)
        if in_class[first] == in_class[second]:
            continue
        before = _log_order(in_class, alpha, first, second)
        in_class[first], in_class[second] = in_class[second], in_class[first]
        gain = _log_order(in_class, alpha, first, second) - before
        if np.log(1.0 - rng.random()) < gain:
            for j in range(on_list.shape[0]):
                on_list[j, first], on_list[j, second] = on_list[j, second], on_list[j, first]
        else:
            in_class[first], in_class[second] = in_class[second], in_class[first]


@nb.njit(cache=True, nogil=True)
def _log_order(in_class, alpha, first, last):  # type: ignore[no-untyped-def]
    """Log probability of the sticks `first` to `last` given how many people each class holds."""
    K = in_class.shape[0]
    beyond = 0.0
    for k in range(last + 1, K):
        beyond += in_class[k]
    total = 0.0
    for k in range(last, first - 1, -1):
        if k < K - 1:
            total += _log_stick(float(in_class[k]), beyond, alpha)
        beyond += in_class[k]
    return total


@nb.njit(cache=True, nogil=True)
def _swap_with_concentration(in_class, on_list, alpha, a, b, rng):  # type: ignore[no-untyped-def]
    """One exchange of labels together with a new concentration from its prior; returns it.

    A large class in the last place fits only a large concentration, and a large concentration
    fits it in no other place: neither could leave alone.
    """
    K = in_class.shape[0]
    first = rng.integers(0, K)
    second = rng.integers(0, K)
    other = np.exp(_log_gamma_draw(a, rng)) / b
    if in_class[first] == in_class[second] or not other > 0.0:
        return alpha
    before = _log_order(in_class, alpha, 0, K - 1) + (K - 1) * np.log(alpha)
    in_class[first], in_class[second] = in_class[second], in_class[first]
    after = _log_order(in_class, other, 0, K - 1) + (K - 1) * np.log(other)
    if np.log(1.0 - rng.random()) < after - before:
        for j in range(on_list.shape[0]):
            on_list[j, first], on_list[j, second] = on_list[j, second], on_list[j, first]
        return other
    in_class[first], in_class[second] = in_class[second], in_class[first]
    return alpha


@nb.njit(cache=True, nogil=True)
def sweep(  # type: ignore[no-untyped-def]
    bits, counts, log_weights, log_yes, log_no, scalars, a, b, ceiling, steps, thin, moves, rng
):
    """Run `steps` Gibbs sweeps, changing the state in place; returns every `thin`-th draw."""
    M, p = bits.shape
    K = log_weights.shape[0]
    n = counts.sum()
    kept = np.empty(steps // thin)
    alphas = np.empty(steps // thin)
    weights = np.empty(K)
    logs = np.empty(K)
    missed = np.empty(K)
    odds = np.empty((p, K))
    drawn = np.zeros(K, dtype=np.int64)
    in_class = np.zeros(K, dtype=np.int64)
    on_list = np.zeros((p, K), dtype=np.int64)
    chance = np.empty((M, K))
    reached = np.empty(K)
    for step in range(steps):
        if moves > 0 and step % _RIDGE_EVERY == 0:
            slide_classes(
                bits, counts, log_weights, log_yes, log_no, scalars[0], moves, rng,
                chance, reached,
            )  # fmt: skip
        in_class[:] = 0
        on_list[:] = 0
        for k in range(K):
            missed[k] = 0.0
            for j in range(p):
                missed[k] += log_no[j, k]
                odds[j, k] = log_yes[j, k] - log_no[j, k]
        # Classes of the documented, history by history.
        for i in range(M):
            top = -np.inf
            for k in range(K):
                logs[k] = log_weights[k] + missed[k]
            for j in range(p):
                if bits[i, j] == 1:
                    for k in range(K):
                        logs[k] += odds[j, k]
            for k in range(K):
                top = max(top, logs[k])
            for k in range(K):
                gap = logs[k] - top
                weights[k] = np.exp(gap) if gap > -40.0 else 0.0  # below a double's grain
            _scatter(counts[i], weights, drawn, rng)
            for k in range(K):
                if drawn[k] > 0:
                    in_class[k] += drawn[k]
                    for j in range(p):
                        if bits[i, j] == 1:
                            on_list[j, k] += drawn[k]
        # How many are on no list, and in which classes: n0 | rest is negative binomial.
        top = -np.inf
        seen = 0.0
        for k in range(K):
            logs[k] = log_weights[k] + missed[k]
            seen -= np.exp(log_weights[k]) * np.expm1(missed[k])
            top = max(top, logs[k])
        unseen = 0.0
        for k in range(K):
            weights[k] = np.exp(logs[k] - top)
            unseen += weights[k]
        rate = np.exp(_log_gamma_draw(float(n), rng) + top + np.log(unseen) - np.log(seen))
        if rate >= ceiling:
            n0 = np.int64(ceiling)
            scalars[2] += 1.0
        else:
            n0 = np.int64(rng.poisson(rate))
            if n0 > ceiling:
                n0 = np.int64(ceiling)
                scalars[2] += 1.0
        scalars[1] = float(n0)
        _scatter(n0, weights, drawn, rng)
        for k in range(K):
            in_class[k] += drawn[k]
        if step % 4 == 0:
            _swap_labels(in_class, on_list, scalars[0], rng)
            if step % 16 == 0:
                scalars[0] = _swap_with_concentration(in_class, on_list, scalars[0], a, b, rng)
        # Capture probabilities by class and list.
        for k in range(K):
            for j in range(p):
                if in_class[k] == 0:
                    share = rng.random()
                    log_yes[j, k] = np.log1p(-share)
                    log_no[j, k] = np.log(share) if share > 0.0 else -745.0
                else:
                    yes = _log_gamma_draw(1.0 + on_list[j, k], rng)
                    no = _log_gamma_draw(1.0 + in_class[k] - on_list[j, k], rng)
                    both = log_sum(yes, no)
                    log_yes[j, k] = yes - both
                    log_no[j, k] = no - both
        # Stick-breaking weights and their concentration.
        later = n + n0
        stick = 0.0
        for k in range(K - 1):
            later -= in_class[k]
            take = _log_gamma_draw(1.0 + in_class[k], rng)
            leave = _log_gamma_draw(scalars[0] + later, rng)
            both = log_sum(take, leave)
            log_weights[k] = stick + take - both
            stick += leave - both
        log_weights[K - 1] = stick
        scalars[0] = np.exp(_log_gamma_draw(a + K - 1.0, rng)) / (b - stick)
        if (step + 1) % thin == 0:
            kept[(step + 1) // thin - 1] = float(n0)
            alphas[(step + 1) // thin - 1] = scalars[0]
    return kept, alphas
