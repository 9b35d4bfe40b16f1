"""Persons named in the text: capitalised words that something beside them says to be a person.

Something is a title, a birth, an age, a patronymic particle, a known given name or a verb of persons. What a
person is to the report (victim, witness, suspect) is read from words beside the name.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from probanda.audit.any_case import any_case
from probanda.audit.extract.aged import is_aged, without_child_word
from probanda.audit.extract.columns import placed
from probanda.audit.extract.names_in_text import Run, runs, small_words
from probanda.audit.extract.person_doings import (
    PLACED_BEFORE,
    RU_TRADE,
    does_as_people_do,
    opens_an_item,
)
from probanda.audit.facts import Facts
from probanda.audit.lexicon import words
from probanda.audit.tables import table

__all__ = ["NOT_PERSON", "RU_SURNAME", "Person", "PersonMention", "is_given", "persons"]

_TITLE = re.compile(
    r"(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Captain|Capt|Colonel|Col|Lieutenant|Lt|Major"
    r"|Maj|General|Gen|Sergeant|Sgt|Corporal|Private|Sheikh|Imam|Father"
    r"|[Jj]ournalist|[Bb]logger|[Aa]ctivist|[Ll]awyer|[Ss]oldier|[Ss]erviceman|[Cc]ivilian"
    r"|[Pp]risoner|[Dd]etainee|[Hh]ostage|[Pp]olice officer|[Oo]fficer|[Ii]nvestigator"
    r"|[Pp]rosecutor|[Jj]udge|[Dd]octor|[Ww]itness|[Vv]ictim|[Ss]urvivor|[Ff]armer"
    r"|[Tt]eacher|[Ss]tudent|[Bb]rothers?|[Ss]isters?|[Ss]on|[Dd]aughter|[Mm]other"
    r"|[Ff]ather|[Ww]ife|[Hh]usband|[Ww]idow|[Cc]ommander|[Mm]inor|[Gg]irl|[Bb]oy"
    r"|[Ss]uspect|[Mm]urderers?|[Kk]illers?|[Tt]orturers?|[Rr]apists?|[Pp]erpetrators?"
    r"|[Cc]riminals?|[Hh]istorian|[Rr]esearcher|[Cc]aptain|[Cc]olonel|[Nn]eighbou?r"
    r"|[Cc]ousin|[Uu]ncle|[Aa]unt|[Nn]urse|[Dd]river|[Ss]hepherd|[Ss]choolgirl|[Ss]choolboy"
    r"|[Pp]upil|[Tt]eenager|[Ww]arden|[Gg]overnor|[Dd]irector|[Rr]apporteur|[Ee]xpert"
    r"|victims?|resident|[Pp]resident|[Mm]inister|[Oo]mbudsman|named|called|servicem[ae]n"
    r"|soldiers|journalists|captives?|[Pp]risoners of war|[Gg]uards?|[Pp]risoners"
    r"|[Dd]etainees"
    r"|[Bb]aby|[Ii]nfant|[Cc]hild|[Tt]oddler|[Bb]aker|[Ww]orker|[Ii]nterviewees?|[Ww]itnesses"
    r"|г-н|г-жа|гражданин\w*|гражданк\w+|журналист\w*|солдат\w*|капитан\w*|майор\w*"
    r"|полковник\w*|адвокат\w*|свидетел\w+|потерпевш\w+|задержанн\w+|следовател\w+"
    r"|Sr|Sra|señora?|periodista|el soldado|capitán|coronel|abogad[oa]|M|Mme|journaliste"
    r"|capitaine|əsgər|jurnalist|polkovnik)\.?,?\s+(?:[a-z]+\s+)?\Z"
)
#: Roles in Russian and Spanish, in every case, capitalised or not.
_ROLE_BEFORE = any_case(
    r"(?<!\w)(?:свидетел\w+|потерпевш\w+|пленн\w+|задержанн\w+|заключ[её]нн\w+|убийц\w+"
    r"|палач\w*|насильник\w*|преступник\w*|обвиняем\w+|подозреваем\w+|жертв\w+|солдат\w*"
    r"|генерал\w*|учени(?:к|ц)\w*|школьни\w+|девочк\w+|мальчик\w*|реб[её]н\w+|медсестр\w+"
    r"|врач\w*|учител\w+|жител\w+|сосед\w*|летн(?:яя|ий|юю|ей|его|ему)|пекар\w*|пастух\w*"
    r"|министр\w*|директор\w*|судь\w+"
    r"|testigos?|v[íi]ctimas?|pres[oa]s?|detenid[oa]s?|niñ[oa]s?|menor|torturador(?:es)?"
    r"|asesin[oa]s?|violador(?:es)?|acusad[oa]s?|maestr[oa]|panader[oa]|campesin[oa]|vecin[oa]"
    r"|enfermer[oa]|ministr[oa]|juez|director[a]?|general)\s+\Z",
)
#: "According to X, a neighbour": who is described as somebody is a person.
_SAYING = re.compile(r"(?:[Aa]ccording to|[Ss]egún|[Пп]о словам|[Ss]elon|[Aa]s)\s+\Z")
_COMMON_PERSON = re.compile(
    r"\s*,\s+(?:an?|the|his|her|our|my|un|una|el|la)?\s*(?:\w+\s)?(?:neighbou?r|witness|resident"
    r"|villager|farmer"
    r"|survivor|prisoner|detainee|brother|sister|mother|father|wife|husband|shepherd|driver|teacher"
    r"|student|nurse"
    r"|сосед\w*|свидетел\w+|жител\w+|vecin[oa]|testigo|campesin[oa]|pres[oa]|maestr[oa])(?!\w)"
)
#: "the fisherman", "a tailor": nouns that in English end as words for people at work do.
_WORKER = re.compile(
    r"(?<!\w)(?:the|an?|our)\s+(?!(?:river|other|former|border|number|winter|summer|newspaper|paper"
    r"|letter|chapter"
    r"|order|tower|quarter|sector|corridor|harbou?r|motor|centre|water|another|further|later|earlier|larger"
    r"|smaller|nor|major|minor|under|over|per|christian|human|german)\s)[a-z]{3,}(?:er|or|ist|man"
    r"|woman|herd|wife|smith)\s+\Z"
)
#: Nouns of guilt: behind them a surname alone is a person.
_LABEL = any_case(
    r"(?<!\w)(?:le bourreau|le tortionnaire|criminal|murderer|killer|torturer|rapist|war criminal"
    r"|executioner|butcher"
    r"|убийца|палач|насильник|преступник|el asesino|el torturador|el violador)\s+\Z",
)
#: A rank or office, in small letters or shortened: behind it a surname alone is a person.
_RANK_ALONE = re.compile(
    r"(?<!\w)(?:[Cc]aptain|[Ss]ergeant|[Cc]orporal|[Ll]ieutenant|[Cc]olonel|[Mm]ajor|[Ii]nspector"
    r"|[Cc]onstable|Sgt\.|Cpl\.|Lt\.|Capt\.|Col\.|Maj\.|Gen\.|Insp\."
    r"|(?:под)?полковник\w*|[Мм]айор\w*|[Кк]апитан\w*|[Лл]ейтенант\w*|[Сс]ержант\w*|[Пп]рапорщик\w*"
    r"|[Ее]фрейтор\w*|[Сс]ледовател\w+|[Оо]перуполномоченн\w+|[Нн]адзирател\w+|[Кк]онвоир\w*"
    r"|[Сс]таршин\w+|[Гг]енерал\w*|capitán|sargento|coronel|teniente|cabo|comandante|inspector|alférez"
    r"|capitaine|sergent|lieutenant|colonel|commandant|adjudant|caporal)\s+\Z"
)
#: "el cocinero", "la lavandera", "санитарка": nouns that end as those of people at work do.
_TRADE = {
    "es": re.compile(
        r"(?<!\w)(?:[Ee]l|[Ll]a|al|del|un|una|su|ex)\s+(?!(?:calle|ciudad|provincia|departamento|aldea"
        r"|municipio|pueblo|barrio|región"
        r"|carretera|finca|empresa|diario|instituto|centro|gobierno|puente|cuartel|campo|cerro|lago|comunidad"
        r"|distrito|colonia)"
        r"\s)[a-záéíóúñ]{3,}(?:er[oa]|or|ora|ista|ent[ea]|ante|ic[oa]|ad[oa]|an[oa]|umn[oa]|ést?r[oa]|ento"
        r"|itán|ronel)\s+\Z"
    ),
    "ru": re.compile(
        r"(?<!\w)[а-яё]{2,}(?:ник|чик|щик|ист|тель|арь|ант|ент|ор|ер|ец|ач|тор|ниц|щиц|арк|истк|ушк|тельниц)"
        r"(?:а|у|ом|ем|ой|ою|и|е|ы|ю|я)?\s+\Z"
    ),
    "fr": re.compile(
        r"(?<!\w)(?:le|la|du|au|un|une)\s+[a-zéèêç]{3,}(?:eur|euse|ier|ière|iste|ien|ienne|ant|ante|aire"
        r"|trice)\s+\Z"
    ),
}
#: ", cocinero del campo": described by a trade behind the name.
_TRADE_BEHIND = re.compile(
    r"\s*,\s+(?:un\s+|una\s+|el\s+|la\s+|antigu[oa]\s+|ex\s+)?(?:[a-záéíóúñ]{3,}(?:er[oa]|or|ora|ista|ente"
    r"|ante|ic[oa]|es[oa]|ent[oa])"
    r"\s+(?:del?|en|de la)\s|[а-яё]{2,}(?:ник|чик|щик|ист|тель|арь|ниц[аы]|арк[аи]|истк[аи])(?:[уыаюяи]|ем"
    r"|ом|ой)?(?:\s+[а-яё]|,))"
)
_NAME_HEAD = any_case(
    r"(?:full )?names?(?! of (?:the )?(?!victim|witness|prisoner|detainee|child|person))|witness"
    r"|victim|interviewee|prisoner|detainee|perpetrator|torturer|accused|suspect|commander|guard"
    r"|исполнител|виновн|подозреваем|палач"
    r"|perpetrador|autor(?:es)?|responsable|verdugo|auteur|имя|фио|свидетел|потерпевш|nombre|testigo"
    r"|víctima|nom\b",
)
_AFTER = re.compile(
    r"\s*(?:,\s*(?:aged\s+)?\d{1,2}(?:[,\s.]|\s+years)|,?\s*\((?:born|b\.|aged|age"
    r"|\d{1,2}\b|род\.|nacid|née?)|,\s*(?:born|aged|a (?:\w+ ){0,2}(?:journalist|activist"
    r"|lawyer|teacher|student|farmer|soldier|girl|boy|minor|man|woman|resident|doctor"
    r"|prisoner|detainee|shepherd|driver|nurse|schoolgirl|schoolboy|pupil))|,?\s+(?:who"
    r"|told|said|testified|described|recalled|stated that (?:he|she)|recounted)\b"
    r"|\s+(?:was|had been|has been|is)\s+(?:\w+ly\s+)?(?:arrested|detained|killed"
    r"|tortured|beaten|raped|abducted|kidnapped|shot|wounded|injured|held|taken|sentenced"
    r"|convicted|charged|acquitted|released|born|\d{1,2}\b|last seen|interrogated"
    r"|transferred|buried|executed|diagnosed|pregnant)|\s+(?:personally|himself|herself"
    r"|brutally|murdered|tortured|raped|killed|beat|shot|ordered|saw|heard|lives|lived"
    r"|works|worked|served|serves|fled|refused|escaped)\b|\s+(?:died|disappeared|testified"
    r"|confessed|gave birth|lives at|resides)\b"
    r"|\s+(?:был\w*|рассказал\w*|заявил\w*|сообщил\w*|погиб\w*|родил\w*|показал\w*)\b"
    r"|\s+(?:fue|declaró|relató|murió|nació)\b|\s+(?:a été|a déclaré|est mort)|'s\s+(?:death"
    r"|arrest|detention|body|family|mother|father|lawyer|husband|wife|case|injuries"
    r"|testimony))",
)
_PATRONYMIC = any_case(r"(?<!\w)(?:oglu|oghlu|ogly|oğlu|qizi|qızı|gizi|kyzy|оглы|кызы)(?!\w)")
NOT_PERSON = re.compile(rf"(?<!\w)(?:{words('no_person')})(?!\w)")


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


@lru_cache(maxsize=1)
def _given() -> frozenset[str]:
    """Given names in lower case: those of `probanda.names`, and some common ones."""
    # Found through the package above: `probanda.names` itself would import a compiler that no reading needs.
    listed = files("probanda").joinpath("names/data/given_names.txt").read_text("utf-8")
    lines = [line for line in listed.splitlines() if not line.startswith(("#", "["))]
    return frozenset(word.lower() for line in lines for word in line.split()) | frozenset(
        _more()["names"].lower().split()
    )


def _more() -> dict[str, str]:
    names: dict[str, str] = table("extract/data/given.yaml")
    return names


@lru_cache(maxsize=1)
def _endings() -> tuple[str, ...]:
    latin = tuple(_more()["surname_endings"].split())
    return (*latin, "ов", "ова", "ев", "ева", "ян", "ский", "ская", "енко", "швили", "дзе", "заде")


_RU_CASE = re.compile(r"(?:ого|ому|ем|ом|ой|ою|ей|ью|а|у|ы|е|и|ю|я|ь|й)\Z")
RU_SURNAME = re.compile(
    r"[а-яё]{2,}(?:(?:ов|ев|[иы]н)(?:а|у|ым|ой|е|ых|ы)?|[сц]к(?:ий|ого|ому|им|ая|ой|ую)"
    r"|ян(?:а|у|ом|е)?|енко|швили|дзе|заде|ал[ьяею]\w?)\Z"
)


_FATHERS = re.compile(r"(?:вич|вн|ичн)(?:[ауые]|ем|ой)?\Z")
#: A given name and a surname of one oblique case: "Байраму Келдинову".
_RU_OBLIQUE = re.compile(
    r"[А-ЯЁ][а-яё]{2,}(?:[уюе] [А-ЯЁ][а-яё]{2,}(?:[оеё]в|[иы]н)у|(?:ом|ем) [А-ЯЁ][а-яё]{2,}(?:[оеё]в|[иы]н)ым"
    r"|[еоы]й [А-ЯЁ][а-яё]{2,}(?:[оеё]в|[иы]н)ой)"
)


@lru_cache(maxsize=1)
def _ru_given() -> frozenset[str]:
    return frozenset(_RU_CASE.sub("", word) for word in _more()["names_ru"].lower().split())


def is_given(word: str) -> bool:
    """Whether a word is a given name, in Russian in any case ("Антона")."""
    low = word.lower()
    return low in _given() or ("а" <= low[:1] <= "я" and _RU_CASE.sub("", low) in _ru_given())


def _looks_like_a_name(facts: Facts, run: Run) -> bool:
    """Two or three words of which one is a known given name, or the last has the ending of a surname."""
    parts = run.text.split()
    if not 2 <= len(parts) <= 4 or run.text.isupper():
        return False
    if re.search(
        r"(?<!\w)(?:in|at|near|from|в|на|из|en|à)\s+\Z",
        facts.text[max(0, run.start - 8) : run.start],
    ):
        return False
    known = [part for part in parts if is_given(part)]
    last = parts[-1].lower()
    ending = last.endswith((*_endings(), "li", "lı")) and len(last) > 4
    if len(parts) == 2 and _RU_OBLIQUE.fullmatch(run.text) and not NOT_PERSON.search(run.text):
        return parts[0].lower() not in facts.of(small_words)
    return bool(known) or (
        ending and len(parts) == 2 and not parts[0].lower().endswith(("ian", "an", "ern"))
    )


def persons(facts: Facts) -> tuple[Person, ...]:
    """Everybody whom the text names as a person, in order of first mention.

    Spellings are not joined here: two spellings are two persons until a rule asks.
    """
    known: dict[str, list[Run]] = defaultdict(list)
    certain: set[str] = set()
    for run in facts.of(runs):
        text = run.text
        text = re.sub(r"['’]s?\Z", "", text)
        stripped = _TITLE_WORD.sub("", text)
        ranked = re.match(r"General\s+(?=\S+\s+\S+\Z)", stripped)
        if ranked and is_given(stripped.split()[1]):
            stripped = stripped[ranked.end() :]
        parts = stripped.split()
        if (
            stripped == text
            and len(parts) == 3
            and is_given(parts[1])
            and not is_given(parts[0])
            and not (_FATHERS.search(parts[2]) and RU_SURNAME.fullmatch(parts[0].lower()))
            and (
                run.start == facts.document.sentence_of(run.start)[0]
                or PLACED_BEFORE.search(facts.text[max(0, run.start - 10) : run.start])
            )
        ):  # "Later Davit Arlan", "паромщик из Осска Антон Гуров": the first word is none of the name's
            stripped = stripped.split(None, 1)[1]
        if (
            stripped == text
            and len(parts) == 3
            and run.start == facts.document.sentence_of(run.start)[0]
            and not is_given(parts[0])
            and not re.search(r"(?:вич|вна|чна|ична|оглы|кызы)\Z", parts[1])
            and "а" <= parts[2][:1].lower() <= "ё"
            and (RU_SURNAME.fullmatch(parts[2].lower()) or RU_TRADE.fullmatch(parts[0].lower()))
            and not RU_SURNAME.fullmatch(parts[0].lower())
        ):  # "Задержан Алим Гусейналиев": a verb opens the sentence
            stripped = stripped.split(None, 1)[1]
        stripped = without_child_word(facts, run, stripped)
        offset = len(text) - len(stripped)
        if (
            not stripped
            or not stripped[0].isupper()
            or NOT_PERSON.search(stripped)
            or len(stripped.split()) > 6
            or re.search(r"\w{5,}\.\s", stripped)  # "in Arlan. He"
            or re.search(r"\s(?:of|and)\s", stripped)
        ):
            continue
        if stripped.isupper() and len(stripped) < 6 and "." not in stripped:
            continue
        start = run.start + offset
        one = Run(stripped, start, start + len(stripped), run.opening)
        known[stripped].append(one)
        lead = facts.text[max(0, start - 32) : start]
        cue = bool(offset) or bool(_TITLE.search(lead)) or bool(_ROLE_BEFORE.search(lead))
        cue = cue or bool(_WORKER.search(lead))
        trade = _TRADE.get(facts.language)
        if " " in stripped and trade is not None:
            cue = cue or bool(trade.search(lead) or _TRADE_BEHIND.match(facts.text, one.end))
        cue = cue or bool(_SAYING.search(lead) and _COMMON_PERSON.match(facts.text, one.end))
        cue = cue or (" " in stripped and opens_an_item(facts, one))
        cell = placed(facts, start) if " " in stripped else None
        cue = cue or bool(cell and cell.end - one.end < 3 and _NAME_HEAD.match(cell.head))
        label = bool(_LABEL.search(lead)) and len(stripped) > 4
        cue = cue or bool(_PATRONYMIC.search(stripped)) or bool(_AFTER.match(facts.text, one.end))
        cue = cue or bool(re.match(r"[A-ZА-Я]\.\s?(?:[A-ZА-Я]\.\s?)?[A-ZА-Я]\w{2,}", stripped))
        cue = cue or _looks_like_a_name(facts, one) or does_as_people_do(facts, one)
        cue = cue or (" " in stripped and is_aged(facts, start, one.end))
        ranked_alone = " " not in stripped and len(stripped) > 3 and bool(_RANK_ALONE.search(lead))
        if label or ranked_alone or (cue and ((" " in stripped) or "." in stripped or offset)):
            certain.add(stripped)
    # "Davit Arlan and Oren Borv were arrested": the cue of the one holds for the other
    for name, places in known.items():
        if name in certain or " " not in name:
            continue
        for run in places:
            joined = re.match(r"\s+(?:and|и|y|et|və)\s+", facts.text[run.end : run.end + 8])
            if joined and any(
                r.start == run.end + joined.end() for other in certain for r in known[other]
            ):
                certain.add(name)
                break
    families = {name.split()[-1] for name in certain if len(name.split()) == 2}
    for name in known:
        parts = name.split()
        if len(parts) == 2 and len(parts[1]) >= 5 and parts[1] in families:
            certain.add(name)
    surnames = {name.split()[-1] for name in certain if " " in name} | {
        name.split()[0] for name in certain if _PATRONYMIC.search(name)
    }
    found = []
    for name, places in known.items():
        if name in certain or (name in surnames and " " not in name):
            mentions = tuple(PersonMention(r.text, r.start, r.end) for r in places)
            found.append(Person(name, mentions))
    found.sort(key=lambda person: person.mentions[0].start)
    return tuple(found)


_TITLE_WORD = re.compile(rf"\A(?:(?:{words('title')})\.?\s+)+")
