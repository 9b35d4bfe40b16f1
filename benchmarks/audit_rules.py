"""Precision and recall of each rule of the audit on passages, with Wilson intervals.

The passages are short texts with what the rule must find in them (`tests/audit/passages`): those of ``held`` and
``given`` were written by somebody who does not write the rules; ``held`` was not looked at while the rules were
tuned, ``given`` was. Only the file's own rule is judged on a passage.

    python -m benchmarks.audit_rules [--set held|given|given2|own] [--wrong]
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit

PASSAGES = Path(__file__).parent.parent / "tests" / "audit" / "passages"
Z = 1.959964


@dataclass(frozen=True)
class Passage:
    """A short text, and whether its rule must find something in it."""

    rule: str
    id: str
    text: str
    expected: bool
    why: str


@dataclass(frozen=True)
class Verdict:
    """What the rule did with a passage."""

    passage: Passage
    found: bool


def passages(kind: str) -> Iterator[Passage]:
    for path in sorted((PASSAGES / kind).glob("*.yaml")):
        file = yaml.safe_load(path.read_text("utf-8"))
        for row in file["passages"]:
            yield Passage(
                file["rule"],
                str(row["id"]),
                row["text"],
                file["rule"] in (row.get("expect") or []),
                row.get("why", ""),
            )


def judge(passage: Passage) -> Verdict:
    report = audit(read_markdown(passage.text), [passage.rule])
    return Verdict(passage, bool(report.findings))


def wilson(hits: int, of: int) -> tuple[float, float]:
    """The 95 % score interval of a proportion (Wilson 1927)."""
    if not of:
        return 0.0, 1.0
    share, square = hits / of, Z * Z
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = Z * math.sqrt(share * (1 - share) / of + square / (4 * of * of)) / (1 + square / of)
    return max(0.0, middle - half), min(1.0, middle + half)


def shown(hits: int, of: int) -> str:
    if not of:
        return "    –"
    low, high = wilson(hits, of)
    return f"{hits / of:5.2f} ({low:.2f}–{high:.2f})"


def row(name: str, verdicts: list[Verdict]) -> str:
    right = sum(v.found and v.passage.expected for v in verdicts)
    said = sum(v.found for v in verdicts)
    wanted = sum(v.passage.expected for v in verdicts)
    return f"{name:34} {wanted:4} {len(verdicts) - wanted:4}  {shown(right, said):20} {shown(right, wanted)}"


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--set", choices=("held", "given", "given2", "own"), default="held")
    arguments.add_argument("--rule")
    arguments.add_argument("--wrong", action="store_true", help="show what was judged wrongly")
    options = arguments.parse_args()
    groups: dict[str, list[Verdict]] = {}
    for passage in passages(options.set):
        if options.rule in {None, passage.rule}:
            groups.setdefault(passage.rule, []).append(judge(passage))
    print(f"{'rule':34} {'bad':>4} {'good':>4}  {'precision (95 %)':20} recall (95 %)")
    for rule, verdicts in groups.items():
        print(row(rule, verdicts))
        if options.wrong:
            for each in verdicts:
                if each.found != each.passage.expected:
                    kind = "missed" if each.passage.expected else "false"
                    print(
                        f"    {kind} {each.passage.id} ({each.passage.why}): {each.passage.text!r}"
                    )
    every = [verdict for verdicts in groups.values() for verdict in verdicts]
    print(row("all", every))


if __name__ == "__main__":
    main()
