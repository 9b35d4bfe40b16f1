"""Provisions that a text cites: found, turned into codes, and those that do not exist named as such.

Read forms: "article 2, paragraph 2, of the Convention against Torture", "arts. 1–16", "art. 8(2)(b)(xxi) of the
Rome Statute", "GC III, art. 13", "paragraph 1 of article 22", "common article 3", and their like in French,
Spanish, Russian and Ukrainian; the plain forms in Azerbaijani, Armenian and Arabic.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from probanda.law.loading import Law, shipped_law
from probanda.law.mentions import Mention, find_mentions
from probanda.law.provisions import Instrument
from probanda.problems import Problem

__all__ = ["Citation", "find_citations"]

_NUMBER = r"\d{1,3}(?:\s?(?:bis|ter)\b)?"
_SUB = r"\s?\(\s?(?:\d{1,2}|[a-z]|[ivx]{1,6})\s?\)"
_PARA_WORD = (
    r"(?:sub-?paragraphs?|paragraphs?|paras?\.?|paragraphes?|par\.|párrafos?|párr\.|apartados?|alinéas?|"
    r"пункт(?:а|е|у|ом|ы|ов|ах)?|п\.|пп\.|част(?:ь|и|ью)|ч\.|частин[аиу]|bəndi?|հոդվածի\s+կետ|կետ|الفقرة)"
)
_ARTICLE_WORD = (
    r"(?:articles?|arts?\.?|artículos?|"
    r"стать(?:я|и|е|ю|ей|ёй|ям|ях|ями)|статей|ст\.|статт(?:я|і|ю|ею|ям|ях|ями)|статей|"
    r"maddə(?:si|nin|sinin|lər|ləri)?|հոդված(?:ի|ը|ներ|ների)?|المادة|المواد)"
)
_AND = r"(?:\s*,\s*(?:and\s+|et\s+|y\s+|и\s+|та\s+|і\s+)?|\s+(?:and|or|et|ou|y|e|o|и|или|та|і|або|və|ու|և|و)\s+)"
_TO = r"(?:\s*[–—‒-]\s*|\s+(?:to|through|à|a|по|до)\s+)"
_ANCHOR = re.compile(
    rf"(?<![\w.])(?:(?P<common>common|commun|común|общ(?:ая|ей|ую|его)|спільн(?:а|ої|у))\s+)?"
    rf"(?:{_PARA_WORD}\s*(?P<before>\d{{1,2}}(?:{_SUB}){{0,5}})\s*(?:,?\s*(?:of|de\s+l['’]|de\s+la|del?|del)?\s*))?"
    rf"{_ARTICLE_WORD}\s*(?=\d)",
    re.IGNORECASE,
)
_ITEM = re.compile(
    rf"(?P<number>{_NUMBER})(?P<letter>\s?(?-i:[A-C])(?=\s?\(\d|\s*[,;.)]))?(?P<subs>(?:{_SUB}){{0,5}})",
    re.IGNORECASE,
)
_PARA = re.compile(
    rf"\s*,?\s*{_PARA_WORD}\s*(?P<first>\d{{1,2}}(?:{_SUB}){{0,5}})"
    rf"(?P<more>(?:\s*,\s*(?:{_PARA_WORD}\s*)?\d{{1,2}}(?:{_SUB}){{0,5}}(?!\d)|{_TO}\d{{1,2}}(?!\d))*"
    rf"(?:{_AND}(?:{_PARA_WORD}\s*)?\d{{1,2}}(?:{_SUB}){{0,5}}(?!\d))?)",
    re.IGNORECASE,
)
_SINGLE_PARA = re.compile(
    r"\s*,?\s*(?:sub-?)?(?:paragraph|paragraphe|párrafo|apartado|пункт|частина|часть)\s",
    re.IGNORECASE,
)
_MORE_PARA = re.compile(
    rf"(?P<to>{_TO})?(?:{_AND}(?:{_PARA_WORD}\s*)?)?(?P<item>\d{{1,2}}(?:{_SUB}){{0,5}})",
    re.IGNORECASE,
)
_NEXT = re.compile(rf"(?:(?P<to>{_TO})|{_AND})(?:{_ARTICLE_WORD}\s*)?(?=\d)", re.IGNORECASE)
_COMMON_AFTER = re.compile(
    r"\s*,?\s*(?:common\s+to|commun\s+aux|común\s+a|общ(?:ая|ей)\s+для|спільн\w+\s+для)",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"\s*,?\s*\(?(?:of|in|under|to|du|de|del|des|dans)?\s*(?:the|la|le|l['’]|las|los|les)?\s*"
    r"(?:(?:UN|United\s+Nations|ООН|\d{4})\s+)?",
    re.IGNORECASE,
)
_BEFORE_LINK = re.compile(
    r"[\s,:;(’'\"”»]*(?:(?:under|in|its|their|по|у|в|на|nın|nin|ının|inin)\s+)?$", re.IGNORECASE
)
_SUB_PART = re.compile(r"\(\s?(\w+)\s?\)")
#: "2-ci maddə", "2-րդ հոդված": the number stands before the word.
_NUMBER_FIRST = re.compile(
    r"(?<![\w-])(?P<number>\d{1,3})\s?(?:-?\s?(?:ci|cı|cu|cü|րդ|ին)\s+)(?:maddə\w*|հոդված\w*)",
    re.IGNORECASE,
)
#: "of the Criminal Code", "Уголовного кодекса": an article of something that is no instrument of ours.
_OF_ANOTHER = re.compile(
    r"\s*,?\s*\(?(?:of|du|de\s+la|de\s+l['’]|de\s+los|del?|des)\s*(?:the\s+|its\s+|their\s+)?\w"
    r"|\s+[А-ЯЁІЇЄҐ][\w-]+\s+(?:\w+\s+)?(?:кодекс|закон|конституц|уставу?а?)"
    r"|\s+(?:Конституции|Конституції|УК|КК|УПК|КПК)\b"
)
_FURTHEST_LINK = 40
_MOST_IN_RANGE = 200
_MOST_IN_CITATION = 400


@dataclass(frozen=True, slots=True)
class Citation:
    """One citation of one or more provisions.

    Attributes:
        start, end: its place in the text.
        text: as written.
        instrument: short name, "" when the text does not say which.
        codes: what is cited, in order; a range is written out.
        resolved: how the instrument was found: ``named``, ``nearest`` ("the Convention", or the last one named
            before), ``default`` or ``unknown``.
        problems: one for each code that names no article or paragraph of the instrument.
    """

    start: int
    end: int
    text: str
    instrument: str
    codes: tuple[str, ...]
    resolved: str
    problems: tuple[Problem, ...] = ()

    def as_dict(self) -> dict[str, object]:
        """For JSON."""
        return {
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "instrument": self.instrument,
            "codes": list(self.codes),
            "resolved": self.resolved,
            "problems": [each.as_dict() for each in self.problems],
        }


def find_citations(text: str, default: str = "", law: Law | None = None) -> tuple[Citation, ...]:
    """Every citation of articles in a text, in one pass.

    ``default``: the instrument that a bare article means when none is named before it (a submission to the
    Committee against Torture: ``CAT``).

    >>> [c.codes for c in find_citations("See article 2, paragraph 2, of the Convention against Torture.")]
    [('CAT/2/2',)]
    >>> find_citations("articles 32 to 35 of the Convention against Torture")[0].problems[0].code
    'article-unknown'
    """
    law = law or shipped_law()
    mentions = find_mentions(text, law, default)
    starts = [each.start for each in mentions]
    found = []
    seen: dict[str, Problem | None] = {}
    done = 0
    for anchor in _ANCHOR.finditer(text):
        if anchor.start() < done:
            continue
        paths, end = _paths(text, anchor)
        if not paths:
            continue
        done = end
        common = bool(anchor["common"] or _COMMON_AFTER.match(text, end))
        where = _Place(text, mentions, starts, anchor.start(), end)
        found.append(_citation(where, paths, common, default, law, seen))
    for each in _NUMBER_FIRST.finditer(text):
        where = _Place(text, mentions, starts, each.start(), each.end())
        found.append(_citation(where, [(each["number"],)], False, default, law, seen))
    return tuple(sorted(found, key=lambda each: each.start))


def _paths(text: str, anchor: re.Match[str]) -> tuple[list[tuple[str, ...]], int]:
    """The articles and paragraphs from an anchor on, and where they end."""
    paths: list[tuple[str, ...]] = []
    at = anchor.end()
    to = False
    while len(paths) < _MOST_IN_CITATION and (item := _ITEM.match(text, at)):
        number = re.sub(r"\s", "", item["number"]).lower()
        subs = tuple(each.lower() for each in _SUB_PART.findall(item["subs"]))
        if item["letter"]:
            subs = (item["letter"].strip().lower(), *subs)
        if to and paths and number.isdigit() and paths[-1][0].isdigit():
            low, high = int(paths[-1][0]), int(number)
            if low < high <= low + _MOST_IN_RANGE:
                paths += [(str(each),) for each in range(low + 1, high)]
        at = item.end()
        paragraphs = [subs] if subs else []
        if para := _PARA.match(text, at):
            # One paragraph named in the singular: what follows it is another article.
            single = _SINGLE_PARA.match(text, at)
            paragraphs = [subs + each for each in _paragraphs(para)][: 1 if single else None]
            at = para.start("more") if single else para.end()
        if anchor["before"] and not paths:
            paragraphs = [_split(anchor["before"])]
        paths += [(number, *each) for each in paragraphs] or [(number,)]
        following = _NEXT.match(text, at)
        if following is None or not _ITEM.match(text, following.end()):
            break
        # "article 2, 12 November": a date or a count is no further article.
        if re.match(
            r"\d{1,3}(?!\d)\s*(?:%|per\b|[^\W\d]{3,}\s+\d{4})",
            text[following.end() : following.end() + 24],
        ):
            break
        to = bool(following["to"])
        at = following.end()
    return paths, at


def _paragraphs(para: re.Match[str]) -> list[tuple[str, ...]]:
    found = [_split(para["first"])]
    for each in _MORE_PARA.finditer(para["more"]):
        path = _split(each["item"])
        if each["to"] and path[0].isdigit() and found[-1][0].isdigit():
            found += [(str(n),) for n in range(int(found[-1][0]) + 1, int(path[0]))]
        found.append(path)
    return found


def _split(item: str) -> tuple[str, ...]:
    number = re.match(r"\d+", item)
    return ((number.group(),) if number else ()) + tuple(
        each.lower() for each in _SUB_PART.findall(item)
    )


@dataclass(frozen=True, slots=True)
class _Place:
    """A citation's place among the mentions of instruments."""

    text: str
    mentions: Sequence[Mention]
    starts: Sequence[int]
    start: int
    end: int

    def instrument(self, default: str) -> tuple[str, str, int]:
        """The instrument, how it was found, and where the citation then ends."""
        index = bisect_left(self.starts, self.end)
        link = _LINK.match(self.text, self.end)
        if index < len(self.mentions) and link is not None:
            after = self.mentions[index]
            if after.start <= link.end() and after.end > self.end:
                if after.instrument:
                    return after.instrument, "nearest" if after.generic else "named", after.end
                return "", "unknown", after.end
        if _OF_ANOTHER.match(self.text, self.end):
            return "", "unknown", self.end
        before = index - 1
        while before >= 0 and self.mentions[before].end > self.start:
            before -= 1
        if before >= 0:
            near = self.mentions[before]
            between = self.text[near.end : self.start]
            if (
                near.instrument
                and not near.generic
                and len(between) < _FURTHEST_LINK
                and _BEFORE_LINK.fullmatch(between)
            ):
                return near.instrument, "named", self.end
        while before >= 0:
            if self.mentions[before].instrument:
                return self.mentions[before].instrument, "nearest", self.end
            before -= 1
        return (default.upper(), "default", self.end) if default else ("", "unknown", self.end)


def _citation(
    where: _Place,
    paths: list[tuple[str, ...]],
    common: bool,
    default: str,
    law: Law,
    seen: dict[str, Problem | None],
) -> Citation:
    short, how, end = where.instrument(default)
    if (
        common
        and paths[0][0] == "3"
        and (short in {"", "GC", "GC1", "GC3", "GC4"} or how in {"nearest", "default"})
    ):
        short, how = "GC", "named"
    codes: list[str] = []
    problems: list[Problem] = []
    instrument = law.known(short)
    for path in paths:
        code = "/".join((short, *path)) if short else "/".join(path)
        codes.append(code)
        if instrument is None:
            continue
        if code not in seen:
            seen[code] = _missing(law, instrument, path)
        problem = seen[code]
        if problem is not None:
            problems.append(problem)
    return Citation(
        where.start,
        end,
        where.text[where.start : end],
        short,
        tuple(codes),
        how,
        tuple(problems),
    )


def _missing(law: Law, instrument: Instrument, path: tuple[str, ...]) -> Problem | None:
    """Why a path names nothing in an instrument, or ``None`` when it does or when we cannot know."""
    code = "/".join((instrument.short, *path))
    if law.find(code) is not None or any(key.startswith(code + "/") for key in law.by_code):
        return None
    problem = law.why_unknown(instrument, (instrument.short, *path))
    if problem.code == "provision-not-held":
        return None
    if (
        problem.code == "paragraph-unknown"
        and law.find("/".join((instrument.short, path[0]))) is not None
        and not all(each.numbered for each in instrument)
    ):
        # The Geneva Conventions number no paragraphs; of an article held whole we do not know how many it has.
        return None
    if problem.code == "paragraph-unknown" and len(path) > 2:
        # Subparagraphs are held only where they matter to us: a letter below a held paragraph may exist.
        if law.find("/".join((instrument.short, *path[:-1]))) is not None:
            return None
        return _missing(law, instrument, path[:-1])
    return problem
