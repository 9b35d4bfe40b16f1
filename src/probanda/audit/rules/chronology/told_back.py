"""What had happened before, dated after: "the court, to which they had applied on D2, gave judgment on D1".

The pluperfect, and the participle that stands behind its noun ("the complaint filed on …", "поданному 12 марта"),
say that an act was earlier than the one told; its date must not be later.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from probanda.audit.extract.circumstances import dates_between
from probanda.audit.extract.dates import DateMention
from probanda.audit.extract.quotations import in_speech
from probanda.audit.extract.told_events import telling_words
from probanda.audit.facts import Facts
from probanda.audit.rules.chronology.apart import single, surely_before
from probanda.audit.rules.registry import Hit

__all__ = ["told_back"]

_HAD = {
    "en": re.compile(
        r"(?<!\w)(?:had|having)(?!\s+(?:to|no|not yet|a|an|the)(?!\w))(?!\w)", re.IGNORECASE
    ),
    "es": re.compile(r"(?<!\w)hab(?:ía|ían|iendo)\s+\w+(?:do|to|cho|so)(?!\w)", re.IGNORECASE),
    "fr": re.compile(
        r"(?<!\w)(?:avait|avaient|ayant|s['’]étai(?:t|ent))\s+(?:\w+\s+)?\w+(?!\w)", re.IGNORECASE
    ),
}
#: A participle behind its noun, and its date: "жалобе, поданной 12 марта", "la denuncia presentada el 12".
_PARTICIPLE = {
    "ru": re.compile(
        r"(?<!\w)\w+(?:нн|ят|ыт|вш)(?:ый|ого|ому|ым|ом|ая|ой|ую|ое|ые|ых|ыми|ий|его|ему|им|ем|ее|ие|их|ими|яя|ей|юю)\s+(?:[^\W\d]+\s+){0,3}\Z"
    ),
    "es": re.compile(
        r"(?P<before>[^\W\d]+,?)\s+[^\W\d]+[ai]d[oa]s?\s+(?:[^\W\d]+\s+){0,2}(?:el|en)\s+\Z"
    ),
    "fr": re.compile(
        r"(?P<before>[^\W\d]+,?)\s+[^\W\d]+(?:é|ée|és|ées|ue?s?|ise?s?)\s+(?:[^\W\d]+\s+){0,2}(?:le|en)\s+\Z"
    ),
    "en": re.compile(
        r"(?<!\w)(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts|[Tt]his)\s+(?:[a-z-]+\s+){1,3}?"
        r"(?:\w+ed|taken|given|sent|made|held|brought|written|begun)\s+(?:[a-z]+\s+){0,3}(?:on|in)\s+\Z"
    ),
}
#: Before a participle these make it a finite verb, or one of several.
_AUXILIARY = frozenset(
    [
        "fue",
        "fueron",
        "sido",
        "ha",
        "han",
        "ser",
        "era",
        "eran",
        "quedó",
        "resultó",
        "resultaron",
        "estuvo",
        "está",
        "están",
        "y",
        "o",
        "se",
        "hubo",
        "había",
        "habían",
        "été",
        "est",
        "sont",
        "fut",
        "furent",
        "a",
        "ont",
        "avait",
        "avaient",
        "et",
        "ou",
        "était",
        "étaient",
    ]
)
_FINITE = re.compile(r",?\s*(?:was|were|has|have|had|is|did)(?!\w)")
#: What is fixed for a coming day may well be dated after the act.
_COMING = re.compile(
    r"(?<!\w)(?:due|planned|scheduled|expected|fixed|set for|postponed|adjourned|extended|prolonged"
    r"|valid|intended|hoped|wanted"
    r"|назначенн\w+|намеченн\w+|запланированн\w+|ожидаем\w+|продл[её]нн\w+|previst[oa]s?|programad[oa]s?|fijad[oa]s?|prorrogad[oa]s?"
    r"|prévue?s?|fixée?s?|prolongée?s?)(?!\w)|(?<!\w)(?:for|by|until|till|before|до|на|hasta|antes del?"
    r"|para|jusqu\w*|avant|pour)\s+(?:the\s+|el\s+|le\s+)?\Z",
    re.IGNORECASE,
)
_JOINT = re.compile(
    r"[,;:()—–]|(?<!\w)(?:who|which|that|whom|when|because|and|but|while|as|que|quien|cuando|y|pero|porque|qui|et|mais|lorsqu\w+"
    r"|котор\w+|и|но|а|когда)(?!\w)",
    re.IGNORECASE,
)
_LENT = 45


def told_back(facts: Facts, done: set[int]) -> Iterator[Hit]:
    """Dates of what had been before that lie after what is told."""
    for block in facts.document.prose():
        told: DateMention | None = None
        for start, end in facts.document.sentences(block):
            found = [d for d in single(dates_between(facts, start, end)) if d.precision != "year"]
            if not found or in_speech(facts, start + 1):
                continue
            back = [d for d in found if _goes_back(facts, d, start, end)]
            main = [d for d in found if d not in back and not _of_thing(facts, d, start)]
            for each in back:
                alone = _HAD.get(facts.language) and told and not _behind_noun(facts, each, start)
                beside = main or ([told] if alone and told else [])
                if (
                    not beside
                    or each.start in done
                    or not all(surely_before(d, each) for d in beside)
                ):
                    continue
                other = min(beside, key=lambda d: abs(d.start - each.start))
                if _lent_far(other, each):
                    continue
                done.add(each.start)
                yield Hit(
                    each.start,
                    each.end,
                    f"What is told as done before is dated {facts.quote(each.start, each.end)}, "
                    f"after {facts.quote(other.start, other.end)}.",
                    "Check both dates.",
                    ((other.start, other.end),),
                    "warning",
                )
            told = main[-1] if main else told if not back else None


def _goes_back(facts: Facts, when: DateMention, start: int, end: int) -> bool:
    """Whether a date belongs to a clause in the pluperfect, or to a participle behind its noun."""
    text, code = facts.text, facts.language
    lead = text[start : when.start]
    joints = [m.end() for m in _JOINT.finditer(lead)]
    opening = start + (joints[-1] if joints else 0)
    if when.operator or _of_thing(facts, when, start) or _COMING.search(text, opening, when.start):
        return False
    had = _HAD.get(code)
    if had is not None:
        clause = (opening, when.start)
        if len(text[opening : when.start].split()) < 3 and (
            opening == start or text[when.end : when.end + 1] in ", "
        ):
            closing = _JOINT.search(text, when.end + 1, end)
            clause = (when.end, closing.start() if closing else end)
        if had.search(text, *clause) and not _COMING.search(text, *clause):
            return True
    return _behind_noun(facts, when, start)


def _behind_noun(facts: Facts, when: DateMention, start: int) -> bool:
    """Whether a date belongs to a participle behind its noun."""
    participle = _PARTICIPLE.get(facts.language)
    found = (
        participle.search(facts.text[max(start, when.start - 70) : when.start])
        if participle
        else None
    )
    if found is None or found.groupdict().get("before", "").lower() in _AUXILIARY:
        return False
    return facts.language != "en" or bool(_FINITE.match(facts.text, when.end))


def _of_thing(facts: Facts, when: DateMention, start: int) -> bool:
    """Whether a date is a thing's ("the law of 3 May") and says nothing of the act told."""
    refers = telling_words("refers", facts.language) or "(?!)"
    return bool(when.operator) or bool(
        re.search(
            rf"(?<!\w)(?:{refers})\s+(?:the\s+|el\s+|le\s+)?\Z",
            facts.text[max(start, when.start - 20) : when.start],
        )
    )


def _lent_far(a: DateMention, b: DateMention) -> bool:
    """Whether a year was lent to either, and the other year may be meant."""
    if (a.year_from is None and b.year_from is None) or not (a.first and b.first):
        return False
    return abs((a.first - b.first).days) > _LENT
