"""Counts against lists without marks, remainders against what is left, parts against wholes named before."""

from __future__ import annotations

import pytest

from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit

LISTS = [
    "Four countries, Tolvia, Karvin and Sartania, have reported cases of this kind.",
    "House searches took place on four days: 3 May, 7 May and 12 May. Each time the same officers came.",
    "Three languages are spoken in the prison: Tolvi, Karvin, Kevrian and Sartanian.",
    "The Ombudsman gave four reasons. First, the files were lost. Second, the witnesses had "
    "left. Third, nobody asked.",
    "Суд назвал четыре причины. Во-первых, дело утеряно. Во-вторых, свидетели уехали. В-третьих, "
    "никто не спросил.",
    "La Defensoría dio cuatro razones de la demora. En primer lugar, falta personal en el "
    "instituto. En segundo lugar, faltan los medios. En tercer lugar, no hay voluntad.",
    "В комнате их было трое: следователь, дежурный врач, водитель и понятой.",
    "Обыски прошли в трёх городах: Борск, Талица, Речной и Зареченск.",
    "Los peritos trabajaron en tres fosas: La Loma, El Pozo, Las Eras y Valverde.",
    "La delegación visitó cuatro provincias: Altamar, Ribera y Cañadas.",
    "## Five cases\n\n**Case A.** A teacher was held for eleven days.\n\n**Case B.** A driver "
    "was beaten.\n\n**Case C.** A student was kept awake.\n\n**Case D.** A baker was shown his "
    "grave.",
    "The 14 deaths listed in Annex 2 all happened in custody.\n\nAnnex 2. Deaths in custody\n\n"
    "| No. | Name | Date |\n|---|---|---|\n| 1 | A. B. | 3 May 2014 |\n"
    "| 2 | C. D. | 4 May 2014 |\n| 3 | E. F. | 5 May 2014 |\n| 4 | G. H. | 6 May 2014 |\n"
    "| 5 | I. J. | 7 May 2014 |\n| 6 | K. L. | 8 May 2014 |\n| 7 | M. N. | 9 May 2014 |\n"
    "| 8 | O. P. | 3 June 2014 |\n| 9 | Q. R. | 3 June 2014 |\n| 10 | S. T. | 3 June 2014 |\n"
    "| 11 | U. V. | 3 June 2014 |\n| 12 | W. X. | 3 June 2014 |\n| 13 | Y. Z. | 3 June 2014 |",
]
LISTS_RIGHT = [
    "Three countries, Tolvia, Karvin and Sartania, have reported cases of this kind.",
    "House searches took place on three days: 3 May, 7 May and 12 May. Each time the same officers came.",
    "The Ombudsman gave three reasons. First, the files were lost. Second, the witnesses had "
    "left. Third, nobody asked.",
    "Besides, Orvel was able to use two British-built ironclads: Independence, a centre-battery "
    "ship, and the turret ship Valour.",
    "Суд назвал три причины. Во-первых, дело утеряно. Во-вторых, свидетели уехали. В-третьих, "
    "никто не спросил.",
    'La delegación visitó tres provincias: Altamar, Ribera y Cañadas. Two officers spoke: "Come, sit and eat".',
]
LEFT = [
    "In 31 of the 50 cells there is no window. In the other 22 the window cannot be opened.",
    "Cameras had been installed in 14 of the thirty rooms and were switched on in six of those "
    "14; in the remaining five they were broken.",
    "Медицинские карты найдены в 27 из 45 дел. В остальных 15 делах карт нет.",
    "Адвокат допущен в 17 из 60 дел. В остальных 34 делах его не пустили.",
    "Hubo autopsia en 23 de los 40 casos. En los 12 restantes no se practicó.",
    "De los 88 presos, 51 tenían colchón; los otros 27 dormían en el suelo.",
    "Une autopsie a été faite dans 23 des 40 cas. Dans les 12 autres, aucune.",
    "Of the 60 lawyers, 17 were admitted. The rest, 34, were refused.",
]
LEFT_RIGHT = [
    "In 31 of the 50 cells there is no window. In the other 19 the window cannot be opened.",
    "Hubo autopsia en 23 de los 40 casos. En los 17 restantes no se practicó.",
    "Адвокат допущен в 17 из 60 дел. В остальных 43 делах его не пустили.",
    "In 21 of the 50 files the witness was not questioned; she was questioned in 29.",
    "Une autopsie a été faite dans 23 des 40 cas. Dans les 17 autres, aucune.",
    "Dans 23 des 40 cas une autopsie a été faite. Les corps de 12 autres personnes sont arrivés en mai.",
    "Two of the ten came back in May, three in June. The remaining five are missing.",
    "In 21 of the 50 files the witness was not questioned; in 25 she was questioned, in four the "
    "file does not say.",
]
LARGER = [
    "The colony has 212 officers and four doctors, of whom five were on leave that day.",
    "The list has 27 names. Among them are 30 women.",
    "The grants amounted to £85.6 million of the body's £66.5 million of income.",
    "La oficina gastó en abogados 85 millones de euros de sus 66 millones de euros.",
    "The laboratory was sent 30 kg of the 25 kg that had been seized.",
    "На охрану ушло 15 млн рублей из 11 млн рублей бюджета.",
    "Заявки подали 603 заёмщика, из которых отсрочку получили 653 предприятия.",
    "В списке 27 имён. Среди них 30 женщин, многие — матери.",
    "Llegaron al puerto 41 familias, de las cuales 52 pidieron asilo.",
    "Vivían en el hogar 63 niños. De ellos, 71 no tenían documentos.",
    "Two guards were convicted in 2014. Three of them appealed.",
]
LARGER_RIGHT = [
    "The colony has 212 officers and six doctors, of whom five were on leave that day.",
    "Each family was paid 30 euros instead of 20 euros, and 15 kg of rice in sacks of 10 kg.",
    "The list has 27 names. Among them are 20 women. Another 30 were added later.",
    "Nine villagers saw the convoy. Of the vehicles in it, 14 were trucks.",
]


def found(text: str, code: str) -> list[str]:
    return [f.message for f in audit(read_markdown(text), [code]).findings]


@pytest.mark.parametrize("text", LISTS)
def test_a_count_that_is_not_the_number_listed(text: str) -> None:
    assert found(text, "list-count")


@pytest.mark.parametrize("text", LISTS_RIGHT)
def test_a_count_that_is_the_number_listed(text: str) -> None:
    assert found(text, "list-count") == []


@pytest.mark.parametrize("text", LEFT)
def test_a_remainder_that_the_numbers_do_not_leave(text: str) -> None:
    assert found(text, "difference-wrong")


@pytest.mark.parametrize("text", LEFT_RIGHT)
@pytest.mark.parametrize("code", ["difference-wrong", "parts-sum"])
def test_a_remainder_that_they_leave(text: str, code: str) -> None:
    assert found(text, code) == []


@pytest.mark.parametrize("text", LARGER)
def test_a_part_larger_than_its_whole(text: str) -> None:
    assert found(text, "parts-exceed")


@pytest.mark.parametrize("text", LARGER_RIGHT)
def test_a_part_that_its_whole_holds(text: str) -> None:
    assert found(text, "parts-exceed") == []
