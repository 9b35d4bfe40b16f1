"""Digest algorithms of OCFL: their forms, and several digests of a stream from one read."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable
from functools import partial
from typing import BinaryIO, Protocol

__all__ = ["CONTENT_ALGORITHMS", "FIXITY_ALGORITHMS", "HEX_LENGTH", "digests_of", "well_formed"]

#: One buffer's size: large enough that hashing dominates, small enough for the processor's cache.
BLOCK = 1 << 18

#: Algorithms that may address content.
CONTENT_ALGORITHMS = ("sha512", "sha256")

#: Length of a digest in hexadecimal, of the specification's list and extensions 0001 and 0009.
HEX_LENGTH = {
    "md5": 32,
    "sha1": 40,
    "sha256": 64,
    "sha512": 128,
    "blake2b-512": 128,
    "blake2b-160": 40,
    "blake2b-256": 64,
    "blake2b-384": 96,
    "sha512/256": 64,
}
#: Algorithms that may stand in a fixity block; ``size`` is extension 0009's count of bytes.
FIXITY_ALGORITHMS = frozenset(HEX_LENGTH) | {"size"}


class _Hasher(Protocol):
    def update(self, data: memoryview, /) -> None: ...

    def hexdigest(self) -> str: ...


class _Size:
    """Counts bytes, behind the face of a hash."""

    def __init__(self) -> None:
        self.count = 0

    def update(self, data: memoryview, /) -> None:
        self.count += len(data)

    def hexdigest(self) -> str:
        return str(self.count)


def _maker(algorithm: str) -> Callable[[], _Hasher]:
    if algorithm == "size":
        return _Size
    if algorithm.startswith("blake2b-"):
        return partial(hashlib.blake2b, digest_size=int(algorithm[8:]) // 8)
    if algorithm == "sha512/256":
        return partial(hashlib.new, "sha512_256")
    # MD5 and SHA-1 serve to compare with old lists, never as proof.
    return partial(hashlib.new, algorithm, usedforsecurity=False)


def well_formed(digest: str, algorithm: str) -> bool:
    """Whether the text has the form of a digest of this algorithm.

    >>> well_formed("d41d8cd98f00b204e9800998ecf8427e", "md5"), well_formed("12", "size")
    (True, True)
    """
    if algorithm == "size":
        return digest.isascii() and digest.isdigit()
    length = HEX_LENGTH[algorithm]
    return re.fullmatch(f"[0-9a-fA-F]{{{length}}}", digest) is not None


def digests_of(stream: BinaryIO, algorithms: Iterable[str]) -> dict[str, str]:
    """Digests of what is left of a stream, in small letters, all from one read."""
    hashers = {algorithm: _maker(algorithm)() for algorithm in algorithms}
    buffer = bytearray(BLOCK)
    view = memoryview(buffer)
    readinto = stream.readinto  # type: ignore[attr-defined]
    while count := readinto(buffer):
        for hasher in hashers.values():
            hasher.update(view[:count])
    return {algorithm: hasher.hexdigest() for algorithm, hasher in hashers.items()}
