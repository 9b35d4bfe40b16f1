"""Names struck out in one place and printed in another, in the formats that can strike."""

from __future__ import annotations

import pytest

from probanda.audit.document import Document
from probanda.audit.reading.docx import read_docx
from probanda.audit.reading.html import read_html
from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit
from tests.audit.reading.made import docx

CODE = "withheld-name-printed"
TEXT = (
    "# Report\n\nThe prisoner {0} was beaten in the camp at Arlan in May 2021.\n\n"
    "# Annex\n\nIn June 2021 Mr. Velan was treated in hospital.\n"
)


def found(document: Document) -> list[tuple[str, str]]:
    return [
        (each.severity, document.text[each.start : each.end])
        for each in audit(document, [CODE]).findings
    ]


def test_markdown_tells_a_struck_name_that_stands_elsewhere() -> None:
    document = read_markdown(TEXT.format("~~Orrin Velan~~"))
    assert found(document) == [("error", "Velan")]
    assert [document.text[x.start : x.end] for x in document.doubts] == ["Orrin Velan"]


@pytest.mark.parametrize("tag", ["s", "del", "strike"])
def test_html_tells_a_struck_name_that_stands_elsewhere(tag: str) -> None:
    document = read_html(
        f"<h1>Report</h1><p>The prisoner <{tag}>Orrin <b>Velan</b></{tag}> was beaten in May 2021.</p>"
        "<h2>Annex</h2><p>In June 2021 Orrin Velan was treated in hospital.</p>"
    )
    assert found(document) == [("error", "Orrin Velan")]


@pytest.mark.parametrize("strike", ["strike", "dstrike"])
def test_docx_tells_a_struck_name_that_stands_elsewhere(strike: str) -> None:
    def run(words: str, properties: str = "") -> str:
        return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'

    crossed = f"<w:{strike}/>"
    name = run("Orrin ", crossed) + run("Velan", crossed)  # two runs of one name
    file = docx(
        f"<w:p>{run('The prisoner ')}{name}{run(' was beaten in the camp in May 2021.')}</w:p>"
        f"<w:p>{run('In June 2021 Mr. Velan was treated in hospital.')}</w:p>"
    )
    assert found(read_docx(file)) == [("error", "Velan")]


@pytest.mark.parametrize(
    "text",
    [
        TEXT.format("Orrin Velan"),
        "# Report\n\nThe prisoner ~~Orrin Velan~~ was beaten in May 2021.\n\n~~Velan~~ was treated in June.\n",
        "# Report\n\n~~The prisoner Orrin Velan was beaten.~~ The prisoner Orrin Velan was held in May 2021.\n",
        "# Report\n\nThe number of ~~nine~~ ten prisoners; Orrin Velan counted nine.\n",
    ],
    ids=["nothing struck", "struck everywhere", "a sentence revised", "a number revised"],
)
def test_what_hides_no_name_is_left_alone(text: str) -> None:
    assert found(read_markdown(text)) == []


def test_a_struck_name_of_nobody_known_is_a_warning() -> None:
    text = "# Report\n\nThe way to ~~Kelm~~ was closed in May 2021.\n\nKelm lies on the river.\n"
    assert found(read_markdown(text)) == [("warning", "Kelm")]
