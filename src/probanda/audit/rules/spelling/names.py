"""The names of a text, word by word: where each stands, beside which others, and what tells that it is a place's.

Words are gathered by their form without accents,
apostrophes, articles and the endings of cases.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from probanda.audit.extract.language import language_tables
from probanda.audit.extract.persons import is_given
from probanda.audit.facts import Facts
from probanda.audit.lexicon import field
from probanda.audit.rules.spelling.cases import RU_ENDING, ill_formed
from probanda.audit.rules.spelling.distance import bones, folded, unaccented

__all__ = ["Name", "names", "stem"]

_UPPER = r"[A-ZÀ-ÖØ-ÞŞĞİČŠŽŁƏА-ЯЁ]"
_ARTICLE = r"(?:[AaEe][lnrstdz]|[Aa]sh|[Аа][лншстдр]ь?|[Ээ]ль)"
_WORD = re.compile(
    rf"(?:(?<![\w@/.])|(?<=\b(?:in|of|at)))(?:(?:{_ARTICLE}[-‑]?|(?:[AaEe]l|A[dr]|Ash) )(?={_UPPER}))?"
    rf"(?P<base>{_UPPER}(?:[^\W\d_]|['’‘ʿʼ`](?=[^\W\d_])){{2,}})(?![\w@/]|\.\w)"
)
_POSSESSIVE = re.compile(r"['’]s\Z")
_JOIN = re.compile(r"[ \u00a0‑-]{1,2}(?:(?:de|del|la|bin|ibn|von|van|al)[ \u00a0-])?\Z")
_WORD_BEFORE = re.compile(r"(?<!\w)([^\W\d_]{2,})\.?[ \u00a0]\Z")
_WORD_BEHIND = re.compile(r"[ \u00a0]([^\W\d_]{3,})")
_PLACED = re.compile(
    r"(?<!\w)(?:in|on|at|near|to|from|towards|over|of|в|во|на|из|под|у|до|en|desde|hacia|a|à|vers|sur|de)\s+"
    r"(?:the\s+|el\s+|la\s+|le\s+)?\Z",
    re.IGNORECASE,
)
_SURNAME = re.compile(r"(?P<stem>.{2,}(?:[ое]в|[иы]н))(?:а|у|ым|ом|е|ой|ых|ы|ыми)?")
_SHORTEST, _JOINED = 3, 7
_SKIPPED = frozenset({"running", "contents", "figure"})


@dataclass(frozen=True, slots=True)
class Name:
    """One place of a word of a name.

    Attributes:
        start, end: the range, with its article.
        base: the word without the article.
        stem: its form without accents, apostrophes and endings of cases.
        before, behind: the stems of the capitalised words beside it, "" for none.
        whole: the range with these words.
        said: the small words beside it that carry meaning: "judge", "met".
        titled: a title or a rank stands before it.
        placed: a word of place stands before it, or a kind of place beside it.
        bare: its capital says nothing: it opens a sentence, or stands among capitals.
    """

    start: int
    end: int
    base: str
    stem: str
    before: str
    behind: str
    whole: tuple[int, int]
    said: frozenset[str]
    titled: bool
    placed: bool
    bare: bool


def names(facts: Facts) -> dict[str, list[Name]]:
    """The places of each capitalised word that is no word of grammar, by its stem."""
    closed = language_tables(facts.language).closed
    found: dict[str, list[Name]] = defaultdict(list)
    pairs: list[tuple[Name, Name]] = []
    for block in facts.document.blocks:
        if block.kind in _SKIPPED:
            continue
        words = [
            word
            for word in _WORD.finditer(facts.text, block.start, block.end)
            if word["base"].lower() not in closed
            and not (word["base"][1:].isupper() and not _in_capitals(facts, word))
        ]
        starts = {start for start, _ in facts.document.sentences(block)}
        row = [
            _name(facts, word, words[at - 1] if at else None, words[at + 1 : at + 2], starts)
            for at, word in enumerate(words)
        ]
        for name in row:
            if len(name.stem) >= _SHORTEST:
                found[name.stem].append(name)
        pairs += [(a, b) for a, b in pairwise(row) if a.behind == b.stem and b.start == a.end + 1]
    solid = {
        (bones(folded(form)), len(form) + longer)
        for form in found
        if len(form) >= _JOINED
        for longer in (0, 1, 2)
    }
    for one, other in pairs:  # "Kafr Talun", where the text has "Kafrtalun" too
        form = f"{one.stem} {other.stem}"
        given = is_given(one.base) or is_given(other.base)
        if len(form) > _JOINED and not given and (bones(folded(form)), len(form)) in solid:
            name = replace(one, end=other.end, base=f"{one.base} {other.base}", stem=form)
            found[form].append(
                replace(name, behind=other.behind, whole=(one.whole[0], other.whole[1]))
            )
    return found


def _name(
    facts: Facts,
    word: re.Match[str],
    last: re.Match[str] | None,
    following: list[re.Match[str]],
    starts: set[int],
) -> Name:
    text, (start, end) = facts.text, word.span()
    base = _POSSESSIVE.sub("", word["base"])
    end -= len(word["base"]) - len(base)
    tables = language_tables(facts.language)
    kinds = tables.pattern("place_kinds")
    if last and (
        not _JOIN.fullmatch(text, last.end(), start)
        or kinds.fullmatch(last["base"])
        or _is_title(last["base"])
    ):
        last = None
    behind = (
        following[0] if following and _JOIN.fullmatch(text, end, following[0].start()) else None
    )
    whole = (last.start() if last else start, behind.end() if behind else end)
    around = (
        _WORD_BEFORE.search(text, max(0, whole[0] - 30), whole[0]),
        _WORD_BEHIND.match(text, end),
    )
    beside = [m[1] for m in around if m]
    return Name(
        start,
        end,
        base,
        stem(base),
        stem(last["base"]) if last else "",
        stem(behind["base"]) if behind else "",
        whole,
        frozenset(
            tables.stem(w.lower())
            for w in beside
            if w.lower() not in tables.closed and (w[0].islower() or _is_title(w))
        ),
        bool(around[0] and _is_title(around[0][1]) and (last is None or is_given(last["base"]))),
        bool(
            _PLACED.search(text, max(0, whole[0] - 14), whole[0])
            or any(kinds.fullmatch(w) for w in beside)
        ),
        base[1:].isupper() or (start in starts and behind is None),
    )


@lru_cache(maxsize=8192)
def _is_title(word: str) -> bool:
    return any(field(kind).fullmatch(word) for kind in ("title", "rank"))


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """A word of a name without accents, apostrophes and the ending of a case."""
    low = _POSSESSIVE.sub("", word.lower())
    if not "а" <= low[:1] <= "ё":
        return re.sub(r"['’‘ʿʼ`]", "", unaccented(low))
    low = low.replace("ё", "е")
    if ill_formed(low):
        return low
    surname = _SURNAME.fullmatch(low)
    return surname["stem"] if surname else RU_ENDING.sub("", low)


def _in_capitals(facts: Facts, word: re.Match[str]) -> bool:
    """Whether a word of capitals stands among others, as in a headline: alone it is an abbreviation."""
    start, end = facts.document.sentence_of(word.start())
    around = facts.text[max(start, word.start() - 60) : min(end, word.end() + 60)]
    return len(_LOUD.findall(around)) > 2 or (around.isupper() and len(around.split()) > 1)


_LOUD = re.compile(r"(?<!\w)[^\W\d_a-zа-яёß-öø-ÿ]{4,}(?!\w)")
