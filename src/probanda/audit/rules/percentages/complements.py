"""A share and what is left of its whole: "43 % were …. The remaining 59 %", "62 % had …, 40 % had not".

No words of opposite meaning are asked for: the second share is said to be the rest, or denies what the first says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from probanda.audit.extract.language import language_tables
from probanda.audit.extract.quantities import Quantity
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_block
from probanda.audit.lexicon import field, words
from probanda.audit.rules.ranks.labelled import alike, stems

__all__ = ["complements", "is_rest"]

#: Farther from a hundred, and a denial is of another whole.
_LOW, _HIGH = Decimal(80), Decimal(120)
#: More shares than these before a rest, and some of them always make it.
_MOST = 6


def is_rest(facts: Facts, last: Quantity) -> bool:
    """Whether a share is said to be what is left: "the remaining 17 per cent"."""
    before = facts.text[max(last.sentence[0], last.start - 40) : last.start]
    code = facts.language
    left = re.search(
        rf"(?<!\w)(?:{words('rest_before', code)})(?!\w)[^.;:\d]*\Z", before, re.IGNORECASE
    )
    return bool(left) or bool(field("rest_behind", code).match(facts.text, last.end + 1))


def complements(facts: Facts) -> Iterator[list[Quantity]]:
    """Shares of one paragraph of which the last is the rest of the others, or denies the one before it."""
    for listed in facts.of(by_block).values():
        shares = [q for q in listed if q.unit == "percent" and not q.spoken and 0 < q.value < 100]
        for place in range(1, len(shares)):
            last, before = shares[place], shares[place - 1]
            if is_rest(facts, last):
                found = _of_rest(facts, shares, place)
                if found:
                    yield found
            elif _LOW < before.value + last.value < _HIGH and _denied(facts, before, last):
                yield [before, last]


def _of_rest(facts: Facts, shares: list[Quantity], place: int) -> list[Quantity]:
    """The shares of the sentence before that a rest completes; none where some of them do."""
    last = shares[place]
    if shares[place - 1].sentence == last.sentence:
        return []  # told in one sentence: a list of its own
    earlier = shares[max(0, place - _MOST) : place]
    text = facts.text[earlier[-1].sentence[1] : last.sentence[0]]
    if text.strip() or last.of is not None:
        return []
    own = [q for q in earlier if q.sentence == earlier[-1].sentence]
    for first in range(len(earlier)):
        for until in range(first + 1, len(earlier) + 1):
            if abs(sum(q.value for q in earlier[first:until]) + last.value - 100) <= 1:
                return []
    return [*own, last]


def _denied(facts: Facts, first: Quantity, second: Quantity) -> bool:
    """Whether a share denies of the same things what the share before it says."""
    text = facts.text
    if second.sentence[0] > first.sentence[1] + 2 or second.of is not None:
        return False
    since = max(first.sentence[0], first.start - _LEAD)
    said, gap = text[since : first.start], text[first.end : second.start]
    end = _CLAUSE.search(text, second.end, second.sentence[1])
    tail = text[second.end : end.start() if end else second.sentence[1]]
    if re.search(r"\d", gap) or len(tail) > _LEAD or _IF.search(tail):
        return False
    no = field("denies", facts.language)
    if bool(no.search(tail)) == bool(no.search(said + " " + gap)):
        return False
    cut = max((found.end() for found in _CUT.finditer(gap)), default=len(gap))
    known = stems(f"{said} {gap[:cut]}")
    return all(
        any(alike(word, each) for each in known)
        for word in stems(_own_words(facts, f"{gap[cut:]} {tail}"))
    )


def _own_words(facts: Facts, clause: str) -> str:
    """What a clause says, without its denial and without words that point back."""
    for name in ("denies", "as_said"):
        clause = field(name, facts.language).sub(" ", clause)
    closed = language_tables(facts.language).closed
    return " ".join(word for word in clause.lower().split() if word not in closed)


#: Code points before a share in which its own words stand, and behind it those of a short denial.
_LEAD = 90
_IF = re.compile(r"(?<!\w)(?:if|when|если|когда|si|cuando|quand)(?!\w)", re.IGNORECASE)
_CLAUSE = re.compile(r"[.,;:()–—](?!\s*(?:нет|no|non|not)(?!\w))")
_CUT = re.compile(
    r"[.,;:()–—]|(?<!\w)(?:and|but|while|whereas|а|но|и|y|pero|mientras|et|mais|tandis)(?!\w)"
)
