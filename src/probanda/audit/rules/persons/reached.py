"""Numbers by which a private person is reached or told apart: a telephone, an e-mail address, a passport.

Only where the sentence names somebody in full or tells of a victim's family; numbers of offices, of the press and
of the report's authors are there to be called.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from probanda.audit.extract.names_in_text import names_between
from probanda.audit.facts import Facts
from probanda.audit.lexicon import composed, words
from probanda.audit.rules.persons.named import BODY_OR_PLACE
from probanda.audit.rules.registry import Hit

__all__ = ["private_numbers"]

_PHONE = re.compile(
    r"(?<![\w/.,-])(?!\d{1,2}[./-]\d{1,2}[./-]\d{2,4}(?!\d))"
    r"(?:\+\s?\d{1,3}[\s().-]*|8[\s-]?\(?|\(?0)(?:\d[\s().-]{0,2}){6,12}\d(?![\d/]|[.,]\d)"
)
_MAIL = re.compile(r"(?<![\w.@-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PAPER = (
    r"(?<!\w)<identity_paper>(?!\w)(?:\s+(?:no\.?|number|№|n\.?[º°]|número|номер|серии?))?[\s:№]{0,4}"
    r"(?P<number>(?:[A-ZА-Я]{1,3}[- ]?)?\d[\d \u00a0-]{4,14}\d)(?!\w)"
)
#: So many numbers in one paragraph are a list of whom to call.
_MANY = 3


def private_numbers(facts: Facts) -> Iterator[Hit]:
    """Telephones, e-mail addresses and papers of persons, once for each number."""
    told: set[str] = set()
    paper = composed(_PAPER)
    for block in facts.document.prose():
        text = facts.text
        phones = [m for m in _PHONE.finditer(text, block.start, block.end) if _digits(m) >= 7]
        mails = list(_MAIL.finditer(text, block.start, block.end))
        if len(phones) + len(mails) <= _MANY:
            for found in (*phones, *mails):
                span = _within(facts, found.start())
                kin = composed(r"(?<!\w)<kin>(?!\w)").search(text, *span)
                called = "@" in found.group() or found.group().lstrip().startswith("+")
                called = called or bool(kin) or _called(text, span[0], found.start())
                if "@" in found.group() and not kin:
                    continue
                if (
                    called
                    and (kin or _names_somebody(facts, span))
                    and not _public(facts, span, kin)
                ):
                    yield from _hit(facts, found.span(), "reaches a private person", told)
        for found in paper.finditer(text, block.start, block.end):
            span = _within(facts, found.start())
            if _names_somebody(facts, span):
                yield from _hit(
                    facts, found.span(), "is the number of a private person's paper", told
                )


def _digits(found: re.Match[str]) -> int:
    return sum(c.isdigit() for c in found.group())


def _within(facts: Facts, position: int) -> tuple[int, int]:
    """The sentence of a place, with the one before where nothing but a label stands before it."""
    start, end = facts.document.sentence_of(position)
    block = facts.document.block_of(position)
    if block and len(facts.text[start:position].split()) < 5:
        before = [s for s in facts.document.sentences(block) if s[1] <= start]
        start = before[-1][0] if before else start
    return start, end


def _called(text: str, start: int, position: int) -> bool:
    lead = text[max(start, position - 40) : position]
    return composed(r"(?<!\w)<reached_by>(?!\w)").search(lead) is not None


def _names_somebody(facts: Facts, span: tuple[int, int]) -> bool:
    """Whether two capitalised words stand there that are no body or place."""
    return any(
        " " in run.text and not run.text.isupper() and not BODY_OR_PLACE.search(run.text)
        for run in names_between(facts, *span)
    )


def _public(facts: Facts, span: tuple[int, int], kin: re.Match[str] | None) -> bool:
    """Whether an office, the press or the report's own people are to be called."""
    desk = re.compile(rf"(?<!\w)(?:{words('public_desk')})(?!\w)", re.IGNORECASE)
    found = desk.search(facts.text, *span)
    return found is not None and (kin is None or found.start() > kin.start())


def _hit(facts: Facts, span: tuple[int, int], what: str, told: set[str]) -> Iterator[Hit]:
    number = re.sub(r"\W", "", facts.text[slice(*span)])
    if number in told:
        return
    told.add(number)
    yield Hit(
        *span,
        f"“{facts.quote(*span).strip()}” {what}: a number printed once is found for ever.",
        "Leave the number out, or record the consent.",
        severity="warning",
    )
