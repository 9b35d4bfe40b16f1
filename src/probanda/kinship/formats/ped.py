"""PED files: family, person, father, mother, sex; further columns are passed over."""

from __future__ import annotations

from probanda.kinship.pedigree import Pedigree, Person
from probanda.kinship.problems import KinshipError, Problem

_SEXES = {
    "1": "male",
    "m": "male",
    "male": "male",
    "2": "female",
    "f": "female",
    "female": "female",
}


def read_ped(text: str) -> tuple[dict[str, Pedigree], list[Problem]]:
    r"""Pedigrees by family; families that contradict themselves are listed, not returned.

    >>> families, _ = read_ped("F1 R1 0 0 1\nF1 M1 R1 0 2\n")
    >>> families["F1"].by_id["M1"].father
    'R1'
    """
    problems: list[Problem] = []
    persons: dict[str, list[Person]] = {}
    for number, line in enumerate(text.lstrip("\ufeff").splitlines(), start=1):
        cells = line.split()
        if not cells or cells[0].startswith("#"):
            continue
        if len(cells) < 5:
            message = f"line {number}: expected family, person, father, mother, sex"
            problems.append(Problem("format-row", message))
            continue
        family, person, father, mother, sex = cells[:5]
        persons.setdefault(family, []).append(
            Person(
                person,
                None if father == "0" else father,
                None if mother == "0" else mother,
                _SEXES.get(sex.lower(), "unknown"),  # type: ignore[arg-type]
            )
        )
    out: dict[str, Pedigree] = {}
    for family, members in persons.items():
        try:
            out[family] = Pedigree(tuple(members))
        except KinshipError as e:
            problems += e.problems
    return out, problems


def write_ped(families: dict[str, Pedigree]) -> str:
    """The same as text."""
    code = {"male": "1", "female": "2", "unknown": "0"}
    return "".join(
        f"{name} {p.id} {p.father or 0} {p.mother or 0} {code[p.sex]}\n"
        for name, ped in families.items()
        for p in ped.persons
    )
