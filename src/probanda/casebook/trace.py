"""Walking the chain from any point: claim → source → bytes, and back from bytes to what leans on them.

Gives plain values for ``probanda show``; printing them is the command's business.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.db import models as django_models

from probanda.casebook import models
from probanda.casebook.models.base import Claim, Entity
from probanda.casebook.resolved import resolve_person
from probanda.casebook.services.claims import BOOKKEEPING, find_claim
from probanda.casebook.services.snapshot import kind_of
from probanda.casebook.services.vault import custody_of

__all__ = ["suggestions", "trace"]

Node = dict[str, Any]
ENTITIES: dict[str, type[Entity]] = {
    kind_of(model): model
    for model in (
        *(models.Person, models.Source, models.Register, models.Site, models.Event),
        *(models.Place, models.Unit, models.Remains, models.Relative, models.Claimant, models.Item),
    )
}
#: Claims listed under a person, source or other entity; the count tells the rest.
SHOWN = 200


def trace(key: str, as_of: date | None = None, root: Path | None = None) -> list[Node]:
    """Everything that has this key: claims, entities, list entries (``register:key``), archived copies.

    ``kind:KEY`` (``source:report-1``) asks for one kind only. An archived copy is also found by the
    beginning of its SHA-256 or SHA-512, or by its id in the vault. With ``root``, the casebook's folder,
    the chain goes on below an archived copy: its custody entries and the trusted times over them.
    Empty when there is nothing.
    """
    found = list(_found(key, as_of))
    if root is not None:
        for node in found:
            _add_custody(node, root)
    return found


def _add_custody(node: Any, root: Path) -> None:
    """Below every archived copy, what the custody log says of it."""
    if isinstance(node, dict):
        if node.get("vault_item"):
            node["custody"] = custody_of(root, node["vault_item"])
        for each in node.values():
            _add_custody(each, root)
    elif isinstance(node, list):
        for each in node:
            _add_custody(each, root)


def suggestions(key: str) -> list[str]:
    """Keys that begin alike, for a message."""
    found: list[str] = []
    for model in ENTITIES.values():
        rows = model._default_manager.filter(key__istartswith=key[:3]).order_by("key")
        found += rows.values_list("key", flat=True)[:500]
    for claim in models.TYPED_CLAIMS:
        keyed = claim._default_manager.filter(key__istartswith=key[:3], current=True)
        found += [each for each in keyed.values_list("key", flat=True)[:500] if each]
    return found


def _found(key: str, as_of: date | None) -> Iterator[Node]:
    claim = find_claim(key) or _former(key)
    if claim is not None:
        yield _claim(claim)
    kind, _, rest = key.partition(":")
    wanted = [(model, key) for model in ENTITIES.values()]
    if kind in ENTITIES and rest:
        wanted.append((ENTITIES[kind], rest))
    for model, name in wanted:
        row = model._default_manager.filter(key=name).first()
        if row is not None:
            yield _entity(row, as_of)
    if rest:
        entries = models.Entry.objects.filter(register__key=kind, key=rest)
        for entry in entries.select_related("register", "version", "person").order_by("-pk")[:20]:
            yield _entry(entry)
    for item in models.Item.objects.filter(vault_item=key).exclude(vault_item=""):
        yield _entity(item, as_of)
    if len(key) >= 8 and all(sign in "0123456789abcdef" for sign in key.lower()):
        start = key.lower()
        same = django_models.Q(sha256__startswith=start) | django_models.Q(sha512__startswith=start)
        for item in models.Item.objects.filter(same).order_by("pk")[:20]:
            yield _entity(item, as_of)


def _former(key: str) -> Claim | None:
    """The last claim that had this key, if it was retracted."""
    for model in models.TYPED_CLAIMS:
        found = model._default_manager.filter(key=key).order_by("-pk").first()
        if found is not None:
            return found
    return None


def _claim(row: Claim) -> Node:
    source = models.Source.objects.select_related("item", "claimant").get(pk=row.source_id)
    node: Node = {
        "kind": row.kind,
        "address": row.address,
        "says": _values(row),
        "claimant": row.claimant.key,
        "locator": row.locator,
        "grade": f"{row.reliability}{row.credibility}",
        "status": row.status,
        "consent": row.consent,
        "current": row.current,
        "recorded": {"by": row.recorded_by, "at": row.recorded_at.isoformat()},
        "source": _source(source),
    }
    if row.entry_id is not None:
        entry = models.Entry.objects.select_related("register", "version", "person")
        node["entry"] = _entry(entry.get(pk=row.entry_id))
    corrects = row.__dict__[
        "corrects_id"
    ]  # declared on the abstract claim, which the type checker skips
    if corrects is not None:
        node["corrects"] = f"{row.kind}:{corrects}"
    later = type(row)._default_manager.filter(**{"corrects": row.pk}).order_by("pk")
    if later:
        node["corrected_by"] = [each.address for each in later]
    if isinstance(row, models.ActClaim):
        involved = models.InvolvementClaim.objects.filter(act=row, current=True).order_by("pk")
        node["involvements"] = [_said(each) for each in involved]
    return node


def _values(row: Claim) -> dict[str, Any]:
    """What the claim itself says: its own columns that are filled, links by key, the date as written."""
    common = {field.name for field in Claim._meta.get_fields()} | set(BOOKKEEPING)
    said: dict[str, Any] = {}
    for field in row._meta.concrete_fields:
        value = getattr(row, field.name)
        if field.name in common or value in (None, ""):
            continue
        if isinstance(value, Claim):
            said[field.name] = value.address
        elif isinstance(value, Entity):
            said[field.name] = value.key
        elif field.name in {"date_earliest", "date_latest"}:
            said[field.name] = value.isoformat()
        else:
            said[field.name] = str(value) if not isinstance(value, bool | int | float) else value
    return said


def _said(row: Claim) -> Node:
    """One line about a claim in a list of claims."""
    return {
        "kind": row.kind,
        "address": row.address,
        "says": _values(row),
        "claimant": row.claimant.key,
        "source": row.source.key,
        "locator": row.locator,
    }


def _source(row: models.Source) -> Node:
    node: Node = {
        "key": row.key,
        "kind": row.kind,
        "title": row.title,
        "author": row.author,
        "published": row.date_edtf,
        "url": row.url,
        "symbol": row.symbol,
        "reliability": row.reliability,
        "consent": row.consent,
        "archived": _item(row.item) if row.item else None,
    }
    if row.derived_from_id is not None:
        node["derived_from"] = models.Source.objects.get(pk=row.derived_from_id).key
    return {name: value for name, value in node.items() if value != ""}


def _item(row: models.Item) -> Node:
    return {
        "key": row.key,
        "path": row.path,
        "size": row.size,
        "media_type": row.media_type,
        "sha256": row.sha256,
        "sha512": row.sha512,
        "received": row.received_at.isoformat(),
        "vault_item": row.vault_item,
        "log_index": row.log_index,
    }


def _entry(row: models.Entry) -> Node:
    try:
        raw = json.loads(row.raw)
    except ValueError:
        raw = row.raw
    return {
        "kind": "entry",
        "key": f"{row.register.key}:{row.key}",
        "row": row.row,
        "current": row.current,
        "ended": row.ended,
        "raw": raw,
        "person": row.person.key if row.person else None,
        "register": row.register.key,
        "file": row.version.file_name,
        "version": row.version.number,
        "file_sha256": row.version.sha256,
    }


def _entity(row: Entity, as_of: date | None) -> Node:
    kind = kind_of(type(row))
    node: Node = {"kind": kind, "key": row.key}
    if isinstance(row, models.Person):
        node.update(resolve_person(row, as_of).as_dict())
        head = row.cluster_id or row.pk
        members = models.Person.objects.filter(
            django_models.Q(pk=head) | django_models.Q(cluster=head)
        )
        ids = list(members.values_list("pk", flat=True))
        node["decisions"] = [_decision(each) for each in _decisions(ids)]
        node.update(_about(models.Person, ids))
        return node
    if isinstance(row, models.Source):
        node.update(_source(row))
        node.update(_resting([row.pk]))
        return node
    if isinstance(row, models.Item):
        node.update(_item(row))
        sources = models.Source.objects.filter(item=row).order_by("key")
        node["sources"] = [source.key for source in sources]
        node.update(_resting([source.pk for source in sources]))
        return node
    for field in row._meta.concrete_fields:
        value = getattr(row, field.name)
        if field.name not in {"id", "key"} and value not in (None, "", {}):
            node[field.name] = value.key if isinstance(value, Entity) else value
    if isinstance(row, models.Register):
        node["entries"] = models.Entry.objects.filter(register=row, current=True).count()
        node["versions"] = [
            {
                "number": each.number,
                "file": each.file_name,
                "sha256": each.sha256,
                "rows": each.rows,
            }
            for each in models.RegisterVersion.objects.filter(register=row).order_by("number")
        ]
        return node
    node.update(_about(type(row), [row.pk]))
    return node


def _about(model: type[Entity], ids: list[int]) -> Node:
    """Current claims with a link to one of these entities."""
    found: list[Claim] = []
    for claim in models.TYPED_CLAIMS:
        links = [
            field.name
            for field in claim._meta.concrete_fields
            if isinstance(field, django_models.ForeignKey) and field.related_model is model
        ]
        if not links:
            continue
        about = django_models.Q()
        for name in links:
            about |= django_models.Q(**{f"{name}__in": ids})
        found += _listed(claim, about)
    return _claims(found)


def _resting(sources: list[int]) -> Node:
    """Current claims that rest on these sources."""
    found: list[Claim] = []
    total = 0
    for claim in models.TYPED_CLAIMS:
        on = django_models.Q(source__in=sources)
        total += claim._default_manager.filter(on, current=True).count()
        found += _listed(claim, on)
    return {**_claims(found), "claim_count": total}


def _listed(claim: type[Claim], about: django_models.Q) -> Iterable[Claim]:
    rows = claim._default_manager.filter(about, current=True).select_related("source", "claimant")
    return rows.order_by("pk")[:SHOWN]


def _claims(found: list[Claim]) -> Node:
    return {
        "claims": [_said(claim) for claim in found[:SHOWN]],
        "claim_count": len(found),
    }


def _decisions(persons: list[int]) -> Iterable[models.IdentityDecision]:
    about = django_models.Q(left__in=persons) | django_models.Q(right__in=persons)
    return (
        models.IdentityDecision.objects.filter(about).select_related("left", "right").order_by("pk")
    )


def _decision(row: models.IdentityDecision) -> Node:
    return {
        "id": row.pk,
        "left": row.left.key,
        "right": row.right.key,
        "verdict": row.verdict,
        "why": row.reason,
        "by": row.decided_by,
        "at": row.decided_at.isoformat(),
        "undone_by": row.undone_by or None,
    }
