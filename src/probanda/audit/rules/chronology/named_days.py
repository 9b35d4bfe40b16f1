"""Days told beside the words that a span of time counts from, wherever they stand: "after the arrest"."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from probanda.audit.extract.dates import DateMention, days_between
from probanda.audit.extract.language import language_tables
from probanda.audit.extract.time_words import word_pattern
from probanda.audit.extract.told_events import act_of
from probanda.audit.facts import Facts
from probanda.audit.rules.chronology.pairs import Pair, Place, how_far, points_of, right_way
from probanda.audit.rules.chronology.spans import YEAR, Span

__all__ = ["WORD", "both_named", "from_to", "named_days"]


WORD = re.compile(r"[^\W\d_]{4,}")


def named_days(facts: Facts, span: Span, place: Place) -> list[DateMention]:
    """Days told beside the words that a span counts from, each alone in its sentence: "after the arrest"."""
    rest = re.split(
        r"[,;.:()]|\s(?:and|и|y|et)\s", facts.text[span.reach : min(place.end, span.reach + 60)]
    )[0]
    language = language_tables(facts.language)
    words = [w[:6] for w in WORD.findall(rest) if w.islower() and w not in language.closed][:2]
    index = facts.of(dated_words)
    found: dict[int, tuple[float, DateMention]] = {}
    for word in words:
        listed = [d for d in index.get(word, ()) if not place.start <= d.start < place.end]
        for d in listed if len(listed) <= 6 else ():
            inside = len(listed) == 1 and place.top <= d.start < place.start
            if inside or right_way(d, place.here, span):
                found[d.start] = (found.get(d.start, (0.0, d))[0] + 1 / len(listed), d)
    most = max((weight for weight, _ in found.values()), default=0.0)
    best = points_of((d for weight, d in found.values() if weight == most), span)
    if len({d.edtf for d in best}) != 1 and span.days < 5 * YEAR:
        inside_ones = [d for d in best if place.top <= d.start < place.start]
        best = inside_ones[-1:] + best if inside_ones else []
    return best


def dated_words(facts: Facts) -> dict[str, list[DateMention]]:
    """Dates that stand alone in their sentence or list item, by the first letters of its words."""
    found: dict[str, list[DateMention]] = defaultdict(list)
    for each in days_between(facts, 0, len(facts.text)):
        if not each.known or each.precision not in {"day", "month", "year"}:
            continue
        block = facts.document.block_of(each.start)
        if block is None or block.kind in {"title", "contents", "footnote", "running"}:
            continue
        start, end = facts.document.sentence_of(each.start)
        if len(days_between(facts, start, end)) != 1:
            continue
        if each.start - start < 4 and (end - each.end < 3 or block.kind == "list-item"):
            end = max(end, min(block.end, each.end + 200))
        for word in {w.lower()[:6] for w in WORD.findall(facts.text[start:end])}:
            found[word].append(each)
    return found


#: A word in more dated sentences says nothing of one day.
_RARE = 4


def both_named(facts: Facts, span: Span, place: Place) -> list[Pair]:
    """As in "the body was found six days after the disappearance was reported", both days told elsewhere."""
    if place.here or span.alone or span.days > YEAR or span.way not in {"after", "before"}:
        return []
    begins = place.start + max(
        facts.text.rfind(m, place.start, span.start) - place.start for m in ",;:"
    )
    target = _day_of_words(facts, _keys(facts, max(place.start, begins), span.start), place, 2, 0.8)
    behind = re.split(r"[,;.:()]", facts.text[span.reach : place.end])[0]
    anchor = _day_of_words(facts, _keys(facts, span.reach, span.reach + len(behind)), place, 1, 0.0)
    if {d.edtf for d in target} & {d.edtf for d in anchor[:1]}:
        return []
    back = span.way == "before"
    pairs = [Pair(b, a) if back else Pair(a, b) for a in anchor for b in target]
    return [p for p in pairs if 0 < (how_far(p, span) or (0, 0))[0] <= max(14, 4 * span.days)]


def _day_of_words(
    facts: Facts, words: frozenset[str], place: Place, fewest: int, part: float
) -> list[DateMention]:
    """The days of the sentences that share some words, one of them rare, the likeliest first."""
    index = facts.of(_dated_sentences)
    shared: dict[int, set[str]] = defaultdict(set)
    for word in words:
        for number in index.by_word.get(word, ()):
            shared[number].add(word)
    weight = {
        number: sum(1 / len(index.by_word[word]) for word in common)
        for number, common in shared.items()
        if len(common) >= min(fewest, len(words))
        and any(len(index.by_word[word]) <= _RARE for word in common)
        and not place.start <= index.days[number].start < place.end
    }
    most = max(weight.values(), default=0.0)
    likely = sorted(weight, key=lambda number: -weight[number])
    return [index.days[number] for number in likely if weight[number] >= part * most]


@dataclass(frozen=True, slots=True)
class _Index:
    """Days that stand alone in their sentence, and in which of these sentences each word is told."""

    days: list[DateMention]
    by_word: dict[str, list[int]]


def _dated_sentences(facts: Facts) -> _Index:
    days: list[DateMention] = []
    by_word: dict[str, list[int]] = defaultdict(list)
    for block in facts.document.prose():
        for start, end in facts.document.sentences(block):
            here = days_between(facts, start, end)
            if len(here) == 1 and here[0].precision == "day" and here[0].known:
                for word in _keys(facts, start, end):
                    by_word[word].append(len(days))
                days.append(here[0])
    return _Index(days, by_word)


def _keys(facts: Facts, start: int, end: int) -> frozenset[str]:
    """What a range tells, act or stem."""
    language = language_tables(facts.language)
    words = [w.lower() for w in WORD.findall(facts.text, start, end)]
    return frozenset(
        act_of(w) or language.stem(w)[:5]
        for w in words
        if w not in language.closed and w not in language.months
    )


def from_to(facts: Facts, place: Place) -> list[Pair] | None:
    """As in "from the complaint to the trial": every pair of days told beside the two words."""
    found = word_pattern("from_to", facts.language).search(facts.text, place.start, place.end)
    if found is None:
        return None
    begun, ended = (
        facts.of(dated_words).get(found[name].split()[0].lower()[:6], [])[:12]
        for name in ("a", "b")
    )
    return [Pair(a, b) for a in begun for b in ended if a.first and b.first and a.first < b.first]
