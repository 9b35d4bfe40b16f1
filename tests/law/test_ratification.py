"""Who is bound since when: from rows with a source; what no row says stays unknown."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from probanda.law import shipped_law
from probanda.law.provisions import InForce
from probanda.law.ratification import (
    Event,
    Status,
    bound,
    declarations,
    in_force_after,
    read_status,
    shipped_status,
    write_status,
)
from probanda.law.states import code_of, folded, name_of
from probanda.law.status_tables import import_table
from probanda.problems import ProbandaError

LAW = shipped_law()
DAY = date(2026, 1, 2)

HTML = """<html><body><h2>CHAPTER IV</h2>
<div>9 . Convention against Torture and Other Cruel, Inhuman or Degrading Treatment or Punishment</div>
<table><tr><td>Entry into force</td><td>: 26 June 1987, in accordance with article 27(1)</td></tr></table>
<table><tr><th>Participant</th><th>Signature</th><th>Accession(a), Succession(d), Ratification</th></tr>
<tr><td>Sartania <sup>1</sup></td><td>&nbsp;</td><td>&nbsp; 9 Sep 1993 a</td></tr>
<tr><td>Kevria 2, 3</td><td>4 Feb 1985</td><td>16 Aug 1996</td></tr>
<tr><td>Norland</td><td>[ 4 Feb 1985 ]</td><td>12 Feb 1996 d</td></tr>{more}</table>
<table><tr><th>Participant</th><th>Declarations under articles 21 and 22</th></tr>
<tr><td>Kevria</td><td>4 Feb 2002</td></tr></table></body></html>"""
XML = """<?xml version="1.0" encoding="utf-8"?>
<Treaties><Treaty><Header>9. Convention against Torture and Other Cruel, Inhuman or Degrading Treatment or
Punishment</Header>
<Participants><Table><TGroup><Thead><Row><Entry>Participant</Entry><Entry>Signature</Entry>
<Entry>Accession(a), Succession(d), Ratification</Entry></Row></Thead><Tbody><Rows>
<Row><Entry>Sartania <superscript>1,2</superscript></Entry><Entry/><Entry> 9 Sep 1993 a</Entry></Row>
</Rows></Tbody></TGroup></Table></Participants></Treaty></Treaties>"""


def table(tmp_path, name, text, instrument=""):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return import_table(path, LAW, DAY, instrument)


@pytest.mark.parametrize(
    ("state", "instrument", "day", "answer"),
    [
        ("Sartania", "CAT", date(1993, 10, 8), False),
        ("Sartania", "CAT", date(1993, 10, 9), True),
        ("srt", "CAT", date(2019, 4, 1), True),
        ("Sartania", "ROME", date(2019, 4, 1), False),
        ("Sartania", "ROME", date(2021, 6, 1), True),
        ("Sartania", "ICPPED", date(2019, 4, 1), False),
        ("Kevria", "ROME", date(2019, 4, 1), False),
        ("Kevria", "GC3", date(2019, 4, 1), True),
        ("Nowhere", "CAT", date(2019, 4, 1), None),
        ("Sartania", "ISTANBUL", date(2019, 4, 1), None),
    ],
)
def test_bound_on_a_day(state, instrument, day, answer):
    found = bound(LAW, state, instrument, day)
    assert found.bound is answer
    assert found.why.endswith(".")


def test_the_reason_names_the_day():
    assert bound(LAW, "SRT", "CAT", DAY).why == "CAT binds Sartania since 9 October 1993."


@pytest.mark.parametrize(
    ("deposit", "joins", "day"),
    [
        (date(1993, 9, 13), InForce("27", days=30), date(1993, 10, 13)),
        (date(2000, 2, 29), InForce("18", days=30), date(2000, 3, 30)),
        (date(1992, 11, 30), InForce("49", months=3), date(1993, 2, 28)),
        (date(1993, 8, 31), InForce("95", months=6), date(1994, 2, 28)),
        (date(2021, 3, 5), InForce("126", days=60, first_of_month=True), date(2021, 6, 1)),
        (date(2021, 10, 15), InForce("126", days=60, first_of_month=True), date(2022, 1, 1)),
    ],
)
def test_entry_into_force_is_counted_by_each_treatys_rule(deposit, joins, day):
    assert in_force_after(deposit, joins) == day


@settings(deadline=None, max_examples=60)
@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)))
def test_nobody_is_bound_before_the_deposit(deposit):
    for instrument in LAW.instruments.values():
        if instrument.joins:
            assert in_force_after(deposit, instrument.joins) > deposit


def test_nobody_is_bound_before_the_treaty_itself():
    early = Status((Event("CAT", "Norland", "", "ratification", date(1986, 1, 1), source="x"),))
    assert bound(LAW, "Norland", "CAT", DAY, early).since == date(1987, 6, 26)


def test_a_denunciation_ends_it():
    rows = (
        Event("CAT", "Norland", "", "ratification", date(1990, 1, 1), source="x"),
        Event("CAT", "Norland", "", "denunciation", date(2000, 1, 1), date(2001, 1, 1), source="x"),
    )
    assert bound(LAW, "Norland", "CAT", date(2000, 12, 31), Status(rows)).bound is True
    assert bound(LAW, "Norland", "CAT", date(2001, 1, 1), Status(rows)).bound is False


def test_what_is_not_known_later_is_not_guessed():
    assert bound(LAW, "Kevria", "ROME", date(2030, 1, 1)).bound is None


def test_declarations_stand_from_their_day():
    assert declarations("Kevria", "CAT", "22", date(2002, 2, 3)) == ()
    assert len(declarations("Kevria", "CAT", "22", date(2010, 1, 1))) == 1
    assert declarations("Sartania", "CAT", "22", date(2010, 1, 1)) == ()


def test_only_invented_states_are_shipped():
    assert {each.state for each in shipped_status().events} == {"Kevria", "Sartania"}
    assert all(each.source for each in shipped_status().events)


def test_a_page_of_the_depositary_is_read(tmp_path):
    found = table(tmp_path, "cat.html", HTML.format(more=""))
    assert found.instrument == "CAT"
    assert found.problems == ()
    assert [(e.state, e.event, str(e.date), e.articles) for e in found.events] == [
        ("Sartania", "accession", "1993-09-09", ""),
        ("Kevria", "signature", "1985-02-04", ""),
        ("Kevria", "ratification", "1996-08-16", ""),
        ("Norland", "signature", "1985-02-04", ""),
        ("Norland", "succession", "1996-02-12", ""),
        ("Kevria", "declaration", "2002-02-04", "21,22"),
    ]
    assert all(each.source and each.read_on == DAY for each in found.events)


def test_xml_is_read_and_its_footnote_marks_dropped(tmp_path):
    found = table(tmp_path, "cat.xml", XML)
    assert [(e.state, e.code, e.event) for e in found.events] == [("Sartania", "SRT", "accession")]


def test_one_line_an_action_is_read(tmp_path):
    text = (
        "Country,Action,Action Date,Effective Date\nSARTANIA,Accession,09-Sep-1993,09-Oct-1993\n"
        "SARTANIA,Objection,09-Sep-1993,\n"
    )
    found = table(tmp_path, "t.csv", text, "CAT")
    assert [(e.state, e.event, e.in_force) for e in found.events] == [
        ("Sartania", "accession", date(1993, 10, 9))
    ]


@pytest.mark.parametrize(
    ("mark", "event"),
    [
        ("", "ratification"),
        (" a", "accession"),
        (" d", "succession"),
        (" A", "acceptance"),
        (" AA", "approval"),
        (" c", "formal-confirmation"),
    ],
)
def test_letters_say_how_a_state_joined(tmp_path, mark, event):
    head = (
        "Participant;Signature;Ratification, Acceptance(A), Approval(AA), Formal confirmation(c),"
    )
    text = f"{head} Accession(a), Succession(d)\nNorland;;12 Feb 1996{mark}\n"
    assert [each.event for each in table(tmp_path, "t.csv", text, "CAT").events] == [event]


def test_a_cell_that_cannot_be_read_is_named_and_left_out(tmp_path):
    found = table(
        tmp_path, "cat.html", HTML.format(more="<tr><td>Oddland</td><td></td><td>soon</td></tr>")
    )
    assert [each.code for each in found.problems] == ["status-cell-unreadable"]
    assert "Oddland" not in {each.state for each in found.events}


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("a.csv", "a,b\n1,2\n", "instrument-not-named"),
        ("a.html", "<html><p>Convention against Torture</p></html>", "table-not-found"),
        ("a.xml", "<?xml version='1.0'?><a><b>", "file-unreadable"),
    ],
)
def test_a_file_that_is_no_table_is_refused(tmp_path, name, text, code):
    with pytest.raises(ProbandaError) as caught:
        table(tmp_path, name, text)
    assert caught.value.problems[0].code == code


@settings(deadline=None, max_examples=60)
@given(st.binary(max_size=300))
def test_no_file_breaks_the_reader(tmp_path_factory, raw):
    path = tmp_path_factory.mktemp("t") / "x"
    for head in (b"", b"<html>", b"<?xml version='1.0'?>"):
        path.write_bytes(head + raw)
        try:
            import_table(path, LAW, DAY, "CAT")
        except ProbandaError:
            continue


def test_rows_are_written_and_read_again(tmp_path):
    path = tmp_path / "ratifications.csv"
    write_status(path, shipped_status().events)
    again = read_status(path, LAW)
    assert set(again.events) == set(shipped_status().events)
    before = path.read_bytes()
    write_status(path, reversed(again.events))
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("CAT,Norland,accession,1993-09-09,,", "source-missing"),
        ("CAT,Norland,accession,9 Sep 1993,,page", "date-wrong"),
        ("CAT,Norland,joined,1993-09-09,,page", "event-unknown"),
        ("XYZ,Norland,accession,1993-09-09,,page", "instrument-unknown"),
        ("CAT,Norland,accession,1985-09-09,1985-10-09,page", "in-force-too-early"),
    ],
)
def test_a_wrong_row_is_refused_with_its_number(tmp_path, row, code):
    path = tmp_path / "r.csv"
    path.write_text(f"instrument,state,event,date,in_force,source\n{row}\n", encoding="utf-8")
    with pytest.raises(ProbandaError) as caught:
        read_status(path, LAW)
    assert (caught.value.problems[0].code, caught.value.problems[0].row) == (code, 1)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Kevria", "KEV"),
        ("kev", "KEV"),
        ("Bolivia (Plurinational State of)", "BOL"),
        ("Bolivia", "BOL"),
        ("Côte d’Ivoire", "CIV"),
        ("Türkiye", "TUR"),
        ("Turkey", "TUR"),
        ("Nowhere", ""),
    ],
)
def test_states_are_known_by_name_and_code(written, code):
    assert code_of(written) == code
    assert folded(written)
    assert not code or name_of(code)
