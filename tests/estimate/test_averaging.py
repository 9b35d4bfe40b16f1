"""Averaging over decomposable graphs is exact, and its grid is long enough."""

from __future__ import annotations

import numpy as np
import pytest

from probanda.estimate.averaging import average_graphs, posterior_on_grid
from probanda.estimate.decomposable import decomposable_graphs


@pytest.mark.parametrize("name", ["korea_comfort_women_3", "kosovo", "neworleans_5"])
def test_posterior_and_weights_agree_on_the_same_grid(name, table, oracle_rows):
    t = table(name)
    rows = oracle_rows(f"{name}_dga_grid_posterior")
    grid = np.array([float(r["N"]) for r in rows]) - t.n
    ours = posterior_on_grid(t, grid)
    assert np.abs(ours.weights - [float(r["post"]) for r in rows]).max() < 1e-10
    weights = np.sort([float(r["post"]) for r in oracle_rows(f"{name}_dga_grid_models")])
    assert np.abs(np.sort(ours.graph_weights) - weights).max() < 1e-10


def test_weights_belong_to_the_same_graphs(table, oracle):
    t = table("kosovo")
    ours = average_graphs(t)
    top = int(np.argmax(ours.graph_weights))
    assert ours.graphs[top].spoken(t.lists) == "EXH+ABA+OSCE | EXH+OSCE+HRW"
    expected = oracle["deterministic"]["kosovo"]["dga_all"]["top"][0]
    assert ours.graph_weights[top] == pytest.approx(expected["post"], abs=1e-6)
    assert ours.graph_means[top] + t.n == pytest.approx(expected["N_mean_given_model"], rel=1e-6)


@pytest.mark.parametrize("name", ["spina_bifida", "kosovo", "hiv_rome", "madigan_york_5"])
def test_quantiles_agree_where_the_oracle_grid_was_long_enough(name, table, oracle):
    expected = oracle["deterministic"][name]["dga_all"]["quantiles"]
    ours = average_graphs(table(name)).quantiles([0.025, 0.05, 0.25, 0.5, 0.75, 0.95, 0.975])
    assert ours == pytest.approx(list(expected.values()), abs=1.0)


def test_grid_grows_where_a_short_one_gives_a_smooth_wrong_answer(table, oracle):
    t = table("uk2013_5")
    short = oracle["deterministic"]["uk2013_5"]["dga_all"]
    assert t.n + short["Nmissing"]["to"] < 15_000
    ours = average_graphs(t)
    assert ours.settled
    assert ours.quantiles([0.5])[0] > 1.8 * short["quantiles"]["q50"]


def test_answer_is_given_without_the_saturated_graph_too(table):
    ours = average_graphs(table("korea_comfort_women_3"))
    assert ours.saturated_weight == pytest.approx(0.0855, abs=5e-4)
    bare = ours.without_saturated()
    assert bare.weights.sum() == pytest.approx(1)
    assert bare.quantiles([0.975])[0] < ours.quantiles([0.975])[0]
    assert not any(g.saturated for g in bare.graphs)


def test_graphs_are_all_there_and_their_junctions_balance():
    assert [len(decomposable_graphs(p)) for p in (3, 4, 5, 6)] == [8, 61, 822, 18154]
    for graph in decomposable_graphs(5):
        # Every list is in one more clique than separator (counted with repetition).
        for j in range(5):
            cliques = sum(c >> j & 1 for c in graph.cliques)
            assert cliques - sum(s >> j & 1 for s in graph.separators) == 1
