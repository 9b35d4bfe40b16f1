"""What each family could take: its members' likelihood for every choice of victims.

An option is a set of pairings inside one family with its log-weight: the likelihood of the family
with these samples in place, over the likelihood of family and samples apart. Families are
independent given which victims they take, so options are all the joint solution needs.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from probanda.kinship.case import Case, Family
from probanda.kinship.family_engine import FamilyEngine, Pairs
from probanda.kinship.ratios import Ratios

MAX_OPTIONS = 300_000


@dataclass(frozen=True)
class Option:
    """Pairings (victim, missing) inside one family and their log-weight against none."""

    pairs: Pairs
    weight: float


@dataclass(frozen=True)
class FamilyOptions:
    """All possible options of a family, the empty one first; `complete` when none was cut."""

    family: str
    options: tuple[Option, ...]
    complete: bool = True


def family_options(case: Case, family: Family, ratios: Ratios) -> FamilyOptions:
    """Options of one family that are possible at all.

    A choice that is impossible stays so with more victims added, so it is not extended. Where more
    than `MAX_OPTIONS` remain, the heaviest are kept and `complete` is False.
    """
    row = {v: i for i, v in enumerate(ratios.victims)}
    column = {m: j for j, m in enumerate(ratios.missing)}
    singles: dict[str, list[str]] = {}
    out = [Option((), 0.0)]
    for m in family.missing:
        for v in ratios.victims:
            w = float(ratios.log_lr[row[v], column[m]])
            if np.isfinite(w):
                singles.setdefault(m, []).append(v)
                out.append(Option(((v, m),), w))
    members = [m for m in family.missing if m in singles]
    level = out[1:]
    engine = FamilyEngine(case, family) if len(members) > 1 else None
    complete = True
    while engine is not None and level:
        bigger: list[Pairs] = []
        for option in sorted(level, key=lambda o: -o.weight):
            used = {v for v, _ in option.pairs}
            last = members.index(option.pairs[-1][1])
            bigger += [
                (*option.pairs, (v, m))
                for m in members[last + 1 :]
                for v in singles[m]
                if v not in used
            ]
            if len(bigger) > MAX_OPTIONS:
                complete = False
                break
        weights = engine.weights(bigger)
        level = [
            Option(p, float(w)) for p, w in zip(bigger, weights, strict=True) if np.isfinite(w)
        ]
        out += level
    return FamilyOptions(family.name, tuple(out), complete)


def without_mutation(case: Case) -> Case:
    """The case with mutation switched off everywhere."""
    return replace(
        case,
        markers={n: m.without_mutation() for n, m in case.markers.items()},
        families={
            n: replace(f, markers={k: m.without_mutation() for k, m in f.markers.items()})
            for n, f in case.families.items()
        },
    )
