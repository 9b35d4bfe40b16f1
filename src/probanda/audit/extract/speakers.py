"""Who states what a sentence says: "according to the Ministry", "the Ombudsman reported"; "" is the author."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from probanda.audit.any_case import any_case
from probanda.audit.extract.language import Language, language_tables
from probanda.audit.facts import Facts
from probanda.audit.lexicon import words

__all__ = ["Speaker", "speaker_of"]


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks; ``name`` is "" for the author, ``start`` and ``end`` cover name and formula."""

    name: str = ""
    start: int = 0
    end: int = 0


_AUTHOR = Speaker()


def speaker_of(facts: Facts, start: int, end: int) -> Speaker:
    """The speaker of the sentence at a range."""
    known: dict[tuple[int, int], Speaker] = facts.of(_memory)
    if (start, end) not in known:
        found = _find(facts.text, start, end, language_tables(facts.language))
        own = facts.of(_cover_words)
        words = re.findall(r"[^\W\d_]{3,}", found.name)
        known[start, end] = _AUTHOR if words and own.issuperset(words) else found
    return known[start, end]


#: How an organisation calls itself in its own report, beside its name on the cover.
_SELF = frozenset(
    {
        "centre", "center", "organisation", "organization", "association", "coalition", "mission",
        "researchers", "monitors", "team", "authors",
    }
)  # fmt: skip


def _cover_words(facts: Facts) -> frozenset[str]:
    """Words on the cover, before the first section: the author's name is among them."""
    first = facts.document.sections[0].start if facts.document.sections else 0
    stop = min(first, 1500)
    titles = [b for b in facts.document.blocks[:14] if b.kind == "title" or b.end <= stop]
    text = " ".join(facts.text[b.start : b.end] for b in titles)
    told = re.findall(
        r"(?<!\w)(?:[Tt]he|[Ll]a|[Ee]l)\s+(\w+)\s+(?:has\s+|have\s+|also\s+|ha\s+)?(?:documented|interviewed"
        r"|recorded|visited|conducted"
        r"|carried|monitored|documentó|entrevistó|registró|visitó|recibió|analizó)(?!\w)",
        facts.text,
    )
    own = {word.lower() for word, times in Counter(told).items() if times >= 3}
    return _SELF | own | {w.lower() for w in re.findall(r"[^\W\d_]{3,}", text) if w[0].isupper()}


def _memory(facts: Facts) -> dict[tuple[int, int], Speaker]:
    return {}


_STOP = re.compile(rf"[,;:()\n]|\s(?:{words('who_ends')})(?!\w)|(?<=\s)\d")
#: "information received from the Office": the Office speaks.
_SOURCE = any_case(
    r"(?:the\s+|official\s+)*(?:information|data|figures|statistics|reports?|documents?|statements?|letters?"
    r"|replies|reply|records?|testimon\w+"
    r"|numbers|accounts?|estimates?|lists?)\s+(?:\w+\s+)?(?:from|by|of)\s+(?:the\s+)?",
)
#: What is no name of a speaker although it stands before a verb of saying.
_NO_SUBJECT = any_case(
    r"(?<!\w)(?:has|have|had|being|been|was|were|is|are|not|also only|would|could|were)(?!\w)|(?<!\w)(?:of|the"
    r"|a|an|all|these|those"
    r"|any|no|or|by|in|into|with|without|than|its|his|her|their|every|each|some|other|most|many|several|few"
    r"|number|newly|previously|well"
    r"|personas que|que|si|lo|se|le|les|así|cuando|donde|también|no|qui|dont|ils|elles)\Z"
    r"|\A(?:о|об|обо|про|в|во|на|по|с|со|из|от|за|к|ко|у|при|для|до|после|если|как|когда|где|что|чем|кто|так"
    r"|ещё|еще|также|лишь|только|всего"
    r"|не|которы\w+|котор\w+|о\s\S+|ранее|позже|затем|потом|ни|personas|si|que|como|cuando|donde|as|than|into"
    r"|without|what|how|whether)(?!\w)",
)
_CONJUNCTION = any_case(
    r"(?:although|though|while|because|since|when|if|whereas|after|before|aunque|mientras|porque|хотя"
    r"|тогда как)\s+",
)
#: Who speaks when the verb comes first: "сообщила прокуратура", "informó la Fiscalía".
_BEHIND_VERB = {
    "ru": re.compile(
        r"\s+(?!о\s|об\s|что|в\s|на\s|не\s)([^,.;:()\d]{3,60}?)(?=\s+(?:о|об|что|в|на|от|за|с|по|\d)(?!\w)"
        r"|[,.;:()]|\Z|\s\d)"
    ),
    "es": any_case(
        r"\s+((?:el|la|los|las)\s+[^,.;:()\d]{3,60}?)(?=\s+(?:que|en|a|el\s\d|de\s\d)(?!\w)|[,.;:()]|\Z)",
    ),
}
#: What figures are taken from that is nobody: "according to statistics up to 2020", "reported by 2020".
_NOBODY = any_case(
    r"(?:statistics|data|information|figures|estimates|reports?|the (?:data|figures"
    r"|law|report))(?: up to| until| for| in| from \d|\Z)|\d|the end\b",
)
_DETERMINERS = any_case(
    r"(?:the|a|an|its|their|official|el|la|los|las|le|les|l['’]|du|des|de la|del)\s+"
)


_ADVERBIAL = any_case(
    r"(?:in|on|at|by|during|over|between|from|since|after|before|within|throughout|for|of|among|out|under|as|в"
    r"|во|на|за|с|по"
    r"|en|durante|entre|desde|tras|dans|pendant|depuis)\s",
)


_ADVERBS = any_case(
    r"(?:\s+(?:also|then|later|further|already|therefore|nevertheless|subsequently|itself|alone|также|también"
    r"|además|aussi))+\Z",
)
_DETERMINED = any_case(r"(?<!\w)(?:the|its|el|la|los|las|le|les)\s+(?=\w)")
_LAST_NAME = re.compile(r"(?<=\s)(?:[A-ZА-ЯЁ][\w’'-]*(?:\s+|\Z))+\Z")


def _last_named(subject: str) -> str:
    """Who speaks in "During the period the Office documented": the last name or noun with its article."""
    places = [found.start() for found in _DETERMINED.finditer(subject)]
    name = _LAST_NAME.search(subject)
    if places and len(subject[places[-1] :].split()) <= 6:
        return subject[places[-1] :]
    return name.group() if name else ""


def _find(text: str, start: int, end: int, language: Language) -> Speaker:
    own = language.pattern("speakers.own")
    before = language.pattern("speakers.before").search(text, start, end)
    if before:
        stop = _STOP.search(text, before.end(), end)
        name = text[before.end() : stop.start() if stop else min(end, before.end() + 60)].strip()
        made = _SOURCE.match(name)
        if made is None and (source := _SOURCE.match(text, before.end(), end)):
            stop = _STOP.search(text, source.end(), end)
            begin = source.end()
            name = text[before.end() : stop.start() if stop else min(end, begin + 60)].strip()
            made = _SOURCE.match(name)
        shown = name[made.end() :] if made else name
        if own.match(shown) or _NOBODY.match(shown):
            return _AUTHOR
        if made and shown:
            return Speaker(_plain(shown), before.start(), before.end() + len(name) + 1)
        return Speaker(_plain(name), before.start(), before.end() + len(name) + 1)
    verb = next(
        (
            found
            for found in language.pattern("speakers.verbs").finditer(text, start, end)
            if not found.group()[0].isupper()  # "third States"
        ),
        None,
    )
    if verb and not re.match(r"\s+to\s+be\b", text[verb.end() : end]):
        lead = text[start : verb.start()]
        subject = re.split(r"[,;:()]| (?:and|but|while|и|y|et) ", lead)[-1].strip()
        subject = _CONJUNCTION.sub("", _ADVERBS.sub("", subject))
        if _ADVERBIAL.match(subject):
            subject = _last_named(subject)
        if not subject or _NO_SUBJECT.search(subject):
            behind = _BEHIND_VERB.get(language.code)
            named = behind.match(text, verb.end(), end) if behind else None
            if named is None or own.search(named[1]):
                return _AUTHOR
            return Speaker(_plain(named[1]), verb.start(), named.end(1))
        if len(subject) > 80 or own.search(subject):
            return _AUTHOR
        if re.search(r"\b(?:was|were|been|be|had been|is|are)\Z", subject):
            return _AUTHOR  # "were reported missing"
        words = subject.split()
        if len(words) > 9 or re.search(
            r"\d|[“”\"]|(?<!\w)(?:whose|who|which|that|where)(?!\w)", subject
        ):
            return _AUTHOR
        return Speaker(_plain(subject), start + lead.rfind(subject), verb.end())
    return _AUTHOR


def _plain(name: str) -> str:
    return _DETERMINERS.sub("", name.strip(), count=1).strip().lower()
