"""The report of a run as one HTML page that opens offline. It names lists, fields and figures, and no person."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

import numpy as np

from probanda.linkage import pictures
from probanda.linkage.linking import Linkage
from probanda.linkage.overlap import overlap_tables
from probanda.linkage.standardise import field_values
from probanda.problems import Problem

__all__ = ["report_page"]

_STYLE = """
body{font:16px/1.5 system-ui,"DejaVu Sans",sans-serif;max-width:54rem;margin:2rem auto;padding:0
1.2rem;color:#1c1c1c} h1{font-size:1.7rem;line-height:1.2;margin:0 0 .3rem}h2{font-size:1.2rem;margin:2.4rem
0 .5rem}p{margin:.5rem 0} .lead{color:#444}table{border-collapse:collapse;width:100%;font-
size:.86rem;margin:.6rem 0} th,td{text-align:left;padding:.28rem .6rem .28rem 0;border-bottom:1px solid
#e3e3e3;vertical-align:top} td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}figure{margin:.8rem
0}svg{width:100%;height:auto} figcaption{font-size:.86rem;color:#555}.big{display:flex;flex-
wrap:wrap;gap:1rem 2.4rem;margin:1rem 0} .big b{display:block;font-size:1.5rem;line-height:1.2}.big
span{font-size:.86rem;color:#555} details summary{cursor:pointer}
"""


def report_page(
    linkage: Linkage, quality: dict[str, Any], versions: dict[str, str], problems: Sequence[Problem]
) -> str:
    """The page."""
    records = linkage.records
    truth, belief = quality.get("truth"), quality["estimate"]
    size = np.bincount(records.list_of, minlength=len(records.lists))
    body = [
        "<h1>Linkage report</h1>",
        f'<p class="lead">{len(records):,} rows of {len(records.lists)} lists were read as '
        f"{linkage.clusters.count:,} persons. That two rows mean one person is an estimate;"
        " people decide.</p>",
        _big(linkage, truth, belief),
        "<h2>Lists</h2>",
        _table(
            ("list", "script", "rows"),
            [
                (name, script, int(rows))
                for name, script, rows in zip(records.lists, records.scripts, size, strict=True)
            ],
        ),
        "<h2>Persons by lists</h2>",
        _figure(
            pictures.overlap_bars(overlap_tables(linkage)[0]),
            "Each bar counts the persons that exactly these lists name.",
        ),
        _figure(pictures.cluster_sizes(linkage), "Rows that were read as one person."),
        "<h2>How good it is</h2>",
        _quality(truth, belief),
        _figure(
            pictures.threshold_curve(linkage),
            "What the model believes of itself. A labelled sample says more:"
            " fill in review.csv and run again with --labels.",
        ),
        "<h2>Evidence</h2>",
        _figure(
            pictures.scores(linkage),
            "Pairs by evidence. What lies near zero is for people to decide.",
        ),
        _figure(
            pictures.weights(linkage),
            "What each kind of agreement weighs, learnt from these lists. The bits of a pair are"
            " less than their sum where agreements go together, as with brothers and events.",
        ),
        "<h2>Blocking</h2>",
        "<p>Only pairs that share a key of some rule are compared. Rules were chosen by how many likely links"
        " each adds"
        " to the rules above it.</p>",
        _table(
            ("rule", "rows with it", "pairs", "adds of the likely links"),
            [
                (rule.label, rule.records, rule.pairs, f"{rule.adds:.2%}")
                for rule in linkage.blocking.rules
                if rule.used
            ],
        ),
        "<details><summary>Rules that were not used</summary>",
        _table(
            ("rule", "rows with it", "pairs", "pairs of blocks too large"),
            [
                (rule.label, rule.records, rule.pairs, rule.left_out)
                for rule in linkage.blocking.rules
                if not rule.used
            ],
        ),
        "</details>",
        "<h2>What the rows say</h2>",
        _table(
            ("field", "rows that say it"),
            [(name.replace("_", " "), count) for name, count in field_values(records).items()],
        ),
        _problems(problems),
        "<h2>Made with</h2>",
        _table(("program", "version"), list(versions.items())),
    ]
    return (
        '<!doctype html>\n<html lang="en">\n<head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>Linkage report</title><style>{_STYLE}</style></head>\n<body>\n"
        + "\n".join(filter(None, body))
        + "\n</body>\n</html>\n"
    )


def _big(linkage: Linkage, truth: dict[str, Any] | None, belief: dict[str, Any]) -> str:
    figures = [
        ("persons", f"{linkage.clusters.count:,}"),
        ("pairs in clusters", f"{belief['pairs_inside_clusters']:,}"),
        ("pairs compared", f"{len(linkage.left):,}"),
    ]
    source = truth or {
        "precision": belief["precision"],
        "recall": belief["recall_among_candidates"],
    }
    word = "against the truth" if truth else "estimated"
    for name in ("precision", "recall"):
        if source.get(name) is not None:
            figures.append((f"{name}, {word}", f"{source[name]:.2%}"))
    return (
        '<div class="big">'
        + "".join(
            f"<div><b>{value}</b><span>{escape(name)}</span></div>" for name, value in figures
        )
        + "</div>"
    )


def _quality(truth: dict[str, Any] | None, belief: dict[str, Any]) -> str:
    if truth is None:
        expected = belief["expected_links_among_candidates"]
        return (
            f"<p>No truth is known. The model expects {expected:,.0f} links among the"
            " pairs it compared; links that no rule brought together are not among them.</p>"
        )
    head = ("", "rows", "true pairs", "found", "right", "precision", "recall", "F1")
    rows = [_row("all", truth)]
    rows += [_row(each["name"], each) for each in truth["by_lists"]]
    scripts = [_row(each["name"], each) for each in truth["by_scripts"]]
    clusters = truth["clusters"]
    return (
        "<p>Pairs inside clusters against the true pairs.</p>"
        + _table(head, rows)
        + ("<p>By scripts.</p>" + _table(head, scripts) if scripts else "")
        + f"<p>Of {clusters['true']:,} true persons {clusters['exact']:,} were found to the row. B-cubed precision"
        f" {_share(clusters['b_cubed_precision'])}, recall {_share(clusters['b_cubed_recall'])}. Blocking kept"
        f" {_share(truth['blocking_recall'])} of the true pairs.</p>"
    )


def _row(name: str, each: dict[str, Any]) -> tuple[Any, ...]:
    return (
        name,
        each["records"],
        each["true_pairs"],
        each["found_pairs"],
        each["right_pairs"],
        _share(each["precision"]),
        _share(each["recall"]),
        _share(each["f1"]),
    )


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.2%}"


def _figure(svg: str, caption: str) -> str:
    return f"<figure>{svg}<figcaption>{escape(caption)}</figcaption></figure>"


def _table(head: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    if not rows:
        return ""
    numeric = [all(_is_number(row[at]) for row in rows) for at in range(len(head))]
    mark = [' class="n"' if each else "" for each in numeric]
    lines = [
        "<table><thead><tr>"
        + "".join(f"<th{m}>{escape(h)}</th>" for h, m in zip(head, mark, strict=True))
        + "</tr></thead><tbody>"
    ]
    for row in rows:
        cells = (f"{each:,}" if isinstance(each, int) else str(each) for each in row)
        lines.append(
            "<tr>"
            + "".join(f"<td{m}>{escape(c)}</td>" for c, m in zip(cells, mark, strict=True))
            + "</tr>"
        )
    return "\n".join(lines) + "</tbody></table>"


def _is_number(cell: Any) -> bool:
    return isinstance(cell, int | float) or (
        isinstance(cell, str) and (cell.endswith("%") or cell == "–")
    )


def _problems(problems: Sequence[Problem]) -> str:
    if not problems:
        return ""
    rows = [
        (each.severity, each.code, each.message, each.where, each.found) for each in problems[:200]
    ]
    return "<h2>What was odd</h2>" + _table(("", "code", "what", "where", "found"), rows)
