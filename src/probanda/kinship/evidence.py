"""Evidence that is not DNA, each item a likelihood ratio of its own with its source; never hidden.

The product is formed in sight of the reader: `Combined` keeps DNA, every item and the product apart.
Items are taken as independent given the hypothesis; two items from one fact must be given as one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import erf, exp, log, sqrt
from typing import Literal

Kind = Literal[
    "sex", "age", "stature", "dental", "find place", "date last seen", "clothing", "other"
]


@dataclass(frozen=True)
class Item:
    """One finding: P(finding | same person) / P(finding | some other person), and who says so.

    Attributes:
        kind: sort of evidence.
        victim, missing: the pairing it speaks about.
        lr: likelihood ratio, above 0 (0 would be an exclusion; state it as such).
        source: the claim or document the numbers rest on.
        note: how the ratio was formed.
    """

    kind: Kind
    victim: str
    missing: str
    lr: float
    source: str
    note: str = ""

    def __post_init__(self) -> None:
        if not self.lr > 0:
            raise ValueError(f"likelihood ratio {self.lr} of {self.kind}: expected above 0")
        if not self.source.strip():
            raise ValueError(f"{self.kind} of {self.victim}, {self.missing}: a source is needed")


@dataclass(frozen=True)
class Combined:
    """DNA ratio, the other items, and their product for one pairing."""

    victim: str
    missing: str
    dna_log_lr: float
    items: tuple[Item, ...]

    @property
    def log_lr(self) -> float:
        """Logarithm of the product."""
        return self.dna_log_lr + sum(log(i.lr) for i in self.items)


def combine(victim: str, missing: str, dna_log_lr: float, items: Sequence[Item]) -> Combined:
    """Everything that speaks about one pairing, kept apart."""
    mine = tuple(i for i in items if (i.victim, i.missing) == (victim, missing))
    return Combined(victim, missing, dna_log_lr, mine)


def log_weights(items: Sequence[Item]) -> dict[tuple[str, str], float]:
    """Summed logarithms per pairing, for the prior of the joint posterior."""
    out: dict[tuple[str, str], float] = {}
    for i in items:
        out[i.victim, i.missing] = out.get((i.victim, i.missing), 0.0) + log(i.lr)
    return out


def sex_ratio(agrees: bool, error: float, share: float) -> float:
    """Ratio of an anthropological sex estimate.

    Args:
        agrees: whether the estimate is the missing person's sex.
        error: probability that an estimate is wrong.
        share: share of that sex (the estimated one) among possible others.

    >>> round(sex_ratio(True, 0.05, 0.8), 4)
    1.2338
    """
    found = (1 - error) * share + error * (1 - share)
    return (1 - error if agrees else error) / found


def measured_ratio(
    found: float, expected: float, error_sd: float, mean: float, population_sd: float
) -> float:
    """Ratio of a measured age or stature: normal error around the true value, normal population.

    >>> measured_ratio(180, 180, 3, 175, 7) > 1 > measured_ratio(160, 180, 3, 175, 7)
    True
    """
    same = _normal(found, expected, error_sd)
    other = _normal(found, mean, sqrt(error_sd**2 + population_sd**2))
    return max(same / other, 1e-12) if other > 0 else 1e-12


def range_ratio(
    low: float, high: float, true: float, tail_sd: float, mean: float, population_sd: float
) -> float:
    """Ratio of an estimated range ("35 to 45 years"), its ends blurred by a normal error."""
    same = _phi((high - true) / tail_sd) - _phi((low - true) / tail_sd)
    wide = sqrt(tail_sd**2 + population_sd**2)
    other = _phi((high - mean) / wide) - _phi((low - mean) / wide)
    return max(same / other, 1e-12) if other > 0 else 1e-12


def characters_ratio(
    matches: Mapping[str, bool], rarity: Mapping[str, float], error: float
) -> float:
    """Ratio of independent characters (teeth, garments): shared ones weigh 1 / rarity."""
    out = 1.0
    for name, same in matches.items():
        p = rarity[name]
        there = (1 - error) * p + error * (1 - p)
        out *= (1 - error) / there if same else error / (1 - there)
    return out


def _normal(x: float, mean: float, sd: float) -> float:
    return exp(-0.5 * ((x - mean) / sd) ** 2) / (sd * sqrt(2 * 3.141592653589793))


def _phi(z: float) -> float:
    return 0.5 * (1 + erf(z / sqrt(2)))
