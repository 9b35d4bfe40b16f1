"""Sources named in the sentence itself: "the newspaper of 1 June says that on 20 June …"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from probanda.audit.document import Block
from probanda.audit.extract.circumstances import dates_between
from probanda.audit.extract.dates import DateMention
from probanda.audit.extract.told_events import telling_words
from probanda.audit.facts import Facts
from probanda.audit.rules.registry import Hit

__all__ = ["LAW", "described", "is_before", "named_inline", "older"]

LAW = re.compile(
    r"(?<!\w)(?:Convention|Covenant|Treaty|Protocol|Statute|[Rr]esolution|A/RES|S/RES"
    r"|Law|Act|Code|Constitution|Decree|Ibid|supra|General [Cc]omment|[Jj]udgment"
    r"|v\.|Principles|Manual|Rules|born|Treaty Series|Конституци\w+|[Зз]акон\w*|[Кк]одекс\w*"
    r"|Постановлени\w+|Определени\w+|Указ\w*"
    r"|Ley|Sentencia|Auto|Decreto|Loi|Arrêt|Décret|Convenio)(?!\w)"
)


def is_before(a: DateMention, b: DateMention) -> bool:
    """Whether `a` is surely before `b`; of a year that stands for its end, before its last two months."""
    if b.precision == "year" and b.operator == "as-of":
        return bool(a.last and b.last and a.last < date(b.last.year, 11, 1))
    return bool(a.last and b.first and a.last < b.first)


def older(facts: Facts, published: DateMention, event: DateMention) -> Hit:
    """What to say of a source dated before what it reports."""
    return Hit(
        published.start,
        published.end,
        f"The source is of {facts.quote(published.start, published.end)}, what it "
        f"is said to report of {facts.quote(event.start, event.end)}.",
        "Check both dates, and whether the note stands at the right sentence.",
        ((event.start, event.end),),
    )


_INLINE = re.compile(
    r"(?<!\w)(?:(?:satellite|aerial|drone)\s+(?:images?|photographs?|imagery|pictures?)\s+(?:of|from"
    r"|taken on|dated)\s+(?:the\s+)?\Z"
    r"|(?:снимк\w+|imagen(?:es)? satelital(?:es)?|images? satellites?)\s+(?:от|за|del?|du)\s+(?:el\s+)?\Z)"
    r"|(?<!\w)(?:according to (?:an?|the|its|their) (?:\w+\s+){0,4}(?:report|statement"
    r"|article|letter|video|film|clip|interview|post|press release|note|publication)"
    r"|(?:report|statement"
    r"|article|letter|video|film|clip|interview|post|press release|footage|film|clip"
    r"|письм\w+))\s+(?:\w+\s+){0,4}?(?:of|dated"
    r"|published(?: by [^,;.]{3,40}?)?(?: on)?|posted(?: on)?|issued(?: on)?|released(?: on)?|from|on)"
    r"\s+(?:the\s+)?\Z",
    re.IGNORECASE,
)


#: "A certificate dated …", "un comunicado de la Procuraduría fechado el …".
_DATED = re.compile(
    r"(?<!\w)(?:report|statement|communiqu[eé]|press release|certificate|letter|memorandum|bulletin"
    r"|comunicado|informe"
    r"|certificado|carta|acta|parte|заявлени\w+|сообщени\w+|справк\w+|акт\w*|отч[её]т\w*)\s+"
    r"(?:(?:of|by|from|de|del)\s+(?:the\s+|la\s+|el\s+)?(?:[A-Z][\w-]+\s+(?:de\s+)?){1,5})?,?\s*"
    r"(?:dated|fechad[oa] el|con fecha (?:de|del)|de fecha|датированн\w+|от)\s+\Z",
    re.IGNORECASE,
)


_AHEAD = re.compile(
    r"(?<!\w)(?:will|would|planned|scheduled|due|announc\w+|call\w+|answer\w*|repl\w+|respon\w+|before"
    r"|until|warn\w+|then|later|deadline|next|appeal\w*|had|since"
    r"|предупре\w+|будет|будут|заплан\w+|назнач\w+|до|после|ответ\w*|обжал\w+|позже|анонс\w+"
    r"|será|anunci\w+|previst\w+|hasta|antes|después|respond\w+|recurr\w+|convoc\w+|prévu\w*|sera"
    r"|annonc\w+|avant|après|jusqu\w*|répon\w+)(?!\w)",
    re.IGNORECASE,
)


def _reported(facts: Facts, found: list[DateMention], start: int, end: int) -> Iterator[Hit]:
    """As in "the newspaper of 1 June 2013 says that on 20 June 2013 …"."""
    code = facts.language
    if not telling_words("media", code) or _AHEAD.search(facts.text, start, end):
        return
    words = {name: telling_words(name, code) for name in ("says", "media", "papers", "dated")}
    says = re.compile(rf"(?<!\w)(?:{words['says']})(?!\w)", re.IGNORECASE)
    papers = f"{words['media']}|{words['papers']}"
    paper = re.compile(
        rf"(?<!\w)(?:{papers})(?!\w)[^.;,]{{0,50}}?(?:,\s*)?(?<!\w)(?:{words['dated']})\s+(?:the\s+)?\Z",
        re.IGNORECASE,
    )
    if not says.search(facts.text, start, end) or LAW.search(facts.text, start, end):
        return
    for source, event in ((found[0], found[1]), (found[1], found[0])):
        lead = facts.text[max(start, source.start - 90) : source.start]
        of = facts.text[max(start, event.start - 12) : event.start]
        if (
            paper.search(lead)
            and is_before(source, event)
            and not paper.search(facts.text[max(start, event.start - 90) : event.start])
        ):
            if (
                source.year_from
                or event.year_from
                or re.search(r"(?<!\w)(?:of|dated|от|fechad\w+|du)\s+\Z", of)
            ):
                continue
            yield older(facts, source, event)
            return


def named_inline(facts: Facts, start: int, end: int) -> Iterator[Hit]:
    """A source dated before what the sentence says that it reports, once."""
    found = [
        d for d in dates_between(facts, start, end) if d.known and d.precision in {"day", "month"}
    ]
    if len(found) != 2:
        return
    hits = [*_said_so(facts, found, start, end), *_reported(facts, found, start, end)]
    yield from hits[:1]


def _cited(facts: Facts, source: DateMention) -> bool:
    """Whether a date ends a citation in brackets: "(Tash Herald, 14 June 2015)"."""
    behind = facts.text[source.end : source.end + 1]
    return behind == ")" and bool(
        re.search(r"\([A-ZА-ЯЁ“«\"][^()\d]{3,70},\s+\Z", facts.text[: source.start][-80:])
    )


def _said_so(facts: Facts, found: list[DateMention], start: int, end: int) -> Iterator[Hit]:
    """A statement, letter or certificate dated before what its sentence dates."""
    for source, event in ((found[0], found[1]), (found[1], found[0])):
        lead = facts.text[max(start, source.start - 90) : source.start]
        if (
            (_INLINE.search(lead) or _DATED.search(lead) or _cited(facts, source))
            and not re.search(r"(?:took place|was held)\W", lead)
            and is_before(source, event)
            and not re.search(
                r"(?<!\w)(?:will|would|planned|scheduled|due|announc\w+ (?:[^,;.]{0,30} )?(?:that|for)"
                r"|call\w+|answer\w*|repl\w+|respon\w+|before|until|warn\w+|then|later|deadline)(?!\w)",
                facts.text[start:end],
            )
        ):
            yield older(facts, source, event)
            return


_DESCRIBED = re.compile(
    r"(?<!\w)(?:injur\w+|wounds?|bruises|marks|traces|events?|it|this|these|травм\w+|побо\w+|lesiones"
    r"|heridas|hechos|blessures)"
    r"\s+(?:(?:is|are|was|were)\s+)?(?:described|recorded|documented|noted|confirmed|reported|attested"
    r"|зафиксирован\w*"
    r"|описан\w*|подтвержд\w+|descritas?|documentad[oa]s|constan|décrites?)(?!\w)",
    re.IGNORECASE,
)


def described(facts: Facts, block: Block, start: int, end: int) -> Iterator[Hit]:
    """As in "The injuries are described in a certificate dated D", behind the sentence that dates them."""
    own = [d for d in dates_between(facts, start, end) if d.known and d.precision == "day"]
    if len(own) != 1 or not _DESCRIBED.search(facts.text, start, own[0].start):
        return
    if not _DATED.search(facts.text[max(start, own[0].start - 90) : own[0].start]):
        return
    earlier = [
        d for d in dates_between(facts, block.start, start) if d.known and d.precision == "day"
    ]
    if earlier and is_before(own[0], earlier[-1]):
        yield older(facts, own[0], earlier[-1])
