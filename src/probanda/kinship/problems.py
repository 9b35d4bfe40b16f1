"""What can be wrong with a case, as values: one table of codes and the sentence each prints.

Nothing here decides whether work can go on; the caller collects problems and continues with the rest.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

REMEDIES: dict[str, str] = {
    "allele-unknown": "add the allele to the frequency table or correct the genotype",
    "allele-syntax": "write two alleles, or null where an allele is not known",
    "case-shape": "compare the file with docs/reference/kinship-formats.md",
    "engine-missing": "install it (pip install pyspark), or use --engine local",
    "error-model": "give probabilities from 0 to below 1",
    "file-unreadable": "check the path and that the file is complete",
    "format-row": "correct the row; the other rows were read",
    "founder-inbreeding": "give a number from 0 to 1, to persons without parents only",
    "frequencies-duplicate": "list every allele once",
    "frequencies-negative": "give every allele a frequency above 0",
    "frequencies-sum": "correct the frequencies; they were scaled to sum to 1 for this run",
    "family-impossible": "check the named samples and the pedigree; the marker is left out",
    "genotype-count": "give one genotype per marker, in the order of `markers`",
    "genotype-impossible": "check the sample (mix-up, typing error) or allow mutation",
    "marker-unknown": "name markers as the case's marker list does",
    "mutation-matrix": "give a square matrix of probabilities whose rows sum to 1",
    "mutation-model": "use equal, proportional, onestep, stepwise, dawid, custom or none",
    "own-ancestor": "correct father and mother in the pedigree",
    "pairing-unknown": "name only missing persons of the case, or *",
    "parent-missing": "list every parent among the members",
    "parent-sex": "a father is male, a mother female",
    "person-duplicate": "give every person an identifier of their own",
    "person-unknown": "name a member of the pedigree",
    "rho-range": "give a recombination fraction from 0 to 0.5",
    "sample-foreign": "check the identifier of the sample",
    "samples-disagree": "type again, or decide by hand which replicate holds",
    "sex-mismatch": "check the sex of the sample and the person",
    "sex-needed": "give the sex; X-linked markers cannot be computed without it",
    "theta-range": "give theta from 0 up to (not including) 1",
    "theta-too-large": "use a lumpable mutation model, theta 0, or a smaller pedigree",
    "too-many-alleles": "merge rare alleles; the engine takes up to 60",
    "too-entangled": "leave out distant members without data, or merge rare alleles",
    "twins": "twins share parents and sex",
    "x-male-heterozygous": "a male has one X: write the allele twice",
}


@dataclass(frozen=True)
class Problem:
    """One thing found wrong: code, place (person, marker), what was found and expected.

    >>> Problem("allele-unknown", "allele 99 is not in the frequency table", "V1", "TH01").text
    'V1, TH01: allele 99 is not in the frequency table (allele-unknown): add the allele to the \
frequency table or correct the genotype'
    """

    code: str
    message: str
    person: str = ""
    marker: str = ""

    @property
    def text(self) -> str:
        """The sentence a user reads: place, what is wrong, code, how to mend it."""
        place = ", ".join(x for x in (self.person, self.marker) if x)
        head = f"{place}: " if place else ""
        return f"{head}{self.message} ({self.code}): {REMEDIES[self.code]}"

    def as_dict(self) -> dict[str, str]:
        """The same as plain values for JSON."""
        return {
            "code": self.code,
            "person": self.person,
            "marker": self.marker,
            "message": self.message,
            "remedy": REMEDIES[self.code],
        }


class KinshipError(ValueError):
    """Raised where the asked value cannot be computed at all; carries the problems."""

    def __init__(self, problems: Problem | Iterable[Problem]):
        self.problems: tuple[Problem, ...] = (
            (problems,) if isinstance(problems, Problem) else tuple(problems)
        )
        super().__init__("; ".join(p.text for p in self.problems))
