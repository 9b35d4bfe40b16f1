"""How well numbers of plain sentences are read, against labels written by hand in five languages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from probanda.audit.document import Block, Document
from probanda.audit.extract.language import language_tables
from probanda.audit.extract.quantities import Quantity, quantities
from probanda.audit.facts import Facts

LABELLED = Path(__file__).parent / "labelled" / "quantities.txt"
MARK = re.compile(
    r"\[(?P<words>[^|\]]+)\|(?P<value>[^|\]]+)\|(?P<noun>[^|\]]+)(?:\|(?P<more>[^\]]*))?\]"
)


@dataclass
class Label:
    start: int
    end: int
    value: str
    noun: str
    more: dict[str, str] = field(default_factory=dict)


def sentences() -> Iterator[tuple[str, str, list[Label]]]:
    """Language, text and labels of each sentence."""
    language = ""
    for line in LABELLED.read_text("utf-8").splitlines():
        if line.startswith("== "):
            language = line[3:]
        elif line.strip() and not line.startswith("#"):
            text, labels, last = "", [], 0
            for mark in MARK.finditer(line):
                text += line[last : mark.start()]
                more = dict(re.findall(r"(\w+)=([^=|]+?)(?=\s+\w+=|\Z)", mark["more"] or ""))
                start = len(text)
                text += mark["words"]
                if mark["value"] != "-":
                    labels.append(Label(start, len(text), mark["value"], mark["noun"], more))
                last = mark.end()
            yield language, re.sub(r"\s?/\d+/", "", text + line[last:]), labels


def read(language: str, text: str) -> list[Quantity]:
    document = Document(text, (Block("paragraph", 0, len(text)),), language=language)
    return [q for q in Facts(document).of(quantities) if q.unit != "age"]


def wrong(language: str, label: Label, q: Quantity, found: list[Quantity]) -> list[str]:
    """What of a quantity is not as its label says."""
    tables, more = language_tables(language), label.more
    answer = []
    if q.value != Decimal(Fraction(label.value).numerator) / Decimal(
        Fraction(label.value).denominator
    ):
        answer.append("value")
    noun = label.noun
    if noun != "-" and q.group.head not in {noun, tables.stem(noun)}:
        answer.append(f"noun {q.group.head!r}")
    if q.unit != more.get("unit", "count"):
        answer.append(f"unit {q.unit}")
    if ("exact" if q.exact else q.bound) != more.get("bound", "exact"):
        answer.append(f"bound {q.bound}")
    if "of" in more:
        whole = q.whole if q.whole is not None else q.of
        if whole is None or found[whole].value != Decimal(more["of"]):
            answer.append("whole")
    if "by" in more and more["by"] not in q.around.speaker:
        answer.append(f"speaker {q.around.speaker!r}")
    if "in" in more and (q.around.period is None or q.around.period.edtf != more["in"]):
        answer.append("period")
    return answer


def score() -> tuple[Counter[str], list[str]]:
    """How many of each kind, and what is wrong, sentence by sentence."""
    counts: Counter[str] = Counter()
    remarks: list[str] = []
    for language, text, labels in sentences():
        document = Document(text, (Block("paragraph", 0, len(text)),), language=language)
        every = list(Facts(document).of(quantities))
        left = {q.index for q in every if q.unit != "age"}
        for label in labels:
            counts[f"{language} labelled"] += 1
            at = [q for q in every if label.start <= q.start < label.end]
            if not at:
                remarks.append(
                    f"{language}: {text[label.start : label.end]!r} not read in {text!r}"
                )
                continue
            left -= {at[0].index}
            if "–" in text[label.start : label.end] or " " in text[label.start : label.end]:
                left -= {q.index for q in at[1:]}  # the other end of a span, the base of a share
            faults = wrong(language, label, at[0], every)
            if faults:
                remarks.append(
                    f"{language}: {text[label.start : label.end]!r} {faults} in {text!r}"
                )
            else:
                counts[f"{language} right"] += 1
        for index in sorted(left):
            counts[f"{language} spurious"] += 1
            q = every[index]
            remarks.append(f"{language}: {text[q.start : q.end]!r} is none in {text!r}")
    return counts, remarks


@pytest.mark.parametrize(
    ("language", "least"), [("en", 0.95), ("ru", 0.88), ("es", 0.85), ("fr", 0.9), ("az", 0.8)]
)
def test_numbers_of_plain_sentences_are_read_as_a_person_reads_them(
    language: str, least: float
) -> None:
    counts, remarks = score()
    own = [remark for remark in remarks if remark.startswith(language)]
    labelled, right = counts[f"{language} labelled"], counts[f"{language} right"]
    assert right >= least * labelled, "\n".join(own)
    assert counts[f"{language} spurious"] <= 0.04 * labelled + 1, "\n".join(own)


def test_there_are_enough_labels() -> None:
    counts, _ = score()
    assert sum(n for key, n in counts.items() if key.endswith("labelled")) >= 120


if __name__ == "__main__":
    totals, faults = score()
    print("\n".join(faults))
    print(dict(totals))
