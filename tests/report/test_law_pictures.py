"""Pictures of law, cycle, movements and findings: drawn twice alike, and refuse what cannot be drawn."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from probanda.law.facts import Act, Fact
from probanda.law.matrix import evidence_matrix
from probanda.law.standard import standard_qualifier
from probanda.problems import ProbandaError
from probanda.report.body_picture import BodyMark, body_picture
from probanda.report.charts import draw_chart
from probanda.report.labels import labels_for
from probanda.report.matrix_picture import matrix_picture
from probanda.report.movements_picture import movements_picture
from probanda.report.saved_picture import save
from probanda.report.timeline_picture import TimelineMark, timeline_picture
from probanda.report.values import Chart, Series


def matrix():
    act = Act("act-1", "beating", facts=(Fact("c", "s", "harm.severe"),))
    return evidence_matrix(standard_qualifier(), [act, Act("act-2")], ["CAT/1/1", "CAT/16/1"])


MARKS = [
    TimelineMark(date(2022, 12, 1), "Committee", "concluding observations", "done"),
    TimelineMark(date(2026, 3, 16), "Organisations", "report", "due"),
    TimelineMark(date(2026, 4, 20), "Organisations", "briefing", "later"),
    TimelineMark(date(2019, 5, 18), "State party", "information", "overdue"),
]
PICTURES = {
    "matrix": lambda: matrix_picture(matrix()),
    "timeline": lambda: timeline_picture(MARKS, date(2026, 3, 2), "Sartania"),
    "movements": lambda: movements_picture([["Fort", "Camp", "exchanged"], ["Fort"]], "Movements"),
    "body": lambda: body_picture([BodyMark("back", 0.4, 0.3, "a scar", "consistent")], "exam"),
}


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_the_same_bytes_each_time(name):
    first, second = PICTURES[name](), PICTURES[name]()
    assert first.svg == second.svg
    assert first.png == second.png
    assert first.png.startswith(b"\x89PNG")
    assert b"<svg" in first.svg


def test_a_flow_chart_counts_each_way():
    series = (Series("A → B", (Decimal(2),)), Series("A → C", (Decimal(1),)))
    picture = draw_chart(Chart("ways", "flow", ("persons",), series), labels_for("en"))
    assert picture.svg == movements_picture([["A", "B"], ["A", "B"], ["A", "C"]]).svg


def test_nothing_to_draw_is_an_error():
    for draw in (lambda: timeline_picture([], date(2026, 1, 1)), lambda: movements_picture([[]])):
        with pytest.raises(ValueError, match="no "):
            draw()


def test_a_picture_is_saved_by_the_ending_of_its_file(tmp_path):
    picture = PICTURES["body"]()
    for ending, data in (("svg", picture.svg), ("png", picture.png)):
        save(picture, tmp_path / "x" / f"p.{ending}")
        assert (tmp_path / "x" / f"p.{ending}").read_bytes() == data
    with pytest.raises(ProbandaError) as caught:
        save(picture, tmp_path / "p.gif")
    assert caught.value.problems[0].code == "picture-format"
