"""Any single mutation of a vault is found and its file named; an untouched vault raises no alarm."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from probanda.vault import Vault
from probanda.vault.scrub import Scrub
from tests.vault.tampering import KINDS, Clock, fill, found, mutate


@pytest.fixture(scope="module")
def original(tmp_path_factory) -> tuple[Path, list[str], Clock]:
    folder = tmp_path_factory.mktemp("original") / "vault"
    clock = Clock()
    return folder, fill(folder, random.Random(7), clock), clock


@pytest.mark.parametrize("kind", KINDS)
def test_every_mutation_is_found_and_named(original, tmp_path: Path, kind: str) -> None:
    folder, checkpoints, before = original
    for seed in range(12):
        copy = tmp_path / str(seed)
        shutil.copytree(folder, copy)
        clock = Clock()
        clock.now = before.now
        rng = random.Random(f"{kind} {seed}")
        mutation = mutate(kind, copy, rng, clock)
        assert found(copy, mutation, checkpoints, clock) == ""


def test_a_clean_run_raises_no_alarm(original, tmp_path: Path) -> None:
    _, _, clock = original
    for seed in range(5):
        folder = tmp_path / str(seed)
        checkpoints = fill(folder, random.Random(seed), clock)
        with Vault.open(folder, clock) as vault:
            assert vault.alarms == []
            result = Scrub(vault).run()
        assert (result.problems, result.complete) == ([], True)
        assert len(checkpoints) == 2
