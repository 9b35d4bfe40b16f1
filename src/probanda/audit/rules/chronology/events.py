"""Events and their dates: named events, acts of States on treaties."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from probanda.audit.extract.circumstances import dates_between
from probanda.audit.extract.dates import DateMention, dates
from probanda.audit.extract.quotations import in_speech
from probanda.audit.facts import Facts

__all__ = ["Dated", "events", "treaty_acts"]


@dataclass(frozen=True, slots=True)
class Dated:
    """An event with its date.

    Attributes:
        key: what makes two mentions one event.
        name: for the message.
        when: the date.
        sure: whether the event happens once, and its name is one person's or one thing's.
    """

    key: str
    name: str
    when: DateMention
    sure: bool


_EVENT_NOUN = (
    "War|Agreement|Statement|Protocol|Treaty|Declaration|Memorandum|Operation|Uprising"
    "|Massacre|Battle|Siege|Accord|Accords|Offensive|Revolution|Ceasefire|Truce|Armistice"
    "|Election|Elections|Referendum|Coup|Decree|Law|Act|Resolution|Earthquake|Pogrom"
    "|Pogroms"
    "|war|agreement|statement|protocol|treaty|declaration|massacre|ceasefire|cease-fire"
    "|truce|armistice|offensive|uprising|coup|referendum|pogrom|shelling|attack|raid"
    "|protest|demonstration|explosion|election|elections|disaster|riot|strike|storming|bombing|bombardment"
    "|killing|killings|fire|flood|raid|clashes|deportation|eviction|hearing|inauguration"
)


_EVENT = re.compile(
    rf"(?P<name>(?:[A-Z][\w'’-]+ ){{0,4}}(?:{_EVENT_NOUN})(?: (?:in|on|at|of|against) "
    r"(?:the )?[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?)?(?: (?:agreement|prison|village))?)"
    r"(?P<link>,?\s(?:of|on|dated|signed on|signed in|adopted on|held on|(?:which "
    r"|that )?(?:began|started|broke out|took place|happened|occurred|was signed|was "
    r"adopted|was held|were held|came into force|was announced)(?: on| in)?|\()\s?(?:the "
    r")?)\Z"
)


#: "The storming of the dam on", "the presidential election of": one such thing, told with its whole name.
_DEFINITE = re.compile(
    r"(?<!\w)[Tt]he\s+(?P<name>(?:(?:presidential|parliamentary|general|local|municipal|constitutional|military|mass|air|drone"
    r"|missile|rocket|artillery|final|fatal)\s+)(?:elections?|referendum|coup|strike|attack|grave|trial|hearing)"
    r"(?:\s+(?:on|of|in|at|against)\s+(?:the\s+)?(?:[\w’'-]+\s+){0,2}[\w’'-]+)?"
    r"|(?:storming|bombing|bombardment|burning|capture|fall|occupation|evacuation|eviction|inauguration|seizure)\s+of\s+"
    r"(?:the\s+)?(?:[\w’'-]+\s+){0,2}[\w’'-]+)\s+(?:of|on)\s+\Z"
)
#: In Russian and Spanish the date stands behind the noun, its place and its "of".
_EVENT_RU = re.compile(
    r"(?P<name>(?<!\w)(?:войн|перемири|соглашени|выбор|переворот|штурм|обстрел|бомб[её]жк|взрыв|пожар|погром|рейд|нападени"
    r"|референдум|резн|бо|митинг|демонстраци)[а-яё]*(?:\s+(?:на|в|у|под|при|за)\s+[А-ЯЁ][\w-]+(?:\s+[А-ЯЁ][\w-]+)?)?)"
    r"(?P<link>\s+(?:от\s+)?)\Z"
)
_EVENT_ES = re.compile(
    r"(?P<name>(?<!\w)(?:guerra|acuerdo|tregua|alto el fuego|golpe de Estado|elecciones?|referéndum|masacre"
    r"|matanza|incendio"
    r"|bombardeo|ataque|asalto|toma|explosión|huelga|manifestación|terremoto)(?:\s+(?:de|en|del"
    r"|contra)\s+(?:la |el |los |las )?"
    r"[A-ZÁÉÍÓÚÑ][\w-]+(?:\s+[A-ZÁÉÍÓÚÑ][\w-]+)?)?)(?P<link>(?:\s+de(?:l)?|,?\s+(?:se\s+firmó\s+|firmad[oa]\s+)?el)\s+)\Z"
)
#: "Decree No. 41 of", "Ley 118, de": numbered, so that the number is its name.
_NUMBERED = re.compile(
    r"(?P<name>(?<!\w)(?:[Dd]ecree|[Oo]rder|[Rr]esolution|[Ll]aw|[Aa]ct|[Uu]каз|[Уу]каз\w*|[Пп]риказ\w*|[Зз]акон\w*"
    r"|[Пп]остановлени\w+|[Dd]ecreto|[Ll]ey|[Rr]esolución|[Oo]rden|[Dd]écret|[Ll]oi)\s+(?:No\.?|№|N[.º°]+|n[.º°]+)?\s*"
    r"(?P<number>\d[\w/.-]*))(?P<link>,?\s+(?:of|dated|от|de|del|du)\s+)\Z"
)
_LASTING = re.compile(r"(?:began|started|broke out|from|since)\b")


def events(facts: Facts) -> Iterator[Dated]:
    """Named events with a date behind them, as in “the ceasefire of 10 November 2020”."""
    for each in facts.of(dates):
        if not each.known or in_speech(facts, each.start):
            continue
        block = facts.document.block_of(each.start)
        if block is None or block.kind in {"title", "heading", "cell"}:
            continue
        before = facts.text[max(block.start, each.start - 110) : each.start]
        numbered = _NUMBERED.search(before)
        if numbered and each.precision == "day":
            kind = numbered["name"].split()[0].lower()[:5]
            yield Dated(f"law|{kind}|{numbered['number']}", numbered["name"], each, True)
            continue
        if facts.language in {"ru", "es"}:
            yield from _placed_event(facts, each, before)
        if (definite := _DEFINITE.search(before)) and each.precision == "day" and each.first:
            name = " ".join(definite["name"].lower().split())
            yield Dated(f"the|{name}|{each.first.year}", name, each, False)
        found = _EVENT.search(before)
        if not found:
            continue
        name = re.sub(
            r"^(?:The|A|An|In|On|After|During|Under|Since|By|Following|Before|This|That)\s+",
            "",
            found["name"],
        )
        own = [w for w in name.split() if w[0].isupper()]
        if "(" in found["link"] and (each.precision == "year" or not own):
            continue
        if each.precision == "interval" and "(" not in found["link"]:
            continue
        if (
            re.search(
                r"(?<!\w)(?:attack|raid|shelling|protest|demonstration|explosion|strike|storming|bombing|bombardment|killings?|fire"
                r"|flood|clashes|deportation|eviction|hearing|inauguration|Law|Act"
                r"|Decree|Resolution|election|elections|Election|Elections|riot|coup"
                r"|referendum|agreement|statement|Statement|declaration|protocol|Protocol"
                r"|treaty)\Z",
                name,
            )
            and len(own) < 2
        ):
            definite = re.search(r"(?:the|The)\s+" + re.escape(found["name"]), before)
            if not definite or (
                not own
                and name.split()[-1]
                not in {"ceasefire", "truce", "armistice", "coup", "referendum"}
            ):
                continue
        if _LASTING.search(found["link"]) and each.precision not in {"day", "month"}:
            continue
        kind = "period" if each.precision == "interval" else "day"
        # a ceasefire of another decade is another ceasefire
        decade = "" if own else str(each.first.year // 8) if each.first else ""
        yield Dated(
            f"{kind}|{name.lower()}|{decade}",
            name,
            each,
            bool(own) or name.lower() in {"ceasefire", "truce", "armistice", "massacre"},
        )


def _placed_event(facts: Facts, each: DateMention, before: str) -> Iterator[Dated]:
    """As in "el golpe de Estado del 11 de junio de 1979"."""
    found = (_EVENT_RU if facts.language == "ru" else _EVENT_ES).search(before)
    if not found or each.precision not in {"day", "month"} or each.first is None:
        return
    name = found["name"].lower()
    own = len([w for w in found["name"].split() if w[0].isupper() and w != "Estado"])
    if facts.language == "ru":
        name = " ".join(word[:5] for word in name.split())
    yield Dated(f"day|{name}|{'' if own else each.first.year}", found["name"], each, bool(own))


_TREATY_ACT = re.compile(
    r"(?<![\w-])(?P<who>[A-Z][a-z]+(?:\s[A-Z][a-z]+)?)\s+(?:has\s+|had\s+)?(?P<act>ratified"
    r"|acceded to|signed)\s+(?:the\s+)?(?P<what>(?:[A-Z][\w]+\s*){0,6}(?:Convention"
    r"|Covenant|Protocol|Statute|Charter)?)"
    r"|(?P<what2>Convention|Covenant|Protocol|Statute|Charter)[^.;]{0,30}?,?\s+which\s+(?P<who2>[A-Z][a-z]+)\s+(?P<act2>ratified"
    r"|acceded to|signed)"
)


def treaty_acts(facts: Facts) -> Iterator[Dated]:
    """As in "Kevria ratified the Convention in 1993"."""
    for block in facts.document.prose():
        for start, end in facts.document.sentences(block):
            found = _TREATY_ACT.search(facts.text, start, end)
            when = [
                d for d in dates_between(facts, start, end) if d.known and d.precision != "interval"
            ]
            if (
                not found
                or len(when) != 1
                or in_speech(facts, found.start())
                or when[0].start - found.end() > 60
            ):
                continue
            act, who = (
                (found["act"] or found["act2"]).lower(),
                (found["who"] or found["who2"]).lower(),
            )
            what = (found["what"] or found["what2"] or "").strip().lower()
            kind = next(
                (
                    w
                    for w in ("convention", "covenant", "protocol", "statute", "charter")
                    if w in what
                ),
                "",
            )
            if kind and when[0].start >= found.end() - 1:
                whole = what if len(what.split()) > 1 else kind
                yield Dated(
                    f"{act}|{who}|{whole}", f"{who.title()} {act} the {kind.title()}", when[0], True
                )
