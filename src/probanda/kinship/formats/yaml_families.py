"""Families as readable YAML: who is whose child, who is missing.

families:
  F1:
    missing: [M1]
    members:
      R1: {sex: female}
      M1: {sex: male, father: R0, mother: R1}
      R0: {sex: male}
"""

from __future__ import annotations

from dataclasses import dataclass

import yaml

from probanda.kinship.pedigree import Pedigree
from probanda.kinship.problems import KinshipError, Problem
from probanda.kinship.reference import pedigree_from


@dataclass(frozen=True)
class ListedFamily:
    """A pedigree with the members who are missing."""

    pedigree: Pedigree
    missing: tuple[str, ...]


def read_families(text: str) -> tuple[dict[str, ListedFamily], list[Problem]]:
    """Families by name; `father`, `mother`, `sex`, `twins`, `founder_inbreeding` are understood.

    Raises:
        KinshipError: no YAML, or no mapping `families`.
    """
    try:
        data = yaml.safe_load(text)
    except yaml.YAMLError as e:
        where = str(e).splitlines()[-1].strip()
        raise KinshipError(Problem("file-unreadable", f"not YAML: {where}")) from None
    if not isinstance(data, dict) or not isinstance(data.get("families"), dict):
        raise KinshipError(Problem("case-shape", "expected a mapping `families`"))
    problems: list[Problem] = []
    out: dict[str, ListedFamily] = {}
    for name, item in data["families"].items():
        try:
            out[str(name)] = _family(str(name), item)
        except KinshipError as e:
            problems += e.problems
    return out, problems


def _family(name: str, item: object) -> ListedFamily:
    if not isinstance(item, dict) or not isinstance(item.get("members"), dict):
        raise KinshipError(Problem("case-shape", f"family {name} needs a mapping `members`"))
    members = [
        {"id": str(person), **(facts if isinstance(facts, dict) else {})}
        for person, facts in item["members"].items()
    ]
    pedigree = pedigree_from(
        {
            "members": members,
            "twins": item.get("twins"),
            "founder_inbreeding": item.get("founder_inbreeding"),
        }
    )
    missing = tuple(str(m) for m in item.get("missing") or ())
    unknown = [m for m in missing if m not in pedigree]
    if unknown:
        raise KinshipError(
            Problem("person-unknown", f"missing in family {name} but no member", m) for m in unknown
        )
    return ListedFamily(pedigree, missing)
