"""Numbers that are somebody's age, with or without a word for years."""

from __future__ import annotations

import re
from decimal import Decimal

from probanda.audit.any_case import any_case
from probanda.audit.extract.language import Language

__all__ = ["is_age"]

#: Nobody is older.
_OLDEST_AGE = 110
_AGE_BEFORE = any_case(
    r"(?:aged|age of|ages?|at the age of|ages of|в возрасте|возраст[еа]?|âgée?s? de|à l['’]âge de|edad de"
    r"|a la edad de"
    r"|yaşı)\s+(?:(?:only|between|from|about|just|over|under|of|от|около|de|entre|менее|более|до|старше"
    r"|младше)\s+){0,2}\Z",
)
#: What a person's age stands behind, when years follow: "ему было 15 лет", "tenía 26 años", ", de 24 años".
_AGED_BEFORE = any_case(
    r"(?:(?<!\w)(?:tenía[n]?|tiene[n]?|tener|contaba con|cumplió|cumplidos?|menor(?:es)? de|mayor(?:es)? de"
    r"|edad (?:media|promedio)[^.;\d]{0,30}"
    r"|моложе|младше|старше|исполнилось|достигш\w+|не достигш\w+|(?:ему|ей|им|мне|которому|которой|младшему"
    r"|старшему|самому)(?:\s+\w+)?\s+(?:было|тогда)"
    r"|avait|avaient|ayant|âge moyen[^.;\d]{0,20})|[^\W\d],?\s+de|[^\W\d_],|[^\W\d_]\.,)\s+\Z",
)
_YEARS_BEHIND = any_case(
    r"\s+(?:years?(?!\s+(?:later|after|before|ago|and))|лет|года?|años?|ans?|yaş\w*)(?!\w)",
)
#: What ends the statement of an age: a comma, a verb, the end.
_AGE_CLOSES = re.compile(
    r"\s*(?:[,.;:)—–»]|\Z|(?:y|и|et|and|o|или|ou|que|fue|era|был\w*|a été|est|qui|entonces|cuando)(?!\w))"
)
#: ", 23," behind a name.
_NAMED_AGE = re.compile(r"(?:[A-ZА-ЯЁ][\w’'-]*[^\W\d_]|(?<!\w)[A-ZА-ЯЁ]\.),\s+\Z")


#: "children under three", "a fisherman of 51", "his age, given as 52": ages that no word of years follows.
_BARE_AGE = any_case(
    r"(?<!\w)(?:(?:child(?:ren)?|boys?|girls?|men|women|man|woman|minors|persons?|people|prisoners?|detainees?"
    r"|those|anyone|everyone|daughters?|sons?|was|were|is|are)\s+(?:all\s+|still\s+)?(?:under|over|below|above"
    r"|older\s+than|younger\s+than)"
    r"|(?:\w*(?:man|woman)|boy|girl|child|prisoner|detainee|inmate|student|pupil|teacher|lawyer|soldier|farmer"
    r"|shepherd|worker|journalist|pensioner|patient|witness|survivor|victim|driver|mother|father|son|daughter"
    r"|nurse|conscript)\s+of"
    r"|age[^.;,:\d]{0,30}\s(?:as|at|of|was|is)"
    r"|(?:menores|mayores)\s+de|(?:младше|старше|моложе))\s+\Z",
)


_BARE_AGE_ENDS = re.compile(
    r"\s*(?:[,.;:)]|\Z|(?:died|told|said|testified|described|recalled|disappeared|had|has|is|suffered|from|with"
    r"|whose|that|to"
    r"|lost|fell|came|went|reported|stated|arrived|lived|lay|\w+ed)(?!\w)|(?:and|or|who|was|were|when|at|in|и|y"
    r"|о|o)(?!\w))"
)


_AGE_AFTER = any_case(
    r"[\s-]*(?:years?|months?)[\s-]old|[\s-]*y/o\b|\s+years of age|[\s-]*year-olds?"
    r"|-летн\w+|\s+(?:лет|года?)\s+от\s+роду|\s+años de edad",
)


_OLDEST = any_case(
    r"(?<!\w)(?:youngest|oldest|eldest)(?:[^.;,\d]{0,24})\s\Z|(?<!\w)(?:el|la)\s+(?:mayor|menor"
    r"|más joven)[,\s]{1,2}(?:tenía\s+|de\s+)?\Z|(?<!\w)(?:младш|старш)\w+[^.;,\d]{0,16}\s\Z",
)
_OTHER_UNIT = any_case(
    r"\s*(?:%|per cent|percent)|\s+(?:days?|hours?|weeks?|minutes?|сут\w*|дн\w+|день|час\w*|недел\w+|минут\w*"
    r"|día\w*|hora\w*|semana\w*"
    r"|minuto\w*|hectárea\w*|jours?|heures?|semaines?|gün|saat)(?!\w)",
)


_KIN = re.compile(
    r"(?i:брат\w*|сест\w+|младш\w+|старш\w+|médic[oa]|hombre|mujer|alumn[oa]|homme|femme|niñ[oa]|joven|fille|garçon)"
)


def _told_age(text: str, head: str, tail: str, after: int, end: int, language: Language) -> bool:
    """Whether a number is somebody's age: "Учитель, 34 лет,", "una alumna de 15 años", "Arlan Velis, 23, said"."""
    years = _YEARS_BEHIND.match(tail)
    if years is None:
        return bool(_NAMED_AGE.search(head) and re.match(r"\s*[,;)]\s", tail)) and not re.search(
            r"(?<!\w)(?:in|at|near|from|of|to|в|на|из|под|en|de|à|dans)\s+(?:\S+\s+)?\S+,\s+\Z",
            head,
            re.IGNORECASE,
        )
    told = _AGED_BEFORE.search(head)
    if told is None or not _AGE_CLOSES.match(text, after + years.end(), end):
        return False
    lead = re.search(r"([^\W\d_]+)\.?,?\s+(?:de\s+)?\Z", head)
    if not told[0].lstrip().startswith((",", lead[1][-1] if lead else ",")) or lead is None:
        return True
    word = lead[1]
    opens = lead.start() == 0 or head[: lead.start()].rstrip()[-1:] in {".", "!", "?", "", "»"}
    if word[0].isupper() and (not opens or len(word) == 1):
        return True
    return language.stem(word.lower()) in language.persons or bool(_KIN.fullmatch(word))


def is_age(
    text: str,
    value: Decimal,
    head: str,
    tail: str,
    after: int,
    end: int,
    language: Language,
) -> bool:
    """Whether a number is an age.

    Args:
        text: of the document.
        value: of the number.
        head: words before it, in its sentence.
        tail: words behind it.
        after: end of the number.
        end: of the sentence.
        language: of the document.
    """
    if _AGE_AFTER.match(tail):
        return True
    other = _OTHER_UNIT.match(tail)
    if _AGE_BEFORE.search(head) and not other:
        return True
    if value >= _OLDEST_AGE:
        return False
    if _told_age(text, head, tail, after, end, language):
        return True
    if _OLDEST.search(head) and not other:
        return True
    return bool(_BARE_AGE.search(head) and _BARE_AGE_ENDS.match(tail))
