"""The numbers of a sentence as a list: which stand beside each other, which only within or behind another one.

"In 38 cases (nine of them twice) it refused; in nine the complaint was forwarded, in one suspended": a list of 38,
nine and one. A sentence falls into pieces at its commas, semicolons, brackets and "and"; the first number of a
piece is an entry of the list, a second one ("nineteen in two countries") is not. What stands behind
"including" or in the bracket of an entry is a list of its own. No noun is asked for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from probanda.audit.any_case import any_case
from probanda.audit.extract.dates import dates
from probanda.audit.extract.language import Language, language_tables
from probanda.audit.extract.quantities import Quantity
from probanda.audit.extract.spans import Spans
from probanda.audit.facts import Facts
from probanda.audit.lexicon import composed
from probanda.audit.reckoning import noun_left_out, step_of

__all__ = ["Entry", "Listing", "listing", "share_behind"]

_CUT = any_case(
    r"[;,:(\[—–]|\s-\s|(?<!\w)(?:and|while|whereas|but|or|и|а|но|или|тогда как|y|e|o|mientras(?: que)?|pero|et"
    r"|ou|mais"
    r"|tandis que|və|isə)(?!\w)",
)
#: Opens a list within the entry before it.
_WITHIN = any_case(
    r"(?<!\w)(?:including|among (?:them|whom|these|those)|in particular|notably|of (?:whom|which|these|those|them)"
    r"|в том числе|включая|среди (?:них|которых)|из (?:них|которых)|incluid[oa]s?|entre (?:ell[oa]s|l[oa]s cuales)"
    r"|de (?:ell[oa]s|l[oa]s cuales|est[oa]s)|dont|y compris|parmi (?:eux|elles|lesquel\w+)|d'entre (?:eux"
    r"|elles))(?!\w)",
)
_REST = any_case(
    r"(?<!\w)(?:the\s+(?:remaining|others?|rest,?)|remaining|los\s+otros|las\s+otras|(?:los|las)\s+\w*\s*restantes"
    r"|restantes|(?:los|las)\s+demás|остальны\w+|оставши\w+|прочи\w+|les\s+(?:\w+\s+)?autres|restants?)(?!\w)",
)
#: "The 12 others" behind a number, "the rest," before it.
_OTHERS = any_case(r"\s+(?:others?|autres|demás)(?!\w)")
_THE_REST = any_case(r"(?<!\w)(?:the rest|el resto|le reste|остальные),\s+\Z")
#: "One" as a number among others; elsewhere it is an article or a pronoun.
_ONE = {
    "en": any_case(r"(?<![\w-])one(?![\w-])"),
    "ru": any_case(r"(?<![\w-])(?:один|одн(?:а|о|ом|ому|им|ой|у|ого))(?![\w-])"),
    "es": any_case(r"(?<![\w-])uno(?![\w-])|(?<=[,;:(] )una?(?![\w-])|(?<= y )una?(?![\w-])"),
    "fr": any_case(r"(?<=[,;:(] )une?(?![\w-])|(?<= et )une?(?![\w-])"),
    "az": any_case(r"(?<![\w-])bir(?![\w-])"),
}  # fmt: skip
_AVERAGE = any_case(
    r"(?<!\w)(?:average|mean|median|each(?!\s+of(?!\w))|every|per(?!\s*cent)|respectively|в средн\w+"
    r"|средн\w+\s+(?:чис|кол|показ|знач|возраст|разм|срок|прод)\w*|кажд\w+(?!\s+из(?!\w))|соответственно|cada(?!\s+un[oa]\s+de(?!\w))"
    r"|promedio"
    r"|media"
    r"|respectivamente|chaque|moyenne|chacun\w*|respectivement|hər)(?!\w)",
)
#: "246, and more than six months for 174": the words belong to what follows.
_AND_MORE_THAN = re.compile(r"\s+(?:and|и|y|et)\s+(?:more than|over|более|más de|plus de)\s")
#: Numbers that count no members: bounds of ages and spans, "the last two years".
_BOUND_BEFORE = any_case(
    r"(?<!\w)(?:between|under|over|above|below|aged|ages|entre|menores de|mayores de|de más de|de menos de|от|до"
    r"|старше|младше|между|moins de|plus de|de plus de|pasaban de|superaban)\s+(?:l[oa]s\s+)?\Z",
)
_BOUND_BEHIND = any_case(
    r"\s+(?:(?:or|and|y|o|и|или|et|ou)\s+(?:older|over|more|under|above|younger|fewer|less|старше|младше|más"
    r"|mayores"
    r"|menos|menores|plus|moins)(?!\s+than|\s+de)|to\s+\d|(?:últim|primer|last|first|next|past|последн|перв|derni"
    r"|premi)\w*)(?!\w)",
)
#: "Three in five respondents", "131 ft": a share, a measure.
_SHARE = any_case(
    r"\s+(?:[^\W\d]+\s+)?(?:in|out of|de cada|из каждых)\s+(?:every\s+)?(?P<of>three|four|five|ten|\d+|tres|cuatro"
    r"|cinco|diez)(?!\w)",
)
_MEASURE = any_case(r"\s*(?:ft|in|mi|lb|oz|kg|km|cm|mm|m|nmi|kn|km/h|mph)(?![\w/])(?!\s+\w{3,})")
_TEN = {"three": 3, "four": 4, "five": 5, "ten": 10, "tres": 3, "cuatro": 4, "cinco": 5, "diez": 10}
_OPENS = any_case(r"\W*(?:of|out of|among|из|среди|de|sur|parmi|entre)\s+(?:[^\W\d]+\s+){0,2}\Z")
_SPAN = any_case(
    r"(?<!\w)(?:between|entre|между|from|от|de|с)\s+(?:l[oa]s\s+)?(?P<low>[\d\w]+)\s+(?:and|y|и|et|to|до|a|à|по)\s+"
    r"(?:l[oa]s\s+)?\Z",
)
_PERCENT = r"(\d{1,3}(?:[.,]\d+)?)\s*(?:%|<per_cent>)"
#: "Two children - one boy and one girl", "eleven opinions: seven …, three … and one": before the first of them.
_OPENED = re.compile(r"\A[^,;]*\s[-–—]\s*\Z|\A[^;]*:\s*(?:[^\W\d]+\s+)?\Z")
_DASHED = re.compile(r"\A[^,;:(\d]*[—–]\s")
#: Before "one" in a list: a cut, and perhaps a preposition.
_BEFORE_ONE = any_case(r"\A\W*(?:(?:the|los|las|el|la|les|le)\s+)?(?:(?:\w{1,5})\s+)?\Z")


@dataclass(frozen=True, slots=True)
class Entry:
    """A number of a sentence.

    Attributes:
        start: first code point of the number.
        end: one past its last.
        value: the number.
        exact: meant as it stands.
        noun: stem of its own noun; "" when it is left out.
        lead: the words before it since the last cut.
        behind: the words behind it up to the next cut or number.
        gap: everything between the number before it (or the beginning) and it.
        rest: called the remaining ones.
        first: the first number of its piece; others are no part of a list.
        step: the unit of the last figure written.
        percent: the percentage told right behind it.
        q: the quantity, None for "one".
    """

    start: int
    end: int
    value: Decimal
    exact: bool
    noun: str
    lead: str
    behind: str
    gap: str
    rest: bool
    first: bool
    step: Decimal
    q: Quantity | None
    percent: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """The lists of one sentence.

    Attributes:
        sentence: its range.
        numbers: every number, in order.
        outer: the entries beside each other.
        nested: for an entry (by its place in the text) the entries within it.
    """

    sentence: tuple[int, int]
    numbers: tuple[Entry, ...]
    outer: tuple[Entry, ...]
    nested: dict[int, tuple[Entry, ...]] = field(default_factory=dict)


def listing(facts: Facts, sentence: tuple[int, int], counts: list[Quantity]) -> Listing:
    """The lists that the counts of one sentence make; `counts` in order of the text."""
    numbers = _numbers(facts, sentence, counts)
    text = facts.text
    outer: list[Entry] = []
    nested: dict[int, list[Entry]] = {}
    owner: Entry | None = None
    owner_depth, depth, since = 0, 0, sentence[0]
    for entry in numbers:
        gap = text[since : entry.start]
        before = depth
        depth += gap.count("(") - gap.count(")")
        since = entry.end
        if not entry.first:
            continue
        if owner is not None and (
            entry.rest or (owner_depth == 0 and ";" in gap) or (owner_depth and depth < owner_depth)
        ):
            owner = None
        if owner is None and outer:
            bracketed = depth > before and gap.rstrip().endswith("(") and _numbered(gap)
            if bracketed or (_opens(gap) and not entry.rest):
                owner, owner_depth = outer[-1], depth if bracketed else 0
        if owner is not None:
            nested.setdefault(owner.start, []).append(entry)
        elif outer and not entry.rest and composed(r"\s*<of_them>(?!\w)").match(text, entry.end):
            nested.setdefault(outer[-1].start, []).append(entry)
        else:
            outer.append(entry)
    for place, entry in enumerate(outer):
        own = nested.get(entry.start, [])
        made = sum((each.value for each in own), Decimal(0))
        behind = outer[place + 1 :]
        opened = len(behind) > 1 and _OPENED.search(behind[0].gap) is not None
        for each in behind if own or opened else ():
            made += each.value
            own = [*own, each]
            if made == entry.value and (not opened or each is behind[-1]):
                # "thirteen, ten of them by the guard and three by the front"
                nested[entry.start] = own
                outer = [e for e in outer if e not in own]
                break
    return Listing(
        sentence, tuple(numbers), tuple(outer), {place: tuple(e) for place, e in nested.items()}
    )


def _numbered(gap: str) -> bool:
    """Whether the piece before a bracket holds the number of the entry itself: "31 men (12 minors)"."""
    return not _CUT.search(gap[: gap.rfind("(")])


def _opens(gap: str) -> bool:
    """Whether "including", "of whom" opens a list within the entry before it."""
    found = _WITHIN.search(gap)
    while found is not None:
        if gap[: found.start()].strip():
            return True  # "95 of them" says of what the number itself is a part
        found = _WITHIN.search(gap, found.end())
    return False


def _numbers(facts: Facts, sentence: tuple[int, int], counts: list[Quantity]) -> list[Entry]:
    text, language = facts.text, language_tables(facts.language)
    start, end = sentence
    counts = [
        q
        for q in counts
        if not _BOUND_BEFORE.search(text, max(start, q.start - 16), q.start)
        and not _BOUND_BEHIND.match(text, q.end)
        and not _between(text, start, q, language)
        and text[q.start - 1 : q.start] != "["
        and not _MEASURE.match(text, q.end)
        and not _is_share(text, q)
    ]
    spans: list[tuple[int, int, Quantity | None]] = [(q.start, q.end, q) for q in counts]
    if len(counts) >= 2:
        taken = [(q.start, q.end) for q in counts]
        dated = facts.of(_dated)
        for found in _ONE[language.code].finditer(text, start, end):
            if dated.holds(found.start()) or any(a <= found.start() < b for a, b in taken):
                continue
            cuts = list(_CUT.finditer(text, start, found.start()))
            unit = re.match(r"\s*([^\W\d_]+)", text[found.end() : found.end() + 24])
            low = unit[1].lower() if unit else ""
            if (
                low in {"to", "a", "до", "или", "or", "o"}
                or language.stem(low) in language.durations
                or low in language.durations
            ):
                continue  # "one month", "one to six months"
            if cuts and _BEFORE_ONE.match(text[cuts[-1].end() : found.start()]):
                spans.append((*found.span(), None))
    spans.sort(key=lambda span: span[0])
    entries: list[Entry] = []
    for place, (first, last, q) in enumerate(spans):
        since = spans[place - 1][1] if place else start
        until = spans[place + 1][0] if place + 1 < len(spans) else end
        gap = text[since:first]
        cuts = list(_CUT.finditer(_without_brackets(gap)))
        if len(cuts) == 1 and place and cuts[0].group() in "—–" and _DASHED.match(gap):
            cuts = []  # "nine — of two other places"
        lead = gap[cuts[-1].end() :] if cuts else gap
        if cuts and not lead.strip() and cuts[-1].group().strip() in {"—", "–", "-", "(", ":"}:
            lead = gap[cuts[-2].end() if len(cuts) > 1 else 0 : cuts[-1].start()]
        behind = text[last:until]
        cut = _CUT.search(behind)
        behind = behind[: cut.start()] if cut else behind
        rest = bool(_REST.search(lead[-40:]) or _REST.search(behind[:24]) or _THE_REST.search(gap))
        rest = rest or (q is not None and q.definite and bool(_OTHERS.match(behind)))
        own = q is not None and (
            not noun_left_out(q, language) or bool(_PARTITIVE.match(text, q.end))
        )
        average = _AVERAGE.search(lead) or (
            q is not None and _AVERAGE.search(text[q.end : min(end, q.end + 40)].split(",")[0])
        )
        entries.append(
            Entry(
                first,
                last,
                q.value if q is not None else Decimal(1),
                (q is None or q.exact or bool(_AND_MORE_THAN.match(text, last))) and not average,
                q.group.head if q is not None and own else "",
                lead,
                behind,
                gap,
                rest,
                not place or bool(cuts) or (place == 1 and bool(_OPENS.match(text[start : spans[0][0]]))),
                step_of(text, q) if q is not None else Decimal(1),
                q,
                share_behind(text[last:until]) or _share_before(gap),
            )
        )  # fmt: skip
    return entries


_PARTITIVE = re.compile(r"\s+(?:of (?:the|these|those)|de l[oa]s|des|из (?:этих|тех))\s+[^\W\d]")


def _between(text: str, start: int, q: Quantity, language: Language) -> bool:
    """Whether a number is the upper end of "between 18 and 59"."""
    found = _SPAN.search(text[max(start, q.start - 30) : q.start])
    return found is not None and (
        found["low"][0].isdecimal() or found["low"].lower() in language.numbers
    )


def _is_share(text: str, q: Quantity) -> bool:
    """Whether a number is the upper one of "three in five"."""
    found = _SHARE.match(text, q.end)
    if found is None:
        return False
    low = found["of"].lower()
    whole = _TEN.get(low) or (int(low) if low.isdecimal() and len(low) < 4 else 0)
    return whole in {3, 4, 5, 10, 100} and q.value < whole


def _without_brackets(gap: str) -> str:
    """A gap with its closed brackets blanked: what stands in them cuts nothing."""
    return re.sub(r"\([^()]*\)", lambda found: " " * len(found[0]), gap)


def share_behind(behind: str) -> Decimal | None:
    """The percentage right behind a number: "198 (31.7%)", "198, el 31,7 %"."""
    found = composed(_PERCENT).search(behind[:40])
    if found is None or re.search(r"[;:.]\s", behind[: found.start()]):
        return None
    return Decimal(found[1].replace(",", "."))


def _share_before(gap: str) -> Decimal | None:
    """The percentage of which a number in a bracket is the count: "53 per cent live in poverty (23 million)"."""
    found = list(composed(_PERCENT).finditer(gap)) if gap.endswith("(") else []
    if not found or re.search(r"[;:.(]\s|\d", gap[found[-1].end() : -1]):
        return None
    return Decimal(found[-1][1].replace(",", "."))


def _dated(facts: Facts) -> Spans:
    return Spans([(each.start, each.end) for each in facts.of(dates)])
