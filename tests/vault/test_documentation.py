"""The reference names every code and problem, and its example runs."""

from __future__ import annotations

import re
import shlex
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from probanda.cli.vault import app
from probanda.vault import Act, Delivery, Vault, found
from probanda.vault.codes import CODES
from probanda.vault.oddities import NOTICES
from tests.vault.recipes.samples import picture

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


PAGES = ["docs/reference/vault-intake.md", "docs/reference/vault-verify.md", "docs/reference/vault-log.md",
         "docs/reference/vault-derivatives.md",
         "docs/how-to/keep-evidence.md"]  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_the_commands_of_the_pages_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    """Each page is followed from a folder with a delivery in it, as a reader would."""
    monkeypatch.chdir(tmp_path)
    delivery = tmp_path / "delivery"
    delivery.mkdir()
    (delivery / "photo.jpg").write_bytes(picture("JPEG"))
    with zipfile.ZipFile(delivery / "archive.zip", "w") as archive:
        archive.writestr("inside.txt", "invented")
    with Vault.create(tmp_path / "vault") as vault:
        receipt = vault.intake(found([delivery]), Delivery("Archivist", datetime.now(UTC)))
    monkeypatch.setenv("PROBANDA_VAULT", "vault")
    names = {
        "ARCHIVE": receipt.items[0].id, "ITEM": receipt.items[1].id, "INTAKE": receipt.intake,
    }  # fmt: skip
    text = (Path(__file__).parents[2] / page).read_text(encoding="utf-8")
    blocks = re.findall(r"^```(\w*)\n(.+?)^```$", text, re.MULTILINE | re.DOTALL)
    commands = [line for kind, block in blocks if not kind for line in block.splitlines()]
    assert commands
    for command in commands:
        program, group, *words = shlex.split(command)
        assert (program, group) == ("probanda", "vault")
        result = CliRunner().invoke(app, [names.get(word, word) for word in words])
        assert result.exit_code == 0, (command, result.output)


def test_the_log_example_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = (REFERENCE.parent / "vault-log.md").read_text(encoding="utf-8")
    names: dict[str, object] = {}
    for block in re.findall(r"```python\n(.+?)```", text, re.DOTALL):
        exec(block, names)
    assert names["history"] == ["receive", "open"]


def test_every_notice_and_act_is_documented() -> None:
    intake = (REFERENCE.parent / "vault-intake.md").read_text(encoding="utf-8")
    log = (REFERENCE.parent / "vault-log.md").read_text(encoding="utf-8")
    assert [each for each in NOTICES if f"`{each}`" not in intake] == []
    assert [each.value for each in Act if f"`{each.value}`" not in log] == []


def test_every_code_that_is_noted_is_documented() -> None:
    text = "\n".join(p.read_text(encoding="utf-8") for p in REFERENCE.parent.glob("vault*.md"))
    codes: set[str] = set()
    for source in SOURCES.rglob("*.py"):
        pattern = r'"((?:vault|log|intake|replica|checkpoint|archive)-[a-z-]+)"'
        codes |= set(re.findall(pattern, source.read_text(encoding="utf-8")))
    assert codes - {"vault-", "archive-"} - {c for c in codes if f"`{c}`" in text} == set()
