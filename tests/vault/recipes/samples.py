"""Small files of every kind, made here: nothing in them is anybody's."""

from __future__ import annotations

import io
import zipfile

from PIL import Image

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def picture(form: str = "JPEG", size: tuple[int, int] = (40, 20), exif: bool = False) -> bytes:
    made = Image.radial_gradient("L").resize(size).convert("RGB")
    out = io.BytesIO()
    tags = Image.Exif()
    if exif:
        tags[0x010F] = "Invented\x07 Cameras"
        tags[0x0112] = 6  # to be turned by a quarter
        tags.get_ifd(0x8769)[0x9003] = "2026:03:01 10:00:00"
        tags.get_ifd(0x8825)[1] = "N"
    made.save(out, form, **({"exif": tags} if exif else {}))
    return out.getvalue()


def pdf(*pages: str, title: str = "A statement", box: str = "0 0 200 100") -> bytes:
    """A PDF file without a table of its objects: its reader makes one."""
    kids = " ".join(f"{10 + 2 * at} 0 R" for at in range(len(pages)))
    objects = [
        "1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj",
        f"2 0 obj <</Type /Pages /Kids [{kids}] /Count {len(pages)}>> endobj",
        "3 0 obj <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>> endobj",
        f"4 0 obj <</Title ({title})>> endobj",
    ]
    for at, words in enumerate(pages):
        stream = f"BT /F1 12 Tf 10 50 Td ({words}) Tj ET"
        objects += [
            f"{10 + 2 * at} 0 obj <</Type /Page /Parent 2 0 R /MediaBox [{box}] /Contents"
            f" {11 + 2 * at} 0 R /Resources <</Font <</F1 3 0 R>>>>>> endobj",
            f"{11 + 2 * at} 0 obj <</Length {len(stream)}>> stream\n{stream}\nendstream endobj",
        ]
    tail = "trailer <</Root 1 0 R /Info 4 0 R>>\n%%EOF\n"
    return ("%PDF-1.7\n" + "\n".join(objects) + "\n" + tail).encode()


def package(**parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            info = zipfile.ZipInfo(f"word/{name}.xml", (2026, 3, 1, 0, 0, 0))
            archive.writestr(info, content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def docx(body: str, head: str = "", **others: str) -> bytes:
    def part(inner: str) -> str:
        return f'{head}<w:document xmlns:w="{WORD}"><w:body>{inner}</w:body></w:document>'

    return package(document=part(body), **{name: part(inner) for name, inner in others.items()})
