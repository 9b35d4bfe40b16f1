"""Recommendations of a lettered list, and whom the words before the list ask."""

from __future__ import annotations

import pytest

from probanda.audit.document import Document
from probanda.audit.extract.recommendations import recommendations
from probanda.audit.facts import Facts
from probanda.audit.reading.docx import read_docx
from probanda.audit.reading.markdown import read_markdown
from probanda.audit.reading.pdf import read_pdf
from probanda.audit.reading.plain import read_text
from tests.audit.reading.made import docx, p, pdf

LEAD = "The organisations ask the Committee to recommend that Sartania:"
LONG = "publish the register of every person held at the quarry, " + "with the days of arrest, " * 8
ITEMS = (
    "reopen the inquiry that was closed in May 2020;",
    f"{LONG.rstrip(', ')};",
    "free the sick.",
)


def asked(document: Document) -> list[tuple[str, str]]:
    facts = Facts(document)
    return [
        (each.addressee, " ".join(document.text[each.start : each.end].split()))
        for each in facts.of(recommendations)
    ]


def test_a_lettered_list_is_read_in_a_pdf() -> None:
    listed = " \n\n ".join(f"{letter}. {item}" for letter, item in zip("abc", ITEMS, strict=True))
    # a line of its own for each letter, and no list of Typst's
    source = f"= Recommendations\n\n12. {LEAD}\n\n{listed}".replace("12. ", "12#h(0pt). ")
    for letter in "abc":
        source = source.replace(f"{letter}. ", f"{letter}#h(0pt). ")
    assert asked(read_pdf(pdf(source))) == [("Sartania", item) for item in ITEMS]


def test_a_lettered_list_is_read_in_plain_text() -> None:
    listed = "\n\n".join(f"{letter}. {item}" for letter, item in zip("abc", ITEMS, strict=True))
    assert asked(read_text(f"Recommendations\n\n{LEAD}\n\n{listed}\n")) == [
        ("Sartania", item) for item in ITEMS
    ]


def test_a_long_lettered_item_of_a_docx_is_an_item() -> None:
    numbering = (
        "<w:numbering {W}><w:abstractNum w:abstractNumId='1'><w:lvl w:ilvl='0'><w:start w:val='1'/>"
        "<w:numFmt w:val='lowerLetter'/><w:lvlText w:val='%1.'/></w:lvl></w:abstractNum>"
        "<w:num w:numId='1'><w:abstractNumId w:val='1'/></w:num></w:numbering>"
    ).replace("{W}", 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"')
    counted = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    body = "".join([p("Recommendations"), p(LEAD), *(p(item, extra=counted) for item in ITEMS)])
    document = read_docx(docx(body, numbering=numbering))
    assert asked(document) == [("Sartania", item) for item in ITEMS]


@pytest.mark.parametrize(
    ("lead", "who"),
    [
        ("We recommend that the State party:", "the State party"),
        ("Recomendamos que el Estado parte:", "el Estado parte"),
        ("Рекомендуем, чтобы Сартания:", "Сартания"),
        ("Nous recommandons que la Sartanie:", "la Sartanie"),
    ],
)
def test_whoever_is_asked_to_do_it_is_the_addressee(lead: str, who: str) -> None:
    found = asked(read_markdown(f"# Recommendations\n\n{lead}\n\n- free the sick prisoners.\n"))
    assert [name for name, _ in found] == [who]
