"""The pages on bundles, bags, sealing and time stamps name every problem, code and option there is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer.main

from probanda.cli.vault import app
from probanda.vault.bag.report import ERRORS, WARNINGS

ROOT = Path(__file__).parents[2]
PAGES = {
    name: (ROOT / "docs" / "reference" / f"vault-{name}.md").read_text(encoding="utf-8")
    for name in ("export", "bagit", "sealing", "timestamps")
}
SOURCES = [
    *(ROOT / "src/probanda/vault").glob("bag/*.py"),
    *(ROOT / "src/probanda/vault").glob("bundle/*.py"),
    *(ROOT / "src/probanda/vault").glob("timestamps/*.py"),
    *(
        (ROOT / "src/probanda/vault" / f"{name}.py")
        for name in ("seal", "opening", "countersigned", "outside")
    ),
    *(
        (ROOT / "src/probanda/cli" / f"vault_{name}.py")
        for name in ("seal", "export", "bag", "timestamp", "countersign")
    ),
    ROOT / "src/probanda/casebook/services/vault.py",
]


def test_every_problem_is_documented() -> None:
    raised = set()
    for source in SOURCES:
        raised |= set(re.findall(r'Problem\(\s*"([a-z-]+)"', source.read_text(encoding="utf-8")))
    raised = {code for code in raised if not code.startswith("vault-")}
    rows = re.findall(r"^\| (`[a-z]+-.+?) \|", "\n".join(PAGES.values()), re.MULTILINE)
    named = {code for row in rows for code in re.findall(r"`([a-z]+-[a-z-]+)`", row)}
    assert raised - named == set()
    assert named - raised - set(ERRORS) - set(WARNINGS) == set()


def test_the_table_of_codes_of_bags_is_that_of_the_program() -> None:
    rows = re.findall(
        r"^\| `(bag-[a-z-]+)` \| (error|warning) \| (.+) \|$", PAGES["bagit"], re.MULTILINE
    )
    assert {code: asks for code, kind, asks in rows if kind == "error"} == ERRORS
    assert {code: asks for code, kind, asks in rows if kind == "warning"} == WARNINGS


COMMANDS = {
    "export": ["export", "consent", "log countersign"],
    "bagit": ["bag validate", "bag create", "bag take"],
    "sealing": ["seal", "open", "keygen"],
    "timestamps": ["timestamp"],
}


@pytest.mark.parametrize("page", PAGES)
def test_every_command_and_option_is_documented(page: str) -> None:
    for name in COMMANDS[page]:
        command = typer.main.get_command(app)
        for word in name.split():
            command = command.commands[word]  # type: ignore[attr-defined]
        assert f"probanda vault {name}" in PAGES[page]
        for option in command.params:
            longest = max(option.opts, key=len)
            if longest.startswith("--") and longest not in {"--help"}:
                assert longest in PAGES[page], f"{name} {longest}"


def test_lines_are_no_longer_than_the_editors_window() -> None:
    for name, text in PAGES.items():
        for line in text.splitlines():
            assert len(line) <= 160 or line.startswith("|"), f"{name}: {line}"
