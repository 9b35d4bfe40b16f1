"""Laws that hold whatever the numbers: relabelling, order, totals, brute force."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from probanda.kinship import Marker, Mutation, Pedigree, Person, likelihood, mutation_matrix
from probanda.kinship.contraction import TooWideError, plan
from probanda.kinship.joint import identify
from probanda.kinship.lumping import coarsest, lump_matrix
from probanda.kinship.mutation import is_reversible, is_stationary, overall_rate
from probanda.kinship.ratios import pairwise, without_impossible
from probanda.kinship.simulation import draw, simulated_case
from probanda.kinship.theta import frequency_points, partition_weight, partitions

MODELS = ["none", "equal", "proportional", "onestep", "stepwise"]


def random_marker(rng, n, model="none", chrom="autosomal"):
    alleles = tuple(str(5 + i) for i in range(n))
    p = rng.dirichlet(np.ones(n) * 2) + 0.01
    p /= p.sum()
    sides = [mutation_matrix(model, alleles, p, rate=r) for r in (0.02, 0.01)]
    return Marker("L", alleles, p, chrom, Mutation(sides[0], sides[1], model))


def random_pedigree(rng, founders, children):
    persons = [Person(str(i), sex="male" if i % 2 else "female") for i in range(1, founders + 1)]
    for k in range(founders + 1, founders + children + 1):
        fathers = [p.id for p in persons if p.sex == "male"]
        mothers = [p.id for p in persons if p.sex == "female"]
        sex = "male" if rng.random() < 0.5 else "female"
        persons.append(Person(str(k), rng.choice(fathers), rng.choice(mothers), sex))
    return Pedigree(tuple(persons))


def brute_force(ped, marker, genotypes):
    """Sum over every ordered genotype of every person, straight from the definition."""
    n = len(marker.alleles)
    p, m = marker.freqs, marker.mutation
    total = 0.0
    states = list(product(range(n), repeat=2))
    want = {i: tuple(sorted(marker.index[a] for a in g)) for i, g in genotypes.items()}
    for config in product(states, repeat=len(ped.persons)):
        at = {q.id: s for q, s in zip(ped.persons, config, strict=True)}
        if any(tuple(sorted(at[i])) != w for i, w in want.items()):
            continue
        value = 1.0
        for q in ped.persons:
            if q.is_founder:
                value *= p[at[q.id][0]] * p[at[q.id][1]]
                continue
            for side, parent, table in ((0, q.father, m.male), (1, q.mother, m.female)):
                value *= 0.5 * sum(table[g, at[q.id][side]] for g in at[parent])
        total += value
    return total


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from(MODELS))
def test_engine_equals_the_sum_over_all_genotypes(seed, model):
    rng = np.random.default_rng(seed)
    ped = random_pedigree(rng, 2, 3)
    marker = random_marker(rng, 2, model) if model != "none" else random_marker(rng, 2)
    marker = Marker(
        "L",
        marker.alleles,
        marker.freqs,
        mutation=Mutation(
            mutation_matrix("equal", marker.alleles, marker.freqs, rate=0.03), np.eye(2)
        ),
    )
    drawn = draw(ped, marker, rng)
    typed = {i: drawn[i] for i in rng.choice(list(drawn), 3, replace=False)}
    assert likelihood(ped, marker, typed) == pytest.approx(
        brute_force(ped, marker, typed), rel=1e-12
    )


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from(MODELS), st.sampled_from([0.0, 0.03]))
def test_relabelled_alleles_and_reordered_members_change_nothing(seed, model, theta):
    rng = np.random.default_rng(seed)
    ped = random_pedigree(rng, 3, 3)
    marker = random_marker(rng, 4, model)
    drawn = draw(ped, marker, rng)
    typed = {i: drawn[i] for i in rng.choice(list(drawn), 3, replace=False)}
    value = likelihood(ped, marker, typed, theta)
    order = rng.permutation(len(marker.alleles))
    ix = np.ix_(order, order)
    m = marker.mutation
    moved = Marker(
        "L",
        tuple(f"x{marker.alleles[k]}" for k in order),
        marker.freqs[order],
        mutation=None if m is None else Mutation(m.male[ix], m.female[ix]),
    )
    people = list(ped.persons)
    rng.shuffle(people)
    renamed = {i: (f"x{a}", f"x{b}") for i, (a, b) in typed.items()}
    assert likelihood(Pedigree(tuple(people)), moved, renamed, theta) == pytest.approx(
        value, rel=1e-11
    )


@settings(max_examples=20, deadline=None)
@given(
    st.integers(0, 10**6),
    st.sampled_from(MODELS),
    st.sampled_from([0.0, 0.05]),
    st.sampled_from(["autosomal", "X"]),
)
def test_genotypes_of_one_person_sum_to_the_rest_of_the_data(seed, model, theta, chrom):
    rng = np.random.default_rng(seed)
    ped = random_pedigree(rng, 3, 3)
    marker = random_marker(rng, 3, model, chrom)
    drawn = draw(ped, marker, rng)
    ids = list(drawn)
    rng.shuffle(ids)
    typed = {i: drawn[i] for i in ids[:3]}
    haploid = chrom == "X" and ped.by_id[ids[3]].sex == "male"
    pairs = [
        (a, b)
        for i, a in enumerate(marker.alleles)
        for j, b in enumerate(marker.alleles)
        if (i == j if haploid else i <= j)
    ]
    total = sum(likelihood(ped, marker, {**typed, ids[3]: g}, theta) for g in pairs)
    assert total == pytest.approx(likelihood(ped, marker, typed, theta), rel=1e-10)


def test_expected_ratio_under_unrelated_is_one():
    marker = random_marker(np.random.default_rng(3), 4, "stepwise")
    ped = Pedigree.of(
        [("F", None, None, "male"), ("M", None, None, "female"), ("C", "F", "M", "male"),
         ("B", "F", "M", "male")]
    )  # fmt: skip
    p = marker.freqs
    family = {"B": ("6", "7")}
    expected = 0.0
    for i, a in enumerate(marker.alleles):
        for j, b in enumerate(marker.alleles[i:], start=i):
            chance = p[i] * p[j] * (1 if i == j else 2)
            with_him = likelihood(ped, marker, {**family, "C": (a, b)})
            expected += chance * with_him / (likelihood(ped, marker, family) * chance)
    assert expected == pytest.approx(1.0, abs=1e-12)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10**6), st.integers(2, 5))
def test_dynamic_programming_equals_listing_all_assignments(seed, n):
    rng = np.random.default_rng(seed)
    markers = [
        Marker(f"L{k}", m.alleles, m.freqs) for k in range(3) for m in [random_marker(rng, 3)]
    ]
    case = without_impossible(simulated_case(n, markers, rng))
    ratios = pairwise(case)
    joint = identify(case, ratios, top=10**5)
    assert len(joint.top) == joint.n_assignments
    weights = []
    for a in joint.top:
        pairs = [(v, m) for v, m in a.assignment.items() if m != "*"]
        weights.append(
            sum(ratios.log_lr[ratios.victims.index(v), ratios.missing.index(m)] for v, m in pairs)
        )
    weights = np.array(weights)
    np.testing.assert_allclose(
        [a.loglik - joint.loglik_null for a in joint.top], weights, atol=1e-9
    )
    assert (np.diff(weights[np.isfinite(weights)]) <= 1e-8).all()
    total = np.exp(weights).sum()
    np.testing.assert_allclose(
        [a.posterior for a in joint.top], np.exp(weights) / total, rtol=1e-9, atol=1e-300
    )
    np.testing.assert_allclose(joint.pairing.sum(axis=1), 1.0, rtol=1e-12)
    for i, v in enumerate(joint.victims):
        for j, m in enumerate(joint.missing):
            inside = np.array([a.assignment[v] == m for a in joint.top])
            share = np.exp(weights[inside]).sum() / total
            assert joint.pairing[i, j] == pytest.approx(share, rel=1e-9, abs=1e-300)
            if inside.any():
                glr = np.exp(weights[inside].max() - weights[~inside].max())
                assert joint.glr[i, j] == pytest.approx(glr, rel=1e-9, abs=1e-300)


@pytest.mark.parametrize("transform", ["MH", "BA", "PR", "PM"])
def test_transforms_keep_the_rate_and_reach_what_they_promise(transform):
    names, p = ["6", "7", "8", "9", "9.3", "10"], np.array([0.1, 0.2, 0.3, 0.15, 0.15, 0.1])
    kw = {"rate": 0.003, "rate2": 1e-5, "range_": 0.1}
    plain = mutation_matrix("stepwise", names, p, **kw)
    new = mutation_matrix("stepwise", names, p, **kw, transform=transform)
    assert is_stationary(new, p)
    assert is_reversible(new, p) == (transform != "PM")
    assert overall_rate(new, p) == pytest.approx(overall_rate(plain, p), rel=1e-10)


def test_merged_alleles_mutate_like_their_members():
    rng = np.random.default_rng(1)
    marker = random_marker(rng, 8, "proportional")
    blocks = coarsest(8, [2, 5], (marker.mutation.male, marker.mutation.female))
    assert blocks.max() == 2
    assert lump_matrix(marker.mutation.male, blocks).sum(axis=1) == pytest.approx(1.0)


def test_both_ways_to_average_over_theta_give_the_same_moments():
    p, theta, genes = np.array([0.2, 0.5, 0.3]), 0.04, 5
    points, weights = frequency_points(p, theta, genes)
    asked = (0, 0, 1, 2, 1)
    by_points = float(weights @ np.prod(points[:, asked], axis=1))
    by_blocks = sum(
        partition_weight(b, theta)
        * np.prod([p[asked[b.index(k)]] for k in set(b)])
        * all(asked[i] == asked[b.index(k)] for i, k in enumerate(b))
        for b in partitions(genes)
    )
    assert by_points == pytest.approx(by_blocks, rel=1e-12)


def test_ratios_one_by_one_equal_the_table(monkeypatch):
    rng = np.random.default_rng(8)
    markers = [random_marker(rng, 5, "stepwise")]
    case = simulated_case(4, markers, rng)
    table = pairwise(case)

    def refuse(*_):
        raise TooWideError

    monkeypatch.setattr("probanda.kinship.ratios.columns", refuse)
    single = pairwise(case)
    np.testing.assert_allclose(single.lr, table.lr, rtol=1e-12)
    np.testing.assert_array_equal(single.exclusions, table.exclusions)


def test_three_generations_with_many_alleles_stay_computable():
    rng = np.random.default_rng(2)
    marker = random_marker(rng, 55, "stepwise")
    rows = [("GF", None, None, "male"), ("GM", None, None, "female")]
    for k in range(1, 5):
        rows += [(f"W{k}", None, None, "female"), (f"P{k}", "GF", "GM", "male"),
                 (f"C{k}", f"P{k}", f"W{k}", "male")]  # fmt: skip
    ped = Pedigree.of(rows)
    drawn = draw(ped, marker, rng)
    assert 0 < likelihood(ped, marker, {f"C{k}": drawn[f"C{k}"] for k in range(1, 5)}) < 1


def test_identical_twins_count_once():
    marker = random_marker(np.random.default_rng(4), 3)
    rows = [("F", None, None, "male"), ("M", None, None, "female"), ("A", "F", "M", "male"),
            ("B", "F", "M", "male")]  # fmt: skip
    twins = Pedigree(Pedigree.of(rows).persons, twins=(("A", "B"),))
    one = likelihood(twins, marker, {"A": ("5", "6"), "F": ("5", "5")})
    assert likelihood(
        twins, marker, {"A": ("5", "6"), "B": ("6", "5"), "F": ("5", "5")}
    ) == pytest.approx(one)
    assert likelihood(twins, marker, {"A": ("5", "6"), "B": ("5", "5")}) == 0.0


def test_an_elimination_order_gives_the_sum_of_products():
    rng = np.random.default_rng(0)
    scopes = [(0, 1), (1, 2), (2, 0), (2, 3)]
    tables = [rng.random((1, 3, 3)) for _ in scopes]
    got = plan(scopes, dict.fromkeys(range(4), 3), keep=(3,)).run(tables)
    want = np.einsum("ab,bc,ca,cd->d", *(t[0] for t in tables))
    np.testing.assert_allclose(got[0], want)
