"""One person or place under several spellings, all spellings of a name told at once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from probanda.audit.extract.persons import persons
from probanda.audit.facts import Facts
from probanda.audit.rules.abbreviations import abbreviations, bodies_renamed
from probanda.audit.rules.common_words import misspelt_words
from probanda.audit.rules.registry import Hit, rule
from probanda.audit.rules.spelling.likeness import pairs
from probanda.audit.rules.spelling.names import Name, names
from probanda.audit.rules.spelling.surnames import renamed
from probanda.audit.rules.spelling.titles import titles_changed
from probanda.audit.rules.terms import term_forms

__all__: list[str] = []

#: So many places of all spellings are shown, so many of the usual one.
_SHOWN, _USUAL = 16, 6


@rule(
    "name-spellings",
    "One person, several spellings",
    "warning",
    "persons",
    "Two spellings become two victims in a count, or none in a search. Names are compared by sound and by letters;"
    " initials and shortened forms are no other spelling.",
    bad=("The lawyer Davit Arlanov was arrested.\n\nLater Davit Arlanow was released.",),
    good=(
        "The lawyer Davit Arlanov was arrested. His brother Rafik Arlanov was released.",
        "Davit Arlanov was arrested. Mr Arlanov was released.",
    ),
)
def name_spellings(facts: Facts) -> Iterator[Hit]:
    """Names of persons and bodies in several spellings; slips in abbreviations, terms and common words."""
    yield from (hit for place, hit in facts.of(_told) if not place)
    yield from renamed(facts)
    yield from misspelt_words(facts)
    yield from term_forms(facts)
    yield from abbreviations(facts)
    yield from bodies_renamed(facts)
    yield from titles_changed(facts)


@rule(
    "place-spellings",
    "One place, several spellings",
    "warning",
    "persons",
    "Two spellings of one village make two villages on a map.",
    bad=(
        "The prison in Kovarsk was closed. Later the prisoners of Kovarks district "
        "were freed.\n\nIn Kovarsk nobody was told.",
    ),
    good=("The prison in Kovarsk was closed. The people of Kovaran were told.",),
)
def place_spellings(facts: Facts) -> Iterator[Hit]:
    """Names of places in several spellings."""
    yield from (hit for place, hit in facts.of(_told) if place)


def _told(facts: Facts) -> tuple[tuple[bool, Hit], ...]:
    """Each name with several spellings: whether it is a place's, and the finding."""
    found = facts.of(names)
    people = {word for person in facts.of(persons) for word in person.name.lower().split()}
    answers = []
    told: set[str] = set()
    for stems in _clusters(facts):
        places = [name for stem in stems for name in found[stem]]
        if all(any({n.before, n.behind} & told for n in found[stem]) for stem in stems):
            continue  # the other word of a name that is told
        told.update(stems)
        somebody = any(name.base.lower() in people for name in places)
        located = sum(name.placed for name in places)
        placed = located == len(places) or (located > 0 and not somebody)
        answers.append((placed, _hit(facts, [found[stem] for stem in stems], placed)))
    return tuple(answers)


def _clusters(facts: Facts) -> list[list[str]]:
    """The stems of one name each, joined pair by pair."""
    home: dict[str, set[str]] = {}
    for one, other in pairs(facts):
        joined = home.get(one, {one}) | home.get(other, {other})
        for stem in joined:
            home[stem] = joined
    return [sorted(own) for own in {id(own): own for own in home.values()}.values()]


def _hit(facts: Facts, spellings: list[list[Name]], placed: bool) -> Hit:
    """The finding at the rarest spelling, with the places of all rare ones and the first of the usual."""
    printed: dict[str, list[Name]] = defaultdict(list)
    for name in (name for own in spellings for name in own):
        article = facts.text[name.start : name.start + 3].lower() in {"al ", "al-"}
        russian = "а" <= name.stem[:1] <= "ё"
        printed[name.stem if russian else f"{article} {name.base.lower()}"].append(name)
    ranked = sorted(printed.values(), key=lambda own: (len(own), own[0].start))
    *rare, usual = ranked
    shown = [f"“{_shown(facts, own, ranked)}” ({len(own)})" for own in ranked]
    whole = ", ".join(shown[:-1]) + f" and {shown[-1]}"
    others = [(name.start, name.end) for own in (*rare, usual[:_USUAL]) for name in own]
    what = "place" if placed else "name"
    return Hit(
        *others[0],
        f"{whole} may be one {what}.",
        "Use one spelling, or say that they are two.",
        tuple(others[1 : _SHOWN + 1]),
    )


def _shown(facts: Facts, own: list[Name], spellings: list[list[Name]]) -> str:
    """A spelling as printed, with the word beside it that another spelling shares."""
    beside = [{n.before for n in each} | {n.behind for n in each} for each in spellings]
    shared = Counter(word for each in beside for word in each if word)
    for name in own[:20]:
        first = name.whole[0] if shared[name.before] > 1 else name.start
        last = name.whole[1] if shared[name.behind] > 1 else name.end
        if (first, last) != (name.start, name.end):
            return facts.quote(first, last)
    return facts.quote(own[0].start, own[0].end)
