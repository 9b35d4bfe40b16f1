"""Places named in the text: capitalised words behind a word of place, or before "district", "prison"."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from probanda.audit.any_case import any_case
from probanda.audit.extract.language import language_tables
from probanda.audit.extract.names_in_text import Run, runs
from probanda.audit.extract.persons import persons
from probanda.audit.facts import Facts
from probanda.audit.lexicon import words

__all__ = ["Place", "places"]

_NO_PLACE = re.compile(rf"(?<!\w)(?:{words('no_place')})(?!\w)")


@dataclass(frozen=True, slots=True)
class Place:
    """A place and where it is named."""

    name: str
    mentions: tuple[tuple[int, int], ...]

    def as_json(self, facts: Facts) -> dict[str, Any]:
        """For the report's JSON."""
        return {"name": self.name, "mentions": [{"start": a, "end": b} for a, b in self.mentions]}


def places(facts: Facts) -> tuple[Place, ...]:
    """Every place of the document, in order of first mention."""
    language = language_tables(facts.language)
    people = {p.name for p in facts.of(persons)}
    where = str(language.raw["in"])
    before = (
        any_case(
            rf"(?<!\w)(?:{where})\s+(?:the\s+(?:\w+\s+){{0,2}}(?:of\s+)?|la\s+|el\s+|le\s+)?\Z",
        )
        if where
        else None
    )
    kinds = language.pattern("place_kinds")
    sure: set[str] = set()
    all_runs: dict[str, list[Run]] = defaultdict(list)
    for run in facts.of(runs):
        name = re.sub(r"['’]s\Z", "", run.text)
        if (
            name in people
            or _NO_PLACE.search(name)
            or len(name) < 4
            or re.search(r"\s(?:and|of)\s", name)
        ):
            continue
        all_runs[name].append(run)
        lead = facts.text[max(0, run.start - 34) : run.start]
        kind_before = kinds.search(lead) if facts.language != "en" else None
        if kind_before and not re.fullmatch(r"\s*", lead[kind_before.end() :]):
            kind_before = None
        if (
            kind_before
            or (before and before.search(lead))
            or kinds.match(facts.text, run.end + 1, run.end + 26)
        ):
            sure.add(name)
    found = [Place(name, tuple((r.start, r.end) for r in all_runs[name])) for name in sure]
    found.sort(key=lambda place: place.mentions[0])
    return tuple(found)
