"""Lines of the cover that name whoever issues the document in other ways, and dates that are another thing's."""

from __future__ import annotations

import pytest

from probanda.audit.reading.markdown import read_markdown

PROSE = (
    "The Centre interviewed former detainees in four towns and kept the record of each interview. "
    * 3
)


@pytest.mark.parametrize(
    ("line", "iso"),
    [
        ("г. Ренск, март 2024 г.", "2024-03"),
        ("Общественная приёмная «Право», 12 апреля 2022 года", "2022-04-12"),
        ("Working paper 2022/07, October 2022", "2022-10"),
        ("No. 31 · July 2023 · Centre for the Prevention of Torture, Pallan (Corvania)", "2023-07"),
        ("Vessel, 22 January 2024", "2024-01-22"),
    ],
)
def test_an_issuer_stands_beside_the_date(line: str, iso: str) -> None:
    date = read_markdown(f"# Detention in Sartania\n\n{line}\n\n# Facts\n\n{PROSE}").date
    assert date is not None
    assert date.iso == iso


def test_a_sentence_that_says_date_is_no_label() -> None:
    text = f"# Detention in Sartania\n\nVessel, 22 January 2024\n\nThe certificate gives the date 14 August 2020. {PROSE}"  # noqa: E501
    date = read_markdown(text).date
    assert date is not None
    assert date.iso == "2024-01-22"


def test_an_event_of_the_past_is_not_the_documents_date() -> None:
    text = f"# Detention\n\nKillings at Tolmere, 2 August 2003\n\n# Facts\n\nIn 2015, 2016, 2017 and 2018 nobody came. {PROSE}"  # noqa: E501
    assert read_markdown(text).date is None
