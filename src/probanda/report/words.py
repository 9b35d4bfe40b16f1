"""Counting words the way a word processor does: runs of characters between spaces that hold a letter or digit.

A number grouped by non-breaking spaces is one word, a lone dash is none; this holds for every script that
parts words with spaces (Arabic and Armenian among them).
"""

from __future__ import annotations

import re
from typing import Any

from probanda.report.document import WordCount, WordLimit
from probanda.report.tree import attributes, iter_elements, plain_text
from probanda.report.values import Record

__all__ = ["count_document", "count_words"]

_TOKEN = re.compile(r"[^ \t\n\r\f\v\u2028\u2029\u3000]+")


def count_words(text: str) -> int:
    """How many words a text has.

    >>> count_words("3\u00a0890 persons – missing"), count_words("الحقيقة أولا"), count_words("Ո՞վ է նա։")
    (3, 2, 3)
    """
    return sum(any(char.isalnum() for char in token) for token in _TOKEN.findall(text))


def count_document(
    blocks: list[dict[str, Any]], record: Record, limit: WordLimit | None
) -> WordCount:
    """Words of a resolved tree: the body (headings, captions and the record's tables included) and the notes."""
    body = count_words(plain_text(blocks))
    notes = 0
    for element in iter_elements(blocks):
        if element["t"] == "Note":
            notes += count_words(plain_text(element["c"], notes=True))
        elif element["t"] == "Div" and "probanda-table" in attributes(element)[1]:
            table = record.table(attributes(element)[2].get("key", ""))
            if table:
                cells = [
                    *table.columns,
                    *(cell.text for row in table.rows for cell in row),
                    table.note,
                ]
                body += sum(map(count_words, cells))
    return WordCount(body, notes, limit=limit)
