"""Numbers that are names: “Article 12”, “No. 5”, “paragraphs 31 and 32”."""

from __future__ import annotations

import re

from probanda.audit.any_case import any_case
from probanda.audit.extract.language import Language
from probanda.audit.extract.numbers import Number
from probanda.audit.extract.phrases import Word, group_after
from probanda.audit.lexicon import words

__all__ = ["ORDINAL", "is_numbered"]

ORDINAL = any_case(r"(?:st|nd|rd|th|º|ª|-(?:й|го|м|я|е|х|му|ой|ci|cı|cu|cü))(?!\w)")


#: What is called by a number when written with a capital letter.
_TITLED = frozenset(words("titled").split("|"))
#: "14 Kiln Street": a house in a street.
_STREET = re.compile(
    r"\s+(?:[A-Z][\w'’-]+\s+){1,3}(?:Street|Road|Avenue|Lane|Square|Drive|Boulevard|Court|Place|Row|Terrace|Way"
    r"|Highway|St|Rd"
    r"|Ave|Blvd)(?!\w)"
)
#: "The pages are numbered 211 and 214", "calibre 7.62".
_CALLED = any_case(rf"(?:{words('called')})\s+\Z")
_CHAIN = re.compile(r"[\s,]*(?:(?:and|or|to|и|до|y|a|et|à|və)\s+|[-–]\s*)?[(§]*\Z")


def is_numbered(
    text: str, tokens: list[Word], place: int, number: Number, until: int, language: Language
) -> bool:
    """Whether the number is a name: "Article 12", "No. 5", "paragraphs 31 and 32", "(a) 12(3)"."""
    if number.words:
        return bool(
            place
            and tokens[place - 1].low
            in {"article", "articles", "section", "chapter", "rule", "annex"}
        )
    before = text[max(0, number.start - 24) : number.start]
    if until >= 0 and number.start - until <= 8 and _CHAIN.fullmatch(text[until : number.start]):
        return True
    if re.search(
        r"[№§#]\s*\Z|(?<!\w)(?:No|Nos|Art|Arts|para|paras|p|pp|fig|vol|ст|п|пп|стр"
        r"|núm|párr|cap|n)\.\s?\Z",
        before,
        re.IGNORECASE,
    ):
        return True
    if text[number.end : number.end + 1] in {"(", ")"} and before.endswith("("):
        pass
    if text[number.end : number.end + 1] == ":" and re.search(
        r"(?:\A|[\n.!?•*-]\s*)[^\W\d_]+\s+\Z", before
    ):
        return True  # "Card 3,310: a fisherman"
    if _CALLED.search(before):
        return True
    word = re.search(r"([^\W\d_][\w.]*)\s+\Z", before)
    if word and re.fullmatch(
        r"(?:District|Sector|Precinct|Squadron|Round|Stage|Wave|Tier|Cluster|Group|Team|Zone)",
        word[1],
    ):
        return True
    low = word[1].lower() if word else ""
    if word and word[1][0].isupper() and low in _TITLED:
        return True  # "Table 1 shows the cases"
    if low in language.numbered_alone:
        after = group_after(tokens, place + 1, language)
        return not after.text
    if low in language.numbered:
        return True
    if _STREET.match(text, number.end):
        return True
    return bool(
        re.search(r"(?<!\w)[A-Z]{1,6}(?:/[A-Z]+)*[/-]?\s?\Z", before) and before[-1] in "/-"
    )
