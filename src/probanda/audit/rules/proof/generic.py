"""Sentences that speak of all of a people by their grammar: "a Sartanian will …", "trust no …"."""

from __future__ import annotations

import re

from probanda.audit.extract.quotations import in_marks, in_speech
from probanda.audit.facts import Facts
from probanda.audit.rules.registry import Hit

__all__ = ["NOT_JUDGED", "generic"]

#: Who speaks of such words, of rights or of victims judges nobody.
NOT_JUDGED = re.compile(
    r"(?<!\w)(?:заявил\w*|назвал\w*|afirmó|dijo|said|says|claim\w*|stated|alleg\w+|called|stereotyp\w+"
    r"|propaganda|prejudice\w*"
    r"|rhetoric|narrative|hate speech|equal|entitled|rights|protected|deny|denies|slogan|statements? that"
    r"|concern|allegations? "
    r"that|the idea that|among|minority|victims?|discriminat\w+|not all|no evidence|textbooks?|incit\w+|myth\w*"
    r"|стереотип\w*|пропаганд\w*|учебник\w*|предрассуд\w*|якобы|утвержда\w+|назва\w+ \w+ ложью"
    r"|prejuicio\w*|estereotip\w*|discurso\w*"
    r"|propagande|préjugé\w*|stéréotype\w*|affirm\w+|prétend\w+|discours)(?!\w)",
    re.IGNORECASE,
)


_DEMONYM = r"[A-Z][a-z]{2,}(?:ian|an|ese|i|ite|ek|ani|er)"
_GENERIC = {
    "en": re.compile(
        rf"(?<![\w-])(?:(?:[Aa]|[Aa]ny|[Nn]o|[Ee]very)\s+{_DEMONYM}\s+(?:will|would|never|always|cannot"
        rf"|can['’]t|knows|thinks|loves"
        rf"|hates|lies|steals|cheats|does(?: not|n['’]t)|understands|respects|keeps|has no)(?!\w)"
        rf"(?!\s+be\s+(?:tried|allowed|given|issued|admitted))"
        rf"|(?:[Tt]rust|[Bb]elieve|[Bb]eware of|[Ee]xpect nothing from|[Nn]ever trust)\s+(?:no|an?|any"
        rf"|the)\s+{_DEMONYM}s?"
        rf"|[Ww]herever\s+(?:the\s+)?{_DEMONYM}s\s+(?:settle|go|live|come|rule|appear)"
        rf"(?=[^.]{{0,60}}(?:follow\w*|spread\w*|begins?|arriv\w+|ends?|theft|crime|blood|fire))"
        rf"|{_DEMONYM}\s+(?:men|women|people|mothers|culture|families)\s+(?:regard|consider|treat|think"
        rf"|believe that|teach"
        rf"|raise|see)\s+(?:women|others|their|theft|murder|killing|lying|violence|outsiders|neighbours))"
    ),
    "ru": re.compile(
        r"(?<!\w)(?:(?:[Нн]икогда\s+)?[Нн]е\s+(?:верь\w*|доверяй\w*)\s+[а-яё]{3,}(?:цам|анам|янам|цу|ину)"
        r"|(?:[Лл]юбой|[Кк]аждый|[Вв]сякий)\s+[а-яё]{3,}(?:ец|анин|янин)\s+(?:лж\w+|вор\w*|всегда|никогда"
        r"|готов|предаст|обманет"
        r"|убь\w+|ненавид\w+))"
    ),
    "es": re.compile(
        r"(?<!\w)(?:(?:[Uu]n|[Nn]ingún|[Tt]odo|[Cc]ualquier)\s+[a-záéíóúñ]{3,}(?:ano|io|és|eño"
        r"|ense)\s+(?:nunca|siempre|jamás"
        r"|miente|roba|traiciona|mata|odia|te (?:vende|traiciona|roba))"
        r"|(?:[Nn]o (?:te )?fíes|[Dd]esconfía|[Nn]unca confíes)\s+(?:de|en)\s+(?:un|una|los|las"
        r"|ningún)\s+[a-záéíóúñ]{3,}"
        r"|[Dd]onde (?:hay|llegan|viven) [a-záéíóúñ]{3,}(?:anos|ios|eses|eños),? (?:hay|llega|empieza))"
    ),
    "fr": re.compile(
        r"(?<!\w)(?:(?:[Uu]n|[Aa]ucun|[Tt]out)\s+[A-Z][a-zéè]{2,}(?:ien|ais|ois|ain"
        r"|en)\s+(?:ne\s+\w+\s+(?:jamais|pas)|ment|vole"
        r"|trahit|tue|hait|est (?:toujours|un))"
        r"|(?:[Nn]e (?:te fie|faites confiance)|[Mm]éfie[zr]?[- ]?\w*)\s+(?:à aucun|d['’]un|des|jamais (?:à"
        r"|aux))\s+[A-Z]\w+)"
    ),
}
#: Somebody else's words: a leaflet told its readers, a law.
_TOLD_OTHERS = re.compile(
    r"(?<!\w)(?:told|tells|wrote|writes|urged|preach\w+|taught|teaches|reads?|leaflet\w*|shouted|posters?"
    r"|law|призыва\w+"
    r"|листовк\w*|decía|reza\w*|tract)(?!\w)",
    re.IGNORECASE,
)


def generic(facts: Facts, start: int, end: int) -> Hit | None:
    """A sentence that speaks of all of a people by its grammar, in the author's voice."""
    pattern = _GENERIC.get(facts.language)
    found = pattern.search(facts.text, start, end) if pattern else None
    if found is None or in_speech(facts, found.start()) or in_marks(facts, found.start()):
        return None
    if NOT_JUDGED.search(facts.text, start, end) or _TOLD_OTHERS.search(
        facts.text, start, found.start()
    ):
        return None
    return Hit(
        *found.span(),
        f"“{facts.quote(*found.span())}” judges a people as such.",
        "Name the persons, units or institutions that are meant.",
    )
