# ruff: noqa: E501 - rows of a file stand on one line
"""Recommendations to and from the Universal Human Rights Index and IMPACT OSS; the calendar."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from probanda.casebook.cycle import (
    Recommendation,
    Reply,
    read_recommendations,
    read_sessions,
    read_steps,
)
from probanda.exchange.calendar import calendar
from probanda.exchange.recommendations import read_rows, write_rows
from probanda.problems import ProbandaError
from tests.casebook.law_case import GROUND, take

BODIES = {"cat": "CAT", "committee against torture": "CAT"}


def one(**more: object) -> Recommendation:
    values: dict = {
        "key": "rec-1",
        "issuer": "CAT",
        "symbol": "CAT/C/SRT/CO/4",
        "paragraph": "18",
        "state": "Sartania",
        "text": "Investigate these reports, “all of them”.",
        "addressee": "",
        "findings": (),
        "measure": "a decision",
        "due": date(2023, 12, 2),
        "follow_up": True,
        "themes": "investigation; missing persons",
        "issued": "2022-12-01",
        "answers": "",
        "source": "co-4",
        "claimant": "cat",
        "replies": (
            Reply(
                "sa",
                "Sartania",
                "reply",
                "not-done",
                "",
                "Nothing, “really”.",
                "2024-01-22",
                "m",
                "l",
                "",
            ),
        ),
    }
    return Recommendation(**{**values, **more})


def saved(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "list.csv"
    path.write_bytes(text.encode("utf-8"))
    return path


def test_the_index_comes_back_as_it_went_out(tmp_path):
    found = read_rows(saved(tmp_path, write_rows([one()], "uhri")), "uhri", bodies=BODIES)
    (row,) = found.rows
    assert (row.body, row.symbol, row.paragraph, row.state) == (
        "CAT",
        "CAT/C/SRT/CO/4",
        "18",
        "Sartania",
    )
    assert (row.text, row.issued, row.themes) == (one().text, "2022-12-01", one().themes)
    assert '"Reccomending Body"' in row.raw
    assert found.left_over == ()


def test_impact_comes_back_by_its_reference(tmp_path):
    listed = [one(), one(key="rec-2", text="Another."), one(key="own", symbol="", paragraph="")]
    text = write_rows(listed, "impact", framework="3")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len({row["reference"] for row in rows}) == 3
    assert rows[0]["framework_id"] == "3"
    found = read_rows(saved(tmp_path, text), "impact")
    assert (found.rows[0].symbol, found.rows[0].paragraph) == ("CAT/C/SRT/CO/4", "18")
    assert found.rows[0].text == one().text
    actions = list(csv.DictReader(io.StringIO(write_rows([one()], "impact-actions"))))
    assert actions[0]["reference"] == rows[0]["action-reference"]
    assert actions[0]["target_date"] == "2023-12-02"


def test_impact_needs_a_framework():
    with pytest.raises(ProbandaError) as caught:
        write_rows([one()], "impact")
    assert caught.value.problems[0].code == "framework-missing"


def test_headings_with_hints_lists_in_cells_and_bad_rows_are_survived(tmp_path):
    text = (
        "reference (unique),description (markdown),framework_id (number)\n"
        "CAT-C-SRT-CO-4-para-18,Investigate.,1\n,Without reference.,1\nX-1,,1\n"
    )
    found = read_rows(saved(tmp_path, text), "impact")
    assert found.total == 3
    assert [row.reference for row in found.rows] == ["CAT-C-SRT-CO-4-para-18"]
    assert [(p.code, p.row) for p in found.problems] == [("row-empty", 2), ("row-empty", 3)]
    text = 'Body,Text,Country,Document Symbol,Document Publication Date\n"- CAT\n- CCPR","Do it.","- Sartania","CAT/C/srt/CO/4","soon"\n'
    found = read_rows(saved(tmp_path, text), "uhri", bodies=BODIES)
    assert found.rows[0].body == "CAT"
    assert {p.code for p in found.problems} == {"symbol-unreadable", "date-unreadable"}


def test_a_missing_column_is_named_and_can_be_mapped(tmp_path):
    path = saved(tmp_path, "Empfehlung,Gremium\nUntersuchen.,CAT\n")
    with pytest.raises(ProbandaError) as caught:
        read_rows(path, "uhri")
    assert caught.value.problems[0].code == "column-missing"
    found = read_rows(
        path, "uhri", mapping={"Empfehlung": "text", "Gremium": "body"}, bodies=BODIES
    )
    assert (found.rows[0].text, found.rows[0].body) == ("Untersuchen.", "CAT")


@given(
    st.text(alphabet=st.characters(blacklist_categories=("Cs", "Cc")), min_size=1).filter(
        lambda t: t.strip() == t and t.strip('"')
    )
)
def test_any_text_survives_the_csv(text):
    (row,) = list(csv.DictReader(io.StringIO(write_rows([one(text=text)], "uhri"))))
    assert row["Text"] == text


def test_the_calendar_is_the_same_each_time_and_keeps_what_is_confidential(casebook):
    take(casebook, GROUND)
    made = [
        calendar(read_steps(), read_sessions(), name="x", stamp=date(2026, 3, 2), casebook="c")
        for _ in range(2)
    ]
    assert made[0] == made[1]
    events = {str(event["summary"]): event for event in Calendar.from_ical(made[0]).walk("VEVENT")}
    session = events["CAT, session 86"]
    assert (session["dtstart"].dt, session["dtend"].dt) == (date(2026, 4, 13), date(2026, 5, 9))
    hidden = events["CAT Sartania: confidential step"]
    assert str(hidden["class"]) == "CONFIDENTIAL"
    assert "inquiry" not in str(hidden["description"])
    report = events["CAT Sartania: organisations' reports"]
    assert len(report.subcomponents) == 3  # reminders
    assert events["CAT Sartania: the State's information on follow-up"].subcomponents == []
    assert all(event["dtstamp"].dt.date() == date(2026, 3, 2) for event in events.values())
    text = write_rows(read_recommendations(), "uhri")
    assert text.count("\r\n") == 3
