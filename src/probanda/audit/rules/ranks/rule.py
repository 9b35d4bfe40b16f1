"""The rule: “most”, “highest”, “followed by” against the numbers."""

from __future__ import annotations

from collections.abc import Iterator

from probanda.audit.extract.language import Language, language_tables
from probanda.audit.extract.quantities import quantities
from probanda.audit.extract.quotations import in_speech
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_sentence
from probanda.audit.rules.ranks.against import behind_itself, more_than, next_came
from probanda.audit.rules.ranks.behind import ranked_behind
from probanda.audit.rules.ranks.compared import compared, numbered_majorities
from probanda.audit.rules.ranks.extremes import extremes
from probanda.audit.rules.ranks.firsts import firsts
from probanda.audit.rules.ranks.majorities import kind_majority, majorities, pairs_by_kind
from probanda.audit.rules.ranks.orders import order
from probanda.audit.rules.ranks.shares import majorities_of_rows
from probanda.audit.rules.ranks.superlatives import superlatives
from probanda.audit.rules.ranks.trends import trends
from probanda.audit.rules.ranks.words import MAJORITY, NOT_MOST
from probanda.audit.rules.registry import Hit, rule

__all__ = ["rank_wrong"]


@rule(
    "rank-wrong",
    "“Most” or “highest” against the numbers",
    "error",
    "figures",
    "A majority is more than half; the highest number is the largest of its row. "
    "The numbers may stand in the same"
    " sentence, in another paragraph or in a table.",
    bad=(
        "Most of the detainees (20 of 51) had been beaten.",
        "The highest number of cases was recorded in Arlan (12), followed by Borv (15).",
        "Most of the victims were women: 12 women and 30 men were killed.",
    ),
    good=(
        "Most of the detainees (31 of 51) had been beaten.",
        "The highest number of cases was recorded in Borv (15), followed by Arlan (12).",
        "The most serious case concerned 12 of 51 detainees.",
    ),
)
def rank_wrong(facts: Facts) -> Iterator[Hit]:
    """Hold rank words against the numbers near them, then against tables and lists."""
    language = language_tables(facts.language)
    known = facts.of(quantities)
    for listed in facts.of(by_sentence):
        own = [q for q in listed if not q.spoken]
        if own:
            yield from majorities(facts, own, known)
            yield from order(facts, own)
    yield from _elsewhere(facts, language)
    behind = list(ranked_behind(facts))
    yield from behind
    first = {facts.document.sentence_of(hit.start): hit for hit in firsts(facts)}
    for hit in superlatives(facts):
        sentence = facts.document.sentence_of(hit.start)
        if hit.severity is None:
            first.pop(sentence, None)
        if sentence not in first:
            yield hit
    yield from first.values()
    yield from compared(facts)
    yield from more_than(facts)
    yield from next_came(facts)
    yield from behind_itself(facts)
    for hit in trends(facts):
        if not any(hit.start < other.end and other.start < hit.end for other in behind):
            yield hit
    yield from extremes(facts)
    yield from numbered_majorities(facts)
    yield from majorities_of_rows(facts)


def _elsewhere(facts: Facts, language: Language) -> Iterator[Hit]:
    text = facts.text
    pairs = pairs_by_kind(facts, language)
    for block in facts.document.prose():
        for start, end in facts.document.sentences(block):
            for found in MAJORITY.finditer(text, start, end):
                if in_speech(facts, found.start()) or NOT_MOST.match(text, found.start()):
                    continue
                yield from kind_majority(facts, found, end, block.index, pairs, language)
