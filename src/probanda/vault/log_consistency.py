"""Whether the hashes and offsets beside a custody log are those of its entries, and which file is not."""

from __future__ import annotations

from collections.abc import Iterator

from probanda.vault.log_files import HASH, OFFSET, LogFiles
from probanda.vault.merkle import leaf_hash, node_hash

__all__ = ["differences", "misfits"]


def misfits(files: LogFiles, size: int, end: int, settled: int) -> list[str]:
    """Files that disagree: by their sizes, or about entries after the first ``settled`` ones.

    ``size`` is the number of entries by the offsets, ``end`` the bytes of the entries. Those that are
    settled were on the disk for certain; later ones a loss of power may have harmed.
    """
    if files.size("offsets") != size * OFFSET.size:
        return ["offsets"]
    if end and not size:
        return ["offsets"] if files.exists("hashes/00") else ["hashes/00", "offsets"]
    levels = size.bit_length()
    wrong = [
        f"hashes/{level:02}"
        for level in range(levels)
        if files.size(f"hashes/{level:02}") != (size >> level) * HASH
    ]
    if files.exists(f"hashes/{levels:02}"):
        wrong.append(f"hashes/{levels:02}")
    if wrong:  # which of the two is short?
        return ["offsets", *wrong] if "hashes/00" in wrong else wrong
    if not size:
        return []
    start = files.offset(size - 1)
    last = files.read("entries", start, max(end - start, 0))
    if last.count(b"\n") != 1:
        return ["offsets", "entries"]
    if files.node(0, size - 1) != leaf_hash(last[:-1]):
        return ["hashes/00", "offsets", "entries"]
    return _newest(files, size, end, min(settled, size))


def _newest(files: LogFiles, size: int, end: int, start: int) -> list[str]:
    at = files.offset(start) if start < size else end
    if at and files.read("entries", at - 1, 1) != b"\n":
        return ["offsets"]
    if (at == 0) != (start == 0):
        return ["offsets"]
    below, wrong = [], []
    for number, line in enumerate(files.lines(at, end), start):
        if number >= size or files.offset(number) != at:
            return ["offsets"]
        below.append(leaf_hash(line))
        at += len(line) + 1
    if len(below) != size - start:
        return ["offsets"]
    for level in range(size.bit_length()):
        first, last = start >> level, size >> level
        kept = files.read(f"hashes/{level:02}", first * HASH, (last - first) * HASH)
        if kept != b"".join(below):
            wrong.append(f"hashes/{level:02}")
        if last > first and first & 1:
            below.insert(0, files.node(level, first - 1))
        below = [node_hash(below[at], below[at + 1]) for at in range(0, len(below) - 1, 2)]
    return wrong


def differences(files: LogFiles, size: int, end: int) -> list[tuple[str, int | None]]:
    """Which files do not fit the others, at which entry where that can be told; all computed anew.

    An entry that was changed makes every hash above it wrong; a hash that was changed, only itself.
    """
    waiting: list[bytes | None] = []
    counts: list[int] = []
    wrong: dict[str, int | None] = {}
    at = 0
    for number, line in enumerate(files.lines(0, end)):
        if number >= size:
            wrong.setdefault("entries", number)
            break
        if files.offset(number) != at:
            wrong.setdefault("offsets", number)
        at += len(line) + 1
        grown = [
            (level, files.node(level, index) == value)
            for level, index, value in _grown(waiting, counts, leaf_hash(line))
        ]
        amiss = [level for level, right in grown if not right]
        for level in amiss:
            wrong.setdefault(f"hashes/{level:02}", None)
        if 0 in amiss and (len(grown) == 1 or 1 in amiss):
            wrong.setdefault("entries", number)
    if (counts[0] if counts else 0) != size:
        wrong.setdefault("entries", None)
    return list(wrong.items())


def _grown(
    waiting: list[bytes | None], counts: list[int], leaf: bytes
) -> Iterator[tuple[int, int, bytes]]:
    """Each complete subtree that one more leaf completes: level, index, hash."""
    level, value = 0, leaf
    while True:
        if len(counts) == level:
            counts.append(0)
            waiting.append(None)
        yield level, counts[level], value
        counts[level] += 1
        left = waiting[level]
        if left is None:
            waiting[level] = value
            return
        waiting[level] = None
        value = node_hash(left, value)
        level += 1
