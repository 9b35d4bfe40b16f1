"""What explains itself is not reported; what a reader must infer is no error."""

from __future__ import annotations

import pytest

from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit

SUMS = {"parts-sum", "parts-exceed", "difference-wrong"}


def found(text: str) -> list[tuple[str, str]]:
    return [(f.rule, f.severity) for f in audit(read_markdown(text)).findings]


@pytest.mark.parametrize(
    "text",
    [
        "Of the 87 persons found, 79 were male and six were female; in two cases the sex could not be determined.",
        "The certificates describe seven bruises in one case and four in the other, eleven in all.",
        "Of the 50 cells, 30 were locked, 15 open, and five out of use.",
    ],
)
def test_numbers_that_make_the_whole_are_left_alone(text: str) -> None:
    assert not SUMS & {rule for rule, _ in found(text)}


def test_numbers_that_never_make_the_whole_are_reported() -> None:
    text = "Of the 87 persons found, 79 were male and six were female; of four the sex could not be told."
    assert SUMS & {rule for rule, _ in found(text)}


def test_labels_that_one_record_may_carry_together_are_no_error() -> None:
    text = (
        "Doctors showed us 40 records of injuries. In 31 of them bruises are named, in eight fractures, "
        "in five burns; several injuries are noted in some records."
    )
    assert ("parts-exceed", "error") not in found(text)


def test_a_date_ahead_in_a_recommendation_is_no_error() -> None:
    text = (
        "# Excavation at Lonn\n\n18 February 2022\n\nThe team recommends that the prosecutor search "
        "the northern slope, where the radar showed an anomaly, before 15 March 2023.\n"
    )
    assert ("date-future", "error") not in found(text)


def test_two_values_of_one_quantity_are_for_a_reader_to_judge() -> None:
    text = (
        "In 2021 the Centre recorded 41 deaths in custody.\n\n"
        "The 44 deaths in custody recorded in 2021 were reported."
    )
    severities = {severity for rule, severity in found(text) if rule == "same-quantity"}
    assert severities <= {"warning", "note"}


@pytest.mark.parametrize(
    "text",
    [
        "The lawyers read thirty files.\n\nMedical records are in 21 files, and 18 of them tell of injuries. In"
        " the remaining nine files there are none.",
        "Юристы изучили тридцать дел.\n\nМедицинские документы есть в 21 деле, и в 18 из них описаны травмы. В"
        " остальных девяти делах таких документов нет.",
        "Los abogados leyeron treinta expedientes.\n\nHay informes médicos en 21 expedientes, y 18 de ellos"
        " describen lesiones. En los otros nueve expedientes no los hay.",
    ],
)
def test_a_rest_may_be_that_of_a_larger_whole(text: str) -> None:
    sums = ["parts-sum", "parts-exceed", "difference-wrong"]
    report = audit(read_markdown(text), sums)
    assert [f.message for f in report.findings] == []
