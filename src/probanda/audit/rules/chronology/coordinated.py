"""Two acts of one subject, told with "and": "was set up by a law of D2 and became operational on D1".

A verb that follows "and" without a subject of its own goes on from the verb before it; its date is not earlier.
The same holds for what answers something just told: "in response to that recommendation".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from probanda.audit.extract.dates import DateMention, days_between
from probanda.audit.extract.quotations import in_speech
from probanda.audit.facts import Facts
from probanda.audit.rules.chronology.apart import lent_far, single, surely_before
from probanda.audit.rules.registry import Hit

__all__ = ["coordinated", "in_response", "pursuant"]

_AND = {
    "en": re.compile(
        r",?\s*(?:and|then|and then|before it|but)\s+(?:then\s+|only\s+|soon\s+|finally\s+|later\s+)?"
        r"(?:(?:was|were|became|began|took|came|went|left|gave|made|held|sent|got|met|found|won|lost|fell|rose|heard|told|wrote|brought|set)\b"
        r"|[a-z]{3,}(?:ed)\b)[^,;:]{0,70}\Z"
    ),
    "ru": re.compile(
        r",?\s*(?:и|а|затем|и затем|но)\s+(?:уже\s+|только\s+|лишь\s+)?[а-яё]{3,}(?:л|ла|ло|ли|лся|лась"
        r"|лось|лись|н|на|но|ны|т|та|то|ты)\s[^,;:]{0,60}\Z"
    ),
    "es": re.compile(
        r",?\s*(?:y|e|pero)\s+(?:luego\s+|después\s+)?(?:se\s+|lo\s+|la\s+|le\s+|les\s+)?[a-zñáéíóú]{2,}(?:ó|aron|ieron|ió|izo|uvo|uso|ino|ue|ueron|io|ujo|ijo)\s[^,;:]{0,70}\Z"
    ),
    "fr": re.compile(
        r",?\s*(?:et|puis|mais)\s+(?:a|ont|fut|furent|est|sont|s['’]est|\w+a|\w+it|\w+èrent|\w+irent)\s[^,;:]{0,70}\Z"
    ),
}
#: Dates of things or bounds between which nothing follows.
_BOUND = re.compile(
    r"(?<!\w)(?:until|till|by|before|since|from|born|due|for|between|and|до|с|по|к|между|родил\w+|на|hasta|desde|antes|entre|nacid\w+|y"
    r"|jusqu\w*|depuis|avant|entre|née?)\s+(?:the\s+|el\s+|le\s+)?\Z",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"(?<!\w)(?:had|earlier|previous\w*|already|again|respectively|another|other|not|still|ранее|уже|снова|соответственно|не|había|antes|ya|otr[oa]"
    r"|respectivamente|no|avait|déjà|autre|respectivement|pas)(?!\w)",
    re.IGNORECASE,
)
#: With a lent year, days farther apart may be of two years.
_LENT = 62
_ANSWERS = re.compile(
    r"(?<!\w)(?:in (?:response|reply|reaction|answer) to|in (?:implementation|pursuance|execution|view"
    r"|light) of|pursuant to|acting (?:up)?on|as a (?:result|consequence) of"
    r"|following|after|prompted by|во исполнение|в ответ на|на основании|вследствие|в результате|после"
    r"|по итогам|с учётом"
    r"|en (?:respuesta|cumplimiento|aplicación|virtud|atención|ejecución) (?:a|de|del)|a raíz de|tras"
    r"|como consecuencia de|después de"
    r"|en (?:réponse|application|exécution) (?:à|de)|à la suite de|suite à|après)\s+"
    r"(?:that|this|those|these|such|the same|эт\w+|так\w+|того|dich[oa]s?|es[ae]s?|es[eo]s?|est[ae]s?"
    r"|cett?e?|ces)\s+(?P<noun>[^\W\d_]{4,})",
    re.IGNORECASE,
)


def coordinated(facts: Facts, done: set[int]) -> Iterator[Hit]:
    """Verbs that go on from a verb dated later."""
    joint = _AND.get(facts.language)
    if joint is None:
        return
    for block in facts.document.prose():
        for start, end in facts.document.sentences(block):
            found = [d for d in single(days_between(facts, start, end)) if d.precision != "year"]
            if len(found) != 2 or in_speech(facts, start + 1) or found[1].start in done:
                continue
            a, b = found
            link = facts.text[a.end : b.start]
            if (
                not surely_before(b, a)
                or not joint.search(link)
                or _BACK.search(facts.text, start, end)
            ):
                continue
            if _BOUND.search(facts.text[max(start, a.start - 20) : a.start]) or _bound(
                facts, b, a.end
            ):
                continue
            if lent_far(a, b, _LENT):
                continue
            done.add(b.start)
            yield _hit(facts, a, b, "goes on from")


def _bound(facts: Facts, b: DateMention, start: int) -> bool:
    lead = facts.text[max(start, b.start - 20) : b.start]
    found = _BOUND.search(lead)
    return bool(found and not re.match(r"(?:and|y|y\s)", found.group(), re.IGNORECASE))


def in_response(facts: Facts, done: set[int]) -> Iterator[Hit]:
    """What answers something told in the sentence before, or in its note, and is dated before it."""
    for block in facts.document.prose():
        before: tuple[int, int] | None = None
        for start, end in facts.document.sentences(block):
            answers = _ANSWERS.search(facts.text, start, end)
            own = [d for d in single(days_between(facts, start, end)) if d.start not in done]
            if answers and before and own and not in_speech(facts, start + 1):
                told = list(single(days_between(facts, *before)))
                if not told:
                    for note in facts.document.notes_near(before[0], before[1] + 2):
                        told += single(days_between(facts, note.start, note.end))
                if (
                    len(told) == 1
                    and surely_before(own[0], told[0])
                    and not lent_far(told[0], own[0], _LENT)
                ):
                    done.add(own[0].start)
                    yield _hit(facts, told[0], own[0], f"“{facts.quote(*answers.span())}”:")
            before = (start, end)


#: What is done on the strength of something, which was there before.
_PURSUANT = re.compile(
    r"(?<!\w)(?:in (?:response|reply|reaction|answer) to|in (?:implementation|pursuance|execution) of"
    r"|pursuant to|on the basis of"
    r"|во исполнение|в ответ на|на основании|в соответствии с|en (?:respuesta|cumplimiento|aplicación"
    r"|virtud|ejecución) (?:a|de)l?"
    r"|a raíz de|en (?:réponse|application|exécution|vertu) (?:à|de|du)|à la suite d\w*)(?!\w)[^.;:]{0,90}\Z",
    re.IGNORECASE,
)


def pursuant(facts: Facts, done: set[int]) -> Iterator[Hit]:
    """As in "pursuant to the order of 1 April 2021, a decree of 9 April 2020 was passed"."""
    for block in facts.document.prose():
        for start, end in facts.document.sentences(block):
            found = [d for d in single(days_between(facts, start, end)) if d.precision == "day"]
            if len(found) != 2 or in_speech(facts, start + 1):
                continue
            a, b = found
            for ground, act, lead in ((a, b, (start, a.start)), (b, a, (a.end, b.start))):
                if act.start in done or not _PURSUANT.search(facts.text[lead[0] : lead[1]]):
                    continue
                if surely_before(act, ground) and not lent_far(act, ground, _LENT):
                    done.add(act.start)
                    yield _hit(facts, ground, act, "is done on the strength of what is of")


def _hit(facts: Facts, a: DateMention, b: DateMention, how: str) -> Hit:
    return Hit(
        b.start,
        b.end,
        f"{facts.quote(b.start, b.end)} {how} {facts.quote(a.start, a.end)}, and comes before it.",
        "Check both dates.",
        ((a.start, a.end),),
        "warning",
    )
