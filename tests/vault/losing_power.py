"""A double of the disk that remembers every operation, and the states that a loss of power can leave.

The model is stricter than real file systems: bytes of a file are only there for certain after the file
was synced, a name only after its directory was. Of what was not synced, any beginning may be there and
the rest lost, and in the wilder states any part.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from probanda.vault.files import Disk

# Keys are texts: a path of the model is no path of a disk.
# ruff: noqa: PTH118, PTH119, PTH120

__all__ = ["RememberingDisk"]


@dataclass
class Node:
    """A file or a directory, whatever it is called."""

    names: dict[str, Node] | None = None
    data: bytearray = field(default_factory=bytearray)


@dataclass
class Step:
    """One change to one node: to a file's bytes, or to names in one or two directories."""

    node: list[int]
    what: str
    arguments: tuple
    durable: int | None = None


class RememberingDisk(Disk):
    """Does every operation, and remembers it. ``wide``: a sync of the file system takes everything."""

    def __init__(self, root: Path, *, wide: bool) -> None:
        super().__init__()
        self.root = root
        self.wide = wide
        self.steps: list[Step] = []
        self.ids: dict[str, int] = {"": 0}
        self.next = 1
        self.descriptors: dict[int, int] = {}
        self.sizes: dict[int, int] = {}
        self.acknowledged: list[tuple[int, tuple[str, int, str]]] = []

    def acknowledge(self, said: tuple[str, int, str]) -> None:
        """Note what was acknowledged, and when."""
        self.acknowledged.append((len(self.steps), said))

    def _key(self, path: Path | str) -> str:
        key = os.path.relpath(path, self.root)
        return "" if key == "." else key

    def _above(self, key: str) -> int:
        return self.ids[os.path.dirname(key)]

    def _new(self, path: Path | str, kind: str) -> int:
        key = self._key(path)
        node, self.next = self.next, self.next + 1
        self.ids[key] = node
        self.steps.append(Step([self._above(key)], "link", (os.path.basename(key), node, kind)))
        return node

    def make_directory(self, path: Path | str, mode: int = 0o755) -> None:
        super().make_directory(path, mode)
        self._new(path, "directory")

    def create(self, path: Path | str, mode: int = 0o444) -> int:
        descriptor = super().create(path, mode)
        self.descriptors[descriptor] = self._new(path, "file")
        return descriptor

    def open_to_append(self, path: Path) -> int:
        descriptor = super().open_to_append(path)
        key = self._key(path)
        if key not in self.ids:
            self._new(path, "file")
        self.descriptors[descriptor] = self.ids[key]
        return descriptor

    def open_to_blank(self, path: Path) -> int:
        descriptor = super().open_to_blank(path)
        self.descriptors[descriptor] = self.ids[self._key(path)]
        return descriptor

    def write(self, descriptor: int, data: bytes | memoryview) -> None:
        super().write(descriptor, data)
        node = self.descriptors[descriptor]
        at = self.sizes.get(node, 0)
        self.sizes[node] = at + len(data)
        self.steps.append(Step([node], "write", (bytes(data), at)))

    def cut(self, descriptor: int, size: int) -> None:
        super().cut(descriptor, size)
        node = self.descriptors[descriptor]
        self.sizes[node] = size
        self.steps.append(Step([node], "cut", (size,)))

    def _sync(self, nodes: Iterable[int] | None) -> None:
        chosen = None if nodes is None else set(nodes)
        self.steps.append(Step([], "sync", ()))
        now = len(self.steps)
        for step in self.steps:
            if step.durable is None and (chosen is None or chosen & set(step.node)):
                step.durable = now

    def sync(self, descriptor: int) -> None:
        super().sync(descriptor)
        self._sync([self.descriptors[descriptor]])

    def sync_files(self, paths) -> None:
        self._sync([self.ids[self._key(path)] for path in paths])

    def sync_directory(self, path: Path) -> None:
        self._sync([self.ids[self._key(path)]])

    def watch(self, folder: Path) -> None:
        if self.wide:
            super().watch(folder)

    def settle(self, folder: Path, trees=(), names=()) -> None:
        if self.wide:
            self._sync(None)
        else:
            super().settle(folder, trees, names)

    def rename(self, source: Path, target: Path) -> None:
        super().rename(source, target)
        one, other = self._key(source), self._key(target)
        moved = {key for key in self.ids if key == one or key.startswith(one + "/")}
        step = Step(
            [self._above(one), self._above(other)],
            "rename",
            (self._above(one), os.path.basename(one), self._above(other), os.path.basename(other)),
        )
        for key in moved:
            self.ids[other + key[len(one) :]] = self.ids.pop(key)
        self.steps.append(step)

    def remove(self, path: Path | str) -> None:
        super().remove(path)
        key = self._key(path)
        del self.ids[key]
        self.steps.append(Step([self._above(key)], "unlink", (os.path.basename(key),)))

    def remove_tree(self, path: Path) -> None:
        for here, folders, files in os.walk(path, topdown=False):
            for name in [*files, *folders]:
                key = self._key(os.path.join(here, name))
                if self.ids.pop(key, None) is not None:
                    step = Step([self._above(key)], "unlink", (name,))
                    self.steps.append(step)
        key = self._key(path)
        self.ids.pop(key, None)
        self.steps.append(Step([self._above(key)], "unlink", (os.path.basename(key),)))
        super().remove_tree(path)

    def states(self, rng: random.Random, at: int) -> tuple[list[int], list[int]]:
        """Of the steps before ``at``, those that a loss of power at that moment leaves: one choice.

        Also gives those of them that no loss of power could take.
        """
        unsynced = [
            number
            for number, step in enumerate(self.steps[:at])
            if step.durable is None or step.durable > at
        ]
        if rng.random() < 0.7:
            lost = set(unsynced[rng.randint(0, len(unsynced)) :])
        else:
            lost = {number for number in unsynced if rng.random() < 0.5}
        certain = sorted(set(range(at)) - set(unsynced))
        return [number for number in range(at) if number not in lost], certain

    def leave(self, kept: list[int], certain: list[int], folder: Path, rng: random.Random) -> None:
        """Write to a folder what the kept steps make; the last unsynced write may be torn."""
        nodes: dict[int, Node] = {0: Node({})}
        last = max(set(kept) - set(certain), default=-1)
        for number in kept:
            self._apply(self.steps[number], nodes, rng if number == last else None)
        _write(nodes[0], folder)

    def _apply(self, step: Step, nodes: dict[int, Node], rng: random.Random | None) -> None:
        if step.what == "sync":
            return
        if step.what == "link":
            name, node, kind = step.arguments
            made = nodes.setdefault(node, Node({} if kind == "directory" else None))
            above = nodes.setdefault(step.node[0], Node({}))
            assert above.names is not None
            above.names[name] = made
        elif step.what == "unlink":
            above = nodes.setdefault(step.node[0], Node({}))
            assert above.names is not None
            above.names.pop(step.arguments[0], None)
        elif step.what == "rename":
            source, old, target, new = step.arguments
            here = nodes.setdefault(source, Node({})).names
            there = nodes.setdefault(target, Node({})).names
            assert here is not None
            assert there is not None
            if old in here:
                there[new] = here.pop(old)
        else:
            file = nodes.setdefault(step.node[0], Node())
            if step.what == "cut":
                del file.data[step.arguments[0] :]
            else:
                data, at = step.arguments
                if rng is not None:
                    data = data[: rng.randint(0, len(data))]
                file.data.extend(
                    bytes(max(0, at - len(file.data)))
                )  # a hole, where a write was lost
                file.data[at : at + len(data)] = data


def _write(node: Node, folder: Path) -> None:
    folder.mkdir()
    assert node.names is not None
    for name, child in node.names.items():
        if child.names is not None:
            _write(child, folder / name)
        else:
            (folder / name).write_bytes(child.data)
