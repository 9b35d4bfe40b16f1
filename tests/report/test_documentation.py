"""The reference of the manuscript syntax is true: its examples are checked, its tables are complete."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tools.write_problems import page

from probanda.consent import Consent, Level, shown_as
from probanda.report.findings import finding_kinds
from probanda.report.head import read_head
from probanda.report.manuscript import check_text
from probanda.report.reading import part
from tests.report.samples import sample_record

DOCS = Path(__file__).parent.parent.parent / "docs" / "reference"
MANUSCRIPT = (DOCS / "manuscript.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```markdown\n(.*?)```", MANUSCRIPT, re.DOTALL)
HEAD = re.search(r"```yaml\n(.*?)```", MANUSCRIPT, re.DOTALL)


@pytest.mark.parametrize("example", EXAMPLES)
@pytest.mark.parametrize("level", list(Level))
def test_every_example_is_a_manuscript_without_errors(example: str, level: Level) -> None:
    checked = check_text("---\ntitle: T\n---\n\n" + example, sample_record(), level=level)
    assert checked.errors == ()


def test_the_documented_head_is_read_without_a_finding() -> None:
    assert HEAD is not None
    head = read_head(part(HEAD[1], "m.md"))
    assert head.findings == []
    assert head.meta.word_limit is not None


def test_the_list_of_problems_is_what_the_table_says() -> None:
    written = (DOCS / "problems.md").read_text(encoding="utf-8")
    assert page(written) == written


@pytest.mark.parametrize("tier", list(Consent))
def test_the_documented_table_of_forms_is_the_one_that_is_used(tier: Consent) -> None:
    text = (DOCS / "redaction.md").read_text(encoding="utf-8")
    (row,) = [
        r
        for r in text.split("\n")
        if re.match(rf"\| [^|]*\b{tier.value}\b[^|]* \|(?: \w+ \|){{3}}$", r)
    ]
    forms = [
        shown_as(tier, level).value for level in (Level.INTERNAL, Level.COMMITTEE, Level.PUBLIC)
    ]
    assert [cell.strip() for cell in row.split("|")[2:5]] == forms


def test_every_code_that_the_program_uses_is_in_the_table() -> None:
    source = Path(__file__).parent.parent.parent / "src" / "probanda" / "report"
    known = set(finding_kinds())
    modules = (
        "manuscript",
        "resolve",
        "resolve_keys",
        "resolve_notes",
        "check_text",
        "check_structure",
        "head",
        "reading",
    )
    used = set()
    for module in modules:
        text = (source / f"{module}.py").read_text(encoding="utf-8")
        used |= set(re.findall(r"(?:find|finding|_find)\(\s*\"([a-z0-9-]+-[a-z0-9-]+)\"", text))
    assert used
    assert used <= known


def test_every_code_of_building_is_documented() -> None:
    source = Path(__file__).parent.parent.parent / "src" / "probanda"
    written = (DOCS / "problems.md").read_text(encoding="utf-8")
    used = set()
    for path in [*(source / "report").rglob("*.py"), source / "cli" / "build.py"]:
        text = path.read_text(encoding="utf-8")
        used |= set(re.findall(r"Problem\(\s*\"([a-z0-9]+-[a-z0-9-]+)\"", text))
    assert len(used) > 5
    assert {code for code in used if f"`{code}`" not in written} == set()
