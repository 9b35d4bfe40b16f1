"""What tells two statements apart in their circumstances: fates, names that stand everywhere, periods."""

from __future__ import annotations

from collections import Counter

from probanda.audit.extract.names_in_text import names_between
from probanda.audit.extract.quantities import Quantity
from probanda.audit.facts import Facts

__all__ = ["FATES", "common_names", "period_key"]

#: What befell those counted; two different fates are two quantities. To be visited or exhumed is none.
FATES = frozenset(
    [
        "kill",
        "injure",
        "detain",
        "imprison",
        "release",
        "capture",
        "missing",
        "abduct",
        "convict",
        "acquit",
        "displace",
        "deport",
        "return",
        "torture",
        "rape",
    ]
)


def common_names(facts: Facts) -> frozenset[str]:
    """Names that stand everywhere and tell nothing apart: the State of the report, its organisation."""
    seen: Counter[str] = Counter()
    blocks = 0
    for block in facts.document.prose():
        blocks += 1
        seen.update({run.text.lower() for run in names_between(facts, block.start, block.end)})
    title = {
        run.text.lower()
        for block in facts.document.blocks[:6]
        if block.kind in {"title", "heading"}
        for run in names_between(facts, block.start, block.end)
    }
    return frozenset(
        name for name, times in seen.items() if times > max(5, blocks * 0.2)
    ) | frozenset(title)


def period_key(q: Quantity) -> str | None:
    """The period that its own sentence gives a quantity; None when it gives none."""
    period = q.around.period
    return (period.edtf or period.words) if period and q.around.period_from == "sentence" else None
