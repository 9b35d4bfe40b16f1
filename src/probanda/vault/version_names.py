"""Version directory names: v1, v2, … or v001, v002, …; their order, and what breaks the sequence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import pairwise

__all__ = ["looks_like_version", "number_of", "ordered_versions"]

_NAME = re.compile(r"v([0-9]+)", re.ASCII)


def looks_like_version(name: str) -> bool:
    """Whether a name is ``v`` and digits."""
    return _NAME.fullmatch(name) is not None


def number_of(name: str) -> int:
    """The number in a version's name.

    >>> number_of("v0012")
    12
    """
    return int(name[1:])


def ordered_versions(names: Iterable[str], note: Callable[[str, str], None]) -> list[str]:
    """The usable version names in order of their numbers.

    ``note(code, detail)`` is called for each name, gap or mixture that breaks the rules of names
    (E009–E013, E046, E104, E105, W001).
    """
    by_number: dict[int, str] = {}
    for name in names:
        # Numbers of more than 18 digits are no sequence from 1; int() of a very long one would refuse.
        if not looks_like_version(name) or len(name) > 19:
            note("E046", f"Found {name!r}.")
            note("E104", f"Found {name!r}.")
        elif number_of(name) == 0:
            note("E009", f"Found {name!r}.")
            note("E105", f"Found {name!r}.")
        elif number_of(name) in by_number:
            note("E012", f"{by_number[number_of(name)]!r} and {name!r} are the same number.")
        else:
            by_number[number_of(name)] = name
    numbers = sorted(by_number)
    if not numbers:
        return []
    if numbers[0] != 1:
        note("E009", f"The first is {by_number[numbers[0]]!r}.")
    for before, after in pairwise(numbers):
        if after != before + 1:
            note("E010", f"{by_number[before]!r} is followed by {by_number[after]!r}.")
    _naming([by_number[number] for number in numbers], note)
    return [by_number[number] for number in numbers]


def _naming(ordered: list[str], note: Callable[[str, str], None]) -> None:
    """Hold all names to the naming of the first: not padded, or padded to one width."""
    first = ordered[0]
    padded = first.startswith("v0")
    if any(name.startswith("v0") for name in ordered):
        note("W001", f"The first version is named {first!r}.")
    for name in ordered[1:]:
        detail = f"The first version is named {first!r}, another {name!r}."
        if name.startswith("v0") != padded:
            note("E011", detail)
        if name.startswith("v0") != padded or (padded and len(name) != len(first)):
            note("E012", detail)
            note("E013", detail)
