"""A solution as a few lines for a terminal. Wording: the numbers support, a person decides."""

from __future__ import annotations

import numpy as np

from probanda.kinship.case import UNMATCHED
from probanda.kinship.solve import Solution

SUPPORT = "supports, does not establish; an identification is a decision of the competent authority"


def summary(solution: Solution, rows: int = 10) -> str:
    """Case size, undisputed matches, best assignments, pairing posterior of each victim."""
    r, joint = solution.ratios, solution.joint
    lines = [
        f"{len(r.victims)} samples, {len(r.missing)} missing, {len(r.markers)} markers, "
        f"{joint.n_assignments:,} possible assignments",
        "",
        "Undisputed (pairwise):",
    ]
    lines += [
        f"  {m.victim} = {m.missing}  LR {m.lr:.4g}  step {m.step}" for m in solution.undisputed
    ]
    if not solution.undisputed:
        lines.append("  none")
    lines += ["", "Best assignments (log-likelihood, posterior):"]
    if not joint.top:
        lines.append("  not computed (see the warnings)")
    for a in joint.top[:rows]:
        pairs = [f"{v}={m}" for v, m in a.assignment.items() if m != UNMATCHED]
        lines.append(
            f"  {a.loglik:12.4f}  {a.posterior:.6f}  {', '.join(pairs) or 'nobody matched'}"
        )
    lines += ["", "Best pairing of each sample (posterior, LR, GLR):"]
    columns = [*joint.missing, UNMATCHED]
    for i, v in enumerate(joint.victims):
        if np.isnan(joint.pairing[i]).all():
            lines.append(f"  {v}: not computed (see the warnings)")
            continue
        j = int(np.nanargmax(joint.pairing[i]))
        text = f"  {v}: {columns[j]}  {joint.pairing[i, j]:.6f}"
        if columns[j] != UNMATCHED:
            text += f"  LR {r.lr[i, j]:.4g}  GLR {joint.glr[i, j]:.4g}"
        lines.append(text)
    return "\n".join([*lines, "", f"DNA {SUPPORT}."])
