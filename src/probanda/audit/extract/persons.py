"""Persons named in the text, with what the text says of each: titles, roles, births, ages, and consent recorded.

A run of capitalised words is a person when something says so: a title, a birth, an age, a patronymic particle,
a verb of persons. What a person is to the report (victim, witness, suspect) is read from words beside the name.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from probanda.audit.extract.names_in_text import Run, runs
from probanda.audit.facts import Facts

__all__ = ["Person", "PersonMention", "persons"]

_TITLE = re.compile(
    r"(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Captain|Capt|Colonel|Col|Lieutenant|Lt|Major|Maj|General|Gen|Sergeant|Sgt|Corporal|Private|Sheikh|Imam|Father"
    r"|[Jj]ournalist|[Bb]logger|[Aa]ctivist|[Ll]awyer|[Ss]oldier|[Ss]erviceman|[Cc]ivilian|[Pp]risoner|[Dd]etainee|[Hh]ostage|[Pp]olice officer|[Oo]fficer|[Ii]nvestigator|[Pp]rosecutor|[Jj]udge|[Dd]octor|[Ww]itness|[Vv]ictim|[Ss]urvivor|[Ff]armer|[Tt]eacher|[Ss]tudent|[Bb]rothers?|[Ss]isters?|[Ss]on|[Dd]aughter|[Mm]other|[Ff]ather|[Ww]ife|[Hh]usband|[Ww]idow|[Cc]ommander|[Mm]inor|[Gg]irl|[Bb]oy|[Ss]uspect|[Mm]urderers?|[Kk]illers?|[Tt]orturers?|[Rr]apists?|[Pp]erpetrators?|[Cc]riminals?|[Hh]istorian|[Rr]esearcher|[Cc]aptain|[Cc]olonel|[Nn]eighbou?r|[Cc]ousin|[Uu]ncle|[Aa]unt|[Nn]urse|[Dd]river|[Ss]hepherd|[Ss]choolgirl|[Ss]choolboy|[Pp]upil|[Tt]eenager|[Ww]arden|[Gg]overnor|[Dd]irector|[Rr]apporteur|[Ee]xpert|victims?|resident|[Pp]resident|[Mm]inister|[Oo]mbudsman|named|called|servicem[ae]n|soldiers|journalists|captives?|prisoners of war|Prisoners of war|[Gg]uards?|[Pp]risoners|[Dd]etainees"
    r"|г-н|г-жа|гражданин\w*|гражданк\w+|журналист\w*|солдат\w*|капитан\w*|майор\w*|полковник\w*|адвокат\w*|свидетел\w+|потерпевш\w+|задержанн\w+|следовател\w+|Sr|Sra|señora?|periodista|el soldado|capitán|coronel|abogad[oa]|M|Mme|journaliste|capitaine|əsgər|jurnalist|polkovnik)\.?,?\s+(?:[a-z]+\s+)?\Z"
)
_AFTER = re.compile(
    r"\s*(?:,\s*(?:aged\s+)?\d{1,2}(?:[,\s.]|\s+years)|,?\s*\((?:born|b\.|aged|age|\d{1,2}\b|род\.|nacid|née?)|,\s*(?:born|aged|a (?:\w+ ){0,2}(?:journalist|activist|lawyer|teacher|student|farmer|soldier|girl|boy|minor|man|woman|resident|doctor|prisoner|detainee|shepherd|driver|nurse|schoolgirl|schoolboy|pupil))|,?\s+(?:who|told|said|testified|described|recalled|stated that (?:he|she)|recounted)\b"
    r"|\s+(?:was|had been|has been|is)\s+(?:\w+ly\s+)?(?:arrested|detained|killed|tortured|beaten|raped|abducted|kidnapped|shot|wounded|injured|held|taken|sentenced|convicted|charged|acquitted|released|born|\d{1,2}\b|last seen|interrogated|transferred|buried|executed|diagnosed|pregnant)|\s+(?:personally|himself|herself|brutally|murdered|tortured|raped|killed|beat|shot|ordered|saw|heard|lives|lived|works|worked|served|serves|fled|refused|escaped)\b|\s+(?:died|disappeared|testified|confessed|gave birth|lives at|resides)\b"
    r"|\s+(?:был\w*|рассказал\w*|заявил\w*|сообщил\w*|погиб\w*|родил\w*|показал\w*)\b|\s+(?:fue|declaró|relató|murió|nació)\b|\s+(?:a été|a déclaré|est mort)|'s\s+(?:death|arrest|detention|body|family|mother|father|lawyer|husband|wife|case|injuries|testimony))",
)
_PATRONYMIC = re.compile(r"(?<!\w)(?:oglu|oghlu|ogly|oğlu|qizi|qızı|gizi|kyzy|оглы|кызы)(?!\w)", re.IGNORECASE)
_NOT_PERSON = re.compile(
    r"(?<!\w)(?:Committee|Commission|Convention|Court|Ministry|Minister|Government|Republic|State|University|Council|Association|Union|Organi[sz]ation|Institute|Center|Centre|Agency|Department|Office|Army|Force|Forces|Party|Parliament|Assembly|Nations|Watch|International|Rights|Human|Report|Article|War|Agreement|Protocol|Statement|Declaration|Code|Law|Act|Constitution|Region|District|Province|City|Village|Prison|Hospital|School|Street|Road|Avenue|Square|Airport|River|Mountain|Valley|Camp|Colony|Cross|Crescent|Foundation|Network|League|Federation|News|Times|Post|Telegram|YouTube|TikTok|Facebook|Twitter|Instagram|Bank|Company|Ltd|Group|Brigade|Battalion|Regiment|Division|Police|Service|Services|Bureau|Board|Special|Rapporteur|Working|Security|National|Supreme|Criminal|Civil|Penal|Northern|Southern|Eastern|Western|North|South|East|West|Central|Upper|Lower|Old|New|Saint|Annex|Table|Figure|Part|Recommendations?|Summary|General|Day|Operation|Campaign|Process|Plan|Programme|Program|Project|Treaty|Covenant|Charter|Statute|Tribunal|Chamber|Minsk|Geneva|Vienna|Istanbul|Minnesota|Комитет|Комисси\w|Конвенци\w|Министерств\w|Суд|Республик\w|Кодекс\w?|Совет\w?|Comité|Comisión|Convención|Ministerio|República|Corte|Tribunal|Consejo|Gobierno|Commission|Cour|Ministère|République|Conseil|Komitə\w*|Konvensiya\w*|Respublika\w*|Nazirliy\w*)(?!\w)"
)


@dataclass(frozen=True, slots=True)
class PersonMention:
    """One place where a person is named."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Person:
    """A person of the document.

    Attributes:
        name: the fullest form.
        mentions: in order of the text.
    """

    name: str
    mentions: tuple[PersonMention, ...]

    @property
    def full(self) -> bool:
        """Given name and surname are both there, so that somebody can be found by them."""
        words = [w for w in re.split(r"[\s.]+", self.name) if w]
        return len([w for w in words if len(w) > 2 and w[0].isupper()]) >= 2

    def as_json(self, facts: Facts) -> dict[str, Any]:
        """For the report's JSON."""
        return {
            "name": self.name,
            "spellings": sorted({m.text for m in self.mentions}),
            "mentions": [{"start": m.start, "end": m.end, "text": m.text} for m in self.mentions],
        }


def persons(facts: Facts) -> tuple[Person, ...]:
    """Everybody whom the text names as a person, in order of first mention.

    Spellings are not joined here: two spellings are two persons until a rule asks.
    """
    known: dict[str, list[Run]] = defaultdict(list)
    certain: set[str] = set()
    for run in facts.of(runs):
        text = run.text
        text = re.sub(r"'s\Z|’s\Z", "", text)
        stripped = _TITLE_WORD.sub("", text)
        offset = len(text) - len(stripped)
        if not stripped or _NOT_PERSON.search(stripped) or len(stripped.split()) > 6 or re.search(r"\s(?:of|and)\s", stripped):
            continue
        if stripped.isupper() and len(stripped) < 6 and "." not in stripped:
            continue
        start = run.start + offset
        one = Run(stripped, start, start + len(stripped), run.opening)
        known[stripped].append(one)
        cue = bool(offset) or bool(_TITLE.search(facts.text[max(0, start - 32) : start]))
        cue = cue or bool(_PATRONYMIC.search(stripped)) or bool(_AFTER.match(facts.text, one.end))
        cue = cue or bool(re.match(r"[A-ZА-Я]\.\s?(?:[A-ZА-Я]\.\s?)?[A-ZА-Я]\w{2,}", stripped))
        if cue and ((" " in stripped) or "." in stripped or offset):
            certain.add(stripped)
    surnames = {name.split()[-1] for name in certain if " " in name} | {name.split()[0] for name in certain if _PATRONYMIC.search(name)}
    found = []
    for name, places in known.items():
        if name in certain or (name in surnames and " " not in name):
            mentions = tuple(PersonMention(r.text, r.start, r.end) for r in places)
            found.append(Person(name, mentions))
    found.sort(key=lambda person: person.mentions[0].start)
    return tuple(found)


_TITLE_WORD = re.compile(
    r"\A(?:(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Captain|Capt|Colonel|Col|Lieutenant|Lt|Major|Maj|Sergeant|Sgt|Corporal|Private|Sheikh|Imam|Sr|Sra|Journalist|Blogger|Activist|Lawyer|Soldier|Prisoner|Detainee|Judge|Doctor|Witness|Victim|Commander|President|Minister|Ombudsman|Prosecutor|Investigator|Офицер|Капитан|Майор|Журналист|Адвокат)\.?\s+)+"
)
