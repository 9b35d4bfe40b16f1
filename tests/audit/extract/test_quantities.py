"""Quantities carry what is counted and what tells them from each other."""

from __future__ import annotations

from probanda.audit.extract.quantities import Quantity, quantities
from probanda.audit.facts import Facts
from probanda.audit.reading.markdown import read_markdown


def read(text: str) -> tuple[Quantity, ...]:
    return Facts(read_markdown(text)).of(quantities)


def test_what_is_counted_where_when_by_whom_and_who_says_so() -> None:
    text = (
        "According to the Ministry of Justice, 45 civilians were killed by security forces in Arlan"
        " district in 2020."
    )
    (q,) = read(text)
    assert (int(q.value), q.group.head, q.unit) == (45, "civilian", "count")
    assert "kill" in q.around.actions
    assert q.around.places == {"Arlan"}
    assert q.around.period is not None
    assert q.around.period.edtf == "2020"
    assert q.around.actor == "security forces"
    assert q.around.speaker == "ministry of justice"


def test_a_part_knows_its_whole() -> None:
    whole, part = read("They held 60 detainees, of whom 12 were women.")
    assert part.subset == "of_whom"
    assert part.whole == whole.index
    share, base = read("23 of the 51 interviewees agreed.")
    assert share.of == base.index
    assert share.group.head == "interviewee"


def test_bounds_are_read() -> None:
    bounds = [
        q.bound
        for q in read("At least 40 men, more than 30 women, about 20 boys and 10 girls fled.")
    ]
    assert bounds == ["at_least", "more_than", "about", "exact"]


def test_information_about_people_is_no_bound() -> None:
    (q,) = read("There is no information about 2410 people.")
    assert q.exact


def test_names_and_dates_are_no_quantities() -> None:
    assert (
        read("See article 12, paragraphs 3 and 4, resolution 1325 and No. 7, of 3 May 2021.") == ()
    )


def test_a_quotation_is_somebody_elses() -> None:
    quoted, own = read("“They kept 30 of us in the small cell,” he said. We counted 12 beds.")
    assert quoted.spoken
    assert not own.spoken


def test_a_cell_knows_its_row_and_column() -> None:
    (q,) = [x for x in read("| District | Cases |\n|---|---|\n| Arlan | 12 |") if x.cell]
    assert q.label == "Arlan | Cases"


def test_each_language_reads_its_own() -> None:
    ru = read(
        "В 2020 году в районе были задержаны 34 человека, из них 12 женщин. Все они были избиты полицией."
    )
    assert [int(q.value) for q in ru] == [34, 12]
    assert ru[1].subset == "of_whom"
    es = read(
        "Según la Fiscalía, 45 personas fueron detenidas en 2020, entre ellas 12 mujeres, y no fueron liberadas."
    )
    assert [int(q.value) for q in es] == [45, 12]
    assert es[0].around.speaker
