"""Takes a delivery in: its files into staged objects, and what is known of them into ``intake.json``.

Every file is taken, or refused with a reason, by itself; the rest of the delivery goes on. What the
sender called a file is kept, byte for byte, as metadata, and never used as a path.
"""

from __future__ import annotations

import io
from collections import deque
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from probanda.problems import Problem
from probanda.vault.custody import Act, Custody, Private
from probanda.vault.draft import Draft, Stored
from probanda.vault.json_lines import in_lines
from probanda.vault.keys import Keys
from probanda.vault.oddities import (
    NOTICES,
    clash_key,
    content_notices,
    name_notices,
    shown,
)
from probanda.vault.receipt import Delivery, Incoming, Target, Transform
from probanda.vault.source import Copied, Source, Task
from probanda.vault.store import Store

__all__ = ["DOCUMENT", "FILES", "SEALED_DOCUMENT", "Intake", "notices_of"]

#: Logical path of the document about a delivery, in its object.
DOCUMENT = "intake.json"
#: Logical path of the full document when a transform hides it.
SEALED_DOCUMENT = "intake.sealed"
#: Directory of the items' logical paths.
FILES = "files"
#: One object holds at most so many files …
MOST_FILES = 10_000
#: … and so many bytes, unless one file alone is larger.
MOST_BYTES = 50 * 10**9
#: Only for a file of so many bytes the disk is asked how much room it has.
LARGE = 1 << 26
#: Files that are read at once, and that may be done before the one that is next to enter.
LANES = 2
AHEAD = 16
#: So many files lie in one directory, before each lane has its own.
FEW = 100


@dataclass(slots=True)
class Part:
    """One object of a delivery, while it fills."""

    identifier: str
    draft: Draft
    bytes: int = 0
    count: int = 0  # files that were given to it, if only to be refused later
    expected: int = 0  # and their bytes
    files: list[dict[str, Any]] = field(default_factory=list)
    hidden: list[dict[str, Any]] = field(default_factory=list)

    @property
    def contents(self) -> dict[str, tuple[str, str]]:
        """Logical path to content path and sha512."""
        return {path: (each.content_path, each.sha512) for path, each in self.draft.files.items()}


class Intake:
    """One delivery on its way in. Not for several threads at once."""

    def __init__(
        self,
        store: Store,
        keys: Keys,
        key: str,
        workshop: Path,
        delivery: Delivery,
        transform: Transform | None = None,
    ) -> None:
        self.store = store
        self.keys = keys
        self.key = key
        self.workshop = workshop
        self.delivery = delivery
        self.transform = transform
        self.parts: list[Part] = []
        self.refused: list[Problem] = []
        self.notices: list[Problem] = []
        self._names: set[str] = set()
        self.most_files = MOST_FILES
        self.most_bytes = MOST_BYTES

    @property
    def taken(self) -> int:
        """How many files were taken so far."""
        return sum(len(part.files) for part in self.parts)

    def take(self, offered: Iterable[Incoming | Problem]) -> None:
        """Take each file, or note why not. Errors of our own disk are raised.

        Files that may be read apart are, by several threads; they enter in the order in which they came.
        """
        waiting: deque[tuple[Task, Future[Copied | Problem]]] = deque()
        pool: ThreadPoolExecutor | None = None
        try:
            for each in offered:
                if isinstance(each, Problem):
                    self.refused.append(each)
                    continue
                if (each.size or 0) > LARGE and (each.size or 0) > self.store.free():
                    self.refused.append(_too_large(each))
                    continue
                apart = each.apart and self.transform is None
                task = self._task(each, apart)
                if apart:
                    pool = pool or ThreadPoolExecutor(LANES, "intake")
                    waiting.append((task, pool.submit(task.run)))
                if not apart or len(waiting) > AHEAD:
                    self._collect(waiting, 0 if not apart else AHEAD)
                if not apart:
                    self._enter(task, task.run())
            self._collect(waiting, 0)
        finally:
            if pool is not None:
                pool.shutdown(cancel_futures=True)

    def _collect(self, waiting: deque[tuple[Task, Future[Copied | Problem]]], most: int) -> None:
        """Enter what was read apart, until only so many are waited for."""
        while len(waiting) > most:
            task, future = waiting.popleft()
            self._enter(task, future.result())

    def _task(self, incoming: Incoming, apart: bool) -> Task:
        part = self._part(incoming.size or 0)
        part.count += 1
        part.expected += incoming.size or 0
        lane = part.count % LANES if apart and part.count > FEW else 0
        return Task(incoming, part, part.draft.reserve(lane), self.transform)

    def _enter(self, task: Task, copied: Copied | Problem) -> None:
        if isinstance(copied, Problem):
            self.refused.append(copied)
            return
        part = task.part
        number = len(part.files)
        logical = f"{FILES}/{number:06}"
        stored = part.draft.enter(
            logical, task.content_path, copied.size, copied.sha512, copied.sha256
        )
        if task.incoming.size is None:
            part.expected += stored.size
        self._note(part, number, logical, task.incoming, stored, copied.said, copied.source)

    def _note(
        self,
        part: Part,
        number: int,
        logical: str,
        incoming: Incoming,
        stored: Stored,
        said: dict[str, Any],
        source: Source,
    ) -> None:
        part.bytes += stored.size
        clear: dict[str, Any] = {
            "item": f"{part.identifier}/{number:06}",
            "path": logical,
            "sha256": stored.sha256,
            "sha512": stored.sha512,
            "size": stored.size,
        }
        hidden: dict[str, Any] = {
            "name": shown(incoming.name),
            "name_bytes": incoming.name.hex(),
        }
        if incoming.modified_ns is not None:
            hidden["modified_ns"] = incoming.modified_ns
        if incoming.mode is not None:
            hidden["mode"] = f"{incoming.mode & 0o7777:04o}"
        notices = self._notices(incoming, source.head)
        if notices:
            hidden["notices"] = notices
            self.notices += _as_problems(hidden["name"], notices)
        if self.transform is not None:
            plain = said.pop("private", {})  # salts and digests of plain bytes: never in the clear
            clear["sealed"] = said.get("sealed", said)
            part.hidden.append(
                {"item": clear["item"], "size": source.count, "plain": plain, **hidden}
            )
        else:
            clear.update(hidden)
        part.files.append(clear)

    def _notices(self, incoming: Incoming, head: bytes) -> list[str]:
        """What is odd about a file, by code."""
        found = [*name_notices(incoming.name), *content_notices(incoming.name, head)]
        key = clash_key(incoming.name)
        if key in self._names:
            found.append("name-clash")
        self._names.add(key)
        return [*found, *incoming.notices]

    def _part(self, size: int) -> Part:
        """The object that the next file goes into: a new one when the last is full."""
        if self.parts:
            last = self.parts[-1]
            full = last.count >= self.most_files
            if not full and (not last.count or last.expected + size <= self.most_bytes):
                return last
        identifier = self.keys.object_id(f"{self.key}\n{len(self.parts)}")
        part = Part(identifier, self.store.stage(identifier, self.workshop))
        self.parts.append(part)
        return part

    def finish(self, now: Any, user: str, address: str) -> list[Custody]:
        """Write the documents and inventories of all objects; gives their custody entries.

        Nothing is waited for: whoever commits does that.
        """
        entries = []
        for number, part in enumerate(self.parts):
            self._document(part, number)
            digest = part.draft.finish(
                now, f"Intake, part {number + 1} of {len(self.parts)}", user, address, wait=False
            )
            holder = "" if self.transform is not None else self.delivery.given_by
            private = Private.of(self.delivery.received_by, self.delivery.why, holder)
            public = {"inventory": digest, "files": len(part.files), "bytes": part.bytes}
            entries.append(Custody(Act.RECEIVE, private, part.identifier, public=public))
        self.store.disk.create_whole(
            self.workshop / "objects",
            "".join(f"{part.identifier}\n" for part in self.parts).encode(),
            wait=False,
        )
        return entries

    def _document(self, part: Part, number: int) -> None:
        about = {
            "format": "probanda intake 1",
            "intake": self.parts[0].identifier,
            "part": number + 1,
            "parts": len(self.parts),
        }
        refused = [problem.as_dict() for problem in self.refused] if number == 0 else []
        full: dict[str, Any] = {**self.delivery.as_dict(), "refused": refused}
        if self.transform is None:
            part.draft.add(_json({**about, **full, "files": part.files}), DOCUMENT)
            return
        said: dict[str, Any] = {}
        source = Source(_json({**about, **full, "files": part.hidden}))
        transform = self.transform

        def seal(target: Target) -> None:
            said.update(transform(source, target, DOCUMENT.encode()))  # type: ignore[arg-type]

        part.draft.fill(seal, SEALED_DOCUMENT)
        said.pop("private", None)
        clear = {
            **about,
            "consent": self.delivery.consent,
            "document": said.get("sealed", said),
            "files": part.files,
        }
        part.draft.add(_json(clear), DOCUMENT)


def notices_of(files: Iterable[dict[str, Any]]) -> list[Problem]:
    """The notices that an ``intake.json`` gives of its files."""
    return [
        problem
        for file in files
        for problem in _as_problems(file.get("name", ""), file.get("notices", ()))
    ]


def _as_problems(name: str, notices: Iterable[str]) -> list[Problem]:
    return [Problem(each, NOTICES[each], file=name, severity="notice") for each in notices]


def _json(value: Any) -> BinaryIO:
    return io.BytesIO(in_lines(value))


def _too_large(incoming: Incoming) -> Problem:
    return Problem(
        "intake-too-large",
        f"The file has {incoming.size} bytes, more than the vault's disk has room for.",
        file=shown(incoming.name),
        remedy="If it is a file with holes, give an archive of it; else put the vault on a larger disk.",
    )
