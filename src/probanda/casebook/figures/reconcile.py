"""What each claimant states for one quantity, side by side: differences, and the entries that explain them.

Never chooses. Where two figures answer different questions (another day, another unit, another part of the
whole), that is said before any difference is looked at.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations

import numpy as np

from probanda.casebook import models
from probanda.casebook.figures.compute import Figure, FigureSet, last_day
from probanda.casebook.figures.definition import Query, ReconciliationDefinition
from probanda.casebook.figures.evidence import BATCH
from probanda.casebook.figures.selection import Selection
from probanda.casebook.figures.trilean import YES, Mask
from probanda.casebook.figures.wording import as_of_in_words, listed

__all__ = ["Difference", "Explanation", "Reconciled", "Stated", "reconcile"]

SHOWN = 12  # keys named in a sentence; all of them are in ``Explanation.keys``


@dataclass(frozen=True, slots=True)
class Stated:
    """One value: who states it, or which lists it is counted from."""

    figure: str
    label: str
    claimant: str
    value: Decimal | None
    exactness: str
    as_of: str
    unit: str
    source: str = ""
    locator: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """``a − b`` of two figures; ``comparable`` is false where they answer different questions."""

    a: str
    b: str
    value: Decimal
    comparable: bool
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why two figures differ: one sentence, and the keys of all persons it speaks of.

    ``sentence`` names the first keys; ``summary`` names none and may stand in a document that leaves.
    """

    code: str
    a: str
    b: str
    sentence: str
    keys: tuple[str, ...] = ()
    summary: str = ""


@dataclass(frozen=True, slots=True)
class Reconciled:
    """One reconciliation table."""

    key: str
    title: str
    question: str
    values: tuple[Stated, ...]
    differences: tuple[Difference, ...]
    explanations: tuple[Explanation, ...]


def reconcile(figures: FigureSet) -> tuple[Reconciled, ...]:
    """All reconciliations of the file, in its order."""
    return tuple(
        _reconciled(figures, definition) for definition in figures.file.reconciliations.values()
    )


def _reconciled(figures: FigureSet, definition: ReconciliationDefinition) -> Reconciled:
    chosen = [figures.figure(key) for key in definition.figures if key in figures.file.figures]
    differences: list[Difference] = []
    explanations: list[Explanation] = []
    for a, b in combinations(chosen, 2):
        if a.value is None or b.value is None:
            continue
        found = _different_questions(figures, a, b)
        reasons = [reason for reason in found if reason.code != "as-of-unknown"]
        why = " ".join(reason.sentence for reason in reasons)
        differences.append(Difference(a.key, b.key, a.value - b.value, not reasons, why))
        explanations.extend(found)
        explanations.extend(_by_persons(figures, a, b))
    return Reconciled(
        definition.key,
        definition.title,
        definition.question,
        tuple(_stated(figures, figure) for figure in chosen),
        tuple(differences),
        tuple(explanations),
    )


def _stated(figures: FigureSet, figure: Figure) -> Stated:
    query = figures.file.figures[figure.key].query
    claimant = figure.claimant
    if not claimant and query is not None and query.registers:
        titles = [f"“{figures.title('register', key)}”" for key in query.registers]
        claimant = f"counted from {listed(titles, 'and')}"
    elif not claimant:
        kinds = {"query": "counted from the record", "formula": "computed from other figures"}
        claimant = (
            kinds.get(figure.kind, "") if figure.value is not None else "could not be computed"
        )
    return Stated(
        figure.key,
        figure.label,
        claimant,
        figure.value,
        figure.exactness,
        figure.as_of,
        figure.unit,
        figure.source,
        figure.locator,
    )


# -- different questions --------------------------------------------------------------------------


def _different_questions(figures: FigureSet, a: Figure, b: Figure) -> list[Explanation]:
    found: list[Explanation] = []

    def note(code: str, sentence: str) -> None:
        found.append(Explanation(code, a.key, b.key, sentence, summary=sentence))

    if a.unit and b.unit and a.unit != b.unit:
        note("unit-differs", f"“{a.label}” counts {a.unit}, “{b.label}” counts {b.unit}.")
    stated = all(figure.as_of or figure.kind == "query" for figure in (a, b))
    if last_day(a.as_of) != last_day(b.as_of):
        note(
            "as-of-differs" if stated else "as-of-unknown",
            f"“{a.label}” is {_day(a)}, “{b.label}” {_day(b)}.",
        )
    asked = [_what(figures, figure) for figure in (a, b)]
    if all(asked) and asked[0] != asked[1]:
        note("question-differs", f"“{a.label}” states {asked[0]}; “{b.label}” states {asked[1]}.")
    queries = [figures.file.figures[figure.key].query for figure in (a, b)]
    if queries[0] is not None and queries[1] is not None:
        first, second = (_question(query) for query in queries if query is not None)
        if first != second:
            note(
                "question-differs",
                f"“{a.label}” and “{b.label}” are counted by different questions: "
                f"{a.definition}; {b.definition}.",
            )
    return found


def _day(figure: Figure) -> str:
    """Of which day a figure is, in words."""
    if figure.as_of:
        return as_of_in_words(figure.as_of)
    return "of the record as it stands" if figure.kind == "query" else "of a day that is not stated"


def _what(figures: FigureSet, figure: Figure) -> str:
    """What a stated total counts and which part of it; "" for other figures."""
    if figure.kind != "quantity" or "quantity" not in figure.evidence:
        return ""
    claim = models.QuantityClaim.objects.get(pk=int(figure.evidence["quantity"][0]))
    return f"{claim.what} ({claim.subset})" if claim.subset else claim.what


def _question(query: Query) -> Query:
    """The question without whom it is put to."""
    return replace(
        query, registers=(), register_rule="any", claimants=(), as_of=None, as_of_text=""
    ).without_marks()


# -- which persons --------------------------------------------------------------------------------


def _by_persons(figures: FigureSet, a: Figure, b: Figure) -> Iterable[Explanation]:
    """Who is counted in one of two queries and not in the other, and why."""
    first, second = (figures.file.figures[figure.key].query for figure in (a, b))
    if first is None or second is None:
        return
    if {first.count, second.count} - {"persons", "entries"}:
        return
    in_a = _persons(figures, first)
    in_b = _persons(figures, second)
    both = (in_a.answers == YES) & (in_b.answers == YES)
    if both.any():
        yield _explained(
            figures, "in-both", (a, b), both, f"are counted in both “{a.label}” and “{b.label}”"
        )
    for one, other, mine, theirs, question in (
        (a, b, in_a, in_b, second),
        (b, a, in_b, in_a, first),
    ):
        only = (mine.answers == YES) & (theirs.answers != YES)
        if not only.any():
            continue
        listed_there = _on(figures, question)
        absent = only & ~listed_there
        if absent.any():
            where = (
                f"no entry on {_lists(figures, question)}"
                if question.registers
                else f"nothing in the record that “{other.label}” counts"
            )
            yield _explained(
                figures,
                "no-counterpart",
                (one, other),
                absent,
                f"are counted in “{one.label}” and have {where}",
            )
        rest = only & listed_there
        for code, words, mask in _reasons(figures, question, rest):
            yield _explained(
                figures,
                code,
                (one, other),
                mask,
                f"are counted in “{one.label}” and not in “{other.label}”, {words}",
            )


def _persons(figures: FigureSet, query: Query) -> Selection:
    return figures.selector.persons(
        replace(query, count="persons", distinct=""), figures.selector.space("person")
    )


def _on(figures: FigureSet, query: Query) -> Mask:
    """Persons who stand on one of the lists that the query names (all, when it names none)."""
    space = figures.selector.space("person")
    if not query.registers:
        return np.ones(space.size, dtype=bool)
    return (
        figures.selector.persons(Query("persons", registers=query.registers), space).answers == YES
    )


def _lists(figures: FigureSet, query: Query) -> str:
    return listed([f"“{figures.title('register', key)}”" for key in query.registers])


def _reasons(figures: FigureSet, query: Query, remaining: Mask) -> Iterable[tuple[str, str, Mask]]:
    """Which filter leaves these persons out: each person is named once, under the first that does."""
    base = Query(
        "persons",
        registers=query.registers,
        register_rule=query.register_rule,
        claimants=query.claimants,
        according_to=query.according_to,
    )
    where = f" according to {_lists(figures, query)}" if query.registers else ""
    tests: list[tuple[str, str, Query]] = []
    if query.status is not None:
        states = listed(query.status.states)
        tests.append(
            (
                "status-differs",
                f"because their status{where} is not {states}",
                replace(base, status=query.status, as_of=query.as_of),
            )
        )
    if query.category:
        words = f"because their category{where} is not {listed(query.category)}"
        tests.append(("category-differs", words, replace(base, category=query.category)))
    if query.sex:
        words = f"because their sex{where} is not given as {listed(query.sex)}"
        tests.append(("sex-differs", words, replace(base, sex=query.sex)))
    if query.age is not None:
        words = f"because their age{where} lies outside or cannot be told"
        asked = replace(base, age=query.age, as_of=query.as_of, status=query.status)
        tests.append(("date-differs", words, asked))
    space = figures.selector.space("person")
    for code, words, asked in tests:
        if not remaining.any():
            return
        answers = figures.selector.persons(asked, space).answers
        out = remaining & (answers != YES)
        if out.any():
            yield code, words, out
            remaining = remaining & ~out
    if remaining.any():
        yield "other", "by the other conditions of its definition", remaining


def _explained(
    figures: FigureSet, code: str, pair: tuple[Figure, Figure], mask: Mask, words: str
) -> Explanation:
    keys = _keys(figures, mask, figures.file.figures[pair[0].key].query)
    noun = "person" if len(keys) == 1 else "persons"
    words = words if len(keys) != 1 else _singular(words)
    shown = ", ".join(keys[:SHOWN])
    more = f" and {len(keys) - SHOWN} more" if len(keys) > SHOWN else ""
    head = f"{len(keys)} {noun} {words}"
    return Explanation(
        code, pair[0].key, pair[1].key, f"{head}: {shown}{more}.", keys, summary=f"{head}."
    )


def _singular(words: str) -> str:
    return (
        words.replace("are counted", "is counted", 1)
        .replace(" and have ", " and has ", 1)
        .replace("because their", "because the person's", 1)
    )


def _keys(figures: FigureSet, mask: Mask, query: Query | None) -> tuple[str, ...]:
    """One key for each marked person, sorted: that of an entry on the lists asked, else the person's own."""
    heads, lookup = figures.columns.clusters
    if query is not None and query.registers:
        entries = figures.columns.entries
        registers = figures.names.ids("register", query.registers)
        subjects = lookup[entries.int("person_id")]
        chosen = (
            (entries.int("current") == 1)
            & np.isin(entries.int("register_id"), registers)
            & np.append(mask, False)[subjects]
        )
        who, first = np.unique(subjects[chosen], return_index=True)
        if len(who) == int(mask.sum()):
            return figures.book.of({"entry": np.sort(entries.ids[chosen][first])})
    ids = heads[mask].tolist()
    found: list[str] = []
    for start in range(0, len(ids), BATCH):
        people = models.Person.objects.filter(id__in=ids[start : start + BATCH])
        found.extend(people.values_list("key", flat=True))
    return tuple(sorted(found))
