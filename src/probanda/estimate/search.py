"""Finding the best hierarchical model: among all of them where they can be listed, else stepwise.

Beyond `MOST_MODELS` models a search goes up and down one term at a time from main effects and
from all pairs; it may miss the best model, and callers say so.
"""

from __future__ import annotations

from itertools import combinations

from probanda.estimate.hierarchy import HierarchicalModel, all_models, count_models, pair_masks
from probanda.estimate.loglinear import Criterion, LoglinearFit, best_fit, fit_models
from probanda.estimate.table import CaptureTable

__all__ = ["MOST_MODELS", "default_order", "search_models"]

MOST_MODELS = 40_000


def default_order(p: int) -> int:
    """Lists - 1 up to four lists, 2 beyond."""
    return p - 1 if p <= 4 else 2


def search_models(
    table: CaptureTable, order: int, criterion: Criterion
) -> tuple[list[LoglinearFit], bool]:
    """All fits, best criterion first (finite totals before others), and whether all were tried."""
    exhaustive = count_models(table.p, order, MOST_MODELS + 1) <= MOST_MODELS
    if exhaustive:
        fits = fit_models(table, all_models(table.p, order))
    else:
        fits = _climb(table, order, criterion, HierarchicalModel.of(table.p, []))
        if table.p <= 8:
            seen = {f.name for f in fits}
            start = HierarchicalModel.of(table.p, pair_masks(table.p))
            fits += [f for f in _climb(table, order, criterion, start) if f.name not in seen]
    fits.sort(key=lambda f: (f.status != "finite", f.criterion(criterion), f.parameters))
    return fits, exhaustive


def _climb(
    table: CaptureTable, order: int, criterion: Criterion, start: HierarchicalModel
) -> list[LoglinearFit]:
    """Every model tried on the way up from `start`, one term more or less at a time."""
    tried = {start.terms: fit_models(table, [start])[0]}
    here = start
    while True:
        around = [m for m in _neighbours(here, order) if m.terms not in tried]
        tried.update(zip((m.terms for m in around), fit_models(table, around), strict=True))
        near = [tried[m.terms] for m in _neighbours(here, order)]
        usable = [f for f in near if f.status == "finite"]
        now = tried[here.terms]
        if not usable:
            return list(tried.values())
        best = best_fit(usable, criterion)
        if now.status == "finite" and best.criterion(criterion) >= now.criterion(criterion):
            return list(tried.values())
        assert best.model is not None
        if now.status != "finite" and len(best.model.terms) > len(here.terms):
            return list(tried.values())
        here = best.model


def _neighbours(model: HierarchicalModel, order: int) -> list[HierarchicalModel]:
    terms = set(model.terms)
    fewer = [model.without_term(g) for g in model.generators if g.bit_count() > 1]
    more = []
    for size in range(2, order + 1):
        for chosen in combinations(range(model.p), size):
            mask = sum(1 << j for j in chosen)
            if mask not in terms and all(mask & ~(1 << j) in terms for j in chosen):
                more.append(HierarchicalModel(model.p, tuple(sorted((*terms, mask)))))
    return more + fewer
