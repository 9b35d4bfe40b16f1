"""Disagreement, coverage, consistency, strata, linkages: what keeps one number from lying."""

from __future__ import annotations

import numpy as np
import pytest

from probanda.estimate import CaptureTable, Options, combine_linkages, compare_methods, estimate
from probanda.estimate.consistency import (
    Step,
    add_one,
    disjoint_steps,
    internal_consistency,
    leave_one_out,
)
from probanda.estimate.coverage import (
    SCENARIOS,
    fitted_population,
    reference_population,
    scenario_population,
    simulate_coverage,
)
from probanda.estimate.latent import LatentSettings
from probanda.estimate.search import search_models
from probanda.estimate.strata import total_over_strata

QUICK = Options(replicates=60, latent=LatentSettings(burn_in=500, draws=500, thin=2))


def test_no_single_number_when_methods_differ_by_more_than_two(table):
    t = table("uk2013_5")
    held = compare_methods(t, QUICK)
    assert held.spread > 2
    assert held.offered is None
    assert "no single number" in held.sentence()
    assert "methods-disagree" in {n.code for n in held.warnings}
    assert compare_methods(t, QUICK, anyway=True).offered is not None


def test_methods_that_agree_offer_one_number(table):
    found = compare_methods(table("spina_bifida"), QUICK)
    assert found.spread < 1.1
    assert found.offered in found.estimates


def test_two_classes_of_people_break_the_promise_of_dga():
    lists, probabilities, total = reference_population()
    found = simulate_coverage(
        lists, probabilities, total, "dga",
        scenario="two classes", tables=120, rng=np.random.default_rng(1),
    )  # fmt: skip
    assert 0.01 <= found.share <= 0.15
    assert "held the truth" in found.sentence()


def test_dga_keeps_its_promise_where_lists_are_independent():
    probabilities = scenario_population(
        CaptureTable.from_histories(
            ("A", "B", "C", "D"),
            {(1, 0, 0, 0): 250, (0, 1, 0, 0): 200, (0, 0, 1, 0): 300, (0, 0, 0, 1): 150},
        ),
        "independent lists",
        1000,
    )
    found = simulate_coverage(
        ("A", "B", "C", "D"), probabilities, 1000, "dga",
        scenario="independent", tables=80, rng=np.random.default_rng(3),
    )  # fmt: skip
    assert found.share > 0.88


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_scenarios_keep_the_sizes_of_the_lists(scenario, table):
    t = table("kosovo")
    probabilities = scenario_population(t, scenario, 10_000)
    assert probabilities.sum() == pytest.approx(1)
    assert probabilities.min() >= 0
    masks = np.arange(16)
    sizes = [probabilities[(masks >> j & 1) == 1].sum() * 10_000 for j in range(4)]
    assert sizes == pytest.approx(t.list_totals(), rel=1e-6)


def test_fitted_population_has_the_fitted_total(table):
    t = table("kosovo")
    probabilities, total = fitted_population(t, search_models(t, 3, "bic")[0][0])
    assert total == 10357
    assert probabilities[0] == pytest.approx(1 - 4400 / 10356.519, rel=1e-6)


def test_subsets_that_tell_different_stories_are_flagged(table):
    steps = leave_one_out(table("kosovo"), "dga")
    assert steps[0].label == "without EXH"
    apart = disjoint_steps(steps)
    assert any("without EXH" in n.message and "without ABA" in n.message for n in apart)
    assert disjoint_steps([Step("alone", (), None)]) == []


def test_added_lists_end_with_the_whole_table(table):
    t = table("kosovo")
    steps = add_one(t, "dga")
    assert len(steps) == 2
    assert steps[-1].estimate.estimate == estimate(t, "dga").estimate


def test_internal_consistency_knows_the_truth(table):
    t = table("kosovo")
    checks = internal_consistency(t, "dga")
    assert [c.truth for c in checks] == t.list_totals().tolist()
    assert {c.name: c.held for c in checks}["ABA"] is False
    # People on ABA seen from the other lists: those on ABA alone are the unseen.
    assert t.within(1).n == 1528 - 845


def test_total_over_strata_is_by_draws_and_narrower_than_added_ends(table):
    parts = {"north": table("spina_bifida"), "south": table("hiv_rome")}
    result = total_over_strata(parts, "dga")
    low, high = result.total.interval
    assert result.total.estimate == pytest.approx(
        sum(e.estimate for e in result.strata.values()), rel=0.02
    )
    assert low > sum(e.interval[0] for e in result.strata.values())
    assert high < sum(e.interval[1] for e in result.strata.values())


def test_a_stratum_without_an_answer_withholds_the_total(table):
    nothing = CaptureTable(("b", "c", "d"), np.array([0, 9, 9, 0, 9, 0, 0, 0]))
    result = total_over_strata({"a": table("korea_comfort_women_3"), "b": nothing}, "dga").total
    assert result.estimate is None
    assert "stratum-refused" in {n.code for n in result.warnings}


def test_rubin_combines_linkages_on_the_log_scale():
    rng = np.random.default_rng(8)
    centres = np.log([900.0, 1000.0, 1100.0])
    draws = [np.exp(rng.normal(c, 0.1, 50_000)) for c in centres]
    found = combine_linkages([500, 510, 520], draws)
    between = np.var(centres, ddof=1)
    assert found.linking_share == pytest.approx(
        4 / 3 * between / (4 / 3 * between + 0.01), rel=0.02
    )
    assert found.unobserved == pytest.approx(np.exp(centres.mean()), rel=0.005)
    same = combine_linkages([500, 500], [draws[0], draws[0]])
    assert same.linking_share == pytest.approx(0, abs=1e-12)
    with pytest.raises(ValueError, match="two linkages"):
        combine_linkages([500], draws[:1])


def test_every_result_carries_seed_versions_hash_assumption_and_minimum(table):
    t = table("korea_comfort_women_3")
    for method in ("chao", "loglinear", "sparse", "dga", "lcm"):
        answer = estimate(t, method, QUICK)
        shown = answer.as_dict()
        assert shown["diagnostics"]["table_sha256"] == t.sha256
        assert "numba" in shown["diagnostics"]["versions"]
        assert "seed" in shown["diagnostics"]
        assert answer.assumption
        assert "123 people" in answer.paragraph()


def test_lists_that_name_nobody_do_not_disturb_the_answer(table):
    t = table("spina_bifida")
    wider = np.zeros(16, dtype=np.int64)
    wider[:8] = t.counts
    more = CaptureTable((*t.lists, "EMPTY"), wider)
    for method in ("loglinear", "dga", "chao"):
        answer = estimate(more, method)
        assert answer.estimate == pytest.approx(estimate(t, method).estimate)
        assert "empty-list" in {n.code for n in answer.warnings}


@pytest.mark.parametrize("seed", range(12))
def test_no_table_breaks_a_method(seed):
    rng = np.random.default_rng(seed)
    p = int(rng.integers(3, 7))
    rates = rng.uniform(0.01, 0.4, size=p)
    bits = np.arange(1 << p)[:, None] >> np.arange(p) & 1
    probabilities = np.where(bits == 1, rates, 1 - rates).prod(axis=1)
    counts = rng.multinomial(int(rng.integers(20, 400)), probabilities)
    counts[0] = 0
    if not counts.any():
        counts[-1] = 1
    t = CaptureTable(tuple("ABCDEF"[:p]), counts)
    from probanda.estimate import Refused

    for method in ("chao", "loglinear", "sparse", "dga"):
        try:
            answer = estimate(t, method, QUICK)
        except Refused:
            continue
        if answer.estimate is None:
            assert answer.warnings
        else:
            assert answer.estimate >= t.n
            assert answer.interval[0] >= t.n
            assert answer.paragraph()
