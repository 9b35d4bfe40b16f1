"""A pedigree at one marker as tables over transmitted alleles; the shape is worked out once.

Variables are the two genes of an untyped person (n values each), the phase of a typed person (which
allele came from the father: 2 values) and, optionally, the choice a parent's meiosis made (2 values).
A typed parent cuts the pedigree: the allele they pass on does not depend on their own ancestors.
Founders without data who have one child pass on one random allele. Untyped members without
descendants of interest are left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from probanda.kinship.contraction import Order, Table, TooWideError, Vars, plan
from probanda.kinship.pedigree import Pedigree
from probanda.kinship.problems import KinshipError, Problem

TYPED, SOFT, NONE, QUERY = "T", "S", "-", "Q"

# persons: (father index, mother index, is male, inbreeding); kinds: one letter per person
Shape = tuple[tuple[tuple[int, int, bool, float], ...], str, bool]
GENES, PHASE = -1, 2


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
                self.factors.append(Factor(self.genes[i], _evidence(i)))
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
            make = _haploid_prob(i) if self._haploid(i) else _genotype_prob(i, f)
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
                make = _haploid_match(i) if len(genes) == 1 else _unordered_match(i)
                self.factors.append(Factor(genes, make))
        elif len(genes) == 2 and f > 0:
            self.factors.append(Factor(genes, _inbred_pair(f)))
        else:
            for g in genes:
                self.factors.append(Factor((g,), lambda x: x.p))

    def _child(self, i: int) -> None:
        father, mother, _, _ = self.rows[i]
        typed = self.kinds[i] == TYPED
        haploid = self._haploid(i)
        if typed and not haploid:
            self.factors.append(Factor((self.phase[i],), _phase_weight(i)))
        if not haploid:
            self._meiosis(father, i, 0, typed, haploid)
        self._meiosis(mother, i, 1, typed, haploid)

    def _meiosis(self, parent: int, child: int, side: int, typed: bool, haploid: bool) -> None:
        """Factors of the allele that `parent` passes to `child` (side 0: father's)."""
        father = side == 0
        if typed:
            slot: Vars = () if haploid else (self.phase[child],)
            columns = _columns_of_typed(child, side, haploid)
        else:
            gene = self.genes[child][0 if haploid else side]
            slot, columns = (gene,), _all_columns
        if parent < 0:
            self._from_population(slot, columns)
            return
        parent_haploid = self._haploid(parent)
        if self.kinds[parent] == TYPED:
            row = _typed_row(parent, father, parent_haploid)
            self.factors.append(Factor(slot, lambda x: columns(x, row(x))[:, 0]))
        elif parent in self.single and not self.explicit:
            self.factors.append(Factor(slot, _random_allele(columns, father)))
        elif parent_haploid or len(self.genes[parent]) == 1:
            scope = (self.genes[parent][0], *slot)
            self.factors.append(Factor(scope, lambda x: columns(x, x.transmission(father)[None])))
        elif self._use_selector(parent):
            s = self._new(gene=False)
            a, b = self.genes[parent]
            self.factors.append(Factor((a, s, *slot), _selected(columns, father, 0)))
            self.factors.append(Factor((b, s, *slot), _selected(columns, father, 1)))
        else:
            scope = (*self.genes[parent], *slot)
            self.factors.append(Factor(scope, _half_half(columns, father)))

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


# How a matrix with rows "parental allele" is read at the child: (b, rows, n) -> (b, rows, slot...)
Columns = Callable[[Numbers, Table], Table]


def _all_columns(x: Numbers, m: Table) -> Table:
    return m


def _random_allele(columns: Columns, father: bool) -> Maker:
    return lambda x: columns(x, (x.p @ x.transmission(father))[:, None, :])[:, 0]


def _columns_of_typed(child: int, side: int, haploid: bool) -> Columns:
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


def _typed_row(parent: int, father: bool, haploid: bool) -> Maker:
    def make(x: Numbers) -> Table:
        pair = x.typed[parent]
        m = x.transmission(father)
        if haploid:
            return np.asarray(m[pair[:, 0]][:, None, :])
        return np.asarray(0.5 * (m[pair[:, 0]] + m[pair[:, 1]])[:, None, :])

    return make


def _selected(columns: Columns, father: bool, side: int) -> Maker:
    """`(b, allele, choice, slot...)`: half the matrix where this gene was chosen, else 1."""

    def make(x: Numbers) -> Table:
        m = columns(x, x.transmission(father)[None])
        out = np.ones((*m.shape[:2], 2, *m.shape[2:]))
        out[:, :, side] = 0.5 * m
        return out

    return make


def _half_half(columns: Columns, father: bool) -> Maker:
    def make(x: Numbers) -> Table:
        m = columns(x, 0.5 * x.transmission(father)[None])
        return np.asarray(m[:, :, None] + m[:, None, :])

    return make


def _evidence(i: int) -> Maker:
    return lambda x: x.soft[i]


def _haploid_prob(i: int) -> Maker:
    return lambda x: _take(x.p, x.typed[i][:, 0])


def _take(p: Table, index: NDArray[np.int64]) -> Table:
    if len(p) == 1:
        return np.asarray(p[0, index])
    if len(index) == 1:
        return np.asarray(p[:, index[0]])
    return np.asarray(p[np.arange(len(p)), index])


def _genotype_prob(i: int, f: float) -> Maker:
    def make(x: Numbers) -> Table:
        a, b = x.typed[i].T
        pa, pb = _take(x.p, a), _take(x.p, b)
        return np.asarray(np.where(a == b, f * pa + (1 - f) * pa * pa, 2 * (1 - f) * pa * pb))

    return make


def _inbred_pair(f: float) -> Maker:
    def make(x: Numbers) -> Table:
        n = x.p.shape[1]
        free = x.p[:, :, None] * x.p[:, None, :]
        return np.asarray((1 - f) * free + f * np.eye(n) * x.p[:, :, None])

    return make


def _phase_weight(i: int) -> Maker:
    def make(x: Numbers) -> Table:
        pair = x.typed[i]
        half = np.where(pair[:, 0] == pair[:, 1], 0.5, 1.0)
        return np.repeat(half[:, None], 2, axis=1)

    return make


def _haploid_match(i: int) -> Maker:
    return lambda x: np.eye(x.p.shape[1])[x.typed[i][:, 0]]


def _unordered_match(i: int) -> Maker:
    def make(x: Numbers) -> Table:
        n = x.p.shape[1]
        pair = x.typed[i]
        out = np.zeros((len(pair), n, n))
        rows = np.arange(len(pair))
        out[rows, pair[:, 0], pair[:, 1]] = 1.0
        out[rows, pair[:, 1], pair[:, 0]] = 1.0
        return out

    return make
