"""One report as Markdown, HTML, DOCX and PDF gives the same findings with the same identifiers."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pypandoc
import pytest
import typst

from probanda.audit.answers import Outcome
from probanda.audit.document import Document
from probanda.audit.reading.files import format_of, read_bytes
from probanda.audit.rules import audit

REPORT = """---
title: Detention in Kevria
date: 14 March 2025
---

# Summary

This report is based on interviews. Of 120 detainees, 70 were men and 45 were women, the
register of the prison says.

# Findings

The register of the quarry prison lists 120 people who were held there between January and June 2023.[^1] The
guards kept no account of those whom they brought in at night, and the families who asked at the gate were
sent away.

| Place   | Men | Women |
|---------|-----|-------|
| Quarry  | 40  | 20    |
| Harbour | 30  | 30    |
| Total   | 75  | 50    |

According to alternative sources, most of them were sold. They were set free on 31 April 2024, an officer said.[^2]

- First, the court closed the file, as its letter of 3 May 2024 says.
- Second, nobody told the families, who wrote to the ministry in vain.

[^1]: Register of the quarry prison, pp. 45–32, https://archive.example/register/2023/quarry.
[^2]: Interview 12 of 5 May 2024, on file with the authors; the list is at https://bit.ly/3xYz.
"""
EXPECTED = {
    "parts-sum",
    "table-total",
    "range-backwards",
    "source-unnamed",
    "date-impossible",
    "link-shortener",
}


@cache
def made(extension: str) -> bytes:
    if extension == "md":
        return REPORT.encode()
    if extension == "html":
        page = pypandoc.convert_text(REPORT, "html", "markdown", extra_args=["-s"])
        return str(page).encode()
    if extension == "pdf":
        source = pypandoc.convert_text(REPORT, "typst", "markdown", extra_args=["-s"])
        return bytes(typst.compile(str(source).encode()))
    raise ValueError(extension)


def document(extension: str, folder: Path) -> Document:
    if extension == "docx":
        path = folder / "report.docx"
        pypandoc.convert_text(REPORT, "docx", "markdown", outputfile=str(path))
        data = path.read_bytes()
    else:
        data = made(extension)
    name = f"report.{extension}"
    return read_bytes(data, format_of(data, name))


@pytest.mark.parametrize("extension", ["md", "html", "docx", "pdf"])
def test_one_report_in_many_formats(extension: str, tmp_path: Path) -> None:
    read = document(extension, tmp_path)
    assert read.language == "en"
    assert read.date is not None
    assert read.date.iso == "2025-03-14"
    assert [section.title for section in read.sections][-2:] == ["Summary", "Findings"]
    assert len(read.notes) == 2
    assert all(len(note.anchors) == 1 for note in read.notes)
    outcome = Outcome(audit(read), f"report.{extension}")
    assert {finding.rule for _, finding, _ in outcome.findings} >= EXPECTED
    here = {name for name, finding, _ in outcome.findings if finding.rule in EXPECTED}
    plain = Outcome(audit(document("md", tmp_path)), "report.md")
    assert here == {name for name, finding, _ in plain.findings if finding.rule in EXPECTED}
