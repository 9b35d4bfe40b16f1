"""Every quantity of the document: its value, what is counted, and everything that tells it from another one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from probanda.audit.document import Block
from probanda.audit.extract.circumstances import Circumstances, circumstances
from probanda.audit.extract.dates import address_spans, dates
from probanda.audit.extract.language import Language, language_tables
from probanda.audit.extract.numbers import Number, find_numbers
from probanda.audit.extract.phrases import NOTHING, Group, Word, group_after, group_of, words
from probanda.audit.extract.quotations import in_speech
from probanda.audit.extract.spans import Spans
from probanda.audit.facts import Facts

__all__ = ["Quantity", "quantities"]


_NONE_AROUND = Circumstances()


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity where it stands.

    Attributes:
        start: first code point of the number.
        end: one past its last.
        value: the number; a percentage as written (45 for 45 %), a share as a fraction.
        decimals: figures after the decimal sign, for what rounding allows.
        unit: "count", "percent", "points", "share", "money", "duration", "age", "measure".
        bound: "exact", "at_least", "more_than", "less_than", "up_to", "about".
        group: what is counted.
        subset: "including" or "of_whom" when it is a part of the quantity before it, "some_of" when part of
            a group without a number ("27 of the detainees"); "" otherwise.
        whole: index of that quantity in the document's table; None when it is no part.
        of: index of the quantity of which it is said to be a share: "23 of 60 detainees".
        total: called a total.
        delta: one of several parts, not all ("another 12", "the remaining 12").
        each: per something, an average.
        definite: "the 12 detainees": known from elsewhere.
        words: written in words.
        spoken: somebody else's words, between quotation marks.
        sentence: range of its sentence.
        block: index of its block.
        cell: table, row and column when it stands in a table.
        label: label of its row and column, or before its colon.
        around: period, place, speaker and the like.
        unit_word: "days", "km", "$", as written.
        index: place in the document's table of quantities.
    """

    start: int
    end: int
    value: Decimal
    decimals: int = 0
    unit: str = "count"
    bound: str = "exact"
    group: Group = NOTHING
    subset: str = ""
    whole: int | None = None
    of: int | None = None
    total: bool = False
    delta: bool = False
    each: bool = False
    definite: bool = False
    words: bool = False
    spoken: bool = False
    sentence: tuple[int, int] = (0, 0)
    block: int = 0
    cell: tuple[int, int, int] | None = None
    label: str = ""
    around: Circumstances = _NONE_AROUND
    unit_word: str = ""
    index: int = 0

    @property
    def exact(self) -> bool:
        """Whether the number is meant as it stands."""
        return self.bound in {"exact", "exactly"}

    @property
    def shown(self) -> str:
        """The value as a person would write it."""
        value = self.value.normalize()
        text = f"{value:,f}"
        return text + ("%" if self.unit == "percent" else "")

    def as_json(self, facts: Facts) -> dict[str, Any]:
        """For the report's JSON."""
        around = self.around
        return {
            "text": facts.quote(self.start, self.end),
            "start": self.start,
            "end": self.end,
            "value": float(self.value) if self.value % 1 else int(self.value),
            "unit": self.unit_word or self.unit,
            "kind": self.unit,
            "bound": "exact" if self.exact else self.bound.replace("_", " "),
            "counted": self.group.text or self.label or None,
            "subset": self.subset or None,
            "part_of": self.whole,
            "places": sorted(around.places),
            "period": around.period.edtf if around.period else None,
            "as_of": around.as_of.edtf if around.as_of else None,
            "actor": around.actor or None,
            "speaker": around.speaker or None,
            "quoted": self.spoken,
            "table": list(self.cell) if self.cell else None,
        }


def quantities(facts: Facts) -> tuple[Quantity, ...]:
    """The figure table of the document: every quantity in order of the text."""
    found: list[Quantity] = []
    cells = facts.of(_cells)
    leader: int | None = None
    last_block = -2
    for block in facts.document.blocks:
        if block.kind in {"running", "contents", "figure"}:
            continue
        if block.kind == "cell":
            found.extend(_cell(facts, block, cells))
            continue
        if block.kind not in {"paragraph", "list-item"} or block.index != last_block + 1:
            leader = None
        last_block = block.index
        for start, end in facts.document.sentences(block):
            base = len(found)
            for each in _sentence(facts, block, start, end):
                whole = each.whole if each.whole is None else each.whole + base
                if each.subset in {"of_whom", "including"} and whole is None:
                    whole = leader
                of = each.of if each.of is None else each.of + base
                found.append(replace(each, index=len(found), whole=whole, of=of))
            leader = _leader(found, base, leader, language_tables(facts.language))
    return tuple(replace(each, index=place) for place, each in enumerate(found))


def _leader(found: list[Quantity], base: int, before: int | None, language: Language) -> int | None:
    """What "of these" in the next sentence speaks of: the last count of persons, or the last count."""
    money = [q for q in found[base:] if q.unit == "money"]
    if money:
        return money[0].index
    counts = [q for q in found[base:] if q.unit == "count" and not q.subset and q.group.text]
    if not counts:
        return before
    persons = [q for q in counts if q.group.head in language.persons]
    chosen = persons or counts
    # "371 cases: 52 in 2019, 61 in 2020 …": the first stands for all when none of its parts is larger
    if len(counts) >= 3 and all(q.value <= counts[0].value for q in counts):
        return counts[0].index
    return chosen[-1].index


# ---------------------------------------------------------------- one sentence

_MONEY_BEFORE = re.compile(r"[$€£]\s?\Z|(?:US\$|USD|EUR|GBP)\s?\Z")
_AGE_BEFORE = re.compile(
    r"(?:aged|age of|ages?|at the age of|в возрасте|возраст[еа]?|âgée?s? de|edad "
    r"de|, de)\s+(?:only\s+)?\Z",
    re.IGNORECASE,
)
#: "children under three", "a fisherman of 51", "his age, given as 52": ages that no word of years follows.
_BARE_AGE = re.compile(
    r"(?<!\w)(?:(?:child(?:ren)?|boys?|girls?|men|women|man|woman|minors|persons?|people|prisoners?|detainees?"
    r"|those|anyone|everyone|daughters?|sons?|was|were|is|are)\s+(?:all\s+|still\s+)?(?:under|over|below|above"
    r"|older\s+than|younger\s+than)"
    r"|(?:\w*(?:man|woman)|boy|girl|child|prisoner|detainee|inmate|student|pupil|teacher|lawyer|soldier|farmer"
    r"|shepherd|worker|journalist|pensioner|patient|witness|survivor|victim|driver|mother|father|son|daughter"
    r"|nurse|conscript)\s+of"
    r"|age[^.;,:\d]{0,30}\s(?:as|at|of|was|is)"
    r"|(?:menores|mayores)\s+de|(?:младше|старше|моложе))\s+\Z",
    re.IGNORECASE,
)
_BARE_AGE_ENDS = re.compile(r"\s*(?:[,.;:)]|\Z|(?:and|or|who|was|were|when|at|in|и|y|о|o)(?!\w))")
_RANGE = re.compile(r"\s*(?:[-–]|(?:and|to|or|и|до|или|y|a|o|et|à|ou)(?!\w))\s*")
#: "28 more than": a difference, not a count.
_COMPARED = re.compile(
    r"\s+(?:(?:more|fewer|less|higher|lower)\s+than|más|menos|больше|меньше|de\s+plus|de\s+moins)(?!\w)",
    re.IGNORECASE,
)
_AGE_AFTER = re.compile(
    r"[\s-]*(?:years?|months?)[\s-]old|[\s-]*y/o\b|\s+years of age|[\s-]*year-olds?"
    r"|-летн\w+|\s+(?:лет|года?)\s+от\s+роду|\s+años de edad",
    re.IGNORECASE,
)
_ORDINAL = re.compile(
    r"(?:st|nd|rd|th|º|ª|-(?:й|го|м|я|е|х|му|ой|ci|cı|cu|cü))(?!\w)", re.IGNORECASE
)
_PARTITIVE = {
    "en": re.compile(
        r"\s+(?:out\s+)?of\s+(?:the\s+|these\s+|those\s+|all\s+|our\s+|a\s+total\s+of\s+|them\s+)*",
        re.IGNORECASE,
    ),
    "ru": re.compile(r"\s+из\s+(?:этих\s+|всех\s+)?", re.IGNORECASE),
    "es": re.compile(r"\s+de\s+(?:los\s+|las\s+|un\s+total\s+de\s+)?", re.IGNORECASE),
    "fr": re.compile(r"\s+(?:sur|des|de)\s+(?:les\s+|un\s+total\s+de\s+)?", re.IGNORECASE),
    "az": re.compile(r"(?!)"),
}


def _sentence(facts: Facts, block: Block, start: int, end: int) -> list[Quantity]:
    language = language_tables(facts.language)
    text = facts.text[start:end]
    if not re.search(r"\d", text) and not language_pattern(language).search(text):
        return []
    split = frozenset(
        doubt.start - start
        for doubt in facts.document.doubts
        if doubt.kind == "split-number" and start <= doubt.start < end
    )
    tokens = words(facts.text, start, end)
    starts = [token.start for token in tokens]
    kept: list[Quantity] = []
    taken = facts.of(_date_spans)
    addresses = Spans(address_spans(facts))
    numbered_until = -1
    for number in find_numbers(text, language, split):
        here = replace(number, start=start + number.start, end=start + number.end)
        if taken.holds(here.start) or addresses.holds(here.start):
            continue
        if facts.text[here.end : here.end + 1].isalpha() and not here.words:
            continue
        place = _place(starts, here.start)
        if _is_numbered(facts.text, tokens, place, here, numbered_until, language):
            numbered_until = here.end
            continue
        if _ORDINAL.match(facts.text, here.end):
            continue
        each = _quantity(facts, block, (start, end), tokens, starts, here, language)
        if each is not None:
            kept.append(each)
    return _relate(facts, kept, tokens, language, (start, end))


def language_pattern(language: Language) -> re.Pattern[str]:
    """Finds any number word or fraction; for leaving sentences without numbers alone quickly."""
    known = language.patterns.get("any-number")
    if known is None:
        every = [*language.numbers, *language.scales, *language.fractions]
        known = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, every))})(?!\w)", re.IGNORECASE)
        language.patterns["any-number"] = known
    return known


def _place(starts: list[int], position: int) -> int:
    from bisect import bisect_right

    return max(0, bisect_right(starts, position) - 1)


def _date_spans(facts: Facts) -> Spans:
    return Spans([(each.start, each.end) for each in facts.of(dates)])


_CHAIN = re.compile(r"[\s,]*(?:(?:and|or|to|и|до|y|a|et|à|və)\s+|[-–]\s*)?[(§]*\Z")


def _is_numbered(
    text: str, tokens: list[Word], place: int, number: Number, until: int, language: Language
) -> bool:
    """Whether the number is a name: "Article 12", "No. 5", "paragraphs 31 and 32", "(a) 12(3)"."""
    if number.words:
        return bool(
            place
            and tokens[place - 1].low
            in {"article", "articles", "section", "chapter", "rule", "annex"}
        )
    before = text[max(0, number.start - 24) : number.start]
    if until >= 0 and number.start - until <= 8 and _CHAIN.fullmatch(text[until : number.start]):
        return True
    if re.search(
        r"[№§#]\s*\Z|(?<!\w)(?:No|Nos|Art|Arts|para|paras|p|pp|fig|vol|ст|п|пп|стр"
        r"|núm|párr|cap|n)\.\s?\Z",
        before,
        re.IGNORECASE,
    ):
        return True
    if text[number.end : number.end + 1] in {"(", ")"} and before.endswith("("):
        pass
    if text[number.end : number.end + 1] == ":" and re.search(
        r"(?:\A|[\n.!?•*-]\s*)[^\W\d_]+\s+\Z", before
    ):
        return True  # "Card 3,310: a fisherman"
    word = re.search(r"([^\W\d_][\w.]*)\s+\Z", before)
    if word and word[1].lower() in language.numbered:
        low = word[1].lower()
        if low in {
            "case",
            "unit",
            "room",
            "part",
            "table",
            "page",
            "pages",
            "camp",
            "act",
            "prison",
            "no",
            "number",
            "line",
            "house",
            "school",
            "block",
            "building",
            "ward",
            "victim",
            "witness",
            "level",
            "дела",
            "с.",
            "дом",
            "г",
            "g",
            "law",
            "order",
            "step",
            "question",
            "interview",
            "target",
        }:
            after = group_after(tokens, place + 1, language)
            return not after.text
        return True
    return bool(
        re.search(r"(?<!\w)[A-Z]{1,6}(?:/[A-Z]+)*[/-]?\s?\Z", before) and before[-1] in "/-"
    )


def _quantity(
    facts: Facts,
    block: Block,
    sentence: tuple[int, int],
    tokens: list[Word],
    starts: list[int],
    number: Number,
    language: Language,
) -> Quantity | None:
    text = facts.text
    start, end = sentence
    value, decimals = number.value, number.decimals
    after_place = _place(starts, max(number.end - 1, number.start)) + 1
    head = text[max(start, number.start - 40) : number.start]
    tail = text[number.end : min(end, number.end + 40)]
    unit, unit_word, finish = "count", "", number.end
    percent = language.pattern("percent").match(tail.lstrip(" \u00a0\u202f-")) or re.match(
        r"\s*%", tail
    )
    if percent:
        skip = len(tail) - len(tail.lstrip(" \u00a0\u202f-"))
        unit = "points" if language.pattern("points").match(tail[skip:]) else "percent"
        finish = (
            number.end
            + (skip if not tail.lstrip().startswith("%") else tail.index("%"))
            + (1 if tail.lstrip().startswith("%") else len(percent.group()))
        )
        unit_word = "%"
        if number.other is not None and number.value > 100:
            value, decimals = number.other, 3
        after_place = _place(starts, finish - 1) + 1
    elif _MONEY_BEFORE.search(head):
        unit, unit_word = "money", head.strip()[-1]
    elif (
        _AGE_BEFORE.search(head)
        or _AGE_AFTER.match(tail)
        or (value < 110 and _BARE_AGE.search(head) and _BARE_AGE_ENDS.match(tail))
    ):
        unit, unit_word = "age", "years"
    else:
        nxt = tokens[after_place] if after_place < len(tokens) else None
        glued = re.match(r"[-‑\s]*([^\W\d_]+)", tail)
        word = (nxt.low if nxt and nxt.is_word else "") or (
            glued[1].lower() if glued and tail[:1] in "-‑" else ""
        )
        stem = language.stem(word) if word else ""
        if word and (word in language.durations or stem in language.durations):
            unit, unit_word = "duration", word
        elif word and (language.measure.match(word) or language.measure.match(stem)):
            unit, unit_word = (
                (
                    "money"
                    if re.match(
                        r"dollar|euro|manat|rouble|ruble|usd|eur|pound|dram|рубл|долл|peso|dólar",
                        word,
                    )
                    else "measure"
                ),
                word,
            )
    if tail[:1] in "-‑" and unit == "count" and re.match(r"[-‑]\w", tail):
        return None  # "12-member commission"
    if number.plain and not number.words and 1500 <= value <= 2199 and unit == "count":
        noun = group_after(tokens, after_place, language)
        if not noun.text or re.search(
            r"(?:in|since|by|of|from|until|en|de|в|с|до)\s+\Z", head, re.IGNORECASE
        ):
            return None
    bound = _bound(head, tail if unit == "count" else "", language)
    partitive = _PARTITIVE[language.code].match(text, finish)
    group = NOTHING
    if unit in {"count", "percent"}:
        if partitive and unit == "percent":
            group = group_after(
                tokens,
                _place(starts, partitive.end()) if partitive.end() < end else len(tokens),
                language,
            )
        elif partitive and not re.match(
            r"\d|a total|an? |about|some ", text[partitive.end() : partitive.end() + 8]
        ):
            group = _after_partitive(text, tokens, starts, partitive.end(), end, language)
        else:
            group = group_after(tokens, after_place, language)
        if (
            unit == "count"
            and group is NOTHING
            and number.other is not None
            and number.value >= 1000
        ):
            bare = True
        else:
            bare = False
        if bare and language.code == "en" and "." in text[number.start : number.end]:
            value, decimals = number.other or value, 3
    if (
        group.text
        and group.text.split()[0].lower() in language.delta
        and language.code in {"es", "fr"}
    ):
        group, spare = NOTHING, True  # "las 25 restantes"
    else:
        spare = False
    if number.words and value == 1 and (not group.text or language.code != "en" or partitive):
        return None
    if (
        number.words
        and value == 1
        and re.search(r"(?:no|any|each|every|this|that|the|only)\s+\Z", head, re.IGNORECASE)
    ):
        return None
    if value == 0 and not number.words and unit == "count" and not group.text:
        return None
    low_head = head.lower()
    group_words = {word.low for word in tokens if group.start <= word.start < group.end}
    delta_before = re.search(r"([^\W\d_]+)\s+\Z", low_head)
    delta = (
        spare
        or bool(group_words & language.delta)
        or bool(delta_before and delta_before[1] in language.delta)
    )
    delta = delta or bool(_COMPARED.match(text, max(finish, group.end)))
    each = bool(
        language.pattern("each").search(
            text, group.end or finish, min(end, (group.end or finish) + 12)
        )
        and not re.match(
            r"[\s,(]*(?:or\s+)?\d[\d.,]*\s*per\s*cent", text[group.end or finish : end]
        )
    ) or bool(
        re.search(
            r"(?:average|mean|median|medium|среднем|promedio|moyenne)\w*\s+(?:of\s+|de\s+)?\Z",
            low_head,
        )
    )
    total = bool(
        language.pattern("total").search(text, max(start, number.start - 30), number.start)
    ) or bool(
        re.match(
            r"[\s,]*(?:in total|in all|altogether|в общей сложности|en total|au total)",
            text[group.end or finish : end][:24],
            re.IGNORECASE,
        )
    )
    definite = (
        bool(
            re.search(
                rf"(?<!\w)(?:{'|'.join(map(re.escape, str(language.raw['definite']).split('|')))})\s+\Z",
                low_head,
            )
        )
        if language.raw.get("definite")
        else False
    )
    return Quantity(
        start=number.start,
        end=finish,
        value=value,
        decimals=decimals,
        unit=unit,
        bound=bound,
        group=group,
        total=total,
        delta=delta,
        each=each,
        definite=definite,
        words=number.words,
        spoken=in_speech(facts, number.start),
        sentence=sentence,
        block=block.index,
        unit_word=unit_word,
    )


def _after_partitive(
    text: str, tokens: list[Word], starts: list[int], position: int, end: int, language: Language
) -> Group:
    if position >= end:
        return NOTHING
    return group_after(tokens, _place(starts, position), language)


def _bound(head: str, tail: str, language: Language) -> str:
    if re.search(
        r"(?:information|known|know|nothing|data|knowledge|details|anything|heard"
        r"|said|told|asked|complaints?)\s+about\s*\Z",
        head,
        re.IGNORECASE,
    ):
        return "exact"
    trimmed = re.sub(
        r"(?:\s(?:the|a|an|los|las|les|des|total of|the remains of))*\s*[~$€£]?\s*\Z", "", head
    )
    for name, pattern in language.modifiers:
        for found in pattern.finditer(trimmed, max(0, len(trimmed) - 24)):
            if found.end() == len(trimmed):
                # "12,000 more than the 390,000": the words belong to the difference
                return "exact" if re.search(r"\d\s+\Z", trimmed[: found.start()]) else name
    if head.rstrip().endswith(("~", "≈")):
        return "about"
    if head.rstrip().endswith((">", "≥")):
        return "more_than"
    if head.rstrip().endswith(("<", "≤")):
        return "less_than"
    if re.match(r"\s*(?:or more|or so|and more|and over|\+|и более|или более|o más|ou plus)", tail):
        return "at_least"
    return "exact"


# ---------------------------------------------------------------- parts, wholes and what stands around


def _relate(
    facts: Facts,
    found: list[Quantity],
    tokens: list[Word],
    language: Language,
    sentence: tuple[int, int],
) -> list[Quantity]:
    """Give each quantity what its sentence says of it: noun from before, whole, period, place, speaker."""
    start, end = sentence
    text = facts.text
    found = _ranged(text, found)
    related: list[Quantity] = []
    around = circumstances(facts, sentence, [(each.start, each.end) for each in found], tokens)
    opening = _announced(text, start, found, language)
    of_whom, including = language.pattern("of_whom"), language.pattern("including")
    for place, each in enumerate(found):
        since = found[place - 1].end if place else start
        between = text[since : each.start]
        group, subset, whole, label = each.group, "", None, ""
        counts = [i for i in range(place) if related[i].unit == "count" and related[i].subset == ""]
        lead = (of_whom.search(between), including.search(between))
        after = of_whom.match(text[each.end : end].lstrip(" ,"))
        if after and place + 1 < len(found):
            # "412, of whom 37 were …": this is the whole
            behind_it = text[each.end : found[place + 1].start].lstrip(" ,")
            after = None if re.fullmatch(r",?\s*(?:\w+\s+)?", behind_it[after.end() :]) else after
        opened = not counts and place == 0 and each.start - start < 60
        if (
            each.unit in {"count", "percent"}
            and place != opening
            and (counts or opened)
            and (lead[0] or lead[1] or after)
        ):
            subset = "including" if lead[1] and not lead[0] else "of_whom"
            whole = counts[-1] if counts else None
        elif (
            place
            and related[place - 1].subset
            and related[place - 1].unit == each.unit
            and re.fullmatch(
                r"[^.;:]{0,60}?(?:,|\band\b|\bи\b|\by\b|\bet\b|,\s*and)\s*(?:\w+[\s:]+){0,2}",
                between,
            )
            and not re.search(r"(?<!\w)(?:while|whereas|were then|а)(?!\w)", between)
        ):
            subset, whole = related[place - 1].subset, related[place - 1].whole
        if (
            opening is not None
            and place > opening
            and not subset
            and each.unit in {"count", "percent"}
        ):
            subset, whole = "of_whom", opening
        listed = next(
            (r for r in reversed(related) if r.subset == "of_whom" and r.whole is None), None
        )
        if (
            not subset
            and listed is not None
            and each.unit == listed.unit
            and re.search(r"(?:,|(?<!\w)(?:and|и|y|et))\s*\Z", between)
        ):
            subset = (
                "of_whom"  # "of this, 250,000 came from two foundations, 120,000 from fees and …"
            )
        if not subset and each.unit == "count" and _PARTITIVE[language.code].match(text, each.end):
            behind = _PARTITIVE[language.code].match(text, each.end)
            nearest = found[place + 1].start if place + 1 < len(found) else end
            if behind and behind.end() < nearest and language.code in {"en", "ru"}:
                subset = "some_of"
        if each.unit == "count" and not group.text:
            group, label = _elsewhere(
                facts, each, found, related, place, tokens, language, sentence
            )
        elif each.unit in {"count", "percent"}:
            label = _label_before(text, start, each.start)
        if place and _SHARE_OF[language.code].fullmatch(text[found[place - 1].end : each.start]):
            base = related[place - 1]
            if base.unit in {"count", "percent", "share"} and each.unit == "count":
                possessive = base.group.text.endswith(("'s", "’s", "'", "’"))
                own = base.group if base.group.text and not possessive else group
                related[place - 1] = replace(
                    base,
                    of=place,
                    group=own if own.text else group,
                    subset="" if base.subset == "some_of" else base.subset,
                )
        if place and related[place - 1].of == place:
            each = replace(each, definite=True)  # noqa: PLW2901
        related.append(
            replace(
                each, group=group, subset=subset, whole=whole, label=label, around=around[place]
            )
        )
    return related


def _ranged(text: str, found: list[Quantity]) -> list[Quantity]:
    """Give the first number of "between two and nine days" the unit of the second."""
    answer = list(found)
    for place in range(len(found) - 2, -1, -1):
        each, other = found[place], answer[place + 1]
        if (
            each.unit == "count"
            and not each.group.text
            and other.unit in {"duration", "age", "measure", "money", "percent"}
            and _RANGE.fullmatch(text[each.end : other.start])
        ):
            answer[place] = replace(each, unit=other.unit, unit_word=other.unit_word)
    return answer


_ANNOUNCED = re.compile(
    r"(?:^|[.;:]\s+|,\s+)(?:of|out of|among|из|среди|de|sur|parmi|entre)\s+(?:(?:the"
    r"|these|those|all|a total of|los|las|les|estos|estas|ces|этих|всех)\s+){0,2}\Z",
    re.IGNORECASE,
)


def _announced(text: str, start: int, found: list[Quantity], language: Language) -> int | None:
    """The quantity that opens a sentence as the whole of what follows: "Of the 12 detainees, 8 …"."""
    for place, each in enumerate(found[:2]):
        if (
            each.unit == "count"
            and (each.group.text or text[each.end : each.end + 1] == ",")
            and _ANNOUNCED.search(text[start : each.start])
        ):
            return place
    return None


_SHARE_OF = {
    code: re.compile(
        pattern.pattern
        + r"(?:\w+['’]s?\s+)?(?:(?:about|some|around|approximately|more than|over)\s+)?",
        re.IGNORECASE,
    )
    for code, pattern in _PARTITIVE.items()
}
#: "from 58 in 2022 to 109": the second number counts what the first counts.
_TO = re.compile(r"(?<!\w)(?:to|до|a|à)\s+(?:\w+\s+)?\Z")
#: "52 in 2019, 61 in 2020": what follows a number whose noun is left out.
_ELLIPSIS = re.compile(
    r"\s+(?:in|from|at|against|by|on|of them|в|во|на|от|en|contra|de|dans|contre)\s"
    r"|\s*[,;)]|\s+(?:and|и|y|et)\s|\s*\Z"
)
_COPULA = {
    "en": re.compile(
        r"\s*(?:\([^)]*\)\s*)?,?\s*(?:were|was|are|is|being)\s+(?:(?:all|either|classified "
        r"as|identified as|registered as)\s+)?",
        re.IGNORECASE,
    ),
    "ru": re.compile(r"\s*(?:[-–—]|были|составляли|являлись|оказались)\s*", re.IGNORECASE),
    "es": re.compile(r"\s*(?:eran|son|fueron)\s+", re.IGNORECASE),
    "fr": re.compile(r"\s*(?:étaient|sont|était)\s+(?:des\s+)?", re.IGNORECASE),
    "az": re.compile(r"(?!)"),
}


def _elsewhere(
    facts: Facts,
    each: Quantity,
    found: list[Quantity],
    related: list[Quantity],
    place: int,
    tokens: list[Word],
    language: Language,
    sentence: tuple[int, int],
) -> tuple[Group, str]:
    """What a bare number counts: said before it ("number of detainees was 12"), or by a label or a verb."""
    text, (start, end) = facts.text, sentence
    since = found[place - 1].end if place else start
    moved = place and _TO.search(text[since : each.start])
    before = list(
        language.pattern("number_of").finditer(text, start if moved else since, each.start)
    )
    number_of = before[-1] if before else None
    starts = [token.start for token in tokens]
    if number_of:
        first = _place(starts, number_of.end() + 1) if number_of.end() + 1 < end else len(tokens)
        while first < len(tokens) and tokens[first].low in {"the", "all", "los", "las", "les"}:
            first += 1
        group = group_after(tokens, first, language)
        if group.text and group.end <= each.start:
            return group, ""
    copula = _COPULA[language.code].match(text, each.end)
    if copula and copula.end() < end:
        group = group_after(tokens, _place(starts, copula.end()), language)
        did = group.text.split()[-1].lower() if group.text else ""
        if group.text and (
            group.head in language.kinds
            or not (language.participle.match(did) or did.endswith("ed"))
        ):
            return group, ""
    label = _label_before(text, start, each.start)
    joined = place and re.fullmatch(
        r"[^.;\d]{0,70}?(?:,|:|(?<!\w)(?:and|to|и|до|y|a|et|à)(?!\w))\s*(?:\w+\s){0,1}",
        text[since : each.start],
    )
    if joined and _ELLIPSIS.match(text, each.end, min(end, each.end + 12)):
        last = next((r for r in reversed(related) if r.unit == "count" and r.group.text), None)
        if last is not None and last.end > start:
            return replace(last.group, start=0, end=0), label
    if label:
        return NOTHING, label
    verb = re.match(r"\s*(?:\w+\s+){0,2}?(?P<v>[^\W\d_]+)", text[each.end : end])
    if verb and related:
        # "120 were detained, 30 released": the same people as before
        last = next((r for r in reversed(related) if r.unit == "count" and r.group.text), None)
        if last is not None:
            actions = frozenset(
                filter(
                    None,
                    (
                        language.action(w)
                        for w in re.findall(r"[^\W\d_]+", text[each.end : min(end, each.end + 30)])[
                            :3
                        ]
                    ),
                )
            )
            return replace(last.group, actions=actions or last.group.actions), ""
    return NOTHING, ""


_LABEL = re.compile(
    r"(?:^|[;,(]\s*|(?:\band\b|\bи\b|\by\b|\bet\b)\s+)([^;:,()\d]{2,60}?)\s*(?:[:(–—=]"
    r"|-\s)\s*(?:\w+\s){0,2}\Z"
)


def _label_before(text: str, start: int, position: int) -> str:
    found = _LABEL.search(text[max(start, position - 90) : position])
    return found[1].strip() if found else ""


# ---------------------------------------------------------------- tables


def _cells(facts: Facts) -> dict[int, tuple[int, int, int]]:
    """Start of each cell → table, row, column."""
    return {
        cell.start: (number, cell.row, cell.column)
        for number, table in enumerate(facts.document.tables)
        for row in table.rows
        for cell in row
    }


_CELL_NUMBER = re.compile(
    r"[-–—~<>≤≥]?\s*[\d][\d.,\u00a0\u202f\u2009 ']*\s*(?:%|\(\s*[\d.,]+\s*%?\s*\))?[*†]?"
)


def _cell(facts: Facts, block: Block, cells: dict[int, tuple[int, int, int]]) -> Iterator[Quantity]:
    where = cells.get(block.start)
    text = facts.text[block.start : block.end]
    if where is None or not _CELL_NUMBER.fullmatch(text.strip()):
        return
    language = language_tables(facts.language)
    table = facts.document.tables[where[0]]
    if where[1] < table.headers:
        return
    label, column = facts.of(_labels)[where[0]].get(where[1:], ("", ""))
    group = group_of(
        [w for w in words(column, 0, len(column)) if w.is_word and w.low not in language.closed][
            :6
        ],
        language,
    )
    group = replace(group, start=0, end=0)
    for number in find_numbers(text, language):
        if number.plain and where[2] == 0:
            continue
        tail = text[number.end :].lstrip()
        yield Quantity(
            start=block.start + number.start,
            end=block.start + number.end,
            value=number.value,
            decimals=number.decimals,
            unit="percent" if tail.startswith("%") or "%" in column else "count",
            group=group,
            total=where[1] in table.totals,
            sentence=(block.start, block.end),
            block=block.index,
            cell=where,
            label=" | ".join(filter(None, (label, column))),
        )


def _labels(facts: Facts) -> list[dict[tuple[int, int], tuple[str, str]]]:
    """For each table: (row, column) → label of the row, head of the column."""
    answers = []
    for table in facts.document.tables:
        heads: dict[int, str] = {}
        for row in table.rows[: table.headers]:
            for cell in row:
                for column in range(cell.column, cell.column + cell.column_span):
                    words_ = facts.quote(cell.start, cell.end)
                    heads[column] = f"{heads[column]} {words_}" if column in heads else words_
        labels: dict[tuple[int, int], tuple[str, str]] = {}
        for row in table.rows[table.headers :]:
            first = facts.quote(row[0].start, row[0].end) if row else ""
            for cell in row:
                labels[cell.row, cell.column] = (first, heads.get(cell.column, ""))
        answers.append(labels)
    return answers
