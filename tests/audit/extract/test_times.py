"""Times of day with the offset told beside them."""

from __future__ import annotations

import pytest

from probanda.audit.extract.quantities import quantities
from probanda.audit.extract.times import times
from probanda.audit.facts import Facts
from probanda.audit.reading.markdown import read_markdown


def read(text: str) -> Facts:
    return Facts(read_markdown(f"# Report\n\n{text}\n"))


@pytest.mark.parametrize(
    ("text", "time", "offset", "local"),
    [
        ("The shelling began at 06:30 local time (UTC+3) in Velsk.", "06:30", "+03:00", True),
        ("The shelling began at 7.00 am in the town of Velsk.", "07:00", None, False),
        ("It was 5am UTC when the sirens were heard.", "05:00", "+00:00", False),
        ("The hospital was hit at 23:05 GMT.", "23:05", "+00:00", False),
        ("The call came at 14:10 (UTC−05:30).", "14:10", "-05:30", False),
        ("The call came at 14:10+02:00.", "14:10", "+02:00", False),
        ("Обстрел начался в 07:40 МСК и продолжался недолго.", "07:40", "+03:00", False),
        ("Обстрел начался в 9 часов вечера.", "21:00", None, False),
        ("El ataque comenzó a las 9.15 p.m. en el pueblo.", "21:15", None, False),
        ("They came at 12:00 a.m. and left.", "00:00", None, False),
        ("Выстрелы раздались в 12 часов ночи.", "00:00", None, False),
        ("A las 12:30 de la madrugada llegó la ambulancia al pueblo.", "00:30", None, False),
        ("Llegaron al pueblo a las 12 de la noche y se fueron.", "00:00", None, False),
    ],
)
def test_a_time_is_read_with_its_offset(
    text: str, time: str, offset: str | None, local: bool
) -> None:
    facts = read(text)
    (found,) = [each.as_json(facts) for each in facts.of(times)]
    assert (found["time"], found["utc_offset"], found["local"]) == (time, offset, local)


def test_a_place_is_told_where_it_meets_an_offset() -> None:
    facts = read("The strike in Velsk came at 06:30 (UTC+3). The second in Velsk came at 07:10.")
    assert [each.as_json(facts)["place"] for each in facts.of(times)] == ["Velsk", None]


def test_the_place_is_the_first_of_the_sentence_not_of_the_document() -> None:
    facts = read(
        "The village of Velsk lies far away. In Tarn, south of Velsk, it came at 06:30 (UTC+3)."
    )
    assert [each.as_json(facts)["place"] for each in facts.of(times)] == ["Tarn"]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("In 2020 the rate stood at 12.40 per cent.", ["12.40"]),
        ("The rate rose from 10.25% to 14.50%.", ["10.25", "14.50"]),
        ("The rate rose from 10.25 to 14.50 per cent.", ["10.25", "14.50"]),
        ("В 2020 году доля держалась в 12.40 % домохозяйств.", ["12.40"]),
        ("They stopped at 12.40 km from the town.", ["12.40"]),
    ],
)
def test_a_number_with_a_unit_is_no_time(text: str, values: list[str]) -> None:
    facts = read(text)
    assert not facts.of(times)
    assert [str(each.value) for each in facts.of(quantities)] == values


def test_times_and_offsets_count_nothing() -> None:
    facts = read("At 7.00 am (5 am UTC) nine men were held in Velsk; at 06:30 (UTC+3) two left.")
    assert [each.value for each in facts.of(quantities)] == [9, 2]


def test_hours_alone_stay_a_length() -> None:
    facts = read("Его отпустили после 6 часов допроса.")
    assert [each.unit for each in facts.of(quantities)] == ["duration"]
