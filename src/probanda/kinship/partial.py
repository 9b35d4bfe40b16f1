"""What is left of a joint identification when some families cannot be computed (theta over a large pedigree).

A family that cannot be weighed leaves open every sample that may belong to it, and every family such a sample
competes for. The others are answered as ever; what is open is NaN, and named.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import numpy as np

from probanda.kinship.case import UNMATCHED, Case
from probanda.kinship.counting import assignments
from probanda.kinship.joint import Joint, Prior, identify, loglik_null
from probanda.kinship.options import FamilyOptions, family_options
from probanda.kinship.problems import KinshipError, Problem
from probanda.kinship.pruning import Certificate
from probanda.kinship.ratios import Ratios, pairwise


def identify_computable(
    case: Case, ratios: Ratios | None = None, *, top: int = 300, prior: Prior | None = None
) -> tuple[Joint, tuple[Problem, ...]]:
    """The joint posterior of all that can be computed, and what could not be and why.

    With a problem there are no best assignments (they would be of everybody), and pairings and
    generalised ratios of the samples left open are NaN.
    """
    ratios = ratios if ratios is not None else pairwise(case, detail=False)
    listed: list[FamilyOptions] = []
    problems: list[Problem] = list(ratios.problems)
    open_families = {x.family for x in ratios.not_computed}
    for f in case.families.values():
        if not f.missing or f.name in open_families:
            continue
        try:
            listed.append(family_options(case, f, ratios))
        except KinshipError as error:
            open_families.add(f.name)
            problems += [
                Problem(p.code, p.message, f"family {f.name} with several samples", p.marker)
                for p in error.problems
            ]
    if not open_families:
        return identify(case, ratios, top=top, prior=prior, listed=listed), ()
    victims, families = _open(case, ratios, open_families)
    return _rest(case, ratios, victims, families, prior), tuple(dict.fromkeys(problems))


def _open(case: Case, ratios: Ratios, families: Collection[str]) -> tuple[set[str], set[str]]:
    """Samples and families that an unweighed family touches, directly or through a sample."""
    links = {
        (v, f.name)
        for i, v in enumerate(ratios.victims)
        for j, m in enumerate(ratios.missing)
        if ratios.log_lr[i, j] != -np.inf
        and m in case.pairings.get(v, ())
        and (f := case.family_of(m)) is not None
    }
    reached, victims = set(families), set[str]()
    while True:
        victims = {v for v, f in links if f in reached}
        wider = reached | {f for v, f in links if v in victims}
        if wider == reached:
            return victims, reached
        reached = wider


def _rest(
    case: Case, ratios: Ratios, victims: set[str], families: set[str], prior: Prior | None
) -> Joint:
    """The answer for samples and families that are not open, written over all of them."""
    inside = {m for name in families for m in case.families[name].missing}
    left = replace(
        case,
        victims={v: s for v, s in case.victims.items() if v not in victims},
        families={n: f for n, f in case.families.items() if n not in families},
        missing=tuple(m for m in case.missing if m not in inside),
        pairings={
            v: tuple(m for m in ms if m not in inside)
            for v, ms in case.pairings.items()
            if v not in victims
        },
    )
    shape = (len(case.victims), len(case.missing))
    pairing = np.full((shape[0], shape[1] + 1), np.nan)
    best_with, glr = pairing.copy(), np.full(shape, np.nan)
    if left.victims:
        inner = identify(left, top=1, prior=prior)
        rows = [i for i, v in enumerate(case.victims) if v not in victims]
        whole = [*case.missing, UNMATCHED]
        columns = [whole.index(m) for m in (*inner.missing, UNMATCHED)]
        pairing[np.ix_(rows, range(len(whole)))] = 0.0
        pairing[np.ix_(rows, columns)] = inner.pairing
        best_with[np.ix_(rows, columns)] = inner.best_with
        glr[np.ix_(rows, columns[:-1])] = inner.glr
    return Joint(
        tuple(case.victims),
        case.missing,
        assignments(case.pairings),
        (),
        pairing,
        glr,
        best_with,
        Certificate(False, 0, None),
        loglik_null(case),
    )
