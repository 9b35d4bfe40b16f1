"""Numbers of one form that the text itself tells apart, and numbers that it does not, in four languages."""

from __future__ import annotations

from decimal import Decimal

import pytest

from probanda.audit.extract.quantities import quantities
from probanda.audit.facts import Facts
from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit
from probanda.audit.rules.same.proved import proved


def told(text: str) -> list[str]:
    return [f.message for f in audit(read_markdown(text), ["same-quantity"]).findings]


def report(*paragraphs: str) -> str:
    return "\n\n".join(f"# Part {place}\n\n{text}" for place, text in enumerate(paragraphs, 1))


@pytest.mark.parametrize(
    "text",
    [
        # each bracket belongs to the name before it
        report(
            "The Mission counted most deaths in Churit (83 persons), followed by Hemlin (71 persons).",
            "The Mission counted most injuries in Ardesh (78 persons), followed by Esker (73 persons).",
        ),
        report(
            "Больше всего погибших миссия насчитала в Чурите (83 человека), затем в Хемлине (71 человек).",
            "Больше всего раненых миссия насчитала в Ардеше (78 человек), затем в Эскере (73 человека).",
        ),
        # what it rose from is another time's
        report(
            "The number of detained journalists rose from 203 to 241 in the spring.",
            "Compared with the autumn the number of detained journalists fell from 251 to 196.",
        ),
        report(
            "El número de periodistas detenidos subió de 203 a 241 en la primavera.",
            "En comparación con el otoño, el número de periodistas detenidos bajó de 251 a 196.",
        ),
        # the same period of another year
        report(
            "The police broke up 41 gatherings and arrested 317 persons.",
            "In the same period of the previous year the police broke up 44 gatherings.",
        ),
        report(
            "Полиция разогнала 41 собрание и задержала 317 человек.",
            "За тот же период прошлого года полиция разогнала 44 собрания.",
        ),
        report(
            "La policía disolvió 41 reuniones y detuvo a 317 personas.",
            "En el mismo periodo del año anterior la policía disolvió 44 reuniones.",
        ),
        report(
            "La police a dispersé 41 rassemblements et arrêté 317 personnes.",
            "Pendant la même période de l'année précédente, la police a dispersé 44 rassemblements.",
        ),
        # one word before two numbers that count nothing
        report(
            "In prison No. 3 the delegation found 140 prisoners without a mattress.",
            "In prison No. 8 the delegation found 152 prisoners without a mattress.",
        ),
        report(
            "В колонии № 3 делегация нашла 140 заключённых без матрасов.",
            "В колонии № 8 делегация нашла 152 заключённых без матрасов.",
        ),
        # both are proved where they stand
        report(
            "The centre treated 418 patients: 188 in the first year and 230 in the second.",
            "The clinic treated 396 patients: 201 in the first year and 195 in the second.",
        ),
        report(
            "Le centre a soigné 418 patients : 188 la première année et 230 la seconde.",
            "La clinique a soigné 396 patients : 201 la première année et 195 la seconde.",
        ),
    ],
)
def test_numbers_that_the_text_tells_apart_are_left_alone(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        (
            report(
                "The lawyers interviewed 54 survivors of the raid for this report.",
                "The 52 survivors of the raid interviewed by the lawyers described beatings.",
            ),
            "54",
            "52",
        ),
        (
            report(
                "Les avocats ont interrogé 54 survivants de la rafle pour ce rapport.",
                "Les 52 survivants de la rafle interrogés par les avocats ont décrit des coups.",
            ),
            "54",
            "52",
        ),
        (
            report(
                "Para este informe los abogados entrevistaron a 54 supervivientes de la redada.",
                "Los 52 supervivientes de la redada entrevistados por los abogados describieron golpes.",
            ),
            "54",
            "52",
        ),
        (
            report(
                "Юристы опросили 54 пострадавших от облавы.",
                "Опрошенные юристами 52 пострадавших от облавы рассказали об избиениях.",
            ),
            "54",
            "52",
        ),
        (
            report(
                "The number of victims of the militia fell from 1,036 to 831 in the quarter.",
                "In the quarter the number of victims of the militia fell from 1,035 to 831.",
            ),
            "1,036",
            "1,035",
        ),
        (
            report(
                "In prison No. 3 the delegation found 140 prisoners without a mattress.",
                "The delegation found 152 prisoners without a mattress in prison No. 3.",
            ),
            "140",
            "152",
        ),
    ],
)
def test_numbers_that_nothing_tells_apart_are_held_against_each_other(
    text: str, one: str, other: str
) -> None:
    assert any(one in message and other in message for message in told(text))


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("The centre treated 418 patients: 188 in 2021 and 230 in 2022.", {418, 188, 230}),
        ("Of the 246 files 54 (22 per cent) were incomplete; 31 were lost.", {246, 54}),
        ("Из 246 дел 54 (22 %) были неполными; 31 утрачено.", {246, 54}),
        ("The centre treated 418 patients and trained 31 nurses.", set()),
    ],
)
def test_a_number_is_proved_by_its_neighbours(text: str, values: set[int]) -> None:
    facts = Facts(read_markdown(text))
    sure = facts.of(proved)
    found = {q.value for q in facts.of(quantities) if q.index in sure}
    assert found == {Decimal(value) for value in values}
