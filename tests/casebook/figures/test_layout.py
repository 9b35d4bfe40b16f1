"""Tables, charts and maps as data."""

from __future__ import annotations

import pytest

from tests.casebook.figures.making import Record, figures_of

pytestmark = pytest.mark.usefixtures("casebook")


def laid_out(text: str):
    from probanda.casebook.figures import Layouts

    return Layouts(figures_of(text))


def shown(layouts, key: str) -> list[list[str]]:
    rows = []
    for row in layouts.table(key).rows:
        cells = []
        for cell in row:
            figure = layouts.cell_figure(cell.figure) if cell.figure else None
            cells.append(str(figure.value) if figure else cell.text)
        rows.append(cells)
    return rows


def test_a_crosstab_shows_what_is_not_known_and_totals():
    record = Record()
    record.entry("a", "1", sex="female", category="civilian")
    record.entry("a", "2", sex="male", category="military")
    record.entry("a", "3", sex="male")
    layouts = laid_out("tables: {t: {query: {count: persons}, by: [sex, category]}}")
    assert layouts.table("t").columns == ("Sex", "Civilian", "Military", "Not known", "Total")
    assert shown(layouts, "t") == [
        ["Male", "0", "1", "1", "2"],
        ["Female", "1", "0", "0", "1"],
        ["Total", "1", "1", "1", "3"],
    ]


def test_the_number_in_a_cell_rests_on_the_claims_of_that_cell():
    record = Record()
    record.entry("a", "1", status="missing", sex="female")
    record.entry("a", "2", status="missing", sex="male")
    layouts = laid_out("tables: {t: {query: {count: persons, status: missing}, by: sex}}")
    cell = layouts.cell_figure("t[female]")
    assert (cell.value, cell.claims_count) == (1, 1)
    assert layouts.cell_figure("t[other]") is None


def test_age_groups_as_declared_and_months_without_gaps():
    record = Record()
    record.entry("a", "1", status="missing", date="10.01.2020", born="2010")
    record.entry("a", "2", status="missing", date="10.03.2020", born="1990")
    record.entry("a", "3", status="missing", date="2020", born="1980")
    layouts = laid_out(
        """
charts:
  ages:
    kind: pyramid
    query: {count: persons, status: missing}
    by: [age-group]
    age_groups: {children: 0-17, adults: 18+}
  months: {query: {count: persons, status: missing}, by: month}
"""
    )
    ages = layouts.chart("ages")
    assert ages.categories == ("Children", "Adults")
    assert ages.series[0][1] == (1, 2)
    months = layouts.chart("months")
    assert months.categories == ("2020-01", "2020-02", "2020-03", "Not known")
    assert months.series[0][1] == (1, 0, 1, 1)


def test_persons_on_two_lists_stand_under_both_and_once_in_the_total():
    record = Record()
    record.entry("a", "1")
    record.entry("b", "1")
    record.same("a:1", "b:1")
    layouts = laid_out("tables: {t: {query: {count: persons}, by: register}}")
    assert shown(layouts, "t") == [["List a", "1"], ["List b", "1"], ["Total", "1"]]
    assert "several lists" in layouts.table("t").note


def test_tables_by_hand_take_figures_and_texts():
    record = Record()
    record.claim("quantity", key="q", what="x", value=7)
    layouts = laid_out(
        """
figures: {seven: {quantity: q}}
tables:
  t:
    columns: [Who, Number]
    rows:
    - {label: The body, cells: [seven]}
    - ["Others", "not stated"]
    total_row: false
"""
    )
    first, second = layouts.table("t").rows
    assert (first[0].text, first[1].figure) == ("The body", "seven")
    assert (second[0].text, second[1].text) == ("Others", "not stated")


def test_a_map_has_sites_with_values_and_places():
    record = Record()
    record.place("mill", latitude=46.1, longitude=61.2)
    quarry = record.site("quarry")
    record.claim("exhumation", site=quarry, number_min=5)
    layouts = laid_out("maps: {g: {sites: all, value: exhumed, places: [mill]}}")
    _, points = layouts.points("g")
    assert [(p.site, p.place, p.value) for p in points] == [("quarry", "", 5), ("", "mill", None)]
