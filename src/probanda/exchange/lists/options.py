"""How a mapping says that a file is to be read; everything may be left to be found out."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["FileOptions"]


@dataclass(frozen=True, slots=True)
class FileOptions:
    """``sheet`` is a name or a number from 1; ``title_rows`` None looks for the row of the mapped columns."""

    encoding: str = "auto"
    delimiter: str = "auto"
    sheet: str = ""  # the first visible one
    header_rows: int = 1
    title_rows: int | None = None
