"""One person's age beside the birth, or in the sentence behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from probanda.audit.extract.circumstances import dates_between
from probanda.audit.extract.dates import DateMention
from probanda.audit.extract.quantities import Quantity
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_block
from probanda.audit.rules.registry import Hit

__all__ = ["BORN", "age_behind", "age_in_sentence", "check_age", "is_birth"]

BORN = re.compile(
    r"(?<!\w)(?:born|b\.|date of birth|year of birth|родил\w+|рожд\w+|род\.|г\.\s?р"
    r"|nac\.|nacid[oa]|naci(?:ó|eron|miento)|nace|née?|naquit|naissance|təvəllüd\w*|doğulmuş\w*)(?!\w)",
    re.IGNORECASE,
)
#: A word of birth stands so near before its date.
_NEAR = 16
_BORN_BEHIND = re.compile(r"\s*(?:г\.?\s?р\.|(?:года\s+)?рождения|-?ci\s+il\s+təvəllüd)")


def is_birth(facts: Facts, day: DateMention) -> bool:
    """Whether a date is somebody's birth."""
    start, _ = facts.document.sentence_of(day.start)
    if _BORN_BEHIND.match(facts.text, day.end):
        return True
    born = list(BORN.finditer(facts.text, max(start, day.start - _NEAR), day.start))
    if not born:
        return False
    gap = facts.text[born[-1].end() : day.start]
    if born[-1][0].endswith("р"):  # "г.р." stands behind its year, or before it with a colon
        return bool(re.fullmatch(r"\.?\s*[:—–-]\s*", gap))
    return not re.search(r"\d|[^.]\.|[;()]", gap)


def age_in_sentence(
    facts: Facts, birth: DateMention, found: tuple[DateMention, ...], sentence: tuple[int, int]
) -> Iterator[Hit]:
    """The one age of a sentence against its one birth."""
    if birth.first is None or birth.last is None:
        return
    block = facts.document.block_of(birth.start)
    within = facts.of(by_block).get(block.index, []) if block else []
    ages = [q for q in within if q.unit == "age" and q.sentence == sentence]
    births = [d for d in found if is_birth(facts, d)]
    others = [d for d in found if d not in births and d.known]
    if not ages:
        ages = [
            q for q in within
            if q.sentence == sentence and q.unit in {"count", "duration"}
            if 3 <= q.value <= 99 and _bare_age(facts, q)
        ]  # fmt: skip
    if len(ages) != 1 or len(births) != 1 or len(others) > 1:
        return
    age = ages[0]
    if others:
        yield from check_age(facts, birth, age, others[0])
    else:
        block = facts.document.block_of(birth.start)
        earlier = (
            [d for d in dates_between(facts, block.start, block.end) if d.known and d != birth]
            if block
            else []
        )
        if len({d.edtf for d in earlier}) == 1:
            yield from check_age(facts, birth, age, earlier[0])


_HE = re.compile(
    r"(?<!\w)(?:he|she|his|her|him|the (?:boy|girl|man|woman|victim|child|soldier)|он|она|ему|ей|его|е[её]"
    r"|él|ella|il|elle)(?!\w)",
    re.IGNORECASE,
)


_RELATIVE = re.compile(
    r"(?<!\w)(?:mother|father|wife|husband|son|daughter|brother|sister|cousin|children|twins?|мать|отец|жена|муж"
    r"|сын|дочь|брат|сестра|madre|padre|hijo|hija|hermano|hermana)(?!\w)",
    re.IGNORECASE,
)


def age_behind(
    facts: Facts, birth: DateMention, sentence: tuple[int, int], named: list[tuple[int, int, str]]
) -> Iterator[Hit]:
    """As in "… was born on 14 March 1985. He was 38 when he was arrested on 2 June 2020."."""
    block = facts.document.block_of(birth.start)
    if block is None or not birth.known or _RELATIVE.search(facts.text, sentence[0], birth.start):
        return
    within = facts.of(by_block).get(block.index, [])
    own = {name for start, _, name in named if sentence[0] <= start < sentence[1]}
    following = [s for s in facts.document.sentences(block) if s[0] >= sentence[1]]
    for start, end in following[:2]:
        others = {name for at, _, name in named if start <= at < end} - own
        if others or len(own) > 1 or BORN.search(facts.text, start, end):
            return
        ages = [
            q
            for q in within
            if q.sentence == (start, end)
            and 3 <= q.value <= 110
            and (q.unit == "age" or _bare_age(facts, q))
        ]
        when = [d for d in dates_between(facts, start, end) if d.known]
        if len(ages) == len(when) == 1 and _HE.search(facts.text, start, end):
            if not _RELATIVE.search(facts.text, start, end):
                yield from check_age(facts, birth, ages[0], when[0])
            return


def _bare_age(facts: Facts, q: Quantity) -> bool:
    """An age in apposition: "the soldier, 19, …", "a boy of 14"."""
    before, after = facts.text[max(0, q.start - 12) : q.start], facts.text[q.end : q.end + 2]
    apposed = before.endswith((", ", "(")) and after[:1] in {",", ")"}
    if q.unit not in {"count", "duration"}:
        return False
    if re.search(
        r"(?<!\w)(?:he|she|who|ему|ей|которому|которой)\s+(?:was|is|had been|было|исполнилось|был)\s+\Z",
        facts.text[max(0, q.start - 26) : q.start],
        re.IGNORECASE,
    ) and re.match(r"\s*(?:[.,;)]|\Z|when|at|and|лет|год)", facts.text[q.end : q.end + 8]):
        return True
    said = re.search(
        r"(?:was|is|were|tenía|avait|было|only)\s+\Z", facts.text[max(0, q.start - 8) : q.start]
    )
    if said and re.match(
        r"\s*(?:when|at (?:his|her|the|their)|años|ans|лет|,|upon|on (?:his|her))",
        facts.text[q.end : q.end + 12],
    ):
        return True
    return apposed or bool(
        re.search(
            r"(?:boy|girl|man|woman|child|soldier) of \Z",
            "  " + facts.text[max(0, q.start - 16) : q.start],
        )
    )


def check_age(facts: Facts, birth: DateMention, age: Quantity, at: DateMention) -> Iterator[Hit]:
    """An age against a birth and the date at which it held."""
    assert birth.first
    assert birth.last
    assert at.first
    assert at.last
    oldest = _years_between(birth.first, at.last)
    youngest = _years_between(birth.last, at.first)
    if not youngest <= age.value <= oldest and age.exact and oldest >= 0:
        years = f"{max(youngest, 0)}" if youngest == oldest else f"{max(youngest, 0)} or {oldest}"
        yield Hit(
            age.start,
            age.end,
            f"Born {facts.quote(birth.start, birth.end)}, the person was {years} "
            f"in {facts.quote(at.start, at.end)}, not {age.shown}.",
            "Correct the age, the birth or the date.",
            ((birth.start, birth.end), (at.start, at.end)),
        )


def _years_between(birth: date, day: date) -> int:
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))
