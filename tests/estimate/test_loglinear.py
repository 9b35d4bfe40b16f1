"""Log-linear models agree with an independent program, and say when no estimate exists."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from probanda.estimate import CaptureTable
from probanda.estimate.existence import find_face
from probanda.estimate.heterogeneity import heterogeneity_fits
from probanda.estimate.hierarchy import HierarchicalModel, all_models
from probanda.estimate.loglinear import best_fit, fit_model, fit_models
from probanda.estimate.poisson import CONVERGED, design, newton
from probanda.estimate.profile import profile_of
from probanda.estimate.search import search_models

TABLES = (
    "korea_comfort_women_3",
    "spina_bifida",
    "kosovo",
    "hiv_rome",
    "scotland_pwid",
    "neworleans_5",
    "uk2013_5",
)


@pytest.mark.parametrize("name", TABLES)
def test_every_model_agrees_with_the_oracle_table(name, table, oracle_rows):
    t = table(name)
    fits = {f.name: f for f in fit_models(t, all_models(t.p, t.p - 1 if t.p < 5 else 2))}
    rows = oracle_rows(f"{name}_closedpMS_t")
    assert len(rows) == len(fits)
    for row in rows:
        fit = fits[row["model"]]
        assert fit.deviance == pytest.approx(float(row["deviance"]), abs=1e-6)
        assert fit.aic == pytest.approx(float(row["AIC"]), abs=1e-6)
        assert fit.bic == pytest.approx(float(row["BIC"]), abs=1e-6)
        assert fit.df == int(row["df"])
        if fit.status == "finite":
            assert fit.total == pytest.approx(float(row["abundance"]), rel=1e-6)
            assert fit.stderr == pytest.approx(float(row["stderr"]), rel=1e-4)
        else:
            # The oracle prints whatever its iterations ended with, and flags the fit.
            assert row["infoFit"] != "0"


@pytest.mark.parametrize("name", TABLES)
def test_best_models_are_those_of_the_oracle(name, table, oracle):
    t = table(name)
    fits = fit_models(t, all_models(t.p, t.p - 1 if t.p < 5 else 2))
    expected = oracle["deterministic"][name]["closedpMS_t"]
    assert best_fit(fits, "bic").name == expected["best_BIC"]["model"]
    assert best_fit(fits, "aic").name == expected["best_AIC"]["model"]


@pytest.mark.parametrize("name", [*TABLES, "snowshoe_hare"])
def test_heterogeneity_models_agree_with_the_oracle(name, table, oracle_rows):
    fits = {f.name: f for f in heterogeneity_fits(table(name))}
    seen = 0
    for row in oracle_rows(f"{name}_closedp_t"):
        fit = fits.get(row["model"])
        if fit is None:
            assert row["model"] in {"Mb", "Mbh"}
            continue
        seen += 1
        assert fit.total == pytest.approx(float(row["abundance"]), rel=1e-6)
        assert fit.deviance == pytest.approx(float(row["deviance"]), abs=1e-6)
        assert fit.bic == pytest.approx(float(row["BIC"]), abs=1e-6)
    assert seen == 10


def test_kosovo_gives_the_published_totals(table):
    t = table("kosovo")
    assert search_models(t, 3, "bic")[0][0].total == pytest.approx(10356.5, abs=0.05)
    assert search_models(t, 2, "bic")[0][0].total == pytest.approx(14342, abs=0.5)


@pytest.mark.parametrize(
    "name", ["kosovo", "hiv_rome", "scotland_pwid", "uk2013_5", "snowshoe_hare"]
)
def test_profile_interval_of_independence_agrees_with_the_oracle(name, table, oracle):
    t = table(name)
    low, high = profile_of(t, fit_model(t, HierarchicalModel.of(t.p, []))).interval()
    expected = oracle["deterministic"][name]["independence_Mt"]["CI"]
    assert low == pytest.approx(expected["infCL"], rel=1e-6)
    assert high == pytest.approx(expected["supCL"], rel=1e-6)


def test_draws_of_the_profile_have_its_interval_as_quantiles(table):
    t = table("kosovo")
    profile = profile_of(t, search_models(t, 3, "bic")[0][0])
    draws = profile.draws(200_000, np.random.default_rng(5)) + t.n
    assert np.quantile(draws, [0.025, 0.975]) == pytest.approx(profile.interval(), rel=0.01)


def test_korea_with_all_pairs_runs_to_infinity_and_says_so(table):
    fit = fit_model(table("korea_comfort_women_3"), HierarchicalModel.of(3, [3, 5, 6]))
    assert (fit.status, fit.code, fit.total) == ("infinite", 1, None)


def test_a_model_with_no_unseen_people_left_is_named(table):
    fit = next(
        f for f in fit_models(table("hiv_rome"), all_models(4, 3)) if f.name == "[123,124,234]"
    )
    assert fit.status == "zero"


def test_empty_pair_is_estimated_at_minus_infinity_and_named(table):
    t = table("neworleans_5")
    pair = next(m for m in (5, 6, 9, 10, 17, 18, 20, 24, 12, 3) if t.margin(m) == 0)
    fit = fit_model(t, HierarchicalModel.of(5, [pair]))
    assert fit.minus_infinity == (pair,)
    assert fit.status == "finite"


def test_number_of_hierarchical_models():
    assert [len(all_models(p, p - 1)) for p in (3, 4, 5)] == [8, 113, 6893]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.integers(0, 4), min_size=7, max_size=7), st.sampled_from(all_models(3, 2)))
def test_newton_proves_existence_only_where_the_facial_programme_agrees(counts, model):
    y = np.array(counts, dtype=float)
    cells = np.arange(1, 8)
    X = design(cells, np.array(model.terms))
    exists = find_face(X, y).interior
    *_, verdict = newton(X, y, np.zeros(0))
    if verdict == CONVERGED:
        assert exists
    # Definition: some strictly positive vector has the same margins.
    found = linprog(
        np.r_[np.zeros(7), -1.0],
        A_ub=np.c_[-np.eye(7), np.ones(7)],
        b_ub=np.zeros(7),
        A_eq=np.c_[X.T, np.zeros(X.shape[1])],
        b_eq=X.T @ y,
        bounds=[(0, None)] * 7 + [(None, 1)],
    )
    assert exists == (found.x[-1] > 1e-8)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 9), min_size=7, max_size=7), st.permutations([0, 1, 2]))
def test_order_of_lists_does_not_change_any_total(counts, order):
    dense = np.array([0, *counts])
    if not dense.any():
        return
    t = CaptureTable(("A", "B", "C"), dense)
    moved = t.keep(order)
    totals = sorted(f.total or -1.0 for f in fit_models(t, all_models(3, 2)))
    assert sorted(f.total or -1.0 for f in fit_models(moved, all_models(3, 2))) == pytest.approx(
        totals, rel=1e-6
    )
