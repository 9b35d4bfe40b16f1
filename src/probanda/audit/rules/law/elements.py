"""An element of a definition that nothing in the text supports."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from probanda.audit.extract.speakers import speaker_of
from probanda.audit.facts import Facts
from probanda.audit.rules.registry import Hit, rule
from probanda.audit.voice import own_sentences


@dataclass(frozen=True, slots=True)
class _Crime:
    """A crime with what claims it, where the claim is one of law, and the words that support each element."""

    name: str
    claim: re.Pattern[str]
    frame: re.Pattern[str]
    elements: tuple[tuple[str, re.Pattern[str]], ...]


@cache
def _crimes() -> tuple[_Crime, ...]:
    """The crimes of `data/elements.yaml`."""
    text = files("probanda.audit").joinpath("data/elements.yaml").read_text("utf-8")
    return tuple(
        _Crime(
            name,
            _any(crime["claim"]),
            re.compile("|".join(_spelled(crime["frame"])), re.IGNORECASE),
            tuple((label, _any(words)) for label, words in crime["elements"].items()),
        )
        for name, crime in yaml.safe_load(text).items()
    )


def _spelled(words: str) -> list[str]:
    return [word.replace("~", r"\w*").replace("_", r"\s+") for word in words.split()]


def _any(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(_spelled(words))})(?!\w)", re.IGNORECASE)


@rule(
    "elements-unsupported",
    "An element of a definition that the text never supports",
    "warning",
    "law",
    "Who says torture within the meaning of article 1 needs severity, intent, purpose "
    "and an official's part; who says enforced"
    " disappearance needs deprivation of liberty, the State's part and concealment. "
    "The rule only asks whether words for each stand anywhere.",
    bad=(
        "The beatings were torture within the meaning of article 1 of the Convention "
        "against Torture. The neighbours beat him, causing severe pain.",
    ),
    good=(
        "The beatings were torture within the meaning of article 1 of the Convention "
        "against Torture. Police officers deliberately beat him until he confessed, "
        "causing severe pain.",
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
            if m and _asserted(facts, s[0], s[1], crime.name)
        ]
        if not claims or not (crime.frame.search(facts.text) or len(facts.text) < 4000):
            continue
        claimed = {(s[0], s[1]) for s, _ in claims}
        rest = " ".join(
            _LEGAL.sub(" ", facts.text[a:b]) if (a, b) in claimed else facts.text[a:b]
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
                severity="note" if len(facts.text) > 20000 else None,
            )


_LEGAL = re.compile(
    r"Convention against Torture[^.,;]*|State [Pp]art(?:y|ies)|within the meaning of[^.,;]*"
)


_TORTURED = re.compile(
    r"(?<!\w)(?:(?:was|were|been|being|is|are|and)\s+(?:\w+\s+)?tortured|tortured\s+(?:him"
    r"|her|them|the|\w+\s\w+)"
    r"|(?:amount\w*|amounting)\s+to\s+torture|constitut\w+\s+(?:\w+\s+)?torture|acts?\s+of\s+torture"
    r"|subjected\s+to\s+(?:\w+\s+)?torture"
    r"|(?:was|were|is|are)\s+torture|torture\s+(?:was|were|is|has been|took place)"
    r"|victims?\s+of\s+torture|meets?\s+the\s+definition\s+of\s+torture"
    r"|constituent\s+(?:des\s+actes\s+de\s+|la\s+)?torture"
    r"|(?:il s['’]agit|c['’]est)\s+(?:bien\s+)?(?:d['’]une\s+|de\s+(?:la\s+)?|une\s+)?torture"
    r"|torture\s+au sens|[—–-]\s+(?:это\s+)?пытк\w+|пытк\w+\s+в смысле"
    r"|подверг\w+\s+пытк\w+|пытали|(?:явля\w+|представля\w+(?: собой)?|составля\w+|равносильн\w+"
    r"|квалифициру\w+ как|есть|стал\w*|был\w*|приравнива\w+ к)\s+(?:\w+\s+)?пытк\w+"
    r"|víctimas?\s+de\s+tortura|fu\w+\s+torturad\w+"
    r"|constituy\w+\s+tortura|torturé\w*)(?!\w)",
    re.IGNORECASE,
)


#: "Según el artículo 1": a text of law is nobody's word.
_A_TEXT = re.compile(
    r"(?:the |el |la |los |l['’])?(?:art|convenci|convention|конвенци|стать|pacto|covenant|пакт|law|ley"
    r"|code|código|кодекс)",
    re.IGNORECASE,
)


#: "Amounted to torture as the Convention defines it" claims it, whatever else it says of the definition.
_CLAIMED = re.compile(
    r"(?<!not )(?<!never )(?<!\w)(?:amounted to|constituted|was|were|is|are|явля\w+|представля\w+"
    r"|constituye\w*|constituyó|fue|constitue\w*)\s+(?:\w+\s+)?(?:torture|пытк\w+|tortura)(?!\w)",
    re.IGNORECASE,
)


def _asserted(facts: Facts, start: int, end: int, name: str) -> bool:
    """Whether a sentence claims it in the author's own voice."""
    text = facts.text[start:end]
    if name == "torture" and not _TORTURED.search(text):
        return False
    if (_definition(facts, start, end) and not _CLAIMED.search(text)) or re.search(
        r"(?<!\w)(?:просил\w*|попросил\w*|просит|asked|asks|requested|pidió|solicitó|a demandé|denies|denied"
        r"|deny|no torture|should|recommend\w*|said that|states? that|(?:do|does"
        r"|did) not (?:say|claim|hold|find"
        r"|assert|amount))(?!\w)",
        text,
    ):
        return False
    name = speaker_of(facts, start, end).name
    return not name or bool(_A_TEXT.match(name))


def _definition(facts: Facts, start: int, end: int) -> bool:
    """Whether a sentence sets out the law rather than facts."""
    return bool(
        re.search(
            r"(?<!\w)(?:is defined|defined as|means "
            r"any act|defines|the term|prohibits?|requires? "
            r"(?:that|States)|elements? of|under article 1,|provides that|for the "
            r"purposes of)(?!\w)",
            facts.text[start:end],
            re.IGNORECASE,
        )
    )
