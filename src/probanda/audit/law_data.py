"""What the audit asks of `probanda.law`: fingerprints of treaty texts, and who was bound when.

Where the law wing holds no data, the question is answered with `NotChecked`, never with silence.
"""

from __future__ import annotations

from collections.abc import Iterator

from probanda.audit.facts import Facts
from probanda.audit.rules.registry import Hit, NotChecked

__all__ = ["not_party", "quotations"]


def quotations(facts: Facts) -> Iterator[Hit | NotChecked]:
    """Quotations of treaties that are not verbatim."""
    yield NotChecked("no fingerprints of treaty texts are held")


def not_party(facts: Facts) -> Iterator[Hit | NotChecked]:
    """Treaties applied to a State or a day for which they didn't bind."""
    yield NotChecked("no data on ratification are held")
