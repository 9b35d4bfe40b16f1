"""Two markers near each other on a chromosome: their joint likelihood, recombination included.

Founder haplotypes are taken in linkage equilibrium. Unlinked markers multiply; use `likelihood`.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from probanda.kinship.contraction import Table, Vars, plan
from probanda.kinship.likelihood import Array, Observed, Pair, lumped, observe, prepared
from probanda.kinship.marker import Marker
from probanda.kinship.pedigree import Pedigree
from probanda.kinship.problems import KinshipError, Problem

Labels = tuple[str | None, str | None]


def linked_likelihood(
    ped: Pedigree,
    markers: tuple[Marker, Marker],
    genotypes: Mapping[str, tuple[Labels, Labels]],
    rho: float,
) -> float:
    """Probability of genotypes at two markers with recombination fraction `rho`.

    Args:
        ped: the pedigree, founders not inbred.
        markers: both on the same kind of chromosome.
        genotypes: person -> a pair of labels for each marker.
        rho: 0 (always inherited together) to 0.5 (independent).

    Raises:
        KinshipError: as `likelihood`; `rho` out of range; inbred founders.
    """
    name = f"{markers[0].name}–{markers[1].name}"
    if not 0 <= rho <= 0.5:
        raise KinshipError(Problem("rho-range", f"recombination fraction {rho}", "", name))
    if markers[0].chrom != markers[1].chrom:
        raise KinshipError(Problem("case-shape", "on different chromosomes", "", name))
    if any(ped.founder_inbreeding.values()):
        message = "inbred founders cannot be combined with linked markers"
        raise KinshipError(Problem("founder-inbreeding", message, "", name))
    loci = [
        _Locus(ped, m, observe(ped, m, {i: g[k] for i, g in genotypes.items()}))
        for k, m in enumerate(markers)
    ]
    return _TwoLoci(ped, loci, markers[0].is_x, rho).value()


class _Locus:
    """Reduced numbers of one marker."""

    def __init__(self, ped: Pedigree, marker: Marker, observed: Observed):
        _, pairs, soft = prepared(ped, marker, observed)
        self.p, male, female, self.pairs, self.soft = lumped(marker, pairs, soft)
        eye = np.eye(len(self.p))
        self.male: Array = eye if male is None else male
        self.female: Array = eye if female is None else female


class _TwoLoci:
    """Variables and tables; states of an untyped person are genes, of a typed one a phase."""

    def __init__(self, ped: Pedigree, loci: list[_Locus], is_x: bool, rho: float):
        self.ped, self.loci, self.is_x = ped, loci, is_x
        self.link = 0.5 * np.array([[1 - rho, rho], [rho, 1 - rho]])
        self.scopes: list[Vars] = []
        self.tables: list[Table] = []
        self.dims: dict[int, int] = {}
        self.first = {t: group[0] for group in ped.twins for t in group}
        self.persons = [p for p in ped.persons if self.first.get(p.id, p.id) == p.id]
        self.state: dict[tuple[str, int], Vars] = {}

    def value(self) -> float:
        for p in self.persons:
            for k in (0, 1):
                self._person(p.id, k, founder=p.is_founder)
        for p in self.persons:
            if p.is_founder:
                continue
            for side, parent in ((0, p.father), (1, p.mother)):
                if side == 1 or not self._haploid(p.id):
                    self._meiosis(self.first.get(parent or "", parent), p.id, side)
        return float(plan(self.scopes, self.dims).run(self.tables)[0])

    def _haploid(self, person: str) -> bool:
        return self.is_x and self.ped.by_id[person].sex == "male"

    def _new(self, size: int) -> int:
        self.dims[len(self.dims)] = size
        return len(self.dims) - 1

    def _add(self, scope: Vars, table: Array) -> None:
        self.scopes.append(scope)
        self.tables.append(np.asarray(table)[None])

    def _person(self, person: str, k: int, founder: bool) -> None:
        locus = self.loci[k]
        pair = locus.pairs.get(person)
        n = len(locus.p)
        if pair is None:
            genes = tuple(self._new(n) for _ in range(1 if self._haploid(person) else 2))
            self.state[person, k] = genes
            if founder:
                for g in genes:
                    self._add((g,), locus.p)
            if person in locus.soft:
                self._add(genes, locus.soft[person])
            return
        a, b = pair
        if self._haploid(person):
            self.state[person, k] = ()
            if founder:
                self._add((), np.array(locus.p[a]))
            return
        phase = self._new(2)
        self.state[person, k] = (phase,)
        weight = np.full(2, 0.5 if a == b else 1.0)
        self._add((phase,), weight * (locus.p[a] * locus.p[b] if founder else 1.0))

    def _meiosis(self, parent: str | None, child: str, side: int) -> None:
        if parent is None:
            for k in (0, 1):
                slot, columns = self._slot(child, side, k)
                self._add(slot, self.loci[k].p[columns])
            return
        if self._haploid(parent):
            for k in (0, 1):
                self._passed(parent, child, side, k, None)
            return
        choices = [self._new(2), self._new(2)]
        self._add((choices[0], choices[1]), self.link)
        for k in (0, 1):
            self._passed(parent, child, side, k, choices[k])

    def _passed(self, parent: str, child: str, side: int, k: int, choice: int | None) -> None:
        locus = self.loci[k]
        m = locus.male if side == 0 else locus.female
        slot, columns = self._slot(child, side, k)
        m = m[:, columns]
        pair = locus.pairs.get(parent)
        state = self.state[parent, k]
        if choice is None:
            self._add((*state, *slot), m if pair is None else m[pair[0]])
        elif pair is None:
            one = np.ones_like(m)
            self._add((state[0], choice, *slot), np.stack([m, one], axis=1))
            self._add((state[1], choice, *slot), np.stack([one, m], axis=1))
        else:
            at = np.array([[pair[0], pair[1]], [pair[1], pair[0]]])
            self._add((*state, choice, *slot), m[at])

    def _slot(self, child: str, side: int, k: int) -> tuple[Vars, int | slice | list[int]]:
        state = self.state[child, k]
        pair: Pair | None = self.loci[k].pairs.get(child)
        if pair is None:
            return (state[0 if self._haploid(child) else side],), slice(None)
        if self._haploid(child):
            return (), pair[0]
        return state, list(pair if side == 0 else pair[::-1])
