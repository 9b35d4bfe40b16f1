"""The record of an open casebook as the plain values that a report needs.

``open_record`` gives a :class:`CasebookRecord`, which answers by key and reads in batches. What a redaction
level shows of these values is decided in ``redaction``; nothing here prints or hides anything.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from probanda.consent import Consent
from probanda.problems import ProbandaError, Problem
from probanda.report.casebook_places import CasebookPlaces
from probanda.report.outlines import read_outlines
from probanda.report.person_roles import role_in_words
from probanda.report.said_of_persons import Said, initials, preference, spellings
from probanda.report.values import (
    ArchivedCopy,
    Cell,
    Chart,
    Claim,
    Figure,
    FigureChange,
    Map,
    MapPoint,
    Person,
    Place,
    Reconciliation,
    Series,
    Site,
    Source,
    StatedValue,
    Table,
)

if TYPE_CHECKING:
    from probanda.casebook.folder import Casebook

__all__ = ["CasebookRecord", "open_record"]

SINGLY = 30  # persons asked for one by one before all are read at once
_LANGUAGE = re.compile(r"^lang:\s*[\"']?([A-Za-z-]+)", re.MULTILINE)


def open_record(
    casebook: Casebook,
    manuscript_path: Path | str | None = None,
    figures_path: Path | str | None = None,
    *,
    language: str = "",
) -> CasebookRecord:
    """The record of an open casebook, for one manuscript and one file of figures.

    ``figures_path`` None means every ``manuscripts/*figures*.yaml`` of the casebook (none is no error).
    ``language`` (else ``lang`` in the manuscript's head, else English) decides the script of names and the
    words for roles.

    Raises:
        ProbandaError: the file of figures cannot be read.
    """
    from probanda.casebook.figures import FigureSet, read_figures
    from probanda.casebook.figures.files import default_files, manuscript_name

    paths: list[Path]
    if figures_path is not None:
        paths = [Path(figures_path)]
    else:
        try:
            paths = default_files(casebook)
        except ProbandaError:
            paths = []
    if not language and manuscript_path is not None and Path(manuscript_path).is_file():
        head = Path(manuscript_path).read_text(encoding="utf-8", errors="replace")[:8000]
        found = _LANGUAGE.search(head)
        language = found.group(1) if found else ""
    name = "" if manuscript_path is None else manuscript_name(casebook, manuscript_path)
    figures = FigureSet(read_figures(paths, casebook.root))
    return CasebookRecord(
        casebook.root, figures, manuscript=name, language=language or "en", paths=tuple(paths)
    )


class CasebookRecord:
    """A :class:`~probanda.report.values.Record` over the database; a snapshot: values are kept once read."""

    def __init__(
        self,
        root: Path,
        figures: Any,
        *,
        manuscript: str = "",
        language: str = "en",
        paths: tuple[Path, ...] = (),
    ) -> None:
        # The models can be imported only when a casebook is open.
        from probanda.casebook import models
        from probanda.casebook.figures import Layouts

        self._root = root
        self._models: Any = models
        self.figures = figures
        self.layouts = Layouts(figures)
        self.manuscript = manuscript
        self.language = language.split("-", maxsplit=1)[0].lower()
        self._places = CasebookPlaces(models, self.language)
        self._paths = paths
        self._figure_values: dict[str, Figure | None] = {}
        self._persons: dict[str, Person] = {}
        self._asked = 0
        self._all_persons = False
        self._claims: dict[str, Claim | None] = {}
        self._changes: tuple[FigureChange, ...] | None = None
        self._reconciliations: tuple[Reconciliation, ...] | None = None

    @property
    def root(self) -> Path:
        """The folder that paths of archived copies are relative to."""
        return self._root

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong in the file of figures, and with the figures computed so far."""
        return tuple(self.figures.problems)

    # -- figures --------------------------------------------------------------------------------

    def figure(self, key: str) -> Figure | None:
        """The figure with this key, also one cell of a crosstab (``table[row,column]``)."""
        if key not in self._figure_values:
            own = key in self.figures.file.figures
            found = self.figures.figure(key) if own else self.layouts.cell_figure(key)
            self._figure_values[key] = None if found is None else self._figure(found)
        return self._figure_values[key]

    def _figure(self, found: Any) -> Figure:
        words = found.definition
        if found.undetermined:
            words = f"{words}; for {found.undetermined} more it cannot be told"
        return Figure(
            found.key,
            found.label,
            found.kind,
            words,
            found.value,
            found.unit,
            found.exactness,
            found.decimals,
            found.as_of,
            found.claimant,
            found.source,
            found.locator,
            self.figures.book.of(found.evidence),
            interval=found.interval,
            problem=found.problem,
        )

    def remember(self, keys: Iterable[str], now: Any, *, by: str = "") -> int:
        """Keep these figures as those of the last build of the manuscript; how many are new or differ."""
        from probanda.casebook.figures import remember_figures

        self.changes()  # what changed is asked of the build before this one
        values = {key: self.figures.figure(key) for key in keys if key in self.figures.file.figures}
        return remember_figures(self.manuscript, values, now, by=by)

    def remember_document(
        self, level: str, outputs: dict[str, str], uses: Any, now: Any, *, by: str = ""
    ) -> bool:
        """Keep what a built document leans on, so that a withdrawal of consent can name it."""
        from probanda.casebook.services.documents import remember_document

        return remember_document(self.manuscript, level, outputs, uses, now, by=by)

    def changes(self) -> Sequence[FigureChange]:
        """Figures that changed since the last build of this manuscript."""
        from probanda.casebook.figures import changes

        if self._changes is None:
            self._changes = tuple(
                FigureChange(c.key, c.before, c.after, c.came, c.went, c.changed, c.reason)
                for c in changes(self.manuscript, self.figures)
            )
        return self._changes

    def reconciliations(self) -> Sequence[Reconciliation]:
        """The reconciliation tables, in the order of figures.yaml."""
        from probanda.casebook.figures import reconcile

        if self._reconciliations is None:
            self._reconciliations = tuple(
                Reconciliation(
                    table.key,
                    table.title,
                    table.question,
                    tuple(
                        StatedValue(
                            value.claimant,
                            value.value,
                            value.exactness,
                            value.as_of,
                            value.figure,
                            value.source,
                            value.locator,
                        )
                        for value in table.values
                    ),
                    tuple((d.a, d.b, d.value) for d in table.differences if d.comparable),
                    _sentences(table.explanations),
                )
                for table in reconcile(self.figures)
            )
        return self._reconciliations

    def table(self, key: str) -> Table | None:
        """The table with this key."""
        found = self.layouts.table(key)
        if found is None:
            return None
        rows = tuple(
            tuple(Cell(cell.text, cell.figure, cell.person, cell.site, cell.source) for cell in row)
            for row in found.rows
        )
        return Table(key, found.columns, rows, found.total_row, found.note)

    def chart(self, key: str) -> Chart | None:
        """The chart with this key."""
        found = self.layouts.chart(key)
        if found is None:
            return None
        series = tuple(Series(label, values, keys) for label, values, keys in found.series)
        return Chart(
            key,
            found.kind,  # type: ignore[arg-type]
            found.categories,
            series,
            found.unit,
            found.x_label,
            found.y_label,
            found.note,
        )

    def map(self, key: str) -> Map | None:
        """The map with this key."""
        found = self.layouts.points(key)
        if found is None:
            return None
        definition, data = found
        points: list[MapPoint] = []
        for point in data:
            if point.site:
                marked = self._site_point(point.site, point.value)
            else:
                place = self.place(point.place)
                marked = (
                    MapPoint(place.name, place.latitude, place.longitude)
                    if place is not None
                    and place.latitude is not None
                    and place.longitude is not None
                    else None
                )
            if marked is not None:
                points.append(marked)
        folders = [path.parent for path in self._paths] or [self._root / "manuscripts"]
        outlines, problem = read_outlines(definition.outlines, folders, definition.mark.file)
        if problem is not None:
            self.figures.report(problem)
        return Map(key, tuple(points), outlines, definition.note)

    def _site_point(self, key: str, value: Decimal | None) -> MapPoint | None:
        site = self.site(key)
        if site is None or site.latitude is None or site.longitude is None:
            return None
        return MapPoint(
            site.label,
            site.latitude,
            site.longitude,
            site.consent,
            key,
            value,
            self._places.coarse(key),
        )

    # -- persons --------------------------------------------------------------------------------

    def person(self, key: str) -> Person | None:
        """The person with this key, in every form; merged persons are one, under each of their keys."""
        if key not in self._persons and not self._all_persons:
            self._asked += 1
            if self._asked > SINGLY:
                self._load_persons(None)
                self._all_persons = True
            else:
                self._load_persons(key)
        return self._persons.get(key)

    def _load_persons(self, key: str | None) -> None:
        """Read one person with all merged into it, or everybody."""
        from probanda.casebook.resolved import consent_of

        people = self._models.Person.objects.values_list("id", "key", "cluster_id")
        if key is not None:
            mine = people.filter(key=key).first()
            if mine is None:
                return
            head = mine[2] or mine[0]
            rows = [*people.filter(cluster_id=head), *people.filter(id=head)]
        else:
            rows = list(people)
        heads = {number: cluster or number for number, _, cluster in rows}
        members: dict[int, list[str]] = defaultdict(list)
        for number, name, _ in dict.fromkeys(rows):
            members[heads[number]].append(name)
        only = None if key is None else list(heads)
        said = Said(self._models, heads, only, consent_of)
        for head, keys in members.items():
            for name in keys:
                self._persons[name] = self._person(name, head, said)

    def _person(self, key: str, head: int, said: Said) -> Person:
        names = sorted(said.names.get(head, ()), key=lambda name: preference(name, self.language))
        chosen = names[0] if names else None
        full = chosen.full if chosen else ""
        others = dict.fromkeys(
            other for name in names for other in spellings(name) if other and other != full
        )
        sex, category = said.attribute(head, "sex"), said.attribute(head, "category")
        born = said.born(head)
        return Person(
            key,
            full,
            initials(chosen) if chosen else "",
            role_in_words(sex, category, born[:4] if born[:4].isdigit() else "", self.language),
            said.consent(head),
            born,
            sex,
            category,
            tuple(others),
            tuple(sorted(said.sources.get(head, ()))),
        )

    # -- places and sites -----------------------------------------------------------------------

    def place(self, key: str) -> Place | None:
        """The place with this key, with the coarser ones around it."""
        return self._places.place(key)

    def site(self, key: str) -> Site | None:
        """The site with this key; the narrowest consent of all statements on where it lies holds."""
        return self._places.site(key)

    def site_place(self, key: str) -> str:
        """Key of the place in which a site lies; "" when nothing says so."""
        return self._places.site_place(key)

    # -- claims ---------------------------------------------------------------------------------

    def claim(self, key: str) -> Claim | None:
        """The claim with this key or address (``kind:id``), or the entry ``register:key``."""
        if key not in self._claims:
            self._claims[key] = self._find_claim(key)
        return self._claims[key]

    def _find_claim(self, key: str) -> Claim | None:
        from probanda.report.claim_summaries import entry_claim, typed_claim

        kinds: dict[str, Any] = {model.kind: model for model in self._models.TYPED_CLAIMS}
        kind, _, number = key.partition(":")
        if kind in kinds and number.isdigit():
            found = kinds[kind].objects.filter(pk=int(number)).first()
            if found is not None:
                return typed_claim(found, key)
        for model in kinds.values():
            found = model.objects.filter(key=key, current=True).first()
            if found is not None:
                return typed_claim(found, key)
        register, colon, entry_key = key.partition(":")
        if colon:
            entry = (
                self._models.Entry.objects.filter(register__key=register, key=entry_key)
                .select_related("register__claimant", "register__source", "person")
                .order_by("-current", "-id")
                .first()
            )
            if entry is not None:
                return entry_claim(entry, key)
        return None

    # -- sources --------------------------------------------------------------------------------

    @cached_property
    def _sources(self) -> dict[str, Source]:
        found: dict[str, Source] = {}
        for row in self._models.Source.objects.select_related("item").order_by("key"):
            item = row.item
            copy = (
                None
                if item is None
                else ArchivedCopy(
                    item.key,
                    item.path,
                    item.sha256,
                    item.size,
                    item.sha512,
                    item.vault_item,
                    item.log_index,
                    item.media_type,
                )
            )
            found[row.key] = Source(
                row.key,
                row.kind,
                row.title,
                row.author,
                row.container,
                row.publisher,
                row.place_of_publication,
                row.symbol,
                row.date_edtf,
                row.accessed.isoformat() if row.accessed else "",
                row.language,
                row.url,
                copy,
                Consent(row.consent),
            )
        return found

    def source(self, key: str) -> Source | None:
        """The source with this key, with its archived copy."""
        return self._sources.get(key)

    # -- keys -----------------------------------------------------------------------------------

    def keys(self, kind: str) -> Iterable[str]:
        """All keys of a kind, sorted."""
        file = self.figures.file
        defined = {
            "figure": file.figures,
            "table": file.tables,
            "chart": file.charts,
            "map": file.maps,
            "site": self._places.sites if kind == "site" else {},
            "source": self._sources if kind == "source" else {},
            "place": self._places.by_key if kind == "place" else {},
        }
        if kind in defined:
            return list(defined[kind])
        if kind == "person":
            return list(self._models.Person.objects.order_by("key").values_list("key", flat=True))
        if kind == "claim":
            found: list[str] = []
            for model in self._models.TYPED_CLAIMS:
                keyed = model.objects.filter(current=True, key__isnull=False)
                found.extend(key for key in keyed.values_list("key", flat=True) if key)
            return sorted(found)
        raise KeyError(kind)


def _sentences(explanations: Iterable[Any]) -> tuple[str, ...]:
    """What explains the differences, without keys; that days differ is said once, for the table shows them."""
    days = "The values are as of different days, as the table shows; those are not subtracted from each other."
    found = [days if e.code == "as-of-differs" else e.summary for e in explanations]
    return tuple(dict.fromkeys(found))
