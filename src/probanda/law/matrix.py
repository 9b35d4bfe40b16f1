"""Article × evidence: every provision against every act, in one table. Counts of elements, never verdicts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from probanda.law.facts import Act
from probanda.law.provisions import Provision
from probanda.law.qualification import Applies, Qualification, Qualifier, Standing

__all__ = ["Cell", "Matrix", "evidence_matrix"]


@dataclass(frozen=True, slots=True)
class Cell:
    """How many elements of a provision have support, are contested, or have no evidence, for one act.

    ``sources`` are the independent sources behind it, for or against.
    """

    supported: int
    contested: int
    missing: int
    state: str
    sources: tuple[str, ...] = ()

    @property
    def needed(self) -> int:
        """How many elements there are; alternatives count once."""
        return self.supported + self.contested + self.missing

    @property
    def words(self) -> str:
        """For a table: "3 of 5", with a mark for what is contested or excepted.

        >>> Cell(3, 1, 1, "gaps").words
        '3 of 5, 1 contested'
        """
        if self.state == "not-applicable":
            return "not applicable"
        text = f"{self.supported} of {self.needed}"
        if self.contested:
            text += f", {self.contested} contested"
        return f"{text}, exception claimed" if self.state == "exception-supported" else text


@dataclass(frozen=True, slots=True)
class Matrix:
    """Rows are provisions, columns are acts; None where nothing said of the act itself bears on the provision."""

    provisions: tuple[Provision, ...]
    acts: tuple[Act, ...]
    cells: tuple[tuple[Cell | None, ...], ...]

    def sources(self, row: int) -> tuple[str, ...]:
        """Independent sources behind a whole row."""
        return tuple(sorted({s for cell in self.cells[row] if cell for s in cell.sources}))


#: Traits of who and where. Alone they would fill every cell: each act of a war has a war around it.
SURROUNDINGS = ("context.", "actor.", "mode.", "victim.")


def cell_of(one: Qualification) -> Cell | None:
    """A qualification as a cell; None when nothing bears on it but who and where."""
    if not any(
        not fact.bears_on.startswith(SURROUNDINGS)
        for finding in one.findings
        for fact in (*finding.supporting, *finding.contradicting)
    ):
        return None
    sources = {s for f in one.findings for s in (*f.sources_for, *f.sources_against)}
    if not sources:
        return None
    counts = one.counts
    not_applicable = one.application.status in {Applies.NOT_IN_FORCE, Applies.OTHER_CONFLICT}
    return Cell(
        counts[Standing.SUPPORTED],
        counts[Standing.CONTESTED],
        counts[Standing.NO_EVIDENCE],
        "not-applicable" if not_applicable else one.state,
        tuple(sorted(sources)),
    )


def evidence_matrix(
    qualifier: Qualifier, acts: Iterable[Act], codes: Sequence[str] | None = None
) -> Matrix:
    """The matrix of some acts; without ``codes``, every provision that competes for at least one of them."""
    listed = tuple(acts)
    if codes is None:
        competing = {q.provision.code for act in listed for q in qualifier.qualify(act)}
        codes = [p.code for p in qualifier.provisions if p.code in competing]
    chosen = tuple(qualifier.provision(code) for code in codes)
    by_act = [qualifier.qualify(act, [p.code for p in chosen]) for act in listed]
    cells = tuple(tuple(cell_of(found[row]) for found in by_act) for row in range(len(chosen)))
    return Matrix(chosen, listed, cells)
