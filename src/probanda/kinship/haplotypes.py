"""Y-chromosomal and mitochondrial haplotypes: they exclude, they do not identify.

Everyone in a paternal (Y) or maternal (mt) line shares one haplotype up to mutation. A difference
beyond what mutation explains speaks against a pairing; agreement is reported, not weighed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from probanda.kinship.pedigree import Pedigree

Line = Literal["Y", "mt"]
Haplotype = Mapping[str, str]


@dataclass(frozen=True)
class LineComparison:
    """A victim's haplotype against a relative of the missing person in the same line."""

    line: Line
    relative: str
    compared: int
    differences: tuple[str, ...]
    excluded: bool

    @property
    def text(self) -> str:
        """One sentence."""
        if self.excluded:
            return (
                f"{self.line} haplotype differs from {self.relative} at "
                f"{', '.join(self.differences)}: speaks against the pairing"
            )
        return (
            f"{self.line} haplotype of {self.relative}: {len(self.differences)} of {self.compared} "
            "differ; compatible, which whole lineages share"
        )


def same_line(ped: Pedigree, a: str, b: str, line: Line) -> bool:
    """Whether two members descend from one person through fathers (Y) or mothers (mt) only."""
    if line == "Y" and {ped.by_id[a].sex, ped.by_id[b].sex} != {"male"}:
        return False
    return bool(_line(ped, a, line) & _line(ped, b, line))


def _line(ped: Pedigree, person: str, line: Line) -> set[str]:
    """The person and ancestors in the line; for mt a father is only ever a bearer, so excluded."""
    out: set[str] = set()
    at: str | None = person
    while at is not None:
        out.add(at)
        p = ped.by_id[at]
        at = p.father if line == "Y" else p.mother
    return out


def compare_lines(
    ped: Pedigree,
    missing: str,
    victim: Haplotype,
    relatives: Mapping[str, Haplotype],
    line: Line,
    allowed: int = 1,
) -> list[LineComparison]:
    """Compare a victim with every typed relative of the missing person in one line.

    Args:
        ped: the family.
        missing: the missing person.
        victim: marker or position -> allele.
        relatives: member -> haplotype.
        line: "Y" or "mt".
        allowed: differences that mutation may explain (the laboratory's rule).
    """
    out = []
    for person, theirs in relatives.items():
        if not same_line(ped, missing, person, line):
            continue
        shared = [k for k in victim if k in theirs]
        different = tuple(k for k in shared if victim[k] != theirs[k])
        out.append(LineComparison(line, person, len(shared), different, len(different) > allowed))
    return out
