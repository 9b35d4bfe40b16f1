"""References to treaties: instrument, article and paragraph; "the Convention" is the one named before."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from probanda.audit.any_case import any_case
from probanda.audit.facts import Facts
from probanda.audit.tables import table

__all__ = ["Provision", "Treaty", "main_treaty", "provisions", "treaties"]


@dataclass(frozen=True, slots=True)
class Treaty:
    """A treaty as `data/treaties.yaml` describes it."""

    code: str
    name: str
    articles: int
    paragraphs: dict[int, int]


@dataclass(frozen=True, slots=True)
class Provision:
    """A reference where it stands. ``articles`` hold (article, paragraph or 0), in order."""

    start: int
    end: int
    treaty: str
    articles: tuple[tuple[int, int], ...]
    guessed: bool = False  # "the Convention", resolved by what was named before

    def as_json(self, facts: Facts) -> dict[str, Any]:
        """For the report's JSON."""
        return {
            "text": facts.quote(self.start, self.end),
            "start": self.start,
            "end": self.end,
            "instrument": self.treaty,
            "provisions": [
                f"{self.treaty}/{a}/{p}" if p else f"{self.treaty}/{a}" for a, p in self.articles
            ],
            "resolved": not self.guessed,
        }


@lru_cache(maxsize=1)
def treaties() -> dict[str, Treaty]:
    """The treaties that are known, by short name."""
    return {
        code: Treaty(code, row["name"], row["articles"], row.get("paragraphs", {}))
        for code, row in _rows().items()
    }


def _rows() -> dict[str, dict[str, Any]]:
    rows: dict[str, dict[str, Any]] = table("extract/data/treaties.yaml")
    return rows


@lru_cache(maxsize=1)
def _name_pattern() -> re.Pattern[str]:
    parts = [
        f"(?P<{code}>{row['names'].replace('(', '(?:').replace('(?:?', '(?')})"
        for code, row in _rows().items()
    ]
    # longer names first: the optional protocol contains the convention's name
    parts.sort(key=len, reverse=True)
    opcat = next(p for p in parts if p.startswith("(?P<OPCAT>"))
    return re.compile(rf"(?<!\w)(?:{'|'.join([opcat, *(p for p in parts if p != opcat)])})(?!\w)")


_GENERIC = re.compile(
    r"(?<!\w)(?:the|this|said|настоящ\w+|la|cette|le présent|el)\s+(?:Convention|Covenant"
    r"|Statute|Protocol|Конвенци\w+|Пакт\w*|Convención|Pacto|Convention|Pacte)(?!\w)"
    r"|(?<!\w)(?:Конвенции|Пакта)(?!\w)"
)
_ARTICLE = re.compile(
    r"(?<!\w)(?P<word>[Aa]rticles?|[Aa]rts?\.|[Сс]тать\w+|[Сс]т\.|[Aa]rtículos?|[Mm]addə\w*)\s+(?P<list>\d{1,3}(?![\d%])(?:\s?\(\w{1,3}\))*(?:(?:\s*,\s*(?:and\s+"
    r"|и\s+|y\s+)?|\s+(?:and|to|or|и|y|et|a|à)\s+|\s?[-–]\s?)\d{1,3}(?![\d%])(?:\s?\(\w{1,3}\))*)*)(?P<para>,?\s*(?:paragraphs?"
    r"|paras?\.|п\.|пункт\w*|párrafos?|paragraphes?)\s+(?P<pn>\d{1,2}))?"
)
_BEFORE = any_case(
    r"(?:paragraphs?|paras?\.|п\.|пункт\w*|part|ч\.|част\w+)\s+(?P<pn>\d{1,2})\s*(?:,|of|to)?\s*\Z",
)
#: Law of a State, named behind an article: not a treaty.
_DOMESTIC = re.compile(
    r"\s*(?:\(\w+\)\s*)?,?\s*(?:of|to|in|de|del|du|от)?\s*(?:the\s+|la\s+|le\s+|el\s+)?(?:[\w'’-]+\s+){0,5}?(?:Code"
    r"|Law|Act|Constitution|Criminal Procedure|Penal|Civil|Rules|Regulations|Decree"
    r"|Уголовн\w+|УК|УПК|Конституци\w+|кодекс\w*|закон\w*|Código|Ley|Constitución"
    r"|Code pénal|[Cc]ode|Loi|loi|ley|código|[Rr]eglamento)(?!\w)"
)


def _named(facts: Facts) -> tuple[tuple[int, int, str], ...]:
    """Every treaty named in full or by its short name."""
    found = []
    for match in _name_pattern().finditer(facts.text):
        code = next(name for name, value in match.groupdict().items() if value)
        found.append((match.start(), match.end(), code))
    return tuple(found)


def main_treaty(facts: Facts) -> str:
    """The treaty that "the Convention" means: the one named most; "" when none is."""
    counts = Counter(
        code for _, _, code in facts.of(_named) if code not in {"UDHR", "CHARTER", "OPCAT"}
    )
    return counts.most_common(1)[0][0] if counts else ""


def provisions(facts: Facts) -> tuple[Provision, ...]:
    """Every reference to articles of a treaty, in order."""
    return tuple(_references(facts))


def _references(facts: Facts) -> Iterator[Provision]:
    named = facts.of(_named)
    text = facts.text
    place = 0
    last = ""
    for match in _ARTICLE.finditer(text):
        while place < len(named) and named[place][0] < match.start():
            last = named[place][2]
            place += 1
        if _DOMESTIC.match(text, match.end(), match.end() + 90):
            link = re.compile(
                r"\s*(?:\(\w+\)\s*)?,?\s*(?:of|to|in|under|de|del|du)?\s*(?:the\s+"
                r"|la\s+|el\s+|le\s+)?"
            ).match(text, match.end())
            treaty_near = _name_pattern().match(text, link.end() if link else match.end())
            if not treaty_near:
                continue
        start, end = facts.document.sentence_of(match.start())
        treaty, guessed, stop = _which(text, match, named, place, last, start, end, facts)
        if not treaty:
            continue
        articles = _articles(match, text)
        yield Provision(match.start(), max(match.end(), stop), treaty, articles, guessed)


def _which(
    text: str,
    match: re.Match[str],
    named: tuple[tuple[int, int, str], ...],
    place: int,
    last: str,
    start: int,
    end: int,
    facts: Facts,
) -> tuple[str, bool, int]:
    """The treaty of a reference, whether it was guessed, and where its name ends."""
    link = re.compile(
        r"\s*(?:of|to|in|under|de(?: la| los)?|du|de l['’]|,)?\s*(?:the\s+|this\s+)?(?:(?:UN"
        r"|United Nations|International|1949|1984|1966|same)\s+)?"
    )
    after = link.match(text, match.end())
    behind = after.end() if after else match.end()
    if place < len(named) and named[place][0] in range(match.end(), behind + 2):
        return named[place][2], False, named[place][1]
    generic = _GENERIC.search(text, match.end(), min(end, match.end() + 30))
    before = [
        n
        for n in named[max(0, place - 3) : place]
        if n[1] <= match.start() and match.start() - n[1] < 4 and n[0] >= start
    ]
    if before and re.fullmatch(r"[\s,(:]*", text[before[-1][1] : match.start()]):
        return before[-1][2], False, match.end()
    if generic:
        main = facts.of(main_treaty)
        recent = [n for n in named[max(0, place - 2) : place] if n[0] >= start]
        treaty = recent[-1][2] if recent else (main or last)
        return treaty, True, generic.end()
    inside = [n for n in named[max(0, place - 3) : place + 3] if start <= n[0] < end]
    if len({n[2] for n in inside}) == 1:
        return inside[0][2], True, match.end()
    return "", False, match.end()


def _articles(match: re.Match[str], text: str) -> tuple[tuple[int, int], ...]:
    found: list[tuple[int, int]] = []
    for each in re.finditer(r"(\d{1,3})((?:\s?\(\w{1,3}\))*)", match["list"]):
        inner = re.match(r"\s?\((\d{1,2})\)", each[2])
        found.append((int(each[1]), int(inner[1]) if inner else 0))
    if match["pn"] and found:
        found[-1] = (found[-1][0], int(match["pn"]))
    elif found and len(found) == 1:
        lead = _BEFORE.search(text[max(0, match.start() - 26) : match.start()])
        if lead and not found[0][1]:
            found[0] = (found[0][0], int(lead["pn"]))
    return tuple(found)
