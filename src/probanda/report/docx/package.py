"""Mends the DOCX that Pandoc wrote: contents, headings, right-to-left, pictures, properties, running lines.

Each repair is a small function over one part of the package; what Pandoc loses, and the threads on it, are in
``docs/decisions``. The zip file is written anew with fixed times.
"""

from __future__ import annotations

import io
import zipfile
from html import escape

from lxml import etree

from probanda.report.assembly import Assembled
from probanda.report.cover import Cover, cover_of
from probanda.report.docx.contents import fill_contents
from probanda.report.docx.parts import Element, W, find_all, parse, q, serialise
from probanda.report.docx.repairs import (
    finish_headings,
    finish_paragraphs,
    finish_pictures,
    finish_tables,
    mark_right_to_left,
    shift_lists,
)

__all__ = ["mend"]

_GONE = {"docProps/custom.xml", "docProps/thumbnail.jpeg", "word/comments.xml"}


def mend(package: bytes, document: Assembled, pages: tuple[int, ...]) -> bytes:
    """The finished DOCX. ``pages`` are the page numbers of the headings, for the contents; may be empty."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    cover = cover_of(document)
    for name in _GONE & parts.keys():
        del parts[name]
    body = parse(parts["word/document.xml"])
    headings = finish_headings(body, document.headings)
    turned = document.labels.right_to_left
    fill_contents(body, document.headings, headings, pages, right_to_left=turned)
    finish_paragraphs(body)
    finish_tables(body, turned)
    finish_pictures(body)
    mark_right_to_left(body)
    parts["word/document.xml"] = serialise(body)
    notes = parse(parts["word/footnotes.xml"])
    mark_right_to_left(notes)
    parts["word/footnotes.xml"] = serialise(notes)
    numbering = parse(parts["word/numbering.xml"])
    shift_lists(numbering)
    parts["word/numbering.xml"] = serialise(numbering)
    _fill_words(parts, document, cover)
    _properties(parts, document, cover)
    _forget(parts, _GONE)
    return _zipped(parts)


def _fill_words(parts: dict[str, bytes], document: Assembled, cover: Cover) -> None:
    """Running lines, the word for annexes, and the draft's watermark."""
    words = {
        "{{head-start}}": cover.running_title,
        "{{head-end}}": cover.running_end,
        "{{foot}}": cover.footer,
        "{{annex}}": document.labels.word("annex"),
    }
    for name in sorted(parts):
        if name.startswith(("word/header", "word/footer")) or name == "word/numbering.xml":
            content = parts[name].decode("utf-8")
            for mark, word in words.items():
                content = content.replace(mark, escape(word))
            parts[name] = content.encode("utf-8")
    if document.draft:
        for number, name in enumerate(sorted(n for n in parts if n.startswith("word/header"))):
            header = parse(parts[name])
            paragraph = header.find(q("w:p"))
            assert paragraph is not None
            paragraph.append(_watermark(document.labels.word("draft"), number))
            parts[name] = serialise(header)


#: The outline of letters along a line, which a watermark is an instance of.
_WORD_ART = (
    '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
    'path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/>'
    '<v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>'
    '<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/>'
    '<v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/><v:f eqn="sum @6 0 @5"/></v:formulas>'
    '<v:path textpathok="t" o:connecttype="custom"/><v:textpath on="t" fitshape="t"/></v:shapetype>'
)


def _watermark(word: str, number: int) -> Element:
    """A word across the page, behind the text, as word processors make it; decoration for screen readers."""
    xml = (
        f'<w:r xmlns:w="{W}" xmlns:v="urn:schemas-microsoft-com:vml" '
        'xmlns:o="urn:schemas-microsoft-com:office:office">'
        f'<w:rPr><w:noProof/></w:rPr><w:pict>{_WORD_ART}<v:shape id="PowerPlusWaterMarkObject{number + 1}" '
        'o:spid="_x0000_s2049" type="#_x0000_t136" alt="" '
        'style="position:absolute;margin-left:0;margin-top:0;width:440pt;height:120pt;rotation:315;z-index:-251658752;'
        "mso-position-horizontal:center;mso-position-horizontal-relative:margin;mso-position-vertical:center;"
        'mso-position-vertical-relative:margin" fillcolor="#c08080" stroked="f"><v:fill opacity=".4"/>'
        f'<v:textpath style="font-family:&quot;Times New Roman&quot;;font-size:1pt" string="{escape(word)}"/>'
        "</v:shape></w:pict></w:r>"
    )
    return etree.fromstring(
        xml.replace('o:spid="_x0000_s2049"', f'o:spid="_x0000_s{2049 + number}"')
    )


def _properties(parts: dict[str, bytes], document: Assembled, cover: Cover) -> None:
    """Title, organisations, language and date of the manuscript; nothing of the machine, nobody's account."""
    meta = document.meta
    stamp = ""
    if cover.day:
        moment = "{:04d}-{:02d}-{:02d}T00:00:00Z".format(*cover.day)
        stamp = "".join(
            f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{moment}</dcterms:{name}>'
            for name in ("created", "modified")
        )
    creator = escape("; ".join(one.name for one in meta.organisations))
    parts["docProps/core.xml"] = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(meta.title)}</dc:title><dc:subject>{escape(meta.subtitle)}</dc:subject>"
        f"<dc:creator>{creator}</dc:creator><dc:language>{escape(meta.language)}</dc:language>{stamp}"
        "</cp:coreProperties>"
    ).encode()
    parts["docProps/app.xml"] = (
        b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        b"<Application>Probanda</Application></Properties>"
    )
    styles = parse(parts["word/styles.xml"])
    for language in find_all(styles, "w:docDefaults//w:lang"):
        side = "bidi" if document.labels.right_to_left else "val"
        language.set(q(f"w:{side}"), meta.language)
        language.attrib.pop(q("w:eastAsia"), None)
    parts["word/styles.xml"] = serialise(styles)
    settings = parse(parts["word/settings.xml"])
    for language in find_all(settings, "w:themeFontLang"):
        language.set(q("w:val"), meta.language)
    parts["word/settings.xml"] = serialise(settings)


def _forget(parts: dict[str, bytes], gone: set[str]) -> None:
    """Takes parts out of the package's tables."""
    for name in sorted(parts):
        if name == "[Content_Types].xml":
            attribute, prefix = "PartName", "/"
        elif name.endswith(".rels"):
            attribute, prefix = "Target", ""
        else:
            continue
        table = parse(parts[name])
        for entry in list(table):
            target = entry.get(attribute, "").removeprefix(prefix)
            if target in gone or f"word/{target}" in gone:
                table.remove(entry)
        parts[name] = serialise(table)


def _zipped(parts: dict[str, bytes]) -> bytes:
    """The package with fixed times and a fixed order, its table of types first as readers expect."""
    first = ["[Content_Types].xml", "_rels/.rels"]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name in [*first, *sorted(parts.keys() - set(first))]:
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, parts[name])
    return buffer.getvalue()
