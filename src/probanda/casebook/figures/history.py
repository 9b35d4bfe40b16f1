"""Figures at the last build and now: before, after, and which entries and claims came, went or changed."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from probanda.casebook import models
from probanda.casebook.audit_chain import append
from probanda.casebook.figures import evidence
from probanda.casebook.figures.columns import KINDS
from probanda.casebook.figures.compute import Figure, FigureSet
from probanda.casebook.figures.evidence import BATCH

__all__ = ["FigureChange", "changes", "remember_figures"]

SHOWN = 6
PACK_FROM = 4096  # characters from which a list of rows is stored compressed


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure that is not what it was at the last build, or rests on other rows."""

    key: str
    before: Decimal | None
    after: Decimal | None
    came: tuple[str, ...] = ()
    went: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    reason: str = ""


def remember_figures(
    manuscript: str,
    values: Mapping[str, Figure],
    now: datetime,
    *,
    by: str = "",
) -> int:
    """Keep value and evidence of these figures as those of the last build of a manuscript.

    Figures that the manuscript no longer uses are forgotten. One audit row says what was kept; nothing is
    written when nothing differs. Gives how many figures are new or differ.
    """
    kept = {row.key: row for row in models.FigureValue.objects.filter(manuscript=manuscript)}
    fresh: list[models.FigureValue] = []
    for key, figure in values.items():
        row = models.FigureValue(
            manuscript=manuscript,
            key=key,
            value=_value(figure),
            claims=_packed(figure),
            definition=figure.definition,
            computed_at=now,
        )
        old = kept.get(key)
        if old is None or _content(old) != _content(row):
            fresh.append(row)
    gone = sorted(set(kept) - set(values))
    if not fresh and not gone:
        return 0
    before = {row.key: _brief(kept[row.key]) for row in fresh if row.key in kept}
    before.update({key: _brief(kept[key]) for key in gone})
    after = {row.key: _brief(row) for row in fresh}
    with transaction.atomic():
        names = [*(row.key for row in fresh), *gone]
        for start in range(0, len(names), BATCH):
            models.FigureValue.objects.filter(
                manuscript=manuscript, key__in=names[start : start + BATCH]
            ).delete()
        models.FigureValue.objects.bulk_create(fresh, batch_size=200)
        append(
            [("build-figures", f"figures of {manuscript}", before or None, after or None)],
            by=by or "probanda",
            now=now,
        )
    return len(fresh)


def changes(manuscript: str, figures: FigureSet) -> tuple[FigureChange, ...]:
    """Figures that differ from the last build of a manuscript; () when it was never built."""
    found: list[FigureChange] = []
    for row in models.FigureValue.objects.filter(manuscript=manuscript).order_by("key"):
        if row.key not in figures.file.figures:
            continue
        figure = figures.figure(row.key)
        change = _change(row, figure)
        if change is not None:
            found.append(change)
    order = {key: place for place, key in enumerate(figures.file.figures)}
    return tuple(sorted(found, key=lambda change: order[change.key]))


# -- what is kept ---------------------------------------------------------------------------------


def _value(figure: Figure) -> str:
    return json.dumps(None if figure.value is None else format(figure.value, "f"))


def _content(row: models.FigureValue) -> tuple[str, str, str]:
    return row.value, row.claims, row.definition


def _brief(row: models.FigureValue) -> dict[str, str | None]:
    return {"value": json.loads(row.value), "claims": json.loads(row.claims)["digest"]}


def _packed(figure: Figure) -> str:
    """Canonical JSON: a digest, and the sorted rows ``kind:id`` behind, compressed when they are many."""
    rows = {kind: ids.tolist() for kind, ids in sorted(figure.evidence.items())}
    text = json.dumps(rows, separators=(",", ":"), sort_keys=True)
    content: dict[str, object] = {"digest": evidence.digest(figure.evidence)}
    if len(text) < PACK_FROM:
        content["rows"] = rows
    else:
        content["zlib"] = base64.b64encode(zlib.compress(text.encode(), 9)).decode()
    return json.dumps(content, separators=(",", ":"), sort_keys=True)


def _unpacked(claims: str) -> set[tuple[str, int]]:
    content = json.loads(claims)
    packed = content.get("zlib")
    rows = json.loads(zlib.decompress(base64.b64decode(packed))) if packed else content["rows"]
    return {(kind, number) for kind, numbers in rows.items() for number in numbers}


# -- what changed ---------------------------------------------------------------------------------


def _change(row: models.FigureValue, figure: Figure) -> FigureChange | None:
    stored = json.loads(row.value)
    before = None if stored is None else Decimal(stored)
    same_rows = json.loads(row.claims)["digest"] == evidence.digest(figure.evidence)
    redefined = row.definition != figure.definition
    if before == figure.value and same_rows and not redefined:
        return None
    old = _unpacked(row.claims) if not same_rows else set()
    new = (
        {(kind, number) for kind, ids in figure.evidence.items() for number in ids.tolist()}
        if not same_rows
        else set()
    )
    gone, fresh = _described(old - new), _described(new - old)
    changed = sorted(gone.keys() & fresh.keys())
    came = tuple(sorted(fresh.keys() - gone.keys()))
    went = tuple(sorted(gone.keys() - fresh.keys()))
    # A list row that brings several claims is named once; it changed when some of its claims stayed.
    reason = _reason(before, figure, came, went, tuple(changed), redefined=redefined)
    return FigureChange(figure.key, before, figure.value, came, went, tuple(changed), reason)


def _described(rows: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Rows by the address that people know: a claim from a list by its entry, others by key or ``kind:id``.

    A corrected claim and its correction share their key, an entry and its newer version share theirs, so that
    both come under one address.
    """
    by_kind: dict[str, list[int]] = {}
    for kind, number in rows:
        by_kind.setdefault(kind, []).append(number)
    found: dict[str, int] = {}
    for kind, numbers in by_kind.items():
        for start in range(0, len(numbers), BATCH):
            batch = numbers[start : start + BATCH]
            if kind == "entry":
                for number, register, key in models.Entry.objects.filter(id__in=batch).values_list(
                    "id", "register__key", "key"
                ):
                    found[f"{register}:{key}"] = number
            elif kind in KINDS:
                claims = KINDS[kind].objects.filter(id__in=batch)
                for number, key, register, entry in claims.values_list(
                    "id", "key", "entry__register__key", "entry__key"
                ):
                    listed = f"{register}:{entry}" if entry is not None else ""
                    found[key or listed or f"{kind}:{number}"] = number
            else:
                model = evidence.ENTITIES[kind]
                for number, key in model.objects.filter(id__in=batch).values_list("id", "key"):
                    found[key] = number
    return found


def _reason(
    before: Decimal | None,
    figure: Figure,
    came: tuple[str, ...],
    went: tuple[str, ...],
    changed: tuple[str, ...],
    *,
    redefined: bool,
) -> str:
    def say(value: Decimal | None) -> str:
        return "not computed" if value is None else format(value.normalize(), "f")

    head = (
        f"was {say(before)}, is {say(figure.value)}"
        if before != figure.value
        else f"still {say(figure.value)}, but on other records"
    )
    parts: list[str] = []
    if redefined:
        parts.append("its definition is another one")
    for words, keys in (("came", came), ("went", went), ("changed", changed)):
        if keys:
            shown = ", ".join(keys[:SHOWN])
            more = f" and {len(keys) - SHOWN} more" if len(keys) > SHOWN else ""
            parts.append(f"{len(keys)} {words} ({shown}{more})")
    if not parts:
        parts.append(figure.problem or "the stated value is another one")
    return f"{figure.label}: {head}: {'; '.join(parts)}."
