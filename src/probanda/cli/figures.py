"""``probanda figures``: every figure with its definition, its value, and the claims behind it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from probanda.cli.common import (
    CasebookOption,
    JsonOption,
    emit_json,
    guarded,
    open_from_option,
    out,
    print_problems,
)
from probanda.problems import ProbandaError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from probanda.casebook.figures import Figure, FigureChange, FigureSet
    from probanda.casebook.figures.reconcile import Reconciled
    from probanda.casebook.folder import Casebook

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("figures")(guarded(figures))


def figures(
    file: Annotated[
        list[Path] | None,
        typer.Argument(
            help="Files of definitions. Otherwise: figures.yaml in the casebook's manuscripts.",
            metavar="[FIGURES.yaml]…",
        ),
    ] = None,
    casebook: CasebookOption = None,
    *,
    key: Annotated[
        list[str] | None,
        typer.Option("--key", "-k", help="Only this figure (may be repeated).", metavar="KEY"),
    ] = None,
    reconcile: Annotated[
        bool, typer.Option("--reconcile", help="Set what each claimant states side by side.")
    ] = False,
    claims: Annotated[
        bool, typer.Option("--claims", help="List the claims and entries behind each figure.")
    ] = False,
    since_build: Annotated[
        str,
        typer.Option(
            "--since-build",
            help="What changed since the last build of this manuscript, and why.",
            metavar="MANUSCRIPT",
        ),
    ] = "",
    as_json: JsonOption = False,
) -> None:
    """Count all figures again and show what each rests on.

    Exit status 1 when a figure could not be computed.
    """
    opened = open_from_option(casebook, start=file[0] if file else None)
    # The models can be imported only when the casebook is open.
    from probanda.casebook.figures import changes, compute_figures, read_figures
    from probanda.casebook.figures import reconcile as reconciled
    from probanda.casebook.figures.files import default_files, manuscript_name

    paths = list(file) if file else default_files(opened)
    found = compute_figures(read_figures(paths, opened.root))
    chosen = _chosen(found, key or [])
    tables = reconciled(found) if reconcile or as_json else ()
    built = manuscript_name(opened, since_build) if since_build else ""
    if built:
        _must_have_been_built(opened, built, since_build)
    changed = changes(built, found) if built else ()
    if key:
        changed = tuple(change for change in changed if change.key in chosen)
    if as_json:
        emit_json(
            {
                "figures": {figure.key: _figure(found, figure) for figure in chosen.values()},
                "reconciliation": [_reconciled(table) for table in tables],
                "changes": [_change(change) for change in changed],
                "problems": [problem.as_dict() for problem in found.problems],
            }
        )
    else:
        _print_figures(found, chosen.values(), claims=claims)
        for table in tables:
            _print_reconciled(table)
        if since_build:
            _print_changes(changed, since_build)
    print_problems(found.problems)
    failed = any(figure.value is None for figure in chosen.values())
    if failed or any(problem.severity == "error" for problem in found.problems):
        raise typer.Exit(1)


def _must_have_been_built(opened: Casebook, name: str, given: str) -> None:
    """To say "nothing changed" of a manuscript that was never built, or is misspelt, would be untrue."""
    from probanda.casebook.models import FigureValue

    if FigureValue.objects.filter(manuscript=name).exists():
        return
    there = (opened.root / name).is_file() or Path(given).is_file()
    raise ProbandaError(
        Problem(
            "manuscript-never-built" if there else "manuscript-missing",
            "No build of this manuscript is remembered."
            if there
            else "There is no such manuscript, and no build of it is remembered.",
            file=given,
            remedy="Build it first: `probanda build MANUSCRIPT`. A draft is not remembered."
            if there
            else "Give the path of a manuscript that was built.",
        ),
        usage=True,
    )


def _chosen(found: FigureSet, keys: list[str]) -> dict[str, Figure]:
    from probanda.casebook.figures.reading import nearest

    everything = dict(found.all())
    if not keys:
        return everything
    problems = []
    for key in keys:
        if key not in everything:
            near = nearest(key, everything)
            problems.append(
                Problem(
                    "figure-unknown",
                    f"There is no figure “{key}”.",
                    file=", ".join(found.file.files),
                    found=key,
                    remedy=f"Did you mean “{near}”?" if near else "See `probanda figures`.",
                )
            )
    if problems:
        raise ProbandaError(*problems, usage=True)
    return {key: everything[key] for key in keys}


# -- JSON -----------------------------------------------------------------------------------------


def number(value: Decimal | None) -> int | float | None:
    """A JSON number: whole ones as integers, others as the nearest double (``value_exact`` has all digits)."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _figure(found: FigureSet, figure: Figure) -> dict[str, Any]:
    return {
        "label": figure.label,
        "kind": figure.kind,
        "definition": figure.definition,
        "value": number(figure.value),
        "value_exact": "" if figure.value is None else format(figure.value, "f"),
        "unit": figure.unit,
        "as_of": figure.as_of,
        "exactness": figure.exactness,
        "decimals": figure.decimals,
        "undetermined": figure.undetermined,
        "interval": None
        if figure.interval is None
        else [number(figure.interval[0]), number(figure.interval[1])],
        "claims": list(found.claims(figure.key)),
        "claimant": figure.claimant,
        "claimant_key": figure.claimant_key,
        "source": figure.source,
        "locator": figure.locator,
        "problem": figure.problem,
    }


def _reconciled(table: Reconciled) -> dict[str, Any]:
    return {
        "key": table.key,
        "title": table.title,
        "question": table.question,
        "values": [
            {
                "figure": value.figure,
                "label": value.label,
                "claimant": value.claimant,
                "value": number(value.value),
                "exactness": value.exactness,
                "as_of": value.as_of,
                "unit": value.unit,
                "source": value.source,
                "locator": value.locator,
            }
            for value in table.values
        ],
        "differences": [
            {
                "a": difference.a,
                "b": difference.b,
                "difference": number(difference.value),
                "comparable": difference.comparable,
                "why_not": difference.why_not,
            }
            for difference in table.differences
        ],
        "explanations": [
            {
                "code": explanation.code,
                "a": explanation.a,
                "b": explanation.b,
                "sentence": explanation.sentence,
                "keys": list(explanation.keys),
            }
            for explanation in table.explanations
        ],
    }


def _change(change: FigureChange) -> dict[str, Any]:
    return {
        "key": change.key,
        "before": number(change.before),
        "after": number(change.after),
        "came": list(change.came),
        "went": list(change.went),
        "changed": list(change.changed),
        "reason": change.reason,
    }


# -- for people -----------------------------------------------------------------------------------

_WORDS = {"at-least": "≥ ", "more-than": "> ", "about": "≈ ", "at-most": "≤ "}


def _written(figure: Figure) -> str:
    if figure.value is None:
        return "—"
    value = _WORDS.get(figure.exactness, "") + f"{figure.value:,.{figure.decimals}f}"
    if figure.interval is None:
        return value
    low, high = figure.interval
    return f"{value} ({low:,.0f}–{high:,.0f})"


def _print_figures(found: FigureSet, chosen: Iterable[Figure], *, claims: bool) -> None:
    from rich.markup import escape
    from rich.table import Table

    table = Table(title="Figures", title_justify="left", show_lines=False)
    for name, how in (
        ("Key", {"overflow": "fold"}),
        ("Label", {}),
        ("Value", {"justify": "right", "no_wrap": True}),
        ("Can't tell", {"justify": "right"}),
        ("Definition", {"ratio": 1}),
        ("Claims", {"justify": "right"}),
    ):
        table.add_column(name, **how)
    for figure in chosen:
        table.add_row(
            escape(figure.key),
            escape(figure.label),
            _written(figure),
            f"{figure.undetermined:,}" if figure.undetermined else "",
            escape(figure.problem or figure.definition),
            f"{figure.claims_count:,}",
        )
        if claims:
            table.add_row("", "", "", "", escape(", ".join(found.claims(figure.key))), "")
    out.print(table)


def _print_reconciled(table: Reconciled) -> None:
    from rich.markup import escape
    from rich.table import Table

    shown = Table(title=escape(table.title), title_justify="left", caption=escape(table.question))
    shown.add_column("Figure")
    shown.add_column("According to")
    shown.add_column("Value", justify="right", no_wrap=True)
    shown.add_column("As of")
    shown.add_column("Source")
    for value in table.values:
        text = (
            "—"
            if value.value is None
            else _WORDS.get(value.exactness, "") + f"{value.value.normalize():,f}"
        )
        where = f"{value.source}, {value.locator}" if value.locator else value.source
        shown.add_row(escape(value.label), escape(value.claimant), text, value.as_of, escape(where))
    out.print(shown)
    for difference in table.differences:
        note = "" if difference.comparable else "  (different questions, see below)"
        amount = f"{difference.value.normalize():,f}"
        out.print(f"  {difference.a} − {difference.b} = {amount}{note}", markup=False)
    for explanation in table.explanations:
        out.print(f"  · {explanation.sentence}", markup=False)


def _print_changes(changed: tuple[FigureChange, ...], manuscript: str) -> None:
    if not changed:
        out.print(f"No figure changed since the last build of {manuscript}.", markup=False)
    for change in changed:
        out.print(change.reason, markup=False)
