"""Other programs open what we build: LibreOffice the DOCX, Chromium the HTML (`make system` has them)."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from probanda.consent import Level
from probanda.report.build import build_document
from tests.report.samples import sample_document, sample_record


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("readers")
    document, record = sample_document(level=Level.PUBLIC), sample_record()
    result = build_document(document, record, folder, folder, stem="report")
    assert result.ok, result.findings
    return result.paths


def run(*command: str) -> subprocess.CompletedProcess[str]:
    assert shutil.which(command[0]), f"{command[0]} is missing: run `make system`"
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)


def test_libreoffice_reads_the_docx_with_its_scripts_notes_and_contents(built, tmp_path):
    run(
        "soffice",
        f"-env:UserInstallation=file://{tmp_path}/profile",
        *("--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(built["docx"])),
    )
    text = run("pdftotext", "-layout", str(tmp_path / "report.pdf"), "-").stdout
    ours = run("pdftotext", "-layout", str(built["pdf"]), "-").stdout
    assert "Contents" in text
    for script in ("Ə", "ա", "ж"):  # Azerbaijani Latin, Armenian, Cyrillic
        assert (script in text.replace("ə", "Ə")) == (script in ours.replace("ə", "Ə"))


def test_chromium_shows_the_page_with_one_heading_and_its_notes(built, tmp_path):
    page = run(
        "chromium",
        *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
        *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
        f"--user-data-dir={tmp_path}/chromium",
        "--dump-dom",
        f"file://{built['html']}",
    ).stdout
    assert page.count("<h1") == 1
    assert 'role="doc-endnotes"' in page or 'role="doc-footnote"' in page or "doc-backlink" in page
    assert "<main" in page
