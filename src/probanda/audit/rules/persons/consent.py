"""Whether consent, or a changed name, is recorded beside a name."""

from __future__ import annotations

from probanda.audit.facts import Facts
from probanda.audit.lexicon import composed

_CONSENT = composed(r"(?<!\w)<consent>(?!\w)")


_ALL_CHANGED = composed(r"(?<!\w)<all_changed>")


def consented(facts: Facts, position: int) -> bool:
    """Whether consent, or a changed name, is recorded beside a place or for the whole document."""
    if facts.of(_all_changed):
        return True
    block = facts.document.block_of(position)
    if block is None:
        return False
    end = min(block.end + 600, len(facts.text)) if block.kind == "heading" else block.end
    if _CONSENT.search(facts.text, block.start, end):
        return True
    return any(
        _CONSENT.search(facts.text, n.start, n.end)
        for n in facts.document.notes_near(block.start, block.end)
    )


def _all_changed(facts: Facts) -> bool:
    return bool(_ALL_CHANGED.search(facts.text))
