"""`probanda estimate`: how many people no list names, with what cannot be known said aloud."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from probanda.cli.common import JsonOption, console, emit_json, guarded, out, say
from probanda.problems import ProbandaError, Problem

if TYPE_CHECKING:
    from probanda.estimate.notice import Notice
    from probanda.estimate.reading import StrataTables
    from probanda.estimate.result import Estimate

app = typer.Typer(no_args_is_help=True)

METHODS = ("lcm", "dga", "loglinear", "sparse", "chao")

TableArgument = Annotated[
    Path | None,
    typer.Argument(
        help="CSV: list columns 0/1 and `count`, or one row per person without `count`.",
        metavar="[TABLE.csv]",
    ),
]
RecordOption = Annotated[
    Path | None,
    typer.Option(
        "--casebook", "-C", help="Instead of a CSV: the registers of a casebook.", metavar="DIR"
    ),
]
ListOption = Annotated[
    list[str] | None,
    typer.Option("--list", help="Register of the casebook to use (repeatable; otherwise: all)."),
]
StatusOption = Annotated[
    str, typer.Option(help="With --casebook: only persons of this status, as `missing`.")
]
LevelOption = Annotated[
    float, typer.Option(min=0.5, max=0.999, help="Level of the interval.", metavar="SHARE")
]
SeedOption = Annotated[int, typer.Option(min=0, help="Seed of everything drawn at random.")]
ByStratumOption = Annotated[
    list[str] | None,
    typer.Option("--by", help="Column that splits people into strata (repeatable).", metavar="COL"),
]
IgnoreOption = Annotated[
    list[str] | None,
    typer.Option("--ignore", help="Column that is no list (repeatable).", metavar="COL"),
]
ImpossibleOption = Annotated[
    list[str] | None,
    typer.Option(
        "--impossible",
        help="History ruled out by design, as A+B for exactly these lists (repeatable).",
        metavar="A+B",
    ),
]
SumOption = Annotated[
    bool, typer.Option("--sum-repeated", help="Add up rows of the same history, with a warning.")
]
ReplicatesOption = Annotated[
    int | None,
    typer.Option(min=50, help="Bootstrap tables for sparse (1,000; 200 beyond eight lists)."),
]


@app.command()
@guarded
def fit(
    table: TableArgument = None,
    method: Annotated[
        str | None,
        typer.Option(help="lcm, dga, loglinear, sparse or chao. Otherwise: all, if they agree."),
    ] = None,
    order: Annotated[
        int | None,
        typer.Option(help="Largest interaction (lists - 1 up to four lists, else 2)."),
    ] = None,
    criterion: Annotated[str, typer.Option(help="bic or aic.")] = "bic",
    choice: Annotated[
        str, typer.Option(help="How sparse chooses: stepwise, or best (by criterion).")
    ] = "stepwise",
    seed: SeedOption = 1,
    level: LevelOption = 0.95,
    replicates: ReplicatesOption = None,
    classes: Annotated[int, typer.Option(min=2, help="Latent classes at most (lcm).")] = 10,
    burn_in: Annotated[int, typer.Option(min=0, help="Sweeps before keeping any (lcm).")] = 20_000,
    draws: Annotated[int, typer.Option(min=100, help="Draws kept per chain (lcm).")] = 10_000,
    thin: Annotated[int, typer.Option(min=1, help="Sweeps per kept draw (lcm).")] = 20,
    chains: Annotated[int, typer.Option(min=4, help="Chains (lcm).")] = 4,
    cap: Annotated[
        float | None,
        typer.Option(min=1, help="Hold the unobserved at this many times n (lcm; off)."),
    ] = None,
    checkpoint: Annotated[
        Path | None, typer.Option(help="File to stop at and resume from (lcm).", metavar="FILE")
    ] = None,
    by: ByStratumOption = None,
    ignore: IgnoreOption = None,
    impossible: ImpossibleOption = None,
    sum_repeated: SumOption = False,
    anyway: Annotated[
        bool,
        typer.Option("--anyway", help="Offer a number although methods differ by more than 2."),
    ] = False,
    casebook: RecordOption = None,
    lists: ListOption = None,
    status: StatusOption = "",
    as_json: JsonOption = False,
) -> None:
    """Estimate the total by one method (or, without --method, by all of them if they agree)."""
    from probanda.cli.estimate_run import agreed_answer, single_answer, strata_answer
    from probanda.estimate.latent import LatentSettings
    from probanda.estimate.methods import Options
    from probanda.estimate.notice import Refused

    _one_of("--method", method, (None, *METHODS))
    _one_of("--criterion", criterion, ("bic", "aic"))
    _one_of("--choice", choice, ("stepwise", "best"))
    try:
        found = _read(table, casebook, lists, status, by, ignore, impossible, sum_repeated)
        with _Bar(quiet=as_json and not console.is_terminal) as bar:
            options = Options(
                level=level,
                seed=seed,
                order=order,
                criterion="aic" if criterion == "aic" else "bic",
                choice=choice,
                replicates=replicates,
                latent=LatentSettings(
                    classes=classes, burn_in=burn_in, draws=draws, thin=thin, chains=chains, cap=cap
                ),
                progress=bar.move,
            )
            if by:
                answer = strata_answer(found, method or "dga", options)
            elif method is None:
                answer = agreed_answer(found, options, anyway)
            else:
                answer = single_answer(found, method, options, checkpoint)
    except Refused as refused:
        _refuse(refused.notices, method or "all", level, as_json)
    answer = answer.with_warnings(*found.notices)
    if as_json:
        emit_json(answer.as_dict())
    else:
        _show(answer)
    if answer.estimate is None:
        raise typer.Exit(1)


@app.command()
@guarded
def compare(
    table: TableArgument = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Where to write the report (TABLE-estimate.html)."),
    ] = None,
    seed: SeedOption = 1,
    level: LevelOption = 0.95,
    replicates: ReplicatesOption = None,
    coverage: Annotated[
        int, typer.Option(min=0, help="Simulated tables per scenario (0: no simulation).")
    ] = 100,
    by: ByStratumOption = None,
    ignore: IgnoreOption = None,
    impossible: ImpossibleOption = None,
    sum_repeated: SumOption = False,
    anyway: Annotated[
        bool,
        typer.Option("--anyway", help="Offer a number although methods differ by more than 2."),
    ] = False,
    casebook: RecordOption = None,
    lists: ListOption = None,
    status: StatusOption = "",
    as_json: JsonOption = False,
) -> None:
    """Run all methods and checks on one table and write an HTML report with pictures."""
    from probanda.estimate.methods import Options
    from probanda.estimate.notice import Refused
    from probanda.estimate.report import build_report

    source = table or Path(casebook or ".").resolve()
    target = output or (
        source.with_name(f"{source.stem}-estimate.html")
        if table
        else source / "out" / "estimate.html"
    )
    try:
        found = _read(table, casebook, lists, status, by, ignore, impossible, sum_repeated)
        options = Options(level=level, seed=seed, replicates=replicates)
        report = build_report(
            found.table,
            found.strata,
            options,
            title=source.name,
            notices=found.notices,
            anyway=anyway,
            coverage_tables=coverage,
            progress=lambda step: say(f"  {step} …"),
        )
    except Refused as refused:
        _refuse(refused.notices, "compare", level, as_json)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(report.html, encoding="utf-8")
    if as_json:
        emit_json({"report": str(target), **report.summary})
    else:
        out.print(report.sentence, markup=False)
        say(f"Report written to {target}")
    if report.summary["offered"] is None:
        raise typer.Exit(1)


@app.command()
@guarded
def combine(
    tables: Annotated[
        list[Path],
        typer.Argument(
            help="The same lists, linked in different ways: one table each.", metavar="TABLE.csv…"
        ),
    ],
    method: Annotated[str, typer.Option(help="lcm, dga, loglinear, sparse or chao.")] = "dga",
    seed: SeedOption = 1,
    level: LevelOption = 0.95,
    replicates: ReplicatesOption = None,
    ignore: IgnoreOption = None,
    impossible: ImpossibleOption = None,
    sum_repeated: SumOption = False,
    as_json: JsonOption = False,
) -> None:
    """One answer from several linkages of the same lists, and how much of its variance linking causes."""
    from probanda.cli.estimate_input import from_file
    from probanda.estimate.linkages import combined
    from probanda.estimate.methods import Options
    from probanda.estimate.notice import Refused

    _one_of("--method", method, METHODS)
    try:
        found = {
            f"{place}. {path.name}": from_file(
                path, (), ignore or (), impossible or (), sum_repeated=sum_repeated
            )
            for place, path in enumerate(tables, start=1)
        }
        options = Options(level=level, seed=seed, replicates=replicates)
        answer = combined({name: t.table for name, t in found.items()}, method, options)
    except Refused as refused:
        _refuse(refused.notices, method, level, as_json)
    answer = answer.with_warnings(*(n for t in found.values() for n in t.notices))
    if as_json:
        emit_json(answer.as_dict())
    else:
        _show(answer)
    if answer.estimate is None:
        raise typer.Exit(1)


def _one_of(option: str, value: str | None, allowed: tuple[str | None, ...]) -> None:
    if value not in allowed:
        names = ", ".join(a for a in allowed if a)
        raise ProbandaError(
            Problem("option-value", f"{option} cannot be {value!r}.", expected=f"one of {names}"),
            usage=True,
        )


def _read(
    table: Path | None,
    casebook: Path | None,
    lists: list[str] | None,
    status: str,
    by: list[str] | None,
    ignore: list[str] | None,
    impossible: list[str] | None,
    sum_repeated: bool,
) -> StrataTables:
    from probanda.cli.estimate_input import from_casebook, from_file

    if (table is None) == (casebook is None):
        raise ProbandaError(
            Problem("table-or-casebook", "Give either a TABLE.csv or --casebook DIR."), usage=True
        )
    if casebook is not None:
        return from_casebook(casebook, lists or (), status, by or ())
    assert table is not None
    return from_file(table, by or (), ignore or (), impossible or (), sum_repeated=sum_repeated)


def _refuse(notices: tuple[Notice, ...], method: str, level: float, as_json: bool) -> None:
    """Say why nothing was computed, and stop."""
    from probanda.estimate.result import refusal

    if as_json:
        emit_json(refusal(method, level, notices))
    for notice in notices:
        say(f"{notice.code}: {notice.message}")
        say(f"    {notice.remedy}")
    raise typer.Exit(2 if any(n.code == "file-missing" for n in notices) else 1)


def _show(answer: Estimate) -> None:
    """The answer for people: the figures, the cautions, the paragraph."""
    out.print(f"Documented minimum: {answer.n_observed:,}", markup=False)
    if answer.estimate is None or answer.interval is None:
        out.print("Estimate: none offered", markup=False)
    else:
        low, high = answer.interval
        end = f"{high:,.0f}" if high is not None else "no upper limit"
        out.print(f"Estimate ({answer.method}): {answer.estimate:,.0f}", markup=False)
        out.print(f"{answer.level:.0%} interval: {low:,.0f} to {end}", markup=False)
    for notice in answer.warnings:
        out.print(f"! {notice.code}: {notice.message}", markup=False, soft_wrap=True)
        out.print(f"    {notice.remedy}", markup=False, soft_wrap=True)
    out.print()
    out.print(answer.paragraph(), markup=False, soft_wrap=True)


class _Bar:
    """A progress bar on stderr; silent where nobody watches."""

    def __init__(self, quiet: bool) -> None:
        from rich.progress import Progress

        self._progress = Progress(console=console, transient=True, disable=quiet)
        self._task: Any = None

    def __enter__(self) -> _Bar:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def move(self, done: int, total: int) -> None:
        """Show that `done` of `total` steps are behind us."""
        if self._task is None:
            self._task = self._progress.add_task("computing", total=total)
        self._progress.update(self._task, completed=done, total=total)
