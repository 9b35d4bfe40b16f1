"""Whether two words are one name in two spellings: how far they lie apart, weighed against where they stand.

A short distance between long words tells most. A neighbour in common ("Tel Dova", "Tel Dovah"), words of place
or one office beside both, and one form used far oftener add to it; other neighbours, one sentence that names both,
and words that are not surely names take from it. Endings of cases and words made from a name never count.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from probanda.audit.extract.names_in_text import small_words
from probanda.audit.extract.persons import is_given, persons
from probanda.audit.facts import Facts
from probanda.audit.lexicon import composed, field
from probanda.audit.rules.spelling.cases import ill_formed, one_root, one_word_in_two_cases
from probanda.audit.rules.spelling.distance import apart, bones, folded
from probanda.audit.rules.spelling.names import Name, names, stem

__all__ = ["alike", "pairs"]

#: A letter of length is worth so much, a letter of distance costs so much; so much in all makes one name of two.
_LENGTH, _DISTANCE, _ENOUGH = 0.5, 2.7, 1.9
_LONGEST, _SHORT = 11, 4
#: Two forms so near are no word and another made from it.
_ONE_SOUND, _ONE_ENDING, _SAME = 0.35, 0.25, 0.3
_NEIGHBOUR, _PLACED_BOTH, _PLACED_ONE, _SAID, _TITLED, _SELDOM = 2.0, 1.1, 0.5, 0.8, 1.3, 0.8
_OTHER_NEIGHBOURS, _ONE_SENTENCE, _BARE, _BOTH_OFTEN, _GIVEN = -3.0, -4.0, -0.8, -0.4, -1.5
_COMMON, _BOTH_COMMON, _FAR, _OTHER_FIRST = -1.2, -4.0, -1.2, -0.8
#: Shorter names of two places are often a vowel apart.
_LONG_ENOUGH = 5
#: So far apart two names of persons are two.
_FAR_APART = 0.75
#: So far apart two neighbours are still one.
_NEIGHBOURS_APART = 0.7
_STRAY, _NOT_FAR = 2.0, 8000
#: A shorter word that opens a sentence may be a common one.
_SURELY_NONE = 8
#: More words than these share a form by chance.
_CROWD = 40


def pairs(facts: Facts) -> Iterator[tuple[str, str]]:
    """Stems that are one name in two spellings."""
    found = facts.of(names)
    for one, other in _near(found):
        if alike(facts, found[one], found[other]) >= _ENOUGH:
            yield one, other


def _near(found: dict[str, list[Name]]) -> Iterator[tuple[str, str]]:
    """Stems whose consonants are the same, or whose letters are but for one."""
    groups: dict[str, list[str]] = defaultdict(list)
    for form in found:
        key = folded(form)
        solid = bones(key)
        marks = [key, *(f"{key[:at]}{key[at + 1 :]}" for at in range(len(key)))]
        if len(solid) > 1:
            marks.append(f"-{solid}")
        for mark in dict.fromkeys(marks):
            groups[mark].append(form)
    told: set[tuple[str, str]] = set()
    for members in groups.values():
        for at, one in enumerate(members[:_CROWD]):
            for other in members[:at]:
                if (one, other) not in told:
                    told.add((one, other))
                    yield one, other


def alike(facts: Facts, one: list[Name], two: list[Name]) -> float:
    """The weight of two words being one name; 0 where grammar explains what they differ in."""
    a, b = one[0].stem, two[0].stem
    shared = _shared(one, two)
    if _right_forms(a, b, one, two, shared) or (min(len(a), len(b)) < _SHORT and not shared):
        return 0.0
    if shared and len(one) == len(two) == 1 and any(_of_another(facts, n) for n in (*one, *two)):
        return 0.0
    size = min(len(a), len(b), _LONGEST) - 1
    distance = min(apart(folded(a), folded(b)), apart(a, b))  # "re", "er": told by letters alone
    weight = size * _LENGTH - distance * _DISTANCE
    if ill_formed(a) != ill_formed(b) and a[:5] == b[:5]:
        weight = max(weight, _ENOUGH)
    if weight < _ENOUGH - _NEIGHBOUR - _PLACED_BOTH - _TITLED:
        return 0.0
    weight += _NEIGHBOUR if shared else _others(one, two)
    placed = [any(each.placed for each in own) for own in (one, two)]
    both = all(placed) and (size >= _LONG_ENOUGH or distance < _SAME)
    weight += _PLACED_BOTH if both else _PLACED_ONE if any(placed) else 0.0
    stray = _stray(facts, one, two)
    weight += _STRAY if stray else 0.0
    if not all(placed):
        weight += _FAR if distance > _FAR_APART and not stray else 0.0
        weight += _OTHER_FIRST if a[0] != b[0] and (distance >= 1 or a >= "а") else 0.0
    few, many = sorted((len(one), len(two)))
    if few <= 2 and many >= 3 * few:
        weight += _SELDOM * (2 if many >= 10 * few else 1)
    elif few > 2:
        weight += _BOTH_OFTEN
    bare = [all(each.bare for each in own) for own in (one, two)]
    led = any(each.before or each.placed for each in (*one, *two))
    if not stray and (all(bare) or (any(bare) and not led)):
        weight += _BARE
    small = facts.of(_small)
    common = [own[0].base.lower() in small for own in (one, two)]
    if any(common):
        weight += _BOTH_COMMON if all(common) else _COMMON
    return weight + _together(facts, one, two, shared)


def _small(facts: Facts) -> frozenset[str]:
    return facts.of(small_words)


def _right_forms(a: str, b: str, one: list[Name], two: list[Name], shared: bool) -> bool:
    """Whether two stems are right forms: cases, a people and its land, one and several, a man's and a woman's."""
    short, long = sorted((a, b), key=len)
    if a == b or (long.endswith(short) and len(long) - len(short) > 1):
        return True
    doubled = long[-1] in {"h", short[-1]}
    somebody = min(len(one), len(two)) == 1 and not any(n.placed for n in (*one, *two))
    somebody = somebody and all(any(map(_of_somebody, own)) for own in (one, two))
    if long[:-1] == short and not doubled and not shared and not somebody and a < "а":
        return True  # the mark of a note, or several
    one_sound = somebody or (_one_sound(a, b) and (shared or a[-2:] == b[-2:] or a < "а"))
    if not one_sound and not shared and a[:-1] == b[:-1] and _SOFT.search(f"{a[-1]}{b[-1]}"):
        return True
    if not one_sound and ill_formed(a) == ill_formed(b) and one_root(a, b):
        return True
    if "а" <= a[:1] <= "ё":
        return any(
            one_word_in_two_cases(x.base.lower(), y.base.lower()) for x in one[:3] for y in two[:3]
        ) and ill_formed(a) == ill_formed(b)
    return False


#: Last letters of endings: no slip where nothing else is told.
_SOFT = re.compile(r"[aeiouys]")


_ARTICLE = re.compile(r"(?<!\w)(?:the|an?|el|l[aeo]s?|une?) \Z", re.IGNORECASE)


def _stray(facts: Facts, one: list[Name], two: list[Name]) -> bool:
    """Whether one form stands alone once or twice behind somebody of the other, and nobody is named so in full."""
    rare, usual = sorted((one, two), key=lambda own: (len(own), -own[0].start))
    people = facts.of(_people)
    if (
        len(rare) > 2
        or rare[0].stem[0] != usual[0].stem[0]
        or usual[0].stem not in people
        or rare[0].stem in people
        or any(n.before or n.behind or n.placed or _articled(facts, n) for n in rare)
        or (rare[0].bare and len(rare[0].stem) < _SURELY_NONE)
    ):
        return False
    named = [n.start for n in usual if n.titled or {n.before, n.behind} & people]
    return all(any(0 < n.start - start < _NOT_FAR for start in named) for n in rare)


def _of_another(facts: Facts, name: Name) -> bool:
    """Whether somebody is introduced by whose he or she is: "Anna Marino, her colleague"."""
    return composed(r",\s+<somebodys>\s+[^\W\d]").match(facts.text, name.end) is not None


def _articled(facts: Facts, name: Name) -> bool:
    return _ARTICLE.search(facts.text, max(0, name.start - 5), name.start) is not None


def _of_somebody(name: Name) -> bool:
    return name.titled or is_given(name.before)


def _people(facts: Facts) -> frozenset[str]:
    """The words of the names of those who are named in full."""
    return frozenset(
        stem(w) for person in facts.of(persons) if person.full for w in person.name.split()
    )


def _one_sound(a: str, b: str) -> bool:
    """Whether two stems differ in a doubled letter, a silent one or a vowel inside."""
    distance = apart(folded(a), folded(b))
    return distance <= _ONE_SOUND if a[-1] == b[-1] else distance <= _ONE_ENDING and a < "а"


def _shared(one: list[Name], two: list[Name]) -> bool:
    """Whether the same word, or nearly the same, stands on the same side of both."""
    for side in ("before", "behind"):
        mine, theirs = ({_key(getattr(n, side)) for n in own} - {""} for own in (one, two))
        if mine & theirs or any(_nearly(x, y) for x in mine for y in theirs):
            return True
    return False


def _key(neighbour: str) -> str:
    """A neighbour folded, an article grown together with it cut off."""
    return folded(neighbour.removeprefix("al") if len(neighbour) > 6 else neighbour)


def _nearly(x: str, y: str) -> bool:
    """Whether two neighbours are nearly one word: "Morevich" and "Morevych", "Алим" and "Алима"."""
    if x[:1] != y[:1] or abs(len(x) - len(y)) > 2:
        return False
    if "а" <= x[:1] <= "ё" and (x.startswith(y) or y.startswith(x)):
        return True
    return min(len(x), len(y)) > 3 and apart(x, y) <= _NEIGHBOURS_APART


def _others(one: list[Name], two: list[Name]) -> float:
    """What is told by other neighbours, by an office beside both, and by two given names."""
    weight = 0.0
    for side in ("before", "behind"):
        if all(getattr(n, side) for n in (*one, *two)):
            weight = _OTHER_NEIGHBOURS
    said = {w for n in one for w in n.said} & {w for n in two for w in n.said}
    if said:
        weight += _TITLED if any(field("title").fullmatch(word) for word in said) else _SAID
    return weight + (_GIVEN if is_given(one[0].base) and is_given(two[0].base) else 0.0)


def _together(facts: Facts, one: list[Name], two: list[Name], shared: bool) -> float:
    """What is told by one sentence that names both, and by words for a relative or an older name."""
    by_sentence: dict[tuple[int, int], Name] = {}
    for name in two[:60]:
        by_sentence.setdefault(facts.document.sentence_of(name.start), name)
    inside = [(name, by_sentence.get(facts.document.sentence_of(name.start))) for name in one[:60]]
    met = [(name, other) for name, other in inside if other]
    if any(_explained(facts, name, other) for name, other in met):
        return 2 * _ONE_SENTENCE
    distance = apart(folded(one[0].stem), folded(two[0].stem))
    kin = any(_of_kin(facts, each) and each.behind for each in (*one[:8], *two[:8]))
    if shared and kin and distance > _SAME:
        return 2 * _ONE_SENTENCE
    if not met or distance <= _ONE_ENDING:
        return _ONE_SENTENCE / 4 if met else 0.0
    return _ONE_SENTENCE / (1 if len(met) == min(len(one), len(two)) else 2)


def _explained(facts: Facts, name: Name, other: Name) -> bool:
    """Whether the text itself gives the other spelling, "also spelled", or names both: "Davit and Davut"."""
    first, second = sorted((name, other), key=lambda each: each.start)
    gap = first.end, second.start
    return gap[1] - gap[0] < 80 and bool(
        _AND.fullmatch(facts.text, *gap) or _OTHERWISE.search(facts.text, *gap)
    )


_AND = re.compile(r"(?:\s\S+)?\s+(?:and|or|и|или|y|o|et|ou|və)\s+(?:\S+\s+)?")
_OTHERWISE = re.compile(
    r"(?:(?<!\w)(?:also (?:spelled|written|known|called)|formerly|spelled|spelling|known as|alias|también|antes"
    r"|llamad[oa]|conocid[oa]|mapas|также|ранее|прежде|именуем\w+|aussi|autrefois)(?!\w)"
    r"|\((?:or|o|или|ou|in [A-Z]\w+:|на \w+:|en \w+[:,])\s)"
    r"|\A\s*(?:\S+\s+)?\([^().]{0,60}\Z",
    re.IGNORECASE,
)
_GENERATION = re.compile(
    r",?\s+\(?(?:senior|junior|sr\.?|jr\.?|the (?:elder|younger)|старш\w+|младш\w+|padre|hijo)(?!\w)",
    re.IGNORECASE,
)


def _of_kin(facts: Facts, name: Name) -> bool:
    """Whether the text calls somebody a relative, or the elder of two of a name."""
    text, (start, end) = facts.text, name.whole
    lead = text[max(0, start - 34) : start]
    return bool(
        composed(
            r"(?<!\w)(?:his|her|their|whose|twin|su|son|sa|его|е[её])\s+(?:\w+\s+)?<kin>\s*,?\s*\Z"
        ).search(lead)
        or composed(r"\s*,\s+(?:his|her|their|su|son|sa|его|е[её])\s+(?:\w+\s+)?<kin>(?!\w)").match(
            text, end
        )
        or _GENERATION.match(text, end)
    )
