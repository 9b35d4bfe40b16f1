"""The process that reads one file: the item as standard input, files of the answer in its folder.

It is run by :mod:`probanda.vault.recipes.isolated`. What a parser does to itself (loops, eats memory,
crashes) ends here.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from importlib import import_module
from pathlib import Path

from probanda.problems import ProbandaError, Problem
from probanda.vault.recipes.making import Answer, Limits, unreadable

__all__ = ["OUT", "SAID", "run"]

#: Files of the answer: what was made, and what is said of it.
OUT, SAID = "out", "said.json"


def run(task: dict[str, object]) -> None:
    """Make what the task says from standard input, in the working directory."""
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None  # the limit of the recipe counts
    maker = import_module(f"probanda.vault.recipes.{task['kind']}")
    made: Answer | None = None
    problems: list[Problem] = []
    try:
        with os.fdopen(os.dup(0), "rb") as stream:
            made = maker.make(stream, task["name"], task["settings"], Limits())
        problems = made.problems
    except ProbandaError as error:
        problems = list(error.problems)
    except MemoryError:
        made, problems = None, [unreadable(str(task["kind"]), "it asks for too much memory")]
    except Exception as error:  # a parser may raise anything at a file made to break it
        reason = f"{type(error).__name__}: {error}"
        made, problems = None, [unreadable(str(task["kind"]), reason)]
    if made is not None:
        Path(OUT).write_bytes(made.data)
    Path(SAID).write_text(json.dumps([each.as_dict() for each in problems]), encoding="ascii")


def _confine(seconds: int, memory: int, size: int) -> None:
    for what, most in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, size),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


if __name__ == "__main__":
    _task = json.loads(sys.argv[1])
    _confine(_task["seconds"], _task["memory"], _task["size"])
    run(_task)
