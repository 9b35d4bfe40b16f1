"""A marker: alleles, frequencies, mutation. Which frequencies to use is the user's decision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from probanda.kinship.mutation import Matrix, check_matrix
from probanda.kinship.problems import KinshipError, Problem

MAX_ALLELES = 60
SUM_TOLERANCE = 1e-6

Chromosome = Literal["autosomal", "X"]


@dataclass(frozen=True, eq=False)
class Mutation:
    """Mutation matrices of fathers and of mothers, each `(n, n)`, row = allele of the parent."""

    male: Matrix
    female: Matrix
    model: str = "custom"

    @property
    def is_none(self) -> bool:
        """Whether no allele ever changes."""
        eye = np.eye(len(self.male))
        return bool((self.male == eye).all() and (self.female == eye).all())


@dataclass(frozen=True, eq=False)
class Marker:
    """Name, chromosome, alleles with population frequencies, mutation model.

    `silent` names an allele that the laboratory cannot see: a homozygous result may hide it.

    Raises:
        KinshipError: duplicate alleles, a frequency not above 0, more than 60 alleles. A sum that
            is not 1 is no error here; see `scaled`.

    >>> Marker("TH01", ("6", "7", "8"), np.array([0.2, 0.3, 0.5])).index["7"]
    1
    """

    name: str
    alleles: tuple[str, ...]
    freqs: NDArray[np.float64]
    chrom: Chromosome = "autosomal"
    mutation: Mutation | None = None
    silent: str | None = None

    def __post_init__(self) -> None:
        found = list(self._problems())
        if found:
            raise KinshipError(found)
        if self.mutation is not None and self.mutation.is_none:
            object.__setattr__(self, "mutation", None)

    def _problems(self) -> list[Problem]:
        out: list[Problem] = []
        if len(set(self.alleles)) != len(self.alleles):
            twice = sorted({a for a in self.alleles if self.alleles.count(a) > 1})
            out.append(Problem("frequencies-duplicate", f"listed twice: {twice}", "", self.name))
        if len(self.freqs) != len(self.alleles):
            message = f"{len(self.alleles)} alleles but {len(self.freqs)} frequencies"
            out.append(Problem("case-shape", message, "", self.name))
        elif not (np.isfinite(self.freqs).all() and (self.freqs > 0).all()):
            bad = [a for a, f in zip(self.alleles, self.freqs, strict=True) if not f > 0]
            message = f"frequency not above 0 of allele {', '.join(bad)}"
            out.append(Problem("frequencies-negative", message, "", self.name))
        if len(self.alleles) > MAX_ALLELES:
            out.append(Problem("too-many-alleles", f"{len(self.alleles)} alleles", "", self.name))
        if self.chrom not in ("autosomal", "X"):
            message = f"chromosome {self.chrom!r} is neither autosomal nor X"
            out.append(Problem("case-shape", message, "", self.name))
        if self.mutation is not None and not out:
            for m in (self.mutation.male, self.mutation.female):
                try:
                    check_matrix(m, len(self.alleles))
                except KinshipError as e:
                    message = e.problems[0].message
                    out.append(Problem("mutation-matrix", message, "", self.name))
        return out

    @cached_property
    def index(self) -> dict[str, int]:
        """Position of every allele label."""
        return {a: i for i, a in enumerate(self.alleles)}

    @property
    def is_x(self) -> bool:
        """Whether the marker lies on the X chromosome."""
        return self.chrom == "X"

    def sum_problem(self) -> Problem | None:
        """The problem to report when frequencies do not sum to 1 (to 1e-6)."""
        total = float(self.freqs.sum())
        if abs(total - 1) <= SUM_TOLERANCE:
            return None
        return Problem("frequencies-sum", f"frequencies sum to {total:.6g}", "", self.name)

    def scaled(self) -> Marker:
        """The same marker with frequencies divided by their sum."""
        return replace(self, freqs=self.freqs / self.freqs.sum())

    def without_mutation(self) -> Marker:
        """The same marker with mutation switched off."""
        return self if self.mutation is None else replace(self, mutation=None)

    def pair(self, genotype: Sequence[str | None]) -> tuple[int, int]:
        """Indices of two allele labels, -1 where unknown.

        Raises:
            KinshipError: an allele that is not in the table, or not two of them.
        """
        if len(genotype) != 2:
            message = f"expected two alleles, found {list(genotype)}"
            raise KinshipError(Problem("allele-syntax", message, "", self.name))
        a, b = (-1 if x is None else self.index.get(x, -2) for x in genotype)
        if -2 in (a, b):
            unknown = [str(x) for x in genotype if x is not None and x not in self.index]
            message = f"allele {' and '.join(unknown)} is not in the frequency table"
            raise KinshipError(Problem("allele-unknown", message, "", self.name))
        return a, b
