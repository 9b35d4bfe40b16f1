"""Witnesses who are named."""

from __future__ import annotations

import re
from collections.abc import Iterator

from probanda.audit.extract.columns import placed
from probanda.audit.extract.persons import PersonMention
from probanda.audit.facts import Facts
from probanda.audit.lexicon import composed
from probanda.audit.rules.persons.consent import consented
from probanda.audit.rules.persons.harm import alone_in, next_sentence
from probanda.audit.rules.persons.named import OFFICIAL, is_official, named
from probanda.audit.rules.registry import Hit, rule
from probanda.audit.wordfields import first, marks

TOLD = re.compile(
    r"(?:,[^.;]{0,70},|\s*\([^)]*\))*\s*(?:told (?:us|our|the (?:researcher|interviewer"
    r"|organi[sz]ation|authors|mission|investigator|commission)|[A-Z]\w+(?: [A-Z]\w+)* "
    r"(?:that|in an interview))|testified|recounted|recalled|described (?:how|the"
    r"|his|her|their|being|that)|said (?:that|in an interview|in (?:his|her) (?:testimony"
    r"|statement))|stated in (?:an interview|his|her)|witnessed|saw|gave (?:a |his "
    r"|her )?(?:testimony|evidence|statement)|gave an interview|explained (?:how|that)"
    r"|confirmed to us|reported to us|heard"
    r"|(?:nos|a nuestro equipo|a la comisión|ante la comisión) (?:contó|relató|dijo|declaró|explicó)"
    r"|рассказал\w*|сообщил\w* нам|свидетельств\w+|показал\w*, что|relató|declaró"
    r"|contó|testificó|nos dijo|a raconté|a témoigné|nous a (?:dit|raconté))(?!\w)"
)


_ACCORDING = re.compile(
    r"(?:according to|as|по словам|según|selon)\s+(?:[а-яё]+\s+)?\Z", re.IGNORECASE
)
#: "…”, said NAME, a prisoner": a quotation's speaker.
_SAID = re.compile(
    r"[”\"»’,]\s*(?:said|says|explained|added|told|сказал\w*|говорит|рассказал\w*|dijo|dice|contó|a dit"
    r"|dit)\s+\Z"
    r"|(?<!\w)(?:así |según )?(?:nos lo |lo |nos )?(?:relató|contó|narró|declaró)\s+(?:a este equipo\s+"
    r"|a la comisión\s+)?\Z",
    re.IGNORECASE,
)
#: Who is described by a trade or a place is an ordinary person.
_DESCRIBED = re.compile(
    r"\s*,\s+(?:an?|the|one of|his|her|our|my|un|una|el|la|un|une)?\s*(?:(?:former|retired|young|old|local"
    r"|antigu[oa]|ex|ancien\w*"
    r"|бывш\w+)\s+)?[a-zа-яёáéíóúñ-]{4,}(?:\s+(?:of|from|at|in|on|del?|de la|du)\s|\s*[,.)]|\s+\w+\s*,)",
)
_NEIGHBOUR = re.compile(r"сосед|свидетел|жител|очевид|мат|отц|брат|сестр", re.IGNORECASE)
_SPEECH_BEFORE = re.compile(r"по словам\s+(?:\w+\s+)?\Z", re.IGNORECASE)
_HEARD = composed(r"<witnesses_heard>")


_COMMON_PERSON = composed(
    r"\s*,\s+(?:an?|the|one of|his|her|our|my|who|un|una|el|la)?\s*(?:\w+\s+)?<common_person>(?!\w)"
)


_RECALLS = re.compile(
    r"[”\"»,]\s*(?:recalls|remembers|recounts|recalled|remembered|recounted|вспоминает|рассказывает"
    r"|recuerda|relata|se souvient)\s+\Z",
    re.IGNORECASE,
)


_WITNESS_HEAD = composed(r"(?:name of (?:the )?)?(?:eye)?<witness_head>")


_WITNESS_BEFORE = composed(r"<witness_before>\s+(?:named\s+)?\Z")


@rule(
    "witness-named",
    "A witness is named",
    "warning",
    "persons",
    "Who spoke to an organisation can be found by whoever they spoke against. Experts "
    "and officials who speak as such are left alone.",
    bad=("Oren Borv told us that the guards beat him.", "The witness Oren Borv saw the shooting."),
    good=(
        "A former prisoner told us that the guards beat him.",
        "The Minister of Justice, Oren Borv, said that no complaint was received.",
    ),
    accept="Consent is recorded outside the document.",
)
def witness_named(facts: Facts) -> Iterator[Hit]:
    """Find full names of those who tell."""
    told: set[str] = set()
    for person, mention, (start, end), _ in facts.of(named):
        if person.name in told:
            continue
        before = facts.text[max(start, mention.start - 60) : mention.start]
        after = facts.text[mention.end : min(end, mention.end + 150)]
        tells = TOLD.match(after)
        witness = _WITNESS_BEFORE.search(before)
        if (
            witness
            and re.search(r"according to\s*\Z", witness.group(), re.IGNORECASE)
            and not tells
        ):
            witness = None
        described = _COMMON_PERSON.match(after) or _DESCRIBED.match(after)
        told_by = (
            bool(described and (_ACCORDING.search(before) or _SAID.search(before)))
            or bool(_SPEECH_BEFORE.search(before) and _NEIGHBOUR.search(before))
            or bool(described and _in_list_of_heard(facts, mention))
        )
        recalls = _RECALLS.search(before)
        cell = placed(facts, mention.start)
        column = cell and cell.end - mention.end < 3 and _WITNESS_HEAD.match(cell.head)
        own = _saw_or_told(facts, mention, (start, end))
        if not (tells or witness or told_by or recalls or column or own):
            continue
        if (
            is_official(facts, mention)
            or OFFICIAL.search(before[-50:])
            or (
                OFFICIAL.search(after[:70])
                and re.match(r"\s*,(?!\s+(?:an?\s+|the\s+)?(?:former|retired|ex)\b)", after)
            )
            or re.search(r"(?<!\w)(?:lawyer|journalist|Dr|Professor|Mr President)\s*\Z", before)
            or _OFFICE_APPOSED.match(after)
        ):
            continue
        if re.search(
            r"(?:in (?:his|her) (?:book|article|report|column)|press conference|parliament"
            r"|in a press)",
            facts.text[start:end],
        ):
            continue
        if consented(facts, mention.start):
            continue
        told.add(person.name)
        yield Hit(
            mention.start,
            mention.end,
            f"A witness is named in full, “{mention.text}”, and no consent is recorded.",
            "Use a number or another name and say so, or record the consent.",
        )


_OFFICE_APPOSED = composed(
    r"\s*,\s+(?:an?|the|el|la|un|une|le)?\s*(?:\w+\s+)?<office_apposed>(?!\w)"
)


def _in_list_of_heard(facts: Facts, mention: PersonMention) -> bool:
    """Whether a name opens an item of a list of interviews or of persons heard."""
    block = facts.document.block_of(mention.start)
    section = facts.document.section_of(mention.start)
    if block is None or block.kind != "list-item" or mention.start - block.start >= 4:
        return False
    place = block.index - 1
    while place >= 0 and facts.document.blocks[place].kind == "list-item":
        place -= 1
    opening = facts.document.blocks[place] if place >= 0 else None
    title = section.title if section else ""
    words = facts.text[opening.start : opening.end] if opening else ""
    return bool(_HEARD.search(title) or (len(words) < 120 and _HEARD.search(words)))


#: Between a name and what it saw: nothing, or who it is.
_APPOSED = re.compile(
    r"(?:,[^,.;]{2,60},|\s*\([^)]*\))?\s*(?:[,”»\"]\s*)?(?:(?:who|котор\w+|que|qui|then|also|himself"
    r"|herself|later|clearly|only|always|still|now|тоже|лично|сам"
    r"|сама|потом|затем|хорошо|до сих пор|lo|la|los|también|luego|aún|se|le|ainsi|encore)\s+){0,2}",
    re.IGNORECASE,
)
_BEHIND_THE_VERB = re.compile(r"\s*,?\s*(?:[a-zа-яё]+\s+){0,2}", re.IGNORECASE)
#: "We owe this account to", "as described by".
_OWED = composed(
    r"(?<!\w)<owed>\s+(?:\w+\s+){0,2}?(?:to|from|by|of|de|del|a|à|du)?\s*(?:(?:the|an?|our|el|la|le)\s+)"
    r"?(?:[a-zа-яё]+\s+){0,2}\Z"
)
#: "We spoke with", and "according to the ferryman": somebody by trade, not by office.
_MET = composed(
    r"(?<!\w)(?:we|I|our (?:team|researchers?))\s+(?:\w+\s+)?(?:spoke|talked|met|interviewed)\s+(?:with|"
    r"to)?\s*(?:the\s+[a-z]+\s+)?\Z|(?<!\w)<met>\s+(?:[а-яёa-zéáíóú]+\s+){0,2}\Z|(?<!\w)(?:informant|con"
    r"tact|interlocutor|собеседник\w*|informante|interlocuteur)\s*,?\s+\Z"
)
_BY_WORD = composed(
    r"(?<!\w)<by_word>\s+(?:the |an? |el |la |le |l['’])?(?!minister|president|ministr|президент|министр"
    r"|juez|fiscal|prosecutor|judge|court|report|law|newspaper)[a-zа-яёáéíóúéèê]{4,}\s+\Z"
)
_SUBJECT = re.compile(
    r"(?:[^.;]{0,50}?[\s,])?(?:he|she|он|она|él|ella|il|elle)\s+(?:\w+\s+){0,2}\Z|\Z", re.IGNORECASE
)


def _saw_or_told(facts: Facts, mention: PersonMention, sentence: tuple[int, int]) -> bool:
    """Whether a person saw, heard or remembers, where the paragraph speaks of violence."""
    start, end = sentence
    text = facts.text
    block = facts.document.block_of(start)
    if block is None:
        return False
    near = max(block.start, start - 300), min(block.end, end + 300)
    if not first(facts, "grim", *near) and not re.search(r"[”»\"]", text[start:end]):
        return False
    for mark in marks(facts, "witnessed", mention.end, min(end, mention.end + 90)):
        if _APPOSED.fullmatch(text, mention.end, mark.start):
            return True
    for mark in marks(facts, "witnessed", max(start, mention.start - 40), mention.start):
        lead = text[start : mark.start].strip()
        opens = (
            not lead
            or lead[-1] in ',”»"—–-'
            or lead.lower() in {"как", "as", "como", "comme", "según", "así"}
        )
        if opens and _BEHIND_THE_VERB.fullmatch(text, mark.end, mention.start):
            return True
    lead = text[max(start, mention.start - 70) : mention.start]
    if _MET.search(lead) or (_BY_WORD.search(lead) and not OFFICIAL.search(lead[-40:])):
        return True
    if _OWED.search(text[max(start, mention.start - 70) : mention.start]):
        return True
    following = next_sentence(facts, sentence)
    if following is None or not alone_in(facts, sentence) or mention.start - start > 45:
        return False
    seen = first(facts, "witnessed", *following)
    pronoun = seen and _SUBJECT.fullmatch(text[following[0] : seen.start])
    return bool(pronoun and first(facts, "grim", *following))
