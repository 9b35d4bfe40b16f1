"""Binomial draws for the sampler's inner loop: a fifth to a half of the generator's own cost.

Inversion where few successes or failures are expected, else transformed rejection with squeeze
(Hörmann 1993, Journal of Statistical Computation and Simulation 46, 101-110, algorithm BTRS).
Exact up to rounding; the tests hold it against the probability function.
"""

from __future__ import annotations

import math

import numba as nb
import numpy as np

__all__ = ["draw_binomial"]


@nb.njit(cache=True, nogil=True)
def draw_binomial(n, prob, rng):  # type: ignore[no-untyped-def]
    """One Binomial(n, prob) draw; `n` an integer, 0 < prob < 1, `rng` a NumPy Generator."""
    flipped = prob > 0.5
    p = 1.0 - prob if flipped else prob
    if n == 1:
        drawn = 1 if rng.random() < p else 0
    elif n * p < 10.0:
        drawn = _inversion(n, p, rng)
    else:
        drawn = _rejection(n, p, rng)
    return n - drawn if flipped else drawn


@nb.njit(cache=True, nogil=True)
def _inversion(n, p, rng):  # type: ignore[no-untyped-def]
    """Walk up the distribution function from 0; about n p steps."""
    ratio = p / (1.0 - p)
    start = math.exp(n * math.log1p(-p))
    while True:
        left = rng.random()
        mass = start
        k = 0
        while left > mass:
            left -= mass
            k += 1
            if k > n:
                break  # rounding at the far end: draw again
            mass *= ratio * (n - k + 1) / k
        if k <= n:
            return k


@nb.njit(cache=True, nogil=True)
def _rejection(n, p, rng):  # type: ignore[no-untyped-def]
    q = 1.0 - p
    spread = math.sqrt(n * p * q)
    b = 1.15 + 2.53 * spread
    a = -0.0873 + 0.0248 * b + 0.01 * p
    centre = n * p + 0.5
    sure = 0.92 - 4.2 / b
    alpha = (2.83 + 5.1 / b) * spread
    while True:
        u = rng.random() - 0.5
        v = 1.0 - rng.random()
        us = 0.5 - abs(u)
        place = math.floor((2.0 * a / us + b) * u + centre) if us > 0.0 else -1.0
        if us >= 0.07 and v <= sure:
            return np.int64(place)
        if place < 0.0 or place > n:
            continue
        mode = math.floor((n + 1) * p)
        height = (
            math.lgamma(mode + 1.0)
            + math.lgamma(n - mode + 1.0)
            - math.lgamma(place + 1.0)
            - math.lgamma(n - place + 1.0)
            + (place - mode) * math.log(p / q)
        )
        if math.log(v * alpha / (a / (us * us) + b)) <= height:
            return np.int64(place)
