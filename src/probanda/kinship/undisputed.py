"""Matches that nothing contradicts, found step by step; and the greedy sequential search."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from probanda.kinship.case import Case, Family
from probanda.kinship.ratios import Ratios, pairwise


@dataclass(frozen=True)
class Match:
    """A pairing with its likelihood ratio at the step at which it was made."""

    victim: str
    missing: str
    family: str
    lr: float
    step: int


def undisputed(case: Case, threshold: float = 1e4, ratios: Ratios | None = None) -> list[Match]:
    """Pairings whose ratio is at least `threshold`, and that many times any rival's.

    Rivals are the other pairings of the victim and of the missing person. After each step the
    matched samples count as reference data of their families and ratios are computed again.
    """
    out: list[Match] = []
    step = 1
    while case.victims and case.missing:
        ratios = ratios or pairwise(case, detail=False)
        log = np.where(np.isnan(ratios.log_lr), -np.inf, ratios.log_lr)
        for x in ratios.not_computed:  # a rival of unknown strength disputes
            log[ratios.victims.index(x.victim), ratios.missing.index(x.missing)] = np.inf
        limit = np.log(threshold)
        found: dict[str, str] = {}
        for i, v in enumerate(ratios.victims):
            j = int(np.argmax(log[i]))
            rivals = np.concatenate([np.delete(log[i], j), np.delete(log[:, j], i)])
            second = rivals.max(initial=-np.inf)
            if limit <= log[i, j] < np.inf and log[i, j] - second >= limit:
                m = ratios.missing[j]
                family = case.family_of(m)
                name = family.name if family else ""
                out.append(Match(v, m, name, float(np.exp(log[i, j])), step))
                found[v] = m
        if not found:
            break
        after = case.identified(found)
        # only a family that still lacks somebody tells more once a sample is in place
        touched = any(
            f is not None and f.missing
            for m in found.values()
            if (f := _family_after(case, after, m))
        )
        ratios = None if touched else _rest(ratios, after)
        case, step = after, step + 1
    order = {m: i for i, m in enumerate(x.missing for x in out)}
    return sorted(out, key=lambda x: (x.step, order[x.missing]))


def _family_after(before: Case, after: Case, missing: str) -> Family | None:
    family = before.family_of(missing)
    return None if family is None else after.families[family.name]


def _rest(ratios: Ratios, case: Case) -> Ratios:
    """The rows and columns of what is left of a case."""
    rows = [ratios.victims.index(v) for v in case.victims]
    columns = [ratios.missing.index(m) for m in case.missing]
    cut = np.ix_(rows, columns)
    return replace(
        ratios,
        victims=tuple(case.victims),
        missing=case.missing,
        log_lr=ratios.log_lr[cut],
        exclusions=ratios.exclusions[cut],
        per_marker=None,
        not_computed=tuple(
            x for x in ratios.not_computed if x.victim in case.victims and x.missing in case.missing
        ),
    )


def sequential(case: Case, threshold: float = 1.0, update: bool = True) -> list[list[Match]]:
    """Greedy search: take the largest ratio above `threshold`, insert the sample, repeat.

    Ties branch; every branch is returned once. Order-dependent by nature: the joint posterior is
    the answer to prefer.
    """
    done: list[list[Match]] = []

    def go(now: Case, so_far: list[Match], ratios: Ratios | None) -> None:
        if now.victims and now.missing:
            ratios = ratios or pairwise(now, detail=False)
            log = np.where(np.isnan(ratios.log_lr), -np.inf, ratios.log_lr)
            for match in so_far if not update else ():
                assert match.victim not in now.victims
            top = log.max(initial=-np.inf)
            if np.isfinite(top) and top >= np.log(threshold):
                for i, j in np.argwhere(log >= top - 1e-9):
                    v, m = ratios.victims[i], ratios.missing[j]
                    family = now.family_of(m)
                    name = family.name if family else ""
                    match = Match(v, m, name, float(np.exp(log[i, j])), len(so_far) + 1)
                    if update:
                        go(now.identified({v: m}), [*so_far, match], None)
                    else:
                        go(_removed(now, v, m), [*so_far, match], None)
                return
        pairs = {(x.victim, x.missing) for x in so_far}
        if all({(x.victim, x.missing) for x in other} != pairs for other in done):
            done.append(so_far)

    go(case, [], None)
    return done


def _removed(case: Case, victim: str, missing: str) -> Case:
    """The case without a pair, the family's data unchanged."""
    after = case.identified({victim: missing})
    families = {
        name: f.with_sample(missing, case.victims[victim]) if missing in f.missing else f
        for name, f in case.families.items()
    }
    bare = {
        n: type(f)(f.name, f.pedigree, case.families[n].profiles, f.missing, f.markers, f.left_out)
        for n, f in families.items()
    }
    return type(after)(
        after.markers,
        after.victims,
        bare,
        after.missing,
        after.pairings,
        after.theta,
        after.problems,
        after.name,
    )
