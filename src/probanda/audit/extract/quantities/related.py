"""Numbers of one sentence as parts and wholes, with what the sentence says around them."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from probanda.audit.any_case import any_case
from probanda.audit.extract.circumstances import circumstances
from probanda.audit.extract.language import Language
from probanda.audit.extract.phrases import NOTHING, Word
from probanda.audit.extract.quantities.named import label_before, named_elsewhere, only_like
from probanda.audit.extract.quantities.partitive import PARTITIVE
from probanda.audit.extract.quantities.quantity import Quantity
from probanda.audit.facts import Facts
from probanda.audit.lexicon import field

__all__ = ["list_closed", "relate"]

#: "which are included in the total of 2.5 million": part of what follows, not the other way round.
_WITHIN = any_case(r"\s+(?:in|within|among|en|dans)\s")
_YEAR = re.compile(r"(?:19|20)\d\d(?!\d)")
_RANGE = re.compile(r"\s*(?:[-–]|(?:and|to|or|и|до|или|y|a|o|et|à|ou)(?!\w))\s*")


def relate(
    facts: Facts,
    found: list[Quantity],
    tokens: list[Word],
    language: Language,
    sentence: tuple[int, int],
) -> list[Quantity]:
    """Give each quantity what its sentence says of it: noun from before, whole, period, place, speaker."""
    start, end = sentence
    text = facts.text
    found = _ranged(facts, found, start)
    related: list[Quantity] = []
    around = circumstances(facts, sentence, [(each.start, each.end) for each in found], tokens)
    opening = _announced(text, start, found)
    of_whom, including = language.pattern("of_whom"), language.pattern("including")
    for place, each in enumerate(found):
        since = found[place - 1].end if place else start
        between = text[since : each.start]
        before = _before(text, found, place)
        linked = _BRACKETED.sub("", text[found[before].end : each.start]) if before >= 0 else ""
        group, subset, whole, label = each.group, "", None, ""
        counts = [i for i in range(place) if related[i].unit == "count" and related[i].subset == ""]
        lead = (of_whom.search(between), including.search(between))
        if lead[0] and re.search(r":\s|(?:\w+\s+){7,}", between[lead[0].end() :]):
            lead = (None, lead[1])
        if lead[1] and (
            len(between[lead[1].end() :].split()) > 4 or _WITHIN.match(between, lead[1].end())
        ):
            lead = (lead[0], None)
        if lead[1] and list_closed(between[lead[1].end() :], language):
            lead = (lead[0], None)
        if place and _SHARE_OF[language.code].fullmatch(between):
            lead = (None, None)  # "seven of these nine": nine is the whole
        after = of_whom.match(text[each.end : end].lstrip(" ,"))
        if after and place + 1 < len(found):
            # "412, of whom 37 were …": this is the whole
            behind_it = text[each.end : found[place + 1].start].lstrip(" ,")
            after = None if re.fullmatch(r",?\s*(?:\w+\s+)?", behind_it[after.end() :]) else after
        opened = not counts and place == 0 and each.start - start < 60
        if (
            each.unit in {"count", "percent"}
            and place != opening
            and (counts or opened)
            and (lead[0] or lead[1] or after)
        ):
            subset = "including" if lead[1] and not lead[0] else "of_whom"
            whole = _large_enough(each, counts, related, text)
        elif (
            before >= 0
            and related[before].subset
            and related[before].unit == each.unit
            and re.fullmatch(
                r"[^.;:]{0,60}?(?:,|\band\b|\bи\b|\by\b|\bet\b|,\s*and)\s*(?:\w+[\s:]+){0,2}",
                linked,
            )
            and not re.search(r"(?<!\w)(?:while|whereas|were then|а)(?!\w)", linked)
            and not _acted(linked, language)  # "including 2 women, and injured 9"
        ):
            subset, whole = related[before].subset, related[before].whole
        if (
            place
            and lead[1]
            and re.search(r"\(\s*\Z", between[: lead[1].start()])
            and found[place - 1].unit == "count"
        ):
            subset, whole = "including", place - 1  # "719 civilians (including 71 children …)"
        if (
            opening is not None
            and place > opening
            and not subset
            and each.unit in {"count", "percent"}
        ):
            subset, whole = "of_whom", opening
        listed = next(
            (r for r in reversed(related) if r.subset == "of_whom" and r.whole is None), None
        )
        if (
            not subset
            and listed is not None
            and each.unit == listed.unit
            and re.search(r"(?:,|(?<!\w)(?:and|и|y|et))\s*\Z", between)
        ):
            subset = (
                "of_whom"  # "of this, 250,000 came from two foundations, 120,000 from fees and …"
            )
        if not subset and each.unit == "count" and PARTITIVE[language.code].match(text, each.end):
            behind = PARTITIVE[language.code].match(text, each.end)
            nearest = found[place + 1].start if place + 1 < len(found) else end
            year = behind and _YEAR.match(text, behind.end())  # "the 148 of 2021"
            if behind and not year and behind.end() < nearest and language.code in {"en", "ru"}:
                subset = "some_of"
        of_list = (
            subset in {"of_whom", "including"}
            or ":" in between
            or (before >= 0 and related[before].group.start == 0)
        )
        if each.unit == "count" and of_list and counts and only_like(group, language):
            # "8.412 testimonios: 7.265 individuales": what they are like, not what they are
            held = related[whole] if whole is not None else related[counts[0]]
            if held.group.text:
                group = replace(held.group, labels=held.group.labels | {group.head}, start=0, end=0)
        if each.unit == "count" and not group.text:
            group, label = named_elsewhere(
                facts, each, found, related, place, tokens, language, sentence, whole
            )
        elif each.unit in {"count", "percent"}:
            label = label_before(text, start, each.start, listed=bool(counts))
        if place and _SHARE_OF[language.code].fullmatch(text[found[place - 1].end : each.start]):
            base = related[place - 1]
            if base.unit in {"count", "percent", "share"} and each.unit == "count":
                possessive = base.group.text.endswith(("'s", "’s", "'", "’"))
                own = base.group if base.group.text and not possessive else group
                related[place - 1] = replace(
                    base,
                    of=place,
                    group=own if own.text else group,
                    subset="" if base.subset == "some_of" else base.subset,
                )
        if place and related[place - 1].of == place:
            each = replace(each, definite=True)  # noqa: PLW2901
        related.append(
            replace(
                each, group=group, subset=subset, whole=whole, label=label, around=around[place]
            )
        )
    return related


#: What stands in brackets between two numbers: a percentage, a remark.
_BRACKETED = re.compile(r"\s*\([^()]{0,60}\)|\A[^()]{0,30}\)")


#: One that "including" names without a number, and the end of what it names: "including a child, 11 injured".
_NAMED = re.compile(r"\s*(?:[^\W\d][\w'’-]*\s+){0,4}?[^\W\d][\w'’-]*,\s")


def list_closed(behind: str, language: Language) -> bool:
    """Whether what "including" opens has ended before a number: "including women, injuring 9"."""
    if _NAMED.match(behind):
        return True
    return len(behind.split()) > 1 and _acted(behind, language)


def _acted(words: str, language: Language) -> bool:
    """Whether the last words before a number say what befell those that it counts."""
    behind = re.split(r"[,;]|(?<!\w)(?:and|и|а|y|e|et)(?!\w)", words)[-1]
    last = re.findall(r"[^\W\d][\w'’-]*", behind)[-2:]
    return any(language.action(word) in {"kill", "injure"} for word in last)


def _before(text: str, found: list[Quantity], place: int) -> int:
    """The number before this one in its list, percentages in brackets left out; -1 when there is none."""
    at = place - 1
    while (
        at >= 0
        and found[at].unit == "percent"
        and found[place].unit != "percent"
        and text[: found[at].start].rstrip()[-1:] == "("
    ):
        at -= 1
    return at


def _large_enough(
    each: Quantity, counts: list[int], related: list[Quantity], text: str
) -> int | None:
    """The whole of "of them": the last count, or the last that can hold so many where others stand between."""
    if not counts:
        return None
    last = related[counts[-1]]
    near = re.fullmatch(
        r"\s*(?:\([^()]*\)\s*)?[,;(]?\s*(?:\w+\s+){0,3}",
        text[max(last.end, last.group.end) : each.start],
    )
    if last.value >= each.value or near:
        return counts[-1]
    return next((at for at in reversed(counts) if related[at].value >= each.value), counts[-1])


#: Words that make "35 and 37%" one span of percentages: before it, or in it.
_BETWEEN = any_case(r"(?<!\w)(?:between|entre|от|между)\s+(?:\w+\s+)?\Z")
_UP_TO = any_case(r"\s*(?:[-–]|(?:to|до|a|à)(?!\w))\s*")
#: "21.4 and 20.8%", "12.4, 11.3 and 10.2 per cent": the sign is said once.
_AND = re.compile(r"\s*(?:,|(?:and|и|y|e|et|və)(?!\w))\s*")
#: "five or six men": one number, told as two.
_OR = any_case(r"\s*(?:[-‑]|(?:or|или|o|u|ou|yoxsa)(?!\w))\s*")


#: Right before a number from which another one is reached, or which a span begins with.
_FROM = any_case(r"(?<!\w)(?:from|с|со|de|del|desde|depuis)\s+(?:(?:los|las)\s+)?\Z")
_YEARS = any_case(r"\s+(?:years?|лет|года?|años?|ans?|yaş)(?!\w)")
#: Ends further apart are of no span.
_WIDEST = 5


def _is_span(facts: Facts, each: Quantity, other: Quantity, start: int) -> bool:
    """Whether "17 to 19 persons", "from three to five years" is a span: where nothing rose or fell."""
    text = facts.text
    opened = _FROM.search(text[max(start, each.start - 24) : each.start])
    if other.value > each.value * _WIDEST or (opened and other.unit in {"count", "percent"}):
        return False
    return _UP_TO.fullmatch(text[each.end : other.start]) is not None and not any(
        field(name, facts.language).search(text, start, other.start)
        for name in ("rose", "fell", "change")
    )


def _ranged(facts: Facts, found: list[Quantity], start: int) -> list[Quantity]:
    """Give "between two and nine days" one unit, and the ends of a span their bounds."""
    answer, text = list(found), facts.text
    for place in range(len(found) - 2, -1, -1):
        each, other = found[place], answer[place + 1]
        joint = text[each.end : other.start]
        between = _BETWEEN.search(text[max(0, each.start - 24) : each.start])
        spanned = between or _is_span(facts, each, other, start)
        if each.unit == "count" and not each.group.text and _RANGE.fullmatch(joint):
            if other.unit in {"duration", "age", "measure", "money", "percent"} and (
                other.unit != "percent" or between or _UP_TO.fullmatch(joint)
            ):
                answer[place] = each = replace(each, unit=other.unit, unit_word=other.unit_word)
            elif other.unit == "count" and other.group.text and (spanned or _OR.fullmatch(joint)):
                answer[place] = each = replace(each, group=replace(other.group, start=0, end=0))
        if each.unit == "rate" and other.unit == "percent" and _AND.fullmatch(joint):
            answer[place] = each = replace(each, unit="percent", unit_word=other.unit_word)
        if (
            each.unit == "age"
            and other.unit in {"count", "duration"}
            and (not other.group.text or _YEARS.match(text, other.end))
            and other.value > each.value
            and _RANGE.fullmatch(joint)
        ):
            answer[place + 1] = other = replace(
                other, unit="age", unit_word=each.unit_word, group=NOTHING
            )
        if (
            each.unit == other.unit
            and each.exact
            and other.exact
            and each.value < other.value
            and _RANGE.fullmatch(joint)
            and not (each.group.text and each.group.start)
        ):
            if spanned:
                answer[place] = replace(each, bound="at_least")
                answer[place + 1] = replace(other, bound="up_to")
            elif _OR.fullmatch(joint) and other.value - each.value <= max(
                Decimal(2), each.value / 2
            ):
                answer[place] = replace(each, bound="about")
                answer[place + 1] = replace(other, bound="about")
    return answer


_ANNOUNCED = any_case(
    r"(?:^|[.;:]\s+|,\s+)(?:of|out of|among|из|среди|de|sur|parmi|entre)\s+(?:(?:the"
    r"|these|those|all|a total of|los|las|les|estos|estas|esos|esas|todos|todas|ces|этих|тех|всех)\s+){0,2}\Z",
)


def _announced(text: str, start: int, found: list[Quantity]) -> int | None:
    """The quantity that opens a sentence as the whole of what follows: "Of the 12 detainees, 8 …"."""
    for place, each in enumerate(found[:2]):
        if (
            each.unit == "count"
            and (each.group.text or text[each.end : each.end + 1] == ",")
            and _ANNOUNCED.search(text[start : each.start])
        ):
            return place
    return None


_SHARE_OF = {
    code: any_case(
        pattern.pattern
        + r"(?:\w+['’]s?\s+)?(?:(?:about|some|around|approximately|more than|over)\s+)?",
    )
    for code, pattern in PARTITIVE.items()
}
