"""Every option crossed with every other, on random small pedigrees, against the plain definition."""

from __future__ import annotations

import numpy as np
import pytest

from probanda.kinship import Marker, Mutation, Pedigree, Person, mutation_matrix
from probanda.kinship.likelihood import Observed, genotype_table, locus_likelihood, observe
from probanda.kinship.linked import linked_likelihood
from probanda.kinship.observation import ErrorModel
from probanda.kinship.problems import KinshipError
from tests.kinship.brute import brute, brute_linked, shown

MODELS = ("none", "equal", "proportional", "onestep", "stepwise", "dawid", "random")


def marker_of(
    rng: np.random.Generator, n: int, chrom: str, silent: bool, name: str = "L"
) -> Marker:
    alleles = tuple(str(6 + k) for k in range(n - silent)) + (("s",) if silent else ())
    p = rng.dirichlet(np.full(n, 2.0)) * 0.9 + 0.1 / n
    model = rng.choice(MODELS)
    if model == "none" or (silent and model != "random"):
        mutation = None
    elif model == "random":
        sides = [rng.dirichlet(np.full(n, 0.4), size=n) for _ in range(2)]
        mutation = Mutation(sides[0], sides[1], "custom")
    else:
        sides = [
            mutation_matrix(
                model, alleles, p, rate=r, **({"rate2": 0.004} if model == "stepwise" else {})
            )
            for r in (0.08, 0.03)
        ]
        mutation = Mutation(sides[0], sides[1], model)
    return Marker(name, alleles, p, chrom, mutation, "s" if silent else None)


def pedigree_of(rng: np.random.Generator, size: int, *, plain: bool = False) -> Pedigree:
    """Any shape: half-known parents, half sibs, loops by matings inside, twins, inbred founders."""
    persons = [Person("1", sex="male"), Person("2", sex="female")]
    for k in range(3, size + 1):
        sex = "male" if rng.random() < 0.5 else "female"
        fathers = [p.id for p in persons if p.sex == "male"]
        mothers = [p.id for p in persons if p.sex == "female"]
        chance = rng.random()
        if chance < 0.15:
            persons.append(Person(str(k), sex=sex))
        elif chance < 0.25 and not plain:
            persons.append(Person(str(k), None, str(rng.choice(mothers)), sex))
        else:
            persons.append(Person(str(k), str(rng.choice(fathers)), str(rng.choice(mothers)), sex))
    twins: tuple[tuple[str, ...], ...] = ()
    child = persons[-1]
    if not plain and size < 6 and not child.is_founder and rng.random() < 0.3:
        persons.append(Person("t", child.father, child.mother, child.sex))
        twins = ((child.id, "t"),)
    inbred = {}
    if not plain and rng.random() < 0.3:
        founder = [p.id for p in persons if p.is_founder]
        inbred = {str(rng.choice(founder)): float(rng.choice([0.25, 1.0]))}
    rng.shuffle(persons)
    return Pedigree(tuple(persons), inbred, twins)


def genotype_of(rng: np.random.Generator, marker: Marker, haploid: bool, partial: bool):
    a, b = (str(x) for x in rng.choice(marker.alleles, 2))
    if (
        marker.silent and "s" in (a, b) and a != b
    ):  # a heterozygote with a silent allele is never seen
        a = b = a if b == "s" else b
    if haploid:
        b = a
    if partial and rng.random() < 0.4 and a != "s":
        return (a, None) if rng.random() < 0.5 else (None, a)
    return a, b


def check(seed: int) -> None:
    rng = np.random.default_rng(seed)
    chrom = "X" if rng.random() < 0.35 else "autosomal"
    silent = rng.random() < 0.2
    marker = marker_of(rng, int(rng.integers(2, 4)), chrom, silent)
    ped = pedigree_of(rng, int(rng.integers(3, 7)))
    theta = float(rng.choice([0.0, 0.0, 0.03, 0.3]))
    ids = [p.id for p in ped.persons]
    typed = rng.choice(ids, size=int(rng.integers(1, len(ids) + 1)), replace=False)
    genotypes = {
        str(i): genotype_of(rng, marker, chrom == "X" and ped.by_id[i].sex == "male", True)
        for i in typed
    }
    seen = {
        i: shown(marker, g, chrom == "X" and ped.by_id[i].sex == "male")
        for i, g in genotypes.items()
    }
    observed = observe(ped, marker, genotypes)
    if rng.random() < 0.3:  # a degraded sample beside the others
        person = str(typed[0])
        haploid = chrom == "X" and ped.by_id[person].sex == "male"
        pair = (
            (0, 0)
            if haploid
            else tuple(int(x) for x in sorted(rng.integers(0, len(marker.alleles), 2)))
        )
        table = ErrorModel(0.1, 0.05, 0.01).table(marker, pair, haploid)
        observed = Observed(
            {i: x for i, x in observed.pairs.items() if i != person},
            {**observed.soft, person: table},
        )
        seen[person] = table
    want = brute(ped, marker, seen, theta)
    got = locus_likelihood(ped, marker, observed, theta)
    assert got == pytest.approx(want, rel=1e-11, abs=1e-300), seed
    rest = [i for i in ids if i not in typed and not any(i in g for g in ped.twins)]
    if theta == 0 and rest:
        table = genotype_table(ped, marker, observed, rest[0])
        assert float(table.sum()) == pytest.approx(want, rel=1e-11, abs=1e-300), seed


@pytest.mark.parametrize("block", range(8))
def test_the_engine_is_the_definition_whatever_is_combined(block):
    for seed in range(block * 15, block * 15 + 15):
        check(seed)


@pytest.mark.parametrize("seed", range(24))
def test_linked_markers_are_the_definition_too(seed):
    rng = np.random.default_rng(1000 + seed)
    chrom = "X" if seed % 3 == 0 else "autosomal"
    markers = (
        marker_of(rng, 2, chrom, False, "A"),
        marker_of(rng, 2, chrom, bool(seed % 5 == 4), "B"),
    )
    ped = pedigree_of(rng, int(rng.integers(3, 6)), plain=True)
    rho = float(rng.choice([0.0, 0.1, 0.37, 0.5]))
    ids = [p.id for p in ped.persons]
    typed = rng.choice(ids, size=int(rng.integers(2, len(ids) + 1)), replace=False)

    def both(i: str):
        haploid = chrom == "X" and ped.by_id[i].sex == "male"
        return tuple(genotype_of(rng, m, haploid, True) for m in markers)

    genotypes = {str(i): both(str(i)) for i in typed}
    seen = tuple(
        {
            i: shown(markers[k], g[k], chrom == "X" and ped.by_id[i].sex == "male")
            for i, g in genotypes.items()
        }
        for k in (0, 1)
    )
    want = brute_linked(ped, markers, seen, rho)
    assert linked_likelihood(ped, markers, genotypes, rho) == pytest.approx(
        want, rel=1e-11, abs=1e-300
    )


def test_a_pedigree_too_large_for_theta_is_refused_in_words():
    rows = [Person(f"f{k}", sex="male" if k % 2 else "female") for k in range(24)]
    rows += [Person(f"c{k}", f"f{2 * k + 1}", f"f{2 * k}", "male") for k in range(12)]
    ped = Pedigree(tuple(rows))
    rng = np.random.default_rng(1)
    marker = Marker("L", tuple("abcdefghijklmnop"), rng.dirichlet(np.ones(16)))
    genotypes = {f"c{k}": tuple(str(x) for x in rng.choice(marker.alleles, 2)) for k in range(12)}
    with pytest.raises(KinshipError) as caught:
        locus_likelihood(ped, marker, observe(ped, marker, genotypes), 0.02)
    assert caught.value.problems[0].code == "theta-too-large"
    assert caught.value.problems[0].marker == "L"
