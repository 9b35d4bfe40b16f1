"""Missing persons that DNA cannot tell apart, and those it cannot reach at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from probanda.kinship.case import UNMATCHED, Case, Family
from probanda.kinship.joint import Joint


@dataclass(frozen=True)
class SymmetricMatch:
    """Victims that belong to a set of interchangeable missing persons, as a set.

    `glr` compares the best assignment with these victims inside the set to the best one otherwise.
    """

    victims: tuple[str, ...]
    missing: tuple[str, ...]
    family: str
    glr: float

    @property
    def text(self) -> str:
        """One sentence."""
        who = f"{{{', '.join(self.victims)}}}"
        return (
            f"family {self.family}: {who} and {{{', '.join(self.missing)}}}: full siblings without "
            f"typed descendants cannot be told apart; as a set GLR {self.glr:.4g}"
        )

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        glr: float | str = self.glr if np.isfinite(self.glr) else "Inf"
        return {
            "victims": list(self.victims),
            "missing": list(self.missing),
            "family": self.family,
            "glr": glr,
        }


def interchangeable(family: Family) -> list[tuple[str, ...]]:
    """Groups of missing full siblings of one sex without children: swapping them changes nothing."""
    groups: dict[tuple[str | None, str | None, str], list[str]] = {}
    twins = {t for g in family.pedigree.twins for t in g}
    for m in family.missing:
        p = family.pedigree.by_id[m]
        childless = not family.pedigree.children[m]
        if None not in (p.father, p.mother) and childless and m not in twins:
            groups.setdefault((p.father, p.mother, p.sex), []).append(m)
    return [tuple(g) for g in groups.values() if len(g) > 1]


def symmetric_matches(case: Case, joint: Joint) -> list[SymmetricMatch]:
    """Sets of victims that the best assignment puts into a set of interchangeable missing persons."""
    if not joint.top or joint.top[0].loglik == -np.inf:
        return []
    best: Mapping[str, str] = joint.top[0].assignment
    out = []
    for family in case.families.values():
        for group in interchangeable(family):
            inside = tuple(v for v, m in best.items() if m in group)
            if inside:
                out.append(
                    SymmetricMatch(inside, group, family.name, _set_glr(joint, inside, group))
                )
    return out


def _set_glr(joint: Joint, victims: tuple[str, ...], group: tuple[str, ...]) -> float:
    """Best overall over the best that puts some of the victims outside the group."""
    column = {m: j for j, m in enumerate((*joint.missing, UNMATCHED))}
    outside = [j for m, j in column.items() if m not in group]
    rows = [joint.victims.index(v) for v in victims]
    second = max(joint.best_with[i, j] for i in rows for j in outside)
    return float(np.exp(joint.best_with.max() - second))


def not_identifiable(case: Case) -> list[str]:
    """Missing persons related by blood to nobody typed and to no other missing person."""
    out = []
    for m in case.missing:
        family = case.family_of(m)
        if family is None:
            continue
        mine = _ancestors(family, m)
        others = (set(family.profiles) | set(family.missing)) - {m}
        if all(mine.isdisjoint(_ancestors(family, x)) for x in others):
            out.append(m)
    return out


def _ancestors(family: Family, person: str) -> set[str]:
    """The person and all ancestors; sharing one means related by blood."""
    out: set[str] = set()
    todo: list[str | None] = [person]
    while todo:
        at = todo.pop()
        if at is not None and at not in out:
            out.add(at)
            p = family.pedigree.by_id[at]
            todo += [p.father, p.mother]
    return out
