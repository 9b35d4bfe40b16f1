"""What kind a file is, told from its bytes; its name has no say."""

from __future__ import annotations

import codecs
import re
import zipfile
from typing import BinaryIO

from probanda.vault.oddities import content_kind

__all__ = ["HEAD", "PICTURES", "declared_encoding", "encoding_of", "kind_of_file"]

#: So much of the beginning is looked at.
HEAD = 64 * 1024
#: Pictures that are decoded, with the name that Pillow has for their form.
PICTURES = {
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "image/gif": "GIF",
    "image/tiff": "TIFF",
    "image/webp": "WEBP",
    "image/bmp": "BMP",
}
#: A file that begins as RIFF says at byte 8 what it is.
_RIFF = {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo"}
#: The brand of an ISO media file (ISO/IEC 14496-12, the ``ftyp`` box) where it is no MP4 video.
_BRANDS = {
    b"heic": "image/heic",
    b"heix": "image/heic",
    b"mif1": "image/heic",
    b"avif": "image/avif",
    b"qt  ": "video/quicktime",
    b"M4A ": "audio/mp4",
}
_OFFICE = "application/vnd.openxmlformats-officedocument"
#: A part that only a package of the kind has.
_PACKAGES = {
    "word/document.xml": f"{_OFFICE}.wordprocessingml.document",
    "xl/workbook.xml": f"{_OFFICE}.spreadsheetml.sheet",
    "ppt/presentation.xml": f"{_OFFICE}.presentationml.presentation",
}
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HTML = re.compile(rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{1,40})""", re.I)
#: Control characters that a text may hold: tab, line ends, form feed, escape.
_BINARY = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")


def kind_of_file(stream: BinaryIO) -> str:
    """The media type that the bytes speak for; ``application/octet-stream`` when they do not."""
    stream.seek(0)
    head = stream.read(HEAD)
    stream.seek(0)
    if not head:
        return "application/x-empty"
    if head[:4] == b"RIFF" and head[8:12] in _RIFF:
        return _RIFF[head[8:12]]
    if head[:2] == b"BM" and head[6:10] == b"\0\0\0\0":
        return "image/bmp"
    if head.startswith((b"age-encryption.org/v1\n", b"-----BEGIN AGE ENCRYPTED FILE-----")):
        return "application/x-age"
    found = content_kind(head)
    if found is not None:
        kind = found[0]
        if kind == "video/mp4":
            return _BRANDS.get(head[8:12], kind)
        return _package(stream) if kind == "application/zip" else kind
    if not _looks_like_text(head):
        return "application/octet-stream"
    for mark, encoding in _BOMS:
        if head.startswith(mark):
            head = head.decode(encoding, "replace").encode()
            break
    if _HTML.match(head):
        return "text/html"
    return "application/xml" if head.lstrip().startswith(b"<?xml") else "text/plain"


def encoding_of(stream: BinaryIO, most: int) -> str:
    """The encoding of a text: by its mark, or as the whole of it fits; empty when it cannot be told.

    One byte a character can be a hundred encodings; which one is nobody's to guess here.
    """
    stream.seek(0)
    head = stream.read(4)
    for mark, encoding in _BOMS:
        if head.startswith(mark):
            return encoding
    decoder = codecs.getincrementaldecoder("utf-8")()
    ascii_only = True
    block = head + stream.read(2**20)
    seen = 0
    try:
        while block and seen < most:
            ascii_only = ascii_only and block.isascii()
            decoder.decode(block)
            seen += len(block)
            block = stream.read(2**20)
        decoder.decode(b"", final=not block)
    except UnicodeDecodeError:
        return ""
    return "ascii" if ascii_only else "utf-8"


def declared_encoding(head: bytes) -> str:
    """The encoding that an HTML page says it has; empty when it says none that is known."""
    found = _CHARSET.search(head[:4096])
    if found is None:
        return ""
    try:
        info = codecs.lookup(found[1].decode())
    except LookupError:
        return ""
    return info.name if getattr(info, "_is_text_encoding", True) else ""


def _looks_like_text(head: bytes) -> bool:
    if head.startswith(tuple(mark for mark, _ in _BOMS)):
        return True
    return not _BINARY.search(head)


def _package(stream: BinaryIO) -> str:
    """Which package a ZIP file is; it is a ZIP file when it cannot be told."""
    try:
        with zipfile.ZipFile(stream) as archive:
            names = set(archive.namelist())
            for part, kind in _PACKAGES.items():
                if part in names:
                    return kind
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                with archive.open("mimetype") as member:
                    said = member.read(200).decode("ascii", "replace").strip()
                if re.fullmatch(
                    r"application/(?:vnd\.oasis\.opendocument\.[a-z-]+|epub\+zip)", said
                ):
                    return said
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError, RuntimeError,
            KeyError, IndexError):  # fmt: skip
        pass  # told by its first bytes alone; whoever lists it says that it is broken
    finally:
        stream.seek(0)
    return "application/zip"
