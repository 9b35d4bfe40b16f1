from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from probanda.estimate.hierarchy import HierarchicalModel
from probanda.estimate.identification import (
    saturated_unobserved,
    sign_bounds,
    tipping_value,
    xi_curve,
)
from probanda.estimate.loglinear import fit_model
from probanda.estimate.lower_bounds import chao, pair_estimates
from probanda.estimate.table import CaptureTable


@pytest.mark.parametrize("name", ["kosovo", "spina_bifida"])
def test_xi_curve_is_the_closed_form(name, table, oracle):
    t = table(name)
    expected = oracle["deterministic"][name]["nhoi"]
    at_one = saturated_unobserved(t)
    assert at_one == pytest.approx(expected["n0"], rel=1e-9)
    for point in expected["sensitivity"]:
        assert xi_curve(t.n, at_one, np.array([point["xi"]]))[0] == pytest.approx(
            point["N"], rel=1e-9
        )


def test_kosovo_at_the_three_values_of_the_issue(table):
    t = table("kosovo")
    totals = xi_curve(t.n, saturated_unobserved(t), np.array([1.0, 0.5, 2.0]))
    assert totals.round().tolist() == [16942, 29484, 10671]


def test_xi_one_is_the_model_without_the_highest_interaction(table):
    t = table("kosovo")
    model = HierarchicalModel.of(4, [7, 11, 13, 14])
    assert fit_model(t, model).unobserved == pytest.approx(saturated_unobserved(t), rel=1e-8)


@given(st.floats(1, 1e5), st.integers(1, 10_000), st.floats(1.01, 50))
def test_tipping_value_brings_the_curve_to_the_target(unobserved, n, factor):
    xi = tipping_value(n, unobserved, n * factor)
    assert xi_curve(n, unobserved, np.array([xi]))[0] == pytest.approx(n * factor, rel=1e-9)


def test_empty_histories_leave_no_silent_number():
    odd_empty = CaptureTable(("A", "B", "C"), np.array([0, 0, 4, 3, 5, 2, 2, 1]))
    assert saturated_unobserved(odd_empty) == 0
    even_empty = CaptureTable(("A", "B", "C"), np.array([0, 4, 4, 0, 5, 2, 2, 1]))
    assert saturated_unobserved(even_empty) == np.inf
    both = CaptureTable(("A", "B", "C"), np.array([0, 0, 4, 0, 5, 2, 2, 1]))
    assert saturated_unobserved(both) is None


def test_sign_bounds_surround_each_other(table):
    bounds = sign_bounds(table("kosovo"))
    # 1131 * 306 / 106 is not the largest; EXH and OSCE: 1131 * 936 / 228.
    assert bounds.positive_pairs >= 4400 + 1131 * 936 / 228
    assert bounds.negative_pairs <= bounds.positive_pairs


def test_lower_bounds_are_their_formulas(table):
    t = table("korea_comfort_women_3")
    pairs = {p.lists: p for p in pair_estimates(t)}
    assert pairs["b", "c"].lincoln_petersen == pytest.approx(77 * 71 / 66)
    assert pairs["b", "c"].chapman == pytest.approx(82.8208955223881)
    assert pairs["c", "d"].chapman == pytest.approx(331.307692307692)
    bound = chao(table("kosovo"))
    assert bound.unobserved == pytest.approx(3 / 4 * 3218**2 / (2 * 882))
    assert bound.interval()[0] > 4400
