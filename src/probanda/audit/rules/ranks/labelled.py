"""Rows of numbers under labels, wherever a document gives them: tables, lists, sentences.

"8 in 2011, 13 in 2012 and 19 in 2013", "из Борска — 47, из Талицы — 59", "beating: 54; electric shocks: 61". A
label is what stands beside its number and beside no other; it is found again by the
stems of its words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from probanda.audit.document import Block
from probanda.audit.extract.quantities import Quantity, quantities
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_block
from probanda.audit.series import series

__all__ = ["Entry", "Row", "alike", "labelled_rows", "stems", "stems_at"]

_SEGMENT = re.compile(
    r"[,;:.()\[\]—–\n]|(?<!\w)(?:and|while|but|whereas|against|и|а|но|y|e|et|mientras|pero|mais|tandis)(?!\w)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{3,}|(?<!\d)(?:19|20)\d\d(?!\d)")
#: What joins a number to the label before it.
_JOINED = re.compile(r"\s*(?:[(\[—–:]|\s-\s)\s*\Z")
#: What stands farther from a number is not its label.
_NEAR = 1_000
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
#: A word in capitals that doesn't begin the piece, or stands behind a preposition.
_NAMED = re.compile(r"(?:\A|\s)[^\W\d_a-zа-яё]\w+")
_STOP = re.compile(
    r"the|and|for|with|from|into|were|was|are|had|has|been|that|this|these|those|there|their|them|they|which|who"
    r"|whom|than|then|cases|persons|people|person|reported|recorded|registered|documented|others?|about|only|also"
    r"|для|при|или|что|как|это|эти|были|было|был|его|она|они|которые|человек|людей|случаев|случая"
    r"|los|las|del|con|por|para|una|uno|fueron|eran|que|casos|personas|les|des|dans|par|pour|une|ont|été|sont|cas"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A label, as stems of its words, and its number."""

    words: str
    stems: frozenset[str]
    quantity: Quantity
    key: str = ""  # the stem that by itself names the entry


@dataclass(frozen=True, slots=True)
class Row:
    """Numbers of one thing under different labels.

    Attributes:
        entries: in the order of the text.
        context: stems of what is counted: head and caption of a table, the words around a list or in a sentence.
        block: index of the block where it ends.
        first: index of the block where it begins.
        end: one past its last number.
        table: whether it is a column of a table.
        only: whether it is a list, or the only column of numbers of its table.
    """

    entries: tuple[Entry, ...]
    context: frozenset[str]
    first: int
    block: int
    end: int
    table: bool
    only: bool = False

    def named_in(self, text: str) -> list[tuple[int, Entry]]:
        """Entries whose labels a text names in full, each with the place of its last word."""
        at = stems_at(text)
        found: list[tuple[int, Entry]] = []
        for entry in self.entries:
            wanted = entry.stems
            if entry.key and not all(any(alike(stem, own) for stem, _ in at) for own in wanted):
                wanted = frozenset({entry.key})
            places = [min((p for stem, p in at if alike(stem, own)), default=-1) for own in wanted]
            if min(places) >= 0:
                found.append((max(places), entry))
        return found

    @property
    def total(self) -> Decimal:
        """Sum of the numbers."""
        return sum((entry.quantity.value for entry in self.entries), Decimal(0))


def stems(text: str) -> frozenset[str]:
    """Stems of the words that can tell one label from another."""
    return frozenset(stem for stem, _ in stems_at(text))


def alike(one: str, other: str) -> bool:
    """Whether two stems are of one word in two forms."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    return (
        len(short) >= 4
        and len(long) - len(short) <= 3
        and long.startswith(short)
        and not long.isdigit()
    )


def stems_at(text: str) -> list[tuple[str, int]]:
    """Stems with the place of their word."""
    found = [(match.group().lower(), match.start()) for match in _WORD.finditer(text)]
    return [(_stem(word), place) for word, place in found if not _STOP.fullmatch(word)]


def _stem(word: str) -> str:
    if word.isdigit():
        return word
    cut = 3 if re.match(r"[а-яё]", word) else 2
    return word[: max(4, len(word) - cut)]


def labelled_rows(facts: Facts) -> tuple[Row, ...]:
    """Every row of the document."""
    return (*_tables(facts), *_lists(facts), *_sentences(facts))


def _tables(facts: Facts) -> Iterator[Row]:
    columns = Counter(row.table for row in facts.of(series))
    for row in facts.of(series):
        if row.table is None:
            continue
        entries = [
            Entry(label, stems(label), q)
            for label, q in row.entries.items()
            if stems(label) and not q.total
        ]
        made = _row(entries, stems(" ".join(row.words)), table=True)
        if made is not None:
            yield replace(made, only=columns[row.table] == 1)


def _lists(facts: Facts) -> Iterator[Row]:
    """Items of a list that hold one number each."""
    rows = facts.of(by_block)
    run: list[tuple[Block, Quantity]] = []
    before: Block | None = None
    for block in [*facts.document.blocks, None]:
        counts = [q for q in rows.get(block.index, ()) if _counts(q)] if block else []
        if block is not None and block.kind == "list-item" and len(counts) == 1:
            run.append((block, counts[0]))
            continue
        if len(run) >= 3:
            entries = [
                Entry(text, stems(text), q)
                for item, q in run
                for text in [
                    f"{facts.text[item.start : q.start]} {facts.text[q.end : item.end]}".strip()
                ]
            ]
            lead = facts.text[before.start : before.end] if before is not None else ""
            made = _row(_told_apart(entries), stems(lead))
            if made is not None:
                yield replace(made, only=True)
        run = []
        before = block


def _counts(q: Quantity) -> bool:
    return (
        q.unit in {"count", "percent"}
        and q.exact
        and not (q.spoken or q.delta or q.each or q.total)
        and q.cell is None
    )


def _sentences(facts: Facts) -> Iterator[Row]:
    """Numbers of a sentence, or of the sentences of a paragraph, each with what stands beside it."""
    known = facts.of(quantities)
    parts = [q for q in known if q.unit == "count"]
    told_numbers = {q.value for q in parts}
    wholes = {q.of for q in parts} | {q.whole for q in parts}
    for index, listed in facts.of(by_block).items():
        block = facts.document.blocks[index]
        if block.kind not in {"paragraph", "footnote", "list-item", "quote"}:
            continue
        usable = [q for q in listed if _counts(q) and q.index not in wholes]
        by_sentence: dict[tuple[int, int], list[Quantity]] = {}
        for q in usable:
            by_sentence.setdefault(q.sentence, []).append(q)
        runs = [run for run in by_sentence.values() if len(run) >= 2]
        runs += [
            bracketed
            for run in runs[:]
            for bracketed in [[q for q in run if _is_joined(facts.text, q, block)]]
            if 2 <= len(bracketed) < len(run)
        ]
        runs += [
            run[1:] for run in runs[:] if run[0].value == sum(q.value for q in run[1:])
        ]  # "420 were filed: 150 were granted, 200 refused and 70 were pending"
        if len(by_sentence) > 1 and 3 <= len(usable) <= 12:
            runs.append(usable)
        for run in runs:
            for unit in ("count", "percent"):
                same = [q for q in run if q.unit == unit]
                around = facts.text[same[0].sentence[0] : same[-1].sentence[1]] if same else ""
                for sides in ("joined", "before", "behind"):
                    told = [_beside(facts.text, q, block, sides) for q in same]
                    if len({behind for _, behind in told}) != 1:
                        continue
                    entries = [
                        Entry(words, stems(words), q, _key(words, q))
                        for q, (words, behind) in zip(same, told, strict=True)
                    ]
                    made = _row(_told_apart(entries), stems(around))
                    joined = all(_is_joined(facts.text, q, block) for q in same)
                    if made is not None and (
                        joined
                        or made.total in told_numbers
                        or _of_one_kind(made, one_sentence=run is not usable)
                    ):
                        yield made
                        break


def _of_one_kind(row: Row, *, one_sentence: bool) -> bool:
    """Whether the numbers of a row in prose count one thing, so that one can be the highest.

    Their labels are years, or names, or begin with one word ("за кражу", "за грабёж"); within one sentence they
    may also be what is counted ("38 named lack of medicine, 29 lack of food").
    """
    values = [entry.quantity.value for entry in row.entries]
    if min(values) <= 0 or max(values) > 200 * min(values):
        return False
    heads = {entry.quantity.group.head for entry in row.entries} - {""}
    words = [
        entry.words.strip().removeprefix(entry.quantity.group.text).strip() for entry in row.entries
    ]
    years = all(_YEAR.search(each) for each in words)
    named = all(_NAMED.search(each) for each in words)
    led = {each.split()[0].lower() for each in words if each.split()}
    alike_ = years or named or (len(led) == 1 and len(words) > 1)
    return (alike_ and len(heads) <= 1) or (
        one_sentence and (named or len(heads) >= len(words) - 1 or len(led) == 1)
    )


def _is_joined(text: str, q: Quantity, block: Block) -> bool:
    return bool(_JOINED.search(text, max(block.start, q.start - _NEAR), q.start))


def _beside(text: str, q: Quantity, block: Block, sides: str) -> tuple[str, bool]:
    """What stands beside a number, and whether behind it.

    Before it where a bracket, a dash or a colon joins them, else behind it; or always before it, or always behind.
    """
    left = text[max(block.start, q.start - _NEAR) : q.start]
    joined = _JOINED.search(left)
    if joined and sides != "behind":
        return _last_segment(left[: joined.start()]), False
    if sides == "before":
        return _last_segment(left), False
    behind = re.sub(r"\A\s*\([^()]{0,40}\)", "", text[q.end : min(block.end, q.end + _NEAR)])
    dash = re.match(r"\s*(?:[—–]|\s-\s)\s*", behind)
    behind = behind[dash.end() :] if dash else behind
    cut = _SEGMENT.search(behind)
    right = behind[: cut.start()] if cut else behind
    return (right, True) if stems(right) else (_last_segment(left), False)


def _key(words: str, q: Quantity) -> str:
    """The stem that names a label: of what is counted, or of the one name in it; "" where there is neither."""
    first = stems_at(words)[:1]
    if first and first[0][0] in stems(q.group.text):
        return first[0][0]
    names = [word for word in _WORD.findall(words) if word[:1].isupper()]
    return _stem(names[0].lower()) if len(names) == 1 else ""


def _last_segment(text: str) -> str:
    cuts = list(_SEGMENT.finditer(text))
    return text[cuts[-1].end() :] if cuts else text


def _told_apart(entries: Sequence[Entry]) -> list[Entry]:
    """Labels without the words that two or more of them share: what is counted, a verb, a preposition."""
    seen = Counter(stem for entry in entries for stem in entry.stems)
    return [
        replace(
            entry,
            stems=frozenset(stem for stem in entry.stems if seen[stem] == 1),
            key=entry.key if seen[entry.key] == 1 else "",
        )
        for entry in entries
    ]


def _row(entries: Sequence[Entry], context: frozenset[str], *, table: bool = False) -> Row | None:
    if len(entries) < 2 or any(not entry.stems for entry in entries):
        return None
    if len({entry.stems for entry in entries}) < len(entries):
        return None
    last = entries[-1].quantity
    return Row(tuple(entries), context, entries[0].quantity.block, last.block, last.end, table)
