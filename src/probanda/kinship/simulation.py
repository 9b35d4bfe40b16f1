"""Drawing genotypes down a pedigree, for power and for tests; the random generator is given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from probanda.kinship.case import Case, Family, Labels, Sample, pairings_by_sex
from probanda.kinship.marker import Marker
from probanda.kinship.pedigree import Pedigree, Person


def draw(
    ped: Pedigree,
    marker: Marker,
    rng: np.random.Generator,
    given: Mapping[str, Labels] | None = None,
) -> dict[str, tuple[str, str]]:
    """Genotypes of every member at one marker, gene-dropping from founders with mutation.

    `given` fixes genotypes of founders (their phase is drawn).
    """
    p = marker.freqs / marker.freqs.sum()
    n = len(p)
    genes: dict[str, tuple[int, ...]] = {}
    twins = {t: g[0] for g in ped.twins for t in g}
    order = _ancestors_first(ped)
    for person in order:
        first = twins.get(person.id, person.id)
        if first in genes:
            genes[person.id] = genes[first]
            continue
        haploid = marker.is_x and person.sex == "male"
        if person.is_founder:
            labels = (given or {}).get(person.id)
            if labels is not None and None not in labels:
                pair = [marker.index[str(x)] for x in labels]
                rng.shuffle(pair)
            else:
                pair = list(rng.choice(n, size=2, p=p))
                if rng.random() < ped.founder_inbreeding.get(person.id, 0.0):
                    pair[1] = pair[0]
            genes[person.id] = (pair[0],) if haploid else (pair[0], pair[1])
            continue
        sides = [person.mother] if haploid else [person.father, person.mother]
        passed = []
        for parent in sides:
            if parent is None:
                passed.append(int(rng.choice(n, p=p)))
                continue
            gene = int(rng.choice(genes[parent]))
            if marker.mutation is not None:
                male = ped.by_id[parent].sex == "male"
                row = (marker.mutation.male if male else marker.mutation.female)[gene]
                gene = int(rng.choice(n, p=row / row.sum()))
            passed.append(gene)
        genes[person.id] = tuple(passed)
    return {i: (marker.alleles[g[0]], marker.alleles[g[-1]]) for i, g in genes.items()}


def _ancestors_first(ped: Pedigree) -> list[Person]:
    done: dict[str, Person] = {}
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


def simulated_case(size: int, markers: Sequence[Marker], rng: np.random.Generator) -> Case:
    """`size` victims, each the missing child of one family: father or brother typed, in turn.

    The truth is V_i = M_i.
    """
    victims: dict[str, Sample] = {}
    families: dict[str, Family] = {}
    by_name = {m.name: m for m in markers}
    for i in range(1, size + 1):
        ped = Pedigree.of(
            [
                (f"F{i}", None, None, "male"),
                (f"MO{i}", None, None, "female"),
                (f"M{i}", f"F{i}", f"MO{i}", "male"),
                (f"S{i}", f"F{i}", f"MO{i}", "male"),
            ]
        )
        drawn = {m.name: draw(ped, m, rng) for m in markers}
        typed = f"S{i}" if i % 2 else f"F{i}"
        profile: dict[str, Labels] = {n: g[typed] for n, g in drawn.items()}
        victim: dict[str, Labels] = {n: g[f"M{i}"] for n, g in drawn.items()}
        families[f"FAM{i}"] = Family(f"FAM{i}", ped, {typed: profile}, (f"M{i}",))
        victims[f"V{i}"] = Sample(f"V{i}", "male", victim)
    missing = tuple(f"M{i}" for i in range(1, size + 1))
    return Case(by_name, victims, families, missing, pairings_by_sex(victims, families, missing))
