"""The reference names every code and problem, and its example runs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from probanda.vault.codes import CODES

REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "vault.md"
SOURCES = Path(__file__).parents[2] / "src" / "probanda" / "vault"


def test_the_table_of_codes_is_that_of_the_program() -> None:
    text = REFERENCE.read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([EW]\d{3})` \| (.+?) \|(.*)$", text, re.MULTILINE)
    assert {code: asks for code, asks, _ in rows} == {c.code: c.asks for c in CODES.values()}
    earlier = {code: tuple(re.findall(r"[EW]\d{3}", rest)) for code, _, rest in rows}
    assert earlier == {c.code: c.earlier for c in CODES.values()}


def test_every_problem_of_the_vault_is_documented() -> None:
    pages = sorted(REFERENCE.parent.glob("vault*.md"))
    text = "\n".join(page.read_text(encoding="utf-8") for page in pages)
    raised = set()
    for source in SOURCES.rglob("*.py"):
        raised |= set(re.findall(r'Problem\(\s*"([a-z-]+)"', source.read_text(encoding="utf-8")))
    assert raised
    rows = re.findall(r"^\| (`[a-z]+-.+?) \|", text, re.MULTILINE)
    assert (
        raised - {code for row in rows for code in re.findall(r"`([a-z]+-[a-z-]+)`", row)} == set()
    )


def test_every_code_is_used_or_named_as_undecidable() -> None:
    text = REFERENCE.read_text(encoding="utf-8")
    listed = text.partition("never reported:")[2].partition("(they speak")[0]
    undecidable = set(re.findall(r"[EW]\d{3}", listed))
    used = set()
    for source in SOURCES.glob("*.py"):
        if source.name != "codes.py":
            used |= set(re.findall(r'"([EW]\d{3})"', source.read_text(encoding="utf-8")))
    reported = used | {earlier for code in used for earlier in CODES[code].earlier}
    assert reported & undecidable == set()
    assert reported | undecidable == set(CODES)


def test_the_examples_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "statement.pdf").write_bytes(b"%PDF-1.7 invented")
    blocks = re.findall(r"```python\n(.+?)```", REFERENCE.read_text(encoding="utf-8"), re.DOTALL)
    assert len(blocks) == 2
    names: dict[str, object] = {}
    for block in blocks:
        exec(block, names)
    assert (tmp_path / "vault" / "log" / "entries").read_bytes() == b'{"act": "received"}\n'
    assert (tmp_path / "vault" / "ocfl" / "0=ocfl_1.1").exists()
