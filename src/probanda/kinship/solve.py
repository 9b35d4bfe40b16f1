"""The answer to a whole case as plain values: what `probanda kinship solve --json` prints."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from probanda.kinship.case import UNMATCHED, Case
from probanda.kinship.joint import Joint, Prior, identify
from probanda.kinship.options import without_mutation
from probanda.kinship.partial import identify_computable
from probanda.kinship.problems import Problem
from probanda.kinship.ratios import Ratios, pairwise, unusual_families, without_impossible
from probanda.kinship.symmetry import SymmetricMatch, not_identifiable, symmetric_matches
from probanda.kinship.undisputed import Match, undisputed


@dataclass(frozen=True, eq=False)
class Solution:
    """All answers to one case; what could not be computed is NaN in them, and a problem of the case."""

    case: Case
    ratios: Ratios
    undisputed: tuple[Match, ...]
    joint: Joint
    symmetric: tuple[SymmetricMatch, ...]
    notes: tuple[str, ...]

    @property
    def warnings(self) -> tuple[str, ...]:
        """Problems of the input first, then what a reader of the result should know."""
        return (*(p.text for p in self.case.problems), *self.notes)


def solve(
    case: Case,
    *,
    threshold: float = 1e4,
    top: int = 300,
    prior: Prior | None = None,
    reduce_first: bool = False,
    mutation: bool = True,
) -> Solution:
    """Pairwise ratios, exclusions, undisputed matches and the joint posterior of a case.

    Args:
        case: as read; families that contradict themselves lose the marker, with a problem.
        threshold: of the likelihood ratio for "undisputed".
        top: number of best assignments.
        prior: weights of assignments, flat by default.
        reduce_first: take undisputed matches as given before the joint analysis.
        mutation: False switches mutation off.
    """
    if not mutation:
        case = without_mutation(case)
    case = without_impossible(case)
    ratios = pairwise(case)
    sure = undisputed(case, threshold, ratios)
    if reduce_first and sure:
        joint, stuck = _reduced(case, sure, top, prior)
    else:
        joint, stuck = identify_computable(case, ratios, top=top, prior=prior)
    found = dict.fromkeys((*case.problems, *ratios.problems, *stuck))
    case = replace(case, problems=tuple(found))
    matches = symmetric_matches(case, joint)
    notes = _notes(case, joint, matches)
    return Solution(case, ratios, tuple(sure), joint, tuple(matches), tuple(notes))


def _reduced(
    case: Case, sure: Sequence[Match], top: int, prior: Prior | None
) -> tuple[Joint, tuple[Problem, ...]]:
    """The joint analysis of what undisputed matches leave, written over all victims again."""
    given = {x.victim: x.missing for x in sure}
    rest = case.identified(given)
    inner, stuck = identify_computable(rest, top=top, prior=prior)
    full = identify(replace(case, pairings=dict.fromkeys(case.victims, ())), top=1)
    rows, columns = list(case.victims), [*case.missing, UNMATCHED]
    pairing = np.zeros((len(rows), len(columns)))
    glr = np.full((len(rows), len(case.missing)), np.nan)
    for i, v in enumerate(rows):
        if v in given:
            pairing[i, columns.index(given[v])] = 1.0
            continue
        k = inner.victims.index(v)
        for j, m in enumerate((*inner.missing, UNMATCHED)):
            pairing[i, columns.index(m)] = inner.pairing[k, j]
            if m != UNMATCHED:
                glr[i, columns.index(m)] = inner.glr[k, j]
    best = tuple(
        replace(
            a,
            assignment={v: given.get(v) or a.assignment[v] for v in rows},
            loglik=a.loglik,
        )
        for a in inner.top
    )
    joint = replace(
        full,
        top=best,
        pairing=pairing,
        glr=glr,
        certificate=inner.certificate,
        n_assignments=inner.n_assignments,
    )
    return joint, stuck


def _notes(case: Case, joint: Joint, matches: Sequence[SymmetricMatch]) -> list[str]:
    out = []
    left_out = {(f.name, m) for f in case.families.values() for m in f.left_out}
    for family, marker, suspects in unusual_families(case):
        if (family, marker) not in left_out:
            who = ", ".join(suspects) or "no single sample"
            out.append(
                f"family {family}, {marker}: needs a mutation; without the genotype of {who} it "
                "would not"
            )
    out += [
        f"{m}: no typed relative by blood and none among the missing; cannot be identified by DNA"
        for m in not_identifiable(case)
    ]
    out += [m.text for m in matches]
    if np.isnan(joint.loglik_null):
        out.append(
            f"theta {case.theta:g}: log-likelihoods of assignments are not computed, a family's own is "
            "too much (theta-too-large)"
        )
    if case.theta > 0 and joint.certificate.exact:
        out.append(
            f"theta {case.theta:g}: families and samples draw on one urn; exact for every assignment"
        )
    elif case.theta > 0:
        out.append(
            f"theta {case.theta:g}: exact within each family with its own samples; the joint "
            "posterior multiplies families as if they drew on separate urns"
        )
    elif not joint.certificate.exact:
        bound = joint.certificate.error_bound
        text = "unknown" if bound is None else f"at most {bound:.2g}"
        out.append(
            f"joint posterior approximate: {joint.certificate.dropped} options left out, "
            f"error {text}"
        )
    return out


def as_json(solution: Solution) -> dict[str, Any]:
    """The documented answer (docs/reference/kinship-formats.md), ready for `json.dumps`."""
    r, joint = solution.ratios, solution.joint
    victims, missing = list(r.victims), list(r.missing)
    return {
        "name": solution.case.name,
        "pairwise_lr": _table(victims, missing, r.lr),
        "exclusions": _table(victims, missing, r.exclusions, whole=True),
        "undisputed": [
            {
                "victim": m.victim,
                "missing": m.missing,
                "family": m.family,
                "lr": m.lr,
                "step": m.step,
                # the reference files' own names for the same
                "Sample": m.victim,
                "Missing": m.missing,
                "Family": m.family,
                "LR": m.lr,
            }
            for m in solution.undisputed
        ],
        "joint": {
            "n_assignments": joint.n_assignments,
            "top": [
                {
                    "assignment": dict(a.assignment),
                    "loglik": number(a.loglik),
                    "posterior": a.posterior,
                }
                for a in joint.top
            ],
            "loglik_null": number(joint.loglik_null),
            "certificate": joint.certificate.as_dict(),
        },
        "pairing_posterior": _table(victims, [*missing, UNMATCHED], joint.pairing),
        "glr": _table(victims, missing, joint.glr),
        "symmetric": [m.as_dict() for m in solution.symmetric],
        "warnings": list(solution.warnings),
        "problems": [p.as_dict() for p in solution.case.problems],
    }


def _table(
    rows: list[str], cols: list[str], values: NDArray[np.float64], whole: bool = False
) -> dict[str, Any]:
    cells = [
        [None if np.isnan(x) else (int(x) if whole else number(x)) for x in row] for row in values
    ]
    return {"rows": rows, "cols": cols, "values": cells}


def number(x: float) -> float | str | None:
    """A float, "Inf" and "-Inf" as the reference files write them, None where not computed."""
    if np.isnan(x):
        return None
    if np.isinf(x):
        return "Inf" if x > 0 else "-Inf"
    return float(x)


def digest(data: Mapping[str, Any]) -> str:
    """SHA-256 of the case as it counts: keys sorted, without an `oracle`."""
    kept = {k: v for k, v in data.items() if k != "oracle"}
    text = json.dumps(kept, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
