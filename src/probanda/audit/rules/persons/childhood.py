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

from probanda.audit.extract.aged import counted_children, from_a_place
from probanda.audit.extract.language import language_tables
from probanda.audit.extract.names_in_text import Run, of_one_list
from probanda.audit.extract.persons import PersonMention, is_given
from probanda.audit.facts import Facts
from probanda.audit.lexicon import composed
from probanda.audit.wordfields import marks

__all__ = ["age_of", "grown_now", "told_before", "told_behind"]

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
_SPENT = r"\A['’]?,?\s*<spent>(?!\w)|\A['’]\s"
_MANY = re.compile(r"(?:их|ых|ие|ые|ими|ыми|ов|ам|ами|ах|ики|тки|дети|детей|s|children)\Z")
_CLASS = composed(r"(?<!\w)<class>(?!\w)")


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


def told_before(facts: Facts, mention: PersonMention | Run, start: int) -> str:
    """What before a name says that it is a child's; "" for nothing."""
    text = facts.text
    names, _ = of_one_list(facts, mention.end)
    counted = counted_children(facts, mention.end)
    if counted:
        return counted
    low = max(start, (names[0].start if names else mention.start) - _REACH)
    for cue in sorted(_cues(facts, low, mention.start), key=lambda each: -each.start):
        gap, lead = text[cue.end : mention.start], text[max(start, cue.start - 45) : cue.start]
        if _of_others(facts, lead, gap, mention.text):
            continue
        if cue.many:
            if _of_many(facts, cue, lead, names):
                return cue.label
            continue
        if cue.age and not cue.joined and not _age_before(facts, lead):
            continue
        if from_a_place(facts, gap, mention.end):
            return cue.label
        if facts.language == "en" and _DOES.search(gap):
            continue  # "a local boy guided Morell"
        if _GAP_BEFORE.fullmatch(gap) and not _grown(gap) and _made_of_nouns(facts, gap):
            return cue.label
    at = composed(
        rf"(?<!\w)<at_age>\s+(?:<age_glue>\s+)*{_NUMBER}(?P<y><years_old>)?\s*(?P<c>,)?\s*\Z"
    ).search(text[low : mention.start])
    if at is None or not (at["y"] or at["c"] or re.search(r"\bag|возр|edad|âge", at.group(), re.I)):
        return ""  # "at two Borv-based firms"
    if isinstance(mention, Run) and not at["y"]:
        return ""  # "with 8, Kevria with 6"
    return f"age {at['n']}" if 0 < age_of(at["n"], facts.language) < 18 else ""


def _of_many(facts: Facts, cue: _Cue, lead: str, names: tuple[Run, ...]) -> bool:
    """Whether a word for several children is of the names: "the minors A and B", "including A and B"."""
    told = {age_of(word, facts.language) for word in re.findall(r"\w+", lead.lower())[-3:]}
    if not names or told & set(range(2, len(names))):
        return False  # "two minors, A and B, and C": `counted_children` knows which
    gap = facts.text[cue.end : names[0].start]
    if re.fullmatch(r"\s*[,:(—–]\s*", gap) or (len(names) > 1 and gap.isspace()):
        return True
    return _matches(r"\A[^.;!?]*?(?<!\w)<including>\s+(?:\w+\s+)?\Z", gap)


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
    return noun["w"].lower() not in closed and not _is_term(noun["w"])


def _is_term(word: str) -> bool:
    return _matches(r"\A<term>\Z", word)


def _of_kin(phrase: str) -> bool:
    """Whether a word for a child goes on as that of others: "a juvenile court judge", «маленькая дочь»."""
    return _grown(phrase) or _matches(r"(?<!\w)<kin>(?!\w)", phrase)


def _grown(gap: str) -> bool:
    return _matches(r"(?<![\w-])<grown>(?:e?s)?(?![\w-])", gap)


def _made_of_nouns(facts: Facts, gap: str) -> bool:
    closed = language_tables(facts.language).closed
    return all(
        w.lower() not in closed or _NAMED.fullmatch(w) for w in re.findall(r"[^\W\d_]+", gap)
    )


_GAP_BEHIND = re.compile(
    rf"\s*(?P<opens>[,(—–-])?\s*(?P<words>(?:{_LOWER}[,]?\s+){{0,6}})(?P<elided>[dln]['’])?"
)


def told_behind(facts: Facts, mention: PersonMention | Run, end: int) -> str:
    """What behind a name says that it is a child's; "" for nothing."""
    text = facts.text
    high = min(end, mention.end + _REACH)
    closed = language_tables(facts.language).closed
    start = facts.document.sentence_of(mention.start)[0]
    bare = _of_each(facts, mention, end) or _bare(facts, mention, high)
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
        most = (
            2
            if gap["opens"] or (own and _matches(r"\A<being>\s<few_children>\Z", " ".join(own[:2])))
            else 0
        )
        if len(free) > most or any(w in closed or _grown(w) or _is_term(w) for w in free):
            continue
        described = own[:1] and own[0] in {"a", "an", "the"}  # "a missing child"
        if facts.language == "en" and not described and re.search(r"(?:ed|ing)\Z", " ".join(free)):
            continue
        alone = isinstance(mention, Run) and not cue.age
        if alone and (_matches(r"\A<small>\Z", cue.label) or len(own) > 1 or not gap["opens"]):
            continue  # "Cuenta que de niña"
        if _matches(r"\Amenor\Z", cue.label) and _matches(
            r"\A\s+<less_than>(?!\s+edad)(?!\w)", text[cue.end : cue.end + 20]
        ):
            continue
        if not cue.age and _of_kin(_phrase_behind(facts, cue.end)):
            continue
        if (
            cue.age
            and gap["opens"] in _DASHES
            and _matches(r"(?<!\w)<term>(?!\w)", text[start:end])
        ):
            continue  # "Ivo Tarn got six years, Tavi Morell — nine"
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


def _bare(facts: Facts, mention: PersonMention | Run, end: int) -> str:
    """A number right behind a name, or behind "was": ", 16," or "(16)", "was only sixteen when"."""
    text = facts.text
    found = composed(
        rf"\s*(?:(?:,|,?\s*\()\s*(?P<said><aged>\s+)?|\s<being>\s+(?:<being>\s+|<age_glue>\s+)*){_NUMBER}"
        r"(?=\s*[,.;)](?!\d)|\s*\Z|\s+(?:and|when|at|who|и|когда|y|cuando|et|lorsque|quand|lors)\s)"
    ).match(text, mention.end, end)
    if found is None or not 0 < age_of(found["n"], facts.language) < 18:
        return ""
    if isinstance(mention, Run) and not (
        found["said"]
        or is_given(mention.text)
        or _matches(r"\A\W{1,2}\s?<being>\s", text[found.end() :][:9])
    ):
        return ""  # "Kesh, 16."
    if not found["n"].isdigit() and text[mention.end : found.start("n")].strip() in {",", "("}:
        return ""  # "Tavi Morell, one,"
    ends = text[found.end() : found.end() + 1]
    if ends != "," and _matches(_SPENT, text[found.end() : found.end() + 30]):
        return ""
    if (
        "(" in found.group()
        and found["n"].isdigit()
        and not found["said"]
        and _numbers_a_list(text, found)
    ):
        return ""
    return f"age {found['n']}"


_EACH = rf"\s*[,(—–]?\s*<each_of>\s+(?:(?:<being>|<age_glue>)\s+)*{_NUMBER}(?:<years_old>)?(?!\w)"
_IN_TURN = (
    r"\s*[,(—–]?\s*(?P<said><aged>\s+)?(?P<ns>\w+(?:,\s+(?!<and_one>\s)\w+)*,?\s+<and_one>\s+(?:<aged>\s+)?\w+)"
    r"(?P<unit><years_old>)?(?!\w)"
)
_DASHES = frozenset("—–-")
_MANY_BEHIND = re.compile(rf"\s*[,(—–]\s*(?:{_LOWER}\s+){{0,2}}")


def _of_each(facts: Facts, mention: PersonMention | Run, end: int) -> str:
    """What is told behind a list of all its names: "both 16", "aged 15 and 17", "pupils of one class"."""
    text = facts.text
    names, place = of_one_list(facts, mention.end)
    if len(names) < 2:
        return ""
    last, left = names[-1].end, len(names) - place
    each = composed(_EACH).match(text, last, end)
    if each and not _matches(_SPENT, text[each.end() : each.end() + 30]):
        return f"age {each['n']}" if 0 < age_of(each["n"], facts.language) < 18 else ""
    turn = composed(_IN_TURN).match(text, last, end)
    if turn and (turn["said"] or turn["unit"]):
        ages = [age_of(word, facts.language) for word in re.findall(r"\w+", turn["ns"])]
        told = [age for age in ages if age < 99]
        if left <= len(told) and 0 < told[-left] < 18:
            spent = _matches(_SPENT, text[turn.end() : turn.end() + 30])
            return "" if spent else f"age {told[-left]}"
    for mark in marks(facts, "young", last, min(end, last + 50))[:1]:
        many = _MANY.search(text[mark.start : mark.end].lower())
        if many and _MANY_BEHIND.fullmatch(text, last, mark.start):
            return "" if _grown(_phrase_behind(facts, mark.end)) else text[mark.start : mark.end]
    return ""


def grown_now(facts: Facts, mention: PersonMention | Run, start: int, end: int) -> bool:
    """Whether a name has the age of a grown person today: "Tavi Morell, 45, was a child when", "now 52, Tavi"."""
    text = facts.text
    number = r"(?P<n>\d{2})(?!\d)"
    behind = composed(
        rf"\s*[,(]\s*(?:(?:<now_aged>|<aged>)\s+){{0,2}}{number}(?=[,)]|<years_old>)"
        rf"|[^.;]{{0,40}}?(?<!\w)<now_aged>\s+(?:<being>\s+|<aged>\s+)?{number.replace('n>', 'm>')}"
    ).match(text, mention.end, end)
    before = composed(rf"(?<!\w)<now_aged>\s+(?:<aged>\s+)?{number}[^.;]{{0,20}}\Z").search(
        text[max(start, mention.start - 40) : mention.start]
    )
    ages = [*(behind.groupdict().values() if behind else ()), before["n"] if before else None]
    return any(age and int(age) >= 18 for age in ages)


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
