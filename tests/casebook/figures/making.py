"""Makes small records by hand, straight into the tables, for tests of what is counted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from probanda.casebook import models as m
from probanda.dates import parse_date

NOW = datetime(2026, 3, 1, tzinfo=UTC)


class Record:
    """A record under construction; every method gives back the row it made."""

    def __init__(self) -> None:
        self.claimants: dict[str, m.Claimant] = {}
        self.sources: dict[str, m.Source] = {}
        self.registers: dict[str, m.Register] = {}
        self.versions: dict[str, m.RegisterVersion] = {}
        self.people: dict[str, m.Person] = {}
        self.places: dict[str, m.Place] = {}
        self.sites: dict[str, m.Site] = {}

    def claimant(self, key: str = "body", **more: Any) -> m.Claimant:
        if key not in self.claimants:
            more.setdefault("name", key.capitalize())
            self.claimants[key] = m.Claimant.objects.create(key=key, **more)
        return self.claimants[key]

    def source(self, key: str = "paper", **more: Any) -> m.Source:
        if key not in self.sources:
            more.setdefault("title", key.capitalize())
            more.setdefault("kind", "document")
            self.sources[key] = m.Source.objects.create(key=key, **more)
        return self.sources[key]

    def register(self, key: str, claimant: str = "") -> m.Register:
        if key not in self.registers:
            register = m.Register.objects.create(
                key=key,
                title=f"List {key}",
                claimant=self.claimant(claimant or f"{key}-keeper"),
                source=self.source(f"{key}-source"),
            )
            self.registers[key] = register
            self.versions[key] = m.RegisterVersion.objects.create(
                register=register,
                number=1,
                file_name=f"{key}.csv",
                sha256="0" * 64,
                size=1,
                mapping={},
                imported_at=NOW,
            )
        return self.registers[key]

    def person(self, key: str) -> m.Person:
        if key not in self.people:
            self.people[key] = m.Person.objects.create(key=key)
        return self.people[key]

    def same(self, first: str, *others: str) -> None:
        head = self.person(first)
        for key in (first, *others):
            person = self.person(key)
            person.cluster = head
            person.save()

    def entry(self, register: str, key: str, *, current: bool = True, **said: Any) -> m.Entry:
        """A row of a list with the claims that it brings: status, date, sex, category, born, place."""
        kept = self.register(register)
        person = self.person(f"{register}:{key}")
        entry = m.Entry.objects.create(
            register=kept,
            version=self.versions[register],
            key=key,
            row=m.Entry.objects.filter(register=kept).count() + 1,
            raw="{}",
            digest="0" * 64,
            person=person,
            current=current,
        )
        common = {
            "entry": entry,
            "claimant": kept.claimant.key,
            "source": kept.source.key,
            "current": current,
        }
        name = said.get("name", f"Given{key} Family{key}")
        given, _, surname = name.partition(" ")
        self.claim("name", person=person, full=name, given=given, surname=surname, **common)
        if "status" in said:
            self.claim(
                "status",
                person=person,
                state=said["status"],
                date=said.get("date", ""),
                place_text=said.get("place", ""),
                **common,
            )
        for attribute in ("sex", "category", "nationality"):
            if said.get(attribute):
                self.claim(
                    "attribute",
                    person=person,
                    attribute=attribute,
                    value=said[attribute],
                    **common,
                )
        if said.get("born"):
            self.claim("birth", person=person, date=said["born"], **common)
        return entry

    def claim(
        self,
        kind: str,
        *,
        claimant: str = "body",
        source: str = "paper",
        date: str = "",
        **more: Any,
    ) -> Any:
        model = next(model for model in m.TYPED_CLAIMS if model.kind == kind)
        if date:
            value = parse_date(date)
            more |= {
                "date_text": date,
                "date_edtf": value.edtf,
                "date_earliest": value.earliest,
                "date_latest": value.latest,
            }
        return model.objects.create(
            claimant=self.claimant(claimant),
            source=self.source(source),
            recorded_by="test",
            recorded_at=NOW,
            **more,
        )

    def place(self, key: str, within: str = "", **more: Any) -> m.Place:
        more.setdefault("name", key.capitalize())
        self.places[key] = m.Place.objects.create(
            key=key, parent=self.places[within] if within else None, **more
        )
        return self.places[key]

    def site(self, key: str, place: str = "", **more: Any) -> m.Site:
        more.setdefault("label", key.capitalize())
        self.sites[key] = m.Site.objects.create(
            key=key, place=self.places[place] if place else None, **more
        )
        return self.sites[key]


def figures_of(text: str) -> Any:
    """The figures that a YAML text defines, over the open record."""
    from probanda.casebook.figures import compute_figures, parse_figures

    return compute_figures(parse_figures(("figures.yaml", text)))


def counted(query: str) -> tuple[int, int]:
    """(value, undetermined) of one query written as YAML flow."""
    figure = figures_of(f"figures: {{x: {{query: {query}}}}}").figure("x")
    assert figure.value is not None, figure.problem
    return int(figure.value), figure.undetermined


def problem_codes(text: str) -> list[str]:
    """Codes of the problems of a YAML text, in order."""
    from probanda.casebook.figures import parse_figures

    return [problem.code for problem in parse_figures(("figures.yaml", text)).problems]


def lines(rows: Iterable[str]) -> str:
    """Rows as one text."""
    return "\n".join(rows) + "\n"
