"""From a checked document to the tree that every writer prints: tables built, charts and maps drawn, all numbered.

After this the writers need neither record nor level.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from probanda.consent import Level
from probanda.problems import Problem
from probanda.report.assets import Asset, from_picture, read_asset
from probanda.report.charts import draw_chart
from probanda.report.document import CheckedDocument, Meta
from probanda.report.labels import Labels, labels_for
from probanda.report.maps import draw_map, visible_points
from probanda.report.nodes import (
    Node,
    attributes,
    cell,
    div,
    image,
    para,
    plain,
    plain_text,
    rewrite,
    strong,
    table,
    text,
)
from probanda.report.numbering import Heading, number_document
from probanda.report.values import Cell, Chart, Map, Record, Table

__all__ = ["Assembled", "assemble"]


@dataclass(frozen=True, slots=True)
class Assembled:
    """Everything that a writer needs. ``assets`` by the name that stands in an image's target."""

    meta: Meta
    labels: Labels
    level: Level
    draft: bool
    blocks: list[Node]
    headings: tuple[Heading, ...]
    assets: dict[str, Asset]
    logos: tuple[
        tuple[Asset, str], ...
    ] = ()  # with alternative text, in the order of organisations
    problems: tuple[Problem, ...] = field(default=())


def assemble(
    document: CheckedDocument,
    record: Record,
    words: CellWords,
    base: Path,
    annexes: Sequence[Node] = (),
) -> Assembled:
    """Builds tables and pictures, appends annexes, numbers everything.

    ``words`` gives the words of a table cell at the document's level; ``base`` is the manuscript's folder, which
    pictures are relative to.
    """
    labels = labels_for(document.meta.language)
    bench = _Bench(document, record, words, base, labels)
    blocks = rewrite([*document.ast["blocks"], *annexes], bench.change)
    numbered = number_document(blocks, labels)
    logos: list[tuple[Asset, str]] = []
    for organisation in document.meta.organisations:
        if organisation.logo:
            found = bench.asset(organisation.logo, f"logo-{len(logos) + 1}")
            if found is not None:
                logos.append((found, organisation.logo_alt or organisation.name))
    if not labels.known:
        bench.problems.append(
            Problem(
                "labels-language",
                f"There are no labels in {document.meta.language!r}: “Table”, “Contents” and the annexes are "
                "in English.",
                severity="warning",
            )
        )
    bench.problems.extend(
        Problem("reference-unresolved", f"Nothing in the document is called {key!r}.")
        for key in numbered.unresolved
    )
    return Assembled(
        document.meta,
        labels,
        document.level,
        document.draft,
        numbered.blocks,
        numbered.headings,
        bench.assets,
        tuple(logos),
        tuple(bench.problems),
    )


#: What stands in a cell at the document's level, as inlines.
CellWords = Callable[[Cell], "list[Node]"]


class _Bench:
    def __init__(
        self,
        document: CheckedDocument,
        record: Record,
        words: CellWords,
        base: Path,
        labels: Labels,
    ) -> None:
        self.document, self.record, self.words = document, record, words
        self.base, self.labels = base, labels
        self.assets: dict[str, Asset] = {}
        self.problems: list[Problem] = []
        self._read: dict[str, str] = {}

    def change(self, node: Node) -> Node | list[Node] | None:
        """Replaces one placeholder or one picture; leaves everything else."""
        if node["t"] == "Image":
            return self._image(node)
        if node["t"] != "Div":
            return None
        identifier, classes, values = attributes(node)
        build = next((_BUILDERS[name] for name in classes if name in _BUILDERS), None)
        if build is None:
            return None
        caption = [inline for block in node["c"][1] for inline in block["c"]]
        return build(self, identifier, values, caption)

    def asset(self, path: str, name: str) -> Asset | None:
        """The author's picture at this path; a problem is noted when it cannot be used."""
        found = read_asset(self.base / path, name)
        if isinstance(found, Problem):
            self.problems.append(found)
            return None
        return found

    def _image(self, node: Node) -> Node | None:
        target = node["c"][2][0]
        if target in self.assets:
            return None
        if target not in self._read:
            name = f"image-{len(self._read) + 1}"
            found = self.asset(target, name)
            if found is None:
                return strong(text(f"[{target}]"))
            self.assets[name] = found
            self._read[target] = name
        return {"t": "Image", "c": [*node["c"][:2], [self._read[target], ""]]}

    def table(
        self, identifier: str, values: dict[str, str], caption: list[Node]
    ) -> Node | list[Node]:
        found = self.record.table(values["key"])
        if found is None:
            return self._absent(values["key"])
        right = [column for column in range(len(found.columns)) if _is_numeric(found, column)]
        rows = []
        for number, row in enumerate(found.rows):
            last = found.total_row and number == len(found.rows) - 1
            inlines = [self.words(one) for one in row]
            rows.append([cell([strong(i)] if last and i else i) for i in inlines])
        built = table(
            [cell(self.words(Cell(text=column))) for column in found.columns],
            rows,
            caption=caption,
            identifier=identifier,
            right=right,
            classes=["total"] if found.total_row else [],
        )
        return [built, *self._note(found.note)]

    def chart(
        self, identifier: str, values: dict[str, str], caption: list[Node]
    ) -> Node | list[Node]:
        found = self.record.chart(values["key"])
        if found is None:
            return self._absent(values["key"])
        found = self._said(found)
        name = f"chart-{len(self.assets) + 1}"
        try:
            self.assets[name] = from_picture(name, draw_chart(found, self.labels))
        except ValueError as error:
            return self._undrawable(error, values["key"])
        data = div([_chart_data(found, self.labels)], ["probanda-data"])
        return [self._figure(identifier, name, values, caption), data, *self._note(found.note)]

    def map(
        self, identifier: str, values: dict[str, str], caption: list[Node]
    ) -> Node | list[Node]:
        found = self.record.map(values["key"])
        if found is None:
            return self._absent(values["key"])
        name = f"map-{len(self.assets) + 1}"
        try:
            picture = draw_map(found, self.document.level, self.labels)
        except ValueError as error:
            return self._undrawable(error, values["key"])
        self.assets[name] = from_picture(name, picture)
        visible = visible_points(found, self.document.level)
        notes = [found.note] if found.note else []
        if visible.coarsened:
            notes.append(self.labels.word("map-note", count=visible.coarsened))
        if visible.left_out:
            notes.append(self.labels.word("map-left-out", count=visible.left_out))
        data = div([_map_data(found, self.document.level, self.labels)], ["probanda-data"])
        return [
            self._figure(identifier, name, values, caption),
            data,
            *self._note(" ".join(notes)),
        ]

    def _figure(
        self, identifier: str, name: str, values: dict[str, str], caption: list[Node]
    ) -> Node:
        size = {"width": values["width"]} if values.get("width") else {}
        picture = image(name, values.get("alt", ""), **size)
        return {
            "t": "Figure",
            "c": [
                [identifier, [], []],
                [None, [plain(caption)] if caption else []],
                [plain([picture])],
            ],
        }

    def _note(self, words: str) -> list[Node]:
        if not words:
            return []
        label = f"{self.labels.word('note')}: "
        return [div([para([*text(label), *self.words(Cell(text=words))])], ["probanda-note"])]

    def _said(self, chart: Chart) -> Chart:
        """A chart whose names are in the words that the level allows: a picture is masked nowhere else."""

        def say(words: str) -> str:
            return plain_text(self.words(Cell(text=words))) if words else ""

        return replace(
            chart,
            categories=tuple(map(say, chart.categories)),
            series=tuple(replace(one, label=say(one.label)) for one in chart.series),
            x_label=say(chart.x_label),
            y_label=say(chart.y_label),
        )

    def _undrawable(self, error: ValueError, key: str) -> Node:
        self.problems.append(
            Problem(
                "picture-undrawable",
                f"A picture cannot be drawn: {error}.",
                column=key,
                remedy="See what figures.yaml gives it.",
            )
        )
        return self._absent(key)

    def _absent(self, key: str) -> Node:
        """Possible in a draft only: the checker has already said that there is no such key."""
        return para([strong(text(f"[{key}]"))])


_BUILDERS: dict[str, Callable[[_Bench, str, dict[str, str], list[Node]], Node | list[Node]]] = {
    "probanda-table": _Bench.table,
    "probanda-chart": _Bench.chart,
    "probanda-map": _Bench.map,
}

_NUMBER = re.compile(r"[-−+]?[\d\s.,\u00a0\u202f]*\d\s*%?|n/a|–|—|-|")


def _is_numeric(found: Table, column: int) -> bool:
    """Whether every cell below the heading is a figure or looks like a number."""
    cells = [row[column] for row in found.rows if column < len(row)]
    return bool(cells) and all(one.figure or _NUMBER.fullmatch(one.text) for one in cells)


def _chart_data(chart: Chart, labels: Labels) -> Node:
    """The numbers behind a chart, for readers who do not see it."""
    head = [cell(text(chart.x_label)), *(cell(text(series.label)) for series in chart.series)]
    rows = []
    for number, category in enumerate(chart.categories):
        values = [series.values[number] for series in chart.series]
        words = [labels.word("no-value") if v is None else labels.number(v) for v in values]
        rows.append([cell(text(category)), *(cell(text(word)) for word in words)])
    return table(head, rows, right=range(1, len(head)), classes=["unnumbered"])


def _map_data(chart: Map, level: Level, labels: Labels) -> Node:
    """The marks of a map as this level shows them; no coordinates."""
    head = [cell(text(labels.word("kind-place"))), cell(text(labels.word("col-value")))]
    rows = [
        [
            cell(text(point.label)),
            cell(text("" if point.value is None else labels.number(point.value))),
        ]
        for point in visible_points(chart, level).points
    ]
    return table(head, rows, right=[1], classes=["unnumbered"])
