"""Correct sentences of ordinary reports that rules once held against them, and the faults that must stay found."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import pytest

from probanda.audit.facts import Facts
from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit, registry
from probanda.audit.rules.registry import Hit, all_rules


def codes(text: str) -> set[str]:
    return {f.rule for f in audit(read_markdown(text)).findings}


@pytest.mark.parametrize(
    "text",
    [
        "The centre recorded 240 cases from 1 January to 31 December 2023 in the district.",
        "С 1 января по 31 декабря 2023 года центр задокументировал 240 случаев призыва.",
        "Entre el 1 de enero y el 31 de diciembre de 2023 documentamos 240 casos en la región.",
        "The post was open from 3 February to 20 December 2022 and is closed now.",
    ],
)
def test_a_period_within_one_year_is_not_turned(text: str) -> None:
    assert "period-backwards" not in codes(text)


@pytest.mark.parametrize(
    "text",
    [
        "The monitors stayed in the valley from 8 August to 25 July 2003.",
        "Наблюдатели работали в долине с 8 августа по 25 июля 2003 года.",
    ],
)
def test_a_period_with_its_ends_exchanged_is_found(text: str) -> None:
    assert "period-backwards" in codes(text)


@pytest.mark.parametrize(
    "text",
    [
        "A teacher of 52 died on 11 June 2021 in the hospital. A suspect was arrested on 15 June 2021.",
        "Учитель умер 11 июня 2021 года. Подозреваемого задержали 15 июня 2021 года.",
        "Un dirigente murió el 11 de junio de 2021. El 15 de junio de 2021 fue detenido un sospechoso.",
    ],
)
def test_whoever_is_held_for_a_death_did_not_die_of_it(text: str) -> None:
    assert "order-wrong" not in codes(text)


@pytest.mark.parametrize("text", ["One in 0 of 40 people came.", "One in zero of 40 people came."])
def test_one_in_none_is_no_share(text: str) -> None:
    assert "ratio-wrong" not in codes(text)


def test_one_in_four_is_still_held_against_its_numbers() -> None:
    assert "ratio-wrong" in codes("One in four detainees, 35 of 80, had been beaten.")


def test_a_stay_longer_than_the_calendar_stops_nothing() -> None:
    text = "99999999 days after the arrest, on 3 May 2020, he was freed."
    assert "duration-wrong" not in audit(read_markdown(text)).unchecked


def test_a_year_lent_by_a_sentence_between_is_not_held_against_a_count() -> None:
    text = (
        "On 17 October 2023 a fire destroyed the shelter. It had been opened in April 2021. "
        "On 20 October, three days after the fire, the people were moved."
    )
    assert "duration-wrong" not in codes(text)
    assert "duration-wrong" in codes(
        text.replace("It had been opened in April 2021. ", "").replace("three", "six")
    )


def test_a_rule_that_cannot_reckon_says_so_and_stops_no_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def overflowing(facts: Facts) -> Iterator[Hit]:
        yield Hit(0, 2, "first", "")
        raise OverflowError

    rules = all_rules()
    broken = {
        **rules,
        "duration-wrong": dataclasses.replace(rules["duration-wrong"], check=overflowing),
    }
    monkeypatch.setattr(registry, "all_rules", lambda: broken)
    report = audit(read_markdown("Of 120 detainees, 70 were men and 45 women."))
    assert "duration-wrong" in report.unchecked
    assert {"duration-wrong", "parts-sum"} <= {f.rule for f in report.findings}


def test_a_duration_is_quoted_in_whole_words() -> None:
    (found,) = audit(
        read_markdown("From 1 May to 31 August 2023 (113 days) the road was closed."),
        ["duration-wrong"],
    ).findings
    assert "“113 days”" in found.message
