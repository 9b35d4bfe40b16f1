"""One quantity with two values: the rule that needs the whole document."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from probanda.audit.extract.language import Language, language_tables
from probanda.audit.extract.names_in_text import names_between
from probanda.audit.extract.quantities import Quantity, quantities
from probanda.audit.facts import Facts
from probanda.audit.reckoning import clash
from probanda.audit.rules.registry import Hit, rule

#: Words around a quantity that don't narrow what is counted.
_LIGHT = {
    "en": frozenset(
        [
            "total",
            "number",
            "report",
            "document",
            "documented",
            "documenting",
            "record",
            "recorded",
            "register",
            "registered",
            "identify",
            "identified",
            "find",
            "found",
            "include",
            "including",
            "least",
            "interview",
            "interviewed",
            "conduct",
            "conducted",
            "researcher",
            "organisation",
            "organization",
            "team",
            "year",
            "period",
            "between",
            "since",
            "time",
            "case",
            "cases",
            "which",
            "what",
            "according",
            "least",
            "information",
            "data",
            "available",
            "figure",
            "figures",
            "present",
            "reporting",
            "past",
            "during",
            "following",
            "including",
            "over",
            "all",
            "overall",
            "altogether",
            "country",
            "whole",
            "entire",
            "throughout",
            "nationwide",
            "have",
            "been",
            "were",
            "that",
            "this",
            "these",
            "those",
            "section",
            "chapter",
            "above",
            "below",
            "see",
            "note",
            "also",
            "part",
            "reach",
            "reached",
            "amount",
            "stand",
            "stood",
            "remain",
            "remained",
            "bring",
            "brought",
            "show",
            "shown",
            "summary",
            "finding",
            "findings",
            "based",
            "base",
            "basis",
            "establish",
            "established",
            "monitor",
            "monitored",
            "monitoring",
            "collect",
            "collected",
            "gather",
            "person",
            "people",
            "individual",
            "who",
            "them",
            "their",
            "carry",
            "carried",
            "take",
            "took",
            "place",
            "result",
            "resulted",
            "separate",
            "different",
            "received",
            "receive",
            "said",
            "visit",
            "visited",
            "come",
            "came",
            "make",
            "made",
            "bear",
            "review",
            "reviewed",
            "examine",
            "examined",
            "analyse",
            "analysed",
            "verify",
            "verified",
            "confirm",
            "confirmed",
            "annex",
            "table",
            "line",
            "day",
            "month",
            "end",
            "early",
            "late",
            "first",
            "half",
            "publication",
            "published",
            "research",
            "field",
            "work",
            "fieldwork",
        ]
    ),
    "ru": frozenset(
        [
            "общ",
            "числ",
            "количеств",
            "доклад",
            "период",
            "данн",
            "год",
            "случа",
            "человек",
            "person",
            "всего",
            "был",
            "было",
            "были",
            "это",
            "зафиксирован",
            "задокументирован",
        ]
    ),
    "es": frozenset(
        [
            "total",
            "número",
            "numero",
            "informe",
            "período",
            "periodo",
            "caso",
            "año",
            "person",
            "documentado",
            "registrado",
            "durante",
        ]
    ),
    "fr": frozenset(
        [
            "total",
            "nombre",
            "rapport",
            "période",
            "cas",
            "année",
            "person",
            "documenté",
            "recensé",
            "durant",
        ]
    ),
    "az": frozenset(),
}
#: Words that make one quantity another one, wherever they stand beside it.
_NARROW = re.compile(
    r"(?<!\w)(?:only|alone|another|additional\w*|further|others?|remaining|at one"
    r"|in one|of them|of these|of those|of whom|of which|among them|among these|each"
    r"|per|average|annually|every|would|could|should|if|planned|expected|capacity"
    r"|at the time|previously|initially|until then|so far|by then|later|subsequently"
    r"|eventually|by (?:then|mid|early|late|the end|(?:January|February|March|April|May|June|July|August"
    r"|September|October|November|December))|rose|fell|increased|decreased|up from|down from|compared|first|second"
    r"|third|last|latest)(?!\w)",
    re.IGNORECASE,
)
_REVISED = re.compile(
    r"(?<!\w)(?:revised|corrected|updated|clarif\w+|later (?:rose|increased|grew)"
    r"|have increased|уточн\w+|actualizad\w+|earlier report|previous report|initial\w*)(?!\w)",
    re.IGNORECASE,
)


#: What befell those counted; two different fates are two quantities. To be visited or exhumed is none.
_FATES = frozenset(
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
class _Likeness:
    """How sure it is that two statements are of one quantity: 3 certain, 2 probable, 0 not."""

    grade: int
    why: str


@rule(
    "same-quantity",
    "One quantity, two values",
    "error",
    "figures",
    "The first thing an opponent looks for: the summary says 54, the text 52. Two "
    "statements are compared only when what is"
    " counted, part, place, period, actor, speaker and as-of date agree; “at least”, "
    "“more than”, “about” and rounding are"
    " given their room; quotations and other people's figures are left alone.",
    bad=(
        "# Summary\n\nIn 2021, 112 journalists were detained in Kevria.\n\n# Arrests\n\nIn "
        "2021, 117 journalists were detained in Kevria.",
        "# Method\n\nWe interviewed 54 survivors.\n\n# Findings\n\nThe 52 survivors "
        "interviewed described beatings.",
    ),
    good=(
        "# Summary\n\nIn 2021, 112 journalists were detained in Kevria.\n\n# Arrests\n\nIn "
        "2022, 117 journalists were detained in Kevria.",
        "In 2021, 112 journalists were detained. According to the Ministry, 117 "
        "journalists were detained in 2021.",
    ),
    accept="They are two quantities: say in the text what tells them apart.",
)
def same_quantity(facts: Facts) -> Iterator[Hit]:
    """Compare every two statements that may be of one quantity."""
    language = language_tables(facts.language)
    common = facts.of(_common_names)
    buckets: dict[tuple[str, str], list[Quantity]] = defaultdict(list)
    for q in facts.of(quantities):
        if _comparable(facts, q, language):
            head = (
                "person"
                if q.group.head in {"person", "individual", "people", "human"}
                else q.group.head
            )
            buckets[q.unit, head].append(q)
    told: set[tuple[int, int]] = set()
    for members in buckets.values():
        yield from _bucket(facts, members, common, language, told)
    yield from _definite(facts, language, told)
    yield from _bounded(facts)
    yield from _nearly(facts, language)
    yield from _in_tables(facts, language)


#: Units of size and length: two files, rooms or roads have two sizes, and nothing conflicts.
_MEASURES = frozenset(
    {"byte", "kilobyte", "megabyte", "page", "word", "character", "degree"}
    | {"metre", "meter", "kilometre", "kilometer", "mile", "hectare", "litre", "kilogram", "gram"}
)


def _comparable(facts: Facts, q: Quantity, language: Language) -> bool:
    if q.unit not in {"count", "percent"} or q.cell is not None or not q.group.head:
        return False
    if q.spoken or q.delta or q.each or q.of is not None:
        return False
    if q.group.head.rstrip("s") in _MEASURES:
        return False
    if q.value < 3 and not q.total:
        return False
    if q.unit == "percent" and not q.around.content:
        return False
    head = facts.text[max(q.sentence[0], q.start - 25) : q.start]
    return not re.search(r"(?<!\w)(?:from|another|[-–])\s*\Z", head) or q.total


def _common_names(facts: Facts) -> frozenset[str]:
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


def _bucket(
    facts: Facts,
    members: list[Quantity],
    common: frozenset[str],
    language: Language,
    told: set[tuple[int, int]],
) -> Iterator[Hit]:
    """Pairs of one bucket, by what they share, so that long documents stay linear."""
    groups: dict[tuple[object, ...], list[Quantity]] = defaultdict(list)
    for q in members:
        actions = q.around.actions | q.group.actions or frozenset({""})
        for action in sorted(actions):
            groups[action, _period_key(q)].append(q)
            if _period_key(q) is not None:
                groups[action, None].append(q)
    compared: set[tuple[int, int]] = set()
    found: list[tuple[Quantity, Quantity, int]] = []
    for group in groups.values():
        for place, b in enumerate(group):
            for a in group[max(0, place - 40) : place]:
                key = (min(a.index, b.index), max(a.index, b.index))
                if key in compared or a.sentence == b.sentence:
                    continue
                compared.add(key)
                if not clash(a, b):
                    continue
                likeness = _likeness(facts, a, b, common, language)
                if likeness.grade >= 2 and key not in told:
                    told.add(key)
                    found.append((a, b, likeness.grade))
    yield from _clusters(facts, found)


def _clusters(facts: Facts, found: list[tuple[Quantity, Quantity, int]]) -> Iterator[Hit]:
    """One finding for each odd value, not one for each pair: the value said least often is the odd one."""
    mentions: dict[object, set[int]] = defaultdict(set)
    for a, b, _ in found:
        mentions[a.value].add(a.index)
        mentions[b.value].add(b.index)
    odd: dict[int, tuple[Quantity, list[Quantity], int]] = {}
    for a, b, grade in found:
        first, second = sorted((a, b), key=lambda q: q.start)
        if len(mentions[first.value]) < len(mentions[second.value]):
            first, second = second, first
        kept = odd.setdefault(second.index, (second, [], 0))
        odd[second.index] = (kept[0], [*kept[1], first], max(kept[2], grade))
    for second, others, grade in odd.values():
        yield _conflict(facts, others, second, grade >= 3)


def _period_key(q: Quantity) -> str | None:
    period = q.around.period
    return (period.edtf or period.words) if period and q.around.period_from == "sentence" else None


def _conflict(facts: Facts, others: list[Quantity], b: Quantity, sure: bool) -> Hit:
    a = others[0]
    return Hit(
        b.start,
        max(b.end, b.group.end if b.start < b.group.end < b.end + 80 else b.end),
        f"Here {_said(facts, b)}, elsewhere {_said(facts, a)}.",
        "Use one number in all places, or say what tells the two apart.",
        tuple((q.start, q.end) for q in others),
        None if sure else "warning",
    )


def _said(facts: Facts, q: Quantity) -> str:
    words = f"{q.bound.replace('_', ' ')} " if not q.exact else ""
    return f"{words}{q.shown} {q.group.text}".strip()


def _likeness(
    facts: Facts, a: Quantity, b: Quantity, common: frozenset[str], language: Language
) -> _Likeness:
    none = _Likeness(0, "")
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
    did_a, did_b = x.actions | a.group.actions, y.actions | b.group.actions
    if did_a & _FATES and did_b & _FATES and not did_a & did_b:
        return none
    extra_actions = (did_a ^ did_b) & _FATES
    # when
    per_a, per_b = _period_key(a), _period_key(b)
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
    if facts.of(_narrowed).get(a.index) or facts.of(_narrowed).get(b.index):
        return none
    # the other words
    light = _LIGHT[language.code]
    skip = light | {a.group.head, b.group.head} | labels_a | labels_b
    words_a = {w for w in x.content if w not in skip and not w.isdigit()} - _name_words(
        names_a | names_b | common
    )
    words_b = {w for w in y.content if w not in skip and not w.isdigit()} - _name_words(
        names_a | names_b | common
    )
    acted = {w for w in words_a | words_b if language.action(w)}
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
        return _Likeness(3, "")
    if weak == 0 and anchored and both <= 1 and apart <= 2 and len(shared) >= 1:
        return _Likeness(3, "")
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
        return _Likeness(2, "")
    if (
        weak == 1
        and both == 0
        and apart <= 3
        and (specific and (shared or anchored or did_a & did_b))
        and not extra_actions
    ):
        return _Likeness(2, "")
    return none


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


def _narrowed(facts: Facts) -> dict[int, bool]:
    """Quantities whose own part of the sentence makes them something apart."""
    answers: dict[int, bool] = {}
    for q in facts.of(quantities):
        if q.cell is not None:
            continue
        region = facts.text[
            max(q.sentence[0], q.start - 30) : min(q.sentence[1], max(q.end, q.group.end) + 18)
        ]
        answers[q.index] = (bool(_NARROW.search(region)) and not q.subset) or bool(
            _REVISED.search(facts.text, *q.sentence)
        )
    return answers


def _bounded(facts: Facts) -> Iterator[Hit]:
    """As in "662 persons" here and "more than 662 persons" there: a count and its own lower bound."""
    exact: dict[tuple[str, object], Quantity] = {}
    for q in facts.of(quantities):
        plain = (
            q.unit == "count" and q.group.head and not q.spoken and q.cell is None and not q.each
        )
        if plain and q.exact and q.value >= 20 and q.value % 10 and not q.definite:
            exact.setdefault((q.group.head, q.value), q)
    for q in facts.of(quantities):
        other = exact.get((q.group.head, q.value)) if q.unit == "count" else None
        if (
            other is None
            or q.bound not in {"more_than", "less_than"}
            or q.spoken
            or q.sentence == other.sentence
        ):
            continue
        if q.around.speaker == other.around.speaker:
            hit = _conflict(facts, [other], q, False)
            yield Hit(
                q.start,
                q.end,
                hit.message,
                "Say in both places whether it is the number or its bound.",
                hit.evidence,
                "warning",
            )


def _nearly(facts: Facts, language: Language) -> Iterator[Hit]:
    """Totals of persons that differ by a few per cent and are told in the same words: which is which?"""
    number_of = language.pattern("number_of")
    totals = [
        q
        for q in facts.of(quantities)
        if q.unit == "count" and q.exact and q.cell is None and q.value >= 200
        if not (q.spoken or q.subset or q.delta) and q.of is None
        if q.group.head in language.persons
        if q.total or number_of.search(facts.text, max(q.sentence[0], q.start - 170), q.start)
    ]
    told: set[object] = set()
    for place, b in enumerate(totals[:60]):
        for a in totals[:place]:
            gap = abs(a.value - b.value)
            shared = a.around.actions & b.around.actions
            if (
                not 0 < gap * 100 <= 3 * max(a.value, b.value)
                or not shared
                or a.sentence == b.sentence
            ):
                continue
            when = {_period_key(a), _period_key(b)} - {None}
            if {a.value, b.value} <= told or len(when) > 1:
                continue
            told |= {a.value, b.value}
            yield Hit(
                b.start,
                b.end,
                f"Two totals close to each other: {_said(facts, b)} here, {_said(facts, a)} "
                "elsewhere.",
                "Say what tells the two apart (who counts, whom, as of which day).",
                ((a.start, a.end),),
                "note",
            )


# ---------------------------------------------------------------- "the 52 survivors interviewed"


def _definite(facts: Facts, language: Language, told: set[tuple[int, int]]) -> Iterator[Hit]:
    """A definite group of N that was introduced with another number, and never with this one."""
    by_head: dict[str, list[Quantity]] = defaultdict(list)
    for q in facts.of(quantities):
        if q.unit == "count" and q.group.head and not q.spoken:
            by_head[q.group.head].append(q)
    for head, members in by_head.items():
        for q in members:
            if not (
                q.definite and q.exact and q.value >= 4 and q.cell is None and not q.around.speaker
            ):
                continue
            if q.delta or q.each or q.subset:
                continue
            before = [m for m in members if m.start < q.start and m.index != q.index]
            if any(
                not clash(m, q) for m in members if m.index != q.index and m.sentence != q.sentence
            ):
                continue
            actions = q.group.actions | _said_behind(facts, q, language)
            complement = _complement(facts, q, language)
            intro = [
                m
                for m in before
                if not m.definite
                and m.sentence != q.sentence
                and not m.delta
                and m.subset in {"", "of_whom"}
                and not m.each
                and m.exact
                and m.cell is None
                and not m.around.speaker
                and _same_group(m, q, actions, complement, head, language)
            ]
            near = {
                language.stem(w)
                for w in re.findall(
                    r"[^\W\d_](?:[\w]|[’'‑-](?=\w)){2,}",
                    facts.text[q.group.start : min(q.sentence[1], q.group.end + 18)].lower(),
                )
                if w not in language.closed
            }
            same_words = [m for m in intro if near <= m.around.content | {m.group.head}]
            intro = same_words or intro
            values = {m.value for m in intro}
            doubled = len(values) == 2 and same_words and len(near) >= 2
            if (len(values) != 1 and not doubled) or (intro[-1].index, q.index) in told:
                continue
            alike = {
                m.value
                for m in before
                if _labels(m) == _labels(q) and (m.group.actions | m.around.actions) & actions
            }
            if len(alike) > 2 and not same_words:
                continue
            introduced = intro[-1]
            base = facts.text[max(q.sentence[0], q.start - 14) : q.start].lower()
            if re.search(r"(?:among|of|in) the \Z", base) and q.value > introduced.value * 3:
                continue
            told.add((introduced.index, q.index))
            sure = (
                not doubled
                and bool(actions & (introduced.group.actions | introduced.around.actions))
                and (
                    "interview" in actions
                    or head not in language.generic
                    or bool(_labels(q) & _labels(introduced))
                )
            )
            yield _conflict(facts, [introduced], q, sure)


def _said_behind(facts: Facts, q: Quantity, language: Language) -> frozenset[str]:
    """What a participle behind a group says of it ("the 52 survivors interviewed")."""
    behind = facts.text[q.group.end : min(q.sentence[1], q.group.end + 34)].lower()
    words = re.findall(r"[^\W_]+", behind)[:3]
    if len(words) >= 2 and (
        words[1][0].isdigit() or words[1] in {"the", "a", "an", "their", "his", "her", "its"}
    ):
        return frozenset()
    return frozenset(filter(None, (language.action(word) for word in words[:2])))


def _labels(q: Quantity) -> frozenset[str]:
    return q.group.labels


def _complement(facts: Facts, q: Quantity, language: Language) -> frozenset[str]:
    """Stems of "of enforced disappearance" behind "the 56 cases"."""
    behind = re.match(
        r"\s+(?:of|involving|against)\s+((?:[\w'’-]+\s*){1,3})",
        facts.text[q.group.end : min(q.sentence[1], q.group.end + 50)],
    )
    words = re.findall(r"[^\W\d_](?:[\w]|[’'‑-](?=\w)){2,}", behind[1].lower()) if behind else []
    kept = []
    for word in words:
        if word in language.closed or language.participle.match(word):
            break
        kept.append(language.stem(word))
    return frozenset(kept)


def _same_group(
    m: Quantity,
    q: Quantity,
    actions: frozenset[str],
    complement: frozenset[str],
    head: str,
    language: Language,
) -> bool:
    if (_labels(m) ^ _labels(q)) & language.kinds.keys():
        return False
    more = {
        label
        for label in _labels(q) - _labels(m)
        if not any(w[:4] == label[:4] for w in m.around.content)
    }
    if more or (_labels(m) - _labels(q) and not actions):
        return False
    did = m.group.actions | m.around.actions
    if complement and complement <= m.around.content:
        return m.value >= 4
    if actions:
        return bool(actions & did)
    return head not in language.generic and (bool(_labels(q)) or bool(did)) and m.value >= 4


# ---------------------------------------------------------------- text against tables


def _in_tables(facts: Facts, language: Language) -> Iterator[Hit]:
    """A sentence that names a row and a column of a table and gives another number."""
    cells: dict[str, list[Quantity]] = defaultdict(list)
    columns: dict[str, list[Quantity]] = defaultdict(list)
    for q in facts.of(quantities):
        if q.cell is not None and q.label:
            row = q.label.split(" | ")[0].lower()
            if len(row) >= 3:
                cells[row].append(q)
            head = q.label.partition(" | ")[2].strip().lower()
            if q.total and head:
                columns[head].append(q)
    if not cells:
        return
    common = facts.of(_common_names)
    for q in facts.of(quantities):
        if (
            q.cell is not None
            or q.unit not in {"count", "percent"}
            or not q.exact
            or q.spoken
            or q.delta
            or q.each
            or q.subset
            or q.of is not None
        ):
            continue
        if q.around.speaker or facts.of(_narrowed).get(q.index):
            continue
        sentence = facts.text[q.sentence[0] : q.sentence[1]]
        keys = set(q.around.names) | {p.lower() for p in q.around.places}
        if (
            q.around.period
            and q.around.period.precision == "year"
            and q.around.period.first
            and q.around.period_from == "sentence"
        ):
            keys.add(str(q.around.period.first.year))
        for key in keys:
            matches = [*cells.get(key, []), *columns.get(key, [])]
            if not matches:
                continue
            fitting = [
                m
                for m in matches
                if m.unit == q.unit and _column_fits(facts, m, q, sentence, language)
            ]
            tables = {m.cell[0] for m in fitting if m.cell}
            if len(fitting) != 1 or len(tables) != 1:
                continue
            cell = fitting[0]
            others = (q.around.names - common - {key}) | ({_year(q)} - {key, ""})
            label = cell.label.lower()
            caption = _caption(facts, cell)
            if any(o not in label and o not in caption for o in others):
                continue
            if clash(cell, q) and not any(m.value == q.value for m in matches):
                yield Hit(
                    q.start,
                    q.end,
                    f"Here {_said(facts, q)}, in the table {cell.shown} ({cell.label.replace(' | ', ', ')}).",
                    "Use one number in both places, or say what tells the two apart.",
                    ((cell.start, cell.end),),
                    "warning",
                )
                break


def _year(q: Quantity) -> str:
    p = q.around.period
    return (
        str(p.first.year)
        if p and p.first and p.precision == "year" and q.around.period_from == "sentence"
        else ""
    )


def _caption(facts: Facts, cell: Quantity) -> str:
    assert cell.cell is not None
    table = facts.document.tables[cell.cell[0]]
    return facts.text[slice(*table.caption)].lower() if table.caption else ""


def _column_fits(
    facts: Facts, cell: Quantity, q: Quantity, sentence: str, language: Language
) -> bool:
    """Whether the head of the column, or the caption, names what the sentence counts."""
    column = cell.label.partition(" | ")[2].lower()
    caption = _caption(facts, cell)
    stems = {language.stem(w) for w in re.findall(r"[^\W\d_]{3,}", f"{column}")}
    titled = {
        language.stem(w)
        for w in re.findall(r"[^\W\d_]{3,}", re.split(r"\s(?:by|per|по|por|par)\s", caption)[0])
    }
    acts = {language.action(w) for w in re.findall(r"[^\W\d_]{3,}", f"{column} {caption}")} - {""}
    year = re.search(r"(?:19|20)\d\d", column)
    if year and year.group() not in sentence:
        return False
    own_head = q.group.head in stems or (
        q.group.head in titled and (not stems - {"number", "total"} or bool(year))
    )
    did = q.around.actions | q.group.actions
    column_acts = {language.action(w) for w in re.findall(r"[^\W\d_]{3,}", column)} - {""}
    if column_acts and not column_acts & did:
        return False
    if q.group.head not in language.persons and q.group.head not in {
        "case",
        "incident",
        "случа",
        "caso",
        "cas",
    }:
        return own_head
    return own_head or bool(
        acts & did and (column_acts & did or year or not stems - {"number", "case", "total"})
    )
