"""Whether something was done to a person: to a sentence's object or subject, or in the next one."""

from __future__ import annotations

import re
from collections import defaultdict

from probanda.audit.extract.persons import PersonMention
from probanda.audit.facts import Facts
from probanda.audit.lexicon import composed
from probanda.audit.rules.persons.held import hurt_or_held
from probanda.audit.rules.persons.named import OFFICIAL, named
from probanda.audit.wordfields import Mark, first, marks

__all__ = ["alone_in", "harm_to", "lost", "next_sentence"]

Span = tuple[int, int]

#: Between a verb and whom it is done to: articles, trades, "a", nothing that makes another the one.
_OBJECT_GAP = re.compile(
    r"\s+(?:(?!(?:by|who|that|with|against|for|from|at|and|or|in|on|after|before|because|when|как|что|и"
    r"|или|от|для|за|из"
    r"|por|con|que|y|o|en|de|par|avec|qui|et|ou)\s)[a-zа-яёáéíóúñü'’-]+\s+){0,4}(?:(?:Mr|Ms|Mrs|Dr)\.?\s+)?",
)
_BY_PASSIVE = re.compile(
    r"(?:,[^.;]{0,60},|\s*\([^)]*\))*,?\s*(?:(?:and|и|y|et)\s+(?:(?:his|her|its|su|sus|его"
    r"|её)\s+)?[\w’' ]{3,30}?\s)?(?:(?:who|котор\w+|que|qui)\s+)?"
    r"(?:(?:was|were|had been|has been|been|got|is|are|also|then|later|again|apareció|resultó|quedó|salió"
    r"|был\w*|оказал\w+|позже|затем"
    r"|тогда|найден\w*|нашли|fue|fueron|ha sido"
    r"|había sido|est[áa]|a été|ont été|fut|\w+ly|\w+mente|\w+ment)\s+){1,3}(?:\w+\s+){0,2}\Z",
    re.IGNORECASE,
)
_SHORT_PASSIVE = re.compile(
    r"(?:,[^.;]{0,60},|\s*\([^)]*\))*\s*(?:[—–-]\s*)?(?:[а-яё]+\s+){0,2}\Z", re.IGNORECASE
)
_CORPSE = composed(r"(?<!\w)<corpse>\s+(?:of|de|del|du|d['’])?\s*(?:[a-zа-яё]+\s+){0,3}\Z")
_LAST_SEEN = composed(
    r"(?<!\w)(?:last|saw|seen|heard)\s+(?:\w+\s+){0,3}?(?:saw\s+|seen\s+)?(?:of|from)\s+\Z|(?<!\w)"
    r"<last_seen>\s+(?:[a-zа-яё]+\s+){0,2}\Z"
)
_CLITIC = re.compile(
    r"(?:,[^,.;]{0,40},)?(?:\s+y\s+[^,.;]{3,30}?)?\s+(?:se\s+|no\s+)?(?:lo|la|los|las|le"
    r"|les)\s+(?:\w+\s+){0,2}\Z",
    re.IGNORECASE,
)
_AND_WHOM = re.compile(
    r"(?:[а-яё]+\s+){0,3}\s*\Z|\s+(?:и\s+[^.;,]{3,30}\s+)?(?:[а-яё]+\s+){0,3}\Z", re.IGNORECASE
)
#: Somebody of whom the next sentence speaks, as done to.
_THEM = re.compile(
    r"\s+(?:him|her|them|él|ella|его|её|ее|ей)(?!\w)|\s*(?:his|her)\s", re.IGNORECASE
)
_HE_WAS = re.compile(
    r"(?:He|She|Он|Она|Ella|Él|Il|Elle)\s(?:[^.;]{0,40}\s)?(?:was|were|had been|is|был\w*|fue|a été"
    r"|fut)\s+(?:\w+\s+){0,3}?\Z"
    r"|(?:Fue)\s+(?:\w+\s+){0,2}\Z",
)
_HIM_BEFORE = {
    "ru": re.compile(r"(?<!\w)(?:его|её|ее|ему|ей)\s+(?:[а-яё]+\s+){0,3}\Z", re.IGNORECASE),
    "es": re.compile(r"(?<!\w)(?:lo|la|le)\s+\Z", re.IGNORECASE),
    "fr": re.compile(r"(?<!\w)l['’]\Z", re.IGNORECASE),
}


#: "The militia took … from his workshop", "hanged himself in cell 4".
_TOOK = re.compile(r"(?<!\w)(?:took|taken|fetched|removed|led|marched|drove)\s+\Z")
_FROM = re.compile(
    r"\s+(?:from (?:his|her|the|a|work|home|school)|away|to (?:a|the|an)\s+(?:police|barracks|station"
    r"|cellar|basement|prison|forest|unknown|base))(?!\w)"
)
_ENDED = re.compile(
    r"(?:\s*\([^)]*\))?\s+(?P<act>(?:hanged|killed)\s+(?:himself|herself)\s+in\s+(?:\w+\s+)?(?:cell"
    r"|custody|prison|detention))(?!\w)"
)


def harm_to(facts: Facts, mention: PersonMention, sentence: Span) -> Span | None:
    """The words that say what was done to a person; None when nothing says so."""
    start, end = sentence
    text = facts.text
    before, after = text[start : mention.start], text[mention.end : end]
    if lost(before):
        return mention.start, mention.end
    if _TOOK.search(before) and _FROM.match(after):
        return mention.start, mention.end
    ended = _ENDED.match(after)
    if ended:
        return mention.end + ended.start("act"), mention.end + ended.end()
    for mark in marks(facts, "harms", max(start, mention.start - 60), mention.start):
        if _OBJECT_GAP.fullmatch(text, mark.end, mention.start) and not _passive(text, mark, start):
            return mark
    for mark in marks(facts, "harmed", mention.end, min(end, mention.end + 120)):
        gap = text[mention.end : mark.start]
        if _BY_PASSIVE.fullmatch(gap) or (facts.language == "ru" and _SHORT_PASSIVE.fullmatch(gap)):
            return mark
    for mark in marks(facts, "harms", mention.end, min(end, mention.end + 70)):
        gap = text[mention.end : mark.start]
        plural = facts.language == "ru" and text[mark.start : mark.end].lower().endswith("ли")
        if plural and _AND_WHOM.fullmatch(gap) and _is_object(mention.text):
            return mark
        if (
            facts.language == "es"
            and re.search(r"(?:\A|\s)[Aa]\s+\Z", before)
            and _CLITIC.fullmatch(gap)
        ):
            return mark
    for mark in marks(facts, "harms", mention.end, end):
        # "told his lawyer that guards had suffocated him", "denunció que dos agentes la violaron"
        told_of = _HIM_BEFORE.get(facts.language)
        if (
            (
                _THEM.match(text[mark.end : mark.end + 8])
                or (
                    told_of and told_of.search(text[max(mention.end, mark.start - 24) : mark.start])
                )
            )
            and alone_in(facts, sentence)
            and mention.start - start < 30
        ):
            return mark
    block = facts.document.block_of(mention.start)
    if block and block.kind == "list-item" and mention.start - block.start < 4:
        hurt = first(facts, "injury", mention.end, min(block.end, mention.end + 160))
        if hurt and not OFFICIAL.search(after[:60]):
            return hurt
    return hurt_or_held(facts, mention, sentence) or _in_the_next(facts, mention, sentence)


def lost(before: str) -> bool:
    """Whether the words before a name make it that of a body, or of somebody last seen."""
    return bool(_CORPSE.search(before) or _LAST_SEEN.search(before))


def _passive(text: str, mark: Mark, start: int) -> bool:
    """Whether a form of doing is one of suffering: "was shot"."""
    return bool(
        re.search(
            r"(?<!\w)(?:was|were|been|being|is|are|be)\s+(?:\w+ly\s+)?\Z",
            text[max(start, mark.start - 20) : mark.start],
        )
    )


def _is_object(name: str) -> bool:
    """Whether a Russian name has the endings of one to whom something is done."""
    return all(
        word.lower().endswith(("а", "я", "у", "ю", "ого", "его")) or word[-1:] in ".-"
        for word in name.split()
    )


def alone_in(facts: Facts, sentence: Span) -> bool:
    """Whether a sentence names this one person only."""
    return len(facts.of(_by_sentence).get(sentence[0], ())) == 1


def _by_sentence(facts: Facts) -> dict[int, set[str]]:
    """The names of persons by the beginning of their sentence."""
    found: dict[int, set[str]] = defaultdict(set)
    for person, _, (start, _), _ in facts.of(named):
        found[start].add(person.name)
    return found


def next_sentence(facts: Facts, sentence: Span) -> Span | None:
    """The next sentence of the same block."""
    block = facts.document.block_of(sentence[0])
    return (
        next((x for x in facts.document.sentences(block) if x[0] >= sentence[1]), None)
        if block
        else None
    )


def _in_the_next(facts: Facts, mention: PersonMention, sentence: Span) -> Span | None:
    """What the next sentence says was done to "him", to "her" or to the surname."""
    following = next_sentence(facts, sentence)
    if following is None or not alone_in(facts, sentence):
        return None
    text, language = facts.text, facts.language
    surname = re.escape(
        mention.text.split()[-1][:-1] if language == "ru" else mention.text.split()[-1]
    )
    behind = re.compile(rf"\s+(?:(?:Mr|Ms|Mrs)\.?\s+)?{surname}\w*", re.IGNORECASE)
    for mark in marks(facts, "harms", *following):
        tail = text[mark.end : mark.end + 40]
        lead = text[following[0] : mark.start]
        if _passive(text, mark, following[0]):
            continue
        if (language == "en" and _THEM.match(tail)) or behind.match(tail):
            return mark
        before = _HIM_BEFORE.get(language)
        if before and before.search(lead):
            return mark
    for mark in marks(facts, "harmed", *following):
        lead = text[following[0] : mark.start]
        if _HE_WAS.fullmatch(lead) or re.fullmatch(
            rf"(?:[^.;]{{0,40}}\s)?{surname}\s+(?:was|had been|был\w*|fue|a été)\s+(?:\w+\s+){{0,2}}",
            lead,
        ):
            return mark
    return None
