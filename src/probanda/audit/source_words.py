"""How sources are named and violations told, per language: the patterns of `data/sources.yaml`."""

from __future__ import annotations

import re
from functools import cache

from probanda.audit.tables import table

__all__ = ["authority", "hosts", "pattern", "unnamed", "who"]

#: Words beginning with a capital, with the small words that stand between them in names of bodies.
_NAME = (
    r"(?!(?:As|It|He|She|They|We|I|This|That|These|Those|Which|Who|In|On|At|No|All|One|Some|Many|Most|Others?"
    r"|The|A|An|And|But|Как|В|Он|Она|Они|Мы|Это|На|Ella|Él|Ellos|Se|Il|Elle|Ils|On|Bu|O|Onlar)\b)"
    r"(?:[^\W\d_a-zа-яёəğışçöü][\w'’.-]+|UN|ICRC|OSCE)"
    r"(?:(?:\s+(?:of|the|for|and|on|de|del|la|las|los|du|des|et|y|по|и|в|на)){0,3}\s+[^\W\d_a-zа-яёəğışçöü][\w'’-]+){0,9}"
)


def _table() -> dict[str, dict[str, str] | str]:
    sources: dict[str, dict[str, str] | str] = table("data/sources.yaml")
    return sources


@cache
def hosts(kind: str) -> frozenset[str]:
    """Hosts of a kind: "shorteners", "social"."""
    return frozenset(str(_table()[kind]).split())


@cache
def pattern(kind: str, language: str, *, ignore_case: bool = True) -> re.Pattern[str]:
    """The pattern of a kind in a language; of English for languages without a table."""
    own = _table().get(language)
    if not isinstance(own, dict):
        own = _table()["en"]
    assert isinstance(own, dict)
    lines = [line.strip() for line in own[kind].splitlines() if line.strip()]
    joined = "|".join(_own_groups(line, number) for number, line in enumerate(lines))
    flags = re.IGNORECASE if ignore_case else re.NOFLAG
    return re.compile(rf"(?<!\w)(?:{joined})".replace(" ", r"\s"), flags)


def _own_groups(line: str, number: int) -> str:
    """One alternative, its ``who`` numbered, because names of groups stand once in a pattern."""
    spaced = line.replace("{NAME}", _NAME.replace(" ", r"\s"))
    return spaced.replace("(?P<who>", f"(?P<who{number}>")


def unnamed(language: str) -> re.Pattern[str]:
    """Somebody without a name who carries a statement."""
    return pattern("unnamed", language)


def authority(language: str) -> re.Pattern[str]:
    """Somebody with a name who is said to state something."""
    return pattern("authority", language, ignore_case=False)


def who(found: re.Match[str]) -> tuple[int, int]:
    """The range of the one who is named in a match."""
    for name in found.groupdict():
        if name.startswith("who") and found[name] is not None:
            return found.span(name)
    return found.span()
