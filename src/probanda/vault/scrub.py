"""Reads everything the vault holds and holds it against the log: the answer to "has anything changed?".

The log commits to each object's inventory, the inventory to each file; the signed checkpoints commit to
the log. So every byte is either the one that was received, or named here.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from probanda.problems import Problem
from probanda.vault.check_log import check_log
from probanda.vault.check_object import ObjectCheck
from probanda.vault.custody import canonical
from probanda.vault.recovery import places_of_objects

if TYPE_CHECKING:
    from probanda.vault.vault import Vault

__all__ = ["Progress", "Scrub", "Verified"]

STATE = "verify.json"
#: How often the state is written and progress told, in seconds.
EVERY = 2.0


@dataclass(slots=True)
class Progress:
    """How far a verification is."""

    objects: int = 0
    objects_in_all: int = 0
    files: int = 0
    bytes: int = 0
    seconds: float = 0.0


@dataclass(slots=True)
class Verified:
    """What a verification found.

    Attributes:
        problems: everything that is not as it was received; warnings among them do not make it bad.
        progress: what was read.
        complete: whether everything was read.
        resumed: whether an earlier, interrupted verification was taken up.
    """

    problems: list[Problem] = field(default_factory=list)
    progress: Progress = field(default_factory=Progress)
    complete: bool = False
    resumed: bool = False

    @property
    def whole(self) -> bool:
        """Whether nothing is wrong."""
        return not any(each.severity == "error" for each in self.problems)

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "ok": self.whole and self.complete,
            "complete": self.complete,
            "resumed": self.resumed,
            "objects": self.progress.objects,
            "files": self.progress.files,
            "bytes": self.progress.bytes,
            "seconds": round(self.progress.seconds, 3),
            "problems": [each.as_dict() for each in self.problems],
        }


class Scrub:
    """One verification, which can be stopped and taken up again."""

    def __init__(
        self,
        vault: Vault,
        *,
        resume: bool = True,
        tell: Callable[[Progress], None] | None = None,
        threads: int = 2,
    ) -> None:
        self.vault = vault
        self.resume = resume
        self.tell = tell
        self.threads = threads
        self.state = vault.folder / STATE
        self._told = 0.0

    def run(self) -> Verified:
        """Verify everything. When it is interrupted, the next run goes on where this one stopped."""
        start = time.monotonic()
        result = Verified()
        vault = self.vault
        vault.log.refresh()
        size = vault.log.size
        objects = [each for each in vault.index.objects() if each[1] < size]
        done, taken_up = self._take_up(size, result) if self.resume else (0, 0.0)
        result.problems += vault.alarms
        result.problems += check_log(vault, size)
        if any(each.code == "log-files-disagree" for each in result.problems):
            vault.log.remake()  # named above; the entries themselves decide what they hash to
        result.progress.objects_in_all = len(objects)
        known = {vault.store.layout.path(name) for name, _, _ in objects}
        with ThreadPoolExecutor(self.threads, "verify") as pool:
            check = ObjectCheck(vault, pool)
            for number, (name, index, _) in enumerate(objects):
                if number < done:
                    continue
                result.problems += check(name, str(vault.entry(index).get("inventory", "")))
                result.progress.objects = number + 1
                result.progress.files += check.files
                result.progress.bytes += check.bytes
                result.progress.seconds = taken_up + time.monotonic() - start
                self._keep(size, result)
        result.problems += self._strangers(known)
        result.problems = list(dict.fromkeys(result.problems))
        result.complete = True
        result.progress.seconds = taken_up + time.monotonic() - start
        if self.tell:
            self.tell(result.progress)
        with suppress(OSError):
            self.state.unlink(missing_ok=True)
        return result

    def _strangers(self, known: set[str]) -> list[Problem]:
        """What lies in the store that the log has not put there."""
        vault = self.vault
        vault.log.refresh()
        known |= {vault.store.layout.path(name) for name, _, _ in vault.index.objects()}
        problems = []
        for place in places_of_objects(vault.store.root):
            if str(place.relative_to(vault.store.root)) not in known:
                problems.append(
                    Problem(
                        "vault-object-unlogged",
                        "The store has an object that the log does not know.",
                        file=str(place.relative_to(vault.folder)),
                        remedy="Open the vault anew: a valid object is entered as recovered.",
                    )
                )
        return problems + [
            Problem(
                "vault-file-unexpected",
                "The log and the inventories do not know this.",
                file=str(path.relative_to(vault.folder)),
                remedy="Find out who put it there; move it out of the store.",
            )
            for path in _beside_objects(vault.store.root, known)
        ]

    def _keep(self, size: int, result: Verified) -> None:
        """Now and then, note how far we are."""
        now = time.monotonic()
        if now - self._told < EVERY:
            return
        self._told = now
        if self.tell:
            self.tell(result.progress)
        progress = result.progress
        value = {
            "bytes": progress.bytes,
            "files": progress.files,
            "objects": progress.objects,
            "problems": [each.as_dict() for each in result.problems],
            "root": self.vault.log.root(size).hex(),
            "seconds": progress.seconds,
            "size": size,
        }
        fresh = self.state.with_suffix(".new")
        with suppress(OSError):  # on a read-only disk it cannot be taken up later, and goes on
            fresh.write_bytes(canonical(value))
            fresh.replace(self.state)

    def _take_up(self, size: int, result: Verified) -> tuple[int, float]:
        """Take up an interrupted verification of this log, or of an earlier state of it."""
        try:
            value = json.loads(self.state.read_bytes())
            if value["size"] > size or self.vault.log.root(value["size"]).hex() != value["root"]:
                return 0, 0.0
            result.problems = [Problem(**each) for each in value["problems"]]
            result.progress.files, result.progress.bytes = value["files"], value["bytes"]
            result.progress.objects = value["objects"]
            result.resumed = True
            return int(value["objects"]), float(value["seconds"])
        except (OSError, ValueError, KeyError, TypeError):
            return 0, 0.0


def _beside_objects(root: Path, known: set[str]) -> Sequence[Path]:
    """Everything in the storage root that is neither an object, nor on the way to one, nor its own."""
    way = {"extensions"}
    for each in known:
        parts = each.split("/")
        way.update("/".join(parts[:count]) for count in range(1, len(parts)))
    own = {"0=ocfl_1.1", "ocfl_layout.json"}
    strangers = []
    waiting = [root] if root.is_dir() else []
    while waiting:
        here = waiting.pop()
        for path in sorted(here.iterdir()):
            name = str(path.relative_to(root))
            if name in known or name in own or name.startswith("extensions/"):
                continue
            if name in way and path.is_dir() and not path.is_symlink():
                if name != "extensions":
                    waiting.append(path)
            elif not (name.count("/") == 3 and path.is_dir()):  # such an object was named already
                strangers.append(path)
    return strangers
