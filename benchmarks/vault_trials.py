"""Trials of `probanda.vault` in full: `python -m benchmarks.vault_trials [SCALE] [NAME…]`.

Kills, failing disks, losses of power, tampering and clean runs, as in the tests but in their thousands.
SCALE 0.1 does a tenth of each; names choose among them. Each line says how many were done and how many went
wrong; the exit status is 1 when one did. Done in memory where there is a /dev/shm.
"""

from __future__ import annotations

import random
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from tests.vault.crashing import (
    EndingDisk,
    check,
    forked,
    kill_at_random,
    quick_folder,
    scenario,
    started,
)
from tests.vault.tampering import KINDS, Clock, fill, found, mutate
from tests.vault.test_power_loss import lose_power, recorded

from probanda.problems import ProbandaError
from probanda.vault import Vault
from probanda.vault.scrub import Scrub

KEYS = ("before", "a", "b")


def kills_at_random(place: Path, scale: float) -> Iterator[str]:
    """A writer killed with signal 9 at random moments."""
    original = started(place / "original", "before")
    rng = random.Random(1)
    for _ in range(round(1000 * scale)):
        yield kill_at_random(original, place / "vault", rng)


def kills_at_every_operation(place: Path, scale: float) -> Iterator[str]:
    """A writer killed before each operation on the disk, and in the middle of each write."""
    original = started(place / "original", "before")
    for how, at in _operations(original, place, ("kill", "tear")):
        shutil.copytree(original, place / "vault")
        said, _ = forked(
            lambda tell, at=at, how=how: scenario(place / "vault", EndingDisk(at, how), tell)  # type: ignore[misc]
        )
        yield check(place / "vault", KEYS, said)
        shutil.rmtree(place / "vault")


def failing_disks(place: Path, scale: float) -> Iterator[str]:
    """A disk that answers with an error, is full, or fails to sync, from each operation on."""
    original = started(place / "original", "before")
    for how, at in _operations(original, place, ("error", "full", "sync fails")):
        shutil.copytree(original, place / "vault")
        said: list[tuple[str, int, str]] = []
        with suppress(OSError, ProbandaError):
            scenario(place / "vault", EndingDisk(at, how), said.append)
        yield check(place / "vault", KEYS, said)
        shutil.rmtree(place / "vault")


def _operations(original: Path, place: Path, ways: tuple[str, ...]) -> list[tuple[str, int]]:
    disk = EndingDisk()
    shutil.copytree(original, place / "counted")
    scenario(place / "counted", disk, lambda said: None)
    return [
        (how, at)
        for how in ways
        for at, name in enumerate(disk.names)
        if how != "tear" or name == "write"
    ]


def losses_of_power(place: Path, scale: float) -> Iterator[str]:
    """States that a loss of power can leave, of a recording of all operations."""
    for wide in (True, False):
        inside = place / str(wide)
        inside.mkdir()
        disk = recorded(inside, wide=wide)
        rng = random.Random(2)
        for _ in range(round(2500 * scale)):
            yield lose_power(disk, inside, rng)


def tampering(place: Path, scale: float) -> Iterator[str]:
    """Single mutations of eight kinds, each to be found and its file named."""
    before = Clock()
    checkpoints = fill(place / "original", random.Random(3), before)
    for trial in range(round(1000 * scale)):
        kind = KINDS[trial % len(KINDS)]
        copy = place / "copy"
        shutil.copytree(place / "original", copy)
        clock = Clock()
        clock.now = before.now
        mutation = mutate(kind, copy, random.Random(trial), clock)
        yield found(copy, mutation, checkpoints, clock)
        shutil.rmtree(copy)


def clean_runs(place: Path, scale: float) -> Iterator[str]:
    """Vaults that nothing happened to: none may raise an alarm."""
    for trial in range(round(1000 * scale)):
        clock = Clock()
        fill(place / "vault", random.Random(trial), clock)
        with Vault.open(place / "vault", clock) as vault:
            problems = [*vault.alarms, *Scrub(vault).run().problems]
        yield str(problems) if problems else ""
        shutil.rmtree(place / "vault")


TRIALS: tuple[Callable[[Path, float], Iterator[str]], ...] = (
    kills_at_random,
    kills_at_every_operation,
    failing_disks,
    losses_of_power,
    tampering,
    clean_runs,
)


def main() -> None:
    words = sys.argv[1:]
    scale = float(words.pop(0)) if words and words[0].replace(".", "").isdigit() else 1.0
    bad = False
    for trial in TRIALS:
        if words and trial.__name__ not in words:
            continue
        start = time.perf_counter()
        with quick_folder() as place:
            results = list(trial(place, scale))
        wrong = [each for each in results if each]
        bad = bad or bool(wrong)
        name = trial.__name__.replace("_", " ")
        print(
            f"{name:<26} {len(results):>6} done, {len(wrong)} went wrong,"
            f" {time.perf_counter() - start:6.1f} s",
            flush=True,
        )
        for each in wrong[:5]:
            print(f"    {each[:500]}")
    if bad:
        sys.exit(1)


if __name__ == "__main__":
    main()
