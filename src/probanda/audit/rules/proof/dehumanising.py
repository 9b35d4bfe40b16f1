"""Words that make people vermin or a State a gang."""

from __future__ import annotations

import re
from collections.abc import Iterator

from probanda.audit.extract.quotations import in_marks, in_speech
from probanda.audit.facts import Facts
from probanda.audit.rules.registry import Hit, rule
from probanda.audit.voice import attributed, own_sentences
from probanda.audit.wordfields import Mark, marks

#: Animals and machines, history and insults: such a noun counts where it stands for what people do and are.
_THESE = re.compile(r"(?<!\w)(?:these|those|such|эт\w+|est[oa]s|es[oa]s|ces)\s+\Z", re.IGNORECASE)
_OF_A_PEOPLE = re.compile(
    r"(?<!\w)(?:[A-Z][a-z]+(?:ian|an|ish|ese|i)|[А-ЯЁ]?[а-яё]+(?:ские|ских|скими|ская))\s+\Z"
)
_THEY_ARE = re.compile(
    r"(?:(?<!\w)(?:were|was|are|is|были|eran|son|sont|étaient)\s+|(?<=[а-яё]\s)[—–]\s+)"
    r"(?:not men but\s+|nothing but\s+|like\s+no\s+)?\Z",
    re.IGNORECASE,
)
_WHO = re.compile(
    r"\s+(?:in uniform|in arms|like the|like this|like these|(?:that )?(?:it|they|he) sends?|of the|de la"
    r"|del|в форме|с оружием|who\s|que\s|qui\s|котор\w+)(?!\w)",
    re.IGNORECASE,
)
_DO = re.compile(
    r"\s+(?:(?:from|of|с|из|de)\s+(?:\w+\s+){1,2})?(?:(?:then|also|again|have|had|later)\s+)?"
    r"(?:burn(?:ed|t)|kill\w*|tortur\w+|destroy\w+|loot\w+|beat|rap(?:ed|e)|attack\w+|shot|murder\w+|shell\w+|drove|threw"
    r"|laugh\w+|storm\w+|invad\w+|occup\w+|broke into|took|came|сожгл\w+|убил\w*|пытал\w*|напал\w*|ворвал\w*"
    r"|разграбил\w*|захватил\w*|quemaron|mataron|torturaron|destruyeron|volvieron|atacaron"
    r"|ont (?:brûlé|tué|torturé|pillé|détruit))(?!\w)",
    re.IGNORECASE,
)


def _of_people(facts: Facts, beast: Mark, start: int, end: int) -> bool:
    """Whether a word for beasts is said of people: pointed at, named by origin, or doing what men do."""
    text, low = facts.text, max(start, beast.start - 40)
    before = (_THESE, _OF_A_PEOPLE, _THEY_ARE)
    behind = (_WHO, _DO)
    return any(each.search(text, low, beast.start) for each in before) or any(
        each.match(text, beast.end, end) for each in behind
    )


#: Treated "like animals", called "barbarians": somebody else's word or a comparison.
_COMPARED = re.compile(
    r"(?<!\w)(?:like|as if|as|such as|called(?: \w+){0,2}|calling(?: \w+){0,2}|labell?ed(?: \w+){0,2}"
    r"|branded(?: \w+){0,2}"
    r"|described(?: \w+){0,2} as|referred to(?: \w+){0,2} as|insulted(?: \w+){0,3}|as “|the words?|term"
    r"|shouted|shouting"
    r"|so-called|tattoo\w*|symbols?|как|словно|называл\w*|como|comme(?: des)?)\s*[“\"«‘']?\s*\Z",
    re.IGNORECASE,
)
_LIVESTOCK = re.compile(
    r"(?<!\w)(?:cells?|infested|livestock|cattle|sheep|dogs?|food|farm|insects|mice|lice|zoo|wild|stray|kennel|herd|hunt\w*|species"
    r"|овц\w+|собак\w+|скот\w*|ферм\w*|камер\w*|granja|celdas?|ganado|perros?|ovejas|chiens?|bétail)(?!\w)",
    re.IGNORECASE,
)
_ANIMALS = re.compile(
    r"animal|vermin|cockroach|rats|beasts|parasites|jackals|hyenas|wolves|locusts|звер|животн|скот|паразит|таракан"
    r"|крыс|саранч|шакал|твар|bestias|ratas|cucarachas|parásitos|plaga|bêtes|rats|cafards",
    re.IGNORECASE,
)
_HISTORY = re.compile(
    r"(?:19[234]\d|Second World War|World War|Великой Отечественной|Nuremberg|Third Reich|Hitler|Mussolini"
    r"|history|historical"
    r"|occupation of 19|salute|military junta|slogan|Guerra Mundial|guerre mondiale)"
)


@rule(
    "dehumanising",
    "Dehumanising or hateful words",
    "warning",
    "proof",
    "Words that make people vermin or a State a gang end the reading. Quotations "
    "of others, treatment “like animals”, and real"
    " animals are left alone.",
    bad=(
        "The fascist regime of Sartania sent its barbarians.",
        "These animals tortured the prisoners.",
    ),
    good=(
        "The guards treated the prisoners like animals.",
        "The commander called the villagers “vermin that must be driven out of this valley”.",
    ),
)
def dehumanising(facts: Facts) -> Iterator[Hit]:
    """Find hateful words in the author's own voice."""
    for start, end, _ in own_sentences(facts):
        beasts = marks(facts, "beasts", start, end)
        said_of = [beast for beast in beasts if _of_people(facts, beast, start, end)]
        for first, last in (*marks(facts, "inhuman", start, end), *said_of):
            if in_speech(facts, first) or in_marks(facts, first):
                continue
            said = facts.text[first:last]
            before = facts.text[max(start, first - 34) : first]
            if _COMPARED.search(before) or _HISTORY.search(facts.text, start, end):
                continue
            if _ANIMALS.match(said) and _LIVESTOCK.search(facts.text, start, end):
                continue
            if re.match(
                r"executioners|палач|verdugos|bourreaux", said, re.IGNORECASE
            ) and attributed(facts, start, end):
                continue
            yield Hit(
                first,
                last,
                f"“{said}” is the report's own word for people or a State.",
                "Say who did what.",
            )
            break
