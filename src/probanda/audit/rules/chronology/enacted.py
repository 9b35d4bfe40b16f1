"""A provision applied before it was enacted: added to a code in June 2013, fines under it in January 2013."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from probanda.audit.extract.circumstances import dates_between
from probanda.audit.extract.dates import DateMention
from probanda.audit.extract.quotations import in_speech
from probanda.audit.extract.told_events import telling, telling_words
from probanda.audit.facts import Facts
from probanda.audit.rules.registry import Hit

__all__ = ["before_enacted"]

Sentence = tuple[int, int]
#: A month's slip is a slip; a day or two is the press.
_ROOM = 31
#: How far before its enactment a fine is told that names no provision, in the paragraphs behind it.
_NEAR = 550
#: How many paragraphs a section tells of one provision.
_FAR = 9


@dataclass(frozen=True, slots=True)
class Enactment:
    """When a provision began to be."""

    number: str
    when: DateMention
    sentence: Sentence
    block: int


def before_enacted(facts: Facts) -> Iterator[Hit]:
    """Sentences that apply a provision at a time before it was enacted, one for each provision."""
    code = facts.language
    if not telling_words("provision_lead", code):
        return
    named = facts.of(_named)
    by_number: dict[str, list[Sentence]] = defaultdict(list)
    for sentence, numbers in named.items():
        for number in numbers:
            by_number[number].append(sentence)
    for each in _enactments(facts, named):
        sentences = [s for s in by_number[each.number] if s != each.sentence]
        for start, end in sentences + _behind(facts, each, named):
            early = _early(facts, each, start, end, named=(start, end) in named)
            if early is not None:
                yield Hit(
                    early.start,
                    early.end,
                    f"{each.number} is applied in “{facts.quote(early.start, early.end)}”, and was enacted in "
                    f"“{facts.quote(each.when.start, each.when.end)}”.",
                    "Check both dates, and which provision was applied.",
                    ((each.when.start, each.when.end),),
                    "warning",
                )
                break


def _named(facts: Facts) -> dict[Sentence, tuple[str, ...]]:
    """The numbers of provisions that each sentence names."""
    pattern = _provisions(facts.language)
    found: dict[Sentence, tuple[str, ...]] = {}
    for block in facts.document.prose():
        if not pattern.search(facts.text, block.start, block.end):
            continue
        for start, end in facts.document.sentences(block):
            numbers = [
                number
                for run in pattern.finditer(facts.text, start, end)
                for number in re.findall(r"\d[\d./-]*", run["numbers"])
            ]
            if numbers:
                found[start, end] = tuple(dict.fromkeys(n.rstrip(".-/") for n in numbers))
    return found


@lru_cache(maxsize=8)
def _provisions(code: str) -> re.Pattern[str]:
    number = r"\d[\d.]*(?:[/-]\d+)*"
    return re.compile(
        rf"(?<!\w)(?:{telling_words('provision_lead', code) or '(?!)'})\s*(?P<numbers>{number}\*?"
        rf"(?:\s*(?:,|и|and|y|et|or|или|o|ou)\s*{number}\*?)*)",
        re.IGNORECASE,
    )


def _enactments(facts: Facts, named: dict[Sentence, tuple[str, ...]]) -> Iterator[Enactment]:
    code = facts.language
    told: set[str] = set()
    for (start, end), numbers in named.items():
        verb = telling("enacted", code).search(facts.text, start, end)
        if verb is None or numbers[0] in told or in_speech(facts, start + 1):
            continue
        if telling("not_yet", code).search(facts.text, start, verb.start()):
            continue
        first = _provisions(code).search(facts.text, start, end)
        behind = [
            d
            for d in dates_between(facts, verb.end(), min(end, verb.end() + 90))
            if d.known and d.precision in {"day", "month", "year"} and not d.operator
        ]
        block = facts.document.block_of(start)
        if first and first.start() < verb.start() and behind and block is not None:
            told.add(numbers[0])
            yield Enactment(numbers[0], behind[0], (start, end), block.index)


def _behind(
    facts: Facts, each: Enactment, named: dict[Sentence, tuple[str, ...]]
) -> list[Sentence]:
    """The sentences behind an enactment that name no provision, in its section, up to one that names another."""
    section = facts.document.section_of(each.sentence[0])
    answer: list[Sentence] = []
    for block in facts.document.blocks[each.block : each.block + _FAR]:
        if block.kind not in {"paragraph", "list-item"}:
            if section is not facts.document.section_of(block.start):
                break
            continue
        for sentence in facts.document.sentences(block):
            if set(named.get(sentence, ())) - {each.number}:
                return answer
            if sentence[0] > each.sentence[0] and sentence not in named:
                answer.append(sentence)
    return answer


def _early(
    facts: Facts, each: Enactment, start: int, end: int, *, named: bool
) -> DateMention | None:
    """The one time of a sentence that applies a provision, where it lies before the enactment."""
    code = facts.language
    if telling("not_yet", code).search(facts.text, start, end) or in_speech(facts, start + 1):
        return None
    if not telling("applied", code).search(facts.text, start, end):
        return None
    if telling("enacted", code).search(facts.text, start, end):
        return None
    known = [d for d in dates_between(facts, start, end) if d.known and d.precision != "decade"]
    if len(known) != 1 or known[0].operator in {"until", "before"} or known[0].year_from:
        return None
    (only,) = known
    since = only.operator == "since"
    last, first = (only.first if since else only.last), each.when.first
    if last is None or first is None or (first - last).days < _ROOM:
        return None
    if not named and ((first - last).days > _NEAR or only.precision == "year"):
        return None
    return only
