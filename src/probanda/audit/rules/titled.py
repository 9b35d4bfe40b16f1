"""A surname spelt otherwise behind the same title elsewhere: "Colonel Harvek", "Colonel Harvik".

Titles are compared in all their cases and abbreviations; a surname whose ending alone differs is one name in two
cases or genders; two given names, one sentence that names both, or two spellings used often are two persons.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from probanda.audit.extract.names_in_text import small_words
from probanda.audit.extract.persons import persons
from probanda.audit.facts import Facts
from probanda.audit.rules.registry import Hit
from probanda.audit.rules.sounds import RU_ENDING, one_word_in_two_cases, swapped

__all__ = ["OFFICE", "titled_surnames"]

#: Titles and offices; the first of a row stands for all of it.
_TITLES = """
mr|mr.|mister
mrs|mrs.|ms|ms.|miss|madam
dr|dr.|doctor|doctors|dr.a|dra|dra.|doctora
prof|prof.|professor|profesor|profesora|professeur
judge|justice|magistrate|juez|jueza|magistrado|magistrada|juge
prosecutor|attorney|fiscal|procurador|procuradora|procureur|procureure
colonel|col.|lieutenant-colonel|lt-col.|coronel|teniente coronel
major|maj.|mayor
captain|capt.|capitán|capitan|cap.|capitaine
lieutenant|lt.|lt|teniente
general|gen.|gral.|brig.|major-general|brigadier|général
sergeant|sgt.|sgt|sargento|sargenta|sergent
corporal|cpl.|cabo|caporal
commander|commandant|cmdr.|comandante
commissioner|comisario|comisaria|commissaire|superintendent|supt.
inspector|insp.|inspectora|inspecteur|constable|officer|agente|oficial
minister|ministro|ministra|ministre
president|presidente|presidenta|président
governor|gobernador|gobernadora|gouverneur|warden
director|directora|directeur|directrice
senator|senador|senadora|deputy|diputado|diputada|député
lawyer|advocate|counsel|abogado|abogada|avocat|avocate|maître
ambassador|embajador|embajadora
nurse|enfermero|enfermera|infirmière
father|padre|bishop|obispo|monseñor|imam|sheikh|mullah|pastor|rabbi|reverend
sister|hermana|soeur
witness|testigo|témoin
investigator|investigador|investigadora|instructor|detective
señor|sr.|sr|don|monsieur|m.
señora|sra.|sra|doña|señorita|srta.|madame|mme
alcalde|alcaldesa|mairesse|maire
perito|perita|forense|pathologist|expert
"""
_KEYS = {
    word.strip(): row.split("|")[0]
    for row in _TITLES.strip().splitlines()
    for word in row.split("|")
}
#: Beginnings of Russian titles, in all cases.
_RU_TITLES = (
    r"прокурор\w{0,3}|полковник\w{0,3}|подполковник\w{0,3}|майор\w{0,3}|капитан\w{0,3}|лейтенант\w{0,3}|генерал\w{0,3}"
    r"|сержант\w{0,3}|прапорщик\w{0,3}|ефрейтор\w{0,3}|командир\w{0,3}|следовател\w{1,3}|дознавател\w{1,3}|судь[яиёеюй]\w?"
    r"|адвокат\w{0,3}|защитник\w{0,3}|доктор\w{0,3}|врач\w{0,3}|фельдшер\w{0,3}|профессор\w{0,3}|министр\w{0,3}"
    r"|президент\w{0,3}|губернатор\w{0,3}|директор\w{0,3}|начальник\w{0,3}|депутат\w{0,3}|сенатор\w{0,3}|мэр\w{0,3}"
    r"|эксперт\w{0,3}|инспектор\w{0,3}|надзирател\w{1,3}|оперуполномоченн\w{2,3}|оперативник\w{0,3}|господин\w{0,3}"
    r"|госпож[аиеуо]\w?|г-н\w?|г-ж\w|гражданин\w{0,2}|гражданк\w{1,2}|свидетел\w{1,4}|посол\w?|посл[аоу]\w?|омбудсмен\w{0,3}"
    r"|священник\w{0,3}|им[аa]м\w{0,3}|товарищ\w{0,3}|комиссар\w{0,3}|комендант\w{0,3}"
)
_NAME = r"[A-ZÀ-ÖØ-ÞĀ-ŽƏА-ЯЁ][^\W\d_]*(?:[-'’][A-ZÀ-ÞА-ЯЁ]?[^\W\d_]+)*"
_ALL = "|".join(re.escape(word) for word in sorted(_KEYS, key=len, reverse=True))
#: A title or an office alone, in any of its cases.
OFFICE = re.compile(
    rf"(?<![\w-])(?i:{_ALL}|{_RU_TITLES}|head|chief|jefe|jefa|chef|начальник\w{{0,3}}|глав[аыуе])(?![\w-])"
)
_TITLED = re.compile(
    rf"(?<![\w-])(?P<title>(?i:{_ALL}|{_RU_TITLES}))[ \u00a0]+(?P<name>(?:[A-ZА-ЯЁ]\.[ \u00a0]?){{0,2}}{_NAME}"
    rf"(?:[ \u00a0]+(?:de |del |la |al-|van |von )?{_NAME}){{0,2}})"
)


@dataclass(frozen=True, slots=True)
class _Titled:
    """A name behind a title."""

    start: int
    end: int
    given: tuple[str, ...]
    surname: str


def titled_surnames(facts: Facts, told: set[str]) -> Iterator[Hit]:
    """One surname in two spellings behind one title."""
    groups: dict[str, dict[str, list[_Titled]]] = defaultdict(lambda: defaultdict(list))
    for title, one in _mentions(facts):
        groups[title][one.surname].append(one)
    given = _given(facts)
    for names in groups.values():
        for a, b in combinations(names, 2):
            if a[0].lower() != b[0].lower() and _sound(a)[:1] != _sound(b)[:1]:
                continue
            if not _two_spellings(a, b) or _two_persons(facts, names[a], names[b], given):
                continue
            few, many = sorted((a, b), key=lambda name: len(names[name]))
            if len(names[few]) > 2 or {few, many} & told:
                continue
            told.update((few, many))
            place = names[few][0]
            yield Hit(
                place.start,
                place.end,
                f"“{facts.quote(place.start, place.end)}” here and "
                f"“{facts.quote(names[many][0].start, names[many][0].end)}” elsewhere may be one person.",
                "Use one spelling, or say that they are two persons.",
                tuple((m.start, m.end) for m in names[many][:3]),
            )


def _mentions(facts: Facts) -> Iterator[tuple[str, _Titled]]:
    common = facts.of(small_words)
    for found in _TITLED.finditer(facts.text):
        words = [w for w in re.split(r"[\s\u00a0]+|(?<=\.)", found["name"]) if w]
        words = [w for w in words if w[:1].isupper()]
        end = found.end()
        if re.match(r"['’]s(?!\w)", found["name"][-2:]):
            words[-1], end = words[-1][:-2], end - 2
        surname = re.sub(r"['’]s\Z", "", words[-1])
        low = surname.lower()
        if len(surname) < 4 or low in common or low in _KEYS or surname.isupper():
            continue
        title = found["title"].lower()
        key = _KEYS.get(title) or RU_ENDING.sub("", title)[:8]
        yield key, _Titled(found.start(), end, tuple(words[:-1]), surname)


def _given(facts: Facts) -> dict[str, set[str]]:
    """First letters of the given names that stand before a surname in the whole document."""
    known: dict[str, set[str]] = defaultdict(set)
    for person in facts.of(persons):
        words = person.name.split()
        if len(words) > 1:
            known[words[-1].lower()].add(words[0][0])
    return known


def _two_persons(
    facts: Facts, one: list[_Titled], two: list[_Titled], given: dict[str, set[str]]
) -> bool:
    """Whether the text tells two apart: by given names, or by naming both in one sentence."""
    a = {m.given[0][0] for m in one if m.given} | given.get(one[0].surname.lower(), set())
    b = {m.given[0][0] for m in two if m.given} | given.get(two[0].surname.lower(), set())
    if a and b and not a & b:
        return True
    sentences = {facts.document.sentence_of(m.start) for m in one}
    return any(facts.document.sentence_of(m.start) in sentences for m in two)


def _two_spellings(a: str, b: str) -> bool:
    x, y = a.lower(), b.lower()
    if x == y or (abs(len(x) - len(y)) > 4 and "-" not in a + b):
        return False
    if "а" <= x[:1] <= "ё":
        return "а" <= y[:1] <= "ё" and _two_in_russian(x, y)
    if swapped(x, y):
        return True
    if ("-" in x) != ("-" in y):  # "Haskett", "Hasket-Rowe"
        x, y = x.partition("-")[0], y.partition("-")[0]
        return x != y and _sound(x) == _sound(y)
    p, q = _sound(x), _sound(y)
    short, long = sorted((p, q), key=len)
    if p == q:
        return abs(len(x) - len(y)) <= 2
    if long[:-1] == short and long[-1] in "aeion":
        return False  # another gender, a people
    return min(len(p), len(q)) >= 5 and _apart(p, q) <= (2 if min(len(p), len(q)) >= 9 else 1)


def _two_in_russian(x: str, y: str) -> bool:
    """Whether two Russian surnames differ inside, whatever the cases of both."""
    if {x[-2:], y[-2:]} == {"ов", "ев"} and x[:-2] == y[:-2]:
        return True
    if one_word_in_two_cases(x, y):
        return False
    best = 9
    for p in (x, RU_ENDING.sub("", x)):
        for q in (y, RU_ENDING.sub("", y)):
            p1, q1 = (
                re.sub(r"(.)\1", r"\1", re.sub("[ьъ]", "", w)).replace("ё", "е") for w in (p, q)
            )
            if min(len(p1), len(q1)) >= 5 and p1[:1] == q1[:1] and p1[-2:] == q1[-2:]:
                best = min(best, _apart(p1, q1))
    return best == 1


def _apart(a: str, b: str) -> int:
    """How many letters must be changed, put in or taken out to make one word of another."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        before, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (x != y))
    return row[-1]


def _sound(name: str) -> str:
    """A Latin name with letters of one sound levelled."""
    low = name.lower().translate(
        str.maketrans("áàâäãéèêëíìîïóòôöúùûüñçğşı", "aaaaaeeeeiiiioooouuuuncgsi")
    )
    for old, new in (
        ("qu", "k"), ("tx", "ch"), ("sch", "s"), ("eau", "o"), ("au", "o"),
        ("sz", "s"), ("ck", "k"), ("ph", "f"), ("kh", "h"), ("gh", "g"),
        ("dj", "j"), ("dzh", "j"), ("tz", "ts"), ("w", "v"), ("b", "v"), ("z", "s"), ("y", "i"),
    ):  # fmt: skip
        low = low.replace(old, new)
    low = re.sub(r"c(?=[aoulrkt])", "k", low)
    return re.sub(r"(.)\1", r"\1", low)
