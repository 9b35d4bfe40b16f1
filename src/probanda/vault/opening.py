"""Opening an item: on record before a byte leaves; a sealed one is held to its commitment after."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

import pyrage

from probanda.problems import ProbandaError, Problem
from probanda.vault.custody import Act
from probanda.vault.intake import SEALED_DOCUMENT
from probanda.vault.receipt import Item
from probanda.vault.seal import unseal
from probanda.vault.vault import Vault

__all__ = ["OpenedItem", "description_of", "open_item"]

BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class OpenedItem:
    """What was opened: size and digest of the plain bytes, and the custody entry that says so."""

    size: int
    sha256: str
    log_index: int


def open_item(
    vault: Vault,
    identifier: str,
    keys: Sequence[pyrage.x25519.Identity],
    target: BinaryIO,
    *,
    who: str,
    why: str,
    description: bool = False,
) -> OpenedItem:
    """Write an item's bytes to a stream, a sealed one's plain; the stream is the caller's to protect.

    Args:
        vault: opened.
        identifier: the item's id.
        keys: secret keys; for a sealed item one of the recipients'.
        target: where the plain bytes go, block by block.
        who: who opens it.
        why: the reason; both enter the custody log's private half before anything is opened.
        description: the sealed description of the whole delivery (names, who gave it) instead.

    Raises:
        ProbandaError: ``seal-no-key`` for a sealed item without keys, ``seal-damaged`` when the store
            does not hold what was taken in, ``seal-refused`` when no key opens it, ``seal-other-bytes``
            when the plain bytes are not those that were committed to.
    """
    item = vault.item(identifier)
    said = _clear(vault, item)
    if said is None:
        return _open_plain(vault, item, target, who, why)
    if not keys:
        raise ProbandaError(
            Problem("seal-no-key", "This item is sealed.", found=identifier,
                    remedy="Give a secret key with --identity."),
            usage=True,
        )  # fmt: skip
    _hold_to_digest(vault, item)
    position = vault.record(
        Act.DECRYPT,
        who=who,
        why=why,
        subject=item.id,
        public={"description": True} if description else {},
    )
    about = description_of(vault, item.object, keys)
    if description:
        text = json.dumps(about, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"
        target.write(text)
        return OpenedItem(len(text), hashlib.sha256(text).hexdigest(), position.index)
    with vault.stream(item) as source:
        opened = unseal(source, target, keys)
    plain: dict[str, Any] = next(
        (each["plain"] for each in about["files"] if each["item"] == item.id), {}
    )
    if not opened.matches(str(said.get("commitment")), plain):
        raise ProbandaError(
            Problem(
                "seal-other-bytes",
                "These are not the bytes that were taken in.",
                file=item.id,
                found=opened.sha256,
                expected=str(plain.get("sha256", "")),
            )
        )
    return OpenedItem(opened.size, opened.sha256, position.index)


def description_of(
    vault: Vault, identifier: str, keys: Sequence[pyrage.x25519.Identity]
) -> dict[str, Any]:
    """The sealed description of a delivery: names, who gave it, salts. In memory only."""
    inventory = vault.inventory(identifier)
    state = inventory["versions"][inventory["head"]]["state"]
    content = next(
        inventory["manifest"][digest][0]
        for digest, paths in state.items()
        if SEALED_DOCUMENT in paths
    )
    target = io.BytesIO()
    with (vault.object_folder(identifier) / content).open("rb") as source:
        unseal(source, target, keys)
    value: dict[str, Any] = json.loads(target.getvalue())
    return value


def _open_plain(vault: Vault, item: Item, target: BinaryIO, who: str, why: str) -> OpenedItem:
    _hold_to_digest(vault, item)
    position = vault.record(Act.OPEN, who=who, why=why, subject=item.id)
    with vault.stream(item) as stream:
        while block := stream.read(BLOCK):
            target.write(block)
    return OpenedItem(item.size, item.sha256, position.index)


def _clear(vault: Vault, item: Item) -> dict[str, Any] | None:
    """What is said openly of a sealed item; None for one that is not sealed."""
    for each in vault.metadata(item.object)["files"]:
        if each["item"] == item.id:
            found: dict[str, Any] | None = each.get("sealed")
            return found
    return None


def _hold_to_digest(vault: Vault, item: Item) -> None:
    actual = hashlib.sha512()
    with vault.stream(item) as stream:
        while block := stream.read(BLOCK):
            actual.update(block)
    if actual.hexdigest() != item.sha512:
        raise ProbandaError(
            Problem(
                "seal-damaged",
                "The store does not hold the bytes that were taken in.",
                file=item.id,
                found=actual.hexdigest(),
                expected=item.sha512,
                remedy="Run `probanda vault verify`, and repair from a copy.",
            )
        )
