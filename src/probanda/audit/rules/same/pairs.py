"""How a conflict of two statements is told."""

from __future__ import annotations

from probanda.audit.extract.quantities import Quantity
from probanda.audit.facts import Facts
from probanda.audit.rules.registry import Hit

__all__ = ["conflict", "said"]


def conflict(facts: Facts, others: list[Quantity], b: Quantity, sure: bool) -> Hit:
    """The finding for a value and the others that it contradicts."""
    a = others[0]
    return Hit(
        b.start,
        max(b.end, b.group.end if b.start < b.group.end < b.end + 80 else b.end),
        f"Here {said(facts, b)}, elsewhere {said(facts, a)}.",
        "Use one number in all places, or say what tells the two apart.",
        tuple((q.start, q.end) for q in others),
        None if sure else "warning",
    )


def said(facts: Facts, q: Quantity) -> str:
    """A quantity with its bound and its noun, for messages."""
    words = f"{q.bound.replace('_', ' ')} " if not q.exact else ""
    return f"{words}{_written(facts, q)} {q.group.text}".strip()


def _written(facts: Facts, q: Quantity) -> str:
    """The number as in the text where it is in figures: "240.5 million", "24 тыс.", "1377"."""
    text = " ".join(facts.quote(q.start, q.end).split())
    figures = text[:1].isdigit() and "(" not in text and q.unit not in {"percent", "points"}
    return f"{'$' if q.unit_word == '$' else ''}{text}" if figures else q.shown
