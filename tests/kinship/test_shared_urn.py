"""Theta across families: the joint posterior against likelihoods of everybody side by side."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from probanda.kinship.case import UNMATCHED, Case, Family, Sample, pairings_by_sex
from probanda.kinship.joint import Prior, identify
from probanda.kinship.likelihood import locus_likelihood, observe
from probanda.kinship.marker import Marker, Mutation
from probanda.kinship.mutation import mutation_matrix
from probanda.kinship.pedigree import Pedigree, Person
from probanda.kinship.ratios import without_impossible
from probanda.kinship.simulation import draw
from probanda.kinship.solve import solve


def small_case(
    seed: int, chrom: str = "autosomal", mutate: bool = False, theta: float = 0.04
) -> Case:
    """Two families (a father typed; a brother typed), two or three samples, two markers."""
    rng = np.random.default_rng(seed)
    markers = {}
    for name in ("A", "B"):
        freqs = rng.dirichlet(np.full(4, 3.0))
        labels = ("1", "2", "3", "4")
        matrix = mutation_matrix("equal", labels, freqs, rate=0.03) if mutate else None
        model = None if matrix is None else Mutation(matrix, matrix)
        markers[name] = Marker(name, labels, freqs, chrom, model)
    one = Pedigree.of(
        [("F1", None, None, "male"), ("W1", None, None, "female"), ("M1", "F1", "W1", "male")]
    )
    two = Pedigree.of(
        [("F2", None, None, "male"), ("W2", None, None, "female"), ("M2", "F2", "W2", "male"),
         ("S2", "F2", "W2", "female")]
    )  # fmt: skip
    drawn = {n: draw(one, m, rng) | draw(two, m, rng) for n, m in markers.items()}

    def profile(person: str) -> dict[str, tuple[str, str]]:
        return {n: g[person] for n, g in drawn.items()}

    mother = "W1" if chrom == "X" else "F1"
    families = {
        "one": Family("one", one, {mother: profile(mother)}, ("M1",)),
        "two": Family("two", two, {"S2": profile("S2")}, ("M2",)),
    }
    victims = {f"V{i}": Sample(f"V{i}", "male", profile(m)) for i, m in ((1, "M1"), (2, "M2"))}
    missing = ("M1", "M2")
    case = Case(
        markers, victims, families, missing, pairings_by_sex(victims, families, missing), theta
    )
    return without_impossible(case)


def side_by_side(case: Case, assignment: dict[str, str]) -> float:
    """Log-likelihood of all families and unmatched samples as one pedigree under theta."""
    total = 0.0
    for name, marker in case.markers.items():
        persons: list[Person] = []
        genotypes = {}
        for f in case.families.values():
            if name in f.left_out:
                continue
            persons += f.pedigree.persons
            genotypes |= {p: g[name] for p, g in f.profiles.items() if name in g}
        for v, m in assignment.items():
            sample = case.victims[v]
            home = case.family_of(m) if m != UNMATCHED else None
            if home is not None and name not in home.left_out:
                genotypes[m] = sample.profile[name]
            else:
                persons.append(Person(v, sex=sample.sex))
                genotypes[v] = sample.profile[name]
        ped = Pedigree(tuple(persons))
        value = locus_likelihood(ped, marker, observe(ped, marker, genotypes), case.theta)
        total += np.log(value) if value > 0 else -np.inf
    return total


@pytest.mark.parametrize("chrom", ["autosomal", "X"])
@pytest.mark.parametrize("mutate", [False, True])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_assignment_has_the_likelihood_of_everybody_side_by_side(seed, mutate, chrom):
    case = small_case(seed, chrom, mutate)
    joint = identify(case, top=10)
    assert joint.certificate.exact
    assert joint.n_assignments == 7
    expected = {
        tuple(a.assignment.values()): side_by_side(case, dict(a.assignment)) for a in joint.top
    }
    for a in joint.top:
        want = expected[tuple(a.assignment.values())]
        assert a.loglik == (want if np.isinf(want) else pytest.approx(want, rel=1e-11))
    weights = np.exp(np.array([expected[tuple(a.assignment.values())] for a in joint.top]))
    assert [a.posterior for a in joint.top] == pytest.approx(
        list(weights / weights.sum()), rel=1e-9
    )
    assert joint.loglik_null == pytest.approx(side_by_side(case, {"V1": "*", "V2": "*"}), rel=1e-11)
    assert joint.pairing.sum(axis=1) == pytest.approx([1, 1])


def test_the_urn_ties_families_together():
    """Multiplying families as if apart gives another posterior: the point of one urn."""
    case = small_case(5, theta=0.1)
    together = identify(case)
    assert together.certificate.exact
    from probanda.kinship import shared

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shared, "MOST_ASSIGNMENTS", 0)
        apart = identify(case)
    assert not apart.certificate.exact
    assert not np.allclose(together.pairing, apart.pairing, rtol=1e-4)


def test_theta_towards_zero_gives_the_posterior_of_theta_zero():
    plain = identify(small_case(4, theta=0.0))
    tiny = identify(small_case(4, theta=1e-9))
    assert tiny.pairing == pytest.approx(plain.pairing, rel=1e-5)
    assert tiny.glr == pytest.approx(plain.glr, rel=1e-5, nan_ok=True)


def test_priors_weigh_assignments_under_one_urn_too():
    case = small_case(2)
    flat = identify(case, top=7)
    odds = identify(case, top=7, prior=Prior(odds=5.0))
    weight = {
        tuple(a.assignment.values()): a.posterior
        * 5.0 ** sum(m != "*" for m in a.assignment.values())
        for a in flat.top
    }
    total = sum(weight.values())
    for a in odds.top:
        assert a.posterior == pytest.approx(weight[tuple(a.assignment.values())] / total, rel=1e-9)
    closed = identify(case, top=7, prior=Prior(closed=True))
    assert all("*" not in a.assignment.values() for a in closed.top)
    assert sum(a.posterior for a in closed.top) == pytest.approx(1)


def test_silent_dropout_and_partial_genotypes_share_the_urn():
    case = small_case(3)
    victims = dict(case.victims)
    victims["V2"] = replace(victims["V2"], profile={"A": (None, victims["V2"].profile["A"][0])})
    joint = identify(replace(case, victims=victims))
    assert joint.certificate.exact
    assert joint.pairing.sum(axis=1) == pytest.approx([1, 1])


def test_what_is_too_large_says_so_and_still_answers():
    from probanda.kinship import shared

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shared, "MOST_WORK", 3)
        solution = solve(small_case(1))
    assert not solution.joint.certificate.exact
    assert any("separate urns" in note for note in solution.warnings)
    assert any("one urn" in note for note in solve(small_case(1)).warnings)
