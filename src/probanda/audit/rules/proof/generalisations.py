"""Peoples judged as such."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from probanda.audit.extract.quotations import in_marks, in_speech
from probanda.audit.facts import Facts
from probanda.audit.lexicon import words
from probanda.audit.rules.registry import Hit, rule
from probanda.audit.voice import own_sentences, said_by
from probanda.audit.wordfields import Mark, marks

#: Who speaks of such words, of rights or of victims judges nobody.
_NOT_JUDGED = re.compile(
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

_PEOPLES = (
    r"(?P<g>(?:[A-Z][a-z]+(?:ians|ans|ese|ards|ites|ks|nis|qis|ris))"
    r"|Muslims|Christians|Jews|Turks|Kurds|Roma|Arabs|Gypsies|Yazidis|Sunnis|Shiites"
    r"|Orthodox|Catholics)"
)


_GENERAL = re.compile(
    rf"(?<!\w)(?:(?:[Aa]ll|[Ee]very|[Tt]he|[Tt]hese|[Ll]ike all)\s+)?{_PEOPLES}\s+(?:(?:as "
    r"a (?:nation|people|whole)|by (?:nature|their nature)|in general|themselves"
    r"|have)\s+)?(?:are\s+(?:(?:all"
    r"|by nature|inherently|naturally|genetically|always|known (?:for|to be)|a|born"
    r"|such|not|incapable|traditionally|simply|the|inclined|prone)(?!\w)|\w*(?:cruel"
    r"|savage|liar|terrorist|criminal|aggress|treacher|hostile|thie|dangerous|fanatic"
    r"|barbar|violent|brutal|racist|fascist|murder|primitive|cunning|lazy|dirty|hatef"
    r"|intoleran|uncivil|deceitf|dishonest|inhuman)\w*)|always|never|enjoy\w*|delight\w* "
    r"in|despise\w*|lack (?:any|all)|deserve\w*|worship\w*|hate\w*|cannot"
    r"|can never|will always|love to|know no|understand only|have (?:always|no|never)"
    r"|tend to|lie|do not know|have cruelty|only understand)(?!\w)"
)


_GENERAL_ALL = re.compile(
    rf"(?<!\w)(?:[Aa]ll|[Ee]very)\s+{_PEOPLES[:-1]}|[A-Z][a-z]+(?:ian|an|ese|i))\s+(?:is"
    r"|are|was|were|have|has|want\w*|support\w*|knew|know|bear\w*|share\w*)(?!\w)"
)


_TYPICAL = re.compile(
    r"(?<!\w)(?:typical(?:ly)? (?:of|for)|[Aa]s usual with|[Aa]s always with|[Ll]ike "
    r"(?:all|every)|true to (?:the|their) nature of|only to be expected (?:of|from)"
    r"|characteristic of|in the (?:blood|nature"
    r"|mentality) of|inherent (?:in|to)|cruelty of|hatred of|brutality of)\s+(?:the\s+"
    r"|all\s+)?(?P<g>[A-Z][a-z]+(?:ians|ans|ese|is)|[A-Z][a-z]+(?:ian|an|i) (?:people"
    r"|nation|mentality|ethnos))(?!\w)"
)


_LOWER_GROUP = re.compile(
    r"(?<!\w)(?:in the (?:blood|nature|genes) of (?:the |these |all )?(?!his|this)[a-z]+(?:s|ers"
    r"|ans)|(?:[Bb]elievers|[Ff]ollowers|[Mm]embers|[Pp]eople) of (?:that|this|their) "
    r"(?:faith|religion|tribe|nation|people|sect)\s+(?:know|are|have|always|never"
    r"|hate|cannot)"
    r"|[A-Z][a-z]+(?:ian|an|ese|i) (?:culture|tradition|religion|society|upbringing) "
    r"(?:glorif\w+|teach\w+|breeds?|demands?|celebrat\w+|knows|worships?|is (?:cruel"
    r"|violent|barbar\w+|one of)))(?!\w)"
)


#: A people, nation, faith or origin, in four languages, and what it is said to be as a whole.
_WHOLE = {
    "en": (
        r"(?:[A-Z][a-z]+(?:ians|ans|ese|ards|ites|ks|nis|qis|ris|is|ish)|Muslims|Christians|Jews|Turks|Kurds"
        r"|Roma|Arabs|Gypsies|Sunnis"
        r"|Shiites|(?:[Rr]efugees|[Mm]igrants|[Ss]ettlers|[Bb]elievers|[Ff]ollowers|[Pp]eople|[Mm]en"
        r"|[Mm]embers|[Vv]illagers|[Tt]ribesmen)"
        r"\s+(?:from|of)\s+(?:the\s+)?[A-Z]\w+(?:\s[A-Z]\w+)?"
        r"|(?:[Tt]he|[Tt]his|[Tt]hat)\s+(?:[A-Z]\w+\s+)?(?:people|nation|tribe|clan|sect|race))",
        r"\s+(?:are|is|were|have always been|has always been|remain)\s+(?:(?:all|by nature|inherently"
        r"|naturally|genetically|always|simply|an?"
        r"|known (?:for|to be|as)|such|born|nothing but|people of|deeply)\s+){0,3}",
    ),
    "ru": (
        r"(?:[а-яё]{3,}(?:цы|не|ане|яне|чане|ийцы|аки|ары)|(?:этот|их|весь|такой)\s+народ"
        r"|(?:беженцы|мигранты|верующие|сектанты|приезжие|последователи)(?:\s+(?:из\s+)?[А-ЯЁ]\w+)?)",
        r"\s+(?:[-—–]\s+)?(?:(?:это|все|по природе|от природы|всегда|народ|нация|люди|крайне|очень)\s+){0,3}",
    ),
    "es": (
        r"(?:[Ll]os\s+[a-záéíóúñ]{3,}(?:anos|enses|eses|íes|ianos|os)|[Ll]os\s+(?:refugiados|migrantes"
        r"|seguidores|fieles|creyentes)"
        r"\s+del?\s+[A-ZÁÉÍÓÚ]\w+(?:\s[A-ZÁÉÍÓÚ]\w+)?|[Ee](?:l|se|ste)\s+pueblo(?:\s+[a-z]+)?)",
        r"\s+(?:son|es|siempre han sido)\s+(?:(?:todos|por naturaleza|siempre|unos|un pueblo|muy"
        r"|gente)\s+){0,3}",
    ),
    "fr": (
        r"(?:[Ll]es\s+[A-Z][a-zéè]+(?:iens|ais|ois|ens|ins|es)|[Ll]es\s+(?:réfugiés|migrants|fidèles"
        r"|adeptes)\s+d[e'’u]\s*[A-Z]\w+"
        r"|[Cc]e\s+peuple|[Ll]e\s+peuple\s+[a-z]+)",
        r"\s+(?:sont|est|ont toujours été)\s+(?:(?:tous|par nature|toujours|des|un peuple|très)\s+){0,3}",
    ),
}


@cache
def _whole(language: str) -> re.Pattern[str] | None:
    """A people and a trait of it, in a language."""
    if language not in _WHOLE:
        return None
    who, link = _WHOLE[language]
    return re.compile(rf"(?<!\w){who}{link}(?:{words('trait', language)})(?!\w)")


_RU_MORE = re.compile(
    r"(?<!\w)(?:[а-яё]{3,}(?:цы|не|ане|яне|чане|ийцы)\s+[-—–]\s+(?:это\s+)?(?:народ|нация)\s+[а-яё]+"
    r"|у\s+[а-яё]{3,}(?:цев|ан|ян|чан|ийцев)\s+в\s+крови|(?:этот|такой)\s+народ\s+(?:не\s+способен|всегда"
    r"|никогда|живёт|привык))(?!\w)",
    re.IGNORECASE,
)


@rule(
    "group-generalisation",
    "A people judged as such",
    "warning",
    "proof",
    "A nation, an ethnic or religious group does nothing and is nothing as a whole; "
    "people and institutions do. Quotations and"
    " condemnations of such words are left alone.",
    bad=("Sartanians are cruel by nature.", "Such conduct is typical of the Sartanian mentality."),
    good=(
        "Sartanian soldiers of the 12th brigade beat the prisoners.",
        "Sartanians were among the victims.",
    ),
)
def group_generalisation(facts: Facts) -> Iterator[Hit]:
    """Find judgements of peoples in the author's own voice."""
    patterns = {
        "en": (_GENERAL, _GENERAL_ALL, _TYPICAL, _LOWER_GROUP),
        "ru": (_RU_MORE,),
    }.get(facts.language, ())
    whole = _whole(facts.language)
    patterns = (*patterns, whole) if whole else patterns
    for start, end, _ in own_sentences(facts):
        essential = _by_essence(facts, start, end)
        if essential:
            yield essential
            continue
        for pattern in patterns:
            found = pattern.search(facts.text, start, end)
            if not found or in_speech(facts, found.start()) or in_marks(facts, found.start()):
                continue
            if _NOT_JUDGED.search(facts.text, start, end) or re.search(
                r"(?<!\w)(?:live|living)(?!\w)", facts.text[start:end]
            ):
                continue
            yield Hit(
                found.start(),
                found.end(),
                f"“{facts.quote(found.start(), found.end())}” judges a people as such.",
                "Name the persons, units or institutions that are meant.",
            )
            break


#: A people, tribe, faith or origin as a whole, in any case and number.
_A_PEOPLE = {
    "en": r"(?:[Tt]he\s+|[Aa]ll\s+|[Tt]hese\s+)?(?!States|Nations|Guards|Authorities|Courts|Forces"
    r"|Police)[A-Z][a-z]{2,}(?:s|i)"
    r"(?=,?\s+(?:are|were|have|live|know|understand|respect|fear|only|never|always|cannot|will|lie|by"
    r"|as)(?!\w))"
    r"|(?:to|of|from) the\s+[A-Z][a-z]{2,}s(?=\W*\Z|[.,;])|[A-Z][a-z]{2,}(?:ians?|ans?|ese|ish|ards?|ites?"
    r"|ks|nis?|qis?|ris?|ois)|Muslims?|Christians?|Jews?"
    r"|Turks?|Kurds?|Roma|Arabs?|Gyps(?:y|ies)"
    r"|(?:[Tt]hese|[Tt]hose|[Ss]uch|[Tt]his|[Tt]hat|[Tt]heir|[Tt]he)\s+(?:\w+\s+)?(?:nomads?|highlanders?"
    r"|lowlanders?|tribes?(?:men|people)?|people|peoples"
    r"|nation|race|sect|clans?|settlers|migrants|refugees|gypsies|foreigners|newcomers|believers|mountaineers)"
    r"|(?:people|men|women|folk|inhabitants|refugees|migrants|settlers|sons|followers)\s+(?:of"
    r"|from)\s+(?:the\s+)?[A-Z]\w+",
    "ru": r"[А-ЯЁа-яё][а-яё]{2,}(?:анц|инц|энц|янц|ийц|ейц|ен?ц)(?:ы|ев|ам|ами|ах|а|у|ем)"
    r"|[А-ЯЁа-яё][а-яё]{2,}(?:чан|жан|лян|рян)(?:е|ам|ами|ах|ин\w*)?"
    r"|(?i:эт\w+|так\w+|их|вс\w+|сво\w+)\s+(?:народ|племя|племен|наци|рас|веры|секты|горц|кочевник|пришл"
    r"|переселенц|беженц|мигрант)\w*"
    r"|(?i:горцы|горцам|горцев|кочевники|кочевникам|кочевников|беженцы|мигранты|приезжие|инородцы|иноверцы)"
    r"|[а-яё]{4,}ск(?:ий|ого|ому|им)\s+народ\w*",
    "es": r"(?i:un|una|los|las|el|del|al|este|ese|carácter|pueblo|alma|mentalidad|raza|gente|sangre|cada|todo"
    r"|todos los)\s+"
    r"[a-záéíóúñ]{3,}(?:an[oa]s?|ian[oa]s?|(?:an|en|in|rn)i[oa]s?|enses?|es[ae]s?|és|íes?|eñ[oa]s?"
    r"|in[oa]s?|itas?)|(?i:est[ae]|es[ae])\s+(?:pueblo|gente|raza|nación|tribu)"
    r"|(?:los|estos|esos)\s+(?:refugiados|migrantes|gitanos|montañeses|nómadas|forasteros)",
    "fr": r"[Ll]es\s+[A-Z][a-zéèêïç]{2,}s?(?=\s+(?:sont|ne|n['’]|vivent|ont|naissent|savent))|[Cc]es gens"
    r"|(?:[Ll]es|[Uu]n|[Cc]es|aux|des|du|d['’]un|[Cc]haque|l['’]âme"
    r"|[Ll]e caractère)\s+[A-Z][a-zéèêïç]+(?:ens?|ais|ois|ains?|iens?|ols?|ites?|ques?|es)"
    r"|(?:[Cc]e|[Ll]e)\s+peuple|[Cc]ette\s+(?:nation|race|tribu)|(?:[Ll]es|[Cc]es)\s+(?:nomades|migrants"
    r"|réfugiés|montagnards|étrangers|gitans)",
}
#: So near a people and what it is said to be must stand.
_NEAR = 50


@cache
def _people(language: str) -> re.Pattern[str] | None:
    return (
        re.compile(rf"(?<![\w-])(?:{_A_PEOPLE[language]})(?!\w)") if language in _A_PEOPLE else None
    )


#: What can only be said of a people, whoever "they" are.
_STRONG = re.compile(
    r"blood|veins|genes|bones|dna|genetic|mother's milk|born|mentality|second nature|nature|крови|генах"
    r"|молоком|менталитет|природ|натур|sangre|venas|genes"
    r"|naturaleza|mentalidad|nacid|nacier|прирожд|народ|наци|племя|pueblo de|raza de|peuple de|race de"
    r"|of thieves|of liars|of murderers|of killers|of traitors|sang|veines|gènes|mentalité|nature|nés",
    re.IGNORECASE,
)
_THEY = {
    "en": r"they|them|these people|those people|such people|their kind|the whole lot"
    r"|(?:the\s+)?[A-Z][a-z]{2,}s(?!\s+[A-Z])|(?:the|that|this|their|his)\s+[A-Z][a-z]+(?=\s+(?:mentality"
    r"|blood|character|nature|soul))",
    "ru": r"[А-ЯЁ][а-яё]{3,}(?:ы|и|е)(?=\s+[—–-])|они|их|им|ими|у них|эти люди|этим людям|таких людей|(?:эти|все"
    r"|у|для|от|всех|этих)\s+[а-яё]{4,}(?:ов|ев|ей|ы|и|ам|ям|е)",
    "es": r"ellos|ellas|esa gente|esta gente|esos|los\s+[a-záéíóúñ]{4,}s|son",
    "fr": r"ils|eux|leur|ces gens|cette engeance|les\s+[A-Z][a-zé]+s",
}
#: Blood of which a laboratory speaks.
_MEDICAL = re.compile(
    r"(?<!\w)(?:virus|alcohol|level|test\w*|sample\w*|traces|sugar|pressure|lead|found|group|лаборатор\w+"
    r"|анализ\w*|алкогол\w*|следы|пятн\w+|análisis|alcohol|muestra\w*|analyse\w*"
    r"|lay in|lying in|covered|soaked|pool|лежал\w*|залит\w*|bañad\w+)(?!\w)",
    re.IGNORECASE,
)


@cache
def _they(language: str) -> re.Pattern[str] | None:
    return (
        re.compile(
            rf"(?<![\w-])(?:{_THEY[language]})(?!\w)", re.IGNORECASE if language == "ru" else 0
        )
        if language in _THEY
        else None
    )


def _by_blood(facts: Facts, essence: Mark, low: int, high: int) -> re.Match[str] | None:
    """The word for "they", where blood or birth makes them what they are said to be."""
    pattern = _they(facts.language)
    twice = len(marks(facts, "essence", low, high)) > 1
    strong = _STRONG.search(facts.text, essence.start, essence.end)
    if pattern is None or not (twice or strong) or _MEDICAL.search(facts.text, low, high):
        return None
    own = re.compile(r"(?:their|у них|su|leur)(?!\w)", re.IGNORECASE).search(
        facts.text, max(low, essence.start - 9), essence.end
    )
    return own or pattern.search(facts.text, low, high)


def _by_essence(facts: Facts, start: int, end: int) -> Hit | None:
    """A people, and beside it what somebody is said to be by blood, birth or nature, in the author's voice."""
    pattern = _people(facts.language)
    if pattern is None:
        return None
    for essence in marks(facts, "essence", start, end):
        if in_speech(facts, essence.start) or in_marks(facts, essence.start):
            continue
        low, high = max(start, essence.start - _NEAR), min(end, essence.end + _NEAR)
        people = pattern.search(facts.text, low, high) or _by_blood(facts, essence, low, high)
        if (
            people is None
            or _NOT_JUDGED.search(facts.text, start, end)
            or said_by(facts, start, end)
        ):
            continue
        first = min(people.start(), essence.start)
        last = max(people.end(), essence.end)
        return Hit(
            first,
            last,
            f"“{facts.quote(first, last)}” judges a people as such.",
            "Name the persons, units or institutions that are meant.",
        )
    return None
