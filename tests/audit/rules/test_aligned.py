"""One event told in two places with two days: summary, narrative, annex, table, note, in four languages."""

from __future__ import annotations

import pytest

from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit

FILLER = {
    "en": "The village has a mill, a school and a road that is closed in winter. Nobody was told why the lamp was out.",  # noqa: E501
    "ru": "В посёлке есть мельница, школа и дорога, которую зимой закрывают. Никто не знал, почему погас фонарь.",
    "es": "El pueblo tiene un molino, una escuela y un camino que en invierno se cierra. Nadie supo por qué no había luz.",  # noqa: E501
    "fr": "Le village a un moulin, une école et une route fermée en hiver. Personne ne savait pourquoi la lampe était éteinte.",  # noqa: E501
}


def found(text: str) -> list[str]:
    """The words that the rule points at."""
    document = read_markdown(text)
    report = audit(document, ["same-event-dates"])
    return [document.text[f.start : f.end] for f in report.findings]


PAIRS = [
    (
        "en",
        "On {} the militia burned the granary of Tolmere and took the keeper away.",
        "The keeper was taken when the militia burned the granary of Tolmere on {}.",
        ("4 March 2019", "4 March 2016"),
    ),
    (
        "en",
        "The governor ordered the mill at Sarn closed on {} after the second fire.",
        "| Day | What happened |\n|---|---|\n| {} | Governor orders the mill at Sarn closed |\n"
        "| 9 May 2019 | Mill at Sarn sold |",
        ("16 April 2019", "16 May 2019"),
    ),
    (
        "en",
        "The prosecutor closed the file on {} because nobody had been named.",
        "- 2 January 2021: complaint lodged\n- {}: file closed by the prosecutor\n- 9 September 2022: appeal heard",  # noqa: E501
        ("14 June 2021", "14 July 2021"),
    ),
    (
        "en",
        "Soldiers of the Ninth Brigade entered Orvel at dawn on {}.",
        "According to its diary the Ninth Brigade entered Orvel on {}.",
        ("12 August 2020", "21 August 2020"),
    ),
    (
        "ru",
        "{} года ополченцы сожгли амбар в Тольмере и увели сторожа.",
        "Сторожа увели, когда ополченцы сожгли амбар в Тольмере {} года.",
        ("4 марта 2019", "4 марта 2016"),
    ),
    (
        "ru",
        "Прокурор прекратил дело {} года, так как никто не был назван.",
        "- 2 января 2021 года: подана жалоба\n- {} года: прокурор прекратил дело\n- 9 сентября 2022 года: слушание",  # noqa: E501
        ("14 июня 2021", "14 июля 2021"),
    ),
    (
        "es",
        "El {} la milicia quemó el granero de Tolmera y se llevó al guarda.",
        "Al guarda se lo llevaron cuando la milicia quemó el granero de Tolmera, el {}.",
        ("4 de marzo de 2019", "4 de marzo de 2016"),
    ),
    (
        "es",
        "La fiscal archivó la causa el {} porque nadie había sido nombrado.",
        "- 2 de enero de 2021: denuncia presentada\n- {}: la fiscal archiva la causa\n- 9 de septiembre de 2022: vista",  # noqa: E501
        ("14 de junio de 2021", "14 de julio de 2021"),
    ),
    (
        "fr",
        "Le {} la milice brûla la grange de Tolmère et emmena le gardien.",
        "Le gardien fut emmené quand la milice brûla la grange de Tolmère, le {}.",
        ("4 mars 2019", "4 mars 2016"),
    ),
]


@pytest.mark.parametrize(("code", "one", "other", "days"), PAIRS)
def test_two_days_of_one_event_are_shown(
    code: str, one: str, other: str, days: tuple[str, str]
) -> None:
    text = f"# A\n\n{one.format(days[0])}\n\n{FILLER[code]}\n\n# B\n\n{{}}\n"
    assert len(found(text.format(other.format(days[1])))) == 1
    assert found(text.format(other.format(days[0]))) == []


@pytest.mark.parametrize(
    "text",
    [
        "On 4 March 2019 the militia burned the granary of Tolmere.\n\nOn 9 March 2019 the militia burned the mill of Orvel.",  # noqa: E501
        "The Committee met in Sarn on 4 March 2019.\n\nThe Committee met again in Sarn on 4 May 2019.",
        "The census was taken on 31 December 2018.\n\nThe census was taken on 31 December 2019.",
        "Miro Velt was arrested in Sarn on 4 March 2019.\n\nDara Onn was arrested in Sarn on 4 May 2019.",
        "- 4 March 2019: letter to the governor\n- 4 May 2019: letter to the governor",
    ],
)
def test_two_events_may_be_alike(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("code", "one", "other"),
    [
        (
            "en",
            "The massacre at Tolmere (12 May 1991) was never tried.",
            "Nobody was punished for the massacre at Tolmere of 12 May 1992.",
        ),
        (
            "en",
            "Mira Oran died in the camp on 3 May 2018.",
            "Her family learned of the death of Mira Oran, on 13 May 2018, from a guard.",
        ),
        (
            "ru",
            "Мира Оран умерла в лагере 3 мая 2018 года.",
            "О смерти Миры Оран 13 мая 2018 года семья узнала от охранника.",
        ),
        (
            "fr",
            "L'accord de Sarn du 3 juin 2015 nomme les prisonniers.",
            "Selon l'accord de Sarn du 13 juin 2015, ils sortiraient.",
        ),
    ],
)
def test_a_thing_or_a_fate_has_one_day(code: str, one: str, other: str) -> None:
    assert len(found(f"# A\n\n{one}\n\n{FILLER[code]}\n\n# B\n\n{other}\n")) == 1


ANNEX = """# Facts

## Dolna and Esker

The column reached Dolna on 18 May 2023 in the morning and burned the mill.

On 18 May 2023 at noon it was in Esker, where nobody had stayed.

# Annex: chronology

| Date | What happened |
|---|---|
| 17 May 2023 | Raid on Churit |
| {} May 2023 | Raids on Dolna and Esker |
| 21 June 2023 | Raid on Hemlin |
"""


def test_an_entry_of_a_chronology_against_the_places_that_it_names() -> None:
    rules = [
        [
            f
            for f in audit(read_markdown(ANNEX.format(day))).findings
            if f.rule == "same-event-dates"
        ]
        for day in (28, 18)
    ]
    assert len(rules[0]) == 1
    assert not rules[1]
