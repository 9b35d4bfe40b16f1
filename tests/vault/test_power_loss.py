"""A loss of power at any moment drops what was not synced: what was acknowledged is there all the same."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from probanda.vault import Act, Vault
from tests.vault.crashing import NOW, check, deliver, quick_folder
from tests.vault.losing_power import RememberingDisk

KEYS = ("a", "b", "c")


def recorded(place: Path, *, wide: bool) -> RememberingDisk:
    """A vault from its making through some deliveries, on a disk that remembers."""
    (place / "original").mkdir()
    disk = RememberingDisk(place / "original", wide=wide)
    folder = place / "original" / "vault"
    with Vault.create(folder, "vault.example/custody", lambda: NOW, disk) as vault:
        disk.acknowledge(deliver(vault, "a"))
        vault.record(Act.OPEN, who="Archivist", why="to look")
        disk.acknowledge(deliver(vault, "b"))
    with Vault.open(folder, lambda: NOW, disk) as vault:
        disk.acknowledge(deliver(vault, "c"))
    return disk


def lose_power(disk: RememberingDisk, place: Path, rng: random.Random) -> str:
    """Lose power at some moment, and check what can be made of it."""
    at = rng.randint(0, len(disk.steps))
    disk.leave(*disk.states(rng, at), place / "left", rng)
    said = [each for moment, each in disk.acknowledged if moment <= at]
    (place / "left").mkdir(exist_ok=True)
    wrong = check(place / "left" / "vault", KEYS, said)
    shutil.rmtree(place / "left")
    return f"at step {at}: {wrong}" if wrong else ""


@pytest.fixture
def place() -> Iterator[Path]:
    with quick_folder() as folder:
        yield folder


@pytest.mark.parametrize("wide", [True, False])
def test_what_was_acknowledged_survives_any_loss_of_power(place: Path, wide: bool) -> None:
    disk = recorded(place, wide=wide)
    rng = random.Random(11)
    for _ in range(60):
        assert lose_power(disk, place, rng) == ""


def test_the_double_finds_a_vault_that_acknowledges_before_it_syncs(place: Path) -> None:
    disk = recorded(place, wide=True)
    (first, _), *_ = disk.acknowledged
    begun = next(at for at, step in enumerate(disk.steps) if "objects" in step.arguments)
    for step in disk.steps[begun - 30 : first]:
        step.durable = None
    found = []
    for seed in range(60):
        wrong = lose_power(disk, place, random.Random(seed))
        found.append("lost" in wrong or "receipt" in wrong or "alarms" in wrong)
    assert any(found)
