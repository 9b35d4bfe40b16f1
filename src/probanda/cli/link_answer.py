"""What every way of linking shares: the engine by its name, the files that are written, the answer."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from probanda.cli.common import out, say
from probanda.problems import ProbandaError, Problem

if TYPE_CHECKING:
    from probanda.linkage import Linkage

__all__ = ["engine_of", "finish", "show"]


def engine_of(name: str) -> Any:
    """The engine's function that finds pairs.

    Raises:
        ProbandaError: there is no such engine.
    """
    if name == "duckdb":
        from probanda.linkage import run_duckdb

        return run_duckdb.find_pairs
    if name == "spark":
        from probanda.linkage import run_spark

        return run_spark.find_pairs
    raise ProbandaError(
        Problem(
            "engine-unknown",
            "There is no such engine.",
            column="--engine",
            found=name,
            expected="duckdb, spark",
        ),
        usage=True,
    )


def _versions(engine: str) -> dict[str, str]:
    """Programs that take part, and their versions."""
    names = [
        "probanda",
        "splink",
        "duckdb",
        *(["pyspark"] if engine == "spark" else []),
        "pyarrow",
        "numpy",
        "numba",
    ]
    found = {"python": platform.python_version()}
    for name in names:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            from probanda import __version__

            found[name] = __version__ if name == "probanda" else "not installed"
    return found


def finish(
    linkage: Linkage, folder: Path, engine: str, review: int, problems: list[Problem]
) -> dict[str, Any]:
    """Write the results; the answer for JSON."""
    from probanda.linkage.output import write_results
    from probanda.linkage.quality import estimated, measured
    from probanda.linkage.report import report_page

    paths = write_results(linkage, folder, review)
    quality: dict[str, Any] = {"estimate": estimated(linkage)}
    if linkage.records.truth is not None:
        quality["truth"] = measured(linkage)
    programs = _versions(engine)
    paths["report"] = folder / "report.html"
    paths["report"].write_text(report_page(linkage, quality, programs, problems), encoding="utf-8")
    records = linkage.records
    sizes = {name: int((records.list_of == at).sum()) for at, name in enumerate(records.lists)}
    return {
        "ok": True,
        "rows": len(records),
        "lists": sizes,
        "pairs_compared": len(linkage.left),
        "links": int(linkage.inside.sum()),
        "persons": linkage.clusters.count,
        "labels": 0 if linkage.labels is None else len(linkage.labels.left),
        "quality": quality,
        "engine": engine,
        "versions": programs,
        "files": {name: str(path) for name, path in paths.items()},
        "problems": [each.as_dict() for each in problems],
    }


def show(answer: dict[str, Any]) -> None:
    """The answer for people."""
    lists = ", ".join(f"{name} {count:,}" for name, count in answer["lists"].items())
    out.print(
        f"{answer['rows']:,} rows ({lists}) read as {answer['persons']:,} persons.", markup=False
    )
    truth, belief = answer["quality"].get("truth"), answer["quality"]["estimate"]
    if truth:
        shares = [
            ("precision", truth["precision"], truth["found_pairs"]),
            ("recall", truth["recall"], truth["true_pairs"]),
        ]
        text = ", ".join(
            f"{name} {value:.4f} of {size:,} pairs"
            for name, value, size in shares
            if value is not None
        )
        out.print(f"Against the truth: {text}; F1 {truth['f1'] or 0:.4f}.", markup=False)
    elif belief["precision"] is not None:
        out.print(
            f"Estimated: precision {belief['precision']:.3f}, recall {belief['recall_among_candidates']:.3f}"
            f" among {answer['pairs_compared']:,} compared pairs.",
            markup=False,
        )
    for name, path in answer["files"].items():
        out.print(f"  {name}: {path}", markup=False)
    say("Engines: " + ", ".join(f"{name} {number}" for name, number in answer["versions"].items()))
