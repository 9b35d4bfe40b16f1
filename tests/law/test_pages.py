"""The pages on the law say what the code does: codes, commands, the example, the reading list."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

from probanda.law import load_instrument, shipped_law
from probanda.law.fingerprint import shipped_prints

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = (ROOT / "docs" / "reference" / "law.md").read_text(encoding="utf-8")
MINE = (
    "law/schema.py", "law/fields.py", "law/loading.py", "law/thesaurus.py", "law/ratification.py",
    "law/downloads.py", "law/status_tables.py", "law/symbols.py", "law/citing.py", "cli/law.py",
    "cli/law_text.py", "law/copies.py",
)  # fmt: skip


def test_the_page_lists_every_problem():
    codes = set()
    for name in MINE:
        source = (ROOT / "src" / "probanda" / name).read_text(encoding="utf-8")
        codes |= set(re.findall(r'(?:Problem|say)\(\s*"([a-z]+(?:-[a-z]+)+)"', source))
    assert len(codes) > 25
    assert sorted(code for code in codes if f"`{code}`" not in REFERENCE) == []


def test_the_page_lists_every_instrument_with_its_articles():
    for instrument in shipped_law().instruments.values():
        assert f"| `{instrument.short}` |" in REFERENCE


def test_the_example_of_the_how_to_is_a_good_instrument(tmp_path):
    text = (ROOT / "docs" / "how-to" / "add-an-instrument.md").read_text(encoding="utf-8")
    block = re.search(r"```yaml\n(.*?)```", text, re.DOTALL)
    path = tmp_path / "kevcon.yaml"
    path.write_text(block[1], encoding="utf-8")
    found = load_instrument(path, shipped_law().traits)
    assert [each.id for each in found.provisions[0].elements] == ["force", "captive"]


def test_the_reading_list_is_written_from_the_data():
    spec = importlib.util.spec_from_file_location(
        "reading_list", ROOT / "tools" / "write_reading_list.py"
    )
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.PAGE.read_text(encoding="utf-8") == module.page(), (
        "run tools/write_reading_list.py"
    )


def test_what_the_methodology_says_of_fingerprints_holds():
    from probanda.law.wording import HASH_BITS

    text = (ROOT / "docs" / "methodology" / "law.md").read_text(encoding="utf-8")
    assert f"cut to {HASH_BITS} bits" in text
    assert f"{2**HASH_BITS / 1e6:.1f} million" in text
    assert {each.language for each in shipped_prints().articles} == {"en"}
    assert all(len(each.sha256) == 64 for each in shipped_prints().articles)
