"""Are the archived copies there, and are they still the bytes that were taken in?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from probanda.casebook.models import Item, Source
from probanda.casebook.services.digests import digests_of
from probanda.problems import Problem

__all__ = ["check"]


def check(root: Path) -> Iterator[Problem]:
    """Missing, changed and unreadable copies; each with the sources that rest on it."""
    for item in Item.objects.order_by("pk").iterator(chunk_size=500):
        path = root / item.path
        sources = ", ".join(
            Source.objects.filter(item=item).order_by("key").values_list("key", flat=True)[:5]
        )
        if not path.is_file():
            yield Problem(
                "copy-missing",
                f"The archived copy behind {sources or 'no source'} is not there.",
                file=item.path,
                expected=f"sha256 {item.sha256}",
                remedy="Restore the file from a backup, or import the source's file again.",
            )
            continue
        try:
            found = digests_of(path)
        except OSError as error:
            yield Problem(
                "copy-unreadable",
                f"The archived copy behind {sources or 'no source'} cannot be read: {error.strerror}.",
                file=item.path,
                remedy="Check the disk and who may read the file.",
            )
            continue
        if (found.size, found.sha256, found.sha512) != (item.size, item.sha256, item.sha512):
            yield Problem(
                "copy-changed",
                f"The archived copy behind {sources or 'no source'} is no longer the bytes taken in.",
                file=item.path,
                found=f"sha256 {found.sha256}, {found.size} bytes",
                expected=f"sha256 {item.sha256}, {item.size} bytes",
                remedy="Restore the file from a backup; keep the changed one as evidence of the change.",
            )
