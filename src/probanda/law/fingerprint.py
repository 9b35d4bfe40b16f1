"""Fingerprints of the official texts: each article as a row of short word hashes, without a word of it.

They tell whether a wording agrees and which of *its* words differ. They do not tell what the official word is.
"""

from __future__ import annotations

import base64
import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

__all__ = ["ArticlePrint", "Prints", "shipped_prints"]

#: Length of the runs of words by which a wording is looked up.
SHINGLE = 3


@dataclass(frozen=True, slots=True)
class ArticlePrint:
    """One article.

    Attributes:
        code: ``CAT/2``.
        hashes: one per word.
        spans: code of a provision → its first word and the one after its last.
        address, sha256: the copy it was made from.
        language: of that copy.
    """

    code: str
    hashes: tuple[int, ...]
    spans: Mapping[str, tuple[int, int]]
    address: str
    sha256: str
    language: str

    @property
    def paragraphs(self) -> tuple[tuple[int, int], ...]:
        """Where its paragraphs stand; the whole article when it has none."""
        found = tuple(span for code, span in self.spans.items() if code.count("/") == 2)
        return found or ((0, len(self.hashes)),)

    def codes_at(self, start: int, end: int) -> tuple[str, ...]:
        """The narrowest provisions that together hold the words from ``start`` to ``end``."""
        around = [code for code, (a, b) in self.spans.items() if a <= start and end <= b]
        if around:
            smallest = min(self.spans[code][1] - self.spans[code][0] for code in around)
            same = [c for c in around if self.spans[c][1] - self.spans[c][0] == smallest]
            return (min(same, key=lambda code: (code.count("/"), code)),)
        return (self.code,)


@dataclass(frozen=True)
class Prints:
    """All fingerprints, and where each run of three words stands in them."""

    articles: tuple[ArticlePrint, ...]
    index: Mapping[tuple[int, ...], tuple[tuple[int, int], ...]]
    by_code: Mapping[str, tuple[int, int, int]]

    def span(self, code: str) -> tuple[ArticlePrint, int, int] | None:
        """The article that holds a provision, and its first word and the one after its last."""
        found = self.by_code.get(code)
        return (self.articles[found[0]], found[1], found[2]) if found else None

    def has(self, code: str) -> bool:
        """Whether there is a fingerprint of a provision."""
        return code in self.by_code


def _make(articles: tuple[ArticlePrint, ...]) -> Prints:
    index: dict[tuple[int, ...], list[tuple[int, int]]] = defaultdict(list)
    by_code: dict[str, tuple[int, int, int]] = {}
    for number, article in enumerate(articles):
        hashes = article.hashes
        for place in range(len(hashes) - SHINGLE + 1):
            index[hashes[place : place + SHINGLE]].append((number, place))
        for code, (a, b) in article.spans.items():
            by_code[code] = (number, a, b)
    return Prints(articles, {key: tuple(found) for key, found in index.items()}, by_code)


@cache
def shipped_prints() -> Prints:
    """The fingerprints that come with Probanda, read once per process."""
    articles = []
    folder = files("probanda.law") / "fingerprints"
    for entry in sorted(folder.iterdir(), key=lambda each: each.name):
        if not entry.name.endswith(".json"):
            continue
        row = json.loads(entry.read_text(encoding="utf-8"))
        for number, article in row["articles"].items():
            raw = base64.b64decode(article["words"])
            hashes = tuple(int.from_bytes(raw[at : at + 3], "big") for at in range(0, len(raw), 3))
            spans = {
                f"{row['instrument']}/{code}": (span[0], span[1])
                for code, span in article["spans"].items()
            }
            articles.append(
                ArticlePrint(
                    f"{row['instrument']}/{number}",
                    hashes,
                    spans,
                    row["address"],
                    row["sha256"],
                    row["language"],
                )
            )
    return _make(tuple(articles))
