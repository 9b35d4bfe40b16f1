"""What the makers share: the limits, the answer, and why nothing was made."""

from __future__ import annotations

from dataclasses import dataclass, field

from probanda.problems import ProbandaError, Problem

__all__ = ["Answer", "Limits", "not_for_this_kind", "over_limit", "unreadable"]


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a file is looked at. A file decides nothing of this.

    Attributes:
        pixels: of a picture that is decoded; a picture of a camera has up to 200 million.
        pages: of a PDF file whose text is taken.
        characters: of the text that is made.
        part: bytes that a part of a package may unpack to.
        listed: members of an archive that are named one by one.
        checked: bytes of a text file whose encoding is checked.
    """

    pixels: int = 200_000_000
    pages: int = 2_000
    characters: int = 20_000_000
    part: int = 100 * 2**20
    listed: int = 1_000
    checked: int = 64 * 2**20


@dataclass(slots=True)
class Answer:
    """The bytes that were made, and what is to be said of them."""

    data: bytes
    problems: list[Problem] = field(default_factory=list)


def not_for_this_kind(kind: str, expected: str) -> ProbandaError:
    """Nothing of this sort can be made from a file of this kind."""
    return ProbandaError(
        Problem(
            "derive-not-applicable",
            "Nothing of this sort is made from a file of this kind.",
            found=kind,
            expected=expected,
        )
    )


def unreadable(kind: str, reason: object) -> Problem:
    """The file, or a part of it, cannot be read."""
    return Problem(
        "derive-unreadable",
        "The file is broken, encrypted, or of a form that is not read.",
        found=f"{kind}: {reason}"[:300],
    )


def over_limit(limit: str, found: int, most: int) -> Problem:
    """A limit is reached."""
    return Problem(
        "derive-limit",
        f"The file goes beyond a limit ({limit}).",
        found=f"{found:,}",
        expected=f"at most {most:,}",
    )
