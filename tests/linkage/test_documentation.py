"""The pages say what the code does: every option and every problem code of linking is documented."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.main import get_command

from probanda.cli import app

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs/reference/link.md").read_text(encoding="utf-8")
SOURCES = [
    *(ROOT / "src/probanda/linkage").glob("*.py"),
    *(ROOT / "src/probanda/cli").glob("link*.py"),
    ROOT / "src/probanda/casebook/services/linkage.py",
]


def test_every_option_is_documented() -> None:
    run = get_command(app).commands["link"].commands["run"]  # type: ignore[attr-defined]
    options = {name for parameter in run.params for name in parameter.opts if name.startswith("--")}
    assert not [name for name in options - {"--by"} if f"`{name}" not in PAGE]


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_every_problem_is_documented(source: Path) -> None:
    codes = re.findall(r'Problem\(\s*"([a-z-]+)"', source.read_text(encoding="utf-8"))
    shared = {"reason-missing", "decision-undone"}
    assert not [code for code in codes if code not in shared and f"`{code}`" not in PAGE]
