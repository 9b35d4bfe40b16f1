"""How much a result depends on assumptions: frequency database, theta, mutation model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from probanda.kinship.case import Case
from probanda.kinship.marker import Marker, Mutation
from probanda.kinship.mutation import mutation_matrix
from probanda.kinship.problems import KinshipError
from probanda.kinship.ratios import pairwise, without_impossible

MIN_FREQUENCY = 1e-3


@dataclass(frozen=True)
class Row:
    """One combination of assumptions and log10 of the pairing's likelihood ratio under it.

    NaN where theta cannot be averaged exactly over so many founder alleles.
    """

    database: str
    theta: float
    mutation: str
    log10_lr: float


def sensitivity(
    case: Case,
    victim: str,
    missing: str,
    *,
    databases: Mapping[str, Mapping[str, Marker]] | None = None,
    thetas: Sequence[float] = (0.0, 0.01, 0.03),
    mutation_models: Sequence[str] = ("as given", "none"),
    rate: float = 0.002,
) -> list[Row]:
    """The ratio of one pairing under every combination of assumptions.

    Args:
        case: the case; only the pairing's victim and family enter.
        victim: the sample.
        missing: the missing person.
        databases: name -> markers by name; alleles they lack get `MIN_FREQUENCY`. "as given" is
            always first.
        thetas: Balding–Nichols coefficients.
        mutation_models: "as given", "none", or a model's name applied at `rate`.
        rate: mutation rate of models named.
    """
    family = case.family_of(missing)
    if family is None:
        return []
    small = replace(
        case,
        victims={victim: case.victims[victim]},
        families={family.name: family},
        missing=(missing,),
        pairings={victim: (missing,)},
    )
    return list(_rows(small, databases or {}, thetas, mutation_models, rate))


def _rows(
    case: Case,
    databases: Mapping[str, Mapping[str, Marker]],
    thetas: Sequence[float],
    models: Sequence[str],
    rate: float,
) -> Iterator[Row]:
    for name, database in {"as given": {}, **databases}.items():
        for model in models:
            changed = without_impossible(_with(case, database, model, rate))
            for theta in thetas:
                try:
                    log = pairwise(replace(changed, theta=theta), detail=False).log_lr[0, 0]
                except KinshipError as e:
                    if e.problems[0].code != "theta-too-large":
                        raise
                    log = np.nan  # said as "not computed" by whoever shows the row
                yield Row(name, theta, model, float(log / np.log(10)))


def _with(case: Case, database: Mapping[str, Marker], model: str, rate: float) -> Case:
    def change(m: Marker) -> Marker:
        return with_mutation(with_frequencies(m, database.get(m.name)), model, rate)

    families = {
        n: replace(f, markers={k: change(m) for k, m in f.markers.items()})
        for n, f in case.families.items()
    }
    return replace(case, markers={n: change(m) for n, m in case.markers.items()}, families=families)


def with_frequencies(marker: Marker, other: Marker | None) -> Marker:
    """The marker's alleles with another database's frequencies, rare ones at `MIN_FREQUENCY`."""
    if other is None:
        return marker
    p = np.array(
        [
            max(float(other.freqs[other.index[a]]), MIN_FREQUENCY)
            if a in other.index
            else MIN_FREQUENCY
            for a in marker.alleles
        ]
    )
    return replace(marker, freqs=p / p.sum())


def with_mutation(marker: Marker, model: str, rate: float) -> Marker:
    """The marker under another mutation model, both sexes alike."""
    if model == "as given":
        return marker
    if model == "none":
        return marker.without_mutation()
    m = mutation_matrix(model, marker.alleles, list(marker.freqs), rate=rate)
    return replace(marker, mutation=Mutation(m, m, model))
