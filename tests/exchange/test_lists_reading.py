"""Reading lists: whatever a file is, its rows come out one by one, or one clear problem does."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from probanda.exchange.lists import FileOptions, RowChecker, mapping_from, open_list
from probanda.exchange.lists.cells import Marked
from probanda.exchange.lists.delimited import Records, sniff_delimiter
from probanda.exchange.lists.header import fill_right, find_header, resolve_columns
from probanda.exchange.lists.ooxml import date_text
from probanda.problems import ProbandaError

COLUMNS = {"id": "No", "surname": "Surname", "birth_date": "Born"}
MAPPING = {"register": {"key": "r", "claimant": "c", "source": "s"}, "columns": COLUMNS}


def read(path: Path, options: FileOptions | None = None, columns=COLUMNS):
    with open_list(path, options or FileOptions(), columns) as sheet:
        return sheet, list(sheet.rows)


def text(tmp_path: Path, content: str | bytes, name: str = "list.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def checked(path: Path, **more):
    mapping = mapping_from(MAPPING | more, "m.yaml")
    with open_list(path, mapping.file, mapping.columns) as sheet:
        checker = RowChecker(mapping, sheet.header, "list", bad_offset=sheet.bad_offset)
        return sheet, list(checker.check_all(sheet.rows))


def codes(rows) -> list[tuple[int, str]]:
    return [(row.row, problem.code) for row in rows for problem in row.problems]


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_delimiter_and_line_end_gives_the_same_rows(tmp_path, delimiter, end):
    lines = [["No", "Surname", "Born"], ["1", "Dolqar", "1990"], ["2", "Mer;t,iz", "1991"]]
    content = end.join(delimiter.join(f'"{cell}"' for cell in line) for line in lines) + end
    sheet, rows = read(text(tmp_path, content))
    assert sheet.delimiter == delimiter
    assert sheet.header == ("No", "Surname", "Born")
    assert rows == [(1, ["1", "Dolqar", "1990"]), (2, ["2", "Mer;t,iz", "1991"])]


def test_a_separator_line_declares_the_delimiter(tmp_path):
    sheet, rows = read(text(tmp_path, "sep=|\nNo|Surname|Born\n1|a,b,c,d|1990\n"))
    assert (sheet.delimiter, rows) == ("|", [(1, ["1", "a,b,c,d", "1990"])])


def test_a_line_break_inside_quotation_marks_belongs_to_the_cell(tmp_path):
    _, rows = read(text(tmp_path, 'No;Surname;Born\n1;"Dol\nqar";1990\n2;Mertiz;1991\n'))
    assert rows == [(1, ["1", "Dol\nqar", "1990"]), (2, ["2", "Mertiz", "1991"])]


@pytest.mark.parametrize("swallowed", [1, 3, 200])
def test_a_quotation_mark_left_open_costs_its_own_row_only(tmp_path, swallowed):
    lines = [
        "No;Surname;Born",
        '1;"Dolqar;1990',
        *(f"{n};Mertiz;1991" for n in range(2, 2 + swallowed)),
    ]
    _, rows = checked(text(tmp_path, "\n".join(lines) + "\n"))
    assert codes(rows) == [(1, "quote-not-closed")]
    assert [row.key for row in rows if not row.problems] == [
        str(n) for n in range(2, 2 + swallowed)
    ]


def test_an_open_quotation_mark_closed_by_another_rows_does_not_hide_rows(tmp_path):
    content = 'No;Surname;Born\n1;"Dolqar;1990\n2;Mertiz;1991\n3;"Belxar";1992\n4;Umraz;1993\n'
    _, rows = checked(text(tmp_path, content))
    assert codes(rows) == [(1, "quote-not-closed")]
    assert [row.key for row in rows if not row.problems] == ["2", "3", "4"]


def test_rows_of_the_wrong_width_are_refused_and_the_rest_goes_on(tmp_path):
    content = "No;Surname;Born\n1;Dolqar\n2;Mertiz;1991;x\n3;Belxar;1992;;\n4;Umraz;1993\n"
    _, rows = checked(text(tmp_path, content))
    assert codes(rows) == [(1, "row-width"), (2, "row-width")]
    assert [repair.code for repair in rows[2].repairs] == ["empty-cells-cut"]
    assert [row.outcome for row in rows] == ["refused", "refused", "repaired", "taken"]


def test_empty_rows_are_counted_and_keep_their_number(tmp_path):
    sheet, rows = read(text(tmp_path, "No;Surname;Born\n1;a;1990\n\n;;\n2;b;1991\n"))
    assert [number for number, _ in rows] == [1, 4]
    assert sheet.blank_rows == 2


def test_title_lines_above_the_header_are_passed_over_and_named(tmp_path):
    content = "Register of the invented\nas of 2020;;\nNo;Surname;Born\n1;Dolqar;1990\n"
    sheet, rows = read(text(tmp_path, content))
    assert sheet.header == ("No", "Surname", "Born")
    assert rows == [(1, ["1", "Dolqar", "1990"])]
    assert [(each.code, each.severity) for each in sheet.notices] == [("title-lines", "notice")]


def test_header_rows_of_a_text_file_are_joined(tmp_path):
    content = "Entry;Name;;Born\nNo;family;given;\n1;Dolqar;Anar;1990\n"
    columns = {"id": "Entry / No", "surname": "family", "given": "Name / given"}
    sheet, rows = read(text(tmp_path, content), FileOptions(header_rows=2), columns)
    assert sheet.header == ("Entry / No", "Name / family", "Name / given", "Born")
    assert rows == [(1, ["1", "Dolqar", "Anar", "1990"])]


def test_a_group_name_is_not_given_to_a_column_without_a_name_below():
    assert fill_right([["A", "", ""], ["x", "y", ""]])[0] == ["A", "A", ""]


def test_a_byte_that_cannot_be_read_is_named_with_its_place(tmp_path):
    content = "No;Surname;Born\n1;Доль;1990\n2;М\x00ер;1991\n3;Бел;1992\n".encode("cp1251")
    content = content.replace("Доль".encode("cp1251"), b"\xc4\x98\xeb")
    _, rows = checked(text(tmp_path, content), file={"encoding": "cp1251"})
    assert codes(rows) == [(1, "cell-undecodable"), (2, "cell-nul")]
    problem = rows[0].problems[0]
    assert problem.column == "Surname"
    assert "0x98" in problem.found
    assert f"byte {content.index(0x98)}" in problem.found


def test_utf_16_with_half_a_character_loses_one_row(tmp_path):
    content = "No;Surname;Born\n1;a;1990\n2;X;1991\n".encode("utf-16")
    content = content.replace("X".encode("utf-16-le"), b"\x00\xd8")
    _, rows = checked(text(tmp_path, content))
    assert codes(rows) == [(2, "cell-undecodable")]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("list.csv", b"%PDF-1.7 and so on", "file-not-a-list"),
        ("list.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "file-not-a-list"),
        ("list.xls", b"<html><table><tr><td>No</td></tr></table></html>", "file-not-a-list"),
        ("list.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "file-not-a-list"),
        ("list.csv", b"", "file-not-a-list"),
        ("list.csv", b"\xef\xbb\xbf\r\n", "file-not-a-list"),
        ("list.xlsx", b"No;Surname\n1;a\n", "file-not-what-it-claims"),
        ("list.xlsx", b"PK\x03\x04 and then nothing of a zip", "workbook-unreadable"),
        ("list.csv", bytes(range(1, 32)) * 40, "file-not-text"),
    ],
)  # fmt: skip
def test_a_file_that_is_not_what_it_claims_is_named(tmp_path, name, content, code):
    with pytest.raises(ProbandaError) as caught:
        read(text(tmp_path, content, name))
    assert caught.value.problems[0].code == code
    assert caught.value.problems[0].remedy


def test_a_missing_file_and_a_folder_are_used_wrongly(tmp_path):
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(ProbandaError) as caught:
            read(path)
        assert caught.value.usage


def test_columns_are_found_by_name_end_or_number():
    header = ["No", "Person / Sex", "Person / Born", "Last seen / Date", "Outcome / Date"]
    places, problems = resolve_columns(
        {"id": "no", "sex": "Sex", "birth_date": " person /  born ", "event_date": "4"}, header
    )
    assert places == {"id": 0, "sex": 1, "birth_date": 2, "event_date": 3}
    assert not problems
    _, problems = resolve_columns({"event_date": "Date", "surname": "Surnam"}, [*header, "Surname"])
    assert [problem.code for problem in problems] == ["column-missing", "column-missing"]
    assert "Surname" in problems[1].remedy


def test_without_a_mapping_a_merged_title_is_not_taken_for_the_header():
    head = [["T", "T", "T"], ["No", "Name", "Born"], ["1", "a", "1990"]]
    assert find_header(head, {}, title_rows=None, header_rows=1, merged=True) == (
        1, ("No", "Name", "Born"),
    )  # fmt: skip


# -- workbooks ---------------------------------------------------------------------------------------


def workbook(tmp_path: Path, fill, name: str = "list.xlsx") -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["No", "Surname", "Born"])
    fill(book, sheet)
    book.save(tmp_path / name)
    return tmp_path / name


def test_date_cells_numbers_and_texts_of_a_workbook_are_read_as_they_are_shown(tmp_path):
    def fill(_, sheet):
        sheet.append([42, "Dolqar", dt.date(1993, 2, 28)])
        sheet.append(["0042", "Mertiz", "spring 1993"])
        sheet.append([7, "Belxar", 1993])
        sheet.append([8.0, "Umraz", dt.datetime(1993, 2, 28, 14, 30)])
        sheet["A4"].number_format = "0000"

    _, rows = checked(workbook(tmp_path, fill))
    assert [row.key for row in rows] == ["42", "0042", "0007", "8"]
    assert [row.birth[0][1] for row in rows] == ["1993-02-28", "1993-21", "1993", "1993-02-28"]
    assert [repair.code for repair in rows[2].repairs] == ["number-as-shown"]
    assert [repair.code for repair in rows[3].repairs] == ["date-note"]


@pytest.mark.parametrize("since_1904", [False, True])
def test_dates_of_both_systems_are_the_same_days(tmp_path, since_1904):
    def fill(book, sheet):
        if since_1904:
            book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
        sheet.append([1, "Dolqar", dt.date(2019, 4, 21)])

    _, rows = checked(workbook(tmp_path, fill))
    assert rows[0].birth[0][1] == "2019-04-21"


def test_day_numbers_agree_with_openpyxl():
    for serial in (1, 59, 61, 366, 25569, 43576, 43576.75, 2958465):
        ours = date_text(serial)
        theirs = openpyxl.utils.datetime.from_excel(serial)
        assert ours == (theirs.isoformat(sep=" ") if serial % 1 else theirs.date().isoformat())


def test_a_day_number_without_a_date_format_becomes_its_date_and_is_named(tmp_path):
    _, rows = checked(workbook(tmp_path, lambda _, sheet: sheet.append([1, "Dolqar", 43576])))
    assert rows[0].birth[0][1] == "2019-04-21"
    assert [(repair.code, repair.found, repair.used) for repair in rows[0].repairs] == [
        ("serial-to-date", "43576", "2019-04-21")
    ]


def test_the_same_number_in_a_text_file_is_not_guessed_to_be_a_day(tmp_path):
    _, rows = checked(text(tmp_path, "No;Surname;Born\n1;Dolqar;43576\n"))
    assert codes(rows) == [(1, "date-unreadable")]
    assert "day number" in rows[0].problems[0].remedy


def test_error_cells_and_formulas_without_value_are_refused(tmp_path):
    def fill(_, sheet):
        sheet.append([1, "#REF!", "1990"])
        sheet["B2"].data_type = "e"
        sheet.append([2, '="Dol"&"qar"', "1990"])
        sheet.append([3, "Mertiz", "1990"])

    sheet, rows = checked(workbook(tmp_path, fill))
    assert codes(rows) == [(1, "cell-error"), (2, "formula-without-value")]
    assert "formulas" in [notice.code for notice in sheet.notices]
    assert '"=' in rows[1].raw


def test_hidden_rows_and_sheets_are_read_or_passed_over_but_named(tmp_path):
    def fill(book, sheet):
        sheet.append([1, "Dolqar", "1990"])
        sheet.append([2, "Mertiz", "1991"])
        sheet.row_dimensions[3].hidden = True
        book.create_sheet("secret").sheet_state = "hidden"
        book.create_sheet("other")

    sheet, rows = checked(workbook(tmp_path, fill))
    assert [row.key for row in rows] == ["1", "2"]
    assert {notice.code for notice in sheet.notices} == {
        "rows-hidden",
        "sheet-hidden",
        "sheet-other",
    }


def test_the_first_visible_sheet_is_read_unless_another_is_named(tmp_path):
    def fill(book, sheet):
        sheet.sheet_state = "hidden"
        second = book.create_sheet("second")
        second.append(["No", "Surname", "Born"])
        second.append([5, "Belxar", "1990"])
        book.active = 1

    path = workbook(tmp_path, fill)
    assert [row.key for row in checked(path)[1]] == ["5"]
    assert checked(path, file={"sheet": "1"})[1] == []
    with pytest.raises(ProbandaError) as caught:
        checked(path, file={"sheet": "third"})
    assert "second" in caught.value.problems[0].expected


def test_a_merged_cell_is_given_to_each_of_its_rows_and_kept_verbatim(tmp_path):
    def fill(_, sheet):
        sheet.append([1, "Dolqar", "1990"])
        sheet.append([2, None, "1991"])
        sheet.append([3, "Mertiz", "1992"])
        sheet.merge_cells("B2:B3")

    _, rows = checked(workbook(tmp_path, fill))
    assert [row.name[1] for row in rows] == ["Dolqar", "Dolqar", "Mertiz"]
    assert [repair.code for repair in rows[1].repairs] == ["merged-cell-filled"]
    assert '"Surname":""' in rows[1].raw


def test_merged_header_rows_under_a_merged_title_name_every_column(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["Requests"], ["File", "Name", None, "Born"], ["No", "Family", "First", None],
                [1, "Dolqar", "Anar", 1990]):  # fmt: skip
        sheet.append(row)
    for span in ("A1:D1", "B2:C2", "D2:D3"):
        sheet.merge_cells(span)
    book.save(tmp_path / "list.xlsx")
    columns = {"id": "File / No", "surname": "Name / Family", "birth_date": "Born"}
    opened, rows = read(tmp_path / "list.xlsx", FileOptions(header_rows=2), columns)
    assert opened.header == ("File / No", "Name / Family", "Name / First", "Born")
    assert rows == [(1, ["1", "Dolqar", "Anar", "1990"])]


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path):
    path = tmp_path / "list.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "")
        with archive.open("xl/workbook.xml", "w", force_zip64=True) as part:
            for _ in range(60):
                part.write(b"0" * (1 << 20))
    with pytest.raises(ProbandaError) as caught:
        read(path)
    assert caught.value.problems[0].code == "workbook-too-large"


def test_another_zip_archive_named_xlsx_is_said_to_be_one(tmp_path):
    path = tmp_path / "list.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    with pytest.raises(ProbandaError) as caught:
        read(path)
    assert "Word" in caught.value.problems[0].message


# -- whatever comes ----------------------------------------------------------------------------------


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.binary(max_size=400)
    | st.text(alphabet='a;,"\n\r\t1Ж\x00 ', max_size=200).map(
        lambda t: t.encode("utf-8", "replace")
    )
)
def test_any_bytes_give_rows_or_one_problem_and_every_row_is_accounted_for(tmp_path, data):
    path = text(tmp_path, b"No;Surname;Born\n" + data)
    try:
        _, rows = checked(path)
    except ProbandaError as error:
        assert error.problems[0].code  # noqa: PT017 - either outcome is right, a traceback is not
        return
    assert all(row.outcome in {"taken", "repaired", "refused"} for row in rows)
    assert all(row.problems for row in rows if row.outcome == "refused")


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=8))
def test_a_damaged_workbook_gives_rows_or_one_problem(tmp_path, damage):
    path = workbook(tmp_path, lambda _, sheet: sheet.append([1, "Dolqar", "1990"]), "base.xlsx")
    content = bytearray(path.read_bytes())
    for place, byte in damage:
        content[place * len(content) // 10_001] = byte
    try:
        checked(text(tmp_path, bytes(content), "damaged.xlsx"))
    except ProbandaError as error:
        assert error.problems[0].code  # noqa: PT017 - either outcome is right, a traceback is not


@given(st.lists(st.lists(st.text(max_size=8), min_size=2, max_size=4), min_size=1, max_size=6))
def test_what_csv_writes_comes_back(rows):
    import csv
    import io

    rows = [[cell.replace("\0", "").replace("\r", "") for cell in row] for row in rows]
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL).writerows(rows)
    lines = io.StringIO(out.getvalue(), newline="")
    assert list(Records(lines, ";")) == rows


def test_a_marked_cell_is_still_its_text():
    assert Marked("42", "shown") == "42"
    assert sniff_delimiter("alone\n") == ","
