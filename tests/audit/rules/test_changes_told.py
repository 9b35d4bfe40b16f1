# ruff: noqa: E501
"""Changes, factors, fractions and means in many wordings, the two numbers in one sentence or in two."""

from __future__ import annotations

import pytest

from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit

#: A sentence that tells the language of what follows.
LEAD = {
    "en": "This is what the committee of the house has heard and read of the matter.",
    "ru": "Здесь изложено то, что комитет узнал об этом деле.",
    "es": "Esto es lo que la comisión de la casa ha oído y leído sobre el asunto.",
    "fr": "Voici ce que le comité de la maison a entendu et lu sur cette affaire dans les années passées.",
}
_CODES = ["percentage-wrong", "difference-wrong", "ratio-wrong"]

#: Rule, language, and a text with {right|wrong}.
TEXTS = (
    # rises in per cent
    (
        "percentage-wrong",
        "en",
        "The number of arrests rose from 148 in 2021 to 214 in 2022, an increase of {45|37} per cent.",
    ),
    (
        "percentage-wrong",
        "en",
        "In 2022 we documented 214 arrests, {45|37} per cent more than the 148 documented in 2021.",
    ),
    (
        "percentage-wrong",
        "en",
        "There were 214 arrests in 2022, up {45|37}% from 148 a year earlier.",
    ),
    ("percentage-wrong", "en", "Arrests rose by {45|37} per cent, from 148 to 214."),
    (
        "percentage-wrong",
        "en",
        "The office registered 214 arrests in the second half of the year, compared with 148 in the first, which is a rise of {45|37} per cent.",
    ),
    (
        "percentage-wrong",
        "en",
        "A {45|37}% increase in arrests was recorded (214 against 148 in 2021).",
    ),
    (
        "percentage-wrong",
        "en",
        "In 2021 the office registered 148 arrests. In 2022 there were 214. That is an increase of {45|37} per cent.",
    ),
    (
        "percentage-wrong",
        "en",
        "In 2022, 214 persons were arrested in the Orran district. Compared with 2021, when 148 persons were arrested there, this is {45|37} per cent more.",
    ),
    (
        "percentage-wrong",
        "en",
        "In 2022 the police of Orran arrested 214 persons in the course of 31 rallies. In comparison with the year before the number of those arrested grew by {45|37}%: in 2021, 148 persons were arrested in the course of 22 rallies.",
    ),
    (
        "percentage-wrong",
        "en",
        "The number of complaints, 148 in 2021, reached 214 in 2022 (an increase of {45|37}%).",
    ),
    (
        "percentage-wrong",
        "en",
        "The number of persons held without charge went up from 148 at the beginning of the year to 214 at the end of it, that is, by {45|37} per cent.",
    ),
    (
        "percentage-wrong",
        "en",
        "Over the year the number of complaints grew by more than {40|50} per cent and reached 214, while in 2021 there were 148.",
    ),
    (
        "percentage-wrong",
        "ru",
        "Число задержаний выросло с 148 в 2021 году до 214 в 2022 году, то есть на {45|37}%.",
    ),
    (
        "percentage-wrong",
        "ru",
        "В 2022 году зафиксировано 214 задержаний, что на {45|37}% больше, чем в 2021 году (148).",
    ),
    (
        "percentage-wrong",
        "ru",
        "По сравнению с 2021 годом число жалоб выросло на {45|37} процентов: с 148 до 214.",
    ),
    (
        "percentage-wrong",
        "ru",
        "В 2021 году было подано 148 жалоб, в 2022 году — 214. Рост составил {45|37}%.",
    ),
    (
        "percentage-wrong",
        "ru",
        "В 2022 году в Орране задержали 214 человек. По сравнению с 2021 годом число задержанных увеличилось на {45|37}%: тогда было задержано 148 человек.",
    ),
    ("percentage-wrong", "ru", "Количество жалоб увеличилось на {45|37}% (с 148 до 214)."),
    (
        "percentage-wrong",
        "ru",
        "За год число обращений возросло на {45|37}% и достигло 214 (в 2021 году — 148).",
    ),
    ("percentage-wrong", "ru", "Прирост жалоб составил {45|37}%: 214 против 148 годом ранее."),
    (
        "percentage-wrong",
        "ru",
        "Если в 2021 году поступило 148 жалоб, то в 2022 году — уже 214, на {45|37}% больше.",
    ),
    (
        "percentage-wrong",
        "ru",
        "За второй квартал были задержаны 214 человек на 40 акциях. По сравнению с первым кварталом число задержаний возросло на {45|37}% (с января по март были задержаны 148 человек на 38 акциях).",
    ),
    ("percentage-wrong", "ru", "Было получено 214 жалоб — на {45|37}% больше прошлогодних 148."),
    (
        "percentage-wrong",
        "es",
        "El número de detenciones aumentó de 148 en 2021 a 214 en 2022, un incremento de {45|37} por ciento.",
    ),
    (
        "percentage-wrong",
        "es",
        "En 2022 se registraron 214 quejas, {45|37}% más que las 148 de 2021.",
    ),
    (
        "percentage-wrong",
        "es",
        "Las detenciones crecieron {45|37} por ciento, al pasar de 148 a 214.",
    ),
    (
        "percentage-wrong",
        "es",
        "Las quejas pasaron de 148 a 214, lo que representa un aumento del {45|37} %.",
    ),
    (
        "percentage-wrong",
        "es",
        "En 2021 se presentaron 148 denuncias y en 2022, 214. El aumento fue de {45|37} por ciento.",
    ),
    (
        "percentage-wrong",
        "es",
        "En 2022 hubo 214 homicidios. En relación a 2021, con 148 víctimas, se registró un aumento de {45|37} por ciento.",
    ),
    (
        "percentage-wrong",
        "es",
        "Hubo un alza de {45|37} por ciento en las detenciones (148 en 2021 y 214 en 2022).",
    ),
    (
        "percentage-wrong",
        "es",
        "Las desapariciones se dispararon {45|37} por ciento: este año fueron 214 hasta noviembre, en comparación con las 148 del mismo periodo del año anterior.",
    ),
    (
        "percentage-wrong",
        "es",
        "Frente a las 148 quejas de 2021, en 2022 se recibieron 214, es decir, un {45|37} % más.",
    ),
    (
        "percentage-wrong",
        "es",
        "Las denuncias se incrementaron {45|37} por ciento, puesto que en 2021 se presentaron 148 y en 2022 fueron 214.",
    ),
    (
        "percentage-wrong",
        "es",
        "La comisión recibió 214 quejas, contra 148 del año pasado, o sea un crecimiento de {45|37}%.",
    ),
    (
        "percentage-wrong",
        "fr",
        "Le nombre d'arrestations est passé de 148 en 2021 à 214 en 2022, soit une hausse de {45|37} %.",
    ),
    (
        "percentage-wrong",
        "fr",
        "En 2022, 214 plaintes ont été enregistrées, {45|37} % de plus que les 148 de 2021.",
    ),
    ("percentage-wrong", "fr", "Les arrestations ont augmenté de {45|37} %, passant de 148 à 214."),
    (
        "percentage-wrong",
        "fr",
        "On a compté 214 plaintes contre 148 l'année précédente, soit une augmentation de {45|37} %.",
    ),
    (
        "percentage-wrong",
        "fr",
        "En 2021, 148 plaintes ont été déposées. En 2022, il y en a eu 214. La hausse est de {45|37} %.",
    ),
    (
        "percentage-wrong",
        "fr",
        "Une hausse de {45|37} % des plaintes a été constatée (214 contre 148 en 2021).",
    ),
    (
        "percentage-wrong",
        "fr",
        "Par rapport à 2021, où 148 personnes avaient été arrêtées, le nombre d'arrestations a progressé de {45|37} % : 214 personnes ont été arrêtées en 2022.",
    ),
    (
        "percentage-wrong",
        "fr",
        "Le bureau a reçu 214 plaintes, en hausse de {45|37} % par rapport aux 148 de 2021.",
    ),
    # falls in per cent
    (
        "percentage-wrong",
        "en",
        "The number of deaths fell from 214 to 148, a fall of {31|39} per cent.",
    ),
    ("percentage-wrong", "en", "148 deaths were recorded, {31|39}% fewer than in 2021 (214)."),
    (
        "percentage-wrong",
        "en",
        "Deaths declined by {31|39} per cent in 2022 (214 in 2021, 148 in 2022).",
    ),
    (
        "percentage-wrong",
        "en",
        "In 2022, 148 persons died in custody. This is a decrease of {31|39} per cent compared to the 214 deaths of the year before.",
    ),
    (
        "percentage-wrong",
        "en",
        "In the second quarter 148 persons were held at 14 events. Compared to the first quarter the number fell by {31|39} per cent, with 214 persons held at 15 events.",
    ),
    ("percentage-wrong", "ru", "Число смертей сократилось с 214 до 148, или на {31|39}%."),
    (
        "percentage-wrong",
        "ru",
        "Зафиксировано 148 смертей, на {31|39}% меньше, чем годом ранее (214).",
    ),
    (
        "percentage-wrong",
        "ru",
        "В 2022 году умерли 148 заключённых. По сравнению с 2021 годом смертность снизилась на {31|39}%: тогда умерли 214 заключённых.",
    ),
    (
        "percentage-wrong",
        "ru",
        "Снижение числа жалоб составило {31|39}% (с 214 в 2021 году до 148 в 2022 году).",
    ),
    (
        "percentage-wrong",
        "es",
        "Las muertes bajaron de 214 a 148, una reducción de {31|39} por ciento.",
    ),
    ("percentage-wrong", "es", "Hubo 148 muertes, {31|39} por ciento menos que en 2021 (214)."),
    (
        "percentage-wrong",
        "es",
        "Se registró una disminución de quejas de {31|39} por ciento, pasando de 214 a 148 denuncias.",
    ),
    (
        "percentage-wrong",
        "es",
        "En 2022 murieron 148 internos. Respecto a 2021, cuando murieron 214, la cifra se redujo {31|39} por ciento.",
    ),
    ("percentage-wrong", "fr", "Les décès sont passés de 214 à 148, soit une baisse de {31|39} %."),
    ("percentage-wrong", "fr", "On a enregistré 148 décès, {31|39} % de moins qu'en 2021 (214)."),
    (
        "percentage-wrong",
        "fr",
        "Le nombre de décès a diminué de {31|39} % (214 en 2021, 148 en 2022).",
    ),
    # differences
    (
        "difference-wrong",
        "en",
        "Arrests rose from 148 in 2021 to 214 in 2022, an increase of {66|76}.",
    ),
    (
        "difference-wrong",
        "en",
        "In 2022 there were 214 arrests. Compared with 2021, with 148 arrests, this is an increase of {66|76} arrests.",
    ),
    ("difference-wrong", "en", "There were 214 arrests, {66|76} more than in 2021 (148)."),
    ("difference-wrong", "en", "The number of complaints grew by {66|76}, from 148 to 214."),
    (
        "difference-wrong",
        "en",
        "214 complaints were received, an increase of {66|76} over last year's 148.",
    ),
    ("difference-wrong", "ru", "Число задержаний выросло с 148 до 214, то есть на {66|76}."),
    (
        "difference-wrong",
        "ru",
        "В 2022 году зафиксировано 214 задержаний, на {66|76} больше, чем в 2021 году (148).",
    ),
    (
        "difference-wrong",
        "ru",
        "В 2022 году в Орране было 214 жалоб. По сравнению с 2021 годом (148 жалоб) их стало на {66|76} больше.",
    ),
    ("difference-wrong", "es", "Las quejas pasaron de 148 a 214, un aumento de {66|76}."),
    (
        "difference-wrong",
        "es",
        "En 2022 hubo 214 homicidios. En relación a 2021, con 148 víctimas, se registró un aumento de {66|76} homicidios.",
    ),
    ("difference-wrong", "es", "Se recibieron 214 quejas, {66|76} más que en 2021 (148)."),
    (
        "difference-wrong",
        "es",
        "Frente a las 148 quejas de 2021, en 2022 se recibieron 214, es decir, {66|76} más.",
    ),
    ("difference-wrong", "fr", "Les plaintes sont passées de 148 à 214, soit {66|76} de plus."),
    ("difference-wrong", "fr", "On a reçu 214 plaintes, {66|76} de plus qu'en 2021 (148)."),
    # factors
    ("ratio-wrong", "en", "The number of arrests doubled, from 148 to {297|229}."),
    ("ratio-wrong", "en", "There were twice as many arrests in 2022 ({297|229}) as in 2021 (148)."),
    (
        "ratio-wrong",
        "en",
        "In 2021 the office registered 148 arrests. In 2022 the number doubled: {297|229} arrests.",
    ),
    (
        "ratio-wrong",
        "en",
        "In 2022 the police made {297|229} arrests. The number has doubled in comparison with 2021, when 148 were made.",
    ),
    (
        "ratio-wrong",
        "en",
        "{297|229} persons were arrested, that is twice the number of 2021 (148 persons).",
    ),
    ("ratio-wrong", "ru", "Число задержаний выросло вдвое — с 148 до {297|229}."),
    (
        "ratio-wrong",
        "ru",
        "В 2022 году задержано {297|229} человек, вдвое больше, чем в 2021 году (148).",
    ),
    (
        "ratio-wrong",
        "ru",
        "В 2021 году задержали 148 человек. За год их число удвоилось: {297|229} человек.",
    ),
    (
        "ratio-wrong",
        "ru",
        "Число задержаний выросло в два раза по сравнению с 2021 годом: тогда было 148 задержаний, теперь {297|229}.",
    ),
    (
        "ratio-wrong",
        "ru",
        "За квартал задержали {297|229} человек. Это в два раза больше, чем за тот же период 2021 года, когда были задержаны 148 человек.",
    ),
    ("ratio-wrong", "es", "Las detenciones se duplicaron, de 148 a {297|229}."),
    ("ratio-wrong", "es", "En 2022 hubo {297|229} detenciones, el doble que en 2021 (148)."),
    ("ratio-wrong", "es", "Se registraron {297|229} quejas, dos veces más que las 148 de 2021."),
    ("ratio-wrong", "es", "En 2021 hubo 148 quejas; en 2022 su número se duplicó: {297|229}."),
    ("ratio-wrong", "fr", "Le nombre d'arrestations a doublé, passant de 148 à {297|229}."),
    ("ratio-wrong", "fr", "On a compté {297|229} arrestations, deux fois plus qu'en 2021 (148)."),
    ("ratio-wrong", "fr", "En 2022 il y a eu {297|229} arrestations, le double des 148 de 2021."),
    # fractions
    ("ratio-wrong", "en", "Two thirds of the 96 detainees ({64|52}) were beaten."),
    ("ratio-wrong", "en", "The capital accounted for two thirds of the cases ({64|52} of 96)."),
    ("ratio-wrong", "en", "{64|52} of the 96 detainees, or two thirds, were beaten."),
    (
        "ratio-wrong",
        "en",
        "We interviewed 96 detainees. Two thirds of them ({64|52}) had been beaten.",
    ),
    ("ratio-wrong", "en", "Two out of three detainees ({64|52} of 96) were beaten."),
    ("ratio-wrong", "ru", "Доля столицы составила две трети всех дел ({64|52} из 96)."),
    ("ratio-wrong", "ru", "{64|52} из 96 задержанных, то есть две трети, были избиты."),
    ("ratio-wrong", "ru", "Мы опросили 96 задержанных. Две трети из них ({64|52}) были избиты."),
    ("ratio-wrong", "ru", "Из 96 жалоб {64|52} были отклонены — две трети."),
    ("ratio-wrong", "es", "Dos tercios de los 96 detenidos ({64|52}) fueron golpeados."),
    ("ratio-wrong", "es", "La capital concentró dos tercios de los casos ({64|52} de 96)."),
    ("ratio-wrong", "es", "{64|52} de los 96 detenidos, es decir, dos tercios, fueron golpeados."),
    (
        "ratio-wrong",
        "es",
        "Entrevistamos a 96 detenidos. Dos tercios de ellos ({64|52}) fueron golpeados.",
    ),
    ("ratio-wrong", "fr", "Deux tiers des 96 détenus ({64|52}) ont été battus."),
    ("ratio-wrong", "fr", "La capitale représente les deux tiers des cas ({64|52} sur 96)."),
    ("ratio-wrong", "fr", "{64|52} des 96 détenus, soit les deux tiers, ont été battus."),
    # means
    (
        "ratio-wrong",
        "en",
        "In all, 152 persons were arrested at 16 events, an average of {9.5|11.2} per event.",
    ),
    (
        "ratio-wrong",
        "en",
        "152 persons were arrested in the course of 16 rallies. The average number of arrests at a rally was {9.5|11.2}.",
    ),
    (
        "ratio-wrong",
        "en",
        "The court heard 16 cases and fined 152 persons, on average {9.5|11.2} a case.",
    ),
    (
        "ratio-wrong",
        "en",
        "The commission held 16 sessions with 152 witnesses, that is {9.5|11.2} witnesses per session on average.",
    ),
    (
        "ratio-wrong",
        "ru",
        "Всего на 16 акциях задержали 152 человек, в среднем {9,5|11,2} человек на акцию.",
    ),
    (
        "ratio-wrong",
        "ru",
        "В ходе 16 мероприятий были задержаны 152 человек. Среднее число задержанных на одно мероприятие составило {9,5|11,2}.",
    ),
    (
        "ratio-wrong",
        "ru",
        "Среднее число задержаний на акции составило {9,5|11,2} человек: всего 152 задержаний на 16 акциях.",
    ),
    (
        "ratio-wrong",
        "ru",
        "152 человек были задержаны на 16 митингах. Таким образом, в среднем на митинг приходилось по {9,5|11,2} задержаний.",
    ),
    (
        "ratio-wrong",
        "es",
        "En total, 152 personas fueron detenidas en 16 protestas, un promedio de {9.5|11.2} por protesta.",
    ),
    (
        "ratio-wrong",
        "es",
        "En 16 marchas fueron detenidas 152 personas. El promedio de detenidos por marcha fue de {9.5|11.2}.",
    ),
    (
        "ratio-wrong",
        "es",
        "Hubo 152 detenciones en 16 operativos, es decir, en promedio {9.5|11.2} detenciones por operativo.",
    ),
    (
        "ratio-wrong",
        "es",
        "El promedio fue de {9.5|11.2} detenidos por marcha: 152 personas en 16 marchas.",
    ),
    (
        "ratio-wrong",
        "fr",
        "Au total, 152 personnes ont été arrêtées lors de 16 manifestations, soit en moyenne {9,5|11,2} par manifestation.",
    ),
    (
        "ratio-wrong",
        "fr",
        "152 personnes ont été arrêtées au cours de 16 rassemblements. Le nombre moyen d'arrestations par rassemblement a été de {9,5|11,2}.",
    ),
)

#: Points told as per cent, and a size of the later number: wrong as they stand.
WRONG = (
    ("en", "The share of prisoners awaiting trial fell by 6 per cent, from 60.2 to 54.2 per cent."),
    ("en", "Poverty fell by 6 per cent: in 2010 it was 60.2 per cent, in 2012 54.2 per cent."),
    (
        "en",
        "Between 2010 and 2012 the rate of poverty fell by 6 per cent.\n\nPoverty fell by 6 percentage points in two years, from 60.2 to 54.2 per cent.",
    ),
    ("ru", "Доля неграмотных снизилась на 6%: с 60,2% до 54,2%."),
    ("es", "La pobreza bajó 6 por ciento, de 60.2 a 54.2 por ciento."),
    ("es", "En la anemia, de 2006 a 2012, sólo varía 3 por ciento: de 26 pasó a 23 por ciento."),
    (
        "es",
        "La pobreza bajó 6 por ciento entre 2010 y 2012.\n\nLa pobreza disminuyó en 6 puntos porcentuales, según el consejo.",
    ),
    ("fr", "La pauvreté a baissé de 6 %, passant de 60,2 % à 54,2 %."),
    (
        "en",
        "We estimate 414 killings against 245 observed. The estimate is a 41% increase relative to the observed victims.",
    ),
    (
        "en",
        "The estimate (575) is only slightly greater (15%) than the number of observed records (488).",
    ),
    ("ru", "В 2021 году было 245 убийств, в 2022 году 414 — рост на 41%."),
)

#: Numbers beside a change that are not its two values.
RIGHT = (
    (
        "en",
        "The share of prisoners awaiting trial fell by 6 percentage points, from 60.2 to 54.2 per cent.",
    ),
    ("en", "The rate of poverty fell by 10 per cent, from 60.2 to 54.2 per cent."),
    ("es", "La pobreza disminuyó en 6 puntos porcentuales, de 60.2 a 54.2 por ciento."),
    ("ru", "Доля неграмотных снизилась на 6 процентных пунктов: с 60,2% до 54,2%."),
    (
        "es",
        "Entre las adolescentes de 15 a 17 años la tasa creció 700 por ciento: pasó de 2.2 a 17.6.",
    ),
    ("en", "Among girls from 15 to 17 the rate rose by 700 per cent, from 2.2 to 17.6."),
    ("ru", "Число задержаний сократилось в шесть раз (с 2394), число акций — вдвое (с 80)."),
    ("es", "El número de carencias pasó de 2.2 a 1.9."),
    ("fr", "Le secteur a connu une croissance de 2,6 % contre 2,7 % un an auparavant."),
    (
        "en",
        "Seven large ships and four smaller ironclads lay in port. Twelve ships had been there in May.",
    ),
    ("en", "The estate has 31 flats and 12 shops. Rents rose by 37 per cent in a year."),
    (
        "en",
        "Arrests grew 4.5 times among men and 6.4 times among women. In 2018, 90 men were arrested, in 2022, 409 men.",
    ),
    (
        "en",
        "In 2022, 152 persons were arrested at 16 rallies. The number of arrests a month was 12.7 on average.",
    ),
    (
        "en",
        "On average the prisoners were 31 years old. The prison holds 412 prisoners in 16 cells.",
    ),
    ("ru", "Среднее число задержаний снизилось с 23 до 5,6. На 2 акциях задержали 76 человек."),
    (
        "es",
        "Los dos distritos bajaron un 20 y un nueve por ciento. Antes hubo 342 casos y después 301.",
    ),
    (
        "en",
        "In 2021 there were 148 arrests and 61 searches. In 2022 the number of searches grew by 20 per cent.",
    ),
)


def messages(language: str, text: str, code: str | None = None) -> list[str]:
    document = read_markdown(f"{LEAD[language]}\n\n{text}\n")
    return [found.message for found in audit(document, [code] if code else _CODES).findings]


def variant(text: str, place: int) -> str:
    before, _, rest = text.partition("{")
    choice, _, behind = rest.partition("}")
    return before + choice.split("|")[place] + behind


@pytest.mark.parametrize(("code", "language", "text"), TEXTS)
def test_the_right_size_is_left_alone_and_the_wrong_one_found(code, language, text):
    assert messages(language, variant(text, 0)) == []
    assert messages(language, variant(text, 1), code)


@pytest.mark.parametrize(("language", "text"), WRONG)
def test_points_and_the_wrong_base_are_found(language, text):
    assert messages(language, text, "percentage-wrong")


@pytest.mark.parametrize(("language", "text"), RIGHT)
def test_numbers_that_are_not_its_values_are_left_alone(language, text):
    assert messages(language, text) == []


def test_the_message_names_both_values_and_the_true_size():
    text = "In 2022, 214 persons were arrested. Compared with 2021, when 148 persons were arrested, this is 37 per cent more."
    assert messages("en", text) == ["From 148 to 214 is 44.6%, not 37%."]
