"""One person or place under several spellings."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from difflib import SequenceMatcher

from probanda.audit.extract.language import language_tables
from probanda.audit.extract.names_in_text import Run, runs
from probanda.audit.extract.persons import Person, PersonMention, persons
from probanda.audit.extract.places import places
from probanda.audit.facts import Facts
from probanda.audit.rules.registry import Hit, rule
from probanda.audit.rules.terms import term_forms
from probanda.names import compare

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
    for members in groups.values():
        for place, a in enumerate(members[:80]):
            for b in members[:place]:
                pair = frozenset({a.name, b.name})
                if len(pair) < 2 or pair in told:
                    continue
                told.add(pair)
                if _two_spellings(a, b):
                    first, second = (a, b) if len(a.mentions) >= len(b.mentions) else (b, a)
                    if _together(facts, a, b) or _related(facts, a) or _related(facts, b):
                        continue
                    if second.name in reported:
                        continue
                    reported.add(second.name)
                    mention = second.mentions[0]
                    yield Hit(
                        mention.start,
                        mention.end,
                        f"“{second.name}” ({len(second.mentions)} time{'s' if len(second.mentions) > 1 else ''}) "
                        f"and “{first.name}” ({len(first.mentions)}) may be one person.",
                        "Use one spelling, or say that they are two persons.",
                        tuple((m.start, m.end) for m in first.mentions[:3]),
                    )
    yield from _particles(facts)
    yield from term_forms(facts)


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
    for run in facts.of(runs):
        words = re.sub(r"['’]s\Z", "", run.text).split()
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


def _parts(name: str) -> list[str]:
    return [w for w in re.split(r"[\s.]+", name) if len(w) > 2 and w.lower() not in _PARTICLES]


def _close(a: str, b: str) -> bool:
    """Whether two words differ by a letter or two, not by an ending that marks another gender or case."""
    a, b = a.lower(), b.lower()
    if a == b or min(len(a), len(b)) < 4 or abs(len(a) - len(b)) > 2:
        return False
    if "а" <= a[:1] <= "ё" and _one_word_in_two_cases(a, b):
        return False
    if a + "a" == b or b + "a" == a or a.rstrip("s") == b or b.rstrip("s") == a or a + "'s" == b:
        return False
    ratio = SequenceMatcher(None, a, b).ratio()
    return ratio >= 0.78 and (a[0] == b[0] or ratio >= 0.86)


def _two_spellings(a: Person, b: Person) -> bool:
    one, two = _parts(a.name), _parts(b.name)
    if not one or not two or re.search(r"\d", a.name + b.name) or _one_case(a.name, b.name):
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
        return any(
            len(single) >= 6
            and _close(single, w)
            and SequenceMatcher(None, single.lower(), w.lower()).ratio() >= 0.85
            for w in many[-1:]
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
        if min(len(x), len(y)) >= 6 and _level(x) == _level(y):
            return True
        if x[:-1] == y[:-1] or x + "a" == y or y + "a" == x or min(len(x), len(y)) < 4:
            return x[:-1] == y[:-1] and x[-1] not in "aoeи" and y[-1] not in "aoeи" and len(x) >= 5
        if "а" <= x[:1] <= "ё":
            if _one_word_in_two_cases(x, y):
                return False
            x, y = _RU_ENDING.sub("", x), _RU_ENDING.sub("", y)
            return SequenceMatcher(None, x, y).ratio() >= 0.75 and x[:1] == y[:1]
        short, long = sorted((x, y), key=len)
        if long[:-1] == short and long[-1] in "aoei":
            return False
        # two known given names, a letter apart, are told apart by their score
        return compare(a.name, b.name).score >= 0.6 and SequenceMatcher(None, x, y).ratio() >= 0.6
    if len(rest_one) == len(rest_two) == 2 and compare(a.name, b.name).score >= 0.9:
        return True
    if len(rest_one) == len(rest_two):
        return (
            all(any(_close(x, y) for y in rest_two) for x in rest_one)
            and compare(a.name, b.name).score >= 0.6
        )
    return False


def _two_in_russian(one: list[str], two: list[str]) -> bool:
    """Whether one word of two Russian names is spelt in two ways, whatever the cases of all."""
    apart = [
        (x, y) for x, y in zip(one, two, strict=True) if x != y and not _one_word_in_two_cases(x, y)
    ]
    if len(apart) != 1:
        return False
    x, y = apart[0]
    if x[:1] != y[:1] or min(len(x), len(y)) < 5:
        return False
    if _RU_ENDING.sub("", x)[-2:] == "ин" and x + "а" == y:
        return False
    forms = [(p, q) for p in (x, _RU_ENDING.sub("", x)) for q in (y, _RU_ENDING.sub("", y))]
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
    """Compare the names of places that may be one."""
    names: dict[str, list[Run]] = defaultdict(list)
    located = {p.name for p in facts.of(places)}
    people = {w.lower() for p in facts.of(persons) for w in p.name.split()}
    kinds = language_tables(facts.language).pattern("place_kinds")
    for run in facts.of(runs):
        word = re.sub(r"['’]s\Z", "", run.text)
        kind = kinds.match(word)
        if kind and " " in word:
            word = word[kind.end() + 1 :]
            located.add(word)
            names[word].append(Run(word, run.start + kind.end() + 1, run.end))
        if " " not in word and len(word) >= 5 and word.lower() not in people:
            names[word].append(run)
    for run in _opening_words(facts):
        if run.text.lower() not in people and run.text not in names:
            names[run.text].append(run)
            if kinds.match(facts.text, run.end + 1, run.end + 26):
                located.add(run.text)
    for name, listed in names.items():
        lead = facts.text[max(0, listed[0].start - 24) : listed[0].start] if listed else ""
        if _KIND_BEFORE.search(lead):
            located.add(name)
    shared = {w for name in located if " " in name for w in name.split()}
    for run in facts.of(runs):
        parts = run.text.split()
        kind_last = len(parts) == 2 and kinds.fullmatch(parts[1])
        if kind_last:
            located.add(run.text)
        placed = _PLACED.search(facts.text[max(0, run.start - 12) : run.start])
        known = kind_last or placed or shared & set(parts)
        if placed and len(parts) == 2:
            located.add(run.text)
        if len(parts) == 2 and known and not {w.lower() for w in parts} & people:
            names[run.text].append(run)
    by_key: dict[str, list[str]] = defaultdict(list)
    for name in names:
        by_key[name[:2].lower()].append(name)
        by_key[_bones(name)].append(name)
        by_key[f"-{name[1:].lower()}"].append(name)
    told: set[frozenset[str]] = set()
    for members in by_key.values():
        for place, a in enumerate(members[:120]):
            for b in members[:place]:
                pair = frozenset({a, b})
                if len(pair) < 2 or pair in told or not (a in located or b in located):
                    continue
                told.add(pair)
                if not _one_place(a, b) or not names[a] or not names[b]:
                    continue
                sentences = {facts.document.sentence_of(r.start) for r in names[a]}
                together = any(facts.document.sentence_of(r.start) in sentences for r in names[b])
                explained = [s for s in sentences if _EXPLAINED.search(facts.text, *s)]
                if together and (_level(a) != _level(b) or explained):
                    continue
                rare, often = (a, b) if len(names[a]) <= len(names[b]) else (b, a)
                # one sound in two alphabets needs no second witness
                alike = _level(rare) == _level(often) or _bones(rare) == _bones(often)
                sure = alike or (rare in located and often in located)
                if not sure and len(names[often]) < 2:
                    continue
                where = names[rare][0]
                yield Hit(
                    where.start,
                    where.end,
                    f"“{rare}” ({len(names[rare])}) and “{often}” ({len(names[often])}) "
                    "may be one place.",
                    "Use one spelling, or say that they are two places.",
                    tuple((r.start, r.end) for r in names[often][:3]),
                )


#: The text itself says that there are two spellings.
_EXPLAINED = re.compile(
    r"(?<!\w)(?:also (?:spelled|written|known|called)|formerly|spelled|spelling|known as|(?:old|older"
    r"|other) maps|alias"
    r"|también|antigu[oa]s|mapas|llamad[oa]|conocid[oa]|также|ранее|на картах|прежде|именуем\w+|aussi"
    r"|autrefois)(?!\w)"
    r"|\((?:or|o|или|ou|in [A-Z]\w+:|на \w+:|en \w+:)\s",
    re.IGNORECASE,
)
_PLACED = re.compile(
    r"(?<!\w)(?:in|on|at|near|to|from|of|в|на|из|под|en|de|hacia|à)\s+\Z", re.IGNORECASE
)
_KIND_BEFORE = re.compile(
    r"(?<!\w)(?:(?:the\s+)?(?:river|lake|mount|village of|town of|city of|port of|island of|district of"
    r"|valley of)"
    r"|(?:to|from|towards|near|hacia|desde|a|de|à|vers|depuis))\s+\Z",
    re.IGNORECASE,
)


def _opening_words(facts: Facts) -> Iterator[Run]:
    """Capitalised words that open a sentence and stand nowhere in small letters: perhaps names of places."""
    small = set(re.findall(r"(?<!\w)[^\W\d_A-ZА-ЯЁ]\w+", facts.text))
    kinds = language_tables(facts.language).pattern("place_kinds")
    for block in facts.document.blocks:
        if block.kind not in {"paragraph", "list-item", "heading", "footnote", "cell"}:
            continue
        for start, _ in facts.document.sentences(block):
            kind = kinds.match(facts.text, start)
            at = kind.end() + 1 if kind else start
            word = _WORD.match(facts.text, at)
            if word and len(word.group()) >= 5 and word.group().lower() not in small:
                yield Run(word.group(), word.start(), word.end(), True)


_WORD = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-ŽƏА-ЯЁ][^\W\d_]+")
_ENDINGS = re.compile(
    r"(?:ians?|ans?|ese|ish|n|s|i|is|y|ski|sky|skiy|skaya|ey|e|ov|ova|a|ya|skom|skiy"
    r"|ской|ского|ский|ая|ой|ом|е|а|у|ы|и|ов|ский|ца|цы|цев)\Z"
)


#: Endings of cases and genders in Russian.
_RU_ENDING = re.compile(
    r"(?:ами|ями|ого|его|ому|ему|ыми|ими|иях|ией|ах|ях|ов|ев|ей|ой|ый|ий|ая|яя|ое|ее|ые|ие|ых|их|ым|им|ую"
    r"|юю|ом|ем|ам|ям|ия|ии"
    r"|ию|[аяоеиыуюьй])\Z"
)
#: A people's or language's name made from a country's: "French", "Sartanian".
_ADJECTIVE = re.compile(r"(?:ch|sh|ese|ian|ean|asian|ic|an|i)\Z")
_CONFUSED = frozenset(
    {
        frozenset("bv"),
        frozenset("gj"),
        frozenset("ck"),
        frozenset("sz"),
        frozenset("iy"),
        frozenset("vw"),
    }
)


def _one_case(a: str, b: str) -> bool:
    """Whether two Russian names, word by word, differ in their endings only."""
    one, two = re.split(r"[\s-]+", a.lower()), re.split(r"[\s-]+", b.lower())
    return len(one) == len(two) and all(
        "а" <= x[:1] <= "ё" and _one_word_in_two_cases(x, y) for x, y in zip(one, two, strict=True)
    )


def _one_word_in_two_cases(x: str, y: str) -> bool:
    """Whether what two Russian words don't share are endings of cases: "рустам" and "рустама"."""
    if "заде" in {x[-4:], y[-4:]} and x != y:
        return False  # such surnames have no cases
    if _RU_ENDING.sub("", x) == _RU_ENDING.sub("", y):
        return True
    shared = next(
        (i for i, (p, q) in enumerate(zip(x, y, strict=False)) if p != q), min(len(x), len(y))
    )
    rests = x[shared:], y[shared:]
    return shared >= 3 and all(not rest or _RU_ENDING.fullmatch(rest) for rest in rests)


def _one_place(a: str, b: str) -> bool:
    x, y = a.lower().replace("-", " "), b.lower().replace("-", " ")
    if any(_ROMAN.fullmatch(word) for word in (*x.split(), *y.split())):
        return False
    if (
        re.search(r"_|\.\s", a + b)
        or _one_case(a, b)
        or a.strip("'’") in (b, b + "s")
        or b.strip("'’") == a
    ):
        return False
    if x == y:  # capitals of a heading are no spelling
        return ("-" in a) != ("-" in b)
    if abs(len(x) - len(y)) > 2 or min(len(x), len(y)) < 5:
        return False
    if not (a.isupper() or b.isupper()) and _sounds_alike(a, b):
        return True
    if bool(_ADJECTIVE.search(x)) != bool(_ADJECTIVE.search(y)):
        return False
    if _one_letter_short(x, y):
        return True
    if _ENDINGS.sub("", x) == _ENDINGS.sub("", y) or x.startswith(y) or y.startswith(x):
        return False
    if a.isupper() or b.isupper() or not (a[:1].isupper() and b[:1].isupper()):
        return False
    ratio = max(
        SequenceMatcher(None, x, y).ratio(), SequenceMatcher(None, _level(a), _level(b)).ratio()
    )
    if sorted(x) == sorted(y) and len(x) >= 6:
        return ratio >= 0.8
    if _bones(x) == _bones(y):
        return ratio > 0.8
    words_x, words_y = x.split(), y.split()
    if "а" <= x[:1] <= "ё":
        words_x, words_y = (
            [_RU_ENDING.sub("", w) for w in words_x],
            [_RU_ENDING.sub("", w) for w in words_y],
        )
    if len(words_x) == len(words_y) > 1:
        differing = [(p, q) for p, q in zip(words_x, words_y, strict=True) if p != q]
        return (
            len(differing) == 1
            and min(map(len, differing[0])) >= 3
            and (
                SequenceMatcher(None, *differing[0]).ratio() >= 0.8
                or _one_letter_other(*differing[0])
            )
            and not _PART_OF_NAME.search(" ".join(differing[0]))
        )
    return ratio >= (0.86 if min(len(x), len(y)) >= 7 else 0.89) and x[0] == y[0]


#: Words that tell one of two places of a name from the other.
_PART_OF_NAME = re.compile(
    r"upper|lower|north|south|east|west|old|new|first|second|yukhari|ashaghi|верхн|нижн|нов|стар|север|южн"
    r"|восточн|западн|больш|мал|средн|alto|bajo"
    r"|norte|sur|oriental|occidental|viej|nuev|haut|bas|nord|sud|grand|petit|vieux|neuf"
)


_ROMAN = re.compile(r"[ivxlc]+", re.IGNORECASE)


def _one_letter_other(x: str, y: str) -> bool:
    """Whether two short words differ in one consonant inside: "сула" and "суда"."""
    if len(x) != len(y):
        return False
    apart = [(p, q) for p, q in zip(x, y, strict=True) if p != q]
    vowels = not apart or bool(set(apart[0]) & set("aeiouyаеёиоуыэюя"))
    return len(apart) == 1 and x[0] == y[0] and (not vowels or len(x) >= 5)


def _one_letter_short(x: str, y: str) -> bool:
    """Whether one Latin name lacks the other's silent last letter: "tolmere" and "tolmer"."""
    short, long = sorted((x, y), key=len)
    return (
        len(short) >= 6
        and len(long) == len(short) + 1
        and long.startswith(short)
        and long[-1] in "ehdtk"
        and short[-1] not in "aeiou"
    )


def _sounds_alike(a: str, b: str) -> bool:
    """Whether two spellings are one sound: y/i, v/w, accents, doubled letters, b/v at the beginning."""
    one, two = _level(a), _level(b)
    if one == two:
        # "Arlan" and "Arlani" are a place and its people
        return abs(len(a) - len(b)) <= 2 and not _ADJECTIVE.search(
            max(a.lower(), b.lower(), key=len)[-2:] * (len(a) != len(b))
        )
    x, y = a.lower(), b.lower()
    return len(x) >= 6 and x[1:] == y[1:] and frozenset((x[0], y[0])) in _CONFUSED


def _level(name: str) -> str:
    """A name with spellings levelled: kh/x/h, gh/g/q, j/dj, y/i, v/w, accents, double letters."""
    low = "".join(
        c
        for c in unicodedata.normalize("NFD", name.lower().replace("й", "й"))
        if not unicodedata.combining(c) or c == "\u0306"
    )
    low = unicodedata.normalize("NFC", low)
    for old, new in (
        ("kh", "h"),
        ("x", "h"),
        ("gh", "g"),
        ("q", "g"),
        ("dzh", "j"),
        ("dj", "j"),
        ("ç", "ch"),
        ("ş", "sh"),
        ("ğ", "g"),
        ("ə", "a"),
        ("ä", "a"),
        ("ı", "i"),
        ("y", "i"),
        ("iy", "i"),
        ("ii", "i"),
        ("ö", "o"),
        ("ü", "u"),
        ("w", "v"),
        ("ts", "c"),
        ("tz", "c"),
        ("ph", "f"),
        ("ch", "c"),
        ("sh", "s"),
        ("zh", "j"),
    ):
        low = low.replace(old, new)
    low = re.sub(r"(.)\1", r"\1", low)
    return "g" + low[1:] if low.startswith("h") else low


def _bones(name: str) -> str:
    """What is left of a levelled name without its vowels."""
    low = _level(name)
    return low[:1] + re.sub(r"[aeiou'’\- аеиоуыэюя]", "", low[1:])
