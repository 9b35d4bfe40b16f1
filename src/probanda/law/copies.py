"""Copies of treaties that a user downloaded, read into articles and paragraphs, word by word.

The project ships no such copy; ``data/treaty_copies.yaml`` names the public ones that were read. With them at
hand the fingerprints can be made again, and the official words can be shown beside an altered quotation.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from probanda.law.loading import Law
from probanda.law.wording import words
from probanda.problems import ProbandaError, Problem

__all__ = ["Copy", "copies_table", "parts_of", "read_copies", "read_copy"]

_ARTICLE = re.compile(r"^#+ *(?:Article|ARTICLE) +(\d+)(?: *(bis|ter))?", re.MULTILINE)
_MARKER = re.compile(
    r"^(?:(?P<para>\d{1,2})\.(?=\s|$)|(?P<capital>[A-C])\. |\((?P<digit>\d{1,2})\)|\(?(?P<letter>[a-z]{1,5})\))\s*"
)
_ROMAN = frozenset(
    f"{tens}{ones}"
    for tens in ("", "x", "xx")
    for ones in ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
    if tens or ones
)
#: A paragraph's path below its article, and its words as printed.
Part = tuple[tuple[str, ...], str]


@dataclass(frozen=True, slots=True)
class Copy:
    """One article of a copy: its words with misprints corrected, and where each provision stands among them."""

    code: str
    words: tuple[str, ...]
    spans: Mapping[str, tuple[int, int]]


@cache
def copies_table() -> Mapping[str, Any]:
    """What ``data/treaty_copies.yaml`` says of each copy. Callers must not change it."""
    text = (files("probanda.law") / "data" / "treaty_copies.yaml").read_text(encoding="utf-8")
    table: Mapping[str, Any] = yaml.safe_load(text)
    return table


def read_copies(folder: Path, law: Law) -> dict[str, Copy]:
    """Articles by code from the copies that a folder holds; those that are not there are left out.

    Raises:
        ProbandaError: ``copies-missing`` when none is there; ``copy-differs`` when one is another text.
    """
    found: dict[str, Copy] = {}
    for short, row in copies_table()["copies"].items():
        if (folder / row["copy"]).is_file():
            found |= {each.code: each for each in read_copy(short, folder, law)}
    if not found:
        raise ProbandaError(
            Problem(
                "copies-missing",
                "The folder holds none of the copies.",
                file=str(folder),
                expected=", ".join(
                    dict.fromkeys(row["copy"] for row in copies_table()["copies"].values())
                ),
                remedy="`probanda law show CAT` names the address of a copy; save it under that name.",
            ),
            usage=True,
        )
    return found


def read_copy(short: str, folder: Path, law: Law) -> list[Copy]:
    """The articles of one instrument that the law holds provisions of.

    Raises:
        ProbandaError: ``file-unreadable`` or ``copy-differs``.
    """
    row = copies_table()["copies"][short]
    path = folder / row["copy"]
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise ProbandaError(
            Problem("file-unreadable", f"{error.strerror}.", file=str(path)), usage=True
        ) from error
    digest = hashlib.sha256(raw).hexdigest()
    wanted = law.instruments[short].origin.sha256
    if digest != wanted:
        raise ProbandaError(
            Problem(
                "copy-differs",
                "The file is not the copy that was read.",
                file=str(path),
                found=digest,
                expected=wanted,
                remedy=f"Download it from {law.instruments[short].origin.address}.",
            )
        )
    held = {each.article for each in law.instruments[short]}
    return [
        _article(
            f"{short}/{number}", parts_of(body, row, number), row.get("errata", {}).get(number, {})
        )
        for number, body in bodies(raw.decode("utf-8")).items()
        if number in held
    ]


def _article(code: str, parts: list[Part], errata: Mapping[str, str]) -> Copy:
    said: list[str] = []
    spans: dict[str, list[int]] = defaultdict(lambda: [10**9, 0])
    for path, text in parts:
        before = len(said)
        said += [errata.get(word.text, word.text) for word in words(text)]
        for depth in range(len(path) + 1):
            span = spans["/".join((code, *path[:depth]))]
            span[0], span[1] = min(span[0], before), max(span[1], len(said))
    return Copy(code, tuple(said), {key: (a, b) for key, (a, b) in spans.items()})


def parts_of(body: str, row: Mapping[str, Any], number: str) -> list[Part]:
    """An article cut into its paragraphs, in the way that its copy needs."""
    if number in row.get("sentences", {}):
        return _by_sentences(body, row["sentences"][number])
    if row.get("joined"):
        return _by_joints(body, row.get("merge", {}).get(number))
    return _by_markers(body)


def bodies(text: str) -> dict[str, str]:
    """The English articles of a copy by number: the first text of the file, headings and links taken out."""
    text = re.split(r"^#+ *Artikel +1\b", text, maxsplit=1, flags=re.MULTILINE)[0]
    found: dict[str, str] = {}
    heads = list(_ARTICLE.finditer(text))
    for head, following in zip(heads, [*heads[1:], None], strict=True):
        number = head[1] + (head[2] or "")
        body = text[head.end() : following.start() if following else len(text)]
        body = re.sub(r"^#.*$", "", body, flags=re.MULTILINE)
        body = re.split(r"^\s*(?:IN WITNESS|IN FAITH)", body, flags=re.MULTILINE)[0]
        body = re.sub(r"\]\([^)]*\)+", "]", body).replace("*", "")
        found.setdefault(number, body.replace("[", "").replace("]", ""))
    return found


def _by_sentences(body: str, starts: list[int]) -> list[Part]:
    """Unnumbered paragraphs, each from a given sentence on."""
    flat = " ".join(body.split())
    sentences = re.split(r"(?<=[a-z)\]*0-9][.:;]) (?=[A-Z(])", flat)
    ends = [*starts[1:], len(sentences) + 1]
    return [
        ((str(n),), " ".join(sentences[a - 1 : b - 1]))
        for n, (a, b) in enumerate(zip(starts, ends, strict=True), start=1)
    ]


def _by_joints(body: str, merge: list[int] | None) -> list[Part]:
    """Unnumbered paragraphs that a copy runs together without a space."""
    lines = [line.strip() for line in body.splitlines() if line.strip()]
    flat = lines[0] if lines else ""
    for line in lines[1:]:
        flat += " " + line
    pieces = re.split(r"(?<=[a-z0-9)][.])(?=[A-Z][a-z])|(?<=dead)(?=They )", flat)
    if merge:
        ends = [*merge[1:], len(pieces) + 1]
        pieces = [" ".join(pieces[a - 1 : b - 1]) for a, b in zip(merge, ends, strict=True)]
    if len(pieces) == 1:
        return [((), pieces[0])]
    return [((str(n),), piece) for n, piece in enumerate(pieces, start=1)]


def _by_markers(body: str) -> list[Part]:
    """Paragraphs and letters by their printed marks; text after a list goes back to what holds the list."""
    parts: list[Part] = []
    path: list[tuple[str, str]] = []
    for line in body.splitlines():
        rest = line.rstrip()
        first = True
        for stretch in re.split(r" {3,}(?=\S)", rest):
            piece = stretch.strip()
            if not piece:
                continue
            if (
                not first
                and path
                and path[-1][0] in {"letter", "roman", "digit"}
                and not _MARKER.match(piece)
            ):
                path.pop()
            first = False
            while mark := _MARKER.match(piece):
                if mark["letter"] and len(mark["letter"]) > 1 and mark["letter"] not in _ROMAN:
                    break
                _place(path, mark)
                piece = piece[mark.end() :]
            if piece:
                parts.append((tuple(name for _, name in path), piece))
    return parts


def _place(path: list[tuple[str, str]], mark: re.Match[str]) -> None:
    """Move to where a mark stands in the tree of paragraphs."""
    if mark["para"]:
        path[:] = [("para", mark["para"])]
        return
    if mark["capital"]:
        path[:] = [("capital", mark["capital"].lower())]
        return
    if mark["digit"]:
        kind, name = "digit", mark["digit"]
    else:
        name = mark["letter"]
        last = next((n for k, n in reversed(path) if k == "letter"), "")
        in_roman = any(k == "roman" for k, _ in path)
        after = (name, last) in {("i", "h"), ("v", "u"), ("x", "w")}
        roman = name in _ROMAN and not after and (len(name) > 1 or in_roman or name == "i")
        kind = "roman" if roman else "letter"
    order = ["para", "capital", "digit", "letter", "roman"]
    while path and order.index(path[-1][0]) >= order.index(kind):
        path.pop()
    path.append((kind, name))
