"""Two capitalised words told to be a person by what only people do, suffer, are called or have."""

from __future__ import annotations

import re

from probanda.audit.any_case import any_case
from probanda.audit.extract.names_in_text import Run
from probanda.audit.facts import Facts
from probanda.audit.wordfields import marks

__all__ = ["PLACED_BEFORE", "RU_TRADE", "does_as_people_do", "opens_an_item"]

PLACED_BEFORE = any_case(
    r"(?<!\w)(?:in|at|near|from|to|of|the|around|outside|в|на|из|под|около|от|en|de|la|el|del|à|du|les?|город\w*|сел[аоеу]|деревн\w+|пос[её]л\w+|станиц\w+)\s+\Z",
)


#: "The family of", "his widow,": kin and friends are those of a person.
_KIN_OF = re.compile(
    r"(?<!\w)(?:family|mother|father|parents|widow|widower|son|sons|daughter|daughters|brother|sister|wife"
    r"|husband|relatives|grandmother|grandfather|uncle|aunt|cousin|friends?|lawyer"
    r"|informant|contact|guide|interlocutor|body|death|arrest|killing|disappearance|detention|abduction"
    r"|torture|murder|case|семь\w+|мат\w+|отец"
    r"|отца|родител\w+|вдов\w+|сын\w*|доч\w+|брат\w*|сестр\w+|жен\w+|муж\w*"
    r"|тел\w|смерт\w+|арест\w*|familia|madre|padre|padres|viuda|hij[oa]s?|herman[oa]s?|espos[oa]|muerte"
    r"|detención|caso|famille|mère|père|parents|veuve|fils|fille|frère|sœur|mort)\s+"
    r"(?:of\s+|de\s+|del?\s+|d['’])?(?:the\s+)?(?:[a-zа-яё]{4,}\s+)?\Z"
)
#: ", the teacher,": described by a trade behind the name.
_TRADE_BEHIND_EN = re.compile(
    r"\s*,\s+(?:the|an?)\s+(?:(?:former|young|old|retired|local|village)\s+)?(?!(?:other|former|river"
    r"|border|number|winter|summer|paper|letter|chapter|order|quarter|sector|centre|water|newspaper)\W)"
    r"[a-z]{3,}(?:er|or|ist|man|woman|herd|wife|smith|nurse|clerk|cook|guard|pupil|student|widow|girl"
    r"|boy)\s*[,.)]"
)


#: "We spoke with", "my informant,".
_TO_WHOM = re.compile(
    r"(?<!\w)(?:(?:[Ww]e|I)\s+(?:\w+\s+)?(?:spoke|talked)\s+(?:with|to)|(?:[Ww]e|I)\s+(?:met|interviewed"
    r"|visited)|(?:[Mm]y|[Oo]ur)\s+(?:informant|contact|guide|source|interlocutor)s?\s*,"
    r"|[Мм]ы (?:говорили|беседовали|встретились) с|[Hh]ablamos con|[Ee]ntrevistamos a)\s+\Z"
)
_NAME_IS = any_case(
    r"(?<!\w)(?:(?:nam|call|identif)\w+\s+(?:him|her)\s+(?:as\s+)?|(?:his|her"
    r"|whose)\s+(?:\w+\s+)?name\s+(?:is|was)\s+|(?:зовут|звали)\s+|se llama(?:ba)?\s+|s['’]appel(?:le"
    r"|ait)\s+)\Z",
)


_COPULA = re.compile(
    r"(?:,[^,.;]{0,50},|\s*\([^)]{0,40}\))?,?\s+(?:(?:who|que|qui|котор\w+|apareció|resultó|quedó|was|were"
    r"|had been|has been|is|also|then|later|again|был[аи]?|fue|ha sido|había sido|a été|fut)\s+){1,2}"
    r"(?:\w+(?:ly|mente|ment)\s+)?"
)
_IS_A = re.compile(r",\s+(?:the|an?|el|la|le|un|une?)\s+(?:\w+\s+)?")
_OF_AND_COMMA = re.compile(r"(?:\s+(?:of|in|at|de|del|du)\s[^,.;]{2,30})?,\s+")
#: "Ярему Полища увезли", "A Celso Barrunto lo mataron".
_OBJECT_FIRST = re.compile(r"\s+(?:(?:lo|la|le|los|las|les|se)\s+){0,2}[a-zа-яёáéíóú]+")
_TAKEN = re.compile(
    r"(?<!\w)(?:took|taken|fetched|removed|seized|dragged|led|tied|beat|raped)\s+\Z"
)
_FROM = re.compile(r"\s+(?:from|away|out of|to (?:a|the|an)|and (?:his|her|beat|took)|off)(?!\w)")
RU_TRADE = re.compile(
    r"[а-яё]{2,}(?:ник|чик|щик|ист|тель|арь|ант|ент|ор|ер|ец|ач|ар|рь|ница|щица|арка|истка|ушка|ша|жа)"
)
_NOTHING = re.compile(
    r"(?:,[^,.;]{0,50},)?\s+(?:(?:then|also|himself|herself|later|потом|тоже|luego|también|ensuite)\s+)?"
)
#: Fields that speak of people alone, and what may stand between the name and them.
_TELLING_BEHIND = (("harmed", _COPULA), ("witnessed", _NOTHING), ("captive", _NOTHING))


_ITEM_BEHIND = re.compile(r"\s*(?:[:—–(]|,\s+(?:\d{1,2}|an?|the|born|[a-zа-яё]))")


def opens_an_item(facts: Facts, run: Run) -> bool:
    """Whether two words open an item of a list in which others open so too: a list of persons."""
    block = facts.document.block_of(run.start)
    if (
        block is None
        or block.kind != "list-item"
        or run.start - block.start > 3
        or len(run.text.split()) != 2
    ):
        return False
    if not _ITEM_BEHIND.match(facts.text, run.end):
        return False
    blocks = facts.document.blocks
    beside = [blocks[i] for i in (block.index - 1, block.index + 1) if 0 <= i < len(blocks)]
    alike = re.compile(rf"\W*{_CAPITAL}\s{_CAPITAL}\s*(?:[:—–(,])")
    return any(b.kind == "list-item" and alike.match(facts.text, b.start, b.end) for b in beside)


_CAPITAL = r"[A-ZА-ЯЁÁÉÍÓÚÑ][a-zа-яёáéíóúñ'’-]+"


def does_as_people_do(facts: Facts, run: Run) -> bool:
    """Two words in front of what only people do ("saw", "was born"), or behind a grave act done to people."""
    parts = run.text.split()
    if (
        len(parts) != 2
        or run.text.isupper()
        or not all(part[1:].islower() and len(part) > 2 for part in parts)
    ):
        return False
    lead = facts.text[max(0, run.start - 44) : run.start]
    if _TO_WHOM.search(lead):
        return True
    if _KIN_OF.search(lead) or _TRADE_BEHIND_EN.match(facts.text, run.end) or _NAME_IS.search(lead):
        return True
    if PLACED_BEFORE.search(lead):
        return False
    tail = facts.text[run.end : run.end + 90]
    guilt = marks(facts, "guilt", run.end, run.end + 30) or marks(
        facts, "guilt", max(0, run.start - 60), run.start
    )
    if guilt:
        behind = guilt[0].start >= run.end
        gap = (
            facts.text[run.end : guilt[0].start]
            if behind
            else facts.text[guilt[-1].end : run.start]
        )
        if (_IS_A if behind else _OF_AND_COMMA).fullmatch(gap):
            return True
    for name, link in _TELLING_BEHIND:
        place = marks(facts, name, run.end, run.end + 90)
        if place and link.fullmatch(tail[: place[0].start - run.end]):
            return True
    if _OBJECT_FIRST.match(tail) and (
        facts.language == "ru" or re.search(r"(?:\A|\s)[Aa]\s+\Z", lead)
    ):
        place = marks(facts, "harms", run.end, run.end + 50)
        if place and len(tail[: place[0].start - run.end].split()) <= 4:
            return True
    if _TAKEN.search(lead) and _FROM.match(tail):
        return True
    hurt = marks(facts, "injury", run.end, run.end + 60) or marks(
        facts, "illness", run.end, run.end + 60
    )
    if hurt and not re.search(r"[.;:]", tail[: hurt[0].start - run.end]):
        return True
    human = marks(facts, "human", run.end, run.end + 60)
    if (
        human
        and human[0].start - run.end <= 2
        and facts.text[run.end : human[0].start].strip(" ,") == ""
    ):
        return True
    before = marks(facts, "harms", max(0, run.start - 30), run.start)
    return bool(before) and facts.text[before[-1].end : run.start].strip() in {"", "a", "al"}
