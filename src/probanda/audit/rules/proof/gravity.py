"""The gravest accusations against the sources beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from probanda.audit.extract.quotations import in_speech
from probanda.audit.facts import Facts
from probanda.audit.rules.proof.accusations import GRAVEST
from probanda.audit.rules.proof.hearsay import DISTANCE
from probanda.audit.rules.registry import Hit, rule
from probanda.audit.voice import own_sentences
from probanda.audit.wordfields import Mark, first, marks

_THIN = re.compile(
    r"(?<!\w)(?:chat (?:groups?|messages?)|messages in|group chats?|un(?:a|e)? (?:fuente"
    r"|source) an[óo]nim\w+|\w+ who (?:does|did|do) "
    r"not (?:wish|want) to be named|\w+ who (?:does|did|do) not wish to be named|who "
    r"(?:wished|wishes|asked) (?:to remain anonymous|not to be named)|alternative "
    r"sources?|anonymous(?:ly)?|unnamed|unconfirmed|unverified"
    r"|rumou?rs?|one source|a source(?! of)|single (?:witness|source)|one (?:witness"
    r"|resident|soldier|user|blogger)|on condition of anonymity|social media|social "
    r"networks?|posts? on|tiktok|telegram|youtube|facebook|twitter|instagram|a video"
    r"|a clip|blog\w*|it is said|some sources|undisclosed|online (?:post|video|comment)s?"
    r"|an? (?:unknown|unidentified) (?:person|man|user|source)"
    r"|анонимн\w+|неназванн\w+|по слухам|соцсет\w+|социальн\w+ сет\w+|телеграм\w*"
    r"|блогер\w*|один источник|fuentes? anónimas?|redes sociales|un testigo|rumores"
    r"|sources? anonymes?|réseaux sociaux|rumeurs?|sosial şəbəkə\w*|anonim\w*)(?!\w)",
    re.IGNORECASE,
)


_STRONG = re.compile(
    r"(?<!\w)(?:court|tribunal|judgment|United Nations|UN |Rapporteur|Commission "
    r"of Inquiry|fact-finding|forensic\w*|autops\w+|prosecutor\w*|investigation (?:found"
    r"|established)|documents? obtained|Red Cross|Committee|exhum\w+|corroborat\w+"
    r"|several (?:independent )?sources|other (?:witnesses|sources)|\d+ witnesses"
    r"|satellite)(?!\w)"
)


#: Names of days, museums, treaties and studies hold the word without accusing anybody.
_COMMEMORATED = re.compile(
    r"(?<!\w)(?:(?-i:Remembrance|Memorial|Victims of|Convention|Studies|Day|Watch|Prevention)"
    r"|museum|anniversary|commemorat\w+|памяти|музе\w+|годовщин\w+|conmemor\w+|museo|memorial|musée)(?!\w)",
    re.IGNORECASE,
)


_SOCIAL = re.compile(
    r"(?:tiktok\.com|t\.me|telegram\.\w+|youtube\.com|youtu\.be|facebook\.com|fb\.\w+"
    r"|twitter\.com|(?<!\w)x\.com|instagram\.com|vk\.com|ok\.ru)",
    re.IGNORECASE,
)


@rule(
    "gravity-exceeds-source",
    "An accusation graver than its source",
    "warning",
    "proof",
    "Genocide, organ trade, sexual slavery rest on unnamed, anonymous or social-media "
    "sources alone.",
    bad=("According to alternative sources, the organs of hostages were transplanted and sold.",),
    good=(
        "The court found that the organs of two prisoners were removed and sold; "
        "anonymous posts had claimed more.",
    ),
)
def gravity_exceeds_source(facts: Facts) -> Iterator[Hit]:
    """Weigh the gravest words against the sources beside them."""
    for start, end, block in own_sentences(facts):
        found = _gravest(facts, start, end)
        if not found or in_speech(facts, found[0]):
            continue
        if _COMMEMORATED.search(facts.text[max(start, found[0] - 40) : min(end, found[1] + 40)]):
            continue
        notes = facts.document.notes_near(start, end)
        thin = _thin(facts, start, end, found)
        if thin is None and not notes:
            thin = _thin_beside(facts, start, end, block)
        social = None
        if notes and thin is None:
            texts = [facts.text[n.start : n.end] for n in notes]
            if all(_SOCIAL.search(t) or _THIN.search(t) for t in texts):
                social = notes[0]
        if thin is None and social is None:
            continue
        if (
            _STRONG.search(facts.text, start, end)
            or DISTANCE.search(facts.text, start, end)
            or first(facts, "distance", start, _next_end(facts, end, block))
            or _REFUSED.search(facts.text, start, end)
        ):
            continue
        if any(
            not (_SOCIAL.search(t) or _THIN.search(t))
            for n in notes
            for t in [facts.text[n.start : n.end]]
        ):
            continue
        place = thin or (
            found if social is None else (social.start, min(social.end, social.start + 60))
        )
        yield Hit(
            *found,
            f"“{facts.quote(*found)}” rests on “{facts.quote(*place)}” alone.",
            "Add a source that can carry it, or say what is known and what isn't.",
            (place,),
        )


_REFUSED = re.compile(
    r"(?<!\w)(?:не поддерживаем|не нашл\w+|проверил\w*|не подтвердил\w*|no encontr\w+|cannot"
    r"|can not|no basis|not (?:enough|sufficient|support)"
    r"|(?<!who )do(?:es)? not|refrain\w*|should not|hate|propaganda|accus\w+ of"
    r"|denied|denies|incit\w+|Convention|no halló|ningun\w+ prueba\w*|отказ\w+|опроверг\w*)(?!\w)"
)


def _next_end(facts: Facts, end: int, block: int) -> int:
    """The end of the next sentence of the paragraph: it may say what the accusation is worth."""
    ranges = facts.document.sentences(facts.document.blocks[block])
    return next((last for begin, last in ranges if begin >= end), end)


def _gravest(facts: Facts, start: int, end: int) -> tuple[int, int] | None:
    """The gravest words of a sentence."""
    found = GRAVEST.search(facts.text, start, end)
    mark = first(facts, "gravest", start, end)
    places = [*([found.span()] if found else []), *([(mark.start, mark.end)] if mark else [])]
    return min(places) if places else None


def _thin(facts: Facts, start: int, end: int, grave: tuple[int, int]) -> tuple[int, int] | None:
    """A source that anybody may be, in a sentence; not the gravest words themselves."""
    found = _THIN.search(facts.text, start, end)
    if found:
        return found.span()
    listed: list[Mark] = marks(facts, "thin", start, end)
    apart = [m for m in listed if m.end <= grave[0] or grave[1] <= m.start]
    return (apart[0].start, apart[0].end) if apart else None


def _thin_beside(facts: Facts, start: int, end: int, block: int) -> tuple[int, int] | None:
    """Such a source in the sentence before, or in the next where that speaks of the same."""
    own = facts.document.blocks[block]
    ranges = list(facts.document.sentences(own))
    place = ranges.index((start, end)) if (start, end) in ranges else -1
    for near in (ranges[i] for i in (place - 1, place + 1) if place >= 0 and 0 <= i < len(ranges)):
        thin = _thin(facts, *near, (start, end))
        if thin and (near[0] < start or _OF_THE_SAME.match(facts.text, *near)):
            return thin
    return None


_OF_THE_SAME = re.compile(
    r"\W*(?:this|these|that|the source|it|so|это|об этом|так|esto|ello|así|cela|ceci|c['’]est)(?!\w)",
    re.IGNORECASE,
)
