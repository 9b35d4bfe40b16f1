"""Rumours and unnamed sources that carry a finding."""

from __future__ import annotations

import re
from collections.abc import Iterator

from probanda.audit.extract.quotations import in_speech
from probanda.audit.facts import Facts
from probanda.audit.lexicon import field
from probanda.audit.rules.proof.accusations import GRAVEST, grave_act
from probanda.audit.rules.registry import Hit, rule
from probanda.audit.voice import content_stems, hedged, own_sentences
from probanda.audit.wordfields import Mark, first, marks

Span = tuple[int, int]

_HEARSAY = re.compile(
    r"(?<!\w)(?:widely (?:believed|rumou?red)|unnamed (?:persons?|people|individuals)"
    r"|it is commonly (?:said|believed)|anonymous (?:messages?|letters?|calls?|posts?"
    r"|tips?|accounts?)|heard "
    r"from (?:a|the|his|her|their) \w+|rumou?rs?|rumou?red|it is said|is said to|are "
    r"said to|it is rumoured"
    r"|(?:people|locals|villagers|neighbours|everybody|many) (?:say|believe|are saying)"
    r"|it is (?:being )?said|word has it"
    r"|the talk is|talk in the (?:town|village)|(?:people|locals|villagers) say"
    r"|alternative sources?|unconfirmed (?:reports?|information|sources?"
    r"|claims?)|unverified (?:reports?|information|claims?|posts?)|anonymous sources?"
    r"|unnamed sources?|some sources|hearsay|word of mouth|told by (?:a stranger|strangers|an acquaintance"
    r"|somebody|someone|others)|in the (?:village|town|market) they say"
    r"|they say (?:in|that)|oyó (?:decir )?a (?:un[oa]?s?|su|sus|otr[oa]s?)|oyó decir"
    r"|слышал\w* от (?:знаком\w+|других|соседей|людей)"
    r"|según rumores|it is believed locally"
    r"|local gossip|gossip|certain sources|undisclosed sources|heard from (?:others"
    r"|neighbours|neighbors|a friend|friends|people)|second-?hand"
    r"|se comenta|según (?:los )?rumores|corre el rumor|dicen que|la gente dice|fuentes anónimas"
    r"|los vecinos dicen"
    r"|как говорят|люди говорят|поговаривают|по слухам|ходят слухи|говорят, что"
    r"|из неофициальных источников|неподтвержд[её]нн\w+"
    r"|анонимн\w+ источник\w*|rumores|se dice que|fuentes (?:anónimas|alternativas"
    r"|no confirmadas)|rumeurs?|on dit que|sources (?:anonymes|non confirmées)|şayiə\w*)(?!\w)",
    re.IGNORECASE,
)


_FINDING = re.compile(
    r"(?<!\w)(?:(?:have|has|is|are) (?:thus |therefore |thereby |hereby |so )?established"
    r"|establish(?: that)?"
    r"|we (?:therefore |thus |hence )?(?:find|conclude|hold)|thereby|(?:queda|está"
    r"|ha quedado) (?:así |pues )?"
    r"(?:demostrado|probado|establecido|acreditado)|demuestr\w+|así se prueba|тем самым"
    r"|таким образом|значит"
    r"|доказан\w*|proves?|proved|proven|it is established|established that|establishes?"
    r"|confirms?|confirmed|shows? that|demonstrates?|therefore|thus|clearly|it is "
    r"evident|evident|undoubtedly|no doubt|this means|evidence that|beyond doubt|it "
    r"is clear|it follows|demonstrates? beyond|in fact|fact that|conclusive\w*|leaves no"
    r"|доказыва\w+|доказано|подтвержда\w+|установлено|очевидно|несомненно|следовательно|подтверждает"
    r"|ello (?:demuestra|prueba)|esto (?:confirma|demuestra|prueba)|queda (?:así |pues )?probado"
    r"|demuestra\w*|prueba que|queda probado|por tanto|confirma\w*|prouve\w*|démontre\w*"
    r"|établi\w*|donc)(?!\w)",
    re.IGNORECASE,
)


DISTANCE = re.compile(
    r"(?<!\w)(?:no (?:witness|source|proof)\w*|without (?:proof|evidence)|we do not"
    r"|(?:could|can|cannot|could not|were unable|unable|not been|has not"
    r"|have not|was not|did not|not)\s+(?:\w+\s){0,3}(?:verif\w+|confirm\w*|corroborat\w*"
    r"|establish\w*|prove\w*|rely|relied|include\w*)|no evidence|does not (?:prove"
    r"|show|establish)|remain\w* (?:unverified|unconfirmed)|treat\w* with caution"
    r"|dismissed .{0,60}as rumou?rs|disprov\w+|refuted|leave\w* (?:this|it|them) aside|sets? (?:this|it"
    r"|them) aside|disregard\w*"
    r"|опроверг\w+|не учитыва\w+|оставляем в стороне|desmentid\w+|no lo tomamos|écart\w+|denied|no se pudo"
    r"|не удалось|не подтвержд\w+|no (?:pud\w+|ha sido)|n'a pas)",
    re.IGNORECASE,
)


@rule(
    "hearsay-as-finding",
    "Hearsay carries a finding",
    "warning",
    "proof",
    "Rumour and unnamed sources can be reported as such; they can't prove or establish "
    "anything, nor carry the gravest acts alone.",
    bad=(
        "According to rumours the prisoners were moved to the coast, which proves "
        "that the State hid them.",
        "Alternative sources say that most of the hostages were killed.",
    ),
    good=("There are rumours that the prisoners were moved; we could not verify them.",),
)
def hearsay_as_finding(facts: Facts) -> Iterator[Hit]:
    """Find conclusions that rest on rumours."""
    sentences = own_sentences(facts)
    told: set[int] = set()
    for place, (start, end, block) in enumerate(sentences):
        following = sentences[place + 1] if place + 1 < len(sentences) else None
        if following and following[2] != block:
            following = None
        built = _built_upon(facts, (start, end), following[:2] if following else None)
        if built and start not in told:
            told.add(start)
            yield built
            continue
        found = _HEARSAY.search(facts.text, start, end) or field("heard", facts.language).search(
            facts.text, start, end
        )
        if not found or in_speech(facts, found.start()):
            continue
        if _CALLED_SO.search(facts.text[max(start, found.start() - 20) : found.start()]):
            continue
        region_end = following[1] if following else end
        if DISTANCE.search(facts.text, start, region_end) or _REFUSED.search(
            facts.text, start, region_end
        ):
            continue
        finding = _concludes(facts, start, end) or (
            re.compile(
                r"\W*(?:this|that|these|those|it|thus|therefore|clearly|hence|so|we|consequently|ello|eso"
                r"|de ello|así|из этого|отсюда|следовательно|cela|ceci|il s['’]ensuit|donc|это|таким "
                r"образом|тем самым|значит|мы|esto|queda|por tanto|así|cela)\b[^.]{0,60}",
                re.IGNORECASE,
            ).match(facts.text, following[0], following[1])
            and _concludes(facts, *following[:2])
            if following
            else None
        )
        grave = grave_act(facts, start, end) or GRAVEST.search(facts.text, start, end)
        softly = re.match(
            r"(?:is|are|it is) said|says?|\w+ (?:say|believe|are saying)|говорят|se dice|dicen"
            r"|se comenta|la gente"
            r"|поговаривают|люди",
            found.group(),
            re.IGNORECASE,
        )
        if finding or (not softly and grave and not hedged(facts, start, end)):
            word = finding.group() if finding else grave.group()  # type: ignore[union-attr]
            yield Hit(
                found.start(),
                found.end(),
                f"“{found.group()}” carries “{word}”.",
                "Name a source that can carry it, or say that it is unverified.",
            )


#: "Are rumours", "dismissed as gossip": the text itself says what it is worth.
_CALLED_SO = re.compile(
    r"(?<!\w)(?:is|are|was|were|as|mere|only|just|no|not|это|лишь|son|es|como|sont|est|comme)\s+(?:mere\s+"
    r"|only\s+|just\s+)?\Z",
    re.IGNORECASE,
)
#: A conclusion in the next sentence leans on the last one, or is drawn by the author.
_LEANS = re.compile(
    r"\W*(?:this|that|these|those|such|all this|it|so|the|on|no|we|there|мы|это|этого|этим|так\w*|тем|вина"
    r"|вывод|комиссия"
    r"|ello|eso|esto|así|de|la|queda|por|cela|ceci|ces|la|le|il|donc|nous)(?!\w)",
    re.IGNORECASE,
)
#: "A man at the well told the driver": somebody without a name told somebody else.
_SOMEBODY_TOLD = re.compile(
    r"(?<!\w)(?:an?|some|another|one)\s+(?:[a-z]+\s+){1,5}?(?:had\s+)?(?:told|informed|whispered to"
    r"|said to|mentioned to|let it slip to)\s+(?:him|her|them|his|their|the|an?)(?!\w)"
    r"|(?<!\w)(?:un|una|unos|algún|alguien)\s+(?:[a-záéíóúñ]+\s+){0,5}?(?:le|les)\s+(?:contó|dijo|refirió"
    r"|comentó|contaron|dijeron)(?!\w)"
    r"|(?<!\w)(?:какой-то|какая-то|некий|некая|один|одна|кто-то)\s+(?:[а-яё]+\s+){0,5}?(?:сказал|рассказал"
    r"|сообщил|шепнул|передал)\w*\s+(?:ему|ей|им|[а-яё]+(?:у|е|ю|ам))(?!\w)"
    r"|(?<!\w)(?:un|une|quelqu['’]un)\s+(?:[a-zéèê]+\s+){0,5}?(?:lui|leur)\s+a(?:vait)?\s+(?:dit|raconté"
    r"|rapporté|confié)(?!\w)",
    re.IGNORECASE,
)
_REFUSED = re.compile(
    r"(?<!\w)(?:refus\w+|reject\w+|declin\w+|acquit\w+|inadmissib\w+|отказал\w*|отверг\w*|оправдал\w*"
    r"|rechaz\w+|desestim\w+|absolv\w+"
    r"|rejet\w+|acquitt\w+)(?!\w)",
    re.IGNORECASE,
)


def _built_upon(facts: Facts, sentence: Span, following: Span | None) -> Hit | None:
    """What a sentence has from others, and the conclusion that it or the next sentence draws from it."""
    start, end = sentence
    region = following[1] if following else end
    if _REFUSED.search(facts.text, start, region):
        return None
    somebody = _SOMEBODY_TOLD.search(facts.text, start, end)
    told = [Mark(*somebody.span())] if somebody else []
    for heard in sorted((*marks(facts, "hearsay", start, end), *told)):
        if in_speech(facts, heard.start) or _CALLED_SO.search(
            facts.text[max(start, heard.start - 20) : heard.start]
        ):
            continue
        drawn = _drawn(facts, heard.end, end)
        limit = end
        if drawn is None and following:
            drawn, limit = _joined(facts, sentence, following), following[1]
            if drawn is None and _leans(facts, following):
                drawn = _drawn(facts, *following)
        if drawn is None or any(
            first(facts, "distance", *part) or DISTANCE.search(facts.text, *part)
            for part in ((start, heard.start), (heard.end, limit))
        ):
            continue
        return Hit(
            heard.start,
            heard.end,
            f"“{facts.quote(*heard)}” carries “{facts.quote(*drawn)}”.",
            "Name a source that can carry it, or say that it is unverified.",
            (drawn,) if drawn[0] >= end else (),
        )
    return None


_NOT_DRAWN = re.compile(
    r"(?<!\w)(?:no|not|cannot|never|не|нет|ни|no|ningun\w|sin|aucune?|pas|ne)\s+\Z", re.IGNORECASE
)


def _leans(facts: Facts, following: Span) -> bool:
    """Whether the next sentence builds on this one, and not on a document or an examination of its own."""
    if not _LEANS.match(facts.text, *following):
        return False
    return _THIS.match(facts.text, *following) is not None or not _RESTS_ON.search(
        facts.text, *following
    )


_THIS = re.compile(
    r"\W*(?:this|that|these|those|such|it|so|это|этого|этим|тем|ello|eso|esto|así|cela|ceci)(?!\w)",
    re.IGNORECASE,
)


def _joined(facts: Facts, sentence: Span, following: Span) -> Span | None:
    """The "therefore" of the next sentence, where that has a word of the matter and nothing new to rest on."""
    link = first(facts, "link", *following)
    if link is None or _RESTS_ON.search(facts.text, *following):
        return None
    shared = content_stems(facts, *sentence) & content_stems(facts, *following)
    return (link.start, link.end) if shared or first(facts, "finding", *following) else None


#: What the next sentence may rest on instead.
_RESTS_ON = re.compile(
    r"(?<!\w)(?:autops\w+|forensic\w*|exhum\w+|documents?|registers?|court|doctor\w*|photograph\w*"
    r"|satellite|records?|film\w*"
    r"|video\w*|экспертиз\w+|документ\w*|суд\w*|врач\w*|снимк\w+|журнал\w*|autopsia|documento\w*"
    r"|registro\w*|tribunal|médic\w+"
    r"|autopsie|registre\w*)(?!\w)",
    re.IGNORECASE,
)


def _drawn(facts: Facts, start: int, end: int) -> tuple[int, int] | None:
    """The words by which a conclusion is drawn in a range: somebody finds, or something is found proved."""
    found = [
        m
        for m in marks(facts, "finding", start, end)
        if not in_speech(facts, m.start)
        and not _NOT_DRAWN.search(facts.text[max(start, m.start - 14) : m.start])
    ]
    return (found[0].start, found[0].end) if found else None


def _concludes(facts: Facts, start: int, end: int) -> re.Match[str] | None:
    """The word by which a sentence draws a conclusion."""
    own = field("follows", facts.language).search(facts.text, start, end)
    return _FINDING.search(facts.text, start, end) or own
