"""The schema of an instrument's file: which fields there are, what they may hold, and what is said when not."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from probanda.law.fields import FieldReader
from probanda.law.provisions import (
    Conflict,
    Element,
    InForce,
    Instrument,
    Kind,
    Known,
    Origin,
    Pointer,
    Provision,
    Trait,
    code_parts,
)
from probanda.marked_yaml import Marked, load_marked
from probanda.problems import ProbandaError, Problem

__all__ = ["read_instrument", "read_named", "read_traits"]

_INSTRUMENT = {
    "short", "name", "names", "adopted", "in force", "articles", "depositary", "mtdsg",
    "treaty series", "body", "binding", "joins", "origin", "note", "pointers", "element sets",
    "provisions", "inserted",
}  # fmt: skip
_PROVISION = {
    "code", "title", "summary", "kinds", "applies", "numbered", "elements", "with", "pointers",
    "see", "also", "origin",
}  # fmt: skip
_ELEMENT = {"id", "text", "tests", "traits", "against", "group", "exclusion"}
_POINTER = {"symbol", "title", "paragraphs", "known", "address"}
_ORIGIN = {"known", "address", "sha256", "read on", "note"}
_JOINS = {"article", "days", "months", "first of month", "known"}
_NEEDS_ELEMENTS = frozenset({Kind.PROHIBITION, Kind.OBLIGATION, Kind.DEFINITION, Kind.MODE})
_SHORT = re.compile(r"[A-Z][A-Z0-9-]*")
_PATH = re.compile(r"[0-9a-z]+(?:-[0-9a-z]+)*(?:/[0-9a-z]+(?:-[0-9a-z]+)*)*")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LANGUAGES = ("en", "fr", "es", "ru", "az", "hy", "ar", "uk")


def read_traits(path: Path) -> tuple[dict[str, Trait], list[Problem]]:
    """The traits that elements may refer to; opposites are mirrored."""
    root, problems = load_marked(path)
    reader = _Reader(str(path), problems)
    reader.fields(root, {"traits"}, "traits file")
    traits: dict[str, Trait] = {}
    for name, row in reader.mapping(root, "traits").items():
        reader.fields(row, {"text", "of", "opposite"}, f"trait {name}")
        text, of = reader.needed(row, "text"), reader.needed(row, "of")
        traits[name] = Trait(name, text, of, reader.text(row, "opposite"))
    for trait in list(traits.values()):
        other = traits.get(trait.opposite)
        if trait.opposite and other is None:
            reader.say(
                "trait-unknown",
                f"{trait.name} names an opposite that is not there.",
                root,
                "opposite",
                found=trait.opposite,
                expected=", ".join(difflib.get_close_matches(trait.opposite, traits, n=5)),
            )
        elif other is not None and not other.opposite:
            traits[other.name] = Trait(other.name, other.text, other.of, trait.name)
    return traits, problems


def read_named(path: Path) -> dict[str, Instrument]:
    """Instruments known by name and number of articles only.

    Raises:
        ProbandaError: every mistake of the file at once.
    """
    root, problems = load_marked(path)
    reader = _Reader(str(path), problems)
    reader.fields(root, {"known", "instruments"}, "list of names")
    known = reader.choice(root, "known", Known, Known.MEMORY) or Known.MEMORY
    found = {}
    for short, row in reader.mapping(root, "instruments").items():
        reader.fields(row, {"name", "names", "articles"}, f"instrument {short}")
        found[short] = Instrument(
            short=short,
            name=reader.needed(row, "name"),
            names={"en": reader.texts(row, "names")},
            adopted=None,
            in_force=None,
            articles=reader.number(row, "articles"),
            depositary="",
            mtdsg="",
            treaty_series="",
            body="",
            binding=True,
            joins=None,
            origin=Origin(known),
            provisions=(),
        )
    if problems:
        raise ProbandaError(*problems)
    return found


def read_instrument(
    path: Path, traits: Mapping[str, Trait]
) -> tuple[Instrument | None, list[Problem]]:
    """One instrument from its file, with every mistake in it; ``None`` when nothing could be made of it."""
    root, problems = load_marked(path)
    reader = _Reader(str(path), problems, traits)
    if not isinstance(root.value, dict):
        reader.say(
            "shape-wrong",
            "The file holds no instrument.",
            root,
            "",
            root.shape,
            "a mapping of fields",
        )
        return None, problems
    reader.fields(root, _INSTRUMENT, "instrument")
    short = reader.needed(root, "short")
    if short and not _SHORT.fullmatch(short):
        reader.say(
            "short-name-wrong",
            "A short name is written in capitals and digits.",
            root.fields["short"],
            "short",
            short,
            "such as CAT or GC3",
        )
    origin = reader.origin(root)
    if "element sets" in root.fields:
        for name, node in reader.mapping(root, "element sets").items():
            reader.sets[name] = reader.elements(node.items, f"set {name}")
    provisions = [
        reader.provision(row, short, origin) for row in reader.list_of(root, "provisions")
    ]
    kept: dict[str, Provision] = {}
    for row, each in zip(reader.list_of(root, "provisions"), provisions, strict=True):
        if each is None:
            continue
        if each.code in kept:
            reader.say(
                "code-repeated",
                "Two provisions have the same code.",
                row,
                "code",
                each.code,
                remedy="Take one of them out, or correct its number.",
            )
            continue
        kept[each.code] = each
    instrument = Instrument(
        short=short,
        name=reader.needed(root, "name"),
        names=reader.names(root),
        adopted=reader.day(root, "adopted"),
        in_force=reader.day(root, "in force"),
        articles=reader.number(root, "articles"),
        depositary=reader.text(root, "depositary"),
        mtdsg=reader.text(root, "mtdsg"),
        treaty_series=reader.text(root, "treaty series"),
        body=reader.text(root, "body"),
        binding=reader.truth(root, "binding", True),
        joins=reader.joins(root),
        origin=origin,
        provisions=tuple(kept.values()),
        pointers=reader.pointers(root),
        note=reader.text(root, "note"),
        inserted=reader.texts(root, "inserted"),
    )
    reader.articles(root, instrument)
    return instrument, problems


@dataclass
class _Reader(FieldReader):
    """Instruments, provisions and elements of one file."""

    traits: Mapping[str, Trait] = field(default_factory=dict)
    sets: dict[str, tuple[Element, ...]] = field(default_factory=dict)

    def names(self, root: Marked) -> dict[str, tuple[str, ...]]:
        """Names by language."""
        value = root.fields.get("names")
        if value is None or value.value is None:
            return {}
        self.fields(value, set(_LANGUAGES), "names")
        return {language: self.texts(value, language) for language in value.fields}

    def origin(self, node: Marked) -> Origin:
        """How the content is known; a text that was read is named with address and digest."""
        value = node.fields.get("origin")
        if value is None:
            self.say(
                "field-missing",
                "“origin” is missing: how is this known?",
                node,
                "origin",
                expected="known: read or memory",
            )
            return Origin(Known.UNKNOWN)
        self.fields(value, _ORIGIN, "origin")
        known = self.choice(value, "known", Known, None) or Known.UNKNOWN
        found = Origin(
            known,
            self.text(value, "address"),
            self.text(value, "sha256"),
            self.day(value, "read on"),
            self.text(value, "note"),
        )
        if known is Known.READ and not (found.address and found.sha256):
            self.say(
                "origin-incomplete",
                "What was read is named with its address and the digest of the copy.",
                value,
                "origin",
                remedy="Add `address` and `sha256`, or say `known: memory`.",
            )
        return found

    def joins(self, root: Marked) -> InForce | None:
        """When the instrument begins to bind a State that joins."""
        value = root.fields.get("joins")
        if value is None or value.value is None:
            return None
        self.fields(value, _JOINS, "joins")
        return InForce(
            self.needed(value, "article"),
            self.number(value, "days"),
            self.number(value, "months"),
            self.truth(value, "first of month", False),
            self.choice(value, "known", Known, Known.MEMORY) or Known.MEMORY,
        )

    def pointers(self, node: Marked) -> tuple[Pointer, ...]:
        """Documents that explain it."""
        found = []
        for row in self.list_of(node, "pointers"):
            self.fields(row, _POINTER, "pointer")
            found.append(
                Pointer(
                    self.needed(row, "symbol"),
                    self.needed(row, "title"),
                    self.text(row, "paragraphs"),
                    self.choice(row, "known", Known, Known.MEMORY) or Known.MEMORY,
                    self.text(row, "address"),
                )
            )
        return tuple(found)

    def provision(self, row: Marked, short: str, origin: Origin) -> Provision | None:
        """One provision, or ``None`` when it has no usable code."""
        self.fields(row, _PROVISION, "provision")
        code = self.needed(row, "code")
        if not _PATH.fullmatch(code):
            self.say(
                "code-wrong",
                "A code is the article, then paragraph and letters, parted by slashes.",
                row.fields.get("code", row),
                "code",
                code,
                "such as 2/2 or 8/2/b/xxi",
            )
            return None
        kinds = frozenset(
            found
            for each in self.list_of(row, "kinds")
            if (found := self.word(each, "kinds", each.text, Kind)) is not None
        )
        if not self.list_of(row, "kinds"):
            self.say("field-missing", "“kinds” is missing.", row, "kinds", expected=", ".join(Kind))
        elements = self.with_sets(row, code)
        if not elements and kinds & _NEEDS_ELEMENTS:
            self.say(
                "elements-missing",
                f"{short}/{code} can be broken or met, and no element says by what.",
                row,
                "elements",
                expected="at least one element with a test",
                remedy="Add the elements in your own words, or make it a procedure.",
            )
        return Provision(
            code=f"{short}/{code}",
            path=tuple(code.split("/")),
            title=self.needed(row, "title"),
            summary=self.needed(row, "summary"),
            kinds=kinds,
            applies=self.choice(row, "applies", Conflict, Conflict.ANY) or Conflict.ANY,
            origin=self.origin(row) if "origin" in row.fields else origin,
            numbered=self.truth(row, "numbered", True),
            elements=elements,
            pointers=self.pointers(row),
            see=tuple("/".join(code_parts(each)) for each in self.texts(row, "see")),
            also=tuple("/".join(code_parts(each)) for each in self.texts(row, "also")),
        )

    def with_sets(self, row: Marked, code: str) -> tuple[Element, ...]:
        """The elements of a provision: its own, then those of the sets that it takes from the file's head."""
        found = list(self.elements(self.list_of(row, "elements"), code))
        for name in self.texts(row, "with"):
            if name not in self.sets:
                self.say(
                    "element-set-unknown",
                    f"{code} takes a set of elements that the file does not have.",
                    row.fields["with"],
                    "with",
                    name,
                    ", ".join(self.sets),
                )
            ids = {each.id for each in found}
            found += [each for each in self.sets.get(name, ()) if each.id not in ids]
        return tuple(found)

    def elements(self, rows: Iterable[Marked], code: str) -> tuple[Element, ...]:
        """A list of elements."""
        found: dict[str, Element] = {}
        for each in rows:
            self.fields(each, _ELEMENT, "element")
            id_ = self.needed(each, "id")
            if id_ and not _ID.fullmatch(id_):
                self.say(
                    "element-id-wrong",
                    "An element's id is small letters, digits and hyphens.",
                    each,
                    "id",
                    id_,
                )
            if id_ in found:
                self.say("element-repeated", f"{code} has two elements of one id.", each, "id", id_)
                continue
            tests = self.texts(each, "tests")
            if not tests:
                self.say(
                    "element-without-test",
                    f"The element “{id_}” of {code} has no question that tests it.",
                    each,
                    "tests",
                    expected="at least one question",
                    remedy="Write under `tests:` what a reader must ask to know whether it is met.",
                )
            supported = self._traits(each, "traits")
            against = self._traits(each, "against")
            opposites = [self.traits[t].opposite for t in supported if t in self.traits]
            found[id_] = Element(
                id_,
                self.needed(each, "text"),
                tests,
                supported,
                tuple(
                    dict.fromkeys([*against, *(o for o in opposites if o and o not in supported)])
                ),
                self.text(each, "group"),
                self.truth(each, "exclusion", False),
            )
        return tuple(found.values())

    def _traits(self, node: Marked, name: str) -> tuple[str, ...]:
        names = self.texts(node, name)
        for each in names:
            if each not in self.traits:
                self.say(
                    "trait-unknown",
                    "The element refers to a trait that is not in law/data/traits.yaml.",
                    node.fields[name],
                    name,
                    each,
                    ", ".join(_near(each, self.traits)),
                    "Take one of these, or add the trait there.",
                )
        return names

    def articles(self, root: Marked, instrument: Instrument) -> None:
        """Refuse an article after the last one."""
        for row, each in zip(self.list_of(root, "provisions"), instrument.provisions, strict=False):
            number = re.match(r"\d+", each.article)
            if instrument.articles and (not number or int(number.group()) > instrument.articles):
                self.say(
                    "article-unknown",
                    f"{instrument.short} has {instrument.articles} articles.",
                    row,
                    "code",
                    each.code,
                    f"an article from 1 to {instrument.articles}",
                )


def _near(name: str, names: Iterable[str]) -> list[str]:
    return difflib.get_close_matches(name, list(names), n=5, cutoff=0.4)
