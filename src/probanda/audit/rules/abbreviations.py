"""An abbreviation with a letter moved, left out or changed; a body under two names with one abbreviation.

What is spelled out once, or used often, is the right one; what stands once or twice, is nowhere spelled out and
differs from it by a letter is taken for a slip. A letter at the end tells one body from another ("LGBT", "LGBTI")
unless the usual one stands far oftener.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from probanda.audit.extract.language import language_tables
from probanda.audit.facts import Facts
from probanda.audit.lexicon import field
from probanda.audit.rules.registry import Hit
from probanda.audit.rules.spelling.cases import one_word_in_two_cases

__all__ = ["abbreviations", "bodies_renamed"]

Span = tuple[int, int]
_C, _S = "A-ZÀ-ÖØ-ÞА-ЯЁ", "a-zß-öø-ÿа-яё"
#: "OSCE", and with a small letter inside: "КоАП".
_CAPITALS = re.compile(
    rf"(?<![\w.&/-])(?:[{_C}]{{3,9}}|[{_C}][{_S}]?[{_C}]{{2,6}}|[{_C}]{{2,5}}[{_S}][{_C}]{{1,3}})(?![\w&/-])"
)
_SPELLED = re.compile(
    r"(?P<name>(?:[\w’'-]+[ \n]+){2,12})[(“«\"]+(?P<short>[A-ZÀ-ÖØ-ÞА-ЯЁ]{2,9})[)”»\",;]"
)
_ADVICE = "Use one form in all places, or spell both out."


@dataclass(frozen=True, slots=True)
class _Body:
    """A name that is spelled out before its abbreviation: its words that count, and where they stand."""

    short: str
    words: tuple[str, ...]
    span: Span


def abbreviations(facts: Facts) -> Iterator[Hit]:
    """Abbreviations used once or twice that are another one with a letter moved, left out, put in or changed."""
    places = facts.of(_used)
    spelled = {body.short for body in facts.of(_bodies)}
    usual = [s for s, own in places.items() if len(own) >= 2 or s in spelled]
    by_form: dict[str, list[str]] = defaultdict(list)
    for short in usual:
        for form in _forms(short):
            by_form[form].append(short)
    for rare, own in places.items():
        if len(own) > 2 or rare in spelled or field("known_body").fullmatch(rare):
            continue
        near = {
            u
            for form in _forms(rare)
            for u in by_form.get(form, ())
            if u != rare and _a_slip(rare, u, len(places[u]) // len(own), u in spelled)
        }
        near |= _in_the_same_words(facts, rare, own)
        fitting = [u for u in near if not _together(facts, own, places[u])]
        if len(fitting) != 1 or _initials_of_another(facts, rare):
            continue
        often = fitting[0]
        yield Hit(
            *own[0],
            f"“{rare}” ({len(own)} time{'s' if len(own) > 1 else ''}) may be “{often}” ({len(places[often])}).",
            _ADVICE,
            tuple(places[often][:3]),
            "warning" if often in spelled or sorted(rare) == sorted(often) else "note",
        )


def _used(facts: Facts) -> dict[str, list[Span]]:
    """Abbreviations of capitals with their places; lines set in capitals have none."""
    found: dict[str, list[Span]] = defaultdict(list)
    for match in _CAPITALS.finditer(facts.text):
        start, end = match.span()
        before, behind = facts.text[max(0, start - 20) : start], facts.text[end : end + 20][::-1]
        shouted = _SHOUTED.search(before) or _SHOUTED.search(behind)
        if not (
            shouted or (_CAPITAL.search(before) and _CAPITAL.search(behind))
        ) and not _ROMAN.fullmatch(match.group()):
            found[match.group()].append(match.span())
    return found


_ROMAN = re.compile(r"[IVXLCDM]+")
#: A long word of capitals, and at most a short one between: the line is set in capitals.
_SHOUTED = re.compile(rf"[{_C}]{{5,}}\W{{1,3}}(?:[{_C}]{{1,3}}\W{{1,2}})?\Z")
_CAPITAL = re.compile(rf"(?<!\w)[{_C}]{{2,}} \Z")


def _forms(short: str) -> Iterator[str]:
    """What two abbreviations a letter apart share: their letters, or one of them without an inner letter."""
    yield "".join(sorted(short))
    yield short
    for at in range(1, len(short)):
        yield f"{short[:at]}{short[at + 1 :]}"
        if len(short) >= 4:
            yield f"{short[:at]}.{short[at + 1 :]}"


def _a_slip(rare: str, usual: str, times: int, spelled: bool) -> bool:
    """Whether one is the other with neighbours moved, or with an inner letter more, fewer or other.

    The fewer letters, and the more that makes another abbreviation of them, the oftener the usual one must stand.
    """
    if len(rare) == len(usual):
        apart = [i for i, (a, b) in enumerate(zip(rare, usual, strict=True)) if a != b]
        if len(apart) == 2 and sorted(rare) == sorted(usual) and apart[1] - apart[0] == 1:
            return spelled or times >= (2 if len(usual) > 3 else 4)
        if len(apart) != 1 or len(usual) < 4:
            return False
        doubled = set(rare) <= set(usual)  # one of its letters twice: "GPPA" for "GPAA"
        often = (1 if doubled else 3) if spelled else 6 if doubled else 10
        return times >= (often if apart[0] < len(usual) - 1 else max(often, 8))
    if abs(len(rare) - len(usual)) != 1 or max(len(rare), len(usual)) < 4 or rare[-1] != usual[-1]:
        return False
    twice = re.sub(r"(.)\1", r"\1", max(rare, usual, key=len)) == min(rare, usual, key=len)
    return times >= (2 if spelled else 3 if twice else 6)


def _in_the_same_words(facts: Facts, rare: str, own: list[Span]) -> set[str]:
    """Abbreviations a letter other that stand between the same two words on either side."""
    index = facts.of(_between)
    there = {u for place in own for u in index.get(_around(facts.text, place), ())}
    return {
        u
        for u in there - {rare}
        if len(u) == len(rare) >= 3 and sum(a != b for a, b in zip(u, rare, strict=True)) == 1
    }


def _between(facts: Facts) -> dict[tuple[str, ...], set[str]]:
    found: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for short, places in facts.of(_used).items():
        for place in places[:60]:
            found[_around(facts.text, place)].add(short)
    return found


def _around(text: str, place: Span) -> tuple[str, ...]:
    """Three words before and two behind, or their place itself where there are none."""
    before = re.findall(r"\w+", text[max(0, place[0] - 60) : place[0]])[-3:]
    behind = re.findall(r"\w+", text[place[1] : place[1] + 40])[:2]
    enough = len(before) == 3 and len(behind) == 2
    return tuple(word.lower() for word in (*before, *behind)) if enough else (str(place[0]),)


def _together(facts: Facts, one: list[Span], other: list[Span]) -> bool:
    """Whether one sentence has both: then they are two."""
    sentences = {facts.document.sentence_of(start) for start, _ in one}
    return any(facts.document.sentence_of(start) in sentences for start, _ in other)


def _initials_of_another(facts: Facts, short: str) -> bool:
    """Whether capitalised words of the text begin with the letters of an abbreviation, one after the other."""
    between = (
        r"[\w’']*[ \n]+(?:(?:de|del|la|las|los|y|e|of|the|and|for|on|des|du|et|по|и|в)[ \n]+)*"
    )
    return re.search(rf"(?<!\w){between.join(short)}", facts.text) is not None


def _bodies(facts: Facts) -> list[_Body]:
    """Names of bodies spelled out before their abbreviations: as many words back as the letters need."""
    closed = language_tables(facts.language).closed
    found = []
    for match in _SPELLED.finditer(facts.text):
        words = list(re.finditer(r"[\w’'-]+", match["name"]))
        letters = match["short"].lower()
        own: list[re.Match[str]] = []
        for word in reversed(words):
            if word.group().lower() in closed:
                continue
            own.insert(0, word)
            if len(own) >= len(letters):
                break
        while own and own[0].group()[0].lower() != letters[0]:
            own.pop(0)
        starts = "".join(word.group()[0].lower() for word in own)
        if len(own) >= 2 and (starts == letters or len(own) == len(letters)):
            span = (match.start() + own[0].start(), match.start() + own[-1].end())
            found.append(_Body(match["short"], tuple(w.group() for w in own), span))
    return found


def bodies_renamed(facts: Facts) -> Iterator[Hit]:
    """A name of three words or more before its abbreviation, and the same elsewhere with one word another."""
    bodies = [b for b in facts.of(_bodies) if len(b.words) >= 3 and b.words[0][0].isupper()]
    if not bodies:
        return
    told: set[str] = set()
    of_law = field("court_or_treaty", facts.language)  # "Committee", "Convention on the …": two
    index = facts.of(_pairs)
    for body in bodies:
        if body.short in told:
            continue
        for span, words in _likenesses(facts, body, index):
            apart = [(a, b) for a, b in zip(body.words, words, strict=True) if not _one_word(a, b)]
            a, b = apart[0] if len(apart) == 1 else ("", "")
            if (
                a
                and a[0].lower() == b[0].lower()
                and a[0].isupper() == b[0].isupper()
                and len(b) > 3
                and not (of_law.search(a) or of_law.search(b))
            ):
                told.add(body.short)
                yield Hit(
                    *body.span,
                    f"“{facts.quote(*body.span)}” ({body.short}) is “{facts.quote(*span)}” elsewhere.",
                    _ADVICE,
                    (span,),
                )
                break


def _one_word(a: str, b: str) -> bool:
    """Whether two words differ in case, number, a possessive or the mark of a note alone."""
    x, y = (re.sub(r"(?:s?['’]?s?)?\d*\Z", "", word.lower()) for word in (a, b))
    if x == y or (not x.isascii() and one_word_in_two_cases(x, y)):
        return True
    # "detained", "detention": of one root, unless a letter of it is missing
    return x[:5] == y[:5] and SequenceMatcher(None, x, y).ratio() < 0.85


_Words = list[tuple[str, int, int]]
_Index = dict[tuple[str, str, int], list[int]]


def _pairs(facts: Facts) -> tuple[_Words, _Index]:
    """The words that are not closed ones, and where each pair of neighbours, or of next but one, stands."""
    language = language_tables(facts.language)
    words = [
        (m.group(), *m.span())
        for m in re.finditer(r"[^\W\d_][\w’'-]*", facts.text)
        if m.group().lower() not in language.closed
    ]
    stems = [language.stem(word.lower()) for word, _, _ in words]
    index: _Index = defaultdict(list)
    for gap in (1, 2):
        for at, (one, other) in enumerate(zip(stems, stems[gap:], strict=False)):
            index[one, other, gap].append(at)
    return words, index


def _likenesses(
    facts: Facts, body: _Body, pairs: tuple[_Words, _Index]
) -> Iterator[tuple[Span, tuple[str, ...]]]:
    """Places that share a body's first or last two words, or the two around its second."""
    words, index = pairs
    stem, size = language_tables(facts.language).stem, len(body.words)
    low = [stem(word.lower()) for word in body.words]
    keys = (((low[0], low[1], 1), 0), ((low[-2], low[-1], 1), size - 2), ((low[0], low[2], 2), 0))
    for key, back in keys:
        for at in index.get(key, ())[:50]:
            own = words[at - back : at - back + size] if at >= back else []
            if len(own) < size or own[0][1] == body.span[0]:
                continue
            span = (own[0][1], own[-1][2])
            if not re.search(r"[.,;:()!?]|\n\n", facts.text[slice(*span)]):
                yield span, tuple(word for word, _, _ in own)
