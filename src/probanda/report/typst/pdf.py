"""Sets the Typst source as PDF/UA-1, and says on which page each heading came to stand."""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from probanda.problems import ProbandaError, Problem
from probanda.report.assembly import Assembled
from probanda.report.cover import Cover, cover_of
from probanda.report.typst.literal import string
from probanda.report.typst.writer import TypstWriter

__all__ = ["Pdf", "set_pdf", "typst_source"]

_TEMPLATE = Path(__file__).parents[1] / "templates" / "report.typ"
_PAGES = (
    "#context [#metadata(query(heading.where(outlined: true))"
    ".map(h => counter(page).at(h.location()).first()))<probanda-pages>]"
)


@dataclass(frozen=True, slots=True)
class Pdf:
    """The PDF's bytes and the page of every heading, in order."""

    data: bytes
    pages: tuple[int, ...]


def set_pdf(document: Assembled) -> Pdf:
    """Compiles the document. Raises :class:`ProbandaError` when a rule of PDF/UA is broken.

    Only Typst's own fonts and matplotlib's DejaVu are used: with system fonts the bytes would differ from one
    machine to the next.
    """
    import matplotlib
    import typst

    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "report.typ").write_bytes(_TEMPLATE.read_bytes())
        (root / "main.typ").write_text(typst_source(document), encoding="utf-8")
        for asset in (*document.assets.values(), *(logo for logo, _ in document.logos)):
            picture, ending = asset.best
            (root / f"{asset.name}.{ending}").write_bytes(picture)
        compiler = typst.Compiler(
            root / "main.typ",
            root=root,
            ignore_system_fonts=True,
            font_paths=[Path(matplotlib.get_data_path()) / "fonts" / "ttf"],
        )
        data = _compiled(compiler, document.draft)
        found = json.loads(compiler.query("<probanda-pages>", field="value", one=True))
    assert isinstance(data, bytes)
    return Pdf(data, tuple(found))


def _compiled(compiler: Any, draft: bool) -> Any:
    """The PDF after PDF/UA-1. A draft that breaks a rule of it is set without: its errors are known."""
    import typst

    try:
        return compiler.compile(format="pdf", pdf_standards=["ua-1"])
    except typst.TypstError as error:
        if draft:
            return compiler.compile(format="pdf")
        lines = str(error).strip().splitlines()
        raise ProbandaError(
            Problem(
                "pdf-refused",
                f"The PDF cannot be made accessible: {lines[0] if lines else 'no reason given'}.",
                expected="a document that keeps the rules of PDF/UA-1",
                remedy="Mend it in the manuscript, or build a draft.",
            )
        ) from error


def typst_source(document: Assembled) -> str:
    """The whole Typst file of a document, template apart."""
    cover = cover_of(document)
    return "\n".join(
        [
            '#import "report.typ": *',
            _show(document, cover),
            _cover(document, cover),
            f"#contents({string(document.labels.word('contents'))})" if document.headings else "",
            TypstWriter(document).body(),
            _PAGES,
        ]
    )


def _show(document: Assembled, cover: Cover) -> str:
    language, _, region = document.meta.language.partition("-")
    region = f", region: {string(region)}" if len(region) == 2 else ""
    authors = ", ".join(string(one.name) for one in document.meta.organisations)
    date = "datetime(year: {}, month: {}, day: {})".format(*cover.day) if cover.day else "none"
    return (
        f"#show: report.with(title: {string(document.meta.title)}, authors: ({authors}{',' if authors else ''}), "
        f"description: {string(document.meta.subtitle)}, date: {date}, lang: {string(language.lower())}{region}, "
        f"direction: {'rtl' if document.labels.right_to_left else 'ltr'}, "
        f"head-start: {string(cover.running_title)}, head-end: {string(cover.running_end)}, "
        f"foot-start: {string(cover.footer)}, "
        f"watermark: {string(document.labels.word('draft') if document.draft else '')})"
    )


def _cover(document: Assembled, cover: Cover) -> str:
    facts = "".join(f"({string(name)}, {string(value)}), " for name, value in cover.facts)
    organisations = "".join(
        "(name: {}, lines: ({}), logo: {}, alt: {}), ".format(
            string(one.name),
            "".join(f"{string(line)}, " for line in one.lines),
            string(f"{one.logo.name}.{one.logo.best[1]}") if one.logo else "none",
            string(one.logo_alt),
        )
        for one in cover.organisations
    )
    return (
        f"#cover(body-name: {string(cover.masthead)}, title: {string(document.meta.title)}, "
        f"subtitle: {string(document.meta.subtitle)}, facts: ({facts}), level: {string(cover.level)}, "
        f"organisations: ({organisations}), "
        f"submitted-by: {string(document.labels.word('submitted-by'))}, notice: {string(cover.notice)})"
    )
