"""Build of a 60-page manuscript with 300 footnotes and 100 figures, against the tools alone.

Baseline, in the same run: Pandoc to DOCX, Pandoc to HTML, Pandoc to Typst and Typst to PDF/UA-1, of the same text
with its keys already replaced. Prints the ratio; the target is at most 1.5.

    python -m benchmarks.build [--profile]
"""

from __future__ import annotations

import argparse
import cProfile
import json
import pstats
import random
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pypandoc
import typst

from probanda.consent import Consent, Level
from probanda.report.build import build
from probanda.report.manuscript import check_manuscript
from probanda.report.values import ArchivedCopy, Figure, LiteralRecord, Person, Source

NOTES, FIGURES, SOURCES, PARAGRAPHS, TARGET = 300, 100, 60, 300, 1.5
_WORDS = [
    "the",
    "commission",
    "of",
    "inquiry",
    "received",
    "statements",
    "from",
    "families",
    "and",
    "recorded",
    "what",
    "each",
    "claimant",
    "said",
    "about",
    "the",
    "persons",
    "held",
    "after",
    "the",
    "exchange",
    "in",
    "the",
    "valley",
    "where",
    "lists",
    "were",
    "kept",
    "by",
    "several",
    "authorities",
    "and",
    "copies",
    "of",
    "documents",
    "were",
    "archived",
    "with",
    "their",
    "digests",
    "so",
    "that",
    "each",
    "number",
    "can",
    "be",
    "counted",
    "again",
]
_HEAD = """---
title: A manuscript of sixty pages
treaty-body: CAT
submitted-to: Committee against Torture
state-party: {name: Veldania, code: VLD}
organisations: [{name: Dale Rights Centre}]
lang: en-GB
date: 2026-03-01
public: true
---

"""


def make_record() -> LiteralRecord:
    """An invented record: figures, sources with archived copies, some persons."""
    sources = {
        f"src-{n}": Source(
            f"src-{n}", "web", f"Statement number {n} on the lists", author=f"Office {n}",
            published="2021-05-03", accessed="2026-03-01", url=f"https://office.example/{n}",
            archived=ArchivedCopy(f"c{n}", f"vault/{n}", f"{n:064x}", 1000 + n, f"{n:0128x}"),
            consent=Consent.PUBLIC,
        )
        for n in range(SOURCES)
    }  # fmt: skip
    figures = {
        f"fig-{n}": Figure(
            f"fig-{n}", f"Figure {n}", "query", f"Persons on list {n}.", Decimal(1000 + 37 * n)
        )
        for n in range(FIGURES)
    }
    persons = {
        f"p-{n}": Person(
            f"p-{n}", f"Xurram{n} Zelbaroğlu", "X. Z.", "a serviceman", Consent.COMMITTEE
        )
        for n in range(20)
    }
    return LiteralRecord(sources=sources, figures=figures, persons=persons)


def make_manuscript() -> str:
    """About 60 pages with 300 citations and 100 keyed figures."""
    dice = random.Random(9)
    parts = [_HEAD, "# Summary {.summary}\n\nWhat follows was counted from the record.\n"]
    for number in range(PARAGRAPHS):
        if number % 30 == 0:
            parts.append(f"# Chapter {number // 30 + 1}\n")
        elif number % 10 == 0:
            parts.append(f"## Section {number // 10}\n")
        sentences = []
        for place in range(7):
            words = [dice.choice(_WORDS) for _ in range(12)]
            sentence = " ".join(words).capitalize()
            if place == 2 and number % 3 == 0:
                value = 1000 + 37 * (number // 3)
                sentence += f", in all [{value:,}]{{figure=fig-{number // 3}}}"
            if place == 4 and number % 15 == 0:
                sentence += f" said []{{person=p-{number // 15}}}"
            if place == 5:
                sentence += f" [@src-{dice.randrange(SOURCES)}, para. {dice.randrange(1, 40)}]"
            sentences.append(sentence + ".")
        parts.append(" ".join(sentences) + "\n")
    return "\n".join(parts)


def tools_alone(text: Path, folder: Path) -> None:
    """What the formats cost without us."""
    pandoc = pypandoc.get_pandoc_path()
    for ending, more in (
        ("docx", []),
        ("html", ["--embed-resources", "--standalone", "--toc"]),
        ("typ", ["-s", "--toc"]),
    ):
        kind = {"typ": "typst"}.get(ending, ending)
        subprocess.run(
            [pandoc, "-f", "markdown", "-t", kind, *more, "-M", "title=A manuscript of sixty pages",
             "-o", str(folder / f"alone.{ending}"), str(text)],
            check=True,
        )  # fmt: skip
    typst.compile(
        folder / "alone.typ",
        output=folder / "alone.pdf",
        pdf_standards=["ua-1"],
        ignore_system_fonts=True,
    )


def timed(work: Callable[[], object], runs: int = 5) -> float:
    """Median seconds of several runs, the first (cold) one left out."""
    work()
    seconds = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)


def main() -> None:
    """Prints both times and their ratio."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--profile", action="store_true", help="show where our time goes")
    profile = options.parse_args().profile
    record = make_record()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        manuscript = folder / "report.md"
        manuscript.write_text(make_manuscript(), encoding="utf-8")
        document = check_manuscript(manuscript, record, level=Level.PUBLIC)
        stopped = [str(one) for one in document.errors]
        if stopped:
            raise SystemExit("\n".join(stopped[:5]))
        replaced = folder / "replaced.md"
        replaced.write_text(
            pypandoc.convert_text(json.dumps(document.ast), "markdown", format="json"),
            encoding="utf-8",
        )

        def ours() -> None:
            if not build(manuscript, record, out=folder / "out", force=True).ok:
                raise SystemExit("the build stopped")

        if profile:
            ours()
            profiler = cProfile.Profile()
            profiler.runcall(ours)
            pstats.Stats(profiler).sort_stats("cumulative").print_stats(35)
            return
        alone = timed(lambda: tools_alone(replaced, folder))
        mine = timed(ours)
    ratio = mine / alone
    words = document.words
    print(f"manuscript: {words.body:,} words, {NOTES} notes, {FIGURES} figures")
    print(
        f"tools alone: {alone:.2f} s   probanda build: {mine:.2f} s   ratio {ratio:.2f} (target ≤ {TARGET})"
    )


if __name__ == "__main__":
    main()
