"""What is right in a report isn't reported: clean extracts, and the sentences that once drew a false alarm."""

from __future__ import annotations

from pathlib import Path

import pytest

from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit

CLEAN = sorted((Path(__file__).parent.parent / "data" / "clean").glob("*.md"))
FIGURES = (
    "parts-sum",
    "parts-exceed",
    "difference-wrong",
    "ratio-wrong",
    "percentage-wrong",
    "percentages-sum",
    "same-quantity",
    "table-total",
    "rank-wrong",
    "duration-wrong",
    "order-wrong",
    "source-before-event",
    "date-future",
    "age-birth",
    "same-event-dates",
)


@pytest.mark.parametrize("path", CLEAN, ids=lambda path: str(path.stem))
def test_a_clean_extract_has_no_error(path: Path) -> None:
    report = audit(read_markdown(path.read_text("utf-8")))
    assert [f.message for f in report.findings if f.severity == "error"] == []
    assert [f.message for f in report.findings if f.rule in FIGURES] == []


@pytest.mark.parametrize(
    "text",
    [
        "Of the 20 villagers, eight were released; the others stayed for between three and ten days.",
        "The prison was built for 240 inmates; on 3 May 2019 it held 310, of whom 22 were women.",
        "Forty detainees have children under five; twelve of these children live with them.",
        "They opened 25 cases in 2016 and 31 in 2017. Of these 56, 40 have been closed.",
        "In 2016, 15 guards had been dismissed, three times as many as in 2018, when five were.",
        "The 30 hearings concerned 48 defendants: 40 men and eight women.",
        "Exhibit 2,114: a welder of 33, his age written on the back as 34.",
        "The truce of 20 May 2018 ended fighting that had begun on 1 May and had lasted 19 days.",
        "The office replied on 5 May 2011 and, after a second letter, on 9 June 2011.",
        "The ministry counted 44 deaths in prisons in 2017. In Bresk prison 12 prisoners died in 2017.",
        "The Ombudsman replied on 9 May 2019 to our letter of 2 April 2019.",
        "He was held from 3 May 2021 to 24 May 2021, for the first four days without food.",
        "He was arrested on 3 May 2021 and on 9 July 2021 sentenced to four years.",
        "She was held from 3 May 2021 to 24 May 2021 with her son, aged 14 months.",
        "He was held from 3 to 9 May 2021 and again in June, 20 days in all.",
        "The largest groups are farmers, with 40 per cent, workers, with 22, and teachers, with 18 per cent; no "
        "other exceeds 10 per cent.",
        "Date: 3 May 2021\n\nThe law was adopted in April and enters into force on 1 July 2021.",
        "Дата: 3 мая 2021 года\n\nДело было передано в суд, заседание назначено на 14 июня 2021 года.",
        "The number of prisons increased by four, from two to six.",
        "By March 58 prisoners had been released. By September 71 prisoners had been released.",
        "Several answers were possible.\n\n| Reason | Answers |\n|---|---|\n| Fear | 12 |\n| Cost | 15 |\n"
        "| Total | 20 |",
        "En 2015 hubo 18 detenciones más que en 2014, cuando hubo 90 detenciones; en 2016, 12 menos.",
        "On 21 October 2019, two days before the first exchange, the court sentenced two of the men. Both "
        "came home in the second exchange, on 14 January 2020.",
        "21 октября 2019 года, за два дня до первого обмена, суд вынес приговор. Оба вернулись при втором обмене, "
        "14 января 2020 года.",
    ],
)
def test_what_is_right_is_left_alone(text: str) -> None:
    assert [f.message for f in audit(read_markdown(text), FIGURES).findings] == []
