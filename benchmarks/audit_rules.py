"""Precision and recall of each rule of the audit on passages, with Wilson intervals.

The passages are short texts with what the rule must find in them (`tests/audit/passages`). All but ``own`` were
written by people who do not write the rules. ``held2`` was parted by lot, rule by rule, before the program saw it:
``held2/released`` was given to those who mend the rules, ``held2/aside`` was not. ``held`` was told about but not
shown, ``given`` and ``given2`` were tuned on. ``held3`` has the core rules only (a third not in English) and was
shown to nobody who mends them. Only the file's own rule is judged on a passage.

    python -m benchmarks.audit_rules [--set held2|held2/aside|held2/released|held3|held|given|given2|own] [--wrong]
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from benchmarks.filler import expanded
from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit

PASSAGES = Path(__file__).parent.parent / "tests" / "audit" / "passages"
SETS = {
    "held2": ("held2/aside", "held2/released"),
    **{
        kind: (kind,)
        for kind in ("held2/aside", "held2/released", "held3", "held", "given", "given2", "own")
    },
}
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
    report = audit(read_markdown(expanded(passage.text, passage.id)), [passage.rule])
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


def measured(kind: str, rule: str | None, wrong: bool) -> Iterator[str]:
    """The lines for one set: each rule, what was judged wrongly if asked for, and all together."""
    groups: dict[str, list[Verdict]] = {}
    for passage in passages(kind):
        if rule in {None, passage.rule}:
            groups.setdefault(passage.rule, []).append(judge(passage))
    yield f"{kind:34} {'bad':>4} {'good':>4}  {'precision (95 %)':20} recall (95 %)"
    for code, verdicts in groups.items():
        yield row(code, verdicts)
        for each in verdicts:
            if wrong and each.found != each.passage.expected:
                said = "missed" if each.passage.expected else "false"
                yield f"    {said} {each.passage.id} ({each.passage.why}): {each.passage.text!r}"
    yield row("all", [verdict for verdicts in groups.values() for verdict in verdicts])


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--set", choices=tuple(SETS), default="held2/aside")
    arguments.add_argument("--rule")
    arguments.add_argument("--wrong", action="store_true", help="show what was judged wrongly")
    options = arguments.parse_args()
    for kind in SETS[options.set]:
        for line in measured(kind, options.rule, options.wrong):
            print(line, flush=True)


if __name__ == "__main__":
    main()
