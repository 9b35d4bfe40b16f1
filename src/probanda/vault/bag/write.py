"""Writes a bag after BagIt 1.0 (RFC 8493): sha512 and sha256 manifests, both also of the tag files."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from probanda.problems import ProbandaError, Problem
from probanda.vault.bag.names import encoded, escapes
from probanda.vault.digests import BLOCK

__all__ = ["write_bag"]

ALGORITHMS = ("sha256", "sha512")
_LABEL = re.compile(r"[^\s:](?:[^:\r\n]*[^\s:])?")


def write_bag(
    directory: Path, files: Mapping[str, Path], metadata: Sequence[tuple[str, str]] = ()
) -> None:
    """Make a bag of copies of files.

    The bag says nothing of the clock: give ``Bagging-Date`` in the metadata if it is wanted. The same
    input makes the same bytes.

    Args:
        directory: where the bag begins; must not exist.
        files: path below ``data/`` to the file that is copied there.
        metadata: labels and values of bag-info.txt, in order.

    Raises:
        ProbandaError: ``bag-exists``, or ``bag-name`` for a path or label that a bag cannot carry.
    """
    if directory.exists() or directory.is_symlink():
        raise ProbandaError(
            Problem("bag-exists", "There is something at this place.", file=str(directory))
        )
    for path in files:
        if escapes(f"data/{path}"):
            raise ProbandaError(_unfit(path))
    for label, value in metadata:
        if not _LABEL.fullmatch(label) or re.search("[\r\n]", value):
            raise ProbandaError(_unfit(f"{label}: {value}"))
    (directory / "data").mkdir(parents=True)
    digests = {
        f"data/{path}": _copy(files[path], directory / "data" / path) for path in sorted(files)
    }
    size = sum((directory / path).stat().st_size for path in digests)
    information = [*metadata, ("Payload-Oxum", f"{size}.{len(digests)}")]
    tags = {
        "bagit.txt": "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        "bag-info.txt": "".join(f"{label}: {value}\n" for label, value in information),
    }
    for at, algorithm in enumerate(ALGORITHMS):
        rows = (f"{digests[path][at]}  {encoded(path)}\n" for path in sorted(digests))
        tags[f"manifest-{algorithm}.txt"] = "".join(rows)
    for name, text in tags.items():
        (directory / name).write_bytes(text.encode())
    for algorithm in ALGORITHMS:
        rows = (
            f"{hashlib.new(algorithm, tags[name].encode()).hexdigest()}  {name}\n"
            for name in sorted(tags)
        )
        (directory / f"tagmanifest-{algorithm}.txt").write_bytes("".join(rows).encode())


def _unfit(found: str) -> Problem:
    return Problem("bag-name", "A bag cannot carry this path or label.", found=ascii(found))


def _copy(source: Path, target: Path) -> tuple[str, ...]:
    """Copy a file; its digests from the same read."""
    target.parent.mkdir(parents=True, exist_ok=True)
    hashers = [hashlib.new(algorithm) for algorithm in ALGORITHMS]
    with source.open("rb") as reading, target.open("xb") as writing:
        while block := reading.read(BLOCK):
            writing.write(block)
            for hasher in hashers:
                hasher.update(block)
    return tuple(hasher.hexdigest() for hasher in hashers)
