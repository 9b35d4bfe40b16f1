"""The rule: a percentage against its own two numbers, beside it or elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from probanda.audit.extract.language import language_tables
from probanda.audit.extract.quantities import Quantity, quantities
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_block, by_sentence
from probanda.audit.rules.percentages.bases import by_document
from probanda.audit.rules.percentages.changes import capacity, changes, more_than
from probanda.audit.rules.percentages.columns import shares_of_columns
from probanda.audit.rules.percentages.fit import fits, loose, wrong
from probanda.audit.rules.percentages.occupancy import occupancy
from probanda.audit.rules.percentages.lone import lone_shares
from probanda.audit.rules.percentages.shares import Share, shares
from probanda.audit.rules.percentages.sizes import changes_by_percent
from probanda.audit.rules.registry import Hit, rule

__all__ = ["percentage_wrong"]

#: What may stand between a number and its percentage: "23 women (45%)", "23, or 45%", "23 – 45%".
_LINK = re.compile(
    r"(?:\s+(?!and\b|or\b|и\b|y\b|et\b|while\b)[^\W\d]+){0,4}?\s*[,;]?\s*(?:[(\[–—=]"
    r"|or|i\.e\.,?|that is,?|which is|equal to|equivalent to|representing|equivalent"
    r"|или|т\.е\.|то есть|что составляет"
    r"|o sea|es decir,?|o el|soit|equals|makes|making up|constituting|amounting to)\s*(?:or\s+"
    r"|i\.e\.,?\s*|that is,?\s+|es decir,?\s+|то есть\s+|some\s+|about\s+|nearly\s+|almost\s+"
    r"|over\s+|around\s+|approximately\s+"
    r"|roughly\s+|more than\s+|around\s+|el\s+)?\Z",
    re.IGNORECASE,
)


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
    alone: list[Share] = []
    known = facts.of(quantities)
    beside = {share.percent.index: share for share in facts.of(shares)}
    settled_at: set[int] = set()
    for listed in facts.of(by_sentence):
        settled: set[int] = set()
        yield from changes(facts, listed, settled)
        yield from more_than(facts, listed)
        for hit in capacity(facts, listed):
            settled_at.add(hit.start)
            yield hit
        settled_at |= {q.start for q in listed if q.index in settled}
        for place, percent in enumerate(listed):
            if percent.unit != "percent" or percent.index in settled or percent.spoken:
                continue
            pair = _pair(facts, listed, place, known)
            share = beside.get(percent.index)
            if pair is not None:
                part, whole = pair
            elif share is not None:
                part, whole = share.part, share.base
            else:
                continue
            if part.words and part.value == 1:
                continue  # "one third (33%)"
            if whole is None:
                alone.append(share or Share(percent, part, None, "bracket"))
                continue
            if loose(part) or loose(whole) or whole.value <= 0:
                continue
            if (part.start < percent.start and _of_another(facts, percent, whole)) or _another_time(
                part, whole
            ):
                continue
            implied = part.of is None  # "of them": which of the earlier numbers is meant is open
            near = facts.of(by_block).get(part.block, []) if implied else []
            if any(
                fits(percent, part.value, q.value, part, q)
                for q in near
                if q.unit == "count" and q.start < part.start
            ):
                continue  # which of the earlier numbers "of them" means is open
            if not fits(percent, part.value, whole.value, part, whole):
                hit = wrong(percent, part, whole)
                sure = whole.sentence == percent.sentence and (
                    not implied or whole.start < part.start
                )
                yield hit if sure else replace(hit, severity="warning")
    yield from by_document(facts, alone, language)
    yield from shares_of_columns(facts)
    for hit in (*changes_by_percent(facts), *occupancy(facts), *lone_shares(facts)):
        if hit.start not in settled_at:
            yield hit


#: What may stand between "71 of 88" and its percentage: what they are, then a comma, a bracket, "or".
_BEHIND_PAIR = re.compile(
    r"(?:(?!while|whereas|but|when|a también|mientras)[^.;:,()\d]){0,60}[,(–—]\s*(?:(?:or|or some"
    r"|that is,?|i\.e\.,?|about|some|или|то есть"
    r"|т\.\s?е\.|около|примерно|es decir,?|o sea,?|o|el|es decir,? el|un|unos|casi|soit|ou"
    r"|environ|в|the|nearly|almost)\s+){0,3}",
    re.IGNORECASE,
)


def _of_another(facts: Facts, percent: Quantity, whole: Quantity) -> bool:
    """Whether a percentage names a base of its own: "(46,8 % del PIB)"."""
    named = re.match(
        r"\s*(?:of|del?|от|du)\s+(?:the\s+|la\s+)?([^\W\d]\w+)",
        facts.text[percent.end : percent.end + 30],
    )
    if not named or percent.of is not None:
        return False
    language = language_tables(facts.language)
    word = named[1].lower()
    same = language.stem(word) in {whole.group.head, *whole.group.labels} or word in language.closed
    return not (same or language.pattern("total").fullmatch(word))


def _another_time(part: Quantity, whole: Quantity) -> bool:
    """Whether part and base are told of two times: "Eight years later, in 1909, …" after the census of 1901."""
    a, b = part.around.period, whole.around.period
    return bool(
        a and b and part.sentence != whole.sentence and part.around.period_from == "sentence"
        and whole.around.period_from == "sentence" and a.known and b.known and a.edtf != b.edtf
    )  # fmt: skip


def _pair(
    facts: Facts, listed: list[Quantity], place: int, known: tuple[Quantity, ...]
) -> tuple[Quantity, Quantity | None] | None:
    """The count that a percentage stands beside, and its base when it is said with it."""
    text, percent = facts.text, listed[place]
    before = listed[:place]
    if before:
        last = before[-1]
        gap = text[last.end : percent.start]
        if (
            last.unit == "count"
            and percent.of is not None
            and known[percent.of].index != last.index
            and re.fullmatch(r"[^.;:\d]{0,60}\(", gap)
        ):
            return last, known[percent.of]  # "48 (59 per cent of 82 cases)"
        told_of = next((q for q in before if q.of == last.index), None)
        if last.unit == "count" and told_of is not None and _BEHIND_PAIR.fullmatch(gap):
            return told_of, last  # "(346 of 441, 78.5%)", "71 из 88 вернувшихся, то есть 76 %"
        if last.unit == "count" and _LINK.fullmatch(gap):
            owner = next((q for q in before if q.of == last.index), None)
            if owner is not None:
                return owner, last
            if last.of is not None:
                return last, known[last.of]
            if last.whole is not None and known[last.whole].unit == "count":
                return last, known[last.whole]
            return last, None
        if last.unit == "count" and re.fullmatch(r"[^.;:()\d]{0,40}\(", gap) and last.group.text:
            owner = next((q for q in before if q.of == last.index), None)
            if owner is not None:
                return owner, last  # "41 of the 97 men and women (42 per cent)"
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
