"""Persons whom the text puts at risk: minors, victims, witnesses, homes, health, suspects, names withheld."""

from __future__ import annotations

import re
from collections.abc import Iterator

from probanda.audit.extract.circumstances import dates_between
from probanda.audit.extract.language import language_tables
from probanda.audit.extract.numbers import find_numbers
from probanda.audit.extract.persons import Person, PersonMention, persons
from probanda.audit.facts import Facts
from probanda.audit.rules.dates import document_date
from probanda.audit.rules.registry import Hit, rule
from probanda.audit.voice import attributed, content_stems

_CONSENT = re.compile(
    r"(?<!\w)(?:consent(?:ed|s)? to (?:the |being |having )?(?:publication|publish\w*"
    r"|named|naming|use|his|her|their)|(?:published|named|used|identified|printed"
    r"|disclosed|given|quoted"
    r"|cited)?\s*with (?:his|her|their|the|written|informed|full|express|explicit)[\w\s’']{0,40}?consent"
    r"|consent(?:ed|s)? (?:was |has been )?(?:recorded|given|obtained|to (?:be(?:ing)? "
    r"named|publication|the use|having|publish))|has agreed to (?:be named|the publication)"
    r"|agreed to be named|asked to be named|not (?:his|her|their) real names?|names? "
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


def _consented(facts: Facts, position: int) -> bool:
    """Whether consent, or a changed name, is recorded beside a place or for the whole document."""
    if facts.of(_all_changed):
        return True
    block = facts.document.block_of(position)
    if block is None:
        return False
    if _CONSENT.search(facts.text, block.start, block.end):
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
    r"(?:(?P<n>\d{1,2}|[A-Za-z]+)[\s-]years?[\s-]old|(?P<n2>\d{1,2})-летн\w+|(?:minor|child"
    r"|schoolgirl|schoolboy|pupil|girl|boy|infant|baby|toddler|teenager|juvenile|adolescent"
    r"|несовершеннолетн\w+|школьни\w+|девочк\w+|мальчик\w*|реб[её]н\w+|niñ[oa]|menor"
    r"|enfant|mineure?|fillette|garçon|azyaşlı|şagird)s?)(?:,)?\s+(?:\w+\s+)?(?:named\s+"
    r"|called\s+|по имени\s+|llamad[oa]\s+|nommée?\s+)?\Z",
    re.IGNORECASE,
)
_YOUNG_AFTER = re.compile(
    r"\s*(?:,\s*(?:an?\s+|el\s+|la\s+)?|\s+(?:is|was)\s+(?:only\s+)?(?:an?\s+)?|\s*\((?:an?\s+)?)(?:(?:(?!teacher"
    r"|doctor|mother|father|of\b)\w+\s+){0,2})?(?:minor"
    r"|child|schoolgirl|schoolboy|pupil|girl of|boy of|infant|baby|toddler|teenager"
    r"|juvenile|adolescent|(?P<n>\d{1,2})[\s-]years?[\s-]old|school student|несовершеннолетн\w+"
    r"|школьни\w+|\d{1,2} лет|menor de edad|mineure?|de (?P<n2>\d{1,2}) años|âgée? "
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
        if _OFFICIAL.search(before[-40:]) or re.match(
            r",?\s+(?:the |an? )?(?:former )?(?:\w+ ){0,2}(?:minister|president|director"
            r"|prosecutor|judge|commander|ombuds\w+|spokes\w+|officer|head|chief|governor"
            r"|colonel|captain|lawyer for)",
            after,
            re.IGNORECASE,
        ):
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
            r"|detained|arrested|executed)\s+(?:of\s+|de\s+)?(?:\w+\s+)?\Z",
            before,
            re.IGNORECASE,
        )
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
_WITNESS_BEFORE = re.compile(
    r"(?:(?:[Nn]eighbou?r|[Ww]itness|[Ee]yewitness|[Ss]urvivor|[Ss]hepherd|[Dd]river"
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
        if not tells and not witness:
            continue
        if (
            _OFFICIAL.search(before[-50:])
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
    rf"(?:(?:(?:house|flat|apartment|apt\.?|building|No\.?|number)\s*(?:no\.?\s*)?)?\d{{1,4}}[A-Za-zА-Яа-я]?(?:/\d+)?,?\s+(?:on\s+"
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


_RANK = re.compile(r"(?:Captain|Colonel|Major|Lieutenant|Sergeant|General|Commander|Mr|Ms)\.?\s+\Z")
_GUILTY_BEFORE = re.compile(
    r"(?<!\w)(?:(?:the|this|that|its|their)\s+)?(?:\w+\s+)?(?:[Mm]urderers?|killers?"
    r"|[Tt]orturers?|[Rr]apists?|perpetrators?|war criminals?|[Cc]riminals?|[Ee]xecutioners?"
    r"|butcher"
    r"|terrorists?|bandit|the culprits?|[Уу]бийц\w+|[Пп]алач\w*|преступник\w*|насильник\w*"
    r"|террорист\w*|[Ee]l asesino|la asesina|el torturador|el violador|criminal de guerra"
    r"|l'assassin|le tortionnaire|le bourreau|qatil\w*|cani\w*)(?:,|\s+of\s+[^,.]{2,40},)?\s+(?:was\s+"
    r"|is\s+|named\s+|called\s+)?(?:[A-Z][a-z]+\s(?=[A-Z][a-z]+\s[A-Z]))?\Z"
)
_GUILTY_AFTER = re.compile(
    r"(?:,[^.;]{0,60},|\s*\([^)]*\))*\s*(?:is|was|are|were)\s+(?:\w+\s+)?(?:guilty"
    r"|the (?:murderer|killer|torturer|rapist|perpetrator|culprit|person who (?:killed"
    r"|tortured|raped|murdered))|a (?:murderer|killer|torturer|rapist|war criminal"
    r"|criminal|terrorist)|personally responsible for the (?:murder|torture|killing"
    r"|rape|death)s?|responsible for the (?:murder|torture|killing|rape|death)s?)"
    r"|(?:,[^.;]{0,60},|\s*\([^)]*\))*\s*(?:personally\s+|brutally\s+|himself\s+|herself\s+)?(?:murdered"
    r"|tortured|raped|killed|executed|beheaded|committed (?:the|these|this|a|war|numerous"
    r"|many) (?:\w+\s+)?(?:crimes?|murders?|torture|rape|killings?|acts?))(?!\w)|\s+(?:виновен"
    r"|виновна|убил\w*|пытал\w*|изнасиловал\w*|является (?:убийцей|преступником))"
    r"|\s+(?:es culpable|asesinó|torturó|violó a|es un (?:asesino|criminal))|\s+(?:est "
    r"coupable|a (?:tué|torturé|violé|assassiné))"
)
_CONVICTED = re.compile(
    r"(?<!\w)(?:convict\w+|found guilty|sentenced|judgment|verdict|court (?:found"
    r"|held|ruled|established)|pleaded guilty|admitted (?:to )?(?:killing|in court)"
    r"|conviction|осужд[её]н\w*|приговор\w*|признан\w* виновн\w+|condenad\w+|sentencia"
    r"|declarad\w+ culpable|condamné\w*|reconnu\w* coupable|məhkum\w*|suspected|accused"
    r"|alleged\w*|charged|indicted|wanted|presumed|acquitted|подозрева\w+|обвиня\w+"
    r"|acusad\w+|présumé\w*|presunt\w+|according to|said that|testified|told|claim\w*"
    r"|denied|denies|identified .{0,20} as)(?!\w)",
    re.IGNORECASE,
)


@rule(
    "suspect-guilty",
    "A suspect is named as guilty",
    "warning",
    "persons",
    "Only a court makes guilty. Who is named as a murderer before it can sue, and "
    "the State will quote it.",
    bad=(
        "The murderer Oren Borv still serves in the army.",
        "Oren Borv personally tortured the prisoners.",
    ),
    good=(
        "Oren Borv was convicted of murder by the court in Arlan.",
        "Two former prisoners say that Oren Borv tortured them.",
    ),
    accept="A court has found so, and the report cites the judgment elsewhere.",
)
def suspect_guilty(facts: Facts) -> Iterator[Hit]:
    """Find names joined to guilt without a judgment or an accuser."""
    told: set[tuple[str, int]] = set()
    for person in facts.of(persons):
        for mention in person.mentions:
            start, end = facts.document.sentence_of(mention.start)
            before = facts.text[max(start, mention.start - 60) : mention.start]
            guilty = _GUILTY_BEFORE.search(_RANK.sub("", before))
            after = _GUILTY_AFTER.match(facts.text, mention.end, end)
            if not guilty and not after:
                continue
            if (
                (person.name, start) in told
                or _CONVICTED.search(
                    re.sub(
                        r"\b[Tt]he (?:accused|suspect)\b|\b(?:has|have|had|was|were"
                        r"|is) (?:not|never)(?: yet)? (?:been )?\w+",
                        "",
                        facts.text[start:end],
                    )
                )
                or re.search(
                    r"(?<!\w)(?:no evidence|is not|was not|not guilty)(?!\w)", facts.text[start:end]
                )
            ):
                continue
            accused = re.match(r"[Tt]he (?:accused|suspect|defendant)\W", facts.text[start:end])
            if after and attributed(facts, start, end) and not accused:
                continue
            block = facts.document.block_of(start)
            if block is not None and re.search(
                r"(?<!\w)(?:convicted|found guilty|sentenced to)(?!\w)",
                facts.text[block.start : block.end],
            ):
                continue
            if facts.text[max(start, mention.start - 1) : mention.start] in {"“", '"'}:
                continue
            told.add((person.name, start))
            words = guilty.group().strip() if guilty else after.group().strip(" ,") if after else ""
            yield Hit(
                mention.start,
                mention.end,
                f"A person is named as guilty (“{words}”) without a judgment or an accuser.",
                "Say who accuses, or cite the judgment.",
            )


_INITIALS = re.compile(
    r"(?<![\w.])(?P<a>[A-ZА-ЯƏ])\.\s?(?:(?P<m>[A-ZА-ЯƏ])\.\s?)?(?P<b>[A-ZА-ЯƏ])\.(?!\s?[A-ZА-Я][a-zа-я]{2,}(?:[a-zа-я]"
    r"|\s|,|\.))(?![A-Za-zА-Яа-я])"
)
_WITHHELD = re.compile(
    r"(?<!\w)(?:whose (?:real )?names? (?:we|they) (?:do|did|will|shall|can) ?not "
    r"(?:give|print|publish|disclose|name)|names? (?:is |are |was |were |has been "
    r"|have been )?(?:withheld|omitted"
    r"|redacted|not (?:given|disclosed|published))|withh[eo]ld\w* (?:his|her|their"
    r"|the) names?|whose (?:real )?names? (?:is|are|we|cannot|can't|has|have)[^.,;]{0,40}(?:withh\w+"
    r"|omit\w*|not (?:be )?(?:disclos\w+|publish\w+|given|named)|chang\w+|protect\w+)"
    r"|not (?:be )?named for (?:reasons of )?(?:safety|security|protection)|asked "
    r"not to be named|did not want to be named|wish\w* to remain anonymous|anonymi[sz]ed"
    r"|\[(?:name )?(?:redacted|withheld)\]|name on file"
    r"|имя не (?:называется|разглашается|раскрывается)|nombre (?:reservado|omitido)"
    r"|identidad reservada|nom (?:omis|confidentiel)|█+|■{2,})",
    re.IGNORECASE,
)


@rule(
    "withheld-name-printed",
    "A name withheld here is printed there",
    "error",
    "persons",
    "Initials, “name withheld” and black bars protect nobody when the name stands "
    "on another page beside the same facts.",
    bad=(
        "The prisoner D.A., 34, was beaten with cables in Arlan prison on 3 May "
        "2021.\n\n# Annex\n\nDavit Arlan, 34, beaten with cables in Arlan prison "
        "on 3 May 2021, still needs care.",
    ),
    good=(
        "The prisoner D.A., 34, was beaten with cables in Arlan prison on 3 May "
        "2021.\n\n# Annex\n\nThe historian Dana Anders wrote about prisons in 1998.",
    ),
)
def withheld_name_printed(facts: Facts) -> Iterator[Hit]:
    """Match initials and withheld names with names printed beside the same facts."""
    named = [p for p in facts.of(persons) if p.full]
    if not named:
        return
    told: set[str] = set()
    contexts = {m.start: _context(facts, m.start) for p in named for m in p.mentions[:6]}
    for block in facts.document.blocks:
        if block.kind in {"title", "running", "contents"}:
            continue
        for found in _INITIALS.finditer(facts.text, block.start, block.end):
            if found.group().replace(" ", "") in _NO_INITIALS:
                continue
            letters = [x for x in (found["a"], found["m"], found["b"]) if x]
            own = _context(facts, found.start()) - _letters(found.group())
            for person in named:
                if person.name in told or not _fits(letters, person.name):
                    continue
                share, mention = _closest(facts, person, found.start(), own, contexts)
                if mention is not None and (share >= 3 or (share >= 2 and share >= 0.5 * len(own))):
                    told.add(person.name)
                    yield _printed(mention, found.group(), found.span(), share >= 3)
        for found in _WITHHELD.finditer(facts.text, block.start, block.end):
            own = _context(facts, found.start())
            start, end = facts.document.sentence_of(found.start())
            notes = facts.document.notes_near(start, end)
            for person in named:
                if person.name in told:
                    continue
                inside = next(
                    (m for m in person.mentions for n in notes if n.start <= m.start < n.end), None
                )
                if inside is not None and re.search(
                    r"[Ii]nterview|[Ss]tatement|[Tt]estimony|интервью|[Ee]ntrevista|[Ee]ntretien",
                    facts.text[max(0, inside.start - 40) : inside.start],
                ):
                    told.add(person.name)
                    yield _printed(inside, found.group(), found.span(), True)
                    continue
                share, mention = _closest(facts, person, found.start(), own, contexts)
                if mention is not None and (share >= 5 or (share >= 2 and share >= 0.6 * len(own))):
                    told.add(person.name)
                    yield _printed(mention, found.group(), found.span(), share >= 5)


_NO_INITIALS = frozenset(["U.S.", "U.K.", "U.N.", "E.U.", "B.C.", "A.D.", "O.S.", "N.S.", "A.H."])


def _letters(words: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W\d_]{4,}", words.lower()))


def _closest(
    facts: Facts,
    person: Person,
    position: int,
    own: frozenset[str],
    contexts: dict[int, frozenset[str]],
) -> tuple[int, PersonMention | None]:
    """The mention of a person, in another sentence, that shares most with a context."""
    here = facts.document.sentence_of(position)
    name = frozenset(w.lower() for w in re.findall(r"[^\W\d_]{4,}", person.name))
    apart = [m for m in person.mentions[:6] if not here[0] <= m.start < here[1]]
    if not apart:
        return 0, None
    return max(((len(own & contexts[m.start] - name), m) for m in apart), key=lambda pair: pair[0])


def _printed(mention: PersonMention, words: str, span: tuple[int, int], sure: bool) -> Hit:
    return Hit(
        mention.start,
        mention.end,
        f"A name withheld elsewhere (“{words}”) is printed here beside the same facts.",
        "Withhold it in all places.",
        (span,),
        None if sure else "warning",
    )


def _fits(letters: list[str], name: str) -> bool:
    firsts = [w[0] for w in re.split(r"[\s.-]+", name) if w and w[0].isupper()]
    return letters in (firsts, firsts[::-1]) or (
        len(letters) == 2
        and len(firsts) == 3
        and letters in ([firsts[0], firsts[1]], [firsts[1], firsts[0]], [firsts[0], firsts[2]])
    )


_FACTS_APART = frozenset(
    {
        "person",
        "people",
        "with",
        "name",
        "names",
        "withheld",
        "said",
        "told",
        "year",
        "that",
        "this",
        "request",
    }
    | {"whose", "publish", "give", "given", "where", "which", "there"}
)


def _context(facts: Facts, position: int) -> frozenset[str]:
    """What the sentence says, in stems and figures, for telling the same facts."""
    start, end = facts.document.sentence_of(position)
    figures = frozenset(re.findall(r"(?<![\d.])\d{1,4}(?![\d.])", facts.text[start:end]))
    stems = content_stems(facts, start, end)
    return (stems | figures) - _FACTS_APART
