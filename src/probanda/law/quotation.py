"""Every quotation of a treaty in a text: which provision, word for word or altered, and which words differ.

Passages in quotation marks are held against the fingerprints of the official texts, and long agreements outside
quotation marks are found as well. The official words themselves are not here, so an altered word is shown as it
stands in the text, with how many official words stand in its place.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from probanda.law.alignment import Difference, Match, aligned
from probanda.law.citing import Citation, find_citations
from probanda.law.fingerprint import SHINGLE, Prints, shipped_prints
from probanda.law.loading import shipped_law
from probanda.law.marks import Passage, passages, pieces
from probanda.law.wording import Word, words

__all__ = ["Difference", "Quotation", "find_quotations"]

#: A passage in quotation marks with fewer words is not taken for a quotation of a treaty.
FEWEST_WORDS = 4
#: So many of a passage's words must agree, in order, with one article.
LEAST_AGREEMENT = 0.6
#: Of a passage that the text itself gives to that article, so many.
LEAST_WHEN_CITED = 0.4
#: Outside quotation marks so many words in a row must agree before a match is worth a line.
UNMARKED_WORDS = 12
#: Between an article and a passage: words by which a text says that the article speaks there.
_SAYS = re.compile(
    r":\s*$|\b(?:says?|states?|provides?|reads?|stipulates?|prohibits?|forbids?|requires?|declares?|guarantees?|obliges?"
    r"|defines?|sets?\s+out|lays?\s+down|under\s+which|according|whereby|dispose|prévoit|énonce|stipule|interdit"
    r"|establece|dispone|dice|prohíbe|гласит|говорит|предусматривает|устанавливает|запрещает|гласить|передбачає|забороняє)\b",
    re.IGNORECASE,
)
#: How far, in letters, a citation may stand from the passage that it belongs to.
NEAR = 160
#: How far a citation may stand from a passage that agrees with nothing, to say that it is not there.
VERY_NEAR = 60


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quotation.

    Attributes:
        start, end: its place in the text, without the marks.
        text: as it stands.
        marked: whether it stands in quotation marks.
        provisions: codes of the provisions that hold the wording, narrowest first; empty when none does.
        cited: codes that the text itself gives for it, if any.
        status: ``verbatim``; ``altered``; ``not-found`` (the text gives a provision whose wording does not agree);
            ``unchecked`` (there is no fingerprint of what it gives, or it is in another language).
        attribution: ``agrees``, ``differs`` (the wording is another provision's), or ``none``.
        differences: in the order of the text.
        words: how many words it has.
        agreeing: how many of them are official.
        address, sha256: the copy that the fingerprint was made from.
    """

    start: int
    end: int
    text: str
    marked: bool
    provisions: tuple[str, ...]
    cited: tuple[str, ...]
    status: str
    attribution: str
    differences: tuple[Difference, ...] = ()
    words: int = 0
    agreeing: int = 0
    address: str = ""
    sha256: str = ""

    @property
    def verbatim(self) -> bool:
        """Whether every word is official."""
        return self.status == "verbatim"

    def as_dict(self) -> dict[str, object]:
        """For JSON."""
        return {
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "marked": self.marked,
            "provision": self.provisions[0] if self.provisions else None,
            "provisions": list(self.provisions),
            "cited": list(self.cited),
            "status": self.status,
            "verbatim": self.verbatim,
            "attribution": self.attribution,
            "differences": [each.as_dict() for each in self.differences],
            "differing_words": [each.words for each in self.differences if each.words],
            "words": self.words,
            "agreeing": self.agreeing,
            "fingerprint": {"address": self.address, "sha256": self.sha256}
            if self.address
            else None,
        }


def find_quotations(
    text: str, default: str = "", prints: Prints | None = None, *, unmarked: bool = True
) -> tuple[Quotation, ...]:
    """Every quotation of a treaty in a text.

    ``default``: the instrument that a bare "article 2" means (a submission to the Committee against Torture: CAT).
    ``unmarked``: also the long agreements outside quotation marks, for which every word of the text is hashed.
    The time is linear in the length of the text.

    >>> text = "Article 2 of the Convention against Torture says: “An order from a senior officer or a public "
    >>> found = find_quotations(text + "authority may not be invoked as a justification of torture”.")[0]
    >>> found.provisions, found.status, [each.words for each in found.differences]
    (('CAT/2/3',), 'altered', ['senior'])
    """
    quoted = list(passages(text))
    if not quoted and not unmarked:
        return ()
    prints = prints or shipped_prints()
    citations = find_citations(text, default)
    found: list[Quotation] = []
    for passage in quoted:
        found.extend(_marked(text, passage, citations, prints))
    if unmarked:
        found.extend(_unmarked(text, list(words(text)), quoted, citations, prints))
    return tuple(sorted(found, key=lambda each: (each.start, each.end)))


def _marked(
    text: str,
    passage: Passage,
    citations: Sequence[Citation],
    prints: Prints,
) -> list[Quotation]:
    parts = [(piece, list(words(text, piece.start, piece.end))) for piece in pieces(text, passage)]
    parts = [(piece, row) for piece, row in parts if row]
    count = sum(len(row) for _, row in parts)
    if count < FEWEST_WORDS:
        return []
    cited = _cited(text, passage.start, passage.end, citations)
    row = [token for _, each in parts for token in each]
    article = _best_article(row, cited, prints)
    if article >= 0:
        match = aligned(parts, article, prints)
        own = any(prints.by_code[code][0] == article for code in cited if code in prints.by_code)
        least = LEAST_WHEN_CITED if own else LEAST_AGREEMENT
        if match.agreeing >= max(FEWEST_WORDS, least * count):
            return [_quotation(text, passage, True, match, cited, count, article, prints)]
    near = _cited(text, passage.start, passage.end, citations, VERY_NEAR)
    if not near:
        return []
    known = [code for code in near if prints.has(code)]
    english = sum(token.text.isascii() for token in row) >= 0.9 * count
    if not _belongs(text, passage, citations):
        return []
    status = "not-found" if known and english else "unchecked"
    return [
        Quotation(
            passage.start,
            passage.end,
            text[passage.start : passage.end],
            True,
            (),
            near,
            status,
            "none",
            words=count,
        )
    ]


def _belongs(text: str, passage: Passage, citations: Sequence[Citation]) -> bool:
    """Whether a citation is tied to a passage: "article 2: “…”" with no full stop between, "“…” (article 2)"."""
    for each in citations:
        if each.end <= passage.start and passage.start - each.end <= VERY_NEAR:
            between = text[each.end : passage.start - 1]
            if not any(mark in between for mark in ".;!?\n") and _SAYS.search(between):
                return True
        if each.start >= passage.end and each.start - passage.end <= 4:
            return True
    return False


#: Between a quotation and the citation in brackets right behind it: "” (CAT, ".
_IN_BRACKETS = re.compile(r"[^\w\s(]{0,3}\s?\([^().;!?\n]{0,20}")


def _cited(
    text: str, start: int, end: int, citations: Sequence[Citation], reach: int = NEAR
) -> tuple[str, ...]:
    """Codes of the citation that a passage belongs to: the nearest in its paragraph, before rather than after."""
    best: tuple[int, Citation] | None = None
    for each in citations[bisect_right(citations, start - reach, key=lambda c: c.end) :]:
        if each.start > end + reach:
            break
        if each.end <= start:
            distance, between = start - each.end, text[each.end : start]
        elif each.start >= end:
            # "“…” (article 2)" belongs together; what begins the next sentence does not.
            between = text[end : each.start]
            ended = text[end - 1] in ".!?"  # “… torture.” And article 3 …
            apart = ended or any(mark in between for mark in ".;!?\n")
            distance = each.start - end + (80 if apart else 0 if each.start - end <= 6 else 20)
            if _IN_BRACKETS.fullmatch(between):
                distance = 0
        else:
            continue
        if distance <= reach and "\n\n" not in between and (best is None or distance < best[0]):
            best = (distance, each)
    return best[1].codes if best is not None and best[1].instrument else ()


def _best_article(row: Sequence[Word], cited: Sequence[str], prints: Prints) -> int:
    """The article that shares most runs of words with a passage, the cited one when it is as good; -1 for none."""
    votes: Counter[int] = Counter()
    hashes = tuple(token.hash for token in row)
    for place in range(len(hashes) - SHINGLE + 1):
        seen = {number for number, _ in prints.index.get(hashes[place : place + SHINGLE], ())}
        votes.update(seen)
    if not votes:
        return -1
    most = max(votes.values())
    own = {prints.by_code[code][0] for code in cited if code in prints.by_code}
    equal = [number for number, count in votes.items() if count == most]
    preferred = [number for number in equal if number in own]
    return min(preferred or equal)


def _quotation(
    text: str,
    passage: Passage,
    marked: bool,
    match: Match,
    cited: tuple[str, ...],
    count: int,
    article: int,
    prints: Prints,
) -> Quotation:
    source = prints.articles[article]
    provisions = source.codes_at(match.start, match.end)
    return Quotation(
        passage.start,
        passage.end,
        text[passage.start : passage.end],
        marked,
        provisions,
        cited,
        "altered" if match.differences else "verbatim",
        _attribution(provisions, cited),
        match.differences,
        count,
        match.agreeing,
        source.address,
        source.sha256,
    )


def _attribution(provisions: Sequence[str], cited: Sequence[str]) -> str:
    """Whether what the text gives and what the wording is are one line of the tree of provisions."""
    if not cited:
        return "none"
    law = shipped_law()
    for code in cited:
        held = law.find(code)
        names = {code, *((held.code, *held.also) if held else ())}
        for own in provisions:
            other = law.find(own)
            if any(
                a == b or a.startswith(b + "/") or b.startswith(a + "/")
                for a in names
                for b in {own, *((other.code, *other.also) if other else ())}
            ):
                return "agrees"
    return "differs"


def _unmarked(
    text: str,
    tokens: Sequence[Word],
    quoted: Sequence[Passage],
    citations: Sequence[Citation],
    prints: Prints,
) -> list[Quotation]:
    """Long agreements outside quotation marks."""
    found = []
    ends = [passage.end for passage in quoted]
    at = 0
    while at <= len(tokens) - UNMARKED_WORDS:
        key = tuple(token.hash for token in tokens[at : at + SHINGLE])
        best = max(
            ((_run(tokens, at, prints.articles[number].hashes, place), number, place)
             for number, place in prints.index.get(key, ())),
            key=lambda each: (each[0], -each[1]),
            default=(0, -1, -1),
        )  # fmt: skip
        length, number, place = best
        if length < UNMARKED_WORDS:
            at += 1
            continue
        first, last = tokens[at], tokens[at + length - 1]
        index = bisect_right(ends, first.start)
        if index < len(quoted) and quoted[index].start < last.end:
            at += length
            continue
        passage = Passage(first.start, last.end)
        match = Match(place, place + length, length, ())
        cited = _cited(text, passage.start, passage.end, citations)
        found.append(_quotation(text, passage, False, match, cited, length, number, prints))
        at += length
    return found


def _run(tokens: Sequence[Word], at: int, official: Sequence[int], place: int) -> int:
    length = 0
    while (
        at + length < len(tokens)
        and place + length < len(official)
        and tokens[at + length].hash == official[place + length]
    ):
        length += 1
    return length
