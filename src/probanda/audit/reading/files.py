"""Which format a file is in, by its bytes before its name, and the reader for it.

Old Word, RTF and OpenDocument files go through LibreOffice, which makes a DOCX of them.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from probanda.audit.document import Document, Remark
from probanda.audit.reading.encodings import decode
from probanda.audit.reading.unreadable import Unreadable

__all__ = ["convert", "format_of", "read_bytes"]

#: A report of people is smaller; a larger file is refused before anything is done with it.
LARGEST_FILE = 300 * 2**20
_HTML = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_MARKDOWN = frozenset({".md", ".markdown", ".mdown", ".mkd", ".qmd", ".rmd"})
_PAGES = frozenset({".html", ".htm", ".xhtml", ".mhtml", ".shtml"})
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SECONDS = 150


def format_of(data: bytes, name: str) -> str:
    """The format: "pdf", "docx", "html", "markdown", "text", or what LibreOffice is for: "doc", "rtf", "odt".

    Raises:
        Unreadable: encrypted, or none of these.
    """
    suffix = Path(name).suffix.lower()
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK\x03\x04") or data.startswith(b"PK\x05\x06"):
        return _package_format(data)
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise Unreadable("encrypted", "The file is encrypted; give a copy without a password.")
        return "doc"
    if data.lstrip()[:5].lower() == b"{\\rtf":
        return "rtf"
    if _HTML.match(data[:4096]) or suffix in _PAGES:
        return "html"
    if suffix == ".docx":
        raise Unreadable("package-broken", "The file is called .docx and is no ZIP package.")
    if suffix == ".pdf":
        raise Unreadable("pdf-broken", "The file is called .pdf and does not begin as one.")
    zeros = data[:65_536].count(b"\0")
    if (
        zeros
        and not data.startswith((b"\xff\xfe", b"\xfe\xff"))
        and zeros < len(data[:65_536]) // 4
    ):
        raise Unreadable(
            "format-unknown", "The file is neither text nor a format that is read here."
        )
    return "markdown" if suffix in _MARKDOWN else "text"


def _package_format(data: bytes) -> str:
    from probanda.audit.reading.archive import Package  # lxml only where a package is read

    names = set(Package(data).names())
    office = any(name.startswith("word/") for name in names) or "[Content_Types].xml" in names
    if office and not any(name.startswith(("xl/", "ppt/")) for name in names):
        return "docx"
    if "content.xml" in names and "mimetype" in names:
        return "odt"
    raise Unreadable("format-unknown", "The package is no text document.")


def read_bytes(data: bytes, file_format: str) -> Document:
    """Read the bytes of a file of a known format as a document.

    Raises:
        Unreadable: with the reason.
    """
    if file_format == "pdf":
        from probanda.audit.reading.pdf import read_pdf

        return read_pdf(data)
    if file_format == "docx":
        from probanda.audit.reading.docx import read_docx

        return read_docx(data)
    if file_format == "html":
        from probanda.audit.reading.html import read_html

        return read_html(data)
    text, encoding, guessed = decode(data)
    if file_format == "markdown":
        from probanda.audit.reading.markdown import read_markdown

        document = read_markdown(text)
    else:
        from probanda.audit.reading.plain import read_text

        document = read_text(text)
    if guessed:
        remark = Remark(
            "encoding-guessed", f"The file does not say its encoding; read as {encoding}."
        )
        document = replace(document, remarks=(*document.remarks, remark))
    return document


def convert(path: Path, file_format: str) -> bytes:
    """A DOCX made by LibreOffice of a DOC, RTF or ODT file.

    Raises:
        Unreadable: LibreOffice is not installed, or makes nothing of the file.
    """
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        raise Unreadable(
            "needs-libreoffice",
            f"{file_format.upper()} is read through LibreOffice, which is not installed: not read. Install it, or"
            " save the file as DOCX.",
        )
    with tempfile.TemporaryDirectory(prefix="probanda-") as folder:
        source = Path(folder, f"report.{file_format}")
        shutil.copyfile(path, source)
        command = [
            office, f"-env:UserInstallation={Path(folder, 'profile').as_uri()}", "--headless", "--norestore",
            "--convert-to", "docx:MS Word 2007 XML", "--outdir", f"{folder}/out", str(source),
        ]  # fmt: skip
        try:
            subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)
            return Path(folder, "out", "report.docx").read_bytes()
        except subprocess.TimeoutExpired as error:
            raise Unreadable(
                "reader-stopped", "LibreOffice took too long over the file."
            ) from error
        except OSError as error:
            raise Unreadable("format-unknown", "LibreOffice could not read the file.") from error
