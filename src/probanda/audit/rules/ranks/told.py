"""Tallies that prose tells: in one sentence, in the items of a list, in neighbouring sentences of one build.

"310 in 2018, 540 in 2019", "Pell (198), Oradny (176)", "beating: 54; shocks: 61", "Ardeval recorded 61 complaints.
Brink recorded 44. Cordy recorded 83."
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from probanda.audit.document import Block
from probanda.audit.extract.quantities import Quantity
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_block, by_sentence
from probanda.audit.listing import Entry, listing
from probanda.audit.rules.ranks.labelled import stems, stems_at
from probanda.audit.rules.ranks.tallies import Labelled, Tally, label_tokens

__all__ = ["bullets", "told_tallies"]

_JOINED = re.compile(r"\s*(?:[(\[—–:]|\s-\s)\s*\Z")
_SEGMENT = re.compile(
    r"[,;:.()\[\]—–\n]|(?<!\w)(?:and|while|but|whereas|against|и|а|но|y|e|et|mientras|pero|mais|tandis)(?!\w)",
    re.IGNORECASE,
)
_NAMED = re.compile(r"(?<!\A)(?<!\w)[^\W\d_a-zа-яё]\w+|(?<!\d)(?:19|20)\d\d(?!\d)")
_PARTS = re.compile(r";\s")
_OPENING = re.compile(r"\A\s*(?:\([^()]{0,40}\))?\s*(?:[—–]|\s-\s)?\s*")
#: More labels than these are no list that a reader ranks.
_MOST = 60
#: Code points of an item that has room for a label and a number.
_ITEM = 60
_LABEL = re.compile(r"[^:—–]{1,40}[:—–]")


def told_tallies(facts: Facts) -> dict[int, list[Tally]]:
    """Tallies of sentences and of runs of sentences, by the block in which they end."""
    found: dict[int, list[Tally]] = defaultdict(list)
    for listed in facts.of(by_sentence):
        block = facts.document.blocks[listed[0].block]
        if block.kind not in {"paragraph", "list-item", "footnote"} or listed[0].spoken:
            continue
        for unit in ("count", "percent"):
            own = [q for q in listed if q.unit == unit and not q.each]
            if len(own) >= 2:
                found[block.index].extend(_told(facts, own))
    for index, rows in facts.of(by_block).items():
        if facts.document.blocks[index].kind == "paragraph":
            found[index].extend(_run(facts, rows))
    return found


def bullets(facts: Facts) -> tuple[Tally, ...]:
    """Lists whose items hold one number each, under what stands beside it."""
    rows = facts.of(by_block)
    made: list[Tally] = []
    run: list[tuple[Block, Quantity]] = []
    before: Block | None = None
    for block in [*facts.document.blocks, None]:
        counts = [q for q in rows.get(block.index, ()) if _plain(q)] if block else []
        if block is not None and block.kind == "list-item" and len(counts) == 1:
            run.append((block, counts[0]))
            continue
        heads = {q.group.head for _, q in run} - {""}
        short = all(
            item.end - item.start < _ITEM or _LABEL.match(facts.text, item.start, q.start)
            for item, q in run
        )
        like = len(heads) == 1 and all(q.group.head and q.unit == "count" for _, q in run)
        one = len({q.unit for _, q in run}) == 1 and (short or like)
        if len(run) >= 3 and one:
            words = [
                f"{facts.text[item.start : q.start]} {facts.text[q.end : item.end]}"
                for item, q in run
            ]
            lead = facts.text[before.start : before.end] if before is not None else ""
            tally = _tally(facts, [q for _, q in run], words, stems(lead), -2 - len(made))
            made += [tally] if tally is not None else []
        run, before = [], block
    return tuple(made)


def _plain(q: Quantity) -> bool:
    loose = q.spoken or q.delta or q.each or q.total or q.of is not None or q.subset
    return q.unit in {"count", "percent"} and q.exact and not loose and q.cell is None


def _run(facts: Facts, rows: Sequence[Quantity]) -> Iterator[Tally]:
    """Neighbouring sentences with one number of one thing each, beside a name or a year."""
    by_own: dict[tuple[int, int], list[Quantity]] = defaultdict(list)
    for each in rows:
        if each.unit in {"count", "percent"}:
            by_own[each.sentence].append(each)
    run: list[Quantity] = []
    for listed in [*by_own.values(), []]:
        q: Quantity | None = listed[0] if len(listed) == 1 and _plain(listed[0]) else None
        if q is not None and _NAMED.search(facts.text, q.sentence[0] - 1, q.sentence[1]):
            heads = {q.group.head, *(other.group.head for other in run)} - {""}
            near = not run or 0 < q.sentence[0] - run[-1].sentence[1] < 3
            if near and len(heads) <= 1 and (not run or run[0].unit == q.unit):
                run.append(q)
                continue
        if len(run) >= 3:
            words = [_names(facts.text[slice(*each.sentence)]) for each in run]
            around = facts.text[run[0].sentence[0] : run[-1].sentence[1]]
            made = _tally(facts, run, words, stems(around), -1)
            if made is not None:
                yield replace(made, run=True)
        run = [q] if q is not None else []


def _names(sentence: str) -> str:
    """The names and years of a sentence; its first word where it has no other."""
    found = " ".join(_NAMED.findall(sentence))
    return found or " ".join(sentence.split()[:1])


def _told(facts: Facts, own: list[Quantity]) -> Iterator[Tally]:
    """The lists of a sentence: of numbers beside each other, and of those that are the parts of one."""
    start, end = own[0].sentence
    lists = listing(facts, (start, end), own)
    parts = _PARTS.split(facts.text[start:end])
    each = [sum(a <= q.start < b for q in own) for a, b in _spans(parts, start)]
    if len(parts) >= 2 and set(each) == {1}:
        # one number between semicolons: all that stands there is its label
        rows = [([e for e in lists.numbers if e.q is not None], parts)]
    else:
        rows = []
        for entries_of in (lists.outer, *lists.nested.values()):
            kept = _parts_only(facts, list(entries_of), own)
            rows.append((kept, _labels(facts.text, kept, end)))
    every = stems(facts.text[start:end])
    for entries, words in rows:
        known = [e.q for e in entries if e.q is not None]
        if not 2 <= len(known) <= _MOST or len(words) != len(known):
            continue
        if any(
            q.of is not None or (q.subset == "including" and q.whole is not None) for q in known
        ):
            continue
        told = frozenset(token for word in words for token in label_tokens(word))
        made = _tally(facts, known, words, every - told, -1)
        if made is not None:
            yield made


def _parts_only(facts: Facts, entries: list[Entry], own: list[Quantity]) -> list[Entry]:
    """Entries without those of which the others are parts."""
    wholes = {q.whole for q in own} | {q.of for q in own}
    kept = [e for e in entries if e.exact and e.q is not None and e.q.index not in wholes]
    colon = next((n for n, e in enumerate(kept) if n and ":" in e.gap), 0)
    kept = kept[colon:]
    if len(kept) > 2 and (
        ":" in facts.text[kept[0].end : kept[1].start]
        or 2 * kept[0].value == sum(e.value for e in kept)
    ):
        kept = kept[1:]  # "88 people, 36 women and 52 men"
    return kept


def _labels(text: str, entries: list[Entry], end: int) -> list[str]:
    """What stands beside each number: before it where a bracket or dash joins them, else behind, else before."""
    joined = [_JOINED.search(text[max(0, e.start - 4) : e.start]) for e in entries]
    if all(joined) and all(label_tokens(e.lead) for e in entries):
        return [e.lead for e in entries]
    ends = [*(e.start for e in entries[1:]), end]
    behind = [_behind(text[e.end : last]) for e, last in zip(entries, ends, strict=True)]
    own = [label_tokens(b) for b in behind]
    if all(own) and (len(set(own)) == len(own) or len(set(own)) > 1):
        return behind
    return [e.lead if label_tokens(e.lead) else e.gap for e in entries]


def _behind(words: str) -> str:
    """What stands right behind a number, its bracket left out: "61 — угроз и"."""
    bare = _OPENING.sub("", words)
    cut = _SEGMENT.search(bare)
    return bare[: cut.start()] if cut else bare


def _tally(
    facts: Facts,
    known: Sequence[Quantity],
    words: Sequence[str],
    context: frozenset[str],
    table: int,
) -> Tally | None:
    """A tally of numbers under the tokens that tell their labels apart; None where two labels are one."""
    every = Counter(token for each in words for token in label_tokens(each))
    values = {f"{q.value:f}" for q in known}
    labels = [
        frozenset(t for t in label_tokens(each) if every[t] == 1 and t not in values)
        for each in words
    ]
    if frozenset() in labels:
        return None
    made = tuple(
        Labelled(word.strip(" ,;:.()—–-"), tokens, q, _keys(facts.text, word, q))
        for word, tokens, q in zip(words, labels, known, strict=True)
    )
    first, last = known[0].block, known[-1].block
    context |= {
        token for token, times in every.items() if times == len(words)
    }  # "Orran: 41 arrests"
    return Tally(
        table,
        made,
        frozenset(),
        context,
        True,
        False,
        first,
        last,
        known[0].unit,
        end=known[-1].end,
    )


def _keys(text: str, words: str, q: Quantity) -> frozenset[str]:
    """The stems of a label's one name, and of the word that stands nearest its number."""
    found = [stem for stem, _ in stems_at(words)]
    names = [stem for stem, place in stems_at(words) if words[place].isupper()]
    before = words.strip() in text[max(0, q.start - len(words) - 8) : q.start]
    nearest = found[-1:] if before else found[:1]
    return frozenset((*nearest, *(names if len(names) == 1 else ())))


def _spans(parts: list[str], start: int) -> list[tuple[int, int]]:
    """Ranges of the pieces of a sentence that was parted at semicolons and one sign behind them."""
    found = []
    for part in parts:
        found.append((start, start + len(part)))
        start += len(part) + 2
    return found
