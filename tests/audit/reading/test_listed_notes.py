"""Notes written out as a numbered list: every format, raised numbers of every make."""

from __future__ import annotations

import pytest

from probanda.audit.document import Document
from probanda.audit.reading.html import read_html
from probanda.audit.reading.markdown import read_markdown
from probanda.audit.reading.plain import read_text

HALLS = range(1, 6)


def report(mark: str, entry: str, head: str = "Sources") -> str:
    """A report with a mark behind each sentence, and a list under a heading."""
    text = " ".join(
        f"Hall {n} had no beds and nobody wrote it down.{mark.format(n=n, raised='⁰¹²³⁴⁵'[n])}"
        for n in HALLS
    )
    return f"# Report\n\n## Findings\n\n{text}\n\n## {head}\n\n" + "".join(
        entry.format(n=n) for n in HALLS
    )


LINES = "{n}. Beds in hall {n}\nhttps://news.example/2024/03/0{n}/x\nCourier, 0{n}.03.2024\n\n"
ONE_LINE = "{n}. Beds in hall {n}, https://news.example/2024/03/0{n}/x. Courier, 0{n}.03.2024\n"
PAGE = (
    "<body><h1>Report</h1><h2>Findings</h2><p>"
    + " ".join(f"Hall {n} had no beds.<sup>{n}</sup>" for n in HALLS)
    + "</p><h2>Источники</h2>"
    + "".join(f"<p>{n}. Beds in hall {n}</p><p>https://news.example/2024/x{n}</p>" for n in HALLS)
    + "</body>"
)


@pytest.mark.parametrize(
    "document",
    [
        read_markdown(report("<sup>{n}</sup>", LINES)),
        read_markdown(report("^{n}^", LINES, "Fuentes")),
        read_markdown(report("[{n}]", ONE_LINE + "\n")),
        read_markdown(report("{raised}", LINES, "Ссылки")),
        read_text(report("[{n}]", ONE_LINE).replace("#", "")),
        read_text(report("{raised}", ONE_LINE).replace("#", "")),
        read_html(PAGE.encode()),
    ],
    ids=["sup", "caret", "brackets", "raised", "text", "text-raised", "html"],
)
def test_a_list_under_a_heading_of_sources_is_notes(document: Document) -> None:
    assert [mark.label for mark in document.marks] == [str(n) for n in HALLS]
    assert [note.label for note in document.notes] == [str(n) for n in HALLS]
    for note, mark in zip(document.notes, document.marks, strict=True):
        said = document.text[note.start : note.end]
        assert said.startswith(f"Beds in hall {note.label}")
        assert f"news.example/2024/{'' if 'x' in said[-2:] else '03/0'}" in said
        assert note.anchors == (mark.position,)
    assert "down.1" not in document.text
    assert "¹" not in document.text


@pytest.mark.parametrize(
    "text",
    [
        "# Report\n\nHall 1 had no beds.\n\n## Sources\n\n1. The guards\n\n2. The court\n",
        "# Report\n\nThe cell had 4 m² and 12 km<sup>2</sup> of land, 10⁶ grains.\n",
        "# Report\n\nBeds.[1] Food.[2]\n\n## Findings\n\n1. The guards\n\n2. The court\n",
    ],
)
def test_other_lists_and_measures_stay(text: str) -> None:
    document = read_markdown(text)
    assert document.notes == ()


def test_a_list_written_line_by_line_is_not_one_paragraph() -> None:
    document = read_text(
        "The commission heard three persons in the spring of that year, at length:\n"
        "1. The guard of the quarry, who had kept the keys and the book of the dead\n"
        "2. The clerk of the court, who had written down what the guard had told him\n"
    )
    assert [block.number for block in document.blocks] == ["", "1", "2"]
