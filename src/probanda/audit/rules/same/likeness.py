"""What tells two statements apart in their circumstances: fates, names that stand everywhere, periods."""

from __future__ import annotations

from collections import Counter, defaultdict

from probanda.audit.extract.names_in_text import names_between
from probanda.audit.extract.quantities import Quantity, quantities
from probanda.audit.facts import Facts

__all__ = ["FATES", "common_names", "own_speaker", "period_key"]

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


#: Paragraphs in which a report names its own authors as those who counted, and their share of all who did.
_OWN, _OWN_SHARE = 3, 0.5


def own_speaker(facts: Facts) -> str:
    """The name by which a report speaks of its authors ("the Monitoring Centre recorded 12 cases"); "" for none.

    It stands everywhere, and states the greater part of what is said to be stated by somebody.
    """
    told: dict[str, set[int]] = defaultdict(set)
    for q in facts.of(quantities):
        if q.around.speaker:
            told[q.around.speaker].add(q.block)
    if not told:
        return ""
    name = max(sorted(told), key=lambda each: len(told[each]))
    every = sum(map(len, told.values()))
    known = name in facts.of(common_names)
    return name if known and len(told[name]) >= max(_OWN, _OWN_SHARE * every) else ""


def period_key(q: Quantity) -> str | None:
    """The days that its own sentence gives a quantity, however they are said; None when it gives none."""
    period = q.around.period
    if period is None or q.around.period_from != "sentence":
        return None
    if period.first is not None and period.last is not None:
        return f"{period.first}/{period.last}"
    return period.edtf or period.words
