"""Writing one drawn picture to the file that somebody named; the ending says in which form."""

from __future__ import annotations

from pathlib import Path

from probanda.problems import ProbandaError, Problem
from probanda.report.pictures import Picture

__all__ = ["save"]


def save(picture: Picture, path: Path) -> None:
    """Write a picture as ``.svg`` or ``.png``.

    Raises:
        ProbandaError: the ending is neither.
    """
    forms = {".svg": picture.svg, ".png": picture.png}
    data = forms.get(path.suffix.lower())
    if data is None:
        raise ProbandaError(
            Problem(
                "picture-format",
                "The picture's file ends neither in .svg nor in .png.",
                file=str(path),
                found=path.suffix,
                expected=".svg or .png",
            ),
            usage=True,
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
