"""Remembering which documents were built on what, so that a withdrawal can name those that are out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from probanda.casebook import models
from probanda.casebook.services.unit_of_work import Change, changing

__all__ = ["Leaning", "documents_leaning_on", "mark_sent", "remember_document"]


@dataclass(frozen=True, slots=True)
class Leaning:
    """A built document that leans on something: where, when, and what of it is shown or withheld in it."""

    manuscript: str
    level: str
    built_at: str
    outputs: Mapping[str, str]
    shown: tuple[str, ...]
    withheld: tuple[str, ...]
    sent_to: str = ""


def remember_document(
    manuscript: str,
    level: str,
    outputs: Mapping[str, str],
    uses: Mapping[str, Iterable[str]],
    now: datetime,
    *,
    by: str,
) -> bool:
    """Keep what a build leans on: ``uses`` maps claims, withheld, sources and persons to keys.

    False when the same files were remembered before.
    """
    files = _json(dict(outputs))
    said = _json({name: sorted(set(keys)) for name, keys in uses.items()})
    known = models.BuiltDocument.objects.filter(
        manuscript=manuscript, level=level, outputs=files, uses=said
    )
    if known.exists():
        return False
    with changing(by=by, now=now, why=f"build of {manuscript}") as change:
        row = models.BuiltDocument(
            manuscript=manuscript, level=level, outputs=files, uses=said, built_at=now
        )
        row.save(force_insert=True)
        change.note(
            "build-document", f"document of {manuscript}", None, {"level": level, "outputs": files}
        )
    return True


def mark_sent(change: Change, outputs: Iterable[str], to: str) -> int:
    """Note that the documents with these digests went to somebody; how many there were."""
    digests = set(outputs)
    found = 0
    for row in models.BuiltDocument.objects.order_by("pk"):
        if digests & set(json.loads(row.outputs).values()) and row.sent_to != to:
            row.sent_to = to[:300]
            row.save(force_update=True)
            change.note("send-document", f"document of {row.manuscript}", None, {"to": to})
            found += 1
    return found


def documents_leaning_on(
    claims: Iterable[str], sources: Iterable[str], persons: Iterable[str] = ()
) -> tuple[Leaning, ...]:
    """Documents, oldest first, that show or withhold any of these keys."""
    asked = {("claims", key) for key in claims}
    asked |= {("sources", key) for key in sources} | {("persons", key) for key in persons}
    names = {key for kind, key in asked if kind == "claims"}
    found = []
    for row in models.BuiltDocument.objects.order_by("built_at", "pk"):
        uses = json.loads(row.uses)
        held = set(uses.get("withheld", ()))
        shown = {
            key
            for kind in ("claims", "sources", "persons")
            for key in uses.get(kind, ())
            if (kind, key) in asked and key not in held
        }
        withheld = {key for key in held if key in names}
        if shown or withheld:
            found.append(
                Leaning(
                    row.manuscript,
                    row.level,
                    row.built_at.isoformat(),
                    json.loads(row.outputs),
                    tuple(sorted(shown)),
                    tuple(sorted(withheld)),
                    row.sent_to,
                )
            )
    return tuple(found)


def _json(value: object) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
