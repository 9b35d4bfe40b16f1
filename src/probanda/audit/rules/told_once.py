"""One conflict, told once: where two rules hold the same numbers against each other, the better explanation stays.

"Of 64 patients 39 came back, the remaining 35 did not" is a wrong remainder and a wrong sum. Both rules are right;
a reader needs one of them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable

from probanda.audit.extract.quantities import quantities
from probanda.audit.facts import Facts
from probanda.audit.finding import Finding

__all__ = ["told_once"]

#: Rules about figures, the one that explains most first.
_BETTER = (
    "table-total",
    "difference-wrong",
    "percentage-wrong",
    "ratio-wrong",
    "list-count",
    "rank-wrong",
    "parts-sum",
    "parts-exceed",
    "percentages-sum",
    "same-quantity",
)
_WEIGHT = {"error": 0, "warning": 1, "note": 2}


def told_once(facts: Facts, findings: Iterable[Finding]) -> list[Finding]:
    """The findings without those whose numbers another rule holds against each other already.

    Findings of two rules are of one conflict when they hold the same numbers, two at least; or begin at the
    same place, and the numbers of one are among those of the other. The graver stays; of two that are equally
    grave, the one whose rule explains more.
    """
    kept = list(findings)
    starts = [q.start for q in facts.of(quantities)]
    by_number: dict[int, list[tuple[Finding, frozenset[int]]]] = defaultdict(list)
    dropped: set[int] = set()
    ranked = sorted(
        (each for each in kept if each.rule in _BETTER),
        key=lambda each: (_WEIGHT[each.severity], _BETTER.index(each.rule), each.start),
    )
    for each in ranked:
        numbers = _numbers(each, starts)
        rivals = [pair for number in numbers for pair in by_number[number]]
        if any(
            rival.rule != each.rule
            and len(numbers & others) > 1
            and (numbers == others or (rival.start == each.start and _within(numbers, others)))
            for rival, others in rivals
        ):
            dropped.add(id(each))
            continue
        for number in numbers:
            by_number[number].append((each, numbers))
    return [each for each in kept if id(each) not in dropped]


def _within(numbers: frozenset[int], others: frozenset[int]) -> bool:
    return numbers <= others or others <= numbers


def _numbers(finding: Finding, starts: list[int]) -> frozenset[int]:
    """Where the numbers stand that a finding and its evidence mark."""
    places = ((finding.start, finding.end), *((each.start, each.end) for each in finding.evidence))
    return frozenset(
        start
        for first, last in places
        for start in starts[bisect_left(starts, first) : bisect_left(starts, last)]
    )
