"""A report with planted faults as a file that an organisation would publish: Markdown, HTML, DOCX, PDF.

The source is Markdown with three habits of its own: each line is a paragraph; a box opens with ``::: title`` and
closes with ``:::``; ``!toc title`` stands where the contents are printed. It is brought to Pandoc's Markdown;
Pandoc writes HTML, DOCX and the text for Typst, and Typst sets the PDF in one or two columns, with its own fonts.
"""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import pypandoc
import typst

from benchmarks.planted import Planted, Version

__all__ = ["FORMATS", "written"]

#: Formats by name, with the ending of the file.
FORMATS = {"md": "md", "html": "html", "docx": "docx", "pdf": "pdf", "pdf-two-columns": "pdf"}
#: Read as typed: no dollar signs of formulas, no citations, quotation marks as they stand.
DIALECT = (
    "markdown-smart-tex_math_dollars-citations-example_lists-subscript-superscript"
    "-yaml_metadata_block-implicit_figures+autolink_bare_uris"
)
PREAMBLE = """#set document(title: {title})
#set page(paper: "a4", columns: {columns}, margin: 20mm,
  header: context [#text(8pt)[{head} #h(1fr) #counter(page).display()]])
#set text(size: {size}pt, lang: "{language}", hyphenate: true)
#set par(justify: true)
#set figure(numbering: none)
#show figure: set block(breakable: true)
#show figure.where(kind: table): set figure.caption(position: top)
#let horizontalrule = line(length: 100%)

"""
CAPTION = re.compile(r"(?:Table|Tabla|Cuadro|Таблица)\b.*")
LISTED = re.compile(r"- |\((?:[a-z]|[ivx]+)\) ")
NUMBERED = re.compile(r"(\d+)\. ")


def written(planted: Planted, version: Version, folder: Path, format: str = "") -> Path:
    """Write one version into a folder, in the report's own format or another of `FORMATS`; its path."""
    format = format or planted.format
    path = folder / f"{planted.name}.{version}.{FORMATS[format]}"
    text = markdown(planted.variant(version), pandoc=format != "md")
    if format == "md":
        path.write_text(text, encoding="utf-8")
    elif format in {"html", "docx"}:
        extra = [
            "--standalone",
            f"--metadata=pagetitle:{planted.title}",
            f"--variable=lang:{planted.language}",
        ]
        pypandoc.convert_text(text, format, DIALECT, extra, outputfile=str(path))
    else:
        path.write_bytes(pdf(text, planted, columns=2 if format == "pdf-two-columns" else 1))
    return path


def markdown(source: str, *, pandoc: bool) -> str:
    """The source as Markdown: blank lines between paragraphs, a rule under the heads of tables.

    For Pandoc also its captions, its boxes, contents for Typst, and numbers of paragraphs that stay as printed.
    """
    out: list[str] = []
    caption = kind = ""
    for line in source.splitlines():
        if not line.strip():
            continue
        before, kind = kind, kind_of(line)
        if caption and kind != "row" and before == "row":
            out += ["", f": {caption}"]
            caption = ""
        if not (kind == before and kind in {"row", "item"}):
            out.append("")
        if pandoc and CAPTION.fullmatch(line):
            caption = line
        else:
            out += shaped(line, kind, pandoc)
        if kind == "row" and before != "row":
            out.append("|" + "---|" * (line.count("|") - 1))
    return "\n".join([*out, "", f": {caption}" if caption else ""]).strip() + "\n"


def kind_of(line: str) -> str:
    if line.startswith("|"):
        return "row"
    return "item" if LISTED.match(line) else "other"


def shaped(line: str, kind: str, pandoc: bool) -> list[str]:
    """A line of the source as lines of Markdown."""
    if line.startswith("!toc"):
        title = line.removeprefix("!toc").strip()
        return ["```{=typst}", f"#outline(title: [{title}], depth: 2)", "```"] if pandoc else []
    if line.startswith(":::"):
        title = line.removeprefix(":::").strip()
        if not pandoc:
            return [f"#### {title}"] if title else []
        return ["::: {.box}", "", f"**{title}**"] if title else [":::"]
    if pandoc and kind == "other":
        return [NUMBERED.sub(r"\1\\. ", line, count=1) if NUMBERED.match(line) else line]
    return [line]


def pdf(text: str, planted: Planted, *, columns: int) -> bytes:
    """Pandoc's Typst with a page like a report's: a running head, justified lines with hyphens."""
    body = pypandoc.convert_text(text, "typst", DIALECT)
    preamble = PREAMBLE.format(
        title=f'"{planted.title}"',
        head=planted.title.split(":")[0].replace("#", ""),
        columns=columns,
        size=9.5 if columns == 2 else 10.5,
        language=planted.language,
    )
    with tempfile.TemporaryDirectory() as folder:
        main = Path(folder, "main.typ")
        main.write_text(preamble + body, encoding="utf-8")
        compiler = typst.Compiler(main, root=Path(folder), ignore_system_fonts=True)
        data = compiler.compile(format="pdf")
    assert isinstance(data, bytes)
    return data
