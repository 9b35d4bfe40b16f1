"""Files made for the tests: PDF by Typst, DOCX by hand. Nothing is kept in the tree."""

from __future__ import annotations

import io
import zipfile

import typst

from probanda.audit.document import Block, Document

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'

FILLER = (
    "The guards of the quarry prison kept no register of those whom they brought in at night, and the families"
    " who asked at the gate were sent from one office to another until the court closed the file. "
)

TWO_COLUMNS = f"""
#set page(paper: "a4", columns: 2, header: [Report on the quarry #h(1fr) 2024],
  footer: context [#h(1fr) #counter(page).display() #h(1fr)])
#set text(size: 10pt, lang: "en")
#set par(justify: true)
#place(top, scope: "parent", float: true)[#text(20pt, weight: "bold")[Detention in Kevria] \\
  #text(12pt)[Geneva, 14 March 2024]]
#outline()
= Summary
Of 120 detainees, 70 were men.#footnote[Interview 12,
https://archive.example/interviews/2024/record-12-with-a-long-address-that-breaks.html] {FILLER * 3}

Others came from the well-known harbour.#footnote[A letter of the ministry.] {FILLER * 4}
= Findings
== The quarry
{FILLER * 9}#footnote[{FILLER * 2}]

#figure(table(columns: 3, [Place],[Men],[Women],[Quarry],[40],[20],[Harbour],[30],[30],[Total],[70],[50]),
  caption: [Detainees by place])

{FILLER * 6} According to the list, 38, 580 people were counted. {FILLER * 4}
- First, they were beaten with cables until they signed what they had not read.
- Second, nobody told their families.

See #link("https://example.org/x")[the monitor's list]. {FILLER * 20}
"""

RUSSIAN = """
#set page(paper: "a4", numbering: "1", header: align(right)[#text(8pt)[Хроника задержаний в Кеврии]])
#set text(size: 11pt, lang: "ru", font: "DejaVu Serif")
#align(center)[#text(22pt)[Хроника задержаний] #linebreak() Арлан, март 2024 года]
#pagebreak()
= Введение
В 2023 году задержаны 120 человек, из них 70 мужчин.#super[1] В г. Арлан содержались 38 580 человек#super[2].
#rect(width: 100%, height: 140pt, stroke: none)[
 #for (i, h) in ((0, 100), (1, 60), (2, 90), (3, 40)) {
   place(bottom+left, dx: 40pt + i*80pt, rect(width: 40pt, height: h*1pt, fill: blue))
   place(bottom+left, dx: 48pt+i*80pt, dy: -h*1pt - 4pt, text(8pt)[#h])
   place(bottom+left, dx: 40pt+i*80pt, dy: 12pt, text(8pt)[Q#(i+1) 2023]) }
]
Рисунок 1. Задержания по кварталам

В докладе сказано, что многие семьи по-прежнему не знают о судьбе своих близких и не получили ответа.

17. Во-первых, комиссия установила, что в тюрьме содержались двести человек, которых привезли из разных мест и
которым не объяснили причин задержания.

18. Во-вторых, никто не был привлечён к ответственности.

#pagebreak()
= Выводы
Никто не ответил на запросы семей, которые были направлены в прокуратуру и в министерство в 2023 году.

#v(1fr)
#text(8.5pt)[#super[1] Интервью № 12, 3 мая 2023 г., https://archive.example/ru/12.]

#text(8.5pt)[#super[2] Письмо министерства от 5 июня 2023 г.]
"""


def plain_pdf(*lines: bytes) -> bytes:
    """A PDF of one page written by hand: lines of bytes as its font's encoding knows them."""
    shown = b"".join(b"(%s) Tj 0 -14 Td " % line for line in lines)
    stream = b"BT /F 11 Tf 72 720 Td " + shown + b"ET"
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F %s>>>>>>"
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        page % font,
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
    )
    body = b"".join(b"%d 0 obj%s endobj\n" % each for each in enumerate(objects, 1))
    return b"%PDF-1.4\n" + body + b"trailer<</Root 1 0 R>>\n%%EOF"


def pdf(source: str) -> bytes:
    """A PDF of Typst's text."""
    return bytes(typst.compile(source.encode()))


def docx(body: str, **parts: str) -> bytes:
    """A DOCX of the inside of its body; further parts by name without folder and ending."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr(
            "word/document.xml", f"<w:document {W} {R}><w:body>{body}</w:body></w:document>"
        )
        for name, text in parts.items():
            package.writestr(f"word/{name}.xml", text)
    return out.getvalue()


def p(words: str, style: str = "", extra: str = "") -> str:
    """A paragraph; words may hold runs of their own."""
    run = (
        words if words.startswith("<w:") else f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'
    )
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{extra}</w:pPr>{run}</w:p>"


def said(document: Document, block: Block) -> str:
    """The words of a block."""
    return document.text[block.start : block.end]


def blocks(document: Document, kind: str) -> list[str]:
    """The words of all blocks of a kind."""
    return [said(document, block) for block in document.blocks if block.kind == kind]
