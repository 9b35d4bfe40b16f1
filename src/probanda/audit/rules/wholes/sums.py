"""Parts that a sentence, a list or the sentence behind it names, added up against their whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from probanda.audit.document import Block
from probanda.audit.extract.language import Language, language_tables
from probanda.audit.extract.quantities import Quantity
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_block, by_sentence
from probanda.audit.listing import share_behind
from probanda.audit.reckoning import is_person, same_kind
from probanda.audit.rules.percentages.worded import parts_between
from probanda.audit.rules.registry import Hit, rule
from probanda.audit.rules.wholes.apart import apart
from probanda.audit.rules.wholes.breakdowns import breakdowns
from probanda.audit.rules.wholes.complete import (
    MORE_THAN_ONE,
    OPEN_LIST,
    added,
    bare_pieces,
    is_listed,
    parts_after,
    wrong_sum,
)
from probanda.audit.rules.wholes.lined import lined_sums
from probanda.audit.rules.wholes.moved import at_rest
from probanda.audit.rules.wholes.retabled import retabled
from probanda.audit.rules.wholes.two_sided import two_sided
from probanda.audit.rules.wholes.weighed import Breakdown
from probanda.audit.rules.wholes.years import years_sums

__all__ = ["parts_sum"]


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
    found: list[Hit] = []
    for listed in facts.of(by_sentence):
        found.extend(_in_sentence(facts, listed, language))
    found.extend(_in_list_items(facts, language))
    likely = [_missed(each) for each in facts.of(breakdowns) if not (each.excess or each.left)]
    for hit in found:
        # "66 refused, 37 opened, the remaining 28": three parts of the number before, not two of the first
        wider = any(
            len(each.evidence) > len(hit.evidence) and (hit.start, hit.end) in each.evidence
            for each in likely
        )
        last = max(end for _, end in hit.evidence)
        if MORE_THAN_ONE.search(facts.text, last, min(len(facts.text), last + 200)):
            continue
        if _shares_leave_some(facts, hit):
            continue
        if hit.severity is None or not wider:
            yield hit
    told = {place for hit in found if hit.severity is None for place, _ in hit.evidence}
    wholes = {hit.start for hit in found}
    for hit in likely:
        if hit.start not in wholes and not any(place in told for place, _ in hit.evidence):
            wholes.add(hit.start)
            yield hit
    for far in apart(facts):
        if far.whole.start not in wholes:
            wholes.add(far.whole.start)
            yield replace(wrong_sum(far.whole, list(far.parts)), severity="warning")
    yield from two_sided(facts)
    yield from retabled(facts)
    yield from years_sums(facts)
    yield from lined_sums(facts)


#: Letters behind a part among which its share stands; shares that make less leave some out.
_NEAR, _ALL = 48, 97


def _shares_leave_some(facts: Facts, hit: Hit) -> bool:
    """Whether each part has its own percentage and these leave some out: "5 (19 %), 9 (35 %)" are not all."""
    own = [share_behind(facts.text[end : end + _NEAR]) for _, end in hit.evidence]
    shares = [share for share in own if share is not None]
    return len(shares) == len(own) > 1 and sum(shares) < _ALL


def _missed(found: Breakdown) -> Hit:
    return Hit(
        found.whole.start,
        found.whole.end,
        f"The parts don't make the whole: {found.shown}, not {found.whole.shown}.",
        "Correct the number that is wrong, or say what the list leaves out.",
        tuple((part.start, part.end) for part in found.parts),
        "note" if found.ones else "warning",
    )


def _in_sentence(facts: Facts, listed: list[Quantity], language: Language) -> Iterator[Hit]:
    counts = at_rest(facts, filter(is_listed, listed))
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
        parts = parts_after(facts, whole, following, language)
        if len(parts) >= 2 and added(parts) not in {whole.value, _share_of(facts, whole)}:
            yield from _with_ones(facts, whole, parts)
            break


def _with_ones(facts: Facts, whole: Quantity, parts: list[Quantity]) -> Iterator[Hit]:
    """The sum of a list, pieces without a number counted one each; nothing where that makes the whole."""
    first, last = min(parts, key=lambda q: q.start), max(parts, key=lambda q: q.start)
    one_list = first.sentence == last.sentence
    ones = bare_pieces(facts.text[first.start : _list_end(facts, parts)]) if one_list else 0
    if not ones or added(parts) + ones != whole.value:
        yield wrong_sum(whole, parts, ones)


def _list_end(facts: Facts, parts: list[Quantity]) -> int:
    """Where a list ends behind its last number: at its bracket, a semicolon or with the sentence."""
    end = parts[-1].sentence[1]
    found = re.compile(r"[);]|[^\w\s,]\s|,\s(?:which|who|que|котор\w+|qui)\s").search(
        facts.text, parts[-1].end, end
    )
    return found.start() if found else end


def _share_of(facts: Facts, whole: Quantity) -> Decimal | None:
    """What a fraction in words before a whole leaves of it to be divided: "half the 64 schools: 20 lightly, …"."""
    for part in parts_between(facts, whole.sentence[0], whole.start)[-1:]:
        if whole.start - part.end < 12:
            return whole.value * part.share.numerator / part.share.denominator
    return None


def _in_list_items(facts: Facts, language: Language) -> Iterator[Hit]:
    """As in "120 cases:" and a list whose items begin with their numbers or end with them."""
    blocks = facts.document.blocks
    table = facts.of(by_block)
    for place, block in enumerate(blocks):
        intro = facts.text[block.start : block.end].rstrip()
        if block.kind not in {"paragraph", "heading"} or not intro.endswith((":", ".")):
            continue
        sentence = facts.document.sentences(block)
        wholes = [
            q
            for q in table.get(block.index, [])
            if is_listed(q) and sentence and q.sentence == sentence[-1] and q.exact
        ]
        if (
            not wholes
            and len(sentence) > 1
            and not re.search(r"\d", facts.text[slice(*sentence[-1])])
        ):
            wholes = [
                q
                for q in table.get(block.index, [])
                if is_listed(q) and q.sentence == sentence[-2] and q.exact
            ]  # "64 bodies were exhumed. They came from:"
        if not wholes or OPEN_LIST.search(facts.text, *wholes[0].sentence):
            continue
        items: list[Quantity | None] = []
        for item in blocks[place + 1 :]:
            if item.kind == "footnote":
                continue
            if item.kind != "list-item":
                break
            items.append(_item_count(facts, table.get(item.index, []), item.start))
        parts = [item for item in items if item is not None]
        whole = wholes[-1]
        if len(parts) < 2 or len(parts) != len(items) or any(p.value > whole.value for p in parts):
            continue
        off = abs(added(parts) - whole.value)
        if off and all(same_kind(whole.group, p.group, language) and p.exact for p in parts):
            hit = wrong_sum(whole, parts)
            if intro.endswith(":"):
                yield hit
            elif off * 5 <= whole.value and _lead(parts, blocks[place + 1 :]):
                yield replace(hit, severity="warning")


def _lead(parts: list[Quantity], items: Sequence[Block]) -> bool:
    """Whether every item begins with its number."""
    return all(p.start - item.start <= 3 for p, item in zip(parts, items, strict=False))


def _item_count(facts: Facts, found: list[Quantity], start: int) -> Quantity | None:
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
