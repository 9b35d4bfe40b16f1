"""Laws and decisions cited with their day and, behind it, their number or title."""

from __future__ import annotations

import re
from collections.abc import Iterator

from probanda.audit.extract.dates import dates
from probanda.audit.extract.language import language_tables
from probanda.audit.extract.quotations import in_speech
from probanda.audit.extract.told_events import telling
from probanda.audit.facts import Facts
from probanda.audit.rules.chronology.events import Dated

__all__ = ["cited_laws"]

_NUMBER = re.compile(
    r"(?:\s*(?:года|г\.))?,?\s*\(?\s*(?:№|N|No\.?|Nr\.?|[Nn]\.?\s?[º°]|núm\.)\s?(?P<number>\d[\w/-]*)"
)
_TITLE = re.compile(r"(?:\s*(?:года|г\.))?,?\s*[«“\"](?P<title>[^»”\"]{8,160})[»”\"]")
_LEAD = r"(?<!\w)(?P<noun>{})(?!\w)[^.;:\d]{0,60}\Z"
_FAR = 90
#: So short a number is given anew by every body in every year.
_SHORT = 2


def cited_laws(facts: Facts) -> Iterator[Dated]:
    """Every such citation; the number or the title, with what it is of, makes two of them one."""
    language = language_tables(facts.language)
    lead = telling("law_nouns", language.code, _LEAD)
    amends = telling("amending", language.code, r"\W*(?:{})(?!\w)")
    for when in facts.of(dates):
        if when.precision != "day" or not when.known or when.year_from is not None:
            continue
        noun = lead.search(facts.text[max(0, when.start - _FAR) : when.start])
        if noun is None or in_speech(facts, when.start):
            continue
        kind = language.stem(noun["noun"].lower())[:4]
        number = _NUMBER.match(facts.text, when.end)
        title = _TITLE.match(facts.text, number.end() if number else when.end)
        if number and len(number["number"]) > _SHORT:
            yield Dated(
                f"law|{kind}|{number['number'].lower()}",
                number.group().strip(" ,(года"),
                when,
                False,
            )
        elif title and not number and not amends.match(title["title"]):
            words = re.findall(r"[^\W\d_]+", title["title"].lower())
            key = " ".join(language.stem(word)[:6] for word in words)
            yield Dated(f"law|{kind}|{key}", f"“{title['title']}”", when, False)
