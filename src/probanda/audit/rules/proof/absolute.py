"""Words that one counter-example refutes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from probanda.audit.extract.quotations import in_marks, in_speech
from probanda.audit.facts import Facts
from probanda.audit.finding import Severity
from probanda.audit.lexicon import composed, field, words
from probanda.audit.rules.registry import Hit, rule
from probanda.audit.voice import attributed, own_sentences, said_by, section_kind
from probanda.audit.wordfields import Mark, marks

_ABSOLUTE = re.compile(
    r"(?<!\w)(?:undoubtedly|without (?:any |a shadow of )?doubt|beyond (?:any |all "
    r")?doubt|(?:there is|leaves?|leaving) no doubt|it is (?:quite |absolutely |perfectly "
    r")?obvious|it becomes obvious|obviously|absolutely (?:certain|clear|sure|impossible)"
    r"|sin ningún género de dudas?|sin el menor (?:género|asomo) de dudas?|it goes without saying"
    r"|everyone knows"
    r"|as everybody knows|it is well[- ]known|without (?:any |a single )?exceptions?"
    r"|absolutely (?:all|every|no|nothing|everyone)|(?:leav\w+ )?no (?:room|place) for doubt"
    r"|any other explanation is (?:impossible|excluded)|nothing at all"
    r"|(?:total|complete|absolute) (?:impunity|silence|absence|lack|control|lawlessness)|indisputabl\w+"
    r"|unquestionabl\w+"
    r"|irrefutabl\w+|undeniabl\w+|not a single (?:\w+ )?(?:person|case|official|officer"
    r"|prisoner|detainee|investigation|perpetrator|one)|always|never|no one|nobody"
    r"|everybody|everyone|each and every"
    r"|несомненно|без сомнения|вне всяких сомнений|очевидно, что|общеизвестно|без "
    r"исключения|никогда|всегда|никто|все без|абсолютно все|бесспорно|indudablemente"
    r"|sin (?:ninguna |lugar a )?dudas?|no cabe (?:ninguna |la menor )?duda|es indudable|indudable que"
    r"|es obvio|evidentemente|todo el mundo sabe"
    r"|sin excepción|nunca|siempre|nadie|sans (?:aucun|le moindre|l['’]ombre d['’]un) doute"
    r"|il est (?:incontestable|indéniable)"
    r"|aucun \w+ n['’]est|il est évident|évidemment"
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
    r"(?:always|never|no one|nobody|everybody|everyone|never|не вызывает сомнений|не подлежит сомнению"
    r"|нет (?:никаких )?сомнений|иначе и быть не может|абсолютно|никогда|всегда|никто"
    r"|nunca|siempre|nadie|jamais|toujours|personne ne|heç vaxt|həmişə|heç kim)\Z",
    re.IGNORECASE,
)


_ALL = re.compile(
    r"(?<!\w)(?<!almost )(?<!nearly )(?<!not )(?<!virtually )(?<!of )(?:All|all|Every"
    r"|every|None of the|none of the|None of these)\s+(?:of\s+)?(?:the\s+|these\s+"
    r"|those\s+)?(?:[\w-]+\s+){0,3}?(?P<n>prisoners?"
    r"|detainees?|soldiers?|captives?|hostages?|officials?|officers?|judges?|courts?"
    r"|guards?|victims?|civilians?|inhabitants|villagers|women|men|children|authorities"
    r"|investigations|complaints|journalists|opponents|citizens|people|persons?|police(?:men"
    r"| officers)?|trials|confessions|famil(?:y|ies)|households?|villages?|prisons?"
    r"|cells?|units?|armies|promises|recommendations|man|woman|child|house|in the \w+)\s+(?:\w+\s+(?:to"
    r"|by)\s+(?:the\s+)?\w+\s+)?(?:was|were|are|is"
    r"|have|has|had|in\s\w+\s(?:was"
    r"|were|are|have|is)|lie|lies|take|takes|torture\w*|know\w*)(?!\w)"
)


_SAMPLE = re.compile(
    r"(?<!\w)(?:entrevistad[oa]s|encuestad[oa]s|опрош\w+|опросили|interrogé\w*|to (?:our|my"
    r"|the best of our) knowledge|as far as (?:we|is) know\w*"
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
    r"|следует|назнача\w+|избира\w+|утвержда\w+ указ\w*|nombrad[oa]s por|nommés? par|deber\w+|debe|doit"
    r"|закон\w*|стать\w+)(?!\w)"
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
        turn = _turn(facts, start, end)
        if turn:
            yield turn
            continue
        for found in _ABSOLUTE.finditer(facts.text, start, end):
            if in_speech(facts, found.start()) or in_marks(facts, found.start()):
                continue
            weak = _WEAK_ABSOLUTE.match(found.group())
            if _SAID_BEHIND.search(facts.text, found.end(), end):
                continue
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
            if attributed(facts, start, end):
                continue
            yield Hit(
                found.start(),
                found.end(),
                f"“{found.group()}” claims more than can be known.",
                "Say how many, and of whom, or leave the word out.",
                severity="note" if weak or not _accuses(facts, start, end) else None,
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
                and not _APPOINTED.match(facts.text, every.end())
            ) and not re.search(r"(?:exchange|All for All|All to All)", facts.text[start:end]):
                yield Hit(
                    every.start(),
                    every.end(),
                    f"“{facts.quote(every.start(), every.end())}” claims more than can be known.",
                    "Say how many, and of whom.",
                )


#: "…, the mother told us": the words are somebody's, with or without marks.
_SAID_BEHIND = re.compile(
    r",\s+(?:[\w’'-]+\s+){0,4}?(?:told (?:us|me|our)|said|says|testified|explained|recalled|сказал\w*"
    r"|рассказал\w*|говорит|dijo|contó|relató|a dit|raconte)(?!\w)[^,.]{0,40}\W*\Z",
    re.IGNORECASE,
)


def _turn(facts: Facts, start: int, end: int) -> Hit | None:
    """A turn that leaves nothing to argue about, or a universal of all of a sort, in the author's voice."""
    text = facts.text
    for found in marks(facts, "beyond", start, end):
        if (
            in_speech(facts, found.start)
            or in_marks(facts, found.start)
            or said_by(facts, _own_clause(facts, start, found), end)
            or _reported().search(text, start, found.start)
        ):
            continue
        lead = text[max(start, found.start - 22) : found.start]
        if _SOFTENED.search(lead) or _OF_A_STANDARD.search(text, start, end):
            continue
        severity: Severity | None = None if _accuses(facts, start, end) else "note"
        return _claims(facts, found.start, found.end, severity)
    if _NORM.search(text, start, end) or _SAMPLE.search(text, start, end):
        return None
    if re.search(r"\d", text[start:end]) or attributed(facts, start, end):
        return None
    for found in marks(facts, "never", start, end):
        if in_speech(facts, found.start) or in_marks(facts, found.start):
            continue
        lead = text[max(start, found.start - 22) : found.start]
        if not _SOFTENED.search(lead) and not _counted_before(facts, start):
            return _claims(facts, found.start, found.end, "note")
    every = _EVERYBODY.match(text, start, end)
    if every and not in_speech(facts, start):
        for habit in marks(facts, "habit", every.start("who"), min(end, every.end() + 70)):
            # what a quantified noun does stands right behind it, or behind "of the district"
            between = text[every.end() : habit.start]
            if habit.start >= every.end() and not re.search(
                r"[,;:]|(?<!\w)(?:who|that|котор\w+|que|qui)(?!\w)", between
            ):
                return _claims(facts, every.start("who"), habit.end, None)
    return None


def _reported() -> re.Pattern[str]:
    """What opens somebody's reported speech: "the witness said that"."""
    return composed(r"(?<!\w)<leaves_to_others>(?!\w)[^.;]{0,30}?,?\s(?:that|что|que|qu['’])(?!\w)")


def _own_clause(facts: Facts, start: int, turn: Mark) -> int:
    """Where the author's own clause begins: behind the comma of "Although the ministry denied it, …".

    What a turn itself says is nobody's saying: "needless to say".
    """
    if not facts.text[start : turn.start].strip():
        return turn.end
    position = turn.start
    conceded = re.compile(rf"\W*(?:{words('conceding')})(?!\w)[^;:]*?,\s", re.IGNORECASE)
    found = conceded.match(facts.text, start, position)
    return found.end() if found else start


def _accuses(facts: Facts, start: int, end: int) -> bool:
    """Whether a sentence speaks of power or of what is done to people: elsewhere such a word is a habit."""
    fields = (
        "institution",
        "wrong",
        "harms",
        "guilt",
        "commands",
        "captive",
        "grim",
        "topic_justice",
    )
    return bool(field("force", facts.language).search(facts.text, start, end)) or any(
        marks(facts, name, start, end) for name in fields
    )


def _claims(facts: Facts, start: int, end: int, severity: Severity | None) -> Hit:
    return Hit(
        start,
        end,
        f"“{facts.quote(start, end)}” claims more than can be known.",
        "Say how many, and of whom, or leave the word out.",
        severity=severity,
    )


def _counted_before(facts: Facts, start: int) -> bool:
    """Whether the sentence before says how many were looked at: then "not one" is one of these."""
    before_start, before_end = facts.document.sentence_of(max(0, start - 2))
    before = facts.text[before_start:before_end]
    return before_end <= start and bool(re.search(r"\d", before) or _SAMPLE.search(before))


#: Everybody of a sort, opening the sentence.
_EVERYBODY = re.compile(
    r"\W*(?P<who>(?:every|each|all(?: of)?(?: the| these| those| its| their)?|any|все|каждый|каждая|любой"
    r"|любая|все эти|tod[oa]s l[oa]s|cada|cualquier"
    r"|tous les|toutes les|chaque)\s+(?:[^\W\d]+\s+){0,2}?[^\W\d]+)(?=\s)",
    re.IGNORECASE,
)
#: "Beyond reasonable doubt" is a court's measure, and a turn between marks or after "such as" is spoken of.
_OF_A_STANDARD = re.compile(
    r"(?<!\w)(?:reasonable doubt|standards? of proof|prove\w* the charge|words? (?:such as|like)"
    r"|the words?|avoids?|разумных сомнений|duda razonable"
    r"|doute raisonnable|palabras? como|слов\w* (?:вроде|как))(?!\w)",
    re.IGNORECASE,
)
#: What the law says of all who hold an office.
_APPOINTED = re.compile(
    r"\s+(?:\w+ly\s+)?(?:appointed|elected|required|obliged|entitled|bound|subject|free|guaranteed"
    r"|protected|governed|regulated|equal|paid"
    r"|nominated|sworn|registered|numbered|listed)(?!\w)",
    re.IGNORECASE,
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
