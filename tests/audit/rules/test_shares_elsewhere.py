"""Percentages, changes, fractions and ages whose numbers stand in another sentence or table."""

from __future__ import annotations

import pytest

from probanda.audit.document import Block, Document
from probanda.audit.extract.language import language_tables
from probanda.audit.facts import Facts
from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit
from probanda.audit.rules.percentages.pairs import joined
from probanda.audit.rules.percentages.worded import parts_between

METHODS = """The Centre spoke to 38 former prisoners of the camp at Dorvel.

Table 1. Treatment reported by 38 former prisoners

| Treatment | Number | Per cent |
|---|---|---|
| Beating | 35 | 92 |
| Hooding | 33 | 87 |
| Loss of sleep | 30 | 79 |
| Cold water | 21 | 55 |
| Standing | 19 | {0} |
| Threats | 18 | 47 |
"""
CHANGES = """| Body | 2021 | 2022 | Change | Per cent |
|---|---|---|---|---|
| Police | 1025 | 1183 | +158 | +15.4 |
| Prisons | 780 | 901 | {0} | +15.5 |
| Housing | 489 | 517 | +28 | {1} |
| Health | 312 | 298 | -14 | -4.5 |
| Pensions | 205 | 246 | +41 | +20.0 |
"""
BIRTHS = """| Name | Born | Age in August 2003 |
|---|---|---|
| A. K. | 14 March 1940 | 63 |
| B. K. | 2 May 1968 | {0} |
| C. T. | 30 November 1961 | 41 |
"""
AGREED = """| Name | Year of birth | Age |
|---|---|---|
| A. K. | 1940 | 63 |
| B. K. | 1968 | {0} |
| C. T. | 1961 | 41 |
| D. T. | 1984 | 19 |
| E. L. | 1975 | 28 |
"""

PERCENT = [
    "Мы задокументировали 143 случая. Более трети случаев (51 из 143, или 36 %) приходится на Северный район. На "
    "втором месте Южный район — 41 случай, или {39|29} %.",
    "La Comisión documentó 6.734 víctimas. De ellas, 4.902 eran hombres (72,8 %) y 1.832, mujeres (27,2 %). Eran "
    "menores de edad 1.017, el {17,1|15,1} %.",
    "Así lo hicieron 2.921 declarantes individuales, es decir, el {42,0|40,2} % de los 7.265.",
    "The survey reached 624 respondents. Torture was reported by 471 respondents (75.5%). Depression was found in "
    "309 (49.5%) and sleeplessness in 252 ({44.0|40.4}%).",
    "We interviewed 60 survivors in Arlan.\n\nThe camp lay by the river.\n\nOf the survivors interviewed, 23, "
    "representing {45|38} per cent, had been beaten.",
    "Nous avons interrogé 200 détenus. Les femmes étaient 62, soit {41|31} % des détenus.",
    METHODS.replace("{0}", "{48|50}"),
    CHANGES.replace("{0}", "+121").replace("{1}", "{+8.7|+5.7}"),
    "In 2019 there were 40 arrests and in 2020 there were 52. The increase was {40|30} per cent.",
    "In 2022 the Office received 4,286 complaints, against 3,915 in 2021: a rise of 371, or {8.7|9.5} per cent.",
    "В 2020 году задержали 40 человек, а в 2021 году — 52 человека. Рост составил {45|30} %.",
    "В 2021 году поступило 412 жалоб, против 350 в 2020 году: на {22|18} % больше.",
    "En 2019 hubo 40 detenciones y en 2020 hubo 52. El aumento fue del {45|30} %.",
    "The office received 210 complaints in 2018 and 273 in 2019, that is {45|30} per cent more.",
    "Sur les 120 personnes entendues, 54 (soit {38|45} %) avaient été battues.",
    "In 34 of the 85 files that the lawyers could read in full, i.e. in {54|40} per cent, nobody was told.",
    "В 34 из 85 дел, которые удалось прочитать, то есть в {54|40} % случаев, судья не был уведомлён.",
    "Settlers are the smaller group of the town of 114,000 people ({35|25}.0%, 28,512).",
    "Some {62|28} per cent of the women at Dorvel have children.[^1]\n\n[^1]: 21 of 75 women, says the census.\n",
    "We found that {49|59} per cent of the plants kept no records. This meant that 70 of the 118 plants failed.",
    "На 1 июля 2022 года содержалось 15 870 человек. На 1 июля 2018 года содержалось 18 240 человек. "
    "За четыре года число сократилось на 2 370, или на {23|13} %.",
    "Of the men 104 had worked before and 49 worked now, a fall of {63|53}%.",
    "Spending rose by more than {35|25} per cent, from 430 million to 538 million crowns.",
]
DIFFERENCE = [
    "Arrests {fell|rose} from 67 in 2019 to 81 in 2020.",
    "The number of cases {rose|fell} to 40 from 67 the year before.",
    "Число задержаний {снизилось|выросло} с 67 до 81 за год.",
    "Las detenciones {disminuyeron|aumentaron} de 67 a 81 en un año.",
    "Le nombre de plaintes a {baissé|augmenté} de 120 à 150 en un an.",
    "The unit registered 54 deaths, {down|up} from 45 in 2019.",
    "In May 120 people were held, compared with 80 in April. That is a rise of {30|40}.",
    "There were 31 attacks in March and 44 in April. The number thus grew by {18|13}.",
    "The northern prison held 310 prisoners and the southern one 254. The difference is {66|56}.",
    CHANGES.replace("{0}", "{+211|+121}").replace("{1}", "+5.7"),
    "The prison has 250 places and held 340 prisoners, {80|90} more than it was built for.",
    "The first battalion lost 67 men and the second 41 men. The first thus lost {36|26} more than the second.",
    "Увезли 43 человека. Через день вернулись 19 человек. Остальные {28|24} до сих пор не найдены.",
    "Se llevaron a 43 hombres. Diecinueve volvieron al día siguiente. Los {28|24} restantes no han vuelto.",
]
RATIO = [
    "The Office received 4,286 complaints in the year. The police and the prisons together accounted for 2,087 "
    "complaints, almost {two thirds|half} of the total.",
    "La Comisión documentó 6.734 víctimas. Los agentes del Estado son responsables de 5.321 víctimas, casi "
    "{nueve de cada diez|cuatro de cada cinco}.",
    "Мы опросили 120 человек. О побоях рассказали 40 человек, то есть {больше половины|каждый третий}.",
    "We interviewed 90 former prisoners. Thirty of them, or {nearly half|a third}, had lost teeth.",
    "Se entrevistó a 200 personas. Dijeron haber sido golpeadas 62, es decir, una de cada {dos|tres}.",
    "Nous avons interrogé 200 personnes. Les femmes étaient 62, soit {plus de la moitié|un tiers}.",
    "In 2019 there were 40 arrests and in 2020 there were {52|79}. The number had doubled.",
    "В 2019 году задержали 40 человек, а в 2020 году — {52|79} человека. Число задержанных удвоилось.",
    "En 2019 hubo 40 detenciones y en 2020 hubo {52|79}. La cifra se duplicó.",
    "In 2019 there were 90 guards and in 2020 there were {75|60}. The number fell by a third.",
    "Los guardias pasaron de 90 a {75|60}. El número cayó en un tercio.",
    "There were 120 women in the prison. Three quarters of the women, {68|90}, had been searched by men.",
    "The team spoke to 85 families. {Thirty-four|Sixty-four} of these families, more than half of them, wait.",
    "Число жалоб выросло в полтора раза: с 40 до {90|60}.",
    "In 2018 there were 120 complaints. A year later there were {180|360}, three times as many.",
    "The camp was built for 400 and now holds twice that number, {650|810} people.",
    "Two in three of the 90 interviewees, {45|60} in all, had lost a relative.",
]
AGE = [
    BIRTHS.replace("{0}", "{38|35}"),
    AGREED.replace("{0}", "{38|35}"),
    "Osip Darr (1949–2011) died in the prison hospital at the age of {72|61}.",
    "La denunciante tenía 33 años cuando fue detenida, en marzo de 2019; nació en octubre de {1995|1985}.",
    "Tomás Irala nació en 1958 en Las Cañas. Murió bajo custodia en noviembre de 2003, a la edad de {55|45} años.",
    "Born in November 1990, Ivo Karsk joined the committee in the spring of 2014. He was {nineteen|23} then.",
    "Ivan Torel was born on 3 March 1984. Police came on 5 May 2011. Torel, who was {31|27} at the time, fled.",
    "Lea Marn, {27|35}, was killed on 3 March 2015. She had been born in June 1979.",
    "Mr Sorel was born in 1960.\n\nHe was arrested on 4 July 2001, at the age of {52|41}.",
    "Мария Долен родилась 5 мая 1995 года. В январе 2010 года, в {19|14} лет, её увезли из школы.",
]
SUM = [
    "Asked about a lawyer, 41 per cent answered yes, 38 per cent no and {31|21} per cent could not remember.",
    "Of the persons displaced, 61 per cent came from towns and {29|39} per cent from the countryside.",
    "Приговоры распределились так: 45 % — условные, 30 % — штрафы, {35|25} % — лишение свободы.",
    "Сорок процентов опрошенных — мужчины, {70|60} % — женщины.",
    "El 57 % de las víctimas vivía en zonas urbanas y el {33|43} % en zonas rurales.",
    "El 62 % respondió que sí, el 19 % respondió que no y el {24|19} % no contestó.",
    "Les hommes représentent 58 % des personnes entendues et les femmes {47|42} %.",
]
MOST = [
    "К марту подано 420 заявлений: удовлетворено {150|250}, отклонено {200|100}, рассматривается 70. Больше "
    "половины заявлений удовлетворено.",
]
CASES = [
    (code, text)
    for code, texts in {
        "percentage-wrong": PERCENT,
        "difference-wrong": DIFFERENCE,
        "ratio-wrong": RATIO,
        "rank-wrong": MOST,
        "age-birth": AGE,
        "percentages-sum": SUM,
    }.items()
    for text in texts
]


def _either(text: str, side: int) -> str:
    """The text with the first or the second of each pair "{wrong|right}"."""
    pieces = text.split("{")
    made = pieces[0]
    for piece in pieces[1:]:
        pair, _, rest = piece.partition("}")
        made += pair.split("|")[side] + rest
    return made


@pytest.mark.parametrize(("code", "text"), CASES)
def test_a_wrong_number_is_found_and_the_right_one_left_alone(code: str, text: str) -> None:
    assert [f.rule for f in audit(read_markdown(_either(text, 0)), [code]).findings]
    assert [f.message for f in audit(read_markdown(_either(text, 1)), [code]).findings] == []


@pytest.mark.parametrize(
    "text",
    [
        "We interviewed 624 people.\n\nOf the 252 women, 231 (91.7%) came from the north. Work had been "
        "found by 109 respondents (17.5%).",
        "Thirty people were taken, 40 per cent of whom were under age. Of the 95 houses 12 were burnt.",
        "The 119 claims were sampled. Of the authors of the 1,636 papers, 93, that is 2.9 per cent of the "
        "signatories, were women, and 62 of the 1,636 papers (3.8%) had a foreign author.",
        "Prices rose by 12 per cent. In 2019 the prison held 40 men and in 2020 it held 52 men.",
        "One third (33.0%) of all 6,929 registered persons fled, and 5,782 (83.4%) were men.",
        "The rank of the country fell from 67 to 81 in the index.",
        "Among the men 40 per cent had been beaten, among the women 50 per cent.",
        "Men were more often exposed (346 of 441, 78%) than women (125 of 183, 68%).",
        "Of the 40 products 31 have a source. Of another five the maker is known; the other four are lost.",
        "As at 30 June 141 of the 186 persons had been released, 32 remained in detention and 13 had died.",
        "The patient lost from 10 to 15 kilograms.",
        "Between March and June 58 bodies were recovered, of which 37 had been identified by 2020, from 3 graves.",
    ],
)
def test_what_has_another_base_or_no_size_is_left_alone(text: str) -> None:
    codes = [
        "percentage-wrong",
        "percentages-sum",
        "difference-wrong",
        "ratio-wrong",
    ]
    assert [f.message for f in audit(read_markdown(text), codes).findings] == []


def test_the_later_number_as_the_base_of_a_change_is_named() -> None:
    found = audit(
        read_markdown("There were 52 arrests, against 40 in 2019: a rise of 12, or 23 per cent."),
        ["percentage-wrong"],
    ).findings
    assert "the later number" in found[0].message
    assert found[0].severity == "warning"


def test_a_base_in_another_sentence_is_a_warning_and_one_beside_it_an_error() -> None:
    far = "The survey reached 624 people. Of them 471 (75.5%) wept. Pain was felt by 252 (44.0%)."
    near = "Así lo hicieron 2.921 declarantes, es decir, el 42,0 % de los 7.265."
    for text, severity in ((far, "warning"), (near, "error")):
        found = audit(read_markdown(text), ["percentage-wrong"]).findings
        assert [f.severity for f in found] == [severity]


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("en", "almost two thirds; just over three quarters; one in every four; every fifth", "2/3 3/4 1/4 1/5"),
        ("en", "the third quarter of 2023; half an hour; the fifth man; the second half of 2022", ""),
        ("ru", "почти две трети; девять из десяти; менее четверти; каждая третья", "2/3 9/10 1/4 1/3"),
        ("es", "más de la mitad; una de cada tres; las tres cuartas partes; la tercera parte", "1/2 1/3 3/4 1/3"),
        ("fr", "près de la moitié; un tiers; neuf sur dix; trois quarts", "1/2 1/3 9/10 3/4"),
    ],
)  # fmt: skip
def test_fractions_in_words_are_read(language: str, text: str, wanted: str) -> None:
    facts = Facts(Document(text, (Block("paragraph", 0, len(text)),), language=language))
    assert [str(part.share) for part in parts_between(facts, 0, len(text))] == wanted.split()


@pytest.mark.parametrize(
    ("gap", "behind", "way"),
    [
        (" women (", ") were", "bracket"),
        (" cases, or ", " of all.", "marked"),
        (", nearly ", ".", "comma"),
        (" men and ", " women", ""),
        (" men, against ", " of the women.", ""),
        (" men, ", " of whom fled.", ""),
    ],
)
def test_a_number_and_its_share_are_joined_by_what_stands_between(
    gap: str, behind: str, way: str
) -> None:
    assert joined(gap, behind, language_tables("en")) == way
