"""Parts larger than the whole that is said of them."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from probanda.audit.extract.language import Language, language_tables
from probanda.audit.extract.quantities import Quantity, quantities
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_block
from probanda.audit.lexicon import composed
from probanda.audit.reckoning import (
    counts_same,
    is_person,
    kind_of,
    noun_left_out,
    round_to,
    same_kind,
)
from probanda.audit.rules.percentages.moves import opens_move
from probanda.audit.rules.registry import Hit, rule
from probanda.audit.rules.wholes.breakdowns import breakdowns
from probanda.audit.rules.wholes.complete import added, is_listed, sum_shown
from probanda.audit.rules.wholes.larger import larger_parts

__all__ = ["parts_exceed"]


@rule(
    "parts-exceed",
    "A part is larger than the whole",
    "error",
    "figures",
    '"Including", "of whom", "among them" name parts; none can be larger than the whole, nor can parts together'
    " that shut each other out (men, women, children). Labels that one person can "
    "carry at once are not added.",
    bad=(
        "They interviewed 30 survivors, including 34 women.",
        "Of 12 detainees, 8 men and 7 women were beaten.",
    ),
    good=(
        "They interviewed 30 survivors, including 24 women and 18 teachers.",
        "Of 12 detainees, 8 were men.",
    ),
    accept="The two numbers count different things: say so in the text instead.",
)
def parts_exceed(facts: Facts) -> Iterator[Hit]:
    """Compare every named part with its whole."""
    told: set[int] = set()
    for hit in _told(facts):
        told.add(hit.start)
        yield hit
    for hit in larger_parts(facts):
        if hit.start not in told:
            told.add(hit.start)
            yield hit


#: A part that is so many times its whole is a part of something else.
_FAR = 5


def _told(facts: Facts) -> Iterator[Hit]:
    language = language_tables(facts.language)
    known = facts.of(quantities)
    groups: dict[int, list[Quantity]] = defaultdict(list)
    for q in known:
        base = q.of if q.of is not None else q.whole
        if base is None or not is_listed(q) or q.each:
            continue
        whole = known[base]
        if whole.unit != "count" or whole.bound in {"at_least", "more_than"}:
            continue
        if q.of is None and not counts_same(whole, q, language):
            continue
        if whole.bound == "about" and q.value <= whole.value * Decimal("1.15"):
            continue
        if q.value > whole.value and q.bound not in {"less_than", "up_to"}:
            if q.of is None and q.sentence == whole.sentence and _far_behind(facts, whole, q):
                continue
            if q.of is None and (_moved(facts, whole, known) or q.value > whole.value * _FAR):
                continue  # "from 47 to 54"; far more than the whole: of another thing
            if q.of is not None and composed(r"(?<!\w)<of_them>\s+\Z").search(
                facts.text[q.end : whole.start]
            ):
                continue  # "at 402 of them one person was found": not 402 of one
            if q.of is None and _other_whole(facts, whole, q, language):
                continue
            yield Hit(
                q.start,
                q.end,
                f"A part is larger than its whole: {q.shown} of {whole.shown}.",
                "Correct the number that is wrong.",
                ((whole.start, whole.end),),
                None if _certain(facts, whole, q) else "warning",
            )
        elif q.whole is not None:
            groups[base].append(q)
    for base, parts in groups.items():
        yield from _exclusive(facts, known[base], parts, language)
    yield from _crossed(facts, language)
    for each in facts.of(breakdowns):
        if each.total > each.whole.value:
            yield Hit(
                each.parts[0].start,
                each.parts[-1].end,
                f"The parts are more than the whole: {each.shown}, more than {each.whole.shown}.",
                "Correct the number that is wrong.",
                ((each.whole.start, each.whole.end),),
                "warning",
            )


def _moved(facts: Facts, q: Quantity, known: tuple[Quantity, ...]) -> bool:
    """Whether a number is the first value of a change: "grew from 47 to 54"."""
    after = known[q.index + 1 : q.index + 2]
    return bool(after) and after[0].sentence == q.sentence and opens_move(facts, q, after[0])


_NAMED_PART = re.compile(
    r"(?<!\w)(?:including|among (?:them|whom)|of whom|of which|в том числе|из них|из которых|entre ell[oa]s"
    r"|de l[oa]s cuales|inclu\w+|dont|parmi)(?!\w)",
    re.IGNORECASE,
)


def _far_behind(facts: Facts, whole: Quantity, part: Quantity) -> bool:
    """Whether "of them" may speak of another noun: "nine villagers saw soldiers get down, thirty of them"."""
    link = facts.text[max(whole.end, whole.group.end) : part.start]
    behind = composed(r"\s+<of_them>").match(facts.text, part.end)
    return bool(behind) and len(link.split()) > 3


def _certain(facts: Facts, whole: Quantity, part: Quantity) -> bool:
    """Whether the words put a part and its whole side by side: "8 of the 7", "30 survivors, including 34"."""
    if part.of is not None:
        return True
    link = facts.text[whole.end : part.start]
    named = _NAMED_PART.search(link)
    return (
        whole.sentence == part.sentence
        and bool(named)
        and len(link) < 90
        and not re.search(r"[;:]|\d", link)
    )


_WOMAN = re.compile(r"woman|female|girl|женщин|девоч|mujer|niña|femme|fille")
_CIVILIAN = re.compile(r"civil|гражданск|мирн")
_YOUNG = re.compile(
    r"child|minor|juvenile|boy|infant|teen|дет|реб|несовершеннолет|niñ|menor|enfant|mineur"
)


def _sort_of(q: Quantity, language: Language) -> str:
    """Which half of a kind a quantity counts: "sex:woman", "service:civilian"; "" when no kind is named."""
    kind, label = kind_of(q.group, language)
    if not kind or kind in {"fate", "answer"}:
        for word in re.findall(r"[^\W\d_]+", q.label.lower()):
            stem = language.stem(word)
            if language.kinds.get(stem) in {"sex", "service", "age"}:
                kind, label = language.kinds[stem], stem
    if kind == "sex":
        return "sex:woman" if _WOMAN.search(label) else "sex:man"
    if kind == "service":
        return "service:civilian" if _CIVILIAN.search(label) else "service:military"
    if kind == "age":
        return "age:young" if _YOUNG.search(label) else f"age:{label}"
    return ""


_ALSO = re.compile(
    r"(?<!\w)(?:also|another|further|in addition|also|также|ещё|además|otr[oa]s|aussi"
    r"|autres)(?!\w)",
    re.IGNORECASE,
)


def _crossed(facts: Facts, language: Language) -> Iterator[Hit]:
    """As in "3,890 missing: 3,171 soldiers and 719 civilians. 1,480 were released: 378"
    " soldiers, 1,102 civilians".
    """
    for rows in facts.of(by_block).values():
        split: list[tuple[Quantity, dict[str, Quantity]]] = []
        persons = [
            q for q in rows if q.unit == "count" and q.exact and not (q.spoken or q.each or q.delta)
        ]
        sort_of = [_sort_of(q, language) for q in persons]
        for place, whole in enumerate(persons):
            sorts: dict[str, Quantity] = {}
            for q, sort in zip(
                persons[place + 1 : place + 90], sort_of[place + 1 : place + 90], strict=False
            ):
                if q.start - whole.start >= 260:
                    break
                if sort and q.start > whole.start:
                    sorts.setdefault(sort, q)
            for kind in ("service", "sex"):
                own = {sort: q for sort, q in sorts.items() if sort.startswith(kind)}
                if len(own) == 2 and added(list(own.values())) == whole.value:
                    split.append((whole, own))
        for (wide, all_), (narrow, some) in itertools.combinations(split, 2):
            if narrow.value >= wide.value or narrow.start < wide.start:
                continue
            if narrow.group.head != wide.group.head or _ALSO.search(facts.text, *narrow.sentence):
                continue
            for sort in sorted(all_.keys() & some.keys()):
                if some[sort].value > all_[sort].value:
                    label = some[sort].group.text or sort.partition(":")[2]
                    yield Hit(
                        some[sort].start,
                        some[sort].end,
                        f"Of {narrow.shown} {some[sort].shown} are {label}, but of all {wide.shown} "
                        f"only {all_[sort].shown}.",
                        "Correct the number that is wrong, or say that the two groups are not one.",
                        tuple((q.start, q.end) for q in (all_[sort], wide, narrow)),
                        "warning",
                    )


def _other_whole(facts: Facts, whole: Quantity, part: Quantity, language: Language) -> bool:
    return any(
        q.value >= part.value
        and q.index != part.index
        and q.start < part.start
        and q.unit == "count"
        and q.index != whole.index
        and (noun_left_out(part, language) or same_kind(q.group, part.group, language))
        for q in facts.of(by_block).get(part.block, [])
    )


def _exclusive(
    facts: Facts, whole: Quantity, parts: list[Quantity], language: Language
) -> Iterator[Hit]:
    by_sentence_: dict[tuple[int, int], list[Quantity]] = defaultdict(list)
    for part in parts:
        by_sentence_[part.sentence].append(part)
    for listed in by_sentence_.values():
        labels = [kind_of(p.group, language) for p in listed]
        kinds = {kind for kind, _ in labels}
        if (
            len(listed) >= 2
            and _parted(facts, whole, listed, language)
            and added(listed) >= whole.value + max(round_to(whole), Decimal("0.1"))
            and whole.exact
        ):
            yield Hit(
                listed[0].start,
                listed[-1].end,
                f"The parts are more than the whole: {sum_shown(listed)}, more than {whole.shown}.",
                "Correct the number that is wrong.",
                ((whole.start, whole.end),),
            )
            continue
        if len(listed) < 2 or "" in kinds or len({label for _, label in labels}) != len(labels):
            continue
        if len(kinds) > 1 and kinds != {"sex", "age"}:
            continue
        if whole.bound in {"exact", "exactly", "up_to", "less_than"} and added(
            listed
        ) >= whole.value + max(round_to(whole), Decimal("0.1")):
            if listed[0].sentence != whole.sentence and _other_whole(
                facts, whole, listed[0], language
            ):
                continue
            yield Hit(
                listed[0].start,
                listed[-1].end,
                f"The parts are more than the whole: {sum_shown(listed)}, more than {whole.shown}.",
                "Correct the number that is wrong.",
                ((whole.start, whole.end),),
            )


def _parted(facts: Facts, whole: Quantity, listed: list[Quantity], language: Language) -> bool:
    """Parts that shut each other out: other places ("21 in custody, 12 in transfer"), other sorts."""
    heads = {p.group.head for p in listed}
    if is_person(whole.group, language) and whole.group.head not in {"death"}:
        return False
    if all(p.group.head and not is_person(p.group, language) for p in listed) and len(heads) == len(
        listed
    ):
        return whole.group.head not in heads
    where = [
        re.match(
            r"\s+(?:\w+\s+)?(?:in|at|during|near|on)\s+(\w+\s?\w*)", facts.text[p.end : p.end + 40]
        )
        for p in listed
    ]
    return all(where) and len({w[1] for w in where if w}) == len(listed)
