"""A word for children beside a name, an age behind it, a class at school, months of life, a birthday ahead."""

from __future__ import annotations

import re

from probanda.audit.extract.language import language_tables
from probanda.audit.extract.persons import PersonMention
from probanda.audit.facts import Facts
from probanda.audit.rules.persons.named import named
from probanda.audit.wordfields import marks

__all__ = ["age_of", "of_school"]

_ORDINAL = (
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|\d{1,2}(?:st|nd"
    r"|rd|th)?"
    r"|перв\w+|втор\w+|треть\w+|четв[её]рт\w+|пят\w+|шест\w+|седьм\w+|восьм\w+|девят\w+|десят\w+"
    r"|одиннадцат\w+|\d{1,2}-?\w{0,2}"
    r"|primer\w?|segundo|tercer\w?|cuarto|quinto|sexto|séptimo|octavo|noveno|seconde?|troisième|quatrième"
    r"|cinquième|sixième)"
)
#: "Was in the eighth grade", "ходила в седьмой класс", "would have turned sixteen".
_AT_SCHOOL = re.compile(
    rf"(?:in|at|attended|began|finished|completed|of|в|из|en|de|cursaba)\s+(?:(?:the|el|la"
    rf"|le)\s+)?{_ORDINAL}\s+(?:grade|form|class|year of (?:primary )?school|класс\w*|grado|curso"
    r"|classe|año de (?:primaria|secundaria))(?!\w)"
    rf"|{_ORDINAL}[- ](?:grader|класс?ник\w*)",
    re.IGNORECASE,
)
_WOULD_TURN = re.compile(
    r"(?:would have|had(?: just)?|was about to|was to|was going to|did not live to"
    r"|must have)\s+(?:just\s+)?(?:turn(?:ed)?|be(?:en)?|reach(?:ed)?|become)\s+"
    r"(?P<n>\d{1,2}|[a-z]{3,10})|(?:исполни\w+|шёл|шел)\s+(?:бы\s+)?(?P<n2>\d{1,2}|[а-яё]{3,16})"
    r"|(?:cumpli\w+|iba a cumplir)\s+(?P<n3>\d{1,2}|[a-z]{3,12})"
    r"|(?:aurait eu|allait avoir|venait d['’]avoir)\s+(?P<n4>\d{1,2}|[a-z]{3,12})",
    re.IGNORECASE,
)
_MONTHS_OLD = re.compile(
    r"\s*[,(]\s*(?:aged\s+|de\s+|âgée? de\s+)?(?:\d{1,2}|[^\W\d_]{3,14})\s+(?:months?(?: old)?"
    r"|weeks?(?: old)?|days?(?: old)?|месяц\w*|недел\w+|дней|meses|semanas|mois|semaines)(?!\w)",
    re.IGNORECASE,
)
_MONTHS_BEFORE = re.compile(
    r"(?:\w+[- ](?:month|week|day)s?[- ]old|\w+месячн\w+|\w+недельн\w+)\s+\Z", re.IGNORECASE
)
_ANY_AGE = re.compile(
    r"\s*[,(]\s*(?:de\s+|of\s+|âgée? de\s+|con\s+|aged\s+)?(?P<n>\d{1,2}|[^\W\d_]{3,14})\s+(?:años|ans|лет"
    r"|года?|years?(?: old)?)(?!\s+(?:in|of|as|de servicio|de experiencia|работ|служ))(?!\w)",
    re.IGNORECASE,
)
#: "Tenía 17 años", "was only fifteen".
_AGE_VERB = re.compile(
    r"\s*,?\s*(?:котор\w+|who|que|qui)?\s*(?:was|is|were|turned|tenía|tiene|cumplió|avait|a|было|был[аи]?"
    r"|исполнилось)\s+(?:only|just|barely|then|still|aged|apenas|sólo|solo"
    r"|entonces|à peine|тогда|всего|лишь|только)?\s*(?P<n>\d{1,2}|[^\W\d_]{3,14})(?=\s*(?:[.,;)]|when"
    r"|at the time|and\s|cuando|и\s)|\s+(?:years?|años|ans|лет|года?)(?!\w))",
    re.IGNORECASE,
)
#: "The file names her as", "his real name is": behind a child of whom the paragraph speaks.
_NAMED_AS = re.compile(
    r"(?<!\w)(?:nam(?:es?|ed|ing)|call(?:s|ed)|identif(?:y|ies|ied)|list(?:s|ed)|giv(?:es?|en|ing)"
    r"|print(?:s|ed))\s+(?:him|her|the (?:girl|boy|child|pupil)|(?:his"
    r"|her) name)\s+(?:only\s+)?(?:as\s+)?\Z"
    r"|(?:his|her|whose|the (?:girl|boy|child|pupil)['’]s)\s+(?:\w+\s+)?name\s+(?:is|was|being)\s+\Z"
    r"|(?:его|её|ее|девочк\w+|мальчик\w*|реб[её]нк\w+)\s+(?:зовут|звали|имя)\s*[—–-]?\s*\Z"
    r"|(?:se llama(?:ba)?|su nombre (?:es|era)|llamad[oa])\s+\Z|(?:s['’]appel(?:le|ait)|son nom est)\s+\Z",
    re.IGNORECASE,
)
_YOUNGEST = re.compile(
    r"(?<!\w)(?:the (?:youngest|younger|smaller|smallest|other|eldest|older|elder)(?: (?:of them|one"
    r"|of the \w+|child|boy|girl|brother|sister))?|младш\w+|старш\w+ (?:из детей|реб\w+)|маленьк\w+"
    r"|el (?:menor|más pequeño|más joven)|la (?:menor|más pequeña|más joven)|le plus jeune|la plus jeune"
    r"|le cadet|la cadette)\s*(?:,|[—–-]|was|is|была?)?\s*\Z",
    re.IGNORECASE,
)
_YOUNG_GAP = re.compile(
    r"\s*,?\s*(?:[a-zа-яё]+\s+)?(?:named\s+|called\s+|по имени\s+|llamad[oa]\s+|nommée?\s+)?",
    re.IGNORECASE,
)
_JOINED = re.compile(r"\s+(?:of|in|at|for|to|by|with|and|de|en|y|в|из|и)\s")
#: An apposition ends: "мальчики начинают" is none.
_CLOSED = re.compile(r"\s*(?:[,.;:)–—]|\Z)|\s+(?:from|of \d|aged|who|at|in|из|от|de|en|que|con)\s")
#: Between a name and ", a ninth-grader".
_APPOSITION = re.compile(
    r"\s*[,(–—-]\s*(?:an?|the|una?|el|la|une?|le)?\s*(?:\w+\s+)?", re.IGNORECASE
)
_OF_PARENTS = re.compile(
    r"(?:mother|father|parents?|teacher|doctor|мать|отец|мам\w+|учител\w+|madre|padre|maestr[oa]|mère"
    r"|père)\s+(?:of\s+|de\s+|del\s+|du\s+)?(?:the\s+|a\s+|la\s+|el\s+)?\Z",
    re.IGNORECASE,
)


def of_school(facts: Facts, mention: PersonMention, start: int, end: int) -> str:
    """A word for children beside the name, a school class, months of life, or a birthday ahead."""
    text = facts.text
    months = _MONTHS_OLD.match(text, mention.end, end)
    if months or _MONTHS_BEFORE.search(text[max(start, mention.start - 30) : mention.start]):
        return "months old"
    aged = _ANY_AGE.match(text, mention.end, end)
    if aged and 0 < age_of(aged["n"], facts.language) < 18:
        return f"age {aged['n']}"
    for mark in marks(facts, "young", max(start, mention.start - 40), mention.start):
        gap = _YOUNG_GAP.fullmatch(text, mark.end, mention.start)
        of_parents = _OF_PARENTS.search(text[max(start, mark.start - 24) : mark.start])
        if gap and not of_parents and not _JOINED.match(gap[0]):
            return text[mark.start : mark.end].lower()
    for mark in marks(facts, "young", mention.end, min(end, mention.end + 40)):
        closed = _CLOSED.match(text[mark.end : mark.end + 12])
        if closed and _APPOSITION.fullmatch(text, mention.end, mark.start):
            return text[mark.start : mark.end].lower()
    block = facts.document.block_of(start)
    verb = _AGE_VERB.match(text, mention.end, end)
    if verb and 0 < age_of(verb["n"], facts.language) < 18:
        return f"age {verb['n']}"
    lead = text[max(start, mention.start - 60) : mention.start]
    if block and (_NAMED_AS.search(lead) or _YOUNGEST.search(lead)):
        child = next(
            (
                m
                for m in marks(facts, "young", block.start, mention.start)
                if not _OF_PARENTS.match(text, m.start)
            ),
            None,
        )
        if child and text[child.start : child.end].lower() not in {
            "little",
            "petit",
            "petite",
            "minor",
        }:
            return text[child.start : child.end].lower()
    here = {p.name for p, m, _, _ in facts.of(named) if start <= m.start < end}
    if len(here) != 1:
        return ""
    ranges = facts.document.sentences(block) if block else ()
    following = next((s for s in ranges if s[0] >= end), None)
    school = _AT_SCHOOL.search(text, mention.end, min(end, mention.end + 60))
    if school and not re.search(
        r"(?<!\w)(?:teach\w*|taught|prepod|препода\w+|учил\w*|ense[ñn]\w+|enseign\w+)(?!\w)",
        text[start:end],
    ):
        return school.group().lower()
    turned = (following and _WOULD_TURN.search(text, *following)) or _WOULD_TURN.search(
        text, mention.end, end
    )
    if turned:
        years = next(g for g in turned.groups() if g)
        if 0 < age_of(years, facts.language) < 19:
            return f"age {years}"
    return ""


def age_of(word: str, code: str) -> int:
    """An age as printed, in figures or words; 99 when it is none."""
    if word.isdigit():
        return int(word)
    return language_tables(code).numbers.get(word.lower(), 99)
