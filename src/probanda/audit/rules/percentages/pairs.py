"""Which number of a sentence a percentage is said of, read from what joins them rather than from phrases.

A number and its share stand side by side: in a bracket ("23 (45%)", "45% (23 women)"), behind a word that says
they are the same ("41 cases, or 29%", "1.017, es decir, el 15 %"), or in apposition between commas.
"""

from __future__ import annotations

import re
from functools import cache

from probanda.audit.extract.language import Language
from probanda.audit.extract.quantities import Quantity
from probanda.audit.lexicon import words

__all__ = [
    "ANOTHER",
    "BASE_GAP",
    "COUNTED",
    "FROM_ALL",
    "Joined",
    "joined",
    "part_before",
    "part_behind",
    "part_inside",
]

#: What something may be a share of.
COUNTED = frozenset({"count", "measure", "money"})
#: "bracket", "marked" (a word says that both are the same) or "comma"; "" when the two are not one.
Joined = str
_ARTICLES = r"(?:the|a|an|у|el|la|un|una|en|in|в|le|les|l['’]|des|some|of|на|by|por)"
#: More words than these between a number and its share, and they belong to something else.
_MOST = {"bracket": 9, "marked": 14, "comma": 6}
_WIDE = 12
_WORD = re.compile(r"[^\W\d_]+")
#: "30 per cent of whom", "45% more than": a share or a change of the number before, not the same number.
_OTHER = re.compile(
    r"\s*(?:(?:of|de|из|des?)\s+"
    r"(?:whom|which|l[oa]s\s+(?:cuales|que)|которых|(?:these|them|ellos|ellas|est[oa]s|них|ce(?:ux|lles))(?!\s*[.,;)]|\Z))"
    r"|more|less|fewer|higher|lower|above|below|up|down|más|menos|больше|меньше|выше|ниже|de\s+(?:plus|moins)|plus|moins)(?!\w)",
    re.IGNORECASE,
)
#: An apposition ends at a stop, or behind "of the total".
_CLOSED = re.compile(
    r"\s*(?:in\s+all|in\s+total|en\s+total|au\s+total|всего)?(?:\s[а-яё]+){0,2}\s*(?:(?:(?:out\s+)?of|del?|от|из|du|des|sur|among|среди|entre)\s[^.,;:()–—]{0,80})?(?:[.,;:)\]–—]|\Z)",
    re.IGNORECASE,
)
#: "(n = 11)".
_SAMPLE = re.compile(r"\(\s*[nN]\s*=\s*\Z")
#: Another thing is told: "while the population grew by 35 per cent".
ANOTHER = re.compile(
    r"(?<!\w)(?:while|whilst|whereas|but|when|although|against|compared|mientras|pero|frente|тогда|но|хотя|против|tandis|mais|contre)(?!\w)",
    re.IGNORECASE,
)


@cache
def _links(code: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{words('that_is', code)})[,:]?\Z", re.IGNORECASE)


def _modifiers(language: Language) -> re.Pattern[str]:
    """What may stand right before a percentage: articles and words like "about", "more than"."""
    known = language.patterns.get("before-a-share")
    if known is None:
        bounds = "|".join(
            re.escape(word.strip()).replace(r"\ ", r"\s+")
            for listed in language.raw["modifiers"].values()
            for word in str(listed).split("|")
        )
        known = re.compile(rf"(?<![\w'’])(?:{bounds}|{_ARTICLES})\s*\Z", re.IGNORECASE)
        language.patterns["before-a-share"] = known
    return known


def _stripped(gap: str, language: Language) -> str:
    """A gap without the articles and bounds at its end."""
    trimmed = gap.rstrip()
    for _ in range(3):
        found = _modifiers(language).search(trimmed)
        if not found:
            break
        trimmed = trimmed[: found.start()].rstrip()
    return trimmed


def joined(gap: str, behind: str, language: Language, most: int = 0) -> Joined:
    """How two numbers with a gap between them are joined, `behind` being what follows the second.

    `most` are the words that may stand between them, where the two belong together anyhow.

    >>> from probanda.audit.extract.language import language_tables
    >>> english = language_tables("en")
    >>> joined(" women (", ") were", english), joined(" cases, or ", " of all.", english)
    ('bracket', 'marked')
    >>> joined(" men and ", " women", english)
    ''
    """
    if ANOTHER.search(gap) or _OTHER.match(behind):
        return ""
    trimmed = _stripped(_SAMPLE.sub("(", gap), language)
    if trimmed.endswith(("(", "[", "=")):
        noun, way = trimmed[:-1], "bracket"
        if not trimmed.endswith("=") and not re.match(r"[^()\[\]]{0,90}[)\]]", behind):
            return ""
    else:
        link = _links(language.code).search(trimmed)
        if link:
            noun, way = trimmed[: link.start()].rstrip(" ,(–—["), "marked"
        elif trimmed.endswith((",", "–", "—", " -")) and _CLOSED.match(behind):
            noun, way = trimmed[:-1], "comma"
        else:
            return ""
    if re.search(r"[.;:()\d]", noun) or len(_WORD.findall(noun)) > max(most, _MOST[way]):
        return ""
    return way


def part_before(
    text: str, percent: Quantity, listed: list[Quantity], place: int, language: Language
) -> tuple[Quantity, Joined] | None:
    """The count in front of a percentage, when the two are one."""
    if not place:
        return None
    last = listed[place - 1]
    if last.unit not in COUNTED:
        return None
    of = any(
        q.of == last.index for q in listed[:place]
    )  # "17 of those 20 tell of wounds …, 85 per cent"
    behind = text[percent.end : percent.sentence[1]]
    way = joined(text[last.end : percent.start], behind, language, _WIDE if of else 0)
    return (last, way) if way else None


#: "two thirds of the 60 (41)".
BASE_GAP = re.compile(
    r"\s+(?:of|de|из|des|du|del)?\s*(?:(?:the|these|those|all|los|las|les|этих|всех|our|its)\s+)*",
    re.IGNORECASE,
)


def part_inside(
    text: str, percent: Quantity, listed: list[Quantity], place: int
) -> tuple[Quantity, Joined] | None:
    """The count behind a percentage in one bracket: "settlers (35.0%, 28,512)"."""
    after = listed[place + 1] if place + 1 < len(listed) else None
    if after is None or after.unit != "count":
        return None
    inside = (
        re.fullmatch(r"\s*[,;/]\s*(?:n\s*=\s*)?", text[percent.end : after.start])
        and re.search(r"[(\[]\s*\Z", text[percent.sentence[0] : percent.start])
        and re.match(r"\s*[)\]]", text[after.end : after.end + 4])
    )
    return (after, "bracket") if inside else None


#: "10 rallies of the 41", "2 casos, de los 110 documentados": a part, right before its whole.
FROM_ALL = re.compile(
    r"(?:\s[^\W\d]+){0,2},?\s(?:(?:out\s)?of|из|de|sur|parmi|entre)\s(?:the\s|los\s|las\s|les\s|общих\s|всех\s)?",
    re.IGNORECASE,
)


def _has_base(text: str, part: Quantity, listed: list[Quantity]) -> bool:
    """Whether a number is told with what it is of."""
    behind = next((q for q in listed if q.start >= part.end), None)
    told = behind is not None and FROM_ALL.fullmatch(text[part.end : behind.start]) is not None
    return told or part.of is not None


def part_behind(
    text: str, percent: Quantity, listed: list[Quantity], place: int, language: Language
) -> tuple[Quantity, Joined] | None:
    """The count behind a percentage, when the two are one: "54 per cent (61 persons)", "54 %, или 61 человек"."""
    for after in listed[place + 1 : place + 3]:
        if after.unit != "count":
            return None
        if after.index == percent.of or (
            percent.unit == "share" and BASE_GAP.fullmatch(text[percent.end : after.start])
        ):
            continue  # "14 per cent of the 320 detainees (45)"
        gap = text[(percent if after is listed[place + 1] else listed[place + 1]).end : after.start]
        way = joined(gap, text[after.end : after.sentence[1]], language)
        if way == "bracket":
            tail = text[after.end : after.end + 50]
            if not re.match(r"\s*(?:[^\W\d]+\s*){0,4}[)\],]", tail) and after.of is None:
                return None
        if way == "comma" and percent.unit == "share":
            return after, way  # "three quarters of the women, 68, …"
        return (
            (after, way)
            if way in {"bracket", "marked"} or (way and _has_base(text, after, listed))
            else None
        )
    return None
