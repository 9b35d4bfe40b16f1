"""Recall of the audit on planted faults of whole reports, and what it says of their clean twins.

The reports (``benchmarks/audit_reports``; places, people and bodies are invented) were written by somebody who
read no rule, each twice in one file: clean, and with some twenty faults. Each version is made into the kind of
file that such a report is published as, read and audited by the public functions. What makes a fault found is said
in `planted_judge`.

    python -m benchmarks.audit_reports [--format md] [--misses] [--alarms] [NAME ...]
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.audit_rules import shown
from benchmarks.planted import Planted, reports
from benchmarks.planted_files import FORMATS, written
from benchmarks.planted_judge import finders
from probanda.audit.document import Document
from probanda.audit.finding import Finding
from probanda.audit.reading import read_file
from probanda.audit.rules import audit

#: Where a format has no pages.
WORDS_A_PAGE = 450
LANGUAGES = ("en", "ru", "es")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was found in one report.

    Attributes:
        planted: the report.
        pages: of the clean version, counted or reckoned from its words.
        clean: findings on the clean version.
        found: for each fault the findings that count.
    """

    planted: Planted
    pages: int
    clean: list[Finding]
    found: dict[str, list[Finding]]

    def said(self, severity: str) -> int:
        """How many findings of a severity the clean version has."""
        return sum(finding.severity == severity for finding in self.clean)


def evaluate(planted: Planted, format: str = "") -> Outcome:
    """Make both versions, read and audit them, and judge."""
    with tempfile.TemporaryDirectory() as folder:
        clean, faulted = (
            read_file(written(planted, version, Path(folder), format))
            for version in ("clean", "faulted")
        )
    told, before = list(audit(faulted).findings), list(audit(clean).findings)
    return Outcome(planted, pages(clean), before, finders(planted, before, told, faulted))


def pages(document: Document) -> int:
    if document.pages:
        return len(document.pages)
    return max(1, round(len(document.text.split()) / WORDS_A_PAGE))


def table(outcomes: list[Outcome]) -> Iterator[str]:
    """Recall by kind and language, then all together."""
    hits: dict[str, dict[str, list[bool]]] = {}
    for outcome in outcomes:
        for fault in outcome.planted.faults:
            for name in (fault.kind, "all"):
                by_language = hits.setdefault(name, {language: [] for language in LANGUAGES})
                by_language[outcome.planted.language].append(bool(outcome.found[fault.id]))
    everything = hits.pop("all")
    heads = "".join(f"{language:>9}" for language in LANGUAGES)
    yield f"{'kind of fault':16}{heads}   {'found':>7}  recall (95 %)"
    for kind in sorted(hits, key=lambda kind: -len(together(hits[kind]))):
        yield row(kind, hits[kind])
    yield row("all", everything)
    for language, mine in everything.items():
        yield row(f"all in {language}", {language: mine})


def row(name: str, by_language: dict[str, list[bool]]) -> str:
    """One line: found of all in each language, and together."""
    parts = "".join(f"{ratio(by_language.get(language, [])):>9}" for language in LANGUAGES)
    hits = together(by_language)
    return f"{name:16}{parts}   {ratio(hits):>7}  {shown(sum(hits), len(hits))}"


def together(by_language: dict[str, list[bool]]) -> list[bool]:
    return [hit for hits in by_language.values() for hit in hits]


def ratio(hits: list[bool]) -> str:
    return f"{sum(hits)}/{len(hits)}" if hits else "–"


def one(outcome: Outcome) -> str:
    """A report in a line."""
    hits = [bool(findings) for findings in outcome.found.values()]
    return (
        f"{outcome.planted.name:24} {outcome.planted.format:16} {outcome.pages:3} pages  {ratio(hits):>6} found;"
        f" clean: {outcome.said('error')} errors, {outcome.said('warning')} warnings"
    )


def misses(outcome: Outcome) -> Iterator[str]:
    for fault in outcome.planted.faults:
        if not outcome.found[fault.id]:
            yield f"    missed {fault.kind} {fault.id}: {fault.why}"


def alarms(outcome: Outcome) -> Iterator[str]:
    for finding in outcome.clean:
        if finding.severity != "note":
            yield f"    {finding.severity} {finding.rule}: {finding.message}"


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("names", nargs="*", help="beginnings of names; none: all reports")
    arguments.add_argument("--format", choices=tuple(FORMATS), default="")
    arguments.add_argument("--misses", action="store_true", help="show the faults not found")
    arguments.add_argument("--alarms", action="store_true", help="show what is said of clean ones")
    options = arguments.parse_args()
    outcomes = []
    for planted in reports():
        if options.names and not planted.name.startswith(tuple(options.names)):
            continue
        outcomes.append(evaluate(planted, options.format))
        print(one(outcomes[-1]), flush=True)
        for line in (
            *(misses(outcomes[-1]) if options.misses else ()),
            *(alarms(outcomes[-1]) if options.alarms else ()),
        ):
            print(line)
    print(*table(outcomes), sep="\n")
    count = sum(outcome.pages for outcome in outcomes)
    for severity in ("error", "warning"):
        said = sum(outcome.said(severity) for outcome in outcomes)
        print(
            f"{severity}s on the clean versions: {said} on {count} pages, {said / count:.2f} a page"
        )


if __name__ == "__main__":
    main()
