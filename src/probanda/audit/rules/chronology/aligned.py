"""One event told in two places of a document with two dates, found without knowing what kind of event it is.

Each date stands beside words; what two dated passages share is weighed by how rare it is in the document. Two
passages that share most of their rare words and names, with two days that one slip of the pen parts (another
year, another month, a digit, two digits exchanged), or a few days, seem to tell one event.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from math import log

from probanda.audit.extract.columns import placed
from probanda.audit.extract.dates import NO_YEAR, DateMention, dates, days_between
from probanda.audit.extract.language import Language, language_tables
from probanda.audit.extract.names_in_text import names_between
from probanda.audit.extract.quotations import in_speech
from probanda.audit.extract.told_events import act_names, act_of
from probanda.audit.facts import Facts
from probanda.audit.rules.chronology.apart import surely_before
from probanda.audit.rules.registry import Hit

__all__ = ["aligned", "of_one_year", "slip_of", "stem_of"]

_WORD = re.compile(r"[^\W\d_]{1,4}[-‑]\d{1,4}(?!\w)|[^\W\d_]{4,}|(?<![\d.,])\d{1,4}(?![\d.,:])")
_AGAIN = re.compile(
    r"(?<!\w)(?:again|another|re-?arrested|once more|every|each|monthly|weekly|daily|annual\w*|anniversary|resumed"
    r"|снова|вновь|повторн\w+|ежегодн\w+|ежемесячн\w+|кажд\w+|годовщин\w+|otra vez|de nuevo|nuevamente"
    r"|cada|aniversario|anual\w*|de nouveau|à nouveau|chaque|annuel\w*)(?!\w)",
    re.IGNORECASE,
)
#: Which of several: "the second session". Where only one of two passages says so, they are two.
_NUMBERED = re.compile(
    r"(?:first|secon|third|fourt|fifth|sixth|sevent|eight|ninth|tenth|втор|трет|четв|пят|шест|седьм|восьм|перв|prime|segun|terce|cuart|quint"
    r"|deuxi|secon|trois|quatr|premi|\d{1,2}\Z)"
)
#: A word in so many passages says nothing of one event; a pair is sought over rarer ones.
_RARE = 5
#: A passage of fewer words can't be told from another; of a longer one the words beside the date count.
_FEWEST, _BEFORE, _BEHIND = 4, 170, 130
#: Days apart, beyond which two days that no slip joins are of two events of a kind.
_SOON = 10


@dataclass(frozen=True, slots=True)
class Passage:
    """A date and the words beside it.

    Attributes:
        when: the date.
        words: stems and numbers of its part of the sentence or of its row.
        names: what is named there, by the first letters.
        place: the sentence's or row's first code point.
        block: its block, or its table's row.
        section: first code point of its section.
        entry: of a chronology: a row, or a paragraph that opens with its day.
        acts: what its words tell to have been done.
    """

    when: DateMention
    words: frozenset[str]
    names: frozenset[str]
    place: int
    block: int
    section: int = -1
    entry: bool = False

    @property
    def numbers(self) -> frozenset[str]:
        """The long numbers among its words."""
        return frozenset(word for word in self.words if len(word) > 2 and word.isdigit())

    @property
    def acts(self) -> frozenset[str]:
        """The acts among its words."""
        return self.words & act_names()


def aligned(facts: Facts, told: set[int]) -> Iterator[Hit]:
    """Pairs of passages that seem to tell one event and give it two days."""
    passages = [p for p in _passages(facts) if len(p.words) >= (2 if p.entry else _FEWEST)]
    scale = _Scale(facts, passages)
    best: dict[int, tuple[float, int]] = {}
    same: dict[int, float] = {}
    named: dict[tuple[int, str], dict[str, int]] = defaultdict(dict)
    for other, one in _candidates(passages, scale):
        a, b = passages[other], passages[one]
        likeness = scale.likeness(a, b)
        for place, beside in ((other, one), (one, other)):
            entry, told_at = passages[place], passages[beside]
            if likeness and entry.entry and entry.section != told_at.section:
                shared = entry.words & told_at.words & entry.names
                named[place, told_at.when.edtf].update(dict.fromkeys(shared, beside))
        if likeness and _meets(a.when, b.when):
            same[one] = max(same.get(one, 0.0), likeness)
            same[other] = max(same.get(other, 0.0), likeness)
        elif likeness and scale.one_event(a, b):
            for place, beside in ((one, other), (other, one)):
                if likeness > best.get(place, (0.0, 0))[0]:
                    best[place] = (likeness, beside)
    for (place, _), names in named.items():
        beside = min(names.values(), default=place)
        a, b = passages[beside], passages[place]
        alone = len(names) > 1 and scale.orphan(b) and not same.get(place)
        if alone and not _meets(a.when, b.when) and slip_of(a.when, b.when):
            best[place] = (scale.weight(frozenset(names)), beside)
    for place in sorted(
        best, key=lambda place: (same.get(place, 0.0), -passages[place].when.start)
    ):
        likeness, beside = best[place]
        a, b = passages[beside], passages[place]
        if same.get(place, 0.0) >= 0.8 * likeness or b.when.start in told or a.when.start in told:
            continue
        if _beside_both(facts, a, b):
            continue
        told.update((a.when.start, b.when.start))
        yield Hit(
            b.when.start,
            b.when.end,
            f"{facts.quote(b.when.start, b.when.end)} here, {facts.quote(a.when.start, a.when.end)} elsewhere, "
            "of what seems to be one event.",
            "Use one date in all places, or say that there were two events.",
            ((a.when.start, a.when.end),),
            "warning",
        )


def _candidates(passages: list[Passage], scale: _Scale) -> Iterator[tuple[int, int]]:
    """Pairs that share a rare word, each once."""
    by_word: dict[str, list[int]] = defaultdict(list)
    for place, each in enumerate(passages):
        for word in each.words:
            if scale.count[word] <= _RARE:
                by_word[word].append(place)
    tried: set[tuple[int, int]] = set()
    for places in by_word.values():
        for x, one in enumerate(places):
            for other in places[:x]:
                if (other, one) not in tried:
                    tried.add((other, one))
                    yield other, one


class _Scale:
    """How much a word weighs in a document, and what it takes to be one event.

    Attributes:
        count: in how many passages each stem stands.
    """

    def __init__(self, facts: Facts, passages: list[Passage]) -> None:
        self.count: dict[str, int] = defaultdict(int)
        for each in passages:
            for word in each.words:
                self.count[word] += 1
        self._common = facts.of(_frequency)
        self._size = len(passages)
        self._blocks: dict[str, set[int]] = defaultdict(set)
        for when in facts.of(dates):
            block = facts.document.block_of(when.start)
            self._blocks[when.edtf].add(block.index if block else -1)

    def weight(self, words: frozenset[str]) -> float:
        """Of some stems together: the rarer, the more."""
        return sum(
            log(1 + 2 * self._size / self.count[w]) / (1 + log(1 + self._common.get(w, 0)) / 4)
            for w in words
        )

    def likeness(self, a: Passage, b: Passage) -> float:
        """The weight of what two passages share, names twice; 0 where they can't be one event."""
        if a.block == b.block:
            return 0.0
        if a.names and b.names and not a.names & b.names and not (a.entry or b.entry):
            return 0.0
        if a.acts and b.acts and not a.acts & b.acts:
            return 0.0  # "was killed on", "was buried on"
        if a.numbers and b.numbers and not a.numbers & b.numbers:
            return 0.0  # the order No. 1225, the order No. 1226
        shared = a.words & b.words
        return self.weight(shared) + self.weight(shared & a.names & b.names)

    def orphan(self, each: Passage) -> bool:
        """Whether its day is told nowhere else."""
        return len(self._blocks.get(each.when.edtf, ())) <= 1

    def one_event(self, a: Passage, b: Passage) -> bool:
        """Whether two passages of different days share enough."""
        shared = a.words & b.words
        if not (a.entry or b.entry) and _which(a) != _which(b):
            return False
        named = bool(shared & a.names & b.names)
        own = self.likeness(a, b)
        coverage = own / max(0.1, min(self.weight(a.words), self.weight(b.words)))
        entry, alone = a.entry or b.entry, self.orphan(a) and self.orphan(b)
        days = a.when.precision == b.when.precision == "day"
        if a.entry and b.entry and a.section == b.section:
            return False  # two entries of one chronology
        slip = slip_of(a.when, b.when)
        if slip and entry and alone:
            return len(shared) >= 2 and coverage >= (0.3 if days else 0.5) and own >= 3
        if slip and days and alone and len(shared) >= 2 and coverage >= 0.5 and own >= 1.6:
            return all(self.count[word] <= _RARE for word in shared)
        if slip and days:
            need = 0.5 if slip == "day" else 0.35
            return (
                len(shared) >= (2 if named and slip != "day" else 3)
                and coverage >= need
                and own >= 4
            )
        if slip:
            return slip == "year" and len(shared) >= 3 and coverage >= 0.55 and own >= 4
        lent = a.when.year_from or b.when.year_from
        if not days or lent or _apart(a.when, b.when) > (31 if alone and entry else _SOON):
            return False
        if alone and entry:
            return len(shared) >= 3 and coverage >= 0.5 and own >= 3
        return len(shared) >= 4 and coverage >= 0.55 and own >= 4


def _which(each: Passage) -> frozenset[str]:
    return frozenset(word for word in each.words if _NUMBERED.match(word))


def _meets(a: DateMention, b: DateMention) -> bool:
    """Whether two dates may be one."""
    a, b = of_one_year(a, b)
    return not (surely_before(a, b) or surely_before(b, a))


def _apart(a: DateMention, b: DateMention) -> int:
    a, b = of_one_year(a, b)
    return abs((a.first - b.first).days) if a.first and b.first else 100_000


def of_one_year(a: DateMention, b: DateMention) -> tuple[DateMention, DateMention]:
    """Two days, a year that isn't said taken to be the other's."""
    if (
        a.first
        and b.first
        and NO_YEAR in {a.first.year, b.first.year}
        and a.first.year != b.first.year
    ):
        try:
            if a.first.year == NO_YEAR:
                day = a.first.replace(year=b.first.year)
                return replace(a, first=day, last=day), b
            day = b.first.replace(year=a.first.year)
            return a, replace(b, first=day, last=day)
        except ValueError:
            return a, b
    return a, b


def _frequency(facts: Facts) -> dict[str, int]:
    """How often each stem stands in the whole text."""
    language = language_tables(facts.language)
    found: dict[str, int] = defaultdict(int)
    for word in _WORD.findall(facts.text.lower()):
        found[stem_of(word, language)] += 1
    return found


def stem_of(word: str, language: Language) -> str:
    """The first letters of a word without its ending; figures as they are."""
    return word if word[0].isdigit() else language.stem(word)[:5]


def _passages(facts: Facts) -> Iterator[Passage]:
    language = language_tables(facts.language)
    for block in facts.document.blocks:
        if block.kind == "cell":
            yield from _in_row(facts, block.start, block.end, block.index, language)
            continue
        if block.kind not in {"paragraph", "list-item", "caption", "footnote", "quote", "heading"}:
            continue
        for start, end in facts.document.sentences(block):
            found = [d for d in days_between(facts, start, end) if _one_day(d)]
            if not found or _AGAIN.search(facts.text, start, end) or in_speech(facts, start + 1):
                continue
            opens = (
                len(found) == 1
                and len(facts.text[block.start : found[0].start].strip("*_ •–-—")) < 4
            )
            alone = opens and end - found[0].end < 12  # "**5 May.** He was taken"
            stop = min(block.end, end + _BEHIND) if alone else end
            edges = [start, *(d.start for d in found[1:]), stop]
            for number, when in enumerate(found):
                low = max(start if not number else found[number - 1].end, when.start - _BEFORE)
                high = min(
                    stop if number + 1 == len(found) else edges[number + 1], when.end + _BEHIND
                )
                yield Passage(
                    when,
                    *_content(facts, (low, when.start), (when.end, high), language),
                    start,
                    block.index,
                    _section(facts, start),
                    opens,
                )


def _section(facts: Facts, position: int) -> int:
    section = facts.document.section_of(position)
    return section.start if section else -1


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
    found = [d for d in days_between(facts, start, end) if _one_day(d)]
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
    if len([d for d in days_between(facts, first, last) if d.known]) == 1:
        yield Passage(
            found[0],
            *_content(facts, (first, start), (end, last), language),
            first,
            index,
            _section(facts, first),
            True,
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
                words.add(act_of(word) or stem_of(word, language))
        for run in names_between(facts, start, end):
            names |= {
                stem_of(word, language) for word in re.findall(r"[^\W\d_]{3,}", run.text.lower())
            }
    return frozenset(words), frozenset(names & words)


def slip_of(a: DateMention, b: DateMention) -> str:
    """What one slip of the pen parts two days: "year", "month", "day"; "" when more does."""
    a, b = of_one_year(a, b)
    assert a.first
    assert b.first
    x, y = a.first, b.first
    if a.precision != b.precision or a.precision == "month":
        return "year" if x.month == y.month and _one_digit(str(x.year), str(y.year)) else ""
    if (x.month, x.day) == (y.month, y.day):
        return "year" if _one_digit(str(x.year), str(y.year)) else ""
    if (x.year, x.day) == (y.year, y.day):
        return "month"
    if (x.year, x.month) == (y.year, y.month):
        one, two = f"{x.day:02}", f"{y.day:02}"
        return "day" if _one_digit(one, two) or one == two[::-1] else ""
    return ""


def _one_digit(a: str, b: str) -> bool:
    """Whether one digit differs, or two neighbours are exchanged."""
    off = [place for place, (i, j) in enumerate(zip(a, b, strict=True)) if i != j]
    if len(off) == 2 and off[1] == off[0] + 1:
        return a[off[0]] == b[off[1]] and a[off[1]] == b[off[0]]
    return len(off) == 1


def _beside_both(facts: Facts, a: Passage, b: Passage) -> bool:
    """Whether a sentence tells both days, so that there were two events."""
    for each, other in ((a, b), (b, a)):
        start, end = facts.document.sentence_of(each.when.start)
        if any(d.edtf == other.when.edtf for d in days_between(facts, start, end)):
            return True
    return False
