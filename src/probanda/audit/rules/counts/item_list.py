"""The items of a list within one sentence, and how many each is: "two doctors, a nurse and a driver" are four."""

from __future__ import annotations

import re

from probanda.audit.extract.language import Language

__all__ = ["comma_items", "heads_of"]

#: Words of an item, and of one that begins as all the others do: "in the cellar of the station, in the school".
_SHORT, _LONG = 6, 10
#: "Ivo Tarn (34), Mela Dross (29)": an age or a year behind a name.
_AGED = re.compile(r"\s\((?:\d{1,2}|(?:19|20)\d\d)\)")
_APPOSED = re.compile(r"(?:an?|un[ae]?)\s", re.IGNORECASE)
_LAST = re.compile(r",?\s+(?:and|и|y|e|et|və)\s+")
_DOUBTFUL = re.compile(
    r"[()\d“”\"]|(?<!\w)(?:who|which|where|when|including|as well as|or|etc|while|such as|or|или)(?!\w)"
)


def comma_items(body: str) -> list[str]:
    """Items of "A, B and C" when each is short and none is joined in itself; empty when in doubt."""
    body = _AGED.sub("", body)
    if len(body) > 240 or _DOUBTFUL.search(body):
        return []
    parts = _LAST.split(body)
    if len(parts) != 2 or not parts[1].strip():
        return []
    items = [p.strip() for p in parts[0].split(",")] + [parts[1].strip()]
    led = {item.split()[0].lower() for item in items if item}
    most = _LONG if len(led) == 1 else _SHORT
    if any(not item or len(item.split()) > most or "," in item for item in items):
        return []
    capitals = all(item[0].isupper() for item in items)
    if not capitals and len(items) < 3:
        return []
    named = [item for item in items if item[0].isupper()]
    if named and any(_APPOSED.match(item) for item in items):
        return []  # "Independence, a centre-battery ship, and the turret ship Valour"
    wordy = len(led) > 1 and any(
        len(item.split()) > 4 and not re.match(r"(?:the|an?|his|her|its|their)\s", item)
        for item in items
    )
    return [] if wordy and not capitals else items


def heads_of(items: list[str], language: Language) -> int:
    """How many the items are together: the number that opens an item, one where none does."""
    return sum(_number(item, language) for item in items)


def _number(item: str, language: Language) -> int:
    first = item.split(maxsplit=1)[0].lower()
    return max(1, language.numbers.get(first, 1))
