"""A pedigree at one marker as tables over transmitted alleles; the shape is worked out once.

Variables are the two genes of an untyped person (n values each), the phase of a typed person (which
allele came from the father: 2 values) and, optionally, the choice a parent's meiosis made (2 values).
A typed parent cuts the pedigree: the allele they pass on does not depend on their own ancestors.
Founders without data who have one child pass on one random allele. Untyped members without
descendants of interest are left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from probanda.kinship.contraction import Order, Table, TooWideError, Vars, plan
from probanda.kinship.factors import (
    Columns,
    Maker,
    Numbers,
    all_columns,
    columns_of_typed,
    evidence,
    genotype_prob,
    half_half,
    haploid_match,
    haploid_prob,
    inbred_pair,
    phase_weight,
    random_allele,
    selected,
    typed_row,
    unordered_match,
)
from probanda.kinship.pedigree import Pedigree
from probanda.kinship.problems import KinshipError, Problem

TYPED, SOFT, NONE, QUERY = "T", "S", "-", "Q"

# persons: (father index, mother index, is male, inbreeding); kinds: one letter per person
Shape = tuple[tuple[tuple[int, int, bool, float], ...], str, bool]
GENES, PHASE = -1, 2


@dataclass(frozen=True, eq=False)
class Factor:
    """A table with its variables and the way to make it from numbers."""

    scope: Vars
    make: Maker


@dataclass(frozen=True, eq=False)
class Network:
    """Factors of one shape; `genes` are the founders' (for theta), `dims` n-valued or binary."""

    factors: tuple[Factor, ...]
    gene_vars: frozenset[int]
    keep: Vars
    founder_genes: int
    free_genes: tuple[int, ...]

    def dims(self, n: int) -> dict[int, int]:
        """Number of values of every variable for n alleles."""
        return {v: (n if v in self.gene_vars else 2) for f in self.factors for v in f.scope}


@dataclass(frozen=True, eq=False)
class Program:
    """A network with its elimination order for n alleles."""

    network: Network
    order: Order

    def run(self, numbers: Numbers) -> Table:
        """Likelihood `(batch,)`, or `(batch, n, n)` over the genes of the person asked for."""
        return self.order.run([f.make(numbers) for f in self.network.factors])


def shape_of(ped: Pedigree, kinds: Mapping[str, str], is_x: bool) -> tuple[Shape, list[str]]:
    """The shape of a pedigree with the given kinds, pruned; and the identifiers in its order.

    Identical twins become one person; the caller merges their observations beforehand onto the
    first of each group. Worked out once per pedigree and kinds.
    """
    key = (is_x, *kinds.items())
    known: tuple[Shape, list[str]] | None = ped.worked_out.get(key)
    if known is None:
        known = ped.worked_out[key] = _shape_of(ped, kinds, is_x)
    return known


def _shape_of(ped: Pedigree, kinds: Mapping[str, str], is_x: bool) -> tuple[Shape, list[str]]:
    first = {t: group[0] for group in ped.twins for t in group}
    alive = {p.id for p in ped.persons if first.get(p.id, p.id) == p.id}
    children: dict[str, set[str]] = defaultdict(set)
    parents: dict[str, tuple[str | None, str | None]] = {}
    for p in ped.persons:
        if p.id not in alive:
            continue
        father = first.get(p.father, p.father) if p.father else None
        mother = first.get(p.mother, p.mother) if p.mother else None
        parents[p.id] = (father, mother)
    for c, (f, m) in parents.items():
        for q in (f, m):
            if q is not None:
                children[q].add(c)
    queue = [i for i in alive if kinds.get(i, NONE) == NONE and not children[i]]
    while queue:
        i = queue.pop()
        alive.discard(i)
        for q in parents[i]:
            if q is not None:
                children[q].discard(i)
                if not children[q] and kinds.get(q, NONE) == NONE and q in alive:
                    queue.append(q)
    ids = [p.id for p in ped.persons if p.id in alive]
    at = {i: k for k, i in enumerate(ids)}
    rows = []
    for i in ids:
        f, m = parents[i]
        person = ped.by_id[i]
        if is_x and person.sex == "unknown":
            message = "sex unknown at an X-linked marker"
            raise KinshipError(Problem("sex-needed", message, i))
        rows.append(
            (
                -1 if f is None else at[f],
                -1 if m is None else at[m],
                person.sex == "male",
                float(ped.founder_inbreeding.get(i, 0.0)),
            )
        )
    return (tuple(rows), "".join(kinds.get(i, NONE) for i in ids), is_x), ids


SIZES = (8, 24, 61)
CHEAP = 1e5


def program(shape: Shape, n: int, explicit: bool = False) -> Program:
    """The cheapest program found for a shape with about n alleles (planned once per size class).

    `explicit` gives every founder's genes variables of their own without a frequency table on
    them: the form that the theta model needs.

    Raises:
        TooWideError: no order fits into memory.
    """
    return _program(shape, next((s for s in SIZES if n <= s), n), explicit)


@lru_cache(maxsize=16384)
def _program(shape: Shape, n: int, explicit: bool) -> Program:
    best: Program | None = None
    seen = set()
    for style in ("selector", "mixed", "pair"):
        net = _Builder(shape, style, explicit).network()
        key = tuple(f.scope for f in net.factors)
        if key in seen:
            continue
        seen.add(key)
        for large_first in (False, True):
            if large_first and best is not None and best.order.cost < CHEAP:
                continue
            try:
                order = plan(key, net.dims(n), net.keep, large_first=large_first)
            except TooWideError:
                continue
            if best is None or order.cost < best.order.cost:
                best = Program(net, order)
    if best is None:
        raise TooWideError
    return best


class _Builder:
    """Writes the factors of one shape."""

    def __init__(self, shape: Shape, style: str, explicit: bool):
        self.rows, self.kinds, self.is_x = shape
        self.style = style
        self.explicit = explicit
        self.factors: list[Factor] = []
        self.gene_vars: set[int] = set()
        self.count = 0
        self.children: dict[int, list[int]] = defaultdict(list)
        for c, (f, m, _, _) in enumerate(self.rows):
            for q in {f, m} - {-1}:
                self.children[q].append(c)
        self.genes: dict[int, tuple[int, ...]] = {}
        self.single: set[int] = set()
        self.phase: dict[int, int] = {}
        self.founder_genes = 0
        self.free: list[int] = []

    def network(self) -> Network:
        for i in range(len(self.rows)):
            self._variables(i)
        keep: Vars = ()
        for i in range(len(self.rows)):
            if self.rows[i][0] < 0 and self.rows[i][1] < 0:
                self._founder(i)
            else:
                self._child(i)
            if self.kinds[i] == SOFT:
                self.factors.append(Factor(self.genes[i], evidence(i)))
            if self.kinds[i] == QUERY:
                keep = self.genes[i]
        return Network(
            tuple(self.factors),
            frozenset(self.gene_vars),
            keep,
            self.founder_genes,
            tuple(self.free),
        )

    def _new(self, gene: bool) -> int:
        v = self.count
        self.count += 1
        if gene:
            self.gene_vars.add(v)
        return v

    def _haploid(self, i: int) -> bool:
        return self.is_x and self.rows[i][2]

    def _is_founder(self, i: int) -> bool:
        return self.rows[i][0] < 0 and self.rows[i][1] < 0

    def _variables(self, i: int) -> None:
        kind = self.kinds[i]
        founder = self._is_founder(i)
        if kind == TYPED and not (self.explicit and founder):
            if not self._haploid(i) and not founder:
                self.phase[i] = self._new(gene=False)
            return
        one_child = kind == NONE and founder and len(self.children[i]) == 1
        if one_child:
            self.single.add(i)
            if self.explicit:
                self.genes[i] = (self._new(gene=True),)
            return
        self.genes[i] = tuple(self._new(gene=True) for _ in range(1 if self._haploid(i) else 2))

    def _founder(self, i: int) -> None:
        f = self.rows[i][3]
        if self.kinds[i] == TYPED and not self.explicit:
            self.founder_genes += 1 if self._haploid(i) else 2
            make = haploid_prob(i) if self._haploid(i) else genotype_prob(i, f)
            self.factors.append(Factor((), make))
            return
        if i in self.single and not self.explicit:
            self.founder_genes += 1
            return
        genes = self.genes[i]
        self.founder_genes += len(genes)
        if self.explicit:
            self.free.extend(genes)
            if self.kinds[i] == TYPED:
                make = haploid_match(i) if len(genes) == 1 else unordered_match(i)
                self.factors.append(Factor(genes, make))
        elif len(genes) == 2 and f > 0:
            self.factors.append(Factor(genes, inbred_pair(f)))
        else:
            for g in genes:
                self.factors.append(Factor((g,), lambda x: x.p))

    def _child(self, i: int) -> None:
        father, mother, _, _ = self.rows[i]
        typed = self.kinds[i] == TYPED
        haploid = self._haploid(i)
        if typed and not haploid:
            self.factors.append(Factor((self.phase[i],), phase_weight(i)))
        if not haploid:
            self._meiosis(father, i, 0, typed, haploid)
        self._meiosis(mother, i, 1, typed, haploid)

    def _meiosis(self, parent: int, child: int, side: int, typed: bool, haploid: bool) -> None:
        """Factors of the allele that `parent` passes to `child` (side 0: father's)."""
        father = side == 0
        if typed:
            slot: Vars = () if haploid else (self.phase[child],)
            columns = columns_of_typed(child, side, haploid)
        else:
            gene = self.genes[child][0 if haploid else side]
            slot, columns = (gene,), all_columns
        if parent < 0:
            self._from_population(slot, columns)
            return
        parent_haploid = self._haploid(parent)
        if self.kinds[parent] == TYPED:
            row = typed_row(parent, father, parent_haploid)
            self.factors.append(Factor(slot, lambda x: columns(x, row(x))[:, 0]))
        elif parent in self.single and not self.explicit:
            self.factors.append(Factor(slot, random_allele(columns, father)))
        elif parent_haploid or len(self.genes[parent]) == 1:
            scope = (self.genes[parent][0], *slot)
            self.factors.append(Factor(scope, lambda x: columns(x, x.transmission(father)[None])))
        elif self._use_selector(parent):
            s = self._new(gene=False)
            a, b = self.genes[parent]
            self.factors.append(Factor((a, s, *slot), selected(columns, father, 0)))
            self.factors.append(Factor((b, s, *slot), selected(columns, father, 1)))
        else:
            scope = (*self.genes[parent], *slot)
            self.factors.append(Factor(scope, half_half(columns, father)))

    def _from_population(self, slot: Vars, columns: Columns) -> None:
        """A random allele, where the parent is not known."""
        self.founder_genes += 1
        if not self.explicit:
            self.factors.append(Factor(slot, lambda x: columns(x, x.p[:, None, :])[:, 0]))
            return
        gene = self._new(gene=True)
        self.free.append(gene)
        self.factors.append(Factor((gene, *slot), lambda x: columns(x, np.eye(x.p.shape[1])[None])))

    def _use_selector(self, parent: int) -> bool:
        if self.style == "mixed":
            return len(self.children[parent]) <= 2
        return self.style == "selector"


__all__ = [
    "NONE",
    "QUERY",
    "SOFT",
    "TYPED",
    "Numbers",
    "Program",
    "Shape",
    "program",
    "shape_of",
]
