"""Compare two names: a score from 0 to 1, part by part with the rule by which parts agree or do not.

0.5 is the threshold at which precision and recall balance on the generated pairs of
``benchmarks/names.py``; the score orders pairs and is no probability that two records mean one person:
that needs more than a name.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from probanda.names.alignment import MOST_PARTS, score_names, score_pairs, similarity
from probanda.names.frequency import Frequencies
from probanda.names.given import name_of_group
from probanda.names.joining import joined
from probanda.names.packing import ALIKE, Packed, pack
from probanda.names.parse import parse
from probanda.names.parts import Part, PersonName, Role
from probanda.names.sounds import COSTS
from probanda.names.suffixes import Ending, alike

__all__ = ["Comparison", "Evidence", "compare", "score"]

#: Below this a pair gets a second chance with two words of one name read as one.
_JOIN_BELOW = 0.5


@dataclass(frozen=True, slots=True)
class Evidence:
    """One pair of parts, or a part that stands alone.

    ``rule`` is one of: same-spelling, same-sound, same-known-name, spelling-variant, suffix-changed,
    initial-agrees, initial-differs, other-known-name, differs, only-in-a, only-in-b.
    """

    role: str
    a: str
    b: str
    similarity: float
    rule: str
    text: str
    share: float | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Score of two names with its reasons; ``flags`` are those of both names, prefixed ``a:`` and ``b:``."""

    a: str
    b: str
    score: float
    evidence: tuple[Evidence, ...]
    flags: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        value = asdict(self)
        value["parts"] = value.pop("evidence")
        return value


def compare(a: str, b: str, frequencies: Frequencies | None = None) -> Comparison:
    """Compare two names as written, in any scripts and order.

    With ``frequencies`` (from the lists themselves) the explanation says how common each agreeing part is.

    >>> compare("Həsənov Elçin Tofiq oğlu", "Гасанов Эльчин Тофик оглы").score > 0.9
    True
    >>> compare("Həsənov Elçin Tofiq oğlu", "Həsənov Elnur Tofiq oğlu").score < 0.2
    True
    """
    best = _aligned(a, b, parse(a), parse(b), frequencies)
    if best.score < _JOIN_BELOW:
        for first, second in _joinings(a, b):
            best = max(best, _aligned(a, b, first, second, frequencies), key=lambda c: c.score)
    flags = [f"a:{flag}" for flag in parse(a).flags] + [f"b:{flag}" for flag in parse(b).flags]
    return replace(best, flags=tuple(flags))


def score(pairs: Iterable[tuple[str, str]]) -> list[float]:
    """Scores of many pairs, in order; the same as ``compare(a, b).score``, parsed once per distinct name.

    >>> score([("Petrosyan Armen", "Պետրոսյան Արմեն"), ("", "Petrosyan")])[1]
    0.0
    """
    listed: Sequence[tuple[str, str]] = list(pairs)
    texts = dict.fromkeys(text for pair in listed for text in pair)
    rows = {text: row for row, text in enumerate(texts)}
    left = np.array([rows[a] for a, _ in listed], dtype=np.int64)
    right = np.array([rows[b] for _, b in listed], dtype=np.int64)
    names = [parse(text) for text in rows]
    # Behind the names, every name's joined forms: those of name i are rows start[i] to start[i + 1].
    start = [len(names)]
    for text in rows:
        names.extend(joined(text))
        start.append(len(names))
    packed = pack(names)
    scores = _scored(packed, left, right)
    _join(packed, np.array(start, dtype=np.int64), left, right, scores)
    rounded: list[float] = _round(scores).tolist()
    return rounded


def _join(
    packed: Packed,
    start: NDArray[np.int64],
    left: NDArray[np.int64],
    right: NDArray[np.int64],
    scores: NDArray[np.float32],
) -> None:
    """Raise low scores of pairs of which the longer name, two of its words joined, agrees better."""
    more = (packed.parts >= 0).sum(axis=1)
    surplus = more[left] - more[right]
    for longer, other, sign in ((left, right, 1), (right, left, -1)):
        doubtful = np.flatnonzero((scores < _JOIN_BELOW) & (surplus == sign))
        forms = start[longer[doubtful] + 1] - start[longer[doubtful]]
        for form in range(int(forms.max(initial=0))):
            pairs = doubtful[forms > form]
            row = start[longer[pairs]] + form
            first, second = (row, other[pairs]) if sign == 1 else (other[pairs], row)
            scores[pairs] = np.maximum(scores[pairs], _scored(packed, first, second))


def _scored(
    packed: Packed, left: NDArray[np.int64], right: NDArray[np.int64]
) -> NDArray[np.float32]:
    found: NDArray[np.float32] = score_pairs(
        COSTS, packed.words, packed.facts, ALIKE, packed.parts, packed.bits, left, right
    )
    return found


def _joinings(a: str, b: str) -> list[tuple[PersonName, PersonName]]:
    """Both names with two words of the longer one joined, when it has one part more."""
    first, second = parse(a), parse(b)
    more = min(len(first.compared), MOST_PARTS) - min(len(second.compared), MOST_PARTS)
    if more == 1:
        return [(name, second) for name in joined(a)]
    if more == -1:
        return [(first, name) for name in joined(b)]
    return []


def _aligned(
    a: str, b: str, first: PersonName, second: PersonName, frequencies: Frequencies | None
) -> Comparison:
    """Score of two parsed names with the evidence of their alignment."""
    packed = pack([first, second])
    words, facts, parts, bits = packed.words, packed.facts, packed.parts, packed.bits
    partner = np.empty(MOST_PARTS, dtype=np.int8)
    value = score_names(COSTS, words, facts, ALIKE, parts[0], bits[0], parts[1], bits[1], partner)
    ours, theirs = first.compared[:MOST_PARTS], second.compared[:MOST_PARTS]
    evidence: list[Evidence] = []
    for at, part in enumerate(ours):
        if partner[at] < 0:
            evidence.append(_alone(part, "only-in-a"))
            continue
        other = theirs[partner[at]]
        close = similarity(COSTS, words, facts, ALIKE, parts[0, at], parts[1, partner[at]])
        found = _evidence(part, other, float(close))
        if frequencies is not None:
            found = replace(found, share=frequencies.share(part, other))
        evidence.append(found)
    taken = {int(each) for each in partner if each >= 0}
    evidence.extend(_alone(part, "only-in-b") for at, part in enumerate(theirs) if at not in taken)
    return Comparison(a, b, _rounded(value), tuple(evidence))


def _round(scores: NDArray[np.float32]) -> NDArray[np.float64]:
    """Four digits: more would claim what no name can say."""
    return np.asarray(np.round(np.clip(scores.astype(np.float64), 0.0, 1.0), 4), dtype=np.float64)


def _rounded(value: float) -> float:
    return float(_round(np.array([value], dtype=np.float32))[0])


def _alone(part: Part, rule: str) -> Evidence:
    a, b = (part.text, "") if rule == "only-in-a" else ("", part.text)
    return Evidence(str(part.role), a, b, 0.0, rule, f"{part.text} stands in one name only")


def _evidence(part: Part, other: Part, close: float) -> Evidence:
    role = _common_role(part, other)
    rule, text = _rule(part, other, close)
    return Evidence(str(role), part.text, other.text, round(close, 3), rule, text)


def _common_role(part: Part, other: Part) -> Role:
    if part.role is other.role or part.certain:
        return part.role
    return other.role if other.certain else part.role


def _rule(part: Part, other: Part, close: float) -> tuple[str, str]:
    pair = f"{part.text} and {other.text}"
    if part.initial or other.initial:
        if close > 0:
            return "initial-agrees", f"{pair}: the initial fits"
        return "initial-differs", f"{pair}: the initial does not fit"
    if part.text.casefold() == other.text.casefold():
        return "same-spelling", f"{pair}: the same spelling"
    if part.known >= 0 and other.known >= 0 and part.known != other.known:
        names = f"{name_of_group(part.known)} and {name_of_group(other.known)}"
        return "other-known-name", f"{pair}: two different names ({names})"
    if part.ending is not other.ending and Role.PATRONYMIC not in (part.role, other.role):
        trust = alike(part.ending, other.ending)
        if close >= 0.6:
            ends = f"-{_said(part.ending)} and -{_said(other.ending)}"
            return "suffix-changed", f"{pair}: one stem, endings {ends} (trust {trust:.2f})"
    if part.sounds == other.sounds:
        return "same-sound", f"{pair}: the same sounds"
    if part.known >= 0 and part.known == other.known:
        return "same-known-name", f"{pair}: spellings of {name_of_group(part.known)}"
    if close >= 0.72:
        return "spelling-variant", f"{pair}: near in sound ({close:.2f})"
    return "differs", f"{pair}: different ({close:.2f})"


def _said(ending: Ending) -> str:
    return "(none)" if ending is Ending.NONE else ending.name.lower()
