"""Answers (yes, no, can't tell) for each subject, and the claims that each yes rests on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

import numpy as np

from probanda.casebook.figures import trilean
from probanda.casebook.figures.columns import Rows, day_number
from probanda.casebook.figures.definition import Query
from probanda.casebook.figures.trilean import FIRST, LAST, MAYBE, NO, YES, Answers, Ints, Mask

__all__ = ["Evidence", "Selection", "Space", "during", "text_test", "throughout"]

#: kind of claim (or "entry", "remains", "site", "source") → ids, ascending.
Evidence = dict[str, Ints]


@dataclass(frozen=True, slots=True)
class Space:
    """The subjects that claims are about: merged persons, or single entries of registers."""

    name: str
    size: int
    lookup: Ints  # subject by person id or by entry id; -1 for none

    def of(self, rows: Rows) -> Ints:
        """The subject of each row; -1 for none."""
        return self.lookup[rows.persons if self.name == "person" else rows.int("entry_id")]


@dataclass
class Selection:
    """Answers per subject, and the rows that were read: what the yes rests on is worked out when asked."""

    answers: Answers
    read: list[tuple[str, Ints, Ints]] = field(default_factory=list)  # kind, ids, subject of each
    weights: Ints | None = None

    @property
    def yes(self) -> int:
        """How many answers are yes (or the sum of their weights)."""
        chosen = self.answers == YES
        return int(chosen.sum() if self.weights is None else self.weights[chosen].sum())

    @property
    def undetermined(self) -> int:
        """How many cannot be told (or the sum of their weights)."""
        chosen = self.answers == MAYBE
        return int(chosen.sum() if self.weights is None else self.weights[chosen].sum())

    def evidence(self, within: Mask | None = None) -> Evidence:
        """Ids of the claims and entries behind the yes answers."""
        chosen = self.answers == YES if within is None else (self.answers == YES) & within
        found: dict[str, list[Ints]] = {}
        for kind, ids, subjects in self.read:
            found.setdefault(kind, []).append(ids[chosen[subjects]])
        return {kind: ids for kind, parts in found.items() if len(ids := _union(parts))}


def _union(parts: Sequence[Ints]) -> Ints:
    """The different ids of several lists, ascending."""
    if len(parts) == 1:
        return np.sort(parts[0])
    whole = np.sort(np.concatenate(parts))
    if len(whole) < 2:
        return whole
    return whole[np.concatenate(([True], whole[1:] != whole[:-1]))]


def text_test(wanted: Sequence[str]) -> Callable[[str], bool]:
    """A test for text columns: equal to one of the words, whatever the case; ``*`` stands for anything."""
    patterns = [word.casefold() for word in wanted]

    def fits(word: str) -> bool:
        folded = word.casefold()
        return any(folded == pattern or fnmatchcase(folded, pattern) for pattern in patterns)

    return fits


def during(rows: Rows, query: Query, fits: Mask) -> Answers:
    """Per row that fits: whether it lies in the period that the query names."""
    assert query.period is not None
    start, end = query.period
    answer = trilean.in_period(
        rows.low,
        rows.high,
        FIRST if start is None else day_number(start),
        LAST if end is None else day_number(end),
    )
    return np.where(fits, answer, NO).astype(np.int8)


def throughout(rows: Rows, day: int) -> Answers:
    """Per row: whether its period covers a day; can't tell where the day is only possible ("in April")."""
    possible = (rows.low <= day) & (day <= rows.high)
    sure = possible & rows.dated & ((rows.int("spans") == 1) | (rows.low == rows.high))
    return trilean.answers(sure & (rows.low != FIRST) & (rows.high != LAST), possible)
