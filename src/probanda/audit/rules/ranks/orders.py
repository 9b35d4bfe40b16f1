"""“Highest”, “lowest”, “followed by” against the numbers that the sentence itself lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from probanda.audit.extract.quantities import Quantity
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_block
from probanda.audit.rules.ranks.claims import Claim, all_claims
from probanda.audit.rules.ranks.labelled import YEAR
from probanda.audit.rules.ranks.lexicon import rank_words, said_of
from probanda.audit.rules.ranks.slots import NUMBER_OF, own_head, slots
from probanda.audit.rules.ranks.spans import spans_between
from probanda.audit.rules.registry import Hit

__all__ = ["orders"]

_PARTED = re.compile(
    r";|(?<!\w)(?:against|compared with|против|frente a|contre)(?!\w)", re.IGNORECASE
)
#: Between two numbers of one list: a cut and a label.
_LISTED = re.compile(
    r"[^,;.:]{0,24}(?:[,;]|(?<!\w)(?:and|и|y|e|et)(?!\w))[^;.:\d]{3,110}", re.IGNORECASE
)
#: Code points between a label's number and "followed by", brackets aside.
_CLOSE = 60
_BRACKET = re.compile(r"\([^()]*\)")
_CUT_BRACKET = re.compile(r"\([^()]*\)|\A[^()]*\)")
_DIGIT, _LETTER, _CUT = re.compile(r"\d"), re.compile(r"\w"), re.compile(r"[;:]")
#: Code points between two sentences.
_NEXT = 3


def orders(facts: Facts) -> Iterator[Hit]:
    """Hold each claim against the numbers behind it, and “followed by” against the one before it."""
    rows = facts.of(by_block)
    for block, claim in facts.of(all_claims):
        listed = [
            q
            for q in rows.get(block.index, ())
            if q.sentence == claim.sentence and q.unit in {"count", "percent"} and not q.spoken
        ]
        pairs = spans_between(facts.text, listed)
        if pairs and said_of("limit", facts.language, claim.found.group()):
            continue  # "the minimum distance goes from 10 to 50 metres"
        listed = [q for q in listed if not any(q in pair for pair in pairs)]
        if claim.kind == "followed":
            hit = _followed(facts, claim, listed)
        elif claim.place == 1 and listed:
            hit = _listed(facts, claim, listed) or _beyond(facts, claim, listed, rows[block.index])
        else:
            hit = None
        if hit is not None:
            yield hit


def _listed(facts: Facts, claim: Claim, listed: list[Quantity]) -> Hit | None:
    """The first number behind the words against those of the others in its slot."""
    text, found = facts.text, claim.found
    follow = rank_words("followed", facts.language).search(text, found.end(), claim.until)
    for slot in slots(facts, claim, listed):
        if follow is not None:
            row = [q for q in slot if found.end() <= q.start < follow.start()]
            behind = [q for q in slot if follow.end() <= q.start < claim.until]
            hit = _behind(facts, claim, row, behind)
        else:
            hit = _beside(facts, claim, [q for q in slot if found.end() <= q.start < claim.reach])
        if hit is not None:
            return hit
    return None


def _behind(
    facts: Facts, claim: Claim, ahead: list[Quantity], behind: list[Quantity]
) -> Hit | None:
    """As in "the highest number in Arlan (12), followed by Borv (15) and Kesh (9)"."""
    sign = 1 if claim.high else -1
    row = [*ahead[-1:], *behind]
    if len(row) < 2 or _mixed(facts, claim.found.end(), row):
        return None
    best = max(ahead, key=lambda q: sign * q.value) if ahead else None
    if best is not None and sign * behind[0].value > sign * best.value:
        return _hit(facts, claim, best, behind[0])
    for a, b in pairwise(behind):
        if sign * a.value < sign * b.value and _LISTED.fullmatch(facts.text[a.end : b.start]):
            return replace(_hit(facts, claim, a, b), severity="warning")
    return None


def _beside(facts: Facts, claim: Claim, row: list[Quantity]) -> Hit | None:
    """As in "the highest number in Arlan (12), against 15 in Borv"; a row of brackets reads from its largest."""
    text = facts.text
    if len(row) < 2 or _mixed(facts, claim.found.end(), row):
        return None
    between = text[row[0].end : row[1].start]
    lead = text[claim.found.end() : row[0].start]
    ranked = NUMBER_OF.match(lead)
    if ranked is not None and not _LETTER.search(lead[ranked.end() :]):
        return None  # "the highest number of killings (200) and injuries (317)"
    sign = 1 if claim.high else -1
    best = max(row, key=lambda q: sign * q.value)
    if best.value == row[0].value or _DIGIT.search(_BRACKET.sub("", between)):
        return None
    if _PARTED.search(between):
        return _hit(facts, claim, row[0], best)
    bracketed = all(text[q.start - 1 : q.start] == "(" for q in row)
    listed = len(row) > 2 and all(
        _LISTED.fullmatch(text[a.end : b.start]) for a, b in pairwise(row)
    )
    if bracketed or listed or said_of("clause", facts.language, between):
        return replace(_hit(facts, claim, row[0], best), severity="warning")
    return None


def _followed(facts: Facts, claim: Claim, listed: list[Quantity]) -> Hit | None:
    """As in "Gorvan had 31 deaths, followed by Teluk with 36"."""
    text, place = facts.text, claim.found.start()
    for slot in slots(facts, claim, listed):
        ahead = [q for q in slot if q.end <= place][-1:]
        behind = [q for q in slot if claim.found.end() <= q.start < claim.until]
        gap = _CUT_BRACKET.sub("", text[ahead[0].end : place]) if ahead else ""
        near = len(gap) <= _CLOSE and not _CUT.search(gap)
        hit = _behind(facts, claim, ahead if near else [], behind) if behind else None
        if hit is not None:
            return hit
    return None


def _mixed(facts: Facts, start: int, row: list[Quantity]) -> bool:
    """Whether a number is no plain figure of a label, or words between say that they count different things."""
    loose = any(q.delta or q.subset or not q.exact for q in row)
    between = _BRACKET.sub("", facts.text[start : row[-1].start])
    return loose or said_of("mixed", facts.language, _PARTED.sub(" ", between))


def _beyond(
    facts: Facts, claim: Claim, listed: list[Quantity], rows: Sequence[Quantity]
) -> Hit | None:
    """As in "the most complaints came from Arlan, 47. From Borv came 59": those of others in the next sentence."""
    behind = [q for q in listed if claim.found.end() <= q.start < claim.until]
    if len(behind) != 1 or said_of("rate", facts.language, claim.said) != (
        behind[0].unit == "percent"
    ):
        return None
    own, head = behind[0], own_head(behind[0])
    near = [q for q in rows if 0 <= q.sentence[0] - claim.sentence[1] <= _NEXT]
    said = facts.text[slice(*near[0].sentence)] if near else ""
    years = set(YEAR.findall(facts.text[slice(*claim.sentence)]))
    aside = any(said_of(name, facts.language, said) for name in ("of_all", "other_time", "mixed"))
    if aside or not _plain(own) or own.value < 2 or set(YEAR.findall(said)) - years:
        return None
    sign, follows = 1 if claim.high else -1, said_of("followed", facts.language, said)
    for q in near:
        one = q.unit == own.unit and (
            own_head(q) == head or (q.unit == "count" and (follows or "" in {head, own_head(q)}))
        )
        named = q.around.names and not q.around.names & own.around.names
        if one and named and _plain(q) and sign * q.value > sign * own.value:
            return replace(_hit(facts, claim, own, q), severity="warning")
    return None


def _plain(q: Quantity) -> bool:
    """Whether a number is the figure of one label."""
    return q.exact and not (q.spoken or q.each or q.delta or q.subset or q.total)


def _hit(facts: Facts, claim: Claim, first: Quantity, other: Quantity) -> Hit:
    return Hit(
        *claim.found.span(),
        f"“{' '.join(claim.found.group().split())}” is said of {first.shown}, but {other.shown} is "
        f"{'more' if claim.high else 'less'}.",
        "Correct the order or the numbers.",
        ((first.start, first.end), (other.start, other.end)),
        "warning" if said_of("limit", facts.language, claim.found.group()) else None,
    )
