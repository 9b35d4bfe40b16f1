"""Victims who are named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from probanda.audit.extract.columns import placed
from probanda.audit.extract.persons import PersonMention
from probanda.audit.facts import Facts
from probanda.audit.lexicon import composed, words
from probanda.audit.rules.persons.consent import consented
from probanda.audit.rules.persons.harm import alone_in, harm_to, lost, next_sentence
from probanda.audit.rules.persons.minors import minor
from probanda.audit.rules.persons.named import OFFICIAL, is_official, named
from probanda.audit.rules.persons.witnesses import TOLD
from probanda.audit.rules.registry import Hit, rule

_VICTIM = composed(r"(?<!\w)<victim>(?!\w)")


_BY_NAME = composed(r"<by_name>\s+(?:(?-i:[A-Z])\w*\.?\s+)?\Z")


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
    """Find full names to whom something was done; those of one list or table are told together."""
    for mentions in _by_list(facts, _victims(facts)):
        names = [f"“{mention.text}”" for mention in mentions]
        if len(names) < _TOGETHER:
            for mention, name in zip(mentions, names, strict=True):
                yield Hit(
                    mention.start,
                    mention.end,
                    f"A victim is named in full, {name}, and no consent is recorded.",
                    "Use initials or another name and say so, or record the consent.",
                )
            continue
        yield Hit(
            mentions[0].start,
            mentions[0].end,
            f"{len(names)} victims are named in full in one list, {', '.join(names)}, and no consent is recorded.",
            "Use initials or other names and say so, or record the consent for the list.",
            tuple((mention.start, mention.end) for mention in mentions[1:]),
        )


#: So many names of one list or table are one finding.
_TOGETHER = 3


def _by_list(facts: Facts, victims: Iterator[PersonMention]) -> Iterator[list[PersonMention]]:
    """Those named in one list or one table together, the others each alone."""
    groups: dict[tuple[str, int], list[PersonMention]] = {}
    blocks = facts.document.blocks
    for mention in victims:
        block = facts.document.block_of(mention.start)
        key = ("alone", mention.start)
        if block and block.kind == "list-item":
            first = block.index
            while first and blocks[first - 1].kind == "list-item":
                first -= 1
            key = ("list", first)
        elif placed(facts, mention.start):
            table = next(
                (t for t in facts.document.tables if t.start <= mention.start < t.end), None
            )
            key = ("table", table.start) if table else key
        groups.setdefault(key, []).append(mention)
    yield from groups.values()


def _victims(facts: Facts) -> Iterator[PersonMention]:
    """The first mention of each full name to whom something was done without a record of consent."""
    told: set[str] = set()
    suffered = _suffered(facts.language)
    for person, mention, (start, end), _ in facts.of(named):
        if person.name in told or minor(facts, mention, start, end):
            continue
        before = facts.text[max(start, mention.start - 60) : mention.start]
        after = facts.text[mention.end : min(end, mention.end + 130)]
        if (
            _BY_NAME.search(before[-28:])
            and not re.search(
                r"(?:body|remains|death|killing|torture|murder|arrest|case|detention|disappearance"
                r"|rape|beating|corpse|execution) of\s+(?:\w+\s+)?\Z",
                before,
                re.IGNORECASE,
            )
            and not lost(before)
        ):
            continue
        if is_official(facts, mention):
            continue
        passive = re.match(
            r"(?:,[^.;]{0,60},|\s*\([^)]*\))*\s*(?:and [A-Z][\w’' ]+?(?:\s\([^)]*\))?\s)?(?:was"
            r"|were|had been|has been|is|are|died|disappeared|went|['’]s(?=\s+(?:death|arrest|detention|body"
            r"|torture|killing|remains|disappearance|injur|wound"
            r"|murder|rape|abduction))|who (?:was|were"
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
            r"|detained|arrested|executed)(?:\s+|(?<=victim),\s+)(?:of\s+|de\s+)?(?:(?!by)\w+\s+)?\Z",
            before,
            re.IGNORECASE,
        )
        done_to: re.Match[str] | tuple[int, int] | None = (
            of
            or _in_table(facts, mention)
            or _by_pronoun(facts, mention, (start, end))
            or _of_acts(facts, mention, before, after, start)
            or harm_to(facts, mention, (start, end))
        )
        hit = (passive and (_VICTIM.search(after) or suffered.search(after))) or done_to
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
            and not done_to
            and re.match(
                r"[^.;]{0,80}?(?:convicted of|sentenced for|accused of|charged with "
                r"(?:torture|murder)|found guilty)",
                after,
            )
        ):
            continue
        if consented(facts, mention.start):
            continue
        told.add(person.name)
        yield mention


@cache
def _suffered(language: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w-])(?:{words('done', language) or words('done', 'en')}"
        rf"|{words('seized', language) or words('seized', 'en')})(?!\w)",
        re.IGNORECASE,
    )


#: The next sentence says what was done to "him" or "her".
_PRONOUN = {
    "en": r"(?:He|She)\s+(?:was|had been|is)\s+(?:\w+\s+){0,3}?(?:@)"
    r"|(?:They|[A-Z]?[a-z]+(?:\s[a-z]+){0,3})\s+(?:#)\s+(?:him|her)(?!\w)",
    "ru": r"(?:[^.;]{0,60}\s)?(?:его|её|ее|ему|ей)\s(?:[^.;]{0,40}\s)?(?:@|#)",
    "es": r"(?:[^.;]{0,60}\s)?(?:lo|la|le)\s+(?:#|subieron|llevaron|metieron|golpearon)"
    r"|(?:[Ff]ue)\s+(?:\w+\s+)?(?:@)",
    "fr": r"(?:Il|Elle)\s+(?:a été|fut|est)\s+(?:\w+\s+)?(?:@)|[^.;]{0,60}\sl['’](?:#)",
}


@cache
def _pronoun(language: str) -> re.Pattern[str] | None:
    pattern = _PRONOUN.get(language)
    if pattern is None:
        return None
    done = f"{words('done', language)}|{words('seized', language)}"
    return re.compile(
        pattern.replace("@", done).replace(
            "#", f"{words('did', language)}|{words('seized', language)}"
        ),
        re.IGNORECASE,
    )


def _by_pronoun(
    facts: Facts, mention: PersonMention, sentence: tuple[int, int]
) -> re.Match[str] | None:
    """What the next sentence says was done to the one person whom this one names."""
    pattern = _pronoun(facts.language)
    following = next_sentence(facts, sentence)
    if pattern is None or following is None or not alone_in(facts, sentence):
        return None
    return pattern.match(facts.text, *following)


_NAME_COLUMN = re.compile(
    r"(?:full )?name|person|victim|detainee|prisoner|имя|фио|фамили|nombre|víctima"
    r"|nom(?!\w)",
    re.IGNORECASE,
)


def _in_table(facts: Facts, mention: PersonMention) -> re.Match[str] | None:
    """A name in a column of names, where the table's caption or its row tells what was done."""
    cell = placed(facts, mention.start)
    if cell is None or cell.end - mention.end > 3 or not _NAME_COLUMN.match(cell.head):
        return None
    row = _VICTIM.search(facts.text, *cell.row)
    if row:
        return row
    table = next((t for t in facts.document.tables if t.start <= mention.start < t.end), None)
    block = facts.document.block_of(table.start) if table else None
    if block is None or block.index == 0:
        return None
    before = facts.document.blocks[block.index - 1]
    words = facts.text[before.start : before.end]
    return _VICTIM.search(words) if len(words) < 250 and not OFFICIAL.search(words[:40]) else None


_SELF = composed(
    r"[^.;]{0,60}?(?<!\w)(?:that|how)\s+(?:he|she)\s+<self>\s+(?:\w+ly\s+)?(?P<act>\w+(?:\s\w+)?)"
)


_ACT_BEFORE = composed(
    r"(?<!\w)<act_before>\s+(?:a\s+|al\s+)?(?:(?:the|an?|our|his|her|el|la)\s+)?(?:[a-zа-яñáéíóú]+\s+){0,2}\Z"
)


_AMONG = composed(
    r"\W*(?:among|one of|two of|среди|в числе|entre|parmi)\s+(?P<whom>[^.;]{3,70}?)\s+<victims_among>?\s"
    r"*[—–-]?\s*(?:(?:the|an?|our|el|la|un|una|le)\s+)?(?:[a-zа-яñáéíóú]+\s+){0,2}\Z"
)


_CASE_OF = composed(
    r"(?:the )?<case_of> of\s+(?:\w+\s)?\Z|дело\s+\Z|(?:el )?caso de\s+\Z|l'affaire\s+\Z"
)


def _of_acts(
    facts: Facts, mention: PersonMention, before: str, after: str, start: int
) -> re.Match[str] | None:
    """What was done to a person by the verb before, a list's opening words, a heading, or their own words."""
    own = _SELF.match(after) if TOLD.match(after) else None
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
            if titled and not OFFICIAL.search(words):
                return _VICTIM.search(words)
    return None
