"""Opening a ZIP package (DOCX, ODT) without trusting it: limits on parts and sizes, no entities in its XML."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from lxml import etree

from probanda.audit.reading.unreadable import Unreadable

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Package"]

#: Sizes beyond which a part is no document that people wrote.
_LARGEST_PART = 200 * 2**20
_LARGEST_WHOLE = 400 * 2**20
_MOST_PARTS = 20_000
#: XML that unpacks to more than so many times its size, when large, is a bomb.
_RATIO = 400
_LARGE = 20 * 2**20


class Package:
    """The parts of a package, read on demand."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            infos = self._zip.infolist()
        except (
            zipfile.BadZipFile,
            ValueError,
            OSError,
            NotImplementedError,
            EOFError,
            IndexError,
        ) as error:
            raise Unreadable(
                "package-broken", f"The file is no whole ZIP package ({error})."
            ) from error
        if len(infos) > _MOST_PARTS:
            raise Unreadable("package-too-large", f"The package holds {len(infos)} parts.")
        self._sizes = {info.filename: info for info in infos}
        self._read = 0
        #: Parts whose XML breaks somewhere: what stands behind the break may be missing.
        self.mended: set[str] = set()

    def names(self) -> list[str]:
        """Names of the parts."""
        return list(self._sizes)

    def bytes_of(self, name: str) -> bytes | None:
        """The bytes of a part; None when there is none.

        Raises:
            Unreadable: the part is broken, encrypted, or unpacks to more than a document holds.
        """
        info = self._sizes.get(name)
        if info is None:
            return None
        bomb = info.file_size > _LARGE and info.file_size > _RATIO * max(info.compress_size, 1)
        if info.file_size > _LARGEST_PART or self._read + info.file_size > _LARGEST_WHOLE or bomb:
            raise Unreadable(
                "package-too-large", f"Part {name[:80]} would unpack to {info.file_size:,} bytes."
            )
        if info.flag_bits & 0x1:
            raise Unreadable("encrypted", "The file is encrypted; give a copy without a password.")
        try:
            with self._zip.open(info) as part:
                data = part.read(info.file_size + 1)
        except Exception as error:  # zlib, zipfile, struct and others, for broken bytes
            raise Unreadable("package-broken", f"Part {name[:80]} is broken ({error}).") from error
        if len(data) > info.file_size:
            raise Unreadable("package-too-large", f"Part {name[:80]} is larger than it says.")
        self._read += len(data)
        return data

    def xml(self, name: str) -> _Element | None:
        """The root of an XML part, mended where it is broken; None when there is none or nothing is left."""
        data = self.bytes_of(name)
        if data is None:
            return None
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True
        )
        try:
            root = etree.fromstring(data, parser=parser)
        except (etree.XMLSyntaxError, ValueError):
            return None
        if any(each.level == etree.ErrorLevels.FATAL for each in parser.error_log):
            self.mended.add(name)
        return root  # None when nothing could be mended
