"""Children who are named."""

from __future__ import annotations

import re
from collections.abc import Iterator

from probanda.audit.extract.circumstances import dates_between
from probanda.audit.extract.columns import placed
from probanda.audit.extract.language import language_tables
from probanda.audit.extract.numbers import find_numbers
from probanda.audit.extract.persons import PersonMention
from probanda.audit.facts import Facts
from probanda.audit.rules.chronology.document_date import document_date
from probanda.audit.rules.persons.consent import consented
from probanda.audit.rules.persons.named import named
from probanda.audit.rules.registry import Hit, rule
from probanda.audit.wordfields import marks

_AGE = re.compile(
    r"\s*(?:,\s*|\()\s*(?:aged\s+|age\s+|a\s+)?(?P<n>\d{1,2})(?:\s*[,)]|[\s-]years?[\s-]old"
    r"|-year-old|\s+years|\s+(?:años|ans|лет|года?|yaş))"
)


_YOUNG_BEFORE = re.compile(
    r"(?:(?P<n>\d{1,2}|[A-Za-z]+)[\s-]years?[\s-]old|(?P<n2>\d{1,2})-летн\w+"
    r"|(?<!\w)(?:двух|тр[её]х|четыр[её]х|пяти|шести|семи|восьми|девяти|десяти|одиннадцати"
    r"|(?:две|три|четыр|пят|шест|сем|восем|девят)надцати)летн\w+|(?:minor|child"
    r"|schoolgirl|schoolboy|pupil|girl|boy|infant|baby|toddler|teenager|juvenile|adolescent"
    r"|несовершеннолетн\w+|школьни\w+|учени[кц]\w*|девочк\w+|мальчик\w*|реб[её]н\w+|niñ[oa]|menor"
    r"|alumn[oa]|colegial[a]?"
    r"|enfant|mineure?|fillette|garçon|azyaşlı|şagird)s?)(?:,)?\s+(?:\w+\s+)?(?:named\s+"
    r"|called\s+|по имени\s+|llamad[oa]\s+|nommée?\s+)?\Z",
    re.IGNORECASE,
)


_YOUNG_AFTER = re.compile(
    r"\s*(?:,\s*(?:an?\s+|el\s+|la\s+)?|\s+(?:is|was)\s+(?:only\s+)?(?:an?\s+)?"
    r"|\s*\((?:an?\s+)?)(?:(?:(?!teacher"
    r"|doctor|mother|father|of\b|the\b|\w+ed\b)\w+\s+){0,2})?(?:minor"
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
    for person, mention, (start, end), _ in facts.of(named):
        if person.name in told:
            continue
        why = minor(facts, mention, start, end)
        if why and not consented(facts, mention.start):
            told.add(person.name)
            yield Hit(
                mention.start,
                mention.end,
                f"A child is named in full ({why}), and no consent is recorded.",
                "Use initials or another name and say so, or record the guardian's consent.",
            )


#: "Port Sorrel (10)", beside other such: what is counted there, no ages.
_IN_BRACKETS = re.compile(r"\(\d{1,4}\)")
_YOUNG_WORDS = re.compile(
    r"(?<!\w)(?:child\w*|girls?|boys?|pupils?|school\w*|minors?|brothers?|sisters?|sons?|daughters?|aged?"
    r"|дет\w+|школьн\w+"
    r"|девоч\w+|мальчик\w*|niñ[oa]s?|menor\w*|enfants?|mineur\w*)(?!\w)",
    re.IGNORECASE,
)
_CLASS = re.compile(
    r"\s*[,(]\s*(?:class|grade|form|year|pupil of class|\w+ grade|ученик\w*|ученица|curso|grado"
    r"|classe de)\s+\d{0,2}\w?\s*(?=[,).])",
    re.IGNORECASE,
)


#: "которой недавно исполнилось девять", "she had just turned nine".
_TURNED = re.compile(
    r"\s*,?\s*(?:котор\w+|who|que)\s+(?:\w+\s+){0,2}?(?:исполнил\w+|turned|cumplió|had turned"
    r"|acababa de cumplir)\s+(?P<n>\d{1,2}|[^\W\d_]{3,14})",
    re.IGNORECASE,
)
#: The next sentence says how old "he" or "she" was.
_NEXT_AGE = re.compile(
    r"(?:He|She|Он|Она|Ему|Ей|Tenía|Il avait|Elle avait)\s+(?:was\s+|is\s+|был\w?\s+)?(?:only\s+|just\s+"
    r"|aged\s+|тогда\s+|всего\s+|apenas\s+)*"
    r"(?P<n>\d{1,2}|[^\W\d_]{3,14})(?:\s+(?:years?|лет|года?|años|ans)|\s*(?:[.,]|when|at the time))"
)


def _age_told(facts: Facts, mention: PersonMention, start: int, end: int) -> str:
    """An age that a clause behind the name or the next sentence gives."""
    turned = _TURNED.match(facts.text, mention.end, end)
    if turned and 0 < _years(turned["n"], facts.language) < 18:
        return f"age {turned['n']}"
    block = facts.document.block_of(start)
    ranges = facts.document.sentences(block) if block else ()
    following = next((s for s in ranges if s[0] >= end), None)
    if following is None:
        return ""
    here = {p.name for p, m, _, _ in facts.of(named) if start <= m.start < end}
    said = _NEXT_AGE.match(facts.text, *following)
    if said and len(here) == 1 and 0 < _years(said["n"], facts.language) < 18:
        return f"age {said['n']}"
    return ""


def _counts(sentence: str, after: re.Match[str]) -> bool:
    """Whether the number behind a name is one of several in brackets, and nothing speaks of children."""
    if "(" not in after.group() or _YOUNG_WORDS.search(sentence):
        return False
    return len(_IN_BRACKETS.findall(sentence)) > 1 or bool(re.search(r"\d\)\s+and\s", sentence))


def minor(facts: Facts, mention: PersonMention, start: int, end: int) -> str:
    """Why a person is taken for a child; “” when nothing says so."""
    text = facts.text
    after = _AGE.match(text, mention.end)
    number = _NUMBER_BEHIND.match(text, mention.end)
    if number and _OF_SERVICE.match(text, number.end()):
        return ""
    if after and 0 < int(after["n"]) < 18 and not _counts(text[start:end], after):
        return f"age {after['n']}"
    pupil = _CLASS.match(text, mention.end)
    if pupil:
        return pupil.group().strip(" ,()").lower()
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
    if told := _age_told(facts, mention, start, end) or _of_school(facts, mention, start, end):
        return told
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


_NUMBER_BEHIND = re.compile(r"\s*[,(]\s*(?:for\s+)?\d{1,2}")
#: "17 years in the service": no age.
_OF_SERVICE = re.compile(
    r"[\s,]*(?:years?\s+|лет\s+|года?\s+|años\s+|ans\s+)?(?:in (?:the )?(?:service|office|post|prison|army"
    r"|police|force|command)|of (?:service|experience|practice)|as\s|at the"
    r"|работа\w+|служ\w+|возглавля\w+|руковод\w+|на посту|в должности|en el (?:cargo|puesto)"
    r"|de (?:servicio|experiencia)|al frente"
    r"|de (?:service|métier))",
    re.IGNORECASE,
)
_ORDINAL = (
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|\d{1,2}(?:st|nd"
    r"|rd|th)?"
    r"|перв\w+|втор\w+|треть\w+|четв[её]рт\w+|пят\w+|шест\w+|седьм\w+|восьм\w+|девят\w+|десят\w+"
    r"|одиннадцат\w+|\d{1,2}-?\w{0,2}"
    r"|primer\w?|segundo|tercer\w?|cuarto|quinto|sexto|séptimo|octavo|noveno|seconde?|troisième|quatrième"
    r"|cinquième|sixième)"
)
#: "Was in the eighth grade", "ходила в седьмой класс", "would have turned sixteen".
_AT_SCHOOL = re.compile(
    rf"(?:in|at|attended|began|finished|completed|of|в|из|en|de|cursaba)\s+(?:(?:the|el|la"
    rf"|le)\s+)?{_ORDINAL}\s+(?:grade|form|class|year of (?:primary )?school|класс\w*|grado|curso"
    r"|classe|año de (?:primaria|secundaria))(?!\w)"
    rf"|{_ORDINAL}[- ](?:grader|класс?ник\w*)",
    re.IGNORECASE,
)
_WOULD_TURN = re.compile(
    r"(?:would have|had(?: just)?|was about to|was to|was going to|did not live to"
    r"|must have)\s+(?:just\s+)?(?:turn(?:ed)?|be(?:en)?|reach(?:ed)?|become)\s+"
    r"(?P<n>\d{1,2}|[a-z]{3,10})|(?:исполни\w+|шёл|шел)\s+(?:бы\s+)?(?P<n2>\d{1,2}|[а-яё]{3,16})"
    r"|(?:cumpli\w+|iba a cumplir)\s+(?P<n3>\d{1,2}|[a-z]{3,12})"
    r"|(?:aurait eu|allait avoir|venait d['’]avoir)\s+(?P<n4>\d{1,2}|[a-z]{3,12})",
    re.IGNORECASE,
)
_MONTHS_OLD = re.compile(
    r"\s*[,(]\s*(?:aged\s+|de\s+|âgée? de\s+)?(?:\d{1,2}|[^\W\d_]{3,14})\s+(?:months?(?: old)?"
    r"|weeks?(?: old)?|days?(?: old)?|месяц\w*|недел\w+|дней|meses|semanas|mois|semaines)(?!\w)",
    re.IGNORECASE,
)
_MONTHS_BEFORE = re.compile(
    r"(?:\w+[- ](?:month|week|day)s?[- ]old|\w+месячн\w+|\w+недельн\w+)\s+\Z", re.IGNORECASE
)
_ANY_AGE = re.compile(
    r"\s*[,(]\s*(?:de\s+|of\s+|âgée? de\s+|con\s+|aged\s+)?(?P<n>\d{1,2}|[^\W\d_]{3,14})\s+(?:años|ans|лет"
    r"|года?|years?(?: old)?)(?!\s+(?:in|of|as|de servicio|de experiencia|работ|служ))(?!\w)",
    re.IGNORECASE,
)
#: "Tenía 17 años", "was only fifteen".
_AGE_VERB = re.compile(
    r"\s*,?\s*(?:котор\w+|who|que|qui)?\s*(?:was|is|were|turned|tenía|tiene|cumplió|avait|a|было|был[аи]?"
    r"|исполнилось)\s+(?:only|just|barely|then|still|aged|apenas|sólo|solo"
    r"|entonces|à peine|тогда|всего|лишь|только)?\s*(?P<n>\d{1,2}|[^\W\d_]{3,14})(?=\s*(?:[.,;)]|when"
    r"|at the time|and\s|cuando|и\s)|\s+(?:years?|años|ans|лет|года?)(?!\w))",
    re.IGNORECASE,
)
#: "The file names her as", "his real name is": behind a child of whom the paragraph speaks.
_NAMED_AS = re.compile(
    r"(?<!\w)(?:nam(?:es?|ed|ing)|call(?:s|ed)|identif(?:y|ies|ied)|list(?:s|ed)|giv(?:es?|en|ing)"
    r"|print(?:s|ed))\s+(?:him|her|the (?:girl|boy|child|pupil)|(?:his"
    r"|her) name)\s+(?:only\s+)?(?:as\s+)?\Z"
    r"|(?:his|her|whose|the (?:girl|boy|child|pupil)['’]s)\s+(?:\w+\s+)?name\s+(?:is|was|being)\s+\Z"
    r"|(?:его|её|ее|девочк\w+|мальчик\w*|реб[её]нк\w+)\s+(?:зовут|звали|имя)\s*[—–-]?\s*\Z"
    r"|(?:se llama(?:ba)?|su nombre (?:es|era)|llamad[oa])\s+\Z|(?:s['’]appel(?:le|ait)|son nom est)\s+\Z",
    re.IGNORECASE,
)
_YOUNGEST = re.compile(
    r"(?<!\w)(?:the (?:youngest|younger|smaller|smallest|other|eldest|older|elder)(?: (?:of them|one"
    r"|of the \w+|child|boy|girl|brother|sister))?|младш\w+|старш\w+ (?:из детей|реб\w+)|маленьк\w+"
    r"|el (?:menor|más pequeño|más joven)|la (?:menor|más pequeña|más joven)|le plus jeune|la plus jeune"
    r"|le cadet|la cadette)\s*(?:,|[—–-]|was|is|была?)?\s*\Z",
    re.IGNORECASE,
)
_YOUNG_GAP = re.compile(
    r"\s*,?\s*(?:[a-zа-яё]+\s+)?(?:named\s+|called\s+|по имени\s+|llamad[oa]\s+|nommée?\s+)?",
    re.IGNORECASE,
)
#: Between a name and ", a ninth-grader".
_APPOSITION = re.compile(
    r"\s*[,(–—-]\s*(?:an?|the|una?|el|la|une?|le)?\s*(?:\w+\s+)?", re.IGNORECASE
)


def _of_school(facts: Facts, mention: PersonMention, start: int, end: int) -> str:
    """A word for children beside the name, a school class, months of life, or a birthday ahead."""
    text = facts.text
    months = _MONTHS_OLD.match(text, mention.end, end)
    if months or _MONTHS_BEFORE.search(text[max(start, mention.start - 30) : mention.start]):
        return "months old"
    aged = _ANY_AGE.match(text, mention.end, end)
    if aged and 0 < _years(aged["n"], facts.language) < 18:
        return f"age {aged['n']}"
    for mark in marks(facts, "young", max(start, mention.start - 40), mention.start):
        if _YOUNG_GAP.fullmatch(text, mark.end, mention.start) and not _OF_PARENTS.search(
            text[max(start, mark.start - 24) : mark.start]
        ):
            return text[mark.start : mark.end].lower()
    for mark in marks(facts, "young", mention.end, min(end, mention.end + 40)):
        if _APPOSITION.fullmatch(text, mention.end, mark.start) and not re.match(
            r"\s+(?:of|teacher|doctor|judge|psycholog)", text[mark.end : mark.end + 12]
        ):
            return text[mark.start : mark.end].lower()
    block = facts.document.block_of(start)
    verb = _AGE_VERB.match(text, mention.end, end)
    if verb and 0 < _years(verb["n"], facts.language) < 18:
        return f"age {verb['n']}"
    lead = text[max(start, mention.start - 60) : mention.start]
    if block and (_NAMED_AS.search(lead) or _YOUNGEST.search(lead)):
        child = next(
            (
                m
                for m in marks(facts, "young", block.start, mention.start)
                if not _OF_PARENTS.match(text, m.start)
            ),
            None,
        )
        if child and text[child.start : child.end].lower() not in {
            "little",
            "petit",
            "petite",
            "minor",
        }:
            return text[child.start : child.end].lower()
    here = {p.name for p, m, _, _ in facts.of(named) if start <= m.start < end}
    if len(here) != 1:
        return ""
    ranges = facts.document.sentences(block) if block else ()
    following = next((s for s in ranges if s[0] >= end), None)
    school = _AT_SCHOOL.search(text, mention.end, min(end, mention.end + 60))
    if school and not re.search(
        r"(?<!\w)(?:teach\w*|taught|prepod|препода\w+|учил\w*|ense[ñn]\w+|enseign\w+)(?!\w)",
        text[start:end],
    ):
        return school.group().lower()
    turned = (following and _WOULD_TURN.search(text, *following)) or _WOULD_TURN.search(
        text, mention.end, end
    )
    if turned:
        years = next(g for g in turned.groups() if g)
        if 0 < _years(years, facts.language) < 19:
            return f"age {years}"
    return ""


_OF_PARENTS = re.compile(
    r"(?:mother|father|parents?|teacher|doctor|мать|отец|мам\w+|учител\w+|madre|padre|maestr[oa]|mère"
    r"|père)\s+(?:of\s+|de\s+|del\s+|du\s+)?(?:the\s+|a\s+|la\s+|el\s+)?\Z",
    re.IGNORECASE,
)
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
