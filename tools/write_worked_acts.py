"""Fill docs/methodology/qualification.md with what its commands answer: python -m tools.write_worked_acts BOOK.

BOOK is the example casebook with all its record files imported (`make demo` leaves one in demo/two-rivers). A test
holds the page to the same answers.
"""

from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path

from typer.testing import CliRunner

PAGE = Path(__file__).parent.parent / "docs" / "methodology" / "qualification.md"
BLOCK = re.compile(r"```text\n\$ probanda (?P<command>[^\n]+)\n.*?```", re.DOTALL)


def answered(command: str, book: Path) -> str:
    """What a command writes to standard output."""
    from probanda.cli import app

    return CliRunner().invoke(app, [*shlex.split(command), "-C", str(book)]).stdout


def filled(page: str, book: Path) -> str:
    """The page with every block answered again."""
    return BLOCK.sub(
        lambda found: (
            f"```text\n$ probanda {found['command']}\n{answered(found['command'], book).strip()}\n```"
        ),
        page,
    )


if __name__ == "__main__":
    PAGE.write_text(filled(PAGE.read_text("utf-8"), Path(sys.argv[1])), "utf-8")
