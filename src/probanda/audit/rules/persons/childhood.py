"""What says that somebody is a child: a word, an age, a class at school; and whether it is said of a name.

A cue before a name belongs to it when nothing but what such a phrase is made of stands between ("the underage
protester Tavi Morell", "At the age of 15, Tavi Morell"); behind it, when it is told of the name ("Tavi Morell, a
promising pupil", "Tavi Morell was only 16"). Parents and judges of children are none; nor are years served.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from probanda.audit.extract.language import language_tables
from probanda.audit.extract.persons import PersonMention
from probanda.audit.facts import Facts
from probanda.audit.lexicon import composed
from probanda.audit.wordfields import marks

__all__ = ["age_of", "told_before", "told_behind"]

#: So far from a name what is said of it is looked for.
_REACH = 90
_NUMBER = r"(?P<n>\d{1,2}|[^\W\d_]{2,16})"


@dataclass(frozen=True, slots=True)
class _Cue:
    start: int
    end: int
    label: str
    age: bool = False
    joined: bool = False  # "16-year-old" stands before a name as an adjective does
    many: bool = False


def _matches(form: str, text: str) -> bool:
    return composed(form).search(text) is not None


_AGE = rf"(?<![\w.,№-]){_NUMBER}(?:(?P<y><years_old>)|(?P<m><months_old>))(?!\w)"
_SPENT = r"\A['’]?,?\s*<spent>(?!\w)"
_MANY = re.compile(r"(?:их|ых|ие|ые|ими|ыми|ов|ам|ами|ах|ики|тки|дети|детей|s|children)\Z")
_CLASS = re.compile(
    r"(?<!\w)(?:(?:class|grade|form|year|curso|grado|classe de)\s+\d{1,2}\w?"
    r"|\w+[- ](?:grade|grader|form|класса|grado)|\d{1,2}(?:-го)?\s+класса|школы\s+№\s*\d+)(?!\w)",
    re.IGNORECASE,
)


def _cues(facts: Facts, start: int, end: int) -> Iterator[_Cue]:
    text = facts.text
    for mark in marks(facts, "young", start, end):
        word = text[mark.start : mark.end].lower()
        school = _CLASS.match(text, mark.end + 1, end)
        close = school.end() if school else mark.end
        yield _Cue(mark.start, close, text[mark.start : close], many=bool(_MANY.search(word)))
    for found in composed(_AGE).finditer(text, start, end):
        if age_of(found["n"], facts.language) >= 18 and not found["m"]:
            continue
        told_old = re.search(r"old\Z|of age\Z", found.group(), re.IGNORECASE)
        if not told_old and _matches(_SPENT, text[found.end() : found.end() + 30]):
            continue
        joined = bool(re.search(r"old|летн|месячн|недельн", found.group(), re.IGNORECASE))
        yield _Cue(*found.span(), f"age {found.group()}", True, joined)


_LOWER = r"[^\W\d_A-ZА-ЯЁ][\w’'-]*"
_GAP_BEFORE = re.compile(
    rf"\s*[,:—–-]\s*(?:{_LOWER}\s+(?:{_LOWER}\s+)?)?[“«\"]?|[,\s]\s*(?:{_LOWER}\s+){{0,4}}[“«\"]?"
)
#: An English verb between a child and a name, none of naming.
_DOES = re.compile(r"(?<!\w)(?!named|called|identified|aged)\w+(?:ed|ing)\s")
_NAMED = re.compile(
    r"named|called|identified|as|по|имени|llamad[oa]|de|nombre|nommée?|aged|en|la|el", re.IGNORECASE
)


def told_before(facts: Facts, mention: PersonMention, start: int) -> str:
    """What before a name says that it is a child's; "" for nothing."""
    text = facts.text
    low = max(start, mention.start - _REACH)
    for cue in sorted(_cues(facts, low, mention.start), key=lambda each: -each.start):
        gap, lead = text[cue.end : mention.start], text[max(start, cue.start - 45) : cue.start]
        if _of_others(facts, lead, gap, mention.text):
            continue
        if cue.many:
            if _matches(
                r"\A[^.;!?]*?(?<!\w)<including>\s+(?:\w+\s+)?\Z|\A\s*[,:(—–]\s*\Z", gap
            ) or (
                not gap.strip()
                and re.match(r",?\s+(?:(?:and|и|y|et)\s+)?[A-ZА-ЯЁ]", text[mention.end :][:9])
            ):
                return cue.label
            continue
        if cue.age and not cue.joined and not _age_before(facts, lead):
            continue
        if facts.language == "en" and _DOES.search(gap):
            continue  # "a local boy guided Morell"
        if _GAP_BEFORE.fullmatch(gap) and not _grown(gap) and _made_of_nouns(facts, gap):
            return cue.label
    at = composed(
        rf"(?<!\w)<at_age>\s+(?:<age_glue>\s+)*{_NUMBER}(?P<y><years_old>)?\s*(?P<c>,)?\s*\Z"
    ).search(text[low : mention.start])
    if at is None or not (at["y"] or at["c"] or re.search(r"\bag|возр|edad|âge", at.group(), re.I)):
        return ""  # "at two Borv-based firms"
    return f"age {at['n']}" if 0 < age_of(at["n"], facts.language) < 18 else ""


def _of_others(facts: Facts, lead: str, gap: str, name: str) -> bool:
    """Whether a word for children follows one for whom they are a family or a trade: "mother of a", "по делам".

    "The mother of schoolgirl Tavi Morell" names the child; in Russian where the name is surely in the genitive.
    """
    if not gap.strip() and (facts.language != "ru" or re.match(r"\w+[ыи]\s", name)):
        return False
    return _matches(
        r"(?<!\w)(?:<grown>\s+(?:<of_children>\s+)?(?:<few_children>\s+){0,2}|<of_children>\s+<grown>\s+(?:<few_children>\s+)?)\Z",
        lead,
    )


def _age_before(facts: Facts, lead: str) -> bool:
    """Whether an age of more than one word is told of who follows: "la joven de 17 años", "a boy of 9 years"."""
    if _matches(r"(?<!\w)<at_age>\s+(?:<age_glue>\s+)*\Z", lead):
        return True
    if facts.language == "en":  # "a hiatus of two years, Morell came back"
        return _matches(r"(?<!\w)<little_one>\s+(?:of\s+(?:<age_glue>\s+)*)?\Z", lead)
    noun = composed(r"(?<!\w)(?P<w>[^\W\d_]+)\s+(?:de|of|d['’])\s*(?:<age_glue>\s+)*\Z").search(
        lead
    )
    if noun is None:
        return _matches(r"(?<!\w)<little_one>\s+\Z", lead)
    closed = language_tables(facts.language).closed
    return noun["w"].lower() not in closed and not _matches(r"\A<term>\Z", noun["w"])


def _grown(gap: str) -> bool:
    return _matches(r"(?<![\w-])<grown>(?![\w-])", gap)


def _made_of_nouns(facts: Facts, gap: str) -> bool:
    closed = language_tables(facts.language).closed
    return all(
        w.lower() not in closed or _NAMED.fullmatch(w) for w in re.findall(r"[^\W\d_]+", gap)
    )


_GAP_BEHIND = re.compile(
    rf"\s*(?P<opens>[,(—–-])?\s*(?P<words>(?:{_LOWER}[,]?\s+){{0,6}})(?P<elided>[dln]['’])?"
)


def told_behind(facts: Facts, mention: PersonMention, end: int) -> str:
    """What behind a name says that it is a child's; "" for nothing."""
    text = facts.text
    high = min(end, mention.end + _REACH)
    closed = language_tables(facts.language).closed
    bare = _bare(facts, mention, high)
    if bare:
        return bare
    for cue in sorted(_cues(facts, mention.end, high), key=lambda each: each.start):
        gap = _GAP_BEHIND.fullmatch(text, mention.end, cue.start)
        if gap is None or (cue.many and not cue.age):
            continue
        own = [w.strip(",").lower() for w in gap["words"].split()]
        free = [w for w in own if not _matches(r"\A(?:<age_glue>|<being>)\Z", w)]
        dative = facts.language == "ru" and cue.age and re.search(r"[уюе]\Z", mention.text)
        if not (gap["opens"] or (dative and not free)) and not (
            own and _matches(r"\A<being>\Z", own[0])
        ):
            continue
        if len(free) > (2 if gap["opens"] else 0) or any(w in closed or _grown(w) for w in free):
            continue
        described = own[:1] and own[0] in {"a", "an", "the"}  # "a missing child"
        if facts.language == "en" and not described and re.search(r"(?:ed|ing)\Z", " ".join(free)):
            continue
        if not cue.age and _grown(_phrase_behind(facts, cue.end)):
            continue
        return cue.label
    school = _CLASS.search(text, mention.end, min(end, mention.end + 30))
    if school and re.fullmatch(
        rf"\s*[,(]\s*(?:{_LOWER}\s+){{0,2}}", text[mention.end : school.start()]
    ):
        return school.group().lower() if re.match(r"\s*[,.)]", text[school.end() :][:3]) else ""
    return ""


def _phrase_behind(facts: Facts, position: int) -> str:
    """The words of the same phrase behind a word for a child: "a juvenile court judge"."""
    closed = language_tables(facts.language).closed
    phrase = re.compile(r"(?:\s+[^\W\d_]+){0,4}").match(facts.text, position)
    own = phrase.group().split() if phrase else []
    return " ".join(takewhile(lambda word: word.lower() not in closed, own))


def _bare(facts: Facts, mention: PersonMention, end: int) -> str:
    """A number right behind a name, or behind "was": ", 16," or "(16)", "was only sixteen when"."""
    text = facts.text
    found = composed(
        rf"\s*(?:(?:,|,?\s*\()\s*(?P<said>aged?\s+)?|\s<being>\s+(?:<being>\s+|<age_glue>\s+)*){_NUMBER}"
        r"(?=\s*[,.;)](?!\d)|\s*\Z|\s+(?:and|when|at|who|и|когда|y|cuando|et|lorsque|quand|lors)\s)"
    ).match(text, mention.end, end)
    if found is None or not 0 < age_of(found["n"], facts.language) < 18:
        return ""
    if not found["n"].isdigit() and text[mention.end : found.start("n")].strip() in {",", "("}:
        return ""  # "Tavi Morell, one,"
    ends = text[found.end() : found.end() + 1]
    if ends != "," and _matches(_SPENT, text[found.end() : found.end() + 30]):
        return ""
    if "(" in found.group() and found["n"].isdigit() and _numbers_a_list(text, found):
        return ""
    return f"age {found['n']}"


def _numbers_a_list(text: str, found: re.Match[str]) -> bool:
    """Whether a figure in brackets is a note's or an item's: "(1)", "(1.", "(2) Tavi Morell, (3)"."""
    number = int(found["n"])
    before = text[max(0, found.start() - 200) : found.start()]
    return (
        number < 3
        or text[found.end() : found.end() + 1] not in {")", ",", ";"}
        or f"({number - 1})" in before
    )


def age_of(word: str, code: str) -> int:
    """An age as printed, in figures or words; 99 when it is none."""
    if word.isdigit():
        return int(word)
    tables = language_tables(code).numbers
    low = word.lower()
    return int(tables.get(low, tables.get(re.sub(r"и\Z", "ь", low), 99)))
