"""A person by role instead of by name: "a serviceman, born 1999", in the languages of submissions.

Only sex, civilian or military, and the year of birth go in: nothing by which a neighbour is found.
"""

from __future__ import annotations

__all__ = ["role_in_words"]

#: language → {(category, sex): words}; "" stands for not known.
ROLES: dict[str, dict[tuple[str, str], str]] = {
    "en": {
        ("military", "male"): "a serviceman",
        ("military", "female"): "a servicewoman",
        ("military", ""): "a member of the armed forces",
        ("civilian", "male"): "a civilian man",
        ("civilian", "female"): "a civilian woman",
        ("civilian", ""): "a civilian",
        ("", "male"): "a man",
        ("", "female"): "a woman",
        ("", ""): "a person",
    },
    "fr": {
        ("military", "male"): "un militaire",
        ("military", "female"): "une militaire",
        ("military", ""): "un membre des forces armées",
        ("civilian", "male"): "un civil",
        ("civilian", "female"): "une civile",
        ("civilian", ""): "une personne civile",
        ("", "male"): "un homme",
        ("", "female"): "une femme",
        ("", ""): "une personne",
    },
    "es": {
        ("military", "male"): "un militar",
        ("military", "female"): "una militar",
        ("military", ""): "un miembro de las fuerzas armadas",
        ("civilian", "male"): "un civil",
        ("civilian", "female"): "una civil",
        ("civilian", ""): "una persona civil",
        ("", "male"): "un hombre",
        ("", "female"): "una mujer",
        ("", ""): "una persona",
    },
    "ru": {
        ("military", "male"): "военнослужащий",
        ("military", "female"): "военнослужащая",
        ("military", ""): "лицо из состава вооружённых сил",
        ("civilian", "male"): "гражданский мужчина",
        ("civilian", "female"): "гражданская женщина",
        ("civilian", ""): "гражданское лицо",
        ("", "male"): "мужчина",
        ("", "female"): "женщина",
        ("", ""): "лицо",
    },
    "az": {
        ("military", "male"): "hərbi qulluqçu",
        ("military", "female"): "qadın hərbi qulluqçu",
        ("military", ""): "hərbi qulluqçu",
        ("civilian", "male"): "mülki kişi",
        ("civilian", "female"): "mülki qadın",
        ("civilian", ""): "mülki şəxs",
        ("", "male"): "kişi",
        ("", "female"): "qadın",
        ("", ""): "şəxs",
    },
    "hy": {
        ("military", "male"): "զինծառայող",
        ("military", "female"): "կին զինծառայող",
        ("military", ""): "զինծառայող",
        ("civilian", "male"): "քաղաքացիական տղամարդ",
        ("civilian", "female"): "քաղաքացիական կին",
        ("civilian", ""): "քաղաքացիական անձ",
        ("", "male"): "տղամարդ",
        ("", "female"): "կին",
        ("", ""): "անձ",
    },
}
#: language → sex → the words for the year of birth.
BORN: dict[str, dict[str, str]] = {
    "en": {"": "{role}, born {year}"},
    "fr": {
        "": "{role}, né(e) en {year}",
        "male": "{role}, né en {year}",
        "female": "{role}, née en {year}",
    },
    "es": {
        "": "{role}, nacido/a en {year}",
        "male": "{role}, nacido en {year}",
        "female": "{role}, nacida en {year}",
    },
    "ru": {"": "{role} {year} года рождения"},
    "az": {"": "{role} (doğum ili {year})"},
    "hy": {"": "{role} (ծննդյան տարեթիվը՝ {year})"},
}


def role_in_words(sex: str, category: str, year: str = "", language: str = "en") -> str:
    """The role; other languages than those of the table have English.

    >>> role_in_words("male", "military", "1999")
    'a serviceman, born 1999'
    >>> role_in_words("female", "")
    'a woman'
    """
    roles = ROLES.get(language, ROLES["en"])
    born = BORN.get(language, BORN["en"])
    sex = sex if sex in {"male", "female"} else ""
    role = roles[category if category in {"military", "civilian"} else "", sex]
    return born.get(sex, born[""]).format(role=role, year=year) if year else role
