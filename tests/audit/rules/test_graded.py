"""Two places that tell one quantity in other words; and pairs that only look alike."""

from __future__ import annotations

from importlib.resources import files

import pytest
import yaml

from probanda.audit.facts import Facts
from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit
from probanda.audit.rules.same.candidates import candidates
from probanda.audit.rules.same.graded import weigh, weights
from probanda.audit.rules.same.signs import signs

FILLER_EN = (
    "The river divides the district. Its bridges were closed in the winter and reopened in the spring.\n\n"
    "Roads in the hills are poor. The market is held twice a week beside the old mill, and the school stands "
    "behind it. Doctors come from the coast.\n\n"
    "Nobody has counted the goats of the upper valley since the census, and the census itself was never printed."
)
FILLER_RU = (
    "Река делит район на две части. Мосты зимой закрывали, весной открыли вновь.\n\nДороги в горах плохие. Рынок "
    "работает дважды в неделю у старой мельницы, за ней стоит школа. Врачи приезжают с побережья."
)
FILLER_ES = (
    "El río divide la comarca. Los puentes se cerraron en invierno y se abrieron en primavera.\n\nLos caminos de "
    "la sierra son malos. El mercado se celebra junto al molino viejo, y detrás está la escuela."
)


def told(text: str) -> list[str]:
    report = audit(read_markdown(text), ["same-quantity"])
    assert all(f.severity != "error" for f in report.findings)
    return [f.message for f in report.findings]


def report(
    summary: str, body: str, filler: str = FILLER_EN, heads: str = "Summary|Findings"
) -> str:
    first, second = heads.split("|")
    return f"# {first}\n\n{summary}\n\n# {second}\n\n{filler}\n\n{body}"


RU, ES = "Резюме|Выводы расследования", "Resumen|Hechos"


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        (
            report(
                "Our lawyers visited the remand prison of Garven and found 143 prisoners without a mattress.",
                "When the lawyers of the association visited the remand prison of Garven, they found that 134 "
                "prisoners had no mattress.",
            ),
            "143",
            "134",
        ),
        (
            report(
                "The arson of 2019 destroyed 81 houses in the lower villages, among them six farms.",
                "A survey after the arson lists 87 destroyed houses of the lower villages, among them six farms.",
            ),
            "81",
            "87",
        ),
        (
            report(
                "The commission held 2,468 hearings and heard the families of all 311 missing fishermen.",
                "In two years the commission held 2,486 hearings, the families of the 311 missing fishermen among "
                "those heard.",
            ),
            "2,468",
            "2,486",
        ),
        (
            report(
                "The ministry paid compensation of $4.8 million to the widows of the miners.",
                "To the widows of the miners the ministry paid $8.4 million in compensation.",
            ),
            "4.8 million",
            "8.4 million",
        ),
        (
            report(
                "The walk from the barracks to the quarry, where the bodies lay, is 14 kilometres long.",
                "Prisoners described the walk from the barracks to the quarry: 41 kilometres in rain.",
            ),
            "14",
            "41",
        ),
        (
            report(
                "Юристы посетили изолятор в Гарвене и нашли там 143 заключённых без матрасов.",
                "Когда юристы посетили изолятор в Гарвене, они нашли 134 заключённых без матрасов.",
                FILLER_RU,
                RU,
            ),
            "143",
            "134",
        ),
        (
            report(
                "Поджог уничтожил в нижних сёлах 81 дом, в том числе шесть хуторов.",
                "По описи, составленной после поджога, в нижних сёлах уничтожено 87 домов, в том числе шесть "
                "хуторов.",
                FILLER_RU,
                RU,
            ),
            "81",
            "87",
        ),
        (
            report(
                "La asociación encontró en la cárcel preventiva de Garven a 143 presos sin colchón.",
                "Al visitar la cárcel preventiva de Garven, la asociación encontró que 134 presos no tenían "
                "colchón.",
                FILLER_ES,
                ES,
            ),
            "143",
            "134",
        ),
        (
            report(
                "El incendio destruyó 81 casas en las aldeas bajas, entre ellas seis granjas.",
                "El inventario hecho tras el incendio enumera 87 casas destruidas en las aldeas bajas, entre "
                "ellas seis granjas.",
                FILLER_ES,
                ES,
            ),
            "81",
            "87",
        ),
    ],
)
def test_one_quantity_in_other_words_is_a_warning_that_names_both(
    text: str, one: str, other: str
) -> None:
    messages = told(text)
    assert len(messages) == 1
    assert one in messages[0]
    assert other in messages[0]


@pytest.mark.parametrize(
    "text",
    [
        # two years, two prisons, two sources
        report(
            "In 2019 our lawyers found 143 prisoners without a mattress in the prison of Garven.",
            "In 2021 our lawyers found 134 prisoners without a mattress in the prison of Garven.",
        ),
        report(
            "Garven prison holds 143 prisoners in 12 cells without a window.",
            "Tamsel prison holds 134 prisoners in nine cells without a window.",
        ),
        report(
            "According to the ministry, 143 prisoners of Garven slept without a mattress.",
            "According to the ombudsman, 134 prisoners of Garven slept without a mattress.",
        ),
        # a part, a difference, a sum, a rounding
        report(
            "The arson destroyed 87 houses in the lower villages.",
            "Only 81 houses of those destroyed in the arson in the lower villages have been rebuilt.",
        ),
        report(
            "The court granted 118 applications of the widows of the miners.",
            "The court granted 111 fewer applications of the widows of the miners.",
        ),
        report(
            "The arson destroyed 287 houses in the lower villages.",
            "The arson destroyed 241 houses in the lower villages at once and 46 houses a day later.",
        ),
        report(
            "The commission held some 2,500 hearings with the families of the missing fishermen.",
            "The commission held 2,486 hearings with the families of the missing fishermen.",
        ),
        report(
            "За 2019 год юристы нашли в изоляторе Гарвена 143 заключённых без матрасов.",
            "За 2021 год юристы нашли в изоляторе Гарвена 134 заключённых без матрасов.",
            FILLER_RU,
            RU,
        ),
        report(
            "Según el ministerio, 143 presos de Garven dormían sin colchón.",
            "Según la defensoría, 134 presos de Garven dormían sin colchón.",
            FILLER_ES,
            ES,
        ),
    ],
)
def test_another_period_place_source_or_part_is_another_quantity(text: str) -> None:
    assert told(text) == []


def test_entries_of_one_form_are_a_series() -> None:
    entries = "\n".join(
        f"- {place}: of the cells inspected by the delegation, {cells} had no window and no light."
        for place, cells in [
            ("Garven", 43),
            ("Tamsel", 47),
            ("Brenn", 41),
            ("Ostry", 49),
            ("Halm", 44),
        ]
    )
    assert told(f"# Cells\n\n{FILLER_EN}\n\n{entries}\n") == []


TABLE = (
    "# Summary\n\n{sentence}\n\n# Figures\n\n{filler}\n\nTable 1. Complaints of beatings by district\n\n"
    "| District | 2020 | 2021 | Total |\n|---|---|---|---|\n| Upper Garven | 214 | 273 | 487 |\n"
    "| Tamsel | 91 | 118 | 209 |\n| Brenn | 67 | 52 | 119 |\n| Total | 372 | 443 | 815 |\n"
)


@pytest.mark.parametrize(
    ("sentence", "one", "other"),
    [
        (
            "In Upper Garven the number of complaints of beatings rose to 237 in 2021, against 118 in Tamsel.",
            "237",
            "273",
        ),
        (
            "Complaints of beatings came above all from Upper Garven (478) and Tamsel (209).",
            "478",
            "487",
        ),
    ],
)
def test_a_sentence_against_the_cell_that_it_tells(sentence: str, one: str, other: str) -> None:
    messages = told(TABLE.format(sentence=sentence, filler=FILLER_EN))
    assert any(one in message and other in message for message in messages)


@pytest.mark.parametrize(
    "sentence",
    [
        "In Upper Garven 273 complaints of beatings were lodged in 2021, against 118 in Tamsel.",
        "Of the 273 complaints of beatings lodged in Upper Garven in 2021, 211 were dismissed.",
        "In Upper Garven more than 250 complaints of beatings were lodged in 2021.",
    ],
)
def test_a_sentence_that_agrees_with_its_table_or_tells_a_part_is_left_alone(sentence: str) -> None:
    assert told(TABLE.format(sentence=sentence, filler=FILLER_EN)) == []


def test_every_sign_has_a_weight_and_every_weight_a_sign() -> None:
    package = files("probanda.audit.rules.same")
    source = "".join(
        package.joinpath(name).read_text("utf-8") for name in ("signs.py", "kin.py", "replaced.py")
    )
    table = yaml.safe_load(package.joinpath("weights.yaml").read_text("utf-8"))
    for name, row in table["signs"].items():
        assert f'"{name}"' in source, name
        assert row["says"]
    first, second = "In Upper Garven 237 were beaten.", "In Upper Garven 273 were beaten in cells."
    pairs = [
        (facts, a, b)
        for facts in [Facts(read_markdown(report(first, second)))]
        for a, b in candidates(facts)
    ]
    assert pairs
    for facts, a, b in pairs:
        assert signs(facts, a, b).keys() <= weights().sign.keys()


def test_more_shared_words_weigh_more() -> None:
    def weight(first: str, second: str) -> float:
        facts = Facts(read_markdown(report(first, second)))
        return max((weigh(signs(facts, a, b)) for a, b in candidates(facts)), default=-99.0)

    alike = weight(
        "The arson destroyed 81 houses in the lower villages.",
        "The arson destroyed 87 houses in the lower villages.",
    )
    apart = weight(
        "The arson destroyed 81 houses in the lower villages.",
        "The inspectors counted 87 houses in need of a roof.",
    )
    assert alike > apart


def test_a_long_document_of_near_pairs_gets_few_warnings() -> None:
    lines = [
        f"The inspectors counted {100 + 7 * n % 90} benches in hall {chr(65 + n % 26)}{n} of the old works."
        for n in range(120)
    ]
    assert len(told("# Halls\n\n" + "\n\n".join(lines))) <= 4


@pytest.mark.parametrize(
    "sentence",
    [
        "130 persons are counted in “Missing, on the register of Upper Garven” and have no entry elsewhere.",
        "Missing, on the register of Upper Garven less missing on the list of Tamsel: −85",
    ],
)
def test_the_name_of_a_list_and_a_difference_tell_no_cell(sentence: str) -> None:
    table = "| List | Entries | Missing on it |\n|---|---|---|\n| Register of Upper Garven | 232 | 147 |\n"
    other = "Missing, on the register of Upper Garven less persons called missing: −65"
    text = f"# Lists\n\n{FILLER_EN}\n\n{table}\n\n- {other}\n- A note.\n\n# Overlaps\n\n{sentence}"
    assert told(text) == []
