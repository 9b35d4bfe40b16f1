"""Somebody hidden under initials, a code or another name, told by the same facts beside a full name elsewhere.

No words of hiding are needed at the printed name: what the two places share is weighed. A rare word, an age, a
number bound to its noun ("Unit 9", "7 March") count, initials that fit count; initials that don't fit and another
age speak against. Only one name of the document may fit best, so a list of all who were there gives nobody away.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from probanda.audit.extract.columns import placed
from probanda.audit.extract.language import language_tables
from probanda.audit.extract.names_in_text import runs
from probanda.audit.extract.persons import Person, PersonMention
from probanda.audit.facts import Facts
from probanda.audit.rules.hidden.beside import no_initials, pseudonyms
from probanda.audit.rules.hidden.words import (
    INITIALS,
    LETTER,
    SHORTENED,
    behind_a_surname,
    codes,
    fits,
    hidings_in,
    letters_of,
    may_be_a_person,
    printed,
    said_to_be_withheld,
)
from probanda.audit.rules.persons.named import (
    OFFICE_BEFORE,
    OFFICIAL,
    OFFICIAL_AFTER,
    is_official,
)
from probanda.audit.rules.registry import Hit
from probanda.audit.voice import content_stems

__all__ = ["contradicted", "told_elsewhere"]

_BOUND = re.compile(
    r"(?<![\d.,])(?P<n>\d{1,3})(?:-\w{1,2})?[ \u00a0]+(?:de[ \u00a0]+)?(?P<w>[^\W\d_]{3,})"
    r"|(?P<v>[^\W\d_]{3,})[ \u00a0]+(?:(?:no\.?|№|n\.?º|nº|number|номер)\s*)?(?P<m>\d{1,3})(?![\d.,]*\d)",
    re.IGNORECASE,
)
_AGE = re.compile(
    r"(?:aged?|возрасте|edad(?: de)?|âgée?(?: de)?)\s+(?P<a>\d{1,2})(?!\d)"
    r"|(?<![\d.])(?P<b>\d{1,2})(?:[- ]year|\s+(?:лет|год\w?|летн\w+|años|ans)(?!\w)(?!\s+(?:назад"
    r"|спустя|después|ago)))"
    r"|,\s*(?P<c>\d{1,2})\s*(?=,|\.\s|\)|$)",
    re.IGNORECASE | re.MULTILINE,
)
_AGE_HEAD = re.compile(r"age|возраст|edad|âge|лет", re.IGNORECASE)
_SHORT = 70
_MONTH = re.compile(
    r"jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
    r"|янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек|ene|abr|ago|dic"
)
#: Words that hiding and thanking share without being facts of the matter.
_EMPTY = re.compile(
    r"(?:name|withh|chang|interv|имя|имен|имён|псевд|интер|nombre|ficti|reserv|entrev|report|доклад"
    r"|informe|thank|благод"
    r"|agrad|person|people|челов|года?$|years?$|años?$|witnes|свидет|testig|januar|februa|march"
    r"|april|august|septem"
    r"|octobe|novemb|decemb|январ|феврал|март|апрел|июн|июл|август|сентяб|октябр|ноябр|декабр|enero|febrer|marzo"
    r"|abril|mayo|junio|julio|agosto|septie|octubr|noviem|diciem)"
)


@dataclass(frozen=True, slots=True)
class _Subject:
    """Somebody hidden: by which words, with which initials, and the range that tells of them."""

    start: int
    end: int
    letters: tuple[str, ...]
    around: tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Named:
    mention: PersonMention
    around: tuple[int, int]
    known: bool


def told_elsewhere(facts: Facts, named: list[Person], told: set[str]) -> Iterator[Hit]:
    """Full names beside the facts by which the text tells of somebody whom it hides."""
    subjects = list(_subjects(facts))
    if not subjects:
        return
    people = _people(facts, named)
    marks = [_marks(facts, *person.around) for person in people]
    index: dict[str, list[int]] = defaultdict(list)
    for place, own in enumerate(marks):
        for mark in own:
            index[mark].append(place)
    common = max(4, len(facts.text) // 25_000)
    seen: set[tuple[int, int]] = set()
    for subject in subjects:
        if subject.around in seen:
            continue
        here = _marks(facts, *subject.around)
        scores: dict[int, float] = defaultdict(float)
        shared: dict[int, int] = defaultdict(int)
        for mark in here:
            if len(index.get(mark, ())) > 12:
                continue
            worth = _worth(facts, mark, common)
            for place in index.get(mark, ()) if worth else ():
                scores[place] += worth
                shared[place] += worth >= 1
        fitting = {
            p.mention.text
            for p in people
            if subject.letters and fits(subject.letters, p.mention.text)
        }
        for place in _in_notes(facts, subject, people, fitting):
            scores[place] += 3
            shared[place] += 2
        if len(fitting) == 1 and said_to_be_withheld(facts, subject.start, subject.end):
            for place, person in enumerate(people):
                if person.mention.text in fitting and person.known:
                    scores[place] += 1
                    shared[place] += 1
        best = _best(facts, subject, people, scores, shared, fitting)
        if best is None or best.mention.text in told:
            continue
        seen.add(subject.around)
        told.add(best.mention.text)
        yield printed(
            best.mention,
            facts.quote(subject.start, subject.end),
            (subject.start, subject.end),
            False,
        )


def _best(
    facts: Facts,
    subject: _Subject,
    people: list[_Named],
    scores: dict[int, float],
    shared: dict[int, int],
    fitting: set[str],
) -> _Named | None:
    """The one name that shares most with somebody hidden; None when none is surely theirs."""
    ranked: dict[str, tuple[float, _Named]] = {}
    alone = len(subject.letters) > 1 and len(fitting) == 1  # initials that fit nobody else
    for place, worth in scores.items():
        person = people[place]
        name = person.mention.text
        if shared[place] < (1 if alone else 2) or _overlap(subject.around, person.around):
            continue
        if subject.letters and name not in fitting:
            continue
        score = worth + (0.5 + 0.5 * len(subject.letters) if subject.letters else 0)
        if score < (2.5 if alone else 3 if person.known else 3.5):
            continue
        if score > ranked.get(name, (0.0, person))[0]:
            ranked[name] = (score, person)
    order = sorted(ranked.values(), key=lambda pair: -pair[0])
    if not order or (len(order) > 1 and order[0][0] - order[1][0] < 1):
        return None
    person = order[0][1]
    if alone and order[0][0] < 4 and _another_trade(facts, subject, person):
        return None
    span = (subject.start, subject.end)
    if contradicted(facts, (person.mention.start, person.mention.end), span, subject.around):
        return None
    if is_official(facts, person.mention) and not _one_office(facts, subject, person):
        return None
    return person


def _another_trade(facts: Facts, subject: _Subject, person: _Named) -> bool:
    """Whether a noun right before a name ("the architect Alonso Prieto") is not told of the hidden one."""
    before = re.search(
        r"[^\W\d_A-ZА-ЯЁ][^\W\d_]{3,}(?=\s+\Z)", facts.text[person.around[0] : person.mention.start]
    )
    language = language_tables(facts.language)
    return (
        before is not None
        and before.group() not in language.closed
        and language.stem(before.group()) not in facts.text[slice(*subject.around)].lower()
    )


def _in_notes(
    facts: Facts, subject: _Subject, people: list[_Named], fitting: set[str]
) -> Iterator[int]:
    """Names with the letters of somebody hidden, in the notes to the sentence that hides them."""
    for note in facts.document.notes_near(*subject.around) if fitting else ():
        for place, person in enumerate(people):
            if note.start <= person.mention.start < note.end and person.mention.text in fitting:
                yield place


def _one_office(facts: Facts, subject: _Subject, person: _Named) -> bool:
    """Whether the office of a named person is told of the hidden one too."""
    mention = person.mention
    before = facts.text[max(0, mention.start - 40) : mention.start]
    after = facts.text[mention.end : mention.end + 60]
    found = (OFFICIAL.search(before), OFFICE_BEFORE.search(before), OFFICIAL_AFTER.match(after))
    told = [re.findall(r"[^\W\d_]{4,}", m.group().lower()) for m in found if m]
    offices = {
        word[:6] for place, m in enumerate(told) for word in (m[-1:] if place == 2 else m[:1])
    }
    here = facts.text[slice(*subject.around)].lower()
    return any(office in here for office in offices)


def _overlap(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _subjects(facts: Facts) -> Iterator[_Subject]:
    text = facts.text
    for block in facts.document.blocks:
        if block.kind not in {"paragraph", "list-item", "footnote", "quote", "cell", "caption"}:
            continue
        hidden: list[tuple[int, int, tuple[str, ...]]] = [
            (*found.span(), tuple(letters_of(found)))
            for pattern in (INITIALS, LETTER, SHORTENED)
            for found in pattern.finditer(text, block.start, block.end)
            if not no_initials(found.group()) and not behind_a_surname(facts, found.start())
        ]
        coded, called = facts.of(codes), facts.of(pseudonyms)
        known = coded[bisect_left(coded, (block.start,)) : bisect_left(coded, (block.end,))]
        hidden += [(each.start, each.end, ()) for each in known]
        hidden += [(start, end, ()) for start, end in hidings_in(facts, block.start, block.end)]
        if called:
            hidden += [(*m.span(), ()) for m in called.finditer(text, block.start, block.end)]
        initials = [h for h in hidden if h[2]]
        for start, end, own in sorted(hidden):
            around = _around(facts, start, end, block.start)
            letters = own
            if not letters:  # "F.T., whose name is withheld": the letters count for the words too
                beside = [h for h in initials if around[0] <= h[0] < around[1]]
                letters = beside[0][2] if len(beside) == 1 else ()
            yield _Subject(start, end, letters, around)


def _around(facts: Facts, start: int, end: int, top: int) -> tuple[int, int]:
    """The sentence of somebody hidden, with the one before when it says little itself."""
    cell = placed(facts, start)
    if cell:
        return cell.row
    first = facts.document.sentence_of(start)
    last = facts.document.sentence_of(min(end + 1, len(facts.text) - 1))
    low, high = min(first[0], last[0]), max(first[1], last[1])
    if high - low < _SHORT and low > top + 1:
        low = min(low, facts.document.sentence_of(max(top, low - 3))[0])
    if top + 6 > low > top:
        low = top  # initials at the head of a paragraph are taken for a sentence
    return low, high


def _people(facts: Facts, named: list[Person]) -> list[_Named]:
    """Full names with the range that tells of each."""
    known = {p.name for p in named} | {m.text for p in named for m in p.mentions}
    text = facts.text
    places = []
    for run in facts.of(runs):
        words = run.text.split()
        if len(words) == 3 and words[1] + " " + words[2] in known:
            words = words[1:]  # "the office of Talsk Igor Malkov"
        shown = " ".join(words)
        if not 2 <= len(words) <= 3 or any(len(w.strip(".")) < 3 for w in words):
            continue
        if not may_be_a_person(facts, shown) or not all(w[0].isupper() for w in words):
            continue
        mention = PersonMention(shown, run.end - len(shown), run.end)
        places.append((mention, shown in known))
    answers = []
    for at, (mention, sure) in enumerate(places):
        cell = placed(facts, mention.start)
        if cell:
            if sure or cell.end - mention.end <= 3:
                answers.append(_Named(mention, cell.row, True))
            continue
        block = facts.document.block_of(mention.start)
        if block is None or block.kind not in {"paragraph", "list-item", "footnote", "caption"}:
            continue
        start, end = facts.document.sentence_of(mention.start)
        if block.kind in {"list-item", "caption"} and block.end - block.start < 300:
            start, end = block.start, block.end
        start = text.rfind(";", start, mention.start) + 1 or start
        stop = text.find(";", mention.end, end)
        end = stop if stop >= 0 else end
        before = places[at - 1][0] if at else None
        if before and before.end > start:
            start = max(before.end, mention.start - 25)
        behind = places[at + 1][0] if at + 1 < len(places) else None
        if behind and behind.start < end:
            end = max(mention.end, behind.start - 12)
        opens = (
            mention.start - block.start < 6
            or text[max(0, mention.start - 3) : mention.start].rstrip()[-1:] in {":", "."}
            or re.match(r",\s*[\da-zа-яёñáéíóú]|\s*\(\d", text[mention.end : mention.end + 5])
        )
        answers.append(_Named(mention, (start, end), sure or bool(opens)))
    return answers


def _marks(facts: Facts, start: int, end: int) -> frozenset[str]:
    """Rare words, ages and numbers bound to a noun: what tells of somebody."""
    language = language_tables(facts.language)
    text = facts.text[start:end]
    found = {s for s in content_stems(facts, start, end) if not _EMPTY.match(s)}
    for match in _BOUND.finditer(text):
        number, word = match["n"] or match["m"], (match["w"] or match["v"]).lower()
        if word not in language.closed:
            found.add(f"{number} {language.stem(word)[:5]}")
    found |= {
        n
        for n in re.findall(r"(?<![\d.,])\d{1,2}(?![\d.,]*\d)", text)
        if int(n) >= 5
        and not any(
            n == mark.split()[0] and _MONTH.match(mark.split()[1]) for mark in found if " " in mark
        )
    }
    for word in re.findall(r"[^\W\d_]{3,}", text.lower()):
        value = language.numbers.get(word, 0)
        if 5 <= value < 100:
            found.add(str(int(value)))
    return frozenset(found)


def _worth(facts: Facts, mark: str, common: int) -> float:
    """How much a shared mark tells: more the rarer it is in the document."""
    if " " in mark:
        return 1.5
    if mark.isdecimal():
        return 1.0
    uses = facts.of(_uses)
    if mark not in uses:
        uses[mark] = facts.of(_low).count(mark)
    if uses[mark] <= 2:  # here and there, and nowhere else
        return 1.5
    return 1.0 if uses[mark] <= common else 0.5 if uses[mark] <= 3 * common else 0.0


def _low(facts: Facts) -> str:
    return facts.text.lower()


def _uses(_: Facts) -> dict[str, int]:
    """How often a stem stands in the document, for those asked after so far."""
    return {}


def contradicted(
    facts: Facts,
    mention: tuple[int, int],
    hidden: tuple[int, int],
    around: tuple[int, int] | None = None,
) -> bool:
    """Whether a name is somebody else's: another age, or a row of a table that hides somebody in another row."""
    cell = placed(facts, mention[0])
    if cell:
        table = next((t for t in facts.document.tables if t.start <= mention[0] < t.end), None)
        if table and table.start <= hidden[0] < table.end:
            return not cell.row[0] <= hidden[0] < cell.row[1]
        rows = [(r[0].start, r[-1].end) for r in table.rows if r] if table else []
        for start, end in rows:
            initials = INITIALS.search(facts.text, start, end)
            someone = hidings_in(facts, start, end) or initials
            letters = INITIALS.search(facts.text, *hidden)
            same = not (letters and initials) or letters.groups() == initials.groups()
            if (start, end) != cell.row and someone and same:
                return True  # somebody else of this table is the hidden one
    block = facts.document.block_of(hidden[0])
    there = around or _around(facts, *hidden, block.start if block else 0)
    one, other = _ages(facts, *there), _row_ages(facts, mention)
    return bool(one and other and not one & other)


def _ages(facts: Facts, start: int, end: int) -> frozenset[str]:
    return frozenset(m["a"] or m["b"] or m["c"] for m in _AGE.finditer(facts.text, start, end))


def _row_ages(facts: Facts, mention: tuple[int, int]) -> frozenset[str]:
    """The age told of a printed name: in its row, or right behind it."""
    cell = placed(facts, mention[0])
    if cell:
        told = [text for head, text in cell.beside if _AGE_HEAD.search(head)]
        return frozenset(n for text in told for n in re.findall(r"(?<!\d)\d{1,2}(?!\d)", text))
    end = facts.document.sentence_of(mention[0])[1]
    return _ages(facts, mention[1], min(end, mention[1] + 40))
