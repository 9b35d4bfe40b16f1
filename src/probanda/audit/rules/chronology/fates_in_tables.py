"""When somebody was arrested, died or was released, told in a table: the day stands under the name of its act."""

from __future__ import annotations

import re
from collections.abc import Iterator

from probanda.audit.extract.columns import placed
from probanda.audit.extract.dates import days_between
from probanda.audit.extract.persons import persons
from probanda.audit.extract.told_events import act_of
from probanda.audit.facts import Facts
from probanda.audit.rules.fates import Dated

__all__ = ["fates_in_tables"]

_ACTS = frozenset({"arrest", "death", "release"})
_MOST = 2000
_WORDS = re.compile(r"[^\W\d_]{4,}")


def fates_in_tables(facts: Facts) -> Iterator[Dated]:
    """The dated fates of persons whom the text names, too."""
    names = {person.name: person.name for person in facts.of(persons) if " " in person.name}
    if not names:
        return
    for table in facts.document.tables:
        for number, row in enumerate(table.rows[:_MOST]):
            if number < table.headers:
                continue
            told = [
                names[words]
                for cell in row
                if (words := facts.quote(cell.start, cell.end)) in names
            ]
            if len(told) != 1:
                continue
            for cell in row:
                when = days_between(facts, cell.start, cell.end)
                place = placed(facts, cell.start) if len(when) == 1 else None
                acts = {act_of(w) for w in _WORDS.findall(place.head.lower())} if place else set()
                if len(acts & _ACTS) == 1 and when[0].known and when[0].precision == "day":
                    (act,) = acts & _ACTS
                    yield Dated(f"{act}|{told[0].lower()}", f"{act} of {told[0]}", when[0], True)
