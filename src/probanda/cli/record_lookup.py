"""Figures, citations and names of a document, looked up in the record of a casebook.

Figures are found by value and matter, citations by address, symbol or title, names by the finder that masks
withheld names in what is built: the audit of a file and the build of a manuscript answer alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from probanda.audit.document import Document
from probanda.audit.extract.persons import persons
from probanda.audit.extract.quantities import Quantity, quantities
from probanda.audit.extract.sources import Source as Cited
from probanda.audit.extract.sources import sources
from probanda.audit.facts import Facts
from probanda.audit.finding import Finding, place_json
from probanda.audit.rules.persons.named import is_official
from probanda.audit.voice import content_stems
from probanda.consent import Form, Level, shown_as
from probanda.problems import Problem, Severity
from probanda.report.citations.forms import interview_number, short_of
from probanda.report.languages import language_for
from probanda.report.spellings import Name, NameFinder, fold
from probanda.report.values import Figure, Person, Source

__all__ = [
    "ASKS_FOR_CONSENT",
    "SMALLEST",
    "Looked",
    "RecordForLookup",
    "citations",
    "consented",
    "differing",
    "figures",
    "known_figures",
    "look_up",
    "names",
    "speaks_of",
]

#: Rules that ask for a consent, which the record may have.
ASKS_FOR_CONSENT = frozenset({"victim-named", "witness-named"})
#: Smaller numbers stand in every text, and for everything.
SMALLEST = 10
#: Letters of a title or label that are enough to know a source or figure by.
_TITLE = 16
_AGAIN = re.compile(
    r"(?:ibid\w*|idem|op\. ?cit|supra|see (?:note|above|para)|там же|см\. (?:выше|прим|п\.)|ibíd\w*"
    r"|véase (?:la )?nota)\b",
    re.IGNORECASE,
)


class RecordForLookup(Protocol):
    """What a look-up asks of a record."""

    def keys(self, kind: str) -> Iterable[str]:
        """Keys of a kind: "figure", "source", "person"."""
        ...

    def figure(self, key: str) -> Figure | None:
        """The figure with this key."""
        ...

    def source(self, key: str) -> Source | None:
        """The source with this key."""
        ...

    def person(self, key: str) -> Person | None:
        """The person with this key."""
        ...


@dataclass(frozen=True, slots=True)
class Looked:
    """A figure, citation or name where it stands, and what the record has of it.

    Attributes:
        kind: which of the three.
        start: first code point in the document's text.
        end: one past the last.
        keys: of the record's figures, sources or persons; empty when it knows none.
        code: of the problem; "" when there is none.
        message: what is wrong, in a sentence.
        remedy: what to do.
        severity: of the problem.
    """

    kind: Literal["figure", "citation", "name"]
    start: int
    end: int
    keys: tuple[str, ...]
    code: str = ""
    message: str = ""
    remedy: str = ""
    severity: Severity = "notice"

    def as_json(self, facts: Facts) -> dict[str, Any]:
        """The place, the words, and what the record has."""
        problem = {"code": self.code, "message": self.message, "severity": self.severity}
        return {
            **place_json(facts.document, self.start, self.end),
            "text": facts.quote(self.start, self.end),
            "keys": list(self.keys),
            "problem": problem if self.code else None,
        }

    def as_finding(self) -> Finding:
        """What the record holds against this place, as a finding of the audit; only where there is a problem."""
        severity = "note" if self.severity == "notice" else self.severity
        return Finding(self.code, severity, self.message, self.start, self.end, self.remedy)

    def problem(self, facts: Facts, file: str) -> Problem:
        """As the build and the terminal show it."""
        page = facts.document.page_of(self.start)
        return Problem(
            self.code,
            self.message + (f" (page {page})" if page else ""),
            file=file,
            line=facts.document.line_of(self.start),
            found=facts.quote(self.start, min(self.end, self.start + 80)),
            remedy=self.remedy,
            severity=self.severity,
        )


def figures(facts: Facts, record: RecordForLookup) -> Iterator[Looked]:
    """Every count of the document with the figures that have its value and speak of the same."""
    known = known_figures(record)
    for q in facts.of(quantities):
        if q.unit != "count" or not q.exact or q.spoken or q.value < SMALLEST:
            continue
        keys = [f.key for f in known if f.value == q.value and speaks_of(facts, f, q)]
        yield (None if keys else differing(facts, known, q)) or Looked(
            "figure", q.start, q.end, tuple(keys)
        )


def differing(facts: Facts, known: Sequence[Figure], q: Quantity) -> Looked | None:
    """A count as one that the record has otherwise: a figure of the same matter has a near value.

    A sentence that also says the figure's value tells of more than it; one that quotes a label, of its own.
    """
    told = {each.value for each in facts.of(quantities) if each.sentence == q.sentence}
    words = fold(facts.text[slice(*q.sentence)])
    if any(len(each.label) >= _TITLE and fold(each.label) in words for each in known):
        return None
    for figure in known:
        if figure.value is None or not figure.value / 2 <= q.value <= figure.value * 2:
            continue
        if figure.value in told:
            continue
        if _same_matter(facts, figure, q):
            message = f"The record has {figure.value.normalize():,f} for “{figure.label}”."
            remedy = "Correct the number, or say what it counts otherwise."
            return Looked("figure", q.start, q.end, (), "figure-differs", message, remedy)
    return None


def known_figures(record: RecordForLookup) -> list[Figure]:
    """Figures of the record that have a value."""
    found = (record.figure(key) for key in record.keys("figure"))
    return [each for each in found if each is not None and each.value is not None]


def speaks_of(facts: Facts, figure: Figure, q: Quantity) -> bool:
    """Whether a figure's label shares a word with the sentence of a number, beside the noun counted in both."""
    own, label = _words(facts, figure, q)
    return bool((own & label) - {q.group.head}) or (bool(label) and label <= {q.group.head})


def _same_matter(facts: Facts, figure: Figure, q: Quantity) -> bool:
    """Whether the sentence of a number has every word of a figure's label, and there are three or more."""
    own, label = _words(facts, figure, q)
    return len(label) >= 3 and label <= own


def _words(facts: Facts, figure: Figure, q: Quantity) -> tuple[set[str], frozenset[str]]:
    """The content words of a number's sentence, and of a figure's label."""
    label = Facts(Document(figure.label))
    own = set(content_stems(facts, *q.sentence)) | {q.group.head}
    return own, content_stems(label, 0, len(figure.label))


def citations(facts: Facts, record: RecordForLookup) -> Iterator[Looked]:
    """Every note and link with the sources of the record that it names; unknown ones are noticed."""
    known = [each for key in record.keys("source") if (each := record.source(key)) is not None]
    by_address = {_address(each.url): each.key for each in known if each.url}
    interviews = _interviews_on_file(record, known, facts.document.language)
    notes = [each for each in facts.of(sources) if each.kind == "note"]
    for cited in facts.of(sources):
        if cited.kind not in {"note", "link"}:
            continue
        if cited.kind == "link" and any(n.start <= cited.start < n.end for n in notes):
            continue  # part of its note
        words = facts.quote(cited.start, cited.end)
        if cited.kind == "note" and (_AGAIN.search(words) or len(words.split()) < 4):
            continue
        keys = _sources_named(facts, cited, words, known, by_address, interviews)
        unknown = f"The record holds no source for “{words[:80]}”."
        yield Looked(
            "citation",
            cited.start,
            cited.end,
            keys,
            *(
                ()
                if keys
                else ("citation-unknown", unknown, "Add the source, with an archived copy.")
            ),
        )


def _sources_named(
    facts: Facts,
    cited: Cited,
    words: str,
    known: list[Source],
    by_address: dict[str, str],
    interviews: dict[str, re.Pattern[str]],
) -> tuple[str, ...]:
    inside = [x for x in facts.document.links if cited.start <= x.start < cited.end]
    keys = [by_address[a] for link in inside if (a := _address(link.address)) in by_address]
    folded = fold(words)
    # a later citation shows a title without its subtitle
    keys += [
        each.key
        for each in known
        if (len(title := short_of(each.title)) >= _TITLE and fold(title) in folded)
        or (each.symbol and fold(each.symbol) in folded)
    ]
    keys += [key for key, told in interviews.items() if told.search(folded)]
    return tuple(dict.fromkeys(keys))


def _interviews_on_file(
    record: RecordForLookup, known: list[Source], language: str
) -> dict[str, re.Pattern[str]]:
    """How a note names each interview whose witness it doesn't: by its number alone."""
    words = language_for(language)
    told = {
        each.key: fold(words.cite("interview-file", no=interview_number(each, record)))
        for each in known
        if each.kind == "interview"
    }
    return {key: re.compile(rf"{re.escape(each)}(?!\w)") for key, each in told.items()}


def _address(address: str) -> str:
    """An address without what doesn't change where it leads."""
    plain = re.sub(r"\A\s*(?:https?://)?(?:www\.)?", "", address.strip(), flags=re.IGNORECASE)
    return plain.partition("#")[0].rstrip("/.,;)")


def names(facts: Facts, record: RecordForLookup, level: Level) -> Iterator[Looked]:
    """Every name of a person with those of the record; withheld and unknown ones are problems.

    A name is withheld when the level doesn't show it in full under the person's consent. Holders of an office
    are not asked of the record.
    """
    people = [each for key in record.keys("person") if (each := record.person(key)) is not None]
    by_key = {each.key: each for each in people}
    finder = NameFinder(
        [Name(each.key, (each.full_name, *each.other_names)) for each in people if each.full_name]
    )
    hits = finder.find(facts.text)
    for hit in hits:
        withheld = shown_as(by_key[hit.key].consent, level) is not Form.FULL
        problem = (
            "name-in-plain-text",
            f"a name that the level “{level.value}” withholds stands in the text",
            "Take it out, or ask for consent.",
            "error",
        )
        yield Looked("name", hit.start, hit.end, (hit.key,), *(problem if withheld else ()))
    for person in facts.of(persons):
        if not person.full:
            continue
        mention = person.mentions[0]
        if any(h.start < m.end and m.start < h.end for m in person.mentions for h in hits):
            continue
        if any(is_official(facts, each) for each in person.mentions):
            continue
        yield Looked(
            "name",
            mention.start,
            mention.end,
            (),
            "person-unknown",
            f"The record holds no person called “{person.name}”, so nothing says whether consent was given.",
            "Record the person and the consent, or leave the name out.",
        )


def consented(looked: Iterable[Looked]) -> list[tuple[int, int]]:
    """Where names stand whose persons agreed, as the record has it, to be named at the level asked for."""
    return [(x.start, x.end) for x in looked if x.kind == "name" and x.keys and not x.code]


def look_up(facts: Facts, record: RecordForLookup, level: Level) -> list[Looked]:
    """Figures, citations and names of a document, in order of the text."""
    found = [*figures(facts, record), *citations(facts, record), *names(facts, record, level)]
    return sorted(found, key=lambda each: (each.start, each.end, each.kind))
