"""What speaks for two numbers being one quantity, and what against: each sign a number, mostly between 0 and 1.

The signs are weighed in `weights.yaml`; nothing is decided here.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from decimal import Decimal

from probanda.audit.extract.language import Language, language_tables
from probanda.audit.extract.names_in_text import names_between
from probanda.audit.extract.quantities import Quantity, quantities
from probanda.audit.facts import Facts
from probanda.audit.roles import retells
from probanda.audit.rules.same.apart import apart
from probanda.audit.rules.same.kin import adds_up, slip
from probanda.audit.rules.same.light import narrowed
from probanda.audit.rules.same.likeness import FATES, common_names, period_key
from probanda.audit.rules.same.proved import proved, share_of
from probanda.audit.rules.same.replaced import designated_apart, replaced
from probanda.audit.rules.same.statements import Statement, rarity, statements

__all__ = ["signs"]

_NAME = re.compile(r"[^\W\d_]*[A-ZА-ЯЁÁÉÍÓÚÑ][^\W\d_]*[ \u00a0-]\Z")
_ENTRY = re.compile(r"\W*([^\W\d_][^:.–—]{2,60}?)(?::|\s[–—-])\s")
#: From here on a number is hardly in two sentences by chance.
_TELLING = 13
#: Characters before and behind a number in which a time is said of it.
_NEAR = 90


def signs(facts: Facts, a: Statement, b: Statement) -> dict[str, float]:
    """Every sign that a pair shows, by its name in the table of weights."""
    language = language_tables(facts.language)
    found = {
        **_words(facts, a, b),
        **_counted(a.quantity, b.quantity, language),
        **_numbers(facts, a, b),
        **_circumstances(facts, a, b, language),
    }
    swapped = found.get("value_swapped", 0.0)
    found["swapped_alike"] = swapped * found["words_near"]
    found["parallel"] = (
        max(0.0, found["words_all"] - 0.5) * found["numbers_apart"] * (not found["numbers_same"])
    )
    found["name_apart_alike"] = found.pop("name_apart") * found["words_near"]
    if found.pop("part_both"):
        found["part_other"] = max(0.0, 1 - found["words_near"])
    return {name: value for name, value in found.items() if value}


def _words(facts: Facts, a: Statement, b: Statement) -> dict[str, float]:
    weight = facts.of(rarity)
    near_a, near_b = {*a.behind, *a.before}, {*b.behind, *b.before}
    near = _sum(near_a & near_b, weight)
    return {
        "bare": float(_sum((near_a & near_b) - {a.quantity.group.head[:6]}, weight) < 2),
        "words_near": near / max(1.0, min(_sum(near_a, weight), _sum(near_b, weight))),
        "words_told": min(1.5, near / 20),
        "words_all": _sum(a.said & b.said, weight)
        / max(1.0, min(_sum(a.said, weight), _sum(b.said, weight))),
        "word_behind": float(a.behind[:1] == b.behind[:1] != ()),
        "word_before": float(a.before[:1] == b.before[:1] != ()),
        "words_strange": min(2.0, min(_strange(a, b, weight), _strange(b, a, weight)) / 6),
        "run": (_run(a.behind, b.behind) + _run(a.before, b.before)) / 6,
    }


def _sum(words: set[str] | frozenset[str], weight: Mapping[str, float]) -> float:
    return sum(weight.get(word, 0.0) for word in words)


def _strange(one: Statement, other: Statement, weight: Mapping[str, float]) -> float:
    """How much the words next to one number tell that the other sentence has none of."""
    return _sum({*one.behind[:3], *one.before[:2]} - other.said, weight)


def _run(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    """How many words from the number on are the same, one word of either side passed over."""
    same = skipped = i = j = 0
    while i < len(one) and j < len(other) and same < 5:
        if one[i] == other[j]:
            same, i, j = same + 1, i + 1, j + 1
        elif skipped:
            break
        elif i + 1 < len(one) and one[i + 1] == other[j]:
            i, skipped = i + 1, 1
        elif j + 1 < len(other) and one[i] == other[j + 1]:
            j, skipped = j + 1, 1
        else:
            break
    return same


def _counted(a: Quantity, b: Quantity, language: Language) -> dict[str, float]:
    one, other = a.group.head, b.group.head
    same = (one == other != "") or (a.unit != "count" and a.unit_word == b.unit_word != "")
    persons = _person(a, language) and _person(b, language)
    kin = bool(language.noun_class(one)) and language.noun_class(one) == language.noun_class(other)
    labels_a, labels_b = a.group.labels - {"total"}, b.group.labels - {"total"}
    return {
        "noun_person": float(persons and not (same or kin)),
        "noun_other": float(bool(one and other) and not (same or kin or persons)),
        "label_same": float(bool(labels_a & labels_b)),
        "label_apart": float(bool(labels_a - labels_b and labels_b - labels_a)),
        "label_one": float(bool(labels_a - labels_b) != bool(labels_b - labels_a)),
    }


def _person(q: Quantity, language: Language) -> bool:
    """Whether persons are counted, or what befell them: "59 dead", "95 detained", "12 cases"."""
    head, first = q.group.head, q.group.text.partition(" ")[0].lower()
    return bool(head) and (
        head in language.persons or head in language.generic or bool(language.action(first))
    )


def _numbers(facts: Facts, a: Statement, b: Statement) -> dict[str, float]:
    x, y = a.quantity, b.quantity
    often = facts.of(_mentions)
    sure = facts.of(proved)
    gap = float(abs(x.value - y.value) / max(x.value, y.value))
    return {
        "numbers_same": min(2.0, sum(1.0 if n >= _TELLING else 0.4 for n in a.numbers & b.numbers)),
        "numbers_apart": min(2.0, len(a.numbers - b.numbers), len(b.numbers - a.numbers)),
        "value_close": max(0.0, 1 - 4 * gap),
        **slip(x.value, y.value),
        "value_far": min(2.0, math.log(float(max(x.value, y.value) / min(x.value, y.value)))),
        "value_once": float(min(often[x.value], often[y.value]) == 1),
        "value_small": float(min(x.value, y.value) < 10) / 2 + float(min(x.value, y.value) < 6) / 2,
        "figures": min(4.0, min(_figures(x.value), _figures(y.value)) - 1),
        "round_both": float(
            _figures(x.value) == _figures(y.value) == 1 and min(x.value, y.value) >= 10
        ),
        "explained_both": min(_explained(facts, a), _explained(facts, b)),
        "bound_apart": float(x.bound != y.bound),
        "adds_up": min(1.0, float(abs(x.value - y.value)) / 20) if adds_up(facts, x, y) else 0.0,
        "proved_both": float(x.index in sure and y.index in sure),
        "proved_one": float((x.index in sure) != (y.index in sure)),
        "proved_odd": float(_odd(x, y, often) in sure),
        "share_of": float(share_of(facts, min(x, y, key=lambda q: q.value), x.value, y.value)),
        "definite": float(
            min(x, y, key=lambda q: q.start).definite < max(x, y, key=lambda q: q.start).definite
        ),
        "fellow_same": float(bool(a.fellows & b.fellows)),
        "fellow_apart": float(_fellows_apart(a, b)),
    }


def _figures(value: Decimal) -> int:
    """Figures of a number without the noughts at its end."""
    return len(value.normalize().as_tuple().digits)


def _explained(facts: Facts, each: Statement) -> float:
    """How much of what is told near a number is told elsewhere with the same value, in a sentence or a table."""
    known = facts.of(_explanations)
    index = each.quantity.index
    if index not in known:
        weight = facts.of(rarity)
        near = {*each.behind[:5], *each.before[:4]}
        known[index] = max(
            (
                min(1.0, _sum(near & other.said, weight) / 6)
                for other in facts.of(_by_value)[each.quantity.unit, each.quantity.value]
                if other.quantity.sentence != each.quantity.sentence
            ),
            default=0.0,
        )
    return known[index]


def _explanations(_: Facts) -> dict[int, float]:
    return {}


def _by_value(facts: Facts) -> dict[tuple[str, Decimal], list[Statement]]:
    found: dict[tuple[str, Decimal], list[Statement]] = defaultdict(list)
    for each in facts.of(statements):
        found[each.quantity.unit, each.quantity.value].append(each)
    return found


def _odd(x: Quantity, y: Quantity, often: Mapping[Decimal, int]) -> int:
    """The one of the two whose value is told less often; -1 when both are told as often."""
    if often[x.value] == often[y.value]:
        return -1
    return min(x, y, key=lambda q: often[q.value]).index


def _fellows_apart(a: Statement, b: Statement) -> bool:
    """Whether another noun is counted in both sentences with two values: "57 men and …", "61 men and …"."""
    one, other = dict(a.fellows), dict(b.fellows)
    own = {a.quantity.group.head, b.quantity.group.head}
    return any(head in other and other[head] != one[head] for head in one.keys() - own)


def _mentions(facts: Facts) -> Counter[Decimal]:
    """How often each value stands in the document, tables included."""
    return Counter(q.value for q in facts.of(quantities))


def _circumstances(
    facts: Facts, a: Statement, b: Statement, language: Language
) -> dict[str, float]:
    x, y = a.quantity, b.quantity
    common = facts.of(common_names)
    names_a, names_b = x.around.names - common, y.around.names - common
    when_a, when_b = period_key(x), period_key(y)
    did_a = (x.around.actions | x.group.actions) & FATES
    did_b = (y.around.actions | y.group.actions) & FATES
    return {
        "time_same": float(bool(a.dates & b.dates) or (when_a == when_b is not None)),
        "time_apart": float(bool(a.dates - b.dates and b.dates - a.dates)),
        "period_apart": float(bool(when_a and when_b) and when_a != when_b),
        "place_apart": float(
            bool(x.around.places and y.around.places) and not x.around.places & y.around.places
        ),
        "action_same": float(
            bool((x.around.actions | x.group.actions) & (y.around.actions | y.group.actions))
        ),
        "name_same": float(bool(names_a & names_b)),
        "name_apart": float(bool(names_a - names_b and names_b - names_a)),
        "part_both": float(_part(facts, x) and _part(facts, y)),
        "speaker_apart": float(x.around.speaker != y.around.speaker),
        "actor_apart": float(
            bool(x.around.actor and y.around.actor) and x.around.actor != y.around.actor
        ),
        "fate_apart": float(bool(did_a and did_b) and not did_a & did_b),
        "part_apart": float(_part(facts, x) != _part(facts, y)),
        "narrowed": float(bool(facts.of(narrowed).get(x.index) or facts.of(narrowed).get(y.index))),
        "paragraph": float(x.block == y.block),
        "next_to": float(0 < abs(x.block - y.block) <= 2),
        "siblings": float(_siblings(facts, x, y)),
        "table": float(x.cell is not None or y.cell is not None),
        "named": float(_named(facts, x) or _named(facts, y)),
        "lead_apart": float(_lead(facts, x) != _lead(facts, y)),
        "subject_apart": float(
            _subjects_apart(_subject(facts, x, common), _subject(facts, y, common))
        ),
        **replaced(facts, x, y),
        "designated_apart": float(designated_apart(facts, x, y)),
        "time_other": float(_other_time(facts, x) != _other_time(facts, y)),
        "order_apart": float(_order(facts, x) != _order(facts, y)),
        "kind_apart": float(_kinds_apart(a, b, language)),
        "formula": _formula(facts, a, b),
        "restated": float(_retells(facts, x) != _retells(facts, y)),
        "crowd": math.log10(max(1, len(facts.of(statements)))) - 1.5,
    }


def _part(facts: Facts, q: Quantity) -> bool:
    if q.subset or q.delta or q.each or q.of is not None:
        return True
    behind = max(q.end, q.group.end if q.group.end < q.end + 80 else 0)
    return q.cell is None and _of_those(facts, behind, q.sentence[1])


def _retells(facts: Facts, q: Quantity) -> bool:
    """Whether a number stands in a heading, a summary or a conclusion."""
    return retells(facts, q.start) or facts.document.blocks[q.block].kind in {"title", "heading"}


def _siblings(facts: Facts, x: Quantity, y: Quantity) -> bool:
    """Whether the two stand in sections beside each other under one head, or in items of one list."""
    if facts.document.blocks[x.block].kind == facts.document.blocks[y.block].kind == "list-item":
        return True
    one, other = (facts.document.section_of(q.start) for q in (x, y))
    return bool(one and other and one is not other and one.level == other.level > 1) and _retells(
        facts, x
    ) == _retells(facts, y)


def _named(facts: Facts, q: Quantity) -> bool:
    """Whether a number belongs to a name: "model RX 3080", "Flight 116"."""
    before = facts.text[max(q.sentence[0], q.start - 20) : q.start]
    return bool(_NAME.search(before)) and q.start - 20 > q.sentence[0]


def _lead(facts: Facts, q: Quantity) -> str:
    """What opens an entry and says whom it is about: "Upper Lonn: …", "Region 8 – …"."""
    found = _ENTRY.match(facts.text, q.sentence[0], q.start)
    return found[1].lower().strip() if found and q.cell is None else ""


def _subject(facts: Facts, q: Quantity, common: frozenset[str]) -> set[str]:
    """The words of the name with which a sentence begins, when it is one that tells something apart."""
    if q.cell is not None:
        return set()
    start = q.sentence[0]
    runs = names_between(facts, start, min(q.sentence[1], start + 60))
    if not runs or runs[0].start - start > 24 or runs[0].start >= q.start:
        return set()
    return set(runs[0].text.lower().split()) if runs[0].text.lower() not in common else set()


def _subjects_apart(one: set[str], other: set[str]) -> bool:
    return bool(one and other) and not one & other


def _of_those(facts: Facts, start: int, end: int) -> bool:
    found = apart("of_those", facts.language).search(facts.text, start, min(end, start + 24))
    return found is not None and not facts.text[start : found.start()].strip()


def _order(facts: Facts, q: Quantity) -> frozenset[str]:
    """The ordinals of a sentence: the second quarter is not the third."""
    if q.cell is not None:
        return frozenset()
    return frozenset(
        m.group().lower()[:5]
        for m in apart("ordinals", facts.language).finditer(facts.text, *q.sentence)
    )


def _other_time(facts: Facts, q: Quantity) -> bool:
    """Whether the words near a number put it into another time: "in the same period of last year"."""
    if q.cell is not None:
        return False
    first, last = max(q.sentence[0], q.start - _NEAR), min(q.sentence[1], q.end + _NEAR)
    return apart("other_time", facts.language).search(facts.text, first, last) is not None


def _kinds_apart(a: Statement, b: Statement, language: Language) -> bool:
    """Whether the words nearby name two kinds that shut each other out: women here, men there."""
    one, other = _kinds_near(a, language), _kinds_near(b, language)
    return bool(one - other and other - one)


def _kinds_near(each: Statement, language: Language) -> set[str]:
    near = {*each.behind[:4], *each.before[:3]}
    return {word for word in language.kinds if word[:6] in near}


def _formula(facts: Facts, a: Statement, b: Statement) -> float:
    """How many different values stand in the same formula of words; two make no series."""
    values = facts.of(_formulas)
    most = max(
        (len(values[key]) for key in _keys(a) & _keys(b)),
        default=0,
    )
    return min(3.0, max(0, most - 2) / 2)


def _keys(each: Statement) -> set[tuple[str, ...]]:
    return {("behind", *each.behind[:2]), ("around", *each.before[:1], *each.behind[:1])}


def _formulas(facts: Facts) -> dict[tuple[str, ...], set[Decimal]]:
    """The values of each formula: two words behind the number, or one on either side."""
    values: dict[tuple[str, ...], set[Decimal]] = defaultdict(set)
    for each in facts.of(statements):
        if each.quantity.cell is None:
            for key in _keys(each):
                if len(key) == 3:
                    values[key].add(each.quantity.value)
    return values
