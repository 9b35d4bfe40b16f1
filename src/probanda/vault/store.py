"""The store: an OCFL 1.1 storage root beside a staging directory, to which objects are only added.

Publishing is one rename of a directory that is complete and synced, so that a reader, or a crash, finds
an object whole or not at all.
"""

from __future__ import annotations

import errno
import json
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from probanda.problems import ProbandaError, Problem
from probanda.vault.draft import Draft
from probanda.vault.files import Disk
from probanda.vault.layout import HASHED_N_TUPLE, HashedNTuple

__all__ = ["Store"]

_DESCRIPTION = "Objects lie by the sha256 of their id: three directories of three characters."


class Store:
    """An OCFL storage root (``ocfl/``) and its staging directory (``staging/``) in one folder."""

    def __init__(self, folder: Path, disk: Disk | None = None) -> None:
        self.folder = folder
        self.root = folder / "ocfl"
        self.staging = folder / "staging"
        self.disk = disk or Disk()
        self.layout = HashedNTuple()

    @classmethod
    def create(cls, folder: Path, disk: Disk | None = None) -> Store:
        """A new store in an existing folder.

        Raises:
            ProbandaError: ``vault-exists`` when there is one.
        """
        store = cls(folder, disk)
        if store.root.exists():
            raise ProbandaError(
                Problem("vault-exists", "There is a store in this folder.", file=str(folder))
            )
        store.make_staging()
        staged = store._stage()
        extension = staged / "extensions" / HASHED_N_TUPLE
        for directory in (staged, extension.parent, extension):
            store.disk.make_directory(directory)
        for path, data in (
            (staged / "0=ocfl_1.1", b"ocfl_1.1\n"),
            (
                staged / "ocfl_layout.json",
                _json({"extension": HASHED_N_TUPLE, "description": _DESCRIPTION}),
            ),
            (extension / "config.json", _json(store.layout.as_json())),
        ):
            store.disk.create_whole(path, data)
        for directory in (extension, extension.parent, staged):
            store.disk.sync_directory(directory)
        store.disk.rename(staged, store.root)
        store.disk.sync_directory(folder)
        return store

    def make_staging(self) -> None:
        """Make the staging directory, if it is not there: nothing of worth is ever in it alone."""
        if not self.staging.exists():
            self.disk.make_directory(self.staging)
            self.disk.sync_directory(self.folder)

    @contextmanager
    def draft(self, identifier: str) -> Iterator[Draft]:
        """A draft of a new object; what is not published by the end of the block is removed.

        Raises:
            ProbandaError: ``vault-object-exists`` when the store has an object of this id.
        """
        self._refuse_existing(identifier)
        staged = self._stage()
        self.disk.make_directory(staged)
        try:
            yield Draft(identifier, staged / "object", self.disk)
        finally:
            self.disk.remove_tree(staged)

    def publish(
        self, draft: Draft, *, now: datetime, message: str, user: str, address: str
    ) -> Path:
        """Finish a draft and move it to its place; on the disk when the call returns.

        Gives the object's directory.

        Raises:
            ProbandaError: ``vault-object-exists`` when another writer was faster.
        """
        draft.finish(now, message, user, address)
        target = self.place(draft.identifier)
        steps = [*reversed([p for p in target.parents if self.root in p.parents]), target]
        # Directories on the way are made inside staging, around the object: a crash must not leave
        # empty directories in the root. Another writer may make the same ones meanwhile: look again.
        for _ in range(2 * len(steps)):
            missing = next((each for each in steps if not each.exists()), None)
            if missing is None:
                break
            carried = self._wrap(draft.place, target.relative_to(missing))
            try:
                self.disk.rename(carried, missing)
            except OSError as error:
                if error.errno not in {errno.ENOTEMPTY, errno.EEXIST}:
                    raise
                draft.place = carried / target.relative_to(missing)
                continue
            self.disk.sync_directory(missing.parent)
            return target
        self._refuse_existing(draft.identifier)
        raise OSError(errno.EBUSY, "the store's directories keep changing", str(target))

    def stage(self, identifier: str, workshop: Path) -> Draft:
        """A draft inside a workshop (a directory of staging), ready to be moved by :meth:`move`.

        It lies there under the directories that it will have in the root, so that moving is one rename.
        """
        path = Path(self.layout.path(identifier))
        directory = workshop / path.name
        for name in ("", *path.parts[:-1]):
            directory = directory / name
            if not directory.exists():
                self.disk.make_directory(directory)
        return Draft(identifier, directory / path.name, self.disk)

    def move(self, identifier: str, workshop: Path) -> Path | None:
        """Move a staged object, complete and synced, to its place; the caller syncs what it gives.

        Gives the directory that has a new name in it, or None when the store has an object of this id.
        """
        path = Path(self.layout.path(identifier))
        steps = [*reversed(path.parents[:-1]), path]
        for step in steps:
            target = self.root / step
            if target.exists():
                continue
            try:
                self.disk.rename(workshop / path.name / step, target)
            except OSError as error:
                # Another writer made the same directory meanwhile: go on inside it.
                if error.errno not in {errno.ENOTEMPTY, errno.EEXIST}:
                    raise
                continue
            return target.parent
        return None

    def workshop(self, inside: Path | None = None) -> Path:
        """A new directory in staging, or in one that is there; the caller removes it."""
        place = (inside or self.staging) / uuid.uuid4().hex
        self.disk.make_directory(place)
        return place

    def free(self) -> int:
        """How many bytes the disk has room for."""
        return shutil.disk_usage(self.staging).free

    def place(self, identifier: str) -> Path:
        """Where an object of this id lies, or would."""
        return self.root / self.layout.path(identifier)

    def _wrap(self, staged: Path, below: Path) -> Path:
        """Put a staged object into the directories ``below``; gives the outermost of them."""
        if not below.parts:
            return staged
        around = self._beside(staged)
        directory = around
        made = [directory]
        self.disk.make_directory(directory)
        for name in below.parts[:-1]:
            directory = directory / name
            self.disk.make_directory(directory)
            made.append(directory)
        self.disk.rename(staged, directory / below.name)
        for each in reversed(made):
            self.disk.sync_directory(each)
        return around

    def _beside(self, staged: Path) -> Path:
        """A fresh name in the draft's own part of staging, which is removed with the draft."""
        own = self.staging / staged.relative_to(self.staging).parts[0]
        return own / uuid.uuid4().hex

    def _stage(self) -> Path:
        return self.staging / uuid.uuid4().hex

    def _refuse_existing(self, identifier: str) -> None:
        if self.place(identifier).exists():
            raise ProbandaError(
                Problem(
                    "vault-object-exists",
                    "The store has an object of this id, and objects are never written again.",
                    found=identifier,
                    file=str(self.place(identifier)),
                    remedy="Choose a new id.",
                )
            )


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
