"""Children who are named: what beside a name, in its row of a table or in the next sentence makes it a child's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from probanda.audit.extract.circumstances import dates_between
from probanda.audit.extract.columns import placed
from probanda.audit.extract.persons import PersonMention
from probanda.audit.facts import Facts
from probanda.audit.lexicon import composed, field, words
from probanda.audit.rules.chronology.document_date import document_date
from probanda.audit.rules.persons.childhood import age_of, told_before, told_behind
from probanda.audit.rules.persons.consent import consented
from probanda.audit.rules.persons.harm import alone_in
from probanda.audit.rules.persons.named import named
from probanda.audit.rules.registry import Hit, rule
from probanda.audit.wordfields import marks


@rule(
    "minor-named",
    "A child is named",
    "warning",
    "persons",
    "A child named in a report on violence is named for life. Consent of a guardian, "
    "recorded, or a changed name settles it.",
    bad=(
        "Lina Arlan, 12, saw soldiers beat her father.",
        "The schoolgirl Lina Arlan was detained.",
    ),
    good=(
        "Lina Arlan (not her real name), 12, saw soldiers beat her father.",
        "Davit Arlan, 34, was detained.",
    ),
    accept="Consent is recorded outside the document.",
)
def minor_named(facts: Facts) -> Iterator[Hit]:
    """Find full names beside an age under 18 or a word for a child."""
    told: set[str] = set()
    for person, mention, (start, end), _ in facts.of(named):
        if person.name in told:
            continue
        why = minor(facts, mention, start, end)
        if why and not consented(facts, mention.start):
            told.add(person.name)
            yield Hit(
                mention.start,
                mention.end,
                f"A child is named in full, “{mention.text}” ({why}), and no consent is recorded.",
                "Use initials or another name and say so, or record the guardian's consent.",
            )


def minor(facts: Facts, mention: PersonMention, start: int, end: int) -> str:
    """Why a person is taken for a child; “” when nothing says so."""
    if _counts(facts, mention, start, end):
        return ""
    return (
        told_behind(facts, mention, end)
        or told_before(facts, mention, start)
        or _called(facts, mention, start)
        or _in_the_row(facts, mention)
        or _born(facts, mention, start, end)
        or _ages_in_turn(facts, mention)
        or _told_further(facts, mention, start, end)
    )


#: "Port Sorrel (10)", beside other such: what is counted there, no ages.
_IN_BRACKETS = re.compile(r"\(\d{1,4}\)")


def _counts(facts: Facts, mention: PersonMention, start: int, end: int) -> bool:
    """Whether the number behind a name is one of several in brackets, and nothing speaks of children or kin."""
    text = facts.text
    number = re.compile(r"\s*\(\d{1,2}\)").match(text, mention.end)
    sentence = text[start:end]
    family = composed(r"(?<!\w)(?:<kin>|aged?)(?!\w)")
    if number is None or family.search(sentence) or marks(facts, "young", start, end):
        return False
    behind = text[number.end() : number.end() + 4]
    if not re.match(r",?\s+[^\W\d_A-ZА-Я]", behind):
        return True  # "José Giacone (7)": nothing is told of them
    return len(_IN_BRACKETS.findall(sentence)) > 1 or bool(re.search(r"\d\)\s+and\s", sentence))


@cache
def _before_a_name() -> re.Pattern[str]:
    return re.compile(rf"(?<!\bde )(?<!\w)(?:{words('child_named')})\s*\Z", re.IGNORECASE)


def _called(facts: Facts, mention: PersonMention, start: int) -> str:
    """The word for a child of the paragraph, where "the file names her as" stands before the name."""
    block = facts.document.block_of(start)
    lead = facts.text[max(start, mention.start - 60) : mention.start]
    if block is None or not _before_a_name().search(lead):
        return ""
    for mark in marks(facts, "young", block.start, mention.start):
        word = facts.text[mark.start : mark.end].lower()
        if word not in {"little", "petit", "petite", "minor"}:
            return word
    return ""


_AGE_HEAD = re.compile(r"(?:age|aged|возраст|edad|âge|yaş)(?!\w)", re.IGNORECASE)


def _in_the_row(facts: Facts, mention: PersonMention) -> str:
    """An age under 18 in the column of ages of the same row."""
    cell = placed(facts, mention.start)
    if cell and cell.end - mention.end < 3:
        for head, value in cell.beside:
            age = re.fullmatch(r"(\d{1,2})(?:\s*(?:years?(?: old)?|лет|года?|años|ans))?", value)
            if age and _AGE_HEAD.match(head) and 0 < int(age[1]) < 18:
                return f"age {age[1]}"
    return ""


@cache
def _birth() -> re.Pattern[str]:
    born = words("born")
    return re.compile(
        rf"\s*[,(]\s*(?:who was\s+)?(?:(?:{born})\s*(?:in|on|en|le|в)?\s*(?:(?P<y>\d{{4}})(?!\d))?"
        rf"|(?P<g>\d{{4}})\s*(?:года?|г\.)?\s*(?:{born}|р\.))",
        re.IGNORECASE,
    )


def _born(facts: Facts, mention: PersonMention, start: int, end: int) -> str:
    """A birth told behind a name, less than 18 years before what the paragraph tells, or before the document."""
    text = facts.text
    block = facts.document.block_of(start)
    end = (
        max(end, min(block.end, mention.end + 90)) if block else end
    )  # "(b. 2006)" ends no sentence
    said = _birth().match(text, mention.end, end)
    if said is None:
        return ""
    known = [d for d in dates_between(facts, mention.end, min(end, mention.end + 50)) if d.first]
    printed = said["y"] or said["g"]
    year = int(printed) if printed else known[0].first.year if known and known[0].first else 0
    others = [
        d.first
        for d in (dates_between(facts, block.start, block.end) if block else ())
        if d.known
        and d.first
        and d.first.year > year
        and not re.search(
            rf"(?:{words('born')})\W*(?:in|on|en|le|в)?\W*\Z",
            text[max(start, d.start - 14) : d.start],
        )
    ]
    own = document_date(facts)
    at = min(others, default=own[0] if own else None)
    return f"born {year}" if year and at and 0 <= at.year - year < 18 else ""


_TURN = re.compile(
    r"\s*,?\s*\(?(?:aged\s+)?(?P<a>\w+)\s+(?:and|и|y|et)\s+(?P<b>\w+)(?P<unit>\s*-?years?[\s-]old|\s+лет"
    r"|\s+años|\s+ans)?"
)
_TWO = re.compile(r"(?<!\w)[A-ZА-Я]\w+(?:\s+[A-ZА-Я]\w+)?\s+(?:and|и|y|et)\s+\Z")


def _ages_in_turn(facts: Facts, mention: PersonMention) -> str:
    """As in "Lina and Davit Arlan, seven and nine years old": two names, two ages."""
    found = _TURN.match(facts.text, mention.end)
    pair = _TWO.search(facts.text[max(0, mention.start - 40) : mention.start])
    if not found or not pair or not (found["unit"] or re.search(r"aged\s", found.group())):
        return ""
    ages = [age_of(found["a"], facts.language), age_of(found["b"], facts.language)]
    return f"ages {found['a']} and {found['b']}" if 0 < min(ages) < 18 else ""


#: The next sentence says how old "he" or "she" was.
_NEXT_AGE = re.compile(
    r"(?:He|She|Он|Она|Ему|Ей|Tenía|Il avait|Elle avait)\s+(?:was\s+|is\s+|был\w?\s+)?(?:only\s+|just\s+"
    r"|aged\s+|тогда\s+|всего\s+|apenas\s+)*"
    r"(?P<n>\d{1,2}|[^\W\d_]{3,14})(?:\s+(?:years?|лет|года?|años|ans)|\s*(?:[.,]|when|at the time))"
)
#: "Had just turned nine", "would have turned sixteen".
_TURNED = r"(?<!\w)<reached_age>\s+(?P<n>\d{1,2}|[^\W\d_]{3,16})"
#: "Was in the eighth grade", "ходила в седьмой класс".
_AT_SCHOOL = r"(?<!\w)<at_school>\s+(?:<nth_class>|\d{1,2}(?:-?\w{1,2})?)\s+<class_at_school>(?!\w)"


def _told_further(facts: Facts, mention: PersonMention, start: int, end: int) -> str:
    """A class at school or a birthday told further on of the only person whom the sentence names."""
    if not alone_in(facts, mention, (start, end)):
        return ""
    text = facts.text
    school = composed(_AT_SCHOOL).search(text, mention.end, min(end, mention.end + 60))
    if school and not field("teaching").search(text, start, end):
        return school.group().lower()
    block = facts.document.block_of(start)
    ranges = facts.document.sentences(block) if block else ()
    following = next((s for s in ranges if s[0] >= end), None)
    said = following and _NEXT_AGE.match(text, *following)
    pattern = composed(_TURNED)
    turned = (following and pattern.search(text, *following)) or pattern.search(
        text, mention.end, end
    )
    for found, limit in ((said, 18), (turned, 19)):
        if found and 0 < age_of(found["n"], facts.language) < limit:
            return f"age {found['n']}"
    return ""
