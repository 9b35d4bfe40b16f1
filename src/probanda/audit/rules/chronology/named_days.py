"""Days told beside the words that a span of time counts from, wherever they stand: "after the arrest"."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from functools import cache

from probanda.audit.extract.dates import DateMention, days_between
from probanda.audit.extract.language import language_tables
from probanda.audit.extract.time_words import word_pattern
from probanda.audit.extract.told_events import ordinals
from probanda.audit.facts import Facts
from probanda.audit.rules.chronology.pairs import Pair, Place, points_of, right_way
from probanda.audit.rules.chronology.spans import YEAR, Span

__all__ = ["WORD", "dated_words", "from_to", "labelled", "named_days"]


WORD = re.compile(r"[^\W\d_]{4,}")


def named_days(facts: Facts, span: Span, place: Place) -> list[DateMention]:
    """Days told beside the words that a span counts from, each alone in its sentence: "after the arrest"."""
    rest = re.split(
        r"[,;.:()]|\s(?:and|и|y|et)\s", facts.text[span.reach : min(place.end, span.reach + 60)]
    )[0]
    language = language_tables(facts.language)
    words = [w[:6] for w in WORD.findall(rest) if w.islower() and w not in language.closed][:2]
    index = facts.of(dated_words)
    counted = _counted(facts, span.reach, span.reach + len(rest))
    found: dict[int, tuple[float, DateMention]] = {}
    for word in words:
        listed = [d for d in index.get(word, ()) if not place.start <= d.start < place.end]
        line = _labelled(facts, listed, place)
        if line is not None:
            return points_of([line], span)
        told_once = len({d.edtf for d in listed}) == 1
        for d in listed if len(listed) <= 6 else ():
            beside = _counted(facts, *facts.document.sentence_of(d.start)) if counted else {}
            if any(counted[noun].isdisjoint(beside[noun]) for noun in counted.keys() & beside):
                continue  # "the first exchange" is not the second one
            inside = told_once and place.top <= d.start < place.start
            if inside or right_way(d, place.here, span):
                found[d.start] = (found.get(d.start, (0.0, d))[0] + 1 / len(listed), d)
    most = max((weight for weight, _ in found.values()), default=0.0)
    best = points_of((d for weight, d in found.values() if weight == most), span)
    if len({d.edtf for d in best}) != 1 and span.days < 5 * YEAR:
        inside_ones = [d for d in best if place.top <= d.start < place.start]
        best = inside_ones[-1:] + best if inside_ones else []
    return best


def _labelled(facts: Facts, listed: list[DateMention], place: Place) -> DateMention | None:
    """The last date of a short line above, in its section: "Date of arrest: 9 September 2012"."""
    section = facts.document.section_of(place.start)
    for d in reversed(listed):
        if d.start < place.start and labelled(facts, d):
            return d if section is not None and section.start <= d.start else None
    return None


def labelled(facts: Facts, d: DateMention) -> bool:
    """Whether a date stands behind its label, on a line of their own."""
    block = facts.document.block_of(d.start)
    short = block is not None and block.end - block.start < _LABEL
    return short and ":" in facts.text[d.start - 3 : d.start]


#: Letters of a line that is a label with its date.
_LABEL = 60


def _counted(facts: Facts, start: int, end: int) -> dict[str, set[int]]:
    """Which of several: nouns behind an ordinal by their first letters, "the second exchange"."""
    found: dict[str, set[int]] = defaultdict(set)
    for number, pattern in _ordinals(facts.language):
        for m in pattern.finditer(facts.text, start, end):
            found[m[1].lower()[:6]].add(number)
    return found


@cache
def _ordinals(code: str) -> tuple[tuple[int, re.Pattern[str]], ...]:
    return tuple(
        (number, re.compile(rf"(?<!\w){begins}\w{{0,4}}\s+([^\W\d_]{{4,}})", re.IGNORECASE))
        for number, begins in ordinals(code)
        if number < 10
    )


def dated_words(facts: Facts) -> dict[str, list[DateMention]]:
    """Dates that stand alone in their sentence or list item, by the first letters of its words."""
    found: dict[str, list[DateMention]] = defaultdict(list)
    for each in days_between(facts, 0, len(facts.text)):
        if not each.known or each.precision not in {"day", "month", "year", "interval"}:
            continue
        block = facts.document.block_of(each.start)
        if block is None or block.kind in {"title", "contents", "footnote", "running"}:
            continue
        start, end = facts.document.sentence_of(each.start)
        beside = days_between(facts, start, end)
        if len(beside) == 2 and beside[0] is each and _ends(facts, *beside):
            day = replace(each, end=beside[1].end, last=beside[1].last, precision="interval")
        elif len(beside) == 1:
            day = each
        else:
            continue
        if each.start - start < 4 and (end - each.end < 3 or block.kind == "list-item"):
            end = max(end, min(block.end, each.end + 200))
        for word in {w.lower()[:6] for w in WORD.findall(facts.text[start:end])}:
            found[word].append(day)
    return found


def _ends(facts: Facts, a: DateMention, b: DateMention) -> bool:
    """Whether something ended on the second of two days: "met first on D1 and concluded its work on D2"."""
    ended = word_pattern("ended", facts.language).search(facts.text, a.end, b.start)
    ordered = a.precision == b.precision == "day" and a.first and b.last and a.first < b.last
    return bool(ended and ordered)


def from_to(facts: Facts, place: Place) -> list[Pair] | None:
    """As in "from the complaint to the trial": every pair of days told beside the two words."""
    found = word_pattern("from_to", facts.language).search(facts.text, place.start, place.end)
    if found is None:
        return None
    begun, ended = (
        facts.of(dated_words).get(found[name].split()[0].lower()[:6], [])[:12]
        for name in ("a", "b")
    )
    begun, ended = ([d for d in listed if d.precision != "interval"] for listed in (begun, ended))
    return [Pair(a, b) for a in begun for b in ended if a.first and b.first and a.first < b.first]
