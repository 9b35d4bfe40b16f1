"""The answer as a page to read and print: the document itself, findings in its margin, and the figure table.

One file without scripts or anything from elsewhere. Marks of notes are put back where they stood.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from html import escape
from importlib.resources import files
from pathlib import PurePath

from probanda.audit.answers.accepted import Accepted
from probanda.audit.answers.as_text import counted, place, quotations, quote
from probanda.audit.answers.graph import draw
from probanda.audit.answers.outcome import Outcome
from probanda.audit.document import Block, Cell, Table
from probanda.audit.extract.quantities import Quantity, quantities
from probanda.audit.finding import Finding
from probanda.audit.rules import all_rules

__all__ = ["as_html"]

#: Dots that lead to a page number would fill lines of their own.
_LEADERS = re.compile(r"\s*(?:(?:[.·_…]\s?){4,}|(?:-\s?){5,})\s*")
#: A longer word (an address, a checksum) may be broken in a cell of a table.
_LONGEST_WORD = 20
_WEIGHT = {"error": 0, "warning": 1, "note": 2}


def as_html(outcome: Outcome) -> str:
    """A whole HTML page."""
    style = files("probanda.audit").joinpath("data/audit.css").read_text(encoding="utf-8")
    document = outcome.document
    title = escape(document.title or outcome.file)
    language = document.language if document.language != "und" else "en"
    parts = [
        f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>Audit: {title}</title><style>{style}</style></head><body>",
        f'<header lang="en"><h1>Audit of {escape(PurePath(outcome.file).name)}</h1>{_summary(outcome)}</header>',
        f"<main>{''.join(_Page(outcome).rows())}</main>",
        f'<section lang="en" class="after"><h2>Figures</h2>{_figure_table(outcome)}'
        f"<h2>How the figures hang together</h2>{_graph(outcome)}{_unchecked(outcome)}</section>",
        "</body></html>\n",
    ]
    return "".join(parts)


def _summary(outcome: Outcome) -> str:
    document = outcome.document
    date = f"dated {document.date.iso} ({document.date.how})" if document.date else "no date found"
    accepted = [_accepted(outcome, each, why) for _, each, why in outcome.accepted_findings]
    remarks = "".join(f"<li>{escape(each.message)}</li>" for each in document.remarks)
    listed = "".join(
        f'<details class="{severity}"{" open" if severity == "error" else ""}>'
        f"<summary>{title} ({len(chosen)})</summary><ol>{''.join(chosen)}</ol></details>"
        for severity, title in (("error", "Errors"), ("warning", "Warnings"), ("note", "Notes"))
        if (
            chosen := [
                _listed(outcome, *each)
                for each in outcome.open_findings
                if each[1].severity == severity
            ]
        )
    )
    return (
        f"<p><b>{counted(outcome).replace(', ', '</b>, ', 1)}"
        f"{f', {len(accepted)} accepted' if accepted else ''}. Read as {document.format}, {document.language},"
        f" {date}; text {document.sha256[:16]}…</p>"
        + (f"<ul>{remarks}</ul>" if remarks else "")
        + listed
        + _of_record(outcome)
        + (
            f"<details><summary>Accepted ({len(accepted)})</summary><ol>{''.join(accepted)}</ol></details>"
            if accepted
            else ""
        )
    )


def _of_record(outcome: Outcome) -> str:
    """What the casebook's record holds against the document, each with a link to its place."""
    held = outcome.open_of_record
    if not held:
        return ""
    rows = "".join(
        f'<li><a href="#r{name}">{escape(each.message)}</a>'
        f" <small>{each.severity}, {escape(place(outcome.document, each.start))}</small></li>"
        for name, each in held
    )
    opened = " open" if any(each.severity == "error" for _, each in held) else ""
    return (
        f'<details class="record"{opened}><summary>In the record ({len(held)})</summary>'
        f"<ol>{rows}</ol></details>"
    )


def _listed(outcome: Outcome, name: str, finding: Finding) -> str:
    where = escape(place(outcome.document, finding.start))
    return f'<li><a href="#f{name}">{escape(finding.message)}</a> <small>{where}</small></li>'


def _accepted(outcome: Outcome, finding: Finding, why: Accepted) -> str:
    """What was accepted, where, and with what reason, by whom and when."""
    where = escape(place(outcome.document, finding.start))
    signed = escape(", ".join(filter(None, (why.by, why.on))))
    return (
        f"<li>{escape(finding.message)} <small>{where}</small>"
        f"<br><b>{escape(why.reason)}</b>{f' <small>{signed}</small>' if signed else ''}</li>"
    )


class _Page:
    """Blocks of the document with the findings that begin in each."""

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome
        self.document = outcome.document
        self.text = self.document.text
        self.rules = all_rules()
        self.findings: dict[int, list[tuple[str, Finding]]] = defaultdict(list)
        self.spans: dict[int, list[tuple[int, int, str, str]]] = defaultdict(list)
        for name, each in outcome.open_findings:
            block = self.document.block_of(each.start)
            index = block.index if block else 0
            self.findings[index].append((name, each))
            if block and each.end > each.start:
                end = min(each.end, block.end)
                self.spans[index].append((each.start, end, name, each.severity))
        self.record: dict[int, list[tuple[str, Finding]]] = defaultdict(list)
        for name, each in outcome.open_of_record:
            block = self.document.block_of(each.start)
            self.record[block.index if block else 0].append((name, each))
        self.figures: dict[int, list[tuple[int, Quantity]]] = defaultdict(list)
        for number, figure in enumerate(outcome.report.facts.of(quantities)):
            self.figures[figure.block].append((number, figure))
        self.marks: dict[int, list[tuple[int, str]]] = defaultdict(list)
        for mark in self.document.marks:
            block = self.document.block_of(mark.position)
            if block:
                self.marks[block.index].append((mark.position, mark.label))
        self.tables = {table.start: table for table in self.document.tables}

    def rows(self) -> Iterator[str]:
        """One row per block or table: the text, and beside it the findings."""
        page: int | None = None
        place_in = 0
        blocks = self.document.blocks
        ends = [each.end for each in blocks]
        while place_in < len(blocks):
            block = blocks[place_in]
            here = self.document.page_of(block.start)
            if here != page and here is not None:
                page = here
                yield f'<div class="page">{page}</div>'
            table = self.tables.get(block.start) if block.kind == "cell" else None
            if table is not None:
                after = bisect_right(ends, table.end)
                inside = blocks[place_in:after]
                yield self._row(self._table(table, inside), inside)
                place_in = after
                continue
            yield self._row(self._block(block), [block])
            place_in += 1

    def _row(self, content: str, blocks: Sequence[Block]) -> str:
        """Text and the findings in it. A heading begins below all notes before it, so that none strays far."""
        found = [each for block in blocks for each in self.findings.get(block.index, ())]
        found.sort(key=lambda item: _WEIGHT[item[1].severity])
        notes, before = [], ""
        for name, each in found:
            mend = each.suggestion if each.suggestion != before else ""
            notes.append(self._note(name, each, mend))
            before = each.suggestion
        notes += [
            self._record_note(*each)
            for block in blocks
            for each in self.record.get(block.index, ())
        ]
        aside = f'<aside lang="en">{"".join(notes)}</aside>' if notes else ""
        kind = "row head" if blocks[0].kind == "heading" else "row"
        return f'<div class="{kind}">{aside}<div class="text">{content}</div></div>'

    def _block(self, block: Block) -> str:
        words = self._words(block)
        number = f'<span class="number">{escape(block.number)}</span> ' if block.number else ""
        if block.kind == "heading":
            level = min(block.level + 1, 6)
            return f"<h{level}>{number}{words}</h{level}>"
        return f'<p class="{block.kind}">{number}{words}</p>'

    def _table(self, table: Table, blocks: Sequence[Block]) -> str:
        by_start = {block.start: block for block in blocks}
        rows: list[str] = []
        for number, row in enumerate(table.rows):
            tag = "th" if number < table.headers else "td"
            cells = "".join(
                f"<{tag}{self._long(cell)}{_span('rowspan', cell.row_span)}{_span('colspan', cell.column_span)}>"
                f"{self._words(by_start[cell.start]) if cell.end > cell.start and cell.start in by_start else ''}"
                f"</{tag}>"
                for cell in row
            )
            kind = ' class="total"' if number in table.totals else ""
            rows.append(f"<tr{kind}>{cells}</tr>")
        return f"<table>{''.join(rows)}</table>"

    def _long(self, cell: Cell) -> str:
        """A cell with a word that no column holds may break it; numbers and dates are never broken."""
        words = self.document.text[cell.start : cell.end].split()
        return ' class="long"' if max(map(len, words), default=0) > _LONGEST_WORD else ""

    def _words(self, block: Block) -> str:
        """The text of a block with findings marked, figures anchored and marks of notes in place."""
        opens: dict[int, list[str]] = defaultdict(list)
        points = {block.start, block.end}
        spans = self.spans.get(block.index, [])
        for start, end, _, _ in spans:
            points |= {start, end}
        for number, figure in self.figures.get(block.index, ()):
            if block.start <= figure.start < block.end:
                opens[figure.start].append(f'<a id="q{number}"></a>')
                points.add(figure.start)
        for position, label in self.marks.get(block.index, ()):
            opens[position].append(f"<sup>{escape(label)}</sup>")
            points.add(position)
        ordered = sorted(point for point in points if block.start <= point <= block.end)
        pieces: list[str] = []
        for first, last in zip(ordered, [*ordered[1:], block.end], strict=True):
            pieces += opens.get(first, ())
            words = escape(self.text[first:last]).replace("\n", "<br>")
            if block.kind == "contents":
                words = _LEADERS.sub(" … ", words)
            over = [span for span in spans if span[0] <= first and last <= span[1]]
            if over and words:
                worst = min(over, key=lambda span: _WEIGHT[span[3]])
                words = f'<mark class="{worst[3]}"><a href="#f{worst[2]}">{words}</a></mark>'
            pieces.append(words)
        return "".join(pieces)

    def _note(self, name: str, finding: Finding, mend: str) -> str:
        rule = self.rules[finding.rule]
        evidence = "".join(
            f"<blockquote>{escape(quote(self.document, position))}"
            f" <small>{escape(place(self.document, position))}</small></blockquote>"
            for position in quotations(self.document, finding)
        )
        mend = f'<p class="mend">{escape(mend)}</p>' if mend else ""
        return (
            f'<div class="finding {finding.severity}" id="f{name}"><b>{escape(rule.title)}</b>'
            f" <code>{escape(finding.rule)}</code><p>{escape(finding.message)}</p>{evidence}{mend}"
            f"<small>{finding.severity}, {_briefly(self.outcome, finding.start)}, {name}</small></div>"
        )

    def _record_note(self, name: str, finding: Finding) -> str:
        words = " ".join(self.text[finding.start : finding.end].split())
        mend = f'<p class="mend">{escape(finding.suggestion)}</p>' if finding.suggestion else ""
        return (
            f'<div class="finding record" id="r{name}"><b>In the record</b> <code>{escape(finding.rule)}</code>'
            f"<p>“{escape(words)}”: {escape(finding.message)}</p>{mend}"
            f"<small>{finding.severity}, {escape(_briefly(self.outcome, finding.start))}, {name}</small></div>"
        )


def _span(name: str, count: int) -> str:
    return f' {name}="{count}"' if count > 1 else ""


def _figure_table(outcome: Outcome) -> str:
    """Every quantity: what, where, when, who says so."""
    rows: list[str] = []
    facts = outcome.report.facts
    for number, each in enumerate(facts.of(quantities)):
        said = each.as_json(facts)
        cells = (
            f'<a href="#q{number}">{escape(str(said["text"]))}</a>',
            escape("" if said["bound"] == "exact" else str(said["bound"])),
            escape(str(said["counted"] or said["unit"])),
            escape(str(said["subset"] or "").replace("_", " ")),
            escape(", ".join(said["places"])),
            escape(str(said["period"] or "")),
            escape(str(said["speaker"] or ("quoted" if said["quoted"] else ""))),
            escape(_briefly(outcome, each.start)),
        )
        rows.append("<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>")
    if not rows:
        return "<p>The document states no figures.</p>"
    heads = (
        "Figure",
        "How exact",
        "What is counted",
        "Part",
        "Place",
        "Period",
        "Who says so",
        "Where",
    )
    head = "".join(f"<th>{each}</th>" for each in heads)
    return f'<table class="figures"><thead><tr>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table>'


def _briefly(outcome: Outcome, position: int) -> str:
    """Page or line, and the number of the section."""
    document = outcome.document
    page, line = document.page_of(position), document.line_of(position)
    section = document.section_of(position)
    parts = [f"p. {page}"] if page else [f"line {line}"] if line else []
    if section and section.number:
        parts.append(f"§ {section.number}")
    return ", ".join(parts) or place(document, position)


def _graph(outcome: Outcome) -> str:
    drawn = draw(outcome)
    if not drawn:
        return "<p>No figure is part of another, repeats another or contradicts another.</p>"
    return (
        '<p class="key"><span class="part">part of</span> <span class="same">same value</span>'
        f' <span class="conflict">in conflict</span></p><div class="wide">{drawn}</div>'
    )


def _unchecked(outcome: Outcome) -> str:
    if not outcome.report.unchecked:
        return ""
    rows = "".join(
        f"<li><code>{escape(code)}</code>: {escape(' '.join(reasons))}</li>"
        for code, reasons in outcome.report.unchecked.items()
    )
    return f"<h2>Not checked</h2><ul>{rows}</ul>"
