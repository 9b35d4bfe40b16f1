"""What the cover and the running lines say, the same words in all three formats."""

from __future__ import annotations

from dataclasses import dataclass

from probanda.report.assembly import Assembled
from probanda.report.assets import Asset

__all__ = ["Cover", "CoverOrganisation", "cover_of"]

_RUNNING = 70  # characters of a title that fit into the running line


@dataclass(frozen=True, slots=True)
class CoverOrganisation:
    """One organisation: its name, its address line by line, and its logo with alternative text."""

    name: str
    lines: tuple[str, ...]
    logo: Asset | None
    logo_alt: str


@dataclass(frozen=True, slots=True)
class Cover:
    """The words of the cover. ``day`` is the document's date (year, month, day), never the clock's."""

    masthead: str
    facts: tuple[tuple[str, str], ...]
    level: str
    notice: str
    organisations: tuple[CoverOrganisation, ...]
    running_title: str
    running_end: str
    footer: str
    day: tuple[int, int, int] | None


def cover_of(document: Assembled) -> Cover:
    """The cover of a document."""
    meta, labels = document.meta, document.labels
    facts = [
        ("submitted-to", meta.submitted_to),
        ("state-party", meta.state_party.name if meta.state_party else ""),
        ("reporting-cycle", meta.reporting_cycle),
        ("article", meta.article),
        ("session", meta.session),
        ("date", meta.date_words or meta.date),
    ]
    logos = iter(document.logos)
    with_logo = {asset.name for asset, _ in document.logos}
    organisations = []
    for one in meta.organisations:
        logo, alt = next(logos, (None, "")) if one.logo and with_logo else (None, "")
        lines = tuple(line for line in (one.address, one.email, one.url) if line)
        organisations.append(CoverOrganisation(one.name, lines, logo, alt))
    state = meta.state_party.name if meta.state_party else ""
    title = meta.title
    if len(title) > _RUNNING:
        title = title[:_RUNNING].rsplit(" ", 1)[0] + " …"
    return Cover(
        masthead=meta.submitted_to or meta.treaty_body,
        facts=tuple((labels.word(name), value) for name, value in facts if value),
        level=labels.word(f"level-{document.level.value}"),
        notice=labels.word("draft-notice") if document.draft else "",
        organisations=tuple(organisations),
        running_title=title,
        running_end=" · ".join(filter(None, (state, meta.treaty_body))),
        footer=labels.word(f"level-{document.level.value}"),
        day=_day(meta.date),
    )


def _day(edtf: str) -> tuple[int, int, int] | None:
    """The first day of a date as the head gives it ("2026", "2026-03", "2026-03-01"); ``None`` without a year.

    >>> _day("2026-03"), _day("")
    ((2026, 3, 1), None)
    """
    parts = edtf.strip("~?%").split("-")[:3]
    if not parts[0].isdigit() or len(parts[0]) != 4 or not all(part.isdigit() for part in parts):
        return None
    year, month, day = (*(int(part) for part in parts), 1, 1)[:3]
    return (year, month if 1 <= month <= 12 else 1, day if 1 <= day <= 28 or len(parts) > 2 else 1)
