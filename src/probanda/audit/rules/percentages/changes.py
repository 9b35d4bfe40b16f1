"""“Rose from 20 to 30, by 50 per cent”, “9% more than in 2022 (1,178)”, “148% of its capacity”."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from probanda.audit.extract.quantities import Quantity
from probanda.audit.facts import Facts
from probanda.audit.reckoning import rounding, step_of
from probanda.audit.rules.percentages.fit import NEAR, loose, tolerance, wrong
from probanda.audit.rules.registry import Hit

__all__ = ["capacity", "changes", "more_than"]


def _turned(facts: Facts, listed: list[Quantity]) -> list[Quantity]:
    """The same quantities, a percentage said before its two numbers put behind them: "by 50%, from 80 to 60"."""
    rows = list(listed)
    for place in range(len(rows) - 2):
        p, a, b = rows[place : place + 3]
        if p.unit == "percent" and a.unit == b.unit == "count":
            before = facts.text[p.sentence[0] : p.start]
            lead = re.search(r"(?:by|of|на|un|de)\s+(?:\w+\s+)?\Z", before)
            link = facts.text[p.end : a.start]
            if lead and re.fullmatch(r"[^.;:()]{0,40}?,?\s*(?:from|с|de|du)\s+(?:\w+\s+)?", link):
                rows[place : place + 3] = [a, b, p]
    return rows


def more_than(facts: Facts, listed: list[Quantity]) -> Iterator[Hit]:
    """As in "1,284 cases, 9% more than in 2022 (1,178)"."""
    text = facts.text
    for a, p, b in zip(listed, listed[1:], listed[2:], strict=False):
        if (
            p.unit != "percent"
            or a.unit != b.unit
            or a.unit not in {"count", "money"}
            or b.value <= 0
        ):
            continue
        link = re.fullmatch(
            r"\s+(?P<w>more|fewer|less|higher|lower|above|below|up on|down on)"
            r"(?:\s+than)?\s[^.;:()\d]{0,30}(?:\d{4})?\s*[(,]?\s*(?:\w+\s+)?",
            text[p.end : b.start],
        )
        if not link or not re.fullmatch(
            r"[^.;:()\d]{0,60}[,–—(]\s*(?:or\s+|some\s+|about\s+)?", text[a.end : p.start]
        ):
            continue
        if loose(a) or loose(b) or not p.exact:
            continue
        true = abs(a.value - b.value) * 100 / b.value
        below, above = tolerance(p, a, b)
        if not -above <= true - p.value <= below:
            yield Hit(
                p.start,
                p.end,
                f"From {b.shown} to {a.shown} is {true.quantize(Decimal('0.1'))}%, not {p.shown}.",
                "Correct the percentage or the two numbers.",
                ((a.start, a.end), (b.start, b.end)),
            )


_BUILT = re.compile(
    r"(?:built for|designed for|intended for|capacity (?:of|is|was)|meant for|room "
    r"for|places for)\s+(?:\w+\s+)?\Z",
    re.IGNORECASE,
)


_OF_CAPACITY = re.compile(
    r"\s*(?:per cent\s+)?(?:of|occupancy|full)\s*(?:(?:its|their|the)\s+)?(?:\w+\s+)?(?:capacity)?",
    re.IGNORECASE,
)


def capacity(facts: Facts, listed: list[Quantity]) -> Iterator[Hit]:
    """As in "built for 480 inmates, held 711 (148% of its capacity)"."""
    text = facts.text
    for place, p in enumerate(listed):
        if (
            p.unit != "percent"
            or not p.exact
            or "capacity" not in text[p.start : min(p.sentence[1], p.end + 32)]
        ):
            continue
        counts = [q for q in listed[:place] if q.unit == "count"]
        built = [
            q for q in counts if _BUILT.search(text[max(p.sentence[0], q.start - 30) : q.start])
        ]
        held = [q for q in counts if q not in built and q.exact]
        if len(built) != 1 or len(held) != 1 or built[0].value <= 0:
            continue
        true = held[0].value * 100 / built[0].value
        over = re.match(r"\s*(?:over|above)", text[p.end : p.end + 8])
        if abs(true - (100 if over else 0) - p.value) > rounding(p.decimals) + NEAR:
            yield wrong(p, held[0], built[0])


_ANOTHER = re.compile(
    r"(?<!\w)(?:while|whereas|mientras|тогда как|в то время|alors que|tandis)(?!\w)", re.IGNORECASE
)


def changes(facts: Facts, found: list[Quantity], settled: set[int]) -> Iterator[Hit]:
    """As in "rose from 20 to 30, by 50 per cent"."""
    text, listed = facts.text, _turned(facts, found)
    for place in range(len(listed) - 2):
        a, b, p = listed[place : place + 3]
        if (
            p.unit != "percent"
            or a.unit != b.unit
            or a.unit not in {"count", "money", "percent", "rate"}
        ):
            continue
        before, middle, gap = (
            text[a.sentence[0] : a.start],
            text[a.end : b.start],
            text[b.end : p.start],
        )
        if not re.search(
            r"(?<!\w)(?:from|с|de|от|du)\s+(?:\w+\s+){0,2}\$?\Z", before
        ) or not re.search(r"(?<!\w)(?:to|до|a|à)\s+(?:\w+\s+){0,3}\$?\Z", middle):
            continue
        if p.start > b.start and not re.search(
            r"(?:increase|rise|decrease|drop|decline|fall|growth|reduction|by|up|down"
            r"|на|рост|снижение|aumento|disminución|hausse|baisse|un|una|une|change"
            r"|jump|surge)\w*(?:\s+of)?\s+(?:\w+\s+){0,2}\(?\Z",
            gap.rstrip(" ") + " ",
            re.IGNORECASE,
        ):
            continue
        if _ANOTHER.search(gap):
            continue  # "from 16 to 20, while the population grew by 35%"
        settled.add(p.index)
        if a.value <= 0 or loose(a) or loose(b):
            continue
        change = abs(b.value - a.value)
        if a.unit == "percent" and abs(change - p.value) <= rounding(p.decimals):
            continue
        true = change * 100 / a.value
        below, above = tolerance(p, a, b)
        if a.decimals or b.decimals:  # 11.0 and 30.5 are rounded themselves
            room = (step_of(text, b) / 2 + step_of(text, a) / 2 * b.value / a.value) * 100 / a.value
            below, above = below + room, above + room
        if not -above <= true - p.value <= below and not _of_others(p, found):
            yield Hit(
                p.start,
                p.end,
                f"From {a.shown} to {b.shown} is {true.quantize(Decimal('0.1'))}%, not {p.shown}.",
                "Correct the percentage or the two numbers.",
                ((a.start, a.end), (b.start, b.end)),
                "warning" if a.unit == "percent" else None,  # per cent, or percentage points
            )


def _of_others(p: Quantity, listed: list[Quantity]) -> bool:
    """Whether a percentage is the change between two other values of its sentence, in their order."""
    below, above = tolerance(p)
    return any(
        a.value > 0
        and a.unit == b.unit
        and a.unit != "percent"
        and -above <= abs(b.value - a.value) * 100 / a.value - p.value <= below
        for place, a in enumerate(listed)
        for b in listed[place + 1 : place + 4]
    )
