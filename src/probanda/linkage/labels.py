"""Pairs that people decided: read from a file, and what they teach the model.

A few hundred answers say how far the model's bits can be trusted and which levels it weighs wrongly. They
correct it by a penalised logistic regression that starts at the model: with no answers nothing changes,
with many they prevail.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from probanda.linkage.kernels import MISSING
from probanda.linkage.reading import read_table
from probanda.linkage.standardise import Records
from probanda.problems import ProbandaError, Problem

__all__ = ["CANNOT_TELL", "DIFFERENT", "SAME", "Correction", "Labels", "corrected", "read_labels"]

SAME, DIFFERENT, CANNOT_TELL = 1, 0, -1
_WORDS = {
    **dict.fromkeys(("1", "1.0", "same", "true", "yes", "y", "match", "t", "да", "bəli"), SAME),
    **dict.fromkeys(
        ("0", "0.0", "different", "false", "no", "n", "nonmatch", "non-match", "f", "нет", "xeyr"),
        DIFFERENT,
    ),
    **dict.fromkeys(
        ("cannot-tell", "cannot tell", "can't tell", "?", "-1", "unsure", ""), CANNOT_TELL
    ),
}
_VERDICTS = (
    "verdict",
    "same",
    "match",
    "is_match",
    "label",
    "decision",
    "truth",
    "answer",
    "clerical_match_score",
)
_SIDES = (("a", "b"), ("l", "r"), ("left", "right"), ("1", "2"), ("x", "y"))

#: By how many bits the mixture is too cautious where nobody has labelled: measured on generated lists of several
#: sizes, overlaps and rates of error, where a pair at minus this is as often one person as not.
CAUTION = 4.5
# Penalties of the correction: of the shift, of the slope, of each level.
_SHIFT, _SLOPE, _LEVEL = 0.05, 30.0, 1.0
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Labels:
    """Decided pairs of record numbers, smaller first, and the verdicts."""

    left: NDArray[np.int32]
    right: NDArray[np.int32]
    verdict: NDArray[np.int8]

    def codes(self, verdict: int) -> NDArray[np.int64]:
        """Codes (left << 32 | right) of the pairs with a verdict."""
        chosen = self.verdict == verdict
        left, right = self.left[chosen].astype(np.int64), self.right[chosen].astype(np.int64)
        return np.asarray(left << 32 | right)


@dataclass(frozen=True, slots=True)
class Correction:
    """What is added to the model's bits: ``shift + (slope - 1) · bits`` and bits by level,
    ``(n_columns, 256)``.
    """

    shift: float = CAUTION
    slope: float = 1.0
    levels: Floats | None = None
    answers: int = 0

    def __call__(self, bits: Floats, levels: NDArray[np.uint8]) -> Floats:
        """The corrected bits."""
        found = self.shift + self.slope * bits
        if self.levels is not None:
            for column in range(levels.shape[1]):
                found = found + self.levels[column][levels[:, column]]
        return np.asarray(found)


def corrected(bits: Floats, levels: NDArray[np.uint8], verdict: NDArray[np.int8]) -> Correction:
    """The correction that decided pairs teach: their bits by the model, their levels, and the verdicts
    (1 or 0).
    """
    told = verdict >= 0
    bits, levels, verdict = bits[told], levels[told], verdict[told]
    if len(verdict) < 10:
        return Correction(answers=len(verdict))
    columns = levels.shape[1]
    used = sorted(
        {
            (column, int(level))
            for column in range(columns)
            for level in np.unique(levels[:, column])
            if level != MISSING
        }
    )
    scale = np.log(2.0)
    matrix = np.zeros((len(verdict), 2 + len(used)))
    matrix[:, 0] = 1.0
    matrix[:, 1] = np.clip(bits, -30.0, 30.0) * scale
    for at, (column, level) in enumerate(used):
        matrix[:, 2 + at] = levels[:, column] == level
    start = np.zeros(matrix.shape[1])
    start[0], start[1] = CAUTION * scale, 1.0
    penalty = np.full(matrix.shape[1], _LEVEL)
    penalty[0], penalty[1] = _SHIFT, _SLOPE
    weight = start.copy()
    for _ in range(50):
        chance = 1.0 / (1.0 + np.exp(-np.clip(matrix @ weight, -40.0, 40.0)))
        slope = matrix.T @ (verdict - chance) - penalty * (weight - start)
        curve = (matrix * (chance * (1.0 - chance))[:, None]).T @ matrix + np.diag(penalty)
        step = np.linalg.solve(curve, slope)
        weight = weight + np.clip(step, -2.0, 2.0)
        if np.abs(step).max() < 1e-8:
            break
    table = np.zeros((columns, 256))
    for at, (column, level) in enumerate(used):
        table[column, level] = weight[2 + at] / scale
    return Correction(float(weight[0] / scale), float(weight[1]), table, len(verdict))


def read_labels(path: Path, records: Records) -> tuple[Labels, list[Problem]]:
    """Decided pairs from a CSV file.

    Columns ``list_a, row_a`` (or ``record_id_a``) ``, list_b, row_b, verdict``; also ``…_l``/``…_r``,
    ``left_…``/``right_…``, and ``same`` or ``match`` with 1 and 0. Lists may be left out where there is one.

    Raises:
        ProbandaError: the columns do not say which records are meant, or what was decided.
    """
    table = read_table(path)
    lower = {name.lower(): name for name in table.columns}
    verdict = next((lower[name] for name in _VERDICTS if name in lower), None)
    sides = [_side(lower, a) for a in ("a", "b")]
    if verdict is None or None in sides:
        raise ProbandaError(
            Problem(
                "labels-unclear",
                "The columns do not say which records are meant and what was decided.",
                file=str(path),
                found=", ".join(table.columns),
                expected="list_a, row_a, list_b, row_b, verdict (same, different, cannot-tell)",
            ),
            usage=True,
        )
    finder = _finder(records)
    problems: list[Problem] = []
    found: dict[tuple[int, int], int] = {}
    for row in range(table.rows):
        text = table.columns[verdict][row].strip().casefold()
        ends = [
            finder(*(table.columns[name][row] if name else "" for name in side or ()))
            for side in sides
        ]
        if text not in _WORDS or None in ends or ends[0] == ends[1]:
            problems.append(
                Problem(
                    "label-unclear",
                    "A decided pair was left out: its records or verdict are not known.",
                    file=str(path),
                    row=row + 1,
                    found=text[:40],
                    severity="warning",
                )
            )
            continue
        low, high = sorted(end for end in ends if end is not None)
        found[low, high] = _WORDS[text]
    pairs = sorted(found)
    return Labels(
        np.array([pair[0] for pair in pairs], dtype=np.int32),
        np.array([pair[1] for pair in pairs], dtype=np.int32),
        np.array([found[pair] for pair in pairs], dtype=np.int8),
    ), problems


def _side(lower: dict[str, str], side: str) -> tuple[str, str, str] | None:
    """Headers of list, row and id of one side; a missing one is empty."""
    which = 0 if side == "a" else 1
    for pair in _SIDES:
        end = pair[which]

        def named(*stems: str, end: str = end) -> str:
            for stem in stems:
                for name in (f"{stem}_{end}", f"{end}_{stem}", f"{stem}{end}"):
                    if name in lower:
                        return lower[name]
            return ""

        row, ident = named("row"), named("record_id", "id", "rec_id", "unique_id")
        if row or ident:
            return named("list", "source_dataset", "file", "dataset"), row, ident
    return None


def _finder(records: Records):  # type: ignore[no-untyped-def]
    by_row = {
        (int(at), int(row)): number
        for number, (at, row) in enumerate(zip(records.list_of, records.row, strict=True))
    }
    by_id: dict[tuple[int, str], int] = {}
    for number, ident in enumerate(records.ids):
        by_id.setdefault((int(records.list_of[number]), ident), number)
    lists = {name.casefold(): at for at, name in enumerate(records.lists)}

    def find(list_name: str, row: str, ident: str) -> int | None:
        at = lists.get(list_name.strip().casefold())
        wanted: Sequence[int] = (
            range(len(records.lists))
            if at is None and not list_name
            else []
            if at is None
            else [at]
        )
        for each in wanted:
            if row.strip().isdecimal() and (each, int(row)) in by_row:
                return by_row[each, int(row)]
            if ident and (each, ident) in by_id:
                return by_id[each, ident]
        return None

    return find
