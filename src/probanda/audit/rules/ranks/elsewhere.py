"""“Most of the detainees were released” against “of the 120 detainees 51 were released” in any other place.

A part said in words, without numbers in its sentence, is held against the shares that other sentences tell in per
cent or as so many of so many. A share is of the same thing when its clause holds the words of the claim, each
weighed by how rare it is in the document, little else, the same whole, and no other year or name. Where a sentence
tells the part alone, the document's own total of what is counted is its whole.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from probanda.audit.extract.language import language_tables
from probanda.audit.extract.names_in_text import names_between
from probanda.audit.extract.quantities import Quantity, quantities
from probanda.audit.facts import Facts
from probanda.audit.figure_table import of_sentence
from probanda.audit.rules.percentages.counted import base_noun
from probanda.audit.rules.percentages.moves import turn_of
from probanda.audit.rules.percentages.worded import Part, parts_between
from probanda.audit.rules.ranks.headline import totals
from probanda.audit.rules.ranks.labelled import YEAR, forms
from probanda.audit.rules.ranks.lexicon import said_of
from probanda.audit.rules.ranks.verdict import bears_out, not_borne_out
from probanda.audit.rules.registry import Hit
from probanda.audit.rules.same.statements import content, rarity

__all__ = ["told_share"]

_CUT = re.compile(r"[;:()]|,\s|\s[–—-]\s(?=[^\W\d_]+\s+(?:and|who|which))")
_NUMBER = re.compile(r"(?<![\w.,])\d{1,3}(?![\w.,]?\d)")
_NEXT = re.compile(r"\s[^\W\d]+(?=[\s,;.])")
#: How much of the words of a claim, by their weight, a share must hold, and the claim of the words of the share.
_HELD, _HELD_BACK = 0.6, 0.45
#: What a word weighs that no sentence of the prose has.
_UNSEEN = 4.0
#: Code points behind a whole that say what it counts.
_BEHIND = 40
#: A whole of fewer is hardly spoken of in fractions.
_LEAST = 10


@dataclass(frozen=True, slots=True)
class _Told:
    """A share told in numbers: its value in per cent, what tells it, the words of its clause and of its whole."""

    value: Decimal
    where: tuple[Quantity, ...]
    words: frozenset[str]
    whole: frozenset[str]


def told_share(facts: Facts, part: Part, sentence: tuple[int, int]) -> Hit | None:
    """The finding against the share told elsewhere that says most surely the same; None when one bears it out."""
    start, end = _clause(facts, part, sentence)
    said = facts.text[start : part.lead] + " " + facts.text[part.end : end]
    words = _words(facts, said) | frozenset(_NUMBER.findall(said))
    behind = forms(facts, facts.text[part.end : end])
    if len(words) < 2 or not behind:
        return None
    weigh, denied = facts.of(rarity), _denied(facts, sentence)
    index, every = facts.of(_index), facts.of(_read)
    places = {place for word in words for place in index.get(word, ())}
    best: tuple[float, _Told] | None = None
    for place in sorted(places):
        told = every[place]
        if told.where[0].sentence == sentence or (part.told and len(told.where) < 2):
            continue
        common, own, other = (
            sum(weigh.get(word, _UNSEEN) for word in each)
            for each in (words & told.words, words, told.words)
        )
        held, back = common / own, common / other
        if held < _HELD or back < _HELD_BACK or len(words & told.words) < 2:
            continue
        if told.whole and (behind[0] not in told.whole or words & told.words <= told.whole):
            continue
        there = told.where[0].sentence
        if not _one_time(facts, sentence, told) or denied != _denied(facts, there):
            continue
        if denied and len(facts.of(of_sentence)[there]) > len(told.where):
            continue  # "of 70 women 31 have a permit and 39 have none"
        if bears_out(part, told.value):
            return None
        if best is None or held + back > best[0]:
            best = held + back, told
    return not_borne_out(facts, part, best[1].where) if best is not None else None


def _denied(facts: Facts, sentence: tuple[int, int]) -> bool:
    """Whether a sentence says what was not, or was done without: "were released without charge"."""
    return said_of("nobody", facts.language, facts.text[slice(*sentence)])


def _clause(facts: Facts, part: Part, sentence: tuple[int, int]) -> tuple[int, int]:
    start, end = sentence
    for cut in _CUT.finditer(facts.text, *sentence):
        if cut.end() <= part.lead:
            start = cut.end()
        elif cut.start() >= part.end:
            end = cut.start()
            break
    return start, end


def _words(facts: Facts, said: str) -> frozenset[str]:
    return frozenset(forms(facts, said))


def _index(facts: Facts) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for place, told in enumerate(facts.of(_read)):
        for word in told.words:
            found[word].append(place)
    return found


def _read(facts: Facts) -> tuple[_Told, ...]:
    return tuple(_told(facts))


def _told(facts: Facts) -> Iterator[_Told]:
    known = facts.of(quantities)
    for q in known:
        if (
            q.cell is not None
            or q.spoken
            or not q.exact
            or q.delta
            or q.each
            or _in_words(facts, q)
        ):
            continue
        words = _around(facts, q) | _words(facts, q.group.text) | _numbers(facts, q)
        if q.unit == "percent" and 0 < q.value <= 100 and turn_of(facts, q, q.sentence[0]) is None:
            base = _words(facts, base_noun(facts, q).text)
            yield _Told(q.value, (q,), words, base)
        elif q.unit == "count" and (index := q.of if q.of is not None else q.whole) is not None:
            whole = known[index]
            if (
                whole.unit == "count"
                and whole.exact
                and whole.value >= q.value
                and whole.value >= _LEAST
            ):
                base = _things(facts, whole)
                if whole.sentence == q.sentence:
                    words |= _around(facts, whole)  # "of 210 prisoners 118 …"
                share = q.value * 100 / whole.value
                yield _Told(share, (q, whole), words | base, base)
        elif q.unit == "count" and q.group.head and q.subset in {"", "some_of"}:
            yield from _of_total(facts, q, words)


def _numbers(facts: Facts, q: Quantity) -> frozenset[str]:
    """The other numbers behind one: "176 were under 25"."""
    cut = _CUT.search(facts.text, q.end, q.sentence[1])
    return frozenset(_NUMBER.findall(facts.text, q.end, cut.start() if cut else q.sentence[1]))


def _in_words(facts: Facts, q: Quantity) -> bool:
    """Whether a number is that of "three of every ten"."""
    return any(p.start <= q.start < p.end for p in parts_between(facts, *q.sentence))


def _around(facts: Facts, q: Quantity) -> frozenset[str]:
    language = language_tables(facts.language)
    forms = (content(word, language) for word in q.around.content)
    return frozenset(form for form in forms if form)


def _things(facts: Facts, whole: Quantity) -> frozenset[str]:
    """The words of what a whole counts: "120 people interviewed"."""
    end = max(whole.group.end, whole.end)
    behind = _NEXT.match(facts.text, end, min(whole.sentence[1], end + _BEHIND))
    return _words(facts, whole.group.text) | _words(facts, behind[0] if behind else "")


def _of_total(facts: Facts, q: Quantity, words: frozenset[str]) -> Iterator[_Told]:
    """A part told alone with each total of the same noun that the document tells of no other time."""
    known, base = facts.of(totals), _words(facts, q.group.text)
    acts = [f"={act}" for act in q.group.actions]
    wholes = [whole for name in (q.group.head, *acts) for whole in known.get(name, ())]
    for whole in wholes:
        if whole.index != q.index and whole.value > q.value:
            share = q.value * 100 / whole.value
            yield _Told(share, (q, whole), words, base)


def _one_time(facts: Facts, sentence: tuple[int, int], told: _Told) -> bool:
    """Whether two sentences tell of one time and of one place, as far as their words say."""
    here, there = facts.text[slice(*sentence)], facts.text[slice(*told.where[0].sentence)]
    years, own = set(YEAR.findall(there)), set(YEAR.findall(here))
    if (years and own and not years & own) or said_of("other_time", facts.language, there):
        return False
    names, others = _names(facts, sentence), _names(facts, told.where[0].sentence)
    return names == others or not (names - others or others - names)


def _names(facts: Facts, sentence: tuple[int, int]) -> frozenset[str]:
    return frozenset(
        form
        for run in names_between(facts, *sentence)
        if not run.opening
        for form in forms(facts, run.text)
    )
