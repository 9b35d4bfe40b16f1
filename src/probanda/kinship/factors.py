"""The tables of a pedigree at one marker, each made from the marker's numbers when they are known.

Which tables a family needs, and over which variables, is in `network`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from probanda.kinship.contraction import Table


@dataclass(frozen=True, eq=False)
class Numbers:
    """What a shape needs to become a likelihood.

    Attributes:
        p: allele frequencies `(batch or 1, n)`.
        male, female: mutation matrices `(n, n)`, or None for no mutation.
        typed: person index -> `(batch or 1, 2)` allele indices.
        soft: person index -> `(batch or 1, n, n)` probability of the observation given
            (paternal, maternal) allele; `(batch or 1, n)` for a male at an X marker.
    """

    p: Table
    male: Table | None
    female: Table | None
    typed: Mapping[int, NDArray[np.int64]]
    soft: Mapping[int, Table]

    def transmission(self, father: bool) -> Table:
        """Mutation matrix of that parent."""
        m = self.male if father else self.female
        return np.eye(self.p.shape[1]) if m is None else m


Maker = Callable[[Numbers], Table]

# How a matrix with rows "parental allele" is read at the child: (b, rows, n) -> (b, rows, slot...)
Columns = Callable[[Numbers, Table], Table]


def all_columns(x: Numbers, m: Table) -> Table:
    """Every allele of the child."""
    return m


def random_allele(columns: Columns, father: bool) -> Maker:
    """The allele that a founder without data passes on."""
    return lambda x: columns(x, (x.p @ x.transmission(father))[:, None, :])[:, 0]


def columns_of_typed(child: int, side: int, haploid: bool) -> Columns:
    """The child's alleles on one side: two values for the phase, one where haploid."""

    def read(x: Numbers, m: Table) -> Table:
        pair = x.typed[child]
        index = pair[:, :1] if haploid else (pair if side == 0 else pair[:, ::-1])
        if len(index) == 1:
            out = m[:, :, index[0]]
        else:
            out = np.take_along_axis(
                np.broadcast_to(m, (len(index), *m.shape[1:])), index[:, None, :], axis=2
            )
        return np.asarray(out[:, :, 0] if haploid else out)

    return read


def typed_row(parent: int, father: bool, haploid: bool) -> Maker:
    """What a typed parent passes on."""

    def make(x: Numbers) -> Table:
        pair = x.typed[parent]
        m = x.transmission(father)
        if haploid:
            return np.asarray(m[pair[:, 0]][:, None, :])
        return np.asarray(0.5 * (m[pair[:, 0]] + m[pair[:, 1]])[:, None, :])

    return make


def selected(columns: Columns, father: bool, side: int) -> Maker:
    """`(b, allele, choice, slot...)`: half the matrix where this gene was chosen, else 1."""

    def make(x: Numbers) -> Table:
        m = columns(x, x.transmission(father)[None])
        out = np.ones((*m.shape[:2], 2, *m.shape[2:]))
        out[:, :, side] = 0.5 * m
        return out

    return make


def half_half(columns: Columns, father: bool) -> Maker:
    """Either gene of a parent, with probability one half each."""

    def make(x: Numbers) -> Table:
        m = columns(x, 0.5 * x.transmission(father)[None])
        return np.asarray(m[:, :, None] + m[:, None, :])

    return make


def evidence(i: int) -> Maker:
    """What was seen of a person, as a table."""
    return lambda x: x.soft[i]


def haploid_prob(i: int) -> Maker:
    """Frequency of a haploid founder's allele."""
    return lambda x: take(x.p, x.typed[i][:, 0])


def take(p: Table, index: NDArray[np.int64]) -> Table:
    """Frequencies of some alleles, per row of the batch."""
    if len(p) == 1:
        return np.asarray(p[0, index])
    if len(index) == 1:
        return np.asarray(p[:, index[0]])
    return np.asarray(p[np.arange(len(p)), index])


def genotype_prob(i: int, f: float) -> Maker:
    """Probability of a typed founder's genotype, inbreeding considered."""

    def make(x: Numbers) -> Table:
        a, b = x.typed[i].T
        pa, pb = take(x.p, a), take(x.p, b)
        return np.asarray(np.where(a == b, f * pa + (1 - f) * pa * pa, 2 * (1 - f) * pa * pb))

    return make


def inbred_pair(f: float) -> Maker:
    """Joint probability of an inbred founder's genes."""

    def make(x: Numbers) -> Table:
        n = x.p.shape[1]
        free = x.p[:, :, None] * x.p[:, None, :]
        return np.asarray((1 - f) * free + f * np.eye(n) * x.p[:, :, None])

    return make


def phase_weight(i: int) -> Maker:
    """Half for a homozygote, whose phases are one."""

    def make(x: Numbers) -> Table:
        pair = x.typed[i]
        half = np.where(pair[:, 0] == pair[:, 1], 0.5, 1.0)
        return np.repeat(half[:, None], 2, axis=1)

    return make


def haploid_match(i: int) -> Maker:
    """Which allele a typed haploid person has."""
    return lambda x: np.eye(x.p.shape[1])[x.typed[i][:, 0]]


def unordered_match(i: int) -> Maker:
    """Which ordered pairs are a typed person's genotype."""

    def make(x: Numbers) -> Table:
        n = x.p.shape[1]
        pair = x.typed[i]
        out = np.zeros((len(pair), n, n))
        rows = np.arange(len(pair))
        out[rows, pair[:, 0], pair[:, 1]] = 1.0
        out[rows, pair[:, 1], pair[:, 0]] = 1.0
        return out

    return make
