"""The rule: a percentage against its own two numbers, beside it or elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from probanda.audit.extract.language import language_tables
from probanda.audit.extract.quantities import Quantity
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_block
from probanda.audit.reckoning import counts_same
from probanda.audit.rules.percentages.bases import by_document
from probanda.audit.rules.percentages.changes import changes_by_percent
from probanda.audit.rules.percentages.columns import shares_of_columns
from probanda.audit.rules.percentages.fit import fits, loose, wrong
from probanda.audit.rules.percentages.glossed import glossed_shares
from probanda.audit.rules.percentages.occupancy import occupancy
from probanda.audit.rules.percentages.shares import Share, shares
from probanda.audit.rules.percentages.small import impossible_shares
from probanda.audit.rules.ranks.shares import shares_by_name
from probanda.audit.rules.registry import Hit, rule

__all__ = ["percentage_wrong"]

#: "of the number of arrests": what is counted stands behind.
_NUMBER = re.compile(r"numbers?|числа|количества|número|cantidad|nombre", re.IGNORECASE)


@rule(
    "percentage-wrong",
    "A percentage doesn't fit its own numbers",
    "error",
    "figures",
    "A percentage is computed again wherever its two numbers can be found: beside "
    "it, or elsewhere in the document when"
    " one of them is the number interviewed, documented, or announced. Any correct "
    "rounding is right.",
    bad=(
        "Of the detainees, 23 of 60 (45%) were beaten.",
        "We interviewed 60 survivors in Arlan.\n\nOf the survivors interviewed, "
        "23 (45%) had been beaten.",
        "Arrests rose from 20 to 30, an increase of 40 per cent.",
    ),
    good=(
        "Of the detainees, 23 of 60 (38%) were beaten.",
        "Arrests rose from 20 to 30, an increase of 50 per cent.",
    ),
    accept="The base is another number: name it in the text instead.",
)
def percentage_wrong(facts: Facts) -> Iterator[Hit]:
    """Recompute percentages from the numbers beside them, or from the bases of the document."""
    language = language_tables(facts.language)
    alone: list[Share] = []
    for share in facts.of(shares):
        percent, part, whole = share.percent, share.part, share.base
        if whole is None:
            alone.append(share)
            continue
        if loose(part) or loose(whole) or whole.value <= 0 or _another_time(part, whole):
            continue
        if part.start < percent.start and _of_another(facts, percent, whole):
            continue
        if part.value > whole.value and percent.value <= 100 and part.of != whole.index:
            continue  # "137 events (60 %) …; they led to 2,300 arrests, or 44 %": of another whole
        implied = (
            part.of is None and percent.of != whole.index
        )  # "of them": which of the earlier numbers is meant is open
        near = facts.of(by_block).get(part.block, []) if implied else []
        if not any(
            fits(percent, part.value, base.value, part, base)
            for base in (whole, *near)
            if base is whole or (base.unit == "count" and base.start < part.start)
        ):
            nearest = [
                q
                for q in near
                if whole.start < q.start < part.start
                and q.sentence == part.sentence
                and counts_same(whole, q, language)
                and q.value > part.value
                and q.exact
            ]
            whole = nearest[-1] if nearest and whole.sentence == part.sentence else whole
            hit = wrong(percent, part, whole)
            sure = whole.sentence == percent.sentence and (not implied or whole.start < part.start)
            yield hit if sure else replace(hit, severity="warning")
    yield from by_document(facts, alone, language)
    yield from shares_of_columns(facts)
    yield from changes_by_percent(facts)
    yield from glossed_shares(facts)
    yield from occupancy(facts)
    yield from impossible_shares(facts)
    yield from (hit for said, hit in facts.of(shares_by_name) if said.part.told)


def _of_another(facts: Facts, percent: Quantity, whole: Quantity) -> bool:
    """Whether a percentage names a base of its own: "(46,8 % del PIB)", «(2,3 % от общего числа задержаний)»."""
    named = re.match(
        r"\s*(?:of|del?|от|du)\s+((?:[^\W\d]\w*\s*){1,6})",
        facts.text[percent.end : percent.end + 70],
    )
    if not named or percent.of is not None:
        return False
    language = language_tables(facts.language)
    total = language.pattern("total")
    told = [
        word
        for word in named[1].lower().split()
        if word not in language.closed and not total.fullmatch(word) and not _NUMBER.fullmatch(word)
    ]
    return bool(told) and language.stem(told[0]) not in {whole.group.head, *whole.group.labels}


def _another_time(part: Quantity, whole: Quantity) -> bool:
    """Whether part and base are told of two times: "Eight years later, in 1909, …" after the census of 1901."""
    a, b = part.around.period, whole.around.period
    return bool(
        a and b and part.sentence != whole.sentence and part.around.period_from == "sentence"
        and whole.around.period_from == "sentence" and a.known and b.known and a.edtf != b.edtf
    )  # fmt: skip
