"""What a statement shows by itself, read once, so that pairs are compared by sets and flags alone."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from probanda.audit.extract.language import Language, language_tables
from probanda.audit.extract.names_in_text import names_between
from probanda.audit.extract.quantities import Quantity
from probanda.audit.facts import Facts
from probanda.audit.roles import RETELLING, role_at
from probanda.audit.rules.same.apart import apart
from probanda.audit.rules.same.light import narrowed, of_those
from probanda.audit.rules.same.likeness import FATES, common_names, own_speaker, period_key
from probanda.audit.rules.same.proved import proved
from probanda.audit.rules.same.statements import Statement, content, rarity, statements, to_number

__all__ = ["Traits", "formulas", "series", "traits"]

_WORD = re.compile(r"[^\W\d_]+")
_ENTRY = re.compile(r"\W*([^\W\d_][^:.–—]{2,60}?)(?::|\s[–—-])\s")
#: Characters before and behind a number in which a time is said of it.
_NEAR = 90
#: And in which "from" and "to" stand.
_BESIDE = 12
#: Places looked at that tell the same value.
_SAME = 40
_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Traits:
    """A statement by itself.

    Attributes:
        near: content words to both sides of the number.
        told: how much those words tell.
        beside: the words next to the number.
        labels: what narrows the noun.
        persons: persons are counted, or what befell them.
        kinds: words nearby that shut others of their kind out: women, men.
        names: in its part of the sentence, save those that stand everywhere.
        speaker: who states it; "" for the author, under whatever name the report calls its authors.
        period: that its own sentence gives it; None when it gives none.
        actions: what befell those counted, with what the noun says of them.
        fates: those of them that shut each other out.
        part: a part, a share, an average.
        narrowed: a word makes it something apart ("only", "planned").
        again: the part that says things again in which it stands ("summary", "heading"); "" when in none.
        lead: what opens the entry ("Upper Lonn: …").
        subject: words of the name with which the sentence begins.
        owner: words of the name before the bracket in which it stands ("Churit (23)"), or the last words there.
        other_time: words near it put it into another time ("in the same period of last year").
        definite: spoken of as known ("the 52 survivors").
        proved: its neighbours prove the number.
        explained: how much of what is told near it is told elsewhere with the same value, 0 to 1.
        formulas: the words from the number on, and around it, by which a series is known.
    """

    near: frozenset[str]
    told: float
    beside: frozenset[str]
    labels: frozenset[str]
    persons: bool
    kinds: frozenset[str]
    names: frozenset[str]
    speaker: str
    period: str | None
    actions: frozenset[str]
    fates: frozenset[str]
    part: bool
    narrowed: bool
    again: str
    lead: str
    subject: frozenset[str]
    owner: frozenset[str]
    other_time: bool
    definite: bool
    proved: bool
    explained: float
    formulas: frozenset[tuple[str, ...]]


def traits(facts: Facts, each: Statement) -> Traits:
    """The traits of a statement; each is read once."""
    known = facts.of(_known)
    if each.quantity.index not in known:
        known[each.quantity.index] = _read(facts, each, language_tables(facts.language))
    return known[each.quantity.index]


def _known(_: Facts) -> dict[int, Traits]:
    return {}


def _read(facts: Facts, each: Statement, language: Language) -> Traits:
    q, weight = each.quantity, facts.of(rarity)
    near = frozenset((*each.behind, *each.before))
    close = {*to_number(each.behind[:4]), *to_number(each.before[:3])}
    actions = q.around.actions | q.group.actions
    return Traits(
        near=near,
        told=math.fsum(weight.get(word, 0.0) for word in near),
        beside=frozenset((*each.behind[:3], *each.before[:2])),
        labels=q.group.labels - {"total"},
        persons=_persons(q, language),
        kinds=frozenset(word for word in language.kinds if word[:6] in close),
        names=q.around.names - facts.of(common_names),
        speaker="" if q.around.speaker == facts.of(own_speaker) else q.around.speaker,
        period=period_key(q),
        actions=actions,
        fates=actions & FATES,
        part=_part(facts, q),
        narrowed=facts.of(narrowed).get(q.index, False),
        again=_again(facts, q),
        lead=_lead(facts, q),
        subject=_subject(facts, q),
        owner=_owner(facts, q, language),
        other_time=_other_time(facts, q),
        definite=q.definite,
        proved=q.index in facts.of(proved),
        explained=_explained(facts, each),
        formulas=formulas(each),
    )


def _persons(q: Quantity, language: Language) -> bool:
    """Whether persons are counted, or what befell them: "59 dead", "95 detained", "12 cases"."""
    head, first = q.group.head, q.group.text.partition(" ")[0].lower()
    return bool(head) and (
        head in language.persons or head in language.generic or bool(language.action(first))
    )


def _part(facts: Facts, q: Quantity) -> bool:
    if q.subset or q.delta or q.each or q.of is not None:
        return True
    return of_those(facts, q)


def _again(facts: Facts, q: Quantity) -> str:
    if facts.document.blocks[q.block].kind in {"title", "heading"}:
        return "heading"
    for role in (role_at(facts, q.start, inside=True), role_at(facts, q.start)):
        if role in RETELLING:
            return role
    return ""


def _lead(facts: Facts, q: Quantity) -> str:
    found = _ENTRY.match(facts.text, q.sentence[0], q.start)
    return found[1].lower().strip() if found else ""


def _subject(facts: Facts, q: Quantity) -> frozenset[str]:
    start = q.sentence[0]
    runs = names_between(facts, start, min(q.sentence[1], start + 60))
    if not runs or runs[0].start - start > 24 or runs[0].start >= q.start:
        return _NONE
    name = runs[0].text.lower()
    return _NONE if name in facts.of(common_names) else frozenset(name.split())


def _other_time(facts: Facts, q: Quantity) -> bool:
    first, last = max(q.sentence[0], q.start - _NEAR), min(q.sentence[1], q.end + _NEAR)
    if apart("other_time", facts.language).search(facts.text, first, last):
        return True
    before, behind = (apart(name, facts.language) for name in ("from", "to"))
    word = before.search(facts.text, max(first, q.start - _BESIDE), q.start)
    return (
        word is not None
        and not facts.text[word.end() : q.start].strip()
        and behind.search(facts.text, q.end, min(last, max(q.end, q.group.end) + _BESIDE))
        is not None
    )


def _owner(facts: Facts, q: Quantity, language: Language) -> frozenset[str]:
    """The words of the name before the bracket in which a number stands, else the last words: "pickets (8.5)"."""
    opened = facts.text.rfind("(", q.sentence[0], q.start)
    if opened < 0 or ")" in facts.text[opened : q.start]:
        return _NONE
    first = max(q.sentence[0], opened - _NEAR)
    runs = names_between(facts, first, opened)
    if runs and runs[-1].end > opened - _BESIDE:
        return frozenset(runs[-1].text.lower().split())
    said = [content(word.lower(), language) for word in _WORD.findall(facts.text, first, opened)]
    return frozenset([word for word in said if word][-2:])


def _explained(facts: Facts, each: Statement) -> float:
    weight = facts.of(rarity)
    near = {*each.behind[:5], *each.before[:4]}
    best = 0.0
    for other in facts.of(_by_value)[each.quantity.unit, each.quantity.value][:_SAME]:
        if other.quantity.sentence != each.quantity.sentence and best < 1:
            best = max(best, math.fsum(weight.get(word, 0.0) for word in near & other.said) / 6)
    return min(1.0, best)


def _by_value(facts: Facts) -> dict[tuple[str, Decimal], list[Statement]]:
    found: dict[tuple[str, Decimal], list[Statement]] = defaultdict(list)
    for each in facts.of(statements):
        found[each.quantity.unit, each.quantity.value].append(each)
    return found


def formulas(each: Statement) -> frozenset[tuple[str, ...]]:
    """The two words behind a number, and the one on either side."""
    keys = (("behind", *each.behind[:2]), ("around", *each.before[:1], *each.behind[:1]))
    return frozenset(key for key in keys if len(key) == 3)


def series(facts: Facts, forms: frozenset[tuple[str, ...]]) -> float:
    """How many different values stand in a form of words; two make no series."""
    values = facts.of(_values)
    return min(3.0, max(0, max((len(values[form]) for form in forms), default=0) - 2) / 2)


def _values(facts: Facts) -> dict[tuple[str, ...], set[Decimal]]:
    values: dict[tuple[str, ...], set[Decimal]] = defaultdict(set)
    for each in facts.of(statements):
        for form in formulas(each):
            values[form].add(each.quantity.value)
    return values
