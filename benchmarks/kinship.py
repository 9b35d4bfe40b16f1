"""Speed of `probanda.kinship`: `python -m benchmarks.kinship [--big] [--huge]`.

`--big` adds 500 x 500 x 23 and one block of an 8,000 x 8,000 screening; `--huge` runs that whole, on two
processes (minutes). Each line: what, seconds (best of three where short), the limit, their ratio, the rate.
The scaling lines compare sizes within this run.
"""

from __future__ import annotations

import gzip
import json
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np

from probanda.kinship.answers import answer_all
from probanda.kinship.engines import blocks_locally
from probanda.kinship.likelihood import likelihood
from probanda.kinship.marker import Marker
from probanda.kinship.mutation import mutation_matrix
from probanda.kinship.pedigree import Pedigree
from probanda.kinship.ratios import pairwise, without_impossible
from probanda.kinship.reference import case_from, marker_from
from probanda.kinship.screening import screen_block
from probanda.kinship.simulation import draw, simulated_case
from probanda.kinship.solve import solve

DATA = Path(__file__).parent.parent / "tests" / "kinship" / "data"


def load(name: str):
    with gzip.open(DATA / f"{name}.json.gz", "rt", encoding="utf-8") as f:
        return json.load(f)


def timed(work: Callable[[], object], repeat: int = 3) -> float:
    best = float("inf")
    for _ in range(repeat):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best


def line(what: str, seconds: float, limit: float | None = None, note: str = "") -> None:
    against = "" if limit is None else f"limit {limit:8.3f} s  ratio {seconds / limit:6.3f}"
    print(f"{what:<52} {seconds:9.4f} s  {against:<32} {note}")


def cousins_theta() -> None:
    rows = [("1", None, None, "male"), ("2", None, None, "female"), ("3", "1", "2", "male"),
            ("4", None, None, "female"), ("5", "1", "2", "male"), ("6", None, None, "female"),
            ("A", "3", "4", "male"), ("B", "5", "6", "male")]  # fmt: skip
    ped = Pedigree.of(rows)
    marker = Marker("L", tuple("12345678"), np.full(8, 0.125))
    genotypes = {"A": ("1", "2"), "B": ("3", "4")}
    line(
        "theta 0.03, cousins, 4 different alleles seen",
        timed(lambda: likelihood(ped, marker, genotypes, 0.03)),
        0.020,
    )


def stepwise_55() -> None:
    case = next(c for c in load("kinshipLR_cases") if c["id"] == "sibs")
    n = max(len(m["alleles"]) for m in case["markers"])
    for m in case["markers"]:
        matrix = mutation_matrix("stepwise", m["alleles"], m["freqs"], rate=0.002, rate2=1e-5)
        side = {"model": "custom", "matrix": matrix.tolist()}
        m["mutation"] = {"male": side, "female": side}
    seconds = timed(lambda: answer_all([case]))
    line(
        f"stepwise, up to {n} alleles, 4 hypotheses x 23 markers",
        seconds,
        0.050,
        "reading included",
    )
    marker = marker_from(next(m for m in case["markers"] if len(m["alleles"]) == n))
    ped = Pedigree.of([("1", None, None, "male"), ("2", None, None, "female"),
                       ("A", "1", "2", "male"), ("B", "1", "2", "male")])  # fmt: skip
    g = draw(ped, marker, np.random.default_rng(1))
    pair = {i: g[i] for i in "AB"}
    line(
        f"stepwise, {n} alleles, one marker, brothers",
        timed(lambda: likelihood(ped, marker, pair)),
        0.050,
    )


def cases() -> None:
    limits = {"planecrash": 1.0, "exclusionExample": 2.0, "symmetricSibs": 0.1, "fire": None,
              "icmp": None, "KETPchap484": None}  # fmt: skip
    for name, limit in limits.items():
        case = case_from(load(f"dvi_{name}"))
        first = timed(lambda case=case: solve(case), repeat=1)
        again = timed(lambda case=case: solve(case))
        n = solve(case).joint.n_assignments
        line(f"solve {name}, {n:,} assignments", again, limit, f"first time {first:.2f} s")


def matrices(big: bool) -> None:
    markers = [marker_from(m) for m in load("dvi_synth10")["markers"]]
    rng = np.random.default_rng(1)
    limits = {40: 0.2, 80: None, 160: None} | ({500: 30.0} if big else {})
    before = None
    for size, limit in limits.items():
        case = simulated_case(size, markers, rng)
        seconds = timed(lambda case=case: pairwise(case, detail=False), 3 if size < 100 else 1)
        note = f"{size * size / seconds:,.0f} LR/s"
        if before is not None:
            note += f", {seconds / before:.1f} times the line above"
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
        line(f"{size} x {size} x 23 ratios", seconds, limit, f"{note}, peak {peak:.2f} GB")
        before = seconds
    if big:
        case = without_impossible(simulated_case(500, markers, rng))
        one = case.pairings["V1"]
        victims = {
            f"{v} {k}": replace(s, id=f"{v} {k}")
            for k in range(16)
            for v, s in case.victims.items()
        }
        wide = replace(case, victims=victims, pairings=dict.fromkeys(victims, one))
        seconds = timed(lambda: screen_block(wide, 0), 1)
        whole = seconds * 40
        line(
            "screening block: 8,000 x 200 of 8,000 x 8,000",
            seconds,
            3600 / 40,
            f"whole job {whole / 60:.0f} min on one core",
        )


def shared_urn() -> None:
    """Theta across families, exactly: every assignment under one urn."""
    for name in ("example1", "symmetricSibs"):
        case = replace(case_from(load(f"dvi_{name}")), theta=0.02)
        joint = solve(case).joint
        line(
            f"solve {name} with theta 0.02 across families",
            timed(lambda case=case: solve(case), 1),
            None,
            f"{joint.n_assignments:,} assignments, exact: {joint.certificate.exact}",
        )


def huge(size: int = 8_000) -> None:
    """Everybody against everybody: 8,000 samples, 8,000 families, 23 markers, two processes."""
    markers = [marker_from(m) for m in load("dvi_synth10")["markers"]]
    case = simulated_case(size, markers, np.random.default_rng(1))
    start = time.perf_counter()
    pairings = 0
    for block in blocks_locally(case, 1_000.0, 200, (), 2):
        pairings += block.pairings
        print(f"\r  {pairings:,} pairings", end="", flush=True)
    print()
    seconds = time.perf_counter() - start
    peak = max(
        resource.getrusage(who).ru_maxrss
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    line(
        f"{size:,} x {size:,} x 23 ratios, exact, two processes",
        seconds,
        3600,
        f"{pairings / seconds:,.0f} LR/s, peak of a process {peak / 1e6:.2f} GB",
    )


def main() -> None:
    """Print every line."""
    cousins_theta()
    stepwise_55()
    cases()
    shared_urn()
    matrices("--big" in sys.argv[1:])
    if "--huge" in sys.argv[1:]:
        huge()


if __name__ == "__main__":
    main()
