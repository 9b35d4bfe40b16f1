"""What is made from an item lies in an object of its own, and can be made again to the last bit.

The evidence itself is never touched: a thumbnail, a text or the members of an archive are somebody's
reading of it, and the object says whose: the recipe, its version and its settings.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol

from probanda.problems import ProbandaError, Problem
from probanda.vault.custody import Act, Custody, Private, canonical
from probanda.vault.group_commit import Commit
from probanda.vault.json_lines import in_lines
from probanda.vault.oddities import shown
from probanda.vault.receipt import Item, Target

if TYPE_CHECKING:
    from probanda.vault.draft import Draft
    from probanda.vault.vault import Vault

__all__ = ["DOCUMENT", "Derived", "Made", "Recipe", "derive", "derived_from", "reproduce"]

#: Logical path of the document about what was made.
DOCUMENT = "derived.json"


@dataclass(frozen=True, slots=True)
class Made:
    """One file that a recipe makes: its name, and what writes it."""

    name: bytes
    write: Callable[[Target], object]


class Recipe(Protocol):
    """How something is made. The same name, version and settings must always give the same bytes."""

    @property
    def name(self) -> str:
        """What the recipe is called."""

    @property
    def version(self) -> str:
        """Another version may make something else."""

    @property
    def settings(self) -> Mapping[str, Any]:
        """What decides what is made, besides the item."""

    def make(self, source: BinaryIO, item: Item, room: Path) -> Iterator[Made | Problem]:
        """Make files from an item's bytes, one after the other; ``room`` is a directory for scraps."""


@dataclass(frozen=True, slots=True)
class Derived:
    """An object of what was made from an item."""

    object: str
    log_index: int
    files: tuple[dict[str, Any], ...]
    refused: tuple[Problem, ...] = field(default=())

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "object": self.object,
            "log_index": self.log_index,
            "files": list(self.files),
            "refused": [each.as_dict() for each in self.refused],
        }


def derive(vault: Vault, item: Item, recipe: Recipe, who: str, why: str = "derivative") -> Derived:
    """Make something from an item and keep it; what was made before by the same recipe is given again.

    Raises:
        OSError: when the vault's disk refuses; then nothing is kept.
    """
    identifier = _identifier(vault, item, recipe)
    if (before := _earlier(vault, identifier)) is not None:
        return before
    workshop = vault.workshop()
    try:
        draft = vault.store.stage(identifier, workshop)
        document = _make(vault, item, recipe, draft, workshop)
        draft.fill(lambda target: target.write(in_lines(document)), DOCUMENT)
        digest = draft.finish(
            vault.clock(), f"{recipe.name} {recipe.version}", vault.name, vault.address, wait=False
        )
        vault.disk.create_whole(workshop / "objects", f"{identifier}\n".encode(), wait=False)
        public = {
            "inventory": digest,
            "files": len(document["files"]),
            "bytes": sum(each["size"] for each in document["files"]),
            "of": item.id,
        }
        custody = Custody(Act.DERIVE, Private.of(who, why), identifier, public=public)
        vault.submit(Commit([custody], [identifier], workshop))
    finally:
        vault.disk.remove_tree(workshop)
    made = _earlier(vault, identifier)
    assert made is not None
    return made


def derived_from(vault: Vault, item: Item) -> Iterator[tuple[str, dict[str, Any]]]:
    """Everything that was made from an item: ids of the objects, and their documents."""
    for identifier, index, act in vault.index.objects():
        if act == Act.DERIVE and vault.entry(index).get("of") == item.id:
            yield identifier, vault.metadata(identifier)


def reproduce(vault: Vault, item: Item, recipe: Recipe) -> list[Problem]:
    """Run a recipe again and compare with what the vault has of it; nothing is kept.

    Raises:
        ProbandaError: ``vault-no-item`` when the recipe was never run on this item.
    """
    identifier = _identifier(vault, item, recipe)
    if not vault.store.place(identifier).exists():
        raise ProbandaError(
            Problem("vault-no-item", "This was never made from the item.", found=item.id)
        )
    workshop = vault.workshop()
    try:
        draft = vault.store.stage(identifier, workshop)
        again = _make(vault, item, recipe, draft, workshop)
    finally:
        vault.disk.remove_tree(workshop)
    kept = vault.metadata(identifier)
    if again == kept:
        return _harmed(vault, identifier, kept)
    differing = [
        str(one.get("name", ""))
        for one, other in zip(again["files"], kept["files"], strict=False)
        if one != other
    ]
    return [
        Problem(
            "vault-not-reproduced",
            "The recipe gives something else than what the vault has.",
            file=", ".join(differing[:5]),
            found=f"{len(again['files'])} files",
            expected=f"{len(kept['files'])} files",
        )
    ]


def _harmed(vault: Vault, identifier: str, kept: Mapping[str, Any]) -> list[Problem]:
    """Files of the object that are not, on the disk, what its document says of them."""
    inventory = vault.inventory(identifier)
    state = inventory["versions"][inventory["head"]]["state"]
    digest_of = {path: digest for digest, paths in state.items() for path in paths}
    problems = []
    for file in kept["files"]:
        digest = digest_of.get(file["path"], "")
        found = ""
        for content in inventory["manifest"].get(digest, [])[:1]:
            path = vault.object_folder(identifier) / content
            if path.is_file() and not path.is_symlink():
                with path.open("rb") as stream:
                    found = hashlib.file_digest(stream, "sha512").hexdigest()
        if found != file["sha512"]:
            problems.append(
                Problem(
                    "vault-not-reproduced",
                    "The vault does not hold the bytes that the recipe gave.",
                    file=file["name"],
                    found=found or "no such file",
                    expected=file["sha512"],
                    remedy="Run `probanda vault verify`, and repair from a copy.",
                )
            )
    return problems


def _make(vault: Vault, item: Item, recipe: Recipe, draft: Draft, workshop: Path) -> dict[str, Any]:
    files: list[dict[str, Any]] = []
    refused: list[dict[str, Any]] = []
    room = workshop / "room"
    vault.disk.make_directory(room)
    with vault.stream(item) as source:
        for made in recipe.make(source, item, room):
            if isinstance(made, Problem):
                refused.append(made.as_dict())
                continue
            path = f"files/{len(files):06}"
            try:
                stored = draft.fill(made.write, path)
            except ProbandaError as error:
                refused += [each.as_dict() for each in error.problems]
                continue
            files.append(
                {
                    "name": shown(made.name),
                    "name_bytes": made.name.hex(),
                    "path": path,
                    "sha256": stored.sha256,
                    "sha512": stored.sha512,
                    "size": stored.size,
                }
            )
    return {
        "files": files,
        "format": "probanda derived 1",
        "of": item.id,
        "refused": refused,
        "settings": dict(recipe.settings),
        "sha512": item.sha512,
        "tool": recipe.name,
        "version": recipe.version,
    }


def _identifier(vault: Vault, item: Item, recipe: Recipe) -> str:
    settings = canonical(dict(recipe.settings)).decode()
    return vault.keys.object_id(f"{item.id}\n{recipe.name}\n{recipe.version}\n{settings}")


def _earlier(vault: Vault, identifier: str) -> Derived | None:
    if not vault.store.place(identifier).exists():
        return None
    index = vault.index.published(identifier)
    document = vault.metadata(identifier)
    refused = tuple(Problem(**each) for each in document["refused"])
    return Derived(identifier, -1 if index is None else index, tuple(document["files"]), refused)
