"""Reports with planted faults: one text, two versions, and a key of what is wrong in the second.

A file of ``benchmarks/audit_reports`` has a head (title, language, format), a text with marks
``{{clean||faulted#id}}``, and a key: a line for each mark with the kind of the fault, patterns of which a finding
must name one, and why it is a fault. `Planted.variant` gives the clean or the faulted text; `Planted.spots` says
between which words each fault stands, so that it can be found again in whatever a reader makes of the file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import yaml

__all__ = ["REPORTS", "Fault", "Planted", "Spot", "load", "reports"]

REPORTS = Path(__file__).parent / "audit_reports"
MARK = re.compile(r"\{\{(?P<clean>.*?)\|\|(?P<faulted>.*?)#(?P<id>[a-z]+)\}\}", re.S)
#: What is written in the source but not read as words: marks of notes, addresses of links, boxes, emphasis.
MARKUP = re.compile(r"\[\^\w+\]:?|\]\([^)]*\)|^:::|[*~]", re.M)

Version = Literal["clean", "faulted"]


@dataclass(frozen=True, slots=True)
class Fault:
    """One planted fault.

    Attributes:
        id: its name in the file.
        kind: as in ``kinds.yaml``, which says what rules fit it.
        names: patterns; the message of a finding must hold one to count.
        why: what is wrong, for a person who checks the key.
    """

    id: str
    kind: str
    names: tuple[str, ...]
    why: str

    def named_in(self, message: str) -> bool:
        """Whether a message names the figure, date or word at fault; "9" is not named by "19" or "1,904"."""
        return any(
            re.search(
                rf"(?<!\d)(?<!\d[.,\u00a0\u202f])(?:{name})(?![.,\u00a0\u202f]?\d)", message, re.I
            )
            for name in self.names
        )


@dataclass(frozen=True, slots=True)
class Spot:
    """The words of a fault in the faulted version, with those of its line before and behind."""

    before: str
    words: str
    behind: str


@dataclass(frozen=True, slots=True)
class Planted:
    """A report with its faults."""

    name: str
    title: str
    language: str
    format: str
    source: str
    faults: tuple[Fault, ...]

    def variant(self, version: Version) -> str:
        """The text of one version, still in the source's markup."""
        return MARK.sub(lambda mark: mark[version], self.source)

    def spots(self) -> dict[str, Spot]:
        """Where each fault stands in the faulted version. A line is a paragraph, an item, a row of a table."""

        def told(part: str) -> str:
            return MARKUP.sub("", MARK.sub(lambda mark: mark["faulted"], part))

        found = {}
        for line in self.source.splitlines():
            for mark in MARK.finditer(line):
                found[mark["id"]] = Spot(
                    told(line[: mark.start()]), told(mark[0]), told(line[mark.end() :])
                )
        return found


def load(path: Path) -> Planted:
    """Read one file. A key that doesn't fit the marks is refused, with what is missing or too much."""
    _, head, source, key = re.split(r"^---\n", path.read_text("utf-8"), flags=re.M)
    faults = tuple(
        Fault(id, row["kind"], tuple(row["names"]), row["why"])
        for id, row in yaml.safe_load(key).items()
    )
    planted = Planted(path.stem, **yaml.safe_load(head), source=source.strip(), faults=faults)
    marks = [mark["id"] for mark in MARK.finditer(source)]
    if sorted(marks) != sorted(fault.id for fault in faults):
        raise ValueError(
            f"{path.name}: marks and key differ: {sorted(set(marks) ^ {f.id for f in faults})}"
        )
    return planted


def reports() -> list[Planted]:
    """All of them, by name."""
    return [load(path) for path in sorted(REPORTS.glob("*.txt"))]
