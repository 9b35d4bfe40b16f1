"""The latent class sampler: same posterior as the oracle, resumable, honest about convergence."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from probanda.estimate import Options, estimate
from probanda.estimate.convergence import (
    diagnose,
    effective_size,
    last_stretch_outside,
    quantile_error,
    rank_rhat,
)
from probanda.estimate.latent import LatentRun, LatentSettings, sample_latent, start_run

SHORT = LatentSettings(burn_in=5_000, draws=4_000, thin=10)


@pytest.mark.parametrize("name", ["hiv_rome", "neworleans_5", "madigan_york_5", "snowshoe_hare"])
def test_quantiles_agree_with_the_oracle_within_monte_carlo_error(name, table, oracle):
    t = table(name)
    run = sample_latent(start_run(t, SHORT, 11))
    draws = run.unobserved + t.n
    assert diagnose(draws).rhat < 1.01
    expected = oracle["lcmcr"][name]
    assert expected["rhat"] < 1.01
    for prob, key in ((0.025, "q025"), (0.5, "q50"), (0.975, "q975")):
        theirs = expected["between_chain_sd_of_quantiles"][key] / 2
        # Totals are whole numbers: half a person is the grain of any quantile.
        error = np.hypot(quantile_error(draws, prob), max(theirs, 0.5))
        assert abs(np.quantile(draws, prob) - expected["quantiles"][key]) < 4 * error


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 19481210, 42])
@pytest.mark.parametrize("name", ["scotland_pwid", "uk2013_5"])
def test_not_converged_fires_at_the_settings_of_the_oracle(name, seed, table):
    answer = estimate(table(name), "lcm", Options(seed=seed))
    assert answer.interval is None
    assert "not-converged" in {n.code for n in answer.warnings}


def test_a_chain_that_was_long_elsewhere_in_burn_in_is_not_believed(table):
    """The five UK lists hold chains at 12,000 for long, where hardly any of the posterior is."""
    run = start_run(table("uk2013_5"), LatentSettings(burn_in=20_000, draws=1_500), 1)
    sample_latent(run)
    assert run.stay_elsewhere > 5_000
    for chain in run.chains:  # as if the draws kept had met
        chain.kept = run.chains[0].kept
    answer = estimate(run.table, "lcm", Options(seed=1, latent=run.settings, resume=run))
    assert answer.diagnostics["rhat"] <= 1.05
    assert answer.interval is None
    assert not answer.diagnostics["converged"]


def test_stretches_outside_the_kept_draws_are_found():
    kept = np.array([[10.0, 11, 12, 13] * 10])
    assert last_stretch_outside([[10, 11, 12, 13, 12, 11]], kept, 3) == 0
    assert last_stretch_outside([[99, 99, 99, 11, 12, 11], [11] * 6], kept, 3) == 3
    assert last_stretch_outside([[11] * 6, [11, 11, 11, 99, 99, 99]], kept, 3) == 6
    assert last_stretch_outside([[99, 11, 11]], kept, 3) == 0  # a glance is no stay


def test_moves_along_the_ridge_leave_the_posterior_unchanged(table):
    """One class and one list more than the data can tell apart: with and without the moves."""
    t = table("korea_comfort_women_3")
    settings = LatentSettings(classes=3, burn_in=2_000, draws=5_000, thin=8)
    with_moves = sample_latent(start_run(t, settings, 5)).unobserved
    # A cap far out of reach switches the moves off and holds nothing.
    capped = replace(settings, cap=1e9)
    without = sample_latent(start_run(t, capped, 6)).unobserved
    for prob in (0.1, 0.25, 0.5, 0.75, 0.9):
        error = np.hypot(quantile_error(with_moves, prob), quantile_error(without, prob))
        gap = abs(np.quantile(with_moves, prob) - np.quantile(without, prob))
        assert gap <= 4 * max(error, 0.5)


def test_a_run_too_short_prints_no_interval(table):
    tiny = Options(latent=LatentSettings(burn_in=50, draws=60, thin=1))
    answer = estimate(table("kosovo"), "lcm", tiny)
    assert answer.estimate is None
    assert answer.interval is None
    assert "not converged" in answer.paragraph()


def test_stopping_and_resuming_gives_the_same_draws(table):
    t = table("spina_bifida")
    settings = LatentSettings(burn_in=500, draws=600, thin=2)
    whole = sample_latent(start_run(t, settings, 3)).unobserved

    class StopHereError(Exception):
        pass

    run, seen = start_run(t, settings, 3), []

    def stop(current):
        seen.append(json.dumps(current.stored()))
        if len(seen) == 2:
            raise StopHereError

    with pytest.raises(StopHereError):
        sample_latent(run, checkpoint=stop)
    resumed = sample_latent(LatentRun.restore(t, json.loads(seen[-1])))
    assert np.array_equal(resumed.unobserved, whole)


def test_a_checkpoint_of_another_table_is_refused(table):
    run = start_run(table("kosovo"), SHORT, 1)
    with pytest.raises(ValueError, match="another table"):
        LatentRun.restore(table("hiv_rome"), run.stored())


def test_cap_is_off_by_default_and_reported_when_hit(table):
    t = table("artificial_3")
    assert LatentSettings().cap is None
    settings = LatentSettings(burn_in=200, draws=500, thin=2, cap=1.5)
    run = sample_latent(start_run(t, settings, 1))
    assert run.unobserved.max() <= 1.5 * t.n
    assert run.capped > 0
    answer = estimate(t, "lcm", Options(latent=settings))
    assert "unobserved-capped" in {n.code for n in answer.warnings}


def test_tiny_concentration_does_not_underflow(table):
    settings = replace(SHORT, a_alpha=1e-3, b_alpha=1e3, burn_in=200, draws=300)
    run = sample_latent(start_run(table("kosovo"), settings, 2))
    assert np.isfinite(run.unobserved).all()
    assert all(np.isfinite(c.log_yes).all() and np.isfinite(c.log_no).all() for c in run.chains)


def test_diagnostics_know_good_chains_from_bad():
    rng = np.random.default_rng(2)
    good = rng.normal(size=(4, 2000))
    assert rank_rhat(good) < 1.005
    assert effective_size(good) == pytest.approx(8000, rel=0.15)
    apart = good + np.array([0, 0, 0, 2])[:, None]
    assert not diagnose(apart).reached
    wide = good * np.array([1, 1, 1, 4])[:, None]
    assert rank_rhat(wide) > 1.05  # folding sees different spreads with equal centres
    slow = np.cumsum(rng.normal(size=(4, 2000)), axis=1)
    assert effective_size(slow) < 100
    assert not diagnose(np.ones((4, 100))).reached
