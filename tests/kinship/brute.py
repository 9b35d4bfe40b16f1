"""Likelihoods straight from the definitions: every ordered genotype of every person, one draw after another.

Slow and plain on purpose; shares no code with the engine. Alleles come from one urn (Balding & Nichols), a
parent passes one of two genes at random, which may mutate; what is seen is a set of true genotypes or a table.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from probanda.kinship.marker import Marker
from probanda.kinship.pedigree import Pedigree


def brute(
    ped: Pedigree, marker: Marker, seen: Mapping[str, np.ndarray], theta: float = 0.0
) -> float:
    """Probability of what is seen; `seen` holds P(observation | ordered genotype), (n, n) or (n,)."""
    n = len(marker.alleles)
    m = marker.mutation
    male = np.eye(n) if m is None else m.male
    female = np.eye(n) if m is None else m.female
    order = _parents_first(ped)
    twins = {t: g for g in ped.twins for t in g}

    def allele(counts: list[int], a: int) -> float:
        k = sum(counts)
        return (theta * counts[a] + (1 - theta) * marker.freqs[a]) / (theta * k + 1 - theta)

    def go(at: int, genes: dict[str, tuple[int, ...]], counts: list[int]) -> float:
        if at == len(order):
            return 1.0
        person = order[at]
        haploid = marker.is_x and person.sex == "male"

        def weigh(pair: tuple[int, ...]) -> float:
            table = seen.get(person.id)
            return 1.0 if table is None else float(table[pair])

        first = next((t for t in twins.get(person.id, ()) if t in genes), None)
        if first is not None:
            w = weigh(genes[first])
            return w and w * go(at + 1, {**genes, person.id: genes[first]}, counts)

        def from_parent(parent: str | None, table: np.ndarray, a: int) -> float | None:
            """Chance that this parent passes a; None when it is a draw from the urn."""
            if parent is None:
                return None
            own = genes[parent]
            return sum(table[g, a] for g in own) / len(own)

        total = 0.0
        for a in range(n):
            for b in (None,) if haploid else range(n):
                pair = (a,) if b is None else (a, b)
                w = weigh(pair)
                if not w:
                    continue
                now, chance = list(counts), 1.0
                if person.is_founder and b is not None:
                    f = ped.founder_inbreeding.get(person.id, 0.0)
                    one = allele(now, a)
                    now[a] += 1
                    same = f * one if a == b else 0.0
                    if same:  # one draw for both genes
                        total += w * same * go(at + 1, {**genes, person.id: pair}, list(now))
                    chance = (1 - f) * one * allele(now, b)
                    now[b] += 1
                else:
                    sides = [(person.mother, female, a)] if b is None else [
                        (person.father, male, a), (person.mother, female, b)
                    ]  # fmt: skip
                    for parent, table, x in sides:
                        passed = from_parent(parent, table, x)
                        if passed is None:
                            chance *= allele(now, x)
                            now[x] += 1
                        else:
                            chance *= passed
                if chance:
                    total += w * chance * go(at + 1, {**genes, person.id: pair}, now)
        return total

    return go(0, {}, [0] * n)


def brute_linked(
    ped: Pedigree,
    markers: tuple[Marker, Marker],
    seen: tuple[Mapping[str, np.ndarray], Mapping[str, np.ndarray]],
    rho: float,
) -> float:
    """Two linked markers: every pair of haplotypes of every person."""
    order = _parents_first(ped)
    sizes = [len(m.alleles) for m in markers]
    tables = [
        {
            True: np.eye(k) if m.mutation is None else m.mutation.male,
            False: np.eye(k) if m.mutation is None else m.mutation.female,
        }
        for m, k in zip(markers, sizes, strict=True)
    ]
    haplotypes = [(i, j) for i in range(sizes[0]) for j in range(sizes[1])]
    freq = {h: markers[0].freqs[h[0]] * markers[1].freqs[h[1]] for h in haplotypes}

    def passed(parent: tuple[tuple[int, int], ...], by_male: bool, child: tuple[int, int]) -> float:
        if len(parent) == 1:
            (h,) = parent
            return tables[0][by_male][h[0], child[0]] * tables[1][by_male][h[1], child[1]]
        total = 0.0
        for first in (0, 1):
            for second in (0, 1):
                way = 0.5 * ((1 - rho) if first == second else rho)
                total += (
                    way
                    * tables[0][by_male][parent[first][0], child[0]]
                    * tables[1][by_male][parent[second][1], child[1]]
                )
        return total

    def go(at: int, genes: dict[str, tuple[tuple[int, int], ...]]) -> float:
        if at == len(order):
            return 1.0
        person = order[at]
        haploid = markers[0].is_x and person.sex == "male"
        total = 0.0
        for x in haplotypes:
            for y in (None,) if haploid else haplotypes:
                w = 1.0
                for k in (0, 1):
                    table = seen[k].get(person.id)
                    if table is not None:
                        w *= float(table[(x[k],) if y is None else (x[k], y[k])])
                if not w:
                    continue
                sides = [(person.mother, False, x)] if y is None else [
                    (person.father, True, x), (person.mother, False, y)
                ]  # fmt: skip
                for parent, by_male, h in sides:
                    w *= freq[h] if parent is None else passed(genes[parent], by_male, h)
                if w:
                    total += w * go(at + 1, {**genes, person.id: (x,) if y is None else (x, y)})
        return total

    return go(0, {})


def shown(marker: Marker, genotype: tuple[str | None, str | None], haploid: bool) -> np.ndarray:
    """Which true genotypes a recorded genotype allows: silent and unknown alleles considered."""
    n = len(marker.alleles)
    silent = marker.alleles.index(marker.silent) if marker.silent else None
    known = [marker.alleles.index(x) for x in genotype if x is not None]
    if haploid:
        out = np.zeros(n)
        out[known[0] if known else slice(None)] = 1.0
        return out
    out = np.zeros((n, n))
    for a in range(n):
        for b in range(n):
            if len(known) == 2 and known[0] != known[1]:
                fits = sorted((a, b)) == sorted(known)
            elif len(known) == 2:
                others = {known[0], silent} if known[0] != silent else {silent}
                fits = known[0] in (a, b) and {a, b} <= others
            else:
                fits = not known or known[0] in (a, b)
            out[a, b] = float(fits)
    return out


def _parents_first(ped: Pedigree) -> list:
    done: dict[str, object] = {}
    todo = list(ped.persons)
    while todo:
        rest = []
        for p in todo:
            if {p.father, p.mother} - {None} <= set(done):
                done[p.id] = p
            else:
                rest.append(p)
        todo = rest
    return list(done.values())
