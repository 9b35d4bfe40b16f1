"""figures.yaml → definitions, with every problem named by line and column."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from probanda.casebook.figures.definition import (
    CellDefinition,
    ChartDefinition,
    FigureDefinition,
    FigureFile,
    MapDefinition,
    Mark,
    ReconciliationDefinition,
    SeriesDefinition,
    TableDefinition,
)
from probanda.casebook.figures.formula import (
    Expression,
    FormulaProblem,
    name_places,
    parse_formula,
)
from probanda.casebook.figures.parse_estimate import estimate_question, parts_of
from probanda.casebook.figures.parse_query import crosstab, law_question, query
from probanda.casebook.figures.reading import Reader, nearest
from probanda.casebook.figures.vocabulary import CHART_KINDS
from probanda.problems import ProbandaError, Problem

__all__ = ["parse_figures", "read_figures"]

SECTIONS = ("figures", "tables", "charts", "maps", "reconcile")
FIGURE_WAYS = ("query", "quantity", "formula", "estimate")
FIGURE_KEYS = ("label", *FIGURE_WAYS, "unit", "as_of", "decimals", "note")
TABLE_KEYS = ("columns", "rows", "total_row", "note", "title", "caption")
CROSSTAB_KEYS = ("query", "by", "age_groups", "labels", "total", "not_known")
CHART_KEYS = ("kind", "categories", "series", "unit", "x_label", "y_label", "note", "title")
MAP_KEYS = ("sites", "places", "value", "outlines", "note", "title")
RECONCILE_KEYS = ("title", "question", "figures", "note")


def read_figures(paths: Iterable[Path], root: Path | None = None) -> FigureFile:
    """Read several files as one; a key that two files define is a problem.

    Raises:
        ProbandaError: a file cannot be read.
    """
    texts: list[tuple[str, str]] = []
    for path in paths:
        try:
            name = str(path.relative_to(root)) if root is not None else str(path)
        except ValueError:
            name = str(path)
        try:
            texts.append((name, path.read_text(encoding="utf-8-sig")))
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or "it is not UTF-8 text"
            raise ProbandaError(
                Problem(
                    "figures-unreadable",
                    f"The file of figures cannot be read: {reason}.",
                    file=str(path),
                    remedy="Name an existing figures.yaml, saved as UTF-8.",
                ),
                usage=True,
            ) from error
    return parse_figures(*texts)


def parse_figures(*files: tuple[str, str]) -> FigureFile:
    """The definitions in ``(file name, YAML text)`` pairs; problems are collected in the result.

    >>> file = parse_figures(("f.yaml", "figures: {all: {label: All, query: {count: persons}}}"))
    >>> file.figures["all"].kind
    'query'
    """
    parts: dict[str, dict[str, Any]] = {section: {} for section in SECTIONS}
    problems: list[Problem] = []
    readers: list[_FileReader] = []
    for name, text in files:
        reader = _FileReader(Reader(name), parts)
        reader.read(text)
        readers.append(reader)
    for reader in readers:
        reader.check()
        problems.extend(reader.at.problems)
    cycles, cyclic = _cycles(parts["figures"])
    problems.extend(cycles)
    problems.sort(key=lambda problem: (problem.file, problem.line or 0, problem.char or 0))
    return FigureFile(
        files=tuple(name for name, _ in files),
        figures=parts["figures"],
        tables=parts["tables"],
        charts=parts["charts"],
        maps=parts["maps"],
        reconciliations=parts["reconcile"],
        cyclic=cyclic,
        problems=tuple(problems),
    )


class _FileReader:
    """Reads one file into the shared sections and checks what its parts refer to."""

    def __init__(self, at: Reader, parts: dict[str, dict[str, Any]]) -> None:
        self.at = at
        self.parts = parts
        self.mentions: list[tuple[Node, str, int, str]] = []  # node, figure key, offset, in what

    def read(self, text: str) -> None:
        node = self.at.compose(text)
        if node is None:
            return
        builders = {
            "figures": self.figure,
            "tables": self.table,
            "charts": self.chart,
            "maps": self.map,
            "reconcile": self.reconciliation,
        }
        for section, value in self.at.fields(node, "the file", SECTIONS).items():
            for key, key_node, body in self.at.pairs(value, section):
                if key in self.parts[section]:
                    first = self.parts[section][key].mark
                    self.at.problem(
                        key_node,
                        "key-twice",
                        f"“{key}” is defined already in {first.file}, line {first.line}.",
                        found=key,
                        remedy="Rename or remove one of them.",
                    )
                    continue
                built = builders[section](key, key_node, body)
                if built is not None:
                    self.parts[section][key] = built
                if isinstance(built, FigureDefinition):
                    for part in parts_of(built):
                        self.parts[section].setdefault(part.key, part)

    def check(self) -> None:
        """Figures that are mentioned but not defined."""
        known = self.parts["figures"]
        for node, key, offset, what in self.mentions:
            if key not in known:
                near = nearest(key, known)
                halves = [
                    (key[:cut], key[cut + 1 :])
                    for cut, sign in enumerate(key)
                    if sign == "-" and key[:cut] in known and key[cut + 1 :] in known
                ]
                remedy = f"Did you mean “{near}”?" if near else "Define it under figures."
                if halves:
                    remedy = f"To subtract, put spaces around the minus: “{halves[0][0]} - {halves[0][1]}”."
                self.at.problem(
                    node,
                    "figure-unknown",
                    f"{what} names the figure “{key}”, which is not defined.",
                    found=key,
                    remedy=remedy,
                    offset=offset,
                )

    # -- marks and mentions -----------------------------------------------------------------------

    def mark(self, node: Node) -> Mark:
        return Mark(self.at.file, node.start_mark.line + 1, node.start_mark.column + 1)

    def mention(self, node: Node, what: str, *, empty: bool = False) -> str:
        key = self.at.text(node, what)
        if key and not (empty and key in {"-", "–", "—"}):
            self.mentions.append((node, key, 0, what))
            return key
        return ""

    # -- one builder per section ------------------------------------------------------------------

    def figure(self, key: str, key_node: Node, body: Node) -> FigureDefinition | None:
        at, what = self.at, f"figure “{key}”"
        fields = at.fields(body, what, FIGURE_KEYS)
        ways = [way for way in FIGURE_WAYS if way in fields]
        if len(ways) != 1:
            at.problem(
                key_node,
                "figure-shape",
                f"A figure has one of query, quantity, formula and estimate; {what} has "
                + (" and ".join(ways) if ways else "none")
                + ".",
                found=key,
                expected="query, quantity, formula or estimate",
            )
            if not ways:
                return None
        asked = query(at, fields["query"], what) if ways[0] == "query" else None
        estimate = (
            estimate_question(at, fields["estimate"], what) if ways[0] == "estimate" else None
        )
        expression, formula = None, ""
        if ways[0] == "formula":
            formula = at.text(fields["formula"], f"formula of {what}")
            expression = self.formula(fields["formula"], formula, what)
        read = {"query": asked, "formula": expression, "estimate": estimate}
        if ways[0] in read and read[ways[0]] is None:
            return FigureDefinition(
                key,
                self.label(fields, key, what),
                self.mark(key_node),
                formula=formula,
                unreadable=ways[0],
            )
        as_of = at.date(fields["as_of"], f"as_of of {what}") if "as_of" in fields else None
        return FigureDefinition(
            key,
            self.label(fields, key, what),
            self.mark(key_node),
            query=asked,
            quantity=at.text(fields["quantity"], f"quantity of {what}")
            if ways[0] == "quantity"
            else "",
            formula=formula,
            expression=expression,
            formula_mark=self.mark(fields[ways[0]]),
            unit=at.text(fields["unit"], f"unit of {what}") if "unit" in fields else "",
            as_of=as_of.edtf if as_of else "",
            decimals=at.whole(fields["decimals"], f"decimals of {what}")
            if "decimals" in fields
            else None,
            note=at.text(fields["note"], f"note of {what}") if "note" in fields else "",
            estimate=estimate,
        )

    def label(self, fields: Mapping[str, Node], key: str, what: str) -> str:
        if "label" in fields:
            return self.at.text(fields["label"], f"label of {what}")
        return key.replace("-", " ").replace("_", " ").capitalize()

    def formula(self, node: Node, text: str, what: str) -> Expression | None:
        try:
            expression = parse_formula(text)
        except FormulaProblem as problem:
            self.at.problem(
                node,
                problem.code,
                f"In {what}: {problem.message}",
                found=text,
                remedy=problem.remedy,
                offset=problem.at if _one_line(node) else 0,
            )
            return None
        for name in name_places(expression):
            offset = name.at if _one_line(node) else 0
            self.mentions.append((node, name.key, offset, what[0].upper() + what[1:]))
        return expression

    def table(self, key: str, key_node: Node, body: Node) -> TableDefinition:
        at, what = self.at, f"table “{key}”"
        fields = at.fields(body, what, (*TABLE_KEYS, *CROSSTAB_KEYS, "law"))
        if "law" in fields:
            return TableDefinition(
                key,
                self.mark(key_node),
                at.texts(fields["columns"], f"columns of {what}") if "columns" in fields else (),
                note=self.optional(fields, "note", what),
                law=law_question(at, fields["law"], what),
            )
        if "query" in fields:
            columns = (
                at.texts(fields["columns"], f"columns of {what}") if "columns" in fields else ()
            )
            return TableDefinition(
                key,
                self.mark(key_node),
                columns=columns,
                note=self.optional(fields, "note", what),
                crosstab=crosstab(at, key_node, fields, what),
            )
        columns = at.texts(fields["columns"], f"columns of {what}") if "columns" in fields else ()
        if not columns or "rows" not in fields:
            at.problem(
                key_node,
                "table-shape",
                f"{what.capitalize()} needs columns and rows, or a query and by.",
                found=key,
            )
            return TableDefinition(key, self.mark(key_node), columns)
        rows = tuple(
            row
            for item in at.items(fields["rows"])
            if (row := self.row(item, columns, what)) is not None
        )
        total = at.flag(fields["total_row"], "total_row") if "total_row" in fields else False
        return TableDefinition(
            key,
            self.mark(key_node),
            columns,
            rows,
            bool(total),
            self.optional(fields, "note", what),
        )

    def row(
        self, node: Node, columns: tuple[str, ...], what: str
    ) -> tuple[CellDefinition, ...] | None:
        at = self.at
        cells: list[CellDefinition] = []
        if isinstance(node, SequenceNode):
            cells = [
                self.cell(item, what, first=index == 0) for index, item in enumerate(node.value)
            ]
        else:
            fields = at.fields(node, f"row of {what}", ("label", "cells"))
            label = at.text(fields["label"], "label") if "label" in fields else ""
            items = at.items(fields["cells"]) if "cells" in fields else []
            cells = [CellDefinition(text=label), *(self.cell(item, what) for item in items)]
        if len(cells) != len(columns):
            at.problem(
                node,
                "row-width",
                f"A row of {what} has {len(cells)} cells; the table has {len(columns)} columns.",
                found=str(len(cells)),
                expected=str(len(columns)),
                remedy="The label counts as the first cell.",
            )
            return None
        return tuple(cells)

    def cell(self, node: Node, what: str, *, first: bool = False) -> CellDefinition:
        """A cell: {text: …} or {figure: …} says which; a bare word is a figure when one has that key."""
        if isinstance(node, MappingNode):
            words = ("text", "figure", "person", "site", "source")
            fields = self.at.fields(node, f"cell of {what}", words)
            if "figure" in fields:
                return CellDefinition(figure=self.mention(fields["figure"], what.capitalize()))
            return CellDefinition(
                **{word: self.at.text(item, word) for word, item in fields.items()}
            )
        word = self.at.text(node, f"cell of {what}")
        quoted = isinstance(node, ScalarNode) and node.style in {"'", '"'}
        keylike = word and word[0].isalpha() and " " not in word and word == word.lower()
        if first or quoted or not keylike or word.isdigit():
            return (
                CellDefinition(text=word)
                if word not in self._figure_keys()
                else CellDefinition(word)
            )
        return CellDefinition(figure=self.mention(node, what.capitalize()))

    def _figure_keys(self) -> Mapping[str, FigureDefinition]:
        return self.parts["figures"]

    def chart(self, key: str, key_node: Node, body: Node) -> ChartDefinition:
        at, what = self.at, f"chart “{key}”"
        fields = at.fields(body, what, (*CHART_KEYS, *CROSSTAB_KEYS, "law"))
        kind = at.choice(fields["kind"], f"kind of {what}", CHART_KINDS) if "kind" in fields else ""
        common: dict[str, Any] = {
            "kind": kind or "bar",
            "unit": self.optional(fields, "unit", what) or "persons",
            "x_label": self.optional(fields, "x_label", what),
            "y_label": self.optional(fields, "y_label", what),
            "note": self.optional(fields, "note", what),
        }
        if kind == "flow":
            return ChartDefinition(key, self.mark(key_node), **common)
        if "law" in fields:
            common |= {"kind": "stacked-bar", "unit": "elements"}
            asked = law_question(at, fields["law"], what)
            return ChartDefinition(key, self.mark(key_node), law=asked, **common)
        if "query" in fields:
            return ChartDefinition(
                key, self.mark(key_node), crosstab=crosstab(at, key_node, fields, what), **common
            )
        if "categories" not in fields or "series" not in fields:
            at.problem(
                key_node,
                "chart-shape",
                f"{what.capitalize()} needs categories and series, or a query and by.",
                found=key,
            )
            return ChartDefinition(key, self.mark(key_node), **common)
        categories = at.texts(fields["categories"], f"categories of {what}")
        series = []
        for item in at.items(fields["series"]):
            parts = at.fields(item, f"series of {what}", ("label", "figures"))
            nodes = at.items(parts["figures"]) if "figures" in parts else []
            figures = tuple(self.mention(node, what.capitalize(), empty=True) for node in nodes)
            if len(figures) != len(categories):
                at.problem(
                    item,
                    "series-length",
                    f"A series of {what} has {len(figures)} figures for {len(categories)} categories.",
                    found=str(len(figures)),
                    expected=str(len(categories)),
                    remedy="Write “-” where there is no figure.",
                )
                continue
            label = at.text(parts["label"], "label") if "label" in parts else ""
            series.append(SeriesDefinition(label, figures))
        return ChartDefinition(
            key, self.mark(key_node), categories=categories, series=tuple(series), **common
        )

    def map(self, key: str, key_node: Node, body: Node) -> MapDefinition:
        at, what = self.at, f"map “{key}”"
        fields = at.fields(body, what, MAP_KEYS)
        sites = at.texts(fields["sites"], f"sites of {what}") if "sites" in fields else ("all",)
        value = self.optional(fields, "value", what)
        if value and value not in {"exhumed", "remains", "identified"}:
            at.unknown(fields["value"], "value", value, ("exhumed", "remains", "identified"), what)
            value = ""
        return MapDefinition(
            key,
            self.mark(key_node),
            () if sites == ("all",) else tuple(site for site in sites if site != "none"),
            at.texts(fields["places"], f"places of {what}") if "places" in fields else (),
            value,
            self.optional(fields, "outlines", what),
            self.optional(fields, "note", what),
        )

    def reconciliation(self, key: str, key_node: Node, body: Node) -> ReconciliationDefinition:
        at, what = self.at, f"reconciliation “{key}”"
        fields = at.fields(body, what, RECONCILE_KEYS)
        nodes = at.items(fields["figures"]) if "figures" in fields else []
        figures = tuple(dict.fromkeys(self.mention(node, what.capitalize()) for node in nodes))
        if len(figures) < 2:
            at.problem(
                key_node,
                "reconciliation-shape",
                f"{what.capitalize()} needs two figures or more to set side by side.",
                found=str(len(figures)),
                expected="a list of figure keys",
            )
        return ReconciliationDefinition(
            key,
            self.optional(fields, "title", what) or key.replace("-", " ").capitalize(),
            self.mark(key_node),
            self.optional(fields, "question", what),
            figures,
        )

    def optional(self, fields: Mapping[str, Node], word: str, what: str) -> str:
        return self.at.text(fields[word], f"{word} of {what}") if word in fields else ""


def _one_line(node: Node) -> bool:
    return node.start_mark.line == node.end_mark.line


def _cycles(
    figures: Mapping[str, FigureDefinition],
) -> tuple[list[Problem], frozenset[str]]:
    """A problem for each round of formulas that rest on each other, naming the whole round; and their keys."""
    problems: list[Problem] = []
    cyclic: set[str] = set()
    done: set[str] = set()

    def uses(key: str) -> tuple[str, ...]:
        definition = figures.get(key)
        if definition is None or definition.expression is None:
            return ()
        return tuple(name.key for name in name_places(definition.expression))

    for start in figures:
        path: list[str] = []
        on_path: set[str] = set()
        stack: list[tuple[str, bool]] = [(start, False)]
        while stack:
            key, leaving = stack.pop()
            if leaving:
                path.pop()
                on_path.discard(key)
                done.add(key)
                continue
            if key in on_path:
                around = [*path[path.index(key) :], key]
                cyclic.update(around)
                mark = figures[key].formula_mark
                problems.append(
                    Problem(
                        "formula-cycle",
                        f"These formulas rest on each other: {' → '.join(around)}.",
                        file=mark.file,
                        line=mark.line,
                        char=mark.char,
                        column=key,
                        found=figures[key].formula,
                        remedy="One of them needs another definition.",
                    )
                )
                continue
            if key in done:
                continue
            path.append(key)
            on_path.add(key)
            stack.append((key, True))
            stack.extend((used, False) for used in reversed(uses(key)))
    return problems, frozenset(cyclic)
