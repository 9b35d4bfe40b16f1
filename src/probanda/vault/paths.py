"""Rules for the paths in an inventory: logical paths of a state, content paths of a manifest."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["conflicting", "element_problem", "slash_problem"]


def slash_problem(path: str) -> bool:
    """Whether a path starts or ends with a slash."""
    return path.startswith("/") or path.endswith("/")


def element_problem(path: str) -> bool:
    """Whether a name in a path, apart from slashes around it, is empty, ``.`` or ``..``.

    >>> element_problem("a//b"), element_problem("a/../b"), element_problem("/a/b/")
    (True, True, False)
    """
    inner = path[1:] if path.startswith("/") else path
    inner = inner[:-1] if inner.endswith("/") else inner
    return any(name in {"", ".", ".."} for name in inner.split("/"))


def conflicting(paths: Iterable[str]) -> list[str]:
    """Paths of files that another path runs through as if they were directories.

    >>> conflicting(["a/b", "a/b/c", "d"])
    ['a/b']
    """
    files = set(paths)
    through: set[str] = set()
    for path in files:
        at = path.find("/")
        while at != -1:
            through.add(path[:at])
            at = path.find("/", at + 1)
    return sorted(files & through)
