"""Makes ``src/probanda/report/templates/reference.docx``: styles, numbering, page and running lines for Pandoc.

    python tools/make_reference_docx.py

The file is committed: Pandoc copies its parts into every DOCX, so it must be the same bytes everywhere.
Words in double braces are filled at build time by ``probanda.report.docx``.
"""

# ruff: noqa: E501 - one line of XML reads better unbroken

from __future__ import annotations

import zipfile
from pathlib import Path

TARGET = Path(__file__).parents[1] / "src/probanda/report/templates/reference.docx"
NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
FONT = "Times New Roman"  # every reader has it, with Cyrillic and Arabic
MONO = "Courier New"
GUTTER = 709  # twentieths of a point: 1.25 cm, where numbers stand
TEXT_WIDTH = 9072  # A4 less 2.5 cm on both sides
QUIET = "5A5A5A"


def style(
    kind: str,
    ident: str,
    name: str,
    *,
    based: str = "Normal",
    after: str = "",
    ppr: str = "",
    rpr: str = "",
    extra: str = "",
) -> str:
    """One ``w:style``; paragraph and run properties as XML."""
    parts = [f'<w:style w:type="{kind}" w:styleId="{ident}"{extra}><w:name w:val="{name}"/>']
    if based:
        parts.append(f'<w:basedOn w:val="{based}"/>')
    if after:
        parts.append(f'<w:next w:val="{after}"/>')
    parts.append("<w:qFormat/>")
    parts.append(f"<w:pPr>{ppr}</w:pPr>" if ppr else "")
    parts.append(f"<w:rPr>{rpr}</w:rPr>" if rpr else "")
    return "".join([*parts, "</w:style>"])


def spacing(before: int, after: int, line: int = 259) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="auto"/>'


def size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


BOLD = "<w:b/><w:bCs/>"
START = '<w:jc w:val="left"/>'


def paragraph(ident: str, name: str, **rest: str) -> str:
    return style("paragraph", ident, name, **rest)


def heading(level: int, half_points: int, before: int, italic: bool = False) -> str:
    number = (
        f'<w:numPr><w:ilvl w:val="{level - 1}"/><w:numId w:val="41"/></w:numPr>'
        if level <= 4
        else ""
    )
    return paragraph(
        f"Heading{level}",
        f"heading {level}",
        after="BodyText",
        ppr=f"<w:keepNext/><w:keepLines/>{number}{spacing(before, 120)}"
        f'<w:ind w:left="{GUTTER}" w:hanging="{GUTTER}"/>{START}<w:outlineLvl w:val="{level - 1}"/>',
        rpr=("<w:i/><w:iCs/>" if italic else BOLD) + size(half_points),
    )


def styles() -> str:
    indent = f'<w:ind w:left="{GUTTER}"/>'
    toc = "".join(
        paragraph(
            f"TOC{level}",
            f"toc {level}",
            ppr=f'<w:tabs><w:tab w:val="left" w:pos="{start + 620}"/>'
            f'<w:tab w:val="right" w:leader="dot" w:pos="{TEXT_WIDTH}"/></w:tabs>{spacing(before, 40)}'
            f'<w:ind w:left="{start + 620}" w:right="0" w:hanging="620"/>{START}',
            rpr=BOLD if level == 1 else "",
        )
        for level, start, before in ((1, 0, 100), (2, 620, 0), (3, 1240, 0))
    )
    table = (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="table" w:customStyle="1" w:styleId="Table"><w:name w:val="Table"/>'
        '<w:basedOn w:val="TableNormal"/><w:qFormat/><w:pPr>'
        + spacing(40, 40, 240)
        + START
        + "</w:pPr>"
        f"<w:rPr>{size(19)}</w:rPr><w:tblPr><w:tblBorders>"
        '<w:top w:val="single" w:sz="12" w:space="0" w:color="1B1B1B"/>'
        '<w:bottom w:val="single" w:sz="12" w:space="0" w:color="1B1B1B"/></w:tblBorders>'
        '<w:tblCellMar><w:top w:w="30" w:type="dxa"/><w:left w:w="85" w:type="dxa"/><w:bottom w:w="30" w:type="dxa"/>'
        '<w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:bCs/></w:rPr><w:tblPr/><w:tcPr><w:tcBorders>'
        '<w:bottom w:val="single" w:sz="6" w:space="0" w:color="1B1B1B"/></w:tcBorders><w:vAlign w:val="bottom"/></w:tcPr>'
        "</w:tblStylePr>"
        '<w:tblStylePr w:type="lastRow"><w:rPr><w:b/><w:bCs/></w:rPr><w:tblPr/><w:tcPr><w:tcBorders>'
        '<w:top w:val="single" w:sz="6" w:space="0" w:color="1B1B1B"/></w:tcBorders></w:tcPr></w:tblStylePr></w:style>'
    )
    parts = [
        f"{XML}<w:styles {NS}><w:docDefaults><w:rPrDefault><w:rPr>",
        f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>{size(22)}',
        '<w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>',
        "<w:pPrDefault/></w:docDefaults>",
        style("paragraph", "Normal", "Normal", based="", ppr=spacing(0, 0), extra=' w:default="1"'),
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>',
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/></w:style>',
        paragraph("BodyText", "Body Text", ppr=spacing(0, 140) + indent + '<w:jc w:val="both"/>'),
        paragraph("FirstParagraph", "First Paragraph", based="BodyText", after="BodyText"),
        paragraph("Compact", "Compact", ppr=spacing(20, 40, 240)),
        paragraph(
            "NumberedParagraph",
            "Numbered Paragraph",
            based="BodyText",
            ppr='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="42"/></w:numPr>'
            f'<w:tabs><w:tab w:val="left" w:pos="{2 * GUTTER}"/></w:tabs>{indent}',
        ),
        heading(1, 30, 400),
        heading(2, 26, 300),
        heading(3, 23, 240),
        heading(4, 22, 200, italic=True),
        heading(5, 22, 200, italic=True),
        heading(6, 22, 200, italic=True),
        paragraph(
            "AnnexHeading",
            "Annex Heading",
            after="BodyText",
            ppr='<w:keepNext/><w:keepLines/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="43"/>'
            f'</w:numPr>{spacing(480, 160)}{START}<w:outlineLvl w:val="0"/>',
            rpr=BOLD + size(30),
        ),
        paragraph(
            "TOCHeading",
            "TOC Heading",
            after="BodyText",
            ppr=f"<w:keepNext/><w:pageBreakBefore/>{spacing(0, 160)}{START}",
            rpr=BOLD + size(30),
        ),
        toc,
        paragraph("Title", "Title", after="BodyText", ppr=spacing(80, 360, 240) + START, rpr=BOLD + size(54)),
        paragraph("Subtitle", "Subtitle", ppr=spacing(1300, 0) + START, rpr=f'<w:color w:val="{QUIET}"/>' + size(28)),
        paragraph(
            "CoverMasthead",
            "Cover Masthead",
            ppr='<w:pBdr><w:bottom w:val="single" w:sz="18" w:space="4" w:color="1B1B1B"/></w:pBdr>'
            f'<w:tabs><w:tab w:val="right" w:pos="{TEXT_WIDTH}"/></w:tabs>{spacing(0, 0)}{START}',
            rpr=BOLD + size(34),
        ),
        paragraph(
            "CoverFact",
            "Cover Fact",
            ppr=f'<w:tabs><w:tab w:val="left" w:pos="2400"/></w:tabs>{spacing(0, 70)}'
            f'<w:ind w:left="2400" w:hanging="2400"/>{START}',
        ),
        paragraph(
            "CoverNotice",
            "Cover Notice",
            ppr="<w:pBdr>"
            + "".join(
                f'<w:{side} w:val="single" w:sz="8" w:space="6" w:color="962020"/>'
                for side in ("top", "left", "bottom", "right")
            )
            + f"</w:pBdr>{spacing(0, 360)}{START}",
            rpr=BOLD + '<w:color w:val="962020"/>',
        ),
        paragraph(
            "CoverBy",
            "Cover By",
            ppr='<w:keepNext/><w:pBdr><w:top w:val="single" w:sz="4" w:space="8" w:color="5A5A5A"/></w:pBdr>'
            + spacing(700, 120)
            + START,
            rpr=f'<w:color w:val="{QUIET}"/>' + size(19),
        ),
        paragraph("CoverLogo", "Cover Logo", ppr=f"<w:keepNext/>{spacing(120, 60, 240)}{START}"),
        paragraph("CoverOrganisation", "Cover Organisation", ppr=spacing(0, 120, 240) + START, rpr=size(20)),
        paragraph(
            "BlockText",
            "Block Text",
            based="BodyText",
            ppr=f'{spacing(0, 140)}<w:ind w:left="{2 * GUTTER}" w:right="{GUTTER}"/>',
            rpr=size(21),
        ),
        paragraph("Caption", "caption", ppr=f"{spacing(0, 100)}{START}", rpr=size(20)),
        paragraph("TableCaption", "Table Caption", based="Caption", ppr=f"<w:keepNext/>{spacing(240, 80)}"),
        paragraph("ImageCaption", "Image Caption", based="Caption", ppr=spacing(60, 160)),
        paragraph("Figure", "Figure", ppr=spacing(200, 0, 240) + '<w:jc w:val="center"/>'),
        paragraph("CaptionedFigure", "Captioned Figure", based="Figure", ppr="<w:keepNext/>"),
        paragraph(
            "TableNote",
            "Table Note",
            ppr=spacing(60, 240) + START,
            rpr=f'<w:color w:val="{QUIET}"/>' + size(18),
        ),
        paragraph("Small", "Small", ppr=spacing(0, 80, 240) + START, rpr=size(19)),
        paragraph("DefinitionTerm", "Definition Term", based="BodyText", after="Definition", rpr=BOLD),
        paragraph("Definition", "Definition", based="BodyText", ppr=f'<w:ind w:left="{2 * GUTTER}"/>'),
        paragraph("SourceCode", "Source Code", ppr=indent, rpr=f'<w:rFonts w:ascii="{MONO}" w:hAnsi="{MONO}"/>{size(19)}'),
        paragraph("FootnoteText", "footnote text", ppr=spacing(0, 20, 240) + START, rpr=size(18)),
        paragraph("FootnoteBlockText", "Footnote Block Text", based="FootnoteText", ppr='<w:ind w:left="360"/>'),
        paragraph(
            "Header",
            "header",
            ppr='<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="4" w:color="5A5A5A"/></w:pBdr>'
            f'<w:tabs><w:tab w:val="right" w:pos="{TEXT_WIDTH}"/></w:tabs>',
            rpr=f'<w:color w:val="{QUIET}"/>' + size(17),
        ),
        paragraph("HeaderFirst", "Header First", rpr=size(4)),
        paragraph(
            "Footer",
            "footer",
            ppr=f'<w:tabs><w:tab w:val="right" w:pos="{TEXT_WIDTH}"/></w:tabs>',
            rpr=f'<w:color w:val="{QUIET}"/>' + size(17),
        ),
        style(
            "character", "VerbatimChar", "Verbatim Char", based="DefaultParagraphFont",
            rpr=f'<w:rFonts w:ascii="{MONO}" w:hAnsi="{MONO}" w:cs="{MONO}"/>{size(16)}',
        ),
        style(
            "character", "FootnoteReference", "footnote reference", based="DefaultParagraphFont",
            rpr='<w:vertAlign w:val="superscript"/>',
        ),
        style(
            "character", "Hyperlink", "Hyperlink", based="DefaultParagraphFont", rpr='<w:color w:val="17456A"/>'
        ),
        table,
        "</w:styles>",
    ]  # fmt: skip
    return "".join(parts)


def level(number: int, form: str, text: str, style_id: str, ppr: str, rest: str = "") -> str:
    linked = f'<w:pStyle w:val="{style_id}"/>' if style_id else ""
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{linked}{rest}'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/><w:pPr>{ppr}</w:pPr></w:lvl>'
    )


def numbering() -> str:
    hanging = f'<w:tabs><w:tab w:val="num" w:pos="{GUTTER}"/></w:tabs><w:ind w:left="{GUTTER}" w:hanging="{GUTTER}"/>'
    forms = (
        ("upperRoman", "%1."),
        ("upperLetter", "%2."),
        ("decimal", "%3."),
        ("lowerLetter", "(%4)"),
    )
    headings = "".join(
        level(number, form, text, f"Heading{number + 1}", hanging)
        for number, (form, text) in enumerate(forms)
    )
    para = level(
        0,
        "decimal",
        "%1.",
        "NumberedParagraph",
        f'<w:tabs><w:tab w:val="num" w:pos="{2 * GUTTER}"/></w:tabs><w:ind w:left="{GUTTER}" w:firstLine="0"/>',
    )
    annex = level(0, "upperRoman", "{{annex}} %1", "AnnexHeading", '<w:ind w:left="0" w:firstLine="0"/>',
                  '<w:suff w:val="space"/>')  # fmt: skip
    kinds = ((41, "multilevel", headings), (42, "singleLevel", para), (43, "singleLevel", annex))
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="{kind}"/>{levels}</w:abstractNum>'
        for number, kind, levels in kinds
    )
    concrete = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'
        for number, _, _ in kinds
    )
    return f"{XML}<w:numbering {NS}>{abstract}{concrete}</w:numbering>"


def field(instruction: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


TAB = "<w:r><w:tab/></w:r>"


def line(tag: str, style_id: str, inside: str) -> str:
    pstyle = f'<w:pPr><w:pStyle w:val="{style_id}"/></w:pPr>'
    return f"{XML}<w:{tag} {NS}><w:p>{pstyle}{inside}</w:p></w:{tag}>"


RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def relationships(items: list[tuple[str, str, str]]) -> str:
    inside = "".join(
        f'<Relationship Id="{ident}" Type="{kind}" Target="{target}"/>'
        for ident, kind, target in items
    )
    return (
        f'{XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{inside}</Relationships>"
    )


def document() -> str:
    section = (
        '<w:headerReference w:type="default" r:id="rIdHead"/><w:headerReference w:type="first" r:id="rIdHeadFirst"/>'
        '<w:footerReference w:type="default" r:id="rIdFoot"/><w:footerReference w:type="first" r:id="rIdFootFirst"/>'
        '<w:footnotePr><w:numRestart w:val="continuous"/></w:footnotePr><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1474" w:right="1417" w:bottom="1361" w:left="1417" w:header="794" w:footer="680" w:gutter="0"/>'
        "<w:titlePg/>"
    )
    return (
        f"{XML}<w:document {NS}><w:body><w:p/><w:sectPr>{section}</w:sectPr></w:body></w:document>"
    )


def footnotes() -> str:
    marks = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{mark}/></w:r></w:p></w:footnote>'
        for kind, number, mark in (
            ("separator", -1, "separator"),
            ("continuationSeparator", 0, "continuationSeparator"),
        )
    )
    return f"{XML}<w:footnotes {NS}>{marks}</w:footnotes>"


def parts() -> dict[str, str]:
    """Every part of the package by name."""
    overrides = {
        "/word/document.xml": "document.main+xml",
        "/word/styles.xml": "styles+xml",
        "/word/numbering.xml": "numbering+xml",
        "/word/settings.xml": "settings+xml",
        "/word/footnotes.xml": "footnotes+xml",
        "/word/header1.xml": "header+xml",
        "/word/header2.xml": "header+xml",
        "/word/footer1.xml": "footer+xml",
        "/word/footer2.xml": "footer+xml",
    }
    types = "".join(
        f'<Override PartName="{name}" ContentType="{TYPES}.{kind}"/>'
        for name, kind in overrides.items()
    )
    kinds = ("styles", "numbering", "settings", "footnotes")
    rels = [(f"rId{n}", f"{RELS}/{kind}", f"{kind}.xml") for n, kind in enumerate(kinds, 1)]
    rels += [
        ("rIdHead", f"{RELS}/header", "header1.xml"),
        ("rIdHeadFirst", f"{RELS}/header", "header2.xml"),
        ("rIdFoot", f"{RELS}/footer", "footer1.xml"),
        ("rIdFootFirst", f"{RELS}/footer", "footer2.xml"),
    ]
    page = field("PAGE")
    settings = (
        f'{XML}<w:settings {NS}><w:zoom w:percent="100"/><w:defaultTabStop w:val="709"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/>'
        '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en-GB"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )
    return {
        "[Content_Types].xml": f'{XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{types}</Types>',
        "_rels/.rels": relationships([("rId1", f"{RELS}/officeDocument", "word/document.xml")]),
        "word/document.xml": document(),
        "word/_rels/document.xml.rels": relationships(rels),
        "word/styles.xml": styles(),
        "word/numbering.xml": numbering(),
        "word/settings.xml": settings,
        "word/footnotes.xml": footnotes(),
        "word/header1.xml": line(
            "hdr", "Header", run("{{head-start}}") + TAB + run("{{head-end}}")
        ),
        "word/header2.xml": line("hdr", "HeaderFirst", ""),
        "word/footer1.xml": line("ftr", "Footer", run("{{foot}}") + TAB + page),
        "word/footer2.xml": line("ftr", "Footer", ""),
    }


def main() -> None:
    with zipfile.ZipFile(TARGET, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts().items():
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            package.writestr(entry, content.encode("utf-8"))
    print(f"wrote {TARGET.name}, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
