"""Where the whole of a list of numbers may stand: before a colon, in its sentence, in one before."""

from __future__ import annotations

import re
from collections.abc import Iterator

from probanda.audit.extract.language import language_tables
from probanda.audit.extract.quantities import Quantity
from probanda.audit.facts import Facts
from probanda.audit.lexicon import composed, field
from probanda.audit.listing import Entry, Listing

__all__ = ["ANNOUNCED", "counted_among", "opens_parts", "wholes", "wholes_behind"]

_LINK = re.compile(
    r":\s*(?:[^\W\d]+[\s:–—-]+){0,5}\Z|\A[^,;]*(?:[(–—]|\s-\s)\s*(?:[^\W\d]+[\s:–—-]+){0,5}\Z"
    r"|(?<!\w)(?:i\.e\.|that is|namely|viz\.|comprising|consist\w+ of|made up of|composed of|а именно|то есть"
    r"|состо\w+ из"
    r"|a saber|es decir|o sea|compuest\w+ (?:por|de)|integrad\w+ por|à savoir|soit|c'est-à-dire|composé\w* de"
    r"|yəni)[,:]?\s*(?:\w+\s+){0,3}\Z"
    r"|\A\s*[^\W\d][^.;:]*?(?<!\w)(?<=\s)(?:of (?:whom|which|these|those|them)|(?:из|от) (?:них|которых)"
    r"|de (?:ell[oa]s|l[oa]s cuales|est[oa]s)|dont|d'entre (?:eux|elles))(?!\w)[^.;:]{0,60}\Z",
    re.IGNORECASE,
)
#: Opens a list that may leave somebody out.
_INCLUDING = re.compile(
    r"(?<!\w)(?:including|among (?:them|whom)|в том числе|включая|среди (?:них|которых)|incluid[oa]s?|incluyendo"
    r"|entre (?:ell[oa]s|l[oa]s (?:que|cuales))|dont|y compris|parmi (?:eux|elles|lesquel\w+))(?!\w)"
    r"[^.;\d]{0,80}\Z",
    re.IGNORECASE,
)
ANNOUNCED = re.compile(
    r"(?:\A|[.;:]\s+|(?<!\w)(?:that|que|что)\s+)\W*(?:[^\W\d]+,?\s+){0,2}"
    r"(?:of|out of|among|из|среди|de|sur|parmi|entre)\s+"
    r"(?:[^\W\d]+\s+){0,3}\Z",
    re.IGNORECASE,
)
_TAGGED = re.compile(r"[(:–—-]\s*\Z|[:;,]\s[A-ZА-ЯЁ][^\W\d]+\s\Z")


_AMONG = re.compile(
    r"\W*(?:[^\W\d]+,?\s+){0,2}(?:of|among|из|среди|de|sur|parmi|entre)\s+(?:all\s+)?(?:the|these|those|los|las|les|est[oa]s|ces|этих|всех|указанных)\s+"
    r"(?:[^\W\d]+\s+){1,4}\Z",
    re.IGNORECASE,
)


def counted_among(text: str, q: Quantity) -> bool:
    """Whether a number is itself the first part: "of the defendants 28 were journalists, 44 were women"."""
    return bool(_AMONG.match(text[q.sentence[0] : q.start])) and q.of is None


def _in_line(text: str, q: Quantity, parts: tuple[Entry, ...]) -> bool:
    """Whether a number stands behind a sign as the parts do: the first of the list, not its whole."""
    signed = bool(_TAGGED.search(text[max(0, q.start - 24) : q.start])) and all(
        _TAGGED.search(part.gap) for part in parts
    )
    opened = _FIRST.match(text[q.sentence[0] : q.start])
    return signed or bool(opened and all(_led(part, opened[1]) for part in parts))


#: "From Arlan came 213, from Kelm 168 and from Borv 91": each number behind the same preposition.
_FIRST = re.compile(r"\W*(\w{1,4})\s+[^,;:]*\Z")


def _led(part: Entry, word: str) -> bool:
    return bool(re.match(rf"\W*{re.escape(word)}\s", part.lead, re.IGNORECASE))


def wholes(
    facts: Facts,
    own: Listing,
    parts: tuple[Entry, ...],
    earlier: list[Listing],
    before: list[Quantity],
) -> Iterator[tuple[Quantity, float, str]]:
    """Numbers that the parts may divide, with the points of their place, and how words join them.

    "joined" by words that leave nobody out, "open" by "including", "" by their place alone.
    """
    text, first = facts.text, parts[0]
    inside = [e.q for e in own.numbers if e.start < first.start and e.q is not None]
    if inside and inside[-1].value == len(parts):
        inside.pop()  # "75 pieces fall into three classes, namely 33 …"
    for nearest, q in enumerate(reversed(inside)):
        link = text[q.end : first.start]
        linked = bool(_LINK.search(link)) and (
            nearest == 0 or bool(re.search(r"[:;]\s[^:;]*\Z", link))
        )
        announced = nearest == 0 and bool(ANNOUNCED.search(text[own.sentence[0] : q.start]))
        if _in_line(text, q, parts):
            continue
        if nearest == 0 and _INCLUDING.search(link):
            yield q, 3.0, "open"
        elif first in own.nested.get(q.start, ()):
            yield q, 3.5, "joined"  # "840 families, 395 of them …"
        elif linked or announced:
            yield q, 3.5 if nearest == 0 else 2.5, "joined"
        elif text[q.start - 1] == "(" or any(e.start == q.start for e in own.outer[1:]):
            continue
        elif nearest == 0 and re.search(r";\s*(?:[^\W\d]+[\s–—-]+){0,7}\Z", link):
            # "27 lived in towns; Arlan – 6; Borv – 5": a number and its list under labels
            headed = q.start - own.sentence[0] < 2 and all(_TAGGED.search(p.gap) for p in parts)
            yield q, 3.0 if headed else 2.0, "joined" if headed else ""
        elif nearest == 0 and re.search(r",\s*(?:[^\W\d]+\s+){0,3}\Z", link):
            yield q, 2.2, ""
        elif nearest == 1 and re.search(r";\s*(?:[^\W\d]+\s+){0,7}\Z", link):
            yield q, 1.5, ""
    sure = len(parts) > 2 or parts[-1].rest
    if sure and first.q is not None and first.q.of is not None:
        whole = next((e.q for e in own.numbers if e.q and e.q.index == first.q.of), None)
        if whole is not None:
            yield whole, 3.5, "joined"  # "seven of the twelve were convicted, the remaining five …"
    behind = composed(r"\s*<of_them>(?!\w)").match(text, first.end)
    opening = text[own.sentence[0] : first.start]
    of_them = behind or opens_parts(opening, facts.language)
    parted = ":" in opening and field("parted", facts.language).search(opening) is not None
    largest = max(part.value for part in parts)
    alone = behind and first.q is not None and all(q.unit != first.q.unit for q in inside)
    if inside and first is not own.outer[0] and not alone and not parted:
        return  # "two days later nine of them …" divides no days
    for distance, lists in enumerate(reversed(earlier[-3:])):
        for entry in lists.numbers:
            if entry.q is not None and entry.exact:
                points = (2.0, 1.2, 0.6)[distance] - (0.0 if entry.first else 0.3)
                joined = parted and entry.value > largest
                points += 1.5 if (of_them and not distance) or joined else 0.0
                yield entry.q, points, "joined" if joined else ""
    if not earlier and before:
        last = before[-1].sentence
        for q in before:
            if q.sentence == last:
                joined = parted and q.value > largest
                yield q, 2.5 if of_them or joined else 1.0, "joined" if joined else ""


#: "Of these, 12 …" at the head of a sentence.
_OPENING = r"\W*(?:[^\W\d]+\s+)?(?:<of_them>|<among_them>|dont)(?!\w)"


def opens_parts(opening: str, language: str) -> bool:
    """Whether a sentence opens as parts of what was told before it: "of these …", "it consists of …"."""
    if composed(_OPENING).match(opening):
        return True
    return language_tables(language).pattern("comprising").search(opening) is not None


def wholes_behind(
    facts: Facts, own: Listing, following: Listing | None, parts: tuple[Entry, ...]
) -> Iterator[tuple[Quantity, float, str]]:
    """A whole told behind its parts: "45 men and 30 women, 76 in all"; "Thus 58 … in all"."""
    later = [e for e in own.numbers if e.first and e.start > parts[-1].start]
    ahead = later or (following.numbers if following is not None else ())
    for entry in ahead[:1]:
        if entry.q is not None and len(entry.gap) < _AHEAD and _in_all(facts, entry):
            yield entry.q, 3.0, "joined"


#: Letters before a number among which words sum up those before it.
_AHEAD = 60


def _in_all(facts: Facts, entry: Entry) -> bool:
    """Whether a number is told as all: "in all 58 …", "58 …, in total"."""
    before = composed(r"(?<!\w)<in_all>(?:,?\s+[^\W\d]+){0,5}[\s:,]*[$€£]?\s*\Z")
    behind = composed(r"(?:\s+[^\W\d]+){0,3}?\s*,?\s*<in_all>(?=\s*(?:[.,;)]|\Z))")
    return bool(before.search(f" {entry.gap}") or behind.match(facts.text, entry.end))
