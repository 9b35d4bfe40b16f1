"""What a report needs of a record, as plain values behind one small protocol.

Nothing here knows Django: a manuscript can be compiled in a test from a :class:`Record` made of literals.
How the casebook fills these values is in ``probanda.report.from_casebook``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Literal, Protocol

from probanda.consent import Consent

__all__ = [
    "ArchivedCopy",
    "Cell",
    "Chart",
    "Claim",
    "Figure",
    "FigureChange",
    "Map",
    "MapPoint",
    "Person",
    "Place",
    "Reconciliation",
    "Record",
    "Series",
    "Site",
    "Source",
    "StatedValue",
    "Table",
]

FigureKind = Literal["query", "quantity", "formula", "estimate"]


@dataclass(frozen=True, slots=True)
class ArchivedCopy:
    """The preserved bytes behind a source: a path (relative to the casebook) and their digests in hex.

    ``item`` is their id in the vault and ``log_index`` the custody entry that received them, where there
    are such; ``media_type`` says what kind of file it is when the path does not.
    """

    key: str
    path: str
    sha256: str
    size: int
    sha512: str = ""
    item: str = ""
    log_index: int | None = None
    media_type: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A source as a footnote needs it. ``published`` is EDTF level 1 or empty; ``accessed`` an ISO day."""

    key: str
    kind: (
        str  # document un-document book chapter article newspaper web post film interview register
    )
    #            treaty resolution court
    title: str
    author: str = ""
    container: str = ""
    publisher: str = ""
    place_of_publication: str = ""
    symbol: str = ""
    published: str = ""
    accessed: str = ""
    language: str = ""
    url: str = ""
    archived: ArchivedCopy | None = None
    consent: Consent = Consent.UNKNOWN  # of an interview or a private communication


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure and how it came about. ``value`` is exact; ``interval`` only for estimates.

    ``claims`` are the addresses of what was counted or stated; ``claimant`` who states a quantity.
    """

    key: str
    label: str
    kind: FigureKind
    definition: str  # in words, fit for the table of figures
    value: Decimal | None  # None: could not be computed; ``problem`` says why
    unit: str = "persons"
    exactness: Literal["exact", "at-least", "more-than", "about", "at-most"] = "exact"
    decimals: int = 0
    as_of: str = ""  # EDTF
    claimant: str = ""
    source: str = ""  # source key, for a quantity
    locator: str = ""
    claims: tuple[str, ...] = ()
    interval: tuple[Decimal, Decimal] | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure whose value or claims changed since the last build of this manuscript, and why."""

    key: str
    before: Decimal | None
    after: Decimal | None
    came: tuple[str, ...] = ()  # addresses of entries or claims
    went: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    reason: str = ""  # one sentence in words


@dataclass(frozen=True, slots=True)
class StatedValue:
    """One claimant's value for a quantity, or what the record counts from one register."""

    claimant: str
    value: Decimal | None
    exactness: str
    as_of: str
    figure: str  # figure key
    source: str  # source key, may be ""
    locator: str = ""


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """What each claimant states for the same quantity, the differences, and the entries that explain them."""

    key: str
    title: str
    question: str  # what exactly is counted
    values: tuple[StatedValue, ...]
    differences: tuple[tuple[str, str, Decimal], ...] = ()  # (figure a, figure b, a − b)
    explanations: tuple[
        str, ...
    ] = ()  # sentences: "12 entries of list B stand in no other list: …"


@dataclass(frozen=True, slots=True)
class Person:
    """A person in every form a redaction level may ask for; ``consent`` caps what may be shown."""

    key: str
    full_name: str
    initials: str  # "E. H."
    role: str  # "a serviceman, born 1999"; never a name or a small place
    consent: Consent
    born: str = ""  # EDTF
    sex: str = ""
    category: str = ""  # civilian | military | ""
    other_names: tuple[
        str, ...
    ] = ()  # other spellings; each is redacted wherever it stands in the text
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A place and the coarser places around it, nearest first: settlement, district, region, country."""

    key: str
    name: str
    within: tuple[str, ...] = ()
    latitude: float | None = None
    longitude: float | None = None
    other_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Site:
    """A site (grave, place of detention) and where it is said to lie, under its own consent tier."""

    key: str
    label: str
    place: Place | None
    consent: Consent
    latitude: float | None = None
    longitude: float | None = None
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim as a sentence may rest on it."""

    key: str
    kind: str
    summary: str  # plain words, for annexes and messages; persons appear as {person:KEY}
    claimant: str
    source: str  # source key
    locator: str
    reliability: str
    credibility: int
    status: str
    consent: Consent
    persons: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: text, or the value of a figure (then ``figure`` is its key), or a person or a site."""

    text: str = ""
    figure: str = ""
    person: str = ""
    site: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table by rows; ``total_row`` says that the last row sums the ones above."""

    key: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total_row: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """One series of a chart: a value per category (None: no value), and the figures it comes from."""

    label: str
    values: tuple[Decimal | None, ...]
    figures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart as data; drawing it is the report's business."""

    key: str
    kind: Literal["bar", "stacked-bar", "line", "pyramid", "flow"]
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = "persons"
    x_label: str = ""
    y_label: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class MapPoint:
    """One point of a map: a site or a place, a label and a size."""

    label: str
    latitude: float
    longitude: float
    consent: Consent = Consent.PUBLIC
    site: str = ""  # site key when the point is a site
    value: Decimal | None = None  # drawn as the size of the mark
    coarse: tuple[str, float, float] | None = None  # name and centre of the district, shown instead


@dataclass(frozen=True, slots=True)
class Map:
    """A map: outlines as (name, ring of (longitude, latitude)) and points. No tiles, no network."""

    key: str
    points: tuple[MapPoint, ...]
    outlines: tuple[tuple[str, tuple[tuple[float, float], ...]], ...] = ()
    note: str = ""


class Record(Protocol):
    """Everything a manuscript may refer to by key. ``None`` means that there is no such key."""

    @property
    def root(self) -> Path:
        """The folder that paths of archived copies are relative to."""
        ...

    def figure(self, key: str) -> Figure | None:
        """The figure with this key."""
        ...

    def person(self, key: str) -> Person | None:
        """The person with this key."""
        ...

    def site(self, key: str) -> Site | None:
        """The site with this key."""
        ...

    def place(self, key: str) -> Place | None:
        """The place with this key."""
        ...

    def claim(self, key: str) -> Claim | None:
        """The claim with this key."""
        ...

    def source(self, key: str) -> Source | None:
        """The source with this key."""
        ...

    def table(self, key: str) -> Table | None:
        """The table with this key."""
        ...

    def chart(self, key: str) -> Chart | None:
        """The chart with this key."""
        ...

    def map(self, key: str) -> Map | None:
        """The map with this key."""
        ...

    def keys(self, kind: str) -> Iterable[str]:
        """All keys of a kind ("figure", "person", …), to suggest the nearest one for a misspelt key."""
        ...

    def changes(self) -> Sequence[FigureChange]:
        """Figures that changed since the last build of this manuscript."""
        ...

    def reconciliations(self) -> Sequence[Reconciliation]:
        """The reconciliation tables, in the order of figures.yaml."""
        ...


@dataclass(frozen=True, slots=True)
class LiteralRecord:
    """A :class:`Record` made of mappings: for tests, notebooks, and reports without a casebook."""

    root: Path = field(default_factory=Path)
    figures: dict[str, Figure] = field(default_factory=dict)
    persons: dict[str, Person] = field(default_factory=dict)
    sites: dict[str, Site] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    claims: dict[str, Claim] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    tables: dict[str, Table] = field(default_factory=dict)
    charts: dict[str, Chart] = field(default_factory=dict)
    maps: dict[str, Map] = field(default_factory=dict)
    figure_changes: tuple[FigureChange, ...] = ()
    reconciliation_tables: tuple[Reconciliation, ...] = ()

    def figure(self, key: str) -> Figure | None:
        """The figure with this key."""
        return self.figures.get(key)

    def person(self, key: str) -> Person | None:
        """The person with this key."""
        return self.persons.get(key)

    def site(self, key: str) -> Site | None:
        """The site with this key."""
        return self.sites.get(key)

    def place(self, key: str) -> Place | None:
        """The place with this key."""
        return self.places.get(key)

    def claim(self, key: str) -> Claim | None:
        """The claim with this key."""
        return self.claims.get(key)

    def source(self, key: str) -> Source | None:
        """The source with this key."""
        return self.sources.get(key)

    def table(self, key: str) -> Table | None:
        """The table with this key."""
        return self.tables.get(key)

    def chart(self, key: str) -> Chart | None:
        """The chart with this key."""
        return self.charts.get(key)

    def map(self, key: str) -> Map | None:
        """The map with this key."""
        return self.maps.get(key)

    def keys(self, kind: str) -> Iterable[str]:
        """All keys of one kind."""
        tables: dict[str, Iterable[str]] = {
            "figure": self.figures,
            "person": self.persons,
            "site": self.sites,
            "place": self.places,
            "claim": self.claims,
            "source": self.sources,
            "table": self.tables,
            "chart": self.charts,
            "map": self.maps,
        }
        return tables[kind]

    def changes(self) -> Sequence[FigureChange]:
        """Figures that changed since the last build."""
        return self.figure_changes

    def reconciliations(self) -> Sequence[Reconciliation]:
        """The reconciliation tables."""
        return self.reconciliation_tables
