"""Persons whom the text puts at risk: minors, victims, witnesses, homes, health, suspects, names withheld."""

from __future__ import annotations

import re
from collections.abc import Iterator

from probanda.audit.extract.circumstances import dates_between
from probanda.audit.extract.columns import placed
from probanda.audit.extract.language import language_tables
from probanda.audit.extract.numbers import find_numbers
from probanda.audit.extract.persons import Person, PersonMention, persons
from probanda.audit.facts import Facts
from probanda.audit.rules.dates import document_date
from probanda.audit.rules.registry import Hit, rule

_CONSENT = re.compile(
    r"(?<!\w)(?:consent(?:ed|s)? to (?:the |being |having )?(?:publication|publish\w*"
    r"|named|naming|use|his|her|their)|(?:published|named|used|identified|printed"
    r"|disclosed|given|quoted"
    r"|cited)?\s*with (?:his|her|their|the|written|informed|full|express|explicit)[\w\s’']{0,40}?consent"
    r"|consent(?:ed|s)? (?:was |has been )?(?:recorded|given|obtained|to (?:be(?:ing)? "
    r"named|publication|the use|having|publish))|has agreed to (?:be named|the publication)"
    r"|agreed (?:\w+ ){0,2}to (?:be (?:named|identified|quoted)|the use of (?:his|her|their) name)"
    r"|asked to be named|not (?:his|her|their) real names?|names? "
    r"(?:has|have) been changed|changed (?:his|her|their|the) names?|real names? "
    r"withheld|pseudonyms?|name changed|names? (?:are|is) (?:used|published|given) "
    r"with"
    r"|имя изменено|имена изменены|с (?:его|е[её]|их) согласия|псевдоним\w*|con su "
    r"consentimiento|nombre (?:ficticio|cambiado)|nombres? supuestos?|avec (?:son"
    r"|leur) (?:accord|consentement)|prénom (?:modifié|changé)|nom d'emprunt|razılığı "
    r"ilə|ad dəyişdirilib)(?!\w)",
    re.IGNORECASE,
)
_ALL_CHANGED = re.compile(
    r"(?<!\w)(?:(?:all|the)\s+names (?:of (?:\w+\s){1,5})?(?:in this report )?(?:have "
    r"been changed|are pseudonyms|are (?:used|published|given) with|used (?:in this "
    r"report )?are pseudonyms)|(?:all|every) (?:persons?|people|victims?|interviewees?"
    r"|witnesses|those) named (?:in this report |here )?(?:have |has )?(?:consented"
    r"|agreed|given)|все имена изменены|todos los nombres (?:han sido|fueron) (?:cambiados"
    r"|modificados)|tous les (?:noms|prénoms) ont été (?:modifiés|changés))",
    re.IGNORECASE,
)
_VICTIM = re.compile(
    r"(?<!\w)(?:held (?:without|in|incommunicado|for)|imprisoned|last seen|избива\w+"
    r"|tortured|raped|beaten|killed|murdered|executed|abducted|kidnapped"
    r"|disappeared|detained|arrested|captured|imprisoned|shot|wounded|injured|assaulted"
    r"|ill-treated|mistreated|electrocuted|held hostage|taken (?:hostage|prisoner"
    r"|captive)|went missing|missing|victims?|humiliated|harassed|threatened|stripped"
    r"|burned|beheaded|mutilated|sexually abused|forced to (?:undress|confess)|subjected "
    r"to|died (?:in|from|of)|found dead|remains of|body of"
    r"|пытал\w*|избит\w*|избивал\w*|убит\w*|похищ\w+|задержан\w*|арестован\w*|изнасилован\w*"
    r"|пропал\w*|ранен\w*|пострадавш\w+|torturad\w+|violad\w+|golpead\w+|asesinad\w+"
    r"|detenid\w+|secuestrad\w+|desaparecid\w+|torturé\w*|violé\w*|battu\w*|tué\w*"
    r"|arrêté\w*|détenu\w*|enlevé\w*|işgəncə\w*|döyül\w+|öldürül\w+)(?!\w)",
    re.IGNORECASE,
)
_BY_NAME = re.compile(
    r"(?:by|under|before|from|to|judge|minister|president|ordered|according to|commander"
    r"|captain|colonel|major|general|lieutenant|sergeant|prosecutor|investigator|governor"
    r"|director|head|chief|spokes\w+|ombudsman|rapporteur|professor|warden|officer"
    r"|guard|lawyer|counsel|of|капитан\w*|майор\w*|полковник\w*|следовател\w+|судь\w+"
    r"|capitán|coronel|juez|comandante|capitaine|juge)\s+(?:(?-i:[A-Z])\w*\.?\s+)?\Z",
    re.IGNORECASE,
)
_OFFICIAL = re.compile(
    r"(?<!\w)(?:minister|president|prime minister|ombudsman|ombudsperson|spokes\w+"
    r"|director|commander|captain|colonel|major|general|lieutenant|sergeant|prosecutor"
    r"|investigator|judge|governor|head of|chief|chair\w*|rapporteur|professor|expert"
    r"|ambassador|deputy|officer|guard|warden|suspect\w*|accused|perpetrator\w*|convicted "
    r"of|author|historian|editor|senator|mayor|researcher|commissioner|secretary|representative)(?!\w)",
    re.IGNORECASE,
)


_OFFICIAL_AFTER = re.compile(
    r",?\s+(?:the |an? )?(?:former )?(?:\w+ ){0,2}(?:minister|president|director"
    r"|prosecutor|judge|commander|ombuds\w+|spokes\w+|officer|head|chief|governor|mayor|historian"
    r"|novelist|colonel|captain|lawyer for)",
    re.IGNORECASE,
)
_OFFICE_BEFORE = re.compile(
    r"(?<!\w)(?:министр\w*|президент\w*|судь\w+|прокурор\w*|директор\w*|мэр\w*|губернатор\w*"
    r"|омбудсм\w+|ministr[oa]|president[ea]|juez|fiscal|director[a]?|alcald\w+|novelist|writer"
    r"|poet)\s[^.;]{0,30}\Z",
    re.IGNORECASE,
)


def is_official(facts: Facts, mention: PersonMention) -> bool:
    """Whether words beside a name give it an office: such people are named as office holders."""
    start, end = facts.document.sentence_of(mention.start)
    before = facts.text[max(start, mention.start - 40) : mention.start]
    after = facts.text[mention.end : min(end, mention.end + 60)]
    return bool(
        _OFFICIAL.search(before) or _OFFICE_BEFORE.search(before) or _OFFICIAL_AFTER.match(after)
    )


def _consented(facts: Facts, position: int) -> bool:
    """Whether consent, or a changed name, is recorded beside a place or for the whole document."""
    if facts.of(_all_changed):
        return True
    block = facts.document.block_of(position)
    if block is None:
        return False
    end = min(block.end + 600, len(facts.text)) if block.kind == "heading" else block.end
    if _CONSENT.search(facts.text, block.start, end):
        return True
    return any(
        _CONSENT.search(facts.text, n.start, n.end)
        for n in facts.document.notes_near(block.start, block.end)
    )


def _all_changed(facts: Facts) -> bool:
    return bool(_ALL_CHANGED.search(facts.text))


def _named(facts: Facts) -> list[tuple[Person, PersonMention, tuple[int, int], str]]:
    """Every mention of a fully named person in prose, with its sentence and the words around it."""
    answers = []
    for person in facts.of(persons):
        if not person.full or re.fullmatch(r"(?:[A-Z]\.\s?)+\w+", person.name):
            continue
        for mention in person.mentions:
            block = facts.document.block_of(mention.start)
            if block is None or block.kind not in {
                "paragraph",
                "list-item",
                "caption",
                "footnote",
                "quote",
                "cell",
                "heading",
            }:
                continue
            start, end = facts.document.sentence_of(mention.start)
            around = facts.text[max(start, mention.start - 70) : min(end, mention.end + 90)]
            answers.append((person, mention, (start, end), around))
    return answers


_AGE = re.compile(
    r"\s*(?:,\s*|\()\s*(?:aged\s+|age\s+|a\s+)?(?P<n>\d{1,2})(?:\s*[,)]|[\s-]years?[\s-]old"
    r"|-year-old|\s+years)"
)
_YOUNG_BEFORE = re.compile(
    r"(?:(?P<n>\d{1,2}|[A-Za-z]+)[\s-]years?[\s-]old|(?P<n2>\d{1,2})-летн\w+"
    r"|(?<!\w)(?:двух|тр[её]х|четыр[её]х|пяти|шести|семи|восьми|девяти|десяти|одиннадцати"
    r"|(?:две|три|четыр|пят|шест|сем|восем|девят)надцати)летн\w+|(?:minor|child"
    r"|schoolgirl|schoolboy|pupil|girl|boy|infant|baby|toddler|teenager|juvenile|adolescent"
    r"|несовершеннолетн\w+|школьни\w+|учени[кц]\w*|девочк\w+|мальчик\w*|реб[её]н\w+|niñ[oa]|menor"
    r"|enfant|mineure?|fillette|garçon|azyaşlı|şagird)s?)(?:,)?\s+(?:\w+\s+)?(?:named\s+"
    r"|called\s+|по имени\s+|llamad[oa]\s+|nommée?\s+)?\Z",
    re.IGNORECASE,
)
_YOUNG_AFTER = re.compile(
    r"\s*(?:,\s*(?:an?\s+|el\s+|la\s+)?|\s+(?:is|was)\s+(?:only\s+)?(?:an?\s+)?"
    r"|\s*\((?:an?\s+)?)(?:(?:(?!teacher"
    r"|doctor|mother|father|of\b)\w+\s+){0,2})?(?:minor"
    r"|child|schoolgirl|schoolboy|pupil|girl of|boy of|infant|baby|toddler|teenager"
    r"|juvenile|adolescent|(?P<n>\d{1,2})[\s-]years?[\s-]old|school student|несовершеннолетн\w+"
    r"|школьни\w+|ученик|ученица|(?P<n4>\d{1,2})\s(?:лет|года?)(?!\w)|menor de edad|mineure?"
    r"|de (?P<n2>\d{1,2}) años|âgée? "
    r"de (?P<n3>\d{1,2}) ans)",
    re.IGNORECASE,
)


@rule(
    "minor-named",
    "A child is named",
    "warning",
    "persons",
    "A child named in a report on violence is named for life. Consent of a guardian, "
    "recorded, or a changed name settles it.",
    bad=(
        "Lina Arlan, 12, saw soldiers beat her father.",
        "The schoolgirl Lina Arlan was detained.",
    ),
    good=(
        "Lina Arlan (not her real name), 12, saw soldiers beat her father.",
        "Davit Arlan, 34, was detained.",
    ),
    accept="Consent is recorded outside the document.",
)
def minor_named(facts: Facts) -> Iterator[Hit]:
    """Find full names beside an age under 18 or a word for a child."""
    told: set[str] = set()
    for person, mention, (start, end), _ in facts.of(_named):
        if person.name in told:
            continue
        why = _minor(facts, mention, start, end)
        if why and not _consented(facts, mention.start):
            told.add(person.name)
            yield Hit(
                mention.start,
                mention.end,
                f"A child is named in full ({why}), and no consent is recorded.",
                "Use initials or another name and say so, or record the guardian's consent.",
            )


def _minor(facts: Facts, mention: PersonMention, start: int, end: int) -> str:
    text = facts.text
    after = _AGE.match(text, mention.end)
    if after and 0 < int(after["n"]) < 18:
        return f"age {after['n']}"
    worded = re.compile(
        r",?\s*\(?aged\s+(one|two|three|four|five|six|seven|eight|nine|ten|eleven"
        r"|twelve|thirteen|fourteen|fifteen|sixteen|seventeen)(?!\w)"
    ).match(text, mention.end)
    if worded:
        return f"age {worded[1]}"
    young = _YOUNG_AFTER.match(text, mention.end)
    if young:
        years = next((g for g in young.groups() if g), None)
        if years is None or int(years) < 18:
            return young.group().strip(" ,(").lower()
    before = _YOUNG_BEFORE.search(text[max(start, mention.start - 45) : mention.start])
    if before:
        years = next((g for g in before.groups() if g), None)
        years = _in_figures(years)
        if (years is None or int(years) < 18) and not re.search(
            r"(?:mother|father|parents?) of (?:the |a )?\w*\s*\Z",
            text[max(start, mention.start - 60) : max(start, mention.start - len(before.group()))],
        ):
            return before.group().strip().lower()
    if _young_in_words(facts, mention):
        return "age in words"
    if several := _ages_in_turn(facts, mention):
        return several
    cell = placed(facts, mention.start)
    if cell and cell.end - mention.end < 3:
        for head, value in cell.beside:
            age = re.fullmatch(r"(\d{1,2})(?:\s*(?:years?(?: old)?|лет|года?|años|ans))?", value)
            if age and _AGE_HEAD.match(head) and 0 < int(age[1]) < 18:
                return f"age {age[1]}"
    born = re.compile(
        r"\s*[,(]\s*(?:who was\s+)?(?:born|b\.|née?|nacid[oa]|род\w*\.?)\s+(?:in|on|en|le|в)?\s*"
    ).match(text, mention.end)
    if born:
        found = dates_between(facts, mention.end, min(end, mention.end + 50))
        others = [
            d
            for d in dates_between(facts, *_block_range(facts, start))
            if d.known
            and d not in found[:1]
            and not re.search(
                r"(?:born|b\.|род\w*|nacid[oa]|née?)\W*(?:in|on|en|le|в)?\W*\Z",
                text[max(start, d.start - 14) : d.start],
            )
        ]
        if found and found[0].first:
            own = document_date(facts)
            at = min(
                (d.first for d in others if d.first and d.first > found[0].first),
                default=own[0] if own else None,
            )
            if at and (at.year - found[0].first.year) < 18:
                return f"born {facts.quote(found[0].start, found[0].end)}"
    return ""


_AGE_HEAD = re.compile(r"(?:age|aged|возраст|edad|âge|yaş)(?!\w)", re.IGNORECASE)
_WORDED_AGE = re.compile(
    r"\s*[,(]\s*(?:de\s+|âgée? de\s+)?(?P<word>[^\W\d_]{2,14})\s+(?:años|ans|лет|года|years? old)(?!\w)",
    re.IGNORECASE,
)
_TURN = re.compile(
    r"\s*,?\s*\(?(?:aged\s+)?(?P<a>\w+)\s+(?:and|и|y|et)\s+(?P<b>\w+)(?P<unit>\s*-?years?[\s-]old|\s+лет"
    r"|\s+años)?"
)


def _years(word: str, code: str) -> int:
    """An age as printed, in figures or words; 99 when it is none."""
    if word.isdigit():
        return int(word)
    return language_tables(code).numbers.get(word.lower(), 99)


def _young_in_words(facts: Facts, mention: PersonMention) -> bool:
    found = _WORDED_AGE.match(facts.text, mention.end)
    return bool(found and 0 < _years(found["word"], facts.language) < 18)


def _ages_in_turn(facts: Facts, mention: PersonMention) -> str:
    """As in "Lina and Davit Arlan, seven and nine years old": two names, two ages."""
    found = _TURN.match(facts.text, mention.end)
    pair = re.search(
        r"(?<!\w)[A-ZА-Я]\w+(?:\s+[A-ZА-Я]\w+)?\s+(?:and|и|y|et)\s+\Z",
        facts.text[max(0, mention.start - 40) : mention.start],
    )
    aged = found and (found["unit"] or re.search(r"aged\s", found.group()))
    if not found or not pair or not aged:
        return ""
    ages = [_years(found["a"], facts.language), _years(found["b"], facts.language)]
    return f"ages {found['a']} and {found['b']}" if 0 < min(ages) < 18 else ""


def _in_figures(years: str | None) -> str | None:
    """An age in words as figures."""
    if years is None or years.isdigit():
        return years
    found = find_numbers(years.lower(), language_tables("en"))
    return str(found[0].value) if found else "99"


def _block_range(facts: Facts, position: int) -> tuple[int, int]:
    block = facts.document.block_of(position)
    return (block.start, block.end) if block else (position, position)


@rule(
    "victim-named",
    "A victim is named",
    "warning",
    "persons",
    "Who was tortured, raped or held is named only with consent that the report "
    "records. Officials and the accused are another"
    " matter.",
    bad=("Davit Arlan was tortured in Borv prison.",),
    good=(
        "Davit Arlan, named with his consent, was tortured in Borv prison.",
        "The prisoner was beaten by guards under Captain Davit Arlan.",
    ),
    accept="Consent is recorded outside the document.",
)
def victim_named(facts: Facts) -> Iterator[Hit]:
    """Find full names to whom something was done."""
    told: set[str] = set()
    for person, mention, (start, end), _ in facts.of(_named):
        if person.name in told or _minor(facts, mention, start, end):
            continue
        before = facts.text[max(start, mention.start - 60) : mention.start]
        after = facts.text[mention.end : min(end, mention.end + 130)]
        if _BY_NAME.search(before[-28:]) and not re.search(
            r"(?:body|remains|death|killing|torture|murder|arrest|case|detention|disappearance"
            r"|rape|beating|corpse|execution) of\s+(?:\w+\s+)?\Z",
            before,
            re.IGNORECASE,
        ):
            continue
        if is_official(facts, mention):
            continue
        passive = re.match(
            r"(?:,[^.;]{0,60},|\s*\([^)]*\))*\s*(?:and [A-Z][\w’' ]+?(?:\s\([^)]*\))?\s)?(?:was"
            r"|were|had been|has been|is|are|died|disappeared|went|'s|who (?:was|were"
            r"|had been|is)|был\w*|fue\w*|a été|ont été|est|[,—–]\s*(?:a )?victims?)",
            after,
        )
        of = re.search(
            r"(?:(?:disappeared|murdered|abducted|tortured|killed|missing|detained"
            r"|beaten) (?:man|woman|person|soldier|prisoner|villager|farmer|teacher),\s*"
            r"|[Пп]ленн\w+|body|remains|death|killing|torture|murder|arrest|detention"
            r"|disappearance"
            r"|rape|beating|corpse|execution|abduction|victims?|prisoners? of war"
            r"|captives?|hostages?|detainees?|задержанн\w+|потерпевш\w+|тело|смерть"
            r"|víctima|muerte de|detención de|mort de|shot|denied|stabbed|wounded"
            r"|captured|burned|handcuffed|blindfolded|threatened|tortured|beat|raped"
            r"|killed|abducted"
            r"|detained|arrested|executed)(?:\s+|(?<=victim),\s+)(?:of\s+|de\s+)?(?:\w+\s+)?\Z",
            before,
            re.IGNORECASE,
        )
        of = of or _of_acts(facts, mention, before, after, start)
        hit = (passive and _VICTIM.search(after)) or of
        if (
            hit
            and not passive
            and re.search(r"denied\s+\Z", before)
            and re.match(r"\s+(?:that|any|the (?:claims?|alleg))", after)
        ):
            continue
        if not hit:
            continue
        if (
            passive
            and not of
            and re.match(
                r"[^.;]{0,80}?(?:convicted of|sentenced for|accused of|charged with "
                r"(?:torture|murder)|found guilty)",
                after,
            )
        ):
            continue
        if _consented(facts, mention.start):
            continue
        told.add(person.name)
        yield Hit(
            mention.start,
            mention.end,
            "A victim is named in full, and no consent is recorded.",
            "Use initials or another name and say so, or record the consent.",
        )


_SELF = re.compile(
    r"[^.;]{0,60}?(?<!\w)(?:that|how)\s+(?:he|she)\s+(?:was|had been|has been"
    r"|were)\s+(?:\w+ly\s+)?(?P<act>\w+(?:\s\w+)?)",
    re.IGNORECASE,
)
_ACT_BEFORE = re.compile(
    r"(?<!\w)(?:disappeared|vanished|beat|tortured|raped|killed|shot|abducted|arrested|detained"
    r"|executed|kidnapped|stabbed|wounded|murdered|избивал\w*|избил\w*|пытал\w*|убил\w*|похитил\w*"
    r"|арестовал\w*|задержал\w*|golpearon|torturaron|mataron|detuvieron|violaron|secuestraron"
    r"|desapareció|пропал\w*|исчез\w*)\s+(?:a\s+|al\s+)?(?:(?:the|an?|our|his|her|el"
    r"|la)\s+)?(?:[a-zа-яñáéíóú]+\s+){0,2}\Z",
    re.IGNORECASE,
)
_AMONG = re.compile(
    r"\W*(?:among|one of|two of|среди|в числе|entre|parmi)\s+(?P<whom>[^.;]{3,70}?)\s+(?:was|were"
    r"|is|are|был\w*"
    r"|estaban?|figura\w*|était|étaient)?\s*[—–-]?\s*(?:(?:the|an?|our|el|la|un|una"
    r"|le)\s+)?(?:[a-zа-яñáéíóú]+\s+){0,2}\Z",
    re.IGNORECASE,
)
_CASE_OF = re.compile(
    r"(?:the )?(?:case|story|testimony|death|disappearance) of\s+(?:\w+\s)?\Z|дело\s+\Z"
    r"|(?:el )?caso de\s+\Z"
    r"|l'affaire\s+\Z",
    re.IGNORECASE,
)


def _of_acts(
    facts: Facts, mention: PersonMention, before: str, after: str, start: int
) -> re.Match[str] | None:
    """What was done to a person by the verb before, a list's opening words, a heading, or their own words."""
    own = _SELF.match(after) if _TOLD.match(after) else None
    if own and _VICTIM.search(own["act"]):
        return own
    lead = facts.text[start : mention.start]
    if (direct := _ACT_BEFORE.search(before)) and not re.search(
        r"(?:who|that|commander|officer|guard)\s\w*\s*\Z", lead[: len(lead) - len(direct.group())]
    ):
        return direct
    if (among := _AMONG.match(lead)) and _VICTIM.search(among["whom"]):
        return among
    block = facts.document.block_of(mention.start)
    if block is None:
        return None
    if block.kind == "heading":
        case = _CASE_OF.search(lead)
        section = facts.document.section_of(mention.start)
        if (
            case
            and section
            and _VICTIM.search(facts.text, block.end, min(section.end, block.end + 900))
        ):
            return case
    if block.kind == "list-item" and mention.start - block.start < 12:
        place = block.index - 1
        while place >= 0 and facts.document.blocks[place].kind == "list-item":
            place -= 1
        if place >= 0:
            opening = facts.document.blocks[place]
            words = facts.text[opening.start : opening.end].strip()
            titled = opening.kind == "heading" or (words.endswith(":") and len(words) < 160)
            if titled and not _OFFICIAL.search(words):
                return _VICTIM.search(words)
    return None


_TOLD = re.compile(
    r"(?:,[^.;]{0,70},|\s*\([^)]*\))*\s*(?:told (?:us|our|the (?:researcher|interviewer"
    r"|organi[sz]ation|authors|mission|investigator|commission)|[A-Z]\w+(?: [A-Z]\w+)* "
    r"(?:that|in an interview))|testified|recounted|recalled|described (?:how|the"
    r"|his|her|their|being|that)|said (?:that|in an interview|in (?:his|her) (?:testimony"
    r"|statement))|stated in (?:an interview|his|her)|witnessed|saw|gave (?:a |his "
    r"|her )?(?:testimony|evidence|statement)|gave an interview|explained (?:how|that)"
    r"|confirmed to us|reported to us|heard"
    r"|рассказал\w*|сообщил\w* нам|свидетельств\w+|показал\w*, что|relató|declaró"
    r"|contó|testificó|nos dijo|a raconté|a témoigné|nous a (?:dit|raconté))(?!\w)"
)
_ACCORDING = re.compile(r"(?:according to|as|по словам|según|selon)\s+\Z", re.IGNORECASE)
_COMMON_PERSON = re.compile(
    r"\s*,\s+(?:an?|the|one of|his|her|our|my|who|un|una|el|la)?\s*(?:\w+\s+)?(?:neighbou?rs?"
    r"|witness(?:es)?"
    r"|eyewitness|resident|villager|farmer|survivor|prisoner|detainee|brother|sister|mother|father"
    r"|wife|husband|cousin|shepherd|driver|teacher|student|nurse|baker|worker|widow"
    r"|сосед\w*|свидетел\w+|жител\w+|мат(?:ь|ери)|отца|vecin[oa]|testigo|campesin[oa]|pres[oa])(?!\w)",
    re.IGNORECASE,
)
_RECALLS = re.compile(
    r"[”\"»,]\s*(?:recalls|remembers|recounts|recalled|remembered|recounted|вспоминает|рассказывает"
    r"|recuerda|relata|se souvient)\s+\Z",
    re.IGNORECASE,
)
_WITNESS_HEAD = re.compile(
    r"(?:name of (?:the )?)?(?:eye)?(?:witness|interviewee|informant|survivor|свидетел|testigo|témoin)",
    re.IGNORECASE,
)
_WITNESS_BEFORE = re.compile(
    r"(?:(?:[Nn]eighbou?r|[Ww]itness|[Ee]yewitness(?:es)?|[Ii]nterviewees?|[Ww]itnesses"
    r"|[Ss]urvivors?|[Ss]hepherd|[Dd]river"
    r"|[Bb]rother|[Ss]ister|[Mm]other|[Ff]ather|[Ww]ife|[Cc]ousin),|[Сс]видетел\w+"
    r"|(?:said|says|told us|recalled|recounted|explained) (?:his|her|their) (?:\w+\s)?\w+,"
    r"|witness(?:es)?|interviewees?|interview with|testimony of|statement (?:of"
    r"|by)|former (?:prisoner|detainee|captive|hostage)|survivors?|neighbou?rs?|eyewitness"
    r"|свидетел\w+|testigo|témoin|interviewed|spoke (?:to|with)|according to(?: (?:a"
    r"|the|his|her) (?:witness|neighbou?r|brother|sister|mother|father|wife|survivor))?"
    r"|şahid)\s+(?:named\s+)?\Z",
    re.IGNORECASE,
)


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
    for person, mention, (start, end), _ in facts.of(_named):
        if person.name in told:
            continue
        before = facts.text[max(start, mention.start - 60) : mention.start]
        after = facts.text[mention.end : min(end, mention.end + 150)]
        tells = _TOLD.match(after)
        witness = _WITNESS_BEFORE.search(before)
        if (
            witness
            and re.search(r"according to\s*\Z", witness.group(), re.IGNORECASE)
            and not tells
        ):
            witness = None
        told_by = _ACCORDING.search(before) and _COMMON_PERSON.match(after)
        recalls = _RECALLS.search(before)
        cell = placed(facts, mention.start)
        column = cell and cell.end - mention.end < 3 and _WITNESS_HEAD.match(cell.head)
        if not tells and not witness and not told_by and not recalls and not column:
            continue
        if (
            is_official(facts, mention)
            or _OFFICIAL.search(before[-50:])
            or (_OFFICIAL.search(after[:70]) and re.match(r"\s*,", after))
            or re.search(r"(?<!\w)(?:lawyer|journalist|Dr|Professor|Mr President)\s*\Z", before)
        ):
            continue
        if re.search(
            r"(?:in (?:his|her) (?:book|article|report|column)|press conference|parliament"
            r"|in a press)",
            facts.text[start:end],
        ):
            continue
        if _consented(facts, mention.start):
            continue
        told.add(person.name)
        yield Hit(
            mention.start,
            mention.end,
            "A witness is named in full, and no consent is recorded.",
            "Use a number or another name and say so, or record the consent.",
        )


_STREET = (
    r"(?:[A-Z][\w.'’-]*\s+){1,4}(?:[Ss]treet|[Ss]tr\.?|[Ss]t\.?|[Aa]venue|[Aa]ve\.?"
    r"|[Rr]oad|[Rr]d\.?|[Ll]ane|[Ss]quare|[Bb]oulevard|[Aa]lley|küçəsi|prospekti)"
    r"|(?:ул\.|улиц\w+|проспект\w*|пер\.|calle|avenida|rue|avenue)\s+(?:(?:de|la|los"
    r"|du)\s+)*[A-ZА-ЯÀ-Ý][\w-]+(?:\s+[A-ZА-Я][\w-]+)?"
)
_ADDRESS = re.compile(
    rf"(?:(?:(?:house|flat|apartment|apt\.?|building|No\.?"
    rf"|number)\s*(?:no\.?\s*)?)?\d{{1,4}}[A-Za-zА-Яа-я]?(?:/\d+)?,?\s+(?:on\s+"
    rf"|in\s+)?(?:{_STREET})|(?:{_STREET}),?\s+(?:(?:house|building|no\.?|number|д\."
    rf"|дом|№|núm\.?|n°|flat|apartment|apt\.?)\s*)?\d{{1,4}}[A-Za-zА-Яа-я]?(?!\d))"
)
_HOME = re.compile(
    r"(?<!\w)(?:liv(?:e|es|ed|ing)|resid(?:e|es|ed|ing|ence|ent)|home|house|apartment"
    r"|flat|dwelling|his (?:mother|father|family|wife)|her (?:mother|father|family"
    r"|husband)|family (?:lives|home)|home address|address|registered at|прожива\w+"
    r"|жив[её]т|жил\w*|дом\w*|квартир\w+|адрес\w*|vive|vivía|reside|domicilio|casa"
    r"|domicile|habite|demeure|yaşay\w+|ünvan\w*)(?!\w)",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r"(?<!\w)(?:office|offices|embassy|headquarters|police station|prison|court|ministry"
    r"|hospital|school|hotel|bank|museum|university|organi[sz]ation|association|league"
    r"|union|e-?mail|tel\.?|phone|fax|www|http|station|shop|market|airport|department"
    r"|centre|center|protest\w*|demonstrat\w+|rally|checkpoint|офис|отделени\w+|суд"
    r"|тюрьм\w+|oficina|comisaría|bureau|commissariat)(?!\w)",
    re.IGNORECASE,
)


@rule(
    "home-address",
    "A home address",
    "error",
    "persons",
    "An address at which a victim, a witness or a suspect can be found. Seats of "
    "offices and places of events are left alone.",
    bad=("The family lives at 14 Orchard Street, Arlan.",),
    good=("The police station at 14 Orchard Street was searched.", "They live in Arlan district."),
)
def home_address(facts: Facts) -> Iterator[Hit]:
    """Find street addresses said to be homes."""
    for block in facts.document.blocks:
        if block.kind in {"title", "running", "contents", "figure", "heading"}:
            continue
        for found in _ADDRESS.finditer(facts.text, block.start, block.end):
            start, end = facts.document.sentence_of(found.start())
            near = facts.text[max(start, found.start() - 90) : min(end, found.end() + 50)]
            outside = near.replace(found.group(), " ")
            kin = re.search(
                r"(?:parents?|mother|father|wife|husband|family|victim|witness|brother"
                r"|sister|son|daughter|prisoner|he|she|\w+)['’]?s?,? of\s+\Z",
                facts.text[max(start, found.start() - 40) : found.start()],
            )
            homely = _HOME.search(outside) or (
                kin
                and re.search(
                    r"\A\W*(?:[Tt]he\s)?[^.]{0,40}(?:parents?|mother|father|wife|husband"
                    r"|family|victim|witness)",
                    facts.text[start:end],
                )
            )
            if homely and not _OFFICE.search(outside):
                yield Hit(
                    found.start(),
                    found.end(),
                    f"“{facts.quote(*found.span())}” is where somebody lives.",
                    "Leave the street and the number out.",
                )


_HEALTH = re.compile(
    r"(?<!\w)(?:HIV|AIDS|pregnan\w+|schizophren\w+|depress(?:ion|ive)|PTSD|post-?traumatic"
    r"|hepatitis\w*|tubercul\w+|epilep\w+|diabet\w+|cancer|psychiatric|mental(?:ly)? "
    r"(?:illness|ill|disorder|disability|health)|psycho(?:sis|tic)|suicid\w+|abortion"
    r"|miscarr\w+|infertil\w+|impoten\w+|diagnos\w+|syphilis|gonorrh\w+|venereal|heart "
    r"(?:disease|attack|condition)|asthma\w*|kidney (?:failure|disease)|drug addict\w*"
    r"|alcoholi\w+|bipolar|anxiety disorder|disabled|incontinen\w+|intellectual disability"
    r"|ВИЧ|СПИД|беременн\w+|шизофрени\w+|депресси\w+|гепатит\w*|туберкул[её]з\w*|эпилепси\w+"
    r"|диабет\w*|рак(?:ом|а)?|психиатр\w+|диагноз\w*|суицид\w*|выкидыш\w*|VIH|sida"
    r"|embaraz\w+|esquizofreni\w+|depresión|tuberculosis|epilepsia|diagnostic\w+|aborto"
    r"|enceinte|sida|dépression|diagnostiqué\w*|hamilə\w*|diaqnoz\w*)(?!\w)"
)


@rule(
    "health-data",
    "Health data of a named person",
    "warning",
    "persons",
    "A diagnosis beside a name is published without a way back. Injuries by the "
    "acts alleged are what the report is about and are left alone.",
    bad=("Davit Arlan, who is HIV-positive, was denied his medicine.",),
    good=(
        "One prisoner, who is HIV-positive, was denied his medicine.",
        "Davit Arlan had three broken ribs.",
    ),
    accept="Consent to publish the health data is recorded outside the document.",
)
def health_data(facts: Facts) -> Iterator[Hit]:
    """Find diagnoses in a sentence that names somebody."""
    told: set[tuple[str, int]] = set()
    for person, mention, (start, end), _ in facts.of(_named):
        found = _HEALTH.search(facts.text, start, end)
        where = (start, end)
        if not found:
            block = facts.document.block_of(start)
            ranges = facts.document.sentences(block) if block else ()
            following = next((s for s in ranges if s[0] >= end), None)
            if following and re.match(
                r"(?:He|She|Он|Она|Él|Ella|Il|Elle)\s", facts.text[following[0] : following[1]]
            ):
                found, where = _HEALTH.search(facts.text, *following), following
        if not found or (person.name, where[0]) in told or any(w == where[0] for _, w in told):
            continue
        gap = (
            facts.text[mention.end : found.start()]
            if found.start() > mention.end
            else facts.text[found.end() : mention.start]
        )
        if len(gap) > 170 or _consented(facts, mention.start):
            continue
        if re.search(
            r"(?:Dr|doctor|Professor|psychiatrist|psychologist|expert|Minister|hospital "
            r"named after|Hospital)\.?,?\s*\Z",
            facts.text[max(0, mention.start - 24) : mention.start],
        ) or re.match(
            r",?\s+(?:an? |the )?(?:\w+ )?(?:psychiatrist|doctor|psychologist|physician"
            r"|expert|head of|director)|\s+(?:psychiatric )?[Hh]ospital",
            facts.text[mention.end : mention.end + 40],
        ):
            continue
        if re.search(
            r"(?:psychiatric (?:examination|hospital|clinic|expert)|mental health "
            r"(?:service|centre|support))",
            facts.text[found.start() - 2 : found.end() + 24],
        ) and not re.search(
            r"(?:committed|confined|treated|patient|admitted)", facts.text[where[0] : where[1]]
        ):
            continue
        told.add((person.name, where[0]))
        yield Hit(
            found.start(),
            found.end(),
            f"“{found.group()}” is said of a person named in full, and no consent is recorded.",
            "Leave the name or the diagnosis out.",
            ((mention.start, mention.end),),
        )
