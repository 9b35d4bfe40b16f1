"""Families and samples that draw their alleles from one subpopulation, exactly, for theta above 0.

Under Balding & Nichols (1994) the founders of all families share one urn, so families are not independent given
whom they take. At one marker, though, a family's likelihood is a polynomial in the allele frequencies, and only
their product has to be averaged: the mean of a monomial under the Dirichlet distribution is a ratio of rising
factorials. Polynomials here have non-negative coefficients, so nothing cancels.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import lgamma

import numpy as np
from numpy.typing import NDArray

from probanda.kinship.contraction import TooWideError, plan
from probanda.kinship.likelihood import Merged, Observed, merged_alleles, prepared
from probanda.kinship.marker import Marker
from probanda.kinship.network import SOFT, TYPED, Numbers, program, shape_of
from probanda.kinship.pedigree import Pedigree

Array = NDArray[np.float64]
MAX_TABLE = 3_000_000


class TooManyTermsError(Exception):
    """The polynomials would need more terms than are worth computing."""


@dataclass(frozen=True, eq=False)
class Polynomial:
    """Sum of coefficient × product of frequencies: exponents `(terms, n)`, coefficients `(terms,)`."""

    exponents: NDArray[np.int64]
    coefficients: Array

    @classmethod
    def one(cls, n: int) -> Polynomial:
        """The constant 1 in n frequencies."""
        return cls(np.zeros((1, n), np.int64), np.ones(1))

    def __mul__(self, other: Polynomial) -> Polynomial:
        terms = len(self.coefficients) * len(other.coefficients)
        if terms > MAX_TABLE:
            raise TooManyTermsError
        exponents = (self.exponents[:, None] + other.exponents[None]).reshape(terms, -1)
        return _collected(exponents, np.outer(self.coefficients, other.coefficients).ravel())

    def log_mean(self, alpha: Array) -> float:
        """Logarithm of its mean when the frequencies are Dirichlet(alpha); -inf for the zero polynomial."""
        if not len(self.coefficients):
            return -np.inf
        top = int(self.exponents.max(initial=0)) + 1
        rising = np.array([[lgamma(a + k) - lgamma(a) for k in range(top)] for a in alpha])
        logs = rising[np.arange(len(alpha)), self.exponents].sum(axis=1)
        degrees = self.exponents.sum(axis=1)
        whole = float(alpha.sum())
        below = np.array([lgamma(whole + k) - lgamma(whole) for k in range(int(degrees.max()) + 1)])
        logs = logs - below[degrees] + np.log(self.coefficients)
        peak = float(logs.max())
        return peak + float(np.log(np.exp(logs - peak).sum()))


def _collected(exponents: NDArray[np.int64], coefficients: Array) -> Polynomial:
    """Terms with the same exponents added up; those of coefficient 0 left out."""
    kept = coefficients > 0
    exponents, coefficients = exponents[kept], coefficients[kept]
    if len(coefficients) < 2:
        return Polynomial(exponents, coefficients)
    base = int(exponents.max()) + 1
    if base ** exponents.shape[1] < 2**62:
        key = exponents @ (base ** np.arange(exponents.shape[1], dtype=np.int64))
        _, first, into = np.unique(key, return_index=True, return_inverse=True)
        return Polynomial(exponents[first], np.bincount(into, coefficients).astype(float))
    unique, into = np.unique(exponents, axis=0, return_inverse=True)
    return Polynomial(unique, np.bincount(into.ravel(), coefficients).astype(float))


class Urn:
    """One marker's alleles as the whole case shows them, and the polynomials of its families and samples.

    Raises:
        TooManyTermsError: more terms than `MAX_TABLE`.
    """

    def __init__(self, marker: Marker, shown: frozenset[int], theta: float, budget: int):
        self.marker = marker
        self.budget = budget  # products of terms that may still be formed
        merged: Merged = merged_alleles(marker, shown)
        self.first, self.blocks = merged.first, merged.blocks
        self.p, self.male, self.female = merged.p, merged.male, merged.female
        self.alpha = self.p * (1 - theta) / theta

    @property
    def size(self) -> int:
        """Number of frequencies."""
        return len(self.p)

    def times(self, a: Polynomial, b: Polynomial) -> Polynomial:
        """Their product, paid out of the budget."""
        self.budget -= len(a.coefficients) * len(b.coefficients) + 500
        if self.budget < 0:
            raise TooManyTermsError
        return a * b

    def of(self, ped: Pedigree, observed: Observed) -> Polynomial:
        """The likelihood of a pedigree's observations as a polynomial in the frequencies."""
        kinds, pairs, soft = prepared(ped, self.marker, observed)
        shape, ids = shape_of(ped, kinds, self.marker.is_x)
        if not ids:
            return Polynomial.one(self.size)
        if any(row[3] > 0 for row in shape[0]):
            raise TooManyTermsError  # founders related among themselves are no draws from the urn
        typed = {
            k: np.array([self.blocks[list(pairs[i])]])
            for k, i in enumerate(ids)
            if kinds.get(i) == TYPED
        }
        tables = {
            k: soft[i][np.ix_(*([self.first] * soft[i].ndim))][None]
            for k, i in enumerate(ids)
            if kinds.get(i) == SOFT
        }
        numbers = Numbers(self.p[None], self.male, self.female, typed, tables)
        try:
            net = program(shape, self.size, explicit=True).network
            used = {v for f in net.factors for v in f.scope}
            genes = tuple(g for g in net.free_genes if g in used)  # the others may be any allele
            if self.size ** len(genes) > MAX_TABLE:
                raise TooManyTermsError
            order = plan([f.scope for f in net.factors], net.dims(self.size), genes)
        except TooWideError:
            raise TooManyTermsError from None
        table = np.asarray(order.run([f.make(numbers) for f in net.factors])[0])
        at = np.argwhere(table > 0)
        exponents = np.zeros((len(at), self.size), np.int64)
        for column in range(at.shape[1]):
            exponents[np.arange(len(at)), at[:, column]] += 1
        return _collected(exponents, table[table > 0])
