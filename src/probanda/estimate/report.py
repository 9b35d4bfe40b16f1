"""The comparison report: one self-contained HTML page with every method, check and picture."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Any

import numpy as np

from probanda.estimate import pictures
from probanda.estimate.checks import drop_unusable_lists
from probanda.estimate.comparison import Comparison, compare_methods
from probanda.estimate.consistency import (
    InternalCheck,
    add_one,
    disjoint_steps,
    internal_consistency,
    leave_one_out,
)
from probanda.estimate.coverage import (
    SCENARIOS,
    Coverage,
    fitted_population,
    scenario_population,
    simulate_coverage,
)
from probanda.estimate.decomposable import MOST_LISTS
from probanda.estimate.identification import saturated_unobserved, sign_bounds, tipping_value
from probanda.estimate.latent import LatentRun
from probanda.estimate.loglinear import best_fit
from probanda.estimate.methods import Options
from probanda.estimate.notice import Notice, Refused
from probanda.estimate.search import default_order, search_models
from probanda.estimate.strata import total_over_strata
from probanda.estimate.table import CaptureTable

__all__ = ["Report", "build_report"]

_STYLE = """body{font:16px/1.5 system-ui,sans-serif;color:#1d2b3a;max-width:52rem;margin:2rem auto;
padding:0 1rem}h1{font-size:1.6rem}h2{font-size:1.2rem;margin-top:2.2rem}svg{max-width:100%;
height:auto}table{border-collapse:collapse;font-size:.9rem}td,th{padding:.25rem .7rem;
border-bottom:1px solid #dde3e8;text-align:left}td.n{text-align:right;
font-variant-numeric:tabular-nums}.verdict{border-left:4px solid #b3541e;padding:.5rem 1rem;
background:#faf4ef}.note{color:#44525f;font-size:.9rem}code{font-size:.85rem}"""


@dataclass(frozen=True)
class Report:
    """The page, the verdict in one sentence, and the figures for programs."""

    html: str
    sentence: str
    summary: dict[str, Any]


def build_report(
    table: CaptureTable,
    strata: Mapping[str, CaptureTable],
    options: Options,
    *,
    title: str,
    notices: Sequence[Notice] = (),
    anyway: bool = False,
    coverage_tables: int = 100,
    progress: Callable[[str], None] = lambda step: None,
) -> Report:
    """Run all methods and checks on `table` and lay them out.

    Raises:
        Refused: when the table itself is unusable.
    """
    held: list[LatentRun] = []
    options = replace(options, checkpoint=lambda run: held.__setitem__(slice(None), [run]))
    comparison = compare_methods(table, options, anyway=anyway, progress=progress)
    usable, _ = drop_unusable_lists(table)
    body = [_head(title, table, comparison), _table_section(usable, notices, comparison)]
    body.append(_methods_section(usable, comparison, held))
    quick = "dga" if usable.p <= MOST_LISTS - 1 else "loglinear"
    progress("subsets of the lists")
    subsets = leave_one_out(usable, quick, options)
    growing = add_one(usable, quick, options) if usable.p <= 8 else []
    inside = internal_consistency(usable, quick, options) if usable.p <= 8 else []
    apart = disjoint_steps([*subsets, *growing])
    body.append(_consistency_section(usable, quick, subsets, growing, inside, apart))
    progress("what no data can tell")
    body.append(_identification_section(usable, comparison))
    simulated: list[Coverage] = []
    if coverage_tables and usable.p <= 5:
        progress("simulated tables")
        simulated = _simulate(usable, comparison, coverage_tables, options)
        body.append(_coverage_section(simulated))
    if strata:
        progress("strata")
        body.append(_strata_section(strata, table.n, quick, options))
    body.append(_tail(comparison))
    page = (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}'
        f"</title><style>{_STYLE}</style></head><body>{''.join(body)}</body></html>"
    )
    summary = {
        "n_observed": comparison.n_observed,
        "spread": comparison.spread,
        "offered": comparison.offered,
        "estimates": {m: e.as_dict() | {"models": []} for m, e in comparison.estimates.items()},
        "refused": {m: [n.as_dict() for n in why] for m, why in comparison.refused.items()},
        "coverage": [vars(c) | {"share": c.share} for c in simulated],
        "warnings": [n.as_dict() for n in (*notices, *comparison.warnings, *apart)],
        "verdict": comparison.sentence(),
    }
    return Report(page, comparison.sentence(), summary)


def _head(title: str, table: CaptureTable, comparison: Comparison) -> str:
    return (
        f"<h1>How many does no list name? {escape(title)}</h1>"
        f"<p>The lists name <strong>{table.n:,}</strong> people: the documented minimum.</p>"
        f'<p class="verdict">{escape(comparison.sentence())}</p>'
    )


def _table_section(table: CaptureTable, notices: Sequence[Notice], comparison: Comparison) -> str:
    shared = [n for e in comparison.estimates.values() for n in e.warnings]
    common = [n for n in dict.fromkeys(shared) if shared.count(n) == len(comparison.estimates)]
    return "<h2>The table</h2>" + pictures.histories(table) + _notices([*notices, *common])


def _methods_section(table: CaptureTable, comparison: Comparison, held: Sequence[LatentRun]) -> str:
    found = comparison.estimates
    parts = ["<h2>All methods</h2>"]
    parts.append(pictures.forest(found, table.n, "Estimates by method with intervals"))
    rows = []
    for method, answer in found.items():
        if answer.estimate is None or answer.interval is None:
            cells = ["–", "–"]
        else:
            low, high = answer.interval
            end = f"{high:,.0f}" if high is not None else "no limit"
            cells = [f"{answer.estimate:,.0f}", f"{low:,.0f} to {end}"]
        rows.append([method, *cells, answer.assumption])
    rows += [[m, "–", "–", why[0].message] for m, why in comparison.refused.items()]
    parts.append(_rows(["method", "total", "interval", "assumes that"], rows))
    draws = {m: e.draws for m, e in found.items() if e.draws is not None and m != "chao"}
    if draws:
        parts.append(pictures.density(draws, table.n))
    if "dga" in found:
        parts.append(pictures.graph_posterior(found["dga"].models, table.n))
        bare = found["dga"].diagnostics["without_saturated"]
        parts.append(
            f'<p class="note">The saturated graph has weight '
            f"{found['dga'].diagnostics['saturated_weight']:.2%}; without it: "
            f"{bare['estimate']:,.0f} ({bare['interval'][0]:,.0f} to "
            f"{bare['interval'][1]:,.0f}).</p>"
        )
    if held:
        parts.append(pictures.traces(held[0].unobserved, table.n))
        about = found["lcm"].diagnostics
        parts.append(
            f'<p class="note">R-hat {about["rhat"]:.3f}, effective size '
            f"{min(about['ess_bulk'], about['ess_tail']):,.0f}.</p>"
        )
    for method, answer in found.items():
        parts.append(f"<h3>{method}</h3><p>{escape(answer.paragraph())}</p>")
    return "".join(parts)


def _consistency_section(
    table: CaptureTable,
    method: str,
    subsets: Sequence[Any],
    growing: Sequence[Any],
    inside: Sequence[InternalCheck],
    apart: Sequence[Notice],
) -> str:
    parts = [f"<h2>Does the answer hang on one list? ({method})</h2>"]
    if subsets or growing:
        parts.append(pictures.trajectory([*subsets, *growing], table.n))
        parts.append(_notices(apart))
    else:
        parts.append("<p>With three lists none can be left out.</p>")
    if inside:
        rows = []
        for check in inside:
            shown = "no interval"
            if check.interval is not None:
                high = check.interval[1]
                end = f"{high:,.0f}" if high is not None else "no limit"
                shown = f"{check.interval[0]:,.0f} to {end}"
            word = {True: "holds it", False: "misses it", None: "–"}[check.held]
            rows.append([check.name, f"{check.truth:,}", shown, word])
        parts.append("<p>Each list as a population of known size, seen from the others:</p>")
        parts.append(_rows(["list", "true size", "interval", ""], rows))
    return "".join(parts)


def _identification_section(table: CaptureTable, comparison: Comparison) -> str:
    curves = {}
    at_one = saturated_unobserved(table)
    if at_one is not None and 0 < at_one < np.inf:
        curves["no assumption but ξ"] = at_one
    for method in ("loglinear", "dga", "lcm"):
        answer = comparison.estimates.get(method)
        if answer is not None and answer.unobserved:
            curves[method] = answer.unobserved
    parts = ["<h2>What no data can tell</h2>"]
    if not curves:
        return parts[0] + "<p>Empty histories leave no estimate to move.</p>"
    parts.append(pictures.xi_picture(table.n, curves, {"twice the documented": 2.0 * table.n}))
    sentences = []
    for name, unobserved in curves.items():
        tip = tipping_value(table.n, unobserved, 2.0 * table.n)
        if tip is not None:
            side = "above" if tip > 1 else "below"
            sentences.append(
                f"For {name}, the total falls below twice the documented "
                f"({2 * table.n:,}) once ξ is above {tip:.2f}; that is {side} the value 1 that "
                "the model assumes."
            )
    bounds = sign_bounds(table)
    if bounds.positive_pairs is not None:
        sentences.append(
            "If every two lists attract each other among people on no third list, the total is "
            f"at least {bounds.positive_pairs:,.0f}; if every two repel each other, at most "
            f"{bounds.negative_pairs:,.0f}."
        )
    if bounds.xi_at_most_one is not None:
        sentences.append(
            f"If ξ is at most 1 the total is at least {bounds.xi_at_most_one:,.0f}; if at least "
            "1, at most that."
        )
    return "".join(parts) + "".join(f"<p>{escape(s)}</p>" for s in sentences)


def _simulate(
    table: CaptureTable, comparison: Comparison, tables: int, options: Options
) -> list[Coverage]:
    rng = np.random.default_rng(options.seed)
    fits, _ = search_models(table, default_order(table.p), "bic")
    method = "dga" if "dga" in comparison.estimates else "loglinear"
    found = []
    try:
        best = best_fit(fits)
        probabilities, total = fitted_population(table, best)
    except Refused:
        return []
    common: dict[str, Any] = {
        "tables": tables,
        "rng": rng,
        "level": options.level,
        "workers": options.workers,
    }
    found.append(
        simulate_coverage(
            table.lists, probabilities, total, method, scenario=f"model {best.name}", **common
        )
    )
    for scenario in SCENARIOS:
        probabilities = scenario_population(table, scenario, total)
        found.append(
            simulate_coverage(
                table.lists, probabilities, total, method, scenario=scenario, **common
            )
        )
    return found


def _coverage_section(simulated: Sequence[Coverage]) -> str:
    if not simulated:
        return ""
    lines = "".join(f"<li>{escape(c.sentence())}</li>" for c in simulated)
    return f"<h2>How often would the interval hold the truth?</h2><ul>{lines}</ul>"


def _strata_section(
    strata: Mapping[str, CaptureTable], documented: int, method: str, options: Options
) -> str:
    result = total_over_strata(strata, method, options)
    rows = {**result.strata, "all strata": result.total}
    picture = pictures.forest(rows, 0, "Strata and their total")
    note = f'<p class="note">Documented in all strata: {documented:,}. The total is by draws.</p>'
    return f"<h2>Strata ({method})</h2>" + picture + note + _notices(result.total.warnings)


def _tail(comparison: Comparison) -> str:
    first = next(iter(comparison.estimates.values()), None)
    if first is None:
        return ""
    about = first.diagnostics
    versions = ", ".join(f"{k} {v}" for k, v in about.get("versions", {}).items())
    return (
        f'<p class="note">Table SHA-256 <code>{about.get("table_sha256", "")}</code>; {versions}. '
        "Estimates support an argument; they name nobody and prove nothing alone.</p>"
    )


def _notices(notices: Sequence[Notice]) -> str:
    items = "".join(
        f"<li><code>{n.code}</code> {escape(n.message)}. <em>{escape(n.remedy)}.</em></li>"
        for n in dict.fromkeys(notices)
    )
    return f"<ul>{items}</ul>" if items else ""


def _rows(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    top = "".join(f"<th>{escape(h)}</th>" for h in header)
    lines = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    return f"<table><tr>{top}</tr>{lines}</table>"
