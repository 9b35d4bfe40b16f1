"""A full name in apposition to the letter, code or pseudonym that hides somebody elsewhere."""

from __future__ import annotations

import pytest

from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit

GIVEN_AWAY = [
    (
        "We spoke to eleven deserters. The one called Falk R. in this report was a driver; his real "
        "name is not given.\n\n"
        "# Annex\n\n"
        "| Date | Step |\n|---|---|\n| 3 May 2022 | Letter of Falk R. (Falko Reiner) to the ministry |"
    ),
    (
        "The nurse referred to as N-4 is not identified, at her own wish. N-4 saw the lorry.\n\n"
        "# Chronology\n\n"
        "- 4 June 2021: second statement of Irena Mostov (N-4)"
    ),
    (
        "A guard, G. in this report, let us in; his name is kept secret.\n\n"
        "# Acknowledgements\n\n"
        "We thank Gleb Arsenik (G.), who let us in."
    ),
    (
        "Witness 12 heard the order given. His identity is protected.\n\n"
        "Figure 2: Witness 12, Petar Ludvik, points to the gate."
    ),
    (
        "Names of children have been changed. Lena was nine when the soldiers came.\n\n"
        "Photo: Marta Olbrecht, who appears here as Lena, in front of the school."
    ),
    (
        "Свидетеля мы обозначаем буквой К.; имя его не раскрывается. К. видел, как увозили соседей.\n\n"
        "# Приложение\n\n"
        "- 12 мая — показания Кирилла Ведова (К.) записаны следователем"
    ),
    (
        "Солдат, обозначенный С-3, просил не называть его. С-3 служил в Орве.\n\n"
        "| Дата | Событие |\n|---|---|\n| 4 мая | допрос Савелия Громова (С-3) |"
    ),
    (
        "Женщина, которую мы зовём Айна, провела в подвале девять дней; имя изменено.\n\n"
        "Фото 3. Айна (Зарема Тулова) у дверей больницы."
    ),
    (
        "La testigo T-6, cuya identidad se protege, oyó los disparos. T-6 vive lejos.\n\n"
        "# Anexo\n\n"
        "| Fecha | Acto |\n|---|---|\n| 3 de mayo de 2020 | Declaración de Teresa Olmedal (T-6) |"
    ),
    (
        "Al soldado lo llamamos Bruno; no es su nombre. Bruno manejaba el camión.\n\n"
        "Agradecemos a Ignacio Velar, «Bruno» en este informe."
    ),
    (
        "Le gardien, que nous appelons M. pour le protéger, a ouvert la porte. Son nom n'est pas "
        "publié.\n\n"
        "# Annexe\n\n"
        "- 4 mai 2019 : lettre de Mathieu Garvin (M.) au parquet"
    ),
    (
        "El individuo C-07 fue identificado; su nombre se reserva a pedido de la familia.\n\n"
        "| Código | Nombre | Fecha |\n|---|---|---|\n| C-05 | Ana Torral | 2 de mayo |\n| C-07 | Elvira "
        "Saldón | 3 de mayo |"
    ),
    (
        "A 14-year-old boy from Sorvik was hit in the thigh at the ferry landing on 9 June; we do "
        "not name him.\n\n"
        "# Acknowledgements\n\n"
        "We thank the family of Emil Kastner, hit at the ferry landing of Sorvik on 9 June."
    ),
    (
        "A tailor of 61, whose name is left out, kept a list of the convoys in a biscuit tin.\n\n"
        "Photo: the biscuit tin of Jonas Prell, tailor, with his list of convoys."
    ),
    (
        "Школьница из Ольшан, 13 лет, имя которой мы не приводим, пряталась в колодце у пасеки.\n\n"
        "| Имя | Где пряталась |\n|---|---|\n| Дарья Мелюх | колодец у пасеки, Ольшаны |"
    ),
    (
        "Una maestra de Yerba, que pidió no figurar con su nombre, guardó el cuaderno azul de "
        "asistencia.\n\n"
        "Pie de foto: la maestra Rebeca Lunar con el cuaderno azul de asistencia."
    ),
]

NOT_GIVEN_AWAY = [
    (
        "Witness 12 heard the order. His identity is protected.\n\n"
        "Figure 2: Captain Petar Ludvik, named by Witness 12, at the gate."
    ),
    (
        "The nurse referred to as N-4 is not identified.\n\n"
        "N-4 (interviewed by Irena Mostov on 4 June) saw the lorry."
    ),
    (
        "A guard, G. in this report, let us in; his name is kept secret.\n\n"
        "Minister Gleb Arsenik did not answer. G. was dismissed."
    ),
    ("The route B-17 was closed. Mayor Oskar Brand (B-17 opponents) spoke."),
    (
        "Свидетеля мы обозначаем буквой К.; имя его не раскрывается.\n\n"
        "Следователь Кирилл Ведов допросил К. 12 мая."
    ),
    (
        "El individuo C-07 fue identificado; su nombre se reserva a pedido de la familia.\n\n"
        "| Código | Nombre | Fecha |\n|---|---|---|\n| C-05 | Ana Torral | 2 de mayo |\n| C-07 | "
        "(nombre reservado) | 3 de mayo |"
    ),
    (
        "La testigo T-6, cuya identidad se protege, oyó los disparos.\n\n"
        "El juez Tomás Ural escuchó a T-6 el 3 de mayo."
    ),
    (
        "Names of children have been changed. Lena was nine.\n\n"
        "Marta Olbrecht, a teacher of Lena, was in the school."
    ),
    ("Ivan Korsky (hereafter I.K.) agreed to be named. I.K. was beaten."),
    (
        "Le gardien, que nous appelons M. pour le protéger, a ouvert la porte.\n\n"
        "M. Garvin, préfet, a répondu."
    ),
    (
        "A tailor of 61, whose name is left out, kept a list of the convoys in a biscuit tin.\n\n"
        "The tailor of the ministry, Jonas Prell, made the uniforms."
    ),
    (
        "Una maestra de Yerba, que pidió no figurar con su nombre, guardó el cuaderno azul.\n\n"
        "El ministro Rubén Lunar visitó Yerba."
    ),
]


def _found(text: str) -> list[str]:
    document = read_markdown(text)
    return [f.message for f in audit(document, ["withheld-name-printed"]).findings]


@pytest.mark.parametrize("text", GIVEN_AWAY)
def test_a_name_beside_the_other_name_of_somebody_hidden_is_told(text: str) -> None:
    assert len(_found(text)) == 1


@pytest.mark.parametrize("text", NOT_GIVEN_AWAY)
def test_names_of_others_are_left_alone(text: str) -> None:
    assert _found(text) == []


def test_the_full_name_of_somebody_called_by_the_first_name_alone_is_found() -> None:
    text = (
        "Names were not recorded. One respondent, whom we call Salma, spoke to us on condition that her identity "
        "be protected.\n\n# Annex\n\n| Date | Event |\n|---|---|\n"
        "| 17 November 2021 | Last interview, with {} in Senna |"
    )
    found = [
        [
            f.message
            for f in audit(read_markdown(text.format(name)), ["withheld-name-printed"]).findings
        ]
        for name in ("Salma Haidar", "Selma Haidar")
    ]
    assert len(found[0]) == 1
    assert "Salma Haidar" in found[0][0]
    assert found[1] == []
