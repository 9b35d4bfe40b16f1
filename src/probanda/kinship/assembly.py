"""One case in the reference layout out of tables: genotypes, families, frequencies."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from probanda.kinship.case import Sample
from probanda.kinship.formats import (
    read_cmf,
    read_families,
    read_frequencies,
    read_genotypes,
)
from probanda.kinship.formats.yaml_families import ListedFamily
from probanda.kinship.marker import Marker
from probanda.kinship.problems import Problem


def assembled(
    genotypes: bytes, families: str, frequencies: str
) -> tuple[dict[str, Any], list[Problem]]:
    """The case as plain values for JSON, and everything that could not be read.

    Samples named as a member of a family are that member's profile; all others are remains.

    Raises:
        KinshipError: a file that is not of its kind at all.
    """
    xml = genotypes.lstrip().startswith(b"<")
    samples, problems = (
        read_cmf(genotypes) if xml else read_genotypes(genotypes.decode("utf-8-sig"))
    )
    listed, more = read_families(families)
    markers, still_more = read_frequencies(frequencies)
    problems += [*more, *still_more]
    return assembled_case(samples, listed, markers, problems), problems


def assembled_case(
    samples: Mapping[str, Sample],
    listed: Mapping[str, ListedFamily],
    markers: Mapping[str, Marker],
    problems: list[Problem],
) -> dict[str, Any]:
    """The reference layout of samples, families and markers; `problems` grows by what does not fit."""
    order = list(markers)
    member = {p.id for f in listed.values() for p in f.pedigree.persons}
    for name, sample in samples.items():
        for marker in sample.profile:
            if marker not in markers:
                message = "has a genotype at a marker without frequencies"
                problems.append(Problem("marker-unknown", message, name, marker))
    return {
        "markers": [
            {
                "name": m.name,
                "chrom": m.chrom,
                "alleles": list(m.alleles),
                "freqs": m.freqs.tolist(),
                "mutation": None,
            }
            for m in markers.values()
        ],
        "pm": {
            n: {
                "members": [{"id": n, "father": None, "mother": None, "sex": s.sex}],
                "genotypes": {n: _genotypes(s, order)},
            }
            for n, s in samples.items()
            if n not in member
        },
        "am": {
            name: {
                "members": [
                    {"id": p.id, "father": p.father, "mother": p.mother, "sex": p.sex}
                    for p in f.pedigree.persons
                ],
                "founder_inbreeding": dict(f.pedigree.founder_inbreeding),
                "twins": [list(g) for g in f.pedigree.twins],
                "genotypes": {
                    p.id: _genotypes(samples[p.id], order)
                    for p in f.pedigree.persons
                    if p.id in samples
                },
            }
            for name, f in listed.items()
        },
        "missing": [m for f in listed.values() for m in f.missing],
    }


def _genotypes(sample: Sample, order: list[str]) -> list[list[str | None]]:
    return [list(sample.profile.get(m, (None, None))) for m in order]
