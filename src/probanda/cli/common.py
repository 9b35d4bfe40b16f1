"""What all commands share: which casebook, who acts, the clock, and how answers and errors leave.

Answers go to stdout (pure JSON with ``--json``), messages and progress to stderr. Exit status: 0 done,
1 found problems, 2 used wrongly.
"""

from __future__ import annotations

import functools
import getpass
import json
import os
import sys
import traceback
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, ParamSpec, TypeVar

import typer
from rich.console import Console

from probanda.problems import ProbandaError, Problem

if TYPE_CHECKING:
    from probanda.casebook.folder import Casebook

__all__ = [
    "ByOption",
    "CasebookOption",
    "JsonOption",
    "acting",
    "clock",
    "console",
    "emit_json",
    "guarded",
    "open_from_option",
    "out",
    "print_problems",
    "say",
]

P = ParamSpec("P")
R = TypeVar("R")

CasebookOption = Annotated[
    Path | None,
    typer.Option(
        "--casebook",
        "-C",
        envvar="PROBANDA_CASEBOOK",
        help="The casebook's folder. Otherwise: the nearest one upward from here.",
        metavar="DIR",
    ),
]
JsonOption = Annotated[
    bool, typer.Option("--json", help="Answer in JSON on standard output, for programs.")
]
ByOption = Annotated[
    str,
    typer.Option(
        "--by",
        envvar="PROBANDA_USER",
        help="Who does this, for the audit chain. Otherwise: the user of this computer.",
        metavar="NAME",
    ),
]

#: Messages, tables of progress, problems: everything that is not the answer.
console = Console(stderr=True, highlight=False)
#: The answer, for people.
out = Console(highlight=False)


def say(text: str) -> None:
    """One message to stderr, as it is: no markup, no wrapping in the middle of a path."""
    console.print(text, markup=False, soft_wrap=True)


def visible(text: str) -> str:
    r"""A name or path as it can be shown: what would steer a terminal, or cannot be seen, is an escape.

    >>> visible("photo\u202egpj.exe\x1b[31m")
    'photo\\u202egpj.exe\\x1b[31m'
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def emit_json(value: Any) -> None:
    """The answer as JSON in UTF-8, the only thing on stdout.

    A byte of a file's name that is not UTF-8 stands as JSON's own escape of what Python makes of it.
    """
    text = json.dumps(value, ensure_ascii=False, indent=2, default=str)
    sys.stdout.write(text.encode("utf-8", "backslashreplace").decode() + "\n")


def print_problems(
    problems: Iterable[Problem], most: int | None = None, everything: str = "--json"
) -> None:
    """Each problem on a line of its own to stderr: place, code, what, remedy.

    ``most``: of each code that is no error, so many are printed, and how many more there are; errors
    always stand in full, as does everything in the answer that the option ``everything`` asks for.
    """
    problems = [replace(problem, file=visible(problem.file)) for problem in problems]
    count = Counter(problem.code for problem in problems if problem.severity != "error")
    printed: Counter[str] = Counter()
    for problem in problems:
        if most is not None and problem.severity != "error":
            printed[problem.code] += 1
            if printed[problem.code] == most + 1 < count[problem.code] + 1:
                more = count[problem.code] - most
                say(
                    f"… and {more} more {problem.severity} {problem.code} (all of them: {everything})"
                )
            if printed[problem.code] > most:
                continue
        text = str(problem)
        details = [
            f"{name} {value!r}"
            for name, value in (("found", problem.found), ("expected", problem.expected))
            if value
        ]
        say(f"{text} ({', '.join(details)})" if details else text)


def acting(by: str) -> str:
    """Who acts: ``--by``, else PROBANDA_USER, else the user of this computer."""
    if by.strip():
        return by.strip()
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown user"


def clock() -> datetime:
    """The current time, or ``SOURCE_DATE_EPOCH`` when it is set."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "").strip()
    if not epoch:
        return datetime.now(UTC)
    try:
        return datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise ProbandaError(
            Problem(
                "epoch-unreadable",
                "SOURCE_DATE_EPOCH is not a number of seconds.",
                found=epoch,
                expected="seconds since 1970-01-01",
            ),
            usage=True,
        ) from error


def open_from_option(
    casebook: Path | None, *, start: Path | None = None, check: bool = True
) -> Casebook:
    """Open the casebook that a command means.

    ``casebook`` (the option or PROBANDA_CASEBOOK), else the nearest one upward from ``start`` (say, a
    manuscript), else the nearest one upward from the working directory.
    """
    from probanda.casebook.folder import find_casebook, open_casebook

    if casebook is not None:
        return open_casebook(casebook, check=check)
    if start is not None:
        folder = start if start.is_dir() else start.parent
        try:
            return open_casebook(find_casebook(folder), check=check)
        except ProbandaError as error:
            if error.problems[0].code != "casebook-not-found":
                raise
    return open_casebook(find_casebook(Path.cwd()), check=check)


def guarded(command: Callable[P, R]) -> Callable[P, R]:
    """Turn what goes wrong in a command into a message and an exit status; no traceback reaches a user.

    With ``--json`` (a parameter named ``as_json``) the problems are the answer too:
    ``{"ok": false, "problems": [...]}``. PROBANDA_DEBUG=1 shows the traceback.
    """

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except ProbandaError as error:
            _trace()
            if kwargs.get("as_json"):
                emit_json({"ok": False, "problems": [each.as_dict() for each in error.problems]})
            print_problems(error.problems)
            raise typer.Exit(2 if error.usage else 1) from None
        except KeyboardInterrupt:
            say("Stopped.")
            raise typer.Exit(130) from None
        except BrokenPipeError:
            # Whoever read the answer has closed the pipe (`| head`): nothing is wrong.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(0) from None
        except (typer.Exit, typer.Abort, typer.BadParameter):
            raise
        except Exception as error:
            _trace()
            problem = _unexpected(error)
            if kwargs.get("as_json"):
                emit_json({"ok": False, "problems": [problem.as_dict()]})
            print_problems([problem])
            raise typer.Exit(1) from None

    return run


def _trace() -> None:
    if os.environ.get("PROBANDA_DEBUG"):
        traceback.print_exc(file=sys.stderr)


def _unexpected(error: Exception) -> Problem:
    """Say what an error that no code foresaw is about, without its traceback."""
    if isinstance(error, OSError) and error.strerror:
        return Problem(
            "file-problem",
            f"{error.strerror}.",
            file=str(error.filename or ""),
            remedy="Check that the path exists and that you may read or write it.",
        )
    module = type(error).__module__
    first = str(error).strip().splitlines()[0] if str(error).strip() else "no details"
    if module.startswith(("django.db", "sqlite3", "psycopg")):
        return Problem(
            "database-problem",
            f"The database refused: {first}",
            remedy="Run `probanda doctor`; if another program is writing, try again when it is done.",
        )
    return Problem(
        "unexpected",
        f"Something went wrong that Probanda did not foresee: {type(error).__name__}: {first}",
        remedy=(
            "Nothing was half-written. Please report it with the command you ran and what"
            " PROBANDA_DEBUG=1 shows (leave out names of persons)."
        ),
    )
