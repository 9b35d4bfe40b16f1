"""A picture as the makers open it: of a form that its bytes speak for, and not beyond a limit."""

from __future__ import annotations

import struct
import zlib
from typing import Any, BinaryIO

from PIL import ExifTags, Image, UnidentifiedImageError
from PIL.TiffImagePlugin import IFDRational

from probanda.problems import ProbandaError
from probanda.vault.oddities import shown
from probanda.vault.recipes.kinds import PICTURES
from probanda.vault.recipes.making import unreadable

__all__ = ["BROKEN", "exif_of", "opened_picture"]

#: What a broken picture makes Pillow raise.
BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    OverflowError,
    ZeroDivisionError,
    EOFError,
    RuntimeError,
    NotImplementedError,
    struct.error,
    zlib.error,
    UnidentifiedImageError,
    Image.DecompressionBombError,
)
#: Blocks of tags within the first: how, and where, the picture was taken.
_BLOCKS = {"exif": ExifTags.IFD.Exif, "gps": ExifTags.IFD.GPSInfo}
_MOST_TAGS = 500
_LONGEST = 1_000


def opened_picture(stream: BinaryIO, kind: str) -> Image.Image:
    """The picture, not yet decoded.

    Raises:
        ProbandaError: ``derive-unreadable`` when it is none.
    """
    stream.seek(0)
    try:
        return Image.open(stream, formats=[PICTURES[kind]])
    except BROKEN as error:
        raise ProbandaError(unreadable(kind, _named(error))) from error


def exif_of(picture: Image.Image, kind: str) -> dict[str, Any]:
    """What the camera wrote into the picture, by the names of the Exif standard.

    Raises:
        ProbandaError: ``derive-unreadable`` when it cannot be read.
    """
    try:
        exif = picture.getexif()
        found = {"image": _tags(dict(exif), ExifTags.TAGS)}
        for name, block in _BLOCKS.items():
            names = ExifTags.GPSTAGS if name == "gps" else ExifTags.TAGS
            found[name] = _tags(exif.get_ifd(block), names)
    except BROKEN as error:
        raise ProbandaError(unreadable(f"{kind}, Exif", _named(error))) from error
    return {name: tags for name, tags in found.items() if tags}


def _tags(tags: dict[int, Any], names: dict[int, str]) -> dict[str, Any]:
    kept = sorted(tags.items())[:_MOST_TAGS]
    return {
        names.get(tag, f"tag {tag}"): _plain(value)
        for tag, value in kept
        if tag not in {ExifTags.IFD.Exif, ExifTags.IFD.GPSInfo}
    }


def _plain(value: Any) -> Any:
    """A value as JSON has it: fractions as they stand, bytes in hexadecimal, texts readable."""
    if isinstance(value, IFDRational):
        return f"{value.numerator}/{value.denominator}"
    if isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, bytes):
        return f"{len(value)} bytes: {value[:64].hex()}"
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value[:100]]
    return shown(str(value)[:_LONGEST].rstrip("\0 ").encode("utf-8", "replace"))


def _named(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"
