"""One birth and one age of a paragraph, in whatever sentences they stand, and lives written "(1949–2011)"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from probanda.audit.document import Block
from probanda.audit.extract.circumstances import dates_between
from probanda.audit.extract.dates import DateMention, dates
from probanda.audit.extract.quantities import Quantity
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_block
from probanda.audit.lexicon import composed, field
from probanda.audit.rules.chronology.document_date import document_date
from probanda.audit.rules.counts.age_told import BORN, check_age, is_birth
from probanda.audit.rules.registry import Hit

__all__ = ["ages_near_births", "lives"]

_YOUNGEST, _OLDEST = 3, 110
_SAID = composed(
    r"(?<!\w)<said>\s+(?:only\s+|just\s+|barely\s+|then\s+|solo\s+|sólo\s+|apenas\s+|всего\s+|только\s+|"
    r"тогда\s+|seulement\s+)?\Z"
)
_AGED = composed(
    r"(?:\s+years?\s+old|\s+years?\s+of\s+age|-years?-old)|\s*(?:[.,;)]|\Z|(?:when|then|at\s+(?:the\s+ti"
    r"me|that\s+time|his|her|death|arrest)|upon|on\s+(?:his|her))(?!\w))|\s+(?:años|ans|лет|года?)(?!\w)"
    r"(?!\s+<ages_near_aged>)"
)
_OTHERS = composed(r"(?<!\w)<others>(?!\w)")
_THEN = composed(r"(?<!\w)<then>(?!\w)")


def ages_near_births(facts: Facts, named: list[tuple[int, int, str]]) -> Iterator[Hit]:
    """Ages of a paragraph that has one birth, against it and the date at which each holds."""
    for block in facts.document.prose():
        births = [
            d for d in dates_between(facts, block.start, block.end)
            if d.first is not None and d.last is not None and not d.backwards and is_birth(facts, d)
        ]  # fmt: skip
        if len(births) != 1:
            continue
        birth = births[0]
        own = [
            q
            for index in (block.index, *_going_on(facts, block))
            for q in facts.of(by_block).get(index, ())
            if _is_age_told(facts, q) or _apposed(facts, q, named)
        ]
        home = facts.document.sentence_of(birth.start)
        person = {name for start, _, name in named if home[0] <= start < home[1]}
        if not person:
            everybody = {name for start, _, name in named if block.start <= start < block.end}
            person = everybody if len(everybody) == 1 else set()
        for age in own:
            start, end = age.sentence
            others = {name for at, _, name in named if start <= at < end} - person
            if (others and age.sentence != home) or len(person) > 1:
                continue
            if _of_others(facts, start, age.start):
                continue
            if age.sentence != home and sum(q.sentence == age.sentence for q in own) > 1:
                continue
            at = _when(facts, block, birth, age)
            if at is None and facts.text[age.start - 2 : age.start] != ", ":
                yield from _in_no_year_told(facts, birth, age)
            if at is None or at.first is None or at.last is None:
                continue
            near = age.sentence == home and facts.document.sentence_of(at.start) == home
            for hit in check_age(facts, birth, age, at):
                yield hit if near else replace(hit, severity="warning")


#: So often a document names the year in which most of it happens.
_MOSTLY = 4


def _years(facts: Facts) -> Counter[int]:
    """How often the dates of the document, births apart, name each year."""
    days = (
        d for d in facts.of(dates) if d.known and d.first and d.last and d.first.year == d.last.year
    )
    return Counter(d.first.year for d in days if d.first and not is_birth(facts, d))


def _in_no_year_told(facts: Facts, birth: DateMention, age: Quantity) -> Iterator[Hit]:
    """An age without a date, reached in years that the document nowhere names, most of it being of one year."""
    assert birth.first
    assert birth.last
    years = facts.of(_years)
    reached = range(birth.first.year + int(age.value), birth.last.year + int(age.value) + 2)
    mostly, times = max(years.items(), key=lambda pair: pair[1], default=(0, 0))
    own = document_date(facts)
    if (
        times < _MOSTLY
        or any(year in years for year in reached)
        or (own and own[0].year in reached)
    ):
        return
    then = mostly - birth.last.year
    if 0 < then <= _OLDEST:
        yield Hit(
            age.start,
            age.end,
            f"Born {facts.quote(birth.start, birth.end)}, the person was {age.shown} in {reached[0]} or "
            f"{reached[-1]}, of which the document tells nothing; in {mostly} it would be {then - 1} or {then}.",
            "Correct the age or the birth, or say when the age held.",
            ((birth.start, birth.end),),
            "note",
        )


def _going_on(facts: Facts, block: Block) -> tuple[int, ...]:
    """The next paragraph when it goes on about the same person: "He was …", and holds no birth of its own."""
    following = facts.document.blocks[block.index + 1 : block.index + 2]
    if not following or following[0].kind != "paragraph":
        return ()
    other = following[0]
    if not _PRONOUN.match(facts.text, other.start):
        return ()
    births = (d for d in dates_between(facts, other.start, other.end) if is_birth(facts, d))
    return () if any(births) else (other.index,)


_PRONOUN = composed(
    r"<pronoun>(?!\w)(?=[^.]{0,60}?(?<!\w)(?:he|she|was|had|his|her|он|она|был\w*|fue|tenía|avait|fut)(?"
    r"!\w))"
)


def _apposed(facts: Facts, q: Quantity, named: list[tuple[int, int, str]]) -> bool:
    """Whether a number stands right behind a name, or before a birth: "Anna Relk (34)", "the boy, 17, born …"."""
    if q.unit != "count" or not _YOUNGEST <= q.value <= _OLDEST or q.words or q.value % 1:
        return False
    before, after = facts.text[max(0, q.start - 2) : q.start], facts.text[q.end : q.end + 1]
    if (before, after) not in {(", ", ","), (" (", ")")}:
        return False
    if BORN.match(facts.text, q.end + 2):
        return True
    place = bisect_right(named, (q.start, 0, "")) - 1
    return place >= 0 and q.start - 2 <= named[place][1] + 1 <= q.start


def _of_others(facts: Facts, start: int, end: int) -> bool:
    """Whether a relative or an officer is named in a range: the age may be theirs."""
    return bool(_OTHERS.search(facts.text, max(start, end - 60), end))


def _is_age_told(facts: Facts, q: Quantity) -> bool:
    """Whether a number is told as somebody's age."""
    if not _YOUNGEST <= q.value <= _OLDEST or q.value % 1 or q.each or not q.exact or q.delta:
        return False
    if q.unit == "age":
        return True
    if q.unit not in {"count", "duration"}:
        return False
    tail = _AGED.match(facts.text, q.start + len(facts.text[q.start : q.end].split()[0]))
    tail = tail or _AGED.match(facts.text, q.end)
    return bool(tail and _SAID.search(facts.text, max(q.sentence[0], q.start - 30), q.start))


def _when(facts: Facts, block: Block, birth: DateMention, age: Quantity) -> DateMention | None:
    """The date at which an age holds: the other of its sentence, of the one before, or alone in the paragraph."""
    own = [
        d for d in dates_between(facts, *age.sentence) if d != birth and d.known and not d.operator
    ]
    if len(own) == 1:
        return own[0]
    if own:
        return None
    if age.block != block.index:
        return None
    before = [s for s in facts.document.sentences(block) if s[1] <= age.sentence[0]]
    pointed = _THEN.search(facts.text, *age.sentence)
    for start, end in reversed(before[-2:] if pointed else before[-1:]):
        told = [d for d in dates_between(facts, start, end) if d != birth and d.known]
        if told:
            return told[0] if len(told) == 1 else None
    others = [d for d in dates_between(facts, block.start, block.end) if d != birth and d.known]
    alone = age.sentence == facts.document.sentence_of(birth.start) and len(others) == 1
    return others[0] if alone else None


_LIFE = re.compile(
    r"[^\W\d_]\s*\((?P<born>(?:1[89]|20)\d\d)\s*[-–—]\s*(?P<died>(?:1[89]|20)\d\d)\)"
)


def lives(facts: Facts) -> Iterator[Hit]:
    """An age at death beside a life: "Osip Darr (1949–2011) died at the age of 72"."""
    for block in facts.document.prose():
        for found in _LIFE.finditer(facts.text, block.start, block.end):
            sentence = facts.document.sentence_of(found.start())
            years = int(found["died"]) - int(found["born"])
            ages = [
                q for q in facts.of(by_block).get(block.index, ())
                if q.sentence == sentence and q.start >= found.end() and _is_age_told(facts, q)
            ]  # fmt: skip
            if (
                len(ages) != 1
                or not 0 < years <= _OLDEST
                or not field("died").search(facts.text, found.end(), sentence[1])
            ):
                continue
            if _OTHERS.search(facts.text, found.end(), ages[0].start):
                continue
            age = ages[0]
            if age.value not in {years, years - 1}:
                yield Hit(
                    age.start,
                    age.end,
                    f"Who lived from {found['born']} to {found['died']} was {years - 1} or {years} at the end, "
                    f"not {age.shown}.",
                    "Correct the age or the years.",
                    ((found.start("born"), found.end("died")),),
                )
