"""The reference of record files names every kind and every field that the code reads, and no other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from probanda.casebook.models.base import Claim
from probanda.casebook.record_fields import Field, fields_of
from probanda.casebook.record_file import SECTIONS, import_record_file
from probanda.casebook.services.claims import CLAIMS
from probanda.casebook.services.entities import ENTITIES
from tests.conftest import NOW

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "record.md"
COMMON = {field.name for field in Claim._meta.get_fields()} | {"kind"}


HOLDS = {
    "archive": "path",
    "whole": "whole number",
    "decimal": "number",
    "boolean": "true or false",
    "mapping": "word: text",
}


def shown(field: Field) -> str:
    """A field as the page shows it: its word, and what it holds if that is not a text."""
    if field.word == "covers":
        return "`covers` (item: where)"
    holds = f"→ {field.to}" if field.type == "link" else HOLDS.get(field.type, field.type)
    return f"`{field.word}`" if holds in {"text", field.word} else f"`{field.word}` ({holds})"


def entity_rows() -> list[str]:
    """The table of entities."""
    sections = {kind: section for section, kind in SECTIONS.items()}
    return [
        f"| `{sections[kind]}` | {', '.join(shown(f) for f in fields_of(model).values())} |"
        for kind, model in ENTITIES.items()
    ]


def claim_rows() -> list[str]:
    """The table of claims, without the fields that all claims share."""
    return [
        f"| `{kind}` | "
        + ", ".join(shown(f) for f in fields_of(model).values() if f.word not in COMMON)
        + " |"
        for kind, model in CLAIMS.items()
    ]


def test_the_page_lists_every_field():
    text = PAGE.read_text(encoding="utf-8")
    missing = [row for row in [*entity_rows(), *claim_rows()] if row not in text]
    assert missing == []


def test_the_page_lists_every_code_that_an_import_can_name():
    text = PAGE.read_text(encoding="utf-8")
    folder = Path(__file__).resolve().parents[2] / "src" / "probanda" / "casebook"
    files = [
        "../marked_yaml.py",
        "record_fields.py",
        "record_file.py",
        "record_items.py",
        "record_reading.py",
        "services/law_checks.py",
        "services/checks.py",
        "services/archive.py",
        "services/identity.py",
    ]
    codes = set()
    for name in files:
        source = (folder / name).read_text(encoding="utf-8")
        codes |= set(
            re.findall(
                r'(?:Problem|problem|_out_of_range|_unknown)\(\s*"([a-z-]+-[a-z-]+)"', source
            )
        )
    assert len(codes) > 20
    assert sorted(code for code in codes if f"`{code}`" not in text) == []


@pytest.mark.parametrize("number", [0])
def test_the_example_of_the_page_imports(casebook, tmp_path, number):
    blocks = re.findall(r"```yaml\n(record: 1.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    text = blocks[number]
    file = tmp_path / "record.yaml"
    file.write_text(text, encoding="utf-8")
    for source in yaml.safe_load(text)["sources"]:
        if "archived" in source:
            (tmp_path / source["archived"]).parent.mkdir(exist_ok=True)
            (tmp_path / source["archived"]).write_text("a copy", encoding="utf-8")
    report = import_record_file(casebook, file, by="Ada", now=NOW)
    assert report.problems == ()
