"""Errors that must be found: with number words, initials, pronouns, in the next sentence or another form."""

from __future__ import annotations

import pytest

from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (
            "age-birth",
            "Rasul Tevdor was born on 14 March 1985 in Arlan. He was 38 years old when "
            "he was arrested on 2 June 2020.",
        ),
        (
            "age-birth",
            "Rasul Tevdor was born on 14 March 1985. At the time of his death, on 3 May "
            "2019, he was 29.",
        ),
        ("age-birth", "R. T. was born in 1990.\n\nR. T., born in 1992, was beaten in Bresk."),
        (
            "age-birth",
            "Тевдор Расул родился 14 марта 1985 года в Арлане. В день задержания, 2 "
            "июня 2020 года, ему было 41 год.",
        ),
        ("age-birth", "Р. Т., 1990 г.р., был задержан.\n\nР. Т., 1993 г.р., сообщил о побоях."),
        (
            "age-birth",
            "Р. Т. родился в 1980 году. В 2015 году, когда его задержали, ему было 25 лет.",
        ),
        ("age-birth", "The boy was born in 2004. When soldiers shot him in May 2017, he was 15."),
        ("age-birth", "N. O., born in 1970, was arrested in 2015 at the age of 35."),
        ("parts-sum", "Forty-two prisoners were interviewed: thirty men and ten women."),
        (
            "parts-sum",
            "The mission visited 14 prisons. Six were in the north, five in the south "
            "and two in the capital.",
        ),
        (
            "parts-sum",
            "Fifty cases are documented.\n\n- Twenty in Arlan\n- Eighteen in Bresk\n- Ten in Calda",
        ),
        (
            "parts-sum",
            "There were 50 cases, distributed as follows:\n\n- Arlan: 20\n- Bresk: 18\n- Calda: 10",
        ),
        (
            "parts-sum",
            "A total of 90 complaints was lodged. Forty were rejected, thirty were "
            "upheld and the remaining fifteen are pending.",
        ),
        ("parts-sum", "Опрошены сорок человек: двадцать пять мужчин и двенадцать женщин."),
        ("parts-sum", "Of the 80 detainees, 50 were men. The other 25 were women."),
        ("parts-sum", "Se registraron 120 casos: 70 en Alora y 45 en Bermes."),
        ("parts-sum", "Twenty-five houses burned, fifteen in Lower Vey and eight in Upper Vey."),
        ("rank-wrong", "Most of them, 20, of 52 were farmers."),
        ("rank-wrong", "We spoke with 52 former prisoners. Most of them, 20, had been beaten."),
        (
            "rank-wrong",
            "There were 31 deaths in 2018, 28 in 2019 and 35 in 2020. The number has "
            "fallen every year.",
        ),
        (
            "rank-wrong",
            "| Prison | Deaths |\n|---|---|\n| Arno | 8 |\n| Bresk | 10 |\n| Calda | 6 |\n\n"
            "Most deaths occurred in Arno.",
        ),
        (
            "rank-wrong",
            "| Prison | Deaths |\n|---|---|\n| Arno | 8 |\n| Bresk | 10 |\n| Calda | 6 |\n\n"
            "The fewest deaths were recorded in Bresk.",
        ),
        ("rank-wrong", "The majority (18 of 44) were convicted."),
        ("rank-wrong", "Большинство опрошенных (20 из 52) сообщили о побоях."),
        ("rank-wrong", "La mayoría de los detenidos (92 de 320) eran campesinos."),
        (
            "same-quantity",
            "# Summary\n\nThirty-one civilians were killed in the shelling of Bresk.\n\n# "
            "Findings\n\nThe shelling of Bresk, in which 34 civilians were killed, lasted "
            "two days.",
        ),
        (
            "same-quantity",
            "# Summary\n\nOn 4 May 2019 soldiers killed 12 villagers in Arlan.\n\n# Arlan\n\n"
            "On 4 May 2019, 14 villagers of Arlan were killed by soldiers.",
        ),
        (
            "same-quantity",
            "# Summary\n\nThis report is based on 64 interviews.\n\n# Method\n\nWe conducted "
            "68 interviews.",
        ),
        (
            "same-quantity",
            "# Summary\n\nIn 2019 the police detained 112 demonstrators in Bresk.\n\n# "
            "Protest\n\nThe detention of 121 demonstrators in Bresk in 2019 was unlawful.",
        ),
        (
            "same-quantity",
            "# Summary\n\nSeventeen schools were destroyed between May and July 2022.\n\n# "
            "Schools\n\nBetween May and July 2022, 19 schools were destroyed.",
        ),
        (
            "same-quantity",
            "# Резюме\n\nВ 2019 году в Арлане были задержаны 112 человек.\n\n# Задержания\n\n"
            "В 2019 году полиция задержала в Арлане 121 человека.",
        ),
        (
            "same-quantity",
            "# Summary\n\nTwo hundred and six families were displaced from Calda.\n\n# "
            "Displacement\n\nThe displacement of 260 families from Calda began in June.",
        ),
        (
            "same-event-dates",
            "A. K. was arrested on 3 May 2019.\n\n# Case\n\nOn 5 May 2019 officers arrested "
            "A. K. at his home.",
        ),
        (
            "same-event-dates",
            "A. K. died on 3 May 2019 in Bresk.\n\n# Case\n\nThe death of A. K. on 9 May "
            "2019 was not investigated.",
        ),
        (
            "same-event-dates",
            "A.K. was released on 3 May 2019.\n\n# Case\n\nA.K. was released from Bresk on "
            "13 May 2019.",
        ),
        (
            "same-event-dates",
            "Police detained Rasul Tevdor on 3 May 2019.\n\n# Case\n\nRasul Tevdor was "
            "detained on 8 May 2019.",
        ),
        (
            "same-event-dates",
            "Р. Т. был задержан 3 мая 2019 года.\n\n# Дело\n\n5 мая 2019 года Р. Т. был "
            "задержан у себя дома.",
        ),
        (
            "same-event-dates",
            "Rasul Tevdor was arrested on 3 May 2019.\n\n# Case\n\nThe arrest of Mr Tevdor "
            "on 13 May 2019 was violent.",
        ),
        (
            "same-event-dates",
            "The arrest of R. T. took place on 3 May 2019.\n\n# Case\n\nR. T., a teacher, "
            "was arrested in the night of 7 May 2019.",
        ),
        (
            "parts-exceed",
            "The clinic treated 112 patients. Of these 112 patients, 127 had been beaten.",
        ),
        ("parts-exceed", "Seven killed, among them nine children."),
        ("parts-exceed", "Seven people were killed, among them nine children."),
        ("parts-exceed", "Of these 112 patients, 127 had burns."),
        ("parts-exceed", "Forty prisoners were interviewed. Forty-six of them had been beaten."),
        ("parts-exceed", "The 20 villagers, 23 of whom were women, were taken away."),
        ("parts-exceed", "Были задержаны 12 человек, в том числе 15 женщин."),
        ("parts-exceed", "Fueron detenidas 12 personas, entre ellas 15 mujeres."),
    ],
)
def test_the_error_is_found(code: str, text: str) -> None:
    assert [f.rule for f in audit(read_markdown(text), [code]).findings] == [code]
