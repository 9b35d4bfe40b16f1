"""The text of a file: of plain text, HTML, PDF and DOCX. Searching needs it; citing needs the file."""

from __future__ import annotations

import codecs
import re
import zipfile
import zlib
from typing import Any, BinaryIO

import pypdfium2
from lxml import etree, html

from probanda.problems import ProbandaError, Problem
from probanda.vault.recipes.kinds import HEAD, declared_encoding, encoding_of, kind_of_file
from probanda.vault.recipes.making import Answer, Limits, not_for_this_kind, over_limit, unreadable
from probanda.vault.recipes.pdf import PDF, opened_pdf

__all__ = ["make"]

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
#: The parts of a DOCX file that hold what somebody wrote (ECMA-376, part 1, clause 11.3).
_PARTS = ("document", "footnotes", "endnotes", "comments")
_LEFT_OUT = frozenset({"script", "style", "noscript", "template", "head"})
#: What begins a line of its own.
_BLOCK_NAMES = """
    address article aside blockquote body br caption dd div dl dt figcaption footer form h1 h2 h3 h4 h5 h6
    header hr li main nav ol p pre section table td th tr ul
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())


def make(stream: BinaryIO, name: str, settings: dict[str, Any], limits: Limits) -> Answer:
    """The text as UTF-8, a form feed between pages or parts.

    Raises:
        ProbandaError: ``derive-not-applicable`` for another kind of file, ``derive-unreadable`` when
            there is no way in, or the encoding is not known.
    """
    kind = kind_of_file(stream)
    problems: list[Problem] = []
    if kind == PDF:
        found = _pdf(stream, problems, limits)
    elif kind == DOCX:
        found = _docx(stream, problems, limits)
    elif kind in {"text/plain", "application/xml", "text/html"}:
        found = _decoded(stream, kind, str(settings.get("encoding", "")), problems, limits)
        if kind == "text/html":
            found = _html(found)
    else:
        raise not_for_this_kind(kind, "plain text, HTML, PDF or DOCX")
    if len(found) > limits.characters:
        problems.append(over_limit("characters", len(found), limits.characters))
        found = found[: limits.characters]
    lines = found.replace("\r\n", "\n").replace("\r", "\n")
    return Answer(lines.encode("utf-8", "replace"), problems)


def _decoded(
    stream: BinaryIO, kind: str, given: str, problems: list[Problem], limits: Limits
) -> str:
    stream.seek(0)
    head = stream.read(HEAD)
    encoding = given or encoding_of(stream, limits.checked)
    if not encoding and kind == "text/html":
        encoding = declared_encoding(head)
    if not encoding:
        raise ProbandaError(
            Problem(
                "derive-encoding",
                "The text does not say its encoding, and it is not UTF-8.",
                found=kind,
                remedy="Give it with --encoding, as whoever knows the language and the device can tell.",
            )
        )
    stream.seek(0)
    data = stream.read(4 * limits.characters + 4)
    if more := stream.read(1):
        problems.append(over_limit("bytes", len(data) + len(more), len(data)))
    try:
        return codecs.decode(data, encoding, "strict" if not problems else "ignore")
    except (UnicodeError, LookupError, TypeError) as error:
        raise ProbandaError(unreadable(kind, error)) from error


def _html(source: str) -> str:
    """The words of a page, a line for each block; what a browser does not show is left out."""
    parser = html.HTMLParser(
        huge_tree=False, no_network=True, remove_comments=True, remove_pis=True, encoding="utf-8"
    )
    try:
        data = source.replace("\0", "").encode("utf-8", "replace")
        root = html.document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise ProbandaError(unreadable("text/html", error)) from error
    pieces: list[str] = []
    hidden = lines_kept = 0

    def take(words: str | None) -> None:
        if words and not hidden:
            pieces.append(words if lines_kept else re.sub(r"\s+", " ", words))

    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            hidden += tag in _LEFT_OUT
            lines_kept += tag == "pre"
            pieces.append("\n" if tag in _BLOCKS else "")
            take(element.text)
        else:
            hidden -= tag in _LEFT_OUT
            lines_kept -= tag == "pre"
            pieces.append("\n" if tag in _BLOCKS else "")
            take(element.tail)
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line) + "\n"


def _pdf(stream: BinaryIO, problems: list[Problem], limits: Limits) -> str:
    pages: list[str] = []
    length = 0
    with opened_pdf(stream) as file:
        count = len(file)
        if count > limits.pages:
            problems.append(over_limit("pages", count, limits.pages))
        for place in range(min(count, limits.pages)):
            try:
                page = file[place]
                pages.append(page.get_textpage().get_text_range())
                page.close()
            except (pypdfium2.PdfiumError, UnicodeError) as error:
                pages.append("")
                problems.append(unreadable(f"page {place + 1}", error))
            length += len(pages[-1])
            if length > limits.characters:
                break
    return "\f".join(pages)


def _docx(stream: BinaryIO, problems: list[Problem], limits: Limits) -> str:
    stream.seek(0)
    parts: list[str] = []
    try:
        with zipfile.ZipFile(stream) as package:
            names = set(package.namelist())
            for part in _PARTS:
                path = f"word/{part}.xml"
                if path not in names:
                    continue
                with package.open(path) as member:
                    data = member.read(limits.part + 1)
                if len(data) > limits.part:
                    problems.append(over_limit(path, len(data), limits.part))
                    continue
                parts.append(_words(data))
    except (
        zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, ValueError, OSError, EOFError, KeyError,
        RuntimeError, NotImplementedError, IndexError,
    ) as error:  # fmt: skip
        raise ProbandaError(unreadable("docx", error)) from error
    if not parts:
        raise ProbandaError(*problems)
    return "\f".join(parts)


def _words(data: bytes) -> str:
    """The words of a part, a line for each paragraph; what was struck out by a reviser is not there."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False
    )
    pieces: list[str] = []
    for element in etree.fromstring(data, parser).iter(
        f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}cr", f"{_W}p"
    ):
        if element.tag == f"{_W}t":
            pieces.append(element.text or "")
        else:
            pieces.append("\t" if element.tag == f"{_W}tab" else "\n")
    return "".join(pieces).strip("\n") + "\n"
