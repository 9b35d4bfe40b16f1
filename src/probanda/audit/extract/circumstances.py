"""What a sentence says around each of its quantities: when, where, by whom, who says so, and the other words."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from dataclasses import dataclass

from probanda.audit.any_case import any_case
from probanda.audit.extract.dates import DateMention, dates
from probanda.audit.extract.language import Language, language_tables
from probanda.audit.extract.names_in_text import names_between
from probanda.audit.extract.phrases import Word
from probanda.audit.extract.speakers import speaker_of
from probanda.audit.extract.told_periods import compared_before, periods
from probanda.audit.facts import Facts

__all__ = ["Circumstances", "circumstances", "dates_between", "periods_between"]


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What stands around a quantity.

    Attributes:
        period: the date or period it belongs to; None when none is said.
        period_from: "sentence", "paragraph", "section" or "".
        as_of: the day as of which it is counted.
        places: names of places in its part of the sentence.
        names: every proper name there, speaker aside.
        actor: who did it ("security forces"); "" when not said.
        speaker: who states it, lower case; "" for the author.
        actions: groups of what happened.
        content: stems of the other words there.
    """

    period: DateMention | None = None
    period_from: str = ""
    as_of: DateMention | None = None
    places: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    actor: str = ""
    speaker: str = ""
    actions: frozenset[str] = frozenset()
    content: frozenset[str] = frozenset()


def _date_starts(facts: Facts) -> list[int]:
    return [each.start for each in facts.of(dates)]


def dates_between(facts: Facts, start: int, end: int) -> tuple[DateMention, ...]:
    """The dates of a range."""
    starts = facts.of(_date_starts)
    return facts.of(dates)[bisect_left(starts, start) : bisect_left(starts, end)]


def _period_starts(facts: Facts) -> list[int]:
    return [each.start for each in facts.of(periods)]


def periods_between(facts: Facts, start: int, end: int) -> tuple[DateMention, ...]:
    """The dates and told periods of a range."""
    starts = facts.of(_period_starts)
    return facts.of(periods)[bisect_left(starts, start) : bisect_left(starts, end)]


_BREAK = any_case(
    r"[;:]|,(?!\d)|(?<!\w)(?:and|while|whereas|but|compared|или|а|и|но|тогда как|y"
    r"|pero|mientras|et|mais|tandis)(?!\w)",
)


def _segments(
    text: str, sentence: tuple[int, int], spots: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """The part of the sentence that belongs to each number: cut at the last joint before the next number."""
    start, end = sentence
    edges = [start]
    for (_, before), (after, _) in itertools.pairwise(spots):
        cut = None
        for found in _BREAK.finditer(text, before, after):
            if cut is None or found[0] == ";" or cut[0] != ";":
                cut = found  # the last one, but no comma behind a semicolon: "; according to the guild, 71"
        edges.append(cut.start() if cut else after)
    edges.append(end)
    return list(itertools.pairwise(edges))


def circumstances(
    facts: Facts, sentence: tuple[int, int], spots: list[tuple[int, int]], tokens: list[Word]
) -> list[Circumstances]:
    """For each number of a sentence, in order."""
    if not spots:
        return []
    language = language_tables(facts.language)
    start, end = sentence
    text = facts.text
    segments = _segments(text, sentence, spots)
    whole_said = speaker_of(facts, start, end)
    when = periods_between(facts, start, end)
    lead_end = _lead(text, start, spots[0][0])
    colon = text.find(": ", spots[0][1], spots[1][0]) if len(spots) > 1 else -1
    answers = []
    for (spot, _), (a, b) in zip(spots, segments, strict=True):
        period, how, as_of = _period(facts, spot, when, spots, sentence, (a, b))
        said = whole_said
        if a > start and (own := speaker_of(facts, a, b)).name and own.end <= b:
            said = own  # "the Ministry counted 45 deaths, the Ombudsman 52"
        parts = [(a, b)] if a <= lead_end else [(start, lead_end), (a, b)]
        if colon >= 0 and a > colon:
            parts = [(start, colon), (a, b)]  # "371 cases were reported: 52 in 2019, 61 in 2020"
        names = [
            run
            for x, y in parts
            for run in names_between(facts, x, y)
            if not said.start <= run.start < said.end
        ]
        inside = [t for t in tokens if t.is_word and any(x <= t.start < y for x, y in parts)]
        inside = [t for t in inside if not said.start <= t.start < said.end]
        places = frozenset(
            run.text for run in names if _located(text, run.start, run.end, language)
        )
        answers.append(
            Circumstances(
                period,
                how,
                as_of,
                places,
                frozenset(run.text.lower() for run in names),
                _actor(text, a, b, language),
                said.name,
                frozenset(filter(None, (language.action(t.low) for t in inside))),
                frozenset(
                    language.stem(t.low)
                    for t in inside
                    if t.low not in language.closed
                    and len(t.low) > 2
                    and t.low not in language.numbers
                ),
            )
        )
    return answers


def _lead(text: str, start: int, first: int) -> int:
    """End of what opens a sentence and holds for all of it: "In 2020, in Arlan, "."""
    comma = text.rfind(",", start, first)
    return (
        comma
        if comma > start
        and re.match(
            r"(?:In|On|At|Between|From|During|Since|Of|В|С|За|En|Entre|Durante|À|Dans|Pendant)\b",
            text[start:],
        )
        else start
    )


def _located(text: str, start: int, end: int, language: Language) -> bool:
    before = text[max(0, start - 16) : start]
    where = str(language.raw["in"])
    if where and re.search(
        rf"(?<!\w)(?:{where})\s+(?:the\s+|la\s+|el\s+|le\s+)?\Z", before, re.IGNORECASE
    ):
        return True
    return bool(language.pattern("place_kinds").match(text, end + 1, end + 24))


def _actor(text: str, start: int, end: int, language: Language) -> str:
    if not language.raw["by"]:
        return ""
    found = _actor_pattern(language).search(text[start:end])
    return " ".join(found[1].lower().removeprefix("the ").split()) if found else ""


def _actor_pattern(language: Language) -> re.Pattern[str]:
    """A word for "by" and the words of forces behind it, compiled once."""
    known = language.patterns.get("actor")
    if known is None:
        forces = "|".join(
            re.escape(w.rstrip("*")) + r"\w*" for w in str(language.raw["forces"]).split("|")
        )
        known = language.patterns["actor"] = any_case(
            rf"(?<!\w)(?:{language.raw['by']})\s+((?:[\w'’-]+\s+){{0,4}}?(?:{forces})(?:\s+(?:{forces}))*)",
        )
    return known


def _period(
    facts: Facts,
    spot: int,
    when: tuple[DateMention, ...],
    spots: list[tuple[int, int]],
    sentence: tuple[int, int],
    part: tuple[int, int],
) -> tuple[DateMention | None, str, DateMention | None]:
    """The period of a number: said in its part of the sentence, else before it, else around the sentence."""
    as_of = next((d for d in when if d.operator == "as-of"), None)
    usable = [
        d
        for d in when
        if d.operator != "as-of"
        and (d.known or d.words)
        and _tells(facts, d, spot, spots, sentence)
    ]
    if not usable:
        return (*_inherited(facts, sentence), as_of)
    if len(usable) == 1:
        return usable[0], "sentence", as_of
    own = [d for d in usable if part[0] <= d.start < part[1]]
    if own and part[0] > sentence[0]:
        near = [d for d in own if d.start > spot] or own
        return near[0] if near[0].start > spot else near[-1], "sentence", as_of
    before = [d for d in usable if d.end <= spot]
    after = [d for d in usable if d.start > spot]
    if spots[0][0] < usable[0].start:  # "12 in 2019 and 15 in 2020"
        following = [s for s, _ in spots if s > spot]
        limit = following[0] if following else sentence[1]
        near = [d for d in after if d.start < limit]
        if near:
            return near[0], "sentence", as_of
        return (before[-1] if before else after[0]), "sentence", as_of
    return (before[-1] if before else after[0]), "sentence", as_of


def _tells(
    facts: Facts,
    day: DateMention,
    spot: int,
    spots: list[tuple[int, int]],
    sentence: tuple[int, int],
) -> bool:
    """Whether a date may be a number's: not one it is compared to, nor one in brackets with its own number."""
    text = facts.text
    if compared_before(facts, day.start, sentence[0]):
        return False
    opened, closed = text.rfind("(", sentence[0], day.start), text.find(")", day.end, sentence[1])
    if opened < 0 or closed < 0 or opened < text.rfind(")", sentence[0], day.start):
        return True
    inside = any(opened < start < closed for start, _ in spots)
    return not inside or opened < spot < closed


def _inherited(facts: Facts, sentence: tuple[int, int]) -> tuple[DateMention | None, str]:
    """The period of the paragraph (said in an earlier sentence of it) or of the section's heading."""
    block = facts.document.block_of(sentence[0])
    if block is None:
        return None, ""
    earlier = [
        d
        for d in periods_between(facts, block.start, sentence[0])
        if d.known and not compared_before(facts, d.start, block.start)
    ]
    if earlier:
        return earlier[-1], "paragraph"
    section = facts.document.section_of(sentence[0])
    if section is not None:
        head = facts.document.block_of(section.start)
        if head is not None:
            named = [d for d in periods_between(facts, head.start, head.end) if d.known]
            if named:
                return named[0], "section"
    return None, ""
