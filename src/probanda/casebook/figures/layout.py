"""Tables, charts and maps of figures.yaml as data. Drawing them is the report's business.

Each number of a crosstab is a figure of its own, ``<table>[<group>,<group>]``, so that it can be opened too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property

from probanda.casebook import models
from probanda.casebook.figures import wording
from probanda.casebook.figures.compute import Figure, FigureSet
from probanda.casebook.figures.definition import (
    CellDefinition,
    ChartDefinition,
    Crosstab,
    MapDefinition,
    Query,
    TableDefinition,
)
from probanda.casebook.figures.formula import Amount
from probanda.casebook.figures.groups import Divided, divide
from probanda.casebook.figures.laid_out import ChartData, PointData, TableData
from probanda.casebook.figures.law_tables import law_chart, law_table

__all__ = ["ChartData", "Layouts", "PointData", "TableData"]

HEADS = {
    "sex": "Sex",
    "category": "Category",
    "age-group": "Age",
    "status": "Status",
    "register": "List",
    "year": "Year",
    "month": "Month",
    "claimant": "According to",
    "place": "Place",
    "site": "Site",
    "act_type": "Act",
    "method": "Method",
    "holder": "Held by",
    "court": "Court",
    "provision": "Provision",
    "nationality": "Nationality",
    "handed_over_by": "Handed over by",
    "received_by": "Received by",
    "issuer": "Issued by",
    "addressee": "Addressed to",
    "obligation": "Obligation",
    "outcome": "Outcome",
    "grade": "Grade",
    "owes": "Owed by",
}


class Layouts:
    """Lays out a set of figures; the crosstabs are divided once each."""

    def __init__(self, figures: FigureSet) -> None:
        self.figures = figures
        self._divided: dict[str, Divided] = {}

    # -- crosstabs ------------------------------------------------------------------------------

    def divided(self, key: str, crosstab: Crosstab) -> Divided:
        """The counts of a table or chart."""
        if key not in self._divided:
            self._divided[key] = divide(self.figures, crosstab)
        return self._divided[key]

    @cached_property
    def crosstabs(self) -> Mapping[str, Crosstab]:
        """All crosstabs by the key of their table or chart."""
        found: dict[str, Crosstab] = {}
        for definitions in (self.figures.file.charts, self.figures.file.tables):
            for key, definition in definitions.items():
                if definition.crosstab is not None:
                    found[key] = definition.crosstab
        return found

    def cell_figure(self, address: str) -> Figure | None:
        """The figure of one cell, ``<table>[<group>,<group>]``; None when there is no such cell."""
        key, bracket, rest = address.partition("[")
        if not bracket or not rest.endswith("]") or key not in self.crosstabs:
            return None
        crosstab = self.crosstabs[key]
        divided = self.divided(key, crosstab)
        found = self._cells(key, divided).get(address)
        if found is None:
            return None
        i, j, value, labels = found
        words = wording.definition(crosstab.query, self.figures.title)
        behind = divided.evidence(i, j) if i >= 0 and j >= 0 else {}
        return Figure(
            address,
            ", ".join(labels) or "Total",
            "query",
            f"{words}; of these: {', '.join(labels)}" if labels else words,
            Decimal(value),
            wording.subject_unit(crosstab.query),
            as_of=crosstab.query.as_of_text,
            amount=Amount.stated(value),
            evidence=behind,
        )

    def _cells(
        self, key: str, divided: Divided
    ) -> dict[str, tuple[int, int, int, tuple[str, ...]]]:
        """Address → (row, column, value, labels) of every number of a crosstab; -1: a total."""
        two = len(divided.lines) == 2
        found: dict[str, tuple[int, int, int, tuple[str, ...]]] = {}
        rows, columns = divided.labels
        for i, row in enumerate(rows):
            for j, column in enumerate(columns):
                labels = (row, column) if two else (row,)
                found[_address(key, labels)] = (i, j, divided.counts[i][j], labels)
            if two:
                found[_address(key, (row, "total"))] = (i, -1, divided.row_totals[i], (row,))
        if two:
            for j, column in enumerate(columns):
                labels = ("total", column)
                found[_address(key, labels)] = (-1, j, divided.column_totals[j], (column,))
        total = ("total", "total") if two else ("total",)
        found[_address(key, total)] = (-1, -1, divided.total, ())
        return found

    def _kept(
        self, labels: tuple[str, ...], totals: tuple[int, ...], crosstab: Crosstab
    ) -> list[int]:
        """All groups, and "not known" where anything is in it."""
        last = len(labels) - 1
        return [
            index
            for index, label in enumerate(labels)
            if not (index == last and label == crosstab.not_known and totals[index] == 0)
        ]

    # -- tables ---------------------------------------------------------------------------------

    def table(self, key: str) -> TableData | None:
        """The table with this key."""
        definition = self.figures.file.tables.get(key)
        if definition is None:
            return None
        if definition.law is not None:
            return law_table(self.figures, definition)
        if definition.crosstab is None:
            return TableData(
                definition.columns, definition.rows, definition.total_row, definition.note
            )
        return self._crosstable(definition, definition.crosstab)

    def _crosstable(self, definition: TableDefinition, crosstab: Crosstab) -> TableData:
        key = definition.key
        if self._unknown_in(crosstab.query, key):
            return TableData(definition.columns or _heads(crosstab), (), False, definition.note)
        divided = self.divided(key, crosstab)
        rows_kept = self._kept(divided.labels[0], divided.row_totals, crosstab)
        two = len(crosstab.by) == 2
        columns_kept = (
            self._kept(divided.labels[1], divided.column_totals, crosstab) if two else [0]
        )
        heads = [HEADS.get(crosstab.by[0], crosstab.by[0].removeprefix("attribute:").capitalize())]
        if two:
            heads.extend(_shown(divided.labels[1][j]) for j in columns_kept)
            if crosstab.total:
                heads.append("Total")
        else:
            heads.append("Number")
        rows: list[tuple[CellDefinition, ...]] = []
        for i in rows_kept:
            label = divided.labels[0][i]
            cells = [CellDefinition(text=_shown(label))]
            for j in columns_kept:
                labels = (label, divided.labels[1][j]) if two else (label,)
                cells.append(CellDefinition(figure=_address(key, labels)))
            if two and crosstab.total:
                cells.append(CellDefinition(figure=_address(key, (label, "total"))))
            rows.append(tuple(cells))
        if crosstab.total:
            last = [CellDefinition(text="Total")]
            if two:
                last.extend(
                    CellDefinition(figure=_address(key, ("total", divided.labels[1][j])))
                    for j in columns_kept
                )
            total = ("total", "total") if two else ("total",)
            last.append(CellDefinition(figure=_address(key, total)))
            rows.append(tuple(last))
        fits = definition.columns if len(definition.columns) == len(heads) else tuple(heads)
        return TableData(
            fits, tuple(rows), crosstab.total, _note(definition.note, divided, crosstab)
        )

    def _unknown_in(self, query: Query, key: str) -> bool:
        """Report what the record does not have; whether there was anything."""
        return bool(self.figures.unknown_in(query, key))

    # -- charts ---------------------------------------------------------------------------------

    def chart(self, key: str) -> ChartData | None:
        """The chart with this key."""
        definition = self.figures.file.charts.get(key)
        if definition is None:
            return None
        if definition.kind == "flow":
            return _flow(definition)
        if definition.law is not None:
            return law_chart(self.figures, definition)
        if definition.crosstab is not None:
            return self._crosschart(definition, definition.crosstab)
        series = tuple(
            (
                item.label,
                tuple(self.value(figure) if figure else None for figure in item.figures),
                item.figures,
            )
            for item in definition.series
        )
        return ChartData(
            definition.kind,
            definition.categories,
            series,
            definition.unit,
            definition.x_label,
            definition.y_label,
            definition.note,
        )

    def value(self, key: str) -> Decimal | None:
        """The value of a figure; None when it is not defined or could not be computed."""
        return self.figures.figure(key).value if key in self.figures.file.figures else None

    def _crosschart(self, definition: ChartDefinition, crosstab: Crosstab) -> ChartData:
        key = definition.key
        labels_of = (definition.unit, definition.x_label, definition.y_label)
        if self._unknown_in(crosstab.query, key):
            return ChartData(definition.kind, (), (), *labels_of, definition.note)
        divided = self.divided(key, crosstab)
        rows_kept = self._kept(divided.labels[0], divided.row_totals, crosstab)
        two = len(crosstab.by) == 2
        columns_kept = (
            self._kept(divided.labels[1], divided.column_totals, crosstab) if two else [0]
        )
        series = []
        for j in columns_kept:
            label = divided.labels[1][j]
            keys = tuple(
                _address(key, (divided.labels[0][i], label) if two else (divided.labels[0][i],))
                for i in rows_kept
            )
            values = tuple(Decimal(divided.counts[i][j]) for i in rows_kept)
            series.append((_shown(label) if two else _shown(definition.unit), values, keys))
        return ChartData(
            definition.kind,
            tuple(_shown(divided.labels[0][i]) for i in rows_kept),
            tuple(series),
            *labels_of,
            _note(definition.note, divided, crosstab),
        )

    # -- maps -----------------------------------------------------------------------------------

    def points(self, key: str) -> tuple[MapDefinition, tuple[PointData, ...]] | None:
        """The definition of a map and its points: sites first, then places."""
        definition = self.figures.file.maps.get(key)
        if definition is None:
            return None
        known = self.figures.columns.keys("site")
        sites = definition.sites or (
            tuple(known) if not definition.places or self._all(key) else ()
        )
        points = [
            PointData(site=site, value=self._site_value(definition.value, site))
            for site in sites
            if site in known
        ]
        places = self.figures.columns.keys("place")
        points.extend(PointData(place=place) for place in definition.places if place in places)
        for entity, asked in (("site", sites), ("place", definition.places)):
            self.figures.report_unknown(entity, asked, definition.mark, f"map “{key}”")
        return definition, tuple(points)

    def _all(self, key: str) -> bool:
        return not self.figures.file.maps[key].sites

    def _site_value(self, value: str, site: str) -> Decimal | None:
        if value == "exhumed":
            return Decimal(self.figures.count(Query("exhumed", sites=(site,))).value)
        if value == "remains":
            return Decimal(models.Remains.objects.filter(site__key=site).count())
        if value == "identified":
            query = Query("remains", sites=(site,), flags=(("identified", True),))
            return Decimal(self.figures.count(query).value)
        return None


def _flow(definition: ChartDefinition) -> ChartData:
    """Movements of the persons who are said to have been held: each different way with how many went it."""
    from probanda.casebook.custody import movements

    ways = Counter(" → ".join(one.stations) for one in movements())
    series = tuple(
        (way, (Decimal(count),), ())
        for way, count in sorted(ways.items(), key=lambda w: (-w[1], w[0]))
    )
    labels = (definition.x_label, definition.y_label, definition.note)
    return ChartData("flow", ("persons",), series, "persons", *labels)


def _address(key: str, labels: tuple[str, ...]) -> str:
    return f"{key}[{','.join(labels)}]"


def _shown(label: str) -> str:
    """A group's label as a head: a capital first."""
    return label[:1].upper() + label[1:]


def _heads(crosstab: Crosstab) -> tuple[str, ...]:
    return tuple(HEADS.get(line, line) for line in crosstab.by)


def _note(note: str, divided: Divided, crosstab: Crosstab) -> str:
    """The author's note, and what the numbers leave out."""
    parts = [note] if note else []
    if divided.undetermined:
        parts.append(
            f"For {divided.undetermined} more it cannot be told from the record whether they belong here."
        )
    if "register" in crosstab.by:
        parts.append("Who stands on several lists is counted under each, and once in the total.")
    return " ".join(parts)
