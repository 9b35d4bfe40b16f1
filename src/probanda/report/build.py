"""The build: checks a manuscript against a record, renders it, and writes the files; twice only when needed.

Beside the files stands ``.build.json`` with a digest of everything they were made from. When nothing of that has
changed and the files are as they were written, there is nothing to do.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field, is_dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

from probanda import __version__
from probanda.consent import Level
from probanda.problems import ProbandaError, Problem
from probanda.report.annexes import Versions, annexes, figures_shown
from probanda.report.assembly import Assembled, assemble
from probanda.report.document import CheckedDocument, WordCount
from probanda.report.labels import Labels, labels_for
from probanda.report.nodes import Node, nodes, text
from probanda.report.redaction import Redactor
from probanda.report.values import Cell, FigureChange, Record

__all__ = ["FORMATS", "BuildResult", "build", "build_document"]

FORMATS = ("docx", "pdf", "html")
_STATE = ".build.json"
_CODE = Path(__file__).parent

#: Called with what is done next, for progress.
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build made. ``ok`` is false when errors stopped it; then ``paths`` is empty."""

    ok: bool
    paths: dict[str, Path]
    sha256: dict[str, str]
    findings: tuple[Problem, ...]
    words: WordCount
    changes: tuple[FigureChange, ...] = ()
    figures: tuple[str, ...] = ()  # keys of all figures that the document shows
    skipped: bool = False
    uses: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # kind → keys it leans on


def build(
    manuscript: Path,
    record: Record,
    level: Level = Level.PUBLIC,
    formats: Sequence[str] = FORMATS,
    out: Path | None = None,
    *,
    draft: bool = False,
    force: bool = False,
    defaults: Mapping[str, Any] | None = None,
    progress: Progress = lambda step: None,
) -> BuildResult:
    """Builds a manuscript in the formats asked for. ``defaults`` stand for what its head leaves out.

    Errors of the check stop a build that is not a draft. Raises :class:`ProbandaError` when a format is unknown
    or a file cannot be read.
    """
    from probanda.report.manuscript import check_manuscript

    progress("check")
    document = check_manuscript(manuscript, record, level=level, draft=draft, defaults=defaults)
    folder = out or Path("out") / manuscript.stem / level.value
    return build_document(
        document,
        record,
        manuscript.parent,
        folder,
        stem=manuscript.stem,
        formats=formats,
        force=force,
        progress=progress,
    )


def build_document(
    document: CheckedDocument,
    record: Record,
    base: Path,
    out: Path,
    *,
    stem: str,
    formats: Sequence[str] = FORMATS,
    force: bool = False,
    progress: Progress = lambda step: None,
) -> BuildResult:
    """Renders a checked document into ``out``; ``base`` is the folder that its pictures are
    relative to, ``stem`` the name of the files without their endings.
    """
    wanted = tuple(dict.fromkeys(formats))
    if unknown := [one for one in wanted if one not in FORMATS]:
        raise ProbandaError(
            Problem(
                "format-unknown",
                f"There is no format {unknown[0]!r}.",
                found=unknown[0],
                expected=", ".join(FORMATS),
            ),
            usage=True,
        )
    redactor = Redactor(record, document.level, document.meta.language)
    labels = labels_for(document.meta.language)
    appended, annex_words = annexes(document, record, redactor, _versions())
    result = BuildResult(
        False,
        {},
        {},
        document.findings,
        replace(document.words, annexes=annex_words),
        tuple(record.changes()),
        figures_shown(document, record),
        uses=_uses(document),
    )
    if not document.may_be_built:
        return result
    digest = _inputs(document, record, redactor, labels, appended, base)
    paths = {one: out / f"{stem}.{one}" for one in wanted}
    state = _state(out)
    made: dict[str, str] = state.get("outputs", {}) if state.get("inputs") == digest else {}
    intact = all(one in made and made[one] == _sha256_of(paths[one]) for one in wanted)
    if intact and not force:
        kept = {one: made[one] for one in wanted}
        findings = (*result.findings, *(Problem(**each) for each in state.get("problems", ())))
        return replace(result, ok=True, paths=paths, sha256=kept, findings=findings, skipped=True)
    progress("draw")
    assembled = assemble(
        document, record, lambda one: _cell(one, redactor, record, labels), base, appended
    )
    result = replace(result, findings=(*result.findings, *assembled.problems))
    if any(one.severity == "error" for one in assembled.problems) and not document.draft:
        return result
    data = render(assembled, wanted, progress)
    progress("write")
    sha256 = {one: hashlib.sha256(data[one]).hexdigest() for one in wanted}
    for one in wanted:
        _write(paths[one], data[one])
    problems = [one.as_dict() for one in assembled.problems]
    state = {"inputs": digest, "problems": problems, "outputs": {**made, **sha256}}
    _write(out / _STATE, json.dumps(state, indent=1, sort_keys=True).encode())
    return replace(result, ok=True, paths=paths, sha256=sha256)


def _uses(document: CheckedDocument) -> dict[str, tuple[str, ...]]:
    """The claims, sources and persons that a document leans on, and the claims it withholds."""
    used = document.used
    withheld = [key for one in document.withheld if one.kind == "claim" for key in one.key.split()]
    return {
        "claims": used.claims,
        "withheld": tuple(withheld),
        "sources": tuple(source.key for source in used.sources),
        "persons": used.persons,
        "figures": used.figure_keys,
    }


def render(
    document: Assembled, formats: Iterable[str], progress: Progress = lambda step: None
) -> dict[str, bytes]:
    """The bytes of each format. Pandoc works beside Typst; the DOCX takes its page numbers from the PDF."""
    from probanda.report.docx.package import mend
    from probanda.report.docx.write import pandoc_docx
    from probanda.report.html.page import write_html
    from probanda.report.typst.pdf import set_pdf

    wanted, data = set(formats), dict[str, bytes]()
    with ThreadPoolExecutor(1) as beside:
        word = beside.submit(pandoc_docx, document) if "docx" in wanted else None
        if "html" in wanted:
            progress("html")
            data["html"] = write_html(document).encode("utf-8")
        pages: tuple[int, ...] = ()
        if wanted & {"pdf", "docx"}:
            progress("pdf")
            pdf = set_pdf(document)
            data["pdf"], pages = pdf.data, pdf.pages
        if word is not None:
            progress("docx")
            data["docx"] = mend(word.result(), document, pages)
    return data


def _cell(one: Cell, redactor: Redactor, record: Record, labels: Labels) -> list[Node]:
    """A table cell in the words that the level allows; a figure's value where it has no words of its own."""
    shown = None
    figure = record.figure(one.figure) if one.figure and not one.text else None
    if figure is not None:
        return text(labels.value(figure))
    if one.person:
        shown = redactor.person(one.person, words=one.text)
    elif one.site:
        shown = redactor.site(one.site, words=one.text)
    return text(shown.at_sentence_start().text if shown else redactor.text(one.text))


def _versions() -> Versions:
    import pypandoc

    return Versions(__version__, str(pypandoc.get_pandoc_version()), version("typst"))


def _inputs(
    document: CheckedDocument,
    record: Record,
    redactor: Redactor,
    labels: Labels,
    appended: list[Node],
    base: Path,
) -> str:
    """A digest of everything that the files are made from: text, values, pictures, templates, programs."""
    digest = hashlib.sha256()
    used = document.used
    tree = json.dumps([document.ast["blocks"], appended], ensure_ascii=False)
    digest.update(tree.encode())
    values: list[Any] = [document.meta, document.level, document.draft]
    for key in used.tables:
        found = record.table(key)
        rows = found.rows if found else ()
        values += [found, [[_cell(one, redactor, record, labels) for one in row] for row in rows]]
    values += [record.chart(key) for key in used.charts]
    values += [record.map(key) for key in used.maps]
    values += [__version__, *(version(name) for name in _PACKAGES)]
    for value in values:
        digest.update(json.dumps(_plain(value), sort_keys=True, ensure_ascii=False).encode())
        digest.update(b"\0")
    pictures = [node["c"][2][0] for node in nodes(document.ast["blocks"]) if node["t"] == "Image"]
    pictures += [one.logo for one in document.meta.organisations if one.logo]
    files = [base / name for name in dict.fromkeys(pictures)]
    files += sorted(path for path in _CODE.rglob("*") if path.suffix in _MADE_BY)
    for path in files:
        digest.update((_sha256_of(path) or "absent").encode())
    return digest.hexdigest()


_PACKAGES = ("matplotlib", "typst", "pypandoc_binary", "lxml", "numpy")
_MADE_BY = {".py", ".typ", ".css", ".yaml", ".docx"}


def _plain(value: Any) -> Any:
    """A value as JSON can say it."""
    if is_dataclass(value) and not isinstance(value, type):
        return _plain({"": type(value).__name__, **asdict(value)})
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value if isinstance(value, (str, int, float, bool)) or value is None else str(value)


def _sha256_of(path: Path) -> str | None:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return None


def _state(out: Path) -> dict[str, Any]:
    """What the last build left; empty when there is none, or when it cannot be read."""
    try:
        found = json.loads((out / _STATE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _write(path: Path, data: bytes) -> None:
    """Writes a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
