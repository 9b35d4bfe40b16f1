"""Every percentage of the prose that stands beside its number, with its base when that is said with it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from probanda.audit.extract.language import Language, language_tables
from probanda.audit.extract.phrases import NOTHING, Group
from probanda.audit.extract.quantities import Quantity, quantities
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_sentence
from probanda.audit.lexicon import field
from probanda.audit.reckoning import noun_left_out
from probanda.audit.rules.percentages.counted import base_noun, counts
from probanda.audit.rules.percentages.pairs import (
    FROM_ALL,
    Joined,
    part_before,
    part_behind,
    part_inside,
)
from probanda.audit.rules.percentages.several import bracketed, zipped
from probanda.audit.rules.percentages.worded import Part, parts_between

__all__ = ["Share", "shares", "worded_share"]

_MEASURED = re.compile(
    r"\s*[,;]?\s*(?:CI|confidence|C\.I\.|ДИ|доверит\w+|IC|intervalo|quantile|percentile|lean|proof|alcohol|humidity|equal|credib\w+|probab\w+)(?!\w)",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"\A\W*(?:of|out of|among|из|среди|de|entre|sur|parmi)\s+(?:[^\W\d]+\s+){0,2}\Z", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Share:
    """A number and the percentage said of it.

    Attributes:
        percent: the percentage.
        part: the number that it is said of.
        base: the number that the part is of, where the text says so; None when it stands elsewhere.
        way: how number and percentage are joined.
        noun: what the percentage is said to be of ("per cent of women"); empty when not said.
        changed: a word of change stands before it, so it may be a rise or a fall.
    """

    percent: Quantity
    part: Quantity
    base: Quantity | None
    way: Joined
    noun: Group = NOTHING
    changed: bool = False


def shares(facts: Facts) -> tuple[Share, ...]:
    """The shares of a document in order of the text."""
    language = language_tables(facts.language)
    known = facts.of(quantities)
    level = field("level", facts.language)
    found: list[Share] = []
    for listed in facts.of(by_sentence):
        levels = list(level.finditer(facts.text, *listed[0].sentence)) if listed else []
        for place, percent in enumerate(listed):
            if percent.unit != "percent" or percent.spoken or not 0 < percent.value <= 100:
                continue
            if _MEASURED.match(facts.text, percent.end, min(len(facts.text), percent.end + 24)):
                continue
            if any("%" in facts.text[m.start() - 3 : m.start()] for m in levels):
                continue  # "820 head (106 % of the level of 2016), of them 323 cows (93 %)": all are levels
            several = zipped(facts, listed, place) or bracketed(facts, listed, place)
            if several:
                found += [
                    replace(
                        _share(facts, percent, part, "bracket", [], known, language),
                        noun=part.group,
                    )
                    for part in several
                ]
                continue
            pair = (
                part_inside(facts.text, percent, listed, place)
                or part_before(facts.text, percent, listed, place, language)
                or part_behind(facts.text, percent, listed, place, language)
            )
            if pair is None or (pair[0].words and pair[0].value == 1):
                continue  # "one third (33%)"
            share = _share(facts, percent, pair[0], pair[1], listed[:place], known, language)
            share = _of_the_next(facts, share, listed)
            if share.part.unit == "percent" or _of_each(facts, share):
                continue  # "three of every 10, that is 30.5%"
            if not _of_another(share, language):
                found.append(share)
    return tuple(found)


def _of_the_next(facts: Facts, share: Share, listed: list[Quantity]) -> Share:
    """A share behind which its part and its base stand: "25 % of all: 10 rallies of 41"."""
    part = share.part
    whole = next((q for q in listed if q.start >= part.end), None)
    if share.base is not None or part.start < share.percent.end or whole is None:
        return share
    told = FROM_ALL.fullmatch(facts.text[part.end : whole.start])
    return replace(share, base=whole) if told and whole.value > part.value else share


def _of_each(facts: Facts, share: Share) -> bool:
    """Whether a number is that of "three of every ten", and counts nothing."""
    told = parts_between(facts, *share.part.sentence)
    return any(part.start <= share.part.start < part.end for part in told)


def _of_another(share: Share, language: Language) -> bool:
    """Whether two commas only meet: "taking the three villages together, 69 per cent of the houses"."""
    part, noun = share.part, share.noun
    return (
        share.way == "comma"
        and bool(noun.head)
        and part.unit == "count"
        and not noun_left_out(part, language)
        and not counts(part, noun, language)
    )


def _share(
    facts: Facts,
    percent: Quantity,
    last: Quantity,
    way: Joined,
    before: list[Quantity],
    known: tuple[Quantity, ...],
    language: Language,
) -> Share:
    part, base = last, None
    owner = next((q for q in before if q.of == last.index), None)
    if owner is None and len(before) > 1 and before[-1] is last:
        gap = facts.text[before[-2].end : last.start]
        owner = before[-2] if FROM_ALL.fullmatch(gap) and before[-2].value < last.value else None
    if percent.of is not None and known[percent.of].index != last.index:
        base = known[percent.of]  # "48 (59 per cent of 82 cases)"
    elif owner is not None:
        part, base = owner, last  # "71 of 88, that is 81 per cent"
    elif last.of is not None:
        base = known[last.of]
    elif last.whole is not None and known[last.whole].unit == "count":
        base = known[last.whole]
    noun = base_noun(facts, percent) if percent.of is None else NOTHING
    lead = facts.text[max(percent.sentence[0], part.start - 60) : max(part.start, percent.start)]
    turned = [field(name, language.code) for name in ("rose", "fell", "change")]
    changed = any(turn.search(lead) or turn.match(facts.text, percent.end + 1) for turn in turned)
    return Share(percent, part, base, way, noun, changed)


def worded_share(facts: Facts, listed: list[Quantity], part: Part) -> Share | None:
    """A part said in words as a share of the number beside it; None where no number stands there."""
    language = language_tables(facts.language)
    said = Quantity(
        start=part.start,
        end=part.end,
        value=part.percent,
        unit="share",
        bound=part.bound,
        words=True,
        sentence=listed[0].sentence,
        block=listed[0].block,
        label=facts.quote(part.lead, part.end),
        index=-1 - part.start,
    )
    rows = [q for q in listed if not part.start <= q.start < part.end]
    place = sum(q.start < part.start for q in rows)
    rows.insert(place, said)
    pair = part_before(facts.text, said, rows, place, language)
    if pair is not None and _OPENING.search(facts.text[said.sentence[0] : pair[0].start]):
        pair = None  # "of the 44 detainees, fewer than half, 20, …": what the words are of
    pair = pair or part_behind(facts.text, said, rows, place, language)
    if pair is None:
        return None
    return _share(facts, said, pair[0], pair[1], rows[:place], facts.of(quantities), language)
