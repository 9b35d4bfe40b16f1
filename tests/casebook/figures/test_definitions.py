"""Reading figures.yaml: what is wrong is named with its place and the way to mend it."""

from __future__ import annotations

from probanda.casebook.figures import parse_figures
from tests.casebook.figures.making import problem_codes


def problems(text: str):
    return parse_figures(("figures.yaml", text)).problems


def test_an_unknown_filter_has_line_column_and_the_nearest_word():
    (problem,) = problems("figures:\n  a:\n    query: {count: persons, registres: [x]}\n")
    assert (problem.line, problem.char, problem.found) == (3, 29, "registres")
    assert "registers" in problem.remedy
    assert str(problem).startswith("figures.yaml:3:29: error filter-unknown")


def test_an_unreadable_filter_never_widens_the_count():
    file = parse_figures(("f", "figures: {a: {query: {count: persons, sex: femal}}}"))
    assert file.figures["a"].query is None
    assert file.figures["a"].unreadable == "query"


def test_a_cycle_is_named_round_once():
    text = "figures:\n  a: {formula: b + 1}\n  b: {formula: c}\n  c: {formula: a}\n"
    (problem,) = problems(text)
    assert problem.code == "formula-cycle"
    assert "a → b → c → a" in problem.message


def test_a_formula_problem_points_into_the_formula():
    (problem,) = problems('figures:\n  a: {quantity: q}\n  t: {formula: "a + mising"}\n')
    assert (problem.code, problem.line, problem.char) == ("figure-unknown", 3, 21)


def test_a_minus_without_spaces_is_explained():
    (problem,) = problems("figures: {a: {quantity: q}, b: {quantity: r}, c: {formula: a-b}}")
    assert "a - b" in problem.remedy


def test_broken_yaml_is_one_problem_with_a_place():
    (problem,) = problems("figures:\n  a: {query: [\n")
    assert problem.code == "yaml-unreadable"
    assert problem.line is not None


def test_a_key_that_stands_twice():
    assert problem_codes("figures:\n  a: {quantity: x}\n  a: {quantity: y}\n") == ["key-twice"]


def test_a_figure_is_one_of_three():
    assert problem_codes("figures: {a: {label: x}}") == ["figure-shape"]
    assert problem_codes("figures: {a: {quantity: q, formula: '1'}}") == ["figure-shape"]


def test_filters_that_do_not_fit_the_subject():
    assert problem_codes("figures: {a: {query: {count: persons, act_type: x}}}") == [
        "filter-unknown"
    ]


def test_tables_and_charts_are_checked_for_width():
    text = """
figures: {a: {quantity: q}}
tables: {t: {columns: [x, y], rows: [[one, a], [two]]}}
charts: {c: {categories: [x, y], series: [{label: s, figures: [a]}]}}
"""
    assert problem_codes(text) == ["row-width", "series-length"]


def test_age_groups_do_not_overlap():
    text = "tables: {t: {query: {count: persons}, by: age-group, age_groups: [0-17, 17-59, 60+]}}"
    assert problem_codes(text) == ["age-groups-overlap"]


def test_every_way_of_writing_the_same_query():
    text = """
figures:
  a: {query: {count: persons, register: x, as-of: 2020, status: missing}}
  b: {query: {status: [missing], registers: {any: [x]}, as_of: 2020-12-31, count: persons}}
"""
    file = parse_figures(("f", text))
    first, second = (file.figures[key].query for key in "ab")
    assert file.problems == ()
    assert first.as_of == second.as_of
    assert (first.registers, first.status) == (second.registers, second.status)


def test_two_files_may_not_define_the_same_key():
    file = parse_figures(
        ("a.yaml", "figures: {x: {quantity: q}}"), ("b.yaml", "figures: {x: {quantity: r}}")
    )
    (problem,) = file.problems
    assert (problem.code, problem.file) == ("key-twice", "b.yaml")
    assert file.figures["x"].quantity == "q"
