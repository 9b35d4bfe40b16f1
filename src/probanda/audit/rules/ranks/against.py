"""“More in Veldt than in Orran”, “Next came Ribera, with 58” against the numbers of tables and sentences."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from probanda.audit.extract.quotations import in_speech
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_block
from probanda.audit.rules.ranks.lexicon import rank_words
from probanda.audit.rules.ranks.naming import fitting, one_named
from probanda.audit.rules.ranks.tallies import tallies
from probanda.audit.rules.ranks.words import RATE
from probanda.audit.rules.registry import Hit

__all__ = ["behind_itself", "more_than", "next_came"]

_MORE = re.compile(
    r"(?<!\w)(?:(?P<more>more|больше|более|más|plus|daha çox)|(?P<less>fewer|less|меньше|menos|moins|daha az))\s+"
    r"(?P<mid>[^.;:()\d]{3,80}?)\s+(?:than|чем|que)\s+(?P<b>[^.;:()]{2,60})",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"(?<!\w)(?:no|not|than any|half|twice|times|не|вдвое|ни|no|mitad|doble|veces|pas|fois|any other"
    r"|anywhere)(?!\w)",
    re.IGNORECASE,
)


def more_than(facts: Facts) -> Iterator[Hit]:
    """Hold “more X in A than in B” against a tally that has both labels."""
    known = facts.of(tallies)
    if not known:
        return
    text = facts.text
    for block in facts.document.prose():
        for start, end in facts.document.sentences(block):
            for found in _MORE.finditer(text, start, end):
                said = text[start:end]
                if in_speech(facts, found.start()) or RATE.search(said) or _NOT.search(found[0]):
                    continue
                before = text[start : found.end("mid")]
                tally = fitting(
                    facts,
                    said,
                    block,
                    lambda t, a=before, b=found["b"]: (  # type: ignore[misc]
                        int(one_named(t, a) is not None and one_named(t, b) is not None)
                    ),
                )
                if tally is None:
                    continue
                own, other = one_named(tally, before), one_named(tally, found["b"])
                if own is None or other is None or own is other:
                    continue
                a, b = own.quantity, other.quantity
                if (a.value < b.value) if found["more"] else (a.value > b.value):
                    yield Hit(
                        *found.span(),
                        f"“{facts.quote(*found.span())}”, but in the table the numbers are {a.shown} "
                        f"and {b.shown}.",
                        "Correct the words or the numbers.",
                        ((a.start, a.end), (b.start, b.end)),
                        "warning",
                    )


def next_came(facts: Facts) -> Iterator[Hit]:
    """Hold a sentence that opens with “next came” against the number of the sentence before it."""
    text = facts.text
    follow = rank_words("followed", facts.language)
    for index, rows in facts.of(by_block).items():
        block = facts.document.blocks[index]
        if block.kind == "cell":
            continue
        counts = [q for q in rows if q.unit in {"count", "percent"} and q.exact and not q.spoken]
        for before, q in itertools.pairwise(counts):
            if before.sentence == q.sentence or before.unit != q.unit or q.value <= before.value:
                continue
            start = q.sentence[0]
            found = follow.search(text, start, q.start)
            first = rank_words("first", facts.language).search(text, *before.sentence)
            own = [o for o in counts if o.sentence == before.sentence]
            if (
                found is not None
                and found.start() - start < 24
                and first is not None
                and len(own) == 1
                and start - before.sentence[1] < 4
            ):
                yield Hit(
                    *found.span(),
                    f"“{facts.quote(*found.span())}” is said of {q.shown}, but {before.shown} before it is less.",
                    "Correct the order or the numbers.",
                    ((q.start, q.end), (before.start, before.end)),
                    "warning",
                )


_NAME = re.compile(
    r"(?:(?:by|de|por|del|the|la|el|los|las|le|les|du|des|d['’])\s+)*(?P<name>[A-ZА-ЯЁÁÉÍÓÚÑ][\w'’-]+"
    r"(?:\s+[A-ZА-ЯЁÁÉÍÓÚÑ][\w'’-]+){0,3})"
)


def behind_itself(facts: Facts) -> Iterator[Hit]:
    """A name that is said to be followed by itself: "Orran had the most, followed by Orran"."""
    text = facts.text
    follow = rank_words("followed", facts.language)
    for block in facts.document.prose():
        for start, end in facts.document.sentences(block):
            found = follow.search(text, start, end)
            if found is None or in_speech(facts, found.start()):
                continue
            name = _NAME.match(text[found.end() : min(end, found.end() + 60)].lstrip(" ,:"))
            before = text[start : found.start()]
            if name is None or rank_words("first", facts.language).search(before) is None:
                continue
            at = [
                m.start() for m in re.finditer(rf"(?<!\w){re.escape(name['name'])}(?!\w)", before)
            ]
            if at:
                place = start + at[-1]
                yield Hit(
                    *found.span(),
                    f"{name['name']} is said to come first, and to come behind itself.",
                    "Correct one of the two names.",
                    ((place, place + len(name["name"])),),
                    "warning",
                )
