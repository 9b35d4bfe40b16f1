"""All figures of a file, each with value, definition, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from probanda.casebook import models
from probanda.casebook.figures import entities, evidence, wording
from probanda.casebook.figures.columns import KINDS, Columns
from probanda.casebook.figures.definition import (
    EstimateQuestion,
    FigureDefinition,
    FigureFile,
    Mark,
    Query,
)
from probanda.casebook.figures.formula import (
    Amount,
    Call,
    Exactness,
    FormulaProblem,
    evaluate,
    names,
    to_decimal,
    written,
)
from probanda.casebook.figures.names import Names
from probanda.casebook.figures.reading import nearest
from probanda.casebook.figures.select import Selector
from probanda.casebook.figures.select_claims import COUNTED, distinct, select_claims
from probanda.casebook.figures.selection import Evidence
from probanda.dates import from_edtf
from probanda.problems import Problem

if TYPE_CHECKING:
    from probanda.casebook.figures.estimates import Estimated

__all__ = ["Figure", "FigureSet", "compute_figures"]

NOWHERE = Mark()


@dataclass(frozen=True)
class Figure:
    """A figure and how it came about.

    ``value`` counts only what the record surely says; ``undetermined`` how many more cannot be told.
    ``value`` is None when the figure could not be computed; ``problem`` then says why.
    """

    key: str
    label: str
    kind: str
    definition: str
    value: Decimal | None
    unit: str = ""
    exactness: Exactness = "exact"
    decimals: int = 0
    as_of: str = ""
    undetermined: int = 0
    claimant: str = ""
    claimant_key: str = ""
    source: str = ""
    locator: str = ""
    problem: str = ""
    interval: tuple[Decimal, Decimal] | None = None
    amount: Amount | None = field(default=None, repr=False, compare=False)
    evidence: Evidence = field(default_factory=dict, repr=False, compare=False)

    @property
    def claims_count(self) -> int:
        """How many claims and entries the figure rests on."""
        return evidence.count(self.evidence)


@dataclass(frozen=True, slots=True)
class _Counted:
    value: int
    undetermined: int
    evidence: Evidence
    exactness: Exactness = "exact"


class FigureSet:
    """The figures of a file over the open record; a figure is computed when it is first asked for."""

    def __init__(self, file: FigureFile) -> None:
        self.file = file
        self.columns = Columns()
        self.names = Names(self.columns)
        self.selector = Selector(self.columns, self.names)
        self.book = evidence.AddressBook()
        self._figures: dict[str, Figure] = {}
        self._counts: dict[Query, _Counted] = {}
        self._estimates: dict[str, Estimated] = {}
        self._problems: dict[Problem, None] = dict.fromkeys(file.problems)

    # -- asking ---------------------------------------------------------------------------------

    def all(self) -> Mapping[str, Figure]:
        """Every figure, in the order of the file."""
        return {key: self.figure(key) for key in self.file.figures}

    def figure(self, key: str) -> Figure:
        """One figure.

        Raises:
            KeyError: the file defines no such figure.
        """
        if key not in self._figures:
            self._figures[key] = self._compute(self.file.figures[key])
        return self._figures[key]

    def claims(self, key: str) -> tuple[str, ...]:
        """Addresses of all claims and entries behind a figure, sorted."""
        return self.book.of(self.figure(key).evidence)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What was wrong in the file, and with the figures computed so far."""
        return tuple(
            sorted(
                self._problems,
                key=lambda problem: (problem.file, problem.line or 0, problem.char or 0),
            )
        )

    def report(self, problem: Problem) -> str:
        """Note a problem, once; gives its message."""
        self._problems[problem] = None
        return f"{problem.message} {problem.remedy}".strip()

    # -- computing ------------------------------------------------------------------------------

    def _compute(self, definition: FigureDefinition) -> Figure:
        if definition.unreadable or definition.key in self.file.cyclic:
            said = [
                problem.message
                for problem in self.file.problems
                if problem.severity == "error"
                and (problem.column == definition.key or f"“{definition.key}”" in problem.message)
            ]
            why = said[0] if said else "Its definition cannot be read."
            return self._failed(definition, why, definition.formula)
        if definition.query is not None:
            return self._query(definition, definition.query)
        if definition.estimate is not None:
            return self._estimate(definition, definition.estimate)
        if definition.quantity:
            return self._quantity(definition)
        return self._formula(definition)

    def _failed(self, definition: FigureDefinition, why: str, words: str = "") -> Figure:
        return Figure(
            definition.key,
            definition.label,
            definition.kind,
            words,
            None,
            definition.unit,
            problem=why,
        )

    def title(self, kind: str, key: str) -> str:
        """The name of a register, claimant, place or site as a definition says it."""
        return self.names.titles.get((kind, key), key)

    def _query(self, definition: FigureDefinition, query: Query) -> Figure:
        words = wording.definition(query, self.title)
        unknown = self.unknown_in(query, definition.key, definition.mark)
        if unknown:
            return self._failed(definition, " ".join(unknown), words)
        counted = self.count(query)
        return Figure(
            definition.key,
            definition.label,
            "query",
            words,
            Decimal(counted.value),
            definition.unit or wording.subject_unit(query),
            counted.exactness,
            definition.decimals or 0,
            definition.as_of or query.as_of_text,
            counted.undetermined,
            claimant=", ".join(self.title("claimant", key) for key in query.claimants),
            claimant_key=query.claimants[0] if len(query.claimants) == 1 else "",
            amount=Amount.stated(counted.value, counted.exactness),
            evidence=counted.evidence,
        )

    def unknown_in(self, query: Query, key: str, mark: Mark = NOWHERE) -> list[str]:
        """Report the keys in a query that the record does not have; gives the messages."""
        asked = (
            ("register", "registers", query.registers),
            ("claimant", "claimant", query.claimants),
            ("source", "source", query.sources),
            ("place", "place", query.places),
            ("site", "site", query.sites),
            ("event", "event", query.events),
            ("unit", "unit", query.units),
        )
        said: list[str] = []
        for entity, word, keys in asked:
            where = query.marks.get(word, mark)
            said.extend(self.report_unknown(entity, keys, where, f"“{key}”", key) if keys else ())
        if query.count == "claims":
            for kind in query.kinds:
                if kind not in KINDS:
                    near = nearest(kind, KINDS)
                    problem = self._problem(
                        query.marks.get("kind", mark),
                        "kind-unknown",
                        f"There is no kind of claim “{kind}” (“{key}”).",
                        found=kind,
                        expected=", ".join(KINDS),
                        remedy=f"Did you mean “{near}”?" if near else "",
                        column=key,
                    )
                    said.append(self.report(problem))
        return said

    def report_unknown(
        self, entity: str, keys: Iterable[str], mark: Mark, what: str, column: str = ""
    ) -> list[str]:
        """Report keys of one kind of entity that the record does not have; gives the messages."""
        said: list[str] = []
        for key in self.names.unknown(entity, tuple(keys)):
            known = self.columns.keys(entity)
            near = nearest(key, known)
            problem = self._problem(
                mark,
                f"{entity}-unknown",
                f"The record has no {entity} “{key}” ({what}).",
                found=key,
                expected=", ".join(sorted(known)[:12]),
                remedy=f"Did you mean “{near}”?" if near else "Import it first.",
                column=column,
            )
            said.append(self.report(problem))
        return said

    def _problem(self, mark: Mark, code: str, message: str, **more: Any) -> Problem:
        return Problem(
            code,
            message,
            file=mark.file,
            line=mark.line or None,
            char=mark.char or None,
            **more,
        )

    def count(self, query: Query) -> _Counted:
        """Value, what cannot be told, and evidence of a query; equal queries are asked once."""
        if query not in self._counts:
            self._counts[query] = self._ask(query)
        return self._counts[query]

    def _ask(self, query: Query) -> _Counted:
        selector = self.selector
        if query.count in COUNTED:
            rows, selection = select_claims(selector, query)
            if query.distinct:
                value, more = distinct(selector, rows, selection, query.distinct)
                return _Counted(value, more, selection.evidence())
        elif query.count == "exhumed":
            found = entities.exhumed(selector, query)
            behind: Evidence = {"exhumation": found.claims} if len(found.claims) else {}
            more = found.undetermined
            return _Counted(
                found.yes, more, behind, "at-least" if more or found.open_ended else "exact"
            )
        elif query.count in {"persons", "entries"}:
            as_persons = query.count == "persons" or query.distinct == "persons"
            selection = selector.persons(query, selector.space("person" if as_persons else "entry"))
        else:
            few = {
                "remains": entities.remains,
                "sites": entities.sites,
                "sources": entities.sources,
                "claims": entities.all_claims,
            }[query.count]
            behind = few(selector, query)
            return _Counted(evidence.count(behind), 0, behind)
        return _Counted(selection.yes, selection.undetermined, selection.evidence())

    def _quantity(self, definition: FigureDefinition) -> Figure:
        key = definition.quantity
        claim = (
            models.QuantityClaim.objects.filter(key=key, current=True)
            .select_related("claimant", "source")
            .first()
        )
        if claim is None or claim.status == "retracted":
            keys = models.QuantityClaim.objects.filter(current=True).values_list("key", flat=True)
            near = nearest(key, [known for known in keys if known])
            what = "has no quantity" if claim is None else "holds as retracted the quantity"
            problem = self._problem(
                definition.formula_mark,
                "quantity-unknown" if claim is None else "quantity-retracted",
                f"The record {what} “{key}” (figure “{definition.key}”).",
                found=key,
                remedy=f"Did you mean “{near}”?"
                if near and claim is None
                else "Name a claim of kind quantity by its key.",
                column=definition.key,
            )
            return self._failed(definition, self.report(problem))
        value = to_decimal(Amount.stated(claim.value).value)
        exactness = cast(Exactness, claim.exactness)
        subset = f" ({claim.subset})" if claim.subset else ""
        as_of = f", {wording.as_of_in_words(claim.date_edtf)}" if claim.date_edtf else ""
        where = f", {claim.locator}" if claim.locator else ""
        words = f"Stated by {claim.claimant.name}: {claim.what}{subset}{as_of}; {claim.source.title}{where}"
        return Figure(
            definition.key,
            definition.label,
            "quantity",
            words,
            value,
            definition.unit or claim.unit,
            exactness,
            _decimals(definition, value),
            definition.as_of or claim.date_edtf,
            claimant=claim.claimant.name,
            claimant_key=claim.claimant.key,
            source=claim.source.key,
            locator=claim.locator,
            amount=Amount.stated(claim.value, exactness),
            evidence={"quantity": np.array([claim.pk], np.int64)},
        )

    def _estimate(self, definition: FigureDefinition, question: EstimateQuestion) -> Figure:
        from probanda.casebook.figures.estimates import answer

        query, part = question.query, definition.part
        unknown = self.unknown_in(query, definition.key, definition.mark)
        if unknown:
            return self._failed(definition, " ".join(unknown))
        whole = definition.key.removesuffix(f".{part}") if part else definition.key
        if whole not in self._estimates:
            self._estimates[whole] = answer(self, question)
        found = self._estimates[whole]
        value = found.numbers.get(part)
        if value is None:
            problem = self._problem(
                definition.mark,
                "estimate-withheld",
                f"The figure “{whole}” has no estimate. {found.problem}",
                column=whole,
                remedy="Report the documented minimum, or see `probanda estimate compare`.",
            )
            return self._failed(definition, self.report(problem))
        exactness: Exactness = "exact" if part == "documented" else found.exactness
        return Figure(
            definition.key,
            definition.label,
            "estimate",
            found.note if not part else f"See {whole}: {definition.label}",
            value,
            definition.unit or wording.subject_unit(query),
            exactness,
            definition.decimals or 0,
            definition.as_of or query.as_of_text,
            found.undetermined,
            interval=None if part else found.interval,
            amount=Amount.stated(int(value), exactness),
            evidence=found.evidence,
        )

    def _formula(self, definition: FigureDefinition) -> Figure:
        expression = definition.expression
        assert expression is not None
        words = written(expression, self._label)
        parts: list[Figure] = []
        for key in names(expression):
            if key not in self.file.figures:
                return self._failed(
                    definition, f"The formula names “{key}”, which is not defined.", words
                )
            parts.append(self.figure(key))
        missing = [part.key for part in parts if part.value is None]
        if missing:
            problem = self._problem(
                definition.formula_mark,
                "figure-missing",
                f"The figure “{definition.key}” needs {wording.listed(missing, 'and')}, "
                "which could not be computed.",
                column=definition.key,
                found=definition.formula,
                remedy="Mend those first.",
            )
            return self._failed(definition, self.report(problem), words)
        amounts = {part.key: part.amount for part in parts}
        try:
            result = evaluate(expression, lambda key: amounts[key] or Amount.stated(0))
        except FormulaProblem as trouble:
            problem = self._problem(
                definition.formula_mark,
                trouble.code,
                f"{trouble.message} (figure “{definition.key}”)",
                column=definition.key,
                found=definition.formula,
                remedy=trouble.remedy,
            )
            return self._failed(definition, self.report(problem), words)
        self._compare(definition, parts)
        percent = isinstance(expression, Call) and expression.function == "percent"
        units = {part.unit for part in parts}
        days = {part.as_of for part in parts}
        value = to_decimal(result.value)
        return Figure(
            definition.key,
            definition.label,
            "formula",
            words,
            value,
            definition.unit or ("per cent" if percent else units.pop() if len(units) == 1 else ""),
            result.exactness or "exact",
            1 if percent and definition.decimals is None else _decimals(definition, value),
            definition.as_of or (days.pop() if len(days) == 1 else ""),
            undetermined=sum(part.undetermined for part in parts),
            amount=result,
            evidence=evidence.joined(part.evidence for part in parts),
        )

    def _compare(self, definition: FigureDefinition, parts: list[Figure]) -> None:
        """Note when a formula sets figures of different days against each other."""
        days = sorted({part.as_of for part in parts if part.as_of})
        if len({last_day(day) for day in days}) > 1:
            self.report(
                self._problem(
                    definition.formula_mark,
                    "as-of-differ",
                    f"The figure “{definition.key}” combines figures of different days: "
                    f"{wording.listed(days, 'and')}.",
                    column=definition.key,
                    found=definition.formula,
                    remedy="Say so where it is used, or use figures of one day.",
                    severity="notice",
                )
            )

    def _label(self, key: str) -> str:
        known = self.file.figures.get(key)
        return f"[{known.label}]" if known is not None and known.label else key


def last_day(as_of: str) -> str:
    """The last day that an as-of date (EDTF) leaves open: "2020" and "2020-12-31" are one day.

    >>> last_day("2020"), last_day("../2014-05")
    ('2020-12-31', '2014-05-31')
    """
    if not as_of:
        return ""
    latest = from_edtf(as_of).latest
    return as_of if latest is None else latest.isoformat()


def _decimals(definition: FigureDefinition, value: Decimal) -> int:
    if definition.decimals is not None:
        return definition.decimals
    exponent = value.normalize().as_tuple().exponent
    digits = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return min(digits, 2)


def compute_figures(file: FigureFile) -> FigureSet:
    """All figures of a file, computed over the open record."""
    figures = FigureSet(file)
    figures.all()
    return figures
