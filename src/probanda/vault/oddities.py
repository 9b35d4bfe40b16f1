"""What is odd about a file's name or its beginning: noted beside the file, never a reason to refuse it.

Names are metadata here and no path is made of them, so they can do no harm in the vault. They can mislead
a reader, or do harm where somebody writes the files out again; that is what the notices are for.
"""

from __future__ import annotations

import re
import unicodedata

__all__ = ["NOTICES", "clash_key", "content_notices", "name_notices", "shown"]

#: What each notice means, in one sentence.
NOTICES = {
    "name-not-utf8": "The name is not UTF-8; its bytes are kept in name_bytes.",
    "name-control": "The name holds control characters.",
    "name-bidi": "The name holds characters that reverse the order in which it is read.",
    "name-invisible": "The name holds characters that cannot be seen.",
    "name-path": "The name tries to lead out of its folder, or would on another system.",
    "name-reserved": "The name means a device, or loses its end, on Windows.",
    "name-long": "The name is longer than many file systems can hold.",
    "name-clash": "Another name in the delivery is the same to many systems or to the eye.",
    "extension-unlike-content": "The file begins like one of another kind than its name says.",
    "sparse": "The file has holes: it takes less room where it came from than its size.",
    "hard-linked": "The file has further names where it came from.",
}

_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200d\u2060-\u2064\ufeff]"
)
_RESERVED = re.compile(r"(con|prn|aux|nul|com[1-9]|lpt[1-9])(\..*)?", re.IGNORECASE)
_MAYBE_RESERVED = re.compile(rb"(?i)(?:^|/)(?:con|prn|aux|nul|com|lpt)|[ .](?:/|$)")
_DRIVE = re.compile(r"^[A-Za-z]:")
#: Names of which there is nothing to say but that they may be reserved; most are.
_PLAIN = re.compile(
    rb"[A-Za-z0-9_\- ()]+(?:\.[A-Za-z0-9_\-()]+)*(?:/[A-Za-z0-9_\- ()]+(?:\.[A-Za-z0-9_\-()]+)*)*"
)

#: How files of a kind begin (offset and bytes), and the extensions that such files have.
_KINDS: tuple[tuple[str, int, bytes, tuple[str, ...]], ...] = (
    ("image/jpeg", 0, b"\xff\xd8\xff", ("jpg", "jpeg", "jpe", "jfif", "mpo")),
    ("image/png", 0, b"\x89PNG\r\n\x1a\n", ("png", "apng")),
    ("image/gif", 0, b"GIF8", ("gif",)),
    ("image/tiff", 0, b"II*\x00", ("tif", "tiff", "dng", "nef", "arw", "cr2")),
    ("image/tiff", 0, b"MM\x00*", ("tif", "tiff", "dng", "nef")),
    ("application/pdf", 0, b"%PDF-", ("pdf", "ai")),
    ("application/zip", 0, b"PK\x03\x04", (
        "zip", "docx", "xlsx", "pptx", "odt", "ods", "odp", "epub", "jar", "apk", "wacz", "kmz", "cbz",
        "docm", "xlsm", "pptm", "ipa", "crx", "xpi", "zipx",
    )),
    ("application/gzip", 0, b"\x1f\x8b", ("gz", "tgz", "warc", "svgz", "ab")),
    ("application/x-bzip2", 0, b"BZh", ("bz2", "tbz", "tbz2")),
    ("application/x-xz", 0, b"\xfd7zXZ\x00", ("xz", "txz")),
    ("application/x-7z-compressed", 0, b"7z\xbc\xaf\x27\x1c", ("7z",)),
    ("application/vnd.rar", 0, b"Rar!\x1a\x07", ("rar", "cbr")),
    ("application/x-tar", 257, b"ustar", ("tar",)),
    ("video/mp4", 4, b"ftyp", (
        "mp4", "m4a", "m4v", "mov", "3gp", "3g2", "heic", "heif", "avif", "m4b", "f4v", "qt", "cr3",
    )),
    ("video/x-matroska", 0, b"\x1aE\xdf\xa3", ("mkv", "webm", "mka")),
    ("audio/ogg", 0, b"OggS", ("ogg", "oga", "ogv", "opus", "spx")),
    ("audio/mpeg", 0, b"ID3", ("mp3",)),
    ("audio/x-flac", 0, b"fLaC", ("flac",)),
    ("application/vnd.ms-office", 0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", (
        "doc", "xls", "ppt", "msg", "msi", "db", "vsd", "pub", "dot", "xlt",
    )),
    ("application/x-executable", 0, b"\x7fELF", ("", "so", "o", "elf", "bin", "axf")),
    ("application/x-dosexec", 0, b"MZ", ("exe", "dll", "sys", "com", "scr", "ocx", "cpl", "efi", "mui")),
    ("application/x-sqlite3", 0, b"SQLite format 3\x00", ("sqlite", "sqlite3", "db", "db3")),
)  # fmt: skip

#: Extensions of files that begin in several ways, or that a text may have.
_LOOSE = {
    "doc",
    "db",
    "bin",
    "o",
    "com",
    "ab",
    "pub",
    "warc",
    "ai",
    "mp3",
    "xls",
    "dot",
    "sys",
    "msg",
    "mov",
}
#: How files begin, of the kinds that can be told by their first bytes.
_FIRST = tuple({magic for _, at, magic, _ in _KINDS if at == 0})
#: Extensions of files that begin in one way only.
_TELLING = {each for _, _, _, extensions in _KINDS for each in extensions if each} - _LOOSE


def shown(name: bytes) -> str:
    r"""A name as it can be shown without misleading: what cannot be seen appears as an escape.

    >>> shown("photo\u202egpj.exe".encode())
    'photo\\u202egpj.exe'
    """
    text = name.decode("utf-8", "backslashreplace")
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        character
        if character.isprintable() and not _INVISIBLE.match(character)
        else character.encode("unicode_escape").decode()
        for character in text
    )


def name_notices(name: bytes) -> list[str]:
    """What is odd about a name, with the folders in it."""
    if len(name) <= 255 and _PLAIN.fullmatch(name) and not _MAYBE_RESERVED.search(name):
        return []
    found = []
    try:
        text = name.decode("utf-8")
    except UnicodeDecodeError:
        text = name.decode("utf-8", "replace")
        found.append("name-not-utf8")
    parts = re.split(r"[/\\]", text)
    if any(unicodedata.category(each) == "Cc" for each in text):
        found.append("name-control")
    if _BIDI.search(text):
        found.append("name-bidi")
    if _INVISIBLE.search(text):
        found.append("name-invisible")
    if ".." in parts or "\\" in text or text.startswith("/") or _DRIVE.match(text) or "\0" in text:
        found.append("name-path")
    if any(
        _RESERVED.fullmatch(each) or each != each.rstrip(" .") for each in parts if each.strip(".")
    ):
        found.append("name-reserved")
    if any(len(each) > 255 for each in name.split(b"/")):
        found.append("name-long")
    return found


def clash_key(name: bytes) -> str:
    """Names with the same key are one file to some system: by Unicode form, by case, by a dotless i.

    >>> clash_key("DIŞ.txt".encode()) == clash_key("dış.txt".encode())
    True
    """
    if name.isascii():
        return name.decode().lower()
    text = unicodedata.normalize("NFKC", name.decode("utf-8", "backslashreplace")).casefold()
    return unicodedata.normalize("NFC", text.replace("\u0131", "i").replace("i\u0307", "i"))


def content_kind(head: bytes) -> tuple[str, tuple[str, ...]] | None:
    """The kind that a file begins like, with its usual extensions."""
    if not head.startswith(_FIRST) and head[257:262] != b"ustar" and head[4:8] != b"ftyp":
        return None
    for kind, at, magic, extensions in _KINDS:
        if head[at : at + len(magic)] == magic:
            return kind, extensions
    return None


def content_notices(name: bytes, head: bytes) -> list[str]:
    """Whether a file begins like one of another kind than its extension says."""
    last = name.rpartition(b"/")[2].decode("utf-8", "replace")
    extension = last.rpartition(".")[2].lower() if "." in last.lstrip(".") else ""
    kind = content_kind(head)
    if kind is not None:
        return ["extension-unlike-content"] if extension and extension not in kind[1] else []
    return ["extension-unlike-content"] if head and extension in _TELLING else []
