"""Lists that make their whole, and what looks like more of them."""

from __future__ import annotations

import pytest

from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit


def found(text: str, *codes: str) -> list[str]:
    return [f"{f.severity} {f.message}" for f in audit(read_markdown(text), codes).findings]


@pytest.mark.parametrize(
    "text",
    [
        "Of 47 files 20 are complete, 12 lack a signature and 15 a date, nine the year and six the day.",
        "De 47 expedientes 20 están completos, 12 carecen de firma y 15 de fecha, nueve del año y seis del día.",
        "Из 47 дел 20 полны, в 12 нет подписи, в 15 нет даты, в девяти года и в шести дня.",
    ],
)
def test_what_divides_the_last_member_again_is_not_added(text: str) -> None:
    assert not found(text, "parts-sum", "parts-exceed")


def test_a_list_that_misses_its_whole_is_still_told() -> None:
    assert found(
        "Of 47 files, 20 are complete, 12 lack a signature and 19 a date.",
        "parts-sum",
        "parts-exceed",
    )


@pytest.mark.parametrize(
    "text",
    [
        "Суд начался 3 марта 2019 года и завершился 14 мая 2019 года; обвиняемый получил пять лет колонии.",
        "The trial opened on 3 March 2019 and ended on 14 May 2019; he got five years of prison.",
        "El juicio empezó el 3 de marzo de 2019 y terminó el 14 de mayo de 2019; recibió cinco años de cárcel.",
    ],
)
def test_a_punishment_is_no_length_of_a_trial(text: str) -> None:
    assert not found(text, "duration-wrong")


def test_notes_are_called_by_numbers() -> None:
    text = "Interview on file (notes 13, 32, 33, 34). The register holds 117 entries (notas 12, 32 y 73)."
    assert not found(text, "parts-sum", "parts-exceed", "same-quantity")


def test_more_than_a_hundred_per_cent_is_of_the_smaller_number() -> None:
    right = "On 1 June 2023 the prison held 640 prisoners against a capacity of 400, that is 160% of capacity."
    assert not found(right, "percentage-wrong")
    assert found(right.replace("160%", "140%"), "percentage-wrong")


def test_a_percentage_that_two_other_numbers_of_the_sentence_make_is_no_error() -> None:
    told = found(
        "Of 80 files, 20 (30%) were shown, as were 15 of the 50 in the annex.", "percentage-wrong"
    )
    assert not any(each.startswith("error") for each in told)


@pytest.mark.parametrize(
    "text",
    [
        "Escorts rose to 1.7 per cent, down from 1.8 per cent.",
        "La parte de los condenados bajó a 4.7 por ciento respecto al 5.1 por ciento de 2019.",
        "Le bataillon a subi une baisse de 2 % en mai contre une hausse de 1,7 % en juin.",
        "The average annual growth was 4.3 per cent, from 77,620 prisoners in 2007 to 95,617 in 2012.",
        "Three units took part. DORN 2: Lake Company, Pass Company and Mill Company.",
        "Born in 1977, she did not attend the hearing of 2004, but came to the next one at the age of 30.",
    ],
)
def test_what_other_words_of_the_sentence_may_explain_is_no_error(text: str) -> None:
    told = found(text, "difference-wrong", "percentage-wrong", "list-count", "age-birth")
    assert not any(each.startswith("error") for each in told), told


@pytest.mark.parametrize("share", ["35 per cent", "35%", "35 percent"])
def test_a_plain_wrong_percentage_stays_an_error(share: str) -> None:
    told = found(f"Of 104 prisoners, 26 ({share}) were ill.", "percentage-wrong")
    assert [each.split()[0] for each in told] == ["error"]


@pytest.mark.parametrize(
    ("text", "joined", "plain"),
    [
        (
            "The office works on four tasks: help to prisoners; visits; study {} advice.",
            "and",
            "for",
        ),
        (
            "Se trabaja sobre cuatro ejes: la ayuda a presos; las visitas; el estudio {} consejo.",
            "y",
            "de",
        ),
        ("Фонд ведёт четыре дела: помощь узникам; посещения; разбор {} советы.", "и", "на"),
    ],
)
def test_a_last_member_that_joins_two_things_leaves_the_count_open(
    text: str, joined: str, plain: str
) -> None:
    assert [told[:7] for told in found(text.format(joined), "list-count")] == ["warning"]
    assert [told[:5] for told in found(text.format(plain), "list-count")] == ["error"]


@pytest.mark.parametrize(
    "text",
    [
        "2006\n\nLa presentación pública del informe está programada para enero de 2007.",
        "14 декабря 2006\n\nОбсуждение доклада намечено на январь 2007 года.",
    ],
)
def test_what_is_planned_lies_ahead(text: str) -> None:
    assert not found("# Informe\n\n" + text, "date-future")
