"""Names that the report withholds in one place and prints in another."""

from __future__ import annotations

import re
from collections.abc import Iterator

from probanda.audit.extract.columns import placed
from probanda.audit.extract.language import language_tables
from probanda.audit.extract.names_in_text import runs
from probanda.audit.extract.persons import Person, PersonMention, persons
from probanda.audit.facts import Facts
from probanda.audit.rules.hidden.elsewhere import contradicted, told_elsewhere
from probanda.audit.rules.hidden.printed import asked_for, decoded, next_to_initials
from probanda.audit.rules.hidden.words import (
    BODY_OR_PLACE,
    INITIALS,
    SHORTENED,
    WITHHELD,
    fits,
    printed,
    said_to_be_withheld,
)
from probanda.audit.rules.persons.named import is_official
from probanda.audit.rules.registry import Hit, rule
from probanda.audit.voice import content_stems


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
    for hit in _printed(facts):
        if not contradicted(facts, (hit.start, hit.end), hit.evidence[0]):
            yield hit


def _printed(facts: Facts) -> Iterator[Hit]:
    """Names of those hidden, whatever may speak against it."""
    named = [p for p in facts.of(persons) if p.full]
    unmarked = _by_initials(facts, {word for p in named for word in p.name.split()})
    bare = {p.name for p in unmarked}
    named += unmarked
    told: set[str] = set()
    contexts = {m.start: _context(facts, m.start) for p in named for m in p.mentions[:6]}
    yield from _beside_each_other(facts, named, told)
    yield from asked_for(facts, named, told)
    yield from next_to_initials(facts, named, told)
    yield from decoded(facts, told)
    for block in facts.document.blocks:
        if block.kind in {"title", "running", "contents"}:
            continue
        for found in INITIALS.finditer(facts.text, block.start, block.end):
            if found.group().replace(" ", "") in _NO_INITIALS:
                continue
            letters = [x for x in (found["a"], found["m"], found["b"]) if x]
            # initials may have been taken for the end of a sentence
            own = _context(facts, found.start()) | _context(facts, found.end())
            own -= _letters(found.group())
            notes = facts.document.notes_near(*facts.document.sentence_of(found.start()))
            fitting = [p for p in named if fits(letters, p.name)]
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
                    yield printed(noted, found.group(), found.span(), False)
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
                asked = said_to_be_withheld(facts, found.span()) and len(fitting) == 1
                if asked and person.name in bare and not share:
                    asked = False
                if asked or alone or share >= 3 or (share >= 2 and share >= 0.5 * len(own)):
                    told.add(person.name)
                    yield printed(mention, found.group(), found.span(), share >= 3)
        for found in SHORTENED.finditer(facts.text, block.start, block.end):
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
                yield printed(mention, found.group(), found.span(), share >= 3)
        for found in WITHHELD.finditer(facts.text, block.start, block.end):
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
                    yield printed(inside, found.group(), found.span(), True)
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
                    yield printed(mention, found.group(), found.span(), share >= 5)
    yield from told_elsewhere(facts, named, told)


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
    letters = {(m["a"], m["b"]) for m in INITIALS.finditer(facts.text) if m["m"] is None}
    found: dict[str, list[PersonMention]] = {}
    for run in facts.of(runs) if letters else ():
        words = run.text.split()
        if len(words) != 2 or set(words) & known or min(map(len, words)) < 3:
            continue
        if (words[0][0], words[1][0]) in letters and not BODY_OR_PLACE.search(run.text):
            mention = PersonMention(run.text, run.start, run.end)
            found.setdefault(run.text, []).append(mention)
    return [Person(name, tuple(mentions)) for name, mentions in found.items()]


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
                yield printed(mention, withheld.group().strip(" ,("), withheld.span(), True)
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
                yield printed(mention, other, changed[other], True)
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
