"""“Most of the arrests (100)” against the arrests counted elsewhere: a majority and its whole.

The whole is the document's own total, the first number of the same thing and of no other period; a number between
the two that bears the words out is taken for their whole instead.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from probanda.audit.extract.language import language_tables
from probanda.audit.extract.quantities import Quantity, quantities
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_sentence
from probanda.audit.rules.percentages.fit import fits, wrong
from probanda.audit.rules.percentages.shares import Share
from probanda.audit.rules.percentages.worded import Part
from probanda.audit.rules.ranks.lexicon import rank_words, said_of
from probanda.audit.rules.ranks.majorities import majorities
from probanda.audit.rules.ranks.verdict import not_borne_out
from probanda.audit.rules.registry import Hit

__all__ = ["largest_part", "of_the_document", "percent_behind", "summed_behind", "totals"]

#: A part smaller than this is of a smaller whole, not of the document's.
_LEAST = Fraction(15, 100)
#: Blocks before a majority whose numbers may be its whole.
_NEAR = 4
#: Code points of some pages, within which a total is that of a majority.
_PAGE = 6000
#: The least of such totals; code points behind one in which its nouns stand.
_LEAST_WHOLE, _NOUNS = 20, 40
_SUMMED = re.compile(r"[^.;:()\d]{0,120}\((\d+(?:,\s\d+)*\s(?:and|и|y|e|et)\s\d+[^()\d%]{0,30})\)")
_SOMEWHERE = re.compile(r"\s+(?:\w+\s+)?(?:in|at|en|в|на|dans|à)\s+[^\W\d_a-zа-яё]")
_LETTERS, _PARTED = re.compile(r"[^\W\d_]+"), re.compile(r"[;.]\s")
#: What a bracket with a percentage follows: a colon further back, or a few words.
_BRACKET = re.compile(r":\s[^:]*\(\Z|\A[^,;:().]{3,60}\(\Z")
#: "…: 81 of 151", "…: 137 events (60 per cent".
_PAIR = re.compile(
    r"[^:.;]{0,80}:\s*(?P<a>\d[\d,.\s]*\d|\d+)[^.;:()\d]{0,40}?\s(?:out of|of|из|de|sur)\s+(?:the\s+)?"
    r"(?P<b>\d[\d,.\s]*\d|\d+)",
    re.IGNORECASE,
)


def of_the_document(facts: Facts, share: Share) -> Hit | None:
    """A majority or minority, its number told beside it, against the document's total of the same."""
    part, language = share.part, language_tables(facts.language)
    said = [word.lower() for word in _LETTERS.findall(facts.text[share.percent.end : part.start])]
    heads = ({share.noun.head} | {language.stem(word) for word in said}) - {""}
    acts = {language.action(word) for word in said} - {"", None}
    known = facts.of(totals)
    wholes = [q for head in heads for q in known.get(head, ())]
    wholes += [q for act in acts for q in known.get(f"={act}", ())]
    wholes = [q for q in wholes if q.value > part.value and q.sentence != part.sentence]
    if not wholes or not part.exact:
        return None
    whole = min(wholes, key=lambda q: q.start)
    if whole.start > part.start or part.value < whole.value * _LEAST.numerator / _LEAST.denominator:
        return None
    section = facts.document.section_of(part.start)
    since = section.start if section else 0
    between = (
        q
        for q in wholes
        if q.start < part.start and (q.start >= since or part.block - q.block <= _NEAR)
    )
    if fits(share.percent, part.value, whole.value) or any(
        fits(share.percent, part.value, q.value) for q in between
    ):
        return None
    return replace(wrong(share.percent, part, whole), severity="warning")


def summed_behind(facts: Facts) -> Iterator[Hit]:
    """As in "the majority live in Kesh and Veldt (23 and 16)": their sum, of the last total before it."""
    language, known = language_tables(facts.language), facts.of(_told_wholes)
    for listed in facts.of(by_sentence):
        for part in majorities(facts, *listed[0].sentence) if len(listed) > 1 else ():
            found = _SUMMED.match(facts.text, part.end, listed[0].sentence[1])
            rows = [q for q in listed if found and found.start(1) <= q.start < found.end(1)]
            if (
                found is None
                or len(rows) < 2
                or any(q.unit != "count" or not q.exact for q in rows)
            ):
                continue
            said = [
                word.lower() for word in _LETTERS.findall(facts.text[part.end : found.start(1)])
            ]
            heads = {q.group.head for q in rows} | {language.stem(word) for word in said[:2]}
            own = sum((q.value for q in rows), Decimal(0))
            wholes = [
                q
                for head in heads - {""}
                for q in known.get(head, ())
                if q.end < part.start < q.end + _PAGE and q.value >= own
            ]
            whole = max(wholes, key=lambda q: q.start, default=None)
            if whole is None or not own * 5 >= whole.value > own * 2:
                continue
            yield not_borne_out(facts, part, (*rows, whole), (own, whole.value))


def _told_wholes(facts: Facts) -> dict[str, list[Quantity]]:
    """Numbers by the nouns right behind them; "116 new cases" is no growth here."""
    language = language_tables(facts.language)
    found: dict[str, list[Quantity]] = defaultdict(list)
    for q in facts.of(quantities):
        loose = q.subset or q.each or q.spoken or q.of is not None or q.cell is not None
        if q.unit == "count" and q.exact and not loose and q.value >= _LEAST_WHOLE:
            said = _LETTERS.findall(facts.text[q.end : q.end + _NOUNS])[:2]
            for head in (
                {q.group.head} if q.group.head else {language.stem(w.lower()) for w in said}
            ):
                found[head].append(q)
    return found


def largest_part(facts: Facts, part: Part, told: tuple[Quantity, Quantity]) -> bool:
    """Whether a majority of no named whole may be the largest part: "the majority recorded in Kesh"."""
    return told[0].value * 3 >= told[1].value and bool(_SOMEWHERE.match(facts.text, part.end))


def percent_behind(facts: Facts) -> Iterator[Hit]:
    """Majorities whose percentage, or number and whole, stand behind a colon or "with" further on."""
    with_ = rank_words("with_figure", facts.language)
    for listed in facts.of(by_sentence):
        for part in majorities(facts, *listed[0].sentence):
            behind = [q for q in listed if q.start >= part.end]
            hit = _of_pair(facts, part, behind)
            if hit is None and behind:
                q = next((q for q in behind if q.unit == "percent"), behind[0])
                gap = facts.text[part.end : q.start]
                plain = not any(o.unit == "percent" or o.spoken for o in behind[: behind.index(q)])
                joined = with_.search(gap) or _BRACKET.search(gap)
                parted = _PARTED.search(gap) or said_of("clause", facts.language, gap)
                if (
                    q.unit == "percent"
                    and q.exact
                    and plain
                    and joined
                    and not parted
                    and len(gap) < 200
                ):
                    hit = not_borne_out(facts, part, (q,)) if _against(part, q.value, 100) else None
            if hit is not None:
                yield hit


def _of_pair(facts: Facts, part: Part, behind: list[Quantity]) -> Hit | None:
    found = _PAIR.match(facts.text, part.end, behind[-1].end) if len(behind) > 1 else None
    if found is None:
        return None
    pair = [q for q in behind if q.start in {found.start("a"), found.start("b")} and q.exact]
    if len(pair) != 2 or pair[0].value > pair[1].value:
        return None
    return (
        not_borne_out(facts, part, (pair[0], pair[1]))
        if _against(part, pair[0].value, pair[1].value)
        else None
    )


def _against(part: Part, value: object, whole: object) -> bool:
    """Whether a share is on the other side of a half than the words say."""
    share = Fraction(str(value)) / Fraction(str(whole))
    return share < Fraction(1, 2) if part.bound == "more_than" else share > Fraction(1, 2)


def totals(facts: Facts) -> dict[str, list[Quantity]]:
    """Numbers that may be wholes of the document, by their noun and, behind "=", by what was done to them."""
    found: dict[str, list[Quantity]] = defaultdict(list)
    for q in facts.of(quantities):
        loose = q.subset or q.delta or q.each or q.spoken or q.of is not None or q.cell is not None
        if q.unit != "count" or loose or q.bound in {"less_than", "up_to"} or q.value < 20:
            continue
        if said_of("other_time", facts.language, facts.text[q.sentence[0] : q.start]):
            continue
        for head in {q.group.head, *q.group.labels} - {""}:
            found[head].append(q)
        for act in q.group.actions | (
            q.around.actions if len(q.around.actions) == 1 else frozenset()
        ):
            found[f"={act}"].append(q)
    return found
