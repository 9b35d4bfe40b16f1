"""Was a planted fault found? Only by a new finding, of a rule that fits, at the fault's place, that names it.

- *new*: the clean twin has no finding of that rule with that message;
- *fits*: ``kinds.yaml`` names the rules for each kind of fault;
- *place*: the finding, or a piece of its evidence, stands in the sentence (of a cell: the row) that was changed;
- *names*: its message holds one of the patterns of the key, mostly the changed figure.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import yaml

from benchmarks.planted import REPORTS, Planted, Spot
from probanda.audit.document import Document
from probanda.audit.finding import Finding

__all__ = ["Letters", "finders", "fitting", "place_of"]

#: So many letters of its line are enough to tell a place from all others.
CONTEXT = 80


@cache
def fitting() -> dict[str, frozenset[str]]:
    """The rules that fit each kind of fault."""
    table = yaml.safe_load((REPORTS / "kinds.yaml").read_text("utf-8"))
    return {kind: frozenset(rules) for kind, rules in table.items()}


@dataclass(frozen=True, slots=True)
class Letters:
    """Letters and figures of a text in small, without all that lines, hyphens and markup change."""

    text: str
    positions: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> Letters:
        """The letters of a text."""
        kept = [
            (letter, at)
            for at, each in enumerate(text)
            for letter in each.lower()
            if letter.isalnum()
        ]
        return cls("".join(letter for letter, _ in kept), tuple(at for _, at in kept))


def place_of(spot: Spot, letters: Letters) -> tuple[int, int] | None:
    """Where a fault stands in a document as read: first code point, and one past the last.

    As much of its line is taken on both sides as makes the place the only one of its kind. None when the reader
    tore the words apart (columns taken for one line); such a fault can't be found.
    """
    before, words, behind = (
        Letters.of(part).text for part in (spot.before, spot.words, spot.behind)
    )
    for reach in range(CONTEXT):
        left, right = before[len(before) - min(reach, len(before)) :], behind[:reach]
        around = left + words + right
        if around and letters.text.count(around) == 1:
            first = letters.text.find(around) + len(left)
            last = first + max(len(words), 1) - 1
            return letters.positions[first], letters.positions[last] + 1
        if around and around not in letters.text:
            break
    return None


def finders(
    planted: Planted, clean: list[Finding], faulted: list[Finding], document: Document
) -> dict[str, list[Finding]]:
    """The findings that count, for each fault of a report.

    Args:
        planted: the report.
        clean: what was found in its clean twin.
        faulted: what was found in the faulted one.
        document: the faulted one as read.
    """
    letters = Letters.of(document.text)
    spots = planted.spots()
    old = {(finding.rule, finding.message) for finding in clean}
    new = [finding for finding in faulted if (finding.rule, finding.message) not in old]
    found = {}
    for fault in planted.faults:
        place = place_of(spots[fault.id], letters)
        found[fault.id] = [
            finding
            for finding in new
            if place
            and finding.rule in fitting()[fault.kind]
            and fault.named_in(finding.message)
            and touches(finding, place, document)
        ]
    return found


def touches(finding: Finding, place: tuple[int, int], document: Document) -> bool:
    """Whether a finding or a piece of its evidence stands in the sentence or the row of a place."""
    ranges = [(finding.start, finding.end), *((each.start, each.end) for each in finding.evidence)]
    quoted = document.quote_of(place[0])
    return any(start < quoted[1] and quoted[0] < max(end, start + 1) for start, end in ranges)
