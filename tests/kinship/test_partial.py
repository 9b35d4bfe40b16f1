"""Theta over a pedigree that is too large: the rest is answered, what is not is null and named."""

import json

import numpy as np
import pytest
from typer.testing import CliRunner

from probanda.cli import app
from probanda.kinship.reference import case_from
from probanda.kinship.solve import as_json, solve

FREQS = np.random.default_rng(3).dirichlet(np.ones(16)).tolist()
MARKER = {
    "name": "L",
    "chrom": "autosomal",
    "alleles": [str(k) for k in range(16)],
    "freqs": [x / sum(FREQS) for x in FREQS],
    "mutation": None,
}


def person(i, sex, father=None, mother=None):
    return {"id": i, "father": father, "mother": mother, "sex": sex}


def family(members, genotypes):
    return {"members": members, "founder_inbreeding": {}, "genotypes": genotypes}


def village():
    """Six couples, one child each typed, whose children marry: too many founders for one urn."""
    members, genotypes = [], {}
    for k in range(6):
        members += [person(f"f{k}", "male"), person(f"m{k}", "female")]
        sex = "male" if k % 2 else "female"
        members.append(person(f"c{k}", sex, f"f{k}", f"m{k}"))
        genotypes[f"c{k}"] = [[str(2 * k), str(2 * k + 1)]]
    members += [person("B1", "male", "c1", "c0"), person("x", "male", "c3", "c2")]
    members += [person("y", "female", "c5", "c4"), person("z", "male", "x", "y")]
    members += [person("w", "female", "B1", "y")]
    return family(members, genotypes)


def case(theta, pairings=None):
    small = family(
        [person("F", "male"), person("M", "female"), person("A1", "male", "F", "M")],
        {"F": [["1", "2"]], "M": [["3", "4"]]},
    )
    singleton = {
        v: family([person(v, "male")], {v: [g]})
        for v, g in {"V1": ["1", "3"], "V2": ["0", "2"]}.items()
    }
    return {
        "name": "two families",
        "markers": [MARKER],
        "pm": singleton,
        "am": {"small": small, "village": village()},
        "missing": ["A1", "B1"],
        "theta": theta,
    } | ({"pairings": pairings} if pairings else {})


def cells(answer, table):
    found = answer[table]
    return {
        (v, m): x
        for v, row in zip(found["rows"], found["values"], strict=True)
        for m, x in zip(found["cols"], row, strict=True)
    }


def test_what_can_be_computed_is_answered_and_the_rest_is_null_and_named():
    answer = as_json(solve(case_from(case(0.02))))
    ratios = cells(answer, "pairwise_lr")
    assert ratios["V1", "A1"] == pytest.approx(
        as_json(solve(case_from(case(0.02) | {"am": {"small": case(0)["am"]["small"]},
                                              "missing": ["A1"]})))["pairwise_lr"]["values"][0][0],
        rel=1e-12,
    )  # fmt: skip
    assert ratios["V1", "B1"] is None
    assert all(x is not None for x in cells(answer, "exclusions").values())
    told = [p for p in answer["problems"] if p["code"] == "theta-too-large"]
    assert told
    assert any("village" in p["person"] for p in told)
    assert json.loads(json.dumps(answer, allow_nan=False)) == answer


def test_samples_that_no_open_family_touches_keep_their_posterior():
    apart = {"V1": ["*", "A1"], "V2": ["*", "B1"]}
    posterior = cells(as_json(solve(case_from(case(0.02, apart)))), "pairing_posterior")
    assert posterior["V1", "A1"] + posterior["V1", "*"] == pytest.approx(1)
    assert posterior["V2", "B1"] is None
    assert posterior["V2", "*"] is None


def test_a_rival_that_was_not_computed_keeps_a_match_disputed():
    assert solve(case_from(case(0.02)), threshold=1.5).undisputed == ()
    apart = {"V1": ["*", "A1"], "V2": ["*", "B1"]}
    (match,) = solve(case_from(case(0.02, apart)), threshold=1.5).undisputed
    assert (match.victim, match.missing) == ("V1", "A1")


def test_the_command_answers_with_valid_json_and_says_that_something_is_missing(tmp_path):
    path = tmp_path / "case.json"
    path.write_text(json.dumps(case(0.02)), encoding="utf-8")
    run = CliRunner().invoke(app, ["kinship", "solve", str(path), "--json"])
    assert run.exit_code == 1
    assert cells(json.loads(run.stdout), "pairwise_lr")["V1", "A1"] is not None
    text = CliRunner().invoke(app, ["kinship", "solve", str(path)])
    assert text.exit_code == 1
    assert "not computed" in text.stdout
