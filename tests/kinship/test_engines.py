"""Screening on Spark, on processes and here gives the same numbers to the last bit."""

from __future__ import annotations

import json

import numpy as np
import pytest
from typer.testing import CliRunner

from probanda.kinship.engines import blocks_locally, blocks_on_spark
from probanda.kinship.marker import Marker
from probanda.kinship.screening import Block
from probanda.kinship.simulation import simulated_case

RUNNER = CliRunner()


@pytest.fixture(scope="module")
def case():
    rng = np.random.default_rng(4)
    markers = [Marker(f"L{k}", tuple("abcdefg"), rng.dirichlet(np.full(7, 3.0))) for k in range(6)]
    return simulated_case(9, markers, rng)


def by_number(found: list[Block]) -> list[Block]:
    return sorted(found, key=lambda block: block.number)


def test_spark_gives_identical_numbers(case):
    here = list(blocks_locally(case, 0.1, 2))
    assert len(here) == 5
    assert sum(len(block.hits) for block in here) > 9
    assert list(blocks_on_spark(case, 0.1, 2, done={3})) == [here[k] for k in (0, 1, 2, 4)]
    assert list(blocks_on_spark(case, 0.1, 2, done=set(range(5)))) == []


def test_processes_give_identical_numbers(case):
    here = list(blocks_locally(case, 0.1, 2))
    assert by_number(list(blocks_locally(case, 0.1, 2, {1}, 2))) == [here[k] for k in (0, 2, 3, 4)]


def test_the_command_screens_stops_and_resumes_on_either_engine(tmp_path):
    from probanda.cli.kinship import app

    frequencies = {"a": 0.1, "b": 0.4, "c": 0.5}
    case = {
        "markers": [
            {"name": f"L{k}", "alleles": list(frequencies), "freqs": list(frequencies.values())}
            for k in range(4)
        ],
        "pm": {
            f"V{i}": {
                "members": [{"id": f"V{i}", "sex": "male"}],
                "genotypes": {f"V{i}": [["a", "b"], ["c", "c"], ["a", "c"], ["b", "b"]]},
            }
            for i in range(3)
        },
        "am": {
            f"F{i}": {
                "members": [
                    {"id": f"M{i}", "sex": "male", "father": f"R{i}", "mother": f"S{i}"},
                    {"id": f"R{i}", "sex": "male"},
                    {"id": f"S{i}", "sex": "female"},
                ],
                "genotypes": {f"R{i}": [["a", "a"], ["c", "b"], ["c", "c"], ["b", "b"]]},
            }
            for i in range(3)
        },
        "missing": ["M0", "M1", "M2"],
    }
    path = tmp_path / "case.json"
    path.write_text(json.dumps(case), encoding="utf-8")

    def run(folder, *more):
        fixed = ["screen", str(path), "--out", str(tmp_path / folder), "--block", "1", "--json"]
        result = RUNNER.invoke(app, [*fixed, *more])
        assert result.exit_code == 0, result.output
        return result

    here = json.loads(run("here").stdout)
    assert here["pairings"] == 9
    assert json.loads(run("spark", "--engine", "spark").stdout) == here
    # A run that lost a block computes that one only, on the other engine too.
    (tmp_path / "here" / "block-000001.json").unlink()
    again = run("here", "--engine", "spark")
    assert "2 of 3 blocks were done before" in again.stderr
    assert json.loads(again.stdout) == here
    assert (
        RUNNER.invoke(app, ["screen", str(path), "--out", "x", "--engine", "moon"]).exit_code == 2
    )
