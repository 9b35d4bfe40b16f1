"""The recipes as the vault runs them: each in a process of its own, with an end to its time and memory."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO

from probanda.problems import ProbandaError, Problem
from probanda.vault.derive import Made
from probanda.vault.receipt import Item, Target
from probanda.vault.recipes.making import Limits
from probanda.vault.recipes.worker import OUT, SAID

__all__ = ["KINDS", "Isolated", "metadata_recipe", "text_recipe", "thumbnail_recipe"]

#: What is made, and the name of the file that holds it.
KINDS = {"metadata": "metadata.json", "text": "text.txt", "thumbnail": "thumbnail.png"}
#: Processor seconds, then twice that by the clock; bytes of address space; bytes of what is made.
SECONDS, MEMORY, SIZE = 60, 4 * 2**30, 256 * 2**20


@dataclass(frozen=True, slots=True)
class Isolated:
    """A recipe whose maker runs apart.

    Its settings name the libraries that read the file: another version of one may give other bytes,
    and is then another recipe.
    """

    name: str
    choices: Mapping[str, Any] = field(default_factory=dict)
    version: str = "1"
    seconds: int = SECONDS
    memory: int = MEMORY

    @property
    def settings(self) -> Mapping[str, Any]:
        """What was chosen, the limits, and the libraries."""
        return {**self.choices, "libraries": dict(_libraries()), "limits": asdict(Limits())}

    def make(self, source: BinaryIO, item: Item, room: Path) -> Iterator[Made | Problem]:
        """The one file, and what is to be said of it; nothing is made when the maker cannot."""
        if item.sealed:
            raise ProbandaError(
                Problem(
                    "derive-sealed",
                    "The item is sealed: nothing readable is ever kept of it.",
                    found=item.id,
                    remedy="Open it with `probanda vault open` and look at it there.",
                )
            )
        _hold_to_digest(source, item)
        problems = self._run(source, item, room)
        out = room / OUT
        if not out.exists():
            raise ProbandaError(*problems)
        yield Made(KINDS[self.name].encode(), lambda target: _copy(out, target))
        yield from problems

    def _run(self, source: BinaryIO, item: Item, room: Path) -> list[Problem]:
        task = {
            "kind": self.name,
            "name": item.name.rpartition("/")[2],
            "settings": dict(self.choices),
            "seconds": self.seconds,
            "memory": self.memory,
            "size": SIZE,
        }
        paths = os.pathsep.join(str(Path(each).resolve()) for each in sys.path if each)
        around = {**os.environ, "PYTHONPATH": paths, "PYTHONHASHSEED": "0", "PYTHONUTF8": "1"}
        try:
            ended = subprocess.run(
                [sys.executable, "-P", "-m", "probanda.vault.recipes.worker", json.dumps(task)],
                stdin=source.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                cwd=room,
                env=around,
                timeout=2 * self.seconds,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise ProbandaError(self._ended("no end after the time that is given")) from error
        if ended.returncode:
            last = ended.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2][:200]
            raise ProbandaError(self._ended(last or f"signal {-ended.returncode}"))
        return [Problem(**each) for each in json.loads((room / SAID).read_bytes())]

    def _ended(self, reason: str) -> Problem:
        return Problem(
            "derive-ended",
            "Reading the file took too long, or the reader crashed on it; nothing is kept of that.",
            found=f"{self.name}: {reason}",
            expected=f"{self.seconds} seconds, {self.memory:,} bytes of memory",
            remedy="Look at the file on a machine that may be lost.",
        )


def metadata_recipe() -> Isolated:
    """Facts about the file."""
    return Isolated("metadata")


def text_recipe(encoding: str = "") -> Isolated:
    """Its text; ``encoding`` where the file does not say it."""
    return Isolated("text", {"encoding": encoding} if encoding else {})


def thumbnail_recipe(*, clear: bool = False) -> Isolated:
    """A small picture of it: blurred, unless clear is asked for."""
    return Isolated("thumbnail", {"clear": clear})


def _hold_to_digest(source: BinaryIO, item: Item) -> None:
    """What is made says which bytes it was made of: they must be those that were taken in."""
    digest = hashlib.sha512()
    while block := source.read(2**20):
        digest.update(block)
    found = digest.hexdigest()
    source.seek(0)
    if found != item.sha512:
        raise ProbandaError(
            Problem(
                "derive-damaged",
                "The store does not hold the bytes that were taken in; nothing is made of others.",
                file=item.id,
                found=found,
                expected=item.sha512,
                remedy="Run `probanda vault verify`, and repair from a copy.",
            )
        )


def _copy(out: Path, target: Target) -> None:
    with out.open("rb") as stream:
        shutil.copyfileobj(stream, target)


@cache
def _libraries() -> tuple[tuple[str, str], ...]:
    from lxml import etree
    from PIL import __version__ as pillow
    from PIL import features
    from pypdfium2.version import PDFIUM_INFO, PYPDFIUM_INFO

    versions = {
        "libjpeg": features.version_feature("libjpeg_turbo") or features.version("jpg"),
        "lxml": ".".join(str(each) for each in etree.LXML_VERSION),
        "libxml2": ".".join(str(each) for each in etree.LIBXML_VERSION),
        "pdfium": str(PDFIUM_INFO),
        "pillow": pillow,
        "pypdfium2": str(PYPDFIUM_INFO),
        "zlib": features.version_feature("zlib_ng") or features.version("zlib"),
    }
    return tuple((name, str(version)) for name, version in versions.items())
