"""Pictures that the author brings (photographs, logos), made fit to leave: no camera, place or program in them.

A photograph's metadata can name the place and the hour where a witness stood; nothing of it travels on.
"""

from __future__ import annotations

import io
import re
import struct
from dataclasses import dataclass
from pathlib import Path

from probanda.problems import Problem
from probanda.report.pictures import Picture

__all__ = ["Asset", "from_picture", "read_asset"]

_RASTER_DPI = 200


@dataclass(frozen=True, slots=True)
class Asset:
    """A picture ready for every writer: vector form when there is one, and always a raster form.

    ``name`` has no ending; ``width`` is the natural width in millimetres.
    """

    name: str
    raster: bytes
    raster_type: str  # "png" or "jpeg"
    width: float
    height: float
    svg: bytes | None = None

    @property
    def best(self) -> tuple[bytes, str]:
        """The vector form, else the raster form, with the ending of its file name."""
        return (self.svg, "svg") if self.svg is not None else (self.raster, self.raster_ending)

    @property
    def raster_ending(self) -> str:
        """The ending of the raster form's file name."""
        return "jpg" if self.raster_type == "jpeg" else "png"


def from_picture(name: str, picture: Picture) -> Asset:
    """A drawn picture as an asset."""
    return Asset(name, picture.png, "png", picture.width, picture.height, picture.svg)


def read_asset(path: Path, name: str) -> Asset | Problem:
    """Reads a PNG, JPEG or SVG file and takes out everything but the picture.

    Returns a :class:`Problem` when the file is missing or is none of the three.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        return Problem(
            "image-missing",
            f"The picture {path.name} cannot be read: {error.strerror or error}.",
            file=str(path.name),
            remedy="Put the file beside the manuscript or mend its path.",
        )
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return _sized(name, _clean_png(data), "png")
    if data.startswith(b"\xff\xd8"):
        return _sized(name, _clean_jpeg(data), "jpeg")
    if b"<svg" in data[:4096]:
        return _vector(name, data)
    return Problem(
        "image-kind",
        f"The picture {path.name} is neither PNG, JPEG nor SVG.",
        file=str(path.name),
        found=data[:8].hex(),
        expected="a PNG, JPEG or SVG file",
        remedy="Save it as one of the three.",
    )


def _sized(name: str, data: bytes, kind: str) -> Asset:
    from PIL import Image

    with Image.open(io.BytesIO(data)) as picture:
        width, height = picture.size
    return Asset(name, data, kind, width * 25.4 / _RASTER_DPI, height * 25.4 / _RASTER_DPI)


_PNG_KEPT = {
    b"IHDR",
    b"PLTE",
    b"IDAT",
    b"IEND",
    b"tRNS",
    b"gAMA",
    b"sRGB",
    b"cHRM",
    b"sBIT",
    b"bKGD",
}


def _clean_png(data: bytes) -> bytes:
    """The chunks that make the picture; text, time and camera chunks stay behind."""
    out, at = bytearray(data[:8]), 8
    while at + 12 <= len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        end = at + 12 + length
        if data[at + 4 : at + 8] in _PNG_KEPT:
            out += data[at:end]
        at = end
    return bytes(out)


def _clean_jpeg(data: bytes) -> bytes:
    """A JPEG without application segments and comments.

    A picture that its metadata turns is turned for good first, which encodes it anew.
    """
    from PIL import Image, ImageOps

    with Image.open(io.BytesIO(data)) as picture:
        if picture.getexif().get(0x0112, 1) != 1:
            turned, buffer = ImageOps.exif_transpose(picture), io.BytesIO()
            turned.info.clear()
            turned.save(buffer, "JPEG", quality=92)
            data = buffer.getvalue()
    out, at = bytearray(b"\xff\xd8"), 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        (length,) = struct.unpack(">H", data[at + 2 : at + 4])
        if marker == 0xDA:  # the picture itself follows
            return bytes(out + data[at:])
        # APP0 and APP14 say how colours are coded; APP1–13, APP15 and comments say where and when
        if not (0xE1 <= marker <= 0xED or marker in {0xEF, 0xFE}):
            out += data[at : at + 2 + length]
        at += 2 + length
    return bytes(out)


_SVG_HIDDEN = re.compile(
    rb"<!--.*?-->|<metadata\b.*?</metadata>|<script\b.*?</script>|<!DOCTYPE[^>\[]*(\[.*?\])?>|<\?xml.*?\?>"
    rb"|<(?:sodipodi|inkscape):[^>]*/>|\s(?:sodipodi|inkscape):[\w-]+=\"[^\"]*\"|\son\w+=\"[^\"]*\"",
    re.DOTALL,
)


def _vector(name: str, data: bytes) -> Asset:
    """An SVG without comments, scripts and editor's notes, and a raster twin for word processors."""
    import typst

    svg = _SVG_HIDDEN.sub(b"", data)
    page = b"#set page(width: auto, height: auto, margin: 0pt, fill: none)\n#image(bytes(sys.inputs.svg))"
    png = typst.compile(
        page,
        format="png",
        ppi=_RASTER_DPI,
        sys_inputs={"svg": svg.decode("utf-8")},
        ignore_system_fonts=True,
    )
    assert isinstance(png, bytes)
    sized = _sized(name, _clean_png(png), "png")
    return Asset(name, sized.raster, "png", sized.width, sized.height, svg)
