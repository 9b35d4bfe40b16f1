"""One event told in two places of a document with two days, found without knowing what kind of event it is.

Two sentences tell one event when most of the words beside their days are the same, some of them rare in the
document, or when the days stand behind the same two words ("the agreement on exchange of"), and nothing says that
there were two: another name, another act, "again", "the next day". So do two days that lead to one long text.
A register tells of many persons in the same words, and is left alone.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from probanda.audit.document import Block
from probanda.audit.extract.dates import DateMention, days_between
from probanda.audit.extract.language import Language, language_tables
from probanda.audit.extract.names_in_text import names_between
from probanda.audit.extract.quotations import in_speech
from probanda.audit.extract.stamps import stamps
from probanda.audit.extract.told_events import act_of, telling
from probanda.audit.facts import Facts
from probanda.audit.rules.chronology.apart import FORMAL, of_one_year, slip_of, surely_before
from probanda.audit.rules.registry import Hit

__all__ = ["retold"]

_WORD = re.compile(r"[^\W\d_]{4,}|(?<![\d.,/-])(?!(?:19|20)\d\d(?!\d))\d{3,}(?![\d.,/-]*\d)")
#: The words within so many letters before and behind a day tell its event.
_BEFORE, _BEHIND = 110, 70
#: A word in more passages says nothing of one event; a pair shares two that say something, and this part of all.
_RARE, _SHARED, _PART = 4, 2, 0.6
#: An entry of a register opens with a name.
_OPENING = 40
#: Days farther apart are of two events of a kind.
_SOON = 31
#: So many sentences that open with one word are a register's; so many texts copied, a form's.
_REGISTER, _FORM = 6, 2
#: Words in the same order that are copied; fewer are a turn of phrase.
_COPIED = 9
#: Letters before a day within which the thing is named whose day it is.
_NAMED = 70
_OF = r"(?<!\w)(?:{}),?\s+(?:the\s+|el\s+|le\s+)?\Z"


@dataclass(frozen=True, slots=True)
class _Passage:
    """A day and what is told beside it: stems, and among them names, acts and long numbers.

    Attributes:
        whose: the names with which the paragraph opens, where the day stands in a later sentence.
    """

    when: DateMention
    words: frozenset[str]
    names: frozenset[str]
    acts: frozenset[str]
    numbers: frozenset[str]
    whose: frozenset[str]
    phrase: tuple[str, ...]
    block: int


def retold(facts: Facts, told: set[int]) -> Iterator[Hit]:
    """Each day that another place gives to the same event, once."""
    passages = list(_passages(facts))
    count = Counter(word for each in passages for word in each.words)
    places: dict[str, list[int]] = defaultdict(list)
    for place, each in enumerate(passages):
        for word in each.words:
            if count[word] <= _RARE:
                places[word].append(place)
    pairs = {
        (other, one) for listed in places.values() for x, one in enumerate(listed) for other in listed[:x]
    }  # fmt: skip
    for other, one in sorted(pairs):
        a, b = passages[other], passages[one]
        if not told & {a.when.start, b.when.start} and _one_event(facts, a, b, count):
            told |= {a.when.start, b.when.start}
            yield _hit(b.when, a.when, facts, "of what seems to be one event")
    copied = [pair for pair in _copied(facts) if not told & {each.start for each in pair}]
    for first, second in copied if len(copied) <= _FORM else ():
        yield _hit(second, first, facts, "and the same words behind both")


def _hit(when: DateMention, other: DateMention, facts: Facts, why: str) -> Hit:
    return Hit(
        when.start,
        when.end,
        f"{facts.quote(when.start, when.end)} here, {facts.quote(other.start, other.end)} elsewhere, {why}.",
        "Use one date in all places, or say that there were two events.",
        ((other.start, other.end),),
        "warning",
    )


def _one_event(facts: Facts, a: _Passage, b: _Passage, count: Counter[str]) -> bool:
    """Whether two passages tell one event, of two days near each other."""
    if a.block == b.block or not _apart(a.when, b.when) > 0:
        return False
    kinds = ((a.names, b.names), (a.acts, b.acts), (a.numbers, b.numbers), (a.whose, b.whose))
    if any(one and other and not one & other for one, other in kinds):
        return False
    if a.phrase and a.phrase == b.phrase and slip_of(a.when, b.when):
        return not _beside_both(facts, a, b)
    shared = a.words & b.words
    rare = sum(count[word] <= _RARE for word in shared)
    enough = max(_SHARED, _PART * min(len(a.words), len(b.words)))
    lent = a.when.year_from or b.when.year_from
    year = not lent and slip_of(a.when, b.when) == "year"
    near = year or _apart(a.when, b.when) <= _SOON
    return near and rare >= _SHARED and len(shared) >= enough and not _beside_both(facts, a, b)


def _apart(a: DateMention, b: DateMention) -> int:
    a, b = of_one_year(a, b)
    return abs((a.first - b.first).days) if a.first and b.first else 0


def _beside_both(facts: Facts, a: _Passage, b: _Passage) -> bool:
    """Whether a sentence tells both days, so that there were two events."""
    return any(
        d.edtf == other.when.edtf
        for each, other in ((a, b), (b, a))
        for d in days_between(facts, *facts.document.sentence_of(each.when.start))
    )


def _passages(facts: Facts) -> Iterator[_Passage]:
    """Sentences with one day, but those of a register and those that tell of another event of the kind."""
    language = language_tables(facts.language)
    another = telling("another_event", facts.language)
    stamped = {stamp.when.start for stamp in facts.of(stamps)}
    found: list[tuple[str, _Passage]] = []
    for block in facts.document.prose():
        web = facts.document.format == "html"
        if block.kind == "footnote" or (web and block.end - block.start < 45):
            continue
        for start, end in facts.document.sentences(block):
            here = [d for d in days_between(facts, start, end) if d.first and not d.problem]
            if len(here) != 1 or here[0].precision != "day" or here[0].operator in _BOUNDS:
                continue
            day = here[0].first
            if day and (day.month, day.day) in FORMAL:
                continue
            if here[0].start in stamped or in_speech(facts, start + 1):
                continue
            if another.search(facts.text, start, end):
                continue
            opening = _WORD.match(facts.text, start)
            first = opening.group().lower() if opening else ""
            passage = _passage(facts, here[0], (start, end), block, language)
            found.append(("" if first in language.closed else language.stem(first)[:5], passage))
    opened = Counter(first for first, _ in found)
    yield from (each for first, each in found if not first or opened[first] < _REGISTER)


_BOUNDS = frozenset({"since", "until", "as-of", "before"})


def _passage(
    facts: Facts, when: DateMention, sentence: tuple[int, int], block: Block, language: Language
) -> _Passage:
    low, high = max(sentence[0], when.start - _BEFORE), min(sentence[1], when.end + _BEHIND)
    idle = telling("happened", language.code, r"(?:{})\Z")
    words = [w for w in _WORD.findall(facts.text[low:high].lower()) if not idle.match(w)]
    told = [w.lower() for w in _WORD.findall(facts.text, *sentence)]
    opening = (block.start, min(sentence[0], block.start + _OPENING))
    return _Passage(
        when,
        frozenset(
            language.stem(w)[:5] for w in words if w not in language.closed | language.months.keys()
        ),
        _names(facts, *sentence),
        frozenset(act_of(w) for w in told) - {""},
        frozenset(w for w in told if w.isdigit()),
        _names(facts, *opening),
        _phrase(facts, when, block, language),
        block.index,
    )


def _names(facts: Facts, start: int, end: int) -> frozenset[str]:
    """The words of the names in a range, by their first letters."""
    runs = names_between(facts, start, end)
    return frozenset(w[:5].lower() for run in runs for w in run.text.split() if len(w) > 2)


def _phrase(facts: Facts, when: DateMention, block: Block, language: Language) -> tuple[str, ...]:
    """The stems of the last two words that tell something before the "of" of a day; none without it."""
    lead = facts.text[max(block.start, when.start - _NAMED) : when.start]
    link = telling("dated", language.code, _OF).search(lead)
    if link is None:
        return ()
    clause = re.split(r"[.,;:()«»“”\"]", lead[: link.start()].rstrip(" ,"))[-1].lower()
    words = [w for w in re.findall(r"[^\W\d_]{3,}", clause) if w not in language.closed][-2:]
    return tuple(language.stem(w)[:5] for w in words) if len(words) == 2 else ()


def _copied(facts: Facts) -> Iterator[tuple[DateMention, DateMention]]:
    """The days led to by two places that tell or quote the same text, where they are not far apart."""
    places: dict[tuple[str, ...], list[DateMention]] = defaultdict(list)
    before: DateMention | None = None
    for block in facts.document.blocks:
        last = before if block.kind in {"paragraph", "list-item", "quote"} else None
        before = None
        if block.kind not in {"paragraph", "list-item", "quote"}:
            continue
        for start, end in facts.document.sentences(block):
            here = [d for d in days_between(facts, start, end) if d.precision == "day"]
            words = tuple(re.findall(r"[^\W\d_]+", facts.text[start:end].lower()))
            if last is not None and not here and len(words) >= _COPIED:
                places[words].append(last)
            last = here[-1] if here else last
            introduces = facts.text[start:end].rstrip().endswith(":")
            before = here[-1] if here and introduces else None
    for a, b in (listed for listed in places.values() if len(listed) == 2):
        one, other = of_one_year(a, b)
        parted = surely_before(one, other) or surely_before(other, one)
        if parted and _apart(a, b) <= 2 * _SOON:
            yield a, b
