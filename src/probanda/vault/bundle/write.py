"""Writes a bundle: copies of items, the proofs from their bytes to signed checkpoints, and verify.py."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from probanda.consent import Consent, Level
from probanda.problems import ProbandaError, Problem
from probanda.vault.bag import write_bag
from probanda.vault.bundle.consent import allowed, tier
from probanda.vault.bundle.text import readme
from probanda.vault.checkpoint import SignedCheckpoint
from probanda.vault.consents import consents_of
from probanda.vault.countersigned import Countersigned
from probanda.vault.custody import Act, Custody, Private
from probanda.vault.intake import DOCUMENT, SEALED_DOCUMENT
from probanda.vault.receipt import Item
from probanda.vault.timestamps import Stamps
from probanda.vault.vault import Vault

__all__ = ["Bundle", "Wishes", "write_bundle"]

FORMAT = "probanda bundle 1"
BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Bundle:
    """What was exported.

    Attributes:
        folder: the bundle, or the bag around it.
        items: ids of the items in it.
        level: for whom it is.
        log_index: the custody entry of the last of them.
        checkpoint: the signed note that its proofs lead to.
        stamps: how many tokens are in it.
    """

    folder: Path
    items: tuple[str, ...]
    level: Level
    log_index: int
    checkpoint: str
    stamps: int

    def as_dict(self) -> dict[str, object]:
        """For JSON."""
        return {
            "bundle": str(self.folder),
            "items": list(self.items),
            "level": self.level.value,
            "log_index": self.log_index,
            "checkpoint": self.checkpoint,
            "tokens": self.stamps,
        }


@dataclass(frozen=True, slots=True)
class Wishes:
    """What else goes into a bundle.

    Attributes:
        provenance: the delivery's ``intake.json``, which says who gave what under which names.
        records: who did what to the items, and why: the private halves of their custody entries.
        bag: the bundle inside a BagIt bag.
        against: a checkpoint that the reader holds; the bundle shows that the log continues it.
    """

    provenance: bool = False
    records: bool = False
    bag: bool = False
    against: SignedCheckpoint | None = None


def write_bundle(
    vault: Vault,
    items: Sequence[Item],
    target: Path,
    *,
    level: Level | None,
    who: str,
    why: str,
    consents: dict[str, str] | None = None,
    wishes: Wishes | None = None,
) -> Bundle:
    """Write a bundle of items, after each export stands in the custody log.

    Args:
        vault: opened; its log gets one entry per item.
        items: what leaves; each once.
        target: the folder to make; it must not exist.
        level: whom it is for; an item whose consent does not reach so far stops the export. None: the
            widest readers that the consent to every item reaches; the bundle says which.
        who: who exports, for the custody log.
        why: the reason.
        consents: tiers that are known elsewhere (as in a casebook) by item id. Of two that are stated the
            narrower one counts; one that is unknown gives way to the other.
        wishes: what else goes in.

    Raises:
        ProbandaError: ``export-nothing``, ``export-exists``, ``export-consent`` (one per item),
            ``export-damaged`` when the store does not hold what it should, ``export-forked`` when the
            log does not continue ``against``. Nothing was exported then.
    """
    wishes = wishes or Wishes()
    items = list({item.id: item for item in items}.values())
    if not items:
        raise ProbandaError(Problem("export-nothing", "No item was named."), usage=True)
    if target.exists() or target.is_symlink():
        raise ProbandaError(
            Problem("export-exists", "There is something at this place.", file=str(target)),
            usage=True,
        )
    level = _hold_to_consent(vault, items, level, consents or {}, wishes)
    if wishes.against is not None:
        _hold_to_outside(vault, wishes.against)
    partial = target.with_name(f".{target.name}.partial")
    if partial.exists():
        shutil.rmtree(partial)
    try:
        writer = _Writer(vault, partial, wishes)
        writer.copy(items)
        public = {"level": level.value}
        vault.enter(
            [
                Custody(Act.EXPORT, Private.of(who, why), item.object, item.id, public)
                for item in items
            ]
        )
        entered = vault.index.entries_of(items[-1].id)[-1]
        stamps = writer.prove(items, level)
        if wishes.bag:
            files = {
                str(path.relative_to(partial)): path
                for path in sorted(partial.rglob("*"))
                if path.is_file()
            }
            write_bag(
                target,
                files,
                [("Internal-Sender-Description", "A bundle of evidence: data/README.txt")],
            )
        else:
            partial.rename(target)
    finally:
        if partial.exists():
            shutil.rmtree(partial)
    ids = tuple(item.id for item in items)
    return Bundle(target, ids, level, entered, writer.checkpoint.text(), stamps)


def _hold_to_consent(
    vault: Vault,
    items: Sequence[Item],
    level: Level | None,
    consents: dict[str, str],
    wishes: Wishes,
) -> Level:
    """The level of the bundle, which the consent to every item reaches."""
    stated = consents_of(vault, items)
    tiers = {}
    for item in items:
        said = (stated[item.id].value, consents.get(item.id, ""))
        tiers[item.id] = tier(*(each for each in said if each not in {"", Consent.UNKNOWN}))
    inside = wishes.provenance or wishes.records
    chosen = level or _widest(tiers.values(), inside=inside)
    problems = [
        _refused(name, found.value, chosen)
        for name, found in tiers.items()
        if not allowed(found, chosen)
    ]
    # Who gave it, and who handled it, are persons too: that is for the organisation's own eyes.
    if inside and chosen is not Level.INTERNAL:
        problems.append(
            Problem(
                "export-consent",
                "Who gave and who handled the material leaves at the level internal only.",
                found=chosen.value,
                expected=Level.INTERNAL.value,
            )
        )
    if problems:
        raise ProbandaError(*problems)
    return chosen


def _widest(tiers: Iterable[Consent], *, inside: bool) -> Level:
    """The widest readers that every tier reaches; the organisation itself where none does."""
    held = list(tiers)
    for level in (Level.PUBLIC, Level.COMMITTEE):
        if not inside and all(allowed(each, level) for each in held):
            return level
    return Level.INTERNAL


def _refused(item: str, found: str, level: Level) -> Problem:
    return Problem(
        "export-consent",
        f"The consent to this item does not reach the level {level.value}.",
        file=item,
        found=found,
        remedy="Leave the item out, ask for consent, or choose a narrower level with --level.",
    )


def _hold_to_outside(vault: Vault, against: SignedCheckpoint) -> None:
    old = against.checkpoint
    vault.log.refresh()
    if (
        old.origin != vault.name
        or not 0 < old.size <= vault.log.size
        or vault.log.root(old.size) != old.root
    ):
        raise ProbandaError(
            Problem(
                "export-forked",
                "The custody log does not continue this checkpoint.",
                found=f"{old.origin}, {old.size} entries, root {old.root.hex()}",
                remedy="If it is this vault's, its log was rewritten or rolled back.",
            )
        )


class _Writer:
    """One bundle being written in a folder of its own."""

    def __init__(self, vault: Vault, folder: Path, wishes: Wishes) -> None:
        self.vault = vault
        self.folder = folder
        self.wishes = wishes
        self.objects: dict[str, dict[str, Any]] = {}
        self.checkpoint: SignedCheckpoint

    def copy(self, items: Sequence[Item]) -> None:
        """Copy each item, holding it to its digests on the way, and its object's inventory."""
        for item in items:
            if item.object not in self.objects:
                number = len(self.objects) + 1
                place = f"objects/{number:03}"
                said = {"id": item.object, "folder": place, "entry": item.log_index}
                self.objects[item.object] = {**said, "also": self._object(item, place)}
            folder = self.objects[item.object]["folder"]
            self._copied(self.vault.object_folder(item.object) / item.content,
                         self.folder / str(folder) / item.content, item.sha512, item.id)  # fmt: skip

    def _object(self, item: Item, folder: str) -> list[str]:
        """What belongs to an object beside its items; gives the documents among it."""
        source, place = self.vault.object_folder(item.object), self.folder / folder
        place.mkdir(parents=True)
        for name in ("0=ocfl_object_1.1", "inventory.json", "inventory.json.sha512"):
            shutil.copyfile(source / name, place / name)
        documents = []
        inventory = self.vault.inventory(item.object)
        for digest, paths in inventory["versions"]["v1"]["state"].items():
            if self.wishes.provenance and {DOCUMENT, SEALED_DOCUMENT} & set(paths):
                content = inventory["manifest"][digest][0]
                self._copied(source / content, place / content, digest, item.object)
                documents.append(content)
        return sorted(documents)

    def _copied(self, source: Path, target: Path, sha512: str, what: str) -> None:
        if target.exists():  # two items with the same bytes
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        actual = hashlib.sha512()
        with source.open("rb") as reading, target.open("xb") as writing:
            while block := reading.read(BLOCK):
                actual.update(block)
                writing.write(block)
        if actual.hexdigest() != sha512:
            raise ProbandaError(
                Problem(
                    "export-damaged",
                    "The store does not hold the bytes that were taken in.",
                    file=what,
                    found=actual.hexdigest(),
                    expected=sha512,
                    remedy="Run `probanda vault verify`, and repair from a copy.",
                )
            )

    def prove(self, items: Sequence[Item], level: Level) -> int:
        """Write proofs, checkpoints, tokens, keys, the index of it all, and the program; counts tokens."""
        self.checkpoint = self.vault.checkpoint()
        self._write("checkpoint", self.checkpoint.text())
        entries, records = self._entries(items)
        earlier, tokens = self._earlier()
        said = {
            "format": FORMAT,
            "log": self.vault.name,
            "level": level.value,
            "items": [self._item(item) for item in items],
            "objects": list(self.objects.values()),
            "entries": entries,
            "records": records,
            "keys": self._keys(),
            "earlier": earlier,
        }
        self._write("bundle.json", json.dumps(said, indent=1, ensure_ascii=False) + "\n")
        program = resources.files("probanda.vault.bundle").joinpath("verify.py").read_bytes()
        (self.folder / "verify.py").write_bytes(program)
        self._write("README.txt", readme(self.vault.name, len(items), level, tokens))
        return tokens

    def _item(self, item: Item) -> dict[str, Any]:
        return {
            "id": item.id,
            "object": item.object,
            "file": f"{self.objects[item.object]['folder']}/{item.content}",
            "path": item.path,
            "size": item.size,
            "sha256": item.sha256,
            "sha512": item.sha512,
            "sealed": item.sealed,
            "entry": item.log_index,
        }

    def _entries(self, items: Sequence[Item]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        """The custody entries of the items and their objects, each with its proof."""
        ids = {item.id for item in items}
        size = self.checkpoint.checkpoint.size
        found: dict[int, dict[str, Any]] = {}
        records: dict[int, dict[str, Any]] = {}
        for name in self.objects:
            for index, entry, private in self.vault.history(name):
                if index >= size or ("item" in entry and entry["item"] not in ids):
                    continue
                path = self.vault.log.inclusion(index, size)
                line = self.vault.log.entry(index).decode("ascii")
                found[index] = {"index": index, "line": line, "path": [each.hex() for each in path]}
                if self.wishes.records and private is not None:
                    records[index] = {
                        "index": index,
                        "salt": private.salt.hex(),
                        "record": private.text,
                    }
        return [found[at] for at in sorted(found)], [records[at] for at in sorted(records)]

    def _earlier(self) -> tuple[list[dict[str, Any]], int]:
        """Stamped and counter-signed checkpoints, and the reader's own, with proofs to the one above."""
        found = []
        tokens = 0
        stamped: dict[Path, list[str]] = {}
        for stamp in Stamps(self.vault.folder).check():
            if stamp.verified is not None:
                stamped.setdefault(stamp.folder, []).append(stamp.authority)
        for folder, names in stamped.items():
            place = f"stamped/{folder.name}"
            note = (folder / "checkpoint").read_text(encoding="utf-8")
            found.append(self._proof(place, SignedCheckpoint.parse(note), names))
            for name in names:
                tokens += 1
                for ending in (".tsr", ".pem"):
                    shutil.copyfile(
                        folder / f"{name}{ending}", self.folder / place / f"{name}{ending}"
                    )
        for folder, signed in Countersigned(self.vault.folder).checkpoints():
            found.append(self._proof(f"countersigned/{folder.name}", signed, []))
        if self.wishes.against is not None:
            found.append(self._proof("yours", self.wishes.against, []))
        return found, tokens

    def _proof(self, place: str, signed: SignedCheckpoint, tokens: list[str]) -> dict[str, Any]:
        old, size = signed.checkpoint, self.checkpoint.checkpoint.size
        path = self.vault.log.consistency(old.size, size) if 0 < old.size <= size else []
        self._write(f"{place}/checkpoint", signed.text())
        return {"folder": place, "tokens": tokens, "consistency": [each.hex() for each in path]}

    def _keys(self) -> dict[str, str]:
        """Name to file; the log's own key is the first."""
        names = {}
        for number, key in enumerate(
            [self.vault.verifier, *Countersigned(self.vault.folder).signers()]
        ):
            names[key.name] = f"keys/{number}.pub"
            self._write(names[key.name], key.text() + "\n")
        return names

    def _write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
