"""Shapes of lines that mean the same in every format: numbered headings, list items, words that open a section."""

from __future__ import annotations

import re

from probanda.audit.words import heading_words

__all__ = ["bullet", "is_heading_word", "leading_number", "looks_like_heading"]

_MONTH = (
    r"(?:jan|feb|mar(?:ch|s|zo|t|\.|\s)|ma[iy](?!\w)|apr|avr|abr|ju[nl]|juin|juil|aug|ao[uû]t|ago|sep|oct|okt"
    r"|nov|dec|déc|dic|dek"
    r"|янв|фев|мар(?:т|\.)|апр|ма[йя](?!\w)|ию[нл]|авг|сен|окт|ноя|дек|yan|fev|iyu|avq|noy|ene|de\s|del\s)"
)
#: A number before a heading or paragraph: "3.", "2.1", "IV.", "A.", "12)". The text may be glued to its stop.
_NUMBER = re.compile(
    r"(?P<number>\d{1,4}(?:\.\d{1,3}){0,4}|(?=[IVX])(?:X{0,3})(?:IX|IV|V?I{0,3})|[A-ZА-Я])"
    r"(?P<end>\.?\)|\.(?!\d)|(?:(?<=\d\.\d)|(?<=\d\.\d\d))\s(?!\s*[a-zа-яё]))\s*(?=[^\s.,;)\d])"
)
#: Numbers that are years, and stand before no paragraph.
_YEAR = re.compile(r"(?:1[5-9]|20|21)\d\d")
#: "17 Text" and "IV Text": a number and a wide or plain space, for headings only.
_LOOSE = re.compile(
    rf"(?P<number>\d{{1,2}}(?:\.\d{{1,2}}){{0,3}}"
    rf"|[IVX]{{1,5}})[\s\u2003]+(?=[^\W\d_])(?![a-zа-яё])(?!(?i:{_MONTH}))"
)
#: A letter that begins a paragraph is somebody's initial more often than a number.
_INITIAL = re.compile(r"[A-HJ-UWYZА-Я]")
_SECOND_INITIAL = re.compile(r"[A-ZА-ЯЁ]\.(?!\d)")
_BULLET = re.compile(
    r"(?P<bullet>[-–—•·●○▪■◦‣*➢►✓§]|o(?=\s{2}|\t))\s*(?=\S)|(?P<letter>\(?(?:[a-zа-я]|[ivx]{1,4}"
    r"|\d{1,2})\)|[a-z]\.(?=\s+[^\W\d_]{2}))\s+(?=\S)"
)
_ENDS_SENTENCE = re.compile(r"[.;:,!?][\"”»’)\]]*\Z")


def leading_number(text: str, *, loose: bool = False) -> tuple[str, str]:
    """A printed number and the rest of the line; an empty number when there is none.

    >>> leading_number("2.1 Mass graves"), leading_number("3.Treatment"), leading_number("18 graves")
    (('2.1', 'Mass graves'), ('3', 'Treatment'), ('', '18 graves'))
    """
    found = _NUMBER.match(text) or (_LOOSE.match(text) if loose else None)
    if found is None or not found["number"]:
        return "", text
    if not loose and _INITIAL.fullmatch(found["number"]):
        return "", text  # "A. Velan said …"
    if (
        len(found["number"]) == 1
        and found["number"].isalpha()
        and _SECOND_INITIAL.match(text, found.end())
    ):
        return "", text  # "V.A. (name withheld), a welder …"
    if _YEAR.fullmatch(found["number"]):
        return "", text  # "… in October" on the line before, "2011. The …" on this one
    return found["number"], text[found.end() :]


def bullet(text: str) -> tuple[str, str] | None:
    """The mark of a list item and the rest; None when the line is no list item.

    >>> bullet("- taken away"), bullet("(b) the second"), bullet("-5 degrees") is None
    (('-', 'taken away'), ('(b)', 'the second'), True)
    >>> bullet("c. keep the films"), bullet("p. 12") is None
    (('c.', 'keep the films'), True)
    """
    found = _BULLET.match(text)
    if found is None or (found["bullet"] in {"-", "–", "—"} and text[found.end()].isdigit()):
        return None
    return found[0].strip(), text[found.end() :]


def is_heading_word(text: str) -> bool:
    """Whether a line is a word that opens a section in reports: "Summary", "Выводы", "Mündəricat"."""
    return text.strip().rstrip(":.").lower() in heading_words()


def looks_like_heading(text: str) -> bool:
    """Whether a line standing alone could be a heading: short, no stop at its end, begins high, no web address."""
    text = text.strip()
    if not text or len(text) > 140 or _ENDS_SENTENCE.search(text) or "://" in text:
        return False
    first = next((char for char in text if char.isalnum()), "")
    return first.isupper() or first.isdigit()
