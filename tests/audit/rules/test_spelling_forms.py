"""One person, body or place in two forms, and two that only look so: all invented."""

from __future__ import annotations

import pytest

from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit

_EN = "The Kevrian Council for Detained Persons (KCDP) was founded in 2001.\n\n" + (
    "In May the KCDP saw the cells. The KCDP wrote to the minister. Doctors of the KCDP came twice.\n\n"
    * 4
)

SURNAMES = [
    (
        "The paper was sued by Vuqar Talarov, the head of the Press Fund.\n\nThe Press Fund, whose head is "
        "Vuqar Talarli, lost in May.",
        ("Talarov", "Talarli"),
    ),
    (
        "# Sirac Rasim oglu Dorvanli\n\nDate of arrest: 17 July 2014\n\nSirac Dorvanov is an "
        "engineer and belongs "
        "to no party. Sirac Dorvanli was beaten.",
        ("Dorvanov", "Dorvanli"),
    ),
    (
        "Anar Velmadov (chair of the Vote Centre) is in prison.\n\nIn 2013 Anar Velmadli, the chair "
        "of the Vote "
        "Centre, was abroad.",
        ("Velmadov", "Velmadli"),
    ),
    (
        "His father, Rafiq Karvanly, is seventy.\n\nWhen Rafiq Karvanov went to the station, nobody answered.",
        ("Karvanly", "Karvanov"),
    ),
    (
        "Редактор Тимур Салмаев задержан в мае.\n\nВ июне суд продлил арест Тимура Салмазаде.",
        ("Салмаев", "Салмазаде"),
    ),
    (
        "Мамед Азиров, Бахтияр Кулиев и Тимур Новрузлу арестованы. Тимур Новрузлу учится в "
        "школе.\n\nВ квартирах"
        " Азирова и Новрузова прошли обыски.",
        ("Новрузлу", "Новрузов"),
    ),
    (
        "Mamad Azir, Bakhtir Quliev and Shahin Novrezlu were arrested. Shahin Novrezlu is at "
        "school.\n\nThe flats of "
        "Azir, who lives alone, and Novrezov, who lives with his mother, were searched.",
        ("Novrezlu", "Novrezov"),
    ),
    (
        "The court gave Aram Petrossian six years.\n\nThe appeal of Aram Petrosov was refused.",
        ("Petrossian", "Petrosov"),
    ),
    (
        "José Antonio «Bruja» Vilmar Quesal declaró en mayo.\n\nEn junio Jorge Antonio «Bruja» "
        "Vilmar Quesal volvió.",
        ("José Antonio", "Jorge Antonio"),
    ),
    (
        "Jeyhun Ferzallev got four years.\n\nThe court of appeal agreed. Feyzallev was released "
        "under a decree.",
        ("Ferzallev", "Feyzallev"),
    ),
    (
        "Mamed Azir and Bakhtir Quliev were tried in May. Bakhtir Quliev said nothing.\n\nRight "
        "after the verdict "
        "Bakhtit wrote a letter.",
        ("Bakhtir", "Bakhtit"),
    ),
    (
        "The commander, Colonel Radim Oszev, was promoted.\n\nIn January General Oschev said that "
        "no one was hurt.",
        ("Oszev", "Oschev"),
    ),
    (
        "El general Hugo Basuñal sostuvo que no.\n\nEn agosto el general Basuñán pasó a retiro.",
        ("Basuñal", "Basuñán"),
    ),
    (
        "The director, Dr Amalia Marcoe, called it slow.\n\nAs Dr Marco told us, nothing was found.",
        ("Marcoe", "Marco"),
    ),
    (
        "El coronel retirado Evaristo Vilanosas está procesado.\n\nPor medio de su abogado, el "
        "coronel Vilanosa calló.",
        ("Vilanosas", "Vilanosa"),
    ),
    (
        "Следователь Гордийчук вызвал семерых.\n\nВ мае следователь Гордичук закрыл дело.",
        ("Гордийчук", "Гордичук"),
    ),
]

TWO_PERSONS = [
    "Anar Velmadov was freed. His cousin Rauf Velmadli stayed in prison.",
    "Vuqar Talarov was freed. His wife, Aysel Talarova, met him.",
    "Anar Velmadov and Anar Velmadli were tried together.",
    "Анар Велмедов задержан. Ольга Велмедова ждала его. Анна Велмедова тоже.",
    "| No | Name |\n|---|---|\n| 1 | Ivan Morov |\n| 2 | Petr Morian |\n| 3 | Oleg Morin |",
    "The Marcos came from Tarn. Dr Marco is their uncle.",
    "Karim Dolan was arrested. Nolan, a street in Tarn, was closed.",
    "Рамиль Салмаев задержан. Судья Тимур Салмазаде продлил арест.",
]

BODIES = [
    (_EN + "A case against the KCDQ was opened.", ("KCDQ", "KCDP")),
    (_EN + "A case against the KCCP was opened.", ("KCCP", "KCDP")),
    (
        "The Upper Pibra Area (UPA) and the Greater Pibra Area Council (GPAC) met.\n\nMilitias "
        "across the GPPC burned "
        "houses.",
        ("GPPC", "GPAC"),
    ),
    (
        "CADEV recibió 40 quejas. La directora de CADEV lo dijo. En mayo CADEV viajó. CADEV publicó "
        "un informe. "
        "La sede de CADEV cerró. Con CADEV hablamos.\n\nCAEV está representado en el consejo.",
        ("CAEV", "CADEV"),
    ),
    (
        "The Joint Investigative Mechanism (JIM) was set up in May.\n\nThe Joint Investigation "
        "Mechanism (JIM) told of "
        "nine cases.",
        ("Investigative", "Investigation"),
    ),
    (
        "Figures come from the Violations Documentation Centre and others. The Violations "
        "Documentation Centre has "
        "lists.\n\nWe asked the Violation Documentation Centre.",
        ("Violations", "Violation"),
    ),
    (
        "The Institute for Peace and Democracy was searched. She heads the Institute for Peace and "
        "Democracy.\n\nHe "
        "works at the Institute of Peace and Democracy.",
        ("Institute for", "Institute of"),
    ),
    (
        "The Kevrian Network for Human Rights counts the dead. See the Kevrian Network for Human "
        "Rights.\n\nThe Kevrian "
        "Human Rights Network agrees.",
        ("Network for Human", "Human Rights Network"),
    ),
    (
        "Acudió a la Agencia Especializada en Delitos Cometidos por Servidores Públicos. La Agencia "
        "Especializada en "
        "Delitos Cometidos por Servidores Públicos calló.\n\nVolvió a la Agencia Especializada en "
        "Delitos Cometidos "
        "contra Servidores Públicos.",
        ("por", "contra"),
    ),
    (
        "The Tarn Grave Crimes Court heard it. The Tarn Grave Crimes Court ruled in May.\n\nThe "
        "Tarn Graves Crimes Court "
        "gave five years.",
        ("Grave Crimes", "Graves Crimes"),
    ),
    (
        "Foro Cívico publicó cifras. Según Foro Cívico hubo 40. Foro Cívico documentó 23.\n\nEl "
        "informe de Foro Cívco da "
        "cuenta.",
        ("Cívico", "Cívco"),
    ),
]

TWO_BODIES = [
    _EN + "The Kevrian Committee for Dead Prisoners (KCDQ) answered.",
    _EN + "The KCDP and the KCDQ answered together. Later the KCDQ left.",
    "UNAMA reported 40 deaths. UNAMA is in Kabul. " * 6 + "UNAMI counted others in Iraq.",
    "The Ministry of Foreign Affairs of Kevria wrote. The Minister of Foreign Affairs of Kevria came.",
    "The Human Rights Defenders Fund pays. Many human rights defenders came. A Human Rights "
    "Defender Fund grant is "
    "small and named so.",
    "The Northern Prison Hospital Board met. The Southern Prison Hospital Board met.",
    "Служба охраны порядка Кеврии молчит. Службу охраны порядка Кеврии спросили снова.",
]


PLACES = [
    (
        "The hospital in Kaframbel was hit. Kaframbel is in the south. In Kaframbel four "
        "died.\n\nThey support the Kafr "
        "Ambel hospital.",
        ("Kafr Ambel", "Kaframbel"),
    ),
    (
        "Two prisons, Grell and Dolmere, hold children. A search at Dolmere found phones.\n\nMost "
        "complaints came from "
        "two prisons, Grell and Dolmeer.",
        ("Dolmere", "Dolmeer"),
    ),
    (
        "Planes struck Tel Sheyran in April. People left Tel Sheyran. In Tel Sheiran four "
        "died.\n\nThe market of Al "
        "Sheiran burned.",
        ("Al Sheiran", "Tel Sheyran"),
    ),
    (
        "Деревня Верхне-Сурмино сгорела. В Верхне-Сурмине никого.\n\nВ Верхнесурмино погибли двое.",
        ("Верхнесурм",),
    ),
]


def _found(text: str, *, notes: bool) -> list[str]:
    found = audit(read_markdown(text), ["name-spellings", "place-spellings"]).findings
    return [f.message for f in found if notes or f.severity != "note"]


@pytest.mark.parametrize(("text", "words"), [*SURNAMES, *BODIES, *PLACES])
def test_two_forms_of_one_name_are_told(text: str, words: tuple[str, ...]) -> None:
    assert any(all(word in message for word in words) for message in _found(text, notes=True))


@pytest.mark.parametrize("text", [*TWO_PERSONS, *TWO_BODIES])
def test_two_names_are_no_warning(text: str) -> None:
    assert _found(text, notes=False) == []
