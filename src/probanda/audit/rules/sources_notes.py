"""Notes: each referred to, in order, numbered once; ranges that run forwards."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from probanda.audit.extract.language import language_tables
from probanda.audit.extract.sources import names_sources
from probanda.audit.facts import Facts
from probanda.audit.finding import Severity
from probanda.audit.rules.registry import Hit, rule

__all__: list[str] = []

_PLAIN_NUMBER = re.compile(r"\d{1,4}")


def _weight(facts: Facts) -> Severity:
    """An error where the file says which mark belongs to which note.

    A PDF only shows small figures; what surrounds a report on a web page has marks and notes of its own.
    """
    return "warning" if facts.document.format in {"pdf", "html"} else "error"


@rule(
    "note-unreferred",
    "A note that nothing refers to",
    "error",
    "sources",
    "A note without a mark in the text is a source for nothing: either the mark was lost in editing, or the"
    " statement was. Notes of a PDF are told by their size and place, so there it is a warning.",
    bad=(
        "The prison held 40 men.[^1]\n\n[^1]: Register of the prison.\n[^2]: Letter of the Ministry, 3"
        " May 2021.",
    ),
    good=("The prison held 40 men.[^1]\n\n[^1]: Register of the prison.",),
    accept="When the note is a general one that stands for a whole chapter.",
)
def note_unreferred(facts: Facts) -> Iterator[Hit]:
    """Notes with no anchor; none when no mark was seen at all (then the reader could not see marks)."""
    document = facts.document
    if not document.marks:
        return
    for note in document.notes:
        if note.anchors or note.label == "continued":
            continue
        name = "A note" if note.label.startswith("unreferred") else f"Note {note.label}"
        yield Hit(
            note.start,
            note.end,
            f"{name} is not referred to anywhere in the text.",
            "Put its mark where the statement is that it supports, or take the note out.",
            severity=_weight(facts),
        )


@rule(
    "mark-without-note",
    "A mark of a note that is not there",
    "error",
    "sources",
    "A mark promises a source; where the note is missing, a reader looks for it in vain.",
    bad=("The prison held 40 men.[^1] Nobody was charged.[^7]\n\n[^1]: Register of the prison.",),
    good=("The prison held 40 men.[^1] Nobody was charged.[^1]\n\n[^1]: Register of the prison.",),
    accept="When the notes stand in another volume, and the text says so.",
)
def mark_without_note(facts: Facts) -> Iterator[Hit]:
    """Marks with no note of their label, where the document has notes."""
    document = facts.document
    known = {note.label for note in document.notes}
    if not known:
        yield from _markdown_marks(facts)
        yield from _no_notes_at_all(facts)
        return
    missing = [
        mark
        for mark in document.marks
        if mark.label not in known
        and not mark.label.startswith("@")  # a key of a casebook's source
    ]
    if document.format == "pdf" and len(missing) > 0.2 * len(document.marks):
        return  # the notes were not seen, rather than left out
    for mark in missing:
        start, end = _before(facts, mark.position)
        yield Hit(
            start,
            end,
            f"The mark {mark.label} stands here, and there is no note {mark.label}.",
            "Add the note, or take the mark out.",
            severity=_weight(facts),
        )
    yield from _markdown_marks(facts)


#: Figures in brackets behind a word or a stop: "charged.[2]".
_BRACKETED = re.compile(r"(?<=[^\W\d_]|[.,;:”»)!?])\[(?P<n>\d{1,3})\]")


def _no_notes_at_all(facts: Facts) -> Iterator[Hit]:
    """Marks in a document that has no notes, told once: those that the file marks, or bracketed ones from 1 on.

    A warning: the notes may have been left out where the text was taken from.
    """
    document = facts.document
    if document.format == "pdf" or any(names_sources(s.title) for s in document.sections):
        return
    marks = [mark for mark in document.marks if not mark.label.startswith("@")]
    places = [_before(facts, mark.position) for mark in marks]
    labels = [mark.label for mark in marks]
    if not document.marks:
        found = list(_BRACKETED.finditer(facts.text))
        numbers = [int(each["n"]) for each in found]
        rising = len(numbers) >= 2 and numbers[0] == 1 and numbers == sorted(numbers)
        if rising and max(numbers) <= 2 * len(numbers):
            places = [_before(facts, each.end()) for each in found]
            labels = [each["n"] for each in found]
    if not places:
        return
    several = (
        f"Marks {labels[0]} to {labels[-1]} stand"
        if len(labels) > 1
        else f"The mark {labels[0]} stands"
    )
    yield Hit(
        *places[0],
        f"{several} in the text, and the document has no notes.",
        "Add the notes, or take the marks out.",
        evidence=tuple(places[1:6]),
        severity="warning",
    )


def _markdown_marks(facts: Facts) -> Iterator[Hit]:
    """Marks that stayed in the text as they were written: nothing in the file answers them."""
    for found in re.finditer(r"\[\^[\w-]{1,40}\]", facts.text):
        yield Hit(
            *found.span(),
            f"The mark {found[0]} stands here, and there is no note for it.",
            "Add the note, or take the mark out.",
        )


def _before(facts: Facts, position: int) -> tuple[int, int]:
    """The word that a mark stands behind."""
    found = re.search(r"\S+\s*\Z", facts.text[max(0, position - 60) : position])
    return (position - len(found[0]), position) if found else (position, position)


@rule(
    "notes-permuted",
    "Marks of notes out of order",
    "error",
    "sources",
    "Numbers of notes that go 5, 7, 6 show that a paragraph was moved; then the notes support the wrong"
    " statements. Referring again to an earlier note, and numbering that begins anew, are left alone.",
    bad=("First.[^1] Second.[^3] Third.[^2]\n\n[^1]: A list.\n[^2]: A letter.\n[^3]: A register.",),
    good=(
        "First.[^1] Second.[^2] Again.[^1] Third.[^3]\n\n[^1]: A list.\n[^2]: A letter.\n[^3]: A register.",
    ),
    accept="When the numbers are those of a list of sources, not of notes.",
)
def notes_permuted(facts: Facts) -> Iterator[Hit]:
    """First appearances of numbers that fall back behind a number passed over before."""
    document = facts.document
    seen: set[int] = set()
    highest = 0
    skipped: dict[int, int] = {}
    found: list[tuple[int, int, int]] = []
    places: dict[int, int] = {}
    for mark in document.marks:
        if not _PLAIN_NUMBER.fullmatch(mark.label):
            continue
        number = int(mark.label)
        if number == 1 and highest > 1 and 1 in seen:
            seen, highest, skipped = (
                {1},
                1,
                {},
            )  # numbering begins anew, or note 1 once more: no order to keep
            places = {1: mark.position}
            continue
        if number in seen:
            continue
        if number < highest and number in skipped:
            found.append((number, skipped[number], mark.position))
        for between in range(highest + 1, min(number, highest + 50)):
            skipped[between] = number
        seen.add(number)
        places[number] = mark.position
        highest = max(highest, number)
    listed = Counter(note.label for note in document.notes)
    orderly = len(found) <= max(2, 0.2 * len(seen))
    if not orderly or not listed:
        return  # references to a list of sources, in no order at all
    for number, passed, position in found:
        start, end = _before(facts, position)
        yield Hit(
            start,
            end,
            f"Mark {number} stands behind mark {passed}: the notes are out of order.",
            "Number the notes anew in the order of the text, and check that each supports its statement.",
            evidence=(_before(facts, places[passed]),),
            severity={"pdf": "warning", "html": "note"}.get(document.format),  # type: ignore[arg-type]
        )


@rule(
    "note-twice",
    "Two notes with one number",
    "error",
    "sources",
    "Where two notes have one number, a reader can't tell which of them is the source.",
    bad=(
        "The prison held 40 men.[^1]\n\n[^1]: Register of the prison.\n[^1]: Letter of the Ministry.",
    ),
    good=(
        "The prison held 40 men.[^1] It closed.[^2]\n\n[^1]: Register.\n[^2]: Letter of the Ministry.",
    ),
    accept="When each chapter numbers its notes anew.",
)
def note_twice(facts: Facts) -> Iterator[Hit]:
    """Labels given twice within one run of numbers (a run begins anew at 1)."""
    document = facts.document
    runs: dict[int, dict[str, list[tuple[int, int]]]] = defaultdict(lambda: defaultdict(list))
    run, last, anew = 0, 0, _begun_anew(facts)
    months = language_tables(facts.language).months
    for note in document.notes:
        number = int(note.label) if _PLAIN_NUMBER.fullmatch(note.label) else 0
        first = re.match(r"\w+", facts.text[note.start : note.end])
        if document.format == "pdf" and first and first[0].lower() in months:
            continue  # "4 February" at the head of a column
        if number == 1 and last > 1 and run < anew:
            run += 1
        last = number or last
        if not note.label.startswith(("unreferred", "continued", "*", "†", "‡")):
            runs[run][note.label].append((note.start, note.end))
    for labels in runs.values():
        for label, places in labels.items():
            for start, end in places[1:]:
                if _same(facts, places[0], (start, end)) and document.format == "pdf":
                    continue
                yield Hit(
                    start,
                    end,
                    f"There are two notes with the number {label}.",
                    "Number the notes anew.",
                    evidence=(places[0],),
                    severity=_weight(facts),
                )


def _begun_anew(facts: Facts) -> int:
    """How often the marks in the text begin again at 1."""
    times, last = 0, 0
    for mark in facts.document.marks:
        number = int(mark.label) if _PLAIN_NUMBER.fullmatch(mark.label) else 0
        times += number == 1 and last > 1
        last = number or last
    return times


def _same(facts: Facts, one: tuple[int, int], other: tuple[int, int]) -> bool:
    return facts.quote(*one) == facts.quote(*other)


_RANGE = re.compile(
    r"(?<!\w)(?P<unit>pp?\.?|pages?|paras?\.?|paragraphs?|arts?\.?|articles?|rules?|annexes|sections?"
    r"|lines?|§§?|vols?\.?"
    r"|sheets?|folios?|fols?\.?|ff\.|verses?|columns?|cols?\.?|minutes?|chapters?|notes?|footnotes?"
    r"|л\.\s?д\.|лл?\.|лист\w*(?: дела)?|гл\.|глав\w*|прим\w*\.?|fojas?|fs?\.|hojas?|cap[íi]tulos?"
    r"|feuillets?|fol\.|chapitres?|notas?|стр\.|с\.|страниц\w+|п\.|пп\.|пункт\w*|ст\.|стать\w+|págs?\."
    r"|páginas?|párrs?\.|párrafos?|artículos?"
    r"|paragraphes?|maddə\w*|səh\.|bənd\w*)\s*(?P<first>\d{1,4})(?P<joint>\s?[-–—]\s?|\s(?:to|до|a|à)\s)"
    r"(?P<last>\d{1,4})(?![\d/.-]*\d)",
    re.IGNORECASE,
)
#: So many points an article may have.
_POINTS = 20
#: One article may be numbered "5-2".
_ONE = re.compile(
    r"(?:p\.?|page|стр\.|с\.|pág\.?|página|article|art\.?|rule|ст\.|п\.|пункт|статья|artículo|maddə)\Z",
    re.IGNORECASE,
)


@rule(
    "range-backwards",
    "A range that runs backwards",
    "error",
    "sources",
    "Pages 45 to 32 don't exist: one of the two numbers is wrong, and the source can't be found by it."
    " A shortened"
    " second number (pp. 123-7) is left alone.",
    bad=("Report of the commission, pp. 45–32.", "See paras. 32-31 of the observations."),
    good=("Report of the commission, pp. 123–7.", "See paras. 31-32 of the observations."),
    accept="Never, as far as we know.",
)
def range_backwards(facts: Facts) -> Iterator[Hit]:
    """Ranges of pages, paragraphs and articles whose end is before their beginning."""
    for found in _RANGE.finditer(facts.text):
        first, last = found["first"], found["last"]
        pages = bool(_PAGES.fullmatch(found["unit"]))
        if int(last) >= int(first) or _shortened(first, last, pages=pages):
            continue
        if facts.text[found.end() : found.end() + 1].isalpha():
            continue  # "section 45-31A": the name of one section
        if (
            _INSERTED.match(found["unit"])
            and int(last) <= 9
            and len(first) >= 3
            and found["joint"].strip() in {"-", "–", "‑"}
        ):
            continue  # "articles 144-1 and 145-2": articles that were inserted later
        of_chapters = pages and int(first) <= 40
        one = _ONE.match(found["unit"])
        if one and found["joint"] == "-" and (of_chapters or not pages):
            continue  # "article 5-2", and "p. 21-15" of a book whose chapters count their pages
        if one and not pages and int(last) <= _POINTS and found["joint"].strip() in {"-", "–", "—"}:
            continue  # "art. 58 – 6, 10": points of one article
        yield Hit(
            *found.span(),
            f"“{found[0]}” runs backwards: {last} is before {first}.",
            "Look the place up in the source and correct the numbers.",
        )


_INSERTED = re.compile(r"art|rule|ст|стать|maddə|section|§", re.IGNORECASE)
_PAGES = re.compile(r"pp?\.?|pages?|стр\.|с\.|págs?\.?|páginas?", re.IGNORECASE)


def _shortened(first: str, last: str, *, pages: bool) -> bool:
    """Whether the second number leaves out the digits that it shares with the first ("123-7", of pages "41-4")."""
    if len(last) >= len(first) or (len(first) < 3 and not pages):
        return False
    return int(first[: len(first) - len(last)] + last) > int(first)
