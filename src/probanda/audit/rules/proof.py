"""Language of proof: how sure the author's own voice is, and on what."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from probanda.audit.extract.quotations import in_speech
from probanda.audit.facts import Facts
from probanda.audit.rules.registry import Hit, rule
from probanda.audit.voice import (
    attributed,
    content_stems,
    hedged,
    own_sentences,
    said_by,
    section_kind,
)

_GRAVE = re.compile(
    r"(?<!\w)(?:tortur\w+|rape[ds]?|raping|execut(?:ed|ing|ion|ions)|murder\w*|behead\w+"
    r"|massacr\w+|mutilat\w+|burn(?:ed|t) alive|kill(?:ed|ing|ings)|slaughter\w*|desecrat\w+"
    r"|enslav\w+|abduct\w+|electrocut\w+|beat(?:en|ings?)?|shot (?:dead|civilians"
    r"|prisoners)|sexually (?:abused|assaulted)"
    r"|избива\w+|избил\w*|насилова\w+|насилу\w+|расстрел\w+|похи(?:щ|т)\w+|пыта\w+|пытк\w+"
    r"|изнасилова\w+|казн\w+|убива\w+|убил\w*|обезглав\w+|tortur\w+|golpearon|mataron|secuestraron"
    r"|fusilaron|quemaron"
    r"|violaron|violó|ejecutaron|asesin\w+|decapit\w+|torturé\w*|violé\w*|exécuté\w*"
    r"|assassin\w*|işgəncə\w*|qətl\w*)(?!\w)",
    re.IGNORECASE,
)
_FORCE = re.compile(
    r"(?<!\w)(?:[A-Z]\w+(?:n|an|ian|ese|ish|i)\s)?(?:soldiers|troops|[Bb]rigade|[Bb]attalion"
    r"|[Rr]egiment|[Dd]ivision|unit|forces|army|military"
    r"|police(?:men| officers)?|guards?|servicemen|officers|militia\w*|fighters|security "
    r"services?|authorities|commanders?|agents|gendarmes|rebels|separatists|warders"
    r"|interrogators|investigators"
    r"|[Сс]олдат\w*|[Вв]оенн\w+|[Пп]олицейск\w+|[Сс]иловик\w*|войск\w*|[Сс]отрудник\w*|[Оо]хранник\w*"
    r"|soldados|policías|fuerzas|agentes|militares|soldats|policiers|forces|gardes"
    r"|əsgər\w+|polis\w*)(?!\w)"
)
_NOTED = re.compile(
    r"https?://|www\.|\[\d+\]|\((?:see|source|annex|statement|interview)", re.IGNORECASE
)


def _sourced(facts: Facts, block: int) -> bool:
    own = facts.document.blocks[block]
    if facts.document.notes_near(own.start, own.end) or _NOTED.search(
        facts.text, own.start, own.end
    ):
        return True
    marks = facts.document.marks
    return any(own.start <= mark.position <= own.end for mark in marks) if marks else False


@rule(
    "allegation-as-fact",
    "An allegation stated as fact",
    "warning",
    "proof",
    "A grave accusation of a named force needs somebody who makes it, or a note. "
    "Graver when the text itself calls the same"
    " matter alleged elsewhere.",
    bad=(
        "Sartanian soldiers tortured the prisoners in Arlan.",
        "The detainees were allegedly beaten with cables in the Arlan prison by "
        "guards.\n\n# Conclusion\n\nThe detainees were beaten with cables in the "
        "Arlan prison by guards.",
    ),
    good=(
        "According to four former prisoners, Sartanian soldiers tortured them in Arlan.",
        "Sartanian soldiers tortured the prisoners in Arlan.[^1]\n\n[^1]: Interview 12, on file.",
    ),
    accept="The paragraph's source stands elsewhere and is named there.",
)
def allegation_as_fact(facts: Facts) -> Iterator[Hit]:
    """Find flat accusations without source, and what is alleged here and a fact there."""
    flat: list[tuple[int, int, int]] = []
    alleged: list[tuple[int, int, frozenset[str]]] = []
    told: set[int] = set()
    yield from _once_alleged(facts, told)
    for start, end, block in own_sentences(facts):
        act = _GRAVE.search(facts.text, start, end)
        if not act:
            continue
        hedge = hedged(facts, start, end)
        if hedge and re.match(
            r"alleg|suspect|unconfirmed|unverified|якобы|presunt|supuest|présumé|reportedly",
            hedge.group(),
            re.IGNORECASE,
        ):
            alleged.append((start, end, content_stems(facts, start, end)))
        elif not hedge and not attributed(facts, start, end) and not _asking(facts, start, end):
            flat.append((start, end, block))
    for start, end, block in flat:
        stems = content_stems(facts, start, end)
        twin = next(
            (a for a in alleged if len(stems & a[2]) >= max(3, 0.6 * min(len(stems), len(a[2])))),
            None,
        )
        act = _GRAVE.search(facts.text, start, end)
        assert act
        if twin and not _settled(facts, start, end):
            told.add(block)
            yield Hit(
                act.start(),
                act.end(),
                f"“{act.group()}” is stated as fact here and called alleged elsewhere.",
                "Say who alleges it in both places, or what has proved it since.",
                (twin[:2],),
            )
    for start, end, block in flat:
        section = facts.document.section_of(start)
        kind = section_kind(section.title) if section else "findings"
        if block in told or kind in {"law", "method", "annex", "recommendations"}:
            continue
        if not _FORCE.search(facts.text, start, end) or _sourced(facts, block):
            continue
        own = facts.document.blocks[block]
        earlier = [s for s in facts.document.sentences(own) if s[0] < start]
        if any(attributed(facts, *s) for s in earlier[-2:]) or _settled(facts, start, end):
            continue
        act = _GRAVE.search(facts.text, start, end)
        assert act
        told.add(block)
        yield Hit(
            act.start(),
            act.end(),
            f"“{facts.quote(start, min(end, start + 90))}…” accuses a force without "
            "saying who says so or where it rests.",
            "Name the source, or add a note.",
            severity=None if kind in {"findings"} and len(told) <= 12 else "note",
        )


_DOUBTED = re.compile(
    r"(?<!\w)(?:alleged\w*|allegations?|unproven|not (?:been )?proved|claimed|is claimed"
    r"|claims that|unverified|unconfirmed|reportedly"
    r"|якобы|утвержда\w+"
    r"|presunt\w+|supuest\w+|présumé\w*)(?!\w)",
    re.IGNORECASE,
)
_MATTER = re.compile(
    r"(?:alleged|claimed|unverified|unconfirmed|reported)\s+(?:\w+\s+)?(?P<n>\w+)\Z|\w+",
    re.IGNORECASE,
)


def _once_alleged(facts: Facts, told: set[int]) -> Iterator[Hit]:
    """What is alleged or claimed in one sentence and told as fact in another, by the words both share."""
    sentences = own_sentences(facts)
    doubted: list[tuple[int, int, frozenset[str]]] = []
    for start, end, _ in sentences:
        if _DOUBTED.search(facts.text, start, end) and not _asking(facts, start, end):
            doubted.append((start, end, _roots(facts, start, end)))
    if not doubted or len(doubted) > 60:
        return
    for start, end, block in sentences:
        if (
            _DOUBTED.search(facts.text, start, end)
            or hedged(facts, start, end)
            or attributed(facts, start, end)
        ):
            continue
        if _asking(facts, start, end) or _settled(facts, start, end) or block in told:
            continue
        own = _roots(facts, start, end)
        for other in doubted:
            shared = own & other[2]
            named = re.search(
                r"alleged\s+(?:\w+\s+)?(\w{5,})", facts.text[other[0] : other[1]], re.IGNORECASE
            )
            noun = bool(
                named
                and re.search(
                    rf"\b(?:the|this)\s+(?:\w+\s+)?{re.escape(named[1])}\b",
                    facts.text[start:end],
                    re.IGNORECASE,
                )
            )
            if not noun and _presupposed(facts, start, end, other, shared):
                noun = True
            enough = len(shared) >= 2 and len(shared) >= 0.6 * min(len(own), len(other[2]))
            if not enough and not (noun and start > other[0] and start - other[1] < 3000):
                continue
            if not (
                noun
                or _GRAVE.search(facts.text, start, end)
                or _GRAVEST.search(facts.text, start, end)
            ):
                continue
            told.add(block)
            yield Hit(
                start,
                min(end, start + 120),
                f"Stated as fact here, but “{facts.quote(other[0], min(other[1], other[0] + 80))}” "
                "elsewhere.",
                "Say who alleges it in both places, or what has proved it since.",
                (other[:2],),
            )
            break


_TAKEN_FOR_GRANTED = re.compile(
    r"(?<!\w)(?:the fact that|by (?:\w+ing)|after (?:having )?\w+ing|after the \w+ \w+ed"
    r"|having \w+ed|because (?:of )?the"
    r"|who had|following the|тот факт, что|тем, что|после того как|el hecho de que|al \w+r"
    r"|tras (?:haber )?|le fait que"
    r"|en \w+ant)(?!\w)",
    re.IGNORECASE,
)


def _presupposed(
    facts: Facts,
    start: int,
    end: int,
    other: tuple[int, int, frozenset[str]],
    shared: frozenset[str],
) -> bool:
    """Whether a later sentence takes for granted, as in "the fact that", what the other alleges."""
    found = _TAKEN_FOR_GRANTED.search(facts.text, start, end)
    if not found or start < other[0] or len(shared) < 2 or start - other[1] > 3000:
        return False
    return len(_roots(facts, found.start(), min(end, found.end() + 90)) & other[2]) >= 2


def _roots(facts: Facts, start: int, end: int) -> frozenset[str]:
    """First letters of the words that carry meaning, so that "removed" and "removal" are one."""
    return frozenset(stem[:4] for stem in content_stems(facts, start, end)) - {
        "alle", "clai", "unve", "unco", "repo", "acco", "mess", "beca", "thes", "thos",
    }  # fmt: skip


def _asking(facts: Facts, start: int, end: int) -> bool:
    """Law, calls and questions accuse nobody."""
    return bool(
        re.search(
            r"(?<!\w)(?:should|shall|must|prohibit\w*|definition|article|Article|whether"
            r"|if|accountab\w+|prosecut\w+|investigat\w+|crime (?:of|under)|(?:is|are|as) (?:a "
            r"|an )?(?:crimes?|offences?|punishable|criminal|forbidden|banned)"
            r"|under section|section \d+|punishable|punishes|forbids?|act of|acts of|запрещ\w+"
            r"|уголовн\w+|наказыва\w+"
            r"|преступлением|delito|prohíb\w+|castig\w+|requires?"
            r"|obligation)(?!\w)|\?\Z",
            facts.text[start:end],
        )
    )


def _settled(facts: Facts, start: int, end: int) -> bool:
    return bool(
        re.search(
            r"(?<!\w)(?:court|convicted|found guilty|judgment|verdict|sentenced|forensic\w*"
            r"|autops\w+|confirmed by|video|footage|осужд\w+|приговор\w*|condenad\w+"
            r"|sentencia|tribunal|condamné\w*)(?!\w)",
            facts.text[start:end],
            re.IGNORECASE,
        )
    )


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
    r"|unnamed sources?|some sources|hearsay|word of mouth|it is believed locally"
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
    r"is clear|it follows|in fact|fact that|conclusive\w*|leaves no"
    r"|доказыва\w+|доказано|подтвержда\w+|установлено|очевидно|несомненно|следовательно"
    r"|demuestra\w*|prueba que|queda probado|por tanto|confirma\w*|prouve\w*|démontre\w*"
    r"|établi\w*|donc)(?!\w)",
    re.IGNORECASE,
)
_DISTANCE = re.compile(
    r"(?<!\w)(?:no (?:witness|source|proof)\w*|without (?:proof|evidence)|we do not"
    r"|(?:could|can|cannot|could not|were unable|unable|not been|has not"
    r"|have not|was not|did not|not)\s+(?:\w+\s){0,3}(?:verif\w+|confirm\w+|corroborat\w+"
    r"|establish\w*|prove\w*|rely|relied|include\w*)|no evidence|does not (?:prove"
    r"|show|establish)|remain\w* (?:unverified|unconfirmed)|treat\w* with caution"
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
    for place, (start, end, block) in enumerate(sentences):
        found = _HEARSAY.search(facts.text, start, end)
        if not found or in_speech(facts, found.start()):
            continue
        following = (
            sentences[place + 1]
            if place + 1 < len(sentences) and sentences[place + 1][2] == block
            else None
        )
        region_end = following[1] if following else end
        if _DISTANCE.search(facts.text, start, region_end):
            continue
        finding = _FINDING.search(facts.text, start, end) or (
            re.compile(
                r"\W*(?:this|that|these|it|thus|therefore|clearly|hence|so|we|это|таким "
                r"образом|тем самым|значит|мы|esto|queda|por tanto|así|cela)\b[^.]{0,60}",
                re.IGNORECASE,
            ).match(facts.text, following[0], following[1])
            and _FINDING.search(facts.text, *following[:2])
            if following
            else None
        )
        grave = _GRAVE.search(facts.text, start, end) or _GRAVEST.search(facts.text, start, end)
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


_ABSOLUTE = re.compile(
    r"(?<!\w)(?:undoubtedly|without (?:any |a shadow of )?doubt|beyond (?:any |all "
    r")?doubt|(?:there is|leaves?|leaving) no doubt|it is (?:quite |absolutely |perfectly "
    r")?obvious|it becomes obvious|obviously|it goes without saying|everyone knows"
    r"|as everybody knows|it is well[- ]known|without (?:any |a single )?exceptions?"
    r"|absolutely (?:all|every|no|nothing|everyone)|indisputabl\w+|unquestionabl\w+"
    r"|irrefutabl\w+|undeniabl\w+|not a single (?:\w+ )?(?:person|case|official|officer"
    r"|prisoner|detainee|investigation|perpetrator|one)|always|never|no one|nobody"
    r"|everybody|everyone|each and every"
    r"|несомненно|без сомнения|вне всяких сомнений|очевидно, что|общеизвестно|без "
    r"исключения|никогда|всегда|никто|все без|абсолютно все|бесспорно|indudablemente"
    r"|sin (?:ninguna |lugar a )?dudas?|es obvio|evidentemente|todo el mundo sabe"
    r"|sin excepción|nunca|siempre|nadie|sans (?:aucun )?doute|il est évident|évidemment"
    r"|sans exception|jamais|toujours|personne ne|şübhəsiz|heç vaxt|həmişə|heç kim"
    r"|istisnasız)(?!\w)",
    re.IGNORECASE,
)
_SOFTENED = re.compile(
    r"(?<!\w)(?:almost|nearly|practically|virtually|not|hardly|rarely|n't|почти|практически|не|casi"
    r"|no|presque|pas)"
    r"\s+\Z",
    re.IGNORECASE,
)
_WEAK_ABSOLUTE = re.compile(
    r"(?:always|never|no one|nobody|everybody|everyone|never|никогда|всегда|никто"
    r"|nunca|siempre|nadie|jamais|toujours|personne ne|heç vaxt|həmişə|heç kim)\Z",
    re.IGNORECASE,
)
_ALL = re.compile(
    r"(?<!\w)(?<!almost )(?<!nearly )(?<!not )(?<!virtually )(?<!of )(?:All|all|Every"
    r"|every|None of the|none of the)\s+(?:of\s+)?(?:the\s+|these\s+"
    r"|those\s+)?(?:[\w-]+\s+){0,3}?(?P<n>prisoners?"
    r"|detainees?|soldiers?|captives?|hostages?|officials?|officers?|judges?|courts?"
    r"|guards?|victims?|civilians?|inhabitants|villagers|women|men|children|authorities"
    r"|investigations|complaints|journalists|opponents|citizens|people|persons?|police(?:men"
    r"| officers)?|trials|confessions|famil(?:y|ies)|households?|villages?|prisons?"
    r"|cells?|units?|armies|man|woman|child|house|in the \w+)\s+(?:was|were|are|is"
    r"|have|has|had|in\s\w+\s(?:was"
    r"|were|are|have|is)|lie|lies|take|takes|torture\w*|know\w*)(?!\w)"
)
_SAMPLE = re.compile(
    r"(?<!\w)(?:to (?:our|my|the best of our) knowledge|as far as (?:we|is) know\w*"
    r"|interview\w*|interviewed|we (?:spoke|met|visited|examined|reviewed"
    r"|documented|analy[sz]ed)|respondents?|in (?:our|the) (?:sample|dataset|database)"
    r"|documented (?:by|in)|examined|named above|listed|these (?:two|three|four|five"
    r"|\d+)|all \d|all (?:two|three|four|five|six|seven|eight|nine|ten|twelve)|told "
    r"us|surveyed|in this (?:report|case)|of the \d+)(?!\w)",
    re.IGNORECASE,
)
_NORM = re.compile(
    r"(?<!\w)(?:should|shall|must|may|can|could|would|will|law|article|Article|Convention"
    r"|principle|rule|requires?|prohibit\w*|entitled|rights? of|right to|obligation"
    r"|is obliged|recommend\w*|call\w* on|urge\w*|ensure|if|whether|under no circumstances"
    r"|whoever|cannot|may not|guarantee\w*|constitution|provides? that|according "
    r"to|said|told|testif\w+|says|claim\w*|stated|alleg\w+|reported|recall\w+|должн\w+"
    r"|следует|deber\w+|debe|doit|закон\w*|стать\w+)(?!\w)"
)


@rule(
    "absolute-words",
    "Absolute words",
    "warning",
    "proof",
    "“All”, “never”, “undoubtedly”: one counter-example refutes the sentence and "
    "the report with it. Rules of law, calls,"
    " quotations and samples that the text names are left alone.",
    bad=(
        "It is obvious that the State ordered the killings.",
        "All prisoners in Sartania are tortured.",
        "The Sartanian police never investigate complaints.",
    ),
    good=(
        "No exception may ever be made: torture is always prohibited by law.",
        "All the 12 prisoners whom we interviewed were beaten.",
    ),
)
def absolute_words(facts: Facts) -> Iterator[Hit]:
    """Find claims of fact that one counter-example refutes."""
    for start, end, _ in own_sentences(facts):
        section = facts.document.section_of(start)
        if section is not None and section_kind(section.title) in {"recommendations"}:
            continue
        for found in _ABSOLUTE.finditer(facts.text, start, end):
            if in_speech(facts, found.start()):
                continue
            weak = _WEAK_ABSOLUTE.match(found.group())
            lead = facts.text[max(start, found.start() - 16) : found.start()]
            if _SOFTENED.search(lead):
                continue
            if weak and re.match(
                r"\W*(?:we|this report) (?:recommend|call|urge)|.{0,80}(?<!\w)не (?:долж\w+|мо[гж]\w+)",
                facts.text[start:end],
                re.IGNORECASE,
            ):
                continue
            if weak and (
                _NORM.search(facts.text, start, end)
                or _SAMPLE.search(facts.text, start, end)
                or _personal(facts, found, start, end)
            ):
                continue
            if not weak and re.search(
                r"(?<!\w)(?:not|isn't|no longer|hardly|far from)\s+\Z",
                facts.text[max(start, found.start() - 12) : found.start()],
            ):
                continue
            if attributed(facts, start, end) and weak:
                continue
            yield Hit(
                found.start(),
                found.end(),
                f"“{found.group()}” claims more than can be known.",
                "Say how many, and of whom, or leave the word out.",
                severity="note" if weak else None,
            )
            break
        else:
            every = _ALL.search(facts.text, start, end)
            if (
                every
                and not in_speech(facts, every.start())
                and not _SAMPLE.search(facts.text, start, end)
                and not _NORM.search(facts.text, start, end)
                and not re.search(r"\d", every.group())
            ) and not re.search(r"(?:exchange|All for All|All to All)", facts.text[start:end]):
                yield Hit(
                    every.start(),
                    every.end(),
                    f"“{facts.quote(every.start(), every.end())}” claims more than can be known.",
                    "Say how many, and of whom.",
                )


def _personal(facts: Facts, found: re.Match[str], start: int, end: int) -> bool:
    """As in "He was never told": about one person it can be known."""
    before = facts.text[start : found.start()]
    after = facts.text[found.end() : min(end, found.end() + 40)]
    if re.search(
        r"(?<!\w)(?:he|she|I|his|her|him|the (?:body|family|case|file|complaint|report"
        r"|house|building|money|car|mother|father|victim))(?!\w)",
        before,
        re.IGNORECASE,
    ):
        return True
    return bool(
        re.match(
            r"\s+(?:ratified|been ratified|signed|published|recovered|returned|heard"
            r"|seen again|found|received|saw|came|established|before|again|forget"
            r"|more|end\w*)",
            after,
        )
    )


_CERTAIN = re.compile(
    r"(?<!\w)(?:undisputed (?:fact)?|indisputable|evident|evidently|proven|proved"
    r"|proves|confirmed|established|undoubtedly"
    r"|(?-i:Clearly),?|(?:is|are|was|were) clearly|demonstrated|as confirmed|we know|there can be no doubt"
    r"|(?:está|queda|quedó) (?:demostrado|comprobado|confirmado|probado)|sin duda"
    r"|it is (?:clear|certain|obvious|known|a fact)|is (?:now )?certain|has become "
    r"(?:clear|obvious|evident|known)|beyond doubt|no doubt|certainly|definitely|doubtless"
    r"|determined that|indisputabl\w+|очевидно|доказано|установлено|подтверждено|несомненно"
    r"|es evidente|está probado|confirmado|quedó probado|il est (?:clair|évident|établi"
    r"|certain)|prouvé\w*|sübut)(?!\w)",
    re.IGNORECASE,
)
_NEW = re.compile(
    r"(?<!\w)(?:DNA|forensic\w*|autops\w+|court|judgment|verdict|convicted|new evidence"
    r"|since then|later confirmed|subsequently|after (?:the )?(?:exhumation|examination"
    r"|investigation|analysis|opening|excavation)|investigation (?:found|established"
    r"|showed)|laborator\w+|experts?|expert report|documents? (?:obtained|released)"
    r"|admitted|confess\w+|экспертиз\w+|суд\w*|ДНК|forense\w*|tribunal|expertise|ADN"
    r"|examination|identified by|commission found|tests?|Red Cross|satellite\w*|footage)(?!\w)",
    re.IGNORECASE,
)
#: Words of certainty themselves are no matter that two sentences share.
_DEGREES = frozenset({
    "above", "appears", "cannot", "certain", "certainly", "clearly", "confirmado", "confirmed",
    "demostrado", "doubt", "established", "está", "evident", "excluded", "likely", "possibly",
    "presumably", "presuntamente", "probablemente", "probably", "proved", "proven", "suspect",
    "suspected", "that", "вероятно", "возможно", "доказано", "очевидно",
})  # fmt: skip
_ANAPHORA = re.compile(
    r"\b(?:that|что|que)\s+(?:they|these (?:individuals|persons|people|prisoners|detainees)"
    r"|those (?:individuals|persons|people)|the (?:individuals|remains))\b",
    re.IGNORECASE,
)


@rule(
    "certainty-shifts",
    "Suspected here, proven there",
    "warning",
    "proof",
    "When a matter is suspected in one place and evident in another, with nothing "
    "new between them, the weaker word is quoted"
    " against the stronger.",
    bad=(
        "It is suspected that the missing villagers of Arlan were executed in the "
        "quarry. It is evident that the missing villagers of Arlan were executed "
        "in the quarry.",
    ),
    good=(
        "It was suspected that the missing villagers of Arlan were executed in the "
        "quarry. After the exhumation, forensic examination confirmed that the missing "
        "villagers of Arlan were executed in the quarry.",
    ),
)
def certainty_shifts(facts: Facts) -> Iterator[Hit]:
    """Pair hedged sentences with certain ones of the same matter."""
    doubted: list[tuple[int, int, re.Match[str], frozenset[str]]] = []
    frequency: Counter[str] = Counter()
    sentences = own_sentences(facts)
    stems = {start: content_stems(facts, start, end) - _DEGREES for start, end, _ in sentences}
    for each in stems.values():
        frequency.update(each)
    sure: list[tuple[int, int, re.Match[str]]] = []
    for start, end, _ in sentences:
        hedge, certain = hedged(facts, start, end), _CERTAIN.search(facts.text, start, end)
        if hedge and not certain:
            doubted.append((start, end, hedge, stems[start]))
        elif (
            certain
            and not hedge
            and not re.search(
                r"(?<!\w)(?:not|never|no|cannot|unable|yet to be|could not|не|no "
                r"se)\s+(?:\w+\s+){0,2}\Z",
                facts.text[max(start, certain.start() - 28) : certain.start()],
            )
        ):
            sure.append((start, end, certain))
    limit = max(3, len(sentences) // 12)
    index: dict[str, list[int]] = {}
    for place, (_, _, _, words) in enumerate(doubted):
        for word in words:
            if frequency[word] <= limit:
                index.setdefault(word, []).append(place)
    for start, end, certain in sure:
        if _NEW.search(facts.text, start, end) or said_by(facts, start, end):
            continue
        shared: Counter[int] = Counter()
        for word in stems[start]:
            shared.update(index.get(word, ()))
        best = None
        for place, count in shared.most_common(3):
            other = doubted[place]
            size = min(len(stems[start]), len(other[3]))
            common = len(stems[start] & other[3])
            short = len(sentences) < 30 and common >= 2 and common >= 0.6 * size
            if (count >= 3 and common >= max(3, 0.5 * size)) or (count >= 2 and short):
                best = other
                break
        if best is None:
            best = _same_people(facts, start, end, doubted)
        if best is not None:
            yield Hit(
                certain.start(),
                certain.end(),
                f"“{certain.group()}” here, “{best[2].group()}” elsewhere of the same matter.",
                "Use one degree of certainty, or say what is new.",
                (best[2].span(),),
            )


def _same_people(
    facts: Facts,
    start: int,
    end: int,
    doubted: list[tuple[int, int, re.Match[str], frozenset[str]]],
) -> tuple[int, int, re.Match[str], frozenset[str]] | None:
    """As in "it is suspected that these persons …", and in the same section "it is evident that they …"."""
    if not _ANAPHORA.search(facts.text, start, end):
        return None
    section = facts.document.section_of(start)
    for other in reversed(doubted):
        if (
            (
                other[0] < start
                and start - other[0] < 1500
                and facts.document.section_of(other[0]) == section
            )
            and re.match(r"suspect", other[2].group(), re.IGNORECASE)
            and _ANAPHORA.search(facts.text, other[0], other[1])
        ):
            return other
    return None


_PEOPLES = (
    r"(?P<g>(?:[A-Z][a-z]+(?:ians|ans|ese|ards|ites|ks|nis|qis|ris))"
    r"|Muslims|Christians|Jews|Turks|Kurds|Roma|Arabs|Gypsies|Yazidis|Sunnis|Shiites"
    r"|Orthodox|Catholics)"
)
_GENERAL = re.compile(
    rf"(?<!\w)(?:(?:[Aa]ll|[Ee]very|[Tt]he|[Tt]hese|[Ll]ike all)\s+)?{_PEOPLES}\s+(?:(?:as "
    r"a (?:nation|people|whole)|by (?:nature|their nature)|in general|themselves"
    r"|have)\s+)?(?:are\s+(?:(?:all"
    r"|by nature|inherently|naturally|genetically|always|known (?:for|to be)|a|born"
    r"|such|not|incapable|traditionally|simply|the|inclined|prone)(?!\w)|\w*(?:cruel"
    r"|savage|liar|terrorist|criminal|aggress|treacher|hostile|thie|dangerous|fanatic"
    r"|barbar|violent|brutal|racist|fascist|murder|primitive|cunning|lazy|dirty|hatef"
    r"|intoleran|uncivil|deceitf|dishonest|inhuman)\w*)|always|never|enjoy\w*|delight\w* "
    r"in|despise\w*|lack (?:any|all)|deserve\w*|worship\w*|hate\w*|cannot"
    r"|can never|will always|love to|know no|understand only|have (?:always|no|never)"
    r"|tend to|lie|do not know|have cruelty|only understand)(?!\w)"
)
_GENERAL_ALL = re.compile(
    rf"(?<!\w)(?:[Aa]ll|[Ee]very)\s+{_PEOPLES[:-1]}|[A-Z][a-z]+(?:ian|an|ese|i))\s+(?:is"
    r"|are|was|were|have|has|want\w*|support\w*|knew|know|bear\w*|share\w*)(?!\w)"
)
_NATURE = re.compile(
    r"(?<!\w)(?:the\s+)?(?P<g>[A-Z][a-z]+(?:ian|an|ese|ish|i|ic|ni))\s+(?:nation|people"
    r"|mentality|character|blood|race|mind|soul|nature|ethnos|national character|tradition "
    r"of|culture of)(?:\s+(?:is|are|has|have|as such)\s+(?:\w+\s+){0,3}?(?:always"
    r"|never|by nature|inherently|cruel\w*|hat\w+|violen\w+|aggress\w+|incapable|treacher\w+"
    r"|barbar\w+|savage\w*|fascis\w+|deceit\w*|guilty|responsible|known for|characteri[sz]ed "
    r"by|prone)|\s+(?:hates?|breeds?|teaches|knows only|understands only|(?:of|for"
    r"|in) (?:hatred|violence|cruelty|murder)))(?!\w)"
)
_TYPICAL = re.compile(
    r"(?<!\w)(?:typical(?:ly)? (?:of|for)|[Aa]s usual with|[Aa]s always with|[Ll]ike "
    r"(?:all|every)|true to (?:the|their) nature of|only to be expected (?:of|from)"
    r"|characteristic of|in the (?:blood|nature"
    r"|mentality) of|inherent (?:in|to)|cruelty of|hatred of|brutality of)\s+(?:the\s+"
    r"|all\s+)?(?P<g>[A-Z][a-z]+(?:ians|ans|ese|is)|[A-Z][a-z]+(?:ian|an|i) (?:people"
    r"|nation|mentality|ethnos))(?!\w)"
)
_LOWER_GROUP = re.compile(
    r"(?<!\w)(?:in the (?:blood|nature|genes) of (?:the |these |all )?[a-z]+(?:s|ers"
    r"|ans)|(?:[Bb]elievers|[Ff]ollowers|[Mm]embers|[Pp]eople) of (?:that|this|their) "
    r"(?:faith|religion|tribe|nation|people|sect)\s+(?:know|are|have|always|never"
    r"|hate|cannot)"
    r"|[A-Z][a-z]+(?:ian|an|ese|i) (?:culture|tradition|religion|society|upbringing) "
    r"(?:glorif\w+|teach\w+|breeds?|demands?|celebrat\w+|knows|worships?|is (?:cruel"
    r"|violent|barbar\w+|one of)))(?!\w)"
)
_RU_GENERAL = re.compile(
    r"(?<!\w)(?:все\s+)?[а-яё]{3,}(?:цы|не|ане|яне|чане|ийцы)\s+(?:[-—–]\s+)?(?:по "
    r"природе|от природы|всегда|никогда|все|жесток\w+|лжив\w+|варвар\w+|ненавид\w+"
    r"|агрессивн\w+)(?!\w)",
    re.IGNORECASE,
)
_ES_GENERAL = re.compile(
    r"(?<!\w)(?:todos\s+)?los\s+[a-záéíóúñ]{3,}(?:anos|enses|eses|íes|os)\s+(?:son\s+(?:por "
    r"naturaleza|todos|siempre|crueles|violentos|mentirosos|bárbaros|terroristas|criminales)"
    r"|siempre|nunca|odian)(?!\w)",
    re.IGNORECASE,
)


@rule(
    "group-generalisation",
    "A people judged as such",
    "warning",
    "proof",
    "A nation, an ethnic or religious group does nothing and is nothing as a whole; "
    "people and institutions do. Quotations and"
    " condemnations of such words are left alone.",
    bad=("Sartanians are cruel by nature.", "Such conduct is typical of the Sartanian mentality."),
    good=(
        "Sartanian soldiers of the 12th brigade beat the prisoners.",
        "Sartanians were among the victims.",
    ),
)
def group_generalisation(facts: Facts) -> Iterator[Hit]:
    """Find judgements of peoples in the author's own voice."""
    patterns = {
        "en": (_GENERAL, _GENERAL_ALL, _NATURE, _TYPICAL, _LOWER_GROUP),
        "ru": (_RU_GENERAL,),
        "es": (_ES_GENERAL,),
    }.get(facts.language, ())
    for start, end, _ in own_sentences(facts):
        for pattern in patterns:
            found = pattern.search(facts.text, start, end)
            if not found or in_speech(facts, found.start()):
                continue
            if re.search(
                r"(?<!\w)(?:said|says|claim\w*|stated|alleg\w+|called|stereotyp\w+"
                r"|propaganda|prejudice|rhetoric|narrative|hate speech|equal|entitled"
                r"|rights|protected|deny|denies|slogan|statements? that|concern|allegations? "
                r"that|the idea that|among|minority"
                r"|victims?|discriminat\w+|live|living|not all|no evidence)(?!\w)",
                facts.text[start:end],
            ):
                continue
            yield Hit(
                found.start(),
                found.end(),
                f"“{facts.quote(found.start(), found.end())}” judges a people as such.",
                "Name the persons, units or institutions that are meant.",
            )
            break


_DEHUMAN = re.compile(
    r"(?<!\w)(?:scum|vermin|barbarians?|barbarian hordes?|savages|subhumans?|beasts"
    r"|monsters|animals|bandits|bandit (?:formations?|groups?|state|regime)|hordes"
    r"|fascists?(?: regime| state| army| forces| ideology)?|nazis?(?: regime| state"
    r"| forces)?|neo-nazi regime|terrorist (?:state|regime|scum|army|nation|country"
    r"|entity)|cockroach\w*|rats|parasites|butchers|hyenas|jackals|bloodthirsty|satanic"
    r"|vandals|cannibals|executioners|inhuman creatures|non-humans|thugs|gangs of "
    r"murderers|criminal regime|puppet regime|junta"
    r"|нелюд\w+|звер(?:и|ей|ями)|фашист\w*|варвар\w*|бандит\w*|нацист\w*|отребье|мразь"
    r"|подонк\w+|палач\w*|террористическ\w+ (?:режим\w*|государств\w*)|хунт\w*|salvajes"
    r"|bárbaros|alimañas|bestias|ratas|escoria|régimen (?:fascista|terrorista)|barbares"
    r"|sauvages|vermine|bêtes|régime (?:fasciste|terroriste)|faşist\w*|vandal\w*"
    r"|quldur\w*|vəhşi\w*)(?!\w)",
    re.IGNORECASE,
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
        for found in _DEHUMAN.finditer(facts.text, start, end):
            if in_speech(facts, found.start()):
                continue
            before = facts.text[max(start, found.start() - 34) : found.start()]
            after = facts.text[found.end() : min(end, found.end() + 30)]
            if before[-1:] in {"“", '"', "«", "‘", "„", "'"} and after[:1] in {
                "”",
                '"',
                "»",
                "’",
                "“",
                "'",
            }:
                continue
            if re.search(
                r"(?:like|as if|as|such as|called(?: \w+){0,2}|calling(?: \w+){0,2}"
                r"|labell?ed(?: \w+){0,2}|branded(?: \w+){0,2}|described(?: \w+){0,2} "
                r"as|referred to(?: \w+){0,2} as|insulted(?: \w+){0,3}|farm|wild|stray"
                r"|domestic|dead|stolen|their|of|killed|lost|as “|the words?|term"
                r"|shouted|shouting|so-called|tattoo\w*|symbols?|как|словно|называл\w*"
                r"|como|comme)\s*[“\"«‘']?\s*\Z",
                before,
                re.IGNORECASE,
            ):
                continue
            if found.group().lower() in {
                "animals",
                "rats",
                "beasts",
                "parasites",
                "bandits",
                "monsters",
                "vandals",
                "butchers",
                "thugs",
            } and (
                re.match(
                    r"\s*(?:,|and|were (?:killed|lost|stolen|seen|in the cell)|in "
                    r"(?:the|their) cell|infest\w+|bit\b|such as|from the)",
                    after,
                )
                or re.search(
                    r"(?:cell|infested|livestock|cattle|food|houses?|farm|insects"
                    r"|mice|lice|unknown|armed)\b",
                    facts.text[start:end],
                    re.IGNORECASE,
                )
            ):
                continue
            if re.match(
                r"(?:fascis|nazi|фашист|нацист|junta)", found.group(), re.IGNORECASE
            ) and re.search(
                r"(?:19[234]\d|Second World War|World War|Великой Отечественной|Nuremberg"
                r"|history|historical|occupation of 19|salute|military junta|slogan)",
                facts.text[start:end],
            ):
                continue
            if re.match(r"executioners", found.group(), re.IGNORECASE) and attributed(
                facts, start, end
            ):
                continue
            yield Hit(
                found.start(),
                found.end(),
                f"“{found.group()}” is the report's own word for people or a State.",
                "Say who did what.",
            )
            break


_GRAVEST = re.compile(
    r"(?<!\w)(?:venden? órganos|trata de órganos|vend\w+ (?:d\W)?organes|продава\w+ "
    r"органы|genocid\w+|ethnic cleansing|organ (?:trade|trading|trafficking|harvesting"
    r"|transplant\w*)|(?:trade|trafficking|harvesting|sale|removal) (?:in|of) (?:human "
    r")?organs|organs (?:of|were|was|are)(?: \w+){0,6} (?:transplanted|sold|removed"
    r"|harvested|taken)|sexual slavery|sex(?:ual)? slav\w+|exterminat\w+|crimes? "
    r"against humanity|mass murder|concentration camps?|mass executions?|death camps?"
    r"|human experiment\w*|cannibalism"
    r"|геноцид\w*|этническ\w+ чистк\w+|торг\w+ (?:человеческими )?органами|изъят\w+ "
    r"органов|сексуальн\w+ рабств\w+|истреблен\w+|концлагер\w*|genocidio|limpieza "
    r"étnica|tráfico de órganos|esclavitud sexual|exterminio|génocide|nettoyage ethnique"
    r"|trafic d'organes|esclavage sexuel|extermination|soyqırım\w*|etnik təmizləmə\w*)(?!\w)",
    re.IGNORECASE,
)
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
    r"(?<!\w)(?:(?-i:Remembrance|Memorial|Museum|Victims of|Convention|Studies|Day|Watch|Prevention)"
    r"|anniversary|commemorat\w+|памяти|музе\w+|годовщин\w+|conmemor\w+|museo|memorial|musée)(?!\w)",
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
        found = _GRAVEST.search(facts.text, start, end)
        if not found or in_speech(facts, found.start()):
            continue
        if _COMMEMORATED.search(
            facts.text[max(start, found.start() - 40) : min(end, found.end() + 40)]
        ):
            continue
        notes = facts.document.notes_near(start, end)
        thin = _THIN.search(facts.text, start, end)
        own = facts.document.blocks[block]
        ranges = list(facts.document.sentences(own))
        if thin is None and not notes:
            place = ranges.index((start, end)) if (start, end) in ranges else -1
            near = [ranges[i] for i in (place - 1, place + 1) if 0 <= i < len(ranges)]
            thin = next(
                (
                    m
                    for s in near
                    for m in [_THIN.search(facts.text, *s)]
                    if m
                    and (
                        s[0] < start
                        or re.match(
                            r"\W*(?:this|these|that|the source|it|so)\b",
                            facts.text[s[0] : s[1]],
                            re.IGNORECASE,
                        )
                    )
                ),
                None,
            )
        social = None
        if notes and thin is None:
            texts = [facts.text[n.start : n.end] for n in notes]
            if all(_SOCIAL.search(t) or _THIN.search(t) for t in texts):
                social = notes[0]
        if thin is None and social is None:
            continue
        if (
            _STRONG.search(facts.text, start, end)
            or _DISTANCE.search(facts.text, start, end)
            or re.search(
                r"(?<!\w)(?:cannot|can not|no basis|not (?:enough|sufficient|support)"
                r"|(?<!who )do(?:es)? not|refrain\w*|should not|hate|propaganda|accus\w+ of"
                r"|denied|denies|incit\w+|Convention)(?!\w)",
                facts.text[start:end],
            )
        ):
            continue
        if any(
            not (_SOCIAL.search(t) or _THIN.search(t))
            for n in notes
            for t in [facts.text[n.start : n.end]]
        ):
            continue
        source = (
            thin.group()
            if thin
            else facts.quote(social.start, min(social.end, social.start + 60))
            if social
            else ""
        )
        evidence = (thin.span(),) if thin else ((social.start, social.end),) if social else ()
        yield Hit(
            found.start(),
            found.end(),
            f"“{found.group()}” rests on “{source}” alone.",
            "Add a source that can carry it, or say what is known and what isn't.",
            evidence,
        )
