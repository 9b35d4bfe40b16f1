"""One person under several spellings."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from difflib import SequenceMatcher

from probanda.audit.extract.names_in_text import Run, runs
from probanda.audit.extract.person_doings import PLACED_BEFORE
from probanda.audit.extract.persons import Person, PersonMention, is_given, persons
from probanda.audit.facts import Facts
from probanda.audit.rules.abbreviations import abbreviations, bodies_renamed, spelled_twice
from probanda.audit.rules.forms import forms_of_one_name, marks_of_one_thing
from probanda.audit.rules.odd_words import odd_words
from probanda.audit.rules.place_spellings import placed_twice
from probanda.audit.rules.posts import one_post
from probanda.audit.rules.registry import Hit, rule
from probanda.audit.rules.sounds import (
    RU_ENDING,
    ill_formed,
    level,
    one_case,
    one_word_in_two_cases,
    swapped,
)
from probanda.audit.rules.terms import term_forms
from probanda.audit.rules.titled import titled_surnames

_PARTICLES = ("oglu", "oghlu", "ogly", "oğlu", "qizi", "qızı", "gizi", "kyzy")


@rule(
    "name-spellings",
    "One person, several spellings",
    "warning",
    "persons",
    "Two spellings become two victims in a count, or none in a search. Names are "
    "compared by sound and by letters; initials and"
    " shortened forms are no other spelling.",
    bad=("The lawyer Davit Arlanov was arrested.\n\nLater Davit Arlanow was released.",),
    good=(
        "The lawyer Davit Arlanov was arrested. His brother Rafik Arlanov was released.",
        "Davit Arlanov was arrested. Mr Arlanov was released.",
    ),
)
def name_spellings(facts: Facts) -> Iterator[Hit]:
    """Compare the names of persons that may be one."""
    known = [*facts.of(persons), *_nearly_named(facts)]
    groups: dict[str, list[Person]] = defaultdict(list)
    for person in known:
        for word in _parts(person.name):
            groups[word[:2].lower()].append(person)
            groups[word[-3:].lower()].append(person)
    told: set[frozenset[str]] = set()
    reported: set[str] = set()
    misspelt: set[str] = set()
    for members in groups.values():
        for place, a in enumerate(members[:80]):
            for b in members[:place]:
                pair = frozenset({a.name, b.name})
                if len(pair) < 2 or pair in told:
                    continue
                told.add(pair)
                if _two_spellings(a, b):
                    second, first = sorted((a, b), key=_oddness)
                    if _together(facts, a, b) or _related(facts, a) or _related(facts, b):
                        continue
                    if second.name in reported or misspelt & {*a.name.split(), *b.name.split()}:
                        continue
                    reported.add(second.name)
                    misspelt |= set(second.name.split()) - set(first.name.split())
                    if len(first.mentions) == len(second.mentions):  # either may be the slip
                        misspelt |= set(first.name.split()) - set(second.name.split())
                    mention = second.mentions[0]
                    yield Hit(
                        mention.start,
                        mention.end,
                        f"“{second.name}” ({len(second.mentions)} time{'s' if len(second.mentions) > 1 else ''}) "
                        f"and “{first.name}” ({len(first.mentions)}) may be one person.",
                        "Use one spelling, or say that they are two persons.",
                        tuple((m.start, m.end) for m in first.mentions[:3]),
                    )
    words = {word for name in reported for word in name.split()}
    yield from titled_surnames(facts, words)
    words |= {word for name in facts.of(placed_twice) for word in name.split()}
    yield from forms_of_one_name(facts, words)
    yield from odd_words(facts, words)
    yield from one_post(facts, words)
    yield from marks_of_one_thing(facts)
    yield from _turned_round(facts)
    yield from _particles(facts)
    yield from term_forms(facts)
    yield from abbreviations(facts)
    yield from bodies_renamed(facts)
    yield from spelled_twice(facts)


def _turned_round(facts: Facts) -> Iterator[Hit]:
    """A name of two words once in the other order; in Russian either order is at home."""
    places: dict[str, list[Run]] = defaultdict(list)
    for run in facts.of(runs):
        if run.text.count(" ") == 1 and not "а" <= run.text[:1].lower() <= "ё":
            places[run.text].append(run)
    for name in (p.name for p in facts.of(persons)):
        once = places.get(" ".join(reversed(name.split())), ())
        usual = places.get(name, ())
        if len(once) == 1 <= len(usual) and is_given(name.split()[0]):
            yield Hit(
                once[0].start,
                once[0].end,
                f"“{once[0].text}” is “{name}” elsewhere: which is the surname?",
                "Write the name in one order.",
                tuple((run.start, run.end) for run in usual[:3]),
                "note",
            )


def _nearly_named(facts: Facts) -> list[Person]:
    """Two capitalised words that share one with a known person and differ from the other by a letter or two."""
    people = [p for p in facts.of(persons) if len(_parts(p.name)) == 2]
    by_word: dict[str, list[tuple[str, str]]] = defaultdict(list)
    names = {p.name for p in people}
    for person in people:
        given, family = _parts(person.name)
        by_word[_key(given)].append((given, family))
        by_word[_key(family)].append((given, family))
    found: dict[str, list[PersonMention]] = defaultdict(list)
    families = {p.name.split()[-1] for p in people} | {p.name for p in facts.of(persons)}
    for run in facts.of(runs):
        words = re.sub(r"['’]s\Z", "", run.text).split()
        if len(words) == 1 and len(words[0]) >= 6 and words[0] not in families:
            pairs = by_word.get(_key(words[0]), [])
            before = facts.text[max(0, run.start - 10) : run.start]
            if not PLACED_BEFORE.search(before) and any(
                _letter_off([given, words[0]], [given, family]) or one_stem(words[0], family)
                for given, family in pairs
            ):
                found[words[0]].append(PersonMention(words[0], run.start, run.end))
        if len(words) != 2 or " ".join(words) in names:
            continue
        pairs = [*by_word.get(_key(words[0]), ()), *by_word.get(_key(words[1]), ())]
        if any(_letter_off(words, list(pair)) for pair in pairs):
            found[" ".join(words)].append(PersonMention(run.text, run.start, run.end))
    return [Person(name, tuple(places)) for name, places in found.items()]


def _key(word: str) -> str:
    """A name without the ending of its case, for looking it up."""
    low = word.lower()
    return low[:4] if "а" <= low[:1] <= "ё" else low


def _letter_off(one: list[str], other: list[str]) -> bool:
    """Whether one word of two is the same, and the other spelt nearly so."""
    if "а" <= one[0][:1].lower() <= "ё":
        return _two_in_russian([w.lower() for w in one], [w.lower() for w in other])
    apart = [
        (x.lower(), y.lower()) for x, y in zip(one, other, strict=True) if x.lower() != y.lower()
    ]
    if len(apart) != 1:
        return False
    x, y = apart[0]
    short, long = sorted((x, y), key=len)
    if long[:-1] == short and long[-1] == short[-1]:
        return len(short) >= 3
    if long[:-1] == short and long[-1] in "saoei":
        return False
    return (
        min(len(x), len(y)) >= 4
        and abs(len(x) - len(y)) <= 2
        and SequenceMatcher(None, x, y).ratio() >= 0.75
    )


_SUFFIX = re.compile(r"(?:[её]?нов|[оеё]в|[иы]н)(?:а|у|ым|ой|е|ых|ы)?\Z")


def one_stem(a: str, b: str) -> bool:
    """Whether two surnames have one stem and another ending that marks no case: "Landívar", "Landívez"."""
    x, y = a.lower(), b.lower()
    if x == y or one_word_in_two_cases(x, y):
        return False
    if "а" <= x[:1] <= "ё":
        p, q = _SUFFIX.sub("", x), _SUFFIX.sub("", y)
        if x in (p, q) or y in (p, q) or x[len(p) :][:2] == y[len(q) :][:2] != "":
            return False
        shared = next(
            (i for i, (c, d) in enumerate(zip(p, q, strict=False)) if c != d), min(len(p), len(q))
        )
        return shared >= 4 and max(len(p), len(q)) - shared <= 2
    return len(x) == len(y) and x[:5] == y[:5] and SequenceMatcher(None, x, y).ratio() >= 0.74


def _parts(name: str) -> list[str]:
    return [w for w in re.split(r"[\s.]+", name) if len(w) > 2 and w.lower() not in _PARTICLES]


def _close(a: str, b: str) -> bool:
    """Whether two words differ by a letter or two, not by an ending that marks another gender or case."""
    a, b = a.lower(), b.lower()
    if a == b or min(len(a), len(b)) < 4 or abs(len(a) - len(b)) > 2:
        return False
    if "а" <= a[:1] <= "ё" and one_word_in_two_cases(a, b):
        return False
    if a + "a" == b or b + "a" == a or a.rstrip("s") == b or b.rstrip("s") == a or a + "'s" == b:
        return False
    ratio = SequenceMatcher(None, a, b).ratio()
    return ratio >= 0.78 and (a[0] == b[0] or ratio >= 0.86)


def _two_spellings(a: Person, b: Person) -> bool:
    one, two = _parts(a.name), _parts(b.name)
    if not one or not two or re.search(r"\d", a.name + b.name) or _cases_of_one(a.name, b.name):
        return False
    if len(one) == 1 and len(two) == 1:
        return (
            len(one[0]) >= 6
            and _close(one[0], two[0])
            and SequenceMatcher(None, one[0].lower(), two[0].lower()).ratio() >= 0.85
        )
    low_one, low_two = [w.lower() for w in one], [w.lower() for w in two]
    if "а" <= low_one[0][:1] <= "ё" and len(low_one) == len(low_two) > 1:
        return _two_in_russian(low_one, low_two)
    if set(low_one) <= set(low_two) or set(low_two) <= set(low_one):
        return False
    if len(one) == 1 or len(two) == 1:
        single, many = (one[0], two) if len(one) == 1 else (two[0], one)
        ratio = SequenceMatcher(None, single.lower(), many[-1].lower()).ratio()
        return (
            len(single) >= 6
            and not is_given(single)
            and (
                (_close(single, many[-1]) and ratio >= 0.85)
                or one_stem(single, many[-1])
                or any(
                    single != w and level(single) == level(w) and len(w) == len(single)
                    for w in many[1:]
                )
            )
        )
    same = set(low_one) & set(low_two)
    if (
        len(one) == len(two) == 2
        and len(same) == 1
        and _letter_off(one, two)
        and min(map(len, (*one, *two))) < 4
    ):
        return True  # "Moss" and "Mos"
    rest_one, rest_two = (
        [w for w in low_one if w not in same],
        [w for w in low_two if w not in same],
    )
    if len(rest_one) != len(rest_two) and not same:
        return False
    if not rest_one or not rest_two:
        return False
    if same and len(rest_one) == 1 and len(rest_two) == 1:
        x, y = rest_one[0], rest_two[0]
        if min(len(x), len(y)) >= 6 and level(x) == level(y):
            return True
        if x + "s" == y or y + "s" == x:
            return False  # one and several
        if x[:-1] == y[:-1] or x + "a" == y or y + "a" == x or min(len(x), len(y)) < 4:
            return x[:-1] == y[:-1] and x[-1] not in "aoeи" and y[-1] not in "aoeи" and len(x) >= 5
        if "а" <= x[:1] <= "ё":
            if one_word_in_two_cases(x, y):
                return False
            x, y = RU_ENDING.sub("", x), RU_ENDING.sub("", y)
            return SequenceMatcher(None, x, y).ratio() >= 0.75 and x[:1] == y[:1]
        short, long = sorted((x, y), key=len)
        if long[:-1] == short and long[-1] in "aoei":
            return False
        # two known given names, a letter apart, are told apart by their score
        return SequenceMatcher(None, x, y).ratio() >= 0.6 and _likeness(a, b) >= 0.6
    if len(rest_one) == len(rest_two) == 2 and _likeness(a, b) >= 0.9:
        return True
    if len(rest_one) == len(rest_two):
        return all(any(_close(x, y) for y in rest_two) for x in rest_one) and _likeness(a, b) >= 0.6
    return False


def _cases_of_one(a: str, b: str) -> bool:
    """Whether two names are one in two cases, both well formed."""
    odd = [ill_formed(name.split()[-1].lower()) for name in (a, b)]
    return one_case(a, b) and odd[0] == odd[1]


def _oddness(person: Person) -> tuple[bool, int]:
    """The misspelt of two comes first: what no case makes of a name, then what stands more seldom."""
    return not ill_formed(person.name.split()[-1].lower()), len(person.mentions)


def _likeness(a: Person, b: Person) -> float:
    """The score of two names; the compiled comparison is loaded when two names come so far."""
    from probanda.names import compare

    return compare(a.name, b.name).score


def _two_in_russian(one: list[str], two: list[str]) -> bool:
    """Whether one word of two Russian names is spelt in two ways, whatever the cases of all."""
    apart = [
        (x, y)
        for x, y in zip(one, two, strict=True)
        if x != y and (not one_word_in_two_cases(x, y) or ill_formed(x) != ill_formed(y))
    ]
    if len(apart) != 1:
        return False
    x, y = apart[0]
    if ill_formed(x) != ill_formed(y):
        return x[:5] == y[:5]
    if len(one) == 3 and all(re.search(r"(?:вич|вна|ична)(?:[аеуы]|ем|ой)?\Z", w) for w in (x, y)):
        return True  # another patronymic of one given name and one surname
    if x[:1] != y[:1] or min(len(x), len(y)) < 5:
        return False
    if level(x) == level(y) or swapped(x, y):
        return True
    if RU_ENDING.sub("", x)[-2:] == "ин" and x + "а" == y:
        return False
    forms = [(p, q) for p in (x, RU_ENDING.sub("", x)) for q in (y, RU_ENDING.sub("", y))]
    return max(SequenceMatcher(None, p, q).ratio() for p, q in forms) >= 0.84


def _together(facts: Facts, a: Person, b: Person) -> bool:
    """Whether one sentence names both: then they are two."""
    sentences = {facts.document.sentence_of(m.start) for m in a.mentions}
    return any(facts.document.sentence_of(m.start) in sentences for m in b.mentions)


_KIN_BEFORE = re.compile(
    r"(?<!\w)(?:his|her|their|whose|twin|younger|elder|older|’s|'s|его|е[её]|su|son"
    r"|sa)\s+(?:\w+\s+)?(?:brothers?"
    r"|sisters?|sons?|daughters?|cousins?|fathers?|mothers?|uncles?|aunts?|nephews?|nieces?|twins?"
    r"|брат\w*|сестр\w+|сын\w*|доч\w+|отец|отца|мат\w+|herman[oa]|hij[oa]|primo|prima|padre|madre|frère"
    r"|sœur|fils|fille|père|mère)\s*,?\s*\Z",
    re.IGNORECASE,
)
_GENERATION = re.compile(
    r",?\s+\(?(?:senior|junior|sr\.?|jr\.?|the (?:elder|younger)|старш\w+|младш\w+|padre|hijo)(?!\w)",
    re.IGNORECASE,
)


def _related(facts: Facts, person: Person) -> bool:
    """Whether the text tells a person from a relative of the same surname: "his brother", "senior"."""
    return any(
        _KIN_BEFORE.search(facts.text[max(0, m.start - 40) : m.start])
        or _GENERATION.match(facts.text, m.end)
        for m in person.mentions
    )


def _particles(facts: Facts) -> Iterator[Hit]:
    """As in "oglu" here and "oghlu" there."""
    found: dict[str, tuple[int, int]] = {}
    for match in re.finditer(r"(?<!\w)(?:oglu|oghlu|ogly|oğlu)(?!\w)", facts.text):
        found.setdefault(match.group(), match.span())
    if len(found) > 1:
        (first, where), (other, there) = list(found.items())[:2]
        yield Hit(
            *there,
            f"“{other}” here, “{first}” elsewhere: two ways of writing one word in names.",
            "Use one system of transliteration.",
            (where,),
            "note",
        )
