"""All spellings of a name are told at once, with their places; distances are what the rule weighs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit
from probanda.audit.rules.spelling.cases import one_root
from probanda.audit.rules.spelling.distance import apart, bones, folded

RULES = ["name-spellings", "place-spellings"]
LETTERS = st.text(alphabet="abcdeghikmnorstuvxyабвгдеиклмнорст", max_size=9)


@given(LETTERS, LETTERS)
def test_a_distance_is_symmetrical_and_nothing_only_between_equals(a: str, b: str) -> None:
    x, y = folded(a), folded(b)
    assert apart(x, y) == pytest.approx(apart(y, x))
    assert apart(x, x) == 0
    assert (apart(x, y) > 0) == (x != y)


@pytest.mark.parametrize(
    ("near", "far"),
    [
        (("Velkhoun", "Velkoun"), ("Velkhoun", "Veltoun")),
        (("Morevich", "Morevych"), ("Morevich", "Moretich")),
        (("Arditto", "Ardito"), ("Arditto", "Ardikto")),
        (("Qarmin", "Karmin"), ("Qarmin", "Tarmin")),
        (("Тавойберген", "Тавайберген"), ("Тавойберген", "Тавокберген")),
    ],
)
def test_what_hands_confuse_lies_nearer(near: tuple[str, str], far: tuple[str, str]) -> None:
    assert apart(*map(folded, near)) < apart(*map(folded, far))
    assert bones(folded(near[0])) == bones(folded(near[1]))


def test_a_word_made_from_a_name_has_its_root() -> None:
    assert one_root("kevria", "kevrian")
    assert one_root("тальворец", "тальворецк")
    assert not one_root("velmirod", "velmirdo")


TEXT = (
    "The hospital of Tel Shavkoun was hit in May. Nobody left Tel Shavkoun.\n\n"
    "In June Tel Sheivkoun was hit again. The market in Tel Shavkhun burned.\n\n"
    "In July we came to Tel Shavkoun. The road to Tel Shavkoun was cut."
)


def test_all_spellings_of_a_name_are_one_finding_with_their_places() -> None:
    document = read_markdown(TEXT)
    (found,) = audit(document, RULES).findings
    assert found.rule == "place-spellings"
    assert all(form in found.message for form in ("Sheivkoun", "Shavkhun", "“Tel Shavkoun” (4)"))
    places = [(found.start, found.end), *((e.start, e.end) for e in found.evidence)]
    assert {"Sheivkoun", "Shavkhun", "Shavkoun"} == {document.text[a:b] for a, b in places}
    assert len(places) == 6


@pytest.mark.parametrize(
    "text",
    [
        "Davit Arlan was held in Tarn. Rafik Arlen was held in Borv.",
        "Tel Shavkoun (also known as Tel Shavkhun) was hit in May.\n\nTel Shavkhun is small.",
        "Velnar and Velnur are two villages. Velnar burned; in Velnur nobody was hurt.",
        "Homicides rose in May.\n\n| Homicidesb | 12 |\n|---|---|\n| Others | 3 |",
        "Марина Гурова молчала. О Марине Гуровой писали. Гуровы уехали.",
        "Los velmeños llegaron de Velmir. En Velmir no quedó nadie.",
    ],
)
def test_two_names_and_right_forms_are_left_alone(text: str) -> None:
    assert audit(read_markdown(text), RULES).findings == ()
