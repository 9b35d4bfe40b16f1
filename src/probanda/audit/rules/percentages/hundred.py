"""The rule: shares of a complete list make a hundred."""

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
from probanda.audit.rules.percentages.fit import NEAR, fits
from probanda.audit.rules.percentages.opposites import of_each, opposed
from probanda.audit.rules.registry import Hit, rule
from probanda.audit.rules.wholes.parted import is_parted, several_ways, words_behind

__all__ = ["percentages_sum"]


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
        found = list(_sum_of(facts, shares, language))
        yield from found
        if not found:
            yield from opposed(facts, shares)
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
    r"|(?:likely|higher|lower|more|fewer|less) than|whereas|some (?!\d)\w+|no other"
    r"|none of the others|among others|mostly|chiefly|mainly|exceeds?)(?!\w)",
    re.IGNORECASE,
)


def _off(shares: list[Quantity]) -> Decimal | None:
    """How far a list is from a hundred, None when rounding explains it."""
    total = sum((q.value for q in shares), Decimal(0))
    slack = sum((rounding(q.decimals) for q in shares), Decimal(0)) + NEAR
    slack += sum((Decimal(3) for q in shares if not q.exact), Decimal(0))
    return total if abs(total - 100) > slack else None


def _sum_of(facts: Facts, shares: list[Quantity], language: Language) -> Iterator[Hit]:
    if len(shares) < 2:
        return
    text = facts.text
    region = text[shares[0].sentence[0] : shares[0].sentence[1]]
    if _SEVERAL.search(region) or of_each(region, language.code):
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
    if total is None or not 70 < total < 140:
        return
    if any(_off(shares[place:]) is None for place in range(1, len(shares) - 1)):
        return  # the last of them make a hundred: "… 92% European and 7% Māori, with … the remaining 1%"
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
    spans = words_behind(text, shares)
    ends = (
        len(shares) >= 3
        and 85 <= total <= 120
        and is_parted(shares, spans, language)
        and not any(several_ways(span, language) for span in spans)
        and all(re.search(r"[,;]|(?<!\w)(?:and|и|y|et)(?!\w)", gap) for gap in gaps)
    )
    exclusive = exclusive or ends
    exclusive = exclusive or (bool(by_kind) and len(shares) >= 3 and 60 < total < 160)
    if rest or exclusive or (listed_all and 100 < total < 150):
        yield Hit(
            shares[0].start,
            last.end,
            f"The shares add up to {total.normalize():f}%: {' + '.join(q.shown for q in shares)}.",
            "Correct the share that is wrong, or say that one may be counted twice.",
            tuple((q.start, q.end) for q in shares[1:]),
            None if exclusive and len(shares) == 2 else "warning",
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


def _each_right(facts: Facts, shares: list[Quantity]) -> bool:
    """Whether every share is right for the number beside it: the list is then simply not complete."""
    table = facts.of(by_block)
    bases: set[Decimal] | None = None
    for share in shares:
        counts = [
            q for q in table.get(share.block, []) if q.unit == "count" and q.end <= share.start
        ]
        if not counts:
            return False
        near = [
            q.value
            for index in range(share.block - 12, share.block)
            for q in table.get(index, [])
            if q.unit == "count" and fits(share, counts[-1].value, q.value)
        ]
        bases = set(near) if bases is None else bases & set(near)
    return bool(bases)


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
        if total is not None and 88 < total < 112 and not _SEVERAL.search(intro):
            if _each_right(facts, flat):
                continue
            yield Hit(
                flat[0].start,
                flat[-1].end,
                f"The shares of the list add up to {total.normalize():f}%.",
                "Correct the share that is wrong, or say that one may be counted twice.",
                tuple((q.start, q.end) for q in flat[1:]),
                "warning",
            )
