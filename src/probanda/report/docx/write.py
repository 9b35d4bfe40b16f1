"""Runs Pandoc over the prepared tree and hands its package to :func:`~probanda.report.docx.package.mend`."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from pathlib import Path

from probanda.problems import ProbandaError, Problem
from probanda.report.assembly import Assembled
from probanda.report.docx.prepare import pandoc_tree

__all__ = ["pandoc_docx"]

_REFERENCE = Path(__file__).parents[1] / "templates" / "reference.docx"
_EPOCH = "315532800"  # 1980-01-01, the oldest time that a zip file can hold: never the clock


def pandoc_docx(document: Assembled) -> bytes:
    """The DOCX as Pandoc writes it, before mending. Raises :class:`ProbandaError` when Pandoc fails."""
    import pypandoc

    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for asset in (*document.assets.values(), *(logo for logo, _ in document.logos)):
            (root / f"{asset.name}.{asset.raster_ending}").write_bytes(asset.raster)
        environment = {**os.environ, "SOURCE_DATE_EPOCH": _EPOCH, "TZ": "UTC"}
        done = subprocess.run(
            [
                pypandoc.get_pandoc_path(),
                "--from=json",
                "--to=docx",
                "--sandbox=false",
                f"--reference-doc={_REFERENCE}",
                "--output=report.docx",
            ],
            input=json.dumps(pandoc_tree(document)).encode("utf-8"),
            cwd=root,
            env=environment,
            capture_output=True,
            check=False,
        )
        if done.returncode:
            raise ProbandaError(
                Problem(
                    "pandoc-failed",
                    "Pandoc could not write the DOCX.",
                    found=done.stderr.decode("utf-8", "replace").strip()[:500],
                )
            )
        return (root / "report.docx").read_bytes()
