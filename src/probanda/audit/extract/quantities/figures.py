"""The figure table of a document: every quantity, sentence by sentence and cell by cell."""

from __future__ import annotations

import re
from dataclasses import replace

from probanda.audit.any_case import any_case
from probanda.audit.document import Block
from probanda.audit.extract.dates import address_spans, dates
from probanda.audit.extract.language import Language, language_tables
from probanda.audit.extract.numbers import UNIT, find_numbers
from probanda.audit.extract.phrases import words
from probanda.audit.extract.quantities.cells import cell_places, read_cell
from probanda.audit.extract.quantities.numbered import ORDINAL, is_numbered
from probanda.audit.extract.quantities.partitive import token_at
from probanda.audit.extract.quantities.quantity import Quantity
from probanda.audit.extract.quantities.related import relate
from probanda.audit.extract.quantities.single import read_one
from probanda.audit.extract.spans import Spans
from probanda.audit.extract.times import times
from probanda.audit.facts import Facts

__all__ = ["language_pattern", "quantities"]


def quantities(facts: Facts) -> tuple[Quantity, ...]:
    """The figure table of the document: every quantity in order of the text."""
    found: list[Quantity] = []
    cells = facts.of(cell_places)
    leader: int | None = None
    last_block = -2
    for block in facts.document.blocks:
        if block.kind in {"running", "contents", "figure"}:
            continue
        if block.kind == "cell":
            found.extend(
                replace(each, index=place)
                for place, each in enumerate(read_cell(facts, block, cells), len(found))
            )
            continue
        if block.kind not in {"paragraph", "list-item"} or block.index != last_block + 1:
            leader = None
        last_block = block.index
        for start, end in facts.document.sentences(block):
            base = len(found)
            for each in _sentence(facts, block, start, end):
                whole = each.whole if each.whole is None else each.whole + base
                if each.subset in {"of_whom", "including"} and whole is None:
                    whole = _named_whole(found, each, facts.text, leader)
                of = each.of if each.of is None else each.of + base
                if (
                    whole is not None
                    and whole < base
                    and found[whole].unit == "money"
                    and each.unit == "count"
                    and not each.group.start
                ):
                    each = replace(each, unit="money")  # noqa: PLW2901 "of this, 250,000 came from …"
                if each.unit == "count" and not each.group.text and not each.label:
                    source = whole if whole is not None else _resumed(found, each, facts, leader)
                    if source is not None and found[source].group.text:
                        noun = replace(found[source].group, start=0, end=0)
                        each = replace(each, group=noun)  # noqa: PLW2901 "Of these, 79 were released"
                found.append(replace(each, index=len(found), whole=whole, of=of))
            leader = _leader(found, base, leader, language_tables(facts.language))
    return tuple(found)


_UNIT = re.compile(UNIT)
#: A sentence with more numbers is a table that lost its lines: which words belong to which number can't be told.
_MOST = 60
_OF_THESE = any_case(r"\s+(?:of|из)\s+(?:these|those|the|этих|тех)\s+\w")


def _named_whole(
    found: list[Quantity], part: Quantity, text: str, leader: int | None
) -> int | None:
    """The whole of "127 of these cases": the last number of cases, and not of those told since."""
    if leader is None or not _OF_THESE.match(text, part.end) or not part.group.head:
        return leader
    if found[leader].group.head == part.group.head:
        return leader
    for q in reversed(found[-24:]):
        if q.unit == "count" and q.group.head == part.group.head and not q.subset:
            return q.index
    return None


#: "Fourteen were under age", "En 2021 fueron 35": the noun stands in the sentence before.
_OPENS = re.compile(r"(?:[^\W\d_]+,?\s+){0,4}(?:\d{4},?\s+)?(?:[^\W\d_]+\s+){0,2}\Z")
_TOLD = any_case(r"(?:were|fueron|eran|sumaron|были|было|étaient|furent)\s+\Z")


def _resumed(found: list[Quantity], each: Quantity, facts: Facts, leader: int | None) -> int | None:
    """The count of the same paragraph whose noun a bare number that opens a sentence takes up; None when none."""
    if leader is None or found[leader].block != each.block or found[leader].unit != "count":
        return None
    text = facts.text
    language = language_tables(facts.language)
    last = found[-1]
    follows = last.sentence == each.sentence and last.unit == "count"
    if follows and (last.group.start or not last.group.text or last.block != each.block):
        return None
    behind = re.match(r"\s+([^\W\d_]+)", text[each.end : each.end + 30])
    word = behind[1].lower() if behind else ""
    verb = (
        word in language.verbs
        or language.participle.match(word)
        or bool(language.action(word) and word.endswith(("ed", "n")))
        or (language.code == "ru" and re.search(r"(?:ли|лись|ется|ются|ены|аны)\Z", word))
        or (language.code == "es" and re.search(r"(?:ron|aban|ían|an|en)\Z", word))
        or (language.code == "fr" and word in {"ont", "sont", "étaient", "avaient", "furent"})
    )
    if follows:
        return last.index if verb else None  # "Thirty-one of them were released; four died"
    at_start = each.start - each.sentence[0] < 4 or _OPENS.fullmatch(
        text[each.sentence[0] : each.start]
    )
    if (at_start and verb) or _TOLD.search(text[each.sentence[0] : each.start]):
        if each.value <= found[leader].value:
            return leader
        near = [
            q for q in found[-12:] if q.block == each.block and q.unit == "count" and q.group.text
        ]
        return next((q.index for q in reversed(near) if q.value >= each.value), None)
    return None


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


def _sentence(facts: Facts, block: Block, start: int, end: int) -> list[Quantity]:
    language = language_tables(facts.language)
    text = facts.text[start:end]
    if not re.search(r"\d", text) and not language_pattern(language).search(text):
        return []
    split = frozenset(place - start for place, _ in facts.of(_split_numbers).between(start, end))
    tokens = words(facts.text, start, end)
    starts = [token.start for token in tokens]
    kept: list[Quantity] = []
    taken = facts.of(_date_spans)
    no_figures = (taken, facts.of(_time_spans), facts.of(_addresses))
    marks = facts.of(_marks).get(block.index, frozenset())
    numbered_until = -1
    shares = [found.span() for found in _shares(language).finditer(text)]
    numbers = find_numbers(text, language, split)
    if len(numbers) > _MOST:
        return []
    for number in numbers:
        here = replace(number, start=start + number.start, end=start + number.end)
        if here.start in marks or any(each.holds(here.start) for each in no_figures):
            continue
        if kept and here.start < kept[-1].end:
            continue  # "30 por ciento": no hundred
        glued = facts.text[here.end : here.end + 1].isalpha() and not here.words
        if glued and not _UNIT.match(facts.text, here.end):
            continue
        if any(a <= number.start and number.end <= b for a, b in shares):
            continue  # "two thirds", "cuatro de cada cinco"
        if here.value <= 31 and _before_date(facts, taken, here.end):
            continue  # "on 2 and 3 August"
        place = token_at(starts, here.start)
        if is_numbered(facts.text, tokens, place, here, numbered_until, language):
            numbered_until = here.end
            continue
        if ORDINAL.match(facts.text, here.end):
            continue
        each = read_one(facts, block, (start, end), tokens, starts, here, language)
        if each is not None:
            kept.append(each)
    return relate(facts, kept, tokens, language, (start, end))


def language_pattern(language: Language) -> re.Pattern[str]:
    """Finds any number word or fraction; for leaving sentences without numbers alone quickly."""
    known = language.patterns.get("any-number")
    if known is None:
        every = [*language.numbers, *language.scales, *language.fractions]
        known = any_case(rf"(?<!\w)(?:{'|'.join(map(re.escape, every))})(?!\w)")
        language.patterns["any-number"] = known
    return known


def _before_date(facts: Facts, taken: Spans, end: int) -> bool:
    """Whether a number is one of the days of the date behind it: "on 2, 5 and 7 May"."""
    joint = re.match(
        r"(?:\s*(?:,|and|or|to|и|или|y|o|et|ou|və|[-–])\s*(?:\d{1,2}(?=\s*[,aиyeoouvətд–-]))?){1,3}",
        facts.text[end : end + 24],
    )
    return bool(joint and joint.end() and taken.holds(end + joint.end()) and not taken.holds(end))


def _shares(language: Language) -> re.Pattern[str]:
    """Fractions in words, and "two in three"."""
    known = language.patterns.get("shares")
    if known is None:
        words_ = sorted(language.fractions, key=len, reverse=True)
        one = "|".join(re.escape(word).replace(r"\ ", r"[\s-]+") for word in words_)
        units = "|".join(word for word, value in language.numbers.items() if 1 <= value <= 10)
        every = {
            "en": r"\s+(?:in|out of)\s+(?:every\s+)?",
            "es": r"\s+de\s+cada\s+",
            "ru": r"\s+из\s+(?:каждых\s+)",
            "fr": r"\s+sur\s+",
        }
        joint = every.get(language.code, r"(?!)")
        tail = r"(?!\s+\w*s\b)" if language.code in {"en", "fr"} else ""
        known = any_case(rf"(?<!\w)(?:(?:{one})|(?:{units}){joint}(?:{units}){tail})(?!\w)")
        language.patterns["shares"] = known
    return known


_MARK = re.compile(r"(?:(?<=[\s(])|(?<=^))(\d{1,2})\)[\s,]", re.MULTILINE)


def _marks(facts: Facts) -> dict[int, frozenset[int]]:
    """Places of the marks of lists within paragraphs, "(1) …; (2) …" or "1) … 2) …", by block."""
    answers: dict[int, frozenset[int]] = {}
    for block in facts.document.blocks:
        found = list(_MARK.finditer(facts.text, block.start, block.end))
        values = [int(mark[1]) for mark in found]
        if len(values) >= 2 and 1 in values and 2 in values:
            run, wanted = [], 1
            for mark, value in zip(found, values, strict=True):
                if value == wanted:
                    run.append(mark.start(1))
                    wanted += 1
            if len(run) >= 2:
                answers[block.index] = frozenset(run)
    return answers


def _split_numbers(facts: Facts) -> Spans:
    doubts = facts.document.doubts
    return Spans([(each.start, each.end) for each in doubts if each.kind == "split-number"])


def _addresses(facts: Facts) -> Spans:
    return Spans(address_spans(facts))


def _date_spans(facts: Facts) -> Spans:
    return Spans([(each.start, each.end) for each in facts.of(dates)])


def _time_spans(facts: Facts) -> Spans:
    return Spans([(x.start, max(x.end, x.zone_end)) for x in facts.of(times) if not x.bare])
