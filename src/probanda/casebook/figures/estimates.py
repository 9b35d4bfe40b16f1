"""Figures that are estimated: registers are the lists, merged persons the people, groups the strata.

What the methods are is in ``probanda.estimate``; here the record becomes a table of histories, and the answer
a value with its interval and a note on the method. Nothing is given that the method itself withholds.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from math import isfinite
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from probanda.casebook.figures import wording
from probanda.casebook.figures.definition import Crosstab, EstimatePart, EstimateQuestion
from probanda.casebook.figures.formula import Exactness
from probanda.casebook.figures.groups import persons_by
from probanda.casebook.figures.selection import Evidence
from probanda.casebook.figures.trilean import YES, Mask
from probanda.casebook.linkage_overlap import linkages_of_record
from probanda.estimate.comparison import LARGEST_SPREAD, disagreement, quick_spread
from probanda.estimate.linkages import combined
from probanda.estimate.methods import Options
from probanda.estimate.methods import estimate as estimated
from probanda.estimate.notice import Refused
from probanda.estimate.reading import LARGEST
from probanda.estimate.result import Estimate
from probanda.estimate.strata import total_over_strata
from probanda.estimate.table import CaptureTable

if TYPE_CHECKING:
    from probanda.casebook.figures.compute import FigureSet

__all__ = ["Estimated", "answer", "capture_table", "drawn_tables", "strata_tables"]

#: A caution that every drawn linkage gives is said once.
_DRAWN = re.compile(r"^linkage \d+: ")


@dataclass(frozen=True, slots=True)
class Estimated:
    """The numbers of one estimate by part; ``problem`` says why there are none (but ``documented``)."""

    documented: int
    numbers: Mapping[EstimatePart, Decimal] = field(default_factory=dict)
    exactness: Exactness = "about"
    note: str = ""
    problem: str = ""
    undetermined: int = 0
    evidence: Evidence = field(default_factory=dict)

    @property
    def interval(self) -> tuple[Decimal, Decimal] | None:
        """Both ends."""
        if "low" not in self.numbers or "high" not in self.numbers:
            return None
        return self.numbers["low"], self.numbers["high"]


@dataclass(frozen=True, slots=True)
class _Persons:
    tables: dict[str, CaptureTable]
    undetermined: int
    evidence: Evidence


def capture_table(figures: FigureSet, question: EstimateQuestion) -> CaptureTable:
    """How many of the persons asked for each combination of lists names."""
    whole = _persons(figures, EstimateQuestion(question.query, question.lists))
    return whole.tables[""]


def strata_tables(
    figures: FigureSet, question: EstimateQuestion
) -> tuple[CaptureTable, dict[str, CaptureTable]]:
    """The table of all, and those of the strata (none without ``by``)."""
    whole = capture_table(figures, question)
    return whole, _persons(figures, question).tables if question.by else {}


def _persons(figures: FigureSet, question: EstimateQuestion) -> _Persons:
    """A table per stratum (one named "" without strata); who belongs to no group is a stratum too."""
    selector = figures.selector
    space = selector.space("person")
    selection = selector.persons(question.query, space)
    yes = selection.answers == YES
    histories = _histories(figures, question)
    named_by_one = yes & (histories > 0)
    groups: dict[str, Mask] = {"": named_by_one}
    if question.by:
        parts = persons_by(figures, space, Crosstab(question.query, (question.by,)), question.by)
        groups = {label: mask & named_by_one for label, mask in parts}
        left = named_by_one.copy()
        for mask in groups.values():
            left &= ~mask
        groups["not known"] = left
    size = 1 << len(question.lists)
    tables = {
        label: CaptureTable(question.lists, np.bincount(histories[mask], minlength=size))
        for label, mask in groups.items()
        if mask.any() or not question.by
    }
    return _Persons(tables, selection.undetermined, selection.evidence())


def _histories(figures: FigureSet, question: EstimateQuestion) -> NDArray[np.int64]:
    """Per merged person the lists that name it, a bit each."""
    space = figures.selector.space("person")
    on = figures.selector.on_registers(space)
    numbers = dict(figures.columns.keys("register"))
    histories = np.zeros(space.size, np.int64)
    for place, key in enumerate(question.lists):
        named = on.get(numbers[key])
        if named is not None:
            histories |= named.astype(np.int64) << place
    return histories


def drawn_tables(figures: FigureSet, question: EstimateQuestion) -> dict[str, CaptureTable]:
    """One table per drawn linkage, by the proposals of the last run that nobody has decided.

    A person that a linkage joins of several is asked for when one of them is, and named by the lists of all.
    """
    selector = figures.selector
    space = selector.space("person")
    yes = selector.persons(question.query, space).answers == YES
    histories = _histories(figures, question)
    size = 1 << len(question.lists)
    drawn = linkages_of_record(question.linkages, question.seed)
    subject = space.lookup[drawn.person]
    tables = {}
    for number, linkage in enumerate(drawn.linkages[1:], 1):
        # Subjects without a current entry stay alone, behind the clusters.
        joined = int(linkage.max(initial=-1)) + 1 + np.arange(space.size)
        joined[subject] = linkage
        named = np.zeros(int(joined.max(initial=-1)) + 1, np.int64)
        asked = np.zeros(len(named), dtype=bool)
        np.bitwise_or.at(named, joined, histories)
        np.logical_or.at(asked, joined, yes)
        counts = np.bincount(named[asked & (named > 0)], minlength=size)
        tables[f"linkage {number}"] = CaptureTable(question.lists, counts)
    return tables


def answer(figures: FigureSet, question: EstimateQuestion) -> Estimated:
    """The estimate over the open record.

    Withheld, with the reason, when the method withholds it, when its upper end is unbounded, or when methods
    that need no sampling differ from it by more than a factor of 2 (unless ``anyway``).
    """
    if len(question.lists) > LARGEST:
        return Estimated(0, problem=f"At most {LARGEST} lists are accepted.")
    persons = _persons(figures, question)
    documented = sum(table.n for table in persons.tables.values())
    bare = Estimated(documented, undetermined=persons.undetermined, evidence=persons.evidence)
    options = Options(level=question.level, seed=question.seed)
    try:
        if question.linkages:
            found = combined(drawn_tables(figures, question), question.method, options)
        elif question.by:
            found = total_over_strata(persons.tables, question.method, options).total
        else:
            found = estimated(persons.tables[""], question.method, options)
        spread = _spread(persons.tables, question, found)
    except Refused as refused:
        reasons = "; ".join(f"{n.message} ({n.code})" for n in refused.notices)
        return _without(bare, f"Nothing was estimated: {reasons}.")
    if found.estimate is None or found.interval is None:
        reasons = "; ".join(f"{n.message} ({n.code})" for n in found.warnings)
        return _without(bare, f"No total is offered by {question.method}: {reasons}.")
    if found.interval[1] is None or not isfinite(found.interval[1]):
        return _without(bare, "The data set no upper limit to the total (interval-unbounded).")
    if spread is not None:
        return _without(bare, f"{spread} (methods-disagree; anyway: true would give it).")
    low, high = found.interval[0], found.interval[1]
    numbers: dict[EstimatePart, Decimal] = {
        "": _whole(found.estimate),
        "low": _whole(low),
        "high": _whole(high),
        "unobserved": _whole(found.estimate - found.n_observed),
        "documented": Decimal(found.n_observed),
    }
    return Estimated(
        documented,
        numbers,
        "at-least" if question.method == "chao" else "about",
        _note(figures, question, found, persons),
        undetermined=persons.undetermined,
        evidence=persons.evidence,
    )


def _without(bare: Estimated, problem: str) -> Estimated:
    return Estimated(
        bare.documented,
        {"documented": Decimal(bare.documented)},
        problem=problem,
        undetermined=bare.undetermined,
        evidence=bare.evidence,
    )


def _spread(
    tables: Mapping[str, CaptureTable], question: EstimateQuestion, found: Estimate
) -> str | None:
    """Why no number may stand alone, when methods differ too much on the whole table."""
    if question.method == "chao" or question.anyway or question.by or found.estimate is None:
        return None
    points = quick_spread(tables[""]) | {question.method: found.estimate}
    spread = max(points.values()) / min(points.values())
    if spread <= LARGEST_SPREAD:
        return None
    return disagreement(spread, points).message.capitalize()


def _note(
    figures: FigureSet, question: EstimateQuestion, found: Estimate, persons: _Persons
) -> str:
    """The method in words: lists, interval, assumption, cautions, and what makes it the same again."""
    lists = wording.listed([figures.title("register", key) for key in question.lists], "and")
    assert found.interval is not None
    low, high = found.interval
    asked = wording.definition(question.query, figures.title)
    strata = f", separately by {question.by}" if question.by else ""
    if question.linkages:
        strata = f", over {question.linkages} linkages drawn by what nobody has decided"
    hashes = "/".join(table.sha256[:12] for table in persons.tables.values())
    cautions = "; ".join(dict.fromkeys(_DRAWN.sub("", n.message) for n in found.warnings))
    versions = found.diagnostics.get("versions", {})
    version = f", probanda {versions['probanda']}" if "probanda" in versions else ""
    return (
        f"{asked}; estimated from {lists} by {found.method}{strata}: these name "
        f"{found.n_observed:,}, the documented minimum; {found.level:.0%} interval "
        f"{low:,.0f} to {high:,.0f}; it assumes that {found.assumption}"
        + (f"; to be read with these cautions: {cautions}" if cautions else "")
        + f" (seed {question.seed}, table {hashes}{version})"
    )


def _whole(value: float) -> Decimal:
    return Decimal(round(value))
