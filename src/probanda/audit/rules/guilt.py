"""Persons named as guilty without a judgment."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from probanda.audit.extract.persons import persons
from probanda.audit.facts import Facts
from probanda.audit.lexicon import words
from probanda.audit.rules.persons.blamed import blamed
from probanda.audit.rules.registry import Hit, rule
from probanda.audit.voice import attributed

_RANK = re.compile(
    r"(?:Captain|Colonel|Major|Lieutenant|Sergeant|General|Commander|Mr|Ms|генерал\w*|полковник\w*"
    r"|капитан\w*|майор\w*|general|coronel|capitán)\.?\s+\Z",
    re.IGNORECASE,
)
_GUILTY_BEFORE = re.compile(
    r"(?<!\w)(?:(?:the|this|that|its|their)\s+)?(?:\w+\s+)?(?:[Mm]urderers?|killers?"
    r"|[Tt]orturers?|[Rr]apists?|[Pp]erpetrators?|[Ww]ar criminals?|[Cc]riminals?|[Ee]xecutioners?"
    r"|butcher"
    r"|[Tt]errorists?|[Tt]errorista|bandit|the culprits?|[Уу]бийц\w+|[Пп]алач\w*|[Пп]реступник\w*|[Нн]асильник\w*"
    r"|[Тт]еррорист\w*|[Вв]иновн\w+ в [а-яё]+|[Ee]l asesino|la asesina|el torturador|el violador"
    r"|criminal de guerra"
    r"|l'assassin|torturador|violador|asesino|[Ll]e tortionnaire|[Ll]e bourreau|[Вв]иновен|[Вв]иновна"
    r"|qatil\w*|cani\w*)(?:,"
    r"|\s+of\s+[^,.]{2,40},)?\s+(?:was\s+"
    r"|is\s+|named\s+|called\s+)?(?:[A-Z][a-z]+\s(?=[A-Z][a-z]+\s[A-Z]))?\Z"
)
_GUILTY_AFTER = re.compile(
    r"(?:,[^.;]{0,60},|\s*\([^)]*\))*\s*(?:is|was|are|were)\s+(?:\w+\s+)?(?:guilty"
    r"|the (?:murderer|killer|torturer|rapist|perpetrator|culprit|person who (?:killed"
    r"|tortured|raped|murdered))|a (?:mass )?(?:murderer|killer|torturer|rapist|war criminal"
    r"|criminal|terrorist)|personally responsible for the (?:murder|torture|killing"
    r"|rape|death)s?|responsible for the (?:murder|torture|killing|rape|death)s?)"
    r"|(?:,[^.;]{0,60},|\s*\([^)]*\))*\s*(?:personally\s+|brutally\s+|himself\s+"
    r"|herself\s+)?(?:beat \w+ (?:\w+ )?to death|murdered"
    r"|tortured|raped|killed|executed|beheaded|committed (?:the|these|this|a|war|numerous"
    r"|many) (?:\w+\s+)?(?:crimes?|murders?|torture|rape|killings?|acts?)|beat \w+ (?:\w+ )?to death"
    r"|(?:had|ordered) (?:the )?[^.;,]{3,60}?(?:killed|executed|shot|murdered|killings?|massacre"
    r"|murders?))(?!\w)"
    r"|(?:,[^.;]{0,60},)?\s+(?:лично\s+|сам\s+)?(?:виновен"
    r"|виновна|убил\w*|пытал\w*|изнасиловал\w*|приказал (?:расстрелять|убить|пытать|казнить)|расстрелял"
    r"|является (?:убийцей|преступником))"
    r"|(?:,[^.;]{0,60},)?\s+(?:es culpable|asesinó|torturó|violó a|remató"
    r"|ordenó (?:la |las )?(?:matanza|masacre|ejecución|muertes?|torturas?)"
    r"|es un (?:asesino|criminal))|\s+(?:est "
    r"coupable|a (?:tué|torturé|violé|assassiné))"
)
_IS_GUILTY = re.compile(
    r",\s*(?:is|was)\s+(?:\w+\s+)?(?:guilty|the (?:murderer|killer|torturer|rapist|perpetrator))"
    r"(?!\w)|,\s+(?:personally\s+)?(?:killed|murdered|tortured|raped|executed)(?!\w)"
    r"|,\s*(?:виновен|виновна)(?!\w)|,\s*es culpable(?!\w)"
)
#: "It was X who killed": the sentence says who did it, whatever no court has said.
_IT_WAS = re.compile(r"(?<!\w)(?:it (?:was|is)|именно|fue|c'est|es)\s+\Z", re.IGNORECASE)
#: "The man who murdered the journalist is": then the name.
_WHO_IS = re.compile(
    r"(?<!\w)(?:man|woman|person|officer|soldier|guard|commander)\s+who\s+(?:murdered|killed|tortured"
    r"|raped|executed|shot)"
    r"\s[^.;,]{2,50}?\s(?:is|was)\s+(?:the\s+|an?\s+)?(?:\w+\s+){0,2}\Z"
    r"|(?:виновен|виновна|виноват\w?|повинен)\s+(?:[а-яё]+\s+){0,3}\Z",
    re.IGNORECASE,
)
_WHO_DID = re.compile(
    r",?\s+(?:who|that|quien|el que|qui)\s+(?:\w+\s+)?(?:killed|murdered|tortured|raped|executed"
    r"|shot|beat|burned|poisoned|betrayed|mató|asesinó|torturó|violó|a (?:tué|torturé|violé))(?!\w)"
    r"|\s+(?:убил\w*|пытал\w*|изнасиловал\w*|казнил\w*)(?!\w)"
)
#: What leaves a noun of guilt to others: a court, or whoever suspects. A pending trial does not.
_LEFT_TO_OTHERS = re.compile(
    r"(?<!\w)(?:convict\w+|found guilty|sentenced|judgment|verdict|court (?:found|held|ruled"
    r"|established)|pleaded guilty|conviction|осужд[её]н\w*|приговор\w*|признан\w* виновн\w+"
    r"|condenad\w+|sentencia|declarad\w+ culpable|condamné\w*|reconnu\w* coupable|məhkum\w*"
    r"|suspected|alleged\w*|presumed|so-called|acquitted|якобы|предполагаем\w+|présumé\w*"
    r"|presunt\w+|according to|said that|testified|told|claim\w*|calls? (?:him|her)|called"
    r"|described|denied|denies|identified .{0,20} as|not (?:a|the))(?!\w)",
    re.IGNORECASE,
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


@cache
def _did(language: str) -> re.Pattern[str]:
    """A grave act that is told of whoever stands before it, done to somebody."""
    whom = {
        "ru": r"\s+[а-яё]{3,}",
        "es": r"\s+(?:al?|el|la|los|las|un|una|dos|tres|cuatro|varios|su|sus)\s",
        "fr": r"\s+(?:le|la|les|un|une|des|deux|trois|son|sa|ses|plusieurs)\s",
    }.get(
        language,
        r"\s+(?:the|an?|his|her|their|him|them|two|three|four|five|six|seven|eight|nine|ten|\d+|several|many"
        r"|prisoners|detainees"
        r"|civilians|villagers|women|children|men|people)(?!\w)",
    )
    return re.compile(
        r"(?:,[^.;]{0,60},|\s*\([^)]*\))*\s*(?:(?:who|personally|himself|herself|brutally|repeatedly|лично"
        r"|сам|сама|жестоко|él mismo"
        rf"|personalmente|lui-même)\s+)*(?:{words('did', language) or words('did', 'en')}){whom}",
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
    seen_blamed: set[str] = set()
    for person in facts.of(persons):
        for mention in person.mentions:
            start, end = facts.document.sentence_of(mention.start)
            before = facts.text[max(start, mention.start - 60) : mention.start]
            lead = facts.text[max(start, mention.start - 110) : mention.start]
            guilty = _GUILTY_BEFORE.search(_RANK.sub("", before)) or _WHO_IS.search(lead)
            after = _GUILTY_AFTER.match(facts.text, mention.end, end) or _did(facts.language).match(
                facts.text, mention.end, end
            )
            accused = re.search(r"[Tt]he (?:accused|suspect|defendant),?\s+\Z", before)
            if accused and not after:
                after = _IS_GUILTY.match(facts.text, mention.end, end)
            if not after and _IT_WAS.search(_RANK.sub("", before)):
                after = _WHO_DID.match(facts.text, mention.end, end)
            own = None if guilty or after else blamed(facts, mention, (start, end))
            if not guilty and not after and not own:
                continue
            if _convicted_in_a_note(facts, start, end) or _of_a_story(facts, start, end):
                continue
            if own and person.name.split()[-1] in seen_blamed:
                continue
            if guilty and re.search(r"\s+of\s+\Z", guilty.group()):
                continue
            excuse = _LEFT_TO_OTHERS if guilty else _CONVICTED
            if (
                (person.name, start) in told
                or excuse.search(
                    re.sub(
                        r"\b[Tt]he (?:accused|suspect)\b|\b(?:has|have|had|was|were"
                        r"|is) (?:not|never)(?: yet)? (?:been )?\w+"
                        r"|\b(?:не|никогда не|ещё не|еще не) (?:был\w* )?\w+|\b(?:no"
                        r"|nunca) (?:ha sido|fue|está) \w+",
                        "",
                        facts.text[start:end],
                    )
                )
                or re.search(
                    r"(?<!\w)(?:no evidence|is not|was not|not guilty)(?!\w)", facts.text[start:end]
                )
            ):
                continue
            if (after or own) and attributed(facts, start, end) and not accused:
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
            if own:
                words = facts.quote(*own)
                seen_blamed.add(person.name.split()[-1])
            yield Hit(
                mention.start,
                mention.end,
                f"“{mention.text}” is named as guilty (“{words}”) without a judgment or an accuser.",
                "Say who accuses, or cite the judgment.",
            )


def _convicted_in_a_note(facts: Facts, start: int, end: int) -> bool:
    """Whether a note of the sentence cites the judgment."""
    return any(
        re.search(
            r"(?<!\w)(?:convict\w+|judgment|judgement|verdict|sentenc\w+|found guilty|приговор\w*|осужд\w+"
            r"|sentencia|condena\w*|jugement|arrêt|condamn\w+)(?!\w)",
            facts.text[note.start : note.end],
            re.IGNORECASE,
        )
        for note in facts.document.notes_near(start, end)
    )


def _of_a_story(facts: Facts, start: int, end: int) -> bool:
    """Whether a sentence tells the plot of a film, a book or a play."""
    return bool(
        re.search(
            r"(?<!\w)(?:films?|movies?|novels?|episodes?|plays? the|season \d|screenplay|character|starring"
            r"|comics?|фильм\w*|роман\w*|сериал\w*|película\w*|novela\w*"
            r"|roman|personaje|match|championship|title|tournament|Criminal Division)(?!\w)",
            facts.text[start:end],
        )
    )
