"""Parts and wholes: sums, parts larger than the whole, differences, totals of tables."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from probanda.audit.document import Table
from probanda.audit.extract.language import Language, language_tables
from probanda.audit.extract.quantities import Quantity, quantities
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_block, by_sentence
from probanda.audit.reckoning import is_person, kind_of, same_kind
from probanda.audit.rules.registry import Hit, rule

_OPEN_LIST = re.compile(
    r"(?<!\w)(?:including|among (?:them|others)|etc\b|and others|amongst|inter alia"
    r"|such as|for example|e\.g\.|notably|at least"
    r"|in particular|some of|several|many|также|в том числе|включая|и др|среди них"
    r"|entre ellos|incluid[oa]s?|incluyendo"
    r"|notamment|y compris|dont)(?!\w)",
    re.IGNORECASE,
)
_EXHAUSTIVE = re.compile(
    r"\s*(?:[:(–—]|,?\s*(?:i\.e\.|that is|viz\.|namely|а именно|a saber|à savoir)[,:]?)\s*",
    re.IGNORECASE,
)
#: Kinds of label that leave nobody out when two labels of them are named.
_COVERING = frozenset({"sex", "service", "age"})


def _listing(q: Quantity) -> bool:
    return q.unit == "count" and not q.each and not q.spoken and q.cell is None


def _sum(parts: list[Quantity]) -> Decimal:
    return sum((part.value for part in parts), Decimal(0))


def _say(parts: list[Quantity]) -> str:
    return " + ".join(part.shown for part in parts) + f" = {_sum(parts):,f}"


@rule(
    "parts-sum",
    "Parts don't make the whole",
    "error",
    "figures",
    "An opponent adds the numbers up first. Only lists that claim to be complete "
    "are summed: after a colon, a bracket,"
    ' "comprising", "of whom … men and … women". "Including", "among them", "at least", "about" and several labels'
    " one"
    " person are left alone.",
    bad=(
        "The police held 120 detainees: 70 men and 45 women.",
        "They released 45 men and 30 women, 76 in all.",
    ),
    good=(
        "The police held 120 detainees: 75 men and 45 women.",
        "The police held 120 detainees, including 70 men and 45 teachers.",
    ),
    accept="The list is not meant to be complete: say so in the text instead.",
)
def parts_sum(facts: Facts) -> Iterator[Hit]:
    """Sum every list that claims to be complete."""
    language = language_tables(facts.language)
    for listed in facts.of(by_sentence):
        yield from _in_sentence(facts, listed, language)
    yield from _in_list_items(facts, language)
    yield from _across_sentences(facts, language)


def _in_sentence(facts: Facts, listed: list[Quantity], language: Language) -> Iterator[Hit]:
    counts = [q for q in listed if _listing(q)]
    for place, whole in enumerate(counts):
        if (whole.delta and not whole.total) or not whole.exact or whole.of is not None:
            continue
        following = counts[place + 1 :]
        # "61 persons were exhumed at three sites: 23 at …"
        if len(following) > 2 and not same_kind(whole.group, following[0].group, language):
            behind = facts.text[following[0].end : following[1].start]
            nearest = is_person(following[0].group, language) and not is_person(
                whole.group, language
            )
            if not nearest and re.fullmatch(r"\s+[\w'’ -]{3,40}:\s*(?:\w+\s)?", behind):
                following = following[1:]
        parts = _parts_after(facts, whole, following, language)
        if len(parts) >= 2 and _sum(parts) != whole.value:
            yield _wrong_sum(facts, whole, parts)
            break
    yield from _total_last(facts, counts, language)
    yield from _rest_last(facts, counts)
    yield from _nearly_all(facts, counts)


def _nearly_all(facts: Facts, counts: list[Quantity]) -> Iterator[Hit]:
    """As in "64 cases, of which 31 concerned A, 19 concerned B and 16 concerned C": close to a sum, and none."""
    known = facts.of(quantities)
    groups: dict[int, list[Quantity]] = defaultdict(list)
    for q in counts:
        if q.whole is not None and q.subset == "of_whom" and known[q.whole].sentence == q.sentence:
            groups[q.whole].append(q)
    for index, parts in groups.items():
        whole = known[index]
        off = abs(_sum(parts) - whole.value)
        if (
            len(parts) < 3
            or not 0 < off * 10 <= whole.value
            or not whole.exact
            or not all(p.exact for p in parts)
        ):
            continue
        if any(p.value == whole.value for p in parts) or _OPEN_LIST.search(
            facts.text, whole.end, parts[-1].end
        ):
            continue
        hit = _wrong_sum(facts, whole, parts)
        yield Hit(hit.start, hit.end, hit.message, hit.suggestion, hit.evidence, "warning")


_REST_LEAD = re.compile(
    r"(?<!\w)(?:the\s+)?(?:remaining|rest|other|others|остальны\w+|restantes|autres)\s+(?:of\s+)?(?:the\s+)?\Z",
    re.IGNORECASE,
)


def _rest_last(facts: Facts, counts: list[Quantity]) -> Iterator[Hit]:
    """As in "of the 90 respondents, 52 were beaten and the remaining 28 were not"."""
    known = facts.of(quantities)
    for last in counts:
        behind = re.match(
            r"\s+(?:restant\w+|остальны\w+|remaining|others)(?!\w)",
            facts.text[last.end : last.end + 16],
        )
        lead = _REST_LEAD.search(facts.text, last.sentence[0], last.start)
        if last.whole is None or not (lead or behind):
            continue
        parts = [q for q in counts if q.whole == last.whole and q.start <= last.start]
        whole = known[last.whole]
        if len(parts) < 2 or whole.sentence != last.sentence or not whole.exact:
            continue
        if all(p.exact for p in parts) and _sum(parts) != whole.value:
            yield _wrong_sum(facts, whole, parts)


def _wrong_sum(facts: Facts, whole: Quantity, parts: list[Quantity]) -> Hit:
    return Hit(
        whole.start,
        whole.end,
        f"The parts don't make the whole: {_say(parts)}, not {whole.shown}.",
        "Correct the number that is wrong, or say what the list leaves out.",
        tuple((part.start, part.end) for part in parts),
    )


def _parts_after(
    facts: Facts, whole: Quantity, following: list[Quantity], language: Language
) -> list[Quantity]:
    """The quantities that a complete list after a whole names; none when it isn't one."""
    if not following:
        return []
    text, first = facts.text, following[0]
    after = max(whole.end, whole.group.end if whole.start <= whole.group.end <= first.start else 0)
    between = text[after : first.start]
    end = whole.sentence[1]
    close = _closing(text, after, first.start, end)
    parts: list[Quantity] = []
    for part in following:
        if part.start >= close:
            break
        gap = text[(parts[-1].end if parts else after) : part.start]
        if parts and _nested(gap):
            continue
        if (
            part.subset == "including"
            and part.whole is not None
            and part.whole != whole.index
            and parts
        ):
            continue
        named = bool(kind_of(part.group, language)[0]) and not is_person(whole.group, language)
        fits = part.subset == "some_of" or named or same_kind(whole.group, part.group, language)
        if part.bound not in {"exact", "exactly"} or not fits:
            return []
        if parts and re.search(
            r"(?<!\w)(?:were later|then|subsequently|later|which|who|из которых|of "
            r"whom|of which)(?!\w)|[.;]\s+[A-Z]",
            gap,
        ):
            break
        parts.append(part)
    region = text[after : min(close, end)]
    if len(parts) < 2 or _OPEN_LIST.search(region):
        return []
    if any(part.of is not None for part in parts) or any(p.value > whole.value * 3 for p in parts):
        return []
    if any(part.value == whole.value for part in parts):
        return []
    opened = re.search(
        r"(?:[:(–—]|(?:i\.e\.|that is|namely|viz\.|а именно|a saber|à savoir)[,:]?)"
        r"\s*(?:[^\W\d]+[\s:(–—-]+){0,4}(?:the\s+)?\Z",
        between,
        re.IGNORECASE,
    )
    if opened and not _joined(text, parts):
        opened = None
    comprising = language.pattern("comprising").search(between)
    covering = _covers(parts, language)
    if (
        comprising
        or (opened and _plain_list(parts, whole, language))
        or (
            covering
            and (
                whole.index == first.whole
                or opened
                or re.fullmatch(r"\s*[,(–—-]\s*(?:both\s+)?", between)
            )
        )
    ):
        return parts
    return []


def _joined(text: str, parts: list[Quantity]) -> bool:
    """Whether the last part is joined by a word or sign that ends a list."""
    gap = text[parts[-2].end : parts[-1].start]
    return bool(re.search(r"(?<!\w)(?:and|и|y|e|et|və|а)(?!\w)|[,;)]", gap))


def _plain_list(parts: list[Quantity], whole: Quantity, language: Language) -> bool:
    """Whether every part counts what the whole counts, or is a label with a number."""
    kinds = [kind_of(part.group, language)[0] for part in parts]
    if any(kinds) and not all(kinds):
        named = [part.group.head for part in parts if part.group.head]
        return len(set(named)) == len(named)
    return all(
        part.subset == "some_of" or same_kind(whole.group, part.group, language) for part in parts
    )


def _covers(parts: list[Quantity], language: Language) -> bool:
    found = [kind_of(part.group, language) for part in parts]
    kinds, labels = {kind for kind, _ in found}, [label for _, label in found]
    if "" in kinds or len(set(labels)) != len(labels):
        return False
    if kinds in ({"sex"}, {"service"}, {"age"}):
        return len(parts) >= 2
    return kinds == {"sex", "age"} and len(parts) == 3


def _closing(text: str, after: int, first: int, end: int) -> int:
    """Where a list opened by a bracket ends."""
    opened = text.rfind("(", after, first)
    if opened < 0:
        stop = re.compile(
            r"[;.]\s|(?<!\w)(?:while|whereas|of whom|of which|from|among whom|compared)(?!\w)"
        ).search(text, first, end)
        return stop.start() if stop else end
    depth = 0
    for place in range(opened, end):
        depth += {"(": 1, ")": -1}.get(text[place], 0)
        if depth == 0:
            return place
    return end


def _nested(gap: str) -> bool:
    return gap.count("(") > gap.count(")")


_IN_ALL = re.compile(
    r"[\s,;]*(?:–|—|-)?\s*(?:for |making |with |giving |or |in )?(?:a |the )?(?:total"
    r"|sum|combined total|overall total|grand total)(?: of)?\s*:?\s*\Z"
    r"|[\s,;]*(?:итого|всего|en total|au total|in total|altogether)\s*:?\s*\Z",
    re.IGNORECASE,
)


def _total_last(facts: Facts, counts: list[Quantity], language: Language) -> Iterator[Hit]:
    """As in "45 men and 30 women, 76 in all"."""
    if len(counts) < 3:
        return
    text = facts.text
    for place in range(2, len(counts)):
        total = counts[place]
        after = text[total.end : total.sentence[1]]
        last = counts[place - 1]
        gap = text[last.end : total.start]
        tail = re.match(
            r"(?:\s+[^\W\d]+){0,3}?\s*,?\s*(?:in all|in total|altogether|all told"
            r"|en total|au total|в общей сложности|всего)(?!\w)",
            after,
            re.IGNORECASE,
        )
        lead = _IN_ALL.search(gap)
        if not (tail or lead) or re.search(r"[.;:]", gap) or "bringing" in gap.lower():
            continue
        parts = [last]
        for each in reversed(counts[: place - 1]):
            if each.value >= total.value or not re.fullmatch(
                r"[^.;:()]{0,60}?(?:,|\b(?:and|plus|и|y|et|və)\b)[^.;:()]{0,30}",
                text[each.end : parts[0].start],
            ):
                break
            parts.insert(0, each)
        if len(parts) < 2 or not all(
            p.exact and same_kind(total.group, p.group, language) for p in parts
        ):
            continue
        if total.exact and _sum(parts) != total.value and all(p.value < total.value for p in parts):
            yield _wrong_sum(facts, total, parts)


def _in_list_items(facts: Facts, language: Language) -> Iterator[Hit]:
    """As in "120 cases:" and a list whose items begin with their numbers or end with them."""
    blocks = facts.document.blocks
    table = facts.of(by_block)
    for place, block in enumerate(blocks):
        if block.kind not in {"paragraph", "heading"} or not facts.text[
            block.start : block.end
        ].rstrip().endswith(":"):
            continue
        sentence = facts.document.sentences(block)
        wholes = [
            q
            for q in table.get(block.index, [])
            if _listing(q) and sentence and q.sentence == sentence[-1] and q.exact
        ]
        if not wholes or _OPEN_LIST.search(facts.text, *wholes[0].sentence):
            continue
        items: list[Quantity | None] = []
        for item in blocks[place + 1 :]:
            if item.kind == "footnote":
                continue
            if item.kind != "list-item":
                break
            items.append(_item_count(facts, table.get(item.index, []), item.start, item.end))
        parts = [item for item in items if item is not None]
        whole = wholes[-1]
        if len(parts) < 2 or len(parts) != len(items) or any(p.value > whole.value for p in parts):
            continue
        if (
            all(same_kind(whole.group, p.group, language) and p.exact for p in parts)
            and _sum(parts) != whole.value
        ):
            yield _wrong_sum(facts, whole, parts)


def _item_count(facts: Facts, found: list[Quantity], start: int, end: int) -> Quantity | None:
    """The one number of a list item: at its beginning, or after its label."""
    counts = [q for q in found if q.unit == "count"]
    if not counts:
        return None
    first = counts[0]
    if first.start - start <= 3:
        return first
    label = facts.text[start : first.start]
    return (
        first
        if re.search(r"[:–—(-]\s*\Z", label) and len(label) < 80 and len(counts) == 1
        else None
    )


def _across_sentences(facts: Facts, language: Language) -> Iterator[Hit]:
    """As in "… 120 detainees. Of these, 70 were men and 45 women."."""
    known = facts.of(quantities)
    groups: dict[tuple[int, tuple[int, int]], list[Quantity]] = defaultdict(list)
    for q in known:
        if (
            q.whole is not None
            and q.subset == "of_whom"
            and (known[q.whole].sentence != q.sentence or known[q.whole].definite)
            and _listing(q)
        ):
            groups[q.whole, q.sentence].append(q)
    for (index, _), parts in groups.items():
        whole = known[index]
        off = abs(_sum(parts) - whole.value)
        flat = all(
            re.fullmatch(
                r"[^.;:()]{0,60}?(?:,|,? (?:and|и|y|et))\s*(?:\w+\s)?", facts.text[a.end : b.start]
            )
            for a, b in itertools.pairwise(parts)
        )
        near = (
            len(parts) >= 3 and flat and 0 < off * 10 <= whole.value and all(p.exact for p in parts)
        )
        if near and whole.exact and not _OPEN_LIST.search(facts.text, *parts[0].sentence):
            hit = _wrong_sum(facts, whole, parts)
            yield Hit(hit.start, hit.end, hit.message, hit.suggestion, hit.evidence, "warning")
            continue
        if (
            len(parts) < 2
            or not whole.exact
            or not all(p.exact for p in parts)
            or not _covers(parts, language)
        ):
            continue
        if _OPEN_LIST.search(facts.text, *parts[0].sentence) or _sum(parts) == whole.value:
            continue
        if not any(_sum(parts) == q.value for q in facts.of(by_block).get(whole.block, [])):
            yield _wrong_sum(facts, whole, parts)


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
    language = language_tables(facts.language)
    known = facts.of(quantities)
    groups: dict[int, list[Quantity]] = defaultdict(list)
    for q in known:
        base = q.of if q.of is not None else q.whole
        if base is None or not _listing(q) or q.each:
            continue
        whole = known[base]
        if whole.unit != "count" or whole.bound in {"at_least", "more_than"}:
            continue
        if q.of is None and not same_kind(whole.group, q.group, language):
            continue
        if whole.bound == "about" and q.value <= whole.value * Decimal("1.15"):
            continue
        if q.value > whole.value and q.bound not in {"less_than", "up_to"}:
            if whole.sentence != q.sentence and _other_whole(facts, whole, q, language):
                continue
            yield Hit(
                q.start,
                q.end,
                f"A part is larger than its whole: {q.shown} of {whole.shown}.",
                "Correct the number that is wrong.",
                ((whole.start, whole.end),),
            )
        elif q.whole is not None:
            groups[base].append(q)
    for base, parts in groups.items():
        yield from _exclusive(facts, known[base], parts, language)


def _other_whole(facts: Facts, whole: Quantity, part: Quantity, language: Language) -> bool:
    return any(
        q.value >= part.value
        and q.index != part.index
        and q.start < part.start
        and q.unit == "count"
        and same_kind(q.group, part.group, language)
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
            and _sum(listed) > whole.value
            and whole.exact
        ):
            yield Hit(
                listed[0].start,
                listed[-1].end,
                f"The parts are more than the whole: {_say(listed)}, more than {whole.shown}.",
                "Correct the number that is wrong.",
                ((whole.start, whole.end),),
            )
            continue
        if len(listed) < 2 or "" in kinds or len({label for _, label in labels}) != len(labels):
            continue
        if len(kinds) > 1 and kinds != {"sex", "age"}:
            continue
        if whole.bound in {"exact", "exactly", "up_to", "less_than"} and _sum(listed) > whole.value:
            if listed[0].sentence != whole.sentence and _other_whole(
                facts, whole, listed[0], language
            ):
                continue
            yield Hit(
                listed[0].start,
                listed[-1].end,
                f"The parts are more than the whole: {_say(listed)}, more than {whole.shown}.",
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


_UP = (
    r"(?:rose|risen|increased|grew|grown|went up|climbed|jumped|surged|rise|increase|growth"
    r"|увеличил\w*|вырос\w*|возрос\w*|aument\w+|subi\w+|augment\w+|passé)"
)
_DOWN = (
    r"(?:fell|fallen|dropped|decreased|declined|went down|shrank|fall|drop|decrease"
    r"|decline|reduced|reduction"
    r"|сократил\w*|снизил\w*|уменьшил\w*|disminuy\w+|baj\w+|descend\w+|diminu\w+|baiss\w+)"
)
_CHANGE = re.compile(rf"(?<!\w)(?:{_UP}|{_DOWN})(?!\w)", re.IGNORECASE)
_BY = re.compile(
    rf"(?:(?:an?|the)\s+(?:\w+\s+)?(?:{_UP[3:-1]}|{_DOWN[3:-1]}|difference)\s+of|(?<!\w)by"
    r"|up by|down by|difference of|разница|на|en|de)\s+(?:\w+\s+)?\Z",
    re.IGNORECASE,
)
_REMAIN = re.compile(
    r"(?<!\w)(?:leaving|unknown|unresolved|unaccounted|remain\w*|the (?:other|rest"
    r"|remaining)|the others|still|left|остал\w+"
    r"|остаются|остальны\w+|restant\w+|los demás|restent|les autres|permanec\w+|siguen)(?!\w)",
    re.IGNORECASE,
)
_LEFT = re.compile(
    r"(?<!\w)(?:released|freed|escaped|died|returned|identified|exchanged|left|transferred"
    r"|acquitted|withdrawn|closed|found|deported|dismissed|resolved|solved|освобожден\w*"
    r"|вернул\w*|опозна\w+|liberad\w+|identificad\w+|libérés?|pardoned|accounted "
    r"for)(?!\w)",
    re.IGNORECASE,
)


@rule(
    "difference-wrong",
    "A difference is wrong",
    "error",
    "figures",
    'A rise "from 12 to 15" is 3; of 50 held of whom 20 were released, 30 remain. Only differences whose two'
    " numbers"
    " are named beside them are computed.",
    bad=(
        "Arrests rose from 12 in 2019 to 15 in 2020, an increase of 4.",
        "Of the 50 detainees held, 20 were released; the remaining 25 are still in custody.",
    ),
    good=(
        "Arrests rose from 12 in 2019 to 15 in 2020, an increase of 3.",
        "Of the 50 detainees held, 20 were released; the remaining 30 are still in custody.",
    ),
)
def difference_wrong(facts: Facts) -> Iterator[Hit]:
    """Recompute rises, falls and remainders."""
    language = language_tables(facts.language)
    for listed in facts.of(by_sentence):
        yield from _changes(facts, [q for q in listed if not q.spoken])
    for block in facts.of(by_block).values():
        yield from _unaccounted(facts, [q for q in block if _listing(q)])
        yield from _remainders(facts, [q for q in block if _listing(q)], language)


def _changes(facts: Facts, listed: list[Quantity]) -> Iterator[Hit]:
    text = facts.text
    for place in range(len(listed) - 2):
        a, b, c = listed[place : place + 3]
        if (
            a.unit != b.unit
            or a.unit not in {"count", "percent"}
            or not (a.exact and b.exact and c.exact)
        ):
            continue
        if c.unit not in {"count", "points"} or (c.unit == "count" and a.unit != "count"):
            continue
        before, middle = text[a.sentence[0] : a.start], text[a.end : b.start]
        lead = re.search(r"(?<!\w)(?:from|с|de|от|du)\s+(?:\w+\s+){0,2}\Z", before)
        to = re.search(r"(?<!\w)(?:to|до|a|à)\s+(?:\w+\s+){0,2}\Z", middle)
        if not (lead and to and _CHANGE.search(text, *a.sentence)):
            continue
        gap, behind = text[b.end : c.start], text[c.end : c.end + 40]
        counted = re.search(
            r"[:;—–]\s*(?:\w+\s+)?\Z|that is,?\s+\Z|i\.e\.,?\s+\Z", gap
        ) and _MOVED.search(behind)
        if counted and place + 3 < len(listed) and listed[place + 3].sentence == c.sentence:
            continue  # some were removed and others added
        if not (_BY.search(gap) or counted) or len(gap) > 60:
            continue
        if abs(b.value - a.value) != c.value:
            yield Hit(
                c.start,
                c.end,
                f"From {a.shown} to {b.shown} is {abs(b.value - a.value):,f}, not {c.shown}.",
                "Correct the difference or the two numbers.",
                ((a.start, a.end), (b.start, b.end)),
            )
    yield from _side_by_side(facts, listed)
    yield from _exceeds(facts, listed)
    for place in range(len(listed) - 2):
        # "15, 4 more than the 12 of 2019"
        b, c, a = listed[place : place + 3]
        if not {a.unit, b.unit, c.unit} <= {"count", "money"} or not (
            a.exact and b.exact and c.exact
        ):
            continue
        link = text[c.end : a.start]
        found = re.fullmatch(
            r"\s+(?:\w+\s+)?(more|fewer|less)\s+than\s+(?:the\s+|in\s+|\w+\s+){0,4}\(?", link
        )
        if found and text[b.end : c.start].strip(" ,–—(").count(" ") <= 4:
            wanted = b.value - a.value if found[1] == "more" else a.value - b.value
            if wanted != c.value:
                yield Hit(
                    c.start,
                    c.end,
                    f"{b.shown} is {abs(b.value - a.value):,f} {'more' if b.value > a.value else 'fewer'} "
                    f"than {a.shown},"
                    f" not {c.shown} {found[1]}.",
                    "Correct the difference or the two numbers.",
                    ((b.start, b.end), (a.start, a.end)),
                )


_MOVED = re.compile(
    r"(?<!\w)(?:removed|added|deleted|more|fewer|less|struck off|new|left|released"
    r"|lost|gained)(?!\w)",
    re.IGNORECASE,
)


def _exceeds(facts: Facts, listed: list[Quantity]) -> Iterator[Hit]:
    """As in "the figure of 84 exceeds that of 71 by 15"."""
    text = facts.text
    for a, b, c in zip(listed, listed[1:], listed[2:], strict=False):
        if {a.unit, b.unit, c.unit} != {"count"} or not (a.exact and b.exact and c.exact):
            continue
        over = re.search(
            r"(?<!\w)(?:exceeds?|exceeded|surpass\w*|(?:is|was) (?:higher|lower|larger"
            r"|smaller) than)(?!\w)",
            text[a.end : b.start],
        )
        if (
            over
            and re.fullmatch(r"[^.;:\d]{0,30}?\s+by\s+(?:\w+\s+)?", text[b.end : c.start])
            and abs(a.value - b.value) != c.value
        ):
            yield Hit(
                c.start,
                c.end,
                f"The difference between {a.shown} and {b.shown} is {abs(b.value - a.value):,f}, "
                f"not {c.shown}.",
                "Correct the difference or the two numbers.",
                ((a.start, a.end), (b.start, b.end)),
            )


def _side_by_side(facts: Facts, listed: list[Quantity]) -> Iterator[Hit]:
    """As in "in 2020 there were 31 and in 2021 there were 44, that is 12 more"."""
    text = facts.text
    for place in range(len(listed) - 2):
        a, b, c = listed[place : place + 3]
        if {a.unit, b.unit, c.unit} != {"count"} or not (a.exact and b.exact and c.exact):
            continue
        gap = text[b.end : c.start]
        lead = re.search(
            r"(?:that is,?|i\.e\.,?|or|—|–|,)\s*(?:an? (?:increase|rise|decrease|fall"
            r"|difference|drop) of\s+)?\Z",
            gap,
        )
        stated = re.search(r"(?:increase|rise|decrease|fall|difference|drop) of\s+\Z", gap)
        word = re.match(
            r"\s+(?:\w+\s+)?(more|fewer|less)(?!\s+than\s+(?:\w+\s+){0,2}\d)(?!\w)",
            text[c.end : c.end + 24],
        )
        if (
            not lead
            or not (word or stated)
            or len(gap) > 60
            or (a.group.head not in {b.group.head, ""} and b.group.head)
        ):
            continue
        if re.search(r"[.;]", text[a.end : b.start]) or abs(a.value - b.value) == c.value:
            continue
        yield Hit(
            c.start,
            c.end,
            f"The difference between {a.shown} and {b.shown} is {abs(b.value - a.value):,f}, "
            f"not {c.shown}.",
            "Correct the difference or the two numbers.",
            ((a.start, a.end), (b.start, b.end)),
        )


_REMAINING = re.compile(
    r"(?<!\w)(?:[Tt]he|[Ll]os|[Ll]as|[Ll]es)?\s*(?:remaining|other|rest of the|остальны\w+"
    r"|autres)\s+\Z",
    re.IGNORECASE,
)


def _unaccounted(facts: Facts, counts: list[Quantity]) -> Iterator[Hit]:
    """As in "of the 109 cases … were opened in 38 cases. In the remaining 61 cases …"."""
    for place, rest in enumerate(counts):
        lead = facts.text[max(rest.sentence[0], rest.start - 24) : rest.start]
        if place < 2 or not rest.exact or not rest.group.head or not _REMAINING.search(lead):
            continue
        same = [
            q
            for q in counts[:place]
            if q.group.head == rest.group.head and q.exact and q.subset != "including"
        ]
        if len(same) < 2:
            continue
        whole = max(same, key=lambda q: q.value)
        parts = [q for q in same if q.start > whole.end and q.value < whole.value]
        if not parts or len(parts) > 5 or whole is not same[0] or rest.value >= whole.value:
            continue
        sums = {
            _sum(list(some))
            for n in range(1, len(parts) + 1)
            for some in itertools.combinations(parts, n)
        }
        left = {whole.value - each for each in sums}
        if rest.value not in left:
            nearest = min(left, key=lambda value: abs(value - rest.value))
            yield Hit(
                rest.start,
                rest.end,
                f"The remaining {rest.shown} don't follow from {whole.shown}: {nearest:,f} would.",
                "Correct the number that is wrong, or say what became of the others.",
                tuple((q.start, q.end) for q in (whole, *parts)),
                "warning",
            )


def _remainders(facts: Facts, counts: list[Quantity], language: Language) -> Iterator[Hit]:
    """As in "Of 50 held, 20 were released, the remaining 25 …": whole, those who left, those who remain."""
    text = facts.text
    known = facts.of(quantities)
    for rest in counts:
        # "seven of the twelve were convicted and the remaining six acquitted"
        parts = [
            q
            for q in counts
            if q.of is not None and q.sentence == rest.sentence and q.start < rest.start
        ]
        near = text[max(rest.sentence[0], rest.start - 22) : rest.end + 12]
        alone = (
            len([q for q in counts if q.sentence == rest.sentence and q.start < rest.start]) == 2
        )
        if (
            alone
            and len(parts) == 1
            and parts[0].of is not None
            and rest.exact
            and rest.index != parts[0].of
            and _REMAIN.search(near)
        ):
            whole = known[parts[0].of]
            if whole.exact and parts[0].exact and whole.value - parts[0].value != rest.value > 0:
                yield Hit(
                    rest.start,
                    rest.end,
                    f"{whole.shown} less {parts[0].shown} leaves {whole.value - parts[0].value:,f}, "
                    f"not {rest.shown}.",
                    "Correct the number that is wrong.",
                    ((whole.start, whole.end), (parts[0].start, parts[0].end)),
                )
    for place, rest in enumerate(counts):
        if place < 2 or not rest.exact:
            continue
        near = text[max(rest.sentence[0], rest.start - 40) : min(rest.sentence[1], rest.end + 45)]
        if not _REMAIN.search(near):
            continue
        earlier = [q for q in counts[:place] if q.sentence[1] >= rest.sentence[0] - 200]
        if (
            re.search(
                r"(?<!\w)(?:arrived|joined|admitted|added|newly|brought in)(?!\w)",
                text[earlier[0].start : rest.end],
            )
            if earlier
            else False
        ):
            continue
        gone = [
            q
            for q in earlier[1:]
            if _LEFT.search(text, q.end, min(q.sentence[1], q.end + 40))
            and q.start >= earlier[0].end
        ]
        if not gone:
            continue
        wholes = [q for q in earlier if q.end <= gone[0].start and q not in gone]
        if not wholes:
            continue
        whole = wholes[-1]
        between = [q for q in earlier if q.start > whole.start and q not in gone]
        if between or not whole.exact or not all(q.exact for q in gone) or whole.of is not None:
            continue
        if not same_kind(whole.group, rest.group, language) or not all(
            same_kind(whole.group, q.group, language) for q in gone
        ):
            continue
        if whole.value - _sum(gone) != rest.value and _sum(gone) < whole.value:
            if not (
                is_person(whole.group, language)
                or whole.group.head == rest.group.head
                or not rest.group.head
                or rest.group.head in {"other"}
            ):
                continue
            yield Hit(
                rest.start,
                rest.end,
                f"{whole.shown} less {' and '.join(q.shown for q in gone)} leaves "
                f"{whole.value - _sum(gone):,f}, not {rest.shown}.",
                "Correct the number that is wrong, or say what became of the others.",
                tuple((q.start, q.end) for q in (whole, *gone)),
            )


@rule(
    "table-total",
    "A total in a table isn't the sum",
    "error",
    "figures",
    "A total row or column is checked against the cells it sums. Percentages may "
    "miss 100 by their rounding.",
    bad=("| Region | Cases |\n|---|---|\n| Arlan | 12 |\n| Borv | 15 |\n| Total | 28 |",),
    good=("| Region | Cases |\n|---|---|\n| Arlan | 12 |\n| Borv | 15 |\n| Total | 27 |",),
    accept="Cases may stand in several rows: say so in a note under the table instead.",
)
def table_total(facts: Facts) -> Iterator[Hit]:
    """Sum columns over total rows and rows over a total column."""
    cells: dict[int, dict[tuple[int, int], Quantity]] = defaultdict(dict)
    for q in facts.of(quantities):
        if q.cell is not None and q.cell[1:] not in cells[q.cell[0]]:
            cells[q.cell[0]][q.cell[1:]] = q
    for number, table in enumerate(facts.document.tables):
        if _several(facts, table):
            continue
        yield from _total_rows(facts, table, _usable(facts, table, cells[number]))
        yield from _total_columns(facts, table, cells[number])


_SEVERAL = re.compile(
    r"(?<!\w)(?:several|multiple|more than one|overlap\w*|more than once|counted twice|not add up|double count\w*"
    r"|несколько ответ\w*|более одного|varias respuestas|más de una|plusieurs réponses)(?!\w)",
    re.IGNORECASE,
)


def _several(facts: Facts, table: Table) -> bool:
    """Whether a sentence beside a table says that one may stand in several rows."""
    cells = [cell for row in table.rows for cell in row]
    if not cells:
        return False
    first, last = min(c.start for c in cells), max(c.end for c in cells)
    beside = (facts.text[max(0, first - 240) : first], facts.text[last : last + 240])
    return any(_SEVERAL.search(each) for each in beside)


_SUBSET_ROW = re.compile(
    r"\W*(?:of (?:which|whom|them|these)|including|incl\.|thereof|в том числе|из "
    r"них|de los cuales|de las cuales|incluid|dont)(?!\w)",
    re.IGNORECASE,
)
_TOTAL_ROW = re.compile(
    r"\W*(?:(?:sub-?|grand )?totals?|all|both|overall|in all|sum|together|altogether"
    r"|всего|итого|total general|ensemble|cəmi)(?!\w)",
    re.IGNORECASE,
)


def _usable(
    facts: Facts, table: Table, cells: dict[tuple[int, int], Quantity]
) -> dict[tuple[int, int], Quantity]:
    """The cells without rows that are part of the row above ("of which women")."""
    parts = {
        row[0].row for row in table.rows if row and _SUBSET_ROW.match(facts.text[row[0].start : row[0].end])
    }  # fmt: skip
    return {place: q for place, q in cells.items() if place[0] not in parts}


def _totals(facts: Facts, table: Table) -> tuple[int, ...]:
    """Rows that sum the others: those the reader marked, or a last row that says so."""
    marked = tuple(
        row[0].row
        for row in table.rows
        if row and row[0].row in table.totals
        and not (row[0].row == table.headers and len(facts.text[row[0].start : row[0].end].split()) > 1)
    )  # fmt: skip
    if marked or len(table.rows) < 3:
        return marked
    last = table.rows[-1]
    label = facts.text[last[0].start : last[0].end] if last else ""
    return (last[0].row,) if last and _TOTAL_ROW.match(label) else ()


def _total_rows(
    facts: Facts, table: Table, cells: dict[tuple[int, int], Quantity]
) -> Iterator[Hit]:
    totals = _totals(facts, table)
    columns = sorted({column for _, column in cells if column})
    rows = sorted({row for row, _ in cells})
    wrong: list[Hit] = []
    right = 0
    for total in totals:
        for column in columns:
            said = cells.get((total, column))
            above = [
                cells[r, column]
                for r in rows
                if (r, column) in cells and r < total and r not in totals
            ]
            previous = [t for t in totals if t < total]
            since = [q for q in above if q.cell and (not previous or q.cell[1] > previous[-1])]
            if total < (rows[-1] if rows else 0) and total == (rows[0] if rows else -1):
                above = since = [
                    cells[r, column]
                    for r in rows
                    if r > total and (r, column) in cells and r not in totals
                ]
            if said is None or len(above) < 2:
                continue
            units = {q.unit for q in above} | {said.unit}
            slack = Decimal(len(above)) / 2 if units == {"percent"} else Decimal(0)
            if len(units) > 1:
                continue
            sums = {_sum(above), _sum(since)} if since else {_sum(above)}
            if any(abs(each - said.value) <= slack for each in sums):
                right += 1
                continue
            if units == {"percent"} and abs(said.value - 100) > 1:
                continue  # an average
            wrong.append(
                Hit(
                    said.start,
                    said.end,
                    f"The column adds up to {min(sums, key=lambda s: abs(s - said.value)):,f}, "
                    f"not {said.shown}.",
                    "Correct the total or the cell that is wrong.",
                    tuple((q.start, q.end) for q in above[:12]),
                    None if right or abs(_sum(above) - said.value) * 5 <= said.value else "warning",
                )
            )
    yield from wrong


_TOTAL_HEAD = re.compile(
    r"(?<!\w)(?:total|всего|итого|cəmi|sum|overall|ensemble)(?!\w)", re.IGNORECASE
)


def _total_columns(
    facts: Facts, table: Table, cells: dict[tuple[int, int], Quantity]
) -> Iterator[Hit]:
    heads: dict[int, str] = {}
    for row in table.rows[: table.headers]:
        for cell in row:
            heads[cell.column] = (
                heads.get(cell.column, "") + " " + facts.text[cell.start : cell.end]
            )
    totals = [column for column, head in heads.items() if _TOTAL_HEAD.search(head)]
    if len(totals) != 1:
        return
    column = totals[0]
    wrong: list[Hit] = []
    right = 0
    for line in sorted({row for row, _ in cells}):
        said = cells.get((line, column))
        parts = [
            q
            for (r, c), q in cells.items()
            if r == line and c not in {0, column} and q.unit == "count"
        ]
        if said is None or said.unit != "count" or len(parts) < 2:
            continue
        if _sum(parts) == said.value:
            right += 1
        else:
            wrong.append(
                Hit(
                    said.start,
                    said.end,
                    f"The row adds up to {_sum(parts):,f}, not {said.shown}.",
                    "Correct the total or the cell that is wrong.",
                    tuple((q.start, q.end) for q in parts[:12]),
                )
            )
    if right >= len(wrong) and right:
        yield from wrong
