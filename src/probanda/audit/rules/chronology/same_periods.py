"""One period given twice with one end changed: "from 20 to 28 October" here, "from 20 to 25 October" there."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from probanda.audit.extract.dates import DateMention, days_between
from probanda.audit.extract.quotations import in_speech
from probanda.audit.facts import Facts
from probanda.audit.rules.registry import Hit
from probanda.audit.voice import content_stems

__all__ = ["same_periods"]

#: Periods that begin together, as half years and years do, or grow from report to report.
_OTHER = re.compile(
    r"(?<!\w)(?:first|second|third|last|half|quarter|compared|against|previous\w*|phase|extended|prolonged|initially|later|then"
    r"|перв\w+|втор\w+|полугоди\w+|квартал\w*|предыдущ\w+|продл\w+|сначала|затем|по сравнению"
    r"|primer\w*|segund\w*|semestre|trimestre|anterior\w*|prorrog\w+|comparad\w*|respecto"
    r"|premi\w+|deuxi\w+|précédent\w*|prolong\w+|comparé\w*)(?!\w)",
    re.IGNORECASE,
)


def same_periods(facts: Facts, told: set[int]) -> Iterator[Hit]:
    """Pairs of periods that share one end and the words beside them, and whose other ends one slip parts."""
    by_end: dict[tuple[str, date], list[tuple[DateMention, frozenset[str], int]]] = defaultdict(
        list
    )
    for block in facts.document.blocks:
        if block.kind not in {"paragraph", "list-item", "caption", "footnote"}:
            continue
        for start, end in facts.document.sentences(block):
            found = [d for d in days_between(facts, start, end) if d.known]
            if in_speech(facts, start + 1) or _OTHER.search(facts.text, start, end):
                continue
            for d in found:
                if d.precision != "interval" or not (d.first and d.last) or _whole_months(d):
                    continue
                words = content_stems(facts, max(start, d.start - 120), min(end, d.end + 120))
                by_end["first", d.first].append((d, words, block.index))
                by_end["last", d.last].append((d, words, block.index))
    for (side, _), listed in by_end.items():
        for place, (b, words_b, block_b) in enumerate(listed):
            for a, words_a, block_a in listed[:place]:
                one, two = (a.last, b.last) if side == "first" else (a.first, b.first)
                shared = words_a & words_b
                if one == two or block_a == block_b or b.start in told or len(shared) < 3:
                    continue
                if one and two and _slip(one, two):
                    told.add(b.start)
                    yield Hit(
                        b.start,
                        b.end,
                        f"“{facts.quote(b.start, b.end)}” here, “{facts.quote(a.start, a.end)}” "
                        f"elsewhere, of what "
                        "seems to be one period.",
                        "Use one period in all places, or say that there were two.",
                        ((a.start, a.end),),
                        "warning",
                    )


def _whole_months(d: DateMention) -> bool:
    """Whether a period is of months or years: such begin together without being one."""
    if d.first is None or d.last is None:
        return False
    return d.first.day == 1 and d.last.day >= 28


def _slip(one: date, two: date) -> bool:
    """Whether one digit, the month or the year parts two days."""
    if (one.month, one.day) == (two.month, two.day):
        return True
    if (one.year, one.day) == (two.year, two.day):
        return True
    a, b = f"{one.day:02}", f"{two.day:02}"
    same = (one.year, one.month) == (two.year, two.month)
    return same and (sum(i != j for i, j in zip(a, b, strict=True)) == 1 or a == b[::-1])
