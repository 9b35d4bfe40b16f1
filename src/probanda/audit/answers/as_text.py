"""The answer for a terminal: findings by weight, each with its place, its words and the other places."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import fill, shorten

from probanda.audit.answers.outcome import Outcome
from probanda.audit.document import Document
from probanda.audit.finding import Finding

__all__ = ["as_text", "counted", "place", "quotations", "quote"]

#: Letters of a sentence that are shown before it is cut in the middle.
_SHOWN = 280


def as_text(outcome: Outcome, width: int = 0) -> str:
    """Everything that a person needs to see, in lines; folded at a terminal's width, if there is one."""
    return "\n".join(_folded(line, width) for line in _lines(outcome)) + "\n"


def _folded(line: str, width: int) -> str:
    """A line that is too long for the terminal, gone on under its beginning."""
    if not 40 <= width < len(line):
        return line
    indent = " " * (len(line) - len(line.lstrip()) + 2)
    return fill(
        line, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )


def _lines(outcome: Outcome) -> Iterator[str]:
    document = outcome.document
    date = f"{document.date.iso} ({document.date.how})" if document.date else "no date found"
    pages = f", {_many(document.pages[-1].number, 'page')}" if document.pages else ""
    words = _many(len(document.text.split()), "word")
    yield f"{outcome.file}: {document.format}, {document.language}, {date}{pages}, {words}"
    for remark in document.remarks:
        yield f"  read so: {remark.message}"
    for severity, title in (("error", "Errors"), ("warning", "Warnings"), ("note", "Notes")):
        chosen = [(name, each) for name, each in outcome.open_findings if each.severity == severity]
        if not chosen:
            continue
        yield ""
        yield f"{title} ({len(chosen)})"
        for name, each in chosen:
            yield from _finding(document, name, each)
    if outcome.open_of_record:
        yield ""
        yield f"In the record ({len(outcome.open_of_record)})"
        for name, each in outcome.open_of_record:
            yield from _finding(document, name, each, f" {each.severity}")
    accepted = outcome.accepted_findings
    if accepted:
        yield ""
        yield f"Accepted ({len(accepted)})"
        for name, each, why in accepted:
            yield f"  {name} {each.rule}, {place(document, each.start)}: {why.reason}"
    if outcome.report.unchecked:
        yield ""
        yield "Not checked"
        for code, reasons in outcome.report.unchecked.items():
            yield f"  {code}: {' '.join(reasons)}"
    yield ""
    yield counted(outcome) + (f", {len(accepted)} accepted" if accepted else "")


def _many(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def counted(outcome: Outcome) -> str:
    """How many open findings there are: "1 error, 2 warnings, 0 notes"."""
    return ", ".join(
        _many(outcome.counts[severity], severity) for severity in ("error", "warning", "note")
    )


def _finding(document: Document, name: str, finding: Finding, weight: str = "") -> Iterator[str]:
    yield f"  {place(document, finding.start)}:{weight} {finding.rule} [{name}]"
    yield f"    {finding.message}"
    yield f"    > {_cut(quote(document, finding.start))}"
    for position in quotations(document, finding):
        yield f"    {place(document, position)}: > {_cut(quote(document, position))}"
    if finding.suggestion:
        yield f"    {finding.suggestion}"


def quotations(document: Document, finding: Finding) -> list[int]:
    """Positions of the evidence to quote: each sentence or row once, without the finding's own."""
    seen = {document.quote_of(finding.start)}
    positions: list[int] = []
    for each in finding.evidence:
        quoted = document.quote_of(each.start)
        if quoted not in seen:
            seen.add(quoted)
            positions.append(each.start)
    return positions


def quote(document: Document, position: int) -> str:
    """The sentence of a position, or its row of a table with bars between the cells, on one line."""
    first, last = document.quote_of(position)
    bar = " | " if document.table_row(position) else " "
    return " ".join(document.text[first:last].replace("\t", bar).split())


def place(document: Document, position: int) -> str:
    """Page or line, and section, as a person would say it."""
    parts: list[str] = []
    if (page := document.page_of(position)) is not None:
        parts.append(f"page {page}")
    if (line := document.line_of(position)) is not None:
        parts.append(f"line {line}")
    if found := document.table_row(position):
        parts.append(f"table {found[0] + 1}, row {found[1] + 1}")
    block = document.block_of(position)
    if block is not None and block.number and block.kind == "paragraph":
        parts.append(f"paragraph {block.number}")
    if block is not None and block.kind == "footnote":
        parts.append(f"note {block.number}")
    if section := document.section_of(position):
        parts.append(f"section {shorten(section.label, 60, placeholder='…')}")
    return ", ".join(parts) or f"character {position}"


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN // 2]} … {text[-_SHOWN // 2 :]}"
