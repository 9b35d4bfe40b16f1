"""Names that the report withholds in one place and prints in another."""

from __future__ import annotations

import re
from collections.abc import Iterator

from probanda.audit.extract.columns import placed
from probanda.audit.extract.language import language_tables
from probanda.audit.extract.names_in_text import runs
from probanda.audit.extract.persons import Person, PersonMention, persons
from probanda.audit.facts import Facts
from probanda.audit.rules.persons.named import is_official
from probanda.audit.rules.registry import Hit, rule
from probanda.audit.voice import content_stems

_INITIALS = re.compile(
    r"(?<![\w.])(?P<a>[A-ZА-ЯƏ])\.\s?(?:(?P<m>[A-ZА-ЯƏ])\.\s?)?(?P<b>[A-ZА-ЯƏ])\.(?!\s?[A-ZА-Я][a-zа-я]{2,}(?:[a-zа-я]"
    r"|\s|,|\.))(?![A-Za-zА-Яа-я])"
)
#: "Davit A.": the surname is withheld.
_SHORTENED = re.compile(
    r"(?<![\w.])(?P<given>[A-ZА-ЯЁƏ][^\W\d_]{2,}) (?P<b>[A-ZА-ЯЁƏ])\.(?=\s*[,;:(a-zа-яё]|\s*\Z)",
    re.MULTILINE,
)
_WITHHELD = re.compile(
    r"(?<!\w)(?:(?:do|does|did|will|can|shall|may|must|should|have|has|is|are)(?: not"
    r"|n['’]t)\s+(?:\w+\s){0,2}?(?:print\w*|publish\w*|giv\w+|disclos\w+|reveal\w*"
    r"|mention\w*|us(?:e|ing)|stat\w+|cit\w+|identif\w+)\s+(?:\w+\s){0,2}?names?(?: of (?:\w+\s){0,3}?\w+)?"
    r"|names? (?:of [^,;]{1,30} )?(?:not (?:be|to be|to)|(?:is|are|was|were|has been|have been) (?:not"
    r"|never)) (?:\w+ )?(?:appear|printed|published|given|used|disclosed|revealed|mentioned|named)"
    r"|(?:his|her|their|the) (?:real |full )?names? (?:\w+ ){0,4}?(?:should|will|must|may|can|shall|would"
    r"|is|are|was|were|has|have)(?: been)?(?: not| never)(?: be| been)?"
    r"(?: (?:appear|printed|published|given|used|disclosed|revealed|mentioned|named|known))?"
    r"|(?:asked|requested|begged|wished|wanted|preferred|insisted|agreed"
    r"|spoke)(?: \w+){0,4}? (?:not to be (?:named|identified|quoted)|to (?:remain|stay) (?:anonymous"
    r"|unnamed)|without (?:his|her|their) name)"
    r"|(?:asked|requested|begged|wanted|wished|told)(?: us| me| the \w+)? (?:not to|never to|that (?:we"
    r"|the \w+) (?:do |should |would )?not) (?:\w+ ){0,2}?"
    r"(?:print|publish|give|use|disclose|reveal|mention|name|identify)\w*"
    r"|(?:whom )?(?:we|who) (?:shall |will )?(?:here )?call (?:him |her |them )?(?-i:[A-Z])\."
    r"|known (?:here|in this report) (?:only )?as"
    r"|им(?:я|ени|ена|ён) (?:и фамили\w+ )?(?:\w+ )?(?:мы )?не (?:указыва\w+|называ\w+|раскрыва\w+"
    r"|разглаша\w+|публику\w+|привод\w+|печата\w+|сообща\w+|упомина\w+)"
    r"|не (?:указыва\w+|называ\w+|раскрыва\w+|публику\w+|печата\w+|привод\w+|назвать"
    r"|указать) (?:\w+ ){0,2}?(?:им(?:я|ени|ён|ена)|фамили\w+)"
    r"|(?:просивш\w+|просил\w*|попросил\w*|пожела\w+) (?:\w+ ){0,3}?(?:не (?:называть|указывать"
    r"|публиковать)|остаться (?:неизвестн\w+|анонимн\w+|неназванн\w+))"
    r"|(?:no|sin) (?:\w+ ){0,2}?(?:publicamos|publicar|revelamos|revelar|damos|dar|imprimimos|divulgamos"
    r"|mencionamos|citamos) (?:\w+ ){0,2}?nombres?"
    r"|cuy[oa] (?:nombre|identidad) (?:\w+ ){0,3}?(?:omit\w+|reserv\w+|no (?:se )?\w+|proteg\w+|callamos)"
    r"|pidi(?:ó|eron) (?:\w+ ){0,3}?(?:anonimato|no (?:ser|figurar|aparecer))"
    r"|dont (?:nous )?(?:taisons|ne \w+ pas|le nom (?:est|n['’])) ?(?:le nom|\w+)?|(?:ne"
    r"|n['’]) ?(?:publions|donnons|citons|révélons|imprimons) pas (?:\w+ ){0,2}?noms?"
    r"|a (?:demandé|souhaité) (?:\w+ ){0,3}?(?:anonym\w+|que son nom ne)"
    r"|whose (?:real )?names? (?:we|they) (?:do|did|will|shall|can) ?not "
    r"(?:give|print|publish|disclose|name)|names? (?:is |are |was |were |has been "
    r"|have been )?(?:withheld|omitted"
    r"|redacted|not (?:given|disclosed|published))|withh[eo]ld\w* (?:his|her|their"
    r"|the) names?|whose (?:real )?names? (?:is|are|we|cannot|can't|has|have)[^.,;]{0,40}(?:withh\w+"
    r"|omit\w*|not (?:be )?(?:disclos\w+|publish\w+|given|named)|chang\w+|protect\w+)"
    r"|not (?:be )?named for (?:reasons of )?(?:safety|security|protection)|asked "
    r"not to be named|did not want to be named|wish\w* to remain anonymous|anonymi[sz]ed"
    r"|\[(?:name )?(?:redacted|withheld)\]|name on file"
    r"|(?:we|they) do not name|prefers? not to be named|not (?:his|her|their) real name|name changed"
    r"|(?:просивш\w+|просил\w*|попросил\w*) не (?:называть|указывать)|не назва\w+ в целях|имя изменено"
    r"|pidi(?:ó|eron) (?:no ser|que no se) \w+|cuyo nombre (?:se omite|no se (?:publica|revela))"
    r"|nombre (?:cambiado|ficticio)"
    r"|(?:a demandé|a souhaité) (?:à )?(?:garder|rester)|prénom (?:modifié|changé)|имя не (?:называется"
    r"|разглашается|раскрывается)|nombre (?:reservado|omitido)"
    r"|identidad reservada|nom (?:omis|confidentiel)|█+|■{2,})",
    re.IGNORECASE,
)


@rule(
    "withheld-name-printed",
    "A name withheld here is printed there",
    "error",
    "persons",
    "Initials, “name withheld” and black bars protect nobody when the name stands "
    "on another page beside the same facts.",
    bad=(
        "The prisoner D.A., 34, was beaten with cables in Arlan prison on 3 May "
        "2021.\n\n# Annex\n\nDavit Arlan, 34, beaten with cables in Arlan prison "
        "on 3 May 2021, still needs care.",
    ),
    good=(
        "The prisoner D.A., 34, was beaten with cables in Arlan prison on 3 May "
        "2021.\n\n# Annex\n\nThe historian Dana Anders wrote about prisons in 1998.",
    ),
)
def withheld_name_printed(facts: Facts) -> Iterator[Hit]:
    """Match initials and withheld names with names printed beside the same facts."""
    named = [p for p in facts.of(persons) if p.full]
    unmarked = _by_initials(facts, {word for p in named for word in p.name.split()})
    bare = {p.name for p in unmarked}
    named += unmarked
    if not named:
        return
    told: set[str] = set()
    contexts = {m.start: _context(facts, m.start) for p in named for m in p.mentions[:6]}
    yield from _beside_each_other(facts, named, told)
    yield from _asked_for(facts, named, told)
    yield from _next_to_initials(facts, named, told)
    yield from _decoded(facts, told)
    for block in facts.document.blocks:
        if block.kind in {"title", "running", "contents"}:
            continue
        for found in _INITIALS.finditer(facts.text, block.start, block.end):
            if found.group().replace(" ", "") in _NO_INITIALS:
                continue
            letters = [x for x in (found["a"], found["m"], found["b"]) if x]
            # initials may have been taken for the end of a sentence
            own = _context(facts, found.start()) | _context(facts, found.end())
            own -= _letters(found.group())
            notes = facts.document.notes_near(*facts.document.sentence_of(found.start()))
            fitting = [p for p in named if _fits(letters, p.name)]
            for person in fitting:
                if person.name in told:
                    continue
                noted = next(
                    (m for m in person.mentions for n in notes if n.start <= m.start < n.end), None
                )
                by = noted is not None and facts.text[
                    max(0, noted.start - 4) : noted.start
                ].rstrip().endswith(" by")
                if noted is not None and not by and not is_official(facts, noted):
                    told.add(person.name)
                    yield _printed(noted, found.group(), found.span(), False)
                    continue
                share, mention = _closest(facts, person, found.start(), own, contexts)
                if mention is None or is_official(facts, mention) or _signs(facts, mention):
                    continue
                # initials that fit nobody else need one word of the same matter that is rare here
                alone = len(fitting) == 1 and bool(_rare(facts, own & contexts[mention.start]))
                if (
                    person.name in bare
                ):  # nothing says that it is a person but what both places share
                    alone = len(_rare(facts, own & contexts[mention.start])) >= 3
                    share = min(share, 2) if alone else 0
                asked = _said_to_be_withheld(facts, found.span()) and len(fitting) == 1
                if asked and person.name in bare and not share:
                    asked = False
                if asked or alone or share >= 3 or (share >= 2 and share >= 0.5 * len(own)):
                    told.add(person.name)
                    yield _printed(mention, found.group(), found.span(), share >= 3)
        for found in _SHORTENED.finditer(facts.text, block.start, block.end):
            own = _context(facts, found.start()) | _context(facts, found.end())
            own -= _letters(found.group())
            fitting = [
                p
                for p in named
                if (parts := p.name.split())
                and len(parts) == 2
                and parts[0] == found["given"]
                and parts[1][0] == found["b"]
            ]
            if len(fitting) != 1 or fitting[0].name in told:
                continue
            share, mention = _closest(facts, fitting[0], found.start(), own, contexts)
            if mention is None or is_official(facts, mention):
                continue
            if share >= 2 or _rare(facts, own & contexts[mention.start]):
                told.add(fitting[0].name)
                yield _printed(mention, found.group(), found.span(), share >= 3)
        for found in _WITHHELD.finditer(facts.text, block.start, block.end):
            own = _context(facts, found.start())
            start, end = facts.document.sentence_of(found.start())
            notes = facts.document.notes_near(start, end)
            for person in named:
                if person.name in told:
                    continue
                inside = next(
                    (m for m in person.mentions for n in notes if n.start <= m.start < n.end), None
                )
                if inside is not None and re.search(
                    r"[Ii]nterview|[Ss]tatement|[Tt]estimony|интервью|[Ee]ntrevista|[Ee]ntretien",
                    facts.text[max(0, inside.start - 40) : inside.start],
                ):
                    told.add(person.name)
                    yield _printed(inside, found.group(), found.span(), True)
                    continue
                share, mention = _closest(facts, person, found.start(), own, contexts)
                if mention is not None and is_official(facts, mention):
                    continue
                if mention is None or found.group() in mention.text:
                    continue
                rare = _rare(facts, own & contexts[mention.start])
                if (
                    share >= 5
                    or len(rare) >= 3
                    or (len(rare) >= 2 and share >= 0.4 * len(own))
                    or (share >= 2 and share >= 0.6 * len(own))
                ):
                    told.add(person.name)
                    yield _printed(mention, found.group(), found.span(), share >= 5)


#: Somebody asks that a name stay out.
_ASKED = re.compile(
    r"(?<!\w)(?:asked|requested|begged|wish\w*|want\w*|prefer\w*|insist\w*|at (?:his|her|their"
    r"|the) (?:own |family['’]s )?request|прос\w+|попрос\w+|pidi\w+|solicit\w+"
    r"|demand\w+|souhait\w+)(?!\w)",
    re.IGNORECASE,
)


def _asked_for(facts: Facts, named: list[Person], told: set[str]) -> Iterator[Hit]:
    """A sentence that names somebody and says that this name was asked to be left out."""
    for found in _WITHHELD.finditer(facts.text):
        start, end = facts.document.sentence_of(found.start())
        if not _ASKED.search(facts.text, start, end):
            continue
        inside = [(p, m) for p in named for m in p.mentions if start <= m.start < found.start()]
        if not inside or len({p.name for p, _ in inside}) > 2:
            continue
        person, mention = max(inside, key=lambda pair: pair[1].start)
        if person.name in told or found.start() - mention.end > 120 or is_official(facts, mention):
            continue
        told.add(person.name)
        yield _printed(mention, found.group(), found.span(), False)


def _next_to_initials(facts: Facts, named: list[Person], told: set[str]) -> Iterator[Hit]:
    """A name right beside the initials that hide it elsewhere: "Davit Arlan, D.A. in this report"."""
    hidden = {
        found.group().replace(" ", ""): found.span()
        for found in _INITIALS.finditer(facts.text)
        if _said_to_be_withheld(facts, found.span())
    }
    for person in named if hidden else ():
        for mention in person.mentions:
            beside = re.match(r"\s*[,(]\s*", facts.text[mention.end : mention.end + 4])
            found = beside and _INITIALS.match(facts.text, mention.end + beside.end())
            if not found or found.group().replace(" ", "") not in hidden or person.name in told:
                continue
            letters = [x for x in (found["a"], found["m"], found["b"]) if x]
            if _fits(letters, person.name) and not is_official(facts, mention):
                told.add(person.name)
                where = hidden[found.group().replace(" ", "")]
                yield _printed(mention, found.group(), where, True)


#: A code for somebody: "Witness W7", "свидетель 12".
_CODE = re.compile(
    r"(?<!\w)(?:[Ww]itness|[Ss]urvivor|[Vv]ictim|[Ii]nterviewee|[Ss]ource|[Dd]etainee|[Ss]peaker"
    r"|[Сс]видетел\w+|[Пп]отерпевш\w+|[Ии]сточник\w*|[Рр]еспондент\w*|[Tt]estigo|[Vv]íctima"
    r"|[Tt]émoin|[Şş]ahid)\s+(?:[Nn]o\.?\s*|№\s*|[Nn]\.?º\s*)?(?P<code>[A-ZА-Я]{0,3}[-‑]?\d{1,3}"
    r"|[A-ZА-Я]{1,2}\d*)(?!\w)(?!\.\s?[A-ZА-Я])"
)


def _decoded(facts: Facts, told: set[str]) -> Iterator[Hit]:
    """A row of a table that gives the name behind a code under which the text hides somebody."""
    codes: dict[str, tuple[int, int]] = {}
    for found in _CODE.finditer(facts.text):
        if placed(facts, found.start("code")) is None:
            codes.setdefault(found["code"], found.span())
    if not codes:
        return
    seen: set[tuple[int, int]] = set()
    for run in facts.of(runs):
        words = run.text.split()
        cell = placed(facts, run.start) if 2 <= len(words) <= 3 else None
        if cell is None or cell.end - run.end > 3 or run.text in told or cell.row in seen:
            continue
        if _BODY_OR_PLACE.search(run.text) or not all(word[:1].isupper() for word in words):
            continue
        for _, value in cell.beside:
            bare = _CODE.fullmatch(value.strip())
            code = bare["code"] if bare else value.strip()
            if code in codes:
                seen.add(cell.row)
                told.add(run.text)
                yield _printed(
                    PersonMention(run.text, run.start, run.end),
                    facts.quote(*codes[code]),
                    codes[code],
                    False,
                )
                break


def _said_to_be_withheld(facts: Facts, span: tuple[int, int]) -> bool:
    """Whether the sentence of initials says that the name behind them is left out."""
    sentence = facts.document.sentence_of(span[0])
    near = (
        max(sentence[0], span[0] - 80),
        min(max(sentence[1], span[1]) + 60, span[1] + 100, len(facts.text)),
    )
    return bool(_WITHHELD.search(facts.text, *near))


def _signs(facts: Facts, mention: PersonMention) -> bool:
    """Whether the sentence tells openly that the initials are a signature or a pen name."""
    start, end = facts.document.sentence_of(mention.start)
    return bool(
        re.search(
            r"(?<!\w)(?:sign(?:s|ed) (?:as|with|h\w+self)|pen name)(?!\w)", facts.text[start:end]
        )
    )


def _by_initials(facts: Facts, known: set[str]) -> list[Person]:
    """Two capitalised words that nothing marks as a person, where initials of the text fit them."""
    letters = {(m["a"], m["b"]) for m in _INITIALS.finditer(facts.text) if m["m"] is None}
    found: dict[str, list[PersonMention]] = {}
    for run in facts.of(runs) if letters else ():
        words = run.text.split()
        if len(words) != 2 or set(words) & known or min(map(len, words)) < 3:
            continue
        if (words[0][0], words[1][0]) in letters and not _BODY_OR_PLACE.search(run.text):
            mention = PersonMention(run.text, run.start, run.end)
            found.setdefault(run.text, []).append(mention)
    return [Person(name, tuple(mentions)) for name, mentions in found.items()]


_BODY_OR_PLACE = re.compile(
    r"(?<!\w)(?:Committee|Commission|Convention|Court|Ministry|Council|Association|Union|Institute|Service"
    r"|Guard|Front|Army|Party"
    r"|Street|Road|River|Prison|Hospital|School|District|Region|Centre|Center|House|Bridge|Valley|Camp|Law"
    r"|Act|Code|Report|Table"
    r"|Figure|Annex|Northern|Southern|Eastern|Western|Upper|Lower|Old|New|Human|State|National|Supreme"
    r"|General|Special|Комитет"
    r"|Суд|Совет|Министерств\w+|Comité|Comisión|Corte|Ministerio|Consejo)(?!\w)"
)


_Q = r"[“\"«‘']?"
_PSEUDONYM = re.compile(
    rf"{_Q}(?P<w>(?-i:[A-ZА-ЯЁ])[\w-]{{2,}}){_Q}\s*(?:,|\()\s*(?:not (?:his|her|their) real name"
    rf"|(?:a )?pseudonym"
    r"|name changed|a false name|имя изменено|псевдоним|nombre (?:ficticio|cambiado|supuesto)"
    r"|prénom (?:modifié|changé))"
    r"|(?:(?:whom|who|which) we (?:shall |will )?call|we call(?: him| her)?|called here|known here as"
    r"|под именем|назов[её]м (?:его|е[её])|(?:a quien|que) llamamos)\s+"
    rf"[“\"«‘']?(?P<v>(?-i:[A-ZА-ЯЁ])[\w-]{{2,}})",
    re.IGNORECASE,
)
#: Between a pseudonym and the name behind it, in either order.
_SAME_AS = re.compile(
    r"[”\"»’']?,?\s*(?:\(|[,—–=-]|that is|is|i\.e\.|in fact|alias|or)?\s*(?:whose |his |her |the )?"
    r"(?:real name(?: is| was)?,?|alias|known (?:here )?as|called|whom we call|that is|in fact"
    r"|настоящее имя|то есть|cuyo nombre (?:real )?es|es decir|alias)?\s*:?\s*[“\"«‘']?",
    re.IGNORECASE,
)
_DIRECTLY = re.compile(
    r"\s*(?:,|\()\s*(?:(?:his|her|the) )?(?:names? (?:is )?(?:withheld|omitted|redacted"
    r"|not (?:given|published))"
    r"|имя не (?:называется|разглашается|раскрывается)|nombre (?:reservado|omitido))",
    re.IGNORECASE,
)


def _beside_each_other(facts: Facts, named: list[Person], told: set[str]) -> Iterator[Hit]:
    """A full name called withheld, and a pseudonym that the text itself resolves."""
    changed = {
        (found["w"] or found["v"]): found.span() for found in _PSEUDONYM.finditer(facts.text)
    }
    for person in named:
        for mention in person.mentions:
            withheld = _DIRECTLY.match(facts.text, mention.end)
            if withheld and person.name not in told:
                told.add(person.name)
                yield _printed(mention, withheld.group().strip(" ,("), withheld.span(), True)
        if person.name in told or not changed or person.name in changed:
            continue
        for mention in person.mentions:
            start, end = facts.document.sentence_of(mention.start)
            if is_official(facts, mention):
                continue
            other = next(
                (w for w in changed if _resolved(facts.text, w, mention, start, end)), None
            )
            if other:
                told.add(person.name)
                yield _printed(mention, other, changed[other], True)
                break


def _resolved(text: str, word: str, mention: PersonMention, start: int, end: int) -> bool:
    if word in mention.text:
        return False
    for found in re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", text[start:end]):
        a, b = start + found.start(), start + found.end()
        gap = text[b : mention.start] if b <= mention.start else text[mention.end : a]
        if len(gap) < 40 and len(gap.strip()) > 0 and _SAME_AS.fullmatch(gap):
            return True
    return False


_NO_INITIALS = frozenset(["U.S.", "U.K.", "U.N.", "E.U.", "B.C.", "A.D.", "O.S.", "N.S.", "A.H."])


def _rare(facts: Facts, words: frozenset[str]) -> frozenset[str]:
    """Those of the words that the document hardly uses elsewhere."""
    uses = facts.of(_uses)
    for word in words - uses.keys():
        uses[word] = facts.of(_low).count(word)
    return frozenset(word for word in words if uses[word] <= 4)


def _low(facts: Facts) -> str:
    return facts.text.lower()


def _uses(_: Facts) -> dict[str, int]:
    """How often a word stands in the document, for those asked after so far."""
    return {}


def _letters(words: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W\d_]{4,}", words.lower()))


def _closest(
    facts: Facts,
    person: Person,
    position: int,
    own: frozenset[str],
    contexts: dict[int, frozenset[str]],
) -> tuple[int, PersonMention | None]:
    """The mention of a person, in another sentence, that shares most with a context."""
    here = facts.document.sentence_of(position)
    name = frozenset(w.lower() for w in re.findall(r"[^\W\d_]{4,}", person.name))
    apart = [m for m in person.mentions[:6] if not here[0] <= m.start < here[1]]
    if not apart:
        return 0, None
    return max(((len(own & contexts[m.start] - name), m) for m in apart), key=lambda pair: pair[0])


def _printed(mention: PersonMention, words: str, span: tuple[int, int], sure: bool) -> Hit:
    return Hit(
        mention.start,
        mention.end,
        f"A name withheld elsewhere (“{words}”) is printed here beside the same facts.",
        "Withhold it in all places.",
        (span,),
        None if sure else "warning",
    )


def _fits(letters: list[str], name: str) -> bool:
    firsts = [w[0] for w in re.split(r"[\s.-]+", name) if w and w[0].isupper()]
    return letters in (firsts, firsts[::-1]) or (
        len(letters) == 2
        and len(firsts) == 3
        and letters in ([firsts[0], firsts[1]], [firsts[1], firsts[0]], [firsts[0], firsts[2]])
    )


_FACTS_APART = frozenset(
    {
        "person",
        "people",
        "with",
        "name",
        "names",
        "withheld",
        "said",
        "told",
        "year",
        "that",
        "this",
        "request",
    }
    | {
        "whose",
        "asked",
        "named",
        "имя",
        "разглашается",
        "nombre",
        "publish",
        "print",
        "printed",
        "disclose",
        "reveal",
        "mention",
        "appear",
        "call",
        "thank",
        "report",
        "благодар",
        "указыва",
        "называ",
        "agradec",
        "give",
        "given",
        "where",
        "which",
        "there",
    }
)


def _context(facts: Facts, position: int) -> frozenset[str]:
    """What the sentence says, in stems and figures, for telling the same facts."""
    cell = placed(facts, position)
    start, end = cell.row if cell else facts.document.sentence_of(position)
    figures = frozenset(re.findall(r"(?<![\d.])\d{1,4}(?![\d.])", facts.text[start:end]))
    stems = content_stems(facts, start, end)
    numbers = language_tables(facts.language).numbers
    words = re.findall(r"[^\W\d_]{3,}", facts.text[start:end].lower())
    figures |= frozenset(str(numbers[word]) for word in words if numbers.get(word, 0) >= 5)
    doctor = frozenset(["doctor"]) if "Dr" in facts.text[start:end] else frozenset()
    return (stems | figures | doctor) - _FACTS_APART
