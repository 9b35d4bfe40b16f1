"""Archives are kept whole, and looked into within limits; derivatives can be made again."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import random
import tarfile
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from probanda.problems import ProbandaError
from probanda.vault import Delivery, Incoming, Vault, validate
from probanda.vault.archives import Limits, Unpack
from probanda.vault.derive import derive, reproduce
from probanda.vault.scrub import Scrub

NOW = datetime(2026, 3, 1, 10, tzinfo=UTC)


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with Vault.create(tmp_path / "vault", clock=lambda: NOW) as made:
        yield made
        assert Scrub(made).run().problems == []
        report = validate(made.store.root)
        assert (report.errors, report.warnings) == ([], [])
        assert list(made.store.staging.glob("*/*")) == []


def zipped(*members: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return out.getvalue()


def tarred(*members: tuple[str, bytes], links: tuple[tuple[str, str], ...] = ()) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data in members:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
        for name, target in links:
            info = tarfile.TarInfo(name)
            info.type, info.linkname = tarfile.SYMTYPE, target
            archive.addfile(info)
    return out.getvalue()


def unpacked(vault: Vault, data: bytes, limits: Limits = Limits()):  # noqa: B008
    receipt = vault.intake(
        [Incoming(b"archive", partial(io.BytesIO, data))], Delivery("Archivist", NOW)
    )
    derived = derive(vault, receipt.items[0], Unpack(limits), "Archivist")
    folder = vault.object_folder(derived.object)
    manifest = vault.inventory(derived.object)["manifest"]
    contents = {
        file["name"]: (folder / manifest[file["sha512"]][0]).read_bytes() for file in derived.files
    }
    assert vault.stream(receipt.items[0]).read() == data
    return contents, [each.code for each in derived.refused]


FILES = (("a.txt", b"one"), ("folder/b.txt", b"two"))


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress, bytes])
def test_tars_are_taken_out_also_packed(vault: Vault, pack) -> None:
    assert unpacked(vault, pack(tarred(*FILES))) == (dict(FILES), [])


def test_a_zip_is_taken_out(vault: Vault) -> None:
    assert unpacked(vault, zipped(*FILES)) == (dict(FILES), [])


def test_one_packed_file_is_taken_out_also_in_several_streams(vault: Vault) -> None:
    data = gzip.compress(b"one ") + gzip.compress(b"two")
    assert unpacked(vault, data) == ({"content": b"one two"}, [])


def test_path_tricks_are_names_and_links_are_refused(vault: Vault) -> None:
    data = tarred(("../../escape", b"x"), ("/etc/passwd", b"y"), links=(("link", "/etc/shadow"),))
    contents, refused = unpacked(vault, data)
    assert contents == {"../../escape": b"x", "/etc/passwd": b"y"}
    assert refused == ["archive-not-a-file"]
    contents, refused = unpacked(vault, zipped(("..\\..\\up.txt", b"z")))
    assert list(contents.values()) == [b"z"]


def test_archives_inside_are_gone_into_to_a_depth(vault: Vault) -> None:
    inner = zipped(("deep.txt", b"deep"))
    middle = zipped(("inner.zip", inner))
    outer = zipped(("middle.zip", middle), ("plain.txt", b"plain"))
    contents, refused = unpacked(vault, outer)
    assert contents == {
        "middle.zip": middle,
        "middle.zip/inner.zip": inner,
        "middle.zip/inner.zip/deep.txt": b"deep",
        "plain.txt": b"plain",
    }
    assert refused == []
    contents, refused = unpacked(vault, outer, Limits(depth=2))
    assert set(contents) == {"middle.zip", "middle.zip/inner.zip", "plain.txt"}
    assert refused == ["archive-limit"]


@pytest.mark.parametrize("form", ["zip", "gzip", "bzip2", "xz", "tar.gz"])
def test_a_bomb_is_stopped_at_the_ratio(vault: Vault, form: str) -> None:
    zeros = bytes(8_000_000)
    data = {
        "zip": lambda: zipped(("zeros", zeros)),
        "gzip": lambda: gzip.compress(zeros),
        "bzip2": lambda: bz2.compress(zeros),
        "xz": lambda: lzma.compress(zeros),
        "tar.gz": lambda: gzip.compress(tarred(("zeros", zeros))),
    }[form]()
    contents, refused = unpacked(vault, data)
    assert (contents, refused) == ({}, ["archive-limit"])


def test_members_and_bytes_have_their_limits(vault: Vault) -> None:
    noise = random.Random(1).randbytes
    data = zipped(*((str(at), noise(100)) for at in range(20)))
    contents, refused = unpacked(vault, data, Limits(members=5))
    assert (len(contents), refused) == (5, ["archive-limit"])
    contents, refused = unpacked(vault, data, Limits(bytes=1000))
    assert (len(contents), refused) == (10, ["archive-limit"])


def test_what_is_broken_or_encrypted_is_refused_and_the_rest_taken_out(vault: Vault) -> None:
    good = zipped(("a.txt", b"a" * 50), ("b.txt", b"b"))
    at = good.index(b"a.txt") + 7
    contents, refused = unpacked(vault, good[:at] + b"\xff\xff" + good[at + 2 :])
    assert (contents, refused) == ({"b.txt": b"b"}, ["archive-unreadable"])
    assert unpacked(vault, gzip.compress(b"x" * 1000)[:-12])[1] == ["archive-unreadable"]
    assert unpacked(vault, b"PK\x03\x04" + bytes(100)) == ({}, ["archive-unreadable"])


def test_a_tar_header_that_would_fill_the_memory_is_refused(vault: Vault) -> None:
    info = tarfile.TarInfo("x")
    info.type, info.size = tarfile.XHDTYPE, 1 << 40
    data = info.tobuf(tarfile.GNU_FORMAT) + bytes(10_000)
    assert unpacked(vault, data) == ({}, ["archive-unreadable"])


def test_random_harm_to_archives_never_ends_in_a_traceback(vault: Vault) -> None:
    rng = random.Random(3)
    originals = [zipped(*FILES), tarred(*FILES), gzip.compress(tarred(*FILES)), lzma.compress(b"x")]
    for _ in range(40):
        data = bytearray(rng.choice(originals))
        for _ in range(rng.randint(1, 4)):
            data[rng.randrange(6, len(data))] = rng.randrange(256)
        with suppress(ProbandaError):  # harmed at its head it is no archive any more
            unpacked(vault, bytes(data), Limits(bytes=10**6))


def test_what_is_no_archive_is_said_so(vault: Vault) -> None:
    with pytest.raises(ProbandaError, match="vault-not-an-archive"):
        unpacked(vault, b"just text")


def test_a_derivative_is_made_once_lies_apart_and_can_be_made_again(vault: Vault) -> None:
    receipt = vault.intake(
        [Incoming(b"archive", lambda: io.BytesIO(zipped(*FILES)))], Delivery("Archivist", NOW)
    )
    (item,) = receipt.items
    first = derive(vault, item, Unpack(), "Archivist")
    assert derive(vault, item, Unpack(), "Archivist") == first
    assert first.object != item.object
    assert vault.metadata(first.object)["of"] == item.id
    assert list(vault.items()) == [item]
    assert reproduce(vault, item, Unpack()) == []
    assert [entry["act"] for _, entry, _ in vault.history(first.object)] == ["derive"]

    class Other(Unpack):
        def make(self, source, item, room):
            yield next(super().make(source, item, room))

    assert [each.code for each in reproduce(vault, item, Other())] == ["vault-not-reproduced"]


def test_two_streams_with_rubbish_behind_are_refused_not_looped(vault: Vault) -> None:
    contents, refused = unpacked(vault, gzip.compress(b"one") + b"rubbish")
    assert (contents, refused) == ({}, ["archive-unreadable"])


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_tar_with_a_harmed_header_in_the_middle_is_not_taken_for_ended(
    vault: Vault, pack
) -> None:
    data = bytearray(tarred(("a", b"1" * 600), ("b", b"2"), ("c", b"3")))
    data[1536 + 10] ^= 1  # in the header of b
    receipt = vault.intake(
        [Incoming(b"x.tar", lambda: io.BytesIO(pack(bytes(data))))], Delivery("Archivist", NOW)
    )
    derived = derive(vault, receipt.items[0], Unpack(), "Archivist")
    assert [file["name"] for file in derived.files] == ["a"]
    assert [each.code for each in derived.refused] == ["archive-unreadable"]
    assert "1,536" in derived.refused[0].message
