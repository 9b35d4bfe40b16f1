"""On opening: what a crash left is quarantined or finished, and what is missing raises an alarm.

Three rules. What was never published is set aside and listed. What was published and is valid, but is not
in the log, is entered there as recovered. What the log says is there and is not is an alarm.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from probanda.problems import Problem
from probanda.vault.custody import Act, Custody, Private
from probanda.vault.validate import validate

if TYPE_CHECKING:
    from probanda.vault.vault import Vault

__all__ = ["Recovery", "places_of_objects"]


def places_of_objects(root: Path, depth: int = 4) -> Iterator[Path]:
    """Every directory where an object of the layout would lie, by name."""
    waiting = [(str(root), depth)] if root.is_dir() else []
    while waiting:
        here, left = waiting.pop()
        with os.scandir(here) as held:
            found = sorted(
                (each.path for each in held if each.is_dir(follow_symlinks=False)), reverse=True
            )
        if left == depth:
            found = [each for each in found if Path(each).name != "extensions"]
        if left > 1:
            waiting.extend((each, left - 1) for each in found)
        else:
            yield from (Path(each) for each in reversed(found))


class Recovery:
    """One look at a vault that is being opened. The caller holds the log."""

    def __init__(self, vault: Vault) -> None:
        self.vault = vault
        self.disk = vault.disk
        self.store = vault.store
        self.problems: list[Problem] = []
        self.entries: list[Custody] = []

    def note(
        self, code: str, message: str, path: Path | str, remedy: str = "", **more: Any
    ) -> None:
        """Add a problem about a path in the vault's folder."""
        file = str(path.relative_to(self.vault.folder)) if isinstance(path, Path) else path
        self.problems.append(Problem(code, message, file=file, remedy=remedy, **more))

    def run(self) -> list[Problem]:
        """See to everything; gives what is wrong or was set aside."""
        trusted = self.log_is_continued()
        known = {self.store.layout.path(name): name for name, _, _ in self.vault.index.objects()}
        if self.vault.writable and trusted:
            self.leftovers(known)
        present = set()
        for place in places_of_objects(self.store.root):
            path = str(place.relative_to(self.store.root))
            present.add(path)
            if path not in known:
                self.unlogged(place, trusted)
        for path in sorted(set(known) - present):
            self.note(
                "vault-object-missing",
                "The log says that the store has this object, and it is not there.",
                self.store.root / path,
                "Repair it from a copy: `probanda vault replicate --repair`.",
                found=known[path],
            )
        if self.vault.writable and trusted:
            self.vault.enter(self.entries)
        return self.problems

    def log_is_continued(self) -> bool:
        """Whether the log continues the newest checkpoint that was kept of it."""
        log, vault = self.vault.log, self.vault
        for name in log.remade:
            self.note(
                "log-indexes-remade",
                "This file did not fit the rest of the log; hashes and offsets were made again.",
                f"log/{name}",
                severity="warning",
            )
        if log.torn:
            self.note(
                "log-torn",
                "The log's last line had no end: it was never acknowledged and is set aside.",
                log.torn,
                severity="warning",
            )
        last = vault.kept.last()
        if last is None:
            if log.size:
                self.note(
                    "log-beyond-checkpoint",
                    f"No checkpoint is kept of a log of {log.size} entries.",
                    "log/checkpoints",
                    severity="warning",
                )
            return True
        size = last.checkpoint.size
        if not vault.verifier.has_signed(last):
            self.note(
                "log-checkpoint-forged",
                "The newest kept checkpoint is not signed by the vault's key.",
                "log/checkpoints",
                "Compare vault.json and log/checkpoints with a copy, and with checkpoints in other hands.",
            )
            return False
        if size > log.size:
            self.note(
                "log-rolled-back",
                f"The log has {log.size} entries; a checkpoint of it was signed with {size}.",
                "log/entries",
                "Nothing is written until the log is put back from a copy.",
            )
            return False
        if log.root(size) != last.checkpoint.root:
            self.note(
                "log-rewritten",
                f"The log's first {size} entries are not those that its checkpoint was signed over.",
                "log/entries",
                "Nothing is written until the log is put back from a copy.",
            )
            return False
        if size < log.size:
            self.note(
                "log-beyond-checkpoint",
                f"The log has {log.size} entries, its newest kept checkpoint {size}:"
                " a crash, or checkpoints were taken away.",
                "log/checkpoints",
                severity="warning",
            )
        return True

    def leftovers(self, known: dict[str, str]) -> None:
        """Workshops whose program is gone."""
        for session in sorted(self.store.staging.iterdir()):
            if not session.is_dir() or session.is_symlink():
                self.quarantine(session)
                continue
            descriptor = os.open(session, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                continue  # somebody is at work in it
            else:
                for workshop in sorted(session.iterdir()):
                    self.workshop(workshop, known)
                self.disk.remove_tree(session)
            finally:
                os.close(descriptor)

    def workshop(self, workshop: Path, known: dict[str, str]) -> None:
        """One delivery that its program did not finish."""
        layout = self.store.layout
        try:
            objects = (workshop / "objects").read_text(encoding="ascii").split()
        except (OSError, ValueError):
            objects = []
        published = [each for each in objects if self.store.place(each).exists()]
        if not published:
            self.quarantine(workshop)
            return
        if all(layout.path(each) in known for each in objects):
            return  # all is done but the sweeping
        # All of it was on the disk before the first object was published: finish what was begun.
        for each in objects:
            if each not in published and not self.finish(each, workshop):
                self.quarantine(workshop)
                return

    def finish(self, identifier: str, workshop: Path) -> bool:
        """Publish a staged object whose delivery was published in part."""
        path = Path(self.store.layout.path(identifier))
        staged = workshop / path.name / path
        if not staged.is_dir() or not validate(staged).valid:
            return False
        self.disk.settle(self.vault.folder, [workshop])
        named = self.store.move(identifier, workshop)
        if named is not None:
            self.disk.sync_directory(named)
        return True

    def quarantine(self, leftover: Path) -> None:
        """Set something aside, where it is listed and not in the way."""
        folder = self.vault.folder / "quarantine"
        if not folder.exists():
            self.disk.make_directory(folder)
            self.disk.sync_directory(folder.parent)
        target = folder / leftover.name
        while target.exists():
            target = target.with_name(target.name + "-again")
        self.disk.rename(leftover, target)
        self.disk.sync_directory(folder)
        self.disk.sync_directory(leftover.parent)
        self.note(
            "vault-leftover",
            "A delivery was not finished; nothing of it was acknowledged. It is set aside.",
            target,
            "Give the delivery again; delete what was set aside when you do not need it.",
            severity="warning",
        )

    def unlogged(self, place: Path, trusted: bool) -> None:
        """An object that the log does not know."""
        try:
            data = (place / "inventory.json").read_bytes()
            inventory = json.loads(data)
            identifier = inventory["id"]
            right = place == self.store.place(identifier) and validate(place).valid
            files, size = _counted(place, inventory)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            right = False
        if not right:
            self.note(
                "vault-object-invalid",
                "The store has an object that is neither in the log nor valid.",
                place,
                "Find out who put it there; move it out of the store.",
            )
        elif not (trusted and self.vault.writable):
            self.note(
                "vault-object-unlogged",
                "The store has an object that the log does not know.",
                place,
                "It is entered as recovered once the log is whole and the keys are here.",
            )
        else:
            public = {"inventory": hashlib.sha512(data).hexdigest(), "files": files, "bytes": size}
            private = Private.of("probanda", "a crash had kept the object's entry from the log")
            self.entries.append(Custody(Act.RECOVER, private, identifier, public=public))
            self.note(
                "vault-object-recovered",
                "A published object was not in the log; it is valid and is entered as recovered.",
                place,
                "Give the delivery again, to receive its receipt.",
                severity="warning",
            )


def _counted(place: Path, inventory: dict[str, Any]) -> tuple[int, int]:
    """The number and bytes of an object's items, as the entry of its intake would give them."""
    contents = [path for paths in inventory["manifest"].values() for path in paths]
    files = sum(
        path.startswith("files/")
        for paths in inventory["versions"]["v1"]["state"].values()
        for path in paths
    )
    return files, sum((place / path).stat().st_size for path in contents)
