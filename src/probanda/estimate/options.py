"""Choices of a run, shared by all methods."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from probanda.estimate.latent import LatentRun, LatentSettings
from probanda.estimate.loglinear import Criterion

__all__ = ["DRAWS", "SHOWN_MODELS", "Options"]

SHOWN_MODELS = 1100
DRAWS = 4000  # of the unobserved count, kept with an estimate for totals over strata and linkages


@dataclass(frozen=True)
class Options:
    """Choices of a run; each method reads its own.

    `order` None means the documented default; `replicates` None means 1,000 (200 beyond eight
    lists); `choice` is how `sparse` picks its model.
    """

    level: float = 0.95
    seed: int = 1
    order: int | None = None
    criterion: Criterion = "bic"
    choice: str = "stepwise"
    replicates: int | None = None
    latent: LatentSettings = field(default_factory=LatentSettings)
    progress: Callable[[int, int], None] | None = None
    resume: LatentRun | None = None
    checkpoint: Callable[[LatentRun], None] | None = None
    workers: int = 2
