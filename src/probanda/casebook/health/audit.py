"""Does the audit chain hold, and does the record still say what its last audit row says?

The chain is walked once. Of every row that services wrote one by one, the last audit row is kept as a short
digest and compared with the row as it is now; of list entries, the digest that the audit row names.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import models as django_models

from probanda.casebook import models
from probanda.casebook.audit_chain import COLUMNS, canonical, verify
from probanda.casebook.entry_digest import claims_by_entry, digest_of
from probanda.casebook.models.base import Claim
from probanda.casebook.services.snapshot import kind_of, name_of, snapshot
from probanda.problems import Problem

__all__ = ["check"]

#: Tables whose every row is written by a service and so has an audit row of its own.
ALWAYS: tuple[type[django_models.Model], ...] = (
    models.Claimant,
    models.Item,
    models.Source,
    models.Place,
    models.Unit,
    models.Site,
    models.Event,
    models.Remains,
    models.Relative,
    models.Interview,
    models.Answer,
    models.Examination,
    models.IdentityDecision,
    models.LinkageRun,
    models.ReviewAnswer,
)
Last = dict[str, tuple[int, bytes]]
#: What the audit row of a list entry says: its digest, its person, the SHA-256 of its raw row.
#: digest of the row as it was read, person, SHA-256 of the raw row, digest of the claims made of it.
EntrySaid = tuple[str, int | None, str, str]


def check(facts: dict[str, Any]) -> Iterator[Problem]:
    """Broken links, then rows that were changed, added or removed without the services."""
    last: Last = {}
    entries: dict[int, EntrySaid] = {}
    total = [0]
    for broken in verify(_watched(last, entries, total)):
        yield Problem(
            "audit-broken",
            f"The audit chain is broken at row {broken.seq}: {broken.reason}.",
            file="audit chain",
            row=broken.seq,
            found=str(broken.seq),
            remedy="Compare with a backup: somebody changed the database without Probanda.",
        )
    facts["audit_rows"] = total[0]
    facts["audit_head"] = (
        models.AuditRow.objects.order_by("-seq").values_list("hash", flat=True).first() or ""
    )
    compared: list[type[django_models.Model]] = [*ALWAYS, models.Person, models.Register]
    compared.extend(models.TYPED_CLAIMS)
    for model in compared:
        yield from _compare(model, last)
    yield from _compare_entries(entries)
    for name, (seq, _) in sorted(last.items()):
        if name != "casebook" and _ours(name):
            yield Problem(
                "row-missing",
                f"{name} is in the audit chain (row {seq}) but no longer in the record.",
                file="record",
                column=name,
                remedy="Restore it from a backup: the services never delete.",
            )


def _watched(
    last: Last, entries: dict[int, EntrySaid], total: list[int]
) -> Iterator[tuple[Any, ...]]:
    """The chain's rows as they pass, remembering what is needed for the comparison."""
    rows = models.AuditRow.objects.order_by("seq").values_list(*COLUMNS)
    for row in rows.iterator(chunk_size=10_000):
        total[0] = max(total[0], row[0])
        what, after = row[4], row[7]
        if what.startswith("entry:"):
            _remember_entry(entries, what, after)
        elif after:
            last[what] = (row[0], _short(after))
        yield row


def _remember_entry(entries: dict[int, EntrySaid], what: str, after: str) -> None:
    number = what.partition(":")[2]
    if not after or not number.isdecimal():
        return
    try:
        said = json.loads(after)
        entries[int(number)] = (
            str(said["digest"]),
            said.get("person"),
            str(said.get("raw", "")),
            str(said.get("claims", "")),
        )
    except (ValueError, KeyError, TypeError):
        return  # the chain's own check has named this row


def _short(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8")).digest()[:16]


def _compare(model: type[django_models.Model], last: Last) -> Iterator[Problem]:
    rows = model._default_manager.order_by("pk")
    if model in ALWAYS:
        for row in rows.iterator(chunk_size=2000):
            yield from _row(row, last, always=True)
        return
    if issubclass(model, Claim):
        for row in rows.filter(entry=None).iterator(chunk_size=2000):
            yield from _row(row, last, always=True)
    # Of what lists brought in, only rows that a service touched since have an audit row of their own.
    kind = f"{kind_of(model)}:"
    names = [name[len(kind) :] for name in last if name.startswith(kind)]
    column = "pk" if issubclass(model, Claim) else "key"
    for start in range(0, len(names), 500):
        for row in rows.filter(**{f"{column}__in": names[start : start + 500]}):
            yield from _row(row, last, always=False)


def _row(row: Any, last: Last, *, always: bool) -> Iterator[Problem]:
    name = name_of(row)
    known = last.pop(name, None)
    if known is None:
        if always:
            yield Problem(
                "row-unaudited",
                f"{name} is in the record without an audit row.",
                file="record",
                column=name,
                remedy="Somebody wrote to the database without Probanda, or audit rows were cut off.",
            )
        return
    seq, digest = known
    now = snapshot(row)
    if _short(canonical(now)) == digest:
        return
    try:
        said = json.loads(models.AuditRow.objects.get(seq=seq).after)
    except ValueError:
        return  # the chain's own check has named this row
    differing = sorted(key for key in now.keys() & said.keys() if now[key] != said[key])
    if differing:
        yield Problem(
            "row-changed",
            f"{name} is not what the audit chain last recorded (row {seq}): {', '.join(differing)}.",
            file="record",
            column=name,
            found=canonical({key: now[key] for key in differing})[:300],
            expected=canonical({key: said[key] for key in differing})[:300],
            remedy="Somebody changed the database without Probanda; restore it or correct the claim.",
        )


def _compare_entries(said: dict[int, EntrySaid]) -> Iterator[Problem]:
    rows: Iterable[tuple[int, str, int | None, str, str]] = models.Entry.objects.values_list(
        "pk", "digest", "person_id", "key", "raw"
    ).iterator(chunk_size=10_000)
    claims, nothing = claims_by_entry(), digest_of(())
    for pk, digest, person, key, raw in rows:
        known = said.pop(pk, None)
        written = hashlib.sha256(raw.encode("utf-8")).hexdigest()
        if known == (digest, person, written, claims.get(pk, nothing)):
            continue
        if known is not None and known[:3] == (digest, person, written):
            yield Problem(
                "claims-changed",
                f"The claims from list entry {key} (entry:{pk}) are not what the audit chain recorded:"
                " a name, birth, attribute or status, or its consent, was changed, added or removed.",
                file="record",
                column=f"entry:{pk}",
                remedy="Somebody wrote to the database without Probanda; compare with a backup.",
            )
            continue
        yield Problem(
            "row-unaudited" if known is None else "row-changed",
            f"List entry {key} (entry:{pk}) "
            + ("has no audit row." if known is None else "is not what the audit chain recorded."),
            file="record",
            column=f"entry:{pk}",
            remedy="Somebody wrote to the database without Probanda, or audit rows were cut off.",
        )
    for pk in sorted(said):
        yield Problem(
            "row-missing",
            f"entry:{pk} is in the audit chain but no longer in the record.",
            file="record",
            column=f"entry:{pk}",
            remedy="Restore it from a backup: the services never delete.",
        )


def _ours(name: str) -> bool:
    """Whether a name in the chain is that of a row that the comparison covers."""
    covered: list[type[django_models.Model]] = [*ALWAYS, models.Person]
    covered.extend(models.TYPED_CLAIMS)
    kinds = {kind_of(model) for model in covered}
    return name.partition(":")[0] in kinds
