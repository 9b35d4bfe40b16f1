"""A stated number against the items that are listed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from probanda.audit.document import Block
from probanda.audit.extract.language import language_tables
from probanda.audit.extract.quantities import Quantity
from probanda.audit.extract.quotations import in_speech
from probanda.audit.facts import Facts
from probanda.audit.figure_table import by_block
from probanda.audit.lexicon import composed
from probanda.audit.rules.counts.enumerations import enumerations
from probanda.audit.rules.counts.headed import headed
from probanda.audit.rules.counts.item_list import comma_items, heads_of
from probanda.audit.rules.counts.numbered_heads import numbered_heads
from probanda.audit.rules.registry import Hit, rule

__all__ = ["list_count"]

_ENUMERATED = re.compile(
    r"(?:(?<=\s)|(?<=[:;,]))\(?(?:(?P<n>[1-9]\d?)|(?P<a>[a-zа-я])|(?P<i>[ivx]{1,4}))\)[\s,]"
)


_LIST_NOUN = composed(r"(?<!\w)<list_noun>(?!\w)")


@rule(
    "list-count",
    "The number stated isn't the number listed",
    "error",
    "figures",
    "“Three cases” followed by four is seen at a glance. Counted are lists whose "
    "items are marked, list blocks behind a colon or under a heading (“Top ten …”), days (“five attacks: on 1, 3 "
    "and 4 May”), numbered heads, and short lists of names in one sentence.",
    bad=(
        "The commission examined three prisons: Arlan, Borv, Kesh and Dorun.",
        "We make the following three recommendations:\n\n- free the detainees;\n- "
        "open the archive.",
    ),
    good=(
        "The commission examined three prisons: Arlan, Borv and Kesh.",
        "We make the following two recommendations:\n\n- free the detainees;\n- open the archive.",
    ),
)
def list_count(facts: Facts) -> Iterator[Hit]:
    """Count the items of lists announced by a number."""
    told: set[int] = set()
    for hit in _marked(facts):
        told.add(hit.start)
        yield hit
    others = (enumerations, headed, numbered_heads)
    said: set[tuple[str, str]] = set()
    for hit in (each for kind in others for each in kind(facts)):
        same = hit.message, facts.quote(*hit.evidence[0])
        if hit.start not in told and same not in said:  # one passage printed twice is told once
            told.add(hit.start)
            said.add(same)
            yield hit


def _marked(facts: Facts) -> Iterator[Hit]:
    blocks = facts.document.blocks
    table = facts.of(by_block)
    for place, block in enumerate(blocks):
        if block.kind not in {"paragraph", "list-item", "heading"}:
            continue
        counts = [
            q
            for q in table.get(block.index, [])
            if q.unit == "count"
            and q.exact
            and not q.spoken
            and 2 <= q.value <= 40
            and (q.group.text or _BARE.match(facts.text, q.end))
        ]
        bases = {q.of for q in table.get(block.index, [])}
        counts = [q for q in counts if q.index not in bases]  # "two of three players: …"
        if not counts:
            continue
        if block.kind != "list-item" and facts.text[block.start : block.end].rstrip().endswith(":"):
            yield from _block_list(facts, blocks, place, counts[-1])
        for q in counts:
            yield from _inline_list(facts, q)


#: "Их было трое: …": a number of persons without a noun.
_BARE = re.compile(r"\s*:\s")


def _block_list(facts: Facts, blocks: tuple[Block, ...], place: int, q: Quantity) -> Iterator[Hit]:
    block = blocks[place]
    gap = facts.text[q.group.end : block.end]
    if len(gap) > 90 or q.of is not None or re.search(r"[.;]\s|^,\s", gap):
        return
    said = _LIST_NOUN.search(facts.text, *q.sentence)
    items = []
    level = None
    for item in blocks[place + 1 :]:
        if item.kind in {"footnote", "running", "figure"}:
            continue
        if item.kind != "list-item":
            break
        level = item.level if level is None else level
        if item.level < level:
            break
        if item.level == level:
            items.append(item)
    if len(items) < 2 or not _plausible(q, len(items)):
        return
    leads = [
        x
        for x in facts.of(by_block).get(items[0].index, [])
        if x.unit == "count" and x.start - items[0].start <= 3
    ]
    if leads or (not said and q.value > 12) or (not said and len(gap.strip(" :")) > 40):
        return  # items that carry numbers of their own sum up to the count
    if any(
        re.search(r"[:–—-]\s*\d+\s*\.?;?\Z|\(\d+\)", facts.text[i.start : i.end].strip())
        for i in items
    ):
        return
    yield Hit(
        q.start,
        q.group.end,
        f"{q.shown} {q.group.text} are announced, {len(items)} are listed.",
        "Correct the number, or complete the list.",
        tuple((i.start, min(i.end, i.start + 60)) for i in items[:12]),
        "warning" if facts.document.format == "pdf" else None,
    )


def _plausible(q: Quantity, listed: int) -> bool:
    """Whether a list may be the one announced, miscounted; else it is another, or cut by a page."""
    said = int(q.value)
    return said != listed and abs(listed - said) <= max(2, said // 3) and listed < 2 * said


#: What may stand between "three cases" and its list: nothing, or words that say that they are listed.
_OPENS_LIST = re.compile(
    r"(?:(?:\s+(?:are|were|is|have been|has been)\s+(?:\w+ed|known|named)[^.;:()]{0,40}"
    r"|\s+(?:of|in|from|at|on|against|where|on which|in which)\s[^.;:()]{0,40}|\s+\w+ed\s[^.;:()]{0,30})?:\s"
    r"|(?:\s+(?:of|in|from|at|on|against|в|во|на|из|по|de|en|del|du|dans|sur)\s[^.;:(),]{0,50})?"
    r",?\s+(?:namely|i\.e\.|viz\.|that is|а именно|то есть|a saber|es decir|à savoir|c'est-à-dire)[,:]?\s)"
)


def _inline_list(facts: Facts, q: Quantity) -> Iterator[Hit]:
    text = facts.text
    start, end = q.group.end if q.group.text else q.end, q.sentence[1]
    colon = _OPENS_LIST.match(text, start, end)
    loose = None if colon else _LOOSELY.match(text, start, end)
    if loose is not None and not re.search(r"\d", loose[0]):
        colon = loose
    if colon and not q.subset and q.of is None and not in_speech(facts, q.start):
        region_start, region_end = colon.end(), end
        # marked items may run over several sentences of the block
        block = facts.document.block_of(q.start)
        marked_end = block.end if block else end
        marks = _marks(text, region_start - 1, marked_end)
        if len(marks) >= 2:
            whole = re.search(r"[.!?;)»”]\s*\Z", text[block.start : marked_end]) if block else True
            if _plausible(q, len(marks)) and whole:
                yield _miscount(q, len(marks), region_start, marked_end)
            return
        stop = (
            _NAMELY_ENDS.search(text, region_start, region_end)
            if "namely" in colon.group()
            else None
        )
        body = text[region_start : stop.start() if stop else region_end].strip().rstrip(".!?:")
        pieces = [p for p in body.split(";") if p.strip()]
        if len(pieces) >= 2:
            if _plausible(q, len(pieces)) and not re.search(r"\d", body):
                hit = _miscount(q, len(pieces), region_start, region_end)
                may_be_more = len(pieces) < q.value and _AND.search(pieces[-1].lstrip()) is not None
                yield replace(hit, severity="warning") if may_be_more else hit
            return
        items = comma_items(body)
        numbered = [
            x
            for x in facts.of(by_block).get(q.block, [])
            if x.unit == "count" and region_start <= x.start < region_end
            and not (text[x.start - 1] == "(" and text[x.end] == ")")
        ]  # fmt: skip
        if items and _is_miscount(facts, q, items) and len(numbered) < 2:
            hit = _miscount(q, _heads(facts, items), region_start, region_end)
            yield replace(hit, severity="warning") if loose is not None else hit
        return
    opened = _OPENED.match(text, start, end)
    if opened and q.value <= 12 and not q.subset and q.of is None:
        close = re.compile(r"\)" if opened[0][-1] == "(" else r"\s[–—]\s").search(
            text, opened.end(), end
        )
        if close:
            items = comma_items(text[opened.end() : close.start()])
            if (
                len(items) >= 2
                and (all(i[0].isupper() for i in items) or _heads(facts, items) > len(items))
                and _is_miscount(facts, q, items)
            ):
                hit = _miscount(q, _heads(facts, items), opened.end(), close.start())
                yield replace(hit, severity="warning")


def _heads(facts: Facts, items: list[str]) -> int:
    return heads_of(items, language_tables(facts.language))


def _is_miscount(facts: Facts, q: Quantity, items: list[str]) -> bool:
    """Whether neither the items nor those that they tell together are as many as announced."""
    return len(items) != q.value and _plausible(q, _heads(facts, items))


#: A bracket or a dash behind the count and up to six words: "five members of the council (…)".
_OPENED = re.compile(r"(?:\s+[^\W\d]+){0,6}?\s*(?:\(|\s[–—]\s)")


#: Joins two things to one piece: "a; b; c for d and e" may list four.
_AND = re.compile(r"\S\s+(?:and|и|y|e|et|və)\s", re.IGNORECASE)
#: Any words between the count and its colon.
_LOOSELY = re.compile(r"\s[^.;:()]{0,70}:\s")
_NAMELY_ENDS = re.compile(r",?\s+(?:was|were|is|are|has|have|had)\s")


def _miscount(q: Quantity, listed: int, start: int, end: int) -> Hit:
    return Hit(
        q.start,
        max(q.end, q.group.end),
        f"{q.shown} {q.group.text} are announced, {listed} are listed.".replace("  ", " "),
        "Correct the number, or complete the list.",
        ((start, min(end, start + 160)),),
    )


def _marks(text: str, start: int, end: int) -> list[int]:
    """Places of (a), (b) … or 1), 2) … in their order."""
    found: list[int] = []
    for match in _ENUMERATED.finditer(text, start, end):
        if match["n"]:
            want = int(match["n"]) == len(found) + 1
        elif match["a"] and not (match["a"] in "iv" and len(found) == 0 and match["a"] == "i"):
            want = (
                match["a"] in {chr(97 + len(found)), "абвгдежзик"[min(len(found), 9)]}
                or match["a"] == ["i", "ii", "iii", "iv", "v", "vi"][min(len(found), 5)]
            )
        else:
            roman = (match["i"] or match["a"] or "").lower()
            want = (
                roman
                == ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"][min(len(found), 9)]
            )
        if want:
            found.append(match.start())
    return found
