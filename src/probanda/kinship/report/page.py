"""Self-contained HTML: the case at a glance, and a page per pairing that can be checked by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

import numpy as np

from probanda.kinship.case import UNMATCHED
from probanda.kinship.evidence import Item, combine
from probanda.kinship.report.pictures import draw_pedigree, heat_map
from probanda.kinship.report.text import SUPPORT
from probanda.kinship.sensitivity import Row
from probanda.kinship.solve import Solution

_STYLE = (
    "body{font:15px/1.5 system-ui,sans-serif;max-width:62rem;margin:2rem auto;padding:0 1rem}"
    "table{border-collapse:collapse;margin:.6rem 0}caption{text-align:left;font-weight:600}"
    "th,td{border:1px solid #bbb;padding:.15rem .5rem;text-align:right}"
    "th:first-child,td:first-child{text-align:left}svg{max-width:100%;height:auto}"
    ".note{border-left:4px solid #888;padding-left:.8rem}"
)


def _page(title: str, parts: Sequence[str]) -> str:
    body = "\n".join(parts)
    return (
        "<!DOCTYPE html>\n"
        f'<html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>{_STYLE}</style></head>\n<body>\n<h1>{escape(title)}</h1>\n"
        f'<p class="note">DNA {escape(SUPPORT)}.</p>\n{body}\n</body></html>\n'
    )


def _table(caption: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    top = "".join(f'<th scope="col">{escape(h)}</th>' for h in head)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(c)}</td>" for c in row) + "</tr>\n" for row in rows
    )
    return (
        f"<table><caption>{escape(caption)}</caption><thead><tr>{top}</tr></thead>\n"
        f"<tbody>{body}</tbody></table>"
    )


def _figure(svg: str, text: str) -> str:
    return (
        f'<figure role="img" aria-label="{escape(text)}">{svg}<figcaption>{escape(text)}'
        "</figcaption></figure>"
    )


def _number(x: float) -> str:
    return "–" if np.isnan(x) else f"{x:.4g}"


def case_page(solution: Solution, inputs: Mapping[str, str]) -> str:
    """The whole case: matrices, best assignments, undisputed matches, warnings, input hashes."""
    r, joint, case = solution.ratios, solution.joint, solution.case
    columns = [*joint.missing, UNMATCHED]
    parts = [
        f"<p>{len(r.victims)} samples, {len(r.missing)} missing persons, {len(r.markers)} "
        f"marker{'' if len(r.markers) == 1 else 's'}; {joint.n_assignments:,} assignments possible "
        f"beforehand, {'all weighed' if joint.certificate.exact else 'see the certificate'}.</p>",
        _warnings(solution),
        _figure(
            heat_map(r.lr, r.victims, r.missing, "Pairwise likelihood ratios"),
            "Likelihood ratio of each pairing, log10; × marks an impossible one",
        ),
        _figure(
            heat_map(joint.pairing, joint.victims, columns, "Posterior", log=False),
            "Posterior probability of each pairing, flat prior over assignments",
        ),
        _table(
            "Best assignments",
            ["log-likelihood", "posterior", *joint.victims],
            [
                [f"{a.loglik:.4f}", f"{a.posterior:.6f}", *a.assignment.values()]
                for a in joint.top[:20]
            ],
        ),
        _table(
            "Undisputed pairings",
            ["sample", "missing", "family", "LR", "step"],
            [
                [m.victim, m.missing, m.family, f"{m.lr:.4g}", str(m.step)]
                for m in solution.undisputed
            ]
            or [["none", "", "", "", ""]],
        ),
    ]
    for f in case.families.values():
        picture = draw_pedigree(f.pedigree, list(f.profiles), f.missing, f"Family {f.name}")
        parts.append(_figure(picture, f"Family {f.name}: ● typed, ? missing"))
    return _page(f"Joint analysis {case.name}".strip(), [*parts, _inputs(inputs)])


def pairing_page(
    solution: Solution,
    victim: str,
    missing: str,
    inputs: Mapping[str, str],
    items: Sequence[Item] = (),
    sensitivity: Sequence[Row] = (),
) -> str:
    """One pairing: pedigree, genotypes and ratio per marker, other evidence, product, sensitivity.

    Raises:
        ValueError: a victim or missing person that the case does not have.
    """
    r, joint, case = solution.ratios, solution.joint, solution.case
    i, j = r.victims.index(victim), r.missing.index(missing)
    family = case.family_of(missing)
    parts = [_warnings(solution)]
    if family is not None:
        picture = draw_pedigree(family.pedigree, list(family.profiles), (missing,))
        parts.append(_figure(picture, f"Family {family.name}: ● typed, ? {missing}"))
        relatives = list(family.profiles)
        rows = []
        for k, name in enumerate(r.markers):
            marker = family.markers.get(name, case.markers[name])
            lr = float(r.per_marker[i, j, k]) if r.per_marker is not None else float("nan")
            genotypes = [
                _genotype(p.get(name))
                for p in (case.victims[victim].profile, *family.profiles.values())
            ]
            seen = {a for a in case.victims[victim].profile.get(name, ()) if a is not None}
            freqs = ", ".join(
                f"p({a})={marker.freqs[marker.index[a]]:.4g}"
                for a in sorted(seen)
                if a in marker.index
            )
            rows.append([name, *genotypes, freqs, _number(lr)])
        rows.append(["product", *[""] * (len(relatives) + 2), _number(float(r.lr[i, j]))])
        parts.append(
            _table(
                "Genotypes and likelihood ratio per marker",
                ["marker", victim, *relatives, "frequencies", "LR"],
                rows,
            )
        )
    combined = combine(victim, missing, float(r.log_lr[i, j]), items)
    evidence = [["DNA", _number(float(r.lr[i, j])), "this analysis", ""]]
    evidence += [[x.kind, _number(x.lr), x.source, x.note] for x in combined.items]
    evidence.append(["product", _number(float(np.exp(combined.log_lr))), "", ""])
    parts.append(
        _table("Evidence, each item by itself", ["kind", "LR", "source", "note"], evidence)
    )
    excluded = r.exclusions[i, j]
    count = "not considered" if np.isnan(excluded) else str(int(excluded))
    parts.append(
        _table(
            "In the joint analysis of everyone",
            ["quantity", "value"],
            [
                ["posterior of this pairing", _number(float(joint.pairing[i, j]))],
                ["generalised likelihood ratio", _number(float(joint.glr[i, j]))],
                ["markers impossible without mutation", count],
                ["certificate", "exact" if joint.certificate.exact else "approximate"],
            ],
        )
    )
    if sensitivity:
        parts.append(
            _table(
                "Sensitivity: log10 of the DNA ratio under other assumptions",
                ["frequencies", "theta", "mutation", "log10 LR"],
                [
                    [
                        s.database,
                        f"{s.theta:g}",
                        s.mutation,
                        "not computed" if np.isnan(s.log10_lr) else f"{s.log10_lr:.3f}",
                    ]
                    for s in sensitivity
                ],
            )
        )
    parts.append(
        "<h2>Decision</h2><p>No identification is made here. The competent authority records one, "
        "with its reasons and thresholds.</p>"
    )
    return _page(f"{victim} and {missing}", [*parts, _inputs(inputs)])


def _genotype(labels: tuple[str | None, str | None] | None) -> str:
    return "–" if labels is None else "/".join(a or "?" for a in labels)


def _warnings(solution: Solution) -> str:
    if not solution.warnings:
        return ""
    items = "".join(f"<li>{escape(w)}</li>" for w in solution.warnings)
    return f'<h2>To be considered</h2><ul class="note">{items}</ul>'


def _inputs(inputs: Mapping[str, str]) -> str:
    return _table("Inputs and settings", ["what", "value"], [[k, v] for k, v in inputs.items()])
