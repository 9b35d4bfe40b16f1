"""Numbers into which a sentence divides a whole said before them, in its own sentence or the one before.

A division is held against the text when its parts miss the whole and nothing near them explains it: no number
of the paragraph or of the one before it is their sum. How far off it may be depends on how surely the list is
complete.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from probanda.audit.extract.language import Language, language_tables
from probanda.audit.extract.quantities import Quantity
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_block
from probanda.audit.lexicon import field
from probanda.audit.reckoning import is_person, kind_of, noun_left_out, same_kind, step_of
from probanda.audit.rules.wholes.complete import OPEN_LIST, added, covers, named_singly
from probanda.audit.rules.wholes.members import Member, members
from probanda.audit.rules.wholes.moved import at_rest, of_other_days
from probanda.audit.rules.wholes.parted import is_parted, several_ways, words_behind
from probanda.audit.rules.wholes.places import ANNOUNCED, counted_among

__all__ = ["Division", "divisions"]


@dataclass(frozen=True, slots=True)
class Division:
    """A whole and the parts that miss it.

    Attributes:
        whole: the number divided.
        parts: in order of the text.
        sure: whether the list is complete beyond doubt.
        left: the last part is what remains: "the other 12", "12 are still held".
        parted: each part has a place, a time or an end of its own.
    """

    whole: Quantity
    parts: tuple[Quantity, ...]
    sure: bool
    left: bool
    parted: bool = False


_OPENED = re.compile(
    r"\A[^,;]*?(?:[:(–—]|(?<!\w)(?:i\.e\.|that is|namely|viz\.|comprising|consisting of|made up of"
    r"|а именно|a saber|es decir"
    r"|à savoir|soit)[,:]?)\s*(?:[^\W\d]+[\s:–—-]+){0,4}\Z",
    re.IGNORECASE,
)


#: "By age they fell into three groups: 12 …": a list that leaves nobody out.
_GROUPED = re.compile(
    r"(?<!\w)(?:by (?:age|sex|gender|place|region|status|district|year|outcome|cause|type"
    r"|nationality)|groups|categories"
    r"|as follows|distributed|broken down|по (?:возрасту|полу|месту|годам|районам|причинам)"
    r"|распредел\w+|следующим образом"
    r"|por (?:edad|sexo|departamento|año|lugar)|se distribuy\w+|de la siguiente manera|répartis?\w*|comme suit)"
    r"(?!\w)[^.]*:\s",
    re.IGNORECASE,
)


def divisions(facts: Facts) -> tuple[Division, ...]:
    """Every division of the document that misses its whole."""
    language = language_tables(facts.language)
    found: list[Division] = []
    before: list[Quantity] = []
    for rows in facts.of(by_block).values():
        for unit in ("count", "money"):
            own = [
                q
                for q in rows
                if q.unit == unit and not (q.spoken or q.each or (q.decimals and unit == "count"))
            ]
            found.extend(_in_block(facts, own, before, language))
        before = [q for q in rows if q.unit == "count" and not q.spoken]
    return tuple(found)


def _in_block(
    facts: Facts, counts: list[Quantity], before: list[Quantity], language: Language
) -> Iterator[Division]:
    sentences = [list(group) for _, group in itertools.groupby(counts, key=lambda q: q.sentence)]
    listed = [members(facts, at_rest(facts, group), language) for group in sentences]
    known = [q for q in (*before, *counts) if not q.subset and not q.delta]
    told: set[int] = set()
    for place, own in enumerate(listed):
        if place and own and len(listed[place - 1]) >= 2 and _IN_ALL.fullmatch(own[0].lead):
            division = _summed_up(facts, own[0].q, listed[place - 1], language)
            if division is not None:
                yield division
        if any(m.rest for m in own):
            division = _rest_of_block(own, counts, language)
            if division is not None:
                yield division
                told.add(division.parts[-1].index)
        last = sentences[place - 1] if place else _of_last_sentence(before, own)
        if len(own) >= 2 and any(q.value == added([m.q for m in own]) for q in last):
            told.update(m.q.index for m in own)
            continue  # they make a number of the sentence before
        earlier = listed[place - 1] if place else []
        for whole, parts in (*_candidates(facts, own, last, language), *_continued(own, earlier)):
            if any(p.q.index in told for p in parts):
                continue
            division = _judge(facts, whole, parts, known, language)
            if division is not None:
                yield division
            if division is not None or added([p.q for p in parts]) == whole.value:
                told.update(p.q.index for p in parts)
                break


def _of_last_sentence(before: list[Quantity], own: list[Member]) -> list[Quantity]:
    """The numbers of the last sentence of the paragraph before, when "of these" opens this one."""
    if not before or not own or not own[0].of_them:
        return []
    return [q for q in before if q.sentence == before[-1].sentence]


_IN_ALL = re.compile(
    r"\W*(?:altogether|in all|in total|overall|all told|the total (?:is|was|comes to)|итого|всего"
    r"|в общей сложности|en total"
    r"|en conjunto|au total),?\s+(?:[^\W\d]+\s+){0,4}",
    re.IGNORECASE,
)


def _summed_up(
    facts: Facts, whole: Quantity, before: list[Member], language: Language
) -> Division | None:
    """As in "38 of one calibre, 15 of another and 6 of a third. Altogether 57 casings were collected"."""
    parts = [m.q for m in before if not m.aside]
    total = added(parts)
    if (
        len(parts) < 2
        or any(p.value >= whole.value or not p.exact for p in parts)
        or not whole.exact
    ):
        return None
    if any(_noun(p, whole, language) for p in parts) or OPEN_LIST.search(
        facts.text, *parts[0].sentence
    ):
        return None
    off = abs(total - whole.value)
    return Division(whole, tuple(parts), False, False) if 0 < off * 5 <= whole.value else None


def _rest_of_block(
    own: list[Member], counts: list[Quantity], language: Language
) -> Division | None:
    """As in "of the 109 cases … were opened in 38 cases. … In the remaining 61 cases …", sentences apart."""
    rest = next(m.q for m in own if m.rest)
    if not rest.group.start or rest.group.head in language.persons or not rest.exact:
        return None
    same = [
        q for q in counts if q.start < rest.start and q.group.head == rest.group.head and q.exact
    ]
    wholes = [q for q in same if q.value > rest.value]
    if len(same) < 2 or not wholes or wholes[0].subset == "including":
        return None
    ways = [
        (whole, some)
        for whole in wholes
        for n in (1, 2, 3)
        for some in itertools.combinations([q for q in same if q.index != whole.index][:6], n)
    ]
    if any(whole.value - added(some) == rest.value for whole, some in ways):
        return None
    whole, some = min(ways, key=lambda way: abs(way[0].value - added(way[1]) - rest.value))
    off = abs(whole.value - added(some) - rest.value)
    return Division(whole, (*some, rest), False, True) if off * 3 <= whole.value else None


def _continued(own: list[Member], before: list[Member]) -> Iterator[tuple[Quantity, list[Member]]]:
    """As in "1,846 were captured and 1,153 of them have come home. The remaining 693 …"."""
    if own and own[0].rest and len(before) >= 2 and not any(m.rest for m in before):
        whole, parts = before[0].q, [*before[1:], own[0]]
        done = added([m.q for m in before[1:]]) == whole.value
        if not done and all(p.q.value < whole.value for p in parts):
            yield whole, parts


#: "212 persons are called missing, 103 released and 51 dead": the first of a list, not its whole.
_SAID_OF = re.compile(
    r"(?<!\w)(?:are|were|was|is|had|have|has|been|came|went|said|fueron|eran|son|est|sont|ont|были|был|была)(?!\w)"
)


def _candidates(
    facts: Facts, own: list[Member], last: list[Quantity], language: Language
) -> Iterator[tuple[Quantity, list[Member]]]:
    """Whole and parts as the sentence puts them, the surest first."""
    text = facts.text
    by_index = {m.q.index: m for m in own}
    for place, member in enumerate(own):
        if member.q.of is not None and member.q.of in by_index:
            # "141 of the 186 persons had been released, 32 remained and 13 had died"
            whole = by_index[member.q.of].q
            rest = [m for m in own if m.q.index != whole.index and m.q.start >= member.q.start]
            if len(rest) >= 2 and place == 0:
                yield whole, rest
            return
    if len(own) >= 2 and own[0].of_them and not own[0].aside:
        yield from _before(own, last)
        return
    for place, member in enumerate(own[:-2]):
        parts = own[place + 1 :]
        if parts[0].bracket > member.bracket:
            deep = member.bracket
            parts = list(itertools.takewhile(lambda m: m.bracket > deep, parts))  # noqa: B023
        if len(parts) < 2 or any(p.q.value >= member.q.value for p in parts):
            continue
        link = text[member.q.end : parts[0].q.start]
        announced = place == 0 and ANNOUNCED.search(text[member.q.sentence[0] : member.q.start])
        colon = next((n for n, p in enumerate(parts) if n and ":" in p.lead), len(parts))
        parts = parts[:colon]  # "14 cases, of which nine had ended: six for it and three against"
        if len(parts) < 2:
            continue
        covering = covers([p.q for p in parts], language)
        clause = _SAID_OF.search(link) or noun_left_out(member.q, language)
        apposed = _comma(link) and (covering or not clause)
        linked = announced or _OPENED.search(link) or parts[0].of_them or apposed
        if (linked and not re.search(r"[.;]\s", link)) or (place == 0 and parts[-1].rest):
            yield member.q, parts
    if own and own[0].aside and len(own) >= 3 and ":" in text[own[0].q.end : own[1].q.start]:
        own = own[1:]  # "By age they fell into three groups: 12 …"
    if len(own) >= 2 and not own[0].aside:
        yield from _before(own, last)


def _before(own: list[Member], last: list[Quantity]) -> Iterator[tuple[Quantity, list[Member]]]:
    """The whole in the sentence before: the number that is nearest to what the parts make."""
    wholes = [
        q for q in last if all(p.q.value < q.value for p in own) and not q.subset and q.of is None
    ]
    made = added([p.q for p in own])
    if wholes:
        yield min(wholes, key=lambda q: abs(q.value - made)), own


def _judge(
    facts: Facts, whole: Quantity, parts: list[Member], known: list[Quantity], language: Language
) -> Division | None:
    text = facts.text
    quantities = [p.q for p in parts]
    total = added(quantities)
    off = abs(total - whole.value)
    slack = sum((step_of(text, q) for q in (*quantities, whole)), Decimal(0)) / 2
    if (
        off <= (slack if whole.decimals else 0)
        or not whole.exact
        or whole.delta
        or not all(q.exact for q in quantities)
    ):
        return None
    first, last = quantities[0], quantities[-1]
    rest = parts[-1].rest
    near = {
        q.value for q in known if q not in quantities and same_kind(q.group, whole.group, language)
    }
    told = {q.value for q in known if q.start < first.start and q.value in near}
    if of_other_days(facts, whole, quantities):
        return None
    plain = rest and covers(quantities, language) and whole.sentence == first.sentence
    if (
        not plain
        and rest
        and any(a - b == last.value for a, b in itertools.permutations(told - {whole.value}, 2))
    ):
        return None  # the remainder of another number
    if not plain and any(
        total + a == b for a, b in itertools.permutations(told - {whole.value}, 2)
    ):
        return None  # with one told in the sentence before
    if not plain and _explained(quantities, whole, near):
        return None
    if named_singly(text[first.start : last.sentence[1]], whole.value - total):
        return None
    rows = facts.of(by_block).get(last.block, ())
    behind = [
        q.value
        for q in rows
        if q.unit == whole.unit and last.end < q.start < last.sentence[1] + 120
    ]
    if whole.value - total in behind:
        return None  # "… The occupation of three isn't known"
    region = text[whole.end : min(last.sentence[1], last.end + 60)]
    if OPEN_LIST.search(region) or field("counted_twice").search(region):
        return None
    same_sentence = whole.sentence == first.sentence
    link = text[whole.end : first.start] if same_sentence else text[first.sentence[0] : first.start]
    of_them = (
        parts[0].of_them
        or bool(field("of_them").search(link))
        or whole.index in {first.of, first.whole}
    )
    if (
        any(text[q.start - 2 : q.start] in {"= ", "=\u00a0"} for q in quantities)
        or parts[-1].q.of is not None
    ):
        return None  # "(n = 57)"; "the remaining 49 of the 120 seats"
    tags = [p for p in parts if p.tag]
    if tags and (len(tags) < len(parts) or not re.search(r":\s", link)):
        return None  # "24 in Vadur, followed by Noril (18) and Keshta (11)"
    comprising = bool(language.pattern("comprising").search(link))
    opened = (
        (same_sentence and bool(_OPENED.search(link))) or comprising or bool(_GROUPED.search(link))
    )
    nouns = [_noun(q, whole, language) for q in quantities]
    own = [n for n in nouns if n]
    heads = [q.group.head for q in quantities if not noun_left_out(q, language)]
    begun = all(re.search(r"[;,:]\s*(?:(?:and|и|y|et)\s+)?\Z", p.lead) for p in parts)
    apart = opened and (len(set(heads)) == len(heads) == len(quantities) or begun)
    if (
        own
        and not apart
        and (len(own) < len(nouns) or len(set(own)) < len(own) or not (opened or rest))
    ):
        return None  # things of another sort stand among them
    cover = covers(quantities, language)
    spans = words_behind(text, quantities)
    ways = any(several_ways(span, language) for span in spans)
    parted = is_parted(quantities, spans, language)
    joined = same_sentence or of_them or rest or parted
    ratio = off / whole.value
    if rest and cover and same_sentence:
        limit = Decimal(1)  # "259 returnees, 253 men and the remaining six women"
    elif rest and (of_them or opened or not same_sentence or len(parts) == 2):
        limit = Decimal("0.4")
    elif cover and (of_them or opened or _comma(link)):
        limit = Decimal("0.5")
    elif counted_among(text, whole):
        return None
    elif cover and not same_sentence and len(link) < 40:
        limit = Decimal("0.25")  # "45 personas. Lo hicieron 28 mujeres y 27 hombres"
    elif opened and not ways:
        limit = Decimal("0.35")
    elif parted and (of_them or _comma(link)) and not ways:
        limit = Decimal("0.3")
    elif parted and joined and not ways:
        limit = Decimal("0.15")
    elif of_them and len(parts) >= 3:
        limit = Decimal("0.05") if ways else Decimal("0.25")
    else:
        return None
    if ratio > limit:
        return None
    sure = same_sentence and (
        (cover and (of_them or opened))
        or (opened and not own and len(parts) >= 2 and _ended(text, quantities))
        or (rest and of_them and len(parts) == 2)
    )
    left = rest or (len(parts) == 2 and bool(language.pattern("remain").search(spans[-1])))
    return Division(whole, tuple(quantities), sure, left, parted and of_them)


def _comma(link: str) -> bool:
    return bool(re.fullmatch(r"[^.;:()\d]{0,70},\s*(?:both\s+)?", link))


def _ended(text: str, parts: Sequence[Quantity]) -> bool:
    """Whether "and" stands before the last part."""
    gap = text[parts[-2].end : parts[-1].start]
    return bool(
        re.search(r"(?<!\w)(?:and|и|y|e|et|а)\s+(?:[^\W\d]+\s+){0,3}\Z", gap, re.IGNORECASE)
    )


def _noun(q: Quantity, whole: Quantity, language: Language) -> str:
    """The noun of a part that counts other things than its whole; "" when it counts the same."""
    if noun_left_out(q, language) or q.group.head == whole.group.head or q.subset == "some_of":
        return ""
    if kind_of(q.group, language)[0] or (
        is_person(q.group, language) and is_person(whole.group, language)
    ):
        return ""
    return q.group.head


def _explained(parts: list[Quantity], whole: Quantity, known: set[Decimal]) -> bool:
    """Whether their sum is a number said near them, or some of them make the whole."""
    total = added(parts)
    if total in known:
        return True
    values = [p.value for p in parts]
    return any(
        sum(some) == whole.value
        for n in range(2, min(len(values), 6))
        for some in itertools.combinations(values[:10], n)
    )
