"""The words that rendering itself prints ("Table", "Contents", …) in the document's language, and its numbers.

The words are data: ``templates/labels.yaml``. What the manuscript says is the author's and not here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path

import yaml

from probanda.report.values import Figure

__all__ = ["LANGUAGES", "Labels", "labels_for"]

_FILE = Path(__file__).parent / "templates" / "labels.yaml"
LANGUAGES = ("en", "fr", "es", "ru", "az", "hy", "ar")


@dataclass(frozen=True, slots=True)
class Labels:
    """The words of one language. ``known`` is false when the language has no table and English stands in."""

    language: str
    words: Mapping[str, str] = field(repr=False)
    known: bool = True

    def word(self, name: str, /, **values: object) -> str:
        """The word or sentence with this name, its ``{places}`` filled. ``KeyError`` when there is none."""
        text = self.words[name]
        return text.format(**values) if values else text

    def number(self, value: Decimal, decimals: int | None = None) -> str:
        """A number as the language writes it: thousands grouped from four digits on.

        >>> labels_for("en-GB").number(Decimal("3890")), labels_for("es").number(Decimal("-1234567.5"))
        ('3,890', '−1.234.567,5')
        """
        if decimals is None:
            exponent = value.normalize().as_tuple().exponent
            decimals = max(0, -exponent) if isinstance(exponent, int) else 0
        text = f"{abs(value):,.{decimals}f}"
        text = text.replace(",", "\0").replace(".", self.words["decimal-mark"])
        text = text.replace("\0", self.words["group-mark"])
        return f"−{text}" if value < 0 and any(digit in text for digit in "123456789") else text

    def value(self, figure: Figure) -> str:
        """A figure's value with what belongs to it: its exactness, its interval, or that it has none."""
        if figure.value is None:
            return self.word("no-value")
        number = self.number(figure.value, figure.decimals)
        if figure.interval:
            low, high = (self.number(side, figure.decimals) for side in figure.interval)
            number = self.word("interval", value=number, low=low, high=high)
        return " ".join(filter(None, (self.word(f"exactness-{figure.exactness}"), number)))

    @property
    def right_to_left(self) -> bool:
        """Whether the whole document runs from right to left."""
        return self.language in {"ar", "he", "fa", "ur"}


@cache
def _tables() -> dict[str, dict[str, str]]:
    tables: dict[str, dict[str, str]] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return tables


def labels_for(language: str) -> Labels:
    """The labels of a BCP 47 language; English when we have none of that language (``known`` is false).

    >>> labels_for("en-GB").word("table"), labels_for("fr").word("table")
    ('Table', 'Tableau')
    """
    base = language.replace("_", "-").split("-")[0].lower()
    tables = _tables()
    if base not in tables:
        return Labels(base, tables["en"], known=False)
    return Labels(base, {**tables["en"], **tables[base]})
