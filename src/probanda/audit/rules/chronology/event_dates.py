"""One event with two dates."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from probanda.audit.extract.circumstances import dates_between
from probanda.audit.extract.dates import DateMention
from probanda.audit.extract.language import language_tables
from probanda.audit.extract.names_in_text import names_between
from probanda.audit.extract.quotations import in_speech
from probanda.audit.extract.sources import in_list
from probanda.audit.extract.told_events import act_of
from probanda.audit.facts import Facts
from probanda.audit.rules.chronology.aligned import aligned
from probanda.audit.rules.chronology.boxed_times import boxed_times
from probanda.audit.rules.chronology.copied import copied
from probanda.audit.rules.chronology.events import Dated, events, treaty_acts
from probanda.audit.rules.chronology.fates import told_fates
from probanda.audit.rules.chronology.figure_years import figure_years
from probanda.audit.rules.chronology.laws import cited_laws
from probanda.audit.rules.chronology.phrased import phrased
from probanda.audit.rules.chronology.stamped import stamped
from probanda.audit.rules.registry import Hit, rule
from probanda.audit.voice import said_by


@rule(
    "same-event-dates",
    "One event, two dates",
    "error",
    "time",
    "A war, an agreement or an arrest has one date; a second one, pages apart, costs "
    "both their weight. Named events and what"
    " befell a named person are compared, and a day that stands with another year "
    "beside the same words.",
    bad=(
        "The ceasefire of 10 November 2020 named prisoners.\n\n# Exchange\n\nUnder "
        "the ceasefire of 9 November 2020 prisoners were exchanged.",
        "Davit Arlan was arrested on 3 May 2021.\n\n# Cases\n\nDavit Arlan was arrested "
        "on 5 May 2021 in his house.",
    ),
    good=(
        "The ceasefire of 12 May 1994 was broken. The ceasefire of 10 November 2020 "
        "named prisoners.",
        "Davit Arlan was arrested on 3 May 2021. Oren Borv was arrested on 5 May 2021.",
    ),
)
def same_event_dates(facts: Facts) -> Iterator[Hit]:
    """Gather the dates of each event and compare them, each pair of places once."""
    seen: set[frozenset[int]] = set()
    for hit in _every(facts):
        places = frozenset((hit.start, *(start for start, _ in hit.evidence[:1])))
        listed = any(in_list(facts, place) for place in (hit.start, *places))
        if places not in seen and not listed:
            seen.add(places)
            yield hit


def _every(facts: Facts) -> Iterator[Hit]:
    groups: dict[str, list[Dated]] = defaultdict(list)
    for each in (*events(facts), *treaty_acts(facts)):
        groups[each.key].append(each)
    for each in told_fates(facts):
        start, end = facts.document.sentence_of(each.when.start)
        if not said_by(facts, start, end) and not _SAID.search(facts.text, start, each.when.start):
            groups[each.key].append(each)  # what another states of a fate is the other's date
    for each in cited_laws(facts):
        groups[each.key].append(each)
    yield from boxed_times(facts)
    told: set[int] = set()
    for unsorted in groups.values():
        listed = sorted(unsorted, key=lambda each: each.when.start)
        first = listed[0]
        for other in listed[1:]:
            a, b = first.when, other.when
            if not (a.known and b.known and a.first and b.first and a.last and b.last):
                continue
            if a.last < b.first or b.last < a.first:
                near = abs((a.first - b.first).days)
                if not other.sure and not (
                    near <= 62
                    or (
                        a.precision == b.precision == "day"
                        and a.first.month == b.first.month
                        and a.first.day == b.first.day
                    )
                ):
                    continue
                if other.when.start in told or facts.document.sentence_of(
                    a.start
                ) == facts.document.sentence_of(b.start):
                    continue
                told.add(other.when.start)
                yield Hit(
                    b.start,
                    b.end,
                    f"{first.name}: {facts.quote(b.start, b.end)} here, {facts.quote(a.start, a.end)} "
                    "elsewhere.",
                    "Use one date in all places.",
                    ((a.start, a.end),),
                    None if other.sure and _both_days(a, b) and not _often(other) else "warning",
                )
                break
    yield from _twice_told(facts, told)
    yield from phrased(facts, told)
    yield from copied(facts, told)
    yield from aligned(facts, told)
    yield from stamped(facts)
    yield from figure_years(facts)


#: What somebody states is their date, not the author's.
_SAID = re.compile(
    r"(?<!\w)(?:stat|claim|say|assert|maintain|insist|alleg|report|declar|admit)\w*,?\s+that(?!\w)"
    r"|(?<!\w)according to(?!\w)"
    r"|(?<!\w)(?:утвержда\w+|сообща\w+|заявля\w+|заявил\w*|указыва\w+),?\s+что(?!\w)"
    r"|(?<!\w)(?:по словам|по данным|согласно)(?!\w)"
    r"|(?<!\w)(?:afirma\w*|sostiene\w*|declara\w*|dice\w*|asegura\w*)\s+que(?!\w)|(?<!\w)según(?!\w)"
    r"|(?<!\w)(?:affirme\w*|déclare\w*|soutien\w*|prétend\w*)\s+que?(?!\w)|(?<!\w)selon(?!\w)",
    re.IGNORECASE,
)


def _both_days(a: DateMention, b: DateMention) -> bool:
    return a.precision == b.precision == "day"


def _often(event: Dated) -> bool:
    """Whether what has such a name may be released, or moved, more than once: a film, a prisoner."""
    return event.key.startswith(("release|", "transfer|"))


_AGAIN = re.compile(
    r"(?<!\w)(?:again|another|second|third|other|also|re-?arrested|once more|every"
    r"|each|later|then|снова|вновь|повторно|otra vez|de nouveau|hearing|session|meeting"
    r"|interview\w*|published|reported|posted)(?!\w)",
    re.IGNORECASE,
)


def _twice_told(facts: Facts, told: set[int]) -> Iterator[Hit]:
    """One happening told in two places, in nearly the same words, with two days less than a month apart."""
    language = language_tables(facts.language)
    stories: list[tuple[DateMention, frozenset[str]]] = []
    frequency: dict[str, int] = defaultdict(int)
    for block in facts.document.prose():
        web = facts.document.format == "html"
        if block.kind == "footnote" or (web and block.end - block.start < 45):
            continue
        for start, end in facts.document.sentences(block):
            found = [d for d in dates_between(facts, start, end) if d.known]
            if not found:
                continue
            near = facts.text[
                max(start, found[0].start - 110) : min(end, found[0].end + 70)
            ].lower()
            words = frozenset(
                language.stem(w)[:5] for w in re.findall(r"[^\W\d_]{4,}|(?<=witness )\d+|(?<=case )\d+", near)
                if w not in language.closed and w not in language.months
            ) - {"took", "place", "happe", "held", "date", "года", "году"}  # fmt: skip
            for word in words:
                frequency[word] += 1
            usable = (
                len(found) == 1
                and found[0].precision == "day"
                and not _AGAIN.search(facts.text, start, end)
            )
            if usable and not in_speech(facts, start + 1):
                stories.append((found[0], words))
    acts = [_acts(facts, when) for when, _ in stories]
    names = [_named(facts, when) for when, _ in stories]
    numbers = [
        frozenset(_LONG_NUMBER.findall(facts.text, *facts.document.sentence_of(when.start)))
        for when, _ in stories
    ]
    by_word: dict[str, list[int]] = defaultdict(list)
    for place, (_, words) in enumerate(stories):
        for word in words:
            if frequency[word] <= 4:
                by_word[word].append(place)
    done: set[tuple[int, int]] = set()
    for places in by_word.values():
        for x, one in enumerate(places):
            for other in places[:x]:
                if (other, one) in done:
                    continue
                done.add((other, one))
                (a, words_a), (b, words_b) = stories[other], stories[one]
                if a.edtf == b.edtf or b.start in told or not (a.first and b.first):
                    continue
                if any(
                    told_of[other] and told_of[one] and not told_of[other] & told_of[one]
                    for told_of in (names, numbers)
                ):
                    continue
                if acts[other] and acts[one] and not acts[other] & acts[one]:
                    continue
                shared = words_a & words_b
                rare = [w for w in shared if frequency[w] <= 4]
                small = min(len(words_a), len(words_b))
                if (
                    len(rare) < 2
                    or len(shared) < max(2, 0.6 * small)
                    or abs((a.first - b.first).days) > 31
                ):
                    continue
                if facts.document.block_of(a.start) == facts.document.block_of(b.start):
                    continue
                told.add(b.start)
                yield Hit(
                    b.start, b.end,
                    f"{facts.quote(b.start, b.end)} here, {facts.quote(a.start, a.end)} "
                    "elsewhere, of what seems to be one event.",
                    "Use one date in all places, or say that there were two events.",
                    ((a.start, a.end),),
                    "warning",
                )  # fmt: skip


#: No part of a date, and no year of its own.
_LONG_NUMBER = re.compile(r"(?<![\d.,/-])(?!(?:19|20)\d\d(?!\d))\d{3,}(?![\d.,/-]*\d)")


def _named(facts: Facts, when: DateMention) -> frozenset[str]:
    """What the sentence of a date names, by the first letters."""
    runs = names_between(facts, *facts.document.sentence_of(when.start))
    return frozenset(word[:5].lower() for run in runs for word in run.text.split() if len(word) > 2)


def _acts(facts: Facts, when: DateMention) -> frozenset[str]:
    """What the sentence of a date tells to have been done."""
    words = re.findall(r"[^\W\d_]{4,}", facts.text[slice(*facts.document.sentence_of(when.start))])
    return frozenset(act_of(word.lower()) for word in words) - {""}
