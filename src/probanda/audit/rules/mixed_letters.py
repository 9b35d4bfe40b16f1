"""Words of two alphabets: a Latin letter inside a Cyrillic word looks right and is found by no search."""

from __future__ import annotations

import re
from collections.abc import Iterator

from probanda.audit.facts import Facts
from probanda.audit.rules.registry import Hit, rule

#: Letters of the two alphabets that look alike, Latin above Cyrillic.
_LATIN = "aceopxyABCEHIKMOPTXYijs"
_CYRILLIC = "асеорхуАВСЕНІКМОРТХУіјѕ"
_ALIKE = frozenset(_LATIN + _CYRILLIC)
_CYRILLIC_LETTER = re.compile(r"[\u0400-\u04ff]")
_LATIN_LETTER = re.compile(r"[A-Za-z]")
_WORD = re.compile(r"[^\W\d_]+")
_BORDER = re.compile(r"[A-Za-z][\u0400-\u04ff]|[\u0400-\u04ff][A-Za-z]")
#: "Facebookом", "сYouTube": an ending or a preposition of the text's own language, which nobody would search.
_GROWN_TOGETHER = re.compile(r"[A-Za-z]{2,}[\u0400-\u04ff]{1,3}|[\u0400-\u04ff][A-Z][A-Za-z]+")
_BEFORE = re.compile(r"[^\W\d_]+\Z")
#: More words than these are the fault of a font, not of a writer.
_MANY = 12


@rule(
    "mixed-letters",
    "Letters of two alphabets in one word",
    "warning",
    "form",
    "A Latin “c” in a Russian name looks right on paper, but no search, no index and no list of names finds the"
    " person under it. A name is a warning, all other words of a document are one note.",
    bad=("Свидетель Mаркел Дорин рассказал о камере.",),
    good=("Свидетель Маркел Дорин открыл YouTube-канал и дал IP-адрес.",),
    accept="The word is a mark or a name of a firm that is written so.",
)
def mixed_letters(facts: Facts) -> Iterator[Hit]:
    """Words in which letters of the other alphabet stand for those they look like."""
    found: dict[str, list[tuple[int, int, str]]] = {}
    end = 0
    for border in _BORDER.finditer(facts.text):
        if border.start() < end:
            continue
        before = _BEFORE.search(facts.text[max(0, border.start() - 40) : border.start()])
        word = _WORD.match(facts.text, border.start() - len(before.group() if before else ""))
        end = word.end() if word else border.end()
        strange = _strange(word.group()) if word else ""
        if word and strange:
            found.setdefault(word.group(), []).append((*word.span(), strange))
    names = [word for word, places in found.items() if _is_name(facts, word, places)]
    if len(found) > _MANY:
        names = []
    for name in names:
        (start, end, strange), *others = found[name]
        yield Hit(
            start,
            end,
            f"“{name}” is written with “{strange}” of the {_alphabet(strange)} alphabet: no search finds it.",
            "Write all letters of the word in one alphabet.",
            tuple((a, b) for a, b, _ in others),
        )
    rest = [word for word in found if word not in names]
    if rest:
        places = [place for word in rest for place in found[word]]
        start, end, strange = places[0]
        shown = ", ".join(f"“{word}”" for word in rest[:5]) + (" …" if len(rest) > 5 else "")
        yield Hit(
            start,
            end,
            f"{shown}: letters of two alphabets in one word (“{strange}” is {_alphabet(strange)}).",
            "Write all letters of a word in one alphabet.",
            tuple((a, b) for a, b, _ in places[1:6]),
            "note",
        )


def _strange(word: str) -> str:
    """The letters of the rarer alphabet of a word, where each looks like one of the other; "" for none."""
    cyrillic, latin = _CYRILLIC_LETTER.findall(word), _LATIN_LETTER.findall(word)
    if len(word) < 3 or len(cyrillic) == len(latin) or _GROWN_TOGETHER.fullmatch(word):
        return ""
    few = min(cyrillic, latin, key=len)
    return "".join(dict.fromkeys(few)) if _ALIKE.issuperset(few) else ""


def _is_name(facts: Facts, word: str, places: list[tuple[int, int, str]]) -> bool:
    """Whether a word is written large in the middle of a sentence."""
    return (
        word[0].isupper()
        and not word.isupper()
        and any(start > facts.document.sentence_of(start)[0] + 1 for start, _, _ in places)
    )


def _alphabet(letters: str) -> str:
    return "Cyrillic" if _CYRILLIC_LETTER.match(letters) else "Latin"
