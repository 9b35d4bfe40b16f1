"""Files that mean harm: bombs, entities, endless work. The reader is limited; the caller gets a reason."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from probanda.audit.reading import Limits, Unreadable, read_file
from probanda.audit.reading.files import format_of
from tests.audit.reading.made import W, docx, p


def reason(path: Path, limits: Limits | None = None) -> str:
    with pytest.raises(Unreadable) as refused:
        read_file(path, limits)
    assert refused.value.message
    return refused.value.code


def test_a_whole_file_comes_through_the_other_process(tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    path.write_bytes(docx(p("Of 120 people, 70 were men.")))
    document = read_file(path)
    assert document.text == "Of 120 people, 70 were men."
    assert document.format == "docx"


def test_a_zip_bomb_is_refused_before_it_unpacks(tmp_path: Path) -> None:
    path = tmp_path / "bomb.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", b"0" * (60 * 2**20))
    assert reason(path) == "package-too-large"


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    layers = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    body = f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY e0 "laugh">{layers}<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    text = f"{body}<w:document {W}><w:body><w:p><w:r><w:t>A &e9; &f; b</w:t></w:r></w:p></w:body></w:document>"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", text)
    path = tmp_path / "entities.docx"
    path.write_bytes(out.getvalue())
    try:
        document = read_file(path)
    except Unreadable:
        return
    assert "laugh" not in document.text
    assert "root:" not in document.text


def test_time_and_memory_are_limited(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text("The guards kept no register of anybody. " * 400_000)
    assert reason(path, Limits(seconds=30, memory=120 * 2**20)) in {"too-large", "reader-stopped"}


def test_deep_nesting_is_no_crash(tmp_path: Path) -> None:
    path = tmp_path / "deep.html"
    path.write_text("<div>" * 30_000 + "words that stand deep inside" + "</div>" * 30_000)
    try:
        answer = read_file(path).format
    except Unreadable as refused:
        answer = refused.code
    assert answer in {"html", "empty", "reader-stopped", "too-large"}


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.txt", b"", "empty"),
        ("a.bin", bytes(range(1, 256)) + b"\0\1\2" * 3, "format-unknown"),
        ("a.docx", b"not a package at all", "package-broken"),
        ("a.pdf", b"not a file of that kind", "pdf-broken"),
        (
            "a.docx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "encrypted",
        ),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert reason(path) == code


def test_formats_are_told_by_their_bytes_before_their_names() -> None:
    assert format_of(b"%PDF-1.7 ...", "report.txt") == "pdf"
    assert format_of(b"<!doctype html><p>", "report.txt") == "html"
    assert format_of(b"{\\rtf1 words}", "report.doc") == "rtf"
    assert format_of(b"# Title", "report.md") == "markdown"
    assert format_of(b"Title", "report") == "text"
    assert format_of("Слова".encode("utf-16"), "report.txt") == "text"


def test_rtf_without_libreoffice_says_that_it_was_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "report.rtf"
    path.write_bytes(rb"{\rtf1 Of 120 people, 70 were men.\par}")
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert reason(path) == "needs-libreoffice"


@pytest.mark.slow
def test_rtf_is_read_through_libreoffice(tmp_path: Path) -> None:
    path = tmp_path / "report.rtf"
    path.write_bytes(rb"{\rtf1 Of 120 people, 70 were men.\par}")
    if shutil.which("soffice") is None:
        assert reason(path) == "needs-libreoffice"
        return
    document = read_file(path)
    assert (document.format, document.text) == ("rtf", "Of 120 people, 70 were men.")


def test_a_bomb_of_one_word_is_cut_and_noted(tmp_path: Path) -> None:
    path = tmp_path / "bomb.docx"
    path.write_bytes(docx(p("Of 120 people, 70 were men. " + "A" * 2_000_000)))
    document = read_file(path)
    assert document.text.startswith("Of 120 people, 70 were men. AAAA")
    assert document.text.endswith("A…")
    assert len(document.text) < 6000
    assert [each.code for each in document.remarks] == ["run-cut"]


def test_a_text_longer_than_any_report_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("probanda.audit.reading.sandbox.LONGEST_TEXT", 1000)
    path = tmp_path / "long.txt"
    path.write_text("The guards kept no register. " * 30, encoding="utf-8")
    assert read_file(path).text.startswith("The guards")
    path.write_text("The guards kept no register. " * 60, encoding="utf-8")
    assert reason(path) == "too-large"


def test_a_file_in_which_no_text_is_found_is_no_clean_report(tmp_path: Path) -> None:
    path = tmp_path / "nothing.docx"
    path.write_bytes(docx(p("")))
    assert reason(path) == "empty"
    page = tmp_path / "nothing.html"
    page.write_text("<html><body><script>write()</script></body></html>", encoding="utf-8")
    assert reason(page) == "empty"


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="a device of Unix")
def test_a_device_that_never_ends_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("probanda.audit.reading.sandbox.LARGEST_FILE", 1000)
    assert reason(Path("/dev/zero")) == "too-large"


def test_a_module_in_the_folder_of_the_caller_is_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("json", "resource", "lxml"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit(3)\n", encoding="utf-8")
    (tmp_path / "report.docx").write_bytes(docx(p("Of 120 people, 70 were men.")))
    monkeypatch.chdir(tmp_path)
    assert read_file(Path("report.docx")).text == "Of 120 people, 70 were men."


def test_a_killed_reader_is_a_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    killed = subprocess.CompletedProcess([], -9, b"", b"")
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: killed)
    path = tmp_path / "report.txt"
    path.write_text("The guards kept no register.", encoding="utf-8")
    assert reason(path) == "reader-stopped"
