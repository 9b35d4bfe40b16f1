"""Which files define a casebook's figures, and by which name a manuscript is remembered."""

from __future__ import annotations

from pathlib import Path

from probanda.casebook.folder import Casebook
from probanda.problems import ProbandaError, Problem

__all__ = ["default_files", "manuscript_name"]


def default_files(casebook: Casebook) -> list[Path]:
    """All ``manuscripts/*figures*.yaml`` (or ``.yml``), sorted.

    Raises:
        ProbandaError: there is none.
    """
    found = sorted(
        path
        for path in casebook.manuscripts.glob("*figures*")
        if path.suffix in {".yaml", ".yml"} and path.is_file()
    )
    if not found:
        raise ProbandaError(
            Problem(
                "figures-missing",
                "This casebook defines no figures.",
                file=str(casebook.manuscripts),
                expected="manuscripts/figures.yaml",
                remedy="Write one (docs/reference/figures.md), or name a file.",
            ),
            usage=True,
        )
    return found


def manuscript_name(casebook: Casebook, manuscript: str | Path) -> str:
    """The path of a manuscript within the casebook, with forward slashes; its name when it lies elsewhere."""
    for base in (Path.cwd(), casebook.root, casebook.manuscripts):
        path = (base / manuscript).resolve()
        if path.is_file() and path.is_relative_to(casebook.root.resolve()):
            return path.relative_to(casebook.root.resolve()).as_posix()
    return Path(manuscript).name
