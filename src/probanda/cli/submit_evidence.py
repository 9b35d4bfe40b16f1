"""The evidence of a submission: a bundle of the vault where there is one, else plain copies with digests.

Only sources that the document cites, and only those whose consent reaches the level in full.
"""

from __future__ import annotations

import csv
import importlib
import io
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from probanda.consent import Form, Level, shown_as
from probanda.problems import ProbandaError, Problem
from probanda.report.values import Record, Source

__all__ = ["Evidence", "gather"]

COLUMNS = ("source", "kind", "title", "symbol", "published", "url", "sha256", "file")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What went into the package: files, how (``bundle`` or ``copies``), and how many sources were held back."""

    how: str
    files: tuple[Path, ...]
    included: tuple[str, ...]
    held_back: int
    problems: tuple[Problem, ...] = ()


def gather(
    record: Record, sources: Iterable[str], level: Level, folder: Path, *, who: str, vault: Path
) -> Evidence:
    """Write ``evidence/`` and ``annexes/sources.csv`` for these sources."""
    listed = [found for key in dict.fromkeys(sources) if (found := record.source(key)) is not None]
    allowed = [one for one in listed if shown_as(one.consent, level) is Form.FULL]
    problems: list[Problem] = []
    bundled = _bundle(allowed, level, folder / "evidence", who, vault, problems)
    files = list(bundled)
    copies: dict[str, str] = {}
    if not bundled:
        for one in allowed:
            if one.archived is None:
                continue
            path = record.root / one.archived.path
            if not path.is_file():
                problems.append(
                    Problem(
                        "evidence-missing",
                        f"The archived copy of {one.key} is not where the record says.",
                        file=str(path),
                        severity="warning",
                        remedy="`probanda doctor` tells what is missing.",
                    )
                )
                continue
            target = folder / "evidence" / f"{one.key}{path.suffix}"
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
            copies[one.key] = f"evidence/{target.name}"
            files.append(target)
    annex = folder / "annexes" / "sources.csv"
    annex.parent.mkdir(parents=True, exist_ok=True)
    annex.write_bytes(_annex(allowed, copies).encode("utf-8"))
    files.append(annex)
    return Evidence(
        "bundle" if bundled else "copies",
        tuple(files),
        tuple(one.key for one in allowed),
        len(listed) - len(allowed),
        tuple(problems),
    )


def _annex(allowed: list[Source], copies: dict[str, str]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for one in allowed:
        digest = one.archived.sha256 if one.archived else ""
        writer.writerow(
            (
                one.key,
                one.kind,
                one.title,
                one.symbol,
                one.published,
                one.url,
                digest,
                copies.get(one.key, ""),
            )
        )
    return out.getvalue()


def _bundle(
    allowed: list[Source],
    level: Level,
    folder: Path,
    who: str,
    vault: Path,
    problems: list[Problem],
) -> list[Path]:
    """The vault's own bundle, with proofs that a stranger can check; () where that is not to be had."""
    try:
        bundle = importlib.import_module("probanda.vault.bundle")
        services = importlib.import_module("probanda.casebook.services.vault")
    except ImportError:
        problems.append(
            Problem(
                "bundle-not-available",
                "This version has no export of evidence bundles: the package holds plain copies and digests.",
                severity="notice",
                remedy="The digests prove that the copies have not changed, not when they were taken in.",
            )
        )
        return []
    items = [item for one in allowed if (item := services.item_of_source(one.key))]
    if not items:
        problems.append(
            Problem(
                "bundle-empty",
                "None of the cited sources was taken in through the vault: the package holds plain copies.",
                severity="notice",
                remedy="`probanda vault intake` gives receipts and proofs.",
            )
        )
        return []
    try:
        opened = importlib.import_module("probanda.vault").Vault.open(vault)
        with opened:
            found = [opened.item(item) for item in items]
            bundle.write_bundle(
                opened,
                found,
                folder,
                level=level,
                who=who,
                why="submission to a treaty body",
                consents=services.consents_of_items(),
            )
    except ProbandaError as error:
        problems += error.problems
        return []
    return sorted(path for path in folder.rglob("*") if path.is_file())
