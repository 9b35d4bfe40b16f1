"""Names that a request, initials beside them or a table of codes give away."""

from __future__ import annotations

import re
from collections.abc import Iterator

from probanda.audit.extract.columns import placed
from probanda.audit.extract.names_in_text import runs
from probanda.audit.extract.persons import Person, PersonMention
from probanda.audit.facts import Facts
from probanda.audit.rules.hidden.words import (
    BODY_OR_PLACE,
    INITIALS,
    WITHHELD,
    fits,
    printed,
    said_to_be_withheld,
)
from probanda.audit.rules.persons.named import is_official
from probanda.audit.rules.registry import Hit

__all__ = ["asked_for", "decoded", "next_to_initials"]

#: Somebody asks that a name stay out.
_ASKED = re.compile(
    r"(?<!\w)(?:asked|requested|begged|wish\w*|want\w*|prefer\w*|insist\w*|at (?:his|her|their"
    r"|the) (?:own |family['’]s )?request|прос\w+|попрос\w+|pidi\w+|solicit\w+"
    r"|demand\w+|souhait\w+)(?!\w)",
    re.IGNORECASE,
)


def asked_for(facts: Facts, named: list[Person], told: set[str]) -> Iterator[Hit]:
    """A sentence that names somebody and says that this name was asked to be left out."""
    for found in WITHHELD.finditer(facts.text):
        start, end = facts.document.sentence_of(found.start())
        if not _ASKED.search(facts.text, start, end):
            continue
        inside = [(p, m) for p in named for m in p.mentions if start <= m.start < found.start()]
        if not inside or len({p.name for p, _ in inside}) > 2:
            continue
        person, mention = max(inside, key=lambda pair: pair[1].start)
        if person.name in told or found.start() - mention.end > 120 or is_official(facts, mention):
            continue
        told.add(person.name)
        yield printed(mention, found.group(), found.span(), False)


def next_to_initials(facts: Facts, named: list[Person], told: set[str]) -> Iterator[Hit]:
    """A name right beside the initials that hide it elsewhere: "Davit Arlan, D.A. in this report"."""
    hidden = {
        found.group().replace(" ", ""): found.span()
        for found in INITIALS.finditer(facts.text)
        if said_to_be_withheld(facts, found.span())
    }
    for person in named if hidden else ():
        for mention in person.mentions:
            beside = re.match(r"\s*[,(]\s*", facts.text[mention.end : mention.end + 4])
            found = beside and INITIALS.match(facts.text, mention.end + beside.end())
            if not found or found.group().replace(" ", "") not in hidden or person.name in told:
                continue
            letters = [x for x in (found["a"], found["m"], found["b"]) if x]
            if fits(letters, person.name) and not is_official(facts, mention):
                told.add(person.name)
                where = hidden[found.group().replace(" ", "")]
                yield printed(mention, found.group(), where, True)


#: A code for somebody: "Witness W7", "свидетель 12".
_CODE = re.compile(
    r"(?<!\w)(?:[Ww]itness|[Ss]urvivor|[Vv]ictim|[Ii]nterviewee|[Ss]ource|[Dd]etainee|[Ss]peaker"
    r"|[Сс]видетел\w+|[Пп]отерпевш\w+|[Ии]сточник\w*|[Рр]еспондент\w*|[Tt]estigo|[Vv]íctima"
    r"|[Tt]émoin|[Şş]ahid)\s+(?:[Nn]o\.?\s*|№\s*|[Nn]\.?º\s*)?(?P<code>[A-ZА-Я]{0,3}[-‑]?\d{1,3}"
    r"|[A-ZА-Я]{1,2}\d*)(?!\w)(?!\.\s?[A-ZА-Я])"
)


def decoded(facts: Facts, told: set[str]) -> Iterator[Hit]:
    """A row of a table that gives the name behind a code under which the text hides somebody."""
    codes: dict[str, tuple[int, int]] = {}
    for found in _CODE.finditer(facts.text):
        if placed(facts, found.start("code")) is None:
            codes.setdefault(found["code"], found.span())
    if not codes:
        return
    seen: set[tuple[int, int]] = set()
    for run in facts.of(runs):
        words = run.text.split()
        cell = placed(facts, run.start) if 2 <= len(words) <= 3 else None
        if cell is None or cell.end - run.end > 3 or run.text in told or cell.row in seen:
            continue
        if BODY_OR_PLACE.search(run.text) or not all(word[:1].isupper() for word in words):
            continue
        for _, value in cell.beside:
            bare = _CODE.fullmatch(value.strip())
            code = bare["code"] if bare else value.strip()
            if code in codes:
                seen.add(cell.row)
                told.add(run.text)
                yield printed(
                    PersonMention(run.text, run.start, run.end),
                    facts.quote(*codes[code]),
                    codes[code],
                    False,
                )
                break
