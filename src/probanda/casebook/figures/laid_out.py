"""Tables, charts and points of maps as data, before anybody draws them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from probanda.casebook.figures.definition import CellDefinition

__all__ = ["ChartData", "PointData", "TableData"]


@dataclass(frozen=True, slots=True)
class TableData:
    """A table by rows; cells as defined (figure keys or texts)."""

    columns: tuple[str, ...]
    rows: tuple[tuple[CellDefinition, ...], ...]
    total_row: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class ChartData:
    """Series of values (None: no value) and the figure keys they come from, per category."""

    kind: str
    categories: tuple[str, ...]
    series: tuple[tuple[str, tuple[Decimal | None, ...], tuple[str, ...]], ...]
    unit: str
    x_label: str = ""
    y_label: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class PointData:
    """A site or place of a map and the number that sizes its mark."""

    site: str = ""
    place: str = ""
    value: Decimal | None = None
