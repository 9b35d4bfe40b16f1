"""Parts that are told in other sentences, paragraphs or bullets than their whole.

"Arlan accounts for 71 of the raids. In Borv there were 52. Kesh saw 35": statements of one build, one behind
the other, each with a subject of its own. They are taken together only as the text sets them out (all bullets of a
list, all sentences to the end of a paragraph, paragraphs behind each other), never chosen among; so a sum that is
close to the whole told before them, and is told nowhere, is no accident.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate, groupby

from probanda.audit.extract.language import Language, language_tables
from probanda.audit.extract.quantities import Quantity
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_block
from probanda.audit.reckoning import counts_same, noun_left_out
from probanda.audit.rules.percentages.moves import turn_of
from probanda.audit.rules.percentages.opposites import tags
from probanda.audit.rules.ranks.labelled import stems
from probanda.audit.rules.wholes.complete import MORE_THAN_ONE, added, is_listed
from probanda.audit.rules.wholes.moved import at_rest, of_other_days
from probanda.audit.rules.wholes.points import digits_apart

__all__ = ["Apart", "apart"]

#: Statements that may be the parts of one whole, and blocks among which they stand.
_MOST, _FAR = 9, 14
#: A whole below this is met by accident.
_LEAST = 15
#: One that is called a total may be smaller.
_LEAST_TOTAL = 5
#: How far a sum may miss its whole: of two parts, of more, of bullets.
_NEAR = (Decimal("0.03"), Decimal("0.08"), Decimal("0.15"))
_FEW, _WIDE = 100, Decimal("0.5")
#: A heading between paragraphs of one run.
_SHORT = 80
#: A share may be rounded by so much.
_ROUNDED = Decimal("1.5")


@dataclass(frozen=True, slots=True)
class Apart:
    """A whole and the parts, told apart from it, that miss it."""

    whole: Quantity
    parts: tuple[Quantity, ...]


@dataclass(frozen=True, slots=True)
class _Run:
    """Statements that stand together, each with its number.

    Attributes:
        parts: the numbers.
        block: the block in or before which their whole stands.
        since: where the first statement begins; the whole stands before it.
        kind: "bullet", "paragraph" or "sentence".
    """

    parts: tuple[Quantity, ...]
    block: int
    since: int
    kind: str


def apart(facts: Facts) -> Iterator[Apart]:
    """Every whole that the statements behind it nearly make."""
    language = language_tables(facts.language)
    told: set[int] = set()
    for run in (*_bullets(facts), *_paragraphs(facts), *_sentences(facts)):
        total = added(run.parts)
        told |= {q.start for q in _near(facts, run) if q.value == total}
        found = _judge(facts, run, language)
        if found is not None and found.whole.start not in told:
            told.add(found.whole.start)
            yield found


def _bullets(facts: Facts) -> Iterator[_Run]:
    """Lists each of whose items tells one number of the first one's noun."""
    rows, blocks = facts.of(by_block), facts.document.blocks
    language = language_tables(facts.language)
    for kind, group in groupby(blocks, key=lambda block: block.kind):
        items = list(group)
        if kind != "list-item" or not 2 <= len(items) <= _MOST:
            continue
        parts = [_first(facts, rows.get(item.index, ()), language) for item in items]
        if all(parts):
            kept = tuple(q for q in parts if q is not None)
            yield _Run(kept, items[0].index - 1, items[0].start, "bullet")


def _paragraphs(facts: Facts) -> Iterator[_Run]:
    """Paragraphs of one build behind the one that tells the whole."""
    rows, blocks = facts.of(by_block), facts.document.blocks
    language = language_tables(facts.language)
    for place, block in enumerate(blocks):
        if block.kind != "paragraph" or block.index not in rows:
            continue
        parts: list[Quantity] = []
        for other in blocks[place + 1 : place + 1 + _FAR]:
            if other.kind in {"footnote", "running", "figure", "caption", "quote"}:
                continue
            if other.kind == "heading" and other.end - other.start < _SHORT:
                continue
            first = _first(facts, rows.get(other.index, ()), language)
            if other.kind != "paragraph" or first is None:
                break
            parts.append(first)
        for size in {2, 3, len(parts)}:
            if 2 <= size <= min(len(parts), _MOST):
                yield _Run(tuple(parts[:size]), place, parts[0].sentence[0], "paragraph")


def _sentences(facts: Facts) -> Iterator[_Run]:
    """Sentences behind the one that tells the whole, to the end of the paragraph: their first numbers, or all."""
    language = language_tables(facts.language)
    for index, rows in facts.of(by_block).items():
        if facts.document.blocks[index].kind not in {"paragraph", "list-item"}:
            continue
        counted = (list(group) for _, group in groupby(rows, key=lambda q: q.sentence))
        told = [own for own in counted if any(is_listed(q) for q in own)]
        firsts = [_first(facts, each, language) for each in told]
        for since in range(min(len(told) - 1, _MOST)):
            kept = [q for q in firsts[since:] if q is not None]
            if not 2 <= len(kept) == len(firsts) - since <= _MOST:
                continue
            before = index - (since == 0)
            every = tuple(
                q
                for first, own in zip(kept, told[since:], strict=True)
                for q in own
                if q is first or _beside(facts, first, q, language)
            )
            if len(kept) < len(every) <= _MOST:
                yield _Run(every, before, kept[0].sentence[0], "sentence")
            yield _Run(tuple(kept), before, kept[0].sentence[0], "sentence")


def _first(facts: Facts, rows: Sequence[Quantity], language: Language) -> Quantity | None:
    """The first number of things that a statement tells; none where it is not one that may be a part."""
    for q in at_rest(facts, rows):
        if not is_listed(q) or q.delta or q.of is not None:
            continue
        if not q.group.head and not noun_left_out(q, language):
            continue
        if q.total or q.subset == "including" or _SHARES.match(facts.text, q.end):
            return None
        tagged = facts.text[q.start - 2 : q.start] in {"= ", "n=", "N="}
        if tagged or turn_of(facts, q, q.sentence[0]) is not None:
            return None  # what something rose or fell by
        return q if q.exact else None
    return None


#: "81 and 42 percent": the number is a percentage too.
_SHARES = re.compile(
    r"\s+(?:and|or|y|o|и|или|et|ou)\s+\d+(?:[.,]\d+)?\s?(?:%|per\s?cent|por ciento|проц|pour cent)"
)


def _beside(facts: Facts, first: Quantity, q: Quantity, language: Language) -> bool:
    """Whether a second number of a sentence counts what the first one counts."""
    if not is_listed(q) or not q.exact or q.subset or q.of is not None or q.total:
        return False
    heads = {first.group.head, q.group.head}
    return len(heads) == 1 or heads <= language.persons


def _judge(facts: Facts, run: _Run, language: Language) -> Apart | None:
    parts = list(run.parts)
    if not _alike(facts, run, language):
        return None
    total = added(parts)
    near = _near(facts, run)
    if total < _LEAST_TOTAL or any(q.value == total for q in near):
        return None
    wholes = [q for q in near if q.start < run.since and _may_be(facts, q, parts, language)]
    made = set(accumulate(q.value for q in parts))
    for whole in sorted(wholes, key=lambda q: (abs(q.value - total), -q.start)):
        own = {q.start for q in parts}
        others = {q.value for q in near if q.start not in own and counts_same(whole, q, language)}
        if whole.value in made or abs(whole.value - total) in others:
            return None
        if not _misses(total, whole, run) or of_other_days(facts, whole, parts):
            continue
        region = facts.text[whole.end : parts[-1].sentence[1]]
        if MORE_THAN_ONE.search(region) or _other_share(facts, whole, parts):
            return None
        return Apart(whole, run.parts)
    return None


def _near(facts: Facts, run: _Run) -> list[Quantity]:
    """The numbers told in the statements, in the two blocks before them and in the one behind."""
    rows = facts.of(by_block)
    last = run.parts[-1].block
    return [
        q
        for index in range(max(0, run.block - 2), last + 2)
        for q in rows.get(index, ())
        if is_listed(q) or q.unit == "count"
    ]


def _may_be(facts: Facts, q: Quantity, parts: Sequence[Quantity], language: Language) -> bool:
    """Whether a number may be the whole of the parts: exact, larger than each, of their noun."""
    if not (is_listed(q) and q.exact) or q.subset or q.delta or q.of is not None:
        return False
    if (
        q.value < (_LEAST_TOTAL if q.total and len(parts) > 2 else _LEAST)
        or any(p.value >= q.value for p in parts)
        or not q.group.head
    ):
        return False
    if turn_of(facts, q, q.sentence[0]) is not None:
        return False
    return _sexes(facts, parts) or all(counts_same(q, p, language) for p in parts)


def _sexes(facts: Facts, parts: Sequence[Quantity]) -> bool:
    """Whether two numbers stand each under one of two labels that leave no third."""
    found = [
        tags(facts.text[q.end : min(q.sentence[1], q.end + _SHORT)], facts.language) for q in parts
    ]
    labels = {tag for each in found for tag, _ in each[:1]}
    return len(parts) == 2 == len(labels) and len({tag.partition(".")[0] for tag in labels}) == 1


def _misses(total: Decimal, q: Quantity, run: _Run) -> bool:
    """Whether a sum misses a whole by so little that it must be meant to make it."""
    whole = q.value
    off = abs(total - whole) / whole
    if q.total and len(run.parts) > 2 and abs(total - whole) <= 2:
        return True
    listed = run.kind == "bullet"
    if digits_apart(total, whole) and whole >= _FEW:
        return off <= (_WIDE if listed else _WIDE / 2)
    few, more, most = _NEAR
    return off <= (few if len(run.parts) == 2 else most if listed else more)


def _alike(facts: Facts, run: _Run, language: Language) -> bool:
    """Whether statements are of one build, each with words of its own before or behind its number."""
    text = facts.text
    spans = {q.sentence: q for q in run.parts}
    if len(spans) < 2:
        return False
    own = [
        stems(
            text[(facts.document.blocks[q.block].start if run.kind == "paragraph" else start) : end]
        )
        for (start, end), q in spans.items()
    ]
    common = frozenset.intersection(*own)
    if any(not each - common for each in own) or len(set(own)) < len(own):
        return False
    heads = {q.group.head for q in run.parts if q.end <= q.group.start <= q.end + 2}
    if len(heads) > 1 and not heads <= language.persons and not _sexes(facts, run.parts):
        return False
    if run.kind == "bullet":
        return True
    firsts = list(spans.values())
    counted = frozenset().union(*(stems(q.group.text) for q in firsts))
    if common - counted and (len(firsts) > 2 or run.kind == "paragraph"):
        return True
    named = sum(bool(_NAME.match(text, q.sentence[0])) for q in firsts)
    led = len({_opening(text, q) for q in firsts}) == 1 or _placed(text, firsts)
    if len(firsts) == 2:
        return led or _sexes(facts, run.parts)
    return run.kind == "sentence" and (led or named >= len(firsts) - 1)


def _other_share(facts: Facts, whole: Quantity, parts: Sequence[Quantity]) -> bool:
    """Whether a part is told with a share that it isn't of this whole: "23 events (10 %)"."""
    for q in parts:
        found = _SHARE.match(facts.text, q.group.end if q.group.start >= q.end else q.end)
        if (
            found
            and abs(Decimal(found[1].replace(",", ".")) - 100 * q.value / whole.value) > _ROUNDED
        ):
            return True
    return False


_SHARE = re.compile(
    r"[^.;()\d]{0,24}[(,—–]\s?(?:[^\W\d]+\s){0,2}(\d{1,2}(?:[.,]\d+)?)\s?(?:%|per|por|проц|pour)"
)
_NAME = re.compile(r"\W*[^\W\d_a-zа-яё][\w’'-]*\s")
_PLACE = re.compile(
    r"\W*(?:in|at|on|from|near|for|в|во|на|из|по|у|en|de|del|por|desde|dans|à|au|aux|sur)(?!\w)",
    re.IGNORECASE,
)


def _placed(text: str, parts: Sequence[Quantity]) -> bool:
    """Whether all statements but one begin with a place."""
    found = [_PLACE.match(text, q.sentence[0]) for q in parts]
    return sum(map(bool, found)) >= len(parts) - 1


def _opening(text: str, q: Quantity) -> str:
    words = text[q.sentence[0] : q.start].split()
    return words[0].lower() if words else ""
