"""What was done "during the strike" and is dated before the strike began, or after it ended."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from probanda.audit.extract.dates import DateMention, days_between
from probanda.audit.extract.language import language_tables
from probanda.audit.extract.quotations import in_speech
from probanda.audit.extract.time_words import word_pattern
from probanda.audit.extract.told_events import act_of
from probanda.audit.facts import Facts
from probanda.audit.rules.chronology.apart import surely_before
from probanda.audit.rules.chronology.begun import begun, ended
from probanda.audit.rules.registry import Hit

__all__ = ["during"]

#: Farther off, another event of the same name is meant.
_NEAR = timedelta(days=62)
_NOUN = r"(?<!\w){}\s+(?:[^\W\d]{{1,5}}\s+){{0,2}}(?P<noun>[^\W\d_]{{4,}})"


def during(facts: Facts) -> Iterator[Hit]:
    """Days that lie outside the event during which they are told to be."""
    language = language_tables(facts.language)
    pattern = word_pattern("during", facts.language, _NOUN.replace("{{", "{").replace("}}", "}"))
    told: list[tuple[str, DateMention]] = []
    for block in facts.document.prose():
        for start, end in facts.document.sentences(block):
            found = pattern.search(facts.text, start, end)
            here = days_between(facts, start, end) if found else ()
            if not found or len(here) != 1 or in_speech(facts, start + 1):
                continue
            noun = found["noun"].lower()
            if word_pattern("no_event", facts.language).match(noun):
                continue
            if here[0].known and here[0].precision == "day" and not here[0].operator:
                told.append((act_of(noun) or language.stem(noun)[:6], here[0]))
    if not told:
        return
    events = {event for event, _ in told}
    first, last = begun(facts, events), ended(facts, events)
    for event, when in told:
        for bound, early in ((first.get(event, []), True), (last.get(event, []), False)):
            if len({d.edtf for d in bound}) != 1 or bound[0].start == when.start:
                continue
            day = bound[0]
            outside = surely_before(when, day) if early else surely_before(day, when)
            if outside and when.first and day.first and abs(when.first - day.first) <= _NEAR:
                yield _hit(facts, when, day, "began" if early else "ended")


def _hit(facts: Facts, when: DateMention, day: DateMention, how: str) -> Hit:
    side = "before" if how == "began" else "after"
    return Hit(
        when.start,
        when.end,
        f"{facts.quote(when.start, when.end)} is {side} {facts.quote(day.start, day.end)}, when what it is told "
        f"to be during {how}.",
        "Check both dates.",
        ((day.start, day.end),),
        "warning",
    )
