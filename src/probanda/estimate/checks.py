"""What a capture table itself says about how far it can be trusted, before any fitting.

Each check is one small function, registered in `CHECKS`: table in, notices out.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

import numpy as np
from scipy.stats import poisson

from probanda.estimate.notice import Notice
from probanda.estimate.table import CaptureTable

__all__ = ["CHECKS", "SMALL_TABLE", "check_table", "drop_unusable_lists"]

SMALL_TABLE = 100
DOMINANT_SHARE = 0.8
_SUSPECT = 1e-4  # chance of an empty pair under independence below which it looks structural


def _empty_pairs(table: CaptureTable) -> list[Notice]:
    """Pairs of lists without a common name; those that chance would not leave empty apart."""
    found, empty = [], []
    totals = table.list_totals()
    for i, j in combinations(range(table.p), 2):
        pair = 1 << i | 1 << j
        if table.margin(pair) or pair in table.impossible:
            continue
        expected = float(totals[i]) * float(totals[j]) / max(table.n, 1)
        name = f"{table.lists[i]} and {table.lists[j]}"
        empty.append(name)
        # n understates the population, so this overstates the expectation: suspicion, no proof.
        if poisson.pmf(0, expected) < _SUSPECT:
            found.append(
                Notice(
                    "structural-zero-suspected",
                    f"{name} have no person in common although about {expected:.0f} "
                    "would be if the lists were independent within the documented",
                    "ask how the lists were made: if one excludes the other's people, declare "
                    f"--impossible {table.named(pair)} (and longer histories with both)",
                )
            )
    if empty:
        found.append(
            Notice(
                "empty-pair",
                "no person in common: " + "; ".join(empty),
                "the dependence of such a pair cannot be estimated (it goes to minus infinity "
                "when fitted); check the linkage between them, or use the sparse method",
            )
        )
    return found


def _nested_lists(table: CaptureTable) -> list[Notice]:
    """Lists whose every person is on another list."""
    totals = table.list_totals()
    return [
        Notice(
            "list-inside-another",
            f"every person on {table.lists[i]} ({totals[i]}) is also on {table.lists[j]}",
            f"ask whether {table.lists[j]} was compiled from {table.lists[i]}: a copied list "
            "is no independent witness and should be left out",
        )
        for i in range(table.p)
        for j in range(table.p)
        if i != j and totals[i] > 0 and table.margin(1 << i | 1 << j) == totals[i]
    ]


def _structural_zeros(table: CaptureTable) -> list[Notice]:
    """Declared structural zeros, so that the result says what it left out."""
    if not table.impossible:
        return []
    names = ", ".join(table.named(h) for h in sorted(table.impossible))
    return [
        Notice(
            "structural-zero",
            f"declared impossible and left out of the fit: {names}",
            "only loglinear, sparse and chao honour this; keep the reason with the table",
        )
    ]


def _small_table(table: CaptureTable) -> list[Notice]:
    if table.n >= SMALL_TABLE:
        return []
    return [
        Notice(
            "small-table",
            f"only {table.n} people are documented (fewer than {SMALL_TABLE})",
            "intervals rest on large-sample theory: report the documented minimum first, "
            "and merge strata where that is honest",
        )
    ]


def _dominant_history(table: CaptureTable) -> list[Notice]:
    share = float(table.counts.max()) / max(table.n, 1)
    if share <= DOMINANT_SHARE:
        return []
    name = table.named(int(np.argmax(table.counts)))
    return [
        Notice(
            "one-history-dominates",
            f"{share:.0%} of the documented people have the single history {name}",
            "the estimate leans on the few others: look for linkage that was missed "
            "(too many singles) or lists copied from each other",
        )
    ]


def _no_overlap(table: CaptureTable) -> list[Notice]:
    frequencies = table.capture_frequencies()
    if frequencies[2:].sum():
        return []
    return [
        Notice(
            "no-overlap",
            "no person is on two lists",
            "without overlap nothing can be said about people on no list: check the linkage",
            "error",
        )
    ]


CHECKS: dict[str, Callable[[CaptureTable], list[Notice]]] = {
    "no-overlap": _no_overlap,
    "small-table": _small_table,
    "one-history-dominates": _dominant_history,
    "list-inside-another": _nested_lists,
    "empty-pair": _empty_pairs,
    "structural-zero": _structural_zeros,
}


def check_table(table: CaptureTable) -> list[Notice]:
    """All notices about `table`, errors first, in the order of `CHECKS`."""
    found = [notice for check in CHECKS.values() for notice in check(table)]
    return sorted(found, key=lambda notice: notice.severity != "error")


def drop_unusable_lists(table: CaptureTable) -> tuple[CaptureTable, list[Notice]]:
    """Leave out lists that name nobody; a list without names is no information about people."""
    totals = table.list_totals()
    empty = [j for j in range(table.p) if totals[j] == 0]
    if not empty:
        return table, []
    names = ", ".join(table.lists[j] for j in empty)
    kept = table.keep([j for j in range(table.p) if j not in empty])
    notice = Notice(
        "empty-list",
        f"nobody is on {names}: left out",
        "remove the column, or check whether the list was linked at all",
    )
    return kept, [notice]
