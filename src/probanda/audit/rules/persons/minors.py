"""Children who are named: what beside a name, in its row of a table or in the next sentence makes it a child's."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from probanda.audit.extract.aged import told_in_entry
from probanda.audit.extract.circumstances import dates_between
from probanda.audit.extract.columns import placed
from probanda.audit.extract.names_in_text import Run, all_runs
from probanda.audit.extract.persons import PersonMention, is_given
from probanda.audit.facts import Facts
from probanda.audit.lexicon import composed, field, words
from probanda.audit.rules.chronology.document_date import document_date
from probanda.audit.rules.persons.childhood import age_of, grown_now, told_before, told_behind
from probanda.audit.rules.persons.consent import consented
from probanda.audit.rules.persons.harm import alone_in
from probanda.audit.rules.persons.named import BODY_OR_PLACE, PLACED, named, place_names
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
    """Find names beside an age under 18 or a word for a child; those of one sentence are told together."""
    for own in facts.of(_children).values():
        names = [f"“{mention.text}” ({why})" for mention, why in own]
        first, full = own[0][0], any(" " in mention.text for mention, _ in own)
        lead = facts.text[max(0, first.start - 30) : first.start]
        how = "in full" if full else "by the first name alone"
        if composed(r"(?<!\w)<little_of>\s+\Z").search(lead):
            how = "by the name of a parent"
        yield Hit(
            first.start,
            first.end,
            f"A child is named {how}, {names[0]}, and no consent is recorded."
            if len(own) == 1
            else f"{len(own)} children are named, {', '.join(names)}, and no consent is recorded.",
            "Use initials or another name and say so, or record the guardian's consent.",
            tuple((mention.start, mention.end) for mention, _ in own[1:]),
            None if full else "note",
        )


_Named = tuple[str, PersonMention | Run, tuple[int, int]]


def _children(facts: Facts) -> dict[tuple[int, int], list[tuple[PersonMention | Run, str]]]:
    """The first place at which each child is told to be one, and why, by sentence."""
    found: dict[tuple[int, int], list[tuple[PersonMention | Run, str]]] = defaultdict(list)
    mentions: list[_Named] = [
        (person.name, mention, at) for person, mention, at, _ in facts.of(named)
    ]
    known = {mention.end for _, mention, _ in mentions}
    mentions += [(run.text, run, at) for run, at in first_names(facts) if run.end not in known]
    # "Tavi Morell, now 52, was nine when": grown wherever the text speaks of them
    told = {
        name
        for name, mention, at in mentions
        if " " in name and grown_now(facts, mention, *at, said=True)
    }
    for name, mention, at in sorted(mentions, key=lambda each: each[1].start):
        if name in told:
            continue
        why = minor(facts, mention, *at)
        if why and not consented(facts, mention.start):
            told |= {name, *name.split()}
            found[at].append((mention, why))
    return found


def first_names(facts: Facts) -> Iterator[tuple[Run, tuple[int, int]]]:
    """Names of one word near which an age or a word for a child stands: "Silvia, 17,", "the girl Silvia"."""
    for run in facts.of(all_runs):
        if " " in run.text or len(run.text) < 3 or not run.text[1:].islower():
            continue
        placed = run.text in facts.of(place_names) and not is_given(run.text)
        if placed or BODY_OR_PLACE.search(run.text):
            continue
        sentence = facts.document.sentence_of(run.start)
        lead = facts.text[max(sentence[0], run.start - 30) : run.start]
        if not PLACED.search(lead) and not _OF_A_BODY.search(lead):
            yield run, sentence


#: "Hospital de la Mujer"
_OF_A_BODY = re.compile(r"[A-ZÁÉÍÓÚ]\w+\s(?:de|del|of|for|du)\s(?:(?:la|las|los|the)\s)?\Z")


def minor(facts: Facts, mention: PersonMention | Run, start: int, end: int) -> str:
    """Why a person is taken for a child; “” when nothing says so."""
    if _counts(facts, mention, start, end) or grown_now(facts, mention, start, end):
        return ""
    why = told_behind(facts, mention, end) or told_before(facts, mention, start)
    if why or isinstance(mention, Run):
        return why
    return (
        _called(facts, mention, start)
        or _in_the_row(facts, mention)
        or _born(facts, mention, start, end)
        or _in_the_entry(facts, mention)
        or _told_further(facts, mention, start, end)
    )


#: "Port Sorrel (10)", beside other such: what is counted there, no ages.
_IN_BRACKETS = re.compile(r"\(\d{1,4}\)")


def _counts(facts: Facts, mention: PersonMention | Run, start: int, end: int) -> bool:
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
        if not composed(r"<small>").fullmatch(word):
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


def _in_the_entry(facts: Facts, mention: PersonMention) -> str:
    """The age or occupation in the lines under a heading that is the name."""
    for said in told_in_entry(facts, mention.start, mention.end):
        if said["n"]:
            return f"age {said['n']}" if 0 < int(said["n"]) < 18 else ""
        if marks(facts, "young", said.start("work"), said.end()):
            return said["work"].lower()
    return ""


#: The next sentence says how old "he", "she" or "the boy" was.
_NEXT_AGE = (
    r"(?:<he_or_she>\s+|(?:<few_children>\s+)?<little_one>\s+)?(?:(?:<being>|<age_glue>|<aged>)\s+){1,4}?"
    r"(?P<n>\d{1,2}|[^\W\d_]{3,16})(?:<years_old>(?!\w)|\s*(?:[.,]|when|at_the_time))"
)
#: "Had just turned nine", "would have turned sixteen".
_TURNED = r"(?<!\w)<reached_age>\s+(?P<n>\d{1,2}|[^\W\d_]{3,16})"
#: "Was in the eighth grade", "ходила в седьмой класс".
_AT_SCHOOL = r"(?<!\w)<at_school>\s+(?:<nth_class>|\d{1,2}(?:-?\w{1,2})?)\s+<class_at_school>(?!\w)"


def _told_further(facts: Facts, mention: PersonMention, start: int, end: int) -> str:
    """A class at school or a birthday told further on of the only person whom the sentence names."""
    if not alone_in(facts, (start, end)):
        return ""
    text = facts.text
    school = composed(_AT_SCHOOL).search(text, mention.end, min(end, mention.end + 60))
    if school and not field("teaching").search(text, start, end):
        return school.group().lower()
    block = facts.document.block_of(start)
    ranges = facts.document.sentences(block) if block else ()
    following = next((s for s in ranges if s[0] >= end), None)
    said = following and composed(_NEXT_AGE).match(text, *following)
    pattern = composed(_TURNED)
    turned = (following and pattern.search(text, *following)) or pattern.search(
        text, mention.end, end
    )
    for found, limit in ((said, 18), (turned, 19)):
        if found and 0 < age_of(found["n"], facts.language) < limit:
            return f"age {found['n']}"
    return ""
