"""Damaging files: bytes flipped, cut, doubled, moved. Used by the tests and by the benchmark of 10,000."""

from __future__ import annotations

import io
import random
import zipfile

from probanda.audit.document import Document
from probanda.audit.reading.files import format_of, read_bytes
from probanda.audit.reading.unreadable import Unreadable

__all__ = ["damage", "read_or_reason"]


def damage(data: bytes, seed: int) -> bytes:
    """A damaged copy: one to six wounds, drawn with the seed. Of a ZIP package often one part is wounded."""
    draw = random.Random(seed)
    if data.startswith(b"PK") and draw.random() < 0.7:
        return _damage_part(data, draw)
    return _wounded(data, draw)


def _wounded(data: bytes, draw: random.Random) -> bytes:
    for _ in range(draw.randint(1, 6)):
        if not data:
            break
        place = draw.randrange(len(data))
        length = min(draw.choice((1, 2, 8, 64, 1024)), len(data))
        kind = draw.randrange(6)
        if kind == 0:
            data = data[:place]
        elif kind == 1:
            data = (
                data[:place]
                + bytes(draw.randrange(256) for _ in range(min(length, 64)))
                + data[place + length :]
            )
        elif kind == 2:
            data = data[:place] + data[place + length :]
        elif kind == 3:
            data = data[:place] + data[place : place + length] * 3 + data[place:]
        elif kind == 4:
            other = draw.randrange(len(data))
            data = data[:place] + data[other : other + length] + data[place:]
        else:
            words = (
                b"</w:p>",
                b"<w:tbl>",
                b"\x00",
                b"[9:",
                b"<table><tr>",
                b"endobj",
                b"\xff\xfe",
                b"((((",
                b"-999999999",
            )
            data = data[:place] + draw.choice(words) + data[place:]
    return data


def _damage_part(data: bytes, draw: random.Random) -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        names = old.namelist()
        chosen = draw.choice([name for name in names if name.endswith(".xml")] or names)
        for name in names:
            part = old.read(name)
            new.writestr(name, _wounded(part, draw) if name == chosen else part)
    return out.getvalue()


def read_or_reason(data: bytes, name: str) -> Document | Unreadable:
    """The document, or why there is none; anything else is a crash."""
    try:
        return read_bytes(data, format_of(data, name))
    except Unreadable as reason:
        return reason
