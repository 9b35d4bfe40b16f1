"""Size and digests of a file, read once."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Digests", "digests_of"]

BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Digests:
    """Size in bytes, and digests in hexadecimal."""

    size: int
    sha256: str
    sha512: str


def digests_of(path: Path) -> Digests:
    """Read a file once, in blocks, and digest it."""
    short, long, size = hashlib.sha256(), hashlib.sha512(), 0
    with path.open("rb") as source:
        while block := source.read(BLOCK):
            short.update(block)
            long.update(block)
            size += len(block)
    return Digests(size, short.hexdigest(), long.hexdigest())
