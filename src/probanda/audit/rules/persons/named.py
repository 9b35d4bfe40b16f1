"""Persons named in full, and whether the text names them as holders of an office."""

from __future__ import annotations

import re

from probanda.audit.extract.names_in_text import of_one_list, small_words
from probanda.audit.extract.persons import Person, PersonMention, is_given, persons
from probanda.audit.extract.places import places
from probanda.audit.facts import Facts
from probanda.audit.lexicon import composed, words

#: Capitalised words of bodies, places and works: never part of a person's name.
BODY_OR_PLACE = re.compile(rf"(?<!\w)(?:{words('body_or_place')})(?!\w)")

OFFICIAL = composed(r"(?<!\w)<official>(?!\w)")


OFFICIAL_AFTER = composed(r",?\s+(?:the |an? )?(?:former )?(?:\w+ ){0,2}<official_after>")


OFFICE_BEFORE = composed(r"(?<!\w)<office_before>\s[^.;]{0,30}\Z")


def is_official(facts: Facts, mention: PersonMention) -> bool:
    """Whether words beside a name give it an office: such people are named as office holders."""
    start, end = facts.document.sentence_of(mention.start)
    before = facts.text[max(start, mention.start - 40) : mention.start]
    after = facts.text[mention.end : min(end, mention.end + 60)]
    return bool(
        OFFICIAL.search(before) or OFFICE_BEFORE.search(before) or OFFICIAL_AFTER.match(after)
    )


#: A place, or a thing that bears a name: "at Port Maren", "from Saw Hill".
PLACED = re.compile(r"(?<!\w)(?:in|at|near|from|towards|в|на|из|en|hacia|desde)\s+\Z")


def _no_person(facts: Facts, mention: PersonMention, start: int, end: int) -> bool:
    """Whether capitals only seem a name: behind a word of place, of a body, or in a title set in capitals."""
    parts = re.findall(r"[^\W\d_]+", mention.text)
    if BODY_OR_PLACE.search(mention.text) or mention.text in facts.of(place_names):
        return True
    if not mention.text.isupper() and any(len(part) > 2 and part.isupper() for part in parts):
        return True  # "UNMISS HRD"
    if all(part.lower() in facts.of(small_words) and not is_given(part) for part in parts):
        return True  # "Child Support Enforcement"
    if PLACED.search(facts.text[max(start, mention.start - 9) : mention.start]):
        return not re.match(r"\s*[,(]\s*(?:aged\s+)?\d", facts.text[mention.end : mention.end + 9])
    if len(of_one_list(facts, mention.end)[0]) > 1:
        return False  # a sentence that lists names is no title
    around = _LONG_WORD.findall(facts.text, start, end)
    return len(around) > 8 and sum(word[0].isupper() for word in around) > 0.7 * len(around)


_LONG_WORD = re.compile(r"[^\W\d_]{4,}")


def place_names(facts: Facts) -> frozenset[str]:
    """The names of the places that the document names more than once."""
    return frozenset(place.name for place in facts.of(places) if len(place.mentions) > 1)


def named(facts: Facts) -> list[tuple[Person, PersonMention, tuple[int, int], str]]:
    """Every mention of a fully named person in prose, with its sentence and the words around it."""
    answers = []
    for person in facts.of(persons):
        if not person.full or re.fullmatch(r"(?:[A-Z]\.\s?)+\w+", person.name):
            continue
        for mention in person.mentions:
            block = facts.document.block_of(mention.start)
            if block is None or block.kind not in {
                "paragraph",
                "list-item",
                "caption",
                "footnote",
                "quote",
                "cell",
                "heading",
            }:
                continue
            start, end = facts.document.sentence_of(mention.start)
            if _no_person(facts, mention, start, end):
                continue
            around = facts.text[max(start, mention.start - 70) : min(end, mention.end + 90)]
            answers.append((person, mention, (start, end), around))
    return answers
