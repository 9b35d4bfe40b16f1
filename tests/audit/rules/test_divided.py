"""Wholes and the lists that divide them: what is held against a text, and what explains a sum that misses."""

from __future__ import annotations

import pytest

from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit
from probanda.audit.rules.same.kin import transposed

FIGURES = (
    "parts-sum",
    "parts-exceed",
    "difference-wrong",
    "same-quantity",
    "percentage-wrong",
    "list-count",
)


def codes(text: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for finding in audit(read_markdown(text), FIGURES).findings:
        found.setdefault(finding.rule, set()).add(finding.severity)
    return found


@pytest.mark.parametrize(
    ("code", "text"),
    [
        # the whole in the sentence before, nouns left out, what stands behind a preposition left aside
        (
            "parts-sum",
            "Thirty-one conscripts died. Fourteen of them drowned in three accidents, ten were shot and nine"
            " hanged themselves.",
        ),
        (
            "parts-sum",
            "The court heard 26 appeals. By the end of May four of them had been upheld, nineteen rejected and"
            " one was withdrawn.",
        ),
        (
            "parts-sum",
            "Fueron liberadas 58 personas. De ellas, 31 volvieron a Alora, 18 se quedaron en Bermes y cinco"
            " salieron del país.",
        ),
        (
            "parts-sum",
            "Опрошено 64 человека. Из них 40 живут в Арлане, 17 — в Бреске и 11 — за границей.",
        ),
        (
            "parts-sum",
            "The mission sent 46 letters to the two ministries, 29 to the first and 21 to the second.",
        ),
        # what is left, also sentences later
        (
            "difference-wrong",
            "In March 840 families were registered and 395 of them left in two convoys. The remaining 455"
            " stayed in the school.",
        ),
        ("difference-wrong", "The number of guards fell by 12, from 61 to 48."),
        # two breakdowns of one group
        (
            "parts-exceed",
            "In all 410 persons were taken: 350 soldiers and 60 civilians. A total of 190 persons came back,"
            " 95 soldiers and 95 civilians.",
        ),
        # the same nouns, whichever the number stands before
        (
            "same-quantity",
            "# Summary\n\nWe recorded the forced eviction of 62 families.\n\n# Evictions\n\nWe recorded 68"
            " cases of forced eviction of families.",
        ),
        (
            "same-quantity",
            "They buried three women (in fact, there were four women).",
        ),
        (
            "percentage-wrong",
            "Из 90 опрошенных врачей 27 из 90 опрошенных, то есть 40 %, видели следы побоев.",
        ),
    ],
)
def test_what_does_not_add_up_is_found(code: str, text: str) -> None:
    assert code in codes(text), codes(text)


@pytest.mark.parametrize(
    "text",
    [
        # the first of a list is not the whole of the others
        "The cells held 190 people. Of those, 171 were men, 14 were women and five were boys.",
        "С улицы — 74, из дома — 46, с места работы — 23: так похищали людей.",
        "By the last count 212 persons are called missing, 103 released and 51 dead.",
        # three ways out of one number, and a remainder of another
        "As of May, 120 of the 150 prisoners had been freed, 22 remained in the camp and eight had died.",
        "The police had 90 of the cases. Of the 50 of one district, 30 were closed and 20 opened. The other 40"
        " came from elsewhere.",
        # a part of a part
        "Of the 60 patients, 40 had fractures, 11 of them of the skull, and the other 20 had burns.",
        # one told in words; an hour is no part
        "The family wrote five letters: two to the prosecutor, two to the court and one to the ombudsman.",
        "Of the 20 arrests, nine took place between midnight and five in the morning, eleven by day.",
        # what befalls one person in several ways
        "Of the 52 men, 31 were beaten, 12 were threatened and 11 were denied water.",
        # money, ranges, scores, marks of lists
        "The 16 offices were asked to pay over $1.8 million, including $2.5 million in interest.",
        "Among the 24 poems listed by an author (837–908), four are lost.",
        "The Centre (1) visited the prison with three doctors; (2) interviewed 40 people.",
        # an interval is not the percentage; another time, another base
        "The register was right in 41 of 78 cases [41.6%–63.4%].",
        "In 1901 the town had 712,000 inhabitants. Eight years later, in 1909, 281,000 (36.9%) were newcomers.",
        # other verbs, other quantities; parts that make the other value
        "The office received 428 complaints in the year. In the year it closed 396 complaints.",
        "We held 212 interviews. We held 140 interviews in person and 72 by telephone.",
    ],
)
def test_what_can_be_read_otherwise_is_no_error(text: str) -> None:
    assert not {code for code, severities in codes(text).items() if "error" in severities}, codes(
        text
    )


def test_a_slip_of_figures_is_told_from_another_number() -> None:
    from decimal import Decimal

    assert transposed(Decimal(1482), Decimal(1428))
    assert not transposed(Decimal(12), Decimal(18))
    assert not transposed(Decimal(7), Decimal(70))
