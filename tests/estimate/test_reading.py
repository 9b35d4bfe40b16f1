"""Bad tables are refused with code, place and remedy; nothing is computed from them."""

from __future__ import annotations

import pytest

from probanda.estimate import CaptureTable, Refused, parse_table
from probanda.estimate.checks import check_table, drop_unusable_lists

GOOD = "A,B,C,count\n1,0,0,60\n0,1,0,50\n0,0,1,40\n1,1,0,20\n1,0,1,15\n0,1,1,10\n1,1,1,5\n"


def codes(text: str, **options) -> set[str]:
    with pytest.raises(Refused) as refused:
        parse_table(text, **options)
    for notice in refused.value.notices:
        assert notice.severity == "error"
        assert notice.message
        assert notice.remedy
    return {n.code for n in refused.value.notices}


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("1,1,0,-3", "count-negative"),
        ("1,1,0,2.5", "count-fractional"),
        ("1,1,0,many", "count-text"),
        ("1,1,0,", "count-text"),
        ("1,1,0,nan", "count-text"),
        ("2,1,0,3", "list-value"),
        ("x,1,0,3", "list-value"),
        ("0,0,0,12", "on-no-list"),
        ("1,1,0", "row-length"),
        ("1,1,1,9", "repeated-history"),
    ],
)
def test_a_faulty_row_is_refused_by_name(row, code):
    assert code in codes(GOOD + row + "\n")


def test_all_faults_are_reported_at_once_with_their_rows():
    with pytest.raises(Refused) as refused:
        parse_table("A,B,C,count\n1,0,0,-1\n0,1,0,x\n0,3,1,4\n")
    assert [n.code for n in refused.value.notices] == ["count-negative", "count-text", "list-value"]
    assert "row 3, column count" in refused.value.notices[1].message


def test_number_of_lists_is_limited():
    assert codes("A,B,count\n1,0,3\n") == {"too-few-lists"}
    wide = ",".join(f"L{i}" for i in range(13))
    assert codes(f"{wide},count\n{'1,' * 13}4\n") == {"too-many-lists"}


def test_a_file_without_header_is_recognised():
    assert "header-missing" in codes("1,0,1\n0,1,1\n")


def test_repeated_histories_are_added_only_when_asked():
    found = parse_table(GOOD + "1,1,1,9\n", sum_repeated=True)
    assert found.table.counts[7] == 14
    assert [n.code for n in found.notices] == ["repeated-history"]
    assert found.notices[0].severity == "warning"


def test_one_row_per_person_gives_the_same_table():
    people = "A,B,C\n" + "".join(
        (",".join(row.split(",")[:3]) + "\n") * int(row.split(",")[3])
        for row in GOOD.splitlines()[1:]
    )
    assert (parse_table(people).table.counts == parse_table(GOOD).table.counts).all()


def test_row_order_and_delimiter_do_not_change_the_fingerprint():
    head, *rows = GOOD.splitlines()
    turned = "\n".join([head, *reversed(rows)]).replace(",", ";") + "\n\n"
    assert parse_table(turned).table.sha256 == parse_table(GOOD).table.sha256


def test_strata_columns_split_the_table():
    text = "A,B,C,place,count\n1,0,0,north,5\n1,0,0,south,7\n0,1,1,north,2\n"
    found = parse_table(text, by=["place"])
    assert found.table.counts[1] == 12
    assert {k: v.n for k, v in found.strata.items()} == {"north": 7, "south": 7}
    assert "list-value" in codes(text)
    assert codes(text, by=["region"]) == {"column-missing"}


def test_declared_structural_zero_leaves_the_fit(table):
    text = GOOD.replace("0,1,1,10\n", "")
    found = parse_table(text, impossible=["B+C"]).table
    assert found.impossible == {6}
    assert 6 not in found.cells
    assert "structural-zero" in {n.code for n in check_table(found)}
    assert codes(GOOD, impossible=["B+C"]) == {"impossible-history-counted"}
    assert codes(GOOD, impossible=["B+X"]) == {"impossible-unknown"}


def make(*counts: int) -> CaptureTable:
    import numpy as np

    return CaptureTable(("A", "B", "C"), np.array([0, *counts]))


@pytest.mark.parametrize(
    ("counts", "code"),
    [
        ((30, 30, 5, 30, 0, 0, 0), "empty-pair"),
        ((900, 900, 5, 900, 5, 0, 0), "structural-zero-suspected"),
        ((0, 90, 20, 60, 0, 10, 5), "list-inside-another"),
        ((10, 10, 5, 10, 5, 5, 2), "small-table"),
        ((9000, 10, 5, 10, 5, 5, 2), "one-history-dominates"),
        ((90, 80, 0, 70, 0, 0, 0), "no-overlap"),
    ],
)
def test_each_named_check_fires_on_its_table(counts, code):
    found = {n.code: n for n in check_table(make(*counts))}
    assert code in found
    assert found[code].remedy


def test_a_sound_table_raises_no_check():
    assert check_table(make(60, 50, 20, 40, 15, 10, 5)) == []


def test_a_list_that_names_nobody_is_left_out_and_said():
    kept, notices = drop_unusable_lists(make(60, 50, 20, 0, 0, 0, 0))
    assert kept.lists == ("A", "B")
    assert [n.code for n in notices] == ["empty-list"]


def test_a_last_column_y_of_whole_numbers_is_the_count_and_that_is_said():
    text = "A,B,C,sex,y\n1,0,0,f,5\n0,1,0,f,4\n0,0,1,m,3\n1,1,0,m,2\n"
    found = parse_table(text, by=["sex"])
    assert found.table.n == 14
    assert set(found.strata) == {"f", "m"}
    assert [x.code for x in found.notices] == ["count-column-renamed"]


def test_a_list_called_y_stays_a_list():
    found = parse_table("A,B,y\n1,0,0\n0,1,0\n0,0,1\n1,1,1\n")
    assert found.table.lists == ("A", "B", "y")
    assert found.notices == ()
