"""Spellings of one sound, and endings of cases: what two ways of writing a name have in common."""

from __future__ import annotations

import re
import unicodedata

__all__ = [
    "ADJECTIVE",
    "ENDINGS",
    "RU_ENDING",
    "bones",
    "ill_formed",
    "level",
    "one_case",
    "one_word_in_two_cases",
    "slip",
    "sounds_alike",
    "swapped",
    "unaccented",
]

ENDINGS = re.compile(
    r"(?:ians?|ans?|ese|ish|n|s|i|is|y|ski|sky|skiy|skaya|ey|e|ov|ova|a|ya|skom|skiy"
    r"|ской|ского|ский|ая|ой|ом|е|а|у|ы|и|ов|ский|ца|цы|цев)\Z"
)


#: Endings of cases and genders in Russian.
RU_ENDING = re.compile(
    r"(?:ами|ями|ого|его|ому|ему|ыми|ими|иях|ией|ах|ях|ов|ев|ей|ой|ый|ий|ая|яя|ое|ее|ые|ие|ых|их|ым|им|ую"
    r"|юю|ом|ем|ам|ям|ия|ии"
    r"|ию|[аяоеиыуюьй])\Z"
)
#: A people's or language's name made from a country's: "French", "Sartanian".
ADJECTIVE = re.compile(r"(?:ch|sh|ese|ian|ean|asian|ic|an|i|[ie]n[oa]s?)\Z")
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


def one_case(a: str, b: str) -> bool:
    """Whether two Russian names, word by word, differ in their endings only."""
    one, two = re.split(r"[\s-]+", a.lower()), re.split(r"[\s-]+", b.lower())
    return len(one) == len(two) and all(
        "а" <= x[:1] <= "ё" and one_word_in_two_cases(x, y) for x, y in zip(one, two, strict=True)
    )


def one_word_in_two_cases(x: str, y: str) -> bool:
    """Whether what two Russian words don't share are endings of cases: "рустам" and "рустама"."""
    if "заде" in {x[-4:], y[-4:]} and x != y:
        return False  # such surnames have no cases
    if RU_ENDING.sub("", x) == RU_ENDING.sub("", y):
        return True
    shared = next(
        (i for i, (p, q) in enumerate(zip(x, y, strict=False)) if p != q), min(len(x), len(y))
    )
    rests = x[shared:], y[shared:]
    if shared >= 3 and all(not rest or RU_ENDING.fullmatch(rest) for rest in rests):
        return True
    short, long = sorted((x, y), key=lambda word: not _FLEETING.search(word))
    bare = _FLEETING.sub(r"\1", short)  # "Павел", "Павлу"
    return bare != short and len(bare) >= 3 and bool(re.fullmatch(bare + _CASE, long))


_FLEETING = re.compile(r"[ео]([лкцньрт])\Z")
_CASE = r"(?:[аеуы]|ом|ем)"
#: "баронов" with what no case makes of it: "бароновй", "бароновю".
_NO_CASE = re.compile(r".{2,}(?:[оеё]в|[иы]н)(?:й|ю|я|и|йо|оо|ои|ыи|мы|ай|уй|ую|юй|йй|оу)\Z")


def ill_formed(surname: str) -> bool:
    """Whether a Russian surname in small letters ends as none of its cases does.

    >>> ill_formed("бароновй"), ill_formed("бароновой")
    (True, False)
    """
    return _NO_CASE.fullmatch(surname) is not None


def sounds_alike(a: str, b: str) -> bool:
    """Whether two spellings are one sound: y/i, v/w, accents, doubled letters, b/v at the beginning."""
    one, two = level(a), level(b)
    if one == two:
        # "Arlan" and "Arlani" are a place and its people
        return abs(len(a) - len(b)) <= 2 and not ADJECTIVE.search(
            max(a.lower(), b.lower(), key=len)[-2:] * (len(a) != len(b))
        )
    x, y = a.lower(), b.lower()
    return len(x) >= 6 and x[1:] == y[1:] and frozenset((x[0], y[0])) in _CONFUSED


def swapped(a: str, b: str) -> bool:
    """Whether two words differ in two neighbouring letters that changed places: "tavyn", "tavny"."""
    if len(a) != len(b) or len(a) < 4:
        return False
    apart = [i for i, (x, y) in enumerate(zip(a, b, strict=True)) if x != y]
    if len(apart) != 2 or apart[1] != apart[0] + 1:
        return False
    first, second = apart
    return a[first] == b[second] and a[second] == b[first]


#: Letters that stand for one sound in two ways of writing a name, or that hands confuse.
_CONFUSABLE = frozenset(
    frozenset(pair)
    for row in (
        "bv vw sz gj ck dt bp gk uv iy ij qk xj hj fp gh hk mn",
        "вб ву дт гк бп зс жш хк гх шщ цс нм фв ьъ",
    )
    for pair in row.split()
)
_VOWELS = frozenset("aeiouy"), frozenset("аеиоуыэюяй")


def slip(odd: str, usual: str) -> str:
    """How one stem is another misspelt inside: "moved", "left out" or put in, "sounds" of one kind, "changed".

    "" where they differ at the beginning, in the last letters, or in more than one place.

    >>> slip("velmirdo", "velmirod"), slip("velvara", "velnvara"), slip("tolmerev", "talmerev")
    ('moved', 'left out', 'sounds')
    >>> slip("arla", "arlan")
    ''
    """
    if odd[:1] != usual[:1] or odd == usual:
        return ""
    head = next((i for i, (a, b) in enumerate(zip(odd, usual, strict=False)) if a != b), 99)
    tail = next(
        (i for i, (a, b) in enumerate(zip(odd[::-1], usual[::-1], strict=False)) if a != b), 99
    )
    if head == 99 or tail == 99:
        return ""
    one = odd[head : max(head, len(odd) - tail)]
    other = usual[head : max(head, len(usual) - tail)]
    if sorted(one) == sorted(other) and len(one) == 2:
        return "moved"
    if tail < (1 if "а" <= odd[:1] <= "ё" else 2):
        return ""  # a Latin name's last letter but one may be its number, gender or people
    if abs(len(odd) - len(usual)) == 1 and max(len(one), len(other)) <= 1:
        return "left out"
    if len(one) != 1 or len(other) != 1:
        return ""
    pair = frozenset((one, other))
    return "sounds" if pair in _CONFUSABLE or any(pair <= each for each in _VOWELS) else "changed"


def unaccented(word: str) -> str:
    """A Latin word without its accents; other words as they are."""
    if word.isascii() or "а" <= word[:1].lower() <= "ё":
        return word
    spelled = unicodedata.normalize("NFD", word)
    return unicodedata.normalize("NFC", "".join(c for c in spelled if not unicodedata.combining(c)))


def level(name: str) -> str:
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
        ("th", "t"),
        ("э", "е"),
        ("ё", "е"),
        ("ch", "c"),
        ("sh", "s"),
        ("zh", "j"),
    ):
        low = low.replace(old, new)
    low = re.sub(r"(.)\1", r"\1", low)
    return "g" + low[1:] if low.startswith("h") else low


def bones(name: str) -> str:
    """What is left of a levelled name without its vowels."""
    low = level(name)
    return low[:1] + re.sub(r"[aeiou'’\- аеиоуыэюя]", "", low[1:])
