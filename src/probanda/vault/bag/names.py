"""Paths in a bag's tag files: which may be looked up, and which name other systems would take otherwise."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from probanda.vault.bag.report import BagReport

__all__ = ["encoded", "escapes", "spellings", "warn_of_names"]

_WINDOWS = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)
_ENCODED = re.compile("%(0[aAdD]|25)")
_ENDS = re.compile("%0[aAdD]")


def escapes(path: str) -> bool:
    r"""Whether a path could lead out of the bag, here or on another system.

    >>> escapes("data/../x"), escapes("~/x"), escapes("C:\\x"), escapes("data/a:b ~c")
    (True, True, True, False)
    """
    names = path.split("/")
    return (
        ".." in path.replace("\\", "/").split("/")
        or path.startswith(("/", "\\", "~"))
        or re.match(r"[A-Za-z]:", path) is not None
        or "\0" in path
        or "" in names
        or "." in names
    )


def encoded(path: str) -> str:
    r"""A path as a manifest writes it: line ends and percent signs in percent-encoding (2.1.3).

    >>> encoded("50 %\n")
    '50 %25%0A'
    """
    return path.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")


def spellings(path: str, strict: bool) -> list[str]:
    """The names that a path in a manifest may mean, likeliest first.

    Since 1.0 a percent sign is encoded too; many writers leave it, so the path as it stands comes second.
    """
    form = _ENCODED if strict else _ENDS
    read = form.sub(lambda found: chr(int(found[1] if strict else found[0][1:], 16)), path)
    return [read] if read == path else [read, path]


def warn_of_names(paths: Iterable[str], where: str, report: BagReport) -> None:
    """Names that collide or cannot be written on other systems."""
    forms: dict[str, str] = {}
    letters: dict[str, str] = {}
    for path in sorted(set(paths)):
        form = unicodedata.normalize("NFC", path)
        if form in forms:
            report.add("bag-normal-form", where, f"{path!r} and {forms[form]!r}.")
        forms.setdefault(form, path)
        letter = form.casefold()
        if letter in letters and letters[letter] != form:
            report.add("bag-letter-case", where, f"{path!r} and {letters[letter]!r}.")
        letters.setdefault(letter, form)
        if any(_WINDOWS.fullmatch(name) for name in path.split("/")):
            report.add("bag-windows-name", where, f"{path!r}.")
