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
            "fr",
            "L'accord de Sarn du 3 juin 2015 nomme les prisonniers.",
            "Selon l'accord de Sarn du 13 juin 2015, ils sortiraient.",
        ),
    ],
)
def test_a_thing_has_one_day(code: str, one: str, other: str) -> None:
    assert len(found(f"# A\n\n{one}\n\n{FILLER[code]}\n\n# B\n\n{other}\n")) == 1


NAMED = [
    (
        "The agreement on the exchange of {} has nine articles.\n\nNobody has read it.\n\n"
        "Under the agreement on the "
        "exchange of {} the sick were to come first.",
        ("3 June 2015", "13 June 2015"),
    ),
    (
        "The prison council's letter of {} was not answered.\n\nA second copy lies in Arlen.\n\nIn the council's "
        "letter of {} the beds are counted.",
        ("3 June 2015", "3 July 2015"),
    ),
    (
        "Договор об обмене от {} подписали два генерала. Его текст неизвестен.\n\n"
        "По договору об обмене от {} больные "
        "должны были вернуться первыми.",
        ("3 июня 2015 года", "13 июня 2015 года"),
    ),
    (
        "El informe de la comisión forense del {} cuenta los huesos.\n\nNadie lo leyó.\n\n"
        "El informe de la comisión "
        "forense del {} tiene doce páginas.",
        ("3 de junio de 2015", "3 de junio de 2016"),
    ),
    (
        "L'accord sur les prisonniers du {} compte neuf articles.\n\nPersonne ne l'a lu.\n\n"
        "Selon l'accord sur les "
        "prisonniers du {} les malades passaient d'abord.",
        ("3 juin 2015", "13 juin 2015"),
    ),
]


@pytest.mark.parametrize(("text", "days"), NAMED)
def test_one_thing_has_one_day(text: str, days: tuple[str, str]) -> None:
    assert len(found(text.format(*days))) == 1
    assert not found(text.format(days[0], days[0]))


@pytest.mark.parametrize(
    "text",
    [
        "The letter of 3 June 2015 is long.\n\nThe letter of 13 June 2015 is short.",
        "The council's letter of 3 June 2015 asks, its letter of 13 June 2015 answers.",
        "The session report of 3 June 2015, the session report of 13 June 2015 and the session report of 23 June "
        "2015 say so.\n\nThe session report of 13 June 2015 is longest.\n\n"
        "The session report of 23 June 2015 is not.",
        "The prison report of 3 June 2015 is long.\n\nThe school report of 13 June 2015 is short.",
    ],
)
def test_two_things_may_have_two_days(text: str) -> None:
    assert not found(text)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        (
            "Second period: {} 1972 to December 1983\n\nThe mills were closed.\n\n# Second period\n\n"
            "The second period, from October 1972 to December 1983, was long.",
            ("November", "October"),
        ),
        (
            "Segundo período: {} de 1972 a diciembre de 1983\n\nLos molinos se cerraron y nadie habló.\n\n"
            "# Segundo período -octubre de 1972 a diciembre de 1983",
            ("noviembre", "octubre"),
        ),
    ],
)
def test_a_period_is_told_with_both_its_ends(text: str, days: tuple[str, str]) -> None:
    assert len(found(text.format(days[0]))) == 1
    assert not found(text.format(days[1]))


def test_articles_of_a_code_are_of_no_calendar() -> None:
    text = "Арестован 3 мая 1937 г. {} Приговор вынесен 9 июня 1937 г."
    articles = audit(read_markdown(text.format("Обвинён по ст. ст. 58-10, 58-11.")))
    style = audit(read_markdown(text.format("Родился 3 июня 1880 г. (ст. ст.) в Арлене.")))
    assert "calendars-mixed" not in {f.rule for f in articles.findings}
    assert "calendars-mixed" in {f.rule for f in style.findings}
