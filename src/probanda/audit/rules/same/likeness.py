"""How sure it is that two statements are of one quantity."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from probanda.audit.extract.language import Language
from probanda.audit.extract.names_in_text import names_between
from probanda.audit.extract.quantities import Quantity, quantities
from probanda.audit.facts import Facts
from probanda.audit.rules.same.kin import adds_up, are_kin, other_predicates
from probanda.audit.rules.same.light import narrowed

__all__ = ["FATES", "alike", "common_names", "common_words", "period_key"]

#: What befell those counted; two different fates are two quantities. To be visited or exhumed is none.
FATES = frozenset(
    [
        "kill",
        "injure",
        "detain",
        "imprison",
        "release",
        "capture",
        "missing",
        "abduct",
        "convict",
        "acquit",
        "displace",
        "deport",
        "return",
        "torture",
        "rape",
    ]
)


#: A time named in the sentence before.
_THAT_TIME = re.compile(
    r"(?<!\w)(?:(?:that|the same|this) (?:year|month|day|week|period|time)|в (?:этом|том) (?:же )?году"
    r"|ese (?:mismo )?año|cette (?:même )?année)(?!\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Likeness:
    """How sure it is that two statements are of one quantity: 3 certain, 2 probable, 0 not."""

    grade: int
    why: str
    apart: int = 0


def common_names(facts: Facts) -> frozenset[str]:
    """Names that stand everywhere and tell nothing apart: the State of the report, its organisation."""
    seen: Counter[str] = Counter()
    blocks = 0
    for block in facts.document.prose():
        blocks += 1
        seen.update({run.text.lower() for run in names_between(facts, block.start, block.end)})
    title = {
        run.text.lower()
        for block in facts.document.blocks[:6]
        if block.kind in {"title", "heading"}
        for run in names_between(facts, block.start, block.end)
    }
    return frozenset(
        name for name, times in seen.items() if times > max(5, blocks * 0.2)
    ) | frozenset(title)


def period_key(q: Quantity) -> str | None:
    """The period that its own sentence gives a quantity; None when it gives none."""
    period = q.around.period
    return (period.edtf or period.words) if period and q.around.period_from == "sentence" else None


def alike(
    facts: Facts, a: Quantity, b: Quantity, common: frozenset[str], language: Language
) -> Likeness:
    """How sure it is that two quantities are one."""
    likeness = _told_alike(facts, a, b, common, language)
    if not likeness.grade:
        return likeness
    if other_predicates(a, b, language) or adds_up(facts, a, b):
        return Likeness(0, "")
    if not are_kin(a, b):
        return Likeness(2 if likeness.grade >= 3 and not likeness.apart else 0, "")
    if likeness.grade >= 3 and likeness.apart <= 1 and a.unit == "count":
        return likeness
    return Likeness(2, "")


def _told_alike(
    facts: Facts, a: Quantity, b: Quantity, common: frozenset[str], language: Language
) -> Likeness:
    none = Likeness(0, "")
    x, y = a.around, b.around
    if x.speaker != y.speaker or (x.actor != y.actor and x.actor and y.actor):
        return none
    if bool(a.subset) != bool(b.subset):
        return none
    weak = 0
    if a.subset:
        known = facts.of(quantities)
        whole_a = known[a.whole] if a.whole is not None else None
        whole_b = known[b.whole] if b.whole is not None else None
        if (
            whole_a is None
            or whole_b is None
            or whole_a.value != whole_b.value
            or whole_a.group.head != whole_b.group.head
        ):
            return none
    # what narrows the noun
    labels_a, labels_b = a.group.labels - language.each, b.group.labels - language.each
    labels_a, labels_b = labels_a - {"total"}, labels_b - {"total"}
    only_a, only_b = labels_a - labels_b, labels_b - labels_a
    if only_a and only_b:
        return none
    lone = only_a | only_b
    if any(label in language.kinds or label in common_words(common) for label in lone):
        return none
    # what happened
    did_a = (x.actions | a.group.actions) - _of_noun(a, language)
    did_b = (y.actions | b.group.actions) - _of_noun(b, language)
    if did_a & FATES and did_b & FATES and not did_a & did_b:
        return none
    extra_actions = (did_a ^ did_b) & FATES
    # when
    per_a, per_b = period_key(a), period_key(b)
    if per_a and per_b and per_a != per_b:
        return none
    as_a, as_b = x.as_of.edtf if x.as_of else "", y.as_of.edtf if y.as_of else ""
    if as_a != as_b and as_a and as_b:
        return none
    if bool(per_a) != bool(per_b) or as_a != as_b:
        weak += 1
    if bool(per_a) != bool(per_b):
        loose = b if per_a else a
        meant = loose.around.period
        if (
            meant
            and meant.edtf != (per_a or per_b)
            and _THAT_TIME.search(facts.text, *loose.sentence)
        ):
            return none  # "in that year" is the year of the sentence before
    elif not per_a and x.period and y.period and x.period.edtf != y.period.edtf:
        return none
    # where and who
    names_a, names_b = x.names - common, y.names - common
    if names_a - names_b and names_b - names_a:
        return none
    if names_a ^ names_b:
        weak += 1
    if _part_of_place(facts, a, b, common) or _part_of_place(facts, b, a, common):
        return none  # ten of one prison, thirty-one of all
    if facts.of(narrowed).get(a.index) or facts.of(narrowed).get(b.index):
        return none
    # the other words
    light = language.light
    skip = light | {a.group.head, b.group.head} | labels_a | labels_b
    words_a = {w for w in x.content if w not in skip and not w.isdigit()} - _name_words(
        names_a | names_b | common
    )
    words_b = {w for w in y.content if w not in skip and not w.isdigit()} - _name_words(
        names_a | names_b | common
    )
    acted = {
        w
        for w in words_a | words_b
        if language.action(w)
        or all(piece in language.numbers or piece in language.scales for piece in w.split("-"))
    }
    words_a, words_b = words_a - acted, words_b - acted
    words_a, words_b = words_a - language.months.keys(), words_b - language.months.keys()
    shared, apart_a, apart_b = words_a & words_b, words_a - words_b, words_b - words_a
    apart = max(len(apart_a), len(apart_b))
    both = min(len(apart_a), len(apart_b))
    specific = (
        bool(labels_a & labels_b)
        or a.group.head not in language.generic
        or (a.total and b.total)
        or bool(did_a & did_b & {"interview", "survey"})
    )
    anchored = (
        bool(per_a and per_b) or bool(a.subset) or bool(names_a & names_b) or bool(as_a and as_b)
    )
    same_day = bool(per_a and per_b and len(per_a) == 10 and names_a & names_b)
    if not (did_a & did_b or labels_a & labels_b or len(shared) >= 2 or (same_day and shared)):
        return none
    place_and_time = bool(names_a & names_b) and bool(per_a and per_b) and len(shared) >= 2
    if a.group.head in language.generic and not (
        labels_a & labels_b or did_a & did_b or place_and_time or len(shared) >= 3
    ):
        return none
    if extra_actions:
        weak += 1
    weak += len(lone)
    if (
        weak == 0
        and both == 0
        and apart <= 1
        and specific | anchored
        and (
            anchored or (specific and shared) or did_a & did_b & {"interview", "survey", "document"}
        )
    ):
        return Likeness(3, "", apart)
    if weak == 0 and anchored and both <= 1 and apart <= 2 and len(shared) >= 1:
        return Likeness(3, "", apart)
    # "31 were killed in the shelling of Bresk", "the shelling of Bresk, in which 34 were killed"
    close = abs(a.value - b.value) * 10 <= 3 * max(a.value, b.value)
    if (
        weak == 0
        and close
        and names_a & names_b
        and len(did_a & did_b) + bool(per_a and per_b) >= 2
        and a.group.head not in {"case", "incident", "person", "people"}
        and both <= 1
        and apart <= 2
    ):
        return Likeness(2, "")
    if (
        weak == 0
        and apart <= 4
        and both <= 2
        and len(shared) >= 2 * both
        and (
            (anchored and (specific or shared))
            or (specific and len(shared) >= 1)
            or (did_a & did_b & {"interview", "survey"} and both <= 1)
        )
    ):
        return Likeness(2, "")
    if (
        weak == 1
        and both == 0
        and apart <= 3
        and (specific and (shared or anchored or did_a & did_b))
        and not extra_actions
    ):
        return Likeness(2, "")
    return none


def _of_noun(q: Quantity, language: Language) -> frozenset[str]:
    """What the noun of a person says of itself: a respondent is asked, and nothing more is said of him by it."""
    if q.group.head not in language.persons or q.group.head in language.kinds:
        return frozenset()
    said = {language.action(word.lower()) for word in q.group.text.split()[-1:]}
    return frozenset(said & {"survey", "interview"})


def _part_of_place(facts: Facts, part: Quantity, whole: Quantity, common: frozenset[str]) -> bool:
    """Whether a value is much smaller and told of a place that the other isn't told of: a part."""
    if part.value * 3 >= whole.value * 2:
        return False
    start = max(facts.text.rfind(";", part.sentence[0], part.start) + 1, part.sentence[0])
    named = {run.text.lower() for run in names_between(facts, start, part.start)}
    return bool((named | part.around.names) - common - whole.around.names)


def common_words(common: frozenset[str]) -> frozenset[str]:
    """Single words of common names; none of them may narrow a noun on one side only and pass."""
    return frozenset()


def _name_words(names: frozenset[str]) -> set[str]:
    return {word for name in names for word in name.lower().split()}
