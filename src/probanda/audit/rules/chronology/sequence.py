"""“After”, “before” and events that can't come the other way round, against the dates beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from probanda.audit.extract.dates import DateMention, days_between
from probanda.audit.extract.language import language_tables
from probanda.audit.extract.quotations import in_speech
from probanda.audit.extract.sources import in_list
from probanda.audit.extract.told_events import act_of
from probanda.audit.facts import Facts
from probanda.audit.lexicon import composed
from probanda.audit.rules.chronology.apart import single, surely_before
from probanda.audit.rules.chronology.elapsed import hits_of
from probanda.audit.rules.chronology.enacted import before_enacted
from probanda.audit.rules.chronology.incidents import around_incidents, soon_after
from probanda.audit.rules.chronology.listed import out_of_line
from probanda.audit.rules.chronology.named_days import WORD, dated_words
from probanda.audit.rules.chronology.narrative import narrative_line
from probanda.audit.rules.chronology.order_in_tables import order_in_tables
from probanda.audit.rules.chronology.stages import stages_turned
from probanda.audit.rules.chronology.stamped import stamped_years
from probanda.audit.rules.chronology.told_back import told_back
from probanda.audit.rules.registry import Hit, rule


@rule(
    "order-wrong",
    "An order of events against their dates",
    "warning",
    "time",
    "“After”, “before”, “two weeks later”, and events that can't come the other "
    "way round (arrest and release) are held against"
    " the dates of one sentence or its neighbour.",
    bad=(
        "After the ceasefire of 10 November 2020, on 3 November 2020, the prisoners "
        "were exchanged.",
        "He was arrested on 5 June 2021 and released on 3 May 2021.",
        "She was arrested on 3 May 2021. Two weeks later, on 30 May 2021, she was released.",
    ),
    good=(
        "After the ceasefire of 10 November 2020, on 14 December 2020, the prisoners "
        "were exchanged.",
        "He was arrested on 3 May 2021 and released on 5 June 2021.",
        "She was arrested on 3 May 2021. Two weeks later, on 17 May 2021, she was released.",
    ),
)
def order_wrong(facts: Facts) -> Iterator[Hit]:
    """Hold words of order against dates, each pair of places once."""
    seen: set[frozenset[int]] = set()
    for hit in _every(facts):
        places = frozenset((hit.start, *(start for start, _ in hit.evidence[:1])))
        listed = any(in_list(facts, place) for place in (hit.start, *places))
        if places not in seen and not listed:
            seen.add(places)
            yield hit


def _every(facts: Facts) -> Iterator[Hit]:
    done: set[int] = set()
    yield from out_of_line(facts, done)
    yield from told_back(facts, done)
    yield from narrative_line(facts, done)
    yield from stamped_years(facts)
    yield from order_in_tables(facts)
    yield from before_enacted(facts)
    yield from around_incidents(facts)
    yield from soon_after(facts)
    yield from stages_turned(facts)
    yield from hits_of(facts, "order-wrong")
    for block in facts.document.prose():
        for start, end in facts.document.sentences(block):
            found = single(days_between(facts, start, end))
            if not in_speech(facts, start + (end - start) // 2):
                yield from _connected(facts, found, start)
                yield from _around_named(facts, found, (start, end))


def _hit(facts: Facts, first: DateMention, second: DateMention, words: str) -> Hit:
    return Hit(
        second.start,
        second.end,
        f"{facts.quote(second.start, second.end)} can't be {words} {facts.quote(first.start, first.end)}.",
        "Check both dates and their order.",
        ((first.start, first.end),),
    )


def _connected(facts: Facts, found: list[DateMention], start: int) -> Iterator[Hit]:
    if len(found) != 2:
        return
    a, b = found
    text = facts.text
    lead, link = text[start : a.start], text[a.end : b.start]
    # "After the ceasefire of D1, on D2 …"
    opening = composed(
        r"\W*(?P<w>(?P<after><follows_after>)|(?P<before><comes_before>))(?!\w)"
    ).match(lead)
    if (
        opening
        and ("," in link or facts.language == "ru")
        and len(lead) < 90
        and not re.search(r"[;:]|(?<!\w)(?:and|since|until)(?!\w)", link)
    ):
        if opening["after"] and surely_before(b, a) and opening["after"].lower() != "since":
            yield _hit(facts, a, b, "after")
        elif opening["before"] and surely_before(a, b):
            yield _hit(facts, a, b, "before")
        return
    if re.search(r"[;:]", link):
        return
    if composed(r",\s*(?:<follows_after>|<comes_before>)\s[^,]*,").search(link):
        return  # "answered on D1 and, after a reminder, on D2"
    after = composed(r"(?<!\w)(?:<follows_after>)(?!\w)").search(link)
    if after and re.search(r"(?<!\w)(?:and|и|y|et)(?!\w)", link[after.end() :]):
        return  # "freed on D1 after a week in custody and died on D2"
    before = composed(r"(?<!\w)(?:<comes_before>)(?!\w)").search(link)
    then = composed(r"(?<!\w)(?:<then>)(?!\w)").search(link)
    bad_words = re.search(
        r"(?<!\w)(?:not|never|only|since|shortly|when|which|end|expir\w+)(?!\w)", link
    )
    if (
        after
        and not before
        and not re.search(r"\bsince\b", link)
        and surely_before(a, b)
        and not bad_words
    ):
        yield Hit(
            a.start,
            a.end,
            f"{facts.quote(a.start, a.end)} can't be after {facts.quote(b.start, b.end)}.",
            "Check both dates and their order.",
            ((b.start, b.end),),
        )
    elif before and not after and surely_before(b, a) and not bad_words:
        yield Hit(
            a.start,
            a.end,
            f"{facts.quote(a.start, a.end)} can't be before {facts.quote(b.start, b.end)}.",
            "Check both dates and their order.",
            ((b.start, b.end),),
        )
    elif (
        then
        and not after
        and not before
        and surely_before(b, a)
        and not re.search(r"(?:than|law|report|article|resolution)\b", link)
    ):
        yield _hit(facts, a, b, "after")


def _around_named(
    facts: Facts, found: list[DateMention], sentence: tuple[int, int]
) -> Iterator[Hit]:
    """As in "Before fieldwork began, … on D", where fieldwork is dated before D wherever it is told."""
    if len(found) != 1 or found[0].precision == "year" or found[0].year_from:
        return
    (when,) = found
    way = composed(
        r"\W*(?:(?P<after><follows_after>)|(?P<before><comes_before>|<until_event>))\s"
    ).match(facts.text, sentence[0], when.start)
    if way is None or not re.fullmatch(r"[^;:]*,[^;:]*", facts.text[way.end() : when.start]):
        return
    name = re.split(r"[,;.:()]", facts.text[way.end() : when.start])[0]
    closed = language_tables(facts.language).closed
    words = [
        w[:6]
        for w in WORD.findall(name)
        if w not in closed and act_of(w) not in {"beginning", "ending"}
    ]
    index = facts.of(dated_words)
    listed = [
        [d for d in index.get(word, ()) if not sentence[0] <= d.start < sentence[1]]
        for word in words[:2]
    ]
    told = next(filter(None, listed), [])
    if not 0 < len({d.edtf for d in told}) <= _MOST:
        return
    wrong = [d for d in told if surely_before(*((when, d) if way["after"] else (d, when)))]
    near = min(wrong, key=lambda d: abs(d.start - when.start), default=None)
    if len(wrong) == len(told) and near:
        yield replace(
            _hit(facts, near, when, "after" if way["after"] else "before"), severity="warning"
        )


#: Days told of what is named; of more, another one may be meant.
_MOST = 3
