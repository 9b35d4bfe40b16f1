"""The answer to "how many does no list name": one value, with all that must stand beside it."""

from __future__ import annotations

import math
import platform
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from typing import Any

import numpy as np

from probanda.estimate.notice import Notice
from probanda.estimate.poisson import FloatArray
from probanda.estimate.table import CaptureTable

__all__ = ["Estimate", "provenance", "refusal"]


@dataclass(frozen=True)
class Estimate:
    """An estimated total with interval, assumption and diagnostics.

    `estimate`, `unobserved` and `interval` are None where nothing may be printed; `warnings`
    then say why. An interval end of None means unbounded. `draws` of the unobserved count are
    there when the method gives a distribution.
    """

    n_observed: int
    estimate: float | None
    interval: tuple[float, float | None] | None
    level: float
    method: str
    assumption: str
    models: tuple[dict[str, Any], ...]
    diagnostics: dict[str, Any]
    warnings: tuple[Notice, ...]
    draws: FloatArray | None = field(default=None, repr=False, compare=False)

    @property
    def unobserved(self) -> float | None:
        """Estimated number of people on no list."""
        return None if self.estimate is None else self.estimate - self.n_observed

    def withheld(self, notice: Notice) -> Estimate:
        """The same without any number, and the reason added."""
        return replace(
            self, estimate=None, interval=None, draws=None, warnings=(*self.warnings, notice)
        )

    def with_warnings(self, *notices: Notice) -> Estimate:
        """The same with more warnings (no code and message twice)."""
        new = tuple(n for n in notices if n not in self.warnings)
        return replace(self, warnings=self.warnings + new)

    def paragraph(self) -> str:
        """A plain-language paragraph fit for a report."""
        start = (
            f"The lists together name {self.n_observed:,} people; this is the documented minimum. "
        )
        if self.estimate is None or self.interval is None:
            reasons = "; ".join(n.message for n in self.warnings) or "see the warnings"
            return start + f"No total is offered from the method {self.method}: {reasons}."
        low, high = self.interval
        reach = f"at least {low:,.0f}" if high is None else f"between {low:,.0f} and {high:,.0f}"
        verb = "is put at no less than" if self.method == "chao" else "is estimated at"
        text = start + (
            f"Taking into account people on no list, the total {verb} "
            f"{self.estimate:,.0f} ({self.level:.0%} interval: {reach}), that is "
            f"{self.unobserved:,.0f} people whom no list names. This rests on an assumption that "
            f"the lists cannot test: {self.assumption}."
        )
        if self.warnings:
            text += " To be read with these cautions: " + "; ".join(
                n.message for n in self.warnings
            )
            text += "."
        return text

    def as_dict(self) -> dict[str, Any]:
        """The JSON form; numbers that are not finite become null."""
        shown: dict[str, Any] = _plain(
            {
                "n_observed": self.n_observed,
                "estimate": self.estimate,
                "unobserved": self.unobserved,
                "interval": None if self.interval is None else list(self.interval),
                "level": self.level,
                "method": self.method,
                "models": list(self.models),
                "diagnostics": self.diagnostics,
                "warnings": [n.as_dict() for n in self.warnings],
                "assumption": self.assumption,
                "paragraph": self.paragraph(),
            }
        )
        return shown


def provenance(table: CaptureTable, seed: int | None) -> dict[str, Any]:
    """What must be known to compute the same again: table hash, seed, versions."""
    return {
        "table_sha256": table.sha256,
        "lists": list(table.lists),
        "seed": seed,
        "versions": {
            "probanda": version("probanda"),
            "python": platform.python_version(),
            **{name: version(name) for name in ("numpy", "scipy", "numba")},
        },
    }


def refusal(method: str, level: float, notices: tuple[Notice, ...]) -> dict[str, Any]:
    """The JSON form of "nothing computed"."""
    return {
        "n_observed": None,
        "estimate": None,
        "unobserved": None,
        "interval": None,
        "level": level,
        "method": method,
        "models": [],
        "diagnostics": {},
        "warnings": [n.as_dict() for n in notices],
    }


def _plain(value: Any) -> Any:
    """JSON-ready copy: NumPy scalars unwrapped, infinities and NaN as null."""
    if isinstance(value, dict):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(v) for v in value]
    if isinstance(value, np.ndarray):
        return _plain(value.tolist())
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value
