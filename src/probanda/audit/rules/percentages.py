"""Percentages against the numbers they are of, and percentages of one list against a hundred."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from probanda.audit.extract.language import Language, language_tables
from probanda.audit.extract.quantities import Quantity, quantities
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_block, by_sentence
from probanda.audit.reckoning import kind_of, rounding
from probanda.audit.rules.registry import Hit, rule

#: What may stand between a number and its percentage: "23 women (45%)", "23, or 45%", "23 – 45%".
_LINK = re.compile(
    r"(?:\s+(?!and\b|or\b|и\b|y\b|et\b|while\b)[^\W\d]+){0,4}?\s*[,;]?\s*(?:[(\[–—=]"
    r"|or|i\.e\.,?|that is,?|which is|equal to|equivalent to|representing|equivalent"
    r"|или|т\.е\.|то есть|что составляет"
    r"|o sea|es decir,?|o el|soit|equals|makes|making up|constituting|amounting to)\s*(?:or\s+"
    r"|i\.e\.,?\s*|some\s+|about\s+|nearly\s+|almost\s+|over\s+|around\s+|approximately\s+"
    r"|roughly\s+|more than\s+|around\s+|el\s+)?\Z",
    re.IGNORECASE,
)
_NEAR = Decimal("0.01")


def _tolerance(percent: Quantity, *counts: Quantity) -> tuple[Decimal, Decimal]:
    """How far below and above the computed share the written percentage may lie."""
    step = rounding(percent.decimals) + _NEAR
    if percent.bound == "about":
        step = Decimal(3)
    if any(count.bound == "about" for count in counts):
        step += Decimal(2)
    below = above = step
    if percent.bound in {"more_than", "at_least"}:
        below = Decimal(10)  # "over 30%" of 38
    if percent.bound in {"less_than", "up_to"}:
        above = Decimal(4)
    return below, above


def _fits(percent: Quantity, part: Decimal, whole: Decimal, *counts: Quantity) -> bool:
    if whole <= 0:
        return True
    true = part * 100 / whole
    below, above = _tolerance(percent, *counts)
    return -above <= true - percent.value <= below


def _wrong(percent: Quantity, part: Quantity, whole: Quantity) -> Hit:
    true = (part.value * 100 / whole.value).quantize(Decimal(1).scaleb(-max(1, percent.decimals)))
    off = abs(true - percent.value)
    return Hit(
        percent.start,
        percent.end,
        f"{part.shown} of {whole.shown} is {true}%, not {percent.shown}.",
        "Correct the percentage or the numbers.",
        ((part.start, part.end), (whole.start, whole.end)),
        "warning" if off <= 2 * rounding(percent.decimals) + Decimal("0.05") else None,
    )


def _loose(q: Quantity) -> bool:
    return q.bound in {"at_least", "more_than", "less_than", "up_to"} or q.spoken or q.each


@rule(
    "percentage-wrong",
    "A percentage doesn't fit its own numbers",
    "error",
    "figures",
    "A percentage is computed again wherever its two numbers can be found: beside "
    "it, or elsewhere in the document when"
    " one of them is the number interviewed, documented, or announced. Any correct "
    "rounding is right.",
    bad=(
        "Of the detainees, 23 of 60 (45%) were beaten.",
        "We interviewed 60 survivors in Arlan.\n\nOf the survivors interviewed, "
        "23 (45%) had been beaten.",
        "Arrests rose from 20 to 30, an increase of 40 per cent.",
    ),
    good=(
        "Of the detainees, 23 of 60 (38%) were beaten.",
        "Arrests rose from 20 to 30, an increase of 50 per cent.",
    ),
    accept="The base is another number: name it in the text instead.",
)
def percentage_wrong(facts: Facts) -> Iterator[Hit]:
    """Recompute percentages from the numbers beside them, or from the bases of the document."""
    language = language_tables(facts.language)
    alone: list[tuple[Quantity, Quantity]] = []
    known = facts.of(quantities)
    for listed in facts.of(by_sentence):
        settled: set[int] = set()
        yield from _changes(facts, listed, settled)
        yield from _more_than(facts, listed)
        yield from _capacity(facts, listed)
        for place, percent in enumerate(listed):
            if percent.unit != "percent" or percent.index in settled or percent.spoken:
                continue
            pair = _pair(facts, listed, place, known)
            if pair is None:
                continue
            part, whole = pair
            if whole is None:
                alone.append((part, percent))
                continue
            if _loose(part) or _loose(whole) or whole.value <= 0:
                continue
            implied = part.of is None  # "of them": which of the earlier numbers is meant is open
            near = facts.of(by_block).get(part.block, []) if implied else []
            if any(
                _fits(percent, part.value, q.value, part, q)
                for q in near
                if q.unit == "count" and q.start < part.start
            ):
                continue  # which of the earlier numbers "of them" means is open
            if not _fits(percent, part.value, whole.value, part, whole):
                yield _wrong(percent, part, whole)
    yield from _by_document(facts, alone, language)


def _pair(
    facts: Facts, listed: list[Quantity], place: int, known: tuple[Quantity, ...]
) -> tuple[Quantity, Quantity | None] | None:
    """The count that a percentage stands beside, and its base when it is said with it."""
    text, percent = facts.text, listed[place]
    before = listed[:place]
    if before:
        last = before[-1]
        gap = text[last.end : percent.start]
        if last.unit == "count" and _LINK.fullmatch(gap):
            owner = next((q for q in before if q.of == last.index), None)
            if owner is not None:
                return owner, last
            if last.of is not None:
                return last, known[last.of]
            if last.whole is not None and known[last.whole].unit == "count":
                return last, known[last.whole]
            return last, None
        if last.unit == "count" and re.fullmatch(r"[^.;:\d]{0,40}\(", gap) and last.group.text:
            whole = known[last.whole] if last.whole is not None else None
            return last, whole if whole is None or whole.unit == "count" else None
    if before and percent.of is not None and place + 1 < len(listed):
        # "150 women were registered, 62 per cent of the 300 persons"
        last = before[-1]
        if (
            last.unit == "count"
            and last.of is None
            and re.fullmatch(
                r"[^.;:()\d]{0,50},\s*(?:or\s+|some\s+|that is,?\s+)?",
                text[last.end : percent.start],
            )
        ):
            return last, known[percent.of]
    if place + 1 < len(listed):
        after = listed[place + 1]
        gap = text[percent.end : after.start]
        if (
            after.unit == "count"
            and after.of is not None
            and re.fullmatch(r"\s*(?:[^.;:\d(]{0,40})?[(,–—]\s*(?:or\s+|i\.e\.,?\s+)?", gap)
        ):
            return after, known[after.of]
        if percent.of is not None and place + 2 < len(listed):
            whole, part = known[percent.of], listed[place + 2]
            link = text[whole.end : part.start]
            if (
                part.unit == "count"
                and whole.index == after.index
                and re.fullmatch(
                    r"\s+(?:[^\W\d]+\s*){0,4}(?:\(|,\s*or\s+|,\s*i\.e\.,?\s+|\s–\s)(?:or\s+)?", link
                )
                and not part.subset
            ):
                return part, whole
        if after.unit == "count" and re.fullmatch(
            r"\s*(?:of\s+(?:the\s+)?(?:[^\W\d]+\s*){1,4}|(?:[^\W\d]+\s*){0,2})\((?:or\s+"
            r"|i\.e\.,?\s+|n\s*=\s*)?",
            gap,
        ):
            close = text[after.end : after.end + 30]
            if re.match(r"\s*(?:[^\W\d]+\s*){0,3}\)", close):
                return after, None
    return None


def _turned(facts: Facts, listed: list[Quantity]) -> list[Quantity]:
    """The same quantities, a percentage said before its two numbers put behind them: "by 50%, from 80 to 60"."""
    rows = list(listed)
    for place in range(len(rows) - 2):
        p, a, b = rows[place : place + 3]
        if p.unit == "percent" and a.unit == b.unit == "count":
            before = facts.text[p.sentence[0] : p.start]
            lead = re.search(r"(?:by|of|на|un|de)\s+(?:\w+\s+)?\Z", before)
            link = facts.text[p.end : a.start]
            if lead and re.fullmatch(r"[^.;:()]{0,40}?,?\s*(?:from|с|de|du)\s+(?:\w+\s+)?", link):
                rows[place : place + 3] = [a, b, p]
    return rows


def _more_than(facts: Facts, listed: list[Quantity]) -> Iterator[Hit]:
    """As in "1,284 cases, 9% more than in 2022 (1,178)"."""
    text = facts.text
    for a, p, b in zip(listed, listed[1:], listed[2:], strict=False):
        if (
            p.unit != "percent"
            or a.unit != b.unit
            or a.unit not in {"count", "money"}
            or b.value <= 0
        ):
            continue
        link = re.fullmatch(
            r"\s+(?P<w>more|fewer|less|higher|lower|above|below|up on|down on)"
            r"(?:\s+than)?\s[^.;:()\d]{0,30}(?:\d{4})?\s*[(,]?\s*(?:\w+\s+)?",
            text[p.end : b.start],
        )
        if not link or not re.fullmatch(
            r"[^.;:()\d]{0,60}[,–—(]\s*(?:or\s+|some\s+|about\s+)?", text[a.end : p.start]
        ):
            continue
        if _loose(a) or _loose(b) or not p.exact:
            continue
        true = abs(a.value - b.value) * 100 / b.value
        below, above = _tolerance(p, a, b)
        if not -above <= true - p.value <= below:
            yield Hit(
                p.start,
                p.end,
                f"From {b.shown} to {a.shown} is {true.quantize(Decimal('0.1'))}%, not {p.shown}.",
                "Correct the percentage or the two numbers.",
                ((a.start, a.end), (b.start, b.end)),
            )


_BUILT = re.compile(
    r"(?:built for|designed for|intended for|capacity (?:of|is|was)|meant for|room "
    r"for|places for)\s+(?:\w+\s+)?\Z",
    re.IGNORECASE,
)
_OF_CAPACITY = re.compile(
    r"\s*(?:per cent\s+)?(?:of|occupancy|full)\s*(?:(?:its|their|the)\s+)?(?:\w+\s+)?(?:capacity)?",
    re.IGNORECASE,
)


def _capacity(facts: Facts, listed: list[Quantity]) -> Iterator[Hit]:
    """As in "built for 480 inmates, held 711 (148% of its capacity)"."""
    text = facts.text
    for place, p in enumerate(listed):
        if (
            p.unit != "percent"
            or not p.exact
            or "capacity" not in text[p.start : min(p.sentence[1], p.end + 32)]
        ):
            continue
        counts = [q for q in listed[:place] if q.unit == "count"]
        built = [
            q for q in counts if _BUILT.search(text[max(p.sentence[0], q.start - 30) : q.start])
        ]
        held = [q for q in counts if q not in built and q.exact]
        if len(built) != 1 or len(held) != 1 or built[0].value <= 0:
            continue
        true = held[0].value * 100 / built[0].value
        over = re.match(r"\s*(?:over|above)", text[p.end : p.end + 8])
        if abs(true - (100 if over else 0) - p.value) > rounding(p.decimals) + _NEAR:
            yield _wrong(p, held[0], built[0])


def _changes(facts: Facts, found: list[Quantity], settled: set[int]) -> Iterator[Hit]:
    """As in "rose from 20 to 30, by 50 per cent"."""
    text, listed = facts.text, _turned(facts, found)
    for place in range(len(listed) - 2):
        a, b, p = listed[place : place + 3]
        if p.unit != "percent" or a.unit != b.unit or a.unit not in {"count", "money", "percent"}:
            continue
        before, middle, gap = (
            text[a.sentence[0] : a.start],
            text[a.end : b.start],
            text[b.end : p.start],
        )
        if not re.search(
            r"(?<!\w)(?:from|с|de|от|du)\s+(?:\w+\s+){0,2}\$?\Z", before
        ) or not re.search(r"(?<!\w)(?:to|до|a|à)\s+(?:\w+\s+){0,3}\$?\Z", middle):
            continue
        if p.start > b.start and not re.search(
            r"(?:increase|rise|decrease|drop|decline|fall|growth|reduction|by|up|down"
            r"|на|рост|снижение|aumento|disminución|hausse|baisse|un|una|une|change"
            r"|jump|surge)\w*(?:\s+of)?\s+(?:\w+\s+){0,2}\(?\Z",
            gap.rstrip(" ") + " ",
            re.IGNORECASE,
        ):
            continue
        settled.add(p.index)
        if a.value <= 0 or _loose(a) or _loose(b):
            continue
        change = abs(b.value - a.value)
        if a.unit == "percent" and abs(change - p.value) <= rounding(p.decimals):
            continue
        true = change * 100 / a.value
        below, above = _tolerance(p, a, b)
        if not -above <= true - p.value <= below:
            yield Hit(
                p.start,
                p.end,
                f"From {a.shown} to {b.shown} is {true.quantize(Decimal('0.1'))}%, not {p.shown}.",
                "Correct the percentage or the two numbers.",
                ((a.start, a.end), (b.start, b.end)),
            )


def _by_document(
    facts: Facts, alone: list[tuple[Quantity, Quantity]], language: Language
) -> Iterator[Hit]:
    """Counts with a percentage whose base stands elsewhere.

    Siblings of one paragraph or section that agree on a base give it away; a base announced once in
    the document ("we interviewed 60") is the other witness. Whoever fits no number of the document
    and misses the base that the others share, or the one that was announced, is wrong.
    """
    if not alone:
        return
    counts = [q for q in facts.of(quantities) if q.unit == "count" and q.value >= 2]
    by_section: dict[str, list[tuple[Quantity, Quantity]]] = defaultdict(list)
    for part, percent in alone:
        section = facts.document.section_of(part.start)
        by_section[section.label if section else ""].append((part, percent))
    for pairs in by_section.values():
        for part, percent in pairs:
            if _loose(part) or percent.value <= 0 or part.value <= 0:
                continue
            near = [q for q in counts if q.index != part.index and q.value >= part.value]
            local = [q for q in near if q.block == part.block and q.start < part.start]
            if any(_fits(percent, part.value, q.value, part, q) for q in local):
                continue
            shared = _shared_base(part, percent, pairs)
            announced = _announced(facts, part, near, language) or _opening(facts, part)
            fits_any = [q for q in near if _fits(percent, part.value, q.value, part, q)]
            if shared is not None and not fits_any:
                low, high, witness = shared
                yield Hit(
                    percent.start,
                    percent.end,
                    f"{part.shown} ({percent.shown}) doesn't fit the base of about {low:,.0f}"
                    f"{f' to {high:,.0f}' if high - low > 1 else ''} that the other "
                    "percentages here share.",
                    "Correct the percentage or the number, and name the base.",
                    tuple((q.start, q.end) for pair in witness for q in pair)[:8],
                )
            elif announced is not None and not fits_any and len(_values(near)) < 400:
                yield _wrong(percent, part, announced)
            elif (
                (
                    announced is not None
                    and part.whole is None
                    and _same_base(facts, part, announced)
                    and not _fits(percent, part.value, announced.value)
                )
                and all(q.block != part.block for q in fits_any)
                and not any(q.total or q.definite for q in fits_any)
            ):
                hit = _wrong(percent, part, announced)
                yield Hit(hit.start, hit.end, hit.message, hit.suggestion, hit.evidence, "warning")


def _opening(facts: Facts, part: Quantity) -> Quantity | None:
    """The number that a paragraph opens with, when all others are smaller: "130 complaints were filed: …"."""
    row = [
        q for q in facts.of(by_block).get(part.block, []) if q.unit == "count" and q.cell is None
    ]
    if not row or row[0].index == part.index or row[0].start > part.start:
        return None
    first = row[0]
    whole = first.exact and not first.subset and first.of is None and not first.spoken
    largest = all(q.value < first.value for q in row[1:])
    return first if whole and largest and first.value >= part.value and first.group.head else None


def _values(listed: list[Quantity]) -> set[Decimal]:
    return {q.value for q in listed}


def _shared_base(
    part: Quantity, percent: Quantity, pairs: list[tuple[Quantity, Quantity]]
) -> tuple[Decimal, Decimal, list[tuple[Quantity, Quantity]]] | None:
    """The range of bases on which at least two others of the paragraph agree, and this one doesn't."""
    others = [
        (a, p)
        for a, p in pairs
        if a.index != part.index
        and a.block == part.block
        and p.value > 0
        and not _loose(a)
        and a.exact
        and p.exact
    ]
    if len(others) < 2:
        return None
    low, high = Decimal(0), Decimal(10) ** 12
    for count, share in others:
        step = rounding(share.decimals) + _NEAR
        low = max(low, count.value * 100 / (share.value + step))
        high = min(high, count.value * 100 / max(share.value - step, Decimal("0.001")))
    if low > high or high > low * 2:
        return None
    step = rounding(percent.decimals) + _NEAR if percent.exact else Decimal(3)
    own_low = part.value * 100 / (percent.value + step)
    own_high = part.value * 100 / max(percent.value - step, Decimal("0.001"))
    return None if own_low <= high and low <= own_high else (low, high, others)


_BASE = re.compile(
    r"(?<!\w)(?:interviewed|surveyed|respondents|interviewees|participants|sample"
    r"|documented|examined|reviewed|analysed|analyzed|in total|a total of|collected"
    r"|questionnaires"
    r"|опрошен\w*|опросили|всего|entrevist\w+|encuest\w+|en total|interrog\w+|au total)(?!\w)",
    re.IGNORECASE,
)


def _announced(
    facts: Facts, part: Quantity, near: list[Quantity], language: Language
) -> Quantity | None:
    """The one base that the document announces before: "we interviewed 60 survivors"."""
    bases = [
        q
        for q in near
        if q.start < part.start
        and q.exact
        and not q.subset
        and not q.delta
        and q.of is None
        and q.cell is None
        and _BASE.search(
            facts.text,
            max(q.sentence[0], q.start - 60),
            min(q.sentence[1], max(q.group.end, q.end) + 30),
        )
    ]
    same = [
        q
        for q in bases
        if q.group.head and (q.group.head == part.group.head or not part.group.head)
    ]
    chosen = same or [
        q for q in bases if q.group.head in language.persons and part.group.head in language.persons
    ]
    return chosen[-1] if chosen and len(_values(chosen)) == 1 else None


def _same_base(facts: Facts, part: Quantity, base: Quantity) -> bool:
    return bool(_BASE.search(facts.text, *part.sentence)) or part.block == base.block


@rule(
    "percentages-sum",
    "Percentages of one list miss a hundred",
    "error",
    "figures",
    "Where each counts once (men and women; a list ended by “the remaining”), the "
    "shares make a hundred, give or take their"
    " rounding. Lists in which one may be counted several times are left alone.",
    bad=(
        "Of the detainees 60 per cent were men and 45 per cent were women.",
        "45% had been beaten, 30% threatened, and the remaining 35% were unharmed.",
    ),
    good=(
        "Of the detainees 60 per cent were men and 40 per cent were women.",
        "45% had been beaten and 70% threatened.",
    ),
)
def percentages_sum(facts: Facts) -> Iterator[Hit]:
    """Sum the shares of lists that claim to be complete."""
    language = language_tables(facts.language)
    for listed in facts.of(by_sentence):
        shares = [q for q in listed if q.unit == "percent" and not q.spoken]
        yield from _sum_of(facts, shares, language)
    yield from _in_items(facts)
    yield from _in_columns(facts)


_REST = re.compile(
    r"(?<!\w)(?:the\s+)?(?:remaining|rest|other|others|остальн\w+|restant\w*|le reste|resto)(?!\w)",
    re.IGNORECASE,
)
_SEVERAL = re.compile(
    r"(?<!\w)(?:multiple|more than one|several (?:answers|responses|options)|at least "
    r"one|overlap\w*|both|also|compared|from|rose|fell|increase\w*|decrease\w*|up "
    r"from|down from|versus|respectively|largest|biggest|main|principal|chief|most (?:frequent|common|numerous)"
    r"|no other|none of the others|among others|mostly|chiefly|mainly|exceeds?)(?!\w)",
    re.IGNORECASE,
)


def _off(shares: list[Quantity]) -> Decimal | None:
    """How far a list is from a hundred, None when rounding explains it."""
    total = sum((q.value for q in shares), Decimal(0))
    slack = sum((rounding(q.decimals) for q in shares), Decimal(0)) + _NEAR
    slack += sum((Decimal(3) for q in shares if not q.exact), Decimal(0))
    return total if abs(total - 100) > slack else None


def _sum_of(facts: Facts, shares: list[Quantity], language: Language) -> Iterator[Hit]:
    if len(shares) < 2:
        return
    text = facts.text
    region = text[shares[0].sentence[0] : shares[0].sentence[1]]
    if _SEVERAL.search(region):
        return
    last = shares[-1]
    rest = _REST.search(text, shares[-2].end, min(last.sentence[1], last.end + 6))
    kinds = [
        kind_of(q.group, language) if q.group.text else _kind_near(facts, q, language)
        for q in shares
    ]
    exclusive = (
        len({k for k, _ in kinds}) == 1
        and kinds[0][0] in {"sex", "service", "answer"}
        and len({label for _, label in kinds}) == len(kinds)
    )
    if (
        any(re.match(r"\s+of\s+(?:the\s+)?(?!all)", text[q.end : q.end + 9]) for q in shares[1:])
        and not rest
    ):
        return  # shares of several bases
    bases = {q.of for q in shares}
    if len(bases) > 1 and not rest:
        return
    listed_all = len(shares) >= 4 and re.search(
        r":\s", region[: shares[0].start - shares[0].sentence[0]]
    )
    total = _off(shares)
    if total is None:
        return
    # "48% were soldiers, 31% civilians and 28% unknown": one verb for all, so each is counted once
    gaps = [text[a.end : b.start] for a, b in itertools.pairwise(shares)]
    elided = (
        len(shares) >= 3
        and all(
            re.fullmatch(
                r"\s*(?:(?:of|were|are|was)\s+)?(?:[\w'’-]+\s*){1,4}(?:,|\band\b|,\s*and)\s*", gap
            )
            for gap in gaps
        )
        and bool(re.match(r"\s*(?:were|was|are)\s", gaps[0]))
        and not any(re.search(r"(?<!\w)(?:were|was|are)(?!\w)", gap) for gap in gaps[1:])
    )
    framed = len(shares) >= 3 and all(
        re.match(r"\s+as\s", text[q.end : q.end + 5]) for q in shares[1:]
    )
    named = (
        len(shares) >= 3
        and all(
            re.fullmatch(r"\s*[,;]\s*(?:and\s+)?(?:the\s+)?[\w'’ -]{2,24}\s", gap) for gap in gaps
        )
        and ":" in text[shares[0].sentence[0] : shares[0].start]
    )
    by_kind = re.match(
        r"\W*By (?:age|sex|gender|place|region|status|occupation|ethnicity|nationality)", region
    )
    exclusive = exclusive or ((elided or framed or named) and 101 < total < 160)
    exclusive = exclusive or (bool(by_kind) and len(shares) >= 3 and 60 < total < 160)
    if rest or exclusive or (listed_all and 100 < total < 150):
        yield Hit(
            shares[0].start,
            last.end,
            f"The shares add up to {total.normalize():f}%: {' + '.join(q.shown for q in shares)}.",
            "Correct the share that is wrong, or say that one may be counted twice.",
            tuple((q.start, q.end) for q in shares[1:]),
            None if rest or exclusive else "warning",
        )


def _kind_near(facts: Facts, q: Quantity, language: Language) -> tuple[str, str]:
    lead = re.split(r"[,;]", facts.text[max(q.sentence[0], q.start - 28) : q.start])[-1]
    if re.search(r"(?:[:—–-]|составил\w*|составля\w+)\s*\Z", lead):
        for word in re.findall(r"[^\W\d_]+", lead):
            stem = language.stem(word.lower())
            if stem in language.kinds:
                return language.kinds[stem], stem
    for word in re.findall(r"[^\W\d_]+", facts.text[q.end : min(q.sentence[1], q.end + 40)])[:5]:
        stem = language.stem(word.lower())
        if stem in language.kinds:
            return language.kinds[stem], stem
    behind = facts.text[max(q.sentence[0], q.start - 28) : q.start]
    for word in (
        *re.findall(r"[^\W\d_]+", q.label)[-2:],
        *re.findall(r"[^\W\d_]+", re.split(r"[,;]", behind)[-1])[-2:],
    ):
        stem = language.stem(word.lower())
        if stem in language.kinds:
            return language.kinds[stem], stem
    return "", ""


def _in_columns(facts: Facts) -> Iterator[Hit]:
    """A column of shares whose last row says a hundred."""
    columns: dict[tuple[int, int], list[Quantity]] = defaultdict(list)
    for q in facts.of(quantities):
        if q.cell is not None and q.unit == "percent":
            columns[q.cell[0], q.cell[2]].append(q)
    for cells in columns.values():
        shares, totals = [q for q in cells if not q.total], [q for q in cells if q.total]
        if len(shares) < 2 or len(totals) != 1 or totals[0].value != 100:
            continue
        total = _off(shares)
        if total is not None:
            yield Hit(
                totals[0].start,
                totals[0].end,
                f"The shares of the column add up to {total.normalize():f}%.",
                "Correct the share that is wrong.",
                tuple((q.start, q.end) for q in shares[:12]),
            )


def _in_items(facts: Facts) -> Iterator[Hit]:
    """A list whose items each have one share."""
    blocks, table = facts.document.blocks, facts.of(by_block)
    place = 0
    while place < len(blocks):
        run = []
        while place < len(blocks) and blocks[place].kind == "list-item":
            run.append(blocks[place])
            place += 1
        place += 1
        if len(run) < 3:
            continue
        shares = [[q for q in table.get(item.index, []) if q.unit == "percent"] for item in run]
        if not all(len(each) == 1 for each in shares):
            continue
        flat = [each[0] for each in shares]
        total = _off(flat)
        intro = facts.text[max(0, run[0].start - 300) : run[0].start]
        if total is not None and 90 < total < 112 and not _SEVERAL.search(intro):
            yield Hit(
                flat[0].start,
                flat[-1].end,
                f"The shares of the list add up to {total.normalize():f}%.",
                "Correct the share that is wrong, or say that one may be counted twice.",
                tuple((q.start, q.end) for q in flat[1:]),
            )
