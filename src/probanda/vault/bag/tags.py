"""Reads the tag files of a bag: bagit.txt, manifests, bag-info.txt, fetch.txt, each as values.

Lines end with LF, CR or CR LF and nothing else, white space is space and tab and nothing else: a reader
that takes more for white space reads another bag than the one that was sealed.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from probanda.vault.bag.report import BagReport

__all__ = [
    "VERSIONS",
    "Declaration",
    "Line",
    "declaration",
    "decoded",
    "fetches",
    "info",
    "lines",
    "listed",
]

#: Versions of BagIt, oldest first.
VERSIONS = ("0.93", "0.94", "0.95", "0.96", "0.97", "1.0")

_FIRST = re.compile(r"BagIt-Version: ([0-9]+\.[0-9]+)")
_SECOND = re.compile(r"Tag-File-Character-Encoding: ([!-~]+)")
_LISTED = re.compile(r"([^ \t]+)[ \t]+([^ \t].*)", re.DOTALL)
_FETCH = re.compile(r"([^ \t]+)[ \t]+([0-9]+|-)[ \t]+([^ \t].*)", re.DOTALL)
_STRICT_INFO = re.compile(r"([^\s:](?:[^:]*[^\s:])?):[ \t](.*)", re.DOTALL)
_LOOSE_INFO = re.compile(r"([^\s:](?:[^:]*[^\s:])?)[ \t]*:[ \t]*(.*)", re.DOTALL)
_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Declaration:
    """What bagit.txt says."""

    version: str
    encoding: str

    @property
    def strict(self) -> bool:
        """Whether the rules of 1.0 hold, where earlier versions asked for less."""
        return self.version == "1.0"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a manifest: the digest in small letters, and the path as it is written."""

    digest: str
    path: str


def lines(text: str) -> list[str]:
    r"""The lines of a tag file; the end of the last one is optional.

    >>> lines("a\r\nb\u2028c\rd")
    ['a', 'b\u2028c', 'd']
    """
    found = _END.split(text)
    return found[:-1] if found[-1] == "" else found


def declaration(data: bytes, report: BagReport) -> Declaration | None:
    """Read bagit.txt; None where nothing can be read after it."""
    if data.startswith(codecs.BOM_UTF8):
        report.add("bag-declaration", "bagit.txt", "It begins with a byte order mark.")
        data = data.removeprefix(codecs.BOM_UTF8)
    try:
        rows = lines(data.decode("utf-8"))
    except UnicodeDecodeError:
        report.add("bag-declaration", "bagit.txt", "It is not UTF-8.")
        return None
    first = _FIRST.fullmatch(rows[0]) if rows else None
    second = _SECOND.fullmatch(rows[1]) if len(rows) > 1 else None
    if first is None or second is None or len(rows) != 2:
        report.add("bag-declaration", "bagit.txt", f"Found {rows[:3]!r}.")
    if first is None or second is None:
        return None
    if first[1] not in VERSIONS:
        report.add("bag-version", "bagit.txt", f"Found {first[1]!r}.")
        return None
    if first[1] != VERSIONS[-1]:
        report.add("bag-old-version", "bagit.txt", f"This one is {first[1]}.")
    try:
        encoding = codecs.lookup(second[1]).name
        "".encode(encoding)
    except LookupError:
        report.add("bag-encoding", "bagit.txt", f"{second[1]!r} is unknown.")
        return None
    return Declaration(first[1], encoding)


def decoded(data: bytes, encoding: str, path: str, report: BagReport) -> str | None:
    """A tag file as text; None where it is not in the bag's encoding."""
    try:
        text = data.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        report.add("bag-encoding", path, f"It is not {encoding}: {error}.")
        return None
    if text.startswith("\ufeff"):
        report.add("bag-byte-order-mark", path)
    return text.removeprefix("\ufeff")


def listed(text: str, path: str, report: BagReport) -> list[Line]:
    """The lines of a manifest; paths are as they are written, not yet looked up."""
    found = []
    for number, row in enumerate(lines(text), 1):
        if not row.strip(" \t"):
            report.add("bag-blank-line", path, f"Line {number} is blank.")
            continue
        match = _LISTED.fullmatch(row)
        if match is None or not re.fullmatch("[0-9a-fA-F]+", match[1]):
            report.add("bag-manifest-line", path, f"Line {number} is {row[:200]!r}.")
            continue
        found.append(Line(match[1].lower(), match[2]))
    return found


def info(text: str, path: str, strict: bool, report: BagReport) -> list[tuple[str, str]]:
    """Labels and values of bag-info.txt in order; continued lines are joined by a space."""
    found: list[tuple[str, str]] = []
    form = _STRICT_INFO if strict else _LOOSE_INFO
    for number, row in enumerate(lines(text), 1):
        if row[:1] in {" ", "\t"} and row.strip(" \t") and found:
            label, value = found[-1]
            found[-1] = (label, f"{value} {row.strip()}".strip())
            continue
        match = form.fullmatch(row)
        if match is not None:
            found.append((match[1], match[2]))
        elif row.strip(" \t"):
            report.add("bag-info-line", path, f"Line {number} is {row[:200]!r}.")
        else:
            report.add("bag-blank-line", path, f"Line {number} is blank.")
    return found


def fetches(text: str, path: str, report: BagReport) -> list[tuple[str, str, str]]:
    """URL, length and path of each line of fetch.txt."""
    found = []
    for number, row in enumerate(lines(text), 1):
        if not row.strip(" \t"):
            report.add("bag-blank-line", path, f"Line {number} is blank.")
            continue
        match = _FETCH.fullmatch(row)
        if match is None or not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:[!-~]+$", match[1]):
            report.add("bag-fetch-line", path, f"Line {number} is {row[:200]!r}.")
            continue
        found.append((match[1], match[2], match[3]))
    return found
