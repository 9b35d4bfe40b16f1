"""Pictures that the author brings lose everything but the picture."""

from __future__ import annotations

import io

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from probanda.problems import Problem
from probanda.report.assets import Asset, read_asset


def _jpeg(orientation: int = 1) -> bytes:
    exif = Image.Exif()
    exif[0x010F] = "Witness camera"
    exif[0x0112] = orientation
    buffer = io.BytesIO()
    Image.new("RGB", (40, 20), "red").save(buffer, "JPEG", exif=exif, comment=b"at the old mill")
    return buffer.getvalue()


def test_a_photograph_forgets_its_camera_and_comment(tmp_path):
    (tmp_path / "p.jpg").write_bytes(_jpeg())
    asset = read_asset(tmp_path / "p.jpg", "p")
    assert isinstance(asset, Asset)
    assert b"Witness" not in asset.raster
    assert b"old mill" not in asset.raster
    assert Image.open(io.BytesIO(asset.raster)).size == (40, 20)


def test_a_turned_photograph_is_turned_for_good(tmp_path):
    (tmp_path / "p.jpg").write_bytes(_jpeg(orientation=6))
    asset = read_asset(tmp_path / "p.jpg", "p")
    assert isinstance(asset, Asset)
    assert Image.open(io.BytesIO(asset.raster)).size == (20, 40)
    assert b"Exif" not in asset.raster


def test_a_png_forgets_its_text(tmp_path):
    info = PngInfo()
    info.add_text("Author", "a witness")
    Image.new("RGB", (4, 4)).save(tmp_path / "p.png", pnginfo=info)
    asset = read_asset(tmp_path / "p.png", "p")
    assert isinstance(asset, Asset)
    assert b"a witness" not in asset.raster


def test_an_svg_forgets_scripts_and_comments_and_gets_a_raster_twin(tmp_path):
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><!-- made by a witness -->'
    )
    svg += "<script>alert(1)</script><rect width='9' height='9' onclick=\"x()\"/></svg>"
    (tmp_path / "p.svg").write_text(svg)
    asset = read_asset(tmp_path / "p.svg", "p")
    assert isinstance(asset, Asset)
    assert asset.svg is not None
    assert not any(word in asset.svg for word in (b"witness", b"script", b"onclick"))
    assert asset.raster.startswith(b"\x89PNG")


def test_what_is_no_picture_is_a_problem(tmp_path):
    (tmp_path / "p.png").write_text("not a picture")
    found = read_asset(tmp_path / "p.png", "p")
    assert isinstance(found, Problem)
    assert found.code == "image-kind"
    missing = read_asset(tmp_path / "absent.png", "p")
    assert isinstance(missing, Problem)
    assert missing.code == "image-missing"
