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
from probanda.audit.rules.persons.childhood import age_of, of_school
from probanda.audit.rules.persons.consent import consented
from probanda.audit.rules.persons.named import named
from probanda.audit.rules.registry import Hit, rule

_AGE = re.compile(
    r"\s*(?:,\s*|\()\s*(?:aged\s+|age\s+|a\s+)?(?P<n>\d{1,2})(?:\s*[,)](?!\d)|[\s-]years?[\s-]old"
    r"|-year-old|\s+years|\s+(?:años|ans|лет|года?|yaş))"
)


_YOUNG_BEFORE = re.compile(
    r"(?:(?P<n>\d{1,2}|[A-Za-z]+)[\s-]years?[\s-]old|(?P<n2>\d{1,2})-летн\w+"
    r"|(?<!\w)(?:двух|тр[её]х|четыр[её]х|пяти|шести|семи|восьми|девяти|десяти|одиннадцати"
    r"|(?:две|три|четыр|пят|шест|сем|восем|девят)надцати)летн\w+|(?:minor|child"
    r"|schoolgirl|schoolboy|pupil|girl|boy|infant|baby|toddler|teenager|juvenile|adolescent"
    r"|несовершеннолетн\w+|школьни\w+|учени[кц]\w*|девочк\w+|мальчик\w*|реб[её]н\w+|niñ[oa]|menor"
    r"|alumn[oa]|colegial[a]?"
    r"|enfant|mineure?|fillette|garçon|azyaşlı|şagird)s?)(?:,)?\s+(?:(?!(?:en|de|of|in|at|for|to)\s)\w+\s+)?(?:named\s+"
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
    if turned and 0 < age_of(turned["n"], facts.language) < 18:
        return f"age {turned['n']}"
    block = facts.document.block_of(start)
    ranges = facts.document.sentences(block) if block else ()
    following = next((s for s in ranges if s[0] >= end), None)
    if following is None:
        return ""
    here = {p.name for p, m, _, _ in facts.of(named) if start <= m.start < end}
    said = _NEXT_AGE.match(facts.text, *following)
    if said and len(here) == 1 and 0 < age_of(said["n"], facts.language) < 18:
        return f"age {said['n']}"
    return ""


def _counts(text: str, start: int, end: int, after: re.Match[str]) -> bool:
    """Whether the number behind a name is one of several in brackets, and nothing speaks of children."""
    sentence, behind = text[start:end], text[after.end() : after.end() + 4]
    if "(" not in after.group() or _YOUNG_WORDS.search(sentence):
        return False
    if re.fullmatch(r"\s*\(\d+\)", after.group()) and not re.match(r",?\s+[^\W\d_A-ZА-Я]", behind):
        return True  # "José Giacone (7)": nothing is told of them
    return len(_IN_BRACKETS.findall(sentence)) > 1 or bool(re.search(r"\d\)\s+and\s", sentence))


def minor(facts: Facts, mention: PersonMention, start: int, end: int) -> str:
    """Why a person is taken for a child; “” when nothing says so."""
    text = facts.text
    after = _AGE.match(text, mention.end)
    number = _NUMBER_BEHIND.match(text, mention.end)
    if number and _OF_SERVICE.match(text, number.end()):
        return ""
    if after and 0 < int(after["n"]) < 18 and not _counts(text, start, end, after):
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
    if told := _age_told(facts, mention, start, end) or of_school(facts, mention, start, end):
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


_AGE_HEAD = re.compile(r"(?:age|aged|возраст|edad|âge|yaş)(?!\w)", re.IGNORECASE)


_WORDED_AGE = re.compile(
    r"\s*[,(]\s*(?:de\s+|âgée? de\s+)?(?P<word>[^\W\d_]{2,14})\s+(?:años|ans|лет|года|years? old)(?!\w)",
    re.IGNORECASE,
)


_TURN = re.compile(
    r"\s*,?\s*\(?(?:aged\s+)?(?P<a>\w+)\s+(?:and|и|y|et)\s+(?P<b>\w+)(?P<unit>\s*-?years?[\s-]old|\s+лет"
    r"|\s+años)?"
)


def _young_in_words(facts: Facts, mention: PersonMention) -> bool:
    found = _WORDED_AGE.match(facts.text, mention.end)
    return bool(found and 0 < age_of(found["word"], facts.language) < 18)


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
    ages = [age_of(found["a"], facts.language), age_of(found["b"], facts.language)]
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
