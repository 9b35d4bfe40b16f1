"""Names of registered OCFL extensions, and the rules for directories of extensions."""

from __future__ import annotations

from pathlib import Path

from probanda.vault.findings import Report
from probanda.vault.reading import entries

__all__ = ["REGISTERED", "check_extensions"]

#: The public register of extensions (github.com/OCFL/extensions), as of November 2026.
REGISTERED = frozenset(
    {
        "initial",
        "0001-digest-algorithms",
        "0002-flat-direct-storage-layout",
        "0003-hash-and-id-n-tuple-storage-layout",
        "0004-hashed-n-tuple-storage-layout",
        "0005-mutable-head",
        "0006-flat-omit-prefix-storage-layout",
        "0007-n-tuple-omit-prefix-storage-layout",
        "0008-schema-registry",
        "0009-digest-algorithms",
        "0010-differential-n-tuple-omit-prefix-storage-layout",
        "0011-direct-clean-path-layout",
        "0012-hash-and-no-prefix-id-n-tuple-storage-layout",
    }
)


def check_extensions(
    directory: Path, where: str, spec: str, report: Report, *, misplaced: str, unregistered: str
) -> None:
    """Hold an extensions directory to its rules; the codes differ for objects and storage roots."""
    for entry in entries(directory):
        path = f"{where}/{entry.name}"
        if entry.kind != "directory":
            report.add(misplaced, path, f"Found a {entry.kind}.", spec)
        elif entry.name not in REGISTERED:
            report.add(unregistered, path, f"Found {entry.name!r}.", spec)
