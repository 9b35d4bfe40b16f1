"""How persons, sites and places appear at a level, and masking every spelling of a withheld name in any text.

What a level may show under a tier is decided by ``probanda.consent.shown_as`` alone; here is only what each form
looks like in words. One ``Redactor`` serves a whole document: text, notes, captions and annexes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from probanda.consent import Consent, Form, Level, shown_as
from probanda.report.document import Withheld
from probanda.report.languages import Language, language_for
from probanda.report.spellings import Hit, Name, NameFinder, fold
from probanda.report.values import Claim, Person, Place, Record, Site

__all__ = ["Redactor", "Shown", "role_of"]

_REFERENCE = re.compile(r"\{(?P<kind>person|site|place):(?P<key>[^{}]+)\}")
_YEAR = re.compile(r"-?\d{4}")
_SITE = "site:"


@dataclass(frozen=True, slots=True)
class Shown:
    """The words for something, the form they are in, and the tier that decided it."""

    text: str
    form: Form
    consent: Consent

    def at_sentence_start(self) -> Shown:
        """The same with a capital letter."""
        return Shown(self.text[:1].upper() + self.text[1:], self.form, self.consent)


def role_of(person: Person, language: Language) -> str:
    """What a person is called without a name: category, sex and year of birth in the document's language.

    >>> from probanda.report.languages import language_for
    >>> someone = Person("k", "A B", "A. B.", "", Consent.UNKNOWN, born="1999-05", sex="male", category="military")
    >>> role_of(someone, language_for("fr"))
    'un militaire, année de naissance 1999'
    """
    if person.role and language.code == "en":
        return person.role
    table = language.table["role"]
    row = table.get(person.category) or table[""]
    role = str(row.get(person.sex) or row[""])
    year = _YEAR.match(person.born)
    return str(table["born"]).format(role=role, year=year.group()) if year else role


#: Words that join the kind of a site to its place, in the languages of labels.
_SMALL_WORDS = frozenset(
    fold(
        "a an the at in on of by near above below under over behind beside to "
        "à au aux de du des la le les en près sur sous el los las del cerca sobre "
        "в во на у над под при близ около за"
    ).split()
)


class Redactor:
    """The words that a level allows, in one language. Remembers what it withheld, and how often."""

    def __init__(self, record: Record, level: Level, language: str = "en") -> None:
        self.record = record
        self.level = level
        self.language = language_for(language)
        self._withheld: dict[tuple[str, str], Withheld] = {}

    @property
    def withheld(self) -> tuple[Withheld, ...]:
        """Everything that did not appear in full so far, in order of first use."""
        return tuple(self._withheld.values())

    @property
    def name_mark(self) -> str:
        """The mark "[name withheld]" in the document's language."""
        return self.language.mark("name")

    def form_of(self, consent: Consent, asked: Form | None = None) -> Form:
        """The form that the level allows under a tier, narrowed by what the author asked for."""
        return shown_as(consent, self.level, asked)

    def person(self, key: str, asked: Form | None = None, words: str = "") -> Shown | None:
        """A person in the widest form allowed; the author's own words only where the full name may stand.

        ``None`` when the record has no such person.
        """
        person = self.record.person(key)
        if person is None:
            return None
        form = self.form_of(person.consent, asked)
        if form is Form.FULL:
            return Shown(words or person.full_name, form, person.consent)
        shown = Shown(self._person_words(person, form), form, person.consent)
        self._remember("person", key, shown)
        return shown

    def _person_words(self, person: Person, form: Form) -> str:
        if form is Form.INITIALS and person.initials:
            return person.initials.replace(". ", ".\u00a0")
        if form is Form.WITHHELD:
            return self.name_mark
        return f"{role_of(person, self.language)} {self.name_mark}"

    def site(self, key: str, asked: Form | None = None, words: str = "") -> Shown | None:
        """A site in the widest form allowed. ``None`` when the record has no such site."""
        site = self.record.site(key)
        if site is None:
            return None
        form = self.form_of(site.consent, asked)
        if form is Form.FULL:
            return Shown(words or site.label, form, site.consent)
        shown = Shown(self._site_words(site, form), form, site.consent)
        self._remember("site", key, shown)
        return shown

    def _site_words(self, site: Site, form: Form) -> str:
        if form is Form.WITHHELD:
            return self.language.mark("location")
        place = self.place_words(site.place, form) if site.place else ""
        words = self.language.table["site"]
        bare = str(words["at"]).format(place=place) if place else str(words["bare"])
        return bare if form is Form.INITIALS else f"{bare} {self.language.mark('location')}"

    def place(self, key: str, asked: Form | None = None, words: str = "") -> Shown | None:
        """A place; it has no tier of its own, so only the author can ask for a coarser form."""
        place = self.record.place(key)
        if place is None:
            return None
        form = asked or Form.FULL
        if form is Form.FULL:
            return Shown(words or place.name, form, Consent.PUBLIC)
        text = self.place_words(place, form) or self.language.mark("location")
        shown = Shown(text, form, Consent.PUBLIC)
        if form is not Form.INITIALS:
            self._remember("place", key, shown)
        return shown

    def statement(self, claims: Iterable[Claim]) -> str:
        """The mark that stands for words resting on claims that this level may not show; "" if it may."""
        mark = ""
        for claim in claims:
            form = self.form_of(claim.consent)
            if form in {Form.ROLE, Form.WITHHELD}:  # initials are a matter of names, not of words
                mark = self.language.mark("statement")
                self._remember("claim", claim.key, Shown(mark, Form.WITHHELD, claim.consent))
        return mark

    @staticmethod
    def place_words(place: Place, form: Form) -> str:
        """A place's name as coarse as a form asks: the settlement, the district, or nothing."""
        if form in {Form.FULL, Form.INITIALS}:
            return place.name
        return place.within[0] if form is Form.ROLE and place.within else ""

    def text(self, text: str) -> str:
        """Any words with ``{person:KEY}`` and ``{site:KEY}`` filled and every withheld spelling masked."""

        def fill(reference: re.Match[str]) -> str:
            show = {"person": self.person, "site": self.site, "place": self.place}
            shown = show[reference["kind"]](reference["key"])
            return shown.text if shown else self.name_mark

        pieces: list[str] = []
        at = 0
        for reference in _REFERENCE.finditer(text):
            pieces += [self.mask(text[at : reference.start()]), fill(reference)]
            at = reference.end()
        return "".join([*pieces, self.mask(text[at:])])

    def entry(self, number: str, source: str) -> list[Person]:
        """The persons whom the entry of that number names in a register kept under a source."""
        found = (self.record.person(f"{register}:{number}") for register in self._registers)
        return [person for person in found if person and source in person.sources]

    @cached_property
    def _registers(self) -> tuple[str, ...]:
        keys = self.record.keys("person")
        return tuple(sorted({key.partition(":")[0] for key in keys if ":" in key}))

    def mask(self, text: str) -> str:
        """Any words with every spelling of a withheld name replaced by the form that is allowed."""
        for hit in reversed(self.finder.find(text)):
            words = self.words_for(hit)
            if text[hit.start].isupper() and not text[: hit.start].strip():
                words = words[:1].upper() + words[1:]
            text = text[: hit.start] + words + text[hit.end :]
        return text

    def words_for(self, hit: Hit) -> str:
        """What stands instead of a name that was found in a text."""
        is_site = self.is_site(hit)
        shown = self.site(hit.key.removeprefix(_SITE)) if is_site else self.person(hit.key)
        return shown.text if shown else self.name_mark

    @staticmethod
    def is_site(hit: Hit) -> bool:
        """Whether what was found is a site's label rather than a person's name."""
        return hit.key.startswith(_SITE)

    @cached_property
    def finder(self) -> NameFinder:
        """Finds every spelling of every person (and telling labels of sites) that the level withholds."""
        return NameFinder([*self._person_names(), *self._site_names()])

    def _person_names(self) -> Iterable[Name]:
        for key in self.record.keys("person"):
            person = self.record.person(key)
            if person and self.form_of(person.consent) is not Form.FULL:
                yield Name(key, (person.full_name, *person.other_names))

    def _site_names(self) -> Iterable[Name]:
        """Labels that name the settlement: a label such as "grave 1" tells nobody where it lies."""
        for key in self.record.keys("site"):
            site = self.record.site(key)
            if site is None or site.place is None:
                continue
            form = self.form_of(site.consent)
            names = (site.place.name, *site.place.other_names)
            telling = any(NameFinder([Name("", (name,))]).find(site.label) for name in names)
            if form in {Form.ROLE, Form.WITHHELD} and telling:
                kind = _kind_of_site(site.label, names)
                turned = tuple(f"{kind} {name}" for name in names if kind)
                yield Name(_SITE + key, (site.label, *turned), whole=True)

    def _remember(
        self, kind: Literal["person", "site", "place", "claim"], key: str, shown: Shown
    ) -> None:
        known = self._withheld.get((kind, key))
        times = known.times + 1 if known else 1
        # The narrowest form that was used is the one to report.
        if known and known.form.rank > shown.form.rank:
            shown = Shown(known.shown, known.form, known.consent)
        self._withheld[kind, key] = Withheld(
            kind, key, shown.form, shown.text, shown.consent, times
        )


def _kind_of_site(label: str, places: tuple[str, ...]) -> str:
    """What a label calls the site, without the place's name and the small words between them.

    >>> _kind_of_site("the brickworks at Narbel", ("Narbel",))
    'brickworks'
    """
    known = {word for place in places for word in fold(place).split()}
    words = re.findall(r"[^\W\d_]+", label)
    return " ".join(w for w in words if fold(w) not in known | _SMALL_WORDS)
