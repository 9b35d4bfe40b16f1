#!/usr/bin/env python3
"""Make the example's genetic case from one seed: allele frequencies, families, profiles of remains.

Nobody here exists. Markers have the names that laboratories use; frequencies are drawn, not a population's.
Genotypes fall down the invented pedigrees. One set of remains is nobody's whom a family looks for, one is
degraded.

Run from the project folder: .venv/bin/python tools/make_example_kinship.py
"""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import yaml

from probanda.kinship.marker import Marker
from probanda.kinship.pedigree import Pedigree
from probanda.kinship.simulation import draw

OUT = Path("examples/two-rivers")
SEED = 20211104
NAMES = """
    D3S1358 vWA D16S539 CSF1PO TPOX D8S1179 D21S11 D18S51 D2S441 D19S433
    TH01 FGA D22S1045 D5S818 D13S317 D7S820 D10S1248 D1S1656 D12S391 D2S1338
""".split()  # noqa: SIM905

# family → (members as id, father, mother, sex; typed; missing → person; remains → member)
FAMILIES = {
    "imrekli": (
        [("imrekli-father", None, None, "male"), ("imrekli-mother", None, None, "female"),
         ("imrekli-son", "imrekli-father", "imrekli-mother", "male")],
        ["imrekli-mother"], {"imrekli-son": "commission:K-0035"}, {"AQ-01": "imrekli-son"},
    ),
    "rushvanzade": (
        [("rushvanzade-father", None, None, "male"), ("rushvanzade-mother", None, None, "female"),
         ("rushvanzade-son", "rushvanzade-father", "rushvanzade-mother", "male"),
         ("rushvanzade-brother", "rushvanzade-father", "rushvanzade-mother", "male"),
         ("rushvanzade-sister", "rushvanzade-father", "rushvanzade-mother", "female")],
        ["rushvanzade-brother", "rushvanzade-sister"],
        {"rushvanzade-son": "commission:K-0116"}, {"AQ-02": "rushvanzade-son"},
    ),
    "servunyan": (
        [("servunyan-father", None, None, "male"), ("servunyan-mother", None, None, "female"),
         ("servunyan-son", "servunyan-father", "servunyan-mother", "male"),
         ("servunyan-wife", None, None, "female"),
         ("servunyan-daughter", "servunyan-son", "servunyan-wife", "female")],
        ["servunyan-mother", "servunyan-daughter"],
        {"servunyan-son": "families:48"}, {"LO-01": "servunyan-son"},
    ),
    "vargunov": (
        [("vargunov-father", None, None, "male"), ("vargunov-mother", None, None, "female"),
         ("vargunov-son", "vargunov-father", "vargunov-mother", "male")],
        ["vargunov-father"], {"vargunov-son": "commission:K-0048"}, {"NB-01": "vargunov-son"},
    ),
}  # fmt: skip


def markers(rng: np.random.Generator) -> list[Marker]:
    """Twenty markers with eight to fourteen alleles."""
    found = []
    for name in NAMES:
        first = int(rng.integers(6, 15))
        alleles = tuple(str(first + k) for k in range(int(rng.integers(8, 15))))
        shares = rng.dirichlet(np.full(len(alleles), 1.6))
        whole = np.maximum(np.round(shares * 1000), 5)
        whole[int(np.argmax(whole))] += 1000 - whole.sum()
        found.append(Marker(name, alleles, whole / 1000))
    return found


def main() -> None:
    """Write frequencies.csv and 7-kinship.yaml."""
    rng = np.random.default_rng(SEED)
    panel = markers(rng)
    with (OUT / "frequencies.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["marker", "allele", "frequency"])
        for marker in panel:
            for allele, share in zip(marker.alleles, marker.freqs, strict=True):
                rows.writerow([marker.name, allele, f"{share:.3f}"])
    relatives, claims = [], []
    for family, (rows, typed, missing, remains) in FAMILIES.items():
        ped = Pedigree.of(rows)
        drawn = {m.name: draw(ped, m, rng) for m in panel}
        for person, father, mother, sex in rows:
            item = {"key": person, "family": family, "sex": sex}
            item |= {k: v for k, v in (("father", father), ("mother", mother)) if v}
            if person in missing:
                item |= {"missing": True, "person": missing[person]}
            relatives.append(item)
        for person in typed:
            claims.append(profile("relative", person, {n: g[person] for n, g in drawn.items()}))
        for key, person in remains.items():
            found = {n: g[person] for n, g in drawn.items()}
            claims.append(profile("remains", key, found, "male", lost=6 if key == "NB-01" else 0))
    single = Pedigree.single("AQ-03", "male")
    alone = {m.name: draw(single, m, rng)["AQ-03"] for m in panel}
    claims.append(profile("remains", "AQ-03", alone, "male"))
    record = {
        "record": 1,
        "defaults": {
            "claimant": "institute",
            "source": "forensic-2021",
            "reliability": "A",
            "credibility": 2,
            "consent": "internal",
        },
        "remains": [{"key": "AQ-03", "site": "grave-quarry"}],
        "relatives": relatives,
        "claims": claims,
    }
    head = (
        "# Families of the missing and genetic profiles, drawn from one seed (tools/make_example_kinship.py).\n"
        "# Profiles stay inside the organisation. Frequencies: frequencies.csv.\n"
    )
    text = yaml.dump(
        record, allow_unicode=True, sort_keys=False, default_flow_style=None, width=110
    )
    (OUT / "7-kinship.yaml").write_text(head + text, encoding="utf-8")


def profile(
    of: str, key: str, genotypes: dict[str, tuple[str, str]], sex: str = "", lost: int = 0
) -> dict[str, object]:
    """A profile claim; `lost` markers did not come up in degraded bone."""
    kept = dict(list(genotypes.items())[lost:])
    item: dict[str, object] = {"kind": "profile", "key": f"profile-{key.lower()}", of: key}
    if sex:
        item["sex"] = sex
    if lost:
        item |= {"dropout": 0.05}
    item["locator"] = "annex 2"
    item["genotypes"] = {m: f"{a}/{b}" for m, (a, b) in kept.items()}
    return item


if __name__ == "__main__":
    main()
