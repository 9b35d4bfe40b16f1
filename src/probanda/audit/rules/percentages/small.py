"""A percentage that no whole number of its base can be: "12 % of the 7 prisons", "25 raids. 91% were …"."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from probanda.audit.extract.quantities import Quantity, quantities
from probanda.audit.extract.quantities.partitive import PARTITIVE
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_sentence
from probanda.audit.lexicon import field
from probanda.audit.rules.percentages.fit import loose
from probanda.audit.rules.percentages.moves import turns
from probanda.audit.rules.percentages.shares import shares
from probanda.audit.rules.registry import Hit

__all__ = ["impossible_shares"]

#: Of fewer the percentage is said for show; of more nearly any percentage is a share.
_LEAST, _MOST = 3, 40
_ARTICLE = frozenset({"", "the", "el", "les", "о", "а", "и"})


def impossible_shares(facts: Facts) -> Iterator[Hit]:
    """Percentages of a small number told with them that are no share of it, not even a cut one."""
    paired = {share.percent.index for share in facts.of(shares)}
    rate = field("rate", facts.language)
    for before, listed in pairwise([[], *facts.of(by_sentence)]):
        for place, p in enumerate(listed):
            if p.unit != "percent" or not 0 < p.value < 100 or p.index in paired or not p.exact:
                continue
            whole = _whole(facts, listed, place) or _taken_up(facts, before, listed, place)
            if whole is None or turns(facts, *p.sentence) or rate.search(facts.text, *p.sentence):
                continue
            step = Decimal(1).scaleb(-p.decimals)
            shown = [(part, part * 100 / whole.value) for part in range(int(whole.value) + 1)]
            if any(abs(true - p.value) < step for _, true in shown):
                continue
            below = max(each for each in shown if each[1] < p.value)
            above = min(each for each in shown if each[1] > p.value)
            yield Hit(
                p.start,
                p.end,
                f"{p.shown} of {whole.shown} is no whole number: {below[0]} of {whole.shown} is "
                f"{below[1]:.1f}%, {above[0]} of {whole.shown} is {above[1]:.1f}%.",
                "Correct the percentage, or name what it is of.",
                ((whole.start, whole.end),),
                "warning",
            )


def _usable(q: Quantity) -> bool:
    counted = q.unit == "count" and q.exact and not loose(q) and bool(q.group.head)
    return counted and _LEAST <= q.value <= _MOST and q.value % 1 == 0


def _whole(facts: Facts, listed: list[Quantity], place: int) -> Quantity | None:
    """The small number that a percentage is said to be of: behind it, or at the head of its sentence."""
    p, text = listed[place], facts.text
    if p.of is not None:
        whole = facts.of(quantities)[p.of]
    else:
        whole = listed[0]
        opened = PARTITIVE.get(facts.language, PARTITIVE["az"])
        led = text[whole.sentence[0] : whole.start].lstrip("«“\"'—–- ")
        behind = text[p.end : p.sentence[1]]
        if place == 0 or not opened.fullmatch(f" {led}") or opened.match(behind):
            return None
        if any(q.unit != "percent" for q in listed[1:place]):
            return None
    return whole if _usable(whole) else None


def _taken_up(
    facts: Facts, before: list[Quantity], listed: list[Quantity], place: int
) -> Quantity | None:
    """The one thing counted in the sentence before, of which a percentage that names nothing opens this one."""
    p, text = listed[place], facts.text
    led = text[p.sentence[0] : p.start].strip().lower()
    if place or led not in _ARTICLE or p.group.head or p.of is not None or not before:
        return None
    if before[0].block != p.block or text[before[0].sentence[1] : p.sentence[0]].strip():
        return None
    named = [q for q in before if q.unit in {"count", "percent"} and q.group.head]
    return named[0] if len(named) == 1 and _usable(named[0]) else None
