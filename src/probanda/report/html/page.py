"""The page around the text: head, skip link, cover, contents, notes. One file, nothing fetched from elsewhere."""

from __future__ import annotations

from html import escape
from pathlib import Path

from probanda.report.assembly import Assembled
from probanda.report.cover import Cover, cover_of
from probanda.report.html.writer import HtmlWriter, embedded
from probanda.report.numbering import Heading

__all__ = ["write_html"]

_CSS = Path(__file__).parents[1] / "templates" / "report.css"
_DEPTH = 3


def write_html(document: Assembled) -> str:
    """The document as one self-contained HTML page."""
    writer, cover, labels = HtmlWriter(document), cover_of(document), document.labels
    body = writer.body()
    meta = document.meta
    direction = "rtl" if labels.right_to_left else "ltr"
    tags = [
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="referrer" content="no-referrer">',
        *(_named("author", one.name) for one in meta.organisations),
        *([_named("dcterms.date", meta.date)] if meta.date else []),
        *([_named("description", meta.subtitle)] if meta.subtitle else []),
        '<meta name="generator" content="Probanda">',
        f"<title>{escape(meta.title)}</title>",
        f"<style>\n{_CSS.read_text(encoding='utf-8')}</style>",
    ]
    draft = (
        f'<div class="draft" aria-hidden="true">{escape(labels.word("draft"))}</div>'
        if document.draft
        else ""
    )
    parts = [
        "<!DOCTYPE html>",
        f'<html lang="{escape(meta.language, quote=True)}" dir="{direction}">',
        "<head>",
        *tags,
        "</head>",
        "<body>",
        f'<a class="skip" href="#text">{escape(labels.word("skip"))}</a>',
        draft,
        _cover(document, cover),
        _contents(document.headings, labels.word("contents")),
        '<main id="text">',
        body,
        writer.endnotes(),
        "</main>",
        f"<footer><p>{escape(cover.footer)}</p></footer>",
        "</body>",
        "</html>",
        "",
    ]
    return "\n".join(part for part in parts[:-1] if part) + "\n"


def _named(name: str, content: str) -> str:
    return f'<meta name="{name}" content="{escape(content, quote=True)}">'


def _cover(document: Assembled, cover: Cover) -> str:
    meta, labels = document.meta, document.labels
    facts = "\n".join(
        f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>" for name, value in cover.facts
    )
    organisations = []
    for one in cover.organisations:
        logo = ""
        if one.logo:
            source = embedded(*one.logo.best)
            logo = f'<img src="{source}" alt="{escape(one.logo_alt, quote=True)}" class="logo">'
        lines = "".join(f"<br>{_line(line)}" for line in one.lines)
        organisations.append(f"<li>{logo}<p><strong>{escape(one.name)}</strong>{lines}</p></li>")
    by = escape(labels.word("submitted-by"))
    people = "\n".join(organisations)
    parts = [
        '<header class="cover">',
        f'<p class="masthead"><span>{escape(cover.masthead)}</span> '
        f'<span class="level">{escape(cover.level)}</span></p>',
        f'<p class="subtitle">{escape(meta.subtitle)}</p>' if meta.subtitle else "",
        f"<h1>{escape(meta.title)}</h1>",
        f'<p class="notice" role="note">{escape(cover.notice)}</p>' if cover.notice else "",
        f'<dl class="facts">\n{facts}\n</dl>' if facts else "",
        f'<p class="by">{by}</p>\n<ul class="organisations">\n{people}\n</ul>' if people else "",
        "</header>",
    ]
    return "\n".join(filter(None, parts))


def _line(words: str) -> str:
    """An address line; what is an e-mail or a web address becomes a link."""
    shown = escape(words)
    if words.startswith(("https://", "http://")):
        return f'<a href="{escape(words, quote=True)}">{shown}</a>'
    if "@" in words and " " not in words:
        return f'<a href="mailto:{escape(words, quote=True)}">{shown}</a>'
    return shown


def _contents(headings: tuple[Heading, ...], title: str) -> str:
    shown = [heading for heading in headings if heading.level <= _DEPTH]
    if not shown:
        return ""
    items = "\n".join(
        f'<li class="level-{h.level}"><a href="#{escape(h.identifier)}">'
        + (f'<span class="number">{escape(h.number)}</span> ' if h.number else "")
        + f"{escape(h.words)}</a></li>"
        for h in shown
    )
    name = escape(title)
    return (
        f'<nav class="contents" role="doc-toc" aria-labelledby="contents">\n<h2 id="contents">{name}</h2>\n'
        f"<ul>\n{items}\n</ul>\n</nav>"
    )
