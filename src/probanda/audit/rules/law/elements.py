"""An element of a definition that nothing in the text supports."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from probanda.audit.any_case import any_case
from probanda.audit.extract.speakers import speaker_of
from probanda.audit.facts import Facts
from probanda.audit.rules.registry import Hit, rule
from probanda.audit.voice import own_sentences

#: Letters up to which a word of law needs no frame, and from which a finding is a note.
_SHORT, _LONG = 4000, 20000


@dataclass(frozen=True, slots=True)
class _Crime:
    """A crime: the words that claim it, how a sentence holds that it was done, and what supports each element."""

    claim: re.Pattern[str]
    asserted: re.Pattern[str] | None
    amounts: re.Pattern[str]
    frame: re.Pattern[str] | None
    elements: tuple[tuple[str, re.Pattern[str]], ...]


@cache
def _table() -> dict[str, Any]:
    text = files("probanda.audit").joinpath("data/elements.yaml").read_text("utf-8")
    table: dict[str, Any] = yaml.load(text, yaml.CSafeLoader)
    return table


@cache
def _crimes() -> tuple[_Crime, ...]:
    """The crimes of `data/elements.yaml`."""
    amounts, unlike = (_alternatives(_table()["words"][name]) for name in ("amounts", "unlike"))
    return tuple(
        _Crime(
            _any(crime["claim"]),
            _any(crime["asserted"]) if "asserted" in crime else None,
            any_case(
                rf"(?<!not )(?<!never )(?<!\w)(?:{amounts})\s+(?:(?!(?:{unlike})\s)\w+\s+)?"
                rf"(?:{_alternatives(crime['claim'])})(?!\w)"
            ),
            any_case(_alternatives(crime["frame"])) if "frame" in crime else None,
            tuple((label, _any(words)) for label, words in crime["elements"].items()),
        )
        for crime in _table()["crimes"].values()
    )


@cache
def _words(name: str) -> re.Pattern[str]:
    """A class of words that is the same for all crimes."""
    return _any(_table()["words"][name])


def _alternatives(words: str) -> str:
    return "|".join(word.replace("~", r"\w*").replace("_", r"\s+") for word in words.split())


def _any(words: str) -> re.Pattern[str]:
    return any_case(rf"(?<!\w)(?:{_alternatives(words)})(?!\w)")


@rule(
    "elements-unsupported",
    "An element of a definition that the text never supports",
    "warning",
    "law",
    "Who says torture within the meaning of article 1 needs severity, intent, purpose "
    "and an official's part; who says enforced disappearance needs deprivation of liberty, the State's part and "
    "concealment; who says genocide a protected group, intent to destroy it, and one of its acts; crimes against "
    "humanity a widespread or systematic attack on a civilian population; war crimes an armed conflict and a "
    "protected person or object. The rule only asks whether words for each stand anywhere.",
    bad=(
        "The beatings were torture within the meaning of article 1 of the Convention "
        "against Torture. The neighbours beat him, causing severe pain.",
        "The killings of the shepherds amounted to genocide. Nine of them were shot at the well.",
    ),
    good=(
        "The beatings were torture within the meaning of article 1 of the Convention "
        "against Torture. Police officers deliberately beat him until he confessed, "
        "causing severe pain.",
        "The commission asked whether the killings amounted to genocide. Nine shepherds were shot at the well.",
    ),
)
def elements_unsupported(facts: Facts) -> Iterator[Hit]:
    """Look for words that support each element of what is claimed."""
    sentences = own_sentences(facts)
    for crime in _crimes():
        claims = [
            (s, m)
            for s in sentences
            for m in [crime.claim.search(facts.text, s[0], s[1])]
            if m and _asserted(facts, s[0], s[1], crime)
        ]
        framed = crime.frame is None or len(facts.text) < _SHORT or crime.frame.search(facts.text)
        if not claims or not framed:
            continue
        claimed = {(s[0], s[1]) for s, _ in claims}
        rest = " ".join(
            _words("names_of_law").sub(" ", crime.claim.sub(" ", facts.text[a:b]))
            if (a, b) in claimed
            else facts.text[a:b]
            for a, b, _ in sentences
            if not _definition(facts, a, b)
        )
        missing = [label for label, support in crime.elements if not support.search(rest)]
        if missing:
            _, first = claims[0]
            yield Hit(
                first.start(),
                first.end(),
                f"“{first.group()}” is claimed, but nothing in the text speaks for "
                f"{' nor '.join(missing)}.",
                "Say what supports the element, or claim what is supported.",
                severity="note" if len(facts.text) > _LONG else None,
            )


def _asserted(facts: Facts, start: int, end: int, crime: _Crime) -> bool:
    """Whether a sentence claims it in the author's own voice."""
    text = facts.text
    amounts = crime.amounts.search(text, start, end)
    if crime.asserted and not amounts and not crime.asserted.search(text, start, end):
        return False
    # "amounted to torture as the Convention defines it" claims it, whatever else it says of the definition
    if _definition(facts, start, end) and not amounts:
        return False
    if _words("no_claim").search(text, start, end):
        return False
    name = speaker_of(facts, start, end).name
    return not name or bool(_words("law_text").match(name))


def _definition(facts: Facts, start: int, end: int) -> bool:
    """Whether a sentence sets out the law rather than facts."""
    return bool(_words("definition").search(facts.text, start, end))
