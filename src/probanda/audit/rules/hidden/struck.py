"""A name struck out in one place and printed in another.

Whoever strikes a name out means to withhold it; the same name left standing elsewhere gives it away. Looked at are
stretches that are a name and nothing else: a struck sentence is a revision of the text, not a name withheld.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from probanda.audit.extract.persons import persons
from probanda.audit.extract.spans import Spans
from probanda.audit.facts import Facts
from probanda.audit.rules.registry import Hit

__all__ = ["struck_out"]

#: A name and nothing else: capitalised words, initials, short particles between them.
_NAME = re.compile(
    r"[^\W\d_a-zа-яё][\w'’-]*\.?(?:\s+(?:[a-zа-яё'’]{1,3}\s+)?[^\W\d_a-zа-яё][\w'’-]*\.?){0,4}"
)
#: Letters that a surname has to be looked for by itself.
_SURNAME = 4


def struck_out(facts: Facts, told: set[str]) -> Iterator[Hit]:
    """Names of persons struck out and printed elsewhere; in full, or by the surname."""
    struck = _stretches(facts)
    everywhere = Spans(struck)
    people = Spans([(m.start, m.end) for p in facts.of(persons) if p.full for m in p.mentions])
    for start, end in struck:
        name = " ".join(facts.text[start:end].split())
        if not _NAME.fullmatch(name) or name in told:
            continue
        open_at = _printed(facts, name, everywhere)
        if open_at is None:
            continue
        told.add(name)
        person = people.holds(start) or people.holds(open_at[0])
        yield Hit(
            *open_at,
            f"“{facts.quote(*open_at)}” is printed here; elsewhere “{name}” is struck out.",
            "Withhold the name everywhere, or print it everywhere.",
            ((start, end),),
            None if person else "warning",
        )


def _stretches(facts: Facts) -> list[tuple[int, int]]:
    """What is struck out, pieces of one stretch (runs of a file) joined, without spaces around."""
    joined: list[tuple[int, int]] = []
    for each in facts.document.doubts:
        if each.kind != "struck":
            continue
        if joined and not facts.text[joined[-1][1] : each.start].strip(" "):
            joined[-1] = (joined[-1][0], each.end)
        else:
            joined.append((each.start, each.end))
    return [
        (a + lead, a + lead + len(words.strip()))
        for a, b in joined
        if (words := facts.text[a:b]).strip() and (lead := len(words) - len(words.lstrip())) >= 0
    ]


def _printed(facts: Facts, name: str, struck: Spans) -> tuple[int, int] | None:
    """Where a name stands that is not struck out: the whole of it, else its last word."""
    last = name.rsplit(maxsplit=1)[-1]
    for words in dict.fromkeys((name, last if len(last) >= _SURNAME else name)):
        written = r"\s+".join(map(re.escape, words.split()))
        for found in re.finditer(rf"(?<!\w){written}(?!\w)", facts.text):
            if not struck.holds(found.start()):
                return found.span()
    return None
