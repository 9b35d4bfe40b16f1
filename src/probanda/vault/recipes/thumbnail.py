"""A small picture of a picture, or of a PDF file's first page; blurred unless asked for clear.

Blurred means that it was brought down to sixteen points on its longer side and up again: what a smoother
blur only hides can be computed back, and these details are not there any more.
"""

from __future__ import annotations

import io
from typing import Any, BinaryIO

import pypdfium2
from PIL import Image, ImageOps

from probanda.problems import ProbandaError
from probanda.vault.recipes.kinds import PICTURES, kind_of_file
from probanda.vault.recipes.making import Answer, Limits, not_for_this_kind, over_limit, unreadable
from probanda.vault.recipes.pdf import PDF, opened_pdf
from probanda.vault.recipes.pictures import BROKEN, opened_picture

__all__ = ["BLURRED", "SIDE", "make"]

#: Points on the longer side.
SIDE = 256
#: Points on the longer side that a blurred one was made from.
BLURRED = 16


def make(stream: BinaryIO, name: str, settings: dict[str, Any], limits: Limits) -> Answer:
    """A PNG file of 24 bits without any text or time in it.

    Raises:
        ProbandaError: ``derive-not-applicable`` for another kind of file, ``derive-limit`` beyond the
            limit of pixels, ``derive-unreadable`` when it cannot be decoded.
    """
    kind = kind_of_file(stream)
    try:
        if kind in PICTURES:
            small = _of_picture(stream, kind, limits)
        elif kind == PDF:
            small = _of_page(stream)
        else:
            raise not_for_this_kind(kind, "a picture (JPEG, PNG, GIF, TIFF, WebP, BMP) or a PDF")
        if not settings["clear"]:
            size = small.size
            small = small.resize(_within(size, BLURRED), Image.Resampling.BOX)
            small = small.resize(size, Image.Resampling.BICUBIC)
        out = io.BytesIO()
        # a picture of its own: nothing that was said beside the pixels goes with them
        Image.frombytes("RGB", small.size, small.tobytes()).save(out, "PNG", compress_level=9)
    except BROKEN as error:
        raise ProbandaError(unreadable(kind, f"{type(error).__name__}: {error}")) from error
    return Answer(out.getvalue())


def _of_picture(stream: BinaryIO, kind: str, limits: Limits) -> Image.Image:
    picture = opened_picture(stream, kind)
    pixels = picture.width * picture.height
    if pixels > limits.pixels:
        raise ProbandaError(over_limit("pixels", pixels, limits.pixels))
    picture.draft("RGB", (2 * SIDE, 2 * SIDE))
    upright = ImageOps.exif_transpose(picture)
    if upright.mode in {"RGBA", "LA", "PA"} or "transparency" in upright.info:
        upright = upright.convert("RGBA")
        ground = Image.new("RGBA", upright.size, "white")
        upright = Image.alpha_composite(ground, upright)
    return upright.convert("RGB").resize(_within(upright.size, SIDE), Image.Resampling.BOX)


def _of_page(stream: BinaryIO) -> Image.Image:
    with opened_pdf(stream) as file:
        if not len(file):
            raise ProbandaError(unreadable(PDF, "no pages"))
        try:
            page = file[0]
            longest = max(page.get_size())
            # twice the size, brought down; a page may be metres long or nothing
            bitmap = page.render(scale=2 * SIDE / max(longest, 1.0))
        except (pypdfium2.PdfiumError, ValueError) as error:
            raise ProbandaError(unreadable(PDF, error)) from error
        picture: Image.Image = bitmap.to_pil().convert("RGB")
    return picture.resize(_within(picture.size, SIDE), Image.Resampling.BOX)


def _within(size: tuple[int, int], side: int) -> tuple[int, int]:
    """The size with this many points on its longer side, and at least one on the other."""
    longest = max(size)
    width, height = (max(1, (2 * each * side + longest) // (2 * longest)) for each in size)
    return width, height
