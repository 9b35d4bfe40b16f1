"""Encodings: what is declared wins, what can be seen is seen, and every choice is explained."""

from __future__ import annotations

import shutil
import subprocess
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probanda.exchange.lists import armscii
from probanda.exchange.lists.encoding import bad_bytes, detect, named
from probanda.problems import ProbandaError

AZ = (
    "No;Soyad;Ad;Doğum tarixi\n1;Şirvazov;Ülvi;1.2.1990\n2;Çarvanlı;İlqar;1991\n3;Qızılov;Aygün;?\n"
)
RU = "Номер;ФИО;Год рождения\n1;Елвазлы Яшар Рамил оглы;1990\n2;Хорзадов Орхан;1985\n3;Щёголева Эмма;1971\n"
UK = "Номер;Прізвище;Ім'я\n1;Зоренко;Їржі\n2;Білецька;Євгенія\n"
HY = "Հ/Հ;Ազգանուն;Անուն\n1;Դովրակյան;Տիգրան\n2;Մալքորյան;Անահիտ\n3;Կոլթազյան;Գևորգ\n"
AR = "الرقم;الاسم;المدينة\n1;سالم عبد الكريم;دار الوادي\n2;ليلى منصور;عين النهر\n"
FR = "N°;Nom;Prénom;Né le\n1;Marchévol;Hélène;1990\n2;Désormeil;François;1987\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (AZ, "cp1254"), (RU, "cp1251"), (UK, "cp1251"), (HY, "armscii-8"), (AR, "cp1256"),
        (FR, "cp1252"), (RU, "koi8-r"), (AZ, "utf-8"), (HY, "utf-8"), (RU, "utf-16-le"),
        (HY, "utf-16-be"), (AZ, "utf-16-le"), (AR, "utf-16-be"), (AR, "utf-8"),
    ],
)  # fmt: skip
def test_a_file_is_read_in_the_encoding_it_was_written_in(text, encoding):
    reading = detect(text.encode(encoding))
    assert reading.encoding == encoding
    assert reading.why


@pytest.mark.parametrize(
    ("encoding", "expected"),
    [("utf-8-sig", "utf-8-sig"), ("utf-16", "utf-16"), ("utf-32", "utf-32")],
)
def test_a_byte_order_mark_decides(encoding, expected):
    reading = detect(HY.encode(encoding))
    assert reading.encoding == expected
    assert "byte order mark" in reading.why
    assert HY.encode(encoding).decode(reading.encoding) == HY


def test_what_is_declared_wins_over_what_is_seen():
    assert detect(RU.encode("cp1251"), declared="KOI8-R").encoding == "koi8-r"
    assert detect(RU.encode("utf-8"), declared="Windows-1251").encoding == "cp1251"
    assert detect(b"\xef\xbb\xbfa", declared="UTF-8").encoding == "utf-8-sig"


def test_an_unknown_encoding_is_named_with_those_that_are_known():
    with pytest.raises(ProbandaError) as caught:
        named("cp9999")
    assert caught.value.problems[0].code == "encoding-unknown"
    assert "armscii-8" in caught.value.problems[0].expected


def test_a_codec_that_is_not_of_text_is_refused():
    with pytest.raises(ProbandaError):
        named("rot13")


def test_a_few_bad_bytes_do_not_turn_utf_8_into_something_else():
    data = HY.encode() + b"4;\xff;Ani\n"
    reading = detect(data)
    assert reading.encoding == "utf-8"
    assert not reading.certain
    assert bad_bytes(data, "utf-8") == [data.index(b"\xff")]


@pytest.mark.parametrize(
    "code", [code for code in range(256) if armscii.DECODING[code] != "\ufffe"]
)
def test_armscii_gives_every_byte_back(code):
    text = bytes([code]).decode("armscii-8")
    again = text.encode("armscii-8")
    # Brackets, comma, hyphen and full stop stand twice in the table: then the ASCII byte is written.
    assert again == bytes([code]) or (text in "().,-" and again == text.encode("ascii"))


def test_armscii_letters_are_the_armenian_alphabet_in_pairs():
    for code in range(0xB2, 0xFE, 2):
        capital, small = bytes([code, code + 1]).decode("armscii-8")
        assert unicodedata.name(capital).startswith("ARMENIAN CAPITAL LETTER")
        assert capital.lower() == small


def test_armscii_refuses_what_it_has_no_byte_for():
    with pytest.raises(UnicodeEncodeError):
        "ж".encode("armscii-8")
    with pytest.raises(UnicodeDecodeError):
        b"\xff".decode("armscii-8")


def test_armscii_agrees_with_the_c_library_where_that_is_present():
    """The C library leaves 0xA1 (sign of eternity, Unicode 7) undefined; all else must be the same."""
    iconv = shutil.which("iconv")
    codes = list(range(0xA2, 0xFF))
    ours = bytes(codes).decode("armscii-8")
    if iconv is None:  # elsewhere than Debian: the alphabet test above stands alone
        assert len(ours) == len(codes)
        return
    theirs = subprocess.run(
        [iconv, "-f", "ARMSCII-8", "-t", "UTF-8"],
        input=bytes(codes),
        capture_output=True,
        check=True,
    )
    assert ours == theirs.stdout.decode()


@given(st.binary(max_size=300))
def test_any_bytes_get_an_encoding_that_python_knows(data):
    reading = detect(data)
    data.decode(reading.encoding, "replace")
    assert str(reading).startswith("read as ")
