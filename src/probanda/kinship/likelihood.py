"""The probability of genotypes in a pedigree, marker by marker. Exact; nothing is sampled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from probanda.kinship.contraction import TooWideError, plan
from probanda.kinship.lumping import coarsest, lump_freqs, lump_matrix
from probanda.kinship.marker import Marker
from probanda.kinship.network import (
    QUERY,
    SOFT,
    TYPED,
    Network,
    Numbers,
    Program,
    program,
    shape_of,
)
from probanda.kinship.pedigree import Pedigree
from probanda.kinship.problems import KinshipError, Problem
from probanda.kinship.theta import (
    BELL,
    CHUNK,
    MAX_GENES_FOR_PARTITIONS,
    MAX_POINTS,
    frequency_points,
    partition_weight,
    partitions,
    points_needed,
)

Pair = tuple[int, int]
Array = NDArray[np.float64]


@dataclass(frozen=True)
class Observed:
    """What is known of the persons at one marker.

    Attributes:
        pairs: person -> allele indices, -1 where unknown; (-1, -1) says nothing.
        soft: person -> probability of what was observed given the (paternal, maternal) alleles,
            `(n, n)`, or `(n,)` for a male at an X marker; it replaces the pair.
    """

    pairs: Mapping[str, Pair] = field(default_factory=dict)
    soft: Mapping[str, Array] = field(default_factory=dict)

    def __or__(self, other: Observed) -> Observed:
        """Both observations together."""
        return Observed({**self.pairs, **other.pairs}, {**self.soft, **other.soft})

    def without(self, person: str) -> Observed:
        """The same without one person."""
        return Observed(
            {i: x for i, x in self.pairs.items() if i != person},
            {i: x for i, x in self.soft.items() if i != person},
        )


def likelihood(
    ped: Pedigree,
    marker: Marker,
    genotypes: Mapping[str, tuple[str | None, str | None]],
    theta: float = 0.0,
) -> float:
    """Probability of genotypes (allele labels) at one marker.

    Args:
        ped: the pedigree; several components are unrelated families.
        marker: alleles, frequencies, mutation.
        genotypes: person -> two labels, None where unknown.
        theta: Balding–Nichols coefficient over all founders, 0 <= theta < 1.

    Raises:
        KinshipError: unknown allele or person, heterozygous male at an X marker, theta out of range.

    >>> m = Marker("L", ("1", "2"), np.array([0.25, 0.75]))
    >>> trio = Pedigree.of([("F", None, None, "male"), ("M", None, None, "female"),
    ...                     ("C", "F", "M", "male")])
    >>> likelihood(trio, m, {"F": ("1", "1"), "C": ("1", "2")})
    0.046875
    """
    return locus_likelihood(ped, marker, observe(ped, marker, genotypes), theta)


def observe(
    ped: Pedigree, marker: Marker, genotypes: Mapping[str, tuple[str | None, str | None]]
) -> Observed:
    """Allele indices of the genotypes, all problems raised together."""
    pairs: dict[str, Pair] = {}
    found: list[Problem] = []
    for person, genotype in genotypes.items():
        if person not in ped:
            found.append(Problem("person-unknown", "is not in the pedigree", person, marker.name))
            continue
        try:
            pairs[person] = checked_pair(marker, genotype, person, ped.by_id[person].sex)
        except KinshipError as e:
            found.extend(e.problems)
    if found:
        raise KinshipError(found)
    return Observed(pairs)


def checked_pair(
    marker: Marker, genotype: tuple[str | None, str | None], person: str, sex: str
) -> Pair:
    """Allele indices of one person's genotype, with errors that name the person."""
    try:
        a, b = marker.pair(genotype)
    except KinshipError as e:
        raise KinshipError(
            Problem(p.code, p.message, person, p.marker) for p in e.problems
        ) from None
    if marker.is_x and sex == "male":
        if -1 not in (a, b) and a != b:
            message = f"male with two alleles {genotype[0]}/{genotype[1]} at an X marker"
            raise KinshipError(Problem("x-male-heterozygous", message, person, marker.name))
        a = b = max(a, b)
    return a, b


def locus_likelihood(
    ped: Pedigree, marker: Marker, observed: Observed, theta: float = 0.0
) -> float:
    """Probability of the observations at one marker."""
    if not 0 <= theta < 1:
        raise KinshipError(Problem("theta-range", f"theta is {theta}", "", marker.name))
    kinds, pairs, soft = prepared(ped, marker, observed)
    shape, ids = shape_of(ped, kinds, marker.is_x)
    if not ids:
        return 1.0
    p, male, female, pairs, soft = lumped(marker, pairs, soft)
    numbers = Numbers(
        p[None],
        male,
        female,
        {k: np.array([pairs[i]]) for k, i in enumerate(ids) if kinds.get(i) == TYPED},
        {k: soft[i][None] for k, i in enumerate(ids) if kinds.get(i) == SOFT},
    )
    if theta > 0:
        return _with_theta(shape, numbers, theta, marker.name)
    return float(program(shape, len(p)).run(numbers)[0])


def genotype_table(ped: Pedigree, marker: Marker, observed: Observed, person: str) -> Array:
    """Joint probability of the observations and each genotype of `person`.

    Returns:
        `(n, n)` over (paternal, maternal) allele, theta 0; `(n,)` for a male at an X marker. The
        probability of an unordered genotype a/b is the sum of both entries.
    """
    kinds, pairs, soft = prepared(ped, marker, observed)
    kinds[person] = QUERY
    shape, ids = shape_of(ped, kinds, marker.is_x)
    m = marker.mutation
    numbers = Numbers(
        marker.freqs[None],
        None if m is None else m.male,
        None if m is None else m.female,
        {k: np.array([pairs[i]]) for k, i in enumerate(ids) if kinds.get(i) == TYPED},
        {k: soft[i][None] for k, i in enumerate(ids) if kinds.get(i) == SOFT},
    )
    return np.asarray(program(shape, len(marker.freqs)).run(numbers)[0])


def prepared(
    ped: Pedigree, marker: Marker, observed: Observed
) -> tuple[dict[str, str], dict[str, Pair], dict[str, Array]]:
    """Kinds, full pairs, soft evidence (silent and partial genotypes become soft)."""
    kinds: dict[str, str] = {}
    pairs: dict[str, Pair] = {}
    soft: dict[str, Array] = dict(observed.soft)
    for person, pair in observed.pairs.items():
        if person in soft or pair == (-1, -1):
            continue
        haploid = marker.is_x and ped.by_id[person].sex == "male"
        table = evidence_of_pair(marker, pair, haploid)
        if table is None:
            pairs[person] = pair
        else:
            soft[person] = table
    for group in ped.twins:
        _merge_twins(ped, marker, group, pairs, soft)
    kinds.update(dict.fromkeys(pairs, TYPED))
    kinds.update(dict.fromkeys(soft, SOFT))
    return kinds, pairs, soft


def evidence_of_pair(marker: Marker, pair: Pair, haploid: bool) -> Array | None:
    """Soft evidence of a genotype that does not fix both alleles; None when it does."""
    a, b = pair
    n = len(marker.alleles)
    silent = marker.index.get(marker.silent or "")
    if -1 in pair:
        known = max(a, b)
        has = np.arange(n) == known
        return np.asarray((has[:, None] | has).astype(float)) if not haploid else None
    if silent is not None and not haploid and a == b and a != silent:
        out = np.zeros((n, n))
        out[a, a] = out[a, silent] = out[silent, a] = 1.0
        return out
    return None


def _merge_twins(
    ped: Pedigree,
    marker: Marker,
    group: tuple[str, ...],
    pairs: dict[str, Pair],
    soft: dict[str, Array],
) -> None:
    """One observation for identical twins, kept at the first of the group."""
    n = len(marker.alleles)
    haploid = marker.is_x and ped.by_id[group[0]].sex == "male"
    tables = [soft.pop(t) for t in group if t in soft]
    full = [pairs.pop(t) for t in group if t in pairs]
    if not tables and len({tuple(sorted(x)) for x in full}) == 1:
        pairs[group[0]] = full[0]
        return
    for a, b in full:
        t = np.zeros(n) if haploid else np.zeros((n, n))
        t[(a,) if haploid else (a, b)] = 1.0
        tables.append(t if haploid else np.maximum(t, t.T))
    if tables:
        soft[group[0]] = np.prod(tables, axis=0)


def lumped(
    marker: Marker, pairs: Mapping[str, Pair], soft: Mapping[str, Array]
) -> tuple[Array, Array | None, Array | None, dict[str, Pair], dict[str, Array]]:
    """Frequencies, mutation matrices and observations over merged alleles."""
    seen = {a for pair in pairs.values() for a in pair}
    for table in soft.values():
        seen |= _alleles_that_matter(table)
    merged = merged_alleles(marker, frozenset(seen))
    blocks, first = merged.blocks, merged.first
    new_pairs = {i: (int(blocks[a]), int(blocks[b])) for i, (a, b) in pairs.items()}
    new_soft = {i: t[np.ix_(*([first] * t.ndim))] for i, t in soft.items()}
    return merged.p, merged.male, merged.female, new_pairs, new_soft


@dataclass(frozen=True, eq=False)
class Merged:
    """A marker's numbers over blocks of alleles; `first` is a member of each block."""

    blocks: NDArray[np.int64]
    first: NDArray[np.int64]
    p: Array
    male: Array | None
    female: Array | None


@lru_cache(maxsize=4096)
def merged_alleles(marker: Marker, seen: frozenset[int]) -> Merged:
    """The marker with alleles that are not in `seen` merged as far as mutation allows."""
    m = marker.mutation
    matrices = () if m is None else (m.male, m.female)
    blocks = coarsest(len(marker.freqs), seen, matrices)
    first = np.unique(blocks, return_index=True)[1]
    p = lump_freqs(marker.freqs, blocks)
    sizes = np.bincount(blocks)
    if sizes.max() > 1:  # merged alleles take what published, rounded frequencies miss of 1
        p[int(np.argmax(sizes))] += 1 - marker.freqs.sum()
    if m is None:
        return Merged(blocks, first, p, None, None)
    return Merged(blocks, first, p, lump_matrix(m.male, blocks), lump_matrix(m.female, blocks))


def _alleles_that_matter(table: Array) -> set[int]:
    """Alleles to be kept apart for a soft observation; none when the rest behaves alike."""
    n = len(table)
    if table.ndim == 1:
        common = table[int(np.argmin(np.abs(table - np.median(table))))]
        return {i for i in range(n) if table[i] != common}
    values, counts = np.unique(np.diag(table), return_counts=True)
    common = values[int(np.argmax(counts))]
    rest = [i for i in range(n) if table[i, i] == common]
    block = table[np.ix_(rest, rest)]
    alike = (
        (block == common).all()
        and (table[rest] == table[rest[0]])
        .all(axis=0)[[i for i in range(n) if i not in rest]]
        .all()
        and (table[:, rest[0]] == table[:, rest].T)
        .all(axis=0)[[i for i in range(n) if i not in rest]]
        .all()
    )
    return {i for i in range(n) if i not in rest} if alike else set(range(n))


def _with_theta(
    shape: tuple[tuple[tuple[int, int, bool, float], ...], str, bool],
    numbers: Numbers,
    theta: float,
    marker: str,
) -> float:
    n = numbers.p.shape[1]
    simple = program(shape, n)
    genes = simple.network.founder_genes
    points = points_needed(n, genes)
    few = genes <= MAX_GENES_FOR_PARTITIONS
    inbred = any(row[3] > 0 for row in shape[0])
    if points <= MAX_POINTS and (inbred or not few or points < 200 * BELL[genes]):
        p, w = frequency_points(numbers.p[0], theta, genes)
        total = 0.0
        for at in range(0, len(w), CHUNK):
            some, weights = p[at : at + CHUNK], w[at : at + CHUNK]
            moved = Numbers(some, numbers.male, numbers.female, numbers.typed, numbers.soft)
            total += float(weights @ np.broadcast_to(simple.run(moved), weights.shape))
        return total
    if few and not inbred:
        return _over_partitions(program(shape, n, explicit=True), numbers, theta)
    message = f"theta {theta} with {genes} founder alleles and {n} allele classes"
    raise KinshipError(Problem("theta-too-large", message, "", marker))


def _over_partitions(free: Program, numbers: Numbers, theta: float) -> float:
    net = free.network
    n = numbers.p.shape[1]
    tables = [f.make(numbers) for f in net.factors]
    total = 0.0
    for blocks in partitions(len(net.free_genes)):
        to = {
            g: net.free_genes[blocks.index(b)] for g, b in zip(net.free_genes, blocks, strict=True)
        }
        total += partition_weight(blocks, theta) * _tied(net, tables, to, numbers.p, n)
    return total


def _tied(net: Network, tables: list[Array], to: dict[int, int], p: Array, n: int) -> float:
    """Likelihood with some founder genes made one."""
    scopes: list[tuple[int, ...]] = []
    tied: list[Array] = []
    for f, table in zip(net.factors, tables, strict=True):
        t = table
        scope = tuple(to.get(v, v) for v in f.scope)
        if len(set(scope)) < len(scope):
            name = {v: "abcdefghij"[i] for i, v in enumerate(dict.fromkeys(scope))}
            out = tuple(dict.fromkeys(scope))
            subscripts = f"z{''.join(name[v] for v in scope)}->z{''.join(name[v] for v in out)}"
            t, scope = np.einsum(subscripts, t), out
        scopes.append(scope)
        tied.append(t)
    for g in dict.fromkeys(to.values()):
        scopes.append((g,))
        tied.append(p)
    try:
        order = plan(scopes, net.dims(n) | dict.fromkeys(to.values(), n))
    except TooWideError:
        message = "the pedigree is too large for theta"
        raise KinshipError(Problem("theta-too-large", message)) from None
    return float(order.run(tied)[0])
