"""From bytes to text: byte order marks, what the file declares, UTF-8, and single-byte Cyrillic or Latin.

A file that is not UTF-8 and declares nothing is read as the single-byte encoding whose letters make the most
ordinary words; the reading is noted, because such a guess can be wrong.
"""

from __future__ import annotations

import codecs
import re

__all__ = ["decode"]

_DECLARED = re.compile(
    rb"(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CYRILLIC = ("cp1251", "koi8-r", "cp866", "iso8859-5")
_COMMON_CYRILLIC = frozenset("оеаинтсрвлкмдпуяы")


def decode(data: bytes, *, declared: bool = False) -> tuple[str, str, bool]:
    """Text, encoding, and whether it was guessed. ``declared``: look for a declaration in the first bytes.

    >>> decode("Всего 12".encode("cp1251"))
    ('Всего 12', 'cp1251', True)
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, errors="replace"), name, False
    if declared and (found := _DECLARED.search(data[:4096])):
        try:
            name = codecs.lookup(found[1].decode("ascii")).name
            return data.decode(name), name, False
        except (LookupError, UnicodeDecodeError, ValueError):
            pass
    if data.count(b"\0") > len(data) // 4:  # before UTF-8, which such bytes may be, too
        name = "utf-16-le" if data[1::2].count(0) > data[::2].count(0) else "utf-16-be"
        return data.decode(name, errors="replace"), name, True
    try:
        return data.decode("utf-8"), "utf-8", False
    except UnicodeDecodeError:
        pass
    head = data[:200_000]
    high = sum(byte > 0x7F for byte in head)
    letters = sum(65 <= byte <= 122 for byte in head)
    name = "cp1252"
    if high > 0.4 * (high + letters):
        name = max(_CYRILLIC, key=lambda each: _ordinary(head.decode(each, errors="replace")))
    return data.decode(name, errors="replace"), name, True


def _ordinary(text: str) -> float:
    """How much a text looks like Russian: common lower-case letters, and capitals only at beginnings."""
    common = sum(char in _COMMON_CYRILLIC for char in text)
    odd = len(re.findall(r"[а-яё][А-ЯЁ]", text))
    return common - 2 * odd
