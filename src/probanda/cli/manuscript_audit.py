"""The audit of a manuscript, and its numbers, citations and names against the record of the casebook.

What is bound (``[3,928]{figure=missing-all}``) the build checks by itself, and so it does withheld names. Here the
text as a reader will see it goes through the audit, and what stands bare is looked up: a number among the
figures (where one figure alone has that value and speaks of the same thing, ``--fix`` wraps it), a citation
without a key among the sources, a name without a key among the persons.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from probanda.audit.document import Document, DocumentDate
from probanda.audit.extract.quantities import Quantity, quantities
from probanda.audit.facts import Facts
from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit_facts
from probanda.cli.record_lookup import (
    ASKS_FOR_CONSENT,
    SMALLEST,
    RecordForLookup,
    citations,
    differing,
    known_figures,
    names,
    speaks_of,
)
from probanda.consent import Level
from probanda.problems import Problem
from probanda.report.spellings import fold

__all__ = ["Binding", "ManuscriptAudit", "audit_manuscript", "bind"]

_HEAD = re.compile(r"\A---\n.*?\n(?:---|\.\.\.)\n", re.DOTALL)
_SPAN = re.compile(r"\[(?P<words>[^\[\]]*)\]\{(?P<attributes>[^{}\n]*)\}")
_FIGURE = re.compile(r"(?<![\w-])figure=[\"']?(?P<key>[\w:.-]+)")
_CITATION = re.compile(
    r"[ ]?\[@[^\]]*\]|\{[.#=][^{}\n]*\}|^:::[^\n]*$|<!--.*?-->", re.MULTILINE | re.DOTALL
)
#: Rules that ask for what the build's own check already asks for, or that a manuscript answers with its keys.
_LEFT_TO_THE_BUILD = frozenset(
    {"over-length", "limit-unknown", "image-undescribed", "source-unnamed", "allegation-unsourced"}
)
#: What makes a number one end of a range ("17 to 19 persons"), which no figure has.
_TO = re.compile(r"\s*(?:[-–—]|(?:to|до|a|à|dək)\s)\s*\d")
_FROM = re.compile(r"\d\s*(?:[-–—]|\s(?:to|до|a|à|dək)\s)\s*\Z")
#: Spans whose words a key stands for.
_NAMED = re.compile(r"(?<![\w-])(?:person|site|place)=")


@dataclass(frozen=True, slots=True)
class Binding:
    """A bare number that one figure alone explains: 1-based line, character in it, words, key."""

    line: int
    char: int
    words: str
    key: str


@dataclass(frozen=True, slots=True)
class ManuscriptAudit:
    """What the audit holds against a manuscript, and which bare numbers can be bound."""

    problems: tuple[Problem, ...]
    bindings: tuple[Binding, ...]


def audit_manuscript(
    text: str, record: RecordForLookup, *, file: str = "", date: str = ""
) -> ManuscriptAudit:
    """Audit a manuscript as its reader will see it, and look its bare numbers up among the figures."""
    facts = Facts(_document(text, record, date))
    # what a key stands for: the build asks its consent, and whether the level shows the name
    bound = {fold(m["words"]) for m in _SPAN.finditer(text) if _NAMED.search(m["attributes"])}
    problems = [
        Problem(
            f"audit-{finding.rule}",
            finding.message,
            file=file,
            line=facts.document.line_of(finding.start),
            found=facts.quote(finding.start, min(finding.end, finding.start + 80)),
            remedy=finding.suggestion,
            severity="notice" if finding.severity == "note" else "warning",
        )
        for finding in audit_facts(facts).findings
        if finding.rule not in _LEFT_TO_THE_BUILD
        and not (
            finding.rule in ASKS_FOR_CONSENT
            and fold(facts.quote(finding.start, finding.end)) in bound
        )
    ]
    bindings, open_ones = _look_up(facts, text, record, file)
    # withheld names are the build's own error, with a key to wrap them in
    looked = [
        *citations(facts, record),
        *(each for each in names(facts, record, Level.INTERNAL) if not each.keys),
    ]
    unknown = [
        each.problem(facts, file)
        for each in looked
        if each.code and fold(facts.quote(each.start, each.end)) not in bound
    ]
    return ManuscriptAudit((*problems, *open_ones, *unknown), bindings)


def bind(text: str, bindings: Iterable[Binding]) -> str:
    """The manuscript with numbers wrapped in their figures.

    >>> bind("Of 3,928 persons", [Binding(1, 4, "3,928", "missing-all")])
    'Of [3,928]{figure=missing-all} persons'
    """
    lines = text.split("\n")
    for each in sorted(bindings, key=lambda b: (b.line, b.char), reverse=True):
        line = lines[each.line - 1]
        start, end = each.char - 1, each.char - 1 + len(each.words)
        lines[each.line - 1] = f"{line[:start]}[{each.words}]{{figure={each.key}}}{line[end:]}"
    return "\n".join(lines)


def _document(text: str, record: RecordForLookup, date: str) -> Document:
    """The manuscript without its marks, line for line."""

    def words(found: re.Match[str]) -> str:
        if found["words"]:
            return found["words"]
        key = _FIGURE.search(found["attributes"])
        figure = record.figure(key["key"]) if key else None
        return "" if figure is None or figure.value is None else f"{figure.value.normalize():,f}"

    plain = _HEAD.sub(_only_lines, text)
    plain = _CITATION.sub(_only_lines, _SPAN.sub(words, plain))
    document = read_markdown(plain)
    if re.fullmatch(r"\d{4}(?:-\d\d){0,2}", date):
        document = replace(document, date=DocumentDate(date, "given"))
    return document


def _only_lines(found: re.Match[str]) -> str:
    return "\n" * found.group().count("\n")


def _look_up(
    facts: Facts, text: str, record: RecordForLookup, file: str
) -> tuple[tuple[Binding, ...], list[Problem]]:
    figures = known_figures(record)
    lines = text.split("\n")
    bindings: list[Binding] = []
    problems: list[Problem] = []
    for q in facts.of(quantities):
        if q.unit != "count" or q.words or not q.exact or q.spoken or q.value < SMALLEST:
            continue
        line = facts.document.line_of(q.start)
        place = _bare(lines[line - 1], facts.text[q.start : q.end]) if line else None
        if line is None or place is None:
            continue
        same = [f for f in figures if f.value == q.value]
        near = [f for f in same if speaks_of(facts, f, q)]
        if len(same) == 1 and near:
            words = facts.text[q.start : q.end]
            bindings.append(Binding(line, place + 1, words, same[0].key))
            problems.append(
                _unbound(file, line, place, q, [same[0].key], "Bind it, or let --fix do it.")
            )
        elif near:
            keys = [f.key for f in near]
            problems.append(
                _unbound(file, line, place, q, keys, "Bind it to the one that is meant.")
            )
        elif other := differing(facts, figures, q):
            problems.append(replace(other.problem(facts, file), char=place + 1))
    return tuple(bindings), problems


def _unbound(
    file: str, line: int, place: int, q: Quantity, keys: list[str], remedy: str
) -> Problem:
    return Problem(
        "number-unbound",
        f"{q.shown} stands bare, and the record has it as {', '.join(keys)}.",
        file=file,
        line=line,
        char=place + 1,
        found=q.shown,
        remedy=remedy,
        severity="notice",
    )


def _bare(line: str, words: str) -> int | None:
    """Where a number stands in a line outside brackets; None when nowhere or more than once."""
    hidden: Callable[[re.Match[str]], str] = lambda found: " " * len(found.group())  # noqa: E731
    masked = re.sub(
        r"\[[^\[\]]*\](?:\{[^{}]*\}|\([^()]*\))?|\{[^{}]*\}|`[^`]*`|https?://\S+", hidden, line
    )
    found = list(re.finditer(rf"(?<![\w.,]){re.escape(words)}(?![\w]|[.,]\d)", masked))
    if (
        len(found) != 1
        or _TO.match(masked, found[0].end())
        or _FROM.search(masked[: found[0].start()])
    ):
        return None
    return found[0].start()
