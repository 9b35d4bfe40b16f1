"""What speaks for two numbers being one quantity, and what against: each sign a number, mostly between 0 and 1.

The signs are weighed in `weights.yaml`; nothing is decided here.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Set

from probanda.audit.extract.language import Language, language_tables
from probanda.audit.extract.quantities import Quantity
from probanda.audit.facts import Facts
from probanda.audit.rules.same.kin import adds_up, are_kin, slip
from probanda.audit.rules.same.nearness import nearness, tie, told_in
from probanda.audit.rules.same.replaced import designated_apart, replaced
from probanda.audit.rules.same.statements import Statement, rarity
from probanda.audit.rules.same.tabled import cell_named
from probanda.audit.rules.same.traits import Traits, series, traits

__all__ = ["signs"]

#: Share of its words that a sentence must have in common with another one to be of its form.
_FORM = 0.3


def signs(
    facts: Facts, a: Statement, b: Statement, enough: Callable[[Mapping[str, float]], bool] = bool
) -> dict[str, float]:
    """Every sign that a pair shows, by its name in the table of weights.

    Args:
        facts: the document and everything extracted from it.
        a: a number in its sentence.
        b: another one.
        enough: whether what speaks for them is worth looking at what speaks against.
    """
    one, other = traits(facts, a), traits(facts, b)
    weight = facts.of(rarity)
    shared = one.near & other.near
    told = _sum(shared, weight)
    near = told / max(1.0, min(one.told, other.told))
    found = _for(facts, a, b, one, other, told, near)
    if not enough(found):
        return found
    alike = _sum(a.said & b.said, weight) / max(
        1.0, min(_sum(a.said, weight), _sum(b.said, weight))
    )
    noun = a.quantity.group.head[:6]
    strange = min(_sum(one.beside - b.said, weight), _sum(other.beside - a.said, weight))
    against = {
        **_counted_apart(a.quantity, b.quantity, one, other, language_tables(facts.language)),
        **_numbers_apart(facts, a, b, one, other, found),
        **_told_apart(facts, a, b, one, other),
        "bare": float(told - weight.get(noun, 0.0) * (noun in shared) < 2),
        "words_strange": min(2.0, strange / 6),
        "name_apart_alike": _shut_out(one.names, other.names) * near,
        "part_other": (one.part and other.part) * max(0.0, 1 - near),
    }
    if "numbers_same" not in found:
        against["parallel"] = max(0.0, alike - 0.5) * against["numbers_apart"]
    if against["noun_other"]:
        found.pop("lone", None)
    if found.get("lone"):
        against["formula"] /= 2  # a summary takes one of the series
    found |= {name: value for name, value in against.items() if value}
    if alike > _FORM and enough(found):
        forms = replaced(facts, a.quantity, b.quantity)
        found |= {name: value for name, value in forms.items() if value}
        if forms.get("name_replaced"):
            found.pop("swapped_alike", None)  # the form of the sentences makes the likeness
    return found


def _for(
    facts: Facts, a: Statement, b: Statement, one: Traits, other: Traits, told: float, near: float
) -> dict[str, float]:
    """What speaks for a pair."""
    x, y = a.quantity, b.quantity
    least, most = sorted((float(x.value), float(y.value)))
    first, second = (one, other) if x.start < y.start else (other, one)
    slipped = slip(x.value, y.value)
    found = {
        "words_told": min(1.5, told / 20),
        "word_behind": 1.0
        if a.behind[:1] == b.behind[:1] != ()
        else 0.5 * _kin_behind(facts, a, b),
        "run": (_run(a.behind, b.behind) + _run(a.before, b.before)) / 6,
        "label_same": float(bool(one.labels & other.labels)),
        "label_one": float(bool(one.labels - other.labels) != bool(other.labels - one.labels)),
        "numbers_same": min(2.0, tie(facts, a.numbers & b.numbers)),
        "value_near": nearness(facts, x.unit, x.value, y.value),
        "value_far": min(2.0, math.log(most / max(least, 1.0))),
        **slipped,
        "swapped_alike": slipped.get("value_swapped", 0.0) * near,
        "proved_one": float(one.proved != other.proved),
        "definite": (first.definite < second.definite) * (1 - second.explained),
        "fellow_same": float(bool(a.fellows & b.fellows)),
        "time_same": float(bool(a.dates & b.dates) or (one.period == other.period is not None)),
        "name_same": float(bool(one.names & other.names)),
        "action_same": float(bool(one.actions & other.actions) and not _fate_apart(one, other)),
        "restated": float(one.again != other.again),
        "cell_named": cell_named(facts, a, b) if y.cell else 0.0,
        "lone": float(
            one.again != other.again and are_kin(x, y) and _lone(facts, x if one.again else y)
        ),
    }
    return {name: value for name, value in found.items() if value}


def _lone(facts: Facts, q: Quantity) -> bool:
    """Whether what a summary tells is told nowhere else in the document."""
    return facts.of(told_in)[q.value] == 1


def _kin_behind(facts: Facts, a: Statement, b: Statement) -> bool:
    """Whether right behind each number stands a noun of one class: "37 reporters", "39 journalists"."""
    heads = [each.quantity.group.head for each in (a, b)]
    if not all(h and each.behind[:1] == (h[:6],) for h, each in zip(heads, (a, b), strict=True)):
        return False
    language = language_tables(facts.language)
    one, other = map(language.noun_class, heads)
    return one == other != ""


def _sum(words: Set[str], weight: Mapping[str, float]) -> float:
    # Exact, so that the order of a set, other in each process, changes no answer.
    return math.fsum(weight.get(word, 0.0) for word in words)


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


def _counted_apart(
    a: Quantity, b: Quantity, one: Traits, other: Traits, language: Language
) -> dict[str, float]:
    head, second = a.group.head, b.group.head
    same = (head == second != "") or (a.unit != "count" and a.unit_word == b.unit_word != "")
    kind = language.noun_class(head)
    kin = kind != "" and kind == language.noun_class(second)
    persons = one.persons and other.persons
    return {
        "noun_other": float(bool(head and second) and not (same or kin or persons)),
        "label_apart": float(_shut_out(one.labels, other.labels)),
        "kind_apart": float(_shut_out(one.kinds, other.kinds)),
    }


def _shut_out(one: Set[str], other: Set[str]) -> bool:
    """Whether each has something that the other lacks."""
    return bool(one - other and other - one)


def _numbers_apart(
    facts: Facts, a: Statement, b: Statement, one: Traits, other: Traits, found: Mapping[str, float]
) -> dict[str, float]:
    x, y = a.quantity, b.quantity
    low, high = sorted((x, y), key=lambda q: q.value)
    least = float(low.value)
    figures = {len(q.value.normalize().as_tuple().digits) for q in (x, y)}
    return {
        "numbers_apart": min(2.0, len(a.numbers - b.numbers), len(b.numbers - a.numbers)),
        "value_small": 0.0 if low.decimals else float(least < 10) / 2 + float(least < 6) / 2,
        "round_both": float(figures == {1} and least >= 10),
        "explained_both": min(one.explained, other.explained),
        "bound_apart": float(x.bound != y.bound),
        "adds_up": min(1.0, (float(high.value) - least) / 20) if adds_up(facts, x, y) else 0.0,
        "proved_both": float(one.proved and other.proved),
        "fellow_apart": float(_fellows_apart(a, b)),
    }


def _fellows_apart(a: Statement, b: Statement) -> bool:
    """Whether another noun is counted in both sentences with two values: "57 men and …", "61 men and …"."""
    own = {a.quantity.group.head, b.quantity.group.head}
    one, other = ({head for head, _ in each.fellows} - own for each in (a, b))
    agreed = {head for head, _ in a.fellows & b.fellows}
    return bool((one & other) - agreed)


def _told_apart(
    facts: Facts, a: Statement, b: Statement, one: Traits, other: Traits
) -> dict[str, float]:
    """What is told of one and not of the other: time, place, who, part, and where in the report they stand."""
    x, y = a.quantity.around, b.quantity.around
    blocks = abs(a.quantity.block - b.quantity.block)
    return {
        "time_apart": float(_shut_out(a.dates, b.dates)),
        "period_apart": float(bool(one.period and other.period) and one.period != other.period),
        "time_other": float(one.other_time != other.other_time),
        "place_apart": float(_disjoint(x.places, y.places)),
        "fate_apart": _fate_apart(one, other),
        "speaker_apart": _speaker_apart(one, other),
        "actor_apart": float(bool(x.actor and y.actor) and x.actor != y.actor),
        "part_apart": float(one.part != other.part and b.quantity.cell is None),
        "narrowed": float(one.narrowed or other.narrowed),
        "paragraph": float(blocks == 0),
        "next_to": float(0 < blocks <= 2),
        "lead_apart": float(bool(one.lead and other.lead) and one.lead != other.lead),
        "owner_apart": float(_disjoint(one.owner, other.owner)),
        "subject_apart": float(_disjoint(one.subject, other.subject)),
        "designated_apart": float(designated_apart(facts, a.quantity, b.quantity)),
        "formula": series(facts, one.formulas & other.formulas),
    }


def _fate_apart(one: Traits, other: Traits) -> float:
    """Killed here, released there; less where one only has a fate, and the other something else: questioned."""
    if _disjoint(one.fates, other.fates):
        return 1.0
    lone = one.fates ^ other.fates
    return 1.2 if lone and _shut_out(one.actions, other.actions) else 0.0


def _speaker_apart(one: Traits, other: Traits) -> float:
    """Two speakers; a part that says things again leaves out who says them."""
    if one.speaker == other.speaker:
        return 0.0
    return 0.2 if any(not each.speaker and each.again for each in (one, other)) else 1.0


def _disjoint(one: Set[str], other: Set[str]) -> bool:
    """Whether both have something, and nothing in common."""
    return bool(one and other) and not one & other
