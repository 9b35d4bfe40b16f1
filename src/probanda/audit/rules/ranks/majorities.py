"""“Most” and “a minority” against the numbers of the sentence, or of men and women elsewhere."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from decimal import Decimal

from probanda.audit.extract.language import Language
from probanda.audit.extract.quantities import Quantity
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_sentence
from probanda.audit.reckoning import kind_of
from probanda.audit.rules.ranks.words import MAJORITY, MINORITY, NOT_MOST
from probanda.audit.rules.registry import Hit

__all__ = ["Pair", "kind_majority", "majorities", "pairs_by_kind"]


def _share(q: Quantity, known: tuple[Quantity, ...]) -> tuple[Decimal, tuple[Quantity, ...]] | None:
    if q.unit == "percent":
        return q.value / 100, (q,)
    base = q.of
    if (
        q.unit == "count"
        and base is not None
        and known[base].value > 0
        and known[base].unit == "count"
    ):
        return q.value / known[base].value, (q, known[base])
    return None


def majorities(facts: Facts, listed: list[Quantity], known: tuple[Quantity, ...]) -> Iterator[Hit]:
    """Majorities and minorities of a sentence against its own share."""
    text = facts.text
    start, end = listed[0].sentence
    for pattern, high in ((MAJORITY, True), (MINORITY, False)):
        for found in pattern.finditer(text, start, end):
            if NOT_MOST.match(text, found.start()):
                continue
            after = [q for q in listed if q.start >= found.end()]
            before = [q for q in listed if q.end <= found.start()]
            chosen: Quantity | None = None
            if after:
                gap = text[found.end() : after[0].start]
                if re.fullmatch(
                    r"[^.;:,()\d]{0,90}(?:[(–—,:]|\s-\s)\s*(?:(?:or|some|about|only"
                    r"|i\.e\.,?|around|namely|just)\s+)?(?:\w+\s+)?",
                    gap,
                ) and not re.search(r"\b(?:and|while|but|including|of whom)\s", gap[-14:]):
                    chosen = after[0]
                    if (
                        chosen.unit == "count"
                        and chosen.of is None
                        and len(after) > 1
                        and after[1].unit == "percent"
                    ):
                        chosen = after[1]
                elif after[0].of is None and len(after) > 1:
                    # "the majority of the 51 detainees (20)"
                    base, part = after[0], after[1]
                    if re.fullmatch(
                        r"\s*(?:of\s+)?(?:the\s+|all\s+|our\s+|los\s+|las\s+|les\s+)?", gap
                    ) and re.fullmatch(
                        r"[^.;:,()\d]{0,60}[(–—,]\s*(?:or\s+)?", text[base.end : part.start]
                    ):
                        value = (
                            part.value / 100
                            if part.unit == "percent"
                            else part.value / base.value
                            if base.value
                            else Decimal(1)
                        )
                        if (
                            (value <= Decimal("0.5")) == high
                            and (part.unit in {"count", "percent"})
                            and part.value != base.value
                            and part.subset != "including"
                        ):
                            yield _not_majority(
                                found.span(), found.group(), value, (part, base), high
                            )
                        continue
            if chosen is None and before and not _PRONOUN.match(text, found.end()):
                gap = text[before[-1].end : found.start()]
                if re.fullmatch(r"[^.;:\d]{0,60}[,(–—]\s*(?:that is,?\s+|i\.e\.,?\s+|or\s+)?", gap):
                    chosen = next(
                        (q for q in reversed(before) if q.of is not None or q.unit == "percent"),
                        None,
                    )
            if chosen is None:
                continue
            share = _share(chosen, known)
            if (
                share is not None
                and (share[0] <= Decimal("0.5")) == high
                and chosen.bound not in {"at_least", "more_than"}
            ):
                yield _not_majority(found.span(), found.group(), share[0], share[1], high)


#: "Twelve (21 percent) …, most of them in Block 7": the percentage is theirs, not that of most.
_PRONOUN = re.compile(
    r"\s*(?:of\s+)?(?:them|these|those|whom|которых|них|de\s+ell[oa]s|ell[oa]s|eux|elles)(?!\w)",
    re.IGNORECASE,
)


def _not_majority(
    span: tuple[int, int], words: str, share: Decimal, where: tuple[Quantity, ...], high: bool
) -> Hit:
    numbers = " of ".join(q.shown for q in where)
    said = "" if where[0].unit == "percent" and len(where) == 1 else f" ({share * 100:.0f}%)"
    return Hit(
        *span,
        f"“{words.strip()}” is said of {numbers}{said}, which is {'not more' if high else 'not less'} "
        "than half.",
        "Correct the word or the number.",
        tuple((q.start, q.end) for q in where),
    )


_WERE = re.compile(
    r"[^.;:,()\d]{0,60}?\s(?:were|are|was|being|been|—|-|были|eran|fueron"
    r"|étaient)\s+(?:\w+\s+)?(?P<label>[^\W\d_]+)",
    re.IGNORECASE,
)


Pair = tuple[Quantity, str, Quantity, str]


def pairs_by_kind(facts: Facts, language: Language) -> list[Pair]:
    """Two numbers of one sentence under labels of one kind: "12 women and 30 men"."""
    answers: list[Pair] = []
    for listed in facts.of(by_sentence):
        labelled = [
            (q, kind_of(q.group, language))
            for q in listed
            if q.unit in {"count", "percent"} and not q.spoken and q.group.text
        ]
        for (a, (kind_a, label_a)), (b, (kind_b, label_b)) in itertools.pairwise(labelled):
            if (
                kind_a
                and kind_a == kind_b
                and label_a != label_b
                and a.unit == b.unit
                and kind_a in {"sex", "service", "age"}
            ):
                answers.append((a, label_a, b, label_b))
    return answers


def kind_majority(
    facts: Facts, found: re.Match[str], end: int, block: int, pairs: list[Pair], language: Language
) -> Iterator[Hit]:
    """A majority of men, of civilians … against the two numbers told near it."""
    were = _WERE.match(facts.text, found.end() - (1 if found.group().endswith(" ") else 0), end)
    if not were:
        return
    label = language.stem(were["label"].lower())
    if label not in language.kinds:
        return
    verdicts: list[tuple[bool, Pair]] = []
    for pair in pairs:
        a, label_a, b, label_b = pair
        if label not in {label_a, label_b}:
            continue
        own, other = (a, b) if label == label_a else (b, a)
        if abs(own.block - block) > 3 and not own.total:
            continue
        verdicts.append((own.value < other.value, pair))
    if verdicts and all(wrong for wrong, _ in verdicts):
        a, _, b, _ = verdicts[0][1]
        yield Hit(
            found.start(),
            were.end(),
            f"“{facts.quote(found.start(), were.end())}”, but the numbers are {a.shown} "
            f"{a.group.text} and {b.shown} {b.group.text}.",
            "Correct the words or the numbers.",
            ((a.start, a.end), (b.start, b.end)),
        )
