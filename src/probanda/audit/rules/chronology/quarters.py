"""Quarters and halves of a year told with other months than theirs: "the third quarter (June–September)"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from probanda.audit.extract.language import Language, language_tables
from probanda.audit.extract.time_words import word_pattern
from probanda.audit.facts import Facts
from probanda.audit.rules.registry import Hit
from probanda.audit.tables import table

__all__ = ["quarters"]

_QUARTERS = frozenset({(1, 3), (4, 6), (7, 9), (10, 12)})
#: Between a part of the year and its months: its year, a bracket or a comma.
_APPOSED = re.compile(
    r"(?:\s+(?:of|de|del|в)?\s*\d{4}(?:[-\s]*\w{1,4}\.?)?)?\s*(?:[(,–—-]|:)\s*(?:\w{1,7}\s+){0,2}\Z"
)


@dataclass(frozen=True, slots=True)
class Months:
    """A run of months where it stands."""

    start: int
    end: int
    first: int
    last: int


def quarters(facts: Facts) -> Iterator[Hit]:
    """Runs of months beside the part of a year that they are said to be, and odd ones in a report of quarters."""
    language = language_tables(facts.language)
    code = language.code
    parts = _parts(code)
    if parts is None:
        return
    runs = list(_runs(facts.text, language))
    if not runs:
        return
    judged: set[int] = set()
    fiscal = word_pattern("fiscal", code).search(facts.text)
    for run in () if fiscal else runs:
        before = facts.text[max(0, run.start - 60) : run.start]
        named = list(parts.finditer(before))
        inside = word_pattern("between", code).match(facts.text, run.start)
        if inside or len(named) != 1 or not _APPOSED.fullmatch(before[named[0].end() :]):
            continue
        judged.add(run.start)
        which, months = map(int, (named[0].lastgroup or "p1_3")[1:].split("_"))
        first, last = (which - 1) * months + 1, which * months
        if (first, last) != (run.first, run.last) and not _also(before[: named[0].start()]):
            yield _hit(facts, run, f"“{named[0].group()}” is from month {first} to month {last}")
    yield from _odd_among(facts, runs, judged)


def _odd_among(facts: Facts, runs: list[Months], judged: set[int]) -> Iterator[Hit]:
    """In a report of quarters, the one run of four months that is a quarter with a month too many."""
    told = Counter((run.first, run.last) for run in runs)
    whole = {each for each in told if each in _QUARTERS}
    if len(whole) < 2 and sum(told[each] for each in whole) < 3:
        return
    for run in runs:
        if run.start in judged or told[run.first, run.last] > 1 or run.last - run.first != 3:
            continue
        near = [q for q in whole if (q[0] == run.first) != (q[1] == run.last)]
        if near:
            other = next(r for r in runs if (r.first, r.last) == near[0])
            yield _hit(
                facts,
                run,
                f"a quarter told elsewhere is “{facts.quote(other.start, other.end)}”",
                ((other.start, other.end),),
            )


def _hit(facts: Facts, run: Months, why: str, evidence: tuple[tuple[int, int], ...] = ()) -> Hit:
    return Hit(
        run.start,
        run.end,
        f"“{facts.quote(run.start, run.end)}” is {run.last - run.first + 1} months; {why}.",
        "Check the months.",
        evidence,
        "warning",
    )


def _also(before: str) -> bool:
    """Whether another part is joined to the one named: "the first and the second quarter"."""
    return bool(
        re.search(r"(?<!\w)(?:\w+\s+)?(?:and|to|и|по|y|al?|et|au)\s+(?:\w{1,4}\s+)?\Z", before)
    )


@lru_cache(maxsize=8)
def _parts(code: str) -> re.Pattern[str] | None:
    """The quarters and halves of a year; the name of the group tells which it is, and of how many months."""
    words = table("data/periods.yaml")
    if code not in words["ordinals"]:
        return None
    listed = [rf"(?P<q{n}_3>[QT]{n})" for n in (1, 2, 3, 4)]
    for months in (3, 6):
        unit = _spelled(words["units"][code][months])
        for n, nth in words["ordinals"][code].items():
            if n * months <= 12:
                which = n if n > 0 else 12 // months
                name = f"{'p' if n > 0 else 'l'}{which}_{months}"
                listed.append(rf"(?P<{name}>(?:{_spelled(nth)})[\s-]+(?:{unit}))")
    return re.compile(rf"(?<!\w)(?:{'|'.join(listed)})(?!\w)", re.IGNORECASE)


def _spelled(plain: str) -> str:
    return str(plain).replace(" |", "|").replace("~", r"\w*").replace(" ", r"\s+")


@lru_cache(maxsize=8)
def _run_pattern(code: str) -> re.Pattern[str]:
    """From month to month; two groups of each alternative are the months."""
    language = language_tables(code)
    names = "|".join(sorted(map(re.escape, language.months), key=len, reverse=True))
    told = _spelled(table("data/periods.yaml")["span"][code]).replace("{m}", f"({names})")
    return re.compile(rf"(?<!\w)(?:{told})(?!\w)", re.IGNORECASE)


def _runs(text: str, language: Language) -> Iterator[Months]:
    for found in _run_pattern(language.code).finditer(text):
        first, last = (language.months[name.lower()] for name in found.groups() if name)
        if first < last:
            yield Months(found.start(), found.end(), first, last)
