"""What is read out of files, and that files made to do harm end as problems."""

from __future__ import annotations

import io
import json
import random
import zipfile
from dataclasses import replace
from importlib import import_module

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from probanda.problems import ProbandaError
from probanda.vault.recipes.kinds import kind_of_file
from probanda.vault.recipes.making import Limits
from tests.vault.recipes.samples import docx, package, pdf, picture

LIMITS = Limits()


def made(kind: str, data: bytes, name: str = "", limits: Limits = LIMITS, **chosen):
    maker = import_module(f"probanda.vault.recipes.{kind}")
    if kind == "thumbnail":
        chosen.setdefault("clear", True)
    answer = maker.make(io.BytesIO(data), name, chosen, limits)
    return answer.data, [each.code for each in answer.problems]


def facts(data: bytes, name: str = "", limits: Limits = LIMITS):
    answer, problems = made("metadata", data, name, limits)
    return json.loads(answer), problems


def refused(kind: str, data: bytes, limits: Limits = LIMITS, **chosen) -> list[str]:
    with pytest.raises(ProbandaError) as caught:
        made(kind, data, "", limits, **chosen)
    return [each.code for each in caught.value.problems]


def outcome(kind: str, data: bytes, limits: Limits = LIMITS) -> bytes | set[str]:
    """What was made, or the codes of why not; anything else that is raised fails the test."""
    try:
        return made(kind, data, "", limits)[0]
    except ProbandaError as error:
        return {each.code for each in error.problems}


def words(data: bytes, **chosen) -> str:
    found, problems = made("text", data, **chosen)
    assert problems == []
    return found.decode()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", "application/x-empty"),
        (picture("JPEG"), "image/jpeg"),
        (picture("WEBP"), "image/webp"),
        (picture("BMP"), "image/bmp"),
        (pdf("one"), "application/pdf"),
        (package(other="x"), "application/zip"),
        (docx(""), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (b"PK\x03\x04 broken", "application/zip"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "image/heic"),
        (b"\0\0\0\x18ftypisom\0\0\0\0", "video/mp4"),
        (b"RIFF\0\0\0\0WAVEfmt ", "audio/wav"),
        (b"age-encryption.org/v1\n-> X25519", "application/x-age"),
        (b"\n<!-- saved --><!DOCTYPE html><p>", "text/html"),
        (b"<?xml version='1.0'?><a/>", "application/xml"),
        ("Gəncə".encode("utf-16"), "text/plain"),
        ("<html>".encode("utf-16"), "text/html"),
        ("письмо".encode("cp1251"), "text/plain"),
        (b"MZ\x90\0", "application/x-dosexec"),
        (b"\x01\x02\x03", "application/octet-stream"),
    ],
)
def test_the_bytes_tell_the_kind(data: bytes, kind: str) -> None:
    assert kind_of_file(io.BytesIO(data)) == kind
    assert facts(data)[0]["kind"] == kind


def test_a_wrong_extension_is_noted_and_the_bytes_decide() -> None:
    found, problems = facts(picture("PNG"), "statement.pdf")
    assert (found["kind"], found["notices"]) == ("image/png", ["extension-unlike-content"])
    assert problems == ["extension-unlike-content"]
    assert facts(picture("PNG"), "photo.PNG")[1] == []


def test_a_picture_says_its_size_and_what_the_camera_wrote() -> None:
    found, problems = facts(picture("JPEG", (40, 20), exif=True))
    assert (found["width"], found["height"], problems) == (40, 20, [])
    assert found["exif"]["image"]["Make"] == "Invented\\x07 Cameras"
    assert found["exif"]["exif"]["DateTimeOriginal"] == "2026:03:01 10:00:00"
    assert found["exif"]["gps"]["GPSLatitudeRef"] == "N"
    assert "exif" not in facts(picture("JPEG"))[0]


def test_broken_words_of_the_camera_are_a_warning_and_the_rest_stands() -> None:
    data = bytearray(picture("JPEG", exif=True))
    at = data.index(b"\x01\x0f\x00\x02") + 4  # the count of characters of the maker's name
    data[at : at + 4] = b"\x7f\xff\xff\xff"
    found, problems = facts(bytes(data))
    assert found["width"] == 40
    assert set(problems) == {"derive-unreadable"}


def test_a_pdf_says_its_pages_and_title() -> None:
    found, problems = facts(pdf("one", "two"))
    assert (found["pages"], found["document"]["title"], problems) == (2, "A statement", [])


def test_an_archive_lists_its_members_to_a_limit() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("../a.txt", "one")
        archive.writestr("b\u202e.txt", "three")
    found, problems = facts(out.getvalue())
    assert (found["members"], found["members_size"], problems) == (2, 8, [])
    assert [each["name"] for each in found["listed"]] == ["../a.txt", "b\\u202e.txt"]
    found, problems = facts(out.getvalue(), limits=replace(LIMITS, listed=1))
    assert (found["members"], len(found["listed"]), problems) == (2, 1, ["derive-limit"])


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (b"plain", "ascii"),
        ("Gəncə".encode(), "utf-8"),
        (b"a" * (2**20 + 3) + "ə".encode(), "utf-8"),
        ("Gəncə".encode("utf-8-sig"), "utf-8-sig"),
        ("Gəncə".encode("utf-16"), "utf-16"),
        ("письмо".encode("cp1251"), "unknown"),
        ("Gəncə".encode()[:-1], "unknown"),
    ],
)
def test_an_encoding_is_told_only_where_it_is_certain(data: bytes, encoding: str) -> None:
    assert facts(data)[0]["encoding"] == encoding


def test_text_is_taken_as_it_stands() -> None:
    assert words("Gəncə\r\nikinci".encode("utf-16")) == "Gəncə\nikinci"
    assert words("письмо".encode("cp1251"), encoding="cp1251") == "письмо"
    assert refused("text", "письмо".encode("cp1251")) == ["derive-encoding"]
    assert refused("text", b"\xff plain", encoding="utf-8") == ["derive-unreadable"]


def test_the_words_of_a_page_without_what_is_not_shown() -> None:
    page = (
        "<html><head><title>T</title><style>p{}</style></head><body><h1>Head</h1><!-- no -->"
        "<p>One <b>bold</b>\nword<script>alert(1)</script> more.</p><p>Two</body></html>"
    )
    assert words(page.encode()) == "Head\nOne bold word more.\nTwo\n"
    assert words(b"<html><pre>one\n  two</pre>three\nfour") == "one\ntwo\nthree four\n"
    declared = '<html><meta charset="windows-1251"><p>письмо'.encode("cp1251")
    assert words(declared) == "письмо\n"


def test_the_words_of_a_pdf_page_by_page() -> None:
    assert words(pdf("First page", "Second")) == "First page\fSecond"
    found, problems = made("text", pdf("First", "Second"), limits=replace(LIMITS, pages=1))
    assert (found, problems) == (b"First", ["derive-limit"])


def test_the_words_of_a_docx_with_its_notes_and_comments() -> None:
    body = (
        "<w:p><w:r><w:t>One</w:t><w:tab/><w:t>two</w:t></w:r></w:p>"
        "<w:p><w:del><w:r><w:delText>struck out</w:delText></w:r></w:del><w:r><w:t>x</w:t></w:r></w:p>"
    )
    comment = "<w:p><w:r><w:t>Remark</w:t></w:r></w:p>"
    assert words(docx(body, comments=comment)) == "One\ttwo\nx\n\fRemark\n"


def test_no_entity_of_a_docx_reads_a_file_or_swells() -> None:
    outside = '<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    assert "root:" not in words(docx("<w:p><w:r><w:t>a&e;b</w:t></w:r></w:p>", outside))
    entities = '<!ENTITY a0 "aaaaaaaaaa">' + "".join(
        f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9)
    )
    data = docx("<w:p><w:r><w:t>&a9;</w:t></w:r></w:p>", f"<!DOCTYPE d [{entities}]>")
    found = outcome("text", data)
    assert found == {"derive-unreadable"} or len(found) < 1000


def test_a_part_that_swells_is_left_out() -> None:
    data = docx("<w:p><w:r><w:t>" + "a" * 100_000 + "</w:t></w:r></w:p>")
    assert refused("text", data, replace(LIMITS, part=10_000)) == ["derive-limit"]
    found, problems = made("text", data, limits=replace(LIMITS, characters=100))
    assert (len(found), problems) == (100, ["derive-limit"])


@pytest.mark.parametrize("form", ["JPEG", "PNG", "GIF", "TIFF", "WEBP", "BMP"])
def test_a_thumbnail_has_a_fixed_size_and_no_word_in_it(form: str) -> None:
    data, problems = made("thumbnail", picture(form, (600, 300)))
    small = Image.open(io.BytesIO(data))
    assert (small.size, small.mode, small.info, problems) == ((256, 128), "RGB", {}, [])
    assert made("thumbnail", picture(form, (600, 300)))[0] == data
    chunks = {data[at : at + 4] for at in range(len(data)) if data[at : at + 4] in CHUNKS}
    assert chunks == set()


CHUNKS = {b"tIME", b"tEXt", b"iTXt", b"zTXt", b"eXIf", b"iCCP"}


def test_a_thumbnail_stands_upright_and_has_a_first_page() -> None:
    small = Image.open(io.BytesIO(made("thumbnail", picture("JPEG", (600, 300), exif=True))[0]))
    assert small.size == (128, 256)
    page = Image.open(io.BytesIO(made("thumbnail", pdf("First", "Second"))[0]))
    assert page.size == (256, 128)
    assert page.getextrema() != ((255, 255),) * 3


def test_what_is_blurred_cannot_be_made_out() -> None:
    """Stripes of one point are there when it is clear; blurred, every point is the same grey."""
    stripes = Image.new("L", (256, 256))
    stripes.putdata([255 * (x % 2) for _ in range(256) for x in range(256)])
    out = io.BytesIO()
    stripes.save(out, "PNG")
    clear, blurred = (
        Image.open(io.BytesIO(made("thumbnail", out.getvalue(), clear=each)[0])).convert("L")
        for each in (True, False)
    )
    assert clear.getextrema() == (0, 255)
    low, high = blurred.getextrema()
    assert high - low <= 1
    assert clear.size == blurred.size


def test_a_picture_beyond_the_limit_is_not_decoded() -> None:
    small = replace(LIMITS, pixels=100)
    assert refused("thumbnail", picture("PNG"), small) == ["derive-limit"]
    assert facts(picture("PNG"), limits=small)[1] == ["derive-limit"]
    huge = bytearray(picture("PNG"))
    huge[16:24] = b"\x7f\xff\xff\xff" * 2
    assert refused("thumbnail", bytes(huge)) in (["derive-unreadable"], ["derive-limit"])


@pytest.mark.parametrize("size", ["0 0 0 0", "0 0 1 100000", "0 0 100000 1", "0 0 1e30 1e30"])
def test_a_page_may_have_any_shape(size: str) -> None:
    found = outcome("thumbnail", pdf("x", box=size))
    if isinstance(found, bytes):
        assert max(Image.open(io.BytesIO(found)).size) == 256
    else:
        assert found == {"derive-unreadable"}


@pytest.mark.parametrize("kind", ["text", "thumbnail"])
def test_other_kinds_are_told_apart_from_broken_ones(kind: str) -> None:
    assert refused(kind, b"\x1aE\xdf\xa3 a video") == ["derive-not-applicable"]
    assert refused(kind, b"%PDF-1.7 broken") == ["derive-unreadable"]


SAMPLES = (
    picture("JPEG", exif=True), picture("PNG"), picture("GIF"), picture("TIFF", exif=True),
    picture("WEBP"), picture("BMP"), pdf("one", "two"), docx("<w:p><w:r><w:t>x</w:t></w:r></w:p>"),
    b"<html><p>one</p></html>", "Gəncə".encode("utf-16"),
)  # fmt: skip


REFUSALS = {"derive-not-applicable", "derive-unreadable", "derive-limit", "derive-encoding"}


@pytest.mark.filterwarnings("ignore::UserWarning:PIL")
@pytest.mark.parametrize("sample", range(len(SAMPLES)))
def test_broken_files_end_as_problems(sample: int) -> None:
    """A file with bytes changed, cut or doubled is read, or is a problem; nothing else is raised."""
    chance = random.Random(sample)
    for _ in range(40):
        data = bytearray(SAMPLES[sample])
        for _ in range(chance.randrange(1, 6)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        cut = chance.choice([len(data), chance.randrange(len(data))])
        for kind in ("metadata", "text", "thumbnail"):
            found = outcome(kind, bytes(data[:cut]), replace(LIMITS, pixels=10**6))
            assert isinstance(found, bytes) or found <= REFUSALS


@given(st.binary(max_size=300))
@settings(max_examples=150, deadline=None)
def test_any_bytes_have_metadata(data: bytes) -> None:
    assert facts(data)[0]["size"] == len(data)
