"""A stated number against the names behind it: set in a row behind a colon, or each with a number of its own.

"A group of sixteen prisoners: Ivo Tarn, Mela Dross …" needs no "and" before the last. "Ten districts: Kesh
with 12, Orlen with 7 …" tells all when its numbers make a total that stands near.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from probanda.audit.extract.names_in_text import names_between, of_one_list
from probanda.audit.extract.quantities import Quantity
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_block
from probanda.audit.lexicon import composed
from probanda.audit.rules.registry import Hit

__all__ = ["names_in_a_row", "names_with_numbers"]

#: Fewer names are counted elsewhere, or are no list.
_LEAST = 4
_TO_A_COLON = r"(?![^:]*(?<!\w)<including>(?!\w))[^.;:()]{0,60}:\s"
#: A list that goes on: another comma, "and three others".
_GOES_ON = r"\s*[,;(]|\s+<and_one>(?!\w)|\s*[-–—]"
_NUMBERED = r"\s*(?:\(|[:—–-]\s|(?:<with_so_many>)\s+)(?P<n>\d{1,4})\)?(?!\d|[.,]\d|\s*%)"
_JOINT = r"\s*[,;]?\s*(?:<and_one>\s+)?"


def names_in_a_row(facts: Facts, q: Quantity) -> Iterator[Hit]:
    """Names behind a colon, of which none but the last may be followed by anything but the next."""
    end = q.group.end if q.group.start >= q.end else q.end
    colon = composed(_TO_A_COLON).match(facts.text, end, q.sentence[1])
    if q.unit != "count" or not q.group.text or colon is None:
        return
    first = names_between(facts, colon.end(), colon.end() + 1)
    names, place = of_one_list(facts, first[0].end) if first else ((), 0)
    if place or len(names) < _LEAST or composed(_GOES_ON).match(facts.text, names[-1].end):
        return
    if len(names) != q.value and abs(len(names) - q.value) <= max(1, int(q.value) // 4):
        yield _hit(q, len(names), names[0].start, names[-1].end)


def names_with_numbers(facts: Facts, q: Quantity) -> Iterator[Hit]:
    """Names each with a number, where those together are a total told in the same paragraph or the one before."""
    if q.unit != "count" or not q.group.text or not 0 <= q.group.start - q.end < 3:
        return
    numbered = composed(_NUMBERED)
    found = [
        (run, match)
        for run in names_between(facts, q.end, q.sentence[1])
        if (match := numbered.match(facts.text, run.end, q.sentence[1]))
    ]
    joint = composed(_JOINT)
    together = all(joint.fullmatch(facts.text, a[1].end(), b[0].start) for a, b in pairwise(found))
    if len(found) < _LEAST or not together or len(found) == q.value:
        return
    total = sum(int(match["n"]) for _, match in found)
    rows = facts.of(by_block)
    near = [x for index in (q.block - 1, q.block) for x in rows.get(index, ()) if x.value == total]
    if near and abs(len(found) - q.value) <= max(1, int(q.value) // 4):
        yield _hit(q, len(found), found[0][0].start, found[-1][1].end())


def _hit(q: Quantity, listed: int, start: int, end: int) -> Hit:
    return Hit(
        q.start,
        max(q.end, q.group.end),
        f"{q.shown} {q.group.text} are announced, {listed} are listed.",
        "Correct the number, or complete the list.",
        ((start, min(end, start + 160)),),
        "warning",
    )
