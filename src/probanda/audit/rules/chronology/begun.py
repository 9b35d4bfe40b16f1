"""The days on which what lasts began, by what identifies it: a strike, a siege, a detention."""

from __future__ import annotations

import re
from collections import defaultdict

from probanda.audit.extract.dates import DateMention, days_between
from probanda.audit.extract.language import language_tables
from probanda.audit.extract.time_words import word_pattern
from probanda.audit.extract.told_events import act_of, telling
from probanda.audit.facts import Facts

__all__ = ["begun"]

#: Letters from a verb to what begins, and to its date.
_NEAR, _FAR = 45, 80
_WORD = re.compile(r"[^\W\d_]{3,}")


def begun(facts: Facts, wanted: set[str]) -> dict[str, list[DateMention]]:
    """First days, of acts named in `act_of` and of nouns by their stems."""
    language = language_tables(facts.language)
    found_days: dict[str, list[DateMention]] = defaultdict(list)
    more, coming = word_pattern("set_up", facts.language), telling("coming", facts.language)
    numbered = word_pattern("nth_unit", facts.language)
    its = word_pattern("its", facts.language, r"\W*{}(?!\w)")
    for block in facts.document.prose():
        before = block.start
        for start, end in facts.document.sentences(block):
            top, before = (before if its.match(facts.text, start) else start), start
            here = [d for d in days_between(facts, start, end) if d.precision == "day" and d.first]
            if len(here) != 1 or coming.search(facts.text, start, end):
                continue
            if numbered.search(facts.text, start, end):
                continue
            spots = [(m.start(), m.group().lower()) for m in _WORD.finditer(facts.text, top, end)]
            verbs = [at for at, word in spots if act_of(word) == "beginning" and at >= start]
            verbs += [found.start() for found in more.finditer(facts.text, start, end)]
            verbs = [at for at in verbs if _joined(facts, at, here[0])]
            keys = {
                language.stem(word)[:6]
                for at, word in spots
                if any(abs(at - verb) <= _NEAR or at < start for verb in verbs)
            }
            keys |= {act_of(word) for _, word in spots}
            for key in keys & wanted:
                found_days[key].append(here[0])
    return found_days


def _joined(facts: Facts, verb: int, when: DateMention) -> bool:
    """Whether a date stands beside a verb, in one clause."""
    first, last = (verb, when.start) if verb < when.start else (when.end + 1, verb)
    return last - first <= _FAR and not any(mark in facts.text[first:last] for mark in ",;:")
