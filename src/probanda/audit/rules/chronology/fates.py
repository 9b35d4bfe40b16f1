"""When somebody was arrested, died or was released, however the sentence tells it.

"Officers arrested R. T.", "the death of R. T.", "R. T. был задержан": one sentence, one person, one date, and
the date stands where the event's date stands (it opens the sentence, or follows the event).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from probanda.audit.extract.circumstances import dates_between
from probanda.audit.extract.dates import DateMention
from probanda.audit.extract.initials import initials, is_initials
from probanda.audit.extract.persons import persons
from probanda.audit.extract.quotations import in_speech
from probanda.audit.facts import Facts
from probanda.audit.lexicon import composed, field
from probanda.audit.rules.chronology.events import Dated

__all__ = ["told_fates"]


#: Fates, of which the classes of words before the name and behind it are named so.
_FATES = ("arrest", "death", "release")
_LINK = r"\s+(?:of\s+)?(?:(?:the\s+)?(?:\w+\s+)?(?:Mr|Ms|Mrs|Dr|the\s+\w+|a\s+\w+|journalist|teacher)\.?\s+)?"
_ON = (
    r"(?:\s+(?:took\s+place|occurred|happened))?(?:(?!who|and|then)[^.;:,\d]){0,45}?"
    r"\s(?:on|in|the\s+night\s+of|of|el)?\s*(?:the\s+)?(?:(?:night|morning|evening)\s+of\s+)?(?:\w+day,?\s+)?"
)
_OPENS = r"\W*(?:(?:[Oo]n|[Ii]n|[Aa]t|[Ee]l)\s+)?(?:\w+\s+){0,4}"


def told_fates(facts: Facts) -> Iterator[Dated]:
    """The dated fates of persons, by full name, by surname with a title, or by initials."""
    text = facts.text
    mentions = list(facts.of(initials))
    surnames: dict[str, str] = {}
    for person in facts.of(persons):
        if " " in person.name:
            mentions += [(m.start, m.end, person.name) for m in person.mentions]
            last = person.name.split()[-1]
            surnames[last] = "" if last in surnames else person.name
    for person in facts.of(persons):
        full = surnames.get(person.name, "")
        if full:
            mentions += [(m.start, m.end, full) for m in person.mentions]
    by_sentence: dict[tuple[int, int], list[tuple[int, int, str]]] = {}
    for mention in mentions:
        by_sentence.setdefault(facts.document.sentence_of(mention[0]), []).append(mention)
    for (start, end), named in sorted(by_sentence.items()):
        found = dates_between(facts, start, end)
        if (
            len({name for _, _, name in named}) != 1
            or len(found) != 1
            or in_speech(facts, named[0][0])
        ):
            continue
        when = found[0]
        if (
            not when.known
            or when.precision != "day"
            or field("befell_again").search(text, start, end)
        ):
            continue
        name = named[0][2]
        fate = _fate(text, (start, end), named[0][:2], when)
        if fate:
            sure = not is_initials(name)
            yield Dated(f"{fate}|{name.lower()}", f"{fate} of {name}", when, sure)


def _fate(text: str, sentence: tuple[int, int], person: tuple[int, int], when: DateMention) -> str:
    """Which event the sentence dates; "" when none, or when the date may be another thing's."""
    (start, end), (first, last) = sentence, person
    beside = re.fullmatch(r"\s+on\s+", text[last : when.start])
    if field("told_of_fate").search(text, start, when.end if beside else end):
        return ""
    opens = re.fullmatch(_OPENS, text[start : when.start]) is not None and when.end <= first
    apposed = r"(?:,[^,.;]{0,60},|\s*\([^)]*\))?\s*"
    for fate in _FATES:
        active = composed(rf"(?<!\w)<{fate}_of>{_LINK}\Z").search(text[start:first])
        passive = composed(rf"{apposed}<{fate}_befell>(?!\w)").match(text[last:end])
        if not active and not passive:
            continue
        if opens:
            return fate
        after = last + passive.end() if passive else last
        if when.start >= after and re.fullmatch(_ON, text[after : when.start]):
            return fate
    return ""
