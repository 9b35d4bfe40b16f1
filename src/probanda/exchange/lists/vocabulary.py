"""The words of lists (headers, sexes, statuses …) as a table: ``vocabulary.yaml`` beside this file."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import yaml

from probanda.exchange.lists.cells import fold

__all__ = ["NORMALISED", "headers", "state_of_header", "values"]

#: Fields whose values are normalised to a closed set.
NORMALISED: dict[str, tuple[str, ...]] = {
    "sex": ("male", "female"),
    "category": ("civilian", "military"),
    "status": ("captured", "visited", "released", "dead", "missing", "identified"),
}


@cache
def _table() -> dict[str, dict[str, dict[str, list[str]]]]:
    text = (files(__package__) / "vocabulary.yaml").read_text(encoding="utf-8")
    # BaseLoader: "no" is a word, not a truth value.
    return dict(yaml.load(text, Loader=yaml.BaseLoader))


@cache
def headers() -> dict[str, str]:
    """Folded header word → field."""
    return {fold(word): name for name, words in _table()["headers"].items() for word in words}


@cache
def values(field: str) -> dict[str, str]:
    """Folded word → normalised value, for one of :data:`NORMALISED`."""
    table = {
        fold(word): value for value, words in _table()["values"][field].items() for word in words
    }
    return table | {value: value for value in NORMALISED[field]}


def state_of_header(header: str) -> str:
    """What the name of a date or place column says the event was ("missing since" …); "" if it does not say.

    >>> state_of_header("İtkin düşdüyü tarix"), state_of_header("Date")
    ('missing', '')
    """
    text = fold(header)
    found = {
        state
        for state, words in _table()["events"].items()
        if any(fold(word) in text for word in words)
    }
    return found.pop() if len(found) == 1 else ""
