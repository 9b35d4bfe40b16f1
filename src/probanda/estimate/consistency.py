"""Does the answer hang on one list, and do the lists find what is already known?

Leave-one-list-out and add-one-list trajectories; internal consistency, where each list in turn
is a population of known size (Hook & Regal 1995, American Journal of Epidemiology 142, 1080-90).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from probanda.estimate.methods import Options, estimate
from probanda.estimate.notice import Notice, Refused
from probanda.estimate.result import Estimate
from probanda.estimate.table import CaptureTable

__all__ = [
    "InternalCheck",
    "Step",
    "add_one",
    "disjoint_steps",
    "internal_consistency",
    "leave_one_out",
]


@dataclass(frozen=True)
class Step:
    """One answer on a subset of the lists; None when that subset was refused."""

    label: str
    lists: tuple[str, ...]
    estimate: Estimate | None


@dataclass(frozen=True)
class InternalCheck:
    """People on `name` seen from the other lists: true size, estimate, interval, whether held."""

    name: str
    truth: int
    estimate: float | None
    interval: tuple[float, float | None] | None

    @property
    def held(self) -> bool | None:
        """Whether the interval holds the true size; None without an interval."""
        if self.interval is None:
            return None
        low, high = self.interval
        return low <= self.truth and (high is None or self.truth <= high)


def leave_one_out(table: CaptureTable, method: str, options: Options | None = None) -> list[Step]:
    """The answer without each list in turn (four lists or more)."""
    if table.p < 4:
        return []
    return [
        _step(
            table,
            [k for k in range(table.p) if k != j],
            f"without {table.lists[j]}",
            method,
            options,
        )
        for j in range(table.p)
    ]


def add_one(table: CaptureTable, method: str, options: Options | None = None) -> list[Step]:
    """The answer as lists join, largest first, from three lists to all."""
    order = [int(j) for j in np.argsort(-table.list_totals(), kind="stable")]
    steps = []
    for size in range(3, table.p + 1):
        label = f"+ {table.lists[order[size - 1]]}" if size > 3 else "three largest lists"
        steps.append(_step(table, sorted(order[:size]), label, method, options))
    return steps


def disjoint_steps(steps: list[Step]) -> list[Notice]:
    """A notice for every two answers whose intervals have nothing in common."""
    given = [s for s in steps if s.estimate is not None and s.estimate.interval is not None]
    found = []
    for i, one in enumerate(given):
        for other in given[i + 1 :]:
            if _apart(one, other):
                found.append(
                    Notice(
                        "intervals-disjoint",
                        f"the intervals '{one.label}' and '{other.label}' have nothing in common",
                        "the lists tell different stories: find out how they depend before "
                        "reporting a total",
                    )
                )
    return found


def internal_consistency(
    table: CaptureTable, method: str, options: Options | None = None
) -> list[InternalCheck]:
    """Each list as a population whose size is known, estimated from the other lists."""
    checks = []
    totals = table.list_totals()
    for j, name in enumerate(table.lists):
        if table.p < 4:
            break
        inside = table.within(j)
        try:
            answer = estimate(inside, method, options)
        except Refused:
            checks.append(InternalCheck(name, int(totals[j]), None, None))
            continue
        checks.append(InternalCheck(name, int(totals[j]), answer.estimate, answer.interval))
    return checks


def _step(
    table: CaptureTable, positions: list[int], label: str, method: str, options: Options | None
) -> Step:
    part = table.keep(positions)
    try:
        return Step(label, part.lists, estimate(part, method, options))
    except Refused:
        return Step(label, part.lists, None)


def _apart(one: Step, other: Step) -> bool:
    assert one.estimate is not None
    assert other.estimate is not None
    first, second = one.estimate.interval, other.estimate.interval
    if first is None or second is None:
        return False
    below = first[1] is not None and first[1] < second[0]
    above = second[1] is not None and second[1] < first[0]
    return below or above
