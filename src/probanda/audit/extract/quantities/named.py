"""What a bare number counts: said before it, by a verb, or by a label."""

from __future__ import annotations

import re
from dataclasses import replace

from probanda.audit.any_case import any_case
from probanda.audit.extract.language import Language
from probanda.audit.extract.phrases import NOTHING, Group, Word, group_after
from probanda.audit.extract.quantities.partitive import token_at
from probanda.audit.extract.quantities.quantity import Quantity
from probanda.audit.facts import Facts

__all__ = ["label_before", "named_elsewhere", "only_like"]

#: "from 58 in 2022 to 109": the second number counts what the first counts.
_TO = re.compile(r"(?<!\w)(?:from|to|с|до|de|a|à)\s+(?:\w+\s+)?\Z")


#: "52 in 2019, 61 in 2020": what follows a number whose noun is left out.
_ELLIPSIS = re.compile(
    r"\s+(?:in|from|at|against|by|on|of them|в|во|на|от|en|contra|de|dans|contre)\s"
    r"|\s*[,;)]|\s+(?:and|и|y|et)\s|\s*[.!?]?\s*\Z"
)


_COPULA = {
    "en": any_case(
        r"\s*(?:\([^)]*\)\s*)?,?\s*(?:were|was|are|is|being)\s+(?:(?:all|either|classified "
        r"as|identified as|registered as)\s+)?",
    ),
    "ru": any_case(r"\s*(?:[-–—]|были|составляли|являлись|оказались)\s*"),
    "es": any_case(r"\s*(?:eran|son|fueron)\s+"),
    "fr": any_case(r"\s*(?:étaient|sont|était)\s+(?:des\s+)?"),
    "az": re.compile(r"(?!)"),
}


#: Endings of adjectives and participles that say of a noun what it is like, and are none.
_LIKE = {
    "es": re.compile(
        r"(?:\w+(?:[ai]d|ori|iv|os|ic|ari|iest|uest|ert|nt|an|on|ern|in|ect|et|eri|il)[oa]s?|\w+(?:ales|ables"
        r"|ibles|entes|antes|iles|ares"
        r"|ores|al|able|ible|ente|ante|il|ar)|libres?|simples?|gra?ves?|jóvenes|mayores|menores)\Z"
    ),
    "fr": re.compile(
        r"\w+(?:ées?|ée?s|ies?|is|us|ues|elles?|els|aux|ales?|iques?|ables?|ibles?|ents|entes|ants|antes|ifs"
        r"|ives|aires|eux|euses)\Z"
    ),
    "ru": re.compile(r"\w+(?:[ыи]ми|[ыи]е|[ыи]х|ым|им|ой|[еа]н[ыао]?|[ия]т[ыао])\Z"),
}


def _is_noun(group: Group, language: Language) -> bool:
    """Whether what stands behind "were" is a noun: "were women", not "were pending"."""
    words = group.text.lower().split()
    if not words:
        return False
    if group.head in language.kinds or group.head in language.persons:
        return True
    if any(word in language.irregular or word in language.kinds for word in words):
        return True
    if language.code == "en":
        last = words[-1]
        return last.endswith("s") and not last.endswith(("ss", "us", "ous", "is"))
    like = _LIKE.get(language.code)
    return like is None or not like.match(words[0])


def only_like(group: Group, language: Language) -> bool:
    """Whether a group is one adjective or participle: "individuales", "absolutorias", and no known noun."""
    like = _LIKE.get(language.code)
    if like is None or not group.text or " " in group.text or group.text[0].isupper():
        return False
    known = group.head in language.persons or bool(language.noun_class(group.head))
    return (
        not known
        and group.text.lower() not in language.irregular
        and bool(like.match(group.text.lower()))
    )


#: "Two thirds of all cases (132": a share of what the number counts.
_SHARED = any_case(
    r"(?:thirds?|half|quarters?|fifths?|tenths?|majority|most|per cent|percent|%|mitad|tercios?"
    r"|cuartas? partes?|mayoría"
    r"|parte|трети|треть|половин[аы]|большинство|четверт[иь]|части|moitié|tiers|majorité|quarts?|plupart"
    r"|yarısı)\s+"
    r"(?:(?:of|de|des|du|из|the|all|these|those|los|las|les|ces|всех|этих|estos|estas)\s+|d['’])*",
)


def named_elsewhere(
    facts: Facts,
    each: Quantity,
    found: list[Quantity],
    related: list[Quantity],
    place: int,
    tokens: list[Word],
    language: Language,
    sentence: tuple[int, int],
    whole: int | None = None,
) -> tuple[Group, str]:
    """What a bare number counts: said before it ("number of detainees was 12"), or by a label or a verb."""
    text, (start, end) = facts.text, sentence
    since = found[place - 1].end if place else start
    moved = place and _TO.search(text[since : each.start])
    before = list(
        language.pattern("number_of").finditer(text, start if moved else since, each.start)
    )
    number_of = before[-1] if before else None
    starts = [token.start for token in tokens]
    if number_of:
        first = token_at(starts, number_of.end() + 1) if number_of.end() + 1 < end else len(tokens)
        while first < len(tokens) and tokens[first].low in {"the", "all", "los", "las", "les"}:
            first += 1
        group = group_after(tokens, first, language)
        if group.text and group.end <= each.start:
            return group, ""
    opened = text.rfind("(", max(start, each.start - 3), each.start)
    if opened >= 0 and not text[opened + 1 : each.start].strip():
        shares = list(_SHARED.finditer(text, max(start, opened - 80), opened))
        if shares and shares[-1].end() < opened:
            group = group_after(tokens, token_at(starts, shares[-1].end()), language)
            if group.text and not text[group.end : opened].strip():
                return group, ""
    behind = _REMARK.match(text, each.end, end)
    at = behind.end() if behind else each.end
    copula = _COPULA[language.code].match(text, at)
    if copula and copula.end() < end:
        group = group_after(tokens, token_at(starts, copula.end()), language)
        did = group.text.split()[-1].lower() if group.text else ""
        if (
            group.text
            and (
                group.head in language.kinds
                or not (language.participle.match(did) or did.endswith("ed"))
            )
            and _is_noun(group, language)
        ):
            return group, ""
    label = label_before(text, start, each.start, listed=any(r.unit == "count" for r in related))
    counts = [r for r in related if r.unit == "count" and r.group.text]
    if whole is not None and related[whole].group.text:
        return _taken_up(text, related[whole].group, language, at, end), label
    linked = re.sub(r"\([^()]{0,60}\)|\A[^()]{0,30}\)", "", text[since : each.start])
    joined = place and re.fullmatch(
        r"(?:[^.;\d]{0,70}?(?:,|:|(?<!\w)(?:and|to|и|до|y|a|et|à)(?!\w))|\s*;[^.;\d]{0,60}?(?:,|—|–"
        r"|:)?)\s*(?:\w+\s){0,1}",
        linked,
    )
    parallel = place and (joined or _PARALLEL.search(text[since : each.start]))
    if parallel and counts and _ELLIPSIS.match(text, at, min(end, at + 12)):
        return replace(_holding(counts, each).group, start=0, end=0), label
    if label:
        return NOTHING, label
    verb = re.match(r"\s*(?:\w+\s+){0,2}?(?P<v>[^\W\d_]+)", text[at:end])
    if verb and counts:
        # "120 were detained, 30 released": the same people as before
        return _taken_up(text, _holding(counts, each).group, language, at, end), ""
    return NOTHING, ""


#: A clause of its own with a number and no noun: "; the Ombudsman counted 52", "en 2020, 71".
_PARALLEL = re.compile(
    r"(?:[,;—–]|\bthan\b|\bagainst\b|\bfrente a\b|\bпротив\b|\bcontre\b)[^.:()\d]{0,70}(?:\d{4}[^.:()\d]{0,8})?\Z"
)
#: A percentage or remark in brackets behind a number.
_REMARK = re.compile(r"\s*\([^()]{0,40}\)")


def _holding(counts: list[Quantity], each: Quantity) -> Quantity:
    """The last of the counts that can hold so many, else the last."""
    return next((q for q in reversed(counts) if q.value >= each.value), counts[-1])


def _taken_up(text: str, group: Group, language: Language, at: int, end: int) -> Group:
    """A noun said before, with what befell those counted here: "120 were detained, 30 released"."""
    words = re.findall(r"[^\W\d_]+", text[at : min(end, at + 30)])[:3]
    actions = frozenset(filter(None, map(language.action, words)))
    return replace(group, actions=actions or group.actions, start=0, end=0)


_LABEL = re.compile(
    r"(?:^|[;,(]\s*|(?:\band\b|\bи\b|\by\b|\bet\b)\s+)([^;:,()\d]{2,60}?)\s*(?:[:(–—=]"
    r"|-\s)\s*(?:\w+\s){0,2}\Z"
)


def label_before(text: str, start: int, position: int, *, listed: bool = False) -> str:
    """The words before a colon, a dash or a bracket that a number stands behind; "" when none.

    Args:
        text: of the document.
        start: of the sentence.
        position: of the number.
        listed: a count stands before it in the sentence, so that "412 interviews with victims, lawyers and staff:
            268 with men" divides that count and "lawyers and staff" is no label.
    """
    first = max(start, position - 90)
    found = _LABEL.search(text[first:position])
    if not found:
        return ""
    sign = text[first + found.end(1) : position]
    if listed and ":" in sign and not re.match(r"[;(]", found[0]) and found.start():
        lead = text[start : first + found.start(1)]
        if ";" not in lead and ":" not in lead:
            return ""
    return found[1].strip()
