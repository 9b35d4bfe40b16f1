"""What is in an archive, taken out within limits: no bomb, no link and no path of it can do harm.

ZIP, tar, and gzip, bzip2 and xz around either or around one file. What is taken out is named by its
path in the archive, as metadata; archives inside are gone into, to a depth.
"""

from __future__ import annotations

import bz2
import lzma
import tarfile
import uuid
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO

from probanda.problems import ProbandaError, Problem
from probanda.vault.derive import Made
from probanda.vault.oddities import shown
from probanda.vault.receipt import Item, Target

__all__ = ["Limits", "Unpack", "kind_of"]

BLOCK = 1 << 20
#: A tar's own header (a long name, say) may have so many bytes: it is read into memory.
MOST_HEADER = 1 << 20
#: An xz file may ask for so much memory.
MOST_MEMORY = 1 << 28


@dataclass(frozen=True, slots=True)
class Limits:
    """How much may come out of an archive.

    Attributes:
        members: files in all.
        bytes: bytes in all.
        ratio: bytes that come out for each byte of the archive.
        depth: archives within archives.
    """

    members: int = 10_000
    bytes: int = 10 * 10**9
    ratio: int = 100
    depth: int = 3


class LimitError(ProbandaError):
    """A limit is reached; nothing more is taken out."""

    def __init__(self, limit: str, most: int) -> None:
        super().__init__(
            Problem(
                "archive-limit",
                f"More than the limit allows would come out of the archive ({limit}: {most:,}).",
                remedy="If the archive is to be trusted, raise the limit.",
            )
        )


class Meter:
    """Counts what comes out, and stops it at a limit."""

    def __init__(self, limits: Limits, size: int) -> None:
        self.limits = limits
        self.most = min(limits.bytes, limits.ratio * max(size, 1))
        self.by_ratio = self.most < limits.bytes
        self.bytes = 0
        self.members = 0

    def member(self) -> None:
        """One more file."""
        self.members += 1
        if self.members > self.limits.members:
            raise LimitError("members", self.limits.members)

    def count(self, more: int) -> None:
        """So many more bytes."""
        self.bytes += more
        if self.bytes > self.most:
            if self.by_ratio:
                raise LimitError("ratio", self.limits.ratio)
            raise LimitError("bytes", self.limits.bytes)


def kind_of(stream: BinaryIO) -> str:
    """``zip``, ``tar``, ``gzip``, ``bzip2`` or ``xz`` by how the stream begins; else empty."""
    head = stream.read(512)
    stream.seek(0)
    if head[:4] in {b"PK\x03\x04", b"PK\x05\x06"}:
        return "zip"
    if head[257:262] == b"ustar":
        return "tar"
    for kind, magic in (("gzip", b"\x1f\x8b"), ("bzip2", b"BZh"), ("xz", b"\xfd7zXZ\x00")):
        if head.startswith(magic):
            return kind
    return ""


@dataclass(frozen=True, slots=True)
class Unpack:
    """The recipe that takes an archive's members out."""

    limits: Limits = Limits()
    name: str = "unpack"
    version: str = "1"

    @property
    def settings(self) -> Mapping[str, Any]:
        """The limits."""
        return asdict(self.limits)

    def make(self, source: BinaryIO, item: Item, room: Path) -> Iterator[Made | Problem]:
        """The archive's members, and what was refused of it."""
        if item.sealed or not kind_of(source):
            raise ProbandaError(
                Problem(
                    "vault-not-an-archive",
                    "The item is no archive that can be looked into.",
                    found=item.id,
                    expected="ZIP, tar, or gzip, bzip2 or xz around one; not sealed",
                ),
                usage=True,
            )
        run = _Run(self.limits, Meter(self.limits, item.size), room)
        try:
            yield from run.archive(source, b"", 1)
        except LimitError as error:
            yield from error.problems


class _Run:
    """One unpacking."""

    def __init__(self, limits: Limits, meter: Meter, room: Path) -> None:
        self.limits = limits
        self.meter = meter
        self.room = room

    def archive(self, stream: BinaryIO, name: bytes, depth: int) -> Iterator[Made | Problem]:
        """The members of one archive; ``name`` is its path in those around it."""
        kind = kind_of(stream)
        try:
            if kind == "zip":
                yield from self._zip(stream, name, depth)
            elif kind == "tar":
                yield from self._tar(stream, name, depth)
            else:
                yield from self._packed(stream, kind, name, depth)
        except LimitError:
            raise
        except _BROKEN as error:
            yield _unreadable(name, error)

    def _zip(self, stream: BinaryIO, name: bytes, depth: int) -> Iterator[Made | Problem]:
        with zipfile.ZipFile(stream) as archive:
            for info in archive.infolist():
                if info.is_dir():
                    continue
                coding = "utf-8" if info.flag_bits & 0x800 else "cp437"
                path = name + info.orig_filename.encode(coding, "surrogateescape")
                if (info.external_attr >> 16) & 0o170000 == 0o120000:
                    yield _not_a_file(path)
                    continue
                yield from self._member(path, lambda info=info: archive.open(info), depth)  # type: ignore[misc]

    def _tar(self, stream: BinaryIO, name: bytes, depth: int) -> Iterator[Made | Problem]:
        with tarfile.open(fileobj=stream, mode="r:", tarinfo=_Header) as archive:
            for info in archive:
                path = name + info.name.encode("utf-8", "surrogateescape")
                if info.isdir():
                    continue
                if not info.isreg():
                    yield _not_a_file(path)
                    continue
                yield from self._member(path, lambda info=info: archive.extractfile(info), depth)  # type: ignore[misc]
            # Python's reader takes a header that is none for the end: what lies behind must be told.
            stream.seek(archive.offset)
            if stream.read(tarfile.BLOCKSIZE).strip(b"\0"):
                raise tarfile.ReadError(f"no header stands at byte {archive.offset:,}")

    def _packed(
        self, stream: BinaryIO, kind: str, name: bytes, depth: int
    ) -> Iterator[Made | Problem]:
        """What is inside gzip, bzip2 or xz: a tar, or one file."""
        scrap = self.room / uuid.uuid4().hex
        with scrap.open("w+b") as out:
            for block in _unpacked(stream, kind):
                self.meter.count(len(block))
                out.write(block)
            out.seek(0)
            inside = kind_of(out)
            if inside == "tar":
                self.meter.bytes -= out.seek(0, 2)  # counted again, member by member
                out.seek(0)
                yield from self._tar(out, name, depth)
            else:
                self.meter.bytes -= out.seek(0, 2)
                yield from self._member(name + b"content", lambda: scrap.open("rb"), depth)
        scrap.unlink()

    def _member(
        self, path: bytes, opened: Callable[[], Any], depth: int
    ) -> Iterator[Made | Problem]:
        self.meter.member()
        scrap = self.room / uuid.uuid4().hex
        try:
            with opened() as source, scrap.open("wb") as out:
                while block := source.read(BLOCK):
                    self.meter.count(len(block))
                    out.write(block)
        except LimitError:
            raise
        except _BROKEN as error:
            yield _unreadable(path, error)
            return
        yield Made(path, lambda target: _copy(scrap, target))
        with scrap.open("rb") as stream:
            if kind_of(stream):
                if depth >= self.limits.depth:
                    yield Problem(
                        "archive-limit",
                        f"An archive inside archives is not looked into (depth: {self.limits.depth}).",
                        file=shown(path),
                        severity="warning",
                    )
                else:
                    yield from self.archive(stream, path + b"/", depth + 1)
        scrap.unlink()


#: What Python's readers raise for archives that are broken, encrypted or of an unknown method.
_BROKEN = (
    OSError, EOFError, ValueError, RuntimeError, NotImplementedError, KeyError, IndexError, OverflowError,
    zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, UnicodeError, MemoryError,
)  # fmt: skip


class _Header(tarfile.TarInfo):
    """A tar's member, whose headers are not read when they would fill the memory."""

    def _proc_pax(self, archive: tarfile.TarFile) -> tarfile.TarInfo:
        self._small()
        return super()._proc_pax(archive)  # type: ignore[misc,no-any-return]

    def _proc_gnulong(self, archive: tarfile.TarFile) -> tarfile.TarInfo:
        self._small()
        return super()._proc_gnulong(archive)  # type: ignore[misc,no-any-return]

    def _small(self) -> None:
        if self.size > MOST_HEADER:
            raise tarfile.HeaderError("a header is too long")


def _unpacked(stream: BinaryIO, kind: str) -> Iterator[bytes]:
    """The bytes inside, in small blocks, however much one byte of the archive stands for."""
    data = stream.read(BLOCK)
    while data:
        if kind == "gzip":
            gzip = zlib.decompressobj(31)
            while not gzip.eof:
                block = gzip.decompress(data, BLOCK)
                data = gzip.unconsumed_tail
                if block:
                    yield block
                if not gzip.eof and not data and not (data := stream.read(BLOCK)):
                    raise EOFError("the file ends too early")
            data = gzip.unused_data
        else:
            other: Any = (
                bz2.BZ2Decompressor()
                if kind == "bzip2"
                else lzma.LZMADecompressor(memlimit=MOST_MEMORY)
            )
            while not other.eof:
                block = other.decompress(data, BLOCK)
                data = b""
                if block:
                    yield block
                if not other.eof and other.needs_input and not (data := stream.read(BLOCK)):
                    raise EOFError("the file ends too early")
            data = other.unused_data
        data = (data or stream.read(BLOCK)).lstrip(b"\0")  # padding between streams


def _copy(scrap: Path, target: Target) -> None:
    with scrap.open("rb") as stream:
        while block := stream.read(BLOCK):
            target.write(block)


def _not_a_file(path: bytes) -> Problem:
    return Problem(
        "archive-not-a-file",
        "This is a link or a device in the archive; it was not taken out.",
        file=shown(path),
        severity="warning",
    )


def _unreadable(path: bytes, error: BaseException) -> Problem:
    return Problem(
        "archive-unreadable",
        f"This cannot be read: {str(error) or type(error).__name__}.",
        file=shown(path.rstrip(b"/")),
        severity="warning",
    )
