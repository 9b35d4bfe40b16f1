"""Recommendations: the items of their section, and sentences that ask for something, with whom they ask."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from probanda.audit.any_case import any_case
from probanda.audit.extract.quotations import in_speech
from probanda.audit.facts import Facts
from probanda.audit.voice import section_kind
from probanda.audit.wordfields import first, marks

__all__ = ["Recommendation", "recommendations"]


@dataclass(frozen=True, slots=True)
class Recommendation:
    """One recommendation. ``addressee`` is "" when nobody is asked; ``listed`` when it stands in their section."""

    start: int
    end: int
    addressee: str
    listed: bool

    def as_json(self, facts: Facts) -> dict[str, Any]:
        """For the report's JSON."""
        return {
            "text": facts.quote(self.start, self.end),
            "start": self.start,
            "end": self.end,
            "addressee": self.addressee or None,
        }


_BODY = (
    r"(?:Government|State|Parliament|Ministry|Minister|Authorities|authorities|Republic"
    r"|Prosecutor|Committee|Council|Court|Assembly|Commission|Ombud\w+|Party|Union"
    r"|Nations|President|Police|Army|Forces|Service|Office|organi[sz]ations?|community"
    r"|States|Rapporteur|Administration|Agency|Defence|courts?|police|administration"
    r"|companies|platforms|donors|employers|judiciary|legislature|municipalit\w+|commanders?"
    r"|parties|mediators?|media|lawyers"
    r"|Правительств\w+|Парламент\w*|Министерств\w+|государств\w+|власт\w+|Комитет\w*"
    r"|прокуратур\w+|суд\w*|Gobierno|Estado|Ministerio|Parlamento|Fiscalía|autoridades"
    r"|Comité|Gouvernement|État|Ministère|Parlement|autorités|Hökumət\w*|Dövlət\w*"
    r"|Nazirliy\w*)"
)
_SHOULD = re.compile(
    rf"(?P<who>[^.;:]{{0,90}}?(?<!\w){_BODY}[^.;:]{{0,60}}?)\s+(?:should|must|shall"
    r"|needs? to|ought to|is (?:urged|called|recommended|requested|invited)|are (?:urged"
    r"|called|recommended|requested|invited)|has to|have to|следует|должн\w+|обязан\w*"
    r"|debe\w*|devrait|devraient|doit|doivent|\w+məlidir)(?!\w)"
)
_CALL = any_case(
    r"(?:we\s+)?(?:call(?:s|ing)?\s+(?:up)?on|urg\w+|recommend\w*\s+(?:that|to)|request\w*"
    r"|invit\w+|ask\w*|demand\w*\s+(?:that|of|from)|appeal\w*\s+to|рекоменд\w+|призыва\w+"
    r"|просим|instamos a|recomend\w+|exhort\w+|pid\w+ a|recommand\w+|demand\w+ (?:à"
    rf"|au)|appel\w+)\s+(?P<who>(?:the\s+|all\s+|au\s+|à\s+la\s+|al\s+"
    rf"|a\s+la\s+)?[^.;:,]{{0,80}}?(?<!\w){_BODY}[^.;:,]{{0,40}})",
)
_TO = any_case(
    rf"(?:^|\s)(?:to|for|by|from|au|aux|à|al|a la|a los|от|к)?\s*(?:the\s+)?"
    rf"(?P<who>[^.;]{{0,70}}?(?<!\w){_BODY}[^.;]{{0,60}})(?:\s+(?:should"
    rf"|must|to|is|are)[^.;]{{0,30}})?\s*:?\s*\Z",
)
#: "We ask the Committee to recommend that Sartania:" asks Sartania.
_THAT = any_case(
    r"(?<!\w)(?:recommend\w*|urge\w*|recomend\w+|inst\w+|recommand\w+|рекоменд\w+)"
    r"(?:\s+(?:that|que)|,\s+чтобы)\s+(?P<who>(?:(?:the|el|la|los|las|les?)\s+|l['’])?"
    r"(?-i:[^\W\d_a-zа-яё])[^.;:,]{2,60}?)"
    r"(?:\s+(?:should|must|shall))?\s*:\s*\Z",
)
_ADDRESSED = re.compile(
    rf"(?<!\w)(?:by|from|the|of)\s+(?P<who>(?:the\s+)?(?:[\w'’]+\s+){{0,3}}{_BODY})(?!\w)"
)
#: An addressee in the dative opens a request in the infinitive: "To the Government: …".
_DATIVE = re.compile(
    r"\W*(?:Правительству|Властям|Министерству|Парламенту|Государству|Прокуратуре|Президенту|Судам"
    r"|Al|A la|A las|A los"
    r"|Au|Aux|To the)\s"
)
_ASKING = any_case(
    r"(?<!\w)(?:should|must|shall|needs? to be|recommend(?:s|ed|ing)?(?!\w)|call\w* (?:up)?on|urge\w*"
    r"|demand\w*|it is (?:necessary|essential|important|recommended|imperative)|необходимо"
    r"|следует|рекоменд\w+|призыва\w+|должн\w+|debe\w*|recomend\w+|instamos|es necesario"
    r"|doit|devrait|recommand\w+|il est nécessaire|il convient|il faut|hay que|conviene|cabe|es preciso|надо"
    r"|нужно|zəruridir|tövsiyə\w*)(?!\w)",
)


def recommendations(facts: Facts) -> tuple[Recommendation, ...]:
    """Every recommendation in order: items of sections so called, and asking sentences of conclusions."""
    found: list[Recommendation] = []
    addressee = ""
    section_of = facts.document.section_of
    current = None
    for block in facts.document.blocks:
        section = section_of(block.start)
        within = _in_recommendations(facts, block.start)
        if not within:
            addressee = ""
            continue
        if section is not current:
            current, addressee = section, ""
            title = section.title if section else ""
            named = _TO.search(title)
            addressee = (
                named["who"].strip()
                if (named and section_kind(title) != "recommendations")
                or (
                    named and re.search(r"(?<!\w)(?:to|for|al|a la|a los|au|aux|à la)(?!\w)", title)
                )
                else ""
            )
            if named and not addressee:
                addressee = ""
        if block.kind not in {"paragraph", "list-item"}:
            continue
        text = facts.text[block.start : block.end].strip()
        if text.endswith(":") or (
            block.kind == "paragraph" and len(text) < 90 and not text.endswith((".", ";"))
        ):
            named = (
                _THAT.search(text)
                or _TO.search(text.rstrip(":"))
                or _SHOULD.search(text + " should")
            )
            if named:
                addressee = named["who"].strip()
            elif body := first(facts, "institution", block.start, block.end):
                addressee = facts.quote(body.start, body.end)
            elif _ALL_AND_SUNDRY.match(text):
                addressee = ""
            continue
        if (
            block.kind == "paragraph"
            and not _asks(facts, block.start, block.end)
            and not re.match(r"\W*[A-Z][a-z]+\s", text)
            and not _DATIVE.match(text)
        ):
            continue
        if (
            block.kind == "paragraph"
            and not _asks(facts, block.start, block.end)
            and not addressee
            and not text.endswith(";")
            and not _DATIVE.match(text)
        ):
            continue
        who = _who(text) or _institution(facts, block.start, block.end) or addressee
        found.append(Recommendation(block.start, block.end, who, True))
    if not found:
        for block in facts.document.blocks:
            if block.kind not in {"paragraph", "list-item"}:
                continue
            closing = _closing(facts, block.start)
            for start, end in facts.document.sentences(block):
                text = facts.text[start:end]
                if in_speech(facts, start + 1) or _TOLD.search(text):
                    continue
                if _WE_ASK.match(text) or (closing and _SHOULD_BE.match(text)):
                    found.append(Recommendation(start, end, _who(text), False))
    return tuple(found)


def _asks(facts: Facts, start: int, end: int) -> bool:
    """Whether a paragraph asks for something."""
    if _ASKING.search(facts.text, start, end) or first(facts, "asks", start, end):
        return True
    body = first(facts, "institution", start, min(end, start + 60))
    colon = facts.text.find(":", start, min(end, start + 120))
    return body is not None and body.start < colon


#: What should happen to something is asked of whoever is named behind "by".
_UNDERGOES = any_case(
    r"\s+(?:also\s+|\w+ly\s+)?(?:be(?:en)?\s+(?:\w+ly\s+)?(?:\w+(?:ed|en|wn|de|ne|ld|nt|pt|ft|rn|lt|ught"
    r"|ut|et)\b|available|open|free|given)"
    r"|(?:быть|être|ser)\s)|\s*(?:rse|se)(?!\w)",
)
_ALL_AND_SUNDRY = any_case(r"\W*(?:we|the following|it is|recommend|мы|следующ|recomend|nous)")
_BY_WHOM = any_case(
    r"(?<!\w)(?:by|from|with|со стороны|силами|por|par|de la part de)\s+(?:the\s+|el\s+|la\s+|le\s+"
    r"|l['’])?(?:\w+\s+){0,2}\Z",
)
_ASKED_OF = any_case(
    r"(?<!\w)(?:call\w*|urg\w+|recommend\w*|ask\w*|invit\w+|demand\w*|request\w*|appeal\w*|рекоменд\w+"
    r"|призыва\w+|просим|требу\w+|recomend\w+|inst\w+|exhort\w+|ped\w+"
    r"|solicit\w+|recommand\w+|appel\w+|demand\w+|invit\w+|engage\w*)\s+(?:\w+\s+){0,3}\Z",
)


def _institution(facts: Facts, start: int, end: int) -> str:
    """The body that a recommendation's first sentence asks: before "should", behind "by", behind "calls on"."""
    sentence = facts.document.sentence_of(start)
    last = min(end, sentence[1])
    asks = first(facts, "asks", start, last)
    text = facts.text
    for body in marks(facts, "institution", start, last):
        lead = text[start : body.start]
        if _BY_WHOM.search(lead) or _ASKED_OF.search(lead) or _DATIVE_LEAD.fullmatch(lead):
            return facts.quote(body.start, body.end)
        if asks and body.start < asks.start and not _UNDERGOES.match(text, asks.end):
            between = text[start : body.start]
            # "the list of courts": the body only belongs to what is asked for
            if not re.search(
                r"(?<!\w)(?:of|about|on|against|into|over|о|об|в|на|против|sobre|contra|en|sur|contre"
                r"|dans)\s+(?:\w+\s+){0,3}\Z",
                between,
            ):
                return facts.quote(body.start, body.end)
    return ""


#: "Правительству следует", "Al Congreso: …": the dative opens the sentence.
_DATIVE_LEAD = any_case(
    r"\W*(?:(?:to|for|al|a la|a los|a las|au|aux|à la|à l['’])\s*(?:the\s+)?)(?:\w+\s+){0,2}",
)

_WE_ASK = any_case(
    r"\W*(?:we (?:therefore |also )?(?:recommend|call on|call upon|urge|demand)|it is recommended"
    r"|мы (?:рекомендуем|призываем)|recomendamos|instamos|nous recommandons)(?!\w)",
)
_SHOULD_BE = any_case(
    r"\W*(?:it is (?:necessary|essential|imperative)|recommendation"
    r"|the (?:state party|government|authorities|committee)[^.]{0,60} should|[^.]{0,80}should (?:be )?\w+"
    r"|необходимо|es necesario|il est nécessaire)(?!\w)",
)
#: Who tells what somebody asked or thought asks nothing.
_TOLD = any_case(
    r"(?<!\w)(?:(?:had |has )?(?:asked|said|told|wrote|stated|argued|believed|thought|demanded|testified"
    r"|insisted|promised)"
    r"|according to|whether|if|why|how|should have|просил\w*|сказал\w*|pidi(?:ó|eron)|dijo)(?!\w)",
)


def _closing(facts: Facts, position: int) -> bool:
    """Whether a place is where a report without a section of recommendations asks: its conclusion, or its end."""
    section = facts.document.section_of(position)
    if section is not None and section_kind(section.title) == "conclusion":
        return True
    return not facts.document.sections and (
        position > 0.6 * len(facts.text) or len(facts.text) < 1500
    )


def _in_recommendations(facts: Facts, position: int) -> bool:
    """Whether a section called recommendations, or one below it, holds a position."""
    if section_kind_at(facts, position) == "recommendations":
        return True
    section = facts.document.section_of(position)
    if section is None:
        return False
    for outer in facts.document.sections:
        if outer.start > section.start:
            break
        if (
            outer.level < section.level
            and outer.start <= position < outer.end
            and section_kind(outer.title) == "recommendations"
        ):
            return True
    return False


def section_kind_at(facts: Facts, position: int) -> str:
    """The kind of the section at a position."""
    section = facts.document.section_of(position)
    return section_kind(section.title) if section else ""


#: "Ministry of Health: send doctors".
_COLON = re.compile(r"\W*(?:\d{1,2}[.)]\s*)?([A-ZА-ЯÁÉÍÓÚ][\w’' -]{3,50}):\s+[a-zа-яáéíóúñ]")
#: "The director of the colony should show": whoever should do something, rather than have it done.
_AGENT = re.compile(
    r"\W*((?:The|All|Every|Each|Both)\s+[\w’' -]{3,60}?)\s+(?:should|must|shall)\s+(?:also\s+|immediately\s+"
    r"|promptly\s+)?"
    r"(?!(?:also\s+)?(?:be|have been|not be|remain|take place|become|continue to be|include|cover|apply"
    r"|contain|end|stop|cease)\b)\w+"
)
_ABSTRACT = any_case(
    r"(?<!\w)(?:information|measures?|access|investigations?|data|persons?|prisoners?|detainees?|videos?"
    r"|materials?|conclusions?|law"
    r"|recommendations?|victims?|register|registers|report|reports|rules?|code|bill|system|names?|list"
    r"|conditions|families|cases?"
    r"|compensation|training|practice|policy|mechanism|laws|decree)\s*\Z",
)


def _who(text: str) -> str:
    named = re.match(
        r"\W*((?:The\s+)?[A-ZА-Я][\w'’-]+(?:\s+(?:of\s+)?[A-ZА-Я][\w'’-]+){0,3})\s+(?:should"
        r"|must|shall|needs? to|is (?:urged|called|asked)|debe\w*|devrait|должн\w+"
        r"|следует)(?!\w)",
        text,
    )
    if (
        named
        and not re.match(
            r"(?:The\s+)?(?:More|Less|Much|Nothing|Everything|What|Who|No|A|An|Any|Such|Information|Access"
            r"|Measures|Investigation|Compensation|It"
            r"|There|This|These|All|Everyone)\b",
            named[1],
        )
        and not re.match(
            r"\s+be\s+\w+(?:ed|en|t|n|done|made)(?!\w)|\s+be done",
            text[named.end() : named.end() + 24],
        )
    ):
        return named[1]
    office = re.match(
        r"\W*([Tt]he\s+(?:ministry|government|parliament|prosecutor|authorities|courts?"
        r"|police|army|state party|committee|ombuds\w+|judiciary|president|commission"
        r"|council|administration|platforms?|companies)[\w\s]{0,30}?)\s+(?:should"
        r"|must|shall|needs? to)(?!\w)",
        text,
    )
    if office:
        return office[1]
    listed = _COLON.match(text)
    if listed:
        return listed[1]
    agent = _AGENT.match(text)
    if agent and not _ABSTRACT.search(agent[1]):
        return agent[1]
    call = _CALL.search(text)
    if call:
        return call["who"].strip()
    should = _SHOULD.match(text)
    if should and not re.search(
        r"(?:information|measures|access|investigation|data|it|there|persons|prisoners"
        r"|videos?|materials?|conclusion|recommendation)\s*\Z",
        should["who"],
    ):
        return should["who"].strip()
    passive = _ADDRESSED.search(text)
    if (
        passive
        and re.search(r"(?<!\w)(?:should|must|shall|be)(?!\w)", text[: passive.start()])
        and re.search(r"(?:by|from)\s*\Z", text[: passive.start("who")])
    ):
        return passive["who"].strip()
    return ""
