"""Facts about a file, from its bytes: its kind, and what files of the kind say of themselves."""

from __future__ import annotations

import json
import warnings
import zipfile
from dataclasses import replace
from typing import Any, BinaryIO

import pypdfium2
from PIL import Image

from probanda.problems import ProbandaError, Problem
from probanda.vault.oddities import NOTICES, content_notices, shown
from probanda.vault.recipes.kinds import (
    HEAD,
    PICTURES,
    declared_encoding,
    encoding_of,
    kind_of_file,
)
from probanda.vault.recipes.making import Answer, Limits, over_limit, unreadable
from probanda.vault.recipes.pdf import PDF, opened_pdf
from probanda.vault.recipes.pictures import exif_of, opened_picture

__all__ = ["make"]

_LONGEST = 1_000
_TEXTS = frozenset({"text/plain", "text/html", "application/xml"})


def make(stream: BinaryIO, name: str, settings: dict[str, Any], limits: Limits) -> Answer:
    """The document, as JSON. A part that cannot be read is missing from it and named as a problem."""
    kind = kind_of_file(stream)
    head = stream.read(HEAD)
    size = stream.seek(0, 2)
    facts: dict[str, Any] = {"format": "probanda metadata 1", "kind": kind, "size": size}
    problems = [
        Problem(code, NOTICES[code], found=name, expected=kind, severity="notice")
        for code in content_notices(name.encode("utf-8", "replace"), head)
    ]
    facts["notices"] = [each.code for each in problems]
    try:
        if kind in PICTURES:
            _picture(stream, kind, facts, problems, limits)
        elif kind == PDF:
            _pdf(stream, facts)
        elif kind in _TEXTS:
            facts["encoding"] = encoding_of(stream, limits.checked) or "unknown"
            if kind == "text/html" and (declared := declared_encoding(head)):
                facts["encoding_declared"] = declared
        elif head.startswith(b"PK\x03\x04"):
            _zip(stream, kind, facts, problems, limits)
    except ProbandaError as error:
        problems += error.problems
    text = json.dumps(facts, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    return Answer(text.encode("utf-8", "replace"), problems)


def _picture(
    stream: BinaryIO, kind: str, facts: dict[str, Any], problems: list[Problem], limits: Limits
) -> None:
    with warnings.catch_warnings(record=True) as complaints:
        warnings.simplefilter("always")
        picture = opened_picture(stream, kind)
        try:
            exif = exif_of(picture, kind)
        except ProbandaError as error:
            exif = {}
            problems += error.problems
    broken = {
        str(each.message)
        for each in complaints
        if not issubclass(each.category, Image.DecompressionBombWarning)
    }
    problems += [replace(unreadable(kind, said), severity="warning") for said in sorted(broken)[:5]]
    facts["width"], facts["height"] = picture.size
    facts["mode"] = picture.mode
    if picture.width * picture.height > limits.pixels:
        problems.append(over_limit("pixels", picture.width * picture.height, limits.pixels))
    if exif:
        facts["exif"] = exif


def _pdf(stream: BinaryIO, facts: dict[str, Any]) -> None:
    with opened_pdf(stream) as file:
        facts["pages"] = len(file)
        version = file.get_version()
        facts["pdf_version"] = f"{version // 10}.{version % 10}" if version else ""
        try:
            said = file.get_metadata_dict(skip_empty=True)
        except (pypdfium2.PdfiumError, ValueError, UnicodeError) as error:
            raise ProbandaError(unreadable(PDF, error)) from error
    facts["document"] = {
        key.lower(): shown(value[:_LONGEST].encode("utf-8", "replace"))
        for key, value in sorted(said.items())
    }


def _zip(
    stream: BinaryIO, kind: str, facts: dict[str, Any], problems: list[Problem], limits: Limits
) -> None:
    stream.seek(0)
    try:
        with zipfile.ZipFile(stream) as archive:
            infos = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, IndexError) as error:
        raise ProbandaError(unreadable(kind, error)) from error
    facts["members"] = len(infos)
    facts["members_size"] = sum(each.file_size for each in infos)
    facts["listed"] = [
        {
            "name": shown(each.orig_filename[:_LONGEST].encode("utf-8", "replace")),
            "size": each.file_size,
            "packed": each.compress_size,
            "encrypted": bool(each.flag_bits & 1),
        }
        for each in infos[: limits.listed]
    ]
    if len(infos) > limits.listed:
        problems.append(over_limit("members listed", len(infos), limits.listed))
