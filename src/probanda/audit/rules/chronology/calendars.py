"""Dates of other calendars that nothing converts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from probanda.audit.document import PROSE
from probanda.audit.extract.columns import placed
from probanda.audit.extract.dates import dates
from probanda.audit.facts import Facts
from probanda.audit.lexicon import composed, words
from probanda.audit.rules.registry import Hit, rule

_MONTHS = words("other_months")
_OTHER_CALENDAR = re.compile(
    rf"(?<!\w)(?:\d{{1,2}}\s+(?:de\s+)?(?:{_MONTHS})(?:,?\s+(?:de\s+)?(?:1[34]\d\d|19\d\d|20\d\d|5[67]\d\d))?"
    rf"|(?:{_MONTHS})\s+(?:de\s+)?(?:\d{{1,2}},?\s+)?(?:1[34]\d\d|5[67]\d\d)"
    r"|\d{1,2}[/.-]\d{1,2}[/.-]1[34]\d\d|1[34]\d\d[/.-](?:0?[1-9]|1[0-2])[/.-](?:0?[1-9]|[12]\d|3[01])"
    r"|Old Style|O\.S\.|Julian calendar|Hijri|A\.?H\.? \d{3,4}"
    r"|\d{3,4} A\.?H\.?(?!\w)|Solar Hijri|\d{4} SH(?!\w)|Ethiopian calendar|B\.E\. \d{4}|Buddhist era"
    r"|Anno Mundi|\d{4} A\.M\.(?!\w)"
    r"|по старому стилю|ст\. ?ст\.(?!\s*\d)|юлианск\w+|по хиджре|calendario juliano|calendario islámico|hégira"
    r"|hégire|hicri|ancien style)(?!\w)"
)


def _head_converts(facts: Facts, position: int) -> bool:
    """Whether the cell's row gives the day in another column too, as the heads of both say."""
    cell = placed(facts, position)
    return cell is not None and any(
        _GREGORIAN.search(head) and re.search(r"\d{4}", words) for head, words in cell.beside
    )


_GREGORIAN = re.compile(
    r"Gregor|григор|calendar|календар|calendario|date|дата|fecha|tarix", re.IGNORECASE
)


@rule(
    "calendars-mixed",
    "Dates of two calendars without conversion",
    "warning",
    "time",
    "A reader can't order dates of two calendars. A conversion beside the date, "
    "or a sentence that says which calendar holds, settles it.",
    bad=("He was arrested on 12 Farvardin 1399 and released on 3 May 2021.",),
    good=("He was arrested on 12 Farvardin 1399 (31 March 2020) and released on 3 May 2021.",),
)
def calendars_mixed(facts: Facts) -> Iterator[Hit]:
    """Find dates of other calendars that nothing converts."""
    if re.search(
        r"(?:all dates|dates (?:are|in this report)|даты приводятся|las fechas)[^.]{0,80}(?:Gregorian"
        r"|converted|calendar|календар|calendario)",
        facts.text,
        re.IGNORECASE,
    ):
        return
    if not any(d.known for d in facts.of(dates)):
        return
    blocks = [b for b in facts.document.blocks if b.kind in PROSE or b.kind == "cell"]
    for block in blocks:
        for found in _OTHER_CALENDAR.finditer(facts.text, block.start, block.end):
            near = facts.text[
                max(block.start, found.start() - 30) : min(block.end, found.end() + 45)
            ]
            if composed("<converted>").search(near) or _head_converts(facts, found.start()):
                continue
            start, end = facts.document.sentence_of(found.start())
            if not re.search(r"\d", facts.text[start:end]):
                continue
            yield Hit(
                found.start(),
                found.end(),
                f"“{found.group()}” is of another calendar than the other dates, "
                "and nothing converts it.",
                "Give the date in both calendars.",
            )
