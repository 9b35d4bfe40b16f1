"""One event told in two places of a document with two dates, found without knowing what kind of event it is.

Each date stands beside words; what two dated passages share is weighed by how rare it is in the document. Two
passages that share most of their rare words and names, with two days that one slip of the pen parts (another
year, another month, a digit, two digits exchanged), or a few days, seem to tell one event.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from math import log

from probanda.audit.extract.circumstances import dates_between
from probanda.audit.extract.columns import placed
from probanda.audit.extract.dates import DateMention
from probanda.audit.extract.language import Language, language_tables
from probanda.audit.extract.names_in_text import names_between
from probanda.audit.extract.quotations import in_speech
from probanda.audit.facts import Facts
from probanda.audit.rules.chronology.apart import surely_before
from probanda.audit.rules.registry import Hit

__all__ = ["aligned"]

_WORD = re.compile(r"[^\W\d_]{4,}|(?<![\d.,])\d{1,4}(?![\d.,:])")
_AGAIN = re.compile(
    r"(?<!\w)(?:again|another|second|third|fourth|re-?arrested|once more|every|each|monthly|weekly"
    r"|daily|annual\w*|anniversary|resumed"
    r"|снова|вновь|повторн\w+|втор\w+|трет\w+|ежегодн\w+|ежемесячн\w+|кажд\w+|годовщин\w+|otra vez"
    r"|de nuevo|nuevamente|segund[oa]"
    r"|tercer\w*|cada|aniversario|anual\w*|de nouveau|à nouveau|deuxième|seconde?|troisième|chaque"
    r"|annuel\w*)(?!\w)",
    re.IGNORECASE,
)
#: A word in so many passages says nothing of one event; a pair is sought over rarer ones.
_RARE = 5
#: A passage of fewer words can't be told from another; of a longer one the words beside the date count.
_FEWEST, _BEFORE, _BEHIND = 4, 170, 130


@dataclass(frozen=True, slots=True)
class Passage:
    """A date and the words beside it.

    Attributes:
        when: the date.
        words: stems and numbers of its part of the sentence or of its row.
        names: what is named there, by the first letters.
        place: the sentence's or row's first code point.
        block: its block, or its table's row.
    """

    when: DateMention
    words: frozenset[str]
    names: frozenset[str]
    place: int
    block: int


def aligned(facts: Facts, told: set[int]) -> Iterator[Hit]:
    """Pairs of passages that seem to tell one event and give it two days."""
    passages = [p for p in _passages(facts) if len(p.words) >= _FEWEST]
    count: dict[str, int] = defaultdict(int)
    for each in passages:
        for word in each.words:
            count[word] += 1
    common = facts.of(_frequency)
    by_word: dict[str, list[int]] = defaultdict(list)
    days: dict[str, list[int]] = defaultdict(list)
    for place, each in enumerate(passages):
        days[each.when.edtf].append(place)
        for word in each.words:
            if count[word] <= _RARE:
                by_word[word].append(place)
    size = len(passages)

    def weight(word: str) -> float:
        return log(1 + 2 * size / count[word]) / (1 + log(1 + common.get(word, 0)) / 4)

    tried: set[tuple[int, int]] = set()
    best: dict[int, tuple[float, int]] = {}
    for places in by_word.values():
        for x, one in enumerate(places):
            for other in places[:x]:
                if (other, one) in tried:
                    continue
                tried.add((other, one))
                score = _score(passages[other], passages[one], weight)
                if score > best.get(one, (0.0, 0))[0]:
                    best[one] = (score, other)
    for one, (_, other) in sorted(best.items()):
        a, b = passages[other].when, passages[one].when
        if (
            b.start in told
            or a.edtf == b.edtf
            or _both_known(facts, passages, days, other, one, weight)
        ):
            continue
        told.add(b.start)
        yield Hit(
            b.start,
            b.end,
            f"{facts.quote(b.start, b.end)} here, {facts.quote(a.start, a.end)} elsewhere, of what "
            f"seems to be one event.",
            "Use one date in all places, or say that there were two events.",
            ((a.start, a.end),),
            "warning",
        )


def _frequency(facts: Facts) -> dict[str, int]:
    """How often each stem stands in the whole text."""
    language = language_tables(facts.language)
    found: dict[str, int] = defaultdict(int)
    for word in _WORD.findall(facts.text.lower()):
        found[_stem(word, language)] += 1
    return found


def _stem(word: str, language: Language) -> str:
    return word if word.isdigit() else language.stem(word)[:6]


def _passages(facts: Facts) -> Iterator[Passage]:
    language = language_tables(facts.language)
    for block in facts.document.blocks:
        if block.kind == "cell":
            yield from _in_row(facts, block.start, block.end, block.index, language)
            continue
        if block.kind not in {"paragraph", "list-item", "caption", "footnote", "quote"}:
            continue
        for start, end in facts.document.sentences(block):
            found = [d for d in dates_between(facts, start, end) if _one_day(d)]
            if not found or _AGAIN.search(facts.text, start, end) or in_speech(facts, start + 1):
                continue
            edges = [start, *(d.start for d in found[1:]), end]
            for number, when in enumerate(found):
                low = max(start if not number else found[number - 1].end, when.start - _BEFORE)
                high = min(
                    end if number + 1 == len(found) else edges[number + 1], when.end + _BEHIND
                )
                yield Passage(
                    when,
                    *_content(facts, (low, when.start), (when.end, high), language),
                    start,
                    block.index,
                )


def _one_day(d: DateMention) -> bool:
    """Whether a date is the day or month of an event: no bound, no day as of which things are counted."""
    if not d.known or d.first is None or d.operator in _BOUNDS:
        return False
    if d.precision == "month":
        return True
    return (
        d.precision == "day"
        and (d.first.month, d.first.day) != (1, 1)
        and (d.first + timedelta(days=1)).day != 1
    )


_BOUNDS = frozenset({"since", "until", "as-of", "before"})


def _in_row(
    facts: Facts, start: int, end: int, index: int, language: Language
) -> Iterator[Passage]:
    """A row whose one day stands in a cell of its own: the other cells tell the event."""
    found = [d for d in dates_between(facts, start, end) if _one_day(d)]
    if (
        len(found) != 1
        or len(facts.text[start : found[0].start].strip()) > 4
        or end - found[0].end > 12
    ):
        return
    cell = placed(facts, start)
    if cell is None:
        return
    first, last = cell.row
    if len([d for d in dates_between(facts, first, last) if d.known]) == 1:
        yield Passage(
            found[0], *_content(facts, (first, start), (end, last), language), first, index
        )


def _content(
    facts: Facts, left: tuple[int, int], right: tuple[int, int], language: Language
) -> tuple[frozenset[str], frozenset[str]]:
    """Stems of the words beside a date, and names among them."""
    words: set[str] = set()
    names: set[str] = set()
    for start, end in (left, right):
        for word in _WORD.findall(facts.text[start:end].lower()):
            if word not in language.closed and word not in language.months:
                words.add(_stem(word, language))
        for run in names_between(facts, start, end):
            names |= {
                _stem(word, language) for word in re.findall(r"[^\W\d_]{3,}", run.text.lower())
            }
    return frozenset(words), frozenset(names & words)


def _score(a: Passage, b: Passage, weight) -> float:  # type: ignore[no-untyped-def]
    """How surely two passages tell one event; 0 where they can't."""
    if a.block == b.block or not (a.when.first and b.when.first):
        return 0.0
    shared = a.words & b.words
    if len(shared) < (2 if shared & a.names & b.names else 3):
        return 0.0
    own = sum(map(weight, shared)) + sum(map(weight, shared & a.names & b.names))
    least = min(sum(map(weight, a.words)), sum(map(weight, b.words)))
    if a.names and b.names and not a.names & b.names:
        return 0.0
    coverage = own / least if least else 0.0
    if not (surely_before(a.when, b.when) or surely_before(b.when, a.when)):
        return 0.0
    apart = abs((a.when.first - b.when.first).days)
    slip = _slip(a.when, b.when)
    days = a.when.precision == b.when.precision == "day"
    if not slip and (apart > 31 or len(shared) < 4 or not days):
        return 0.0
    need = 0.55 if not slip else 0.33 if days else 0.5
    return own if coverage >= need and own >= 4 else 0.0


def _slip(a: DateMention, b: DateMention) -> bool:
    """Whether one slip of the pen parts two days."""
    assert a.first
    assert b.first
    x, y = a.first, b.first
    if a.precision != b.precision:
        return x.month == y.month or (x.year == y.year and abs(x.month - y.month) == 1)
    if (x.month, x.day) == (y.month, y.day):
        off = [i for i, j in zip(str(x.year), str(y.year), strict=True) if i != j]
        return len(off) == 1
    if (x.year, x.day) == (y.year, y.day):
        return True
    if (x.year, x.month) == (y.year, y.month):
        one, two = f"{x.day:02}", f"{y.day:02}"
        return sum(i != j for i, j in zip(one, two, strict=True)) == 1 or one == two[::-1]
    return False


def _both_known(facts, passages, days, other, one, weight) -> bool:  # type: ignore[no-untyped-def]
    """Whether either passage tells what the other's day is told of elsewhere, so that there were two events."""
    a, b = passages[other], passages[one]
    for each, day in ((a, b.when.edtf), (b, a.when.edtf)):
        start, end = facts.document.sentence_of(each.when.start)
        if any(d.edtf == day for d in dates_between(facts, start, end)):
            return True
    same = [
        p
        for p in (passages[i] for i in days[b.when.edtf])
        if p.place != b.place and p.words & b.words
    ]
    twice = [
        p
        for p in (passages[i] for i in days[a.when.edtf])
        if p.place != a.place and p.words & a.words
    ]
    return bool(same and twice)
