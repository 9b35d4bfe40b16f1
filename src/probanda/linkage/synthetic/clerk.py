"""A clerk: how often which error happens, and how a person is written on each of the five lists.

A is an official register in Azerbaijani, B a Russian one with the whole name in a cell, C an Armenian list, D what
the press wrote in English (names in any order, ages instead of dates), E a list of relatives, typed without the
letters of the alphabet or in the old one. Column ``truth`` holds the person's number.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

from probanda.linkage.synthetic.people import Person, World
from probanda.linkage.synthetic.spelling import capital, spell
from probanda.linkage.synthetic.wording import MONTHS, RANKS, SCANNED, STATUS, UNKNOWN

__all__ = ["Clerk", "Recipe"]


@dataclass(frozen=True, slots=True)
class Recipe:
    """How often what happens; probabilities per row.

    Attributes:
        coverage: share of the persons on each of the five lists, A to E.
        twice: share of a list's persons who stand on it twice.
        habit: how often a clerk's letter is not the usual one.
        typing: one wrong, missing, doubled or transposed letter in a name.
        scanned: a letter misread, for C and E.
        no_patronymic: by list.
        year_only: by list, of those with a date of birth.
        day_wrong: a date of birth with one part wrong.
        missing: any other cell.
        noise: multiplies every error.
    """

    coverage: tuple[float, ...] = (0.65, 0.6, 0.55, 0.5, 0.55)
    twice: float = 0.03
    habit: float = 0.15
    typing: float = 0.05
    scanned: float = 0.04
    no_patronymic: tuple[float, ...] = (0.05, 0.1, 0.45, 0.75, 0.35)
    year_only: tuple[float, ...] = (0.06, 0.25, 0.3, 0.0, 0.4)
    day_wrong: float = 0.04
    missing: float = 0.12
    noise: float = 1.0


class Clerk:
    """Writes a person as each list would."""

    def __init__(self, world: World, recipe: Recipe, rng: random.Random) -> None:
        self.world, self.recipe, self.rng = world, recipe, rng
        # The written names of each village in each language are fixed: a gazetteer knows them.
        self.places = [
            {
                **{
                    key: capital(spell(rng, v.name, script, 0.0), script)
                    for key, script in _PLACE_SCRIPTS.items()
                },
                **{
                    f"former_{key}": capital(spell(rng, v.former, script, 0.0), script)
                    for key, script in _PLACE_SCRIPTS.items()
                },
            }
            for v in world.villages
        ]

    def rows(self, name: str, place: int, person: Person) -> list[dict[str, str]]:
        """The person's row, and now and then a second one."""
        twice = self.rng.random() < self.recipe.twice
        return [getattr(self, f"_{name.lower()}")(place, person) for _ in range(1 + twice)]

    def _chance(self, probability: float) -> bool:
        return self.rng.random() < probability * self.recipe.noise

    def _names(self, person: Person, script: str) -> tuple[str, str, str]:
        """Surname, given name and father's name as a clerk writes them, without particle."""
        rng, habit = self.rng, self.recipe.habit * self.recipe.noise
        ending = person.ending
        vowel = person.stem[-1] in "aəiıeouüö"
        if ending == "ov":
            ending = ("yev" if vowel else "ov") + ("a" if person.woman else "")
            if self._chance(0.04):
                ending = rng.choice(["lı", "zadə", ""])
        elif ending == "li":
            ending = {"a": "lı", "ı": "lı", "o": "lu", "u": "lu", "ü": "lü", "ö": "lü"}.get(
                _last_vowel(person.stem), "li"
            )
        words = (person.stem + ending, person.given, person.father)
        surname, given, father = (
            capital(spell(rng, word, script, habit), script) for word in words
        )
        if script == "ru" and ending == "yan" and not vowel and rng.random() < 0.5:
            surname = surname.replace("ян", "ьян")
        surname, given, father = (self._slip(word) for word in (surname, given, father))
        if script == "hy":
            father += "ի" if not father.endswith(("ա", "ի", "ո")) else "յի"
        return surname, given, father

    def _slip(self, word: str) -> str:
        """A typing or reading error."""
        rng = self.rng
        if len(word) > 3 and self._chance(self.recipe.typing):
            at = rng.randrange(1, len(word) - 1)
            kind = rng.randrange(4)
            if kind == 0:
                return word[:at] + word[at + 1 :]
            if kind == 1:
                return word[:at] + word[at] + word[at:]
            if kind == 2:
                return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
            return word[:at] + rng.choice(word[1:]) + word[at + 1 :]
        if self._chance(self.recipe.scanned):
            spots = [at for at, letter in enumerate(word) if letter in SCANNED and at]
            if spots:
                at = rng.choice(spots)
                return word[:at] + SCANNED[word[at]] + word[at + 1 :]
        return word

    def _born(self, place: int, person: Person, pattern: str, language: str) -> str:
        born = person.born
        if self._chance(self.recipe.missing):
            return self._blank(language)
        if self._chance(self.recipe.day_wrong):
            kind = self.rng.randrange(4)
            if kind == 0 and born.day <= 12:
                born = date(born.year, born.day, born.month)
            elif kind == 1:
                born = date(born.year, born.month, self.rng.randrange(1, 29))
            elif kind == 2:
                born = date(born.year + self.rng.choice([-1, 1]), born.month, min(born.day, 28))
            else:
                born = date(born.year, self.rng.randrange(1, 13), min(born.day, 28))
        if self._chance(self.recipe.year_only[place]):
            return f"01.01.{born.year}" if self.rng.random() < 0.15 else str(born.year)
        if self._chance(0.02):
            return f"{born.month:02}.{born.year}"
        return born.strftime(pattern)

    def _blank(self, language: str) -> str:
        return self.rng.choice(UNKNOWN[language])

    def _village(self, number: int, language: str) -> str:
        if self._chance(self.recipe.missing):
            return self._blank(language)
        village, names = self.world.villages[number], self.places[number]
        text = (
            names[f"former_{language}"]
            if village.former and self.rng.random() < 0.35
            else names[language]
        )
        if self._chance(0.1):
            text = capital(spell(self.rng, village.name, _PLACE_SCRIPTS[language], 0.25))
        return self._slip(text) if self._chance(0.1) else text

    def _when(self, person: Person, pattern: str, language: str) -> str:
        if self._chance(self.recipe.missing):
            return self._blank(language)
        day = person.day + timedelta(
            days=self.rng.choice([-2, -1, 1, 2]) if self._chance(0.08) else 0
        )
        if self._chance(0.12):
            return (
                f"{day.month:02}.{day.year}"
                if language != "en"
                else f"{MONTHS[day.month - 1]} {day.year}"
            )
        return day.strftime(pattern)

    def _common(self, place: int, person: Person, pattern: str, language: str) -> dict[str, str]:
        return {
            "born": self._born(place, person, pattern, language),
            "birthplace": self._village(person.birth_village, language),
            "date": self._when(person, pattern, language),
            "place": self._village(person.event_village, language),
            "status": self._blank(language)
            if self._chance(0.3)
            else STATUS[language][person.status],
            "truth": str(person.number),
        }

    def _rank(self, person: Person, language: str) -> str:
        if not person.rank or self._chance(0.25):
            return self._blank(language)
        return RANKS[language][person.rank if not self._chance(0.08) else "private"]

    def _unit(self, person: Person, language: str) -> str:
        if person.unit < 0 or self._chance(0.3):
            return self._blank(language)
        return (
            f"N saylı hərbi hissə {700 + person.unit}"
            if language == "az"
            else f"в/ч {700 + person.unit}"
        )

    def _a(self, place: int, person: Person) -> dict[str, str]:
        surname, given, father = self._names(person, "az-Latn")
        if self._chance(0.02):
            surname, given = given, surname
        particle = "qızı" if person.woman else "oğlu"
        patronymic = (
            "" if self._chance(self.recipe.no_patronymic[place]) else f"{father} {particle}"
        )
        return {
            "surname": surname,
            "given": given,
            "father": patronymic,
            "sex": "" if self._chance(0.05) else ("qadın" if person.woman else "kişi"),
            "rank": self._rank(person, "az"),
            "unit": self._unit(person, "az"),
            **self._common(place, person, "%d.%m.%Y", "az"),
        }

    def _b(self, place: int, person: Person) -> dict[str, str]:
        surname, given, father = self._names(person, "ru")
        particle = "кызы" if person.woman else "оглы"
        patronymic = (
            f"{father} {particle}"
            if not person.armenian
            else father + ("овна" if person.woman else "ович")
        )
        if self._chance(self.recipe.no_patronymic[place]):
            patronymic = ""
        words = [surname, given, patronymic]
        if self._chance(0.05):
            words = [surname, given[0] + ".", patronymic[:1] + "." if patronymic else ""]
        if self._chance(0.03):
            words = [words[1], words[2], words[0]]
        return {
            "name": " ".join(filter(None, words)),
            "rank": self._rank(person, "ru"),
            "unit": self._unit(person, "ru"),
            **self._common(place, person, "%d.%m.%Y", "ru"),
        }

    def _c(self, place: int, person: Person) -> dict[str, str]:
        surname, given, father = self._names(person, "hy")
        words = [surname, given, "" if self._chance(self.recipe.no_patronymic[place]) else father]
        if self._chance(0.06):
            words = [words[1], words[0], words[2]]
        return {
            "name": " ".join(filter(None, words)),
            "rank": self._rank(person, "hy"),
            **self._common(place, person, "%d.%m.%Y", "hy"),
        }

    def _d(self, place: int, person: Person) -> dict[str, str]:
        surname, given, father = self._names(person, "en")
        patronymic = (
            ""
            if self._chance(self.recipe.no_patronymic[place])
            else f"{father} oglu"
            if not person.armenian
            else father
        )
        if self._chance(0.12):
            given = given[0] + "."
        words = [given, surname] if self.rng.random() < 0.6 else [surname, given]
        if patronymic and words[0] == surname:
            words.append(patronymic)
        common = self._common(place, person, "%d %B %Y", "en")
        age = (person.day - person.born).days // 365 + (
            self.rng.choice([-1, 1]) if self._chance(0.12) else 0
        )
        return {
            "name": " ".join(words),
            "age": self._blank("en") if self._chance(0.2) else str(age),
            **{key: common[key] for key in ("date", "place", "status", "truth")},
        }

    def _e(self, place: int, person: Person) -> dict[str, str]:
        script = "az-Cyrl" if self.rng.random() < 0.3 else "az-ascii"
        surname, given, father = self._names(person, script)
        particle = {"az-Cyrl": ("оғлу", "гызы"), "az-ascii": ("oglu", "qizi")}[script][person.woman]
        patronymic = (
            "" if self._chance(self.recipe.no_patronymic[place]) else f"{father} {particle}"
        )
        words = (
            [surname, given, patronymic]
            if self.rng.random() < 0.7
            else [given, surname, patronymic]
        )
        return {
            "name": " ".join(filter(None, words)),
            "sex": self._blank("az") if self._chance(0.3) else ("Q" if person.woman else "K"),
            **self._common(place, person, "%d/%m/%Y", "az"),
        }


_PLACE_SCRIPTS = {"az": "az-Latn", "ru": "ru", "hy": "hy", "en": "en"}


def _last_vowel(word: str) -> str:
    return next((letter for letter in reversed(word) if letter in "aəiıeouüö"), "")
