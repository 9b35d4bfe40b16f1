"""Somebody hidden under initials, a code or another name, and printed in full beside the same "
"facts elsewhere."""

from __future__ import annotations

import pytest

from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit

#: A text that hides somebody, and the name that it prints in an annex, a table, a caption, a note or its thanks.
PRINTED = [
    (
        "K., a baker aged 41 from Tolmen, was taken from her shop on 7 March 2020. Her name is "
        "withheld.\n\n"
        "# Annex: Persons taken\n\n| Name | Age | Trade | Date |\n| --- | --- | --- | --- |\n"
        "| Kamila Dorven | 41 | baker | 7 March 2020 |\n| Pavel Ostrek | 33 | driver | 9 April 2020 |\n",
        "Kamila Dorven",
    ),
    (
        "One of the survivors, whom this report calls Mara, a teacher at the school of Belgor, was "
        "shot in the "
        "leg on 12 June 2019.\n\n# Acknowledgements\n\nWe thank the drivers and cooks. We are "
        "grateful above all "
        "to Irena Salvik, teacher at Belgor, who spoke to us although her leg had not healed.\n",
        "Irena Salvik",
    ),
    (
        "Witness 14, a guard of the Orsk camp until 2018, described how the cells were flooded in "
        "winter.\n\n"
        "# Methods\n\nForty people were heard.\n\nFigure 3: Former guard Tomas Verrin draws the flooded "
        "cells of the Orsk camp.\n",
        "Tomas Verrin",
    ),
    (
        "“Lena” (name changed), 27, a nurse, was beaten at the checkpoint of Sirmat on 3 May 2021. "
        "Two others "
        "were let go.\n\n# List of complaints\n\n- No. 12: Olga Marent, nurse, 27, checkpoint Sirmat.\n"
        "- No. 13: Viktor Balan, farmer, 60, Tolmen road.\n",
        "Olga Marent",
    ),
    (
        "A fifty-year-old farmer from Karvel, identified here as F.T. for his protection, lost an eye in "
        "detention.\n\n# Annex B\n\nMedical certificate no. 4 concerns Feodor Tarsin, farmer, "
        "Karvel: loss of the "
        "left eye.\n",
        "Feodor Tarsin",
    ),
    (
        "The prisoner's brother, who asked us not to give his name, brought parcels to Unit 9 every "
        "Friday and "
        "was himself held on 4 October 2022.\n\n# Notes\n\nInterviews were held with relatives, among them "
        "Stefan Ulmer, who brought parcels to Unit 9, on 11 November 2022.\n",
        "Stefan Ulmer",
    ),
    (
        "Свидетельница Н. (имя изменено), медсестра из Дольска, 34 года, была избита 5 мая 2021 "
        "года на посту "
        "у моста.\n\n# Приложение\n\n| Имя | Возраст | Занятие | Дата |\n| --- | --- | --- | --- |\n"
        "| Нина Карвель | 34 | медсестра | 5 мая 2021 года |\n| Олег Торсин | 51 | водитель | 8 мая "
        "2021 года |\n",
        "Нина Карвель",
    ),
    (
        "Пекарь Д. К., 45 лет, из посёлка Ровень рассказал, что его держали в подвале школы с 3 по "
        "9 марта.\n\n"
        "# Благодарности\n\nМы благодарим пекаря Дмитрия Каранова из Ровени за его рассказ.\n",
        "Дмитрия Каранова",
    ),
    (
        "Заключённый, которого мы называем Артуром, отбывал срок в колонии № 7 и потерял два пальца "
        "в январе "
        "2020 года.\n\n# Подписи\n\nФото 4. Рустам Велиханов, бывший заключённый колонии № 7, без "
        "двух пальцев.\n",
        "Рустам Велиханов",
    ),
    (
        "Собеседник № 8, бывший следователь прокуратуры Тальска, видел, как жгли бумаги 2 февраля "
        "2019 года.\n\n"
        "# Источники\n\nИнтервью с бывшим следователем прокуратуры Тальска Игорем Малковым, март "
        "2021 года.\n",
        "Игорем Малковым",
    ),
    (
        "Учительница, попросившая не называть её имени, видела 11 августа 2020 года, как у больницы "
        "Сальмы били студентов.\n\n# Приложение 2\n\nЗаявления подали: учительница Вера Донская, видевшая "
        "избиение студентов у больницы Сальмы.\n",
        "Вера Донская",
    ),
    (
        "А., студентка 19 лет, была увезена из общежития на улице Морской 14 ноября.\n\n# Список "
        "увезённых\n\n"
        "1. Асель Тарханова, 19 лет, студентка, увезена из общежития 14 ноября.\n"
        "2. Борис Ланской, 40 лет, слесарь, увезён с завода 16 ноября.\n",
        "Асель Тарханова",
    ),
    (
        "L. M., panadera de 38 años de Tolmena, fue golpeada el 6 de abril de 2019 en el cuartel. "
        "Su nombre se "
        "reserva.\n\n# Anexo\n\n| Nombre | Edad | Oficio | Fecha |\n| --- | --- | --- | --- |\n"
        "| Lucía Marvén | 38 | panadera | 6 de abril de 2019 |\n| Pedro Salgor | 52 | chofer | 9 de "
        "mayo de 2019 |\n",
        "Lucía Marvén",
    ),
    (
        "“Rosa” (nombre ficticio), enfermera del hospital de Belgor, vio los cuerpos el 12 de junio "
        "de 2018.\n\n"
        "# Agradecimientos\n\nDamos las gracias a Teresa Olvarán, enfermera del hospital de Belgor, por su "
        "valentía.\n",
        "Teresa Olvarán",
    ),
    (
        "El testigo 5, antiguo conductor del alcalde de Sirma, contó que llevó los sacos al río.\n\n"
        "# Láminas\n\nFoto 2. Julián Becor, antiguo conductor del alcalde de Sirma, junto al río.\n",
        "Julián Becor",
    ),
    (
        "Un campesino de 61 años de la vereda Karvela, cuyo nombre se omite por seguridad, perdió la mano "
        "izquierda.\n\n# Anexo médico\n\nDictamen 7: Anselmo Turiel, 61 años, campesino, Karvela, "
        "amputación de la "
        "mano izquierda.\n",
        "Anselmo Turiel",
    ),
    (
        "La menor, a quien llamaremos Luz, de 16 años, fue sacada de la escuela de Orsca el 2 de "
        "septiembre.\n\n"
        "# Lista\n\n- Camila Ferol, 16 años, alumna de la escuela de Orsca, 2 de septiembre.\n"
        "- Mateo Gondar, 44 años, albañil de Tolmena, 7 de octubre.\n",
        "Camila Ferol",
    ),
    (
        "One of them, Lessa Morvin, who asked that her name be withheld, said that guards beat them.",
        "Lessa Morvin",
    ),
    (
        "Una de ellas, Tesa Morvina, que pidió que se reservara su nombre, contó lo ocurrido.",
        "Tesa Morvina",
    ),
    (
        "Одна из женщин, Тесса Морвина, попросившая скрыть её имя, рассказала об этом.",
        "Тесса Морвина",
    ),
    (
        "J. fue detenido junto al molino de Velar el 9 de enero de 2020 y pasó once días en el sótano.\n\n"
        "# Notas\n\nEntrevista con Jacinto Moral, detenido once días en el sótano, Velar, marzo de 2021.\n",
        "Jacinto Moral",
    ),
]

#: Somebody hidden, and others named who are somebody else.
OTHERS = [
    "K., a baker aged 41 from Tolmen, was taken on 7 March 2020. Her name is withheld.\n\n# Annex\n\n"
    "| Name | Age | Trade | Date |\n| --- | --- | --- | --- |\n| Name withheld | 41 | baker | 7 "
    "March 2020 |\n"
    "| Karel Dorven | 35 | baker | 7 March 2020 |\n| Pavel Ostrek | 33 | driver | 9 April 2020 |\n",
    "“Lena” (name changed), 27, a nurse, was beaten at Sirmat on 3 May 2021.\n\n# Complaints\n\n"
    "- Olga Marent, nurse, 54, Tolmen road.\n- Viktor Balan, farmer, 60, Sirmat.\n",
    "A farmer from Karvel, identified here as F.T., lost an eye in detention.\n\n# Annex B\n\n"
    "Governor Feliks Toman visited Karvel in 2015 and promised the farmers a road.\n",
    "Witness 14, a guard of the Orsk camp, described the cells.\n\n# Trial\n\nThe commander of the "
    "Orsk camp, "
    "Tomas Verrin, was convicted in 2021; guard Emil Dast and guard Ivo Krant were acquitted.\n",
    "Свидетельница Н. (имя изменено), медсестра из Дольска, 34 года, была избита 5 мая 2021 "
    "года.\n\n# Список\n\n"
    "| Имя | Возраст | Занятие | Дата |\n| --- | --- | --- | --- |\n| Нина Карвель | 52 | водитель "
    "| 8 июня 2021 года |\n"
    "| Олег Торсин | 51 | медбрат | 5 мая 2020 года |\n",
    "L. M., panadera de 38 años de Tolmena, fue golpeada el 6 de abril de 2019. Su nombre se "
    "reserva.\n\n# Anexo\n\n"
    "| Nombre | Edad | Oficio | Fecha |\n| --- | --- | --- | --- |\n| Luis Monte | 52 | chofer | 6 "
    "de abril de 2019 |\n"
    "| Pedro Salgor | 38 | panadero | 9 de mayo de 2019 |\n",
    "J. fue detenido en Velar el 9 de enero de 2020.\n\n# Notas\n\nJulio Bantor, Historia de Velar, "
    "1998.\n",
]


def flagged(text: str) -> list[str]:
    document = read_markdown(text)
    return [
        document.text[f.start : f.end]
        for f in audit(document, ["withheld-name-printed"]).findings
        if f.severity != "note"
    ]


@pytest.mark.parametrize(("text", "name"), PRINTED)
def test_the_name_of_somebody_hidden_elsewhere_is_found(text: str, name: str) -> None:
    assert any(name in words for words in flagged(text))


@pytest.mark.parametrize("text", OTHERS)
def test_others_than_the_hidden_person_are_left_alone(text: str) -> None:
    assert flagged(text) == []
