"""The annexes, as blocks after the text: figures, reconciliation, sources, persons, what is withheld, method.

Everything that is printed passes through the :class:`Redactor`: an annex never shows more than the text may.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from mimetypes import MimeTypes
from pathlib import PurePosixPath
from typing import Any

from probanda.consent import Consent, Form, Level
from probanda.report.citations.forms import Forms
from probanda.report.document import CheckedDocument, UsedSource
from probanda.report.head import date_in_words
from probanda.report.labels import Labels, labels_for
from probanda.report.nodes import (
    Node,
    bullets,
    cell,
    code,
    div,
    header,
    line_break,
    numbered_list,
    para,
    plain,
    plain_text,
    strong,
    table,
    text,
)
from probanda.report.redaction import Redactor, Shown
from probanda.report.values import ArchivedCopy, Figure, Reconciliation, Record, Source

__all__ = ["Versions", "annexes", "figures_shown"]

#: Python's own table of file kinds: the same on every machine.
_KINDS = MimeTypes()


@dataclass(frozen=True, slots=True)
class Versions:
    """What the document was made with, for the method note."""

    probanda: str
    pandoc: str
    typst: str


def annexes(
    document: CheckedDocument, record: Record, redactor: Redactor, versions: Versions
) -> tuple[list[Node], int]:
    """All annexes of a document, and the number of words in them."""
    desk = _Desk(document, record, redactor, labels_for(document.meta.language), versions)
    blocks = [
        *desk.figures(),
        *desk.reconciliations(),
        *desk.changes(),
        *desk.sources(),
        *desk.persons(),
        *desk.withheld(),
    ]
    method = desk.method(0)  # the count does not depend on the number that stands in the note
    words = len(plain_text([*blocks, *method], notes=True).split())
    return [*blocks, *desk.method(words)], words


def figures_shown(document: CheckedDocument, record: Record) -> tuple[str, ...]:
    """Keys of the figures that a document shows: those of the text first, then of its tables and charts."""
    keys = list(document.used.figure_keys)
    for key in document.used.tables:
        shown = record.table(key)
        keys += [one.figure for row in shown.rows for one in row] if shown else []
    for key in document.used.charts:
        chart = record.chart(key)
        keys += [figure for series in chart.series for figure in series.figures] if chart else []
    return tuple(dict.fromkeys(key for key in keys if key))


class _Desk:
    def __init__(
        self,
        document: CheckedDocument,
        record: Record,
        redactor: Redactor,
        labels: Labels,
        versions: Versions,
    ) -> None:
        self.document, self.record, self.redactor = document, record, redactor
        self.labels, self.versions = labels, versions
        self.word = labels.word

    def _title(self, name: str) -> Node:
        return header(1, text(self.word(f"annex-{name}")), f"annex-{name}", ["annex"])

    def _intro(self, name: str) -> Node:
        return div([para(text(self.word(f"{name}-intro")))], ["lead-in"])  # stays with what follows

    def _say(self, words: str) -> list[Node]:
        """Words of the record in the form that the level allows."""
        return text(self.redactor.text(words))

    def _heads(self, *names: str) -> list[list[Any]]:
        return [cell(text(self.word(f"col-{name}"))) for name in names]

    # Figures -----------------------------------------------------------------------------------------

    def figures(self) -> list[Node]:
        # The cells of a cross-table are figures too ("table[male,civilian]"); its caption defines them.
        keys = [key for key in figures_shown(self.document, self.record) if "[" not in key]
        found = [self.record.figure(key) for key in keys]
        rows = [self._figure_row(figure) for figure in found if figure is not None]
        if not rows:
            return []
        heads = self._heads("figure", "value", "definition", "as-of")
        built = table(heads, rows, right=[1], widths=(0.24, 0.12, 0.44, 0.20))
        return [self._title("figures"), self._intro("figures"), built]

    def _figure_row(self, figure: Figure) -> list[list[Any]]:
        definition = [*text(self.word(f"kind-{figure.kind}") + ": "), *self._say(figure.definition)]
        if who := self._unsaid(figure):
            definition += text(f"; {who}")
        if figure.claims:
            definition += text(" (" + self._behind(len(figure.claims)) + ")")
        if figure.value is None:
            definition += text(f" ({self.word('not-computed', why=figure.problem)})")
        return [
            cell(text(_capital(self.redactor.text(figure.label)))),
            cell(text(self.labels.value(figure))),
            cell(definition),
            cell(text(self._date(figure.as_of))),
        ]

    def _unsaid(self, figure: Figure) -> str:
        """Who states a figure and where, as far as its definition does not say so already."""
        said = self.redactor.text(figure.definition)
        source = self.record.source(figure.source) if figure.source else None
        title = self._source_title(source) if source else ""
        claimant = figure.claimant if self.redactor.text(figure.claimant) not in said else ""
        known = not title or title in said
        return plain_text(self._who(claimant, "" if known else figure.source, figure.locator))

    def _behind(self, count: int) -> str:
        return self.word("claims-behind-one" if count == 1 else "claims-behind", count=count)

    def _who(self, claimant: str, source_key: str, locator: str) -> list[Node]:
        source = self.record.source(source_key) if source_key else None
        parts = [self.redactor.text(claimant)] if claimant else []
        if source is not None:
            title = self._source_title(source)
            parts.append(f"{title}, {locator}" if locator else title)
        return text("; ".join(parts))

    # Reconciliation ----------------------------------------------------------------------------------

    def reconciliations(self) -> list[Node]:
        tables = self.record.reconciliations()
        if not tables:
            return []
        blocks = [self._title("reconciliation"), self._intro("reconciliation")]
        for one in tables:
            blocks += self._reconciliation(one)
        return blocks

    def _reconciliation(self, one: Reconciliation) -> list[Node]:
        rows = [
            [
                cell(self._say(stated.claimant)),
                cell(text(self._stated(stated.value, stated.exactness))),
                cell(text(self._date(stated.as_of))),
                cell(self._who("", stated.source, stated.locator)),
            ]
            for stated in one.values
        ]
        heads = self._heads("claimant", "value", "as-of", "source")
        blocks = [
            header(2, self._say(one.title), f"reconciliation-{one.key}"),
            *([div([para(self._say(one.question))], ["lead-in"])] if one.question else []),
            table(
                heads,
                rows,
                caption=self._say(one.title),
                right=[1],
                widths=(0.34, 0.12, 0.20, 0.34),
            ),
        ]
        lines = []
        for a, b, value in one.differences:
            names = (self._label(a), self._label(b))
            words = self.word("difference", a=names[0], b=names[1], value=self.labels.number(value))
            lines.append([plain(self._say(words))])
        for words in one.explanations:
            lines.append([plain(self._say(words))])
        return [*blocks, *([bullets(lines)] if lines else [])]

    def _stated(self, value: Decimal | None, exactness: str) -> str:
        if value is None:
            return self.word("no-value")
        return " ".join(
            filter(None, (self.word(f"exactness-{exactness}"), self.labels.number(value)))
        )

    def _date(self, edtf: str) -> str:
        return date_in_words(edtf, self.document.meta.language) if edtf else ""

    def _label(self, key: str) -> str:
        figure = self.record.figure(key)
        return figure.label if figure else key

    # Changes -----------------------------------------------------------------------------------------

    def changes(self) -> list[Node]:
        """In drafts only: whoever receives a submission has not seen the build before it."""
        changes = self.record.changes() if self.document.draft else ()
        if not changes:
            return []
        rows = []
        for change in changes:
            moves = [
                self.word(f"entries-{name}", count=len(found))
                for name, found in (
                    ("came", change.came),
                    ("went", change.went),
                    ("changed", change.changed),
                )
                if found
            ]
            why = "; ".join([*([change.reason] if change.reason else []), *moves])
            rows.append(
                [
                    cell(self._say(self._label(change.key))),
                    cell(text(self._stated(change.before, "exact"))),
                    cell(text(self._stated(change.after, "exact"))),
                    cell(self._say(why)),
                ]
            )
        heads = self._heads("figure", "before", "after", "why")
        built = table(heads, rows, right=[1, 2], widths=(0.28, 0.12, 0.12, 0.48))
        return [self._title("changes"), self._intro("changes"), built]

    # Sources -----------------------------------------------------------------------------------------

    def sources(self) -> list[Node]:
        items = []
        for used in self.document.used.sources:
            source = self.record.source(used.key)
            if source is not None:
                items.append(self._source(source, used))
        if not items:
            return []
        listed = div([numbered_list(items)], ["small"])
        return [self._title("sources"), self._intro("sources"), listed]

    def _source(self, source: Source, used: UsedSource) -> list[Node]:
        words: list[Node] = Forms(self.redactor).entire(source)
        if used.notes:
            notes = ", ".join(map(str, used.notes))
            name = self.word("col-notes" if len(used.notes) > 1 else "note").lower()
            words = [*words, *text(f" ({name} {notes})")]
        blocks = [plain(words)]
        copy = source.archived
        if source.consent is Consent.WITHDRAWN:
            return blocks
        if copy is None:
            return [*blocks, plain([strong(text(self.word("no-archive")))])]
        size = self.word("bytes", size=self.labels.number(Decimal(copy.size)))
        facts: list[Node] = []
        if not self._restricted(source):
            facts += [
                *text(f"{self.word('col-archived')}: "),
                *self._file(copy),
                *text(size),
                line_break(),
            ]
        facts += [*text("SHA-256 "), code(copy.sha256, ["digest"])]
        if copy.sha512:
            facts += [line_break(), *text("SHA-512 "), code(copy.sha512, ["digest"])]
        if copy.item and copy.log_index is not None:
            entry = self.word("log-entry", number=str(copy.log_index))
            facts += [
                line_break(),
                *text(f"{self.word('vault-item')} "),
                code(copy.item, ["digest"]),
                *text(f", {entry}"),
            ]
        return [*blocks, plain(facts)]

    def _file(self, copy: ArchivedCopy) -> list[Node]:
        """Where the copy lies; a file that is named by its digest is found by the digest alone."""
        if copy.sha256 in copy.path or copy.item:
            ending = (
                PurePosixPath(copy.path).suffix or _KINDS.guess_extension(copy.media_type) or ""
            )
            kind = ending.lstrip(".").upper()
            return text(f"{kind}, ") if kind and kind != "BIN" else []
        return [code(self.redactor.mask(copy.path)), *text(", ")]

    def _restricted(self, source: Source) -> bool:
        """Whether consent keeps an interview, and the name of its file, from being described at this level."""
        form = self.redactor.form_of(source.consent)
        narrowed = source.kind == "interview" and form is not Form.FULL
        return narrowed or source.consent is Consent.WITHDRAWN

    def _source_title(self, source: Source) -> str:
        if self._restricted(source):
            return self.word("source-restricted")
        return self.redactor.text(source.title or source.symbol or source.author)

    # Persons -----------------------------------------------------------------------------------------

    def persons(self) -> list[Node]:
        inside = self.document.level is Level.INTERNAL  # what somebody agreed to is not for others
        rows: list[list[Any]] = []
        for key in self.document.used.persons:
            person, shown = self.record.person(key), self.redactor.person(key)
            if person is None or shown is None:
                continue
            told = shown.form in {Form.FULL, Form.INITIALS}  # a role already says the rest
            category = self.word(f"category-{person.category}") if told and person.category else ""
            rows.append(
                [
                    cell(text(str(len(rows) + 1))),
                    cell(text(self._called(key, shown))),
                    cell(text(category)),
                    cell(text(person.born[:4] if told else "")),
                    *([cell(text(self.word(f"consent-{shown.consent.value}")))] if inside else []),
                ]
            )
        if not rows:
            return []
        names = ("number", "person", "category", "born", "reason")
        widths = (0.07, 0.38, 0.14, 0.10, 0.31) if inside else (0.08, 0.56, 0.22, 0.14)
        heads = self._heads(*names[: len(widths)])
        built = table(heads, rows, widths=widths, row_headers=2)
        return [self._title("persons"), self._intro("persons"), built]

    def _called(self, key: str, shown: Shown) -> str:
        """The name as the text spells it, so that a reader finds it there; else as the record has it."""
        if shown.form is Form.FULL and key in self.document.used.names:
            return self.document.used.names[key]
        return shown.at_sentence_start().text

    # Withheld ----------------------------------------------------------------------------------------

    def withheld(self) -> list[Node]:
        counted: Counter[tuple[str, str, str]] = Counter()
        times: Counter[tuple[str, str, str]] = Counter()
        for one in self.document.withheld:
            row = (one.kind, one.form.value, one.consent.value)
            counted[row] += 1
            times[row] += one.times
        title = self._title("withheld")
        if not counted:
            return [title, para(text(self.word("nothing-withheld")))]
        rows = [
            [
                cell(text(self.word(f"kind-{kind}"))),
                cell(text(self.word(f"form-{form}"))),
                cell(text(self.word(f"consent-{consent}"))),
                cell(text(str(counted[kind, form, consent]))),
                cell(text(str(times[kind, form, consent]))),
            ]
            for kind, form, consent in sorted(counted)
        ]
        heads = self._heads("what", "form", "reason", "count", "times")
        built = table(heads, rows, right=[3, 4], widths=(0.13, 0.24, 0.35, 0.12, 0.16))
        return [title, self._intro("withheld"), built]

    # Method ------------------------------------------------------------------------------------------

    def method(self, annex_words: int) -> list[Node]:
        words = self.document.words
        total = words.body + words.notes + annex_words
        counts = self.word(
            "method-words",
            **{
                name: self.labels.number(Decimal(value))
                for name, value in (
                    ("body", words.body),
                    ("notes", words.notes),
                    ("annexes", annex_words),
                    ("total", total),
                )
            },
        )
        limit = (
            self.word(
                "method-limit",
                limit=self.labels.number(Decimal(words.limit.words)),
                source=words.limit.source,
            )
            if words.limit
            else self.word("method-no-limit")
        )
        made = self.word(
            "method-build",
            version=self.versions.probanda,
            pandoc=self.versions.pandoc,
            typst=self.versions.typst,
        )
        said: Sequence[str] = (
            made,
            self.word("method-neutral"),
            self.word("method-counting"),
            self.word(f"method-level-{self.document.level.value}"),
            f"{counts} {limit}",
        )
        return [self._title("method"), *(para(text(one)) for one in said)]


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
