"""M0, Mt, Mh and Mth: people differ in how easily lists catch them.

Log-linear forms after Rivest & Baillargeon (2007, Biometrics 63, 999-1006) and Darroch,
Fienberg, Glonek & Junker (1993, JASA 88, 1137-1148): besides list effects, a term h(k) in the
number k of lists naming a person. Models in which the order of lists matters (Mb, Mbh) are
left out: lists of victims have no order.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from probanda.estimate.existence import find_face
from probanda.estimate.loglinear import LoglinearFit, fit_design
from probanda.estimate.poisson import FloatArray
from probanda.estimate.table import CaptureTable, popcount

__all__ = ["SHAPES", "heterogeneity_fits"]

# h(k) with h(0) = 0, so that the unobserved count stays exp(intercept).
SHAPES: dict[str, Callable[[FloatArray], FloatArray]] = {
    "Poisson2": lambda k: 2.0**k - 1,
    "Darroch": lambda k: k**2 / 2,
    "Gamma3.5": lambda k: np.log(3.5) - np.log(3.5 + k),
}


def heterogeneity_fits(table: CaptureTable) -> list[LoglinearFit]:
    """The ten models M0, Mt, Mh and Mth (Chao, Poisson2, Darroch, Gamma3.5), named so."""
    cells = table.cells
    y = table.counts[cells].astype(np.float64)
    degree = popcount(cells).astype(np.float64)
    one = np.ones((len(cells), 1))
    same = np.column_stack([one, degree])
    own = np.column_stack([one, *((cells >> j & 1).astype(float) for j in range(table.p))])
    fits = []
    for letter, base in (("0", same), ("t", own)):
        fits.append(fit_design(base, y, table.n, name=f"M{letter}"))
    for prefix, base in (("Mh", same), ("Mth", own)):
        fits.append(_chao(base, y, degree, table, f"{prefix} Chao (LB)"))
        fits.extend(
            fit_design(np.column_stack([base, h(degree)]), y, table.n, name=f"{prefix} {shape}")
            for shape, h in SHAPES.items()
        )
    return fits


def _chao(
    base: FloatArray, y: FloatArray, degree: FloatArray, table: CaptureTable, name: str
) -> LoglinearFit:
    """Chao's lower bound: heterogeneity enters as hinges (k - j)+, j = 2 … p - 1, all >= 0.

    Negative coefficients contradict heterogeneity and are held at zero (Rivest & Baillargeon
    2007, section 3): all negative ones are removed together, then the rest is fitted again.
    """
    hinges = list(range(2, table.p))
    while True:
        X = np.column_stack([base, *(np.maximum(degree - j, 0) for j in hinges)])
        fit = fit_design(X, y, table.n, name=name)
        # A hinge beyond the longest history seen runs to minus infinity: negative as well.
        runaway = find_face(X, y).direction
        coefficients = np.where(runaway < -1e-9, -np.inf, _coefficients(X, fit))[base.shape[1] :]
        if (coefficients >= 0).all():
            return fit
        hinges = [j for j, c in zip(hinges, coefficients, strict=True) if c >= 0]


def _coefficients(X: FloatArray, fit: LoglinearFit) -> FloatArray:
    """Coefficients behind the fitted means (least squares is exact on the support)."""
    assert fit.support is not None
    assert fit.means is not None
    solution = np.linalg.lstsq(X[fit.support], np.log(fit.means), rcond=None)[0]
    return np.asarray(solution, dtype=np.float64)
