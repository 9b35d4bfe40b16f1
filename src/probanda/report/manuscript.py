"""Checking a manuscript: from Markdown and a record to a document in which every key is resolved.

``check_manuscript`` reads a file, ``check_text`` a text. Findings are collected; nothing but an unreadable file
raises. What the document looks like on paper is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from probanda.consent import Level
from probanda.problems import ProbandaError, Problem
from probanda.report.check_structure import (
    check_headings,
    check_literal_markup,
    check_pictures,
    resolve_references,
)
from probanda.report.check_text import check_names, check_right_to_left, check_symbols
from probanda.report.citations import NoteWriter
from probanda.report.context import Context
from probanda.report.document import CheckedDocument, Meta, Used, UsedFigure, WordCount
from probanda.report.findings import finding
from probanda.report.head import Head, read_head
from probanda.report.masking import mask_tree, wrap_right_to_left
from probanda.report.numbers import format_number
from probanda.report.reading import Text, keys_of, part, read_bytes, read_tree
from probanda.report.redaction import Redactor
from probanda.report.resolve import Resolver
from probanda.report.scanner import match, scan
from probanda.report.values import Record
from probanda.report.words import count_document

__all__ = ["check_manuscript", "check_text"]


def check_manuscript(
    path: Path | str,
    record: Record,
    *,
    level: Level | str,
    draft: bool = False,
    defaults: Mapping[str, Any] | None = None,
    name: str = "",
) -> CheckedDocument:
    """Check a manuscript against a record for one redaction level.

    Args:
        path: the Markdown file.
        record: what its keys refer to.
        level: who the document is for.
        draft: whether it may be built with errors (then rendering watermarks it).
        defaults: the casebook's settings, for keys that the head leaves out.
        name: how to name the file in findings; the path as given when empty.

    Raises:
        ProbandaError: the file is missing or is not UTF-8.
    """
    path = Path(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ProbandaError(
            Problem(
                "manuscript-missing", f"the manuscript cannot be read: {error.strerror}", str(path)
            ),
            usage=True,
        ) from None
    text = read_bytes(data, name or str(path))
    return _check(text, record, Level(level), draft, defaults)


def check_text(
    text: str,
    record: Record,
    *,
    level: Level | str = Level.PUBLIC,
    draft: bool = False,
    defaults: Mapping[str, Any] | None = None,
    name: str = "manuscript.md",
) -> CheckedDocument:
    """Check a manuscript given as text; see :func:`check_manuscript`."""
    return _check(part(text, name), record, Level(level), draft, defaults)


def _check(
    text: Text, record: Record, level: Level, draft: bool, defaults: Mapping[str, Any] | None
) -> CheckedDocument:
    head = read_head(text, defaults)
    tree = read_tree(text.body)
    blocks: list[dict[str, Any]] = tree["blocks"]
    redactor = Redactor(record, level, head.meta.language)
    scanned = scan(text.whole, text.first_line)
    context = Context(
        text,
        scanned,
        record,
        redactor,
        NoteWriter(redactor),
        redactor.language,
        number_paragraphs=str(head.meta.extra.get("numbered-paragraphs", "true")).lower()
        not in {"false", "no", "off"},
        findings=list(head.findings),
    )
    uses = list(keys_of(blocks))
    context.locate(uses, match([(use.kind, use.key) for use in uses], scanned.keys))
    if not blocks:
        context.find("manuscript-empty", "there is no text after the head", None, offset=0)
    check_headings(context, blocks)
    check_pictures(context, blocks)
    check_literal_markup(context, blocks)
    check_symbols(context)
    resolved = Resolver(context).document(blocks)
    resolve_references(context, resolved)
    masked = mask_tree(resolved, redactor)
    check_right_to_left(context, wrap_right_to_left(resolved))
    check_names(context, masked)
    meta = _masked_meta(head.meta, redactor)
    _check_level(context, head, level)
    words = count_document(resolved, record, meta.word_limit)
    _check_words(context, head, words)
    _check_changes(context)
    return CheckedDocument(
        meta=meta,
        ast={"pandoc-api-version": tree["pandoc-api-version"], "meta": {}, "blocks": resolved},
        findings=_ordered(context.findings),
        level=level,
        draft=draft,
        used=_used(context),
        withheld=redactor.withheld,
        words=words,
    )


def _masked_meta(meta: Meta, redactor: Redactor) -> Meta:
    """The head's own words are text like any other."""
    return replace(meta, title=redactor.mask(meta.title), subtitle=redactor.mask(meta.subtitle))


def _check_level(context: Context, head: Head, level: Level) -> None:
    if head.meta.public is False and level is Level.PUBLIC:
        line, char = head.places.get("public") or head.places.get("confidential") or (1, 1)
        context.findings.append(
            finding(
                "head-confidential-at-public-level",
                "the head says that the document is confidential, and it is built at the public level",
                file=context.text.file,
                line=line,
                char=char,
                remedy="Build it at the level committee, or say “public: true”.",
            )
        )


def _check_words(context: Context, head: Head, words: WordCount) -> None:
    line, char = head.places.get("word-limit") or head.places.get("treaty-body") or (1, 1)
    limit, body = words.limit, head.meta.submitted_to or head.meta.treaty_body
    if limit is None:
        problem = finding(
            "words-limit-unknown",
            f"no limit known for {body or 'this document'}; its body has {words.body} words, "
            f"with notes {words.with_notes}",
            file=context.text.file,
            line=line,
            char=char,
            remedy="See the session's information note, and give “word-limit: {words: …, source: …}”.",
        )
    elif words.over:
        since = f", looked up on {limit.as_of}" if limit.as_of else ""
        problem = finding(
            "words-over-limit",
            f"the body has {words.body} words, {words.over} more than the limit of {limit.words} "
            f"({limit.source}{since})",
            file=context.text.file,
            line=line,
            char=char,
            found=str(words.body),
            expected=f"at most {limit.words}",
        )
    else:
        return
    context.findings.append(problem)


def _check_changes(context: Context) -> None:
    """Figures used here whose value changed since the last build, with before, after and why."""
    first = {use.key: use for use in reversed(context.figures)}
    for change in context.record.changes():
        use = first.get(change.key)
        if use is None:
            continue
        code = context.language.code
        before, after = (
            format_number(value, code) if value is not None else "no value"
            for value in (change.before, change.after)
        )
        context.findings.append(
            finding(
                "figure-changed",
                f"“{change.key}” was {before} at the last build and is {after} now"
                + (f": {change.reason}" if change.reason else ""),
                file=context.text.file,
                line=use.line,
                char=use.char,
                column=change.key,
                found=after,
                expected=before,
                remedy="Read the sentences around it again.",
            )
        )


def _used(context: Context) -> Used:
    figures = list(context.figures)
    seen = {use.key for use in figures}
    for key in context.used("table"):
        table = context.record.table(key)
        for cell in (cell for row in table.rows for cell in row) if table else ():
            if cell.figure and cell.figure not in seen:
                seen.add(cell.figure)
                figures.append(UsedFigure(cell.figure, cell.text))
            if cell.person:
                context.use("person", cell.person)
            if cell.site:
                context.use("site", cell.site)
    for key in context.used("chart"):
        chart = context.record.chart(key)
        for figure in (f for series in chart.series for f in series.figures) if chart else ():
            if figure and figure not in seen:
                seen.add(figure)
                figures.append(UsedFigure(figure, ""))
    for key in context.used("map"):
        drawn = context.record.map(key)
        for point in drawn.points if drawn else ():
            if point.site:
                context.use("site", point.site)
    return Used(
        figures=tuple(figures),
        sources=context.notes.used(),
        names=dict(context.names),
        **{f"{kind}s": context.used(kind) for kind in ("person", "site", "place", "claim")},
        **{f"{kind}s": context.used(kind) for kind in ("table", "chart", "map")},
    )


def _ordered(findings: list[Problem]) -> tuple[Problem, ...]:
    """By place in the text, each finding once."""
    unique = dict.fromkeys(findings)
    return tuple(sorted(unique, key=lambda p: (p.line or 0, p.char or 0, p.code, p.message)))
