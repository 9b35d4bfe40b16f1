"""Everybody against everybody, in blocks of families: what is worth a closer look.

A block is a plain value that can be stored; a run that was stopped goes on with the blocks it lacks.
Where blocks are kept is the caller's business.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

import numpy as np

from probanda.kinship.case import Case
from probanda.kinship.ratios import pairwise, without_impossible

BLOCK = 200


@dataclass(frozen=True)
class Hit:
    """A pairing whose ratio reached the limit."""

    victim: str
    missing: str
    log10_lr: float
    exclusions: int


@dataclass(frozen=True)
class Block:
    """Result for some families: how many pairings were computed, and the hits among them."""

    number: int
    pairings: int
    hits: tuple[Hit, ...]
    problems: tuple[str, ...] = ()


def blocks(case: Case, size: int = BLOCK) -> list[tuple[str, ...]]:
    """Names of the families of every block, always in the same order for the same case."""
    names = list(case.families)
    return [tuple(names[i : i + size]) for i in range(0, len(names), size)]


def screen_block(case: Case, number: int, least: float = 1.0, size: int = BLOCK) -> Block:
    """One block: exact pairwise ratios of all victims, kept where at least `least`.

    No approximation is made; the filter only decides what is listed. Memory: victims × missing of
    the block, plus one marker's tables.
    """
    names = blocks(case, size)[number]
    families = {n: case.families[n] for n in names}
    missing = tuple(m for f in families.values() for m in f.missing)
    inside = set(missing)
    shared: dict[int, tuple[str, ...]] = {}
    for allowed in case.pairings.values():
        if id(allowed) not in shared:
            shared[id(allowed)] = tuple(m for m in allowed if m in inside)
    part = replace(
        case,
        families=families,
        missing=missing,
        pairings={v: shared[id(ms)] for v, ms in case.pairings.items()},
        problems=(),
    )
    part = without_impossible(part)
    result = pairwise(part, detail=False)
    limit = np.log(least) if least > 0 else -np.inf
    with np.errstate(invalid="ignore"):
        found = np.argwhere(result.log_lr >= limit)
    hits = tuple(
        Hit(
            result.victims[i],
            result.missing[j],
            float(result.log_lr[i, j] / np.log(10)),
            int(result.exclusions[i, j]),
        )
        for i, j in found
    )
    count = int(np.count_nonzero(~np.isnan(result.log_lr)))
    return Block(number, count, hits, tuple(p.text for p in part.problems))


def screen(
    case: Case, least: float = 1.0, size: int = BLOCK, done: Collection[int] = ()
) -> Iterator[Block]:
    """Blocks one after another, leaving out those already done."""
    for number in range(len(blocks(case, size))):
        if number not in done:
            yield screen_block(case, number, least, size)
