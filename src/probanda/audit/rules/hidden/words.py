"""Initials, bars and the words by which a text says that it leaves a name out."""

from __future__ import annotations

import re

from probanda.audit.extract.persons import PersonMention
from probanda.audit.facts import Facts
from probanda.audit.rules.registry import Hit

__all__ = [
    "BODY_OR_PLACE",
    "INITIALS",
    "SHORTENED",
    "WITHHELD",
    "fits",
    "printed",
    "said_to_be_withheld",
]

INITIALS = re.compile(
    r"(?<![\w.])(?P<a>[A-ZА-ЯƏ])\.\s?(?:(?P<m>[A-ZА-ЯƏ])\.\s?)?(?P<b>[A-ZА-ЯƏ])\.(?!\s?[A-ZА-Я][a-zа-я]{2,}(?:[a-zа-я]"
    r""
    r"|\s|,|\.))(?![A-Za-zА-Яа-я])"
)
#: "Davit A.": the surname is withheld.
SHORTENED = re.compile(
    r"(?<![\w.])(?P<given>[A-ZА-ЯЁƏ][^\W\d_]{2,}) (?P<b>[A-ZА-ЯЁƏ])\.(?=\s*[,;:(a-zа-яё]|\s*\Z)",
    re.MULTILINE,
)
#: A name or an identity beside a verb of hiding, in either order.
_HIDDEN = (
    r"(?:his|her|their|the|whose|real|full)\s+(?:names?|identit(?:y"
    r"|ies))\s+(?:\w+\s){0,4}?(?:withh\w+|hidden|conceal\w*"
    r"|omitted|redacted|suppressed|(?:secret|confidential|private|out of|back)(?!\w)|left out)"
    r"|(?:withh\w+|hid(?:e|den|ing)|conceal\w*|omit\w*|redact\w*|suppress\w*|ke(?:ep|pt)(?: secret| back| out)?"
    r"|leav\w+ out|left out)\s+(?:his|her|their)\s+(?:real |full )?(?:names?|identit(?:y|ies))"
    r"|(?:скры\w+|утаи\w+|утаива\w+|опус\w+|не упоминать|не раскрывать|не разглашать|сохранить в тайне)\s+"
    r"(?:\w+\s){0,2}?(?:им(?:я|ени|ена|ён)|фамили\w+|личност\w+)"
    r"|(?:им(?:я|ени|ена)|фамили\w+|личност\w+)\s+(?:\w+\s){0,3}?(?:скры\w+|утаен\w*"
    r"|опущен\w*|в тайне)"
    r"|(?:reserv|omit|ocult|silenci|call)(?:ar|ara|aran|e|en|amos|ado|ó"
    r"|aron)\s+(?:\w+\s){0,2}?(?:nombres?|identidad)"
    r"|(?:nombre|identidad)\s+(?:\w+\s){0,3}?(?:en reserva|en secreto|reservad[oa]|ocult[oa]|omitid[oa])"
    r"|(?:taire|cacher|omettre|masquer)\s+(?:son|leur)\s+(?:nom|identité)"
)
WITHHELD = re.compile(
    rf"(?<!\w)(?:{_HIDDEN})|"
    r"(?<!\w)(?:(?:do|does|did|will|can|shall|may|must|should|have|has|is|are)(?: not"
    r"|n['’]t)\s+(?:\w+\s){0,2}?(?:print\w*|publish\w*|giv\w+|disclos\w+|reveal\w*"
    r"|mention\w*|us(?:e|ing)|stat\w+|cit\w+|identif\w+)\s+(?:\w+\s){0,2}?names?(?: of (?:\w+\s){0,3}?\w+)?"
    r"|names? (?:of [^,;]{1,30} )?(?:not (?:be|to be|to)|(?:is|are|was|were|has been|have been) (?:not"
    r"|never)) (?:\w+ )?(?:appear|printed|published|given|used|disclosed|revealed|mentioned|named)"
    r"|(?:his|her|their|the) (?:real |full )?names? (?:\w+ ){0,4}?(?:should|will|must|may|can|shall|would"
    r"|is|are|was|were|has|have)(?: been)?(?: not| never)(?: be| been)?"
    r"(?: (?:appear|printed|published|given|used|disclosed|revealed|mentioned|named|known))?"
    r"|(?:asked|requested|begged|wished|wanted|preferred|insisted|agreed"
    r"|spoke)(?: \w+){0,4}? (?:not to be (?:named|identified|quoted)|to (?:remain|stay) (?:anonymous"
    r"|unnamed)|without (?:his|her|their) name)"
    r"|(?:asked|requested|begged|wanted|wished|told)(?: us| me| the \w+)? (?:not to|never to|that (?:we"
    r"|the \w+) (?:do |should |would )?not) (?:\w+ ){0,2}?"
    r"(?:print|publish|give|use|disclose|reveal|mention|name|identify)\w*"
    r"|(?:whom )?(?:we|who) (?:shall |will )?(?:here )?call (?:him |her |them )?(?-i:[A-Z])\."
    r"|known (?:here|in this report) (?:only )?as"
    r"|им(?:я|ени|ена|ён) (?:и фамили\w+ )?(?:\w+ )?(?:мы )?не (?:указыва\w+|называ\w+|раскрыва\w+"
    r"|разглаша\w+|публику\w+|привод\w+|печата\w+|сообща\w+|упомина\w+)"
    r"|не (?:указыва\w+|называ\w+|раскрыва\w+|публику\w+|печата\w+|привод\w+|назвать"
    r"|указать) (?:\w+ ){0,2}?(?:им(?:я|ени|ён|ена)|фамили\w+)"
    r"|(?:просивш\w+|просил\w*|попросил\w*|пожела\w+) (?:\w+ ){0,3}?(?:не (?:называть|указывать"
    r"|публиковать)|остаться (?:неизвестн\w+|анонимн\w+|неназванн\w+))"
    r"|(?:no|sin) (?:\w+ ){0,2}?(?:publicamos|publicar|revelamos|revelar|damos|dar|imprimimos|divulgamos"
    r"|mencionamos|citamos) (?:\w+ ){0,2}?nombres?"
    r"|cuy[oa] (?:nombre|identidad) (?:\w+ ){0,3}?(?:omit\w+|reserv\w+|no (?:se )?\w+|proteg\w+|callamos)"
    r"|pidi(?:ó|eron) (?:\w+ ){0,3}?(?:anonimato|no (?:ser|figurar|aparecer))"
    r"|dont (?:nous )?(?:taisons|ne \w+ pas|le nom (?:est|n['’])) ?(?:le nom|\w+)?|(?:ne"
    r"|n['’]) ?(?:publions|donnons|citons|révélons|imprimons) pas (?:\w+ ){0,2}?noms?"
    r"|a (?:demandé|souhaité) (?:\w+ ){0,3}?(?:anonym\w+|que son nom ne)"
    r"|whose (?:real )?names? (?:we|they) (?:do|did|will|shall|can) ?not "
    r"(?:give|print|publish|disclose|name)|names? (?:is |are |was |were |has been "
    r"|have been )?(?:withheld|omitted"
    r"|redacted|not (?:given|disclosed|published))|withh[eo]ld\w* (?:his|her|their"
    r"|the) names?|whose (?:real )?names? (?:is|are|we|cannot|can't|has|have)[^.,;]{0,40}(?:withh\w+"
    r"|omit\w*|not (?:be )?(?:disclos\w+|publish\w+|given|named)|chang\w+|protect\w+)"
    r"|not (?:be )?named for (?:reasons of )?(?:safety|security|protection)|asked "
    r"not to be named|did not want to be named|wish\w* to remain anonymous|anonymi[sz]ed"
    r"|\[(?:name )?(?:redacted|withheld)\]|name on file"
    r"|(?:we|they) do not name|prefers? not to be named|not (?:his|her|their) real name|name changed"
    r"|(?:просивш\w+|просил\w*|попросил\w*) не (?:называть|указывать)|не назва\w+ в целях|имя изменено"
    r"|pidi(?:ó|eron) (?:no ser|que no se) \w+|cuyo nombre (?:se omite|no se (?:publica|revela))"
    r"|nombre (?:cambiado|ficticio)"
    r"|(?:a demandé|a souhaité) (?:à )?(?:garder|rester)|prénom (?:modifié|changé)|имя не (?:называется"
    r"|разглашается|раскрывается)|nombre (?:reservado|omitido)"
    r"|identidad reservada|nom (?:omis|confidentiel)|█+|■{2,})",
    re.IGNORECASE,
)


BODY_OR_PLACE = re.compile(
    r"(?<!\w)(?:Committee|Commission|Convention|Court|Ministry|Council|Association|Union|Institute|Service"
    r"|Guard|Front|Army|Party"
    r"|Street|Road|River|Prison|Hospital|School|District|Region|Centre|Center|House|Bridge|Valley|Camp|Law"
    r"|Act|Code|Report|Table"
    r"|Figure|Annex|Northern|Southern|Eastern|Western|Upper|Lower|Old|New|Human|State|National|Supreme"
    r"|General|Special|Комитет"
    r"|Суд|Совет|Министерств\w+|Comité|Comisión|Corte|Ministerio|Consejo)(?!\w)"
)


def said_to_be_withheld(facts: Facts, span: tuple[int, int]) -> bool:
    """Whether the sentence of initials says that the name behind them is left out."""
    sentence = facts.document.sentence_of(span[0])
    near = (
        max(sentence[0], span[0] - 80),
        min(max(sentence[1], span[1]) + 60, span[1] + 100, len(facts.text)),
    )
    return bool(WITHHELD.search(facts.text, *near))


def printed(mention: PersonMention, words: str, span: tuple[int, int], sure: bool) -> Hit:
    """The finding at a printed name, with the words that hide it elsewhere; an error only where that is sure."""
    return Hit(
        mention.start,
        mention.end,
        f"A name withheld elsewhere (“{words}”) is printed here beside the same facts.",
        "Withhold it in all places.",
        (span,),
        None if sure else "warning",
    )


def fits(letters: list[str], name: str) -> bool:
    """Whether initials are those of a name, in either order, with or without a middle one."""
    firsts = [w[0] for w in re.split(r"[\s.-]+", name) if w and w[0].isupper()]
    return letters in (firsts, firsts[::-1]) or (
        len(letters) == 2
        and len(firsts) == 3
        and letters in ([firsts[0], firsts[1]], [firsts[1], firsts[0]], [firsts[0], firsts[2]])
    )
