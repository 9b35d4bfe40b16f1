"""``probanda link CASEBOOK``: link the record's current entries, propose pairs, and apply what is asked to
be applied.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from probanda.cli.common import acting, clock, console, emit_json, open_from_option, out, say
from probanda.cli.link_answer import engine_of, finish, show
from probanda.problems import ProbandaError, Problem

if TYPE_CHECKING:
    from probanda.casebook.linkage_lists import RecordLists
    from probanda.linkage import Linkage

__all__ = ["link_casebook"]


def link_casebook(
    folder: Path,
    out_dir: Path | None,
    engine: str,
    review: int,
    apply: float | None,
    reviewers: int,
    by: str,
    *,
    as_json: bool,
) -> None:
    """Link, record the run with its proposals, write the files, and apply the surest if asked."""
    if apply is not None and not 0.5 <= apply <= 1.0:
        raise ProbandaError(
            Problem(
                "value-unknown",
                "How sure must a pair be?",
                column="--apply",
                found=str(apply),
                expected="a chance from 0.5 to 1",
            ),
            usage=True,
        )
    find = engine_of(engine)
    book = open_from_option(folder)
    from probanda.casebook.linkage_lists import record_lists
    from probanda.casebook.services import changing
    from probanda.casebook.services.linkage import apply_run, record_run
    from probanda.linkage import link

    lists = record_lists()
    if len(lists.persons) < 2:
        raise ProbandaError(
            Problem(
                "lists-empty",
                "The casebook has no lists whose entries could be linked.",
                file=str(folder),
                remedy="Import lists first: `probanda import LIST --mapping M.yaml`.",
            )
        )
    with console.status("linking") as status:
        linkage = link(
            lists.mapping, lists.tables, find, read_labels=lists.labels, say=status.update
        )
        problems = list(linkage.records.problems)
        target = out_dir or book.out / "linkage"
        answer = finish(linkage, target, engine, review, problems)
    model = (target / "model.json").read_bytes()
    proposed = list(_proposed(linkage, lists, review))
    with changing(by=acting(by), now=clock(), why="linkage of the record's entries") as change:
        run = record_run(
            change,
            proposed,
            rows=len(linkage.records),
            persons=linkage.clusters.count,
            pairs=len(linkage.left),
            model_sha256=hashlib.sha256(model).hexdigest(),
            programs=answer["versions"],
            reviewers=reviewers,
        )
        results = apply_run(change, run, apply) if apply is not None else []
        conflicts = sorted({pair for result in results for pair in result.conflicts})
    answer["run"] = run.pk
    answer["proposals"] = len(proposed)
    answer["to_review"] = sum(1 for each in proposed if each.place)
    answer["applied"] = [result.decision.pk for result in results]
    answer["conflicts"] = [list(pair) for pair in conflicts]
    if as_json:
        emit_json(answer)
        return
    show(answer)
    out.print(
        f"Run {run.pk} proposes {len(proposed):,} pairs; nothing in the record has changed."
        if apply is None
        else f"Run {run.pk}: {len(results):,} pairs were recorded as one person.",
        markup=False,
    )
    for left, right in conflicts:
        say(f"warning identity-conflict: {left} and {right} were decided to be different.")
    say(
        f"Review: probanda link review list -C {folder}; take a run back: probanda link undo {run.pk} -C {folder}"
    )


def _proposed(linkage: Linkage, lists: RecordLists, review: int) -> Any:
    """Pairs of different persons: those in clusters, and those that people should look at."""
    import numpy as np

    from probanda.casebook.services.linkage import Proposed
    from probanda.linkage.kernels import MISSING
    from probanda.linkage.sampling import to_review

    asked = {pair: place for place, pair in enumerate(to_review(linkage, review).tolist(), 1)}
    chosen = np.unique(
        np.concatenate([np.flatnonzero(linkage.inside), np.array([*asked], dtype=np.int64)])
    )
    chosen = chosen[~_decided(linkage)[chosen]]
    evidence = linkage.mixture.evidence(linkage.levels[chosen])
    chance = linkage.chance
    done: set[tuple[int, int]] = set()
    for at, pair in enumerate(chosen.tolist()):
        left, right = sorted(
            lists.persons[int(of)] for of in (linkage.left[pair], linkage.right[pair])
        )
        if left == right or (left, right) in done:
            continue
        done.add((left, right))
        parts = [
            (column.field, column.levels[level], round(float(evidence[at, place]), 2))
            for place, column in enumerate(linkage.columns)
            if (level := int(linkage.levels[pair, place])) != MISSING
        ]
        yield Proposed(
            left,
            right,
            asked.get(pair, 0),
            round(float(chance[pair]), 6),
            round(float(linkage.bits[pair]), 3),
            bool(linkage.inside[pair]),
            parts,
        )


def _decided(linkage: Linkage) -> Any:
    """Candidate pairs that people have decided about."""
    import numpy as np

    if linkage.labels is None:
        return np.zeros(len(linkage.left), dtype=np.bool_)
    codes = linkage.left.astype(np.int64) << 32 | linkage.right
    return np.isin(codes, linkage.labels.left.astype(np.int64) << 32 | linkage.labels.right)
